/* SPDX-License-Identifier: MIT */
#include "figure/matrix_scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "figure/matrix_clusters.h"
#include "figure/telling.h"

const qp_matrix_trait qp_matrix_traits[QP_MATRIX_KINDS] = {
    [QP_MATRIX_TIES] = {QP_M_ASSOCIATION_STRENGTH, 1, 5},
    [QP_MATRIX_SIMILARITY] = {QP_M_STRUCTURE_SIMILARITY, NAN, 10},
    [QP_MATRIX_RELATEDNESS] = {QP_M_RELATEDNESS, NAN, 20},
};

const double qp_matrix_least_pairs = 3;

/* Seen, but without a value. */
static const uint32_t valueless = QP_NONE - 1;

/** A scene being gathered. */
typedef struct {
    qp_matrix_scene *scene;
    qp_matrix_rows found;
    uint32_t *position; ///< that of `found`, to be written
} gathering;

static const char *text_of(const gathering *g, qp_string string)
{
    return qp_pool_text(&g->found.panel->text, string);
}

/* ------------------------------------------------------------------- rows */

/* Portfolios are of industries or of products; of both the first is shown. */
static void find_rows(gathering *g, const qp_matrix_options *options)
{
    static const char *const portfolios[] = {"portfolio:industry",
                                             "portfolio:product"};
    qp_matrix_rows *f = &g->found;
    const qp_metric metric = qp_matrix_traits[options->kind].metric;
    qp_dating_window(options->window, f->window);
    for (size_t p = 0; p < 2 && f->rows == NULL; p++) {
        g->scene->layer = options->kind == QP_MATRIX_TIES
                              ? qp_network_text(
                                    f->net, f->net->layers.id[options->layer])
                              : portfolios[p];
        f->rows = qp_panel_span(f->panel, metric, g->scene->layer, f->window,
                                &f->count);
    }
    g->scene->row_count = f->count;
}

bool qp_matrix_is_pair(const qp_panel_row *row)
{
    return row->scope == QP_SCOPE_PAIR && row->subject != QP_NONE &&
           row->object != QP_NONE && row->subject != row->object;
}

/* ---------------------------------------------------------------------- items */

static void see(gathering *g, qp_string id, const qp_panel_row *row)
{
    qp_matrix_scene *s = g->scene;
    bool has = !isnan(row->value);
    if (g->position[id] == QP_NONE)
        g->position[id] = valueless;
    if (!has)
        return;
    if (g->position[id] == valueless) {
        g->position[id] = (uint32_t)s->count;
        bool class = s->kind == QP_MATRIX_RELATEDNESS; /* whatever its name */
        qp_row actor = class ? QP_NONE
                             : qp_network_actor(g->found.net, text_of(g, id));
        s->items[s->count++] = (qp_matrix_item){
            .id = text_of(g, id),
            .actor = actor,
            .cluster = actor != QP_NONE ? g->found.net->actors.cluster[actor]
                                        : QP_NONE,
        };
    }
    double weight = s->kind == QP_MATRIX_TIES ? row->n : row->value;
    s->items[g->position[id]].strength += isnan(weight) ? 0 : weight;
}

static void see_all(gathering *g)
{
    qp_matrix_scene *s = g->scene;
    for (size_t r = 0; r < g->found.count; r++) {
        if (!qp_matrix_is_pair(&g->found.rows[r]))
            continue;
        see(g, g->found.rows[r].subject, &g->found.rows[r]);
        see(g, g->found.rows[r].object, &g->found.rows[r]);
        s->pairs += isnan(g->found.rows[r].value) ? 0 : 1;
        if (s->reason == QP_REASON_NONE)
            s->reason = g->found.rows[r].reason;
    }
    for (size_t t = 0; t < g->found.panel->text.count; t++)
        s->valueless += g->position[t] == valueless;
    s->members = s->count;
}

static int by_id(const qp_matrix_item *a, const qp_matrix_item *b)
{
    return strcmp(a->id, b->id);
}

static int by_strength(const void *left, const void *right)
{
    const qp_matrix_item *a = left;
    const qp_matrix_item *b = right;
    if (a->strength != b->strength)
        return a->strength > b->strength ? -1 : 1;
    return by_id(a, b);
}

/* QP_NONE is the last of all. */
static int by_block(const void *left, const void *right)
{
    const qp_matrix_item *a = left;
    const qp_matrix_item *b = right;
    if (a->cluster != b->cluster)
        return a->cluster < b->cluster ? -1 : 1;
    return by_strength(a, b);
}

/* ---------------------------------------------------------------------- pairs */

/* Links between regions that have weights: flows that somebody counted. */
static bool are_sums(const qp_network *net, qp_row layer)
{
    const qp_links *links = &net->links;
    const uint8_t *kind = net->actors.kind;
    bool regions = net->layers.weighted[layer] != 0;
    for (size_t l = net->layers.start[layer];
         l < net->layers.start[layer + 1] && regions; l++)
        regions = kind[links->from[l]] == QP_KIND_REGION &&
                  kind[links->to[l]] == QP_KIND_REGION;
    return regions;
}

bool qp_matrix_is_few(const qp_matrix_scene *scene, double n)
{
    return !scene->summed && !(n >= qp_matrix_traits[scene->kind].least);
}

static bool is_uncertain(const qp_matrix_scene *s, const qp_panel_row *row)
{
    const qp_matrix_trait *trait = &qp_matrix_traits[s->kind];
    bool holds = !isnan(trait->neutral) && qp_telling_has_interval(row) &&
                 row->low <= trait->neutral && row->high >= trait->neutral;
    return holds || qp_matrix_is_few(s, row->n);
}

void qp_matrix_set(qp_matrix_scene *scene, size_t a, size_t b,
                   const qp_matrix_cell *cell)
{
    scene->cells[a * scene->count + b] = *cell;
    scene->cells[b * scene->count + a] = *cell;
}

static void fill_pairs(gathering *g)
{
    qp_matrix_scene *s = g->scene;
    for (size_t r = 0; r < g->found.count; r++) {
        const qp_panel_row *row = &g->found.rows[r];
        if (!qp_matrix_is_pair(row))
            continue;
        uint32_t a = g->position[row->subject];
        uint32_t b = g->position[row->object];
        const qp_matrix_cell cell = {row->value, row->n, is_uncertain(s, row),
                                     row};
        if (a < s->count && b < s->count)
            qp_matrix_set(s, a, b, &cell);
    }
}

qp_status qp_matrix_make_cells(qp_matrix_scene *s, qp_error *err)
{
    s->cells = qp_acquire(s->count * s->count, sizeof *s->cells);
    if (s->cells == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for a matrix");
    for (size_t c = 0; c < s->count * s->count; c++)
        s->cells[c] = (qp_matrix_cell){.value = NAN, .n = NAN};
    return QP_OK;
}

static qp_status show_members(gathering *g, qp_error *err)
{
    qp_matrix_scene *s = g->scene;
    qsort(s->items, s->count, sizeof *s->items, by_strength);
    if (s->count > QP_MATRIX_MOST)
        s->count = QP_MATRIX_MOST;
    s->left_out = s->members - s->count;
    qsort(s->items, s->count, sizeof *s->items, by_block);
    for (size_t t = 0; t < g->found.panel->text.count; t++)
        g->position[t] = QP_NONE;
    for (size_t i = 0; i < s->count; i++)
        g->position[qp_pool_find(&g->found.panel->text, s->items[i].id,
                                 strlen(s->items[i].id))] = (uint32_t)i;
    qp_status status = qp_matrix_make_cells(s, err);
    if (status == QP_OK)
        fill_pairs(g);
    return status;
}

/* ---------------------------------------------------------------------- scene */

/* "all" against the clusters; where it follows from how groups are made it is
 * no finding. */
static const qp_panel_row *find_inside(const gathering *g)
{
    size_t count = 0;
    const qp_panel_row *rows = qp_panel_span(g->found.panel, QP_M_EI_INDEX,
                                             g->scene->layer, g->found.window,
                                             &count);
    for (size_t r = 0; r < count; r++)
        if (rows[r].scope == QP_SCOPE_SYSTEM &&
            strcmp(text_of(g, rows[r].subject), "all") == 0 &&
            strcmp(text_of(g, rows[r].object), "cluster") == 0 &&
            (rows[r].flags & (1U << QP_FLAG_TRIVIAL)) == 0)
            return &rows[r];
    return NULL;
}

static qp_status make_room(gathering *g, qp_error *err)
{
    size_t texts = g->found.panel->text.count;
    size_t most = 2 * g->found.count < texts ? 2 * g->found.count : texts;
    g->position = qp_acquire(texts, sizeof *g->position);
    g->scene->items = qp_acquire(most + g->found.net->clusters.count + 1,
                                 sizeof *g->scene->items);
    if (g->position == NULL || g->scene->items == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for a matrix");
    for (size_t t = 0; t < texts; t++)
        g->position[t] = QP_NONE;
    g->found.position = g->position;
    return QP_OK;
}

static qp_status show(gathering *g, qp_error *err)
{
    qp_matrix_scene *s = g->scene;
    see_all(g);
    s->inside = s->kind == QP_MATRIX_TIES ? find_inside(g) : NULL;
    if (s->count > QP_MATRIX_MOST && qp_matrix_can_add_up(s, &g->found))
        return qp_matrix_add_up(s, &g->found, err);
    return show_members(g, err);
}

qp_status qp_matrix_scene_gather(const qp_network *net, const qp_panel *panel,
                                 const qp_matrix_options *options,
                                 qp_matrix_scene *scene, qp_error *err)
{
    gathering g = {.scene = scene, .found = {.net = net, .panel = panel}};
    *scene = (qp_matrix_scene){.kind = options->kind};
    scene->summed = options->kind == QP_MATRIX_TIES &&
                    are_sums(net, options->layer);
    find_rows(&g, options);
    qp_status status = make_room(&g, err);
    if (status == QP_OK)
        status = show(&g, err);
    qp_release(g.position);
    if (status != QP_OK)
        qp_matrix_scene_clear(scene);
    return status;
}

const qp_matrix_cell *qp_matrix_cell_at(const qp_matrix_scene *scene,
                                        size_t row, size_t column)
{
    return &scene->cells[row * scene->count + column];
}

bool qp_matrix_begins_block(const qp_matrix_scene *scene, size_t i)
{
    return i > 0 && scene->items[i].cluster != scene->items[i - 1].cluster;
}

bool qp_matrix_is_stated(const qp_network *net,
                         const qp_matrix_options *options)
{
    const qp_portfolio *portfolio = &net->portfolio;
    bool stated = false;
    if (options->kind == QP_MATRIX_TIES) {
        qp_network_layer_class(net, options->layer, &stated);
        return stated;
    }
    for (size_t r = 0; r < portfolio->count; r++)
        if (!qp_network_is_stated(net, qp_optional_row(portfolio->source, r)))
            return false;
    return portfolio->count > 0;
}

bool qp_matrix_has_something(const qp_network *net, const qp_panel *panel,
                             const qp_matrix_options *options)
{
    enum { LEAST_PAIRS = 3 };
    qp_matrix_scene scene = {0};
    gathering g = {.scene = &scene, .found = {.net = net, .panel = panel}};
    size_t pairs = 0;
    find_rows(&g, options);
    for (size_t r = 0; r < g.found.count; r++)
        if (qp_matrix_is_pair(&g.found.rows[r]) &&
            !isnan(g.found.rows[r].value))
            pairs++;
    return pairs >= LEAST_PAIRS && !qp_matrix_is_stated(net, options);
}

void qp_matrix_scene_clear(qp_matrix_scene *scene)
{
    qp_release(scene->items);
    qp_release(scene->cells);
    *scene = (qp_matrix_scene){0};
}
