/* SPDX-License-Identifier: MIT */
#include "metric/technology.h"

#include <stdlib.h>

#include "core/memory.h"

static int by_class(const void *a, const void *b)
{
    const qp_technology *left = a;
    const qp_technology *right = b;
    return (left->class > right->class) - (left->class < right->class);
}

/* Of the rows from `first` on each class once. */
static void keep_each_once(qp_technologies *list, size_t first)
{
    size_t kept = first;
    qsort(list->rows + first, list->count - first, sizeof *list->rows,
          by_class);
    for (size_t r = first; r < list->count; r++)
        if (kept == first || list->rows[kept - 1].class != list->rows[r].class)
            list->rows[kept++] = list->rows[r];
    list->count = kept;
}

static void add(qp_technologies *list, qp_row actor, qp_string class)
{
    if (class != QP_NONE)
        list->rows[list->count++] = (qp_technology){actor, class};
}

/* @return the first row of the portfolio that is of a later actor */
static size_t list_actor(const qp_network *net, qp_row actor, size_t row,
                         qp_technologies *list)
{
    const qp_portfolio *p = &net->portfolio;
    size_t first = list->count;
    for (; row < p->count && p->actor[row] == actor; row++)
        if (p->value[row] > 0)
            add(list, actor, qp_optional_row(p->product, row));
    keep_each_once(list, first);
    if (list->count == first)
        add(list, actor, qp_optional_row(net->actors.industry, actor));
    return row;
}

qp_status qp_technologies_list(const qp_network *net, qp_technologies *list,
                               qp_error *err)
{
    const qp_actors *actors = &net->actors;
    size_t most = actors->count + net->portfolio.count;
    qp_technologies made = {.rows = qp_acquire(most, sizeof *made.rows)};
    if (made.rows == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu technologies",
                       most);
    size_t row = 0;
    for (qp_row a = 0; a < actors->count; a++) {
        size_t before = made.count;
        row = list_actor(net, a, row, &made);
        if (actors->kind[a] == QP_KIND_REGION)
            made.count = before;
    }
    *list = made;
    return QP_OK;
}

void qp_technologies_clear(qp_technologies *list)
{
    qp_release(list->rows);
    *list = (qp_technologies){0};
}
