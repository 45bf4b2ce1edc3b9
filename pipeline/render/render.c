/* SPDX-License-Identifier: MIT */
#include "render/render.h"

#include "render/child.h"
#include "render/layout.h"
#include "render/picture.h"
#include "render/svg.h"

enum { SECONDS = 60, MEGABYTES = 2048, DPI = 300 };

static qp_picture_order order_of(qp_picture kind,
                                 const qp_render_options *options)
{
    qp_picture_order order = {kind, DPI, {SECONDS, MEGABYTES}};
    if (options != NULL && options->dpi > 0)
        order.dpi = options->dpi;
    if (options != NULL && options->seconds > 0)
        order.limits.seconds = options->seconds;
    if (options != NULL && options->megabytes > 0)
        order.limits.megabytes = options->megabytes;
    return order;
}

static void hand_over(qp_text *from, qp_text *to)
{
    qp_text_clear(to);
    *to = *from;
    *from = (qp_text){0};
}

qp_status qp_render(const char *dot, const char *name, qp_picture kind,
                    const qp_render_options *options, qp_text *picture,
                    qp_error *err)
{
    qp_picture_order order = order_of(kind, options);
    qp_layout layout = {0};
    qp_text svg = {0};
    qp_status status = qp_layout_draw(dot, name, &order.limits, &layout, err);
    if (status == QP_OK)
        status = qp_svg_finish(&layout, name, &svg, err);
    if (status == QP_OK && kind == QP_SVG)
        hand_over(&svg, picture);
    else if (status == QP_OK)
        status = qp_picture_make(&svg, name, &order, picture, err);
    qp_text_clear(&svg);
    qp_layout_clear(&layout);
    return status;
}
