/* SPDX-License-Identifier: MIT */
/**
 * @file table/planner.h
 * @brief Finding the table that an unknown file feeds: what the attempts, one
 *        a kind of table, have in common.
 *
 * An attempt that fits adds its plans and says why; one that does not leaves
 * everything as it was, and the next is made.
 */
#ifndef QP_TABLE_PLANNER_H
#define QP_TABLE_PLANNER_H

#include "table/unknown.h"

/** The planning of one file. */
typedef struct {
    qp_unknown *u;
    int from; ///< ends of links, the best so far; or QP_NO_COLUMN
    int to;
    size_t worth;  ///< different values of both, texts before digits
    size_t looked; ///< pairs of columns whose values were compared
    qp_status status;
    qp_error *err;
} qp_planner;

/* The attempts, in the order in which they are made. */
bool qp_plan_links(qp_planner *p);
bool qp_plan_memberships(qp_planner *p);
bool qp_plan_actors(qp_planner *p);
bool qp_plan_regions(qp_planner *p);
bool qp_plan_indicators(qp_planner *p);

/** What the values of a column are. */
typedef bool qp_fitness(const qp_column_guess *guess);

qp_fitness qp_holds_texts;
qp_fitness qp_holds_ids;     ///< texts or digits
qp_fitness qp_holds_amounts; ///< numbers that are no years
qp_fitness qp_holds_numbers; ///< years too: for where the name says "value"
qp_fitness qp_holds_dates;   ///< as qipan reads them

/** Can it be named, and does nothing read it yet? */
bool qp_is_free(const qp_unknown *u, size_t column);

/** Is it free, and its numbers may be anything, by its name? */
bool qp_is_plain_amount(const qp_unknown *u, size_t column);
size_t qp_count_amounts(const qp_unknown *u);

/* Free columns of one kind; QP_NO_COLUMN where there is none. */

/** The first whose name tells this and whose values fit. */
int qp_column_telling(const qp_unknown *u, qp_tells what, qp_fitness *fits);

/** Of several such, that with most different values; of like ones, a code. */
int qp_column_richest(const qp_unknown *u, qp_tells what, qp_fitness *fits);

int qp_column_of_dates(const qp_unknown *u);
int qp_column_of_amounts(const qp_unknown *u);

/** Do columns tell rows apart: all of them, or, not exactly, 95 of 100 that
 * have no blank there? */
bool qp_planner_tells_apart(qp_planner *p, const size_t columns[], size_t count,
                            bool exactly);
bool qp_planner_is_unique(qp_planner *p, int column);

/** Share of the first rows whose value passes a test, 0 to 1. */
double qp_share_of(const qp_unknown *u, size_t column,
                   bool (*test)(const char *));

/** Columns that are named by years; two make a file wide.
 * @param[in] melt  mark them as melted; else they become free */
size_t qp_find_year_columns(qp_unknown *u, bool melt);
bool qp_is_wide(qp_unknown *u);

/** A plan that reads nothing yet. */
qp_plan *qp_add_plan(qp_unknown *u, qp_table_id table);

/** Let a column feed one of ours; QP_NO_COLUMN: none does. */
void qp_plan_feed(qp_unknown *u, qp_plan *plan, int ours, int column);

/** Add a sentence to the remarks; with the name of a column inside it. */
void qp_remark(qp_planner *p, const char *text);
void qp_remark_on(qp_planner *p, const char *before, int column,
                  const char *after);

#endif
