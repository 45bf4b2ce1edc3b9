/* SPDX-License-Identifier: MIT */
#include "panel/meta.h"

#include <math.h>
#include <string.h>

#include "table/json.h"

enum { SCHEMA = 1 };

static void add_text(qp_text *out, const char *name, const char *value)
{
    qp_text_addf(out, "  \"%s\": ", name);
    qp_json_string(out, value);
    qp_text_add(out, ",\n");
}

static void add_list(qp_text *out, const char *const list[])
{
    qp_text_add(out, "[");
    for (size_t i = 0; list[i] != NULL; i++) {
        qp_text_add(out, i > 0 ? ", " : "");
        qp_json_string(out, list[i]);
    }
    qp_text_add(out, "]");
}

static void add_option(qp_text *out, const qp_meta_option *option)
{
    if (option->list != NULL)
        add_list(out, option->list);
    else if (option->text != NULL)
        qp_json_string(out, option->text);
    else if (isnan(option->number))
        qp_text_add(out, "null");
    else
        qp_text_add_number(out, option->number);
}

static void add_options(qp_text *out, const qp_meta *meta)
{
    qp_text_add(out, "  \"options\": {");
    for (size_t o = 0; o < meta->option_count; o++) {
        qp_text_addf(out, "%s\n    \"%s\": ", o > 0 ? "," : "",
                     meta->options[o].name);
        add_option(out, &meta->options[o]);
    }
    qp_text_add(out, "\n  },\n");
}

qp_status qp_meta_json(const qp_meta *meta, const qp_panel *panel, qp_text *out,
                       qp_error *err)
{
    size_t valued = 0;
    for (size_t r = 0; r < panel->count; r++)
        valued += isnan(panel->rows[r].value) ? 0 : 1;

    qp_text_addf(out, "{\n  \"schema\": %d,\n", SCHEMA);
    add_text(out, "version", QP_VERSION);
    add_text(out, "stage", meta->stage);
    add_text(out, "network", meta->digest);
    add_text(out, "class", meta->class);
    add_options(out, meta);
    qp_text_addf(out, "  \"rows\": %zu,\n  \"rows_without_value\": %zu\n}\n",
                 panel->count, panel->count - valued);
    return qp_text_status(out, err);
}

void qp_meta_path(const char *panel, qp_text *path)
{
    size_t size = strlen(panel);
    bool csv = size > 4 && strcmp(panel + size - 4, ".csv") == 0;
    qp_text_add_bytes(path, panel, csv ? size - 4 : size);
    qp_text_add(path, ".meta.json");
}

bool qp_meta_is_of(const qp_text *json, const char *digest)
{
    static const char key[] = "\n  \"network\": \"";
    const char *at = strstr(qp_text_string(json), key);
    size_t size = strlen(digest);
    return at != NULL && strncmp(at + strlen(key), digest, size) == 0 &&
           at[strlen(key) + size] == '"';
}
