/* SPDX-License-Identifier: MIT */
#include "net/verify.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"

/* ---------------------------------------------------------- one column */

static bool are_rows(const uint32_t values[], size_t count, size_t limit,
                     bool blank)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] == QP_NONE ? !blank : values[i] >= limit)
            return false;
    return true;
}

static bool are_bytes(const uint8_t values[], size_t count, size_t most)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] > most)
            return false;
    return true;
}

static bool are_numbers(const double values[], size_t count,
                        const qp_net_column *column)
{
    for (size_t i = 0; i < count; i++) {
        double value = values[i];
        if (isnan(value) ? !column->blank
                         : value < column->least || value > column->most ||
                               (column->whole && floor(value) != value))
            return false;
    }
    return true;
}

static bool are_periods(const qp_period values[], size_t count)
{
    qp_period least = {0, 0};
    qp_period most = {0, 0};
    (void)qp_period_read("0001", 4, &least);
    (void)qp_period_read("9998", 4, &most);
    for (size_t i = 0; i < count; i++) {
        bool none = values[i].from == QP_NO_DAY && values[i].until == QP_NO_DAY;
        if (!none &&
            (values[i].from < least.from || values[i].until <= values[i].from ||
             values[i].until > most.until))
            return false;
    }
    return true;
}

static bool are_files(const uint16_t values[], size_t count, size_t files)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] >= files)
            return false;
    return true;
}

bool qp_column_verify(const qp_network *net, const qp_net_column *column,
                      const void *values, size_t count)
{
    switch (column->type) {
    case QP_COLUMN_TEXT:
        return are_rows(values, count, net->text.count, column->blank);
    case QP_COLUMN_ROW: {
        uintptr_t limit = (uintptr_t)net + column->limit;
        return are_rows(values, count, *(const size_t *)limit, column->blank);
    }
    case QP_COLUMN_BYTE:
        return are_bytes(values, count, column->limit);
    case QP_COLUMN_NUMBER:
        return are_numbers(values, count, column);
    case QP_COLUMN_PERIOD:
        return are_periods(values, count);
    case QP_COLUMN_FILE:
        return are_files(values, count, net->file_count);
    case QP_COLUMN_LINE:
        return true;
    }
    return false;
}

/* -------------------------------------------------------- several columns */

static bool ascend(const qp_network *net, const qp_string ids[], size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (strcmp(qp_network_text(net, ids[i - 1]),
                   qp_network_text(net, ids[i])) >= 0)
            return false;
    return true;
}

static bool is_region(const qp_actors *actors, qp_row row)
{
    return actors->kind[row] == QP_KIND_REGION;
}

static bool are_placed(const qp_actors *actors)
{
    for (size_t i = 0; i < actors->count; i++) {
        qp_row region = actors->region[i];
        qp_row parent = actors->parent != NULL ? actors->parent[i] : QP_NONE;
        if (is_region(actors, (qp_row)i) && region != i)
            return false;
        if (region != QP_NONE && !is_region(actors, region))
            return false;
        if (parent != QP_NONE && !is_region(actors, parent))
            return false;
    }
    return true;
}

/* As build_actors.c does: every region is climbed through once. */
static bool form_a_tree(const qp_actors *actors, qp_row climb[])
{
    for (size_t i = 0; i < actors->count; i++) {
        qp_row at = (qp_row)i;
        for (; at != QP_NONE && climb[at] == QP_NONE; at = actors->parent[at])
            climb[at] = (qp_row)i;
        if (at != QP_NONE && climb[at] == i)
            return false;
    }
    return true;
}

static bool follow(const qp_links *links, size_t a, size_t b)
{
    if (links->from[a] != links->from[b])
        return links->from[a] < links->from[b];
    if (links->to[a] != links->to[b])
        return links->to[a] < links->to[b];
    if (links->period[a].from != links->period[b].from)
        return links->period[a].from < links->period[b].from;
    return links->period[a].until <= links->period[b].until;
}

static bool are_links(const qp_network *net, size_t layer)
{
    const qp_links *links = &net->links;
    size_t start = net->layers.start[layer];
    for (size_t l = start; l < net->layers.start[layer + 1]; l++)
        if ((l > start && !follow(links, l - 1, l)) ||
            (!net->layers.directed[layer] && links->from[l] > links->to[l]) ||
            (!net->layers.weighted[layer] && links->weight[l] != 1) ||
            (links->from[l] == links->to[l] &&
             !is_region(&net->actors, links->from[l])))
            return false;
    return true;
}

static int by_indicator(const qp_network *net, size_t a, size_t b)
{
    const qp_indicators *all = &net->indicators;
    int order = strcmp(qp_network_text(net, all->id[a]),
                       qp_network_text(net, all->id[b]));
    if (order == 0)
        order = (all->region[a] > all->region[b]) -
                (all->region[a] < all->region[b]);
    if (order == 0)
        order = (all->period[a].from > all->period[b].from) -
                (all->period[a].from < all->period[b].from);
    return order != 0 ? order
                      : (all->period[a].until > all->period[b].until) -
                            (all->period[a].until < all->period[b].until);
}

static bool are_indicators(const qp_network *net)
{
    for (size_t i = 0; i < net->indicators.count; i++)
        if (!is_region(&net->actors, net->indicators.region[i]) ||
            (i > 0 && by_indicator(net, i - 1, i) >= 0))
            return false;
    return true;
}

static const char *fault_of(const qp_network *net, qp_row climb[])
{
    if (!ascend(net, net->actors.id, net->actors.count) ||
        !ascend(net, net->clusters.id, net->clusters.count) ||
        !ascend(net, net->layers.id, net->layers.count) ||
        !ascend(net, net->sources.id, net->sources.count))
        return "its ids are not in order";
    if (!are_placed(&net->actors))
        return "its actors are not placed in regions";
    if (net->actors.parent != NULL && !form_a_tree(&net->actors, climb))
        return "its regions contain each other";
    for (size_t layer = 0; layer < net->layers.count; layer++)
        if (!are_links(net, layer))
            return "its links are not in order";
    return are_indicators(net) ? NULL : "its indicators are not in order";
}

qp_status qp_network_verify(const qp_network *net, const char **what,
                            qp_error *err)
{
    qp_row *climb = qp_column_make(QP_COLUMN_ROW, net->actors.count);
    if (climb == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory to verify %zu actors",
                       net->actors.count);
    *what = fault_of(net, climb);
    qp_release(climb);
    return QP_OK;
}
