/* SPDX-License-Identifier: MIT */
/**
 * @file support/standing.h
 * @brief Regions of a layer `talent` and how they stand, written by hand.
 *
 *      drawn_table rows = {{0}};
 *      standing_add(&rows, &(standing_row){"Lyon", 30, 10, 0.01, 1});
 *      qp_panel panel = measured(rows.text);
 */
#ifndef QP_SUPPORT_STANDING_H
#define QP_SUPPORT_STANDING_H

#include <math.h>

#include "support/measured.h"

typedef struct {
    const char *id;
    double in, out;
    double q;    ///< NaN: not tested
    double rank; ///< of the net flow
} standing_row;

/** (I - O) / (I + O), its rows, and an interval of 0.1 on each side. */
static inline void standing_add(drawn_table *t, const standing_row *s)
{
    double both = s->in + s->out;
    double value = (s->in - s->out) / both;
    drawn_add(t, "inflow,talent,,region,\"%s\",,%g,persons,,,,,,,,,1,0,,,\n",
              s->id, s->in);
    drawn_add(t, "outflow,talent,,region,\"%s\",,%g,persons,,,,,,,,,1,0,,,\n",
              s->id, s->out);
    drawn_add(t,
              "net_flow,talent,,region,\"%s\",,%g,persons,,,,,,,,%g,2,0,,,\n",
              s->id, s->in - s->out, s->rank);
    drawn_add(t,
              "net_flow_effectiveness,talent,,region,\"%s\",,%.15g,1,%.15g,"
              "%.15g,",
              s->id, value, value - 0.1, value + 0.1);
    if (isnan(s->q))
        drawn_add(t, ",,,,,,2,0,,,\n");
    else
        drawn_add(t, "0,%.15g,%g,%g,,,2,0,binomial,,\n",
                  (s->in - s->out) / sqrt(both), s->q, s->q);
}

static inline qp_panel standing_panel(const standing_row rows[], size_t count)
{
    static drawn_table table;
    table.size = 0;
    table.text[0] = '\0';
    for (size_t r = 0; r < count; r++)
        standing_add(&table, &rows[r]);
    return measured(table.text);
}

#endif
