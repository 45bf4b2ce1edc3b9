/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/memory.h"
#include "table/feeder.h"

/* ---------------------------------------------------------------- telling */

/* "'CN-11', '2020'" */
static void add_key(qp_feeder *f, const qp_field fields[], qp_text *out)
{
    for (size_t k = 0; k < f->key_count; k++) {
        char shown[QP_SHOWN_SIZE];
        qp_field part;
        (void)qp_feed_key_part(f, &f->key[k], fields, &f->scratch, &part);
        qp_text_addf(out, "%s'%s'", k > 0 ? ", " : "",
                     qp_text_shown(part.bytes, part.size, shown));
    }
}

static void add_names(const qp_feeder *f, qp_text *out)
{
    for (size_t k = 0; k < f->key_count; k++) {
        char shown[QP_SHOWN_SIZE];
        const char *name = f->heads[f->key[k].field].name;
        qp_text_addf(out, "%s%s", k > 0 ? ", " : "",
                     qp_text_shown(name, strlen(name), shown));
    }
}

/* "key 'CN-11' repeats line 3; no two rows share the primary key: code" */
static qp_status tell_repeat(qp_feeder *f, const qp_unfit *repeat,
                             const qp_field fields[])
{
    const qp_field *at = &fields[f->key[0].field];
    qp_text found = {0};
    qp_text expected = {0};
    qp_text_add(&found, "key ");
    add_key(f, fields, &found);
    if (repeat->first_file == f->file)
        qp_text_addf(&found, " repeats line %u", (unsigned)repeat->first_line);
    else
        qp_text_addf(&found, " repeats %s:%u",
                     f->dataset->files[repeat->first_file],
                     (unsigned)repeat->first_line);
    qp_text_add(&expected, "no two rows share the primary key: ");
    add_names(f, &expected);
    qp_status status = qp_text_status(&f->scratch, f->err);
    if (status == QP_OK)
        status = qp_text_status(&found, f->err);
    if (status == QP_OK)
        status = qp_text_status(&expected, f->err);
    if (status == QP_OK)
        status = qp_feeder_tell(f, QP_RULE_ROW_KEY, at->line, at->column,
                                found.bytes, expected.bytes);
    qp_text_clear(&found);
    qp_text_clear(&expected);
    return status;
}

/** The unfit records of a piece that are still to be told. */
typedef struct {
    qp_feeder *feeder;
    size_t next; ///< of feeder->unfit
} telling;

static qp_status on_record(const qp_field fields[], size_t count, void *context,
                           qp_error *err)
{
    (void)count;
    (void)err; /* the feeder has it */
    telling *t = context;
    if (t->next == t->feeder->unfit_count ||
        t->feeder->unfit[t->next].line != fields[0].line)
        return QP_OK;
    const qp_unfit *unfit = &t->feeder->unfit[t->next++];
    return unfit->first_line > 0 ? tell_repeat(t->feeder, unfit, fields)
                                 : QP_OK;
}

/* What a key says is remembered by nobody: its piece is read again. */
static qp_status tell_again(qp_feeder *f, const qp_piece *piece, size_t from)
{
    telling t = {f, from};
    qp_csv_defect defect;
    qp_csv_text text = {.bytes = qp_acquire(piece->size + 1, 1),
                        .size = piece->size,
                        .delimiter = f->resource->dialect.delimiter,
                        .comment = f->resource->dialect.comment,
                        .line = piece->line};
    qp_status status = text.bytes != NULL
                           ? qp_source_take(f->source, piece->start,
                                            piece->size, text.bytes, f->err)
                           : qp_feeder_no_memory(f);
    if (status == QP_OK)
        status = qp_csv_read(&text, (qp_record_visitor){on_record, &t, NULL},
                             &defect, f->err);
    qp_release(text.bytes);
    return status;
}

/* A blank key has been told where it was read. */
static bool passes_over(qp_feeder *f, const qp_unfit *unfit)
{
    qp_place place = {f->dataset->files[f->file], unfit->line, 0};
    return unfit->first_line == 0 ||
           qp_findings_pass_over(f->findings, QP_RULE_ROW_KEY, place);
}

static qp_status tell_piece(qp_feeder *f, const qp_piece *piece, size_t from)
{
    while (from < f->unfit_count && passes_over(f, &f->unfit[from]))
        from++;
    return from < f->unfit_count ? tell_again(f, piece, from) : QP_OK;
}

/* -------------------------------------------------------------- comparing */

static qp_status compare(qp_feeder *f, const qp_piece_feed *p)
{
    for (size_t k = 0; k < p->keyed_count; k++) {
        const qp_keyed *row = &p->keyed[k];
        const qp_keyed *first = row->blank ? row : qp_keys_first(f->keys, row);
        if (first == NULL)
            return qp_feeder_no_memory(f);
        bool is_first = first->line == row->line && first->file == row->file;
        if (is_first && !row->blank)
            continue;
        if (!qp_grow((void **)&f->unfit, &f->unfit_room, f->unfit_count,
                     sizeof *f->unfit))
            return qp_feeder_no_memory(f);
        f->unfit[f->unfit_count++] = (qp_unfit){
            row->line, row->blank ? 0 : first->line, first->file};
    }
    return QP_OK;
}

qp_status qp_feeder_check_key(qp_feeder *f, qp_piece_feed pieces[],
                              size_t count)
{
    qp_status status = QP_OK;
    for (size_t p = 0; p < count && status == QP_OK; p++) {
        size_t from = f->unfit_count;
        status = compare(f, &pieces[p]);
        qp_release(pieces[p].keyed);
        pieces[p].keyed = NULL;
        if (status == QP_OK)
            status = tell_piece(f, pieces[p].piece, from);
    }
    if (f->unfit_count > 0)
        qp_feeder_lose_rows(f);
    return status;
}

/* ------------------------------------------------------------- leaving out */

/* Both records and rows stand in the order of the file. */
static void close_gaps(const qp_feeder *f, qp_table *table, size_t from,
                       uint32_t *place)
{
    size_t unfit = 0;
    size_t to = from;
    for (size_t row = 0; row < from; row++)
        place[row] = (uint32_t)row;
    for (size_t row = from; row < table->row_count; row++) {
        uint32_t line = table->line[row];
        while (unfit < f->unfit_count && f->unfit[unfit].line < line)
            unfit++;
        bool goes = unfit < f->unfit_count && f->unfit[unfit].line == line;
        place[row] = goes ? QP_NONE : (uint32_t)to;
        if (!goes)
            qp_table_move(table, to++, row, 1);
    }
    table->row_count = to;
}

qp_status qp_feeder_leave_out(qp_feeder *f, qp_table *table, size_t from,
                              size_t *left_out)
{
    size_t rows = table->row_count;
    *left_out = 0;
    if (f->unfit_count == 0)
        return QP_OK;
    uint32_t *place = qp_acquire(rows, sizeof *place);
    if (place == NULL)
        return qp_feeder_no_memory(f);
    close_gaps(f, table, from, place);
    qp_table_move_refusals(table, place);
    qp_release(place);
    *left_out = rows - table->row_count;
    return QP_OK;
}
