/* SPDX-License-Identifier: MIT */
#include "synth/sheet.h"

#include <string.h>

#include "core/threads.h"

enum { BATCH = 32 }; ///< pieces at hand

/** A batch of pieces being made. */
typedef struct {
    qp_piece_write *write;
    const void *context;
    size_t first;
    qp_text texts[BATCH];
    uint64_t rows[BATCH];
} batch;

static uint64_t lines_of(const qp_text *text)
{
    uint64_t lines = 0;
    const char *at = qp_text_string(text);
    const char *end = at + text->size;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        lines++;
        at++;
    }
    return lines;
}

static void make_piece(size_t piece, void *context)
{
    batch *b = context;
    qp_text_empty(&b->texts[piece]);
    b->write(b->context, b->first + piece, &b->texts[piece]);
    b->rows[piece] = lines_of(&b->texts[piece]);
}

static qp_status add_batch(qp_sheet *sheet, const batch *b, size_t count,
                           qp_error *err)
{
    qp_status status = QP_OK;
    for (size_t p = 0; p < count && status == QP_OK; p++) {
        status = qp_text_status(&b->texts[p], err);
        if (status == QP_OK)
            status = qp_draft_add(&sheet->draft, qp_text_string(&b->texts[p]),
                                  b->texts[p].size, err);
        sheet->rows += b->rows[p];
    }
    return status;
}

qp_status qp_sheet_open(qp_sheet *sheet, const char *folder, const char *name,
                        const char *header, qp_error *err)
{
    qp_text path = {0};
    qp_text_addf(&path, "%s/%s.csv", folder, name);
    qp_status status = qp_text_status(&path, err);
    if (status == QP_OK)
        status = qp_draft_open(&sheet->draft, path.bytes, err);
    qp_text_clear(&path);
    if (status == QP_OK)
        status = qp_draft_add(&sheet->draft, header, strlen(header), err);
    if (status == QP_OK)
        status = qp_draft_add(&sheet->draft, "\n", 1, err);
    return status;
}

qp_status qp_sheet_add(qp_sheet *sheet, size_t pieces, qp_piece_write *write,
                       const void *context, qp_error *err)
{
    batch b = {.write = write, .context = context};
    qp_status status = QP_OK;
    for (; b.first < pieces && status == QP_OK; b.first += BATCH) {
        size_t left = pieces - b.first;
        size_t count = left < BATCH ? left : BATCH;
        qp_parallel(count, sheet->threads, make_piece, &b);
        status = add_batch(sheet, &b, count, err);
    }
    for (size_t p = 0; p < BATCH; p++)
        qp_text_clear(&b.texts[p]);
    return status;
}

qp_status qp_sheet_publish(qp_sheet *sheet, qp_error *err)
{
    return qp_draft_publish(&sheet->draft, err);
}

void qp_sheet_discard(qp_sheet *sheet)
{
    qp_draft_discard(&sheet->draft);
}
