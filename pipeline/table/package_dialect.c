/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "table/package_json.h"

static void read_delimiter(qp_json_reader *r, const qp_json_node *value,
                           void *into)
{
    const char *text = json_string_value(value->value);
    if (text != NULL && strlen(text) == 1 && strchr("\"\r\n", *text) == NULL &&
        (unsigned char)*text < 0x80)
        ((qp_dialect *)into)->delimiter = *text;
    else
        qp_json_refuse(r, value,
                       "it is one character of ASCII, no quote and "
                       "no line end");
}

static void read_header(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    bool header = qp_json_flag(r, value);
    if (json_is_boolean(value->value) && !header)
        ((qp_dialect *)into)->header_count = 0;
}

static void read_header_rows(qp_json_reader *r, const qp_json_node *value,
                             void *into)
{
    static const char expected[] =
        "it is a list of 1 to 8 numbers of rows from 1, ascending";
    qp_dialect *dialect = into;
    size_t count = json_array_size(value->value);
    if (count == 0 || count > QP_MOST_HEADER_ROWS) {
        qp_json_refuse(r, value, expected);
        return;
    }
    json_int_t last = 0;
    for (size_t h = 0; h < count; h++) {
        qp_json_node item = qp_json_item(value, h);
        json_int_t row = json_integer_value(item.value);
        if (row <= last || row >= UINT32_MAX) {
            qp_json_refuse(r, &item, expected);
            return;
        }
        dialect->header_rows[h] = (uint32_t)(last = row);
    }
    if (dialect->header_count == 0)
        qp_json_refuse(r, value, "a file without a header has no such rows");
    dialect->header_count = count;
}

static void read_header_join(qp_json_reader *r, const qp_json_node *value,
                             void *into)
{
    ((qp_dialect *)into)->header_join = qp_json_text(r, value);
}

static void read_comment(qp_json_reader *r, const qp_json_node *value,
                         void *into)
{
    const char *text = json_string_value(value->value);
    size_t size = text != NULL ? strlen(text) : 0;
    if (size == 0 || qp_text_character(text, size) != size ||
        strchr(" \t\"\r\n", *text) != NULL)
        qp_json_refuse(r, value, "it is one character, no quote and no blank");
    else
        ((qp_dialect *)into)->comment = text;
}

/* Reading a file in another way than its owner means would change the data
 * silently: what a dialect says and we cannot do is refused. */
static void read_quote(qp_json_reader *r, const qp_json_node *value, void *into)
{
    const char *text = json_string_value(value->value);
    (void)into;
    if (text == NULL || strcmp(text, "\"") != 0)
        qp_json_refuse(r, value, "only '\"' is read");
}

static void read_double_quote(qp_json_reader *r, const qp_json_node *value,
                              void *into)
{
    (void)into;
    if (!json_is_true(value->value))
        qp_json_refuse(r, value, "only true is read");
}

static void read_initial_space(qp_json_reader *r, const qp_json_node *value,
                               void *into)
{
    (void)into;
    if (!json_is_false(value->value))
        qp_json_refuse(r, value, "only false is read; a mapping has spaces");
}

void qp_package_read_dialect(qp_json_reader *r, const qp_json_node *value,
                             void *into)
{
    static const qp_json_part parts[] = {
        {"delimiter", read_delimiter},
        {"header", read_header},
        {"headerRows", read_header_rows},
        {"headerJoin", read_header_join},
        {"commentChar", read_comment},
        {"quoteChar", read_quote},
        {"doubleQuote", read_double_quote},
        {"skipInitialSpace", read_initial_space},
        {"lineTerminator", NULL}, /* each of the three is understood */
        {"csvddfVersion", NULL},
        {"$schema", NULL},
        {NULL, NULL},
    };
    qp_dialect *dialect = &((qp_resource *)into)->dialect;
    qp_json_read(r, value, parts, dialect);
    if (dialect->comment != NULL && dialect->comment[0] == dialect->delimiter) {
        qp_json_node comment = qp_json_at(value, "commentChar");
        qp_json_refuse(r, &comment, "it is another than the delimiter");
    }
}
