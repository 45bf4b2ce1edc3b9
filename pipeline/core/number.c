/* SPDX-License-Identifier: MIT */
#include "core/number.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNIFICANT = 15 };

/* The fewest significant digits, and the power of ten of the first, that read
 * back to `value`: 0.025 is "25" and -2. */
static int shortest_digits(double value, char digits[SIGNIFICANT + 1],
                           int *power)
{
    char text[QP_NUMBER_SIZE];
    int count = 0;
    do {
        count++;
        snprintf(text, sizeof text, "%.*e", count - 1, value);
    } while (count < SIGNIFICANT && strtod(text, NULL) != value);

    int used = 0;
    for (const char *c = text; *c != 'e'; c++)
        if (*c != '.')
            digits[used++] = *c;
    digits[used] = '\0';
    *power = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    return used;
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
        *end++ = d < count ? digits[d] : '0';
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

static const char *skip_digits(const char *at, const char *end, size_t *count)
{
    const char *start = at;
    while (at < end && isdigit((unsigned char)*at))
        at++;
    *count += (size_t)(at - start);
    return at;
}

static bool is_decimal(const char *at, const char *end)
{
    size_t digits = 0;
    if (at < end && (*at == '+' || *at == '-'))
        at++;
    at = skip_digits(at, end, &digits);
    if (at < end && *at == '.')
        at = skip_digits(at + 1, end, &digits);
    if (digits == 0)
        return false;
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-'))
            at++;
        digits = 0;
        at = skip_digits(at, end, &digits);
        if (digits == 0)
            return false;
    }
    return at == end;
}

bool qp_number_read(const char *text, size_t size, double *value)
{
    enum { LONGEST = 400 };
    if (size > LONGEST || !is_decimal(text, text + size))
        return false;
    char copy[LONGEST + 1];
    memcpy(copy, text, size);
    copy[size] = '\0';
    double number = strtod(copy, NULL);
    if (!isfinite(number))
        return false;
    *value = number;
    return true;
}
