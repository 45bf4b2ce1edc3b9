/* SPDX-License-Identifier: MIT */
#include "figure/gallery.h"

#include <string.h>

#include "figure/ego.h"
#include "figure/evidence.h"
#include "figure/flow_map.h"
#include "figure/matrix.h"
#include "figure/multiplex.h"
#include "figure/scorecard.h"

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
    return qp_matrix_has_values(o->net, o->panel, &matrix);
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
    return qp_scorecard_has_values(o->net, o->panel, &table);
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
    {"ego", OF(ACTOR), 0, NULL, draw_ego},
    {"evidence", OF(NETWORK), 0, has_evidence, draw_evidence},
    {"flow-map", OF(LAYER), WINDOW | MAP, has_flows, draw_flow_map},
    {"matrix", OF(LAYER), WINDOW, has_ties, draw_ties},
    {"multiplex", OF(NETWORK), WINDOW, has_kinds, draw_multiplex},
    {"relatedness", OF(NETWORK), WINDOW, has_relatedness, draw_relatedness},
    {"scorecard", OF(LAYER), WINDOW, has_scores, draw_scorecard},
    {"similarity", OF(NETWORK), WINDOW, has_similarity, draw_similarity},
};

const size_t qp_figure_count = sizeof qp_figures / sizeof *qp_figures;

const qp_figure *qp_figure_named(const char *name)
{
    for (size_t f = 0; f < qp_figure_count; f++)
        if (strcmp(qp_figures[f].name, name) == 0)
            return &qp_figures[f];
    return NULL;
}
