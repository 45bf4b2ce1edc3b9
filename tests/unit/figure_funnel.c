/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "figure/funnel.h"
#include "figure/standing_caption.h"
#include "support/leak.h"
#include "support/picture.h"
#include "support/standing.h"

/*
 *      region   in    out    z = (I - O) / sqrt(I + O)
 *      Lyon     70     30     40 / 10 = 4        beyond 3.09
 *      Nice     62     38     24 / 10 = 2.4      beyond 1.96
 *      Bern     55     45     10 / 10 = 1        inside
 *      Lille  4900   5100   -200 / 100 = -2      beyond 1.96
 *      Genf      6      4      not tested
 */
static const standing_row rows[] = {{"Lyon", 70, 30, 0.001, 1},
                                    {"Nice", 62, 38, 0.04, 2},
                                    {"Bern", 55, 45, 0.4, 3},
                                    {"Lille", 4900, 5100, 0.06, 5},
                                    {"Genf", 6, 4, NAN, 4}};
enum { ROWS = sizeof rows / sizeof *rows };

static qp_network small(void)
{
    return drawn("links",
                 "from,to,layer\nLyon,Nice,talent\nBern,Lille,talent\n"
                 "Genf,Lyon,talent\n",
                 "regions",
                 "id,cluster\nLyon,south\nNice,south\nBern,\nLille,north\n"
                 "Genf,\n",
                 NULL);
}

static qp_text funnel_of(const qp_network *net, const qp_panel *panel,
                         qp_language language)
{
    const qp_funnel_options options = {.window = QP_NO_PERIOD,
                                       .language = language};
    qp_text dot = {0};
    qp_error err = {0};
    cr_assert_eq(qp_funnel(net, panel, &options, &dot, &err), QP_OK, "%s",
                 err.message);
    return dot;
}

static bool has_label(Agraph_t *graph, const char *text)
{
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        if (picture_is(n, "label") &&
            strcmp(picture_get(n, "label"), text) == 0)
            return true;
    return false;
}

QP_TEST(funnel, names_who_is_outside_with_the_letter_of_the_cluster)
{
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_text dot = funnel_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert(has_label(graph, "Lyon B")); /* north is A, south is B */
    cr_assert(has_label(graph, "Nice B"));
    cr_assert(has_label(graph, "Lille A"));
    cr_assert_eq(picture_nodes(graph, "label"), 3);
    agclose(graph);
    cr_assert(picture_says(&dot, "of which 3 lie outside the limits of 95 % "
                                 "and 1 outside those of 99.8 %"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(funnel, shows_only_regions_tested_against_a_fair_coin)
{
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_text dot = funnel_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "region"), 4);
    cr_assert_eq(picture_nodes(graph, "region finding"), 2);
    agclose(graph);
    cr_assert(picture_says(&dot, "in- and outflow are not known: 1. "));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* 100 and 10,000 moves; shares 0.4, 0.24 and -0.02. */
QP_TEST(funnel, is_linear_up_and_logarithmic_across)
{
    double x[3];
    double y[3];
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_text dot = funnel_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    picture_place(graph, "Lyon: ", &x[0], &y[0]);
    picture_place(graph, "Nice: ", &x[1], &y[1]);
    picture_place(graph, "Lille: ", &x[2], &y[2]);
    cr_assert_float_eq(x[0], x[1], 0.02);
    cr_assert_gt(x[2], x[0]);
    cr_assert_float_eq((y[0] - y[1]) / (y[0] - y[2]), 0.16 / 0.42, 0.001);
    agclose(graph);
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(funnel, of_weights_that_are_no_counts_says_why_it_is_empty)
{
    static const standing_row amounts[] = {{"Lyon", 7, 3, NAN, 1}};
    const qp_funnel_options options = {.window = QP_NO_PERIOD};
    qp_network net = small();
    qp_panel panel = standing_panel(amounts, 1);
    qp_text dot = funnel_of(&net, &panel, QP_ENGLISH);
    cr_assert(picture_says(&dot, "weights that are no counts are not tested"));
    cr_assert_not(picture_says(&dot, "logarithmic"));
    cr_assert_not(qp_funnel_has_something(&net, &panel, &options));
    qp_panel_clear(&panel);
    panel = standing_panel(rows, ROWS);
    cr_assert(qp_funnel_has_something(&net, &panel, &options));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(funnel, speaks_chinese)
{
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_text dot = funnel_of(&net, &panel, QP_CHINESE);
    cr_assert(picture_says(&dot, "qp_lang=\"zh-Hans\""));
    cr_assert(picture_says(&dot, "\xE5\xAF\xB9\xE6\x95\xB0")); /* logarithmic */
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* Regions that all lie outside, at one place: some names have no room. */
QP_TEST(funnel, counts_names_for_which_there_is_no_room)
{
    static char links[2048];
    static standing_row many[50];
    static char ids[50][40];
    size_t used = (size_t)snprintf(links, sizeof links, "from,to,layer\n");
    for (int r = 0; r < 50; r++) {
        snprintf(ids[r], sizeof ids[r], "A long name of region %02d", r);
        many[r] = (standing_row){ids[r], 700, 300, 0.001, r};
        used += (size_t)snprintf(links + used, sizeof links - used,
                                 "%s,Hub,talent\n", ids[r]);
    }
    qp_network net = drawn("links", links, NULL);
    qp_panel panel = standing_panel(many, 50);
    qp_text dot = funnel_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    size_t named = picture_nodes(graph, "label");
    char told[64];
    cr_assert_eq(picture_nodes(graph, "region"), 50);
    cr_assert_leq(named, 40);
    snprintf(told, sizeof told, "Names for which there is no room: %zu. ",
             50 - named);
    cr_assert(picture_says(&dot, told));
    agclose(graph);
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* Every seventh: there are thousands. */
QP_TEST(funnel, survives_failures_of_memory)
{
    const qp_funnel_options options = {.window = QP_NO_PERIOD};
    qp_network net = small();
    qp_panel panel = standing_panel(rows, ROWS);
    qp_status status = QP_E_MEMORY;
    size_t held = qp_memory_held();
    for (long allowed = 0; status == QP_E_MEMORY; allowed += 7) {
        qp_text dot = {0};
        qp_memory_allow(allowed);
        status = qp_funnel(&net, &panel, &options, &dot, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_text_clear(&dot);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
    }
    cr_assert_eq(status, QP_OK);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}
