/* SPDX-License-Identifier: MIT */
#include "stages/intake.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/file.h"
#include "net/build.h"
#include "stages/stage.h"

qp_status qp_intake_expect_network(const char *output, qp_error *err)
{
    size_t size = strlen(output);
    if (size > 3 && strcmp(output + size - 3, ".h5") == 0)
        return QP_OK;
    return qp_stage_misuse(err, "-o", output, "a network is a file NAME.h5");
}

qp_status qp_intake_most(int asked, size_t *most, qp_error *err)
{
    if (asked < 0)
        return qp_fail(err, QP_E_MISUSE,
                       "--max-findings is negative; it is how many of a rule "
                       "and file to tell, 0 for all");
    *most = asked > 0 ? (size_t)asked : SIZE_MAX;
    return QP_OK;
}

/* Is a file named as a folder expects it, a table or the mapping? */
static bool belongs_in_folder(const char *name)
{
    if (strcmp(name, "datapackage.json") == 0)
        return true;
    for (size_t t = 0; t < QP_TABLE_COUNT; t++) {
        size_t size = strlen(qp_schemas[t].name);
        if (strncmp(name, qp_schemas[t].name, size) == 0 &&
            (strcmp(name + size, ".csv") == 0 ||
             strcmp(name + size, ".csv.gz") == 0))
            return true;
    }
    return false;
}

/* A single table is what many have in hand: say what is missing to it. */
static qp_status expect_folder(const char *path, qp_error *err)
{
    if (!qp_file_exists(path) || qp_file_is_folder(path))
        return QP_OK; /* what cannot be looked at tells why when it is read */
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *folder = slash != NULL ? path : ".";
    int size = slash != NULL && slash > path ? (int)(slash - path) : 1;
    if (belongs_in_folder(name))
        return qp_fail(err, QP_E_MISUSE,
                       "%s: is a file; a dataset is a folder of tables: name "
                       "the folder it is in, %.*s",
                       path, size, folder);
    return qp_fail(err, QP_E_MISUSE,
                   "%s: is a file; a dataset is a folder of tables: put it "
                   "into one and name it for what it holds, e.g. links.csv "
                   "(from,to,layer), or describe it in a datapackage.json "
                   "there, and name the folder",
                   path);
}

qp_status qp_intake_read(qp_intake *intake, const char *folder,
                         qp_dataset_options *options, qp_progress *progress,
                         qp_error *err)
{
    qp_status status = expect_folder(folder, err);
    options->tell = qp_progress_tell;
    options->context = progress;
    if (status == QP_OK)
        status = qp_dataset_read(&intake->dataset, folder, options,
                                 &intake->findings, err);
    qp_progress_end(progress);
    if (status == QP_OK)
        status = qp_network_build(&intake->net, &intake->dataset,
                                  &intake->findings, err);
    qp_findings_sort(&intake->findings);
    return status;
}

qp_status qp_intake_json(const qp_intake *intake, qp_text *out, qp_error *err)
{
    const qp_dataset *d = &intake->dataset;
    qp_text rows = {0};
    qp_text_add(&rows, "\"rows\": ");
    qp_accounts_json(d->accounts, d->account_count, d->files, &rows);
    qp_status status = qp_text_status(&rows, err);
    if (status == QP_OK)
        status = qp_findings_json(&intake->findings, rows.bytes, out, err);
    qp_text_clear(&rows);
    return status;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void qp_intake_verdict(const qp_findings *findings, const char *program,
                       bool quiet)
{
    size_t defects = findings->total[QP_DEFECT];
    size_t warnings = findings->total[QP_WARNING];
    if (defects > 0 || (warnings > 0 && !quiet))
        fprintf(stderr, "%s: %s: %zu defect%s, %zu warning%s\n", program,
                defects > 0 ? "refused" : "accepted", defects, plural(defects),
                warnings, plural(warnings));
}

void qp_intake_accounts(const qp_intake *intake, const char *program,
                        qp_text *out)
{
    const qp_dataset *d = &intake->dataset;
    for (size_t a = 0; a < d->account_count; a++)
        qp_account_text(&d->accounts[a], d->files[d->accounts[a].file], program,
                        out);
}

void qp_intake_tell(const qp_intake *intake, const char *program, bool quiet,
                    bool verbose)
{
    qp_text told = {0};
    qp_findings_text(&intake->findings, quiet ? QP_DEFECT : QP_NOTE, program,
                     &told);
    if (verbose)
        qp_intake_accounts(intake, program, &told);
    fputs(qp_text_string(&told), stderr);
    qp_text_clear(&told);
    qp_intake_verdict(&intake->findings, program, quiet);
}

void qp_intake_forget(qp_intake *intake)
{
    qp_findings_clear(&intake->findings); /* they borrow names of files */
    qp_dataset_clear(&intake->dataset);
}

void qp_intake_clear(qp_intake *intake)
{
    qp_intake_forget(intake);
    qp_network_clear(&intake->net);
}
