/* SPDX-License-Identifier: MIT */
#include "chance/stream.h"
#include "synth/tables.h"
#include "synth/trades.h"

/* A code that ISO 3166 leaves to its users: a country of nobody's. */
static const char abroad[] = "XXA";

enum { STAGES = 3, CHOICES = 2 };

/* Stages that actors work in, by the stage that their cluster lacks. */
static const char *const enterprise_stages[STAGES + 1][CHOICES] = {
    {"2 3", "3"}, {"2 3", "3"}, {"3", "3"}, {"2", "2"}};
static const char *const institute_stages[STAGES + 1][CHOICES] = {
    {"1", "1 2"}, {"2", "2"}, {"1", "1"}, {"1", "1 2"}};

static const char *one_of(qp_stream *stream, const char *const choices[],
                          size_t count)
{
    return choices[qp_stream_below(stream, count)];
}

static unsigned between(qp_stream *stream, unsigned least, unsigned most)
{
    return least + (unsigned)qp_stream_below(stream, most - least + 1);
}

static void add_region(qp_text *out, const qp_plan *plan, size_t region)
{
    qp_text_add_field(
        out, qp_places_text(&plan->places, plan->places.regions[region].id));
}

/* Names of which one part is the region's. */
static void add_names_at(qp_text *out, const qp_plan *plan, size_t region,
                         qp_word word, size_t number)
{
    const char *const parts[QP_LANGUAGE_COUNT][2] = {
        {qp_region_name(plan, region, QP_ENGLISH), ""},
        {qp_region_name(plan, region, QP_CHINESE), ""}};
    qp_add_names(out, word, parts, number);
}

/* -------------------------------------------------------------- enterprises */

static void add_enterprise(const qp_plan *plan, size_t region, size_t n,
                           qp_text *out)
{
    static const char *const owners[] = {"private", "private", "soe-local",
                                         "soe-central", "mixed"};
    static const char *const sizes[] = {"small", "medium"};
    size_t actor = plan->enterprises.first[region] + n;
    const qp_trade *trade = &qp_trades[qp_plan_trade(plan, region, n)];
    const char *const parts[QP_LANGUAGE_COUNT][2] = {
        {qp_words(QP_ENGLISH, trade->name),
         qp_region_name(plan, region, QP_ENGLISH)},
        {qp_words(QP_CHINESE, trade->name),
         qp_region_name(plan, region, QP_CHINESE)}};
    qp_stream stream = qp_stream_start(
        qp_seed_for(plan->options->seed, "enterprises"), actor);
    unsigned capacity = between(&stream, 2, 40) * (n == 0 ? 5 : 1);
    unsigned output = capacity * between(&stream, 8, 12);
    const char *owner = one_of(&stream, owners, sizeof owners / sizeof *owners);
    const char *size = one_of(&stream, sizes, CHOICES);
    bool giant = n % QP_TRADES_OF_REGION == 2 && between(&stream, 0, 1) == 1;

    qp_add_actor(out, &plan->enterprises, actor);
    qp_text_add(out, ",");
    qp_add_names(out, QP_WORD_DEMO_ENTERPRISE, parts,
                 n / QP_TRADES_OF_REGION + 1);
    add_region(out, plan, region);
    qp_text_addf(
        out, ",%s,%s,%s,%s,%s,%s,%u,%u,synthetic\n", plan->options->home, owner,
        trade->id, n == 0 ? "large" : size, giant ? "little-giant" : "",
        one_of(&stream, enterprise_stages[qp_plan_gap(plan, region)], CHOICES),
        capacity, output);
}

/* The only makers of a product, somewhere else. */
static void add_makers(const qp_plan *plan, qp_text *out)
{
    size_t first = plan->enterprises.first[plan->places.region_count];
    for (size_t k = 0; k < plan->options->chokepoints; k++) {
        qp_add_actor(out, &plan->enterprises, first + k);
        qp_text_add(out, ",");
        qp_add_names(out, QP_WORD_DEMO_ABROAD, NULL, k + 1);
        qp_text_addf(out, ",%s,foreign,%s,large,,3,300,3000,synthetic\n",
                     abroad, qp_trades[QP_TRADE_CHIPS].id);
    }
}

void qp_rows_enterprises(const void *context, size_t region, qp_text *out)
{
    const qp_plan *plan = context;
    if (region == plan->places.region_count) {
        add_makers(plan, out);
        return;
    }
    size_t count = qp_crowd_size(&plan->enterprises, region);
    for (size_t n = 0; n < count; n++)
        add_enterprise(plan, region, n, out);
}

/* --------------------------------------------------------------- institutes */

void qp_rows_institutes(const void *context, size_t region, qp_text *out)
{
    const qp_plan *plan = context;
    const qp_crowd *crowd = &plan->institutes;
    uint64_t seed = qp_seed_for(plan->options->seed, "institutes");
    for (size_t n = 0; n < qp_crowd_size(crowd, region); n++) {
        size_t actor = crowd->first[region] + n;
        qp_stream stream = qp_stream_start(seed, actor);
        unsigned capacity = between(&stream, 10, 60);
        qp_add_actor(out, crowd, actor);
        qp_text_add(out, ",");
        add_names_at(out, plan, region,
                     n == 0 ? QP_WORD_DEMO_UNIVERSITY : QP_WORD_DEMO_LABORATORY,
                     n);
        add_region(out, plan, region);
        qp_text_addf(out, ",%s,%s,%s,%u,synthetic\n", plan->options->home,
                     n == 0 ? "university" : "laboratory",
                     one_of(&stream,
                            institute_stages[qp_plan_gap(plan, region)],
                            CHOICES),
                     capacity);
    }
}

/* --------------------------------------------------- architects, consortia */

void qp_rows_architects(const void *context, size_t cluster, qp_text *out)
{
    const qp_plan *plan = context;
    size_t core = plan->places.clusters[cluster].core;
    const qp_trade *trade = &qp_trades[qp_plan_trade(plan, core, 0)];
    if (qp_plan_gap(plan, core) != 0)
        return;
    qp_text_addf(out, "a%zu,", cluster + 1);
    add_names_at(out, plan, core, QP_WORD_DEMO_ARCHITECT, 1);
    qp_add_actor(out, &plan->enterprises, plan->enterprises.first[core]);
    qp_text_addf(out, ",%s,%s,", trade->id, trade->product);
    add_region(out, plan, core);
    qp_text_add(out, ",synthetic\n");
}

enum { LABS = 2, FIRMS = 4 };

typedef struct {
    const qp_crowd *crowd;
    size_t actor;
} member;

/** Who takes part in the consortium of a cluster. */
typedef struct {
    member members[LABS + FIRMS];
    size_t labs;
    size_t firms;
    bool research; ///< driven by research, led by an institute
} alliance;

/* The first institutes and enterprises of the first regions; no enterprise
 * where the cluster lacks a stage. */
static alliance ally(const qp_plan *plan, size_t cluster)
{
    alliance a = {.research = cluster % 2 == 0};
    bool gap = qp_plan_gap(plan, plan->places.clusters[cluster].core) != 0;
    size_t firms = gap ? 0 : FIRMS;
    size_t found[FIRMS];
    size_t count = 0;
    a.research |= gap;
    for (size_t r = 0; r < plan->places.region_count && count < FIRMS; r++)
        if (plan->places.regions[r].cluster == cluster)
            found[count++] = r;
    for (; a.labs < count && a.labs < LABS; a.labs++)
        a.members[a.labs] = (member){&plan->institutes,
                                     plan->institutes.first[found[a.labs]]};
    for (; a.firms < count && a.firms < firms; a.firms++)
        a.members[a.labs + a.firms] = (member){
            &plan->enterprises, plan->enterprises.first[found[a.firms]]};
    return a;
}

static size_t lead_of(const alliance *a)
{
    return a->research ? 0 : a->labs + a->firms - 1;
}

void qp_rows_consortia(const void *context, size_t cluster, qp_text *out)
{
    const qp_plan *plan = context;
    const qp_synth_cluster *own = &plan->places.clusters[cluster];
    alliance a = ally(plan, cluster);
    const member *lead = &a.members[lead_of(&a)];
    size_t trade = qp_plan_trade(plan, own->core, 0);
    qp_text_addf(out, "k%zu,", cluster + 1);
    add_names_at(out, plan, own->core, QP_WORD_DEMO_CONSORTIUM, 1);
    qp_text_addf(out, "%s,", a.research ? "research" : "economics");
    qp_add_actor(out, lead->crowd, lead->actor);
    qp_text_addf(out, ",%s,", qp_trades[trade].product);
    add_region(out, plan, own->core);
    qp_text_addf(out, ",%zu,synthetic\n", a.labs + a.firms);
}

void qp_rows_memberships(const void *context, size_t cluster, qp_text *out)
{
    alliance a = ally(context, cluster);
    for (size_t m = 0; m < a.labs + a.firms; m++) {
        qp_text_addf(out, "k%zu,", cluster + 1);
        qp_add_actor(out, a.members[m].crowd, a.members[m].actor);
        qp_text_addf(out, ",%s,synthetic\n",
                     m == lead_of(&a) ? "lead" : "member");
    }
}
