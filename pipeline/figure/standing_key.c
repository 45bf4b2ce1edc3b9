/* SPDX-License-Identifier: MIT */
#include "figure/standing_key.h"

const double qp_standing_radius = 3.2;

qp_dot_item *qp_standing_mark(qp_dot *dot, const qp_standing_question *question,
                              const qp_standing *standing, qp_point at,
                              const char *colour, qp_language language)
{
    static const char *const classes[QP_TOLD_COUNT] = {
        [QP_TOLD_UNTESTED] = "region untested",
        [QP_TOLD_BY_CHANCE] = "region by-chance",
        [QP_TOLD_FINDING] = "region finding"};
    qp_text tip = {0};
    qp_standing_tip(question, standing, language, &tip);
    qp_dot_item *mark = qp_plot_mark(
        dot, at, qp_standing_radius, qp_telling_shape(standing->told), colour,
        classes[standing->told], qp_text_string(&tip));
    qp_text_clear(&tip);
    return mark;
}

static bool any_told(const qp_standings *standings, qp_told told)
{
    for (size_t r = 0; r < standings->count; r++)
        if (standings->regions[r].told == told)
            return true;
    return false;
}

void qp_standing_key_marks(qp_key *key, const qp_standings *standings,
                           qp_language language)
{
    static const qp_word words[QP_TOLD_COUNT] = {
        [QP_TOLD_UNTESTED] = QP_WORD_KEY_UNTESTED,
        [QP_TOLD_BY_CHANCE] = QP_WORD_KEY_BY_CHANCE,
        [QP_TOLD_FINDING] = QP_WORD_KEY_FINDING};
    for (int t = QP_TOLD_FINDING; t >= QP_TOLD_UNTESTED; t--) {
        if (!any_told(standings, (qp_told)t))
            continue;
        qp_point at = qp_key_add(key, 2 * qp_standing_radius,
                                 qp_words(language, words[t]));
        qp_plot_symbol(key->canvas, at, qp_standing_radius,
                       qp_telling_shape((qp_told)t), QP_COLOUR_NEUTRAL);
    }
}
