/* SPDX-License-Identifier: MIT */
#include "core/pool.h"

#include <stdbool.h>
#include <string.h>

#include "core/digest.h"
#include "core/memory.h"

uint32_t qp_pool_tag(const char *text, size_t size)
{
    return (uint32_t)qp_digest_short(text, size);
}

size_t qp_pool_size(const qp_pool *pool, qp_string string)
{
    size_t next = string + 1 < pool->count ? pool->start[string + 1]
                                           : pool->size;
    return next - pool->start[string] - 1; /* without its '\0' */
}

static bool is_text(const qp_pool *pool, qp_string s, const char *text,
                    size_t size)
{
    return qp_pool_size(pool, s) == size &&
           memcmp(pool->bytes + pool->start[s], text, size) == 0;
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t slot_of(const qp_pool *pool, uint32_t tag, const char *text,
                      size_t size)
{
    size_t slot = tag & (pool->slot_count - 1);
    while (pool->slots[slot].string != QP_NONE &&
           (pool->slots[slot].tag != tag ||
            !is_text(pool, pool->slots[slot].string, text, size)))
        slot = (slot + 1) & (pool->slot_count - 1);
    return slot;
}

static bool widen(qp_pool *pool)
{
    size_t slot_count = pool->slot_count < 16 ? 16 : pool->slot_count * 2;
    qp_slot *slots = qp_acquire(slot_count, sizeof *slots);
    if (slots == NULL)
        return false;
    memset(slots, 0xFF, slot_count * sizeof *slots);
    for (size_t old = 0; old < pool->slot_count; old++) {
        qp_slot moved = pool->slots[old];
        size_t slot = moved.tag & (slot_count - 1);
        while (moved.string != QP_NONE && slots[slot].string != QP_NONE)
            slot = (slot + 1) & (slot_count - 1);
        if (moved.string != QP_NONE)
            slots[slot] = moved;
    }
    qp_release(pool->slots);
    pool->slots = slots;
    pool->slot_count = slot_count;
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
    uint32_t tag = qp_pool_tag(text, size);
    size_t slot = slot_of(pool, tag, text, size);
    if (pool->slots[slot].string != QP_NONE)
        return pool->slots[slot].string;
    if (pool->count + 1 >= QP_NONE || !room_for(pool, size))
        return QP_NONE;

    qp_string s = (qp_string)pool->count++;
    pool->start[s] = pool->size;
    memcpy(pool->bytes + pool->size, text, size);
    pool->bytes[pool->size + size] = '\0';
    pool->size += size + 1;
    pool->slots[slot] = (qp_slot){tag, s};
    return s;
}

qp_string qp_pool_find(const qp_pool *pool, const char *text, size_t size)
{
    if (pool->slot_count == 0)
        return QP_NONE;
    return pool->slots[slot_of(pool, qp_pool_tag(text, size), text, size)]
        .string;
}

/* Three looks, one behind the other: the slot, where its text begins, the
 * text. Each asks for what the next will need. */
static void find_some(const qp_pool *pool, const qp_query queries[],
                      size_t count, qp_string found[])
{
    size_t mask = pool->slot_count - 1;
    for (size_t q = 0; q < count; q++)
        __builtin_prefetch(&pool->slots[queries[q].tag & mask]);
    for (size_t q = 0; q < count; q++) {
        found[q] = pool->slots[queries[q].tag & mask].string;
        if (found[q] != QP_NONE)
            __builtin_prefetch(&pool->start[found[q]]);
    }
    for (size_t q = 0; q < count; q++)
        if (found[q] != QP_NONE)
            __builtin_prefetch(pool->bytes + pool->start[found[q]]);
    for (size_t q = 0; q < count; q++)
        found[q] = pool->slots[slot_of(pool, queries[q].tag, queries[q].text,
                                       queries[q].size)]
                       .string;
}

void qp_pool_find_all(const qp_pool *pool, const qp_query queries[],
                      size_t count, qp_string found[])
{
    enum { TOGETHER = 64 };
    if (pool->slot_count == 0) {
        memset(found, 0xFF, count * sizeof *found);
        return;
    }
    for (size_t q = 0; q < count; q += TOGETHER)
        find_some(pool, queries + q,
                  count - q < TOGETHER ? count - q : TOGETHER, found + q);
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
