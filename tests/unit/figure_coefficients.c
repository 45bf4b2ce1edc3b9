/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "figure/coefficients.h"
#include "figure/coefficients_caption.h"
#include "support/leak.h"
#include "support/measured.h"
#include "support/picture.h"

/* Two layers; of talent the distance is told twice, of goods once, and a
 * barrier has no value. */
#define GRAVITY(layer, term, object, value, p)                          \
    "gravity_coefficient," layer ",,system," term "," object "," #value \
    ",1," #value "1," #value "9,0,," #p ",,,,6,0,gravity,great-circle,\n"
#define REFUSED(layer, term, object, reason)                 \
    "gravity_coefficient," layer ",,system," term "," object \
    ",,1,,,,,,,,,,,,," reason "\n"

static const char rows[] = GRAVITY("goods", "constant", "", 5.0, 0.9) GRAVITY(
    "goods", "log_distance", "", -0.8, 0.01) GRAVITY("goods", "log_mass_origin",
                                                     "", 0.7, 0.2)
    REFUSED("goods", "log_distance", "fixed-effects",
            "rank-deficient") GRAVITY("talent", "log_distance", "", -0.5, 0.01)
        GRAVITY("talent", "log_distance", "fixed-effects", -0.4, 0.05) GRAVITY(
            "talent", "log_mass_origin", "", 0.6,
            0.01) "border_effect,goods,,system,all,,,1,,,,,,,,,,,,,no-barrier\n"
                  "border_effect,talent,,system,all,barrier:10,-0.9,1,-1.2,-0."
                  "6,0,,0.001,"
                  "0.002,,,6,0,gravity,fixed-effects,\n"
                  "border_effect,talent,,system,all,barrier:2,-0.3,1,-0.7,0.1,"
                  "0,,0.04,0.08,"
                  ",,6,0,gravity,fixed-effects,\n";

static qp_network small(void)
{
    return drawn("links", "from,to,layer\nA,B,goods\nB,A,talent\n", "layers",
                 "id,name,name_zh\ngoods,Goods,\ntalent,Talent,\xE6\x89\x8D\n",
                 NULL);
}

static qp_coefficients_scene gathered(const qp_network *net,
                                      const qp_panel *panel)
{
    qp_coefficients_scene scene;
    cr_assert_eq(qp_coefficients_gather(net, panel, QP_NO_PERIOD, &scene, NULL),
                 QP_OK);
    return scene;
}

static qp_text chart_of(const qp_network *net, const qp_panel *panel,
                        qp_language language)
{
    const qp_coefficients_options options = {.window = QP_NO_PERIOD,
                                             .language = language};
    qp_text dot = {0};
    qp_error err = {0};
    cr_assert_eq(qp_coefficients(net, panel, &options, &dot, &err), QP_OK, "%s",
                 err.message);
    return dot;
}

QP_TEST(coefficients, come_by_term_then_level_then_layer)
{
    static const struct {
        qp_term term;
        double level;
        qp_row layer; /* goods, talent */
    } order[] = {{QP_TERM_ORIGIN, 0, 0},           {QP_TERM_ORIGIN, 0, 1},
                 {QP_TERM_DISTANCE, 0, 0},         {QP_TERM_DISTANCE, 0, 1},
                 {QP_TERM_DISTANCE_EFFECTS, 0, 1}, {QP_TERM_BARRIER, 2, 1},
                 {QP_TERM_BARRIER, 10, 1}};
    qp_network net = small();
    qp_panel panel = measured(rows);
    qp_coefficients_scene s = gathered(&net, &panel);
    cr_assert_eq(s.count, sizeof order / sizeof *order);
    for (size_t v = 0; v < s.count; v++) {
        cr_assert_eq(s.values[v].term, order[v].term, "row %zu", v);
        cr_assert_eq(s.values[v].layer, order[v].layer, "row %zu", v);
        cr_assert_float_eq(s.values[v].level, order[v].level, 1e-12);
    }
    cr_assert_eq(s.layers, 2);
    cr_assert_eq(s.valueless[QP_REASON_NO_BARRIER], 1);
    cr_assert_eq(s.valueless[QP_REASON_RANK_DEFICIENT], 1);
    qp_coefficients_scene_clear(&s);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* That of talent with effects has p = 0.05 and goes before the plain one. */
QP_TEST(coefficients, find_what_p_below_5_percent_says_of_distance)
{
    qp_network net = small();
    qp_panel panel = measured(rows);
    qp_coefficients_scene s = gathered(&net, &panel);
    cr_assert_eq(s.distances, 2);
    cr_assert_eq(s.nearer, 1);
    qp_text dot = chart_of(&net, &panel, QP_ENGLISH);
    cr_assert(picture_says(&dot, "Flows are smaller over longer distances "
                                 "(layers: 1 of 2)"));
    qp_coefficients_scene_clear(&s);
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(coefficients, without_a_finding_only_describe)
{
    qp_network net = small();
    qp_panel panel = measured(
        GRAVITY("talent", "log_distance", "", -0.5, 0.05));
    qp_text dot = chart_of(&net, &panel, QP_ENGLISH);
    cr_assert(picture_says(&dot, "How flows go with size, distance"));
    cr_assert_not(picture_says(&dot, "Flows are smaller"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* The barrier of level 2: p = 0.04, but q = 0.08 over the two levels. */
QP_TEST(coefficients, are_hollow_where_they_may_be_0)
{
    qp_network net = small();
    qp_panel panel = measured(rows);
    qp_text dot = chart_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "coefficient finding"), 4);
    cr_assert_eq(picture_nodes(graph, "coefficient by-chance"), 3);
    agclose(graph);
    cr_assert(picture_says(&dot, "Barrier of level 2 against the lowest, with "
                                 "effects of both ends, Talent: \xE2\x88\x92"
                                 "0.30 [\xE2\x88\x92"
                                 "0.70, 0.10]; by chance 0; q = 0.08; n = 6"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(coefficients, tell_what_has_no_value_and_why)
{
    qp_network net = small();
    qp_panel panel = measured(rows);
    qp_coefficients_scene s = gathered(&net, &panel);
    const qp_coefficients_topic topic = {.net = &net,
                                         .panel = &panel,
                                         .scene = &s,
                                         .window = QP_NO_PERIOD,
                                         .language = QP_ENGLISH};
    qp_caption caption = {0};
    cr_assert_eq(qp_coefficients_caption(&topic, &caption, NULL), QP_OK);
    const char *note = qp_text_string(&caption.note);
    cr_assert_not_null(strstr(note, "without a value: 2 (rank-deficient 1; "
                                    "no-barrier 1). "),
                       "%s", note);
    cr_assert_not_null(strstr(note, "great circles"));
    cr_assert_not_null(strstr(note, "Source: own data. "));
    qp_caption_clear(&caption);
    qp_coefficients_scene_clear(&s);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(coefficients, speak_chinese)
{
    qp_network net = small();
    qp_panel panel = measured(rows);
    qp_text dot = chart_of(&net, &panel, QP_CHINESE);
    cr_assert(picture_says(&dot, "qp_lang=\"zh-Hans\""));
    cr_assert(picture_says(&dot, "\xE6\x89\x8D\xEF\xBC\x9A"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

QP_TEST(coefficients, without_any_say_why)
{
    const qp_coefficients_options options = {.window = QP_NO_PERIOD};
    qp_network net = small();
    qp_panel none = {0};
    qp_panel refused = measured(
        REFUSED("talent", "log_distance", "", "undirected"));
    qp_text without = chart_of(&net, &none, QP_ENGLISH);
    qp_text told = chart_of(&net, &refused, QP_ENGLISH);
    cr_assert(picture_says(&without, "no panel given holds "
                                     "gravity_coefficient"));
    cr_assert(picture_says(&told, "undirected: the layer has no direction"));
    cr_assert_not(qp_coefficients_have_something(&net, &none, &options));
    cr_assert_not(qp_coefficients_have_something(&net, &refused, &options));
    qp_text_clear(&without);
    qp_text_clear(&told);
    qp_panel_clear(&refused);
    qp_network_clear(&net);
}

QP_TEST(coefficients, beyond_forty_are_counted)
{
    static drawn_table links;
    static drawn_table many;
    drawn_add(&links, "from,to,layer\n");
    for (int l = 0; l < 45; l++) {
        drawn_add(&links, "A,B,l%02d\n", l);
        drawn_add(
            &many,
            "gravity_coefficient,l%02d,,system,log_distance,,-1,1,-2,-0.5,"
            "0,,0.01,,,,6,0,gravity,,\n",
            l);
    }
    qp_network net = drawn("links", links.text, NULL);
    qp_panel panel = measured(many.text);
    qp_text dot = chart_of(&net, &panel, QP_ENGLISH);
    Agraph_t *graph = picture_read(&dot);
    cr_assert_eq(picture_nodes(graph, "coefficient"), QP_COEFFICIENTS_ROWS);
    agclose(graph);
    cr_assert(picture_says(&dot, "the last in this order: 5. "));
    cr_assert(picture_says(&dot, "(layers: 45 of 45)"));
    qp_text_clear(&dot);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* Every seventh: there are thousands. */
QP_TEST(coefficients, survive_failures_of_memory)
{
    const qp_coefficients_options options = {.window = QP_NO_PERIOD};
    qp_network net = small();
    qp_panel panel = measured(rows);
    qp_status status = QP_E_MEMORY;
    size_t held = qp_memory_held();
    for (long allowed = 0; status == QP_E_MEMORY; allowed += 7) {
        qp_text dot = {0};
        qp_memory_allow(allowed);
        status = qp_coefficients(&net, &panel, &options, &dot, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        qp_text_clear(&dot);
        cr_assert_eq(qp_memory_held(), held, "after %ld", allowed);
    }
    cr_assert_eq(status, QP_OK);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}
