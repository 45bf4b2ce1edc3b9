/* SPDX-License-Identifier: MIT */
/*
 * A second, obvious implementation of the rows of layers of supply: dependence,
 * the cascade by dense matrices, where sales end, how far output is from final
 * use; held against the panel on random networks and on degenerate ones.
 */
#include "support/mills.h"

/** Rows of a layer of supply. */
typedef void layer_tell(const glass *v, int layer);

/* An undirected layer has one row that says so. */
static void tell_supply(const glass *v, layer_tell *tell,
                        const qp_metric metrics[], size_t count,
                        const char *const objects[])
{
    for (int l = 0; l < v->w->layers; l++) {
        if (!glass_is(v, l, "supply"))
            continue;
        ledger_layer(v->w->layer[l].id);
        if (v->w->layer[l].directed)
            tell(v, l);
        for (size_t m = 0; m < count && !v->w->layer[l].directed; m++)
            say("all", objects[m], metrics[m], NAN, QP_REASON_UNDIRECTED);
    }
}

/** Is a link a sale in the layer? */
static bool is_sale(const glass *v, const mill_link *link, int layer)
{
    return link->layer == layer && glass_takes(v, link) && link->weight > 0 &&
           link->from != link->to;
}

/* ------------------------------------------------------------------ dependence */

enum { GOODS = 7, NO_GOOD = 6, COUNTRIES = 3 };

enum { DEPENDENCES = 5 };

static const qp_metric dependences[DEPENDENCES] = {
    QP_M_SUPPLIER_HHI, QP_M_EFFECTIVE_SUPPLIERS, QP_M_FOREIGN_SHARE,
    QP_M_ORIGIN_HHI, QP_M_DEPENDENCE_FLAG};

/** Who buys: a unit, the units of a region, or everybody. */
typedef struct {
    unsigned units;
    bool alone; ///< a unit: of one that buys nothing nothing is told
    const char *name;
} customer;

/* Products "g0" to "g2", industries "c0" to "c2" in their stead, or neither. */
static int good_of(const glass *v, const mill_link *link)
{
    int industry = link->from < MILL_FIRMS ? v->w->firm[link->from].industry
                                           : -1;
    if (link->product >= 0)
        return link->product;
    return industry >= 0 ? 3 + industry : NO_GOOD;
}

static const char *good_name(int good)
{
    static const char *const names[GOODS] = {"g0", "g1", "g2",       "c0",
                                             "c1", "c2", "(missing)"};
    return names[good];
}

/** Sales of one good to a customer. */
typedef struct {
    double sold[MILL_UNITS];
    double origin[COUNTRIES]; ///< foreign, known
    double home;
    double unknown;
    double sum;
    double missing;  ///< links of the layer left out
    double nameless; ///< sales that name no product
    double unplaced; ///< sales without a country of origin
    double known;    ///< suppliers of which it is known
} purchases;

static purchases purchases_of(const glass *v, int layer, unsigned customers,
                              int good)
{
    purchases p = {.missing = glass_missing(v, layer)};
    for (int l = 0; l < v->w->link_count; l++) {
        const mill_link *link = &v->w->links[l];
        if (!is_sale(v, link, layer) || good_of(v, link) != good ||
            !(customers & 1U << link->to))
            continue;
        int country = glass_country(v, link->from);
        p.sold[link->from] += link->weight;
        p.sum += link->weight;
        p.nameless += link->product < 0;
        p.unplaced += country < 0;
        if (country < 0)
            p.unknown += link->weight;
        else if (glass_is_home(v, country))
            p.home += link->weight;
        else
            p.origin[country] += link->weight;
    }
    for (int u = 0; u < MILL_UNITS; u++)
        p.known += p.sold[u] > 0 && glass_country(v, u) >= 0;
    return p;
}

static void say_good(const glass *v, ledger_row *row, const purchases *p,
                     int good)
{
    bool of_origins = row->metric >= QP_M_FOREIGN_SHARE;
    row->n = p->known;
    for (int u = 0; u < MILL_UNITS && !of_origins; u++)
        row->n += p->sold[u] > 0 && glass_country(v, u) < 0;
    row->missing = p->missing + (of_origins ? p->unplaced : p->nameless);
    if (!isnan(row->value))
        say_flag(row, QP_FLAG_BY_INDUSTRY, good >= 3 && good != NO_GOOD);
}

static void tell_suppliers(const glass *v, const customer *c,
                           const purchases *p, int good)
{
    double hhi = 0;
    double most = 0;
    for (int u = 0; u < MILL_UNITS; u++) {
        double share = p->sold[u] / p->sum;
        hhi += share * share;
        most = fmax(most, share);
    }
    ledger_row *row = say(c->name, good_name(good), QP_M_SUPPLIER_HHI, hhi,
                          QP_REASON_NONE);
    say_good(v, row, p, good);
    say_flag(row, QP_FLAG_SINGLE, most > 0.9);
    say_good(v,
             say(c->name, good_name(good), QP_M_EFFECTIVE_SUPPLIERS, 1 / hhi,
                 QP_REASON_NONE),
             p, good);
}

/** A number, and its bounds where origins are unknown. */
typedef struct {
    double value;
    double low;
    double high;
} bounded;

static bounded foreign_share(const purchases *p)
{
    double foreign = p->origin[0] + p->origin[1] + p->origin[2];
    double known = foreign + p->home;
    return (bounded){known > 0 ? foreign / known : NAN, foreign / p->sum,
                     (foreign + p->unknown) / p->sum};
}

/* Of all ways in which unknown suppliers may be at home, of countries of their
 * own, or all of the largest one, the least and the most. */
static bounded origin_hhi(const glass *v, const purchases *p)
{
    double squares = 0;
    double foreign = 0;
    double most = 0;
    unsigned unknown = 0;
    for (int c = 0; c < COUNTRIES; c++) {
        squares += p->origin[c] * p->origin[c];
        foreign += p->origin[c];
        most = fmax(most, p->origin[c]);
    }
    for (int u = 0; u < MILL_UNITS; u++)
        if (glass_country(v, u) < 0 && p->sold[u] > 0)
            unknown |= 1U << u;
    bounded b = {foreign > 0 ? squares / foreign / foreign : NAN, NAN, NAN};
    for (unsigned abroad = unknown;; abroad = (abroad - 1) & unknown) {
        double sum = 0;
        double apart = squares;
        for (int u = 0; u < MILL_UNITS; u++)
            if (abroad & 1U << u) {
                sum += p->sold[u];
                apart += p->sold[u] * p->sold[u];
            }
        double all = (foreign + sum) * (foreign + sum);
        double joined = squares - most * most + (most + sum) * (most + sum);
        b.low = all > 0 ? fmin(b.low, apart / all) : b.low;
        b.high = all > 0 ? fmax(b.high, joined / all) : b.high;
        if (abroad == 0)
            return b;
    }
}

static void say_bounds(ledger_row *row, bounded b, bool unknown)
{
    say_flag(row, QP_FLAG_BOUNDS, unknown);
    row->low = unknown ? b.low : NAN;
    row->high = unknown ? b.high : NAN;
}

static bool is_flagged(double share, double hhi)
{
    return share > 0.5 && hhi > 0.4;
}

static void tell_origins(const glass *v, const customer *c, const purchases *p,
                         int good)
{
    const char *object = good_name(good);
    bounded share = foreign_share(p);
    bounded hhi = origin_hhi(v, p);
    bounded flag = {share.value > 0 ? is_flagged(share.value, hhi.value) : 0,
                    is_flagged(share.low, hhi.low),
                    is_flagged(share.high, hhi.high)};
    bool unknown = p->unknown > 0;
    if (isnan(share.value))
        flag.value = NAN;
    qp_reason none = glass_has_home(v) ? QP_REASON_NO_ORIGIN
                                       : QP_REASON_NO_HOME;
    bool known = glass_has_home(v) && !isnan(share.value);
    ledger_row *rows[3] = {say(c->name, object, QP_M_FOREIGN_SHARE,
                               known ? share.value : NAN, none),
                           say(c->name, object, QP_M_ORIGIN_HHI,
                               known ? hhi.value : NAN,
                               known ? QP_REASON_DOMESTIC : none),
                           say(c->name, object, QP_M_DEPENDENCE_FLAG,
                               known ? flag.value : NAN, none)};
    const bounded bounds[3] = {share, hhi, flag};
    for (int i = 0; i < 3; i++) {
        say_good(v, rows[i], p, good);
        if (!isnan(rows[i]->value))
            say_bounds(rows[i], bounds[i], unknown);
    }
}

static void tell_customer(const glass *v, int layer, customer c)
{
    bool any = false;
    for (int good = 0; good < GOODS; good++) {
        purchases p = purchases_of(v, layer, c.units, good);
        if (!(p.sum > 0))
            continue;
        any = true;
        tell_suppliers(v, &c, &p, good);
        tell_origins(v, &c, &p, good);
    }
    for (int m = 0; m < DEPENDENCES && !any && !c.alone; m++)
        say(c.name, "all", dependences[m], NAN, QP_REASON_NO_PURCHASE)
            ->missing = glass_missing(v, layer);
}

static void tell_dependence_in(const glass *v, int layer)
{
    char name[8];
    tell_customer(v, layer, (customer){~0U, false, "all"});
    for (int r = 0; r < v->regions; r++) {
        unsigned units = 0;
        for (int u = 0; u < MILL_UNITS; u++)
            units |= v->place_of[u] == r ? 1U << u : 0;
        tell_customer(v, layer,
                      (customer){units, false, mill_unit(v->region[r], name)});
    }
    for (int u = 0; u < MILL_FIRMS && v->tells_actors; u++)
        tell_customer(v, layer, (customer){1U << u, true, mill_unit(u, name)});
}

static void tell_dependence(const glass *v)
{
    static const char *const objects[] = {"all", "all", "all", "all", "all"};
    tell_supply(v, tell_dependence_in, dependences, 5, objects);
}

static const bool of_dependence[QP_METRIC_COUNT] = {
    [QP_M_SUPPLIER_HHI] = true,    [QP_M_EFFECTIVE_SUPPLIERS] = true,
    [QP_M_FOREIGN_SHARE] = true,   [QP_M_ORIGIN_HHI] = true,
    [QP_M_DEPENDENCE_FLAG] = true,
};

/* --------------------------------------------------------------------- cascade */

/** Sales by kind, as dense matrices. */
typedef struct {
    double essential[MILL_UNITS][MILL_UNITS]; ///< [supplier][customer]
    double other[MILL_UNITS][MILL_UNITS];
    double all[MILL_UNITS][MILL_UNITS];
    double out[MILL_UNITS];
    double in[MILL_UNITS];
    int sector[MILL_UNITS];
    double weight[MILL_UNITS]; ///< of output
    bool unknown;              ///< a sale does not say how essential it is
} economy;

static economy economy_of(const glass *v, int layer, bool unknown_is_essential)
{
    economy e = {.unknown = false};
    for (int l = 0; l < v->w->link_count; l++) {
        const mill_link *link = &v->w->links[l];
        if (!is_sale(v, link, layer))
            continue;
        int kind = link->essentiality;
        e.unknown |= kind < 0;
        if (kind < 0)
            kind = unknown_is_essential ? 0 : 1;
        e.all[link->from][link->to] += link->weight;
        e.essential[link->from][link->to] += kind == 0 ? link->weight : 0;
        e.other[link->from][link->to] += kind == 1 ? link->weight : 0;
        e.out[link->from] += link->weight;
        e.in[link->to] += link->weight;
    }
    for (int u = 0; u < MILL_UNITS; u++) {
        int industry = u < MILL_FIRMS && u < v->w->firms
                           ? v->w->firm[u].industry
                           : -1;
        double output = u < MILL_FIRMS ? v->w->firm[u].output : NAN;
        e.sector[u] = industry >= 0 ? MILL_UNITS + industry : u;
        if (e.out[u] > 0 || e.in[u] > 0)
            e.weight[u] = isnan(output) ? e.out[u] : output;
    }
    return e;
}

/* How much of its sector a supplier is, given what is left of the others. */
static double standing(const economy *e, const double left[], int j)
{
    double sector = 0;
    for (int l = 0; l < MILL_UNITS; l++)
        sector += e->sector[l] == e->sector[j] ? e->out[l] * left[l] : 0;
    if (!(e->out[j] > 0))
        return 0;
    return sector > 0 ? fmin(1, e->out[j] / sector) : 1;
}

/* Of all that is essential from a sector, the part lost. */
static double lost_of_sector(const economy *e, const double left[], int sector,
                             int i)
{
    double lost = 0;
    double bought = 0;
    for (int j = 0; j < MILL_UNITS; j++)
        bought += e->sector[j] == sector ? e->essential[j][i] : 0;
    for (int j = 0; j < MILL_UNITS && bought > 0; j++)
        if (e->sector[j] == sector && e->essential[j][i] > 0)
            lost += standing(e, left, j) * e->essential[j][i] / bought *
                    (1 - left[j]);
    return lost;
}

static double supplied(const economy *e, const double left[], int i)
{
    double worst = 0;
    double other = 0;
    for (int s = 0; s < MILL_UNITS + 3; s++)
        worst = fmax(worst, lost_of_sector(e, left, s, i));
    for (int j = 0; j < MILL_UNITS; j++)
        if (e->other[j][i] > 0)
            other += standing(e, left, j) * e->other[j][i] / e->in[i] *
                     (1 - left[j]);
    return fmin(1 - worst, 1 - other);
}

static double demanded(const economy *e, const double left[], int i)
{
    double sum = 0;
    for (int j = 0; j < MILL_UNITS && e->out[i] > 0; j++)
        sum += e->all[i][j] / e->out[i] * left[j];
    return e->out[i] > 0 ? sum : 1;
}

/* All at once, until nothing changes by more than `stop`. */
static void cascade(const economy *e, int failed, double stop, double down[],
                    double up[])
{
    double change = 1;
    for (int i = 0; i < MILL_UNITS; i++)
        down[i] = up[i] = 1;
    for (int round = 0; round < 1000 && change > stop; round++) {
        double next_down[MILL_UNITS];
        double next_up[MILL_UNITS];
        change = 0;
        for (int i = 0; i < MILL_UNITS; i++) {
            double ability = i == failed ? 0 : 1;
            next_down[i] = fmin(supplied(e, down, i), ability);
            next_up[i] = fmin(demanded(e, up, i), ability);
            change = fmax(change, fabs(next_down[i] - down[i]));
            change = fmax(change, fabs(next_up[i] - up[i]));
        }
        memcpy(down, next_down, sizeof next_down);
        memcpy(up, next_up, sizeof next_up);
    }
}

static double total_weight(const economy *e)
{
    double sum = 0;
    for (int i = 0; i < MILL_UNITS; i++)
        sum += e->weight[i];
    return sum;
}

static double risk_of(const glass *v, const economy *e, int failed)
{
    double down[MILL_UNITS];
    double up[MILL_UNITS];
    double lost = 0;
    cascade(e, failed, v->options->stop, down, up);
    for (int i = 0; i < MILL_UNITS; i++)
        lost += e->weight[i] * (1 - fmin(down[i], up[i]));
    return lost / total_weight(e);
}

static bool trades(const economy *e, int u)
{
    return e->out[u] > 0 || e->in[u] > 0;
}

/* The largest by a measure: of equals the first. */
static unsigned largest(const glass *v, const economy *e,
                        const double measure[])
{
    unsigned chosen = 0;
    for (size_t n = 0; n < v->options->top; n++) {
        int best = -1;
        for (int u = 0; u < MILL_UNITS; u++)
            if (trades(e, u) && !(chosen & 1U << u) &&
                (best < 0 || measure[u] > measure[best]))
                best = u;
        chosen |= best >= 0 ? 1U << best : 0;
    }
    return chosen;
}

/* By output, by what customers could lose of theirs in one step, and by
 * purchases. */
static unsigned looked_at(const glass *v, const economy *e)
{
    double reach[MILL_UNITS] = {0};
    size_t firms = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        firms += trades(e, u);
    if (v->options->top == 0 || v->options->top >= firms)
        return ~0U;
    for (int j = 0; j < MILL_UNITS; j++)
        for (int i = 0; i < MILL_UNITS; i++) {
            double bought = 0;
            for (int k = 0; k < MILL_UNITS; k++)
                bought += e->essential[k][i];
            if (e->essential[j][i] > 0)
                reach[j] += e->essential[j][i] / bought * e->weight[i];
        }
    unsigned chosen = largest(v, e, e->weight) | largest(v, e, reach) |
                      largest(v, e, e->in);
    for (int u = 0; u < MILL_UNITS; u++)
        if (trades(e, u) && !(chosen & 1U << u))
            return chosen;
    return ~0U; /* nobody is left out */
}

static double rank_among(const double value[], unsigned chosen, int u)
{
    double rank = 1;
    for (int o = 0; o < MILL_UNITS; o++)
        rank += chosen & 1U << o && value[o] > value[u] &&
                !ledger_near(value[o], value[u], 1e-12);
    return rank;
}

static double unknown_industries(const glass *v, const economy *e)
{
    double unknown = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        unknown += trades(e, u) &&
                   !(u < MILL_FIRMS && v->w->firm[u].industry >= 0);
    return unknown;
}

static void tell_risk_in(const glass *v, int layer)
{
    economy most = economy_of(v, layer, true);
    economy least = economy_of(v, layer, false);
    unsigned chosen = looked_at(v, &most) & glass_actors(v);
    double value[MILL_UNITS] = {0};
    bool any = total_weight(&most) > 0;
    bool screened = chosen != glass_actors(v);
    char name[8];
    for (int u = 0; u < MILL_UNITS && any; u++)
        value[u] = chosen & 1U << u ? risk_of(v, &most, u) : 0;
    for (int u = 0; u < MILL_UNITS; u++) {
        if (!(chosen & 1U << u))
            continue;
        double other = most.unknown && any ? risk_of(v, &least, u) : NAN;
        ledger_row *row = say(mill_unit(u, name), "", QP_M_SYSTEMIC_RISK_INDEX,
                              any ? value[u] : NAN, QP_REASON_NO_OUTPUT);
        say_flag(row, QP_FLAG_SCREENED, screened);
        row->missing = unknown_industries(v, &most) + glass_missing(v, layer);
        bool part = any && trades(&most, u);
        bool open = part && most.unknown;
        row->rank = part ? rank_among(value, chosen, u) : NAN;
        say_flag(row, QP_FLAG_BOUNDS, open);
        row->low = open ? fmin(value[u], other) : NAN;
        row->high = open ? fmax(value[u], other) : NAN;
    }
}

static void tell_risk(const glass *v)
{
    static const qp_metric metrics[] = {QP_M_SYSTEMIC_RISK_INDEX};
    static const char *const objects[] = {""};
    if (v->tells_actors)
        tell_supply(v, tell_risk_in, metrics, 1, objects);
}

static const bool of_risk[QP_METRIC_COUNT] = {
    [QP_M_SYSTEMIC_RISK_INDEX] = true,
};

/* ---------------------------------------------------------------- linear systems */

/** n equations. */
typedef struct {
    int n;
    long double a[MILL_UNITS][MILL_UNITS];
    long double b[MILL_UNITS];
} equations;

/* By elimination with the largest pivot; false: they tell no solution. */
static bool solve(equations *e, double x[])
{
    for (int k = 0; k < e->n; k++) {
        int best = k;
        for (int r = k; r < e->n; r++)
            if (fabsl(e->a[r][k]) > fabsl(e->a[best][k]))
                best = r;
        if (fabsl(e->a[best][k]) < 1e-12L)
            return false;
        for (int c = 0; c < e->n; c++) {
            long double kept = e->a[k][c];
            e->a[k][c] = e->a[best][c];
            e->a[best][c] = kept;
        }
        long double kept = e->b[k];
        e->b[k] = e->b[best];
        e->b[best] = kept;
        for (int r = 0; r < e->n; r++) {
            long double factor = e->a[r][k] / e->a[k][k];
            for (int c = 0; c < e->n && r != k; c++)
                e->a[r][c] -= factor * e->a[k][c];
            e->b[r] -= r != k ? factor * e->b[k] : 0;
        }
    }
    for (int k = 0; k < e->n; k++)
        x[k] = (double)(e->b[k] / e->a[k][k]);
    return true;
}

/* ------------------------------------------------------------ architect score */

/* Who leads to whom in one layer of supply. */
static glass_ties sales_of(const glass *v, const economy *e)
{
    glass_ties t = {.missing = 0};
    for (int i = 0; i < MILL_UNITS; i++)
        for (int j = 0; j < MILL_UNITS && glass_is_actor(v, i); j++)
            t.to[i] |= e->all[i][j] > 0 ? 1U << j : 0;
    return t;
}

/* Units that sell and are no architect's, and that do not sell round for ever.
 */
static unsigned leading_out(const glass_ties *t, unsigned ends)
{
    unsigned out = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        if (glass_reached(t->to, 1U << u, ~0U) & ends)
            out |= 1U << u;
    return out;
}

static void chances(const glass *v, const economy *e, unsigned transient,
                    int end, double b[])
{
    static equations q;
    q.n = MILL_UNITS;
    for (int i = 0; i < MILL_UNITS; i++) {
        q.b[i] = i == end;
        for (int j = 0; j < MILL_UNITS; j++)
            q.a[i][j] = (i == j) -
                        (transient & 1U << i ? e->all[i][j] / e->out[i] : 0);
    }
    cr_assert(solve(&q, b), "%s", v->name);
}

static qp_reason why_no_score(const economy *e, int enterprise, double all)
{
    if (!trades(e, enterprise))
        return QP_REASON_NO_LINK;
    return isnan(all) ? QP_REASON_NO_CAPACITY : QP_REASON_ZERO_TOTAL;
}

/* Whose sales never end stays out of both sums. */
static void tell_architect(const glass *v, const economy *e, int architect)
{
    glass_ties t = sales_of(v, e);
    int enterprise = v->w->enterprise[architect];
    unsigned absorbing = glass_enterprises(v);
    double b[MILL_UNITS];
    double sum = 0;
    double all = NAN;
    char name[8];
    for (int u = 0; u < MILL_UNITS; u++)
        absorbing |= t.to[u] == 0 ? 1U << u : 0;
    unsigned transient = leading_out(&t, absorbing) & ~absorbing;
    chances(v, e, transient, enterprise, b);
    for (int u = 0; u < MILL_UNITS; u++)
        if (transient & 1U << u && !isnan(glass_capacity(v, u))) {
            all = (isnan(all) ? 0 : all) + glass_capacity(v, u);
            sum += glass_capacity(v, u) * b[u];
        }
    snprintf(name, sizeof name, "a%d", architect % 10);
    say(name, "", QP_M_ARCHITECT_SCORE,
        trades(e, enterprise) && all > 0 ? sum / all : NAN,
        why_no_score(e, enterprise, all));
}

static void tell_architects(const glass *v)
{
    char name[8];
    for (int l = 0; l < v->w->layers && v->tells_actors; l++) {
        economy e = economy_of(v, l, true);
        ledger_layer(v->w->layer[l].id);
        for (int a = 0; a < v->w->architects && glass_is(v, l, "supply"); a++)
            if (v->w->layer[l].directed) {
                tell_architect(v, &e, a);
            } else {
                snprintf(name, sizeof name, "a%d", a % 10);
                say(name, "", QP_M_ARCHITECT_SCORE, NAN, QP_REASON_UNDIRECTED);
            }
    }
}

static const bool of_architects[QP_METRIC_COUNT] = {
    [QP_M_ARCHITECT_SCORE] = true,
};

/* ---------------------------------------------------------------- upstreamness */

/** Units, actors or industries; an actor of an unknown industry is one. */
typedef struct {
    int n;
    int of[MILL_UNITS];    ///< of an actor, -1: of none
    bool told[MILL_UNITS]; ///< it trades, and has a name
    double sold[MILL_UNITS][MILL_UNITS];
    double output[MILL_UNITS];
} table_of_uses;

static int industry_of(const glass *v, int unit)
{
    return unit < v->w->firms && unit < MILL_FIRMS ? v->w->firm[unit].industry
                                                   : -1;
}

static void name_units(const glass *v, const economy *e, bool industries,
                       table_of_uses *t)
{
    t->n = industries ? 3 : 0;
    for (int u = 0; u < MILL_UNITS; u++) {
        bool active = trades(e, u);
        int industry = industries ? industry_of(v, u) : -1;
        t->of[u] = glass_is_one(v, u) ? industry : -1;
        if (t->of[u] < 0 && active)
            t->of[u] = t->n++;
        if (t->of[u] >= 0 && active)
            t->told[t->of[u]] = !industries || industry >= 0;
    }
}

static table_of_uses uses_of(const glass *v, const economy *e, bool industries)
{
    table_of_uses t = {.n = 0};
    name_units(v, e, industries, &t);
    for (int i = 0; i < MILL_UNITS; i++) {
        double declared = i < MILL_FIRMS ? v->w->firm[i].output : NAN;
        if (t.of[i] < 0)
            continue;
        for (int j = 0; j < MILL_UNITS; j++)
            if (e->all[i][j] > 0)
                t.sold[t.of[i]][t.of[j]] += e->all[i][j];
        t.output[t.of[i]] += isnan(declared) ? e->out[i] : declared;
    }
    for (int i = 0; i < t.n; i++) {
        double sold = 0;
        for (int j = 0; j < t.n; j++)
            sold += t.sold[i][j];
        t.output[i] = fmax(t.output[i], sold);
    }
    return t;
}

/* Does all that a unit makes come to final use, or to who makes nothing? */
static bool ends(const table_of_uses *t, int unit)
{
    unsigned to[MILL_UNITS] = {0};
    unsigned final = 0;
    bool all = true;
    for (int i = 0; i < t->n; i++) {
        double sold = 0;
        for (int j = 0; j < t->n; j++) {
            sold += t->sold[i][j];
            to[i] |= t->sold[i][j] > 0 ? 1U << j : 0;
        }
        final |= t->output[i] > sold || !(sold > 0) ? 1U << i : 0;
    }
    for (int i = 0; i < t->n; i++)
        if (glass_reached(to, 1U << unit, ~0U) & 1U << i)
            all &= (glass_reached(to, 1U << i, ~0U) & final) != 0;
    return all;
}

static void stretch(const table_of_uses *t, double u[])
{
    static equations q;
    q.n = t->n;
    for (int i = 0; i < t->n; i++) {
        bool sells = t->output[i] > 0 && ends(t, i);
        q.b[i] = 1;
        for (int j = 0; j < t->n; j++)
            q.a[i][j] = (i == j) - (sells ? t->sold[i][j] / t->output[i] : 0);
    }
    cr_assert(solve(&q, u));
}

static void tell_uses(const glass *v, const economy *e, bool industries)
{
    table_of_uses t = uses_of(v, e, industries);
    const char *object = industries ? "industry" : "actor";
    double value[MILL_UNITS];
    bool told = false;
    char name[8];
    stretch(&t, value);
    for (int u = 0; u < MILL_UNITS; u++) {
        int i = t.of[u];
        if (i < 0 || !t.told[i])
            continue;
        told = true;
        t.told[i] = false; /* once */
        say(industries ? mill_class(false, i, name) : mill_unit(u, name),
            object, QP_M_UPSTREAMNESS,
            t.output[i] > 0 && ends(&t, i) ? value[i] : NAN,
            t.output[i] > 0 ? QP_REASON_NO_FINAL_USE : QP_REASON_NO_OUTPUT);
    }
    if (!told)
        say("all", object, QP_M_UPSTREAMNESS, NAN, QP_REASON_NOT_GIVEN);
}

static qp_reason why_no_uses(const glass *v, int layer, const economy *e)
{
    bool sold = false;
    bool known = false;
    for (int u = 0; u < MILL_UNITS; u++)
        sold |= e->out[u] > 0;
    for (int f = 0; f < v->w->firms; f++)
        known |= glass_is_one(v, f) && v->w->firm[f].output > 0;
    if (!v->w->layer[layer].directed)
        return QP_REASON_UNDIRECTED;
    if (!sold)
        return QP_REASON_NO_SUPPLY;
    return known ? QP_REASON_NONE : QP_REASON_NO_OUTPUT;
}

static void tell_upstreamness_in(const glass *v, int layer)
{
    economy e = economy_of(v, layer, true);
    qp_reason why = why_no_uses(v, layer, &e);
    ledger_layer(v->w->layer[layer].id);
    for (int industries = v->tells_actors ? 0 : 1; industries < 2; industries++)
        if (why == QP_REASON_NONE)
            tell_uses(v, &e, industries == 1);
        else
            say("all", industries == 1 ? "industry" : "actor",
                QP_M_UPSTREAMNESS, NAN, why);
}

static void tell_upstreamness(const glass *v)
{
    for (int l = 0; l < v->w->layers; l++)
        if (glass_is(v, l, "supply") &&
            strcmp(v->w->layer[l].measure, "score") != 0)
            tell_upstreamness_in(v, l);
}

static const bool of_upstreamness[QP_METRIC_COUNT] = {
    [QP_M_UPSTREAMNESS] = true,
};

/* --------------------------------------------------------------------- walking */

static const mills_family families[] = {
    {tell_dependence, of_dependence},
    {tell_risk, of_risk},
    {tell_architects, of_architects},
    {tell_upstreamness, of_upstreamness},
};

static const mills_families all = {families,
                                   sizeof families / sizeof *families};

QP_TEST(chain_supply, agrees_with_the_definitions_on_random_networks)
{
    mills_ask_random(&all);
}

QP_TEST(chain_supply, agrees_with_the_definitions_on_degenerate_networks)
{
    mills_ask_cases(&all);
}
