/* SPDX-License-Identifier: MIT */
#include "table/locator.h"

#include "core/memory.h"
#include "core/text.h"
#include "table/csv.h"

typedef struct {
    char *path;
    const qp_resource *resource;
    qp_piece *pieces; ///< [count]
    size_t count;
} known;

struct qp_locator {
    known *files; ///< [count]
    size_t count;
    size_t room;
    size_t open; ///< the file whose text is at hand, + 1; 0: none
    qp_source source;
};

qp_locator *qp_locator_new(void)
{
    qp_locator *locator = qp_acquire(1, sizeof *locator);
    if (locator != NULL)
        locator->source.file = -1;
    return locator;
}

void qp_locator_free(qp_locator *locator)
{
    if (locator == NULL)
        return;
    for (size_t f = 0; f < locator->count; f++) {
        qp_release(locator->files[f].path);
        qp_release(locator->files[f].pieces);
    }
    qp_source_close(&locator->source);
    qp_release(locator->files);
    qp_release(locator);
}

bool qp_locator_remember(qp_locator *locator, size_t file, const char *path,
                         const qp_resource *resource, qp_piece *pieces,
                         size_t count)
{
    while (locator->count <= file) {
        if (!qp_grow((void **)&locator->files, &locator->room, locator->count,
                     sizeof *locator->files)) {
            qp_release(pieces);
            return false;
        }
        locator->files[locator->count++] = (known){0};
    }
    known *k = &locator->files[file];
    char *copy = qp_text_copy(path);
    if (copy == NULL || k->path != NULL) { /* read twice: the same pieces */
        qp_release(copy);
        qp_release(pieces);
        return k->path != NULL;
    }
    *k = (known){copy, resource, pieces, count};
    return true;
}

/* ----------------------------------------------------------------- finding */

typedef struct {
    size_t field;
    qp_place *place;
} wanted;

static qp_status look(const qp_field fields[], size_t count, void *context,
                      qp_error *err)
{
    wanted *w = context;
    if (fields[0].line < w->place->line)
        return QP_OK;
    if (fields[0].line == w->place->line && w->field < count) {
        w->place->column = fields[w->field].column;
        w->place->line = fields[w->field].line;
    }
    return qp_fail(err, QP_E_LIMIT, "seen");
}

static bool open_source(qp_locator *locator, size_t file)
{
    qp_source_defect defect;
    if (locator->open == file + 1)
        return true;
    qp_source_close(&locator->source);
    const known *k = &locator->files[file];
    bool good = qp_source_open(&locator->source, k->path, k->resource->encoding,
                               &defect, NULL) == QP_OK &&
                defect.fault == QP_SOURCE_GOOD;
    locator->open = good ? file + 1 : 0;
    return good;
}

static const qp_piece *piece_with(const known *k, uint32_t line)
{
    size_t low = 0;
    size_t high = k->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (k->pieces[middle].line <= line)
            low = middle;
        else
            high = middle;
    }
    return &k->pieces[low];
}

void qp_locator_find(qp_locator *locator, size_t file, size_t field,
                     qp_place *place)
{
    if (file >= locator->count || locator->files[file].path == NULL ||
        !open_source(locator, file))
        return;
    const known *k = &locator->files[file];
    const qp_piece *piece = piece_with(k, place->line);
    qp_csv_text text = {.bytes = qp_acquire(piece->size + 1, 1),
                        .size = piece->size,
                        .delimiter = k->resource->dialect.delimiter,
                        .comment = k->resource->dialect.comment,
                        .line = piece->line};
    wanted w = {field, place};
    qp_csv_defect defect;
    if (text.bytes != NULL &&
        qp_source_take(&locator->source, piece->start, piece->size, text.bytes,
                       NULL) == QP_OK)
        (void)!qp_csv_read(&text, (qp_record_visitor){look, &w, NULL}, &defect,
                           NULL);
    qp_release(text.bytes);
}
