/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "net/builder.h"
#include "net/columns.h"
#include "table/spelling.h"

/* Of two spellings of one thing the one that stands first is taken to be
 * meant, and the other is told. */

/* --------------------------------------------------------------------- ids */

typedef struct {
    qp_table_id table;
    int column;
} naming;

/** Ids that are of one kind, and all cells that name one. */
typedef struct {
    const naming *cells; ///< [count]
    size_t count;
} naming_list;

#define LIST(cells)                              \
    {                                            \
        (cells), sizeof(cells) / sizeof *(cells) \
    }

static const naming actor_cells[] = {{QP_REGIONS, QP_REGION_ID},
                                     {QP_ENTERPRISES, QP_ENTERPRISE_ID},
                                     {QP_INSTITUTES, QP_INSTITUTE_ID},
                                     {QP_ARCHITECTS, QP_ARCHITECT_ID},
                                     {QP_LINKS, QP_LINK_FROM},
                                     {QP_LINKS, QP_LINK_TO},
                                     {QP_INDICATORS, QP_INDICATOR_REGION},
                                     {QP_PORTFOLIO, QP_PORTFOLIO_REGION}};
static const naming cluster_cells[] = {{QP_CLUSTERS, QP_CLUSTER_ID},
                                       {QP_REGIONS, QP_REGION_CLUSTER}};
static const naming thing_cells[] = {{QP_THINGS, QP_THING_ID}};
static const naming consortium_cells[] = {{QP_CONSORTIA, QP_CONSORTIUM_ID}};
static const naming layer_cells[] = {{QP_LAYERS, QP_LAYER_ID},
                                     {QP_LINKS, QP_LINK_LAYER}};
static const naming source_cells[] = {{QP_SOURCES, QP_SOURCE_ID}};

/** Ids of one kind by what their spellings have in common. */
typedef struct {
    qp_builder *b;
    const qp_row *known; ///< [data texts] QP_NONE: no id of this kind
    qp_pool keys;        ///< what ids that have blanks or the like fold to
    qp_string *key_of;   ///< [data texts] QP_NONE: none, or told
    qp_string *owner;    ///< [keys] the id that stands first
    qp_spot *first;      ///< [keys] where
    qp_text folded;
} spelling;

static qp_status add_key(spelling *s, qp_string id)
{
    const char *text = qp_builder_text(s->b, id);
    if (!qp_spelling_fold(text, strlen(text), &s->folded))
        return QP_OK;
    if (s->folded.failed ||
        (s->key_of[id] = qp_pool_add(&s->keys, qp_text_string(&s->folded),
                                     s->folded.size)) == QP_NONE)
        return qp_builder_no_memory(s->b);
    return QP_OK;
}

/* Most ids are spelt without blanks; only one that another folds to matters. */
static qp_status add_keys(spelling *s)
{
    size_t count = s->b->data->text.count;
    qp_status status = QP_OK;
    for (qp_string id = 0; id < count && status == QP_OK; id++)
        if (s->known[id] != QP_NONE)
            status = add_key(s, id);
    for (qp_string id = 0; s->keys.count > 0 && id < count; id++) {
        const char *text = qp_builder_text(s->b, id);
        if (s->known[id] != QP_NONE && s->key_of[id] == QP_NONE)
            s->key_of[id] = qp_pool_find(&s->keys, text, strlen(text));
    }
    return status;
}

static qp_status tell_spelling(spelling *s, qp_spot spot, qp_string id)
{
    char shown[2][QP_SHOWN_SIZE];
    char found[3 * QP_SHOWN_SIZE];
    qp_string key = s->key_of[id];
    const char *text = qp_builder_text(s->b, id);
    const char *other = qp_builder_text(s->b, s->owner[key]);
    snprintf(found, sizeof found,
             "%s '%s' differs from '%s' only in blanks or in how accents are "
             "encoded",
             spot.table->schema->columns[spot.column].name,
             qp_text_shown(text, strlen(text), shown[0]),
             qp_text_shown(other, strlen(other), shown[1]));
    s->key_of[id] = QP_NONE; /* once is enough */
    return qp_builder_repeats(s->b, QP_RULE_ROW_SPELLING, spot, s->first[key],
                              found,
                              "they count as two: if they are one, spell it "
                              "one way");
}

static qp_status walk(spelling *s, const naming *cells)
{
    const qp_table *table = qp_builder_table(s->b, cells->table);
    const qp_string *ids = qp_builder_texts(table, cells->column);
    qp_status status = QP_OK;
    for (size_t row = 0;
         ids != NULL && row < table->row_count && status == QP_OK; row++) {
        qp_spot spot = {table, row, cells->column};
        qp_string key = ids[row] != QP_NONE ? s->key_of[ids[row]] : QP_NONE;
        if (key == QP_NONE || s->owner[key] == ids[row])
            continue;
        if (s->owner[key] != QP_NONE) {
            status = tell_spelling(s, spot, ids[row]);
            continue;
        }
        s->owner[key] = ids[row];
        s->first[key] = spot;
    }
    return status;
}

static qp_status find_spellings(spelling *s, const naming_list *list)
{
    s->key_of = qp_builder_map(s->b);
    qp_status status = s->key_of != NULL ? add_keys(s)
                                         : qp_builder_no_memory(s->b);
    if (status != QP_OK || s->keys.count == 0)
        return status;
    s->owner = qp_column_make(QP_COLUMN_TEXT, s->keys.count);
    s->first = qp_acquire(s->keys.count, sizeof *s->first);
    if (s->owner == NULL || s->first == NULL)
        return qp_builder_no_memory(s->b);
    for (size_t c = 0; c < list->count && status == QP_OK; c++)
        status = walk(s, &list->cells[c]);
    return status;
}

static qp_status check_ids(qp_builder *b, const qp_row known[],
                           const naming_list *list)
{
    spelling s = {.b = b, .known = known};
    qp_status status = find_spellings(&s, list);
    qp_pool_clear(&s.keys);
    qp_release(s.key_of);
    qp_release(s.owner);
    qp_release(s.first);
    qp_text_clear(&s.folded);
    return status;
}

/* ------------------------------------------------------------------- names */

enum { NO_COLUMN = -1 };

/** Where two rows must not have one name. */
typedef struct {
    qp_table_id table;
    int name;
    int name_zh;  ///< stands in where there is no name
    int group;    ///< true: the row stands for many, and its name is no one's
    int apart[2]; ///< rows that differ here may share a name
} named;

/* clang-format off */
/* A province and its city, or two counties of two provinces, may well share a
 * name. An architect has that of its enterprise. */
static const named named_tables[] = {
    {QP_REGIONS,     QP_REGION_NAME,     QP_REGION_NAME_ZH,     NO_COLUMN,           {QP_REGION_KIND, QP_REGION_PARENT}},
    {QP_CLUSTERS,    QP_CLUSTER_NAME,    QP_CLUSTER_NAME_ZH,    NO_COLUMN,           {NO_COLUMN, NO_COLUMN}},
    {QP_ENTERPRISES, QP_ENTERPRISE_NAME, QP_ENTERPRISE_NAME_ZH, QP_ENTERPRISE_GROUP, {NO_COLUMN, NO_COLUMN}},
    {QP_INSTITUTES,  QP_INSTITUTE_NAME,  QP_INSTITUTE_NAME_ZH,  QP_INSTITUTE_GROUP,  {NO_COLUMN, NO_COLUMN}},
    {QP_CONSORTIA,   QP_CONSORTIUM_NAME, QP_CONSORTIUM_NAME_ZH, NO_COLUMN,           {NO_COLUMN, NO_COLUMN}},
    {QP_THINGS,      QP_THING_NAME,      QP_THING_NAME_ZH,      NO_COLUMN,           {QP_THING_KIND, NO_COLUMN}},
    {QP_LAYERS,      QP_LAYER_NAME,      QP_LAYER_NAME_ZH,      NO_COLUMN,           {NO_COLUMN, NO_COLUMN}},
};
/* clang-format on */

/** Rows of a table by name. */
typedef struct {
    qp_builder *b;
    const named *rule;
    const qp_table *table;
    qp_pool keys;  ///< folded name, and where rows are apart
    qp_row *first; ///< [keys] row that has it first
    qp_text key;
} register_of_names;

/* What a cell says, in a form that can be compared. */
static void add_cell(register_of_names *r, size_t row, int column)
{
    if (column == NO_COLUMN)
        return;
    const qp_string *texts = qp_builder_texts(r->table, column);
    const double *numbers = qp_builder_numbers(r->table, column);
    qp_text_add(&r->key, "\n"); /* no name holds one */
    if (texts != NULL)
        qp_text_add(&r->key, qp_builder_text(r->b, texts[row]));
    if (numbers != NULL)
        qp_text_add_number(&r->key, numbers[row]);
}

static bool is_group(const register_of_names *r, size_t row)
{
    int column = r->rule->group;
    const double *groups = column != NO_COLUMN
                               ? qp_builder_numbers(r->table, column)
                               : NULL;
    return groups != NULL && groups[row] == 1;
}

/* Column of the name of a row, or NO_COLUMN. */
static int name_at(const register_of_names *r, size_t row)
{
    const int columns[] = {r->rule->name, r->rule->name_zh};
    for (int c = 0; c < 2; c++) {
        const qp_string *names = qp_builder_texts(r->table, columns[c]);
        if (names != NULL && names[row] != QP_NONE)
            return columns[c];
    }
    return NO_COLUMN;
}

static qp_status tell_name(register_of_names *r, qp_spot spot, size_t other)
{
    char shown[3][QP_SHOWN_SIZE];
    char found[4 * QP_SHOWN_SIZE];
    const qp_string *ids = qp_builder_texts(r->table, 0);
    const char *texts[] = {
        qp_builder_text(r->b,
                        qp_builder_texts(r->table, spot.column)[spot.row]),
        qp_builder_text(r->b, ids[spot.row]),
        qp_builder_text(r->b, ids[other])};
    for (int t = 0; t < 3; t++)
        qp_text_shown(texts[t], strlen(texts[t]), shown[t]);
    snprintf(found, sizeof found, "%s '%s' of '%s' is that of '%s' too",
             r->table->schema->columns[spot.column].name, shown[0], shown[1],
             shown[2]);
    return qp_builder_repeated(r->b, QP_RULE_ROW_NAME, spot, other, found,
                               "they count as two: if they are one, give it "
                               "one id");
}

static qp_status check_name(register_of_names *r, size_t row)
{
    const qp_string *ids = qp_builder_texts(r->table, 0);
    int column = name_at(r, row);
    if (column == NO_COLUMN || ids[row] == QP_NONE || is_group(r, row))
        return QP_OK;
    const char *name = qp_builder_text(r->b,
                                       qp_builder_texts(r->table, column)[row]);
    qp_spelling_fold(name, strlen(name), &r->key);
    for (int a = 0; a < 2; a++)
        add_cell(r, row, r->rule->apart[a]);
    size_t before = r->keys.count;
    qp_string key = r->key.failed
                        ? QP_NONE
                        : qp_pool_add(&r->keys, qp_text_string(&r->key),
                                      r->key.size);
    if (key == QP_NONE)
        return qp_builder_no_memory(r->b);
    if (r->keys.count > before)
        r->first[key] = (qp_row)row;
    return ids[r->first[key]] == ids[row]
               ? QP_OK
               : tell_name(r, (qp_spot){r->table, row, column}, r->first[key]);
}

static qp_status check_names(qp_builder *b, const named *rule)
{
    register_of_names r = {
        .b = b, .rule = rule, .table = qp_builder_table(b, rule->table)};
    if (qp_builder_texts(r.table, 0) == NULL)
        return QP_OK;
    r.first = qp_column_make(QP_COLUMN_ROW, r.table->row_count);
    qp_status status = r.first != NULL ? QP_OK : qp_builder_no_memory(b);
    for (size_t row = 0; row < r.table->row_count && status == QP_OK; row++)
        status = check_name(&r, row);
    qp_pool_clear(&r.keys);
    qp_release(r.first);
    qp_text_clear(&r.key);
    return status;
}

qp_status qp_check_spellings(qp_builder *b)
{
    const struct {
        const qp_row *known; ///< [data texts]
        naming_list list;
    } kinds[] = {{b->actor_of, LIST(actor_cells)},
                 {b->cluster_of, LIST(cluster_cells)},
                 {b->thing_of, LIST(thing_cells)},
                 {b->consortium_of, LIST(consortium_cells)},
                 {b->layer_of, LIST(layer_cells)},
                 {b->source_of, LIST(source_cells)}};
    qp_status status = QP_OK;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && status == QP_OK; k++)
        status = check_ids(b, kinds[k].known, &kinds[k].list);
    for (size_t t = 0;
         t < sizeof named_tables / sizeof *named_tables && status == QP_OK; t++)
        status = check_names(b, &named_tables[t]);
    return status;
}
