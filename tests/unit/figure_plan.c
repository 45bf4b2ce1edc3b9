/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/memory.h"
#include "figure/plan.h"
#include "support/drawn.h"
#include "support/leak.h"

/* What is told of broken specifications: tests/misuse/specifications.py. */

static qp_network two_layers(void)
{
    return drawn("links", "from,to,layer,weight\nA,B,talent,5\nB,A,a/b c,2\n",
                 "layers", "id\ntalent\na/b c\n", "regions",
                 "id,lon,lat\nA,1,45\nB,9,48\n", NULL);
}

static void read_plan(qp_plan *plan, const qp_network *net, const char *json)
{
    qp_text text = {0};
    qp_findings findings = {0};
    const qp_panel panel = {0};
    qp_text_add(&text, json);
    cr_assert_eq(qp_plan_read(plan, &text, "f.json", net, &findings, NULL),
                 QP_OK);
    cr_assert_eq(findings.total[QP_DEFECT], 0, "%s", json);
    cr_assert_eq(qp_plan_files(plan, net, &panel, &findings, NULL), QP_OK);
    cr_assert_eq(findings.total[QP_DEFECT], 0, "%s", json);
    qp_findings_clear(&findings);
    qp_text_clear(&text);
}

/* The names of the files of a plan, a blank after each. */
static void assert_files(const char *json, const char *expected)
{
    qp_network net = two_layers();
    qp_plan plan = {.given = qp_plan_plain};
    qp_text names = {0};
    read_plan(&plan, &net, json);
    for (size_t f = 0; f < plan.file_count; f++)
        qp_text_addf(&names, "%s ", plan.files[f].name.bytes);
    cr_assert_str_eq(qp_text_string(&names), expected, "%s", json);
    qp_text_clear(&names);
    qp_plan_clear(&plan);
    qp_network_clear(&net);
}

QP_TEST(plan, names_files_after_figure_layer_and_language)
{
    assert_files("{\"figures\":[{\"figure\":\"flow-map\"}]}",
                 "flow-map-a%2Fb%20c flow-map-talent ");
    assert_files("{\"figures\":[{\"figure\":\"flow-map\",\"layer\":\"talent\","
                 "\"lang\":\"zh\"}]}",
                 "flow-map-talent ");
    assert_files("{\"lang\":\"both\",\"figures\":[{\"figure\":\"evidence\"}]}",
                 "evidence evidence-zh ");
    assert_files("{\"figures\":[{\"figure\":\"ego\",\"actor\":\"A\"},"
                 "{\"figure\":\"ego\",\"actor\":\"B\",\"name\":\"who\"}]}",
                 "ego-A who ");
}

QP_TEST(plan, draws_nothing_of_an_empty_list)
{
    assert_files("{\"figures\":[]}", "");
}

QP_TEST(plan, of_the_usual_figures_shows_what_has_something_to_show)
{
    qp_network net = two_layers();
    const qp_panel panel = {0};
    qp_plan plan = {.given = qp_plan_plain};
    qp_findings findings = {0};
    cr_assert_eq(qp_plan_usual(&plan, NULL), QP_OK);
    cr_assert_eq(qp_plan_files(&plan, &net, &panel, &findings, NULL), QP_OK);
    size_t maps = 0;
    for (size_t f = 0; f < plan.file_count; f++) {
        const char *figure = plan.files[f].entry->figure->name;
        cr_assert_str_neq(figure, "evidence");
        cr_assert_str_neq(figure, "ego");
        maps += strcmp(figure, "flow-map") == 0;
    }
    cr_assert_eq(maps, 2);
    qp_findings_clear(&findings);
    qp_plan_clear(&plan);
    qp_network_clear(&net);
}

QP_TEST(plan, tells_a_figure_its_look)
{
    qp_network net = two_layers();
    qp_plan plan = {.given = qp_plan_plain};
    plan.given.theme = QP_THEME_GREY;
    read_plan(&plan, &net,
              "{\"width\":90,\"map_notice\":\"GS 1\",\"window\":"
              "\"2014:2016\",\"theme\":\"print\",\"figures\":[{\"figure\":"
              "\"flow-map\",\"layer\":\"talent\",\"lang\":\"both\",\"title\":{"
              "\"zh\":\"x\"}}]}");
    cr_assert_eq(plan.file_count, 2);
    qp_figure_options english = qp_plan_options(&plan.files[0]);
    qp_figure_options chinese = qp_plan_options(&plan.files[1]);
    cr_assert_eq(english.layer, qp_network_layer(&net, "talent"));
    cr_assert_eq(english.actor, QP_NONE);
    cr_assert_eq(english.language, QP_ENGLISH);
    cr_assert_eq(chinese.language, QP_CHINESE);
    cr_assert_null(english.paper.title);
    cr_assert_str_eq(chinese.paper.title, "x");
    cr_assert_str_eq(english.paper.notice, "GS 1");
    cr_assert_eq(english.paper.width_mm, 90);
    cr_assert_eq(english.paper.theme, QP_THEME_GREY); /* the caller's wish */
    cr_assert_eq(english.window.until - english.window.from, 365 + 365);
    qp_plan_clear(&plan);
    qp_network_clear(&net);
}

QP_TEST(plan, knows_its_figures_by_name_in_their_order)
{
    qp_text names = {0};
    for (size_t f = 0; f < qp_figure_count; f++) {
        const qp_figure *figure = &qp_figures[f];
        cr_assert_eq(qp_figure_named(figure->name), figure);
        if (f > 0)
            cr_assert_lt(strcmp(qp_figures[f - 1].name, figure->name), 0);
        qp_text_addf(&names, "%s%s", f > 0 ? ", " : "", figure->name);
    }
    cr_assert_str_eq(names.bytes, QP_FIGURE_NAMES);
    cr_assert_null(qp_figure_named("no-such"));
    qp_text_clear(&names);
}

QP_TEST(plan, survives_any_want_of_memory)
{
    static const char json[] =
        "{\"lang\":\"both\",\"others\":true,\"basemap\":\"no\",\"figures\":[{"
        "\"figure\":\"flow-map\",\"layer\":[\"talent\"],\"title\":\"t\"},{"
        "\"figure\":\"evidance\",\"nam\":1}]}";
    qp_network net = two_layers();
    qp_text text = {0};
    qp_text_add(&text, json);
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_plan plan = {.given = qp_plan_plain};
        qp_findings findings = {0};
        cr_assert_lt(allowed, 10000);
        qp_memory_allow(allowed);
        status = qp_plan_read(&plan, &text, "f.json", &net, &findings, NULL);
        qp_memory_allow(-1);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        if (status == QP_OK)
            cr_assert_eq(findings.total[QP_DEFECT], 3);
        qp_findings_clear(&findings);
        qp_plan_clear(&plan);
    }
    qp_text_clear(&text);
    qp_network_clear(&net);
}
