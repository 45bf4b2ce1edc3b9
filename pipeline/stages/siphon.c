/* SPDX-License-Identifier: MIT */
/**
 * @file stages/siphon.c
 * @brief qipan-siphon: who drains whom in the directed flows, and how sure
 *        that is.
 *
 * Reads   NETWORK.h5
 * Writes  SIPHON.csv in the long form, SIPHON.meta.json, SIPHON.backbone.csv;
 *         with --shard a part of the replicates instead
 */
#include <string.h>

#include "net/store.h"
#include "stages/siphon_call.h"

static const qp_stage stage = {
    .name = "qipan-siphon",
    .inputs = "NETWORK.h5",
    .output = "SIPHON.csv",
    .least_inputs = 1,
    .most_inputs = 1,
    .purpose = "Measure net flows, hierarchy, circulation, concentration.",
    .examples = {"qipan-siphon network.h5 -o siphon.csv",
                 "qipan-siphon --window 1998:2019:1 --layer talent "
                 "network.h5 -o siphon.csv"},
};

static qp_status draw_shard(const qp_call *call, const qp_network *net,
                            qp_siphon_options *options, qp_error *err)
{
    qp_shard *shard = options->draws.shard;
    memcpy(shard->digest, net->digest, sizeof shard->digest);
    shard->replicates = options->draws.replicates;
    qp_status status = qp_siphon_call_words(&shard->call, err);
    if (status == QP_OK)
        status = qp_shard_begin(shard, call->output, err);
    return status == QP_OK ? qp_siphon_call_run(&stage, call, net, options, err)
                           : status;
}

static qp_status settle(const qp_call *call, qp_siphon_options *options,
                        qp_shard *shard, qp_error *err)
{
    qp_status status = qp_siphon_call_settle(call, options, err);
    if (status == QP_OK)
        status = qp_siphon_call_shard(&shard->number, &shard->count, err);
    if (status == QP_OK && shard->count > 0 && strcmp(call->output, "-") == 0)
        status = qp_fail(err, QP_E_MISUSE, "-o of a shard is a file");
    options->draws.shard = shard->count > 0 ? shard : NULL;
    return status;
}

static qp_status measure(const qp_call *call, qp_error *err)
{
    qp_network net = {0};
    qp_shard shard = {0};
    qp_siphon_options options = {0};
    qp_status status = settle(call, &options, &shard, err);
    if (status == QP_OK)
        status = qp_network_read(&net, call->inputs[0], false, err);
    if (status == QP_OK)
        status = options.draws.shard != NULL
                     ? draw_shard(call, &net, &options, err)
                     : qp_siphon_call_run(&stage, call, &net, &options, err);
    qp_shard_clear(&shard);
    qp_network_clear(&net);
    return status;
}

int main(int argc, char **argv)
{
    qp_call call;
    if (!qp_stage_begin(&stage, qp_siphon_call_options, argc, argv, &call))
        return call.exit_code;
    qp_error err = {0};
    qp_status status = measure(&call, &err);
    return qp_stage_end(&stage, status, &err);
}
