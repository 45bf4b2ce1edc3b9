/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/threads.h"
#include "table/duplicates.h"
#include "table/feeder.h"

/* ------------------------------------------------------------------- texts */

typedef struct {
    qp_feeder *feeder;
    qp_piece_feed *pieces;
    qp_worker *workers;
    qp_string **numbers; ///< [workers] of each new text, in the dataset
    qp_string first_new;
} renumbering;

static void renumber_column(const renumbering *r, const qp_piece_feed *p,
                            const qp_stretch *stretch, qp_string *texts)
{
    const qp_string *numbers = r->numbers[p->worker - r->workers];
    for (size_t row = stretch->start; row < stretch->start + stretch->count;
         row++)
        if (texts[row] != QP_NONE && texts[row] >= r->first_new)
            texts[row] = numbers[texts[row] - r->first_new];
}

static void renumber_piece(size_t piece, void *context)
{
    const renumbering *r = context;
    const qp_piece_feed *p = &r->pieces[piece];
    if (p->worker == NULL || p->worker->texts.count == 0)
        return;
    for (size_t m = 0; m < r->feeder->resource->mapping_count; m++) {
        const qp_channel *c = &r->feeder->channels[m];
        for (size_t k = 0; k < c->table->schema->column_count; k++)
            if (c->usable && c->table->columns[k].text != NULL)
                renumber_column(r, p, &p->stretches[m],
                                c->table->columns[k].text);
    }
}

/* The texts that one thread met first, in the pool of the dataset. */
static qp_string *adopt_texts(qp_pool *all, const qp_pool *texts)
{
    qp_string *numbers = qp_acquire(texts->count, sizeof *numbers);
    for (qp_string s = 0; numbers != NULL && s < texts->count; s++) {
        numbers[s] = qp_pool_add(all, qp_pool_text(texts, s),
                                 qp_pool_size(texts, s));
        if (numbers[s] == QP_NONE) {
            qp_release(numbers);
            return NULL;
        }
    }
    return numbers;
}

static qp_status renumber(qp_feeder *f, qp_piece_feed pieces[],
                          qp_worker workers[], size_t worker_count)
{
    renumbering r = {.feeder = f,
                     .pieces = pieces,
                     .workers = workers,
                     .first_new = (qp_string)f->dataset->text.count};
    r.numbers = qp_acquire(worker_count, sizeof *r.numbers);
    bool room = r.numbers != NULL;
    for (size_t w = 0; w < worker_count && room; w++) {
        r.numbers[w] = adopt_texts(&f->dataset->text, &workers[w].texts);
        room = r.numbers[w] != NULL;
    }
    if (room)
        qp_parallel(f->piece_count, f->options->threads, renumber_piece, &r);
    for (size_t w = 0; r.numbers != NULL && w < worker_count; w++)
        qp_release(r.numbers[w]);
    qp_release((void *)r.numbers);
    return room ? QP_OK : qp_feeder_no_memory(f);
}

/* -------------------------------------------------------------------- rows */

/* Close the hole before a stretch, and note what it refused. */
static qp_status append(qp_feeder *f, const qp_piece_feed *p, size_t m)
{
    qp_channel *c = &f->channels[m];
    const qp_stretch *stretch = &p->stretches[m];
    size_t to = c->table->row_count;
    qp_table_move(c->table, to, stretch->start, stretch->count);
    c->table->row_count += stretch->count;
    for (size_t r = 0; r < p->refused_count; r++) {
        qp_refusal refusal = p->refused[r].refusal;
        if (p->refused[r].channel != m)
            continue;
        refusal.row = (uint32_t)(refusal.row - stretch->start + to);
        if (!qp_table_refuse(c->table, refusal))
            return qp_feeder_no_memory(f);
        c->table->incomplete |= refusal.column == 0; /* an id is lost */
    }
    return QP_OK;
}

static void count_stretch(qp_feeder *f, const qp_piece_feed *p, size_t m)
{
    qp_channel *c = &f->channels[m];
    size_t times = c->long_count > 0 ? c->long_count : 1;
    for (size_t s = 0; s < c->mapping->skip_count; s++)
        c->skipped[s] += p->stretches[m].skipped[s] * times;
    c->blank += p->stretches[m].blank;
    c->read += p->records * times;
    c->lost += (c->usable ? p->ragged : p->records) * times;
}

static size_t count_refused(const qp_table *table, size_t from)
{
    size_t count = 0;
    for (size_t r = table->refusal_count; r-- > 0;) {
        const qp_refusal *refusal = &table->refusals[r];
        if (refusal->row < from)
            break;
        count += r == 0 || table->refusals[r - 1].row != refusal->row;
    }
    return count;
}

static qp_status append_channel(qp_feeder *f, const qp_piece_feed pieces[],
                                size_t piece_count, size_t m)
{
    qp_channel *c = &f->channels[m];
    size_t from = c->table->row_count;
    qp_status status = QP_OK;
    for (size_t p = 0; p < piece_count && status == QP_OK; p++) {
        if (c->usable)
            status = append(f, &pieces[p], m);
        count_stretch(f, &pieces[p], m);
    }
    size_t left_out = 0;
    if (status == QP_OK && c->usable)
        status = qp_feeder_leave_out(f, c->table, from, &left_out);
    c->lost += left_out;
    if (status == QP_OK && c->usable)
        status = qp_duplicates_join(c->table, c->mapping->duplicates, from,
                                    &c->repeated, f->err);
    c->rows = c->table->row_count - from;
    c->faulty = count_refused(c->table, from);
    return status;
}

/* ------------------------------------------------------- what is not CSV */

qp_status qp_feeder_refuse_csv(qp_feeder *f, const qp_csv_defect *defect)
{
    static const qp_rule rules[] = {
        [QP_CSV_STRAY_QUOTE] = QP_RULE_CSV_QUOTE,
        [QP_CSV_TRAILING] = QP_RULE_CSV_QUOTE,
        [QP_CSV_UNCLOSED] = QP_RULE_CSV_UNCLOSED,
        [QP_CSV_LONG_FIELD] = QP_RULE_CSV_LIMIT,
        [QP_CSV_MANY_FIELDS] = QP_RULE_CSV_LIMIT,
    };
    char met[64] = "";
    if (defect->line_met > 0)
        snprintf(met, sizeof met, " (line %u, byte %u)",
                 (unsigned)defect->line_met, (unsigned)defect->column_met);
    char found[192];
    snprintf(found, sizeof found, "%s%s", defect->what, met);
    qp_feeder_lose_rows(f);
    return qp_feeder_tell(f, rules[defect->fault], defect->line, defect->column,
                          found, defect->expected);
}

/* ------------------------------------------------------------- the account */

/* "12 rows skipped for indicators (mapping 2 of 3): gdp is blank" */
static qp_status tell_skipped(qp_feeder *f, size_t m, size_t count,
                              const char *why)
{
    if (count == 0)
        return QP_OK;
    qp_text found = {0};
    qp_text_addf(&found, "%zu row%s skipped for %s", count,
                 count == 1 ? "" : "s", f->channels[m].table->schema->name);
    if (f->resource->mapping_count > 1)
        qp_text_addf(&found, " (mapping %zu of %zu)", m + 1,
                     f->resource->mapping_count);
    qp_text_addf(&found, ": %s", why);
    qp_status status = qp_text_status(&found, f->err);
    if (status == QP_OK)
        status = qp_feeder_tell(f, QP_RULE_ROW_SKIPPED, 0, 0, found.bytes, "");
    qp_text_clear(&found);
    return status;
}

/* "gdp is blank", "type is neither 'HES' nor 'REC'" */
static void add_reason(const qp_skip_rule *rule, qp_text *why)
{
    char shown[QP_SHOWN_SIZE];
    qp_text_addf(why, "%s is ",
                 qp_text_shown(rule->column, strlen(rule->column), shown));
    if (rule->unless)
        qp_text_add(why, rule->count > 1 ? "neither " : "not ");
    for (size_t t = 0; t < rule->count; t++) {
        const char *text = rule->texts[t];
        qp_text_add(why, t == 0 ? "" : rule->unless ? " nor " : " or ");
        if (text[0] == '\0')
            qp_text_add(why, "blank");
        else
            qp_text_addf(why, "'%s'", qp_text_shown(text, strlen(text), shown));
    }
}

static qp_status tell_rule(qp_feeder *f, size_t m, size_t s)
{
    const qp_channel *c = &f->channels[m];
    qp_text why = {0};
    add_reason(&c->mapping->skips[s], &why);
    qp_status status = qp_text_status(&why, f->err);
    if (status == QP_OK)
        status = tell_skipped(f, m, c->skipped[s], why.bytes);
    qp_text_clear(&why);
    return status;
}

static qp_status tell_channel(qp_feeder *f, size_t m)
{
    const qp_channel *c = &f->channels[m];
    qp_status status = QP_OK;
    for (size_t s = 0; s < c->mapping->skip_count && status == QP_OK; s++)
        status = tell_rule(f, m, s);
    if (status == QP_OK)
        status = tell_skipped(f, m, c->blank, "the cell is blank");
    if (status == QP_OK)
        status = tell_skipped(
            f, m, c->repeated,
            c->mapping->duplicates == QP_DUPLICATES_SUM
                ? "its key was there; the amounts are added up"
                : "its key was there; the first row is kept");
    return status;
}

static qp_status account(qp_feeder *f, size_t m)
{
    const qp_channel *c = &f->channels[m];
    qp_dataset *d = f->dataset;
    if (!qp_grow((void **)&d->accounts, &d->account_room, d->account_count,
                 sizeof *d->accounts))
        return qp_feeder_no_memory(f);
    qp_account *a = &d->accounts[d->account_count++];
    *a = (qp_account){.file = f->file,
                      .table = c->mapping->table,
                      .mapping = m + 1,
                      .read = c->read,
                      .used = c->rows - c->faulty,
                      .faulty = c->lost + c->faulty};
    a->skipped = c->blank + c->repeated;
    for (size_t s = 0; s < c->mapping->skip_count; s++)
        a->skipped += c->skipped[s];
    return tell_channel(f, m);
}

/* What stands beside the rows: comments, and lines above the header. */
static qp_status tell_passed(qp_feeder *f, size_t comments)
{
    size_t above = f->records_before - f->resource->dialect.header_count;
    char found[96];
    qp_status status = QP_OK;
    if (comments > 0) {
        snprintf(found, sizeof found, "%zu comment line%s passed over",
                 comments, comments == 1 ? "" : "s");
        status = qp_feeder_tell(f, QP_RULE_ROW_SKIPPED, 0, 0, found, "");
    }
    if (status == QP_OK && above > 0) {
        snprintf(found, sizeof found, "%zu row%s above the header passed over",
                 above, above == 1 ? "" : "s");
        status = qp_feeder_tell(f, QP_RULE_ROW_SKIPPED, 0, 0, found, "");
    }
    return status;
}

/* -------------------------------------------------------------------- join */

/* After the first piece that is no CSV nothing counts. */
static size_t good_pieces(const qp_feeder *f, const qp_piece_feed pieces[])
{
    for (size_t p = 0; p < f->piece_count; p++)
        if (pieces[p].defect.fault != QP_CSV_WHOLE)
            return p + 1;
    return f->piece_count;
}

static qp_status merge_findings(qp_feeder *f, qp_piece_feed pieces[],
                                size_t count)
{
    qp_status status = QP_OK;
    size_t ragged = 0;
    for (size_t p = 0; p < count && status == QP_OK; p++) {
        status = qp_findings_merge(f->findings, &pieces[p].findings, f->err);
        ragged += pieces[p].ragged;
    }
    if (ragged > 0)
        qp_feeder_lose_rows(f);
    return status;
}

static qp_status first_failure(qp_feeder *f, const qp_piece_feed pieces[],
                               size_t count)
{
    for (size_t p = 0; p < count; p++)
        if (pieces[p].status != QP_OK)
            return qp_fail(f->err, pieces[p].status, "%s",
                           pieces[p].err.message);
    return QP_OK;
}

qp_status qp_feeder_join(qp_feeder *f, qp_piece_feed pieces[],
                         qp_worker workers[], size_t worker_count)
{
    size_t count = good_pieces(f, pieces);
    qp_status status = first_failure(f, pieces, count);
    if (status == QP_OK)
        status = merge_findings(f, pieces, count);
    if (status == QP_OK)
        status = qp_feeder_check_key(f, pieces, count);
    if (status == QP_OK)
        status = renumber(f, pieces, workers, worker_count);
    for (size_t m = 0; m < f->resource->mapping_count && status == QP_OK; m++)
        status = append_channel(f, pieces, count, m);
    size_t comments = 0;
    for (size_t p = 0; p < count; p++)
        comments += pieces[p].comments;
    if (status == QP_OK)
        status = tell_passed(f, comments);
    for (size_t m = 0; m < f->resource->mapping_count && status == QP_OK; m++)
        status = account(f, m);
    if (status == QP_OK && pieces[count - 1].defect.fault != QP_CSV_WHOLE)
        status = qp_feeder_refuse_csv(f, &pieces[count - 1].defect);
    return status;
}
