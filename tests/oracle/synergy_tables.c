/* SPDX-License-Identifier: MIT */
/*
 * M4, X2, M23 and M5 once more, from their definitions: every row that the
 * synergy panel gives of the indicators and firms of 200 random realms must be
 * the one told here, and none may be missing.
 */
#include <stdlib.h>

#include "support/ledger.h"

enum { CHAINS = 4, FACTORS = 3 };

/* ------------------------------------------------------------------ M4: scores */

/** The chains of a window. */
typedef struct {
    int count;
    double score[CHAINS][LENS_UNITS]; ///< NaN: an indicator is missing
    bool clipped[LENS_UNITS];
    bool pooled;
    bool unbounded;
} chains;

/* 1 - e of the scores known, e their entropy over its largest. */
static double diversity(const lens *v, const double score[])
{
    double sum = 0;
    double known = 0;
    double entropy = 0;
    for (int r = 0; r < v->u.n; r++) {
        known += !isnan(score[r]);
        sum += isnan(score[r]) ? 0 : score[r];
    }
    for (int r = 0; r < v->u.n; r++) {
        double p = isnan(score[r]) ? 0 : score[r] / sum;
        entropy -= p > 0 ? p * log(p) : 0;
    }
    return known > 1 && sum > 0 ? 1 - entropy / log(known) : 0;
}

static bool is_of_chain(const lens *v, int def, int chain)
{
    return v->w->def[def].chain == chain;
}

/* As given, 1 where it is not; by entropy, where that tells them apart. */
static void weigh(const lens *v, int chain,
                  double score[REALM_DEFS][LENS_UNITS], double weight[])
{
    double all = 0;
    for (int d = 0; d < v->w->defs; d++) {
        weight[d] = v->w->def[d].weight;
        if (isnan(weight[d]))
            weight[d] = 1;
        all += is_of_chain(v, d, chain) ? diversity(v, score[d]) : 0;
    }
    for (int d = 0; d < v->w->defs && v->options->entropy; d++)
        weight[d] = all > 1e-12 ? diversity(v, score[d]) : 1;
}

static void add_chain(const lens *v, int chain, chains *c)
{
    double score[REALM_DEFS][LENS_UNITS];
    double weight[REALM_DEFS];
    double all = 0;
    bool any = false;
    for (int d = 0; d < v->w->defs; d++) {
        lens_indicator i = lens_scores(v, d);
        for (int r = 0; r < v->u.n; r++) {
            bool mapped = !v->options->raw;
            score[d][r] = mapped ? 0.01 + 0.98 * i.score[r] : i.score[r];
            c->clipped[r] |= is_of_chain(v, d, chain) && i.clipped[r];
        }
        any |= is_of_chain(v, d, chain);
        c->pooled |= is_of_chain(v, d, chain) && i.pooled;
        c->unbounded |= is_of_chain(v, d, chain) && i.unbounded;
    }
    if (!any)
        return;
    weigh(v, chain, score, weight);
    for (int d = 0; d < v->w->defs; d++)
        all += is_of_chain(v, d, chain) ? weight[d] : 0;
    for (int r = 0; r < v->u.n; r++) {
        double sum = 0;
        for (int d = 0; d < v->w->defs; d++)
            sum += is_of_chain(v, d, chain) ? weight[d] * score[d][r] : 0;
        c->score[c->count][r] = sum / all;
    }
    c->count++;
}

static chains chains_of(const lens *v)
{
    chains c = {0};
    for (int chain = 0; chain < CHAINS; chain++)
        add_chain(v, chain, &c);
    return c;
}

/* Indicators of chains that a region has, or lacks. */
static double count_known(const lens *v, int r, bool has)
{
    double count = 0;
    for (int d = 0; d < v->w->defs; d++)
        if (v->w->def[d].chain >= 0)
            count += isnan(lens_scores(v, d).score[r]) != has;
    return count;
}

/* The reason of the first indicator that a region lacks: by chain, those of
 * links after the others. */
static qp_reason lack_of(const lens *v, int r)
{
    for (int chain = 0; chain < CHAINS; chain++)
        for (int layer = -1; layer < v->w->layers; layer++)
            for (int d = 0; d < v->w->defs; d++) {
                lens_indicator i = lens_scores(v, d);
                if (is_of_chain(v, d, chain) && v->w->def[d].layer == layer &&
                    isnan(i.score[r]))
                    return i.unpeopled[r] ? QP_REASON_NO_POPULATION
                                          : QP_REASON_MISSING_INDICATOR;
            }
    return QP_REASON_NONE;
}

static qp_reason why_no_chains(const lens *v, const chains *c, int r)
{
    return c->count < 2   ? QP_REASON_FEW_CHAINS
           : c->unbounded ? QP_REASON_NO_BOUNDS
                          : lack_of(v, r);
}

/* ---------------------------------------------------------------- M4: coupling */

/** What M4 says of a region. */
typedef struct {
    double standard;
    double wang;
    double level;
    bool zero;
} coupling;

static coupling coupling_of(const chains *c, int r)
{
    coupling of = {.level = 0};
    double product = 1;
    double largest = 0;
    double gaps = 0;
    double n = c->count; /* n ratios to the largest, of which one is 1 */
    for (int i = 0; i < c->count; i++) {
        double u = c->score[i][r];
        of.level += u / n;
        of.zero |= u <= 0;
        product *= u;
        largest = fmax(largest, u);
        for (int j = 0; j < i; j++)
            gaps += fabs(u - c->score[j][r]);
    }
    double even = 1 - gaps / (n * (n - 1) / 2);
    of.standard = of.zero ? 0 : pow(product, 1 / n) / of.level;
    of.wang = of.zero
                  ? 0
                  : sqrt(even * pow(product / pow(largest, n), 1 / (n - 1)));
    if (c->count < 2 || c->unbounded || isnan(of.level))
        of.standard = of.wang = of.level = NAN;
    return of;
}

static double coordination(const chains *c, int r)
{
    coupling of = coupling_of(c, r);
    return sqrt(of.wang * of.level);
}

static double rank_of(const lens *v, const chains *c, int r)
{
    double own = coordination(c, r);
    double rank = 1;
    for (int s = 0; s < v->u.n; s++) {
        double other = coordination(c, s);
        rank += other - own > 1e-9 * own;
    }
    return isnan(own) ? NAN : rank;
}

static void tell_coupling(const lens *v)
{
    chains c = chains_of(v);
    char region[8];
    ledger_layer("");
    for (int r = 0; r < v->u.n; r++) {
        coupling of = coupling_of(&c, r);
        double has = count_known(v, r, true);
        double lacks = count_known(v, r, false);
        qp_reason why = isnan(of.level) ? why_no_chains(v, &c, r)
                                        : QP_REASON_NONE;
        const struct {
            qp_metric metric;
            double value;
        } rows[] = {
            {QP_M_COUPLING_DEGREE_WANG, of.wang},
            {QP_M_COUPLING_DEGREE_STANDARD, of.standard},
            {QP_M_DEVELOPMENT_LEVEL, of.level},
            {QP_M_COUPLING_COORDINATION_WANG, sqrt(of.wang * of.level)},
            {QP_M_COUPLING_COORDINATION_STANDARD, sqrt(of.standard * of.level)},
            {QP_M_COUPLING_COORDINATION_RANK, rank_of(v, &c, r)},
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            ledger_row *row = say(realm_actor(v->u.place[r], region), "",
                                  rows[i].metric, rows[i].value, why);
            if (!c.unbounded) {
                row->n = has;
                row->missing = lacks;
            }
            if (isnan(row->value))
                continue;
            say_flag(row, QP_FLAG_WEIGHTINGS, true);
            say_flag(row, QP_FLAG_ZERO_CHAIN,
                     of.zero && rows[i].metric != QP_M_DEVELOPMENT_LEVEL);
            say_flag(row, QP_FLAG_POOLED, c.pooled);
            say_flag(row, QP_FLAG_CLIPPED, c.clipped[r]);
            if (rows[i].metric == QP_M_COUPLING_COORDINATION_WANG)
                row->rank = rank_of(v, &c, r);
        }
    }
}

/* -------------------------------------------------------------------------- X2 */

/** Of each chain that has indicators, their geometric mean. */
typedef struct {
    int count;
    double order[CHAINS][LENS_UNITS];
} orders;

static orders orders_of(const lens *v)
{
    orders o = {.count = 0};
    for (int chain = 0; chain < CHAINS; chain++) {
        double product[LENS_UNITS];
        double count = 0;
        for (int r = 0; r < v->u.n; r++)
            product[r] = 1;
        for (int d = 0; d < v->w->defs; d++) {
            if (!is_of_chain(v, d, chain))
                continue;
            lens_indicator i = lens_scores(v, d);
            count++;
            for (int r = 0; r < v->u.n; r++)
                product[r] *= i.score[r];
        }
        for (int r = 0; r < v->u.n; r++)
            o.order[o.count][r] = pow(product[r], 1 / count);
        o.count += count > 0;
    }
    return o;
}

static double composite(const orders *from, const orders *to, int r)
{
    double product = 1;
    double least = INFINITY;
    for (int c = 0; c < from->count; c++) {
        double gained = to->order[c][r] - from->order[c][r];
        if (isnan(gained))
            return NAN;
        least = fmin(least, gained);
        product *= fabs(gained) < 1e-15 ? 0 : fabs(gained);
    }
    return (least < 0 ? -1 : 1) * pow(product, 1.0 / from->count);
}

static void tell_change(const lens *v, int from, int to)
{
    lens before = *v;
    lens after = *v;
    char region[8];
    before.year = from;
    after.year = to;
    snprintf(ledger.window, sizeof ledger.window, "%d>%d", from, to);
    chains c = chains_of(&after);
    orders low = orders_of(&before);
    orders high = orders_of(&after);
    for (int r = 0; r < v->u.n; r++) {
        bool known = c.count > 1 && !c.unbounded;
        double value = known ? composite(&low, &high, r) : NAN;
        qp_reason why = QP_REASON_NONE;
        if (isnan(value))
            why = why_no_chains(&before, &c, r);
        if (isnan(value) && why == QP_REASON_NONE)
            why = why_no_chains(&after, &c, r);
        say(realm_actor(v->u.place[r], region), "",
            QP_M_COMPOSITE_SYNERGY_DEGREE, value, why);
    }
}

static void tell_changes(const lens *v)
{
    char region[8];
    const int last = REALM_FIRST + REALM_YEARS - 1;
    ledger_layer("");
    if (v->options->frame.step_months == 0) {
        for (int r = 0; r < v->u.n; r++)
            say(realm_actor(v->u.place[r], region), "",
                QP_M_COMPOSITE_SYNERGY_DEGREE, NAN, QP_REASON_ONE_WINDOW);
        return;
    }
    tell_change(v, REALM_FIRST, last);
    for (int year = REALM_FIRST; year < last; year++)
        tell_change(v, year, year + 1);
}

/* ------------------------------------------------------------------------- M23 */

/** Factors of the regions. */
typedef struct {
    int count;
    double stock[FACTORS][LENS_UNITS]; ///< NaN: not known
    bool pooled;
} factors;

static factors factors_of(const lens *v)
{
    factors f = {0};
    for (int factor = 0; factor < FACTORS; factor++) {
        double sum[LENS_UNITS] = {0};
        double count = 0;
        for (int d = 0; d < v->w->defs; d++) {
            lens_indicator i = lens_scores(v, d);
            if (v->w->def[d].factor != factor)
                continue;
            count++;
            f.pooled |= i.pooled;
            for (int r = 0; r < v->u.n; r++)
                sum[r] += i.score[r];
        }
        for (int r = 0; r < v->u.n; r++)
            f.stock[f.count][r] = sum[r] / count;
        f.count += count > 0;
    }
    return f;
}

static bool has_factors(const factors *f, int r)
{
    bool all = true;
    for (int l = 0; l < f->count; l++)
        all &= !isnan(f->stock[l][r]);
    return all;
}

static int upwards(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool is_pair(const lens *v, int r, int s)
{
    return r < s && lens_cluster(v, r) >= 0 &&
           lens_cluster(v, r) == lens_cluster(v, s);
}

/* The mean of both directions. */
static double apart(const lens *v, int r, int s)
{
    return (lens_distance(v, r, s) + lens_distance(v, s, r)) / 2;
}

/* As asked for, or the median of the distances inside clusters. */
static double reach_of(const lens *v)
{
    static double d[LENS_UNITS * LENS_UNITS];
    size_t n = 0;
    for (int r = 0; r < v->u.n; r++)
        for (int s = 0; s < v->u.n; s++)
            if (is_pair(v, r, s) && !isnan(apart(v, r, s)))
                d[n++] = apart(v, r, s);
    if (!isnan(v->options->reach) || n == 0)
        return v->options->reach;
    qsort(d, n, sizeof *d, upwards);
    return (d[(n - 1) / 2] + d[n / 2]) / 2;
}

static double surplus(const lens *v, const factors *f, double reach, int r,
                      int s)
{
    double gain = 0;
    double loss = 0;
    double n = f->count;
    double barrier = lens_barrier(v, r, s);
    for (int l = 0; l < f->count; l++) {
        loss += fmin(f->stock[l][r], f->stock[l][s]);
        for (int m = 0; m < f->count; m++)
            gain += l != m ? sqrt(f->stock[l][r] * f->stock[m][s]) : 0;
    }
    return exp(-apart(v, r, s) / reach) *
           pow(v->options->beta, isnan(barrier) ? 0 : barrier) *
           (gain / (n * (n - 1)) - v->options->gamma * loss / n);
}

/** A sum over the pairs of a cluster. */
typedef struct {
    double sum;
    double used; ///< pairs that both have all factors
    double left; ///< the others
} field;

static field field_of(const lens *v, const factors *f, int k)
{
    field of = {.used = 0};
    double reach = reach_of(v);
    for (int r = 0; r < v->u.n; r++)
        for (int s = 0; s < v->u.n; s++) {
            if (!is_pair(v, r, s) || lens_cluster(v, r) != k)
                continue;
            bool known = has_factors(f, r) && has_factors(f, s);
            of.left += !known;
            of.used += known;
            of.sum += known ? surplus(v, f, reach, r, s) : 0;
        }
    return of;
}

static void tell_field(const lens *v)
{
    factors f = factors_of(v);
    char cluster[8];
    char object[32];
    snprintf(object, sizeof object, "gamma=%g", v->options->gamma);
    ledger_layer("");
    for (int k = 0; k < v->w->clusters; k++) {
        field of = field_of(v, &f, k);
        bool told = f.count > 1 && of.used > 0;
        qp_reason why = lens_cluster_size(v, k) < 2 ? QP_REASON_ONE_REGION
                        : f.count < 2               ? QP_REASON_FEW_FACTORS
                        : of.used > 0               ? QP_REASON_NO_DISTANCE
                                      : QP_REASON_MISSING_INDICATOR;
        snprintf(cluster, sizeof cluster, "k%d", k % 10);
        ledger_row *row = say(cluster, object, QP_M_FIELD_SURPLUS,
                              told ? of.sum / of.used : NAN, why);
        if (lens_cluster_size(v, k) > 1 && f.count > 1) {
            row->n = of.used;
            row->missing = of.left;
        }
        if (!isnan(row->value))
            say_flag(row, QP_FLAG_POOLED, f.pooled);
    }
}

/* -------------------------------------------------------------------------- M5 */

/** A firm or institute with all three fields. */
typedef struct {
    int geography;
    int technology;
    int organisation;
    int cluster;
} helix_unit;

typedef struct {
    int count;
    int left; ///< of a kind that has the fields, but without one of them
    helix_unit unit[REALM_FIRMS];
} helix;

static int field_value(const realm_firm *firm, const char *name)
{
    if (name == NULL || strcmp(name, "industry") == 0)
        return firm->industry;
    if (strcmp(name, "country") == 0)
        return firm->country;
    return firm->institute;
}

static int technology_of(const lens *v, const realm_firm *firm)
{
    return field_value(firm, v->options->technology);
}

static int organisation_of(const lens *v, const realm_firm *firm)
{
    const char *name = v->options->organisation;
    return name == NULL ? firm->size : field_value(firm, name);
}

/* A kind of which none has both fields is not asked; where none of either has,
 * enterprises are. */
static bool is_asked(const lens *v, bool institute)
{
    bool has[2] = {false, false};
    for (int f = 0; f < v->w->firms; f++) {
        const realm_firm *firm = &v->w->firm[f];
        has[firm->institute] |= !firm->group && technology_of(v, firm) >= 0 &&
                                organisation_of(v, firm) >= 0;
    }
    return has[institute] || (!has[true] && !institute);
}

static helix helix_of(const lens *v)
{
    helix h = {.count = 0};
    for (int f = 0; f < v->w->firms; f++) {
        const realm_firm *firm = &v->w->firm[f];
        helix_unit u = {.geography = lens_seat(v, REALM_PLACES + f),
                        .technology = technology_of(v, firm),
                        .organisation = organisation_of(v, firm)};
        u.cluster = lens_cluster(v, u.geography);
        if (firm->group || !is_asked(v, firm->institute))
            continue;
        if (u.geography >= 0 && u.technology >= 0 && u.organisation >= 0)
            h.unit[h.count++] = u;
        else
            h.left++;
    }
    return h;
}

static helix inside(const helix *all, int k)
{
    helix h = {.count = 0};
    for (int i = 0; i < all->count; i++)
        if (all->unit[i].cluster == k)
            h.unit[h.count++] = all->unit[i];
    return h;
}

/* Are two alike in the fields g, k, s that are looked at? */
static bool are_alike(const helix_unit *a, const helix_unit *b, bool g, bool k,
                      bool s)
{
    return (!g || a->geography == b->geography) &&
           (!k || a->technology == b->technology) &&
           (!s || a->organisation == b->organisation);
}

/* -mean log2 of the share of those that are like each; also how many cells. */
static double entropy(const helix *h, bool g, bool k, bool s, double *cells)
{
    double sum = 0;
    double occupied = 0;
    for (int i = 0; i < h->count; i++) {
        double alike = 0;
        for (int j = 0; j < h->count; j++)
            alike += are_alike(&h->unit[i], &h->unit[j], g, k, s);
        sum -= log2(alike / h->count) / h->count;
        occupied += 1 / alike;
    }
    if (cells != NULL)
        *cells = round(occupied);
    return sum;
}

/* mbit */
static double helix_t(const helix *h)
{
    double t = entropy(h, 1, 0, 0, NULL) + entropy(h, 0, 1, 0, NULL) +
               entropy(h, 0, 0, 1, NULL) - entropy(h, 1, 1, 0, NULL) -
               entropy(h, 1, 0, 1, NULL) - entropy(h, 0, 1, 1, NULL) +
               entropy(h, 1, 1, 1, NULL);
    return h->count > 0 ? 1000 * t : NAN;
}

static void tell_helix_rows(const char *subject, const helix *h)
{
    static const char *const objects[] = {"geography", "technology",
                                          "organisation", "cells"};
    double cells[4];
    entropy(h, 1, 0, 0, &cells[0]);
    entropy(h, 0, 1, 0, &cells[1]);
    entropy(h, 0, 0, 1, &cells[2]);
    entropy(h, 1, 1, 1, &cells[3]);
    bool any = h->count > 0;
    double bias = -1000 * (cells[0] - 1) * (cells[1] - 1) * (cells[2] - 1) /
                  (2 * h->count * log(2));
    ledger_row *row = say(subject, "", QP_M_TRIPLE_HELIX_T, helix_t(h),
                          QP_REASON_NO_UNIT);
    row->n = h->count;
    if (any) {
        say_flag(row, QP_FLAG_SPARSE, h->count < 10 * cells[3]);
        say_flag(row, QP_FLAG_DEGENERATE, cells[0] < 2);
    }
    row = say(subject, "", QP_M_TRIPLE_HELIX_SYNERGY, any ? UNSAID : NAN,
              QP_REASON_NO_UNIT);
    row->n = h->count;
    say(subject, "", QP_M_TRIPLE_HELIX_BIAS, any ? bias : NAN,
        QP_REASON_NO_UNIT)
        ->n = h->count;
    for (int i = 0; i < 4; i++)
        say(subject, objects[i], QP_M_TRIPLE_HELIX_CLASSES,
            any ? cells[i] : NAN, QP_REASON_NO_UNIT)
            ->n = h->count;
}

static bool has_clusters(const lens *v)
{
    bool any = false;
    for (int r = 0; r < v->u.n; r++)
        any |= lens_cluster(v, r) >= 0;
    return any;
}

static void tell_helix(const lens *v)
{
    helix all = helix_of(v);
    double between = helix_t(&all);
    char cluster[8];
    size_t first = ledger.count;
    ledger_layer("");
    tell_helix_rows("all", &all);
    for (int k = 0; k < v->w->clusters; k++) {
        helix h = inside(&all, k);
        snprintf(cluster, sizeof cluster, "k%d", k % 10);
        tell_helix_rows(cluster, &h);
        double part = h.count > 0 ? helix_t(&h) * h.count / all.count : NAN;
        say(cluster, "", QP_M_TRIPLE_HELIX_CONTRIBUTION, part,
            QP_REASON_NO_UNIT)
            ->n = h.count;
        between -= h.count > 0 ? part : 0;
    }
    double t = helix_t(&all);
    bool none = !has_clusters(v);
    bool zero = fabs(t) < 1e-9;
    for (size_t i = first; i < ledger.count; i++)
        if (strstr(ledger.rows[i].key, "|all|") != NULL)
            ledger.rows[i].missing = all.left;
    say("between-clusters", "", QP_M_TRIPLE_HELIX_CONTRIBUTION,
        none ? NAN : between, none ? QP_REASON_NO_CLUSTER : QP_REASON_NO_UNIT)
        ->n = all.count;
    say("all", "", QP_M_TRIPLE_HELIX_BETWEEN_SHARE,
        none || zero ? NAN : 100 * between / t,
        none   ? QP_REASON_NO_CLUSTER
        : zero ? QP_REASON_ZERO_TOTAL
               : QP_REASON_NO_UNIT)
        ->tolerance = 1e-6;
}

/* --------------------------------------------------------------------- walking */

static void tell(const lens *v)
{
    tell_coupling(v);
    tell_field(v);
    if (v->year == 0)
        tell_helix(v);
}

static const bool asked[QP_METRIC_COUNT] = {
    [QP_M_COUPLING_DEGREE_WANG] = true,
    [QP_M_COUPLING_DEGREE_STANDARD] = true,
    [QP_M_DEVELOPMENT_LEVEL] = true,
    [QP_M_COUPLING_COORDINATION_WANG] = true,
    [QP_M_COUPLING_COORDINATION_STANDARD] = true,
    [QP_M_COUPLING_COORDINATION_RANK] = true,
    [QP_M_COMPOSITE_SYNERGY_DEGREE] = true,
    [QP_M_FIELD_SURPLUS] = true,
    [QP_M_TRIPLE_HELIX_T] = true,
    [QP_M_TRIPLE_HELIX_SYNERGY] = true,
    [QP_M_TRIPLE_HELIX_CONTRIBUTION] = true,
    [QP_M_TRIPLE_HELIX_BETWEEN_SHARE] = true,
    [QP_M_TRIPLE_HELIX_BIAS] = true,
    [QP_M_TRIPLE_HELIX_CLASSES] = true,
};

QP_TEST(synergy_tables, agrees_with_the_definitions_on_random_realms)
{
    ledger_ask_realms(tell, tell_changes, asked);
    ledger_assert_values(asked, REALMS / 20);
}

QP_TEST(synergy_tables, agrees_with_the_definitions_on_degenerate_realms)
{
    ledger_ask_cases(tell, tell_changes, asked);
}
