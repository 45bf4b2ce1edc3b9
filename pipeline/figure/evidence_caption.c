/* SPDX-License-Identifier: MIT */
#include "figure/evidence_caption.h"

#include "figure/credit.h"
#include "figure/naming.h"

/** A caption being written. */
typedef struct {
    const qp_evidence_topic *topic;
    qp_caption *caption;
} writer;

static void add_plain(const qp_evidence_topic *topic, qp_text *out,
                      qp_word word)
{
    qp_words_add(out, topic->language, word, NULL);
}

/* Add a word whose places are filled with counts. */
static void add_counts(const qp_evidence_topic *topic, qp_text *out,
                       qp_word word, const size_t counts[], size_t count)
{
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    for (size_t c = 0; c < count; c++)
        qp_lettering_add_number(&parts[c], (double)counts[c]);
    qp_words_add_texts(out, topic->language, word, parts, count);
    for (size_t c = 0; c < count; c++)
        qp_text_clear(&parts[c]);
}

/* ------------------------------------------------------------- in the table */

const char *qp_evidence_block_title(qp_evidence_block block,
                                    qp_language language)
{
    static const qp_word words[QP_BLOCK_COUNT] = {
        [QP_BLOCK_TIES] = QP_WORD_EVIDENCE_TIES,
        [QP_BLOCK_TABLES] = QP_WORD_EVIDENCE_TABLES,
        [QP_BLOCK_TOPICS] = QP_WORD_EVIDENCE_TOPICS,
        [QP_BLOCK_WORKS] = QP_WORD_EVIDENCE_WORKS};
    return qp_words(language, words[block]);
}

void qp_evidence_row_name(const qp_evidence_topic *topic, size_t row,
                          qp_text *out)
{
    const qp_evidence_row *r = &topic->scene->rows[row];
    switch (r->kind) {
    case QP_ROW_LAYER:
        qp_text_add(out,
                    qp_name_of_layer(topic->net, r->subject, topic->language));
        break;
    case QP_ROW_MEMBERSHIPS:
        add_plain(topic, out, QP_WORD_EVIDENCE_MEMBERSHIPS);
        break;
    case QP_ROW_PORTFOLIO:
        add_plain(topic, out, QP_WORD_EVIDENCE_PORTFOLIO);
        break;
    case QP_ROW_TOPIC:
        qp_lettering_add_plainly(out, qp_network_text(topic->net, r->subject));
        break;
    case QP_ROW_WORK:
        qp_credit_add_work(topic->net, r->subject, out);
        break;
    case QP_ROW_NO_WORK:
        add_plain(topic, out, QP_WORD_EVIDENCE_NO_WORK);
        break;
    case QP_ROW_OTHERS:
        add_counts(topic, out, QP_WORD_EVIDENCE_OTHERS, &r->merged, 1);
        break;
    }
}

void qp_evidence_column_name(const qp_evidence_topic *topic, size_t column,
                             qp_text *out)
{
    const qp_evidence_column *c = &topic->scene->columns[column];
    switch (c->kind) {
    case QP_COLUMN_CLUSTER:
        qp_text_add(
            out, qp_name_of_cluster(topic->net, c->cluster, topic->language));
        break;
    case QP_COLUMN_OTHERS:
        add_counts(topic, out, QP_WORD_EVIDENCE_OTHERS, &c->merged, 1);
        break;
    case QP_COLUMN_NO_CLUSTER:
        add_plain(topic, out,
                  topic->net->clusters.count > 0 ? QP_WORD_EVIDENCE_NO_CLUSTER
                                                 : QP_WORD_EVIDENCE_PLACES);
        break;
    case QP_COLUMN_NO_PLACE:
        add_plain(topic, out, QP_WORD_EVIDENCE_NO_PLACE);
        break;
    case QP_COLUMN_ALL:
        add_plain(topic, out, QP_WORD_EVIDENCE_ALL);
        break;
    }
}

void qp_evidence_cell_tip(const qp_evidence_topic *topic, size_t row,
                          size_t column, qp_text *out)
{
    const qp_evidence_count *count = qp_evidence_cell(topic->scene, row,
                                                      column);
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_evidence_row_name(topic, row, &parts[0]);
    qp_evidence_column_name(topic, column, &parts[1]);
    add_counts(topic, &parts[2], QP_WORD_EVIDENCE_SPLIT,
               (const size_t[]){count->all, count->helps,
                                count->all - count->helps - count->hinders,
                                count->hinders},
               4);
    qp_words_add_texts(out, topic->language, QP_WORD_EVIDENCE_CELL, parts, 3);
    for (size_t p = 0; p < 3; p++)
        qp_text_clear(&parts[p]);
}

void qp_evidence_add_count(qp_text *out, size_t count, const qp_type *type,
                           double width)
{
    qp_text whole = {0};
    qp_lettering_add_number(&whole, (double)count);
    if (count < 1000 ||
        qp_lettering_width(qp_text_string(&whole), type) <= width)
        qp_text_add(out, qp_text_string(&whole));
    else if (count < 999500)
        qp_text_addf(out, "%.3gk", (double)count / 1e3);
    else
        qp_text_addf(out, "%.3gM", (double)count / 1e6);
    out->failed |= whole.failed;
    qp_text_clear(&whole);
}

bool qp_evidence_has_polarity(const qp_evidence_scene *scene)
{
    qp_evidence_count all = qp_evidence_sum(scene, QP_BLOCK_WORKS,
                                            scene->column_count - 1);
    return all.helps + all.hinders > 0;
}

/* ------------------------------------------------------- title and subtitle */

static void write_title(writer *w)
{
    const qp_evidence_topic *t = w->topic;
    qp_word word = t->scene->statements == 0    ? QP_WORD_EVIDENCE_TITLE_NONE
                   : t->net->clusters.count > 0 ? QP_WORD_EVIDENCE_TITLE
                                                : QP_WORD_EVIDENCE_TITLE_PLAIN;
    add_plain(t, &w->caption->title, word);
}

static bool is_stated(const qp_evidence_scene *scene)
{
    return scene->statements > 0 && scene->by_class[QP_CLASS_MEASURED] == 0 &&
           scene->by_class[QP_CLASS_SYNTHETIC] == 0;
}

/** A number of statements, told where there are any. */
typedef struct {
    qp_word word;
    size_t count;
} told;

static void add_told(const writer *w, const told all[], size_t count,
                     qp_text *out)
{
    for (size_t i = 0; i < count; i++) {
        if (all[i].count == 0)
            continue;
        if (out->size > 0)
            add_plain(w->topic, out, QP_WORD_COMMA);
        add_counts(w->topic, out, all[i].word, &all[i].count, 1);
    }
}

static void write_subtitle(writer *w)
{
    const qp_evidence_scene *s = w->topic->scene;
    const told kinds[] = {
        {QP_WORD_EVIDENCE_OF_TIES, s->by_block[QP_BLOCK_TIES]},
        {QP_WORD_EVIDENCE_OF_TABLES, s->by_block[QP_BLOCK_TABLES]},
        {QP_WORD_EVIDENCE_OF_TOPICS, s->by_block[QP_BLOCK_TOPICS]}};
    const told classes[] = {
        {QP_WORD_EVIDENCE_SEED, s->by_class[QP_CLASS_SEED]},
        {QP_WORD_EVIDENCE_KNOWN, s->by_class[QP_CLASS_GENERAL_KNOWLEDGE]},
        {QP_WORD_EVIDENCE_MEASURED, s->by_class[QP_CLASS_MEASURED]},
        {QP_WORD_EVIDENCE_SYNTHETIC, s->by_class[QP_CLASS_SYNTHETIC]}};
    qp_text parts[2] = {{0}, {0}};
    if (s->statements == 0)
        return;
    qp_lettering_add_number(&parts[0], (double)s->statements);
    add_told(w, kinds, sizeof kinds / sizeof *kinds, &parts[1]);
    qp_words_add_texts(&w->caption->subtitle, w->topic->language,
                       QP_WORD_EVIDENCE_TOTAL, parts, 2);
    add_told(w, classes, sizeof classes / sizeof *classes,
             &w->caption->subtitle);
    qp_text_clear(&parts[0]);
    qp_text_clear(&parts[1]);
}

/* -------------------------------------------------------------------- note */

static void end_sentence(writer *w)
{
    add_plain(w->topic, &w->caption->note, QP_WORD_STOP);
}

static void write_sentence(writer *w, qp_word word)
{
    add_plain(w->topic, &w->caption->note, word);
    end_sentence(w);
}

/* The works that have rows; of the others the row tells how many. */
static qp_status write_sources(writer *w, qp_error *err)
{
    const qp_evidence_scene *scene = w->topic->scene;
    qp_credits credits;
    qp_status status = qp_credits_open(&credits, w->topic->net, err);
    if (status != QP_OK)
        return status;
    for (size_t r = 0; r < scene->row_count; r++)
        if (scene->rows[r].kind == QP_ROW_WORK)
            qp_credits_name(&credits, scene->rows[r].subject);
    qp_credits_add(&credits, w->topic->net, w->topic->language,
                   &w->caption->note);
    end_sentence(w);
    qp_credits_clear(&credits);
    return QP_OK;
}

/* "historical 13; planned 4" */
static void write_statuses(writer *w)
{
    static const qp_word words[QP_STATUSES_OF_LINKS] = {
        [QP_STATUS_DECLINING] = QP_WORD_STATUS_DECLINING,
        [QP_STATUS_HISTORICAL] = QP_WORD_STATUS_HISTORICAL,
        [QP_STATUS_PLANNED] = QP_WORD_STATUS_PLANNED,
        [QP_STATUS_PROPOSED] = QP_WORD_STATUS_PROPOSED,
        [QP_STATUS_PROSPECTIVE] = QP_WORD_STATUS_PROSPECTIVE,
        [QP_STATUS_REPLACED] = QP_WORD_STATUS_REPLACED};
    const qp_evidence_topic *t = w->topic;
    qp_text list = {0};
    for (size_t s = QP_STATUS_DECLINING; s < QP_STATUSES_OF_LINKS; s++) {
        qp_text parts[2] = {{0}, {0}};
        if (t->scene->by_status[s] == 0)
            continue;
        if (list.size > 0)
            add_plain(t, &list, QP_WORD_COMMA);
        add_plain(t, &parts[0], words[s]);
        qp_lettering_add_number(&parts[1], (double)t->scene->by_status[s]);
        qp_words_add_texts(&list, t->language, QP_WORD_EVIDENCE_NAMED_COUNT,
                           parts, 2);
        qp_text_clear(&parts[0]);
        qp_text_clear(&parts[1]);
    }
    if (list.size > 0) {
        qp_words_add_texts(&w->caption->note, t->language,
                           QP_WORD_EVIDENCE_STATUSES, &list, 1);
        end_sentence(w);
    }
    w->caption->note.failed |= list.failed;
    qp_text_clear(&list);
}

static void write_merged(writer *w)
{
    const qp_evidence_scene *scene = w->topic->scene;
    bool rows = false;
    for (size_t r = 0; r < scene->row_count; r++)
        rows |= scene->rows[r].kind == QP_ROW_OTHERS;
    if (rows)
        write_sentence(w, QP_WORD_EVIDENCE_MERGED);
    for (size_t c = 0; c < scene->column_count; c++)
        if (scene->columns[c].kind == QP_COLUMN_OTHERS) {
            add_counts(w->topic, &w->caption->note,
                       QP_WORD_EVIDENCE_COLUMNS_MERGED, &c, 1);
            end_sentence(w);
        }
}

static qp_status write_note(writer *w, qp_error *err)
{
    bool clusters = w->topic->net->clusters.count > 0;
    qp_status status = write_sources(w, err);
    if (status != QP_OK)
        return status;
    if (clusters)
        write_sentence(w, QP_WORD_EVIDENCE_ENDS);
    write_sentence(w, clusters ? QP_WORD_EVIDENCE_SITES
                               : QP_WORD_EVIDENCE_SITES_PLAIN);
    write_sentence(w, QP_WORD_EVIDENCE_ORDER);
    write_merged(w);
    write_statuses(w);
    return QP_OK;
}

/* ------------------------------------------------------------------ caption */

static void write_description(writer *w)
{
    const qp_evidence_topic *t = w->topic;
    const size_t counts[] = {t->scene->row_count, t->scene->column_count,
                             t->scene->statements};
    qp_text parts[4] = {{0}, {0}, {0}, {0}};
    for (size_t p = 0; p < 3; p++)
        qp_lettering_add_number(&parts[p], (double)counts[p]);
    qp_credit_made_by(t->net, t->language, &parts[3]);
    qp_words_add_texts(&w->caption->description, t->language,
                       QP_WORD_EVIDENCE_DESCRIPTION, parts, 4);
    for (size_t p = 0; p < 4; p++)
        qp_text_clear(&parts[p]);
}

qp_status qp_evidence_caption(const qp_evidence_topic *topic,
                              qp_caption *caption, qp_error *err)
{
    writer w = {.topic = topic, .caption = caption};
    write_title(&w);
    qp_credit_stamp(topic->net, is_stated(topic->scene), topic->language,
                    &caption->stamp);
    write_subtitle(&w);
    qp_status status = write_note(&w, err);
    write_description(&w);
    if (status != QP_OK)
        return status;
    return qp_caption_status(caption, err);
}
