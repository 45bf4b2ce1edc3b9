/* SPDX-License-Identifier: MIT */
/*
 * What every row of the siphon panel promises, whatever the network: ranges,
 * units, names and directions, threads and parts. Tested over the registry of
 * metrics on random worlds, so that a metric added later is tested as soon as
 * it has a row in the table below.
 */
#include "metric/siphon.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "support/leak.h"
#include "support/parts.h"
#include "support/world.h"

enum { WORLDS = 60, SOME_WORLDS = 8 };

#define ROBUST 0.36787944117144233 ///< 1/e, where - a ln a is largest
#define BITS   8 ///< of the flows between nine regions and a boundary, at most

/** How a metric answers to another unit of the weights. */
typedef enum {
    SAME,   ///< not at all
    SCALES, ///< in proportion
    ADDS,   ///< a logarithm: its constant moves
    NEITHER ///< a statistic of counts, which have no other unit
} unit_answer;

/** How it answers to all links turned round. */
typedef enum {
    STAYS,
    CLOSED,  ///< it stays, unless flows with the outside world close it
    FLIPS,   ///< its sign changes
    TURNS,   ///< it is told of the other direction
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
/*   metric                           least      most         unit     turned round */
    {QP_M_INFLOW,                     0,         DBL_MAX,     SCALES,  BECOMES,  QP_M_OUTFLOW},
    {QP_M_OUTFLOW,                    0,         DBL_MAX,     SCALES,  BECOMES,  QP_M_INFLOW},
    {QP_M_NET_FLOW,                   -DBL_MAX,  DBL_MAX,     SCALES,  FLIPS,    0},
    {QP_M_RETENTION,                  0,         DBL_MAX,     SCALES,  STAYS,    0},
    {QP_M_NET_FLOW_EFFECTIVENESS,     -1,        1,           SAME,    FLIPS,    0},
    {QP_M_NET_RATE,                   -DBL_MAX,  DBL_MAX,     SCALES,  FLIPS,    0},
    {QP_M_EFFECTIVENESS_INDEX,        0,         100,         SAME,    STAYS,    0},
    {QP_M_AGGREGATE_NET_RATE,         0,         DBL_MAX,     SCALES,  STAYS,    0},
    {QP_M_BACKWASH,                   0,         DBL_MAX,     SCALES,  BECOMES,  QP_M_SPREAD},
    {QP_M_SPREAD,                     0,         DBL_MAX,     SCALES,  BECOMES,  QP_M_BACKWASH},
    {QP_M_CORE_EFFECTIVENESS,         -1,        1,           SAME,    FLIPS,    0},
    {QP_M_BOWKER_CHI2,                0,         DBL_MAX,     NEITHER, STAYS,    0},
    {QP_M_BILATERAL_ASYMMETRY,        -1,        1,           SAME,    FLIPS,    0},
    {QP_M_RESOURCE_INTAKE,            -1,        1,           SAME,    FLIPS,    0},
    {QP_M_BENEFIT_RETURN,             0,         DBL_MAX,     SAME,    ANYTHING, 0},
    {QP_M_WEIGHTED_RECIPROCITY,       0,         1,           SAME,    STAYS,    0},
    {QP_M_RECIPROCITY_EXCESS,         -DBL_MAX,  1,           NEITHER, ANYTHING, 0},
    {QP_M_RECIPROCITY_ON_EXPECTATION, 0,         1,           SAME,    STAYS,    0},
    {QP_M_NODE_RECIPROCITY,           0,         1,           SAME,    ANYTHING, 0},
    {QP_M_FINN_CYCLING_INDEX,         0,         1,           SAME,    CLOSED,   0},
    {QP_M_FCI_ON_EXPECTATION,         0,         1,           SAME,    CLOSED,   0},
    {QP_M_SIPHON_POTENTIAL,           -DBL_MAX,  DBL_MAX,     SAME,    FLIPS,    0},
    {QP_M_GRADIENT_SHARE,             0,         1,           SAME,    STAYS,    0},
    {QP_M_STUART_MAXWELL_CHI2,        0,         DBL_MAX,     NEITHER, STAYS,    0},
    {QP_M_EXPECTED_FLOW,              0,         DBL_MAX,     SCALES,  TURNS,    0},
    {QP_M_FLOW_RATIO,                 0,         DBL_MAX,     SAME,    TURNS,    0},
    {QP_M_GRAVITY_COEFFICIENT,        -DBL_MAX,  DBL_MAX,     ADDS,    ANYTHING, 0},
    {QP_M_OVER_ATTRACTION,            0,         DBL_MAX,     SAME,    ANYTHING, 0},
    {QP_M_CATCHMENT_SHARE,            0,         1,           SAME,    ANYTHING, 0},
    {QP_M_DOMINANCE_INDEX,            0,         DBL_MAX,     SAME,    STAYS,    0},
    {QP_M_LINK_SYMMETRY,              0,         1,           SAME,    STAYS,    0},
    {QP_M_DOMINANT_PARENT,            0,         DBL_MAX,     SCALES,  ANYTHING, 0},
    {QP_M_SPATIAL_FOCUSING,           0,         1,           SAME,    TURNS,    0},
    {QP_M_AVERAGE_MUTUAL_INFORMATION, 0,         BITS,        SAME,    CLOSED,   0},
    {QP_M_ASCENDENCY,                 0,         DBL_MAX,     SCALES,  CLOSED,   0},
    {QP_M_DEVELOPMENT_CAPACITY,       0,         DBL_MAX,     SCALES,  CLOSED,   0},
    {QP_M_ROBUSTNESS,                 0,         ROBUST,      SAME,    CLOSED,   0},
    {QP_M_PRIMACY,                    0,         1,           SAME,    ANYTHING, 0},
    {QP_M_PRIMACY_RATIO,              1,         DBL_MAX,     SAME,    ANYTHING, 0},
    {QP_M_HHI,                        0,         1,           SAME,    ANYTHING, 0},
    {QP_M_HHI_NORMALISED,             0,         1,           SAME,    ANYTHING, 0},
    {QP_M_GINI,                       0,         1,           SAME,    ANYTHING, 0},
    {QP_M_THEIL,                      0,         DBL_MAX,     SAME,    ANYTHING, 0},
    {QP_M_THEIL_BETWEEN,              0,         DBL_MAX,     SAME,    ANYTHING, 0},
    {QP_M_THEIL_WITHIN,               0,         DBL_MAX,     SAME,    ANYTHING, 0},
    {QP_M_THEIL_BETWEEN_SHARE,        0,         1,           SAME,    ANYTHING, 0},
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

static const qp_siphon_options plain = {
    .frame = {.window = {QP_NO_DAY, QP_NO_DAY}},
    .pairs = true,
    .lambda = 0.1,
    .draws.replicates = 9,
    .draws.threads = 1,
};

static qp_panel measured(const world *w)
{
    qp_network net = world_network(w);
    qp_panel panel = {0};
    cr_assert_eq(qp_siphon(&net, &plain, &panel, NULL, NULL), QP_OK);
    qp_panel_sort(&panel);
    qp_network_clear(&net);
    return panel;
}

static bool is_within(double a, double b, double tolerance)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    return fabs(a - b) <= tolerance * (1 + fabs(b));
}

/* Values that are fitted come as near as their fits. */
static bool near(const qp_panel_row *row, double a, double b)
{
    bool fitted = row->metric == QP_M_RECIPROCITY_ON_EXPECTATION ||
                  row->metric == QP_M_FCI_ON_EXPECTATION ||
                  row->metric == QP_M_EXPECTED_FLOW ||
                  row->metric == QP_M_FLOW_RATIO ||
                  row->metric == QP_M_GRAVITY_COEFFICIENT ||
                  row->metric == QP_M_OVER_ATTRACTION;
    return is_within(a, b, fitted ? 1e-6 : 1e-11);
}

static bool has_flag(const qp_panel_row *row, qp_flag flag)
{
    return (row->flags & 1U << flag) != 0;
}

static const char *text_of(const qp_panel *p, qp_string string)
{
    return qp_pool_text(&p->text, string);
}

static bool is_of_flows(const qp_panel *p, const qp_panel_row *row)
{
    return strncmp(text_of(p, row->layer), "indicator:", 10) != 0;
}

/** A row to be found: of the layer and window of another. */
typedef struct {
    qp_metric metric;
    const char *subject;
    const char *object;
} sought;

static const qp_panel_row *find(const qp_panel *p, const qp_panel_row *row,
                                const qp_panel *other, sought what)
{
    for (size_t r = 0; r < other->count; r++) {
        const qp_panel_row *o = &other->rows[r];
        if (o->metric == what.metric &&
            strcmp(text_of(other, o->layer), text_of(p, row->layer)) == 0 &&
            strcmp(text_of(other, o->subject), what.subject) == 0 &&
            strcmp(text_of(other, o->object), what.object) == 0)
            return o;
    }
    cr_assert_fail("no row of %s %s %s %s", qp_metrics[what.metric].name,
                   text_of(p, row->layer), what.subject, what.object);
    return NULL;
}

/* An interval of normal errors may leave the range. */
static void expect_range(const qp_panel_row *row, unsigned seed)
{
    size_t at = promise_of(row->metric);
    double least = promises[at].least;
    double most = promises[at].most;
    bool normal = row->null == QP_NULL_GRAVITY;
    cr_assert(isnan(row->value) || (row->value >= least && row->value <= most),
              "world %u: %s is %.17g", seed, qp_metrics[row->metric].name,
              row->value);
    cr_assert(isnan(row->low) || normal ||
                  (row->low >= least && row->high <= most),
              "world %u: %s is %g to %g", seed, qp_metrics[row->metric].name,
              row->low, row->high);
}

QP_TEST(property, every_row_keeps_to_its_range_and_has_a_value_or_a_reason)
{
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_of(seed);
        qp_panel p = measured(&w);
        for (size_t r = 0; r < p.count; r++) {
            const qp_panel_row *row = &p.rows[r];
            const char *name = qp_metrics[row->metric].name;
            expect_range(row, seed);
            cr_assert_eq(isnan(row->value), row->reason != QP_REASON_NONE);
            cr_assert(isnan(row->p) || (row->p > 0 && row->p <= 1));
            cr_assert(isnan(row->q) || (row->q >= row->p && row->q <= 1));
            cr_assert(isnan(row->low) || row->low <= row->high);
            cr_assert(!isnan(row->value) || (isnan(row->low) && isnan(row->p)),
                      "world %u: %s is blank and has an interval or a p", seed,
                      name);
            cr_assert(row->null == QP_NULL_NONE || !isnan(row->expected),
                      "world %u: %s is nothing under its null", seed, name);
        }
        qp_panel_clear(&p);
    }
}

/* --------------------------------------------------------------------- units */

static double in_other_unit(const qp_panel *p, const qp_panel_row *row,
                            double value)
{
    unit_answer unit = promises[promise_of(row->metric)].unit;
    bool constant = strcmp(text_of(p, row->subject), "constant") == 0;
    if (unit == SCALES && is_of_flows(p, row))
        return 1000 * value;
    return unit == ADDS && constant ? value + log(1000) : value;
}

static void expect_other_unit(const qp_panel *p, const qp_panel_row *row,
                              const qp_panel_row *other, unsigned seed)
{
    const double before[] = {row->value, row->low, row->high};
    const double after[] = {other->value, other->low, other->high};
    if (promises[promise_of(row->metric)].unit == NEITHER)
        return;
    for (int i = 0; i < 3; i++)
        cr_assert(near(row, after[i], in_other_unit(p, row, before[i])),
                  "world %u: %s %s was %.17g, is %.17g", seed,
                  qp_metrics[row->metric].name, text_of(p, row->subject),
                  before[i], after[i]);
}

/* Values and, as rows are resampled, their intervals. */
QP_TEST(property, every_metric_answers_to_another_unit_as_promised)
{
    size_t intervals = 0;
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_of(seed);
        for (int l = 0; l < w.layers; l++)
            w.layer[l].measure = "amount";
        qp_panel before = measured(&w);
        for (int l = 0; l < w.count; l++)
            w.links[l].weight *= 1000;
        qp_panel after = measured(&w);
        cr_assert_eq(before.count, after.count);
        for (size_t r = 0; r < before.count; r++) {
            expect_other_unit(&before, &before.rows[r], &after.rows[r], seed);
            intervals += isnan(before.rows[r].low) ? 0 : 1;
        }
        qp_panel_clear(&before);
        qp_panel_clear(&after);
    }
    cr_assert_gt(intervals, 1000);
}

/* ---------------------------------------------------------------- directions */

static void turn(world *w)
{
    for (int l = 0; l < w->count; l++) {
        int from = w->links[l].from;
        w->links[l].from = w->links[l].to;
        w->links[l].to = from;
    }
}

/* What is told of a direction, or of the flows into or out of units. */
static sought turned_row(const qp_panel *p, const qp_panel_row *row)
{
    sought same = {row->metric, text_of(p, row->subject),
                   text_of(p, row->object)};
    size_t at = promise_of(row->metric);
    if (promises[at].turn == BECOMES)
        same.metric = promises[at].turned;
    if (promises[at].turn != TURNS)
        return same;
    if (qp_metrics[row->metric].scope == QP_SCOPE_PAIR)
        return (sought){row->metric, same.object, same.subject};
    if (strcmp(same.object, "in") == 0)
        same.object = "out";
    else if (strcmp(same.object, "out") == 0)
        same.object = "in";
    return same;
}

/* Replicates draw other numbers for the other direction. */
static bool has_drawn_p(const qp_panel_row *row)
{
    return row->null == QP_NULL_MULTINOMIAL ||
           row->metric == QP_M_EFFECTIVENESS_INDEX ||
           row->metric == QP_M_GRADIENT_SHARE;
}

QP_TEST(property, turning_every_link_round_does_what_is_promised)
{
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_of(seed);
        qp_panel before = measured(&w);
        turn(&w);
        qp_panel after = measured(&w);
        for (size_t r = 0; r < before.count; r++) {
            const qp_panel_row *row = &before.rows[r];
            turn_answer answer = promises[promise_of(row->metric)].turn;
            double sign = answer == FLIPS ? -1 : 1;
            if (answer == ANYTHING || (answer == CLOSED && w.outside))
                continue;
            const qp_panel_row *other = find(&before, row, &after,
                                             turned_row(&before, row));
            cr_assert(near(row, other->value, sign * row->value),
                      "world %u: %s was %g, is %g", seed,
                      qp_metrics[row->metric].name, row->value, other->value);
            cr_assert(has_drawn_p(row) || near(row, other->p, row->p),
                      "world %u: p of %s was %g, is %g", seed,
                      qp_metrics[row->metric].name, row->p, other->p);
        }
        qp_panel_clear(&before);
        qp_panel_clear(&after);
    }
}

/* --------------------------------------------------------------------- names */

/* Regions get the names in reverse: r0 becomes the last. Every cluster has its
 * core declared, for of equal turnovers the first name decides. */
static void declare_cores(world *w)
{
    for (int r = 0; r < w->regions; r++)
        if (w->cluster[r] >= 0 && w->core[w->cluster[r]] < 0)
            w->core[w->cluster[r]] = r;
}

static int renamed_end(const world *w, int end)
{
    return end < WORLD_REGIONS ? w->regions - 1 - end : end;
}

static world renamed(const world *w)
{
    world other = *w;
    int last = w->regions - 1;
    for (int r = 0; r <= last; r++) {
        other.cluster[r] = w->cluster[last - r];
        other.population[r] = w->population[last - r];
        other.stock[r] = w->stock[last - r];
        other.lon[r] = w->lon[last - r];
        other.lat[r] = w->lat[last - r];
        for (int s = 0; s <= last; s++)
            other.distance[r][s] = w->distance[last - r][last - s];
    }
    for (int k = 0; k < WORLD_CLUSTERS; k++)
        other.core[k] = w->core[k] < 0 ? -1 : last - w->core[k];
    for (int l = 0; l < w->count; l++) {
        other.links[l].from = renamed_end(w, w->links[l].from);
        other.links[l].to = renamed_end(w, w->links[l].to);
    }
    return other;
}

/* "r2" of five regions is "r2", "r0" is "r4"; other names stay. */
static const char *renamed_text(const world *w, const char *text, char name[16])
{
    if (text[0] != 'r' || strlen(text) != 2)
        return text;
    snprintf(name, 16, "r%d", w->regions - 1 - (text[1] - '0'));
    return name;
}

/* Of symmetric pairs the first name is the subject. */
static bool is_symmetric_pair(const qp_panel_row *row)
{
    return row->metric == QP_M_BILATERAL_ASYMMETRY ||
           row->metric == QP_M_LINK_SYMMETRY;
}

static void expect_renamed(const world *w, const qp_panel *p,
                           const qp_panel_row *row, const qp_panel *other)
{
    char subject[16];
    char object[16];
    bool pair = is_symmetric_pair(row);
    bool flips = row->metric == QP_M_BILATERAL_ASYMMETRY;
    sought what = {row->metric,
                   renamed_text(w, text_of(p, row->subject), subject),
                   renamed_text(w, text_of(p, row->object), object)};
    if (pair)
        what = (sought){row->metric, what.object, what.subject};
    const qp_panel_row *twin = find(p, row, other, what);
    cr_assert(near(row, twin->value, flips ? -row->value : row->value),
              "%s %s %s was %.17g, is %.17g", qp_metrics[row->metric].name,
              text_of(p, row->subject), text_of(p, row->object), row->value,
              twin->value);
    cr_assert_eq(twin->reason, row->reason, "%s was %s, is %s",
                 qp_metrics[row->metric].name, qp_reasons[row->reason].name,
                 qp_reasons[twin->reason].name);
}

/* Whom a region follows is told by name where others are as large. */
QP_TEST(property, values_follow_the_names_of_regions)
{
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_of(seed);
        declare_cores(&w);
        world other = renamed(&w);
        qp_panel before = measured(&w);
        qp_panel after = measured(&other);
        cr_assert_eq(before.count, after.count);
        for (size_t r = 0; r < before.count; r++)
            if (before.rows[r].metric != QP_M_DOMINANT_PARENT)
                expect_renamed(&w, &before, &before.rows[r], &after);
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
            cr_assert(!is_of_flows(&p, &p.rows[r]) || isnan(p.rows[r].value) ||
                          has_flag(&p.rows[r], QP_FLAG_OUTSIDE),
                      "world %u: %s", seed, qp_metrics[p.rows[r].metric].name);
        qp_panel_clear(&p);
    }
}

/* --------------------------------------------------------- threads and parts */

/* Year by year: all that is told of replicates and of their differences. */
static qp_siphon_options yearly(unsigned threads)
{
    qp_period first = QP_NO_PERIOD;
    qp_period last = QP_NO_PERIOD;
    qp_siphon_options options = plain;
    cr_assert(qp_period_read("2000", 4, &first));
    cr_assert(qp_period_read("2003", 4, &last));
    options.frame.window = (qp_period){first.from, last.from};
    options.frame.step_months = 12;
    options.draws.replicates = 25;
    options.draws.threads = threads;
    return options;
}

/* The panel and the backbone, one after the other. */
static qp_text bytes_of(const qp_network *net, const qp_siphon_options *options)
{
    qp_panel panel = {0};
    qp_text backbone = {0};
    qp_text bytes = {0};
    qp_error err = {0};
    cr_assert_eq(qp_siphon(net, options, &panel, &backbone, &err), QP_OK, "%s",
                 err.message);
    qp_panel_sort(&panel);
    cr_assert_eq(qp_panel_csv(&panel, &bytes, NULL), QP_OK);
    qp_text_add(&bytes, qp_text_string(&backbone));
    qp_text_clear(&backbone);
    qp_panel_clear(&panel);
    return bytes;
}

static void expect_bytes(qp_text got, const qp_text *expected, unsigned seed,
                         unsigned threads)
{
    cr_assert(got.size == expected->size &&
                  memcmp(got.bytes, expected->bytes, got.size) == 0,
              "world %u with %u threads differs", seed, threads);
    qp_text_clear(&got);
}

QP_TEST(property, no_byte_hangs_on_the_number_of_threads)
{
    static const unsigned threads[] = {2, 5};
    for (unsigned seed = 0; seed < SOME_WORLDS; seed++) {
        world w = world_with_firms(seed);
        qp_network net = world_network(&w);
        qp_siphon_options options = yearly(1);
        qp_text alone = bytes_of(&net, &options);
        for (size_t t = 0; t < 2; t++) {
            options = yearly(threads[t]);
            expect_bytes(bytes_of(&net, &options), &alone, seed, threads[t]);
        }
        qp_text_clear(&alone);
        qp_network_clear(&net);
    }
}

static qp_text bytes_with(const qp_network *net, unsigned threads,
                          qp_shard *shard)
{
    qp_siphon_options options = yearly(threads);
    options.draws.shard = shard;
    return bytes_of(net, &options);
}

/* Three parts of 25 replicates: 9, 8 and 8; given in another order. */
QP_TEST(property, parts_joined_are_one_run)
{
    for (unsigned seed = 0; seed < SOME_WORLDS; seed++) {
        world w = world_with_firms(seed);
        qp_network net = world_network(&w);
        qp_text alone = bytes_with(&net, 1, NULL);
        expect_bytes(parts_joined(&net, bytes_with, 25), &alone, seed, 2);
        qp_text_clear(&alone);
        qp_network_clear(&net);
    }
}
