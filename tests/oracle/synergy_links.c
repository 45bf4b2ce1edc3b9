/* SPDX-License-Identifier: MIT */
/*
 * M6, X12 and M7 once more, from their definitions: every row that the synergy
 * panel gives of the layers and consortia of 200 random realms must be the one
 * told here, and none may be missing.
 */
#include "support/ledger.h"

/** Weights between actors, both directions alike. */
typedef struct {
    double weight[REALM_ACTORS][REALM_ACTORS];
} web;

static bool exists(const realm *w, int actor)
{
    return actor < REALM_PLACES ? w->place[actor].exists
                                : actor - REALM_PLACES < w->firms;
}

/* A group stands for many that are not named. */
static bool is_one(const realm *w, int actor)
{
    return actor < REALM_PLACES || !w->firm[actor - REALM_PLACES].group;
}

static int size_of(const realm *w, int consortium)
{
    int size = 0;
    for (int a = 0; a < REALM_ACTORS; a++)
        size += w->member[consortium][a];
    return size;
}

static double share_of(const lens *v, int consortium)
{
    return v->options->full ? 1 : 1.0 / (size_of(v->w, consortium) - 1);
}

/* ---------------------------------------------------------- M6: pairs of regions */

/* Members of one consortium are tied to each other. */
static lens_square consortium_ties(const lens *v)
{
    const realm *w = v->w;
    lens_square c = {.at = {{0}}};
    for (int z = 0; z < w->consortia; z++)
        for (int a = 0; a < REALM_ACTORS; a++)
            for (int b = 0; b < REALM_ACTORS; b++)
                for (int r = 0;
                     r < v->u.n && a != b && w->member[z][a] && w->member[z][b];
                     r++)
                    for (int s = 0; s < v->u.n; s++)
                        c.at[r][s] += r != s ? lens_presence(v, a, r, 0) *
                                                   lens_presence(v, b, s, 0) *
                                                   share_of(v, z)
                                             : 0;
    return c;
}

static double probability_index(double c, double first, double second, double t)
{
    double expected = (first * second / (t * (t - first)) +
                       first * second / (t * (t - second))) *
                      t / 2;
    return c / expected;
}

static double links_of(const lens *v, int layer, int r, int s)
{
    double count = 0;
    for (int l = 0; l < v->w->link_count; l++)
        count += v->w->links[l].layer == layer &&
                 lens_takes(v, &v->w->links[l]) && lens_is_first(v->w, l) &&
                 lens_ties_units(v, &v->w->links[l], r, s);
    return count;
}

/* Consortia of which one member is in the one region, another in the other. */
static double meetings(const lens *v, int r, int s)
{
    double count = 0;
    for (int z = 0; z < v->w->consortia; z++) {
        bool meet = false;
        for (int a = 0; a < REALM_ACTORS; a++)
            for (int b = 0; b < REALM_ACTORS; b++)
                meet |= a != b && v->w->member[z][a] && v->w->member[z][b] &&
                        lens_presence(v, a, r, 0) > 0 &&
                        lens_presence(v, b, s, 0) > 0;
        count += meet;
    }
    return count;
}

/* Of a layer; -1: of the consortia. */
static void tell_ties(const lens *v, const lens_square *c, int layer)
{
    static const qp_metric metrics[] = {QP_M_ASSOCIATION_STRENGTH,
                                        QP_M_SALTON_INDEX, QP_M_JACCARD_INDEX,
                                        QP_M_PROBABILITY_INDEX};
    double t = lens_sum(v, c);
    char one[8];
    char other[8];
    for (int r = 0; r < v->u.n; r++)
        for (int s = r + 1; s < v->u.n; s++) {
            double tie = c->at[r][s];
            double first = lens_row_sum(v, c, r);
            double second = lens_row_sum(v, c, s);
            if (!(tie > 0))
                continue;
            realm_actor(v->u.place[r], one);
            realm_actor(v->u.place[s], other);
            const double values[] = {tie * t / (first * second),
                                     tie / sqrt(first * second),
                                     tie / (first + second - tie),
                                     probability_index(tie, first, second, t)};
            for (int m = 0; m < 4; m++)
                say(one, other, metrics[m], values[m], QP_REASON_NONE)->n =
                    layer >= 0 ? links_of(v, layer, r, s) : meetings(v, r, s);
        }
}

/* ---------------------------------------------------------------------- mixing */

static web web_of(const lens *v, int layer)
{
    web x = {.weight = {{0}}};
    for (int l = 0; l < v->w->link_count; l++) {
        const realm_link *link = &v->w->links[l];
        if (link->layer != layer || !lens_takes(v, link) ||
            link->from == link->to || !is_one(v->w, link->from) ||
            !is_one(v->w, link->to))
            continue;
        x.weight[link->from][link->to] += link->weight;
        x.weight[link->to][link->from] += link->weight;
    }
    return x;
}

static bool is_one_of(const realm *w, int consortium, int actor)
{
    return w->member[consortium][actor] && is_one(w, actor);
}

static double ones_of(const realm *w, int consortium)
{
    double ones = 0;
    for (int a = 0; a < REALM_ACTORS; a++)
        ones += is_one_of(w, consortium, a);
    return ones;
}

static web consortium_web(const lens *v)
{
    const realm *w = v->w;
    web x = {.weight = {{0}}};
    for (int z = 0; z < w->consortia; z++)
        for (int a = 0; a < REALM_ACTORS; a++)
            for (int b = 0; b < REALM_ACTORS; b++)
                if (a != b && is_one_of(w, z, a) && is_one_of(w, z, b))
                    x.weight[a][b] += v->options->full
                                          ? 1
                                          : 1 / (ones_of(w, z) - 1);
    return x;
}

typedef enum { OF_REGION, OF_CLUSTER, OF_TYPE, OF_OWNERSHIP } grouping;

static const char *const groupings[] = {"region", "cluster", "type",
                                        "ownership"};

static int group_of(const lens *v, int actor, grouping g)
{
    int seat = lens_seat(v, actor);
    bool place = actor < REALM_PLACES;
    switch (g) {
    case OF_REGION:
        return seat;
    case OF_CLUSTER:
        return lens_cluster(v, seat);
    case OF_TYPE:
        return place ? 0 : 1 + v->w->firm[actor - REALM_PLACES].institute;
    default:
        return place ? -1 : v->w->firm[actor - REALM_PLACES].ownership;
    }
}

/** What is counted of links with groups at both ends. */
typedef struct {
    double pairs;
    double across;
    double weight;
    double weight_across;
    double ends[REALM_ACTORS]; ///< of links, by group
    int groups;                ///< with an end
} mixing;

static void add_ends(const lens *v, const web *x, int a, int k, grouping g,
                     mixing *m)
{
    int own = group_of(v, a, g);
    double degree = 0;
    for (int b = 0; b < REALM_ACTORS; b++) {
        int other = group_of(v, b, g);
        bool inside = k < 0 || (group_of(v, a, OF_CLUSTER) == k &&
                                group_of(v, b, OF_CLUSTER) == k);
        if (!(x->weight[a][b] > 0) || own < 0 || other < 0 || !inside)
            continue;
        degree++;
        m->pairs += 0.5;
        m->weight += x->weight[a][b] / 2;
        m->across += own != other ? 0.5 : 0;
        m->weight_across += own != other ? x->weight[a][b] / 2 : 0;
    }
    if (degree < 1)
        return;
    m->groups += m->ends[own] < 1;
    m->ends[own] += degree;
}

static mixing mixing_of(const lens *v, const web *x, int k, grouping g)
{
    mixing m = {.pairs = 0};
    for (int a = 0; a < REALM_ACTORS; a++)
        if (exists(v->w, a))
            add_ends(v, x, a, k, g, &m);
    return m;
}

/* (sum e_ii - sum a_i^2) / (1 - sum a_i^2) */
static double assortativity(const mixing *m)
{
    double squares = 0;
    for (int g = 0; g < REALM_ACTORS; g++) {
        double a = m->ends[g] / (2 * m->pairs);
        squares += a * a;
    }
    return m->groups > 1 ? (1 - m->across / m->pairs - squares) / (1 - squares)
                         : NAN;
}

static bool is_linked(const lens *v, const web *x, int actor, int k)
{
    bool any = false;
    for (int b = 0; b < REALM_ACTORS; b++)
        any |= x->weight[actor][b] > 0 &&
               (k < 0 || (group_of(v, actor, OF_CLUSTER) == k &&
                          group_of(v, b, OF_CLUSTER) == k));
    return any;
}

/* Over all pairs of actors with a link and a label: is one inside? */
static double expected_ei(const lens *v, const web *x, int k, grouping g)
{
    double same = 0;
    double pairs = 0;
    for (int a = 0; a < REALM_ACTORS; a++)
        for (int b = 0; b < a; b++) {
            if (!is_linked(v, x, a, k) || !is_linked(v, x, b, k) ||
                group_of(v, a, g) < 0 || group_of(v, b, g) < 0)
                continue;
            same += group_of(v, a, g) == group_of(v, b, g);
            pairs++;
        }
    return 1 - 2 * same / pairs;
}

static void tell_group(const lens *v, const web *x, int k, grouping g,
                       bool two_mode)
{
    char subject[8] = "all";
    mixing m = mixing_of(v, x, k, g);
    bool any = m.pairs > 0;
    if (k >= 0)
        snprintf(subject, sizeof subject, "k%d", k % 10);
    mixing whole = mixing_of(v, x, k, OF_TYPE);
    qp_reason why = whole.pairs > 0 ? QP_REASON_NOT_GIVEN : QP_REASON_NO_LINK;
    ledger_row *row = say(subject, groupings[g], QP_M_EI_INDEX,
                          any ? 2 * m.across / m.pairs - 1 : NAN, why);
    row->n = m.pairs;
    if (any && !two_mode)
        row->expected = expected_ei(v, x, k, g);
    ledger_row *heavy = say(subject, groupings[g], QP_M_EI_INDEX_WEIGHTED,
                            any ? 2 * m.weight_across / m.weight - 1 : NAN,
                            why);
    heavy->n = m.pairs;
    heavy->expected = row->expected;
    if (k < 0)
        say(subject, groupings[g], QP_M_NOMINAL_ASSORTATIVITY,
            any ? assortativity(&m) : NAN, any ? QP_REASON_ONE_GROUP : why)
            ->n = m.pairs;
}

static void tell_mixing(const lens *v, const web *x, bool two_mode)
{
    for (int k = -1; k < v->w->clusters; k++)
        for (int g = 0; g <= OF_OWNERSHIP; g++)
            if (k < 0 || g != OF_CLUSTER)
                tell_group(v, x, k, (grouping)g, two_mode);
}

static void refuse_mixing(const lens *v)
{
    static const qp_metric metrics[] = {QP_M_EI_INDEX, QP_M_EI_INDEX_WEIGHTED,
                                        QP_M_NOMINAL_ASSORTATIVITY};
    char subject[8] = "all";
    for (int k = -1; k < v->w->clusters; k++) {
        if (k >= 0)
            snprintf(subject, sizeof subject, "k%d", k % 10);
        for (int g = 0; g <= OF_OWNERSHIP; g++)
            for (size_t m = 0; m < 3; m++)
                if (k < 0 || (g != OF_CLUSTER && m < 2))
                    say(subject, groupings[g], metrics[m], NAN,
                        QP_REASON_NOT_COOPERATIVE);
    }
}

/* -------------------------------------------------------------------------- M7 */

/** The cooperative layers, as ties between actors. */
typedef struct {
    int count;  ///< layers
    int linked; ///< of them, with a tie in the window
    int layer[REALM_LAYERS];
    web of[REALM_LAYERS];
} multiplex;

static double ties_in(const web *x)
{
    double ties = 0;
    for (int a = 0; a < REALM_ACTORS; a++)
        for (int b = 0; b < a; b++)
            ties += x->weight[a][b] > 0;
    return ties;
}

static multiplex multiplex_of(const lens *v)
{
    multiplex m = {.count = 0};
    for (int l = 0; l < v->w->layers; l++)
        if (lens_is_cooperative(v->w, l)) {
            m.layer[m.count] = l;
            m.of[m.count] = web_of(v, l);
            m.linked += ties_in(&m.of[m.count++]) > 0;
        }
    return m;
}

/* Neighbours; those of a directed layer in each direction. */
static double degree_of(const lens *v, int layer, int actor)
{
    double degree = 0;
    for (int other = 0; other < REALM_ACTORS; other++) {
        bool there = false;
        bool back = false;
        for (int l = 0; l < v->w->link_count; l++) {
            const realm_link *link = &v->w->links[l];
            if (link->layer != layer || !lens_takes(v, link) ||
                !(link->weight > 0) || other == actor || !is_one(v->w, actor) ||
                !is_one(v->w, other))
                continue;
            there |= link->from == actor && link->to == other;
            back |= link->to == actor && link->from == other;
        }
        degree += v->w->layer[layer].directed ? there + back : there || back;
    }
    return degree;
}

static double participation(const lens *v, const multiplex *m, int actor,
                            double *neighbours)
{
    double sum = 0;
    double squares = 0;
    for (int l = 0; l < m->count; l++) {
        double degree = degree_of(v, m->layer[l], actor);
        sum += degree;
        squares += degree * degree;
    }
    double count = m->linked;
    *neighbours = sum;
    return sum > 0 ? count / (count - 1) * (1 - squares / (sum * sum)) : NAN;
}

/* Is any actor of the kind at an end of a link of these layers, whenever? */
static bool is_kind_linked(const lens *v, int kind)
{
    bool any = false;
    for (int l = 0; l < v->w->link_count; l++) {
        const realm_link *link = &v->w->links[l];
        bool own = link->from == link->to && link->from >= REALM_PLACES;
        any |= lens_is_cooperative(v->w, link->layer) && !own &&
               (group_of(v, link->from, OF_TYPE) == kind ||
                group_of(v, link->to, OF_TYPE) == kind);
    }
    return any;
}

static void tell_participation(const lens *v, const multiplex *m)
{
    char name[8];
    for (int a = 0; a < REALM_ACTORS; a++) {
        if (!exists(v->w, a) || !is_one(v->w, a) ||
            !is_kind_linked(v, group_of(v, a, OF_TYPE)))
            continue;
        bool few = m->linked < 2;
        double neighbours = 0;
        double value = participation(v, m, a, &neighbours);
        say(realm_actor(a, name), "", QP_M_PARTICIPATION_COEFFICIENT,
            few ? NAN : value, few ? QP_REASON_FEW_LAYERS : QP_REASON_NO_LINK)
            ->n = neighbours;
    }
}

/* The mean of the places that a number has in an order. */
static double rank_in(const double x[], int n, int i)
{
    double rank = 0.5;
    for (int j = 0; j < n; j++)
        rank += x[j] < x[i] ? 1 : x[j] > x[i] ? 0 : 0.5;
    return rank;
}

static double spearman(const double x[], const double y[], int n)
{
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
        double a = rank_in(x, n, i) - (n + 1) / 2.0;
        double b = rank_in(y, n, i) - (n + 1) / 2.0;
        xy += a * b;
        xx += a * a;
        yy += b * b;
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : NAN;
}

/* Does anything flow, if only inside regions? */
static bool flows(const lens *v, int layer)
{
    lens_square f = lens_flows(v, layer);
    return lens_sum(v, &f) > 0;
}

static void tell_correlation(const lens *v, int a, int b)
{
    double x[LENS_UNITS];
    double y[LENS_UNITS];
    lens_square one = lens_ties(v, a);
    lens_square other = lens_ties(v, b);
    bool both = flows(v, a) && flows(v, b);
    for (int r = 0; r < v->u.n; r++) {
        x[r] = lens_row_sum(v, &one, r);
        y[r] = lens_row_sum(v, &other, r);
    }
    say(v->w->layer[a].id, v->w->layer[b].id, QP_M_LAYER_STRENGTH_CORRELATION,
        both ? spearman(x, y, v->u.n) : NAN,
        v->u.n < 2 ? QP_REASON_ONE_REGION
        : both     ? QP_REASON_NO_SPREAD
                   : QP_REASON_NO_LINK)
        ->n = v->u.n;
}

static void tell_overlap(const lens *v, int a, int b)
{
    const char *one = v->w->layer[a].id;
    const char *other = v->w->layer[b].id;
    web x = web_of(v, a);
    web y = web_of(v, b);
    double first = ties_in(&x);
    double second = ties_in(&y);
    double both = 0;
    bool any = first > 0 && second > 0;
    for (int i = 0; i < REALM_ACTORS; i++)
        for (int j = 0; j < i; j++)
            both += x.weight[i][j] > 0 && y.weight[i][j] > 0;
    say(one, other, QP_M_LAYER_OVERLAP_CONDITIONAL, any ? both / first : NAN,
        QP_REASON_NO_LINK)
        ->n = first;
    say(other, one, QP_M_LAYER_OVERLAP_CONDITIONAL, any ? both / second : NAN,
        QP_REASON_NO_LINK)
        ->n = second;
    say(one, other, QP_M_LAYER_OVERLAP,
        any ? both / (first + second - both) : NAN, QP_REASON_NO_LINK)
        ->n = first + second - both;
    tell_correlation(v, a, b);
}

static void refuse_layers(const lens *v, int a, int b)
{
    const char *one = v->w->layer[a].id;
    const char *other = v->w->layer[b].id;
    const qp_reason why = QP_REASON_NOT_COOPERATIVE;
    say(one, other, QP_M_LAYER_OVERLAP_CONDITIONAL, NAN, why);
    say(other, one, QP_M_LAYER_OVERLAP_CONDITIONAL, NAN, why);
    say(one, other, QP_M_LAYER_OVERLAP, NAN, why);
    say(one, other, QP_M_LAYER_STRENGTH_CORRELATION, NAN, why);
}

/* --------------------------------------------------------------------- walking */

static bool tells_pairs(const lens *v)
{
    return v->year == 0 || v->options->pairs;
}

static void tell_layer(const lens *v, int layer)
{
    ledger_layer(v->w->layer[layer].id);
    if (!lens_is_cooperative(v->w, layer)) {
        refuse_mixing(v);
        return;
    }
    lens_square c = lens_ties(v, layer);
    web x = web_of(v, layer);
    if (tells_pairs(v))
        tell_ties(v, &c, layer);
    tell_mixing(v, &x, /* two_mode = */ false);
}

static void tell_consortia(const lens *v)
{
    lens_square c = {.at = {{0}}};
    web x = {.weight = {{0}}};
    if (v->year == 0) { /* they have no date */
        c = consortium_ties(v);
        x = consortium_web(v);
    }
    ledger_layer("two-mode:consortia");
    tell_ties(v, &c, -1);
    tell_mixing(v, &x, /* two_mode = */ true);
}

static void tell(const lens *v)
{
    multiplex m = multiplex_of(v);
    for (int l = 0; l < v->w->layers; l++)
        tell_layer(v, l);
    if (v->w->consortia > 0)
        tell_consortia(v);
    ledger_layer("");
    if (tells_pairs(v))
        tell_participation(v, &m);
    for (int a = 0; a < v->w->layers; a++)
        for (int b = a + 1; b < v->w->layers; b++)
            if (lens_is_cooperative(v->w, a) && lens_is_cooperative(v->w, b))
                tell_overlap(v, a, b);
            else
                refuse_layers(v, a, b);
}

static const bool asked[QP_METRIC_COUNT] = {
    [QP_M_ASSOCIATION_STRENGTH] = true,
    [QP_M_SALTON_INDEX] = true,
    [QP_M_JACCARD_INDEX] = true,
    [QP_M_PROBABILITY_INDEX] = true,
    [QP_M_EI_INDEX] = true,
    [QP_M_EI_INDEX_WEIGHTED] = true,
    [QP_M_NOMINAL_ASSORTATIVITY] = true,
    [QP_M_PARTICIPATION_COEFFICIENT] = true,
    [QP_M_LAYER_OVERLAP] = true,
    [QP_M_LAYER_OVERLAP_CONDITIONAL] = true,
    [QP_M_LAYER_STRENGTH_CORRELATION] = true,
};

QP_TEST(synergy_links, agrees_with_the_definitions_on_random_realms)
{
    ledger_ask_realms(tell, NULL, asked);
    ledger_assert_values(asked, REALMS / 20);
}

QP_TEST(synergy_links, agrees_with_the_definitions_on_degenerate_realms)
{
    ledger_ask_cases(tell, NULL, asked);
}
