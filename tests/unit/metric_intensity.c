/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/intensity.h"
#include "support/drawn.h"
#include "support/golden.h"
#include "support/leak.h"

/* -------------------------------------------------------------------- golden */

/* Regions are named r1, r2, ... */
static size_t unit(const char *name)
{
    return (size_t)(name[1] - '1');
}

static double index_of(const qp_square *square, const char *metric,
                       const char *key)
{
    qp_intensity i = qp_intensity_of(square, unit(key), unit(key + 3));
    const struct {
        const char *name;
        double value;
    } values[] = {
        {"association_strength", i.association},
        {"salton", i.salton},
        {"jaccard", i.jaccard},
        {"prob_index", i.probability},
    };
    for (size_t v = 0; v < sizeof values / sizeof *values; v++)
        if (strcmp(values[v].name, metric) == 0)
            return values[v].value;
    cr_assert(false, "no metric %s", metric);
    return NAN;
}

QP_TEST(intensity, of_every_golden_pair)
{
    static golden_table joint;
    static golden_table expected;
    qp_square square = {0};
    golden_own("inputs/collab", &joint);
    golden_own("expected/collab_intensity", &expected);
    cr_assert_eq(qp_square_make(4, &square, NULL), QP_OK);
    for (size_t l = 0; l < joint.count; l++) {
        const golden_line *line = &joint.lines[l];
        size_t a = unit(line->cell[0]);
        size_t b = unit(line->cell[1]);
        square.flow[a * 4 + b] = golden_number(line->cell[2]);
        square.flow[b * 4 + a] = golden_number(line->cell[2]);
    }
    qp_square_sum(&square);
    cr_assert_eq(square.total, 38);
    for (size_t l = 0; l < expected.count; l++)
        golden_expect(&expected.lines[l],
                      index_of(&square, expected.lines[l].cell[0],
                               expected.lines[l].cell[1]));
    qp_square_clear(&square);
}

QP_TEST(intensity, is_no_number_where_a_region_does_nothing_with_others)
{
    qp_square square = {0};
    cr_assert_eq(qp_square_make(3, &square, NULL), QP_OK);
    square.flow[1] = 2;
    square.flow[3] = 2;
    qp_square_sum(&square);
    qp_intensity i = qp_intensity_of(&square, 0, 2);
    cr_assert(isnan(i.association) && isnan(i.salton) && isnan(i.probability));
    cr_assert_eq(i.jaccard, 0);
    cr_assert_eq(qp_intensity_of(&square, 0, 1).probability, 1,
                 "one pair has all that is expected");
    qp_square_clear(&square);
}

/* -------------------------------------------------------------------- layers */

QP_TEST(intensity, adds_both_directions_and_leaves_the_diagonal_out)
{
    qp_network net = drawn("links",
                           "from,to,layer,weight\nA,B,talent,6\nB,A,talent,2\n"
                           "A,A,talent,9\nB,C,talent,1\n",
                           NULL);
    qp_flows flows = {0};
    qp_square square = {0};
    uint32_t links[9];
    cr_assert_eq(qp_flows_sum(&net, 0, QP_NO_PERIOD, NULL, &flows, NULL),
                 QP_OK);
    cr_assert_eq(qp_square_make(3, &square, NULL), QP_OK);
    qp_intensity_fill(&flows, &square, links);
    cr_assert_eq(square.flow[0], 0);
    cr_assert_eq(square.flow[1], 6 + 2);
    cr_assert_eq(square.flow[3], 6 + 2);
    cr_assert_eq(square.flow[5], 1);
    cr_assert_eq(square.total, 2 * (8 + 1));
    cr_assert_eq(links[1], 2);
    cr_assert_eq(links[7], 1);
    qp_square_clear(&square);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}

/* ----------------------------------------------------------------- consortia */

/* A square of the regions A, B, C; `second` where the lost are counted. */
static qp_square projected(const qp_network *net, bool full, size_t *missing,
                           uint32_t consortia[])
{
    static const char *const regions[] = {"A", "B", "C"};
    uint32_t position[64];
    qp_places places = {0};
    qp_square square = {0};
    for (size_t a = 0; a < net->actors.count; a++)
        position[a] = QP_NONE;
    for (uint32_t r = 0; r < 3; r++)
        position[qp_network_actor(net, regions[r])] = r;
    qp_projection_plan plan = {&places, position, full};
    cr_assert_eq(qp_places_make(net, &places, NULL), QP_OK);
    cr_assert_eq(qp_square_make(3, &square, NULL), QP_OK);
    cr_assert_eq(
        qp_intensity_project(net, &plan, &square, consortia, missing, NULL),
        QP_OK);
    qp_places_clear(&places);
    return square;
}

static const char *const regions = "id\nA\nB\nC\n";
static const char *const firms = "id,region\na1,A\na2,A\nb1,B\nc1,C\nlost,\n";

/*
 *      P  a1 a2 b1      w = 1/2     A-B  2 pairs
 *      Q  a1 b1 c1 lost w = 1/3     A-B  A-C  B-C
 *      R  a1 a2         w = 1       none between regions
 *      S  c1            nobody to meet
 */
static const char *const members =
    "consortium,member,role\nP,a1,lead\nP,a1,partner\nP,a2,\nP,b1,\nQ,a1,\n"
    "Q,b1,\nQ,c1,\nQ,lost,\nR,a1,\nR,a2,\nS,c1,\n";

static qp_network alliance(void)
{
    return drawn("regions", regions, "enterprises", firms, "consortia",
                 "id\nP\nQ\nR\nS\n", "memberships", members, "links",
                 "from,to,layer\nA,B,talent\n", NULL);
}

QP_TEST(intensity, shares_a_consortium_out_among_its_pairs)
{
    qp_network net = alliance();
    uint32_t consortia[9];
    size_t missing = 0;
    qp_square square = projected(&net, false, &missing, consortia);
    cr_assert_float_eq(square.flow[1], 2.0 / 2 + 1.0 / 3, 1e-15);
    cr_assert_float_eq(square.flow[2], 1.0 / 3, 1e-15);
    cr_assert_float_eq(square.flow[5], 1.0 / 3, 1e-15);
    cr_assert_eq(square.flow[3], square.flow[1]);
    cr_assert_eq(consortia[1], 2);
    cr_assert_eq(consortia[2], 1);
    cr_assert_eq(missing, 1, "the lost one");
    qp_square_clear(&square);
    qp_network_clear(&net);
}

QP_TEST(intensity, counts_a_pair_full_where_asked)
{
    qp_network net = alliance();
    uint32_t consortia[9];
    size_t missing = 0;
    qp_square square = projected(&net, true, &missing, consortia);
    cr_assert_eq(square.flow[1], 2 + 1);
    cr_assert_eq(square.flow[2], 1);
    qp_square_clear(&square);
    qp_network_clear(&net);
}

/* One firm with halves in A and B, another in A: they meet with a half between
 * A and B, and the first does not meet itself. */
QP_TEST(intensity, divides_a_member_and_does_not_let_it_meet_itself)
{
    qp_network net = drawn(
        "regions", regions, "enterprises", "id,region\nx,A\ny,A\n", "locations",
        "actor,region,share\nx,A,0.5\nx,B,0.5\n", "consortia", "id\nP\n",
        "memberships", "consortium,member\nP,x\nP,y\n", "links",
        "from,to,layer\nA,B,talent\n", NULL);
    uint32_t consortia[9];
    size_t missing = 0;
    qp_square square = projected(&net, false, &missing, consortia);
    cr_assert_eq(square.flow[1], 0.5);
    cr_assert_eq(square.total, 2 * 0.5);
    qp_square_clear(&square);
    qp_network_clear(&net);
}

QP_TEST(intensity, comes_back_clean_from_every_failure_of_memory)
{
    qp_network net = alliance();
    uint32_t position[64] = {0};
    uint32_t consortia[9];
    qp_places places = {0};
    qp_square square = {0};
    size_t missing = 42;
    qp_projection_plan plan = {&places, position, false};
    cr_assert_eq(qp_places_make(&net, &places, NULL), QP_OK);
    cr_assert_eq(qp_square_make(3, &square, NULL), QP_OK);
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_intensity_project(&net, &plan, &square, consortia, &missing,
                                      NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(qp_memory_held(), held);
        cr_assert(status == QP_OK || missing == 42);
    }
    cr_assert_eq(status, QP_OK);
    cr_assert_gt(allowed, 3);
    qp_places_clear(&places);
    qp_square_clear(&square);
    qp_network_clear(&net);
}
