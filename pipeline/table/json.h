/* SPDX-License-Identifier: MIT */
/**
 * @file table/json.h
 * @brief The little JSON that we write by hand.
 */
#ifndef QP_TABLE_JSON_H
#define QP_TABLE_JSON_H

#include "core/text.h"

/**
 * Add a text as a JSON string, quoted and escaped. Text that is not UTF-8
 * is shown as qp_text_shown does, so that the result is always JSON.
 */
void qp_json_string(qp_text *out, const char *value);

#endif
