/* SPDX-License-Identifier: MIT */
#include "net/change_links.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "net/order.h"

static const qp_net_group *const group = &qp_net_groups[QP_G_LINKS];

/* ------------------------------------------------------------- the new link */

static bool grow_column(void **slot, size_t size, size_t room)
{
    void *grown = *slot != NULL ? qp_resize(*slot, room, size) : NULL;
    if (grown != NULL)
        *slot = grown;
    return *slot == NULL || grown != NULL;
}

/* Every column that is there, and the two beside them. */
static bool make_room(qp_change *change)
{
    size_t room = change->link_room < 8 ? 16 : 2 * change->link_room;
    bool made = true;
    if (change->net.links.count < change->link_room)
        return true;
    for (size_t c = 0; c < group->column_count && made; c++) {
        const qp_net_column *column = &group->columns[c];
        made = grow_column(qp_column_slot(&change->net, group, column),
                           qp_column_size(column->type), room);
    }
    made = made &&
           grow_column((void **)&change->link_gone, sizeof(bool), room) &&
           grow_column((void **)&change->layer_of, sizeof(qp_row), room);
    change->link_room = made ? room : change->link_room;
    return made;
}

static bool make_column(qp_change *change, const char *name)
{
    const qp_net_column *column = qp_group_column(group, name);
    void **slot = qp_column_slot(&change->net, group, column);
    if (*slot == NULL)
        *slot = qp_column_make(column->type, change->link_room);
    return *slot != NULL;
}

/* Blank in every column that is there. */
static bool add_blank(qp_change *change)
{
    size_t at = change->net.links.count;
    for (size_t c = 0; c < group->column_count; c++) {
        const qp_net_column *column = &group->columns[c];
        char *values = *qp_column_slot(&change->net, group, column);
        size_t size = qp_column_size(column->type);
        if (values == NULL)
            continue;
        void *blank = qp_column_make(column->type, 1);
        if (blank == NULL)
            return false;
        memcpy(values + at * size, blank, size);
        qp_release(blank);
    }
    return true;
}

static bool prepare(qp_change *change, const qp_new_link *link,
                    qp_string *product)
{
    *product = QP_NONE;
    if (!make_room(change) ||
        (link->period.from != QP_NO_DAY && !make_column(change, "period")) ||
        (link->product[0] != '\0' && !make_column(change, "product")))
        return false;
    if (link->product[0] != '\0')
        *product = qp_pool_add(&change->net.text, link->product,
                               strlen(link->product));
    bool kept = link->product[0] == '\0' || *product != QP_NONE;
    return kept && add_blank(change);
}

/* A pair of an undirected layer has one order. */
static void put_ends(qp_change *change, const qp_new_link *link, size_t at)
{
    qp_links *links = &change->net.links;
    bool swap = !change->net.layers.directed[link->layer] &&
                link->from > link->to;
    links->from[at] = swap ? link->to : link->from;
    links->to[at] = swap ? link->from : link->to;
    change->layer_of[at] = link->layer;
    change->link_gone[at] = false;
}

qp_status qp_change_add_link(qp_change *change, const qp_new_link *link,
                             qp_error *err)
{
    qp_links *links = &change->net.links;
    qp_string product = QP_NONE;
    size_t at = links->count;
    if (at + 1 >= QP_NONE)
        return qp_fail(err, QP_E_LIMIT,
                       "a network has at most 4,294,967,294 links");
    if (!prepare(change, link, &product))
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu links", at + 1);
    put_ends(change, link, at);
    if (links->period != NULL)
        links->period[at] = link->period;
    if (links->product != NULL)
        links->product[at] = product;
    if (links->file != NULL)
        links->file[at] = link->file;
    if (links->line != NULL)
        links->line[at] = link->line;
    links->weight[at] = 1;
    links->count++;
    if (change->net.layers.weighted[link->layer])
        qp_change_weigh(change, at, link->weight);
    return QP_OK;
}

/* --------------------------------------------------------------- the order */

/** What the order of links goes by. */
typedef struct {
    qp_order all;
    qp_order link;      ///< what makes two of them the same link
    qp_order statement; ///< what else they say
} orders;

static void add_key(qp_order *order, const qp_net_column *column,
                    const void *values)
{
    if (values == NULL)
        return;
    order->keys[order->count].type = column->type;
    order->keys[order->count++].values = values;
}

static orders orders_of(const qp_change *change)
{
    static const char *const links[] = {"from",    "to",     "period",
                                        "product", "status", "polarity"};
    static const char *const statements[] = {"source",      "essentiality",
                                             "origin",      "stated_value",
                                             "stated_unit", "relation"};
    enum {
        SAME = sizeof links / sizeof *links,
        KEYS = SAME + sizeof statements / sizeof *statements
    };
    const qp_network *net = &change->net;
    orders o = {{.net = net}, {.net = net}, {.net = net}};
    const qp_net_column layer = {.name = "layer", .type = QP_COLUMN_ROW};
    add_key(&o.all, &layer, change->layer_of);
    add_key(&o.link, &layer, change->layer_of);
    for (size_t k = 0; k < KEYS; k++) {
        const qp_net_column *column = qp_group_column(
            group, k < SAME ? links[k] : statements[k - SAME]);
        const void *values = *qp_column_slot(net, group, column);
        add_key(&o.all, column, values);
        add_key(k < SAME ? &o.link : &o.statement, column, values);
    }
    add_key(&o.all, qp_group_column(group, "weight"), net->links.weight);
    return o;
}

/* ----------------------------------------------------------- parallel links */

/* Told first, in the files as they are numbered? */
static bool stands_before(const qp_links *links, qp_row a, qp_row b)
{
    if (links->file == NULL || links->line == NULL)
        return false;
    return links->file[a] != links->file[b] ? links->file[a] < links->file[b]
                                            : links->line[a] < links->line[b];
}

static qp_status add_up(qp_change *change, qp_row kept, qp_row row,
                        qp_error *err)
{
    qp_links *links = &change->net.links;
    if (stands_before(links, row, kept)) {
        links->file[kept] = links->file[row];
        links->line[kept] = links->line[row];
    }
    if (!change->net.layers.weighted[change->layer_of[row]])
        return QP_OK;
    links->weight[kept] += links->weight[row];
    if (isinf(links->weight[kept]))
        return qp_fail(err, QP_E_LIMIT,
                       "the weights of parallel links add up to more than a "
                       "number can hold");
    return QP_OK;
}

/* Rows of one link follow each other, lightest first, as in link_merge.c. */
static qp_status merge(qp_change *change, const orders *o, qp_row rows[],
                       size_t *count, qp_error *err)
{
    qp_status status = QP_OK;
    size_t kept = 0;
    for (size_t i = 0; i < *count && status == QP_OK; i++) {
        qp_row last = kept > 0 ? rows[kept - 1] : QP_NONE;
        bool weighted = change->net.layers.weighted[change->layer_of[rows[i]]];
        bool repeats = last != QP_NONE &&
                       qp_order_compare(&o->link, last, rows[i]) == 0;
        if (repeats &&
            !(weighted && qp_order_compare(&o->statement, last, rows[i]) != 0))
            status = add_up(change, last, rows[i], err);
        else
            rows[kept++] = rows[i];
    }
    *count = kept;
    return status;
}

/* -------------------------------------------------------------- the columns */

static void start_layers(qp_change *change, const qp_row rows[], size_t count)
{
    size_t *start = change->net.layers.start;
    size_t layers = change->net.layers.count;
    memset(start, 0, (layers + 1) * sizeof *start);
    for (size_t i = 0; i < count; i++)
        start[change->layer_of[rows[i]] + 1]++;
    for (size_t l = 0; l < layers; l++)
        start[l + 1] += start[l];
}

qp_status qp_change_order_links(qp_change *change, qp_error *err)
{
    orders o = orders_of(change);
    size_t count = 0;
    qp_row *rows = qp_acquire(change->net.links.count, sizeof *rows);
    if (rows == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the links");
    for (size_t l = 0; l < change->net.links.count; l++)
        if (!change->link_gone[l])
            rows[count++] = (qp_row)l;
    qp_status status = qp_order_rows(&o.all, rows, count, err);
    if (status == QP_OK)
        status = merge(change, &o, rows, &count, err);
    if (status == QP_OK)
        start_layers(change, rows, count);
    if (status == QP_OK)
        status = qp_order_apply(&change->net, group, rows, count, err);
    qp_release(rows);
    return status;
}
