/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "table/duplicates.h"
#include "table/package_json.h"

static const qp_schema *schema_of(const qp_mapping *m)
{
    return &qp_schemas[m->table];
}

static void read_join(qp_json_reader *r, const qp_json_node *value, void *into)
{
    qp_mapping *m = into;
    m->join = qp_json_text(r, value);
}

/* ---------------------------------------------------- columns of the file */

static void read_skip_column(qp_json_reader *r, const qp_json_node *value,
                             void *into)
{
    ((qp_skip_rule *)into)->column = qp_json_text(r, value);
}

static void read_skip_texts(qp_json_reader *r, const qp_json_node *value,
                            void *into)
{
    qp_skip_rule *rule = into;
    if (rule->texts != NULL) {
        qp_json_refuse(r, value, "a rule has equals or unless, not both");
        return;
    }
    rule->texts = qp_json_texts(r, value, &rule->count);
    rule->unless = strcmp(value->step.key, "unless") == 0;
}

static void read_skips(qp_json_reader *r, const qp_json_node *value, void *into)
{
    static const qp_json_part parts[] = {{"column", read_skip_column},
                                         {"equals", read_skip_texts},
                                         {"unless", read_skip_texts},
                                         {NULL, NULL}};
    qp_mapping *m = into;
    if (!qp_json_is_list(r, value))
        return;
    m->skips = qp_json_room(r, qp_json_count(value), sizeof *m->skips);
    for (size_t i = 0; m->skips != NULL && i < qp_json_count(value); i++) {
        qp_json_node item = qp_json_item(value, i);
        qp_skip_rule *rule = &m->skips[m->skip_count++];
        size_t before = r->defects;
        qp_json_read(r, &item, parts, rule);
        if (r->defects == before && (rule->column == NULL || rule->count == 0))
            qp_json_refuse(r, &item,
                           "it is {column, equals} or {column, unless}");
    }
}

static void read_spaces(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    static const char *const choices[] = {"trim", "fold", "remove", NULL};
    static const qp_spaces spaces[] = {QP_SPACES_TRIM, QP_SPACES_FOLD,
                                       QP_SPACES_REMOVE};
    qp_mapping *m = into;
    const char *key = NULL;
    json_t *one = NULL;
    if (!qp_json_is_object(r, value))
        return;
    m->spaces = qp_json_room(r, json_object_size(value->value),
                             sizeof *m->spaces);
    if (m->spaces == NULL)
        return;
    json_object_foreach(value->value, key, one)
    {
        qp_json_node node = {{&value->step, key, 0}, one};
        int choice = qp_json_choice(r, &node, choices);
        if (choice >= 0)
            m->spaces[m->space_count++] = (qp_space_rule){key, spaces[choice]};
    }
}

/* -------------------------------------------------------------------- units */

static void read_unit(qp_json_reader *r, const qp_json_node *value, void *into)
{
    ((qp_conversion *)into)->to = qp_json_text(r, value);
}

static void read_times(qp_json_reader *r, const qp_json_node *value, void *into)
{
    double times = json_number_value(value->value);
    ((qp_conversion *)into)->times = times;
    if (!isfinite(times) || times == 0)
        qp_json_refuse(r, value, "it is a number that is not 0");
}

static void read_conversion(qp_json_reader *r, const qp_json_node *value,
                            qp_conversion *conversion)
{
    static const qp_json_part parts[] = {
        {"unit", read_unit}, {"times", read_times}, {NULL, NULL}};
    size_t before = r->defects;
    conversion->from = value->step.key;
    qp_json_read(r, value, parts, conversion);
    if (r->defects == before &&
        (conversion->to == NULL || conversion->times == 0))
        qp_json_refuse(r, value, "it is {unit, times}");
    else if (r->defects == before &&
             (conversion->from[0] == '\0' || conversion->to[0] == '\0'))
        qp_json_tell(r, QP_RULE_PACKAGE_VALUE, value, "a unit is blank",
                     "name it; what has no unit cannot be converted");
}

static void read_units(qp_json_reader *r, const qp_json_node *value, void *into)
{
    qp_mapping *m = into;
    const char *key = NULL;
    json_t *one = NULL;
    if (qp_schema_column(schema_of(m), "value") < 0 ||
        qp_schema_column(schema_of(m), "unit") < 0) {
        qp_json_refuse(r, value, "only tables with value and unit have units");
        return;
    }
    if (!qp_json_is_object(r, value))
        return;
    m->conversions = qp_json_room(r, json_object_size(value->value),
                                  sizeof *m->conversions);
    if (m->conversions == NULL)
        return;
    json_object_foreach(value->value, key, one)
    {
        qp_json_node node = {{&value->step, key, 0}, one};
        read_conversion(r, &node, &m->conversions[m->conversion_count++]);
    }
}

/* ------------------------------------------------------------- wide to long */

static void read_from(qp_json_reader *r, const qp_json_node *value, void *into)
{
    ((qp_melt *)into)->first = qp_json_text(r, value);
}

static void read_to(qp_json_reader *r, const qp_json_node *value, void *into)
{
    ((qp_melt *)into)->last = qp_json_text(r, value);
}

static void read_long_columns(qp_json_reader *r, const qp_json_node *value,
                              void *into)
{
    static const qp_json_part range[] = {
        {"from", read_from}, {"to", read_to}, {NULL, NULL}};
    qp_melt *melt = &((qp_mapping *)into)->melt;
    if (!json_is_object(value->value)) {
        melt->columns = qp_json_texts(r, value, &melt->column_count);
        return;
    }
    size_t before = r->defects;
    qp_json_read(r, value, range, melt);
    if (r->defects == before && (melt->first == NULL || melt->last == NULL))
        qp_json_refuse(r, value, "it is {from, to}, or a list of columns");
}

/* A column of ours, named by a text. */
static int read_long_column(qp_json_reader *r, const qp_json_node *value,
                            const qp_mapping *m)
{
    const char *text = qp_json_text(r, value);
    int column = text != NULL ? qp_schema_column(schema_of(m), text) : -1;
    if (text != NULL && column < 0)
        qp_json_refuse(r, value, "it is a column of the table");
    return column;
}

static void read_long_name(qp_json_reader *r, const qp_json_node *value,
                           void *into)
{
    qp_mapping *m = into;
    m->melt.name = read_long_column(r, value, m);
}

static void read_long_value(qp_json_reader *r, const qp_json_node *value,
                            void *into)
{
    qp_mapping *m = into;
    m->melt.value = read_long_column(r, value, m);
}

static void read_long(qp_json_reader *r, const qp_json_node *value, void *into)
{
    static const qp_json_part parts[] = {{"columns", read_long_columns},
                                         {"name", read_long_name},
                                         {"value", read_long_value},
                                         {NULL, NULL}};
    const qp_melt *melt = &((qp_mapping *)into)->melt;
    size_t before = r->defects;
    qp_json_read(r, value, parts, into);
    bool columns = melt->column_count > 0 || melt->first != NULL;
    if (r->defects == before && (!columns || melt->name < 0 || melt->value < 0))
        qp_json_refuse(r, value, "it is {columns, name, value}");
    else if (r->defects == before && melt->name == melt->value)
        qp_json_refuse(r, value, "name and value are two columns");
}

/* --------------------------------------------------------------- duplicates */

static void read_duplicates(qp_json_reader *r, const qp_json_node *value,
                            void *into)
{
    static const char *const choices[] = {[QP_DUPLICATES_ERROR] = "error",
                                          [QP_DUPLICATES_KEEP] = "keep",
                                          [QP_DUPLICATES_SUM] = "sum",
                                          NULL};
    qp_mapping *m = into;
    int choice = qp_json_choice(r, value, choices);
    if (choice == QP_DUPLICATES_SUM && qp_table_keys[m->table].amount < 0)
        qp_json_refuse(r, value, "only tables with an amount have sums");
    else if (choice >= 0)
        m->duplicates = (qp_duplicates)choice;
}

static void read_decimal_years(qp_json_reader *r, const qp_json_node *value,
                               void *into)
{
    ((qp_mapping *)into)->decimal_years = qp_json_flag(r, value);
}

/* -------------------------------------------------------------- the mapping */

static bool is_made_long(const qp_mapping *m, size_t k)
{
    return (int)k == m->melt.name || (int)k == m->melt.value;
}

/* Does anything of the file feed a column? One that is required is looked for
 * by its own name. */
static bool is_fed(const qp_mapping *m, size_t k)
{
    const qp_feeding *feed = &m->feeds[k];
    bool named = m->by_name || schema_of(m)->columns[k].required;
    return feed->source_count > 0 || is_made_long(m, k) ||
           (named && feed->constant == NULL);
}

/* What each column is made of must be one thing. */
static void check_feeds(qp_json_reader *r, const qp_json_node *object,
                        const qp_mapping *m)
{
    for (size_t k = 0; k < schema_of(m)->column_count; k++) {
        const qp_feeding *feed = &m->feeds[k];
        const char *name = schema_of(m)->columns[k].name;
        qp_json_node constants = qp_json_at(object, "constants");
        qp_json_node recodes = qp_json_at(object, "recode");
        qp_json_node columns = qp_json_at(object, "columns");
        qp_json_node constant = qp_json_at(&constants, name);
        qp_json_node recode = qp_json_at(&recodes, name);
        qp_json_node column = qp_json_at(&columns, name);
        if ((feed->source_count > 0) + (feed->constant != NULL) +
                is_made_long(m, k) >
            1)
            qp_json_refuse(r, feed->constant != NULL ? &constant : &column,
                           "a column is read, constant or made long, not two "
                           "of them");
        if (recode.value != NULL && !is_fed(m, k))
            qp_json_refuse(r, &recode, "it is a column that is read");
    }
}

static void read_mapping(qp_json_reader *r, const qp_json_node *object,
                         qp_resource *resource)
{
    static const qp_json_part parts[] = {
        {"table", NULL}, /* it stands first */
        {"columns", qp_package_read_columns},
        {"join", read_join},
        {"constants", qp_package_read_constants},
        {"recode", qp_package_read_recodes},
        {"skip", read_skips},
        {"spaces", read_spaces},
        {"units", read_units},
        {"long", read_long},
        {"duplicates", read_duplicates},
        {"decimal_years", read_decimal_years},
        {NULL, NULL},
    };
    qp_json_node table = qp_json_at(object, "table");
    const char *name = qp_json_text(r, &table);
    const qp_schema *schema = name != NULL ? qp_schema_find(name) : NULL;
    if (schema == NULL && (name != NULL || table.value == NULL))
        qp_json_refuse(r, &table, "data/README.md lists the tables");
    if (schema == NULL)
        return;
    qp_mapping *m = &resource->mappings[resource->mapping_count++];
    *m = (qp_mapping){.table = (qp_table_id)(schema - qp_schemas),
                      .by_name = true,
                      .join = "-",
                      .melt = {.name = -1, .value = -1}};
    qp_json_read(r, object, parts, m);
    check_feeds(r, object, m);
}

void qp_package_read_mappings(qp_json_reader *r, const qp_json_node *node,
                              qp_resource *resource)
{
    static const char expected[] = "it is a mapping or a list of them";
    size_t count = qp_json_count(node);
    resource->mappings = qp_json_room(r, count, sizeof *resource->mappings);
    if (count == 0)
        qp_json_refuse(r, node, expected);
    for (size_t i = 0; i < count && r->status == QP_OK; i++) {
        qp_json_node item = qp_json_item(node, i);
        if (json_is_object(item.value))
            read_mapping(r, &item, resource);
        else
            qp_json_refuse(r, &item, expected);
    }
}

void qp_package_clear_mapping(qp_mapping *m)
{
    for (size_t k = 0; k < QP_MOST_COLUMNS; k++) {
        qp_release((void *)m->feeds[k].sources);
        qp_release((void *)m->feeds[k].recode.from);
        qp_release((void *)m->feeds[k].recode.to);
    }
    for (size_t s = 0; s < m->skip_count; s++)
        qp_release((void *)m->skips[s].texts);
    qp_release(m->skips);
    qp_release(m->spaces);
    qp_release(m->conversions);
    qp_release((void *)m->melt.columns);
}
