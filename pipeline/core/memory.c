/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE // madvise is in no standard
#include "core/memory.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

static atomic_long allowed = QP_MEMORY_UNLIMITED;
static atomic_size_t held;

static bool granted(void)
{
    long left = atomic_load(&allowed);
    while (left > 0)
        if (atomic_compare_exchange_weak(&allowed, &left, left - 1))
            return true;
    return left != 0;
}

/* Large blocks in large pages: the kernel is asked for them much less often. A
 * wish, which it may not know. */
static void *in_large_pages(void *memory, size_t size)
{
#ifdef MADV_HUGEPAGE
    enum { LARGE = 1 << 22, PAGE = 1 << 12 };
    if (memory != NULL && size >= LARGE) {
        uintptr_t start = ((uintptr_t)memory + PAGE - 1) &
                          ~(uintptr_t)(PAGE - 1);
        uintptr_t end = ((uintptr_t)memory + size) & ~(uintptr_t)(PAGE - 1);
        (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
    }
#else
    (void)size;
#endif
    return memory;
}

void *qp_acquire(size_t count, size_t element_size)
{
    if (!granted())
        return NULL;
    void *memory = calloc(count > 0 ? count : 1, element_size);
    if (memory != NULL)
        atomic_fetch_add(&held, 1);
    return in_large_pages(memory, count * element_size);
}

void *qp_resize(void *memory, size_t count, size_t element_size)
{
    if (memory == NULL)
        return qp_acquire(count, element_size);
    if (!granted() || count > SIZE_MAX / element_size)
        return NULL;
    size_t size = (count > 0 ? count : 1) * element_size;
    return in_large_pages(realloc(memory, size), size);
}

bool qp_grow(void **array, size_t *room, size_t count, size_t element_size)
{
    if (count < *room)
        return true;
    size_t more = *room < 8 ? 8 : *room + *room;
    void *grown = more > *room ? qp_resize(*array, more, element_size) : NULL;
    if (grown == NULL)
        return false;
    *array = grown;
    *room = more;
    return true;
}

void qp_release(void *memory)
{
    if (memory != NULL)
        atomic_fetch_sub(&held, 1);
    free(memory);
}

void qp_memory_allow(long count)
{
    atomic_store(&allowed, count);
}

size_t qp_memory_held(void)
{
    return atomic_load(&held);
}
