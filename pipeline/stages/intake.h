/* SPDX-License-Identifier: MIT */
/**
 * @file stages/intake.h
 * @brief From a dataset folder to a network and its findings: what qipan-check
 *        and qipan-build have in common.
 */
#ifndef QP_STAGES_INTAKE_H
#define QP_STAGES_INTAKE_H

#include "net/network.h"
#include "table/dataset.h"

typedef struct {
    qp_dataset dataset;
    qp_network net;       ///< empty when the data were refused
    qp_findings findings; ///< sorted
} qp_intake;

/**
 * Read, check and build.
 * @retval QP_E_REFUSED  there are defects: intake->findings tells them
 */
QP_CHECKED qp_status qp_intake_read(qp_intake *intake, const char *folder,
                                    const qp_dataset_options *options,
                                    qp_error *err);

/** Tell the findings and the verdict, on stderr; quiet: the defects only. */
void qp_intake_tell(const qp_intake *intake, const char *program, bool quiet);

/** Release the tables and the findings; the network stays. */
void qp_intake_forget(qp_intake *intake);

void qp_intake_clear(qp_intake *intake);

#endif
