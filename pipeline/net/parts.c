/* SPDX-License-Identifier: MIT */
#include "net/parts.h"

#include <stdio.h>
#include <string.h>

const qp_hdf_form qp_forms[QP_COLUMN_TYPE_COUNT] = {
    [QP_COLUMN_TEXT] = {QP_HDF_U32, 1},   [QP_COLUMN_ROW] = {QP_HDF_U32, 1},
    [QP_COLUMN_BYTE] = {QP_HDF_U8, 1},    [QP_COLUMN_NUMBER] = {QP_HDF_F64, 1},
    [QP_COLUMN_PERIOD] = {QP_HDF_I32, 2}, [QP_COLUMN_FILE] = {QP_HDF_U16, 1},
    [QP_COLUMN_LINE] = {QP_HDF_U32, 1},
};

static bool are_links(const qp_net_group *group)
{
    return group == &qp_net_groups[QP_G_LINKS];
}

size_t qp_part_count(const qp_network *net, const qp_net_group *group)
{
    return are_links(group) ? net->layers.count : 1;
}

void qp_part_range(const qp_network *net, const qp_net_group *group,
                   size_t part, size_t *start, size_t *end)
{
    *start = are_links(group) ? net->layers.start[part] : 0;
    *end = are_links(group) ? net->layers.start[part + 1]
                            : *qp_group_count(net, group);
}

const char *qp_part_name(const qp_net_group *group, const char *column,
                         size_t part, char name[QP_PART_NAME_SIZE])
{
    if (are_links(group))
        snprintf(name, QP_PART_NAME_SIZE, "/links/%04zu/%s", part, column);
    else
        snprintf(name, QP_PART_NAME_SIZE, "/%s/%s", group->name, column);
    return name;
}

qp_status qp_rows_path(const char *path, qp_text *rows, qp_error *err)
{
    size_t size = strlen(path);
    bool h5 = size > 3 && strcmp(path + size - 3, ".h5") == 0;
    qp_text_add_bytes(rows, path, h5 ? size - 3 : size);
    qp_text_add(rows, ".rows.h5");
    return qp_text_status(rows, err);
}
