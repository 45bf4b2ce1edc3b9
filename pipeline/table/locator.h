/* SPDX-License-Identifier: MIT */
/**
 * @file table/locator.h
 * @brief Finds the cells of rows again, in the files that they came from.
 *
 * A row remembers its line only. Where in the line a cell stands matters for
 * what is told, which is little, so it is read again then.
 */
#ifndef QP_TABLE_LOCATOR_H
#define QP_TABLE_LOCATOR_H

#include <stdbool.h>
#include <stdint.h>

#include "table/finding.h"
#include "table/package.h"
#include "table/source.h"

typedef struct qp_locator qp_locator;

/** NULL when there is no memory. */
qp_locator *qp_locator_new(void);
void qp_locator_free(qp_locator *locator);

/**
 * Remember a file that was read.
 *
 * @param[in] file      its number; they are remembered in order, from 0
 * @param[in] path      copied
 * @param[in] resource  how it is read; outlives the locator
 * @param[in] pieces    [count] taken over, also after a failure
 * @return false when there is no memory
 */
bool qp_locator_remember(qp_locator *locator, size_t file, const char *path,
                         const qp_resource *resource, qp_piece *pieces,
                         size_t count);

/**
 * Where a field of the record that begins on a line stands.
 *
 * @param[in,out] place  its line is that of the record; the line and column of
 *                       the field, where the file can still be read as it was
 */
void qp_locator_find(qp_locator *locator, size_t file, size_t field,
                     qp_place *place);

#endif
