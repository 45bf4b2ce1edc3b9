/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "support/drawn.h"
#include "support/leak.h"
#include "support/synergy.h"

static const qp_synergy_options plain = {
    SYNERGY_PLAIN,
    .draws.replicates = 19,
    .draws.threads = 1,
};

static const qp_panel_row *seek(const qp_panel *panel, qp_metric metric,
                                const char *layer, const char *subject,
                                const char *object)
{
    return panel_seek(panel, metric, layer, NULL, subject, object);
}

static const qp_panel_row *row(const qp_panel *panel, qp_metric metric,
                               const char *layer, const char *subject,
                               const char *object)
{
    return panel_row(panel, metric, layer, NULL, subject, object);
}

/*
 *      north  A: a1 a2   B: b1        a1──a2  a1──b1  a2──c1  b1──c1
 *      south  C: c1      i1 nowhere   a1──a2 once more, a1──i1
 */
static const char *const regions = "id,cluster\nA,north\nB,north\nC,south\n";
static const char *const firms =
    "id,region,ownership\na1,A,private\na2,A,private\nb1,B,foreign\nc1,C,\n";
static const char *const links =
    "from,to,layer,weight,date\na1,a2,rnd,2,2001\na2,a1,rnd,1,2002\n"
    "a1,b1,rnd,1,2001\na2,c1,rnd,4,2001\nb1,c1,rnd,1,2001\na1,i1,rnd,5,2001\n";

static qp_network town(const char *layers)
{
    return drawn("regions", regions, "enterprises", firms, "institutes",
                 "id,region\ni1,\n", "layers", layers, "links", links, NULL);
}

QP_TEST(mixing_rows, count_pairs_by_group_and_what_has_none)
{
    qp_panel p = synergy_panel(town("id,directed\nrnd,false\n"), &plain);
    const qp_panel_row *r = row(&p, QP_M_EI_INDEX, "rnd", "all", "region");
    cr_assert_eq(r->value, (3.0 - 1) / 4);
    cr_assert_eq(r->n, 4, "a1-a2 is one pair");
    cr_assert_eq(r->missing, 1, "i1 is nowhere");
    cr_assert_eq(r->null, QP_NULL_PERMUTATION);
    cr_assert_float_eq(r->expected, 1 - 2 * 2.0 / (4 * 3), 1e-15);
    cr_assert(!isnan(r->p) && isnan(r->z), "19 replicates have no z");
    r = row(&p, QP_M_EI_INDEX, "rnd", "all", "cluster");
    cr_assert_eq(r->value, 0, "two inside north, two to south");
    r = row(&p, QP_M_EI_INDEX, "rnd", "all", "type");
    cr_assert_float_eq(r->value, (1.0 - 4) / 5, 1e-15);
    cr_assert_eq(r->missing, 0);
    r = row(&p, QP_M_EI_INDEX, "rnd", "all", "ownership");
    cr_assert_eq(r->value, 0, "private with itself and with foreign");
    cr_assert_eq(r->missing, 3, "c1 and i1 say nothing");
    r = row(&p, QP_M_EI_INDEX_WEIGHTED, "rnd", "all", "region");
    cr_assert_float_eq(r->value, ((1 + 4 + 1) - 3.0) / 9, 1e-15);
    r = row(&p, QP_M_NOMINAL_ASSORTATIVITY, "rnd", "all", "cluster");
    /* Ends: 6 in north, 2 in south; 0.75^2 + 0.25^2 = 0.625. */
    cr_assert_float_eq(r->value, (0.5 - 0.625) / (1 - 0.625), 1e-15);
    qp_panel_clear(&p);
}

QP_TEST(mixing_rows, look_inside_a_cluster)
{
    qp_panel p = synergy_panel(town("id,directed\nrnd,false\n"), &plain);
    const qp_panel_row *r = row(&p, QP_M_EI_INDEX, "rnd", "north", "region");
    cr_assert_eq(r->value, 0, "a1-a2 and a1-b1");
    cr_assert_eq(r->n, 2);
    cr_assert_float_eq(r->expected, 1 - 2 * 2.0 / (3 * 2), 1e-15);
    r = row(&p, QP_M_EI_INDEX, "rnd", "south", "region");
    cr_assert_eq(r->reason, QP_REASON_NO_LINK);
    r = row(&p, QP_M_EI_INDEX, "rnd", "north", "type");
    cr_assert_eq(r->value, -1, "enterprises alone");
    cr_assert_eq(r->expected, -1);
    cr_assert(has_flag(r, QP_FLAG_TRIVIAL) && isnan(r->p));
    cr_assert_null(seek(&p, QP_M_EI_INDEX, "rnd", "north", "cluster"));
    qp_panel_clear(&p);
}

QP_TEST(mixing_rows, say_why_there_is_no_value)
{
    qp_panel p = synergy_panel(town("id,directed,sense\nrnd,false,rivalry\n"),
                               &plain);
    const qp_panel_row *r = row(&p, QP_M_EI_INDEX, "rnd", "all", "region");
    cr_assert_eq(r->reason, QP_REASON_NOT_COOPERATIVE);
    r = row(&p, QP_M_EI_INDEX_WEIGHTED, "rnd", "north", "type");
    cr_assert_eq(r->reason, QP_REASON_NOT_COOPERATIVE);
    cr_assert_null(seek(&p, QP_M_ASSOCIATION_STRENGTH, "rnd", "A", "B"));
    qp_panel_clear(&p);
    p = synergy_panel(drawn("links", "from,to,layer\nA,B,talent\n", NULL),
                      &plain);
    r = row(&p, QP_M_EI_INDEX, "talent", "all", "cluster");
    cr_assert_eq(r->reason, QP_REASON_NOT_GIVEN);
    r = row(&p, QP_M_EI_INDEX, "talent", "all", "region");
    cr_assert_eq(r->value, 1, "a region is a group of its own");
    cr_assert(has_flag(r, QP_FLAG_TRIVIAL) && r->expected == 1);
    r = row(&p, QP_M_NOMINAL_ASSORTATIVITY, "talent", "all", "type");
    cr_assert_eq(r->reason, QP_REASON_ONE_GROUP);
    qp_panel_clear(&p);
}

QP_TEST(mixing_rows, test_each_cluster_as_one_of_a_family)
{
    qp_synergy_options options = plain;
    options.draws.replicates = 999;
    qp_panel p = synergy_panel(town("id,directed\nrnd,false\n"), &options);
    const qp_panel_row *all = row(&p, QP_M_EI_INDEX, "rnd", "all", "region");
    cr_assert(!isnan(all->z) && isnan(all->q));
    const qp_panel_row *r = row(&p, QP_M_EI_INDEX, "rnd", "north", "region");
    cr_assert(!isnan(r->p) && r->q == r->p, "south has no p");
    qp_panel_clear(&p);
}

/* ----------------------------------------------------------------- consortia */

/*
 *      P  a1 a2 b1      a1-a2 a1-b1 a2-b1     1/2 each
 *      Q  a1 a2         a1-a2 again           1
 *      S  c1            meets nobody
 */
static qp_network alliance(void)
{
    return drawn("regions", regions, "enterprises", firms, "consortia",
                 "id\nP\nQ\nS\n", "memberships",
                 "consortium,member,role\nP,a1,lead\nP,a1,partner\nP,a2,\n"
                 "P,b1,\nQ,a1,\nQ,a2,\nS,c1,\n",
                 "links", "from,to,layer\nA,B,talent\n", NULL);
}

QP_TEST(mixing_rows, of_consortia_count_those_who_meet_twice_once)
{
    const char *layer = "two-mode:consortia";
    qp_panel p = synergy_panel(alliance(), &plain);
    const qp_panel_row *r = row(&p, QP_M_EI_INDEX, layer, "all", "region");
    cr_assert_float_eq(r->value, (2.0 - 1) / 3, 1e-15);
    cr_assert_eq(r->n, 3);
    cr_assert_eq(r->missing, 0);
    cr_assert_eq(r->null, QP_NULL_TWO_MODE);
    r = row(&p, QP_M_EI_INDEX_WEIGHTED, layer, "all", "region");
    cr_assert_float_eq(r->value, (1 - 1.5) / 2.5, 1e-15);
    r = row(&p, QP_M_EI_INDEX, layer, "north", "region");
    cr_assert_float_eq(r->value, (2.0 - 1) / 3, 1e-15);
    r = row(&p, QP_M_ASSOCIATION_STRENGTH, layer, "A", "B");
    cr_assert_eq(r->value, 2, "c = 1, s = 1 and 1, t = 2");
    cr_assert_eq(r->n, 1, "consortium P");
    qp_panel_clear(&p);
}

QP_TEST(mixing_rows, of_consortia_are_undated)
{
    qp_synergy_options options = plain;
    options.frame.window = (qp_period){0, 365};
    options.pairs = true;
    qp_panel p = synergy_panel(alliance(), &options);
    const qp_panel_row *r = row(&p, QP_M_EI_INDEX, "two-mode:consortia", "all",
                                "region");
    cr_assert_eq(r->reason, QP_REASON_NO_LINK);
    cr_assert_eq(r->missing, 7);
    cr_assert_null(
        seek(&p, QP_M_ASSOCIATION_STRENGTH, "two-mode:consortia", "A", "B"));
    qp_panel_clear(&p);
}

/* --------------------------------------------------------------------- pairs */

QP_TEST(ties_rows, tell_pairs_with_a_tie)
{
    qp_panel p = synergy_panel(
        drawn("links",
              "from,to,layer,weight\nA,B,talent,3\nB,A,talent,1\n"
              "B,C,talent,2\nA,A,talent,9\n",
              NULL),
        &plain);
    const qp_panel_row *r = row(&p, QP_M_ASSOCIATION_STRENGTH, "talent", "A",
                                "B");
    cr_assert_eq(r->value, 4 * 12 / (4.0 * 6));
    cr_assert_eq(r->n, 2);
    cr_assert_eq(row(&p, QP_M_JACCARD_INDEX, "talent", "B", "C")->value,
                 2 / (6.0 + 2 - 2));
    cr_assert_null(seek(&p, QP_M_SALTON_INDEX, "talent", "A", "C"));
    qp_panel_clear(&p);
}

QP_TEST(mixing_rows, come_back_clean_from_every_failure_of_memory)
{
    synergy_survives(alliance(), &plain);
}
