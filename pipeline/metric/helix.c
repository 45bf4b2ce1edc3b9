/* SPDX-License-Identifier: MIT */
#include "metric/helix.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/sum.h"

#define ROUNDING 1e-11 ///< bits: a T nearer to 0 is 0

enum {
    G = 1 << QP_HELIX_GEOGRAPHY,
    K = 1 << QP_HELIX_TECHNOLOGY,
    S = 1 << QP_HELIX_ORGANISATION
};

/* Sets of an odd number of fields are added, those of two taken off. */
static const double sign[QP_HELIX_SETS] = {
    [G] = 1,      [K] = 1,      [S] = 1,         [G | K] = -1,
    [G | S] = -1, [K | S] = -1, [G | K | S] = 1,
};

/* n lb n */
static double weight_of(size_t n)
{
    return n > 0 ? (double)n * log2((double)n) : 0;
}

/* ------------------------------------------------------------------ counting */

/*
 * The sum of n lb n over the geographies of each run, as units come in one by
 * one: the n-th of a geography adds what n has above n - 1. So no cell is looked
 * at that has no unit, however many there could be.
 */
static double count_runs(const qp_helix *h, const qp_helix_runs *runs,
                         const uint32_t geography[], uint32_t tally[])
{
    double sum = 0;
    size_t start = 0;
    for (size_t r = 0; r < runs->count; r++) {
        size_t end = runs->end[r];
        for (size_t u = start; u < end; u++)
            sum += h->step[tally[geography[u]]++];
        for (size_t u = start; u < end; u++)
            tally[geography[u]] = 0;
        start = end;
    }
    return sum;
}

/* How many cells of run and geography have a unit. */
static size_t count_cells(const qp_helix_runs *runs, const uint32_t geography[],
                          uint32_t tally[])
{
    size_t cells = 0;
    size_t start = 0;
    for (size_t r = 0; r < runs->count; r++) {
        size_t end = runs->end[r];
        for (size_t u = start; u < end; u++)
            cells += tally[geography[u]]++ == 0 ? 1 : 0;
        for (size_t u = start; u < end; u++)
            tally[geography[u]] = 0;
        start = end;
    }
    return cells;
}

static const uint32_t *turn(const qp_helix *h, const uint32_t geography[],
                            uint32_t turned[])
{
    for (size_t u = 0; u < h->unit_count; u++)
        turned[u] = geography[h->turned[u]];
    return turned;
}

/* Does one of the fields tell nothing, being the same for all? */
static bool is_trivial(const qp_helix *h)
{
    return h->cells[G] < 2 || h->cells[K] < 2 || h->cells[S] < 2;
}

static double rounded(double t)
{
    return fabs(t) < ROUNDING ? 0 : t;
}

double qp_helix_shuffled(const qp_helix *helix, const uint32_t geography[],
                         qp_helix_room room)
{
    if (helix->unit_count == 0)
        return NAN;
    if (is_trivial(helix))
        return 0;
    const uint32_t *turned = turn(helix, geography, room.turned);
    double sum = count_runs(helix, &helix->technology, geography, room.tally) +
                 count_runs(helix, &helix->organisation, turned, room.tally) -
                 count_runs(helix, &helix->both, geography, room.tally);
    return rounded(helix->fixed + sum / (double)helix->unit_count);
}

/* ----------------------------------------------------------------- measuring */

static void tell_set(qp_helix *h, int set, double sum, size_t cells)
{
    double n = (double)h->unit_count;
    h->entropy[set] = log2(n) - sum / n;
    h->cells[set] = cells;
}

/* A set of fields by itself, and with geography. */
static void measure_runs(qp_helix *h, int set, const qp_helix_runs *runs,
                         const uint32_t geography[], uint32_t tally[])
{
    qp_sum sum = {0};
    size_t start = 0;
    for (size_t r = 0; r < runs->count; r++) {
        qp_sum_add(&sum, weight_of(runs->end[r] - start));
        start = runs->end[r];
    }
    tell_set(h, set, qp_sum_value(&sum), runs->count);
    tell_set(h, set | G, count_runs(h, runs, geography, tally),
             count_cells(runs, geography, tally));
}

static void measure(qp_helix *h, qp_helix_room room)
{
    uint32_t whole = (uint32_t)h->unit_count;
    qp_helix_runs one = {.count = 1, .end = &whole};
    measure_runs(h, 0, &one, h->geography, room.tally);
    measure_runs(h, K, &h->technology, h->geography, room.tally);
    measure_runs(h, K | S, &h->both, h->geography, room.tally);
    measure_runs(h, S, &h->organisation, turn(h, h->geography, room.turned),
                 room.tally);
    h->fixed = h->entropy[G] + h->entropy[K] + h->entropy[S] -
               h->entropy[K | S] - log2((double)h->unit_count);
    h->t = qp_helix_shuffled(h, h->geography, room);
}

double qp_helix_bias(const qp_helix *helix)
{
    const size_t *cells = helix->cells;
    double freedom = ((double)cells[G] - 1) * ((double)cells[K] - 1) *
                     ((double)cells[S] - 1);
    return helix->unit_count > 0
               ? -freedom / (2 * (double)helix->unit_count * log(2))
               : NAN;
}

double qp_helix_miller_madow(const qp_helix *helix)
{
    double lost = 0;
    for (int set = 1; set < QP_HELIX_SETS; set++)
        lost += sign[set] * ((double)helix->cells[set] - 1);
    return helix->unit_count > 0
               ? helix->t + lost / (2 * (double)helix->unit_count * log(2))
               : NAN;
}

bool qp_helix_is_sparse(const qp_helix *helix)
{
    return helix->unit_count < QP_HELIX_LEAST * helix->cells[QP_HELIX_ALL];
}

/* -------------------------------------------------------------------- making */

/** The sorting of units by a field, those of a class in the order given. */
typedef struct {
    const uint32_t *class; ///< [unit_count]
    size_t class_count;
    size_t *start; ///< [class_count + 1] room
} sorting;

/* By counting; `from` NULL is the order of the units themselves. */
static void sort(const sorting *by, const uint32_t from[], size_t count,
                 uint32_t to[])
{
    memset(by->start, 0, (by->class_count + 1) * sizeof *by->start);
    for (size_t u = 0; u < count; u++)
        by->start[by->class[u] + 1]++;
    for (size_t c = 0; c < by->class_count; c++)
        by->start[c + 1] += by->start[c];
    for (size_t i = 0; i < count; i++) {
        uint32_t u = from != NULL ? from[i] : (uint32_t)i;
        to[by->start[by->class[u]]++] = u;
    }
}

/* The runs of units that agree in one field, and in another where given. */
static void cut(const uint32_t first[], const uint32_t second[],
                const uint32_t order[], size_t count, qp_helix_runs *runs)
{
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count || first[order[i]] != first[order[i + 1]] ||
                    (second != NULL &&
                     second[order[i]] != second[order[i + 1]]);
        if (last)
            runs->end[runs->count++] = (uint32_t)(i + 1);
    }
}

/** Work areas of making. */
typedef struct {
    size_t *start;      ///< [most classes of a field + 1]
    uint32_t *order;    ///< [unit_count] by technology, then organisation
    uint32_t *by_other; ///< [unit_count] by organisation
    qp_helix_room room;
} workshop;

static bool make_room(const qp_helix_units *units, qp_helix *h, workshop *w)
{
    size_t n = units->count;
    size_t k = units->class_count[QP_HELIX_TECHNOLOGY];
    size_t s = units->class_count[QP_HELIX_ORGANISATION];
    h->geography = qp_acquire(n, sizeof *h->geography);
    h->turned = qp_acquire(n, sizeof *h->turned);
    h->technology.end = qp_acquire(k < n ? k : n, sizeof(uint32_t));
    h->organisation.end = qp_acquire(s < n ? s : n, sizeof(uint32_t));
    h->both.end = qp_acquire(n, sizeof(uint32_t));
    h->step = qp_acquire(n, sizeof *h->step);
    w->start = qp_acquire((k > s ? k : s) + 1, sizeof *w->start);
    w->order = qp_acquire(n, sizeof *w->order);
    w->by_other = qp_acquire(n, sizeof *w->by_other);
    w->room.turned = qp_acquire(n, sizeof(uint32_t));
    w->room.tally = qp_acquire(h->geography_count, sizeof(uint32_t));
    return h->geography != NULL && h->turned != NULL &&
           h->technology.end != NULL && h->organisation.end != NULL &&
           h->both.end != NULL && h->step != NULL && w->start != NULL &&
           w->order != NULL && w->by_other != NULL && w->room.turned != NULL &&
           w->room.tally != NULL;
}

static void fill(const qp_helix_units *units, qp_helix *h, workshop *w)
{
    const uint32_t *technology = units->class[QP_HELIX_TECHNOLOGY];
    const uint32_t *organisation = units->class[QP_HELIX_ORGANISATION];
    const sorting by_technology = {
        technology, units->class_count[QP_HELIX_TECHNOLOGY], w->start};
    const sorting by_organisation = {
        organisation, units->class_count[QP_HELIX_ORGANISATION], w->start};
    size_t n = units->count;
    sort(&by_organisation, NULL, n, w->by_other);
    sort(&by_technology, w->by_other, n, w->order);
    cut(technology, NULL, w->order, n, &h->technology);
    cut(technology, organisation, w->order, n, &h->both);
    sort(&by_organisation, w->order, n, w->by_other);
    cut(organisation, NULL, w->by_other, n, &h->organisation);
    for (size_t i = 0; i < n; i++) {
        h->geography[i] = units->class[QP_HELIX_GEOGRAPHY][w->order[i]];
        h->step[i] = weight_of(i + 1) - weight_of(i);
        w->room.turned[w->order[i]] = (uint32_t)i; /* where each unit stands */
    }
    for (size_t i = 0; i < n; i++)
        h->turned[i] = w->room.turned[w->by_other[i]];
}

qp_status qp_helix_make(const qp_helix_units *units, qp_helix *helix,
                        qp_error *err)
{
    assert(units->count < UINT32_MAX);
    workshop w = {0};
    qp_helix h = {
        .unit_count = units->count,
        .geography_count = units->class_count[QP_HELIX_GEOGRAPHY],
        .t = NAN,
    };
    bool made = make_room(units, &h, &w);
    if (made && units->count > 0) {
        fill(units, &h, &w);
        measure(&h, w.room);
    }
    qp_release(w.start);
    qp_release(w.order);
    qp_release(w.by_other);
    qp_release(w.room.turned);
    qp_release(w.room.tally);
    if (!made) {
        qp_helix_clear(&h);
        return qp_fail(err, QP_E_MEMORY, "no memory for a table of %zu units",
                       units->count);
    }
    *helix = h;
    return QP_OK;
}

void qp_helix_clear(qp_helix *helix)
{
    qp_release(helix->geography);
    qp_release(helix->turned);
    qp_release(helix->technology.end);
    qp_release(helix->organisation.end);
    qp_release(helix->both.end);
    qp_release(helix->step);
    *helix = (qp_helix){0};
}
