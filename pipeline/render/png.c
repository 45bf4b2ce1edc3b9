/* SPDX-License-Identifier: MIT */
#include "render/png.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/*
 * A chunk:     SIZE of data (4)   TYPE (4)   data   CRC of type and data (4)
 * A PNG:       signature (8)   IHDR   ...   IEND
 */
enum { SIGNATURE = 8, FRAME = 12, HEADER = SIGNATURE + FRAME + 13 };

static uint32_t number_at(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 |
           b[3];
}

static void add_number(qp_text *out, uint32_t number)
{
    char bytes[] = {(char)(number >> 24), (char)(number >> 16),
                    (char)(number >> 8), (char)number};
    qp_text_add_bytes(out, bytes, sizeof bytes);
}

/* x^32 + x^26 + x^23 + ..., lowest bit first. */
static uint32_t crc(const char *bytes, size_t size)
{
    uint32_t sum = UINT32_MAX;
    for (size_t i = 0; i < size; i++) {
        sum ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = (sum >> 1) ^ (sum & 1 ? 0xEDB88320U : 0);
    }
    return ~sum;
}

static void add_resolution(qp_text *out, unsigned dpi)
{
    enum { SIZE = 9, PER_METRE = 1 };
    uint32_t per_metre = (uint32_t)lround(dpi / 0.0254);
    add_number(out, SIZE);
    size_t start = out->size;
    qp_text_add(out, "pHYs");
    add_number(out, per_metre); /* across */
    add_number(out, per_metre); /* down */
    qp_text_add_bytes(out, (const char[]){PER_METRE}, 1);
    if (!out->failed)
        add_number(out, crc(out->bytes + start, out->size - start));
}

/* Whether chunk follows chunk up to the last byte, none of them pHYs. */
static bool is_whole(const qp_text *png)
{
    if (png->size < HEADER ||
        memcmp(png->bytes, "\x89PNG\r\n\x1A\n", SIGNATURE) != 0 ||
        memcmp(png->bytes + SIGNATURE, "\0\0\0\15IHDR", 8) != 0)
        return false;
    size_t at = SIGNATURE;
    bool ended = false;
    while (!ended && png->size - at >= FRAME) {
        size_t size = number_at(png->bytes + at);
        const char *type = png->bytes + at + 4;
        if (size > png->size - at - FRAME || memcmp(type, "pHYs", 4) == 0)
            return false;
        ended = memcmp(type, "IEND", 4) == 0;
        at += FRAME + size;
    }
    return ended && at == png->size;
}

qp_status qp_png_set_resolution(qp_text *png, unsigned dpi, const char *name,
                                qp_error *err)
{
    if (!is_whole(png))
        return qp_fail(err, QP_E_CHILD, "%s: rsvg-convert wrote no whole PNG",
                       name);
    qp_text fresh = {0};
    qp_text_add_bytes(&fresh, png->bytes, HEADER);
    add_resolution(&fresh, dpi);
    qp_text_add_bytes(&fresh, png->bytes + HEADER, png->size - HEADER);
    qp_status status = qp_text_status(&fresh, err);
    if (status != QP_OK) {
        qp_text_clear(&fresh);
        return status;
    }
    qp_text_clear(png);
    *png = fresh;
    return QP_OK;
}
