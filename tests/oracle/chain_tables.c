/* SPDX-License-Identifier: MIT */
/*
 * A second, obvious implementation of the rows of tables: who is in a
 * consortium, and who is near to a class that is lacking; held against the
 * panel on random networks and on degenerate ones.
 */
#include "support/mills.h"

/* ------------------------------------------------------------------- consortia */

enum { TYPES = 3 + 1 + 4 }; ///< of owners, little giants, kinds of institutes

/** Members of one consortium: whoever stands for many is none. */
static unsigned members_of(const glass *v, int consortium)
{
    unsigned members = 0;
    for (int m = 0; m < v->w->member_count; m++) {
        const mill_member *row = &v->w->members[m];
        if (row->consortium == consortium && glass_is_one(v, row->member))
            members |= 1U << row->member;
    }
    return members;
}

static bool has_lead(const glass *v, int consortium)
{
    bool lead = v->w->lead[consortium] >= 0;
    for (int m = 0; m < v->w->member_count; m++) {
        const mill_member *row = &v->w->members[m];
        lead |= row->consortium == consortium &&
                (row->role == 0 || row->role == 1) &&
                glass_is_one(v, row->member);
    }
    return lead;
}

/* A university or a laboratory, or an institute that does not say. */
static bool does_research(const mill_firm *firm)
{
    return firm->institute && firm->kind <= 1;
}

static int type_of(const mill_firm *firm)
{
    if (firm->institute)
        return firm->kind >= 0 ? 4 + firm->kind : -1;
    return firm->giant ? 3 : firm->ownership;
}

/** What its members are, counted. */
typedef struct {
    double n;
    unsigned stages;
    bool research;
    bool enterprise;
    double type[TYPES];
    double typed;
    double region[MILL_PLACES];
    double placed;
} crowd;

static crowd crowd_of(const glass *v, unsigned members)
{
    crowd c = {.n = glass_count(members)};
    for (int f = 0; f < v->w->firms; f++) {
        const mill_firm *firm = &v->w->firm[f];
        if (!(members & 1U << f))
            continue;
        c.stages |= firm->stages;
        c.research |= does_research(firm);
        c.enterprise |= !firm->institute;
        if (type_of(firm) >= 0)
            c.type[type_of(firm)]++;
        c.typed += type_of(firm) >= 0;
        if (v->place_of[f] >= 0)
            c.region[v->place_of[f]]++;
        c.placed += v->place_of[f] >= 0;
    }
    return c;
}

static double diversity(const crowd *c)
{
    double same = 0;
    for (int t = 0; t < TYPES; t++)
        same += c->type[t] * c->type[t] / c->typed / c->typed;
    return c->typed > 0 ? 1 - same : NAN;
}

static double beyond_the_largest(const crowd *c)
{
    double most = 0;
    for (int r = 0; r < MILL_PLACES; r++)
        most = fmax(most, c->region[r]);
    return c->placed > 0 ? 1 - most / c->placed : NAN;
}

static void tell_consortium(const glass *v, int consortium)
{
    char name[8];
    crowd c = crowd_of(v, members_of(v, consortium));
    bool any = c.n > 0;
    bool staged = c.stages != 0;
    double roles = has_lead(v, consortium) + c.research + c.enterprise +
                   (c.stages & 4U ? 1 : 0);
    qp_reason none = QP_REASON_NO_MEMBER;
    qp_reason no_stage = any ? QP_REASON_NO_STAGE : none;
    qp_reason not_given = any ? QP_REASON_NOT_GIVEN : none;
    snprintf(name, sizeof name, "z%d", consortium % 10);
    say(name, "", QP_M_CONSORTIUM_COMPLETENESS, any ? roles / 4 : NAN, none)
        ->n = c.n;
    say(name, "", QP_M_CONSORTIUM_TWO_ENDS,
        staged ? (c.stages & 5U) == 5U : NAN, no_stage)
        ->n = c.n;
    say(name, "", QP_M_CONSORTIUM_STAGE_COVERAGE,
        staged ? glass_count(c.stages) / 3.0 : NAN, no_stage)
        ->n = c.n;
    ledger_row *row = say(name, "", QP_M_CONSORTIUM_DIVERSITY, diversity(&c),
                          not_given);
    row->missing = c.n - c.typed;
    row = say(name, "", QP_M_CONSORTIUM_CROSS_REGION, beyond_the_largest(&c),
              not_given);
    row->missing = c.n - c.placed;
}

static void tell_consortia(const glass *v)
{
    for (int c = 0; c < v->w->consortia && v->everything && v->year == 0; c++)
        tell_consortium(v, c);
}

static const bool of_consortia[QP_METRIC_COUNT] = {
    [QP_M_CONSORTIUM_COMPLETENESS] = true,   [QP_M_CONSORTIUM_TWO_ENDS] = true,
    [QP_M_CONSORTIUM_STAGE_COVERAGE] = true, [QP_M_CONSORTIUM_DIVERSITY] = true,
    [QP_M_CONSORTIUM_CROSS_REGION] = true,
};

/* ------------------------------------------------------------------ candidates */

enum { BEARERS = MILL_UNITS };

/** What bearers, regions or firms, have of each class. */
typedef struct {
    bool product;
    bool of_actors;
    int n;
    int unit[BEARERS];
    bool named[MILL_CLASSES]; ///< is in a row at all
    double x[BEARERS][MILL_CLASSES];
    bool present[BEARERS][MILL_CLASSES];
} shelf;

static bool is_latest(const glass *v, const mill_holding *h)
{
    bool latest = glass_sees(v, h->year);
    for (int i = 0; i < v->w->holding_count; i++) {
        const mill_holding *o = &v->w->holdings[i];
        latest &= !(o->product == h->product && o->bearer == h->bearer &&
                    o->class == h->class && glass_sees(v, o->year) &&
                    o->year > h->year);
    }
    return latest;
}

/* A province that has rows of its own is not made of its cities. */
static bool is_covered(const glass *v, const mill_holding *h)
{
    bool covered = false;
    for (int i = 0; i < v->w->holding_count; i++) {
        const mill_holding *o = &v->w->holdings[i];
        covered |= o->product == h->product && o->bearer == MILL_FIRMS &&
                   h->bearer > MILL_FIRMS && glass_sees(v, o->year) &&
                   v->region[v->place_of[h->bearer]] == MILL_FIRMS;
    }
    return covered;
}

/* Whoever has at least its share of a class has it; 0 and 1 say so themselves.
 */
static void find_presences(const glass *v, shelf *s)
{
    double row[BEARERS] = {0};
    double column[MILL_CLASSES] = {0};
    double all = 0;
    bool binary = true;
    for (int b = 0; b < s->n; b++)
        for (int c = 0; c < MILL_CLASSES; c++) {
            double x = s->x[b][c];
            row[b] += x;
            column[c] += x;
            all += x;
            binary &= x <= 0 || (x >= 1 && x <= 1);
        }
    for (int b = 0; b < s->n; b++)
        for (int c = 0; c < MILL_CLASSES; c++) {
            double quotient = s->x[b][c] * all / row[b] / column[c];
            s->present[b][c] = binary ? s->x[b][c] > 0
                                      : quotient >= 1 - 1e-9 &&
                                            s->x[b][c] >= v->options->least;
        }
}

/* Products where there are any rows of them, else industries. */
static bool is_of_products(const mill *w)
{
    bool product = false;
    for (int i = 0; i < w->holding_count; i++)
        product |= w->holdings[i].product;
    return product;
}

static shelf regions_of(const glass *v)
{
    shelf s = {.product = is_of_products(v->w), .of_actors = true};
    for (int i = 0; i < v->w->holding_count; i++)
        if (v->w->holdings[i].product == s.product &&
            v->w->holdings[i].bearer >= MILL_FIRMS)
            s.of_actors = false;
    for (; s.n < v->regions; s.n++)
        s.unit[s.n] = v->region[s.n];
    for (int i = 0; i < v->w->holding_count; i++) {
        const mill_holding *h = &v->w->holdings[i];
        if (h->product != s.product || (h->bearer < MILL_FIRMS) != s.of_actors)
            continue;
        s.named[h->class] = true;
        int at = v->place_of[h->bearer];
        if (at >= 0 && is_latest(v, h) && !(is_covered(v, h)))
            s.x[at][h->class] += h->value;
    }
    find_presences(v, &s);
    return s;
}

/* Enterprises that have rows. */
static shelf firms_of(const glass *v, bool product)
{
    shelf s = {.product = product, .of_actors = true};
    int row_of[MILL_FIRMS];
    for (int f = 0; f < v->w->firms; f++) {
        bool any = false;
        for (int i = 0; i < v->w->holding_count; i++)
            any |= v->w->holdings[i].product == product &&
                   v->w->holdings[i].bearer == f &&
                   is_latest(v, &v->w->holdings[i]);
        row_of[f] = any && glass_is_one(v, f) && !v->w->firm[f].institute ? s.n
                                                                          : -1;
        if (row_of[f] >= 0)
            s.unit[s.n++] = f;
    }
    for (int i = 0; i < v->w->holding_count; i++) {
        const mill_holding *h = &v->w->holdings[i];
        if (h->product == product && h->bearer < MILL_FIRMS &&
            row_of[h->bearer] >= 0 && is_latest(v, h))
            s.x[row_of[h->bearer]][h->class] += h->value;
    }
    find_presences(v, &s);
    return s;
}

/** How related classes are. */
typedef struct {
    double phi[MILL_CLASSES][MILL_CLASSES];
} web_of_classes;

static double related(const char *kind, double c, double k, double l, double s,
                      double t, double all)
{
    double phi = c / fmax(k, l);
    if (kind == NULL)
        phi = c / fmax(k, l);
    else if (strcmp(kind, "association") == 0)
        phi = c * all / s / t;
    else if (strcmp(kind, "cosine") == 0)
        phi = c / sqrt(s * t);
    else if (strcmp(kind, "jaccard") == 0)
        phi = c / (s + t - c);
    else
        phi = c / ((s * t / (all - s) + s * t / (all - t)) / 2);
    return c > 0 && isfinite(phi) ? phi : 0;
}

static web_of_classes classes_of(const glass *v, const shelf *s)
{
    web_of_classes w = {.phi = {{0}}};
    double meet[MILL_CLASSES][MILL_CLASSES] = {{0}};
    double sum[MILL_CLASSES] = {0};
    double k[MILL_CLASSES] = {0};
    double all = 0;
    for (int b = 0; b < s->n; b++)
        for (int i = 0; i < MILL_CLASSES; i++) {
            k[i] += s->present[b][i];
            for (int j = 0; j < MILL_CLASSES; j++)
                if (i != j && s->present[b][i] && s->present[b][j]) {
                    meet[i][j]++;
                    sum[i]++;
                    all++;
                }
        }
    for (int i = 0; i < MILL_CLASSES; i++)
        for (int j = 0; j < MILL_CLASSES; j++)
            if (i != j)
                w.phi[i][j] = related(v->options->relatedness, meet[i][j], k[i],
                                      k[j], sum[i], sum[j], all);
    return w;
}

static double density(const web_of_classes *w, const shelf *s, int b, int i)
{
    double there = 0;
    double all = 0;
    for (int j = 0; j < MILL_CLASSES; j++) {
        there += s->present[b][j] ? w->phi[i][j] : 0;
        all += w->phi[i][j];
    }
    return all > 0 ? 100 * there / all : NAN;
}

/* What a region would gain of a class from those of its cluster, in the mean. */
static double gain(const glass *v, const web_of_classes *w, const shelf *s,
                   int r, int i)
{
    double sum = 0;
    double partners = 0;
    for (int o = 0; o < v->regions; o++) {
        double added = 0;
        double all = 0;
        if (o == r || glass_cluster(v, r) < 0 ||
            glass_cluster(v, o) != glass_cluster(v, r))
            continue;
        for (int j = 0; j < MILL_CLASSES; j++) {
            bool new = s->present[o][j] && !s->present[r][j];
            added += new ? w->phi[i][j] : 0;
            all += w->phi[i][j];
        }
        sum += 100 * added / all;
        partners++;
    }
    return partners > 0 ? sum / partners : 0;
}

/* Of actors there in classes that are related. */
static double related_capacity(const glass *v, const web_of_classes *w,
                               const shelf *s, int r, int i)
{
    double sum = 0;
    for (int u = 0; u < MILL_UNITS; u++) {
        bool counts = false;
        for (int j = 0; j < MILL_CLASSES; j++)
            counts |= w->phi[i][j] > 0 && glass_works_on(v, u, s->product, j);
        if (counts && glass_is_one(v, u) && v->place_of[u] == r &&
            !isnan(glass_capacity(v, u)))
            sum += glass_capacity(v, u);
    }
    return sum;
}

/* -1: the first is better, 1: the second, 0: neither. */
static int better(double a, double b)
{
    return ledger_near(a, b, 1e-9) ? 0 : a > b ? -1 : 1;
}

static bool is_before(const glass *v, const web_of_classes *w, const shelf *s,
                      int i, int a, int b)
{
    int order = better(density(w, s, a, i), density(w, s, b, i));
    if (order == 0)
        order = better(gain(v, w, s, a, i), gain(v, w, s, b, i));
    if (order == 0)
        order = better(related_capacity(v, w, s, a, i),
                       related_capacity(v, w, s, b, i));
    return order != 0 ? order < 0 : a < b;
}

/* Bought abroad, and from few countries, by all together. */
static bool is_dependent(const glass *v, int layer, bool product, int class)
{
    double origin[3] = {0};
    double home = 0;
    for (int l = 0; l < v->w->link_count; l++) {
        const mill_link *link = &v->w->links[l];
        int industry = link->from < MILL_FIRMS ? v->w->firm[link->from].industry
                                               : -1;
        bool counts = product ? link->product == class
                              : link->product < 0 && industry == class;
        int country = glass_country(v, link->from);
        if (link->layer != layer || !glass_takes(v, link) || !counts ||
            country < 0)
            continue;
        if (glass_is_home(v, country))
            home += link->weight;
        else
            origin[country] += link->weight;
    }
    double foreign = origin[0] + origin[1] + origin[2];
    double hhi = (origin[0] * origin[0] + origin[1] * origin[1] +
                  origin[2] * origin[2]) /
                 foreign / foreign;
    return foreign > 0 && foreign / (foreign + home) > 0.5 && hhi > 0.4;
}

/* A stage of it is absent, or dependence flags it. */
static bool is_lacking(const glass *v, const shelf *s, int class)
{
    unsigned stages = 0;
    for (int l = 0; l < v->w->layers; l++)
        if (glass_is(v, l, "supply") && v->w->layer[l].directed &&
            is_dependent(v, l, s->product, class))
            return true;
    for (int u = 0; u < MILL_UNITS; u++)
        if (glass_is_one(v, u) && glass_works_on(v, u, s->product, class))
            stages |= glass_stages_of(v, u);
    return stages != 0 && stages != 7;
}

static void tell_regions(const glass *v, const web_of_classes *w,
                         const shelf *s, int class)
{
    char region[8];
    char object[8];
    double all = 0;
    for (int r = 0; r < s->n; r++)
        all += !s->present[r][class];
    for (int r = 0; r < s->n; r++) {
        if (s->present[r][class])
            continue;
        double value = density(w, s, r, class);
        double rank = 1;
        for (int o = 0; o < s->n; o++)
            rank += o != r && !s->present[o][class] &&
                    is_before(v, w, s, class, o, r);
        ledger_row *row = say(mill_unit(s->unit[r], region),
                              mill_class(s->product, class, object),
                              QP_M_GAP_CANDIDATE_DENSITY, value,
                              QP_REASON_NO_RELATED);
        row->rank = isnan(value) ? NAN : rank;
        if (!isnan(value))
            row->n = all;
    }
}

/* Firms by the relatedness of what regions make. */
static void tell_firms(const glass *v, const web_of_classes *w, const shelf *s,
                       int class)
{
    char firm[8];
    char object[8];
    for (int f = 0; f < s->n; f++) {
        if (s->present[f][class])
            continue;
        ledger_row *row = say(mill_unit(s->unit[f], firm),
                              mill_class(s->product, class, object),
                              QP_M_GAP_CANDIDATE_DENSITY,
                              density(w, s, f, class), QP_REASON_NO_RELATED);
        say_flag(row, QP_FLAG_LITTLE_GIANT, v->w->firm[s->unit[f]].giant);
    }
}

static void tell_candidates(const glass *v)
{
    shelf regions = regions_of(v);
    shelf firms = firms_of(v, regions.product);
    web_of_classes w = classes_of(v, &regions);
    if (!v->everything)
        return;
    if (v->w->holding_count == 0) {
        say("all", "", QP_M_GAP_CANDIDATE_DENSITY, NAN, QP_REASON_NO_PORTFOLIO);
        return;
    }
    ledger_layer(regions.product ? "portfolio:product" : "portfolio:industry");
    for (int c = 0; c < MILL_CLASSES; c++)
        if (regions.named[c] && is_lacking(v, &regions, c)) {
            tell_regions(v, &w, &regions, c);
            tell_firms(v, &w, &firms, c);
        }
}

static const bool of_candidates[QP_METRIC_COUNT] = {
    [QP_M_GAP_CANDIDATE_DENSITY] = true,
};

/* --------------------------------------------------------------------- walking */

static const mills_family families[] = {
    {tell_consortia, of_consortia},
    {tell_candidates, of_candidates},
};

static const mills_families all = {families,
                                   sizeof families / sizeof *families};

QP_TEST(chain_tables, agrees_with_the_definitions_on_random_networks)
{
    mills_ask_random(&all);
}

QP_TEST(chain_tables, agrees_with_the_definitions_on_degenerate_networks)
{
    mills_ask_cases(&all);
}
