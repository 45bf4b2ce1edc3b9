/* SPDX-License-Identifier: MIT */
#include "table/planner.h"

#include <string.h>

/* --------------------------------------------------------- kinds of columns */

bool qp_holds_texts(const qp_column_guess *g)
{
    return g->type == QP_GUESS_STRING;
}

bool qp_holds_ids(const qp_column_guess *g)
{
    return g->type == QP_GUESS_STRING ||
           (g->type == QP_GUESS_INTEGER && g->group == NULL && !g->negative);
}

bool qp_holds_amounts(const qp_column_guess *g)
{
    return (g->type == QP_GUESS_INTEGER || g->type == QP_GUESS_NUMBER) &&
           !g->decimal_years;
}

bool qp_holds_numbers(const qp_column_guess *g)
{
    return qp_holds_amounts(g) || g->type == QP_GUESS_YEAR;
}

bool qp_holds_dates(const qp_column_guess *g)
{
    bool date = g->type == QP_GUESS_YEAR || g->type == QP_GUESS_YEARMONTH ||
                g->type == QP_GUESS_DATE || g->decimal_years;
    return date && g->format == NULL;
}

bool qp_is_free(const qp_unknown *u, size_t c)
{
    return u->usable[c] && !u->used[c] && !u->melted[c];
}

int qp_column_telling(const qp_unknown *u, qp_tells what, qp_fitness *fits)
{
    for (size_t c = 0; c < u->sheet.column_count; c++)
        if (u->told[c].what == what && qp_is_free(u, c) && fits(&u->guesses[c]))
            return (int)c;
    return QP_NO_COLUMN;
}

int qp_column_richest(const qp_unknown *u, qp_tells what, qp_fitness *fits)
{
    int best = QP_NO_COLUMN;
    for (size_t c = 0; c < u->sheet.column_count; c++) {
        if (u->told[c].what != what || !qp_is_free(u, c) ||
            !fits(&u->guesses[c]))
            continue;
        size_t most = best >= 0 ? u->guesses[best].distinct : 0;
        size_t now = u->guesses[c].distinct;
        bool alike = now * 10 >= most * 9 && most * 10 >= now * 9;
        bool code = u->told[c].code && best >= 0 && !u->told[best].code;
        if (best < 0 || (alike ? code : now > most))
            best = (int)c;
    }
    return best;
}

int qp_column_of_dates(const qp_unknown *u)
{
    int column = qp_column_telling(u, QP_TELLS_DATE, qp_holds_dates);
    for (size_t c = 0; c < u->sheet.column_count && column < 0; c++)
        if (u->told[c].what == QP_TELLS_NOTHING && qp_is_free(u, c) &&
            qp_holds_dates(&u->guesses[c]))
            column = (int)c;
    return column;
}

bool qp_is_plain_amount(const qp_unknown *u, size_t c)
{
    qp_tells what = u->told[c].what;
    bool open = what == QP_TELLS_NOTHING || what == QP_TELLS_VALUE ||
                what == QP_TELLS_POPULATION;
    return open && !u->told[c].code && qp_is_free(u, c) &&
           qp_holds_amounts(&u->guesses[c]);
}

int qp_column_of_amounts(const qp_unknown *u)
{
    int column = qp_column_telling(u, QP_TELLS_VALUE, qp_holds_numbers);
    for (size_t c = 0; c < u->sheet.column_count && column < 0; c++)
        if (qp_is_plain_amount(u, c))
            column = (int)c;
    return column;
}

size_t qp_count_amounts(const qp_unknown *u)
{
    size_t count = 0;
    for (size_t c = 0; c < u->sheet.column_count; c++)
        count += qp_is_plain_amount(u, c);
    return count;
}

/* ----------------------------------------------------------- keys and names */

bool qp_planner_tells_apart(qp_planner *p, const size_t columns[], size_t count,
                            bool exactly)
{
    size_t filled = 0;
    size_t apart = 0;
    size_t rows = p->u->sheet.row_count;
    if (p->status == QP_OK)
        p->status = qp_guess_key(&p->u->sheet, columns, count, &filled, &apart,
                                 p->err);
    if (p->status != QP_OK || rows == 0)
        return false;
    return exactly ? apart == rows
                   : apart * 20 >= filled * 19 && filled * 2 > rows;
}

bool qp_planner_is_unique(qp_planner *p, int column)
{
    if (column < 0)
        return false;
    const size_t alone = (size_t)column;
    return qp_planner_tells_apart(p, &alone, 1, true);
}

void qp_remark(qp_planner *p, const char *text)
{
    qp_text *remarks = &p->u->remarks;
    if (remarks->size > 0)
        qp_text_add(remarks, " ");
    qp_text_add(remarks, text);
}

void qp_remark_on(qp_planner *p, const char *before, int column,
                  const char *after)
{
    char room[32];
    qp_remark(p, before);
    const char *name = qp_unknown_name(p->u, (size_t)column, room);
    qp_text_add(&p->u->remarks, " '");
    qp_text_add_shown(&p->u->remarks, name, strlen(name), 60);
    qp_text_add(&p->u->remarks, "' ");
    qp_text_add(&p->u->remarks, after);
}

double qp_share_of(const qp_unknown *u, size_t column,
                   bool (*test)(const char *))
{
    enum { ENOUGH = 500 };
    size_t rows = u->sheet.row_count;
    size_t hits = 0;
    rows = rows < ENOUGH ? rows : ENOUGH;
    for (size_t row = 0; row < rows; row++)
        hits += test(qp_sheet_text(&u->sheet, row, column));
    return rows > 0 ? (double)hits / (double)rows : 0;
}

/* -------------------------------------------------------------------- plans */

qp_plan *qp_add_plan(qp_unknown *u, qp_table_id table)
{
    qp_plan *plan = &u->plans[u->plan_count++];
    *plan = (qp_plan){
        .table = table, .melt_name = QP_NO_COLUMN, .melt_value = QP_NO_COLUMN};
    for (size_t k = 0; k < QP_PLAN_COLUMNS; k++)
        plan->source[k] = QP_NO_COLUMN;
    return plan;
}

void qp_plan_feed(qp_unknown *u, qp_plan *plan, int ours, int column)
{
    plan->source[ours] = column;
    if (column >= 0)
        u->used[column] = true;
}

size_t qp_find_year_columns(qp_unknown *u, bool melt)
{
    size_t count = 0;
    char year[5];
    char room[32];
    for (size_t c = 0; c < u->sheet.column_count; c++) {
        const qp_column_guess *g = &u->guesses[c];
        bool values = qp_holds_numbers(g) || g->type == QP_GUESS_ANY;
        if (!values || !u->usable[c] ||
            !qp_tells_year(qp_unknown_name(u, c, room), year))
            continue;
        count++;
        u->melted[c] = melt;
    }
    return count;
}

bool qp_is_wide(qp_unknown *u)
{
    return qp_find_year_columns(u, false) >= 2;
}
