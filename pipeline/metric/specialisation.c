/* SPDX-License-Identifier: MIT */
#include "metric/specialisation.h"

#include <math.h>

#include "chance/summary.h"

/* The sums of the columns, and of all. */
static double sum_classes(const qp_holdings *holdings, double sum[])
{
    double all = 0;
    for (size_t i = 0; i < holdings->class_count; i++)
        sum[i] = 0;
    for (size_t r = 0; r < holdings->region_count; r++)
        for (size_t i = 0; i < holdings->class_count; i++)
            sum[i] += holdings->value[r * holdings->class_count + i];
    for (size_t i = 0; i < holdings->class_count; i++)
        all += sum[i];
    return all;
}

static double sum_region(const qp_holdings *holdings, size_t region)
{
    const double *row = holdings->value + region * holdings->class_count;
    double sum = 0;
    for (size_t i = 0; i < holdings->class_count; i++)
        sum += row[i];
    return sum;
}

/* ----------------------------------------------------------- specialisation */

size_t qp_quotients_room(const qp_holdings *holdings)
{
    return holdings->class_count;
}

void qp_location_quotients(const qp_holdings *holdings, double room[],
                           double quotient[])
{
    size_t classes = holdings->class_count;
    qp_total_shares(holdings, room);
    qp_structure_shares(holdings, quotient);
    for (size_t r = 0; r < holdings->region_count; r++)
        for (size_t i = 0; i < classes; i++)
            quotient[r * classes + i] /= room[i] > 0 ? room[i] : NAN;
}

qp_presence_rule qp_presence_rule_of(const qp_holdings *holdings, double least)
{
    size_t cells = holdings->region_count * holdings->class_count;
    bool given = true;
    bool any = false;
    for (size_t c = 0; c < cells; c++) {
        given &= holdings->value[c] == 0 || holdings->value[c] == 1;
        any |= holdings->value[c] == 1;
    }
    return (qp_presence_rule){.given = given && any, .least = least};
}

void qp_presences(const qp_holdings *holdings, qp_presence_rule rule,
                  const double quotient[], double present[])
{
    size_t cells = holdings->region_count * holdings->class_count;
    for (size_t c = 0; c < cells; c++) {
        double value = holdings->value[c];
        bool special = quotient[c] >= 1 - QP_TIE && value >= rule.least;
        present[c] = rule.given ? value > 0 : special;
    }
}

/* --------------------------------------------------------------- likeness */

void qp_structure_shares(const qp_holdings *holdings, double share[])
{
    size_t classes = holdings->class_count;
    for (size_t r = 0; r < holdings->region_count; r++) {
        double sum = sum_region(holdings, r);
        for (size_t i = 0; i < classes; i++)
            share[r * classes + i] = holdings->value[r * classes + i] /
                                     (sum > 0 ? sum : NAN);
    }
}

void qp_total_shares(const qp_holdings *holdings, double share[])
{
    double all = sum_classes(holdings, share);
    for (size_t i = 0; i < holdings->class_count; i++)
        share[i] /= all > 0 ? all : NAN;
}

double qp_structure_cosine(const double p[], const double q[], size_t classes)
{
    double both = 0;
    double first = 0;
    double second = 0;
    for (size_t i = 0; i < classes; i++) {
        both += p[i] * q[i];
        first += p[i] * p[i];
        second += q[i] * q[i];
    }
    double cosine = both / sqrt(first * second);
    return cosine > 1 ? 1 : cosine;
}

double qp_krugman_index(const double p[], const double q[], size_t classes)
{
    double sum = 0;
    for (size_t i = 0; i < classes; i++)
        sum += fabs(p[i] - q[i]);
    return sum;
}

double qp_hachman_index(const double share[], const double quotient[],
                        size_t classes)
{
    double sum = 0;
    for (size_t i = 0; i < classes; i++)
        sum += share[i] > 0 ? share[i] * quotient[i] : 0;
    return sum > 0 ? 1 / sum : NAN;
}
