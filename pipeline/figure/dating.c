/* SPDX-License-Identifier: MIT */
#include "figure/dating.h"

#include <stdio.h>
#include <string.h>

const char *qp_dating_window(qp_period window, char name[QP_WINDOW_NAME_SIZE])
{
    char from[QP_DAY_SIZE];
    char until[QP_DAY_SIZE];
    name[0] = '\0';
    if (window.from != QP_NO_DAY)
        snprintf(name, QP_WINDOW_NAME_SIZE, "%s..%s",
                 qp_day_text(window.from, from),
                 qp_day_text(window.until, until));
    return name;
}

static void stretch(qp_period *whole, qp_period one)
{
    if (one.from == QP_NO_DAY)
        return;
    if (whole->from == QP_NO_DAY || one.from < whole->from)
        whole->from = one.from;
    if (whole->until == QP_NO_DAY || one.until > whole->until)
        whole->until = one.until;
}

qp_period qp_dating_layer(const qp_network *net, qp_row layer, qp_period window)
{
    const qp_layers *layers = &net->layers;
    if (window.from != QP_NO_DAY)
        return window;
    for (size_t l = layers->start[layer]; l < layers->start[layer + 1]; l++)
        stretch(&window, qp_optional_period(net->links.period, l));
    return window;
}

/* Where a day begins a year or a month its text is that short: 4, 7, 10. */
enum { YEAR = 4, MONTH = 7, DAY = 10 };

static size_t precision_of(qp_day day)
{
    char text[QP_DAY_SIZE];
    return strlen(qp_day_text(day, text));
}

/* Add a day, month or year: as much as is told of the other end. */
static void add_day(qp_day day, size_t precision, qp_text *out)
{
    char text[QP_DAY_SIZE];
    qp_text_add(out, qp_day_text(day, text));
    for (size_t size = strlen(text); size < precision; size += MONTH - YEAR)
        qp_text_add(out, "-01");
}

/* The first day of the last year, month or day before the end. */
static qp_day last_of(qp_period period, size_t precision)
{
    if (precision == DAY)
        return period.until - 1;
    return qp_day_plus_months(period.until, precision == YEAR ? -12 : -1);
}

void qp_dating_add(qp_period period, qp_text *out)
{
    if (period.from == QP_NO_DAY)
        return;
    size_t precision = precision_of(period.from);
    if (precision_of(period.until) > precision)
        precision = precision_of(period.until);
    qp_day last = last_of(period, precision);
    add_day(period.from, precision, out);
    if (last == period.from)
        return;
    qp_text_add(out, "\xE2\x80\x93");
    add_day(last, precision, out);
}
