/* SPDX-License-Identifier: MIT */
#include "figure/multiplex_caption.h"

#include "core/memory.h"
#include "figure/credit.h"
#include "figure/naming.h"

/** A caption being written. */
typedef struct {
    const qp_multiplex_topic *topic;
    qp_caption *caption;
} writer;

const char *qp_sheet_title(size_t sheet, qp_language language)
{
    static const qp_word words[QP_KIND_COUNT] = {
        [QP_KIND_ARCHITECT] = QP_WORD_SHEET_ARCHITECTS,
        [QP_KIND_ENTERPRISE] = QP_WORD_SHEET_ENTERPRISES,
        [QP_KIND_INSTITUTE] = QP_WORD_SHEET_INSTITUTES,
        [QP_KIND_REGION] = QP_WORD_SHEET_REGIONS};
    return qp_words(language, words[qp_sheet_kinds[sheet]]);
}

/* Add a word whose places are filled with counts. */
static void add_counts(const qp_multiplex_topic *topic, qp_text *out,
                       qp_word word, const size_t counts[], size_t count)
{
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    for (size_t c = 0; c < count; c++)
        qp_lettering_add_number(&parts[c], (double)counts[c]);
    qp_words_add_texts(out, topic->language, word, parts, count);
    for (size_t c = 0; c < count; c++)
        qp_text_clear(&parts[c]);
}

/* ------------------------------------------------------------ on the sheets */

/* "26", or "20 of 26" */
static void add_part(const qp_multiplex_topic *topic, qp_text *out,
                     qp_word word, size_t part, size_t whole)
{
    qp_text counts = {0};
    if (part == whole)
        qp_lettering_add_number(&counts, (double)whole);
    else
        add_counts(topic, &counts, QP_WORD_PART_OF,
                   (const size_t[]){part, whole}, 2);
    qp_words_add_texts(out, topic->language, word, &counts, 1);
    qp_text_clear(&counts);
}

void qp_sheet_counts(const qp_multiplex_topic *topic, size_t sheet,
                     qp_text *actors, qp_text *ties)
{
    const qp_sheet_count *count = &topic->scene->sheets[sheet];
    add_part(topic, actors, QP_WORD_SHEET_ACTORS, count->drawn,
             count->drawn + count->untied + count->crowded);
    add_part(topic, ties, QP_WORD_SHEET_TIES, count->ties_drawn, count->ties);
}

void qp_sheet_actor_tip(const qp_multiplex_topic *topic,
                        const qp_sheet_actor *actor, qp_text *out)
{
    const qp_actors *actors = &topic->net->actors;
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_text_add(&parts[0],
                qp_name_of_actor(topic->net, actor->actor, topic->language));
    qp_text_add(&parts[1], qp_sheet_title(actor->sheet, topic->language));
    qp_lettering_add_number(&parts[2], (double)actor->ties);
    qp_words_add_texts(out, topic->language, QP_WORD_TIP_ACTOR, parts, 3);
    for (size_t p = 0; p < 3; p++)
        qp_text_clear(&parts[p]);
    if (actor->many) {
        qp_words_add(out, topic->language, QP_WORD_COMMA, NULL);
        qp_words_add(out, topic->language, QP_WORD_KEY_MANY, NULL);
    }
    if (actors->chain != NULL && actors->chain[actor->actor] != QP_NONE) {
        qp_words_add(out, topic->language, QP_WORD_COMMA, NULL);
        qp_text_add(out,
                    qp_network_text(topic->net, actors->chain[actor->actor]));
    }
}

static qp_row layer_of(const qp_network *net, size_t link)
{
    qp_row layer = 0;
    while (net->layers.start[layer + 1] <= link)
        layer++;
    return layer;
}

/* "mobility, charter flight" */
static void add_relation(const qp_multiplex_topic *topic, size_t link,
                         qp_text *out)
{
    const qp_network *net = topic->net;
    qp_row layer = layer_of(net, link);
    qp_string relation = net->links.relation != NULL ? net->links.relation[link]
                                                     : QP_NONE;
    const char *name = qp_name_of_layer(net, layer, topic->language);
    if (relation == QP_NONE)
        qp_text_add(out, name);
    else
        qp_words_add(out, topic->language, QP_WORD_AT,
                     (const char *[]){name, qp_network_text(net, relation)});
}

static void add_link(const qp_multiplex_topic *topic, size_t link, qp_text *out)
{
    const qp_links *links = &topic->net->links;
    qp_text relation = {0};
    add_relation(topic, link, &relation);
    qp_words_add(
        out, topic->language, QP_WORD_ARROW,
        (const char *[]){
            qp_name_of_actor(topic->net, links->from[link], topic->language),
            qp_name_of_actor(topic->net, links->to[link], topic->language),
            qp_text_string(&relation)});
    out->failed |= relation.failed;
    qp_text_clear(&relation);
}

void qp_sheet_tie_tip(const qp_multiplex_topic *topic, const qp_sheet_tie *tie,
                      qp_text *out)
{
    const size_t most = 4;
    size_t told = tie->count < most ? tie->count : most;
    for (size_t l = 0; l < told; l++) {
        if (l > 0)
            qp_words_add(out, topic->language, QP_WORD_COMMA, NULL);
        add_link(topic, topic->scene->links[tie->first + l], out);
    }
    if (tie->count > told) {
        qp_words_add(out, topic->language, QP_WORD_COMMA, NULL);
        add_counts(topic, out, QP_WORD_TIP_MORE,
                   (const size_t[]){tie->count - told}, 1);
    }
}

/* ------------------------------------------------------- title and subtitle */

static size_t count_sheets(const qp_multiplex_topic *topic)
{
    size_t sheets = 0;
    for (size_t s = 0; s < QP_KIND_COUNT; s++)
        sheets += topic->scene->sheets[s].drawn > 0;
    return sheets;
}

static void write_title(writer *w)
{
    const qp_multiplex_topic *t = w->topic;
    const qp_multiplex_scene *scene = t->scene;
    qp_text *title = &w->caption->title;
    size_t sheets = count_sheets(t);
    size_t only = 0;
    if (scene->ties_in_all == 0) {
        qp_words_add(title, t->language, QP_WORD_SHEETS_TITLE_NONE, NULL);
        return;
    }
    if (sheets > 1) {
        add_counts(t, title, QP_WORD_SHEETS_TITLE,
                   (const size_t[]){sheets,
                                    scene->ties_in_all - scene->ties_within,
                                    scene->ties_within},
                   3);
        return;
    }
    while (scene->sheets[only].drawn == 0)
        only++;
    qp_text count = {0};
    qp_lettering_add_number(&count, (double)scene->ties_in_all);
    qp_words_add(title, t->language, QP_WORD_SHEETS_TITLE_ONE,
                 (const char *[]){qp_sheet_title(only, t->language),
                                  qp_text_string(&count)});
    title->failed |= count.failed;
    qp_text_clear(&count);
}

static bool has_links(const qp_multiplex_topic *topic, qp_row layer)
{
    const qp_multiplex_scene *scene = topic->scene;
    const size_t *start = topic->net->layers.start + layer;
    for (size_t l = 0; l < scene->link_count; l++)
        if (start[0] <= scene->links[l] && scene->links[l] < start[1])
            return true;
    return false;
}

/* Every layer that ties actors comes from statements alone. */
static bool is_stated(const qp_multiplex_topic *topic)
{
    bool stated = topic->scene->link_count > 0;
    for (qp_row layer = 0; layer < topic->net->layers.count; layer++) {
        bool all = true;
        if (has_links(topic, layer))
            qp_network_layer_class(topic->net, layer, &all);
        stated &= all;
    }
    return stated;
}

/* -------------------------------------------------------------------- note */

static void end_sentence(writer *w)
{
    qp_words_add(&w->caption->note, w->topic->language, QP_WORD_STOP, NULL);
}

static void write_sentence(writer *w, qp_word word)
{
    qp_words_add(&w->caption->note, w->topic->language, word, NULL);
    end_sentence(w);
}

/* A sentence about a count, where there is something to count. */
static void write_count(writer *w, qp_word word, size_t count)
{
    if (count == 0)
        return;
    add_counts(w->topic, &w->caption->note, word, &count, 1);
    end_sentence(w);
}

static qp_status write_sources(writer *w, qp_error *err)
{
    const qp_multiplex_topic *t = w->topic;
    const qp_row *source = t->net->links.source;
    qp_credits credits;
    qp_status status = qp_credits_open(&credits, t->net, err);
    if (status != QP_OK)
        return status;
    for (size_t l = 0; source != NULL && l < t->scene->link_count; l++)
        qp_credits_name(&credits, source[t->scene->links[l]]);
    qp_credits_add(&credits, t->net, t->language, &w->caption->note);
    end_sentence(w);
    qp_credits_clear(&credits);
    return QP_OK;
}

/* "Enterprises 12; Regions 30" */
static void write_crowded(writer *w)
{
    const qp_multiplex_topic *t = w->topic;
    qp_text list = {0};
    for (size_t s = 0; s < QP_KIND_COUNT; s++) {
        qp_text count = {0};
        if (t->scene->sheets[s].crowded == 0)
            continue;
        if (list.size > 0)
            qp_words_add(&list, t->language, QP_WORD_COMMA, NULL);
        qp_lettering_add_number(&count, (double)t->scene->sheets[s].crowded);
        qp_words_add(&list, t->language, QP_WORD_SHEET_AND_COUNT,
                     (const char *[]){qp_sheet_title(s, t->language),
                                      qp_text_string(&count)});
        list.failed |= count.failed;
        qp_text_clear(&count);
    }
    if (list.size > 0) {
        qp_words_add_texts(&w->caption->note, t->language,
                           QP_WORD_SHEETS_CROWDED, &list, 1);
        end_sentence(w);
    }
    w->caption->note.failed |= list.failed;
    qp_text_clear(&list);
}

static qp_status write_note(writer *w, qp_error *err)
{
    const qp_multiplex_scene *scene = w->topic->scene;
    const qp_multiplex_layout *layout = w->topic->layout;
    size_t untied = 0;
    for (size_t s = 0; s < QP_KIND_COUNT; s++)
        untied += scene->sheets[s].untied;
    qp_status status = write_sources(w, err);
    if (status != QP_OK)
        return status;
    write_sentence(w, layout->geographic ? QP_WORD_SHEETS_SCHEMATIC
                                         : QP_WORD_SHEETS_OVAL);
    write_sentence(w, QP_WORD_SHEETS_DIRECTION);
    write_count(w, QP_WORD_SHEETS_ASTRAY, layout->astray);
    write_count(w, QP_WORD_SHEETS_UNTIED, untied);
    write_count(w, QP_WORD_SHEETS_THINGS, scene->things);
    write_crowded(w);
    write_count(w, QP_WORD_SHEETS_FEWER_TIES,
                scene->ties_in_all - scene->tie_count);
    write_count(w, QP_WORD_UNDATED, scene->undated);
    write_count(w, QP_WORD_SHEETS_UNNAMED, layout->unnamed);
    return QP_OK;
}

/* ------------------------------------------------------------- description */

static void write_description(writer *w)
{
    const qp_multiplex_topic *t = w->topic;
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    qp_lettering_add_number(&parts[0], (double)t->scene->actor_count);
    qp_lettering_add_number(&parts[1], (double)count_sheets(t));
    qp_lettering_add_number(&parts[2], (double)t->scene->tie_count);
    qp_credit_made_by(t->net, t->language, &parts[3]);
    qp_words_add_texts(&w->caption->description, t->language,
                       QP_WORD_SHEETS_DESCRIPTION, parts, 4);
    for (size_t p = 0; p < 4; p++)
        qp_text_clear(&parts[p]);
}

qp_status qp_multiplex_caption(const qp_multiplex_topic *topic,
                               qp_caption *caption, qp_error *err)
{
    writer w = {.topic = topic, .caption = caption};
    const qp_multiplex_scene *scene = topic->scene;
    write_title(&w);
    qp_credit_stamp(topic->net, is_stated(topic), topic->language,
                    &caption->stamp);
    add_counts(topic, &caption->subtitle, QP_WORD_SHEETS_COUNTS,
               (const size_t[]){scene->actor_count, scene->link_count,
                                scene->layer_count},
               3);
    qp_status status = write_note(&w, err);
    write_description(&w);
    if (status != QP_OK)
        return status;
    return qp_caption_status(caption, err);
}
