/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "figure/evidence.h"
#include "figure/evidence_legend.h"
#include "support/drawn.h"
#include "support/leak.h"
#include "support/picture.h"

/*
 *      south: Lyon, Nice        Bolt is in Lyon, Nuts is nowhere
 *      north: Lille             Bern is in no cluster, loom is a thing
 *      west:  nothing
 *
 *      talent   Lyon ──▶ Nice   helps     within south: once
 *               Lyon ──▶ Lille  hinders   south and north: once in each
 *      supply   Bolt ──▶ Bern   planned   south, and in no cluster
 *               Nuts ──▶ loom             of no place
 *      members  Lyon of a league whose seat is Lille: south and north
 *      rivalry  Lyon hinders; loom, of no place
 *      scale    Lille helps
 */
static const char links[] = "from,to,layer,polarity,status,source\n"
                            "Lyon,Nice,talent,1,,book-1\n"
                            "Lyon,Lille,talent,-1,actual,book-2\n"
                            "Bolt,Bern,supply,,planned,known\n"
                            "Nuts,loom,supply,0,,\n";
static const char regions[] = "id,cluster\nLyon,south\nNice,south\n"
                              "Lille,north\nBern,\n";
static const char clusters[] = "id,name,name_zh\n"
                               "south,The South,\xE5\x8D\x97\n"
                               "north,The North,\xE5\x8C\x97\n"
                               "west,The West,\xE8\xA5\xBF\n";
static const char actors[] = "id,region\nBolt,Lyon\nNuts,\n";
static const char things[] = "id,kind\nloom,technology\n";
static const char leagues[] = "id,region\nleague,Lille\n";
static const char members[] = "consortium,member,source\nleague,Lyon,known\n";
static const char statements[] = "subject,topic,polarity,source\n"
                                 "Lyon,rivalry,-1,book-1\n"
                                 "loom,rivalry,,book-1\n"
                                 "Lille,scale,1,book-2\n";
static const char sources[] = "id,title,class\n"
                              "book-1,The Book,seed\n"
                              "book-2,The Book,seed\n"
                              "known,Known,general-knowledge\n";

static qp_network small(void)
{
    return drawn("links", links, "regions", regions, "clusters", clusters,
                 "enterprises", actors, "things", things, "consortia", leagues,
                 "memberships", members, "statements", statements, "sources",
                 sources, NULL);
}

static qp_evidence_scene gathered(const qp_network *net)
{
    qp_evidence_scene scene;
    qp_error err = {0};
    cr_assert_eq(qp_evidence_scene_gather(net, &scene, &err), QP_OK, "%s",
                 err.message);
    return scene;
}

/* The name of a row or column, of which `kept` are kept at a time. */
static const char *kept_text(qp_text *text)
{
    static char kept[8][512];
    static size_t next;
    char *copy = kept[next++ % 8];
    snprintf(copy, sizeof kept[0], "%s", qp_text_string(text));
    qp_text_clear(text);
    return copy;
}

static const char *row_name(const qp_network *net,
                            const qp_evidence_scene *scene, size_t row)
{
    qp_text name = {0};
    const qp_evidence_topic topic = {net, scene, QP_ENGLISH};
    qp_evidence_row_name(&topic, row, &name);
    return kept_text(&name);
}

static const char *column_name(const qp_network *net,
                               const qp_evidence_scene *scene, size_t column)
{
    qp_text name = {0};
    const qp_evidence_topic topic = {net, scene, QP_ENGLISH};
    qp_evidence_column_name(&topic, column, &name);
    return kept_text(&name);
}

/* A row as it is read: "2 1 . . . 2". */
static const char *row_of(const qp_evidence_scene *scene, size_t row)
{
    qp_text line = {0};
    for (size_t c = 0; c < scene->column_count; c++) {
        const qp_evidence_count *count = qp_evidence_cell(scene, row, c);
        qp_text_add(&line, c > 0 ? " " : "");
        if (count->all > 0)
            qp_text_addf(&line, "%zu", count->all);
        else
            qp_text_add(&line, ".");
    }
    return kept_text(&line);
}

QP_TEST(evidence_scene, clusters_come_by_id_and_those_of_nothing_stay)
{
    static const char *const names[] = {"The North",   "The South",
                                        "The West",    "In no cluster",
                                        "Of no place", "All"};
    qp_network net = small();
    qp_evidence_scene scene = gathered(&net);
    cr_assert_eq(scene.column_count, 6);
    for (size_t c = 0; c < 6; c++)
        cr_assert_str_eq(column_name(&net, &scene, c), names[c]);
    qp_evidence_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(evidence_scene, a_statement_counts_once_in_each_cluster_it_touches)
{
    /*                            north south west none nowhere all */
    static const char *const expected[][2] = {
        {"supply", ". 1 . 1 1 2"},
        {"talent", "1 2 . . . 2"},
        {"Memberships of consortia", "1 1 . . . 1"},
        {"rivalry", ". 1 . . 1 2"},
        {"scale", "1 . . . . 1"},
        {"The Book", "2 3 . . 1 5"},
        {"Known", "1 2 . 1 . 2"},
        {"No source named", ". . . . 1 1"},
    };
    const size_t count = sizeof expected / sizeof *expected;
    qp_network net = small();
    qp_evidence_scene scene = gathered(&net);
    cr_assert_eq(scene.row_count, count);
    for (size_t r = 0; r < count; r++) {
        cr_assert_str_eq(row_name(&net, &scene, r), expected[r][0]);
        cr_assert_str_eq(row_of(&scene, r), expected[r][1], "%s: %s",
                         expected[r][0], row_of(&scene, r));
    }
    qp_evidence_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(evidence_scene, polarity_class_and_status_are_counted)
{
    qp_network net = small();
    qp_evidence_scene scene = gathered(&net);
    const qp_evidence_count *south = qp_evidence_cell(&scene, 1, 1);
    cr_assert_eq(south->helps, 1); /* talent within south */
    cr_assert_eq(south->hinders, 1);
    qp_evidence_count all = qp_evidence_sum(&scene, QP_BLOCK_WORKS, 5);
    cr_assert_eq(all.all, 8);
    cr_assert_eq(all.helps, 2);
    cr_assert_eq(all.hinders, 2);
    cr_assert_eq(scene.statements, 8);
    cr_assert_eq(scene.by_class[QP_CLASS_SEED], 5);
    cr_assert_eq(scene.by_class[QP_CLASS_GENERAL_KNOWLEDGE], 2);
    cr_assert_eq(scene.by_class[QP_CLASS_MEASURED], 1); /* without a source */
    cr_assert_eq(scene.by_status[QP_STATUS_PLANNED], 1);
    cr_assert_eq(scene.by_status[QP_STATUS_ACTUAL], 7);
    qp_evidence_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(evidence_scene, what_has_no_row_of_its_own_is_summed_in_the_last)
{
    /* Layer i has i + 1 links: of 32, the last 30 have rows; 1 + 2 are left. */
    static char table[16384];
    size_t used = (size_t)snprintf(table, sizeof table, "from,to,layer,date\n");
    for (int layer = 0; layer < 32; layer++)
        for (int link = 0; link <= layer; link++)
            used += (size_t)snprintf(table + used, sizeof table - used,
                                     "A,B,l%02d,%d\n", layer, 1900 + link);
    qp_network net = drawn("links", table, NULL);
    qp_evidence_scene scene = gathered(&net);
    cr_assert_eq(scene.row_count, 31 + 1);
    cr_assert_str_eq(row_name(&net, &scene, 0), "l02");
    cr_assert_str_eq(row_name(&net, &scene, 29), "l31");
    cr_assert_str_eq(row_name(&net, &scene, 30), "2 others");
    cr_assert_str_eq(row_of(&scene, 30), "3 3");
    qp_evidence_scene_clear(&scene);
    qp_network_clear(&net);
}

/* Forty clusters of one region each, linked in a chain. */
static qp_network chain(void)
{
    static char places[2048];
    static char ties[2048];
    size_t used = (size_t)snprintf(places, sizeof places, "id,cluster\n");
    size_t tied = (size_t)snprintf(ties, sizeof ties, "from,to,layer\n");
    for (int i = 0; i < 40; i++)
        used += (size_t)snprintf(places + used, sizeof places - used,
                                 "r%02d,k%02d\n", i, i);
    for (int i = 0; i < 39; i++)
        tied += (size_t)snprintf(ties + tied, sizeof ties - tied,
                                 "r%02d,r%02d,talent\n", i, i + 1);
    return drawn("links", ties, "regions", places, NULL);
}

QP_TEST(evidence_scene, clusters_beyond_the_twelfth_share_a_column)
{
    qp_network net = chain();
    qp_evidence_scene scene = gathered(&net);
    cr_assert_eq(scene.column_count, 12 + 1 + 1);
    cr_assert_str_eq(column_name(&net, &scene, 11), "k11");
    cr_assert_str_eq(column_name(&net, &scene, 12), "28 others");
    /* r11 to r12 touches k11 and the others; 27 links lie among the others */
    cr_assert_str_eq(row_of(&scene, 0), "1 2 2 2 2 2 2 2 2 2 2 2 28 39");
    qp_evidence_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(evidence_scene, of_a_portfolio_each_row_counts)
{
    qp_network net = drawn("portfolio",
                           "region,industry,value\nLyon,silk,1\nLyon,food,1\n",
                           "regions", regions, "clusters", clusters, NULL);
    qp_evidence_scene scene = gathered(&net);
    cr_assert_str_eq(row_name(&net, &scene, 0), "Specialisations");
    cr_assert_str_eq(row_of(&scene, 0), ". 2 . 2");
    cr_assert_not(qp_evidence_has_statements(&net));
    qp_evidence_scene_clear(&scene);
    qp_network_clear(&net);
}

/* ------------------------------------------------------------------ legend */

QP_TEST(evidence_legend, steps_are_round_and_begin_at_one)
{
    /* The fullest cell of the chain has 28 statements. */
    static const size_t from[] = {1, 2, 5, 10, 20};
    qp_network net = chain();
    qp_evidence_scene scene = gathered(&net);
    qp_evidence_scale scale = qp_evidence_scale_of(&scene);
    cr_assert_eq(scale.count, 5);
    for (size_t s = 0; s < 5; s++)
        cr_assert_eq(scale.from[s], from[s]);
    cr_assert_eq(qp_evidence_shade(&scale, 1), qp_palette_tint(0));
    cr_assert_eq(qp_evidence_shade(&scale, 9), qp_palette_tint(2));
    cr_assert_eq(qp_evidence_shade(&scale, 28), qp_palette_tint(4));
    qp_evidence_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(evidence_caption, counts_are_told_in_full_where_there_is_room)
{
    static const qp_type type = {7.5, false, QP_COLOUR_TEXT};
    static const struct {
        size_t count;
        double width;
        const char *text;
    } cases[] = {{999, 0, "999"},
                 {12345, 40, "12,345"},
                 {12345, 15, "12.3k"},
                 {999499, 15, "999k"},
                 {1234567, 15, "1.23M"}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_text text = {0};
        qp_evidence_add_count(&text, cases[c].count, &type, cases[c].width);
        cr_assert_str_eq(qp_text_string(&text), cases[c].text);
        qp_text_clear(&text);
    }
}

/* ------------------------------------------------------------------ figure */

static qp_text table_of(const qp_network *net, qp_language language)
{
    qp_text dot = {0};
    qp_error err = {0};
    qp_evidence_options options = {.language = language};
    cr_assert_eq(qp_evidence(net, &options, &dot, &err), QP_OK, "%s",
                 err.message);
    return dot;
}

static qp_caption caption_of(const qp_network *net, qp_language language)
{
    qp_evidence_scene scene = gathered(net);
    const qp_evidence_topic topic = {net, &scene, language};
    qp_caption caption = {0};
    cr_assert_eq(qp_evidence_caption(&topic, &caption, NULL), QP_OK);
    qp_evidence_scene_clear(&scene);
    return caption;
}

QP_TEST(evidence, says_what_is_counted_and_that_it_measures_nothing)
{
    qp_network net = small();
    qp_caption caption = caption_of(&net, QP_ENGLISH);
    const char *note = qp_text_string(&caption.note);
    cr_assert_str_eq(qp_text_string(&caption.title),
                     "What the sources state of each cluster: counts of "
                     "statements, not measures");
    cr_assert_str_eq(qp_text_string(&caption.subtitle),
                     "Statements: 8 (ties 4; memberships or specialisations 1; "
                     "on a single subject 3); stated 5; general knowledge 2; "
                     "measured 1");
    cr_assert_not_null(strstr(note, "Source: The Book; Known. "));
    cr_assert_not_null(strstr(note, "not of the present: planned 1. "));
    cr_assert_null(strstr(note, "have a row of their own"));
    qp_caption_clear(&caption);
    qp_network_clear(&net);
}

/* One row is the user's own measurement. */
QP_TEST(evidence, is_stamped_where_all_of_it_is_stated)
{
    qp_network mixed = small();
    qp_network stated = drawn("links", "from,to,layer,source\nA,B,talent,s\n",
                              "sources", "id,class\ns,seed\n", NULL);
    qp_caption some = caption_of(&mixed, QP_ENGLISH);
    qp_caption all = caption_of(&stated, QP_ENGLISH);
    cr_assert_str_eq(qp_text_string(&some.stamp), "");
    cr_assert_str_eq(qp_text_string(&all.stamp),
                     "AS STATED IN THE SOURCES, not measured.");
    qp_caption_clear(&some);
    qp_caption_clear(&all);
    qp_network_clear(&mixed);
    qp_network_clear(&stated);
}

QP_TEST(evidence, draws_a_cell_where_something_is_said)
{
    qp_network net = small();
    qp_text dot = table_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    /* columns: 3 + 2 + 2 + 2 + 1 + 3 + 3 + 1 cells; rows: 8 sums */
    cr_assert_eq(picture_nodes(graph, "cell"), 17 + 8);
    cr_assert_eq(picture_nodes(graph, "cell all"), 8);
    agclose(graph);
    cr_assert(picture_says(&dot, "talent, The South: 2 (helps 1, neutral or "
                                 "not said 0, hinders 1)"));
    cr_assert(picture_says(&dot, "it does not mean"));
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(evidence, speaks_chinese)
{
    qp_network net = small();
    qp_text dot = table_of(&net, QP_CHINESE);
    cr_assert(picture_says(&dot, "qp_lang=\"zh-Hans\""));
    cr_assert(picture_says(&dot, "talent\xEF\xBC\x8C\xE5\x8D\x97"));
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(evidence, shows_names_as_they_are)
{
    qp_network net = drawn(
        "links", "from,to,layer\nA,B,l\n", "layers",
        "id,name,weighted\nl,\"C:\\new <b>&amp; \"\"q\"\"\",false\n", NULL);
    qp_text dot = table_of(&net, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    agclose(graph);
    cr_assert(picture_says(&dot, "C:\\\\\\\\new <b>&amp;amp; \\\"q"));
    cr_assert(picture_says(&dot, "C:\xEF\xBC\xBCnew <b>&amp; \\\"q"));
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(evidence, cuts_names_that_fit_no_head)
{
    static char regions_of_long[512];
    char name[121];
    memset(name, 'm', 120);
    name[120] = '\0';
    snprintf(regions_of_long, sizeof regions_of_long, "id,cluster\nA,%s\nB,\n",
             name);
    qp_network net = drawn("links", "from,to,layer\nA,B,talent\n", "regions",
                           regions_of_long, NULL);
    qp_evidence_scene scene = gathered(&net);
    const qp_evidence_topic topic = {&net, &scene, QP_ENGLISH};
    qp_evidence_layout layout;
    cr_assert_eq(qp_evidence_layout_make(&topic, &layout, NULL), QP_OK);
    const qp_evidence_head *head = &layout.heads[0];
    cr_assert_eq(head->line_count, QP_EVIDENCE_HEAD_LINES);
    for (size_t l = 0; l < head->line_count; l++)
        cr_assert_leq(qp_lettering_width(qp_text_string(&head->lines[l]),
                                         &qp_type_evidence_head),
                      head->right - head->left);
    cr_assert_not_null(
        strstr(qp_text_string(&head->lines[head->line_count - 1]), "..."));
    qp_evidence_layout_clear(&layout);
    qp_evidence_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(evidence, numbers_columns_that_are_too_narrow_for_names)
{
    qp_network net = chain();
    qp_evidence_scene scene = gathered(&net);
    const qp_evidence_topic topic = {&net, &scene, QP_ENGLISH};
    qp_evidence_layout layout;
    cr_assert_eq(qp_evidence_layout_make(&topic, &layout, NULL), QP_OK);
    cr_assert(layout.numbered);
    cr_assert_str_eq(qp_text_string(&layout.heads[11].lines[0]), "12");
    cr_assert_leq(layout.heads[13].right, QP_PAGE_WIDTH + 1e-9);
    qp_text dot = table_of(&net, QP_ENGLISH);
    cr_assert(picture_says(&dot, "12  k11"));
    qp_text_clear(&dot);
    qp_evidence_layout_clear(&layout);
    qp_evidence_scene_clear(&scene);
    qp_network_clear(&net);
}

QP_TEST(evidence, of_a_network_in_which_nothing_is_stated_says_so)
{
    qp_network net = drawn("regions", "id\nA\n", "indicators",
                           "region,indicator,date,value\nA,staff,2020,3\n",
                           NULL);
    qp_text dot = table_of(&net, QP_ENGLISH);
    cr_assert(picture_says(&dot, "The sources state nothing"));
    cr_assert_not(qp_evidence_has_statements(&net));
    qp_text_clear(&dot);
    qp_network_clear(&net);
}

QP_TEST(evidence, is_there_for_statements_and_not_for_measurements)
{
    qp_network stated = small();
    qp_network measured = drawn("links", "from,to,layer\nA,B,talent\n", NULL);
    cr_assert(qp_evidence_has_statements(&stated));
    cr_assert_not(qp_evidence_has_statements(&measured));
    qp_network_clear(&stated);
    qp_network_clear(&measured);
}

QP_TEST(evidence, is_the_same_whatever_the_order_of_rows)
{
    static const char *const orders[][2] = {
        {"subject,topic\nA,x\nA,y\nB,x\n", "from,to,layer\nA,B,l\nB,A,k\n"},
        {"subject,topic\nB,x\nA,y\nA,x\n", "from,to,layer\nB,A,k\nA,B,l\n"}};
    qp_text dots[2];
    for (int o = 0; o < 2; o++) {
        qp_network net = drawn("statements", orders[o][0], "links",
                               orders[o][1], NULL);
        dots[o] = table_of(&net, QP_ENGLISH);
        qp_network_clear(&net);
    }
    cr_assert_str_eq(dots[0].bytes, dots[1].bytes);
    qp_text_clear(&dots[0]);
    qp_text_clear(&dots[1]);
}

QP_TEST(evidence, survives_every_failure_of_memory)
{
    qp_network net = small();
    qp_evidence_options options = {.language = QP_ENGLISH};
    qp_status status = QP_E_MEMORY;
    size_t held = qp_memory_held();
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_text dot = {0};
        qp_memory_allow(allowed);
        status = qp_evidence(&net, &options, &dot, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_text_clear(&dot);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
    }
    cr_assert_eq(status, QP_OK);
    qp_network_clear(&net);
}
