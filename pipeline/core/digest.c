/* SPDX-License-Identifier: MIT */
#include "core/digest.h"

#include <inttypes.h>
#include <stdio.h>
#include <xxhash.h>

const char *qp_digest_text(const void *bytes, size_t size,
                           char text[QP_DIGEST_SIZE])
{
    XXH128_hash_t hash = XXH3_128bits(bytes, size);
    snprintf(text, QP_DIGEST_SIZE, "%016" PRIx64 "%016" PRIx64,
             (uint64_t)hash.high64, (uint64_t)hash.low64);
    return text;
}

uint64_t qp_digest_short(const void *bytes, size_t size)
{
    return XXH3_64bits(bytes, size);
}
