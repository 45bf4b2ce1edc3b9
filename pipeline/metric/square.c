/* SPDX-License-Identifier: MIT */
#include "metric/square.h"

#include <string.h>

#include "core/memory.h"

qp_status qp_square_make(size_t n, qp_square *square, qp_error *err)
{
    qp_square made = {
        .n = n,
        .flow = qp_acquire(n, n * sizeof *made.flow),
        .inflow = qp_acquire(n, sizeof *made.inflow),
        .outflow = qp_acquire(n, sizeof *made.outflow),
    };
    if (made.flow == NULL || made.inflow == NULL || made.outflow == NULL) {
        qp_square_clear(&made);
        return qp_fail(err, QP_E_MEMORY, "no memory for the flows of %zu units",
                       n);
    }
    *square = made;
    return QP_OK;
}

void qp_square_fill(const qp_flows *flows, const uint32_t unit[],
                    qp_square *square)
{
    size_t n = square->n;
    memset(square->flow, 0, n * n * sizeof *square->flow);
    for (size_t c = 0; c < flows->cell_count; c++) {
        uint32_t from = flows->from[c];
        uint32_t to = flows->to[c];
        if (unit != NULL) {
            from = unit[from];
            to = unit[to];
        }
        if (from != QP_NONE && to != QP_NONE && from != to)
            square->flow[from * n + to] += flows->flow[c];
    }
    qp_square_sum(square);
}

void qp_square_sum(qp_square *square)
{
    size_t n = square->n;
    memset(square->inflow, 0, n * sizeof *square->inflow);
    square->total = 0;
    for (size_t r = 0; r < n; r++) {
        const double *row = square->flow + r * n;
        double sum = 0;
        for (size_t s = 0; s < n; s++) {
            sum += row[s];
            square->inflow[s] += row[s];
        }
        square->outflow[r] = sum;
        square->total += sum;
    }
}

void qp_square_clear(qp_square *square)
{
    qp_release(square->flow);
    qp_release(square->inflow);
    qp_release(square->outflow);
    *square = (qp_square){0};
}
