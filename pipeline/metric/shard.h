/* SPDX-License-Identifier: MIT */
/**
 * @file metric/shard.h
 * @brief Replicates drawn in parts, on several machines, and joined again.
 *
 *      shard 1 of 3    replicates 0  3  6  9 ...     part1.h5
 *      shard 2 of 3    replicates 1  4  7  ...       part2.h5
 *      shard 3 of 3    replicates 2  5  8  ...       part3.h5
 *
 * A replicate is the same wherever it is drawn (chance/stream.h), so that the
 * parts together are what one run would have drawn. So are the pieces of a
 * question that leaves nothing to chance. A part holds the values of
 * each question in the order in which they were asked, the network they belong
 * to, and the call that has to be repeated to ask the same questions again.
 *
 * An HDF5 file: groups /q000000 ..., attribute `question`, column `values`
 * [own pieces * width].
 */
#ifndef QP_METRIC_SHARD_H
#define QP_METRIC_SHARD_H

#include "core/draft.h"
#include "core/status.h"
#include "core/text.h"
#include "net/hdf.h"

enum { QP_MOST_SHARDS = 4096 };

typedef struct {
    size_t number; ///< 1 ... count; 0 when parts are read
    size_t count;  ///< parts there are
    size_t replicates;
    size_t asked; ///< questions so far
    qp_hdf *part; ///< [parts] the one that is written, or all, read
    size_t parts;
    qp_draft draft; ///< of the one that is written
    qp_text call;   ///< options that shape the result, one a line
    char digest[40];
} qp_shard;

/**
 * Read "I/N".
 * @retval QP_E_MISUSE  not two whole numbers, 1 <= I <= N <= QP_MOST_SHARDS
 */
QP_CHECKED qp_status qp_shard_number(const char *text, size_t *number,
                                     size_t *count, qp_error *err);

/**
 * Begin a part. number, count, replicates, digest and call are set.
 * @retval QP_E_IO  it cannot be written
 */
QP_CHECKED qp_status qp_shard_begin(qp_shard *shard, const char *path,
                                    qp_error *err);

/** Give the part its name: it is whole. */
QP_CHECKED qp_status qp_shard_publish(qp_shard *shard, qp_error *err);

/**
 * Open the parts of one run, in any order.
 * @param[out] shard  set; clear it after use, also after a failure
 * @retval QP_E_IO, QP_E_FORMAT, QP_E_VERSION  one is no part, or damaged
 * @retval QP_E_MISUSE  parts of different runs, one missing or twice there
 */
QP_CHECKED qp_status qp_shard_open(qp_shard *shard, const char *const paths[],
                                   size_t count, qp_error *err);

/** Is this one that answers questions, instead of writing down answers? */
bool qp_shard_is_read(const qp_shard *shard);

/** What answers to a question look like. */
typedef struct {
    size_t pieces; ///< replicates, or what else the question falls into
    size_t width;  ///< numbers of a piece
} qp_shard_form;

/**
 * Write down the answers to a question.
 * @param[in] value  [pieces * width], of which those of the shard are set
 */
QP_CHECKED qp_status qp_shard_put(qp_shard *shard, const char *question,
                                  qp_shard_form form, const double value[],
                                  qp_error *err);

/**
 * Look up the answers to a question, asked in the same order as before.
 * @param[out] value     [pieces * width]
 * @retval QP_E_FORMAT   the parts answer another question
 */
QP_CHECKED qp_status qp_shard_take(qp_shard *shard, const char *question,
                                   qp_shard_form form, double value[],
                                   qp_error *err);

/** Close what is open; a part that was not published is discarded. */
void qp_shard_clear(qp_shard *shard);

#endif
