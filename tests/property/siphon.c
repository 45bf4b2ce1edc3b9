/* SPDX-License-Identifier: MIT */
/*
 * What every row of the siphon panel promises, whatever the network: ranges,
 * units, names and directions. Tested over the registry of metrics on random
 * worlds, so that a metric added later is tested as soon as it has a row in
 * the table below.
 */
#include "metric/siphon.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "support/leak.h"
#include "support/world.h"

enum { WORLDS = 60 };

/** How a metric answers to another unit of the weights. */
typedef enum {
    SAME,   ///< not at all
    SCALES, ///< in proportion
    NEITHER ///< a statistic of counts, which have no other unit
} unit_answer;

/** How it answers to all links turned round. */
typedef enum {
    STAYS,
    FLIPS,   ///< its sign changes
    BECOMES, ///< it becomes another metric
    ANYTHING
} turn_answer;

/* clang-format off */
static const struct {
    qp_metric metric;
    double least;
    double most;
    unit_answer unit;
    turn_answer turn;
    qp_metric turned; ///< where it becomes another
} promises[] = {
/*   metric                       least      most         unit     turned round */
    {QP_M_INFLOW,                 0,         DBL_MAX,     SCALES,  BECOMES,  QP_M_OUTFLOW},
    {QP_M_OUTFLOW,                0,         DBL_MAX,     SCALES,  BECOMES,  QP_M_INFLOW},
    {QP_M_NET_FLOW,               -DBL_MAX,  DBL_MAX,     SCALES,  FLIPS,    0},
    {QP_M_RETENTION,              0,         DBL_MAX,     SCALES,  STAYS,    0},
    {QP_M_NET_FLOW_EFFECTIVENESS, -1,        1,           SAME,    FLIPS,    0},
    {QP_M_NET_RATE,               -DBL_MAX,  DBL_MAX,     SCALES,  FLIPS,    0},
    {QP_M_EFFECTIVENESS_INDEX,    0,         100,         SAME,    STAYS,    0},
    {QP_M_AGGREGATE_NET_RATE,     0,         DBL_MAX,     SCALES,  STAYS,    0},
    {QP_M_BACKWASH,               0,         DBL_MAX,     SCALES,  BECOMES,  QP_M_SPREAD},
    {QP_M_SPREAD,                 0,         DBL_MAX,     SCALES,  BECOMES,  QP_M_BACKWASH},
    {QP_M_CORE_EFFECTIVENESS,     -1,        1,           SAME,    FLIPS,    0},
    {QP_M_BOWKER_CHI2,            0,         DBL_MAX,     NEITHER, STAYS,    0},
    {QP_M_BILATERAL_ASYMMETRY,    -1,        1,           SAME,    FLIPS,    0},
    {QP_M_PRIMACY,                0,         1,           SAME,    ANYTHING, 0},
    {QP_M_PRIMACY_RATIO,          1,         DBL_MAX,     SAME,    ANYTHING, 0},
    {QP_M_HHI,                    0,         1,           SAME,    ANYTHING, 0},
    {QP_M_HHI_NORMALISED,         0,         1,           SAME,    ANYTHING, 0},
    {QP_M_GINI,                   0,         1,           SAME,    ANYTHING, 0},
    {QP_M_THEIL,                  0,         DBL_MAX,     SAME,    ANYTHING, 0},
    {QP_M_THEIL_BETWEEN,          0,         DBL_MAX,     SAME,    ANYTHING, 0},
    {QP_M_THEIL_WITHIN,           0,         DBL_MAX,     SAME,    ANYTHING, 0},
    {QP_M_THEIL_BETWEEN_SHARE,    0,         1,           SAME,    ANYTHING, 0},
};
/* clang-format on */

enum { PROMISES = sizeof promises / sizeof *promises };

static size_t promise_of(qp_metric metric)
{
    size_t p = 0;
    while (p < PROMISES && promises[p].metric != metric)
        p++;
    cr_assert_lt(p, PROMISES, "%s promises nothing; add a row",
                 qp_metrics[metric].name);
    return p;
}

static qp_panel measured(const world *w)
{
    qp_network net = world_network(w);
    qp_panel panel = {0};
    qp_siphon_options options = {.frame = {.window = {QP_NO_DAY, QP_NO_DAY}},
                                 .replicates = 9,
                                 .threads = 1};
    cr_assert_eq(qp_siphon(&net, &options, &panel, NULL, NULL), QP_OK);
    qp_panel_sort(&panel);
    qp_network_clear(&net);
    return panel;
}

static bool near(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    return fabs(a - b) <= 1e-11 * (1 + fabs(b));
}

static bool is_of_flows(const qp_panel *p, const qp_panel_row *row)
{
    return strcmp(qp_pool_text(&p->text, row->layer), "talent") == 0;
}

/* The row of the same subject and object, of this metric. */
static const qp_panel_row *twin(const qp_panel *p, const qp_panel_row *row,
                                const qp_panel *other, qp_metric metric)
{
    for (size_t r = 0; r < other->count; r++) {
        const qp_panel_row *o = &other->rows[r];
        if (o->metric == metric &&
            strcmp(qp_pool_text(&other->text, o->layer),
                   qp_pool_text(&p->text, row->layer)) == 0 &&
            strcmp(qp_pool_text(&other->text, o->subject),
                   qp_pool_text(&p->text, row->subject)) == 0 &&
            strcmp(qp_pool_text(&other->text, o->object),
                   qp_pool_text(&p->text, row->object)) == 0)
            return o;
    }
    return NULL;
}

QP_TEST(property, every_row_keeps_to_its_range_and_has_a_value_or_a_reason)
{
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_of(seed);
        qp_panel p = measured(&w);
        for (size_t r = 0; r < p.count; r++) {
            const qp_panel_row *row = &p.rows[r];
            size_t at = promise_of(row->metric);
            cr_assert_eq(isnan(row->value), row->reason != QP_REASON_NONE);
            cr_assert(isnan(row->value) || (row->value >= promises[at].least &&
                                            row->value <= promises[at].most),
                      "world %u: %s is %g", seed, qp_metrics[row->metric].name,
                      row->value);
            cr_assert(isnan(row->p) || (row->p > 0 && row->p <= 1));
            cr_assert(isnan(row->q) || (row->q >= row->p && row->q <= 1));
            cr_assert(isnan(row->low) || row->low <= row->high);
            cr_assert(!isnan(row->value) || (isnan(row->low) && isnan(row->p)));
            cr_assert(row->null == QP_NULL_NONE || !isnan(row->p));
        }
        qp_panel_clear(&p);
    }
}

QP_TEST(property, every_metric_answers_to_another_unit_as_promised)
{
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_of(seed);
        w.counted = false;
        qp_panel before = measured(&w);
        for (int l = 0; l < w.count; l++)
            w.links[l].weight *= 1000;
        qp_panel after = measured(&w);
        cr_assert_eq(before.count, after.count);
        for (size_t r = 0; r < before.count; r++) {
            const qp_panel_row *row = &before.rows[r];
            unit_answer unit = promises[promise_of(row->metric)].unit;
            double scale = unit == SCALES && is_of_flows(&before, row) ? 1000
                                                                       : 1;
            cr_assert(unit == NEITHER ||
                          near(after.rows[r].value, scale * row->value),
                      "world %u: %s was %g, is %g", seed,
                      qp_metrics[row->metric].name, row->value,
                      after.rows[r].value);
        }
        qp_panel_clear(&before);
        qp_panel_clear(&after);
    }
}

QP_TEST(property, turning_every_link_round_does_what_is_promised)
{
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_of(seed);
        qp_panel before = measured(&w);
        for (int l = 0; l < w.count; l++) {
            int from = w.links[l].from;
            w.links[l].from = w.links[l].to;
            w.links[l].to = from;
        }
        qp_panel after = measured(&w);
        for (size_t r = 0; r < before.count; r++) {
            const qp_panel_row *row = &before.rows[r];
            size_t at = promise_of(row->metric);
            turn_answer turn = promises[at].turn;
            const qp_panel_row *other = twin(
                &before, row, &after,
                turn == BECOMES ? promises[at].turned : row->metric);
            cr_assert_not_null(other);
            cr_assert(turn == ANYTHING ||
                          near(other->value,
                               turn == FLIPS ? -row->value : row->value),
                      "world %u: %s was %g, is %g", seed,
                      qp_metrics[row->metric].name, row->value, other->value);
            cr_assert(turn == ANYTHING || near(other->p, row->p) ||
                      row->metric == QP_M_EFFECTIVENESS_INDEX);
        }
        qp_panel_clear(&before);
        qp_panel_clear(&after);
    }
}

/* Regions get the names in reverse: r0 becomes the last. Where the core is
 * chosen by turnover, a tie is broken by name. */
QP_TEST(property, no_value_hangs_on_the_names_of_regions)
{
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_of(seed);
        world turned = w;
        int last = w.regions - 1;
        qp_panel before = measured(&w);
        for (int r = 0; r <= last; r++) {
            turned.cluster[r] = w.cluster[last - r];
            turned.population[r] = w.population[last - r];
            turned.stock[r] = w.stock[last - r];
        }
        for (int k = 0; k < WORLD_CLUSTERS; k++)
            turned.core[k] = w.core[k] < 0 ? -1 : last - w.core[k];
        for (int l = 0; l < w.count; l++) {
            turned.links[l].from = last - w.links[l].from;
            turned.links[l].to = last - w.links[l].to;
        }
        qp_panel after = measured(&turned);
        cr_assert_eq(before.count, after.count);
        for (size_t r = 0; r < before.count; r++) {
            const qp_panel_row *row = &before.rows[r];
            if (qp_metrics[row->metric].scope != QP_SCOPE_SYSTEM)
                continue;
            const qp_panel_row *other = twin(&before, row, &after, row->metric);
            cr_assert_not_null(other);
            cr_assert(near(other->value, row->value), "world %u: %s", seed,
                      qp_metrics[row->metric].name);
        }
        qp_panel_clear(&before);
        qp_panel_clear(&after);
    }
}

QP_TEST(property, a_layer_without_flow_has_reasons_and_no_values)
{
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_of(seed);
        for (int l = 0; l < w.count; l++)
            w.links[l].counts = false;
        qp_panel p = measured(&w);
        for (size_t r = 0; r < p.count; r++)
            cr_assert(!is_of_flows(&p, &p.rows[r]) || isnan(p.rows[r].value),
                      "world %u: %s", seed, qp_metrics[p.rows[r].metric].name);
        qp_panel_clear(&p);
    }
}
