/* SPDX-License-Identifier: MIT */
#include "table/gzip.h"

#include <string.h>

#define ZLIB_CONST /* zlib does not write to what it reads */
#include <zlib.h>

#include "core/memory.h"

enum { CHUNK = 1 << 16, GZIP_ONLY = 15 + 16 };

bool qp_gzip_begins(const qp_text *packed)
{
    return packed->size >= 2 && memcmp(packed->bytes, "\x1F\x8B", 2) == 0;
}

static void *acquire(void *unused, unsigned count, unsigned size)
{
    (void)unused;
    return qp_acquire(count, size);
}

static void release(void *unused, void *memory)
{
    (void)unused;
    qp_release(memory);
}

/* zlib counts in 32 bits: large texts are handed over in parts. */
static void refill(z_stream *z, const char **at, size_t *left)
{
    enum { PART = 1 << 30 };
    if (z->avail_in > 0)
        return;
    z->next_in = (const unsigned char *)*at;
    z->avail_in = (unsigned)(*left < PART ? *left : PART);
    *at += z->avail_in;
    *left -= z->avail_in;
}

static int inflate_chunk(z_stream *z, qp_text *content)
{
    unsigned char chunk[CHUNK];
    z->next_out = chunk;
    z->avail_out = CHUNK;
    int code = inflate(z, Z_NO_FLUSH);
    qp_text_add_bytes(content, (const char *)chunk, CHUNK - z->avail_out);
    content->failed |= code == Z_MEM_ERROR;
    return code;
}

/* What one step says of the text; QP_GZIP_NONE: go on. */
static qp_gzip_fault judge(z_stream *z, int code, bool empty)
{
    if (code == Z_STREAM_END && empty)
        return QP_GZIP_WHOLE;
    if (code == Z_BUF_ERROR || (code == Z_OK && empty && z->avail_out > 0))
        return QP_GZIP_CUT;
    if (code == Z_STREAM_END)
        code = inflateReset(z); /* another member follows */
    return code == Z_OK ? QP_GZIP_NONE : QP_GZIP_DAMAGED;
}

static qp_gzip_fault inflate_all(z_stream *z, const qp_text *packed,
                                 size_t most, qp_text *content)
{
    const char *at = packed->bytes;
    size_t left = packed->size;
    qp_gzip_fault fault = QP_GZIP_NONE;
    while (fault == QP_GZIP_NONE && !content->failed) {
        refill(z, &at, &left);
        int code = inflate_chunk(z, content);
        fault = content->size > most
                    ? QP_GZIP_LIMIT
                    : judge(z, code, z->avail_in == 0 && left == 0);
    }
    return fault;
}

qp_status qp_gunzip(const qp_text *packed, size_t most, qp_text *content,
                    qp_gzip_fault *fault, qp_error *err)
{
    *fault = packed->size == 0 ? QP_GZIP_CUT : QP_GZIP_NONE;
    if (!qp_gzip_begins(packed))
        return QP_OK;
    z_stream z = {.zalloc = acquire, .zfree = release};
    if (inflateInit2(&z, GZIP_ONLY) != Z_OK)
        return qp_fail(err, QP_E_MEMORY, "no memory to decompress");
    *fault = inflate_all(&z, packed, most, content);
    inflateEnd(&z);
    return qp_text_status(content, err);
}
