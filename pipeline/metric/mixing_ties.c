/* SPDX-License-Identifier: MIT */
#include "metric/mixing_ties.h"

#include <string.h>

#include "core/memory.h"
#include "net/flow.h"

enum { G = QP_MIXING_GROUPINGS };

static qp_status no_memory(size_t count, qp_error *err)
{
    return qp_fail(err, QP_E_MEMORY, "no memory for %zu ties", count);
}

/* An actor that stands for many unnamed ones has no degree. */
static bool is_one(const qp_network *net, qp_row actor)
{
    return qp_optional_number(net->actors.group, actor) != 1;
}

/* -------------------------------------------------------------------- links */

static bool is_between_ones(const qp_network *net, size_t link)
{
    return is_one(net, net->links.from[link]) &&
           is_one(net, net->links.to[link]);
}

/* A weight of 0 ties nobody, and one alone is no pair. */
static void take_link(const qp_network *net, size_t link, double weight,
                      qp_mixing_ties *ties)
{
    qp_row from = net->links.from[link];
    qp_row to = net->links.to[link];
    if (weight > 0 && from != to)
        ties->links[ties->link_count++] = (qp_mixing_link){from, to, weight};
}

static void take_links(const qp_network *net, qp_row layer, qp_period window,
                       qp_mixing_ties *ties)
{
    const size_t *start = net->layers.start;
    for (size_t l = start[layer]; l < start[layer + 1]; l++) {
        double weight = 0;
        qp_presence there = qp_link_presence(net, layer, l, window, &weight);
        if (there == QP_LINK_ABSENT)
            continue;
        if (there == QP_LINK_PRESENT && qp_link_is_cooperation(net, l) &&
            is_between_ones(net, l))
            take_link(net, l, weight, ties);
        else
            ties->missing++;
    }
}

qp_status qp_mixing_ties_of_layer(const qp_network *net, qp_row layer,
                                  qp_period window, qp_mixing_ties *ties,
                                  qp_error *err)
{
    size_t count = net->layers.start[layer + 1] - net->layers.start[layer];
    qp_mixing_ties made = {.actor_count = net->actors.count};
    made.links = qp_acquire(count, sizeof *made.links);
    if (made.links == NULL)
        return no_memory(count, err);
    take_links(net, layer, window, &made);
    *ties = made;
    return QP_OK;
}

/* ---------------------------------------------------------------- consortia */

/* Memberships are sorted by consortium and member. */
static void take_members(const qp_network *net, qp_mixing_ties *ties)
{
    const qp_memberships *all = &net->memberships;
    size_t count = 0;
    for (size_t m = 0; m < all->count; m++) {
        bool first = m == 0 || all->consortium[m] != all->consortium[m - 1];
        if (!first && all->member[m] == all->member[m - 1])
            continue;
        if (first)
            ties->start[ties->row_count++] = count;
        if (is_one(net, all->member[m]))
            ties->member[count++] = all->member[m];
        else
            ties->missing++;
    }
    ties->start[ties->row_count] = count;
}

static bool make_members(size_t rows, size_t members, qp_mixing_ties *ties)
{
    ties->start = qp_acquire(rows + 1, sizeof *ties->start);
    ties->member = qp_acquire(members, sizeof *ties->member);
    ties->weight = qp_acquire(rows, sizeof *ties->weight);
    return ties->start != NULL && ties->member != NULL && ties->weight != NULL;
}

qp_status qp_mixing_ties_of_consortia(const qp_network *net, qp_period window,
                                      bool full, qp_mixing_ties *ties,
                                      qp_error *err)
{
    size_t count = net->memberships.count;
    qp_mixing_ties made = {.actor_count = net->actors.count, .two_mode = true};
    if (!make_members(net->consortia.count, count, &made)) {
        qp_mixing_ties_clear(&made);
        return no_memory(count, err);
    }
    if (window.from == QP_NO_DAY)
        take_members(net, &made);
    else
        made.missing = count;
    for (size_t r = 0; r < made.row_count; r++) {
        size_t size = made.start[r + 1] - made.start[r];
        made.weight[r] = full || size < 2 ? 1 : 1 / (double)(size - 1);
    }
    *ties = made;
    return QP_OK;
}

void qp_mixing_ties_clear(qp_mixing_ties *ties)
{
    qp_release(ties->links);
    qp_release(ties->start);
    qp_release(ties->member);
    qp_release(ties->weight);
    *ties = (qp_mixing_ties){0};
}

/* ------------------------------------------------------------------ cutting */

/** A sample on its way. */
typedef struct {
    const qp_mixing_ties *ties;
    const qp_mixing_choice *choice;
    uint32_t *unit;        ///< [actors] 1 for those with a tie, then their unit
    qp_mixing_link *links; ///< [link_count] chosen, between actors, then units
    size_t link_count;
    size_t row_count;
    size_t unit_count;
    qp_mixing_sample made; ///< its columns are actors, then units
} cutting;

static bool is_chosen(const cutting *c, qp_row actor)
{
    const qp_mixing_choice *choice = c->choice;
    return choice->only == QP_NONE ||
           choice->group[(size_t)actor * G + choice->grouping] == choice->only;
}

static void choose_links(cutting *c)
{
    for (size_t l = 0; l < c->ties->link_count; l++) {
        const qp_mixing_link *link = &c->ties->links[l];
        if (!is_chosen(c, link->a) || !is_chosen(c, link->b))
            continue;
        c->links[c->link_count++] = *link;
        c->unit[link->a] = 1;
        c->unit[link->b] = 1;
    }
}

/* One member alone, of those chosen, meets nobody. */
static void choose_row(cutting *c, size_t r)
{
    qp_mixing_sample *made = &c->made;
    size_t first = made->start[c->row_count];
    size_t count = first;
    for (size_t i = c->ties->start[r]; i < c->ties->start[r + 1]; i++)
        if (is_chosen(c, c->ties->member[i]))
            made->column[count++] = c->ties->member[i];
    if (count - first < 2)
        return;
    for (size_t i = first; i < count; i++)
        c->unit[made->column[i]] = 1;
    made->weight[c->row_count++] = c->ties->weight[r];
    made->start[c->row_count] = count;
}

static void number_units(cutting *c)
{
    size_t places = c->made.start[c->row_count];
    for (qp_row a = 0; a < c->ties->actor_count; a++)
        c->unit[a] = c->unit[a] == 1 ? (uint32_t)c->unit_count++ : QP_NONE;
    for (size_t l = 0; l < c->link_count; l++) {
        c->links[l].a = c->unit[c->links[l].a];
        c->links[l].b = c->unit[c->links[l].b];
    }
    for (size_t i = 0; i < places; i++)
        c->made.column[i] = c->unit[c->made.column[i]];
}

static void fill_units(cutting *c)
{
    qp_mixing_sample *made = &c->made;
    for (qp_row a = 0; a < c->ties->actor_count; a++)
        if (c->unit[a] != QP_NONE)
            memcpy(made->group + (size_t)c->unit[a] * G,
                   c->choice->group + (size_t)a * G, G * sizeof *made->group);
    for (size_t i = 0; i < made->start[c->row_count]; i++)
        made->turned[made->column[i] + 1]++;
    for (size_t u = 0; u < c->unit_count; u++)
        made->turned[u + 1] += made->turned[u];
}

static bool make_cutting(cutting *c)
{
    const qp_mixing_ties *ties = c->ties;
    size_t members = ties->two_mode ? ties->start[ties->row_count] : 0;
    c->unit = qp_acquire(ties->actor_count, sizeof *c->unit);
    c->links = qp_acquire(ties->link_count, sizeof *c->links);
    c->made.start = qp_acquire(ties->row_count + 1, sizeof *c->made.start);
    c->made.weight = qp_acquire(ties->row_count, sizeof *c->made.weight);
    c->made.column = qp_acquire(members, sizeof *c->made.column);
    return c->unit != NULL && c->links != NULL && c->made.start != NULL &&
           c->made.weight != NULL && c->made.column != NULL;
}

static bool make_units(cutting *c)
{
    c->made.group = qp_acquire(c->unit_count, G * sizeof *c->made.group);
    c->made.turned = qp_acquire(c->unit_count + 1, sizeof *c->made.turned);
    return c->made.group != NULL && c->made.turned != NULL;
}

static void settle(cutting *c)
{
    qp_mixing_sample *made = &c->made;
    made->two_mode = c->ties->two_mode;
    made->units = (qp_mixing_units){c->unit_count, c->choice->group_count,
                                    made->group};
    made->table = (qp_mixing_table){
        .table = {c->row_count, c->unit_count, made->start, made->column},
        .weight = made->weight,
        .start = made->turned,
    };
}

static bool choose(cutting *c)
{
    if (!make_cutting(c))
        return false;
    choose_links(c);
    for (size_t r = 0; r < c->ties->row_count; r++)
        choose_row(c, r);
    number_units(c);
    if (!make_units(c))
        return false;
    fill_units(c);
    settle(c);
    return true;
}

/* ----------------------------------------------------------------- counting */

/* Every unit in one group: then every pair is counted. */
static double count_all(const qp_mixing_sample *sample, void *room,
                        uint32_t group[])
{
    qp_mixing mixing[G];
    qp_mixing_units alike = sample->units;
    memset(group, 0, alike.unit_count * G * sizeof *group);
    alike.group = group;
    qp_mixing_count_table(&sample->table, &alike, sample->table.table.column,
                          room, mixing);
    return mixing[0].pairs;
}

/* The table from which all replicates set out, whatever the seed. */
static qp_status mix(qp_mixing_sample *sample, qp_error *err)
{
    const qp_two_mode *table = &sample->table.table;
    qp_stream stream = qp_stream_start(0, 0);
    uint32_t *room = qp_acquire(qp_curveball_room(table), sizeof *room);
    sample->mixed = qp_acquire(table->start[table->row_count],
                               sizeof *sample->mixed);
    bool ready = room != NULL && sample->mixed != NULL;
    if (ready)
        qp_curveball_draw(table, QP_CURVEBALL_BURN_IN, &stream, sample->mixed,
                          room);
    qp_release(room);
    return ready ? QP_OK : no_memory(table->row_count, err);
}

static qp_status count_table(qp_mixing_sample *sample, qp_error *err)
{
    size_t units = sample->units.unit_count;
    void *room = qp_acquire(
        1, qp_mixing_table_room(&sample->table, &sample->units));
    uint32_t *group = qp_acquire(units, G * sizeof *group);
    qp_status status = QP_OK;
    if (room != NULL && group != NULL) {
        sample->pair_count = count_all(sample, room, group);
        qp_mixing_count_table(&sample->table, &sample->units,
                              sample->table.table.column, room, sample->seen);
        status = mix(sample, err);
    } else {
        status = no_memory(units, err);
    }
    qp_release(room);
    qp_release(group);
    return status;
}

static qp_status count_pairs(const cutting *c, qp_mixing_sample *sample,
                             qp_error *err)
{
    uint64_t *room = qp_acquire(sample->units.group_count, sizeof *room);
    qp_status status = room != NULL
                           ? qp_mixing_pairs_make(&sample->units, c->links,
                                                  c->link_count, &sample->pairs,
                                                  err)
                           : no_memory(c->link_count, err);
    if (status == QP_OK) {
        sample->pair_count = (double)sample->pairs.pair_count;
        qp_mixing_count_pairs(&sample->pairs, &sample->units, room,
                              sample->seen);
    }
    qp_release(room);
    return status;
}

static qp_status expect(qp_mixing_sample *sample, qp_error *err)
{
    uint32_t *size = qp_acquire(sample->units.group_count, sizeof *size);
    if (size == NULL)
        return no_memory(sample->units.unit_count, err);
    for (size_t g = 0; g < G; g++)
        sample->expected[g] = qp_ei_expected(&sample->units, g, size);
    qp_release(size);
    return QP_OK;
}

qp_status qp_mixing_cut(const qp_mixing_ties *ties,
                        const qp_mixing_choice *choice,
                        qp_mixing_sample *sample, qp_error *err)
{
    cutting c = {.ties = ties, .choice = choice};
    qp_status status = choose(&c)
                           ? QP_OK
                           : no_memory(ties->link_count + ties->row_count, err);
    if (status == QP_OK)
        status = ties->two_mode ? count_table(&c.made, err)
                                : count_pairs(&c, &c.made, err);
    if (status == QP_OK)
        status = expect(&c.made, err);
    qp_release(c.unit);
    qp_release(c.links);
    if (status == QP_OK)
        *sample = c.made;
    else
        qp_mixing_sample_clear(&c.made);
    return status;
}

void qp_mixing_sample_clear(qp_mixing_sample *sample)
{
    qp_mixing_pairs_clear(&sample->pairs);
    qp_release(sample->group);
    qp_release(sample->start);
    qp_release(sample->column);
    qp_release(sample->mixed);
    qp_release(sample->weight);
    qp_release(sample->turned);
    *sample = (qp_mixing_sample){0};
}

/* ------------------------------------------------------------------ drawing */

static size_t round_up(size_t bytes)
{
    return (bytes + sizeof(uint64_t) - 1) / sizeof(uint64_t) * sizeof(uint64_t);
}

static size_t places_of(const qp_mixing_sample *sample)
{
    return sample->table.table.start[sample->table.table.row_count];
}

size_t qp_mixing_draw_room(const qp_mixing_sample *sample)
{
    const qp_mixing_units *units = &sample->units;
    if (!sample->two_mode)
        return units->group_count * sizeof(uint64_t) +
               units->unit_count * (G + 1) * sizeof(uint32_t);
    return round_up(qp_mixing_table_room(&sample->table, units)) +
           (places_of(sample) + qp_curveball_room(&sample->table.table)) *
               sizeof(uint32_t);
}

static void draw_labels(const qp_mixing_sample *sample, qp_stream *stream,
                        void *room, qp_mixing mixing[])
{
    qp_mixing_units units = sample->units;
    uint64_t *ends = room;
    uint32_t *group = (uint32_t *)(void *)(ends + units.group_count);
    qp_mixing_shuffle(&sample->units, stream, group,
                      group + units.unit_count * G);
    units.group = group;
    qp_mixing_count_pairs(&sample->pairs, &units, ends, mixing);
}

static void draw_table(const qp_mixing_sample *sample, qp_stream *stream,
                       void *room, qp_mixing mixing[])
{
    size_t counting = round_up(
        qp_mixing_table_room(&sample->table, &sample->units));
    uint32_t *column = (uint32_t *)(void *)((unsigned char *)room + counting);
    qp_two_mode start = sample->table.table;
    start.column = sample->mixed;
    qp_curveball_draw(&start, QP_CURVEBALL_ROUNDS, stream, column,
                      column + places_of(sample));
    qp_mixing_count_table(&sample->table, &sample->units, column, room, mixing);
}

void qp_mixing_draw(const qp_mixing_sample *sample, qp_stream *stream,
                    void *room, qp_mixing mixing[])
{
    if (sample->two_mode)
        draw_table(sample, stream, room, mixing);
    else
        draw_labels(sample, stream, room, mixing);
}
