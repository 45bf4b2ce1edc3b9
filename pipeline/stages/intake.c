/* SPDX-License-Identifier: MIT */
#include "stages/intake.h"

#include <stdio.h>

#include "net/build.h"

qp_status qp_intake_read(qp_intake *intake, const char *folder,
                         const qp_dataset_options *options, qp_error *err)
{
    qp_status status = qp_dataset_read(&intake->dataset, folder, options,
                                       &intake->findings, err);
    if (status == QP_OK)
        status = qp_network_build(&intake->net, &intake->dataset,
                                  &intake->findings, err);
    qp_findings_sort(&intake->findings);
    return status;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void qp_intake_tell(const qp_intake *intake, const char *program, bool quiet)
{
    const qp_findings *findings = &intake->findings;
    size_t defects = findings->total[QP_DEFECT];
    size_t warnings = findings->total[QP_WARNING];
    qp_text told = {0};
    qp_findings_text(findings, quiet ? QP_DEFECT : QP_NOTE, program, &told);
    fputs(qp_text_string(&told), stderr);
    qp_text_clear(&told);
    if (defects > 0 || (warnings > 0 && !quiet))
        fprintf(stderr, "%s: %s: %zu defect%s, %zu warning%s\n", program,
                defects > 0 ? "refused" : "accepted", defects, plural(defects),
                warnings, plural(warnings));
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
