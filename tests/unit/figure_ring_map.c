/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "figure/ring_map.h"
#include "figure/ring_map_layout.h"
#include "support/drawn.h"
#include "support/leak.h"
#include "support/picture.h"
#include "support/told.h"

/*
 *      t ──10──▶ s1 ──30──▶ hub      north: hub, s1     south: s2, lab
 *      └───20──▶ s2 ──50──▶ hub      t: abroad          crowd: nowhere
 *      lab ──1──▶ s1                 s1: a little giant, crowd: a group
 *      crowd ──5──▶ s2               rival buys of t, and is in no ring
 *      rival ◀──7── t                lab and hub do research, too
 */
static const char links[] = "from,to,layer,weight,source\n"
                            "s1,hub,supply,30,s\ns2,hub,supply,50,s\n"
                            "t,s1,supply,10,s\nt,s2,supply,20,s\n"
                            "lab,s1,supply,1,s\ncrowd,s2,supply,5,s\n"
                            "t,rival,supply,7,s\nlab,hub,research,1,s\n";
static const char layers[] = "id,role,directed,unit\n"
                             "supply,supply,true,tons\nresearch,rnd,false,\n";
static const char regions[] = "id,cluster\nA,north\nB,south\n";
static const char firms[] = "id,name,region,country,tier,capacity,group\n"
                            "hub,The Hub,A,HOM,,100,\n"
                            "s1,One,A,HOM,little-giant,40,\n"
                            "s2,Two,B,HOM,,60,\nt,Far,,FAR,,,\n"
                            "crowd,Many,,HOM,,,true\nrival,Other,A,HOM,,9,\n";
static const char institutes[] = "id,region,capacity\nlab,B,5\n";
static const char architects[] = "id,enterprise,chain\narch,hub,goods\n"
                                 "lone,rival,goods\n";
static const char sources[] = "id,title,class\ns,The Book,measured\n";

static qp_network small(void)
{
    return drawn("links", links, "layers", layers, "regions", regions,
                 "enterprises", firms, "institutes", institutes, "architects",
                 architects, "sources", sources, NULL);
}

static qp_panel measured(void)
{
    static const char up[] = "rings:upstream";
    qp_panel panel = {0};
    tell(&panel, QP_M_RING_ACTORS, up, "arch", "0", 1);
    tell(&panel, QP_M_RING_ACTORS, up, "arch", "1", 2);
    tell(&panel, QP_M_RING_ACTORS, up, "arch", "2", 3);
    tell(&panel, QP_M_RING_ACTORS, up, "arch", "unreached", 1);
    tell(&panel, QP_M_RING_CAPACITY, up, "arch", "1", 104);
    tell(&panel, QP_M_RING_LOCAL_SHARE, up, "arch", "1", 0.085);
    tell(&panel, QP_M_MEAN_RADIUS, up, "arch", "", 1.25);
    tell_why(&panel, QP_M_MEAN_RADIUS, up, "lone", "", QP_REASON_NO_LINK);
    qp_panel_sort(&panel);
    return panel;
}

static qp_ring_scene gathered(const qp_network *net, const qp_panel *panel)
{
    const qp_ring_choice choice = {qp_network_actor(net, "arch"), "",
                                   QP_NO_PERIOD, 60};
    qp_ring_scene scene;
    qp_error err = {0};
    cr_assert_eq(qp_ring_scene_gather(net, panel, &choice, &scene, &err), QP_OK,
                 "%s", err.message);
    return scene;
}

/* The mark of an actor; it must be there. */
static size_t mark_of(const qp_network *net, const qp_ring_scene *scene,
                      const char *id)
{
    size_t mark = 0;
    while (mark < scene->mark_count &&
           scene->marks[mark].actor != qp_network_actor(net, id))
        mark++;
    cr_assert_lt(mark, scene->mark_count, "%s has no mark", id);
    return mark;
}

static qp_text draw_in(const qp_network *net, const qp_panel *panel,
                       const char *architect, qp_language language)
{
    const qp_ring_map_options options = {
        .architect = qp_network_actor(net, architect),
        .window = QP_NO_PERIOD,
        .language = language};
    qp_text dot = {0};
    qp_error err = {0};
    cr_assert_eq(qp_ring_map(net, panel, &options, &dot, &err), QP_OK, "%s",
                 err.message);
    return dot;
}

static bool has_rings(const qp_network *net, const qp_panel *panel,
                      const char *architect)
{
    const qp_ring_map_options options = {
        .architect = qp_network_actor(net, architect), .window = QP_NO_PERIOD};
    return qp_ring_map_has_rings(net, panel, &options);
}

/* --------------------------------------------------------------------- scene */

QP_TEST(ring_scene, actors_are_in_the_ring_of_their_shortest_way)
{
    static const struct {
        const char *id;
        size_t ring;
    } expected[] = {{"s1", 1}, {"s2", 1}, {"t", 2}, {"lab", 2}, {"crowd", 2}};
    qp_network net = small();
    qp_panel panel = measured();
    qp_ring_scene scene = gathered(&net, &panel);
    cr_assert_eq(scene.mark_count, 5); /* not rival, and not the hub */
    cr_assert_eq(scene.ring_count, 2);
    for (size_t i = 0; i < 5; i++)
        cr_expect_eq(scene.marks[mark_of(&net, &scene, expected[i].id)].ring,
                     expected[i].ring, "%s", expected[i].id);
    qp_ring_scene_clear(&scene);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ring_scene, each_hangs_on_whom_it_sells_most_to)
{
    qp_network net = small();
    qp_panel panel = measured();
    qp_ring_scene scene = gathered(&net, &panel);
    const qp_ring_mark *far = &scene.marks[mark_of(&net, &scene, "t")];
    cr_assert_eq(far->inner, mark_of(&net, &scene, "s2")); /* 20, not 10 */
    cr_assert_eq(far->weight, 20);
    cr_assert_eq(scene.marks[mark_of(&net, &scene, "s1")].inner, QP_NONE);
    cr_assert_eq(scene.ties, 6); /* all but that to rival */
    qp_ring_scene_clear(&scene);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ring_scene, sectors_are_clusters_then_abroad_then_nowhere)
{
    static const qp_ring_sector_kind kinds[] = {
        QP_SECTOR_OF_CLUSTER, QP_SECTOR_OF_CLUSTER, QP_SECTOR_ABROAD,
        QP_SECTOR_NOWHERE};
    qp_network net = small();
    qp_panel panel = measured();
    qp_ring_scene scene = gathered(&net, &panel);
    cr_assert_eq(scene.sector_count, 4);
    for (size_t s = 0; s < 4; s++)
        cr_expect_eq(scene.sectors[s].kind, kinds[s]);
    cr_assert_eq(scene.marks[mark_of(&net, &scene, "t")].sector, 2);
    cr_assert_eq(scene.marks[mark_of(&net, &scene, "crowd")].sector, 3);
    qp_ring_scene_clear(&scene);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ring_scene, what_is_told_is_that_of_the_panel)
{
    qp_network net = small();
    qp_panel panel = measured();
    qp_ring_scene scene = gathered(&net, &panel);
    cr_assert_eq(scene.told[1].capacity, 104); /* the network has 100 */
    cr_assert_eq(scene.told[1].local, 0.085);
    cr_assert(isnan(scene.told[2].capacity));
    cr_assert_eq(scene.unreached, 1);
    cr_assert_eq(scene.radius, 1.25);
    qp_ring_scene_clear(&scene);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ring_scene, where_supply_is_only_stated_all_cooperation_is_looked_at)
{
    qp_panel panel = measured();
    tell(&panel, QP_M_RING_ACTORS, "rings:around", "arch", "1", 3);
    qp_panel_sort(&panel);
    qp_network net = drawn("links", links, "layers", layers, "regions", regions,
                           "enterprises", firms, "institutes", institutes,
                           "architects", architects, "sources",
                           "id,title,class\ns,The Book,seed\n", NULL);
    qp_ring_scene scene = gathered(&net, &panel);
    cr_assert_eq(scene.way, QP_RINGS_AROUND);
    cr_assert_eq(scene.mark_count, 3); /* s1, s2 and, by research, lab */
    cr_assert_eq(scene.marks[mark_of(&net, &scene, "lab")].ring, 1);
    cr_assert(scene.stated);
    qp_ring_scene_clear(&scene);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* Suppliers whose capacity is their number, by turns in two places. */
static qp_network crowded(qp_panel *panel, int count)
{
    static drawn_table many;
    static drawn_table sales;
    many = (drawn_table){0};
    sales = (drawn_table){0};
    drawn_add(&many, "id,name,region,capacity\nhub,Hub,A,1\n");
    drawn_add(&sales, "from,to,layer,weight\n");
    for (int i = 0; i < count; i++) {
        drawn_add(&many, "e%02d,Supplier number %d,%s,%d\n", i, i,
                  i % 2 == 0 ? "A" : "B", i);
        drawn_add(&sales, "e%02d,hub,supply,1\n", i);
    }
    tell(panel, QP_M_RING_ACTORS, "rings:upstream", "arch", "1", count);
    tell(panel, QP_M_MEAN_RADIUS, "rings:upstream", "arch", "", 1);
    qp_panel_sort(panel);
    return drawn("links", sales.text, "layers", layers, "regions", regions,
                 "enterprises", many.text, "architects",
                 "id,enterprise,chain\narch,hub,goods\n", NULL);
}

QP_TEST(ring_scene, of_too_many_the_smallest_of_each_sector_share_a_mark)
{
    /* 60 marks over two sectors: 30 each, the last for 35 - 29 = 6. */
    qp_panel panel = {0};
    qp_network net = crowded(&panel, 70);
    qp_ring_scene scene = gathered(&net, &panel);
    cr_assert_eq(scene.actor_count, 70);
    cr_assert_eq(scene.mark_count, 60);
    const qp_ring_mark *rest = &scene.marks[29];
    cr_assert_eq(rest->actor, QP_NONE);
    cr_assert_eq(rest->count, 6);
    cr_assert_eq(rest->capacity, 0 + 2 + 4 + 6 + 8 + 10);
    cr_assert_eq(scene.marks[0].capacity, 68);
    cr_assert_eq(scene.marks[59].count, 6);
    qp_ring_scene_clear(&scene);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* -------------------------------------------------------------------- layout */

/** A scene of 25 suppliers, laid out. */
typedef struct {
    qp_panel panel;
    qp_network net;
    qp_ring_scene scene;
    qp_ring_layout layout;
} laid_out;

static void lay_out(laid_out *l)
{
    qp_error err = {0};
    *l = (laid_out){0};
    l->net = crowded(&l->panel, 25);
    l->scene = gathered(&l->net, &l->panel);
    const qp_ring_topic topic = {&l->net, &l->scene,
                                 qp_network_actor(&l->net, "arch"),
                                 QP_NO_PERIOD, QP_ENGLISH};
    cr_assert_eq(qp_ring_layout_make(&topic, &l->layout, &err), QP_OK, "%s",
                 err.message);
}

static void clear(laid_out *l)
{
    qp_ring_layout_clear(&l->scene, &l->layout);
    qp_ring_scene_clear(&l->scene);
    qp_panel_clear(&l->panel);
    qp_network_clear(&l->net);
}

QP_TEST(ring_layout, marks_stand_in_their_ring_and_sector)
{
    laid_out l;
    lay_out(&l);
    for (size_t m = 0; m < l.scene.mark_count; m++) {
        const qp_ring_mark *mark = &l.scene.marks[m];
        const qp_ring_slice *slice = &l.layout.slices[mark->sector];
        double away = qp_point_distance(l.layout.centre,
                                        l.layout.discs[m].centre);
        cr_expect_gt(away, l.layout.edge[mark->ring - 1], "mark %zu", m);
        cr_expect_lt(away, l.layout.edge[mark->ring], "mark %zu", m);
        cr_expect_gt(l.layout.angle[m], slice->from, "mark %zu", m);
        cr_expect_lt(l.layout.angle[m], slice->to, "mark %zu", m);
    }
    clear(&l);
}

QP_TEST(ring_layout, names_cover_neither_names_nor_leave_the_page)
{
    laid_out l;
    lay_out(&l);
    for (size_t m = 0; m < l.scene.mark_count; m++) {
        const qp_label *label = &l.layout.labels[m];
        if (!label->placed)
            continue;
        cr_expect(qp_box_holds(&l.layout.content, &label->box), "mark %zu", m);
        for (size_t n = 0; n < m; n++)
            cr_expect_not(
                l.layout.labels[n].placed &&
                    qp_box_overlaps(&label->box, &l.layout.labels[n].box),
                "marks %zu and %zu", m, n);
    }
    clear(&l);
}

QP_TEST(ring_layout, lines_lead_from_the_rim_of_the_firm_to_that_of_the_mark)
{
    laid_out l;
    lay_out(&l);
    for (size_t m = 0; m < l.scene.mark_count; m++) {
        const qp_arc *parts = &l.layout.ties[m * QP_RING_PARTS];
        const qp_disc *disc = &l.layout.discs[m];
        if (l.scene.marks[m].actor == QP_NONE)
            continue;
        cr_expect_float_eq(qp_point_distance(l.layout.centre, parts[0].p[0]),
                           l.layout.firm, 1e-9);
        cr_expect_float_eq(
            qp_point_distance(disc->centre, parts[QP_RING_PARTS - 1].p[3]),
            disc->radius, 1e-9);
    }
    clear(&l);
}

/* -------------------------------------------------------------------- figure */

QP_TEST(ring_map, shows_marks_lines_and_the_numbers_of_the_panel)
{
    qp_network net = small();
    qp_panel panel = measured();
    cr_assert(has_rings(&net, &panel, "arch"));
    qp_text dot = draw_in(&net, &panel, "arch", QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "ring1"), 2);
    cr_assert_eq(picture_nodes(graph, "ring2"), 3);
    cr_assert_eq(picture_nodes(graph, "ring2 actor many"), 1); /* crowd */
    cr_assert_eq(picture_edges(graph, "tie"), 5);
    cr_assert(picture_says(&dot, "The Hub: who supplies it, ring by ring"));
    cr_assert(picture_says(&dot, "5 actors in 2 rings"));
    cr_assert(picture_says(&dot, "mean ring, weighted by capacity: 1.25"));
    cr_assert(picture_says(&dot, "8.5 %")); /* in its region */
    cr_assert(picture_says(&dot, "not known"));
    cr_assert(picture_says(&dot, "One; little giant, ring 1; capacity 40"));
    cr_assert(picture_says(&dot, "Far to Two: 20 tons"));
    cr_assert(picture_says(&dot, "drawn: 1. "));
    cr_assert(picture_says(&dot, "Source: The Book"));
    cr_assert_not(picture_says(&dot, "was measured of other layers"));
    agclose(graph);
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ring_map, tells_where_panel_and_network_count_differently)
{
    qp_network net = small();
    qp_panel panel = {0};
    tell(&panel, QP_M_RING_ACTORS, "rings:upstream", "arch", "1", 9);
    tell(&panel, QP_M_MEAN_RADIUS, "rings:upstream", "arch", "", 1);
    qp_panel_sort(&panel);
    qp_text dot = draw_in(&net, &panel, "arch", QP_ENGLISH);
    cr_assert(picture_says(&dot, "The panel counts 9 actors in these rings, "
                                 "the network 2"));
    cr_assert(picture_says(&dot, "Actors beyond ring 1, not drawn: 3"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ring_map, without_rings_says_what_is_missing)
{
    qp_network net = small();
    qp_panel panel = measured();
    const qp_panel none = {0};
    cr_assert_not(has_rings(&net, &panel, "lone"));
    cr_assert_not(has_rings(&net, &none, "arch"));
    qp_text dot = draw_in(&net, &panel, "lone", QP_ENGLISH);
    cr_assert(picture_says(&dot, "Other: no rings"));
    cr_assert(picture_says(&dot, "no link leads to its firm"));
    qp_text_clear(&dot);
    dot = draw_in(&net, &none, "arch", QP_ENGLISH);
    cr_assert(picture_says(&dot, "no panel of qipan-chain"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ring_map, rings_of_a_window_are_those_that_the_panel_tells_of_it)
{
    qp_network net = small();
    qp_panel panel = measured();
    const qp_ring_map_options options = {
        .architect = qp_network_actor(&net, "arch"), .window = {0, 365}};
    cr_assert_not(qp_ring_map_has_rings(&net, &panel, &options));
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ring_map, speaks_chinese)
{
    qp_network net = small();
    qp_panel panel = measured();
    qp_text dot = draw_in(&net, &panel, "arch", QP_CHINESE);
    cr_assert(picture_says(&dot, "\xE5\x90\x8C\xE5\xBF\x83\xE5\x9C\x86"));
    cr_assert_not(picture_says(&dot, "ring by ring"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ring_map, hostile_names_stay_text)
{
    qp_panel panel = measured();
    qp_network net = drawn("links", links, "layers", layers, "enterprises",
                           "id,name\nhub,<script>&amp;\\N\ns1,\"a\\\"\"b\\\"\n"
                           "s2,\ncrowd,\nt,\nrival,\nlab,\n",
                           "architects", architects, NULL);
    qp_text dot = draw_in(&net, &panel, "arch", QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "ring1"), 2);
    agclose(graph);
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}
