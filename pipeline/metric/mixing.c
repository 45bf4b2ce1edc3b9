/* SPDX-License-Identifier: MIT */
#include "metric/mixing.h"

#include <math.h>
#include <string.h>

#include "chance/resample.h"
#include "core/memory.h"

enum { G = QP_MIXING_GROUPINGS };

#define LIKE_NONE (QP_NONE - 1) ///< the group of a unit without one: no other's

/* ------------------------------------------------------------------ numbers */

double qp_ei_index(double all, double inside)
{
    return all > 0 ? (all - 2 * inside) / all : NAN;
}

double qp_ei_expected(const qp_mixing_units *units, size_t grouping,
                      uint32_t size[])
{
    double n = 0;
    double pairs = 0; /* that are in one group, both ways */
    memset(size, 0, units->group_count * sizeof *size);
    for (size_t u = 0; u < units->unit_count; u++) {
        uint32_t k = units->group[u * G + grouping];
        if (k == QP_NONE)
            continue;
        pairs += 2.0 * size[k]++;
        n++;
    }
    return n > 1 ? 1 - 2 * pairs / (n * (n - 1)) : NAN;
}

double qp_nominal_assortativity(const qp_mixing *mixing)
{
    double free = 1 - mixing->alike;
    return mixing->pairs > 0 && free > 0
               ? (mixing->inside / mixing->pairs - mixing->alike) / free
               : NAN;
}

/* Ends by group become the chance that two ends are alike. */
static double alike(const uint64_t ends[], size_t count, double pairs)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++) {
        double share = (double)ends[k] / (2 * pairs);
        sum += share * share;
    }
    return pairs > 0 ? sum : NAN;
}

/* -------------------------------------------------------------------- pairs */

/** Links on their way into pairs. */
typedef struct {
    qp_mixing_link *links;  ///< [count] lesser end first
    qp_mixing_link *sorted; ///< [count] room for sorting
    size_t *start;          ///< [units + 1] room for sorting
    size_t count;
} gathering;

static size_t take_links(const qp_mixing_link links[], size_t count,
                         qp_mixing_link taken[])
{
    size_t kept = 0;
    for (size_t l = 0; l < count; l++) {
        qp_mixing_link link = links[l];
        if (link.a == link.b)
            continue;
        bool turned = link.a > link.b;
        taken[kept++] = (qp_mixing_link){turned ? link.b : link.a,
                                         turned ? link.a : link.b, link.weight};
    }
    return kept;
}

/* One pass of a counting sort; it is stable, so the weights of a pair are
 * added in the order of the links. */
static void sort_by(gathering *g, size_t units, bool by_lesser)
{
    memset(g->start, 0, (units + 1) * sizeof *g->start);
    for (size_t l = 0; l < g->count; l++)
        g->start[(by_lesser ? g->links[l].a : g->links[l].b) + 1]++;
    for (size_t u = 0; u < units; u++)
        g->start[u + 1] += g->start[u];
    for (size_t l = 0; l < g->count; l++) {
        uint32_t key = by_lesser ? g->links[l].a : g->links[l].b;
        g->sorted[g->start[key]++] = g->links[l];
    }
    qp_mixing_link *emptied = g->links;
    g->links = g->sorted;
    g->sorted = emptied;
}

static void merge(const gathering *g, qp_mixing_pairs *pairs)
{
    size_t count = 0;
    for (size_t l = 0; l < g->count; l++) {
        const qp_mixing_link *link = &g->links[l];
        bool again = l > 0 && link[-1].a == link->a && link[-1].b == link->b;
        if (!again) {
            pairs->start[link->a + 1]++;
            pairs->weight[count] = 0;
            pairs->other[count++] = link->b;
        }
        pairs->weight[count - 1] += link->weight;
    }
    for (size_t u = 0; u < pairs->unit_count; u++)
        pairs->start[u + 1] += pairs->start[u];
    pairs->pair_count = count;
}

static void add_pair(qp_mixing_pairs *pairs, const uint32_t group[], size_t u,
                     size_t p)
{
    size_t v = pairs->other[p];
    for (size_t g = 0; g < G; g++) {
        bool both = group[u * G + g] != QP_NONE && group[v * G + g] != QP_NONE;
        pairs->degree[u * G + g] += both ? 1 : 0;
        pairs->degree[v * G + g] += both ? 1 : 0;
        pairs->all_pairs[g] += both ? 1 : 0;
        pairs->all_weight[g] += both ? pairs->weight[p] : 0;
    }
}

static void add_pairs(qp_mixing_pairs *pairs, const uint32_t group[])
{
    for (size_t u = 0; u < pairs->unit_count; u++)
        for (size_t p = pairs->start[u]; p < pairs->start[u + 1]; p++)
            add_pair(pairs, group, u, p);
}

static bool make_gathering(size_t units, size_t links, gathering *g)
{
    g->links = qp_acquire(links, sizeof *g->links);
    g->sorted = qp_acquire(links, sizeof *g->sorted);
    g->start = qp_acquire(units + 1, sizeof *g->start);
    return g->links != NULL && g->sorted != NULL && g->start != NULL;
}

static bool make_pairs(size_t units, size_t links, qp_mixing_pairs *pairs)
{
    pairs->unit_count = units;
    pairs->start = qp_acquire(units + 1, sizeof *pairs->start);
    pairs->other = qp_acquire(links, sizeof *pairs->other);
    pairs->weight = qp_acquire(links, sizeof *pairs->weight);
    pairs->degree = qp_acquire(units, G * sizeof *pairs->degree);
    return pairs->start != NULL && pairs->other != NULL &&
           pairs->weight != NULL && pairs->degree != NULL;
}

qp_status qp_mixing_pairs_make(const qp_mixing_units *units,
                               const qp_mixing_link links[], size_t count,
                               qp_mixing_pairs *pairs, qp_error *err)
{
    size_t n = units->unit_count;
    gathering g = {0};
    qp_mixing_pairs made = {0};
    qp_status status = QP_OK;
    if (make_gathering(n, count, &g) && make_pairs(n, count, &made)) {
        g.count = take_links(links, count, g.links);
        sort_by(&g, n, /* by_lesser = */ false);
        sort_by(&g, n, /* by_lesser = */ true);
        merge(&g, &made);
        add_pairs(&made, units->group);
        *pairs = made;
    } else {
        status = qp_fail(err, QP_E_MEMORY, "no memory to pair %zu links",
                         count);
        qp_mixing_pairs_clear(&made);
    }
    qp_release(g.links);
    qp_release(g.sorted);
    qp_release(g.start);
    return status;
}

void qp_mixing_pairs_clear(qp_mixing_pairs *pairs)
{
    qp_release(pairs->start);
    qp_release(pairs->other);
    qp_release(pairs->weight);
    qp_release(pairs->degree);
    *pairs = (qp_mixing_pairs){0};
}

/* What is inside, of the pairs of one unit with greater ones. */
static void count_unit(const qp_mixing_pairs *pairs, const uint32_t group[],
                       size_t u, qp_mixing mixing[])
{
    uint32_t own[G];
    uint32_t inside[G] = {0};
    double weight[G] = {0};
    for (size_t g = 0; g < G; g++)
        own[g] = group[u * G + g] != QP_NONE ? group[u * G + g] : LIKE_NONE;
    for (size_t p = pairs->start[u]; p < pairs->start[u + 1]; p++) {
        const uint32_t *other = group + (size_t)pairs->other[p] * G;
        for (size_t g = 0; g < G; g++) {
            bool same = other[g] == own[g];
            inside[g] += same ? 1 : 0;
            weight[g] += same ? pairs->weight[p] : 0;
        }
    }
    for (size_t g = 0; g < G; g++) {
        mixing[g].inside += inside[g];
        mixing[g].weight_inside += weight[g];
    }
}

static double alike_of_pairs(const qp_mixing_pairs *pairs,
                             const qp_mixing_units *units, size_t grouping,
                             uint64_t ends[])
{
    memset(ends, 0, units->group_count * sizeof *ends);
    for (size_t u = 0; u < units->unit_count; u++)
        if (units->group[u * G + grouping] != QP_NONE)
            ends[units->group[u * G + grouping]] +=
                pairs->degree[u * G + grouping];
    return alike(ends, units->group_count, pairs->all_pairs[grouping]);
}

void qp_mixing_count_pairs(const qp_mixing_pairs *pairs,
                           const qp_mixing_units *units, uint64_t room[],
                           qp_mixing mixing[])
{
    for (size_t g = 0; g < G; g++)
        mixing[g] = (qp_mixing){.pairs = pairs->all_pairs[g],
                                .weight = pairs->all_weight[g]};
    for (size_t u = 0; u < pairs->unit_count; u++)
        count_unit(pairs, units->group, u, mixing);
    for (size_t g = 0; g < G; g++)
        mixing[g].alike = alike_of_pairs(pairs, units, g, room);
}

/* The next unit of a grouping that is in a group; there is one. */
static size_t next_in_group(const uint32_t group[], size_t grouping, size_t u)
{
    while (group[u * G + grouping] == QP_NONE)
        u++;
    return u;
}

void qp_mixing_shuffle(const qp_mixing_units *units, qp_stream *stream,
                       uint32_t group[], uint32_t room[])
{
    size_t next[G] = {0};
    for (uint32_t u = 0; u < units->unit_count; u++)
        room[u] = u;
    qp_resample_shuffle(stream, units->unit_count, room);
    memset(group, 0xFF, units->unit_count * G * sizeof *group);
    for (size_t i = 0; i < units->unit_count; i++)
        for (size_t g = 0; g < G; g++) {
            size_t at = (size_t)room[i] * G + g;
            if (units->group[at] == QP_NONE)
                continue;
            next[g] = next_in_group(units->group, g, next[g]);
            group[at] = units->group[next[g]++ * G + g];
        }
}

/* ---------------------------------------------------------------- consortia */

/** The counting of one table. */
typedef struct {
    const qp_mixing_table *table;
    const qp_mixing_units *units;
    const uint32_t *column; ///< [places]
    uint64_t *ends;         ///< [G * groups] of pairs, twice over
    uint64_t *many;         ///< [groups] members of a consortium
    uint64_t *next;         ///< [columns] where the next row of a unit goes
    uint32_t *row;          ///< [places] rows of the units, by unit
    uint32_t *met;          ///< [columns] 1 + the unit it was met by last
} counting;

/** What a unit finds among those it meets. */
typedef struct {
    uint32_t own[G];
    uint32_t known[G];  ///< are in a group
    uint32_t inside[G]; ///< are in its own
} meeting;

size_t qp_mixing_table_room(const qp_mixing_table *table,
                            const qp_mixing_units *units)
{
    size_t columns = table->table.column_count;
    size_t places = table->table.start[table->table.row_count];
    return ((G + 1) * units->group_count + columns) * sizeof(uint64_t) +
           (places + columns) * sizeof(uint32_t);
}

static counting begin_counting(const qp_mixing_table *table,
                               const qp_mixing_units *units,
                               const uint32_t column[], void *room)
{
    size_t columns = table->table.column_count;
    counting c = {.table = table, .units = units, .column = column};
    c.ends = room;
    c.many = c.ends + G * units->group_count;
    c.next = c.many + units->group_count;
    c.row = (uint32_t *)(void *)(c.next + columns);
    c.met = c.row + table->table.start[table->table.row_count];
    memset(c.ends, 0, (G + 1) * units->group_count * sizeof *c.ends);
    memset(c.met, 0, columns * sizeof *c.met);
    for (size_t u = 0; u < columns; u++)
        c.next[u] = table->start[u];
    return c;
}

static void turn_table(const counting *c)
{
    const qp_two_mode *table = &c->table->table;
    for (uint32_t r = 0; r < table->row_count; r++)
        for (size_t i = table->start[r]; i < table->start[r + 1]; i++)
            c->row[c->next[c->column[i]]++] = r;
}

/* Members in a group make n (n - 1) / 2 pairs, those of one group likewise:
 * no pair need be looked at. */
static void weigh_row(const counting *c, size_t r, size_t grouping,
                      qp_mixing *mixing)
{
    const size_t *start = c->table->table.start;
    uint64_t pairs = 0;
    uint64_t inside = 0;
    uint64_t members = 0;
    for (size_t i = start[r]; i < start[r + 1]; i++) {
        uint32_t k = c->units->group[(size_t)c->column[i] * G + grouping];
        if (k == QP_NONE)
            continue;
        pairs += members++;
        inside += c->many[k]++;
    }
    for (size_t i = start[r]; i < start[r + 1]; i++) {
        uint32_t k = c->units->group[(size_t)c->column[i] * G + grouping];
        if (k != QP_NONE)
            c->many[k] = 0;
    }
    mixing->weight += (double)pairs * c->table->weight[r];
    mixing->weight_inside += (double)inside * c->table->weight[r];
}

static void meet(const counting *c, uint32_t other, meeting *m)
{
    const uint32_t *group = c->units->group + (size_t)other * G;
    for (size_t g = 0; g < G; g++) {
        m->known[g] += group[g] != QP_NONE ? 1 : 0;
        m->inside[g] += group[g] == m->own[g] ? 1 : 0;
    }
}

static void meet_row(const counting *c, uint32_t row, uint32_t mark, meeting *m)
{
    const size_t *start = c->table->table.start;
    for (size_t i = start[row]; i < start[row + 1]; i++) {
        uint32_t other = c->column[i];
        if (c->met[other] == mark)
            continue;
        c->met[other] = mark;
        meet(c, other, m);
    }
}

/* Whom a unit meets, each once; so every pair is seen from both ends. */
static void meet_others(const counting *c, uint32_t u, qp_mixing mixing[])
{
    meeting m = {{0}, {0}, {0}};
    memcpy(m.own, c->units->group + (size_t)u * G, sizeof m.own);
    c->met[u] = u + 1;
    for (size_t i = c->table->start[u]; i < c->table->start[u + 1]; i++)
        meet_row(c, c->row[i], u + 1, &m);
    for (size_t g = 0; g < G; g++) {
        if (m.own[g] == QP_NONE)
            continue;
        mixing[g].pairs += m.known[g];
        mixing[g].inside += m.inside[g];
        c->ends[g * c->units->group_count + m.own[g]] += m.known[g];
    }
}

void qp_mixing_count_table(const qp_mixing_table *table,
                           const qp_mixing_units *units,
                           const uint32_t column[], void *room,
                           qp_mixing mixing[])
{
    counting c = begin_counting(table, units, column, room);
    turn_table(&c);
    memset(mixing, 0, G * sizeof *mixing);
    for (uint32_t u = 0; u < units->unit_count; u++)
        meet_others(&c, u, mixing);
    for (size_t g = 0; g < G; g++) {
        mixing[g].pairs /= 2;
        mixing[g].inside /= 2;
        mixing[g].alike = alike(c.ends + g * units->group_count,
                                units->group_count, mixing[g].pairs);
        for (size_t r = 0; r < table->table.row_count; r++)
            weigh_row(&c, r, g, &mixing[g]);
    }
}
