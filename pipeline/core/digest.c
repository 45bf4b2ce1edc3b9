/* SPDX-License-Identifier: MIT */
#include "core/digest.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>
#include <xxhash.h>

static const char *show(XXH128_hash_t hash, char text[QP_DIGEST_SIZE])
{
    snprintf(text, QP_DIGEST_SIZE, "%016" PRIx64 "%016" PRIx64,
             (uint64_t)hash.high64, (uint64_t)hash.low64);
    return text;
}

const char *qp_digest_text(const void *bytes, size_t size,
                           char text[QP_DIGEST_SIZE])
{
    return show(XXH3_128bits(bytes, size), text);
}

static bool add_file(XXH3_state_t *state, int file, off_t at)
{
    enum { PART = 1 << 16 };
    char part[PART];
    ssize_t got = 1;
    while (got > 0) {
        got = pread(file, part, PART, at);
        if (got > 0 && XXH3_128bits_update(state, part, (size_t)got) != XXH_OK)
            return false;
        at += got;
    }
    return got == 0;
}

const char *qp_digest_file(int file, size_t start, char text[QP_DIGEST_SIZE])
{
    XXH3_state_t *state = XXH3_createState();
    bool read = state != NULL && XXH3_128bits_reset(state) == XXH_OK &&
                add_file(state, file, (off_t)start);
    if (read)
        (void)show(XXH3_128bits_digest(state), text);
    (void)XXH3_freeState(state);
    return read ? text : NULL;
}

qp_digest qp_digest_wide(const void *bytes, size_t size)
{
    XXH128_hash_t hash = XXH3_128bits(bytes, size);
    return (qp_digest){hash.high64, hash.low64};
}

uint64_t qp_digest_short(const void *bytes, size_t size)
{
    return XXH3_64bits(bytes, size);
}
