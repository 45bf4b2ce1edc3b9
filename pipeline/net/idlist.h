/* SPDX-License-Identifier: MIT */
/**
 * @file net/idlist.h
 * @brief Ids gathered from tables and mentions, each once, then sorted: how
 *        clusters, sources, layers and actors get their rows.
 */
#ifndef QP_NET_IDLIST_H
#define QP_NET_IDLIST_H

#include "net/builder.h"

typedef struct {
    const char *text;      ///< borrowed from the dataset
    qp_string id;          ///< number in the dataset
    const qp_table *table; ///< that lists it; NULL: only mentioned
    qp_row row;            ///< in that table; QP_NONE: only mentioned
    uint8_t kind;          ///< free for the list's owner
} qp_listed;

typedef struct {
    qp_listed *rows; ///< [count]
    size_t count;
    size_t room;
    qp_row *map; ///< [data texts] row of an id; borrowed from the builder
} qp_idlist;

/** List every id of a table (its first column); an id listed twice, also by
 * another table, is told as a defect under this rule. */
QP_CHECKED qp_status qp_idlist_add_table(qp_builder *b, qp_idlist *list,
                                         qp_table_id table, uint8_t kind,
                                         qp_rule rule);

/** List every id of a table whose repetitions are told already. */
QP_CHECKED qp_status qp_idlist_add_again(qp_builder *b, qp_idlist *list,
                                         qp_table_id table);

/** List an id that is only mentioned; QP_NONE and known ids are passed over. */
QP_CHECKED qp_status qp_idlist_mention(qp_builder *b, qp_idlist *list,
                                       qp_string id, uint8_t kind);

/** Sort by id and point the map to the rows; makes the column of ids. */
QP_CHECKED qp_status qp_idlist_sort(qp_builder *b, qp_idlist *list,
                                    qp_string **ids);

/** [count] rows in one table, QP_NONE for what others list; to be released. */
qp_row *qp_idlist_rows(const qp_idlist *list, const qp_table *table);

void qp_idlist_clear(qp_idlist *list);

#endif
