/* SPDX-License-Identifier: MIT */
#include "table/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>

static qp_decoding decode_all(iconv_t converter, const char *bytes, size_t size,
                              qp_text *text)
{
    enum { LEAST = 1 << 12 };
    char *in = (char *)(uintptr_t)bytes; /* iconv only reads it */
    size_t left = size;
    bool stuck = false;
    bool cut = false;
    while (left > 0 && !stuck) {
        qp_text_reserve(text, left + LEAST);
        if (text->failed)
            break;
        char *out = text->bytes + text->size;
        size_t most = text->room - text->size - 1;
        size_t room = most;
        size_t done = iconv(converter, &in, &left, &out, &room);
        stuck = done == (size_t)-1 && errno != E2BIG;
        cut = stuck && errno == EINVAL;
        text->size += most - room;
        text->bytes[text->size] = '\0';
    }
    return (qp_decoding){.known = true, .cut = cut, .at = size - left};
}

qp_decoding qp_decode(const char *encoding, const char *bytes, size_t size,
                      qp_text *text)
{
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1)
        return (qp_decoding){0};
    qp_decoding how = decode_all(converter, bytes, size, text);
    (void)iconv_close(converter);
    return how;
}
