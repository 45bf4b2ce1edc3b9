/* SPDX-License-Identifier: MIT */
/**
 * @file figure/palette.h
 * @brief The colours, all of them, as `#rrggbb`.
 *
 * Hues after Okabe and Ito (2008), which people with the common forms of
 * colour blindness can tell apart. Colour never carries a meaning alone:
 * clusters are named on the map or in the legend beside their colour.
 */
#ifndef QP_FIGURE_PALETTE_H
#define QP_FIGURE_PALETTE_H

#include <stdbool.h>
#include <stddef.h>

/** What the colours become. */
typedef enum {
    QP_THEME_PRINT, ///< what they are
    QP_THEME_GREY   ///< greys, no contrast between texts and ground less
} qp_theme;

#define QP_THEME_NAMES "print or grey"

/** Understand a name of a theme: an index of qp_theme. */
bool qp_theme_read(const char *name, int *theme);

enum { QP_COLOUR_SIZE = 10 };

/**
 * A colour in a theme. In grey one as light as it is, by the relative
 * luminance of WCAG 2.1, so that no contrast changes; but the hues, which are
 * about equally light, are spread, within what their contrasts allow.
 * @param[in] colour  `#rrggbb` or `#rrggbbaa`; any other text stays as it is
 * @return            `colour` or `room`
 */
const char *qp_palette_in(qp_theme theme, const char *colour,
                          char room[QP_COLOUR_SIZE]);

/** One hue in three depths. */
typedef struct {
    const char *fill; ///< discs and hulls
    const char *line; ///< arcs: at least 3:1 on land and sea
    const char *ink;  ///< text and outlines: at least 5:1
} qp_hue;

enum { QP_HUES = 7 };

/** Hue i of QP_HUES; any other number is the grey of "the others". */
const qp_hue *qp_palette_hue(size_t i);

/** A step of a ramp from light to dark, and what can be read on it: at least
 * 4.5:1. */
typedef struct {
    const char *fill;
    const char *ink;
} qp_tint;

enum { QP_TINTS = 6 };

/** Step i of QP_TINTS, blue; beyond the last: the last. */
const qp_tint *qp_palette_tint(size_t i);

enum { QP_SIDES = 3, QP_DIVERGING = 2 * QP_SIDES + 1 };

/** Step i of QP_DIVERGING, from orange, far below what is neutral, by white,
 * near it, to purple, far above; beyond the last: the last. In greys the two
 * sides look alike: a sign or a number goes with them. */
const qp_tint *qp_palette_diverging(size_t i);

/** `#rrggbb` with an opacity from 0 to 255: `#rrggbbaa`. */
void qp_colour_with_alpha(const char *colour, unsigned alpha, char out[16]);

#define QP_COLOUR_PAPER   "#FFFFFF"
#define QP_COLOUR_SEA     "#EAF1F6"
#define QP_COLOUR_LAND    "#FBFAF7"
#define QP_COLOUR_COAST   "#B9C3CC"
#define QP_COLOUR_FRAME   "#7C8791"
#define QP_COLOUR_TITLE   "#111111"
#define QP_COLOUR_HEADING "#222222"
#define QP_COLOUR_TEXT    "#333333"
#define QP_COLOUR_QUIET   "#555555"
#define QP_COLOUR_NEUTRAL "#4A5560"
#define QP_COLOUR_WARNING "#A02020"
#define QP_COLOUR_HALO    "#FFFFFFC8"
#define QP_COLOUR_BAND    "#F0F2F4"
#define QP_COLOUR_HELPS   "#1F8A70"
#define QP_COLOUR_HINDERS "#C04A00"

#endif
