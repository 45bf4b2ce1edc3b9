/* SPDX-License-Identifier: MIT */
#include "metric/intensity.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"

/* ------------------------------------------------------------------ indices */

static double ratio(double above, double below)
{
    return below > 0 ? above / below : NAN;
}

qp_intensity qp_intensity_of(const qp_square *square, size_t r, size_t s)
{
    double c = square->flow[r * square->n + s];
    double left = square->outflow[r];
    double right = square->outflow[s];
    double t = square->total;
    double share = ratio(left, t);
    double likely = share * ratio(right, t - left) +
                    share * ratio(right, t - right);
    return (qp_intensity){
        .association = ratio(c, share * right),
        .salton = ratio(c, sqrt(left) * sqrt(right)),
        .jaccard = ratio(c, left + right - c),
        .probability = ratio(c, likely * t / 2),
    };
}

/* ------------------------------------------------------------------- layers */

void qp_intensity_fill(const qp_flows *flows, qp_square *square,
                       uint32_t links[])
{
    size_t n = square->n;
    memset(square->flow, 0, n * n * sizeof *square->flow);
    memset(links, 0, n * n * sizeof *links);
    for (size_t c = 0; c < flows->cell_count; c++) {
        size_t forth = flows->from[c] * n + flows->to[c];
        size_t back = flows->to[c] * n + flows->from[c];
        if (forth == back)
            continue;
        square->flow[forth] += flows->flow[c];
        square->flow[back] += flows->flow[c];
        links[forth] += flows->links[c];
        links[back] += flows->links[c];
    }
    qp_square_sum(square);
}

/* ---------------------------------------------------------------- consortia */

/** The projection of one network. */
typedef struct {
    const qp_network *net;
    const qp_projection_plan *plan;
    double *inside;        ///< [n] members of the consortium in each region
    double *shared;        ///< [n * n] what members in several regions would do
                           ///< with themselves; NULL: nobody is in several
    uint32_t *touched;     ///< [n] regions of the consortium
    size_t touched_count;  ///< of it
    qp_place_share *where; ///< [plan->places->most]
    qp_square *square;
    uint32_t *consortia;
    size_t missing;
} projection;

static void add_member(projection *p, uint32_t unit, double share)
{
    if (!(p->inside[unit] > 0))
        p->touched[p->touched_count++] = unit;
    p->inside[unit] += share;
}

/* A member of one region does nothing with itself in another. */
static void add_shared(projection *p, const qp_place_share known[],
                       size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            p->shared[known[i].region * p->square->n + known[j].region] +=
                known[i].share * known[j].share;
}

static void place_member(projection *p, qp_row member)
{
    size_t count = qp_places_on(p->plan->places, member, QP_NO_DAY, p->where);
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        qp_row region = p->where[i].region;
        uint32_t unit = region != QP_NONE ? p->plan->position[region] : QP_NONE;
        if (unit == QP_NONE)
            continue;
        p->where[known++] = (qp_place_share){unit, p->where[i].share};
        add_member(p, unit, p->where[i].share);
    }
    if (p->shared != NULL && known > 1)
        add_shared(p, p->where, known);
    p->missing += known < count ? 1 : 0;
}

static void tie_regions(projection *p, uint32_t r, uint32_t s, double weight)
{
    size_t cell = r * p->square->n + s;
    double pairs = p->inside[r] * p->inside[s];
    if (p->shared != NULL) {
        pairs -= p->shared[cell];
        p->shared[cell] = 0;
    }
    if (r == s || !(pairs > 0))
        return;
    p->square->flow[cell] += weight * pairs;
    p->consortia[cell]++;
}

static void tie_all(projection *p, size_t size)
{
    double weight = p->plan->full || size < 2 ? 1 : 1 / (double)(size - 1);
    for (size_t i = 0; i < p->touched_count; i++)
        for (size_t j = 0; j < p->touched_count; j++)
            tie_regions(p, p->touched[i], p->touched[j], weight);
    for (size_t i = 0; i < p->touched_count; i++)
        p->inside[p->touched[i]] = 0;
    p->touched_count = 0;
}

/* Rows are sorted by consortium and member: a member of two roles stands in
 * rows that follow each other. */
static void project(projection *p)
{
    const qp_memberships *all = &p->net->memberships;
    size_t size = 0;
    for (size_t m = 0; m < all->count; m++) {
        bool first = m == 0 || all->consortium[m] != all->consortium[m - 1];
        if (first)
            tie_all(p, size);
        size = first ? 0 : size;
        if (!first && all->member[m] == all->member[m - 1])
            continue;
        place_member(p, all->member[m]);
        size++;
    }
    tie_all(p, size);
}

static bool make_projection(size_t n, projection *p)
{
    bool several = p->plan->places->most > 1;
    p->inside = qp_acquire(n, sizeof *p->inside);
    p->touched = qp_acquire(n, sizeof *p->touched);
    p->where = qp_acquire(p->plan->places->most, sizeof *p->where);
    if (several)
        p->shared = qp_acquire(n * n, sizeof *p->shared);
    return p->inside != NULL && p->touched != NULL && p->where != NULL &&
           (!several || p->shared != NULL);
}

qp_status qp_intensity_project(const qp_network *net,
                               const qp_projection_plan *plan,
                               qp_square *square, uint32_t consortia[],
                               size_t *missing, qp_error *err)
{
    size_t n = square->n;
    projection p = {
        .net = net, .plan = plan, .square = square, .consortia = consortia};
    qp_status status = QP_OK;
    if (make_projection(n, &p)) {
        memset(square->flow, 0, n * n * sizeof *square->flow);
        memset(consortia, 0, n * n * sizeof *consortia);
        project(&p);
        qp_square_sum(square);
        *missing = p.missing;
    } else {
        status = qp_fail(err, QP_E_MEMORY, "no memory to project %zu members",
                         net->memberships.count);
    }
    qp_release(p.inside);
    qp_release(p.shared);
    qp_release(p.touched);
    qp_release(p.where);
    return status;
}
