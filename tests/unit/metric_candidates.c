/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/candidates.h"
#include "metric/relatedness.h"
#include "support/golden.h"

enum { REGIONS = 6, CLASSES = 5, ROOM = 64 };

/* ------------------------------------------------------------ golden values */

/** Six regions C1 ... and five technologies T1 ..., by rows. */
typedef struct {
    double present[REGIONS * CLASSES];
    double phi[CLASSES * CLASSES];
    size_t start[REGIONS + 1];
    uint32_t column[REGIONS * CLASSES];
} world;

static world read_world(void)
{
    world w = {0};
    double room[ROOM];
    golden_table table;
    golden_own("inputs/portfolio", &table);
    cr_assert_eq(table.count, REGIONS * CLASSES);
    size_t places = 0;
    for (size_t l = 0; l < table.count; l++) {
        w.present[l] = golden_number(table.lines[l].cell[2]);
        if (w.present[l] > 0)
            w.column[places++] = (uint32_t)(l % CLASSES);
        w.start[l / CLASSES + 1] = places;
    }
    qp_holdings holdings = {REGIONS, CLASSES, w.present};
    cr_assert_leq(qp_relatedness_room(&holdings), ROOM);
    qp_relatedness_of(QP_RELATED_PROXIMITY, &holdings, room, w.phi);
    return w;
}

Test(candidates, have_the_golden_ranks)
{
    const size_t t4 = 3;
    world w = read_world();
    qp_gap gap = qp_gap_of(w.phi + t4 * CLASSES, CLASSES, t4, false);
    qp_candidate list[REGIONS];
    size_t count = 0;
    golden_table expected;
    golden_own("expected/relatedness", &expected);
    for (uint32_t r = 0; r < REGIONS; r++) {
        const uint32_t *column = w.column + w.start[r];
        size_t classes = w.start[r + 1] - w.start[r];
        char key[8];
        snprintf(key, sizeof key, "C%u|T4", r + 1);
        double density = qp_gap_density(&gap, column, classes);
        golden_meet(&expected, "relatedness_density", key, density);
        if (!qp_gap_is_filled(&gap, column, classes))
            list[count++] = (qp_candidate){.bearer = r, .density = density};
    }
    size_t ranked = qp_candidates_rank(list, count);
    size_t met = 0;
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        if (strcmp(line->cell[0], "gap_rank_T4") != 0)
            continue;
        size_t rank = (size_t)golden_number(line->cell[1]);
        cr_assert(rank >= 1 && rank <= ranked);
        cr_expect_eq(list[rank - 1].rank, rank);
        cr_expect_eq('1' + (char)list[rank - 1].bearer, line->cell[2][1],
                     "%s is %zu", line->cell[2], rank);
        met++;
    }
    cr_assert_eq(met, ranked, "four lack T4");
}

/* ------------------------------------------------------------------ by hand */

/*
 *      phi   optics 0.6   resist 0.2   ships 0   litho itself
 */
static const double phi[] = {0.6, 0.2, 0, 0};
static const size_t start[] = {0, 2, 4, 5};
static const uint32_t column[] = {0, 1, /* Sha */ 0, 2, /* Dal */ 2 /* Wuh */};

static double density(const qp_gap *gap, size_t row)
{
    return qp_gap_density(gap, column + start[row],
                          start[row + 1] - start[row]);
}

Test(candidates, are_as_near_as_the_header_draws_them)
{
    qp_gap gap = qp_gap_of(phi, 4, 3, false);
    cr_expect_float_eq(density(&gap, 0), 100, 1e-12);
    cr_expect_float_eq(density(&gap, 1), 75, 1e-12);
    cr_expect_eq(density(&gap, 2), 0);
    const double none[4] = {0};
    gap = qp_gap_of(none, 4, 3, false);
    cr_expect(isnan(density(&gap, 0)), "related to nothing");
}

/* Sha would give Wuh optics and resist: 100; Dal optics: 75. Sha would give Dal
 * resist: 25; Wuh nothing. The fourth is in no cluster. */
Test(candidates, gain_from_the_others_of_their_cluster)
{
    const size_t starts[] = {0, 2, 4, 5, 5};
    const qp_two_mode four = {4, 4, starts, column};
    const uint32_t cluster[] = {1, 1, 1, UINT32_MAX};
    double room[8];
    double gain[4];
    qp_gap gap = qp_gap_of(phi, 4, 3, false);
    qp_gap_gains(&gap, &four, cluster, room, gain);
    cr_expect_eq(gain[0], 0);
    cr_expect_float_eq(gain[1], (25 + 0) / 2.0, 1e-12);
    cr_expect_float_eq(gain[2], (100 + 75) / 2.0, 1e-12);
    cr_expect_eq(gain[3], 0);
}

Test(candidates, stand_nearest_to_a_product_of_their_industry)
{
    const double of_optics[] = {0, 0.6, 0.2, 0};
    qp_gap gap = qp_gap_of(of_optics, 4, 0, true);
    cr_expect_float_eq(gap.self, 0.6 + 0.2, 1e-15, "as to all others");
    cr_expect(!qp_gap_is_filled(&gap, column, 2), "nobody makes the product");
    cr_expect_float_eq(density(&gap, 0), 100 * (0.8 + 0.6) / 1.6, 1e-12);
    cr_expect_float_eq(density(&gap, 1), 100 * (0.8 + 0.2) / 1.6, 1e-12);
    cr_expect_float_eq(density(&gap, 2), 100 * 0.2 / 1.6, 1e-12);
    const double none[4] = {0};
    gap = qp_gap_of(none, 4, 0, true);
    cr_expect_eq(density(&gap, 0), 100);
    cr_expect_eq(density(&gap, 2), 0);
}

Test(candidates, that_are_equal_are_told_apart_in_turn)
{
    qp_candidate list[] = {
        {.bearer = 0, .density = NAN, .gain = 99, .capacity = 99},
        {.bearer = 1, .density = 30, .gain = 1, .capacity = 1},
        {.bearer = 2, .density = 30 * (1 + 1e-12), .gain = 1, .capacity = 1},
        {.bearer = 3, .density = 30, .gain = 1, .capacity = 2},
        {.bearer = 4, .density = 30, .gain = 2, .capacity = 0},
        {.bearer = 5, .density = 31, .gain = 0, .capacity = 0},
        {.bearer = 6, .density = 0, .gain = 99, .capacity = 99},
    };
    const uint32_t order[] = {5, 4, 3, 1, 2, 6, 0};
    cr_assert_eq(qp_candidates_rank(list, 7), 5);
    for (size_t c = 0; c < 7; c++)
        cr_expect_eq(list[c].bearer, order[c], "place %zu", c);
    cr_expect_eq(list[4].rank, 5);
    cr_expect(isnan(list[5].rank), "nothing related, no rank");
    cr_expect(isnan(list[6].rank), "no density, no rank");
}

/* Numbers of few values, some of them apart by less than a tie. */
static size_t draw_list(uint32_t *state, qp_candidate list[], size_t count)
{
    for (uint32_t c = 0; c < count; c++) {
        double number[3];
        for (int k = 0; k < 3; k++) {
            *state = *state * 1664525 + 1013904223;
            number[k] = (double)(*state >> 24) / 64;
            number[k] = floor(number[k]) * (1 + (*state >> 23 & 1) * 1e-13);
        }
        list[c] = (qp_candidate){.bearer = (c * 7) % (uint32_t)count,
                                 .density = number[0] > 2.5 ? NAN : number[0],
                                 .gain = number[1],
                                 .capacity = number[2]};
    }
    return count;
}

Test(candidates, of_whom_the_best_are_wanted_rank_as_among_all)
{
    enum { ALL = 60 };
    uint32_t state = 1;
    qp_candidate all[ALL];
    qp_candidate some[ALL];
    double room[ALL];
    for (size_t trial = 0; trial < 200; trial++) {
        size_t most = trial % (ALL + 1);
        size_t count = draw_list(&state, all, trial % 3 == 0 ? 17 : ALL);
        size_t told = most < count ? most : count;
        memcpy(some, all, sizeof all);
        size_t ranked = qp_candidates_rank(all, count);
        cr_assert_eq(qp_candidates_best(some, count, most, room),
                     ranked < told ? ranked : told);
        for (size_t c = 0; c < told; c++)
            cr_assert_eq(some[c].bearer, all[c].bearer, "%zu of %zu, %zu", c,
                         most, count);
    }
}
