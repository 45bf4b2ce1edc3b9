/* SPDX-License-Identifier: MIT */
#include "metric/stock.h"

#include <math.h>
#include <string.h>

#define POPULATION "population"

qp_stock_rows qp_stock_at(const qp_network *net, size_t start)
{
    const qp_indicators *stocks = &net->indicators;
    qp_stock_rows rows = {start, start};
    while (rows.end < stocks->count &&
           stocks->id[rows.end] == stocks->id[start])
        rows.end++;
    return rows;
}

qp_stock_rows qp_stock_find(const qp_network *net, const char *id)
{
    qp_stock_rows rows = {0, 0};
    while (rows.start < net->indicators.count) {
        rows = qp_stock_at(net, rows.start);
        if (strcmp(qp_network_text(net, net->indicators.id[rows.start]), id) ==
            0)
            return rows;
        rows.start = rows.end;
    }
    return (qp_stock_rows){0, 0};
}

bool qp_stock_is_stated(const qp_network *net, qp_stock_rows rows)
{
    const qp_row *source = net->indicators.source;
    for (size_t row = rows.start; row < rows.end; row++)
        if (source == NULL || !qp_network_is_stated(net, source[row]))
            return false;
    return rows.end > rows.start;
}

static bool is_inside(qp_period period, qp_period window)
{
    return window.from == QP_NO_DAY ||
           (window.from <= period.from && period.from < window.until);
}

/* Rows and regions ascend together; of the rows of a region the latest comes
 * last, an undated one first. */
void qp_stock_values(const qp_network *net, qp_stock_rows rows,
                     qp_period window, const qp_row region[], size_t count,
                     double value[])
{
    const qp_indicators *stocks = &net->indicators;
    size_t row = rows.start;
    for (size_t r = 0; r < count; r++) {
        value[r] = NAN;
        while (row < rows.end && stocks->region[row] < region[r])
            row++;
        for (; row < rows.end && stocks->region[row] == region[r]; row++)
            if (is_inside(stocks->period[row], window))
                value[r] = stocks->value[row];
    }
}

void qp_stock_population(const qp_network *net, qp_period window,
                         const qp_row region[], size_t count,
                         double population[])
{
    qp_stock_values(net, qp_stock_find(net, POPULATION), window, region, count,
                    population);
    for (size_t r = 0; r < count; r++) {
        if (isnan(population[r]) && net->actors.population != NULL)
            population[r] = net->actors.population[region[r]];
        if (population[r] < 0)
            population[r] = NAN;
    }
}
