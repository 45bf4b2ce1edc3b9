/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "figure/scorecard.h"
#include "figure/scorecard_caption.h"
#include "support/drawn.h"
#include "support/leak.h"
#include "support/picture.h"
#include "support/written.h"

/*
 *               core            isomorphism      index
 *      north    0.3             no-portfolio     8
 *      south    -0.2            0.4              trivial
 *      all                                       6
 */
static qp_network small(void)
{
    return drawn("links",
                 "from,to,layer,date,source\nLyon,Nice,talent,2014,s\n",
                 "regions", "id,cluster\nLyon,south\nNice,south\nLille,north\n",
                 "clusters",
                 "id,name,name_zh\nnorth,The North,\xE5\x8C\x97\n"
                 "south,The South,\xE5\x8D\x97\n",
                 "layers", "id,name,directed\ntalent,Talent,true\n", "sources",
                 "id,title,licence\ns,The Book,CC0-1.0\n", NULL);
}

static const told_row core = {.metric = QP_M_CORE_EFFECTIVENESS,
                              .layer = "talent",
                              .scope = QP_SCOPE_CLUSTER,
                              .object = "Lyon",
                              .n = 24};
static const told_row likeness = {.metric = QP_M_ISOMORPHISM,
                                  .layer = "portfolio:industry",
                                  .scope = QP_SCOPE_CLUSTER,
                                  .n = 3};
static const told_row moves = {.metric = QP_M_EFFECTIVENESS_INDEX,
                               .layer = "talent",
                               .scope = QP_SCOPE_SYSTEM,
                               .n = 40};

static void add(qp_panel *panel, told_row row, const char *subject,
                double value)
{
    row.subject = subject;
    told(panel, row, value);
}

/* @param[in] north  of the core of the north, its value apart */
static qp_panel panel_of(told_row north, double value)
{
    qp_panel panel = {0};
    told_row blank = likeness;
    told_row trivial = moves;
    told_row other = likeness;
    blank.reason = QP_REASON_NO_PORTFOLIO;
    trivial.flags = 1U << QP_FLAG_TRIVIAL;
    other.object = "cluster:south";
    add(&panel, north, "north", value);
    add(&panel, core, "south", -0.2);
    add(&panel, blank, "north", NAN);
    add(&panel, other, "north", 0.9);
    add(&panel, likeness, "south", 0.4);
    add(&panel, moves, "north", 8);
    add(&panel, trivial, "south", 100);
    add(&panel, moves, "all", 6);
    qp_panel_sort(&panel);
    return panel;
}

static told_row tested(double q)
{
    told_row row = core;
    row.q = q;
    row.low = 0.1;
    row.high = 0.5;
    return row;
}

static qp_scorecard_options options_of(qp_language language)
{
    return (qp_scorecard_options){
        .layer = 0, .window = QP_NO_PERIOD, .language = language};
}

static qp_scorecard_scene scene_of(const qp_network *net, const qp_panel *panel)
{
    const qp_scorecard_options options = options_of(QP_ENGLISH);
    qp_scorecard_scene scene;
    cr_assert_eq(qp_scorecard_scene_gather(net, panel, &options, &scene, NULL),
                 QP_OK);
    return scene;
}

static qp_text card_of(const qp_network *net, const qp_panel *panel,
                       qp_language language)
{
    const qp_scorecard_options options = options_of(language);
    qp_text dot = {0};
    qp_error err = {0};
    cr_assert_eq(qp_scorecard(net, panel, &options, &dot, &err), QP_OK, "%s",
                 err.message);
    return dot;
}

static void forget(qp_network *net, qp_panel *panel, qp_text *dot)
{
    qp_text_clear(dot);
    qp_panel_clear(panel);
    qp_network_clear(net);
}

/* Does the note say so? In the figure its lines are broken. */
static bool notes(const qp_network *net, const qp_panel *panel,
                  const char *text)
{
    const qp_scorecard_options options = options_of(QP_ENGLISH);
    qp_scorecard_scene scene = scene_of(net, panel);
    const qp_scorecard_topic topic = {net, panel, &options, &scene};
    qp_caption caption = {0};
    cr_assert_eq(qp_scorecard_caption(&topic, &caption, NULL), QP_OK);
    bool says = strstr(qp_text_string(&caption.note), text) != NULL;
    qp_caption_clear(&caption);
    qp_scorecard_scene_clear(&scene);
    return says;
}

/* The node whose tooltip begins so; NULL: there is none. */
static Agnode_t *node_of(Agraph_t *graph, const char *tip)
{
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        if (strncmp(picture_get(n, "tooltip"), tip, strlen(tip)) == 0)
            return n;
    return NULL;
}

static double across(Agnode_t *node)
{
    double x = NAN;
    double y = NAN;
    cr_assert_not_null(node);
    cr_assert_eq(sscanf(picture_get(node, "pos"), "%lf,%lf", &x, &y), 2);
    return x;
}

/* -------------------------------------------------------------------- scene */

QP_TEST(figure_scorecard, measures_with_a_value_for_a_cluster_have_columns)
{
    qp_network net = small();
    qp_panel panel = panel_of(tested(0.01), 0.3);
    qp_scorecard_scene scene = scene_of(&net, &panel);
    cr_assert_eq(scene.column_count, 3);
    cr_expect_eq(qp_scores[scene.columns[0]].metric, QP_M_CORE_EFFECTIVENESS);
    cr_expect_eq(qp_scores[scene.columns[1]].metric, QP_M_EFFECTIVENESS_INDEX);
    cr_expect_eq(qp_scores[scene.columns[2]].metric, QP_M_ISOMORPHISM);
    qp_scorecard_scene_clear(&scene);
    forget(&net, &panel, &(qp_text){0});
}

QP_TEST(figure_scorecard, clusters_come_by_id_then_all_regions)
{
    qp_network net = small();
    qp_panel panel = panel_of(tested(0.01), 0.3);
    qp_scorecard_scene scene = scene_of(&net, &panel);
    cr_assert_eq(scene.row_count, 3); /* nothing is told between clusters */
    cr_expect_eq(scene.rows[0].cluster, qp_network_cluster(&net, "north"));
    cr_expect_eq(scene.rows[1].cluster, qp_network_cluster(&net, "south"));
    cr_expect_eq(scene.rows[2].kind, QP_SCORE_ALL);
    cr_expect_eq(qp_scorecard_cell(&scene, 2, scene.columns[1])->value, 6);
    cr_expect_null(qp_scorecard_cell(&scene, 2, scene.columns[0]));
    qp_scorecard_scene_clear(&scene);
    forget(&net, &panel, &(qp_text){0});
}

QP_TEST(figure_scorecard, likeness_to_another_cluster_is_not_that_inside)
{
    qp_network net = small();
    qp_panel panel = panel_of(tested(0.01), 0.3);
    qp_scorecard_scene scene = scene_of(&net, &panel);
    cr_expect(isnan(qp_scorecard_cell(&scene, 0, scene.columns[2])->value));
    cr_expect_eq(qp_scorecard_cell(&scene, 1, scene.columns[2])->value, 0.4);
    qp_scorecard_scene_clear(&scene);
    forget(&net, &panel, &(qp_text){0});
}

QP_TEST(figure_scorecard, of_many_clusters_the_last_are_counted)
{
    drawn_table t = {0};
    drawn_add(&t, "id,cluster\n");
    for (int c = 0; c < 43; c++)
        drawn_add(&t, "r%02d,c%02d\n", c, c);
    qp_network net = drawn("regions", t.text, "links",
                           "from,to,layer\nr00,r01,talent\n", NULL);
    qp_panel panel = {0};
    add(&panel, core, "c05", 0.1);
    add(&panel, moves, "c05", 3);
    qp_panel_sort(&panel);
    qp_scorecard_scene scene = scene_of(&net, &panel);
    cr_expect_eq(scene.clusters, 40);
    cr_expect_eq(scene.left_out, 3);
    cr_expect(notes(&net, &panel, "Clusters not shown, the last by id: 3"));
    qp_scorecard_scene_clear(&scene);
    forget(&net, &panel, &(qp_text){0});
}

/* -------------------------------------------------------------------- marks */

QP_TEST(figure_scorecard, marks_are_filled_hollow_or_diamonds)
{
    qp_network net = small();
    qp_panel panel = panel_of(tested(0.01), 0.3);
    qp_text dot = card_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    Agnode_t *north = node_of(graph, "The North, Balance of the core: 0.3");
    Agnode_t *south = node_of(graph, "The South, Balance of the core");
    cr_assert_not_null(north);
    cr_expect_str_eq(picture_get(north, "class"), "score finding");
    cr_expect_str_eq(picture_get(south, "class"), "score untested");
    cr_expect_str_eq(picture_get(south, "shape"), "diamond");
    cr_expect_gt(across(north), across(south)); /* 0.3 right of -0.2 */
    cr_expect_eq(picture_nodes(graph, "score"), 5);
    agclose(graph);
    forget(&net, &panel, &dot);
}

QP_TEST(figure_scorecard, what_follows_from_its_making_is_no_number)
{
    qp_network net = small();
    qp_panel panel = panel_of(tested(0.01), 0.3);
    qp_text dot = card_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_expect_null(node_of(graph, "The South, Net flow share"));
    cr_expect_null(node_of(graph, "The North, Alike in industry"));
    cr_expect(picture_says(&dot, "trivial"));
    cr_expect(picture_says(&dot, "no portfolio"));
    agclose(graph);
    forget(&net, &panel, &dot);
}

QP_TEST(figure_scorecard, numbers_are_short_and_0_has_no_sign)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0.6061, "0.61"},
                 {-0.004, "0.00"},
                 {-0.05, "\xE2\x88\x92"
                         "0.05"},
                 {41.97, "42.0"},
                 {9.996, "10.0"},
                 {99.96, "100"},
                 {-1234.4, "\xE2\x88\x92"
                           "1,234"}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_text text = {0};
        qp_scorecard_add_value(cases[c].value, &text);
        cr_expect_str_eq(qp_text_string(&text), cases[c].text);
        qp_text_clear(&text);
    }
}

/* -------------------------------------------------------------------- title */

static void expect_title(told_row north, double value, const char *title)
{
    qp_network net = small();
    qp_panel panel = panel_of(north, value);
    qp_text dot = card_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_expect_str_eq(picture_get(graph, "qp_title"), title);
    agclose(graph);
    forget(&net, &panel, &dot);
}

static const char described[] = "Talent, 2014: the clusters side by side";

QP_TEST(figure_scorecard, the_title_finds_cores_that_gain_below_5_percent)
{
    expect_title(tested(0.049), 0.3,
                 "Talent, 2014: 1 of 2 cores gain from their clusters beyond "
                 "chance");
    expect_title(tested(0.05), 0.3, described);
    expect_title(tested(0.049), -0.3, described);
}

QP_TEST(figure_scorecard, dispersed_moves_need_their_interval_to_leave_out_0)
{
    told_row north = tested(0.001);
    north.flags = 1U << QP_FLAG_DISPERSED;
    expect_title(north, 0.3,
                 "Talent, 2014: 1 of 2 cores gain from their clusters beyond "
                 "chance");
    north.low = -0.01;
    expect_title(north, 0.3, described);
}

/* ------------------------------------------------------------------- caption */

QP_TEST(figure_scorecard, the_note_says_what_has_no_column_and_why)
{
    qp_network net = small();
    qp_panel panel = {0};
    told_row blank = likeness;
    blank.reason = QP_REASON_NO_PORTFOLIO;
    add(&panel, blank, "north", NAN);
    add(&panel, core, "north", 0.1);
    qp_panel_sort(&panel);
    cr_expect(notes(&net, &panel, "Alike in industry: no portfolio"));
    cr_expect(notes(&net, &panel, "Gradient share: not in the panels given"));
    forget(&net, &panel, &(qp_text){0});
}

QP_TEST(figure_scorecard, one_measure_is_not_drawn_unasked_none_is_said_so)
{
    qp_network net = small();
    qp_panel panel = {0};
    const qp_scorecard_options options = options_of(QP_ENGLISH);
    qp_text dot = card_of(&net, &panel, QP_ENGLISH);
    cr_expect(picture_says(&dot, "Nothing to show"));
    cr_expect_not(qp_scorecard_has_something(&net, &panel, &options));
    add(&panel, core, "north", 0.1);
    qp_panel_sort(&panel);
    cr_expect_not(qp_scorecard_has_something(&net, &panel, &options));
    add(&panel, moves, "north", 3);
    qp_panel_sort(&panel);
    cr_expect(qp_scorecard_has_something(&net, &panel, &options));
    forget(&net, &panel, &dot);
}

QP_TEST(figure_scorecard, chinese_has_chinese_names_and_words)
{
    qp_network net = small();
    qp_panel panel = panel_of(tested(0.01), 0.3);
    qp_text dot = card_of(&net, &panel, QP_CHINESE);
    Agraph_t *graph = picture_read(&dot);
    cr_expect_not_null(
        node_of(graph, "\xE5\x8C\x97\xEF\xBC\x8C\xE6\xA0\xB8\xE5\xBF\x83"));
    agclose(graph);
    forget(&net, &panel, &dot);
}

QP_TEST(figure_scorecard, hostile_names_are_harmless)
{
    qp_network net = drawn("links", "from,to,layer\nA,B,talent\n", "regions",
                           "id,cluster\nA,k\nB,m\n", "clusters",
                           "id,name\nk,\"<script>\\N\"\"&\"\n"
                           "m,\"\xE2\x80\xAE\"\n",
                           NULL);
    qp_panel panel = {0};
    add(&panel, core, "k", 0.1);
    add(&panel, moves, "m", 3);
    qp_panel_sort(&panel);
    qp_text dot = card_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_expect_eq(picture_nodes(graph, "score"), 2);
    cr_expect(picture_says(&dot, "Drawn by qipan"));
    cr_expect_not(picture_says(&dot, "\xE2\x80\xAE"));
    agclose(graph);
    forget(&net, &panel, &dot);
}

QP_TEST(figure_scorecard, lack_of_memory_comes_back_clean)
{
    qp_network net = small();
    qp_panel panel = panel_of(tested(0.01), 0.3);
    const qp_scorecard_options options = options_of(QP_ENGLISH);
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_text dot = {0};
        cr_assert_lt(allowed, 5000);
        qp_memory_allow(allowed);
        status = qp_scorecard(&net, &panel, &options, &dot, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_text_clear(&dot);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
    }
    cr_expect_eq(status, QP_OK);
    forget(&net, &panel, &(qp_text){0});
}
