/* SPDX-License-Identifier: MIT */
#include "figure/gallery.h"

#include <string.h>

#include "figure/chain_map.h"
#include "figure/coefficients.h"
#include "figure/ego.h"
#include "figure/evidence.h"
#include "figure/flow_map.h"
#include "figure/funnel.h"
#include "figure/matrix.h"
#include "figure/multiplex.h"
#include "figure/ranking.h"
#include "figure/ring_map.h"
#include "figure/scorecard.h"

/* ------------------------------------------------------------------- chain */

static qp_chain_map_options chain_of(const qp_figure_options *o)
{
    return (qp_chain_map_options){
        .window = o->window, .language = o->language, .paper = &o->paper};
}

static bool has_chain(const qp_figure_options *o)
{
    const qp_chain_map_options chain = chain_of(o);
    return qp_chain_map_has_links(o->net, o->panel, &chain);
}

static qp_status draw_chain(const qp_figure_options *o, qp_text *dot,
                            qp_error *err)
{
    const qp_chain_map_options chain = chain_of(o);
    return qp_chain_map(o->net, o->panel, &chain, dot, err);
}

/* ------------------------------------------------------------ coefficients */

static qp_coefficients_options coefficients_of(const qp_figure_options *o)
{
    return (qp_coefficients_options){
        .window = o->window, .language = o->language, .paper = &o->paper};
}

static bool has_coefficients(const qp_figure_options *o)
{
    const qp_coefficients_options chart = coefficients_of(o);
    return qp_coefficients_have_something(o->net, o->panel, &chart);
}

static qp_status draw_coefficients(const qp_figure_options *o, qp_text *dot,
                                   qp_error *err)
{
    const qp_coefficients_options chart = coefficients_of(o);
    return qp_coefficients(o->net, o->panel, &chart, dot, err);
}

/* --------------------------------------------------------------------- ego */

static qp_status draw_ego(const qp_figure_options *o, qp_text *dot,
                          qp_error *err)
{
    const qp_ego_options ego = {
        .actor = o->actor, .language = o->language, .paper = &o->paper};
    return qp_ego(o->net, &ego, dot, err);
}

/* ---------------------------------------------------------------- evidence */

static bool has_evidence(const qp_figure_options *o)
{
    return qp_evidence_has_statements(o->net);
}

static qp_status draw_evidence(const qp_figure_options *o, qp_text *dot,
                               qp_error *err)
{
    const qp_evidence_options table = {.language = o->language,
                                       .paper = &o->paper};
    return qp_evidence(o->net, &table, dot, err);
}

/* ---------------------------------------------------------------- flow-map */

static qp_flow_map_options map_of(const qp_figure_options *o)
{
    return (qp_flow_map_options){
        .layer = o->layer,
        .window = o->window,
        .language = o->language,
        .basemap = o->basemap,
        .level = o->level,
        .paper = &o->paper,
    };
}

/* Where it cannot be found out the map is drawn, and fails aloud. */
static bool has_flows(const qp_figure_options *o)
{
    const qp_flow_map_options map = map_of(o);
    bool has = true;
    return qp_flow_map_has_flows(o->net, &map, &has, NULL) != QP_OK || has;
}

static qp_status draw_flow_map(const qp_figure_options *o, qp_text *dot,
                               qp_error *err)
{
    const qp_flow_map_options map = map_of(o);
    return qp_flow_map(o->net, o->panel, &map, dot, err);
}

/* ------------------------------------------------------------------ funnel */

static qp_funnel_options funnel_of(const qp_figure_options *o)
{
    return (qp_funnel_options){.layer = o->layer,
                               .window = o->window,
                               .language = o->language,
                               .paper = &o->paper};
}

static bool has_funnel(const qp_figure_options *o)
{
    const qp_funnel_options funnel = funnel_of(o);
    return qp_funnel_has_something(o->net, o->panel, &funnel);
}

static qp_status draw_funnel(const qp_figure_options *o, qp_text *dot,
                             qp_error *err)
{
    const qp_funnel_options funnel = funnel_of(o);
    return qp_funnel(o->net, o->panel, &funnel, dot, err);
}

/* ---------------------------------------- matrix, relatedness, similarity */

static qp_matrix_options matrix_of(const qp_figure_options *o,
                                   qp_matrix_kind kind)
{
    return (qp_matrix_options){
        .kind = kind,
        .layer = o->layer,
        .window = o->window,
        .language = o->language,
        .paper = &o->paper,
    };
}

static bool has_cells(const qp_figure_options *o, qp_matrix_kind kind)
{
    const qp_matrix_options matrix = matrix_of(o, kind);
    return qp_matrix_has_something(o->net, o->panel, &matrix);
}

static qp_status draw_cells(const qp_figure_options *o, qp_matrix_kind kind,
                            qp_text *dot, qp_error *err)
{
    const qp_matrix_options matrix = matrix_of(o, kind);
    return qp_matrix(o->net, o->panel, &matrix, dot, err);
}

static bool has_ties(const qp_figure_options *o)
{
    return has_cells(o, QP_MATRIX_TIES);
}

static qp_status draw_ties(const qp_figure_options *o, qp_text *dot,
                           qp_error *err)
{
    return draw_cells(o, QP_MATRIX_TIES, dot, err);
}

static bool has_relatedness(const qp_figure_options *o)
{
    return has_cells(o, QP_MATRIX_RELATEDNESS);
}

static qp_status draw_relatedness(const qp_figure_options *o, qp_text *dot,
                                  qp_error *err)
{
    return draw_cells(o, QP_MATRIX_RELATEDNESS, dot, err);
}

static bool has_similarity(const qp_figure_options *o)
{
    return has_cells(o, QP_MATRIX_SIMILARITY);
}

static qp_status draw_similarity(const qp_figure_options *o, qp_text *dot,
                                 qp_error *err)
{
    return draw_cells(o, QP_MATRIX_SIMILARITY, dot, err);
}

/* --------------------------------------------------------------- multiplex */

/* Sheets show how kinds are tied; of one kind flow-map tells more. */
static bool has_kinds(const qp_figure_options *o)
{
    return qp_multiplex_has_kinds(o->net);
}

static qp_status draw_multiplex(const qp_figure_options *o, qp_text *dot,
                                qp_error *err)
{
    const qp_multiplex_options sheets = {
        .window = o->window, .language = o->language, .paper = &o->paper};
    return qp_multiplex(o->net, &sheets, dot, err);
}

/* ----------------------------------------------------------------- ranking */

static qp_ranking_options ranking_of(const qp_figure_options *o)
{
    return (qp_ranking_options){.layer = o->layer,
                                .window = o->window,
                                .language = o->language,
                                .paper = &o->paper};
}

static bool has_ranking(const qp_figure_options *o)
{
    const qp_ranking_options ranking = ranking_of(o);
    return qp_ranking_has_something(o->net, o->panel, &ranking);
}

static qp_status draw_ranking(const qp_figure_options *o, qp_text *dot,
                              qp_error *err)
{
    const qp_ranking_options ranking = ranking_of(o);
    return qp_ranking(o->net, o->panel, &ranking, dot, err);
}

/* ------------------------------------------------------------------- rings */

static qp_ring_map_options rings_of(const qp_figure_options *o)
{
    return (qp_ring_map_options){.architect = o->actor,
                                 .window = o->window,
                                 .language = o->language,
                                 .paper = &o->paper};
}

static bool has_rings(const qp_figure_options *o)
{
    const qp_ring_map_options rings = rings_of(o);
    return qp_ring_map_has_rings(o->net, o->panel, &rings);
}

static qp_status draw_rings(const qp_figure_options *o, qp_text *dot,
                            qp_error *err)
{
    const qp_ring_map_options rings = rings_of(o);
    return qp_ring_map(o->net, o->panel, &rings, dot, err);
}

/* --------------------------------------------------------------- scorecard */

static qp_scorecard_options scorecard_of(const qp_figure_options *o)
{
    return (qp_scorecard_options){
        .layer = o->layer,
        .window = o->window,
        .language = o->language,
        .paper = &o->paper,
    };
}

static bool has_scores(const qp_figure_options *o)
{
    const qp_scorecard_options table = scorecard_of(o);
    return qp_scorecard_has_something(o->net, o->panel, &table);
}

static qp_status draw_scorecard(const qp_figure_options *o, qp_text *dot,
                                qp_error *err)
{
    const qp_scorecard_options table = scorecard_of(o);
    return qp_scorecard(o->net, o->panel, &table, dot, err);
}

/* ------------------------------------------------------------------- table */

#define OF(topic) QP_FIGURE_OF_##topic

enum {
    WINDOW = QP_FIGURE_TAKES_WINDOW,
    MAP = QP_FIGURE_TAKES_LEVEL | QP_FIGURE_TAKES_BASEMAP,
    NARROW = QP_FIGURE_TAKES_NARROW
};

const qp_figure qp_figures[] = {
    {"chain", OF(NETWORK), WINDOW, has_chain, draw_chain},
    {"coefficients", OF(NETWORK), WINDOW | NARROW, has_coefficients,
     draw_coefficients},
    {"ego", OF(ACTOR), 0, NULL, draw_ego},
    {"evidence", OF(NETWORK), 0, has_evidence, draw_evidence},
    {"flow-map", OF(LAYER), WINDOW | MAP | NARROW, has_flows, draw_flow_map},
    {"funnel", OF(LAYER), WINDOW | NARROW, has_funnel, draw_funnel},
    {"matrix", OF(LAYER), WINDOW, has_ties, draw_ties},
    {"multiplex", OF(NETWORK), WINDOW, has_kinds, draw_multiplex},
    {"ranking", OF(LAYER), WINDOW | NARROW, has_ranking, draw_ranking},
    {"relatedness", OF(NETWORK), WINDOW, has_relatedness, draw_relatedness},
    {"rings", OF(ARCHITECT), WINDOW, has_rings, draw_rings},
    {"scorecard", OF(LAYER), WINDOW, has_scores, draw_scorecard},
    {"similarity", OF(NETWORK), WINDOW, has_similarity, draw_similarity},
};

const size_t qp_figure_count = sizeof qp_figures / sizeof *qp_figures;

bool qp_figure_is_of_actor(const qp_figure *figure)
{
    return figure->topic == QP_FIGURE_OF_ACTOR ||
           figure->topic == QP_FIGURE_OF_ARCHITECT;
}

const qp_figure *qp_figure_named(const char *name)
{
    for (size_t f = 0; f < qp_figure_count; f++)
        if (strcmp(qp_figures[f].name, name) == 0)
            return &qp_figures[f];
    return NULL;
}
