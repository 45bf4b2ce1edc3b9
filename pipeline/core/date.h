/* SPDX-License-Identifier: MIT */
/**
 * @file core/date.h
 * @brief Dates and the periods they spell.
 *
 * A date names a period, half-open, in whole days:
 *
 *      2023        [2023-01-01, 2024-01-01)
 *      2023-05     [2023-05-01, 2023-06-01)
 *      2023-05-31  [2023-05-31, 2023-06-01)
 */
#ifndef QP_CORE_DATE_H
#define QP_CORE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t qp_day; ///< days since 1970-01-01, Gregorian

#define QP_NO_DAY INT32_MIN ///< no date given

/** Half-open [from, until). Both are QP_NO_DAY where there is no date. */
typedef struct {
    qp_day from;
    qp_day until;
} qp_period;

#define QP_NO_PERIOD ((qp_period){QP_NO_DAY, QP_NO_DAY})

/** Read YYYY, YYYY-MM or YYYY-MM-DD, years 0001 to 9998. */
bool qp_period_read(const char *text, size_t size, qp_period *period);

/** Read `FROM:TO`, TO exclusive: 2014:2016 is two years. False leaves *period
 * as it was. */
bool qp_period_read_span(const char *text, size_t size, qp_period *period);

enum { QP_DAY_SIZE = 40 };

/** A day in the shortest form that starts on it: 2023, 2023-05, 2023-05-31. */
const char *qp_day_text(qp_day day, char text[QP_DAY_SIZE]);

/** The day `months` after a day, at most the last of its month. */
qp_day qp_day_plus_months(qp_day day, int months);

#endif
