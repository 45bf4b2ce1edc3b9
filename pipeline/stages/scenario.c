/* SPDX-License-Identifier: MIT */
/**
 * @file stages/scenario.c
 * @brief qipan-scenario: from a network to one in which something is otherwise.
 *
 * Reads   NETWORK.h5 and, where it is there, NETWORK.rows.h5; SCENARIO.csv
 * Writes  CHANGED.h5, and CHANGED.rows.h5: where its rows stand
 */
#include "whatif/scenario.h"

#include <stdio.h>
#include <string.h>

#include "core/file.h"
#include "net/parts.h"
#include "net/store.h"
#include "stages/intake.h"
#include "stages/stage.h"

static const qp_stage stage = {
    .name = "qipan-scenario",
    .inputs = "NETWORK.h5 SCENARIO.csv",
    .output = "CHANGED.h5",
    .least_inputs = 2,
    .most_inputs = 2,
    .purpose = "Make another network: without an actor, with a link more.",
    .examples = {"qipan-scenario network.h5 withdrawal.csv -o changed.h5",
                 "qipan-scenario -v --home CHN network.h5 cap.csv -o "
                 "capped.h5"},
};

static struct {
    char **home;
    int most;
} options = {.most = QP_FINDINGS_TOLD};

/* clang-format off */
static const struct poptOption option_table[] = {
    {"home",         '\0', POPT_ARG_ARGV, &options.home, 0, "a home country; may be repeated [the network's]", "COUNTRY"},
    {"max-findings", '\0', POPT_ARG_INT,  &options.most, 0, "tell so many of a rule, 0: all [20]",             "N"},
    POPT_TABLEEND
};
/* clang-format on */

/* A network without its rows file is changed all the same. */
static qp_status read_network(const char *path, qp_network *net, qp_error *err)
{
    qp_text rows = {0};
    qp_status status = qp_rows_path(path, &rows, err);
    if (status == QP_OK)
        status = qp_network_read(net, path, qp_file_exists(rows.bytes), err);
    qp_text_clear(&rows);
    return status;
}

static void tell(const qp_call *call, const qp_scenario *scenario,
                 const qp_findings *findings)
{
    qp_text told = {0};
    qp_findings_text(findings, call->quiet ? QP_DEFECT : QP_NOTE, stage.name,
                     &told);
    if (call->verbose)
        qp_scenario_text(scenario, stage.name, &told);
    fputs(qp_text_string(&told), stderr);
    qp_text_clear(&told);
    qp_intake_verdict(findings, stage.name, call->quiet);
}

static qp_status run(const qp_call *call, qp_findings *findings,
                     qp_scenario *scenario, qp_network *changed, qp_error *err)
{
    qp_network net = {0};
    const char *const *home = (const char *const *)options.home;
    const qp_scenario_options settled = {call->inputs[1],
                                         {home, qp_stage_count(home)}};
    qp_status status = read_network(call->inputs[0], &net, err);
    if (status == QP_OK)
        status = qp_scenario_run(scenario, &net, &settled, findings, changed,
                                 err);
    qp_findings_sort(findings);
    if (status == QP_OK || status == QP_E_REFUSED)
        tell(call, scenario, findings);
    qp_network_clear(&net);
    return status;
}

static qp_status change(const qp_call *call, qp_error *err)
{
    qp_findings findings = {0};
    qp_scenario scenario = {0};
    qp_network changed = {0};
    qp_status status = qp_intake_expect_network(call->output, err);
    if (status == QP_OK)
        status = qp_intake_most(options.most, &findings.most, err);
    if (status == QP_OK)
        status = run(call, &findings, &scenario, &changed, err);
    if (status == QP_OK)
        status = qp_network_write(&changed, call->output, err);
    if (status == QP_OK)
        qp_stage_say(&stage, call,
                     "%zu actors, %zu layers, %zu links, digest %s",
                     changed.actors.count, changed.layers.count,
                     changed.links.count, changed.digest);
    qp_network_clear(&changed);
    qp_findings_clear(&findings); /* they borrow the scenario's name */
    qp_scenario_clear(&scenario);
    return status;
}

int main(int argc, char **argv)
{
    qp_call call;
    if (!qp_stage_begin(&stage, option_table, argc, argv, &call))
        return call.exit_code;
    qp_error err = {0};
    qp_status status = change(&call, &err);
    return qp_stage_end(&stage, status, &err);
}
