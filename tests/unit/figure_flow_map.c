/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figure/flow_caption.h"
#include "figure/flow_legend.h"
#include "figure/flow_map.h"
#include "figure/palette.h"
#include "support/drawn.h"
#include "support/leak.h"
#include "support/picture.h"

#define LAND QP_SOURCE_DIR "/data/basemap/land.txt"

/*
 *      Lyon ◀──45── Paris ◀──80── Lille        Nowhere has no coordinates
 *      Lyon ─120──▶ Paris ──30──▶ Lille        Nowhere ──5──▶ Paris
 */
static const char links[] = "from,to,layer,weight\n"
                            "Lyon,Paris,talent,120\n"
                            "Paris,Lyon,talent,45\n"
                            "Lille,Paris,talent,80\n"
                            "Paris,Lille,talent,30\n"
                            "Nowhere,Paris,talent,5\n"
                            "Paris,Paris,talent,999\n";
static const char regions[] = "id,name,cluster,lon,lat\n"
                              "Lyon,Lyon,south,4.84,45.76\n"
                              "Paris,Paris,north,2.35,48.86\n"
                              "Lille,Lille,north,3.06,50.63\n"
                              "Nowhere,Nowhere,,,\n";

static qp_flow_scene gathered(const qp_network *net, size_t most)
{
    qp_flow_scene scene;
    qp_error err = {0};
    qp_scene_choice choice = {.window = QP_NO_PERIOD, .most = most};
    cr_assert_eq(qp_flow_scene_gather(net, &choice, &scene, &err), QP_OK, "%s",
                 err.message);
    return scene;
}

static const char *name_of(const qp_network *net, const qp_scene_place *place)
{
    return qp_network_text(net, net->actors.id[place->region]);
}

QP_TEST(flow_scene, places_come_by_turnover_and_flows_by_size)
{
    qp_network net = drawn("links", links, "regions", regions, NULL);
    qp_flow_scene scene = gathered(&net, 60);
    cr_assert_eq(scene.place_count, 3);
    cr_assert_str_eq(name_of(&net, &scene.places[0]), "Paris");
    cr_assert_float_eq(scene.places[0].in, 120 + 80 + 5, 0);
    cr_assert_float_eq(scene.places[0].out, 45 + 30, 0);
    cr_assert_str_eq(name_of(&net, &scene.places[1]), "Lyon");
    cr_assert_eq(scene.flow_count, 4);
    cr_assert_float_eq(scene.flows[0].flow, 120, 0);
    cr_assert_float_eq(scene.flows[3].flow, 30, 0);
    qp_flow_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(flow_scene, what_is_not_drawn_is_counted)
{
    qp_network net = drawn("links", links, "regions", regions, NULL);
    qp_flow_scene scene = gathered(&net, 2);
    cr_assert_eq(scene.flow_count, 2);
    cr_assert_eq(scene.flows_in_all, 5);
    cr_assert_float_eq(scene.total, 120 + 45 + 80 + 30 + 5, 0);
    cr_assert_float_eq(scene.drawn, 120 + 80, 0);
    cr_assert_eq(scene.unlocated, 1);
    cr_assert_float_eq(scene.unlocated_sum, 5, 0);
    qp_flow_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(flow_scene, without_any_coordinates_nothing_is_left_out)
{
    qp_network net = drawn("links", links, NULL);
    qp_flow_scene scene = gathered(&net, 60);
    cr_assert_not(scene.geographic);
    cr_assert_eq(scene.place_count, 4);
    cr_assert_eq(scene.unlocated, 0);
    qp_flow_scene_clear(&scene);
    qp_network_clear(&net);
}

/* ------------------------------------------------------------------- stated */

/*
 *      States ──limits──▶ China, twice         China has parts; Paris has none
 *      States ──sells──▶ China                 Spot lies in Lyon, and Lyon alone
 *      Acme ──plans──▶ Spot                    has coordinates
 *      Acme ──▶ States                         Acme is in China
 *      Acme ──▶ China                          at one place
 *      Ghost ──▶ China, Acme ──▶ laser         nowhere
 */
static const char stated_links[] = "from,to,layer,status,polarity,source\n"
                                   "States,China,trade,actual,-1,s\n"
                                   "States,China,trade,historical,-1,s\n"
                                   "States,China,trade,historical,,s\n"
                                   "Acme,Spot,trade,planned,,g\n"
                                   "Acme,States,trade,rising,1,s\n"
                                   "Acme,China,trade,,,s\n"
                                   "Ghost,China,trade,,,s\n"
                                   "Acme,laser,trade,,,s\n";
static const char stated_regions[] = "id,name,parent,lon,lat\n"
                                     "China,China,,105,35\n"
                                     "Hubei,Hubei,China,112,31\n"
                                     "States,\"Stat\\N \"\"es\",,-98,39\n"
                                     "Lyon,Lyon,,4.84,45.76\n"
                                     "Spot,Spot,Lyon,,\n";
static const char stated_firms[] = "id,region\nAcme,China\nGhost,\n";
static const char stated_things[] = "id,kind\nlaser,technology\n";
static const char stated_sources[] =
    "id,title,class\ns,The Seed,seed\ng,Known,general-knowledge\n";

static qp_network stated(void)
{
    return drawn("links", stated_links, "regions", stated_regions,
                 "enterprises", stated_firms, "things", stated_things,
                 "sources", stated_sources, NULL);
}

static qp_flow_scene gathered_as_stated(const qp_network *net)
{
    qp_flow_scene scene;
    qp_scene_choice choice = {
        .window = QP_NO_PERIOD, .most = 60, .stated = true};
    cr_assert_eq(qp_flow_scene_gather(net, &choice, &scene, NULL), QP_OK);
    return scene;
}

QP_TEST(flow_scene, statements_stand_at_whatever_level_they_are)
{
    qp_network net = stated();
    qp_flow_scene scene = gathered_as_stated(&net);
    cr_assert_eq(scene.place_count, 3);
    /* States: 2 + 1 out, 1 in; China: 3 in, 1 + 1 out; Lyon: 1 in */
    cr_assert_str_eq(name_of(&net, &scene.places[0]), "China");
    cr_assert_float_eq(scene.places[0].in, 3, 0);
    cr_assert_float_eq(scene.places[0].out, 2, 0);
    cr_assert_str_eq(name_of(&net, &scene.places[2]), "Lyon");
    cr_assert_float_eq(scene.total, 5, 0);
    qp_flow_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(flow_scene, statements_against_are_flows_apart)
{
    qp_network net = stated();
    qp_flow_scene scene = gathered_as_stated(&net);
    cr_assert_eq(scene.flow_count, 4);
    cr_assert_float_eq(scene.flows[0].flow, 2, 0);
    cr_assert(scene.flows[0].against);
    cr_assert(scene.flows[0].present); /* one of the two is actual */
    size_t against = 0;
    size_t present = 0;
    for (size_t f = 0; f < 4; f++) {
        against += scene.flows[f].against;
        present += scene.flows[f].present;
    }
    cr_assert_eq(against, 1);
    cr_assert_eq(present, 2); /* that one, and Acme to States */
    qp_flow_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(flow_scene, statements_that_no_map_can_hold_are_counted)
{
    qp_network net = stated();
    qp_flow_scene scene = gathered_as_stated(&net);
    cr_assert_eq(scene.unplaced, 2); /* Ghost, the laser */
    cr_assert_eq(scene.within, 1);
    cr_assert_eq(scene.lifted, 1); /* Spot */
    cr_assert_eq(scene.unlocated, 0);
    qp_flow_scene_clear(&scene);
    qp_network_clear(&net);
}

/* Den and Spot are in Lyon: both ends of what they state are lifted there, and
 * nothing is drawn of it. */
QP_TEST(flow_scene, of_statements_only_ends_that_are_drawn_are_lifted)
{
    qp_network net = drawn("links",
                           "from,to,layer,source\nDen,Spot,trade,s\n"
                           "Den,Rome,trade,s\n",
                           "regions",
                           "id,parent,lon,lat\nLyon,,4.84,45.76\nDen,Lyon,,\n"
                           "Spot,Lyon,,\nRome,,12.5,41.9\n",
                           "sources", stated_sources, NULL);
    qp_flow_scene scene = gathered_as_stated(&net);
    cr_assert_eq(scene.within, 1);
    cr_assert_eq(scene.lifted, 1); /* Den, of the other */
    qp_flow_scene_clear(&scene);
    qp_network_clear(&net);
}

/* 2021: a stock that holds from 2020 on is there, an event of 2020 is not. */
QP_TEST(flow_scene, statements_about_things_are_of_a_window_as_others_are)
{
    qp_network net = drawn("links",
                           "from,to,layer,date,until,source\n"
                           "A,laser,holds,2020,2030,s\nA,laser,holds,,,s\n"
                           "A,laser,makes,2020,,s\n",
                           "layers", "id,accrual\nholds,stock\nmakes,event\n",
                           "regions", "id\nA\n", "things", stated_things,
                           "sources", stated_sources, NULL);
    qp_scene_choice choice = {.most = 60, .stated = true};
    static const size_t expected[2][2] = {{1, 1}, {0, 0}};
    cr_assert(qp_period_read("2021", 4, &choice.window));
    for (choice.layer = 0; choice.layer < 2; choice.layer++) {
        qp_flow_scene scene;
        cr_assert_eq(qp_flow_scene_gather(&net, &choice, &scene, NULL), QP_OK);
        cr_expect_eq(scene.unplaced, expected[choice.layer][0]);
        cr_expect_eq(scene.undated, expected[choice.layer][1]);
        qp_flow_scene_clear(&scene);
    }
    qp_network_clear(&net);
}

/* ------------------------------------------------------------------ the map */

static qp_text map_of(const qp_network *net, qp_language language)
{
    qp_panel panel = {0};
    qp_text dot = {0};
    qp_error err = {0};
    qp_flow_map_options options = {.layer = 0,
                                   .window = QP_NO_PERIOD,
                                   .language = language,
                                   .basemap = LAND};
    cr_assert_eq(qp_flow_map(net, &panel, &options, &dot, &err), QP_OK, "%s",
                 err.message);
    return dot;
}

/* The texts round a map, before they are broken to lines. */
static qp_caption caption_of_scene(const qp_network *net, qp_flow_scene scene)
{
    qp_flow_layout layout = {0};
    qp_caption caption = {0};
    cr_assert_eq(
        qp_flow_layout_make(net, &scene, true, QP_ENGLISH, &layout, NULL),
        QP_OK);
    qp_flow_topic topic = {.net = net,
                           .scene = &scene,
                           .layout = &layout,
                           .window = QP_NO_PERIOD,
                           .land = true};
    cr_assert_eq(qp_flow_caption(&topic, &caption, NULL), QP_OK);
    qp_flow_layout_clear(&layout);
    qp_flow_scene_clear(&scene);
    return caption;
}

static qp_caption caption_of(const qp_network *net, size_t most)
{
    return caption_of_scene(net, gathered(net, most));
}

QP_TEST(flow_map, says_what_it_finds_and_what_it_leaves_out)
{
    qp_network net = drawn("links", links, "regions", regions, NULL);
    qp_caption caption = caption_of(&net, 60);
    const char *note = qp_text_string(&caption.note);
    cr_assert_str_eq(qp_text_string(&caption.title),
                     "talent: Paris gains most on balance, Lyon loses most");
    cr_assert_str_eq(qp_text_string(&caption.subtitle),
                     "4 regions, 5 flows, 280 in all");
    cr_assert_str_eq(qp_text_string(&caption.stamp), "");
    cr_assert_not_null(strstr(note, "Source: own data. "));
    cr_assert_not_null(strstr(note, "no boundaries shown. "));
    /* 5 of 280 are 1.8 % */
    cr_assert_not_null(strstr(note, "Regions without coordinates, not drawn: 1 "
                                    "(1.8 % of the total). "));
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

QP_TEST(flow_map, draws_a_disc_a_place_and_an_arc_a_flow)
{
    qp_network net = drawn("links", links, "regions", regions, NULL);
    qp_text dot = map_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_edges(graph, "flow"), 4);
    cr_assert_eq(picture_nodes(graph, "place"), 3);
    cr_assert_eq(picture_nodes(graph, "place gains"), 1);
    cr_assert_eq(picture_nodes(graph, "label"), 3 + 2);
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        cr_assert_neq(picture_get(n, "pos")[0], '\0');
    agclose(graph);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

/* Area is proportional to turnover: Paris 280, Lyon 165. The outer edge of a
 * hollow disc is half a pen beyond its width. */
QP_TEST(flow_map, areas_are_proportional)
{
    qp_network net = drawn("links", links, "regions", regions, NULL);
    qp_text dot = map_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    Agnode_t *paris = agfstnode(graph);
    Agnode_t *lyon = agnxtnode(graph, paris);
    double wide = atof(picture_get(paris, "width")) * 72;
    double less = atof(picture_get(lyon, "width")) * 72 +
                  atof(picture_get(lyon, "penwidth"));
    cr_assert_float_eq(less * less / (wide * wide), 165.0 / 280, 0.002);
    agclose(graph);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

/* Clusters a, b, c in the order of their ids; the layer touches b alone. */
QP_TEST(flow_map, gives_a_cluster_the_same_hue_whatever_else_is_drawn)
{
    qp_network net = drawn("links", "from,to,layer,weight\nB,B2,l,1\n",
                           "regions", "id,cluster\nA,a\nB,b\nB2,b\nC,c\n",
                           NULL);
    qp_flow_scene scene = gathered(&net, 60);
    const qp_flow_topic topic = {.net = &net, .scene = &scene};
    size_t hues[3];
    qp_flow_hues(&topic, hues);
    cr_assert_eq(hues[0], QP_HUES);
    cr_assert_eq(hues[1], 1);
    cr_assert_eq(hues[2], QP_HUES);
    qp_flow_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(flow_map, speaks_chinese)
{
    qp_network net = drawn("links", links, "regions", regions, NULL);
    qp_text dot = map_of(&net, QP_CHINESE);
    cr_assert(picture_says(
        &dot, "Paris\xE5\x87\x80\xE6\xB5\x81\xE5\x85\xA5\xE6\x9C\x80"
              "\xE5\xA4\x9A"));
    cr_assert(picture_says(&dot, "qp_lang=\"zh-Hans\""));
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(flow_map, is_stamped_when_anything_in_it_is_synthetic)
{
    qp_network net = drawn("links",
                           "from,to,layer,weight,source\nA,B,talent,1,made\n",
                           "sources", "id,class\nmade,synthetic\n", NULL);
    qp_text dot = map_of(&net, QP_ENGLISH);
    cr_assert(picture_says(&dot, "SYNTHETIC DATA"));
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(flow_map, of_a_layer_without_flows_says_so)
{
    qp_network net = drawn("links", "from,to,layer,weight\nA,A,talent,3\n",
                           NULL);
    qp_text dot = map_of(&net, QP_ENGLISH);
    cr_assert(picture_says(&dot, "talent: no flow between regions"));
    /* and explains nothing that is not there */
    cr_assert_not(picture_says(&dot, "Flow"));
    cr_assert_not(picture_says(&dot, "In- and outflow, area"));
    cr_assert_not(picture_says(&dot, "On balance"));
    cr_assert_not(picture_says(&dot, "A flow bows"));
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(flow_map, of_one_flow_says_one_flow)
{
    qp_network net = drawn("links", "from,to,layer,weight\nA,B,talent,3\n",
                           NULL);
    qp_caption caption = caption_of(&net, 60);
    cr_assert_str_eq(qp_text_string(&caption.subtitle),
                     "2 regions, 1 flow, 3 in all");
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

QP_TEST(flow_map, sets_a_number_apart_from_a_unit_that_begins_with_one)
{
    qp_network net = drawn("links", "from,to,layer,weight\nA,B,capital,25\n",
                           "layers", "id,unit\ncapital,\"10,000 yuan\"\n",
                           NULL);
    qp_caption caption = caption_of(&net, 60);
    cr_assert_str_eq(qp_text_string(&caption.subtitle),
                     "2 regions, 1 flow, 25 \xC3\x97 10,000 yuan in all");
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

QP_TEST(flow_map, counts_the_names_that_no_map_can_hold)
{
    char table[512];
    snprintf(table, sizeof table, "id,name\nA,%0120d\nB,Bern\n", 0);
    qp_network net = drawn("links", "from,to,layer,weight\nA,B,talent,3\n",
                           "regions", table, NULL);
    qp_caption caption = caption_of(&net, 60);
    cr_assert_not_null(strstr(qp_text_string(&caption.note),
                              "Names for which there is no room: 1. "));
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

/* The layers' measure is count: no flow and no place is half a person. */
QP_TEST(flow_map, has_no_fraction_of_a_count_in_its_legend)
{
    qp_network net = drawn("links", "from,to,layer,weight\nA,B,talent,1\n",
                           NULL);
    qp_text dot = map_of(&net, QP_ENGLISH);
    cr_assert_not(picture_says(&dot, "3 -0.5"));
    cr_assert_not(picture_says(&dot, "3 -0.2"));
    cr_assert_not(picture_says(&dot, "3 -0.1"));
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(flow_map, draws_at_most_sixty_flows)
{
    static char table[8192] = "from,to,layer,weight\n";
    size_t used = strlen(table);
    for (int i = 0; i < 70; i++)
        used += (size_t)snprintf(table + used, sizeof table - used,
                                 "r%02d,hub,talent,%d\n", i, 100 - i);
    qp_network net = drawn("links", table, NULL);
    qp_text dot = map_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_edges(graph, "flow"), 60);
    agclose(graph);
    /* the ten smallest weigh 31 + ... + 40 = 355 of 4585: 7.7 % */
    qp_caption caption = caption_of(&net, 60);
    cr_assert_not_null(
        strstr(qp_text_string(&caption.note),
               "Smaller flows, not drawn: 10 (7.7 % of the total). "));
    qp_caption_clear(&caption);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

/* ------------------------------------------------------------------- stated */

QP_TEST(flow_map, of_statements_says_what_they_are)
{
    qp_network net = stated();
    qp_caption caption = caption_of_scene(&net, gathered_as_stated(&net));
    const char *note = qp_text_string(&caption.note);
    cr_assert_str_eq(qp_text_string(&caption.title),
                     "trade: what the sources state");
    cr_assert_str_eq(qp_text_string(&caption.stamp),
                     "AS STATED IN THE SOURCES, not measured.");
    cr_assert_str_eq(qp_text_string(&caption.subtitle),
                     "3 places; links between them: 4; 5 statements");
    cr_assert_not_null(strstr(note, "Source: Known; The Seed. "));
    cr_assert_not_null(strstr(note, "without a place), not drawn: 2. "));
    cr_assert_not_null(strstr(note, "both ends at one place, not drawn: 1. "));
    cr_assert_not_null(strstr(note, "the region they are part of: 1. "));
    cr_assert_null(strstr(note, "not actual"));
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

QP_TEST(flow_map, of_statements_knows_neither_gain_nor_loss)
{
    qp_network net = stated();
    qp_text dot = map_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "place stated"), 3);
    cr_assert_eq(picture_nodes(graph, "place loses"), 0);
    cr_assert_eq(picture_edges(graph, "flow"), 4);
    cr_assert_eq(picture_edges(graph, "flow against"), 1);
    cr_assert_eq(picture_edges_with(graph, "arrowhead", "tee"), 1);
    cr_assert_eq(picture_edges_with(graph, "style", "dashed"), 2);
    cr_assert_not(picture_says(&dot, "On balance"));
    cr_assert(picture_says(&dot, "-tie of rivalry"));
    agclose(graph);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

/* "Stat\N "es": backslashes are doubled in labels, twice in node tooltips. */
QP_TEST(flow_map, of_statements_shows_hostile_names_as_they_are)
{
    qp_network net = stated();
    qp_text dot = map_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    size_t found = 0;
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        found += strcmp(picture_get(n, "label"), "Stat\\\\N \"es") == 0;
    cr_assert_eq(found, 1);
    agclose(graph);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

/* One statement, two, and as many as have a step; then no wider. */
QP_TEST(flow_map, of_statements_has_few_widths)
{
    qp_flow_layout layout = {.stepped = true, .width_scale = 1};
    double one = qp_flow_layout_width(&layout, 1);
    double step = qp_flow_layout_width(&layout, 2) - one;
    cr_assert_gt(step, 0);
    cr_assert_float_eq(qp_flow_layout_width(&layout, 6), one + 5 * step, 1e-9);
    cr_assert_float_eq(qp_flow_layout_width(&layout, 60), one + 5 * step, 1e-9);
}

static bool has_flows(const qp_network *net)
{
    qp_flow_map_options options = {.window = QP_NO_PERIOD};
    bool has = false;
    cr_assert_eq(qp_flow_map_has_flows(net, &options, &has, NULL), QP_OK);
    return has;
}

QP_TEST(flow_map, of_statements_needs_two_places)
{
    static const struct {
        const char *links;
        bool drawn;
    } cases[] = {{"from,to,layer,source\nA,B,trade,s\n", true},
                 {"from,to,layer,source\nA,B,rnd,s\n", true}, /* undirected */
                 {"from,to,layer,source\nA,C,trade,s\n", false},
                 {"from,to,layer,source\nA,A,trade,s\n", false},
                 {"from,to,layer,source\nA,laser,trade,s\n", false},
                 {"from,to,layer\nA,C,trade\n", true}, /* measured */
                 {"from,to,layer\nA,B,rnd\n", false}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_network net = drawn("links", cases[c].links, "regions",
                               "id,lon,lat\nA,1,45\nB,9,48\nC,,\n", "things",
                               "id,kind\nlaser,technology\n", "sources",
                               "id,class\ns,seed\n", NULL);
        cr_assert_eq(has_flows(&net), cases[c].drawn, "%s", cases[c].links);
        qp_text dot = map_of(&net, QP_CHINESE); /* when it is asked for */
        qp_text_clear(&dot);
        qp_network_clear(&net);
    }
}

QP_TEST(flow_map, of_a_hundred_statements_counts_those_not_drawn)
{
    static char table[8192] = "from,to,layer,source\n";
    size_t used = strlen(table);
    for (int i = 0; i < 100; i++)
        used += (size_t)snprintf(table + used, sizeof table - used,
                                 "r%02d,hub,trade,s\n", i);
    qp_network net = drawn("links", table, "sources", "id,class\ns,seed\n",
                           NULL);
    qp_text dot = map_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_edges(graph, "flow"), 60);
    cr_assert(picture_says(&dot, "not drawn: 40 (40 % of all statements)"));
    agclose(graph);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(flow_map, of_statements_survives_every_failure_of_memory)
{
    qp_network net = stated();
    qp_panel panel = {0};
    qp_flow_map_options options = {.window = QP_NO_PERIOD};
    qp_status status = QP_E_MEMORY;
    size_t held = qp_memory_held();
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_text dot = {0};
        qp_memory_allow(allowed);
        status = qp_flow_map(&net, &panel, &options, &dot, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_text_clear(&dot);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
    }
    cr_assert_eq(status, QP_OK);
    qp_network_clear(&net);
}

QP_TEST(flow_map, survives_every_failure_of_memory)
{
    qp_network net = drawn("links", links, "regions", regions, NULL);
    qp_panel panel = {0};
    qp_flow_map_options options = {.window = QP_NO_PERIOD, .basemap = LAND};
    qp_status status = QP_E_MEMORY;
    size_t held = qp_memory_held();
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_text dot = {0};
        qp_memory_allow(allowed);
        status = qp_flow_map(&net, &panel, &options, &dot, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_text_clear(&dot);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
    }
    cr_assert_eq(status, QP_OK);
    qp_network_clear(&net);
}
