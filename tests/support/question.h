/* SPDX-License-Identifier: MIT */
/**
 * @file support/question.h
 * @brief The siphon panel of little worlds, asked row by row.
 *
 * Each test of tests/oracle answers some of the metrics by a second
 * implementation; the table below says which test answers which, and how many
 * rows there have to be. A metric that is not in it fails.
 */
#ifndef QP_SUPPORT_QUESTION_H
#define QP_SUPPORT_QUESTION_H

#include "metric/siphon.h"
#include "support/leak.h"
#include "support/slow.h"

/* A sanitizer makes each world many times as slow; it sees the same paths. */
#ifdef __SANITIZE_ADDRESS__
enum { WORLDS = 40 };
#else
enum { WORLDS = 200 };
#endif
enum { YEARS = 3, FIRST_YEAR = 2000 };

/** Which test answers. */
typedef enum {
    BY_BALANCE, ///< oracle/siphon.c: M8, M9
    BY_FLOWS,   ///< oracle/siphon_flows.c: M10, M11, M21, X5, X7, X10, X11
    BY_MODELS,  ///< oracle/siphon_models.c: X3, X4
    BY_DRAWS    ///< oracle/siphon_draws.c: what is known of replicates alone
} answering;

/** Of what a metric is told, in one layer and window. */
typedef enum {
    OF_REGIONS,
    OF_REGIONS_AND_OUTSIDE,
    OF_CLUSTERS,
    OF_CORES,
    OF_ALL,
    OF_PARTS,             ///< all, and each cluster
    OF_PARTS_AND_BETWEEN, ///< and between the clusters
    OF_INFLOWS,           ///< all and each cluster, directed layers only
    OF_PAIRS,             ///< with flow
    OF_DIRECTIONS,        ///< both of each pair with flow
    OF_TERMS,             ///< of the gravity model
    OF_FIELDS,            ///< all, in, out
    OF_LAYERS_TOGETHER    ///< each cluster, whatever the layer
} telling;

/* clang-format off */
static const struct {
    qp_metric metric;
    answering by;
    telling of;
    bool changes; ///< it is told from window to window
} answers[] = {
    {QP_M_INFLOW,                     BY_BALANCE, OF_REGIONS_AND_OUTSIDE, false},
    {QP_M_OUTFLOW,                    BY_BALANCE, OF_REGIONS_AND_OUTSIDE, false},
    {QP_M_NET_FLOW,                   BY_BALANCE, OF_REGIONS_AND_OUTSIDE, true},
    {QP_M_RETENTION,                  BY_BALANCE, OF_REGIONS,             false},
    {QP_M_NET_FLOW_EFFECTIVENESS,     BY_BALANCE, OF_REGIONS,             true},
    {QP_M_NET_RATE,                   BY_BALANCE, OF_REGIONS,             false},
    {QP_M_EFFECTIVENESS_INDEX,        BY_BALANCE, OF_PARTS_AND_BETWEEN,   false},
    {QP_M_AGGREGATE_NET_RATE,         BY_BALANCE, OF_ALL,                 false},
    {QP_M_BACKWASH,                   BY_BALANCE, OF_CLUSTERS,            false},
    {QP_M_SPREAD,                     BY_BALANCE, OF_CLUSTERS,            false},
    {QP_M_CORE_EFFECTIVENESS,         BY_BALANCE, OF_CLUSTERS,            true},
    {QP_M_BOWKER_CHI2,                BY_BALANCE, OF_PARTS,               false},
    {QP_M_BILATERAL_ASYMMETRY,        BY_BALANCE, OF_PAIRS,               false},
    {QP_M_PRIMACY,                    BY_BALANCE, OF_INFLOWS,             false},
    {QP_M_PRIMACY_RATIO,              BY_BALANCE, OF_INFLOWS,             false},
    {QP_M_HHI,                        BY_BALANCE, OF_INFLOWS,             false},
    {QP_M_HHI_NORMALISED,             BY_BALANCE, OF_INFLOWS,             false},
    {QP_M_GINI,                       BY_BALANCE, OF_INFLOWS,             false},
    {QP_M_THEIL,                      BY_BALANCE, OF_INFLOWS,             false},
    {QP_M_THEIL_BETWEEN,              BY_BALANCE, OF_INFLOWS,             false},
    {QP_M_THEIL_WITHIN,               BY_BALANCE, OF_INFLOWS,             false},
    {QP_M_THEIL_BETWEEN_SHARE,        BY_BALANCE, OF_INFLOWS,             false},
    {QP_M_RESOURCE_INTAKE,            BY_FLOWS,   OF_LAYERS_TOGETHER,     true},
    {QP_M_BENEFIT_RETURN,             BY_FLOWS,   OF_LAYERS_TOGETHER,     true},
    {QP_M_WEIGHTED_RECIPROCITY,       BY_FLOWS,   OF_PARTS,               true},
    {QP_M_RECIPROCITY_EXCESS,         BY_DRAWS,   OF_PARTS,               false},
    {QP_M_RECIPROCITY_ON_EXPECTATION, BY_MODELS,  OF_PARTS,               false},
    {QP_M_NODE_RECIPROCITY,           BY_FLOWS,   OF_REGIONS,             false},
    {QP_M_FINN_CYCLING_INDEX,         BY_FLOWS,   OF_PARTS,               true},
    {QP_M_FCI_ON_EXPECTATION,         BY_MODELS,  OF_PARTS,               false},
    {QP_M_SIPHON_POTENTIAL,           BY_FLOWS,   OF_REGIONS,             true},
    {QP_M_GRADIENT_SHARE,             BY_FLOWS,   OF_PARTS,               false},
    {QP_M_STUART_MAXWELL_CHI2,        BY_FLOWS,   OF_PARTS,               false},
    {QP_M_EXPECTED_FLOW,              BY_MODELS,  OF_DIRECTIONS,          false},
    {QP_M_FLOW_RATIO,                 BY_MODELS,  OF_DIRECTIONS,          false},
    {QP_M_GRAVITY_COEFFICIENT,        BY_MODELS,  OF_TERMS,               false},
    {QP_M_OVER_ATTRACTION,            BY_MODELS,  OF_REGIONS,             false},
    {QP_M_CATCHMENT_SHARE,            BY_FLOWS,   OF_CORES,               false},
    {QP_M_DOMINANCE_INDEX,            BY_FLOWS,   OF_REGIONS,             false},
    {QP_M_LINK_SYMMETRY,              BY_FLOWS,   OF_PAIRS,               false},
    {QP_M_DOMINANT_PARENT,            BY_FLOWS,   OF_REGIONS,             false},
    {QP_M_SPATIAL_FOCUSING,           BY_FLOWS,   OF_FIELDS,              false},
    {QP_M_AVERAGE_MUTUAL_INFORMATION, BY_FLOWS,   OF_ALL,                 false},
    {QP_M_ASCENDENCY,                 BY_FLOWS,   OF_ALL,                 false},
    {QP_M_DEVELOPMENT_CAPACITY,       BY_FLOWS,   OF_ALL,                 false},
    {QP_M_ROBUSTNESS,                 BY_FLOWS,   OF_ALL,                 false},
};
/* clang-format on */

enum { ANSWERS = sizeof answers / sizeof *answers };

static inline size_t answer_to(qp_metric metric)
{
    size_t a = 0;
    while (a < ANSWERS && answers[a].metric != metric)
        a++;
    cr_assert_lt(a, ANSWERS, "no test answers to %s; write one",
                 qp_metrics[metric].name);
    return a;
}

/** One row of the panel, and the world it speaks of. */
typedef struct {
    const char *name; ///< of the world
    const world *w;
    const qp_panel *panel;
    const qp_panel_row *row;
    int layer;    ///< -1: of none, or of an indicator
    int year;     ///< 0: the whole period
    matrix all;   ///< of the layer and window
    bool counts;  ///< tests apply
    size_t asked; ///< number of the panel, from 1
} question;

static inline const char *text_of(const question *q, qp_string string)
{
    return qp_pool_text(&q->panel->text, string);
}

static inline bool is_subject(const question *q, const char *name)
{
    return strcmp(text_of(q, q->row->subject), name) == 0;
}

static inline bool is_change(const question *q)
{
    return strchr(text_of(q, q->row->window), '>') != NULL;
}

/* The number after the letter of "r3" or "k1". */
static inline int number_of(const question *q, qp_string string)
{
    return (int)strtol(text_of(q, string) + 1, NULL, 10);
}

/* ------------------------------------------------------------- comparing */

static inline bool is_near(double got, double expected, double tolerance)
{
    if (isnan(got) || isnan(expected))
        return isnan(got) && isnan(expected);
    return fabs(got - expected) <= tolerance * (1 + fabs(expected));
}

static inline void expect_within(const question *q, const char *what,
                                 double got, double expected, double tolerance)
{
    cr_assert(is_near(got, expected, tolerance),
              "%s: %s of %s %s %s in '%s' %s is %.17g, expected %.17g (%s)",
              q->name, what, qp_metrics[q->row->metric].name,
              text_of(q, q->row->subject), text_of(q, q->row->object),
              text_of(q, q->row->window), text_of(q, q->row->layer), got,
              expected, qp_reasons[q->row->reason].name);
}

static inline void expect(const question *q, const char *what, double got,
                          double expected)
{
    expect_within(q, what, got, expected, 1e-10);
}

/** Is the layer one whose rows are resampled? */
static inline bool is_amount(const question *q)
{
    return q->layer >= 0 &&
           strcmp(q->w->layer[q->layer].measure, "amount") == 0;
}

/** P(X >= x) of chi-square: from df - 2 to df by parts. */
static inline double chi2_above(double x, double df)
{
    bool odd = fmod(df, 2) > 0;
    double above = odd ? erfc(sqrt(x / 2)) : exp(-x / 2);
    for (double k = odd ? 3 : 4; k <= df; k += 2)
        above += exp((k / 2 - 1) * log(x / 2) - x / 2 - lgamma(k / 2));
    return above;
}

/** That a row is blank for a reason; QP_REASON_NONE: that it has a value. */
static inline void expect_reason(const question *q, qp_reason reason)
{
    cr_assert_eq(q->row->reason, reason,
                 "%s: %s of %s %s in '%s' %s: %s, not "
                 "%s",
                 q->name, qp_metrics[q->row->metric].name,
                 text_of(q, q->row->subject), text_of(q, q->row->object),
                 text_of(q, q->row->window), text_of(q, q->row->layer),
                 qp_reasons[q->row->reason].name, qp_reasons[reason].name);
}

/** That a row has this value, or where it is NaN this reason. */
static inline void expect_value(const question *q, double value,
                                qp_reason reason, double tolerance)
{
    expect_reason(q, isnan(value) ? reason : QP_REASON_NONE);
    expect_within(q, "value", q->row->value, value, tolerance);
}

/** Why nothing is measured in the layer at all. */
static inline qp_reason why_refused(const question *q)
{
    if (!q->w->layer[q->layer].directed)
        return QP_REASON_UNDIRECTED;
    return q->w->regions < 2 ? QP_REASON_ONE_REGION : QP_REASON_NONE;
}

/** Why a part has no metric of its flows. */
static inline qp_reason why_not(const question *q, const matrix *part)
{
    qp_reason refused = why_refused(q);
    if (refused != QP_REASON_NONE)
        return refused;
    if (part->n < 2)
        return QP_REASON_ONE_REGION;
    return total(part) > 0 ? QP_REASON_NONE : QP_REASON_NO_FLOW;
}

/** The flows that the subject "all", "between-clusters" or a cluster has. */
static inline matrix part_of(const question *q)
{
    if (is_subject(q, "all"))
        return q->all;
    if (is_subject(q, "between-clusters"))
        return matrix_between(q->w, &q->all);
    return matrix_inside(q->w, &q->all, number_of(q, q->row->subject));
}

/** The subject and window of another row, all else as it is. */
static inline const qp_panel_row *row_like(const question *q, qp_metric metric,
                                           const char *window)
{
    for (size_t r = 0; r < q->panel->count; r++) {
        const qp_panel_row *row = &q->panel->rows[r];
        if (row->metric == metric && row->layer == q->row->layer &&
            row->subject == q->row->subject &&
            strcmp(text_of(q, row->window), window) == 0)
            return row;
    }
    return NULL;
}

/* ------------------------------------------------------------- families */

/* For each test the least p m / rank of the tests with p no smaller. */
static inline double corrected(const double p[], int count, int test)
{
    double q = 1;
    double m = 0;
    for (int i = 0; i < count; i++)
        m += isnan(p[i]) ? 0 : 1;
    for (int i = 0; i < count; i++) {
        double rank = 0;
        for (int j = 0; j < count; j++)
            rank += p[j] <= p[i] ? 1 : 0;
        if (p[i] >= p[test])
            q = fmin(q, p[i] * m / rank);
    }
    return q;
}

/* One metric, layer and window over regions, clusters or directions. */
static inline bool is_of_family(const question *q, const qp_panel_row *row)
{
    const char *subject = text_of(q, row->subject);
    return row->metric == q->row->metric && row->layer == q->row->layer &&
           row->window == q->row->window && strcmp(subject, "all") != 0 &&
           strcmp(subject, "between-clusters") != 0;
}

/** That q is that of Benjamini and Hochberg in the family of the row. */
static inline void expect_family(const question *q, double resolution)
{
    enum { MOST = WORLD_REGIONS * WORLD_REGIONS };
    double p[MOST];
    int count = 0;
    int own = -1;
    int tests = 0;
    for (size_t r = 0; r < q->panel->count; r++) {
        const qp_panel_row *row = &q->panel->rows[r];
        if (!is_of_family(q, row))
            continue;
        own = row == q->row ? count : own;
        tests += isnan(row->p) ? 0 : 1;
        p[count++] = row->p;
    }
    bool told = own >= 0 && !isnan(q->row->p) && tests * resolution <= 0.05;
    expect(q, "q", q->row->q, told ? corrected(p, count, own) : NAN);
}

/* --------------------------------------------------------------- walking */

typedef void answer_row(const question *q);

static inline int layer_of(const question *q)
{
    int l = q->w->layers - 1;
    while (l >= 0 && strcmp(q->w->layer[l].id, text_of(q, q->row->layer)) != 0)
        l--;
    return l;
}

static inline question question_of(const char *name, const world *w,
                                   const qp_panel *panel, size_t row)
{
    question q = {
        .name = name, .w = w, .panel = panel, .row = &panel->rows[row]};
    q.layer = layer_of(&q);
    q.year = (int)strtol(text_of(&q, q.row->window), NULL, 10);
    q.all = matrix_of(w, q.layer, q.year);
    q.counts = q.layer >= 0 && world_counts(w, q.layer);
    return q;
}

/** The panel of a world, sorted. years: year by year. */
static inline qp_panel world_panel(const world *w, bool years,
                                   size_t replicates)
{
    qp_network net = world_network(w);
    qp_panel panel = {0};
    qp_error err = {0};
    qp_period first = QP_NO_PERIOD;
    qp_period last = QP_NO_PERIOD;
    cr_assert(qp_period_read("2000", 4, &first));
    cr_assert(qp_period_read("2003", 4, &last));
    qp_siphon_options options = {.frame = {.window = QP_NO_PERIOD},
                                 .pairs = true,
                                 .lambda = SLOW_LAMBDA,
                                 .draws.replicates = replicates,
                                 .draws.threads = 1};
    if (years) {
        options.frame.window = (qp_period){first.from, last.from};
        options.frame.step_months = 12;
    }
    cr_assert_eq(qp_siphon(&net, &options, &panel, NULL, &err), QP_OK, "%s",
                 err.message);
    qp_panel_sort(&panel);
    qp_network_clear(&net);
    return panel;
}

/** Rows with a value so far, by their place in `answers`. */
typedef struct {
    size_t rows[ANSWERS];
} tally;

/** Ask for every row of a world that a test answers. */
static inline tally *ask(const char *name, const world *w, bool years,
                         answering by, answer_row *answer)
{
    static size_t asked;
    static tally values;
    qp_panel panel = world_panel(w, years, 3);
    asked++;
    for (size_t r = 0; r < panel.count; r++) {
        question q = question_of(name, w, &panel, r);
        q.asked = asked;
        cr_assert_eq(isnan(q.row->value), q.row->reason != QP_REASON_NONE);
        size_t a = answer_to(q.row->metric);
        if (answers[a].by != by || is_change(&q))
            continue;
        answer(&q);
        values.rows[a] += isnan(q.row->value) ? 0 : 1;
    }
    qp_panel_clear(&panel);
    return &values;
}

/** ... and of the random ones, among which no metric must be rare. */
static inline void ask_random_worlds(bool years, answering by,
                                     answer_row *answer)
{
    const tally *values = NULL;
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        world w = world_with_firms(seed);
        char name[32];
        snprintf(name, sizeof name, "world %u", seed);
        values = ask(name, &w, years, by, answer);
    }
    for (size_t a = 0; a < ANSWERS; a++)
        cr_assert(answers[a].by != by || values->rows[a] >= WORLDS / 20,
                  "%s has %zu values only", qp_metrics[answers[a].metric].name,
                  values->rows[a]);
}

/** Those drawn by hand, once for each measure. */
static inline void ask_drawn_worlds(answering by, answer_row *answer)
{
    static const char *const measures[] = {"count", "amount", "score"};
    for (int c = 0; c < WORLD_CASES; c++)
        for (int m = 0; m < 3; m++) {
            world w = world_drawn(&world_cases[c], measures[m]);
            ask(world_cases[c].name, &w, false, by, answer);
            ask(world_cases[c].name, &w, true, by, answer);
        }
}

#endif
