/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/draft.h"
#include "core/memory.h"
#include "net/block.h"
#include "net/parts.h"
#include "net/store.h"
#include "net/texts.h"

/** A file being written: the network, or where its rows stand. */
typedef struct {
    qp_hdf hdf;
    const qp_network *net;
    const qp_texts *texts;
    bool rows;
    qp_error *err;
} writer;

static qp_status no_memory(const writer *w, const char *name)
{
    return qp_fail(w->err, QP_E_MEMORY, "%s: no memory for %s", w->hdf.path,
                   name);
}

/* ---------------------------------------------------------------- columns */

/* Pool numbers become places in the sorted texts. */
static qp_status put_texts(writer *w, const char *name,
                           const qp_string strings[], size_t count)
{
    uint32_t *ranks = qp_acquire(count, sizeof *ranks);
    if (ranks == NULL)
        return no_memory(w, name);
    for (size_t i = 0; i < count; i++)
        ranks[i] = strings[i] == QP_NONE ? QP_NONE : w->texts->rank[strings[i]];
    qp_status status = qp_hdf_put(&w->hdf, name, qp_forms[QP_COLUMN_TEXT],
                                  ranks, count, w->err);
    qp_release(ranks);
    return status;
}

static qp_status put_part(writer *w, const qp_net_group *group,
                          const qp_net_column *column, size_t part)
{
    const char *values = *qp_column_slot(w->net, group, column);
    char name[QP_PART_NAME_SIZE];
    size_t start = 0;
    size_t end = 0;
    qp_part_range(w->net, group, part, &start, &end);
    qp_part_name(group, column->name, part, name);
    const void *from = values + start * qp_column_size(column->type);
    return column->type == QP_COLUMN_TEXT
               ? put_texts(w, name, from, end - start)
               : qp_hdf_put(&w->hdf, name, qp_forms[column->type], from,
                            end - start, w->err);
}

static qp_status put_column(writer *w, const qp_net_group *group,
                            const qp_net_column *column)
{
    qp_status status = QP_OK;
    if (*qp_group_count(w->net, group) == 0 ||
        *qp_column_slot(w->net, group, column) == NULL ||
        qp_column_is_provenance(column->type) != w->rows)
        return QP_OK;
    for (size_t part = 0;
         part < qp_part_count(w->net, group) && status == QP_OK; part++)
        status = put_part(w, group, column, part);
    return status;
}

static qp_status put_columns(writer *w)
{
    qp_status status = QP_OK;
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        for (size_t c = 0; c < qp_net_groups[g].column_count && status == QP_OK;
             c++)
            status = put_column(w, &qp_net_groups[g],
                                &qp_net_groups[g].columns[c]);
    return status;
}

/* ------------------------------------------------------------------ groups */

static qp_status make_layer(writer *w, size_t layer)
{
    char name[QP_PART_NAME_SIZE];
    snprintf(name, sizeof name, "/links/%04zu", layer);
    qp_status status = qp_hdf_group(&w->hdf, name, w->err);
    if (status == QP_OK)
        status = qp_hdf_note(&w->hdf, name, "layer",
                             qp_network_text(w->net, w->net->layers.id[layer]),
                             w->err);
    return status;
}

static qp_status make_groups(writer *w)
{
    char name[QP_PART_NAME_SIZE];
    qp_status status = QP_OK;
    for (size_t g = 0; g < QP_GROUP_COUNT && status == QP_OK; g++) {
        snprintf(name, sizeof name, "/%s", qp_net_groups[g].name);
        status = qp_hdf_group(&w->hdf, name, w->err);
    }
    for (size_t l = 0; l < w->net->layers.count && status == QP_OK; l++)
        status = make_layer(w, l);
    return status;
}

/* ------------------------------------------------------------------- texts */

/* NAME and NAME_offset: text i is bytes [offset i, offset i + 1). */
static qp_status put_blob(writer *w, const char *name,
                          const char *(*text_at)(const writer *, size_t),
                          size_t count)
{
    char offset_name[QP_PART_NAME_SIZE];
    snprintf(offset_name, sizeof offset_name, "%s_offset", name);
    qp_text bytes = {0};
    uint64_t *offsets = qp_acquire(count + 1, sizeof *offsets);
    if (offsets == NULL)
        return no_memory(w, name);
    for (size_t t = 0; t < count; t++) {
        qp_text_add(&bytes, text_at(w, t));
        offsets[t + 1] = bytes.size;
    }
    qp_status status = qp_text_status(&bytes, w->err);
    if (status == QP_OK)
        status = qp_hdf_put(&w->hdf, name, (qp_hdf_form){QP_HDF_U8, 1},
                            qp_text_string(&bytes), bytes.size, w->err);
    if (status == QP_OK)
        status = qp_hdf_put(&w->hdf, offset_name, (qp_hdf_form){QP_HDF_U64, 1},
                            offsets, count + 1, w->err);
    qp_release(offsets);
    qp_text_clear(&bytes);
    return status;
}

static const char *sorted_text(const writer *w, size_t t)
{
    return qp_network_text(w->net, w->texts->sorted[t]);
}

static const char *file_name(const writer *w, size_t f)
{
    return w->net->files[f];
}

/* -------------------------------------------------------- the two files */

static qp_status put_note(writer *w, const char *name, const char *text)
{
    return qp_hdf_note(&w->hdf, "/", name, text, w->err);
}

static qp_status put_settings(writer *w)
{
    const qp_network *net = w->net;
    qp_status status = put_note(w, "written_by", "qipan " QP_VERSION);
    if (status == QP_OK)
        status = put_note(w, "digest", net->digest);
    if (status == QP_OK)
        status = put_note(w, "title", qp_network_text(net, net->title));
    uint64_t numbers[] = {net->title == QP_NONE ? QP_NONE
                                                : w->texts->rank[net->title],
                          net->dropped_self_links};
    if (status == QP_OK)
        status = qp_hdf_put(&w->hdf, "/settings", (qp_hdf_form){QP_HDF_U64, 1},
                            numbers, 2, w->err);
    if (status == QP_OK)
        status = put_texts(w, "/home", net->home, net->home_count);
    return status;
}

static qp_status put_network(writer *w)
{
    qp_status status = qp_hdf_group(&w->hdf, "/text", w->err);
    if (status == QP_OK)
        status = put_blob(w, "/text/bytes", sorted_text, w->texts->count);
    return status == QP_OK ? put_settings(w) : status;
}

static qp_status put_rows(writer *w)
{
    qp_status status = put_note(w, "network", w->net->digest);
    return status == QP_OK
               ? put_blob(w, "/files", file_name, w->net->file_count)
               : status;
}

static qp_status fill_file(writer *w, const qp_draft *draft)
{
    qp_status status = qp_hdf_create(&w->hdf, draft, QP_BLOCK_SIZE, w->err);
    if (status == QP_OK)
        status = make_groups(w);
    if (status == QP_OK)
        status = w->rows ? put_rows(w) : put_network(w);
    if (status == QP_OK)
        status = put_columns(w);
    if (status == QP_OK)
        status = qp_hdf_finish(&w->hdf, w->err);
    qp_hdf_close(&w->hdf);
    if (status == QP_OK &&
        !qp_block_write(w->rows ? "rows" : "network", draft->file))
        status = qp_fail(w->err, QP_E_IO, "%s: %s", draft->path,
                         strerror(errno));
    return status;
}

static qp_status write_file(writer *w, const char *path)
{
    qp_draft draft;
    qp_status status = qp_draft_open(&draft, path, w->err);
    if (status == QP_OK)
        status = fill_file(w, &draft);
    if (status == QP_OK)
        return qp_draft_publish(&draft, w->err);
    qp_draft_discard(&draft);
    return status;
}

static qp_status write_both(const qp_network *net, const char *path,
                            const qp_texts *texts, qp_error *err)
{
    writer w = {.net = net, .texts = texts, .err = err};
    qp_text rows_path = {0};
    qp_status status = qp_rows_path(path, &rows_path, err);
    w.rows = true;
    if (status == QP_OK && net->files != NULL)
        status = write_file(&w, rows_path.bytes);
    w.rows = false;
    if (status == QP_OK)
        status = write_file(&w, path);
    qp_text_clear(&rows_path);
    return status;
}

qp_status qp_network_write(const qp_network *net, const char *path,
                           qp_error *err)
{
    qp_texts texts = {0};
    qp_status status = qp_texts_sort(net, &texts, err);
    if (status == QP_OK)
        status = write_both(net, path, &texts, err);
    qp_texts_clear(&texts);
    return status;
}
