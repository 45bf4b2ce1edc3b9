/* SPDX-License-Identifier: MIT */
#include "table/package.h"

#include <jansson.h>
#include <string.h>

#include "core/memory.h"
#include "table/cell.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/** Where a reader of the package stands, for findings. */
typedef struct {
    const char *file;
    qp_text where; ///< "resource 'flows': ", "" outside
    size_t defects;
    qp_findings *findings;
    qp_status status;
    qp_error *err;
} reader;

static void add_shown(qp_text *out, const char *value)
{
    char shown[QP_SHOWN_SIZE];
    qp_text_addf(out, "'%s'", qp_text_shown(value, strlen(value), shown));
}

static void refuse_at(reader *r, qp_rule rule, qp_place place,
                      const char *found, const char *expected)
{
    r->defects++;
    if (r->status == QP_OK)
        r->status = qp_findings_add(r->findings, rule, place, found, expected,
                                    r->err);
}

/* "resource 'flows': key 'colums' is not understood"; value may be NULL. */
static void refuse(reader *r, qp_rule rule, const char *what, const char *value,
                   const char *expected)
{
    qp_text found = {0};
    qp_text_add(&found, qp_text_string(&r->where));
    qp_text_add(&found, what);
    if (value != NULL) {
        qp_text_add(&found, " ");
        add_shown(&found, value);
    }
    qp_text_add(&found, " is not understood");
    refuse_at(r, rule, (qp_place){r->file, 0, 0}, qp_text_string(&found),
              expected);
    qp_text_clear(&found);
}

static void refuse_value(reader *r, const char *what, const char *value,
                         const char *expected)
{
    refuse(r, QP_RULE_PACKAGE_VALUE, what, value, expected);
}

static void no_memory(reader *r)
{
    if (r->status == QP_OK)
        r->status = qp_fail(r->err, QP_E_MEMORY, "no memory for the package");
}

/* Zeroed room for the parts of a JSON list. */
static void *room_for(reader *r, size_t count, size_t size)
{
    void *room = qp_acquire(count, size);
    if (room == NULL)
        no_memory(r);
    return room;
}

/* ------------------------------------------------------------ small parts */

/* A text or a list of texts. */
static const char **texts_of(reader *r, json_t *value, const char *key,
                             size_t *count)
{
    *count = 0;
    if (value == NULL)
        return NULL;
    size_t size = json_is_array(value) ? json_array_size(value) : 1;
    const char **texts = room_for(r, size, sizeof *texts);
    if (texts == NULL)
        return NULL;
    for (size_t i = 0; i < size; i++) {
        json_t *item = json_is_array(value) ? json_array_get(value, i) : value;
        if (json_is_string(item))
            texts[(*count)++] = json_string_value(item);
        else
            refuse_value(r, key, NULL, "it is a text or a list of texts");
    }
    return texts;
}

static bool flag_of(reader *r, json_t *value, const char *key)
{
    if (value != NULL && !json_is_boolean(value))
        refuse_value(r, key, NULL, "it is true or false");
    return json_is_true(value);
}

static const char *text_of(reader *r, json_t *value, const char *key)
{
    if (value != NULL && !json_is_string(value))
        refuse_value(r, key, NULL, "it is a text");
    return json_string_value(value);
}

/* An object, or nothing where there is none. */
static json_t *object_of(reader *r, json_t *value, const char *key)
{
    if (value == NULL || json_is_object(value))
        return value;
    refuse_value(r, key, NULL, "it is an object");
    return NULL;
}

static json_t *list_of(reader *r, json_t *value, const char *key)
{
    if (value == NULL || json_is_array(value))
        return value;
    refuse_value(r, key, NULL, "it is a list");
    return NULL;
}

static void refuse_key(reader *r, const char *key, const char *const keys[],
                       size_t count)
{
    const char *nearest = qp_text_nearest(key, keys, count);
    qp_text expected = {0};
    qp_text_add(&expected, "the keys are");
    for (size_t k = 0; k < count; k++)
        qp_text_addf(&expected, "%s %s", k > 0 ? "," : "", keys[k]);
    if (nearest != NULL)
        qp_text_addf(&expected, " (nearest: '%s')", nearest);
    refuse(r, QP_RULE_PACKAGE_KEY, "key", key, qp_text_string(&expected));
    qp_text_clear(&expected);
}

/* Every key of an object must be one that we know. */
static void expect_keys(reader *r, json_t *object, const char *const keys[],
                        size_t count)
{
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(object, key, value)
    {
        bool known = false;
        for (size_t k = 0; k < count; k++)
            known |= strcmp(key, keys[k]) == 0;
        if (!known)
            refuse_key(r, key, keys, count);
    }
}

/* --------------------------------------------------------------- mappings */

static void read_columns(reader *r, json_t *object, const qp_schema *schema,
                         const char *texts[QP_MOST_COLUMNS])
{
    const char *names[QP_MOST_COLUMNS];
    for (size_t k = 0; k < schema->column_count; k++)
        names[k] = schema->columns[k].name;
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(object, key, value)
    {
        int column = qp_schema_column(schema, key);
        if (column < 0)
            refuse_key(r, key, names, schema->column_count);
        else
            texts[column] = text_of(r, value, key);
    }
}

static void read_skip(reader *r, json_t *rule, qp_mapping *m)
{
    static const char *const keys[] = {"column", "equals"};
    json_t *column = json_object_get(rule, "column");
    json_t *equals = json_object_get(rule, "equals");
    expect_keys(r, rule, keys, COUNT(keys));
    if (json_is_string(column) && json_is_string(equals))
    {
        const char **t = room_for(r, 1, sizeof *t);
        t[0] = json_string_value(equals);
        m->skips[m->skip_count++] = (qp_skip_rule){json_string_value(column), t,
                                                   1, false};
    }
    else
        refuse_value(r, "skip", NULL,
                     "it is a list of {column, equals}, both texts");
}

static void read_skips(reader *r, json_t *value, qp_mapping *m)
{
    json_t *list = list_of(r, value, "skip");
    if (list == NULL)
        return;
    m->skips = room_for(r, json_array_size(list), sizeof *m->skips);
    for (size_t i = 0; m->skips != NULL && i < json_array_size(list); i++)
        read_skip(r, json_array_get(list, i), m);
}

static void read_duplicates(reader *r, json_t *value, const qp_schema *schema,
                            qp_mapping *m)
{
    const char *policy = text_of(r, value, "duplicates");
    if (policy == NULL || strcmp(policy, "error") == 0)
        return;
    m->duplicates = strcmp(policy, "keep") == 0 ? QP_DUPLICATES_KEEP : 0;
    if (!m->duplicates)
        refuse_value(r, "duplicates", policy, "it is error or keep");
    else if (strcmp(schema->columns[0].name, "id") != 0)
        refuse_value(r, "duplicates", policy,
                     "only tables with a column `id` can keep");
}

static void read_mapping(reader *r, json_t *object, qp_resource *resource)
{
    static const char *const keys[] = {"table",        "columns", "constants",
                                       "skip",         "trim",    "duplicates",
                                       "decimal_years"};
    expect_keys(r, object, keys, COUNT(keys));
    const char *table = text_of(r, json_object_get(object, "table"), "table");
    const qp_schema *schema = table != NULL ? qp_schema_find(table) : NULL;
    if (schema == NULL) {
        refuse_value(r, "table", table, "data/README.md lists the tables");
        return;
    }

    qp_mapping *m = &resource->mappings[resource->mapping_count++];
    json_t *columns = object_of(r, json_object_get(object, "columns"),
                                "columns");
    json_t *constants = object_of(r, json_object_get(object, "constants"),
                                  "constants");
    m->table = (qp_table_id)(schema - qp_schemas);
    m->by_name = columns == NULL;
    const char *cols[QP_MOST_COLUMNS] = {0};
    const char *cons[QP_MOST_COLUMNS] = {0};
    read_columns(r, columns, schema, cols);
    read_columns(r, constants, schema, cons);
    for (size_t k = 0; k < schema->column_count; k++) {
        m->feeds[k].constant = cons[k];
        if (cols[k] != NULL) {
            m->feeds[k].sources = room_for(r, 1, sizeof(char *));
            m->feeds[k].sources[0] = cols[k];
            m->feeds[k].source_count = 1;
        }
    }
    m->melt.name = m->melt.value = -1;
    m->join = "-";
    read_skips(r, json_object_get(object, "skip"), m);
    size_t tc = 0;
    const char **trim = texts_of(r, json_object_get(object, "trim"), "trim",
                       &tc);
    m->spaces = room_for(r, tc, sizeof *m->spaces);
    for (size_t i = 0; i < tc; i++)
        m->spaces[m->space_count++] = (qp_space_rule){trim[i], QP_SPACES_TRIM};
    qp_release((void*)trim);
    read_duplicates(r, json_object_get(object, "duplicates"), schema, m);
    m->decimal_years = flag_of(r, json_object_get(object, "decimal_years"),
                               "decimal_years");
}

static void read_mappings(reader *r, json_t *value, qp_resource *resource)
{
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    resource->mappings = room_for(r, count, sizeof *resource->mappings);
    if (count == 0)
        refuse_value(r, "qipan", NULL, "it is a mapping or a list of them");
    for (size_t i = 0; i < count && r->status == QP_OK; i++) {
        json_t *object = json_is_array(value) ? json_array_get(value, i)
                                              : value;
        if (json_is_object(object))
            read_mapping(r, object, resource);
        else
            refuse_value(r, "qipan", NULL, "it is a mapping or a list of them");
    }
}

/* -------------------------------------------------------------- resources */

static void add_missing(reader *r, json_t *value, const char *column,
                        qp_resource *resource)
{
    json_t *values = list_of(r, value, "missingValues");
    for (size_t i = 0; i < json_array_size(values); i++) {
        const char *text = text_of(r, json_array_get(values, i),
                                   "missingValues");
        if (text == NULL)
            continue;
        if (!qp_grow((void **)&resource->missing, &resource->missing_room,
                     resource->missing_count, sizeof *resource->missing)) {
            no_memory(r);
            return;
        }
        resource->missing[resource->missing_count++] = (qp_missing_value){
            column, text};
    }
}

static void read_missing_values(reader *r, json_t *schema,
                                qp_resource *resource)
{
    add_missing(r, json_object_get(schema, "missingValues"), NULL, resource);
    json_t *fields = json_object_get(schema, "fields");
    for (size_t i = 0; i < json_array_size(fields); i++) {
        json_t *field = json_array_get(fields, i);
        const char *name = json_string_value(json_object_get(field, "name"));
        json_t *values = json_object_get(field, "missingValues");
        if (values != NULL && name == NULL)
            refuse_value(r, "missingValues", NULL, "its field has a name");
        else
            add_missing(r, values, name, resource);
    }
}

static bool is_printable(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            return false;
    return true;
}

static bool stays_below(const char *path)
{
    size_t size = strlen(path);
    return size > 0 && path[0] != '/' && strcmp(path, "..") != 0 &&
           strncmp(path, "../", 3) != 0 && strstr(path, "/../") == NULL &&
           !(size > 3 && strcmp(path + size - 3, "/..") == 0) &&
           strstr(path, "://") == NULL;
}

static void check_path(reader *r, const qp_resource *resource, size_t p)
{
    const char *path = resource->paths[p];
    if (!is_printable(path))
        refuse(r, QP_RULE_PACKAGE_PATH, "path", path,
               "it holds no control characters");
    else if (!stays_below(path))
        refuse(r, QP_RULE_PACKAGE_PATH, "path", path,
               "it is a file below the folder, without '..'");
    for (size_t q = 0; q < p; q++)
        if (strcmp(resource->paths[q], path) == 0)
            refuse(r, QP_RULE_PACKAGE_PATH, "path", path,
                   "a resource reads each of its files once");
}

static void read_paths(reader *r, json_t *object, qp_resource *resource)
{
    json_t *value = json_object_get(object, "path");
    resource->paths = texts_of(r, value, "path", &resource->path_count);
    if (value == NULL || (json_is_array(value) && json_array_size(value) == 0))
        refuse(r, QP_RULE_PACKAGE_PATH, "path", NULL,
               "a resource names its file, or a list of them");
    for (size_t p = 0; p < resource->path_count; p++)
        check_path(r, resource, p);
}

/* Reading a file in another way than its owner means would change the data
 * silently: what a dialect says and we cannot do is refused. */
static void read_dialect(reader *r, json_t *value, qp_resource *resource)
{
    static const char *const keys[] = {"delimiter",      "quoteChar",
                                       "doubleQuote",    "header",
                                       "lineTerminator", "csvddfVersion"};
    json_t *dialect = object_of(r, value, "dialect");
    expect_keys(r, dialect, keys, COUNT(keys));
    const char *quote = text_of(r, json_object_get(dialect, "quoteChar"),
                                "quoteChar");
    if (quote != NULL && strcmp(quote, "\"") != 0)
        refuse_value(r, "quoteChar", quote, "only '\"' is read");
    if (json_is_false(json_object_get(dialect, "doubleQuote")))
        refuse_value(r, "doubleQuote", "false", "only true is read");
    if (json_is_false(json_object_get(dialect, "header")))
        refuse_value(r, "header", "false", "a table has a header row");

    const char *delimiter = text_of(r, json_object_get(dialect, "delimiter"),
                                    "delimiter");
    resource->dialect.delimiter = ',';
    resource->dialect.header_rows[0] = 1;
    resource->dialect.header_count = 1;
    resource->dialect.header_join = " ";
    if (delimiter == NULL)
        return;
    if (strlen(delimiter) == 1 && strchr("\"\r\n", delimiter[0]) == NULL)
        resource->dialect.delimiter = delimiter[0];
    else
        refuse_value(r, "delimiter", delimiter, "it is one character");
}

static void read_encoding(reader *r, json_t *value)
{
    static const char *const names[] = {"utf-8", "UTF-8", "utf8", "UTF8"};
    const char *encoding = text_of(r, value, "encoding");
    for (size_t n = 0; encoding != NULL && n < COUNT(names); n++)
        if (strcmp(encoding, names[n]) == 0)
            encoding = NULL;
    if (encoding != NULL)
        refuse_value(r, "encoding", encoding, "only utf-8 is read as yet");
}

static void name_resource(reader *r, json_t *object, size_t number)
{
    const char *name = json_string_value(json_object_get(object, "name"));
    qp_text_empty(&r->where);
    qp_text_add(&r->where, "resource ");
    if (name != NULL)
        add_shown(&r->where, name);
    else
        qp_text_addf(&r->where, "%zu", number);
    qp_text_add(&r->where, ": ");
}

static void read_resource(reader *r, json_t *object, qp_resource *resource)
{
    size_t before = r->defects;
    json_t *mappings = json_object_get(object, "qipan");
    if (!json_is_object(object))
        refuse_value(r, "resource", NULL, "it is an object");
    if (mappings == NULL)
        return; /* somebody else's */
    read_paths(r, object, resource);
    read_dialect(r, json_object_get(object, "dialect"), resource);
    read_encoding(r, json_object_get(object, "encoding"));
    read_missing_values(r, json_object_get(object, "schema"), resource);
    read_mappings(r, mappings, resource);
    if (r->defects > before)
        resource->path_count = 0; /* not to be read in a wrong way */
}

/* ---------------------------------------------------------------- package */

static void read_declare(reader *r, json_t *value, qp_package *package)
{
    static const struct {
        const char *name;
        qp_table_id table;
    } kinds[] = {{"region", QP_REGIONS},
                 {"enterprise", QP_ENTERPRISES},
                 {"institute", QP_INSTITUTES}};
    const char *kind = text_of(r, value, "declare");
    if (kind == NULL)
        return;
    for (size_t k = 0; k < COUNT(kinds); k++)
        if (strcmp(kinds[k].name, kind) == 0)
            package->declare = (int)kinds[k].table;
    if (package->declare < 0)
        refuse_value(r, "declare", kind,
                     "it is region, enterprise or institute");
}

static void read_resources(reader *r, json_t *value, qp_package *package)
{
    json_t *list = json_is_array(value) ? value : NULL;
    size_t count = json_array_size(list);
    if (count == 0)
        refuse_value(r, "resources", NULL,
                     "it is a list of at least one resource");
    package->resources = room_for(r, count, sizeof *package->resources);
    for (size_t i = 0; i < count && r->status == QP_OK; i++) {
        json_t *object = json_array_get(list, i);
        name_resource(r, object, i + 1);
        read_resource(r, object,
                      &package->resources[package->resource_count++]);
    }
}

static void read_root(reader *r, json_t *root, qp_package *package)
{
    static const char *const keys[] = {"home", "declare"};
    json_t *own = object_of(r, json_object_get(root, "qipan"), "qipan");
    expect_keys(r, own, keys, COUNT(keys));
    package->title = text_of(r, json_object_get(root, "title"), "title");
    package->home = texts_of(r, json_object_get(own, "home"), "home",
                             &package->home_count);
    read_declare(r, json_object_get(own, "declare"), package);
    read_resources(r, json_object_get(root, "resources"), package);
}

/* jansson tells the byte where it stopped; lines and columns are ours. */
static qp_place place_of(const char *file, const char *json, size_t size,
                         int position)
{
    size_t end = position > 0 ? (size_t)position : 0;
    end = end < size ? end : size;
    qp_place place = {file, 1, 1};
    for (size_t at = 0; at + 1 < end; at++) {
        place.column++;
        if (json[at] == '\n') {
            place.line++;
            place.column = 1;
        }
    }
    return place;
}

static void refuse_syntax(reader *r, const char *json, size_t size,
                          const json_error_t *wrong)
{
    if (json_error_code(wrong) == json_error_out_of_memory) {
        no_memory(r);
        return;
    }
    qp_text found = {0};
    qp_text_add_shown(&found, wrong->text, strlen(wrong->text),
                      sizeof wrong->text);
    refuse_at(r, QP_RULE_PACKAGE_JSON,
              place_of(r->file, json, size, wrong->position),
              qp_text_string(&found), "the file is JSON");
    qp_text_clear(&found);
}

qp_status qp_package_read(qp_package *package, const qp_text *json,
                          const char *file, qp_findings *findings,
                          qp_error *err)
{
    reader r = {.file = file, .findings = findings, .err = err};
    json_error_t wrong;
    const char *bytes = qp_text_string(json);
    size_t mark = strncmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    *package = (qp_package){.declare = -1};
    json_t *root = json_loadb(bytes + mark, json->size - mark,
                              JSON_REJECT_DUPLICATES, &wrong);
    package->json = root;
    if (root == NULL)
        refuse_syntax(&r, bytes + mark, json->size - mark, &wrong);
    else if (!json_is_object(root))
        refuse_value(&r, "the package", NULL, "it is a JSON object");
    else
        read_root(&r, root, package);
    if (r.status == QP_OK)
        r.status = qp_text_status(&r.where, err);
    qp_text_clear(&r.where);
    return r.status;
}

static void clear_resource(qp_resource *resource)
{
    for (size_t m = 0; m < resource->mapping_count; m++) {
        qp_release(resource->mappings[m].skips);
    }
    qp_release(resource->mappings);
    qp_release(resource->missing);
    qp_release((void *)resource->paths);
}

void qp_package_clear(qp_package *package)
{
    for (size_t i = 0; i < package->resource_count; i++)
        clear_resource(&package->resources[i]);
    qp_release(package->resources);
    qp_release((void *)package->home);
    json_decref(package->json);
    *package = (qp_package){.declare = -1};
}
