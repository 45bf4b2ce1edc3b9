/* SPDX-License-Identifier: MIT */
#include "net/linkrow.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/threads.h"

/** Rows are dealt into buckets by layer and the high bits of `from`, each
 * small enough for a fast memory; then the buckets are sorted, several at a
 * time.
 *
 *      bucket = layer * spans + (from >> shift)
 */
typedef struct {
    const qp_link_table *table;
    qp_link_row *rows; ///< all buckets, one behind the other
    unsigned shift;
    size_t spans; ///< buckets a layer
    size_t bucket_count;
    size_t stretch_count;
    size_t *start;  ///< [stretches][buckets] where a stretch deals next
    size_t *bucket; ///< [buckets + 1] where each begins
} dealing;

enum {
    DIGIT = 11,
    KEYS = 1 << DIGIT,
    STRETCH = 1 << 18,
    SMALL = 48,      ///< rows that are sorted by insertion
    LARGE = 1 << 16, ///< rows that are too many for two fast copies
    WANTED = 1 << 12 ///< rows of a bucket, about
};

bool qp_link_row_is_same(const qp_link_row *a, const qp_link_row *b)
{
    return a->from == b->from && a->to == b->to && a->layer == b->layer;
}

/* ----------------------------------------------------------------- dealing */

static size_t bucket_of(const dealing *d, size_t row)
{
    return d->table->layer[row] * d->spans + (d->table->from[row] >> d->shift);
}

static size_t stretch_end(const dealing *d, size_t stretch)
{
    size_t end = (stretch + 1) * STRETCH;
    return end < d->table->count ? end : d->table->count;
}

static void count_stretch(size_t stretch, void *context)
{
    const dealing *d = context;
    size_t *count = d->start + stretch * d->bucket_count;
    for (size_t i = stretch * STRETCH; i < stretch_end(d, stretch); i++)
        if (d->table->layer[i] != QP_NONE)
            count[bucket_of(d, i)]++;
}

/* Counts become places: bucket by bucket, stretch by stretch. */
static void lay_out(const dealing *d)
{
    size_t at = 0;
    for (size_t b = 0; b < d->bucket_count; b++) {
        d->bucket[b] = at;
        for (size_t s = 0; s < d->stretch_count; s++) {
            size_t *start = &d->start[s * d->bucket_count + b];
            size_t here = *start;
            *start = at;
            at += here;
        }
    }
    d->bucket[d->bucket_count] = at;
}

static void deal_stretch(size_t stretch, void *context)
{
    const dealing *d = context;
    const qp_link_table *t = d->table;
    size_t *start = d->start + stretch * d->bucket_count;
    for (size_t i = stretch * STRETCH; i < stretch_end(d, stretch); i++)
        if (t->layer[i] != QP_NONE)
            d->rows[start[bucket_of(d, i)]++] = (qp_link_row){
                t->layer[i], t->from[i], t->to[i], (qp_row)i};
}

/* ----------------------------------------------------------------- sorting */

/* One stable pass over a digit of a member: as cards were sorted. */
static void pass(const qp_link_row from[], qp_link_row to[], size_t count,
                 bool by_to, unsigned shift)
{
    uint32_t start[KEYS + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        qp_row key = by_to ? from[i].to : from[i].from;
        start[((key >> shift) & (KEYS - 1)) + 1]++;
    }
    for (size_t k = 0; k < KEYS; k++)
        start[k + 1] += start[k];
    for (size_t i = 0; i < count; i++) {
        qp_row key = by_to ? from[i].to : from[i].from;
        to[start[(key >> shift) & (KEYS - 1)]++] = from[i];
    }
}

static int by_ends(const void *left, const void *right)
{
    const qp_link_row *a = left;
    const qp_link_row *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void insert_sorted(qp_link_row rows[], size_t count)
{
    for (size_t i = 1; i < count; i++) {
        qp_link_row row = rows[i];
        size_t at = i;
        for (; at > 0 && by_ends(&row, &rows[at - 1]) < 0; at--)
            rows[at] = rows[at - 1];
        rows[at] = row;
    }
}

/* The last key first. */
static void sort_by_digits(const dealing *d, qp_link_row rows[], size_t count,
                           qp_link_row other[])
{
    const qp_row limits[] = {(qp_row)((1ULL << d->shift) - 1),
                             (qp_row)(d->table->actors - 1)};
    qp_link_row *from = rows;
    qp_link_row *to = other;
    for (int by_to = 1; by_to >= 0; by_to--)
        for (unsigned shift = 0; shift < 32 && limits[by_to] >> shift > 0;
             shift += DIGIT) {
            pass(from, to, count, by_to, shift);
            qp_link_row *sorted = to;
            to = from;
            from = sorted;
        }
    if (from != rows)
        memcpy(rows, from, count * sizeof *rows);
}

/* What finds no room for a copy is sorted where it stands. */
static void sort_bucket(size_t b, void *context)
{
    const dealing *d = context;
    size_t count = d->bucket[b + 1] - d->bucket[b];
    qp_link_row *rows = d->rows + d->bucket[b];
    qp_link_row *other = NULL;
    if (count >= SMALL && count <= LARGE)
        other = qp_acquire(count, sizeof *other);
    if (other != NULL)
        sort_by_digits(d, rows, count, other);
    else if (count < SMALL)
        insert_sorted(rows, count);
    else
        qsort(rows, count, sizeof *rows, by_ends);
    qp_release(other);
}

static void choose_buckets(dealing *d)
{
    size_t most = d->table->count / WANTED + 1;
    while (d->shift < 31 &&
           d->table->layers * ((d->table->actors >> d->shift) + 1) > most)
        d->shift++;
    d->spans = (d->table->actors >> d->shift) + 1;
    d->bucket_count = d->spans * d->table->layers;
    d->stretch_count = (d->table->count + STRETCH - 1) / STRETCH;
}

static bool count_all(dealing *d, unsigned threads)
{
    choose_buckets(d);
    d->start = qp_acquire(d->stretch_count * d->bucket_count, sizeof *d->start);
    d->bucket = qp_acquire(d->bucket_count + 1, sizeof *d->bucket);
    if (d->start == NULL || d->bucket == NULL)
        return false;
    qp_parallel(d->stretch_count, threads, count_stretch, d);
    lay_out(d);
    return true;
}

qp_status qp_link_rows_sort(const qp_link_table *table, unsigned threads,
                            qp_link_row **sorted, size_t *count, qp_error *err)
{
    dealing d = {.table = table};
    *count = 0;
    if (count_all(&d, threads)) {
        *count = d.bucket[d.bucket_count];
        d.rows = qp_acquire(*count, sizeof *d.rows);
    }
    if (d.rows != NULL) {
        qp_parallel(d.stretch_count, threads, deal_stretch, &d);
        qp_parallel(d.bucket_count, threads, sort_bucket, &d);
    }
    qp_release(d.start);
    qp_release(d.bucket);
    *sorted = d.rows;
    return d.rows != NULL
               ? QP_OK
               : qp_fail(err, QP_E_MEMORY, "no memory to sort %zu links",
                         table->count);
}
