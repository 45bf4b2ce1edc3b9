/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "chance/stream.h"
#include "metric/systemic_risk.h"
#include "support/golden.h"
#include "support/leak.h"

enum { ACTORS = 64, SALES = 256, SECTORS = 10 };

#define STOP 1e-6

/** Firms by number, and what they sell. */
typedef struct {
    qp_sale sale[SALES];
    qp_string sector[ACTORS];
    double output[ACTORS];
    size_t n, sales;
    qp_essentiality unknown;
} market;

/** A market that is ready for failures. */
typedef struct {
    const market *of;
    qp_risk risk;
    void *room;
} fixture;

static fixture ready(market *m)
{
    fixture f = {.of = m};
    const qp_sales sales = {.count = m->sales, .rows = m->sale};
    const qp_risk_actors actors = {m->n, m->sector, m->output, m->unknown};
    cr_assert_eq(qp_risk_prepare(&sales, &actors, &f.risk, NULL), QP_OK);
    f.room = qp_acquire(qp_systemic_risk_room(&f.risk), 1);
    cr_assert_not_null(f.room);
    return f;
}

static void finish(fixture *f)
{
    qp_release(f->room);
    qp_risk_clear(&f->risk);
}

/* Of actors, those who are no firms left out. */
static double loss_of(fixture *f, const size_t failed[], size_t count,
                      double stop)
{
    uint32_t firm[ACTORS];
    size_t firms = 0;
    for (size_t a = 0; a < count; a++)
        if (f->risk.firm[failed[a]] != QP_NONE)
            firm[firms++] = f->risk.firm[failed[a]];
    return qp_systemic_risk(&f->risk, firm, firms, stop, f->room);
}

static double loss(fixture *f, size_t failed)
{
    return loss_of(f, &failed, 1, STOP);
}

/* ------------------------------------------------------------------- by hand */

enum { A, B, C, D, E };

static market empty(size_t n)
{
    market m = {.n = n, .unknown = QP_ESSENTIAL};
    for (size_t a = 0; a < ACTORS; a++) {
        m.sector[a] = QP_NONE;
        m.output[a] = NAN;
    }
    return m;
}

static void sell(market *m, qp_row supplier, qp_row customer, double value,
                 double essentiality)
{
    cr_assert_lt(m->sales, SALES);
    m->sale[m->sales++] = (qp_sale){.supplier = supplier,
                                    .customer = customer,
                                    .product = QP_NONE,
                                    .essentiality = essentiality,
                                    .value = value};
}

/*
 *      A ══6══▶ C ──10──▶ D        E deals with nobody
 *      B ──4──▶ C
 */
static market chain(void)
{
    market m = empty(5);
    sell(&m, A, C, 6, QP_ESSENTIAL);
    sell(&m, B, C, 4, QP_NON_ESSENTIAL);
    sell(&m, C, D, 10, QP_NON_ESSENTIAL);
    return m;
}

QP_TEST(systemic_risk, goes_down_the_chain_and_up)
{
    market m = chain();
    fixture f = ready(&m);
    cr_assert_eq(f.risk.total, 6 + 4 + 10);
    cr_assert_float_eq(loss(&f, A), (6 + 10) / 20.0, 1e-15,
                       "C makes nothing; B still sells");
    cr_assert_float_eq(loss(&f, B), (4 + 0.4 * 10) / 20, 1e-15,
                       "C makes four tenths less");
    cr_assert_float_eq(loss(&f, C), 1, 1e-15);
    cr_assert_float_eq(loss(&f, D), 1, 1e-15, "C sells to D alone");
    finish(&f);
}

QP_TEST(systemic_risk, does_not_know_who_neither_buys_nor_sells)
{
    market m = chain();
    m.output[E] = 1000;
    fixture f = ready(&m);
    cr_assert_eq(f.risk.n, 4);
    cr_assert_eq(f.risk.firm[E], QP_NONE);
    cr_assert_eq(f.risk.total, 20, "its output is none of the network's");
    finish(&f);
}

QP_TEST(systemic_risk, weighs_firms_by_the_output_they_declare)
{
    market m = chain();
    m.output[D] = 80;
    fixture f = ready(&m);
    cr_assert_float_eq(loss(&f, A), (6 + 10 + 80) / 100.0, 1e-15);
    cr_assert_float_eq(loss(&f, B), (4 + 4 + 0.4 * 80) / 100, 1e-15);
    finish(&f);
}

/*
 *      A ══6══▶ C ──12──▶ D        A and B are one sector: three quarters and
 *      B ══2══▶ C                  one of what C gets from it
 */
QP_TEST(systemic_risk, is_smaller_for_who_is_a_small_part_of_a_sector)
{
    market m = empty(4);
    m.sector[A] = m.sector[B] = 1;
    sell(&m, A, C, 6, QP_ESSENTIAL);
    sell(&m, B, C, 2, QP_ESSENTIAL);
    sell(&m, C, D, 12, QP_UNAFFECTING);
    fixture f = ready(&m);
    cr_assert_float_eq(loss(&f, B), (2 + 12 * (2.0 / 6) * (2.0 / 8)) / 20,
                       1e-15, "A makes 6, B made 2");
    cr_assert_float_eq(loss(&f, A), (6 + 12 * (6.0 / 8)) / 20, 1e-15,
                       "B cannot make what A did");
    cr_assert_float_eq(loss_of(&f, (size_t[]){A, B}, 2, STOP), 1, 1e-15,
                       "nobody is left to stand in");
    finish(&f);
}

QP_TEST(systemic_risk, takes_the_worst_sector_not_the_sum)
{
    market m = empty(5);
    m.sector[A] = 1;
    m.sector[B] = m.sector[C] = 2;
    sell(&m, A, D, 1, QP_ESSENTIAL);
    sell(&m, B, D, 1, QP_ESSENTIAL);
    sell(&m, C, D, 3, QP_ESSENTIAL);
    sell(&m, D, E, 5, QP_UNAFFECTING);
    fixture f = ready(&m);
    cr_assert_float_eq(loss(&f, C), (3 + 5 * (3.0 / 4)) / 10, 1e-15);
    cr_assert_float_eq(loss_of(&f, (size_t[]){B, C}, 2, STOP), (4 + 5) / 10.0,
                       1e-15);
    finish(&f);
}

QP_TEST(systemic_risk, keeps_parallel_sales_of_different_kinds_apart)
{
    market m = empty(3);
    sell(&m, A, B, 1, QP_ESSENTIAL);
    sell(&m, A, B, 3, QP_UNAFFECTING);
    sell(&m, B, C, 4, QP_UNAFFECTING);
    fixture f = ready(&m);
    cr_assert_float_eq(loss(&f, A), 1, 1e-15,
                       "all of what is essential in its sector");
    finish(&f);
}

QP_TEST(systemic_risk, counts_bought_goods_of_all_kinds)
{
    market m = empty(4);
    sell(&m, A, C, 1, QP_NON_ESSENTIAL);
    sell(&m, B, C, 3, QP_UNAFFECTING);
    sell(&m, C, D, 4, QP_UNAFFECTING);
    fixture f = ready(&m);
    cr_assert_float_eq(loss(&f, A), (1 + 4 / 4.0) / 8, 1e-15);
    cr_assert_float_eq(loss(&f, B), 3 / 8.0, 1e-15, "C makes as much");
    finish(&f);
}

QP_TEST(systemic_risk, takes_what_is_not_said_as_told)
{
    market m = empty(3);
    sell(&m, A, C, 1, NAN);
    sell(&m, B, C, 3, QP_NON_ESSENTIAL);
    sell(&m, C, B, 4, QP_UNAFFECTING);
    fixture f = ready(&m);
    cr_assert_eq(f.risk.unknown, 1);
    cr_assert_float_eq(loss(&f, A), (1 + 4) / 8.0, 1e-15);
    finish(&f);
    m.unknown = QP_NON_ESSENTIAL;
    f = ready(&m);
    cr_assert_float_eq(loss(&f, A), (1 + 4 / 4.0) / 8, 1e-15);
    finish(&f);
}

/* Each round passes half on to the next: 1, 1/2, 1/4, ... */
QP_TEST(systemic_risk, stops_where_nothing_changes_by_more)
{
    market m = empty(6);
    for (qp_row a = 0; a < 4; a++) {
        sell(&m, a, a + 1, 1, QP_NON_ESSENTIAL);
        sell(&m, 5, a + 1, 1, QP_UNAFFECTING);
    }
    m.output[5] = 0;
    fixture f = ready(&m);
    cr_assert_float_eq(loss_of(&f, (size_t[]){A}, 1, 1e-9),
                       (1 + 1 / 2.0 + 1 / 4.0 + 1 / 8.0) / 4, 1e-15);
    cr_assert_float_eq(loss_of(&f, (size_t[]){A}, 1, 0.3),
                       (1 + 1 / 2.0 + 1 / 4.0) / 4, 1e-15,
                       "the change of a quarter is made, and is the last");
    finish(&f);
}

QP_TEST(systemic_risk, has_no_value_without_output)
{
    market m = chain();
    for (size_t a = 0; a < m.n; a++)
        m.output[a] = 0;
    fixture f = ready(&m);
    cr_assert(isnan(loss(&f, A)));
    finish(&f);
    m = empty(3);
    f = ready(&m);
    cr_assert_eq(f.risk.n, 0);
    cr_assert(isnan(qp_systemic_risk(&f.risk, NULL, 0, STOP, f.room)));
    finish(&f);
}

QP_TEST(systemic_risk, tells_the_output_that_hangs_on_a_firm)
{
    market m = empty(4);
    m.sector[A] = m.sector[B] = 1;
    sell(&m, A, C, 6, QP_ESSENTIAL);
    sell(&m, B, C, 2, QP_ESSENTIAL);
    sell(&m, B, D, 5, QP_NON_ESSENTIAL);
    m.output[C] = 100;
    m.output[D] = 1000;
    fixture f = ready(&m);
    double reach[4];
    qp_essential_reach(&f.risk, reach);
    cr_assert_float_eq(reach[f.risk.firm[A]], 75, 1e-12);
    cr_assert_float_eq(reach[f.risk.firm[B]], 25, 1e-12);
    cr_assert_eq(reach[f.risk.firm[C]], 0);
    finish(&f);
}

/* -------------------------------------------------------------------- golden */

/* A letter is an actor, "17" a sector. */
static market golden_market(const golden_table *edges)
{
    market m = empty('Z' - 'A' + 1);
    static const double kind[] = {QP_UNAFFECTING, QP_NON_ESSENTIAL,
                                  QP_ESSENTIAL};
    for (size_t l = 0; l < edges->count; l++) {
        const golden_line *e = &edges->lines[l];
        qp_row supplier = (qp_row)(e->cell[0][0] - 'A');
        qp_row customer = (qp_row)(e->cell[1][0] - 'A');
        m.sector[supplier] = (qp_string)golden_number(e->cell[2]);
        m.sector[customer] = (qp_string)golden_number(e->cell[3]);
        sell(&m, supplier, customer, golden_number(e->cell[4]),
             kind[(int)golden_number(e->cell[5])]);
    }
    return m;
}

static const struct {
    const char *metric;
    double stop;
    double kind; ///< of all sales; NaN: as they are
} runs[] = {{"ESRI_stop1e-2", 1e-2, NAN},
            {"ESRI_stop1e-12", 1e-12, NAN},
            {"ESRI_all_essential", 1e-12, QP_ESSENTIAL},
            {"ESRI_all_linear", 1e-12, QP_NON_ESSENTIAL}};

QP_TEST(systemic_risk, meets_every_golden_cell)
{
    static golden_table edges;
    static golden_table expected;
    if (!golden_shared("golden/inputs/esri_edges", &edges))
        return;
    golden_own("expected/esri", &expected);
    size_t met = 0;
    for (size_t r = 0; r < sizeof runs / sizeof *runs; r++) {
        market m = golden_market(&edges);
        for (size_t s = 0; s < m.sales && !isnan(runs[r].kind); s++)
            m.sale[s].essentiality = runs[r].kind;
        fixture f = ready(&m);
        for (size_t l = 0; l < expected.count; l++) {
            const golden_line *line = &expected.lines[l];
            if (strcmp(line->cell[0], runs[r].metric) != 0)
                continue;
            size_t failed = (size_t)(line->cell[1][0] - 'A');
            golden_expect(line, loss_of(&f, &failed, 1, runs[r].stop));
            met++;
        }
        finish(&f);
    }
    cr_assert_eq(met, expected.count);
}

/* --------------------------------------------------- beside the definition */

/** h of all actors, and how they go on. */
typedef struct {
    const market *m;
    double down[ACTORS], up[ACTORS];
    double sold[ACTORS];
    bool failed[ACTORS];
} cascade;

static double sold(const market *m, size_t a)
{
    double sum = 0;
    for (size_t s = 0; s < m->sales; s++)
        sum += m->sale[s].supplier == a ? m->sale[s].value : 0;
    return sum;
}

static bool same_sector(const market *m, size_t a, size_t b)
{
    return a == b || (m->sector[a] != QP_NONE && m->sector[a] == m->sector[b]);
}

static double share_in_sector(const cascade *c, size_t j)
{
    double left = 0;
    for (size_t l = 0; l < c->m->n; l++)
        if (same_sector(c->m, l, j))
            left += c->sold[l] * c->down[l];
    if (!(c->sold[j] > 0))
        return 0;
    return left > 0 ? fmin(1, c->sold[j] / left) : 1;
}

static bool is_kind(const market *m, const qp_sale *sale, double kind)
{
    return (isnan(sale->essentiality) ? (double)m->unknown
                                      : sale->essentiality) == kind;
}

/* 1 - sum over essential suppliers of i in the sector of k. */
static double without_sector(const cascade *c, const double sigma[], size_t i,
                             size_t k)
{
    double whole = 0;
    double lost = 0;
    for (size_t s = 0; s < c->m->sales; s++) {
        const qp_sale *sale = &c->m->sale[s];
        if (sale->customer != i || !same_sector(c->m, sale->supplier, k) ||
            !is_kind(c->m, sale, QP_ESSENTIAL))
            continue;
        whole += sale->value;
        lost += sigma[sale->supplier] * sale->value *
                (1 - c->down[sale->supplier]);
    }
    return whole > 0 ? 1 - lost / whole : 1;
}

static double without_others(const cascade *c, const double sigma[], size_t i)
{
    double whole = 0;
    double lost = 0;
    for (size_t s = 0; s < c->m->sales; s++) {
        const qp_sale *sale = &c->m->sale[s];
        if (sale->customer != i)
            continue;
        whole += sale->value;
        if (is_kind(c->m, sale, QP_NON_ESSENTIAL))
            lost += sigma[sale->supplier] * sale->value *
                    (1 - c->down[sale->supplier]);
    }
    return whole > 0 ? 1 - lost / whole : 1;
}

static double next_down(const cascade *c, const double sigma[], size_t i)
{
    double h = c->failed[i] ? 0 : 1;
    for (size_t k = 0; k < c->m->n; k++)
        h = fmin(h, without_sector(c, sigma, i, k));
    return fmin(h, without_others(c, sigma, i));
}

static double next_up(const cascade *c, size_t i)
{
    double whole = c->sold[i];
    double h = 0;
    for (size_t s = 0; s < c->m->sales; s++)
        if (c->m->sale[s].supplier == i)
            h += c->m->sale[s].value * c->up[c->m->sale[s].customer] / whole;
    return fmin(whole > 0 ? h : 1, c->failed[i] ? 0 : 1);
}

/* A step of all at a time; returns the largest change. */
static double step(cascade *c)
{
    cascade old = *c;
    double sigma[ACTORS];
    double change = 0;
    for (size_t j = 0; j < c->m->n; j++)
        sigma[j] = share_in_sector(&old, j);
    for (size_t i = 0; i < c->m->n; i++) {
        c->down[i] = next_down(&old, sigma, i);
        c->up[i] = next_up(&old, i);
        change = fmax(change, fabs(c->down[i] - old.down[i]));
        change = fmax(change, fabs(c->up[i] - old.up[i]));
    }
    return change;
}

static bool deals(const market *m, size_t a)
{
    for (size_t s = 0; s < m->sales; s++)
        if (m->sale[s].supplier == a || m->sale[s].customer == a)
            return true;
    return false;
}

static double defined(const market *m, const size_t failed[], size_t count,
                      double stop)
{
    cascade c = {.m = m};
    double lost = 0;
    double total = 0;
    for (size_t i = 0; i < m->n; i++) {
        c.down[i] = c.up[i] = 1;
        c.sold[i] = sold(m, i);
    }
    for (size_t f = 0; f < count; f++)
        c.failed[failed[f]] = true;
    for (int round = 0; round < 1000 && step(&c) > stop; round++)
        continue;
    for (size_t i = 0; i < m->n; i++) {
        double y = isnan(m->output[i]) ? c.sold[i] : m->output[i];
        if (!deals(m, i))
            continue;
        lost += y * (1 - fmin(c.down[i], c.up[i]));
        total += y;
    }
    return lost / total;
}

/** What a market is drawn from. */
typedef struct {
    size_t n, sales, sectors;
    double essential, affecting; ///< shares of the sales
} plan;

static const plan plans[] = {
    {4, 5, 1, 1, 0},       {6, 12, 2, 0.5, 0.5},   {10, 20, 4, 0.3, 0.4},
    {16, 60, 3, 0.2, 0.7}, {24, 24, 8, 0.6, 0.2},  {40, 50, 10, 0.5, 0.3},
    {40, 60, 2, 0.1, 0.8}, {64, 70, 10, 0.4, 0.4}, {40, 160, 5, 0.3, 0.3},
};

enum { PLANS = sizeof plans / sizeof *plans };

/* Some sectors and essentialities are not known; some firms say what they make,
 * and some sell nothing; sales go round in circles, and large is beside small.
 */
static market draw_market(qp_stream *stream, const plan *p)
{
    market m = empty(p->n);
    m.unknown = qp_stream_below(stream, 2) ? QP_ESSENTIAL : QP_NON_ESSENTIAL;
    for (size_t a = 0; a < p->n; a++) {
        uint32_t sector = (uint32_t)qp_stream_below(stream, p->sectors + 1);
        m.sector[a] = sector < p->sectors ? sector : QP_NONE;
        if (qp_stream_below(stream, 4) == 0)
            m.output[a] = (double)qp_stream_below(stream, 100);
    }
    while (m.sales < p->sales) {
        qp_row from = (qp_row)qp_stream_below(stream, p->n - p->n / 4);
        qp_row to = (qp_row)qp_stream_below(stream, p->n);
        double at = qp_stream_uniform(stream);
        double kind = at < p->essential                  ? QP_ESSENTIAL
                      : at < p->essential + p->affecting ? QP_NON_ESSENTIAL
                                                         : QP_UNAFFECTING;
        if (from != to)
            sell(&m, from, to, exp(12 * qp_stream_uniform(stream)),
                 qp_stream_below(stream, 10) == 0 ? NAN : kind);
    }
    return m;
}

#ifdef __SANITIZE_ADDRESS__
enum { MARKETS = 36 };
#else
enum { MARKETS = 270 };
#endif

QP_TEST(systemic_risk, is_what_the_definition_says)
{
    static const double stops[] = {1e-2, 1e-4, 1e-6};
    size_t harmful = 0;
    for (size_t t = 0; t < MARKETS; t++) {
        qp_stream stream = qp_stream_start(7, t);
        market m = draw_market(&stream, &plans[t % PLANS]);
        fixture f = ready(&m);
        for (int i = 0; i < 4; i++) {
            size_t failed[2] = {qp_stream_below(&stream, m.n),
                                qp_stream_below(&stream, m.n)};
            double stop = stops[qp_stream_below(&stream, 3)];
            size_t count = 1 + qp_stream_below(&stream, 2);
            double want = defined(&m, failed, count, stop);
            double got = loss_of(&f, failed, count, stop);
            cr_assert_float_eq(got, want, 1e-12, "market %zu: %.17g, not %.17g",
                               t, got, want);
            harmful += want > 0.01 && want < 0.99 ? 1 : 0;
        }
        finish(&f);
    }
    cr_assert_gt(harmful, MARKETS, "most tell something");
}

/* ---------------------------------------------------------------- properties */

QP_TEST(systemic_risk, never_shrinks_where_more_fail)
{
    for (size_t t = 0; t < MARKETS; t++) {
        qp_stream stream = qp_stream_start(8, t);
        market m = draw_market(&stream, &plans[t % PLANS]);
        fixture f = ready(&m);
        size_t failed[ACTORS];
        double before = 0;
        for (size_t a = 0; a < m.n; a++)
            failed[a] = a;
        for (size_t a = m.n - 1; a > 0; a--) {
            size_t other = qp_stream_below(&stream, a + 1);
            size_t kept = failed[a];
            failed[a] = failed[other];
            failed[other] = kept;
        }
        for (size_t count = 0; count <= m.n; count++) {
            double lost = loss_of(&f, failed, count, 1e-12);
            cr_assert(lost >= before - 1e-11 && lost <= 1,
                      "market %zu, %zu fail: %.17g after %.17g", t, count, lost,
                      before);
            before = lost;
        }
        cr_assert_float_eq(before, 1, 1e-15, "all fail");
        finish(&f);
    }
}

QP_TEST(systemic_risk, is_the_same_whatever_failed_before)
{
    for (size_t t = 0; t < PLANS; t++) {
        qp_stream stream = qp_stream_start(9, t);
        market m = draw_market(&stream, &plans[t]);
        fixture used = ready(&m);
        for (size_t a = 0; a < m.n; a++)
            (void)loss(&used, a);
        for (size_t a = 0; a < m.n; a++) {
            fixture fresh = ready(&m);
            cr_assert_eq(loss(&used, a), loss(&fresh, a));
            finish(&fresh);
        }
        finish(&used);
    }
}

QP_TEST(systemic_risk, counts_who_fails_twice_once)
{
    market m = chain();
    fixture f = ready(&m);
    cr_assert_eq(loss_of(&f, (size_t[]){B, B}, 2, STOP), loss(&f, B));
    cr_assert_eq(loss_of(&f, NULL, 0, STOP), 0);
    finish(&f);
}

QP_TEST(systemic_risk, is_not_begun_where_memory_runs_out)
{
    market m = chain();
    const qp_sales sales = {.count = m.sales, .rows = m.sale};
    const qp_risk_actors actors = {m.n, m.sector, m.output, m.unknown};
    qp_risk risk = {.n = 7};
    qp_error err = {0};
    long allowed = 0;
    qp_status status = QP_E_MEMORY;
    for (; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_risk_prepare(&sales, &actors, &risk, &err);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        if (status == QP_E_MEMORY)
            cr_assert_eq(risk.n, 7);
    }
    cr_assert_eq(status, QP_OK);
    cr_assert_gt(allowed, 5);
    cr_assert_str_eq(err.message, "no memory for the risk of 3 sales");
    qp_risk_clear(&risk);
}
