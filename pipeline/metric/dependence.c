/* SPDX-License-Identifier: MIT */
#include "metric/dependence.h"

#include <math.h>
#include <stdlib.h>

#include "chance/summary.h"
#include "core/sum.h"

bool qp_is_above(double share, double bound)
{
    return share > bound * (1 + QP_TIE);
}

/* ------------------------------------------------------------------ sorting */

static int by_origin(const void *left, const void *right)
{
    const qp_purchase *a = left;
    const qp_purchase *b = right;
    if (a->origin != b->origin)
        return a->origin < b->origin ? -1 : 1;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return (a->supplier > b->supplier) - (a->supplier < b->supplier);
}

void qp_purchases_sort(qp_purchase purchases[], size_t count)
{
    qsort(purchases, count, sizeof *purchases, by_origin);
}

/* ------------------------------------------------------------------ origins */

/** What is bought, as shares of all of it. */
typedef struct {
    double home;
    double foreign; ///< of known countries
    double unknown;
    double largest; ///< of one foreign country
    double squares; ///< sum of squares over the foreign countries
} origins;

static double sum_of(const qp_purchase purchases[], size_t count)
{
    qp_sum sum = {0};
    for (size_t p = 0; p < count; p++)
        qp_sum_add(&sum, purchases[p].value);
    return qp_sum_value(&sum);
}

static void add_country(origins *o, uint32_t origin, double share)
{
    if (origin == QP_ORIGIN_HOME)
        o->home = share;
    else if (origin == QP_ORIGIN_UNKNOWN)
        o->unknown = share;
    else {
        o->foreign += share;
        o->squares += share * share;
        o->largest = fmax(o->largest, share);
    }
}

static origins add_up(const qp_purchase purchases[], size_t count, double all)
{
    origins o = {0};
    size_t end = 0;
    for (size_t first = 0; first < count; first = end) {
        uint32_t origin = purchases[first].origin;
        end = first;
        while (end < count && purchases[end].origin == origin)
            end++;
        add_country(&o, origin, sum_of(purchases + first, end - first) / all);
    }
    return o;
}

/* ------------------------------------------------------------------- bounds */

static qp_bounded without(qp_reason reason)
{
    return (qp_bounded){NAN, NAN, NAN, reason};
}

static qp_bounded bound_share(const origins *o)
{
    double known = o->home + o->foreign;
    double all = known + o->unknown;
    if (!(known > 0))
        return without(QP_REASON_NO_ORIGIN);
    bool bounded = o->unknown > 0;
    return (qp_bounded){.value = o->foreign / known,
                        .low = bounded ? o->foreign / all : NAN,
                        .high = bounded ? (o->foreign + o->unknown) / all
                                        : NAN};
}

/* The least that the sum of squared shares can be: unknown suppliers, which
 * come by value, are foreign one by one. NaN where nothing would be. */
static double least_squares(const origins *o, const qp_purchase unknown[],
                            size_t count, double all)
{
    double squares = o->squares;
    double foreign = o->foreign;
    double least = foreign > 0 ? squares / (foreign * foreign) : NAN;
    for (size_t u = 0; u < count; u++) {
        double share = unknown[u].value / all;
        squares += share * share;
        foreign += share;
        least = fmin(least, squares / (foreign * foreign));
    }
    return least;
}

static double most_squares(const origins *o)
{
    double foreign = o->foreign + o->unknown;
    double largest = o->largest + o->unknown;
    double others = o->squares - o->largest * o->largest;
    return fmin(1, (fmax(0, others) + largest * largest) / (foreign * foreign));
}

static qp_bounded bound_origins(const origins *o, double least)
{
    if (!(o->foreign > 0))
        return without(o->home > 0 ? QP_REASON_DOMESTIC : QP_REASON_NO_ORIGIN);
    bool bounded = o->unknown > 0;
    return (qp_bounded){.value = o->squares / (o->foreign * o->foreign),
                        .low = bounded ? least : NAN,
                        .high = bounded ? most_squares(o) : NAN};
}

static double flag_of(double share, double concentration)
{
    return qp_is_above(share, QP_MOST_FOREIGN) &&
                   qp_is_above(concentration, QP_MOST_OF_ORIGINS)
               ? 1
               : 0;
}

/* Each end is met: where a share or a concentration can be small, all unknown
 * suppliers are at home, or few of them are abroad; both are large together. */
static qp_bounded bound_flag(const origins *o, const qp_bounded *share,
                             double concentration, double least)
{
    if (isnan(share->value))
        return without(share->reason);
    bool bounded = o->unknown > 0;
    return (qp_bounded){.value = flag_of(share->value, concentration),
                        .low = bounded ? flag_of(share->low, least) : NAN,
                        .high = bounded ? flag_of(share->high, most_squares(o))
                                        : NAN};
}

/* ---------------------------------------------------------------- measuring */

static void measure_suppliers(const qp_purchase purchases[], size_t count,
                              double all, qp_dependence *made)
{
    qp_sum squares = {0};
    for (size_t p = 0; p < count; p++) {
        double share = purchases[p].value / all;
        qp_sum_add(&squares, share * share);
        made->largest = fmax(made->largest, share);
    }
    made->hhi = fmin(1, qp_sum_value(&squares));
    made->effective = 1 / made->hhi;
}

/* Of shares in more than numbers hold nothing can be told. */
static void refuse(qp_dependence *made)
{
    made->hhi = made->effective = made->largest = NAN;
    made->foreign_share = made->origin_hhi = made->flag = without(
        QP_REASON_OVERFLOW);
}

qp_dependence qp_dependence_measure(const qp_purchase purchases[], size_t count)
{
    double all = sum_of(purchases, count);
    qp_dependence made = {.suppliers = count, .known = count};
    while (made.known > 0 &&
           purchases[made.known - 1].origin == QP_ORIGIN_UNKNOWN)
        made.known--;
    if (!isfinite(all)) {
        refuse(&made);
        return made;
    }
    measure_suppliers(purchases, count, all, &made);
    origins o = add_up(purchases, count, all);
    double least = least_squares(&o, purchases + made.known, count - made.known,
                                 all);
    made.foreign_share = bound_share(&o);
    made.origin_hhi = bound_origins(&o, least);
    made.flag = bound_flag(&o, &made.foreign_share, made.origin_hhi.value,
                           least);
    return made;
}
