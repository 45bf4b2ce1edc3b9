/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "graph/vertex_cut.h"
#include "support/leak.h"
#include "support/little_graph.h"

enum { GRAPHS = 400, LITTLE_GRAPHS = 2000, UNITS = 11 };

static const qp_cut_limit ample = {.size = 50, .count = 10000};

/** A graph and two sets of its units. */
typedef struct {
    little g;
    bool source[LITTLE_MOST];
    bool target[LITTLE_MOST];
} drawing;

static qp_vertex_cut cut_of(const drawing *d, qp_cut_limit limit)
{
    qp_vertex_cut cut = {0};
    qp_arcs arcs = little_arcs(&d->g);
    qp_passage passage = {&arcs, d->source, d->target};
    cr_assert_eq(qp_vertex_cut_find(&passage, limit, &cut, NULL), QP_OK);
    qp_arcs_clear(&arcs);
    return cut;
}

/** A source S, a target T, the units between by letters; "SA AT": arcs. */
static drawing drawn_as(const char *arcs)
{
    drawing d = {.g = {.n = 'T' - 'A' + 1}};
    d.source['S' - 'A'] = d.target['T' - 'A'] = true;
    for (; *arcs != '\0'; arcs += arcs[2] == '\0' ? 2 : 3)
        d.g.leads[arcs[0] - 'A'][arcs[1] - 'A'] = true;
    return d;
}

static void expect_cut(const char *arcs, const char *members, double count)
{
    drawing d = drawn_as(arcs);
    qp_vertex_cut cut = cut_of(&d, ample);
    cr_assert_not(cut.direct);
    cr_assert_eq(cut.size, strlen(members), "%s: %zu", arcs, cut.size);
    for (size_t m = 0; m < cut.size; m++)
        cr_assert_eq(cut.member[m], (uint32_t)(members[m] - 'A'), "%s", arcs);
    cr_assert_eq(cut.count, count, "%s: %g cuts", arcs, cut.count);
    qp_vertex_cut_clear(&cut);
}

/* ------------------------------------------------------------------- by hand */

QP_TEST(vertex_cut, is_the_one_of_the_picture)
{
    expect_cut("SA SB AC BC BD CT DT", "AB", 3);
}

QP_TEST(vertex_cut, of_a_line_is_any_unit_of_it)
{
    expect_cut("SA AB BC CT", "A", 3);
}

/* A and B lead to each other: who takes A away must not leave B a way round. */
QP_TEST(vertex_cut, takes_only_what_goes_together)
{
    expect_cut("SA SB AC BD CT DT AD BC", "AB", 2);
    expect_cut("SA SB AC BD CT DT", "AB", 4);
}

/* The first path that is found, S A D T, has to be taken back in part. */
QP_TEST(vertex_cut, finds_paths_that_have_to_make_way)
{
    expect_cut("SA SB AD AC BD CE ET DT", "AB", 4);
}

QP_TEST(vertex_cut, is_empty_where_nothing_leads_over)
{
    expect_cut("SA BT TC TS", "", 1);
}

/* R is a source too, Q a target: neither is of the cut. */
QP_TEST(vertex_cut, spares_the_members_of_the_sets)
{
    drawing d = drawn_as("SA AR RB BQ QC CT");
    d.source['R' - 'A'] = d.target['Q' - 'A'] = true;
    qp_vertex_cut cut = cut_of(&d, ample);
    cr_assert_eq(cut.size, 1, "only R leads to Q");
    cr_assert_eq(cut.member[0], 'B' - 'A');
    cr_assert_eq(cut.count, 1);
    qp_vertex_cut_clear(&cut);
}

QP_TEST(vertex_cut, is_none_where_a_source_leads_straight_to_a_target)
{
    drawing d = drawn_as("SA AT ST");
    qp_vertex_cut cut = cut_of(&d, ample);
    cr_assert(cut.direct);
    d = drawn_as("SA AT");
    d.source['T' - 'A'] = true;
    cut = cut_of(&d, ample);
    cr_assert(cut.direct, "T is in both");
}

/* Four paths of nine units: 9 x 9 x 9 x 9. */
QP_TEST(vertex_cut, is_counted_up_to_the_limit)
{
    drawing d = {.g = {.n = LITTLE_MOST}};
    enum { PATHS = 4, LONG = 9 };
    size_t unit = 2;
    d.source[0] = d.target[1] = true;
    for (size_t path = 0; path < PATHS; path++)
        for (size_t i = 0; i < LONG; i++, unit++) {
            d.g.leads[i == 0 ? 0 : unit - 1][unit] = true;
            d.g.leads[unit][i + 1 == LONG ? 1 : unit + 1] = true;
        }
    const double all = 9.0 * 9 * 9 * 9;
    qp_vertex_cut cut = cut_of(&d, (qp_cut_limit){PATHS, (size_t)all});
    cr_assert_eq(cut.count, all);
    qp_vertex_cut_clear(&cut);
    cut = cut_of(&d, (qp_cut_limit){PATHS, (size_t)all - 1});
    cr_assert(isnan(cut.count), "one too many");
    cr_assert_eq(cut.size, PATHS);
    qp_vertex_cut_clear(&cut);
    cut = cut_of(&d, (qp_cut_limit){PATHS - 1, (size_t)all});
    cr_assert(isnan(cut.count), "too large to be counted");
    qp_vertex_cut_clear(&cut);
}

/* --------------------------------------------------------------- brute force */

/* Of each set a unit at least, and now and then straight from one to the other.
 */
static drawing draw(uint64_t seed, size_t n)
{
    uint64_t state = little_seed(seed);
    drawing d = {.g = little_draw(&state, n, 10 + 4 * (uint32_t)(seed % 9),
                                  seed % 2 == 0)};
    for (size_t u = 0; u < n; u++) {
        uint32_t role = little_roll(&state, 9);
        d.source[u] = u == 0 || (u > 1 && role == 0);
        d.target[u] = u == 1 || (u > 1 && role == 1);
    }
    for (size_t u = 0; u < n && seed % 8 != 0; u++)
        for (size_t v = 0; v < n; v++)
            if (d.source[u] && d.target[v])
                d.g.leads[u][v] = false;
    return d;
}

/* Mark what the sources reach; do they reach no target? */
static bool separates(const drawing *d, const bool gone[], bool mark[])
{
    memcpy(mark, d->source, sizeof d->source);
    little_reach(&d->g, gone, mark);
    for (size_t u = 0; u < d->g.n; u++)
        if (mark[u] && d->target[u])
            return false;
    return true;
}

/** What all sets of units between say. */
typedef struct {
    size_t size; ///< of a smallest cut; SIZE_MAX: there is none
    double count;
    bool near[LITTLE_MOST]; ///< reached by the sources whichever smallest cut
                            ///< is taken
} truth;

static truth try_all(const drawing *d)
{
    truth t = {.size = SIZE_MAX};
    for (uint32_t set = 0; set < 1U << d->g.n; set++) {
        bool gone[LITTLE_MOST] = {false};
        bool mark[LITTLE_MOST];
        bool allowed = true;
        size_t size = 0;
        for (size_t u = 0; u < d->g.n; u++) {
            gone[u] = (set >> u & 1) != 0;
            size += gone[u] ? 1 : 0;
            allowed = allowed && !(gone[u] && (d->source[u] || d->target[u]));
        }
        if (!allowed || size > t.size || !separates(d, gone, mark))
            continue;
        if (size < t.size)
            t = (truth){.size = size};
        for (size_t u = 0; u < d->g.n; u++)
            t.near[u] = mark[u] && (t.count < 1 || t.near[u]);
        t.count++;
    }
    return t;
}

static void expect_truth(const drawing *d, const truth *t,
                         const qp_vertex_cut *cut)
{
    bool gone[LITTLE_MOST] = {false};
    bool mark[LITTLE_MOST];
    cr_assert_eq(cut->direct, t->size == SIZE_MAX);
    if (cut->direct)
        return;
    cr_assert_eq(cut->size, t->size);
    cr_assert_eq(cut->count, t->count, "%g cuts, not %g", cut->count, t->count);
    for (size_t m = 0; m < cut->size; m++) {
        cr_assert(m == 0 || cut->member[m] > cut->member[m - 1]);
        gone[cut->member[m]] = true;
    }
    cr_assert(separates(d, gone, mark));
    cr_assert_arr_eq(mark, t->near, d->g.n * sizeof *mark,
                     "another cut leaves the sources less");
}

QP_TEST(vertex_cut, agrees_with_trying_all_sets_of_units)
{
    size_t several = 0;
    for (uint64_t seed = 0; seed < LITTLE_GRAPHS; seed++) {
        drawing d = draw(seed, 4 + seed % (UNITS - 3));
        qp_vertex_cut cut = cut_of(&d, ample);
        truth t = try_all(&d);
        expect_truth(&d, &t, &cut);
        several += cut.size > 1 && cut.count > 1 ? 1 : 0;
        qp_vertex_cut_clear(&cut);
    }
    cr_assert_gt(several, LITTLE_GRAPHS / 20, "too few to tell: %zu", several);
}

/* -------------------------------------------------------------------- larger */

/* Menger, one path at a time: units are split, u at 2u and 2u + 1, and room is
 * a table. Paths from a source to a target that share no unit between. */
static size_t paths_of(const drawing *d)
{
    static uint8_t room[2 * LITTLE_MOST][2 * LITTLE_MOST];
    size_t nodes = 2 * d->g.n;
    memset(room, 0, sizeof room);
    for (size_t u = 0; u < d->g.n; u++) {
        room[2 * u][2 * u + 1] = d->source[u] || d->target[u] ? 100 : 1;
        for (size_t v = 0; v < d->g.n; v++)
            room[2 * u + 1][2 * v] = d->g.leads[u][v] ? 100 : 0;
    }
    for (size_t paths = 0;; paths++) {
        size_t from[2 * LITTLE_MOST], queue[2 * LITTLE_MOST], end = 0;
        size_t over = SIZE_MAX;
        for (size_t x = 0; x < nodes; x++) {
            from[x] = d->source[x / 2] && x % 2 == 0 ? x : SIZE_MAX;
            if (from[x] == x)
                queue[end++] = x;
        }
        for (size_t i = 0; i < end && over == SIZE_MAX; i++)
            for (size_t y = 0; y < nodes; y++)
                if (from[y] == SIZE_MAX && room[queue[i]][y] > 0) {
                    from[y] = queue[i];
                    queue[end++] = y;
                    over = d->target[y / 2] ? y : over;
                }
        if (over == SIZE_MAX)
            return paths;
        for (size_t y = over; from[y] != y; y = from[y]) {
            room[from[y]][y]--;
            room[y][from[y]]++;
        }
    }
}

QP_TEST(vertex_cut, has_as_many_units_as_there_are_paths)
{
    size_t large = 0;
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        drawing d = draw(seed, LITTLE_MOST);
        qp_vertex_cut cut = cut_of(&d, (qp_cut_limit){0});
        if (cut.direct)
            continue;
        bool gone[LITTLE_MOST] = {false};
        bool mark[LITTLE_MOST];
        cr_assert_eq(cut.size, paths_of(&d));
        for (size_t m = 0; m < cut.size; m++)
            gone[cut.member[m]] = true;
        cr_assert(separates(&d, gone, mark));
        large += cut.size > 3 ? 1 : 0;
        qp_vertex_cut_clear(&cut);
    }
    cr_assert_gt(large, GRAPHS / 10, "too few to tell: %zu", large);
}

QP_TEST(vertex_cut, never_grows_when_a_unit_is_taken_away)
{
    for (uint64_t seed = 0; seed < GRAPHS / 4; seed++) {
        drawing d = draw(seed, LITTLE_MOST / 2);
        qp_vertex_cut whole = cut_of(&d, (qp_cut_limit){0});
        for (size_t u = 0; u < d.g.n && !whole.direct; u++) {
            drawing left = d;
            left.g = little_without(d.g, u);
            qp_vertex_cut cut = cut_of(&left, (qp_cut_limit){0});
            bool between = !d.source[u] && !d.target[u];
            cr_assert_leq(cut.size, whole.size);
            cr_assert(!between || cut.size + 1 >= whole.size,
                      "one unit is on one path only");
            qp_vertex_cut_clear(&cut);
        }
        qp_vertex_cut_clear(&whole);
    }
}

/* -------------------------------------------------------------------- memory */

QP_TEST(vertex_cut, survives_every_failure_of_memory)
{
    drawing d = drawn_as("SA SB AC BC BD CT DT");
    qp_arcs arcs = little_arcs(&d.g);
    qp_passage passage = {&arcs, d.source, d.target};
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_vertex_cut cut = {0};
        qp_memory_allow(allowed);
        status = qp_vertex_cut_find(&passage, ample, &cut, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert(status == QP_OK || cut.member == NULL, "it was touched");
        qp_vertex_cut_clear(&cut);
        cr_assert_eq(qp_memory_held(), held);
        cr_assert_lt(allowed, 40);
    }
    qp_arcs_clear(&arcs);
}
