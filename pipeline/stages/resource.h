/* SPDX-License-Identifier: MIT */
/**
 * @file stages/resource.h
 * @brief Files that come with the program.
 */
#ifndef QP_STAGES_RESOURCE_H
#define QP_STAGES_RESOURCE_H

#include "core/status.h"
#include "core/text.h"

/**
 * Where a resource stands: beside the executable, else in
 * PREFIX/share/qipan for PREFIX/bin.
 *
 * @param[in]  name  e.g. "basemap/land.csv"
 * @param[out] path  replaced
 * @retval QP_E_IO   in neither place; the message names both
 */
QP_CHECKED qp_status qp_resource_find(const char *name, qp_text *path,
                                      qp_error *err);

#endif
