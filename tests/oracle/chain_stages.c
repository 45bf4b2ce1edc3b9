/* SPDX-License-Identifier: MIT */
/*
 * A second, obvious implementation of the rows of stages: links between stages,
 * what reaches a product, how far it is, what is there; held against the panel
 * on random networks and on degenerate ones.
 */
#include "support/mills.h"

#define ROLES "rnd transfer membership"

enum { STAGES = 3, NODES = MILL_UNITS * STAGES };

/* ------------------------------------------------------------- links of stages */

/** Links of one layer between stages. */
typedef struct {
    double along[STAGES][STAGES];
    double both[STAGES][STAGES]; ///< A
    double used;
    double missing;
} stage_matrix;

static void add_link(const glass *v, const mill_link *link, stage_matrix *m)
{
    unsigned from = glass_stages_of(v, link->from);
    unsigned to = glass_stages_of(v, link->to);
    double share = link->weight / (glass_count(from) * glass_count(to));
    for (int a = 0; a < STAGES; a++)
        for (int b = 0; b < STAGES; b++)
            if (from & 1U << a && to & 1U << b) {
                m->along[a][b] += share;
                m->both[a][b] += share;
                m->both[b][a] += share;
            }
}

static stage_matrix matrix_of(const glass *v, int layer)
{
    stage_matrix m = {.missing = glass_missing(v, layer)};
    for (int l = 0; l < v->w->link_count; l++) {
        const mill_link *link = &v->w->links[l];
        if (link->layer != layer || !glass_takes(v, link))
            continue;
        bool staged = glass_stages_of(v, link->from) != 0 &&
                      glass_stages_of(v, link->to) != 0;
        m.used += staged;
        m.missing += !staged;
        if (staged)
            add_link(v, link, &m);
    }
    return m;
}

static double row_sum(const stage_matrix *m, int a)
{
    return m->both[a][0] + m->both[a][1] + m->both[a][2];
}

static bool has_stages(const glass *v)
{
    bool any = false;
    for (int s = 0; s < STAGES; s++)
        any |= glass_actors_of(v, s) != 0;
    return any;
}

static void tell_pair(const glass *v, const stage_matrix *m, int a, int b)
{
    const char *one = glass_stages[a];
    const char *other = glass_stages[b];
    bool staged = has_stages(v);
    double t = row_sum(m, 0) + row_sum(m, 1) + row_sum(m, 2);
    bool present = row_sum(m, a) > 0 && row_sum(m, b) > 0;
    double q = present ? m->both[a][b] * t / row_sum(m, a) / row_sum(m, b)
                       : NAN;
    qp_reason why = !staged    ? QP_REASON_NO_STAGE
                    : !(t > 0) ? QP_REASON_NO_LINK
                               : QP_REASON_STAGE_ABSENT;
    ledger_row *rows[3] = {
        say(one, other, QP_M_STAGE_LINK_WEIGHT, staged ? m->both[a][b] : NAN,
            why),
        say(one, other, QP_M_STAGE_OBSERVED_EXPECTED, q, why),
        a != b ? say(one, other, QP_M_STAGE_GAP,
                     isnan(q) ? NAN : fmax(0, 1 - q), why)
               : NULL,
    };
    for (int i = 0; i < 3; i++)
        if (rows[i] != NULL) {
            rows[i]->n = m->used;
            rows[i]->missing = m->missing;
        }
}

static void tell_layer(const glass *v, int layer)
{
    stage_matrix m = matrix_of(v, layer);
    ledger_layer(v->w->layer[layer].id);
    for (int a = 0; a < STAGES; a++)
        for (int b = a; b < STAGES; b++)
            tell_pair(v, &m, a, b);
    for (int a = 0; a < STAGES && v->w->layer[layer].directed; a++)
        for (int b = 0; b < STAGES; b++)
            say(glass_stages[a], glass_stages[b],
                QP_M_STAGE_LINK_WEIGHT_DIRECTED,
                has_stages(v) ? m.along[a][b] : NAN, QP_REASON_NO_STAGE)
                ->n = m.used;
}

static void tell_stages(const glass *v)
{
    for (int l = 0; l < v->w->layers; l++)
        if (glass_is(v, l, ROLES))
            tell_layer(v, l);
}

static const bool of_stages[QP_METRIC_COUNT] = {
    [QP_M_STAGE_LINK_WEIGHT] = true,
    [QP_M_STAGE_LINK_WEIGHT_DIRECTED] = true,
    [QP_M_STAGE_OBSERVED_EXPECTED] = true,
    [QP_M_STAGE_GAP] = true,
};

/* ---------------------------------------------------------------- completeness */

/** Which (actor, stage) leads to which, at last. */
typedef struct {
    bool leads[NODES][NODES];
} closure;

static int node(int unit, int stage)
{
    return unit * STAGES + stage;
}

static bool holds_stage(const glass *v, int unit, int stage)
{
    return glass_is_one(v, unit) && glass_stages_of(v, unit) & 1U << stage;
}

/* One step: along a tie the stage is kept, unless only straight steps count, or
 * raised by one; inside an actor it is raised by one. */
static bool is_step(const glass *v, const glass_ties *t, unsigned inside, int a,
                    int b)
{
    int one = a / STAGES;
    int other = b / STAGES;
    int rise = b % STAGES - a % STAGES;
    if (!holds_stage(v, one, a % STAGES) || !holds_stage(v, other, b % STAGES))
        return false;
    if (one == other)
        return rise == 1;
    return inside & 1U << one && inside & 1U << other &&
           t->to[one] & 1U << other &&
           (rise == 1 || (rise == 0 && !v->options->straight));
}

/* Warshall's closure of the boolean matrix. */
static void close_up(const glass *v, const glass_ties *t, unsigned inside,
                     closure *c)
{
    for (int a = 0; a < NODES; a++)
        for (int b = 0; b < NODES; b++)
            c->leads[a][b] = a == b || is_step(v, t, inside, a, b);
    for (int k = 0; k < NODES; k++)
        for (int a = 0; a < NODES; a++)
            for (int b = 0; b < NODES && c->leads[a][k]; b++)
                c->leads[a][b] |= c->leads[k][b];
}

/** Shares of a part of the actors. */
typedef struct {
    double products;
    double reached; ///< of them, from science of the origin
    double sciences;
    double reaching; ///< of them, a product of the origin
    double origin_products;
    double origin_sciences;
    bool tied; ///< anybody in the whole network
} shares;

static shares shares_of(const glass *v, const closure *c, unsigned part,
                        unsigned origin)
{
    glass_ties t = glass_gather(v, ROLES, true);
    shares s = {.tied = glass_tied(&t) != 0,
                .products = glass_count(glass_actors_of(v, 2) & part),
                .sciences = glass_count(glass_actors_of(v, 0) & part),
                .origin_products = glass_count(glass_actors_of(v, 2) & origin),
                .origin_sciences = glass_count(glass_actors_of(v, 0) & origin)};
    for (int i = 0; i < MILL_UNITS; i++) {
        bool reached = false;
        bool reaching = false;
        for (int j = 0; j < MILL_UNITS; j++) {
            bool from = origin & 1U << j && holds_stage(v, j, 0);
            bool to = origin & 1U << j && holds_stage(v, j, 2);
            reached |= from && c->leads[node(j, 0)][node(i, 2)];
            reaching |= to && c->leads[node(i, 0)][node(j, 2)];
        }
        s.reached += part & 1U << i && holds_stage(v, i, 2) && reached;
        s.reaching += part & 1U << i && holds_stage(v, i, 0) && reaching;
    }
    return s;
}

static void tell_shares(const char *subject, shares s, qp_metric completeness,
                        qp_metric conversion)
{
    bool both = s.origin_products > 0 && s.origin_sciences > 0;
    bool told = both && s.tied;
    ledger_row *row = say(subject, "", completeness,
                          s.products > 0 && told ? s.reached / s.products : NAN,
                          s.products > 0
                              ? both ? QP_REASON_NO_LINK : QP_REASON_NO_SCIENCE
                              : QP_REASON_NO_PRODUCT);
    row->n = s.products;
    row = say(subject, "", conversion,
              s.sciences > 0 && told ? s.reaching / s.sciences : NAN,
              s.sciences > 0 ? both ? QP_REASON_NO_LINK : QP_REASON_NO_PRODUCT
                             : QP_REASON_NO_SCIENCE);
    row->n = s.sciences;
}

/* The actors of a region, or of a cluster of regions. */
static unsigned actors_at(const glass *v, int position, int cluster)
{
    unsigned part = 0;
    for (int u = 0; u < MILL_UNITS; u++) {
        int at = v->place_of[u];
        if (glass_is_one(v, u) && at >= 0 &&
            (position >= 0 ? at == position : glass_cluster(v, at) == cluster))
            part |= 1U << u;
    }
    return part;
}

static void tell_part(const glass *v, const glass_ties *t, const closure *open,
                      const char *subject, unsigned part)
{
    static closure closed;
    unsigned everybody = glass_actors(v);
    close_up(v, t, part, &closed);
    tell_shares(subject, shares_of(v, open, part, everybody),
                QP_M_CHAIN_COMPLETENESS_OPEN, QP_M_CONVERSION_OPEN);
    tell_shares(subject, shares_of(v, &closed, part, part),
                QP_M_CHAIN_COMPLETENESS_CLOSED, QP_M_CONVERSION_CLOSED);
}

static void tell_completeness(const glass *v)
{
    static closure open;
    char name[8];
    unsigned everybody = glass_actors(v);
    glass_ties t = glass_gather(v, ROLES, true);
    close_up(v, &t, everybody, &open);
    for (int r = 0; r < v->regions; r++)
        tell_part(v, &t, &open, mill_unit(v->region[r], name),
                  actors_at(v, r, -1));
    for (int k = 0; k < v->w->clusters; k++) {
        snprintf(name, sizeof name, "k%d", k % 10);
        tell_part(v, &t, &open, name, actors_at(v, -1, k));
    }
    tell_shares("all", shares_of(v, &open, everybody, everybody),
                QP_M_CHAIN_COMPLETENESS_OPEN, QP_M_CONVERSION_OPEN);
}

static const bool of_completeness[QP_METRIC_COUNT] = {
    [QP_M_CHAIN_COMPLETENESS_OPEN] = true,
    [QP_M_CHAIN_COMPLETENESS_CLOSED] = true,
    [QP_M_CONVERSION_OPEN] = true,
    [QP_M_CONVERSION_CLOSED] = true,
};

/* -------------------------------------------------------------------- distance */

/* In rings around the products, one after the other. */
static double distance_to(const glass_ties *t, unsigned products, int unit)
{
    unsigned ring = products;
    for (int d = 0; d <= MILL_UNITS; d++) {
        if (ring & 1U << unit)
            return d;
        unsigned reached = ring;
        for (int u = 0; u < MILL_UNITS; u++)
            ring |= reached & 1U << u ? t->to[u] : 0;
    }
    return 0;
}

static qp_reason why_unreached(const glass_ties *t, unsigned products,
                               unsigned asking)
{
    if (products == 0)
        return QP_REASON_NO_PRODUCT;
    if (asking == 0)
        return QP_REASON_NO_SCIENCE;
    return glass_tied(t) != 0 ? QP_REASON_UNREACHED : QP_REASON_NO_LINK;
}

static void tell_distances(const glass *v)
{
    char name[8];
    glass_ties t = glass_gather(v, ROLES, true);
    unsigned products = glass_actors_of(v, 2);
    unsigned asking = (glass_actors_of(v, 0) | glass_actors_of(v, 1)) &
                      ~products;
    double nearness = 0;
    double reached = 0;
    for (int u = 0; u < MILL_UNITS; u++) {
        if (!(asking & 1U << u))
            continue;
        double d = distance_to(&t, products, u);
        nearness += d > 0 ? 1 / d : 0;
        reached += d > 0;
        if (v->tells_actors)
            say(mill_unit(u, name), "", QP_M_DISTANCE_TO_PRODUCT,
                d > 0 ? d : NAN, why_unreached(&t, products, asking));
    }
    ledger_row *row = say("all", "", QP_M_DISTANCE_TO_PRODUCT,
                          reached > 0 ? glass_count(asking) / nearness : NAN,
                          why_unreached(&t, products, asking));
    row->n = reached;
    row->missing = glass_count(asking) - reached;
}

static const bool of_distance[QP_METRIC_COUNT] = {
    [QP_M_DISTANCE_TO_PRODUCT] = true,
};

/* ------------------------------------------------------------------- coverage */

static void tell_coverage_of(const glass *v, int r, const char *object,
                             bool product, int class)
{
    char region[8];
    unsigned stages = 0;
    double n = 0;
    bool all = class < 0;
    for (int u = 0; u < MILL_UNITS; u++) {
        if (!glass_is_one(v, u) || v->place_of[u] != r ||
            !(all || glass_works_on(v, u, product, class)))
            continue;
        stages |= glass_stages_of(v, u);
        n += glass_stages_of(v, u) != 0;
    }
    if (!all && stages == 0)
        return;
    say(mill_unit(v->region[r], region), object, QP_M_STAGE_COVERAGE,
        stages != 0 ? glass_count(stages) / 3.0 : NAN, QP_REASON_NO_STAGE)
        ->n = n;
}

static void tell_coverage(const glass *v)
{
    char class[8];
    for (int r = 0; r < v->regions; r++) {
        tell_coverage_of(v, r, "all", false, -1);
        for (int c = 0; c < MILL_CLASSES; c++)
            for (int p = 0; p < 2; p++)
                tell_coverage_of(v, r, mill_class(p == 1, c, class), p == 1, c);
    }
}

static void tell_weakest_of(const glass *v, int r)
{
    char region[8];
    double capacity[STAGES] = {0};
    unsigned there = 0; /* stages */
    unsigned told = 0;
    for (int u = 0; u < MILL_UNITS; u++) {
        unsigned stages = glass_stages_of(v, u);
        double c = glass_capacity(v, u);
        if (!glass_is_one(v, u) || v->place_of[u] != r)
            continue;
        there |= stages;
        if (isnan(c))
            continue;
        told |= stages;
        for (int s = 0; s < STAGES; s++)
            capacity[s] += stages & 1U << s ? c / glass_count(stages) : 0;
    }
    double mean = (capacity[0] + capacity[1] + capacity[2]) / 3;
    bool known = told == there; /* of every stage, of somebody */
    int weakest = 0;
    for (int s = 1; s < STAGES; s++)
        weakest = capacity[s] < capacity[weakest] ? s : weakest;
    say(mill_unit(v->region[r], region),
        known && mean > 0 ? glass_stages[weakest] : "", QP_M_WEAKEST_STAGE,
        known && mean > 0 ? capacity[weakest] / mean : NAN,
        known && there != 0 ? QP_REASON_ZERO_TOTAL : QP_REASON_NO_CAPACITY);
}

/* They are tables, and hang on no layer. */
static void tell_what_is_there(const glass *v)
{
    if (!v->everything)
        return;
    tell_coverage(v);
    for (int r = 0; r < v->regions; r++)
        tell_weakest_of(v, r);
}

static const bool of_coverage[QP_METRIC_COUNT] = {
    [QP_M_STAGE_COVERAGE] = true,
    [QP_M_WEAKEST_STAGE] = true,
};

/* --------------------------------------------------------------------- walking */

static const mills_family families[] = {
    {tell_stages, of_stages},
    {tell_completeness, of_completeness},
    {tell_distances, of_distance},
    {tell_what_is_there, of_coverage},
};

static const mills_families all = {families,
                                   sizeof families / sizeof *families};

QP_TEST(chain_stages, agrees_with_the_definitions_on_random_networks)
{
    mills_ask_random(&all);
}

QP_TEST(chain_stages, agrees_with_the_definitions_on_degenerate_networks)
{
    mills_ask_cases(&all);
}
