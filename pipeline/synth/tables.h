/* SPDX-License-Identifier: MIT */
/**
 * @file synth/tables.h
 * @brief The tables but links.csv: names, columns and rows.
 */
#ifndef QP_SYNTH_TABLES_H
#define QP_SYNTH_TABLES_H

#include "core/words.h"
#include "synth/plan.h"
#include "synth/sheet.h"

/** How many pieces a table has. */
typedef enum {
    QP_PIECE_TABLE,   ///< one
    QP_PIECE_CLUSTER, ///< one a cluster
    QP_PIECE_REGION,  ///< one a region
    QP_PIECE_CROWD    ///< one a region, and one for those who are nowhere
} qp_piece_kind;

typedef struct {
    const char *name;    ///< "regions"
    const char *columns; ///< header row
    qp_piece_kind pieces;
    qp_piece_write *write; ///< context is a qp_plan
} qp_synth_table;

enum { QP_SYNTH_TABLES = 13 };

/** In the order in which they are written: truth first, which says that the
 * folder is ours. */
extern const qp_synth_table qp_synth_tables[QP_SYNTH_TABLES];

size_t qp_synth_pieces(const qp_plan *plan, const qp_synth_table *table);

/* Rows of single tables, as a qp_piece_write; tables.c puts them together. */
void qp_rows_enterprises(const void *context, size_t region, qp_text *out);
void qp_rows_institutes(const void *context, size_t region, qp_text *out);
void qp_rows_architects(const void *context, size_t cluster, qp_text *out);
void qp_rows_consortia(const void *context, size_t cluster, qp_text *out);
void qp_rows_memberships(const void *context, size_t cluster, qp_text *out);
void qp_rows_truth(const void *context, size_t piece, qp_text *out);

/* What rows are made of. */

/** A name to show of a region, in a language; its id where it has none. */
const char *qp_region_name(const qp_plan *plan, size_t region,
                           qp_language language);

/**
 * Add a word as two cells, English and Chinese; and a number after it, where
 * it is above 1.
 *
 * @param[in] parts  of each language {1} and {2}; NULL for a word without
 */
void qp_add_names(qp_text *out, qp_word word,
                  const char *const parts[QP_LANGUAGE_COUNT][2], size_t number);

/** Add the id of an actor. */
void qp_add_actor(qp_text *out, const qp_crowd *crowd, size_t actor);

#endif
