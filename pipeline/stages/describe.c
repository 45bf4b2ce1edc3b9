/* SPDX-License-Identifier: MIT */
/**
 * @file stages/describe.c
 * @brief qipan-describe: how many, how much, between whom.
 *
 * Reads   NETWORK.h5
 * Writes  DESCRIPTIVES.csv in the long form, and DESCRIPTIVES.meta.json
 */
#include "metric/describe.h"

#include <math.h>

#include "net/store.h"
#include "stages/panel_stage.h"
#include "stages/window.h"

static const qp_stage stage = {
    .name = "qipan-describe",
    .inputs = "NETWORK.h5",
    .output = "DESCRIPTIVES.csv",
    .least_inputs = 1,
    .most_inputs = 1,
    .purpose = "Count actors and links by cluster, kind, ownership and more.",
    .examples = {"qipan-describe network.h5 -o descriptives.csv",
                 "qipan-describe --window 2022:2024:1 network.h5 -o -"},
};

static struct {
    char *window;
    char **layers;
} options;

/* clang-format off */
static const struct poptOption option_table[] = {
    {"window", '\0', POPT_ARG_STRING, &options.window, 0, "windows, TO exclusive; STEP in years, or 6m", "FROM:TO[:STEP]"},
    {"layer",  '\0', POPT_ARG_ARGV,   &options.layers, 0, "only this layer; may be repeated [all]",      "ID"},
    POPT_TABLEEND
};
/* clang-format on */

static qp_status describe(const qp_call *call, qp_error *err)
{
    const qp_meta_option shaping[] = {
        {"window", NULL, options.window, NAN},
        {"layer", (const char *const *)options.layers, NULL, NAN},
        {NULL, NULL, NULL, NAN},
    };
    qp_network net = {0};
    qp_panel panel = {0};
    qp_window window = {0};

    qp_status status = qp_window_read(options.window, &window, err);
    if (status == QP_OK)
        status = qp_network_read(&net, call->inputs[0], false, err);
    if (status == QP_OK) {
        qp_frame_options frame = {
            .layers = (const char *const *)options.layers,
            .layer_count = qp_stage_count((const char *const *)options.layers),
            .window = window.period,
            .step_months = window.step_months,
        };
        status = qp_describe(&net, &frame, &panel, err);
    }
    if (status == QP_OK)
        status = qp_panel_stage_publish(&stage, call, &net, shaping, &panel,
                                        err);
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
    qp_status status = describe(&call, &err);
    return qp_stage_end(&stage, status, &err);
}
