/* SPDX-License-Identifier: MIT */
#include "figure/chain_map.h"

#include <math.h>

#include "figure/chain_map_ends.h"
#include "figure/dating.h"

/** A map of the chain being drawn. */
typedef struct {
    qp_chain_topic topic;
    qp_chain_scene scene;
    qp_canvas canvas;
    qp_caption caption;
    qp_dot *dot;
    qp_error *err;
} drawing;

static qp_status draw(drawing *d, qp_text *dot)
{
    qp_chain_pen pen = {&d->topic, d->dot, &d->canvas, 0};
    if (d->scene.strip_count > 0) {
        qp_chain_strips(&pen);
        qp_chain_ends(&pen);
    }
    const qp_box content = {0, pen.top, QP_PAGE_WIDTH, 0};
    qp_status status = qp_chain_caption(&d->topic, &d->caption, d->err);
    if (status == QP_OK)
        status = qp_page_finish(d->dot, &d->canvas, &d->caption, &content,
                                d->topic.language, d->err);
    return status == QP_OK ? qp_dot_write(d->dot, dot, d->err) : status;
}

qp_status qp_chain_map(const qp_network *net, const qp_panel *panel,
                       const qp_chain_map_options *options, qp_text *dot,
                       qp_error *err)
{
    char window[QP_WINDOW_NAME_SIZE];
    drawing d = {.topic = {.net = net,
                           .window = options->window,
                           .language = options->language},
                 .canvas = {.paper = options->paper},
                 .err = err};
    d.topic.scene = &d.scene;
    qp_chain_scene_gather(net, panel, qp_dating_window(options->window, window),
                          &d.scene);
    qp_status status = qp_dot_open(&d.dot, err);
    if (status == QP_OK)
        status = draw(&d, dot);
    qp_canvas_clear(&d.canvas);
    qp_caption_clear(&d.caption);
    qp_dot_close(d.dot);
    return status;
}

bool qp_chain_map_has_links(const qp_network *net, const qp_panel *panel,
                            const qp_chain_map_options *options)
{
    char window[QP_WINDOW_NAME_SIZE];
    qp_chain_scene scene;
    qp_chain_scene_gather(net, panel, qp_dating_window(options->window, window),
                          &scene);
    for (size_t s = 0; s < scene.strip_count; s++)
        for (size_t b = 0; b < QP_CHAIN_BRIDGES; b++)
            if (!isnan(scene.strips[s].bridges[b].ratio))
                return true;
    return false;
}
