/* SPDX-License-Identifier: MIT */
#include "table/package.h"

#include <string.h>

#include "core/memory.h"
#include "table/package_json.h"

/* ------------------------------------------------------------- what is ours */

static void read_home(qp_package_reader *r, const qp_json_node *value,
                      void *into)
{
    qp_package *package = into;
    package->home = qp_json_texts(r, value, &package->home_count);
}

static void read_declare(qp_package_reader *r, const qp_json_node *value,
                         void *into)
{
    static const char *const kinds[] = {"region", "enterprise", "institute",
                                        NULL};
    static const qp_table_id tables[] = {QP_REGIONS, QP_ENTERPRISES,
                                         QP_INSTITUTES};
    int kind = qp_json_choice(r, value, kinds);
    if (kind >= 0)
        ((qp_package *)into)->declare = (int)tables[kind];
}

static void read_own(qp_package_reader *r, const qp_json_node *value,
                     void *into)
{
    static const qp_json_part parts[] = {
        {"home", read_home}, {"declare", read_declare}, {NULL, NULL}};
    qp_json_read(r, value, parts, into);
}

/* ---------------------------------------------------------------- the whole */

static void read_title(qp_package_reader *r, const qp_json_node *value,
                       void *into)
{
    ((qp_package *)into)->title = qp_json_text(r, value);
}

/* Findings in a resource begin with its name. */
static void name_resource(qp_package_reader *r, const json_t *object,
                          size_t number)
{
    const char *name = json_string_value(json_object_get(object, "name"));
    char shown[QP_SHOWN_SIZE];
    qp_text_empty(&r->where);
    if (name != NULL)
        qp_text_addf(&r->where, "resource '%s': ",
                     qp_text_shown(name, strlen(name), shown));
    else
        qp_text_addf(&r->where, "resource %zu: ", number);
}

static void read_resources(qp_package_reader *r, const qp_json_node *value,
                           void *into)
{
    qp_package *package = into;
    size_t count = json_array_size(value->value);
    if (count == 0)
        qp_json_refuse(r, value, "it is a list of at least one resource");
    package->resources = qp_json_room(r, count, sizeof *package->resources);
    for (size_t i = 0; i < count && r->status == QP_OK; i++) {
        qp_json_node item = qp_json_item(value, i);
        name_resource(r, item.value, i + 1);
        qp_package_read_resource(
            r, &item, &package->resources[package->resource_count++]);
    }
    qp_text_empty(&r->where);
}

static void read_root(qp_package_reader *r, json_t *json, qp_package *package)
{
    static const qp_json_part parts[] = {{"title", read_title},
                                         {"qipan", read_own},
                                         {"resources", read_resources},
                                         {"sources", NULL}, /* others' */
                                         {NULL, NULL}};
    qp_json_node root = {.value = json};
    qp_json_node resources = qp_json_at(&root, "resources");
    qp_json_read_open(r, &root, parts, package);
    if (json_is_object(json) && resources.value == NULL)
        qp_json_refuse(r, &resources, "it is a list of at least one resource");
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
static size_t byte_of(const qp_package_reader *r, size_t size,
                      const json_error_t *wrong)
{
    size_t end = wrong->position > 0 ? (size_t)wrong->position : 0;
    end = end < size ? end : size;
    if (json_error_code(wrong) == json_error_duplicate_key)
        return start_of_key(r->json, end);
    return end > 0 ? end - 1 : 0;
}

static void refuse_syntax(qp_package_reader *r, size_t size,
                          const json_error_t *wrong)
{
    if (json_error_code(wrong) == json_error_out_of_memory) {
        r->status = qp_fail(r->err, QP_E_MEMORY, "no memory for the package");
        return;
    }
    qp_text found = {0};
    qp_text_add_shown(&found, wrong->text, strlen(wrong->text),
                      sizeof wrong->text);
    r->status = qp_text_status(&found, r->err);
    if (r->status == QP_OK)
        r->status = qp_findings_add(
            r->findings, QP_RULE_PACKAGE_JSON,
            qp_json_place(r->json, byte_of(r, size, wrong), r->file),
            qp_text_string(&found), "the file is JSON", r->err);
    qp_text_clear(&found);
}

/* ------------------------------------------------------------------ package */

qp_status qp_package_read(qp_package *package, const qp_text *json,
                          const char *file, qp_findings *findings,
                          qp_error *err)
{
    json_error_t wrong;
    const char *bytes = qp_text_string(json);
    size_t mark = strncmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    qp_package_reader r = {
        .file = file, .json = bytes + mark, .findings = findings, .err = err};
    *package = (qp_package){.declare = -1};
    json_t *root = json_loadb(r.json, json->size - mark, JSON_REJECT_DUPLICATES,
                              &wrong);
    package->json = root;
    if (root == NULL)
        refuse_syntax(&r, json->size - mark, &wrong);
    else
        read_root(&r, root, package);
    if (r.status == QP_OK)
        r.status = qp_text_status(&r.where, err);
    qp_text_clear(&r.where);
    return r.status;
}

void qp_package_clear(qp_package *package)
{
    for (size_t i = 0; i < package->resource_count; i++)
        qp_package_clear_resource(&package->resources[i]);
    qp_release(package->resources);
    qp_release((void *)package->home);
    json_decref(package->json);
    *package = (qp_package){.declare = -1};
}
