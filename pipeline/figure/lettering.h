/* SPDX-License-Identifier: MIT */
/**
 * @file figure/lettering.h
 * @brief Texts in figures: how wide they are, where they break, what of them
 *        is safe to draw.
 *
 * Widths are estimates from the advances of the one font that figures ask
 * for (Noto Sans CJK SC), kept here as a table: no font of the machine is
 * ever looked at, so a figure has the same geometry everywhere.
 */
#ifndef QP_FIGURE_LETTERING_H
#define QP_FIGURE_LETTERING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/** The font and, for readers without it, its likely stand-ins. */
#define QP_FONT "Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC,sans-serif"

/** How a text is set. */
typedef struct {
    double size; ///< points
    bool bold;
    const char *colour; ///< #rrggbb
} qp_type;

/** Width of one line in points; at most a few percent off. O(bytes). */
double qp_lettering_width(const char *text, const qp_type *type);

/**
 * Bytes of the first line when a text is broken to a width: after a blank, or
 * behind or before a Chinese character; at least one character.
 */
size_t qp_lettering_line(const char *text, const qp_type *type, double width);

/** How many lines a text takes. */
size_t qp_lettering_lines(const char *text, const qp_type *type, double width);

/**
 * A text broken to a width as above, and behind a hyphen, for the head of a
 * column; what does not fit into `most` lines is cut off and ends in "...".
 * @param[in,out] lines  [most] each replaced
 * @return               how many are used
 */
size_t qp_lettering_fold(const char *text, const qp_type *type, double width,
                         qp_text lines[], size_t most);

/** Where Graphviz reads a text: labels and tooltips have a language of their
 * own (escapes, entities), xdot texts do not. Tooltips of nodes are read for
 * escapes twice. */
typedef enum { QP_IN_LABEL, QP_IN_NODE_TOOLTIP, QP_IN_XDOT } qp_lettering_place;

/**
 * Add a text so that Graphviz shows it as it is: in a label backslashes are
 * doubled and ampersands escaped; in xdot a backslash, which could end the
 * DOT string, becomes its full-width form. Characters that hide other text or
 * turn its order (bidirectional marks, zero-width, control) are left out. At
 * most 400 bytes, then "...".
 */
void qp_lettering_add(qp_text *out, qp_lettering_place place, const char *text);

/**
 * An id for readers: `sets-up-factories-in` gets blanks. A text that has blanks
 * stays as it is, and so do the two years of a period.
 */
void qp_lettering_add_plainly(qp_text *out, const char *text);

/**
 * A number for readers: up to 3 significant digits below 100, whole above,
 * thousands set off: `0.123`, `12.3`, `1,234`.
 */
void qp_lettering_add_number(qp_text *out, double value);

/** A number with so many decimals, 0 to 9: numbers that stand together are told
 * alike. */
void qp_lettering_add_decimals(qp_text *out, double value, int decimals);

/** A share as a percentage: `8.0 %`, `0.42 %`. @param[in] share 1 is all */
void qp_lettering_add_percent(qp_text *out, double share);

#endif
