/* SPDX-License-Identifier: MIT */
#include "graph/laplacian.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/memory.h"
#include "graph/border.h"

/** What igraph is asked, and where its answer goes. */
typedef struct {
    size_t n;
    const qp_laplacian_pairs *pairs;
    const double *ground;
    double *diagonal; ///< [n]
    double *x;        ///< [n] b, 0 at the ground; then the answer
} question;

static bool held(const question *q, size_t pair)
{
    return q->ground[q->pairs->first[pair]] > 0 ||
           q->ground[q->pairs->second[pair]] > 0;
}

/* L with the ground taken out, whose rows are those of the unit matrix: its
 * upper triangle, which is what CXSparse reads. */
static igraph_error_t fill(const question *q, igraph_sparsemat_t *cells)
{
    const qp_laplacian_pairs *p = q->pairs;
    igraph_error_t code = IGRAPH_SUCCESS;
    for (uint32_t u = 0; u < q->n && code == IGRAPH_SUCCESS; u++)
        code = igraph_sparsemat_entry(cells, u, u, q->diagonal[u]);
    for (size_t k = 0; k < p->count && code == IGRAPH_SUCCESS; k++) {
        uint32_t u = p->first[k];
        uint32_t v = p->second[k];
        if (!held(q, k))
            code = igraph_sparsemat_entry(cells, u < v ? u : v, u < v ? v : u,
                                          -p->weight[k]);
    }
    return code;
}

static igraph_error_t solve(const question *q, const igraph_sparsemat_t *matrix)
{
    enum { LEAST_DEGREE = 1 };
    igraph_vector_t b;
    igraph_vector_t x;
    igraph_vector_view(&b, q->x, (igraph_integer_t)q->n);
    igraph_error_t code = igraph_vector_init(&x, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_sparsemat_cholsol(matrix, &b, &x, LEAST_DEGREE);
    if (code == IGRAPH_SUCCESS)
        igraph_vector_copy_to(&x, q->x);
    igraph_vector_destroy(&x);
    return code;
}

static igraph_error_t compress_and_solve(const question *q,
                                         const igraph_sparsemat_t *cells)
{
    igraph_sparsemat_t matrix;
    igraph_error_t code = igraph_sparsemat_compress(cells, &matrix);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = solve(q, &matrix);
    igraph_sparsemat_destroy(&matrix);
    return code;
}

static igraph_error_t fill_and_solve(void *context)
{
    const question *q = context;
    igraph_integer_t n = (igraph_integer_t)q->n;
    igraph_integer_t room = n + (igraph_integer_t)q->pairs->count;
    igraph_sparsemat_t cells;
    igraph_error_t code = igraph_sparsemat_init(&cells, n, n, room);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = fill(q, &cells);
    if (code == IGRAPH_SUCCESS)
        code = compress_and_solve(q, &cells);
    igraph_sparsemat_destroy(&cells);
    return code;
}

static void prepare(question *q, const double b[])
{
    const qp_laplacian_pairs *p = q->pairs;
    for (size_t k = 0; k < p->count; k++) {
        q->diagonal[p->first[k]] += p->weight[k];
        q->diagonal[p->second[k]] += p->weight[k];
    }
    for (size_t u = 0; u < q->n; u++) {
        bool loose = !(q->ground[u] > 0);
        q->x[u] = loose ? b[u] : 0;
        q->diagonal[u] = loose ? q->diagonal[u] : 1;
    }
}

static bool all_finite(size_t n, const double x[])
{
    size_t u = 0;
    while (u < n && isfinite(x[u]))
        u++;
    return u == n;
}

qp_status qp_laplacian_solve(size_t n, const qp_laplacian_pairs *pairs,
                             const double ground[], const double b[],
                             double x[], qp_error *err)
{
    qp_status status = QP_OK;
    question q = {
        .n = n,
        .pairs = pairs,
        .ground = ground,
        .diagonal = qp_acquire(n, sizeof *q.diagonal),
        .x = qp_acquire(n, sizeof *q.x),
    };
    if (q.diagonal == NULL || q.x == NULL) {
        status = qp_fail(err, QP_E_MEMORY, "no memory for %zu heights", n);
        goto done;
    }
    prepare(&q, b);
    status = qp_igraph_run(fill_and_solve, &q, err);
    if (status == QP_OK && !all_finite(n, q.x))
        status = qp_fail(err, QP_E_NUMERIC,
                         "%zu heights: weights too far apart", n);
    if (status == QP_OK)
        memcpy(x, q.x, n * sizeof *x);
done:
    qp_release(q.diagonal);
    qp_release(q.x);
    return status;
}
