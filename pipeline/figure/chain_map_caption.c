/* SPDX-License-Identifier: MIT */
#include "figure/chain_map_caption.h"

#include <math.h>

#include "figure/credit.h"
#include "figure/dating.h"
#include "figure/naming.h"

/** A caption being written. */
typedef struct {
    const qp_chain_topic *topic;
    qp_caption *caption;
} writer;

static void add_plain(const qp_chain_topic *t, qp_text *out, qp_word word)
{
    qp_words_add(out, t->language, word, NULL);
}

void qp_chain_add_numbers(const qp_chain_topic *topic, qp_text *out,
                          qp_word word, const double numbers[], size_t count)
{
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    for (size_t n = 0; n < count; n++)
        qp_lettering_add_number(&parts[n], numbers[n]);
    qp_words_add_texts(out, topic->language, word, parts, count);
    for (size_t n = 0; n < count; n++)
        qp_text_clear(&parts[n]);
}

static void clear_all(qp_text parts[], size_t count)
{
    for (size_t p = 0; p < count; p++)
        qp_text_clear(&parts[p]);
}

/* ------------------------------------------------------------------- bridges */

const char *qp_chain_stage_name(size_t stage, qp_language language)
{
    static const qp_word words[QP_CHAIN_STAGES] = {QP_WORD_CHAIN_SCIENCE,
                                                   QP_WORD_CHAIN_ENGINEERING,
                                                   QP_WORD_CHAIN_PRODUCT};
    return qp_words(language, words[stage]);
}

void qp_chain_bridge_ends(size_t bridge, size_t *from, size_t *to)
{
    static const size_t ends[QP_CHAIN_BRIDGES][2] = {{0, 1}, {1, 2}, {0, 2}};
    *from = ends[bridge][0];
    *to = ends[bridge][1];
}

/* "12 persons", but "12 × 10,000 yuan": two numbers side by side are none. */
static void add_unit(const qp_chain_topic *t, qp_row layer, qp_text *out)
{
    const char *unit = qp_network_text(t->net, t->net->layers.unit[layer]);
    bool multiple = unit[0] >= '0' && unit[0] <= '9';
    if (unit[0] != '\0')
        qp_text_addf(out, multiple ? " \xC3\x97 %s" : " %s", unit);
}

void qp_chain_add_amount(const qp_chain_topic *topic, qp_row layer,
                         const qp_chain_bridge *bridge, qp_text *out)
{
    qp_text parts[2] = {{0}, {0}};
    if (isnan(bridge->forward)) {
        qp_lettering_add_number(out, bridge->weight);
        add_unit(topic, layer, out);
        return;
    }
    qp_lettering_add_number(&parts[0], bridge->forward);
    add_unit(topic, layer, &parts[0]);
    qp_lettering_add_number(&parts[1], bridge->back);
    qp_words_add_texts(out, topic->language, QP_WORD_CHAIN_WAYS, parts, 2);
    clear_all(parts, 2);
}

static void add_ratio(const qp_chain_topic *t, const qp_chain_bridge *bridge,
                      qp_text *out)
{
    if (isnan(bridge->ratio))
        add_plain(t, out, QP_WORD_CHAIN_NOT_TOLD);
    else
        qp_chain_add_numbers(t, out, QP_WORD_CHAIN_RATIO, &bridge->ratio, 1);
}

void qp_chain_bridge_tip(const qp_chain_topic *topic, size_t strip,
                         size_t bridge, qp_text *out)
{
    const qp_chain_strip *s = &topic->scene->strips[strip];
    const qp_chain_bridge *b = &s->bridges[bridge];
    size_t from = 0;
    size_t to = 0;
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    qp_chain_bridge_ends(bridge, &from, &to);
    qp_text_add(&parts[0], qp_chain_stage_name(from, topic->language));
    qp_text_add(&parts[1], qp_chain_stage_name(to, topic->language));
    qp_text_add(&parts[2],
                qp_name_of_layer(topic->net, s->layer, topic->language));
    add_ratio(topic, b, &parts[3]);
    if (!isnan(b->gap)) {
        add_plain(topic, &parts[3], QP_WORD_COMMA);
        qp_chain_add_numbers(topic, &parts[3], QP_WORD_CHAIN_GAP, &b->gap, 1);
    }
    if (!isnan(b->weight)) {
        add_plain(topic, &parts[3], QP_WORD_COMMA);
        qp_chain_add_amount(topic, s->layer, b, &parts[3]);
    }
    qp_words_add_texts(out, topic->language, QP_WORD_CHAIN_TIP, parts, 4);
    clear_all(parts, 4);
}

/* --------------------------------------------------------------------- reach */

const char *qp_chain_line_name(const qp_chain_topic *topic,
                               const qp_chain_line *line)
{
    if (line->row == QP_NONE)
        return qp_words(topic->language, QP_WORD_CHAIN_ALL);
    return topic->scene->by_cluster
               ? qp_name_of_cluster(topic->net, line->row, topic->language)
               : qp_name_of_actor(topic->net, line->row, topic->language);
}

static void add_named(const qp_chain_topic *t, qp_word word, double value,
                      qp_text *out)
{
    qp_text parts[2] = {{0}, {0}};
    add_plain(t, &parts[0], word);
    if (isnan(value))
        add_plain(t, &parts[1], QP_WORD_CHAIN_UNKNOWN);
    else
        qp_lettering_add_number(&parts[1], value);
    qp_words_add_texts(out, t->language, QP_WORD_CHAIN_NAMED, parts, 2);
    clear_all(parts, 2);
}

void qp_chain_line_tip(const qp_chain_topic *topic, const qp_chain_line *line,
                       qp_text *out)
{
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    qp_text_add(&parts[0], qp_chain_line_name(topic, line));
    add_named(topic, QP_WORD_CHAIN_OPEN, line->open, &parts[1]);
    add_named(topic, QP_WORD_CHAIN_CLOSED, line->closed, &parts[2]);
    qp_lettering_add_number(&parts[3], isnan(line->n) ? 0 : line->n);
    qp_words_add_texts(out, topic->language, QP_WORD_CHAIN_REACH_TIP, parts, 4);
    clear_all(parts, 4);
}

/* --------------------------------------------------------------- chokepoints */

void qp_chain_risk_tip(const qp_chain_topic *topic, const qp_chain_risk *risk,
                       qp_text *out)
{
    bool bounds = risk->high > risk->low;
    const double values[] = {risk->value, risk->low, risk->high};
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    qp_text_add(&parts[0],
                qp_name_of_actor(topic->net, risk->actor, topic->language));
    for (size_t v = 0; v < 3; v++)
        if (v == 0 || bounds)
            qp_lettering_add_percent(&parts[v + 1], values[v]);
    qp_words_add_texts(out, topic->language,
                       bounds ? QP_WORD_CHAIN_RISK_TIP_BOUNDS
                              : QP_WORD_CHAIN_RISK_TIP,
                       parts, bounds ? 4 : 2);
    clear_all(parts, 4);
}

static void add_members(const qp_chain_topic *t, const qp_chain_cut *cut,
                        qp_text *out)
{
    const double more = cut->size - (double)cut->member_count;
    for (size_t m = 0; m < cut->member_count; m++) {
        if (m > 0)
            add_plain(t, out, QP_WORD_COMMA);
        qp_text_add(out,
                    qp_name_of_actor(t->net, cut->members[m], t->language));
    }
    if (more > 0 && cut->member_count > 0) {
        add_plain(t, out, QP_WORD_COMMA);
        qp_chain_add_numbers(t, out, QP_WORD_CHAIN_CUT_MORE, &more, 1);
    }
}

static void add_size(const qp_chain_topic *t, const qp_chain_cut *cut,
                     qp_text *out)
{
    qp_text parts[2] = {{0}, {0}};
    qp_lettering_add_number(&parts[0], cut->size);
    add_members(t, cut, &parts[1]);
    if (cut->member_count > 0)
        qp_words_add_texts(out, t->language, QP_WORD_CHAIN_CUT_SIZE, parts, 2);
    else
        qp_text_add(out, qp_text_string(&parts[0]));
    out->failed |= parts[0].failed;
    clear_all(parts, 2);
}

void qp_chain_cut_text(const qp_chain_topic *topic, size_t cut, qp_text *out)
{
    static const qp_word words[QP_CHAIN_CUTS] = {QP_WORD_CHAIN_CUT_SCIENCE,
                                                 QP_WORD_CHAIN_CUT_FOREIGN,
                                                 QP_WORD_CHAIN_CUT_RAW};
    const qp_chain_cut *c = &topic->scene->cuts[cut];
    qp_text parts[2] = {{0}, {0}};
    add_plain(topic, &parts[0], words[cut]);
    if (isnan(c->size))
        add_plain(topic, &parts[1],
                  c->why == QP_REASON_DIRECT ? QP_WORD_CHAIN_CUT_DIRECT
                                             : QP_WORD_CHAIN_CUT_NO_SET);
    else if (c->size <= 0)
        add_plain(topic, &parts[1], QP_WORD_CHAIN_CUT_BROKEN);
    else
        add_size(topic, c, &parts[1]);
    qp_words_add_texts(out, topic->language, QP_WORD_CHAIN_CUT, parts, 2);
    clear_all(parts, 2);
}

/* -------------------------------------------------------- title and subtitle */

static void write_head(writer *w)
{
    const qp_chain_topic *t = w->topic;
    const qp_chain_scene *s = t->scene;
    const double counts[] = {(double)s->staged, (double)s->unstaged};
    qp_text *out = &w->caption->subtitle;
    if (s->strip_count == 0) {
        add_plain(t, &w->caption->title, QP_WORD_CHAIN_TITLE_NONE);
        add_plain(t, out, QP_WORD_CHAIN_NO_PANEL);
        return;
    }
    add_plain(t, &w->caption->title, QP_WORD_CHAIN_TITLE);
    qp_chain_add_numbers(t, out, QP_WORD_CHAIN_SUBTITLE, counts, 2);
    if (t->window.from != QP_NO_DAY) {
        add_plain(t, out, QP_WORD_COMMA);
        qp_dating_add(t->window, out);
    }
}

/* ---------------------------------------------------------------------- note */

static void write_sentence(writer *w, qp_word word, const double numbers[],
                           size_t count)
{
    qp_chain_add_numbers(w->topic, &w->caption->note, word, numbers, count);
    add_plain(w->topic, &w->caption->note, QP_WORD_STOP);
}

/* Layers between whose stages links are drawn, and of supply, for what the
 * chain hangs on. */
static bool is_drawn_on(const qp_chain_topic *t, qp_row layer)
{
    for (size_t s = 0; s < t->scene->strip_count; s++)
        if (t->scene->strips[s].layer == layer)
            return true;
    return t->net->layers.role[layer] == QP_ROLE_SUPPLY &&
           t->scene->risk_count > 0;
}

/** Where the links that the figure draws on come from. */
typedef struct {
    qp_credits credits;
    bool stated; ///< all of them are statements
} provenance;

static qp_status find_sources(const qp_chain_topic *t, provenance *p,
                              qp_error *err)
{
    const qp_network *net = t->net;
    p->stated = true;
    qp_status status = qp_credits_open(&p->credits, net, err);
    for (qp_row layer = 0; layer < net->layers.count && status == QP_OK;
         layer++) {
        if (!is_drawn_on(t, layer))
            continue;
        for (size_t l = net->layers.start[layer];
             l < net->layers.start[layer + 1]; l++) {
            qp_row source = qp_optional_row(net->links.source, l);
            qp_credits_name(&p->credits, source);
            p->stated &= qp_network_is_stated(net, source);
        }
    }
    return status;
}

static double lacking(const qp_chain_scene *s)
{
    size_t count = 0;
    for (size_t g = 0; g < QP_CHAIN_STAGES; g++)
        count += s->stages[g].lacking;
    return (double)count;
}

static bool is_cut_short(const qp_chain_scene *s)
{
    for (size_t i = 0; i < s->strip_count; i++)
        for (size_t b = 0; b < QP_CHAIN_BRIDGES; b++)
            if (s->strips[i].bridges[b].ratio > QP_CHAIN_WIDEST)
                return true;
    return false;
}

static void write_left_out(writer *w)
{
    const qp_chain_scene *s = w->topic->scene;
    const double widest = QP_CHAIN_WIDEST;
    const double unknown = lacking(s);
    const double strips = (double)s->strips_left;
    const double lines = (double)s->lines_left;
    const double risks[] = {(double)(s->risk_count + s->risks_left),
                            (double)s->risk_count};
    if (is_cut_short(s))
        write_sentence(w, QP_WORD_CHAIN_WIDE, &widest, 1);
    if (unknown > 0)
        write_sentence(w, QP_WORD_CHAIN_LACKING, &unknown, 1);
    if (strips > 0)
        write_sentence(w, QP_WORD_CHAIN_STRIPS_LEFT, &strips, 1);
    if (lines > 0)
        write_sentence(w, QP_WORD_CHAIN_LINES_LEFT, &lines, 1);
    if (s->risks_left > 0)
        write_sentence(w, QP_WORD_CHAIN_RISKS_LEFT, risks, 2);
    if (s->risk_bounds)
        write_sentence(w, QP_WORD_CHAIN_RISK_BOUNDS, NULL, 0);
}

static void write_note(writer *w, const provenance *p)
{
    if (w->topic->scene->strip_count == 0)
        return;
    qp_credits_add(&p->credits, w->topic->net, w->topic->language,
                   &w->caption->note);
    add_plain(w->topic, &w->caption->note, QP_WORD_STOP);
    write_sentence(w, QP_WORD_CHAIN_UNTESTED, NULL, 0);
    write_sentence(w, QP_WORD_CHAIN_SPLIT, NULL, 0);
    write_left_out(w);
}

static void write_description(writer *w)
{
    const qp_chain_topic *t = w->topic;
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_lettering_add_number(&parts[0], (double)t->scene->staged);
    qp_lettering_add_number(&parts[1], (double)t->scene->strip_count);
    qp_credit_made_by(t->net, t->language, &parts[2]);
    qp_words_add_texts(&w->caption->description, t->language,
                       QP_WORD_CHAIN_DESCRIPTION, parts, 3);
    clear_all(parts, 3);
}

qp_status qp_chain_caption(const qp_chain_topic *topic, qp_caption *caption,
                           qp_error *err)
{
    writer w = {topic, caption};
    provenance p = {0};
    qp_status status = find_sources(topic, &p, err);
    if (status != QP_OK)
        return status;
    write_head(&w);
    qp_credit_stamp(topic->net, p.stated && topic->scene->strip_count > 0,
                    topic->language, &caption->stamp);
    write_note(&w, &p);
    write_description(&w);
    qp_credits_clear(&p.credits);
    return qp_caption_status(caption, err);
}
