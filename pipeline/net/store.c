/* SPDX-License-Identifier: MIT */
#include "net/store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/memory.h"
#include "net/columns.h"
#include "net/hdf.h"
#include "net/texts.h"

enum { FORMAT = 1, BLOCK = 512, LONGEST_NAME = 64 };

#define MAGIC "qipan network\n"

/* How each type of column stands on disk. */
static const struct {
    qp_hdf_type type;
    size_t width;
} forms[QP_COLUMN_TYPE_COUNT] = {
    [QP_COLUMN_TEXT] = {QP_HDF_U32, 1},   [QP_COLUMN_ROW] = {QP_HDF_U32, 1},
    [QP_COLUMN_BYTE] = {QP_HDF_U8, 1},    [QP_COLUMN_NUMBER] = {QP_HDF_F64, 1},
    [QP_COLUMN_PERIOD] = {QP_HDF_I32, 2}, [QP_COLUMN_FILE] = {QP_HDF_U16, 1},
    [QP_COLUMN_LINE] = {QP_HDF_U32, 1},
};

/* ------------------------------------------------------------ both ways */

/* "/links/0003/weight", "/actors/id": where rows [start, end) of a column
 * stand. Links have one group a layer. */
static void name_column(char name[LONGEST_NAME], const qp_net_group *group,
                        const qp_net_column *column, size_t layer)
{
    if (group == &qp_net_groups[QP_G_LINKS])
        snprintf(name, LONGEST_NAME, "/links/%04zu/%s", layer, column->name);
    else
        snprintf(name, LONGEST_NAME, "/%s/%s", group->name, column->name);
}

static size_t part_count(const qp_network *net, const qp_net_group *group)
{
    return group == &qp_net_groups[QP_G_LINKS] ? net->layers.count : 1;
}

static void part_range(const qp_network *net, const qp_net_group *group,
                       size_t part, size_t *start, size_t *end)
{
    bool links = group == &qp_net_groups[QP_G_LINKS];
    *start = links ? net->layers.start[part] : 0;
    *end = links ? net->layers.start[part + 1] : *qp_group_count(net, group);
}

static const void *value_at(const void *values, qp_column_type type, size_t row)
{
    return (const char *)values + row * qp_column_size(type);
}

/* network.h5 -> network.rows.h5 */
static qp_status name_rows_file(const char *path, qp_text *rows, qp_error *err)
{
    size_t size = strlen(path);
    bool h5 = size > 3 && strcmp(path + size - 3, ".h5") == 0;
    qp_text_add_bytes(rows, path, h5 ? size - 3 : size);
    qp_text_add(rows, ".rows.h5");
    return qp_text_status(rows, err);
}

/* ---------------------------------------------------------------- writing */

/* Pool numbers become places in the sorted texts. */
static qp_status put_texts(qp_hdf *hdf, const char *name,
                           const qp_string strings[], size_t count,
                           const qp_texts *texts, qp_error *err)
{
    uint32_t *ranks = qp_acquire(count, sizeof *ranks);
    if (ranks == NULL)
        return qp_fail(err, QP_E_MEMORY, "%s: no memory for %s", hdf->path,
                       name);
    for (size_t i = 0; i < count; i++)
        ranks[i] = strings[i] == QP_NONE ? QP_NONE : texts->rank[strings[i]];
    qp_status status = qp_hdf_put(hdf, name, QP_HDF_U32, ranks, count, 1, err);
    qp_release(ranks);
    return status;
}

static qp_status put_column(qp_hdf *hdf, const qp_network *net,
                            const qp_net_group *group,
                            const qp_net_column *column, const qp_texts *texts,
                            qp_error *err)
{
    const void *values = *qp_column_slot(net, group, column);
    char name[LONGEST_NAME];
    qp_status status = QP_OK;
    for (size_t part = 0;
         values != NULL && part < part_count(net, group) && status == QP_OK;
         part++) {
        size_t start = 0;
        size_t end = 0;
        part_range(net, group, part, &start, &end);
        name_column(name, group, column, part);
        const void *from = value_at(values, column->type, start);
        status = column->type == QP_COLUMN_TEXT
                     ? put_texts(hdf, name, from, end - start, texts, err)
                     : qp_hdf_put(hdf, name, forms[column->type].type, from,
                                  end - start, forms[column->type].width, err);
    }
    return status;
}

static qp_status put_groups(qp_hdf *hdf, const qp_network *net,
                            const qp_texts *texts, bool provenance,
                            qp_error *err)
{
    qp_status status = QP_OK;
    for (size_t g = 0; g < QP_GROUP_COUNT; g++) {
        const qp_net_group *group = &qp_net_groups[g];
        for (size_t c = 0; c < group->column_count && status == QP_OK; c++)
            if (qp_column_is_provenance(group->columns[c].type) == provenance)
                status = put_column(hdf, net, group, &group->columns[c], texts,
                                    err);
    }
    return status;
}

static qp_status make_groups(qp_hdf *hdf, const qp_network *net, qp_error *err)
{
    char name[LONGEST_NAME];
    qp_status status = qp_hdf_group(hdf, "/text", err);
    for (size_t g = 0; g < QP_GROUP_COUNT && status == QP_OK; g++) {
        snprintf(name, sizeof name, "/%s", qp_net_groups[g].name);
        status = qp_hdf_group(hdf, name, err);
    }
    for (size_t l = 0; l < net->layers.count && status == QP_OK; l++) {
        snprintf(name, sizeof name, "/links/%04zu", l);
        status = qp_hdf_group(hdf, name, err);
        if (status == QP_OK)
            status = qp_hdf_note(hdf, name, "layer",
                                 qp_network_text(net, net->layers.id[l]), err);
    }
    return status;
}

static qp_status put_blob(qp_hdf *hdf, const char *name, const qp_text *bytes,
                          const uint64_t offsets[], size_t count, qp_error *err)
{
    char of_offsets[LONGEST_NAME];
    snprintf(of_offsets, sizeof of_offsets, "%s_offset", name);
    qp_status status = qp_text_status(bytes, err);
    if (status == QP_OK)
        status = qp_hdf_put(hdf, name, QP_HDF_U8, qp_text_string(bytes),
                            bytes->size, 1, err);
    if (status == QP_OK)
        status = qp_hdf_put(hdf, of_offsets, QP_HDF_U64, offsets, count + 1, 1,
                            err);
    return status;
}

/* /text/bytes and /text/bytes_offset: text i is bytes [offset i, i + 1). */
static qp_status put_all_texts(qp_hdf *hdf, const qp_network *net,
                               const qp_texts *texts, qp_error *err)
{
    qp_text bytes = {0};
    uint64_t *offsets = qp_acquire(texts->count + 1, sizeof *offsets);
    if (offsets == NULL)
        return qp_fail(err, QP_E_MEMORY, "%s: no memory for texts", hdf->path);
    for (size_t t = 0; t < texts->count; t++) {
        qp_text_add(&bytes, qp_network_text(net, texts->sorted[t]));
        offsets[t + 1] = bytes.size;
    }
    qp_status status = put_blob(hdf, "/text/bytes", &bytes, offsets,
                                texts->count, err);
    qp_release(offsets);
    qp_text_clear(&bytes);
    return status;
}

static qp_status put_settings(qp_hdf *hdf, const qp_network *net,
                              const qp_texts *texts, qp_error *err)
{
    qp_status status = qp_hdf_note(hdf, "/", "written_by", "qipan " QP_VERSION,
                                   err);
    if (status == QP_OK)
        status = qp_hdf_note(hdf, "/", "digest", net->digest, err);
    if (status == QP_OK)
        status = qp_hdf_note(hdf, "/", "title",
                             qp_network_text(net, net->title), err);
    uint64_t numbers[] = {net->title == QP_NONE ? QP_NONE
                                                : texts->rank[net->title],
                          net->dropped_self_links};
    if (status == QP_OK)
        status = qp_hdf_put(hdf, "/settings", QP_HDF_U64, numbers, 2, 1, err);
    if (status == QP_OK)
        status = put_texts(hdf, "/home", net->home, net->home_count, texts,
                           err);
    return status;
}

static qp_status put_files(qp_hdf *hdf, const qp_network *net, qp_error *err)
{
    qp_text bytes = {0};
    uint64_t *offsets = qp_acquire(net->file_count + 1, sizeof *offsets);
    if (offsets == NULL)
        return qp_fail(err, QP_E_MEMORY, "%s: no memory for names", hdf->path);
    for (size_t f = 0; f < net->file_count; f++) {
        qp_text_add(&bytes, net->files[f]);
        offsets[f + 1] = bytes.size;
    }
    qp_status status = put_blob(hdf, "/files", &bytes, offsets, net->file_count,
                                err);
    qp_release(offsets);
    qp_text_clear(&bytes);
    return status;
}

/* The text block that is looked at before HDF5 sees anything. */
static void add_block(qp_text *out, const qp_text *image)
{
    char digest[QP_DIGEST_SIZE];
    char block[BLOCK] = "";
    snprintf(block, sizeof block,
             MAGIC "format %d\nwritten-by qipan " QP_VERSION
                   "\nsize %zu\ndigest %s\n",
             FORMAT, image->size,
             qp_digest_text(image->bytes, image->size, digest));
    qp_text_add_bytes(out, block, BLOCK);
}

static qp_status publish(qp_hdf *hdf, const char *path, qp_error *err)
{
    qp_text image = {0};
    qp_text whole = {0};
    qp_status status = qp_hdf_image(hdf, &image, err);
    if (status == QP_OK) {
        add_block(&whole, &image);
        qp_text_add_bytes(&whole, image.bytes, image.size);
        status = qp_text_status(&whole, err);
    }
    qp_text_clear(&image);
    if (status == QP_OK)
        status = qp_file_publish(path, whole.bytes, whole.size, err);
    qp_text_clear(&whole);
    return status;
}

static qp_status write_rows(const qp_network *net, const char *path,
                            const qp_texts *texts, qp_error *err)
{
    qp_text rows = {0};
    qp_hdf hdf = {0};
    qp_status status = name_rows_file(path, &rows, err);
    if (status == QP_OK)
        status = qp_hdf_create(&hdf, rows.bytes, err);
    if (status == QP_OK)
        status = make_groups(&hdf, net, err);
    if (status == QP_OK)
        status = qp_hdf_note(&hdf, "/", "network", net->digest, err);
    if (status == QP_OK)
        status = put_groups(&hdf, net, texts, true, err);
    if (status == QP_OK)
        status = put_files(&hdf, net, err);
    if (status == QP_OK)
        status = publish(&hdf, rows.bytes, err);
    qp_hdf_close(&hdf);
    qp_text_clear(&rows);
    return status;
}

static qp_status write_network(const qp_network *net, const char *path,
                               const qp_texts *texts, qp_error *err)
{
    qp_hdf hdf = {0};
    qp_status status = qp_hdf_create(&hdf, path, err);
    if (status == QP_OK)
        status = make_groups(&hdf, net, err);
    if (status == QP_OK)
        status = put_all_texts(&hdf, net, texts, err);
    if (status == QP_OK)
        status = put_groups(&hdf, net, texts, false, err);
    if (status == QP_OK)
        status = put_settings(&hdf, net, texts, err);
    if (status == QP_OK)
        status = publish(&hdf, path, err);
    qp_hdf_close(&hdf);
    return status;
}

qp_status qp_network_write(const qp_network *net, const char *path,
                           qp_error *err)
{
    qp_texts texts = {0};
    qp_status status = qp_texts_sort(net, &texts, err);
    if (status == QP_OK && net->links.file != NULL)
        status = write_rows(net, path, &texts, err);
    if (status == QP_OK)
        status = write_network(net, path, &texts, err);
    qp_texts_clear(&texts);
    return status;
}

/* ---------------------------------------------------------------- reading */

static qp_status refuse(const char *path, const char *what, qp_error *err)
{
    return qp_fail(err, QP_E_FORMAT, "%s: %s; rebuild it with qipan-build",
                   path, what);
}

/* The value of a line of the block, or "". */
static const char *line_of(const char *block, const char *key, char value[64])
{
    const char *at = strstr(block, key);
    value[0] = '\0';
    if (at != NULL) {
        at += strlen(key);
        size_t size = strcspn(at, "\n");
        size = size < 63 ? size : 63;
        memcpy(value, at, size);
        value[size] = '\0';
    }
    return value;
}

static qp_status check_block(const qp_text *file, const char *path,
                             qp_error *err)
{
    char block[BLOCK + 1] = "";
    char format[64];
    char value[64];
    char digest[QP_DIGEST_SIZE];
    if (file->size < BLOCK || memcmp(file->bytes, MAGIC, strlen(MAGIC)) != 0)
        return refuse(path, "is no network of qipan", err);
    memcpy(block, file->bytes, BLOCK);
    snprintf(value, sizeof value, "%d", FORMAT);
    if (strcmp(line_of(block, "\nformat ", format), value) != 0)
        return qp_fail(err, QP_E_VERSION,
                       "%s: written by %s in format %s; rebuild with "
                       "qipan-build",
                       path, line_of(block, "\nwritten-by ", value), format);
    size_t size = file->size - BLOCK;
    if (strtoull(line_of(block, "\nsize ", value), NULL, 10) != size)
        return refuse(path, "is cut short", err);
    qp_digest_text(file->bytes + BLOCK, size, digest);
    if (strcmp(line_of(block, "\ndigest ", value), digest) != 0)
        return refuse(path, "is damaged", err);
    return QP_OK;
}

static qp_status open_file(qp_hdf *hdf, const char *path, qp_error *err)
{
    qp_text file = {0};
    qp_status status = qp_file_read(path, 0, &file, err);
    if (status == QP_OK)
        status = check_block(&file, path, err);
    if (status == QP_OK)
        status = qp_hdf_open(hdf, path, file.bytes + BLOCK, file.size - BLOCK,
                             err);
    qp_text_clear(&file);
    return status;
}

/* Texts are added in byte order to an empty pool: numbers are places. */
static qp_status take_texts(const qp_hdf *hdf, qp_network *net, qp_error *err)
{
    size_t size = 0;
    size_t count = 0;
    qp_status status = qp_hdf_rows(hdf, "/text/bytes", 1, &size, err);
    if (status == QP_OK)
        status = qp_hdf_rows(hdf, "/text/bytes_offset", 1, &count, err);
    if (status != QP_OK)
        return status;
    char *bytes = qp_acquire(size, 1);
    uint64_t *offsets = qp_acquire(count, sizeof *offsets);
    if (bytes == NULL || offsets == NULL)
        status = qp_fail(err, QP_E_MEMORY, "%s: no memory", hdf->path);
    if (status == QP_OK)
        status = qp_hdf_take(hdf, "/text/bytes", QP_HDF_U8, bytes, size, 1,
                             err);
    if (status == QP_OK)
        status = qp_hdf_take(hdf, "/text/bytes_offset", QP_HDF_U64, offsets,
                             count, 1, err);
    for (size_t t = 0; t + 1 < count && status == QP_OK; t++)
        if (offsets[t] > offsets[t + 1] || offsets[t + 1] > size ||
            qp_pool_add(&net->text, bytes + offsets[t],
                        (size_t)(offsets[t + 1] - offsets[t])) != t)
            status = refuse(hdf->path, "its texts are damaged", err);
    qp_release(bytes);
    qp_release(offsets);
    return status;
}

/* Are the values ones that the rest of the program may trust? */
static bool may_be_trusted(const qp_network *net, const qp_net_column *column,
                           const void *values, size_t count)
{
    size_t limit = column->type == QP_COLUMN_TEXT ? net->text.count
                   : column->type == QP_COLUMN_ROW
                       ? *(const size_t *)(const void *)((const char *)net +
                                                         column->limit)
                       : column->limit;
    for (size_t i = 0; i < count; i++) {
        uint32_t row = QP_NONE;
        if (column->type == QP_COLUMN_TEXT || column->type == QP_COLUMN_ROW)
            row = ((const uint32_t *)values)[i];
        if (row != QP_NONE && row >= limit)
            return false;
        if (column->type == QP_COLUMN_BYTE &&
            ((const uint8_t *)values)[i] > limit)
            return false;
        if (column->type == QP_COLUMN_NUMBER &&
            isinf(((const double *)values)[i]))
            return false;
    }
    return true;
}

static qp_status take_part(const qp_hdf *hdf, qp_network *net,
                           const qp_net_group *group,
                           const qp_net_column *column, size_t part,
                           qp_error *err)
{
    void **slot = qp_column_slot(net, group, column);
    char name[LONGEST_NAME];
    size_t start = 0;
    size_t end = 0;
    part_range(net, group, part, &start, &end);
    name_column(name, group, column, part);
    if (column->optional && !qp_hdf_has(hdf, name))
        return QP_OK;
    if (*slot == NULL)
        *slot = qp_column_make(column->type, *qp_group_count(net, group));
    if (*slot == NULL)
        return qp_fail(err, QP_E_MEMORY, "%s: no memory", hdf->path);
    char *to = (char *)*slot + start * qp_column_size(column->type);
    qp_status status = qp_hdf_take(hdf, name, forms[column->type].type, to,
                                   end - start, forms[column->type].width, err);
    if (status == QP_OK && !may_be_trusted(net, column, to, end - start))
        status = refuse(hdf->path, name, err);
    return status;
}

static qp_status take_group(const qp_hdf *hdf, qp_network *net,
                            const qp_net_group *group, bool provenance,
                            qp_error *err)
{
    qp_status status = QP_OK;
    for (size_t c = 0; c < group->column_count && status == QP_OK; c++) {
        if (qp_column_is_provenance(group->columns[c].type) != provenance)
            continue;
        for (size_t part = 0; part < part_count(net, group) && status == QP_OK;
             part++)
            status = take_part(hdf, net, group, &group->columns[c], part, err);
    }
    return status;
}

static qp_status take_counts(const qp_hdf *hdf, qp_network *net, qp_error *err)
{
    char name[LONGEST_NAME];
    qp_status status = QP_OK;
    for (size_t g = 0; g < QP_GROUP_COUNT && status == QP_OK; g++) {
        const qp_net_group *group = &qp_net_groups[g];
        if (g == QP_G_LINKS)
            continue;
        name_column(name, group, &group->columns[0], 0);
        status = qp_hdf_rows(hdf, name, 1, qp_group_count(net, group), err);
    }
    if (status != QP_OK)
        return status;
    size_t *start = qp_acquire(net->layers.count + 1, sizeof *start);
    if (start == NULL)
        return qp_fail(err, QP_E_MEMORY, "%s: no memory", hdf->path);
    net->layers.start = start;
    for (size_t l = 0; l < net->layers.count && status == QP_OK; l++) {
        size_t count = 0;
        snprintf(name, sizeof name, "/links/%04zu/from", l);
        status = qp_hdf_rows(hdf, name, 1, &count, err);
        start[l + 1] = start[l] + count;
    }
    net->links.count = start[net->layers.count];
    return status;
}

static qp_status take_settings(const qp_hdf *hdf, qp_network *net,
                               qp_error *err)
{

    uint64_t numbers[2] = {QP_NONE, 0};
    qp_status status = qp_hdf_take(hdf, "/settings", QP_HDF_U64, numbers, 2, 1,
                                   err);
    if (status == QP_OK)
        status = qp_hdf_rows(hdf, "/home", 1, &net->home_count, err);
    if (status != QP_OK)
        return status;
    net->home = qp_acquire(net->home_count, sizeof *net->home);
    if (net->home == NULL)
        return qp_fail(err, QP_E_MEMORY, "%s: no memory", hdf->path);
    status = qp_hdf_take(hdf, "/home", QP_HDF_U32, net->home, net->home_count,
                         1, err);
    for (size_t h = 0; h < net->home_count && status == QP_OK; h++)
        if (net->home[h] >= net->text.count)
            status = refuse(hdf->path, "its home countries are damaged", err);
    bool titled = numbers[0] < net->text.count;
    net->title = titled ? (qp_string)numbers[0] : QP_NONE;
    net->dropped_self_links = (size_t)numbers[1];
    return status;
}

static qp_status take_network(const qp_hdf *hdf, qp_network *net, qp_error *err)
{
    qp_texts texts = {0};
    qp_status status = take_texts(hdf, net, err);
    if (status == QP_OK)
        status = take_counts(hdf, net, err);
    if (status == QP_OK)
        status = take_settings(hdf, net, err);
    for (size_t g = 0; g < QP_GROUP_COUNT && status == QP_OK; g++)
        status = take_group(hdf, net, &qp_net_groups[g], false, err);
    if (status == QP_OK)
        status = qp_texts_sort(net, &texts, err);
    if (status == QP_OK)
        status = qp_network_digest(net, &texts, net->digest, err);
    qp_texts_clear(&texts);
    return status;
}

static qp_status take_files(const qp_hdf *hdf, qp_network *net, qp_error *err)
{
    size_t size = 0;
    size_t count = 0;
    qp_status status = qp_hdf_rows(hdf, "/files", 1, &size, err);
    if (status == QP_OK)
        status = qp_hdf_rows(hdf, "/files_offset", 1, &count, err);
    if (status != QP_OK)
        return status;
    char *bytes = qp_acquire(size + 1, 1);
    uint64_t *offsets = qp_acquire(count, sizeof *offsets);
    net->files = qp_acquire(count, sizeof *net->files);
    if (bytes == NULL || offsets == NULL || net->files == NULL)
        status = qp_fail(err, QP_E_MEMORY, "%s: no memory", hdf->path);
    if (status == QP_OK)
        status = qp_hdf_take(hdf, "/files", QP_HDF_U8, bytes, size, 1, err);
    if (status == QP_OK)
        status = qp_hdf_take(hdf, "/files_offset", QP_HDF_U64, offsets, count,
                             1, err);
    for (size_t f = 0; f + 1 < count && status == QP_OK; f++) {
        if (offsets[f] > offsets[f + 1] || offsets[f + 1] > size) {
            status = refuse(hdf->path, "its file names are damaged", err);
            break;
        }
        size_t length = (size_t)(offsets[f + 1] - offsets[f]);
        net->files[f] = qp_acquire(length + 1, 1);
        if (net->files[f] == NULL)
            status = qp_fail(err, QP_E_MEMORY, "%s: no memory", hdf->path);
        else
            memcpy(net->files[net->file_count++], bytes + offsets[f], length);
    }
    qp_release(bytes);
    qp_release(offsets);
    return status;
}

static qp_status read_rows(qp_network *net, const char *path, qp_error *err)
{
    qp_text name = {0};
    qp_hdf hdf = {0};
    qp_status status = name_rows_file(path, &name, err);
    if (status == QP_OK)
        status = open_file(&hdf, name.bytes, err);
    if (status == QP_OK)
        status = take_files(&hdf, net, err);
    for (size_t g = 0; g < QP_GROUP_COUNT && status == QP_OK; g++)
        status = take_group(&hdf, net, &qp_net_groups[g], true, err);
    qp_hdf_close(&hdf);
    qp_text_clear(&name);
    return status;
}

qp_status qp_network_read(qp_network *net, const char *path, bool rows,
                          qp_error *err)
{
    qp_hdf hdf = {0};
    *net = (qp_network){.title = QP_NONE};
    qp_status status = open_file(&hdf, path, err);
    if (status == QP_OK)
        status = take_network(&hdf, net, err);
    qp_hdf_close(&hdf);
    if (status == QP_OK && rows)
        status = read_rows(net, path, err);
    if (status != QP_OK)
        qp_network_clear(net);
    return status;
}
