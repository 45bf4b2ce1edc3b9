/* SPDX-License-Identifier: MIT */
#include "figure/matrix_caption.h"

#include <math.h>

#include "figure/credit.h"
#include "figure/dating.h"
#include "figure/naming.h"
#include "figure/telling.h"

/** A caption being written. */
typedef struct {
    const qp_matrix_topic *topic;
    qp_caption *caption;
} writer;

static void add_plain(const qp_matrix_topic *topic, qp_text *out, qp_word word)
{
    qp_words_add(out, topic->options->language, word, NULL);
}

static void add_parts(const qp_matrix_topic *topic, qp_text *out, qp_word word,
                      qp_text parts[], size_t count)
{
    qp_words_add_texts(out, topic->options->language, word, parts, count);
    for (size_t p = 0; p < count; p++)
        qp_text_clear(&parts[p]);
}

/* Add a word whose places are filled with counts. */
static void add_counts(const qp_matrix_topic *topic, qp_text *out, qp_word word,
                       const size_t counts[], size_t count)
{
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    for (size_t c = 0; c < count; c++)
        qp_lettering_add_number(&parts[c], (double)counts[c]);
    add_parts(topic, out, word, parts, count);
}

/* ------------------------------------------------------------ in the matrix */

const char *qp_matrix_block_name(const qp_matrix_topic *topic, size_t item)
{
    const qp_matrix_item *i = &topic->scene->items[item];
    qp_language language = topic->options->language;
    return i->cluster != QP_NONE
               ? qp_name_of_cluster(topic->net, i->cluster, language)
               : qp_words(language, QP_WORD_EVIDENCE_NO_CLUSTER);
}

void qp_matrix_item_name(const qp_matrix_topic *topic, size_t item,
                         qp_text *out)
{
    const qp_matrix_item *i = &topic->scene->items[item];
    if (topic->scene->by_cluster)
        qp_text_add(out, qp_matrix_block_name(topic, item));
    else if (i->actor != QP_NONE)
        qp_text_add(out, qp_name_of_actor(topic->net, i->actor,
                                          topic->options->language));
    else
        qp_lettering_add_plainly(out, i->id);
}

void qp_matrix_add_value(qp_matrix_kind kind, double value, qp_text *out)
{
    if (kind != QP_MATRIX_TIES)
        qp_text_addf(out, "%.2f", value);
    else if (value < 9.95)
        qp_text_addf(out, "%.1f", value);
    else if (value < 999.5)
        qp_text_addf(out, "%.0f", value);
    else
        qp_text_addf(out, "%.0fk", value / 1000);
}

/* Of ties a pair without a row is one without a link. */
static void add_blank(const qp_matrix_topic *topic, const qp_matrix_cell *cell,
                      qp_text *out)
{
    if (cell->row != NULL)
        qp_text_add(out, qp_reasons[cell->row->reason].meaning);
    else
        add_plain(topic, out,
                  topic->scene->kind == QP_MATRIX_TIES
                      ? QP_WORD_MATRIX_NO_LINK
                      : QP_WORD_MATRIX_NO_VALUE);
}

static void add_content(const qp_matrix_topic *topic,
                        const qp_matrix_cell *cell, qp_text *out)
{
    if (isnan(cell->value)) {
        add_blank(topic, cell, out);
        return;
    }
    if (cell->row != NULL) {
        qp_telling_add(topic->panel, cell->row, topic->options->language, out);
    } else {
        qp_lettering_add_number(out, cell->value);
        add_plain(topic, out, QP_WORD_COMMA);
        qp_text_add(out, "n = ");
        qp_lettering_add_number(out, cell->n);
    }
    if (!cell->uncertain)
        return;
    add_plain(topic, out, QP_WORD_COMMA);
    add_plain(topic, out, QP_WORD_MATRIX_UNCERTAIN_CELL);
}

void qp_matrix_cell_tip(const qp_matrix_topic *topic, size_t row, size_t column,
                        qp_text *out)
{
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_matrix_item_name(topic, row, &parts[0]);
    qp_matrix_item_name(topic, column, &parts[1]);
    add_content(topic, qp_matrix_cell_at(topic->scene, row, column), &parts[2]);
    add_parts(topic, out, QP_WORD_MATRIX_TIP, parts, 3);
}

/* ------------------------------------------------------- title and subtitle */

static bool is_shown(const qp_matrix_topic *t)
{
    return t->scene->count > 0;
}

/* "Talent, 2014–2018" */
static void add_subject(const qp_matrix_topic *t, qp_text *out)
{
    const qp_matrix_options *o = t->options;
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

/* Links inside clusters against what chance gives: the less E-I, the more. */
static qp_word title_of_ties(const qp_matrix_topic *t)
{
    const qp_panel_row *inside = t->scene->inside;
    if (is_shown(t) && inside != NULL && qp_telling(inside) == QP_TOLD_FINDING)
        return inside->value < inside->expected ? QP_WORD_MATRIX_TITLE_INSIDE
                                                : QP_WORD_MATRIX_TITLE_ACROSS;
    return t->scene->by_cluster ? QP_WORD_MATRIX_TITLE_TIES_CLUSTERS
                                : QP_WORD_MATRIX_TITLE_TIES;
}

static void write_title(writer *w)
{
    const qp_matrix_topic *t = w->topic;
    qp_text subject = {0};
    if (t->scene->kind == QP_MATRIX_TIES) {
        add_subject(t, &subject);
        add_parts(t, &w->caption->title, title_of_ties(t), &subject, 1);
    } else if (t->scene->kind == QP_MATRIX_RELATEDNESS) {
        add_plain(t, &w->caption->title, QP_WORD_MATRIX_TITLE_RELATEDNESS);
    } else {
        add_plain(t, &w->caption->title,
                  t->scene->by_cluster ? QP_WORD_MATRIX_TITLE_ALIKE_CLUSTERS
                                       : QP_WORD_MATRIX_TITLE_ALIKE);
    }
}

/* What stands behind a finding of the title. */
static void add_inside(const qp_matrix_topic *t, qp_text *out)
{
    qp_text told = {0};
    if (t->scene->inside == NULL || isnan(t->scene->inside->value))
        return;
    qp_telling_add(t->panel, t->scene->inside, t->options->language, &told);
    add_parts(t, out, QP_WORD_MATRIX_INSIDE, &told, 1);
}

static void write_subtitle(writer *w)
{
    static const qp_word words[QP_MATRIX_KINDS] = {
        [QP_MATRIX_TIES] = QP_WORD_MATRIX_SUBTITLE_TIES,
        [QP_MATRIX_SIMILARITY] = QP_WORD_MATRIX_SUBTITLE_ALIKE,
        [QP_MATRIX_RELATEDNESS] = QP_WORD_MATRIX_SUBTITLE_RELATEDNESS};
    const qp_matrix_topic *t = w->topic;
    const qp_matrix_scene *s = t->scene;
    if (!is_shown(t)) {
        qp_telling_add_absence(qp_matrix_traits[s->kind].metric, s->row_count,
                               s->reason, t->options->language,
                               &w->caption->subtitle);
        return;
    }
    add_counts(t, &w->caption->subtitle, words[s->kind],
               (const size_t[]){s->members, s->pairs}, 2);
    add_inside(t, &w->caption->subtitle);
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

/* A sentence that holds counts, the first of what there is any of. */
static void write_counts(writer *w, qp_word word, const size_t counts[],
                         size_t count)
{
    if (counts[0] == 0)
        return;
    add_counts(w->topic, &w->caption->note, word, counts, count);
    end_sentence(w);
}

static qp_status write_sources(writer *w, qp_error *err)
{
    const qp_matrix_topic *t = w->topic;
    qp_credits credits;
    qp_status status = qp_credits_open(&credits, t->net, err);
    if (status != QP_OK)
        return status;
    if (t->scene->kind == QP_MATRIX_TIES)
        qp_credits_name_layer(&credits, t->net, t->options->layer);
    else
        for (size_t r = 0; r < t->net->portfolio.count; r++)
            qp_credits_name(&credits,
                            qp_optional_row(t->net->portfolio.source, r));
    qp_credits_add(&credits, t->net, t->options->language, &w->caption->note);
    end_sentence(w);
    qp_credits_clear(&credits);
    return QP_OK;
}

static void write_valueless(writer *w)
{
    const qp_matrix_scene *s = w->topic->scene;
    qp_text parts[2] = {{0}, {0}};
    if (s->valueless == 0 || s->count == 0)
        return;
    qp_lettering_add_number(&parts[0], (double)s->valueless);
    qp_text_add(&parts[1], qp_reasons[s->reason].name);
    add_parts(w->topic, &w->caption->note, QP_WORD_MATRIX_VALUELESS, parts, 2);
    end_sentence(w);
}

/* How the rows stand, and what they add up. */
static void write_order(writer *w)
{
    const qp_matrix_scene *s = w->topic->scene;
    bool ties = s->kind == QP_MATRIX_TIES;
    if (s->by_cluster)
        write_sentence(w, ties ? QP_WORD_MATRIX_ADDED_TIES
                               : QP_WORD_MATRIX_ADDED_ALIKE);
    else if (s->kind == QP_MATRIX_RELATEDNESS)
        write_sentence(w, QP_WORD_MATRIX_ORDER_CLASSES);
    else
        write_sentence(w, ties ? QP_WORD_MATRIX_ORDER_TIES
                               : QP_WORD_MATRIX_ORDER_ALIKE);
}

static void write_note(writer *w)
{
    enum { FEW = 20 }; /* there ties of a region with itself weigh */
    const qp_matrix_scene *s = w->topic->scene;
    bool ties = s->kind == QP_MATRIX_TIES;
    if (s->count > 0) {
        write_order(w);
        if (ties)
            write_sentence(w, QP_WORD_MATRIX_BOTH_WAYS);
        if (s->summed)
            write_sentence(w, QP_WORD_MATRIX_SUMMED);
        if (ties && s->members < FEW)
            write_sentence(w, QP_WORD_MATRIX_FEW_REGIONS);
        write_counts(w, QP_WORD_MATRIX_LEFT_OUT,
                     (const size_t[]){s->left_out, s->count}, 2);
    }
    write_valueless(w);
    qp_credit_made_by(w->topic->net, w->topic->options->language,
                      &w->caption->note);
}

/* ------------------------------------------------------------------ caption */

static void write_description(writer *w)
{
    const qp_matrix_topic *t = w->topic;
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    qp_text_add(&parts[0],
                qp_metrics[qp_matrix_traits[t->scene->kind].metric].name);
    qp_lettering_add_number(&parts[1], (double)t->scene->count);
    qp_lettering_add_number(&parts[2], (double)t->scene->pairs);
    qp_credit_made_by(t->net, t->options->language, &parts[3]);
    add_parts(t, &w->caption->description, QP_WORD_MATRIX_DESCRIPTION, parts,
              4);
}

qp_status qp_matrix_caption(const qp_matrix_topic *topic, qp_caption *caption,
                            qp_error *err)
{
    writer w = {.topic = topic, .caption = caption};
    write_title(&w);
    qp_credit_stamp(topic->net, qp_matrix_is_stated(topic->net, topic->options),
                    topic->options->language, &caption->stamp);
    write_subtitle(&w);
    qp_status status = write_sources(&w, err);
    if (status != QP_OK)
        return status;
    write_note(&w);
    write_description(&w);
    return qp_caption_status(caption, err);
}
