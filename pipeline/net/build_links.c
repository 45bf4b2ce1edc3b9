/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/memory.h"
#include "core/threads.h"
#include "net/fields.h"
#include "net/link_intake.h"
#include "net/order.h"

/* ------------------------------------------------------------- the columns */

static void fill_stretch(size_t stretch, void *context)
{
    const qp_link_intake *in = context;
    qp_links *links = &in->b->net->links;
    const qp_table *table = in->table;
    size_t end = (stretch + 1) * QP_LINKS_STRETCH < in->count
                     ? (stretch + 1) * QP_LINKS_STRETCH
                     : in->count;
    for (size_t i = stretch * QP_LINKS_STRETCH; i < end; i++) {
        const qp_link_row *link = &in->rows[i];
        if (i + QP_LINKS_AHEAD < end) {
            qp_row ahead = in->rows[i + QP_LINKS_AHEAD].row;
            __builtin_prefetch(&table->line[ahead]);
            __builtin_prefetch(&table->origin[ahead]);
            if (in->weights != NULL)
                __builtin_prefetch(&in->weights[ahead]);
        }
        links->from[i] = link->from;
        links->to[i] = link->to;
        links->weight[i] = qp_links_weight(in, link);
        if (links->period != NULL)
            links->period[i] = qp_links_period(in, link->row);
        links->file[i] = qp_dataset_file(in->b->data, table, link->row);
        links->line[i] = table->line[link->row];
    }
}

static bool is_any_dated(const qp_link_intake *in)
{
    bool dated = false;
    if (qp_builder_periods(in->table, QP_LINK_DATE) == NULL)
        return false;
    for (size_t i = 0; i < in->count && !dated; i++)
        dated = qp_links_period(in, in->rows[i].row).from != QP_NO_DAY;
    return dated;
}

/* The ids are not needed any more: their room serves the network. */
static qp_row *hand_over(qp_link_intake *in, int column)
{
    qp_row *room = in->table->columns[column].text;
    in->table->columns[column].text = NULL;
    return room;
}

static qp_status make_columns(qp_link_intake *in)
{
    qp_network *net = in->b->net;
    qp_links *links = &net->links;
    qp_table_drop(in->table, QP_LINK_LAYER);
    links->from = hand_over(in, QP_LINK_FROM);
    links->to = hand_over(in, QP_LINK_TO);
    bool room = qp_group_make(net, &qp_net_groups[QP_G_LINKS], in->count);
    if (room && is_any_dated(in)) {
        links->period = qp_column_make(QP_COLUMN_PERIOD, in->count);
        room = links->period != NULL;
    }
    return room ? QP_OK : qp_builder_no_memory(in->b);
}

/* The first row of a later layer. */
static size_t end_of_layer(const qp_link_intake *in, qp_row layer)
{
    size_t low = 0;
    size_t high = in->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (in->rows[middle].layer <= layer)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static qp_status fill_plain(qp_link_intake *in)
{
    qp_network *net = in->b->net;
    qp_status status = make_columns(in);
    if (status != QP_OK)
        return status;
    net->links.count = in->count;
    qp_parallel((in->count + QP_LINKS_STRETCH - 1) / QP_LINKS_STRETCH,
                in->b->data->threads, fill_stretch, in);
    for (size_t l = 0; l < net->layers.count; l++)
        net->layers.start[l + 1] = end_of_layer(in, (qp_row)l);
    return QP_OK;
}

static bool has_any(const qp_table *table, const qp_fields *fields)
{
    bool any = false;
    for (size_t f = 0; f < fields->count; f++)
        any |= table->columns[fields->fields[f].column].present;
    return any;
}

/* Columns that links, with things or without, have as the table has them. */
static qp_status fill_same(qp_link_intake *in, int group,
                           const qp_link_row links[], size_t count)
{
    static const qp_field columns[] = {
        {QP_LINK_PRODUCT, "product", QP_PLAIN},
        {QP_LINK_ESSENTIALITY, "essentiality", QP_PLAIN},
        {QP_LINK_STATUS, "status", QP_PLAIN},
        {QP_LINK_POLARITY, "polarity", QP_PLAIN},
        {QP_LINK_ORIGIN, "origin", QP_PLAIN},
        {QP_LINK_STATED_VALUE, "stated_value", QP_PLAIN},
        {QP_LINK_STATED_UNIT, "stated_unit", QP_PLAIN},
        {QP_LINK_RELATION, "relation", QP_PLAIN},
        {QP_LINK_SOURCE, "source", QP_A_SOURCE},
    };
    const qp_fields fields = {group, columns, sizeof columns / sizeof *columns};
    if (!has_any(in->table, &fields))
        return QP_OK;
    qp_row *rows = qp_acquire(count, sizeof *rows);
    if (rows == NULL)
        return qp_builder_no_memory(in->b);
    for (size_t i = 0; i < count; i++)
        rows[i] = links[i].row;
    qp_status status = qp_fields_fill(in->b, &fields, in->table, rows, count);
    qp_release(rows);
    return status;
}

static qp_status fill_columns(qp_link_intake *in)
{
    qp_status status = fill_plain(in);
    return status == QP_OK ? fill_same(in, QP_G_LINKS, in->rows, in->count)
                           : status;
}

/* ----------------------------------------------------------- links of things */

static void part_end(const qp_link_intake *in, qp_row end, qp_row *actor,
                     qp_row *thing)
{
    qp_row *part = qp_links_thing(in, end) ? thing : actor;
    *part = qp_links_thing(in, end) ? end - (qp_row)in->b->net->actors.count
                                    : end;
}

static qp_status fill_thing_links(qp_link_intake *in)
{
    qp_thing_links *links = &in->b->net->thing_links;
    if (!qp_group_make(in->b->net, &qp_net_groups[QP_G_THING_LINKS],
                       in->thing_count))
        return qp_builder_no_memory(in->b);
    links->count = in->thing_count;
    for (size_t i = 0; i < in->thing_count; i++) {
        const qp_link_row *link = &in->thing_rows[i];
        part_end(in, link->from, &links->from_actor[i], &links->from_thing[i]);
        part_end(in, link->to, &links->to_actor[i], &links->to_thing[i]);
        links->layer[i] = link->layer;
        links->weight[i] = qp_links_weight(in, link);
        links->period[i] = qp_links_period(in, link->row);
        links->file[i] = qp_dataset_file(in->b->data, in->table, link->row);
        links->line[i] = in->table->line[link->row];
    }
    return fill_same(in, QP_G_THING_LINKS, in->thing_rows, in->thing_count);
}

/* What a source says of a thing stays one row: none are merged. */
static qp_status keep_thing_links(qp_link_intake *in)
{
    qp_builder *b = in->b;
    const qp_net_group *group = &qp_net_groups[QP_G_THING_LINKS];
    qp_row *sorted = qp_acquire(in->thing_count, sizeof *sorted);
    qp_status status = sorted != NULL ? fill_thing_links(in)
                                      : qp_builder_no_memory(b);
    if (status == QP_OK)
        status = qp_order_sort(b->net, group, sorted, b->err);
    if (status == QP_OK)
        status = qp_order_apply(b->net, group, sorted, in->thing_count, b->err);
    qp_release(sorted);
    return status;
}

/* ------------------------------------------------------------ what is told */

/** What is said of one row, and of several. */
typedef struct {
    qp_rule rule;
    const char *one[2]; ///< found, expected
    const char *many[2];
} words;

static words words_for(const qp_link_intake *in, qp_row layer, int what)
{
    static const words all[] = {
        [QP_LINKS_REPEATED] = {QP_RULE_LINK_PARALLEL,
                               {"repeats ends, dates and product of another",
                                "their weights add up"},
                               {"repeat ends, dates and product of another",
                                "their weights add up"}},
        [QP_LINKS_SELF] = {QP_RULE_LINK_SELF,
                           {"ties an actor to itself", "it was dropped"},
                           {"tie an actor to itself", "they were dropped"}},
        [QP_LINKS_WEIGHT_IGNORED] =
            {QP_RULE_LINK_UNWEIGHTED,
             {"has a weight",
              "the layer is unweighted: the weight was ignored"},
             {"have a weight", "the layer is unweighted: the "
                               "weights were ignored"}},
    };
    words w = all[what];
    if (what == QP_LINKS_REPEATED && !qp_links_weighted(in, layer))
        w.one[1] = w.many[1] = "the layer is unweighted: a link counts once";
    return w;
}

static qp_status tell_tally(qp_link_intake *in, qp_row layer, int what)
{
    const qp_link_tally *t =
        &in->tallies[(size_t)layer * QP_LINKS_TALLY_COUNT + (size_t)what];
    if (t->count == 0)
        return QP_OK;
    char shown[QP_SHOWN_SIZE];
    words w = words_for(in, layer, what);
    const char *const *said = t->count == 1 ? w.one : w.many;
    const qp_network *net = in->b->net;
    const char *id = qp_network_text(net, net->layers.id[layer]);
    return qp_builder_tell(in->b, w.rule, qp_links_spot(in, t->first, -1),
                           said[1], "%zu row%s of layer '%s' %s", t->count,
                           t->count == 1 ? "" : "s",
                           qp_text_shown(id, strlen(id), shown), said[0]);
}

static qp_status tell_tallies(qp_link_intake *in)
{
    qp_status status = QP_OK;
    for (qp_row layer = 0; layer < in->b->net->layers.count; layer++)
        for (int what = 0; what < QP_LINKS_TALLY_COUNT && status == QP_OK;
             what++)
            status = tell_tally(in, layer, what);
    return status;
}

static qp_status take_rows(qp_link_intake *in)
{
    qp_status status = qp_links_take(in);
    if (status == QP_OK)
        status = qp_links_merge(in);
    if (status == QP_OK)
        status = tell_tallies(in);
    if (status == QP_OK)
        status = fill_columns(in);
    return status == QP_OK ? keep_thing_links(in) : status;
}

qp_status qp_build_links(qp_builder *b)
{
    qp_table *table = &b->data->tables[QP_LINKS];
    qp_link_intake in = {.b = b,
                         .table = table,
                         .weights = table->columns[QP_LINK_WEIGHT].number,
                         .from = table->columns[QP_LINK_FROM].text,
                         .to = table->columns[QP_LINK_TO].text,
                         .layer = table->columns[QP_LINK_LAYER].text};
    size_t rows = table->row_count;
    in.plain = qp_acquire(rows, sizeof *in.plain);
    in.thing_rows = qp_acquire(b->net->things.count > 0 ? rows : 0,
                               sizeof *in.thing_rows);
    in.tallies = qp_acquire(b->net->layers.count * QP_LINKS_TALLY_COUNT,
                            sizeof *in.tallies);
    bool room = in.plain != NULL && in.thing_rows != NULL && in.tallies != NULL;
    qp_status status = room ? take_rows(&in) : qp_builder_no_memory(b);
    qp_release(in.plain);
    qp_release(in.rows);
    qp_release(in.thing_rows);
    qp_release(in.tallies);
    qp_table_drop(table, -1);
    return status;
}
