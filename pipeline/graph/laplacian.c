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

/* NOLINTBEGIN(readability-function-size,
 * readability-function-cognitive-complexity): igraph's macros count as what
 * they unfold into */

/* L with the ground taken out, whose rows are those of the unit matrix: its
 * upper triangle, which is what CXSparse reads. */
static igraph_error_t fill(const question *q, igraph_sparsemat_t *cells)
{
    const qp_laplacian_pairs *p = q->pairs;
    for (size_t u = 0; u < q->n; u++)
        IGRAPH_CHECK(igraph_sparsemat_entry(
            cells, (igraph_integer_t)u, (igraph_integer_t)u, q->diagonal[u]));
    for (size_t k = 0; k < p->count; k++) {
        uint32_t u = p->first[k] < p->second[k] ? p->first[k] : p->second[k];
        uint32_t v = p->first[k] < p->second[k] ? p->second[k] : p->first[k];
        if (!held(q, k))
            IGRAPH_CHECK(igraph_sparsemat_entry(cells, u, v, -p->weight[k]));
    }
    return IGRAPH_SUCCESS;
}

static igraph_error_t solve(const question *q, const igraph_sparsemat_t *matrix)
{
    enum { LEAST_DEGREE = 1 };
    igraph_vector_t b;
    igraph_vector_t x;
    igraph_vector_view(&b, q->x, (igraph_integer_t)q->n);
    IGRAPH_CHECK(igraph_vector_init(&x, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &x);
    IGRAPH_CHECK(igraph_sparsemat_cholsol(matrix, &b, &x, LEAST_DEGREE));
    igraph_vector_copy_to(&x, q->x);
    igraph_vector_destroy(&x);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

static igraph_error_t fill_and_solve(void *context)
{
    const question *q = context;
    igraph_integer_t n = (igraph_integer_t)q->n;
    igraph_sparsemat_t cells;
    igraph_sparsemat_t matrix;
    IGRAPH_CHECK(igraph_sparsemat_init(&cells, n, n,
                                       n + (igraph_integer_t)q->pairs->count));
    IGRAPH_FINALLY(igraph_sparsemat_destroy, &cells);
    IGRAPH_CHECK(fill(q, &cells));
    IGRAPH_CHECK(igraph_sparsemat_compress(&cells, &matrix));
    IGRAPH_FINALLY(igraph_sparsemat_destroy, &matrix);
    IGRAPH_CHECK(solve(q, &matrix));
    igraph_sparsemat_destroy(&matrix);
    igraph_sparsemat_destroy(&cells);
    IGRAPH_FINALLY_CLEAN(2);
    return IGRAPH_SUCCESS;
}

/* NOLINTEND(readability-function-size,
 * readability-function-cognitive-complexity) */

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
