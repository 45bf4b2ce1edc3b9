/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "graph/betweenness.h"
#include "graph/separators.h"
#include "graph/vertex_cut.h"
#include "metric/chain_run.h"
#include "metric/innovation_stage.h"

enum { SUPPLY = 1 << QP_ROLE_SUPPLY, RND = 1 << QP_ROLE_RND };
enum { TRANSFER = 1 << QP_ROLE_TRANSFER };

/** Smallest cuts are counted, and their members are weak points, where there
 * are no more of them. */
static const qp_cut_limit limit = {.size = 50, .count = 10000};

/** Sources x arcs up to which all shortest paths are looked at. */
#define MOST_STEPS 2e9

#define COUNT(list) (sizeof(list) / sizeof *(list))

static qp_string text_of(const qp_chain_run *run, const char *text)
{
    return qp_panel_string(run->base.panel, text);
}

/* ------------------------------------------------- articulation and bridges */

static qp_status add_articulation(qp_chain_run *run, qp_row actor,
                                  const qp_severed *severed, size_t missing)
{
    qp_panel_row row = qp_chain_actor_row(run, QP_M_ARTICULATION_POINT, actor);
    row.n = (double)severed->units;
    row.missing = (double)missing;
    qp_frame_give(&row, severed->worth, QP_REASON_NO_CAPACITY);
    return qp_run_add(&run->base, &row);
}

/* Actors are in byte order of their ids. */
static qp_status add_bridge(qp_chain_run *run, const qp_bridge *bridge,
                            size_t missing)
{
    qp_panel_row row = qp_chain_actor_row(run, QP_M_BRIDGE, bridge->first);
    row.object = qp_chain_actor(run, bridge->second);
    row.n = (double)bridge->severed.units;
    row.missing = (double)missing;
    qp_frame_give(&row, bridge->severed.worth, QP_REASON_NO_CAPACITY);
    return qp_run_add(&run->base, &row);
}

static qp_status add_separators(qp_chain_run *run, const qp_arcs *ties,
                                const qp_separators *found, size_t missing)
{
    qp_status status = QP_OK;
    for (qp_row a = 0; a < ties->n && status == QP_OK; a++)
        if (ties->start[a + 1] > ties->start[a])
            status = add_articulation(run, a, &found->without[a], missing);
    for (size_t b = 0; b < found->bridge_count && status == QP_OK; b++)
        status = add_bridge(run, &found->bridges[b], missing);
    return status;
}

static qp_status tell_separators(qp_chain_run *run)
{
    const double *capacity = run->base.net->actors.capacity;
    qp_web web = {0};
    qp_arcs ties = {0};
    qp_separators found = {0};
    qp_status status = qp_chain_web(run, SUPPLY | RND, (qp_web_choice){0},
                                    &web);
    size_t missing = web.missing;
    if (status == QP_OK)
        status = qp_arcs_join(&web.arcs, &ties, run->base.err);
    qp_web_clear(&web);
    if (status == QP_OK)
        status = qp_separators_find(&ties, capacity, &found, run->base.err);
    if (status == QP_OK)
        status = add_separators(run, &ties, &found, missing);
    qp_separators_clear(&found);
    qp_arcs_clear(&ties);
    return status;
}

/* ---------------------------------------------------------------------- sets */

/** What is known of all actors while the passages are told. */
typedef struct {
    qp_chain_run *run;
    bool *part;             ///< [actors] takes it part?
    qp_innovation_set *set; ///< [actors] its stages
    uint8_t *trade;         ///< [actors] bits of SELLS, BUYS, RAW
    unsigned roles;         ///< of the layers gathered
    qp_web web;
    bool *source; ///< [actors] of the passage at hand
    bool *target; ///< [actors] actors of products
} passages;

enum { SELLS = 1, BUYS = 2, RAW = 4 };

static bool is_science(const passages *p, qp_row actor)
{
    return qp_innovation_has(p->set[actor], QP_INNOVATION_SCIENCE);
}

static bool is_foreign(const passages *p, qp_row actor)
{
    qp_string country = qp_optional_row(p->run->base.net->actors.country,
                                        actor);
    return country != QP_NONE &&
           !qp_home_has(p->run->base.net, p->run->options->home, country);
}

static bool is_raw(const passages *p, qp_row actor)
{
    return (p->trade[actor] & RAW) != 0;
}

/** From a set of sources to the actors of products. */
typedef struct {
    const char *source;
    const char *pair; ///< the object of rows of actors
    unsigned roles;   ///< of the layers that lead over
    bool (*holds)(const passages *p, qp_row actor);
} way;

static const way ways[] = {
    {"science", "science:product", SUPPLY | RND | TRANSFER, is_science},
    {"foreign", "foreign:product", SUPPLY, is_foreign},
    {"raw", "raw:product", SUPPLY, is_raw},
};

/* Fill the sets; returns how many are in one or in both, 0 where one is empty.
 */
static size_t fill_sets(passages *p, const way *to_product, size_t *sources)
{
    size_t targets = 0;
    size_t members = 0;
    *sources = 0;
    for (qp_row a = 0; a < p->run->base.net->actors.count; a++) {
        p->source[a] = p->part[a] && to_product->holds(p, a);
        p->target[a] = qp_innovation_has(p->set[a], QP_INNOVATION_PRODUCT);
        *sources += p->source[a] ? 1 : 0;
        targets += p->target[a] ? 1 : 0;
        members += p->source[a] || p->target[a] ? 1 : 0;
    }
    return *sources > 0 && targets > 0 ? members : 0;
}

/* ---- who sells in a layer of supply and buys nothing in it */

static void trade(void *context, qp_row layer, size_t link, double weight)
{
    passages *p = context;
    const qp_network *net = p->run->base.net;
    qp_row from = net->links.from[link];
    qp_row to = net->links.to[link];
    bool directed = net->layers.directed[layer];
    if (weight <= 0 || from == to)
        return;
    p->trade[from] |= directed ? SELLS : SELLS | BUYS;
    p->trade[to] |= directed ? BUYS : SELLS | BUYS;
}

static void find_raw_of(passages *p, const qp_row *layer)
{
    const qp_network *net = p->run->base.net;
    qp_web_choice choice = {
        .layers = layer, .layer_count = 1, .window = p->run->window};
    qp_web_visit(net, &choice, &(qp_web_visitor){trade, p});
    for (qp_row a = 0; a < net->actors.count; a++) {
        bool raw = (p->trade[a] & (SELLS | BUYS)) == SELLS;
        p->trade[a] = raw ? RAW : p->trade[a] & RAW;
    }
}

static qp_status find_raw(passages *p)
{
    qp_row *layers = qp_acquire(p->run->frame->layer_count, sizeof *layers);
    if (layers == NULL)
        return qp_run_no_memory(&p->run->base);
    size_t count = qp_chain_layers(p->run, SUPPLY, layers);
    for (size_t l = 0; l < count; l++)
        find_raw_of(p, &layers[l]);
    qp_release(layers);
    return QP_OK;
}

/* ------------------------------------------------------------ rows of a pair */

/** One passage and what it is asked on. */
typedef struct {
    passages *all;
    const way *to_product;
    size_t members; ///< of both sets
    size_t sources;
} asked;

static void describe(const asked *a, qp_panel_row *row)
{
    row->n = (double)a->members;
    row->missing = (double)a->all->web.missing;
}

static qp_status add_pair(const asked *a, qp_metric metric, double value,
                          qp_reason reason, unsigned flags)
{
    qp_chain_run *run = a->all->run;
    qp_panel_row row = qp_run_row(&run->base, metric,
                                  text_of(run, a->to_product->source));
    row.object = text_of(run, "product");
    row.flags = flags;
    describe(a, &row);
    qp_frame_give(&row, value, reason);
    return qp_run_add(&run->base, &row);
}

static qp_status add_actor(const asked *a, qp_metric metric, qp_string subject,
                           double value, qp_reason reason)
{
    qp_chain_run *run = a->all->run;
    qp_panel_row row = qp_run_row(&run->base, metric, subject);
    row.object = text_of(run, a->to_product->pair);
    describe(a, &row);
    qp_frame_give(&row, value, reason);
    return qp_run_add(&run->base, &row);
}

/* ---- the cut */

static qp_status add_size_and_count(const asked *a, double size, double count,
                                    qp_reason none)
{
    bool broken = size <= 0; /* not where it is NaN */
    unsigned flags = broken ? 1U << QP_FLAG_BROKEN : 0;
    qp_reason reason = isnan(size) ? none
                       : broken    ? QP_REASON_UNREACHED
                                   : QP_REASON_OVERFLOW;
    qp_status status = add_pair(a, QP_M_VERTEX_CUT_SIZE, size, none, flags);
    if (status == QP_OK)
        status = add_pair(a, QP_M_VERTEX_CUT_COUNT, broken ? NAN : count,
                          reason, flags);
    return status;
}

static qp_status add_members(const asked *a, const qp_vertex_cut *cut)
{
    qp_chain_run *run = a->all->run;
    bool told = qp_chain_tells_actors(run);
    qp_status status = QP_OK;
    for (size_t m = 0; m < cut->size && status == QP_OK; m++) {
        qp_row actor = cut->member[m];
        if (told)
            status = add_actor(a, QP_M_VERTEX_CUT_MEMBER,
                               qp_chain_actor(run, actor), 1, QP_REASON_NONE);
        if (status == QP_OK && cut->size <= limit.size)
            status = qp_chain_note_weak(run, QP_M_VERTEX_CUT_MEMBER, actor,
                                        (double)cut->size);
    }
    return status;
}

static qp_status tell_cut(const asked *a, const qp_passage *passage)
{
    qp_vertex_cut cut = {0};
    qp_status status = qp_vertex_cut_find(passage, limit, &cut,
                                          a->all->run->base.err);
    if (status != QP_OK)
        return status;
    status = cut.direct ? add_size_and_count(a, NAN, NAN, QP_REASON_DIRECT)
                        : add_size_and_count(a, (double)cut.size, cut.count,
                                             QP_REASON_NONE);
    if (status == QP_OK)
        status = add_members(a, &cut);
    qp_vertex_cut_clear(&cut);
    return status;
}

/* ---- shortest paths */

static qp_status add_all(const asked *a, qp_reason reason)
{
    qp_chain_run *run = a->all->run;
    if (!qp_chain_tells_actors(run))
        return QP_OK;
    return add_actor(a, QP_M_SUBSET_BETWEENNESS, run->base.all, NAN, reason);
}

/* Those on no shortest path have 0, and no row. */
static qp_status add_betweenness(const asked *a, const double value[])
{
    qp_chain_run *run = a->all->run;
    qp_status status = QP_OK;
    for (qp_row u = 0; u < a->all->web.arcs.n && status == QP_OK; u++)
        if (value[u] > 0 || isnan(value[u]))
            status = add_actor(a, QP_M_SUBSET_BETWEENNESS,
                               qp_chain_actor(run, u), value[u],
                               QP_REASON_OVERFLOW);
    return status;
}

static qp_status tell_betweenness(const asked *a, const qp_passage *passage)
{
    qp_run *base = &a->all->run->base;
    const qp_arcs *arcs = passage->arcs;
    if (!qp_chain_tells_actors(a->all->run))
        return QP_OK;
    if ((double)a->sources * (double)arcs->count > MOST_STEPS)
        return add_all(a, QP_REASON_OVERFLOW);
    double *value = qp_acquire(arcs->n, sizeof *value);
    if (value == NULL)
        return qp_run_no_memory(base);
    qp_status status = qp_subset_betweenness(passage, base->draws->threads,
                                             value, base->err);
    if (status == QP_OK)
        status = add_betweenness(a, value);
    qp_release(value);
    return status;
}

/* ------------------------------------------------------------------ passages */

static qp_status gather(passages *p, unsigned roles)
{
    if (p->roles == roles)
        return QP_OK;
    qp_web_clear(&p->web);
    p->roles = roles;
    return qp_chain_web(p->run, roles, (qp_web_choice){0}, &p->web);
}

static qp_status tell_passage(passages *p, const way *to_product)
{
    asked a = {.all = p, .to_product = to_product};
    qp_passage passage = {&p->web.arcs, p->source, p->target};
    qp_status status = gather(p, to_product->roles);
    if (status != QP_OK)
        return status;
    a.members = fill_sets(p, to_product, &a.sources);
    if (a.members == 0 || p->web.arcs.count == 0) {
        qp_reason reason = a.members == 0 ? QP_REASON_NO_SET
                                          : QP_REASON_NO_LINK;
        status = add_size_and_count(&a, NAN, NAN, reason);
        return status == QP_OK ? add_all(&a, reason) : status;
    }
    status = tell_cut(&a, &passage);
    return status == QP_OK ? tell_betweenness(&a, &passage) : status;
}

static bool acquire(passages *p)
{
    size_t n = p->run->base.net->actors.count;
    p->part = qp_acquire(n, sizeof *p->part);
    p->set = qp_acquire(n, sizeof *p->set);
    p->trade = qp_acquire(n, sizeof *p->trade);
    p->source = qp_acquire(n, sizeof *p->source);
    p->target = qp_acquire(n, sizeof *p->target);
    return p->part != NULL && p->set != NULL && p->trade != NULL &&
           p->source != NULL && p->target != NULL;
}

static void release(passages *p)
{
    qp_web_clear(&p->web);
    qp_release(p->part);
    qp_release(p->set);
    qp_release(p->trade);
    qp_release(p->source);
    qp_release(p->target);
}

static qp_status tell_passages(qp_chain_run *run)
{
    passages p = {.run = run};
    qp_status status = QP_OK;
    if (acquire(&p)) {
        qp_innovation_look(run->base.net, p.part, p.set);
        status = find_raw(&p);
    } else {
        status = qp_run_no_memory(&run->base);
    }
    for (size_t w = 0; w < COUNT(ways) && status == QP_OK; w++)
        status = tell_passage(&p, &ways[w]);
    release(&p);
    return status;
}

qp_status qp_chain_cuts(qp_chain_run *run)
{
    qp_status status = qp_chain_tells_actors(run) ? tell_separators(run)
                                                  : QP_OK;
    return status == QP_OK ? tell_passages(run) : status;
}
