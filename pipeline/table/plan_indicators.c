/* SPDX-License-Identifier: MIT */
#include "core/memory.h"
#include "table/planner.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What is told where no name says so: a column of texts that, with region and
 * date, tells the rows apart. */
static int indicator_column(qp_planner *p, int region, int date)
{
    qp_unknown *u = p->u;
    int told = qp_column_richest(u, QP_TELLS_INDICATOR, qp_holds_texts);
    if (told >= 0)
        return told;
    size_t key[3] = {(size_t)region};
    size_t count = 1;
    if (date >= 0)
        key[count++] = (size_t)date;
    if (qp_planner_tells_apart(p, key, count, false))
        return QP_NO_COLUMN;
    for (size_t c = 0; c < u->sheet.column_count; c++) {
        key[count] = c;
        if ((int)c != region && qp_is_free(u, c) &&
            qp_holds_texts(&u->guesses[c]) &&
            u->told[c].what == QP_TELLS_NOTHING &&
            qp_planner_tells_apart(p, key, count + 1, false))
            return (int)c;
    }
    return QP_NO_COLUMN;
}

static void melt_amounts(qp_unknown *u)
{
    for (size_t c = 0; c < u->sheet.column_count; c++)
        u->melted[c] = qp_is_plain_amount(u, c);
}

static int first_text(const qp_unknown *u)
{
    for (size_t c = 0; c < u->sheet.column_count; c++)
        if (qp_is_free(u, c) && qp_holds_texts(&u->guesses[c]))
            return (int)c;
    return QP_NO_COLUMN;
}

/** Where the parts of an indicator stand. */
typedef struct {
    int region;
    int date;
    int indicator;
    int value;   ///< QP_NO_COLUMN: several columns, to be melted
    bool wide;   ///< a column a year
    bool surely; ///< the names say so
} parts;

static bool find_parts(qp_planner *p, parts *t)
{
    qp_unknown *u = p->u;
    *t = (parts){.value = QP_NO_COLUMN, .wide = qp_is_wide(u)};
    t->region = qp_column_richest(u, QP_TELLS_REGION, qp_holds_ids);
    t->surely = t->region >= 0;
    if (t->region < 0 && t->wide)
        t->region = first_text(u);
    if (t->region < 0)
        return false;
    t->date = t->wide ? QP_NO_COLUMN : qp_column_of_dates(u);
    t->indicator = indicator_column(p, t->region, t->date);
    if (t->wide)
        return true;
    t->value = qp_column_telling(u, QP_TELLS_VALUE, qp_holds_numbers);
    size_t amounts = qp_count_amounts(u);
    if (t->value >= 0)
        return true;
    if (amounts == 1)
        t->value = qp_column_of_amounts(u);
    const size_t key[] = {(size_t)t->region, (size_t)t->date};
    bool told = t->date >= 0 ? qp_planner_tells_apart(p, key, 2, false)
                             : qp_planner_is_unique(p, t->region);
    return amounts > 0 && (told || t->indicator >= 0);
}

static void remark_on_units(qp_planner *p, const qp_plan *plan)
{
    const qp_unknown *u = p->u;
    const qp_sheet *sheet = &u->sheet;
    int indicator = plan->source[QP_INDICATOR_ID];
    int unit = plan->source[QP_INDICATOR_UNIT];
    qp_string *units = qp_acquire(sheet->text.count + 1, sizeof *units);
    bool two = false;
    for (size_t row = 0; units != NULL && indicator >= 0 && unit >= 0 && !two &&
                         row < sheet->row_count;
         row++) {
        const qp_string *cells = &sheet->cells[row * sheet->column_count];
        qp_string *first = &units[cells[indicator] + 1];
        qp_string now = cells[unit] + 1; /* 0: none so far */
        two = *first != 0 && now != *first;
        *first = now;
    }
    if (two)
        qp_remark_on(p, "One indicator stands in two units of", unit,
                     "within the file: see 'units'.");
    qp_release(units);
}

/* Rows that tell one value twice are refused unless the user decides. */
static void remark_on_repeats(qp_planner *p, const qp_plan *plan)
{
    static const int parts_of_key[] = {QP_INDICATOR_REGION, QP_INDICATOR_ID,
                                       QP_INDICATOR_DATE};
    size_t key[COUNT(parts_of_key)];
    size_t count = 0;
    size_t filled = 0;
    size_t apart = 0;
    for (size_t k = 0; k < COUNT(parts_of_key); k++)
        if (plan->source[parts_of_key[k]] >= 0)
            key[count++] = (size_t)plan->source[parts_of_key[k]];
    if (p->status == QP_OK)
        p->status = qp_guess_key(&p->u->sheet, key, count, &filled, &apart,
                                 p->err);
    if (apart < filled)
        qp_remark(p, "Rows agree in region, indicator and date: choose "
                     "'duplicates'.");
}

bool qp_plan_indicators(qp_planner *p)
{
    qp_unknown *u = p->u;
    parts t;
    if (!find_parts(p, &t))
        return false;
    qp_plan *plan = qp_add_plan(u, QP_INDICATORS);
    u->region = t.region;
    qp_plan_feed(u, plan, QP_INDICATOR_REGION, t.region);
    qp_plan_feed(u, plan, QP_INDICATOR_DATE, t.date);
    qp_plan_feed(u, plan, QP_INDICATOR_ID, t.indicator);
    qp_plan_feed(u, plan, QP_INDICATOR_UNIT,
                 qp_column_telling(u, QP_TELLS_UNIT, qp_holds_texts));
    qp_remark_on(p,
                 t.surely ? "Indicators of regions, by"
                          : "Unsure: indicators of regions, if",
                 t.region, t.surely ? "and its values." : "holds regions.");
    remark_on_units(p, plan);
    remark_on_repeats(p, plan);
    if (!t.wide && t.value < 0 && t.indicator < 0) {
        melt_amounts(u);
        plan->melt_name = QP_INDICATOR_ID;
        plan->melt_value = QP_INDICATOR_VALUE;
        qp_remark(p, "Leave out of 'long' what is no indicator.");
        return true;
    }
    if (t.wide) {
        qp_find_year_columns(u, true);
        plan->melt_name = QP_INDICATOR_DATE;
        plan->melt_value = QP_INDICATOR_VALUE;
    } else {
        qp_plan_feed(u, plan, QP_INDICATOR_VALUE,
                     t.value >= 0 ? t.value : qp_column_of_amounts(u));
    }
    if (t.indicator < 0) {
        plan->constant[QP_INDICATOR_ID] = u->stem;
        qp_remark(p, "Name the constant indicator: the name of the file stands "
                     "for it.");
    }
    return true;
}
