/* SPDX-License-Identifier: MIT */
#include "figure/ego_text.h"

#include <math.h>
#include <string.h>

#include "figure/lettering.h"
#include "figure/naming.h"

static const char *text_at(const qp_ego_topic *t, const qp_string *column,
                           size_t row)
{
    return column != NULL ? qp_network_text(t->net, column[row]) : "";
}

static void add_word(const qp_ego_topic *t, qp_text *out, qp_word word)
{
    qp_words_add(out, t->language, word, NULL);
}

/* ------------------------------------------------------------------- names */

static bool is_architect(const qp_network *net, qp_row actor)
{
    return net->actors.kind[actor] == QP_KIND_ARCHITECT;
}

const char *qp_ego_sector_name(const qp_ego_topic *topic, uint32_t sector)
{
    static const qp_word words[] = {
        [QP_SECTOR_HOME] = QP_WORD_EGO_HOME,
        [QP_SECTOR_PARENT] = QP_WORD_EGO_PARENT,
        [QP_SECTOR_ROLES] = QP_WORD_EGO_ROLES,
        [QP_SECTOR_CONSORTIA] = QP_WORD_EGO_CONSORTIA,
        [QP_SECTOR_OWNED] = QP_WORD_EGO_OWNED,
        [QP_SECTOR_FIELDS] = QP_WORD_EGO_FIELDS};
    const qp_ego_sector *s = &topic->scene->sectors[sector];
    if (s->kind == QP_SECTOR_LAYER)
        return qp_name_of_layer(topic->net, s->layer, topic->language);
    bool played = s->kind == QP_SECTOR_ROLES &&
                  is_architect(topic->net, topic->scene->actor);
    return qp_words(topic->language,
                    played ? QP_WORD_EGO_PLAYED_BY : words[s->kind]);
}

static void add_actor_name(const qp_ego_topic *t, qp_row actor, qp_text *out)
{
    const qp_actors *all = &t->net->actors;
    const char *name = qp_name_of_actor(t->net, actor, t->language);
    const char *chain = text_at(t, all->chain, actor);
    bool own = all->enterprise != NULL &&
               all->enterprise[actor] == t->scene->actor;
    if (!is_architect(t->net, actor) || chain[0] == '\0')
        qp_text_add(out, name);
    else if (own)
        qp_text_add(out, chain);
    else
        qp_words_add(out, t->language, QP_WORD_AT,
                     (const char *[]){name, chain});
}

void qp_ego_add_name(const qp_ego_topic *topic, qp_text *out)
{
    add_actor_name(topic, topic->scene->actor, out);
}

void qp_ego_alter_name(const qp_ego_topic *topic, const qp_ego_alter *alter,
                       qp_text *out)
{
    switch (alter->kind) {
    case QP_ALTER_ACTOR:
        add_actor_name(topic, alter->row, out);
        return;
    case QP_ALTER_THING:
        qp_text_add(out,
                    qp_name_of_thing(topic->net, alter->row, topic->language));
        return;
    case QP_ALTER_CONSORTIUM:
        qp_text_add(out, qp_name_of_consortium(topic->net, alter->row,
                                               topic->language));
        return;
    case QP_ALTER_FIELD:
        qp_lettering_add_plainly(out, qp_network_text(topic->net, alter->row));
        return;
    }
}

qp_word qp_ego_kind_word(const qp_network *net, const qp_ego_alter *alter)
{
    static const qp_word actors[QP_KIND_COUNT] = {
        [QP_KIND_REGION] = QP_WORD_EGO_REGION,
        [QP_KIND_ENTERPRISE] = QP_WORD_EGO_ENTERPRISE,
        [QP_KIND_INSTITUTE] = QP_WORD_EGO_INSTITUTE,
        [QP_KIND_ARCHITECT] = QP_WORD_EGO_ARCHITECT};
    static const qp_word others[] = {
        [QP_ALTER_THING] = QP_WORD_EGO_THING,
        [QP_ALTER_CONSORTIUM] = QP_WORD_EGO_CONSORTIUM,
        [QP_ALTER_FIELD] = QP_WORD_EGO_FIELD};
    return alter->kind == QP_ALTER_ACTOR ? actors[net->actors.kind[alter->row]]
                                         : others[alter->kind];
}

/* -------------------------------------------------------------------- ties */

static void separate(const qp_ego_topic *t, size_t start, qp_text *out)
{
    if (out->size > start)
        add_word(t, out, QP_WORD_EGO_COMMA);
}

/* "115 percent", not to be parted */
static void add_value(const qp_ego_topic *t, const qp_ego_tie *tie,
                      size_t start, qp_text *out)
{
    if (isnan(tie->value))
        return;
    separate(t, start, out);
    qp_lettering_add_number(out, tie->value);
    if (tie->unit != QP_NONE)
        qp_text_addf(out, "\xC2\xA0%s", qp_network_text(t->net, tie->unit));
}

static void add_status(const qp_ego_topic *t, const qp_ego_tie *tie,
                       size_t start, qp_text *out)
{
    static const qp_word words[] = {
        [QP_STATUS_RISING] = QP_WORD_STATUS_RISING,
        [QP_STATUS_DECLINING] = QP_WORD_STATUS_DECLINING,
        [QP_STATUS_HISTORICAL] = QP_WORD_STATUS_HISTORICAL,
        [QP_STATUS_PLANNED] = QP_WORD_STATUS_PLANNED,
        [QP_STATUS_PROPOSED] = QP_WORD_STATUS_PROPOSED,
        [QP_STATUS_PROSPECTIVE] = QP_WORD_STATUS_PROSPECTIVE,
        [QP_STATUS_REPLACED] = QP_WORD_STATUS_REPLACED};
    if (isnan(tie->status) || tie->status == QP_STATUS_ACTUAL)
        return;
    separate(t, start, out);
    add_word(t, out, words[(size_t)tie->status]);
}

/* In the roles an architect is named by its chain; not twice. */
static bool is_said(const qp_ego_topic *t, const qp_ego_tie *tie)
{
    return tie->relation != QP_NONE && (tie->sector.kind != QP_SECTOR_ROLES ||
                                        !is_architect(t->net, tie->alter_row));
}

void qp_ego_tie_text(const qp_ego_topic *topic, const qp_ego_tie *tie,
                     bool foreign, qp_text *out)
{
    size_t start = out->size;
    if (foreign)
        qp_text_add(out, qp_ego_sector_name(
                             topic, qp_ego_sector_of(topic->scene, tie)));
    if (is_said(topic, tie)) {
        if (foreign)
            add_word(topic, out, QP_WORD_EGO_COLON);
        qp_lettering_add_plainly(out,
                                 qp_network_text(topic->net, tie->relation));
    } else if (tie->word != QP_WORD_COUNT) {
        if (foreign)
            add_word(topic, out, QP_WORD_EGO_COLON);
        add_word(topic, out, tie->word);
    }
    add_value(topic, tie, start, out);
    add_status(topic, tie, start, out);
}

/* -------------------------------------------------------------------- tips */

void qp_ego_tie_tip(const qp_ego_topic *topic, const qp_ego_alter *alter,
                    const qp_ego_tie *tie, qp_text *out)
{
    qp_text parts[3] = {{0}, {0}, {0}};
    bool in = tie->way == QP_WAY_IN;
    qp_text_add(
        &parts[in ? 1 : 0],
        qp_name_of_actor(topic->net, topic->scene->actor, topic->language));
    qp_ego_alter_name(topic, alter, &parts[in ? 0 : 1]);
    qp_ego_tie_text(topic, tie, true, &parts[2]);
    qp_words_add_texts(out, topic->language,
                       tie->way == QP_WAY_NONE ? QP_WORD_EGO_BETWEEN
                                               : QP_WORD_ARROW,
                       parts, 3);
    for (size_t p = 0; p < 3; p++)
        qp_text_clear(&parts[p]);
}

void qp_ego_alter_tip(const qp_ego_topic *topic, const qp_ego_alter *alter,
                      qp_text *out)
{
    qp_text parts[3] = {{0}, {0}, {0}};
    qp_ego_alter_name(topic, alter, &parts[0]);
    add_word(topic, &parts[1], qp_ego_kind_word(topic->net, alter));
    qp_lettering_add_number(&parts[2], (double)alter->count);
    qp_words_add_texts(out, topic->language, QP_WORD_TIP_ACTOR, parts, 3);
    if (qp_ego_is_many(topic->net, alter)) {
        add_word(topic, out, QP_WORD_COMMA);
        add_word(topic, out, QP_WORD_KEY_MANY);
    }
    for (size_t p = 0; p < 3; p++)
        qp_text_clear(&parts[p]);
}
