/* SPDX-License-Identifier: MIT */
#include "metric/architects.h"

#include <math.h>

#include "core/memory.h"
#include "graph/dense.h"
#include "graph/steps.h"
#include "graph/strong.h"

enum { MOST_SOLVED = 128, MOST_ROUNDS = 10000 };
static const double still_on_its_way = 1e-13;

/** Capacity on its way. */
typedef struct {
    const qp_arcs *sales;
    qp_strong circles; ///< firms that sell to each other in a circle, in order
    bool *absorbs;     ///< [n] architects, and who sells nothing
    uint32_t *work;    ///< [n] for searches
    uint32_t *steps;   ///< [n] to one who absorbs; QP_UNREACHED
    double *sold;      ///< [n] all that a firm sells
    double *arrived;   ///< [n] capacity that waits to be passed on
    double *passed;    ///< [n] that was passed on
    double *matrix;    ///< [most_solved^2]
    size_t most_solved;
} journey;

static void forget(journey *j)
{
    qp_strong_clear(&j->circles);
    qp_release(j->absorbs);
    qp_release(j->work);
    qp_release(j->steps);
    qp_release(j->sold);
    qp_release(j->arrived);
    qp_release(j->passed);
    qp_release(j->matrix);
}

static qp_status prepare(journey *j, qp_error *err)
{
    size_t n = j->sales->n;
    j->most_solved = n < MOST_SOLVED ? n : MOST_SOLVED;
    j->absorbs = qp_acquire(n, sizeof *j->absorbs);
    j->work = qp_acquire(n, sizeof *j->work);
    j->steps = qp_acquire(n, sizeof *j->steps);
    j->sold = qp_acquire(n, sizeof *j->sold);
    j->arrived = qp_acquire(n, sizeof *j->arrived);
    j->passed = qp_acquire(n, sizeof *j->passed);
    j->matrix = qp_acquire(j->most_solved * j->most_solved, sizeof *j->matrix);
    if (j->absorbs != NULL && j->work != NULL && j->steps != NULL &&
        j->sold != NULL && j->arrived != NULL && j->passed != NULL &&
        j->matrix != NULL)
        return QP_OK;
    return qp_fail(err, QP_E_MEMORY, "no memory for %zu firms", n);
}

/* ------------------------------------------------------------- who takes part */

static void find_absorbing(journey *j, const bool architect[])
{
    const qp_arcs *sales = j->sales;
    for (size_t u = 0; u < sales->n; u++) {
        for (size_t a = sales->start[u]; a < sales->start[u + 1]; a++)
            j->sold[u] += sales->weight[a];
        j->absorbs[u] = architect[u] || sales->start[u] == sales->start[u + 1];
    }
}

static qp_status find_reaching(journey *j, qp_error *err)
{
    qp_arcs turned = {0};
    size_t count = 0;
    qp_status status = qp_arcs_turn(j->sales, &turned, err);
    uint32_t *source = qp_acquire(j->sales->n, sizeof *source);
    if (status == QP_OK && source == NULL)
        status = qp_fail(err, QP_E_MEMORY, "no memory for a search");
    for (uint32_t u = 0; u < j->sales->n && status == QP_OK; u++)
        if (j->absorbs[u])
            source[count++] = u;
    if (status == QP_OK)
        qp_steps(&turned, source, count, NULL, j->work, j->steps);
    qp_release(source);
    qp_arcs_clear(&turned);
    return status;
}

/* Who passes on what it gets, and does not keep it for ever. */
static bool is_on_the_way(const journey *j, uint32_t unit)
{
    return !j->absorbs[unit] && j->steps[unit] != QP_UNREACHED;
}

static qp_absorption set_out(journey *j, const double capacity[])
{
    qp_absorption sum = {.converged = true};
    for (uint32_t u = 0; u < j->sales->n; u++) {
        if (is_on_the_way(j, u) && !isnan(capacity[u])) {
            j->arrived[u] = capacity[u];
            sum.capacity += capacity[u];
            sum.firms++;
        } else if (!j->absorbs[u])
            sum.missing++;
    }
    return sum;
}

/* -------------------------------------------------------------------- circles */

/** Firms of one circle: circles.unit[begin .. end). */
typedef struct {
    size_t begin;
    size_t end;
} circle;

/* Of what a firm passes on, to members of the same circle or to all others. */
static void hand_on(journey *j, uint32_t unit, double amount, bool inside)
{
    const qp_arcs *sales = j->sales;
    const uint32_t *part = j->circles.part;
    for (size_t a = sales->start[unit]; a < sales->start[unit + 1]; a++) {
        uint32_t to = sales->to[a];
        if ((part[to] == part[unit]) == inside)
            j->arrived[to] += amount * sales->weight[a] / j->sold[unit];
    }
}

static double waiting(const journey *j, circle c)
{
    double sum = 0;
    for (size_t i = c.begin; i < c.end; i++)
        sum += j->arrived[j->circles.unit[i]];
    return sum;
}

static bool go_round(journey *j, circle c)
{
    double enough = waiting(j, c) * still_on_its_way;
    for (size_t round = 0; round < MOST_ROUNDS; round++) {
        for (size_t i = c.begin; i < c.end; i++) {
            uint32_t unit = j->circles.unit[i];
            double amount = j->arrived[unit];
            j->arrived[unit] = 0;
            j->passed[unit] += amount;
            hand_on(j, unit, amount, true);
        }
        if (waiting(j, c) <= enough)
            return true;
    }
    return false;
}

/* I - Q', by the order of the circle; work[u] is the place of u in it. */
static void fill_matrix(journey *j, circle c)
{
    const qp_arcs *sales = j->sales;
    size_t size = c.end - c.begin;
    for (size_t i = 0; i < size * size; i++)
        j->matrix[i] = i % (size + 1) == 0;
    for (size_t i = 0; i < size; i++)
        j->work[j->circles.unit[c.begin + i]] = (uint32_t)i;
    for (size_t i = 0; i < size; i++) {
        uint32_t unit = j->circles.unit[c.begin + i];
        for (size_t a = sales->start[unit]; a < sales->start[unit + 1]; a++)
            if (j->circles.part[sales->to[a]] == j->circles.part[unit])
                j->matrix[j->work[sales->to[a]] * size + i] -=
                    sales->weight[a] / j->sold[unit];
    }
}

static bool solve(journey *j, circle c)
{
    double amount[MOST_SOLVED];
    size_t size = c.end - c.begin;
    fill_matrix(j, c);
    if (!qp_dense_lu(size, j->matrix))
        return false;
    for (size_t i = 0; i < size; i++)
        amount[i] = j->arrived[j->circles.unit[c.begin + i]];
    qp_dense_lu_solve(size, j->matrix, 1, amount);
    for (size_t i = 0; i < size; i++) {
        uint32_t unit = j->circles.unit[c.begin + i];
        j->arrived[unit] = 0;
        j->passed[unit] = amount[i];
    }
    return true;
}

/* A firm that others only lead through is a circle of one. What absorbs, and
 * what no way leads out of, keeps what it gets. */
static bool pass_circle(journey *j, circle c)
{
    if (!is_on_the_way(j, j->circles.unit[c.begin]))
        return true;
    bool done = c.end - c.begin <= j->most_solved ? solve(j, c)
                                                  : go_round(j, c);
    for (size_t i = c.begin; i < c.end; i++) {
        uint32_t unit = j->circles.unit[i];
        hand_on(j, unit, j->passed[unit], false);
    }
    return done;
}

static bool travel(journey *j)
{
    bool done = true;
    for (size_t p = 0; p < j->circles.count && done; p++)
        done = pass_circle(
            j, (circle){j->circles.start[p], j->circles.start[p + 1]});
    return done;
}

/* ---------------------------------------------------------------------- whole */

static void arrive(const journey *j, double absorbed[])
{
    for (size_t u = 0; u < j->sales->n; u++)
        absorbed[u] = j->absorbs[u] ? j->arrived[u] : 0;
}

qp_status qp_architects_absorb(const qp_arcs *sales, const bool architect[],
                               const double capacity[], double absorbed[],
                               qp_absorption *sum, qp_error *err)
{
    journey j = {.sales = sales};
    qp_status status = prepare(&j, err);
    if (status == QP_OK) {
        find_absorbing(&j, architect);
        status = find_reaching(&j, err);
    }
    if (status == QP_OK)
        status = qp_strong_find(sales, j.absorbs, &j.circles, err);
    if (status == QP_OK) {
        *sum = set_out(&j, capacity);
        sum->converged = travel(&j);
        if (sum->converged)
            arrive(&j, absorbed);
    }
    forget(&j);
    return status;
}
