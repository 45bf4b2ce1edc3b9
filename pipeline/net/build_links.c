/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "net/builder.h"
#include "net/columns.h"

/** One row of links.csv on its way; texts are pointers so that comparing two
 * rows needs nothing else. */
typedef struct {
    qp_row layer;
    qp_row from;
    qp_row to;
    qp_period period;
    const char *product; ///< "" for none
    double status;       ///< NaN: not given
    double polarity;
    double weight;
    double essentiality;
    double origin;
    double stated_value;
    const char *stated_unit;
    qp_row source;
    qp_row row; ///< of the table
} link_row;

/** Rows of one layer that a rule speaks of: told once, counted. */
typedef struct {
    size_t count;
    qp_row first; ///< lowest row of the table
} tally;

enum { REPEATED, SELF, WEIGHT_IGNORED, TALLY_COUNT };

typedef struct {
    qp_builder *b;
    const qp_table *table;
    link_row *rows; ///< [count]
    size_t count;
    tally *tallies; ///< [layers][TALLY_COUNT]
} intake;

static void count_one(intake *in, qp_row layer, int what, qp_row row)
{
    tally *t = &in->tallies[layer * TALLY_COUNT + (size_t)what];
    if (t->count++ == 0 || row < t->first)
        t->first = row;
}

/* ------------------------------------------------------------ rules of a row */

static qp_status refuse_end(intake *in, size_t row, int column, const char *id)
{
    qp_builder *b = in->b;
    char shown[QP_SHOWN_SIZE];
    char expected[320] = "ids are those of regions.csv, enterprises.csv and "
                         "institutes.csv";
    const char *nearest = qp_text_nearest(id, b->nearby, b->nearby_count);
    size_t used = strlen(expected);
    if (nearest != NULL)
        snprintf(expected + used, sizeof expected - used, " (nearest: '%s')",
                 nearest);
    return qp_builder_tell(b, QP_DEFECT, "link.end", in->table, row, column,
                           expected, "%s '%s' is no actor",
                           in->table->schema->columns[column].name,
                           qp_text_shown(id, strlen(id), shown));
}

static qp_status find_end(intake *in, size_t row, int column, qp_row *actor)
{
    const qp_string *ids = qp_builder_texts(in->table, column);
    *actor = QP_NONE;
    if (ids == NULL || ids[row] == QP_NONE)
        return QP_OK; /* told by the reading */
    *actor = in->b->actor_of[ids[row]];
    if (*actor != QP_NONE)
        return QP_OK;
    return refuse_end(in, row, column, qp_builder_text(in->b, ids[row]));
}

static qp_status refuse_weight(intake *in, size_t row, const char *layer,
                               const char *what, const char *expected)
{
    if (qp_builder_was_told(in->b, in->table, row, QP_LINK_WEIGHT))
        return QP_OK;
    return qp_builder_tell(in->b, QP_DEFECT, "link.weight", in->table, row,
                           QP_LINK_WEIGHT, expected, "weight %s in layer '%s'",
                           what, layer);
}

static qp_status read_weight(intake *in, size_t row, link_row *link)
{
    const qp_network *net = in->b->net;
    const double *weights = qp_builder_numbers(in->table, QP_LINK_WEIGHT);
    double weight = weights != NULL ? weights[row] : NAN;
    const char *layer = qp_network_text(net, net->layers.id[link->layer]);
    if (!net->layers.weighted[link->layer]) {
        if (!isnan(weight))
            count_one(in, link->layer, WEIGHT_IGNORED, (qp_row)row);
        link->weight = 1;
        return QP_OK;
    }
    link->weight = weight;
    if (isnan(weight))
        return refuse_weight(in, row, layer, "is blank",
                             "every link of a weighted layer has a weight");
    if (net->layers.measure[link->layer] == QP_COUNT && floor(weight) != weight)
        return refuse_weight(in, row, layer, "is not whole",
                             "the layer's measure is count; declare it amount "
                             "if parts are meant");
    return QP_OK;
}

static qp_status refuse_until(intake *in, size_t row, const char *what,
                              const char *expected)
{
    if (qp_builder_was_told(in->b, in->table, row, QP_LINK_DATE) ||
        qp_builder_was_told(in->b, in->table, row, QP_LINK_UNTIL))
        return QP_OK;
    return qp_builder_tell(in->b, QP_DEFECT, "link.until", in->table, row,
                           QP_LINK_UNTIL, expected, "until %s", what);
}

static qp_status read_period(intake *in, size_t row, link_row *link)
{
    const qp_period *dates = qp_builder_periods(in->table, QP_LINK_DATE);
    const qp_period *untils = qp_builder_periods(in->table, QP_LINK_UNTIL);
    qp_period date = dates != NULL ? dates[row] : QP_NO_PERIOD;
    qp_day until = untils != NULL ? untils[row].from : QP_NO_DAY;
    link->period = date;
    if (until == QP_NO_DAY)
        return QP_OK;
    if (date.from == QP_NO_DAY)
        return refuse_until(in, row, "is given without date",
                            "date says when the link begins");
    if (until <= date.from)
        return refuse_until(in, row, "is not after date",
                            "until is the first day on which the link holds "
                            "no more");
    link->period.until = until;
    return QP_OK;
}

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

static void read_attributes(const intake *in, size_t row, link_row *link)
{
    double choice = number_at(in, row, QP_LINK_POLARITY);
    link->polarity = choice - 1; /* the choices are -1, 0, 1 */
    link->product = text_at(in, row, QP_LINK_PRODUCT);
    link->status = number_at(in, row, QP_LINK_STATUS);
    link->essentiality = number_at(in, row, QP_LINK_ESSENTIALITY);
    link->origin = number_at(in, row, QP_LINK_ORIGIN);
    link->stated_value = number_at(in, row, QP_LINK_STATED_VALUE);
    link->stated_unit = text_at(in, row, QP_LINK_STATED_UNIT);
    link->row = (qp_row)row;
}

/* A pair of an undirected layer has one order. */
static void order_ends(const intake *in, link_row *link)
{
    if (in->b->net->layers.directed[link->layer] || link->from <= link->to)
        return;
    qp_row from = link->from;
    link->from = link->to;
    link->to = from;
}

static qp_status take_row(intake *in, size_t row)
{
    link_row link = {.source = QP_NONE};
    const qp_string *layers = qp_builder_texts(in->table, QP_LINK_LAYER);
    qp_status status = find_end(in, row, QP_LINK_FROM, &link.from);
    if (status == QP_OK)
        status = find_end(in, row, QP_LINK_TO, &link.to);
    if (status == QP_OK)
        status = read_period(in, row, &link);
    if (status == QP_OK)
        status = qp_builder_source(in->b, in->table, row, QP_LINK_SOURCE,
                                   &link.source);
    if (status != QP_OK || layers == NULL || layers[row] == QP_NONE)
        return status;
    link.layer = in->b->layer_of[layers[row]];
    status = read_weight(in, row, &link);
    if (status != QP_OK || link.from == QP_NONE || link.to == QP_NONE)
        return status;

    if (link.from == link.to &&
        in->b->net->actors.kind[link.from] != QP_KIND_REGION) {
        count_one(in, link.layer, SELF, (qp_row)row);
        in->b->net->dropped_self_links++;
        return QP_OK;
    }
    read_attributes(in, row, &link);
    order_ends(in, &link);
    in->rows[in->count++] = link;
    return QP_OK;
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

/* What makes two rows the same link. Status and polarity belong to it: a
 * planned link adds nothing to an actual one. */
static int by_key(const link_row *a, const link_row *b)
{
    int order = by_row(a->layer, b->layer);
    order = order != 0 ? order : by_row(a->from, b->from);
    order = order != 0 ? order : by_row(a->to, b->to);
    order = order != 0 ? order : by_day(a->period.from, b->period.from);
    order = order != 0 ? order : by_day(a->period.until, b->period.until);
    order = order != 0 ? order : strcmp(a->product, b->product);
    order = order != 0 ? order : by_number(a->status, b->status);
    return order != 0 ? order : by_number(a->polarity, b->polarity);
}

static int by_all(const void *left, const void *right)
{
    const link_row *a = left;
    const link_row *b = right;
    int order = by_key(a, b);
    order = order != 0 ? order : by_number(a->weight, b->weight);
    order = order != 0 ? order : by_number(a->essentiality, b->essentiality);
    order = order != 0 ? order : by_number(a->origin, b->origin);
    order = order != 0 ? order : by_number(a->stated_value, b->stated_value);
    order = order != 0 ? order : strcmp(a->stated_unit, b->stated_unit);
    order = order != 0 ? order : by_row(a->source, b->source);
    return order != 0 ? order : by_row(a->row, b->row);
}

/* Rows of one key follow each other, lightest first: their sum does not
 * depend on the order of the input. */
static void merge_parallel(intake *in)
{
    size_t kept = 0;
    for (size_t i = 0; i < in->count; i++) {
        if (kept > 0 && by_key(&in->rows[kept - 1], &in->rows[i]) == 0) {
            link_row *link = &in->rows[kept - 1];
            count_one(in, link->layer, REPEATED, in->rows[i].row);
            link->weight = in->b->net->layers.weighted[link->layer]
                               ? link->weight + in->rows[i].weight
                               : 1;
            link->row = link->row < in->rows[i].row ? link->row
                                                    : in->rows[i].row;
        } else {
            in->rows[kept++] = in->rows[i];
        }
    }
    in->count = kept;
}

/* ------------------------------------------------------------- the columns */

static const struct {
    size_t offset; ///< in qp_links
    size_t member; ///< in link_row
} number_columns[] =
    {
        {offsetof(qp_links, essentiality), offsetof(link_row, essentiality)},
        {offsetof(qp_links, status), offsetof(link_row, status)},
        {offsetof(qp_links, polarity), offsetof(link_row, polarity)},
        {offsetof(qp_links, origin), offsetof(link_row, origin)},
        {offsetof(qp_links, stated_value), offsetof(link_row, stated_value)},
},
  text_columns[] = {
      {offsetof(qp_links, product), offsetof(link_row, product)},
      {offsetof(qp_links, stated_unit), offsetof(link_row, stated_unit)},
};

static void **slot_at(qp_links *links, size_t offset)
{
    return (void **)((uintptr_t)links + offset);
}

static double number_of(const link_row *link, size_t member)
{
    return *(const double *)((uintptr_t)link + member);
}

static const char *text_of(const link_row *link, size_t member)
{
    return *(const char *const *)((uintptr_t)link + member);
}

static qp_status fill_numbers(intake *in, size_t offset, size_t member)
{
    void **slot = slot_at(&in->b->net->links, offset);
    for (size_t i = 0; i < in->count; i++) {
        double value = number_of(&in->rows[i], member);
        if (isnan(value))
            continue;
        if (*slot == NULL)
            *slot = qp_column_make(QP_COLUMN_NUMBER, in->count);
        if (*slot == NULL)
            return qp_builder_no_memory(in->b);
        ((double *)*slot)[i] = value;
    }
    return QP_OK;
}

static qp_status fill_texts(intake *in, size_t offset, size_t member)
{
    void **slot = slot_at(&in->b->net->links, offset);
    for (size_t i = 0; i < in->count; i++) {
        const char *text = text_of(&in->rows[i], member);
        if (text[0] == '\0')
            continue;
        if (*slot == NULL)
            *slot = qp_column_make(QP_COLUMN_TEXT, in->count);
        qp_string s = *slot != NULL
                          ? qp_pool_add(&in->b->net->text, text, strlen(text))
                          : QP_NONE;
        if (s == QP_NONE)
            return qp_builder_no_memory(in->b);
        ((qp_string *)*slot)[i] = s;
    }
    return QP_OK;
}

static qp_status fill_sources(intake *in)
{
    qp_links *links = &in->b->net->links;
    for (size_t i = 0; i < in->count; i++) {
        if (in->rows[i].source == QP_NONE)
            continue;
        if (links->source == NULL)
            links->source = qp_column_make(QP_COLUMN_ROW, in->count);
        if (links->source == NULL)
            return qp_builder_no_memory(in->b);
        links->source[i] = in->rows[i].source;
    }
    return QP_OK;
}

static bool make_columns(qp_links *links, size_t count)
{
    links->from = qp_column_make(QP_COLUMN_ROW, count);
    links->to = qp_column_make(QP_COLUMN_ROW, count);
    links->weight = qp_column_make(QP_COLUMN_NUMBER, count);
    links->period = qp_column_make(QP_COLUMN_PERIOD, count);
    links->file = qp_column_make(QP_COLUMN_FILE, count);
    links->line = qp_column_make(QP_COLUMN_LINE, count);
    return links->from != NULL && links->to != NULL && links->weight != NULL &&
           links->period != NULL && links->file != NULL && links->line != NULL;
}

static qp_status fill_plain(intake *in)
{
    qp_network *net = in->b->net;
    qp_links *links = &net->links;
    if (!make_columns(links, in->count))
        return qp_builder_no_memory(in->b);
    links->count = in->count;
    for (size_t i = 0; i < in->count; i++) {
        const link_row *link = &in->rows[i];
        links->from[i] = link->from;
        links->to[i] = link->to;
        links->weight[i] = link->weight;
        links->period[i] = link->period;
        links->file[i] = in->table->file[link->row];
        links->line[i] = in->table->line[link->row];
        net->layers.start[link->layer + 1]++;
    }
    for (size_t l = 0; l < net->layers.count; l++)
        net->layers.start[l + 1] += net->layers.start[l];
    return QP_OK;
}

static qp_status fill_columns(intake *in)
{
    qp_status status = fill_plain(in);
    for (size_t c = 0;
         status == QP_OK && c < sizeof number_columns / sizeof *number_columns;
         c++)
        status = fill_numbers(in, number_columns[c].offset,
                              number_columns[c].member);
    for (size_t c = 0;
         status == QP_OK && c < sizeof text_columns / sizeof *text_columns; c++)
        status = fill_texts(in, text_columns[c].offset, text_columns[c].member);
    return status == QP_OK ? fill_sources(in) : status;
}

/* ------------------------------------------------------------ what is told */

static qp_status tell_tally(intake *in, qp_row layer, int what)
{
    static const struct {
        const char *rule;
        const char *what;
        const char *expected;
    } words[] = {
        [REPEATED] = {"link.parallel",
                      "repeat ends, dates and product of another",
                      "they were summed"},
        [SELF] = {"link.self", "tie an actor to itself", "they were dropped"},
        [WEIGHT_IGNORED] = {"link.unweighted", "have a weight",
                            "the layer is unweighted: the weights were "
                            "ignored"},
    };
    const tally *t = &in->tallies[layer * TALLY_COUNT + (size_t)what];
    if (t->count == 0)
        return QP_OK;
    const qp_network *net = in->b->net;
    return qp_builder_tell(
        in->b, QP_WARNING, words[what].rule, in->table, t->first, -1,
        words[what].expected, "%zu row%s of layer '%s' %s", t->count,
        t->count == 1 ? "" : "s", qp_network_text(net, net->layers.id[layer]),
        words[what].what);
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
    qp_status status = QP_OK;
    for (size_t row = 0; row < in->table->row_count && status == QP_OK; row++)
        status = take_row(in, row);
    if (status != QP_OK)
        return status;
    if (in->count > 1)
        qsort(in->rows, in->count, sizeof *in->rows, by_all);
    merge_parallel(in);
    status = tell_tallies(in);
    return status == QP_OK ? fill_columns(in) : status;
}

qp_status qp_build_links(qp_builder *b)
{
    intake in = {.b = b, .table = qp_builder_table(b, QP_LINKS)};
    in.rows = qp_acquire(in.table->row_count, sizeof *in.rows);
    in.tallies = qp_acquire(b->net->layers.count * TALLY_COUNT,
                            sizeof *in.tallies);
    qp_status status = in.rows != NULL && in.tallies != NULL
                           ? take_rows(&in)
                           : qp_builder_no_memory(b);
    qp_release(in.rows);
    qp_release(in.tallies);
    return status;
}
