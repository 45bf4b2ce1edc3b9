/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "table/feeder.h"

/** The texts of a worker that a value passes through. */
enum { RESPACED, JOINED, REWRITTEN };

bool qp_field_is(const qp_field *value, const char *text)
{
    return strlen(text) == value->size &&
           memcmp(value->bytes, text, value->size) == 0;
}

bool qp_head_is_missing(const qp_head *head, const qp_field *value)
{
    if (value->size == 0)
        return true;
    for (size_t m = 0; m < head->missing_count; m++)
        if (qp_field_is(value, head->missing[m]))
            return true;
    return false;
}

/* ------------------------------------------------------------------ spaces */

/* Bytes of the blank at the start of a text, or at its end; 0: none. */
static size_t blank_size(const char *text, size_t size, bool at_end)
{
    static const char *const blanks[] = {" ", "\t", "\xC2\xA0", "\xE3\x80\x80"};
    for (size_t b = 0; b < sizeof blanks / sizeof *blanks; b++) {
        size_t step = strlen(blanks[b]);
        const char *at = at_end ? text + size - step : text;
        if (step <= size && memcmp(at, blanks[b], step) == 0)
            return step;
    }
    return 0;
}

static qp_field trimmed(qp_field value)
{
    size_t step = 0;
    while ((step = blank_size(value.bytes, value.size, false)) > 0) {
        value.bytes += step;
        value.size -= step;
    }
    while ((step = blank_size(value.bytes, value.size, true)) > 0)
        value.size -= step;
    return value;
}

/* Each inner run of blanks as `between`. */
static void respace(qp_field *value, const char *between, qp_text *out)
{
    bool in_run = false;
    qp_text_empty(out);
    for (size_t at = 0; at < value->size;) {
        size_t step = blank_size(value->bytes + at, value->size - at, false);
        if (step > 0 && !in_run)
            qp_text_add(out, between);
        in_run = step > 0;
        if (step == 0)
            qp_text_add_bytes(out, value->bytes + at, step = 1);
        at += step;
    }
    value->bytes = qp_text_string(out);
    value->size = out->size;
}

static void apply_spaces(qp_spaces spaces, qp_field *value, qp_text *out)
{
    if (spaces == QP_SPACES_KEEP)
        return;
    *value = trimmed(*value);
    if (spaces != QP_SPACES_TRIM)
        respace(value, spaces == QP_SPACES_FOLD ? " " : "", out);
}

/* ------------------------------------------------------------------ recode */

/* The position of a value in a recoding, or its count. */
static size_t listed_at(const qp_recode *recode, const qp_field *value)
{
    size_t low = 0;
    size_t high = recode->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t size = strlen(recode->from[middle]);
        size_t both = size < value->size ? size : value->size;
        int order = memcmp(recode->from[middle], value->bytes, both);
        if (order == 0 && size == value->size)
            return middle;
        if (order < 0 || (order == 0 && size < value->size))
            low = middle + 1;
        else
            high = middle;
    }
    return recode->count;
}

static qp_value replace(qp_field *value, const char *text)
{
    value->bytes = text;
    value->size = strlen(text);
    return value->size > 0 ? QP_VALUE : QP_VALUE_BLANK;
}

qp_value qp_recode_value(const qp_recode *recode, qp_field *value)
{
    size_t at = listed_at(recode, value);
    if (at < recode->count)
        return replace(value, recode->to[at]);
    switch (recode->otherwise) {
    case QP_OTHERWISE_KEEP:
        return QP_VALUE;
    case QP_OTHERWISE_BLANK:
        return QP_VALUE_BLANK;
    case QP_OTHERWISE_TEXT:
        return replace(value, recode->text);
    case QP_OTHERWISE_REFUSE:
        break;
    }
    return QP_VALUE_UNLISTED;
}

/* ------------------------------------------------------------------ numbers */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Thousands stand in threes, or the sign that parts them means another thing:
 * a size of 0 says so. */
static size_t group_at(const char *group, const qp_field *value, size_t at)
{
    size_t size = group != NULL ? strlen(group) : 0;
    if (size == 0 || at + size + 3 > value->size ||
        memcmp(value->bytes + at, group, size) != 0)
        return 0;
    for (size_t d = 0; d < 3; d++)
        if (!is_digit(value->bytes[at + size + d]))
            return 0;
    bool longer = at + size + 3 < value->size &&
                  is_digit(value->bytes[at + size + 3]);
    return longer || at == 0 || !is_digit(value->bytes[at - 1]) ? 0 : size;
}

/* A number in a form of its own, in ours. False where a point stands in it that
 * is no sign of the form: read as ours it would be another number. */
static bool rewrite_number(const qp_number_form *form, qp_field *value,
                           qp_text *out)
{
    qp_text_empty(out);
    bool whole = true; /* before the decimal sign */
    for (size_t at = 0; at < value->size;) {
        size_t group = whole ? group_at(form->group, value, at) : 0;
        char c = value->bytes[at];
        bool decimal = c == form->decimal;
        if (group == 0 && !decimal && c == '.')
            return false;
        if (group == 0)
            qp_text_add_bytes(out, decimal ? "." : &c, 1);
        whole = whole && !decimal;
        at += group > 0 ? group : 1;
    }
    value->bytes = qp_text_string(out);
    value->size = out->size;
    return true;
}

/* 2014.0 is how some programs write the year 2014. */
static void drop_decimals(qp_field *value)
{
    if (value->size == 6 && memcmp(value->bytes + 4, ".0", 2) == 0)
        value->size = 4;
}

/* ------------------------------------------------------------------- value */

/* The text of an inlet's fields; false where one of them is missing. */
static bool join(const qp_piece_feed *p, const qp_channel *c,
                 const qp_inlet *inlet, const qp_field fields[],
                 qp_field *value)
{
    qp_text *joined = &p->worker->values[JOINED];
    qp_text_empty(joined);
    for (size_t s = 0; s < inlet->field_count; s++) {
        int field = inlet->fields[s];
        qp_field part = fields[field];
        apply_spaces((qp_spaces)c->spaces[field], &part,
                     &p->worker->values[RESPACED]);
        if (qp_head_is_missing(&p->feeder->heads[field], &part))
            return false;
        if (inlet->field_count == 1) {
            *value = part;
            return true;
        }
        qp_text_add(joined, s > 0 ? c->mapping->join : "");
        qp_text_add_bytes(joined, part.bytes, part.size);
    }
    value->bytes = qp_text_string(joined);
    value->size = joined->size;
    return true;
}

bool qp_feed_key_part(const qp_feeder *f, const qp_key_part *part,
                      const qp_field fields[], qp_text *respaced,
                      qp_field *value)
{
    *value = fields[part->field];
    apply_spaces(part->spaces, value, respaced);
    return !qp_head_is_missing(&f->heads[part->field], value);
}

qp_value qp_feed_value(const qp_piece_feed *p, const qp_channel *c,
                       const qp_inlet *inlet, const qp_field fields[],
                       qp_field *value)
{
    const qp_head *head = &p->feeder->heads[inlet->fields[0]];
    *value = fields[inlet->fields[0]];
    if (inlet->plain)
        return qp_head_is_missing(head, value) ? QP_VALUE_BLANK : QP_VALUE;
    if (!join(p, c, inlet, fields, value))
        return QP_VALUE_BLANK;
    qp_value what = inlet->recode != NULL
                        ? qp_recode_value(inlet->recode, value)
                        : QP_VALUE;
    qp_kind kind = c->table->schema->columns[inlet->column].kind;
    bool formed = inlet->field_count == 1 && head->form != NULL;
    if (what == QP_VALUE && kind == QP_NUMBER && formed &&
        !rewrite_number(head->form, value, &p->worker->values[REWRITTEN]))
        return QP_VALUE_MISSHAPEN;
    if (what == QP_VALUE && kind == QP_DATE && c->mapping->decimal_years)
        drop_decimals(value);
    bool lost = what == QP_VALUE && value->size == 0; /* no memory for it */
    return lost ? QP_VALUE_BLANK : what;
}
