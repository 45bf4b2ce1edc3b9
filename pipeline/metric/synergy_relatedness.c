/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/relations.h"
#include "metric/synergy_portfolio.h"

/** A portfolio, and how related its classes are. */
typedef struct {
    const qp_synergy_portfolio *portfolio;
    qp_relations found;
    qp_holdings present;
    size_t *related; ///< [classes] others that phi relates the class to
} relations;

static qp_run *run_of(const relations *t)
{
    return &t->portfolio->run->base;
}

/* -------------------------------------------------------------------- flags */

static unsigned flags_of(const relations *t)
{
    return qp_relations_flags(&t->found, t->portfolio->region_used);
}

static unsigned flags_with_presence(const relations *t)
{
    return flags_of(t) | (t->found.rule.given ? 1U << QP_FLAG_PRESENCE : 0);
}

static qp_status add_row(const relations *t, qp_panel_row *row, unsigned flags)
{
    row->missing = (double)t->portfolio->structure.missing;
    row->flags |= row->reason == QP_REASON_NONE ? flags : 0;
    return qp_run_add(run_of(t), row);
}

/* -------------------------------------------------------- pairs of classes */

static qp_status add_class_pair(const relations *t, size_t i, size_t j)
{
    const qp_synergy_portfolio *p = t->portfolio;
    bool known = t->found.external || p->region_used > 0;
    qp_panel_row row = qp_run_row(run_of(t), QP_M_RELATEDNESS,
                                  p->class_text[i]);
    row.object = p->class_text[j];
    row.n = t->found.external ? NAN : (double)p->region_used;
    qp_frame_give(&row,
                  known ? t->found.phi[i * p->structure.class_count + j] : NAN,
                  QP_REASON_NO_PORTFOLIO);
    return add_row(t, &row,
                   t->found.external ? flags_of(t) : flags_with_presence(t));
}

static qp_status add_class_pairs(const relations *t)
{
    size_t classes = t->portfolio->structure.class_count;
    qp_status status = QP_OK;
    for (size_t i = 0; i < classes; i++)
        for (size_t j = i + 1; j < classes && status == QP_OK; j++)
            status = add_class_pair(t, i, j);
    return status;
}

/* ----------------------------------------------------------------- density */

static size_t width_of_classes(const qp_structure *structure, size_t region)
{
    (void)region;
    return structure->class_count;
}

/** What presences and relatedness are worked out in. */
typedef struct {
    double *quotient; ///< [regions * classes]
    double *present;  ///< [regions * classes]
    double *phi;      ///< [classes * classes]
    double *work;     ///< [work_room]
} scratch;

static size_t work_room(const qp_holdings *holdings)
{
    size_t room = qp_quotients_room(holdings);
    size_t next = qp_relatedness_room(holdings);
    room = next > room ? next : room;
    next = qp_density_room(holdings);
    return next > room ? next : room;
}

static size_t scratch_room(const qp_holdings *holdings)
{
    size_t cells = holdings->region_count * holdings->class_count;
    return 2 * cells + holdings->class_count * holdings->class_count +
           work_room(holdings);
}

static scratch carve(const qp_holdings *holdings, double room[])
{
    size_t cells = holdings->region_count * holdings->class_count;
    double *next = room;
    scratch w = {.quotient = next};
    next += cells;
    w.present = next;
    next += cells;
    w.phi = next;
    w.work = next + holdings->class_count * holdings->class_count;
    return w;
}

/* A region that has nothing has no density, in a draw neither. */
static void blank_empty(const qp_holdings *holdings, qp_region_range range,
                        double value[])
{
    size_t classes = holdings->class_count;
    for (size_t r = range.first; r < range.end; r++, value += classes) {
        double total = 0;
        for (size_t i = 0; i < classes; i++)
            total += holdings->value[r * classes + i];
        for (size_t i = 0; total <= 0 && i < classes; i++)
            value[i] = NAN;
    }
}

/* Where relatedness is of the portfolio, a draw of it has its own. */
static void compute_densities(const void *context, const qp_holdings *holdings,
                              qp_region_range range, double room[],
                              double value[])
{
    const relations *t = context;
    scratch w = carve(holdings, room);
    qp_holdings present = *holdings;
    present.value = w.present;
    qp_location_quotients(holdings, w.work, w.quotient);
    qp_presences(holdings, t->found.rule, w.quotient, w.present);
    if (!t->found.external)
        qp_relatedness_of(t->found.kind, &present, w.work, w.phi);
    present.value += range.first * holdings->class_count;
    present.region_count = range.end - range.first;
    qp_relatedness_density(&present, t->found.external ? t->found.phi : w.phi,
                           w.work, value);
    blank_empty(holdings, range, value);
}

static qp_status tell_densities(const void *context, size_t r,
                                const double value[],
                                const qp_interval interval[])
{
    const relations *t = context;
    const qp_synergy_portfolio *p = t->portfolio;
    qp_status status = QP_OK;
    for (size_t i = 0; i < p->structure.class_count && status == QP_OK; i++) {
        qp_panel_row row = qp_run_row(run_of(t), QP_M_RELATEDNESS_DENSITY,
                                      run_of(t)->region_text[r]);
        row.object = p->class_text[i];
        row.n = (double)t->related[i];
        qp_frame_give(&row, value[i],
                      p->structure.total[r] > 0 ? QP_REASON_NO_RELATED
                                                : QP_REASON_NO_PORTFOLIO);
        row.low = isnan(row.value) ? NAN : interval[i].low;
        row.high = isnan(row.value) ? NAN : interval[i].high;
        status = add_row(t, &row, flags_with_presence(t));
    }
    return status;
}

static qp_status add_densities(const relations *t)
{
    qp_holdings holdings = qp_structure_holdings(&t->portfolio->structure);
    const qp_region_numbers numbers = {
        .name = "relatedness_density",
        .room = scratch_room(&holdings),
        .width = width_of_classes,
        .compute = compute_densities,
        .tell = tell_densities,
        .context = t,
    };
    return qp_synergy_tell_numbers(t->portfolio, &numbers);
}

/* --------------------------------------------------------- complementarity */

/* Classes that a region lacks; of those that are related to others, or all. */
static size_t count_lacking(const relations *t, size_t r, bool related)
{
    size_t classes = t->portfolio->structure.class_count;
    size_t lacking = 0;
    for (size_t i = 0; i < classes; i++)
        lacking += t->found.present[r * classes + i] == 0 &&
                   (!related || t->related[i] > 0);
    return lacking;
}

static qp_reason why_no_gain(const relations *t, size_t r, size_t s)
{
    const double *total = t->portfolio->structure.total;
    if (!(total[r] > 0) || !(total[s] > 0))
        return QP_REASON_NO_PORTFOLIO;
    return count_lacking(t, r, /* related = */ false) == 0
               ? QP_REASON_COMPLETE
               : QP_REASON_NO_RELATED;
}

static qp_status add_gains(const relations *t, size_t r, const double gain[])
{
    const double *total = t->portfolio->structure.total;
    const qp_string *text = run_of(t)->region_text;
    double lacking = (double)count_lacking(t, r, /* related = */ true);
    qp_status status = QP_OK;
    for (size_t s = 0; s < t->present.region_count && status == QP_OK; s++) {
        if (s == r)
            continue;
        bool both = total[r] > 0 && total[s] > 0;
        qp_panel_row row = qp_run_row(run_of(t), QP_M_COMPLEMENTARITY, text[r]);
        row.object = text[s];
        row.n = lacking;
        qp_frame_give(&row, both ? gain[s] : NAN, why_no_gain(t, r, s));
        status = add_row(t, &row, flags_with_presence(t));
    }
    return status;
}

static qp_status add_complementarity(const relations *t)
{
    size_t regions = t->present.region_count;
    size_t room = qp_complementarity_room(&t->present);
    double *gain = qp_acquire(regions + room, sizeof *gain);
    qp_status status = gain != NULL ? QP_OK : qp_run_no_memory(run_of(t));
    for (size_t r = 0; r < regions && status == QP_OK; r++) {
        qp_complementarities(&t->present, t->found.phi, r, gain + regions,
                             gain);
        status = add_gains(t, r, gain);
    }
    qp_release(gain);
    return status;
}

/* --------------------------------------------------------------- portfolios */

static void count_related(relations *t)
{
    size_t classes = t->present.class_count;
    for (size_t c = 0; c < classes * classes; c++)
        t->related[c / classes] += t->found.phi[c] > 0;
}

static qp_status tell_relations(relations *t)
{
    qp_status status = add_class_pairs(t);
    if (status == QP_OK)
        status = add_densities(t);
    return status == QP_OK ? add_complementarity(t) : status;
}

static qp_status relate(relations *t)
{
    qp_run *run = run_of(t);
    const qp_structure *structure = &t->portfolio->structure;
    const qp_synergy_options *o = t->portfolio->run->options;
    const qp_relations_choice choice = {o->relatedness, o->least};
    t->related = qp_acquire(structure->class_count, sizeof *t->related);
    qp_status status = t->related != NULL
                           ? qp_relations_find(run->net, structure, &choice,
                                               &t->found, run->err)
                           : qp_run_no_memory(run);
    if (status != QP_OK)
        return status;
    t->present = qp_structure_holdings(structure);
    t->present.value = t->found.present;
    count_related(t);
    return QP_OK;
}

static qp_status tell_portfolio(qp_synergy_portfolio *p)
{
    relations t = {.portfolio = p};
    if (p->structure.class_count == 0)
        return QP_OK;
    qp_status status = relate(&t);
    if (status == QP_OK)
        status = tell_relations(&t);
    qp_relations_clear(&t.found);
    qp_release(t.related);
    return status;
}

qp_status qp_synergy_relatedness(qp_synergy_run *run)
{
    return qp_synergy_tells_pairs(run)
               ? qp_synergy_portfolios(run, tell_portfolio)
               : QP_OK;
}
