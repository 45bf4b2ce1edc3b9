/* SPDX-License-Identifier: MIT */
/**
 * @file table/finding.h
 * @brief Defects in the user's data, as rows that can be sorted and printed.
 *
 *      links.csv:1042:12: weight '-3' is negative; a weight is a number >= 0
 *      |         |    |   |                        |
 *      file      line |   found                    expected
 *                     column
 *
 * Checking never stops at a finding: all of them are told in one run.
 */
#ifndef QP_TABLE_FINDING_H
#define QP_TABLE_FINDING_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "core/text.h"

typedef enum {
    QP_WARNING, ///< the data are accepted
    QP_DEFECT   ///< the data are refused
} qp_severity;

/** Where something stands. Line and column are 0 where they do not apply. */
typedef struct {
    const char *file; ///< as the user named it, below the dataset folder;
                      ///< borrowed, outlives the findings
    uint32_t line;    ///< physical line, from 1
    uint32_t column;  ///< byte in the line, from 1, where the field begins
} qp_place;

typedef struct {
    qp_severity severity;
    const char *rule; ///< static, e.g. "link.end"; the name in docs
    qp_place place;
    char *found;    ///< "weight '-3' is negative"
    char *expected; ///< "a weight is a number >= 0"; may be ""
} qp_finding;

typedef struct {
    qp_finding *rows; ///< [count]
    size_t count;
    size_t room;
    size_t defect_count; ///< how many of them are defects
} qp_findings;

/**
 * Add a finding. `found` and `expected` are copied; show foreign text in them
 * through qp_text_shown.
 * @retval QP_E_MEMORY  nothing was added
 */
QP_CHECKED qp_status qp_findings_add(qp_findings *findings,
                                     qp_severity severity, const char *rule,
                                     qp_place place, const char *found,
                                     const char *expected, qp_error *err);

/**
 * Sort by file, line, column, rule, text: the order is a function of the
 * content alone.
 */
void qp_findings_sort(qp_findings *findings);

/** One line a finding: `FILE:LINE:COLUMN: found; expected`, warnings marked. */
void qp_findings_text(const qp_findings *findings, const char *program,
                      qp_text *out);

/**
 * A JSON object {"defects":N,"warnings":N,"findings":[{severity, rule, file,
 * line, column, found, expected}]}, keys in this order, ends in a newline.
 */
QP_CHECKED qp_status qp_findings_json(const qp_findings *findings, qp_text *out,
                                      qp_error *err);

void qp_findings_clear(qp_findings *findings);

#endif
