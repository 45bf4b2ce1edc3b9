/* SPDX-License-Identifier: MIT */
/**
 * @file stages/propose.h
 * @brief qipan-check --suggest: a mapping for a folder of unknown files.
 */
#ifndef QP_STAGES_PROPOSE_H
#define QP_STAGES_PROPOSE_H

#include "core/status.h"

/**
 * Write a datapackage.json to edit. A file that is there already is never
 * replaced: somebody may have edited it.
 *
 * @param[in] output    NULL or "-": standard output
 * @retval QP_E_MISUSE  there is something at `output`, or no file to describe
 * @retval QP_E_IO      reading or writing failed
 */
QP_CHECKED qp_status qp_propose(const char *folder, const char *output,
                                qp_error *err);

#endif
