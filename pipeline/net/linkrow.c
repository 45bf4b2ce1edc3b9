/* SPDX-License-Identifier: MIT */
#include "net/linkrow.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int qp_link_row_compare(const qp_link_row *a, const qp_link_row *b)
{
    int order = by_number(a->layer, b->layer);
    order = order != 0 ? order : by_number(a->from, b->from);
    order = order != 0 ? order : by_number(a->to, b->to);
    order = order != 0 ? order : by_number(a->period.from, b->period.from);
    return order != 0 ? order : by_number(a->period.until, b->period.until);
}

static int by_all(const void *left, const void *right)
{
    const qp_link_row *a = left;
    const qp_link_row *b = right;
    int order = qp_link_row_compare(a, b);
    return order != 0 ? order : by_number(a->row, b->row);
}

static qp_row key_of(const qp_link_row *row, size_t member)
{
    return *(const qp_row *)((uintptr_t)row + member);
}

/* One stable pass of a counting sort, by one member, from `rows` to `sorted`.
 * `start` has room for keys + 1 values. */
static void distribute(const qp_link_row rows[], qp_link_row sorted[],
                       size_t count, size_t member, size_t start[], size_t keys)
{
    memset(start, 0, (keys + 1) * sizeof *start);
    for (size_t i = 0; i < count; i++)
        start[key_of(&rows[i], member) + 1]++;
    for (size_t k = 0; k < keys; k++)
        start[k + 1] += start[k];
    for (size_t i = 0; i < count; i++)
        sorted[start[key_of(&rows[i], member)]++] = rows[i];
}

static bool same_pair(const qp_link_row *a, const qp_link_row *b)
{
    return a->layer == b->layer && a->from == b->from && a->to == b->to;
}

/* Rows of one layer and pair stand together, by row: put them by period. */
static void order_pairs(qp_link_row rows[], size_t count)
{
    for (size_t start = 0, end = 0; start < count; start = end) {
        end = start + 1;
        while (end < count && same_pair(&rows[start], &rows[end]))
            end++;
        if (end - start > 1)
            qsort(&rows[start], end - start, sizeof *rows, by_all);
    }
}

/* The last key first, as cards were sorted: H. Hollerith's way. */
qp_status qp_link_rows_sort(qp_link_row rows[], size_t count, size_t actors,
                            size_t layers, qp_error *err)
{
    size_t keys = actors > layers ? actors : layers;
    qp_link_row *other = qp_acquire(count, sizeof *other);
    size_t *start = qp_acquire(keys + 1, sizeof *start);
    qp_status status = QP_OK;
    if (other == NULL || start == NULL) {
        status = qp_fail(err, QP_E_MEMORY, "no memory to sort %zu links",
                         count);
    } else {
        distribute(rows, other, count, offsetof(qp_link_row, to), start,
                   actors);
        distribute(other, rows, count, offsetof(qp_link_row, from), start,
                   actors);
        distribute(rows, other, count, offsetof(qp_link_row, layer), start,
                   layers);
        memcpy(rows, other, count * sizeof *rows);
        order_pairs(rows, count);
    }
    qp_release(other);
    qp_release(start);
    return status;
}
