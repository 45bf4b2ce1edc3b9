/* SPDX-License-Identifier: MIT */
#include "stages/window.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "stages/stage.h"

enum { MOST_STEP = 1200 };

/* `N` years or `Nm` months; 0 when it is neither. */
static int step_of(const char *text)
{
    char *end = NULL;
    if (!isdigit((unsigned char)text[0]))
        return 0;
    long step = strtol(text, &end, 10);
    bool months = strcmp(end, "m") == 0;
    if ((*end != '\0' && !months) || step < 1 || step > MOST_STEP)
        return 0;
    return (int)step * (months ? 1 : 12);
}

static bool read_window(const char *text, qp_window *window)
{
    const char *colon = strchr(text, ':');
    if (colon == NULL)
        return false;
    const char *end = colon + 1 + strcspn(colon + 1, ":");
    qp_period period;
    if (!qp_period_read_span(text, (size_t)(end - text), &period))
        return false;

    int step = *end == ':' ? step_of(end + 1) : 0;
    if (*end == ':' && step == 0)
        return false;
    *window = (qp_window){period, step};
    return true;
}

qp_status qp_window_read(const char *text, qp_window *window, qp_error *err)
{
    if (text == NULL) {
        *window = (qp_window){QP_NO_PERIOD, 0};
        return QP_OK;
    }
    if (read_window(text, window))
        return QP_OK;
    return qp_stage_misuse(err, "--window", text,
                           "it is FROM:TO[:STEP], TO exclusive and after "
                           "FROM, e.g. 2014:2019:1 or 2014-01:2015-01:6m");
}
