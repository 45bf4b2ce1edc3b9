/* SPDX-License-Identifier: MIT */
#include "metric/architects.h"

#include <math.h>

#include "core/memory.h"
#include "graph/dense.h"
#include "graph/steps.h"
#include "graph/strong.h"

enum { MOST_SOLVED = 128, MOST_ROUNDS = 10000 };
static const double still_on_its_way = 1e-13;

/** Capacity on its way. What a firm passes on is known by `passed`, of each
 * unit of its sales; it is 0 of those who pass on nothing. */
typedef struct {
    const qp_arcs *sales;
    qp_arcs bought;    ///< the sales turned round
    qp_strong circles; ///< firms that sell to each other in a circle, in order
    bool *absorbs;     ///< [n] architects, and who sells nothing
    uint32_t *work;    ///< [n] for searches
    uint32_t *steps;   ///< [n] to one who absorbs; QP_UNREACHED
    double *sold;      ///< [n] all that a firm sells
    double *own;       ///< [n] capacity that sets out from it
    double *passed;    ///< [n] capacity for each unit of its sales
    double *matrix;    ///< [MOST_SOLVED^2]
    double all;        ///< capacity that sets out
} journey;

static void forget(journey *j)
{
    qp_arcs_clear(&j->bought);
    qp_strong_clear(&j->circles);
    qp_release(j->absorbs);
    qp_release(j->work);
    qp_release(j->steps);
    qp_release(j->sold);
    qp_release(j->own);
    qp_release(j->passed);
    qp_release(j->matrix);
}

static qp_status prepare(journey *j, qp_error *err)
{
    size_t n = j->sales->n;
    j->absorbs = qp_acquire(n, sizeof *j->absorbs);
    j->work = qp_acquire(n, sizeof *j->work);
    j->steps = qp_acquire(n, sizeof *j->steps);
    j->sold = qp_acquire(n, sizeof *j->sold);
    j->own = qp_acquire(n, sizeof *j->own);
    j->passed = qp_acquire(n, sizeof *j->passed);
    j->matrix = qp_acquire((size_t)MOST_SOLVED * MOST_SOLVED,
                           sizeof *j->matrix);
    if (j->absorbs == NULL || j->work == NULL || j->steps == NULL ||
        j->sold == NULL || j->own == NULL || j->passed == NULL ||
        j->matrix == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu firms", n);
    return qp_arcs_turn(j->sales, &j->bought, err);
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
    size_t n = j->sales->n;
    size_t count = 0;
    uint32_t *source = qp_acquire(n, sizeof *source);
    if (source == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu firms", n);
    for (uint32_t u = 0; u < n; u++)
        if (j->absorbs[u])
            source[count++] = u;
    qp_steps(&j->bought, source, count, NULL, j->work, j->steps);
    qp_release(source);
    return QP_OK;
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
            j->own[u] = capacity[u];
            sum.capacity += capacity[u];
            sum.firms++;
        } else if (!j->absorbs[u])
            sum.missing++;
    }
    j->all = sum.capacity;
    return sum;
}

/* -------------------------------------------------------------------- circles */

/** Firms of one circle: circles.unit[begin .. end). */
typedef struct {
    size_t begin;
    size_t end;
} circle;

/* Its own capacity, and what its suppliers pass on to it. */
static double arrived(const journey *j, uint32_t unit)
{
    const qp_arcs *bought = &j->bought;
    double sum = j->own[unit];
    for (size_t a = bought->start[unit]; a < bought->start[unit + 1]; a++)
        sum += bought->weight[a] * j->passed[bought->to[a]];
    return sum;
}

/* What is passed on in a round and not in those before is the most that can
 * still be on its way afterwards. */
static bool go_round(journey *j, circle c)
{
    double share = (double)(c.end - c.begin) / (double)j->sales->n;
    double enough = j->all * share * still_on_its_way;
    for (size_t round = 0; round < MOST_ROUNDS; round++) {
        double more = 0;
        for (size_t i = c.begin; i < c.end; i++) {
            uint32_t unit = j->circles.unit[i];
            double passed = arrived(j, unit) / j->sold[unit];
            more += fabs(passed - j->passed[unit]) * j->sold[unit];
            j->passed[unit] = passed;
        }
        if (more <= enough)
            return true;
    }
    return false;
}

/* sold_u passed_u - sum of w_iu passed_i over the circle; by columns the
 * diagonal dominates. work[u] is the place of u in the circle. */
static void fill_matrix(journey *j, circle c)
{
    const qp_arcs *sales = j->sales;
    const uint32_t *unit = j->circles.unit + c.begin;
    const uint32_t *part = j->circles.part;
    size_t size = c.end - c.begin;
    for (size_t i = 0; i < size * size; i++)
        j->matrix[i] = 0;
    for (size_t i = 0; i < size; i++)
        j->work[unit[i]] = (uint32_t)i;
    for (size_t i = 0; i < size; i++) {
        j->matrix[i * size + i] = j->sold[unit[i]];
        for (size_t a = sales->start[unit[i]]; a < sales->start[unit[i] + 1];
             a++)
            if (part[sales->to[a]] == part[unit[i]])
                j->matrix[j->work[sales->to[a]] * size + i] = -sales->weight[a];
    }
}

/* Nobody of the circle has passed on anything yet. */
static bool solve(journey *j, circle c)
{
    double amount[MOST_SOLVED];
    const uint32_t *unit = j->circles.unit + c.begin;
    size_t size = c.end - c.begin;
    fill_matrix(j, c);
    for (size_t i = 0; i < size; i++)
        amount[i] = arrived(j, unit[i]);
    if (!qp_dense_lu(size, j->matrix))
        return false;
    qp_dense_lu_solve(size, j->matrix, 1, amount);
    for (size_t i = 0; i < size; i++)
        j->passed[unit[i]] = amount[i];
    return true;
}

/* A firm that no way leads back to is a circle of one. */
static bool pass_circle(journey *j, circle c)
{
    uint32_t first = j->circles.unit[c.begin];
    if (!is_on_the_way(j, first))
        return true;
    if (c.end - c.begin > MOST_SOLVED)
        return go_round(j, c);
    if (c.end - c.begin > 1)
        return solve(j, c);
    j->passed[first] = arrived(j, first) / j->sold[first];
    return true;
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
    for (uint32_t u = 0; u < j->sales->n; u++)
        absorbed[u] = j->absorbs[u] ? arrived(j, u) : 0;
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
