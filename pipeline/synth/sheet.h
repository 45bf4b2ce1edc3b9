/* SPDX-License-Identifier: MIT */
/**
 * @file synth/sheet.h
 * @brief A table written in pieces: several at a time, in their order.
 *
 * Pieces are made in parallel, a few for each thread, and added to the file
 * in order. So the bytes are those of one thread, and the memory is that of
 * the pieces at hand.
 */
#ifndef QP_SYNTH_SHEET_H
#define QP_SYNTH_SHEET_H

#include <stdint.h>

#include "core/draft.h"
#include "core/file.h"

/** Write the rows of one piece; called by several threads at a time. */
typedef void qp_piece_write(const void *context, size_t piece, qp_text *out);

typedef struct {
    qp_draft draft;
    unsigned threads;
    uint64_t rows; ///< lines added after the header
} qp_sheet;

/**
 * Begin FOLDER/NAME.csv.
 * @retval QP_E_IO  it cannot be written
 */
QP_CHECKED qp_status qp_sheet_open(qp_sheet *sheet, const char *folder,
                                   const char *name, const char *header,
                                   qp_error *err);

/** Add pieces 0 <= piece < pieces. */
QP_CHECKED qp_status qp_sheet_add(qp_sheet *sheet, size_t pieces,
                                  qp_piece_write *write, const void *context,
                                  qp_error *err);

/** Give the file its name. */
QP_CHECKED qp_status qp_sheet_publish(qp_sheet *sheet, qp_error *err);

/** Take it away; nothing where it was published. */
void qp_sheet_discard(qp_sheet *sheet);

#endif
