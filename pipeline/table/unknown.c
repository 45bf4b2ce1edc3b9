/* SPDX-License-Identifier: MIT */
#include "table/unknown.h"

#include <stdio.h>
#include <string.h>

#include "core/memory.h"

static bool acquire(qp_unknown *u)
{
    size_t count = u->sheet.column_count;
    u->guesses = qp_acquire(count, sizeof *u->guesses);
    u->told = qp_acquire(count, sizeof *u->told);
    u->usable = qp_acquire(count, sizeof *u->usable);
    u->used = qp_acquire(count, sizeof *u->used);
    u->melted = qp_acquire(count, sizeof *u->melted);
    u->plain_name = qp_acquire(count, sizeof *u->plain_name);
    return u->guesses != NULL && u->told != NULL && u->usable != NULL &&
           u->used != NULL && u->melted != NULL && u->plain_name != NULL;
}

static qp_status understand_names(qp_unknown *u, qp_error *err)
{
    qp_text plain = {0};
    qp_status status = QP_OK;
    char room[32];
    for (size_t c = 0; c < u->sheet.column_count && status == QP_OK; c++) {
        size_t before = u->plain.count;
        qp_tells_plain(qp_unknown_name(u, c, room), &plain);
        const char *text = qp_text_string(&plain);
        u->told[c] = u->sheet.header_row > 0 ? qp_tells_of(text) : (qp_told){0};
        u->plain_name[c] = qp_pool_add(&u->plain, text, plain.size);
        /* Of two columns with one name, the first is meant. */
        u->usable[c] = u->plain.count > before && plain.size > 0;
        if (plain.failed || u->plain_name[c] == QP_NONE)
            status = qp_fail(err, QP_E_MEMORY, "no memory for names");
    }
    qp_text_clear(&plain);
    return status;
}

qp_status qp_unknown_read(qp_unknown *u, const char *bytes, size_t size,
                          bool whole, qp_error *err)
{
    u->region = QP_NO_COLUMN;
    u->ends = QP_REGIONS;
    qp_status status = qp_sniff(bytes, size, whole, &u->sheet, err);
    if (status == QP_OK && !acquire(u))
        status = qp_fail(err, QP_E_MEMORY, "no memory for the columns");
    if (status == QP_OK)
        status = qp_guess_columns(&u->sheet, u->guesses, err);
    if (status == QP_OK)
        status = understand_names(u, err);
    return status;
}

void qp_unknown_clear(qp_unknown *u)
{
    qp_sheet_clear(&u->sheet);
    qp_release(u->guesses);
    qp_release(u->told);
    qp_release(u->usable);
    qp_release(u->used);
    qp_release(u->melted);
    qp_release(u->plain_name);
    qp_pool_clear(&u->plain);
    qp_text_clear(&u->remarks);
    *u = (qp_unknown){0};
}

const char *qp_unknown_name(const qp_unknown *u, size_t column, char room[32])
{
    if (u->sheet.header_row > 0)
        return qp_pool_text(&u->sheet.text, u->sheet.names[column]);
    snprintf(room, 32, "column%zu", column + 1);
    return room;
}
