/* SPDX-License-Identifier: MIT */
/**
 * @file stages/check.c
 * @brief qipan-check: find every defect of a dataset, in one run.
 *
 * Reads   DATASET  a folder of tables
 * Writes  findings, one line each, to stderr; with --format json to OUTPUT;
 *         with --suggest no findings, but a datapackage.json to OUTPUT
 * Exit    0 accepted, 1 refused
 */
#include <string.h>

#include "core/file.h"
#include "stages/intake.h"
#include "stages/propose.h"
#include "stages/stage.h"

static const qp_stage stage = {
    .name = "qipan-check",
    .inputs = "DATASET",
    .output = "FINDINGS",
    .output_optional = true,
    .least_inputs = 1,
    .most_inputs = 1,
    .purpose = "Find every defect of a dataset, in one run. Exit status 0: "
               "accepted, 1: refused.",
    .examples = {"qipan-check data/example",
                 "qipan-check --format json data/example -o findings.json"},
};

static struct {
    char *files;
    char *format;
    int suggest;
} options;

/* clang-format off */
static const struct poptOption option_table[] = {
    {"files",  '\0', POPT_ARG_STRING, &options.files,  0, "folder of the files that datapackage.json names", "DIR"},
    {"format", '\0', POPT_ARG_STRING, &options.format, 0, "text or json [text]",                             "FORMAT"},
    {"suggest", '\0', POPT_ARG_NONE,  &options.suggest, 0, "write a datapackage.json to edit, for files of unknown shape", NULL},
    POPT_TABLEEND
};
/* clang-format on */

static qp_status read_format(bool *json, qp_error *err)
{
    const char *format = options.format != NULL ? options.format : "text";
    *json = strcmp(format, "json") == 0;
    if (*json || strcmp(format, "text") == 0)
        return QP_OK;
    return qp_stage_misuse(err, "--format", format, "it is text or json");
}

static qp_status tell_as(const qp_intake *intake, const qp_call *call,
                         bool json, qp_error *err)
{
    qp_text told = {0};
    qp_status status = QP_OK;
    const char *path = call->output;
    if (json)
        status = qp_findings_json(&intake->findings, &told, err);
    else if (path != NULL)
        qp_findings_text(&intake->findings, QP_NOTE, stage.name, &told);
    else
        qp_intake_tell(intake, stage.name, call->quiet);
    if (status == QP_OK)
        status = qp_text_status(&told, err);
    if (status == QP_OK && (json || path != NULL))
        status = qp_file_publish(path != NULL ? path : "-",
                                 qp_text_string(&told), told.size, err);
    qp_text_clear(&told);
    return status;
}

/* Findings asked for in place of a table of the dataset would destroy it. */
static qp_status spare_tables(const qp_dataset *dataset, const qp_call *call,
                              qp_error *err)
{
    const char *folders[] = {call->inputs[0], options.files};
    qp_text path = {0};
    bool spared = true;
    for (size_t f = 0; call->output != NULL && f < dataset->file_count; f++)
        for (int d = 0; d < 2 && folders[d] != NULL; d++) {
            qp_text_empty(&path);
            qp_text_addf(&path, "%s/%s", folders[d], dataset->files[f]);
            spared &= !qp_file_is_same(qp_text_string(&path), call->output);
        }
    qp_status status = qp_text_status(&path, err);
    if (status == QP_OK && !spared)
        status = qp_stage_misuse(err, "-o", call->output,
                                 "it is a table of the dataset");
    qp_text_clear(&path);
    return status;
}

static qp_status check(const qp_call *call, qp_error *err)
{
    if (options.suggest)
        return qp_propose(call->inputs[0], call->output, err);
    bool json = false;
    qp_status status = read_format(&json, err);
    if (status != QP_OK)
        return status;

    const qp_dataset_options dataset = {.files = options.files,
                                        .threads = call->threads};
    qp_intake intake = {0};
    status = qp_intake_read(&intake, call->inputs[0], &dataset, err);
    if (status == QP_OK || status == QP_E_REFUSED) {
        qp_status told = spare_tables(&intake.dataset, call, err);
        if (told == QP_OK)
            told = tell_as(&intake, call, json, err);
        status = told != QP_OK ? told : status;
    }
    qp_intake_clear(&intake);
    return status;
}

int main(int argc, char **argv)
{
    qp_call call;
    if (!qp_stage_begin(&stage, option_table, argc, argv, &call))
        return call.exit_code;
    qp_error err = {0};
    qp_status status = check(&call, &err);
    return qp_stage_end(&stage, status, &err);
}
