/* SPDX-License-Identifier: MIT */
#include "figure/coefficients_scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "figure/dating.h"

/** How the panel names the terms; what comes first holds. */
static const struct {
    qp_metric metric;
    const char *subject;
    const char *object; ///< its beginning
    qp_term term;
} names[] = {
    {QP_M_GRAVITY_COEFFICIENT, "log_mass_origin", "", QP_TERM_ORIGIN},
    {QP_M_GRAVITY_COEFFICIENT, "log_mass_destination", "", QP_TERM_DESTINATION},
    {QP_M_GRAVITY_COEFFICIENT, "log_distance", "fixed-effects",
     QP_TERM_DISTANCE_EFFECTS},
    {QP_M_GRAVITY_COEFFICIENT, "log_distance", "", QP_TERM_DISTANCE},
    {QP_M_BORDER_EFFECT, "all", "", QP_TERM_BARRIER},
};

/** Coefficients on their way. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel;
    qp_coefficients_scene *scene;
    size_t room;
    qp_error *err;
} gathering;

/* QP_TERM_COUNT: it is none that is shown. */
static qp_term term_of(const gathering *g, const qp_panel_row *row)
{
    const char *subject = qp_pool_text(&g->panel->text, row->subject);
    const char *object = qp_pool_text(&g->panel->text, row->object);
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        if (names[n].metric == row->metric &&
            strcmp(names[n].subject, subject) == 0 &&
            strncmp(names[n].object, object, strlen(names[n].object)) == 0)
            return names[n].term;
    return QP_TERM_COUNT;
}

/* "barrier:3" is of level 3. */
static double level_of(const gathering *g, const qp_panel_row *row)
{
    const char *object = qp_pool_text(&g->panel->text, row->object);
    const char *level = strchr(object, ':');
    return level != NULL ? strtod(level + 1, NULL) : 0;
}

static qp_status take(gathering *g, qp_row layer, const qp_panel_row *row)
{
    qp_coefficients_scene *s = g->scene;
    qp_term term = term_of(g, row);
    if (term == QP_TERM_COUNT)
        return QP_OK;
    s->in_panel++;
    if (isnan(row->value)) {
        s->valueless[row->reason]++;
        return QP_OK;
    }
    if (!qp_grow((void **)&s->values, &g->room, s->count, sizeof *s->values))
        return qp_fail(g->err, QP_E_MEMORY, "no memory for coefficients");
    s->values[s->count++] = (qp_term_value){
        .term = term,
        .level = term == QP_TERM_BARRIER ? level_of(g, row) : 0,
        .layer = layer,
        .row = row,
        .told = qp_telling(row)};
    return QP_OK;
}

static qp_status take_metric(gathering *g, qp_metric metric, qp_row layer,
                             const char *window)
{
    size_t count = 0;
    qp_status status = QP_OK;
    const qp_panel_row *rows = qp_panel_span(
        g->panel, metric, qp_network_text(g->net, g->net->layers.id[layer]),
        window, &count);
    for (size_t r = 0; r < count && status == QP_OK; r++)
        status = take(g, layer, &rows[r]);
    return status;
}

/* What is said of a layer's distance: with effects of both ends, if it is. */
static void note_distance(qp_coefficients_scene *s, size_t first)
{
    const qp_term_value *best = NULL;
    for (size_t v = first; v < s->count; v++)
        if ((s->values[v].term == QP_TERM_DISTANCE && best == NULL) ||
            s->values[v].term == QP_TERM_DISTANCE_EFFECTS)
            best = &s->values[v];
    s->layers += s->count > first;
    s->distances += best != NULL;
    s->nearer += best != NULL && best->told == QP_TOLD_FINDING &&
                 best->row->value < 0;
}

static int by_term(const void *a, const void *b)
{
    const qp_term_value *x = a;
    const qp_term_value *y = b;
    if (x->term != y->term)
        return x->term < y->term ? -1 : 1;
    if (x->level < y->level || x->level > y->level)
        return x->level < y->level ? -1 : 1;
    return (x->layer > y->layer) - (x->layer < y->layer);
}

qp_status qp_coefficients_gather(const qp_network *net, const qp_panel *panel,
                                 qp_period window, qp_coefficients_scene *scene,
                                 qp_error *err)
{
    char name[QP_WINDOW_NAME_SIZE];
    gathering g = {.net = net, .panel = panel, .scene = scene, .err = err};
    qp_status status = QP_OK;
    *scene = (qp_coefficients_scene){0};
    qp_dating_window(window, name);
    for (qp_row l = 0; l < net->layers.count && status == QP_OK; l++) {
        size_t first = scene->count;
        status = take_metric(&g, QP_M_GRAVITY_COEFFICIENT, l, name);
        if (status == QP_OK)
            status = take_metric(&g, QP_M_BORDER_EFFECT, l, name);
        note_distance(scene, first);
    }
    if (status != QP_OK) {
        qp_coefficients_scene_clear(scene);
        return status;
    }
    if (scene->count > 0)
        qsort(scene->values, scene->count, sizeof *scene->values, by_term);
    scene->all = scene->count;
    if (scene->count > QP_COEFFICIENTS_ROWS)
        scene->count = QP_COEFFICIENTS_ROWS;
    return QP_OK;
}

bool qp_terms_are_one(const qp_term_value *a, const qp_term_value *b)
{
    return a->term == b->term && !(a->level < b->level) &&
           !(a->level > b->level);
}

void qp_coefficients_scene_clear(qp_coefficients_scene *scene)
{
    qp_release(scene->values);
    *scene = (qp_coefficients_scene){0};
}
