/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "table/cell.h"
#include "table/package_json.h"

static const qp_schema *schema_of(const qp_mapping *m)
{
    return &qp_schemas[m->table];
}

/* ---------------------------------------------------------- columns of ours */

/* The column of ours that a key names, or -1, which is told. */
static int column_of(qp_json_reader *r, const qp_mapping *m,
                     const qp_json_node *node)
{
    const qp_schema *schema = schema_of(m);
    const char *names[QP_MOST_COLUMNS];
    for (size_t k = 0; k < schema->column_count; k++)
        names[k] = schema->columns[k].name;
    int column = qp_schema_column(schema, node->step.key);
    if (column < 0)
        qp_json_refuse_key(r, node, names, schema->column_count);
    return column;
}

typedef void column_reader(qp_json_reader *r, const qp_json_node *value,
                           qp_mapping *m, size_t k);

/* Read an object whose keys are columns of ours. */
static void each_column(qp_json_reader *r, const qp_json_node *object,
                        qp_mapping *m, column_reader *read)
{
    const char *key = NULL;
    json_t *value = NULL;
    if (!qp_json_is_object(r, object))
        return;
    json_object_foreach(object->value, key, value)
    {
        qp_json_node node = {{&object->step, key, 0}, value};
        int column = column_of(r, m, &node);
        if (column >= 0 && r->status == QP_OK)
            read(r, &node, m, (size_t)column);
    }
}

/* A text is a cell like any other, but wrong only once. */
static void check_cell(qp_json_reader *r, const qp_json_node *node,
                       const qp_column *column, const char *what)
{
    const char *text = json_string_value(node->value);
    qp_text normalised = {0};
    qp_text found = {0};
    qp_cell cell;
    qp_cell_defect defect;
    if (!qp_cell_read(column, text, strlen(text), &normalised, &cell,
                      &defect)) {
        qp_text_addf(&found, "%s '%s': %s", what, column->name, defect.found);
        qp_json_tell(r, QP_RULE_PACKAGE_VALUE, node, qp_text_string(&found),
                     defect.expected);
    }
    if (r->status == QP_OK)
        r->status = qp_text_status(&normalised, r->err);
    qp_text_clear(&normalised);
    qp_text_clear(&found);
}

static void read_sources(qp_json_reader *r, const qp_json_node *value,
                         qp_mapping *m, size_t k)
{
    m->feeds[k].sources = qp_json_texts(r, value, &m->feeds[k].source_count);
}

void qp_package_read_columns(qp_json_reader *r, const qp_json_node *value,
                             void *into)
{
    qp_mapping *m = into;
    m->by_name = false;
    each_column(r, value, m, read_sources);
}

static void read_constant(qp_json_reader *r, const qp_json_node *value,
                          qp_mapping *m, size_t k)
{
    const char *text = qp_json_text(r, value);
    m->feeds[k].constant = text;
    if (text != NULL && text[0] == '\0')
        qp_json_refuse(r, value,
                       "it is a text; leave out what is blank in all rows");
    else if (text != NULL)
        check_cell(r, value, &schema_of(m)->columns[k], "constant");
}

void qp_package_read_constants(qp_json_reader *r, const qp_json_node *value,
                               void *into)
{
    each_column(r, value, into, read_constant);
}

/* ------------------------------------------------------------------- recode */

typedef struct {
    const char *from;
    const char *to;
} replacement;

/* Where a recoding is read into, and what its texts become. */
typedef struct {
    qp_recode *recode;
    const qp_column *column;
} recoding;

static int by_from(const void *a, const void *b)
{
    return strcmp(((const replacement *)a)->from,
                  ((const replacement *)b)->from);
}

/* A number may yet be in another form: it is checked where it is read. */
static bool is_final(const qp_column *column)
{
    return column->kind != QP_NUMBER && column->kind != QP_DATE;
}

static replacement read_replacement(qp_json_reader *r, const qp_json_node *node,
                                    const qp_column *column)
{
    const char *to = json_string_value(node->value);
    if (node->step.key[0] == '\0')
        qp_json_refuse(r, node, "a blank is no value and stays blank");
    if (to == NULL && !json_is_null(node->value))
        qp_json_refuse(r, node, "it is a text, or null for a blank");
    if (to != NULL && to[0] != '\0' && is_final(column))
        check_cell(r, node, column, "recode");
    return (replacement){node->step.key, to != NULL ? to : ""};
}

static void keep_sorted(qp_json_reader *r, replacement pairs[], size_t count,
                        qp_recode *recode)
{
    recode->from = qp_json_room(r, count, sizeof *recode->from);
    recode->to = qp_json_room(r, count, sizeof *recode->to);
    if (recode->from == NULL || recode->to == NULL)
        return;
    qsort(pairs, count, sizeof *pairs, by_from);
    for (size_t i = 0; i < count; i++) {
        recode->from[i] = pairs[i].from;
        recode->to[i] = pairs[i].to;
    }
    recode->count = count;
}

static void read_values(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    const recoding *of = into;
    size_t count = 0;
    const char *key = NULL;
    json_t *to = NULL;
    if (!qp_json_is_object(r, value))
        return;
    size_t size = json_object_size(value->value);
    replacement *pairs = qp_json_room(r, size, sizeof *pairs);
    if (pairs == NULL)
        return;
    json_object_foreach(value->value, key, to)
    {
        qp_json_node node = {{&value->step, key, 0}, to};
        pairs[count++] = read_replacement(r, &node, of->column);
    }
    keep_sorted(r, pairs, count, of->recode);
    qp_release(pairs);
}

static void read_otherwise_text(qp_json_reader *r, const qp_json_node *value,
                                void *into)
{
    const recoding *of = into;
    of->recode->otherwise = QP_OTHERWISE_TEXT;
    of->recode->text = qp_json_text(r, value);
    if (of->recode->text != NULL && of->recode->text[0] == '\0')
        qp_json_refuse(r, value, "it is a text; \"blank\" leaves it blank");
    else if (of->recode->text != NULL && is_final(of->column))
        check_cell(r, value, of->column, "recode");
}

static void read_otherwise(qp_json_reader *r, const qp_json_node *value,
                           void *into)
{
    static const qp_json_part parts[] = {{"text", read_otherwise_text},
                                         {NULL, NULL}};
    static const char *const choices[] = {[QP_OTHERWISE_REFUSE] = "error",
                                          [QP_OTHERWISE_KEEP] = "keep",
                                          [QP_OTHERWISE_BLANK] = "blank",
                                          [QP_OTHERWISE_TEXT] = "{\"text\": x}",
                                          NULL};
    const recoding *of = into;
    if (json_is_object(value->value)) {
        size_t before = r->defects;
        qp_json_read(r, value, parts, into);
        if (r->defects == before && of->recode->text == NULL)
            qp_json_refuse(r, value, "it is {\"text\": x}");
        return;
    }
    int choice = qp_json_choice(r, value, choices);
    if (choice == QP_OTHERWISE_TEXT)
        qp_json_refuse(r, value, "it is an object");
    else if (choice >= 0)
        of->recode->otherwise = (qp_otherwise)choice;
}

static void read_recode(qp_json_reader *r, const qp_json_node *value,
                        qp_mapping *m, size_t k)
{
    static const qp_json_part parts[] = {
        {"values", read_values}, {"otherwise", read_otherwise}, {NULL, NULL}};
    recoding of = {&m->feeds[k].recode, &schema_of(m)->columns[k]};
    size_t before = r->defects;
    qp_json_read(r, value, parts, &of);
    if (r->defects == before && of.recode->count == 0 &&
        of.recode->otherwise == QP_OTHERWISE_REFUSE)
        qp_json_refuse(r, value, "it has values, {from: to}, or otherwise");
}

void qp_package_read_recodes(qp_json_reader *r, const qp_json_node *value,
                             void *into)
{
    each_column(r, value, into, read_recode);
}
