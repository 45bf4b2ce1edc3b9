/* SPDX-License-Identifier: MIT */
/**
 * @file table/cell.h
 * @brief One cell: its text understood by the kind of its column.
 */
#ifndef QP_TABLE_CELL_H
#define QP_TABLE_CELL_H

#include <stdbool.h>

#include "core/date.h"
#include "core/text.h"
#include "table/rule.h"
#include "table/schema.h"

/** A cell understood; which member counts depends on the column's kind. */
typedef struct {
    const char *text; ///< [size] texts: borrowed, or from `normalised`
    size_t size;
    double number;
    qp_period period;
} qp_cell;

/** What is wrong with a cell, or less than good. */
typedef struct {
    bool any; ///< false: nothing, and the rest does not count
    qp_rule rule;
    char found[256];
    char expected[512];
} qp_cell_defect;

/**
 * Understand the text of a cell that is not blank.
 *
 * @param[in]  text        [size] any bytes
 * @param[in]  normalised  room for a text in NFC, where it was not; remembers
 *                         when there was none
 * @param[out] cell        set when there is no defect, or a warning
 * @return false when the cell is defective
 */
bool qp_cell_read(const qp_column *column, const char *text, size_t size,
                  qp_text *normalised, qp_cell *cell, qp_cell_defect *defect);

/**
 * The same without words, which are dear where very many cells are defective:
 * ask for them by qp_cell_read once it is known that they will be told (see
 * qp_findings_pass_over).
 *
 * @param[out] rule  that the cell breaks; QP_RULE_COUNT: none
 */
bool qp_cell_judge(const qp_column *column, const char *text, size_t size,
                   qp_text *normalised, qp_cell *cell, qp_rule *rule);

#endif
