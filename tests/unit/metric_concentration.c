/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "core/pool.h"
#include "metric/concentration.h"
#include "support/golden.h"
#include "support/leak.h"

enum { MOST = 16 };

/** Regions in a test: x, population, cluster. */
typedef struct {
    double x[MOST];
    double population[MOST];
    uint32_t cluster[MOST];
    size_t count;
} regions;

static qp_concentration measured(const regions *r)
{
    qp_concentration c;
    qp_stocks stocks = {.count = r->count,
                        .x = r->x,
                        .population = r->population,
                        .cluster = r->cluster,
                        .cluster_count = MOST};
    cr_assert_eq(qp_concentration_measure(&stocks, &c, NULL), QP_OK);
    return c;
}

/* Everyone of population 1, in no cluster. */
static regions alike(size_t count, const double x[])
{
    regions r = {.count = count};
    for (size_t i = 0; i < count; i++) {
        r.x[i] = x[i];
        r.population[i] = 1;
        r.cluster[i] = QP_NONE;
    }
    return r;
}

static double value(const qp_concentration *c, qp_metric metric)
{
    return c->value[metric - QP_CONCENTRATION_FIRST];
}

static qp_reason reason(const qp_concentration *c, qp_metric metric)
{
    return c->reason[metric - QP_CONCENTRATION_FIRST];
}

static size_t used(const qp_concentration *c, qp_metric metric)
{
    return c->used[metric - QP_CONCENTRATION_FIRST];
}

/* ------------------------------------------------------------------ golden */

static regions golden_theil(const char *cluster)
{
    static golden_table table;
    regions r = {0};
    golden_own("inputs/theil", &table); /* region,cluster,y,pop */
    for (size_t l = 0; l < table.count; l++) {
        const golden_line *line = &table.lines[l];
        if (cluster != NULL && strcmp(cluster, line->cell[1]) != 0)
            continue;
        r.x[r.count] = golden_number(line->cell[2]);
        r.population[r.count] = golden_number(line->cell[3]);
        r.cluster[r.count++] = strcmp(line->cell[1], "JJJ") == 0 ? 0 : 1;
    }
    return r;
}

static regions golden_units(void)
{
    static golden_table table;
    double x[MOST];
    golden_own("inputs/concentration", &table); /* id,value */
    for (size_t l = 0; l < table.count; l++)
        x[l] = golden_number(table.lines[l].cell[1]);
    return alike(table.count, x);
}

QP_TEST(concentration, gives_the_golden_values_cell_by_cell)
{
    static golden_table expected;
    static const struct {
        const char *name;
        qp_metric metric;
    } names[] = {
        {"gini", QP_M_GINI},
        {"HHI", QP_M_HHI},
        {"HHI_norm", QP_M_HHI_NORMALISED},
        {"primacy_share", QP_M_PRIMACY},
        {"primacy_2city", QP_M_PRIMACY_RATIO},
        {"theil", QP_M_THEIL},
        {"theil_popw", QP_M_THEIL},
        {"theil_popw_within", QP_M_THEIL_WITHIN},
        {"theil_popw_within_sum", QP_M_THEIL_WITHIN},
        {"theil_popw_between", QP_M_THEIL_BETWEEN},
        {"theil_between_share", QP_M_THEIL_BETWEEN_SHARE},
    };
    golden_own("expected/concentration", &expected);
    size_t compared = 0;
    for (size_t l = 0; l < expected.count; l++) {
        const char *key = expected.lines[l].cell[1];
        bool units = strcmp(key, "concentration") == 0;
        bool all = strcmp(key, "all") == 0;
        regions r = units ? golden_units() : golden_theil(all ? NULL : key);
        qp_concentration c = measured(&r);
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            if (strcmp(names[n].name, expected.lines[l].cell[0]) == 0) {
                golden_expect(&expected.lines[l], value(&c, names[n].metric));
                compared++;
            }
    }
    cr_assert_eq(compared, 6 + 2 + 4, "all but the ginis of flows (X10)");
}

/* ----------------------------------------------------------------- by hand */

/*
 * docs/metrics/concentration.md works this example.
 *
 *      region   x    P   cluster
 *      A       50   10   north
 *      B       30   40   north
 *      C       20   50   south
 */
static regions three_regions(void)
{
    regions r = alike(3, (const double[]){50, 30, 20});
    memcpy(r.population, (const double[]){10, 40, 50}, 3 * sizeof(double));
    memcpy(r.cluster, (const uint32_t[]){0, 0, 1}, 3 * sizeof(uint32_t));
    return r;
}

QP_TEST(concentration, of_three_regions_is_as_worked_by_hand)
{
    regions r = three_regions();
    qp_concentration c = measured(&r);
    double hhi = 0.25 + 0.09 + 0.04;
    double theil = 0.5 * log(5) + 0.3 * log(0.3 / 0.4) + 0.2 * log(0.2 / 0.5);
    double between = 0.8 * log(0.8 / 0.5) + 0.2 * log(0.2 / 0.5);
    double north = 0.625 * log(0.625 / 0.2) + 0.375 * log(0.375 / 0.8);
    cr_assert_float_eq(value(&c, QP_M_PRIMACY), 0.5, 1e-15);
    cr_assert_float_eq(value(&c, QP_M_PRIMACY_RATIO), 50.0 / 30, 1e-15);
    cr_assert_float_eq(value(&c, QP_M_HHI), hhi, 1e-15);
    cr_assert_float_eq(value(&c, QP_M_HHI_NORMALISED),
                       (hhi - 1.0 / 3) / (1 - 1.0 / 3), 1e-15);
    cr_assert_float_eq(value(&c, QP_M_GINI),
                       2 * (20.0 + 30 + 10) / (2 * 3 * 100), 1e-15);
    cr_assert_float_eq(value(&c, QP_M_THEIL), theil, 1e-14);
    cr_assert_float_eq(value(&c, QP_M_THEIL_BETWEEN), between, 1e-14);
    cr_assert_float_eq(value(&c, QP_M_THEIL_WITHIN), 0.8 * north, 1e-14);
    cr_assert_float_eq(value(&c, QP_M_THEIL_BETWEEN_SHARE), between / theil,
                       1e-14);
    cr_assert_float_eq(theil, between + 0.8 * north, 1e-15);
}

/* Without A the shares are 3/5, 2/5; without B 5/7, 2/7; without C 5/8, 3/8. */
QP_TEST(concentration, ranges_over_the_values_without_one_region)
{
    regions r = three_regions();
    qp_concentration c = measured(&r);
    int hhi = QP_M_HHI - QP_CONCENTRATION_FIRST;
    int ratio = QP_M_PRIMACY_RATIO - QP_CONCENTRATION_FIRST;
    cr_assert_float_eq(c.low[hhi], 0.36 + 0.16, 1e-15);
    cr_assert_float_eq(c.high[hhi], (25.0 + 4) / 49, 1e-15);
    cr_assert_float_eq(c.low[ratio], 3.0 / 2, 1e-15);
    cr_assert_float_eq(c.high[ratio], 5.0 / 2, 1e-15);
}

/* -------------------------------------------------------------- edge cases */

QP_TEST(concentration, of_equal_stocks_is_none_at_all)
{
    regions r = alike(7, (const double[]){.1, .1, .1, .1, .1, .1, .1});
    qp_concentration c = measured(&r);
    cr_assert_eq(value(&c, QP_M_GINI), 0);
    cr_assert_eq(value(&c, QP_M_THEIL), 0);
    cr_assert_float_eq(value(&c, QP_M_HHI_NORMALISED), 0, 1e-15);
    cr_assert_geq(value(&c, QP_M_HHI_NORMALISED), 0);
    cr_assert_float_eq(value(&c, QP_M_PRIMACY), 1.0 / 7, 1e-15);
}

QP_TEST(concentration, in_one_region_is_whole)
{
    regions r = alike(4, (const double[]){0, 0, 5, 0});
    qp_concentration c = measured(&r);
    cr_assert_eq(value(&c, QP_M_PRIMACY), 1);
    cr_assert_eq(value(&c, QP_M_HHI), 1);
    cr_assert_eq(value(&c, QP_M_HHI_NORMALISED), 1);
    cr_assert_eq(value(&c, QP_M_GINI), 3.0 / 4, "its maximum, (n-1)/n");
    cr_assert_float_eq(value(&c, QP_M_THEIL), log(4), 1e-15, "its maximum");
    cr_assert_eq(reason(&c, QP_M_PRIMACY_RATIO), QP_REASON_ZERO_SECOND);
}

QP_TEST(concentration, of_a_single_region_has_no_second)
{
    regions r = alike(1, (const double[]){5});
    qp_concentration c = measured(&r);
    cr_assert_eq(value(&c, QP_M_PRIMACY), 1);
    cr_assert_eq(value(&c, QP_M_HHI), 1);
    cr_assert_eq(value(&c, QP_M_GINI), 0);
    cr_assert_eq(value(&c, QP_M_THEIL), 0);
    cr_assert_eq(reason(&c, QP_M_HHI_NORMALISED), QP_REASON_ONE_REGION);
    cr_assert_eq(reason(&c, QP_M_PRIMACY_RATIO), QP_REASON_ONE_REGION);
    cr_assert(isnan(c.low[0]) && isnan(c.high[0]), "nothing to leave out");
}

QP_TEST(concentration, of_nothing_has_a_reason_for_each_metric)
{
    static const struct {
        double x[2];
        qp_reason reason;
    } cases[] = {
        {{0, 0}, QP_REASON_ZERO_TOTAL},
        {{NAN, NAN}, QP_REASON_NO_STOCK},
        {{3, -1}, QP_REASON_NEGATIVE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        regions r = alike(2, cases[i].x);
        r.cluster[0] = 0;
        r.cluster[1] = 1;
        qp_concentration c = measured(&r);
        for (int m = 0; m < QP_CONCENTRATION_COUNT; m++) {
            cr_expect(isnan(c.value[m]) && isnan(c.low[m]), "case %zu, %d", i,
                      m);
            cr_expect_eq(c.reason[m], cases[i].reason, "case %zu, %d", i, m);
        }
    }
}

QP_TEST(concentration, leaves_missing_regions_out_and_counts_who_is_left)
{
    regions r = alike(4, (const double[]){30, NAN, 10, 20});
    r.population[3] = NAN;
    r.cluster[0] = 0;
    qp_concentration c = measured(&r);
    cr_assert_eq(used(&c, QP_M_HHI), 3);
    cr_assert_eq(value(&c, QP_M_PRIMACY), 0.5, "30 of 60, never of 60 and 0");
    cr_assert_eq(used(&c, QP_M_THEIL), 2);
    cr_assert_float_eq(value(&c, QP_M_THEIL),
                       0.75 * log(0.75 / 0.5) + 0.25 * log(0.25 / 0.5), 1e-15);
    cr_assert_eq(used(&c, QP_M_THEIL_WITHIN), 1);
    cr_assert_eq(value(&c, QP_M_THEIL_WITHIN), 0);
    cr_assert_eq(reason(&c, QP_M_THEIL_BETWEEN), QP_REASON_ONE_CLUSTER);
}

QP_TEST(concentration, has_no_theil_without_people)
{
    regions r = alike(2, (const double[]){1, 2});
    r.population[0] = 0;
    qp_concentration c = measured(&r);
    cr_assert_eq(reason(&c, QP_M_THEIL), QP_REASON_NO_POPULATION,
                 "something where nobody lives");
    cr_assert_eq(reason(&c, QP_M_THEIL_BETWEEN), QP_REASON_NO_CLUSTER);
    cr_assert_eq(value(&c, QP_M_GINI), 1.0 / 6);

    r.x[0] = 0;
    c = measured(&r);
    cr_assert_eq(value(&c, QP_M_THEIL), 0, "nothing where nobody lives");
    r.population[0] = r.population[1] = NAN;
    c = measured(&r);
    cr_assert_eq(reason(&c, QP_M_THEIL), QP_REASON_NO_POPULATION);
}

QP_TEST(concentration, has_no_theil_beyond_all_numbers)
{
    regions r = alike(2, (const double[]){1, 2});
    r.population[0] = 5e-324;
    qp_concentration c = measured(&r);
    cr_assert_eq(reason(&c, QP_M_THEIL), QP_REASON_OVERFLOW);
    cr_assert_eq(value(&c, QP_M_GINI), 1.0 / 6);
}

QP_TEST(concentration, between_takes_an_empty_cluster_for_nothing)
{
    regions r = alike(3, (const double[]){4, 4, 0});
    memcpy(r.cluster, (const uint32_t[]){0, 0, 1}, 3 * sizeof(uint32_t));
    qp_concentration c = measured(&r);
    cr_assert_float_eq(value(&c, QP_M_THEIL_BETWEEN), log(1.5), 1e-15);
    cr_assert_eq(value(&c, QP_M_THEIL_WITHIN), 0);
    cr_assert_eq(value(&c, QP_M_THEIL_BETWEEN_SHARE), 1);
}

QP_TEST(concentration, has_no_share_of_a_theil_of_zero)
{
    regions r = alike(2, (const double[]){.3, .6});
    memcpy(r.population, (const double[]){1, 2}, 2 * sizeof(double));
    memcpy(r.cluster, (const uint32_t[]){0, 1}, 2 * sizeof(uint32_t));
    qp_concentration c = measured(&r);
    cr_assert_eq(value(&c, QP_M_THEIL_BETWEEN), 0);
    cr_assert_eq(reason(&c, QP_M_THEIL_BETWEEN_SHARE), QP_REASON_ZERO_TOTAL);
}

QP_TEST(concentration, comes_back_clean_from_every_failure_of_memory)
{
    regions r = three_regions();
    qp_stocks stocks = {3, r.x, r.population, r.cluster, MOST};
    qp_concentration c = {.used = {42}};
    for (long allowed = 0; allowed < 3; allowed++) {
        qp_memory_allow(allowed);
        qp_status status = qp_concentration_measure(&stocks, &c, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(status, QP_E_MEMORY);
        cr_assert_eq(c.used[0], 42);
    }
}
