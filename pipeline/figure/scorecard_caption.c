/* SPDX-License-Identifier: MIT */
#include "figure/scorecard_caption.h"

#include <math.h>

#include "figure/credit.h"
#include "figure/dating.h"
#include "figure/naming.h"

/** A caption being written. */
typedef struct {
    const qp_scorecard_topic *topic;
    qp_caption *caption;
} writer;

static void add_plain(const qp_scorecard_topic *topic, qp_text *out,
                      qp_word word)
{
    qp_words_add(out, topic->options->language, word, NULL);
}

static void add_parts(const qp_scorecard_topic *topic, qp_text *out,
                      qp_word word, qp_text parts[], size_t count)
{
    qp_words_add_texts(out, topic->options->language, word, parts, count);
    for (size_t p = 0; p < count; p++)
        qp_text_clear(&parts[p]);
}

static void add_count(const qp_scorecard_topic *topic, qp_text *out,
                      qp_word word, size_t count)
{
    qp_text number = {0};
    qp_lettering_add_number(&number, (double)count);
    add_parts(topic, out, word, &number, 1);
}

static const char *head_of(const qp_scorecard_topic *topic, size_t score)
{
    return qp_words(topic->options->language, qp_scores[score].word);
}

/* ---------------------------------------------------------------- the table */

const char *qp_scorecard_row_name(const qp_scorecard_topic *topic, size_t row)
{
    const qp_score_row *r = &topic->scene->rows[row];
    qp_language language = topic->options->language;
    switch (r->kind) {
    case QP_SCORE_CLUSTER:
        return qp_name_of_cluster(topic->net, r->cluster, language);
    case QP_SCORE_ALL:
        return qp_words(language, QP_WORD_SCORE_ALL);
    case QP_SCORE_BETWEEN:
        break;
    }
    return qp_words(language, QP_WORD_SCORE_BETWEEN);
}

void qp_scorecard_add_value(double value, qp_text *out)
{
    const double tens = 9.995;
    const double hundreds = 99.95;
    const double shown = 0.005; /* what is nearer to 0 has no sign */
    double size = fabs(value);
    if (size >= hundreds)
        qp_lettering_add_number(out, round(value));
    else
        qp_text_addf(out, "%s%.*f",
                     value < 0 && size >= shown ? "\xE2\x88\x92" : "",
                     size >= tens ? 1 : 2, size);
}

static bool is_blank(const qp_panel_row *row)
{
    return isnan(row->value);
}

void qp_scorecard_add_reason(const qp_panel_row *row, qp_text *out)
{
    qp_lettering_add_plainly(out, is_blank(row)
                                      ? qp_reasons[row->reason].name
                                      : qp_flags[QP_FLAG_TRIVIAL].name);
}

static void add_content(const qp_scorecard_topic *topic,
                        const qp_panel_row *row, qp_text *out)
{
    if (qp_score_is_told(row))
        qp_telling_add(topic->panel, row, topic->options->language, out);
    else
        qp_text_add(out, is_blank(row) ? qp_reasons[row->reason].meaning
                                       : qp_flags[QP_FLAG_TRIVIAL].meaning);
}

void qp_scorecard_tip(const qp_scorecard_topic *topic, size_t row, size_t score,
                      qp_text *out)
{
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_text_add(&parts[0], qp_scorecard_row_name(topic, row));
    qp_text_add(&parts[1], head_of(topic, score));
    add_content(topic, qp_scorecard_cell(topic->scene, row, score), &parts[2]);
    add_parts(topic, out, QP_WORD_SCORE_TIP, parts, 3);
}

/* ------------------------------------------------------- title and subtitle */

/* "Talent, 2014–2018" */
static void add_subject(const qp_scorecard_topic *t, qp_text *out)
{
    const qp_scorecard_options *o = t->options;
    const char *layer = qp_name_of_layer(t->net, o->layer, o->language);
    qp_text parts[2] = {{0}, {0}};
    qp_text_add(&parts[0], layer);
    qp_dating_add(qp_dating_layer(t->net, o->layer, o->window), &parts[1]);
    if (parts[1].size > 0)
        add_parts(t, out, QP_WORD_AT, parts, 2);
    else
        qp_text_add(out, layer);
    out->failed |= parts[0].failed;
    qp_text_clear(&parts[0]);
}

static void write_title(writer *w)
{
    const qp_scorecard_scene *s = w->topic->scene;
    qp_text parts[3] = {{0}, {0}, {0}};
    add_subject(w->topic, &parts[0]);
    qp_lettering_add_number(&parts[1], (double)s->gaining);
    qp_lettering_add_number(&parts[2], (double)s->cores);
    add_parts(w->topic, &w->caption->title,
              s->gaining > 0 ? QP_WORD_SCORE_TITLE_CORES : QP_WORD_SCORE_TITLE,
              parts, 3);
}

static void write_subtitle(writer *w)
{
    const qp_scorecard_scene *s = w->topic->scene;
    if (s->column_count == 0)
        add_plain(w->topic, &w->caption->subtitle, QP_WORD_SCORE_ABSENT);
    else
        add_count(w->topic, &w->caption->subtitle, QP_WORD_SCORE_SUBTITLE,
                  s->clusters);
}

static void write_stamp(writer *w)
{
    const qp_scorecard_topic *t = w->topic;
    bool stated = false;
    qp_network_layer_class(t->net, t->options->layer, &stated);
    qp_credit_stamp(t->net, stated, t->options->language, &w->caption->stamp);
}

/* --------------------------------------------------------------------- note */

static void end_sentence(writer *w)
{
    add_plain(w->topic, &w->caption->note, QP_WORD_STOP);
}

static void write_sentence(writer *w, qp_word word)
{
    add_plain(w->topic, &w->caption->note, word);
    end_sentence(w);
}

/* The layer, and the portfolios behind what is of no layer. */
static qp_status write_sources(writer *w, qp_error *err)
{
    const qp_scorecard_topic *t = w->topic;
    qp_credits credits;
    qp_status status = qp_credits_open(&credits, t->net, err);
    if (status != QP_OK)
        return status;
    qp_credits_name_layer(&credits, t->net, t->options->layer);
    for (size_t r = 0; r < t->net->portfolio.count; r++)
        qp_credits_name(&credits, qp_optional_row(t->net->portfolio.source, r));
    qp_credits_add(&credits, t->net, t->options->language, &w->caption->note);
    end_sentence(w);
    qp_credits_clear(&credits);
    return QP_OK;
}

/* What each column is: "Isomorphism: mean cosine; ...". */
static void write_glosses(writer *w)
{
    const qp_scorecard_scene *s = w->topic->scene;
    qp_language language = w->topic->options->language;
    for (size_t c = 0; c < s->column_count; c++) {
        const qp_score *score = &qp_scores[s->columns[c]];
        if (c > 0)
            add_plain(w->topic, &w->caption->note, QP_WORD_COMMA);
        qp_words_add(&w->caption->note, language, QP_WORD_SCORE_GLOSS,
                     (const char *[]){qp_words(language, score->word),
                                      qp_words(language, score->gloss)});
    }
    if (s->column_count > 0)
        end_sentence(w);
}

static bool any_blank(const qp_scorecard_scene *scene)
{
    for (size_t r = 0; r < scene->row_count; r++)
        for (size_t c = 0; c < scene->column_count; c++)
            if (!qp_score_is_told(
                    qp_scorecard_cell(scene, r, scene->columns[c])))
                return true;
    return false;
}

static void write_between_share(writer *w)
{
    const qp_panel_row *row = w->topic->scene->between_share;
    qp_text share = {0};
    if (row == NULL)
        return;
    qp_lettering_add_percent(&share, row->value);
    add_parts(w->topic, &w->caption->note, QP_WORD_SCORE_THEIL_SHARE, &share,
              1);
    end_sentence(w);
}

static bool has_column(const qp_scorecard_scene *scene, size_t score)
{
    for (size_t c = 0; c < scene->column_count; c++)
        if (scene->columns[c] == score)
            return true;
    return false;
}

/* "Isomorphism (no portfolio); ..." */
static void write_without(writer *w)
{
    const qp_scorecard_topic *t = w->topic;
    qp_text list = {0};
    for (size_t s = 0; s < QP_SCORES; s++) {
        const qp_panel_row *row = qp_scorecard_absence(t->scene, s);
        qp_text parts[2] = {{0}, {0}};
        if (has_column(t->scene, s))
            continue;
        if (list.size > 0)
            add_plain(t, &list, QP_WORD_COMMA);
        qp_text_add(&parts[0], head_of(t, s));
        if (row != NULL)
            qp_scorecard_add_reason(row, &parts[1]);
        else
            add_plain(t, &parts[1], QP_WORD_SCORE_NO_PANEL);
        add_parts(t, &list, QP_WORD_SCORE_WITHOUT_ONE, parts, 2);
    }
    if (list.size > 0) {
        add_parts(t, &w->caption->note, QP_WORD_SCORE_WITHOUT, &list, 1);
        end_sentence(w);
    }
    qp_text_clear(&list);
}

static qp_status write_note(writer *w, qp_error *err)
{
    const qp_scorecard_scene *s = w->topic->scene;
    qp_status status = write_sources(w, err);
    if (status != QP_OK)
        return status;
    write_glosses(w);
    if (s->column_count > 0)
        write_sentence(w, QP_WORD_SCORE_SCALE);
    if (any_blank(s))
        write_sentence(w, QP_WORD_SCORE_BLANK);
    write_between_share(w);
    if (s->dispersed)
        write_sentence(w, QP_WORD_SCORE_DISPERSED);
    write_without(w);
    if (s->left_out > 0) {
        add_count(w->topic, &w->caption->note, QP_WORD_SCORE_LEFT_OUT,
                  s->left_out);
        end_sentence(w);
    }
    qp_credit_made_by(w->topic->net, w->topic->options->language,
                      &w->caption->note);
    return QP_OK;
}

/* ------------------------------------------------------------------ caption */

static void write_description(writer *w)
{
    const qp_scorecard_topic *t = w->topic;
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_lettering_add_number(&parts[0], (double)t->scene->row_count);
    qp_lettering_add_number(&parts[1], (double)t->scene->column_count);
    qp_credit_made_by(t->net, t->options->language, &parts[2]);
    add_parts(t, &w->caption->description, QP_WORD_SCORE_DESCRIPTION, parts, 3);
}

qp_status qp_scorecard_caption(const qp_scorecard_topic *topic,
                               qp_caption *caption, qp_error *err)
{
    writer w = {.topic = topic, .caption = caption};
    write_title(&w);
    write_stamp(&w);
    write_subtitle(&w);
    qp_status status = write_note(&w, err);
    write_description(&w);
    return status == QP_OK ? qp_caption_status(caption, err) : status;
}
