/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "figure/key.h"
#include "figure/ranking.h"
#include "figure/standing_caption.h"
#include "support/leak.h"
#include "support/picture.h"
#include "support/standing.h"

/*
 *      region   in   out   (I - O) / (I + O)   I + O   q
 *      Lyon     30    10         0.5             40    0.01   core of south
 *      Nice      6     4         0.2             10    0.3    south
 *      Bern     10    10         0               20    -      in no cluster
 *      Lille     5    27        -0.6875          32    0.04   north
 */
static const standing_row rows[] = {{"Lyon", 30, 10, 0.01, 1},
                                    {"Nice", 6, 4, 0.3, 2},
                                    {"Bern", 10, 10, NAN, 3},
                                    {"Lille", 5, 27, 0.04, 4}};
enum { ROWS = sizeof rows / sizeof *rows };

static qp_network small(void)
{
    return drawn("links",
                 "from,to,layer,date,source\nLyon,Nice,talent,2014,s\n"
                 "Bern,Lille,talent,2015,s\n",
                 "regions",
                 "id,name,name_zh,cluster,core\n"
                 "Lyon,Lyon,\xE9\x87\x8C,south,true\n"
                 "Nice,,,south,\nBern,,,,\nLille,,,north,\n",
                 "layers",
                 "id,name,directed,unit\ntalent,Talent,true,persons\n",
                 "sources", "id,title,licence\ns,The Book,CC0-1.0\n", NULL);
}

static qp_standing_question question_of(const qp_network *net,
                                        const qp_panel *panel)
{
    return (qp_standing_question){
        .net = net, .panel = panel, .layer = 0, .window = QP_NO_PERIOD};
}

static qp_standings standings_of(const qp_standing_question *question)
{
    qp_standings standings;
    cr_assert_eq(qp_standings_find(question, &standings, NULL), QP_OK);
    return standings;
}

static qp_ranking_options options_of(qp_language language)
{
    return (qp_ranking_options){.window = QP_NO_PERIOD, .language = language};
}

static qp_text ranking_of(const qp_network *net, const qp_panel *panel,
                          qp_language language)
{
    const qp_ranking_options options = options_of(language);
    qp_text dot = {0};
    qp_error err = {0};
    cr_assert_eq(qp_ranking(net, panel, &options, &dot, &err), QP_OK, "%s",
                 err.message);
    return dot;
}

/* The caption of regions, some of which may be left out. */
static qp_caption caption_of(const qp_network *net, const qp_panel *panel,
                             size_t most)
{
    const qp_standing_question question = question_of(net, panel);
    qp_standings standings = standings_of(&question);
    qp_caption caption = {0};
    qp_standings_keep(&standings, most);
    const qp_standing_topic topic = {&question, &standings, QP_ENGLISH};
    cr_assert_eq(qp_ranking_caption(&topic, &caption, NULL), QP_OK);
    qp_standings_clear(&standings);
    return caption;
}

static const char *id_of(const qp_network *net, const qp_standings *s, size_t r)
{
    return qp_network_text(net, net->actors.id[s->regions[r].region]);
}

/* -------------------------------------------------------------- standings */

QP_TEST(standings, come_from_the_largest_share_down)
{
    static const char *const order[] = {"Lyon", "Nice", "Bern", "Lille"};
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    const qp_standing_question question = question_of(&net, &panel);
    qp_standings s = standings_of(&question);
    cr_assert_eq(s.count, 4);
    for (size_t r = 0; r < 4; r++)
        cr_assert_str_eq(id_of(&net, &s, r), order[r]);
    cr_assert_float_eq(s.regions[3].turnover, 32, 1e-12);
    cr_assert_eq(s.gaining, 1); /* Nice: q = 0.3 */
    cr_assert_eq(s.losing, 1);
    cr_assert_eq(s.untested, 1);
    qp_standings_clear(&s);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(standings, of_equal_shares_come_by_id)
{
    static const standing_row equal[] = {
        {"Nice", 3, 1, 0.5, 1}, {"Bern", 6, 2, 0.5, 2}, {"Lyon", 3, 1, 0.5, 3}};
    qp_network net = small();
    qp_panel panel = standing_panel(equal, 3);
    const qp_standing_question question = question_of(&net, &panel);
    qp_standings s = standings_of(&question);
    cr_assert_str_eq(id_of(&net, &s, 0), "Bern");
    cr_assert_str_eq(id_of(&net, &s, 1), "Lyon");
    cr_assert_str_eq(id_of(&net, &s, 2), "Nice");
    qp_standings_clear(&s);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(standings, keep_those_of_which_most_flows)
{
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    const qp_standing_question question = question_of(&net, &panel);
    qp_standings s = standings_of(&question);
    qp_standings_keep(&s, 2); /* 40 and 32 */
    cr_assert_eq(s.count, 2);
    cr_assert_eq(s.all, 4);
    cr_assert_str_eq(id_of(&net, &s, 0), "Lyon");
    cr_assert_str_eq(id_of(&net, &s, 1), "Lille");
    qp_standings_clear(&s);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(standings, leave_out_who_has_no_value_and_whom_nobody_knows)
{
    qp_network net = small();
    qp_panel panel = measured(
        "net_flow_effectiveness,talent,,region,Atlantis,,0.5,1,,,,,,,,,,,,,\n"
        "net_flow_effectiveness,talent,,region,Bern,,,1,,,,,,,,,,,,,no-flow\n"
        "net_flow_effectiveness,talent,,region,Lyon,,0.5,1,,,,,,,,,,,,,\n"
        "net_flow_effectiveness,talent,,region,Nice,,0.9,1,,,,,,,,,,,,outside,"
        "\n"
        "net_flow_effectiveness,talent,2014..2015,region,Nice,,0.9,1,,,,,,,,,"
        ",,,,\n");
    const qp_standing_question question = question_of(&net, &panel);
    qp_standings s = standings_of(&question);
    cr_assert_eq(s.count, 1);
    cr_assert_str_eq(id_of(&net, &s, 0), "Lyon");
    cr_assert(isnan(s.regions[0].turnover));
    cr_assert_null(s.regions[0].net);
    cr_assert_eq(s.valueless, 1);
    cr_assert_eq(s.reason, QP_REASON_NO_FLOW);
    qp_standings_clear(&s);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* ----------------------------------------------------------------- caption */

QP_TEST(ranking_caption, tells_a_finding_only_of_q_below_5_percent)
{
    static const standing_row above[] = {{"Lyon", 30, 10, 0.05, 1},
                                         {"Lille", 5, 27, 0.06, 2}};
    qp_network net = small();
    qp_panel found = standing_panel(rows, ROWS);
    qp_caption finding = caption_of(&net, &found, ROWS);
    cr_assert_str_eq(qp_text_string(&finding.title),
                     "Talent, 2014\xE2\x80\x93"
                     "2015: net gain beyond chance in 1 of 4 regions, net loss "
                     "in 1");
    qp_panel lost = standing_panel(above, 2);
    qp_caption plain = caption_of(&net, &lost, 2);
    cr_assert_str_eq(qp_text_string(&plain.title),
                     "Talent, 2014\xE2\x80\x93"
                     "2015: net flow of regions as a share of all that flows "
                     "in and out");
    qp_caption_clear(&finding);
    qp_caption_clear(&plain);
    qp_panel_clear(&found);
    qp_panel_clear(&lost);
    qp_network_clear(&net);
}

QP_TEST(ranking_caption, tells_the_source_and_what_is_not_shown)
{
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_caption caption = caption_of(&net, &panel, 3);
    const char *note = qp_text_string(&caption.note);
    cr_assert_not_null(strstr(note, "Source: The Book, CC0-1.0. "));
    cr_assert_not_null(strstr(note, "Shown are the 3 regions with the largest "
                                    "in- and outflow; not shown: 1. "));
    cr_assert_not_null(
        strstr(qp_text_string(&caption.subtitle), "regions: 3 of 4"));
    cr_assert_str_eq(qp_text_string(&caption.stamp), "");
    qp_caption_clear(&caption);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* ------------------------------------------------------------------ figure */

QP_TEST(ranking, is_filled_where_it_differs_from_chance)
{
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_text dot = ranking_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "region finding"), 2);
    cr_assert_eq(picture_nodes(graph, "region by-chance"), 1);
    cr_assert_eq(picture_nodes(graph, "region untested"), 1);
    cr_assert_str_eq(picture_get(picture_tipped(graph, "Nice: "), "fillcolor"),
                     QP_COLOUR_PAPER);
    cr_assert_str_neq(picture_get(picture_tipped(graph, "Lyon: "), "fillcolor"),
                      QP_COLOUR_PAPER);
    cr_assert_str_eq(picture_get(picture_tipped(graph, "Bern: "), "shape"),
                     "diamond");
    agclose(graph);
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* On one scale: Nice lies at 0.2 of 0 to Lyon's 0.5, Bern at 0. */
QP_TEST(ranking, stands_in_order_and_in_proportion)
{
    static const char *const tips[] = {"Lyon: ", "Nice: ", "Bern: ", "Lille: "};
    double x[4];
    double y[4];
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_text dot = ranking_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    for (size_t t = 0; t < 4; t++)
        picture_place(graph, tips[t], &x[t], &y[t]);
    for (size_t t = 1; t < 4; t++)
        cr_assert_lt(y[t], y[t - 1]);
    cr_assert_float_eq((x[1] - x[2]) / (x[0] - x[2]), 0.2 / 0.5, 0.001);
    cr_assert_float_eq((x[3] - x[2]) / (x[0] - x[2]), -0.6875 / 0.5, 0.001);
    agclose(graph);
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ranking, tells_all_numbers_under_the_pointer)
{
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_text dot = ranking_of(&net, &panel, QP_ENGLISH);
    cr_assert(picture_says(
        &dot, "Lyon: 0.50 [0.40, 0.60]; by chance 0; q = 0.01; n = 2; net flow "
              "20 persons; in- and outflow 40 persons; 2014\xE2\x80\x93"
              "2015"));
    cr_assert(picture_says(&dot, "Net flow (persons)"));
    cr_assert(picture_says(&dot, "\xE2\x88\x92"
                                 "22"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ranking, speaks_chinese)
{
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_text dot = ranking_of(&net, &panel, QP_CHINESE);
    cr_assert(picture_says(&dot, "qp_lang=\"zh-Hans\""));
    cr_assert(picture_says(&dot, "\xE9\x87\x8C\xEF\xBC\x9A"
                                 "0.50"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ranking, shows_names_as_they_are)
{
    static const standing_row hostile[] = {{"C:\\N <b>&amp;", 3, 1, 0.5, 1}};
    qp_network net = drawn(
        "links", "from,to,layer\nC:\\N <b>&amp;,\xE2\x80\x8Bx,talent\n",
        "layers", "id,name\ntalent,\xE2\x80\x8B\n", NULL);
    qp_panel panel = standing_panel(hostile, 1);
    qp_text dot = ranking_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    agclose(graph);
    cr_assert(picture_says(&dot, "C:\\\\\\\\N <b>&amp;amp;: 0.5"));
    cr_assert(picture_says(&dot, "C:\xEF\xBC\xBCN <b>&amp;"));
    cr_assert_not(picture_says(&dot, " 0 -"), "a text of no bytes");
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ranking, of_more_regions_than_fit_shows_forty)
{
    static char links[4096];
    static standing_row many[60];
    static char ids[60][16];
    size_t used = (size_t)snprintf(links, sizeof links, "from,to,layer\n");
    for (int r = 0; r < 60; r++) {
        snprintf(ids[r], sizeof ids[r], "r%02d", r);
        many[r] = (standing_row){ids[r], 10 + r, 10, 0.5, r};
        used += (size_t)snprintf(links + used, sizeof links - used,
                                 "r%02d,r%02d,talent\n", r, (r + 1) % 60);
    }
    qp_network net = drawn("links", links, NULL);
    qp_panel panel = standing_panel(many, 60);
    qp_text dot = ranking_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "region"), QP_RANKING_ROWS);
    picture_tipped(graph,
                   "r20: "); /* of 60 the last 40 have the largest turnover */
    agclose(graph);
    cr_assert(picture_says(&dot, "not shown: 20. "));
    cr_assert_not(picture_says(&dot, "r19"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(ranking, without_a_value_says_why_and_draws_no_frame)
{
    const qp_ranking_options options = options_of(QP_ENGLISH);
    qp_network net = small();
    qp_panel none = {0};
    qp_panel refused = measured("net_flow_effectiveness,talent,,region,Lyon,,,1"
                                ",,,,,,,,,,,,,not-measured\n");
    qp_text without = ranking_of(&net, &none, QP_ENGLISH);
    qp_text told = ranking_of(&net, &refused, QP_ENGLISH);
    cr_assert(picture_says(&without, "no panel given holds "
                                     "net_flow_effectiveness"));
    cr_assert(picture_says(&told, "not-measured: all rows are statements"));
    cr_assert_not(picture_says(&told, "95 % interval"));
    cr_assert_not(qp_ranking_has_something(&net, &none, &options));
    cr_assert_not(qp_ranking_has_something(&net, &refused, &options));
    qp_text_clear(&without);
    qp_text_clear(&told);
    qp_panel_clear(&refused);
    qp_network_clear(&net);
}

QP_TEST(ranking, fits_one_column)
{
    const qp_paper narrow = {.width_mm = QP_PAPER_NARROW};
    qp_ranking_options options = options_of(QP_ENGLISH);
    options.paper = &narrow;
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_text dot = {0};
    double x;
    double y;
    cr_assert_eq(qp_ranking(&net, &panel, &options, &dot, NULL), QP_OK);
    Agraph_t *graph = picture_read(&dot);
    picture_place(graph, "Lyon: ", &x, &y);
    cr_assert_lt(x, qp_paper_width(&narrow));
    agclose(graph);
    cr_assert_not(picture_says(&dot, "Net flow (persons)"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* Every seventh: there are thousands. */
QP_TEST(ranking, survives_failures_of_memory)
{
    const qp_ranking_options options = options_of(QP_ENGLISH);
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_status status = QP_E_MEMORY;
    size_t held = qp_memory_held();
    for (long allowed = 0; status == QP_E_MEMORY; allowed += 7) {
        qp_text dot = {0};
        qp_memory_allow(allowed);
        status = qp_ranking(&net, &panel, &options, &dot, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_text_clear(&dot);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
    }
    cr_assert_eq(status, QP_OK);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* --------------------------------------------------------------------- key */

QP_TEST(key, letters_go_on_behind_z)
{
    static const struct {
        qp_row cluster;
        const char *letter;
    } cases[] = {{0, "A"},    {25, "Z"},    {26, "AA"},
                 {701, "ZZ"}, {702, "AAA"}, {QP_NONE, ""}};
    char letter[QP_CLUSTER_LETTER_SIZE];
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        cr_assert_str_eq(qp_key_letter(cases[c].cluster, letter),
                         cases[c].letter);
}

QP_TEST(key, entry_that_does_not_fit_begins_a_line)
{
    qp_canvas canvas = {0};
    qp_key key = qp_key_at(&canvas, (qp_point){0, 0}, 100);
    qp_point first = qp_key_add(&key, 6, "fifteen letters");
    qp_point second = qp_key_add(&key, 6, "fifteen letters");
    cr_assert_float_eq(first.x, 3, 1e-9);
    cr_assert_float_eq(second.x, 3, 1e-9);
    cr_assert_lt(second.y, first.y);
    cr_assert_leq(canvas.bounds.right, 100);
    qp_canvas_clear(&canvas);
}
