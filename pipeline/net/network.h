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

#include <math.h>
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
    qp_string *code;    ///< [count] official; blank for architects (optional)
    qp_string *code_scheme; ///< [count] e.g. "USCC" (optional)
    /* regions; blank for the others */
    qp_row *cluster;        ///< [count] row of clusters; QP_NONE: in none
    qp_row *parent;         ///< [count] an actor row of kind region (optional)
    double *core;           ///< [count] 1, 0, NaN: not said (optional)
    double *lon;            ///< [count] degrees east (optional)
    double *lat;            ///< [count] degrees north (optional)
    double *population;     ///< [count] persons or as the input says (optional)
    qp_string *region_kind; ///< [count] e.g. "city" (optional)
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
    double *group; ///< [count] 1: stands for many unnamed actors, is drawn and
                   ///< stays out of degrees; 0, NaN: not (optional)
    double *members; ///< [count] how many a group is said to have (optional)
    /* architects; blank for the others */
    qp_row *enterprise; ///< [count] actor that plays the role (optional)
    qp_string *chain;   ///< [count] the supply chain it structures (optional)
    qp_string *product; ///< [count] what the chain makes (optional)
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
 * polarity, source, relation or another statement: then all of them are here.
 * In an unweighted layer, where a link counts 1 however often it is told, only
 * those that differ in status or polarity are; of others the first by source
 * stands for all. In an undirected layer id(from) <= id(to) in byte order. */
typedef struct {
    size_t count;
    qp_row *from;       ///< [count] actor row
    qp_row *to;         ///< [count] actor row
    double *weight;     ///< [count] finite, >= 0, in the layer's unit; 1 in an
                        ///< unweighted layer
    qp_period *period;  ///< [count] when; QP_NO_PERIOD: undated (optional)
    qp_string *product; ///< [count] (optional)
    double *essentiality;   ///< [count] index of the choice (optional)
    double *status;         ///< [count] qp_link_status (optional)
    double *polarity;       ///< [count] -1, 0, 1 (optional)
    double *origin;         ///< [count] index of the choice (optional)
    double *stated_value;   ///< [count] (optional)
    qp_string *stated_unit; ///< [count] (optional)
    qp_string *relation;    ///< [count] e.g. "supplies" (optional)
    qp_row *source;         ///< [count] row of sources (optional)
    uint16_t *file;         ///< [count] index into network.files
    uint32_t *line;         ///< [count] line of the (first) row
} qp_links;

/** Technologies, programmes, products, in byte order of their ids. They are
 * drawn and exported and enter no metric of structure. */
typedef struct {
    size_t count;
    qp_string *id;      ///< [count]
    uint8_t *kind;      ///< [count] qp_thing_kind
    qp_string *type;    ///< [count] (optional)
    qp_string *name;    ///< [count] (optional)
    qp_string *name_zh; ///< [count] (optional)
    qp_row *parent;     ///< [count] thing row (optional)
    qp_row *owner;      ///< [count] actor row (optional)
    qp_row *source;     ///< [count] row of sources (optional)
} qp_things;

/** Links with a thing at one end or both; sorted by layer, ends (actors before
 * things), period, then by what else they say. None are merged. Of the two
 * rows of an end exactly one is given. */
typedef struct {
    size_t count;
    qp_row *layer;      ///< [count] row of layers
    qp_row *from_actor; ///< [count] actor row, or QP_NONE
    qp_row *from_thing; ///< [count] thing row, or QP_NONE
    qp_row *to_actor;   ///< [count] likewise
    qp_row *to_thing;   ///< [count] likewise
    double *weight;     ///< [count] as in qp_links
    qp_period *period;  ///< [count]
    qp_string *product; ///< [count] (optional), and so are the next
    double *essentiality;
    double *status;
    double *polarity;
    double *origin;
    double *stated_value;
    qp_string *stated_unit;
    qp_string *relation;
    qp_row *source;
    uint16_t *file; ///< [count]
    uint32_t *line; ///< [count]
} qp_thing_links;

/** In byte order of their ids. */
typedef struct {
    size_t count;
    qp_string *id;      ///< [count]
    qp_string *name;    ///< [count] (optional)
    qp_string *name_zh; ///< [count] (optional)
    double *kind;       ///< [count] qp_consortium_kind (optional)
    qp_row *lead;       ///< [count] actor row (optional)
    qp_string *product; ///< [count] what it aims at (optional)
    qp_row *region;     ///< [count] actor row of kind region (optional)
    double *members;    ///< [count] how many it is said to have (optional)
    qp_row *source;     ///< [count] row of sources (optional)
} qp_consortia;

/** Sorted by consortium, member, role. */
typedef struct {
    size_t count;
    qp_row *consortium; ///< [count] row of consortia
    qp_row *member;     ///< [count] actor row
    qp_string *role;    ///< [count] (optional)
    double *weight;     ///< [count] >= 0 (optional)
    qp_row *source;     ///< [count] row of sources (optional)
    uint16_t *file;     ///< [count]
    uint32_t *line;     ///< [count]
} qp_memberships;

/** Where actors in several places are; sorted by actor, period, region. The
 * shares of one actor and day add up to 1. */
typedef struct {
    size_t count;
    qp_row *actor;     ///< [count] actor row, no region
    qp_row *region;    ///< [count] actor row of kind region
    double *share;     ///< [count] in [0, 1]
    qp_period *period; ///< [count] QP_NO_PERIOD: always
    qp_row *source;    ///< [count] row of sources (optional)
} qp_locations;

/** Sorted by measure, from, to. */
typedef struct {
    size_t count;
    qp_string *measure; ///< [count]
    qp_row *from;       ///< [count] actor row
    qp_row *to;         ///< [count] actor row
    double *value;      ///< [count] finite
    qp_string *unit;    ///< [count] (optional)
    qp_row *source;     ///< [count] row of sources (optional)
} qp_pairs;

/** Sorted by actor, industry, product, period; none repeated. */
typedef struct {
    size_t count;
    qp_row *actor;       ///< [count] actor row: a region or another actor
    qp_string *industry; ///< [count] this or the next is given (optional)
    qp_string *product;  ///< [count] (optional)
    qp_period *period;   ///< [count] QP_NO_PERIOD: undated
    double *value;       ///< [count] >= 0
    qp_row *source;      ///< [count] row of sources (optional)
    uint16_t *file;      ///< [count]
    uint32_t *line;      ///< [count]
} qp_portfolio;

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

/** What indicators stand for, in byte order of their ids. */
typedef struct {
    size_t count;
    qp_string *id;     ///< [count] the indicator
    double *chain;     ///< [count] index of the choice (optional)
    double *factor;    ///< [count] likewise (optional)
    double *direction; ///< [count] -1: less is better, 1: more is (optional)
    double *low;       ///< [count] in the indicator's unit (optional)
    double *high;      ///< [count] likewise (optional)
    double *weight;    ///< [count] >= 0 (optional)
    qp_row *source;    ///< [count] row of sources (optional)
} qp_indicator_defs;

/** How related industries are: sorted by a, b; a <= b in byte order. */
typedef struct {
    size_t count;
    qp_string *a;   ///< [count] industry
    qp_string *b;   ///< [count] industry
    double *phi;    ///< [count] >= 0
    qp_row *source; ///< [count] row of sources (optional)
} qp_relatedness;

/** What sources say of one actor or thing; sorted by subject (actors before
 * things), topic, source, text. */
typedef struct {
    size_t count;
    qp_row *actor;    ///< [count] actor row, or QP_NONE
    qp_row *thing;    ///< [count] thing row where there is no actor
    qp_string *topic; ///< [count]
    qp_string *text;  ///< [count] (optional)
    double *polarity; ///< [count] -1, 0, 1 (optional)
    double *status;   ///< [count] qp_link_status (optional)
    qp_row *source;   ///< [count] row of sources (optional)
    uint16_t *file;   ///< [count]
    uint32_t *line;   ///< [count]
} qp_statements;

/** Claims to be tested, in byte order of their ids. */
typedef struct {
    size_t count;
    qp_string *id;        ///< [count]
    qp_string *text;      ///< [count] (optional)
    double *type;         ///< [count] qp_claim_type (optional)
    qp_string *metric;    ///< [count] a name of the long form
    qp_string *scope;     ///< [count] (optional)
    qp_string *subject;   ///< [count] (optional)
    qp_string *layer;     ///< [count] (optional)
    double *test;         ///< [count] index of the choice (optional)
    qp_string *reference; ///< [count] (optional)
    qp_row *source;       ///< [count] row of sources (optional)
} qp_claims;

typedef struct {
    size_t count;
    qp_string *id;        ///< [count] byte order
    qp_string *title;     ///< [count] (optional)
    qp_string *publisher; ///< [count] (optional)
    qp_string *date;      ///< [count] as written (optional)
    qp_string *url;       ///< [count] (optional)
    qp_string *licence;   ///< [count] (optional)
    qp_string *locator;   ///< [count] where in it (optional)
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
    qp_things things;
    qp_thing_links thing_links;
    qp_consortia consortia;
    qp_memberships memberships;
    qp_locations locations;
    qp_pairs pairs;
    qp_portfolio portfolio;
    qp_indicators indicators;
    qp_indicator_defs indicator_defs;
    qp_relatedness relatedness;
    qp_statements statements;
    qp_claims claims;
    qp_sources sources;
    char digest[33]; ///< XXH3-128 of the content; file and line left out
    size_t dropped_self_links; ///< of actors that are no regions
} qp_network;

/** The value of an optional column: NaN, or QP_NONE, where there is none. */
static inline double qp_optional_number(const double *column, size_t row)
{
    return column != NULL ? column[row] : NAN;
}

static inline qp_period qp_optional_period(const qp_period *column, size_t row)
{
    return column != NULL ? column[row] : QP_NO_PERIOD;
}

static inline qp_row qp_optional_row(const qp_row *column, size_t row)
{
    return column != NULL ? column[row] : QP_NONE;
}

/** Does a link of this qp_link_status hold today? NaN: it is actual. */
static inline bool qp_status_is_present(double status)
{
    return isnan(status) || status == QP_STATUS_ACTUAL ||
           status == QP_STATUS_RISING;
}

/** Release all columns and leave the network empty. Safe to call twice. */
void qp_network_clear(qp_network *net);

/** The text of a number; "" for QP_NONE. */
const char *qp_network_text(const qp_network *net, qp_string string);

/** The position of a row among ascending ones, or QP_NONE. O(log count). */
uint32_t qp_row_position(const qp_row rows[], size_t count, qp_row row);

/** The row of an actor, a thing, a cluster or a layer by id, or QP_NONE.
 * O(log n). */
qp_row qp_network_actor(const qp_network *net, const char *id);
qp_row qp_network_thing(const qp_network *net, const char *id);
qp_row qp_network_cluster(const qp_network *net, const char *id);
qp_row qp_network_layer(const qp_network *net, const char *id);

/**
 * The name to show: in the language asked for, else in the other, else the
 * id. `name` and `name_zh` may be NULL.
 */
const char *qp_network_name(const qp_network *net, qp_string id,
                            const qp_string *name, const qp_string *name_zh,
                            size_t row, bool chinese);

/** The class of a source; QP_NONE, and one that does not say, are measured: the
 * user's own. */
qp_source_class qp_network_source_class(const qp_network *net, qp_row source);

/** Is a source of class seed or general-knowledge: statements, no measures? */
bool qp_network_is_stated(const qp_network *net, qp_row source);

/** The weaker of two: seed, general-knowledge, synthetic, measured. */
qp_source_class qp_source_class_weaker(qp_source_class a, qp_source_class b);

/**
 * The weakest class among the sources of a layer's links, those of things
 * included: seed and general-knowledge before synthetic before measured; rows
 * without a source are measured. `all_stated` tells whether every link between
 * actors is stated or, where there is none, every link of a thing (then flow
 * metrics have the reason not-measured).
 */
qp_source_class qp_network_layer_class(const qp_network *net, qp_row layer,
                                       bool *all_stated);

/** Does any row of any table come from synthetic sources? */
bool qp_network_is_synthetic(const qp_network *net);

#endif
