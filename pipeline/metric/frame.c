/* SPDX-License-Identifier: MIT */
#include "metric/frame.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"

qp_status qp_frame_misuse(qp_error *err, const char *option, const char *value,
                          const char *expected)
{
    char shown[QP_SHOWN_SIZE];
    return qp_fail(err, QP_E_MISUSE, "%s '%s': %s", option,
                   qp_text_shown(value, strlen(value), shown), expected);
}

static qp_status list_layers(const qp_network *net,
                             const qp_frame_options *options, bool wanted[],
                             qp_frame *frame, qp_error *err)
{
    for (size_t i = 0; i < options->layer_count; i++) {
        qp_row layer = qp_network_layer(net, options->layers[i]);
        if (layer == QP_NONE)
            return qp_frame_misuse(err, "--layer", options->layers[i],
                                   "the network has no such layer");
        wanted[layer] = true;
    }
    for (qp_row l = 0; l < net->layers.count; l++)
        if (options->layer_count == 0 || wanted[l])
            frame->layers[frame->layer_count++] = l;
    return QP_OK;
}

static qp_status choose_layers(const qp_network *net,
                               const qp_frame_options *options, qp_frame *frame,
                               qp_error *err)
{
    bool *wanted = qp_acquire(net->layers.count, sizeof *wanted);
    frame->layers = qp_acquire(net->layers.count, sizeof *frame->layers);
    qp_status status = wanted != NULL && frame->layers != NULL
                           ? list_layers(net, options, wanted, frame, err)
                           : qp_fail(err, QP_E_MEMORY, "no memory for layers");
    qp_release(wanted);
    return status;
}

/* Windows are counted from the first day of the period, so that months of
 * different lengths do not add up to a drift. */
static qp_status cut_windows(const qp_frame_options *options, qp_frame *frame,
                             qp_error *err)
{
    qp_period whole = options->window;
    int step = options->step_months;
    size_t room = 0;
    for (int w = 0; w == 0 || step > 0; w++) {
        qp_period window = whole;
        if (step > 0) {
            window.from = qp_day_plus_months(whole.from, w * step);
            window.until = qp_day_plus_months(whole.from, (w + 1) * step);
        }
        if (w > 0 && window.from >= whole.until)
            break;
        if (window.until > whole.until)
            window.until = whole.until;
        if (!qp_grow((void **)&frame->windows, &room, frame->window_count,
                     sizeof *frame->windows))
            return qp_fail(err, QP_E_MEMORY, "no memory for windows");
        frame->windows[frame->window_count++] = window;
    }
    return QP_OK;
}

qp_status qp_frame_settle(const qp_network *net,
                          const qp_frame_options *options, qp_frame *frame,
                          qp_error *err)
{
    qp_frame settled = {0};
    qp_status status = choose_layers(net, options, &settled, err);
    if (status == QP_OK)
        status = cut_windows(options, &settled, err);
    if (status == QP_OK)
        *frame = settled;
    else
        qp_frame_clear(&settled);
    return status;
}

void qp_frame_clear(qp_frame *frame)
{
    qp_release(frame->layers);
    qp_release(frame->windows);
    *frame = (qp_frame){0};
}

/* --------------------------------------------------------------------- rows */

void qp_frame_enter_layer(const qp_network *net, qp_row layer, qp_panel *panel,
                          qp_frame_place *place)
{
    place->layer = QP_NONE;
    place->unit = QP_NONE;
    if (layer == QP_NONE)
        return;
    const qp_layers *layers = &net->layers;
    place->layer = qp_panel_string(panel,
                                   qp_network_text(net, layers->id[layer]));
    place->unit = qp_panel_string(panel,
                                  qp_network_text(net, layers->unit[layer]));
}

void qp_frame_enter_window(qp_period window, qp_panel *panel,
                           qp_frame_place *place)
{
    char from[QP_DAY_SIZE];
    char until[QP_DAY_SIZE];
    char text[2 * QP_DAY_SIZE] = "";
    if (window.from != QP_NO_DAY)
        snprintf(text, sizeof text, "%s..%s", qp_day_text(window.from, from),
                 qp_day_text(window.until, until));
    place->window = qp_panel_string(panel, text);
}

bool qp_frame_is_compared(size_t windows, size_t from, size_t to)
{
    return from + 1 == to || (from == 0 && to + 1 == windows);
}

void qp_frame_enter_change(qp_period from, qp_period to, qp_panel *panel,
                           qp_frame_place *place)
{
    char text[2 * QP_DAY_SIZE];
    char day[QP_DAY_SIZE];
    char later[QP_DAY_SIZE];
    snprintf(text, sizeof text, "%s>%s", qp_day_text(from.from, day),
             qp_day_text(to.from, later));
    place->window = qp_panel_string(panel, text);
}

qp_panel_row qp_frame_row(qp_panel *panel, const qp_frame_place *place,
                          qp_metric metric, qp_string subject)
{
    const char *unit = qp_metrics[metric].unit;
    qp_panel_row row = qp_panel_blank;
    row.metric = metric;
    row.layer = place->layer;
    row.window = place->window;
    row.scope = qp_metrics[metric].scope;
    row.subject = subject;
    row.unit = strcmp(unit, "layer") == 0 ? place->unit
                                          : qp_panel_string(panel, unit);
    return row;
}

void qp_frame_give(qp_panel_row *row, double value, qp_reason reason)
{
    row->value = value;
    row->reason = isnan(value) ? reason : QP_REASON_NONE;
}
