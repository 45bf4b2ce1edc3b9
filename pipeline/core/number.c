/* SPDX-License-Identifier: MIT */
#include "core/number.h"

#include <assert.h>
#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNIFICANT = 15 };

/* "2.5000...e-02" taken apart: its digits without the last zeros, and the power
 * of ten of the first. */
static int split_text(const char *text, char digits[SIGNIFICANT + 1],
                      int *power)
{
    int used = 0;
    for (const char *c = text; *c != 'e'; c++)
        if (*c != '.')
            digits[used++] = *c;
    while (used > 1 && digits[used - 1] == '0')
        used--;
    digits[used] = '\0';
    *power = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    return used;
}

/* The fewest significant digits that read back to `value`, which is rounded to
 * 15 of them. Two decimals of 15 digits or less are never the same double, so
 * these 15 are the only ones, but for last zeros; below the normal numbers
 * doubles are fewer than that, and digits are tried. */
static int shortest_digits(double value, char digits[SIGNIFICANT + 1],
                           int *power)
{
    char text[QP_NUMBER_SIZE];
    int count = value < DBL_MIN ? 0 : SIGNIFICANT - 1;
    do {
        count++;
        snprintf(text, sizeof text, "%.*e", count - 1, value);
    } while (count < SIGNIFICANT && strtod(text, NULL) != value);
    return split_text(text, digits, power);
}

static void place_digits(const char *digits, int count, int power, char *text)
{
    char *end = text;
    if (power < 0) {
        *end++ = '0';
        *end++ = '.';
        for (int zero = -1; zero > power; zero--)
            *end++ = '0';
    }
    for (int d = 0; d < count || d <= power; d++) {
        if (power >= 0 && d == power + 1)
            *end++ = '.';
        *end = '0';
        if (d < count)
            *end = digits[d];
        end++;
    }
    *end = '\0';
}

const char *qp_number_text(double value, char text[QP_NUMBER_SIZE])
{
    assert(!isinf(value));
    if (isnan(value)) {
        text[0] = '\0';
        return text;
    }
    if (value == 0.0)
        return memcpy(text, "0", 2);

    snprintf(text, QP_NUMBER_SIZE, "%.*e", SIGNIFICANT - 1, fabs(value));
    double rounded = strtod(text, NULL);
    char digits[SIGNIFICANT + 1];
    int power = 0;
    int count = shortest_digits(rounded, digits, &power);

    char *start = text;
    if (value < 0.0)
        *start++ = '-';
    if (power >= -5 && power < SIGNIFICANT)
        place_digits(digits, count, power, start);
    else
        snprintf(start, QP_NUMBER_SIZE - 1, "%c%s%se%d", digits[0],
                 count > 1 ? "." : "", digits + 1, power);
    return text;
}

/** A decimal number taken apart: mantissa * 10^exponent. */
typedef struct {
    bool negative;
    uint64_t mantissa; ///< exact while significant <= 19
    int significant;   ///< digits from the first that is not 0
    int digits;
    int exponent;
} decimal;

enum { MOST_EXPONENT = 100000 }; ///< beyond it every double overflows

static const char *take_digits(const char *at, const char *end, decimal *d)
{
    for (; at < end && isdigit((unsigned char)*at); at++) {
        d->mantissa = d->mantissa * 10 + (uint64_t)(*at - '0');
        d->significant += d->significant > 0 || *at != '0';
        d->digits++;
    }
    return at;
}

static const char *take_exponent(const char *at, const char *end, decimal *d)
{
    bool negative = at < end && *at == '-';
    int exponent = 0;
    if (at < end && (*at == '+' || *at == '-'))
        at++;
    const char *start = at;
    for (; at < end && isdigit((unsigned char)*at); at++)
        if (exponent < MOST_EXPONENT)
            exponent = exponent * 10 + (*at - '0');
    d->exponent += negative ? -exponent : exponent;
    return at > start ? at : NULL;
}

static bool take_apart(const char *at, const char *end, decimal *d)
{
    d->negative = at < end && *at == '-';
    if (at < end && (*at == '+' || *at == '-'))
        at++;
    at = take_digits(at, end, d);
    if (at < end && *at == '.') {
        int before = d->digits;
        at = take_digits(at + 1, end, d);
        d->exponent = before - d->digits;
    }
    if (d->digits == 0)
        return false;
    if (at < end && (*at == 'e' || *at == 'E'))
        at = take_exponent(at + 1, end, d);
    return at == end;
}

/* W. D. Clinger, "How to read floating point numbers accurately" (1990): where
 * the mantissa and the power of ten are both doubles, one rounding is right. */
static bool read_exactly(const decimal *d, double *value)
{
    static const double powers[] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    enum { EXACT = 22, DIGITS = 19 };
    if (d->significant > DIGITS || d->mantissa > (uint64_t)1 << 53 ||
        d->exponent < -EXACT || d->exponent > EXACT)
        return false;
    double size = (double)d->mantissa;
    size = d->exponent < 0 ? size / powers[-d->exponent]
                           : size * powers[d->exponent];
    *value = d->negative && size > 0 ? -size : size;
    return true;
}

bool qp_number_read(const char *text, size_t size, double *value)
{
    enum { LONGEST = 400 };
    decimal d = {0};
    if (size > LONGEST || !take_apart(text, text + size, &d))
        return false;
    if (read_exactly(&d, value))
        return true;

    char copy[LONGEST + 1];
    memcpy(copy, text, size);
    copy[size] = '\0';
    double number = strtod(copy, NULL);
    bool vanished = number == 0 && d.significant > 0;
    if (!isfinite(number) || vanished)
        return false;
    *value = number == 0 ? 0.0 : number; /* no -0 */
    return true;
}
