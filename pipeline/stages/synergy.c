/* SPDX-License-Identifier: MIT */
/**
 * @file stages/synergy.c
 * @brief qipan-synergy: like and unlike structures, balance of the chains,
 *        reduced uncertainty, actual links, each against chance.
 *
 * Reads   NETWORK.h5
 * Writes  SYNERGY.csv in the long form, and SYNERGY.meta.json
 */
#include "metric/synergy.h"

#include <math.h>

#include "net/store.h"
#include "stages/panel_stage.h"
#include "stages/window.h"

static const qp_stage stage = {
    .name = "qipan-synergy",
    .inputs = "NETWORK.h5",
    .output = "SYNERGY.csv",
    .least_inputs = 1,
    .most_inputs = 1,
    .purpose =
        "Measure structure, coupling, triple helix, ties between regions.",
    .examples = {"qipan-synergy network.h5 -o synergy.csv",
                 "qipan-synergy --window 2012:2021:1 network.h5 -o -"},
};

static struct {
    char *window;
    char **layers;
    char *level;
    int pairs;
    char *relatedness;
    double least;
    int entropy;
    int raw;
    char *technology;
    char *organisation;
    int full;
    double gamma;
    double beta;
    double reach;
    int replicates;
    long long seed;
} options = {.least = 3,
             .gamma = 1,
             .beta = 0.5,
             .reach = NAN,
             .replicates = QP_STAGE_REPLICATES,
             .seed = QP_STAGE_SEED};

/* clang-format off */
static const struct poptOption option_table[] = {
    {"window",       '\0', POPT_ARG_STRING,   &options.window,       0, "windows, TO exclusive; STEP in years, or 6m",        "FROM:TO[:STEP]"},
    {"layer",        '\0', POPT_ARG_ARGV,     &options.layers,       0, "only this layer; may be repeated [all]",             "ID"},
    {"level",        '\0', POPT_ARG_STRING,   &options.level,        0, "regions of this kind [those without parts]",         "KIND"},
    {"pairs",        '\0', POPT_ARG_NONE,     &options.pairs,        0, "rows for pairs and actors in windows too",           NULL},
    {"relatedness",  '\0', POPT_ARG_STRING,   &options.relatedness,  0, "how classes are related [proximity]",                "NAME"},
    {"least",        '\0', POPT_ARG_DOUBLE,   &options.least,        0, "a smaller value of a portfolio is no presence [3]",  "VALUE"},
    {"entropy",      '\0', POPT_ARG_NONE,     &options.entropy,      0, "weights of indicators by their entropy",             NULL},
    {"raw",          '\0', POPT_ARG_NONE,     &options.raw,          0, "scores from 0 to 1 [0.01 to 0.99]",                  NULL},
    {"technology",   '\0', POPT_ARG_STRING,   &options.technology,   0, "second field of the triple helix [industry]",        "FIELD"},
    {"organisation", '\0', POPT_ARG_STRING,   &options.organisation, 0, "third field of the triple helix [size_class]",       "FIELD"},
    {"full",         '\0', POPT_ARG_NONE,     &options.full,         0, "a consortium counts 1 for each of its pairs",        NULL},
    {"gamma",        '\0', POPT_ARG_DOUBLE,   &options.gamma,        0, "weight of like factors in the field surplus [1]",    "NUMBER"},
    {"beta",         '\0', POPT_ARG_DOUBLE,   &options.beta,         0, "what a level of barrier leaves of it [0.5]",         "SHARE"},
    {"reach",        '\0', POPT_ARG_DOUBLE,   &options.reach,        0, "distance at which 1/e of it is left [the median]",   "DISTANCE"},
    {"replicates",   '\0', POPT_ARG_INT,      &options.replicates,   0, "random replicates [999]",                            "N"},
    {"seed",         '\0', POPT_ARG_LONGLONG, &options.seed,         0, "seed of the random streams [1]",                     "N"},
    POPT_TABLEEND
};
/* clang-format on */

static qp_status check_numbers(qp_error *err)
{
    const struct {
        bool holds;
        const char *expected;
    } rules[] = {
        {options.least >= 0 && isfinite(options.least), "--least is 0 or more"},
        {options.gamma >= 0 && isfinite(options.gamma), "--gamma is 0 or more"},
        {options.beta >= 0 && options.beta <= 1, "--beta is from 0 to 1"},
        {isnan(options.reach) || (options.reach > 0 && isfinite(options.reach)),
         "--reach is above 0"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!rules[i].holds)
            return qp_fail(err, QP_E_MISUSE, "%s", rules[i].expected);
    return qp_stage_check_draws(options.replicates, options.seed, err);
}

static qp_synergy_options settle(const qp_call *call, const qp_window *window)
{
    const char *const *layers = (const char *const *)options.layers;
    return (qp_synergy_options){
        .frame = {.layers = layers,
                  .layer_count = qp_stage_count(layers),
                  .window = window->period,
                  .step_months = window->step_months},
        .level = options.level,
        .pairs = options.pairs != 0,
        .draws = {.replicates = (size_t)options.replicates,
                  .seed = (uint64_t)options.seed,
                  .threads = call->threads},
        .relatedness = options.relatedness,
        .least = options.least,
        .entropy = options.entropy != 0,
        .raw = options.raw != 0,
        .technology = options.technology,
        .organisation = options.organisation,
        .full = options.full != 0,
        .gamma = options.gamma,
        .beta = options.beta,
        .reach = options.reach,
    };
}

static qp_status publish(const qp_call *call, const qp_network *net,
                         qp_panel *panel, qp_error *err)
{
    const qp_meta_option shaping[] = {
        {"window", NULL, options.window, NAN},
        {"layer", (const char *const *)options.layers, NULL, NAN},
        {"level", NULL, options.level, NAN},
        {"pairs", NULL, options.pairs ? "all" : NULL, NAN},
        {"relatedness", NULL, options.relatedness, NAN},
        {"least", NULL, NULL, options.least},
        {"entropy", NULL, options.entropy ? "weights" : NULL, NAN},
        {"raw", NULL, options.raw ? "scores" : NULL, NAN},
        {"technology", NULL, options.technology, NAN},
        {"organisation", NULL, options.organisation, NAN},
        {"full", NULL, options.full ? "counting" : NULL, NAN},
        {"gamma", NULL, NULL, options.gamma},
        {"beta", NULL, NULL, options.beta},
        {"reach", NULL, NULL, options.reach},
        {"replicates", NULL, NULL, options.replicates},
        {"seed", NULL, NULL, (double)options.seed},
        {NULL, NULL, NULL, NAN},
    };
    return qp_panel_stage_publish(&stage, call, net, shaping, panel, err);
}

static qp_status measure(const qp_call *call, qp_error *err)
{
    qp_network net = {0};
    qp_panel panel = {0};
    qp_window window = {0};
    qp_status status = qp_window_read(options.window, &window, err);
    if (status == QP_OK)
        status = check_numbers(err);
    if (status == QP_OK)
        status = qp_network_read(&net, call->inputs[0], false, err);
    if (status == QP_OK) {
        qp_synergy_options settled = settle(call, &window);
        status = qp_synergy(&net, &settled, &panel, err);
    }
    if (status == QP_OK)
        status = publish(call, &net, &panel, err);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
    return status;
}

int main(int argc, char **argv)
{
    qp_call call;
    if (!qp_stage_begin(&stage, option_table, argc, argv, &call))
        return call.exit_code;
    qp_error err = {0};
    qp_status status = measure(&call, &err);
    return qp_stage_end(&stage, status, &err);
}
