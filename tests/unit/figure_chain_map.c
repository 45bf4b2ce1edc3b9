/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "figure/chain_map.h"
#include "figure/chain_map_scene.h"
#include "support/drawn.h"
#include "support/leak.h"
#include "support/picture.h"
#include "support/told.h"

/*
 *      u  science, engineering   capacity 30: 15 in each
 *      e  engineering            capacity 10
 *      p  product                not known
 *      g  a group of product, counts nowhere; q says no stage
 */
static const char links[] = "from,to,layer,weight,source\n"
                            "u,e,research,4,s\ne,p,research,2,s\n"
                            "u,p,licence,1,s\n";
static const char layers[] = "id,name,role,directed,unit\n"
                             "research,Research,rnd,false,projects\n"
                             "licence,Licences,transfer,true,\n"
                             "supply,Supply,supply,true,\n";
static const char regions[] = "id,cluster\nA,north\nB,south\n";
static const char clusters[] = "id,name\nnorth,The North\nsouth,The South\n";
static const char firms[] = "id,name,region,stages,capacity,group\n"
                            "e,Eve,A,2,10,\np,Pit,B,3,,\ng,Gang,B,3,9,true\n"
                            "q,Quiet,B,,5,\n";
static const char institutes[] =
    "id,name,region,stages,capacity\nu,Uni,A,1 2,30\n";
static const char sources[] = "id,title,class\ns,The Book,measured\n";

static qp_network small(void)
{
    return drawn("links", links, "layers", layers, "regions", regions,
                 "clusters", clusters, "enterprises", firms, "institutes",
                 institutes, "sources", sources, NULL);
}

/* The gap of science and engineering is 0; of the second pair 0.4; of science
 * and products nothing is known. */
static void tell_links(qp_panel *panel, const char *layer)
{
    tell(panel, QP_M_STAGE_LINK_WEIGHT, layer, "science", "engineering", 1061);
    tell(panel, QP_M_STAGE_LINK_WEIGHT, layer, "engineering", "product", 7);
    tell(panel, QP_M_STAGE_OBSERVED_EXPECTED, layer, "science", "engineering",
         1.25);
    tell(panel, QP_M_STAGE_OBSERVED_EXPECTED, layer, "engineering", "product",
         0.6);
    tell_why(panel, QP_M_STAGE_OBSERVED_EXPECTED, layer, "science", "product",
             QP_REASON_STAGE_ABSENT);
    tell(panel, QP_M_STAGE_OBSERVED_EXPECTED, layer, "science", "science",
         0.75);
    tell(panel, QP_M_STAGE_GAP, layer, "science", "engineering", 0);
    tell(panel, QP_M_STAGE_GAP, layer, "engineering", "product", 0.4);
}

static void tell_line(qp_panel *panel, qp_metric metric, qp_scope scope,
                      const char *subject, double value, qp_reason reason)
{
    qp_panel_row row = told_row(panel, metric, "", subject, "");
    row.scope = scope;
    row.value = value;
    row.reason = reason;
    row.n = 3;
    tell_row(panel, &row);
}

static void tell_reach(qp_panel *panel)
{
    const qp_metric open = QP_M_CHAIN_COMPLETENESS_OPEN;
    const qp_metric closed = QP_M_CHAIN_COMPLETENESS_CLOSED;
    tell_line(panel, open, QP_SCOPE_CLUSTER, "north", 1, QP_REASON_NONE);
    tell_line(panel, closed, QP_SCOPE_CLUSTER, "north", 0.5, QP_REASON_NONE);
    tell_line(panel, open, QP_SCOPE_CLUSTER, "south", 0.25, QP_REASON_NONE);
    tell_line(panel, closed, QP_SCOPE_CLUSTER, "south", NAN,
              QP_REASON_NO_SCIENCE);
    tell_line(panel, open, QP_SCOPE_SYSTEM, "all", 0.75, QP_REASON_NONE);
}

static void tell_risk(qp_panel *panel, const char *id, double low, double high)
{
    qp_panel_row row = told_row(panel, QP_M_SYSTEMIC_RISK_INDEX, "supply", id,
                                "");
    row.value = high;
    row.low = low;
    row.high = high;
    tell_row(panel, &row);
}

static qp_panel measured(void)
{
    qp_panel panel = {0};
    tell_links(&panel, "research");
    tell_reach(&panel);
    tell(&panel, QP_M_VERTEX_CUT_SIZE, "", "science", "product", 2);
    tell(&panel, QP_M_VERTEX_CUT_MEMBER, "", "e", "science:product", 1);
    tell(&panel, QP_M_VERTEX_CUT_MEMBER, "", "u", "science:product", 1);
    tell(&panel, QP_M_VERTEX_CUT_MEMBER, "", "q", "foreign:product", 1);
    tell_why(&panel, QP_M_VERTEX_CUT_SIZE, "", "foreign", "product",
             QP_REASON_DIRECT);
    tell_risk(&panel, "e", 0.5, 0.5);
    tell_risk(&panel, "p", 0.125, 0.875);
    tell_risk(&panel, "u", 0.5, 0.5);
    tell_risk(&panel, "q", 0, 0);
    qp_panel_sort(&panel);
    return panel;
}

static qp_text draw_in(const qp_network *net, const qp_panel *panel,
                       qp_language language)
{
    const qp_chain_map_options options = {.window = QP_NO_PERIOD,
                                          .language = language};
    qp_text dot = {0};
    qp_error err = {0};
    cr_assert_eq(qp_chain_map(net, panel, &options, &dot, &err), QP_OK, "%s",
                 err.message);
    return dot;
}

static bool has_links(const qp_network *net, const qp_panel *panel)
{
    const qp_chain_map_options options = {.window = QP_NO_PERIOD};
    return qp_chain_map_has_links(net, panel, &options);
}

static const char *id_of(const qp_network *net, qp_row actor)
{
    return qp_network_text(net, net->actors.id[actor]);
}

/* --------------------------------------------------------------------- scene */

QP_TEST(chain_scene, capacity_is_split_over_stages_and_groups_count_nowhere)
{
    qp_network net = small();
    qp_chain_scene scene;
    qp_chain_scene_gather(&net, NULL, "", &scene);
    cr_assert_eq(scene.stages[0].actors, 1);
    cr_assert_eq(scene.stages[0].capacity, 15);
    cr_assert_eq(scene.stages[1].actors, 2);
    cr_assert_eq(scene.stages[1].capacity, 15 + 10);
    cr_assert_eq(scene.stages[2].actors, 1);
    cr_assert_eq(scene.stages[2].lacking, 1);
    cr_assert_eq(scene.staged, 3);
    cr_assert_eq(scene.unstaged, 1);
    qp_network_clear(&net);
}

QP_TEST(chain_scene, bridges_are_those_of_the_panel_and_missing_is_not_zero)
{
    qp_network net = small();
    qp_panel panel = measured();
    qp_chain_scene scene;
    qp_chain_scene_gather(&net, &panel, "", &scene);
    cr_assert_eq(scene.strip_count, 1);
    const qp_chain_strip *strip = &scene.strips[0];
    cr_assert_eq(strip->layer, qp_network_layer(&net, "research"));
    cr_assert_eq(strip->bridges[0].ratio, 1.25);
    cr_assert_eq(strip->bridges[0].weight, 1061);
    cr_assert_eq(strip->bridges[1].gap, 0.4);
    cr_assert(isnan(strip->bridges[2].ratio));
    cr_assert_eq(strip->within[0], 0.75);
    cr_assert(isnan(strip->within[2]));
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(chain_scene, reach_comes_by_cluster_then_all)
{
    qp_network net = small();
    qp_panel panel = measured();
    qp_chain_scene scene;
    qp_chain_scene_gather(&net, &panel, "", &scene);
    cr_assert_eq(scene.line_count, 3);
    cr_assert_eq(scene.lines[0].open, 1);
    cr_assert_eq(scene.lines[0].closed, 0.5);
    cr_assert(isnan(scene.lines[1].closed));
    cr_assert_eq(scene.lines[1].why_closed, QP_REASON_NO_SCIENCE);
    cr_assert_eq(scene.lines[2].row, QP_NONE);
    cr_assert_eq(scene.lines[2].open, 0.75);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(chain_scene, risks_come_largest_first_equal_ones_by_id)
{
    static const char *const ids[] = {"p", "e", "u"}; /* q: nothing is lost */
    qp_network net = small();
    qp_panel panel = measured();
    qp_chain_scene scene;
    qp_chain_scene_gather(&net, &panel, "", &scene);
    cr_assert_eq(scene.risk_count, 3);
    for (size_t r = 0; r < 3; r++)
        cr_expect_str_eq(id_of(&net, scene.risks[r].actor), ids[r]);
    cr_assert_eq(scene.risks_left, 0);
    cr_assert(scene.risk_bounds);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(chain_scene, of_many_risks_the_five_largest_are_kept)
{
    static drawn_table many;
    qp_panel panel = {0};
    many = (drawn_table){0};
    drawn_add(&many, "id,stages\n");
    for (int i = 0; i < 9; i++) {
        char id[16];
        snprintf(id, sizeof id, "f%d", i);
        drawn_add(&many, "%s,3\n", id);
        tell_risk(&panel, id, i / 10.0, i / 10.0); /* of f0 nothing is lost */
    }
    qp_panel_sort(&panel);
    qp_network net = drawn("links", "from,to,layer\nf0,f1,supply\n", "layers",
                           layers, "enterprises", many.text, NULL);
    qp_chain_scene scene;
    qp_chain_scene_gather(&net, &panel, "", &scene);
    cr_assert_eq(scene.risk_count, 5);
    cr_assert_eq(scene.risks_left, 3);
    cr_assert_str_eq(id_of(&net, scene.risks[0].actor), "f8");
    cr_assert_str_eq(id_of(&net, scene.risks[4].actor), "f4");
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(chain_scene, layers_beyond_the_fourth_are_counted)
{
    qp_panel panel = {0};
    drawn_table table = {0};
    drawn_add(&table, "from,to,layer\n");
    for (int l = 0; l < 6; l++) {
        char id[16];
        snprintf(id, sizeof id, "l%d", l);
        drawn_add(&table, "A,B,%s\n", id);
        tell_links(&panel, id);
    }
    qp_panel_sort(&panel);
    qp_network net = drawn("links", table.text, NULL);
    qp_chain_scene scene;
    qp_chain_scene_gather(&net, &panel, "", &scene);
    cr_assert_eq(scene.strip_count, 4);
    cr_assert_eq(scene.strips_left, 2);
    qp_text dot = draw_in(&net, &panel, QP_ENGLISH);
    cr_assert(picture_says(&dot, "Layers not shown: 2"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* -------------------------------------------------------------------- figure */

/* The width of a band, points; it must be there. */
static double band_of(Agraph_t *graph, const char *class)
{
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        for (Agedge_t *e = agfstout(graph, n); e != NULL;
             e = agnxtout(graph, e))
            if (strcmp(picture_get(e, "class"), class) == 0)
                return atof(picture_get(e, "penwidth"));
    cr_assert_fail("no band of class %s", class);
    return 0;
}

QP_TEST(chain_map, bands_are_as_wide_as_observed_by_expected)
{
    qp_network net = small();
    qp_panel panel = measured();
    qp_text dot = draw_in(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_edges(graph, "bridge"), 2); /* one is not known */
    cr_assert_eq(picture_edges(graph, "bridge gap"), 1);
    cr_assert_float_eq(band_of(graph, "bridge") / band_of(graph, "bridge gap"),
                       1.25 / 0.6, 0.01);
    cr_assert(picture_says(&dot, "gap 0.4"));
    cr_assert(picture_says(&dot, "1,061 projects"));
    cr_assert(picture_says(&dot, "not known: a stage has no link"));
    agclose(graph);
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(chain_map, title_describes_and_the_note_says_that_nothing_is_tested)
{
    qp_network net = small();
    qp_panel panel = measured();
    qp_text dot = draw_in(&net, &panel, QP_ENGLISH);
    cr_assert(picture_says(&dot, "The innovation chain: from science to "));
    cr_assert(picture_says(&dot, "Gaps are described, not tested"));
    cr_assert(picture_says(&dot, "3 actors with a stage, 1 without"));
    cr_assert(picture_says(&dot, "Source: The Book"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(chain_map, own_means_are_a_ring_and_lacking_ones_are_told)
{
    qp_network net = small();
    qp_panel panel = measured();
    qp_text dot = draw_in(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "open"), 3);
    cr_assert_eq(picture_nodes(graph, "closed"), 1); /* north */
    cr_assert(picture_says(&dot, "no science of its own"));
    cr_assert(picture_says(&dot, "The North: with the help of all 1; by own "
                                 "means 0.5; actors of products: 3"));
    agclose(graph);
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(chain_map, names_whom_the_chain_hangs_on)
{
    qp_network net = small();
    qp_panel panel = measured();
    qp_text dot = draw_in(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "risk"), 3);
    cr_assert(picture_says(&dot, "from science: 2 (Eve; Uni)"));
    cr_assert(picture_says(&dot, "from abroad: no cut"));
    cr_assert_not(picture_says(&dot, "from those who buy nothing"));
    cr_assert(picture_says(&dot, "Pit: 88 % of output, between 12 % and 88 %"));
    agclose(graph);
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(chain_map, a_band_far_beyond_is_cut_short_and_the_note_says_so)
{
    qp_network net = small();
    qp_panel panel = {0};
    tell(&panel, QP_M_STAGE_OBSERVED_EXPECTED, "licence", "science", "product",
         40);
    tell(&panel, QP_M_STAGE_LINK_WEIGHT, "licence", "science", "product", 3);
    tell(&panel, QP_M_STAGE_LINK_WEIGHT_DIRECTED, "licence", "science",
         "product", 2);
    tell(&panel, QP_M_STAGE_LINK_WEIGHT_DIRECTED, "licence", "product",
         "science", 1);
    qp_panel_sort(&panel);
    qp_text dot = draw_in(&net, &panel, QP_ENGLISH);
    cr_assert(picture_says(&dot, "Bands beyond 2.5 times"));
    cr_assert(picture_says(&dot, "2 forward, 1 back"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(chain_map, without_links_between_stages_the_sheet_says_so)
{
    qp_network net = small();
    qp_panel panel = {0};
    cr_assert_not(has_links(&net, &panel));
    qp_text dot = draw_in(&net, &panel, QP_ENGLISH);
    cr_assert(picture_says(&dot, "no panel of qipan-chain tells links"));
    qp_text_clear(&dot);
    tell_why(&panel, QP_M_STAGE_OBSERVED_EXPECTED, "research", "science",
             "product", QP_REASON_STAGE_ABSENT);
    qp_panel_sort(&panel);
    cr_assert_not(has_links(&net, &panel));
    qp_panel_clear(&panel);
    panel = measured();
    cr_assert(has_links(&net, &panel));
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(chain_map, speaks_chinese_with_english_beside_it)
{
    qp_network net = small();
    qp_panel panel = measured();
    qp_text dot = draw_in(&net, &panel, QP_CHINESE);
    cr_assert(picture_says(&dot, "\xE5\x88\x9B\xE6\x96\xB0\xE9\x93\xBE"));
    cr_assert(picture_says(&dot, "Engineering"));
    cr_assert_not(picture_says(&dot, "innovation chain"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}
