/* SPDX-License-Identifier: MIT */
/*
 * What every row of the synergy panel promises, whatever the network: ranges,
 * units, names and directions, the order of rows, threads and parts. Tested
 * over the registry of metrics on random realms, so that a metric added later
 * is tested as soon as it has a row in the table below.
 */
#include "metric/synergy.h"

#include <float.h>

#include "support/ledger.h"
#include "support/parts.h"

#ifdef __SANITIZE_ADDRESS__
enum { MANY = 12, SOME = 3 };
#else
enum { MANY = 60, SOME = 8 };
#endif

/** What a metric is of. */
typedef enum {
    OF_STRUCTURE,  ///< portfolios
    OF_INDICATORS, ///< and of layers that stand for one
    OF_FIRMS,
    OF_LINKS,
    OF_BORDERS ///< links between regions, by a fit
} matter;

/* clang-format off */
static const struct {
    qp_metric metric;
    double least;
    double most;
    matter of;
    bool symmetric; ///< a pair is told once, the first name as the subject
} promises[] = {
/*   metric                              least      most      of             symmetric */
    {QP_M_LOCATION_QUOTIENT,             0,         DBL_MAX,  OF_STRUCTURE,  false},
    {QP_M_STRUCTURE_SIMILARITY,          0,         1,        OF_STRUCTURE,  true},
    {QP_M_KRUGMAN_INDEX,                 0,         2,        OF_STRUCTURE,  true},
    {QP_M_ISOMORPHISM,                   0,         2,        OF_STRUCTURE,  false},
    {QP_M_RELATEDNESS,                   0,         DBL_MAX,  OF_STRUCTURE,  false},
    {QP_M_RELATEDNESS_DENSITY,           0,         100,      OF_STRUCTURE,  false},
    {QP_M_COMPLEMENTARITY,               0,         100,      OF_STRUCTURE,  false},
    {QP_M_COUPLING_DEGREE_WANG,          0,         1,        OF_INDICATORS, false},
    {QP_M_COUPLING_DEGREE_STANDARD,      0,         1,        OF_INDICATORS, false},
    {QP_M_DEVELOPMENT_LEVEL,             0,         1,        OF_INDICATORS, false},
    {QP_M_COUPLING_COORDINATION_WANG,    0,         1,        OF_INDICATORS, false},
    {QP_M_COUPLING_COORDINATION_STANDARD, 0,        1,        OF_INDICATORS, false},
    {QP_M_COUPLING_COORDINATION_RANK,    1,         REALM_PLACES, OF_INDICATORS, false},
    {QP_M_COMPOSITE_SYNERGY_DEGREE,      -1,        1,        OF_INDICATORS, false},
    {QP_M_FIELD_SURPLUS,                 -1,        1,        OF_INDICATORS, false},
    {QP_M_TRIPLE_HELIX_T,                -DBL_MAX,  DBL_MAX,  OF_FIRMS,      false},
    {QP_M_TRIPLE_HELIX_SYNERGY,          -DBL_MAX,  DBL_MAX,  OF_FIRMS,      false},
    {QP_M_TRIPLE_HELIX_CONTRIBUTION,     -DBL_MAX,  DBL_MAX,  OF_FIRMS,      false},
    {QP_M_TRIPLE_HELIX_BETWEEN_SHARE,    -DBL_MAX,  DBL_MAX,  OF_FIRMS,      false},
    {QP_M_TRIPLE_HELIX_BIAS,             -DBL_MAX,  0,        OF_FIRMS,      false},
    {QP_M_TRIPLE_HELIX_CLASSES,          1,         REALM_FIRMS, OF_FIRMS,   false},
    {QP_M_ASSOCIATION_STRENGTH,          0,         DBL_MAX,  OF_LINKS,      true},
    {QP_M_SALTON_INDEX,                  0,         1,        OF_LINKS,      true},
    {QP_M_JACCARD_INDEX,                 0,         1,        OF_LINKS,      true},
    {QP_M_PROBABILITY_INDEX,             0,         DBL_MAX,  OF_LINKS,      true},
    {QP_M_EI_INDEX,                      -1,        1,        OF_LINKS,      false},
    {QP_M_EI_INDEX_WEIGHTED,             -1,        1,        OF_LINKS,      false},
    {QP_M_NOMINAL_ASSORTATIVITY,         -1,        1,        OF_LINKS,      false},
    {QP_M_PARTICIPATION_COEFFICIENT,     0,         1,        OF_LINKS,      false},
    {QP_M_LAYER_OVERLAP,                 0,         1,        OF_LINKS,      false},
    {QP_M_LAYER_OVERLAP_CONDITIONAL,     0,         1,        OF_LINKS,      false},
    {QP_M_LAYER_STRENGTH_CORRELATION,    -1,        1,        OF_LINKS,      false},
    {QP_M_PAIR_LINK_SHARE,               0,         1,        OF_LINKS,      false},
    {QP_M_LAYER_BREADTH,                 0,         1,        OF_LINKS,      false},
    {QP_M_LAYER_RECIPROCITY,             0,         1,        OF_LINKS,      false},
    {QP_M_CHAIN_OVERLAP,                 0,         1,        OF_LINKS,      false},
    {QP_M_LINKED_COMPLEMENTARITY,        0,         1,        OF_LINKS,      false},
    {QP_M_HOMOGENEOUS_COMPETITION,       0,         1,        OF_LINKS,      true},
    {QP_M_RIVALRY_LINKS,                 1,         REALM_LINKS, OF_LINKS,   true},
    {QP_M_BORDER_EFFECT,                 -DBL_MAX,  DBL_MAX,  OF_BORDERS,    false},
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

static matter matter_of(const qp_panel_row *row)
{
    return promises[promise_of(row->metric)].of;
}

static qp_panel measured(const realm *w)
{
    return ledger_panel(w, ledger_plain());
}

static const char *text_of(const qp_panel *p, qp_string string)
{
    return qp_pool_text(&p->text, string);
}

/* What is fitted comes as near as its fit. */
static bool near(const qp_panel_row *row, double a, double b)
{
    return ledger_near(a, b, matter_of(row) == OF_BORDERS ? 1e-6 : 1e-10);
}

/* Rows are the same, but for what is left out and drawn. */
static void expect_same(const qp_panel *p, const qp_panel_row *row,
                        const qp_panel_row *other, const char *name)
{
    const char *metric = qp_metrics[row->metric].name;
    const char *subject = text_of(p, row->subject);
    const char *object = text_of(p, row->object);
    cr_assert(near(row, other->value, row->value),
              "%s: %s %s %s %s was %.17g, is %.17g", name, metric,
              text_of(p, row->layer), subject, object, row->value,
              other->value);
    cr_assert_eq(other->reason, row->reason, "%s: %s %s %s was %s, is %s", name,
                 metric, subject, object, qp_reasons[row->reason].name,
                 qp_reasons[other->reason].name);
    cr_assert_eq((other->flags ^ row->flags) & ~(1U << QP_FLAG_RESOLUTION), 0,
                 "%s: flags of %s %s %s", name, metric, subject, object);
}

/* --------------------------------------------------------------------- ranges */

static void expect_range(const qp_panel_row *row, const char *name)
{
    const size_t at = promise_of(row->metric);
    const double slack = 1e-12;
    double least = promises[at].least - slack;
    double most = promises[at].most + slack;
    const char *metric = qp_metrics[row->metric].name;
    cr_assert(isnan(row->value) || (row->value >= least && row->value <= most),
              "%s: %s is %.17g", name, metric, row->value);
    if (promises[at].of != OF_BORDERS) /* its interval is of normal errors */
        cr_assert(isnan(row->low) || (row->low >= least && row->high <= most),
                  "%s: %s is %g to %g", name, metric, row->low, row->high);
}

static void expect_row(const qp_panel_row *row, const char *name)
{
    const char *metric = qp_metrics[row->metric].name;
    expect_range(row, name);
    cr_assert_eq(isnan(row->value), row->reason != QP_REASON_NONE);
    cr_assert(isnan(row->p) || (row->p > 0 && row->p <= 1));
    cr_assert(isnan(row->q) || (row->q >= row->p && row->q <= 1));
    cr_assert(isnan(row->low) || row->low <= row->high);
    cr_assert(isnan(row->n) || row->n >= 0);
    cr_assert(isnan(row->missing) || row->missing >= 0);
    cr_assert(!isnan(row->value) || (isnan(row->low) && isnan(row->p)),
              "%s: %s is blank and has an interval or a p", name, metric);
    cr_assert(row->null == QP_NULL_NONE || !isnan(row->expected),
              "%s: %s is nothing under its null", name, metric);
    cr_assert(isnan(row->p) || row->null != QP_NULL_NONE,
              "%s: %s has a p under no null", name, metric);
}

QP_TEST(synergy, every_row_keeps_to_its_range_and_has_a_value_or_a_reason)
{
    for (unsigned seed = 0; seed < MANY; seed++) {
        char name[32];
        realm w = realm_of(seed);
        qp_synergy_options options = ledger_options(&w, seed);
        qp_panel p = ledger_panel(&w, &options);
        snprintf(name, sizeof name, "realm %u", seed);
        for (size_t r = 0; r < p.count; r++)
            expect_row(&p.rows[r], name);
        qp_panel_clear(&p);
    }
}

/* ---------------------------------------------------------------------- twins */

/** What is done to a realm, and the rows that stay as they are. */
typedef struct {
    void (*change)(realm *w);
    void (*prepare)(realm *w); ///< NULL: nothing, before
    bool stays[OF_BORDERS + 1];
} twin;

static void compare_twins(const twin *t, unsigned seed)
{
    char name[32];
    realm w = realm_of(seed);
    snprintf(name, sizeof name, "realm %u", seed);
    if (t->prepare != NULL)
        t->prepare(&w);
    qp_panel before = measured(&w);
    t->change(&w);
    qp_panel after = measured(&w);
    cr_assert_eq(before.count, after.count, "%s: %zu rows, then %zu", name,
                 before.count, after.count);
    for (size_t r = 0; r < before.count; r++)
        if (t->stays[matter_of(&before.rows[r])])
            expect_same(&before, &before.rows[r], &after.rows[r], name);
    qp_panel_clear(&before);
    qp_panel_clear(&after);
}

static void expect_twins(const twin *t)
{
    for (unsigned seed = 0; seed < MANY; seed++)
        compare_twins(t, seed);
}

/* No indicator is made of links, and values are no mere 0 and 1. */
static void without_links_as_indicators(realm *w)
{
    for (int d = 0; d < w->defs; d++)
        w->def[d].layer = -1;
}

static void weigh_more(realm *w)
{
    for (int l = 0; l < w->link_count; l++)
        w->links[l].weight *= 1000;
}

QP_TEST(synergy, another_unit_of_the_weights_changes_nothing)
{
    expect_twins(&(twin){weigh_more,
                         without_links_as_indicators,
                         {true, true, true, true, true}});
}

static void make_plenty(realm *w)
{
    for (int h = 0; h < w->holding_count; h++)
        w->holdings[h].value += 8 * 3;
}

static void hold_more(realm *w)
{
    for (int h = 0; h < w->holding_count; h++)
        w->holdings[h].value *= 1000;
}

/* Where every value, and an eighth of it, is large enough to be a presence. */
QP_TEST(synergy, another_unit_of_portfolios_changes_nothing)
{
    expect_twins(
        &(twin){hold_more, make_plenty, {true, true, true, true, true}});
}

static void count_otherwise(realm *w)
{
    for (int s = 0; s < w->stock_count; s++)
        w->stocks[s].value = 8 * w->stocks[s].value + 16;
    for (int d = 0; d < w->defs; d++) {
        w->def[d].low = 8 * w->def[d].low + 16;
        w->def[d].high = 8 * w->def[d].high + 16;
    }
}

QP_TEST(synergy, another_unit_of_indicators_and_their_bounds_changes_nothing)
{
    expect_twins(&(twin){count_otherwise,
                         without_links_as_indicators,
                         {true, true, true, true, true}});
}

static void turn(realm *w)
{
    for (int l = 0; l < w->link_count; l++) {
        int from = w->links[l].from;
        w->links[l].from = w->links[l].to;
        w->links[l].to = from;
    }
}

static void same_both_ways(realm *w)
{
    for (int p = 0; p < REALM_PLACES; p++)
        for (int q = 0; q < p; q++) {
            w->distance[p][q] = w->distance[q][p];
            w->barrier[p][q] = w->barrier[q][p];
        }
}

/* Where distances and barriers are the same both ways. */
QP_TEST(synergy, turning_every_link_round_changes_nothing)
{
    expect_twins(&(twin){turn, same_both_ways, {true, true, true, true, true}});
}

static void drop_planned(realm *w)
{
    for (int l = 0; l < w->link_count; l++)
        if (w->links[l].planned) {
            w->links[l] =
                w->links[l + 1 < w->link_count ? w->link_count - 1 : l];
            w->link_count--;
            l--;
        }
}

/* Actors of a kind that has none but planned links have rows, so some stay. */
static void with_some_of_each_kind(realm *w)
{
    for (int l = 0; l < w->link_count; l++)
        w->links[l].planned = w->links[l].planned && l > w->link_count / 2;
}

QP_TEST(synergy, what_is_only_planned_changes_nothing)
{
    size_t compared = 0;
    for (unsigned seed = 0; seed < MANY; seed++) {
        realm w = realm_of(seed);
        with_some_of_each_kind(&w);
        qp_panel before = measured(&w);
        drop_planned(&w);
        qp_panel after = measured(&w);
        for (size_t r = 0; r < before.count && before.count == after.count; r++)
            expect_same(&before, &before.rows[r], &after.rows[r], "realm");
        compared += before.count == after.count;
        qp_panel_clear(&before);
        qp_panel_clear(&after);
    }
    cr_assert_gt(compared, MANY / 2);
}

/* --------------------------------------------------------------------- names */

/* Cities and firms get the names of each other in reverse. */
static int renamed_actor(const realm *w, int actor)
{
    if (actor < 0 || (actor >= REALM_CITIES && actor < REALM_PLACES))
        return actor;
    if (actor < REALM_CITIES)
        return w->cities - 1 - actor;
    return 2 * REALM_PLACES + w->firms - 1 - actor;
}

static void rename_places(const realm *w, realm *other)
{
    for (int p = 0; p < REALM_PLACES; p++) {
        if (!w->place[p].exists)
            continue;
        int at = renamed_actor(w, p);
        other->place[at] = w->place[p];
        for (int q = 0; q < REALM_PLACES; q++)
            if (w->place[q].exists) {
                int to = renamed_actor(w, q);
                other->distance[at][to] = w->distance[p][q];
                other->barrier[at][to] = w->barrier[p][q];
            }
    }
}

static void rename_firms(const realm *w, realm *other)
{
    memset(other->member, 0, sizeof other->member);
    for (int f = 0; f < w->firms; f++) {
        int at = renamed_actor(w, REALM_PLACES + f);
        realm_firm *firm = &other->firm[at - REALM_PLACES];
        *firm = w->firm[f];
        firm->home = renamed_actor(w, w->firm[f].home);
        firm->branch = renamed_actor(w, w->firm[f].branch);
        for (int c = 0; c < w->consortia; c++)
            other->member[c][at] = w->member[c][REALM_PLACES + f];
    }
}

static realm renamed(const realm *w)
{
    realm other = *w;
    rename_places(w, &other);
    rename_firms(w, &other);
    for (int l = 0; l < w->link_count; l++) {
        other.links[l].from = renamed_actor(w, w->links[l].from);
        other.links[l].to = renamed_actor(w, w->links[l].to);
    }
    for (int h = 0; h < w->holding_count; h++)
        other.holdings[h].bearer = renamed_actor(w, w->holdings[h].bearer);
    for (int s = 0; s < w->stock_count; s++)
        other.stocks[s].place = renamed_actor(w, w->stocks[s].place);
    return other;
}

/* "r02" of five cities stays, "r00" is "r04"; names of other things stay. */
static const char *renamed_text(const realm *w, const char *text, char name[8])
{
    bool city = text[0] == 'r' && strlen(text) == 3;
    bool firm = text[0] == 'f' && strlen(text) == 3;
    int number = city || firm ? 10 * (text[1] - '0') + text[2] - '0' : 0;
    if (city && text[1] != 'n') /* "rnd" is a layer */
        return realm_actor(renamed_actor(w, number), name);
    return firm ? realm_actor(renamed_actor(w, REALM_PLACES + number), name)
                : text;
}

static const qp_panel_row *find(const qp_panel *p, const qp_panel_row *row,
                                const char *subject, const char *object,
                                const qp_panel *other)
{
    for (size_t r = 0; r < other->count; r++) {
        const qp_panel_row *o = &other->rows[r];
        if (o->metric == row->metric &&
            strcmp(text_of(other, o->layer), text_of(p, row->layer)) == 0 &&
            strcmp(text_of(other, o->subject), subject) == 0 &&
            strcmp(text_of(other, o->object), object) == 0)
            return o;
    }
    cr_assert_fail("no row of %s %s %s %s", qp_metrics[row->metric].name,
                   text_of(p, row->layer), subject, object);
    return NULL;
}

static void expect_renamed(const realm *w, const qp_panel *p,
                           const qp_panel_row *row, const qp_panel *other)
{
    char one[8];
    char two[8];
    const char *subject = renamed_text(w, text_of(p, row->subject), one);
    const char *object = renamed_text(w, text_of(p, row->object), two);
    bool pair = promises[promise_of(row->metric)].symmetric &&
                strcmp(object, "all") != 0;
    bool turned = pair && strcmp(subject, object) > 0;
    expect_same(p, row,
                find(p, row, turned ? object : subject,
                     turned ? subject : object, other),
                "renamed realm");
}

/* What is told of T beyond chance hangs on the draws, in the order of names. */
QP_TEST(synergy, values_follow_the_names_of_regions_and_firms)
{
    for (unsigned seed = 0; seed < SOME * 3; seed++) {
        realm w = realm_of(seed);
        realm other = renamed(&w);
        qp_panel before = measured(&w);
        qp_panel after = measured(&other);
        cr_assert_eq(before.count, after.count);
        for (size_t r = 0; r < before.count; r++)
            if (before.rows[r].metric != QP_M_TRIPLE_HELIX_SYNERGY)
                expect_renamed(&w, &before, &before.rows[r], &after);
        qp_panel_clear(&before);
        qp_panel_clear(&after);
    }
}

/* ------------------------------------------------------------------ identities */

/* The parts of T add up to it. */
static void expect_parts_of_t(const qp_panel *p, const char *name)
{
    double sum = 0;
    double t = NAN;
    bool told = false;
    for (size_t r = 0; r < p->count; r++) {
        const qp_panel_row *row = &p->rows[r];
        bool all = strcmp(text_of(p, row->subject), "all") == 0;
        if (row->metric == QP_M_TRIPLE_HELIX_T && all)
            t = row->value;
        if (row->metric == QP_M_TRIPLE_HELIX_CONTRIBUTION) {
            sum += isnan(row->value) ? 0 : row->value;
            told |= !isnan(row->value);
        }
    }
    cr_assert(!told || ledger_near(sum, t, 1e-9), "%s: T is %g, its parts %g",
              name, t, sum);
}

static void expect_coordination(const qp_panel *p, const char *name)
{
    for (size_t r = 0; r < p->count; r++) {
        const qp_panel_row *row = &p->rows[r];
        qp_panel_row of = *row;
        if (row->metric != QP_M_COUPLING_COORDINATION_WANG)
            continue;
        of.metric = QP_M_COUPLING_DEGREE_WANG;
        double c = find(p, &of, text_of(p, row->subject), "", p)->value;
        of.metric = QP_M_DEVELOPMENT_LEVEL;
        double t = find(p, &of, text_of(p, row->subject), "", p)->value;
        cr_assert(ledger_near(row->value, sqrt(c * t), 1e-12), "%s: %s", name,
                  text_of(p, row->subject));
    }
}

QP_TEST(synergy, parts_add_up)
{
    for (unsigned seed = 0; seed < MANY; seed++) {
        char name[32];
        realm w = realm_of(seed);
        qp_panel p = measured(&w);
        snprintf(name, sizeof name, "realm %u", seed);
        expect_parts_of_t(&p, name);
        expect_coordination(&p, name);
        qp_panel_clear(&p);
    }
}

/* ------------------------------------------------ order, threads, layers, parts */

/* Year by year: all that is told of replicates. */
static qp_synergy_options yearly(unsigned threads)
{
    qp_synergy_options options = *ledger_plain();
    options.frame.window = ledger_years();
    options.frame.step_months = 12;
    options.draws.replicates = 25;
    options.draws.threads = threads;
    return options;
}

static qp_text bytes_of(const qp_network *net,
                        const qp_synergy_options *options)
{
    qp_panel panel = {0};
    qp_text bytes = {0};
    qp_error err = {0};
    cr_assert_eq(qp_synergy(net, options, &panel, &err), QP_OK, "%s",
                 err.message);
    qp_panel_sort(&panel);
    cr_assert_eq(qp_panel_csv(&panel, &bytes, NULL), QP_OK);
    qp_panel_clear(&panel);
    return bytes;
}

static void expect_bytes(qp_text got, const qp_text *expected, unsigned seed,
                         const char *of)
{
    cr_assert(got.size == expected->size &&
                  memcmp(got.bytes, expected->bytes, got.size) == 0,
              "realm %u %s differs", seed, of);
    qp_text_clear(&got);
}

/* The last row becomes the first. */
static void turn_rows(void *rows, size_t count, size_t size)
{
    char kept[sizeof(realm_holding) + sizeof(realm_link)];
    char *at = rows;
    for (size_t i = 0; i < count / 2; i++) {
        memcpy(kept, at + i * size, size);
        memcpy(at + i * size, at + (count - 1 - i) * size, size);
        memcpy(at + (count - 1 - i) * size, kept, size);
    }
}

QP_TEST(synergy, no_byte_hangs_on_the_order_of_rows)
{
    for (unsigned seed = 0; seed < SOME; seed++) {
        realm w = realm_of(seed);
        qp_synergy_options options = yearly(1);
        qp_network net = realm_network(&w);
        qp_text before = bytes_of(&net, &options);
        qp_network_clear(&net);
        turn_rows(w.links, (size_t)w.link_count, sizeof *w.links);
        turn_rows(w.holdings, (size_t)w.holding_count, sizeof *w.holdings);
        turn_rows(w.stocks, (size_t)w.stock_count, sizeof *w.stocks);
        net = realm_network(&w);
        expect_bytes(bytes_of(&net, &options), &before, seed, "turned");
        qp_text_clear(&before);
        qp_network_clear(&net);
    }
}

QP_TEST(synergy, no_byte_hangs_on_the_number_of_threads)
{
    static const unsigned threads[] = {2, 5};
    for (unsigned seed = 0; seed < SOME; seed++) {
        realm w = realm_of(seed);
        qp_network net = realm_network(&w);
        qp_synergy_options options = yearly(1);
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

static void expect_alone(const realm *w, const qp_panel *all, int layer,
                         unsigned seed)
{
    const char *id = w->layer[layer].id;
    qp_synergy_options options = *ledger_plain();
    options.frame.layers = &id;
    options.frame.layer_count = 1;
    qp_panel alone = ledger_panel(w, &options);
    for (size_t r = 0; r < alone.count; r++) {
        const qp_panel_row *row = &alone.rows[r];
        if (strcmp(text_of(&alone, row->layer), id) != 0)
            continue;
        const qp_panel_row *other = find(&alone, row,
                                         text_of(&alone, row->subject),
                                         text_of(&alone, row->object), all);
        expect_same(&alone, row, other, id);
        cr_assert(ledger_near(other->p, row->p, 0) &&
                      ledger_near(other->expected, row->expected, 0),
                  "realm %u: chance of %s in %s", seed,
                  qp_metrics[row->metric].name, id);
    }
    qp_panel_clear(&alone);
}

QP_TEST(synergy, a_row_is_the_same_whatever_else_is_measured)
{
    for (unsigned seed = 0; seed < SOME; seed++) {
        realm w = realm_of(seed);
        qp_panel all = measured(&w);
        for (int l = 0; l < w.layers; l++)
            expect_alone(&w, &all, l, seed);
        qp_panel_clear(&all);
    }
}

static qp_text bytes_with(const qp_network *net, unsigned threads,
                          qp_shard *shard)
{
    qp_synergy_options options = yearly(threads);
    options.draws.shard = shard;
    return bytes_of(net, &options);
}

/* Three parts of 25 replicates: 9, 8 and 8; given in another order. */
QP_TEST(synergy, parts_joined_are_one_run)
{
    for (unsigned seed = 0; seed < SOME; seed++) {
        realm w = realm_of(seed);
        qp_network net = realm_network(&w);
        qp_text alone = bytes_with(&net, 1, NULL);
        expect_bytes(parts_joined(&net, bytes_with, 25), &alone, seed,
                     "in parts");
        qp_text_clear(&alone);
        qp_network_clear(&net);
    }
}
