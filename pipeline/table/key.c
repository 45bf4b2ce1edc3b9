/* SPDX-License-Identifier: MIT */
#include "table/key.h"

#include "core/memory.h"

/* The slot of a digest, or the free one where it belongs. */
static qp_keyed *slot_of(const qp_keys *keys, const qp_digest *digest)
{
    size_t slot = digest->low & (keys->slot_count - 1);
    while (keys->slots[slot].line != 0 &&
           (keys->slots[slot].digest.low != digest->low ||
            keys->slots[slot].digest.high != digest->high))
        slot = (slot + 1) & (keys->slot_count - 1);
    return &keys->slots[slot];
}

static bool widen(qp_keys *keys)
{
    qp_keys wide = {.count = keys->count,
                    .slot_count = keys->slot_count > 0 ? keys->slot_count * 2
                                                       : 64};
    wide.slots = qp_acquire(wide.slot_count, sizeof *wide.slots);
    if (wide.slots == NULL)
        return false;
    for (size_t s = 0; s < keys->slot_count; s++)
        if (keys->slots[s].line != 0)
            *slot_of(&wide, &keys->slots[s].digest) = keys->slots[s];
    qp_release(keys->slots);
    *keys = wide;
    return true;
}

const qp_keyed *qp_keys_first(qp_keys *keys, const qp_keyed *row)
{
    bool full = keys->count >= keys->slot_count / 4 * 3;
    if (full && !widen(keys))
        return NULL;
    qp_keyed *slot = slot_of(keys, &row->digest);
    if (slot->line == 0) {
        *slot = *row;
        keys->count++;
    }
    return slot;
}

void qp_keys_clear(qp_keys *keys)
{
    qp_release(keys->slots);
    *keys = (qp_keys){0};
}
