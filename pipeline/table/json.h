/* SPDX-License-Identifier: MIT */
/**
 * @file table/json.h
 * @brief The little JSON that we write by hand.
 */
#ifndef QP_TABLE_JSON_H
#define QP_TABLE_JSON_H

#include "core/text.h"

/**
 * Add a text as a JSON string, quoted and escaped. Invalid UTF-8 becomes
 * U+FFFD, so that the result is always JSON.
 */
void qp_json_string(qp_text *out, const char *value);

#endif
