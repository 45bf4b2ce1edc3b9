/* SPDX-License-Identifier: MIT */
#include "figure/dating.h"

#include <stdio.h>

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

static bool is_new_year(qp_day day)
{
    char text[QP_DAY_SIZE];
    qp_day_text(day, text);
    return text[4] == '\0';
}

void qp_dating_add(qp_period period, qp_text *out)
{
    char first[QP_DAY_SIZE];
    char last[QP_DAY_SIZE];
    if (period.from == QP_NO_DAY)
        return;
    bool years = is_new_year(period.from) && is_new_year(period.until);
    qp_day_text(period.from, first);
    qp_day_text(
        years ? qp_day_plus_months(period.until, -12) : period.until - 1, last);
    qp_text_add(out, first);
    bool one = years && qp_day_plus_months(period.from, 12) == period.until;
    if (!one)
        qp_text_addf(out, "\xE2\x80\x93%s", last);
}
