/* SPDX-License-Identifier: MIT */
#include "metric/shard.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/file.h"
#include "core/memory.h"
#include "net/block.h"

#define KIND "replicates"

enum { NAME_SIZE = 32, QUESTION_SIZE = 2048 };

static const qp_hdf_form bytes_form = {QP_HDF_U8, 1};
static const qp_hdf_form number_form = {QP_HDF_U64, 1};
static const qp_hdf_form value_form = {QP_HDF_F64, 1};

enum { NUMBER, COUNT, REPLICATES, NUMBERS };

/* Digits, as far as they go; what is too large stays too large. */
static const char *take_number(const char *text, size_t *number)
{
    for (; *text >= '0' && *text <= '9'; text++)
        if (*number <= QP_MOST_SHARDS)
            *number = *number * 10 + (size_t)(*text - '0');
    return text;
}

qp_status qp_shard_number(const char *text, size_t *number, size_t *count,
                          qp_error *err)
{
    size_t i = 0;
    size_t n = 0;
    const char *rest = take_number(text, &i);
    bool parted = *rest == '/';
    rest = parted ? take_number(rest + 1, &n) : rest;
    bool fits = parted && *rest == '\0' && i >= 1 && i <= n &&
                n <= QP_MOST_SHARDS;
    char shown[QP_SHOWN_SIZE];
    if (!fits)
        return qp_fail(err, QP_E_MISUSE,
                       "--shard '%s' is not understood; it is I/N, part I of "
                       "N, N at most %d",
                       qp_text_shown(text, strlen(text), shown),
                       QP_MOST_SHARDS);
    *number = i;
    *count = n;
    return QP_OK;
}

bool qp_shard_is_read(const qp_shard *shard)
{
    return shard->number == 0;
}

/* Pieces first, first + count, ... below the whole number of them. */
static size_t share_of(const qp_shard *shard, size_t pieces, size_t first)
{
    return pieces > first ? (pieces - first - 1) / shard->count + 1 : 0;
}

static void question_name(size_t question, const char *column,
                          char name[NAME_SIZE])
{
    snprintf(name, NAME_SIZE, "/q%06zu%s", question, column);
}

/* ------------------------------------------------------------------- writing */

static qp_status put_head(qp_shard *shard, qp_error *err)
{
    const uint64_t numbers[NUMBERS] = {shard->number, shard->count,
                                       shard->replicates};
    qp_hdf *part = shard->part;
    qp_status status = qp_hdf_note(part, "/", "written_by", "qipan " QP_VERSION,
                                   err);
    if (status == QP_OK)
        status = qp_hdf_note(part, "/", "network", shard->digest, err);
    if (status == QP_OK)
        status = qp_hdf_put(part, "/call", bytes_form,
                            qp_text_string(&shard->call), shard->call.size,
                            err);
    if (status == QP_OK)
        status = qp_hdf_put(part, "/shard", number_form, numbers, NUMBERS, err);
    return status;
}

qp_status qp_shard_begin(qp_shard *shard, const char *path, qp_error *err)
{
    assert(shard->number >= 1 && shard->number <= shard->count);
    shard->parts = 1;
    shard->part = qp_acquire(shard->parts, sizeof *shard->part);
    if (shard->part == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for a shard");
    qp_status status = qp_draft_open(&shard->draft, path, err);
    if (status == QP_OK)
        status = qp_hdf_create(shard->part, &shard->draft, QP_BLOCK_SIZE, err);
    return status == QP_OK ? put_head(shard, err) : status;
}

qp_status qp_shard_put(qp_shard *shard, const char *question,
                       qp_shard_form form, const double value[], qp_error *err)
{
    size_t first = shard->number - 1;
    size_t rows = share_of(shard, form.pieces, first);
    char group[NAME_SIZE];
    char column[NAME_SIZE];
    double *own = qp_acquire(rows, form.width * sizeof *own);
    if (own == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu pieces", rows);
    for (size_t r = 0; r < rows; r++)
        memcpy(own + r * form.width,
               value + (first + r * shard->count) * form.width,
               form.width * sizeof *own);
    question_name(shard->asked, "", group);
    question_name(shard->asked++, "/values", column);
    qp_status status = qp_hdf_group(shard->part, group, err);
    if (status == QP_OK)
        status = qp_hdf_note(shard->part, group, "question", question, err);
    if (status == QP_OK)
        status = qp_hdf_put(shard->part, column, value_form, own,
                            rows * form.width, err);
    qp_release(own);
    return status;
}

qp_status qp_shard_publish(qp_shard *shard, qp_error *err)
{
    qp_status status = qp_hdf_finish(shard->part, err);
    qp_hdf_close(shard->part);
    if (status == QP_OK && !qp_block_write(KIND, shard->draft.file))
        status = qp_fail(err, QP_E_IO, "%s: %s", shard->draft.path,
                         strerror(errno));
    if (status == QP_OK)
        status = qp_draft_publish(&shard->draft, err);
    else
        qp_draft_discard(&shard->draft);
    return status;
}

/* ------------------------------------------------------------------- reading */

/** What a part says of the run that it is of. */
typedef struct {
    uint64_t numbers[NUMBERS];
    char digest[40];
    qp_text call;
} head;

static qp_status refuse(const char *path, const char *what, qp_error *err)
{
    return qp_fail(err, QP_E_MISUSE, "%s: %s", path, what);
}

static qp_status open_part(const char *path, qp_hdf *part, qp_error *err)
{
    qp_text file = {0};
    qp_status status = qp_file_read(path, 0, &file, err);
    if (status == QP_OK)
        status = qp_block_check(KIND, &file, path, err);
    if (status == QP_OK)
        status = qp_hdf_open(part, path, file.bytes, file.size, err);
    qp_text_clear(&file);
    return status;
}

static qp_status take_call(const qp_hdf *part, qp_text *call, qp_error *err)
{
    size_t size = 0;
    qp_status status = qp_hdf_rows(part, "/call", 1, &size, err);
    if (status != QP_OK)
        return status;
    qp_text_empty(call);
    for (size_t i = 0; i < size; i++)
        qp_text_add_bytes(call, "?", 1);
    status = qp_text_status(call, err);
    return status == QP_OK && size > 0
               ? qp_hdf_take(part, "/call", bytes_form, call->bytes, size, err)
               : status;
}

static qp_status take_head(const qp_hdf *part, head *h, qp_error *err)
{
    qp_status status = qp_hdf_take(part, "/shard", number_form, h->numbers,
                                   NUMBERS, err);
    if (status == QP_OK)
        status = qp_hdf_noted(part, "/", "network", h->digest, sizeof h->digest,
                              err);
    return status == QP_OK ? take_call(part, &h->call, err) : status;
}

static qp_status adopt(qp_shard *shard, const head *h, size_t count,
                       const char *path, qp_error *err)
{
    char what[96];
    if (h->numbers[COUNT] != count) {
        snprintf(what, sizeof what, "one of %llu parts; %zu are given",
                 (unsigned long long)h->numbers[COUNT], count);
        return refuse(path, what, err);
    }
    shard->replicates = h->numbers[REPLICATES];
    memcpy(shard->digest, h->digest, sizeof shard->digest);
    qp_text_add(&shard->call, qp_text_string(&h->call));
    return qp_text_status(&shard->call, err);
}

static bool is_of_run(const qp_shard *shard, const head *h)
{
    return h->numbers[COUNT] == shard->count &&
           h->numbers[REPLICATES] == shard->replicates &&
           strcmp(h->digest, shard->digest) == 0 &&
           strcmp(qp_text_string(&h->call), qp_text_string(&shard->call)) == 0;
}

/* A part goes to its place, whatever the order in which they are given. */
static qp_status place_part(qp_shard *shard, const head *h, qp_hdf *part,
                            bool first, qp_error *err)
{
    uint64_t number = h->numbers[NUMBER];
    qp_status status = first ? adopt(shard, h, shard->count, part->path, err)
                             : QP_OK;
    if (status != QP_OK)
        return status;
    if (!is_of_run(shard, h))
        return refuse(part->path,
                      "a part of another run: network or options differ", err);
    if (number < 1 || number > shard->count)
        return refuse(part->path, "no such part", err);
    if (shard->part[number - 1].path != NULL)
        return refuse(part->path, "this part is given twice", err);
    shard->part[number - 1] = *part;
    *part = (qp_hdf){0};
    return QP_OK;
}

static qp_status add_part(qp_shard *shard, const char *path, bool first,
                          qp_error *err)
{
    qp_hdf part = {0};
    head h = {.digest = ""};
    qp_status status = open_part(path, &part, err);
    if (status == QP_OK)
        status = take_head(&part, &h, err);
    if (status == QP_OK)
        status = place_part(shard, &h, &part, first, err);
    qp_hdf_close(&part);
    qp_text_clear(&h.call);
    return status;
}

qp_status qp_shard_open(qp_shard *shard, const char *const paths[],
                        size_t count, qp_error *err)
{
    qp_status status = QP_OK;
    *shard = (qp_shard){.count = count, .parts = count};
    shard->part = qp_acquire(count, sizeof *shard->part);
    if (shard->part == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu parts", count);
    for (size_t p = 0; p < count && status == QP_OK; p++)
        status = add_part(shard, paths[p], p == 0, err);
    return status;
}

static qp_status check_question(const qp_shard *shard, const qp_hdf *part,
                                const char *question, qp_error *err)
{
    char group[NAME_SIZE];
    char found[QUESTION_SIZE];
    question_name(shard->asked, "", group);
    qp_status status = qp_hdf_noted(part, group, "question", found,
                                    sizeof found, err);
    if (status == QP_OK && strcmp(found, question) != 0)
        status = qp_fail(err, QP_E_FORMAT,
                         "%s: it answers another question than is asked",
                         part->path);
    return status;
}

static qp_status take_part(const qp_shard *shard, size_t p, qp_shard_form form,
                           double own[], double value[], qp_error *err)
{
    char column[NAME_SIZE];
    size_t rows = share_of(shard, form.pieces, p);
    question_name(shard->asked, "/values", column);
    qp_status status = qp_hdf_take(&shard->part[p], column, value_form, own,
                                   rows * form.width, err);
    for (size_t r = 0; r < rows && status == QP_OK; r++)
        memcpy(value + (p + r * shard->count) * form.width,
               own + r * form.width, form.width * sizeof *own);
    return status;
}

static qp_status take_parts(const qp_shard *shard, const char *question,
                            qp_shard_form form, double own[], double value[],
                            qp_error *err)
{
    qp_status status = QP_OK;
    for (size_t p = 0; p < shard->count && status == QP_OK; p++) {
        status = check_question(shard, &shard->part[p], question, err);
        if (status == QP_OK)
            status = take_part(shard, p, form, own, value, err);
    }
    return status;
}

qp_status qp_shard_take(qp_shard *shard, const char *question,
                        qp_shard_form form, double value[], qp_error *err)
{
    double *own = qp_acquire(form.pieces, form.width * sizeof *own);
    qp_status status = own != NULL
                           ? take_parts(shard, question, form, own, value, err)
                           : qp_fail(err, QP_E_MEMORY,
                                     "no memory for %zu pieces", form.pieces);
    shard->asked++;
    qp_release(own);
    return status;
}

void qp_shard_clear(qp_shard *shard)
{
    for (size_t p = 0; shard->part != NULL && p < shard->parts; p++)
        qp_hdf_close(&shard->part[p]);
    qp_draft_discard(&shard->draft);
    qp_release(shard->part);
    qp_text_clear(&shard->call);
    *shard = (qp_shard){0};
}
