/* SPDX-License-Identifier: MIT */
#include "figure/palette.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The same in grey: neighbours far apart, each depth as dark as it must be. */
static const qp_hue greys[QP_HUES + 1] = {
    {"#4A4A4A", "#303030", "#282828"},
    {"#C4C4C4", "#808080", "#606060"},
    {"#8C8C8C", "#585858", "#444444"},
    {"#2E2E2E", "#1C1C1C", "#181818"},
    {"#6C6C6C", "#6C6C6C", "#545454"},
    {"#A8A8A8", "#444444", "#363636"},
    {"#D4D4D4", "#888888", "#646464"},
    {"#B4B4B4", "#767676", "#4E4E4E"},
};
/* clang-format on */

const qp_hue *qp_palette_hue(size_t i)
{
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

/* ------------------------------------------------------------------- themes */

static const char *const theme_names[] = {
    [QP_THEME_PRINT] = "print", [QP_THEME_GREY] = "grey"};

bool qp_theme_read(const char *name, int *theme)
{
    for (size_t t = 0; t < sizeof theme_names / sizeof *theme_names; t++)
        if (strcmp(name, theme_names[t]) == 0) {
            *theme = (int)t;
            return true;
        }
    return false;
}

/* sRGB, IEC 61966-2-1, as WCAG 2.1 has it. */
static double linear_of(unsigned channel)
{
    double c = channel / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static unsigned channel_of(double linear)
{
    double c = linear <= 0.03928 / 12.92 ? linear * 12.92
                                         : 1.055 * pow(linear, 1 / 2.4) - 0.055;
    return (unsigned)lround(c * 255);
}

static unsigned as_light(const char *colour)
{
    unsigned long rgb = strtoul(colour + 1, NULL, 16);
    return channel_of(0.2126 * linear_of(rgb >> 16 & 0xFFu) +
                      0.7152 * linear_of(rgb >> 8 & 0xFFu) +
                      0.0722 * linear_of(rgb & 0xFFu));
}

/* The grey of a hue, or NULL: it is none. */
static const char *grey_of_hue(const char *rgb)
{
    for (size_t h = 0; h <= QP_HUES; h++) {
        if (strcmp(rgb, hues[h].fill) == 0)
            return greys[h].fill;
        if (strcmp(rgb, hues[h].line) == 0)
            return greys[h].line;
        if (strcmp(rgb, hues[h].ink) == 0)
            return greys[h].ink;
    }
    return NULL;
}

const char *qp_palette_in(qp_theme theme, const char *colour,
                          char room[QP_COLOUR_SIZE])
{
    enum { RGB = 7, RGBA = 9 };
    char rgb[RGB + 1];
    size_t size = strlen(colour);
    if (theme != QP_THEME_GREY || (size != RGB && size != RGBA) ||
        colour[0] != '#' ||
        strspn(colour + 1, "0123456789ABCDEFabcdef") != size - 1)
        return colour;
    snprintf(rgb, sizeof rgb, "%.7s", colour);
    const char *grey = grey_of_hue(rgb);
    unsigned level = as_light(grey != NULL ? grey : rgb) & 0xFFu;
    snprintf(room, QP_COLOUR_SIZE, "#%02X%02X%02X%s", level, level, level,
             colour + RGB);
    return room;
}
