/* SPDX-License-Identifier: MIT */
#include "chance/resample.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "core/sum.h"

/* The high half of word * limit; the low half tells the few products of which
 * some outcomes would have one too many. Lemire (2019), Fast random integer
 * generation in an interval, ACM TOMACS 29, 3. */
static uint32_t below(qp_stream *stream, uint32_t limit)
{
    uint64_t product = (uint64_t)qp_stream_word(stream) * limit;
    if ((product & UINT32_MAX) < limit) {
        uint32_t unfair = (0U - limit) % limit;
        while ((product & UINT32_MAX) < unfair)
            product = (uint64_t)qp_stream_word(stream) * limit;
    }
    return (uint32_t)(product >> 32);
}

void qp_resample_rows(qp_stream *stream, size_t rows, uint32_t row[])
{
    assert(rows <= UINT32_MAX);
    for (size_t r = 0; r < rows; r++)
        row[r] = below(stream, (uint32_t)rows);
}

void qp_resample_counts(qp_stream *stream, size_t rows, uint32_t times[])
{
    assert(rows <= UINT32_MAX);
    memset(times, 0, rows * sizeof *times);
    for (size_t r = 0; r < rows; r++)
        times[below(stream, (uint32_t)rows)]++;
}

void qp_resample_shuffle(qp_stream *stream, size_t count, uint32_t item[])
{
    assert(count <= UINT32_MAX);
    for (size_t last = count; last > 1; last--) {
        size_t chosen = below(stream, (uint32_t)last);
        uint32_t kept = item[chosen];
        item[chosen] = item[last - 1];
        item[last - 1] = kept;
    }
}

qp_jackknife qp_jackknife_of(const double without[], size_t n, double whole)
{
    if (n < 2)
        return (qp_jackknife){NAN, NAN};
    qp_sum sum = {0};
    qp_sum squares = {0};
    for (size_t i = 0; i < n; i++)
        qp_sum_add(&sum, without[i]);
    double mean = qp_sum_value(&sum) / (double)n;
    for (size_t i = 0; i < n; i++)
        qp_sum_add(&squares, (without[i] - mean) * (without[i] - mean));
    double others = (double)(n - 1);
    return (qp_jackknife){
        .bias = others * (mean - whole),
        .se = sqrt(others / (double)n * qp_sum_value(&squares)),
    };
}
