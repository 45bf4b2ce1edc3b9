/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "figure/matrix.h"
#include "figure/matrix_legend.h"
#include "support/drawn.h"
#include "support/leak.h"
#include "support/picture.h"
#include "support/written.h"

/*
 *      south: Lyon, Nice       north: Lille       Bern is in no cluster
 *
 *      links   Lyon  Nice  Lille  Bern     obs/exp   Lyon  Nice  Lille  Bern
 *      Lyon      .     6     20     .      Lyon        .    3     0.5     .
 *      Nice      6     .      .     4      Nice        3    .      .     1.1
 *      Lille    20     .      .     .
 *      Bern      .     4      .     .      strength: Lyon 26, Nice 10
 */
static const char regions[] = "id,cluster\nLyon,south\nNice,south\n"
                              "Lille,north\nBern,\n";

static qp_network small(void)
{
    return drawn("links",
                 "from,to,layer,date,source\nLyon,Nice,talent,2014,s\n",
                 "regions", regions, "clusters",
                 "id,name\nnorth,The North\nsouth,The South\n", "layers",
                 "id,name,directed,weighted\ntalent,Talent,true,false\n",
                 "sources", "id,title,licence\ns,The Book,CC0-1.0\n", NULL);
}

static void add_tie(qp_panel *panel, const char *from, const char *to,
                    double value, double n)
{
    told(panel,
         (told_row){.metric = QP_M_ASSOCIATION_STRENGTH,
                    .layer = "talent",
                    .scope = QP_SCOPE_PAIR,
                    .subject = from,
                    .object = to,
                    .n = n},
         value);
}

static void add_mixing(qp_panel *panel, double value, double q)
{
    told(panel,
         (told_row){.metric = QP_M_EI_INDEX,
                    .layer = "talent",
                    .scope = QP_SCOPE_SYSTEM,
                    .subject = "all",
                    .object = "cluster",
                    .q = q,
                    .expected = 0.5},
         value);
}

static qp_panel ties(void)
{
    qp_panel panel = {0};
    add_tie(&panel, "Lyon", "Nice", 3, 6);
    add_tie(&panel, "Lille", "Lyon", 0.5, 20);
    add_tie(&panel, "Bern", "Nice", 1.1, 4);
    qp_panel_sort(&panel);
    return panel;
}

static qp_matrix_options options_of(qp_matrix_kind kind, qp_language language)
{
    return (qp_matrix_options){
        .kind = kind, .layer = 0, .window = QP_NO_PERIOD, .language = language};
}

static qp_matrix_scene scene_of(const qp_network *net, const qp_panel *panel,
                                qp_matrix_kind kind)
{
    const qp_matrix_options options = options_of(kind, QP_ENGLISH);
    qp_matrix_scene scene;
    qp_error err = {0};
    cr_assert_eq(qp_matrix_scene_gather(net, panel, &options, &scene, &err),
                 QP_OK, "%s", err.message);
    return scene;
}

static qp_text matrix_of(const qp_network *net, const qp_panel *panel,
                         qp_matrix_kind kind, qp_language language)
{
    const qp_matrix_options options = options_of(kind, language);
    qp_text dot = {0};
    qp_error err = {0};
    cr_assert_eq(qp_matrix(net, panel, &options, &dot, &err), QP_OK, "%s",
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
                  qp_matrix_kind kind, const char *text)
{
    const qp_matrix_options options = options_of(kind, QP_ENGLISH);
    qp_matrix_scene scene = scene_of(net, panel, kind);
    const qp_matrix_topic topic = {net, panel, &options, &scene};
    qp_caption caption = {0};
    cr_assert_eq(qp_matrix_caption(&topic, &caption, NULL), QP_OK);
    bool says = strstr(qp_text_string(&caption.note), text) != NULL;
    qp_caption_clear(&caption);
    qp_matrix_scene_clear(&scene);
    return says;
}

/* The node whose tooltip begins so. */
static Agnode_t *node_of(Agraph_t *graph, const char *tip)
{
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        if (strncmp(picture_get(n, "tooltip"), tip, strlen(tip)) == 0)
            return n;
    cr_assert_fail("no node is told as '%s'", tip);
    return NULL;
}

/* -------------------------------------------------------------------- scene */

QP_TEST(figure_matrix, rows_stand_by_cluster_then_by_links)
{
    static const char *const expected[] = {"Lille", "Lyon", "Nice", "Bern"};
    qp_network net = small();
    qp_panel panel = ties();
    qp_matrix_scene scene = scene_of(&net, &panel, QP_MATRIX_TIES);
    cr_assert_eq(scene.count, 4);
    for (size_t i = 0; i < 4; i++)
        cr_expect_str_eq(scene.items[i].id, expected[i]);
    cr_expect(qp_matrix_begins_block(&scene, 1));
    cr_expect_not(qp_matrix_begins_block(&scene, 2));
    cr_expect(qp_matrix_begins_block(&scene, 3));
    qp_matrix_scene_clear(&scene);
    forget(&net, &panel, &(qp_text){0});
}

QP_TEST(figure_matrix, both_halves_hold_a_pair_and_what_is_not_told_is_blank)
{
    qp_network net = small();
    qp_panel panel = ties();
    qp_matrix_scene scene = scene_of(&net, &panel, QP_MATRIX_TIES);
    cr_expect_eq(qp_matrix_cell_at(&scene, 1, 2)->value, 3);
    cr_expect_eq(qp_matrix_cell_at(&scene, 2, 1)->value, 3);
    cr_expect(isnan(qp_matrix_cell_at(&scene, 0, 3)->value));
    cr_expect(isnan(qp_matrix_cell_at(&scene, 1, 1)->value));
    cr_expect_eq(scene.pairs, 3);
    qp_matrix_scene_clear(&scene);
    forget(&net, &panel, &(qp_text){0});
}

QP_TEST(figure_matrix, few_links_or_an_interval_round_1_are_uncertain)
{
    qp_network net = small();
    qp_panel panel = {0};
    const told_row certain = {.metric = QP_M_ASSOCIATION_STRENGTH,
                              .layer = "talent",
                              .scope = QP_SCOPE_PAIR,
                              .subject = "Lille",
                              .object = "Nice",
                              .n = 5,
                              .low = 1.01,
                              .high = 2};
    told_row holds = certain;
    holds.object = "Lyon";
    holds.low = 0.99;
    told_row unknown = certain;
    unknown.object = "Bern";
    unknown.n = 0;
    told(&panel, certain, 1.5);
    told(&panel, holds, 1.5);
    told(&panel, unknown, 1.5);
    add_tie(&panel, "Bern", "Nice", 1.5, 4);
    qp_panel_sort(&panel);
    qp_text dot = matrix_of(&net, &panel, QP_MATRIX_TIES, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_expect_str_eq(
        picture_get(node_of(graph, "Lille \xE2\x80\x93 Nice"), "class"),
        "cell");
    cr_expect(picture_is(node_of(graph, "Lille \xE2\x80\x93 Lyon"),
                         "cell uncertain"));
    cr_expect(picture_is(node_of(graph, "Lille \xE2\x80\x93 Bern"),
                         "cell uncertain"));
    cr_expect(
        picture_is(node_of(graph, "Bern \xE2\x80\x93 Nice"), "cell uncertain"));
    agclose(graph);
    forget(&net, &panel, &dot);
}

/* A row of 4,000 moves is one link. */
QP_TEST(figure_matrix, few_links_that_are_sums_already_are_not_uncertain)
{
    qp_network net = drawn("links",
                           "from,to,layer,weight\nLyon,Nice,talent,4000\n",
                           "regions", regions, NULL);
    qp_panel panel = ties();
    qp_matrix_scene scene = scene_of(&net, &panel, QP_MATRIX_TIES);
    cr_expect(scene.summed);
    for (size_t c = 0; c < scene.count * scene.count; c++)
        cr_expect_not(scene.cells[c].uncertain);
    cr_expect(notes(&net, &panel, QP_MATRIX_TIES, "How sure a cell is"));
    qp_matrix_scene_clear(&scene);
    forget(&net, &panel, &(qp_text){0});
}

/*
 *      14 regions of k1, 14 of k2, 14 of none, in a ring of three: r of k1 with
 *      r of k2 2, with r of none 1; r of k2 with r of none 1.
 *
 *      s   k1 3, k2 3, none 2; t = 14 * 8 = 112
 *      A   (k1, k2)  2 * 112 / (3 * 3) = 224/9     (., none)  112 / 6
 *
 *      summed  k1-k2    14 * 2 / (42 * 42 / 112)  = 28 * 112 / 1764 = 16/9
 *              k1-none  14 * 1 / (42 * 28 / 112)  = 14 * 112 / 1176 = 4/3
 *              k1-k1    0
 */
enum { RINGS = 14 };

static qp_network many(void)
{
    drawn_table t = {0};
    drawn_add(&t, "id,cluster\n");
    for (int r = 0; r < RINGS; r++)
        drawn_add(&t, "a%02d,k1\nb%02d,k2\nc%02d,\n", r, r, r);
    return drawn("regions", t.text, "links", "from,to,layer\na00,b00,talent\n",
                 NULL);
}

static void add_ring(qp_panel *panel, char first, char second, int r, double c,
                     double sizes)
{
    const double t = 112;
    char from[16];
    char to[16];
    snprintf(from, sizeof from, "%c%02d", first, r);
    snprintf(to, sizeof to, "%c%02d", second, r);
    add_tie(panel, from, to, c * t / sizes, 2);
    told(panel,
         (told_row){.metric = QP_M_SALTON_INDEX,
                    .layer = "talent",
                    .scope = QP_SCOPE_PAIR,
                    .subject = from,
                    .object = to,
                    .n = 2},
         c / sqrt(sizes));
}

static qp_panel rings(void)
{
    qp_panel panel = {0};
    for (int r = 0; r < RINGS; r++) {
        add_ring(&panel, 'a', 'b', r, 2, 3 * 3);
        add_ring(&panel, 'a', 'c', r, 1, 3 * 2);
        add_ring(&panel, 'b', 'c', r, 1, 3 * 2);
    }
    qp_panel_sort(&panel);
    return panel;
}

QP_TEST(figure_matrix, more_than_40_regions_are_added_up_to_clusters)
{
    qp_network net = many();
    qp_panel panel = rings();
    qp_matrix_scene scene = scene_of(&net, &panel, QP_MATRIX_TIES);
    cr_assert(scene.by_cluster);
    cr_assert_eq(scene.count, 3);
    cr_expect_str_eq(scene.items[0].id, "k1");
    cr_expect_str_eq(scene.items[2].id, "");
    cr_expect_float_eq(qp_matrix_cell_at(&scene, 0, 1)->value, 16.0 / 9, 1e-9);
    cr_expect_float_eq(qp_matrix_cell_at(&scene, 0, 2)->value, 4.0 / 3, 1e-9);
    cr_expect_float_eq(qp_matrix_cell_at(&scene, 2, 0)->value, 4.0 / 3, 1e-9);
    cr_expect_eq(qp_matrix_cell_at(&scene, 0, 0)->value, 0);
    cr_expect_eq(qp_matrix_cell_at(&scene, 0, 1)->n, 2 * RINGS);
    cr_expect_eq(scene.members, 3 * RINGS);
    qp_matrix_scene_clear(&scene);
    forget(&net, &panel, &(qp_text){0});
}

QP_TEST(figure_matrix, where_nothing_can_be_added_up_the_least_are_left_out)
{
    qp_network net = many();
    qp_panel panel = {0};
    for (int r = 0; r < RINGS; r++) {
        char names[3][16];
        for (int c = 0; c < 3; c++)
            snprintf(names[c], sizeof names[c], "%c%02d", "abc"[c], r);
        add_tie(&panel, names[0], names[1], 1, 100 - r);
        add_tie(&panel, names[1], names[2], 1, 100 - r);
    }
    qp_panel_sort(&panel);
    qp_matrix_scene scene = scene_of(&net, &panel, QP_MATRIX_TIES);
    cr_expect_not(scene.by_cluster);
    cr_expect_eq(scene.count, 40);
    cr_expect_eq(scene.left_out, 2);
    for (size_t i = 0; i < scene.count; i++) /* a13 and c13 have 87 each */
        cr_expect(strcmp(scene.items[i].id, "a13") != 0 &&
                  strcmp(scene.items[i].id, "c13") != 0);
    cr_expect(notes(&net, &panel, QP_MATRIX_TIES,
                    "Not shown, the least: 2; shown: 40"));
    qp_matrix_scene_clear(&scene);
    forget(&net, &panel, &(qp_text){0});
}

QP_TEST(figure_matrix, clusters_that_are_alike_are_those_of_isomorphism)
{
    qp_network net = many();
    qp_panel panel = {0};
    told_row row = {.metric = QP_M_STRUCTURE_SIMILARITY,
                    .layer = "portfolio:industry",
                    .scope = QP_SCOPE_PAIR,
                    .n = 12};
    char names[3 * RINGS][16];
    for (int r = 0; r < 3 * RINGS; r++)
        snprintf(names[r], sizeof names[r], "%c%02d", "abc"[r / RINGS],
                 r % RINGS);
    for (int r = 1; r < 3 * RINGS; r++) {
        row.subject = names[0];
        row.object = names[r];
        told(&panel, row, 0.1);
    }
    told_row mean = {.metric = QP_M_ISOMORPHISM,
                     .layer = "portfolio:industry",
                     .scope = QP_SCOPE_CLUSTER,
                     .subject = "k1",
                     .n = 91};
    told(&panel, mean, 0.7);
    mean.object = "cluster:k2";
    mean.n = 2;
    told(&panel, mean, 0.3);
    mean.object = "weighted";
    told(&panel, mean, 0.9);
    qp_panel_sort(&panel);
    qp_matrix_scene scene = scene_of(&net, &panel, QP_MATRIX_SIMILARITY);
    cr_assert_eq(scene.count, 2);
    cr_expect_eq(qp_matrix_cell_at(&scene, 0, 0)->value, 0.7);
    cr_expect_eq(qp_matrix_cell_at(&scene, 1, 0)->value, 0.3);
    cr_expect(qp_matrix_cell_at(&scene, 1, 0)->uncertain);
    cr_expect_not(qp_matrix_cell_at(&scene, 0, 0)->uncertain);
    cr_expect(isnan(qp_matrix_cell_at(&scene, 1, 1)->value));
    qp_matrix_scene_clear(&scene);
    forget(&net, &panel, &(qp_text){0});
}

QP_TEST(figure_matrix, classes_are_in_no_cluster_even_if_named_like_a_region)
{
    qp_network net = small();
    qp_panel panel = {0};
    told(&panel,
         (told_row){.metric = QP_M_RELATEDNESS,
                    .layer = "portfolio:industry",
                    .scope = QP_SCOPE_PAIR,
                    .subject = "Lyon",
                    .object = "steel-plate",
                    .n = 30},
         0.4);
    qp_panel_sort(&panel);
    qp_text dot = matrix_of(&net, &panel, QP_MATRIX_RELATEDNESS, QP_CHINESE);
    Agraph_t *graph = picture_read(&dot);
    cr_expect_str_eq(
        picture_get(node_of(graph, "Lyon\xEF\xBC\x8Dsteel plate"), "label"),
        "0.40");
    agclose(graph);
    forget(&net, &panel, &dot);
}

/* ------------------------------------------------------------------- colours */

Test(figure_matrix, steps_are_even_to_both_sides_of_1)
{
    static const double below[] = {0.249, 0.499, 0.799};
    static const double above[] = {4.01, 2.01, 1.26};
    for (size_t s = 0; s < 3; s++) {
        cr_expect_eq(qp_matrix_shade(QP_MATRIX_TIES, below[s]),
                     qp_palette_diverging(s));
        cr_expect_eq(qp_matrix_shade(QP_MATRIX_TIES, above[s]),
                     qp_palette_diverging(QP_DIVERGING - 1 - s));
        cr_expect_str_eq(qp_matrix_sign(QP_MATRIX_TIES, above[s]), "+");
        cr_expect_str_eq(qp_matrix_sign(QP_MATRIX_TIES, below[s]),
                         "\xE2\x88\x92");
    }
    cr_expect_str_eq(qp_matrix_sign(QP_MATRIX_TIES, 1), "");
    cr_expect_str_eq(qp_matrix_sign(QP_MATRIX_SIMILARITY, 1), "");
}

/* ------------------------------------------------------------------- caption */

static void expect_title(double mixing, double q, const char *title)
{
    qp_network net = small();
    qp_panel panel = ties();
    add_mixing(&panel, mixing, q);
    qp_panel_sort(&panel);
    qp_text dot = matrix_of(&net, &panel, QP_MATRIX_TIES, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_expect_str_eq(picture_get(graph, "qp_title"), title);
    agclose(graph);
    forget(&net, &panel, &dot);
}

QP_TEST(figure_matrix, the_title_finds_something_only_below_a_q_of_5_percent)
{
    expect_title(0.3, 0.049,
                 "Talent, 2014: more links stay inside clusters than chance "
                 "gives");
    expect_title(0.7, 0.049,
                 "Talent, 2014: more links lead from cluster to cluster than "
                 "chance gives");
    expect_title(0.3, 0.05,
                 "Talent, 2014: links between regions, against what their "
                 "sizes imply");
}

static bool draws_unasked(const char *sources, size_t pairs)
{
    static const char *const ends[] = {"Lyon", "Nice", "Lille", "Bern"};
    qp_network net = drawn("links",
                           "from,to,layer,source\nLyon,Nice,talent,s\n",
                           "regions", regions, "sources", sources, NULL);
    qp_panel panel = {0};
    const qp_matrix_options options = options_of(QP_MATRIX_TIES, QP_ENGLISH);
    for (size_t p = 0; p < pairs; p++)
        add_tie(&panel, ends[p], ends[p + 1], 2, 9);
    qp_panel_sort(&panel);
    bool draws = qp_matrix_has_something(&net, &panel, &options);
    forget(&net, &panel, &(qp_text){0});
    return draws;
}

QP_TEST(figure_matrix, two_pairs_or_mere_statements_are_not_drawn_unasked)
{
    cr_expect(draws_unasked("id,class\ns,measured\n", 3));
    cr_expect_not(draws_unasked("id,class\ns,measured\n", 2));
    cr_expect_not(draws_unasked("id,class\ns,seed\n", 3));
}

QP_TEST(figure_matrix, says_what_is_missing_where_nothing_is_to_be_shown)
{
    qp_network net = small();
    qp_panel panel = {0};
    const qp_matrix_options options = options_of(QP_MATRIX_SIMILARITY,
                                                 QP_ENGLISH);
    cr_expect_not(qp_matrix_has_something(&net, &panel, &options));
    told(&panel,
         (told_row){.metric = QP_M_STRUCTURE_SIMILARITY,
                    .layer = "portfolio:industry",
                    .scope = QP_SCOPE_PAIR,
                    .subject = "Lyon",
                    .object = "Nice",
                    .reason = QP_REASON_NO_PORTFOLIO},
         NAN);
    qp_panel_sort(&panel);
    cr_expect_not(qp_matrix_has_something(&net, &panel, &options));
    qp_text dot = matrix_of(&net, &panel, QP_MATRIX_SIMILARITY, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_expect(picture_says(&dot, "no-portfolio"));
    cr_expect_eq(picture_nodes(graph, "cell"), 0);
    agclose(graph);
    forget(&net, &panel, &dot);
}

QP_TEST(figure_matrix, a_region_without_a_value_is_counted_not_drawn)
{
    qp_network net = small();
    qp_panel panel = {0};
    told_row row = {.metric = QP_M_STRUCTURE_SIMILARITY,
                    .layer = "portfolio:industry",
                    .scope = QP_SCOPE_PAIR,
                    .subject = "Lille",
                    .object = "Nice",
                    .n = 12};
    told(&panel, row, 0.25);
    row.object = "Lyon";
    row.reason = QP_REASON_NO_PORTFOLIO;
    told(&panel, row, NAN);
    qp_panel_sort(&panel);
    qp_text dot = matrix_of(&net, &panel, QP_MATRIX_SIMILARITY, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_expect_eq(picture_nodes(graph, "cell"), 2);
    cr_expect(notes(&net, &panel, QP_MATRIX_SIMILARITY,
                    "Without a value, not shown: 1 (no-portfolio)"));
    agclose(graph);
    forget(&net, &panel, &dot);
}

QP_TEST(figure_matrix, names_are_those_of_the_language_and_harmless)
{
    qp_network net = drawn("links", "from,to,layer\nA,B,talent\n", "regions",
                           "id,name,name_zh\n"
                           "A,\"<script>\\N\"\"&\",\xE7\x94\xB2\n"
                           "B,\"\xE2\x80\xAE\",\xE4\xB9\x99\n",
                           NULL);
    qp_panel panel = {0};
    add_tie(&panel, "A", "B", 2, 9);
    qp_panel_sort(&panel);
    qp_text english = matrix_of(&net, &panel, QP_MATRIX_TIES, QP_ENGLISH);
    qp_text chinese = matrix_of(&net, &panel, QP_MATRIX_TIES, QP_CHINESE);
    Agraph_t *graph = picture_read(&english);
    cr_expect_eq(picture_nodes(graph, "cell"), 2);
    cr_expect(picture_says(&english, "Observed over expected"));
    cr_expect_not(picture_says(&english, "\xE2\x80\xAE"));
    cr_expect(picture_says(&chinese, "\xE7\x94\xB2"));
    agclose(graph);
    qp_text_clear(&chinese);
    forget(&net, &panel, &english);
}

QP_TEST(figure_matrix, lack_of_memory_comes_back_clean)
{
    qp_network net = many();
    qp_panel panel = rings();
    const qp_matrix_options options = options_of(QP_MATRIX_TIES, QP_ENGLISH);
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_text dot = {0};
        cr_assert_lt(allowed, 5000);
        qp_memory_allow(allowed);
        status = qp_matrix(&net, &panel, &options, &dot, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_text_clear(&dot);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
    }
    cr_expect_eq(status, QP_OK);
    forget(&net, &panel, &(qp_text){0});
}
