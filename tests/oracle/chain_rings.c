/* SPDX-License-Identifier: MIT */
/*
 * A second, obvious implementation of the rows of rings: link by link away from
 * each architect, by hand; held against the panel on random networks and on
 * degenerate ones.
 */
#include "support/mills.h"

enum { RINGS = MILL_UNITS, WAYS = 3 };

/** Rings round one enterprise. */
typedef struct {
    unsigned ring[RINGS]; ///< units of each
    int count;
    unsigned reached;
    unsigned tied; ///< units that have a tie in these layers at all
    double missing;
} rings;

static const char *const ways[WAYS] = {"rings:upstream", "rings:downstream",
                                       "rings:around"};

/* Groups take part, and around an enterprise regions do. */
static bool takes_part(const glass *v, int unit, bool around)
{
    bool place = around && unit >= MILL_FIRMS &&
                 v->w->place[unit - MILL_FIRMS].exists;
    return place || glass_is_actor(v, unit);
}

/** Ties of one way, turned so that they lead away from the architect. */
static glass_ties ties_of(const glass *v, int way)
{
    bool around = way == 2;
    glass_ties t = {.missing = 0};
    for (int l = 0; l < v->w->link_count; l++) {
        mill_link link = v->w->links[l];
        if (!glass_is(v, link.layer, around ? "" : "supply") ||
            !glass_is_near(v, &link))
            continue;
        if (!glass_holds(v, &link) || !takes_part(v, link.from, around) ||
            !takes_part(v, link.to, around)) {
            t.missing++;
            continue;
        }
        if (way == 0) {
            int from = link.from;
            link.from = link.to;
            link.to = from;
        }
        glass_tie(v, &link, around, &t);
    }
    return t;
}

/* Regions that are no actors are reached, and lead nowhere. */
static bool leads_on(const glass *v, int unit)
{
    return glass_is_actor(v, unit);
}

static rings rings_of(const glass *v, int way, int enterprise)
{
    glass_ties t = ties_of(v, way);
    rings r = {.missing = t.missing, .tied = glass_tied(&t)};
    unsigned ring = 1U << enterprise;
    while (ring != 0) {
        unsigned next = 0;
        r.reached |= ring;
        r.ring[r.count++] = ring;
        for (int u = 0; u < MILL_UNITS; u++)
            if (ring & 1U << u && leads_on(v, u))
                next |= t.to[u];
        ring = next & ~r.reached;
    }
    return r;
}

/** Whose capacity is asked for. */
typedef enum { OF_REGION, OF_CLUSTER, OF_GIANTS, OF_INSTITUTES } whose;

static bool is_of(const glass *v, int unit, int enterprise, whose w)
{
    int here = v->place_of[enterprise];
    int there = v->place_of[unit];
    bool firm = unit < MILL_FIRMS;
    switch (w) {
    case OF_REGION:
        return here >= 0 && there == here;
    case OF_CLUSTER:
        return glass_cluster(v, here) >= 0 &&
               glass_cluster(v, there) == glass_cluster(v, here);
    case OF_GIANTS:
        return firm && v->w->firm[unit].giant;
    default:
        return firm && v->w->firm[unit].institute;
    }
}

static double capacity_of(const glass *v, unsigned ring, int enterprise,
                          whose w)
{
    double sum = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        if (ring & 1U << u && !isnan(glass_capacity(v, u)) &&
            is_of(v, u, enterprise, w))
            sum += glass_capacity(v, u);
    return sum;
}

static double without_capacity(const glass *v, unsigned ring)
{
    double count = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        count += ring & 1U << u && isnan(glass_capacity(v, u));
    return count;
}

/* Who is near nobody's region, or cluster, has no share of its own; where no
 * tier is told nobody is known for a little giant. */
static bool is_known(const glass *v, int enterprise, whose w)
{
    int here = v->place_of[enterprise];
    bool giants = false;
    for (int f = 0; f < v->w->firms; f++)
        giants |= v->w->firm[f].giant;
    return (w != OF_REGION || here >= 0) &&
           (w != OF_CLUSTER || glass_cluster(v, here) >= 0) &&
           (w != OF_GIANTS || giants);
}

static qp_reason why_no_share(double capacity, bool known)
{
    if (isnan(capacity))
        return QP_REASON_NO_CAPACITY;
    return known ? QP_REASON_ZERO_TOTAL : QP_REASON_NOT_GIVEN;
}

static void tell_ring(const glass *v, const char *architect, int enterprise,
                      int d, unsigned ring)
{
    static const struct {
        qp_metric metric;
        whose w;
    } shares[] = {{QP_M_RING_LOCAL_SHARE, OF_REGION},
                  {QP_M_RING_CLUSTER_SHARE, OF_CLUSTER},
                  {QP_M_RING_LITTLE_GIANT_SHARE, OF_GIANTS},
                  {QP_M_RING_INSTITUTE_SHARE, OF_INSTITUTES}};
    char object[8];
    double capacity = glass_capacity_of(v, ring);
    snprintf(object, sizeof object, "%d", d % 100);
    say(architect, object, QP_M_RING_ACTORS, glass_count(ring), QP_REASON_NONE);
    ledger_row *row = say(architect, object, QP_M_RING_CAPACITY, capacity,
                          QP_REASON_NO_CAPACITY);
    row->n = glass_count(ring);
    row->missing = without_capacity(v, ring);
    for (int s = 0; s < 4; s++) {
        bool known = is_known(v, enterprise, shares[s].w);
        double part = capacity_of(v, ring, enterprise, shares[s].w);
        row = say(architect, object, shares[s].metric,
                  known && capacity > 0 ? part / capacity : NAN,
                  why_no_share(capacity, known));
        row->n = glass_count(ring);
        row->missing = without_capacity(v, ring);
    }
}

static void tell_radius(const glass *v, const char *architect, const rings *r)
{
    double moment = 0;
    double capacity = 0;
    bool known = false;
    for (int d = 1; d < r->count; d++)
        for (int u = 0; u < MILL_UNITS; u++)
            if (r->ring[d] & 1U << u && !isnan(glass_capacity(v, u))) {
                known = true;
                moment += d * glass_capacity(v, u);
                capacity += glass_capacity(v, u);
            }
    say(architect, "", QP_M_MEAN_RADIUS, capacity > 0 ? moment / capacity : NAN,
        r->count == 1 ? QP_REASON_NO_LINK
        : known       ? QP_REASON_ZERO_TOTAL
                      : QP_REASON_NO_CAPACITY);
}

/* Actors that no ring holds; of those along supply, of those with a tie. */
static double unreached(const glass *v, int way, const rings *r)
{
    unsigned all = way == 2 ? 0 : r->tied;
    for (int u = 0; u < MILL_UNITS && way == 2; u++)
        all |= glass_is_actor(v, u) ? 1U << u : 0;
    return glass_count(all & ~r->reached);
}

static void tell_architect(const glass *v, int way, int architect)
{
    char name[8];
    int enterprise = v->w->enterprise[architect];
    rings r = rings_of(v, way, enterprise);
    snprintf(name, sizeof name, "a%d", architect % 10);
    for (int d = 0; d < r.count; d++)
        tell_ring(v, name, enterprise, d, r.ring[d]);
    say(name, "unreached", QP_M_RING_ACTORS, unreached(v, way, &r),
        QP_REASON_NONE);
    tell_radius(v, name, &r);
}

static void tell_overlap(const glass *v, int way, int a, int b)
{
    char one[8];
    char other[8];
    rings r = rings_of(v, way, v->w->enterprise[a]);
    rings s = rings_of(v, way, v->w->enterprise[b]);
    unsigned near = r.ring[1] | r.ring[2];
    unsigned far = s.ring[1] | s.ring[2];
    double either = glass_count(near | far);
    snprintf(one, sizeof one, "a%d", a % 10);
    snprintf(other, sizeof other, "a%d", b % 10);
    say(one, other, QP_M_RING_OVERLAP,
        either > 0 ? glass_count(near & far) / either : NAN, QP_REASON_NO_LINK)
        ->n = either;
}

static void tell_rings(const glass *v)
{
    for (int way = 0; way < WAYS && v->tells_actors; way++) {
        ledger_layer(ways[way]);
        for (int a = 0; a < v->w->architects; a++) {
            tell_architect(v, way, a);
            for (int b = a + 1; b < v->w->architects; b++)
                tell_overlap(v, way, a, b);
        }
    }
}

static const bool asked[QP_METRIC_COUNT] = {
    [QP_M_RING_ACTORS] = true,
    [QP_M_RING_CAPACITY] = true,
    [QP_M_RING_LOCAL_SHARE] = true,
    [QP_M_RING_CLUSTER_SHARE] = true,
    [QP_M_RING_LITTLE_GIANT_SHARE] = true,
    [QP_M_RING_INSTITUTE_SHARE] = true,
    [QP_M_MEAN_RADIUS] = true,
    [QP_M_RING_OVERLAP] = true,
};

/* --------------------------------------------------------------------- walking */

static const mills_family families[] = {
    {tell_rings, asked},
};

static const mills_families all = {families,
                                   sizeof families / sizeof *families};

QP_TEST(chain_rings, agrees_with_the_definitions_on_random_networks)
{
    mills_ask_random(&all);
}

QP_TEST(chain_rings, agrees_with_the_definitions_on_degenerate_networks)
{
    mills_ask_cases(&all);
}
