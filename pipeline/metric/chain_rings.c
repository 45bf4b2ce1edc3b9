/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/number.h"
#include "graph/steps.h"
#include "metric/chain_run.h"
#include "metric/rings.h"

enum { FIRST = 1, LAST = 2 }; /* rings that overlap is measured of */

/** Which way one looks. */
typedef struct {
    const char *layer; ///< name in the panel
    unsigned roles;    ///< of the layers; 0: any
    bool back;         ///< against the links
    bool around;       ///< both ways, and at regions
} direction;

static const direction directions[] = {
    {"rings:upstream", 1U << QP_ROLE_SUPPLY, true, false},
    {"rings:downstream", 1U << QP_ROLE_SUPPLY, false, false},
    {"rings:around", 0, false, true},
};

/** The actors of rings 1 and 2 of an architect. */
typedef struct {
    uint32_t *unit; ///< [count] ascending
    size_t count;
} vicinity;

/** What is known of the actors, and who is an architect. */
typedef struct {
    double *capacity;   ///< [actors], and so are the next
    uint32_t *region;   ///< position of the region
    uint32_t *cluster;  ///< row of its cluster
    bool *little_giant; ///< is it one?
    bool *institute;    ///< is it one?
    bool *dead_end;     ///< is it a region? these lead no further
    bool tiers;         ///< is the tier of any actor known?
    qp_row *architect;  ///< [architect_count] actor rows, byte order of ids
    size_t architect_count;
} ground;

/** What the rows of one direction are made of. */
typedef struct {
    qp_chain_run *run;
    const ground *on;
    const direction *way;
    qp_web web;         ///< its arcs lead from ring to ring
    bool *member;       ///< [actors] is in a ring, or unreached
    uint32_t *reached;  ///< [actors]
    uint32_t *distance; ///< [actors]
    qp_ring *ring;      ///< [actors]
    vicinity *near;     ///< [architect_count]
} lookout;

/* -------------------------------------------------------------------- ground */

static void leave(ground *g)
{
    qp_release(g->capacity);
    qp_release(g->region);
    qp_release(g->cluster);
    qp_release(g->little_giant);
    qp_release(g->institute);
    qp_release(g->dead_end);
    qp_release(g->architect);
}

static qp_status acquire_ground(qp_chain_run *run, ground *g)
{
    size_t n = run->base.net->actors.count;
    g->capacity = qp_acquire(n, sizeof *g->capacity);
    g->region = qp_acquire(n, sizeof *g->region);
    g->cluster = qp_acquire(n, sizeof *g->cluster);
    g->little_giant = qp_acquire(n, sizeof *g->little_giant);
    g->institute = qp_acquire(n, sizeof *g->institute);
    g->dead_end = qp_acquire(n, sizeof *g->dead_end);
    if (g->capacity != NULL && g->region != NULL && g->cluster != NULL &&
        g->little_giant != NULL && g->institute != NULL && g->dead_end != NULL)
        return QP_OK;
    return qp_run_no_memory(&run->base);
}

static void look_at(const qp_run *base, qp_row actor, ground *g)
{
    const qp_actors *actors = &base->net->actors;
    uint32_t place = qp_run_place(base, actor);
    qp_string tier = qp_optional_row(actors->tier, actor);
    g->capacity[actor] = qp_optional_number(actors->capacity, actor);
    g->region[actor] = place;
    g->cluster[actor] = place != QP_NONE ? base->cluster[place] : QP_NONE;
    g->little_giant[actor] = strcmp(qp_network_text(base->net, tier),
                                    "little-giant") == 0;
    g->tiers |= tier != QP_NONE;
    g->institute[actor] = actors->kind[actor] == QP_KIND_INSTITUTE;
    g->dead_end[actor] = actors->kind[actor] == QP_KIND_REGION;
}

static qp_status find_architects(qp_chain_run *run, ground *g)
{
    const qp_actors *actors = &run->base.net->actors;
    size_t count = 0;
    for (size_t a = 0; a < actors->count; a++)
        count += actors->kind[a] == QP_KIND_ARCHITECT;
    g->architect = qp_acquire(count, sizeof *g->architect);
    if (g->architect == NULL)
        return qp_run_no_memory(&run->base);
    for (qp_row a = 0; a < actors->count; a++)
        if (actors->kind[a] == QP_KIND_ARCHITECT)
            g->architect[g->architect_count++] = a;
    return QP_OK;
}

static qp_status enter_ground(qp_chain_run *run, ground *g)
{
    const qp_run *base = &run->base;
    qp_status status = find_architects(run, g);
    if (status != QP_OK || g->architect_count == 0)
        return status;
    status = acquire_ground(run, g);
    for (qp_row a = 0; a < base->net->actors.count && status == QP_OK; a++)
        look_at(base, a, g);
    return status;
}

static qp_row centre_of(const lookout *t, size_t architect)
{
    return qp_optional_row(t->run->base.net->actors.enterprise,
                           t->on->architect[architect]);
}

/* ---------------------------------------------------------------------- rows */

static qp_panel_row row_of(const lookout *t, qp_metric metric, size_t architect,
                           const char *object)
{
    qp_panel_row row = qp_chain_actor_row(t->run, metric,
                                          t->on->architect[architect]);
    row.object = qp_panel_string(t->run->base.panel, object);
    return row;
}

static const qp_metric shares[QP_RING_SHARES] = {
    [QP_RING_LOCAL] = QP_M_RING_LOCAL_SHARE,
    [QP_RING_CLUSTER] = QP_M_RING_CLUSTER_SHARE,
    [QP_RING_LITTLE_GIANT] = QP_M_RING_LITTLE_GIANT_SHARE,
    [QP_RING_INSTITUTE] = QP_M_RING_INSTITUTE_SHARE,
};

static qp_reason why_no_share(const lookout *t, qp_row centre,
                              const qp_ring *ring, qp_ring_share share)
{
    const bool given[QP_RING_SHARES] = {
        [QP_RING_LOCAL] = t->on->region[centre] != QP_NONE,
        [QP_RING_CLUSTER] = t->on->cluster[centre] != QP_NONE,
        [QP_RING_LITTLE_GIANT] = t->on->tiers,
        [QP_RING_INSTITUTE] = true,
    };
    if (ring->known == 0)
        return QP_REASON_NO_CAPACITY;
    if (!given[share])
        return QP_REASON_NOT_GIVEN;
    return ring->capacity > 0 ? QP_REASON_NONE : QP_REASON_ZERO_TOTAL;
}

static qp_status add_shares(const lookout *t, size_t architect,
                            const qp_ring *ring, const char *object)
{
    qp_row centre = centre_of(t, architect);
    qp_status status = QP_OK;
    for (int s = 0; s < QP_RING_SHARES && status == QP_OK; s++) {
        qp_ring_share share = (qp_ring_share)s;
        qp_panel_row row = row_of(t, shares[share], architect, object);
        qp_reason reason = why_no_share(t, centre, ring, share);
        bool told = reason == QP_REASON_NONE;
        qp_frame_give(&row, told ? qp_ring_share_of(ring, share) : NAN, reason);
        row.n = (double)ring->actors;
        row.missing = (double)(ring->actors - ring->known);
        status = qp_run_add(&t->run->base, &row);
    }
    return status;
}

static qp_status add_actors(const lookout *t, size_t architect,
                            const char *object, size_t actors)
{
    qp_panel_row row = row_of(t, QP_M_RING_ACTORS, architect, object);
    row.value = (double)actors;
    row.n = (double)actors;
    row.missing = (double)t->web.missing;
    return qp_run_add(&t->run->base, &row);
}

static qp_status add_ring(const lookout *t, size_t architect, size_t number)
{
    const qp_ring *ring = &t->ring[number];
    char object[QP_NUMBER_SIZE];
    qp_number_text((double)number, object);
    qp_status status = add_actors(t, architect, object, ring->actors);
    qp_panel_row row = row_of(t, QP_M_RING_CAPACITY, architect, object);
    qp_frame_give(&row, ring->known > 0 ? ring->capacity : NAN,
                  QP_REASON_NO_CAPACITY);
    row.n = (double)ring->actors;
    row.missing = (double)(ring->actors - ring->known);
    if (status == QP_OK)
        status = qp_run_add(&t->run->base, &row);
    if (status == QP_OK)
        status = add_shares(t, architect, ring, object);
    return status;
}

static qp_status add_radius(const lookout *t, size_t architect, size_t rings)
{
    qp_panel_row row = row_of(t, QP_M_MEAN_RADIUS, architect, "");
    size_t actors = 0;
    size_t known = 0;
    for (size_t d = 1; d < rings; d++) {
        actors += t->ring[d].actors;
        known += t->ring[d].known;
    }
    qp_frame_give(&row, qp_rings_radius(t->ring, rings),
                  actors == 0  ? QP_REASON_NO_LINK
                  : known == 0 ? QP_REASON_NO_CAPACITY
                               : QP_REASON_ZERO_TOTAL);
    row.n = (double)actors;
    row.missing = (double)(actors - known);
    return qp_run_add(&t->run->base, &row);
}

/* What a ring is made of, of an architect that nobody plays. */
static qp_status add_nobody(const lookout *t, size_t architect)
{
    static const struct {
        qp_metric metric;
        const char *object;
    } rows[] = {
        {QP_M_RING_ACTORS, "0"},          {QP_M_RING_ACTORS, "unreached"},
        {QP_M_RING_CAPACITY, "0"},        {QP_M_RING_LOCAL_SHARE, "0"},
        {QP_M_RING_CLUSTER_SHARE, "0"},   {QP_M_RING_LITTLE_GIANT_SHARE, "0"},
        {QP_M_RING_INSTITUTE_SHARE, "0"}, {QP_M_MEAN_RADIUS, ""},
    };
    qp_status status = QP_OK;
    for (size_t r = 0; r < sizeof rows / sizeof *rows && status == QP_OK; r++) {
        qp_panel_row row = row_of(t, rows[r].metric, architect, rows[r].object);
        row.reason = QP_REASON_NO_ENTERPRISE;
        status = qp_run_add(&t->run->base, &row);
    }
    return status;
}

/* --------------------------------------------------------------------- rings */

static qp_status keep_near(lookout *t, size_t architect, size_t rings)
{
    vicinity *near = &t->near[architect];
    size_t count = 0;
    for (size_t d = FIRST; d <= LAST && d < rings; d++)
        count += t->ring[d].actors;
    near->unit = qp_acquire(count, sizeof *near->unit);
    if (near->unit == NULL)
        return qp_run_no_memory(&t->run->base);
    for (uint32_t u = 0; u < t->web.arcs.n && near->count < count; u++)
        if (t->distance[u] >= FIRST && t->distance[u] <= LAST)
            near->unit[near->count++] = u;
    return QP_OK;
}

static size_t count_unreached(const lookout *t)
{
    size_t count = 0;
    for (size_t u = 0; u < t->web.arcs.n; u++)
        count += t->member[u] && t->distance[u] == QP_UNREACHED;
    return count;
}

static qp_status look_around(lookout *t, size_t architect)
{
    const ground *g = t->on;
    qp_ring_units units = {g->capacity, g->region, g->cluster, g->little_giant,
                           g->institute};
    uint32_t centre = centre_of(t, architect);
    if (centre == QP_NONE)
        return add_nobody(t, architect);
    size_t count = qp_steps(&t->web.arcs, &centre, 1, g->dead_end, t->reached,
                            t->distance);
    size_t rings = qp_rings_sum(&units, t->reached, count, t->distance,
                                t->ring);
    qp_status status = keep_near(t, architect, rings);
    for (size_t d = 0; d < rings && status == QP_OK; d++)
        status = add_ring(t, architect, d);
    if (status == QP_OK)
        status = add_actors(t, architect, "unreached", count_unreached(t));
    if (status == QP_OK)
        status = add_radius(t, architect, rings);
    return status;
}

/* ------------------------------------------------------------------- overlap */

static qp_status add_overlap(const lookout *t, size_t a, size_t b)
{
    size_t either = 0;
    qp_panel_row row = qp_chain_actor_row(t->run, QP_M_RING_OVERLAP,
                                          t->on->architect[a]);
    row.object = qp_chain_actor(t->run, t->on->architect[b]);
    bool played = centre_of(t, a) != QP_NONE && centre_of(t, b) != QP_NONE;
    double overlap = qp_rings_overlap(t->near[a].unit, t->near[a].count,
                                      t->near[b].unit, t->near[b].count,
                                      &either);
    qp_frame_give(&row, played ? overlap : NAN,
                  played ? QP_REASON_NO_LINK : QP_REASON_NO_ENTERPRISE);
    if (played) {
        row.n = (double)either;
        row.missing = (double)t->web.missing;
    }
    return qp_run_add(&t->run->base, &row);
}

static qp_status add_overlaps(const lookout *t)
{
    size_t count = t->on->architect_count;
    qp_status status = QP_OK;
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count && status == QP_OK; b++)
            status = add_overlap(t, a, b);
    return status;
}

/* ---------------------------------------------------------------- directions */

/* Links are turned the way one looks. */
static qp_status face(lookout *t)
{
    qp_arcs faced = {0};
    qp_error *err = t->run->base.err;
    if (!t->way->back && !t->way->around)
        return QP_OK;
    qp_status status = t->way->around ? qp_arcs_join(&t->web.arcs, &faced, err)
                                      : qp_arcs_turn(&t->web.arcs, &faced, err);
    if (status == QP_OK) {
        qp_arcs_clear(&t->web.arcs);
        t->web.arcs = faced;
    }
    return status;
}

/* Around an architect is every actor, along supply only those who take part in
 * it. */
static void find_members(lookout *t)
{
    const qp_network *net = t->run->base.net;
    const qp_arcs *arcs = &t->web.arcs;
    unsigned kinds = qp_web_kinds(net);
    for (size_t u = 0; u < arcs->n; u++) {
        if (t->way->around)
            t->member[u] = (1U << net->actors.kind[u] & kinds) != 0;
        for (size_t a = arcs->start[u]; a < arcs->start[u + 1]; a++)
            if (!t->way->around)
                t->member[u] = t->member[arcs->to[a]] = true;
    }
}

static qp_status acquire(lookout *t)
{
    size_t n = t->run->base.net->actors.count;
    t->member = qp_acquire(n, sizeof *t->member);
    t->reached = qp_acquire(n, sizeof *t->reached);
    t->distance = qp_acquire(n, sizeof *t->distance);
    t->ring = qp_acquire(n, sizeof *t->ring);
    t->near = qp_acquire(t->on->architect_count, sizeof *t->near);
    if (t->member != NULL && t->reached != NULL && t->distance != NULL &&
        t->ring != NULL && t->near != NULL)
        return QP_OK;
    return qp_run_no_memory(&t->run->base);
}

static void forget(lookout *t)
{
    for (size_t a = 0; a < t->on->architect_count && t->near != NULL; a++)
        qp_release(t->near[a].unit);
    qp_release(t->near);
    qp_release(t->member);
    qp_release(t->reached);
    qp_release(t->distance);
    qp_release(t->ring);
    qp_web_clear(&t->web);
}

static qp_status look(qp_chain_run *run, const ground *g, const direction *way)
{
    lookout t = {.run = run, .on = g, .way = way};
    qp_web_choice choice = {.groups = true, .regions = way->around};
    qp_chain_enter(run, way->layer);
    qp_status status = acquire(&t);
    if (status == QP_OK)
        status = qp_chain_web(run, way->roles, choice, &t.web);
    if (status == QP_OK)
        status = face(&t);
    if (status == QP_OK)
        find_members(&t);
    for (size_t a = 0; a < g->architect_count && status == QP_OK; a++)
        status = look_around(&t, a);
    if (status == QP_OK)
        status = add_overlaps(&t);
    forget(&t);
    return status;
}

qp_status qp_chain_rings(qp_chain_run *run)
{
    ground g = {0};
    if (!qp_chain_tells_actors(run))
        return QP_OK;
    qp_status status = enter_ground(run, &g);
    for (size_t d = 0; d < sizeof directions / sizeof *directions; d++)
        if (status == QP_OK && g.architect_count > 0)
            status = look(run, &g, &directions[d]);
    leave(&g);
    return status;
}
