/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "metric/intake.h"
#include "metric/net_balance.h"
#include "support/drawn.h"
#include "support/leak.h"

/* ----------------------------------------------------------------- by hand */

/*
 * Cluster north: the core A, B and C. D is in no cluster.
 *
 *                     N    inside   to A   from A
 *      talent        40      20      14       2      resource
 *      capital      100      30      20      20      resource
 *      orders        50      25       3      10      benefit
 *      know-how      10       4       0       3      benefit
 *
 *      a    talent (14-2)/40 = 0.3     capital (20-20)/100 = 0
 *      t    talent 20/40 = 0.5         capital 30/100 = 0.3
 *      g    talent 14/40 = 0.35        capital 20/100 = 0.2
 *      e    orders 10/50 = 0.2         know-how 3/10 = 0.3
 *
 *      intake = 0.15 / 0.4 = 0.375     return = 0.25 / 0.275
 */
static const qp_intake_layer by_hand[] = {
    {QP_SENSE_RESOURCE, 40, 20, 14, 2},
    {QP_SENSE_RESOURCE, 100, 30, 20, 20},
    {QP_SENSE_BENEFIT, 50, 25, 3, 10},
    {QP_SENSE_BENEFIT, 10, 4, 0, 3},
};

QP_TEST(intake, of_four_layers_is_as_worked_by_hand)
{
    qp_intake x = qp_intake_of(by_hand, 4);
    cr_assert_float_eq(x.intake, 0.15 / 0.4, 1e-15);
    cr_assert_float_eq(x.benefit_return, 0.25 / 0.275, 1e-15);
    cr_assert_eq(x.resources, 2);
    cr_assert_eq(x.benefits, 2);
    cr_assert_eq(x.intake_lack, QP_INTAKE_GIVEN);
    cr_assert_eq(x.return_lack, QP_INTAKE_GIVEN);
}

QP_TEST(intake, weighs_a_layer_by_its_share_whatever_its_unit)
{
    qp_intake_layer yuan[4];
    memcpy(yuan, by_hand, sizeof yuan);
    yuan[1] = (qp_intake_layer){QP_SENSE_RESOURCE, 1e8, 3e7, 2e7, 2e7};
    qp_intake x = qp_intake_of(yuan, 4);
    cr_assert_float_eq(x.intake, 0.15 / 0.4, 1e-15);
    cr_assert_float_eq(x.benefit_return, 0.25 / 0.275, 1e-15);
}

/* A mean is over the layers there are: one benefit layer more, of the same
 * share, changes nothing. */
QP_TEST(intake, takes_means_and_not_sums)
{
    const qp_intake_layer one[] = {{QP_SENSE_RESOURCE, 10, 5, 4, 1},
                                   {QP_SENSE_BENEFIT, 10, 5, 0, 2},
                                   {QP_SENSE_BENEFIT, 100, 50, 0, 20}};
    cr_assert_float_eq(qp_intake_of(one, 2).benefit_return, 0.2 / 0.4, 1e-15);
    cr_assert_float_eq(qp_intake_of(one, 3).benefit_return, 0.2 / 0.4, 1e-15);
}

QP_TEST(intake, is_one_where_all_resources_end_in_the_core)
{
    const qp_intake_layer all[] = {{QP_SENSE_RESOURCE, 10, 5, 5, 0}};
    const qp_intake_layer none[] = {{QP_SENSE_RESOURCE, 10, 5, 0, 5}};
    cr_assert_eq(qp_intake_of(all, 1).intake, 1);
    cr_assert_eq(qp_intake_of(none, 1).intake, -1);
}

QP_TEST(intake, does_not_cap_what_is_given_back)
{
    const qp_intake_layer hub[] = {{QP_SENSE_RESOURCE, 10, 5, 1, 1},
                                   {QP_SENSE_BENEFIT, 10, 5, 0, 5}};
    cr_assert_float_eq(qp_intake_of(hub, 2).benefit_return, 5, 1e-15);
}

QP_TEST(intake, tells_what_is_lacking)
{
    static const struct {
        qp_intake_layer layers[2];
        qp_intake_lack intake;
        qp_intake_lack benefit_return;
    } cases[] = {
        /* nothing of use; a layer without flow; of another sense */
        {{{QP_SENSE_RESOURCE, 0, 0, 0, 0}, {QP_SENSE_BENEFIT, 9, 3, 1, 2}},
         QP_INTAKE_NO_RESOURCE,
         QP_INTAKE_NO_RESOURCE},
        {{{QP_SENSE_RIVALRY, 9, 3, 1, 2}, {QP_SENSE_BENEFIT, 9, 3, 1, 2}},
         QP_INTAKE_NO_RESOURCE,
         QP_INTAKE_NO_RESOURCE},
        {{{QP_SENSE_RESOURCE, 9, 3, 1, 1}, {QP_SENSE_BENEFIT, 0, 0, 0, 0}},
         QP_INTAKE_GIVEN,
         QP_INTAKE_NO_BENEFIT},
        {{{QP_SENSE_RESOURCE, 9, 0, 0, 0}, {QP_SENSE_BENEFIT, 9, 3, 1, 2}},
         QP_INTAKE_NO_INSIDE,
         QP_INTAKE_NO_INFLOW},
        {{{QP_SENSE_RESOURCE, 9, 3, 0, 1}, {QP_SENSE_BENEFIT, 9, 3, 1, 2}},
         QP_INTAKE_GIVEN,
         QP_INTAKE_NO_INFLOW},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        qp_intake x = qp_intake_of(cases[i].layers, 2);
        cr_expect_eq(x.intake_lack, cases[i].intake, "case %zu", i);
        cr_expect_eq(x.return_lack, cases[i].benefit_return, "case %zu", i);
        cr_expect_eq(isnan(x.intake), x.intake_lack != QP_INTAKE_GIVEN);
        cr_expect(isnan(x.benefit_return));
    }
    qp_intake none = qp_intake_of(NULL, 0);
    cr_assert(isnan(none.intake) && isnan(none.benefit_return));
    cr_assert_eq(none.intake_lack, QP_INTAKE_NO_RESOURCE);
}

/* --------------------------------------------------------------- gathering */

/*
 *      B ──9──▶ A ──2──▶ C        cluster north: A, B, C    N      24
 *      C ──4──▶ B                 E and F: south            inside 15
 *      D ──3──▶ A  E ──1──▶ F     D: none                   to A    9
 *      A ──5──▶ D  A stays 7                                from A  2
 */
QP_TEST(intake, gathers_what_runs_inside_the_cluster)
{
    qp_network net = drawn("regions",
                           "id,cluster\nA,north\nB,north\nC,north\nD,\n"
                           "E,south\nF,south\n",
                           "links",
                           "from,to,layer,weight\nB,A,talent,9\nA,C,talent,2\n"
                           "C,B,talent,4\nD,A,talent,3\nE,F,talent,1\n"
                           "A,D,talent,5\nA,A,talent,7\n",
                           NULL);
    qp_flows flows = {0};
    qp_square f = {0};
    qp_row cluster[6];
    cr_assert_eq(qp_flows_sum(&net, 0, QP_NO_PERIOD, NULL, &flows, NULL),
                 QP_OK);
    for (size_t r = 0; r < 6; r++)
        cluster[r] = net.actors.cluster[flows.region[r]];
    cr_assert_eq(qp_square_make(6, &f, NULL), QP_OK);
    qp_square_fill(&flows, NULL, &f);
    const qp_intake_layer gathered[] = {
        qp_intake_gather(&flows, cluster, 0, QP_SENSE_RESOURCE),
        qp_intake_gather_square(&f, cluster, 0, QP_SENSE_RESOURCE),
    };
    for (size_t i = 0; i < 2; i++) {
        cr_expect_eq(gathered[i].sense, QP_SENSE_RESOURCE);
        cr_expect_eq(gathered[i].total, 9 + 2 + 4 + 3 + 1 + 5);
        cr_expect_eq(gathered[i].inside, 9 + 2 + 4);
        cr_expect_eq(gathered[i].to_core, 9);
        cr_expect_eq(gathered[i].from_core, 2);
    }
    qp_core_flows core = qp_core_exchange(&flows, cluster, 0);
    cr_assert_eq(core.backwash, gathered[0].to_core);
    cr_assert_eq(core.spread, gathered[0].from_core);
    qp_square_clear(&f);
    qp_flows_clear(&flows);
    qp_network_clear(&net);
}
