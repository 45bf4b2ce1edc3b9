/* SPDX-License-Identifier: MIT */
#include "core/date.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    int year;
    int month; ///< 1..12
    int day;   ///< 1..31
} calendar;

/* Days from civil and back: H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms": the year begins in March, so that the leap day is its last. */
static qp_day day_of(calendar c)
{
    int y = c.month <= 2 ? c.year - 1 : c.year;
    int era = y / 400;
    int year_of_era = y - era * 400;
    int month = c.month > 2 ? c.month - 3 : c.month + 9;
    int day_of_year = (153 * month + 2) / 5 + c.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
                     day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static calendar calendar_of(qp_day day)
{
    int z = day + 719468;
    int era = z / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                       day_of_era / 146096) /
                      365;
    int day_of_year = day_of_era -
                      (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * day_of_year + 2) / 153;
    calendar c = {.day = day_of_year - (153 * month + 2) / 5 + 1,
                  .month = month < 10 ? month + 3 : month - 9,
                  .year = year_of_era + era * 400};
    c.year += c.month <= 2;
    return c;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool read_digits(const char *text, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++) {
        if (!isdigit((unsigned char)text[i]))
            return false;
        *value = *value * 10 + (text[i] - '0');
    }
    return true;
}

bool qp_period_read(const char *text, size_t size, qp_period *period)
{
    enum { YEAR = 4, MONTH = 7, DAY = 10 };
    calendar c = {0, 1, 1};
    if ((size != YEAR && size != MONTH && size != DAY) ||
        !read_digits(text, 4, &c.year) || c.year < 1 || c.year > 9998)
        return false;
    if (size >= MONTH &&
        (text[4] != '-' || !read_digits(text + 5, 2, &c.month) || c.month < 1 ||
         c.month > 12))
        return false;
    if (size == DAY && (text[7] != '-' || !read_digits(text + 8, 2, &c.day) ||
                        c.day < 1 || c.day > days_in_month(c.year, c.month)))
        return false;

    period->from = day_of(c);
    period->until = size == DAY ? period->from + 1
                                : qp_day_plus_months(period->from,
                                                     size == YEAR ? 12 : 1);
    return true;
}

bool qp_period_read_span(const char *text, size_t size, qp_period *period)
{
    const char *colon = memchr(text, ':', size);
    qp_period from;
    qp_period until;
    if (colon == NULL)
        return false;
    size_t first = (size_t)(colon - text);
    if (!qp_period_read(text, first, &from) ||
        !qp_period_read(colon + 1, size - first - 1, &until) ||
        until.from <= from.from)
        return false;
    *period = (qp_period){from.from, until.from};
    return true;
}

const char *qp_day_text(qp_day day, char text[QP_DAY_SIZE])
{
    assert(day != QP_NO_DAY);
    calendar c = calendar_of(day);
    if (c.day != 1)
        snprintf(text, QP_DAY_SIZE, "%04d-%02d-%02d", c.year, c.month, c.day);
    else if (c.month != 1)
        snprintf(text, QP_DAY_SIZE, "%04d-%02d", c.year, c.month);
    else
        snprintf(text, QP_DAY_SIZE, "%04d", c.year);
    return text;
}

qp_day qp_day_plus_months(qp_day day, int months)
{
    calendar c = calendar_of(day);
    int month = c.year * 12 + c.month - 1 + months;
    c.year = month / 12;
    c.month = month % 12 + 1;
    int last = days_in_month(c.year, c.month);
    c.day = c.day < last ? c.day : last;
    return day_of(c);
}
