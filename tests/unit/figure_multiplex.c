/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figure/multiplex.h"
#include "figure/multiplex_caption.h"
#include "support/drawn.h"
#include "support/leak.h"
#include "support/picture.h"

/*
 *      arch-bolt            Bolt structures a chain; it has no tie of its own
 *          :
 *      Bolt ──▶ Nuts        twice, in two layers: one tie; Bolt also sues Nuts:
 *      Bolt ──▶ lab         another. Nuts plans something with the lab.
 *      Rome ──▶ Oslo        Idle is tied to nobody, and Bern hosts only Idle
 */
static const char links[] = "from,to,layer,status,polarity,relation\n"
                            "Bolt,Nuts,supply,,1,sells\n"
                            "Nuts,Bolt,capital,actual,,owns\n"
                            "Bolt,Nuts,rivalry,,-1,sues\n"
                            "Bolt,lab,rnd,,,\n"
                            "Nuts,lab,rnd,planned,,\n"
                            "Rome,Oslo,talent,,,\n"
                            "Rome,Rome,talent,,,\n";
static const char regions[] = "id,name,lon,lat,parent\n"
                              "Rome,Rome,12.5,41.9,\n"
                              "Oslo,Oslo,10.75,59.9,\n"
                              "Bern,Bern,7.4,46.9,\n"
                              "Ostia,Ostia,,,Rome\n";
static const char enterprises[] = "id,name,region,group\n"
                                  "Bolt,Bolt,Rome,false\n"
                                  "Nuts,Nuts,Ostia,true\n"
                                  "Idle,Idle,Bern,false\n";
static const char institutes[] = "id,name,region\nlab,The Lab,Oslo\n";
static const char architects[] = "id,enterprise,chain\narch-bolt,Bolt,screws\n";

static qp_network small(void)
{
    return drawn("links", links, "regions", regions, "enterprises", enterprises,
                 "institutes", institutes, "architects", architects, NULL);
}

static qp_multiplex_scene gathered(const qp_network *net, size_t actors,
                                   size_t ties)
{
    qp_multiplex_scene scene;
    qp_error err = {0};
    qp_multiplex_choice choice = {QP_NO_PERIOD, actors, ties};
    cr_assert_eq(qp_multiplex_scene_gather(net, &choice, &scene, &err), QP_OK,
                 "%s", err.message);
    return scene;
}

static qp_multiplex_layout laid_out(const qp_network *net,
                                    const qp_multiplex_scene *scene)
{
    qp_multiplex_layout layout;
    cr_assert_eq(
        qp_multiplex_layout_make(net, scene, QP_ENGLISH, &layout, NULL), QP_OK);
    return layout;
}

static const char *id_of(const qp_network *net, const qp_multiplex_scene *scene,
                         size_t i)
{
    return qp_network_text(net, net->actors.id[scene->actors[i].actor]);
}

static size_t position(const qp_network *net, const qp_multiplex_scene *scene,
                       const char *id)
{
    size_t i = 0;
    while (i < scene->actor_count && strcmp(id_of(net, scene, i), id) != 0)
        i++;
    cr_assert_lt(i, scene->actor_count, "%s is not drawn", id);
    return i;
}

/* ------------------------------------------------------------------- scene */

QP_TEST(multiplex_scene, shows_who_is_tied_who_leads_and_who_hosts_them)
{
    static const char *const shown[] = {"arch-bolt", "Bolt",  "Nuts", "lab",
                                        "Oslo",      "Ostia", "Rome"};
    qp_network net = small();
    qp_multiplex_scene scene = gathered(&net, 60, 150);
    cr_assert_eq(scene.actor_count, 7);
    for (size_t i = 0; i < 7; i++)
        cr_assert_str_eq(id_of(&net, &scene, i), shown[i]);
    cr_assert_eq(scene.sheets[0].drawn, 1);
    cr_assert_eq(scene.sheets[1].drawn, 2);
    cr_assert_eq(scene.sheets[1].untied, 1); /* Idle */
    cr_assert_eq(scene.sheets[3].drawn, 3);
    cr_assert_eq(scene.sheets[3].untied, 1); /* Bern */
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(multiplex_scene, ties_an_actor_to_its_region_and_a_role_to_its_firm)
{
    qp_network net = small();
    qp_multiplex_scene scene = gathered(&net, 60, 150);
    cr_assert_eq(scene.actors[0].host, position(&net, &scene, "Bolt"));
    cr_assert_eq(scene.actors[1].host, position(&net, &scene, "Rome"));
    cr_assert_eq(scene.actors[2].host, position(&net, &scene, "Ostia"));
    cr_assert_eq(scene.actors[4].host, QP_NONE);
    cr_assert(scene.actors[0].leads && scene.actors[1].leads);
    cr_assert_not(scene.actors[2].leads);
    cr_assert(scene.actors[2].many);
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(multiplex_scene, a_tie_is_all_that_links_two_actors_in_one_sense)
{
    qp_network net = small();
    qp_multiplex_scene scene = gathered(&net, 60, 150);
    const qp_sheet_tie *ties = scene.ties;
    /* Bolt-Nuts, Bolt-Nuts against, Bolt-lab, Nuts-lab, Oslo-Rome */
    cr_assert_eq(scene.tie_count, 5);
    cr_assert_eq(scene.ties_in_all, 5);
    cr_assert_eq(scene.ties_within, 3);
    cr_assert_eq(scene.link_count, 6); /* Rome to Rome is none */
    cr_assert_eq(scene.layer_count, 5);
    cr_assert(ties[0].count == 2 && !ties[0].against && ties[0].present);
    cr_assert(ties[1].count == 1 && ties[1].against);
    cr_assert(ties[3].count == 1 && !ties[3].present);
    cr_assert_eq(scene.sheets[1].ties, 2);
    cr_assert_eq(scene.sheets[3].ties, 1);
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

/* One enterprise a sheet: Bolt has 3 ties and hosts a role, Nuts has 3. One
 * region: Rome has a tie and hosts Bolt, Oslo a tie and the lab, Ostia only
 * Nuts; Oslo comes first by id. */
QP_TEST(multiplex_scene, keeps_those_with_most_ties_where_there_is_no_room)
{
    qp_network net = small();
    qp_multiplex_scene scene = gathered(&net, 1, 150);
    cr_assert_eq(scene.actor_count, 4);
    cr_assert_str_eq(id_of(&net, &scene, 1), "Bolt");
    cr_assert_str_eq(id_of(&net, &scene, 3), "Oslo");
    cr_assert_eq(scene.sheets[1].crowded, 1);
    cr_assert_eq(scene.sheets[3].crowded, 2);
    cr_assert_eq(scene.tie_count, 1); /* Bolt-lab */
    cr_assert_eq(scene.ties_in_all, 5);
    cr_assert_eq(scene.actors[1].host, QP_NONE, "Rome is not drawn");
    qp_multiplex_scene_clear(&scene);

    scene = gathered(&net, 60, 1);
    cr_assert_eq(scene.tie_count, 1);
    cr_assert_eq(scene.ties[0].count, 2, "the tie of two links");
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

/* Five ties between regions and one of a laboratory with a firm: of three
 * drawn, one is the firm's, whose ends have the fewest ties. */
QP_TEST(multiplex_scene, leaves_no_pair_of_sheets_without_its_share)
{
    qp_network net = drawn("regions", "id\nA\nB\nC\nD\n", "enterprises",
                           "id,region\nfirm,A\n", "institutes",
                           "id,region\nlab,B\n", "links",
                           "from,to,layer\nA,B,t\nA,C,t\nA,D,t\nB,C,t\n"
                           "B,D,t\nfirm,lab,t\n",
                           NULL);
    qp_multiplex_scene scene = gathered(&net, 60, 3);
    size_t within = 0;
    cr_assert_eq(scene.tie_count, 3);
    for (size_t t = 0; t < scene.tie_count; t++)
        within += scene.actors[scene.ties[t].a].sheet ==
                  scene.actors[scene.ties[t].b].sheet;
    cr_assert_eq(within, 2);
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(multiplex_scene, looks_at_the_window_only)
{
    qp_network net = drawn("links",
                           "from,to,layer,date\nA,B,talent,2014\n"
                           "A,C,talent,2016\nB,C,talent,\n",
                           NULL);
    qp_multiplex_scene scene;
    qp_multiplex_choice choice = {.most_actors = 60, .most_ties = 150};
    cr_assert(qp_period_read("2014", 4, &choice.window));
    cr_assert_eq(qp_multiplex_scene_gather(&net, &choice, &scene, NULL), QP_OK);
    cr_assert_eq(scene.tie_count, 1);
    cr_assert_eq(scene.actor_count, 2);
    cr_assert_eq(scene.undated, 1);
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(multiplex_scene, counts_links_with_things_of_the_window_only)
{
    qp_network net = drawn("links",
                           "from,to,layer,date\nA,B,talent,2014\n"
                           "A,laser,talent,2014\nA,laser,talent,2016\n"
                           "B,laser,talent,\n",
                           "regions", "id\nA\nB\n", "things",
                           "id,kind\nlaser,technology\n", NULL);
    qp_multiplex_scene scene;
    qp_multiplex_choice choice = {.most_actors = 60, .most_ties = 150};
    cr_assert(qp_period_read("2014", 4, &choice.window));
    cr_assert_eq(qp_multiplex_scene_gather(&net, &choice, &scene, NULL), QP_OK);
    cr_assert_eq(scene.things, 1);
    cr_assert_eq(scene.undated, 1);
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

/* ------------------------------------------------------------------- sheet */

QP_TEST(sheet, points_and_places_are_inverse)
{
    const qp_sheet sheet = {{10, 20}, 300, 50, 100};
    qp_point page = qp_sheet_point(&sheet, 0.5, 0.25);
    cr_assert_float_eq(page.x, 10 + 150 + 12.5, 1e-12);
    cr_assert_float_eq(page.y, 20 + 25, 1e-12);
    qp_point place = qp_sheet_place(&sheet, page);
    cr_assert_float_eq(place.x, 0.5, 1e-12);
    cr_assert_float_eq(place.y, 0.25, 1e-12);
}

static double nearest(const qp_point points[], size_t count)
{
    double least = INFINITY;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            least = fmin(least, qp_point_distance(points[i], points[j]));
    return least;
}

QP_TEST(sheet, points_that_all_want_one_place_keep_their_distance)
{
    enum { POINTS = 60 };
    const qp_sheet sheet = {{0, 0}, 300, 50, 100};
    qp_point points[POINTS];
    for (int i = 0; i < POINTS; i++)
        points[i] = (qp_point){350, 100}; /* a corner */
    cr_assert_float_eq(qp_sheet_settle(&sheet, points, POINTS, 9, 12), 12, 0);
    cr_assert_geq(nearest(points, POINTS), 12 - 1e-9);
    for (int i = 0; i < POINTS; i++)
        cr_assert(qp_sheet_holds(&sheet, points[i], 9));
}

/* 60 discs of 40 points do not fit on 300 by 100 points: each would need
 * more than 40 * 40 * 0.78 = 1,250 of the 30,000. */
QP_TEST(sheet, points_come_nearer_where_there_is_no_room)
{
    enum { POINTS = 60 };
    const qp_sheet sheet = {{0, 0}, 300, 50, 100};
    qp_point points[POINTS] = {{0, 0}};
    double apart = qp_sheet_settle(&sheet, points, POINTS, 9, 40);
    cr_assert(apart > 5 && apart < 40, "%g", apart);
    cr_assert_geq(nearest(points, POINTS), apart - 1e-9);
}

/* ------------------------------------------------------------------ layout */

QP_TEST(multiplex_layout, stands_an_actor_straight_above_its_region)
{
    qp_network net = small();
    qp_multiplex_scene scene = gathered(&net, 60, 150);
    qp_multiplex_layout layout = laid_out(&net, &scene);
    size_t lab = position(&net, &scene, "lab");
    size_t oslo = position(&net, &scene, "Oslo");
    cr_assert(layout.geographic);
    cr_assert_float_eq(layout.discs[lab].centre.x, layout.discs[oslo].centre.x,
                       0.01);
    cr_assert_gt(layout.discs[lab].centre.y, layout.discs[oslo].centre.y);
    qp_multiplex_layout_clear(&layout);
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

/* Bolt and Nuts: one sells to the other, and one sues the other. */
QP_TEST(multiplex_layout, two_ties_of_two_actors_lie_apart)
{
    qp_network net = small();
    qp_multiplex_scene scene = gathered(&net, 60, 150);
    qp_multiplex_layout layout = laid_out(&net, &scene);
    cr_assert_gt(qp_point_distance(qp_arc_at(&layout.arcs[0], 0.5),
                                   qp_arc_at(&layout.arcs[1], 0.5)),
                 2);
    qp_multiplex_layout_clear(&layout);
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

/* Oslo lies north of Rome and west of it; Ostia is where Rome is, and moved. */
QP_TEST(multiplex_layout, keeps_what_lies_north_of_what)
{
    qp_network net = small();
    qp_multiplex_scene scene = gathered(&net, 60, 150);
    qp_multiplex_layout layout = laid_out(&net, &scene);
    const qp_sheet *sheet = &layout.sheets[3];
    qp_point oslo = qp_sheet_place(
        sheet, layout.discs[position(&net, &scene, "Oslo")].centre);
    qp_point rome = qp_sheet_place(
        sheet, layout.discs[position(&net, &scene, "Rome")].centre);
    qp_point ostia = qp_sheet_place(
        sheet, layout.discs[position(&net, &scene, "Ostia")].centre);
    cr_assert(oslo.y > rome.y && oslo.x < rome.x);
    cr_assert_lt(fabs(ostia.x - rome.x), 0.2);
    cr_assert_eq(layout.astray, 0);
    qp_multiplex_layout_clear(&layout);
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

/* 70 firms of one town, all tied to one institute. */
static qp_network crowd(void)
{
    static char firms[4096] = "id,region\n";
    static char ties[4096] = "from,to,layer\n";
    size_t used = strlen(firms);
    size_t tied = strlen(ties);
    for (int i = 0; i < 70; i++) {
        used += (size_t)snprintf(firms + used, sizeof firms - used,
                                 "f%02d,town\n", i);
        tied += (size_t)snprintf(ties + tied, sizeof ties - tied,
                                 "f%02d,lab,rnd\n", i);
    }
    return drawn("links", ties, "enterprises", firms, "institutes",
                 "id,region\nlab,town\n", "regions", "id,lon,lat\ntown,10,50\n",
                 NULL);
}

QP_TEST(multiplex_layout, no_two_discs_of_a_sheet_meet_and_none_leaves_it)
{
    qp_network net = crowd();
    qp_multiplex_scene scene = gathered(&net, 60, 150);
    qp_multiplex_layout layout = laid_out(&net, &scene);
    cr_assert_eq(scene.sheets[1].drawn, 60);
    for (size_t i = 0; i < layout.actor_count; i++) {
        size_t sheet = scene.actors[i].sheet;
        cr_assert(qp_sheet_holds(&layout.sheets[sheet], layout.discs[i].centre,
                                 layout.radius));
        for (size_t j = 0; j < i; j++)
            cr_assert(sheet != scene.actors[j].sheet ||
                      qp_point_distance(layout.discs[i].centre,
                                        layout.discs[j].centre) >
                          2 * layout.radius + 1);
    }
    qp_multiplex_layout_clear(&layout);
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(multiplex_layout, actors_without_a_place_stand_at_the_front_edge)
{
    qp_network net = drawn("links", "from,to,layer\nA,B,supply\nA,R,supply\n",
                           "enterprises", "id,region\nA,R\nB,\n", "regions",
                           "id,lon,lat\nR,10,50\n", NULL);
    qp_multiplex_scene scene = gathered(&net, 60, 150);
    qp_multiplex_layout layout = laid_out(&net, &scene);
    size_t b = position(&net, &scene, "B");
    cr_assert_eq(layout.astray, 1);
    cr_assert_lt(qp_sheet_place(&layout.sheets[1], layout.discs[b].centre).y,
                 0.14);
    qp_multiplex_layout_clear(&layout);
    qp_multiplex_scene_clear(&scene);
    qp_network_clear(&net);
}

/* ------------------------------------------------------------------ figure */

static qp_text figure_of(const qp_network *net, qp_language language)
{
    qp_text dot = {0};
    qp_error err = {0};
    qp_multiplex_options options = {QP_NO_PERIOD, language, NULL};
    cr_assert_eq(qp_multiplex(net, &options, &dot, &err), QP_OK, "%s",
                 err.message);
    return dot;
}

/* The texts round the sheets, before they are broken to lines. */
static qp_caption caption_of(const qp_network *net, size_t actors, size_t ties)
{
    qp_multiplex_scene scene = gathered(net, actors, ties);
    qp_multiplex_layout layout = laid_out(net, &scene);
    qp_multiplex_topic topic = {net, &scene, &layout, QP_ENGLISH};
    qp_caption caption = {0};
    cr_assert_eq(qp_multiplex_caption(&topic, &caption, NULL), QP_OK);
    qp_multiplex_layout_clear(&layout);
    qp_multiplex_scene_clear(&scene);
    return caption;
}

QP_TEST(multiplex, draws_a_disc_an_actor_and_a_line_a_tie)
{
    qp_network net = small();
    qp_text dot = figure_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "actor"), 7);
    cr_assert_eq(picture_nodes(graph, "actor sheet1 many"), 1);
    cr_assert_eq(picture_edges(graph, "tie within"), 3);
    cr_assert_eq(picture_edges(graph, "tie within against"), 1);
    cr_assert_eq(picture_edges(graph, "tie between not-present"), 1);
    cr_assert_eq(picture_edges(graph, "host"), 4);
    /* layers in the order of their ids */
    cr_assert(picture_says(&dot, "Nuts to Bolt: capital, owns; "
                                 "Bolt to Nuts: supply, sells"));
    cr_assert(picture_says(&dot, "Bolt (Supply-chain architects), ties: 0; "
                                 "screws"));
    agclose(graph);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(multiplex, says_what_is_seen_and_what_is_left_out)
{
    qp_network net = small();
    qp_caption caption = caption_of(&net, 1, 150);
    const char *note = qp_text_string(&caption.note);
    cr_assert_str_eq(qp_text_string(&caption.title),
                     "Ties of 4 kinds of actors: 2 between kinds, 3 within");
    cr_assert_str_eq(qp_text_string(&caption.subtitle),
                     "Actors drawn: 4; links: 6, in layers: 5; "
                     "a tie is all that links two actors");
    cr_assert_not_null(strstr(note, "Source: own data. Positions follow the "
                                    "map schematically; "));
    cr_assert_not_null(strstr(note, "Actors not drawn, tied to no other: 2. "));
    cr_assert_not_null(strstr(note, "equal ones by id: Enterprises 1; "
                                    "Regions 2. "));
    cr_assert_not_null(strstr(note, "fewest ties: 4. "));
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

QP_TEST(multiplex, counts_links_with_things_which_are_not_drawn)
{
    qp_network net = drawn("links",
                           "from,to,layer\nA,B,rnd\nA,laser,rnd\n"
                           "laser,chip,rnd\n",
                           "regions", "id\nA\nB\n", "things",
                           "id,kind\nlaser,technology\nchip,product\n", NULL);
    qp_caption caption = caption_of(&net, 60, 150);
    cr_assert_not_null(strstr(qp_text_string(&caption.note),
                              "Links with technologies, programmes or "
                              "products, not drawn: 2. "));
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

QP_TEST(multiplex, speaks_chinese)
{
    qp_network net = small();
    qp_text dot = figure_of(&net, QP_CHINESE);
    cr_assert(picture_says(&dot, "4\xE7\xB1\xBB\xE4\xB8\xBB\xE4\xBD\x93"));
    cr_assert(picture_says(&dot, "Supply-chain architects"));
    cr_assert(picture_says(&dot, "qp_lang=\"zh-Hans\""));
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(multiplex, is_stamped_when_all_is_stated_or_any_is_synthetic)
{
    qp_network net = drawn("links", "from,to,layer,source\nA,B,talent,s\n",
                           "sources", "id,class\ns,seed\n", NULL);
    qp_caption caption = caption_of(&net, 60, 150);
    cr_assert_str_eq(qp_text_string(&caption.stamp),
                     "AS STATED IN THE SOURCES, not measured.");
    qp_caption_clear(&caption);
    qp_network_clear(&net);

    net = drawn("links", "from,to,layer,source\nA,B,talent,s\n", "sources",
                "id,class\ns,synthetic\n", NULL);
    caption = caption_of(&net, 60, 150);
    cr_assert_str_eq(qp_text_string(&caption.stamp),
                     "SYNTHETIC DATA, not measurements.");
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

QP_TEST(multiplex, is_the_same_whatever_the_order_of_the_rows)
{
    qp_network net = small();
    qp_network other = drawn(
        "links",
        "from,to,layer,status,polarity,relation\n"
        "Rome,Rome,talent,,,\n"
        "Rome,Oslo,talent,,,\n"
        "Nuts,lab,rnd,planned,,\n"
        "Bolt,Nuts,rivalry,,-1,sues\n"
        "Bolt,lab,rnd,,,\n"
        "Nuts,Bolt,capital,actual,,owns\n"
        "Bolt,Nuts,supply,,1,sells\n",
        "regions", regions, "enterprises",
        "id,name,region,group\nIdle,Idle,Bern,false\nNuts,Nuts,Ostia,true\n"
        "Bolt,Bolt,Rome,false\n",
        "institutes", institutes, "architects", architects, NULL);
    qp_text one = figure_of(&net, QP_ENGLISH);
    qp_text two = figure_of(&other, QP_ENGLISH);
    cr_assert_str_eq(one.bytes, two.bytes);
    qp_text_clear(&one);
    qp_text_clear(&two);
    qp_network_clear(&net);
    qp_network_clear(&other);
}

QP_TEST(multiplex, shows_hostile_names_as_they_are)
{
    qp_network net = drawn(
        "links", "from,to,layer,relation\nf,r,supply,<x> \\E & y\n",
        "enterprises", "id,name,region\nf,\"x\"\"];evil[URL=a]\",r\n",
        "regions", "id,name\nr,back\\N <b>&lt;\n", NULL);
    qp_text dot = figure_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    size_t found = 0;
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n)) {
        const char *label = picture_get(n, "label");
        found += strcmp(label, "x\"];evil[URL=a]") == 0;
        found += strcmp(label, "back\\\\N <b>&amp;lt;") == 0;
        cr_assert_str_eq(picture_get(n, "URL"), "");
    }
    cr_assert_eq(found, 2);
    cr_assert_eq(picture_nodes(graph, "actor"), 2);
    agclose(graph);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(multiplex, of_one_kind_is_drawn_only_when_asked_for)
{
    qp_network net = drawn("links", "from,to,layer\nA,B,talent\nA,A,talent\n",
                           NULL);
    qp_caption caption = caption_of(&net, 60, 150);
    cr_assert_not(qp_multiplex_has_kinds(&net));
    cr_assert_str_eq(qp_text_string(&caption.title),
                     "Ties within one kind of actors, Regions: 1");
    cr_assert_not_null(
        strstr(qp_text_string(&caption.note), "No coordinates are given: "));
    qp_caption_clear(&caption);
    qp_network_clear(&net);

    net = small();
    cr_assert(qp_multiplex_has_kinds(&net));
    qp_network_clear(&net);
}

QP_TEST(multiplex, without_ties_says_so)
{
    qp_network net = drawn("links", "from,to,layer\nA,A,talent\n", NULL);
    qp_caption caption = caption_of(&net, 60, 150);
    cr_assert_str_eq(qp_text_string(&caption.title), "No ties between actors");
    qp_text dot = figure_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "actor"), 0);
    agclose(graph);
    qp_text_clear(&dot);
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

QP_TEST(multiplex, survives_every_failure_of_memory)
{
    qp_network net = small();
    qp_multiplex_options options = {QP_NO_PERIOD, QP_ENGLISH, NULL};
    qp_status status = QP_E_MEMORY;
    size_t held = qp_memory_held();
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_text dot = {0};
        qp_memory_allow(allowed);
        status = qp_multiplex(&net, &options, &dot, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_text_clear(&dot);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
    }
    cr_assert_eq(status, QP_OK);
    qp_network_clear(&net);
}
