/* SPDX-License-Identifier: MIT */
#include "net/network.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "net/columns.h"

static void clear_group(qp_network *net, const qp_net_group *group)
{
    for (size_t c = 0; c < group->column_count; c++)
        qp_release(*qp_column_slot(net, group, &group->columns[c]));
}

void qp_network_clear(qp_network *net)
{
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        clear_group(net, &qp_net_groups[g]);
    for (size_t f = 0; f < net->file_count; f++)
        qp_release(net->files[f]);
    qp_release((void *)net->files);
    qp_release(net->layers.start);
    qp_release(net->home);
    qp_pool_clear(&net->text);
    *net = (qp_network){.title = QP_NONE};
}

const char *qp_network_text(const qp_network *net, qp_string string)
{
    return qp_pool_text(&net->text, string);
}

uint32_t qp_row_position(const qp_row rows[], size_t count, qp_row row)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rows[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && rows[low] == row ? (uint32_t)low : QP_NONE;
}

static qp_row find_row(const qp_network *net, const qp_string ids[],
                       size_t count, const char *id)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(qp_network_text(net, ids[middle]), id);
        if (order == 0)
            return (qp_row)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return QP_NONE;
}

qp_row qp_network_actor(const qp_network *net, const char *id)
{
    return find_row(net, net->actors.id, net->actors.count, id);
}

qp_row qp_network_thing(const qp_network *net, const char *id)
{
    return find_row(net, net->things.id, net->things.count, id);
}

qp_row qp_network_cluster(const qp_network *net, const char *id)
{
    return find_row(net, net->clusters.id, net->clusters.count, id);
}

qp_row qp_network_layer(const qp_network *net, const char *id)
{
    return find_row(net, net->layers.id, net->layers.count, id);
}

const char *qp_network_name(const qp_network *net, qp_string id,
                            const qp_string *name, const qp_string *name_zh,
                            size_t row, bool chinese)
{
    const qp_string *first = chinese ? name_zh : name;
    const qp_string *second = chinese ? name : name_zh;
    if (first != NULL && first[row] != QP_NONE)
        return qp_network_text(net, first[row]);
    if (second != NULL && second[row] != QP_NONE)
        return qp_network_text(net, second[row]);
    return qp_network_text(net, id);
}

qp_source_class qp_network_source_class(const qp_network *net, qp_row source)
{
    if (source == QP_NONE || isnan(net->sources.class[source]))
        return QP_CLASS_MEASURED;
    return (qp_source_class)net->sources.class[source];
}

bool qp_network_is_stated(const qp_network *net, qp_row source)
{
    qp_source_class class = qp_network_source_class(net, source);
    return class == QP_CLASS_SEED || class == QP_CLASS_GENERAL_KNOWLEDGE;
}

qp_source_class qp_source_class_weaker(qp_source_class a, qp_source_class b)
{
    static const int weakness[] = {[QP_CLASS_MEASURED] = 0,
                                   [QP_CLASS_SYNTHETIC] = 1,
                                   [QP_CLASS_GENERAL_KNOWLEDGE] = 2,
                                   [QP_CLASS_SEED] = 3};
    return weakness[b] > weakness[a] ? b : a;
}

/** The classes of some rows, so far. */
typedef struct {
    qp_source_class weakest;
    size_t rows;
    size_t stated;
} classes;

static void count_class(const qp_network *net, const qp_row source[],
                        size_t row, classes *seen)
{
    qp_row from = qp_optional_row(source, row);
    seen->rows++;
    seen->stated += qp_network_is_stated(net, from) ? 1 : 0;
    seen->weakest = qp_source_class_weaker(seen->weakest,
                                           qp_network_source_class(net, from));
}

qp_source_class qp_network_layer_class(const qp_network *net, qp_row layer,
                                       bool *all_stated)
{
    const qp_thing_links *things = &net->thing_links;
    classes seen = {.weakest = QP_CLASS_MEASURED};
    for (size_t l = net->layers.start[layer]; l < net->layers.start[layer + 1];
         l++)
        count_class(net, net->links.source, l, &seen);
    classes flows = seen;
    for (size_t l = 0; l < things->count; l++)
        if (things->layer[l] == layer)
            count_class(net, things->source, l, &seen);
    if (flows.rows == 0)
        flows = seen;
    *all_stated = flows.rows > 0 && flows.stated == flows.rows;
    return seen.weakest;
}

static bool any_synthetic(const qp_network *net, const qp_net_group *group)
{
    const qp_net_column *column = qp_group_column(group, "source");
    const qp_row *source = column != NULL ? *qp_column_slot(net, group, column)
                                          : NULL;
    for (size_t i = 0; source != NULL && i < *qp_group_count(net, group); i++)
        if (qp_network_source_class(net, source[i]) == QP_CLASS_SYNTHETIC)
            return true;
    return false;
}

bool qp_network_is_synthetic(const qp_network *net)
{
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        if (any_synthetic(net, &qp_net_groups[g]))
            return true;
    return false;
}
