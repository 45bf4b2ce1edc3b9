/* SPDX-License-Identifier: MIT */
/**
 * @file whatif/scenario.h
 * @brief What if: a table of changes, and the network in which they are made.
 *
 *      action,actor,by,layer,share           a network
 *      remove-actor,zeta,,,                      │
 *      substitute-supplier,acme,beta,,           ▼ line by line
 *      cap-share,,,supply,0.5                another network
 *
 * The table obeys the schema QP_SCENARIO; docs/scenarios.md says what each
 * action does. Lines are applied from top to bottom, each to what the lines
 * above it have left.
 */
#ifndef QP_WHATIF_SCENARIO_H
#define QP_WHATIF_SCENARIO_H

#include "net/home.h"
#include "table/dataset.h"

/** What one line did. */
typedef struct {
    uint32_t line; ///< of the file
    qp_action action;
    size_t actors;  ///< removed
    size_t removed; ///< links
    size_t changed; ///< links
    size_t added;   ///< links
} qp_deed;

/** `{0}` is empty. */
typedef struct {
    qp_dataset file; ///< as it was read; findings borrow its name
    qp_deed *deeds;  ///< [count] of the lines without a defect, in order
    size_t count;
} qp_scenario;

/** Which scenario, and how it is read. */
typedef struct {
    const char *path; ///< a CSV file, also .csv.gz
    qp_home home;     ///< what is not foreign
} qp_scenario_options;

/**
 * Read a scenario and make its changes in a copy of a network.
 *
 * Every defect becomes a finding and the other lines are looked at all the
 * same; with any defect no network is made. A line that changes nothing is a
 * warning. A scenario without a line gives the network as it was.
 *
 * @param[out] scenario  replaced; clear it also after a failure
 * @param[out] findings  added to, not sorted
 * @param[out] changed   replaced; empty when there are defects
 * @retval QP_E_REFUSED  there are defects
 * @retval QP_E_MISUSE   a home is nobody's country
 * @retval QP_E_IO       the file cannot be read
 * @retval QP_E_LIMIT    parallel links add up to more than a number can hold
 * @retval QP_E_MEMORY   no room
 *
 * @par Cost
 * A copy of the network; O(actors + links) time a line, a cap O(m log m) for
 * the m links that it looks at.
 */
QP_CHECKED qp_status qp_scenario_run(qp_scenario *scenario,
                                     const qp_network *net,
                                     const qp_scenario_options *options,
                                     qp_findings *findings, qp_network *changed,
                                     qp_error *err);

/** One line a deed: `PROGRAM: FILE:LINE: ACTION: 1 actor and 5 links removed, 0
 * links changed, 0 added`. */
void qp_scenario_text(const qp_scenario *scenario, const char *program,
                      qp_text *out);

void qp_scenario_clear(qp_scenario *scenario);

#endif
