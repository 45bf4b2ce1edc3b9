/* SPDX-License-Identifier: MIT */
#include "table/package.h"

#include <string.h>

#include "core/memory.h"
#include "table/package_json.h"

/* ------------------------------------------------------------- what is ours */

static void read_home(qp_json_reader *r, const qp_json_node *value, void *into)
{
    qp_package *package = into;
    package->home = qp_json_texts(r, value, &package->home_count);
}

static void read_declare(qp_json_reader *r, const qp_json_node *value,
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

static void read_own(qp_json_reader *r, const qp_json_node *value, void *into)
{
    static const qp_json_part parts[] = {
        {"home", read_home}, {"declare", read_declare}, {NULL, NULL}};
    qp_json_read(r, value, parts, into);
}

/* ---------------------------------------------------------------- the whole */

static void read_title(qp_json_reader *r, const qp_json_node *value, void *into)
{
    ((qp_package *)into)->title = qp_json_text(r, value);
}

/* Findings in a resource begin with its name. */
static void name_resource(qp_json_reader *r, const json_t *object,
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

static void read_resources(qp_json_reader *r, const qp_json_node *value,
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

static void read_root(qp_json_reader *r, const qp_json_node *root,
                      qp_package *package)
{
    static const qp_json_part parts[] = {{"title", read_title},
                                         {"qipan", read_own},
                                         {"resources", read_resources},
                                         {"sources", NULL}, /* others' */
                                         {NULL, NULL}};
    qp_json_node resources = qp_json_at(root, "resources");
    qp_json_read_open(r, root, parts, package);
    if (json_is_object(root->value) && resources.value == NULL)
        qp_json_refuse(r, &resources, "it is a list of at least one resource");
}

/* ------------------------------------------------------------------ package */

qp_status qp_package_read(qp_package *package, const qp_text *json,
                          const char *file, qp_findings *findings,
                          qp_error *err)
{
    qp_json_reader r = {.kind = {"the package", QP_RULE_PACKAGE_JSON,
                                 QP_RULE_PACKAGE_KEY, QP_RULE_PACKAGE_VALUE},
                        .file = file,
                        .findings = findings,
                        .err = err};
    *package = (qp_package){.declare = -1};
    const qp_json_node root = qp_json_open(&r, json);
    package->json = root.value;
    if (root.value != NULL)
        read_root(&r, &root, package);
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
    qp_json_close(package->json);
    *package = (qp_package){.declare = -1};
}
