/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/correction.h"
#include "chance/draw.h"
#include "chance/replicate.h"
#include "chance/stream.h"
#include "core/memory.h"
#include "metric/circulation.h"
#include "metric/net_balance.h"
#include "metric/siphon_run.h"

/* ------------------------------------------------------------------ questions */

/* Each question, layer, window and subject draws from streams of its own. */
static void write_question(const qp_siphon_run *run,
                           const qp_siphon_question *question, qp_text *text)
{
    const qp_pool *pool = &run->panel->text;
    qp_text_addf(text, "%s\n%s\n%s\n%s", question->name,
                 qp_pool_text(pool, run->place.layer),
                 qp_pool_text(pool, run->place.window),
                 qp_pool_text(pool, question->subject));
}

static qp_status answer(qp_siphon_run *run, const qp_siphon_question *question,
                        const char *text, double value[])
{
    const qp_siphon_options *options = run->options;
    qp_shard *shard = options->shard;
    qp_question chance = {
        .seed = qp_seed_for(options->seed, text),
        .replicates = options->replicates,
        .width = question->width,
        .room = question->room,
        .threads = options->threads,
        .draw = question->draw,
        .context = question->context,
    };
    if (shard == NULL)
        return qp_replicate(&chance, 0, 1, value, run->err);
    if (qp_shard_is_read(shard))
        return qp_shard_take(shard, text, question->width, value, run->err);
    qp_status status = qp_replicate(&chance, shard->number - 1, shard->count,
                                    value, run->err);
    return status == QP_OK
               ? qp_shard_put(shard, text, question->width, value, run->err)
               : status;
}

qp_status qp_siphon_ask(qp_siphon_run *run, const qp_siphon_question *question,
                        double **value)
{
    qp_text text = {0};
    write_question(run, question, &text);
    double *answers = qp_acquire(run->options->replicates,
                                 question->width * sizeof *answers);
    qp_status status = qp_text_status(&text, run->err);
    if (status == QP_OK && answers == NULL)
        status = qp_fail(run->err, QP_E_MEMORY,
                         "no memory for %zu replicates of %zu numbers",
                         run->options->replicates, question->width);
    if (status == QP_OK)
        status = answer(run, question, text.bytes, answers);
    qp_text_clear(&text);
    if (status == QP_OK)
        *value = answers;
    else
        qp_release(answers);
    return status;
}

/* One number of each replicate against what was observed. */
static qp_siphon_chance summarise(const qp_siphon_run *run,
                                  const double value[], size_t width,
                                  double observed)
{
    return (qp_siphon_chance){
        .summary = qp_summarise(value, run->options->replicates, width,
                                observed),
        .drawn = true,
    };
}

void qp_siphon_test(const qp_siphon_chance *chance, bool two_sided,
                    qp_null null, qp_panel_row *row)
{
    const qp_null_summary *s = &chance->summary;
    if (!chance->drawn || isnan(row->value))
        return;
    row->expected = s->mean;
    row->z = qp_null_z(s);
    row->p = two_sided ? qp_null_p_both(s) : qp_null_p_upper(s);
    row->null = null;
}

/* ------------------------------------------------------------ symmetric null */

enum { INDEX, GRADIENT, SYMMETRIC_WIDTH };

typedef struct {
    const qp_exchange *x;
    const qp_hodge_factor *factor;
} symmetric;

static void draw_symmetric(void *context, qp_stream *stream, void *room,
                           double values[])
{
    const symmetric *s = context;
    double *net = room;
    double chi2 = qp_symmetric_draw(s->x, stream, net);
    values[INDEX] = qp_index_of_nets(s->x, net);
    values[GRADIENT] = qp_hodge_gradient_share(s->factor, net, chi2,
                                               net + s->x->unit_count);
}

static qp_status ask_symmetric(qp_siphon_run *run, qp_siphon_part *part,
                               symmetric *s)
{
    double *value = NULL;
    qp_siphon_question question = {
        .name = "symmetric",
        .subject = part->subject,
        .width = SYMMETRIC_WIDTH,
        .room = 2 * part->count * sizeof(double),
        .draw = draw_symmetric,
        .context = s,
    };
    qp_status status = qp_siphon_ask(run, &question, &value);
    if (status == QP_OK) {
        part->index = summarise(run, value + INDEX, SYMMETRIC_WIDTH,
                                qp_effectiveness_index(s->x));
        part->gradient = summarise(run, value + GRADIENT, SYMMETRIC_WIDTH,
                                   part->hodge.eta);
    }
    qp_release(value);
    return status;
}

static qp_status draw_by_symmetry(qp_siphon_run *run, qp_siphon_part *part)
{
    qp_hodge_factor factor = {0};
    symmetric s = {&part->exchange, &factor};
    qp_status status = qp_hodge_factorise(&part->square, &factor, run->err);
    if (status == QP_OK)
        status = ask_symmetric(run, part, &s);
    qp_hodge_factor_clear(&factor);
    return status;
}

/* ---------------------------------------------------------- multinomial null */

enum { RECIPROCITY, CYCLING, MULTINOMIAL_WIDTH };

typedef struct {
    const qp_siphon_run *run;
    const qp_siphon_part *part;
    qp_multinomial moves; ///< over all cells of the square
} multinomial;

static void draw_multinomial(void *context, qp_stream *stream, void *room,
                             double values[])
{
    const multinomial *m = context;
    size_t n = m->part->count;
    bool closed = false;
    double *next = room;
    qp_square square = {.n = n, .flow = next};
    square.inflow = next + n * n;
    square.outflow = square.inflow + n;
    double *closure = square.outflow + n;
    qp_multinomial_draw(&m->moves, (uint64_t)m->part->square.total, stream,
                        square.flow);
    qp_square_sum(&square);
    qp_boundary boundary = qp_siphon_close(m->run, m->part,
                                           &m->run->part[QP_SIPHON_ALL].square,
                                           &m->part->square, &square, closure);
    values[RECIPROCITY] = qp_reciprocity(&square);
    values[CYCLING] = qp_finn_cycling(&square, &boundary, closure + 2 * n,
                                      &closed);
}

static qp_status ask_multinomial(qp_siphon_run *run, qp_siphon_part *part,
                                 multinomial *m, const double observed[])
{
    size_t n = part->count;
    double *value = NULL;
    qp_siphon_question question = {
        .name = "multinomial",
        .subject = part->subject,
        .width = MULTINOMIAL_WIDTH,
        .room = (n * n + 4 * n + qp_cycling_room(n)) * sizeof(double),
        .draw = draw_multinomial,
        .context = m,
    };
    qp_status status = qp_siphon_ask(run, &question, &value);
    if (status == QP_OK) {
        part->reciprocity = summarise(run, value + RECIPROCITY,
                                      MULTINOMIAL_WIDTH, observed[RECIPROCITY]);
        part->cycling = summarise(run, value + CYCLING, MULTINOMIAL_WIDTH,
                                  observed[CYCLING]);
    }
    qp_release(value);
    return status;
}

/* Nothing is expected, and nothing falls, where a sum is 0. */
static qp_status make_moves(const qp_siphon_part *part, qp_multinomial *moves,
                            qp_error *err)
{
    size_t cells = part->count * part->count;
    double *weight = qp_acquire(cells, sizeof *weight);
    if (weight == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu cells", cells);
    for (size_t c = 0; c < cells; c++)
        weight[c] = qp_siphon_expected(part, c);
    qp_status status = qp_multinomial_make(weight, cells, moves, err);
    qp_release(weight);
    return status;
}

static qp_status draw_by_expectation(qp_siphon_run *run, size_t p)
{
    qp_siphon_part *part = &run->part[p];
    const qp_siphon_sample *sample = &run->sample;
    const double observed[] = {
        sample->observed[sample->at.reciprocity + p],
        sample->observed[sample->at.cycling + p],
    };
    multinomial m = {.run = run, .part = part};
    qp_status status = make_moves(part, &m.moves, run->err);
    if (status == QP_OK)
        status = ask_multinomial(run, part, &m, observed);
    qp_multinomial_clear(&m.moves);
    return status;
}

qp_status qp_siphon_draw_nulls(qp_siphon_run *run)
{
    qp_status status = QP_OK;
    for (size_t p = 0; p <= run->between_part && status == QP_OK; p++) {
        qp_siphon_part *part = &run->part[p];
        if (qp_siphon_why_not(part) != QP_REASON_NONE || !part->exchange.counts)
            continue;
        status = draw_by_symmetry(run, part);
        if (status == QP_OK && p < run->between_part &&
            qp_siphon_why_no_expectation(part) == QP_REASON_NONE)
            status = draw_by_expectation(run, p);
    }
    return status;
}
