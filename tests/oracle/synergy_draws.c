/* SPDX-License-Identifier: MIT */
/*
 * What the synergy panel says of chance once more, by plain resampling: labels
 * are given out, firms drawn and weights thrown by a generator of the test's
 * own, and the mean, the spread, p and intervals of the replicates must be
 * those of the panel, as near as so many draws can tell.
 */
#include <stdlib.h>

#include "support/ledger.h"

#ifdef __SANITIZE_ADDRESS__
enum { DRAWN_REALMS = 2 };
#else
enum { DRAWN_REALMS = 40 };
#endif

enum { DRAWS = 4000, REPLICATES = 999, FACTORS = 3, ENDS = 60 };

/** A panel of many replicates, and the realm it speaks of. */
typedef struct {
    const char *name;
    realm w;
    qp_synergy_options options;
    lens v;
    qp_panel panel;
    uint64_t state; ///< of the test's own draws
    int compared;
} trial;

/* ---------------------------------------------------------------- comparing */

/** Values drawn, those that are none left out. */
typedef struct {
    double value[DRAWS];
    int count;
} sample;

static void note(sample *s, double value)
{
    if (!isnan(value))
        s->value[s->count++] = value;
}

static double mean_of(const sample *s)
{
    double sum = 0;
    for (int i = 0; i < s->count; i++)
        sum += s->value[i];
    return sum / s->count;
}

static double spread_of(const sample *s)
{
    double sum = 0;
    for (int i = 0; i < s->count; i++)
        sum += (s->value[i] - mean_of(s)) * (s->value[i] - mean_of(s));
    return sqrt(sum / (s->count - 1));
}

/* The share that is at least, or at most, a value. */
static double tail_of(const sample *s, double value, bool upper)
{
    double count = 0;
    for (int i = 0; i < s->count; i++)
        count += upper ? s->value[i] >= value - 1e-9 * fabs(value)
                       : s->value[i] <= value + 1e-9 * fabs(value);
    return count / s->count;
}

static int upwards(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double share_below(sample *s, double value)
{
    double count = 0;
    for (int i = 0; i < s->count; i++)
        count += s->value[i] < value ? 1 : s->value[i] > value ? 0 : 0.5;
    return count / s->count;
}

static const qp_panel_row *row_of(const trial *t, qp_metric metric,
                                  const char *layer, const char *subject,
                                  const char *object)
{
    const qp_pool *text = &t->panel.text;
    for (size_t r = 0; r < t->panel.count; r++) {
        const qp_panel_row *row = &t->panel.rows[r];
        if (row->metric == metric &&
            strcmp(qp_pool_text(text, row->layer), layer) == 0 &&
            strcmp(qp_pool_text(text, row->subject), subject) == 0 &&
            strcmp(qp_pool_text(text, row->object), object) == 0)
            return row;
    }
    cr_assert_fail("%s: no row of %s %s %s %s", t->name,
                   qp_metrics[metric].name, layer, subject, object);
    return NULL;
}

/* Which p a row has. */
typedef enum { UPPER, LOWER, BOTH } tail;

static double p_of(const sample *s, double value, tail which)
{
    double upper = tail_of(s, value, true);
    double lower = tail_of(s, value, false);
    return which == UPPER   ? upper
           : which == LOWER ? lower
                            : fmin(1, 2 * fmin(upper, lower));
}

/* Five standard errors of the mean and of p, of as many replicates as have a
 * value; of the spread, what it is apart by chance. */
static void compare(trial *t, const qp_panel_row *row, const sample *s,
                    tail which)
{
    const char *name = qp_metrics[row->metric].name;
    const char *subject = qp_pool_text(&t->panel.text, row->subject);
    double sd = spread_of(s);
    double valid = (double)REPLICATES * s->count / DRAWS;
    double error = sqrt(1 / valid + 1.0 / s->count);
    cr_assert_leq(fabs(row->expected - mean_of(s)), 5 * sd * error + 1e-9,
                  "%s: mean of %s %s is %g, drawn %g", t->name, name, subject,
                  row->expected, mean_of(s));
    cr_assert_leq(fabs(row->p - p_of(s, row->value, which)), 5 * error + 0.01,
                  "%s: p of %s %s is %g, drawn %g", t->name, name, subject,
                  row->p, p_of(s, row->value, which));
    if (!isnan(row->z) && fabs(row->z) > 0.1) {
        double told = (row->value - row->expected) / row->z;
        cr_assert_leq(fabs(told / sd - 1), 6 * error,
                      "%s: spread of %s %s is %g, drawn %g", t->name, name,
                      subject, told, sd);
    }
    t->compared++;
}

/* An end of an interval cuts off 2.5 % of the draws, or there are many ties. */
static void compare_interval(trial *t, const qp_panel_row *row, sample *s)
{
    qsort(s->value, (size_t)s->count, sizeof *s->value, upwards);
    double narrow = 1e-9 * (1 + fabs(row->value));
    cr_assert(share_below(s, row->low - narrow) <= 0.05 &&
                  share_below(s, row->low + narrow) >= 0.006 &&
                  share_below(s, row->high + narrow) >= 0.95 &&
                  share_below(s, row->high - narrow) <= 0.994,
              "%s: %s %s is from %g to %g, of the draws from %g to %g", t->name,
              qp_metrics[row->metric].name,
              qp_pool_text(&t->panel.text, row->subject), row->low, row->high,
              s->value[s->count / 40], s->value[s->count - 1 - s->count / 40]);
    t->compared++;
}

/* ----------------------------------------------------------------- shuffling */

static void shuffle(trial *t, int x[], int count)
{
    for (int i = count - 1; i > 0; i--) {
        int j = (int)world_draw(&t->state, (unsigned)i + 1);
        int kept = x[i];
        x[i] = x[j];
        x[j] = kept;
    }
}

static const char *cluster_text(int k, char name[8])
{
    snprintf(name, 8, "k%d", k % 10);
    return name;
}

/* The mean over the pairs of a cluster of a number that each pair has, NaN:
 * none; cluster of each unit. */
static double mean_inside(const lens *v, const lens_square *of,
                          const int cluster[], int k)
{
    double sum = 0;
    double count = 0;
    for (int r = 0; r < v->u.n; r++)
        for (int s = r + 1; s < v->u.n; s++) {
            if (cluster[r] != k || cluster[s] != k || isnan(of->at[r][s]))
                continue;
            sum += of->at[r][s];
            count++;
        }
    return count > 0 ? sum / count : NAN;
}

/* Labels of clusters fall anew on the units that bear one, or none. */
static void shuffle_clusters(trial *t, const bool bears[], int cluster[])
{
    int label[LENS_UNITS];
    int count = 0;
    for (int r = 0; r < t->v.u.n; r++)
        if (bears[r])
            label[count++] = lens_cluster(&t->v, r);
    shuffle(t, label, count);
    for (int r = 0, next = 0; r < t->v.u.n; r++)
        cluster[r] = bears[r] ? label[next++] : -1;
}

static void compare_means(trial *t, qp_metric metric, const char *layer,
                          const lens_square *of, const bool bears[], tail which)
{
    static sample drawn[REALM_CLUSTERS];
    char name[8];
    for (int k = 0; k < t->w.clusters; k++)
        drawn[k].count = 0;
    for (int i = 0; i < DRAWS; i++) {
        int cluster[LENS_UNITS];
        shuffle_clusters(t, bears, cluster);
        for (int k = 0; k < t->w.clusters; k++)
            note(&drawn[k], mean_inside(&t->v, of, cluster, k));
    }
    for (int k = 0; k < t->w.clusters; k++) {
        const qp_panel_row *row = row_of(t, metric, layer,
                                         cluster_text(k, name), "");
        if (!isnan(row->p))
            compare(t, row, &drawn[k], which);
    }
}

/* ------------------------------------------------------------- M2, M20, M23 */

static void try_isomorphism(trial *t)
{
    lens_table of = lens_portfolio(&t->v, REALM_INDUSTRY);
    lens_square cosine = {.at = {{0}}};
    bool bears[LENS_UNITS] = {false};
    for (int r = 0; r < t->v.u.n; r++) {
        bears[r] = of.row[r] > 0;
        for (int s = 0; s < t->v.u.n; s++)
            cosine.at[r][s] = lens_cosine(&of, r, s);
    }
    if (of.exists)
        compare_means(t, QP_M_ISOMORPHISM, "portfolio:industry", &cosine, bears,
                      UPPER);
}

/* Are two regions linked in any layer, and how unlike are those that are? */
static void try_parts(trial *t)
{
    lens_table of = lens_either_portfolio(&t->v);
    lens_square linked = {.at = {{0}}};
    lens_square unlike = {.at = {{0}}};
    bool bears[LENS_UNITS] = {false};
    bool any = false;
    for (int l = 0; l < t->w.layers; l++) {
        lens_square c = lens_ties(&t->v, l);
        bool counts = lens_is_cooperative(&t->w, l);
        any |= counts;
        for (int r = 0; r < t->v.u.n; r++)
            for (int s = 0; s < t->v.u.n; s++)
                if (counts && c.at[r][s] > 0)
                    linked.at[r][s] = 1;
    }
    for (int r = 0; r < t->v.u.n; r++) {
        bears[r] = true;
        for (int s = 0; s < t->v.u.n; s++)
            unlike.at[r][s] = linked.at[r][s] > 0 ? 1 - lens_cosine(&of, r, s)
                                                  : NAN;
    }
    if (!any)
        return;
    compare_means(t, QP_M_PAIR_LINK_SHARE, "", &linked, bears, BOTH);
    compare_means(t, QP_M_LINKED_COMPLEMENTARITY, "", &unlike, bears, BOTH);
}

/** What regions have, and how near they are. */
typedef struct {
    int factors;
    double stock[FACTORS][LENS_UNITS];
    lens_square nearness;
    int holder[LENS_UNITS]; ///< those that have all factors
    int holders;
} fields;

static void find_stocks(const lens *v, fields *f)
{
    f->factors = f->holders = 0;
    for (int factor = 0; factor < FACTORS; factor++) {
        double count = 0;
        double sum[LENS_UNITS] = {0};
        for (int d = 0; d < v->w->defs; d++) {
            if (v->w->def[d].factor != factor)
                continue;
            lens_indicator i = lens_scores(v, d);
            count++;
            for (int r = 0; r < v->u.n; r++)
                sum[r] += i.score[r];
        }
        for (int r = 0; r < v->u.n && count > 0; r++)
            f->stock[f->factors][r] = sum[r] / count;
        f->factors += count > 0;
    }
    for (int r = 0; r < v->u.n; r++) {
        bool all = true;
        for (int l = 0; l < f->factors; l++)
            all &= !isnan(f->stock[l][r]);
        if (all)
            f->holder[f->holders++] = r;
    }
}

static double gain_of(const fields *f, int a, int b)
{
    double gain = 0;
    double loss = 0;
    for (int l = 0; l < f->factors; l++) {
        loss += fmin(f->stock[l][a], f->stock[l][b]) / f->factors;
        for (int m = 0; m < f->factors; m++)
            gain += l != m ? sqrt(f->stock[l][a] * f->stock[m][b]) : 0;
    }
    return gain / (f->factors * (f->factors - 1)) - loss;
}

static double surplus_of(const lens *v, const fields *f, const int bearer[],
                         int k)
{
    double sum = 0;
    double count = 0;
    for (int i = 0; i < f->holders; i++)
        for (int j = i + 1; j < f->holders; j++) {
            int r = f->holder[i];
            int s = f->holder[j];
            if (lens_cluster(v, r) != k || lens_cluster(v, s) != k)
                continue;
            sum += f->nearness.at[r][s] * gain_of(f, bearer[i], bearer[j]);
            count++;
        }
    return count > 0 ? sum / count : NAN;
}

static void try_field(trial *t)
{
    static sample drawn[REALM_CLUSTERS];
    fields f;
    char name[8];
    find_stocks(&t->v, &f);
    for (int r = 0; r < t->v.u.n; r++)
        for (int s = 0; s < t->v.u.n; s++) {
            double barrier = lens_barrier(&t->v, r, s);
            f.nearness.at[r][s] = exp(-lens_great_circle(lens_place(&t->v, r),
                                                         lens_place(&t->v, s)) /
                                      t->options.reach) *
                                  pow(0.5, isnan(barrier) ? 0 : barrier);
        }
    for (int k = 0; k < t->w.clusters; k++)
        drawn[k].count = 0;
    for (int i = 0; i < DRAWS && f.factors > 1; i++) {
        int bearer[LENS_UNITS];
        memcpy(bearer, f.holder, sizeof bearer);
        shuffle(t, bearer, f.holders);
        for (int k = 0; k < t->w.clusters; k++)
            note(&drawn[k], surplus_of(&t->v, &f, bearer, k));
    }
    for (int k = 0; k < t->w.clusters; k++) {
        const qp_panel_row *row = row_of(t, QP_M_FIELD_SURPLUS, "",
                                         cluster_text(k, name), "gamma=1");
        if (!isnan(row->p))
            compare(t, row, &drawn[k], BOTH);
    }
}

/* ------------------------------------------------------------------------ M5 */

/** Firms with all three fields. */
typedef struct {
    int count;
    int place[REALM_FIRMS];
    int trade[REALM_FIRMS];
    int size[REALM_FIRMS];
} firms;

static firms firms_of(const lens *v, int k)
{
    firms f = {0};
    for (int i = 0; i < v->w->firms; i++) {
        const realm_firm *firm = &v->w->firm[i];
        int seat = lens_seat(v, REALM_PLACES + i);
        if (firm->group || seat < 0 || firm->industry < 0 || firm->size < 0 ||
            (k >= 0 && lens_cluster(v, seat) != k))
            continue;
        f.place[f.count] = seat;
        f.trade[f.count] = firm->industry;
        f.size[f.count++] = firm->size;
    }
    return f;
}

/* T as the mean of the information that firms alike have, mbit. */
static double t_of(const firms *f)
{
    double sum = 0;
    for (int i = 0; i < f->count; i++) {
        double alike[8] = {0};
        for (int j = 0; j < f->count; j++) {
            int same = (f->place[i] == f->place[j]) |
                       (f->trade[i] == f->trade[j]) << 1 |
                       (f->size[i] == f->size[j]) << 2;
            for (int of = 1; of < 8; of++)
                alike[of] += (same & of) == of;
        }
        sum -= log2(alike[1] * alike[2] * alike[4] * alike[7] /
                    (alike[3] * alike[5] * alike[6] * f->count));
    }
    return 1000 * sum / f->count;
}

static void try_helix(trial *t)
{
    static sample drawn;
    char name[8] = "all";
    for (int k = -1; k < t->w.clusters; k++) {
        firms f = firms_of(&t->v, k);
        const qp_panel_row *row = row_of(t, QP_M_TRIPLE_HELIX_T, "",
                                         k < 0 ? name : cluster_text(k, name),
                                         "");
        const qp_panel_row *synergy = row_of(t, QP_M_TRIPLE_HELIX_SYNERGY, "",
                                             name, "");
        if (isnan(row->p))
            continue;
        cr_assert(
            ledger_near(synergy->value, row->expected - row->value, 1e-9));
        cr_assert(ledger_near(t_of(&f), row->value, 1e-9));
        drawn.count = 0;
        for (int i = 0; i < DRAWS; i++) {
            shuffle(t, f.place, f.count);
            note(&drawn, t_of(&f));
        }
        compare(t, row, &drawn, LOWER);
    }
}

/* ------------------------------------------------------------------- M6, X12 */

/** Linked pairs of actors, and a label of each. */
typedef struct {
    int label[REALM_ACTORS]; ///< -1: none
    bool linked[REALM_ACTORS][REALM_ACTORS];
    bool has_link[REALM_ACTORS];
} web;

static void link_pair(web *x, int a, int b)
{
    if (a == b)
        return;
    x->linked[a][b] = x->linked[b][a] = true;
    x->has_link[a] = x->has_link[b] = true;
}

static bool is_one(const realm *w, int actor)
{
    return actor < REALM_PLACES || !w->firm[actor - REALM_PLACES].group;
}

static void fill_web(const lens *v, int layer, web *x)
{
    *x = (web){.label = {0}};
    for (int l = 0; l < v->w->link_count; l++) {
        const realm_link *link = &v->w->links[l];
        if (link->layer == layer && lens_takes(v, link) && link->weight > 0 &&
            is_one(v->w, link->from) && is_one(v->w, link->to))
            link_pair(x, link->from, link->to);
    }
    for (int a = 0; a < REALM_ACTORS; a++)
        x->label[a] = x->has_link[a] ? lens_seat(v, a) : -1;
}

/* E-I index and assortativity of pairs with labels at both ends. */
static void measure_web(const web *x, double *ei, double *assortativity)
{
    double pairs = 0;
    double inside = 0;
    double squares = 0;
    double ends[LENS_UNITS] = {0};
    for (int a = 0; a < REALM_ACTORS; a++)
        for (int b = 0; b < REALM_ACTORS; b++)
            if (x->linked[a][b] && x->label[a] >= 0 && x->label[b] >= 0) {
                pairs++;
                inside += x->label[a] == x->label[b];
                ends[x->label[a]]++;
            }
    for (int g = 0; g < LENS_UNITS; g++)
        squares += ends[g] / pairs * (ends[g] / pairs);
    *ei = 1 - 2 * inside / pairs;
    *assortativity = squares < 1 - 1e-12
                         ? (inside / pairs - squares) / (1 - squares)
                         : NAN;
}

static void shuffle_labels(trial *t, web *x)
{
    int label[REALM_ACTORS];
    int count = 0;
    for (int a = 0; a < REALM_ACTORS; a++)
        if (x->label[a] >= 0)
            label[count++] = x->label[a];
    shuffle(t, label, count);
    for (int a = 0, next = 0; a < REALM_ACTORS; a++)
        if (x->label[a] >= 0)
            x->label[a] = label[next++];
}

static void try_mixing(trial *t, int layer)
{
    static sample ei;
    static sample like;
    static web x;
    const char *id = t->w.layer[layer].id;
    const qp_panel_row *index = row_of(t, QP_M_EI_INDEX, id, "all", "region");
    const qp_panel_row *other = row_of(t, QP_M_NOMINAL_ASSORTATIVITY, id, "all",
                                       "region");
    fill_web(&t->v, layer, &x);
    ei.count = like.count = 0;
    for (int i = 0; i < DRAWS && !isnan(index->p); i++) {
        double both[2];
        shuffle_labels(t, &x);
        measure_web(&x, &both[0], &both[1]);
        note(&ei, both[0]);
        note(&like, both[1]);
    }
    if (!isnan(index->p))
        compare(t, index, &ei, BOTH);
    if (!isnan(other->p))
        compare(t, other, &like, BOTH);
}

/** A place in a consortium: who takes it. */
typedef struct {
    int consortium;
    int member;
} seat;

static bool meets(const seat seats[], int count, int consortium, int member)
{
    bool any = false;
    for (int i = 0; i < count; i++)
        any |= seats[i].consortium == consortium && seats[i].member == member;
    return any;
}

/* Two places change their members, unless one would take part twice. */
static void swap_seats(trial *t, seat seats[], int count)
{
    seat *a = &seats[world_draw(&t->state, (unsigned)count)];
    seat *b = &seats[world_draw(&t->state, (unsigned)count)];
    if (meets(seats, count, a->consortium, b->member) ||
        meets(seats, count, b->consortium, a->member))
        return;
    int kept = a->member;
    a->member = b->member;
    b->member = kept;
}

static void fill_meetings(const lens *v, const seat seats[], int count, web *x)
{
    *x = (web){.label = {0}};
    for (int i = 0; i < count; i++)
        for (int j = 0; j < i; j++)
            if (seats[i].consortium == seats[j].consortium)
                link_pair(x, seats[i].member, seats[j].member);
    for (int a = 0; a < REALM_ACTORS; a++)
        x->label[a] = lens_seat(v, a);
}

/* Members with others: alone in all of its consortia, one is nobody's. */
static int seats_of(const realm *w, seat seats[])
{
    int count = 0;
    for (int c = 0; c < w->consortia; c++) {
        int first = count;
        for (int a = 0; a < REALM_ACTORS; a++)
            if (w->member[c][a] && is_one(w, a))
                seats[count++] = (seat){c, a};
        if (count - first < 2)
            count = first;
    }
    return count;
}

static void try_consortia(trial *t)
{
    static sample ei;
    static web x;
    seat seats[ENDS];
    int count = seats_of(&t->w, seats);
    if (t->w.consortia == 0)
        return;
    const qp_panel_row *row = row_of(t, QP_M_EI_INDEX, "two-mode:consortia",
                                     "all", "region");
    ei.count = 0;
    for (int i = 0; i < DRAWS && !isnan(row->p); i++) {
        double both[2];
        for (int swap = 0; swap < 4 * count; swap++)
            swap_seats(t, seats, count);
        fill_meetings(&t->v, seats, count, &x);
        measure_web(&x, &both[0], &both[1]);
        note(&ei, both[0]);
    }
    if (!isnan(row->p))
        compare(t, row, &ei, BOTH);
}

/* ---------------------------------------------------------------- intervals */

/* -log of a uniform number: normed, all weights are alike likely. */
static double weight_by_chance(trial *t)
{
    return -log((world_draw(&t->state, 1U << 30) + 0.5) / (1U << 30));
}

/* D by Wang's formula of two chains and more. */
static double coordination_of(const double u[], const double weight[], int n)
{
    double level = 0;
    double all = 0;
    double apart = 0;
    double least = 1;
    double largest = 0;
    for (int i = 0; i < n; i++) {
        level += weight[i] * u[i];
        all += weight[i];
        largest = fmax(largest, u[i]);
        for (int j = 0; j < i; j++)
            apart += fabs(u[i] - u[j]) / (n * (n - 1) / 2.0);
    }
    for (int i = 0; i < n; i++)
        least *= u[i] / largest;
    return sqrt(sqrt((1 - apart) * pow(least, 1.0 / (n - 1))) * level / all);
}

/* Scores of the chains of a region, indicators weighted by chance. */
static int throw_chains(trial *t, lens_indicator score[], int r, double u[])
{
    int chains = 0;
    for (int chain = 0; chain < 4; chain++) {
        double sum = 0;
        double all = 0;
        for (int d = 0; d < t->w.defs; d++) {
            if (t->w.def[d].chain != chain)
                continue;
            double weight = weight_by_chance(t);
            sum += weight * (0.01 + 0.98 * score[d].score[r]);
            all += weight;
        }
        if (all > 0)
            u[chains++] = sum / all;
    }
    return chains;
}

static void try_weightings(trial *t)
{
    static sample drawn;
    lens_indicator score[REALM_DEFS];
    char name[8];
    for (int d = 0; d < t->w.defs; d++)
        score[d] = lens_scores(&t->v, d);
    for (int r = 0; r < t->v.u.n; r++) {
        const qp_panel_row *row = row_of(t, QP_M_COUPLING_COORDINATION_WANG, "",
                                         realm_actor(t->v.u.place[r], name),
                                         "");
        drawn.count = 0;
        for (int i = 0; i < DRAWS && !isnan(row->low); i++) {
            double u[4];
            double weight[4];
            int chains = throw_chains(t, score, r, u);
            for (int c = 0; c < chains; c++)
                weight[c] = weight_by_chance(t);
            note(&drawn, coordination_of(u, weight, chains));
        }
        if (!isnan(row->low))
            compare_interval(t, row, &drawn);
    }
}

/* Firms of each cluster are drawn anew, and those in none; a firm is of the
 * cluster in which most of it is. */
static void draw_firms(trial *t, const bool bears[], int times[])
{
    for (int k = -1; k < t->w.clusters; k++) {
        int of[REALM_FIRMS];
        int count = 0;
        for (int f = 0; f < t->w.firms; f++) {
            times[f] = k < 0 ? 0 : times[f];
            if (bears[f] &&
                lens_cluster(&t->v, lens_seat(&t->v, REALM_PLACES + f)) == k)
                of[count++] = f;
        }
        for (int i = 0; i < count; i++)
            times[of[world_draw(&t->state, (unsigned)count)]]++;
    }
}

static void find_bearers(const trial *t, bool bears[])
{
    for (int f = 0; f < t->w.firms; f++)
        bears[f] = false;
    for (int h = 0; h < t->w.holding_count; h++) {
        const realm_holding *held = &t->w.holdings[h];
        if (held->portfolio == REALM_INDUSTRY &&
            lens_seat(&t->v, held->bearer) >= 0)
            bears[held->bearer - REALM_PLACES] = true;
    }
}

static double quotient_of(const lens *v, int r, int c)
{
    lens_table of = lens_portfolio(v, REALM_INDUSTRY);
    double quotient = of.x[r][c] / of.row[r] / (of.column[c] / of.sum);
    return of.row[r] > 0 && of.column[c] > 0 ? quotient : NAN;
}

/* A firm drawn twice has twice as much. */
static void try_quotient(trial *t, int r, int c)
{
    static sample drawn;
    static realm other;
    bool bears[REALM_FIRMS];
    char region[8];
    char class[8];
    lens_table of = lens_portfolio(&t->v, REALM_INDUSTRY);
    const qp_panel_row *row = row_of(
        t, QP_M_LOCATION_QUOTIENT, "portfolio:industry",
        realm_actor(t->v.u.place[r], region),
        realm_class(REALM_INDUSTRY, of.class[c], class));
    lens v = t->v;
    if (isnan(row->low))
        return;
    find_bearers(t, bears);
    v.w = &other;
    drawn.count = 0;
    for (int i = 0; i < DRAWS / 4; i++) {
        int times[REALM_FIRMS];
        other = t->w;
        draw_firms(t, bears, times);
        for (int h = 0; h < other.holding_count; h++) {
            realm_holding *held = &other.holdings[h];
            if (held->portfolio == REALM_INDUSTRY)
                held->value *= times[held->bearer - REALM_PLACES];
        }
        note(&drawn, quotient_of(&v, r, c));
    }
    compare_interval(t, row, &drawn);
}

static void try_quotients(trial *t)
{
    lens_table of = lens_portfolio(&t->v, REALM_INDUSTRY);
    for (int r = 0; r < t->v.u.n && r < 3 && of.exists && of.of_actors; r++)
        for (int c = 0; c < of.classes && c < 2; c++)
            try_quotient(t, r, c);
}

/* ------------------------------------------------------------------- walking */

typedef void attempt(trial *t);

/* Firms are in one place each, so that what is drawn is a firm. */
static void open_trial(unsigned seed, char name[32], trial *t)
{
    *t = (trial){.name = name, .w = realm_of(seed), .state = seed + 99};
    snprintf(name, 32, "realm %u", seed);
    for (int f = 0; f < t->w.firms; f++)
        t->w.firm[f].branch = -1;
    for (int p = 0; p < REALM_PLACES; p++)
        for (int q = 0; q < REALM_PLACES; q++)
            t->w.distance[p][q] = NAN;
    t->options = *ledger_plain();
    t->options.reach = 500;
    t->options.draws.replicates = REPLICATES;
    t->v = lens_of(name, &t->w, &t->options);
    t->panel = ledger_panel(&t->w, &t->options);
}

static void try_all(attempt *of, int least)
{
    static trial t;
    int compared = 0;
    for (unsigned seed = 2000; seed < 2000 + DRAWN_REALMS; seed++) {
        char name[32];
        open_trial(seed, name, &t);
        of(&t);
        compared += t.compared;
        qp_panel_clear(&t.panel);
    }
    cr_assert_geq(compared, least * DRAWN_REALMS / 60, "%d compared", compared);
}

static void try_layers(trial *t)
{
    for (int l = 0; l < t->w.layers; l++)
        if (lens_is_cooperative(&t->w, l))
            try_mixing(t, l);
}

QP_TEST(synergy_draws, labels_of_clusters_fall_on_regions_with_a_portfolio)
{
    try_all(try_isomorphism, 10);
}

QP_TEST(synergy_draws, labels_of_clusters_fall_on_regions_linked_or_not)
{
    try_all(try_parts, 20);
}

QP_TEST(synergy_draws, factors_fall_on_regions_that_have_factors)
{
    try_all(try_field, 3);
}

QP_TEST(synergy_draws, places_fall_on_firms)
{
    try_all(try_helix, 10);
}

QP_TEST(synergy_draws, labels_fall_on_actors_with_a_link)
{
    try_all(try_layers, 20);
}

QP_TEST(synergy_draws, members_fall_on_consortia)
{
    try_all(try_consortia, 4);
}

QP_TEST(synergy_draws, weightings_are_all_alike_likely)
{
    try_all(try_weightings, 10);
}

QP_TEST(synergy_draws, firms_are_drawn_inside_their_cluster)
{
    try_all(try_quotients, 4);
}
