/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figure/ego.h"
#include "figure/ego_caption.h"
#include "figure/ego_layout.h"
#include "figure/page.h"
#include "support/drawn.h"
#include "support/leak.h"
#include "support/picture.h"

/*
 *      Bolt is in Rome, plays the architect of screws, leads the guild, has the
 *      drill and is good at threads.
 *
 *      Bolt ──sells──▶ Nuts ──owns 51 percent──▶ Bolt     two layers, one alter
 *      Bolt ──uses──▶ drill                               which it has, too
 *      Oslo ──sanction──▶ Bolt                            polarity -1
 *      Bolt ──joint lab── lab                             undirected, planned
 *      lab ──hires──▶ Nuts                                none of Bolt's
 */
static const char links[] =
    "from,to,layer,status,polarity,relation,stated_value,stated_unit,source\n"
    "Bolt,Nuts,supply,actual,1,sells,,,s\n"
    "Nuts,Bolt,capital,,,owns,51,percent,s\n"
    "Bolt,drill,supply,,,uses,,,g\n"
    "Oslo,Bolt,restriction,,-1,sanction,,,s\n"
    "Bolt,lab,rnd,planned,,joint-lab,,,s\n"
    "lab,Nuts,talent,,,hires,,,other\n"
    "Rome,Rome,talent,,,,,,s\n"
    "Rome,Oslo,talent,,,,,,s\n";
static const char regions[] = "id,name,parent,source\n"
                              "Rome,Rome,,s\n"
                              "Ostia,Ostia,Rome,s\n"
                              "Oslo,Oslo,,s\n";
static const char enterprises[] = "id,name,name_zh,region,group,source\n"
                                  "Bolt,Bolt,螺栓,Rome,false,s\n"
                                  "Nuts,Nuts,,Ostia,true,s\n";
static const char institutes[] = "id,name,region,source\nlab,The Lab,Oslo,s\n";
static const char architects[] =
    "id,enterprise,chain,source\narch-bolt,Bolt,screws,g\n";
static const char things[] =
    "id,kind,name,owner,source\ndrill,technology,Drill,Bolt,s\n";
static const char consortia[] = "id,name,lead,source\nguild,Guild,Bolt,s\n";
static const char memberships[] =
    "consortium,member,role,source\nguild,lab,adviser,s\n";
static const char portfolio[] =
    "actor,industry,value,source\nBolt,threads,1,s\n";
static const char sources[] = "id,title,class\n"
                              "s,The Seed,seed\n"
                              "g,Known,general-knowledge\n"
                              "other,Another Work,seed\n";

static qp_network small(void)
{
    return drawn("links", links, "regions", regions, "enterprises", enterprises,
                 "institutes", institutes, "architects", architects, "things",
                 things, "consortia", consortia, "memberships", memberships,
                 "portfolio", portfolio, "sources", sources, NULL);
}

static qp_ego_scene gathered(const qp_network *net, const char *id, size_t most)
{
    qp_ego_scene scene;
    qp_error err = {0};
    cr_assert_eq(
        qp_ego_scene_gather(net, qp_network_actor(net, id), most, &scene, &err),
        QP_OK, "%s", err.message);
    return scene;
}

static qp_text figure_of(const qp_network *net, const char *id,
                         qp_language language)
{
    qp_text dot = {0};
    qp_error err = {0};
    qp_ego_options options = {qp_network_actor(net, id), language, NULL};
    cr_assert_eq(qp_ego(net, &options, &dot, &err), QP_OK, "%s", err.message);
    return dot;
}

/* The texts round a figure, before they are broken to lines. */
static qp_caption caption_of(const qp_network *net, const char *id, size_t most)
{
    qp_ego_scene scene = gathered(net, id, most);
    qp_ego_topic topic = {.net = net, .scene = &scene};
    qp_caption caption = {0};
    cr_assert_eq(qp_ego_caption(&topic, &caption, NULL), QP_OK);
    qp_ego_scene_clear(&scene);
    return caption;
}

/* "Is in: Rome | capital: Nuts": the alters in order, each after its sector.
 */
static const char *listed(const qp_network *net, const qp_ego_scene *scene)
{
    static char list[1024];
    qp_ego_topic topic = {.net = net, .scene = scene};
    qp_text text = {0};
    for (size_t a = 0; a < scene->alter_count; a++) {
        const qp_ego_alter *alter = &scene->alters[a];
        qp_text_addf(&text, "%s%s: ", a > 0 ? " | " : "",
                     qp_ego_sector_name(&topic, alter->sector));
        qp_ego_alter_name(&topic, alter, &text);
    }
    snprintf(list, sizeof list, "%s", qp_text_string(&text));
    qp_text_clear(&text);
    return list;
}

/* ------------------------------------------------------------------ the scene */

QP_TEST(ego_scene, gathers_all_that_an_actor_is_tied_to)
{
    qp_network net = small();
    qp_ego_scene scene = gathered(&net, "Bolt", 60);
    cr_assert_str_eq(listed(&net, &scene),
                     "Is in: Rome | Architect of: screws | Consortia: Guild | "
                     "Has as its own: Drill | capital: Nuts | "
                     "restriction: Oslo | rnd: The Lab | "
                     "Specialised in: threads");
    cr_assert_eq(scene.tie_count, 4 + 5 + 1);
    cr_assert_eq(scene.links, 5);
    cr_assert_eq(scene.layers, 4);
    cr_assert_eq(scene.ways[QP_WAY_OUT], 2);
    cr_assert_eq(scene.ways[QP_WAY_IN], 2);
    cr_assert_eq(scene.ways[QP_WAY_NONE], 1);
    cr_assert_eq(scene.by_class[QP_CLASS_GENERAL_KNOWLEDGE], 2);
    cr_assert_eq(scene.by_class[QP_CLASS_SEED], 8);
    qp_ego_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(ego_scene, an_alter_stands_once_with_all_its_ties)
{
    qp_network net = small();
    qp_ego_scene scene = gathered(&net, "Bolt", 60);
    /* Nuts in capital and supply, the drill as its own and in supply */
    cr_assert_eq(scene.alters[4].count, 2);
    cr_assert_eq(scene.alters[3].count, 2);
    const qp_ego_tie *nuts = &scene.ties[scene.alters[4].first];
    cr_assert_eq(nuts[0].way, QP_WAY_IN);
    cr_assert_float_eq(nuts[0].value, 51, 0);
    cr_assert_eq(nuts[1].way, QP_WAY_OUT);
    /* eight sectors have alters; supply has ties alone */
    cr_assert_eq(scene.sector_count, 9);
    cr_assert_neq(qp_ego_sector_of(&scene, &nuts[1]), scene.alters[4].sector);
    qp_ego_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(ego_scene, keeps_the_first_in_the_order_of_the_tables)
{
    qp_network net = small();
    qp_ego_scene scene = gathered(&net, "Bolt", 3);
    cr_assert_str_eq(listed(&net, &scene),
                     "Is in: Rome | Architect of: screws | Consortia: Guild");
    cr_assert_eq(scene.alters_in_all, 8);
    cr_assert_eq(scene.tie_count, 10);
    qp_ego_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(ego_scene, of_a_region_counts_who_is_there_and_links_to_itself)
{
    qp_network net = small();
    qp_ego_scene scene = gathered(&net, "Rome", 60);
    cr_assert_str_eq(listed(&net, &scene), "talent: Oslo");
    cr_assert_eq(scene.within, 1);
    cr_assert_eq(scene.parts, 1);     /* Ostia */
    cr_assert_eq(scene.residents, 2); /* Bolt, and the architect it plays */
    qp_ego_scene_clear(&scene);

    scene = gathered(&net, "Ostia", 60);
    cr_assert_str_eq(listed(&net, &scene), "Is part of: Rome");
    qp_ego_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(ego_scene, of_an_architect_tells_who_plays_its_role)
{
    qp_network net = small();
    qp_ego_scene scene = gathered(&net, "arch-bolt", 60);
    cr_assert_str_eq(listed(&net, &scene),
                     "Is in: Rome | Role played by: Bolt");
    qp_ego_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(ego_scene, knows_the_role_of_a_member)
{
    qp_network net = small();
    qp_ego_scene scene = gathered(&net, "lab", 60);
    qp_ego_topic topic = {.net = &net, .scene = &scene};
    qp_text text = {0};
    cr_assert_eq(scene.alters[1].kind, QP_ALTER_CONSORTIUM);
    qp_ego_tie_text(&topic, &scene.ties[scene.alters[1].first], false, &text);
    cr_assert_str_eq(qp_text_string(&text), "adviser");
    qp_text_clear(&text);
    qp_ego_scene_clear(&scene);
    qp_network_clear(&net);
}

/* ------------------------------------------------------------------ the texts */

QP_TEST(ego_text, says_what_the_row_says)
{
    static const char *const said[] = {"",
                                       "",
                                       "leads",
                                       "",
                                       "owns, 51\xC2\xA0percent",
                                       "sanction",
                                       "joint lab, planned",
                                       ""};
    qp_network net = small();
    qp_ego_scene scene = gathered(&net, "Bolt", 60);
    qp_ego_topic topic = {.net = &net, .scene = &scene};
    qp_text text = {0};
    for (size_t a = 0; a < scene.alter_count; a++) {
        qp_text_empty(&text);
        qp_ego_tie_text(&topic, &scene.ties[scene.alters[a].first], false,
                        &text);
        cr_assert_str_eq(qp_text_string(&text), said[a]);
    }
    qp_text_empty(&text);
    qp_ego_tie_tip(&topic, &scene.alters[4],
                   &scene.ties[scene.alters[4].first + 1], &text);
    cr_assert_str_eq(qp_text_string(&text), "Bolt to Nuts: supply: sells");
    qp_text_clear(&text);
    qp_ego_scene_clear(&scene);
    qp_network_clear(&net);
}

/* ----------------------------------------------------------------- the layout */

/* A hundred firms with long names, each tied in three layers. */
static qp_network crowd(void)
{
    static char ties[60000];
    static char firms[20000];
    size_t used = (size_t)snprintf(ties, sizeof ties,
                                   "from,to,layer,relation\n");
    size_t named = (size_t)snprintf(firms, sizeof firms, "id,name\nhub,Hub\n");
    for (int i = 0; i < 100; i++) {
        used += (size_t)snprintf(ties + used, sizeof ties - used,
                                 "hub,f%02d,l%d,has-long-talks-every-day-with\n"
                                 "f%02d,hub,supply,sells\n"
                                 "hub,f%02d,rnd,\n",
                                 i, i % 9, i, i);
        named += (size_t)snprintf(firms + named, sizeof firms - named,
                                  "f%02d,Firm of the name %d %s\n", i, i,
                                  i % 3 == 0 ? "and of its many daughters"
                                             : "");
    }
    return drawn("links", ties, "enterprises", firms, NULL);
}

static qp_box box_of(const qp_ego_line *line)
{
    const qp_type *type = qp_ego_line_type(line->kind);
    double width = qp_lettering_width(qp_text_string(&line->text), type);
    double left = line->align == QP_LEFT ? line->at.x : line->at.x - width;
    return (qp_box){left, line->at.y - 0.2 * type->size, left + width,
                    line->at.y + 0.75 * type->size};
}

QP_TEST(ego_layout, no_text_meets_another_or_an_alter_or_leaves_the_page)
{
    qp_network net = crowd();
    qp_ego_scene scene = gathered(&net, "hub", 60);
    qp_ego_topic topic = {.net = &net, .scene = &scene};
    qp_ego_layout l = {0};
    cr_assert_eq(qp_ego_layout_make(&topic, &l, NULL), QP_OK);
    cr_assert_gt(l.line_count, 3 * 60);
    for (size_t i = 0; i < l.line_count; i++) {
        qp_box box = box_of(&l.lines[i]);
        cr_assert_geq(box.left, -QP_PAGE_WIDTH / 2);
        cr_assert_leq(box.right, QP_PAGE_WIDTH / 2);
        cr_assert_leq(box.top, l.ry);
        cr_assert_geq(box.bottom, -l.ry);
        cr_assert_geq(qp_ego_line_type(l.lines[i].kind)->size, 7);
        for (size_t j = 0; j < i; j++) {
            qp_box other = box_of(&l.lines[j]);
            cr_assert_not(qp_box_overlaps(&box, &other), "%s / %s",
                          qp_text_string(&l.lines[i].text),
                          qp_text_string(&l.lines[j].text));
        }
        for (size_t a = 0; a < scene.alter_count; a++)
            cr_assert_not(qp_box_meets_disc(&box, l.alters[a].centre,
                                            l.alters[a].radius));
    }
    qp_ego_layout_clear(&l);
    qp_ego_scene_clear(&scene);
    qp_network_clear(&net);
}

/* The tip of a tie out is at its alter, of one in at the middle; no tie begins
 * inside the middle, however large its name makes it. */
QP_TEST(ego_layout, a_tie_points_where_it_goes)
{
    qp_network net = drawn(
        "links", "from,to,layer\nhub,out,supply\nin,hub,supply\n",
        "enterprises",
        "id,name\nhub,Hydroelectromechanicals-and-Sons\nout,out\nin,in\n",
        NULL);
    qp_ego_scene scene = gathered(&net, "hub", 60);
    qp_ego_topic topic = {.net = &net, .scene = &scene};
    qp_ego_layout l = {0};
    cr_assert_eq(qp_ego_layout_make(&topic, &l, NULL), QP_OK);
    const qp_point middle = {0, 0};
    for (size_t a = 0; a < 2; a++) {
        const qp_ego_tie *tie = &scene.ties[scene.alters[a].first];
        const qp_arc *arc = &l.arcs[scene.alters[a].first];
        double to_alter = qp_point_distance(arc->tip, l.alters[a].centre);
        double to_middle = qp_point_distance(arc->tip, middle);
        cr_assert_gt(qp_point_distance(arc->p[0], middle), l.centre);
        cr_assert_gt(to_middle, l.centre);
        if (tie->way == QP_WAY_OUT)
            cr_assert_lt(to_alter, l.alters[a].radius + 4);
        else
            cr_assert_lt(to_middle, l.centre + 4);
    }
    qp_ego_layout_clear(&l);
    qp_ego_scene_clear(&scene);
    qp_network_clear(&net);
}

/* ------------------------------------------------------------------ the figure */

QP_TEST(ego, draws_a_mark_an_alter_and_a_line_a_tie)
{
    qp_network net = small();
    qp_text dot = figure_of(&net, "Bolt", QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "ego"), 1);
    cr_assert_eq(picture_nodes(graph, "alter"), 8);
    cr_assert_eq(picture_nodes(graph, "alter many"), 2); /* Nuts, the guild */
    cr_assert_eq(picture_edges(graph, "tie"), 10);
    cr_assert_eq(picture_edges_with(graph, "arrowhead", "tee"), 1);
    cr_assert_eq(picture_edges_with(graph, "style", "dashed"), 1);
    /* undirected: the lab; no ways at all: home, role, field */
    cr_assert_eq(picture_edges_with(graph, "dir", "none"), 4);
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        cr_assert_neq(picture_get(n, "pos")[0], '\0');
    agclose(graph);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(ego, says_how_many_ties_from_which_sources)
{
    qp_network net = small();
    qp_caption caption = caption_of(&net, "Bolt", 60);
    cr_assert_str_eq(qp_text_string(&caption.title),
                     "Bolt: 5 ties in 4 layers, as stated");
    cr_assert_str_eq(qp_text_string(&caption.stamp),
                     "AS STATED IN THE SOURCES, not measured.");
    cr_assert_str_eq(qp_text_string(&caption.subtitle),
                     "2 out, 2 in, 1 undirected; 5 besides links; 8 from the "
                     "seed texts, 2 general knowledge");
    /* the work that tells of the lab and Nuts is not named */
    cr_assert_str_eq(qp_text_string(&caption.note),
                     "Source: Known; The Seed. What is tied in several layers "
                     "stands once, in the first of them, with a line for every "
                     "tie. ");
    qp_caption_clear(&caption);

    caption = caption_of(&net, "Rome", 60);
    const char *note = qp_text_string(&caption.note);
    cr_assert_str_eq(qp_text_string(&caption.title),
                     "Rome: 1 tie in 1 layer, as stated");
    cr_assert_not_null(strstr(note, "Links to itself, not drawn: 1. "));
    cr_assert_not_null(strstr(note, "Actors that are there, not drawn: 2. "));
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

QP_TEST(ego, of_measured_data_is_not_called_stated)
{
    qp_network net = drawn("links", "from,to,layer,weight\nA,B,talent,3\n",
                           NULL);
    qp_caption caption = caption_of(&net, "A", 60);
    cr_assert_str_eq(qp_text_string(&caption.title), "A: 1 tie in 1 layer");
    cr_assert_str_eq(qp_text_string(&caption.stamp), "");
    cr_assert_str_eq(qp_text_string(&caption.subtitle), "1 out; 1 measured");
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

/* Two dates of the same are one line; what else is said, or said the other way
 * round, is another. */
QP_TEST(ego, ties_that_say_the_same_share_a_line)
{
    qp_network net = drawn("links",
                           "from,to,layer,date,relation\n"
                           "A,B,trade,2020,sells\nA,B,trade,2021,sells\n"
                           "A,B,trade,2022,lends\nB,A,trade,2021,sells\n",
                           NULL);
    qp_text dot = figure_of(&net, "A", QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_edges(graph, "tie"), 3);
    cr_assert(picture_says(&dot, "A: 4 ties in 1 layer"));
    agclose(graph);
    qp_caption caption = caption_of(&net, "A", 60);
    cr_assert_not_null(
        strstr(qp_text_string(&caption.note), "source alone share a line. "));
    qp_caption_clear(&caption);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(ego, of_a_hundred_draws_sixty_and_counts_the_rest)
{
    qp_network net = crowd();
    qp_text dot = figure_of(&net, "hub", QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "alter"), 60);
    cr_assert_eq(picture_edges(graph, "tie"), 3 * 60);
    cr_assert(picture_says(&dot, "Hub: 300 ties in 11 layers"));
    agclose(graph);
    qp_caption caption = caption_of(&net, "hub", 60);
    cr_assert_not_null(strstr(
        qp_text_string(&caption.note),
        "Not drawn, the last in the order of layers and ids: 40 more. "));
    qp_caption_clear(&caption);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(ego, speaks_chinese)
{
    qp_network net = small();
    qp_text dot = figure_of(&net, "Bolt", QP_CHINESE);
    cr_assert(picture_says(&dot, "螺栓"));
    cr_assert(picture_says(&dot, "牵头"));
    cr_assert(picture_says(&dot, "qp_lang=\"zh-Hans\""));
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(ego, shows_hostile_names_as_they_are)
{
    qp_network net = drawn("links",
                           "from,to,layer,relation\n"
                           "f,r,supply,\"<x> \"\"];evil[URL=b]\\E & y\"\n",
                           "enterprises", "id,name\nf,\"x\"\"];evil[URL=a]\"\n",
                           "regions", "id,name\nr,back\\N <b>&lt;\n", NULL);
    qp_text dot = figure_of(&net, "f", QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        cr_assert_str_eq(picture_get(n, "URL"), "");
    Agnode_t *middle = agfstnode(graph);
    Agedge_t *tie = agfstout(graph, middle);
    cr_assert_str_eq(picture_get(middle, "tooltip"), "x\"];evil[URL=a]");
    cr_assert_str_eq(picture_get(tie, "tooltip"),
                     "x\"];evil[URL=a] to back\\\\N <b>&amp;lt;: supply: "
                     "<x> \"];evil[URL=b]\\\\E &amp; y");
    /* a backslash is full-width in a text of the background */
    const char *background = picture_get(graph, "_background");
    cr_assert_not_null(strstr(background, "-back\xEF\xBC\xBCN <b>&lt;"));
    cr_assert_eq(picture_nodes(graph, "alter"), 1);
    agclose(graph);
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(ego, without_ties_says_so)
{
    qp_network net = drawn("links", "from,to,layer\nA,A,talent\nB,A,talent\n",
                           "regions", "id\nA\nB\nlone\n", NULL);
    qp_caption caption = caption_of(&net, "lone", 60);
    cr_assert_str_eq(qp_text_string(&caption.title),
                     "lone: in no link of any layer");
    cr_assert_str_eq(qp_text_string(&caption.subtitle), "");
    cr_assert_str_eq(qp_text_string(&caption.note), "");
    qp_text dot = figure_of(&net, "lone", QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "ego"), 1);
    cr_assert_eq(picture_nodes(graph, "alter"), 0);
    agclose(graph);
    qp_text_clear(&dot);
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

QP_TEST(ego, is_the_same_whatever_the_order_of_the_rows)
{
    static const char turned[] =
        "from,to,layer,status,polarity,relation,stated_value,stated_unit,"
        "source\n"
        "Rome,Oslo,talent,,,,,,s\n"
        "Rome,Rome,talent,,,,,,s\n"
        "lab,Nuts,talent,,,hires,,,other\n"
        "lab,Bolt,rnd,planned,,joint-lab,,,s\n"
        "Oslo,Bolt,restriction,,-1,sanction,,,s\n"
        "Bolt,drill,supply,,,uses,,,g\n"
        "Nuts,Bolt,capital,,,owns,51,percent,s\n"
        "Bolt,Nuts,supply,actual,1,sells,,,s\n";
    qp_network net = small();
    qp_network other = drawn(
        "portfolio", portfolio, "sources", sources, "links", turned, "regions",
        regions, "enterprises", enterprises, "institutes", institutes,
        "architects", architects, "things", things, "consortia", consortia,
        "memberships", memberships, NULL);
    qp_text one = figure_of(&net, "Bolt", QP_ENGLISH);
    qp_text two = figure_of(&other, "Bolt", QP_ENGLISH);
    cr_assert_str_eq(one.bytes, two.bytes);
    qp_text_clear(&one);
    qp_text_clear(&two);
    qp_network_clear(&net);
    qp_network_clear(&other);
}

QP_TEST(ego, survives_every_failure_of_memory)
{
    qp_network net = small();
    qp_ego_options options = {qp_network_actor(&net, "Bolt"), QP_ENGLISH, NULL};
    qp_status status = QP_E_MEMORY;
    size_t held = qp_memory_held();
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_text dot = {0};
        qp_memory_allow(allowed);
        status = qp_ego(&net, &options, &dot, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_text_clear(&dot);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
    }
    cr_assert_eq(status, QP_OK);
    qp_network_clear(&net);
}
