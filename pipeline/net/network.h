/* SPDX-License-Identifier: MIT */
/**
 * @file net/network.h
 * @brief The multi-layer network: the one data structure of the pipeline.
 *
 * The same actors take part in every layer; each layer links them
 * differently. Columns, not rows; everything is sorted by id in byte order,
 * so equal content is equal bytes whatever the order of the input.
 *
 *      capital   A ◀───5.0─── B ───2.0──▶ C
 *      talent    A ◀───3.0─── B           C ───1.0──▶ A
 *
 *      actor        0 "A"   1 "B"   2 "C"          layer  0 capital  1 talent
 *
 *      link         0        1        2        3
 *      from         1        1        1        2
 *      to           0        2        0        0
 *      weight      5.0      2.0      3.0      1.0
 *      layer.start  ^ 0               ^ 2              ^ 4
 *
 * A network that has left net/ is valid and never changes again: hold it
 * through a const pointer. Columns marked (optional) are NULL where the input
 * has no such column.
 */
#ifndef QP_NET_NETWORK_H
#define QP_NET_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/pool.h"
#include "table/schema.h"

typedef enum {
    QP_KIND_REGION,
    QP_KIND_ENTERPRISE,
    QP_KIND_INSTITUTE,
    QP_KIND_ARCHITECT,
    QP_KIND_COUNT
} qp_actor_kind;

typedef uint32_t qp_row; ///< number of a row; QP_NONE for no row

/** Actors in byte order of their ids. Texts are numbers of network.text. */
typedef struct {
    size_t count;
    qp_string *id;      ///< [count]
    uint8_t *kind;      ///< [count] qp_actor_kind
    qp_row *region;     ///< [count] where it is: an actor row of kind region;
                        ///< its own row for a region; QP_NONE if unknown
    qp_row *source;     ///< [count] row of sources (optional)
    qp_string *name;    ///< [count] (optional)
    qp_string *name_zh; ///< [count] (optional)
    /* regions; blank for the others */
    qp_row *cluster;        ///< [count] row of clusters; QP_NONE: in none
    qp_row *parent;         ///< [count] an actor row of kind region (optional)
    double *core;           ///< [count] 1, 0, NaN: not said (optional)
    double *lon;            ///< [count] degrees east (optional)
    double *lat;            ///< [count] degrees north (optional)
    double *population;     ///< [count] persons or as the input says (optional)
    qp_string *region_kind; ///< [count] e.g. "city" (optional)
    qp_string *code;        ///< [count] (optional)
    qp_string *code_scheme; ///< [count] (optional)
    qp_string *code_edition;     ///< [count] (optional)
    qp_string *political_system; ///< [count] (optional)
    qp_string *customs_zone;     ///< [count] (optional)
    qp_string *legal_system;     ///< [count] (optional)
    /* enterprises and institutes; blank for the others */
    qp_string *country;        ///< [count] (optional)
    double *ownership;         ///< [count] index of the choice (optional)
    qp_string *industry;       ///< [count] (optional)
    qp_string *size_class;     ///< [count] (optional)
    qp_string *tier;           ///< [count] (optional)
    qp_string *institute_kind; ///< [count] (optional)
    double *stages;            ///< [count] bits 1, 2, 4 (optional)
    double *capacity;          ///< [count] (optional)
    double *output;            ///< [count] (optional)
} qp_actors;

typedef struct {
    size_t count;
    qp_string *id;      ///< [count] byte order
    qp_string *name;    ///< [count] (optional)
    qp_string *name_zh; ///< [count] (optional)
    double *label_lon;  ///< [count] (optional)
    double *label_lat;  ///< [count] (optional)
} qp_clusters;

/** Layers; every rule of default is applied, so nothing is blank but texts
 * and the optional choices. */
typedef struct {
    size_t count;
    qp_string *id;      ///< [count] byte order
    qp_string *name;    ///< [count] QP_NONE where not given
    qp_string *name_zh; ///< [count] QP_NONE where not given
    qp_string *unit;    ///< [count] QP_NONE where not given
    uint8_t *role;      ///< [count] qp_role
    uint8_t *directed;  ///< [count] 1 or 0
    uint8_t *weighted;  ///< [count] 1 or 0
    uint8_t *measure;   ///< [count] qp_measure
    uint8_t *accrual;   ///< [count] qp_accrual
    double *factor;     ///< [count] index of the choice, NaN: not given
    double *chain;      ///< [count] likewise
    double *level;      ///< [count] likewise
    double *sense;      ///< [count] qp_sense, NaN: not given
    size_t *start;      ///< [count + 1] first link of each layer
} qp_layers;

/** Links, sorted by layer, from, to, date, until, then by what else they say.
 * Parallel links are one, their weights summed, unless they differ in status,
 * polarity, source or another statement: then all of them are here. In an
 * undirected layer id(from) <= id(to) in byte order. */
typedef struct {
    size_t count;
    qp_row *from;       ///< [count] actor row
    qp_row *to;         ///< [count] actor row
    double *weight;     ///< [count] finite, >= 0, in the layer's unit; 1 in an
                        ///< unweighted layer
    qp_period *period;  ///< [count] when; QP_NO_PERIOD: undated
    qp_string *product; ///< [count] (optional)
    double *essentiality;   ///< [count] index of the choice (optional)
    double *status;         ///< [count] qp_link_status (optional)
    double *polarity;       ///< [count] -1, 0, 1 (optional)
    double *origin;         ///< [count] index of the choice (optional)
    double *stated_value;   ///< [count] (optional)
    qp_string *stated_unit; ///< [count] (optional)
    qp_row *source;         ///< [count] row of sources (optional)
    uint16_t *file;         ///< [count] index into network.files
    uint32_t *line;         ///< [count] line of the (first) row
} qp_links;

/** Stocks, sorted by indicator, region, period. */
typedef struct {
    size_t count;
    qp_string *id;     ///< [count] which indicator
    qp_row *region;    ///< [count] actor row of kind region
    qp_period *period; ///< [count]
    double *value;     ///< [count] finite
    qp_string *unit;   ///< [count] (optional)
    qp_row *source;    ///< [count] row of sources (optional)
    uint16_t *file;    ///< [count]
    uint32_t *line;    ///< [count]
} qp_indicators;

typedef struct {
    size_t count;
    qp_string *id;        ///< [count] byte order
    qp_string *title;     ///< [count] (optional)
    qp_string *publisher; ///< [count] (optional)
    qp_string *date;      ///< [count] as written (optional)
    qp_string *url;       ///< [count] (optional)
    qp_string *licence;   ///< [count] (optional)
    double *class;        ///< [count] qp_source_class, NaN: not given
} qp_sources;

typedef struct {
    qp_pool text;    ///< every text; numbers differ between runs
    qp_string title; ///< of the dataset, QP_NONE where not given
    qp_string *home; ///< [home_count] home countries, byte order: those stated,
                     ///< else the most frequent of enterprises and institutes
    size_t home_count;
    char **files; ///< [file_count] names of the input files, as read
    size_t file_count;
    qp_actors actors;
    qp_clusters clusters;
    qp_layers layers;
    qp_links links;
    qp_indicators indicators;
    qp_sources sources;
    char digest[33]; ///< XXH3-128 of the content; file and line left out
    size_t dropped_self_links; ///< of actors that are no regions
} qp_network;

/** Release all columns and leave the network empty. Safe to call twice. */
void qp_network_clear(qp_network *net);

/** The text of a number; "" for QP_NONE. */
const char *qp_network_text(const qp_network *net, qp_string string);

/** The row of an actor, a cluster or a layer by id, or QP_NONE. O(log n). */
qp_row qp_network_actor(const qp_network *net, const char *id);
qp_row qp_network_cluster(const qp_network *net, const char *id);
qp_row qp_network_layer(const qp_network *net, const char *id);

/**
 * The name to show: in the language asked for, else in the other, else the
 * id. `name` and `name_zh` may be NULL.
 */
const char *qp_network_name(const qp_network *net, qp_string id,
                            const qp_string *name, const qp_string *name_zh,
                            size_t row, bool chinese);

/**
 * The weakest class among the sources of a layer's links: seed and
 * general-knowledge before synthetic before measured; rows without a source
 * are measured. `all_stated` tells whether every row is seed or general
 * knowledge (then flow metrics have the reason not-measured).
 */
qp_source_class qp_network_layer_class(const qp_network *net, qp_row layer,
                                       bool *all_stated);

/** Does any row of links, indicators or actors come from synthetic sources? */
bool qp_network_is_synthetic(const qp_network *net);

#endif
