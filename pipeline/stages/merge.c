/* SPDX-License-Identifier: MIT */
/**
 * @file stages/merge.c
 * @brief qipan-merge: from parts of the replicates to what one run of
 *        qipan-siphon would have written, byte for byte.
 *
 * Reads   NETWORK.h5 and PART.h5 of qipan-siphon --shard 1/N ... N/N
 * Writes  SIPHON.csv, SIPHON.meta.json, SIPHON.backbone.csv
 */
#include <string.h>

#include "net/store.h"
#include "stages/siphon_call.h"

static const qp_stage stage = {
    .name = "qipan-merge",
    .inputs = "NETWORK.h5 PART.h5...",
    .output = "SIPHON.csv",
    .least_inputs = 2,
    .most_inputs = 1 + QP_MOST_SHARDS,
    .purpose = "Join the parts that qipan-siphon --shard has drawn.",
    .examples = {"qipan-merge network.h5 1.h5 2.h5 -o siphon.csv",
                 "qipan-merge -v network.h5 parts/*.h5 -o siphon.csv"},
};

/* The panel is that of qipan-siphon, and says so. */
static const qp_stage measuring = {.name = "qipan-siphon"};

static const struct poptOption no_options[] = {POPT_TABLEEND};

/* The call that drew the parts, once more. */
static qp_status repeat_call(const qp_call *call, qp_shard *shard,
                             qp_siphon_options *options, qp_error *err)
{
    qp_status status = qp_shard_open(shard, call->inputs + 1,
                                     call->input_count - 1, err);
    if (status == QP_OK)
        status = qp_siphon_call_repeat(&shard->call, err);
    if (status == QP_OK)
        status = qp_siphon_call_settle(call, options, err);
    options->draws.shard = shard;
    return status;
}

static qp_status merge(const qp_call *call, qp_error *err)
{
    qp_network net = {0};
    qp_shard shard = {0};
    qp_siphon_options options = {0};
    qp_status status = repeat_call(call, &shard, &options, err);
    if (status == QP_OK)
        status = qp_network_read(&net, call->inputs[0], false, err);
    if (status == QP_OK && strcmp(shard.digest, net.digest) != 0)
        status = qp_fail(err, QP_E_MISUSE,
                         "%s: its parts are of another network",
                         call->inputs[1]);
    if (status == QP_OK)
        status = qp_siphon_call_run(&measuring, call, &net, &options, err);
    qp_shard_clear(&shard);
    qp_network_clear(&net);
    return status;
}

int main(int argc, char **argv)
{
    qp_call call;
    if (!qp_stage_begin(&stage, no_options, argc, argv, &call))
        return call.exit_code;
    qp_error err = {0};
    qp_status status = merge(&call, &err);
    return qp_stage_end(&stage, status, &err);
}
