/* SPDX-License-Identifier: MIT */
#include "figure/coefficients_caption.h"

#include "figure/credit.h"
#include "figure/dating.h"
#include "figure/naming.h"

/** A caption being written. */
typedef struct {
    const qp_coefficients_topic *topic;
    qp_caption *caption;
} writer;

static void write_sentence(writer *w, qp_word word)
{
    qp_words_add(&w->caption->note, w->topic->language, word, NULL);
    qp_words_add(&w->caption->note, w->topic->language, QP_WORD_STOP, NULL);
}

static void add_counts(const writer *w, qp_text *out, qp_word word,
                       const size_t counts[], size_t count)
{
    qp_text parts[3] = {{0}, {0}, {0}};
    for (size_t c = 0; c < count; c++)
        qp_lettering_add_number(&parts[c], (double)counts[c]);
    qp_words_add_texts(out, w->topic->language, word, parts, count);
    for (size_t c = 0; c < count; c++)
        qp_text_clear(&parts[c]);
}

/* ------------------------------------------------------------ in the chart */

void qp_coefficients_heading(const qp_coefficients_topic *topic,
                             const qp_term_value *value, qp_text *out)
{
    static const qp_word words[QP_TERM_COUNT] = {
        [QP_TERM_ORIGIN] = QP_WORD_COEFFICIENTS_ORIGIN,
        [QP_TERM_DESTINATION] = QP_WORD_COEFFICIENTS_DESTINATION,
        [QP_TERM_DISTANCE] = QP_WORD_COEFFICIENTS_DISTANCE,
        [QP_TERM_DISTANCE_EFFECTS] = QP_WORD_COEFFICIENTS_DISTANCE_EFFECTS,
        [QP_TERM_BARRIER] = QP_WORD_COEFFICIENTS_BARRIER};
    qp_text level = {0};
    qp_lettering_add_number(&level, value->level);
    qp_words_add_texts(out, topic->language, words[value->term], &level, 1);
    qp_text_clear(&level);
}

void qp_coefficients_tip(const qp_coefficients_topic *topic,
                         const qp_term_value *value, qp_text *out)
{
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_coefficients_heading(topic, value, &parts[0]);
    qp_text_add(&parts[1],
                qp_name_of_layer(topic->net, value->layer, topic->language));
    qp_telling_add(topic->panel, value->row, topic->language, &parts[2]);
    qp_words_add_texts(out, topic->language, QP_WORD_COEFFICIENTS_TIP, parts,
                       3);
    for (size_t p = 0; p < 3; p++)
        qp_text_clear(&parts[p]);
}

/* ------------------------------------------------------- title and subtitle */

static void write_title(writer *w)
{
    const qp_coefficients_scene *s = w->topic->scene;
    const size_t counts[] = {s->nearer, s->distances};
    add_counts(w, &w->caption->title,
               s->nearer > 0 ? QP_WORD_COEFFICIENTS_TITLE_FINDING
                             : QP_WORD_COEFFICIENTS_TITLE,
               counts, 2);
}

/* The window, or all that the dates of the layers shown span. */
static qp_period period_of(const qp_coefficients_topic *t)
{
    qp_period whole = t->window;
    for (size_t v = 0; v < t->scene->count; v++) {
        qp_period one = qp_dating_layer(t->net, t->scene->values[v].layer,
                                        t->window);
        if (one.from == QP_NO_DAY)
            continue;
        if (whole.from == QP_NO_DAY || one.from < whole.from)
            whole.from = one.from;
        if (whole.until == QP_NO_DAY || one.until > whole.until)
            whole.until = one.until;
    }
    return whole;
}

static qp_reason first_reason(const qp_coefficients_scene *s)
{
    for (int r = 0; r < QP_REASON_COUNT; r++)
        if (s->valueless[r] > 0)
            return (qp_reason)r;
    return QP_REASON_NONE;
}

static void write_subtitle(writer *w)
{
    const qp_coefficients_topic *t = w->topic;
    qp_text when = {0};
    qp_text part = {0};
    if (t->scene->all == 0) {
        qp_telling_add_absence(QP_M_GRAVITY_COEFFICIENT, t->scene->in_panel,
                               first_reason(t->scene), t->language,
                               &w->caption->subtitle);
        return;
    }
    qp_dating_add(period_of(t), &when);
    if (when.size > 0)
        qp_words_add_texts(&part, t->language, QP_WORD_COEFFICIENTS_PERIOD,
                           &when, 1);
    qp_words_add_texts(&w->caption->subtitle, t->language,
                       QP_WORD_COEFFICIENTS_SUBTITLE, &part, 1);
    qp_text_clear(&when);
    qp_text_clear(&part);
}

/* -------------------------------------------------------------------- note */

static qp_status write_sources(writer *w, qp_error *err)
{
    const qp_coefficients_topic *t = w->topic;
    qp_credits credits;
    qp_status status = qp_credits_open(&credits, t->net, err);
    if (status != QP_OK)
        return status;
    for (size_t v = 0; v < t->scene->count; v++)
        qp_credits_name_layer(&credits, t->net, t->scene->values[v].layer);
    qp_credits_add(&credits, t->net, t->language, &w->caption->note);
    qp_words_add(&w->caption->note, t->language, QP_WORD_STOP, NULL);
    qp_credits_clear(&credits);
    return QP_OK;
}

/* "undirected 4; no-mass 3", and how many they are together. */
static size_t list_valueless(const writer *w, qp_text *out)
{
    size_t sum = 0;
    for (int r = 0; r < QP_REASON_COUNT; r++) {
        size_t count = w->topic->scene->valueless[r];
        if (count == 0)
            continue;
        if (sum > 0)
            qp_words_add(out, w->topic->language, QP_WORD_COMMA, NULL);
        qp_text_addf(out, "%s ", qp_reasons[r].name);
        qp_lettering_add_number(out, (double)count);
        sum += count;
    }
    return sum;
}

static void write_valueless(writer *w)
{
    qp_text parts[2] = {{0}, {0}};
    size_t sum = list_valueless(w, &parts[1]);
    qp_lettering_add_number(&parts[0], (double)sum);
    if (sum > 0) {
        qp_words_add_texts(&w->caption->note, w->topic->language,
                           QP_WORD_COEFFICIENTS_VALUELESS, parts, 2);
        qp_words_add(&w->caption->note, w->topic->language, QP_WORD_STOP, NULL);
    }
    qp_text_clear(&parts[0]);
    qp_text_clear(&parts[1]);
}

static bool any_great_circle(const qp_coefficients_scene *s)
{
    for (size_t v = 0; v < s->count; v++)
        if ((s->values[v].row->flags & (1U << QP_FLAG_GREAT_CIRCLE)) != 0)
            return true;
    return false;
}

static void write_reading(writer *w)
{
    const qp_coefficients_scene *s = w->topic->scene;
    const size_t left = s->all - s->count;
    write_sentence(w, QP_WORD_COEFFICIENTS_PAIRS);
    write_sentence(w, QP_WORD_COEFFICIENTS_TESTS);
    if (any_great_circle(s))
        write_sentence(w, QP_WORD_COEFFICIENTS_GREAT_CIRCLE);
    write_sentence(w, QP_WORD_COEFFICIENTS_CONSTANT);
    if (left == 0)
        return;
    add_counts(w, &w->caption->note, QP_WORD_COEFFICIENTS_NOT_SHOWN, &left, 1);
    qp_words_add(&w->caption->note, w->topic->language, QP_WORD_STOP, NULL);
}

static void write_description(writer *w)
{
    const qp_coefficients_topic *t = w->topic;
    const size_t counts[] = {t->scene->count, t->scene->layers};
    qp_text parts[3] = {{0}, {0}, {0}};
    for (size_t c = 0; c < 2; c++)
        qp_lettering_add_number(&parts[c], (double)counts[c]);
    qp_credit_made_by(t->net, t->language, &parts[2]);
    qp_words_add_texts(&w->caption->description, t->language,
                       QP_WORD_COEFFICIENTS_DESCRIPTION, parts, 3);
    for (size_t p = 0; p < 3; p++)
        qp_text_clear(&parts[p]);
}

qp_status qp_coefficients_caption(const qp_coefficients_topic *topic,
                                  qp_caption *caption, qp_error *err)
{
    writer w = {.topic = topic, .caption = caption};
    write_title(&w);
    qp_credit_stamp(topic->net, /* stated = */ false, topic->language,
                    &caption->stamp);
    write_subtitle(&w);
    qp_status status = write_sources(&w, err);
    if (status != QP_OK)
        return status;
    if (topic->scene->count > 0) {
        write_reading(&w);
        write_valueless(&w);
    }
    qp_credit_made_by(topic->net, topic->language, &caption->note);
    write_description(&w);
    return qp_caption_status(caption, err);
}
