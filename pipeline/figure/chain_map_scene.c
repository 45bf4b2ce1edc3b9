/* SPDX-License-Identifier: MIT */
#include "figure/chain_map_scene.h"

#include <string.h>

static const char *const stage_names[QP_CHAIN_STAGES] = {
    "science", "engineering", "product"};

const char *const qp_chain_cut_names[QP_CHAIN_CUTS] = {"science", "foreign",
                                                       "raw"};

/** Which stages a bridge joins. */
static const struct {
    size_t from, to;
} bridges[QP_CHAIN_BRIDGES] = {{0, 1}, {1, 2}, {0, 2}};

/** A scene being gathered. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel;
    const char *window;
    qp_chain_scene *scene;
} gathering;

/** Rows of one metric and layer. */
typedef struct {
    const qp_panel_row *rows; ///< [count]
    size_t count;
} span;

static span span_of(const gathering *g, qp_metric metric, const char *layer)
{
    span s = {NULL, 0};
    if (g->panel != NULL && g->panel->count > 0)
        s.rows = qp_panel_span(g->panel, metric, layer, g->window, &s.count);
    return s;
}

static const char *text_of(const gathering *g, qp_string string)
{
    return qp_pool_text(&g->panel->text, string);
}

static const qp_panel_row *find(const gathering *g, const span *s,
                                const char *subject, const char *object)
{
    for (size_t r = 0; r < s->count; r++)
        if (strcmp(text_of(g, s->rows[r].subject), subject) == 0 &&
            strcmp(text_of(g, s->rows[r].object), object) == 0)
            return &s->rows[r];
    return NULL;
}

static double value_of(const gathering *g, const span *s, const char *subject,
                       const char *object)
{
    const qp_panel_row *row = find(g, s, subject, object);
    return row != NULL ? row->value : NAN;
}

/* ------------------------------------------------------------------- stages */

static bool has_firms(const qp_network *net)
{
    for (size_t a = 0; a < net->actors.count; a++)
        if (net->actors.kind[a] == QP_KIND_ENTERPRISE ||
            net->actors.kind[a] == QP_KIND_INSTITUTE)
            return true;
    return false;
}

/* As in the panel: firms and institutes, where there are none the regions, but
 * none that stands for many. */
static bool takes_part(const qp_network *net, bool firms, qp_row actor)
{
    uint8_t kind = net->actors.kind[actor];
    bool is_firm = kind == QP_KIND_ENTERPRISE || kind == QP_KIND_INSTITUTE;
    return (firms ? is_firm : kind == QP_KIND_REGION) &&
           qp_optional_number(net->actors.group, actor) != 1;
}

static unsigned stages_of(const qp_network *net, qp_row actor)
{
    double bits = qp_optional_number(net->actors.stages, actor);
    return isnan(bits) ? 0 : (unsigned)bits;
}

static void add_to_stages(const gathering *g, qp_row actor, unsigned bits)
{
    double capacity = qp_optional_number(g->net->actors.capacity, actor);
    size_t size = 0;
    for (size_t s = 0; s < QP_CHAIN_STAGES; s++)
        size += bits >> s & 1U;
    for (size_t s = 0; s < QP_CHAIN_STAGES; s++) {
        qp_chain_stage *stage = &g->scene->stages[s];
        if ((bits >> s & 1U) == 0)
            continue;
        stage->actors++;
        if (isnan(capacity))
            stage->lacking++;
        else
            stage->capacity += capacity / (double)size;
    }
}

static void count_stages(const gathering *g)
{
    bool firms = has_firms(g->net);
    for (qp_row a = 0; a < g->net->actors.count; a++) {
        unsigned bits = stages_of(g->net, a);
        if (!takes_part(g->net, firms, a))
            continue;
        g->scene->staged += bits != 0 ? 1 : 0;
        g->scene->unstaged += bits == 0 ? 1 : 0;
        add_to_stages(g, a, bits);
    }
}

/* ------------------------------------------------------------------- strips */

static void read_bridge(const gathering *g, const char *layer, size_t b,
                        qp_chain_bridge *bridge)
{
    const char *from = stage_names[bridges[b].from];
    const char *to = stage_names[bridges[b].to];
    const span weight = span_of(g, QP_M_STAGE_LINK_WEIGHT, layer);
    const span ratio = span_of(g, QP_M_STAGE_OBSERVED_EXPECTED, layer);
    const span gap = span_of(g, QP_M_STAGE_GAP, layer);
    const span directed = span_of(g, QP_M_STAGE_LINK_WEIGHT_DIRECTED, layer);
    *bridge = (qp_chain_bridge){
        value_of(g, &weight, from, to), value_of(g, &ratio, from, to),
        value_of(g, &gap, from, to), value_of(g, &directed, from, to),
        value_of(g, &directed, to, from)};
}

static void read_strip(const gathering *g, qp_row layer)
{
    const char *id = qp_network_text(g->net, g->net->layers.id[layer]);
    const span ratio = span_of(g, QP_M_STAGE_OBSERVED_EXPECTED, id);
    if (ratio.count == 0)
        return;
    if (g->scene->strip_count == QP_CHAIN_MOST_STRIPS) {
        g->scene->strips_left++;
        return;
    }
    qp_chain_strip *strip = &g->scene->strips[g->scene->strip_count++];
    strip->layer = layer;
    for (size_t b = 0; b < QP_CHAIN_BRIDGES; b++)
        read_bridge(g, id, b, &strip->bridges[b]);
    for (size_t s = 0; s < QP_CHAIN_STAGES; s++)
        strip->within[s] = value_of(g, &ratio, stage_names[s], stage_names[s]);
}

/* -------------------------------------------------------------------- lines */

static void fill_line(const gathering *g, const char *subject, qp_scope scope,
                      qp_chain_line *line)
{
    const span open = span_of(g, QP_M_CHAIN_COMPLETENESS_OPEN, "");
    const span closed = span_of(g, QP_M_CHAIN_COMPLETENESS_CLOSED, "");
    for (size_t r = 0; r < open.count; r++)
        if (open.rows[r].scope == scope &&
            strcmp(text_of(g, open.rows[r].subject), subject) == 0) {
            line->open = open.rows[r].value;
            line->why_open = open.rows[r].reason;
            line->n = open.rows[r].n;
        }
    for (size_t r = 0; r < closed.count; r++)
        if (closed.rows[r].scope == scope &&
            strcmp(text_of(g, closed.rows[r].subject), subject) == 0) {
            line->closed = closed.rows[r].value;
            line->why_closed = closed.rows[r].reason;
        }
}

/* A row that the panel does not tell is no line; one without any value is. */
static void read_line(const gathering *g, const char *subject, qp_scope scope,
                      qp_row row, size_t most)
{
    qp_chain_scene *s = g->scene;
    qp_chain_line line = {.row = row, .open = NAN, .closed = NAN, .n = NAN};
    fill_line(g, subject, scope, &line);
    bool told = !isnan(line.open) || line.why_open != QP_REASON_NONE;
    if (!told || (!s->by_cluster && isnan(line.open) && row != QP_NONE))
        return;
    if (s->line_count < most)
        s->lines[s->line_count++] = line;
    else
        s->lines_left++;
}

static void read_lines(const gathering *g)
{
    const qp_network *net = g->net;
    g->scene->by_cluster = net->clusters.count > 0;
    for (qp_row c = 0; c < net->clusters.count; c++)
        read_line(g, qp_network_text(net, net->clusters.id[c]),
                  QP_SCOPE_CLUSTER, c, QP_CHAIN_MOST_LINES);
    for (qp_row a = 0; a < net->actors.count && !g->scene->by_cluster; a++)
        if (net->actors.kind[a] == QP_KIND_REGION)
            read_line(g, qp_network_text(net, net->actors.id[a]),
                      QP_SCOPE_REGION, a, QP_CHAIN_MOST_LINES);
    read_line(g, "all", QP_SCOPE_SYSTEM, QP_NONE, QP_CHAIN_MOST_LINES + 1);
}

/* -------------------------------------------------------------- chokepoints */

static void read_members(const gathering *g, const char *name,
                         qp_chain_cut *cut)
{
    const span members = span_of(g, QP_M_VERTEX_CUT_MEMBER, "");
    const size_t size = strlen(name);
    for (size_t r = 0; r < members.count; r++) {
        const char *object = text_of(g, members.rows[r].object);
        if (strncmp(object, name, size) != 0 || object[size] != ':')
            continue;
        qp_row actor = qp_network_actor(g->net,
                                        text_of(g, members.rows[r].subject));
        if (actor != QP_NONE && cut->member_count < QP_CHAIN_MOST_MEMBERS)
            cut->members[cut->member_count++] = actor;
    }
}

static void read_cuts(const gathering *g)
{
    const span sizes = span_of(g, QP_M_VERTEX_CUT_SIZE, "");
    for (size_t c = 0; c < QP_CHAIN_CUTS; c++) {
        qp_chain_cut *cut = &g->scene->cuts[c];
        const qp_panel_row *row = find(g, &sizes, qp_chain_cut_names[c],
                                       "product");
        if (row == NULL)
            continue;
        cut->told = true;
        cut->size = row->value;
        cut->why = row->reason;
        read_members(g, qp_chain_cut_names[c], cut);
    }
}

/* Into its place among the largest; the smallest falls out. */
static void rank_risk(qp_chain_scene *s, const qp_chain_risk *risk)
{
    size_t place = s->risk_count;
    while (place > 0 && s->risks[place - 1].value < risk->value)
        place--;
    if (s->risk_count < QP_CHAIN_MOST_RISKS)
        s->risk_count++;
    else
        s->risks_left++;
    if (place >= s->risk_count)
        return;
    memmove(&s->risks[place + 1], &s->risks[place],
            (s->risk_count - 1 - place) * sizeof *risk);
    s->risks[place] = *risk;
}

static void read_risks(const gathering *g, qp_row layer)
{
    const span rows = span_of(
        g, QP_M_SYSTEMIC_RISK_INDEX,
        qp_network_text(g->net, g->net->layers.id[layer]));
    for (size_t r = 0; r < rows.count; r++) {
        const qp_panel_row *row = &rows.rows[r];
        qp_row actor = qp_network_actor(g->net, text_of(g, row->subject));
        const qp_chain_risk risk = {actor, row->value, row->low, row->high};
        if (actor == QP_NONE || isnan(row->value) || row->value <= 0)
            continue;
        g->scene->risk_bounds |= row->high > row->low;
        rank_risk(g->scene, &risk);
    }
}

void qp_chain_scene_gather(const qp_network *net, const qp_panel *panel,
                           const char *window, qp_chain_scene *scene)
{
    const gathering g = {net, panel, window, scene};
    *scene = (qp_chain_scene){0};
    count_stages(&g);
    for (qp_row layer = 0; layer < net->layers.count; layer++) {
        read_strip(&g, layer);
        read_risks(&g, layer);
    }
    read_lines(&g);
    read_cuts(&g);
}
