/* SPDX-License-Identifier: MIT */
#include "table/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/memory.h"
#include "core/threads.h"
#include "table/csv.h"
#include "table/encoding.h"
#include "table/gzip.h"

static const size_t block_bytes = 1 << 20;
static const size_t most_bytes = UINT32_MAX - 1; ///< of a text held whole

/* ------------------------------------------------------------ compressed */

static bool ends_in(const char *path, const char *ending)
{
    size_t size = strlen(path);
    size_t tail = strlen(ending);
    return size > tail && strcmp(path + size - tail, ending) == 0;
}

/* A table packs to a tenth or so; what unpacks to very much more than it is
 * was made to fill a memory. */
static size_t most_unpacked(size_t packed)
{
    enum { ALWAYS = 64 << 20, TIMES = 256 };
    size_t most = ALWAYS + packed * TIMES;
    return most < most_bytes ? most : most_bytes;
}

static qp_status unpack(qp_source *source, const char *path,
                        qp_source_defect *defect, qp_error *err)
{
    static const qp_source_fault faults[] = {
        [QP_GZIP_WHOLE] = QP_SOURCE_GOOD,
        [QP_GZIP_NONE] = QP_SOURCE_NOT_GZIP,
        [QP_GZIP_CUT] = QP_SOURCE_CUT,
        [QP_GZIP_DAMAGED] = QP_SOURCE_DAMAGED,
        [QP_GZIP_LIMIT] = QP_SOURCE_DAMAGED,
    };
    qp_gzip_fault fault = QP_GZIP_WHOLE;
    qp_text packed = source->text;
    source->text = (qp_text){0};
    size_t most = most_unpacked(packed.size);
    qp_status status = qp_gunzip(&packed, most, &source->text, &fault, err);
    if (status == QP_OK && fault == QP_GZIP_LIMIT)
        status = qp_fail(err, QP_E_LIMIT, "%s: unpacks to more than %zu bytes",
                         path, most);
    defect->fault = faults[fault];
    qp_text_clear(&packed);
    return status;
}

/* -------------------------------------------------------------- encodings */

/* Where the n-th byte of a text stands. In UTF-16 nobody counts columns. */
static void place_byte(const qp_text *text, size_t at, qp_source_defect *defect)
{
    const char *line_start = text->bytes;
    defect->byte = (unsigned char)text->bytes[at];
    defect->line = 1;
    for (const char *c = text->bytes; c < text->bytes + at; c++)
        if (*c == '\n') {
            defect->line++;
            line_start = c + 1;
        }
    defect->column = (uint32_t)(text->bytes + at - line_start) + 1;
}

static qp_status convert(qp_source *source, const char *encoding,
                         qp_source_defect *defect, qp_error *err)
{
    qp_text from = source->text;
    source->text = (qp_text){0};
    qp_decoding how = qp_decode(encoding, qp_text_string(&from), from.size,
                                &source->text);
    qp_status status = how.known ? qp_text_status(&source->text, err)
                                 : qp_fail(err, QP_E_IO,
                                           "the encoding %s is not known here",
                                           encoding);
    if (status == QP_OK && how.at < from.size) {
        defect->fault = QP_SOURCE_ENCODING;
        place_byte(&from, how.at, defect);
    }
    qp_text_clear(&from);
    return status;
}

/* What an office program or a download gives in place of UTF-8 text. */
static const char *other_format(const char *bytes, size_t size)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *found;
    } marks[] = {
        {"\xFF\xFE", 2, "the file is UTF-16"},
        {"\xFE\xFF", 2, "the file is UTF-16"},
        {"\x1F\x8B", 2, "the file is compressed and not named .gz"},
        {"PK\x03\x04", 4, "the file is a spreadsheet or a zip"},
    };
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
        if (size >= marks[m].size &&
            memcmp(bytes, marks[m].bytes, marks[m].size) == 0)
            return marks[m].found;
    return NULL;
}

/* -------------------------------------------------------------- the source */

/* A regular file is left where it is; of a pipe the whole must be held. */
static qp_status open_plain(qp_source *source, const char *path, qp_error *err)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode)) {
        source->file = file;
        source->size = (size_t)about.st_size;
        return QP_OK;
    }
    if (file >= 0)
        (void)close(file);
    return qp_file_read(path, most_bytes, &source->text, err);
}

static qp_status open_held(qp_source *source, const char *path,
                           const char *encoding, qp_source_defect *defect,
                           qp_error *err)
{
    qp_status status = qp_file_read(path, most_bytes, &source->text, err);
    if (status == QP_OK && ends_in(path, ".gz"))
        status = unpack(source, path, defect, err);
    if (status == QP_OK && defect->fault == QP_SOURCE_GOOD && encoding != NULL)
        status = convert(source, encoding, defect, err);
    return status;
}

static qp_status look_at_start(const qp_source *source,
                               qp_source_defect *defect, qp_error *err)
{
    char bytes[8] = {0};
    size_t size = source->size < 4 ? source->size : 4;
    qp_status status = qp_source_take(source, 0, size, bytes, err);
    defect->mark = other_format(bytes, size);
    if (status == QP_OK && defect->mark != NULL)
        defect->fault = QP_SOURCE_ENCODING;
    return status;
}

qp_status qp_source_open(qp_source *source, const char *path,
                         const char *encoding, qp_source_defect *defect,
                         qp_error *err)
{
    *source = (qp_source){.file = -1};
    *defect = (qp_source_defect){0};
    bool plain = encoding == NULL && !ends_in(path, ".gz");
    qp_status status = plain ? open_plain(source, path, err)
                             : open_held(source, path, encoding, defect, err);
    if (source->file < 0)
        source->size = source->text.size;
    if (status == QP_OK && defect->fault == QP_SOURCE_GOOD)
        status = look_at_start(source, defect, err);
    return status;
}

void qp_source_close(qp_source *source)
{
    if (source->file >= 0)
        (void)close(source->file); /* nothing was written */
    qp_text_clear(&source->text);
    *source = (qp_source){.file = -1};
}

static bool read_at(int file, size_t start, size_t size, char *bytes)
{
    while (size > 0) {
        ssize_t got = pread(file, bytes, size, (off_t)start);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            errno = got == 0 ? ENODATA : errno;
            return false;
        }
        bytes += got;
        start += (size_t)got;
        size -= (size_t)got;
    }
    return true;
}

qp_status qp_source_take(const qp_source *source, size_t start, size_t size,
                         char *bytes, qp_error *err)
{
    if (source->file < 0 && size > 0)
        memcpy(bytes, source->text.bytes + start, size);
    else if (source->file >= 0 && !read_at(source->file, start, size, bytes))
        return qp_fail(err, QP_E_IO, "reading: %s", strerror(errno));
    bytes[size] = '\0';
    return QP_OK;
}

/* ------------------------------------------------------------- the cutting */

/** What a block holds, whatever stands before it. */
typedef struct {
    size_t quotes;
    size_t lines;
} census;

typedef struct {
    const qp_source *source;
    census *blocks; ///< [block_count]
    size_t block_count;
    atomic_bool failed; ///< a block could not be read, or there was no room
    qp_piece *pieces;   ///< [room]
    size_t count;
} cutting;

/* A CR at the end may be half of a CRLF: `bytes` has one byte more, '\0' at
 * the end of the text. */
static census count_bytes(const char *bytes, size_t size)
{
    census c = {0, 0};
    for (size_t i = 0; i < size; i++) {
        c.quotes += bytes[i] == '"';
        c.lines += (bytes[i] == '\n') |
                   ((bytes[i] == '\r') & (bytes[i + 1] != '\n'));
    }
    return c;
}

static size_t block_size(const cutting *c, size_t block)
{
    size_t left = c->source->size - block * block_bytes;
    return left < block_bytes ? left : block_bytes;
}

/* From a place in the text, with the byte behind it. */
static qp_status glance(const cutting *c, size_t start, size_t size,
                        char *bytes, qp_error *err)
{
    size_t more = start + size < c->source->size ? 1 : 0;
    return qp_source_take(c->source, start, size + more, bytes, err);
}

static void count_block(size_t block, void *context)
{
    enum { STRIDE = 1 << 15 };
    cutting *c = context;
    char bytes[STRIDE + 2];
    size_t size = block_size(c, block);
    census all = {0, 0};
    for (size_t at = 0; at < size; at += STRIDE) {
        size_t part = size - at < STRIDE ? size - at : STRIDE;
        if (glance(c, block * block_bytes + at, part, bytes, NULL) != QP_OK) {
            c->failed = true;
            return;
        }
        census found = count_bytes(bytes, part);
        all.quotes += found.quotes;
        all.lines += found.lines;
    }
    c->blocks[block] = all;
}

/* How far behind the start of a block its first record ends; 0: it ends in
 * another. Mostly that is near. */
static qp_status find_end(const cutting *c, size_t block, bool inside,
                          char *bytes, size_t *end, qp_error *err)
{
    const size_t looks[] = {1 << 12, block_bytes};
    qp_status status = QP_OK;
    *end = 0;
    for (size_t l = 0; l < 2 && *end == 0 && status == QP_OK; l++) {
        size_t size = block_size(c, block);
        size = size < looks[l] ? size : looks[l];
        status = glance(c, block * block_bytes, size, bytes, err);
        if (status == QP_OK)
            *end = qp_csv_record_end(bytes, size, inside);
    }
    return status;
}

static void add_piece(cutting *c, size_t start, size_t line)
{
    if (c->count > 0) {
        qp_piece *last = &c->pieces[c->count - 1];
        last->size = start - last->start;
        last->lines = (uint32_t)(line - last->line);
    }
    c->pieces[c->count++] = (qp_piece){.start = start, .line = (uint32_t)line};
}

static qp_status cut_at(cutting *c, size_t block, bool inside, size_t line,
                        char *bytes, qp_error *err)
{
    size_t end = 0;
    qp_status status = find_end(c, block, inside, bytes, &end, err);
    if (status != QP_OK || end == 0 ||
        block * block_bytes + end >= c->source->size)
        return status;
    add_piece(c, block * block_bytes + end,
              line + count_bytes(bytes, end).lines);
    return QP_OK;
}

/* Has the last line no end? */
static bool ends_open(const cutting *c)
{
    char last[2] = "";
    size_t size = c->source->size;
    return size > 0 &&
           qp_source_take(c->source, size - 1, 1, last, NULL) == QP_OK &&
           last[0] != '\n' && last[0] != '\r';
}

static qp_status cut_all(cutting *c, bool whole, char *bytes, qp_error *err)
{
    size_t line = 1;
    bool inside = false;
    qp_status status = QP_OK;
    add_piece(c, 0, 1);
    for (size_t b = 0; b < c->block_count && status == QP_OK; b++) {
        if (b > 0 && !whole)
            status = cut_at(c, b, inside, line, bytes, err);
        inside ^= (c->blocks[b].quotes & 1) != 0;
        line += c->blocks[b].lines;
    }
    if (status == QP_OK && line >= UINT32_MAX - 1)
        return qp_fail(err, QP_E_LIMIT, "more than 4,294,967,293 lines");
    qp_piece *last = &c->pieces[c->count - 1];
    last->size = c->source->size - last->start;
    last->lines = (uint32_t)(line - last->line) + (ends_open(c) ? 1 : 0);
    return status;
}

static qp_status count_and_cut(cutting *c, bool whole, unsigned threads,
                               qp_error *err)
{
    char *bytes = qp_acquire(block_bytes + 2, 1);
    if (bytes == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory to cut a file");
    qp_parallel(c->block_count, threads, count_block, c);
    qp_status status = c->failed ? qp_fail(err, QP_E_IO,
                                           "a file could not be read to its "
                                           "end")
                                 : cut_all(c, whole, bytes, err);
    qp_release(bytes);
    return status;
}

qp_status qp_source_cut(const qp_source *source, bool whole, unsigned threads,
                        qp_piece **pieces, size_t *count, qp_error *err)
{
    size_t blocks = (source->size + block_bytes - 1) / block_bytes;
    cutting c = {.source = source, .block_count = blocks};
    c.blocks = qp_acquire(blocks, sizeof *c.blocks);
    c.pieces = qp_acquire(blocks + 1, sizeof *c.pieces);
    qp_status status = c.blocks != NULL && c.pieces != NULL
                           ? count_and_cut(&c, whole, threads, err)
                           : qp_fail(err, QP_E_MEMORY,
                                     "no memory to cut a file");
    qp_release(c.blocks);
    if (status != QP_OK) {
        qp_release(c.pieces);
        c.pieces = NULL;
    }
    *pieces = c.pieces;
    *count = status == QP_OK ? c.count : 0;
    return status;
}
