/* SPDX-License-Identifier: MIT */
/**
 * @file stages/siphon.c
 * @brief qipan-siphon: who gains and who loses in the directed flows.
 *
 * Reads   NETWORK.h5
 * Writes  SIPHON.csv in the long form, and SIPHON.meta.json
 */
#include "metric/siphon.h"

#include <math.h>

#include "net/store.h"
#include "stages/panel_stage.h"
#include "stages/window.h"

static const qp_stage stage = {
    .name = "qipan-siphon",
    .inputs = "NETWORK.h5",
    .output = "SIPHON.csv",
    .least_inputs = 1,
    .most_inputs = 1,
    .purpose = "Measure net flows, their one-sidedness and concentration.",
    .examples = {"qipan-siphon network.h5 -o siphon.csv",
                 "qipan-siphon --window 1998:2019:1 --layer talent "
                 "network.h5 -o siphon.csv"},
};

enum { REPLICATES = 999, SEED = 1 };

#define LARGEST_SEED 999999999999999LL ///< the side file tells 15 digits

static struct {
    char *window;
    char **layers;
    char *level;
    char **cores;
    int pairs;
    int replicates;
    long long seed;
} options = {.replicates = REPLICATES, .seed = SEED};

/* clang-format off */
static const struct poptOption option_table[] = {
    {"window",     '\0', POPT_ARG_STRING,   &options.window,     0, "windows, TO exclusive; STEP in years, or 6m", "FROM:TO[:STEP]"},
    {"layer",      '\0', POPT_ARG_ARGV,     &options.layers,     0, "only this layer; may be repeated [all]",      "ID"},
    {"level",      '\0', POPT_ARG_STRING,   &options.level,      0, "regions of this kind [those without parts]",  "KIND"},
    {"core",       '\0', POPT_ARG_ARGV,     &options.cores,      0, "core of a cluster; may be repeated",          "CLUSTER=REGION"},
    {"pairs",      '\0', POPT_ARG_NONE,     &options.pairs,      0, "rows for pairs in windows too",               NULL},
    {"replicates", '\0', POPT_ARG_INT,      &options.replicates, 0, "random replicates of a null [999]",           "N"},
    {"seed",       '\0', POPT_ARG_LONGLONG, &options.seed,       0, "seed of the random streams [1]",              "N"},
    POPT_TABLEEND
};
/* clang-format on */

static qp_status settle(const qp_call *call, qp_siphon_options *siphon,
                        qp_error *err)
{
    qp_window window = {0};
    qp_status status = qp_window_read(options.window, &window, err);
    if (status != QP_OK)
        return status;
    if (options.replicates < 1 || options.seed < 0 ||
        options.seed > LARGEST_SEED)
        return qp_fail(err, QP_E_MISUSE,
                       "--replicates is at least 1 and --seed from 0 to %lld",
                       LARGEST_SEED);
    *siphon = (qp_siphon_options){
        .frame = {.layers = (const char *const *)options.layers,
                  .layer_count = qp_stage_count(
                      (const char *const *)options.layers),
                  .window = window.period,
                  .step_months = window.step_months},
        .level = options.level,
        .cores = (const char *const *)options.cores,
        .core_count = qp_stage_count((const char *const *)options.cores),
        .pairs = options.pairs != 0,
        .replicates = (size_t)options.replicates,
        .seed = (uint64_t)options.seed,
        .threads = call->threads,
    };
    return QP_OK;
}

static qp_status publish(const qp_call *call, const qp_network *net,
                         qp_panel *panel, qp_error *err)
{
    const qp_meta_option shaping[] = {
        {"window", NULL, options.window, NAN},
        {"layer", (const char *const *)options.layers, NULL, NAN},
        {"level", NULL, options.level, NAN},
        {"core", (const char *const *)options.cores, NULL, NAN},
        {"pairs", NULL, options.pairs ? "all" : NULL, NAN},
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
    qp_siphon_options siphon;

    qp_status status = settle(call, &siphon, err);
    if (status == QP_OK)
        status = qp_network_read(&net, call->inputs[0], false, err);
    if (status == QP_OK)
        status = qp_siphon(&net, &siphon, &panel, err);
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
