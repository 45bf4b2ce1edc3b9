/* SPDX-License-Identifier: MIT */
/**
 * @file stages/build.c
 * @brief qipan-build: from a dataset to network.h5.
 *
 * Reads   DATASET      a folder of tables
 * Writes  NETWORK.h5   the network, and NETWORK.rows.h5: where its rows stand
 */
#include "net/store.h"
#include "stages/intake.h"
#include "stages/stage.h"

static const qp_stage stage = {
    .name = "qipan-build",
    .inputs = "DATASET",
    .output = "NETWORK.h5",
    .least_inputs = 1,
    .most_inputs = 1,
    .purpose = "Check a dataset and build its network.",
    .examples = {"qipan-build data/example -o build/example/network.h5",
                 "qipan-build --files ~/download data/recipes/scholars -o "
                 "scholars.h5"},
};

static struct {
    char *files;
    char *home;
    int most;
} options = {.most = QP_FINDINGS_TOLD};

/* clang-format off */
static const struct poptOption option_table[] = {
    {"files",        '\0', POPT_ARG_STRING, &options.files, 0, "folder of the files that datapackage.json names",        "DIR"},
    {"home",         '\0', POPT_ARG_STRING, &options.home,  0, "home countries [the package's, else the most frequent]", "LIST"},
    {"max-findings", '\0', POPT_ARG_INT,    &options.most,  0, "tell so many of a rule and file, 0: all [20]",           "N"},
    POPT_TABLEEND
};
/* clang-format on */

static qp_status build(const qp_call *call, qp_error *err)
{
    qp_progress progress;
    qp_progress_begin(&progress, stage.name, call->quiet);
    qp_dataset_options dataset = {
        .files = options.files, .home = options.home, .threads = call->threads};
    qp_intake intake = {0};
    qp_status status = qp_intake_expect_network(call->output, err);
    if (status == QP_OK)
        status = qp_intake_most(options.most, &intake.findings.most, err);
    if (status == QP_OK)
        status = qp_intake_read(&intake, call->inputs[0], &dataset, &progress,
                                err);
    if (status == QP_OK || status == QP_E_REFUSED)
        qp_intake_tell(&intake, stage.name, call->quiet, false);
    const qp_account rows = qp_accounts_sum(intake.dataset.accounts,
                                            intake.dataset.account_count);
    qp_intake_forget(&intake); /* the network is all that is needed now */
    if (status == QP_OK)
        status = qp_network_write(&intake.net, call->output, err);
    if (status == QP_OK)
        qp_stage_say(&stage, call,
                     "%zu rows read, %zu used, %zu skipped; %zu actors, %zu "
                     "layers, %zu links, digest %s",
                     rows.read, rows.used, rows.skipped,
                     intake.net.actors.count, intake.net.layers.count,
                     intake.net.links.count, intake.net.digest);
    qp_intake_clear(&intake);
    return status;
}

int main(int argc, char **argv)
{
    qp_call call;
    if (!qp_stage_begin(&stage, option_table, argc, argv, &call))
        return call.exit_code;
    qp_error err = {0};
    qp_status status = build(&call, &err);
    return qp_stage_end(&stage, status, &err);
}
