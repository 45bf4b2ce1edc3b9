/* SPDX-License-Identifier: MIT */
#include "metric/synergy.h"

#include "metric/relatedness.h"
#include "metric/synergy_run.h"
#include "metric/trait.h"

typedef qp_status (*family)(qp_synergy_run *run);

bool qp_synergy_tells_pairs(const qp_synergy_run *run)
{
    return run->options->pairs || run->window.from == QP_NO_DAY;
}

void qp_synergy_enter(qp_synergy_run *run, const char *name)
{
    run->layer = QP_NONE;
    qp_frame_enter_layer(run->base.net, QP_NONE, run->base.panel,
                         &run->base.place);
    if (name != NULL)
        run->base.place.layer = qp_panel_string(run->base.panel, name);
}

static qp_status tell(qp_synergy_run *run, const family families[],
                      size_t count)
{
    qp_status status = QP_OK;
    for (size_t f = 0; f < count && status == QP_OK; f++)
        status = families[f](run);
    return status;
}

/* ------------------------------------------------------------------- families */

/* What is told without any link: of portfolios, indicators and firms. */
static qp_status tell_tables(qp_synergy_run *run)
{
    static const family families[] = {
        qp_synergy_structure, qp_synergy_relatedness, qp_synergy_coupling,
        qp_synergy_field,     qp_synergy_helix,
    };
    qp_status status = QP_OK;
    for (size_t f = 0;
         f < sizeof families / sizeof *families && status == QP_OK; f++) {
        qp_synergy_enter(run, NULL);
        status = families[f](run);
    }
    return status;
}

static qp_status gather_likeness(qp_synergy_run *run)
{
    qp_status status = QP_OK;
    for (int kind = 0; kind < QP_STRUCTURE_KIND_COUNT && status == QP_OK &&
                       run->likeness.class_count == 0;
         kind++) {
        qp_structure_clear(&run->likeness);
        status = qp_structure_gather(&run->base, (qp_structure_kind)kind,
                                     run->window, &run->likeness);
    }
    return status;
}

static qp_status tell_layers_together(qp_synergy_run *run)
{
    static const family families[] = {qp_synergy_chains, qp_synergy_parts,
                                      qp_synergy_rivals};
    qp_synergy_enter(run, NULL);
    qp_status status = qp_bonds_gather(&run->base, run->frame, run->window,
                                       run->options->level, &run->bonds);
    if (status == QP_OK)
        status = gather_likeness(run);
    if (status == QP_OK)
        status = tell(run, families, sizeof families / sizeof *families);
    qp_bonds_clear(&run->bonds);
    qp_structure_clear(&run->likeness);
    return status;
}

static qp_status tell_layer(qp_synergy_run *run, qp_row layer)
{
    static const family families[] = {qp_synergy_ties, qp_synergy_mixing,
                                      qp_synergy_border};
    run->layer = layer;
    qp_frame_enter_layer(run->base.net, layer, run->base.panel,
                         &run->base.place);
    return tell(run, families, sizeof families / sizeof *families);
}

static qp_status tell_consortia(qp_synergy_run *run)
{
    static const family families[] = {qp_synergy_ties, qp_synergy_mixing};
    if (run->base.net->memberships.count == 0)
        return QP_OK;
    qp_synergy_enter(run, "two-mode:consortia");
    return tell(run, families, sizeof families / sizeof *families);
}

/* -------------------------------------------------------------------- options */

static bool is_relatedness(const char *name)
{
    return qp_relatedness_find(name) != QP_RELATED_COUNT;
}

/* Names are looked at before anything is measured, and whatever is. */
static qp_status check_names(const qp_synergy_options *o, qp_error *err)
{
    const struct {
        const char *option;
        const char *name;
        bool (*is_known)(const char *name);
        const char *expected;
    } names[] = {
        {"--relatedness", o->relatedness, is_relatedness,
         qp_relatedness_expected},
        {"--technology", o->technology, qp_trait_is_known, qp_trait_expected},
        {"--organisation", o->organisation, qp_trait_is_known,
         qp_trait_expected},
    };
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        if (names[n].name != NULL && !names[n].is_known(names[n].name))
            return qp_frame_misuse(err, names[n].option, names[n].name,
                                   names[n].expected);
    return QP_OK;
}

/* -------------------------------------------------------------------- windows */

static qp_status tell_window(qp_synergy_run *run)
{
    bool everything = run->options->frame.layer_count == 0;
    qp_status status = everything ? tell_tables(run) : QP_OK;
    if (status == QP_OK)
        status = tell_layers_together(run);
    for (size_t l = 0; l < run->frame->layer_count && status == QP_OK; l++)
        status = tell_layer(run, run->frame->layers[l]);
    return status == QP_OK && everything ? tell_consortia(run) : status;
}

static qp_status tell_windows(qp_synergy_run *run)
{
    qp_status status = QP_OK;
    for (size_t w = 0; w < run->frame->window_count && status == QP_OK; w++) {
        run->window = run->frame->windows[w];
        qp_frame_enter_window(run->window, run->base.panel, &run->base.place);
        status = tell_window(run);
    }
    if (status == QP_OK && run->options->frame.layer_count == 0) {
        qp_synergy_enter(run, NULL);
        status = qp_synergy_composite(run);
    }
    return status;
}

qp_status qp_synergy(const qp_network *net, const qp_synergy_options *options,
                     qp_panel *panel, qp_error *err)
{
    qp_frame frame = {0};
    qp_synergy_run run = {
        .base = {.net = net,
                 .draws = &options->draws,
                 .panel = panel,
                 .err = err},
        .options = options,
        .frame = &frame,
    };
    qp_status status = check_names(options, err);
    if (status == QP_OK)
        status = qp_frame_settle(net, &options->frame, &frame, err);
    if (status == QP_OK)
        status = qp_run_begin(&run.base, options->level);
    if (status == QP_OK)
        status = tell_windows(&run);
    qp_run_clear(&run.base);
    qp_frame_clear(&frame);
    return status;
}
