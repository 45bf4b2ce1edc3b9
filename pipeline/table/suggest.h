/* SPDX-License-Identifier: MIT */
/**
 * @file table/suggest.h
 * @brief A datapackage.json for files that nobody has described.
 *
 * It is a stub for a person to edit. What was guessed stands in it as if it
 * had been declared, what is doubtful is told in `description`, and files that
 * fit no table of ours are listed without the key `qipan`, so that they are
 * not read. docs/import.md shows one, and how to go on from it.
 */
#ifndef QP_TABLE_SUGGEST_H
#define QP_TABLE_SUGGEST_H

#include "core/status.h"
#include "core/text.h"

/**
 * Look at the first MiB of every .csv and .csv.gz file in a folder, not below
 * it, and describe them in the order of their names.
 *
 * @param[out] json     datapackage.json, ends in a newline; untouched on
 *                      failure
 * @retval QP_E_IO      the folder or a file cannot be read
 * @retval QP_E_MISUSE  no such file is in it
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(bytes looked at) time; the memory of one file at a time, some 40 MiB at
 * most, and the text.
 */
QP_CHECKED qp_status qp_suggest(const char *folder, qp_text *json,
                                qp_error *err);

#endif
