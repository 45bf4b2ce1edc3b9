/* SPDX-License-Identifier: MIT */
#include "metric/chain_gaps.h"

#include <math.h>
#include <stdio.h>

#include "chance/summary.h"
#include "core/memory.h"
#include "core/sum.h"

#define MOST_NUMBERS ((size_t)1 << 25) ///< of all replicates at a time

/* ------------------------------------------------------------------ bearers */

static qp_status no_memory(qp_chain_run *run, size_t count)
{
    return qp_fail(run->base.err, QP_E_MEMORY,
                   "no memory for portfolios of %zu bearers", count);
}

static bool make_bearers(qp_chain_bearers *made, size_t rows, size_t places)
{
    made->start = qp_acquire(rows + 1, sizeof *made->start);
    made->column = qp_acquire(places, sizeof *made->column);
    made->actor = qp_acquire(rows, sizeof *made->actor);
    return made->start != NULL && made->column != NULL && made->actor != NULL;
}

static void close_bearers(qp_chain_bearers *made, size_t rows, size_t classes)
{
    made->table = (qp_two_mode){.row_count = rows,
                                .column_count = classes,
                                .start = made->start,
                                .column = made->column};
}

static void clear_bearers(qp_chain_bearers *bearers)
{
    qp_release(bearers->start);
    qp_release(bearers->column);
    qp_release(bearers->actor);
}

static qp_status take_regions(qp_chain_run *run, qp_chain_portfolio *p)
{
    const qp_structure *s = &p->structure;
    size_t cells = s->region_count * s->class_count;
    qp_chain_bearers *made = &p->regions;
    if (!make_bearers(made, s->region_count, cells))
        return no_memory(run, s->region_count);
    size_t place = 0;
    for (size_t c = 0; c < cells; c++) {
        if (p->relations.present[c] > 0)
            made->column[place++] = (uint32_t)(c % s->class_count);
        made->start[c / s->class_count + 1] = place;
    }
    for (size_t r = 0; r < s->region_count; r++) {
        p->region_used += s->total[r] > 0;
        made->actor[r] = run->base.region[r];
    }
    close_bearers(made, s->region_count, s->class_count);
    return QP_OK;
}

/* ------------------------------------------------------------------- actors */

/** The actors of a portfolio on their way. */
typedef struct {
    const qp_chain_run *run;
    qp_chain_portfolio *portfolio;
    const qp_string *item; ///< [rows of the network's portfolio]
    bool by_industry;      ///< it is of industries
    size_t *seen;          ///< [classes] the last row that has it, from 1
    size_t next;           ///< row of the network's portfolio
    size_t rows;
    size_t places;
} census;

static bool is_inside(const qp_chain_run *run, qp_period when)
{
    return run->window.from == QP_NO_DAY ||
           (run->window.from <= when.from && when.from < run->window.until);
}

static void take_class(census *c, qp_string text)
{
    qp_chain_portfolio *p = c->portfolio;
    const qp_network *net = c->run->base.net;
    size_t class = text != QP_NONE
                       ? qp_relations_class(net, &p->structure,
                                            qp_network_text(net, text))
                       : p->structure.class_count;
    if (class == p->structure.class_count || c->seen[class] == c->rows + 1)
        return;
    c->seen[class] = c->rows + 1;
    p->actors.column[c->places++] = (uint32_t) class;
}

/* Of several dates of one class, which follow each other, the latest counts. */
static bool is_had(const census *c, size_t row)
{
    const qp_portfolio *rows = &c->run->base.net->portfolio;
    size_t next = row + 1;
    bool later = next < rows->count && rows->actor[next] == rows->actor[row] &&
                 c->item[next] == c->item[row] &&
                 is_inside(c->run, rows->period[next]);
    return !later && is_inside(c->run, rows->period[row]) &&
           rows->value[row] > 0;
}

static void take_rows(census *c, qp_row actor)
{
    const qp_portfolio *rows = &c->run->base.net->portfolio;
    while (c->next < rows->count && rows->actor[c->next] < actor)
        c->next++;
    for (; c->next < rows->count && rows->actor[c->next] == actor; c->next++)
        if (c->item != NULL && c->item[c->next] != QP_NONE &&
            is_had(c, c->next))
            take_class(c, c->item[c->next]);
}

static void take_actor(census *c, qp_row actor)
{
    const qp_actors *actors = &c->run->base.net->actors;
    qp_chain_bearers *made = &c->portfolio->actors;
    size_t before = c->places;
    bool counts = actors->kind[actor] == QP_KIND_ENTERPRISE ||
                  actors->kind[actor] == QP_KIND_INSTITUTE;
    if (!counts || qp_optional_number(actors->group, actor) == 1)
        return;
    take_rows(c, actor);
    if (c->places == before && c->by_industry)
        take_class(c, qp_optional_row(actors->industry, actor));
    if (c->places == before)
        return;
    made->actor[c->rows++] = actor;
    made->start[c->rows] = c->places;
}

static qp_status take_actors(qp_chain_run *run, qp_structure_kind kind,
                             qp_chain_portfolio *p)
{
    const qp_network *net = run->base.net;
    size_t classes = p->structure.class_count;
    census c = {
        .run = run,
        .portfolio = p,
        .item = kind == QP_STRUCTURE_INDUSTRY ? net->portfolio.industry
                                              : net->portfolio.product,
        .by_industry = kind == QP_STRUCTURE_INDUSTRY,
        .seen = qp_acquire(classes, sizeof *c.seen),
    };
    bool room = make_bearers(&p->actors, net->actors.count,
                             net->portfolio.count + net->actors.count) &&
                c.seen != NULL;
    for (qp_row a = 0; a < net->actors.count && room; a++)
        take_actor(&c, a);
    qp_release(c.seen);
    if (!room)
        return no_memory(run, net->actors.count);
    close_bearers(&p->actors, c.rows, classes);
    return QP_OK;
}

/* --------------------------------------------------------------- portfolios */

static qp_status gather_portfolio(qp_chain_run *run, qp_structure_kind kind,
                                  qp_chain_portfolio *p)
{
    const qp_relations_choice choice = {run->options->relatedness,
                                        run->options->least};
    qp_status status = qp_structure_gather(&run->base, kind, run->window,
                                           &p->structure);
    if (status != QP_OK || p->structure.class_count == 0)
        return status;
    status = qp_relations_find(run->base.net, &p->structure, &choice,
                               &p->relations, run->base.err);
    if (status == QP_OK)
        status = take_regions(run, p);
    return status == QP_OK ? take_actors(run, kind, p) : status;
}

static void clear_portfolio(qp_chain_portfolio *p)
{
    qp_structure_clear(&p->structure);
    qp_relations_clear(&p->relations);
    clear_bearers(&p->regions);
    clear_bearers(&p->actors);
}

/* ------------------------------------------------------------------ markets */

static qp_status gather_markets(qp_chain_ground *ground)
{
    qp_chain_run *run = ground->run;
    const qp_network *net = run->base.net;
    size_t most = run->frame->layer_count;
    ground->layer = qp_acquire(most, sizeof *ground->layer);
    ground->markets = qp_acquire(most, sizeof *ground->markets);
    if (ground->layer == NULL || ground->markets == NULL)
        return qp_run_no_memory(&run->base);
    size_t count = qp_chain_layers(run, 1U << QP_ROLE_SUPPLY, ground->layer);
    qp_status status = QP_OK;
    for (size_t l = 0; l < count && status == QP_OK; l++) {
        qp_row layer = ground->layer[l];
        if (!net->layers.directed[layer])
            continue;
        status = qp_market_gather(net, layer, run->window,
                                  &ground->markets[ground->market_count],
                                  run->base.err);
        ground->layer[ground->market_count] = layer;
        ground->market_count += status == QP_OK;
    }
    return status;
}

qp_status qp_chain_ground_gather(qp_chain_ground *ground)
{
    qp_status status = gather_markets(ground);
    for (int k = 0; k < QP_STRUCTURE_KIND_COUNT && status == QP_OK; k++)
        status = gather_portfolio(ground->run, (qp_structure_kind)k,
                                  &ground->of[k]);
    return status;
}

void qp_chain_ground_clear(qp_chain_ground *ground)
{
    for (int k = 0; k < QP_STRUCTURE_KIND_COUNT; k++)
        clear_portfolio(&ground->of[k]);
    for (size_t m = 0; m < ground->market_count; m++)
        qp_market_clear(&ground->markets[m]);
    qp_release(ground->layer);
    qp_release(ground->markets);
}

/* --------------------------------------------------------------------- gaps */

qp_chain_sellers qp_chain_sellers_of(const qp_market *market, qp_string name)
{
    uint32_t product = qp_ranking_of(&market->products, name);
    size_t low = 0;
    size_t high = market->count;
    if (product == QP_NONE)
        return (qp_chain_sellers){0, 0};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (market->deals[middle].product < product)
            low = middle + 1;
        else
            high = middle;
    }
    return (qp_chain_sellers){low, qp_market_end(market, low)};
}

/* The industry of the largest seller of whom it is known, of equal ones the
 * first; QP_NONE where nobody's is. */
static qp_string industry_of(const qp_network *net, const qp_market *market,
                             qp_string name)
{
    qp_chain_sellers s = qp_chain_sellers_of(market, name);
    const qp_deal *deals = market->deals;
    qp_string industry = QP_NONE;
    double most = 0;
    double sum = 0;
    for (size_t d = s.first; d < s.end; d++) {
        bool first = d == s.first || deals[d].supplier != deals[d - 1].supplier;
        qp_string own = qp_optional_row(net->actors.industry,
                                        deals[d].supplier);
        sum = (first ? 0 : sum) + deals[d].value;
        if (own != QP_NONE && sum > most) {
            most = sum;
            industry = own;
        }
    }
    return industry;
}

/* Set the gap of a class, if the portfolio has it. */
static bool relate(const qp_chain_ground *ground, qp_structure_kind kind,
                   qp_string text, qp_chain_gap *found)
{
    const qp_chain_portfolio *p = &ground->of[kind];
    const qp_network *net = ground->run->base.net;
    size_t classes = p->structure.class_count;
    size_t class = text != QP_NONE && classes > 0
                       ? qp_relations_class(net, &p->structure,
                                            qp_network_text(net, text))
                       : classes;
    if (class == classes)
        return false;
    found->kind = kind;
    found->gap = qp_gap_of(p->relations.phi + class * classes, classes, class,
                           found->stands_in);
    return true;
}

qp_chain_gap qp_chain_gap_find(const qp_chain_ground *ground, qp_string name)
{
    qp_chain_gap found = {.name = name, .kind = QP_STRUCTURE_KIND_COUNT};
    if (relate(ground, QP_STRUCTURE_PRODUCT, name, &found) ||
        relate(ground, QP_STRUCTURE_INDUSTRY, name, &found))
        return found;
    found.stands_in = true;
    for (size_t m = 0; m < ground->market_count; m++)
        if (relate(
                ground, QP_STRUCTURE_INDUSTRY,
                industry_of(ground->run->base.net, &ground->markets[m], name),
                &found))
            return found;
    return found;
}

/* ------------------------------------------------------------------- chance */

/** Some densities at a time. */
typedef struct {
    const qp_two_mode *from; ///< the table from which draws set out
    const char *name;
    qp_chain_asked *asked; ///< [count]
    size_t count;
    size_t number; ///< of the block
} block;

static void draw(void *context, qp_stream *stream, void *room, double values[])
{
    const block *b = context;
    const size_t *start = b->from->start;
    uint32_t *column = room;
    qp_curveball_draw(b->from, QP_CURVEBALL_ROUNDS, stream, column,
                      column + start[b->from->row_count]);
    for (size_t a = 0; a < b->count; a++) {
        uint32_t row = b->asked[a].bearer;
        values[a] = qp_gap_density(b->asked[a].gap, column + start[row],
                                   start[row + 1] - start[row]);
    }
}

static void summarise(const double value[], size_t replicates, size_t width,
                      qp_chain_asked *asked)
{
    double reach = QP_TIE * fabs(asked->density);
    qp_sum sum = {0};
    double below = 0;
    for (size_t r = 0; r < replicates; r++) {
        qp_sum_add(&sum, value[r * width]);
        below += value[r * width] <= asked->density + reach;
    }
    asked->expected = qp_sum_value(&sum) / (double)replicates;
    asked->quantile = below / (double)replicates;
}

static qp_status ask_block(qp_chain_run *run, block *b)
{
    const qp_two_mode *table = b->from;
    char name[64];
    double *values = NULL;
    snprintf(name, sizeof name, "%s:%zu", b->name, b->number);
    qp_run_question question = {
        .name = name,
        .subject = run->base.all,
        .width = b->count,
        .room = (table->start[table->row_count] + qp_curveball_room(table)) *
                sizeof(uint32_t),
        .draw = draw,
        .context = b,
    };
    qp_status status = qp_run_ask(&run->base, &question, &values);
    for (size_t a = 0; a < b->count && status == QP_OK; a++)
        summarise(values + a, run->base.draws->replicates, b->count,
                  &b->asked[a]);
    qp_release(values);
    return status;
}

static qp_status ask_blocks(qp_chain_run *run, block b, qp_chain_asked asked[],
                            size_t count)
{
    size_t most = MOST_NUMBERS / run->base.draws->replicates + 1;
    qp_status status = QP_OK;
    for (size_t next = 0; next < count && status == QP_OK; next += b.count) {
        b.asked = asked + next;
        b.count = count - next < most ? count - next : most;
        status = ask_block(run, &b);
        b.number++;
    }
    return status;
}

/* All replicates set out from one table, whatever the seed. */
static qp_status mix_and_ask(qp_chain_run *run, const char *name,
                             const qp_two_mode *table, qp_chain_asked asked[],
                             size_t count)
{
    qp_stream stream = qp_stream_start(0, 0);
    qp_two_mode from = *table;
    uint32_t *mixed = qp_acquire(table->start[table->row_count], sizeof *mixed);
    uint32_t *room = qp_acquire(qp_curveball_room(table), sizeof *room);
    qp_status status = mixed != NULL && room != NULL
                           ? QP_OK
                           : no_memory(run, table->row_count);
    if (status == QP_OK) {
        qp_curveball_draw(table, QP_CURVEBALL_BURN_IN, &stream, mixed, room);
        from.column = mixed;
        status = ask_blocks(run, (block){.from = &from, .name = name}, asked,
                            count);
    }
    qp_release(mixed);
    qp_release(room);
    return status;
}

qp_status qp_chain_ask_densities(qp_chain_run *run, const char *name,
                                 const qp_chain_bearers *bearers,
                                 qp_chain_asked asked[], size_t count)
{
    const qp_two_mode *table = &bearers->table;
    for (size_t a = 0; a < count; a++)
        asked[a].expected = asked[a].quantile = NAN;
    if (count == 0 || (double)run->base.draws->replicates *
                              (double)table->start[table->row_count] >
                          QP_CHAIN_MOST_DRAWN)
        return QP_OK;
    return mix_and_ask(run, name, table, asked, count);
}
