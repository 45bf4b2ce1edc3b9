/* SPDX-License-Identifier: MIT */
#include "support/chain_panel.h"
#include "support/drawn.h"

static const qp_chain_options plain = {CHAIN_PLAIN};

static const qp_panel_row *row(const qp_panel *panel, qp_metric metric,
                               const char *layer, const char *subject,
                               const char *object)
{
    return panel_row(panel, metric, layer, NULL, subject, object);
}

static const qp_panel_row *seek(const qp_panel *panel, qp_metric metric,
                                const char *layer, const char *subject,
                                const char *object)
{
    return panel_seek(panel, metric, layer, NULL, subject, object);
}

static const char *const up = "rings:upstream";
static const char *const down = "rings:downstream";
static const char *const around = "rings:around";

/*
 *      north  A: h s     h hub, s and g its suppliers, t one tier on
 *             B: g       g stands for many
 *      south  C: t i     i an institute, o stands alone
 *
 *      supply  t ──▶ s ──▶ h ──▶ B       rnd  i ─── s
 *                    g ──▶ h                  o ──▶ C   i ──▶ C
 */
static const char *const regions = "id,cluster\nA,north\nB,north\nC,south\n";
static const char *const firms =
    "id,region,tier,capacity,group\nh,A,,100,\ns,A,little-giant,40,\n"
    "g,B,,60,true\nt,C,,25,\no,C,,,\n";
static const char *const institutes = "id,region,capacity\ni,C,15\n";
static const char *const layers =
    "id,directed,role\nsupply,true,supply\nrnd,false,rnd\n";
static const char *const links =
    "from,to,layer,date\nt,s,supply,2001\ns,h,supply,2001\n"
    "g,h,supply,2001\nh,B,supply,2001\ni,s,rnd,2001\no,C,rnd,2001\n"
    "i,C,rnd,2001\n";

static qp_network town(const char *architects)
{
    return drawn("regions", regions, "enterprises", firms, "institutes",
                 institutes, "architects", architects, "layers", layers,
                 "links", links, NULL);
}

static qp_network hub(void)
{
    return town("id,enterprise,chain\narch-h,h,goods\narch-o,o,goods\n");
}

/* --------------------------------------------------------------------- rings */

QP_TEST(ring_rows, count_the_actors_of_each_ring)
{
    qp_panel p = chain_panel(hub(), &plain);
    const qp_panel_row *r = row(&p, QP_M_RING_ACTORS, up, "arch-h", "0");
    cr_assert_eq(r->value, 1);
    cr_assert_eq(r->scope, QP_SCOPE_PAIR);
    cr_assert_eq(r->missing, 1, "h-B ends at a region");
    cr_assert_eq(row(&p, QP_M_RING_ACTORS, up, "arch-h", "1")->value, 2,
                 "s, and g that stands for many");
    cr_assert_eq(row(&p, QP_M_RING_ACTORS, up, "arch-h", "2")->value, 1, "t");
    cr_assert_null(seek(&p, QP_M_RING_ACTORS, up, "arch-h", "3"));
    cr_assert_eq(row(&p, QP_M_RING_ACTORS, up, "arch-h", "unreached")->value,
                 0);
    cr_assert_eq(row(&p, QP_M_RING_ACTORS, down, "arch-h", "unreached")->value,
                 3, "s, g and t; o and i take no part in supply");
    cr_assert_null(seek(&p, QP_M_RING_ACTORS, down, "arch-h", "1"));
    qp_panel_clear(&p);
}

QP_TEST(ring_rows, share_out_the_capacity_of_a_ring)
{
    qp_panel p = chain_panel(hub(), &plain);
    const qp_panel_row *r = row(&p, QP_M_RING_CAPACITY, up, "arch-h", "1");
    cr_assert_eq(r->value, 40 + 60);
    cr_assert_eq(r->n, 2);
    cr_assert_eq(r->missing, 0);
    cr_assert_eq(row(&p, QP_M_RING_LOCAL_SHARE, up, "arch-h", "1")->value,
                 40 / 100.0);
    cr_assert_eq(row(&p, QP_M_RING_CLUSTER_SHARE, up, "arch-h", "1")->value, 1);
    cr_assert_eq(row(&p, QP_M_RING_CLUSTER_SHARE, up, "arch-h", "2")->value, 0);
    cr_assert_eq(
        row(&p, QP_M_RING_LITTLE_GIANT_SHARE, up, "arch-h", "1")->value,
        40 / 100.0);
    cr_assert_eq(
        row(&p, QP_M_RING_INSTITUTE_SHARE, around, "arch-h", "2")->value,
        15 / 40.0, "i of i and t");
    r = row(&p, QP_M_MEAN_RADIUS, up, "arch-h", "");
    cr_assert_eq(r->value, (1 * 100 + 2 * 25) / 125.0);
    cr_assert_eq(r->scope, QP_SCOPE_ACTOR);
    cr_assert_eq(r->n, 3);
    r = row(&p, QP_M_MEAN_RADIUS, down, "arch-h", "");
    cr_assert_eq(r->reason, QP_REASON_NO_LINK);
    qp_panel_clear(&p);
}

/* Around h are s, g and B; then t and i; then C, which o leads to as well. */
QP_TEST(ring_rows, around_an_architect_regions_lead_no_further)
{
    qp_panel p = chain_panel(hub(), &plain);
    const qp_panel_row *r = row(&p, QP_M_RING_ACTORS, around, "arch-h", "1");
    cr_assert_eq(r->value, 3);
    cr_assert_eq(r->missing, 0, "a region is an end like any other");
    cr_assert_eq(row(&p, QP_M_RING_ACTORS, around, "arch-h", "2")->value, 2);
    cr_assert_eq(row(&p, QP_M_RING_ACTORS, around, "arch-h", "3")->value, 1);
    cr_assert_null(seek(&p, QP_M_RING_ACTORS, around, "arch-h", "4"));
    cr_assert_eq(
        row(&p, QP_M_RING_ACTORS, around, "arch-h", "unreached")->value, 1,
        "o");
    r = row(&p, QP_M_RING_CAPACITY, around, "arch-h", "3");
    cr_assert_eq(r->reason, QP_REASON_NO_CAPACITY);
    cr_assert_eq(r->missing, 1, "a region has none");
    r = row(&p, QP_M_RING_LOCAL_SHARE, around, "arch-h", "3");
    cr_assert_eq(r->reason, QP_REASON_NO_CAPACITY);
    r = row(&p, QP_M_MEAN_RADIUS, around, "arch-o", "");
    cr_assert_eq(r->reason, QP_REASON_NO_CAPACITY);
    cr_assert_eq(r->n, 1, "C");
    cr_assert_eq(
        row(&p, QP_M_RING_ACTORS, around, "arch-o", "unreached")->value, 5,
        "h s g t i");
    qp_panel_clear(&p);
}

/* Rings 1 and 2 of h are s g t, those of s are t alone. */
QP_TEST(ring_rows, tell_how_two_architects_overlap)
{
    qp_panel p = chain_panel(town("id,enterprise,chain\narch-h,h,goods\n"
                                  "arch-s,s,goods\narch-o,o,x\narch-p,o,y\n"
                                  "arch-t,s,other\n"),
                             &plain);
    const qp_panel_row *r = row(&p, QP_M_RING_OVERLAP, up, "arch-h", "arch-s");
    cr_assert_float_eq(r->value, 1 / 3.0, 1e-15);
    cr_assert_eq(r->n, 3);
    r = row(&p, QP_M_RING_OVERLAP, up, "arch-s", "arch-t");
    cr_assert_eq(r->value, 1, "the same enterprise");
    r = row(&p, QP_M_RING_OVERLAP, up, "arch-h", "arch-o");
    cr_assert_eq(r->value, 0);
    r = row(&p, QP_M_RING_OVERLAP, up, "arch-o", "arch-p");
    cr_assert_eq(r->reason, QP_REASON_NO_LINK);
    cr_assert_null(seek(&p, QP_M_RING_OVERLAP, up, "arch-s", "arch-h"));
    cr_assert_eq(panel_rows(&p, QP_M_RING_OVERLAP), 3 * 10);
    qp_panel_clear(&p);
}

QP_TEST(ring_rows, say_what_is_not_given)
{
    qp_panel p = chain_panel(
        drawn("enterprises", "id,capacity\nh,1\ns,0\n", "architects",
              "id,enterprise,chain\narch,h,goods\n", "links",
              "from,to,layer\ns,h,supply\n", NULL),
        &plain);
    const qp_panel_row *r = row(&p, QP_M_RING_LOCAL_SHARE, up, "arch", "0");
    cr_assert_eq(r->reason, QP_REASON_NOT_GIVEN, "h is nowhere");
    r = row(&p, QP_M_RING_CLUSTER_SHARE, up, "arch", "0");
    cr_assert_eq(r->reason, QP_REASON_NOT_GIVEN);
    r = row(&p, QP_M_RING_LITTLE_GIANT_SHARE, up, "arch", "0");
    cr_assert_eq(r->reason, QP_REASON_NOT_GIVEN, "nobody has a tier");
    cr_assert_eq(row(&p, QP_M_RING_INSTITUTE_SHARE, up, "arch", "0")->value, 0);
    cr_assert_eq(row(&p, QP_M_RING_CAPACITY, up, "arch", "1")->value, 0);
    r = row(&p, QP_M_RING_INSTITUTE_SHARE, up, "arch", "1");
    cr_assert_eq(r->reason, QP_REASON_ZERO_TOTAL);
    r = row(&p, QP_M_MEAN_RADIUS, up, "arch", "");
    cr_assert_eq(r->reason, QP_REASON_ZERO_TOTAL);
    qp_panel_clear(&p);
}

/** The town, where nobody plays h's architect any more. */
static qp_network orphaned(void)
{
    qp_network net = hub();
    net.actors.enterprise[qp_network_actor(&net, "arch-h")] = QP_NONE;
    return net;
}

QP_TEST(ring_rows, of_an_architect_that_nobody_plays_say_so)
{
    static const struct {
        qp_metric metric;
        const char *object;
    } rows[] = {
        {QP_M_RING_ACTORS, "0"},          {QP_M_RING_ACTORS, "unreached"},
        {QP_M_RING_CAPACITY, "0"},        {QP_M_RING_LOCAL_SHARE, "0"},
        {QP_M_RING_CLUSTER_SHARE, "0"},   {QP_M_RING_LITTLE_GIANT_SHARE, "0"},
        {QP_M_RING_INSTITUTE_SHARE, "0"}, {QP_M_MEAN_RADIUS, ""},
        {QP_M_RING_OVERLAP, "arch-o"},
    };
    qp_panel p = chain_panel(orphaned(), &plain);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        cr_expect_eq(
            row(&p, rows[r].metric, up, "arch-h", rows[r].object)->reason,
            QP_REASON_NO_ENTERPRISE);
    cr_assert_null(seek(&p, QP_M_RING_ACTORS, up, "arch-h", "1"));
    cr_assert_eq(row(&p, QP_M_ARCHITECT_SCORE, "supply", "arch-h", "")->reason,
                 QP_REASON_NO_ENTERPRISE);
    qp_panel_clear(&p);
}

QP_TEST(ring_rows, are_told_in_windows_where_asked_for)
{
    qp_chain_options years = chain_years(plain, "2001", "2003");
    qp_panel p = chain_panel(hub(), &years);
    cr_assert_eq(panel_rows(&p, QP_M_RING_ACTORS), 0);
    cr_assert_eq(panel_rows(&p, QP_M_ARCHITECT_SCORE), 0);
    qp_panel_clear(&p);
    years.pairs = true;
    p = chain_panel(hub(), &years);
    cr_assert_eq(
        panel_row(&p, QP_M_RING_ACTORS, up, "2001..2002", "arch-h", "1")->value,
        2);
    cr_assert_null(
        panel_seek(&p, QP_M_RING_ACTORS, up, "2002..2003", "arch-h", "1"));
    cr_assert_eq(
        panel_row(&p, QP_M_RING_ACTORS, up, "2002..2003", "arch-h", "unreached")
            ->value,
        0, "nobody takes part in supply");
    qp_panel_clear(&p);
}

/* --------------------------------------------------------------------- score */

/* Of s all goes to h, of t 3/4 to s and 1/4 to o, who sells nothing. */
static qp_network market(const char *actors)
{
    return drawn("enterprises", actors, "architects",
                 "id,enterprise,chain\na1,h,goods\na2,h,more\na3,o,goods\n"
                 "a4,x,goods\na5,m,goods\n",
                 "layers",
                 "id,directed,role\nsupply,true,supply\nback,false,supply\n"
                 "rnd,true,rnd\n",
                 "links",
                 "from,to,layer,weight\ns,h,supply,8\nt,s,supply,3\n"
                 "t,o,supply,1\nm,h,supply,9\nu,v,supply,1\nv,u,supply,1\n"
                 "w,h,supply,1\ns,h,back,1\ns,h,rnd,1\n",
                 NULL);
}

static const char *const traders =
    "id,capacity,group\nh,100,\ns,40,\nt,20,\no,5,\nx,7,\nm,9,true\nu,1000,\n"
    "v,1000,\nw,,\n";

QP_TEST(score_rows, tell_where_the_sales_of_all_others_end)
{
    qp_panel p = chain_panel(market(traders), &plain);
    const qp_panel_row *r = row(&p, QP_M_ARCHITECT_SCORE, "supply", "a1", "");
    cr_assert_float_eq(r->value, (40 + 20 * 3 / 4.0) / 60, 1e-15);
    cr_assert_eq(r->n, 2, "s and t");
    cr_assert_eq(r->missing, 3, "u and v reach nobody, of w nothing is known");
    r = row(&p, QP_M_ARCHITECT_SCORE, "supply", "a2", "");
    cr_assert_float_eq(r->value, 55 / 60.0, 1e-15, "the same enterprise");
    r = row(&p, QP_M_ARCHITECT_SCORE, "supply", "a3", "");
    cr_assert_float_eq(r->value, 20 / 4.0 / 60, 1e-15);
    r = row(&p, QP_M_ARCHITECT_SCORE, "supply", "a4", "");
    cr_assert_eq(r->reason, QP_REASON_NO_LINK);
    r = row(&p, QP_M_ARCHITECT_SCORE, "supply", "a5", "");
    cr_assert_eq(r->reason, QP_REASON_NO_LINK, "it stands for many");
    r = row(&p, QP_M_ARCHITECT_SCORE, "back", "a1", "");
    cr_assert_eq(r->reason, QP_REASON_UNDIRECTED);
    cr_assert_null(seek(&p, QP_M_ARCHITECT_SCORE, "rnd", "a1", ""));
    qp_panel_clear(&p);
}

QP_TEST(score_rows, say_when_no_capacity_is_known_or_none_there)
{
    qp_panel p = chain_panel(
        market("id,group\nh,\ns,\nt,\no,\nx,\nm,true\nu,\nv,\nw,\n"), &plain);
    const qp_panel_row *r = row(&p, QP_M_ARCHITECT_SCORE, "supply", "a1", "");
    cr_assert_eq(r->reason, QP_REASON_NO_CAPACITY);
    cr_assert_eq(r->missing, 5, "s t w u v");
    qp_panel_clear(&p);
    p = chain_panel(market("id,capacity\nh,1\ns,0\nt,0\no,\nx,\nm,0\nu,\nv,\n"
                           "w,0\n"),
                    &plain);
    r = row(&p, QP_M_ARCHITECT_SCORE, "supply", "a1", "");
    cr_assert_eq(r->reason, QP_REASON_ZERO_TOTAL);
    qp_panel_clear(&p);
}

/* ----------------------------------------------------------------- consortia */

static const char *const members =
    "id,region,ownership,tier,stages,group\ns,A,soe-local,,2,\n"
    "p,A,private,,3,\nq,B,private,little-giant,,\nn,,unstated,,,\n"
    "many,A,private,,3,true\n";
static const char *const research_bodies =
    "id,region,kind,stages\nu,B,university,1\nl,B,,\npark,A,park,\n";

static qp_network alliance(const char *consortia, const char *memberships)
{
    return drawn("regions", "id\nA\nB\n", "enterprises", members, "institutes",
                 research_bodies, "architects",
                 "id,enterprise,chain\narch,p,goods\n", "consortia", consortia,
                 "memberships", memberships, "links",
                 "from,to,layer\ns,p,supply\n", NULL);
}

/* K has a lead of its own, twice; s p u once each: soe, private, university. */
QP_TEST(consortium_rows, look_at_each_member_once)
{
    qp_panel p = chain_panel(alliance("id,lead\nK,s\n",
                                      "consortium,member,role\nK,s,member\n"
                                      "K,s,partner\nK,u,\nK,arch,\nK,p,\n"),
                             &plain);
    const qp_panel_row *r = row(&p, QP_M_CONSORTIUM_COMPLETENESS, "", "K", "");
    cr_assert_eq(r->value, 1);
    cr_assert_eq(r->scope, QP_SCOPE_CONSORTIUM);
    cr_assert_eq(r->n, 3, "an architect is its enterprise");
    cr_assert_eq(r->missing, 0);
    cr_assert(isnan(r->low) && !has_flag(r, QP_FLAG_BOUNDS));
    cr_assert_eq(row(&p, QP_M_CONSORTIUM_TWO_ENDS, "", "K", "")->value, 1);
    cr_assert_eq(row(&p, QP_M_CONSORTIUM_STAGE_COVERAGE, "", "K", "")->value,
                 1);
    cr_assert_float_eq(row(&p, QP_M_CONSORTIUM_DIVERSITY, "", "K", "")->value,
                       1 - 3 / 9.0, 1e-15);
    cr_assert_float_eq(
        row(&p, QP_M_CONSORTIUM_CROSS_REGION, "", "K", "")->value, 1 / 3.0,
        1e-15);
    qp_panel_clear(&p);
}

/* s leads by its role; many stands for others, n says nothing. */
QP_TEST(consortium_rows, count_who_is_not_known_and_what_that_leaves_open)
{
    qp_panel p = chain_panel(
        alliance("id,members\nK,9\n",
                 "consortium,member,role\nK,s,coordinator\nK,q,\nK,n,\n"
                 "K,many,\nK,u,sponsor\n"),
        &plain);
    const qp_panel_row *r = row(&p, QP_M_CONSORTIUM_COMPLETENESS, "", "K", "");
    cr_assert_eq(r->value, 2 / 4.0, "lead and enterprise; a sponsor is none");
    cr_assert_eq(r->n, 3);
    cr_assert_eq(r->missing, (9 - 3) + 2, "q and n have no stage");
    cr_assert(r->low == 0.5 && r->high == 1 && has_flag(r, QP_FLAG_BOUNDS));
    r = row(&p, QP_M_CONSORTIUM_TWO_ENDS, "", "K", "");
    cr_assert(r->value == 0 && r->low == 0 && r->high == 1);
    r = row(&p, QP_M_CONSORTIUM_DIVERSITY, "", "K", "");
    cr_assert_eq(r->value, 1 - 2 / 4.0, "local state, little giant");
    cr_assert_eq(r->missing, 6 + 1, "n is unstated");
    cr_assert(isnan(r->low), "it may be less with more members");
    r = row(&p, QP_M_CONSORTIUM_CROSS_REGION, "", "K", "");
    cr_assert_eq(r->value, 0.5);
    cr_assert_eq(r->missing, 6 + 1);
    qp_panel_clear(&p);
}

QP_TEST(consortium_rows, count_who_stands_for_many_once)
{
    qp_panel p = chain_panel(alliance("id,lead\nK,many\n",
                                      "consortium,member,role\nK,u,\n"
                                      "K,many,\nK,many,partner\n"),
                             &plain);
    const qp_panel_row *r = row(&p, QP_M_CONSORTIUM_COMPLETENESS, "", "K", "");
    cr_assert_eq(r->n, 1);
    cr_assert_eq(r->missing, 1);
    cr_assert_eq(r->value, 1 / 4.0, "research; who stands for many leads none");
    qp_panel_clear(&p);
}

QP_TEST(consortium_rows, say_why_there_is_no_value)
{
    qp_panel p = chain_panel(
        alliance("id\nempty\nnowhere\n",
                 "consortium,member,role\nempty,u,sponsor\nempty,many,\n"
                 "nowhere,n,\n"),
        &plain);
    static const qp_metric all[] = {
        QP_M_CONSORTIUM_COMPLETENESS,   QP_M_CONSORTIUM_TWO_ENDS,
        QP_M_CONSORTIUM_STAGE_COVERAGE, QP_M_CONSORTIUM_DIVERSITY,
        QP_M_CONSORTIUM_CROSS_REGION,
    };
    for (size_t m = 0; m < sizeof all / sizeof *all; m++) {
        const qp_panel_row *r = row(&p, all[m], "", "empty", "");
        cr_expect_eq(r->reason, QP_REASON_NO_MEMBER);
        cr_expect_eq(r->missing, 1, "who stands for many");
    }
    cr_assert_eq(row(&p, all[0], "", "nowhere", "")->value, 1 / 4.0);
    cr_assert_eq(row(&p, all[1], "", "nowhere", "")->reason,
                 QP_REASON_NO_STAGE);
    cr_assert_eq(row(&p, all[2], "", "nowhere", "")->reason,
                 QP_REASON_NO_STAGE);
    cr_assert_eq(row(&p, all[3], "", "nowhere", "")->reason,
                 QP_REASON_NOT_GIVEN);
    cr_assert_eq(row(&p, all[4], "", "nowhere", "")->reason,
                 QP_REASON_NOT_GIVEN);
    qp_panel_clear(&p);
}

QP_TEST(consortium_rows, know_research_from_what_is_none)
{
    qp_panel p = chain_panel(
        alliance("id\nlab\nzone\n", "consortium,member\nlab,l\nzone,park\n"),
        &plain);
    const qp_panel_row *r = row(&p, QP_M_CONSORTIUM_COMPLETENESS, "", "lab",
                                "");
    cr_assert_eq(r->value, 1 / 4.0, "its kind is not given");
    r = row(&p, QP_M_CONSORTIUM_COMPLETENESS, "", "zone", "");
    cr_assert_eq(r->value, 0);
    r = row(&p, QP_M_CONSORTIUM_DIVERSITY, "", "zone", "");
    cr_assert(r->value == 0 && has_flag(r, QP_FLAG_TRIVIAL));
    qp_panel_clear(&p);
}

QP_TEST(consortium_rows, are_of_the_whole_period_alone)
{
    qp_chain_options years = chain_years(plain, "2001", "2002");
    years.pairs = true;
    qp_panel p = chain_panel(alliance("id\nK\n", "consortium,member\nK,u\n"),
                             &years);
    cr_assert_eq(panel_rows(&p, QP_M_CONSORTIUM_COMPLETENESS), 0);
    qp_panel_clear(&p);
}

/* It has an architect, sales and a consortium. */
QP_TEST(consortium_rows, come_back_clean_from_every_failure_of_memory)
{
    chain_survives(alliance("id\nK\n", "consortium,member\nK,u\nK,s\n"),
                   &plain);
}
