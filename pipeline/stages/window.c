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
    size_t first = strcspn(text, ":");
    if (text[first] == '\0')
        return false;
    const char *to = text + first + 1;
    size_t second = strcspn(to, ":");
    qp_period from = QP_NO_PERIOD;
    qp_period until = QP_NO_PERIOD;
    if (!qp_period_read(text, first, &from) ||
        !qp_period_read(to, second, &until) || until.from <= from.from)
        return false;

    int step = to[second] == ':' ? step_of(to + second + 1) : 0;
    if (to[second] == ':' && step == 0)
        return false;
    *window = (qp_window){{from.from, until.from}, step};
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
