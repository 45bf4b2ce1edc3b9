/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/planned.h"
#include "synth/moves.h"

/*
 *      0  4 million  ──111 km──  2  1 million      both of cluster c1, 0 the core
 *      1  far away, core of c2
 */
static qp_plan two_regions(qp_synth_options *options)
{
    *options = planned_options();
    options->until = options->from + 6;
    options->talent = (qp_synth_list){{0.6}, 1};
    options->capital = (qp_synth_list){{-0.5}, 1};
    qp_plan plan = planned(options);
    put_region(&plan, 0, 110, 30, 4000000);
    put_region(&plan, 2, 110, 31, 1000000);
    put_region(&plan, 1, 170, -60, 1000);
    return plan;
}

static const size_t near[] = {0, 2};
static const size_t far[] = {0, 1};

/* sqrt(4e6 * 1e6) / (1 + 111 / 60) */
QP_TEST(moves, follow_the_sizes_and_the_distance)
{
    qp_synth_options options;
    qp_plan plan = two_regions(&options);
    cr_assert_float_eq(qp_moves_pull(&plan.places, 0, 2), 2e6 / 2.85, 1e-6);
    cr_assert_float_eq(qp_moves_pull(&plan.places, 2, 0), 2e6 / 2.85, 1e-6);
    qp_plan_clear(&plan);
}

/* The pull is 701,754 persons: 70.2 moves of talent and 35.1 of capital in
 * the first year, half as many again in the sixth; never below 8. */
QP_TEST(moves, grow_by_a_tenth_a_year)
{
    qp_synth_options options;
    qp_plan plan = two_regions(&options);
    cr_assert_eq(qp_moves_total(&plan, QP_MOVES_TALENT, near, 0), 70);
    cr_assert_eq(qp_moves_total(&plan, QP_MOVES_TALENT, near, 5), 105);
    cr_assert_eq(qp_moves_total(&plan, QP_MOVES_CAPITAL, near, 0), 35);
    cr_assert_eq(qp_moves_total(&plan, QP_MOVES_TALENT, far, 0), 8);
    qp_plan_clear(&plan);
}

/* (1 + 0.6) / 2 of the talent to the core, (1 - 0.5) / 2 of the capital. */
QP_TEST(moves, go_to_the_core_as_planted_and_evenly_elsewhere)
{
    qp_synth_options options;
    qp_plan plan = two_regions(&options);
    const double e = 1e-12;
    cr_assert_float_eq(qp_moves_share(&plan, QP_MOVES_TALENT, 2, 0), 0.8, e);
    cr_assert_float_eq(qp_moves_share(&plan, QP_MOVES_TALENT, 0, 2), 0.2, e);
    cr_assert_float_eq(qp_moves_share(&plan, QP_MOVES_CAPITAL, 2, 0), 0.25, e);
    cr_assert_float_eq(qp_moves_share(&plan, QP_MOVES_TALENT, 0, 1), 0.5, e);
    cr_assert_float_eq(qp_moves_share(&plan, QP_MOVES_TALENT, 2, 4), 0.5, e);
    cr_assert_float_eq(qp_moves_share(&plan, QP_MOVES_TALENT, 1, 3), 0.5, e);
    qp_plan_clear(&plan);
}

/* Binomial(50, 0.8): mean 40, variance 8; of 20,000 draws the mean has a
 * standard error of 0.02, the variance one of about 0.08. */
QP_TEST(moves, are_tosses_of_a_loaded_coin)
{
    enum { DRAWS = 20000, TOSSES = 50 };
    qp_stream stream = qp_stream_start(5, 0);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
        double heads = (double)qp_moves_heads(&stream, TOSSES, 0.8);
        sum += heads;
        squares += heads * heads;
    }
    double mean = sum / DRAWS;
    cr_assert_float_eq(mean, 40, 5 * 0.02);
    cr_assert_float_eq(squares / DRAWS - mean * mean, 8, 5 * 0.08);
    cr_assert_eq(qp_moves_heads(&stream, TOSSES, 1), TOSSES);
    cr_assert_eq(qp_moves_heads(&stream, TOSSES, 0), 0);
}

/* What goes and what comes add up, whoever gets it. */
QP_TEST(moves, of_a_pair_and_year_are_as_many_as_its_total)
{
    qp_synth_options options;
    qp_plan plan = two_regions(&options);
    const qp_moves_piece piece = {&plan, QP_MOVES_TALENT};
    plan.least_pull = 1e9; /* only cores and their clusters */
    qp_text out = {0};
    qp_moves_write(&piece, 0, &out);
    double moved = 0;
    for (char *line = strtok(out.bytes, "\n"); line;
         line = strtok(NULL, "\n")) {
        char from[8];
        char to[8];
        double weight = 0;
        int year = 0;
        cr_assert_eq(sscanf(line, "%7[^,],%7[^,],talent,%lf,%d", from, to,
                            &weight, &year),
                     4, "%s", line);
        bool of_pair = strstr("r1 r3", from) && strstr("r1 r3", to);
        moved += of_pair && year == 2025 ? weight : 0;
    }
    cr_assert_eq(moved, 105);
    qp_text_clear(&out);
    qp_plan_clear(&plan);
}

/* 5 cores of 20 regions: 15 pairs of a core and its cluster, 4 rows a year. */
QP_TEST(moves, take_two_fifths_of_the_links_at_most)
{
    qp_synth_options options = planned_options();
    qp_error err = {0};
    options.regions = 20;
    options.clusters = 5;
    options.enterprises = options.institutes = 20;
    options.links = 1000; /* two fifths: 100 pairs of 4 rows */
    qp_plan plan = planned(&options);
    cr_assert_eq(qp_moves_settle(&plan, &err), QP_OK, "%s", err.message);
    cr_assert(plan.pairs <= 100 && plan.pairs >= 99, "%zu", plan.pairs);
    options.links = 10000; /* room for all */
    cr_assert_eq(qp_moves_settle(&plan, &err), QP_OK);
    cr_assert_eq(plan.pairs, 20 * 19 / 2);
    options.links = 15 * 4 / 2 * 5 - 1;
    cr_assert_eq(qp_moves_settle(&plan, &err), QP_E_MISUSE);
    cr_assert(strstr(err.message, "at least 150") != NULL, "%s", err.message);
    options.links = 150;
    cr_assert_eq(qp_moves_settle(&plan, NULL), QP_OK);
    cr_assert_eq(plan.pairs, 15);
    qp_plan_clear(&plan);
}
