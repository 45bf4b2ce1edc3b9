/* SPDX-License-Identifier: MIT */
/**
 * @file net/hdf.h
 * @brief The little of HDF5 that we use: a file is made or an image of one
 *        opened, and columns are put in or taken out.
 *
 * Object times are off and the format bounds fixed, so that equal content is
 * equal bytes. HDF5's own messages are switched off; what it refuses becomes
 * one failure of ours.
 */
#ifndef QP_NET_HDF_H
#define QP_NET_HDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/draft.h"
#include "core/status.h"

/** An open file or image. Closed by qp_hdf_close. */
typedef struct {
    int64_t file;
    const char *path; ///< what messages call it
    size_t size;      ///< bytes of an image that was opened
} qp_hdf;

typedef enum {
    QP_HDF_U8,
    QP_HDF_U16,
    QP_HDF_U32,
    QP_HDF_I32,
    QP_HDF_U64,
    QP_HDF_F64
} qp_hdf_type;

/** What the values of a column are: `width` members each (1: a vector). */
typedef struct {
    qp_hdf_type type;
    size_t width;
} qp_hdf_form;

/**
 * Make an empty file, to stand after a user block of `block` bytes.
 * @param[in] draft  where it is written; messages call it by its final path
 * @retval QP_E_IO   it cannot be
 */
QP_CHECKED qp_status qp_hdf_create(qp_hdf *hdf, const qp_draft *draft,
                                   size_t block, qp_error *err);

/** Open a whole file, its user block included; it is copied. */
QP_CHECKED qp_status qp_hdf_open(qp_hdf *hdf, const char *path,
                                 const void *bytes, size_t size, qp_error *err);

/** Make a group, e.g. "/links/0000". */
QP_CHECKED qp_status qp_hdf_group(qp_hdf *hdf, const char *name, qp_error *err);

/** Put a column of `count` values. */
QP_CHECKED qp_status qp_hdf_put(qp_hdf *hdf, const char *name, qp_hdf_form form,
                                const void *values, size_t count,
                                qp_error *err);

/** A text attribute of a group. */
QP_CHECKED qp_status qp_hdf_note(qp_hdf *hdf, const char *group,
                                 const char *name, const char *text,
                                 qp_error *err);

/** Read a text attribute. @retval QP_E_FORMAT not there, or longer than size */
QP_CHECKED qp_status qp_hdf_noted(const qp_hdf *hdf, const char *group,
                                  const char *name, char *text, size_t size,
                                  qp_error *err);

bool qp_hdf_has(const qp_hdf *hdf, const char *name);

/** Rows of a column. @retval QP_E_FORMAT not there, or of another width */
QP_CHECKED qp_status qp_hdf_rows(const qp_hdf *hdf, const char *name,
                                 size_t width, size_t *count, qp_error *err);

/** Take a column that has exactly these rows. */
QP_CHECKED qp_status qp_hdf_take(const qp_hdf *hdf, const char *name,
                                 qp_hdf_form form, void *values, size_t count,
                                 qp_error *err);

/** End a file that was made: all of it has been handed to the system. */
QP_CHECKED qp_status qp_hdf_finish(qp_hdf *hdf, qp_error *err);

void qp_hdf_close(qp_hdf *hdf);

#endif
