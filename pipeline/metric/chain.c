/* SPDX-License-Identifier: MIT */
#include "metric/chain.h"

#include <string.h>

#include "core/memory.h"
#include "metric/chain_run.h"
#include "metric/relatedness.h"

typedef qp_status (*family)(qp_chain_run *run);

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* -------------------------------------------------------------------- sharing */

bool qp_chain_tells_actors(const qp_chain_run *run)
{
    return run->options->pairs || run->window.from == QP_NO_DAY;
}

void qp_chain_enter(qp_chain_run *run, const char *name)
{
    run->layer = QP_NONE;
    qp_frame_enter_layer(run->base.net, QP_NONE, run->base.panel,
                         &run->base.place);
    if (name != NULL)
        run->base.place.layer = qp_panel_string(run->base.panel, name);
}

bool qp_chain_is(const qp_chain_run *run, qp_role role)
{
    return run->base.net->layers.role[run->layer] == role &&
           qp_run_is_cooperative(run->base.net, run->layer);
}

size_t qp_chain_layers(const qp_chain_run *run, unsigned roles, qp_row layers[])
{
    const qp_network *net = run->base.net;
    size_t count = 0;
    for (size_t l = 0; l < run->frame->layer_count; l++) {
        qp_row layer = run->frame->layers[l];
        bool wanted = roles == 0 || (1U << net->layers.role[layer] & roles);
        if (wanted && qp_run_is_cooperative(net, layer))
            layers[count++] = layer;
    }
    return count;
}

qp_status qp_chain_web(qp_chain_run *run, unsigned roles, qp_web_choice choice,
                       qp_web *web)
{
    qp_row *layers = qp_acquire(run->frame->layer_count, sizeof *layers);
    if (layers == NULL)
        return qp_run_no_memory(&run->base);
    choice.layers = layers;
    choice.layer_count = qp_chain_layers(run, roles, layers);
    choice.window = run->window;
    qp_status status = qp_web_gather(run->base.net, &choice, web,
                                     run->base.err);
    qp_release(layers);
    return status;
}

qp_string qp_chain_actor(const qp_chain_run *run, qp_row actor)
{
    const qp_network *net = run->base.net;
    return qp_panel_string(run->base.panel,
                           qp_network_text(net, net->actors.id[actor]));
}

qp_panel_row qp_chain_actor_row(const qp_chain_run *run, qp_metric metric,
                                qp_row actor)
{
    return qp_run_row(&run->base, metric, qp_chain_actor(run, actor));
}

qp_status qp_chain_note_lacking(qp_chain_run *run, qp_string class)
{
    const qp_network *net = run->base.net;
    const char *text = qp_network_text(net, class);
    size_t place = run->lacking_count;
    while (place > 0 &&
           strcmp(qp_network_text(net, run->lacking[place - 1]), text) > 0)
        place--;
    if (place > 0 && run->lacking[place - 1] == class)
        return QP_OK;
    qp_string *larger = qp_resize(run->lacking, run->lacking_count + 1,
                                  sizeof *larger);
    if (larger == NULL)
        return qp_run_no_memory(&run->base);
    memmove(larger + place + 1, larger + place,
            (run->lacking_count - place) * sizeof *larger);
    larger[place] = class;
    run->lacking = larger;
    run->lacking_count++;
    return QP_OK;
}

qp_status qp_chain_note_weak(qp_chain_run *run, qp_metric metric,
                             qp_row supplier, double value)
{
    qp_chain_weak_point *larger = qp_resize(run->weak, run->weak_count + 1,
                                            sizeof *larger);
    if (larger == NULL)
        return qp_run_no_memory(&run->base);
    run->weak = larger;
    run->weak[run->weak_count++] = (qp_chain_weak_point){
        .metric = qp_panel_string(run->base.panel, qp_metrics[metric].name),
        .supplier = supplier,
        .value = value,
    };
    return QP_OK;
}

static void forget(qp_chain_run *run)
{
    qp_release(run->lacking);
    qp_release(run->weak);
    run->lacking = NULL;
    run->weak = NULL;
    run->lacking_count = run->weak_count = 0;
}

/* ------------------------------------------------------------------- families */

static qp_status tell_layer(qp_chain_run *run, qp_row layer)
{
    static const family families[] = {
        qp_chain_stages,     qp_chain_dependence,   qp_chain_risk,
        qp_chain_architects, qp_chain_upstreamness,
    };
    qp_status status = QP_OK;
    run->layer = layer;
    qp_frame_enter_layer(run->base.net, layer, run->base.panel,
                         &run->base.place);
    for (size_t f = 0; f < COUNT(families) && status == QP_OK; f++)
        status = families[f](run);
    return status;
}

static qp_status tell(qp_chain_run *run, const family families[], size_t count)
{
    qp_status status = QP_OK;
    for (size_t f = 0; f < count && status == QP_OK; f++) {
        qp_chain_enter(run, NULL);
        status = families[f](run);
    }
    return status;
}

static qp_status tell_window(qp_chain_run *run)
{
    static const family together[] = {
        qp_chain_reach,     qp_chain_cuts, qp_chain_rings,
        qp_chain_brokerage, qp_chain_core,
    };
    static const family tables[] = {
        qp_chain_coverage,   qp_chain_products,    qp_chain_consortia,
        qp_chain_candidates, qp_chain_substitutes,
    };
    bool everything = run->options->frame.layer_count == 0;
    qp_status status = QP_OK;
    for (size_t l = 0; l < run->frame->layer_count && status == QP_OK; l++)
        status = tell_layer(run, run->frame->layers[l]);
    if (status == QP_OK)
        status = tell(run, together, COUNT(together));
    if (status == QP_OK && everything)
        status = tell(run, tables, COUNT(tables));
    forget(run);
    return status;
}

/* -------------------------------------------------------------------- windows */

static qp_status tell_windows(qp_chain_run *run)
{
    qp_status status = QP_OK;
    for (size_t w = 0; w < run->frame->window_count && status == QP_OK; w++) {
        run->window = run->frame->windows[w];
        qp_frame_enter_window(run->window, run->base.panel, &run->base.place);
        status = tell_window(run);
    }
    return status;
}

/* A name is looked at before anything is measured. */
static qp_status check_names(const qp_network *net, const qp_chain_options *o,
                             qp_error *err)
{
    if (o->relatedness != NULL &&
        qp_relatedness_find(o->relatedness) == QP_RELATED_COUNT)
        return qp_frame_misuse(err, "--relatedness", o->relatedness,
                               qp_relatedness_expected);
    return qp_home_check(net, o->home, err);
}

qp_status qp_chain(const qp_network *net, const qp_chain_options *options,
                   qp_panel *panel, qp_text *substitutes, qp_error *err)
{
    qp_frame frame = {0};
    qp_chain_run run = {
        .base = {.net = net,
                 .draws = &options->draws,
                 .panel = panel,
                 .err = err},
        .options = options,
        .frame = &frame,
        .substitutes = substitutes,
    };
    qp_status status = check_names(net, options, err);
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
