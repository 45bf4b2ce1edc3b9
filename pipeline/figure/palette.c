/* SPDX-License-Identifier: MIT */
#include "figure/palette.h"

#include <stdio.h>

const qp_hue *qp_palette_hue(size_t i)
{
    /* clang-format off */
    static const qp_hue hues[QP_HUES + 1] = {
        /* fill       line       ink */
        {"#CC79A7", "#B9598F", "#8E3B6B"}, /* reddish purple */
        {"#E69F00", "#B87F00", "#8A5F00"}, /* orange */
        {"#009E73", "#008A64", "#006B4E"}, /* bluish green */
        {"#D55E00", "#C65700", "#974300"}, /* vermilion */
        {"#0072B2", "#0072B2", "#00507D"}, /* blue */
        {"#56B4E9", "#2E8FC8", "#1F6690"}, /* sky blue */
        {"#C9BC1F", "#8F8500", "#6B6400"}, /* yellow, darkened for paper */
        {"#9AA4AD", "#75808A", "#4A5560"}, /* grey: the others */
    };
    /* clang-format on */
    return &hues[i < QP_HUES ? i : QP_HUES];
}

const qp_tint *qp_palette_tint(size_t i)
{
    static const qp_tint tints[QP_TINTS] = {
        {"#E6EFF7", QP_COLOUR_TITLE}, {"#C8DDEE", QP_COLOUR_TITLE},
        {"#9FC4E1", QP_COLOUR_TITLE}, {"#6BA5D0", QP_COLOUR_TITLE},
        {"#2C72AA", QP_COLOUR_PAPER}, {"#0D457A", QP_COLOUR_PAPER},
    };
    return &tints[i < QP_TINTS ? i : QP_TINTS - 1];
}

/* Hues of the scheme PuOr of ColorBrewer. */
const qp_tint *qp_palette_diverging(size_t i)
{
    static const qp_tint tints[QP_DIVERGING] = {
        {"#B35806", QP_COLOUR_PAPER}, {"#F1A340", QP_COLOUR_TITLE},
        {"#FEE0B6", QP_COLOUR_TITLE}, {"#F4F4F4", QP_COLOUR_TITLE},
        {"#D8DAEB", QP_COLOUR_TITLE}, {"#998EC3", QP_COLOUR_TITLE},
        {"#542788", QP_COLOUR_PAPER},
    };
    return &tints[i < QP_DIVERGING ? i : QP_DIVERGING - 1];
}

void qp_colour_with_alpha(const char *colour, unsigned alpha, char out[16])
{
    snprintf(out, 16, "%.7s%02X", colour, alpha & 0xFFu);
}
