/* SPDX-License-Identifier: MIT */
#include "core/pool.h"

#include <stdbool.h>
#include <string.h>

#include "core/digest.h"
#include "core/memory.h"

static size_t home_of(const char *text, size_t size, size_t slot_count)
{
    return (size_t)qp_digest_short(text, size) & (slot_count - 1);
}

static size_t size_of(const qp_pool *pool, qp_string s)
{
    size_t end = s + 1 < pool->count ? pool->start[s + 1] : pool->size;
    return end - pool->start[s] - 1;
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t slot_of(const qp_pool *pool, const char *text, size_t size)
{
    size_t slot = home_of(text, size, pool->slot_count);
    while (pool->slots[slot] != QP_NONE) {
        qp_string s = pool->slots[slot];
        if (size_of(pool, s) == size &&
            memcmp(pool->bytes + pool->start[s], text, size) == 0)
            break;
        slot = (slot + 1) & (pool->slot_count - 1);
    }
    return slot;
}

static bool widen(qp_pool *pool)
{
    size_t slot_count = pool->slot_count < 16 ? 16 : pool->slot_count * 2;
    uint32_t *slots = qp_acquire(slot_count, sizeof *slots);
    if (slots == NULL)
        return false;
    memset(slots, 0xFF, slot_count * sizeof *slots);
    qp_release(pool->slots);
    pool->slots = slots;
    pool->slot_count = slot_count;
    for (qp_string s = 0; s < pool->count; s++) {
        const char *text = pool->bytes + pool->start[s];
        pool->slots[slot_of(pool, text, size_of(pool, s))] = s;
    }
    return true;
}

static bool room_for(qp_pool *pool, size_t size)
{
    if (!qp_grow((void **)&pool->start, &pool->start_room, pool->count,
                 sizeof *pool->start))
        return false;
    if (pool->room - pool->size > size)
        return true;
    size_t room = (pool->room + size + 64) * 2;
    char *bytes = qp_resize(pool->bytes, room, 1);
    if (bytes == NULL)
        return false;
    pool->bytes = bytes;
    pool->room = room;
    return true;
}

qp_string qp_pool_add(qp_pool *pool, const char *text, size_t size)
{
    if (pool->count * 2 >= pool->slot_count && !widen(pool))
        return QP_NONE;
    size_t slot = slot_of(pool, text, size);
    if (pool->slots[slot] != QP_NONE)
        return pool->slots[slot];
    if (pool->count + 1 >= QP_NONE || !room_for(pool, size))
        return QP_NONE;

    qp_string s = (qp_string)pool->count++;
    pool->start[s] = pool->size;
    memcpy(pool->bytes + pool->size, text, size);
    pool->bytes[pool->size + size] = '\0';
    pool->size += size + 1;
    pool->slots[slot] = s;
    return s;
}

qp_string qp_pool_find(const qp_pool *pool, const char *text, size_t size)
{
    return pool->slot_count == 0 ? QP_NONE
                                 : pool->slots[slot_of(pool, text, size)];
}

const char *qp_pool_text(const qp_pool *pool, qp_string string)
{
    return string == QP_NONE ? "" : pool->bytes + pool->start[string];
}

void qp_pool_clear(qp_pool *pool)
{
    qp_release(pool->bytes);
    qp_release(pool->start);
    qp_release(pool->slots);
    *pool = (qp_pool){0};
}
