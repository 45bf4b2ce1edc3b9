/* SPDX-License-Identifier: MIT */
/**
 * @file net/link_intake.h
 * @brief The rows of links.csv on their way into a network; internal to net/.
 *
 *      rows of the table ──▶ those that hold to the rules    link_take.c
 *                        ──▶ in order, parallel ones summed  link_merge.c
 *                        ──▶ columns of the network          build_links.c
 */
#ifndef QP_NET_LINK_INTAKE_H
#define QP_NET_LINK_INTAKE_H

#include "net/builder.h"
#include "net/linkrow.h"

/** Rows of one layer that a rule speaks of: told once, counted. */
typedef struct {
    size_t count;
    qp_row first; ///< lowest row of the table
} qp_link_tally;

enum {
    QP_LINKS_REPEATED,
    QP_LINKS_SELF,
    QP_LINKS_WEIGHT_IGNORED,
    QP_LINKS_TALLY_COUNT
};

typedef struct {
    qp_builder *b;
    qp_table *table;
    double *weights; ///< [table rows] or NULL; sums stand at their first row
    /* columns of ids, that become rows of actors and layers */
    qp_row *from;      ///< [table rows] or NULL
    qp_row *to;        ///< likewise
    qp_row *layer;     ///< likewise; QP_NONE: the row takes no part
    bool *plain;       ///< [table rows] it was taken without a word
    qp_link_row *rows; ///< [count] in order
    size_t count;
    qp_link_row *thing_rows; ///< [thing_count] with a thing at an end
    size_t thing_count;
    qp_link_tally *tallies; ///< [layers][QP_LINKS_TALLY_COUNT]
} qp_link_intake;

/* Rows are looked at in stretches, several at a time; what memory is slow to
 * give is asked for some rows ahead. */
enum { QP_LINKS_STRETCH = 1 << 16, QP_LINKS_AHEAD = 16 };

/** Take the rows that hold to all rules, tell of the others. */
QP_CHECKED qp_status qp_links_take(qp_link_intake *in);

/** Put what was taken in order, and sum what is told twice. */
QP_CHECKED qp_status qp_links_merge(qp_link_intake *in);

/* ---- what they share */

/** Count a row of which a rule speaks; it is told once, with the number. */
void qp_links_count(qp_link_intake *in, qp_row layer, int what, qp_row row);

qp_spot qp_links_spot(const qp_link_intake *in, size_t row, int column);

bool qp_links_weighted(const qp_link_intake *in, qp_row layer);

/** Is an end a thing? Things have rows behind those of the actors. */
bool qp_links_thing(const qp_link_intake *in, qp_row end);

/** What a row weighs, as the table says; NaN: nothing. */
double qp_links_weight_told(const qp_link_intake *in, size_t row);

/** What it counts; a link of an unweighted layer is there, or is not. */
double qp_links_weight(const qp_link_intake *in, const qp_link_row *link);

/** The day on which a row holds no more, or QP_NO_DAY. */
qp_day qp_links_until(const qp_link_intake *in, size_t row);

qp_period qp_links_period(const qp_link_intake *in, size_t row);

#endif
