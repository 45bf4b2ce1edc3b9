/* SPDX-License-Identifier: MIT */
#include "figure/scorecard_scene.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "figure/dating.h"

/* clang-format off */
const qp_score qp_scores[QP_SCORES] = {
/*   metric                            layer                 object    sided  words */
    {QP_M_CORE_EFFECTIVENESS,          NULL,                 NULL,     true,  QP_WORD_SCORE_CORE,     QP_WORD_SCORE_CORE_GLOSS},
    {QP_M_EFFECTIVENESS_INDEX,         NULL,                 "",       false, QP_WORD_SCORE_INDEX,    QP_WORD_SCORE_INDEX_GLOSS},
    {QP_M_GRADIENT_SHARE,              NULL,                 "",       false, QP_WORD_SCORE_GRADIENT, QP_WORD_SCORE_GRADIENT_GLOSS},
    {QP_M_FINN_CYCLING_INDEX,          NULL,                 "",       false, QP_WORD_SCORE_CYCLING,  QP_WORD_SCORE_CYCLING_GLOSS},
    {QP_M_THEIL,                       NULL,                 "",       false, QP_WORD_SCORE_THEIL,    QP_WORD_SCORE_THEIL_GLOSS},
    {QP_M_ISOMORPHISM,                 "portfolio:industry", "",       false, QP_WORD_SCORE_ALIKE,    QP_WORD_SCORE_ALIKE_GLOSS},
    {QP_M_EI_INDEX,                    NULL,                 "region", true,  QP_WORD_SCORE_MIXING,   QP_WORD_SCORE_MIXING_GLOSS},
    {QP_M_TRIPLE_HELIX_SYNERGY,        "",                   "",       true,  QP_WORD_SCORE_SYNERGY,  QP_WORD_SCORE_SYNERGY_GLOSS},
    {QP_M_CHAIN_COMPLETENESS_OPEN,     "",                   "",       false, QP_WORD_SCORE_OPEN,     QP_WORD_SCORE_OPEN_GLOSS},
    {QP_M_CHAIN_COMPLETENESS_CLOSED,   "",                   "",       false, QP_WORD_SCORE_CLOSED,   QP_WORD_SCORE_CLOSED_GLOSS},
};
/* clang-format on */

enum { CORE = 0, SPECIAL_ROWS = 2 };

static const char *const special_ids[] = {
    [QP_SCORE_ALL] = "all", [QP_SCORE_BETWEEN] = "between-clusters"};

/** A scene being gathered. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel;
    qp_scorecard_scene *scene;
    const char *layer;
    char window[QP_WINDOW_NAME_SIZE];
} gathering;

/* -------------------------------------------------------------------- cells */

static bool has_flag(const qp_panel_row *row, qp_flag flag)
{
    return (row->flags & (1U << flag)) != 0;
}

bool qp_score_is_told(const qp_panel_row *row)
{
    return row != NULL && !isnan(row->value) && !has_flag(row, QP_FLAG_TRIVIAL);
}

qp_told qp_score_telling(const qp_panel_row *row)
{
    qp_told told = qp_telling(row);
    bool holds = qp_telling_has_interval(row) && row->low <= row->expected &&
                 row->expected <= row->high;
    return told == QP_TOLD_FINDING && has_flag(row, QP_FLAG_DISPERSED) && holds
               ? QP_TOLD_BY_CHANCE
               : told;
}

static bool is_of(const gathering *g, const qp_panel_row *row,
                  const qp_score *score, const char *id)
{
    const qp_pool *text = &g->panel->text;
    bool fits = row->scope == QP_SCOPE_CLUSTER || row->scope == QP_SCOPE_SYSTEM;
    return fits && strcmp(qp_pool_text(text, row->subject), id) == 0 &&
           (score->object == NULL ||
            strcmp(qp_pool_text(text, row->object), score->object) == 0);
}

static const qp_panel_row *look_up(const gathering *g, const qp_score *score,
                                   const char *id)
{
    size_t count = 0;
    const qp_panel_row *rows = qp_panel_span(
        g->panel, score->metric, score->layer != NULL ? score->layer : g->layer,
        g->window, &count);
    for (size_t r = 0; r < count; r++)
        if (is_of(g, &rows[r], score, id))
            return &rows[r];
    return NULL;
}

const qp_panel_row *qp_scorecard_cell(const qp_scorecard_scene *scene,
                                      size_t row, size_t score)
{
    return scene->cells[row * QP_SCORES + score].row;
}

static const char *id_of(const gathering *g, const qp_score_row *row)
{
    return row->kind == QP_SCORE_CLUSTER
               ? qp_network_text(g->net, g->net->clusters.id[row->cluster])
               : special_ids[row->kind];
}

/* ------------------------------------------------------------ rows, columns */

static void fill_row(gathering *g, size_t row)
{
    for (size_t s = 0; s < QP_SCORES; s++)
        g->scene->cells[row * QP_SCORES + s].row = look_up(
            g, &qp_scores[s], id_of(g, &g->scene->rows[row]));
}

static bool is_told_anywhere(const qp_scorecard_scene *scene, size_t row)
{
    for (size_t c = 0; c < scene->column_count; c++)
        if (qp_score_is_told(qp_scorecard_cell(scene, row, scene->columns[c])))
            return true;
    return false;
}

static void add_clusters(gathering *g)
{
    qp_scorecard_scene *s = g->scene;
    size_t all = g->net->clusters.count;
    s->clusters = all < QP_SCORE_MOST_CLUSTERS ? all : QP_SCORE_MOST_CLUSTERS;
    s->left_out = all - s->clusters;
    for (size_t c = 0; c < s->clusters; c++) {
        s->rows[s->row_count] = (qp_score_row){QP_SCORE_CLUSTER, (qp_row)c};
        fill_row(g, s->row_count++);
    }
}

static void choose_columns(qp_scorecard_scene *scene)
{
    for (size_t s = 0; s < QP_SCORES; s++) {
        bool told = false;
        for (size_t r = 0; r < scene->clusters; r++)
            told |= qp_score_is_told(qp_scorecard_cell(scene, r, s));
        if (!told)
            continue;
        scene->columns[scene->column_count++] = s;
        scene->by_layer |= qp_scores[s].layer == NULL;
    }
}

/* All regions, and what is between clusters, where anything is told of them. */
static void add_specials(gathering *g)
{
    qp_scorecard_scene *s = g->scene;
    for (size_t i = 0; i < SPECIAL_ROWS; i++) {
        s->rows[s->row_count] = (qp_score_row){
            (qp_score_row_kind)(QP_SCORE_ALL + i), QP_NONE};
        fill_row(g, s->row_count);
        s->row_count += is_told_anywhere(s, s->row_count);
    }
}

static void count_cores(qp_scorecard_scene *scene)
{
    for (size_t r = 0; r < scene->clusters; r++) {
        const qp_panel_row *row = qp_scorecard_cell(scene, r, CORE);
        if (!qp_score_is_told(row))
            continue;
        scene->cores++;
        bool finding = qp_score_telling(row) == QP_TOLD_FINDING;
        scene->gaining += finding && row->value > 0 ? 1 : 0;
        scene->dispersed |= has_flag(row, QP_FLAG_DISPERSED);
    }
}

const qp_panel_row *qp_scorecard_absence(const qp_scorecard_scene *scene,
                                         size_t score)
{
    for (size_t r = 0; r < scene->row_count; r++)
        if (qp_scorecard_cell(scene, r, score) != NULL)
            return qp_scorecard_cell(scene, r, score);
    return NULL;
}

/* -------------------------------------------------------------------- scene */

qp_status qp_scorecard_scene_gather(const qp_network *net,
                                    const qp_panel *panel,
                                    const qp_scorecard_options *options,
                                    qp_scorecard_scene *scene, qp_error *err)
{
    gathering g = {
        .net = net,
        .panel = panel,
        .scene = scene,
        .layer = qp_network_text(net, net->layers.id[options->layer])};
    size_t most = QP_SCORE_MOST_CLUSTERS + SPECIAL_ROWS;
    qp_dating_window(options->window, g.window);
    *scene = (qp_scorecard_scene){0};
    scene->rows = qp_acquire(most, sizeof *scene->rows);
    scene->cells = qp_acquire(most * QP_SCORES, sizeof *scene->cells);
    if (scene->rows == NULL || scene->cells == NULL) {
        qp_scorecard_scene_clear(scene);
        return qp_fail(err, QP_E_MEMORY, "no memory for a scorecard");
    }
    add_clusters(&g);
    choose_columns(scene);
    add_specials(&g);
    count_cores(scene);
    const qp_panel_row *share = qp_panel_find(panel, QP_M_THEIL_BETWEEN_SHARE,
                                              g.layer, g.window, "all");
    scene->between_share = qp_score_is_told(share) ? share : NULL;
    return QP_OK;
}

bool qp_scorecard_has_something(const qp_network *net, const qp_panel *panel,
                                const qp_scorecard_options *options)
{
    qp_scorecard_scene scene;
    if (qp_scorecard_scene_gather(net, panel, options, &scene, NULL) != QP_OK)
        return true; /* it is drawn, and fails aloud */
    bool has = scene.by_layer && scene.column_count > 1;
    qp_scorecard_scene_clear(&scene);
    return has;
}

void qp_scorecard_scene_clear(qp_scorecard_scene *scene)
{
    qp_release(scene->rows);
    qp_release(scene->cells);
    *scene = (qp_scorecard_scene){0};
}
