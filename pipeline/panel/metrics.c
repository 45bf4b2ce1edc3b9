/* SPDX-License-Identifier: MIT */
#include "panel/metrics.h"

#include <stddef.h>
#include <string.h>

#define METRIC(constant, name, scope, unit, meaning) \
    [constant] = {name, meaning, unit, scope},
#define NAME(constant, name, meaning) \
    [constant] = {name, meaning, NULL, QP_SCOPE_COUNT},

const qp_name qp_metrics[QP_METRIC_COUNT] = {QP_METRICS(METRIC)};
const qp_name qp_scopes[QP_SCOPE_COUNT] = {QP_SCOPES(NAME)};
const qp_name qp_nulls[QP_NULL_COUNT] = {QP_NULLS(NAME)};
const qp_name qp_flags[QP_FLAG_COUNT] = {QP_FLAGS(NAME)};
const qp_name qp_reasons[QP_REASON_COUNT] = {QP_REASONS(NAME)};

int qp_name_find(const qp_name names[], int count, const char *name)
{
    for (int row = 0; row < count; row++)
        if (strcmp(names[row].name, name) == 0)
            return row;
    return -1;
}
