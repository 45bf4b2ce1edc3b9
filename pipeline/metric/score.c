/* SPDX-License-Identifier: MIT */
#include "metric/score.h"

#include <float.h>
#include <string.h>

#include "core/memory.h"
#include "core/sum.h"
#include "metric/run.h"
#include "metric/stock.h"
#include "net/flow.h"

#define LINKS "layer:" ///< in front of a layer, in place of an indicator

enum { MOST_GROUPS = 16 }; ///< more than the schema has chains or factors

/** The scoring of regions in a window. */
typedef struct {
    const qp_network *net;
    const qp_score_options *options;
    const qp_row *region;
    qp_row *definition; ///< [indicator_count] rows of indicator_defs
    double *value;      ///< [region_count] of the indicator at hand
    double *population; ///< [region_count]
    qp_scores scores;   ///< on its way
} scoring;

double qp_score(const qp_scale *scale, double value)
{
    double width = scale->high - scale->low;
    double above = scale->falling ? scale->high - value : value - scale->low;
    if (isnan(value) || !(width > 0))
        return NAN;
    return fmin(1, fmax(0, above / width));
}

/* --------------------------------------------------------------- definitions */

static double weight_of(const scoring *s, qp_row definition)
{
    double weight = qp_optional_number(s->net->indicator_defs.weight,
                                       definition);
    return s->options->factors || isnan(weight) ? 1 : weight;
}

static void take_definition(scoring *s, qp_row definition)
{
    qp_scores *scores = &s->scores;
    scores->weight[scores->indicator_count] = weight_of(s, definition);
    s->definition[scores->indicator_count++] = definition;
}

/* In the order of groups; a group without indicators is none. */
static void list_definitions(scoring *s)
{
    const qp_indicator_defs *defs = &s->net->indicator_defs;
    const double *group = s->options->factors ? defs->factor : defs->chain;
    qp_scores *scores = &s->scores;
    for (int g = 0; group != NULL && g < MOST_GROUPS; g++) {
        size_t before = scores->indicator_count;
        for (qp_row d = 0; d < defs->count; d++)
            if (group[d] == g && weight_of(s, d) > 0)
                take_definition(s, d);
        if (scores->indicator_count > before)
            scores->start[++scores->group_count] = scores->indicator_count;
    }
}

/* -------------------------------------------------------------------- values */

static const char *id_of(const scoring *s, qp_row definition)
{
    return qp_network_text(s->net, s->net->indicator_defs.id[definition]);
}

static bool is_of_links(const char *id)
{
    return strncmp(id, LINKS, sizeof LINKS - 1) == 0;
}

/* Each cell at both its ends; a region keeps what does not leave it. */
static void sum_strengths(const qp_flows *flows, double strength[])
{
    memset(strength, 0, flows->region_count * sizeof *strength);
    for (size_t c = 0; c < flows->cell_count; c++) {
        if (flows->from[c] == flows->to[c])
            continue;
        strength[flows->from[c]] += flows->flow[c];
        strength[flows->to[c]] += flows->flow[c];
    }
}

/* A head of the population; a layer without links in the window says nothing
 * of anyone. */
static qp_status take_links(scoring *s, qp_row layer, qp_error *err)
{
    qp_scores *scores = &s->scores;
    qp_flows flows = {0};
    qp_status status = qp_flows_sum(s->net, layer, s->options->window,
                                    s->options->level, &flows, err);
    if (status != QP_OK)
        return status;
    if (flows.link_count > 0)
        sum_strengths(&flows, s->value);
    for (size_t r = 0; r < scores->region_count; r++) {
        bool known = !isnan(s->value[r]);
        s->value[r] /= s->population[r] > 0 ? s->population[r] : NAN;
        if (known && isnan(s->value[r]) && scores->reason[r] == QP_REASON_NONE)
            scores->reason[r] = QP_REASON_NO_POPULATION;
    }
    qp_flows_clear(&flows);
    return QP_OK;
}

static qp_status take_values(scoring *s, const char *id, qp_error *err)
{
    size_t count = s->scores.region_count;
    if (!is_of_links(id)) {
        qp_stock_values(s->net, qp_stock_find(s->net, id), s->options->window,
                        s->region, count, s->value);
        return QP_OK;
    }
    qp_row layer = qp_network_layer(s->net, id + sizeof LINKS - 1);
    for (size_t r = 0; r < count; r++)
        s->value[r] = NAN;
    return layer != QP_NONE && qp_run_is_cooperative(s->net, layer)
               ? take_links(s, layer, err)
               : QP_OK;
}

/* -------------------------------------------------------------------- bounds */

/* The least and largest of all dates; regions and rows ascend together. */
static qp_scale pool(const scoring *s, const char *id)
{
    qp_scale pooled = {.low = DBL_MAX, .high = -DBL_MAX};
    qp_stock_rows rows = qp_stock_find(s->net, id);
    size_t r = 0;
    for (size_t row = rows.start; row < rows.end; row++) {
        qp_row region = s->net->indicators.region[row];
        double value = s->net->indicators.value[row];
        while (r < s->scores.region_count && s->region[r] < region)
            r++;
        if (r == s->scores.region_count || s->region[r] != region)
            continue;
        pooled.low = fmin(pooled.low, value);
        pooled.high = fmax(pooled.high, value);
    }
    return pooled;
}

static qp_scale scale_of(scoring *s, qp_row definition)
{
    const qp_indicator_defs *defs = &s->net->indicator_defs;
    const char *id = id_of(s, definition);
    qp_scale scale = {
        .low = qp_optional_number(defs->low, definition),
        .high = qp_optional_number(defs->high, definition),
        .falling = qp_optional_number(defs->direction, definition) < 0,
    };
    if (!isnan(scale.low) && !isnan(scale.high))
        return scale;
    if (is_of_links(id)) {
        s->scores.unbounded = true;
        return scale;
    }
    qp_scale pooled = pool(s, id);
    s->scores.pooled = true;
    scale.low = isnan(scale.low) ? pooled.low : scale.low;
    scale.high = isnan(scale.high) ? pooled.high : scale.high;
    return scale;
}

/* -------------------------------------------------------------------- scores */

static void score_region(scoring *s, const qp_scale *scale, size_t indicator,
                         size_t region)
{
    qp_scores *scores = &s->scores;
    double value = s->value[region];
    double least = s->options->least;
    double score = least + (1 - 2 * least) * qp_score(scale, value);
    scores->score[region * scores->indicator_count + indicator] = score;
    if (!isnan(score))
        scores->known[region]++;
    else if (scores->reason[region] == QP_REASON_NONE)
        scores->reason[region] = QP_REASON_MISSING_INDICATOR;
    if (!isnan(score) && (value < scale->low || value > scale->high))
        scores->clipped[region] = true;
}

static qp_status score_indicators(scoring *s, qp_error *err)
{
    qp_scores *scores = &s->scores;
    qp_status status = QP_OK;
    qp_stock_population(s->net, s->options->window, s->region,
                        scores->region_count, s->population);
    for (size_t i = 0; i < scores->indicator_count && status == QP_OK; i++) {
        qp_scale scale = scale_of(s, s->definition[i]);
        status = take_values(s, id_of(s, s->definition[i]), err);
        for (size_t r = 0; r < scores->region_count && status == QP_OK; r++)
            score_region(s, &scale, i, r);
    }
    return status;
}

/* ------------------------------------------------------------------- weights */

/* 1 - e of one indicator over the regions that it scores. */
static double told_by(const qp_scores *scores, size_t indicator)
{
    qp_sum total = {0};
    qp_sum entropy = {0};
    double n = 0;
    for (size_t r = 0; r < scores->region_count; r++) {
        double score = scores->score[r * scores->indicator_count + indicator];
        if (isnan(score))
            continue;
        qp_sum_add(&total, score);
        n++;
    }
    double sum = qp_sum_value(&total);
    for (size_t r = 0; r < scores->region_count; r++) {
        double p = scores->score[r * scores->indicator_count + indicator] / sum;
        if (p > 0)
            qp_sum_add(&entropy, -p * log(p));
    }
    return n > 1 && sum > 0 ? fmax(0, 1 - qp_sum_value(&entropy) / log(n)) : 0;
}

/* Below this nothing is told: entropy is full but for rounding. */
#define NOTHING 1e-12

static void weigh_by_entropy(qp_scores *scores, size_t start, size_t end)
{
    double most = 0;
    for (size_t i = start; i < end; i++) {
        scores->weight[i] = told_by(scores, i);
        most = fmax(most, scores->weight[i]);
    }
    for (size_t i = start; i < end && most < NOTHING; i++)
        scores->weight[i] = 1;
}

static void settle_weights(scoring *s)
{
    qp_scores *scores = &s->scores;
    for (size_t g = 0; g < scores->group_count; g++) {
        size_t start = scores->start[g];
        size_t end = scores->start[g + 1];
        double sum = 0;
        if (s->options->entropy)
            weigh_by_entropy(scores, start, end);
        for (size_t i = start; i < end; i++)
            sum += scores->weight[i];
        for (size_t i = start; i < end; i++)
            scores->weight[i] /= sum;
    }
}

/* ----------------------------------------------------------------------- all */

static bool make_room(scoring *s)
{
    qp_scores *scores = &s->scores;
    size_t definitions = s->net->indicator_defs.count;
    size_t regions = scores->region_count;
    s->definition = qp_acquire(definitions, sizeof *s->definition);
    s->value = qp_acquire(regions, sizeof *s->value);
    s->population = qp_acquire(regions, sizeof *s->population);
    scores->start = qp_acquire(MOST_GROUPS + 1, sizeof *scores->start);
    scores->weight = qp_acquire(definitions, sizeof *scores->weight);
    scores->score = qp_acquire(definitions, regions * sizeof *scores->score);
    scores->known = qp_acquire(regions, sizeof *scores->known);
    scores->reason = qp_acquire(regions, sizeof *scores->reason);
    scores->clipped = qp_acquire(regions, sizeof *scores->clipped);
    return s->definition != NULL && s->value != NULL && s->population != NULL &&
           scores->start != NULL && scores->weight != NULL &&
           scores->score != NULL && scores->known != NULL &&
           scores->reason != NULL && scores->clipped != NULL;
}

static qp_status make(scoring *s, qp_error *err)
{
    if (!make_room(s))
        return qp_fail(err, QP_E_MEMORY,
                       "no memory for the scores of %zu "
                       "regions",
                       s->scores.region_count);
    list_definitions(s);
    qp_status status = score_indicators(s, err);
    if (status == QP_OK)
        settle_weights(s);
    return status;
}

qp_status qp_scores_make(const qp_network *net, const qp_score_options *options,
                         const qp_row region[], size_t count, qp_scores *scores,
                         qp_error *err)
{
    scoring s = {.net = net,
                 .options = options,
                 .region = region,
                 .scores.region_count = count};
    qp_status status = make(&s, err);
    qp_release(s.definition);
    qp_release(s.value);
    qp_release(s.population);
    if (status == QP_OK)
        *scores = s.scores;
    else
        qp_scores_clear(&s.scores);
    return status;
}

double qp_scores_mean(const qp_scores *scores, size_t region, size_t group,
                      const double weight[])
{
    const double *score = scores->score + region * scores->indicator_count;
    double mean = 0;
    for (size_t i = scores->start[group]; i < scores->start[group + 1]; i++)
        mean += weight[i] * score[i];
    return mean;
}

void qp_scores_clear(qp_scores *scores)
{
    qp_release(scores->start);
    qp_release(scores->weight);
    qp_release(scores->score);
    qp_release(scores->known);
    qp_release(scores->reason);
    qp_release(scores->clipped);
    *scores = (qp_scores){0};
}
