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
 * Checking never stops at a finding: all of them are told in one run. Where
 * one rule has the same to say of very many rows of a file, the first are
 * told and the rest is counted.
 */
#ifndef QP_TABLE_FINDING_H
#define QP_TABLE_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "core/text.h"
#include "table/rule.h"

enum { QP_FINDINGS_TOLD = 20 }; ///< of one rule and file, unless said otherwise

/** Where something stands. Line and column are 0 where they do not apply. */
typedef struct {
    const char *file; ///< as the user named it, below the dataset folder;
                      ///< borrowed, outlives the findings
    uint32_t line;    ///< physical line, from 1
    uint32_t column;  ///< byte in the line, from 1, where the field begins
} qp_place;

typedef struct {
    qp_rule rule;
    qp_place place;
    char *found;    ///< "weight '-3' is negative"
    char *expected; ///< "a weight is a number >= 0"; may be ""
} qp_finding;

/** How much one rule found in one file. */
typedef struct {
    qp_rule rule;
    const char *file;
    size_t count; ///< findings, told or not
    size_t told;  ///< of them, rows of the findings
    size_t *heap; ///< [told] these rows, a heap: first the one that stands last
    size_t room;
} qp_tally;

typedef struct {
    size_t most;      ///< told of a rule and file; 0: QP_FINDINGS_TOLD
    qp_finding *rows; ///< [count] what is told
    size_t count;
    size_t room;
    qp_tally *tallies; ///< [tally_count] by rule and file
    size_t tally_count;
    size_t tally_room;
    size_t total[QP_SEVERITY_COUNT]; ///< findings of each severity, told or not
} qp_findings;

/**
 * Add a finding. `found` and `expected` are copied; show foreign text in them
 * through qp_text_shown. Of one rule and file the `most` that stand first are
 * kept, whatever the order in which they are found.
 * @retval QP_E_MEMORY  nothing was added
 *
 * @par Cost
 * O(log tallies) where it is only counted, else O(log most) and its words;
 * the room of `most` findings of a rule and file.
 */
QP_CHECKED qp_status qp_findings_add(qp_findings *findings, qp_rule rule,
                                     qp_place place, const char *found,
                                     const char *expected, qp_error *err);

/**
 * Would a finding here be kept? For callers whose words are dear: what is not
 * kept must be added all the same, for it counts.
 */
bool qp_findings_keeps(const qp_findings *findings, qp_rule rule,
                       qp_place place);

/**
 * Count a finding that would not be kept, without its words.
 *
 *      if (qp_findings_pass_over(findings, rule, place))
 *              return QP_OK;
 *
 * @return false, and nothing was counted: it would be kept, so add it
 */
bool qp_findings_pass_over(qp_findings *findings, qp_rule rule, qp_place place);

/**
 * Add what was found in a piece of the data to what was found in the whole.
 * However the data are cut and in whatever order the pieces come, the whole
 * then tells and counts what one collection of all would.
 *
 * @param[in,out] into  of the same `most` as `from`
 * @param[in,out] from  empty afterwards, as cleared; the names of its files
 *                      must outlive `into`
 * @retval QP_E_MEMORY  nothing was added, and `from` is as it was
 *
 * @par Cost
 * O(rows of both); the room of the rows of both.
 */
QP_CHECKED qp_status qp_findings_merge(qp_findings *into, qp_findings *from,
                                       qp_error *err);

/**
 * Sort by file, line, column, rule, text: the order is a function of the
 * content alone.
 */
void qp_findings_sort(qp_findings *findings);

/**
 * One line a finding: `PROGRAM: FILE:LINE:COLUMN: found; expected`, warnings
 * marked, and a line for what a rule found beyond what is told.
 * @param[in] least  leave out what is less grave
 */
void qp_findings_text(const qp_findings *findings, qp_severity least,
                      const char *program, qp_text *out);

/**
 * A table of them, the same for programs that read CSV: a header, then
 * severity,rule,file,line,column,found,expected. Line and column are blank
 * where they do not apply. After the last row that a rule tells of a file
 * stands one, without a place, of what it does not: found is "... and N more
 * of this kind". Quoted as RFC 4180 says, lines end in LF.
 */
void qp_findings_csv(const qp_findings *findings, qp_text *out);

/**
 * A JSON object {"defects":N,"warnings":N,"findings":[{severity, rule, file,
 * line, column, found, expected}],"more":[{severity, rule, file, count}]},
 * keys in this order, ends in a newline. `more` counts what is not told.
 * @param[in] others  members to end the object with, e.g. `"rows": []`; NULL
 *                    for none
 */
QP_CHECKED qp_status qp_findings_json(const qp_findings *findings,
                                      const char *others, qp_text *out,
                                      qp_error *err);

void qp_findings_clear(qp_findings *findings);

#endif
