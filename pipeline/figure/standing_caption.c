/* SPDX-License-Identifier: MIT */
#include "figure/standing_caption.h"

#include <math.h>

#include "figure/credit.h"
#include "figure/dating.h"
#include "figure/naming.h"

/** A caption being written. */
typedef struct {
    const qp_standing_topic *topic;
    qp_caption *caption;
} writer;

static void add_plain(const writer *w, qp_text *out, qp_word word)
{
    qp_words_add(out, w->topic->language, word, NULL);
}

/* Add a word whose places are filled with counts. */
static void add_counts(const writer *w, qp_text *out, qp_word word,
                       const size_t counts[], size_t count)
{
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    for (size_t c = 0; c < count; c++)
        qp_lettering_add_number(&parts[c], (double)counts[c]);
    qp_words_add_texts(out, w->topic->language, word, parts, count);
    for (size_t c = 0; c < count; c++)
        qp_text_clear(&parts[c]);
}

static void end_sentence(writer *w)
{
    add_plain(w, &w->caption->note, QP_WORD_STOP);
}

static void write_sentence(writer *w, qp_word word)
{
    add_plain(w, &w->caption->note, word);
    end_sentence(w);
}

/* A sentence that holds a count, where there is something to count. */
static void write_count(writer *w, qp_word word, size_t count)
{
    if (count == 0)
        return;
    add_counts(w, &w->caption->note, word, &count, 1);
    end_sentence(w);
}

void qp_standing_add_with_unit(const qp_standing_topic *topic, qp_word word,
                               qp_text *out)
{
    const qp_network *net = topic->question->net;
    qp_string unit = net->layers.unit[topic->question->layer];
    const char *const parts[] = {qp_words(topic->language, word),
                                 qp_network_text(net, unit)};
    if (unit == QP_NONE)
        qp_text_add(out, parts[0]);
    else
        qp_words_add(out, topic->language, QP_WORD_WITH_UNIT, parts);
}

/* ------------------------------------------------------------------- title */

/* "Talent, 2014–2018" */
static void add_subject(const writer *w, qp_text *out)
{
    const qp_standing_question *q = w->topic->question;
    const char *layer = qp_name_of_layer(q->net, q->layer, w->topic->language);
    qp_text parts[2] = {{0}, {0}};
    qp_text_add(&parts[0], layer);
    qp_dating_add(qp_dating_layer(q->net, q->layer, q->window), &parts[1]);
    if (parts[1].size > 0)
        qp_words_add_texts(out, w->topic->language, QP_WORD_AT, parts, 2);
    else
        qp_text_add(out, layer);
    out->failed |= parts[0].failed;
    qp_text_clear(&parts[0]);
    qp_text_clear(&parts[1]);
}

/* A finding where there is one, else what is shown. */
static void write_title(writer *w, qp_word plain)
{
    const qp_standings *s = w->topic->standings;
    const size_t counts[] = {s->gaining, s->all, s->losing};
    bool finds = s->gaining + s->losing > 0;
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    add_subject(w, &parts[0]);
    for (size_t c = 0; c < 3; c++)
        qp_lettering_add_number(&parts[c + 1], (double)counts[c]);
    qp_words_add_texts(&w->caption->title, w->topic->language,
                       finds ? QP_WORD_STANDING_TITLE_FINDING : plain, parts,
                       4);
    for (size_t p = 0; p < 4; p++)
        qp_text_clear(&parts[p]);
}

static void write_stamp(writer *w)
{
    const qp_standing_question *q = w->topic->question;
    bool stated = false;
    qp_network_layer_class(q->net, q->layer, &stated);
    qp_credit_stamp(q->net, stated, w->topic->language, &w->caption->stamp);
}

/* @param[in] shown  what a chart shows; 0: there is none, and why */
static void write_subtitle(writer *w, qp_word word, size_t shown)
{
    const qp_standings *s = w->topic->standings;
    if (shown > 0)
        add_counts(w, &w->caption->subtitle, word,
                   (const size_t[]){shown, s->all}, 2);
    else if (s->all > 0)
        add_plain(w, &w->caption->subtitle, QP_WORD_FUNNEL_UNTESTED);
    else
        qp_telling_add_absence(QP_M_NET_FLOW_EFFECTIVENESS, s->in_panel,
                               s->reason, w->topic->language,
                               &w->caption->subtitle);
}

/* -------------------------------------------------------------------- note */

static qp_status write_sources(writer *w, qp_error *err)
{
    const qp_standing_question *q = w->topic->question;
    qp_credits credits;
    qp_status status = qp_credits_open(&credits, q->net, err);
    if (status != QP_OK)
        return status;
    qp_credits_name_layer(&credits, q->net, q->layer);
    qp_credits_add(&credits, q->net, w->topic->language, &w->caption->note);
    end_sentence(w);
    qp_credits_clear(&credits);
    return QP_OK;
}

static void write_valueless(writer *w)
{
    const qp_standings *s = w->topic->standings;
    qp_text parts[2] = {{0}, {0}};
    if (s->valueless == 0 || s->all == 0)
        return;
    qp_lettering_add_number(&parts[0], (double)s->valueless);
    qp_text_add(&parts[1], qp_reasons[s->reason].name);
    qp_words_add_texts(&w->caption->note, w->topic->language,
                       QP_WORD_STANDING_VALUELESS, parts, 2);
    end_sentence(w);
    qp_text_clear(&parts[0]);
    qp_text_clear(&parts[1]);
}

/* How the tests are to be read. */
static void write_tests(writer *w)
{
    const qp_standings *s = w->topic->standings;
    if (s->untested < s->all)
        write_sentence(w, QP_WORD_STANDING_CHANCE);
    if (s->dispersed > 0)
        write_sentence(w, QP_WORD_STANDING_DISPERSED);
}

static void write_made_by(writer *w, qp_text *out)
{
    qp_credit_made_by(w->topic->question->net, w->topic->language, out);
}

static void write_description(writer *w, qp_word word, const size_t counts[],
                              size_t count)
{
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    for (size_t c = 0; c < count; c++)
        qp_lettering_add_number(&parts[c], (double)counts[c]);
    write_made_by(w, &parts[count]);
    qp_words_add_texts(&w->caption->description, w->topic->language, word,
                       parts, count + 1);
    for (size_t p = 0; p <= count; p++)
        qp_text_clear(&parts[p]);
}

/* ----------------------------------------------------------------- ranking */

static bool any_rank(const qp_standings *s)
{
    for (size_t r = 0; r < s->count; r++)
        if (s->regions[r].net != NULL && !isnan(s->regions[r].net->rank))
            return true;
    return false;
}

qp_status qp_ranking_caption(const qp_standing_topic *topic,
                             qp_caption *caption, qp_error *err)
{
    const qp_standings *s = topic->standings;
    writer w = {.topic = topic, .caption = caption};
    write_title(&w, QP_WORD_RANKING_TITLE);
    write_stamp(&w);
    write_subtitle(&w, QP_WORD_RANKING_SUBTITLE, s->count);
    qp_status status = write_sources(&w, err);
    if (status != QP_OK)
        return status;
    if (any_rank(s))
        write_sentence(&w, QP_WORD_RANKING_RANK_OF);
    if (s->count < s->all) {
        add_counts(&w, &caption->note, QP_WORD_RANKING_NOT_SHOWN,
                   (const size_t[]){s->count, s->all - s->count}, 2);
        end_sentence(&w);
    }
    write_valueless(&w);
    write_tests(&w);
    write_made_by(&w, &caption->note);
    write_description(&w, QP_WORD_RANKING_DESCRIPTION,
                      (const size_t[]){s->count, s->all}, 2);
    return qp_caption_status(caption, err);
}

/* ------------------------------------------------------------------ funnel */

/* How far the flows of all pairs are from independent moves. */
static void write_bowker(writer *w)
{
    const qp_standing_question *q = w->topic->question;
    char window[QP_WINDOW_NAME_SIZE];
    const qp_panel_row *row = qp_panel_find(
        q->panel, QP_M_BOWKER_CHI2,
        qp_network_text(q->net, q->net->layers.id[q->layer]),
        qp_dating_window(q->window, window), "all");
    qp_text parts[2] = {{0}, {0}};
    if (row == NULL || isnan(row->value) || isnan(row->df))
        return;
    qp_lettering_add_number(&parts[0], row->value);
    qp_lettering_add_number(&parts[1], row->df);
    qp_words_add_texts(&w->caption->note, w->topic->language,
                       QP_WORD_FUNNEL_BOWKER, parts, 2);
    end_sentence(w);
    qp_text_clear(&parts[0]);
    qp_text_clear(&parts[1]);
}

qp_status qp_funnel_caption(const qp_standing_topic *topic,
                            const qp_funnel_count *count, qp_caption *caption,
                            qp_error *err)
{
    writer w = {.topic = topic, .caption = caption};
    write_title(&w, QP_WORD_FUNNEL_TITLE);
    write_stamp(&w);
    write_subtitle(&w, QP_WORD_FUNNEL_SUBTITLE, count->shown);
    qp_status status = write_sources(&w, err);
    if (status != QP_OK)
        return status;
    if (count->shown > 0)
        write_sentence(&w, QP_WORD_FUNNEL_LIMITS);
    write_tests(&w);
    if (topic->standings->dispersed > 0)
        write_bowker(&w);
    write_count(&w, QP_WORD_FUNNEL_NOT_SHOWN,
                topic->standings->all - count->shown);
    write_valueless(&w);
    write_count(&w, QP_WORD_UNNAMED, count->unnamed);
    write_made_by(&w, &caption->note);
    write_description(
        &w, QP_WORD_FUNNEL_DESCRIPTION,
        (const size_t[]){count->shown, count->outside, count->far_outside}, 3);
    return qp_caption_status(caption, err);
}
