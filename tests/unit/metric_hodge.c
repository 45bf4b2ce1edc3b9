/* SPDX-License-Identifier: MIT */
#include "core/memory.h"
#include "core/pool.h"
#include "metric/hodge.h"
#include "support/leak.h"
#include "support/squares.h"

static qp_hodge hodge_of(const qp_square *f)
{
    qp_hodge h = {0};
    cr_assert_eq(qp_hodge_measure(f, &h, NULL), QP_OK);
    return h;
}

/* ------------------------------------------------------------------ golden */

static void expect_case(const golden_table *expected, const char *name)
{
    square_names names;
    qp_square f = square_read("inputs/hodge", (const int[]){1, 2, 3}, name,
                              &names);
    qp_hodge h = hodge_of(&f);
    for (size_t l = 0; l < expected->count; l++) {
        const golden_line *line = &expected->lines[l];
        const char *bar = strchr(line->cell[1], '|');
        if (strncmp(line->cell[1], name, strlen(name)) != 0)
            continue;
        if (strcmp(line->cell[0], "gradient_share") == 0)
            golden_expect(line, h.eta);
        else
            golden_expect(line, (line->cell[0][0] == 's' ? -1 : 1) *
                                    h.potential[square_unit(&names, bar + 1)]);
    }
    qp_hodge_clear(&h);
    qp_square_clear(&f);
}

QP_TEST(hodge, gives_the_golden_values_case_by_case)
{
    static golden_table expected;
    const char *const cases[] = {"talent6", "star_into_a", "cycle3", "mix3",
                                 "symmetric"};
    golden_own("expected/hodge", &expected);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        expect_case(&expected, cases[c]);
}

/* --------------------------------------------------------------- second way */

/* Heights by going downhill along the gradient of the sum of squares. */
static void descend(const qp_square *f, double phi[])
{
    size_t n = f->n;
    for (int round = 0; round < 200000; round++)
        for (size_t r = 0; r < n; r++) {
            double pull = 0;
            double weight = 0;
            for (size_t s = 0; s < n; s++) {
                double w = f->flow[r * n + s] + f->flow[s * n + r];
                double y = f->flow[r * n + s] - f->flow[s * n + r];
                pull += y + w * phi[s];
                weight += w;
            }
            phi[r] = weight > 0 ? pull / weight : phi[r];
        }
}

QP_TEST(hodge, heights_are_those_of_least_squares)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        qp_square f = square_random(seed, 7);
        qp_hodge h = hodge_of(&f);
        double phi[SQUARE_UNITS] = {0};
        double explained = 0;
        double all = 0;
        descend(&f, phi);
        for (size_t r = 0; r < f.n; r++)
            for (size_t s = 0; s < r; s++) {
                double w = f.flow[r * f.n + s] + f.flow[s * f.n + r];
                double y = f.flow[r * f.n + s] - f.flow[s * f.n + r];
                if (!(w > 0))
                    continue;
                explained += w * (phi[r] - phi[s]) * (phi[r] - phi[s]);
                all += y * y / w;
                cr_assert_float_eq(h.potential[r] - h.potential[s],
                                   phi[r] - phi[s], 1e-8);
            }
        if (all > 0)
            cr_assert_float_eq(h.eta, explained / all, 1e-8);
        cr_assert_float_eq(h.asymmetry, all, 1e-9 * (1 + all));
        qp_hodge_clear(&h);
        qp_square_clear(&f);
    }
}

/* --------------------------------------------------------------- structure */

/*      a ──3──> b      c ──2──> d ──1──> c      e alone */
QP_TEST(hodge, takes_components_apart)
{
    square_names names = {0};
    qp_square f = square_of("a b 3, c d 2, d c 1, e e 1", &names);
    f.flow[4 * 5 + 4] = 0;
    qp_square_sum(&f);
    qp_hodge h = hodge_of(&f);
    const uint32_t component[] = {0, 0, 1, 1, QP_NONE};
    for (size_t u = 0; u < f.n; u++)
        cr_assert_eq(h.component[u], component[u]);
    cr_assert_eq(h.components, 2);
    cr_assert_eq(h.linked, 4);
    cr_assert_eq(h.pairs, 2);
    cr_assert_eq(h.cycle_rank, 0);
    cr_assert_float_eq(h.eta, 1, 1e-12, "a tree explains all");
    cr_assert_eq(h.df, 2);
    cr_assert_eq(h.expected, 1);
    cr_assert_float_eq(h.potential[0], 0.5, 1e-12);
    cr_assert_float_eq(h.potential[1], -0.5, 1e-12);
    cr_assert_float_eq(h.potential[2], 1.0 / 6, 1e-12);
    cr_assert_float_eq(h.potential[3], -1.0 / 6, 1e-12);
    cr_assert(isnan(h.potential[4]));
    cr_assert_float_eq(h.stuart_maxwell, 3 + 1.0 / 3, 1e-12);
    qp_hodge_clear(&h);
    qp_square_clear(&f);
}

/* Stuart and Maxwell for three categories have a closed form (Fleiss and
 * Everitt 1971): with d = net flows and n_rs = (F_rs + F_sr) / 2,
 * (n_BC d_A^2 + n_AC d_B^2 + n_AB d_C^2) / 2 (n_AB n_AC + n_AB n_BC + n_AC n_BC).
 */
QP_TEST(hodge, is_the_statistic_of_stuart_and_maxwell)
{
    square_names names = {0};
    qp_square f = square_of("A B 6, B A 2, A C 1, C A 6, B C 3, C B 1", &names);
    qp_hodge h = hodge_of(&f);
    double ab = (6 + 2) / 2.0;
    double ac = (1 + 6) / 2.0;
    double bc = (3 + 1) / 2.0;
    double a = (6 + 1) - (2 + 6);
    double b = (2 + 3) - (6 + 1);
    double c = (6 + 1) - (1 + 3);
    double chi2 = (bc * a * a + ac * b * b + ab * c * c) /
                  (2 * (ab * ac + ab * bc + ac * bc));
    cr_assert_float_eq(h.stuart_maxwell, chi2, 1e-12);
    cr_assert_eq(h.df, 2);
    cr_assert_float_eq(h.p, exp(-chi2 / 2), 1e-12, "chi-square of 2 df");
    qp_hodge_clear(&h);
    qp_square_clear(&f);
}

QP_TEST(hodge, turning_all_flows_turns_the_heights)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        qp_square f = square_random(seed, 9);
        qp_square turned = square_turned(&f);
        qp_square scaled = square_scaled(&f, 1000);
        qp_hodge h = hodge_of(&f);
        qp_hodge t = hodge_of(&turned);
        qp_hodge s = hodge_of(&scaled);
        for (size_t u = 0; u < f.n; u++)
            if (!isnan(h.potential[u])) {
                cr_assert_float_eq(t.potential[u], -h.potential[u], 1e-9);
                cr_assert_float_eq(s.potential[u], h.potential[u], 1e-9);
            }
        cr_assert(isnan(h.eta) ? isnan(t.eta) : fabs(t.eta - h.eta) < 1e-9);
        cr_assert(isnan(h.eta) || (h.eta >= 0 && h.eta <= 1));
        qp_hodge_clear(&h);
        qp_hodge_clear(&t);
        qp_hodge_clear(&s);
        qp_square_clear(&f);
        qp_square_clear(&turned);
        qp_square_clear(&scaled);
    }
}

/* -------------------------------------------------------------------- sparse */

/* Ten by ten: the first is alone, the others exchange something with the next
 * two. */
static qp_square many_units(size_t n)
{
    uint64_t state = 88172645463325252U;
    qp_square f = square_make(n);
    for (size_t r = 0; r < n; r++)
        for (size_t s = r + 1; r % 10 != 0 && s <= r + 2 && s % 10 > r % 10;
             s++) {
            f.flow[r * n + s] = 1 + square_draw(&state, 100);
            f.flow[s * n + r] = square_draw(&state, 9);
        }
    qp_square_sum(&f);
    return f;
}

static void expect_dense(const qp_square *f)
{
    double *work = qp_acquire(qp_hodge_room(f->n), sizeof *work);
    double *phi = qp_acquire(f->n, sizeof *phi);
    qp_hodge h = hodge_of(f);
    cr_assert_gt(f->n, QP_HODGE_DENSE);
    cr_assert_lt(h.pairs, QP_HODGE_SPARSE * f->n);
    qp_hodge_potential(f, work, phi);
    for (size_t u = 0; u < f->n; u++)
        cr_assert(isnan(phi[u]) ? isnan(h.potential[u])
                                : fabs(phi[u] - h.potential[u]) < 1e-9,
                  "unit %zu: %.17g sparsely, %.17g densely", u, h.potential[u],
                  phi[u]);
    qp_hodge_clear(&h);
    qp_release(phi);
    qp_release(work);
}

QP_TEST(hodge, of_many_units_is_the_same_by_sparse_elimination)
{
    enum { UNITS = 1200 };
    uint64_t state = 362436069;
    qp_square parts = many_units(UNITS);
    qp_square whole = square_make(UNITS); /* joined at random: one part */
    for (size_t r = 1; r < UNITS; r++)
        for (int times = 0; times < 3; times++) {
            size_t s = square_draw(&state, (unsigned)r);
            whole.flow[r * UNITS + s] = square_draw(&state, 1000);
            whole.flow[s * UNITS + r] = 1 + square_draw(&state, 9);
        }
    qp_square_sum(&whole);
    expect_dense(&parts);
    expect_dense(&whole);
    qp_hodge h = hodge_of(&parts);
    cr_assert_eq(h.components, UNITS / 10, "nine units each");
    cr_assert_eq(h.linked, UNITS - UNITS / 10, "every tenth is alone");
    cr_assert_eq(h.component[11], 1);
    cr_assert_eq(h.component[10], QP_NONE);
    qp_hodge_clear(&h);
    qp_square_clear(&parts);
    qp_square_clear(&whole);
}

/* A weight of 1e-300 beside 1 is rounded away: no height holds B and C. */
QP_TEST(hodge, says_so_where_flows_are_too_far_apart)
{
    square_names names = {0};
    qp_square f = square_of("A B 1e-300, B C 1", &names);
    qp_hodge h = {.pairs = 42};
    qp_hodge_factor factor = {.n = 42};
    double work[3 * 3 + 3 * 3];
    double phi[3];
    cr_assert_leq(qp_hodge_room(3), sizeof work / sizeof *work);
    cr_assert_eq(qp_hodge_measure(&f, &h, NULL), QP_E_NUMERIC);
    cr_assert_eq(qp_hodge_factorise(&f, &factor, NULL), QP_E_NUMERIC);
    cr_assert(h.pairs == 42 && factor.n == 42);
    qp_hodge_potential(&f, work, phi);
    cr_assert(isnan(phi[0]) && isnan(phi[1]) && isnan(phi[2]));
    qp_square_clear(&f);
}

/* ------------------------------------------------------------------- chance */

QP_TEST(hodge, shares_of_one_factor_are_those_of_whole_measurings)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        qp_square f = square_random(seed, 9);
        qp_hodge_factor factor = {0};
        double net[SQUARE_UNITS];
        double work[SQUARE_UNITS];
        cr_assert_eq(qp_hodge_factorise(&f, &factor, NULL), QP_OK);
        qp_square turned = square_turned(&f); /* the same sums of pairs */
        qp_hodge h = hodge_of(&turned);
        for (size_t u = 0; u < f.n; u++)
            net[u] = turned.outflow[u] - turned.inflow[u];
        double share = qp_hodge_gradient_share(&factor, net, h.asymmetry, work);
        cr_assert(isnan(h.eta) || fabs(share - h.eta) < 1e-9);
        qp_hodge_factor_clear(&factor);
        qp_hodge_clear(&h);
        qp_square_clear(&f);
        qp_square_clear(&turned);
    }
}

QP_TEST(hodge, is_nothing_where_nothing_flows)
{
    qp_square none = square_make(2);
    qp_hodge h = hodge_of(&none);
    cr_assert_eq(h.pairs, 0);
    cr_assert(isnan(h.eta) && isnan(h.expected) && isnan(h.p));
    cr_assert(isnan(h.potential[0]));
    qp_hodge_clear(&h);
    qp_square_clear(&none);
}

QP_TEST(hodge, comes_back_clean_from_every_failure_of_memory)
{
    square_names names = {0};
    qp_square f = square_of("A B 6, B A 2, C A 6", &names);
    qp_hodge h = {.pairs = 42};
    qp_hodge_factor factor = {.n = 42};
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_hodge_measure(&f, &h, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || h.pairs == 42);
    }
    status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_hodge_factorise(&f, &factor, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || factor.n == 42);
    }
    qp_hodge_clear(&h);
    qp_hodge_factor_clear(&factor);
    qp_square_clear(&f);
}
