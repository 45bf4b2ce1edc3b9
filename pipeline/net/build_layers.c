/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "net/builder.h"
#include "net/fields.h"

/** What the links of a layer tell of it. */
typedef struct {
    bool any_weight;
    bool all_whole;
} evidence;

/* ------------------------------------------------------------- undeclared */

static const char *nearest_layer(const qp_builder *b, const char *id)
{
    enum { MOST = 256 };
    const char *names[MOST];
    const qp_table *table = qp_builder_table(b, QP_LAYERS);
    const qp_string *ids = qp_builder_texts(table, QP_LAYER_ID);
    size_t count = 0;
    for (size_t row = 0; ids != NULL && row < table->row_count && count < MOST;
         row++)
        if (ids[row] != QP_NONE)
            names[count++] = qp_builder_text(b, ids[row]);
    return qp_text_nearest(id, names, count);
}

static qp_status warn_undeclared(qp_builder *b, size_t row, qp_string id)
{
    qp_spot spot = {qp_builder_table(b, QP_LINKS), row, QP_LINK_LAYER};
    qp_place place = qp_dataset_place(b->data, spot.table, row, -1);
    const char *text = qp_builder_text(b, id);
    const char *nearest = qp_findings_keeps(b->findings,
                                            QP_RULE_LAYER_UNDECLARED, place)
                              ? nearest_layer(b, text)
                              : NULL;
    char shown[QP_SHOWN_SIZE];
    qp_text expected = {0};
    qp_text_add(&expected, "its properties are guessed; layers.csv states "
                           "them");
    if (nearest != NULL)
        qp_text_addf(&expected, " (nearest: '%s')",
                     qp_text_shown(nearest, strlen(nearest), shown));
    qp_status status = qp_text_status(&expected, b->err);
    if (status == QP_OK)
        status = qp_builder_tell(b, QP_RULE_LAYER_UNDECLARED, spot,
                                 expected.bytes, "layer '%s' is not declared",
                                 qp_text_shown(text, strlen(text), shown));
    qp_text_clear(&expected);
    return status;
}

/* Each layer is a group of columns on disk; very many of them mean that the
 * column is another. */
static qp_status refuse_many(qp_builder *b, size_t count)
{
    enum { MOST = 4096 };
    if (count <= MOST)
        return QP_OK;
    char found[96];
    const qp_table *links = qp_builder_table(b, QP_LINKS);
    qp_place place = {"layers.csv", 0, 0};
    if (links->row_count > 0)
        place = qp_dataset_place(b->data, links, 0, -1);
    place.line = 0;
    snprintf(found, sizeof found, "there are %zu layers", count);
    return qp_findings_add(b->findings, QP_RULE_DATASET_LAYERS, place, found,
                           "a dataset has at most 4,096; is `layer` the right "
                           "column?",
                           b->err);
}

static qp_status mention_layers(qp_builder *b, qp_idlist *list)
{
    const qp_table *links = qp_builder_table(b, QP_LINKS);
    const qp_string *ids = qp_builder_texts(links, QP_LINK_LAYER);
    qp_status status = QP_OK;
    for (size_t row = 0;
         ids != NULL && row < links->row_count && status == QP_OK; row++) {
        if (ids[row] == QP_NONE || list->map[ids[row]] != QP_NONE)
            continue;
        if (!qp_builder_table(b, QP_LAYERS)->incomplete)
            status = warn_undeclared(b, row, ids[row]);
        if (status == QP_OK)
            status = qp_idlist_mention(b, list, ids[row], 0);
    }
    return status;
}

/* --------------------------------------------------------------- defaults */

static void gather(const qp_builder *b, evidence seen[], size_t count)
{
    const qp_table *links = qp_builder_table(b, QP_LINKS);
    const qp_string *ids = qp_builder_texts(links, QP_LINK_LAYER);
    const double *weight = qp_builder_numbers(links, QP_LINK_WEIGHT);
    for (size_t i = 0; i < count; i++)
        seen[i] = (evidence){.all_whole = true};
    for (size_t row = 0; ids != NULL && row < links->row_count; row++) {
        if (ids[row] == QP_NONE || weight == NULL || isnan(weight[row]))
            continue;
        evidence *e = &seen[b->layer_of[ids[row]]];
        e->any_weight = true;
        e->all_whole &= floor(weight[row]) == weight[row];
    }
}

/* The cell of a declared layer, or NaN. */
static double declared(const qp_listed *layer, int column)
{
    if (layer->table == NULL || !layer->table->columns[column].present)
        return NAN;
    return layer->table->columns[column].number[layer->row];
}

static uint8_t or_default(double value, uint8_t standard)
{
    return isnan(value) ? standard : (uint8_t)value;
}

static uint8_t role_of_id(const char *id)
{
    const qp_column *column = &qp_schemas[QP_LAYERS].columns[QP_LAYER_ROLE];
    int role = qp_column_choice(column, id);
    return role >= 0 ? (uint8_t)role : (uint8_t)QP_ROLE_OTHER;
}

static void settle_layer(qp_layers *layers, const qp_listed *layer,
                         const evidence *seen, size_t i)
{
    uint8_t role = or_default(declared(layer, QP_LAYER_ROLE),
                              role_of_id(layer->text));
    bool mutual = role == QP_ROLE_RND || role == QP_ROLE_MEMBERSHIP;
    layers->role[i] = role;
    layers->directed[i] = or_default(declared(layer, QP_LAYER_DIRECTED),
                                     !mutual);
    layers->weighted[i] = or_default(declared(layer, QP_LAYER_WEIGHTED),
                                     seen->any_weight);
    layers->measure[i] = or_default(declared(layer, QP_LAYER_MEASURE),
                                    seen->all_whole ? QP_COUNT : QP_AMOUNT);
    layers->accrual[i] = or_default(declared(layer, QP_LAYER_ACCRUAL),
                                    QP_EVENT);
    layers->factor[i] = declared(layer, QP_LAYER_FACTOR);
    layers->chain[i] = declared(layer, QP_LAYER_CHAIN);
    layers->level[i] = declared(layer, QP_LAYER_LEVEL);
    layers->sense[i] = declared(layer, QP_LAYER_SENSE);
}

static qp_status make_columns(qp_builder *b, size_t count)
{
    if (!qp_group_make(b->net, &qp_net_groups[QP_G_LAYERS], count))
        return qp_builder_no_memory(b);
    b->net->layers.start = qp_acquire(count + 1, sizeof(size_t));
    return b->net->layers.start != NULL ? QP_OK : qp_builder_no_memory(b);
}

static qp_status fill_texts(qp_builder *b, const qp_idlist *list)
{
    static const qp_field columns[] = {
        {QP_LAYER_NAME, "name", QP_PLAIN},
        {QP_LAYER_NAME_ZH, "name_zh", QP_PLAIN},
        {QP_LAYER_UNIT, "unit", QP_PLAIN},
    };
    static const qp_fields fields = QP_FIELDS(QP_G_LAYERS, columns);
    return qp_fields_take(b, &fields, list, QP_LAYERS);
}

static qp_status check_sources(qp_builder *b, const qp_idlist *list)
{
    qp_status status = QP_OK;
    for (size_t i = 0; i < list->count && status == QP_OK; i++)
        if (list->rows[i].table != NULL)
            status = qp_builder_refer(b, QP_REF_SOURCE, QP_RULE_SOURCE_UNKNOWN,
                                      (qp_spot){list->rows[i].table,
                                                list->rows[i].row,
                                                QP_LAYER_SOURCE});
    return status;
}

static qp_status settle_layers(qp_builder *b, const qp_idlist *list)
{
    evidence *seen = qp_acquire(list->count, sizeof *seen);
    if (seen == NULL)
        return qp_builder_no_memory(b);
    qp_status status = fill_texts(b, list);
    if (status == QP_OK)
        status = make_columns(b, list->count);
    if (status == QP_OK)
        status = check_sources(b, list);
    if (status == QP_OK)
        gather(b, seen, list->count);
    for (size_t i = 0; i < list->count && status == QP_OK; i++)
        settle_layer(&b->net->layers, &list->rows[i], &seen[i], i);
    qp_release(seen);
    return status;
}

qp_status qp_build_layers(qp_builder *b)
{
    qp_layers *layers = &b->net->layers;
    qp_idlist list = {.map = b->layer_of};
    qp_status status = qp_idlist_add_table(b, &list, QP_LAYERS, 0,
                                           QP_RULE_LAYER_ONCE);
    if (status == QP_OK)
        status = mention_layers(b, &list);
    if (status == QP_OK)
        status = qp_idlist_sort(b, &list, &layers->id);
    layers->count = list.count;
    if (status == QP_OK)
        status = refuse_many(b, list.count);
    if (status == QP_OK)
        status = settle_layers(b, &list);
    qp_idlist_clear(&list);
    return status;
}
