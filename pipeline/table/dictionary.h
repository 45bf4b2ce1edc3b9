/* SPDX-License-Identifier: MIT */
/**
 * @file table/dictionary.h
 * @brief data/README.md, printed from the schemas so that it cannot lie.
 */
#ifndef QP_TABLE_DICTIONARY_H
#define QP_TABLE_DICTIONARY_H

#include "core/text.h"

/** Add the data dictionary as Markdown. */
void qp_dictionary_text(qp_text *out);

/** Its part on tables in another shape, internal to table/. */
void qp_dictionary_mapping_text(qp_text *out);

#endif
