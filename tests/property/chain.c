/* SPDX-License-Identifier: MIT */
/*
 * What every row of the chain panel promises, whatever the network: ranges,
 * bounds, units, names, the order of rows, threads and parts; and what follows
 * where an actor is gone. Tested over the registry of metrics on random little
 * chains, so that a metric added later is tested as soon as it has a row in the
 * table below.
 */
#include "metric/chain.h"

#include <float.h>

#include "support/mills.h"
#include "support/parts.h"

#ifdef __SANITIZE_ADDRESS__
enum { MANY = 12, SOME = 3 };
#else
enum { MANY = 60, SOME = 8 };
#endif

/* clang-format off */
static const struct {
    qp_metric metric;
    double least;
    double most;
    bool in_units;  ///< of the layer: as large as its weights
    bool symmetric; ///< a pair is told once, the first name as the subject
} promises[] = {
/*   metric                             least  most         in_units  symmetric */
    {QP_M_STAGE_LINK_WEIGHT,            0,     DBL_MAX,     true,     false},
    {QP_M_STAGE_LINK_WEIGHT_DIRECTED,   0,     DBL_MAX,     true,     false},
    {QP_M_STAGE_OBSERVED_EXPECTED,      0,     DBL_MAX,     false,    false},
    {QP_M_STAGE_GAP,                    0,     1,           false,    false},
    {QP_M_CHAIN_COMPLETENESS_OPEN,      0,     1,           false,    false},
    {QP_M_CHAIN_COMPLETENESS_CLOSED,    0,     1,           false,    false},
    {QP_M_CONVERSION_OPEN,              0,     1,           false,    false},
    {QP_M_CONVERSION_CLOSED,            0,     1,           false,    false},
    {QP_M_DISTANCE_TO_PRODUCT,          1,     DBL_MAX,     false,    false},
    {QP_M_STAGE_COVERAGE,               0,     1,           false,    false},
    {QP_M_WEAKEST_STAGE,                0,     1,           false,    false},
    {QP_M_PRODUCT_COMPLETENESS,         0,     1,           false,    false},
    {QP_M_SUPPLIER_HHI,                 0,     1,           false,    false},
    {QP_M_EFFECTIVE_SUPPLIERS,          1,     MILL_UNITS,  false,    false},
    {QP_M_FOREIGN_SHARE,                0,     1,           false,    false},
    {QP_M_ORIGIN_HHI,                   0,     1,           false,    false},
    {QP_M_DEPENDENCE_FLAG,              0,     1,           false,    false},
    {QP_M_ARTICULATION_POINT,           0,     DBL_MAX,     false,    false},
    {QP_M_BRIDGE,                       0,     DBL_MAX,     false,    true},
    {QP_M_VERTEX_CUT_SIZE,              0,     MILL_UNITS,  false,    false},
    {QP_M_VERTEX_CUT_COUNT,             1,     DBL_MAX,     false,    false},
    {QP_M_VERTEX_CUT_MEMBER,            1,     1,           false,    false},
    {QP_M_SUBSET_BETWEENNESS,           0,     DBL_MAX,     false,    false},
    {QP_M_SYSTEMIC_RISK_INDEX,          0,     1,           false,    false},
    {QP_M_RING_ACTORS,                  0,     MILL_UNITS,  false,    false},
    {QP_M_RING_CAPACITY,                0,     DBL_MAX,     false,    false},
    {QP_M_RING_LOCAL_SHARE,             0,     1,           false,    false},
    {QP_M_RING_CLUSTER_SHARE,           0,     1,           false,    false},
    {QP_M_RING_LITTLE_GIANT_SHARE,      0,     1,           false,    false},
    {QP_M_RING_INSTITUTE_SHARE,         0,     1,           false,    false},
    {QP_M_MEAN_RADIUS,                  1,     MILL_UNITS,  false,    false},
    {QP_M_RING_OVERLAP,                 0,     1,           false,    false},
    {QP_M_ARCHITECT_SCORE,              0,     1,           false,    false},
    {QP_M_CONSORTIUM_COMPLETENESS,      0,     1,           false,    false},
    {QP_M_CONSORTIUM_TWO_ENDS,          0,     1,           false,    false},
    {QP_M_CONSORTIUM_STAGE_COVERAGE,    0,     1,           false,    false},
    {QP_M_CONSORTIUM_DIVERSITY,         0,     1,           false,    false},
    {QP_M_CONSORTIUM_CROSS_REGION,      0,     1,           false,    false},
    {QP_M_GAP_CANDIDATE_DENSITY,        0,     100,         false,    false},
    {QP_M_UPSTREAMNESS,                 1,     DBL_MAX,     false,    false},
    {QP_M_BURT_CONSTRAINT,              0,     1.125,       false,    false},
    {QP_M_EFFECTIVE_SIZE,               1,     MILL_UNITS,  false,    false},
    {QP_M_BROKERAGE_COORDINATOR,        0,     DBL_MAX,     false,    false},
    {QP_M_BROKERAGE_ITINERANT,          0,     DBL_MAX,     false,    false},
    {QP_M_BROKERAGE_GATEKEEPER,         0,     DBL_MAX,     false,    false},
    {QP_M_BROKERAGE_REPRESENTATIVE,     0,     DBL_MAX,     false,    false},
    {QP_M_BROKERAGE_LIAISON,            0,     DBL_MAX,     false,    false},
    {QP_M_CORENESS,                     0,     MILL_UNITS,  false,    false},
    {QP_M_CORE_PERIPHERY_FIT,           -1,    1,           false,    false},
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

static qp_panel measured(const mill *w)
{
    return chain_panel(mill_network(w), mills_plain());
}

static const char *text_of(const qp_panel *p, qp_string string)
{
    return qp_pool_text(&p->text, string);
}

static bool reads(const qp_panel *p, qp_string string, const char *text)
{
    return strcmp(text_of(p, string), text) == 0;
}

/* Rows are the same, but for what is left out and drawn; the second is of
 * weights so many times as large. */
static void expect_same(const qp_panel *p, const qp_panel_row *row,
                        const qp_panel_row *other, double times,
                        const char *name)
{
    const char *metric = qp_metrics[row->metric].name;
    const char *subject = text_of(p, row->subject);
    const char *object = text_of(p, row->object);
    double as = promises[promise_of(row->metric)].in_units ? times : 1;
    cr_assert(ledger_near(other->value, row->value * as, 1e-10),
              "%s: %s %s %s %s was %.17g, is %.17g", name, metric,
              text_of(p, row->layer), subject, object, row->value,
              other->value);
    cr_assert_eq(other->reason, row->reason, "%s: %s %s %s was %s, is %s", name,
                 metric, subject, object, qp_reasons[row->reason].name,
                 qp_reasons[other->reason].name);
    cr_assert_eq(other->flags, row->flags, "%s: flags of %s %s %s", name,
                 metric, subject, object);
}

/* Of the whole period; NULL: there is none. */
static const qp_panel_row *seek(const qp_panel *p, qp_metric metric,
                                const char *layer, const char *subject,
                                const char *object)
{
    for (size_t r = 0; r < p->count; r++) {
        const qp_panel_row *row = &p->rows[r];
        if (row->metric == metric && reads(p, row->layer, layer) &&
            reads(p, row->subject, subject) && reads(p, row->object, object))
            return row;
    }
    return NULL;
}

/* --------------------------------------------------------------------- ranges */

static void expect_range(const qp_panel *p, const qp_panel_row *row,
                         const char *name)
{
    const size_t at = promise_of(row->metric);
    const double slack = 1e-12;
    double least = promises[at].least - slack;
    double most = promises[at].most + slack;
    const char *metric = qp_metrics[row->metric].name;
    const char *subject = text_of(p, row->subject);
    cr_assert(isnan(row->value) || (row->value >= least && row->value <= most),
              "%s: %s of %s is %.17g", name, metric, subject, row->value);
    cr_assert(isnan(row->low) ||
                  (row->low >= least && row->low <= row->value + slack &&
                   row->high >= row->value - slack && row->high <= most),
              "%s: %s of %s is %.17g of %.17g to %.17g", name, metric, subject,
              row->value, row->low, row->high);
    cr_assert_eq(isnan(row->low), isnan(row->high));
}

static void expect_row(const qp_panel *p, const qp_panel_row *row,
                       const char *name)
{
    const char *metric = qp_metrics[row->metric].name;
    expect_range(p, row, name);
    cr_assert_eq(isnan(row->value), row->reason != QP_REASON_NONE);
    cr_assert(isnan(row->p) || (row->p > 0 && row->p <= 1));
    cr_assert(isnan(row->q) || (row->q >= 0 && row->q <= 1));
    cr_assert(isnan(row->n) || row->n >= 0);
    cr_assert(isnan(row->missing) || row->missing >= 0);
    cr_assert(isnan(row->rank) || row->rank >= 1);
    cr_assert(!isnan(row->value) || (isnan(row->low) && isnan(row->p)),
              "%s: %s is blank and has bounds or a p", name, metric);
    cr_assert(row->null == QP_NULL_NONE || !isnan(row->expected),
              "%s: %s is nothing under its null", name, metric);
    cr_assert(isnan(row->p) || row->null != QP_NULL_NONE,
              "%s: %s has a p under no null", name, metric);
}

QP_TEST(chain, every_row_keeps_to_its_range_and_its_bounds)
{
    for (unsigned seed = 0; seed < MANY; seed++) {
        char name[32];
        mill w = mill_of(seed);
        qp_chain_options options = mills_options(&w, seed);
        qp_panel p = chain_panel(mill_network(&w), &options);
        snprintf(name, sizeof name, "mill %u", seed);
        for (size_t r = 0; r < p.count; r++)
            expect_row(&p, &p.rows[r], name);
        qp_panel_clear(&p);
    }
}

/* A row is told once. */
QP_TEST(chain, no_two_rows_have_the_same_name)
{
    for (unsigned seed = 0; seed < MANY; seed++) {
        mill w = mill_of(seed);
        qp_panel p = measured(&w);
        for (size_t r = 1; r < p.count; r++) {
            const qp_panel_row *a = &p.rows[r - 1];
            const qp_panel_row *b = &p.rows[r];
            cr_assert(a->metric != b->metric || a->layer != b->layer ||
                          a->scope != b->scope || a->subject != b->subject ||
                          a->object != b->object,
                      "mill %u: two rows of %s %s %s %s", seed,
                      qp_metrics[a->metric].name, text_of(&p, a->layer),
                      text_of(&p, a->subject), text_of(&p, a->object));
        }
        qp_panel_clear(&p);
    }
}

/* ---------------------------------------------------------------------- units */

static void weigh_more(mill *w)
{
    for (int l = 0; l < w->link_count; l++)
        w->links[l].weight *= 8;
    for (int f = 0; f < w->firms; f++)
        w->firm[f].output *= 8;
}

QP_TEST(chain, another_unit_of_weights_and_outputs_changes_no_ratio)
{
    for (unsigned seed = 0; seed < MANY; seed++) {
        char name[32];
        mill w = mill_of(seed);
        qp_panel before = measured(&w);
        weigh_more(&w);
        qp_panel after = measured(&w);
        snprintf(name, sizeof name, "mill %u", seed);
        cr_assert_eq(before.count, after.count);
        for (size_t r = 0; r < before.count; r++)
            expect_same(&before, &before.rows[r], &after.rows[r], 8, name);
        qp_panel_clear(&before);
        qp_panel_clear(&after);
    }
}

/* --------------------------------------------------------------------- names */

/* Cities and firms get the names of each other in reverse. */
static int renamed_unit(const mill *w, int unit)
{
    if (unit < MILL_FIRMS)
        return unit >= 0 ? w->firms - 1 - unit : -1;
    return unit == MILL_FIRMS ? unit : 2 * MILL_FIRMS + w->cities + 1 - unit;
}

static int renamed_place(const mill *w, int place)
{
    return place > 0 ? w->cities + 1 - place : place;
}

static mill renamed(const mill *w)
{
    mill other = *w;
    other.link_count = 0;
    for (int p = 1; p <= w->cities; p++)
        other.place[renamed_place(w, p)] = w->place[p];
    for (int f = 0; f < w->firms; f++) {
        mill_firm *firm = &other.firm[renamed_unit(w, f)];
        *firm = w->firm[f];
        firm->home = renamed_place(w, w->firm[f].home);
    }
    for (int a = 0; a < w->architects; a++)
        other.enterprise[a] = renamed_unit(w, w->enterprise[a]);
    for (int l = 0; l < w->link_count; l++) {
        mill_link link = w->links[l];
        link.from = renamed_unit(w, link.from);
        link.to = renamed_unit(w, link.to);
        mill_add_link(&other, link);
    }
    for (int c = 0; c < w->consortia; c++)
        other.lead[c] = renamed_unit(w, w->lead[c]);
    for (int m = 0; m < w->member_count; m++)
        other.members[m].member = renamed_unit(w, w->members[m].member);
    for (int h = 0; h < w->holding_count; h++)
        other.holdings[h].bearer = renamed_unit(w, w->holdings[h].bearer);
    return other;
}

/* "r0" of three cities is "r2"; names of other things stay. */
static const char *renamed_text(const mill *w, const char *text, char name[8])
{
    bool city = text[0] == 'r' && strlen(text) == 2;
    bool firm = text[0] == 'f' && strlen(text) == 3;
    if (city)
        return mill_unit(renamed_unit(w, MILL_FIRMS + 1 + text[1] - '0'), name);
    return firm ? mill_unit(
                      renamed_unit(w, 10 * (text[1] - '0') + text[2] - '0'),
                      name)
                : text;
}

static void expect_renamed(const mill *w, const qp_panel *p,
                           const qp_panel_row *row, const qp_panel *other)
{
    char one[8];
    char two[8];
    const char *subject = renamed_text(w, text_of(p, row->subject), one);
    const char *object = renamed_text(w, text_of(p, row->object), two);
    bool turned = promises[promise_of(row->metric)].symmetric &&
                  strcmp(subject, object) > 0;
    const qp_panel_row *found = seek(other, row->metric, text_of(p, row->layer),
                                     turned ? object : subject,
                                     turned ? subject : object);
    cr_assert_not_null(found, "no row of %s %s %s %s",
                       qp_metrics[row->metric].name, text_of(p, row->layer),
                       subject, object);
    expect_same(p, row, found, 1, "renamed mill");
}

QP_TEST(chain, values_follow_the_names_of_regions_and_firms)
{
    for (unsigned seed = 0; seed < SOME * 3; seed++) {
        mill w = mill_of(seed);
        mill other = renamed(&w);
        qp_panel before = measured(&w);
        qp_panel after = measured(&other);
        cr_assert_eq(before.count, after.count);
        for (size_t r = 0; r < before.count; r++)
            expect_renamed(&w, &before, &before.rows[r], &after);
        qp_panel_clear(&before);
        qp_panel_clear(&after);
    }
}

/* ------------------------------------------------------------------ identities */

/* One row is no larger than another of the same subject. */
static void expect_no_larger(const qp_panel *p, const qp_panel_row *row,
                             qp_metric less, qp_metric more, unsigned seed)
{
    const char *subject = text_of(p, row->subject);
    if (row->metric != less || isnan(row->value))
        return;
    const qp_panel_row *other = seek(p, more, text_of(p, row->layer), subject,
                                     text_of(p, row->object));
    cr_assert_not_null(other);
    cr_assert(isnan(other->value) || row->value <= other->value + 1e-12,
              "mill %u: %s of %s", seed, qp_metrics[less].name, subject);
}

QP_TEST(chain, what_is_reached_inside_is_reached_by_all_links_too)
{
    for (unsigned seed = 0; seed < MANY; seed++) {
        mill w = mill_of(seed);
        qp_panel p = measured(&w);
        for (size_t r = 0; r < p.count; r++) {
            expect_no_larger(&p, &p.rows[r], QP_M_CHAIN_COMPLETENESS_CLOSED,
                             QP_M_CHAIN_COMPLETENESS_OPEN, seed);
            expect_no_larger(&p, &p.rows[r], QP_M_CONVERSION_CLOSED,
                             QP_M_CONVERSION_OPEN, seed);
            expect_no_larger(&p, &p.rows[r], QP_M_RING_LOCAL_SHARE,
                             QP_M_RING_CLUSTER_SHARE, seed);
        }
        qp_panel_clear(&p);
    }
}

static double sum_of(const qp_panel *p, qp_metric metric, const char *layer,
                     const char *subject)
{
    double sum = 0;
    for (size_t r = 0; r < p->count; r++) {
        const qp_panel_row *row = &p->rows[r];
        if (row->metric == metric && reads(p, row->layer, layer) &&
            (subject == NULL || reads(p, row->subject, subject)))
            sum += isnan(row->value) ? 0 : row->value;
    }
    return sum;
}

static void apart(mill *w)
{
    for (int a = 0; a < w->architects; a++)
        for (int b = 0; b < a; b++)
            if (w->enterprise[a] == w->enterprise[b])
                w->architects = a;
}

/* Everybody is in one ring or in none; what is sold ends at one door. */
QP_TEST(chain, parts_add_up)
{
    static const char *const ways[] = {"rings:upstream", "rings:downstream"};
    for (unsigned seed = 0; seed < MANY; seed++) {
        mill w = mill_of(seed);
        apart(&w);
        qp_panel p = measured(&w);
        for (int l = 0; l < w.layers; l++)
            cr_assert_leq(sum_of(&p, QP_M_ARCHITECT_SCORE, w.layer[l].id, NULL),
                          1 + 1e-9, "mill %u", seed);
        for (int way = 0; way < 2; way++) {
            double first = sum_of(&p, QP_M_RING_ACTORS, ways[way], "a0");
            double tied = sum_of(&p, QP_M_RING_ACTORS, ways[1 - way], "a0");
            cr_assert(ledger_near(first, tied, 0), "mill %u: %g, %g", seed,
                      first, tied);
        }
        qp_panel_clear(&p);
    }
}

/* -------------------------------------------------------------------- removal */

static double cut_size(const qp_panel *p, const char *source)
{
    const qp_panel_row *row = seek(p, QP_M_VERTEX_CUT_SIZE, "", source,
                                   "product");
    cr_assert_not_null(row);
    return row->reason == QP_REASON_DIRECT ? HUGE_VAL
           : isnan(row->value)             ? 0
                                           : row->value;
}

/* ... of those that had it before: raw suppliers become more where one is
 * gone. */
static void expect_no_larger_cut(const qp_panel *before, const qp_panel *after,
                                 unsigned seed, int gone)
{
    static const char *const sources[] = {"science", "foreign"};
    for (size_t s = 0; s < 2; s++)
        cr_assert_leq(cut_size(after, sources[s]), cut_size(before, sources[s]),
                      "mill %u without %d: cut from %s", seed, gone,
                      sources[s]);
}

QP_TEST(chain, a_smallest_cut_never_grows_where_an_actor_is_gone)
{
    for (unsigned seed = 0; seed < MANY; seed++) {
        mill w = mill_of(seed);
        qp_panel before = measured(&w);
        for (int f = 0; f < w.firms; f++) {
            mill without = w;
            without.firm[f].group = true; /* takes part in nothing */
            qp_panel after = measured(&without);
            expect_no_larger_cut(&before, &after, seed, f);
            qp_panel_clear(&after);
        }
        qp_panel_clear(&before);
    }
}

/* ------------------------------------------------ order, threads, layers, parts */

/* Year by year: all that is told of replicates. */
static qp_chain_options yearly(unsigned threads)
{
    qp_chain_options options = mills_years(*mills_plain());
    options.draws.replicates = 25;
    options.draws.threads = threads;
    return options;
}

/* The panel, and the table of substitutes after it. */
static qp_text bytes_of(const qp_network *net, const qp_chain_options *options)
{
    qp_panel panel = {0};
    qp_text bytes = {0};
    qp_text substitutes = {0};
    qp_error err = {0};
    cr_assert_eq(qp_chain(net, options, &panel, &substitutes, &err), QP_OK,
                 "%s", err.message);
    qp_panel_sort(&panel);
    cr_assert_eq(qp_panel_csv(&panel, &bytes, NULL), QP_OK);
    qp_text_add(&bytes, qp_text_string(&substitutes));
    qp_text_clear(&substitutes);
    qp_panel_clear(&panel);
    return bytes;
}

static void expect_bytes(qp_text got, const qp_text *expected, unsigned seed,
                         const char *of)
{
    cr_assert(got.size == expected->size &&
                  memcmp(got.bytes, expected->bytes, got.size) == 0,
              "mill %u %s differs", seed, of);
    qp_text_clear(&got);
}

/* The last row becomes the first. */
static void turn_rows(void *rows, size_t count, size_t size)
{
    char kept[sizeof(mill_holding) + sizeof(mill_link)];
    char *at = rows;
    for (size_t i = 0; i < count / 2; i++) {
        memcpy(kept, at + i * size, size);
        memcpy(at + i * size, at + (count - 1 - i) * size, size);
        memcpy(at + (count - 1 - i) * size, kept, size);
    }
}

QP_TEST(chain, no_byte_hangs_on_the_order_of_rows)
{
    for (unsigned seed = 0; seed < SOME; seed++) {
        mill w = mill_of(seed);
        qp_chain_options options = yearly(1);
        qp_network net = mill_network(&w);
        qp_text before = bytes_of(&net, &options);
        qp_network_clear(&net);
        turn_rows(w.links, (size_t)w.link_count, sizeof *w.links);
        turn_rows(w.holdings, (size_t)w.holding_count, sizeof *w.holdings);
        turn_rows(w.members, (size_t)w.member_count, sizeof *w.members);
        net = mill_network(&w);
        expect_bytes(bytes_of(&net, &options), &before, seed, "turned");
        qp_text_clear(&before);
        qp_network_clear(&net);
    }
}

QP_TEST(chain, no_byte_hangs_on_the_number_of_threads)
{
    static const unsigned threads[] = {2, 5};
    for (unsigned seed = 0; seed < SOME; seed++) {
        mill w = mill_of(seed);
        qp_network net = mill_network(&w);
        qp_chain_options options = yearly(1);
        qp_text alone = bytes_of(&net, &options);
        for (size_t t = 0; t < 2; t++) {
            options = yearly(threads[t]);
            expect_bytes(bytes_of(&net, &options), &alone, seed,
                         "with more threads");
        }
        qp_text_clear(&alone);
        qp_network_clear(&net);
    }
}

static void expect_alone(const mill *w, const qp_panel *all, int layer)
{
    const char *id = w->layer[layer].id;
    qp_chain_options options = *mills_plain();
    options.frame.layers = &id;
    options.frame.layer_count = 1;
    qp_panel alone = chain_panel(mill_network(w), &options);
    for (size_t r = 0; r < alone.count; r++) {
        const qp_panel_row *row = &alone.rows[r];
        if (!reads(&alone, row->layer, id))
            continue;
        const qp_panel_row *other = seek(all, row->metric, id,
                                         text_of(&alone, row->subject),
                                         text_of(&alone, row->object));
        cr_assert_not_null(other);
        expect_same(&alone, row, other, 1, id);
    }
    qp_panel_clear(&alone);
}

QP_TEST(chain, a_row_of_a_layer_is_the_same_whatever_else_is_measured)
{
    for (unsigned seed = 0; seed < SOME; seed++) {
        mill w = mill_of(seed);
        qp_panel all = measured(&w);
        for (int l = 0; l < w.layers; l++)
            expect_alone(&w, &all, l);
        qp_panel_clear(&all);
    }
}

static qp_text bytes_with(const qp_network *net, unsigned threads,
                          qp_shard *shard)
{
    qp_chain_options options = yearly(threads);
    options.draws.shard = shard;
    return bytes_of(net, &options);
}

/* Three parts of 25 replicates: 9, 8 and 8; given in another order. */
QP_TEST(chain, parts_joined_are_one_run)
{
    for (unsigned seed = 0; seed < SOME; seed++) {
        mill w = mill_of(seed);
        qp_network net = mill_network(&w);
        qp_text alone = bytes_with(&net, 1, NULL);
        expect_bytes(parts_joined(&net, bytes_with, 25), &alone, seed,
                     "in parts");
        qp_text_clear(&alone);
        qp_network_clear(&net);
    }
}
