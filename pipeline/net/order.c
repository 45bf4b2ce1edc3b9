/* SPDX-License-Identifier: MIT */
#include "net/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

/** A row on its way, with what it is compared by. */
typedef struct {
    const qp_order *order;
    qp_row row;
} entry;

qp_order qp_order_of(const qp_network *net, const qp_net_group *group,
                     size_t most)
{
    qp_order order = {.net = net};
    for (size_t k = 0; k < group->key_count && k < most; k++) {
        const qp_net_column *column = qp_group_column(group, group->keys[k]);
        const void *values = *qp_column_slot(net, group, column);
        if (values == NULL)
            continue;
        order.keys[order.count].type = column->type;
        order.keys[order.count++].values = values;
    }
    return order;
}

static int by_integer(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_number(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(b) - isnan(a);
    return (a > b) - (a < b);
}

static int by_text(const qp_network *net, qp_string a, qp_string b)
{
    if (a == b)
        return 0;
    return strcmp(qp_network_text(net, a), qp_network_text(net, b));
}

static int by_period(qp_period a, qp_period b)
{
    int order = by_integer(a.from, b.from);
    return order != 0 ? order : by_integer(a.until, b.until);
}

static int by_key(const qp_order *order, size_t key, size_t a, size_t b)
{
    const void *values = order->keys[key].values;
    switch (order->keys[key].type) {
    case QP_COLUMN_TEXT:
        return by_text(order->net, ((const qp_string *)values)[a],
                       ((const qp_string *)values)[b]);
    case QP_COLUMN_ROW:
    case QP_COLUMN_LINE:
        return by_integer(((const uint32_t *)values)[a],
                          ((const uint32_t *)values)[b]);
    case QP_COLUMN_BYTE:
        return by_integer(((const uint8_t *)values)[a],
                          ((const uint8_t *)values)[b]);
    case QP_COLUMN_NUMBER:
        return by_number(((const double *)values)[a],
                         ((const double *)values)[b]);
    case QP_COLUMN_PERIOD:
        return by_period(((const qp_period *)values)[a],
                         ((const qp_period *)values)[b]);
    case QP_COLUMN_FILE:
        break; /* where a row came from orders nothing */
    }
    return 0;
}

int qp_order_compare(const qp_order *order, size_t a, size_t b)
{
    int result = 0;
    for (size_t key = 0; key < order->count && result == 0; key++)
        result = by_key(order, key, a, b);
    return result;
}

static int by_entry(const void *left, const void *right)
{
    const entry *a = left;
    const entry *b = right;
    int order = qp_order_compare(a->order, a->row, b->row);
    return order != 0 ? order : by_integer(a->row, b->row);
}

static bool are_ordered(const qp_order *order, const qp_row rows[],
                        size_t count)
{
    for (size_t i = 1; i < count; i++) {
        int step = qp_order_compare(order, rows[i - 1], rows[i]);
        if (step > 0 || (step == 0 && rows[i - 1] > rows[i]))
            return false;
    }
    return true;
}

qp_status qp_order_rows(const qp_order *order, qp_row rows[], size_t count,
                        qp_error *err)
{
    if (are_ordered(order, rows, count))
        return QP_OK;
    entry *entries = qp_acquire(count, sizeof *entries);
    if (entries == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory to sort %zu rows", count);
    for (size_t i = 0; i < count; i++)
        entries[i] = (entry){order, rows[i]};
    qsort(entries, count, sizeof *entries, by_entry);
    for (size_t i = 0; i < count; i++)
        rows[i] = entries[i].row;
    qp_release(entries);
    return QP_OK;
}

qp_status qp_order_sort(const qp_network *net, const qp_net_group *group,
                        qp_row sorted[], qp_error *err)
{
    size_t count = *qp_group_count(net, group);
    qp_order order = qp_order_of(net, group, QP_KEYS_MOST);
    for (size_t i = 0; i < count; i++)
        sorted[i] = (qp_row)i;
    return qp_order_rows(&order, sorted, count, err);
}

static void *pick(const void *values, size_t size, const qp_row rows[],
                  size_t count)
{
    char *picked = qp_acquire(count, size);
    for (size_t i = 0; picked != NULL && i < count; i++)
        memcpy(picked + i * size, (const char *)values + rows[i] * size, size);
    return picked;
}

qp_status qp_order_apply(qp_network *net, const qp_net_group *group,
                         const qp_row sorted[], size_t count, qp_error *err)
{
    for (size_t c = 0; c < group->column_count; c++) {
        const qp_net_column *column = &group->columns[c];
        void **slot = qp_column_slot(net, group, column);
        if (*slot == NULL)
            continue;
        void *picked = pick(*slot, qp_column_size(column->type), sorted, count);
        if (picked == NULL)
            return qp_fail(err, QP_E_MEMORY, "no memory to order %zu rows",
                           count);
        qp_release(*slot);
        *slot = picked;
    }
    *qp_group_count(net, group) = count;
    return QP_OK;
}
