/* SPDX-License-Identifier: MIT */
#include "net/change.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "net/change_links.h"
#include "net/order.h"
#include "net/texts.h"
#include "net/verify.h"

/* ---------------------------------------------------------------- the copy */

static void *copied(const void *values, size_t count, size_t size)
{
    void *copy = qp_acquire(count, size);
    if (copy != NULL && count > 0)
        memcpy(copy, values, count * size);
    return copy;
}

static bool copy_group(qp_network *copy, const qp_network *net,
                       const qp_net_group *group)
{
    size_t count = *qp_group_count(net, group);
    for (size_t c = 0; c < group->column_count; c++) {
        const qp_net_column *column = &group->columns[c];
        const void *values = *qp_column_slot(net, group, column);
        void **slot = qp_column_slot(copy, group, column);
        if (values == NULL)
            continue;
        *slot = copied(values, count, qp_column_size(column->type));
        if (*slot == NULL)
            return false;
    }
    *qp_group_count(copy, group) = count;
    return true;
}

/* Each text keeps its number: they are added in order, and differ. */
static bool copy_texts(qp_network *copy, const qp_network *net)
{
    for (qp_string s = 0; s < net->text.count; s++)
        if (qp_pool_add(&copy->text, qp_pool_text(&net->text, s),
                        qp_pool_size(&net->text, s)) == QP_NONE)
            return false;
    return true;
}

static bool copy_settings(qp_network *copy, const qp_network *net)
{
    copy->title = net->title;
    copy->dropped_self_links = net->dropped_self_links;
    copy->home = copied(net->home, net->home_count, sizeof *net->home);
    copy->layers.start = copied(net->layers.start, net->layers.count + 1,
                                sizeof *net->layers.start);
    if (copy->home == NULL || copy->layers.start == NULL)
        return false;
    copy->home_count = net->home_count;
    if (net->files == NULL)
        return true;
    copy->files = qp_acquire(net->file_count, sizeof *copy->files);
    for (size_t f = 0; copy->files != NULL && f < net->file_count; f++) {
        copy->files[f] = qp_text_copy(net->files[f]);
        if (copy->files[f] == NULL)
            return false;
        copy->file_count++;
    }
    return copy->files != NULL;
}

static bool copy_network(qp_network *copy, const qp_network *net)
{
    bool whole = copy_texts(copy, net) && copy_settings(copy, net);
    for (size_t g = 0; g < QP_GROUP_COUNT && whole; g++)
        whole = copy_group(copy, net, &qp_net_groups[g]);
    return whole;
}

static bool make_marks(qp_change *change)
{
    const qp_layers *layers = &change->net.layers;
    change->link_room = change->net.links.count;
    change->actor_gone = qp_acquire(change->net.actors.count, sizeof(bool));
    change->layer_gone = qp_acquire(layers->count, sizeof(bool));
    change->link_gone = qp_acquire(change->link_room, sizeof(bool));
    change->layer_of = qp_acquire(change->link_room, sizeof(qp_row));
    if (change->actor_gone == NULL || change->layer_gone == NULL ||
        change->link_gone == NULL || change->layer_of == NULL)
        return false;
    for (size_t layer = 0; layer < layers->count; layer++)
        for (size_t l = layers->start[layer]; l < layers->start[layer + 1]; l++)
            change->layer_of[l] = (qp_row)layer;
    return true;
}

qp_status qp_change_begin(qp_change *change, const qp_network *net,
                          qp_error *err)
{
    *change = (qp_change){.origin = net, .net = {.title = QP_NONE}};
    if (copy_network(&change->net, net) && make_marks(change))
        return QP_OK;
    return qp_fail(err, QP_E_MEMORY, "no memory for another network");
}

void qp_change_clear(qp_change *change)
{
    qp_network_clear(&change->net);
    qp_release(change->actor_gone);
    qp_release(change->layer_gone);
    qp_release(change->link_gone);
    qp_release(change->layer_of);
    *change = (qp_change){.net = {.title = QP_NONE}};
}

/* ------------------------------------------------------------- what is gone */

static bool is_gone(const qp_change *change, qp_row actor)
{
    return actor != QP_NONE && change->actor_gone[actor];
}

/* Does a region, or one that contains it, go? Parents form a tree. */
static bool goes_with_parent(const qp_change *change, qp_row region)
{
    const qp_row *parent = change->net.actors.parent;
    for (qp_row r = region; r != QP_NONE; r = qp_optional_row(parent, r))
        if (change->actor_gone[r])
            return true;
    return false;
}

/* Regions first, then who is in them, then the roles they play. */
static void settle_actors(qp_change *change)
{
    const qp_actors *actors = &change->net.actors;
    for (size_t a = 0; a < actors->count; a++)
        if (actors->kind[a] == QP_KIND_REGION && !change->actor_gone[a])
            change->actor_gone[a] = goes_with_parent(change, (qp_row)a);
    for (size_t a = 0; a < actors->count; a++)
        if (is_gone(change, actors->region[a]))
            change->actor_gone[a] = true;
    for (size_t a = 0; a < actors->count; a++)
        if (is_gone(change, qp_optional_row(actors->enterprise, a)))
            change->actor_gone[a] = true;
}

void qp_change_settle(qp_change *change)
{
    const qp_links *links = &change->net.links;
    settle_actors(change);
    for (size_t l = 0; l < links->count; l++)
        if (change->layer_gone[change->layer_of[l]] ||
            change->actor_gone[links->from[l]] ||
            change->actor_gone[links->to[l]])
            change->link_gone[l] = true;
}

/* ------------------------------------------------------ what links say anew */

void qp_change_weigh(qp_change *change, size_t link, double weight)
{
    qp_layers *layers = &change->net.layers;
    qp_row layer = change->layer_of[link];
    assert(weight >= 0 && isfinite(weight) && layers->weighted[layer]);
    if (layers->measure[layer] == QP_COUNT && floor(weight) != weight)
        layers->measure[layer] = QP_AMOUNT;
    change->net.links.weight[link] = weight;
}

void qp_change_origin(qp_change *change, size_t link, qp_row from)
{
    qp_links *links = &change->net.links;
    assert(change->net.layers.directed[change->layer_of[link]]);
    links->from[link] = from;
    if (links->to[link] != from ||
        change->net.actors.kind[from] == QP_KIND_REGION)
        return;
    change->link_gone[link] = true;
    change->net.dropped_self_links++;
}

qp_status qp_change_file(qp_change *change, const char *name, uint16_t *file,
                         qp_error *err)
{
    qp_network *net = &change->net;
    for (size_t f = 0; f < net->file_count; f++)
        if (strcmp(net->files[f], name) == 0) {
            *file = (uint16_t)f;
            return QP_OK;
        }
    if (net->file_count > UINT16_MAX)
        return qp_fail(err, QP_E_LIMIT, "more than 65,536 files");
    char **files = qp_resize((void *)net->files, net->file_count + 1,
                             sizeof *files);
    if (files != NULL)
        net->files = files;
    char *copy = files != NULL ? qp_text_copy(name) : NULL;
    if (copy == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for a file name");
    *file = (uint16_t)net->file_count;
    files[net->file_count++] = copy;
    return QP_OK;
}

/* ------------------------------------------------- the rows of other tables */

/** What becomes of the rows of actors and layers. */
typedef struct {
    qp_change *change;
    qp_row *actor_to; ///< [actors] new row; QP_NONE: gone
    qp_row *layer_to; ///< [layers]
} moves;

/* A row that names what is gone here says nothing without it, though the
 * column may be blank. */
static bool is_subject(const qp_net_group *group, const qp_net_column *column)
{
    static const struct {
        int group;
        const char *column;
    } subjects[] = {
        {QP_G_THING_LINKS, "from_actor"},
        {QP_G_THING_LINKS, "to_actor"},
        {QP_G_STATEMENTS, "actor"},
    };
    for (size_t s = 0; s < sizeof subjects / sizeof *subjects; s++)
        if (group == &qp_net_groups[subjects[s].group] &&
            strcmp(column->name, subjects[s].column) == 0)
            return true;
    return !column->blank;
}

/* The new rows of what a column names, or NULL where none moves. */
static const qp_row *moves_of(const moves *m, const qp_net_column *column)
{
    if (column->type != QP_COLUMN_ROW)
        return NULL;
    if (column->limit == offsetof(qp_network, actors))
        return m->actor_to;
    return column->limit == offsetof(qp_network, layers) ? m->layer_to : NULL;
}

static bool row_stays(const moves *m, const qp_net_group *group, size_t row)
{
    for (size_t c = 0; c < group->column_count; c++) {
        const qp_net_column *column = &group->columns[c];
        const qp_row *to = moves_of(m, column);
        const qp_row *values = *qp_column_slot(&m->change->net, group, column);
        if (to != NULL && values != NULL && values[row] != QP_NONE &&
            to[values[row]] == QP_NONE && is_subject(group, column))
            return false;
    }
    return true;
}

static bool stays(const moves *m, const qp_net_group *group, size_t row)
{
    if (group == &qp_net_groups[QP_G_ACTORS])
        return m->actor_to[row] != QP_NONE;
    if (group == &qp_net_groups[QP_G_LAYERS])
        return m->layer_to[row] != QP_NONE;
    return row_stays(m, group, row);
}

static void renumber(const moves *m, const qp_net_group *group)
{
    for (size_t c = 0; c < group->column_count; c++) {
        const qp_net_column *column = &group->columns[c];
        const qp_row *to = moves_of(m, column);
        qp_row *values = *qp_column_slot(&m->change->net, group, column);
        if (to == NULL || values == NULL)
            continue;
        for (size_t i = 0; i < *qp_group_count(&m->change->net, group); i++)
            values[i] = values[i] != QP_NONE ? to[values[i]] : QP_NONE;
    }
}

static qp_status move_group(const moves *m, const qp_net_group *group,
                            qp_error *err)
{
    qp_network *net = &m->change->net;
    size_t count = *qp_group_count(net, group);
    size_t kept = 0;
    qp_row *rows = qp_acquire(count, sizeof *rows);
    if (rows == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu rows", count);
    for (size_t i = 0; i < count; i++)
        if (stays(m, group, i))
            rows[kept++] = (qp_row)i;
    qp_status status = kept < count
                           ? qp_order_apply(net, group, rows, kept, err)
                           : QP_OK;
    if (status == QP_OK)
        renumber(m, group);
    qp_release(rows);
    return status;
}

/* Links of a layer that is gone are gone: its start is that of the next. */
static void move_starts(const moves *m, size_t before)
{
    size_t *start = m->change->net.layers.start;
    size_t end = start[before];
    for (size_t l = 0; l < before; l++)
        if (m->layer_to[l] != QP_NONE)
            start[m->layer_to[l]] = start[l];
    start[m->change->net.layers.count] = end;
}

static void number(const bool gone[], size_t count, qp_row to[])
{
    qp_row next = 0;
    for (size_t i = 0; i < count; i++)
        to[i] = gone[i] ? QP_NONE : next++;
}

static qp_status move_groups(const moves *m, qp_error *err)
{
    qp_change *change = m->change;
    size_t layers = change->net.layers.count;
    qp_status status = QP_OK;
    number(change->actor_gone, change->net.actors.count, m->actor_to);
    number(change->layer_gone, layers, m->layer_to);
    for (size_t g = 0; g < QP_GROUP_COUNT && status == QP_OK; g++)
        status = move_group(m, &qp_net_groups[g], err);
    if (status == QP_OK)
        move_starts(m, layers);
    return status;
}

static qp_status move_rows(qp_change *change, qp_error *err)
{
    size_t actors = change->net.actors.count;
    moves m = {change, qp_acquire(actors, sizeof *m.actor_to),
               qp_acquire(change->net.layers.count, sizeof *m.layer_to)};
    qp_status status = m.actor_to != NULL && m.layer_to != NULL
                           ? move_groups(&m, err)
                           : qp_fail(err, QP_E_MEMORY,
                                     "no memory for %zu actors", actors);
    qp_release(m.actor_to);
    qp_release(m.layer_to);
    return status;
}

/* --------------------------------------------------- columns without a value */

static bool is_blank_at(qp_column_type type, const void *values, size_t row)
{
    switch (type) {
    case QP_COLUMN_TEXT:
    case QP_COLUMN_ROW:
        return ((const uint32_t *)values)[row] == QP_NONE;
    case QP_COLUMN_NUMBER:
        return isnan(((const double *)values)[row]);
    case QP_COLUMN_PERIOD:
        return ((const qp_period *)values)[row].from == QP_NO_DAY;
    case QP_COLUMN_BYTE:
    case QP_COLUMN_FILE:
    case QP_COLUMN_LINE:
        break; /* these are never blank */
    }
    return false;
}

static bool is_blank(const qp_network *net, const qp_net_group *group,
                     const qp_net_column *column)
{
    const void *values = *qp_column_slot(net, group, column);
    for (size_t i = 0; i < *qp_group_count(net, group); i++)
        if (!is_blank_at(column->type, values, i))
            return false;
    return true;
}

/* Had the network a column, though without a value? */
static bool was_blank(const qp_network *net, const qp_net_group *group,
                      const qp_net_column *column)
{
    return *qp_column_slot(net, group, column) != NULL &&
           is_blank(net, group, column);
}

/* A column is there where a row has a value; one that was there without is not
 * the business of a change. */
static void drop_blank(qp_change *change, const qp_net_group *group)
{
    for (size_t c = 0; c < group->column_count; c++) {
        const qp_net_column *column = &group->columns[c];
        void **slot = qp_column_slot(&change->net, group, column);
        if (!column->optional || *slot == NULL ||
            !is_blank(&change->net, group, column) ||
            was_blank(change->origin, group, column))
            continue;
        qp_release(*slot);
        *slot = NULL;
    }
}

static void drop_all_blank(qp_change *change)
{
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        drop_blank(change, &qp_net_groups[g]);
}

/* ------------------------------------------------------------------ the end */

/* What stands here was read as a network and changed by the rules of one. */
static qp_status verify(const qp_network *net, qp_error *err)
{
    const char *what = NULL;
    qp_status status = qp_network_verify(net, &what, err);
    if (status == QP_OK && what != NULL)
        status = qp_fail(err, QP_E_FORMAT, "the changed network: %s", what);
    return status;
}

qp_status qp_change_finish(qp_change *change, qp_network *changed,
                           qp_error *err)
{
    *changed = (qp_network){.title = QP_NONE};
    qp_status status = qp_change_order_links(change, err);
    if (status == QP_OK)
        status = move_rows(change, err);
    if (status == QP_OK)
        drop_all_blank(change);
    if (status == QP_OK)
        status = verify(&change->net, err);
    if (status == QP_OK)
        status = qp_network_sign(&change->net, err);
    if (status == QP_OK) {
        *changed = change->net;
        change->net = (qp_network){.title = QP_NONE};
    }
    qp_change_clear(change);
    return status;
}
