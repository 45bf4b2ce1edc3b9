/* SPDX-License-Identifier: MIT */
#include "figure/flow_caption.h"

#include <math.h>

#include "figure/credit.h"
#include "figure/dating.h"
#include "figure/naming.h"

/** A caption being written. */
typedef struct {
    const qp_flow_topic *topic;
    qp_caption *caption;
} writer;

static bool is_directed(const qp_flow_topic *t)
{
    return t->net->layers.directed[t->layer] != 0;
}

/* Add a word whose places are filled with what was written into parts. */
static void add_word(writer *w, qp_text *out, qp_word word,
                     const qp_text parts[], size_t count)
{
    qp_words_add_texts(out, w->topic->language, word, parts, count);
}

static void clear_all(qp_text parts[], size_t count)
{
    for (size_t p = 0; p < count; p++)
        qp_text_clear(&parts[p]);
}

static void add_plain(writer *w, qp_text *out, qp_word word)
{
    add_word(w, out, word, NULL, 0);
}

/* "12 persons", but "12 × 10,000 yuan": two numbers side by side are none. */
static void add_unit(qp_text *out, const char *unit)
{
    bool multiple = unit[0] >= '0' && unit[0] <= '9';
    qp_text_addf(out, multiple ? " \xC3\x97 %s" : " %s", unit);
}

void qp_flow_caption_amount(const qp_flow_topic *topic, double amount,
                            qp_text *out)
{
    qp_string unit = topic->net->layers.unit[topic->layer];
    qp_text number = {0};
    qp_lettering_add_number(topic->scene->stated ? &number : out, amount);
    if (topic->scene->stated)
        qp_words_add_texts(out, topic->language,
                           amount == 1 ? QP_WORD_STATEMENT : QP_WORD_STATEMENTS,
                           &number, 1);
    else if (unit != QP_NONE)
        add_unit(out, qp_network_text(topic->net, unit));
    qp_text_clear(&number);
}

/* ------------------------------------------------------------------ period */

/* Of statements few are dated. */
static qp_period period_of(const qp_flow_topic *t)
{
    return t->scene->stated ? t->window
                            : qp_dating_layer(t->net, t->layer, t->window);
}

/* ------------------------------------------------------------------- title */

static const qp_scene_place *extreme(const qp_flow_scene *scene, double sign)
{
    const qp_scene_place *best = NULL;
    double most = 0;
    for (size_t p = 0; p < scene->place_count; p++) {
        double net = sign * (scene->places[p].in - scene->places[p].out);
        if (net > most) {
            most = net;
            best = &scene->places[p];
        }
    }
    return best;
}

/* What a map of statements finds is that they are there. */
static qp_word title_of(const qp_flow_scene *scene)
{
    if (scene->stated)
        return scene->flows_in_all == 0 ? QP_WORD_TITLE_UNSTATED
                                        : QP_WORD_TITLE_STATED;
    return scene->flows_in_all == 0 ? QP_WORD_TITLE_EMPTY : QP_WORD_TITLE_PLAIN;
}

static void write_title(writer *w)
{
    const qp_flow_topic *t = w->topic;
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_text named[2] = {{0}, {0}};
    qp_text_add(&named[0], qp_name_of_layer(t->net, t->layer, t->language));
    qp_dating_add(period_of(t), &named[1]);
    if (named[1].size > 0)
        add_word(w, &parts[0], QP_WORD_AT, named, 2);
    else
        qp_text_add(&parts[0], qp_name_of_layer(t->net, t->layer, t->language));

    const qp_scene_place *gainer = extreme(t->scene, 1);
    const qp_scene_place *loser = extreme(t->scene, -1);
    qp_word word = title_of(t->scene);
    if (!t->scene->stated && is_directed(t) && gainer != NULL &&
        loser != NULL) {
        word = QP_WORD_TITLE_MOST;
        qp_text_add(&parts[1],
                    qp_name_of_actor(t->net, gainer->region, t->language));
        qp_text_add(&parts[2],
                    qp_name_of_actor(t->net, loser->region, t->language));
    }
    add_word(w, &w->caption->title, word, parts, 3);
    clear_all(named, 2);
    clear_all(parts, 3);
}

/* ---------------------------------------------------------------- subtitle */

static const qp_panel_row *index_row(const qp_flow_topic *t)
{
    char window[QP_WINDOW_NAME_SIZE];
    const qp_network *net = t->net;
    if (t->panel == NULL || t->panel->count == 0)
        return NULL;
    const qp_panel_row *row = qp_panel_find(
        t->panel, QP_M_EFFECTIVENESS_INDEX,
        qp_network_text(net, net->layers.id[t->layer]),
        qp_dating_window(t->window, window), "all");
    return row != NULL && !isnan(row->value) ? row : NULL;
}

static qp_word counts_of(const qp_flow_topic *t)
{
    static const qp_word words[2][2] = {
        {QP_WORD_COUNTS_LINKED, QP_WORD_COUNTS_LINKED_ONE},
        {QP_WORD_COUNTS, QP_WORD_COUNTS_ONE}};
    return t->scene->stated
               ? QP_WORD_COUNTS_STATED
               : words[is_directed(t)][t->scene->flows_in_all == 1];
}

static void write_counts(writer *w, qp_text *out)
{
    const qp_flow_scene *scene = w->topic->scene;
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_lettering_add_number(&parts[0],
                            (double)(scene->place_count + scene->unlocated));
    qp_lettering_add_number(&parts[1], (double)scene->flows_in_all);
    qp_flow_caption_amount(w->topic, scene->total, &parts[2]);
    add_word(w, out, counts_of(w->topic), parts, 3);
    clear_all(parts, 3);
}

static void write_index(writer *w, qp_text *out)
{
    const qp_panel_row *row = index_row(w->topic);
    qp_text parts[3] = {{0}, {0}, {0}};
    if (row == NULL || w->topic->scene->stated)
        return;
    qp_text_addf(&parts[0], "%.1f", row->value);
    bool tested = !isnan(row->expected) && !isnan(row->p);
    if (tested) {
        qp_text_addf(&parts[1], "%.1f", row->expected);
        qp_text_addf(&parts[2], "%.2g", row->p);
    }
    add_plain(w, out, QP_WORD_COMMA);
    add_word(w, out, tested ? QP_WORD_INDEX : QP_WORD_INDEX_BARE, parts, 3);
    clear_all(parts, 3);
}

static void write_stamp(writer *w)
{
    const qp_flow_topic *t = w->topic;
    bool stated = false;
    qp_network_layer_class(t->net, t->layer, &stated);
    qp_credit_stamp(t->net, stated, t->language, &w->caption->stamp);
}

/* -------------------------------------------------------------------- note */

static void end_sentence(writer *w)
{
    add_plain(w, &w->caption->note, QP_WORD_STOP);
}

/* Every work that a link of the layer names. */
static qp_status write_sources(writer *w, qp_error *err)
{
    const qp_flow_topic *t = w->topic;
    const qp_network *net = t->net;
    qp_credits credits;
    qp_status status = qp_credits_open(&credits, net, err);
    if (status != QP_OK)
        return status;
    qp_credits_name_layer(&credits, net, t->layer);
    qp_credits_add(&credits, net, t->language, &w->caption->note);
    end_sentence(w);
    qp_credits_clear(&credits);
    return QP_OK;
}

static void add_degrees(qp_text *out, double degrees, const char *positive,
                        const char *negative)
{
    const char *side = degrees > 0 ? positive : degrees < 0 ? negative : "";
    qp_text_addf(out, "%.3g\xC2\xB0%s", fabs(degrees), side);
}

static void write_projection(writer *w)
{
    static const qp_word words[] = {[QP_EQUAL_EARTH] = QP_WORD_EQUAL_EARTH,
                                    [QP_LAMBERT] = QP_WORD_LAMBERT,
                                    [QP_ALBERS] = QP_WORD_ALBERS};
    const qp_projection_choice *c = &w->topic->layout->view.choice;
    qp_text parts[3] = {{0}, {0}, {0}};
    if (c->kind == QP_LAMBERT) {
        add_degrees(&parts[0], c->lat, " N", " S");
        add_degrees(&parts[1], c->lon, " E", " W");
    } else {
        add_degrees(&parts[0], c->parallels[0], " N", " S");
        add_degrees(&parts[1], c->parallels[1], " N", " S");
        add_degrees(&parts[2], c->lon, " E", " W");
    }
    add_word(w, &w->caption->note, words[c->kind], parts, 3);
    end_sentence(w);
    clear_all(parts, 3);
}

/* A sentence that begins with a count, where there is something to count. */
static void write_count(writer *w, qp_word word, size_t count, double share)
{
    qp_text parts[2] = {{0}, {0}};
    if (count == 0)
        return;
    qp_lettering_add_number(&parts[0], (double)count);
    qp_lettering_add_percent(&parts[1], share);
    add_word(w, &w->caption->note, word, parts, 2);
    end_sentence(w);
    clear_all(parts, 2);
}

/* Where every name is wanted: those that are longer than the map is wide. */
static size_t count_unnamed(const qp_flow_layout *layout)
{
    size_t unnamed = 0;
    for (size_t l = 0; l < layout->place_count + layout->cluster_count; l++)
        unnamed += layout->labels[l].must && !layout->labels[l].absent &&
                   !layout->labels[l].placed;
    return unnamed;
}

static void write_moved(writer *w)
{
    const qp_flow_layout *layout = w->topic->layout;
    qp_text km = {0};
    if (layout->moved == 0)
        return;
    qp_lettering_add_number(&km, ceil(layout->most_moved));
    add_word(w, &w->caption->note, QP_WORD_MOVED, &km, 1);
    end_sentence(w);
    qp_text_clear(&km);
}

static qp_status write_note(writer *w, qp_error *err)
{
    const qp_flow_topic *t = w->topic;
    const qp_flow_scene *scene = t->scene;
    double total = scene->total > 0 ? scene->total : 1;
    double seen = scene->total - scene->unlocated_sum;
    size_t drawable = scene->flows_in_all;
    qp_status status = write_sources(w, err);
    if (status != QP_OK)
        return status;
    if (t->land) {
        add_plain(w, &w->caption->note, QP_WORD_LAND);
        end_sentence(w);
    }
    if (scene->geographic)
        write_projection(w);
    else if (scene->place_count > 0) {
        add_plain(w, &w->caption->note, QP_WORD_NO_GEOGRAPHY);
        end_sentence(w);
    }
    if (scene->unlocated == 0)
        write_count(
            w, scene->stated ? QP_WORD_STATED_NOT_DRAWN : QP_WORD_NOT_DRAWN,
            drawable - scene->flow_count, (seen - scene->drawn) / total);
    write_count(w, QP_WORD_UNLOCATED, scene->unlocated,
                scene->unlocated_sum / total);
    write_count(w, QP_WORD_LEFT_OUT, scene->missing, 0);
    write_count(w, QP_WORD_STATED_UNPLACED, scene->unplaced, 0);
    write_count(w, QP_WORD_STATED_WITHIN, scene->within, 0);
    write_count(w, QP_WORD_STATED_LIFTED, scene->lifted, 0);
    write_count(w, QP_WORD_UNDATED, scene->undated, 0);
    write_count(w, QP_WORD_UNNAMED, count_unnamed(t->layout), 0);
    write_moved(w);
    return QP_OK;
}

/* ------------------------------------------------------------- description */

static void write_description(writer *w)
{
    const qp_flow_scene *scene = w->topic->scene;
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    qp_lettering_add_number(&parts[0], (double)scene->place_count);
    qp_lettering_add_number(&parts[1], (double)scene->flow_count);
    qp_lettering_add_number(&parts[2], (double)scene->flows_in_all);
    qp_credit_made_by(w->topic->net, w->topic->language, &parts[3]);
    add_word(w, &w->caption->description,
             scene->stated ? QP_WORD_DESCRIPTION_STATED : QP_WORD_DESCRIPTION,
             parts, 4);
    clear_all(parts, 4);
}

qp_status qp_flow_caption(const qp_flow_topic *topic, qp_caption *caption,
                          qp_error *err)
{
    writer w = {.topic = topic, .caption = caption};
    write_title(&w);
    write_stamp(&w);
    write_counts(&w, &caption->subtitle);
    write_index(&w, &caption->subtitle);
    qp_status status = write_note(&w, err);
    write_description(&w);
    if (status != QP_OK)
        return status;
    return qp_caption_status(caption, err);
}
