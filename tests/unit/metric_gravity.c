/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/gravity.h"
#include "support/leak.h"
#include "support/squares.h"

enum { UNITS = 18, CELLS = UNITS * UNITS };

static const int terms = QP_GRAVITY_COUNT;
static const int border = QP_GRAVITY_COUNT; /* the first further term */

/** Flows, and what may explain them. */
typedef struct {
    qp_square square;
    double mass[UNITS];
    double distance[CELLS];
    double border[CELLS];
    const double *further[1];
    qp_gravity_data data;
} setting;

static void make_setting(size_t n, setting *s)
{
    cr_assert_leq(n, UNITS);
    *s = (setting){.square = square_make(n)};
    s->further[0] = s->border;
    s->data = (qp_gravity_data){
        .mass = s->mass, .distance = s->distance, .further = s->further};
}

/* Units of masses 1 to 9 in a plane, in two countries; nothing flows yet. */
static void draw_places(size_t n, uint64_t seed, setting *s)
{
    uint64_t state = seed * 0x9E3779B97F4A7C15u + 1;
    double at[UNITS][2];
    make_setting(n, s);
    for (size_t u = 0; u < n; u++) {
        s->mass[u] = 1 + square_draw(&state, 800) / 100.0;
        for (int axis = 0; axis < 2; axis++)
            at[u][axis] = square_draw(&state, 1000);
    }
    for (size_t c = 0; c < n * n; c++) {
        size_t a = c / n;
        size_t b = c % n;
        s->distance[c] = 1 + hypot(at[a][0] - at[b][0], at[a][1] - at[b][1]);
        s->border[c] = a % 2 != b % 2;
    }
}

/* Flows that follow from all this, with noise, and some that are 0. */
static void draw_flows(uint64_t seed, setting *s)
{
    uint64_t state = seed * 0x9E3779B97F4A7C15u + 7;
    size_t n = s->square.n;
    for (size_t c = 0; c < n * n; c++) {
        double drawn = square_draw(&state, 4) * (1 + square_draw(&state, 9));
        if (c / n != c % n)
            s->square.flow[c] = round(drawn * s->mass[c / n] * s->mass[c % n] *
                                      100 / sqrt(s->distance[c]));
    }
    qp_square_sum(&s->square);
}

static void drawn_setting(size_t n, uint64_t seed, setting *s)
{
    draw_places(n, seed, s);
    draw_flows(seed, s);
}

static void finish(setting *s)
{
    qp_square_clear(&s->square);
}

static qp_gravity fitted(const setting *s)
{
    qp_gravity g = {0};
    cr_assert_eq(qp_gravity_measure(&s->square, &s->data, &g, NULL), QP_OK);
    return g;
}

static bool close_to(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance * fmax(1, fabs(b));
}

#define EXPECT_CLOSE(got, expected, tolerance)    \
    cr_expect(close_to(got, expected, tolerance), \
              "%s is %.17g, expected %.17g", #got, got, expected)

/* What is told of a setting of which nothing can be. */
static void expect_reason(const setting *s, qp_reason reason)
{
    qp_gravity g = fitted(s);
    cr_expect_eq(g.reason, reason, "%s, not %s", qp_reasons[g.reason].name,
                 qp_reasons[reason].name);
    for (int t = 0; t < QP_GRAVITY_MOST; t++)
        cr_expect(isnan(g.term[t].value) && isnan(g.term[t].error) &&
                  isnan(g.term[t].plain));
    for (size_t c = 0; c < s->square.n * s->square.n; c++)
        cr_expect(isnan(g.fitted[c]));
    qp_gravity_clear(&g);
}

/* ------------------------------------------------------------------ golden */

/** The provinces of Korea, 2020: Statistics Korea through R's migest. */
typedef struct {
    setting s;
    char id[UNITS][SQUARE_NAME];
    size_t count;
} provinces;

static size_t province(provinces *k, const char *id)
{
    size_t u = 0;
    while (u < k->count && strcmp(k->id[u], id) != 0)
        u++;
    if (u == k->count) {
        cr_assert_lt(k->count, UNITS);
        snprintf(k->id[k->count++], SQUARE_NAME, "%s", id);
    }
    return u;
}

/* orig, dest, flow, km between centres, populations of both */
static bool read_provinces(provinces *k)
{
    static golden_table lines;
    if (!golden_shared("golden/inputs/korea2020", &lines))
        return false;
    k->count = 0;
    make_setting(17, &k->s);
    for (size_t l = 0; l < lines.count; l++) {
        const golden_line *line = &lines.lines[l];
        size_t r = province(k, line->cell[0]);
        size_t cell = r * 17 + province(k, line->cell[1]);
        k->s.square.flow[cell] = golden_number(line->cell[2]);
        k->s.distance[cell] = golden_number(line->cell[3]);
        k->s.mass[r] = golden_number(line->cell[4]);
    }
    cr_assert_eq(k->count, 17);
    qp_square_sum(&k->s.square);
    return true;
}

static const qp_coefficient *term_of_golden(const qp_gravity *g,
                                            const char *key)
{
    static const char *const keys[] = {"const", "ln_orig_pop", "ln_dest_pop",
                                       "ln_dist"};
    for (int t = 0; t < terms; t++)
        if (strcmp(keys[t], key) == 0)
            return &g->term[t];
    cr_assert(false, "no term is named %s", key);
    return NULL;
}

static double value_of_golden(provinces *k, const qp_gravity *plain,
                              const qp_gravity *effects,
                              const golden_line *line)
{
    const char *metric = line->cell[0];
    const char *key = line->cell[1];
    if (strcmp(metric, "ppml_coef") == 0)
        return term_of_golden(plain, key)->value;
    if (strcmp(metric, "ppml_se_hc0") == 0)
        return term_of_golden(plain, key)->plain;
    if (strcmp(metric, "ppml_fe_ln_dist") == 0)
        return effects->term[QP_GRAVITY_DISTANCE].value;
    bool out = strcmp(metric, "outflow_obs_over_expected") == 0;
    return qp_over_attraction(&k->s.square, plain->fitted, province(k, key),
                              out)
        .value;
}

/* The indices of migration in the same table: unit/metric_net_balance. */
QP_TEST(gravity, gives_the_golden_values_of_korea)
{
    static golden_table expected;
    static provinces k;
    if (!read_provinces(&k))
        return;
    golden_own("expected/korea_gravity", &expected);
    qp_gravity plain = fitted(&k.s);
    k.s.data.effects = true;
    qp_gravity effects = fitted(&k.s);
    int compared = 0;
    for (size_t l = 0; l < expected.count; l++) {
        const char *metric = expected.lines[l].cell[0];
        if (strcmp(metric, "MEI") == 0 || strcmp(metric, "ANMR") == 0)
            continue;
        golden_expect(&expected.lines[l], value_of_golden(&k, &plain, &effects,
                                                          &expected.lines[l]));
        compared++;
    }
    cr_expect_eq(compared, 4 + 4 + 17 + 17 + 1);
    cr_expect_eq(plain.pairs, 17 * 16);
    qp_gravity_clear(&plain);
    qp_gravity_clear(&effects);
    finish(&k.s);
}

/* ---------------------------------------------------- flows made by the model */

/* F = 3 M_r^0.8 M_s^1.1 d^-0.7, half of it across a border. */
static void flow_by_the_model(setting *s)
{
    size_t n = s->square.n;
    for (size_t c = 0; c < n * n; c++)
        if (c / n != c % n)
            s->square.flow[c] = 3 * pow(s->mass[c / n], 0.8) *
                                pow(s->mass[c % n], 1.1) *
                                pow(s->distance[c], -0.7) *
                                (s->border[c] > 0 ? 0.5 : 1);
    qp_square_sum(&s->square);
    s->data.further_count = 1;
}

QP_TEST(gravity, gives_back_the_coefficients_by_which_flows_were_made)
{
    setting s;
    draw_places(9, 1, &s);
    flow_by_the_model(&s);
    const double made[] = {log(3), 0.8, 1.1, -0.7, log(0.5)};
    qp_gravity g = fitted(&s);
    cr_expect_eq(g.reason, QP_REASON_NONE);
    cr_expect_eq(g.pairs, 9 * 8);
    cr_expect_eq(g.dropped, 0);
    for (int t = 0; t <= border; t++)
        EXPECT_CLOSE(g.term[t].value, made[t], 1e-11);
    for (int t = border + 1; t < QP_GRAVITY_MOST; t++)
        cr_expect(isnan(g.term[t].value));
    qp_gravity_clear(&g);
    finish(&s);
}

QP_TEST(gravity, gives_back_distance_and_border_with_effects)
{
    setting s;
    draw_places(9, 2, &s);
    flow_by_the_model(&s);
    s.data.effects = true;
    s.data.mass = NULL;
    qp_gravity g = fitted(&s);
    cr_expect_eq(g.reason, QP_REASON_NONE);
    for (int t = 0; t < QP_GRAVITY_DISTANCE; t++)
        cr_expect(isnan(g.term[t].value));
    EXPECT_CLOSE(g.term[QP_GRAVITY_DISTANCE].value, -0.7, 1e-11);
    EXPECT_CLOSE(g.term[border].value, log(0.5), 1e-11);
    qp_gravity_clear(&g);
    finish(&s);
}

/* ---------------------------------------------- a second, obvious way to fit */

enum { ROWS = 64, COLUMNS = 20 };

/** A Poisson regression on any columns, effects as columns of 0 and 1. */
typedef struct {
    double x[ROWS][COLUMNS];
    double flow[ROWS];
    double mu[ROWS];
    size_t from[ROWS];
    size_t to[ROWS];
    int rows;
    int columns;
    double beta[COLUMNS];
    double inverse[COLUMNS][COLUMNS]; ///< of x' diag(mu) x
} regression;

static void add_column(double value, double row[], int *column)
{
    cr_assert_lt(*column, COLUMNS);
    row[(*column)++] = value;
}

/* The last destination is the one that the others are compared with. */
static void add_effects(size_t n, size_t r, size_t s, double row[], int *column)
{
    for (size_t u = 0; u < n; u++)
        add_column(u == r, row, column);
    for (size_t u = 0; u + 1 < n; u++)
        add_column(u == s, row, column);
}

static void add_row(const setting *s, size_t cell, regression *g)
{
    size_t n = s->square.n;
    double *row = g->x[g->rows];
    int column = 0;
    cr_assert_lt(g->rows, ROWS);
    if (s->data.effects) {
        add_effects(n, cell / n, cell % n, row, &column);
    } else {
        add_column(1, row, &column);
        add_column(log(s->mass[cell / n]), row, &column);
        add_column(log(s->mass[cell % n]), row, &column);
    }
    add_column(log(s->distance[cell]), row, &column);
    for (size_t x = 0; x < s->data.further_count; x++)
        add_column(s->further[x][cell], row, &column);
    g->from[g->rows] = cell / n;
    g->to[g->rows] = cell % n;
    g->flow[g->rows++] = s->square.flow[cell];
    g->columns = column;
}

static void swap_rows(double a[COLUMNS][2 * COLUMNS], int i, int j)
{
    double row[2 * COLUMNS];
    memcpy(row, a[i], sizeof row);
    memcpy(a[i], a[j], sizeof row);
    memcpy(a[j], row, sizeof row);
}

static int largest_below(double a[COLUMNS][2 * COLUMNS], int k, int n)
{
    int best = k;
    for (int i = k + 1; i < n; i++)
        if (fabs(a[i][k]) > fabs(a[best][k]))
            best = i;
    return best;
}

/* Gauss and Jordan, the largest first. */
static void invert(int n, double in[COLUMNS][COLUMNS],
                   double out[COLUMNS][COLUMNS])
{
    double a[COLUMNS][2 * COLUMNS] = {{0}};
    for (int i = 0; i < n; i++) {
        memcpy(a[i], in[i], (size_t)n * sizeof(double));
        a[i][n + i] = 1;
    }
    for (int k = 0; k < n; k++) {
        swap_rows(a, k, largest_below(a, k, n));
        for (int j = 2 * n - 1; j >= k; j--)
            a[k][j] /= a[k][k];
        for (int i = 0; i < n; i++)
            for (int j = 2 * n - 1; i != k && j >= k; j--)
                a[i][j] -= a[i][k] * a[k][j];
    }
    for (int i = 0; i < n; i++)
        memcpy(out[i], a[i] + n, (size_t)n * sizeof(double));
}

/* One round of weighted least squares, as in a textbook. */
static void regress_once(regression *g)
{
    double information[COLUMNS][COLUMNS] = {{0}};
    double right[COLUMNS] = {0};
    for (int i = 0; i < g->rows; i++) {
        double z = log(g->mu[i]) + (g->flow[i] - g->mu[i]) / g->mu[i];
        for (int a = 0; a < g->columns; a++) {
            right[a] += g->mu[i] * g->x[i][a] * z;
            for (int b = 0; b < g->columns; b++)
                information[a][b] += g->mu[i] * g->x[i][a] * g->x[i][b];
        }
    }
    invert(g->columns, information, g->inverse);
    for (int a = 0; a < g->columns; a++) {
        g->beta[a] = 0;
        for (int b = 0; b < g->columns; b++)
            g->beta[a] += g->inverse[a][b] * right[b];
    }
    for (int i = 0; i < g->rows; i++) {
        double eta = 0;
        for (int a = 0; a < g->columns; a++)
            eta += g->x[i][a] * g->beta[a];
        g->mu[i] = exp(eta);
    }
}

static void regress(const setting *s, regression *g)
{
    size_t n = s->square.n;
    double mean = s->square.total / (double)(n * (n - 1));
    *g = (regression){.rows = 0};
    for (size_t c = 0; c < n * n; c++)
        if (c / n != c % n)
            add_row(s, c, g);
    for (int i = 0; i < g->rows; i++)
        g->mu[i] = (g->flow[i] + mean) / 2;
    for (int round = 0; round < 60; round++)
        regress_once(g);
}

/* Of a coefficient by its row of the inverse: sum over pairs of pairs (i, j)
 * that share what `shared` says of (x_i e_i)(x_j e_j). */
static double error_by_pairs(const regression *g, int column,
                             bool (*shared)(const regression *, int, int))
{
    double influence[ROWS];
    double variance = 0;
    for (int i = 0; i < g->rows; i++) {
        influence[i] = 0;
        for (int a = 0; a < g->columns; a++)
            influence[i] += g->inverse[column][a] * g->x[i][a] *
                            (g->flow[i] - g->mu[i]);
    }
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->rows; j++)
            if (shared(g, i, j))
                variance += influence[i] * influence[j];
    return variance > 0 ? sqrt(variance) : NAN;
}

static bool same_pair(const regression *g, int i, int j)
{
    (void)g;
    return i == j;
}

/* An origin or a destination in common: each couple of pairs once, which is
 * what adding both and taking the intersection away comes to. */
static bool same_end(const regression *g, int i, int j)
{
    return g->from[i] == g->from[j] || g->to[i] == g->to[j];
}

static bool same_number(double a, double b)
{
    return isnan(b) ? isnan(a) : close_to(a, b, 1e-8);
}

static void compare(const setting *s, uint64_t seed)
{
    static regression second;
    regress(s, &second);
    qp_gravity g = fitted(s);
    int first = s->data.effects ? QP_GRAVITY_DISTANCE : 0;
    int last = QP_GRAVITY_COUNT + (int)s->data.further_count;
    cr_assert_eq(g.reason, QP_REASON_NONE, "%u: %s", (unsigned)seed,
                 qp_reasons[g.reason].name);
    for (int t = first; t < last; t++) {
        int column = second.columns - (last - t);
        const qp_coefficient *c = &g.term[t];
        double plain = error_by_pairs(&second, column, same_pair);
        double error = error_by_pairs(&second, column, same_end);
        cr_expect(close_to(c->value, second.beta[column], 1e-8),
                  "%u, term %d: %.12g, not %.12g", (unsigned)seed, t, c->value,
                  second.beta[column]);
        cr_expect(same_number(c->plain, plain), "%u, term %d: %.12g, not %.12g",
                  (unsigned)seed, t, c->plain, plain);
        cr_expect(same_number(c->error, error), "%u, term %d: %.12g, not %.12g",
                  (unsigned)seed, t, c->error, error);
    }
    for (int i = 0; i < second.rows; i++)
        EXPECT_CLOSE(g.fitted[second.from[i] * s->square.n + second.to[i]],
                     second.mu[i], 1e-8);
    qp_gravity_clear(&g);
}

QP_TEST(gravity, agrees_with_a_regression_on_all_columns)
{
    setting s;
    for (uint64_t seed = 1; seed <= 50; seed++) {
        drawn_setting(6, seed, &s);
        s.data.further_count = seed % 2;
        compare(&s, seed);
        finish(&s);
    }
}

QP_TEST(gravity,
        with_effects_agrees_with_a_column_for_each_origin_and_destination)
{
    setting s;
    for (uint64_t seed = 1; seed <= 50; seed++) {
        drawn_setting(6, seed, &s);
        s.data.further_count = seed % 2;
        s.data.effects = true;
        compare(&s, seed);
        finish(&s);
    }
}

/* -------------------------------------------------------------- what must hold */

QP_TEST(gravity, with_effects_meets_the_sums_of_origins_and_destinations)
{
    setting s;
    drawn_setting(16, 3, &s);
    s.data.effects = true;
    qp_gravity g = fitted(&s);
    for (size_t u = 0; u < 16; u++) {
        double out = 0;
        double in = 0;
        for (size_t v = 0; v < 16; v++) {
            out += v == u ? 0 : g.fitted[u * 16 + v];
            in += v == u ? 0 : g.fitted[v * 16 + u];
        }
        EXPECT_CLOSE(out, s.square.outflow[u], 1e-11);
        EXPECT_CLOSE(in, s.square.inflow[u], 1e-11);
        EXPECT_CLOSE(qp_over_attraction(&s.square, g.fitted, u, false).value,
                     1.0, 1e-11);
    }
    qp_gravity_clear(&g);
    finish(&s);
}

static void expect_same(const qp_gravity *a, const qp_gravity *b, int except)
{
    for (int t = 0; t < terms; t++) {
        if (isnan(a->term[t].value) || t == except)
            continue;
        EXPECT_CLOSE(b->term[t].value, a->term[t].value, 1e-11);
        EXPECT_CLOSE(b->term[t].error, a->term[t].error, 1e-9);
        EXPECT_CLOSE(b->term[t].plain, a->term[t].plain, 1e-9);
    }
}

QP_TEST(gravity, in_another_unit_of_flow_differs_in_the_constant_alone)
{
    setting s;
    drawn_setting(10, 4, &s);
    for (int effects = 0; effects < 2; effects++) {
        s.data.effects = effects;
        qp_gravity a = fitted(&s);
        qp_square own = s.square;
        s.square = square_scaled(&own, 1000);
        qp_gravity b = fitted(&s);
        expect_same(&a, &b, QP_GRAVITY_CONSTANT);
        if (!effects)
            EXPECT_CLOSE(b.term[0].value, a.term[0].value + log(1000), 1e-11);
        qp_square_clear(&s.square);
        s.square = own;
        qp_gravity_clear(&a);
        qp_gravity_clear(&b);
    }
    finish(&s);
}

/* ln of 1000 times the mass is ln 1000 more. */
QP_TEST(gravity, in_other_units_of_mass_and_distance_moves_the_constant_by_them)
{
    setting s;
    drawn_setting(10, 5, &s);
    qp_gravity a = fitted(&s);
    for (size_t u = 0; u < 10; u++)
        s.mass[u] *= 1e6;
    for (size_t c = 0; c < 100; c++)
        s.distance[c] *= 1000;
    qp_gravity b = fitted(&s);
    expect_same(&a, &b, QP_GRAVITY_CONSTANT);
    double moved = (a.term[QP_GRAVITY_ORIGIN].value +
                    a.term[QP_GRAVITY_DESTINATION].value) *
                       log(1e6) +
                   a.term[QP_GRAVITY_DISTANCE].value * log(1000);
    EXPECT_CLOSE(b.term[0].value, a.term[0].value - moved, 1e-10);
    qp_gravity_clear(&a);
    qp_gravity_clear(&b);
    finish(&s);
}

/* A million times the border has a millionth of its coefficient. */
QP_TEST(gravity, takes_further_regressors_of_any_size)
{
    setting s;
    drawn_setting(10, 19, &s);
    s.data.further_count = 1;
    for (int effects = 0; effects < 2; effects++) {
        s.data.effects = effects;
        qp_gravity a = fitted(&s);
        for (size_t c = 0; c < 100; c++)
            s.border[c] = 3e6 + 1e6 * s.border[c];
        qp_gravity b = fitted(&s);
        for (size_t c = 0; c < 100; c++)
            s.border[c] = (s.border[c] - 3e6) / 1e6;
        expect_same(&a, &b, QP_GRAVITY_CONSTANT);
        EXPECT_CLOSE(b.term[border].value * 1e6, a.term[border].value, 1e-11);
        EXPECT_CLOSE(b.term[border].error * 1e6, a.term[border].error, 1e-9);
        qp_gravity_clear(&a);
        qp_gravity_clear(&b);
    }
    finish(&s);
}

QP_TEST(gravity, does_not_hang_on_the_order_of_the_units)
{
    setting s;
    setting turned;
    size_t n = 12;
    drawn_setting(n, 6, &s);
    make_setting(n, &turned);
    for (size_t c = 0; c < n * n; c++) {
        size_t to = (n - 1 - c / n) * n + (n - 1 - c % n);
        turned.mass[n - 1 - c / n] = s.mass[c / n];
        turned.distance[to] = s.distance[c];
        turned.square.flow[to] = s.square.flow[c];
    }
    qp_square_sum(&turned.square);
    for (int effects = 0; effects < 2; effects++) {
        s.data.effects = turned.data.effects = effects;
        qp_gravity a = fitted(&s);
        qp_gravity b = fitted(&turned);
        expect_same(&a, &b, -1);
        qp_gravity_clear(&a);
        qp_gravity_clear(&b);
    }
    finish(&turned);
    finish(&s);
}

/* ------------------------------------------------------------ what is not known */

/* Of 8 units one has no mass, one a mass of 0: 8*7 - 6*5 pairs go; of the
 * others, two have no distance and one a distance of 0. */
QP_TEST(gravity, drops_pairs_without_mass_or_distance)
{
    setting s;
    drawn_setting(8, 7, &s);
    s.mass[0] = NAN;
    s.mass[5] = 0;
    s.distance[1 * 8 + 2] = NAN;
    s.distance[2 * 8 + 1] = INFINITY;
    s.distance[3 * 8 + 4] = 0;
    s.distance[0 * 8 + 6] = NAN; /* gone already */
    qp_gravity g = fitted(&s);
    cr_expect_eq(g.pairs, 6 * 5 - 3);
    cr_expect_eq(g.dropped, 8 * 7 - 6 * 5 + 3);
    for (size_t c = 0; c < 64; c++) {
        size_t r = c / 8;
        size_t t = c % 8;
        bool gone = r == t || r == 0 || t == 0 || r == 5 || t == 5 ||
                    !(s.distance[c] > 0 && isfinite(s.distance[c]));
        cr_expect_eq(isnan(g.fitted[c]) != 0, gone);
    }
    s.data.effects = true; /* masses are not asked for */
    qp_gravity effects = fitted(&s);
    cr_expect_eq(effects.dropped, 4);
    qp_gravity_clear(&effects);
    qp_gravity_clear(&g);
    finish(&s);
}

/* The pairs that are left are those of a smaller setting. */
QP_TEST(gravity, without_a_unit_is_the_gravity_of_the_others)
{
    setting s;
    setting fewer;
    drawn_setting(8, 8, &s);
    make_setting(7, &fewer);
    for (size_t c = 0; c < 49; c++) {
        size_t cell = c / 7 * 8 + c % 7;
        fewer.mass[c / 7] = s.mass[c / 7];
        fewer.distance[c] = s.distance[cell];
        fewer.square.flow[c] = s.square.flow[cell];
    }
    qp_square_sum(&fewer.square);
    s.mass[7] = -1;
    qp_gravity a = fitted(&fewer);
    qp_gravity b = fitted(&s);
    expect_same(&a, &b, -1);
    qp_gravity_clear(&a);
    qp_gravity_clear(&b);
    finish(&fewer);
    finish(&s);
}

QP_TEST(gravity, drops_pairs_whose_further_regressor_is_not_known)
{
    setting s;
    drawn_setting(8, 9, &s);
    s.data.further_count = 1;
    s.border[0 * 8 + 1] = NAN;
    qp_gravity g = fitted(&s);
    cr_expect_eq(g.pairs, 8 * 7 - 1);
    cr_expect_eq(g.dropped, 1);
    cr_expect(isnan(g.fitted[1]));
    qp_gravity_clear(&g);
    finish(&s);
}

static void spoil(double values[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        values[i] = NAN;
}

QP_TEST(gravity, says_what_is_missing)
{
    setting s;
    drawn_setting(6, 10, &s);
    s.data.further_count = 1;
    spoil(s.border, 36);
    expect_reason(&s, QP_REASON_NOT_GIVEN);
    s.data.further_count = 0;
    spoil(s.distance, 36);
    expect_reason(&s, QP_REASON_NO_DISTANCE);
    spoil(s.mass, 6);
    expect_reason(&s, QP_REASON_NO_MASS);
    finish(&s);

    drawn_setting(6, 10, &s);
    memset(s.square.flow, 0, 36 * sizeof(double));
    qp_square_sum(&s.square);
    expect_reason(&s, QP_REASON_NO_FLOW);
    s.data.effects = true;
    expect_reason(&s, QP_REASON_NO_FLOW);
    finish(&s);
}

/* Three units have 6 pairs: 4 terms want 8; 5 effects and a distance leave
 * nothing free. */
QP_TEST(gravity, wants_more_pairs_than_it_has_coefficients)
{
    setting s;
    for (size_t n = 0; n <= 3; n++) {
        drawn_setting(n, 11, &s);
        expect_reason(&s, QP_REASON_NO_MASS);
        s.data.effects = true;
        expect_reason(&s, n < 2 ? QP_REASON_NO_DISTANCE : QP_REASON_NO_FREEDOM);
        finish(&s);
    }
}

/* ----------------------------------------------------- what cannot be told apart */

QP_TEST(gravity, of_equal_distances_or_masses_is_rank_deficient)
{
    setting s;
    for (int effects = 0; effects < 2; effects++) {
        drawn_setting(8, 12, &s);
        s.data.effects = effects;
        for (size_t c = 0; c < 64; c++)
            s.distance[c] = 123.4;
        expect_reason(&s, QP_REASON_RANK_DEFICIENT);
        finish(&s);
    }
    drawn_setting(8, 12, &s);
    for (size_t u = 0; u < 8; u++)
        s.mass[u] = 0.7;
    expect_reason(&s, QP_REASON_RANK_DEFICIENT);
    finish(&s);
}

/* d = M_r^2 M_s: ln d says nothing that the masses, or effects, do not. */
QP_TEST(gravity, of_distances_made_of_masses_is_rank_deficient)
{
    setting s;
    drawn_setting(8, 13, &s);
    for (size_t c = 0; c < 64; c++)
        s.distance[c] = s.mass[c / 8] * s.mass[c / 8] * s.mass[c % 8];
    expect_reason(&s, QP_REASON_RANK_DEFICIENT);
    s.data.effects = true;
    expect_reason(&s, QP_REASON_RANK_DEFICIENT);
    finish(&s);
}

/* Nothing crosses the border: its coefficient is minus infinity. */
QP_TEST(gravity, does_not_tell_an_infinite_coefficient)
{
    setting s;
    for (int effects = 0; effects < 2; effects++) {
        drawn_setting(8, 14, &s);
        s.data.effects = effects;
        s.data.further_count = 1;
        for (size_t c = 0; c < 64; c++)
            s.square.flow[c] *= s.border[c] > 0 ? 0 : 1;
        qp_square_sum(&s.square);
        expect_reason(&s, QP_REASON_RANK_DEFICIENT);
        finish(&s);
    }
}

/* ------------------------------------------------------- units without a flow */

static void silence(size_t unit, bool out, setting *s)
{
    for (size_t v = 0; v < s->square.n; v++)
        s->square.flow[out ? unit * s->square.n + v : v * s->square.n + unit] =
            0;
    qp_square_sum(&s->square);
}

/* Unit 2 sends nothing: its 7 pairs as an origin are set apart. Unit 4 gets
 * nothing: 7 more, one of them from 2. The rest is what it would be if these
 * pairs were not known. */
QP_TEST(gravity, with_effects_sets_apart_who_sends_or_gets_nothing)
{
    setting s;
    drawn_setting(8, 15, &s);
    s.data.effects = true;
    silence(2, true, &s);
    silence(4, false, &s);
    qp_gravity a = fitted(&s);
    cr_expect_eq(a.pairs, 8 * 7 - 13);
    cr_expect_eq(a.separated, 13);
    cr_expect_eq(a.dropped, 0);
    cr_expect_eq(a.fitted[2 * 8 + 5], 0);
    cr_expect_eq(a.fitted[5 * 8 + 4], 0);
    for (size_t v = 0; v < 8; v++)
        s.distance[2 * 8 + v] = s.distance[v * 8 + 4] = NAN;
    qp_gravity b = fitted(&s);
    cr_expect_eq(b.pairs, a.pairs);
    cr_expect_eq(b.separated, 0);
    cr_expect_eq(b.dropped, 13);
    expect_same(&a, &b, -1);
    qp_gravity_clear(&a);
    qp_gravity_clear(&b);
    finish(&s);
}

/* All flows begin or end at unit 0: effects alone fit them. */
QP_TEST(gravity, with_effects_tells_nothing_of_a_star)
{
    setting s;
    drawn_setting(8, 17, &s);
    s.data.effects = true;
    for (size_t c = 0; c < 64; c++)
        s.square.flow[c] = (c / 8 == 0) != (c % 8 == 0) ? 5 + (double)c : 0;
    qp_square_sum(&s.square);
    expect_reason(&s, QP_REASON_RANK_DEFICIENT);
    finish(&s);
}

/* --------------------------------------------------------------- over-attraction */

/*
 *        flow              fitted
 *      .  6  4           .  5  5
 *      2  .  9           3  .  .       the pair 1 -> 2 was dropped
 *      8  3  .           5  4  .
 *
 * Into 0: 10/8, error sqrt(1 + 9)/8. Into 2, of the one pair: 4/5, 1/5.
 * Out of 1, of the one pair: 2/3, 1/3. Out of 0: 10/10, sqrt(1 + 1)/10.
 */
QP_TEST(gravity, compares_flows_with_the_fitted_by_hand)
{
    setting s;
    make_setting(3, &s);
    const double flow[] = {0, 6, 4, 2, 0, 9, 8, 3, 0};
    const double fit[] = {NAN, 5, 5, 3, NAN, NAN, 5, 4, NAN};
    memcpy(s.square.flow, flow, sizeof flow);
    const struct {
        size_t unit;
        bool out;
        double value;
        double error;
        size_t pairs;
    } expected[] = {
        {0, false, 10.0 / 8, sqrt(1 + 9) / 8, 2},
        {2, false, 4.0 / 5, 1.0 / 5, 1},
        {1, true, 2.0 / 3, 1.0 / 3, 1},
        {0, true, 10.0 / 10, sqrt(1 + 1) / 10, 2},
    };
    for (size_t e = 0; e < sizeof expected / sizeof *expected; e++) {
        qp_attraction a = qp_over_attraction(&s.square, fit, expected[e].unit,
                                             expected[e].out);
        EXPECT_CLOSE(a.value, expected[e].value, 1e-15);
        EXPECT_CLOSE(a.error, expected[e].error, 1e-15);
        cr_expect_eq(a.pairs, expected[e].pairs);
    }
    finish(&s);
}

QP_TEST(gravity, has_no_over_attraction_where_nothing_is_fitted)
{
    setting s;
    make_setting(2, &s);
    const double none[] = {NAN, NAN, NAN, NAN};
    const double zero[] = {NAN, 0, 0, NAN};
    cr_expect(isnan(qp_over_attraction(&s.square, none, 0, false).value));
    cr_expect(isnan(qp_over_attraction(&s.square, zero, 0, false).value));
    cr_expect(isnan(qp_over_attraction(&s.square, zero, 1, true).error));
    finish(&s);
}

/* ------------------------------------------------------------------- memory */

QP_TEST(gravity, is_untouched_when_memory_runs_out)
{
    setting s;
    drawn_setting(6, 18, &s);
    qp_gravity g = {.pairs = 42};
    qp_status status = QP_E_MEMORY;
    int failures = 0;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_gravity_measure(&s.square, &s.data, &g, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || g.pairs == 42);
        failures += status == QP_OK ? 0 : 1;
    }
    cr_expect_gt(failures, 0);
    cr_expect_eq(g.pairs, 6 * 5);
    qp_gravity_clear(&g);
    finish(&s);
}
