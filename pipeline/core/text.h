/* SPDX-License-Identifier: MIT */
/**
 * @file core/text.h
 * @brief Text that grows, and the showing of other people's text.
 *
 * A qp_text remembers that memory ran out, so that a writer can add line
 * after line and ask once, at the end:
 *
 *      qp_text out = {0};
 *      qp_text_add(&out, "from,to\n");
 *      qp_text_addf(&out, "%s,%s\n", from, to);
 *      status = qp_text_status(&out, err);
 */
#ifndef QP_CORE_TEXT_H
#define QP_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"

typedef struct {
    char *bytes; ///< [size + 1] ends in '\0'; NULL while nothing was added
    size_t size; ///< bytes in use, the final '\0' not counted
    size_t room;
    bool failed; ///< memory ran out; what was added since is lost
} qp_text;

/** Make room for `size` more bytes at once, where the size is known. */
void qp_text_reserve(qp_text *text, size_t size);

void qp_text_add(qp_text *text, const char *more);
void qp_text_add_bytes(qp_text *text, const char *more, size_t size);
void qp_text_addf(qp_text *text, const char *format, ...) QP_PRINTF(2, 3);

/** Add a number as qp_number_text writes it; NaN adds nothing. */
void qp_text_add_number(qp_text *text, double value);

/**
 * Add a text as one field of CSV: as RFC 4180 has it, in quotes where a comma,
 * a quote or a line end would be mistaken for one of the file's own.
 */
void qp_text_add_field(qp_text *text, const char *value);

/** Forget the content, keep the room. */
void qp_text_empty(qp_text *text);
void qp_text_clear(qp_text *text);

/** The content, "" when nothing was added. Lives until the next change. */
const char *qp_text_string(const qp_text *text);

/** QP_OK, or QP_E_MEMORY when an addition was lost. */
QP_CHECKED qp_status qp_text_status(const qp_text *text, qp_error *err);

enum { QP_SHOWN_SIZE = 96 };

/**
 * Foreign text made fit for a message: at most 40 characters (then "..."),
 * control and bidirectional characters and invalid UTF-8 shown as \xNN.
 *
 * @param[in]  value  [size] any bytes
 * @param[out] shown  NUL-terminated, printable
 * @return            shown
 */
const char *qp_text_shown(const char *value, size_t size,
                          char shown[QP_SHOWN_SIZE]);

/** Add foreign text, shown as above, at most `most` characters of it. */
void qp_text_add_shown(qp_text *text, const char *value, size_t size,
                       size_t most);

/** Bytes of the UTF-8 character at the start of a text; 0 where none is. */
size_t qp_text_character(const char *text, size_t size);

/** A copy to be freed with qp_release; NULL when there is no memory. */
char *qp_text_copy(const char *value);

/**
 * The candidate nearest to what was typed, by edit distance, a swap of
 * neighbours counting as one; at most a third of its letters may differ (at
 * least one may).
 *
 * @param[in] candidates  [count]
 * @return                a candidate, or NULL when none is near
 */
const char *qp_text_nearest(const char *typed, const char *const candidates[],
                            size_t count);

#endif
