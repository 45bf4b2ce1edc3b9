/* SPDX-License-Identifier: MIT */
#include "table/json_place.h"

#include <jansson.h>
#include <string.h>

enum { DEEPEST = 16 };

static const char *pass_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* From the quote that opens a string to behind the one that closes it. */
static const char *pass_string(const char *at)
{
    for (at++; *at != '"' && *at != '\0'; at++)
        if (*at == '\\' && at[1] != '\0')
            at++;
    return *at == '"' ? at + 1 : at;
}

static const char *pass_value(const char *at)
{
    size_t depth = 0;
    do {
        bool opens = *at == '{' || *at == '[';
        bool closes = *at == '}' || *at == ']';
        depth = depth + opens - closes;
        if (*at == '"')
            at = pass_string(at);
        else if (opens || closes || *at == ',' || *at == ':')
            at++;
        else
            at += strcspn(at, "{}[],: \t\r\n\"");
        at = depth > 0 ? pass_blanks(at) : at;
    } while (depth > 0 && *at != '\0');
    return at;
}

/* Is this string of the text, quotes and escapes and all, a key? */
static bool is_key(const char *start, const char *end, const char *key)
{
    size_t size = (size_t)(end - start);
    if (memchr(start, '\\', size) == NULL)
        return size == strlen(key) + 2 && memcmp(start + 1, key, size - 2) == 0;
    json_t *read = json_loadb(start, size, JSON_DECODE_ANY, NULL);
    bool same = read != NULL && strcmp(json_string_value(read), key) == 0;
    json_decref(read);
    return same;
}

/* The value of a key, or NULL; and where the key stands. */
static const char *enter_object(const char *at, const char *wanted,
                                const char **key)
{
    if (*at != '{')
        return NULL;
    at = pass_blanks(at + 1);
    while (*at == '"') {
        *key = at;
        at = pass_string(at);
        bool found = is_key(*key, at, wanted);
        at = pass_blanks(pass_blanks(at) + 1);
        if (found)
            return at;
        at = pass_blanks(pass_value(at));
        at = *at == ',' ? pass_blanks(at + 1) : at;
    }
    return NULL;
}

static const char *enter_list(const char *at, size_t index)
{
    if (*at != '[')
        return NULL;
    at = pass_blanks(at + 1);
    for (size_t i = 0; i < index && *at != ']' && *at != '\0'; i++) {
        at = pass_blanks(pass_value(at));
        at = *at == ',' ? pass_blanks(at + 1) : at;
    }
    return *at != ']' && *at != '\0' ? at : NULL;
}

/* Where the value of a step stands, and its key. */
static void follow(const char *json, const qp_json_step *step,
                   const char **value, const char **key)
{
    const qp_json_step *steps[DEEPEST];
    size_t count = 0;
    for (; step->outer != NULL && count < DEEPEST; step = step->outer)
        steps[count++] = step;
    *value = *key = pass_blanks(json);
    while (count > 0) {
        step = steps[--count];
        const char *name = NULL;
        const char *next = step->key != NULL
                               ? enter_object(*value, step->key, &name)
                               : enter_list(*value, step->index);
        if (next == NULL) {
            *key = *value;
            return;
        }
        *value = next;
        *key = name != NULL ? name : next;
    }
}

size_t qp_json_find_value(const char *json, const qp_json_step *step)
{
    const char *value = json;
    const char *key = json;
    follow(json, step, &value, &key);
    return (size_t)(value - json);
}

size_t qp_json_find_key(const char *json, const qp_json_step *step)
{
    const char *value = json;
    const char *key = json;
    follow(json, step, &value, &key);
    return (size_t)(key - json);
}

qp_place qp_json_place(const char *json, size_t byte, const char *file)
{
    qp_place place = {file, 1, 1};
    for (size_t at = 0; at < byte; at++) {
        place.column++;
        if (json[at] == '\n') {
            place.line++;
            place.column = 1;
        }
    }
    return place;
}
