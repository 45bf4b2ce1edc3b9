/* SPDX-License-Identifier: MIT */
/*
 * M20, M22 and M24 once more, from their definitions: every row that the
 * synergy panel gives of the layers of 200 random realms together, and of the
 * barriers between their regions, must be the one told here, and none may be
 * missing. Where a gravity model does not come to an end, that there is a row
 * is all that is asked.
 */
#include "support/ledger.h"

enum { CHAINS = 4, ENOUGH_REGIONS = 15 };

/** The cooperative layers in which anything flows, if only inside regions. */
typedef struct {
    int cooperative; ///< layers, with and without flow
    int count;
    int layer[REALM_LAYERS];
    lens_square flow[REALM_LAYERS];
    lens_square tie[REALM_LAYERS];
} present;

static bool has_flow(const lens *v, int layer)
{
    lens_square f = lens_flows(v, layer);
    return lens_sum(v, &f) > 0;
}

static void find_present(const lens *v, present *p)
{
    p->count = p->cooperative = 0;
    for (int l = 0; l < v->w->layers; l++) {
        p->cooperative += lens_is_cooperative(v->w, l);
        if (lens_is_cooperative(v->w, l) && has_flow(v, l)) {
            p->layer[p->count] = l;
            p->flow[p->count] = lens_flows(v, l);
            p->tie[p->count++] = lens_ties(v, l);
        }
    }
}

static bool is_inside(const lens *v, int r, int s, int k)
{
    return r < s && lens_cluster(v, r) == k && lens_cluster(v, s) == k;
}

/* In how many layers a pair is linked. */
static double breadth(const present *p, int r, int s)
{
    double layers = 0;
    for (int l = 0; l < p->count; l++)
        layers += p->tie[l].at[r][s] > 0;
    return layers;
}

/* ------------------------------------------------------------------------- M20 */

/* Weighted reciprocity inside a cluster; NaN: nothing flows there. */
static double reciprocity(const lens *v, const lens_square *f, int k)
{
    double both = 0;
    double all = 0;
    for (int r = 0; r < v->u.n; r++)
        for (int s = 0; s < v->u.n; s++)
            if (is_inside(v, r, s, k)) {
                both += 2 * fmin(f->at[r][s], f->at[s][r]);
                all += f->at[r][s] + f->at[s][r];
            }
    return all > 0 ? both / all : NAN;
}

static double mean_reciprocity(const lens *v, const present *p, int k)
{
    double sum = 0;
    double count = 0;
    for (int l = 0; l < p->count; l++) {
        double one = reciprocity(v, &p->flow[l], k);
        if (!v->w->layer[p->layer[l]].directed || isnan(one))
            continue;
        sum += one;
        count++;
    }
    return count > 0 ? sum / count : NAN;
}

static bool is_linked_in(const lens *v, const present *p, int chain, int r,
                         int s)
{
    bool any = false;
    for (int l = 0; l < p->count; l++)
        any |= v->w->layer[p->layer[l]].chain == chain &&
               p->tie[l].at[r][s] > 0;
    return any;
}

static bool is_present(const lens *v, const present *p, int chain)
{
    bool any = false;
    for (int l = 0; l < p->count; l++)
        any |= v->w->layer[p->layer[l]].chain == chain;
    return any;
}

/* Jaccard of the linked pairs of two chains inside a cluster. */
static double overlap(const lens *v, const present *p, int a, int b, int k)
{
    double both = 0;
    double either = 0;
    for (int r = 0; r < v->u.n; r++)
        for (int s = 0; s < v->u.n; s++)
            if (is_inside(v, r, s, k)) {
                bool one = is_linked_in(v, p, a, r, s);
                bool other = is_linked_in(v, p, b, r, s);
                both += one && other;
                either += one || other;
            }
    return either > 0 ? both / either : NAN;
}

static double mean_overlap(const lens *v, const present *p, int k, bool *few)
{
    double sum = 0;
    double count = 0;
    int chains = 0;
    for (int a = 0; a < CHAINS; a++) {
        chains += is_present(v, p, a);
        for (int b = 0; b < a; b++) {
            double one = is_present(v, p, a) && is_present(v, p, b)
                             ? overlap(v, p, a, b, k)
                             : NAN;
            sum += isnan(one) ? 0 : one;
            count += !isnan(one);
        }
    }
    *few = chains < 2;
    return count > 0 ? sum / count : NAN;
}

/* Is a pair linked in a directed layer; or in one of a chain? */
static bool is_tied(const lens *v, const present *p, bool directed, int r,
                    int s)
{
    bool any = false;
    for (int l = 0; l < p->count; l++) {
        const realm_layer *layer = &v->w->layer[p->layer[l]];
        any |= p->tie[l].at[r][s] > 0 &&
               (directed ? layer->directed : layer->chain >= 0);
    }
    return any;
}

/** Sums over the pairs of a cluster. */
typedef struct {
    double pairs;
    double linked;
    double layers;   ///< of linked pairs
    double directed; ///< linked in a directed layer
    double chained;  ///< linked in a layer of a chain
    double compared;
    double unlike;
} links_inside;

static links_inside links_of(const lens *v, const present *p, int k)
{
    lens_table t = lens_either_portfolio(v);
    links_inside in = {0};
    for (int r = 0; r < v->u.n; r++)
        for (int s = 0; s < v->u.n; s++) {
            if (!is_inside(v, r, s, k))
                continue;
            double layers = breadth(p, r, s);
            double cosine = layers > 0 ? lens_cosine(&t, r, s) : NAN;
            in.pairs++;
            in.linked += layers > 0;
            in.layers += layers;
            in.directed += is_tied(v, p, true, r, s);
            in.chained += is_tied(v, p, false, r, s);
            in.compared += !isnan(cosine);
            in.unlike += isnan(cosine) ? 0 : 1 - cosine;
        }
    return in;
}

static void tell_parts(const lens *v, const present *p, int k)
{
    char cluster[8];
    bool few = false;
    links_inside in = links_of(v, p, k);
    double overlapping = mean_overlap(v, p, k, &few);
    qp_reason one = lens_cluster_size(v, k) < 2 ? QP_REASON_ONE_REGION
                                                : QP_REASON_NONE;
    bool any = in.linked > 0;
    bool told = p->cooperative > 0;
    bool directed = false;
    for (int l = 0; l < p->count; l++)
        directed |= v->w->layer[p->layer[l]].directed;
    qp_reason none = one != QP_REASON_NONE       ? one
                     : told || v->w->layers == 0 ? QP_REASON_NO_LINK
                                                 : QP_REASON_NOT_COOPERATIVE;
    const struct {
        qp_metric metric;
        double n;
        double value;
        qp_reason why;
    } rows[] = {
        {QP_M_PAIR_LINK_SHARE, in.pairs,
         told && in.pairs > 0 ? in.linked / in.pairs : NAN, none},
        {QP_M_LAYER_BREADTH, in.linked, in.layers / in.linked / p->count, none},
        {QP_M_LAYER_RECIPROCITY, in.directed, mean_reciprocity(v, p, k),
         !any       ? none
         : directed ? QP_REASON_NO_FLOW
                    : QP_REASON_UNDIRECTED},
        {QP_M_CHAIN_OVERLAP, in.chained, few ? NAN : overlapping,
         any && few ? QP_REASON_FEW_CHAINS : none},
        {QP_M_LINKED_COMPLEMENTARITY, in.compared, in.unlike / in.compared,
         any ? QP_REASON_NO_PORTFOLIO : none},
    };
    snprintf(cluster, sizeof cluster, "k%d", k % 10);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        say(cluster, "", rows[i].metric, any || i == 0 ? rows[i].value : NAN,
            rows[i].why)
            ->n = rows[i].n;
}

/* ------------------------------------------------------------------------- M22 */

/* Strength of the ties of a pair, each layer by its own total. */
static double strength(const lens *v, const present *p, int r, int s)
{
    double sum = 0;
    for (int l = 0; l < p->count; l++) {
        double all = lens_sum(v, &p->tie[l]) / 2;
        sum += all > 0 ? p->tie[l].at[r][s] / all : 0;
    }
    return sum;
}

static void tell_competition(const lens *v, const present *p)
{
    lens_table t = lens_either_portfolio(v);
    char one[8];
    char other[8];
    for (int k = 0; k < v->w->clusters; k++) {
        double most = 0;
        for (int r = 0; r < v->u.n; r++)
            for (int s = 0; s < v->u.n; s++)
                if (is_inside(v, r, s, k))
                    most = fmax(most, strength(v, p, r, s));
        for (int r = 0; r < v->u.n; r++)
            for (int s = 0; s < v->u.n; s++) {
                if (!is_inside(v, r, s, k))
                    continue;
                double apart = most > 0 ? 1 - strength(v, p, r, s) / most : 1;
                ledger_row *row = say(realm_actor(v->u.place[r], one),
                                      realm_actor(v->u.place[s], other),
                                      QP_M_HOMOGENEOUS_COMPETITION,
                                      lens_cosine(&t, r, s) * apart,
                                      QP_REASON_NO_PORTFOLIO);
                row->n = breadth(p, r, s);
                if (!isnan(row->value))
                    say_flag(row, QP_FLAG_NO_LINKS, !(most > 0));
            }
    }
}

/* What is only planned, or weighs nothing, is no rivalry; what hinders is. */
static double rivalries(const lens *v, int r, int s)
{
    double count = 0;
    for (int l = 0; l < v->w->link_count; l++) {
        const realm_link *link = &v->w->links[l];
        double weight = 0;
        for (int o = 0; o < v->w->link_count; o++)
            if (lens_is_same(v->w, link, &v->w->links[o]))
                weight += v->w->links[o].weight;
        count += lens_is_rivalry(v->w, link->layer) && !link->planned &&
                 lens_sees(v, link->year) && lens_is_link(link) && weight > 0 &&
                 lens_is_first(v->w, l) && lens_ties_units(v, link, r, s);
    }
    return count;
}

static void tell_rivalries(const lens *v)
{
    char one[8];
    char other[8];
    for (int r = 0; r < v->u.n; r++)
        for (int s = r + 1; s < v->u.n; s++)
            if (rivalries(v, r, s) > 0)
                say(realm_actor(v->u.place[r], one),
                    realm_actor(v->u.place[s], other), QP_M_RIVALRY_LINKS,
                    rivalries(v, r, s), QP_REASON_NONE)
                    ->n = rivalries(v, r, s);
}

/* ------------------------------------------------------------------------- M24 */

enum {
    LEVELS = 6,
    CELLS = LENS_UNITS * LENS_UNITS,
    COLUMNS = 2 * LENS_UNITS + LEVELS + 1
};

/** A Poisson model: ln E = column . beta, over pairs of regions. */
typedef struct {
    int exchanging; ///< regions
    int levels;
    double level[LEVELS]; ///< ascending; the first is the base
    int cells;
    int columns;
    int from[CELLS];
    int to[CELLS];
    double flow[CELLS];
    long double eta[CELLS];
    long double column[CELLS][COLUMNS];
    long double inverse[COLUMNS][COLUMNS]; ///< of the information
    bool used[COLUMNS]; ///< it does not follow from those before
} border;

static void add_level(border *b, double level)
{
    int at = 0;
    while (at < b->levels && b->level[at] < level)
        at++;
    if (isnan(level) || (at < b->levels && b->level[at] <= level))
        return;
    cr_assert_lt(b->levels, LEVELS);
    memmove(&b->level[at + 1], &b->level[at],
            (size_t)(b->levels - at) * sizeof *b->level);
    b->level[at] = level;
    b->levels++;
}

/* Effects first, so that a coefficient that follows from them is found out. */
static void add_cell(const lens *v, border *b, int r, int s, double flow)
{
    long double *x = b->column[b->cells];
    memset(x, 0, sizeof b->column[b->cells]);
    b->columns = 2 * v->u.n + b->levels;
    x[r] = x[v->u.n + s] = 1;
    for (int i = 1; i < b->levels; i++)
        x[2 * v->u.n + i - 1] = fabs(lens_barrier(v, r, s) - b->level[i]) < 0.5;
    x[b->columns - 1] = logl(lens_distance(v, r, s));
    b->from[b->cells] = r;
    b->to[b->cells] = s;
    b->flow[b->cells++] = flow;
}

static bool is_known(const lens *v, int r, int s)
{
    return r != s && lens_distance(v, r, s) > 1e-9 &&
           !isnan(lens_barrier(v, r, s));
}

/* Levels are those of pairs of a region that sends with one that receives; how
 * far they are apart is looked at where any distance is known. */
static void fill_border(const lens *v, const lens_square *f, border *b)
{
    double out[LENS_UNITS] = {0};
    double in[LENS_UNITS] = {0};
    bool placed = false;
    b->levels = b->cells = b->exchanging = 0;
    for (int r = 0; r < v->u.n; r++)
        for (int s = 0; s < v->u.n; s++) {
            out[r] += r != s ? f->at[r][s] : 0;
            in[s] += r != s ? f->at[r][s] : 0;
            placed |= r != s && !isnan(lens_distance(v, r, s));
        }
    for (int r = 0; r < v->u.n; r++) {
        b->exchanging += out[r] + in[r] > 0;
        for (int s = 0; s < v->u.n; s++)
            if (r != s && out[r] > 0 && in[s] > 0 &&
                (!placed || lens_distance(v, r, s) > 0))
                add_level(b, lens_barrier(v, r, s));
    }
    for (int r = 0; r < v->u.n; r++)
        for (int s = 0; s < v->u.n; s++)
            if (is_known(v, r, s) && out[r] > 0 && in[s] > 0)
                add_cell(v, b, r, s, f->at[r][s]);
}

/* X' E X, inverted by sweeping; what follows from columns before stays out. */
static void invert(border *b)
{
    static long double a[COLUMNS][COLUMNS];
    long double diagonal[COLUMNS];
    int n = b->columns;
    memset(a, 0, sizeof a);
    for (int i = 0; i < b->cells; i++)
        for (int r = 0; r < n; r++)
            for (int c = 0; c < n && b->column[i][r] != 0; c++)
                a[r][c] += expl(b->eta[i]) * b->column[i][r] * b->column[i][c];
    for (int k = 0; k < n; k++)
        diagonal[k] = a[k][k];
    for (int k = 0; k < n; k++) {
        long double pivot = a[k][k];
        b->used[k] = pivot > 1e-10L * diagonal[k];
        for (int r = 0; r < n && b->used[k]; r++)
            for (int c = 0; c < n && r != k; c++)
                a[r][c] -= c != k ? a[r][k] * a[k][c] / pivot : 0;
        for (int r = 0; r < n && b->used[k]; r++)
            if (r != k) {
                a[r][k] = a[r][k] / pivot;
                a[k][r] = a[k][r] / pivot;
            }
        a[k][k] = b->used[k] ? -1 / pivot : a[k][k];
    }
    for (int r = 0; r < n; r++)
        for (int c = 0; c < n; c++)
            b->inverse[r][c] = b->used[r] && b->used[c] ? -a[r][c] : 0;
}

/* One round of least squares on the working values; how far eta moved. */
static long double refit(border *b, long double beta[COLUMNS])
{
    long double right[COLUMNS] = {0};
    long double moved = 0;
    invert(b);
    for (int i = 0; i < b->cells; i++)
        for (int c = 0; c < b->columns; c++) {
            long double e = expl(b->eta[i]);
            right[c] += b->column[i][c] * (e * b->eta[i] + b->flow[i] - e);
        }
    for (int r = 0; r < b->columns; r++) {
        beta[r] = 0;
        for (int c = 0; c < b->columns; c++)
            beta[r] += b->inverse[r][c] * right[c];
    }
    for (int i = 0; i < b->cells; i++) {
        long double eta = 0;
        for (int c = 0; c < b->columns; c++)
            eta += b->column[i][c] * beta[c];
        moved = fmaxl(moved, fabsl(eta - b->eta[i]));
        b->eta[i] = eta;
    }
    return moved;
}

/* Comes to an end, with every coefficient told. */
static bool fit(border *b, long double beta[COLUMNS])
{
    long double moved = 1;
    long double sum = 0;
    for (int i = 0; i < b->cells; i++)
        sum += b->flow[i];
    for (int i = 0; i < b->cells; i++)
        b->eta[i] = logl((b->flow[i] + sum / b->cells) / 2);
    for (int round = 0; round < 60 && moved > 1e-13L && moved < 1e3L; round++)
        moved = refit(b, beta);
    bool told = moved <= 1e-13L;
    for (int c = b->columns - b->levels; c < b->columns; c++)
        told &= b->used[c];
    for (int i = 0; i < b->cells; i++)
        told &= b->eta[i] > -16;
    return told && b->cells > 0;
}

/* The sandwich of a coefficient, clustered by origin and by destination. */
static long double variance_of(const border *b, int coefficient)
{
    long double out[LENS_UNITS] = {0};
    long double in[LENS_UNITS] = {0};
    long double sum = 0;
    for (int i = 0; i < b->cells; i++) {
        long double u = 0;
        for (int c = 0; c < b->columns; c++)
            u += b->inverse[coefficient][c] * b->column[i][c];
        u *= b->flow[i] - expl(b->eta[i]);
        out[b->from[i]] += u;
        in[b->to[i]] += u;
        sum -= u * u;
    }
    for (int r = 0; r < LENS_UNITS; r++)
        sum += out[r] * out[r] + in[r] * in[r];
    return sum;
}

static void tell_level(const lens *v, const border *b, int i, double value)
{
    char object[24];
    int c = 2 * v->u.n + i - 1;
    long double variance = isnan(value) ? 0 : variance_of(b, c);
    snprintf(object, sizeof object, "barrier:%g", b->level[i]);
    ledger_row *row = say("all", object, QP_M_BORDER_EFFECT, value,
                          QP_REASON_FEW_REGIONS);
    row->tolerance = 1e-6;
    if (!(value < UNSAID))
        return;
    row->n = b->cells;
    row->missing = v->u.n * (v->u.n - 1) - b->cells;
    if (variance > 1e-9L)
        row->z = value / (double)sqrtl(variance);
}

static void tell_levels(const lens *v, const lens_square *f)
{
    static border b;
    long double beta[COLUMNS] = {0};
    lens_square apart = *f;
    for (int r = 0; r < v->u.n; r++)
        apart.at[r][r] = 0;
    fill_border(v, f, &b);
    bool none = !(lens_sum(v, &apart) > 0);
    if (none || b.levels < 2) {
        say("all", "", QP_M_BORDER_EFFECT, NAN,
            none ? QP_REASON_NO_FLOW : QP_REASON_NO_BARRIER);
        return;
    }
    bool few = b.exchanging < ENOUGH_REGIONS;
    bool fitted = !few && fit(&b, beta);
    for (int i = 1; i < b.levels; i++)
        tell_level(v, &b, i,
                   few      ? NAN
                   : fitted ? (double)beta[2 * v->u.n + i - 1]
                            : UNSAID);
}

static void tell_border(const lens *v, int layer)
{
    ledger_layer(v->w->layer[layer].id);
    lens_square f = lens_flows(v, layer);
    if (!lens_is_cooperative(v->w, layer))
        say("all", "", QP_M_BORDER_EFFECT, NAN, QP_REASON_NOT_COOPERATIVE);
    else if (!v->w->layer[layer].directed)
        say("all", "", QP_M_BORDER_EFFECT, NAN, QP_REASON_UNDIRECTED);
    else
        tell_levels(v, &f);
}

/* --------------------------------------------------------------------- walking */

static void tell_layers(const lens *v)
{
    for (int l = 0; l < v->w->layers; l++)
        tell_border(v, l);
}

static void tell(const lens *v)
{
    static present p;
    find_present(v, &p);
    ledger_layer("");
    for (int k = 0; k < v->w->clusters; k++)
        tell_parts(v, &p, k);
    if (v->year == 0 || v->options->pairs) {
        tell_competition(v, &p);
        tell_rivalries(v);
    }
    tell_layers(v);
}

static const bool asked[QP_METRIC_COUNT] = {
    [QP_M_PAIR_LINK_SHARE] = true,        [QP_M_LAYER_BREADTH] = true,
    [QP_M_LAYER_RECIPROCITY] = true,      [QP_M_CHAIN_OVERLAP] = true,
    [QP_M_LINKED_COMPLEMENTARITY] = true, [QP_M_HOMOGENEOUS_COMPETITION] = true,
    [QP_M_RIVALRY_LINKS] = true,          [QP_M_BORDER_EFFECT] = true,
};

QP_TEST(synergy_together, agrees_with_the_definitions_on_random_realms)
{
    bool often[QP_METRIC_COUNT];
    memcpy(often, asked, sizeof often);
    often[QP_M_BORDER_EFFECT] = false; /* few realms are large enough */
    ledger_ask_realms(tell, NULL, asked);
    ledger_assert_values(often, REALMS / 20);
}

/* Of flows by chance, a fit by each of the two comes to the same end. */
QP_TEST(synergy_together, fits_the_same_border_effects)
{
    bool one[QP_METRIC_COUNT] = {[QP_M_BORDER_EFFECT] = true};
    for (unsigned seed = 0; seed < REALMS / 4; seed++) {
        char name[32];
        realm w = realm_of_many(seed);
        snprintf(name, sizeof name, "realm of many %u", seed);
        ledger_ask(name, &w, ledger_plain(), tell_layers, NULL, one);
    }
    ledger_assert();
    ledger_assert_values(one, REALMS / 4);
}

QP_TEST(synergy_together, agrees_with_the_definitions_on_degenerate_realms)
{
    ledger_ask_cases(tell, NULL, asked);
}
