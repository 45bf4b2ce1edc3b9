/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "chance/curveball.h"
#include "support/fit.h"
#include "support/leak.h"

enum { ROWS = 4, COLUMNS = 4, PLACES = 8, TABLES = 1 << (ROWS * COLUMNS) };

/*           0 1 2 3
 *      P    x x x .   3
 *      Q    x x . .   2
 *      R    x . . x   2
 *      S    . . x .   1
 *           3 2 2 1
 */
static const size_t start[ROWS + 1] = {0, 3, 5, 7, 8};
static const uint32_t places[PLACES] = {0, 1, 2, 0, 1, 0, 3, 2};
static const qp_two_mode table = {ROWS, COLUMNS, start, places};

/* A table as bits: row by row. */
static unsigned bits_of(const uint32_t column[])
{
    unsigned bits = 0;
    for (size_t r = 0; r < ROWS; r++)
        for (size_t i = start[r]; i < start[r + 1]; i++)
            bits |= 1U << (r * COLUMNS + column[i]);
    return bits;
}

static bool has_margins(unsigned bits)
{
    static const int in_row[ROWS] = {3, 2, 2, 1};
    static const int in_column[COLUMNS] = {3, 2, 2, 1};
    int row[ROWS] = {0};
    int column[COLUMNS] = {0};
    for (int b = 0; b < ROWS * COLUMNS; b++)
        if ((bits >> b & 1U) != 0) {
            row[b / COLUMNS]++;
            column[b % COLUMNS]++;
        }
    return memcmp(row, in_row, sizeof row) == 0 &&
           memcmp(column, in_column, sizeof column) == 0;
}

/* ---------------------------------------------------------------- uniformity */

/* Every table with these margins, found by looking at all 65,536, is drawn, all
 * alike, and no other. */
QP_TEST(curveball, draws_every_table_with_the_margins_alike)
{
    enum { DRAWS = 40000 };
    static double times[TABLES];
    static double counts[TABLES];
    static double shares[TABLES];
    size_t known = 0;
    uint32_t column[PLACES];
    uint32_t room[64];
    cr_assert_leq(qp_curveball_room(&table), 64);
    for (uint64_t d = 0; d < DRAWS; d++) {
        qp_stream stream = qp_stream_start(7, d);
        qp_curveball_draw(&table, QP_CURVEBALL_ROUNDS, &stream, column, room);
        times[bits_of(column)]++;
    }
    for (unsigned t = 0; t < TABLES; t++) {
        cr_assert(times[t] <= 0 || has_margins(t), "table %x", t);
        if (has_margins(t))
            counts[known++] = times[t];
    }
    cr_assert_gt(known, 20);
    for (size_t t = 0; t < known; t++)
        shares[t] = 1.0 / (double)known;
    cr_expect_gt(fit(counts, shares, (int)known, DRAWS), 0.001);
}

/* P = {a, b}, Q = {b, c, d}: b stays, and a, c or d comes to P. */
QP_TEST(curveball, trades_only_what_one_row_alone_has)
{
    static const size_t two[] = {0, 2, 5};
    static const uint32_t rows[] = {0, 1, 1, 2, 3};
    static const double shares[] = {1.0 / 3, 1.0 / 3, 1.0 / 3};
    const qp_two_mode pair = {2, 4, two, rows};
    double came[4] = {0};
    for (uint64_t d = 0; d < 3000; d++) {
        uint32_t column[5];
        uint32_t room[32];
        qp_stream stream = qp_stream_start(3, d);
        qp_curveball_draw(&pair, 1, &stream, column, room);
        cr_assert(column[0] == 1 || column[1] == 1);
        came[column[0] == 1 ? column[1] : column[0]]++;
    }
    const double counts[] = {came[0], came[2], came[3]};
    cr_assert_eq(came[1], 0);
    cr_expect_gt(fit(counts, shares, 3, 3000), 0.001);
}

QP_TEST(curveball, leaves_a_table_without_choice_as_it_is)
{
    static const size_t nested[] = {0, 3, 5, 6};
    static const uint32_t rows[] = {0, 1, 2, 0, 1, 0};
    const qp_two_mode triangle = {3, 3, nested, rows};
    uint32_t column[6];
    uint32_t room[32];
    qp_stream stream = qp_stream_start(1, 0);
    qp_curveball_draw(&triangle, QP_CURVEBALL_ROUNDS, &stream, column, room);
    unsigned first = 1U << column[0] | 1U << column[1] | 1U << column[2];
    cr_assert_eq(first, 7);
    cr_assert_eq(column[3] + column[4], 1, "0 and 1");
    cr_assert_eq(column[5], 0);
}

QP_TEST(curveball, of_no_row_and_of_one_row_is_the_same)
{
    static const size_t none[] = {0, 0};
    static const size_t one[] = {0, 2};
    static const uint32_t row[] = {1, 0};
    uint32_t column[2] = {9, 9};
    uint32_t room[16];
    qp_stream stream = qp_stream_start(1, 0);
    const qp_two_mode empty = {0, 0, none, row};
    const qp_two_mode single = {1, 2, one, row};
    qp_curveball_draw(&empty, 3, &stream, column, room);
    cr_assert_eq(column[0], 9);
    qp_curveball_draw(&single, 3, &stream, column, room);
    cr_assert_eq(column[0], 1);
    cr_assert_eq(column[1], 0);
}
