/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chance/replicate.h"
#include "core/pool.h"
#include "metric/helix_parts.h"
#include "support/golden.h"
#include "support/leak.h"

enum { G = 1, K = 2, S = 4, UNITS = 64, NAMES = 32 };

/** Units as a test writes them, one letter a class. */
typedef struct {
    uint32_t class[QP_HELIX_FIELDS][UNITS];
    qp_helix_units units;
} written;

/* Units by three texts: the i-th letters are the classes of unit i. */
static qp_helix_units write(written *w, const char *geography,
                            const char *technology, const char *organisation)
{
    const char *texts[] = {geography, technology, organisation};
    w->units = (qp_helix_units){.count = strlen(geography)};
    for (size_t f = 0; f < QP_HELIX_FIELDS; f++) {
        for (size_t u = 0; u < w->units.count; u++)
            w->class[f][u] = (uint32_t)(texts[f][u] - 'a');
        w->units.class[f] = w->class[f];
        w->units.class_count[f] = 26;
    }
    return w->units;
}

static qp_helix made(const qp_helix_units *units)
{
    qp_helix h = {0};
    cr_assert_eq(qp_helix_make(units, &h, NULL), QP_OK);
    return h;
}

static double t_of(const char *geography, const char *technology,
                   const char *organisation)
{
    written w;
    qp_helix_units units = write(&w, geography, technology, organisation);
    qp_helix h = made(&units);
    double t = h.t;
    qp_helix_clear(&h);
    return t;
}

/* ------------------------------------------------------------------ golden */

/** The firms of a golden table; names in order of appearance. */
typedef struct {
    char name[4][NAMES][GOLDEN_SIZE]; ///< city, cluster, technology, size
    size_t names[4];
    uint32_t class[QP_HELIX_FIELDS][UNITS];
    uint32_t cluster[NAMES]; ///< of each city
    size_t count;
    qp_helix_parts parts;
} firms;

static uint32_t number_of(firms *f, int field, const char *name)
{
    size_t i = 0;
    while (i < f->names[field] && strcmp(f->name[field][i], name) != 0)
        i++;
    if (i == f->names[field])
        snprintf(f->name[field][f->names[field]++], GOLDEN_SIZE, "%s", name);
    return (uint32_t)i;
}

static void read_firms(firms *f)
{
    static golden_table table;
    golden_own("inputs/firms_th", &table);
    *f = (firms){.count = table.count};
    for (size_t u = 0; u < table.count; u++) {
        const golden_line *line = &table.lines[u];
        uint32_t city = number_of(f, 0, line->cell[1]);
        f->cluster[city] = number_of(f, 1, line->cell[2]);
        f->class[QP_HELIX_GEOGRAPHY][u] = city;
        f->class[QP_HELIX_TECHNOLOGY][u] = number_of(f, 2, line->cell[3]);
        f->class[QP_HELIX_ORGANISATION][u] = number_of(f, 3, line->cell[4]);
    }
    qp_helix_units units = {
        .count = f->count,
        .class_count = {f->names[0], f->names[2], f->names[3]}};
    for (size_t i = 0; i < QP_HELIX_FIELDS; i++)
        units.class[i] = f->class[i];
    cr_assert_eq(
        qp_helix_parts_make(&units, f->cluster, f->names[1], &f->parts, NULL),
        QP_OK);
}

/* The number that a golden line speaks of. */
static double of_line(const firms *f, const char *metric, const char *key)
{
    const qp_helix *all = &f->parts.all;
    const qp_helix *h = all;
    for (size_t c = 0; c < f->names[1]; c++)
        if (strcmp(f->name[1][c], key) == 0)
            h = &f->parts.inside[c];
    const struct {
        const char *name;
        double value;
    } values[] = {
        {"T_bits", h->t},
        {"T_mbits", 1000 * h->t},
        {"dT_mbits", 1000 * h->t * (double)h->unit_count / (double)f->count},
        {"n", (double)h->unit_count},
        {"T0_mbits", 1000 * f->parts.between.t},
        {"T0_share_percent", 100 * f->parts.between.t / all->t},
        {"H_G", all->entropy[G]},
        {"H_T", all->entropy[K]},
        {"H_O", all->entropy[S]},
        {"H_GT", all->entropy[G | K]},
        {"H_GO", all->entropy[G | S]},
        {"H_TO", all->entropy[K | S]},
        {"H_GTO", all->entropy[G | K | S]},
        {"T_millermadow_bits", qp_helix_miller_madow(all)},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(values[i].name, metric) == 0)
            return values[i].value;
    cr_assert(false, "%s is not compared", metric);
    return NAN;
}

QP_TEST(helix, gives_every_golden_value)
{
    static golden_table expected;
    static firms f;
    read_firms(&f);
    golden_own("expected/triple_helix", &expected);
    for (size_t l = 0; l < expected.count; l++)
        golden_expect(&expected.lines[l], of_line(&f, expected.lines[l].cell[0],
                                                  expected.lines[l].cell[1]));
    qp_helix_parts_clear(&f.parts);
}

/* ------------------------------------------------------------------- extremes */

/* c = a xor b:  aaa abb bab bba, alike.  H of one 1 bit, of any two 2 bits, of
 * all three 2 bits:  1 + 1 + 1 - 2 - 2 - 2 + 2 = -1 */
QP_TEST(helix, is_minus_one_bit_where_one_field_follows_from_two_together)
{
    cr_assert_float_eq(t_of("aabb", "abab", "abba"), -1, 1e-15);
}

/* aaa or bbb:  1 + 1 + 1 - 1 - 1 - 1 + 1 = 1 */
QP_TEST(helix, is_one_bit_where_each_of_three_follows_from_each)
{
    cr_assert_float_eq(t_of("abab", "abab", "abab"), 1, 1e-15);
}

/* Every combination once: nothing tells anything. */
QP_TEST(helix, is_exactly_nothing_of_independent_fields)
{
    cr_assert_eq(t_of("aaaabbbbcccc", "aabbaabbaabb", "abababababab"), 0);
}

/* H_G = H_K = 1, H_S = 0, H_GK = 1: T = 1 + 1 + 0 - 1 - 1 - 1 + 1 = 0 */
QP_TEST(helix, is_exactly_nothing_where_all_are_alike_in_one_field)
{
    cr_assert_eq(t_of("aabbab", "aabbab", "cccccc"), 0);
    cr_assert_eq(t_of("cccccc", "aabbab", "ababba"), 0);
    cr_assert_eq(t_of("aabbab", "cccccc", "ababba"), 0);
}

QP_TEST(helix, has_no_value_without_units)
{
    written w;
    qp_helix_units none = write(&w, "", "", "");
    qp_helix h = made(&none);
    cr_assert(isnan(h.t));
    cr_assert(isnan(qp_helix_bias(&h)));
    cr_assert(isnan(qp_helix_miller_madow(&h)));
    cr_assert(isnan(qp_helix_shuffled(&h, NULL, (qp_helix_room){0})));
    qp_helix_clear(&h);
}

/* ----------------------------------------------------------------------- bias */

/* 3 places, 2 technologies, 4 sizes, 12 units: -(2 x 1 x 3) / (24 ln 2) */
QP_TEST(helix, is_biased_by_its_classes_and_units)
{
    written w;
    qp_helix_units units = write(&w, "aabbccaabbcc", "abababababab",
                                 "aaabbbcccddd");
    qp_helix h = made(&units);
    cr_expect_float_eq(qp_helix_bias(&h), -6 / (24 * log(2)), 1e-15);
    cr_expect_eq(h.cells[G], 3);
    cr_expect_eq(h.cells[K], 2);
    cr_expect_eq(h.cells[S], 4);
    cr_expect_eq(h.cells[G | K], 6);
    cr_expect_eq(h.cells[0], 1);
    cr_expect_eq(h.entropy[0], 0);
    qp_helix_clear(&h);
}

/* Where all cells of 2 x 2 x 2 are occupied, the seven terms are those of the
 * first order: 1 + 1 + 1 - 3 - 3 - 3 + 7 = 1 = (2-1)(2-1)(2-1). */
QP_TEST(helix, has_two_biases_that_agree_where_all_cells_are_occupied)
{
    written w;
    qp_helix_units units = write(&w, "aaaabbbbab", "aabbaabbab", "ababababab");
    qp_helix h = made(&units);
    cr_assert_eq(h.cells[QP_HELIX_ALL], 8);
    cr_assert_float_eq(qp_helix_miller_madow(&h), h.t - qp_helix_bias(&h),
                       1e-14);
    qp_helix_clear(&h);
}

/* Two cells, 20 units or 19. */
QP_TEST(helix, is_sparse_below_ten_units_a_cell)
{
    written w;
    qp_helix_units units = write(&w, "aaaaaaaaaabbbbbbbbbb",
                                 "cccccccccccccccccccc",
                                 "dddddddddddddddddddd");
    qp_helix enough = made(&units);
    units.count--;
    qp_helix few = made(&units);
    cr_assert_not(qp_helix_is_sparse(&enough));
    cr_assert(qp_helix_is_sparse(&few));
    qp_helix_clear(&enough);
    qp_helix_clear(&few);
}

/* --------------------------------------------------------------------- parts */

/* Two clusters and, in z, a region that is in none. */
static const uint32_t in_clusters[26] = {
    ['a' - 'a'] = 0, ['b' - 'a'] = 0,       ['c' - 'a'] = 1,
    ['d' - 'a'] = 1, ['z' - 'a'] = QP_NONE,
};

static qp_helix_parts divided(const qp_helix_units *units)
{
    qp_helix_parts parts = {0};
    cr_assert_eq(qp_helix_parts_make(units, in_clusters, 2, &parts, NULL),
                 QP_OK);
    return parts;
}

static qp_helix_units some_units(written *w)
{
    return write(w, "aabbabcdcddcccazzz", "abababcabcabcabcab",
                 "abbaabbabbaabaabab");
}

QP_TEST(helix, is_what_lies_between_and_inside)
{
    written w;
    qp_helix_units units = some_units(&w);
    qp_helix_parts p = divided(&units);
    cr_assert_eq(p.inside[0].unit_count, 7);
    cr_assert_eq(p.inside[1].unit_count, 8);
    cr_assert_float_eq(p.between.t + 7.0 / 18 * p.inside[0].t +
                           8.0 / 18 * p.inside[1].t,
                       p.all.t, 1e-14);
    cr_assert_eq(p.between.cells[G], 3, "two clusters, and one by itself");
    qp_helix_parts_clear(&p);
}

QP_TEST(helix, of_a_cluster_is_that_of_its_units_alone)
{
    written w;
    qp_helix_units units = some_units(&w);
    qp_helix_parts p = divided(&units);
    cr_assert_eq(p.inside[0].t, t_of("aabbaba", "abababb", "abbaaba"));
    cr_assert_eq(p.inside[0].cells[QP_HELIX_ALL], 6, "aaa abb bab bba bbb aba");
    qp_helix_parts_clear(&p);
}

QP_TEST(helix, of_a_cluster_without_units_has_no_value)
{
    written w;
    qp_helix_units units = write(&w, "aabb", "abab", "abba");
    qp_helix_parts p = divided(&units);
    double values[QP_HELIX_INSIDE + 2];
    uint32_t *room = qp_acquire(qp_helix_parts_room(&p), 1);
    qp_stream stream = qp_stream_start(1, 0);
    qp_helix_parts_draw(&p, &stream, room, values);
    cr_assert(isnan(p.inside[1].t));
    cr_assert(isnan(values[QP_HELIX_INSIDE + 1]));
    cr_assert_eq(p.between.t, 0, "all are in one cluster");
    qp_release(room);
    qp_helix_parts_clear(&p);
}

/* ------------------------------------------------------------------- chance */

/* T of each order of the places, made anew. */
static void expect_shuffled(const written *w, const qp_helix *h,
                            uint32_t geography[], qp_helix_room room)
{
    qp_helix_units moved = w->units;
    uint32_t placed[UNITS];
    /* the table's units are sorted by technology, then organisation */
    size_t at = 0;
    for (uint32_t k = 0; k < 26; k++)
        for (uint32_t s = 0; s < 26; s++)
            for (size_t u = 0; u < moved.count; u++)
                if (w->class[QP_HELIX_TECHNOLOGY][u] == k &&
                    w->class[QP_HELIX_ORGANISATION][u] == s)
                    placed[u] = geography[at++];
    moved.class[QP_HELIX_GEOGRAPHY] = placed;
    qp_helix again = made(&moved);
    cr_expect_float_eq(qp_helix_shuffled(h, geography, room), again.t, 1e-14);
    qp_helix_clear(&again);
}

QP_TEST(helix, of_shuffled_places_is_that_of_units_made_anew)
{
    written w;
    qp_helix_units units = some_units(&w);
    qp_helix h = made(&units);
    uint32_t turned[UNITS];
    uint32_t tally[26] = {0};
    uint32_t geography[UNITS];
    memcpy(geography, h.geography, units.count * sizeof *geography);
    for (size_t swap = 0; swap < 40; swap++) {
        size_t i = swap * 7 % units.count;
        size_t j = swap * 11 % units.count;
        uint32_t kept = geography[i];
        geography[i] = geography[j];
        geography[j] = kept;
        expect_shuffled(&w, &h, geography, (qp_helix_room){turned, tally});
    }
    for (size_t g = 0; g < 26; g++)
        cr_expect_eq(tally[g], 0, "the room can be used again");
    qp_helix_clear(&h);
}

/** The sum of T over all orders of places. */
typedef struct {
    const qp_helix *h;
    uint32_t geography[UNITS];
    uint32_t turned[UNITS];
    uint32_t tally[UNITS];
    double sum;
    double squares;
    size_t orders;
} orders;

static void add_order(orders *o)
{
    double t = qp_helix_shuffled(o->h, o->geography,
                                 (qp_helix_room){o->turned, o->tally});
    o->sum += t;
    o->squares += t * t;
    o->orders++;
}

/* Heap's algorithm: each order by one swap from the one before. */
static void visit(orders *o, size_t count)
{
    size_t turns[UNITS] = {0};
    add_order(o);
    for (size_t i = 1; i < count;) {
        if (turns[i] == i) {
            turns[i++] = 0;
            continue;
        }
        size_t j = i % 2 == 0 ? 0 : turns[i];
        uint32_t kept = o->geography[j];
        o->geography[j] = o->geography[i];
        o->geography[i] = kept;
        turns[i]++;
        i = 1;
        add_order(o);
    }
}

/* Replicates of the whole, of what lies between and of a cluster have the mean
 * of all orders of the units at hand, to five standard errors. */
static void expect_mean(const qp_helix *h, const double value[],
                        size_t replicates, size_t width)
{
    orders o = {.h = h};
    double mean = 0;
    memcpy(o.geography, h->geography, h->unit_count * sizeof *o.geography);
    visit(&o, h->unit_count);
    for (size_t r = 0; r < replicates; r++)
        mean += value[r * width] / (double)replicates;
    double all = (double)o.orders;
    cr_assert_eq(all, tgamma((double)h->unit_count + 1), "n! orders");
    double variance = o.squares / all - o.sum / all * o.sum / all;
    cr_assert_gt(variance, 0);
    cr_expect_float_eq(mean, o.sum / all,
                       5 * sqrt(variance / (double)replicates));
}

QP_TEST(helix, of_replicates_has_the_mean_of_all_orders_of_places)
{
    enum { REPLICATES = 4000, WIDTH = QP_HELIX_INSIDE + 2 };
    static double value[REPLICATES * WIDTH];
    written w;
    qp_helix_units units = write(&w, "aabbcdcz", "ababbaab", "abbaabba");
    qp_helix_parts p = divided(&units);
    qp_question question = {.seed = 3,
                            .replicates = REPLICATES,
                            .width = qp_helix_parts_width(&p),
                            .threads = 1,
                            .room = qp_helix_parts_room(&p),
                            .draw = qp_helix_parts_draw,
                            .context = &p};
    cr_assert_eq(question.width, WIDTH);
    cr_assert_eq(qp_replicate(&question, 0, 1, value, NULL), QP_OK);
    expect_mean(&p.all, value + QP_HELIX_WHOLE, REPLICATES, WIDTH);
    expect_mean(&p.between, value + QP_HELIX_BETWEEN, REPLICATES, WIDTH);
    expect_mean(&p.inside[0], value + QP_HELIX_INSIDE, REPLICATES, WIDTH);
    qp_helix_parts_clear(&p);
}

QP_TEST(helix, of_replicates_allocates_nothing)
{
    written w;
    double values[QP_HELIX_INSIDE + 2];
    qp_helix_units units = some_units(&w);
    qp_helix_parts p = divided(&units);
    uint32_t *room = qp_acquire(qp_helix_parts_room(&p), 1);
    qp_stream stream = qp_stream_start(1, 0);
    size_t held = qp_memory_held();
    qp_memory_allow(0);
    qp_helix_parts_draw(&p, &stream, room, values);
    qp_memory_allow(QP_MEMORY_UNLIMITED);
    cr_assert_eq(qp_memory_held(), held);
    for (size_t i = 0; i < QP_HELIX_INSIDE + 2; i++)
        cr_assert_not(isnan(values[i]));
    qp_release(room);
    qp_helix_parts_clear(&p);
}

/* ------------------------------------------------------------------- memory */

QP_TEST(helix, comes_back_clean_from_every_failure_of_memory)
{
    written w;
    qp_helix_units units = some_units(&w);
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_helix_parts p = {0};
        qp_error err = {0};
        qp_memory_allow(allowed);
        status = qp_helix_parts_make(&units, in_clusters, 2, &p, &err);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert(status == QP_OK || p.group == NULL, "untouched");
        cr_assert_lt(allowed, 1000);
        qp_helix_parts_clear(&p);
        cr_assert_eq(qp_memory_held(), 0);
    }
}
