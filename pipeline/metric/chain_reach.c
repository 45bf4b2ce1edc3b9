/* SPDX-License-Identifier: MIT */
#include "core/memory.h"
#include "graph/steps.h"
#include "metric/chain_run.h"
#include "metric/completeness.h"

enum {
    ROLES = 1 << QP_ROLE_RND | 1 << QP_ROLE_TRANSFER | 1 << QP_ROLE_MEMBERSHIP,
    PRODUCT = 1 << QP_INNOVATION_PRODUCT
};

/** Where science and products lead to, and come from. */
typedef struct {
    qp_innovation_set *from_science; ///< [actors]
    qp_innovation_set *to_product;   ///< [actors]
} marks;

/** What the rows of one window have in common. Columns are by actor row. */
typedef struct {
    qp_chain_run *run;
    size_t actors;
    qp_arcs ties;           ///< of all layers, each both ways
    bool *part;             ///< takes it part in the chain?
    qp_innovation_set *set; ///< its stages
    marks open;
    marks closed;
    uint32_t *all;         ///< 0; QP_NONE: takes no part, as below
    uint32_t *region;      ///< position among those measured, or QP_NONE
    uint32_t *cluster;     ///< row of clusters, or QP_NONE
    uint32_t *queue;       ///< room
    uint32_t *source;      ///< actors of products
    uint32_t *distance;    ///< steps to the nearest of them
    size_t before_product; ///< actors of whom a distance is told
    qp_innovation_tally everyone;
} reach;

/* --------------------------------------------------------------- completeness */

/** Who is told of: regions, clusters, or all. */
typedef struct {
    qp_scope scope;
    const uint32_t *group; ///< [actors]
    const qp_string *text; ///< [count]
    size_t count;
    bool apart; ///< also by the links inside each alone
} subjects;

/** A metric of one subject. */
typedef struct {
    qp_metric metric;
    bool closed;     ///< by the links inside it alone
    bool conversion; ///< of science; else completeness, of products
} share;

static void walk(const reach *r, const uint32_t *inside, const marks *m)
{
    qp_innovation_ground ground = {&r->ties, r->set, inside,
                                   r->run->options->straight};
    qp_innovation_from_science(&ground, r->queue, m->from_science);
    qp_innovation_to_product(&ground, r->queue, m->to_product);
}

static void count(const reach *r, const marks *m, const uint32_t group[],
                  size_t groups, qp_innovation_tally tally[])
{
    qp_innovation_ground ground = {.arcs = &r->ties, .set = r->set};
    qp_innovation_count(&ground, m->from_science, m->to_product, group, groups,
                        tally);
}

/* What the other end of the way must be in: closed, the subject alone. */
static const qp_innovation_tally *field_of(const reach *r, const share *p,
                                           const qp_innovation_tally *own)
{
    return p->closed ? own : &r->everyone;
}

static qp_reason why_not(const reach *r, const share *p,
                         const qp_innovation_tally *own)
{
    const qp_innovation_tally *field = field_of(r, p, own);
    bool science = (p->conversion ? own : field)->science > 0;
    bool products = (p->conversion ? field : own)->products > 0;
    if (!science && (p->conversion || products))
        return QP_REASON_NO_SCIENCE;
    if (!products)
        return QP_REASON_NO_PRODUCT;
    return r->ties.count > 0 ? QP_REASON_NONE : QP_REASON_NO_LINK;
}

static qp_status add_share(const reach *r, const share *p, const subjects *s,
                           size_t i, const qp_innovation_tally *own)
{
    qp_panel_row row = qp_run_row(&r->run->base, p->metric, s->text[i]);
    size_t all = p->conversion ? own->science : own->products;
    size_t some = p->conversion ? own->leading : own->reached;
    qp_reason reason = why_not(r, p, own);
    row.scope = s->scope;
    row.n = (double)all;
    row.missing = (double)own->unstaged;
    qp_frame_give(&row,
                  reason == QP_REASON_NONE ? (double)some / (double)all : NAN,
                  reason);
    return qp_run_add(&r->run->base, &row);
}

static qp_status add_subject(const reach *r, const subjects *s, size_t i,
                             const qp_innovation_tally *open,
                             const qp_innovation_tally *closed)
{
    static const share shares[] = {
        {QP_M_CHAIN_COMPLETENESS_OPEN, false, false},
        {QP_M_CHAIN_COMPLETENESS_CLOSED, true, false},
        {QP_M_CONVERSION_OPEN, false, true},
        {QP_M_CONVERSION_CLOSED, true, true},
    };
    qp_status status = QP_OK;
    for (size_t p = 0; p < sizeof shares / sizeof *shares && status == QP_OK;
         p++)
        if (s->apart || !shares[p].closed)
            status = add_share(r, &shares[p], s, i,
                               shares[p].closed ? closed : open);
    return status;
}

static qp_status add_subjects(const reach *r, const subjects *s)
{
    qp_innovation_tally *open = qp_acquire(s->count, 2 * sizeof *open);
    qp_innovation_tally *closed = open + s->count;
    if (open == NULL)
        return qp_run_no_memory(&r->run->base);
    count(r, &r->open, s->group, s->count, open);
    if (s->apart) {
        walk(r, s->group, &r->closed);
        count(r, &r->closed, s->group, s->count, closed);
    }
    qp_status status = QP_OK;
    for (size_t i = 0; i < s->count && status == QP_OK; i++)
        status = add_subject(r, s, i, &open[i], &closed[i]);
    qp_release(open);
    return status;
}

static qp_status add_completeness(reach *r)
{
    const qp_run *base = &r->run->base;
    const subjects list[] = {
        {QP_SCOPE_SYSTEM, r->all, &base->all, 1, /* apart= */ false},
        {QP_SCOPE_REGION, r->region, base->region_text, base->region_count,
         /* apart= */ true},
        {QP_SCOPE_CLUSTER, r->cluster, base->cluster_text, base->cluster_count,
         /* apart= */ true},
    };
    qp_status status = QP_OK;
    walk(r, NULL, &r->open);
    count(r, &r->open, r->all, 1, &r->everyone);
    for (size_t s = 0; s < sizeof list / sizeof *list && status == QP_OK; s++)
        status = add_subjects(r, &list[s]);
    return status;
}

/* ------------------------------------------------------------------- distance */

/* Of whom a distance is told: who works towards products and makes none. */
static bool is_before_product(const reach *r, qp_row actor)
{
    return r->set[actor] != 0 && !(r->set[actor] & PRODUCT);
}

static qp_reason why_no_distance(const reach *r)
{
    if (r->everyone.products == 0)
        return QP_REASON_NO_PRODUCT;
    if (r->before_product == 0)
        return QP_REASON_NO_SCIENCE;
    return r->ties.count > 0 ? QP_REASON_UNREACHED : QP_REASON_NO_LINK;
}

static void measure_distance(const reach *r)
{
    size_t sources = 0;
    for (qp_row a = 0; a < r->actors; a++)
        if (r->set[a] & PRODUCT)
            r->source[sources++] = a;
    (void)qp_steps(&r->ties, r->source, sources, /* dead_end= */ NULL, r->queue,
                   r->distance);
}

static qp_status add_actor(const reach *r, qp_row actor)
{
    qp_panel_row row = qp_chain_actor_row(r->run, QP_M_DISTANCE_TO_PRODUCT,
                                          actor);
    uint32_t distance = r->distance[actor];
    qp_frame_give(&row, distance == QP_UNREACHED ? NAN : (double)distance,
                  why_no_distance(r));
    return qp_run_add(&r->run->base, &row);
}

/* The harmonic mean: who reaches no product is infinitely far from it, and
 * adds 1/infinity. */
static qp_status add_mean(const reach *r)
{
    qp_run *base = &r->run->base;
    qp_panel_row row = qp_run_row(base, QP_M_DISTANCE_TO_PRODUCT, base->all);
    double all = (double)r->before_product;
    double nearness = 0;
    size_t reached = 0;
    for (qp_row a = 0; a < r->actors; a++)
        if (is_before_product(r, a) && r->distance[a] != QP_UNREACHED) {
            nearness += 1.0 / r->distance[a];
            reached++;
        }
    row.scope = QP_SCOPE_SYSTEM;
    row.n = (double)reached;
    row.missing = all - row.n;
    qp_frame_give(&row, reached > 0 ? all / nearness : NAN, why_no_distance(r));
    return qp_run_add(base, &row);
}

static qp_status add_distances(const reach *r)
{
    measure_distance(r);
    qp_status status = add_mean(r);
    if (!qp_chain_tells_actors(r->run))
        return status;
    for (qp_row a = 0; a < r->actors && status == QP_OK; a++)
        if (is_before_product(r, a))
            status = add_actor(r, a);
    return status;
}

/* --------------------------------------------------------------------- window */

static bool make_columns(reach *r)
{
    size_t n = r->actors;
    r->part = qp_acquire(n, sizeof *r->part);
    r->set = qp_acquire(n, 5 * sizeof *r->set);
    r->all = qp_acquire(n, 6 * sizeof *r->all);
    if (r->part == NULL || r->set == NULL || r->all == NULL)
        return false;
    r->open = (marks){r->set + n, r->set + 2 * n};
    r->closed = (marks){r->set + 3 * n, r->set + 4 * n};
    r->region = r->all + n;
    r->cluster = r->all + 2 * n;
    r->queue = r->all + 3 * n;
    r->source = r->all + 4 * n;
    r->distance = r->all + 5 * n;
    return true;
}

static void fill_columns(reach *r)
{
    const qp_run *base = &r->run->base;
    qp_innovation_look(base->net, r->part, r->set);
    for (qp_row a = 0; a < r->actors; a++) {
        uint32_t place = r->part[a] ? qp_run_place(base, a) : QP_NONE;
        r->all[a] = r->part[a] ? 0 : QP_NONE;
        r->region[a] = place;
        r->cluster[a] = place != QP_NONE ? base->cluster[place] : QP_NONE;
        r->before_product += is_before_product(r, a) ? 1 : 0;
    }
}

static qp_status gather_ties(reach *r)
{
    qp_web web = {0};
    qp_status status = qp_chain_web(r->run, ROLES, (qp_web_choice){0}, &web);
    if (status == QP_OK)
        status = qp_arcs_join(&web.arcs, &r->ties, r->run->base.err);
    qp_web_clear(&web);
    return status;
}

static void clear(reach *r)
{
    qp_arcs_clear(&r->ties);
    qp_release(r->part);
    qp_release(r->set);
    qp_release(r->all);
}

qp_status qp_chain_reach(qp_chain_run *run)
{
    reach r = {.run = run, .actors = run->base.net->actors.count};
    qp_status status = gather_ties(&r);
    if (status == QP_OK && !make_columns(&r))
        status = qp_run_no_memory(&run->base);
    if (status == QP_OK) {
        fill_columns(&r);
        status = add_completeness(&r);
    }
    if (status == QP_OK)
        status = add_distances(&r);
    clear(&r);
    return status;
}
