/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/sum.h"
#include "net/fields.h"

#define TOLERANCE 1e-6 ///< of a sum of shares

/* ------------------------------------------------------------------ periods */

/* From the beginning of the calendar to its end, where a row does not say. */
static qp_period always(void)
{
    qp_period first = QP_NO_PERIOD;
    qp_period last = QP_NO_PERIOD;
    (void)qp_period_read("0001", 4, &first);
    (void)qp_period_read("9998", 4, &last);
    return (qp_period){first.from, last.until};
}

static qp_day day_at(const qp_table *table, size_t row, int column)
{
    const qp_period *dates = qp_builder_periods(table, column);
    return dates != NULL ? dates[row].from : QP_NO_DAY;
}

/* `until` is the first day on which the actor is there no more. */
static qp_period period_of(const qp_table *table, size_t row)
{
    qp_day from = day_at(table, row, QP_LOCATION_FROM);
    qp_day until = day_at(table, row, QP_LOCATION_UNTIL);
    qp_period open = always();
    if (from == QP_NO_DAY && until == QP_NO_DAY)
        return QP_NO_PERIOD;
    return (qp_period){from != QP_NO_DAY ? from : open.from,
                       until != QP_NO_DAY ? until : open.until};
}

static qp_status check_period(qp_builder *b, const qp_table *table, size_t row)
{
    qp_period period = period_of(table, row);
    if (period.from == QP_NO_DAY || period.until > period.from)
        return QP_OK;
    return qp_builder_tell(b, QP_RULE_LOCATION_UNTIL,
                           (qp_spot){table, row, QP_LOCATION_UNTIL},
                           "until is the first day on which the actor is "
                           "there no more",
                           "until is not after from");
}

static qp_status settle_periods(qp_listing *list)
{
    qp_locations *all = &list->b->net->locations;
    for (size_t i = 0; i < list->count; i++)
        all->period[i] = period_of(list->table, list->rows[i]);
    return QP_OK;
}

/* ------------------------------------------------------------------- shares */

/** On this day an actor's shares change by so much, in so many rows. */
typedef struct {
    qp_day day;
    double share;
    int rows;
} change;

static int by_day(const void *left, const void *right)
{
    const change *a = left;
    const change *b = right;
    return (a->day > b->day) - (a->day < b->day);
}

/* The changes of the rows [start, end), two each, by day. */
static void gather_changes(const qp_locations *all, size_t start, size_t end,
                           change changes[])
{
    for (size_t i = start; i < end; i++) {
        qp_period period = all->period[i].from != QP_NO_DAY ? all->period[i]
                                                            : always();
        change *two = &changes[2 * (i - start)];
        two[0] = (change){period.from, all->share[i], 1};
        two[1] = (change){period.until, -all->share[i], -1};
    }
    qsort(changes, 2 * (end - start), sizeof *changes, by_day);
}

/* The first day on which the shares do not add up, or QP_NO_DAY. */
static qp_day find_odd_day(const change changes[], size_t count, double *sum)
{
    int rows = 0;
    *sum = 0;
    for (size_t c = 0; c < count; c++) {
        *sum += changes[c].share;
        rows += changes[c].rows;
        bool last = c + 1 == count || changes[c + 1].day > changes[c].day;
        if (last && rows > 0 && fabs(*sum - 1) > TOLERANCE)
            return changes[c].day;
    }
    return QP_NO_DAY;
}

static qp_status tell_shares(qp_listing *list, size_t start, size_t end,
                             qp_day day, double sum)
{
    const qp_network *net = list->b->net;
    const char *id = qp_network_text(
        net, net->actors.id[net->locations.actor[start]]);
    char shown[QP_SHOWN_SIZE];
    char spelt[QP_DAY_SIZE];
    qp_row first = list->rows[start];
    for (size_t i = start; i < end; i++)
        first = list->rows[i] < first ? list->rows[i] : first;
    bool dated = day != always().from;
    return qp_builder_tell(list->b, QP_RULE_LOCATION_SHARE,
                           (qp_spot){list->table, first, QP_LOCATION_SHARE},
                           "those of one actor and day add up to 1",
                           "the shares of '%s' add up to %.6g%s%s",
                           qp_text_shown(id, strlen(id), shown), sum,
                           dated ? " on " : "",
                           dated ? qp_day_text(day, spelt) : "");
}

static qp_status check_actor(qp_listing *list, size_t start, size_t end)
{
    double sum = 0;
    change *changes = qp_acquire(2 * (end - start), sizeof *changes);
    if (changes == NULL)
        return qp_builder_no_memory(list->b);
    gather_changes(&list->b->net->locations, start, end, changes);
    qp_day odd = find_odd_day(changes, 2 * (end - start), &sum);
    qp_release(changes);
    return odd != QP_NO_DAY ? tell_shares(list, start, end, odd, sum) : QP_OK;
}

/* Where rows were lost, sums mean nothing. */
static qp_status check_shares(qp_listing *list)
{
    const qp_row *actor = list->b->net->locations.actor;
    qp_status status = QP_OK;
    if (list->count < list->table->row_count || list->table->incomplete)
        return QP_OK;
    for (size_t start = 0, end = 0; start < list->count && status == QP_OK;
         start = end) {
        end = start + 1;
        while (end < list->count && actor[end] == actor[start])
            end++;
        status = check_actor(list, start, end);
    }
    return status;
}

qp_status qp_build_locations(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_LOCATION_ACTOR, "actor", QP_REF_TENANT, QP_RULE_LOCATION_ACTOR},
        {QP_LOCATION_REGION, "region", QP_REF_REGION, QP_RULE_LOCATION_REGION},
        {QP_LOCATION_SHARE, "share", QP_PLAIN},
        {QP_LOCATION_FROM, "period", QP_PLAIN},
        {QP_LOCATION_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_plan plan = {.table = QP_LOCATIONS,
                                 .fields = QP_FIELDS(QP_G_LOCATIONS, columns),
                                 .check = check_period,
                                 .settle = settle_periods,
                                 .review = check_shares};
    return qp_plan_run(b, &plan);
}
