/* SPDX-License-Identifier: MIT */
/**
 * @file stages/chain.c
 * @brief qipan-chain: gaps of the innovation chain, dependence, chokepoints,
 *        architects, consortia, and who could fill a gap.
 *
 * Reads   NETWORK.h5
 * Writes  CHAIN.csv in the long form, CHAIN.meta.json and
 *         CHAIN.substitutes.csv
 */
#include "metric/chain.h"

#include <limits.h>
#include <math.h>

#include "net/store.h"
#include "stages/panel_stage.h"
#include "stages/progress.h"
#include "stages/window.h"

static const qp_stage stage = {
    .name = "qipan-chain",
    .inputs = "NETWORK.h5",
    .output = "CHAIN.csv",
    .least_inputs = 1,
    .most_inputs = 1,
    .purpose = "Measure gaps, dependence, chokepoints, rings and consortia.",
    .examples = {"qipan-chain network.h5 -o chain.csv",
                 "qipan-chain --top 100 --stop 0.01 network.h5 -o chain.csv"},
};

enum { EVERYONE = INT_MIN }; ///< --top is not given

static struct {
    char *window;
    char **layers;
    char *level;
    int pairs;
    char **home;
    int straight;
    double stop;
    int top;
    char *relatedness;
    double least;
    int replicates;
    long long seed;
} options = {.stop = 1e-6,
             .top = EVERYONE,
             .least = 3,
             .replicates = QP_STAGE_REPLICATES,
             .seed = QP_STAGE_SEED};

/* clang-format off */
static const struct poptOption option_table[] = {
    {"window",      '\0', POPT_ARG_STRING,   &options.window,      0, "windows, TO exclusive; STEP in years, or 6m",       "FROM:TO[:STEP]"},
    {"layer",       '\0', POPT_ARG_ARGV,     &options.layers,      0, "only this layer; may be repeated [all]",            "ID"},
    {"level",       '\0', POPT_ARG_STRING,   &options.level,       0, "regions of this kind [those without parts]",        "KIND"},
    {"pairs",       '\0', POPT_ARG_NONE,     &options.pairs,       0, "rows for actors and links in windows too",          NULL},
    {"home",        '\0', POPT_ARG_ARGV,     &options.home,        0, "a home country; may be repeated [the network's]",   "COUNTRY"},
    {"straight",    '\0', POPT_ARG_NONE,     &options.straight,    0, "each step from science to products raises a stage", NULL},
    {"stop",        '\0', POPT_ARG_DOUBLE,   &options.stop,        0, "a cascade ends where nothing changes more [1e-6]",  "CHANGE"},
    {"top",         '\0', POPT_ARG_INT,      &options.top,         0, "cascades of the N largest firms only [all]",        "N"},
    {"relatedness", '\0', POPT_ARG_STRING,   &options.relatedness, 0, "how classes are related [proximity]",               "NAME"},
    {"least",       '\0', POPT_ARG_DOUBLE,   &options.least,       0, "a smaller value of a portfolio is no presence [3]", "VALUE"},
    {"replicates",  '\0', POPT_ARG_INT,      &options.replicates,  0, "random replicates [999]",                           "N"},
    {"seed",        '\0', POPT_ARG_LONGLONG, &options.seed,        0, "seed of the random streams [1]",                    "N"},
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
        {options.stop > 0 && options.stop < 1, "--stop is above 0, below 1"},
        {options.top >= 1 || options.top == EVERYONE, "--top is 1 or more"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!rules[i].holds)
            return qp_fail(err, QP_E_MISUSE, "%s", rules[i].expected);
    return qp_stage_check_draws(options.replicates, options.seed, err);
}

static qp_chain_options settle(const qp_call *call, const qp_window *window)
{
    const char *const *layers = (const char *const *)options.layers;
    const char *const *home = (const char *const *)options.home;
    return (qp_chain_options){
        .frame = {.layers = layers,
                  .layer_count = qp_stage_count(layers),
                  .window = window->period,
                  .step_months = window->step_months},
        .level = options.level,
        .pairs = options.pairs != 0,
        .draws = {.replicates = (size_t)options.replicates,
                  .seed = (uint64_t)options.seed,
                  .threads = call->threads},
        .home = {home, qp_stage_count(home)},
        .straight = options.straight != 0,
        .stop = options.stop,
        .top = options.top > 0 ? (size_t)options.top : 0,
        .relatedness = options.relatedness,
        .least = options.least,
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
        {"home", (const char *const *)options.home, NULL, NAN},
        {"straight", NULL, options.straight ? "steps" : NULL, NAN},
        {"stop", NULL, NULL, options.stop},
        {"top", NULL, NULL, options.top > 0 ? (double)options.top : NAN},
        {"relatedness", NULL, options.relatedness, NAN},
        {"least", NULL, NULL, options.least},
        {"replicates", NULL, NULL, options.replicates},
        {"seed", NULL, NULL, (double)options.seed},
        {NULL, NULL, NULL, NAN},
    };
    return qp_panel_stage_publish(&stage, call, net, shaping, panel, err);
}

static qp_status measure_network(const qp_call *call, const qp_network *net,
                                 const qp_window *window, qp_error *err)
{
    qp_panel panel = {0};
    qp_text substitutes = {0};
    qp_progress progress;
    qp_chain_options settled = settle(call, window);
    qp_progress_begin(&progress, stage.name, call->quiet);
    settled.listener = (qp_chain_listener){qp_progress_tell_pieces, &progress};
    qp_text_add(&substitutes, qp_chain_substitutes_header);
    qp_status status = qp_chain(net, &settled, &panel, &substitutes, err);
    qp_progress_end(&progress);
    if (status == QP_OK)
        status = qp_panel_stage_beside(call, "substitutes", &substitutes, err);
    if (status == QP_OK)
        status = publish(call, net, &panel, err);
    qp_text_clear(&substitutes);
    qp_panel_clear(&panel);
    return status;
}

static qp_status measure(const qp_call *call, qp_error *err)
{
    qp_network net = {0};
    qp_window window = {0};
    qp_status status = qp_window_read(options.window, &window, err);
    if (status == QP_OK)
        status = check_numbers(err);
    if (status == QP_OK)
        status = qp_network_read(&net, call->inputs[0], false, err);
    if (status == QP_OK)
        status = measure_network(call, &net, &window, err);
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
