/* SPDX-License-Identifier: MIT */
#include "figure/standing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "figure/dating.h"
#include "figure/lettering.h"
#include "figure/naming.h"

/** The rows of a question's layer and window. */
typedef struct {
    const qp_standing_question *question;
    const char *layer;
    char window[QP_WINDOW_NAME_SIZE];
} place;

static place place_of(const qp_standing_question *q)
{
    place p = {.question = q,
               .layer = qp_network_text(q->net, q->net->layers.id[q->layer])};
    qp_dating_window(q->window, p.window);
    return p;
}

static const qp_panel_row *rows_of(const place *p, size_t *count)
{
    return qp_panel_span(p->question->panel, QP_M_NET_FLOW_EFFECTIVENESS,
                         p->layer, p->window, count);
}

static const char *subject_of(const place *p, const qp_panel_row *row)
{
    return qp_pool_text(&p->question->panel->text, row->subject);
}

static bool is_of_region(const qp_panel_row *row)
{
    return row->scope == QP_SCOPE_REGION &&
           (row->flags & (1U << QP_FLAG_OUTSIDE)) == 0;
}

static const qp_panel_row *find(const place *p, qp_metric metric,
                                const qp_panel_row *row)
{
    return qp_panel_find(p->question->panel, metric, p->layer, p->window,
                         subject_of(p, row));
}

static double value_of(const qp_panel_row *row)
{
    return row != NULL ? row->value : NAN;
}

/* --------------------------------------------------------------- finding */

static void add(const place *p, const qp_panel_row *row, qp_row region,
                qp_standings *s)
{
    double expected = isnan(row->expected) ? 0 : row->expected;
    const qp_standing standing = {
        .region = region,
        .effectiveness = row,
        .net = find(p, QP_M_NET_FLOW, row),
        .turnover = value_of(find(p, QP_M_INFLOW, row)) +
                    value_of(find(p, QP_M_OUTFLOW, row)),
        .told = qp_telling(row)};
    bool finding = standing.told == QP_TOLD_FINDING;
    s->gaining += finding && row->value > expected;
    s->losing += finding && row->value < expected;
    s->untested += standing.told == QP_TOLD_UNTESTED;
    s->dispersed += (row->flags & (1U << QP_FLAG_DISPERSED)) != 0;
    s->regions[s->count++] = standing;
}

static void take(const place *p, const qp_panel_row *row, qp_standings *s)
{
    qp_row region = qp_network_actor(p->question->net, subject_of(p, row));
    if (!is_of_region(row) || region == QP_NONE)
        return;
    s->in_panel++;
    if (!isnan(row->value)) {
        add(p, row, region, s);
        return;
    }
    if (s->valueless++ == 0)
        s->reason = row->reason;
}

/* Actor rows stand in byte order of the ids. */
static int by_effectiveness(const void *a, const void *b)
{
    const qp_standing *left = a;
    const qp_standing *right = b;
    double x = left->effectiveness->value;
    double y = right->effectiveness->value;
    int order = (x < y) - (x > y);
    return order != 0 ? order
                      : (left->region > right->region) -
                            (left->region < right->region);
}

qp_status qp_standings_find(const qp_standing_question *question,
                            qp_standings *standings, qp_error *err)
{
    const place p = place_of(question);
    size_t count = 0;
    const qp_panel_row *rows = rows_of(&p, &count);
    *standings = (qp_standings){0};
    standings->regions = qp_acquire(count, sizeof *standings->regions);
    if (standings->regions == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu regions", count);
    for (size_t r = 0; r < count; r++)
        take(&p, &rows[r], standings);
    standings->all = standings->count;
    if (standings->count > 0)
        qsort(standings->regions, standings->count, sizeof *standings->regions,
              by_effectiveness);
    return QP_OK;
}

bool qp_standings_are_known(const qp_standing_question *question)
{
    const place p = place_of(question);
    size_t count = 0;
    const qp_panel_row *rows = rows_of(&p, &count);
    for (size_t r = 0; r < count; r++)
        if (is_of_region(&rows[r]) && !isnan(rows[r].value))
            return true;
    return false;
}

/* --------------------------------------------------------------- choosing */

/* Has a fewer or later than b? */
static bool yields(const qp_standing *a, const qp_standing *b)
{
    double x = isnan(a->turnover) ? 0 : a->turnover;
    double y = isnan(b->turnover) ? 0 : b->turnover;
    return x < y || (x <= y && a->region > b->region);
}

/* Drop the last of them in the order of turnover. */
static void drop_least(qp_standings *s)
{
    size_t least = 0;
    for (size_t r = 1; r < s->count; r++)
        if (yields(&s->regions[r], &s->regions[least]))
            least = r;
    s->count--;
    memmove(&s->regions[least], &s->regions[least + 1],
            (s->count - least) * sizeof *s->regions);
}

void qp_standings_keep(qp_standings *standings, size_t most)
{
    while (standings->count > most)
        drop_least(standings);
}

void qp_standings_clear(qp_standings *standings)
{
    qp_release(standings->regions);
    *standings = (qp_standings){0};
}

/* ------------------------------------------------------------------ looks */

bool qp_standing_is_core(const qp_network *net, qp_row region)
{
    return qp_optional_number(net->actors.core, region) > 0;
}

const qp_hue *qp_standing_hue(const qp_network *net, qp_row region)
{
    return qp_palette_hue(net->actors.cluster[region]);
}

static void add_amount(const qp_standing_question *q, qp_word word,
                       double amount, qp_language language, qp_text *out)
{
    qp_text number = {0};
    qp_string unit = q->net->layers.unit[q->layer];
    if (isnan(amount))
        return;
    qp_lettering_add_number(&number, amount);
    if (unit != QP_NONE)
        qp_text_addf(&number, " %s", qp_network_text(q->net, unit));
    qp_words_add(out, language, QP_WORD_COMMA, NULL);
    qp_words_add_texts(out, language, word, &number, 1);
    qp_text_clear(&number);
}

void qp_standing_tip(const qp_standing_question *question,
                     const qp_standing *standing, qp_language language,
                     qp_text *out)
{
    qp_text parts[2] = {{0}, {0}};
    qp_text when = {0};
    qp_text_add(&parts[0],
                qp_name_of_actor(question->net, standing->region, language));
    qp_telling_add(question->panel, standing->effectiveness, language,
                   &parts[1]);
    add_amount(question, QP_WORD_STANDING_NET, value_of(standing->net),
               language, &parts[1]);
    add_amount(question, QP_WORD_STANDING_TURNOVER, standing->turnover,
               language, &parts[1]);
    qp_dating_add(
        qp_dating_layer(question->net, question->layer, question->window),
        &when);
    if (when.size > 0) {
        qp_words_add(&parts[1], language, QP_WORD_COMMA, NULL);
        qp_text_add(&parts[1], qp_text_string(&when));
    }
    qp_words_add_texts(out, language, QP_WORD_STANDING_TIP, parts, 2);
    out->failed |= when.failed;
    qp_text_clear(&when);
    qp_text_clear(&parts[0]);
    qp_text_clear(&parts[1]);
}
