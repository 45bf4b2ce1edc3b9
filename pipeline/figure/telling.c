/* SPDX-License-Identifier: MIT */
#include "figure/telling.h"

#include <math.h>
#include <string.h>

#include "figure/lettering.h"

static const double least_certain = 0.05;

static bool has_flag(const qp_panel_row *row, qp_flag flag)
{
    return (row->flags & (1U << flag)) != 0;
}

/* Of a family too large for its replicates q is blank, and p is not to stand
 * for it. */
qp_told qp_telling(const qp_panel_row *row)
{
    double chance = isnan(row->q) ? row->p : row->q;
    if (isnan(row->value) || isnan(chance))
        return QP_TOLD_UNTESTED;
    bool unresolved = isnan(row->q) && has_flag(row, QP_FLAG_RESOLUTION);
    return chance < least_certain && !unresolved ? QP_TOLD_FINDING
                                                 : QP_TOLD_BY_CHANCE;
}

qp_mark_shape qp_telling_shape(qp_told told)
{
    static const qp_mark_shape shapes[QP_TOLD_COUNT] = {
        [QP_TOLD_UNTESTED] = QP_MARK_DIAMOND,
        [QP_TOLD_BY_CHANCE] = QP_MARK_RING,
        [QP_TOLD_FINDING] = QP_MARK_DISC};
    return shapes[told];
}

bool qp_telling_has_interval(const qp_panel_row *row)
{
    return !isnan(row->low) && !isnan(row->high) &&
           !has_flag(row, QP_FLAG_LEAVE_OUT) &&
           !has_flag(row, QP_FLAG_BOUNDS) && !has_flag(row, QP_FLAG_WEIGHTINGS);
}

/* An interval has two digits of its width; more would say more than is
 * known. */
static int decimals_of(double width)
{
    if (!(width > 0))
        return 3;
    return (int)fmax(0, fmin(6, 1 - floor(log10(width))));
}

void qp_telling_add_value(const qp_panel_row *row, qp_text *out)
{
    if (!qp_telling_has_interval(row)) {
        qp_lettering_add_number(out, row->value);
        return;
    }
    int decimals = decimals_of(row->high - row->low);
    qp_lettering_add_decimals(out, row->value, decimals);
    qp_text_add(out, " [");
    qp_lettering_add_decimals(out, row->low, decimals);
    qp_text_add(out, ", ");
    qp_lettering_add_decimals(out, row->high, decimals);
    qp_text_add(out, "]");
}

void qp_telling_add_chance(const char *letter, double chance, qp_text *out)
{
    if (chance < 0.001)
        qp_text_addf(out, "%s < 0.001", letter);
    else
        qp_text_addf(out, "%s = %.2g", letter, chance);
}

static void add_expected(const qp_panel_row *row, qp_language language,
                         qp_text *out)
{
    qp_text number = {0};
    if (isnan(row->expected))
        return;
    qp_lettering_add_number(&number, row->expected);
    qp_words_add(out, language, QP_WORD_COMMA, NULL);
    qp_words_add_texts(out, language, QP_WORD_TOLD_EXPECTED, &number, 1);
    qp_text_clear(&number);
}

static void add_test(const qp_panel_row *row, qp_language language,
                     qp_text *out)
{
    bool family = !isnan(row->q);
    if (isnan(row->p) && !family)
        return;
    qp_words_add(out, language, QP_WORD_COMMA, NULL);
    qp_telling_add_chance(family ? "q" : "p", family ? row->q : row->p, out);
}

static void add_count(const qp_panel_row *row, qp_language language,
                      qp_text *out)
{
    if (isnan(row->n))
        return;
    qp_words_add(out, language, QP_WORD_COMMA, NULL);
    qp_text_add(out, "n = ");
    qp_lettering_add_number(out, row->n);
}

void qp_telling_add(const qp_panel *panel, const qp_panel_row *row,
                    qp_language language, qp_text *out)
{
    const char *unit = qp_pool_text(&panel->text, row->unit);
    if (isnan(row->value)) {
        qp_text_addf(out, "%s", qp_reasons[row->reason].name);
        return;
    }
    qp_telling_add_value(row, out);
    if (unit[0] != '\0' && strcmp(unit, "1") != 0)
        qp_text_addf(out, " %s", unit);
    add_expected(row, language, out);
    add_test(row, language, out);
    add_count(row, language, out);
}

void qp_telling_add_absence(qp_metric metric, size_t count, qp_reason reason,
                            qp_language language, qp_text *out)
{
    const char *const parts[] = {qp_metrics[metric].name,
                                 qp_reasons[reason].name,
                                 qp_reasons[reason].meaning};
    qp_words_add(out, language,
                 count == 0 ? QP_WORD_TOLD_NO_ROWS : QP_WORD_TOLD_NO_VALUE,
                 parts);
}
