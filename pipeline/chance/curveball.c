/* SPDX-License-Identifier: MIT */
#include "chance/curveball.h"

#include <string.h>

#include "chance/resample.h"

/** A table on its way, and its work area. */
typedef struct {
    const qp_two_mode *table;
    uint32_t *column;  ///< [places]
    uint32_t *order;   ///< [rows] in which they trade
    uint32_t *mark;    ///< [columns] 0 outside a trade
    uint32_t *dealt;   ///< [2 x the longest row] what is dealt out
    qp_stream *stream; ///< of the replicate
} mixing;

/** A row in a trade: what is its own alone stands behind what is shared. */
typedef struct {
    uint32_t *column; ///< [count]
    size_t count;
    size_t shared;
} trader;

enum { OF_NONE, OF_FIRST, OF_BOTH };

static size_t longest_row(const qp_two_mode *table)
{
    size_t most = 0;
    for (size_t r = 0; r < table->row_count; r++) {
        size_t count = table->start[r + 1] - table->start[r];
        most = count > most ? count : most;
    }
    return most;
}

size_t qp_curveball_room(const qp_two_mode *table)
{
    return table->row_count + table->column_count + 2 * longest_row(table);
}

/* ------------------------------------------------------------------- trades */

static trader trader_of(const mixing *m, uint32_t row)
{
    const size_t *start = m->table->start;
    return (trader){m->column + start[row], start[row + 1] - start[row], 0};
}

/* Bring the columns with a mark to the front. */
static void part(trader *t, const uint32_t mark[], uint32_t wanted)
{
    for (size_t i = 0; i < t->count; i++) {
        uint32_t column = t->column[i];
        if (mark[column] != wanted)
            continue;
        t->column[i] = t->column[t->shared];
        t->column[t->shared++] = column;
    }
}

static void find_shared(const mixing *m, trader *first, trader *second)
{
    for (size_t i = 0; i < first->count; i++)
        m->mark[first->column[i]] = OF_FIRST;
    part(second, m->mark, OF_FIRST);
    for (size_t i = 0; i < second->shared; i++)
        m->mark[second->column[i]] = OF_BOTH;
    part(first, m->mark, OF_BOTH);
    for (size_t i = 0; i < first->count; i++)
        m->mark[first->column[i]] = OF_NONE;
}

static void trade(const mixing *m, trader first, trader second)
{
    find_shared(m, &first, &second);
    size_t given = first.count - first.shared;
    size_t taken = second.count - second.shared;
    if (given == 0 || taken == 0)
        return;
    memcpy(m->dealt, first.column + first.shared, given * sizeof *m->dealt);
    memcpy(m->dealt + given, second.column + second.shared,
           taken * sizeof *m->dealt);
    qp_resample_shuffle(m->stream, given + taken, m->dealt);
    memcpy(first.column + first.shared, m->dealt, given * sizeof *m->dealt);
    memcpy(second.column + second.shared, m->dealt + given,
           taken * sizeof *m->dealt);
}

static void trade_all(const mixing *m)
{
    size_t rows = m->table->row_count;
    qp_resample_shuffle(m->stream, rows, m->order);
    for (size_t r = 0; r + 1 < rows; r += 2)
        trade(m, trader_of(m, m->order[r]), trader_of(m, m->order[r + 1]));
}

void qp_curveball_draw(const qp_two_mode *table, size_t rounds,
                       qp_stream *stream, uint32_t column[], uint32_t room[])
{
    size_t rows = table->row_count;
    mixing m = {
        .table = table,
        .column = column,
        .order = room,
        .mark = room + rows,
        .dealt = room + rows + table->column_count,
        .stream = stream,
    };
    memset(m.mark, 0, table->column_count * sizeof *m.mark);
    memcpy(column, table->column, table->start[rows] * sizeof *column);
    for (uint32_t r = 0; r < rows; r++)
        room[r] = r;
    for (size_t round = 0; round < rounds; round++)
        trade_all(&m);
}
