/* SPDX-License-Identifier: MIT */
/**
 * @file core/number.h
 * @brief Numbers as text, the same in every locale.
 */
#ifndef QP_CORE_NUMBER_H
#define QP_CORE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { QP_NUMBER_SIZE = 40 };

/**
 * The shortest text that reads back to the value rounded to 15 significant
 * digits. Plain digits from 1e-5 up to 1e15, else with an exponent.
 *
 *      1/3 -> 0.333333333333333      1e5 -> 100000      1e300 -> 1e300
 *
 * @param[in]  value  NaN gives "" (no value); infinity is a mistake
 * @return            text
 */
const char *qp_number_text(double value, char text[QP_NUMBER_SIZE]);

/**
 * Read a decimal number: digits, at most one '.', an optional sign and
 * exponent, nothing else (no blanks, no "nan", no "0x"). "-0" is 0.
 *
 * @param[out] value  the nearest double; untouched on failure
 * @return false when the text is not a number, or one that no double can
 *         hold: 1e400, or 1e-400, which would become 0
 */
bool qp_number_read(const char *text, size_t size, double *value);

#endif
