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
    qp_run_question question = {
        .name = "symmetric",
        .subject = part->subject,
        .width = SYMMETRIC_WIDTH,
        .room = 2 * part->count * sizeof(double),
        .draw = draw_symmetric,
        .context = s,
    };
    qp_status status = qp_run_ask(&run->base, &question, &value);
    if (status == QP_OK) {
        part->index = qp_run_summarise(&run->base, value + INDEX,
                                       SYMMETRIC_WIDTH,
                                       qp_effectiveness_index(s->x));
        part->gradient = qp_run_summarise(&run->base, value + GRADIENT,
                                          SYMMETRIC_WIDTH, part->hodge.eta);
    }
    qp_release(value);
    return status;
}

static qp_status draw_by_symmetry(qp_siphon_run *run, qp_siphon_part *part)
{
    qp_hodge_factor factor = {0};
    symmetric s = {&part->exchange, &factor};
    qp_status status = qp_hodge_factorise(&part->square, &factor,
                                          run->base.err);
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
    qp_run_question question = {
        .name = "multinomial",
        .subject = part->subject,
        .width = MULTINOMIAL_WIDTH,
        .room = (n * n + 4 * n + qp_cycling_room(n)) * sizeof(double),
        .draw = draw_multinomial,
        .context = m,
    };
    qp_status status = qp_run_ask(&run->base, &question, &value);
    if (status == QP_OK) {
        part->reciprocity = qp_run_summarise(&run->base, value + RECIPROCITY,
                                             MULTINOMIAL_WIDTH,
                                             observed[RECIPROCITY]);
        part->cycling = qp_run_summarise(&run->base, value + CYCLING,
                                         MULTINOMIAL_WIDTH, observed[CYCLING]);
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
    qp_status status = make_moves(part, &m.moves, run->base.err);
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
