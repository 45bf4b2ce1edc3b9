/* SPDX-License-Identifier: MIT */
#include "core/status.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* A path may hold line ends and escapes; a message must not. */
static void flatten(char *message)
{
    for (char *c = message; *c != '\0'; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            *c = '?';
}

qp_status qp_fail(qp_error *err, qp_status status, const char *format, ...)
{
    assert(status > QP_OK && status < QP_STATUS_COUNT);

    if (err != NULL && err->status == QP_OK) {
        va_list args;
        va_start(args, format);
        vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        flatten(err->message);
        err->status = status;
    }
    return status;
}

const char *qp_status_text(qp_status status)
{
#define QP_STATUS_TEXT(name, exit_code, text) [name] = text,
    static const char *const texts[] = {QP_STATUSES(QP_STATUS_TEXT)};
#undef QP_STATUS_TEXT

    assert(status >= QP_OK && status < QP_STATUS_COUNT);
    return texts[status];
}

int qp_status_exit(qp_status status)
{
#define QP_STATUS_EXIT(name, exit_code, text) [name] = exit_code,
    static const int exits[] = {QP_STATUSES(QP_STATUS_EXIT)};
#undef QP_STATUS_EXIT

    assert(status >= QP_OK && status < QP_STATUS_COUNT);
    return exits[status];
}
