/* SPDX-License-Identifier: MIT */
/**
 * @file stages/siphon_call.h
 * @brief The options of qipan-siphon, and what follows from them: also for
 *        qipan-merge, which repeats the call that drew the parts.
 */
#ifndef QP_STAGES_SIPHON_CALL_H
#define QP_STAGES_SIPHON_CALL_H

#include "metric/siphon.h"
#include "stages/stage.h"

/** The options; popt sets what they point to. Ends in POPT_TABLEEND. */
extern const struct poptOption qp_siphon_call_options[];

/** The options that shape the result, as words of a command line, a line each;
 * those of the parts of one run are the same. */
QP_CHECKED qp_status qp_siphon_call_words(qp_text *words, qp_error *err);

/**
 * Set the options as such words say.
 * @retval QP_E_FORMAT  they are no options of qipan-siphon
 */
QP_CHECKED qp_status qp_siphon_call_repeat(const qp_text *words, qp_error *err);

/** The part that --shard asks for; 0 of 0 where it does not.
 * @retval QP_E_MISUSE  it is not understood */
QP_CHECKED qp_status qp_siphon_call_shard(size_t *number, size_t *count,
                                          qp_error *err);

/**
 * Understand the options.
 * @param[out] options  without a shard
 * @retval QP_E_MISUSE  one is not understood
 */
QP_CHECKED qp_status qp_siphon_call_settle(const qp_call *call,
                                           qp_siphon_options *options,
                                           qp_error *err);

/**
 * Measure a network, and publish panel, side file and backbone; with a shard
 * that is written, the shard alone.
 */
QP_CHECKED qp_status qp_siphon_call_run(const qp_stage *stage,
                                        const qp_call *call,
                                        const qp_network *net,
                                        const qp_siphon_options *options,
                                        qp_error *err);

#endif
