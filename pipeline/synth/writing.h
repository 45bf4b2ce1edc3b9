/* SPDX-License-Identifier: MIT */
/**
 * @file synth/writing.h
 * @brief Rows of CSV, by the million.
 */
#ifndef QP_SYNTH_WRITING_H
#define QP_SYNTH_WRITING_H

#include <stdint.h>

#include "core/text.h"

/** Add a text as one field of RFC 4180, in quotes where it needs them. */
void qp_write_cell(qp_text *out, const char *text);

/**
 * Digits of a number, for rows that are written by the million.
 *
 * @param[in] least  leading zeros make it at least so many digits
 * @param[in] end    room for 20 digits at least
 * @return           where the next character goes
 */
char *qp_write_digits(char *end, uint64_t number, int least);

/** Thousandths as a decimal number: 1500 is 1.5, 2000 is 2. */
char *qp_write_thousandths(char *end, uint64_t thousandths);

/** A text without its '\0'. */
char *qp_write_text(char *end, const char *text);

#endif
