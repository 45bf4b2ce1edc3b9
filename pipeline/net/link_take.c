/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "core/threads.h"
#include "net/link_intake.h"
#include "net/reference.h"

void qp_links_count(qp_link_intake *in, qp_row layer, int what, qp_row row)
{
    qp_link_tally *t =
        &in->tallies[(size_t)layer * QP_LINKS_TALLY_COUNT + (size_t)what];
    if (t->count++ == 0 || row < t->first)
        t->first = row;
}

qp_spot qp_links_spot(const qp_link_intake *in, size_t row, int column)
{
    return (qp_spot){in->table, row, column};
}

bool qp_links_weighted(const qp_link_intake *in, qp_row layer)
{
    return in->b->net->layers.weighted[layer] != 0;
}

bool qp_links_thing(const qp_link_intake *in, qp_row end)
{
    return end >= in->b->net->actors.count;
}

double qp_links_weight_told(const qp_link_intake *in, size_t row)
{
    return in->weights != NULL ? in->weights[row] : NAN;
}

double qp_links_weight(const qp_link_intake *in, const qp_link_row *link)
{
    return qp_links_weighted(in, link->layer)
               ? qp_links_weight_told(in, link->row)
               : 1;
}

qp_day qp_links_until(const qp_link_intake *in, size_t row)
{
    const qp_period *untils = qp_builder_periods(in->table, QP_LINK_UNTIL);
    return untils != NULL ? untils[row].from : QP_NO_DAY;
}

qp_period qp_links_period(const qp_link_intake *in, size_t row)
{
    const qp_period *dates = qp_builder_periods(in->table, QP_LINK_DATE);
    qp_period period = dates != NULL ? dates[row] : QP_NO_PERIOD;
    if (qp_links_until(in, row) != QP_NO_DAY)
        period.until = qp_links_until(in, row);
    return period;
}

/* ------------------------------------------------------------ rules of a row */

/* Was the row made from others? What is wrong with its ends, dates or source is
 * told of those, and its weight was not anybody's to leave out. */
static bool is_derived(const qp_link_intake *in, size_t row)
{
    return in->b->data->origins[in->table->origin[row]].derived;
}

/* An end is an actor row; behind the last of them things have theirs. */
static qp_status find_end(qp_link_intake *in, size_t row, int column,
                          qp_row *end)
{
    qp_row actor = QP_NONE;
    qp_row thing = QP_NONE;
    qp_status status = QP_OK;
    if (is_derived(in, row))
        actor = qp_builder_find(in->b, QP_REF_ACTOR,
                                in->table->columns[column].text[row]);
    else
        status = qp_builder_end(in->b, QP_RULE_LINK_END,
                                qp_links_spot(in, row, column), &actor, &thing);
    *end = thing == QP_NONE ? actor : (qp_row)in->b->net->actors.count + thing;
    return status;
}

static qp_status refuse_weight(qp_link_intake *in, size_t row, qp_row layer,
                               const char *what, const char *expected)
{
    char shown[QP_SHOWN_SIZE];
    const qp_network *net = in->b->net;
    const char *id = qp_network_text(net, net->layers.id[layer]);
    if (qp_table_refused(in->table, row, QP_LINK_WEIGHT))
        return QP_OK;
    return qp_builder_tell(in->b, QP_RULE_LINK_WEIGHT,
                           qp_links_spot(in, row, QP_LINK_WEIGHT), expected,
                           "weight %s in layer '%s'", what,
                           qp_text_shown(id, strlen(id), shown));
}

static qp_status check_weight(qp_link_intake *in, size_t row, qp_row layer)
{
    const qp_layers *layers = &in->b->net->layers;
    double weight = qp_links_weight_told(in, row);
    if (!qp_links_weighted(in, layer)) {
        if (!isnan(weight) && !is_derived(in, row))
            qp_links_count(in, layer, QP_LINKS_WEIGHT_IGNORED, (qp_row)row);
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

static qp_status refuse_until(qp_link_intake *in, size_t row, const char *what,
                              const char *expected)
{
    if (qp_table_refused(in->table, row, QP_LINK_DATE) ||
        qp_table_refused(in->table, row, QP_LINK_UNTIL))
        return QP_OK;
    return qp_builder_tell(in->b, QP_RULE_LINK_UNTIL,
                           qp_links_spot(in, row, QP_LINK_UNTIL), expected,
                           "until %s", what);
}

static qp_status check_period(qp_link_intake *in, size_t row)
{
    qp_period period = qp_links_period(in, row);
    if (qp_links_until(in, row) == QP_NO_DAY)
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
static void order_ends(const qp_link_intake *in, qp_link_row *link)
{
    if (in->b->net->layers.directed[link->layer] || link->from <= link->to)
        return;
    qp_row from = link->from;
    link->from = link->to;
    link->to = from;
}

/* Ids of the row become rows, now that nothing is told of them any more. */
static void keep(qp_link_intake *in, qp_link_row link)
{
    bool things = qp_links_thing(in, link.from) || qp_links_thing(in, link.to);
    if (link.from == link.to &&
        (things || in->b->net->actors.kind[link.from] != QP_KIND_REGION)) {
        qp_links_count(in, link.layer, QP_LINKS_SELF, link.row);
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

static qp_status check_rest(qp_link_intake *in, size_t row)
{
    qp_status status = check_period(in, row);
    if (status == QP_OK)
        status = qp_builder_refer(in->b, QP_REF_SOURCE, QP_RULE_SOURCE_UNKNOWN,
                                  qp_links_spot(in, row, QP_LINK_SOURCE));
    return status;
}

static qp_status check_row(qp_link_intake *in, size_t row, qp_link_row *link)
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

/* Without its columns a table has no links. */
static bool has_ends(const qp_link_intake *in)
{
    return in->from != NULL && in->to != NULL && in->layer != NULL;
}

/* A row with a defect, found now or in reading, takes no further part: what it
 * seems to repeat it may not repeat. */
static qp_status take_row(qp_link_intake *in, size_t row)
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
    if (status == QP_OK && whole && has_ends(in) &&
        (before == 0 || !qp_table_row_refused(in->table, row)))
        keep(in, link);
    return status;
}

/* ------------------------------------------------------------- plain rows */

static bool has_plain_weight(const qp_link_intake *in, size_t row, qp_row layer)
{
    double weight = qp_links_weight_told(in, row);
    if (!qp_links_weighted(in, layer))
        return isnan(weight);
    return !isnan(weight) && (in->b->net->layers.measure[layer] != QP_COUNT ||
                              floor(weight) == weight);
}

static bool has_plain_rest(const qp_link_intake *in, size_t row)
{
    const qp_string *sources = qp_builder_texts(in->table, QP_LINK_SOURCE);
    bool sourced = sources == NULL || sources[row] == QP_NONE ||
                   in->b->source_of[sources[row]] != QP_NONE;
    bool whole = in->table->refusal_count == 0 ||
                 !qp_table_row_refused(in->table, row);
    return sourced && whole && qp_links_until(in, row) == QP_NO_DAY;
}

static bool take_plain(qp_link_intake *in, size_t row)
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
    qp_link_intake *in = context;
    const qp_row *actor_of = in->b->actor_of;
    size_t rows = in->table->row_count;
    size_t end = (stretch + 1) * QP_LINKS_STRETCH < rows
                     ? (stretch + 1) * QP_LINKS_STRETCH
                     : rows;
    for (size_t row = stretch * QP_LINKS_STRETCH; row < end; row++) {
        if (row + QP_LINKS_AHEAD < end) {
            qp_string from = in->from[row + QP_LINKS_AHEAD];
            qp_string to = in->to[row + QP_LINKS_AHEAD];
            __builtin_prefetch(&actor_of[from != QP_NONE ? from : 0]);
            __builtin_prefetch(&actor_of[to != QP_NONE ? to : 0]);
        }
        in->plain[row] = take_plain(in, row);
    }
}

/* Rows that hold to all rules are taken by several threads; the others, of
 * which something may have to be told, one by one behind them. */
qp_status qp_links_take(qp_link_intake *in)
{
    size_t rows = in->table->row_count;
    qp_status status = QP_OK;
    if (has_ends(in))
        qp_parallel((rows + QP_LINKS_STRETCH - 1) / QP_LINKS_STRETCH,
                    in->b->data->threads, take_stretch, in);
    for (size_t row = 0; row < rows && status == QP_OK; row++)
        if (!in->plain[row])
            status = take_row(in, row);
    return status;
}
