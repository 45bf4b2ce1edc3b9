/* SPDX-License-Identifier: MIT */
/**
 * @file table/tells.h
 * @brief What the names of columns tell, in files that nobody has described.
 */
#ifndef QP_TABLE_TELLS_H
#define QP_TABLE_TELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "table/known_words.h"

#define QP_TELLS_NAMED(id, ...) id,
typedef enum { QP_TELLS_NOTHING, QP_KNOWN_NAMES(QP_TELLS_NAMED) } qp_tells;
#undef QP_TELLS_NAMED

/** A name understood. */
typedef struct {
    qp_tells what;
    bool code; ///< it says that it spells a code, not a name
} qp_told;

/** Names as they are compared: small letters, no blanks and brackets. */
void qp_tells_plain(const char *name, qp_text *plain);

/** What a name of this plain form tells. */
qp_told qp_tells_of(const char *plain);

/**
 * The plain name of the column at the other end: "iso3from" -> "iso3to".
 *
 * @param[in]  pair     0, 1, 2, ...: which words for the ends to try
 * @param[out] partner  replaced, "" where the name has not the first word
 * @param[out] sure     the words need no look at the values
 * @return false when there are no more pairs
 */
bool qp_tells_partner(const char *plain, size_t pair, qp_text *partner,
                      bool *sure);

/** Is a value a firm, or an institute, by the last word of its name? */
bool qp_tells_firm(const char *value);
bool qp_tells_institute(const char *value);

/** Does a value stand for all regions together, blanks inside or not? */
bool qp_tells_total(const char *value);

/** The layer that a text speaks of, such as the name of a file; or NULL. */
const char *qp_tells_layer(const char *text);

/** The year that the name of a column is, "2011" also for 2011 with the sign
 * for year behind it; `year` is then its four digits. */
bool qp_tells_year(const char *name, char year[5]);

#endif
