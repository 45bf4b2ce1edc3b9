/* SPDX-License-Identifier: MIT */
/**
 * @file figure/standing.h
 * @brief How regions stand in one layer and window: what ranking and funnel
 *        show, no geometry yet.
 *
 *      region   effectiveness          net flow   turnover
 *      Lyon      0.30 [0.1, 0.5] q      +60         200
 *      Nice     -0.20                   -10          50
 */
#ifndef QP_FIGURE_STANDING_H
#define QP_FIGURE_STANDING_H

#include "figure/telling.h"
#include "net/network.h"

/** One region. Rows are borrowed from the panel. */
typedef struct {
    qp_row region;                     ///< actor row
    const qp_panel_row *effectiveness; ///< its value is a number
    const qp_panel_row *net;           ///< net flow; NULL: not told
    double turnover;                   ///< inflow + outflow; NaN: not told
    qp_told told;
} qp_standing;

typedef struct {
    qp_standing *regions; ///< [count] from the largest effectiveness down,
                          ///< equal ones by id
    size_t count;
    size_t all;       ///< with a value, those left out by qp_standings_keep
                      ///< among them
    size_t gaining;   ///< of all: findings above what chance gives
    size_t losing;    ///< of all: findings below
    size_t untested;  ///< of all
    size_t dispersed; ///< of all: with the flag of that name
    size_t valueless; ///< regions in the panel without a value
    qp_reason reason; ///< of the first of them
    size_t in_panel;  ///< regions in the panel
} qp_standings;

/** Which layer, and when. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel; ///< sorted
    qp_row layer;
    qp_period window; ///< QP_NO_PERIOD: the whole period
} qp_standing_question;

/**
 * Look up `net_flow_effectiveness` and the flows behind it. The outside world
 * and regions that the network does not know stay out.
 *
 * @param[out] standings  replaced; clear them after use; the panel must outlive
 *                        them
 * @retval QP_E_MEMORY    no room
 * @par Cost
 * O(regions * log rows).
 */
QP_CHECKED qp_status qp_standings_find(const qp_standing_question *question,
                                       qp_standings *standings, qp_error *err);

/** Leave out all but the `most` of largest turnover, equal ones by id. The
 * order stays; the counts too. */
void qp_standings_keep(qp_standings *standings, size_t most);

/** Is any region's effectiveness known? O(regions). */
bool qp_standings_are_known(const qp_standing_question *question);

/** Is the region the core of its cluster? */
bool qp_standing_is_core(const qp_network *net, qp_row region);

/** The colours of a region's cluster. */
const qp_hue *qp_standing_hue(const qp_network *net, qp_row region);

/** Add "Lyon: 0.31 [0.22, 0.40]; ...; net flow 60 persons; turnover 200
 * persons; 2014". */
void qp_standing_tip(const qp_standing_question *question,
                     const qp_standing *standing, qp_language language,
                     qp_text *out);

void qp_standings_clear(qp_standings *standings);

#endif
