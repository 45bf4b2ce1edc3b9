/* SPDX-License-Identifier: MIT */
/**
 * @file graph/dense.h
 * @brief Small dense linear algebra with one result on every machine.
 *
 * Matrices are square, by rows: a[i * n + j]. Every element is computed by
 * the same operations in the same order whatever the compiler makes of the
 * loops, so no byte depends on a BLAS, on vectors or on threads. Nothing is
 * allocated; all functions may run in several threads at once.
 *
 * There is no pivoting: the matrices are diagonally dominant (LU) or positive
 * definite (Cholesky), and for those elimination in the order given is stable.
 *
 * Source: Golub and Van Loan (2013), Matrix computations, 4th ed., sections
 * 3.2, 3.4.10 and 4.2.
 */
#ifndef QP_GRAPH_DENSE_H
#define QP_GRAPH_DENSE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Factor A = L U in place: U on and above the diagonal, L below it, its
 * diagonal of ones left out.
 * @return false when a pivot is 0 or not finite; a is of no use then
 *
 * @par Cost
 * 2/3 n^3 operations.
 */
bool qp_dense_lu(size_t n, double a[]);

/**
 * Solve A X = B.
 * @param[in]     lu  from qp_dense_lu
 * @param[in,out] b   [n * columns] by rows: B, afterwards X
 *
 * @par Cost
 * 2 n^2 operations a column.
 */
void qp_dense_lu_solve(size_t n, const double lu[], size_t columns, double b[]);

/**
 * The diagonal of the inverse of A.
 * @param[in,out] lu        from qp_dense_lu; used up
 * @param[out]    diagonal  [n]
 *
 * @par Cost
 * 2/3 n^3 operations.
 */
void qp_dense_lu_inverse_diagonal(size_t n, double lu[], double diagonal[]);

/**
 * Factor A = L L' in place; of A only the lower triangle is read. Afterwards L
 * is below the diagonal and L' above it.
 * @return false when A is not positive definite; a is of no use then
 *
 * @par Cost
 * 1/3 n^3 operations.
 */
bool qp_dense_cholesky(size_t n, double a[]);

/** Solve A X = B, as above. @param[in] l  from qp_dense_cholesky */
void qp_dense_cholesky_solve(size_t n, const double l[], size_t columns,
                             double b[]);

/**
 * The inverse of A, both triangles.
 * @param[in,out] l        from qp_dense_cholesky; used up
 * @param[out]    inverse  [n * n]
 *
 * @par Cost
 * 2/3 n^3 operations.
 */
void qp_dense_cholesky_inverse(size_t n, double l[], double inverse[]);

#endif
