/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/describe.h"
#include "support/drawn.h"
#include "support/leak.h"

static const qp_frame_options everything = {.window = {QP_NO_DAY, QP_NO_DAY}};

static qp_panel described(qp_network net, const qp_frame_options *options)
{
    qp_panel panel = {0};
    qp_error err = {0};
    cr_assert_eq(qp_describe(&net, options, &panel, &err), QP_OK, "%s",
                 err.message);
    qp_panel_sort(&panel);
    qp_network_clear(&net);
    return panel;
}

/* NULL where there is no such row. */
static const qp_panel_row *find(const qp_panel *p, qp_metric metric,
                                const char *layer, const char *subject,
                                const char *object)
{
    for (size_t r = 0; r < p->count; r++) {
        const qp_panel_row *row = &p->rows[r];
        if (row->metric == metric &&
            strcmp(qp_pool_text(&p->text, row->layer), layer) == 0 &&
            strcmp(qp_pool_text(&p->text, row->subject), subject) == 0 &&
            strcmp(qp_pool_text(&p->text, row->object), object) == 0)
            return row;
    }
    return NULL;
}

static const qp_panel_row *row(const qp_panel *p, qp_metric metric,
                               const char *layer, const char *subject,
                               const char *object)
{
    const qp_panel_row *found = find(p, metric, layer, subject, object);
    cr_assert_not_null(found, "no row %s,%s,%s,%s", qp_metrics[metric].name,
                       layer, subject, object);
    return found;
}

static double value(const qp_panel *p, qp_metric metric, const char *layer,
                    const char *subject, const char *object)
{
    return row(p, metric, layer, subject, object)->value;
}

/*
 * docs/metrics/descriptives.md works this example.
 *
 *      A ──6──▶ B        clusters   north = A, B   south = C
 *      B ──2──▶ A        C ──1──▶ A in two rows of different years
 *      C ──1──▶ A
 *      C ──3──▶ A
 */
static qp_network three_regions(void)
{
    return drawn("regions", "id,cluster\nA,north\nB,north\nC,south\n", "layers",
                 "id,factor,unit\ntalent,talent,persons\n", "links",
                 "from,to,layer,weight,date,origin\nA,B,talent,6,2001,state\n"
                 "B,A,talent,2,2001,market\nC,A,talent,1,2001,market\n"
                 "C,A,talent,3,2002,\n",
                 NULL);
}

QP_TEST(describe, of_three_regions_is_as_worked_by_hand)
{
    qp_panel p = described(three_regions(), &everything);
    cr_assert_eq(value(&p, QP_M_ACTOR_COUNT, "talent", "all", ""), 3);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "talent", "all", ""), 4);
    cr_assert_eq(value(&p, QP_M_LINK_WEIGHT, "talent", "all", ""), 12);
    cr_assert_eq(value(&p, QP_M_PAIR_DENSITY, "talent", "all", ""), 3.0 / 6);

    const char *north = "cluster:north";
    const char *south = "cluster:south";
    cr_assert_eq(value(&p, QP_M_ACTOR_COUNT, "talent", north, ""), 2);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "talent", north, north), 2);
    cr_assert_eq(value(&p, QP_M_LINK_WEIGHT, "talent", south, north), 4);
    cr_assert_eq(value(&p, QP_M_LINK_SHARE, "talent", south, north), 4.0 / 12);
    cr_assert_eq(value(&p, QP_M_PAIR_DENSITY, "talent", north, north), 2.0 / 2);
    cr_assert_eq(value(&p, QP_M_PAIR_DENSITY, "talent", south, north), 1.0 / 2);
    cr_assert_null(find(&p, QP_M_LINK_COUNT, "talent", north, south));
    double entropy = -(8.0 / 12 * log(8.0 / 12) + 4.0 / 12 * log(4.0 / 12));
    cr_assert_float_eq(
        value(&p, QP_M_ENTROPY_NORMALISED, "talent", "cluster", ""),
        entropy / log(2), 1e-15);
    cr_assert_str_eq(
        qp_pool_text(&p.text,
                     row(&p, QP_M_LINK_WEIGHT, "talent", south, north)->unit),
        "persons");
    qp_panel_clear(&p);
}

/* Of 12, the state's links weigh 6, the market's 3, of 3 it is not known. */
QP_TEST(describe, bounds_shares_where_the_field_is_missing)
{
    qp_panel p = described(three_regions(), &everything);
    const qp_panel_row *state = row(&p, QP_M_LINK_SHARE, "talent",
                                    "origin:state", "");
    cr_assert_eq(state->value, 6.0 / 9);
    cr_assert_eq(state->low, 6.0 / 12);
    cr_assert_eq(state->high, 9.0 / 12);
    cr_assert_eq(state->flags, 1U << QP_FLAG_BOUNDS);
    cr_assert_eq(state->n, 1);
    cr_assert_eq(state->missing, 1);
    const qp_panel_row *north = row(&p, QP_M_LINK_SHARE, "talent",
                                    "cluster:north", "cluster:north");
    cr_assert(isnan(north->low) && north->flags == 0, "all is known");
    qp_panel_clear(&p);
}

QP_TEST(describe, counts_what_is_in_the_window)
{
    qp_frame_options options = everything;
    qp_period first = QP_NO_PERIOD;
    cr_assert(qp_period_read("2001", 4, &first));
    options.window = first;
    qp_panel p = described(three_regions(), &options);
    const qp_panel_row *all = row(&p, QP_M_LINK_WEIGHT, "talent", "all", "");
    cr_assert_eq(all->value, 9);
    cr_assert_eq(all->n, 3);
    cr_assert_str_eq(qp_pool_text(&p.text, all->window), "2001..2002");
    cr_assert_eq(row(&p, QP_M_ACTOR_COUNT, "", "all", "")->window, QP_NONE,
                 "actors have no date");
    qp_panel_clear(&p);
}

QP_TEST(describe, says_so_where_a_window_has_no_link)
{
    qp_frame_options options = everything;
    qp_period late = QP_NO_PERIOD;
    cr_assert(qp_period_read("2030", 4, &late));
    options.window = late;
    qp_panel p = described(three_regions(), &options);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "talent", "all", ""), 0);
    cr_assert_eq(value(&p, QP_M_ACTOR_COUNT, "talent", "all", ""), 0);
    cr_assert_eq(row(&p, QP_M_PAIR_DENSITY, "talent", "all", "")->reason,
                 QP_REASON_NO_PAIR);
    cr_assert_eq(
        row(&p, QP_M_ENTROPY_NORMALISED, "talent", "cluster", "")->reason,
        QP_REASON_NO_FLOW);
    qp_panel_clear(&p);
}

/*
 *      firm (private, home) ── lab (foreign),  firm ── lost (soe-local)
 */
QP_TEST(describe, groups_both_ends_by_kind_ownership_and_home)
{
    qp_panel p = described(
        drawn("regions", "id\nA\n", "enterprises",
              "id,region,country,ownership\nfirm,A,CHN,private\n"
              "lost,A,,soe-local\n",
              "institutes", "id,region,country\nlab,A,USA\n", "links",
              "from,to,layer,weight\nfirm,lab,rnd,2\nlost,firm,rnd,1\n", NULL),
        &everything);
    cr_assert_eq(
        value(&p, QP_M_LINK_COUNT, "rnd", "kind:enterprise", "kind:institute"),
        1);
    cr_assert_eq(
        value(&p, QP_M_LINK_COUNT, "rnd", "kind:enterprise", "kind:enterprise"),
        1);
    cr_assert_eq(value(&p, QP_M_LINK_WEIGHT, "rnd", "ownership:private",
                       "ownership:soe-local"),
                 1);
    cr_assert_eq(value(&p, QP_M_ACTOR_COUNT, "", "ownership:private", ""), 1);
    cr_assert_null(find(&p, QP_M_ACTOR_COUNT, "", "ownership:foreign", ""),
                   "nobody is");
    /* a tie of one to one: CHN comes first in byte order */
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "rnd", "home:foreign", "home:home"),
                 1);
    cr_assert_eq(row(&p, QP_M_ENTROPY_NORMALISED, "rnd", "cluster", "")->reason,
                 QP_REASON_NO_CLUSTER);
    cr_assert_eq(row(&p, QP_M_ENTROPY_NORMALISED, "rnd", "origin", "")->reason,
                 QP_REASON_NOT_GIVEN);
    cr_assert_eq(row(&p, QP_M_ENTROPY_NORMALISED, "rnd", "status", "")->reason,
                 QP_REASON_ONE_GROUP);
    qp_panel_clear(&p);
}

/* One pair of three possible: undirected, each counts once. */
QP_TEST(describe, counts_an_undirected_pair_once)
{
    qp_panel p = described(
        drawn("regions", "id,cluster\nA,y\nB,x\nC,x\n", "links",
              "from,to,layer,weight\nA,B,rnd,1\nB,C,rnd,1\n", NULL),
        &everything);
    cr_assert_eq(value(&p, QP_M_PAIR_DENSITY, "rnd", "all", ""), 2.0 / 3);
    cr_assert_eq(value(&p, QP_M_PAIR_DENSITY, "rnd", "cluster:x", "cluster:x"),
                 1);
    cr_assert_eq(value(&p, QP_M_PAIR_DENSITY, "rnd", "cluster:x", "cluster:y"),
                 1.0 / 2);
    cr_assert_null(find(&p, QP_M_LINK_COUNT, "rnd", "cluster:y", "cluster:x"));
    qp_panel_clear(&p);
}

QP_TEST(describe, counts_every_status_and_groups_by_it)
{
    qp_panel p = described(drawn("links",
                                 "from,to,layer,weight,status\n"
                                 "A,B,talent,1,\nA,B,talent,2,planned\n"
                                 "A,B,talent,4,historical\n",
                                 NULL),
                           &everything);
    cr_assert_eq(value(&p, QP_M_LINK_WEIGHT, "talent", "all", ""), 7);
    cr_assert_eq(value(&p, QP_M_LINK_WEIGHT, "talent", "status:actual", ""), 1);
    cr_assert_eq(value(&p, QP_M_LINK_WEIGHT, "talent", "status:planned", ""),
                 2);
    cr_assert_eq(value(&p, QP_M_PAIR_DENSITY, "talent", "all", ""), 1.0 / 2,
                 "one pair, three links");
    qp_panel_clear(&p);
}

/* Weights of layers do not add up; their links do. */
QP_TEST(describe, counts_links_across_layers_and_never_adds_their_weights)
{
    qp_panel p = described(
        drawn("layers",
              "id,factor,sense\ntalent,talent,resource\n"
              "money,capital,resource\nother,,\n",
              "links",
              "from,to,layer,weight\nA,B,talent,1\nB,C,talent,1\n"
              "A,B,money,900\nA,D,other,1\n",
              NULL),
        &everything);
    const qp_panel_row *sense = row(&p, QP_M_LINK_COUNT, "", "sense:resource",
                                    "");
    cr_assert_eq(sense->value, 3);
    cr_assert_eq(sense->missing, 1, "a layer without a sense");
    cr_assert_eq(value(&p, QP_M_ACTOR_COUNT, "", "sense:resource", ""), 3);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "", "factor:capital", ""), 1);
    double entropy = -(2.0 / 3 * log(2.0 / 3) + 1.0 / 3 * log(1.0 / 3));
    cr_assert_float_eq(value(&p, QP_M_ENTROPY_NORMALISED, "", "factor", ""),
                       entropy / log(2), 1e-15);
    for (size_t r = 0; r < p.count; r++)
        cr_assert(p.rows[r].metric != QP_M_LINK_WEIGHT ||
                  p.rows[r].layer != QP_NONE);
    qp_panel_clear(&p);
}

/*
 *      one ──▶ two      many ──▶ one      many stands for 12,000
 *
 * pairs of those that stand for one: one-two of 2 x 1 possible
 */
QP_TEST(describe, leaves_who_stands_for_many_out_of_densities)
{
    qp_panel p = described(
        drawn("enterprises",
              "id,group,members\none,,\ntwo,false,\n"
              "many,true,12000\n",
              "layers", "id,weighted\nsupply,false\n", "links",
              "from,to,layer\none,two,supply\nmany,one,supply\n", NULL),
        &everything);
    cr_assert_eq(value(&p, QP_M_ACTOR_COUNT, "supply", "all", ""), 3);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "supply", "all", ""), 2);
    const qp_panel_row *whole = row(&p, QP_M_PAIR_DENSITY, "supply", "all", "");
    cr_assert_eq(whole->value, 1.0 / 2);
    cr_assert_eq(whole->n, 1);
    cr_assert_eq(whole->missing, 1);
    const char *firms = "kind:enterprise";
    const qp_panel_row *part = row(&p, QP_M_PAIR_DENSITY, "supply", firms,
                                   firms);
    cr_assert_eq(part->value, 1.0 / 2);
    cr_assert_eq(part->missing, 1);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "supply", firms, firms), 2);
    qp_panel_clear(&p);
}

QP_TEST(describe, counts_architects_as_actors)
{
    qp_panel p = described(drawn("enterprises", "id\nf\ng\n", "architects",
                                 "id,enterprise,chain\nx,f,cars\n", "layers",
                                 "id,weighted\nsupply,false\n", "links",
                                 "from,to,layer\ng,x,supply\n", NULL),
                           &everything);
    cr_assert_eq(value(&p, QP_M_ACTOR_COUNT, "", "kind:architect", ""), 1);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "supply", "kind:enterprise",
                       "kind:architect"),
                 1);
    qp_panel_clear(&p);
}

/*
 *      policy   law ──▶ f (twice)   f ──▶ chip (2020)   chip ──▶ law
 *      joint    chip ─── law, undirected     A ─── B
 */
QP_TEST(describe, tells_links_of_things_apart)
{
    qp_panel p = described(
        drawn("regions", "id\nA\nB\n", "enterprises", "id\nf\n", "things",
              "id,kind\nchip,technology\nlaw,programme\n", "layers",
              "id,directed,weighted\npolicy,true,false\njoint,false,false\n"
              "plain,true,false\n",
              "links",
              "from,to,layer,date\nlaw,f,policy,\nlaw,f,policy,\n"
              "f,chip,policy,2020\nchip,law,policy,\nchip,law,joint,\n"
              "A,B,joint,\nA,B,plain,\n",
              NULL),
        &everything);
    const char *law = "thing:programme";
    const char *chip = "thing:technology";
    const char *firm = "kind:enterprise";
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "policy", "things", ""), 4);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "policy", law, firm), 2);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "policy", firm, chip), 1);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "policy", chip, law), 1);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "policy", "all", ""), 0);
    cr_assert_eq(value(&p, QP_M_ACTOR_COUNT, "policy", "all", ""), 0);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "joint", law, chip), 1);
    cr_assert_null(find(&p, QP_M_LINK_COUNT, "joint", chip, law));
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "joint", "all", ""), 1);
    cr_assert_null(find(&p, QP_M_LINK_COUNT, "plain", "things", ""));
    qp_panel_clear(&p);
}

QP_TEST(describe, counts_links_of_things_in_windows_by_their_dates)
{
    qp_frame_options options = everything;
    cr_assert(qp_period_read("2020", 4, &options.window));
    qp_panel p = described(
        drawn("things", "id,kind\nchip,technology\n", "links",
              "from,to,layer,date\nA,chip,x,2020\nA,chip,x,2021\n"
              "A,chip,x,\n",
              NULL),
        &options);
    const qp_panel_row *things = row(&p, QP_M_LINK_COUNT, "x", "things", "");
    cr_assert_eq(things->value, 1);
    cr_assert_eq(things->missing, 1, "one has no date");
    qp_panel_clear(&p);
}

/*
 *      consortium   kind        lead              members
 *      c1           research    lab (institute)   lab, f
 *      c2           research    lab               g
 *      c3           economics   f (private)       f, g
 *      c4           economics   g (not given)
 *      c5           -           f
 *      c6           research    -
 */
QP_TEST(describe, counts_consortia_by_their_kind_and_who_leads)
{
    qp_panel p = described(
        drawn("enterprises", "id,ownership\nf,private\ng,\n", "institutes",
              "id\nlab\n", "consortia",
              "id,kind,lead\nc1,research,lab\nc2,research,lab\n"
              "c3,economics,f\nc4,economics,g\nc5,,f\nc6,research,\n",
              "memberships",
              "consortium,member\nc1,lab\nc1,f\nc2,g\nc3,f\nc3,g\nc6,g\n",
              NULL),
        &everything);
    const char *research = "consortium_kind:research";
    const char *economics = "consortium_kind:economics";
    const qp_panel_row *c = row(&p, QP_M_LINK_COUNT, "", research,
                                "lead:institute");
    cr_assert_eq(c->value, 2);
    cr_assert_eq(c->missing, 2);
    cr_assert_eq(value(&p, QP_M_ACTOR_COUNT, "", research, "lead:institute"),
                 3);
    cr_assert_eq(
        value(&p, QP_M_LINK_COUNT, "", economics, "lead:enterprise:private"),
        1);
    cr_assert_eq(
        value(&p, QP_M_ACTOR_COUNT, "", economics, "lead:enterprise:private"),
        2);
    cr_assert_eq(value(&p, QP_M_LINK_COUNT, "", economics, "lead:enterprise"),
                 1);
    cr_assert_null(find(&p, QP_M_LINK_COUNT, "", research, "lead:enterprise"));
    qp_panel_clear(&p);
}

QP_TEST(describe, comes_back_clean_from_every_failure_of_memory)
{
    qp_network net = three_regions();
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_panel panel = {0};
        qp_memory_allow(allowed);
        status = qp_describe(&net, &everything, &panel, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_panel_clear(&panel);
        cr_assert_eq(qp_memory_held(), held, "after %ld requests", allowed);
    }
    cr_assert_eq(status, QP_OK);
    qp_network_clear(&net);
}
