/* SPDX-License-Identifier: MIT */
/**
 * @file stages/intake.h
 * @brief From a dataset folder to a network and its findings: what qipan-check
 *        and qipan-build have in common.
 */
#ifndef QP_STAGES_INTAKE_H
#define QP_STAGES_INTAKE_H

#include "net/network.h"
#include "stages/progress.h"
#include "table/dataset.h"

typedef struct {
    qp_dataset dataset;
    qp_network net;       ///< empty when the data were refused
    qp_findings findings; ///< sorted
} qp_intake;

/**
 * A dataset's own table is easily named by mistake, and would be lost.
 * @retval QP_E_MISUSE  the output is no NAME.h5
 */
QP_CHECKED qp_status qp_intake_expect_network(const char *output,
                                              qp_error *err);

/**
 * How many findings of a rule and file to tell, by --max-findings.
 * @param[in]  asked  0: all
 * @param[out] most   for qp_findings.most
 * @retval QP_E_MISUSE  asked is negative
 */
QP_CHECKED qp_status qp_intake_most(int asked, size_t *most, qp_error *err);

/**
 * Read, check and build.
 * @param[in,out] intake    empty, but for the `most` of its findings
 * @param[in,out] progress  begun; told of the reading, and ended
 * @retval QP_E_MISUSE   the folder is a file
 * @retval QP_E_REFUSED  there are defects: intake->findings tells them
 */
QP_CHECKED qp_status qp_intake_read(qp_intake *intake, const char *folder,
                                    qp_dataset_options *options,
                                    qp_progress *progress, qp_error *err);

/** Add the findings and the accounts as one JSON object. */
QP_CHECKED qp_status qp_intake_json(const qp_intake *intake, qp_text *out,
                                    qp_error *err);

/** Add the accounts of the rows that were read, a line each. */
void qp_intake_accounts(const qp_intake *intake, const char *program,
                        qp_text *out);

/** Tell on stderr whether the data were accepted, where something was found. */
void qp_intake_verdict(const qp_findings *findings, const char *program,
                       bool quiet);

/** Tell the findings and the verdict, on stderr; quiet: the defects only;
 * verbose: the accounts as well. */
void qp_intake_tell(const qp_intake *intake, const char *program, bool quiet,
                    bool verbose);

/** Release the tables and the findings; the network stays. */
void qp_intake_forget(qp_intake *intake);

void qp_intake_clear(qp_intake *intake);

#endif
