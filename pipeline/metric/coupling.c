/* SPDX-License-Identifier: MIT */
#include "metric/coupling.h"

#include <math.h>
#include <stdbool.h>

static double mean_of(const double score[], size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += score[i];
    return sum / (double)count;
}

static double product_of(const double score[], size_t count, double unit)
{
    double product = 1;
    for (size_t i = 0; i < count; i++)
        product *= score[i] / unit;
    return product;
}

static double least_of(const double score[], size_t count)
{
    double least = score[0];
    for (size_t i = 1; i < count; i++)
        least = fmin(least, score[i]);
    return least;
}

static double most_of(const double score[], size_t count)
{
    double most = score[0];
    for (size_t i = 1; i < count; i++)
        most = fmax(most, score[i]);
    return most;
}

/* By the largest: scores of 1e-200 then multiply to no 0. */
static double standard(const double score[], size_t count)
{
    double most = most_of(score, count);
    double product = product_of(score, count, most);
    return pow(product, 1 / (double)count) * most / mean_of(score, count);
}

static double wang(const double score[], size_t count)
{
    double pairs = (double)count * (double)(count - 1) / 2;
    double apart = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            apart += fabs(score[i] - score[j]);
    double product = product_of(score, count, most_of(score, count));
    return sqrt((1 - apart / pairs) * pow(product, 1 / (double)(count - 1)));
}

static double fan(const double score[], size_t count)
{
    double mean = mean_of(score, count);
    double squares = 0;
    for (size_t i = 0; i < count; i++)
        squares += (score[i] - mean) * (score[i] - mean);
    return 1 - 2 * sqrt(squares / (double)count);
}

static bool are_scores(const double score[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(score[i] >= 0 && score[i] <= 1))
            return false;
    return true;
}

double qp_coupling_degree(qp_coupling_form form, const double score[],
                          size_t count)
{
    static double (*const degrees[])(const double[], size_t) = {
        [QP_COUPLING_STANDARD] = standard,
        [QP_COUPLING_WANG] = wang,
        [QP_COUPLING_FAN] = fan,
    };
    if (count < 2 || !are_scores(score, count))
        return NAN;
    if (form != QP_COUPLING_FAN && least_of(score, count) <= 0)
        return 0;
    return fmin(1, fmax(0, degrees[form](score, count)));
}

double qp_development_level(const double score[], const double weight[],
                            size_t count)
{
    double level = 0;
    if (weight == NULL)
        return mean_of(score, count);
    for (size_t i = 0; i < count; i++)
        level += weight[i] * score[i];
    return level;
}

double qp_coupling_coordination(double degree, double level)
{
    return sqrt(degree * level);
}
