/* SPDX-License-Identifier: MIT */
/**
 * @file net/fields.h
 * @brief Which columns of a table become which columns of a group, as tables:
 *        most steps of building are a list of fields and a rule or two;
 *        internal to net/.
 *
 *      {QP_PAIR_FROM,   "from",   QP_REF_ACTOR, QP_RULE_PAIR_END},
 *      {QP_PAIR_VALUE,  "value",  QP_PLAIN},
 *      {QP_PAIR_SOURCE, "source", QP_A_SOURCE},
 */
#ifndef QP_NET_FIELDS_H
#define QP_NET_FIELDS_H

#include "net/columns.h"
#include "net/idlist.h"
#include "net/reference.h"

typedef struct {
    int column;       ///< of the table
    const char *name; ///< of the column in the group
    qp_ref ref;       ///< what its cells name; none: they are values
    qp_rule rule; ///< told when a cell names none; QP_RULE_COUNT: nothing is
} qp_field;

/* How most fields end. */
#define QP_PLAIN    QP_REF_NONE, QP_RULE_COUNT
#define QP_A_SOURCE QP_REF_SOURCE, QP_RULE_SOURCE_UNKNOWN

/** All fields of a group. */
typedef struct {
    int group; ///< QP_G_...
    const qp_field *fields;
    size_t count;
} qp_fields;

#define QP_FIELDS(group, fields)                             \
    {                                                        \
        (group), (fields), sizeof(fields) / sizeof *(fields) \
    }

/** Check the references of one row. */
QP_CHECKED qp_status qp_fields_check(qp_builder *b, const qp_fields *fields,
                                     const qp_table *table, size_t row);

/**
 * Give the columns of a group their values, and those that are not optional
 * their room. Two fields of one column: the later fills what is there.
 * A choice counts from the least that its column holds: the three choices of
 * polarity are -1, 0, 1.
 *
 * @param[in] rows   [count] row of the table for each row of the group;
 *                   QP_NONE: none
 */
QP_CHECKED qp_status qp_fields_fill(qp_builder *b, const qp_fields *fields,
                                    const qp_table *table, const qp_row rows[],
                                    size_t count);

/**
 * Check and fill what one table says of the rows of a list.
 * @param[in] list   its rows are those of the group
 */
QP_CHECKED qp_status qp_fields_take(qp_builder *b, const qp_fields *fields,
                                    const qp_idlist *list, qp_table_id table);

/* ---- groups that are nothing but fields of one table */

/** Rows of a table on their way into a group. */
typedef struct {
    qp_builder *b;
    const qp_table *table;
    const qp_net_group *group;
    qp_row *rows; ///< [count] row of the table for each row of the group
    size_t count;
} qp_listing;

/** How a table becomes a group. */
typedef struct {
    qp_table_id table;
    qp_fields fields;
    /** A rule of one row beyond its references; NULL: none. */
    qp_status (*check)(qp_builder *b, const qp_table *table, size_t row);
    /** Settles what fields cannot say, before the rows are sorted. */
    qp_status (*settle)(qp_listing *list);
    /** Rules over sorted rows. */
    qp_status (*review)(qp_listing *list);
    /** Told of rows that agree in the group's unique keys. */
    qp_rule once;
    const char *found; ///< NULL: nothing is
    const char *expected;
} qp_plan;

/**
 * List the rows of a table that have no defect, in the group's order, and fill
 * its columns.
 */
QP_CHECKED qp_status qp_plan_run(qp_builder *b, const qp_plan *plan);

/** An id that stands with one unit in all its rows. */
typedef struct {
    qp_rule rule;
    const char *noun; ///< "indicator"
    int column;       ///< of units in the table
} qp_unit_rule;

/**
 * Tell the first row of each id that has another unit than its first.
 * @param[in] id    [list->count] column of the group, rows of one id together
 * @param[in] unit  [list->count] column of the group; NULL: none has a unit
 */
QP_CHECKED qp_status qp_listing_units(qp_listing *list,
                                      const qp_unit_rule *rule,
                                      const qp_string id[],
                                      const qp_string unit[]);

#endif
