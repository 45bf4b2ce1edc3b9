/* SPDX-License-Identifier: MIT */
#include "figure/ego_caption.h"

#include "figure/credit.h"
#include "figure/naming.h"

/** A caption being written. */
typedef struct {
    const qp_ego_topic *topic;
    qp_caption *caption;
} writer;

static void add_plain(writer *w, qp_text *out, qp_word word)
{
    qp_words_add(out, w->topic->language, word, NULL);
}

/* A word with one place, for a count. */
static void add_count(writer *w, qp_text *out, qp_word word, size_t count)
{
    qp_text number = {0};
    qp_lettering_add_number(&number, (double)count);
    qp_words_add_texts(out, w->topic->language, word, &number, 1);
    qp_text_clear(&number);
}

/* Likewise, with another word for one. */
static void add_noun(writer *w, qp_text *out, qp_word one, qp_word many,
                     size_t count)
{
    add_count(w, out, count == 1 ? one : many, count);
}

/* ------------------------------------------------------------------- title */

static void write_title(writer *w)
{
    const qp_ego_scene *scene = w->topic->scene;
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_word word = qp_ego_is_stated(scene) ? QP_WORD_EGO_TITLE_STATED
                                           : QP_WORD_EGO_TITLE;
    if (scene->links == 0)
        word = QP_WORD_EGO_TITLE_ALONE;
    qp_ego_add_name(w->topic, &parts[0]);
    add_noun(w, &parts[1], QP_WORD_EGO_TIE, QP_WORD_EGO_TIES, scene->links);
    add_noun(w, &parts[2], QP_WORD_EGO_LAYER, QP_WORD_EGO_LAYERS,
             scene->layers);
    qp_words_add_texts(&w->caption->title, w->topic->language, word, parts, 3);
    for (size_t p = 0; p < 3; p++)
        qp_text_clear(&parts[p]);
}

/* ---------------------------------------------------------------- subtitle */

/* Counts that are not zero, one after the other. */
static void add_counts(writer *w, qp_text *out, const qp_word words[],
                       const size_t counts[], size_t count)
{
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (counts[i] == 0)
            continue;
        if (!first)
            add_plain(w, out, QP_WORD_EGO_COMMA);
        add_count(w, out, words[i], counts[i]);
        first = false;
    }
}

static void write_subtitle(writer *w)
{
    static const qp_word ways[] = {[QP_WAY_OUT] = QP_WORD_EGO_OUT,
                                   [QP_WAY_IN] = QP_WORD_EGO_IN,
                                   [QP_WAY_NONE] = QP_WORD_EGO_UNDIRECTED};
    static const qp_word classes[] = {
        [QP_CLASS_SEED] = QP_WORD_EGO_SEED,
        [QP_CLASS_GENERAL_KNOWLEDGE] = QP_WORD_EGO_GENERAL,
        [QP_CLASS_MEASURED] = QP_WORD_EGO_MEASURED,
        [QP_CLASS_SYNTHETIC] = QP_WORD_EGO_SYNTHETIC};
    const qp_ego_scene *scene = w->topic->scene;
    qp_text *out = &w->caption->subtitle;
    size_t cells = scene->tie_count - scene->links;
    add_counts(w, out, ways, scene->ways, 3);
    if (cells > 0) {
        if (scene->links > 0)
            add_plain(w, out, QP_WORD_COMMA);
        add_count(w, out, QP_WORD_EGO_CELLS, cells);
    }
    if (scene->tie_count == 0)
        return;
    add_plain(w, out, QP_WORD_COMMA);
    add_counts(w, out, classes, scene->by_class, QP_CLASSES);
}

/* -------------------------------------------------------------------- note */

static qp_status write_sources(writer *w, qp_error *err)
{
    const qp_ego_topic *t = w->topic;
    qp_credits credits;
    qp_status status = qp_credits_open(&credits, t->net, err);
    if (status != QP_OK)
        return status;
    for (size_t i = 0; i < t->scene->tie_count; i++)
        qp_credits_name(&credits, t->scene->ties[i].source);
    if (t->scene->tie_count > 0) {
        qp_credits_add(&credits, t->net, t->language, &w->caption->note);
        add_plain(w, &w->caption->note, QP_WORD_STOP);
    }
    qp_credits_clear(&credits);
    return QP_OK;
}

/* Is there an alter with ties of several sectors, and one with ties that share
 * a line? */
static void find_shared(const qp_ego_scene *scene, bool *sectors, bool *lines)
{
    for (size_t a = 0; a < scene->alter_count; a++)
        for (size_t t = 0; t < scene->alters[a].count; t++) {
            const qp_ego_tie *tie = &scene->ties[scene->alters[a].first + t];
            *sectors |= qp_ego_sector_of(scene, tie) != scene->alters[a].sector;
            *lines |= tie->repeats;
        }
}

static qp_status write_note(writer *w, qp_error *err)
{
    const qp_ego_scene *scene = w->topic->scene;
    qp_text *note = &w->caption->note;
    const struct {
        qp_word word;
        size_t count;
    } counts[] = {
        {QP_WORD_EGO_NOT_DRAWN, scene->alters_in_all - scene->alter_count},
        {QP_WORD_EGO_WITHIN, scene->within},
        {QP_WORD_EGO_PARTS, scene->parts},
        {QP_WORD_EGO_RESIDENTS, scene->residents}};
    bool sectors = false;
    bool lines = false;
    qp_status status = write_sources(w, err);
    if (status != QP_OK)
        return status;
    find_shared(scene, &sectors, &lines);
    if (sectors) {
        add_plain(w, note, QP_WORD_EGO_ONCE);
        add_plain(w, note, QP_WORD_STOP);
    }
    if (lines) {
        add_plain(w, note, QP_WORD_EGO_SHARED);
        add_plain(w, note, QP_WORD_STOP);
    }
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        if (counts[c].count == 0)
            continue;
        add_count(w, note, counts[c].word, counts[c].count);
        add_plain(w, note, QP_WORD_STOP);
    }
    return QP_OK;
}

/* ------------------------------------------------------------- description */

static void write_description(writer *w)
{
    const qp_ego_scene *scene = w->topic->scene;
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    qp_text_add(&parts[0], qp_name_of_actor(w->topic->net, scene->actor,
                                            w->topic->language));
    qp_lettering_add_number(&parts[1], (double)scene->alter_count);
    qp_lettering_add_number(&parts[2], (double)scene->alters_in_all);
    qp_credit_made_by(w->topic->net, w->topic->language, &parts[3]);
    qp_words_add_texts(&w->caption->description, w->topic->language,
                       QP_WORD_EGO_DESCRIPTION, parts, 4);
    for (size_t p = 0; p < 4; p++)
        qp_text_clear(&parts[p]);
}

qp_status qp_ego_caption(const qp_ego_topic *topic, qp_caption *caption,
                         qp_error *err)
{
    writer w = {.topic = topic, .caption = caption};
    write_title(&w);
    qp_credit_stamp(topic->net, qp_ego_is_stated(topic->scene), topic->language,
                    &caption->stamp);
    write_subtitle(&w);
    qp_status status = write_note(&w, err);
    write_description(&w);
    return status == QP_OK ? qp_caption_status(caption, err) : status;
}
