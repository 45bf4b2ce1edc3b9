/* SPDX-License-Identifier: MIT */
/**
 * @file core/status.h
 * @brief How every fallible function in the pipeline reports failure.
 *
 * A function that can fail returns a qp_status and takes a qp_error as its
 * last parameter. The status says what kind of failure it was, so a program
 * can branch on it. The error says what a person needs in order to put it
 * right: which file, which line, which value.
 *
 * Failures are conditions of the world: a missing file, a full disk, a matrix
 * that will not converge. Mistakes of the programmer are asserted instead.
 * Defects in the user's data are neither; see table/finding.h.
 */
#ifndef QP_CORE_STATUS_H
#define QP_CORE_STATUS_H

#if defined(__GNUC__)
#define QP_CHECKED             __attribute__((warn_unused_result))
#define QP_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define QP_CHECKED
#define QP_PRINTF(text, first)
#endif

/* clang-format off */
#define QP_STATUSES(X)                                                   \
/*    status         exit  meaning                                    */ \
    X(QP_OK,         0, "done")                                          \
    X(QP_E_REFUSED,  1, "the data were refused")                         \
    X(QP_E_MISUSE,   2, "the command was misused")                       \
    X(QP_E_MEMORY,   3, "out of memory")                                 \
    X(QP_E_IO,       3, "a file could not be read or written")           \
    X(QP_E_FORMAT,   3, "a file is not laid out as its contract says")   \
    X(QP_E_VERSION,  3, "a file was written by another version")         \
    X(QP_E_LIMIT,    3, "a limit was reached")                           \
    X(QP_E_NUMERIC,  3, "a computation did not converge")                \
    X(QP_E_CHILD,    3, "a helper process failed")
/* clang-format on */

#define QP_STATUS_NAME(name, exit_code, text) name,
typedef enum { QP_STATUSES(QP_STATUS_NAME) QP_STATUS_COUNT } qp_status;
#undef QP_STATUS_NAME

/** What went wrong, in words. Owns nothing; `qp_error err = {0};` is empty. */
typedef struct {
    qp_status status;
    char message[512]; ///< one line, `place: what`; empty until a failure
} qp_error;

/**
 * Record a failure and hand back its status, so that a failing function can
 * end with `return qp_fail(err, QP_E_IO, "%s: %s", path, strerror(errno));`
 *
 * The first message stands: whoever meets the problem describes it best. It
 * stays one line whatever a path in it holds: control characters become '?'.
 *
 * @param[out] err     may be NULL when the caller only wants the status
 * @param[in]  status  any status but QP_OK
 * @return             status
 */
qp_status qp_fail(qp_error *err, qp_status status, const char *format, ...)
    QP_PRINTF(3, 4);

/** The one-line meaning of a status. The text is static; do not free it. */
const char *qp_status_text(qp_status status);

/** The exit status, 0 to 3, with which a stage ends. */
int qp_status_exit(qp_status status);

#endif
