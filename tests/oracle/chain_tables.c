/* SPDX-License-Identifier: MIT */
/*
 * A second, obvious implementation of the rows of tables: who is in a
 * consortium, and who is near to a class that is lacking; held against the
 * panel on random networks and on degenerate ones.
 */
#include "support/mills.h"
#include "support/shelf.h"

/* ------------------------------------------------------------------- consortia */

enum { SPONSOR = 2 }; ///< of mill_roles

enum { TYPES = 3 + 1 + 4 }; ///< of owners, little giants, kinds of institutes

/** Who is named in one consortium: its lead, and who is a member of it and does
 * not only pay. */
static unsigned named_in(const glass *v, int consortium)
{
    int lead = v->w->lead[consortium];
    unsigned named = lead >= 0 ? 1U << lead : 0;
    for (int m = 0; m < v->w->member_count; m++) {
        const mill_member *row = &v->w->members[m];
        if (row->consortium == consortium && row->role != SPONSOR)
            named |= 1U << row->member;
    }
    return named;
}

static bool has_lead(const glass *v, int consortium)
{
    int named = v->w->lead[consortium];
    bool lead = named >= 0 && glass_is_one(v, named);
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
    double groups; ///< that stand for many, and are no members
    double staged;
    unsigned stages;
    bool research;
    bool enterprise;
    double type[TYPES];
    double typed;
    double region[MILL_PLACES];
    double placed;
} crowd;

static crowd crowd_of(const glass *v, unsigned named)
{
    unsigned members = named & glass_actors(v);
    crowd c = {.n = glass_count(members),
               .groups = glass_count(named & ~members)};
    for (int f = 0; f < v->w->firms; f++) {
        const mill_firm *firm = &v->w->firm[f];
        if (!(members & 1U << f))
            continue;
        c.stages |= firm->stages;
        c.staged += firm->stages != 0;
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

/* Whoever is not known can add to what is there, and take nothing away. */
static void say_bounds(ledger_row *row)
{
    bool bounded = row->value < 1 && row->missing > 0;
    say_flag(row, QP_FLAG_BOUNDS, bounded);
    row->low = bounded ? row->value : NAN;
    row->high = bounded ? 1 : NAN;
}

static void tell_consortium(const glass *v, int consortium)
{
    char name[8];
    crowd c = crowd_of(v, named_in(v, consortium));
    bool staged = c.stages != 0;
    double roles = has_lead(v, consortium) + c.research + c.enterprise +
                   (c.stages & 4U ? 1 : 0);
    const struct {
        qp_metric metric;
        double value;
        double known; ///< members
        qp_reason reason;
        bool grows; ///< with every member
    } rows[] = {
        {QP_M_CONSORTIUM_COMPLETENESS, c.n > 0 ? roles / 4 : NAN, c.staged,
         QP_REASON_NO_MEMBER, true},
        {QP_M_CONSORTIUM_TWO_ENDS,
         staged ? (double)((c.stages & 5U) == 5U) : NAN, c.staged,
         QP_REASON_NO_STAGE, true},
        {QP_M_CONSORTIUM_STAGE_COVERAGE,
         staged ? glass_count(c.stages) / 3.0 : NAN, c.staged,
         QP_REASON_NO_STAGE, true},
        {QP_M_CONSORTIUM_DIVERSITY, diversity(&c), c.typed, QP_REASON_NOT_GIVEN,
         false},
        {QP_M_CONSORTIUM_CROSS_REGION, beyond_the_largest(&c), c.placed,
         QP_REASON_NOT_GIVEN, false},
    };
    snprintf(name, sizeof name, "z%d", consortium % 10);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ledger_row *row = say(name, "", rows[i].metric, rows[i].value,
                              c.n > 0 ? rows[i].reason : QP_REASON_NO_MEMBER);
        row->n = c.n;
        row->missing = c.groups + c.n - rows[i].known;
        if (rows[i].grows && !isnan(row->value))
            say_bounds(row);
        if (!rows[i].grows)
            say_flag(row, QP_FLAG_TRIVIAL, rows[i].known == 1);
    }
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

/** What is lacking: a class, or a product that stands by the industry of its
 * sellers. */
typedef struct {
    const char *name;
    int class;
    bool stands_in;
    double phi[MILL_CLASSES]; ///< as classes are related to it
    double all;
} gap;

static gap gap_of(const web_of_classes *w, const char *name, int class,
                  bool stands_in)
{
    gap g = {.name = name, .class = class, .stands_in = stands_in};
    for (int j = 0; j < MILL_CLASSES; j++) {
        g.phi[j] = w->phi[class][j];
        g.all += g.phi[j];
    }
    if (stands_in)
        g.phi[class] = g.all > 0 ? g.all : 1;
    g.all += g.phi[class];
    return g;
}

static double density(const gap *g, const shelf *s, int b)
{
    double there = 0;
    for (int j = 0; j < MILL_CLASSES; j++)
        there += s->present[b][j] ? g->phi[j] : 0;
    return g->all > 0 ? 100 * there / g->all : NAN;
}

static bool has_it(const gap *g, const shelf *s, int b)
{
    return !g->stands_in && s->present[b][g->class];
}

/* What a region would gain of a class from those of its cluster, in the mean. */
static double gain(const glass *v, const gap *g, const shelf *s, int r)
{
    double sum = 0;
    double partners = 0;
    for (int o = 0; o < v->regions; o++) {
        if (o == r || glass_cluster(v, r) < 0 ||
            glass_cluster(v, o) != glass_cluster(v, r))
            continue;
        for (int j = 0; j < MILL_CLASSES; j++)
            if (s->present[o][j] && !s->present[r][j])
                sum += 100 * g->phi[j] / g->all;
        partners++;
    }
    return partners > 0 && g->all > 0 ? sum / partners : 0;
}

/* Of actors there that have what is related. */
static double related_capacity(const glass *v, const gap *g,
                               const shelf *actors, int r)
{
    double sum = 0;
    for (int b = 0; b < actors->n; b++) {
        int f = actors->unit[b];
        if (v->place_of[f] == r && density(g, actors, b) > 0 &&
            !isnan(glass_capacity(v, f)))
            sum += glass_capacity(v, f);
    }
    return sum;
}

/* -1: the first is better, 1: the second, 0: neither. */
static int better(double a, double b)
{
    return ledger_near(a, b, 1e-9) ? 0 : a > b ? -1 : 1;
}

/** Who could fill a gap. */
typedef struct {
    int n;
    int bearer[SHELF_BEARERS];
    double density[SHELF_BEARERS];
    double gain[SHELF_BEARERS];
    double capacity[SHELF_BEARERS];
} candidates;

static bool is_before(const candidates *c, int a, int b)
{
    int order = isnan(c->density[b]) ? -1
                                     : better(c->density[a], c->density[b]);
    if (order == 0)
        order = better(c->gain[a], c->gain[b]);
    if (order == 0)
        order = better(c->capacity[a], c->capacity[b]);
    return order != 0 ? order < 0 : a < b;
}

static double ranked(const candidates *c)
{
    double count = 0;
    for (int i = 0; i < c->n; i++)
        count += c->density[i] > 0;
    return count;
}

static double rank_of(const candidates *c, int i)
{
    double rank = 1;
    for (int o = 0; o < c->n; o++)
        rank += o != i && c->density[o] > 0 && is_before(c, o, i);
    return c->density[i] > 0 ? rank : NAN;
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

static bool is_flagged(const glass *v, bool product, int class)
{
    bool flagged = false;
    for (int l = 0; l < v->w->layers; l++)
        flagged |= glass_is(v, l, "supply") && v->w->layer[l].directed &&
                   is_dependent(v, l, product, class);
    return flagged;
}

/* Are stages of it absent, and others there? */
static bool lacks_a_stage(const glass *v, bool product, int class)
{
    unsigned stages = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        if (glass_is_one(v, u) && glass_works_on(v, u, product, class))
            stages |= glass_stages_of(v, u);
    return stages != 0 && stages != 7;
}

/** All that is known of the tables in a window. */
typedef struct {
    const glass *v;
    shelf regions[2]; ///< of industries, of products
    shelf actors[2];
    web_of_classes classes[2];
} tables;

static bool has_any(const shelf *s, int region)
{
    double sum = 0;
    for (int c = 0; c < MILL_CLASSES; c++)
        sum += s->x[region][c];
    return sum > 0;
}

static void tell_regions(const tables *t, const gap *g, int kind)
{
    const shelf *s = &t->regions[kind];
    candidates c = {.n = 0};
    char region[8];
    for (int r = 0; r < s->n; r++) {
        if (has_it(g, s, r))
            continue;
        c.bearer[c.n] = r;
        c.density[c.n] = has_any(s, r) ? density(g, s, r) : NAN;
        c.gain[c.n] = gain(t->v, g, s, r);
        c.capacity[c.n++] = related_capacity(t->v, g, &t->actors[kind], r);
    }
    for (int i = 0; i < c.n; i++) {
        ledger_row *row = say(mill_unit(s->unit[c.bearer[i]], region), g->name,
                              QP_M_GAP_CANDIDATE_DENSITY, c.density[i],
                              has_any(s, c.bearer[i]) ? QP_REASON_NO_RELATED
                                                      : QP_REASON_NO_PORTFOLIO);
        row->rank = rank_of(&c, i);
        row->n = ranked(&c);
        if (!isnan(row->value))
            say_flag(row, QP_FLAG_BY_INDUSTRY, g->stands_in);
    }
}

/* Enterprises that have anything related, and do not make it. */
static void tell_firms(const tables *t, const gap *g, int kind)
{
    const shelf *s = &t->actors[kind];
    candidates c = {.n = 0};
    char firm[8];
    for (int b = 0; b < s->n; b++) {
        double capacity = glass_capacity(t->v, s->unit[b]);
        if (t->v->w->firm[s->unit[b]].institute || has_it(g, s, b) ||
            glass_sales(t->v, NULL, s->unit[b], g->name) > 0 ||
            !(density(g, s, b) > 0))
            continue;
        c.bearer[c.n] = b;
        c.density[c.n] = density(g, s, b);
        c.capacity[c.n++] = isnan(capacity) ? 0 : capacity;
    }
    for (int i = 0; i < c.n; i++) {
        int unit = s->unit[c.bearer[i]];
        ledger_row *row = say(mill_unit(unit, firm), g->name,
                              QP_M_GAP_CANDIDATE_DENSITY, c.density[i],
                              QP_REASON_NONE);
        row->rank = rank_of(&c, i);
        row->n = ranked(&c);
        say_flag(row, QP_FLAG_LITTLE_GIANT, t->v->w->firm[unit].giant);
    }
}

/* The industry of the largest seller of whom it is known, layer by layer in
 * the order of ids; -1: of none that is a class. */
static int industry_behind(const tables *t, int product)
{
    const glass *v = t->v;
    for (const char *const *id = (const char *const[]){"goods", "parts", NULL};
         *id != NULL; id++) {
        double sold[MILL_FIRMS] = {0};
        int most = -1;
        for (int l = 0; l < v->w->link_count; l++) {
            const mill_link *link = &v->w->links[l];
            if (strcmp(v->w->layer[link->layer].id, *id) == 0 &&
                glass_is(v, link->layer, "supply") &&
                v->w->layer[link->layer].directed && glass_takes(v, link) &&
                link->product == product && link->from < MILL_FIRMS)
                sold[link->from] += link->weight;
        }
        for (int f = 0; f < v->w->firms; f++)
            if (v->w->firm[f].industry >= 0 && sold[f] > 0 &&
                (most < 0 || sold[f] > sold[most]))
                most = f;
        if (most >= 0 && t->regions[0].named[v->w->firm[most].industry])
            return v->w->firm[most].industry;
    }
    return -1;
}

static void tell_gap(const tables *t, bool product, int class)
{
    char name[8];
    int kind = product ? 1 : 0;
    bool known = t->regions[kind].named[class];
    bool flagged = is_flagged(t->v, product, class);
    int behind = known || !product ? -1 : industry_behind(t, class);
    mill_class(product, class, name);
    if (!flagged && !(known && lacks_a_stage(t->v, product, class)))
        return;
    ledger_layer("");
    if (!known && behind < 0) {
        say("all", name, QP_M_GAP_CANDIDATE_DENSITY, NAN, QP_REASON_NO_CLASS);
        return;
    }
    kind = known ? kind : 0;
    ledger_layer(kind == 1 ? "portfolio:product" : "portfolio:industry");
    gap g = gap_of(&t->classes[kind], name, known ? class : behind, !known);
    tell_regions(t, &g, kind);
    if (t->v->tells_actors)
        tell_firms(t, &g, kind);
}

static void tell_candidates(const glass *v)
{
    static tables t;
    t.v = v;
    for (int kind = 0; kind < 2; kind++) {
        t.regions[kind] = shelf_of_regions(v, kind == 1);
        t.actors[kind] = shelf_of_actors(v, &t.regions[kind]);
        t.classes[kind] = classes_of(v, &t.regions[kind]);
    }
    if (!v->everything)
        return;
    if (!t.regions[0].any && !t.regions[1].any) {
        say("all", "", QP_M_GAP_CANDIDATE_DENSITY, NAN, QP_REASON_NO_PORTFOLIO);
        return;
    }
    for (int c = 0; c < MILL_CLASSES; c++) {
        tell_gap(&t, false, c);
        tell_gap(&t, true, c);
    }
}

static const bool of_candidates[QP_METRIC_COUNT] = {
    [QP_M_GAP_CANDIDATE_DENSITY] = true,
};

/* -------------------------------------------------------------------- products */

/* It has it, or sells it. */
static bool makes(const glass *v, int unit, int class)
{
    bool any = false;
    bool many = unit < MILL_FIRMS && v->w->firm[unit].group;
    for (int i = 0; i < v->w->holding_count; i++) {
        const mill_holding *h = &v->w->holdings[i];
        any |= h->product && h->bearer == unit && h->class == class &&
               h->value > 0 && shelf_is_latest(v, h);
    }
    for (int i = 0; i < v->w->link_count; i++) {
        const mill_link *l = &v->w->links[i];
        any |= glass_is(v, l->layer, "supply") &&
               v->w->layer[l->layer].directed && glass_takes(v, l) &&
               l->weight > 0 && l->from != l->to && l->from == unit &&
               l->product == class;
    }
    return any && !many;
}

/* 1: at home, 0: abroad, NaN: not known; regions are at home. */
static double at_home(const glass *v, int unit)
{
    int country = glass_country(v, unit);
    if (unit >= MILL_FIRMS)
        return v->place_of[unit] >= 0;
    return country >= 0 ? glass_is_home(v, country) : NAN;
}

/** Classes of products. */
typedef struct {
    double named;
    double home; ///< made at home, of a region there
    double open; ///< made by somebody of whom that is not known
} made;

static made made_in(const glass *v, int place)
{
    made m = {0};
    for (int c = 0; c < MILL_CLASSES; c++) {
        bool named = false;
        bool home = false;
        bool open = false;
        for (int u = 0; u < MILL_UNITS; u++) {
            if (!makes(v, u, c))
                continue;
            named = true;
            if (place >= 0 && v->place_of[u] != place)
                continue;
            home |= at_home(v, u) > 0;
            open |= isnan(at_home(v, u));
        }
        m.named += named;
        m.home += home;
        m.open += open && !home;
    }
    return m;
}

static void tell_products_of(const glass *v, const char *subject, int place)
{
    made m = made_in(v, place);
    bool told = m.named > 0 && glass_has_home(v);
    ledger_row *row = say(
        subject, "", QP_M_PRODUCT_COMPLETENESS, told ? m.home / m.named : NAN,
        m.named > 0 ? QP_REASON_NO_HOME : QP_REASON_NO_PORTFOLIO);
    row->n = m.named;
    row->low = told && m.open > 0 ? m.home / m.named : NAN;
    row->high = told && m.open > 0 ? (m.home + m.open) / m.named : NAN;
    say_flag(row, QP_FLAG_BOUNDS, told && m.open > 0);
}

static void tell_products(const glass *v)
{
    char region[8];
    if (!v->everything)
        return;
    tell_products_of(v, "all", -1);
    for (int r = 0; r < v->regions; r++)
        tell_products_of(v, mill_unit(v->region[r], region), r);
}

static const bool of_products[QP_METRIC_COUNT] = {
    [QP_M_PRODUCT_COMPLETENESS] = true,
};

/* --------------------------------------------------------------------- walking */

static const mills_family families[] = {
    {tell_consortia, of_consortia},
    {tell_candidates, of_candidates},
    {tell_products, of_products},
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
