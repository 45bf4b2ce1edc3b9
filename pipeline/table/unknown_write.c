/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "table/json.h"
#include "table/unknown.h"

/* ------------------------------------------------------------ small pieces */

/* `"key": ` on a line of its own, this deep; after the first with a comma. */
static void add_key(qp_text *out, size_t *before, int depth, const char *key)
{
    qp_text_addf(out, "%s\n%*s\"%s\": ", (*before)++ > 0 ? "," : "", 2 * depth,
                 "", key);
}

static void add_name(const qp_unknown *u, size_t column, qp_text *out)
{
    char room[32];
    qp_json_string(out, qp_unknown_name(u, column, room));
}

static void add_member(qp_text *out, size_t *before, const char *key)
{
    qp_text_add(out, (*before)++ > 0 ? ", " : "");
    qp_json_string(out, key);
    qp_text_add(out, ": ");
}

static void add_item(qp_text *out, size_t *before, const char *text)
{
    qp_text_add(out, (*before)++ > 0 ? ", " : "");
    qp_json_string(out, text);
}

/* ------------------------------------------------------------------ schema */

static void add_dialect(const qp_sheet *sheet, qp_text *out)
{
    const char delimiter[] = {sheet->delimiter, '\0'};
    qp_text_add(out, "{\"delimiter\": ");
    qp_json_string(out, delimiter);
    if (sheet->header_row > 1)
        qp_text_addf(out, ", \"headerRows\": [%zu]", sheet->header_row);
    if (sheet->header_row == 0)
        qp_text_add(out, ", \"header\": false");
    if (sheet->commented)
        qp_text_add(out, ", \"commentChar\": \"#\"");
    qp_text_add(out, "}");
}

static const char *type_name(qp_guess_type type)
{
    static const char *const names[] = {[QP_GUESS_ANY] = "any",
                                        [QP_GUESS_INTEGER] = "integer",
                                        [QP_GUESS_NUMBER] = "number",
                                        [QP_GUESS_YEAR] = "year",
                                        [QP_GUESS_YEARMONTH] = "yearmonth",
                                        [QP_GUESS_DATE] = "date",
                                        [QP_GUESS_BOOLEAN] = "boolean",
                                        [QP_GUESS_STRING] = "string"};
    return names[type];
}

static void add_field(const qp_unknown *u, size_t column, qp_text *out)
{
    const qp_column_guess *g = &u->guesses[column];
    size_t before = 0;
    qp_text_add(out, "{\"name\": ");
    add_name(u, column, out);
    qp_text_addf(out, ", \"type\": \"%s\"", type_name(g->type));
    if (g->format != NULL) {
        qp_text_add(out, ", \"format\": ");
        qp_json_string(out, g->format);
    }
    if (g->decimal == ',')
        qp_text_add(out, ", \"decimalChar\": \",\"");
    if (g->group != NULL) {
        qp_text_add(out, ", \"groupChar\": ");
        qp_json_string(out, g->group);
    }
    for (size_t m = 0; m < g->missing_count; m++) {
        qp_text_add(out, m == 0 ? ", \"missingValues\": [\"\", " : "");
        add_item(out, &before, g->missing[m]);
    }
    qp_text_add(out, g->missing_count > 0 ? "]}" : "}");
}

static void add_schema(const qp_unknown *u, qp_text *out)
{
    size_t before = 0;
    qp_text_add(out, "{\n        \"fields\": [");
    for (size_t c = 0; c < u->sheet.column_count; c++) {
        qp_text_add(out, c > 0 ? ",\n          " : "\n          ");
        add_field(u, c, out);
    }
    qp_text_add(out, "\n        ]");
    /* Of a part of the file a key is only a guess: see the remarks. */
    size_t keys = u->sheet.whole ? u->key_count : 0;
    for (size_t k = 0; k < keys; k++) {
        char room[32];
        qp_text_add(out, k == 0 ? ",\n        \"primaryKey\": [" : "");
        add_item(out, &before, qp_unknown_name(u, u->key[k], room));
    }
    qp_text_add(out, keys > 0 ? "]\n      }" : "\n      }");
}

/* ----------------------------------------------------------------- mapping */

/** What a mapping is written from. */
typedef struct {
    const qp_unknown *u;
    const qp_plan *plan;
    const qp_schema *schema;
    size_t before; ///< keys written
    qp_text *out;
} writer;

static void begin_key(writer *w, const char *key)
{
    add_key(w->out, &w->before, 4, key);
}

static void add_columns(writer *w)
{
    size_t before = 0;
    for (size_t k = 0; k < w->schema->column_count; k++) {
        if (w->plan->source[k] < 0)
            continue;
        if (before == 0) {
            begin_key(w, "columns");
            qp_text_add(w->out, "{");
        }
        add_member(w->out, &before, w->schema->columns[k].name);
        add_name(w->u, (size_t)w->plan->source[k], w->out);
    }
    qp_text_add(w->out, before > 0 ? "}" : "");
}

static void add_constants(writer *w)
{
    size_t before = 0;
    for (size_t k = 0; k < w->schema->column_count; k++) {
        if (w->plan->constant[k] == NULL)
            continue;
        if (before == 0) {
            begin_key(w, "constants");
            qp_text_add(w->out, "{");
        }
        add_member(w->out, &before, w->schema->columns[k].name);
        qp_json_string(w->out, w->plan->constant[k]);
    }
    qp_text_add(w->out, before > 0 ? "}" : "");
}

/* Years in one run are told by the first and the last of them. */
static void add_melted(writer *w)
{
    const qp_unknown *u = w->u;
    size_t first = u->sheet.column_count;
    size_t last = 0;
    size_t count = 0;
    for (size_t c = 0; c < u->sheet.column_count; c++)
        if (u->melted[c]) {
            first = c < first ? c : first;
            last = c;
            count++;
        }
    if (count > 2 && last - first + 1 == count) {
        qp_text_add(w->out, "{\"from\": ");
        add_name(u, first, w->out);
        qp_text_add(w->out, ", \"to\": ");
        add_name(u, last, w->out);
        qp_text_add(w->out, "}");
        return;
    }
    size_t before = 0;
    char room[32];
    qp_text_add(w->out, "[");
    for (size_t c = first; c <= last; c++)
        if (u->melted[c])
            add_item(w->out, &before, qp_unknown_name(u, c, room));
    qp_text_add(w->out, "]");
}

static void add_long(writer *w)
{
    const qp_plan *plan = w->plan;
    if (plan->melt_name < 0)
        return;
    begin_key(w, "long");
    qp_text_add(w->out, "{\"columns\": ");
    add_melted(w);
    qp_text_addf(w->out, ", \"name\": \"%s\", \"value\": \"%s\"}",
                 w->schema->columns[plan->melt_name].name,
                 w->schema->columns[plan->melt_value].name);
}

/* Names of years with a sign behind them become years. */
static void add_recoding(writer *w)
{
    const qp_unknown *u = w->u;
    size_t before = 0;
    char room[32];
    char year[5];
    for (size_t c = 0; c < u->sheet.column_count; c++) {
        const char *name = qp_unknown_name(u, c, room);
        if (!u->melted[c] || !qp_tells_year(name, year) || name[4] == '\0' ||
            w->plan->melt_name < 0)
            continue;
        if (before == 0) {
            begin_key(w, "recode");
            qp_text_addf(w->out, "{\"%s\": {\"values\": {",
                         w->schema->columns[w->plan->melt_name].name);
        }
        add_member(w->out, &before, name);
        qp_json_string(w->out, year);
    }
    qp_text_add(w->out, before > 0 ? "}, \"otherwise\": \"keep\"}}" : "");
}

static void add_spaces(writer *w)
{
    size_t before = 0;
    for (size_t k = 0; k < w->schema->column_count; k++) {
        int column = w->plan->source[k];
        if (column < 0 || w->u->guesses[column].spaces == NULL)
            continue;
        if (before == 0) {
            begin_key(w, "spaces");
            qp_text_add(w->out, "{");
        }
        qp_text_add(w->out, before++ > 0 ? ", " : "");
        add_name(w->u, (size_t)column, w->out);
        qp_text_addf(w->out, ": \"%s\"", w->u->guesses[column].spaces);
    }
    qp_text_add(w->out, before > 0 ? "}" : "");
}

/* ------------------------------------------------------------------- skips */

/* Does a column name regions, of which all together are none? */
static bool names_regions(const qp_plan *plan, size_t ours)
{
    return (plan->table == QP_INDICATORS && ours == QP_INDICATOR_REGION) ||
           (plan->table == QP_REGIONS && ours == QP_REGION_ID) ||
           (plan->table == QP_LINKS &&
            (ours == QP_LINK_FROM || ours == QP_LINK_TO));
}

/* Texts of a column, each once: the totals that occur in it. */
static void add_totals(const qp_unknown *u, size_t column, qp_text *out,
                       size_t *before)
{
    enum { MOST = 4 };
    qp_string told[MOST];
    size_t count = 0;
    const qp_sheet *sheet = &u->sheet;
    for (size_t row = 0; row < sheet->row_count && count < MOST; row++) {
        qp_string s = sheet->cells[row * sheet->column_count + column];
        const char *text = qp_pool_text(&sheet->text, s);
        bool known = !qp_tells_total(text);
        for (size_t t = 0; t < count; t++)
            known = known || told[t] == s;
        if (known)
            continue;
        told[count++] = s;
        add_item(out, before, text);
    }
}

/* What rows of a column must be left out, as texts between commas: those that
 * lack what the table demands, and totals. Returns how many. */
static size_t add_unwanted(const writer *w, size_t ours, qp_text *out)
{
    bool weight = w->plan->table == QP_LINKS && ours == QP_LINK_WEIGHT;
    size_t before = 0;
    size_t column = (size_t)w->plan->source[ours];
    const qp_column_guess *g = &w->u->guesses[column];
    bool needed = w->schema->columns[ours].required || weight;
    if (needed && g->blank_count > 0) {
        add_item(out, &before, "");
        for (size_t m = 0; m < g->missing_count; m++)
            add_item(out, &before, g->missing[m]);
    }
    if (names_regions(w->plan, ours))
        add_totals(w->u, column, out, &before);
    return before;
}

static void add_skips(writer *w)
{
    size_t before = 0;
    qp_text texts = {0};
    for (size_t k = 0; k < w->schema->column_count; k++) {
        qp_text_empty(&texts);
        size_t count = w->plan->source[k] >= 0 ? add_unwanted(w, k, &texts) : 0;
        if (count == 0)
            continue;
        if (before == 0) {
            begin_key(w, "skip");
            qp_text_add(w->out, "[");
        }
        qp_text_add(w->out, before++ > 0 ? ", {\"column\": " : "{\"column\": ");
        add_name(w->u, (size_t)w->plan->source[k], w->out);
        qp_text_addf(w->out, ", \"equals\": %s%s%s}", count > 1 ? "[" : "",
                     qp_text_string(&texts), count > 1 ? "]" : "");
    }
    qp_text_add(w->out, before > 0 ? "]" : "");
    w->out->failed |= texts.failed;
    qp_text_clear(&texts);
}

static bool has_decimal_years(const qp_unknown *u, const qp_plan *plan,
                              const qp_schema *schema)
{
    for (size_t k = 0; k < schema->column_count; k++)
        if (plan->source[k] >= 0 && schema->columns[k].kind == QP_DATE &&
            u->guesses[plan->source[k]].decimal_years)
            return true;
    return false;
}

static void add_mapping(const qp_unknown *u, const qp_plan *plan, qp_text *out)
{
    const qp_schema *schema = &qp_schemas[plan->table];
    writer w = {u, plan, schema, 0, out};
    qp_text_add(out, "{");
    begin_key(&w, "table");
    qp_json_string(out, schema->name);
    add_columns(&w);
    add_constants(&w);
    add_long(&w);
    add_recoding(&w);
    add_spaces(&w);
    add_skips(&w);
    if (plan->keep) {
        begin_key(&w, "duplicates");
        qp_text_add(out, "\"keep\"");
    }
    if (has_decimal_years(u, plan, schema)) {
        begin_key(&w, "decimal_years");
        qp_text_add(out, "true");
    }
    qp_text_add(out, "\n      }");
}

/* ---------------------------------------------------------------- resource */

static void add_mappings(const qp_unknown *u, bool regions, qp_text *out)
{
    qp_plan derived = {.table = QP_REGIONS,
                       .melt_name = QP_NO_COLUMN,
                       .melt_value = QP_NO_COLUMN,
                       .keep = true};
    for (size_t k = 0; k < QP_PLAN_COLUMNS; k++)
        derived.source[k] = QP_NO_COLUMN;
    derived.source[QP_REGION_ID] = u->region;
    bool several = u->plan_count > 1 || regions;
    qp_text_add(out, several ? "[" : "");
    if (regions)
        add_mapping(u, &derived, out);
    for (size_t m = 0; m < u->plan_count; m++) {
        qp_text_add(out, m > 0 || regions ? ", " : "");
        add_mapping(u, &u->plans[m], out);
    }
    qp_text_add(out, several ? "]" : "");
}

void qp_unknown_write(const qp_unknown *u, bool regions, qp_text *out)
{
    size_t before = 0;
    qp_text_add(out, "{");
    add_key(out, &before, 3, "name");
    qp_json_string(out, u->stem);
    add_key(out, &before, 3, "path");
    qp_json_string(out, u->path);
    add_key(out, &before, 3, "description");
    qp_json_string(out, qp_text_string(&u->remarks));
    if (u->sheet.encoding != NULL) {
        add_key(out, &before, 3, "encoding");
        qp_json_string(out, u->sheet.encoding);
    }
    if (u->sheet.column_count > 0) {
        add_key(out, &before, 3, "dialect");
        add_dialect(&u->sheet, out);
        add_key(out, &before, 3, "schema");
        add_schema(u, out);
    }
    if (u->plan_count > 0) {
        add_key(out, &before, 3, "qipan");
        add_mappings(u, regions, out);
    }
    qp_text_add(out, "\n    }");
    out->failed |= u->remarks.failed;
}
