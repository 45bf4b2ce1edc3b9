/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>

#include "core/memory.h"
#include "core/number.h"
#include "metric/barrier.h"
#include "metric/covariates.h"
#include "metric/gravity.h"
#include "metric/synergy_run.h"

enum {
    LEAST_REGIONS = 15,
    MOST_LEVELS = QP_GRAVITY_FURTHER + 1,
    OBJECT_SIZE = QP_NUMBER_SIZE + 16
};

/** The model of one layer and window. */
typedef struct {
    qp_synergy_run *run;
    size_t n; ///< regions
    qp_flows flows;
    qp_square square;
    double *distance; ///< [n * n]
    double *barrier;  ///< [n * n] level of each pair, NaN: not known
    double *dummy;    ///< [levels - 1][n * n] 1 at a level above the base
    qp_distance_source source;
    double level[MOST_LEVELS]; ///< [levels] that occur, rising; the first is
                               ///< the base
    size_t levels;
    bool too_many; ///< there are more levels than MOST_LEVELS
    qp_gravity gravity;
} model;

/* --------------------------------------------------------------------- pairs */

static bool make_room(model *m)
{
    m->distance = qp_acquire(m->n, m->n * sizeof *m->distance);
    m->barrier = qp_acquire(m->n, m->n * sizeof *m->barrier);
    return m->distance != NULL && m->barrier != NULL;
}

static qp_status gather(model *m)
{
    qp_synergy_run *run = m->run;
    const qp_run *base = &run->base;
    m->source = qp_distances(base->net, base->region, m->n, m->distance);
    qp_barriers(base->net, base->region, m->n, m->barrier);
    qp_status status = qp_flows_sum(base->net, run->layer, run->window,
                                    run->options->level, &m->flows, base->err);
    if (status == QP_OK)
        status = qp_square_make(m->n, &m->square, base->err);
    if (status == QP_OK)
        qp_square_fill(&m->flows, NULL, &m->square);
    return status;
}

static void clear(model *m)
{
    qp_gravity_clear(&m->gravity);
    qp_square_clear(&m->square);
    qp_flows_clear(&m->flows);
    qp_release(m->distance);
    qp_release(m->barrier);
    qp_release(m->dummy);
}

/* Regions that send or receive anything. */
static size_t exchanging(const model *m)
{
    size_t count = 0;
    for (size_t r = 0; r < m->n; r++)
        count += m->square.outflow[r] + m->square.inflow[r] > 0 ? 1 : 0;
    return count;
}

/* -------------------------------------------------------------------- levels */

/* Will the model look at a pair? Where no distance is known at all it looks at
 * none, and that is the reason to tell. */
static bool counts(const model *m, size_t r, size_t s)
{
    bool placed = m->source == QP_DISTANCE_NONE ||
                  m->distance[r * m->n + s] > 0;
    return r != s && placed && m->square.outflow[r] > 0 &&
           m->square.inflow[s] > 0 && !isnan(m->barrier[r * m->n + s]);
}

static void note_level(model *m, double level)
{
    size_t at = 0;
    while (at < m->levels && m->level[at] < level)
        at++;
    if (at < m->levels && !(m->level[at] > level))
        return;
    if (m->levels == MOST_LEVELS) {
        m->too_many = true;
        return;
    }
    for (size_t i = m->levels++; i > at; i--)
        m->level[i] = m->level[i - 1];
    m->level[at] = level;
}

static void find_levels(model *m)
{
    for (size_t r = 0; r < m->n; r++)
        for (size_t s = 0; s < m->n; s++)
            if (counts(m, r, s))
                note_level(m, m->barrier[r * m->n + s]);
}

static double at_level(double barrier, double level)
{
    if (isnan(barrier))
        return NAN;
    return barrier < level || barrier > level ? 0 : 1;
}

/* Each level above the base has a column of its own: no line is drawn through
 * the levels. */
static qp_status fit(model *m)
{
    size_t cells = m->n * m->n;
    const double *further[QP_GRAVITY_FURTHER];
    m->dummy = qp_acquire(cells, (m->levels - 1) * sizeof *m->dummy);
    if (m->dummy == NULL)
        return qp_run_no_memory(&m->run->base);
    for (size_t l = 1; l < m->levels; l++) {
        double *dummy = m->dummy + (l - 1) * cells;
        for (size_t c = 0; c < cells; c++)
            dummy[c] = at_level(m->barrier[c], m->level[l]);
        further[l - 1] = dummy;
    }
    qp_gravity_data data = {.distance = m->distance,
                            .further = further,
                            .further_count = m->levels - 1,
                            .effects = true};
    return qp_gravity_measure(&m->square, &data, &m->gravity, m->run->base.err);
}

/* ---------------------------------------------------------------------- rows */

static qp_panel_row row_of(qp_synergy_run *run)
{
    return qp_run_row(&run->base, QP_M_BORDER_EFFECT, run->base.all);
}

/* Of a layer of which no level is known. */
static qp_status refuse(qp_synergy_run *run, qp_reason reason)
{
    qp_panel_row row = row_of(run);
    row.reason = reason;
    return qp_run_add(&run->base, &row);
}

static qp_panel_row level_row(const model *m, size_t level, qp_reason reason)
{
    char number[QP_NUMBER_SIZE];
    char object[OBJECT_SIZE];
    qp_panel_row row = row_of(m->run);
    const qp_coefficient *c = &m->gravity.term[QP_GRAVITY_COUNT + level - 1];
    snprintf(object, sizeof object, "barrier:%s",
             qp_number_text(m->level[level], number));
    row.object = qp_panel_string(m->run->base.panel, object);
    qp_frame_give(&row, reason == QP_REASON_NONE ? c->value : NAN, reason);
    if (reason != QP_REASON_NONE)
        return row;
    row.n = (double)m->gravity.pairs;
    row.missing = (double)(m->gravity.dropped + m->gravity.separated);
    row.flags |= 1U << QP_FLAG_FIXED_EFFECTS;
    if (m->source == QP_DISTANCE_GREAT_CIRCLE)
        row.flags |= 1U << QP_FLAG_GREAT_CIRCLE;
    qp_run_test_normal(c->error, 0, QP_NULL_GRAVITY, &row);
    return row;
}

/* The levels are one family of tests. */
static qp_status add_levels(const model *m, qp_reason reason)
{
    qp_panel_row rows[MOST_LEVELS];
    for (size_t l = 1; l < m->levels; l++)
        rows[l - 1] = level_row(m, l, reason);
    return qp_run_add_family(&m->run->base, rows, m->levels - 1,
                             /* resolution = */ 0);
}

/* ----------------------------------------------------------------- measuring */

static qp_status tell(model *m)
{
    if (!(m->square.total > 0))
        return refuse(m->run, QP_REASON_NO_FLOW);
    find_levels(m);
    if (m->levels < 2)
        return refuse(m->run, QP_REASON_NO_BARRIER);
    if (m->too_many)
        return refuse(m->run, QP_REASON_RANK_DEFICIENT);
    if (exchanging(m) < LEAST_REGIONS)
        return add_levels(m, QP_REASON_FEW_REGIONS);
    qp_status status = fit(m);
    return status == QP_OK ? add_levels(m, m->gravity.reason) : status;
}

static qp_status measure(model *m)
{
    if (!make_room(m))
        return qp_run_no_memory(&m->run->base);
    qp_status status = gather(m);
    return status == QP_OK ? tell(m) : status;
}

/* Why a layer has no border effect whatever its flows. */
static qp_reason why_not(const qp_network *net, qp_row layer)
{
    bool stated = false;
    if (!qp_run_is_cooperative(net, layer))
        return QP_REASON_NOT_COOPERATIVE;
    if (!net->layers.directed[layer])
        return QP_REASON_UNDIRECTED;
    (void)qp_network_layer_class(net, layer, &stated);
    return stated ? QP_REASON_NOT_MEASURED : QP_REASON_NONE;
}

qp_status qp_synergy_border(qp_synergy_run *run)
{
    model m = {.run = run, .n = run->base.region_count};
    qp_reason reason = why_not(run->base.net, run->layer);
    if (reason != QP_REASON_NONE)
        return refuse(run, reason);
    qp_status status = measure(&m);
    clear(&m);
    return status;
}
