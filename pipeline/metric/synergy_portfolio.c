/* SPDX-License-Identifier: MIT */
#include "metric/synergy_portfolio.h"

#include <math.h>

#include "core/memory.h"

#define MOST_NUMBERS ((size_t)1 << 25) ///< of all replicates at a time

/* --------------------------------------------------------------- portfolios */

static void size_up(qp_synergy_portfolio *p)
{
    const qp_run *run = &p->run->base;
    const qp_structure *s = &p->structure;
    for (size_t i = 0; i < s->class_count; i++)
        p->class_text[i] = qp_panel_string(
            run->panel, qp_network_text(run->net, s->class[i]));
    for (size_t r = 0; r < s->region_count; r++)
        p->region_used += s->total[r] > 0;
}

static qp_status tell_gathered(qp_synergy_portfolio *p,
                               qp_status (*tell)(qp_synergy_portfolio *))
{
    size_t classes = p->structure.class_count;
    p->class_text = qp_acquire(classes, sizeof *p->class_text);
    if (p->class_text == NULL)
        return qp_run_no_memory(&p->run->base);
    size_up(p);
    qp_status status = tell(p);
    qp_release(p->class_text);
    return status;
}

static bool exists(const qp_network *net, qp_structure_kind kind)
{
    const qp_string *item = kind == QP_STRUCTURE_INDUSTRY
                                ? net->portfolio.industry
                                : net->portfolio.product;
    for (size_t row = 0; item != NULL && row < net->portfolio.count; row++)
        if (item[row] != QP_NONE)
            return true;
    return false;
}

qp_status qp_synergy_portfolios(qp_synergy_run *run,
                                qp_status (*tell)(qp_synergy_portfolio *))
{
    const qp_network *net = run->base.net;
    bool none = !exists(net, QP_STRUCTURE_INDUSTRY) &&
                !exists(net, QP_STRUCTURE_PRODUCT);
    qp_status status = QP_OK;
    for (int k = 0; k < QP_STRUCTURE_KIND_COUNT && status == QP_OK; k++) {
        qp_structure_kind kind = (qp_structure_kind)k;
        bool stands_in = none && kind == QP_STRUCTURE_INDUSTRY;
        if (!stands_in && !exists(net, kind))
            continue;
        qp_synergy_portfolio p = {.run = run};
        qp_synergy_enter(run, qp_structure_names[kind]);
        status = qp_structure_gather(&run->base, kind, run->window,
                                     &p.structure);
        if (status == QP_OK)
            status = tell_gathered(&p, tell);
        qp_structure_clear(&p.structure);
    }
    return status;
}

/* ------------------------------------------------------------------ numbers */

/** Some regions at a time. */
typedef struct {
    const qp_synergy_portfolio *portfolio;
    const qp_region_numbers *numbers;
    qp_region_range range;
    size_t width;          ///< numbers of all its regions
    double *value;         ///< [width] observed
    qp_interval *interval; ///< [width]
    double *room;          ///< [numbers->room]
} block;

static size_t cells_of(const block *b)
{
    const qp_structure *s = &b->portfolio->structure;
    return s->region_count * s->class_count;
}

/* The room: what is drawn, the room of the numbers, and times. */
static void draw(void *context, qp_stream *stream, void *room, double values[])
{
    const block *b = context;
    qp_holdings drawn = qp_structure_holdings(&b->portfolio->structure);
    double *value = room;
    double *work = value + cells_of(b);
    void *times = work + b->numbers->room;
    qp_structure_draw(&b->portfolio->structure, stream, times, value);
    drawn.value = value;
    b->numbers->compute(b->numbers->context, &drawn, b->range, work, values);
}

static qp_status find_intervals(block *b)
{
    qp_run *run = &b->portfolio->run->base;
    const qp_structure *s = &b->portfolio->structure;
    double *values = NULL;
    qp_run_question question = {
        .name = b->numbers->name,
        .subject = run->region_text[b->range.first],
        .width = b->width,
        .room = (cells_of(b) + b->numbers->room) * sizeof(double) +
                s->actor_count * sizeof *s->stratum,
        .draw = draw,
        .context = b,
    };
    qp_status status = qp_run_ask(run, &question, &values);
    if (status == QP_OK)
        status = qp_run_intervals(run, values, b->width, b->interval);
    qp_release(values);
    return status;
}

static qp_status tell_regions(const block *b)
{
    const qp_structure *s = &b->portfolio->structure;
    size_t next = 0;
    qp_status status = QP_OK;
    for (size_t r = b->range.first; r < b->range.end && status == QP_OK; r++) {
        status = b->numbers->tell(b->numbers->context, r, b->value + next,
                                  b->interval + next);
        next += b->numbers->width(s, r);
    }
    return status;
}

static qp_status tell_observed(block *b)
{
    qp_holdings holdings = qp_structure_holdings(&b->portfolio->structure);
    b->numbers->compute(b->numbers->context, &holdings, b->range, b->room,
                        b->value);
    for (size_t i = 0; i < b->width; i++)
        b->interval[i] = (qp_interval){NAN, NAN};
    qp_status status = b->portfolio->structure.actor_count > 0
                           ? find_intervals(b)
                           : QP_OK;
    return status == QP_OK ? tell_regions(b) : status;
}

static qp_status tell_block(block *b)
{
    b->value = qp_acquire(b->width, sizeof *b->value);
    b->interval = qp_acquire(b->width, sizeof *b->interval);
    b->room = qp_acquire(b->numbers->room, sizeof *b->room);
    bool room = b->value != NULL && b->interval != NULL && b->room != NULL;
    qp_status status = room ? tell_observed(b)
                            : qp_run_no_memory(&b->portfolio->run->base);
    qp_release(b->value);
    qp_release(b->interval);
    qp_release(b->room);
    return status;
}

/* As many regions as replicates have room for, at least one. */
static void grow(block *b, size_t most)
{
    const qp_structure *s = &b->portfolio->structure;
    b->width = 0;
    while (b->range.end < s->region_count) {
        size_t width = b->numbers->width(s, b->range.end);
        if (b->width > 0 && b->width + width > most)
            return;
        b->width += width;
        b->range.end++;
    }
}

qp_status qp_synergy_tell_numbers(const qp_synergy_portfolio *portfolio,
                                  const qp_region_numbers *numbers)
{
    size_t most = MOST_NUMBERS / portfolio->run->base.draws->replicates;
    block b = {.portfolio = portfolio, .numbers = numbers};
    qp_status status = QP_OK;
    while (b.range.end < portfolio->structure.region_count && status == QP_OK) {
        b.range.first = b.range.end;
        grow(&b, most);
        status = b.width > 0 ? tell_block(&b) : QP_OK;
    }
    return status;
}
