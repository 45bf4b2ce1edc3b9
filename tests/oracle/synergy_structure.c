/* SPDX-License-Identifier: MIT */
/*
 * M1, M2, M3 and X1 once more, from their definitions: every row that the
 * synergy panel gives of the portfolios of 200 random realms must be the one
 * told here, and none may be missing.
 */
#include "support/ledger.h"

enum { ENOUGH_CLASSES = 10, ENOUGH_REGIONS = 20 };

/** How classes are related, and what is there. */
typedef struct {
    bool external;
    double phi[REALM_CLASSES][REALM_CLASSES];
    double all[REALM_CLASSES]; ///< sum of a row of phi
    bool x[LENS_UNITS][REALM_CLASSES];
} relations;

static const char *unit_text(const lens *v, int unit, char name[8])
{
    return realm_actor(v->u.place[unit], name);
}

/* ------------------------------------------------------------------------- M1 */

static bool is_present(const lens *v, const lens_table *t, int r, int c)
{
    if (t->binary)
        return t->x[r][c] > 0;
    return t->row[r] > 0 && t->column[c] > 0 &&
           t->x[r][c] * t->sum >= t->row[r] * t->column[c] &&
           t->x[r][c] >= v->options->least;
}

static void tell_quotients(const lens *v, realm_portfolio portfolio,
                           const lens_table *t)
{
    char region[8];
    char class[8];
    for (int r = 0; r < v->u.n; r++)
        for (int c = 0; c < t->classes; c++) {
            qp_reason why = t->row[r] > 0 ? QP_REASON_NO_CLASS
                                          : QP_REASON_NO_PORTFOLIO;
            bool both = t->row[r] > 0 && t->column[c] > 0;
            double lq = t->x[r][c] / t->row[r] / (t->column[c] / t->sum);
            ledger_row *row = say(unit_text(v, r, region),
                                  realm_class(portfolio, t->class[c], class),
                                  QP_M_LOCATION_QUOTIENT, both ? lq : NAN, why);
            row->n = t->x[r][c];
            row->missing = lens_left_out(v, portfolio, t);
            if (!t->of_actors)
                row->low = row->high = NAN;
        }
}

/* ------------------------------------------------------------------------- M2 */

/* Of two regions, or where s is -1 of a region and the whole. */
static double krugman(const lens_table *t, int r, int s)
{
    double sum = 0;
    for (int c = 0; c < t->classes; c++)
        sum += fabs(t->x[r][c] / t->row[r] -
                    (s >= 0 ? t->x[s][c] / t->row[s] : t->column[c] / t->sum));
    bool known = t->row[r] > 0 && (s < 0 || t->row[s] > 0);
    return known ? sum : NAN;
}

static void tell_pairs(const lens *v, const lens_table *t)
{
    char one[8];
    char other[8];
    bool coarse = t->classes < ENOUGH_CLASSES;
    for (int r = 0; r < v->u.n; r++) {
        unit_text(v, r, one);
        say(one, "all", QP_M_KRUGMAN_INDEX, krugman(t, r, -1),
            QP_REASON_NO_PORTFOLIO)
            ->n = t->classes;
        for (int s = r + 1; s < v->u.n; s++) {
            unit_text(v, s, other);
            ledger_row *row = say(one, other, QP_M_STRUCTURE_SIMILARITY,
                                  lens_cosine(t, r, s), QP_REASON_NO_PORTFOLIO);
            row->n = t->classes;
            if (!isnan(row->value))
                say_flag(row, QP_FLAG_COARSE, coarse);
            say(one, other, QP_M_KRUGMAN_INDEX, krugman(t, r, s),
                QP_REASON_NO_PORTFOLIO)
                ->n = t->classes;
        }
    }
}

/** Sums over pairs of regions. */
typedef struct {
    double used;
    double skipped;
    double cosine;
    double krugman;
    double weighted;
    double weight;
} likeness;

static void add_pair(const lens_table *t, int r, int s, likeness *l)
{
    double cosine = lens_cosine(t, r, s);
    if (isnan(cosine)) {
        l->skipped++;
        return;
    }
    l->used++;
    l->cosine += cosine;
    l->krugman += krugman(t, r, s);
    l->weighted += cosine * t->row[r] * t->row[s];
    l->weight += t->row[r] * t->row[s];
}

/* Pairs inside a cluster, or of two. */
static likeness likeness_of(const lens *v, const lens_table *t, int k,
                            int other)
{
    likeness l = {0};
    for (int r = 0; r < v->u.n; r++)
        for (int s = 0; s < v->u.n; s++)
            if (lens_cluster(v, r) == k && lens_cluster(v, s) == other &&
                (k != other || r < s))
                add_pair(t, r, s, &l);
    return l;
}

static void tell_isomorphism(const lens *v, const lens_table *t, int k,
                             const char *object, double sum, double weight)
{
    char cluster[8];
    snprintf(cluster, sizeof cluster, "k%d", k % 10);
    likeness l = likeness_of(v, t, k, k);
    qp_reason why = lens_cluster_size(v, k) < 2 ? QP_REASON_ONE_REGION
                                                : QP_REASON_NO_PORTFOLIO;
    ledger_row *row = say(cluster, object, QP_M_ISOMORPHISM,
                          l.used > 0 ? sum / weight : NAN, why);
    row->n = l.used;
    row->missing = l.skipped;
}

static void tell_clusters(const lens *v, const lens_table *t)
{
    char cluster[8];
    char object[16];
    for (int k = 0; k < v->w->clusters; k++) {
        likeness own = likeness_of(v, t, k, k);
        tell_isomorphism(v, t, k, "", own.cosine, own.used);
        tell_isomorphism(v, t, k, "krugman", own.krugman, own.used);
        tell_isomorphism(v, t, k, "weighted", own.weighted, own.weight);
        for (int o = k + 1; o < v->w->clusters; o++) {
            likeness l = likeness_of(v, t, k, o);
            bool empty = l.used + l.skipped < 1;
            snprintf(cluster, sizeof cluster, "k%d", k % 10);
            snprintf(object, sizeof object, "cluster:k%d", o % 10);
            ledger_row *row = say(cluster, object, QP_M_ISOMORPHISM,
                                  l.used > 0 ? l.cosine / l.used : NAN,
                                  empty ? QP_REASON_ONE_REGION
                                        : QP_REASON_NO_PORTFOLIO);
            row->n = l.used;
            row->missing = l.skipped;
        }
    }
}

/* ------------------------------------------------------------------------- M3 */

/* In how many regions both are there. */
static double together(const lens *v, const relations *x, int i, int j)
{
    double count = 0;
    for (int r = 0; r < v->u.n; r++)
        count += x->x[r][i] && x->x[r][j];
    return count;
}

static double quotient(double above, double below)
{
    return below > 0 ? above / below : 0;
}

/* S and T are sums of C without its diagonal; k are numbers of regions. */
static double phi_of(const char *name, double c, const double s[2], double t,
                     const double k[2])
{
    if (name == NULL)
        return quotient(c, fmax(k[0], k[1]));
    if (strcmp(name, "association") == 0)
        return quotient(c * t, s[0] * s[1]);
    if (strcmp(name, "cosine") == 0)
        return quotient(c, sqrt(s[0] * s[1]));
    if (strcmp(name, "jaccard") == 0)
        return quotient(c, s[0] + s[1] - c);
    double expected = s[0] > 0 && s[1] > 0 ? (s[0] * s[1] / (t * (t - s[0])) +
                                              s[0] * s[1] / (t * (t - s[1]))) *
                                                 t / 2
                                           : 0;
    return quotient(c, expected);
}

static void relate(const lens *v, const lens_table *t, relations *x)
{
    double s[REALM_CLASSES] = {0};
    double sum = 0;
    for (int i = 0; i < t->classes; i++)
        for (int j = 0; j < t->classes; j++) {
            s[i] += i != j ? together(v, x, i, j) : 0;
            sum += i != j ? together(v, x, i, j) : 0;
        }
    for (int i = 0; i < t->classes; i++)
        for (int j = 0; j < t->classes; j++)
            if (i != j)
                x->phi[i][j] = phi_of(
                    v->options->relatedness, together(v, x, i, j),
                    (double[]){s[i], s[j]}, sum,
                    (double[]){together(v, x, i, i), together(v, x, j, j)});
}

/* Pairs that are not given are 0. */
static void take_given(const lens *v, const lens_table *t, relations *x)
{
    for (int i = 0; i < t->classes; i++)
        for (int j = i + 1; j < t->classes; j++) {
            double given = v->w->phi[t->class[i]][t->class[j]];
            x->external |= !isnan(given);
            x->phi[i][j] = x->phi[j][i] = isnan(given) ? 0 : given;
        }
}

static relations relations_of(const lens *v, realm_portfolio portfolio,
                              const lens_table *t)
{
    relations x = {.external = false};
    for (int r = 0; r < v->u.n; r++)
        for (int c = 0; c < t->classes; c++)
            x.x[r][c] = is_present(v, t, r, c);
    if (portfolio == REALM_INDUSTRY)
        take_given(v, t, &x);
    if (!x.external)
        relate(v, t, &x);
    for (int i = 0; i < t->classes; i++)
        for (int j = 0; j < t->classes; j++)
            x.all[i] += x.phi[i][j];
    return x;
}

/* Regions with a portfolio. */
static double bearers(const lens *v, const lens_table *t)
{
    double count = 0;
    for (int r = 0; r < v->u.n; r++)
        count += t->row[r] > 0;
    return count;
}

static void say_relations(const lens *v, const lens_table *t,
                          const relations *x, ledger_row *row)
{
    bool told = !isnan(row->value);
    bool given = x->external && row->metric == QP_M_RELATEDNESS;
    say_flag(row, QP_FLAG_EXTERNAL, x->external && told);
    say_flag(row, QP_FLAG_PRESENCE, told && t->binary && !given);
    say_flag(row, QP_FLAG_FEW_REGIONS,
             told && !x->external && bearers(v, t) < ENOUGH_REGIONS);
}

static void tell_relatedness(const lens *v, realm_portfolio portfolio,
                             const lens_table *t, const relations *x)
{
    char one[8];
    char other[8];
    bool known = x->external || t->sum > 0;
    for (int i = 0; i < t->classes; i++)
        for (int j = i + 1; j < t->classes; j++) {
            realm_class(portfolio, t->class[i], one);
            realm_class(portfolio, t->class[j], other);
            ledger_row *row = say(one, other, QP_M_RELATEDNESS,
                                  known ? x->phi[i][j] : NAN,
                                  QP_REASON_NO_PORTFOLIO);
            row->n = x->external ? NAN : bearers(v, t);
            say_relations(v, t, x, row);
        }
}

static void tell_densities(const lens *v, realm_portfolio portfolio,
                           const lens_table *t, const relations *x)
{
    char region[8];
    char class[8];
    for (int r = 0; r < v->u.n; r++)
        for (int c = 0; c < t->classes; c++) {
            double there = 0;
            for (int j = 0; j < t->classes; j++)
                there += x->x[r][j] ? x->phi[c][j] : 0;
            bool known = t->row[r] > 0 && x->all[c] > 0;
            ledger_row *row = say(
                unit_text(v, r, region),
                realm_class(portfolio, t->class[c], class),
                QP_M_RELATEDNESS_DENSITY, known ? 100 * there / x->all[c] : NAN,
                t->row[r] > 0 ? QP_REASON_NO_RELATED : QP_REASON_NO_PORTFOLIO);
            row->n = 0;
            for (int j = 0; j < t->classes; j++)
                row->n += x->phi[c][j] > 0;
            say_relations(v, t, x, row);
        }
}

/* ------------------------------------------------------------------------- X1 */

/* What region r would gain by what s has, mean over the classes r lacks. */
static double complementarity(const lens_table *t, const relations *x, int r,
                              int s, bool *complete, double *lacked)
{
    double sum = 0;
    double lacking = 0;
    *complete = true;
    for (int i = 0; i < t->classes; i++) {
        double gained = 0;
        if (x->x[r][i])
            continue;
        *complete = false;
        for (int j = 0; j < t->classes; j++)
            gained += !x->x[r][j] && x->x[s][j] ? x->phi[i][j] : 0;
        sum += x->all[i] > 0 ? 100 * gained / x->all[i] : 0;
        lacking += x->all[i] > 0;
    }
    *lacked = lacking;
    return lacking > 0 ? sum / lacking : NAN;
}

static void tell_complements(const lens *v, const lens_table *t,
                             const relations *x)
{
    char one[8];
    char other[8];
    for (int r = 0; r < v->u.n; r++)
        for (int s = 0; s < v->u.n; s++) {
            bool complete = false;
            double lacked = 0;
            if (r == s)
                continue;
            double value = complementarity(t, x, r, s, &complete, &lacked);
            bool known = t->row[r] > 0 && t->row[s] > 0;
            qp_reason why = !known     ? QP_REASON_NO_PORTFOLIO
                            : complete ? QP_REASON_COMPLETE
                                       : QP_REASON_NO_RELATED;
            ledger_row *row = say(unit_text(v, r, one), unit_text(v, s, other),
                                  QP_M_COMPLEMENTARITY, known ? value : NAN,
                                  why);
            row->n = lacked;
            say_relations(v, t, x, row);
        }
}

/* -------------------------------------------------------------------- walking */

static void tell_portfolio(const lens *v, realm_portfolio portfolio)
{
    lens_table t = lens_portfolio(v, portfolio);
    relations x = relations_of(v, portfolio, &t);
    ledger_layer(portfolio == REALM_INDUSTRY ? "portfolio:industry"
                                             : "portfolio:product");
    tell_clusters(v, &t);
    if (v->year > 0 && !v->options->pairs)
        return;
    tell_quotients(v, portfolio, &t);
    tell_pairs(v, &t);
    tell_relatedness(v, portfolio, &t, &x);
    tell_densities(v, portfolio, &t, &x);
    tell_complements(v, &t, &x);
}

static void tell(const lens *v)
{
    bool any = false;
    for (int p = 0; p < REALM_PORTFOLIOS; p++)
        if (lens_portfolio(v, (realm_portfolio)p).exists) {
            any = true;
            tell_portfolio(v, (realm_portfolio)p);
        }
    if (any)
        return;
    lens_table none = {.exists = false};
    ledger_layer("portfolio:industry");
    tell_clusters(v, &none);
}

static const bool asked[QP_METRIC_COUNT] = {
    [QP_M_LOCATION_QUOTIENT] = true, [QP_M_STRUCTURE_SIMILARITY] = true,
    [QP_M_KRUGMAN_INDEX] = true,     [QP_M_ISOMORPHISM] = true,
    [QP_M_RELATEDNESS] = true,       [QP_M_RELATEDNESS_DENSITY] = true,
    [QP_M_COMPLEMENTARITY] = true,
};

QP_TEST(synergy_structure, agrees_with_the_definitions_on_random_realms)
{
    ledger_ask_realms(tell, NULL, asked);
    ledger_assert_values(asked, REALMS / 20);
}

QP_TEST(synergy_structure, agrees_with_the_definitions_on_degenerate_realms)
{
    ledger_ask_cases(tell, NULL, asked);
}
