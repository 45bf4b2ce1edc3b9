/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "net/link_intake.h"

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

static double number_at(const qp_link_intake *in, size_t row, int column)
{
    const double *values = qp_builder_numbers(in->table, column);
    return values != NULL ? values[row] : NAN;
}

static const char *text_at(const qp_link_intake *in, size_t row, int column)
{
    const qp_string *values = qp_builder_texts(in->table, column);
    return values != NULL ? qp_builder_text(in->b, values[row]) : "";
}

static qp_row source_at(const qp_link_intake *in, size_t row)
{
    const qp_string *ids = qp_builder_texts(in->table, QP_LINK_SOURCE);
    return ids == NULL || ids[row] == QP_NONE ? QP_NONE
                                              : in->b->source_of[ids[row]];
}

static whole_row whole(const qp_link_intake *in, const qp_link_row *link)
{
    return (whole_row){
        .link = *link,
        .weight = qp_links_weight(in, link),
        .period = qp_links_period(in, link->row),
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

static qp_status refuse_sum(qp_link_intake *in, const qp_link_row *link)
{
    return qp_builder_tell(in->b, QP_RULE_LINK_WEIGHT,
                           qp_links_spot(in, link->row, QP_LINK_WEIGHT),
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
static qp_status add_up(qp_link_intake *in, const whole_row *row,
                        qp_link_row *link)
{
    if (!qp_links_weighted(in, link->layer))
        return QP_OK;
    double sum = in->weights[link->row] + row->weight;
    link->row = earlier(link->row, row->link.row);
    in->weights[link->row] = sum;
    return isinf(sum) ? refuse_sum(in, link) : QP_OK;
}

/* Rows of one link follow each other, lightest first: their sum does not
 * depend on the order of the input. */
static qp_status merge(qp_link_intake *in, const whole_row rows[], size_t count,
                       size_t *kept)
{
    qp_status status = QP_OK;
    bool weighted = qp_links_weighted(in, rows[0].link.layer);
    const whole_row *last = NULL; ///< that the last link kept was made from
    qp_row first = QP_NONE;       ///< in the table, of the rows of this link
    for (size_t i = 0; i < count && status == QP_OK; i++) {
        const whole_row *row = &rows[i];
        bool repeats = last != NULL && by_link(last, row) == 0;
        if (repeats)
            qp_links_count(in, row->link.layer, QP_LINKS_REPEATED,
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
static qp_status merge_run(qp_link_intake *in, size_t start, size_t end,
                           size_t *kept)
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

static qp_status sort_rows(qp_link_intake *in)
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

qp_status qp_links_merge(qp_link_intake *in)
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
