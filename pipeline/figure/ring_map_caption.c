/* SPDX-License-Identifier: MIT */
#include "figure/ring_map_caption.h"

#include <math.h>

#include "figure/credit.h"
#include "figure/dating.h"
#include "figure/naming.h"

/** A caption being written. */
typedef struct {
    const qp_ring_topic *topic;
    qp_caption *caption;
} writer;

static void add_plain(const qp_ring_topic *t, qp_text *out, qp_word word)
{
    qp_words_add(out, t->language, word, NULL);
}

/* Add a word whose places are filled with numbers. */
static void add_numbers(const qp_ring_topic *t, qp_text *out, qp_word word,
                        const double numbers[], size_t count)
{
    qp_text parts[2] = {{0}, {0}};
    for (size_t n = 0; n < count; n++)
        qp_lettering_add_number(&parts[n], numbers[n]);
    qp_words_add_texts(out, t->language, word, parts, count);
    for (size_t n = 0; n < count; n++)
        qp_text_clear(&parts[n]);
}

/* The firm; where nobody plays the architect, the architect. */
static const char *name_of(const qp_ring_topic *t)
{
    qp_row firm = t->scene->firm;
    return qp_name_of_actor(t->net, firm != QP_NONE ? firm : t->architect,
                            t->language);
}

/* ----------------------------------------------------------- in the drawing */

const char *qp_ring_sector_name(const qp_ring_topic *topic, size_t sector)
{
    static const qp_word words[QP_SECTOR_KINDS] = {
        [QP_SECTOR_OF_OTHERS] = QP_WORD_RINGS_OTHERS,
        [QP_SECTOR_OF_NONE] = QP_WORD_RINGS_NONE,
        [QP_SECTOR_ABROAD] = QP_WORD_RINGS_ABROAD,
        [QP_SECTOR_NOWHERE] = QP_WORD_RINGS_NOWHERE};
    const qp_ring_sector *s = &topic->scene->sectors[sector];
    if (s->kind == QP_SECTOR_OF_CLUSTER)
        return qp_name_of_cluster(topic->net, s->row, topic->language);
    if (s->kind == QP_SECTOR_OF_REGION)
        return qp_name_of_actor(topic->net, s->row, topic->language);
    return qp_words(topic->language, words[s->kind]);
}

qp_word qp_ring_kind(const qp_network *net, qp_row actor)
{
    static const qp_word words[QP_KIND_COUNT] = {
        [QP_KIND_REGION] = QP_WORD_EGO_REGION,
        [QP_KIND_ENTERPRISE] = QP_WORD_EGO_ENTERPRISE,
        [QP_KIND_INSTITUTE] = QP_WORD_EGO_INSTITUTE,
        [QP_KIND_ARCHITECT] = QP_WORD_EGO_ARCHITECT};
    return qp_ring_is_little_giant(net, actor) ? QP_WORD_RINGS_LITTLE_GIANT
                                               : words[net->actors.kind[actor]];
}

static void add_capacity(const qp_ring_topic *t, double capacity, qp_text *out)
{
    add_plain(t, out, QP_WORD_COMMA);
    if (isnan(capacity)) {
        add_plain(t, out, QP_WORD_RINGS_HEAD_CAPACITY);
        add_plain(t, out, QP_WORD_EGO_COLON);
        add_plain(t, out, QP_WORD_RINGS_UNKNOWN);
    } else {
        add_numbers(t, out, QP_WORD_RINGS_MARK_CAPACITY, &capacity, 1);
    }
}

void qp_ring_mark_tip(const qp_ring_topic *topic, const qp_ring_mark *mark,
                      qp_text *out)
{
    bool several = mark->actor == QP_NONE;
    qp_text parts[3] = {{0}, {0}, {0}};
    if (several) {
        qp_text_add(&parts[0], qp_ring_sector_name(topic, mark->sector));
        qp_lettering_add_number(&parts[1], (double)mark->count);
    } else {
        qp_text_add(&parts[0],
                    qp_name_of_actor(topic->net, mark->actor, topic->language));
        add_plain(topic, &parts[1], qp_ring_kind(topic->net, mark->actor));
    }
    qp_lettering_add_number(&parts[2], (double)mark->ring);
    qp_words_add_texts(
        out, topic->language,
        several ? QP_WORD_RINGS_MARK_SEVERAL : QP_WORD_RINGS_MARK, parts, 3);
    add_capacity(topic, mark->capacity, out);
    for (size_t p = 0; p < 3; p++)
        qp_text_clear(&parts[p]);
}

/* "12 persons", but "12 × 10,000 yuan": two numbers side by side are none. */
void qp_ring_add_amount(const qp_ring_topic *topic, double amount, qp_text *out)
{
    qp_string unit = topic->net->layers.unit[topic->scene->layer];
    const char *text = qp_network_text(topic->net, unit);
    bool multiple = text[0] >= '0' && text[0] <= '9';
    qp_lettering_add_number(out, amount);
    if (text[0] != '\0')
        qp_text_addf(out, multiple ? " \xC3\x97 %s" : " %s", text);
}

bool qp_ring_has_amounts(const qp_ring_topic *topic)
{
    const qp_ring_scene *s = topic->scene;
    return s->layer != QP_NONE && !s->stated &&
           topic->net->layers.weighted[s->layer] != 0;
}

static qp_row inner_of(const qp_ring_scene *s, const qp_ring_mark *mark)
{
    return mark->inner == QP_NONE ? s->firm : s->marks[mark->inner].actor;
}

void qp_ring_tie_tip(const qp_ring_topic *topic, const qp_ring_mark *mark,
                     qp_text *out)
{
    bool amounts = qp_ring_has_amounts(topic);
    qp_row inner = inner_of(topic->scene, mark);
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_text_add(&parts[0],
                qp_name_of_actor(topic->net, mark->actor, topic->language));
    qp_text_add(&parts[1],
                inner != QP_NONE
                    ? qp_name_of_actor(topic->net, inner, topic->language)
                    : qp_words(topic->language, QP_WORD_RINGS_OTHERS));
    if (amounts)
        qp_ring_add_amount(topic, mark->weight, &parts[2]);
    qp_words_add_texts(out, topic->language,
                       amounts ? QP_WORD_RINGS_TIE : QP_WORD_RINGS_TIE_PLAIN,
                       parts, amounts ? 3 : 2);
    for (size_t p = 0; p < 3; p++)
        qp_text_clear(&parts[p]);
}

/* ------------------------------------------------------- title and subtitle */

static bool is_upstream(const qp_ring_topic *t)
{
    return t->scene->way == QP_RINGS_UPSTREAM;
}

static void write_title(writer *w)
{
    const qp_ring_topic *t = w->topic;
    const char *const parts[] = {name_of(t)};
    qp_word word = t->scene->mark_count == 0 ? QP_WORD_RINGS_TITLE_NONE
                   : is_upstream(t)          ? QP_WORD_RINGS_TITLE
                                             : QP_WORD_RINGS_TITLE_AROUND;
    qp_words_add(&w->caption->title, t->language, word, parts);
}

/* What the panel counts in the rings that are drawn. */
static double told_actors(const qp_ring_scene *s)
{
    double actors = 0;
    for (size_t r = 1; r <= s->ring_count; r++)
        actors += s->told[r].actors;
    return actors;
}

static void write_nothing(writer *w)
{
    const qp_ring_topic *t = w->topic;
    qp_word why = !t->scene->measured         ? QP_WORD_RINGS_NO_PANEL
                  : t->scene->firm == QP_NONE ? QP_WORD_RINGS_NO_FIRM
                                              : QP_WORD_RINGS_NO_LINK;
    const char *const parts[] = {qp_words(t->language, why)};
    qp_words_add(&w->caption->subtitle, t->language, QP_WORD_RINGS_NOTHING,
                 parts);
}

static void write_subtitle(writer *w)
{
    static const qp_word words[2][2] = {
        {QP_WORD_RINGS_COUNTS_AROUND, QP_WORD_RINGS_COUNTS_AROUND_ONE},
        {QP_WORD_RINGS_COUNTS, QP_WORD_RINGS_COUNTS_ONE}};
    const qp_ring_topic *t = w->topic;
    const qp_ring_scene *s = t->scene;
    qp_text *out = &w->caption->subtitle;
    const double counts[] = {told_actors(s), (double)s->ring_count};
    if (s->mark_count == 0) {
        write_nothing(w);
        return;
    }
    add_numbers(t, out, words[is_upstream(t)][s->ring_count == 1], counts, 2);
    if (!isnan(s->radius)) {
        add_plain(t, out, QP_WORD_COMMA);
        add_numbers(t, out, QP_WORD_RINGS_RADIUS, &s->radius, 1);
    }
    if (t->window.from != QP_NO_DAY) {
        add_plain(t, out, QP_WORD_COMMA);
        qp_dating_add(t->window, out);
    }
}

/* --------------------------------------------------------------------- note */

static void end_sentence(writer *w)
{
    add_plain(w->topic, &w->caption->note, QP_WORD_STOP);
}

static void write_sentence(writer *w, qp_word word, const double numbers[],
                           size_t count)
{
    add_numbers(w->topic, &w->caption->note, word, numbers, count);
    end_sentence(w);
}

static qp_status write_sources(writer *w, qp_error *err)
{
    const qp_network *net = w->topic->net;
    const bool *drawn_on = w->topic->scene->drawn_on;
    qp_credits credits;
    qp_status status = qp_credits_open(&credits, net, err);
    if (status != QP_OK)
        return status;
    for (size_t l = 0; l < net->links.count; l++)
        if (drawn_on[l])
            qp_credits_name(&credits, qp_optional_row(net->links.source, l));
    qp_credits_add(&credits, net, w->topic->language, &w->caption->note);
    end_sentence(w);
    qp_credits_clear(&credits);
    return QP_OK;
}

static size_t lines_of(const qp_ring_scene *s)
{
    size_t lines = 0;
    for (size_t m = 0; m < s->mark_count; m++)
        lines += s->marks[m].inner != m;
    return lines;
}

static bool has_several(const qp_ring_scene *s)
{
    for (size_t m = 0; m < s->mark_count; m++)
        if (s->marks[m].actor == QP_NONE)
            return true;
    return false;
}

static bool knows_capacity(const qp_ring_scene *s)
{
    for (size_t r = 0; r <= s->ring_count; r++)
        if (!isnan(s->told[r].capacity))
            return true;
    return false;
}

static void write_left_out(writer *w, size_t unnamed)
{
    const qp_ring_scene *s = w->topic->scene;
    const double hidden = (double)(s->ties - lines_of(s));
    const double beyond[] = {(double)s->ring_count, (double)s->beyond};
    const double differ[] = {told_actors(s), (double)s->actor_count};
    const double nameless = (double)unnamed;
    if (hidden > 0)
        write_sentence(w, QP_WORD_RINGS_LINES, &hidden, 1);
    if (has_several(s))
        write_sentence(w, QP_WORD_RINGS_SEVERAL, NULL, 0);
    write_sentence(w, QP_WORD_RINGS_ANGLE, NULL, 0);
    write_sentence(
        w, knows_capacity(s) ? QP_WORD_RINGS_PLACE : QP_WORD_RINGS_NO_CAPACITY,
        NULL, 0);
    if (s->beyond > 0)
        write_sentence(w, QP_WORD_RINGS_BEYOND, beyond, 2);
    if (unnamed > 0)
        write_sentence(w, QP_WORD_RINGS_UNNAMED, &nameless, 1);
    if (differ[0] < differ[1] || differ[0] > differ[1])
        write_sentence(w, QP_WORD_RINGS_DIFFER, differ, 2);
}

static void write_description(writer *w)
{
    const qp_ring_topic *t = w->topic;
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    qp_text_add(&parts[0], name_of(t));
    qp_lettering_add_number(&parts[1], told_actors(t->scene));
    qp_lettering_add_number(&parts[2], (double)t->scene->ring_count);
    qp_credit_made_by(t->net, t->language, &parts[3]);
    qp_words_add_texts(&w->caption->description, t->language,
                       QP_WORD_RINGS_DESCRIPTION, parts, 4);
    for (size_t p = 0; p < 4; p++)
        qp_text_clear(&parts[p]);
}

qp_status qp_ring_caption(const qp_ring_topic *topic, size_t unnamed,
                          qp_caption *caption, qp_error *err)
{
    writer w = {.topic = topic, .caption = caption};
    qp_status status = QP_OK;
    write_title(&w);
    qp_credit_stamp(topic->net, topic->scene->stated, topic->language,
                    &caption->stamp);
    write_subtitle(&w);
    if (topic->scene->mark_count > 0) {
        status = write_sources(&w, err);
        write_left_out(&w, unnamed);
    }
    write_description(&w);
    return status == QP_OK ? qp_caption_status(caption, err) : status;
}
