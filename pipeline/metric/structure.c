/* SPDX-License-Identifier: MIT */
#include "metric/structure.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chance/resample.h"
#include "core/memory.h"
#include "core/sum.h"
#include "net/places.h"

#define MOST (DBL_MAX / 4) ///< of all values: then no sum of them overflows

const char *const qp_structure_names[] = {
    [QP_STRUCTURE_INDUSTRY] = "portfolio:industry",
    [QP_STRUCTURE_PRODUCT] = "portfolio:product",
};

/** A class on its way to its number. */
typedef struct {
    const char *text;
    qp_string string;
} name;

/** The gathering of one portfolio. */
typedef struct {
    qp_run *run;
    const qp_portfolio *rows;
    const qp_string *item; ///< [rows] class of each; NULL: none has any
    qp_period window;
    bool *tells;           ///< [actors] has a row in the window
    name *names;           ///< [class_count]
    qp_places places;      ///< of actors in several regions
    qp_place_share *where; ///< [places.most]
    qp_sum *sum;           ///< [cells]
    size_t part_count;
    qp_structure made; ///< on its way
} gathering;

static qp_status no_memory(const gathering *g)
{
    return qp_fail(g->run->err, QP_E_MEMORY,
                   "no memory for a portfolio of %zu rows", g->rows->count);
}

/* --------------------------------------------------------------------- rows */

static bool is_of_region(const gathering *g, size_t row)
{
    return g->run->net->actors.kind[g->rows->actor[row]] == QP_KIND_REGION;
}

static bool is_of_portfolio(const gathering *g, size_t row)
{
    return g->item != NULL && g->item[row] != QP_NONE &&
           is_of_region(g, row) != g->made.of_actors;
}

static bool is_inside(const gathering *g, size_t row)
{
    qp_day day = g->rows->period[row].from;
    return g->window.from == QP_NO_DAY ||
           (g->window.from <= day && day < g->window.until);
}

/* Rows of one bearer and class follow each other, an undated one first and the
 * latest last: it alone counts. */
static bool is_latest(const gathering *g, size_t row)
{
    size_t next = row + 1;
    return next == g->rows->count ||
           g->rows->actor[next] != g->rows->actor[row] ||
           g->item[next] != g->item[row] || !is_inside(g, next);
}

static void choose_bearers(gathering *g)
{
    g->made.of_actors = true;
    for (size_t row = 0; g->item != NULL && row < g->rows->count; row++)
        if (g->item[row] != QP_NONE && is_of_region(g, row))
            g->made.of_actors = false;
}

/* ------------------------------------------------------------------ classes */

static int by_text(const void *left, const void *right)
{
    const name *a = left;
    const name *b = right;
    return strcmp(a->text, b->text);
}

static void collect_names(gathering *g)
{
    size_t count = 0;
    size_t unique = 0;
    for (size_t row = 0; row < g->rows->count; row++)
        if (is_of_portfolio(g, row))
            g->names[count++] = (name){
                qp_network_text(g->run->net, g->item[row]), g->item[row]};
    qsort(g->names, count, sizeof *g->names, by_text);
    for (size_t n = 0; n < count; n++)
        if (n == 0 || by_text(&g->names[n - 1], &g->names[n]) != 0)
            g->names[unique++] = g->names[n];
    g->made.class_count = unique;
}

static qp_status find_classes(gathering *g)
{
    g->names = qp_acquire(g->rows->count, sizeof *g->names);
    if (g->names == NULL)
        return no_memory(g);
    choose_bearers(g);
    collect_names(g);
    g->made.class = qp_acquire(g->made.class_count, sizeof *g->made.class);
    if (g->made.class == NULL)
        return no_memory(g);
    for (size_t i = 0; i < g->made.class_count; i++)
        g->made.class[i] = g->names[i].string;
    return QP_OK;
}

static size_t class_of(const gathering *g, size_t row)
{
    const name wanted = {.text = qp_network_text(g->run->net, g->item[row])};
    const name *found = bsearch(&wanted, g->names, g->made.class_count,
                                sizeof *g->names, by_text);
    return (size_t)(found - g->names);
}

/* ------------------------------------------------------------------- places */

static qp_row parent_of(const gathering *g, qp_row region)
{
    return qp_optional_row(g->run->net->actors.parent, region);
}

/* Does a region above this one, up to the one measured, speak for both? */
static bool is_told_above(const gathering *g, qp_row region, uint32_t place)
{
    qp_row measured = g->run->region[place];
    while (region != measured) {
        region = parent_of(g, region);
        if (g->tells[region])
            return true;
    }
    return false;
}

/* -------------------------------------------------------------------- parts */

static void add_part(gathering *g, size_t row, uint32_t place, double value)
{
    qp_structure *made = &g->made;
    size_t cell = place * made->class_count + class_of(g, row);
    qp_sum_add(&g->sum[cell], value);
    if (!made->of_actors)
        return;
    made->part_cell[g->part_count] = (uint32_t)cell;
    made->part_value[g->part_count] = value;
    g->part_count++;
}

static void take_region(gathering *g, size_t row)
{
    qp_row region = g->rows->actor[row];
    uint32_t place = qp_run_place(g->run, region);
    if (place == QP_NONE)
        g->made.missing++;
    else if (!is_told_above(g, region, place))
        add_part(g, row, place, g->rows->value[row]);
}

static void take_actor(gathering *g, size_t row)
{
    size_t lost = 0;
    size_t count = qp_places_on(&g->places, g->rows->actor[row],
                                g->rows->period[row].from, g->where);
    for (size_t p = 0; p < count; p++) {
        uint32_t place = qp_run_place(g->run, g->where[p].region);
        if (place == QP_NONE)
            lost++;
        else
            add_part(g, row, place, g->rows->value[row] * g->where[p].share);
    }
    g->made.missing += lost > 0;
}

static void take_rows_of(gathering *g, size_t start, size_t end)
{
    for (size_t row = start; row < end; row++) {
        if (!is_of_portfolio(g, row))
            continue;
        if (!is_inside(g, row))
            g->made.missing += g->rows->period[row].from == QP_NO_DAY;
        else if (is_latest(g, row) && g->made.of_actors)
            take_actor(g, row);
        else if (is_latest(g, row))
            take_region(g, row);
    }
}

static void take_rows(gathering *g)
{
    qp_structure *made = &g->made;
    const qp_row *actor = g->rows->actor;
    size_t end = 0;
    for (size_t row = 0; row < g->rows->count; row++)
        if (is_of_portfolio(g, row) && is_inside(g, row))
            g->tells[actor[row]] = true;
    for (size_t start = 0; start < g->rows->count; start = end) {
        size_t before = g->part_count;
        end = start + 1;
        while (end < g->rows->count && actor[end] == actor[start])
            end++;
        take_rows_of(g, start, end);
        if (g->part_count > before)
            made->part_start[++made->actor_count] = g->part_count;
    }
}

/* ------------------------------------------------------------------- strata */

/* The cluster of an actor's largest part, of equal ones the first. */
static size_t stratum_of(const gathering *g, size_t actor)
{
    const qp_structure *made = &g->made;
    size_t most = made->part_start[actor];
    for (size_t p = most; p < made->part_start[actor + 1]; p++)
        if (made->part_value[p] > made->part_value[most])
            most = p;
    qp_row cluster = g->run->cluster[made->part_cell[most] / made->class_count];
    return cluster != QP_NONE ? cluster : g->run->cluster_count;
}

static void sort_into_strata(gathering *g, size_t next[])
{
    qp_structure *made = &g->made;
    for (size_t a = 0; a < made->actor_count; a++)
        made->stratum_start[stratum_of(g, a) + 1]++;
    for (size_t s = 0; s < made->stratum_count; s++) {
        made->stratum_start[s + 1] += made->stratum_start[s];
        next[s] = made->stratum_start[s];
    }
    for (size_t a = 0; a < made->actor_count; a++)
        made->stratum[next[stratum_of(g, a)]++] = (uint32_t)a;
}

static qp_status find_strata(gathering *g)
{
    qp_structure *made = &g->made;
    made->stratum_count = made->actor_count > 0 ? g->run->cluster_count + 1 : 0;
    made->stratum_start = qp_acquire(made->stratum_count + 1,
                                     sizeof *made->stratum_start);
    made->stratum = qp_acquire(made->actor_count, sizeof *made->stratum);
    size_t *next = qp_acquire(made->stratum_count, sizeof *next);
    bool room = made->stratum_start != NULL && made->stratum != NULL &&
                next != NULL;
    if (room)
        sort_into_strata(g, next);
    qp_release(next);
    return room ? QP_OK : no_memory(g);
}

/* -------------------------------------------------------------------- cells */

static qp_status sum_cells(gathering *g)
{
    qp_structure *made = &g->made;
    double all = 0;
    for (size_t c = 0; c < made->region_count * made->class_count; c++) {
        made->value[c] = qp_sum_value(&g->sum[c]);
        made->total[c / made->class_count] += made->value[c];
    }
    for (size_t r = 0; r < made->region_count; r++)
        all += made->total[r];
    qp_holdings holdings = qp_structure_holdings(made);
    qp_structure_shares(&holdings, made->share);
    if (all <= MOST)
        return QP_OK;
    return qp_fail(g->run->err, QP_E_LIMIT,
                   "the values of a portfolio add up to more than numbers "
                   "hold; state them in a larger unit");
}

static bool make_cells(gathering *g)
{
    qp_structure *made = &g->made;
    size_t cells = made->region_count * made->class_count;
    made->value = qp_acquire(cells, sizeof *made->value);
    made->share = qp_acquire(cells, sizeof *made->share);
    made->total = qp_acquire(made->region_count, sizeof *made->total);
    g->sum = qp_acquire(cells, sizeof *g->sum);
    return made->value != NULL && made->share != NULL && made->total != NULL &&
           g->sum != NULL;
}

static size_t most_parts(const gathering *g)
{
    size_t most = 0;
    for (size_t row = 0; row < g->rows->count; row++)
        if (is_of_portfolio(g, row))
            most += qp_places_bound(&g->places, g->rows->actor[row]);
    return g->made.of_actors ? most : 0;
}

static bool make_parts(gathering *g)
{
    qp_structure *made = &g->made;
    size_t actors = g->run->net->actors.count;
    size_t parts = most_parts(g);
    made->part_start = qp_acquire(actors + 1, sizeof *made->part_start);
    made->part_cell = qp_acquire(parts, sizeof *made->part_cell);
    made->part_value = qp_acquire(parts, sizeof *made->part_value);
    g->tells = qp_acquire(actors, sizeof *g->tells);
    g->where = qp_acquire(g->places.most, sizeof *g->where);
    return made->part_start != NULL && made->part_cell != NULL &&
           made->part_value != NULL && g->tells != NULL && g->where != NULL;
}

static qp_status gather(gathering *g)
{
    qp_status status = find_classes(g);
    if (status != QP_OK)
        return status;
    if (g->made.class_count > 0 &&
        g->made.region_count > UINT32_MAX / g->made.class_count)
        return qp_fail(g->run->err, QP_E_LIMIT,
                       "%zu regions times %zu classes are more cells than can "
                       "be counted",
                       g->made.region_count, g->made.class_count);
    status = qp_places_make(g->run->net, &g->places, g->run->err);
    if (status == QP_OK && (!make_cells(g) || !make_parts(g)))
        status = no_memory(g);
    if (status != QP_OK)
        return status;
    take_rows(g);
    status = sum_cells(g);
    return status == QP_OK ? find_strata(g) : status;
}

qp_status qp_structure_gather(qp_run *run, qp_structure_kind kind,
                              qp_period window, qp_structure *structure)
{
    const qp_portfolio *rows = &run->net->portfolio;
    gathering g = {
        .run = run,
        .rows = rows,
        .item = kind == QP_STRUCTURE_INDUSTRY ? rows->industry : rows->product,
        .window = window,
        .made.region_count = run->region_count,
    };
    qp_status status = gather(&g);
    qp_places_clear(&g.places);
    qp_release(g.names);
    qp_release(g.tells);
    qp_release(g.where);
    qp_release(g.sum);
    if (status == QP_OK)
        *structure = g.made;
    else
        qp_structure_clear(&g.made);
    return status;
}

void qp_structure_clear(qp_structure *structure)
{
    qp_release(structure->class);
    qp_release(structure->value);
    qp_release(structure->share);
    qp_release(structure->total);
    qp_release(structure->part_start);
    qp_release(structure->part_cell);
    qp_release(structure->part_value);
    qp_release(structure->stratum_start);
    qp_release(structure->stratum);
    *structure = (qp_structure){0};
}

qp_holdings qp_structure_holdings(const qp_structure *structure)
{
    return (qp_holdings){.region_count = structure->region_count,
                         .class_count = structure->class_count,
                         .value = structure->value};
}

double qp_structure_similarity(const qp_structure *structure, size_t r,
                               size_t s)
{
    size_t classes = structure->class_count;
    return classes > 0
               ? qp_structure_cosine(structure->share + r * classes,
                                     structure->share + s * classes, classes)
               : NAN;
}

/* ---------------------------------------------------------------- bootstrap */

static void add_actor(const qp_structure *structure, size_t actor, double times,
                      double value[])
{
    for (size_t p = structure->part_start[actor];
         p < structure->part_start[actor + 1]; p++)
        value[structure->part_cell[p]] += times * structure->part_value[p];
}

void qp_structure_draw(const qp_structure *structure, qp_stream *stream,
                       uint32_t times[], double value[])
{
    const size_t *start = structure->stratum_start;
    memset(value, 0,
           structure->region_count * structure->class_count * sizeof *value);
    for (size_t s = 0; s < structure->stratum_count; s++)
        qp_resample_counts(stream, start[s + 1] - start[s], times + start[s]);
    for (size_t k = 0; k < structure->actor_count; k++)
        if (times[k] > 0)
            add_actor(structure, structure->stratum[k], times[k], value);
}
