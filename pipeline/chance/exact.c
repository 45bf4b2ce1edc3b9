/* SPDX-License-Identifier: MIT */
#include "chance/exact.h"

#include <assert.h>
#include <float.h>
#include <math.h>

#include "chance/density.h"

#define SUMMED_TOSSES 0x1p36

static double never_zero(double p)
{
    return fmin(fmax(p, DBL_MIN), 1);
}

/* ------------------------------------------------------------------- coins */

/* P(X <= heads) for heads below the middle: term after term downwards from
 * the largest, each the one before times h / (t + 1). */
static double summed_tail(double heads, double tosses)
{
    double sum = 0;
    double term = 1;
    double h = heads;
    while (h >= 0 && term > sum * (DBL_EPSILON / 8)) {
        sum += term;
        term *= h / (tosses - h + 1);
        h -= 1;
    }
    return sum * qp_density_heads(heads, tosses);
}

/* P(X <= heads) far beyond what can be summed. With x = heads + 1/2:
 *
 *      r = signed root of twice the deviance of x, u = 2 sinh(s/2) sqrt(n)/2
 *      with s = ln(x/(n-x)),   P = Phi( r + ln(u/r) / r )
 */
static double saddle_tail(double heads, double tosses)
{
    double x = heads + 0.5;
    double s = 2 * atanh(2 * x / tosses - 1);
    double lean = (2 * x - tosses) / tosses; /* in (-1, 0) */
    double deviance = tosses / 2 *
                      ((1 + lean) * log1p(lean) + (1 - lean) * log1p(-lean));
    double r = -sqrt(2 * deviance);
    double u = 2 * sinh(s / 2) * sqrt(x * (tosses - x) / tosses);
    /* At the middle both are 0 and their ratio is 1. */
    double corrected = r < -1e-3 ? r + log(u / r) / r : r;
    return erfc(-corrected / sqrt(2)) / 2;
}

double qp_coin_p(double heads, double tosses)
{
    assert(heads >= 0 && heads <= tosses);
    double fewer = fmin(heads, tosses - heads);
    if (fewer + 1 > tosses - fewer)
        return 1;
    double tail = tosses <= SUMMED_TOSSES ? summed_tail(fewer, tosses)
                                          : saddle_tail(fewer, tosses);
    return never_zero(2 * tail);
}

/* ------------------------------------------------------------------- gamma */

/* P(a, x) = x^a e^-x / Gamma(a+1)  (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...) */
static double lower_series(double a, double x)
{
    double sum = 0;
    double term = 1;
    double above = a;
    while (term > sum * (DBL_EPSILON / 8)) {
        sum += term;
        above += 1;
        term *= x / above;
    }
    return sum * qp_density_poisson(a, x);
}

/* Q(a, x) = x^a e^-x / Gamma(a)  1/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(...))),
 * the even part of DLMF 8.9.2, from the front by Lentz's method. */
static double upper_fraction(double a, double x)
{
    double b = x + 1 - a;
    double c = 1 / DBL_MIN;
    double d = 1 / b;
    double fraction = d;
    double factor = 0;
    double k = 0;
    while (fabs(factor - 1) > DBL_EPSILON) {
        k += 1;
        double numerator = k * (a - k);
        b += 2;
        d = 1 / (numerator * d + b);
        c = b + numerator / c;
        factor = c * d;
        fraction *= factor;
    }
    return fraction * qp_density_poisson(a, x) * a;
}

/* Q(a, x), a > 0, x >= 0. */
static double upper_gamma(double a, double x)
{
    if (x <= 0)
        return 1;
    return x < a + 1 ? 1 - lower_series(a, x) : upper_fraction(a, x);
}

/* P(a, x) = 1 - Q(a, x). */
static double lower_gamma(double a, double x)
{
    if (x <= 0)
        return 0;
    return x < a + 1 ? lower_series(a, x) : 1 - upper_fraction(a, x);
}

double qp_chi2_p(double chi2, double df)
{
    assert(chi2 >= 0 && df > 0);
    return never_zero(upper_gamma(df / 2, chi2 / 2));
}

/* ------------------------------------------------------- Poisson and normal */

/* P(X <= count) = Q(count + 1, mean), P(X >= count) = P(count, mean). */
double qp_poisson_p(double count, double mean)
{
    assert(count >= 0 && mean >= 0);
    double fewer = upper_gamma(count + 1, mean);
    double more = count > 0 ? lower_gamma(count, mean) : 1;
    return never_zero(2 * fmin(fewer, more));
}

double qp_normal_p(double z)
{
    assert(!isnan(z));
    return never_zero(erfc(fabs(z) / sqrt(2)));
}

/* ------------------------------------------------------------------ Wilson */

qp_interval qp_wilson(double heads, double tosses, double dispersion)
{
    assert(heads >= 0 && heads <= tosses && tosses > 0 && dispersion >= 1);
    double p = heads / tosses;
    double z2 = QP_Z_95 * QP_Z_95 * dispersion;
    double centre = p + z2 / (2 * tosses);
    double reach = sqrt(z2 *
                        (p * (1 - p) / tosses + z2 / (4 * tosses * tosses)));
    double scale = 1 + z2 / tosses;
    return (qp_interval){fmax((centre - reach) / scale, 0),
                         fmin((centre + reach) / scale, 1)};
}
