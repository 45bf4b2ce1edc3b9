/* SPDX-License-Identifier: MIT */
/**
 * @file net/builder.h
 * @brief The state of a building network; internal to net/.
 *
 * The steps run in this order, each in a file of its own: sources, clusters,
 * actors, home countries, things, consortia, layers and links, then the tables
 * that speak of these. A step tells its findings, then fills its part of the
 * network; after a defect what it fills is not used.
 */
#ifndef QP_NET_BUILDER_H
#define QP_NET_BUILDER_H

#include "net/network.h"
#include "table/dataset.h"

/** A row with a defect. */
typedef struct {
    const qp_table *table;
    size_t row;
} qp_blame;

typedef struct {
    qp_dataset *data; ///< its links are used up
    qp_network *net;
    qp_findings *findings;
    qp_error *err;
    qp_string *adopted;    ///< [data texts] number in net->text, or QP_NONE
    qp_row *actor_of;      ///< [data texts] row of the actor with this id
    qp_row *cluster_of;    ///< [data texts] likewise
    qp_row *source_of;     ///< [data texts] likewise
    qp_row *layer_of;      ///< [data texts] likewise
    qp_row *thing_of;      ///< [data texts] likewise
    qp_row *consortium_of; ///< [data texts] likewise
    qp_blame *blamed;      ///< [blamed_count] rows with defects found here
    size_t blamed_count;
    size_t blamed_room;
    const char **nearby; ///< [nearby_count] ids of actors, for hints; the
                         ///< first nearby_regions of them are regions
    size_t nearby_count;
    size_t nearby_regions;
} qp_builder;

/** A cell of a table; column -1: the whole row. */
typedef struct {
    const qp_table *table;
    size_t row;
    int column;
} qp_spot;

qp_status qp_build_sources(qp_builder *b);
qp_status qp_build_clusters(qp_builder *b);
qp_status qp_build_actors(qp_builder *b);
qp_status qp_build_home(qp_builder *b);
qp_status qp_build_things(qp_builder *b);
qp_status qp_build_consortia(qp_builder *b);
qp_status qp_build_layers(qp_builder *b);
qp_status qp_build_links(qp_builder *b);
qp_status qp_build_memberships(qp_builder *b);
qp_status qp_build_projections(qp_builder *b);
qp_status qp_build_locations(qp_builder *b);
qp_status qp_build_pairs(qp_builder *b);
qp_status qp_build_relatedness(qp_builder *b);
qp_status qp_build_portfolio(qp_builder *b);
qp_status qp_build_indicators(qp_builder *b);
qp_status qp_build_definitions(qp_builder *b);
qp_status qp_build_statements(qp_builder *b);
qp_status qp_build_claims(qp_builder *b);

/* ---- steps that fill nothing: rules over the actors, and over all ids */

qp_status qp_check_codes(qp_builder *b);
qp_status qp_check_coordinates(qp_builder *b);
qp_status qp_check_spellings(qp_builder *b);

/* ---- what the steps share */

const qp_table *qp_builder_table(const qp_builder *b, qp_table_id table);

/** Cells of a column, or NULL when it is not there. */
const qp_string *qp_builder_texts(const qp_table *table, int column);
const double *qp_builder_numbers(const qp_table *table, int column);
const qp_period *qp_builder_periods(const qp_table *table, int column);

/** The text of a cell, for messages. */
const char *qp_builder_text(const qp_builder *b, qp_string string);

/** The number of a dataset's text in the network; QP_NONE stays QP_NONE. */
QP_CHECKED qp_status qp_builder_adopt(qp_builder *b, qp_string string,
                                      qp_string *adopted);

/**
 * Count a finding that will not be kept, for callers whose words are dear, and
 * blame its row if it is a defect.
 * @param[out] passed  true: counted; false: it is to be told
 */
QP_CHECKED qp_status qp_builder_pass_over(qp_builder *b, qp_rule rule,
                                          qp_spot spot, bool *passed);

/** Tell a finding at a cell or row. */
QP_CHECKED qp_status qp_builder_tell(qp_builder *b, qp_rule rule, qp_spot spot,
                                     const char *expected, const char *format,
                                     ...) QP_PRINTF(5, 6);

/**
 * Tell a row that repeats another: `FOUND; EXPECTED; the other is FILE:LINE`.
 * @param[in] other  row of the same table
 */
QP_CHECKED qp_status qp_builder_repeated(qp_builder *b, qp_rule rule,
                                         qp_spot spot, size_t other,
                                         const char *found,
                                         const char *expected);

/** The same, where the other may stand in another table. */
QP_CHECKED qp_status qp_builder_repeats(qp_builder *b, qp_rule rule,
                                        qp_spot spot, qp_spot other,
                                        const char *found,
                                        const char *expected);

/** [data texts] of QP_NONE, or NULL when there is no memory. */
qp_row *qp_builder_map(qp_builder *b);

QP_CHECKED qp_status qp_builder_no_memory(qp_builder *b);

#endif
