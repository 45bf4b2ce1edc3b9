/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "table/planner.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ------------------------------------------------------------- our own shape */

static bool names_schema(const qp_unknown *u, const qp_schema *schema)
{
    char room[32];
    size_t found = 0;
    size_t needed = 0;
    for (size_t k = 0; k < schema->column_count; k++) {
        needed += schema->columns[k].required;
        for (size_t c = 0; c < u->sheet.column_count; c++)
            found += schema->columns[k].required &&
                     strcmp(schema->columns[k].name,
                            qp_unknown_name(u, c, room)) == 0;
    }
    return found == needed;
}

static bool plan_own_shape(qp_planner *p)
{
    qp_unknown *u = p->u;
    const qp_schema *schema = qp_schema_find(u->stem);
    if (schema == NULL || !names_schema(u, schema))
        return false;
    char room[32];
    qp_add_plan(u, (qp_table_id)(schema - qp_schemas))->by_name = true;
    for (size_t c = 0; c < u->sheet.column_count; c++)
        u->used[c] = qp_schema_column(schema, qp_unknown_name(u, c, room)) >= 0;
    qp_remark(p, "Name and columns are those of our own table.");
    return true;
}

/* ----------------------------------------------------------------------- key */

static bool may_be_key(const qp_unknown *u, size_t c, bool alone)
{
    const qp_column_guess *g = &u->guesses[c];
    qp_tells what = u->told[c].what;
    if (!u->usable[c] || g->blank_count > 0 || what == QP_TELLS_ROW ||
        what == QP_TELLS_VALUE)
        return false;
    if (g->type == QP_GUESS_INTEGER)
        return u->told[c].code ||
               (what != QP_TELLS_NOTHING && what != QP_TELLS_POPULATION);
    return g->type == QP_GUESS_STRING ||
           (!alone && (g->type == QP_GUESS_YEAR || g->type == QP_GUESS_DATE ||
                       g->type == QP_GUESS_YEARMONTH));
}

static size_t key_candidates(const qp_unknown *u, size_t columns[], size_t most)
{
    size_t count = 0;
    for (size_t c = 0; c < u->sheet.column_count && count < most; c++)
        if (may_be_key(u, c, false))
            columns[count++] = c;
    return count;
}

static void find_single_key(qp_planner *p)
{
    qp_unknown *u = p->u;
    for (size_t c = 0; c < u->sheet.column_count && u->key_count == 0; c++)
        if (may_be_key(u, c, true) &&
            u->guesses[c].distinct == u->sheet.row_count) {
            u->key[0] = c;
            u->key_count = 1;
        }
}

static void try_key(qp_planner *p, const size_t columns[], size_t count)
{
    qp_unknown *u = p->u;
    if (u->key_count > 0 || !qp_planner_tells_apart(p, columns, count, true))
        return;
    memcpy(u->key, columns, count * sizeof *columns);
    u->key_count = count;
}

static void find_compound_key(qp_planner *p)
{
    enum { MOST = 6 };
    size_t at[MOST];
    size_t count = key_candidates(p->u, at, MOST);
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++)
            try_key(p, (const size_t[]){at[a], at[b]}, 2);
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++)
            for (size_t c = b + 1; c < count; c++)
                try_key(p, (const size_t[]){at[a], at[b], at[c]}, 3);
}

/* In a table of ours, what its ids and dates are read from: fewer columns may
 * do now, and no more when the file grows. */
static void find_planned_key(qp_planner *p)
{
    qp_unknown *u = p->u;
    const qp_plan *plan = &u->plans[0];
    const qp_schema *schema = &qp_schemas[plan->table];
    size_t columns[QP_PLAN_COLUMNS];
    size_t count = 0;
    for (size_t k = 0; k < schema->column_count; k++) {
        const qp_column *ours = &schema->columns[k];
        bool key = (ours->kind == QP_ID && ours->required) ||
                   ours->kind == QP_DATE;
        if (key && plan->source[k] >= 0)
            columns[count++] = (size_t)plan->source[k];
    }
    if (count > 0 && count <= QP_MOST_KEYS)
        try_key(p, columns, count);
}

static void find_key(qp_planner *p)
{
    enum { FEW_ENOUGH = 50000 };
    qp_unknown *u = p->u;
    size_t rows = u->sheet.row_count;
    if (rows < 2 || u->sheet.ragged_count > 0)
        return;
    if (u->plan_count > 0) {
        find_planned_key(p);
        return;
    }
    find_single_key(p);
    if (u->key_count == 0 && rows <= FEW_ENOUGH)
        find_compound_key(p);
}

/* ------------------------------------------------------------- the remarks */

static void remark_on_file(qp_planner *p)
{
    const qp_sheet *sheet = &p->u->sheet;
    qp_text *remarks = &p->u->remarks;
    if (sheet->encoding == NULL)
        qp_remark(p, "The file is no text.");
    else if (sheet->row_count == 0)
        qp_remark(p, "No rows were found.");
    if (!sheet->whole)
        qp_remark(p, "Only the beginning of the file was looked at.");
    if (sheet->encoding != NULL && strcmp(sheet->encoding, "utf-8") != 0)
        qp_remark(p, "Check the encoding: it is guessed from the bytes.");
    if (sheet->header_row == 0 && sheet->row_count > 0)
        qp_remark(p, "No header was found: name the fields, and the columns by "
                     "their names.");
    if (sheet->ragged_count > 0) {
        qp_remark(p, "");
        qp_text_addf(remarks, "%zu rows have another number of fields.",
                     sheet->ragged_count);
    }
    if (sheet->defect.fault != QP_CSV_WHOLE) {
        qp_remark(p, "");
        qp_text_addf(remarks, "Line %u: %s.", (unsigned)sheet->defect.line,
                     sheet->defect.what);
    }
}

static void remark_on_column(qp_planner *p, size_t c)
{
    qp_unknown *u = p->u;
    const qp_column_guess *g = &u->guesses[c];
    if (g->doubtful != NULL && (u->used[c] || u->melted[c])) {
        qp_remark_on(p, "In", (int)c, "");
        qp_text_addf(&u->remarks,
                     "'%s' is taken as a value; if it means none, "
                     "add it to missingValues.",
                     g->doubtful);
    }
    bool alike = qp_pool_text(&u->plain, u->plain_name[c])[0] != '\0';
    if (!u->usable[c] && alike)
        qp_remark_on(p, "Another column is called like", (int)c,
                     "and is meant by that name.");
    if (g->format != NULL && !u->used[c])
        qp_remark_on(p, "The dates of", (int)c,
                     "are not written as qipan reads them: YYYY-MM-DD.");
}

static void remark_on_columns(qp_planner *p)
{
    enum { ENOUGH = 1200 }; /* bytes that a person reads */
    for (size_t c = 0; c < p->u->sheet.column_count; c++)
        if (p->u->remarks.size < ENOUGH)
            remark_on_column(p, c);
}

static void add_listed(const qp_unknown *u, size_t column, size_t listed,
                       qp_text *out)
{
    char room[32];
    const char *name = qp_unknown_name(u, column, room);
    qp_text_add(out, listed > 0 ? ", '" : " '");
    qp_text_add_shown(out, name, strlen(name), 40);
    qp_text_add(out, "'");
}

static void remark_on_unread(qp_planner *p)
{
    enum { MOST = 8 };
    qp_unknown *u = p->u;
    size_t unread = 0;
    for (size_t c = 0; c < u->sheet.column_count; c++) {
        if (u->used[c] || u->melted[c])
            continue;
        if (unread == 0)
            qp_remark(p, "Not read:");
        if (unread < MOST)
            add_listed(u, c, unread, &u->remarks);
        unread++;
    }
    if (unread > MOST)
        qp_text_addf(&u->remarks, " and %zu more", unread - MOST);
    qp_text_add(&u->remarks, unread > 0 ? "." : "");
}

/* A key of the beginning need not be one of the whole. */
static void remark_on_key(qp_planner *p)
{
    qp_unknown *u = p->u;
    if (u->sheet.whole || u->key_count == 0)
        return;
    qp_remark(p, "Perhaps a primary key:");
    for (size_t k = 0; k < u->key_count; k++)
        add_listed(u, u->key[k], k, &u->remarks);
    qp_text_add(&u->remarks, ".");
}

/* What has no name of its own, or too many columns, cannot be read. */
static bool is_readable(qp_planner *p)
{
    enum { MOST_COLUMNS = 4096 };
    const qp_unknown *u = p->u;
    char room[32];
    bool readable = u->sheet.column_count <= MOST_COLUMNS;
    if (!readable)
        qp_remark(p, "qipan reads tables of at most 4,096 columns.");
    for (size_t c = 0; c < u->sheet.column_count && readable; c++) {
        const char *name = qp_unknown_name(u, c, room);
        for (; *name != '\0' && readable; name++)
            readable = (unsigned char)*name >= 0x20 && *name != 0x7F;
        if (!readable)
            qp_remark(p, "A name in the header holds a control character.");
    }
    return readable && u->sheet.row_count > 0;
}

qp_status qp_unknown_plan(qp_unknown *u, qp_error *err)
{
    static bool (*const plans[])(qp_planner *) = {
        plan_own_shape, qp_plan_links,   qp_plan_memberships,
        qp_plan_actors, qp_plan_regions, qp_plan_indicators};
    qp_planner p = {
        .u = u, .from = QP_NO_COLUMN, .to = QP_NO_COLUMN, .err = err};
    remark_on_file(&p);
    bool readable = is_readable(&p);
    for (size_t t = 0; readable && t < COUNT(plans) && u->plan_count == 0 &&
                       p.status == QP_OK;
         t++)
        (void)plans[t](&p);
    if (u->plan_count == 0)
        qp_remark(&p,
                  "It fits no table by itself: add the key qipan to read it.");
    else
        remark_on_unread(&p);
    remark_on_columns(&p);
    find_key(&p);
    remark_on_key(&p);
    return p.status == QP_OK ? qp_text_status(&u->remarks, err) : p.status;
}
