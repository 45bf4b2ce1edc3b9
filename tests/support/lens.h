/* SPDX-License-Identifier: MIT */
/**
 * @file support/lens.h
 * @brief A little realm looked at in one window: its regions, the flows of its
 *        layers, portfolios as matrices, indicators as scores; from their
 *        definitions, by loops over everything.
 */
#ifndef QP_SUPPORT_LENS_H
#define QP_SUPPORT_LENS_H

#include "metric/synergy.h"
#include "support/realm.h"

enum { LENS_UNITS = REALM_PLACES };

/** The regions measured, in byte order of their ids. */
typedef struct {
    int n;
    int place[LENS_UNITS];
    int of[REALM_PLACES]; ///< where a place counts, -1: nowhere
} lens_units;

/** What is looked at. */
typedef struct {
    const char *name; ///< of the realm
    const realm *w;
    const qp_synergy_options *options;
    lens_units u;
    bool paired; ///< distances between these regions are given
    int year;    ///< 0: the whole period
} lens;

/* -------------------------------------------------------------------- regions */

static inline bool lens_has_cities(const realm *w, int province)
{
    bool any = false;
    for (int p = 0; p < w->cities; p++)
        any |= w->place[p].province == province;
    return any;
}

/* Without a level, all places but provinces with cities; with it, provinces.
 * "p0" comes before "r00". */
static inline lens_units lens_units_of(const realm *w, const char *level)
{
    lens_units u = {.n = 0};
    for (int p = 0; p < REALM_PLACES; p++)
        u.of[p] = -1;
    for (int p = REALM_CITIES; p < REALM_CITIES + w->provinces; p++)
        if (level != NULL || !lens_has_cities(w, p)) {
            u.of[p] = u.n;
            u.place[u.n++] = p;
        }
    for (int p = 0; p < w->cities; p++)
        if (level == NULL) {
            u.of[p] = u.n;
            u.place[u.n++] = p;
        } else if (w->place[p].province >= 0) {
            u.of[p] = u.of[w->place[p].province];
        }
    return u;
}

static inline const realm_place *lens_place(const lens *v, int unit)
{
    return &v->w->place[v->u.place[unit]];
}

static inline int lens_cluster(const lens *v, int unit)
{
    return unit >= 0 ? lens_place(v, unit)->cluster : -1;
}

static inline int lens_cluster_size(const lens *v, int k)
{
    int size = 0;
    for (int r = 0; r < v->u.n; r++)
        size += lens_cluster(v, r) == k;
    return size;
}

/** Where an actor has its seat: a unit, or -1. */
static inline int lens_seat(const lens *v, int actor)
{
    int place = actor < REALM_PLACES ? actor
                                     : v->w->firm[actor - REALM_PLACES].home;
    return place >= 0 ? v->u.of[place] : -1;
}

/** How much of an actor is in a unit, in a year; 0: at the last. */
static inline double lens_presence(const lens *v, int actor, int unit, int year)
{
    if (actor < REALM_PLACES)
        return v->u.of[actor] == unit;
    const realm_firm *firm = &v->w->firm[actor - REALM_PLACES];
    bool branched = firm->branch >= 0 && (year == 0 || year >= REALM_BRANCHING);
    double at_home = branched ? firm->share : 1;
    double presence = lens_seat(v, actor) == unit ? at_home : 0;
    return presence +
           (branched && v->u.of[firm->branch] == unit ? 1 - at_home : 0);
}

/** Does a row of a year count in the window? */
static inline bool lens_sees(const lens *v, int year)
{
    return v->year == 0 || v->year == year;
}

/** The whole period of a realm. */
static inline lens lens_of(const char *name, const realm *w,
                           const qp_synergy_options *options)
{
    lens v = {.name = name,
              .w = w,
              .options = options,
              .u = lens_units_of(w, options->level)};
    for (int r = 0; r < v.u.n; r++)
        for (int s = 0; s < v.u.n; s++)
            v.paired |= !isnan(w->distance[v.u.place[r]][v.u.place[s]]);
    return v;
}

/* ---------------------------------------------------------------------- flows */

static inline bool lens_is_cooperative(const realm *w, int layer)
{
    return strcmp(w->layer[layer].sense, "rivalry") != 0 &&
           strcmp(w->layer[layer].sense, "governance") != 0;
}

static inline bool lens_is_rivalry(const realm *w, int layer)
{
    return strcmp(w->layer[layer].sense, "rivalry") == 0;
}

/* Of a firm with itself there is none. */
static inline bool lens_is_link(const realm_link *link)
{
    return link->from != link->to || link->from < REALM_PLACES;
}

/** A link that counts in the window. */
static inline bool lens_takes(const lens *v, const realm_link *link)
{
    return !link->planned && !link->hinders && lens_sees(v, link->year) &&
           lens_is_link(link);
}

/** Parallel links of one layer are one, but for status and polarity. */
static inline bool lens_is_same(const realm *w, const realm_link *a,
                                const realm_link *b)
{
    bool along = a->from == b->from && a->to == b->to;
    bool turned = a->from == b->to && a->to == b->from &&
                  !w->layer[a->layer].directed;
    return (along || turned) && a->layer == b->layer && a->year == b->year &&
           a->planned == b->planned && a->hinders == b->hinders;
}

/** Is a link the first of those that are one? */
static inline bool lens_is_first(const realm *w, int link)
{
    bool first = true;
    for (int l = 0; l < link; l++)
        first &= !lens_is_same(w, &w->links[link], &w->links[l]);
    return first;
}

/** Does it tie two units together, one way or the other? */
static inline bool lens_ties_units(const lens *v, const realm_link *link, int r,
                                   int s)
{
    return (lens_presence(v, link->from, r, link->year) > 0 &&
            lens_presence(v, link->to, s, link->year) > 0) ||
           (lens_presence(v, link->from, s, link->year) > 0 &&
            lens_presence(v, link->to, r, link->year) > 0);
}

/** Numbers of pairs of units. */
typedef struct {
    double at[LENS_UNITS][LENS_UNITS];
} lens_square;

/** Flows of a layer; of an undirected one as they are told. */
static inline lens_square lens_flows(const lens *v, int layer)
{
    lens_square f = {.at = {{0}}};
    for (int l = 0; l < v->w->link_count; l++) {
        const realm_link *link = &v->w->links[l];
        if (link->layer != layer || !lens_takes(v, link))
            continue;
        for (int r = 0; r < v->u.n; r++)
            for (int s = 0; s < v->u.n; s++)
                f.at[r][s] += link->weight *
                              lens_presence(v, link->from, r, link->year) *
                              lens_presence(v, link->to, s, link->year);
    }
    return f;
}

/** Both directions together, without the diagonal. */
static inline lens_square lens_ties(const lens *v, int layer)
{
    lens_square f = lens_flows(v, layer);
    lens_square c = {.at = {{0}}};
    for (int r = 0; r < v->u.n; r++)
        for (int s = 0; s < v->u.n; s++)
            c.at[r][s] = r != s ? f.at[r][s] + f.at[s][r] : 0;
    return c;
}

static inline double lens_row_sum(const lens *v, const lens_square *c, int r)
{
    double sum = 0;
    for (int s = 0; s < v->u.n; s++)
        sum += c->at[r][s];
    return sum;
}

static inline double lens_sum(const lens *v, const lens_square *c)
{
    double sum = 0;
    for (int r = 0; r < v->u.n; r++)
        sum += lens_row_sum(v, c, r);
    return sum;
}

/* ----------------------------------------------------------------- portfolios */

/** A portfolio in the window. */
typedef struct {
    bool exists;
    bool of_actors;
    bool binary; ///< nothing but 0 and 1
    int classes;
    int class[REALM_CLASSES]; ///< in byte order
    double x[LENS_UNITS][REALM_CLASSES];
    double row[LENS_UNITS];
    double column[REALM_CLASSES];
    double sum;
} lens_table;

static inline bool lens_is_of(const realm_holding *h, realm_portfolio portfolio,
                              bool actors)
{
    return h->portfolio == portfolio && (h->bearer >= REALM_PLACES) == actors;
}

/* Of several dates the latest in the window; 0 is the earliest of all. */
static inline bool lens_is_latest(const lens *v, const realm_holding *h)
{
    bool latest = lens_sees(v, h->year);
    for (int i = 0; i < v->w->holding_count; i++) {
        const realm_holding *o = &v->w->holdings[i];
        latest &= !(o->portfolio == h->portfolio && o->bearer == h->bearer &&
                    o->class == h->class && lens_sees(v, o->year) &&
                    o->year > h->year);
    }
    return latest;
}

/* A region that has rows of its own is not made of its parts. */
static inline bool lens_is_covered(const lens *v, const realm_holding *h)
{
    bool covered = false;
    for (int i = 0; i < v->w->holding_count; i++) {
        const realm_holding *o = &v->w->holdings[i];
        covered |= h->bearer < REALM_CITIES && o->portfolio == h->portfolio &&
                   lens_sees(v, o->year) &&
                   o->bearer == v->w->place[h->bearer].province &&
                   v->u.place[v->u.of[h->bearer]] == o->bearer;
    }
    return covered;
}

static inline void lens_find_classes(const lens *v, realm_portfolio portfolio,
                                     lens_table *t)
{
    bool named[REALM_CLASSES] = {false};
    for (int i = 0; i < v->w->holding_count; i++) {
        const realm_holding *h = &v->w->holdings[i];
        if (lens_is_of(h, portfolio, t->of_actors))
            named[h->class] = true;
    }
    for (int c = 0; c < REALM_CLASSES; c++)
        if (named[c])
            t->class[t->classes++] = c;
}

static inline void lens_add_up(const lens *v, lens_table *t)
{
    t->binary = true;
    for (int r = 0; r < v->u.n; r++)
        for (int c = 0; c < t->classes; c++) {
            double x = t->x[r][c];
            t->row[r] += x;
            t->column[c] += x;
            t->sum += x;
            t->binary &= x <= 0 || (x >= 1 && x <= 1);
        }
}

static inline lens_table lens_portfolio(const lens *v,
                                        realm_portfolio portfolio)
{
    lens_table t = {.of_actors = true};
    for (int i = 0; i < v->w->holding_count; i++) {
        const realm_holding *h = &v->w->holdings[i];
        t.exists |= h->portfolio == portfolio;
        if (lens_is_of(h, portfolio, /* actors = */ false))
            t.of_actors = false;
    }
    lens_find_classes(v, portfolio, &t);
    for (int i = 0; i < v->w->holding_count; i++) {
        const realm_holding *h = &v->w->holdings[i];
        if (!lens_is_of(h, portfolio, t.of_actors) || !lens_is_latest(v, h) ||
            (h->bearer < REALM_CITIES && v->u.of[h->bearer] >= 0 &&
             lens_is_covered(v, h)))
            continue;
        for (int r = 0; r < v->u.n; r++)
            for (int c = 0; c < t.classes; c++)
                if (t.class[c] == h->class)
                    t.x[r][c] += h->value *
                                 lens_presence(v, h->bearer, r, h->year);
    }
    lens_add_up(v, &t);
    return t;
}

/* Is all of an actor in the regions measured, in a year? */
static inline bool lens_is_whole(const lens *v, int actor, int year)
{
    double there = 0;
    for (int r = 0; r < v->u.n; r++)
        there += lens_presence(v, actor, r, year);
    return there > 1 - 1e-9;
}

/** Rows left out: of a bearer that is not, or not wholly, in the regions
 * measured, and without a date in a window. */
static inline double lens_left_out(const lens *v, realm_portfolio portfolio,
                                   const lens_table *t)
{
    double left = 0;
    for (int i = 0; i < v->w->holding_count; i++) {
        const realm_holding *h = &v->w->holdings[i];
        bool undated = v->year > 0 && h->year == 0;
        bool used = lens_sees(v, h->year) && lens_is_latest(v, h);
        if (lens_is_of(h, portfolio, t->of_actors))
            left += undated || (used && !lens_is_whole(v, h->bearer, h->year));
    }
    return left;
}

/** Of industries, where there is none of products. */
static inline lens_table lens_either_portfolio(const lens *v)
{
    lens_table t = lens_portfolio(v, REALM_INDUSTRY);
    return t.exists ? t : lens_portfolio(v, REALM_PRODUCT);
}

/** NaN where one of them has nothing. */
static inline double lens_cosine(const lens_table *t, int r, int s)
{
    double both = 0;
    double first = 0;
    double second = 0;
    for (int c = 0; c < t->classes; c++) {
        both += t->x[r][c] * t->x[s][c];
        first += t->x[r][c] * t->x[r][c];
        second += t->x[s][c] * t->x[s][c];
    }
    return first > 0 && second > 0 ? both / sqrt(first * second) : NAN;
}

/* ----------------------------------------------------------------- indicators */

/** One in a window: scores, and what is to be said of them. */
typedef struct {
    double score[LENS_UNITS];   ///< from 0 to 1; NaN: not known
    bool unpeopled[LENS_UNITS]; ///< for want of a population
    bool clipped[LENS_UNITS];
    bool pooled;
    bool unbounded; ///< of links, and no bounds are declared
} lens_indicator;

/* Does a layer tie anybody together in the window? Else it says nothing. */
static inline bool lens_speaks(const lens *v, int layer)
{
    bool any = false;
    for (int l = 0; l < v->w->link_count; l++) {
        const realm_link *link = &v->w->links[l];
        for (int r = 0; r < v->u.n; r++)
            for (int s = 0; s < v->u.n && link->layer == layer; s++)
                any |= lens_takes(v, link) &&
                       lens_presence(v, link->from, r, link->year) > 0 &&
                       lens_presence(v, link->to, s, link->year) > 0;
    }
    return any && lens_is_cooperative(v->w, layer);
}

/* The strength of each unit in a layer, per capita. */
static inline void lens_strengths(const lens *v, int layer, double value[],
                                  bool unpeopled[])
{
    lens_square c = lens_ties(v, layer);
    bool speaks = lens_speaks(v, layer);
    for (int r = 0; r < v->u.n; r++) {
        double people = lens_place(v, r)->population;
        unpeopled[r] = speaks && !(people > 0);
        value[r] = speaks && people > 0 ? lens_row_sum(v, &c, r) / people : NAN;
    }
}

/* Rows of a place come undated first, then by year. */
static inline void lens_values(const lens *v, int def, double value[])
{
    for (int r = 0; r < v->u.n; r++)
        value[r] = NAN;
    for (int i = 0; i < v->w->stock_count; i++) {
        const realm_stock *s = &v->w->stocks[i];
        for (int r = 0; r < v->u.n; r++)
            if (s->def == def && s->place == v->u.place[r] &&
                lens_sees(v, s->year))
                value[r] = s->value;
    }
}

/* Of all dates of the regions measured. */
static inline void lens_pool(const lens *v, int def, double *low, double *high)
{
    *low = *high = NAN;
    for (int i = 0; i < v->w->stock_count; i++) {
        const realm_stock *s = &v->w->stocks[i];
        int unit = v->u.of[s->place];
        if (s->def != def || unit < 0 || v->u.place[unit] != s->place)
            continue;
        *low = fmin(*low, s->value);
        *high = fmax(*high, s->value);
    }
}

static inline lens_indicator lens_scores(const lens *v, int d)
{
    const realm_def *def = &v->w->def[d];
    lens_indicator i = {.pooled = def->layer < 0 && !def->declared,
                        .unbounded = def->layer >= 0 && !def->declared};
    double low = def->low;
    double high = def->high;
    double value[LENS_UNITS];
    if (def->layer >= 0)
        lens_strengths(v, def->layer, value, i.unpeopled);
    else
        lens_values(v, d, value);
    if (i.pooled)
        lens_pool(v, d, &low, &high);
    for (int r = 0; r < v->u.n; r++) {
        double u = (value[r] - low) / (high - low);
        if (def->direction < 0)
            u = 1 - u;
        i.clipped[r] = u < 0 || u > 1;
        i.score[r] = isnan(u) || i.unbounded ? NAN : fmin(1, fmax(0, u));
    }
    return i;
}

/* ---------------------------------------------------------- between two units */

/** On a sphere, from the angle between the two places; km. */
static inline double lens_great_circle(const realm_place *a,
                                       const realm_place *b)
{
    const double degree = acos(-1) / 180;
    const realm_place *const of[] = {a, b};
    double at[2][3];
    for (int i = 0; i < 2; i++) {
        at[i][0] = cos(of[i]->lat * degree) * cos(of[i]->lon * degree);
        at[i][1] = cos(of[i]->lat * degree) * sin(of[i]->lon * degree);
        at[i][2] = sin(of[i]->lat * degree);
    }
    double x = at[0][1] * at[1][2] - at[0][2] * at[1][1];
    double y = at[0][2] * at[1][0] - at[0][0] * at[1][2];
    double z = at[0][0] * at[1][1] - at[0][1] * at[1][0];
    double along = at[0][0] * at[1][0] + at[0][1] * at[1][1] +
                   at[0][2] * at[1][2];
    return 6371.0088 * atan2(sqrt(x * x + y * y + z * z), along);
}

/* Of pairs where any between regions at hand is given. */
static inline double lens_distance(const lens *v, int r, int s)
{
    int from = v->u.place[r];
    int to = v->u.place[s];
    if (!v->paired)
        return lens_great_circle(&v->w->place[from], &v->w->place[to]);
    double there = v->w->distance[from][to];
    return isnan(there) ? v->w->distance[to][from] : there;
}

/** The level of barrier as given, else as many fields as differ of those that
 * both have; NaN where there is none of these. */
static inline double lens_barrier(const lens *v, int r, int s)
{
    const realm_place *a = lens_place(v, r);
    const realm_place *b = lens_place(v, s);
    double given = v->w->barrier[v->u.place[r]][v->u.place[s]];
    if (isnan(given))
        given = v->w->barrier[v->u.place[s]][v->u.place[r]];
    if (!isnan(given))
        return given;
    bool known = a->province >= 0 && b->province >= 0;
    double level = known && a->province != b->province;
    for (int z = 0; z < REALM_ZONES; z++) {
        bool both = a->zone[z] >= 0 && b->zone[z] >= 0;
        known |= both;
        level += both && a->zone[z] != b->zone[z];
    }
    return known ? level : NAN;
}

#endif
