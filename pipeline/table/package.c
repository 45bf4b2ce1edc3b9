/* SPDX-License-Identifier: MIT */
#include "table/package.h"

#include <jansson.h>
#include <string.h>

#include "core/memory.h"

/** Where a reader of the package stands, for findings. */
typedef struct {
    const char *file;
    const char *resource; ///< name of the resource being read, "" outside
    qp_findings *findings;
    qp_status status;
    qp_error *err;
} reader;

static void refuse_at(reader *r, qp_place place, const char *found,
                      const char *expected)
{
    if (r->status == QP_OK)
        r->status = qp_findings_add(r->findings, QP_DEFECT, "package", place,
                                    found, expected, r->err);
}

static void refuse(reader *r, const char *what, const char *value,
                   const char *expected)
{
    char shown[QP_SHOWN_SIZE];
    qp_text found = {0};
    qp_place place = {r->file, 0, 0};
    if (r->resource[0] != '\0')
        qp_text_addf(&found, "resource '%s': ", r->resource);
    qp_text_add(&found, what);
    if (value != NULL)
        qp_text_addf(&found, " '%s'",
                     qp_text_shown(value, strlen(value), shown));
    qp_text_add(&found, " is not understood");
    refuse_at(r, place, qp_text_string(&found), expected);
    qp_text_clear(&found);
}

/* Zeroed room for the parts of a JSON list. */
static void *room_for(reader *r, size_t count, size_t size)
{
    void *room = qp_acquire(count, size);
    if (room == NULL && r->status == QP_OK)
        r->status = qp_fail(r->err, QP_E_MEMORY, "no memory for the package");
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
            refuse(r, key, NULL, "it is a text or a list of texts");
    }
    return texts;
}

static bool flag_of(reader *r, json_t *value, const char *key)
{
    if (value != NULL && !json_is_boolean(value))
        refuse(r, key, NULL, "it is true or false");
    return json_is_true(value);
}

static const char *text_of(reader *r, json_t *value, const char *key)
{
    if (value != NULL && !json_is_string(value))
        refuse(r, key, NULL, "it is a text");
    return json_string_value(value);
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
        if (known)
            continue;
        const char *nearest = qp_text_nearest(key, keys, count);
        qp_text expected = {0};
        qp_text_add(&expected, "the keys are");
        for (size_t k = 0; k < count; k++)
            qp_text_addf(&expected, "%s %s", k > 0 ? "," : "", keys[k]);
        if (nearest != NULL)
            qp_text_addf(&expected, " (nearest: '%s')", nearest);
        refuse(r, "key", key, qp_text_string(&expected));
        qp_text_clear(&expected);
    }
}

/* --------------------------------------------------------------- mappings */

static void read_columns(reader *r, json_t *object, const qp_schema *schema,
                         const char *texts[QP_MOST_COLUMNS])
{
    const char *key = NULL;
    json_t *value = NULL;
    if (object != NULL && !json_is_object(object))
        refuse(r, "columns or constants", NULL,
               "it is an object: column of qipan, text");
    json_object_foreach(object, key, value)
    {
        int column = qp_schema_column(schema, key);
        if (column < 0)
            refuse(r, "column", key, "data/README.md lists the columns");
        else
            texts[column] = text_of(r, value, key);
    }
}

static void read_skips(reader *r, json_t *list, qp_mapping *m)
{
    static const char *const keys[] = {"column", "equals"};
    if (list == NULL)
        return;
    m->skips = room_for(r, json_array_size(list), sizeof *m->skips);
    if (!json_is_array(list) || m->skips == NULL) {
        refuse(r, "skip", NULL, "it is a list of {column, equals}");
        return;
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *rule = json_array_get(list, i);
        const char *column = text_of(r, json_object_get(rule, "column"),
                                     "column");
        const char *equals = text_of(r, json_object_get(rule, "equals"),
                                     "equals");
        expect_keys(r, rule, keys, 2);
        if (column == NULL || equals == NULL)
            refuse(r, "skip rule", NULL, "it is {column, equals}");
        else
            m->skips[m->skip_count++] = (qp_skip_rule){column, equals};
    }
}

static void read_duplicates(reader *r, json_t *value, qp_mapping *m)
{
    const char *policy = text_of(r, value, "duplicates");
    if (policy == NULL || strcmp(policy, "error") == 0)
        return;
    m->keep = strcmp(policy, "keep") == 0;
    if (!m->keep)
        refuse(r, "duplicates", policy, "it is error or keep");
}

static void read_mapping(reader *r, json_t *object, qp_resource *resource)
{
    static const char *const keys[] = {"table",        "columns", "constants",
                                       "skip",         "trim",    "duplicates",
                                       "decimal_years"};
    expect_keys(r, object, keys, sizeof keys / sizeof *keys);
    const char *table = text_of(r, json_object_get(object, "table"), "table");
    const qp_schema *schema = table != NULL ? qp_schema_find(table) : NULL;
    if (schema == NULL) {
        refuse(r, "table", table, "data/README.md lists the tables");
        return;
    }

    qp_mapping *m = &resource->mappings[resource->mapping_count++];
    json_t *columns = json_object_get(object, "columns");
    m->table = (qp_table_id)(schema - qp_schemas);
    m->by_name = columns == NULL;
    read_columns(r, columns, schema, m->columns);
    read_columns(r, json_object_get(object, "constants"), schema, m->constants);
    read_skips(r, json_object_get(object, "skip"), m);
    m->trim = texts_of(r, json_object_get(object, "trim"), "trim",
                       &m->trim_count);
    read_duplicates(r, json_object_get(object, "duplicates"), m);
    m->decimal_years = flag_of(r, json_object_get(object, "decimal_years"),
                               "decimal_years");
}

static void read_mappings(reader *r, json_t *value, qp_resource *resource)
{
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    resource->mappings = room_for(r, count, sizeof *resource->mappings);
    for (size_t i = 0; i < count && r->status == QP_OK; i++) {
        json_t *object = json_is_array(value) ? json_array_get(value, i)
                                              : value;
        if (json_is_object(object))
            read_mapping(r, object, resource);
        else
            refuse(r, "qipan", NULL, "it is an object or a list of objects");
    }
}

/* -------------------------------------------------------------- resources */

static void add_missing(reader *r, json_t *values, const char *column,
                        qp_resource *resource, size_t *room)
{
    for (size_t i = 0; i < json_array_size(values); i++) {
        const char *text = text_of(r, json_array_get(values, i),
                                   "missingValues");
        if (text == NULL)
            continue;
        if (!qp_grow((void **)&resource->missing, room, resource->missing_count,
                     sizeof *resource->missing)) {
            r->status = qp_fail(r->err, QP_E_MEMORY,
                                "no memory for the package");
            return;
        }
        resource->missing[resource->missing_count++] = (qp_missing_value){
            column, text};
    }
}

static void read_missing_values(reader *r, json_t *schema,
                                qp_resource *resource)
{
    size_t room = 0;
    add_missing(r, json_object_get(schema, "missingValues"), NULL, resource,
                &room);
    json_t *fields = json_object_get(schema, "fields");
    for (size_t i = 0; i < json_array_size(fields); i++) {
        json_t *field = json_array_get(fields, i);
        add_missing(r, json_object_get(field, "missingValues"),
                    json_string_value(json_object_get(field, "name")), resource,
                    &room);
    }
}

static bool stays_below(const char *path)
{
    return path[0] != '/' && path[0] != '\0' && strcmp(path, "..") != 0 &&
           strncmp(path, "../", 3) != 0 && strstr(path, "/../") == NULL &&
           strstr(path, "://") == NULL;
}

static void read_paths(reader *r, json_t *object, qp_resource *resource)
{
    resource->paths = texts_of(r, json_object_get(object, "path"), "path",
                               &resource->path_count);
    if (resource->path_count == 0)
        refuse(r, "path", NULL, "a resource names its file, or a list of them");
    for (size_t p = 0; p < resource->path_count; p++)
        if (!stays_below(resource->paths[p]))
            refuse(r, "path", resource->paths[p],
                   "it is a file below the folder, without '..'");
}

static void read_form(reader *r, json_t *object, qp_resource *resource)
{
    const char *encoding = text_of(r, json_object_get(object, "encoding"),
                                   "encoding");
    if (encoding != NULL && strcmp(encoding, "utf-8") != 0 &&
        strcmp(encoding, "UTF-8") != 0)
        refuse(r, "encoding", encoding, "only utf-8 is read as yet");

    json_t *dialect = json_object_get(object, "dialect");
    const char *delimiter = text_of(r, json_object_get(dialect, "delimiter"),
                                    "delimiter");
    resource->delimiter = ',';
    if (delimiter == NULL)
        return;
    if (strlen(delimiter) == 1 && strchr("\"\r\n", delimiter[0]) == NULL)
        resource->delimiter = delimiter[0];
    else
        refuse(r, "delimiter", delimiter, "it is one character");
}

static void read_resource(reader *r, json_t *object, qp_resource *resource)
{
    const char *name = json_string_value(json_object_get(object, "name"));
    r->resource = name != NULL ? name : "";
    read_paths(r, object, resource);
    read_form(r, object, resource);
    read_missing_values(r, json_object_get(object, "schema"), resource);
    json_t *mappings = json_object_get(object, "qipan");
    if (mappings != NULL) /* other resources are somebody else's */
        read_mappings(r, mappings, resource);
    r->resource = "";
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
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (strcmp(kinds[k].name, kind) == 0)
            package->declare = (int)kinds[k].table;
    if (package->declare < 0)
        refuse(r, "declare", kind, "it is region, enterprise or institute");
}

static void read_root(reader *r, json_t *root, qp_package *package)
{
    static const char *const keys[] = {"home", "declare"};
    json_t *own = json_object_get(root, "qipan");
    json_t *list = json_object_get(root, "resources");
    package->title = text_of(r, json_object_get(root, "title"), "title");
    expect_keys(r, own, keys, 2);
    package->home = texts_of(r, json_object_get(own, "home"), "home",
                             &package->home_count);
    read_declare(r, json_object_get(own, "declare"), package);

    if (!json_is_array(list) || json_array_size(list) == 0)
        refuse(r, "resources", NULL, "it is a list of at least one resource");
    size_t count = json_array_size(list);
    package->resources = room_for(r, count, sizeof *package->resources);
    for (size_t i = 0; i < count && r->status == QP_OK; i++)
        read_resource(r, json_array_get(list, i),
                      &package->resources[package->resource_count++]);
}

qp_status qp_package_read(qp_package *package, const char *json,
                          const char *file, qp_findings *findings,
                          qp_error *err)
{
    reader r = {.file = file, .resource = "", .findings = findings, .err = err};
    json_error_t wrong;
    *package = (qp_package){.declare = -1};
    json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, &wrong);
    package->json = root;
    if (root == NULL) {
        char shown[QP_SHOWN_SIZE];
        qp_place place = {file, (uint32_t)(wrong.line > 0 ? wrong.line : 0),
                          (uint32_t)(wrong.column > 0 ? wrong.column : 0)};
        refuse_at(&r, place,
                  qp_text_shown(wrong.text, strlen(wrong.text), shown),
                  "the file is JSON");
    } else if (!json_is_object(root)) {
        refuse(&r, "the package", NULL, "it is a JSON object");
    } else {
        read_root(&r, root, package);
    }
    return r.status;
}

static void clear_resource(qp_resource *resource)
{
    for (size_t m = 0; m < resource->mapping_count; m++) {
        qp_release(resource->mappings[m].skips);
        qp_release((void *)resource->mappings[m].trim);
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
