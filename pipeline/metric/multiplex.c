/* SPDX-License-Identifier: MIT */
#include "metric/multiplex.h"

#include <math.h>
#include <stdlib.h>

#include "chance/summary.h"
#include "core/memory.h"
#include "net/flow.h"

/** Two actors, linked in a layer. */
typedef struct {
    qp_row low;
    qp_row high; ///< above low
    uint32_t layer;
} tie;

typedef struct {
    const qp_network *net;
    const qp_row *layers;
    qp_period window;
    qp_multiplex multiplex; ///< on its way
    uint32_t *degree;       ///< [actors] in the layer at hand
    tie *ties;              ///< [tie_count] sorted by layer
    size_t tie_count;
} looking;

/* -------------------------------------------------------------------- links */

static bool stands_for_many(const qp_network *net, qp_row actor)
{
    return qp_optional_number(net->actors.group, actor) == 1;
}

/* Does a link of the layer at hand tie two actors together? */
static bool ties(looking *k, uint32_t layer, size_t link)
{
    const qp_links *links = &k->net->links;
    double weight = 0;
    qp_presence presence = qp_link_presence(k->net, k->layers[layer], link,
                                            k->window, &weight);
    if (presence == QP_LINK_ABSENT)
        return false;
    if (presence == QP_LINK_UNDATED || !qp_link_is_cooperation(k->net, link) ||
        stands_for_many(k->net, links->from[link]) ||
        stands_for_many(k->net, links->to[link])) {
        k->multiplex.left_out[layer]++;
        return false;
    }
    return weight > 0 && links->from[link] != links->to[link];
}

/* Links from one actor to another follow each other, and are one tie. */
static void take_layer(looking *k, uint32_t layer)
{
    const qp_links *links = &k->net->links;
    size_t start = k->net->layers.start[k->layers[layer]];
    size_t end = k->net->layers.start[k->layers[layer] + 1];
    bool tied = false;
    for (size_t l = start; l < end; l++) {
        qp_row from = links->from[l];
        qp_row to = links->to[l];
        tied = ties(k, layer, l) || tied;
        if (l + 1 < end && links->from[l + 1] == from && links->to[l + 1] == to)
            continue;
        if (tied) {
            k->degree[from]++;
            k->degree[to]++;
            k->ties[k->tie_count++] = (tie){from < to ? from : to,
                                            from < to ? to : from, layer};
        }
        tied = false;
    }
}

/* What the layer at hand adds to each actor; its degrees are forgotten. */
static void settle_degrees(looking *k)
{
    for (size_t a = 0; a < k->net->actors.count; a++) {
        double degree = k->degree[a];
        k->multiplex.degree[a] += degree;
        k->multiplex.square[a] += degree * degree;
        k->degree[a] = 0;
    }
}

/* -------------------------------------------------------------------- pairs */

static int in_order(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_pair(const void *left, const void *right)
{
    const tie *a = left;
    const tie *b = right;
    int order = in_order(a->low, b->low);
    if (order == 0)
        order = in_order(a->high, b->high);
    return order != 0 ? order : in_order(a->layer, b->layer);
}

static bool same_pair(const tie *a, const tie *b)
{
    return a->low == b->low && a->high == b->high;
}

/* A tie there and one back are one pair. */
static size_t drop_repeated(tie ties[], size_t count)
{
    size_t kept = 0;
    for (size_t t = 0; t < count; t++)
        if (t == 0 || by_pair(&ties[t], &ties[kept - 1]) != 0)
            ties[kept++] = ties[t];
    return kept;
}

/* Ties [start, end) are the layers of one pair. */
static void count_layers(looking *k, size_t start, size_t end)
{
    size_t n = k->multiplex.layer_count;
    for (size_t a = start; a < end; a++)
        for (size_t b = start; b < end; b++)
            k->multiplex.both[k->ties[a].layer * n + k->ties[b].layer]++;
}

static void count_pairs(looking *k)
{
    size_t next = 0;
    if (k->tie_count > 0)
        qsort(k->ties, k->tie_count, sizeof *k->ties, by_pair);
    k->tie_count = drop_repeated(k->ties, k->tie_count);
    for (size_t t = 0; t < k->tie_count; t = next) {
        next = t + 1;
        while (next < k->tie_count && same_pair(&k->ties[t], &k->ties[next]))
            next++;
        count_layers(k, t, next);
    }
}

/* ------------------------------------------------------------------- looking */

static void look(looking *k)
{
    qp_multiplex *m = &k->multiplex;
    for (uint32_t l = 0; l < m->layer_count; l++) {
        take_layer(k, l);
        settle_degrees(k);
        m->missing += m->left_out[l];
    }
    count_pairs(k);
    for (size_t l = 0; l < m->layer_count; l++)
        m->linked_count += m->both[l * m->layer_count + l] > 0 ? 1 : 0;
}

static bool make_room(looking *k)
{
    qp_multiplex *m = &k->multiplex;
    size_t layers = m->layer_count;
    size_t actors = k->net->actors.count;
    size_t links = 0;
    for (size_t l = 0; l < layers; l++)
        links += k->net->layers.start[k->layers[l] + 1] -
                 k->net->layers.start[k->layers[l]];
    m->left_out = qp_acquire(layers, sizeof *m->left_out);
    m->both = qp_acquire(layers, layers * sizeof *m->both);
    m->degree = qp_acquire(actors, sizeof *m->degree);
    m->square = qp_acquire(actors, sizeof *m->square);
    k->degree = qp_acquire(actors, sizeof *k->degree);
    k->ties = qp_acquire(links, sizeof *k->ties);
    return m->left_out != NULL && m->both != NULL && m->degree != NULL &&
           m->square != NULL && k->degree != NULL && k->ties != NULL;
}

qp_status qp_multiplex_look(const qp_network *net, const qp_row layers[],
                            size_t layer_count, qp_period window,
                            qp_multiplex *multiplex, qp_error *err)
{
    looking k = {.net = net,
                 .layers = layers,
                 .window = window,
                 .multiplex = {.layer_count = layer_count}};
    bool room = make_room(&k);
    if (room)
        look(&k);
    qp_release(k.degree);
    qp_release(k.ties);
    if (room) {
        *multiplex = k.multiplex;
        return QP_OK;
    }
    qp_multiplex_clear(&k.multiplex);
    return qp_fail(err, QP_E_MEMORY, "no memory to look at %zu layers",
                   layer_count);
}

void qp_multiplex_clear(qp_multiplex *multiplex)
{
    qp_release(multiplex->left_out);
    qp_release(multiplex->both);
    qp_release(multiplex->degree);
    qp_release(multiplex->square);
    *multiplex = (qp_multiplex){0};
}

/* ------------------------------------------------------------------ measures */

/* Whole numbers above and below, so that P is never rounded over 1. */
double qp_participation(const qp_multiplex *multiplex, qp_row actor)
{
    double layers = (double)multiplex->linked_count;
    double o = multiplex->degree[actor];
    if (layers < 2 || !(o > 0))
        return NAN;
    return layers * (o * o - multiplex->square[actor]) / ((layers - 1) * o * o);
}

static double pairs_in(const qp_multiplex *multiplex, size_t a, size_t b)
{
    return (double)multiplex->both[a * multiplex->layer_count + b];
}

double qp_layer_overlap(const qp_multiplex *multiplex, size_t a, size_t b)
{
    double both = pairs_in(multiplex, a, b);
    double in_a = pairs_in(multiplex, a, a);
    double in_b = pairs_in(multiplex, b, b);
    return in_a > 0 && in_b > 0 ? both / (in_a + in_b - both) : NAN;
}

double qp_layer_overlap_in(const qp_multiplex *multiplex, size_t a, size_t b)
{
    double in_a = pairs_in(multiplex, a, a);
    double in_b = pairs_in(multiplex, b, b);
    return in_a > 0 && in_b > 0 ? pairs_in(multiplex, a, b) / in_a : NAN;
}

/* --------------------------------------------------------------------- ranks */

static int by_value(const void *left, const void *right)
{
    const qp_ranked *a = left;
    const qp_ranked *b = right;
    int order = (a->value > b->value) - (a->value < b->value);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

void qp_average_ranks(const double x[], size_t n, qp_ranked room[],
                      double rank[])
{
    size_t next = 0;
    for (size_t i = 0; i < n; i++)
        room[i] = (qp_ranked){x[i], i};
    if (n > 0)
        qsort(room, n, sizeof *room, by_value);
    for (size_t i = 0; i < n; i = next) {
        double least = room[i].value;
        next = i + 1;
        while (next < n &&
               room[next].value - least <= QP_TIE * fabs(room[next].value))
            next++;
        for (size_t j = i; j < next; j++)
            rank[room[j].at] = (double)(i + 1 + next) / 2;
    }
}

double qp_rank_correlation(const double a[], const double b[], size_t n)
{
    double mean = ((double)n + 1) / 2;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (size_t i = 0; i < n; i++) {
        ab += (a[i] - mean) * (b[i] - mean);
        aa += (a[i] - mean) * (a[i] - mean);
        bb += (b[i] - mean) * (b[i] - mean);
    }
    return aa > 0 && bb > 0 ? fmax(-1, fmin(1, ab / sqrt(aa * bb))) : NAN;
}
