/* SPDX-License-Identifier: MIT */
#include "stages/panel_stage.h"

#include <string.h>

#include "core/file.h"

static const char *class_of(const qp_network *net)
{
    const qp_column *column = &qp_schemas[QP_SOURCES].columns[QP_SOURCE_CLASS];
    qp_source_class weakest = QP_CLASS_MEASURED;
    for (qp_row layer = 0; layer < net->layers.count; layer++) {
        bool all_stated = false;
        weakest = qp_source_class_weaker(
            weakest, qp_network_layer_class(net, layer, &all_stated));
    }
    if (qp_network_is_synthetic(net))
        weakest = qp_source_class_weaker(weakest, QP_CLASS_SYNTHETIC);
    return column->choices[weakest];
}

static qp_status publish_side_file(const char *output, const qp_meta *meta,
                                   const qp_panel *panel, qp_error *err)
{
    qp_text path = {0};
    qp_text json = {0};
    qp_meta_path(output, &path);
    qp_status status = qp_text_status(&path, err);
    if (status == QP_OK)
        status = qp_meta_json(meta, panel, &json, err);
    if (status == QP_OK)
        status = qp_file_publish(path.bytes, json.bytes, json.size, err);
    qp_text_clear(&json);
    qp_text_clear(&path);
    return status;
}

qp_status qp_panel_stage_publish(const qp_stage *stage, const qp_call *call,
                                 const qp_network *net,
                                 const qp_meta_option options[],
                                 qp_panel *panel, qp_error *err)
{
    size_t option_count = 0;
    while (options[option_count].name != NULL)
        option_count++;
    qp_meta meta = {.stage = stage->name,
                    .digest = net->digest,
                    .class = class_of(net),
                    .options = options,
                    .option_count = option_count};
    qp_text csv = {0};
    qp_panel_sort(panel);
    qp_status status = qp_panel_csv(panel, &csv, err);
    if (status == QP_OK && strcmp(call->output, "-") != 0)
        status = publish_side_file(call->output, &meta, panel, err);
    if (status == QP_OK)
        status = qp_file_publish(call->output, csv.bytes, csv.size, err);
    if (status == QP_OK)
        qp_stage_say(stage, call, "%zu rows", panel->count);
    qp_text_clear(&csv);
    return status;
}

/* Where the table stands: siphon.csv, siphon.backbone.csv. */
static void path_beside(const char *panel, const char *name, qp_text *path)
{
    size_t size = strlen(panel);
    bool named = size > 4 && strcmp(panel + size - 4, ".csv") == 0;
    qp_text_add_bytes(path, panel, named ? size - 4 : size);
    qp_text_addf(path, ".%s.csv", name);
}

qp_status qp_panel_stage_beside(const qp_call *call, const char *name,
                                const qp_text *table, qp_error *err)
{
    qp_text path = {0};
    if (strcmp(call->output, "-") == 0)
        return QP_OK;
    path_beside(call->output, name, &path);
    qp_status status = qp_text_status(&path, err);
    if (status == QP_OK)
        status = qp_file_publish(path.bytes, table->bytes, table->size, err);
    qp_text_clear(&path);
    return status;
}
