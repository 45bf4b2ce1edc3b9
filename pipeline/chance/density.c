/* SPDX-License-Identifier: MIT */
#include "chance/density.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

/* The first term left out is 1.9e-3 / n^11: below 1.1e-16 from n = 16. */
static double asymptotic_error(double n)
{
    double n2 = n * n;
    return (1.0 / 12 -
            (1.0 / 360 -
             (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / n2) / n2) / n2) /
                n2) /
           n;
}

/* delta(n), n > 0. From ln (n+1)! = ln n! + ln(n+1) follows
 * delta(n) = delta(n+1) + (n + 1/2) ln(1 + 1/n) - 1. */
static double stirling_error(double n)
{
    double error = 0;
    while (n < 16) {
        error += (n + 0.5) * log1p(1 / n) - 1;
        n += 1;
    }
    return error + asymptotic_error(n);
}

/* D(x, m). Near m the terms cancel, and with v = (x-m)/(x+m) and
 * ln(x/m) = 2 artanh v it is (x-m) v + 2x (v^3/3 + v^5/5 + ...). */
static double deviance(double x, double m)
{
    double v = (x - m) / (x + m);
    if (fabs(v) > 0.1)
        return x * log(x / m) + m - x;
    double sum = (x - m) * v;
    double power = 2 * x * v;
    double before = NAN;
    for (int odd = 3; sum != before; odd += 2) {
        before = sum;
        power *= v * v;
        sum += power / odd;
    }
    return sum;
}

/* X = x of n > x > 0 where mx and my = n - mx of each kind are expected. */
static double density_between(double x, double n, double mx, double my)
{
    double y = n - x;
    double exponent = stirling_error(n) - stirling_error(x) -
                      stirling_error(y) - deviance(x, mx) - deviance(y, my);
    return exp(exponent) * sqrt(n / (2 * pi * x * y));
}

double qp_density_heads(double heads, double tosses)
{
    if (heads <= 0 || heads >= tosses)
        return exp2(-tosses);
    return density_between(heads, tosses, tosses / 2, tosses / 2);
}

double qp_density_binomial(double x, double trials, double probability)
{
    if (x <= 0)
        return exp(trials * log1p(-probability));
    if (x >= trials)
        return exp(trials * log(probability));
    return density_between(x, trials, trials * probability,
                           trials * (1 - probability));
}

double qp_density_poisson(double x, double mean)
{
    if (x <= 0)
        return exp(-mean);
    return exp(-stirling_error(x) - deviance(x, mean)) / sqrt(2 * pi * x);
}
