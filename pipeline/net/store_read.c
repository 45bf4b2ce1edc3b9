/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "core/file.h"
#include "core/memory.h"
#include "net/block.h"
#include "net/parts.h"
#include "net/store.h"
#include "net/texts.h"
#include "net/verify.h"

/** A file being read: the network, or where its rows stand. */
typedef struct {
    qp_hdf hdf;
    qp_network *net;
    bool rows;
    qp_error *err;
} reader;

static qp_status refuse(const reader *r, const char *what)
{
    return qp_fail(r->err, QP_E_FORMAT, "%s: %s; rebuild it with qipan-build",
                   r->hdf.path, what);
}

static qp_status no_memory(const reader *r)
{
    return qp_fail(r->err, QP_E_MEMORY, "%s: no memory", r->hdf.path);
}

static qp_status rows_of(const reader *r, const char *name, size_t *count)
{
    return qp_hdf_rows(&r->hdf, name, 1, count, r->err);
}

/* A group without rows has no columns in the file. */
static qp_status rows_of_column(const reader *r, const char *name,
                                size_t *count)
{
    *count = 0;
    return qp_hdf_has(&r->hdf, name) ? rows_of(r, name, count) : QP_OK;
}

/* ---------------------------------------------------------------- columns */

/* Every row stands somewhere: of columns that say where, none is optional in
 * the file that is read for them. */
static qp_status take_part(const reader *r, const qp_net_group *group,
                           const qp_net_column *column, size_t part)
{
    void **slot = qp_column_slot(r->net, group, column);
    char name[QP_PART_NAME_SIZE];
    size_t start = 0;
    size_t end = 0;
    qp_part_range(r->net, group, part, &start, &end);
    qp_part_name(group, column->name, part, name);
    if (column->optional && !r->rows && !qp_hdf_has(&r->hdf, name))
        return QP_OK;
    if (*slot == NULL)
        *slot = qp_column_make(column->type, *qp_group_count(r->net, group));
    if (*slot == NULL)
        return no_memory(r);
    char *to = (char *)*slot + start * qp_column_size(column->type);
    qp_status status = qp_hdf_take(&r->hdf, name, qp_forms[column->type], to,
                                   end - start, r->err);
    if (status == QP_OK && !qp_column_verify(r->net, column, to, end - start))
        status = refuse(r, name);
    return status;
}

static qp_status take_column(const reader *r, const qp_net_group *group,
                             const qp_net_column *column)
{
    qp_status status = QP_OK;
    if (qp_column_is_provenance(column->type) != r->rows ||
        *qp_group_count(r->net, group) == 0)
        return QP_OK;
    for (size_t part = 0;
         part < qp_part_count(r->net, group) && status == QP_OK; part++)
        status = take_part(r, group, column, part);
    return status;
}

/* A group without rows has no part of a column that would bring it. */
static qp_status complete(const reader *r, const qp_net_group *group,
                          const qp_net_column *column)
{
    void **slot = qp_column_slot(r->net, group, column);
    bool due = qp_column_is_provenance(column->type) == r->rows &&
               (r->rows || !column->optional);
    if (due && *slot == NULL)
        *slot = qp_column_make(column->type, *qp_group_count(r->net, group));
    return !due || *slot != NULL ? QP_OK : no_memory(r);
}

static qp_status take_columns(const reader *r)
{
    qp_status status = QP_OK;
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        for (size_t c = 0; c < qp_net_groups[g].column_count && status == QP_OK;
             c++) {
            const qp_net_group *group = &qp_net_groups[g];
            status = take_column(r, group, &group->columns[c]);
            if (status == QP_OK)
                status = complete(r, group, &group->columns[c]);
        }
    return status;
}

/* ------------------------------------------------------------------ counts */

static qp_status count_links(const reader *r)
{
    qp_layers *layers = &r->net->layers;
    char name[QP_PART_NAME_SIZE];
    qp_status status = QP_OK;
    layers->start = qp_acquire(layers->count + 1, sizeof *layers->start);
    if (layers->start == NULL)
        return no_memory(r);
    for (size_t l = 0; l < layers->count && status == QP_OK; l++) {
        size_t count = 0;
        qp_part_name(&qp_net_groups[QP_G_LINKS], "from", l, name);
        status = rows_of_column(r, name, &count);
        layers->start[l + 1] = layers->start[l] + count;
    }
    r->net->links.count = layers->start[layers->count];
    return status;
}

static qp_status take_counts(const reader *r)
{
    char name[QP_PART_NAME_SIZE];
    qp_status status = QP_OK;
    for (size_t g = 0; g < QP_GROUP_COUNT && status == QP_OK; g++) {
        const qp_net_group *group = &qp_net_groups[g];
        if (g == QP_G_LINKS)
            continue;
        qp_part_name(group, group->columns[0].name, 0, name);
        status = rows_of_column(r, name, qp_group_count(r->net, group));
    }
    return status == QP_OK ? count_links(r) : status;
}

/* ------------------------------------------------------------------- texts */

/** NAME and NAME_offset, as store_write.c puts them. */
typedef struct {
    char *bytes;
    uint64_t *offsets; ///< [count + 1]
    size_t count;
} blob;

static void clear_blob(blob *b)
{
    qp_release(b->bytes);
    qp_release(b->offsets);
}

static qp_status check_blob(const reader *r, const blob *b, size_t size,
                            size_t offset_count)
{
    if (offset_count == 0 || b->offsets[0] != 0 || b->offsets[b->count] != size)
        return refuse(r, "its texts are damaged");
    for (size_t t = 0; t < b->count; t++)
        if (b->offsets[t] > b->offsets[t + 1])
            return refuse(r, "its texts are damaged");
    return QP_OK;
}

static qp_status take_blob(const reader *r, const char *name, blob *b)
{
    char offset_name[QP_PART_NAME_SIZE];
    snprintf(offset_name, sizeof offset_name, "%s_offset", name);
    size_t size = 0;
    size_t count = 0;
    qp_status status = rows_of(r, name, &size);
    if (status == QP_OK)
        status = rows_of(r, offset_name, &count);
    if (status != QP_OK)
        return status;
    *b = (blob){.bytes = qp_acquire(size, 1),
                .offsets = qp_acquire(count, sizeof *b->offsets),
                .count = count > 0 ? count - 1 : 0};
    if (b->bytes == NULL || b->offsets == NULL)
        status = no_memory(r);
    if (status == QP_OK)
        status = qp_hdf_take(&r->hdf, name, (qp_hdf_form){QP_HDF_U8, 1},
                             b->bytes, size, r->err);
    if (status == QP_OK)
        status = qp_hdf_take(&r->hdf, offset_name, (qp_hdf_form){QP_HDF_U64, 1},
                             b->offsets, count, r->err);
    return status == QP_OK ? check_blob(r, b, size, count) : status;
}

static size_t size_at(const blob *b, size_t t)
{
    return (size_t)(b->offsets[t + 1] - b->offsets[t]);
}

/* Texts are added in byte order to an empty pool: numbers are places. */
static qp_status take_texts(const reader *r)
{
    blob b = {0};
    qp_status status = take_blob(r, "/text/bytes", &b);
    for (size_t t = 0; t < b.count && status == QP_OK; t++) {
        qp_string s = qp_pool_add(&r->net->text, b.bytes + b.offsets[t],
                                  size_at(&b, t));
        if (s == QP_NONE)
            status = no_memory(r);
        else if (s != t)
            status = refuse(r, "a text is there twice");
    }
    clear_blob(&b);
    return status;
}

static qp_status keep_files(const reader *r, const blob *b)
{
    qp_network *net = r->net;
    net->files = qp_acquire(b->count, sizeof *net->files);
    if (net->files == NULL)
        return no_memory(r);
    for (size_t f = 0; f < b->count; f++) {
        char *name = qp_acquire(size_at(b, f) + 1, 1);
        if (name == NULL)
            return no_memory(r);
        memcpy(name, b->bytes + b->offsets[f], size_at(b, f));
        net->files[net->file_count++] = name;
    }
    return QP_OK;
}

static qp_status take_files(const reader *r)
{
    blob b = {0};
    qp_status status = take_blob(r, "/files", &b);
    if (status == QP_OK)
        status = keep_files(r, &b);
    clear_blob(&b);
    return status;
}

/* ---------------------------------------------------------------- settings */

static qp_status take_home(const reader *r)
{
    qp_network *net = r->net;
    qp_status status = rows_of(r, "/home", &net->home_count);
    if (status != QP_OK)
        return status;
    net->home = qp_acquire(net->home_count, sizeof *net->home);
    if (net->home == NULL)
        return no_memory(r);
    status = qp_hdf_take(&r->hdf, "/home", qp_forms[QP_COLUMN_TEXT], net->home,
                         net->home_count, r->err);
    for (size_t h = 0; h < net->home_count && status == QP_OK; h++)
        if (net->home[h] >= net->text.count)
            status = refuse(r, "its home countries are damaged");
    return status;
}

static qp_status take_settings(const reader *r)
{
    uint64_t numbers[2] = {QP_NONE, 0};
    qp_status status = qp_hdf_take(
        &r->hdf, "/settings", (qp_hdf_form){QP_HDF_U64, 1}, numbers, 2, r->err);
    if (status != QP_OK)
        return status;
    if (numbers[0] != QP_NONE && numbers[0] >= r->net->text.count)
        return refuse(r, "its title is damaged");
    r->net->title = (qp_string)numbers[0];
    r->net->dropped_self_links = (size_t)numbers[1];
    return take_home(r);
}

/* The digest that a file notes must be that of what was read. */
static qp_status expect_digest(const reader *r, const char *note,
                               const char *otherwise)
{
    char noted[sizeof r->net->digest];
    qp_status status = qp_hdf_noted(&r->hdf, "/", note, noted, sizeof noted,
                                    r->err);
    if (status == QP_OK && strcmp(noted, r->net->digest) != 0)
        status = refuse(r, otherwise);
    return status;
}

static qp_status sign(const reader *r)
{
    qp_texts texts = {0};
    qp_status status = qp_texts_sort(r->net, &texts, r->err);
    if (status == QP_OK)
        status = qp_network_digest(r->net, &texts, r->net->digest, r->err);
    qp_texts_clear(&texts);
    return status;
}

static qp_status verify(const reader *r)
{
    const char *what = NULL;
    qp_status status = qp_network_verify(r->net, &what, r->err);
    return status == QP_OK && what != NULL ? refuse(r, what) : status;
}

/* -------------------------------------------------------- the two files */

static qp_status take_network(const reader *r)
{
    static qp_status (*const steps[])(const reader *) = {
        take_texts, take_counts, take_settings, take_columns, verify, sign,
    };
    qp_status status = QP_OK;
    for (size_t s = 0; s < sizeof steps / sizeof *steps && status == QP_OK; s++)
        status = steps[s](r);
    if (status == QP_OK)
        status = expect_digest(r, "digest", "is not what it says it is");
    return status;
}

static qp_status take_rows(const reader *r)
{
    qp_status status = expect_digest(r, "network",
                                     "belongs to another network");
    if (status == QP_OK)
        status = take_files(r);
    return status == QP_OK ? take_columns(r) : status;
}

static qp_status open_file(reader *r, const char *path)
{
    qp_text file = {0};
    qp_status status = qp_file_read(path, 0, &file, r->err);
    if (status == QP_OK)
        status = qp_block_check(r->rows ? "rows" : "network", &file, path,
                                r->err);
    if (status == QP_OK)
        status = qp_hdf_open(&r->hdf, path, file.bytes, file.size, r->err);
    qp_text_clear(&file);
    return status;
}

static qp_status read_file(reader *r, const char *path)
{
    qp_status status = open_file(r, path);
    if (status == QP_OK)
        status = r->rows ? take_rows(r) : take_network(r);
    qp_hdf_close(&r->hdf);
    return status;
}

qp_status qp_network_read(qp_network *net, const char *path, bool rows,
                          qp_error *err)
{
    reader r = {.net = net, .err = err};
    qp_text rows_path = {0};
    *net = (qp_network){.title = QP_NONE};
    qp_status status = read_file(&r, path);
    if (status == QP_OK && rows) {
        r.rows = true;
        status = qp_rows_path(path, &rows_path, err);
    }
    if (status == QP_OK && rows)
        status = read_file(&r, rows_path.bytes);
    qp_text_clear(&rows_path);
    if (status != QP_OK)
        qp_network_clear(net);
    return status;
}
