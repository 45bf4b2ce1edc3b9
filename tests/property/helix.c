/* SPDX-License-Identifier: MIT */
/*
 * What chance does to the triple helix, on synthetic firms: where there is
 * nothing, p is uniform; what is planted is found. Seeds, sizes and limits were
 * fixed before anything was drawn.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chance/replicate.h"
#include "chance/summary.h"
#include "core/pool.h"
#include "metric/helix_parts.h"
#include "support/leak.h"

enum { FIRMS = 1000, PLACES = 10, TECHNOLOGIES = 8, SIZES = 4 };
enum { REPLICATES = 999 };

/* Limits of the share of p at or below 0.05: without sanitizers 3.5 to 6.5 %.
 * A sanitizer makes each seed many times as slow: fewer, and so wider limits,
 * three standard errors sqrt(0.05 0.95 / 60) = 0.028 to each side. */
#ifdef __SANITIZE_ADDRESS__
enum { SEEDS = 60 };
static const double least_error = 0;
static const double most_error = 0.134;
static const double least_power = 0.8;
#else
enum { SEEDS = 1000 };
static const double least_error = 0.035;
static const double most_error = 0.065;
static const double least_power = 0.9;
#endif

/* A firm in 5 has the size that its place and its technology lead to, the
 * others any; places and technologies are independent, each class as likely as
 * another:
 *
 *      P(g, k, s) = 1/10 1/8 ( 0.8/4 + 0.2 [s = (g + k) mod 4] )
 *
 * of which T is -76.9 mbit. */
#define PLANTED     0.2
#define PLANTED_T   (-0.0769)
#define T_TOLERANCE 0.00005

/* ---------------------------------------------------------------------- firms */

typedef struct {
    uint32_t class[QP_HELIX_FIELDS][FIRMS];
} firms;

static void draw_firms(uint64_t seed, double planted, firms *f)
{
    qp_stream stream = qp_stream_start(seed, 0);
    for (size_t i = 0; i < FIRMS; i++) {
        uint32_t g = (uint32_t)qp_stream_below(&stream, PLACES);
        uint32_t k = (uint32_t)qp_stream_below(&stream, TECHNOLOGIES);
        uint32_t s = (uint32_t)qp_stream_below(&stream, SIZES);
        bool follows = qp_stream_uniform(&stream) < planted;
        f->class[QP_HELIX_GEOGRAPHY][i] = g;
        f->class[QP_HELIX_TECHNOLOGY][i] = k;
        f->class[QP_HELIX_ORGANISATION][i] = follows ? (g + k) % SIZES : s;
    }
}

/* p of the corrected synergy: shuffled places with a T as low. */
static double p_of(uint64_t seed, const firms *f)
{
    static double value[REPLICATES * QP_HELIX_INSIDE];
    uint32_t alone[PLACES];
    qp_helix_parts parts = {0};
    qp_helix_units units = {.count = FIRMS,
                            .class_count = {PLACES, TECHNOLOGIES, SIZES}};
    for (size_t i = 0; i < QP_HELIX_FIELDS; i++)
        units.class[i] = f->class[i];
    for (size_t g = 0; g < PLACES; g++)
        alone[g] = QP_NONE;
    cr_assert_eq(qp_helix_parts_make(&units, alone, 0, &parts, NULL), QP_OK);
    qp_question question = {.seed = qp_seed_for(seed, "helix"),
                            .replicates = REPLICATES,
                            .width = qp_helix_parts_width(&parts),
                            .room = qp_helix_parts_room(&parts),
                            .draw = qp_helix_parts_draw,
                            .context = &parts};
    cr_assert_eq(qp_replicate(&question, 0, 1, value, NULL), QP_OK);
    qp_null_summary null = qp_summarise(value + QP_HELIX_WHOLE, REPLICATES,
                                        question.width, parts.all.t);
    qp_helix_parts_clear(&parts);
    return qp_null_p_lower(&null);
}

static void draw_all(double planted, double p[])
{
    static firms f;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        draw_firms(seed, planted, &f);
        p[seed - 1] = p_of(seed, &f);
    }
}

static double share_found(const double p[])
{
    double found = 0;
    for (size_t i = 0; i < SEEDS; i++)
        found += p[i] <= 0.05 ? 1 : 0;
    return found / SEEDS;
}

/* ----------------------------------------------------------------- uniformity */

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The largest distance of the sorted p from the straight line. */
static double distance_from_uniform(const double p[])
{
    double largest = 0;
    for (size_t i = 0; i < SEEDS; i++) {
        double below = p[i] - (double)i / SEEDS;
        double above = (double)(i + 1) / SEEDS - p[i];
        largest = fmax(largest, fmax(below, above));
    }
    return largest;
}

/* P(K > d) of Kolmogorov's distribution, with Stephens' correction (1970) for
 * few values: 2 sum of (-1)^(j-1) exp(-2 j^2 t^2). */
static double kolmogorov_p(double d)
{
    double root = sqrt(SEEDS);
    double t = d * (root + 0.12 + 0.11 / root);
    double p = 0;
    for (int j = 1; j <= 100; j++)
        p += (j % 2 == 1 ? 2 : -2) * exp(-2.0 * j * j * t * t);
    return fmin(fmax(p, 0), 1);
}

QP_TEST(helix, has_a_uniform_p_where_the_three_fields_are_independent)
{
    static double p[SEEDS];
    draw_all(0, p);
    double error = share_found(p);
    cr_expect(error >= least_error && error <= most_error,
              "%g of the p are at most 0.05", error);
    qsort(p, SEEDS, sizeof *p, by_size);
    double d = distance_from_uniform(p);
    fprintf(stderr, "independent: %.1f %% at 0.05, distance %.4f, p %.3f\n",
            100 * error, d, kolmogorov_p(d));
    cr_expect_gt(kolmogorov_p(d), 0.01, "the distance is %g", d);
}

/* ---------------------------------------------------------------------- power */

static double planted_share(int g, int k, int s)
{
    double any = (1 - PLANTED) / SIZES;
    return (any + (s == (g + k) % SIZES ? PLANTED : 0)) /
           (PLACES * TECHNOLOGIES);
}

/* Entropy of the planted distribution in a set of fields; those that are not
 * in it are summed over. */
static double planted_entropy(bool by_g, bool by_k, bool by_s)
{
    double share[PLACES][TECHNOLOGIES][SIZES] = {{{0}}};
    double entropy = 0;
    for (int g = 0; g < PLACES; g++)
        for (int k = 0; k < TECHNOLOGIES; k++)
            for (int s = 0; s < SIZES; s++)
                share[by_g ? g : 0][by_k ? k : 0][by_s ? s : 0] +=
                    planted_share(g, k, s);
    for (int cell = 0; cell < PLACES * TECHNOLOGIES * SIZES; cell++) {
        double x = (&share[0][0][0])[cell];
        entropy -= x > 0 ? x * log2(x) : 0;
    }
    return entropy;
}

QP_TEST(helix, finds_the_synergy_that_was_planted)
{
    static double p[SEEDS];
    double t = planted_entropy(true, false, false) +
               planted_entropy(false, true, false) +
               planted_entropy(false, false, true) -
               planted_entropy(true, true, false) -
               planted_entropy(true, false, true) -
               planted_entropy(false, true, true) +
               planted_entropy(true, true, true);
    cr_assert_float_eq(t, PLANTED_T, T_TOLERANCE, "%g bits are planted", t);
    draw_all(PLANTED, p);
    fprintf(stderr, "planted: %.1f %% found\n", 100 * share_found(p));
    cr_expect_geq(share_found(p), least_power, "%g are found", share_found(p));
}
