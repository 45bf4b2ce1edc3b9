/* SPDX-License-Identifier: MIT */
#include "core/memory.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#endif

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

/* ---------------------------------------------------------- large blocks */

enum { LARGE = 1 << 22 };

#ifdef __GLIBC__
/* Blocks of several MiB are kept apart from small ones, whatever was released
 * before: only so are their pages fresh, and may be large. */
static void keep_apart(void)
{
    static atomic_bool done;
    if (!atomic_exchange(&done, true))
        (void)mallopt(M_MMAP_THRESHOLD, LARGE);
}

/* Large pages: the kernel is asked for them much less often, and addresses are
 * found faster. A wish, which it may not know. */
static void wish_large_pages(void *memory, size_t size)
{
    enum { PAGE = 1 << 12 };
    uintptr_t start = ((uintptr_t)memory + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    uintptr_t end = ((uintptr_t)memory + size) & ~(uintptr_t)(PAGE - 1);
    (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
}

/* Growing where it stands would keep the small pages that a block began with. */
static void *resize_large(void *memory, size_t size)
{
    size_t before = malloc_usable_size(memory);
    void *grown = malloc(size);
    if (grown == NULL)
        return NULL;
    wish_large_pages(grown, size);
    memcpy(grown, memory, before < size ? before : size);
    free(memory);
    return grown;
}
#else
static void keep_apart(void)
{
}

static void wish_large_pages(void *memory, size_t size)
{
    (void)memory;
    (void)size;
}

static void *resize_large(void *memory, size_t size)
{
    return realloc(memory, size);
}
#endif

/* ------------------------------------------------------------- what is asked */

void *qp_acquire(size_t count, size_t element_size)
{
    if (!granted())
        return NULL;
    keep_apart();
    void *memory = calloc(count > 0 ? count : 1, element_size);
    if (memory != NULL)
        atomic_fetch_add(&held, 1);
    if (memory != NULL && count * element_size >= LARGE)
        wish_large_pages(memory, count * element_size);
    return memory;
}

void *qp_resize(void *memory, size_t count, size_t element_size)
{
    if (memory == NULL)
        return qp_acquire(count, element_size);
    if (!granted() || count > SIZE_MAX / element_size)
        return NULL;
    size_t size = (count > 0 ? count : 1) * element_size;
    return size >= LARGE ? resize_large(memory, size) : realloc(memory, size);
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
