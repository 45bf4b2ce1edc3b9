/* SPDX-License-Identifier: MIT */
/**
 * @file synth/writing.h
 * @brief Rows of CSV, by the million.
 */
#ifndef QP_SYNTH_WRITING_H
#define QP_SYNTH_WRITING_H

#include <stdint.h>

/* Each puts its characters at `end`, where the caller has room for them (a
 * number has 20 digits at most), and returns where the next one goes. */

/** A whole number; leading zeros make it at least `least` digits. */
char *qp_write_digits(char *end, uint64_t number, int least);

/** Thousandths as a decimal number: 1500 is 1.5, 2000 is 2. */
char *qp_write_thousandths(char *end, uint64_t thousandths);

/** A text without its '\0'. */
char *qp_write_text(char *end, const char *text);

#endif
