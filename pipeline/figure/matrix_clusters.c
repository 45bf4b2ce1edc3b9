/* SPDX-License-Identifier: MIT */
#include "figure/matrix_clusters.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"

/** What regions add up to. */
typedef struct {
    qp_matrix_scene *scene;
    const qp_matrix_rows *found;
    const qp_panel_row *salton; ///< [found->count] of the same pairs
    size_t *cluster_of;         ///< [members] item of the cluster
    double *strength;           ///< [members] s_r / t
    double *of_cluster;         ///< [clusters] sum of them
    double *squares;            ///< [clusters] sum of their squares
} sums;

static const char cluster_prefix[] = "cluster:";

static const qp_panel_row *span(const qp_matrix_scene *scene,
                                const qp_matrix_rows *found, qp_metric metric,
                                size_t *count)
{
    return qp_panel_span(found->panel, metric, scene->layer, found->window,
                         count);
}

/* ----------------------------------------------------------------- may it be? */

static bool are_in_two_clusters(const qp_matrix_scene *scene)
{
    qp_row first = QP_NONE;
    for (size_t i = 0; i < scene->count; i++) {
        qp_row cluster = scene->items[i].cluster;
        if (cluster != QP_NONE && first != QP_NONE && cluster != first)
            return true;
        first = cluster != QP_NONE ? cluster : first;
    }
    return false;
}

static bool are_of_the_same_pairs(const qp_matrix_rows *found,
                                  const qp_panel_row *salton, size_t count)
{
    if (count != found->count)
        return false;
    for (size_t r = 0; r < count; r++)
        if (salton[r].subject != found->rows[r].subject ||
            salton[r].object != found->rows[r].object)
            return false;
    return true;
}

bool qp_matrix_can_add_up(const qp_matrix_scene *scene,
                          const qp_matrix_rows *found)
{
    size_t count = 0;
    if (!are_in_two_clusters(scene))
        return false;
    switch (scene->kind) {
    case QP_MATRIX_TIES: {
        const qp_panel_row *salton = span(scene, found, QP_M_SALTON_INDEX,
                                          &count);
        return are_of_the_same_pairs(found, salton, count);
    }
    case QP_MATRIX_SIMILARITY:
        return span(scene, found, QP_M_ISOMORPHISM, &count) != NULL;
    case QP_MATRIX_RELATEDNESS:
    case QP_MATRIX_KINDS:
        break;
    }
    return false;
}

/* -------------------------------------------------------------------- items */

/* Clusters that regions with a value are in, in the order of their ids, and
 * the regions of none as one, last; of that there is no `isomorphism`. */
static void make_items(sums *u)
{
    qp_matrix_scene *s = u->scene;
    const qp_clusters *clusters = &u->found->net->clusters;
    qp_matrix_item *made = s->items + s->members; /* room was made for them */
    size_t count = 0;
    for (size_t c = 0; c <= clusters->count; c++) {
        qp_row cluster = c < clusters->count ? (qp_row)c : QP_NONE;
        bool any = false;
        for (size_t i = 0; i < s->members; i++)
            if (s->items[i].cluster == cluster) {
                u->cluster_of[i] = count;
                any = true;
            }
        if (!any || (cluster == QP_NONE && s->kind != QP_MATRIX_TIES))
            continue;
        made[count++] = (qp_matrix_item){
            .id = cluster != QP_NONE
                      ? qp_network_text(u->found->net, clusters->id[c])
                      : "",
            .actor = QP_NONE,
            .cluster = cluster};
    }
    memmove(s->items, made, count * sizeof *made);
    s->count = count < QP_MATRIX_MOST ? count : QP_MATRIX_MOST;
    s->left_out = count - s->count;
    s->by_cluster = true;
}

/* --------------------------------------------------------------------- ties */

/* Pairs with a value; both of their ends are then items. */
static bool is_told(const qp_panel_row *row)
{
    return qp_matrix_is_pair(row) && !isnan(row->value);
}

/* c_rs / t of row r */
static double share_of(const sums *u, size_t r)
{
    double salton = u->salton[r].value;
    double share = salton * salton / u->found->rows[r].value;
    return isfinite(share) ? share : 0;
}

static void add_strengths(sums *u)
{
    const qp_matrix_rows *f = u->found;
    for (size_t r = 0; r < f->count; r++) {
        if (!is_told(&f->rows[r]))
            continue;
        u->strength[f->position[f->rows[r].subject]] += share_of(u, r);
        u->strength[f->position[f->rows[r].object]] += share_of(u, r);
    }
    for (size_t i = 0; i < u->scene->members; i++) {
        u->of_cluster[u->cluster_of[i]] += u->strength[i];
        u->squares[u->cluster_of[i]] += u->strength[i] * u->strength[i];
    }
}

/* Of a and b the lesser first: the mirror image comes when all are summed. */
static void add_observed(sums *u)
{
    const qp_matrix_rows *f = u->found;
    qp_matrix_scene *s = u->scene;
    for (size_t r = 0; r < f->count; r++) {
        if (!is_told(&f->rows[r]))
            continue;
        size_t a = u->cluster_of[f->position[f->rows[r].subject]];
        size_t b = u->cluster_of[f->position[f->rows[r].object]];
        if (a >= s->count || b >= s->count)
            continue;
        qp_matrix_cell *cell = a < b ? &s->cells[a * s->count + b]
                                     : &s->cells[b * s->count + a];
        cell->value += share_of(u, r);
        cell->n += isnan(f->rows[r].n) ? 0 : f->rows[r].n;
    }
}

/* Observed and expected are both of each pair once. */
static void divide(sums *u, size_t a, size_t b)
{
    qp_matrix_scene *s = u->scene;
    qp_matrix_cell cell = s->cells[a * s->count + b];
    double expected = u->of_cluster[a] * u->of_cluster[b];
    if (a == b)
        expected = (expected - u->squares[a]) / 2;
    cell.value = expected > 0 ? cell.value / expected : NAN;
    cell.uncertain = qp_matrix_is_few(s, cell.n);
    qp_matrix_set(s, a, b, &cell);
}

static void fill_ties(sums *u)
{
    qp_matrix_scene *s = u->scene;
    size_t count = 0;
    u->salton = span(s, u->found, QP_M_SALTON_INDEX, &count);
    add_strengths(u);
    for (size_t c = 0; c < s->count * s->count; c++)
        s->cells[c] = (qp_matrix_cell){0};
    add_observed(u);
    for (size_t a = 0; a < s->count; a++)
        for (size_t b = a; b < s->count; b++)
            divide(u, a, b);
}

/* --------------------------------------------------------------- similarity */

/* QP_NONE where there is none of the id. */
static uint32_t item_of(const qp_matrix_scene *s, const char *id)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->items[i].id, id) == 0)
            return (uint32_t)i;
    return QP_NONE;
}

/* Inside where there is no object; to another once a pair. */
static void fill_likeness(sums *u)
{
    const size_t prefix = sizeof cluster_prefix - 1;
    const qp_pool *text = &u->found->panel->text;
    size_t count = 0;
    const qp_panel_row *rows = span(u->scene, u->found, QP_M_ISOMORPHISM,
                                    &count);
    for (size_t r = 0; r < count; r++) {
        const char *subject = qp_pool_text(text, rows[r].subject);
        const char *object = qp_pool_text(text, rows[r].object);
        bool inside = rows[r].object == QP_NONE;
        if (!inside && strncmp(object, cluster_prefix, prefix) != 0)
            continue;
        uint32_t a = item_of(u->scene, subject);
        uint32_t b = inside ? a : item_of(u->scene, object + prefix);
        const qp_matrix_cell cell = {rows[r].value, rows[r].n,
                                     !(rows[r].n >= qp_matrix_least_pairs),
                                     &rows[r]};
        if (a != QP_NONE && b != QP_NONE)
            qp_matrix_set(u->scene, a, b, &cell);
    }
}

/* ----------------------------------------------------------------- clusters */

static qp_status make_room(sums *u, qp_error *err)
{
    size_t clusters = u->found->net->clusters.count + 1;
    size_t members = u->scene->members;
    u->cluster_of = qp_acquire(members, sizeof *u->cluster_of);
    u->strength = qp_acquire(members, sizeof *u->strength);
    u->of_cluster = qp_acquire(clusters, sizeof *u->of_cluster);
    u->squares = qp_acquire(clusters, sizeof *u->squares);
    if (u->cluster_of == NULL || u->strength == NULL || u->of_cluster == NULL ||
        u->squares == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for a matrix");
    return QP_OK;
}

qp_status qp_matrix_add_up(qp_matrix_scene *scene, const qp_matrix_rows *found,
                           qp_error *err)
{
    sums u = {.scene = scene, .found = found};
    qp_status status = make_room(&u, err);
    if (status == QP_OK) {
        make_items(&u);
        status = qp_matrix_make_cells(scene, err);
    }
    if (status == QP_OK && scene->kind == QP_MATRIX_TIES)
        fill_ties(&u);
    else if (status == QP_OK)
        fill_likeness(&u);
    qp_release(u.cluster_of);
    qp_release(u.strength);
    qp_release(u.of_cluster);
    qp_release(u.squares);
    return status;
}
