/* SPDX-License-Identifier: MIT */
#include "figure/gallery.h"

#include <string.h>

#include "figure/chain_map.h"
#include "figure/ego.h"
#include "figure/evidence.h"
#include "figure/flow_map.h"
#include "figure/multiplex.h"
#include "figure/ring_map.h"

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

/* ------------------------------------------------------------------- table */

#define OF(topic) QP_FIGURE_OF_##topic

enum {
    WINDOW = QP_FIGURE_TAKES_WINDOW,
    MAP = QP_FIGURE_TAKES_LEVEL | QP_FIGURE_TAKES_BASEMAP,
    NARROW = QP_FIGURE_TAKES_NARROW
};

const qp_figure qp_figures[] = {
    {"chain", OF(NETWORK), WINDOW, has_chain, draw_chain},
    {"ego", OF(ACTOR), 0, NULL, draw_ego},
    {"evidence", OF(NETWORK), 0, has_evidence, draw_evidence},
    {"flow-map", OF(LAYER), WINDOW | MAP | NARROW, has_flows, draw_flow_map},
    {"multiplex", OF(NETWORK), WINDOW, has_kinds, draw_multiplex},
    {"rings", OF(ARCHITECT), WINDOW, has_rings, draw_rings},
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
