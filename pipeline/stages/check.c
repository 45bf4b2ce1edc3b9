/* SPDX-License-Identifier: MIT */
/**
 * @file stages/check.c
 * @brief qipan-check: find every defect of a dataset, in one run.
 *
 * Reads   DATASET  a folder of tables
 * Writes  findings, one line each, to stderr; with --format json or csv to
 *         OUTPUT
 *         With --suggest no findings, but a datapackage.json to OUTPUT
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

typedef enum { TEXT, JSON, CSV, FORMAT_COUNT } format;

static struct {
    char *files;
    char *format;
    int most;
    int suggest;
} options = {.most = QP_FINDINGS_TOLD};

/* clang-format off */
static const struct poptOption option_table[] = {
    {"files",        '\0', POPT_ARG_STRING, &options.files,  0, "folder of the files that datapackage.json names", "DIR"},
    {"format",       '\0', POPT_ARG_STRING, &options.format, 0, "text, json or csv [text]",                        "FORMAT"},
    {"max-findings", '\0', POPT_ARG_INT,    &options.most,   0, "tell so many of a rule and file, 0: all [20]",    "N"},
    {"suggest",      '\0', POPT_ARG_NONE,   &options.suggest, 0, "write a datapackage.json to edit, for files of unknown shape", NULL},
    POPT_TABLEEND
};
/* clang-format on */

static qp_status read_format(format *asked, qp_error *err)
{
    static const char *const names[FORMAT_COUNT] = {
        [TEXT] = "text", [JSON] = "json", [CSV] = "csv"};
    *asked = TEXT;
    while (options.format != NULL && *asked < FORMAT_COUNT &&
           strcmp(options.format, names[*asked]) != 0)
        (*asked)++;
    return *asked < FORMAT_COUNT
               ? QP_OK
               : qp_stage_misuse(err, "--format", options.format,
                                 "it is text, json or csv");
}

static qp_status write_as(const qp_intake *intake, format asked, bool verbose,
                          qp_text *told, qp_error *err)
{
    if (asked == JSON)
        return qp_intake_json(intake, told, err);
    if (asked == CSV)
        qp_findings_csv(&intake->findings, told);
    else
        qp_findings_text(&intake->findings, QP_NOTE, stage.name, told);
    if (asked == TEXT && verbose)
        qp_intake_accounts(intake, stage.name, told);
    return qp_text_status(told, err);
}

static qp_status tell_as(const qp_intake *intake, const qp_call *call,
                         format asked, qp_error *err)
{
    if (asked == TEXT && call->output == NULL) {
        qp_intake_tell(intake, stage.name, call->quiet, call->verbose);
        return QP_OK;
    }
    qp_text told = {0};
    qp_status status = write_as(intake, asked, call->verbose, &told, err);
    if (status == QP_OK)
        status = qp_file_publish(call->output != NULL ? call->output : "-",
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
    format asked = TEXT;
    qp_intake intake = {0};
    qp_status status = read_format(&asked, err);
    if (status == QP_OK)
        status = qp_intake_most(options.most, &intake.findings.most, err);
    if (status != QP_OK)
        return status;

    qp_progress progress;
    qp_progress_begin(&progress, stage.name, call->quiet);
    qp_dataset_options dataset = {.files = options.files,
                                  .threads = call->threads};
    status = qp_intake_read(&intake, call->inputs[0], &dataset, &progress, err);
    if (status == QP_OK || status == QP_E_REFUSED) {
        qp_status told = spare_tables(&intake.dataset, call, err);
        if (told == QP_OK)
            told = tell_as(&intake, call, asked, err);
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
