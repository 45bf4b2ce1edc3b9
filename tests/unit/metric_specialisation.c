/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/relatedness.h"
#include "support/golden.h"
#include "support/leak.h"

enum { REGIONS = 6, CLASSES = 5, CELLS = REGIONS * CLASSES, ROOM = 64 };

/** Holdings in a test, and what follows from them. */
typedef struct {
    double value[CELLS];
    double quotient[CELLS];
    double share[CELLS];
    double all[CLASSES];
    double present[CELLS];
    qp_holdings holdings;
    qp_holdings x; ///< what is present
} realm;

static void work_out(realm *m, double least)
{
    double room[ROOM];
    m->holdings.value = m->value;
    qp_location_quotients(&m->holdings, room, m->quotient);
    qp_structure_shares(&m->holdings, m->share);
    qp_total_shares(&m->holdings, m->all);
    qp_presences(&m->holdings, qp_presence_rule_of(&m->holdings, least),
                 m->quotient, m->present);
    m->x = m->holdings;
    m->x.value = m->present;
}

/* Rows `region,class,value`, region by region. */
static void read_realm(const char *name, size_t regions, realm *m)
{
    static golden_table input;
    golden_own(name, &input);
    cr_assert_eq(input.count, regions * CLASSES);
    *m = (realm){.holdings = {.region_count = regions, .class_count = CLASSES}};
    for (size_t c = 0; c < input.count; c++)
        m->value[c] = golden_number(input.lines[c].cell[2]);
    work_out(m, 3);
}

/* "R2|I3" or "C2<-C3": positions from 0. */
static void read_key(const char *key, size_t *first, size_t *second)
{
    const char *next = strpbrk(key, "|<");
    *first = (size_t)(key[1] - '1');
    *second = next != NULL ? (size_t)(key[strlen(key) - 1] - '1') : 0;
}

/* ------------------------------------------------------------------- golden */

static double mean_of(const realm *m, const char *cluster,
                      double (*of)(const double[], const double[], size_t))
{
    static golden_table clusters;
    double sum = 0;
    double pairs = 0;
    golden_own("inputs/region_cluster", &clusters);
    for (size_t r = 0; r < clusters.count; r++)
        for (size_t s = r + 1; s < clusters.count; s++)
            if (strcmp(clusters.lines[r].cell[1], cluster) == 0 &&
                strcmp(clusters.lines[s].cell[1], cluster) == 0) {
                sum += of(m->share + r * CLASSES, m->share + s * CLASSES,
                          CLASSES);
                pairs++;
            }
    return sum / pairs;
}

static double structure_cell(const realm *m, const golden_line *line)
{
    size_t r = 0;
    size_t s = 0;
    const char *metric = line->cell[0];
    read_key(line->cell[1], &r, &s);
    const double *p = m->share + r * CLASSES;
    if (strcmp(metric, "LQ") == 0)
        return m->quotient[r * CLASSES + s];
    if (strcmp(metric, "LQ_bin") == 0)
        return m->present[r * CLASSES + s];
    if (strcmp(metric, "krugman_vs_total") == 0)
        return qp_krugman_index(p, m->all, CLASSES);
    if (strcmp(metric, "hachman") == 0)
        return qp_hachman_index(p, m->quotient + r * CLASSES, CLASSES);
    if (strcmp(metric, "krugman_pair") == 0)
        return qp_krugman_index(p, m->share + s * CLASSES, CLASSES);
    if (strcmp(metric, "structural_similarity_cosine") == 0)
        return qp_structure_cosine(p, m->share + s * CLASSES, CLASSES);
    if (strcmp(metric, "isomorphism_mean_cosine") == 0)
        return mean_of(m, line->cell[1], qp_structure_cosine);
    cr_assert_str_eq(metric, "isomorphism_mean_krugman");
    return mean_of(m, line->cell[1], qp_krugman_index);
}

QP_TEST(specialisation, meets_every_golden_cell_of_structure)
{
    static golden_table expected;
    realm m;
    read_realm("inputs/region_industry", 5, &m);
    golden_own("expected/structure", &expected);
    for (size_t l = 0; l < expected.count; l++)
        golden_expect(&expected.lines[l],
                      structure_cell(&m, &expected.lines[l]));
}

static double related(const realm *m, qp_relatedness_kind kind, size_t i,
                      size_t j)
{
    double room[ROOM];
    double phi[CLASSES * CLASSES];
    qp_relatedness_of(kind, &m->x, room, phi);
    cr_expect_eq(phi[i * CLASSES + j], phi[j * CLASSES + i]);
    cr_expect_eq(phi[i * CLASSES + i], 0);
    return phi[i * CLASSES + j];
}

static double density(const realm *m, size_t r, size_t i)
{
    double room[ROOM];
    double phi[CLASSES * CLASSES];
    double value[CELLS];
    qp_relatedness_of(QP_RELATED_PROXIMITY, &m->x, room, phi);
    qp_relatedness_density(&m->x, phi, room, value);
    return value[r * CLASSES + i];
}

static double gain(const realm *m, size_t r, size_t s)
{
    double room[ROOM];
    double phi[CLASSES * CLASSES];
    double value[REGIONS];
    qp_relatedness_of(QP_RELATED_PROXIMITY, &m->x, room, phi);
    qp_complementarities(&m->x, phi, r, room, value);
    cr_expect_eq(value[r], 0);
    return value[s];
}

static double relatedness_cell(const realm *m, const golden_line *line)
{
    static const struct {
        const char *golden;
        qp_relatedness_kind kind;
    } kinds[] = {
        {"proximity_min", QP_RELATED_PROXIMITY},
        {"association", QP_RELATED_ASSOCIATION},
        {"cosine", QP_RELATED_COSINE},
        {"jaccard", QP_RELATED_JACCARD},
        {"prob_index", QP_RELATED_PROBABILITY},
    };
    double meet[CLASSES * CLASSES];
    size_t i = 0;
    size_t j = 0;
    read_key(line->cell[1], &i, &j);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (strcmp(line->cell[0], kinds[k].golden) == 0)
            return related(m, kinds[k].kind, i, j);
    if (strcmp(line->cell[0], "relatedness_density") == 0)
        return density(m, i, j);
    if (strcmp(line->cell[0], "complementarity") == 0)
        return gain(m, i, j);
    cr_assert_str_eq(line->cell[0], "cooc");
    qp_meetings(&m->x, meet);
    return meet[i * CLASSES + j];
}

QP_TEST(specialisation, meets_every_golden_cell_of_relatedness)
{
    static golden_table expected;
    size_t met = 0;
    realm m;
    read_realm("inputs/portfolio", 6, &m);
    golden_own("expected/relatedness", &expected);
    for (size_t l = 0; l < expected.count; l++)
        if (strcmp(expected.lines[l].cell[0], "gap_rank_T4") != 0) {
            golden_expect(&expected.lines[l],
                          relatedness_cell(&m, &expected.lines[l]));
            met++;
        }
    cr_assert_eq(met, 120); /* all but the ranking of candidates */
}

/* -------------------------------------------------------------------- edges */

/* Two regions, of five classes the first three: A has 1 1 0, B nothing. */
static realm with_an_empty_region(void)
{
    realm m = {.value = {1, 1},
               .holdings = {.region_count = 2, .class_count = CLASSES}};
    work_out(&m, 0);
    return m;
}

QP_TEST(specialisation, has_no_quotient_without_a_region_or_a_class)
{
    realm m = with_an_empty_region();
    cr_expect_eq(m.quotient[0], 1); /* (1/2) / (1/2) */
    cr_expect(isnan(m.quotient[2]), "nobody has the third class");
    cr_expect(isnan(m.quotient[CLASSES]), "B has nothing");
}

QP_TEST(specialisation, has_no_likeness_with_a_region_that_has_nothing)
{
    realm m = with_an_empty_region();
    cr_expect(isnan(qp_structure_cosine(m.share, m.share + CLASSES, CLASSES)));
    cr_expect(isnan(qp_krugman_index(m.share, m.share + CLASSES, CLASSES)));
    cr_expect(isnan(
        qp_hachman_index(m.share + CLASSES, m.quotient + CLASSES, CLASSES)));
}

QP_TEST(specialisation, has_no_total_where_nobody_has_anything)
{
    realm m = {.holdings = {.region_count = 2, .class_count = CLASSES}};
    work_out(&m, 0);
    cr_expect(isnan(m.all[0]));
    cr_expect_not(qp_presence_rule_of(&m.holdings, 3).given);
}

/*
 *      A  2  8     LQ of A and the first class: (2/10) / (4/14) = 0.7
 *      B  2  2     of B: (2/4) / (4/14) = 1.75
 */
QP_TEST(specialisation, takes_small_values_for_no_presence)
{
    realm m = {.value = {2, 8, 2, 2},
               .holdings = {.region_count = 2, .class_count = 2}};
    work_out(&m, 3);
    cr_expect_float_eq(m.quotient[2], 1.75, 1e-12);
    cr_expect_eq(m.present[2], 0);
    work_out(&m, 2);
    cr_expect_eq(m.present[2], 1);
    cr_expect_eq(m.present[0], 0);
}

/* 0 and 1 say themselves what is there: A has both, though less of either
 * than B's one tells. */
QP_TEST(specialisation, takes_noughts_and_ones_as_they_are)
{
    realm m = {.value = {1, 1, 1, 0},
               .holdings = {.region_count = 2, .class_count = 2}};
    work_out(&m, 3);
    cr_expect_lt(m.quotient[0], 1); /* (1/2) / (2/3) */
    cr_expect_eq(m.present[0], 1);
    cr_expect_eq(m.present[3], 0);
}

QP_TEST(specialisation, relates_classes_that_never_meet_by_nought)
{
    realm m = {.value = {1, 0, 0, 1},
               .holdings = {.region_count = 2, .class_count = 2}};
    double room[ROOM];
    double phi[4];
    double value[4];
    work_out(&m, 3);
    for (int k = 0; k < QP_RELATED_COUNT; k++) {
        qp_relatedness_of((qp_relatedness_kind)k, &m.x, room, phi);
        for (size_t c = 0; c < 4; c++)
            cr_expect_eq(phi[c], 0, "%s", qp_relatedness_names[k]);
    }
    qp_relatedness_density(&m.x, phi, room, value);
    cr_expect(isnan(value[0]));
    qp_complementarities(&m.x, phi, 0, room, value);
    cr_expect(isnan(value[1]), "what A lacks is related to nothing");
}

QP_TEST(specialisation, gains_nothing_where_nothing_is_lacking)
{
    realm m = {.value = {1, 1, 0, 1},
               .holdings = {.region_count = 2, .class_count = 2}};
    double room[ROOM];
    double phi[4];
    double value[2];
    work_out(&m, 3);
    qp_relatedness_of(QP_RELATED_PROXIMITY, &m.x, room, phi);
    qp_complementarities(&m.x, phi, 0, room, value);
    cr_expect(isnan(value[1]));
    qp_complementarities(&m.x, phi, 1, room, value);
    /* What B lacks is related to nothing but what B has. */
    cr_expect_eq(value[0], 0);
}

QP_TEST(specialisation, knows_the_variants_by_name)
{
    for (int k = 0; k < QP_RELATED_COUNT; k++)
        cr_expect_eq(qp_relatedness_find(qp_relatedness_names[k]),
                     (qp_relatedness_kind)k);
    cr_expect_eq(qp_relatedness_find("kinship"), QP_RELATED_COUNT);
}
