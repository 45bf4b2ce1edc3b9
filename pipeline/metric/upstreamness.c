/* SPDX-License-Identifier: MIT */
#include "metric/upstreamness.h"

#include <math.h>

#include "core/memory.h"
#include "graph/dense.h"

/** The equations, and which units are in them. */
typedef struct {
    const qp_arcs *sales;
    const qp_arcs *bought; ///< the sales turned round
    const double *own;     ///< or NULL
    double *output;        ///< [n] no less than the sales
    bool *open;            ///< [n] some of it comes to final use
    bool *lost;            ///< [n] some of it never does
    uint32_t *queue;       ///< [n]
    uint32_t *unit;        ///< [count] those in the equations, ascending
    uint32_t *place;       ///< [n] of a unit among them
    size_t count;
    double *value; ///< [n] 1 outside the equations
} system;

static double own_of(const system *s, uint32_t unit)
{
    return s->own != NULL ? s->own[unit] : 0;
}

static double sold_by(const system *s, uint32_t unit)
{
    double sold = own_of(s, unit);
    for (size_t a = s->sales->start[unit]; a < s->sales->start[unit + 1]; a++)
        sold += s->sales->weight[a];
    return sold;
}

/* ------------------------------------------------------------------ reaching */

/* Mark all units from whose sales a marked one is reached. */
static void spread(system *s, bool mark[])
{
    size_t count = 0;
    for (uint32_t u = 0; u < s->sales->n; u++)
        if (mark[u])
            s->queue[count++] = u;
    for (size_t i = 0; i < count; i++) {
        uint32_t u = s->queue[i];
        for (size_t a = s->bought->start[u]; a < s->bought->start[u + 1]; a++)
            if (!mark[s->bought->to[a]]) {
                mark[s->bought->to[a]] = true;
                s->queue[count++] = s->bought->to[a];
            }
    }
}

/* Who has output, and all of it comes to final use, is in the equations. */
static void choose(system *s, const double output[])
{
    size_t n = s->sales->n;
    for (uint32_t u = 0; u < n; u++) {
        double sold = sold_by(s, u);
        s->output[u] = fmax(output[u], sold);
        s->open[u] = !(s->output[u] > 0) ||
                     s->output[u] - sold > QP_LEAST_FINAL_USE * s->output[u];
    }
    spread(s, s->open);
    for (uint32_t u = 0; u < n; u++)
        s->lost[u] = !s->open[u];
    spread(s, s->lost);
    for (uint32_t u = 0; u < n; u++) {
        s->value[u] = 1;
        if (s->lost[u] || !(s->output[u] > 0))
            continue;
        s->place[u] = (uint32_t)s->count;
        s->unit[s->count++] = u;
    }
}

/* ------------------------------------------------------------------- rounds */

/* What the equation of a unit says of it, from what the others have. */
static double told_by(const system *s, uint32_t unit)
{
    const qp_arcs *sales = s->sales;
    double above = 0;
    for (size_t a = sales->start[unit]; a < sales->start[unit + 1]; a++)
        above += sales->weight[a] * s->value[sales->to[a]];
    return (s->output[unit] + above) / (s->output[unit] - own_of(s, unit));
}

/* A unit's equation is off by the change, in the share that is not its own. */
static double go_round(system *s)
{
    double most = 0;
    for (size_t i = s->count; i-- > 0;) {
        uint32_t u = s->unit[i];
        s->value[u] = told_by(s, u);
    }
    for (size_t i = 0; i < s->count; i++) {
        uint32_t u = s->unit[i];
        double kept = 1 - own_of(s, u) / s->output[u];
        most = fmax(most, fabs(told_by(s, u) - s->value[u]) * kept);
    }
    return most;
}

static bool rise(system *s)
{
    for (int round = 0; round < QP_UPSTREAM_ROUNDS; round++)
        if (go_round(s) <= QP_UPSTREAM_ERROR)
            return true;
    return false;
}

/* ------------------------------------------------------------------ directly */

/* A row of I - B, and what it is to give: what is sold to units outside the
 * equations, each of 1, is known. */
static void fill_row(const system *s, size_t i, double row[], double *right)
{
    uint32_t u = s->unit[i];
    const qp_arcs *sales = s->sales;
    row[i] = 1 - own_of(s, u) / s->output[u];
    *right = 1;
    for (size_t a = sales->start[u]; a < sales->start[u + 1]; a++) {
        uint32_t to = sales->to[a];
        double share = sales->weight[a] / s->output[u];
        if (s->output[to] > 0)
            row[s->place[to]] -= share;
        else
            *right += share;
    }
}

static qp_status solve(system *s, bool *settled, qp_error *err)
{
    size_t n = s->count;
    double *matrix = qp_acquire(n, n * sizeof *matrix);
    double *right = qp_acquire(n, sizeof *right);
    qp_status status = QP_OK;
    if (matrix != NULL && right != NULL) {
        for (size_t i = 0; i < n; i++)
            fill_row(s, i, matrix + i * n, &right[i]);
        *settled = qp_dense_lu(n, matrix);
        if (*settled)
            qp_dense_lu_solve(n, matrix, 1, right);
        for (size_t i = 0; i < n; i++)
            s->value[s->unit[i]] = right[i];
    } else {
        status = qp_fail(err, QP_E_MEMORY, "no memory for %zu equations", n);
    }
    qp_release(matrix);
    qp_release(right);
    return status;
}

/* -------------------------------------------------------------------- answer */

static qp_status settle(system *s, bool *settled, qp_error *err)
{
    *settled = s->count > QP_UPSTREAM_SMALL && rise(s);
    if (*settled || s->count > QP_UPSTREAM_LARGE)
        return QP_OK;
    return solve(s, settled, err);
}

static void tell(const system *s, bool settled, double value[],
                 qp_reason reason[])
{
    for (uint32_t u = 0; u < s->sales->n; u++) {
        reason[u] = QP_REASON_NONE;
        if (!(s->output[u] > 0))
            reason[u] = QP_REASON_NO_OUTPUT;
        else if (s->lost[u])
            reason[u] = QP_REASON_NO_FINAL_USE;
        else if (!settled)
            reason[u] = QP_REASON_NOT_CONVERGED;
        value[u] = reason[u] == QP_REASON_NONE ? s->value[u] : NAN;
    }
}

static bool make_room(system *s, size_t n)
{
    s->output = qp_acquire(n, sizeof *s->output);
    s->open = qp_acquire(n, sizeof *s->open);
    s->lost = qp_acquire(n, sizeof *s->lost);
    s->queue = qp_acquire(n, sizeof *s->queue);
    s->unit = qp_acquire(n, sizeof *s->unit);
    s->place = qp_acquire(n, sizeof *s->place);
    s->value = qp_acquire(n, sizeof *s->value);
    return s->output != NULL && s->open != NULL && s->lost != NULL &&
           s->queue != NULL && s->unit != NULL && s->place != NULL &&
           s->value != NULL;
}

static void clear(system *s)
{
    qp_release(s->output);
    qp_release(s->open);
    qp_release(s->lost);
    qp_release(s->queue);
    qp_release(s->unit);
    qp_release(s->place);
    qp_release(s->value);
}

qp_status qp_upstreamness(const qp_upstream_question *question, double value[],
                          qp_reason reason[], qp_error *err)
{
    size_t n = question->sales->n;
    qp_arcs bought = {0};
    system s = {
        .sales = question->sales, .bought = &bought, .own = question->own};
    bool settled = false;
    qp_status status = qp_arcs_turn(s.sales, &bought, err);
    if (status == QP_OK && !make_room(&s, n))
        status = qp_fail(err, QP_E_MEMORY, "no memory for %zu units", n);
    if (status == QP_OK) {
        choose(&s, question->output);
        status = settle(&s, &settled, err);
    }
    if (status == QP_OK)
        tell(&s, settled, value, reason);
    clear(&s);
    qp_arcs_clear(&bought);
    return status;
}
