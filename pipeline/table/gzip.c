/* SPDX-License-Identifier: MIT */
#include "table/gzip.h"

#include <stdint.h>
#include <zlib.h>

enum { CHUNK = 1 << 16, GZIP_ONLY = 15 + 16 };

static void inflate_chunk(z_stream *z, qp_text *content, int *code)
{
    unsigned char chunk[CHUNK];
    z->next_out = chunk;
    z->avail_out = CHUNK;
    *code = inflate(z, Z_NO_FLUSH);
    qp_text_add_bytes(content, (const char *)chunk, CHUNK - z->avail_out);
}

/* Another member may follow the one that ended. */
static bool begins_anew(z_stream *z)
{
    return z->avail_in > 0 && inflateReset(z) == Z_OK;
}

static const char *inflate_all(z_stream *z, size_t most, qp_text *content)
{
    for (;;) {
        int code = Z_OK;
        inflate_chunk(z, content, &code);
        if (content->failed)
            return NULL;
        if (content->size > most)
            return "it holds more than a table may";
        if (code == Z_STREAM_END && !begins_anew(z))
            return NULL;
        if (code == Z_BUF_ERROR ||
            (code == Z_OK && z->avail_in == 0 && z->avail_out > 0))
            return "the compressed file is cut short";
        if (code != Z_OK && code != Z_STREAM_END)
            return "the compressed file is damaged";
    }
}

qp_status qp_gunzip(const qp_text *packed, size_t most, qp_text *content,
                    const char **defect, qp_error *err)
{
    *defect = NULL;
    if (packed->size > UINT32_MAX) {
        *defect = "the compressed file is larger than 4 GiB";
        return QP_OK;
    }
    z_stream z = {0};
    z.next_in = (unsigned char *)packed->bytes;
    z.avail_in = (unsigned)packed->size;
    if (inflateInit2(&z, GZIP_ONLY) != Z_OK)
        return qp_fail(err, QP_E_MEMORY, "no memory to decompress");
    *defect = inflate_all(&z, most, content);
    inflateEnd(&z);
    return qp_text_status(content, err);
}
