/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figure/palette.h"
#include "support/leak.h"

/* Relative luminance and contrast ratio, WCAG 2.1. */
static double luminance(const char *colour)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int c = 0; c < 3; c++) {
        char digits[3] = {colour[1 + 2 * c], colour[2 + 2 * c], '\0'};
        double part = (double)strtol(digits, NULL, 16) / 255;
        sum += weights[c] * (part <= 0.03928
                                 ? part / 12.92
                                 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(const char *a, const char *b)
{
    double la = luminance(a);
    double lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

QP_TEST(palette, contrast_of_black_on_white_is_21)
{
    cr_assert_float_eq(contrast("#000000", "#FFFFFF"), 21, 1e-9);
}

QP_TEST(palette, lines_stand_out_and_inks_can_be_read)
{
    static const char *const grounds[] = {QP_COLOUR_PAPER, QP_COLOUR_LAND,
                                          QP_COLOUR_SEA};
    for (size_t h = 0; h <= QP_HUES; h++)
        for (int g = 0; g < 3; g++) {
            const qp_hue *hue = qp_palette_hue(h);
            cr_assert_geq(contrast(hue->line, grounds[g]), 3, "%s", hue->line);
            cr_assert_geq(contrast(hue->ink, grounds[g]), 4.5, "%s", hue->ink);
        }
}

QP_TEST(palette, texts_can_be_read_on_paper)
{
    static const char *const texts[] = {QP_COLOUR_TITLE, QP_COLOUR_HEADING,
                                        QP_COLOUR_TEXT, QP_COLOUR_QUIET,
                                        QP_COLOUR_WARNING};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        cr_assert_geq(contrast(texts[t], QP_COLOUR_PAPER), 4.5, "%s", texts[t]);
}

QP_TEST(palette, tints_darken_and_can_be_read_on)
{
    for (size_t t = 0; t < QP_TINTS; t++) {
        const qp_tint *tint = qp_palette_tint(t);
        cr_assert_geq(contrast(tint->fill, tint->ink), 4.5, "%s", tint->fill);
        if (t > 0)
            cr_assert_lt(luminance(tint->fill),
                         luminance(qp_palette_tint(t - 1)->fill));
    }
    cr_assert_eq(qp_palette_tint(QP_TINTS), qp_palette_tint(QP_TINTS - 1));
}

QP_TEST(palette, bars_stand_out_on_paper)
{
    static const char *const bars[] = {QP_COLOUR_HELPS, QP_COLOUR_HINDERS,
                                       QP_COLOUR_FRAME};
    for (size_t b = 0; b < sizeof bars / sizeof *bars; b++)
        cr_assert_geq(contrast(bars[b], QP_COLOUR_PAPER), 3, "%s", bars[b]);
}

QP_TEST(palette, hues_beyond_the_last_are_the_grey)
{
    cr_assert_eq(qp_palette_hue(QP_HUES), qp_palette_hue(1000));
    for (size_t h = 0; h < QP_HUES; h++)
        cr_assert_str_neq(qp_palette_hue(h)->fill,
                          qp_palette_hue(QP_HUES)->fill);
}

QP_TEST(palette, opacity_is_two_more_digits)
{
    char colour[16];
    qp_colour_with_alpha("#0072B2", 0x26, colour);
    cr_assert_str_eq(colour, "#0072B226");
}

/* ---- themes */

static const char *grey(const char *colour)
{
    static char room[QP_COLOUR_SIZE];
    return qp_palette_in(QP_THEME_GREY, colour, room);
}

QP_TEST(palette, in_print_colours_are_what_they_are)
{
    char room[QP_COLOUR_SIZE];
    static const char colour[] = "#E69F00";
    cr_assert_eq(qp_palette_in(QP_THEME_PRINT, colour, room), colour);
}

/* Luminance of #FF0000 is 0.2126; 1.055 * 0.2126^(1/2.4) - 0.055 = 0.4984, of
 * 255: 127.1. */
QP_TEST(palette, a_grey_is_as_light_as_its_colour)
{
    cr_assert_str_eq(grey("#FF0000"), "#7F7F7F");
    cr_assert_str_eq(grey("#000000"), "#000000");
    cr_assert_str_eq(grey("#FFFFFFC8"), "#FFFFFFC8");
}

QP_TEST(palette, in_grey_what_is_no_colour_stays)
{
    static const char *const others[] = {"", "transparent", "#12345", "#GG0000",
                                         "#1234567"};
    for (size_t o = 0; o < sizeof others / sizeof *others; o++)
        cr_assert_eq(grey(others[o]), others[o], "%s", others[o]);
}

QP_TEST(palette, in_grey_lines_stand_out_and_inks_can_be_read)
{
    static const char *const grounds[] = {QP_COLOUR_PAPER, QP_COLOUR_LAND,
                                          QP_COLOUR_SEA};
    for (size_t h = 0; h <= QP_HUES; h++)
        for (int g = 0; g < 3; g++) {
            char ground[QP_COLOUR_SIZE] = "";
            const char *under = qp_palette_in(QP_THEME_GREY, grounds[g],
                                              ground);
            const qp_hue *hue = qp_palette_hue(h);
            cr_assert_geq(contrast(grey(hue->line), under), 3, "%s", hue->line);
            cr_assert_geq(contrast(grey(hue->ink), under), 4.5, "%s", hue->ink);
        }
}

/* Two greys are told apart from about 1.2:1. */
QP_TEST(palette, in_grey_hues_that_follow_each_other_differ)
{
    for (size_t h = 1; h < QP_HUES; h++) {
        char before[QP_COLOUR_SIZE] = "";
        const char *last = qp_palette_in(QP_THEME_GREY,
                                         qp_palette_hue(h - 1)->line, before);
        cr_assert_geq(contrast(last, grey(qp_palette_hue(h)->line)), 1.2, "%zu",
                      h);
    }
}

QP_TEST(palette, themes_have_names)
{
    int theme = -1;
    cr_assert(qp_theme_read("print", &theme) && theme == QP_THEME_PRINT);
    cr_assert(qp_theme_read("grey", &theme) && theme == QP_THEME_GREY);
    cr_assert_not(qp_theme_read("dark", &theme));
    cr_assert_eq(theme, QP_THEME_GREY);
}
