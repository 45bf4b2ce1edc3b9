/* SPDX-License-Identifier: MIT */
#include "synth/places.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "chance/stream.h"
#include "core/memory.h"
#include "core/words.h"
#include "table/dataset.h"

void qp_places_clear(qp_places *places)
{
    qp_pool_clear(&places->text);
    qp_release(places->regions);
    qp_release(places->clusters);
    *places = (qp_places){0};
}

const char *qp_places_text(const qp_places *places, qp_string text)
{
    return qp_pool_text(&places->text, text);
}

double qp_places_distance(const qp_places *places, size_t r, size_t s)
{
    const qp_synth_region *a = &places->regions[r];
    const qp_synth_region *b = &places->regions[s];
    double east = 95 * (a->lon - b->lon);
    double north = 111 * (a->lat - b->lat);
    return sqrt(east * east + north * north);
}

static qp_status make_room(qp_places *places, size_t regions, size_t clusters,
                           qp_error *err)
{
    places->regions = qp_acquire(regions, sizeof *places->regions);
    places->clusters = qp_acquire(clusters, sizeof *places->clusters);
    places->region_count = regions;
    places->cluster_count = clusters;
    if (places->regions == NULL || places->clusters == NULL)
        return qp_fail(err, QP_E_MEMORY, "%zu regions", regions);
    return QP_OK;
}

/* ---------------------------------------------------------------- inventing */

/* Free of land: hundredths of a degree, the corner in the south-west. */
enum { WEST = 8000, SOUTH = -3500, WIDTH = 2000 };

uint64_t qp_places_population(size_t rank, double q)
{
    double thousands = 20000 * pow((double)rank, -q);
    return thousands < 1 ? 1000 : (uint64_t)llround(thousands) * 1000;
}

/** A place in a grid of whole steps. */
typedef struct {
    long east;
    long north;
} step;

/* The n-th place of a square spiral around (0, 0):
 *
 *      4 3 2
 *      5 0 1     and so on
 *      6 7 8
 */
static step spiral(size_t n)
{
    step at = {0, 0};
    step ahead = {1, 0};
    for (size_t side = 1, left = 1, turns = 0; n > 0; n--) {
        at.east += ahead.east;
        at.north += ahead.north;
        if (--left > 0)
            continue;
        ahead = (step){-ahead.north, ahead.east};
        side += turns++ % 2;
        left = side;
    }
    return at;
}

/* The least whole number whose square is at least n. */
static long side_of(size_t n)
{
    long side = 0;
    while ((size_t)(side * side) < n)
        side++;
    return side;
}

/* The middle of a cluster's cell, and how wide the cells are. */
static step cell_of(const qp_synth_options *options, size_t cluster, long *wide)
{
    long columns = side_of(options->clusters);
    *wide = WIDTH / columns;
    return (step){WEST + *wide / 2 + *wide * ((long)cluster % columns),
                  SOUTH + *wide / 2 + *wide * ((long)cluster / columns)};
}

/* Up to a third of the space between regions, to either side. */
static long jitter(qp_stream *stream, long space)
{
    return (long)qp_stream_below(stream, (uint64_t)(2 * (space / 3) + 1)) -
           space / 3;
}

static void place_region(const qp_synth_options *options, size_t r,
                         qp_synth_region *region)
{
    size_t each = (options->regions - 1) / options->clusters + 1;
    long wide = 0;
    step middle = cell_of(options, region->cluster, &wide);
    step off = spiral(r / options->clusters);
    /* A spiral of an even side leans by half a step: one more holds it. */
    long space = wide / (side_of(each) + 1);
    qp_stream stream = qp_stream_start(qp_seed_for(options->seed, "regions"),
                                       r);
    long east = middle.east + off.east * space + jitter(&stream, space);
    long north = middle.north + off.north * space + jitter(&stream, space);
    region->lon = (double)east / 100;
    region->lat = (double)north / 100;
}

static qp_string keep(qp_pool *pool, const qp_text *text, bool *lost)
{
    qp_string kept = qp_pool_add(pool, qp_text_string(text), text->size);
    *lost |= text->failed || kept == QP_NONE;
    return kept;
}

/* `r07`, "Region 7" and the like. */
typedef struct {
    char letter;
    int digits;
    qp_word word;
} numbering;

static bool name_it(qp_pool *pool, numbering how, size_t number,
                    qp_string names[3])
{
    char digits[24];
    const char *parts[] = {digits};
    bool lost = false;
    qp_text text = {0};
    qp_text_addf(&text, "%zu", number);
    memcpy(digits, qp_text_string(&text), text.size + 1);
    qp_text_empty(&text);
    qp_text_addf(&text, "%c%0*zu", how.letter, how.digits, number);
    names[0] = keep(pool, &text, &lost);
    for (int l = QP_ENGLISH; l < QP_LANGUAGE_COUNT; l++) {
        qp_text_empty(&text);
        qp_words_add(&text, (qp_language)l, how.word, parts);
        names[1 + l] = keep(pool, &text, &lost);
    }
    qp_text_clear(&text);
    return !lost;
}

static int digits_of(size_t most)
{
    int digits = 1;
    for (; most >= 10; most /= 10)
        digits++;
    return digits;
}

static bool invent_regions(qp_places *places, const qp_synth_options *options)
{
    numbering how = {'r', digits_of(options->regions), QP_WORD_DEMO_REGION};
    qp_string city = qp_pool_add(&places->text, "city", strlen("city"));
    bool named = city != QP_NONE;
    for (size_t r = 0; r < options->regions && named; r++) {
        qp_string names[3];
        named = name_it(&places->text, how, r + 1, names);
        places->regions[r] = (qp_synth_region){
            .id = names[0],
            .name = names[1],
            .name_zh = names[2],
            .kind = city,
            .political_system = QP_NONE,
            .customs_zone = QP_NONE,
            .legal_system = QP_NONE,
            .cluster = r % options->clusters,
            .core = r < options->clusters,
            .population = qp_places_population(r + 1, options->rank_size)};
        place_region(options, r, &places->regions[r]);
    }
    return named;
}

static bool invent_clusters(qp_places *places, const qp_synth_options *options)
{
    numbering how = {'c', digits_of(options->clusters), QP_WORD_DEMO_CLUSTER};
    bool named = true;
    for (size_t c = 0; c < options->clusters && named; c++) {
        qp_string names[3];
        long wide = 0;
        step middle = cell_of(options, c, &wide);
        long south = middle.north - wide / 2;
        named = name_it(&places->text, how, c + 1, names);
        places->clusters[c] = (qp_synth_cluster){
            .id = names[0],
            .name = names[1],
            .name_zh = names[2],
            .label_lon = (double)middle.east / 100,
            .label_lat = (double)south / 100,
            .core = c};
    }
    return named;
}

qp_status qp_places_invent(qp_places *places, const qp_synth_options *options,
                           qp_error *err)
{
    qp_places fresh = {0};
    qp_status status = make_room(&fresh, options->regions, options->clusters,
                                 err);
    if (status == QP_OK &&
        (!invent_regions(&fresh, options) || !invent_clusters(&fresh, options)))
        status = qp_fail(err, QP_E_MEMORY, "%zu regions", options->regions);
    qp_places *old = status == QP_OK ? places : &fresh;
    qp_places_clear(old);
    if (status == QP_OK)
        *places = fresh;
    return status;
}

/* ------------------------------------------------------------------- taking */

/** A table of the dataset, and where its texts go. */
typedef struct {
    const qp_dataset *dataset;
    const qp_table *table;
    qp_pool *pool;
    bool lost; ///< memory ran out
} taker;

static qp_string text_at(taker *t, int column, size_t row)
{
    const qp_cells *cells = &t->table->columns[column];
    if (!cells->present || cells->text[row] == QP_NONE)
        return QP_NONE;
    const char *text = qp_pool_text(&t->dataset->text, cells->text[row]);
    qp_string kept = qp_pool_add(t->pool, text, strlen(text));
    t->lost |= kept == QP_NONE;
    return kept;
}

static double number_at(const taker *t, int column, size_t row)
{
    const qp_cells *cells = &t->table->columns[column];
    return cells->present ? cells->number[row] : NAN;
}

static void take_cluster(taker *t, size_t row, qp_synth_cluster *cluster)
{
    *cluster = (qp_synth_cluster){
        .id = text_at(t, QP_CLUSTER_ID, row),
        .name = text_at(t, QP_CLUSTER_NAME, row),
        .name_zh = text_at(t, QP_CLUSTER_NAME_ZH, row),
        .label_lon = number_at(t, QP_CLUSTER_LABEL_LON, row),
        .label_lat = number_at(t, QP_CLUSTER_LABEL_LAT, row),
        .core = SIZE_MAX};
}

static size_t cluster_named(const qp_places *places, qp_string id)
{
    size_t c = 0;
    while (c < places->cluster_count && places->clusters[c].id != id)
        c++;
    return c;
}

static void take_region(taker *t, const qp_places *places, size_t row,
                        qp_synth_region *region)
{
    double population = number_at(t, QP_REGION_POPULATION, row);
    bool plain = population >= 1 && population <= 1e12;
    *region = (qp_synth_region){
        .id = text_at(t, QP_REGION_ID, row),
        .name = text_at(t, QP_REGION_NAME, row),
        .name_zh = text_at(t, QP_REGION_NAME_ZH, row),
        .kind = text_at(t, QP_REGION_KIND, row),
        .political_system = text_at(t, QP_REGION_POLITICAL_SYSTEM, row),
        .customs_zone = text_at(t, QP_REGION_CUSTOMS_ZONE, row),
        .legal_system = text_at(t, QP_REGION_LEGAL_SYSTEM, row),
        .cluster = cluster_named(places, text_at(t, QP_REGION_CLUSTER, row)),
        .core = number_at(t, QP_REGION_CORE, row) == 1,
        .lon = number_at(t, QP_REGION_LON, row),
        .lat = number_at(t, QP_REGION_LAT, row),
        .population = plain ? (uint64_t)population : 0};
}

/* What a region needs, and has not; NULL: nothing. */
static const char *lacking(const qp_places *places,
                           const qp_synth_region *region)
{
    if (region->cluster == places->cluster_count)
        return "cluster that clusters.csv lists";
    if (isnan(region->lon) || isnan(region->lat))
        return "lon and lat";
    return region->population > 0 ? NULL : "population from 1 to 1e12";
}

/* What a user has to put right, with the place's own name. */
static qp_status misplaced(const qp_places *places, qp_string id,
                           const char *what, qp_error *err)
{
    char shown[QP_SHOWN_SIZE];
    const char *text = qp_places_text(places, id);
    return qp_fail(err, QP_E_MISUSE, "--places: '%s' has no %s",
                   qp_text_shown(text, strlen(text), shown), what);
}

static qp_status check_taken(qp_places *places, qp_error *err)
{
    for (size_t r = 0; r < places->region_count; r++) {
        const qp_synth_region *region = &places->regions[r];
        const char *lacks = lacking(places, region);
        if (lacks != NULL)
            return misplaced(places, region->id, lacks, err);
        if (region->core)
            places->clusters[region->cluster].core = r;
    }
    for (size_t c = 0; c < places->cluster_count; c++)
        if (places->clusters[c].core == SIZE_MAX)
            return misplaced(places, places->clusters[c].id, "core", err);
    return QP_OK;
}

static qp_status take_all(qp_places *places, const qp_dataset *dataset,
                          qp_error *err)
{
    taker regions = {dataset, &dataset->tables[QP_REGIONS], &places->text,
                     false};
    taker clusters = {dataset, &dataset->tables[QP_CLUSTERS], &places->text,
                      false};
    if (regions.table->row_count < 2 ||
        regions.table->row_count > QP_SYNTH_REGIONS ||
        clusters.table->row_count < 1)
        return qp_fail(err, QP_E_MISUSE,
                       "--places: needed are regions.csv with 2 to %d rows, "
                       "and clusters.csv",
                       QP_SYNTH_REGIONS);
    qp_status status = make_room(places, regions.table->row_count,
                                 clusters.table->row_count, err);
    for (size_t c = 0; c < places->cluster_count && status == QP_OK; c++)
        take_cluster(&clusters, c, &places->clusters[c]);
    for (size_t r = 0; r < places->region_count && status == QP_OK; r++)
        take_region(&regions, places, r, &places->regions[r]);
    if (regions.lost || clusters.lost)
        status = qp_fail(err, QP_E_MEMORY, "%zu regions", places->region_count);
    return status == QP_OK ? check_taken(places, err) : status;
}

qp_status qp_places_take(qp_places *places, const qp_dataset *dataset,
                         qp_error *err)
{
    qp_places fresh = {0};
    qp_status status = take_all(&fresh, dataset, err);
    qp_places *old = status == QP_OK ? places : &fresh;
    qp_places_clear(old);
    if (status == QP_OK)
        *places = fresh;
    return status;
}
