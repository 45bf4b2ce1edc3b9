/* SPDX-License-Identifier: MIT */
/**
 * @file whatif/line.h
 * @brief One line of a scenario, understood; internal to whatif/.
 *
 *      cells ──▶ fields that the action needs and may have
 *            ──▶ names found in the network as it is by now     line.c
 *            ──▶ what the action does                           scenario.c
 */
#ifndef QP_WHATIF_LINE_H
#define QP_WHATIF_LINE_H

#include "net/change.h"
#include "whatif/scenario.h"

/** The state of a scenario at work. */
typedef struct {
    qp_dataset *file;
    const qp_table *table;
    qp_change change;
    qp_home home;
    qp_row *actor_since; ///< [actors] row of the table since which it is gone
    qp_row *layer_since; ///< [layers] likewise
    qp_findings *findings;
    qp_error *err;
} qp_whatif;

/** What a line says; rows and texts are those of the changing network. */
typedef struct {
    qp_row row; ///< of the table
    qp_action action;
    qp_row actor; ///< QP_NONE: blank, and so for all rows
    qp_row by;
    qp_row layer;
    qp_row from;
    qp_row to;
    bool foreign;      ///< country is `foreign`
    qp_string country; ///< QP_NONE: blank or foreign
    qp_string product; ///< QP_NONE: blank; of a new link it may be unknown
    const char *new_product; ///< as written, "" where blank
    double share;            ///< NaN: blank, and so for all numbers
    double factor;
    double weight;
    qp_period period; ///< QP_NO_PERIOD: undated
    bool by_country;
} qp_line;

/**
 * Understand a row; tell what is not understood.
 * @param[out] whole  false: there is a defect, and nothing is to be done
 */
QP_CHECKED qp_status qp_line_read(qp_whatif *w, qp_row row, qp_line *line,
                                  bool *whole);

/** Tell a finding of a row at a column; -1: of the row. */
QP_CHECKED qp_status qp_line_tell(qp_whatif *w, qp_rule rule, qp_row row,
                                  int column, const char *expected,
                                  const char *format, ...) QP_PRINTF(6, 7);

/** An id or text of the network made fit for a message. */
const char *qp_line_shown(const qp_whatif *w, qp_string string,
                          char shown[QP_SHOWN_SIZE]);

/** Is a link there, and one of those that a line speaks of: in its layer, from
 * and to whom it names, of its product, where it names any? In an undirected
 * layer ends have no order. */
bool qp_line_means(const qp_whatif *w, const qp_line *line, size_t link);

/**
 * Cap what one supplier has of a customer's purchases, among the links that a
 * line means; what is beyond it is dropped.
 * @param[out] deed     links changed and removed are counted
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_whatif_cap(qp_whatif *w, const qp_line *line,
                                   qp_deed *deed);

#endif
