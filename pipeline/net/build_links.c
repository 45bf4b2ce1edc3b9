/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/threads.h"
#include "net/fields.h"
#include "net/linkrow.h"
#include "net/order.h"

/** All that a row of links.csv says, for rows whose order needs it. */
typedef struct {
    qp_link_row link;
    double weight;
    qp_period period;
    const char *product; ///< "" for none
    double status;       ///< NaN: not given
    double polarity;
    double essentiality;
    double origin;
    double stated_value;
    const char *stated_unit;
    const char *relation;
    qp_row source;
} whole_row;

/** Rows of one layer that a rule speaks of: told once, counted. */
typedef struct {
    size_t count;
    qp_row first; ///< lowest row of the table
} tally;

enum { REPEATED, SELF, WEIGHT_IGNORED, TALLY_COUNT };

typedef struct {
    qp_builder *b;
    qp_table *table;
    double *weights; ///< [table rows] or NULL; sums stand at their first row
    /* columns of ids, that become rows of actors and layers */
    qp_row *from;      ///< [table rows] or NULL
    qp_row *to;        ///< likewise
    qp_row *layer;     ///< likewise; QP_NONE: the row takes no part
    bool *plain;       ///< [table rows] it was taken without a word
    qp_link_row *rows; ///< [count] in order
    size_t count;
    qp_link_row *thing_rows; ///< [thing_count] with a thing at an end
    size_t thing_count;
    tally *tallies; ///< [layers][TALLY_COUNT]
} intake;

static void count_one(intake *in, qp_row layer, int what, qp_row row)
{
    tally *t = &in->tallies[(size_t)layer * TALLY_COUNT + (size_t)what];
    if (t->count++ == 0 || row < t->first)
        t->first = row;
}

static qp_spot spot_of(const intake *in, size_t row, int column)
{
    return (qp_spot){in->table, row, column};
}

static bool is_weighted(const intake *in, qp_row layer)
{
    return in->b->net->layers.weighted[layer] != 0;
}

/* ------------------------------------------------------------ rules of a row */

/* Was the row made from others? What is wrong with its ends, dates or source is
 * told of those, and its weight was not anybody's to leave out. */
static bool is_derived(const intake *in, size_t row)
{
    return in->b->data->origins[in->table->origin[row]].derived;
}

/* An end is an actor row; behind the last of them things have theirs. */
static qp_status find_end(intake *in, size_t row, int column, qp_row *end)
{
    qp_row actor = QP_NONE;
    qp_row thing = QP_NONE;
    qp_status status = QP_OK;
    if (is_derived(in, row))
        actor = qp_builder_find(in->b, QP_REF_ACTOR,
                                in->table->columns[column].text[row]);
    else
        status = qp_builder_end(in->b, QP_RULE_LINK_END,
                                spot_of(in, row, column), &actor, &thing);
    *end = thing == QP_NONE ? actor : (qp_row)in->b->net->actors.count + thing;
    return status;
}

static bool is_thing(const intake *in, qp_row end)
{
    return end >= in->b->net->actors.count;
}

static qp_status refuse_weight(intake *in, size_t row, qp_row layer,
                               const char *what, const char *expected)
{
    char shown[QP_SHOWN_SIZE];
    const qp_network *net = in->b->net;
    const char *id = qp_network_text(net, net->layers.id[layer]);
    if (qp_table_refused(in->table, row, QP_LINK_WEIGHT))
        return QP_OK;
    return qp_builder_tell(
        in->b, QP_RULE_LINK_WEIGHT, spot_of(in, row, QP_LINK_WEIGHT), expected,
        "weight %s in layer '%s'", what, qp_text_shown(id, strlen(id), shown));
}

/* What a row weighs, as the table says; NaN: nothing. */
static double weight_in(const intake *in, size_t row)
{
    return in->weights != NULL ? in->weights[row] : NAN;
}

/* What it counts; a link of an unweighted layer is there, or is not. */
static double weight_of(const intake *in, const qp_link_row *link)
{
    return is_weighted(in, link->layer) ? weight_in(in, link->row) : 1;
}

static qp_status check_weight(intake *in, size_t row, qp_row layer)
{
    const qp_layers *layers = &in->b->net->layers;
    double weight = weight_in(in, row);
    if (!is_weighted(in, layer)) {
        if (!isnan(weight) && !is_derived(in, row))
            count_one(in, layer, WEIGHT_IGNORED, (qp_row)row);
        return QP_OK;
    }
    if (isnan(weight))
        return refuse_weight(in, row, layer, "is blank",
                             "every link of a weighted layer has a weight");
    if (layers->measure[layer] == QP_COUNT && floor(weight) != weight)
        return refuse_weight(in, row, layer, "is not whole",
                             "the layer's measure is count; declare it amount "
                             "if parts are meant");
    return QP_OK;
}

static qp_status refuse_until(intake *in, size_t row, const char *what,
                              const char *expected)
{
    if (qp_table_refused(in->table, row, QP_LINK_DATE) ||
        qp_table_refused(in->table, row, QP_LINK_UNTIL))
        return QP_OK;
    return qp_builder_tell(in->b, QP_RULE_LINK_UNTIL,
                           spot_of(in, row, QP_LINK_UNTIL), expected,
                           "until %s", what);
}

static qp_day until_of(const intake *in, size_t row)
{
    const qp_period *untils = qp_builder_periods(in->table, QP_LINK_UNTIL);
    return untils != NULL ? untils[row].from : QP_NO_DAY;
}

static qp_period period_of(const intake *in, size_t row)
{
    const qp_period *dates = qp_builder_periods(in->table, QP_LINK_DATE);
    qp_period period = dates != NULL ? dates[row] : QP_NO_PERIOD;
    if (until_of(in, row) != QP_NO_DAY)
        period.until = until_of(in, row);
    return period;
}

static qp_status check_period(intake *in, size_t row)
{
    qp_period period = period_of(in, row);
    if (until_of(in, row) == QP_NO_DAY)
        return QP_OK;
    if (period.from == QP_NO_DAY)
        return refuse_until(in, row, "is given without date",
                            "date says when the link begins");
    if (period.until <= period.from)
        return refuse_until(in, row, "is not after date",
                            "until is the first day on which the link holds "
                            "no more");
    return QP_OK;
}

/* A pair of an undirected layer has one order. */
static void order_ends(const intake *in, qp_link_row *link)
{
    if (in->b->net->layers.directed[link->layer] || link->from <= link->to)
        return;
    qp_row from = link->from;
    link->from = link->to;
    link->to = from;
}

/* Ids of the row become rows, now that nothing is told of them any more. */
static void keep(intake *in, qp_link_row link)
{
    bool things = is_thing(in, link.from) || is_thing(in, link.to);
    if (link.from == link.to &&
        (things || in->b->net->actors.kind[link.from] != QP_KIND_REGION)) {
        count_one(in, link.layer, SELF, link.row);
        in->b->net->dropped_self_links++;
        return;
    }
    order_ends(in, &link);
    if (things) {
        in->thing_rows[in->thing_count++] = link;
        return;
    }
    in->from[link.row] = link.from;
    in->to[link.row] = link.to;
    in->layer[link.row] = link.layer;
}

static qp_status check_rest(intake *in, size_t row)
{
    qp_status status = check_period(in, row);
    if (status == QP_OK)
        status = qp_builder_refer(in->b, QP_REF_SOURCE, QP_RULE_SOURCE_UNKNOWN,
                                  spot_of(in, row, QP_LINK_SOURCE));
    return status;
}

static qp_status check_row(intake *in, size_t row, qp_link_row *link)
{
    const qp_string *layers = qp_builder_texts(in->table, QP_LINK_LAYER);
    qp_status status = find_end(in, row, QP_LINK_FROM, &link->from);
    if (status == QP_OK)
        status = find_end(in, row, QP_LINK_TO, &link->to);
    if (status == QP_OK && !is_derived(in, row))
        status = check_rest(in, row);
    if (status != QP_OK || layers == NULL || layers[row] == QP_NONE)
        return status;
    link->layer = in->b->layer_of[layers[row]];
    return check_weight(in, row, link->layer);
}

/* A row with a defect, found now or in reading, takes no further part: what it
 * seems to repeat it may not repeat. */
static qp_status take_row(intake *in, size_t row)
{
    qp_link_row link = {
        .layer = QP_NONE, .from = QP_NONE, .to = QP_NONE, .row = (qp_row)row};
    const size_t *defects = &in->b->findings->total[QP_DEFECT];
    size_t before = *defects;
    qp_status status = check_row(in, row, &link);
    if (in->layer != NULL)
        in->layer[row] = QP_NONE;
    bool whole = link.layer != QP_NONE && link.from != QP_NONE &&
                 link.to != QP_NONE && *defects == before;
    if (status == QP_OK && whole &&
        (before == 0 || !qp_row_is_refused(in->table, row)))
        keep(in, link);
    return status;
}

/* ------------------------------------------------------------- plain rows */

enum { STRETCH = 1 << 16, AHEAD = 16 };

static bool has_plain_weight(const intake *in, size_t row, qp_row layer)
{
    double weight = weight_in(in, row);
    if (!is_weighted(in, layer))
        return isnan(weight);
    return !isnan(weight) && (in->b->net->layers.measure[layer] != QP_COUNT ||
                              floor(weight) == weight);
}

static bool has_plain_rest(const intake *in, size_t row)
{
    const qp_string *sources = qp_builder_texts(in->table, QP_LINK_SOURCE);
    bool sourced = sources == NULL || sources[row] == QP_NONE ||
                   in->b->source_of[sources[row]] != QP_NONE;
    bool whole = in->table->refusal_count == 0 ||
                 !qp_table_row_refused(in->table, row);
    return sourced && whole && until_of(in, row) == QP_NO_DAY;
}

static bool take_plain(intake *in, size_t row)
{
    const qp_builder *b = in->b;
    if (in->from[row] == QP_NONE || in->to[row] == QP_NONE ||
        in->layer[row] == QP_NONE)
        return false;
    qp_link_row link = {b->layer_of[in->layer[row]], b->actor_of[in->from[row]],
                        b->actor_of[in->to[row]], (qp_row)row};
    bool plain = link.from != QP_NONE && link.to != QP_NONE &&
                 link.from != link.to && link.layer != QP_NONE &&
                 has_plain_weight(in, row, link.layer) &&
                 has_plain_rest(in, row);
    if (plain)
        keep(in, link);
    return plain;
}

/* The map from ids is larger than fast memories: what will be looked up is
 * asked for ahead. */
static void take_stretch(size_t stretch, void *context)
{
    intake *in = context;
    const qp_row *actor_of = in->b->actor_of;
    size_t rows = in->table->row_count;
    size_t end = (stretch + 1) * STRETCH < rows ? (stretch + 1) * STRETCH
                                                : rows;
    for (size_t row = stretch * STRETCH; row < end; row++) {
        if (row + AHEAD < end) {
            qp_string from = in->from[row + AHEAD];
            qp_string to = in->to[row + AHEAD];
            __builtin_prefetch(&actor_of[from != QP_NONE ? from : 0]);
            __builtin_prefetch(&actor_of[to != QP_NONE ? to : 0]);
        }
        in->plain[row] = take_plain(in, row);
    }
}

/* Rows that hold to all rules are taken by several threads; the others, of
 * which something may have to be told, one by one behind them. */
static qp_status take_all(intake *in)
{
    size_t rows = in->table->row_count;
    qp_status status = QP_OK;
    if (in->from != NULL && in->to != NULL && in->layer != NULL)
        qp_parallel((rows + STRETCH - 1) / STRETCH, in->b->data->threads,
                    take_stretch, in);
    for (size_t row = 0; row < rows && status == QP_OK; row++)
        if (!in->plain[row])
            status = take_row(in, row);
    return status;
}

/* --------------------------------------------------------------- the order */

static int by_row(qp_row a, qp_row b)
{
    return (a > b) - (a < b);
}

static int by_day(qp_day a, qp_day b)
{
    return (a > b) - (a < b);
}

/* NaN first. */
static int by_number(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(b) - isnan(a);
    return (a > b) - (a < b);
}

/* Of rows with equal ends: what makes two of them the same link.
 * Status and polarity belong to it: a planned link adds nothing to an actual
 * one. */
static int by_link(const whole_row *a, const whole_row *b)
{
    int order = by_day(a->period.from, b->period.from);
    order = order != 0 ? order : by_day(a->period.until, b->period.until);
    order = order != 0 ? order : strcmp(a->product, b->product);
    order = order != 0 ? order : by_number(a->status, b->status);
    return order != 0 ? order : by_number(a->polarity, b->polarity);
}

/* What else they say. In a weighted layer rows of one link that differ in it
 * stay apart, so that no source or statement is lost; flows add them up all the
 * same. In an unweighted layer that would count one link several times. */
static int by_statement(const whole_row *a, const whole_row *b)
{
    int order = by_row(a->source, b->source);
    order = order != 0 ? order : by_number(a->essentiality, b->essentiality);
    order = order != 0 ? order : by_number(a->origin, b->origin);
    order = order != 0 ? order : by_number(a->stated_value, b->stated_value);
    order = order != 0 ? order : strcmp(a->stated_unit, b->stated_unit);
    return order != 0 ? order : strcmp(a->relation, b->relation);
}

static int by_all(const void *left, const void *right)
{
    const whole_row *a = left;
    const whole_row *b = right;
    int order = by_link(a, b);
    order = order != 0 ? order : by_statement(a, b);
    order = order != 0 ? order : by_number(a->weight, b->weight);
    return order != 0 ? order : by_row(a->link.row, b->link.row);
}

/* ----------------------------------------------------------- parallel links */

static double number_at(const intake *in, size_t row, int column)
{
    const double *values = qp_builder_numbers(in->table, column);
    return values != NULL ? values[row] : NAN;
}

static const char *text_at(const intake *in, size_t row, int column)
{
    const qp_string *values = qp_builder_texts(in->table, column);
    return values != NULL ? qp_builder_text(in->b, values[row]) : "";
}

static qp_row source_at(const intake *in, size_t row)
{
    const qp_string *ids = qp_builder_texts(in->table, QP_LINK_SOURCE);
    return ids == NULL || ids[row] == QP_NONE ? QP_NONE
                                              : in->b->source_of[ids[row]];
}

static whole_row whole(const intake *in, const qp_link_row *link)
{
    return (whole_row){
        .link = *link,
        .weight = weight_of(in, link),
        .period = period_of(in, link->row),
        .product = text_at(in, link->row, QP_LINK_PRODUCT),
        .status = number_at(in, link->row, QP_LINK_STATUS),
        .polarity = number_at(in, link->row, QP_LINK_POLARITY),
        .essentiality = number_at(in, link->row, QP_LINK_ESSENTIALITY),
        .origin = number_at(in, link->row, QP_LINK_ORIGIN),
        .stated_value = number_at(in, link->row, QP_LINK_STATED_VALUE),
        .stated_unit = text_at(in, link->row, QP_LINK_STATED_UNIT),
        .relation = text_at(in, link->row, QP_LINK_RELATION),
        .source = source_at(in, link->row),
    };
}

static qp_status refuse_sum(intake *in, const qp_link_row *link)
{
    return qp_builder_tell(in->b, QP_RULE_LINK_WEIGHT,
                           spot_of(in, link->row, QP_LINK_WEIGHT),
                           "parallel links are summed",
                           "the weights of parallel links add up to more than "
                           "a number can hold");
}

static qp_row earlier(qp_row a, qp_row b)
{
    return a < b ? a : b;
}

static qp_row later(qp_row a, qp_row b)
{
    return a < b ? b : a;
}

/* Add a row to the link that was kept last; the sum stands at the first row of
 * the table. In an unweighted layer a link is there, or is not. */
static qp_status add_up(intake *in, const whole_row *row, qp_link_row *link)
{
    if (!is_weighted(in, link->layer))
        return QP_OK;
    double sum = in->weights[link->row] + row->weight;
    link->row = earlier(link->row, row->link.row);
    in->weights[link->row] = sum;
    return isinf(sum) ? refuse_sum(in, link) : QP_OK;
}

/* Rows of one link follow each other, lightest first: their sum does not
 * depend on the order of the input. */
static qp_status merge(intake *in, const whole_row rows[], size_t count,
                       size_t *kept)
{
    qp_status status = QP_OK;
    bool weighted = is_weighted(in, rows[0].link.layer);
    const whole_row *last = NULL; ///< that the last link kept was made from
    qp_row first = QP_NONE;       ///< in the table, of the rows of this link
    for (size_t i = 0; i < count && status == QP_OK; i++) {
        const whole_row *row = &rows[i];
        bool repeats = last != NULL && by_link(last, row) == 0;
        if (repeats)
            count_one(in, row->link.layer, REPEATED,
                      later(first, row->link.row));
        first = repeats ? earlier(first, row->link.row) : row->link.row;
        if (repeats && !(weighted && by_statement(last, row) != 0)) {
            status = add_up(in, row, &in->rows[*kept - 1]);
            continue;
        }
        in->rows[(*kept)++] = row->link;
        last = row;
    }
    return status;
}

/* Rows with equal ends, put in order by their dates and what else they say. */
static qp_status merge_run(intake *in, size_t start, size_t end, size_t *kept)
{
    if (end - start == 1) {
        if (*kept != start)
            in->rows[*kept] = in->rows[start];
        ++*kept;
        return QP_OK;
    }
    whole_row *run = qp_acquire(end - start, sizeof *run);
    if (run == NULL)
        return qp_builder_no_memory(in->b);
    for (size_t i = start; i < end; i++)
        run[i - start] = whole(in, &in->rows[i]);
    qsort(run, end - start, sizeof *run, by_all);
    qp_status status = merge(in, run, end - start, kept);
    qp_release(run);
    return status;
}

static qp_status sort_rows(intake *in)
{
    const qp_network *net = in->b->net;
    bool any = in->from != NULL && in->to != NULL && in->layer != NULL;
    const qp_link_table all = {.layer = in->layer,
                               .from = in->from,
                               .to = in->to,
                               .count = any ? in->table->row_count : 0,
                               .actors = net->actors.count,
                               .layers = net->layers.count};
    return qp_link_rows_sort(&all, in->b->data->threads, &in->rows, &in->count,
                             in->b->err);
}

static qp_status merge_parallel(intake *in)
{
    qp_status status = sort_rows(in);
    size_t kept = 0;
    for (size_t start = 0, end = 0; start < in->count && status == QP_OK;
         start = end) {
        end = start + 1;
        while (end < in->count &&
               qp_link_row_is_same(&in->rows[start], &in->rows[end]))
            end++;
        status = merge_run(in, start, end, &kept);
    }
    in->count = kept;
    return status;
}

/* ------------------------------------------------------------- the columns */

static void fill_stretch(size_t stretch, void *context)
{
    const intake *in = context;
    qp_links *links = &in->b->net->links;
    const qp_table *table = in->table;
    size_t end = (stretch + 1) * STRETCH < in->count ? (stretch + 1) * STRETCH
                                                     : in->count;
    for (size_t i = stretch * STRETCH; i < end; i++) {
        const qp_link_row *link = &in->rows[i];
        if (i + AHEAD < end) {
            qp_row ahead = in->rows[i + AHEAD].row;
            __builtin_prefetch(&table->line[ahead]);
            __builtin_prefetch(&table->origin[ahead]);
            if (in->weights != NULL)
                __builtin_prefetch(&in->weights[ahead]);
        }
        links->from[i] = link->from;
        links->to[i] = link->to;
        links->weight[i] = weight_of(in, link);
        if (links->period != NULL)
            links->period[i] = period_of(in, link->row);
        links->file[i] = qp_dataset_file(in->b->data, table, link->row);
        links->line[i] = table->line[link->row];
    }
}

static bool is_any_dated(const intake *in)
{
    bool dated = false;
    if (qp_builder_periods(in->table, QP_LINK_DATE) == NULL)
        return false;
    for (size_t i = 0; i < in->count && !dated; i++)
        dated = period_of(in, in->rows[i].row).from != QP_NO_DAY;
    return dated;
}

/* The ids are not needed any more: their room serves the network. */
static qp_row *hand_over(intake *in, int column)
{
    qp_row *room = in->table->columns[column].text;
    in->table->columns[column].text = NULL;
    return room;
}

static qp_status make_columns(intake *in)
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
static size_t end_of_layer(const intake *in, qp_row layer)
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

static qp_status fill_plain(intake *in)
{
    qp_network *net = in->b->net;
    qp_status status = make_columns(in);
    if (status != QP_OK)
        return status;
    net->links.count = in->count;
    qp_parallel((in->count + STRETCH - 1) / STRETCH, in->b->data->threads,
                fill_stretch, in);
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
static qp_status fill_same(intake *in, int group, const qp_link_row links[],
                           size_t count)
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

static qp_status fill_columns(intake *in)
{
    qp_status status = fill_plain(in);
    return status == QP_OK ? fill_same(in, QP_G_LINKS, in->rows, in->count)
                           : status;
}

/* ----------------------------------------------------------- links of things */

static void part_end(const intake *in, qp_row end, qp_row *actor, qp_row *thing)
{
    qp_row *part = is_thing(in, end) ? thing : actor;
    *part = is_thing(in, end) ? end - (qp_row)in->b->net->actors.count : end;
}

static qp_status fill_thing_links(intake *in)
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
        links->weight[i] = weight_of(in, link);
        links->period[i] = period_of(in, link->row);
        links->file[i] = qp_dataset_file(in->b->data, in->table, link->row);
        links->line[i] = in->table->line[link->row];
    }
    return fill_same(in, QP_G_THING_LINKS, in->thing_rows, in->thing_count);
}

/* What a source says of a thing stays one row: none are merged. */
static qp_status keep_thing_links(intake *in)
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

static words words_for(const intake *in, qp_row layer, int what)
{
    static const words all[] = {
        [REPEATED] = {QP_RULE_LINK_PARALLEL,
                      {"repeats ends, dates and product of another",
                       "their weights add up"},
                      {"repeat ends, dates and product of another",
                       "their weights add up"}},
        [SELF] = {QP_RULE_LINK_SELF,
                  {"ties an actor to itself", "it was dropped"},
                  {"tie an actor to itself", "they were dropped"}},
        [WEIGHT_IGNORED] = {QP_RULE_LINK_UNWEIGHTED,
                            {"has a weight",
                             "the layer is unweighted: the weight was ignored"},
                            {"have a weight", "the layer is unweighted: the "
                                              "weights were ignored"}},
    };
    words w = all[what];
    if (what == REPEATED && !is_weighted(in, layer))
        w.one[1] = w.many[1] = "the layer is unweighted: a link counts once";
    return w;
}

static qp_status tell_tally(intake *in, qp_row layer, int what)
{
    const tally *t = &in->tallies[(size_t)layer * TALLY_COUNT + (size_t)what];
    if (t->count == 0)
        return QP_OK;
    char shown[QP_SHOWN_SIZE];
    words w = words_for(in, layer, what);
    const char *const *said = t->count == 1 ? w.one : w.many;
    const qp_network *net = in->b->net;
    const char *id = qp_network_text(net, net->layers.id[layer]);
    return qp_builder_tell(in->b, w.rule, spot_of(in, t->first, -1), said[1],
                           "%zu row%s of layer '%s' %s", t->count,
                           t->count == 1 ? "" : "s",
                           qp_text_shown(id, strlen(id), shown), said[0]);
}

static qp_status tell_tallies(intake *in)
{
    qp_status status = QP_OK;
    for (qp_row layer = 0; layer < in->b->net->layers.count; layer++)
        for (int what = 0; what < TALLY_COUNT && status == QP_OK; what++)
            status = tell_tally(in, layer, what);
    return status;
}

static qp_status take_rows(intake *in)
{
    qp_status status = take_all(in);
    if (status == QP_OK)
        status = merge_parallel(in);
    if (status == QP_OK)
        status = tell_tallies(in);
    if (status == QP_OK)
        status = fill_columns(in);
    return status == QP_OK ? keep_thing_links(in) : status;
}

qp_status qp_build_links(qp_builder *b)
{
    qp_table *table = &b->data->tables[QP_LINKS];
    intake in = {.b = b,
                 .table = table,
                 .weights = table->columns[QP_LINK_WEIGHT].number,
                 .from = table->columns[QP_LINK_FROM].text,
                 .to = table->columns[QP_LINK_TO].text,
                 .layer = table->columns[QP_LINK_LAYER].text};
    size_t rows = table->row_count;
    in.plain = qp_acquire(rows, sizeof *in.plain);
    in.thing_rows = qp_acquire(b->net->things.count > 0 ? rows : 0,
                               sizeof *in.thing_rows);
    in.tallies = qp_acquire(b->net->layers.count * TALLY_COUNT,
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
