/* SPDX-License-Identifier: MIT */
#include "table/json_read.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

/* ------------------------------------------------------------------- nodes */

qp_json_node qp_json_at(const qp_json_node *object, const char *key)
{
    return (qp_json_node){{&object->step, key, 0},
                          json_object_get(object->value, key)};
}

size_t qp_json_count(const qp_json_node *list)
{
    if (list->value == NULL)
        return 0;
    return json_is_array(list->value) ? json_array_size(list->value) : 1;
}

qp_json_node qp_json_item(const qp_json_node *list, size_t index)
{
    if (!json_is_array(list->value))
        return *list;
    return (qp_json_node){{&list->step, NULL, index},
                          json_array_get(list->value, index)};
}

/* The key that a value, or the list it stands in, has. */
static const char *name_of(const qp_json_reader *r, const qp_json_node *node)
{
    const qp_json_step *step = &node->step;
    while (step->key == NULL && step->outer != NULL)
        step = step->outer;
    return step->key != NULL ? step->key : r->kind.name;
}

void *qp_json_room(qp_json_reader *r, size_t count, size_t size)
{
    void *room = qp_acquire(count, size);
    if (room == NULL && r->status == QP_OK)
        r->status = qp_fail(r->err, QP_E_MEMORY, "no memory for %s",
                            r->kind.name);
    return room;
}

/* ---------------------------------------------------------------- findings */

static void add_shown(qp_text *out, const char *value)
{
    char shown[QP_SHOWN_SIZE];
    qp_text_addf(out, "'%s'", qp_text_shown(value, strlen(value), shown));
}

static void tell_at(qp_json_reader *r, qp_rule rule, size_t byte,
                    const char *found, const char *expected)
{
    r->defects++;
    qp_text whole = {0};
    qp_text_add(&whole, qp_text_string(&r->where));
    qp_text_add(&whole, found);
    if (r->status == QP_OK)
        r->status = qp_text_status(&whole, r->err);
    if (r->status == QP_OK)
        r->status = qp_findings_add(r->findings, rule,
                                    qp_json_place(r->json, byte, r->file),
                                    qp_text_string(&whole), expected, r->err);
    qp_text_clear(&whole);
}

void qp_json_tell(qp_json_reader *r, qp_rule rule, const qp_json_node *node,
                  const char *found, const char *expected)
{
    tell_at(r, rule, qp_json_find_value(r->json, &node->step), found, expected);
}

/* A text in quotes, a number or the like as it stands. */
static void add_value(qp_text *out, const json_t *value)
{
    char bytes[64];
    if (json_is_string(value)) {
        qp_text_add(out, " ");
        add_shown(out, json_string_value(value));
    } else if (!json_is_object(value) && !json_is_array(value)) {
        size_t size = json_dumpb(value, bytes, sizeof bytes, JSON_ENCODE_ANY);
        qp_text_add(out, " ");
        qp_text_add_bytes(out, bytes, size < sizeof bytes ? size : 0);
    }
}

void qp_json_refuse(qp_json_reader *r, const qp_json_node *node,
                    const char *expected)
{
    const char *name = name_of(r, node);
    char shown[QP_SHOWN_SIZE];
    qp_text found = {0};
    qp_text_add(&found, qp_text_shown(name, strlen(name), shown));
    if (node->value != NULL)
        add_value(&found, node->value);
    qp_text_add(&found,
                node->value != NULL ? " is not understood" : " is missing");
    if (r->status == QP_OK)
        r->status = qp_text_status(&found, r->err);
    qp_json_tell(r, r->kind.value, node, qp_text_string(&found), expected);
    qp_text_clear(&found);
}

/* Other programs' words, and former ones of ours, for our keys. */
static const char *other_word(const char *key)
{
    static const struct {
        const char *word;
        const char *key;
    } words[] = {
        {"trim", "spaces"}, {"strip", "spaces"},   {"melt", "long"},
        {"pivot", "long"},  {"unpivot", "long"},   {"filter", "skip"},
        {"map", "columns"}, {"replace", "recode"}, {"convert", "units"},
    };
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        if (strcmp(words[w].word, key) == 0)
            return words[w].key;
    return NULL;
}

static bool is_among(const char *key, const char *const keys[], size_t count)
{
    for (size_t k = 0; key != NULL && k < count; k++)
        if (strcmp(key, keys[k]) == 0)
            return true;
    return false;
}

/* "the keys are a, b (nearest: 'a')"; of an open object, in which others are
 * free, "nearest: 'a'". */
static void add_keys(qp_text *out, const char *const keys[], size_t count,
                     const char *nearest, bool open)
{
    if (!open)
        qp_text_add(out, "the keys are");
    for (size_t k = 0; !open && k < count; k++)
        qp_text_addf(out, "%s %s", k > 0 ? "," : "", keys[k]);
    if (nearest != NULL)
        qp_text_addf(out, "%snearest: '%s'%s", open ? "" : " (", nearest,
                     open ? "" : ")");
}

static void refuse_key(qp_json_reader *r, const qp_json_node *node,
                       const char *const keys[], size_t count, bool open)
{
    const char *key = node->step.key;
    const char *nearest = other_word(key);
    if (!is_among(nearest, keys, count))
        nearest = qp_text_nearest(key, keys, count);
    qp_text found = {0};
    qp_text expected = {0};
    qp_text_add(&found, "key ");
    add_shown(&found, key);
    qp_text_add(&found, " is not understood");
    add_keys(&expected, keys, count, nearest, open);
    if (r->status == QP_OK)
        r->status = qp_text_status(&expected, r->err);
    tell_at(r, r->kind.key, qp_json_find_key(r->json, &node->step),
            qp_text_string(&found), qp_text_string(&expected));
    qp_text_clear(&found);
    qp_text_clear(&expected);
}

void qp_json_refuse_key(qp_json_reader *r, const qp_json_node *node,
                        const char *const keys[], size_t count)
{
    refuse_key(r, node, keys, count, false);
}

/* ------------------------------------------------------------------- syntax */

/* The parser stops behind a key that stands twice; we tell where it begins. */
static size_t start_of_key(const char *json, size_t end)
{
    size_t at = end;
    for (size_t escapes = 1; at > 0 && escapes % 2 == 1;) {
        for (at--; at > 0 && (json[at] != '"' || at == end - 1); at--)
            ;
        for (escapes = 0; escapes < at && json[at - 1 - escapes] == '\\';)
            escapes++;
    }
    return at;
}

/* The parser tells the byte where it stopped; lines and columns are ours. */
static size_t byte_of(const qp_json_reader *r, size_t size,
                      const json_error_t *wrong)
{
    size_t end = wrong->position > 0 ? (size_t)wrong->position : 0;
    end = end < size ? end : size;
    if (json_error_code(wrong) == json_error_duplicate_key)
        return start_of_key(r->json, end);
    return end > 0 ? end - 1 : 0;
}

static void refuse_syntax(qp_json_reader *r, size_t size,
                          const json_error_t *wrong)
{
    if (json_error_code(wrong) == json_error_out_of_memory) {
        r->status = qp_fail(r->err, QP_E_MEMORY, "no memory for %s",
                            r->kind.name);
        return;
    }
    qp_text found = {0};
    qp_text_add_shown(&found, wrong->text, strlen(wrong->text),
                      sizeof wrong->text);
    r->status = qp_text_status(&found, r->err);
    if (r->status == QP_OK)
        r->status = qp_findings_add(
            r->findings, r->kind.syntax,
            qp_json_place(r->json, byte_of(r, size, wrong), r->file),
            qp_text_string(&found), "the file is JSON", r->err);
    qp_text_clear(&found);
}

qp_json_node qp_json_open(qp_json_reader *r, const qp_text *json)
{
    json_error_t wrong;
    const char *bytes = qp_text_string(json);
    size_t mark = strncmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    r->json = bytes + mark;
    json_t *root = json_loadb(r->json, json->size - mark,
                              JSON_REJECT_DUPLICATES, &wrong);
    if (root == NULL)
        refuse_syntax(r, json->size - mark, &wrong);
    return (qp_json_node){.value = root};
}

void qp_json_close(struct json_t *value)
{
    json_decref(value);
}

/* ----------------------------------------------------------------- objects */

enum { MOST_PARTS = 24 };

static size_t keys_of(const qp_json_part parts[], const char *keys[MOST_PARTS])
{
    size_t count = 0;
    for (; parts[count].key != NULL && count < MOST_PARTS; count++)
        keys[count] = parts[count].key;
    return count;
}

static void read_by(qp_json_reader *r, const qp_json_node *object,
                    const qp_json_part parts[], bool open, void *into)
{
    const char *keys[MOST_PARTS];
    size_t count = keys_of(parts, keys);
    const char *key = NULL;
    json_t *value = NULL;
    if (!qp_json_is_object(r, object))
        return;
    json_object_foreach(object->value, key, value)
    {
        qp_json_node node = {{&object->step, key, 0}, value};
        if (!is_among(key, keys, count) &&
            (!open || qp_text_nearest(key, keys, count) != NULL))
            refuse_key(r, &node, keys, count, open);
    }
    for (size_t p = 0; p < count; p++) {
        qp_json_node node = qp_json_at(object, keys[p]);
        if (node.value != NULL && parts[p].read != NULL && r->status == QP_OK)
            parts[p].read(r, &node, into);
    }
}

void qp_json_read(qp_json_reader *r, const qp_json_node *object,
                  const qp_json_part parts[], void *into)
{
    read_by(r, object, parts, false, into);
}

void qp_json_read_open(qp_json_reader *r, const qp_json_node *object,
                       const qp_json_part parts[], void *into)
{
    read_by(r, object, parts, true, into);
}

/* ------------------------------------------------------------------ values */

bool qp_json_is_object(qp_json_reader *r, const qp_json_node *node)
{
    if (!json_is_object(node->value))
        qp_json_refuse(r, node, "it is an object");
    return json_is_object(node->value);
}

bool qp_json_is_list(qp_json_reader *r, const qp_json_node *node)
{
    if (!json_is_array(node->value))
        qp_json_refuse(r, node, "it is a list");
    return json_is_array(node->value);
}

bool qp_json_seems_object(const qp_json_node *node)
{
    return json_is_object(node->value);
}

bool qp_json_seems_text(const qp_json_node *node)
{
    return json_is_string(node->value);
}

const char *qp_json_text(qp_json_reader *r, const qp_json_node *node)
{
    if (node->value != NULL && !json_is_string(node->value))
        qp_json_refuse(r, node, "it is a text");
    return json_string_value(node->value);
}

const char **qp_json_texts(qp_json_reader *r, const qp_json_node *node,
                           size_t *count)
{
    static const char expected[] = "it is a text or a list of texts";
    size_t size = qp_json_count(node);
    const char **texts = qp_json_room(r, size, sizeof *texts);
    *count = 0;
    if (texts == NULL)
        return NULL;
    if (node->value != NULL && size == 0)
        qp_json_refuse(r, node, expected);
    for (size_t i = 0; i < size; i++) {
        qp_json_node item = qp_json_item(node, i);
        if (json_is_string(item.value))
            texts[(*count)++] = json_string_value(item.value);
        else
            qp_json_refuse(r, &item, expected);
    }
    return texts;
}

double qp_json_number(qp_json_reader *r, const qp_json_node *node,
                      const char *expected)
{
    if (json_is_number(node->value))
        return json_number_value(node->value);
    if (node->value != NULL)
        qp_json_refuse(r, node, expected);
    return NAN;
}

bool qp_json_flag(qp_json_reader *r, const qp_json_node *node)
{
    if (node->value != NULL && !json_is_boolean(node->value))
        qp_json_refuse(r, node, "it is true or false");
    return json_is_true(node->value);
}

void qp_json_add_choices(qp_text *out, const char *const choices[],
                         size_t count)
{
    qp_text_add(out, "it is");
    for (size_t c = 0; c < count; c++)
        qp_text_addf(out, "%s %s",
                     c == 0           ? ""
                     : c + 1 == count ? " or"
                                      : ",",
                     choices[c]);
}

int qp_json_choice(qp_json_reader *r, const qp_json_node *node,
                   const char *const choices[])
{
    const char *text = json_string_value(node->value);
    size_t count = 0;
    for (; choices[count] != NULL; count++)
        if (text != NULL && strcmp(text, choices[count]) == 0)
            return (int)count;
    qp_text expected = {0};
    qp_json_add_choices(&expected, choices, count);
    if (r->status == QP_OK)
        r->status = qp_text_status(&expected, r->err);
    qp_json_refuse(r, node, qp_text_string(&expected));
    qp_text_clear(&expected);
    return -1;
}
