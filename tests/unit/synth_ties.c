/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/planned.h"
#include "synth/ties.h"

enum { SUPPLY, RND_FIRMS, RND_LABS, TRANSFER, MOST = 20000 };

/** A row of links.csv, taken apart. */
typedef struct {
    size_t from; ///< number of the actor, from 0
    size_t to;
    int year;
} tie;

static tie ties_read[MOST];

/* The rows of a bundle; returns how many. */
static size_t rows_of(const qp_tie_bundle *bundle)
{
    qp_text out = {0};
    for (size_t piece = 0; piece < qp_ties_pieces(bundle); piece++)
        qp_ties_write(bundle, piece, &out);
    size_t count = 0;
    for (char *line = strtok(out.bytes, "\n"); line;
         line = strtok(NULL, "\n")) {
        tie *t = &ties_read[count++];
        cr_assert_leq(count, MOST);
        cr_assert_eq(sscanf(line, "%*1[ei]%zu,%*1[ei]%zu,%*[^,],%*[^,],%d",
                            &t->from, &t->to, &t->year),
                     3, "%s", line);
        t->from--;
        t->to--;
    }
    qp_text_clear(&out);
    return count;
}

static int by_ends(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(tie));
}

/* An undirected tie has no first end. */
static void order(tie *t)
{
    size_t most = t->from > t->to ? t->from : t->to;
    t->from = t->from < t->to ? t->from : t->to;
    t->to = most;
}

/* Two regions, 111 km apart, and a third 9990 km from the first. */
static qp_plan three_regions(qp_synth_options *options, size_t enterprises)
{
    *options = planned_options();
    options->regions = 3;
    options->clusters = 1;
    options->enterprises = enterprises;
    options->institutes = 20;
    options->until = options->from + 3;
    qp_plan plan = planned(options);
    put_region(&plan, 0, 0, 0, 3);
    put_region(&plan, 1, 0, 1, 2);
    put_region(&plan, 2, 0, 90, 1);
    return plan;
}

static qp_ties measured(const qp_plan *plan, uint64_t links)
{
    qp_ties ties = {0};
    qp_error err = {0};
    cr_assert_eq(qp_ties_measure(&ties, plan, &err), QP_OK, "%s", err.message);
    cr_assert_eq(qp_ties_share(&ties, links, &err), QP_OK, "%s", err.message);
    return ties;
}

QP_TEST(ties, are_shared_among_the_bundles_to_the_last)
{
    qp_synth_options options;
    qp_plan plan = three_regions(&options, 40);
    qp_ties ties = measured(&plan, 1003);
    cr_assert_eq(ties.bundles[SUPPLY].links, 501); /* of 501.5 */
    uint64_t sum = 0;
    for (size_t b = 0; b < QP_TIE_BUNDLES; b++)
        sum += ties.bundles[b].links;
    cr_assert_eq(sum, 1003);
    for (size_t b = 0; b < QP_TIE_BUNDLES; b++)
        cr_assert_eq(rows_of(&ties.bundles[b]), ties.bundles[b].links);
    qp_ties_clear(&ties);
    qp_plan_clear(&plan);
}

/* Also when a bundle is filled to the brim, and cells are cut by pieces. */
QP_TEST(ties, come_once_and_never_from_an_actor_to_itself)
{
    qp_synth_options options;
    qp_plan plan = three_regions(&options, 90);
    qp_ties ties = measured(&plan, 100);
    for (size_t b = 0; b < QP_TIE_BUNDLES; b++) {
        qp_tie_bundle *bundle = &ties.bundles[b];
        bundle->links = (uint64_t)(0.999 * bundle->before[3]);
        size_t count = rows_of(bundle);
        cr_assert_eq(count, bundle->links);
        cr_assert(b != SUPPLY || count > QP_TIE_PIECE);
        for (size_t t = 0; t < count && b == RND_LABS; t++)
            order(&ties_read[t]);
        qsort(ties_read, count, sizeof *ties_read, by_ends);
        for (size_t t = 0; t < count; t++) {
            cr_assert((b != SUPPLY && b != RND_LABS) ||
                      ties_read[t].from != ties_read[t].to);
            cr_assert(t == 0 || by_ends(&ties_read[t - 1], &ties_read[t]) != 0);
        }
    }
    qp_ties_clear(&ties);
    qp_plan_clear(&plan);
}

/* N room f / W, the slow way: room counted pair by pair. */
static double expected(const qp_plan *plan, size_t r, size_t s, uint64_t links)
{
    double parts[3][3];
    double whole = 0;
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++) {
            size_t room = 0;
            for (size_t a = 0; a < qp_crowd_size(&plan->enterprises, i); a++)
                for (size_t b = 0; b < qp_crowd_size(&plan->enterprises, j);
                     b++)
                    room += i != j || a != b;
            double north = 111 * (plan->places.regions[i].lat -
                                  plan->places.regions[j].lat);
            parts[i][j] = (double)(room * plan->years) /
                          (1 + fabs(north) / 200);
            whole += parts[i][j];
        }
    return (double)links * parts[r][s] / whole;
}

QP_TEST(ties, of_two_regions_are_as_many_as_size_and_distance_say)
{
    qp_synth_options options;
    qp_plan plan = three_regions(&options, 40);
    qp_ties ties = measured(&plan, 2000);
    size_t count = rows_of(&ties.bundles[SUPPLY]);
    size_t found[3][3] = {{0}};
    for (size_t t = 0; t < count; t++)
        found[region_of(&plan.enterprises, ties_read[t].from)]
             [region_of(&plan.enterprises, ties_read[t].to)]++;
    for (size_t r = 0; r < 3; r++)
        for (size_t s = 0; s < 3; s++)
            cr_assert_float_eq((double)found[r][s],
                               expected(&plan, r, s, count), 1, "%zu %zu", r,
                               s);
    qp_ties_clear(&ties);
    qp_plan_clear(&plan);
}

QP_TEST(ties, are_spread_over_the_years)
{
    qp_synth_options options;
    qp_plan plan = three_regions(&options, 40);
    qp_ties ties = measured(&plan, 2000);
    size_t count = rows_of(&ties.bundles[SUPPLY]);
    double years[3] = {0};
    for (size_t t = 0; t < count; t++)
        years[ties_read[t].year - 2020]++;
    for (int y = 0; y < 3; y++)
        cr_assert_float_eq(years[y] / (double)count, 1.0 / 3, 0.05);
    qp_ties_clear(&ties);
    qp_plan_clear(&plan);
}

QP_TEST(ties, of_institutes_and_enterprises_end_at_a_gap)
{
    qp_synth_options options = planned_options();
    options.gaps = (qp_synth_list){{2}, 1};
    qp_plan plan = planned(&options);
    qp_ties ties = measured(&plan, 30);
    for (size_t b = RND_FIRMS; b <= TRANSFER; b += TRANSFER - RND_FIRMS) {
        size_t count = rows_of(&ties.bundles[b]);
        cr_assert_gt(count, 0);
        for (size_t t = 0; t < count; t++) {
            size_t r = region_of(&plan.institutes, ties_read[t].from);
            size_t s = region_of(&plan.enterprises, ties_read[t].to);
            cr_assert(plan.places.regions[r].cluster == 1);
            cr_assert(plan.places.regions[s].cluster == 1);
        }
    }
    qp_ties_clear(&ties);
    qp_plan_clear(&plan);
}

QP_TEST(ties, beyond_their_room_are_refused)
{
    qp_synth_options options;
    qp_plan plan = three_regions(&options, 40);
    qp_ties ties = measured(&plan, 100);
    qp_error err = {0};
    options.links = 1000000;
    cr_assert_eq(qp_ties_share(&ties, 1000000, &err), QP_E_MISUSE);
    cr_assert(strstr(err.message, "--links 1000000 is too many for 40 "
                                  "enterprises and 20 institutes") != NULL,
              "%s", err.message);
    qp_ties_clear(&ties);
    qp_plan_clear(&plan);
}

QP_TEST(ties, are_not_measured_without_memory)
{
    qp_synth_options options;
    qp_plan plan = three_regions(&options, 40);
    for (long allowed = 0; allowed < QP_TIE_BUNDLES; allowed++) {
        qp_ties ties = {0};
        qp_memory_allow(allowed);
        qp_status status = qp_ties_measure(&ties, &plan, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(status, QP_E_MEMORY);
        cr_assert_null(ties.bundles[0].before);
    }
    qp_plan_clear(&plan);
}
