/* SPDX-License-Identifier: MIT */
#include "table/feed.h"

#include <pthread.h>
#include <string.h>

#include "core/memory.h"
#include "core/threads.h"
#include "table/feeder.h"

qp_status qp_feeder_tell(qp_feeder *f, qp_rule rule, uint32_t line,
                         uint32_t column, const char *found,
                         const char *expected)
{
    qp_place place = {f->dataset->files[f->file], line, column};
    return qp_findings_add(f->findings, rule, place, found, expected, f->err);
}

qp_status qp_feeder_no_memory(qp_feeder *f)
{
    return qp_fail(f->err, QP_E_MEMORY, "%s: no memory for its rows",
                   f->dataset->files[f->file]);
}

void qp_feeder_lose_rows(qp_feeder *f)
{
    for (size_t m = 0; m < f->resource->mapping_count; m++) {
        f->channels[m].table->present = true;
        f->channels[m].table->incomplete = true;
    }
}

/* ------------------------------------------------------------- the header */

/** The header as it is gathered, record by record. */
typedef struct {
    qp_feeder *feeder;
    qp_text *names;   ///< [count] of the columns so far
    qp_field *fields; ///< [count] where the last of each stands
    size_t count;
    size_t record; ///< records seen
    bool done;
} gathering;

static bool is_header_row(const qp_dialect *dialect, size_t record)
{
    for (size_t h = 0; h < dialect->header_count; h++)
        if (dialect->header_rows[h] == record)
            return true;
    return false;
}

static bool widen(gathering *g, size_t count)
{
    if (count <= g->count)
        return true;
    qp_text *names = qp_resize(g->names, count, sizeof *names);
    g->names = names != NULL ? names : g->names;
    qp_field *fields = qp_resize(g->fields, count, sizeof *fields);
    g->fields = fields != NULL ? fields : g->fields;
    if (names == NULL || fields == NULL)
        return false;
    for (; g->count < count; g->count++)
        names[g->count] = (qp_text){0};
    return true;
}

/* The names of a header of several rows: what stands above one another. */
static qp_status gather(gathering *g, const qp_field fields[], size_t count)
{
    if (!widen(g, count))
        return qp_feeder_no_memory(g->feeder);
    for (size_t i = 0; i < count; i++) {
        bool both = g->names[i].size > 0 && fields[i].size > 0;
        if (both)
            qp_text_add(&g->names[i], g->feeder->resource->dialect.header_join);
        qp_text_add_bytes(&g->names[i], fields[i].bytes, fields[i].size);
        g->fields[i] = fields[i];
    }
    return QP_OK;
}

static qp_status on_header(const qp_field fields[], size_t count, void *context,
                           qp_error *err)
{
    (void)err; /* the feeder has it */
    gathering *g = context;
    const qp_dialect *dialect = &g->feeder->resource->dialect;
    g->record++;
    qp_status status = QP_OK;
    if (is_header_row(dialect, g->record))
        status = gather(g, fields, count);
    g->done = g->record == dialect->header_rows[dialect->header_count - 1];
    if (status == QP_OK && g->done) /* that is all that is wanted */
        status = qp_fail(NULL, QP_E_REFUSED, "the header was read");
    return status;
}

static qp_status connect_gathered(gathering *g)
{
    qp_feeder *f = g->feeder;
    qp_status status = QP_OK;
    f->records_before = g->record;
    for (size_t i = 0; i < g->count; i++) {
        g->fields[i].bytes = qp_text_string(&g->names[i]);
        g->fields[i].size = g->names[i].size;
        if (status == QP_OK)
            status = qp_text_status(&g->names[i], f->err);
    }
    return status == QP_OK ? qp_feeder_connect(f, g->fields, g->count) : status;
}

static qp_status read_header_text(qp_feeder *f, char *bytes,
                                  qp_csv_defect *defect)
{
    const qp_piece *piece = &f->pieces[0];
    gathering g = {.feeder = f};
    qp_csv_text text = {.bytes = bytes,
                        .size = piece->size,
                        .delimiter = f->resource->dialect.delimiter,
                        .comment = f->resource->dialect.comment,
                        .line = 1};
    qp_status status = qp_source_take(f->source, 0, piece->size, bytes, f->err);
    if (status == QP_OK)
        status = qp_csv_read(&text, (qp_record_visitor){on_header, &g, NULL},
                             defect, f->err);
    if (g.done && status == QP_E_REFUSED)
        status = connect_gathered(&g);
    for (size_t i = 0; i < g.count; i++)
        qp_text_clear(&g.names[i]);
    qp_release(g.names);
    qp_release(g.fields);
    return status;
}

/* A file without a header has the columns that the package names. */
static qp_status connect_names(qp_feeder *f)
{
    size_t count = f->resource->name_count;
    qp_field *fields = qp_acquire(count, sizeof *fields);
    if (fields == NULL)
        return qp_feeder_no_memory(f);
    for (size_t i = 0; i < count; i++)
        fields[i] = (qp_field){.bytes = f->resource->names[i],
                               .size = strlen(f->resource->names[i])};
    qp_status status = qp_feeder_connect(f, fields, count);
    qp_release(fields);
    return status;
}

static qp_status refuse_empty(qp_feeder *f)
{
    qp_feeder_lose_rows(f);
    return qp_feeder_tell(f, QP_RULE_FILE_EMPTY, 0, 0, "the file is empty",
                          "a table begins with the names of its columns");
}

static qp_status read_header(qp_feeder *f, qp_csv_defect *defect)
{
    *defect = (qp_csv_defect){0};
    if (f->resource->dialect.header_count == 0)
        return connect_names(f);
    char *bytes = qp_acquire(f->pieces[0].size + 1, 1);
    qp_status status = bytes != NULL ? read_header_text(f, bytes, defect)
                                     : qp_feeder_no_memory(f);
    qp_release(bytes);
    if (status == QP_OK && f->heads == NULL && !f->closed &&
        defect->fault == QP_CSV_WHOLE)
        status = refuse_empty(f);
    return status;
}

/* --------------------------------------------------------------- the rows */

/** The pieces of a file and the threads that read them. */
typedef struct {
    qp_feeder *feeder;
    qp_piece_feed *pieces; ///< [feeder->piece_count]
    qp_stretch *stretches; ///< [pieces][channels]
    size_t *skipped;       ///< of all stretches
    qp_worker *workers;    ///< [worker_count]
    size_t worker_count;
    size_t done;          ///< bytes read
    pthread_mutex_t lock; ///< of the workers and done
} crew;

static qp_worker *take_worker(crew *c)
{
    qp_worker *worker = c->workers;
    (void)pthread_mutex_lock(&c->lock);
    while (worker->busy) /* there are as many as threads */
        worker++;
    worker->busy = true;
    (void)pthread_mutex_unlock(&c->lock);
    return worker;
}

static void leave_worker(crew *c, qp_worker *worker, size_t read)
{
    const qp_feeder *f = c->feeder;
    (void)pthread_mutex_lock(&c->lock);
    worker->busy = false;
    c->done += read;
    if (f->options->tell != NULL)
        f->options->tell(f->dataset->files[f->file], c->done, f->source->size,
                         f->options->context);
    (void)pthread_mutex_unlock(&c->lock);
}

static void read_piece(size_t piece, void *context)
{
    crew *c = context;
    qp_piece_feed *p = &c->pieces[piece];
    p->worker = take_worker(c);
    qp_feed_piece(p);
    leave_worker(c, p->worker, p->piece->size);
}

/* Rows that a piece can give: one a line, but for the header. */
static size_t most_rows(const qp_feeder *f, size_t piece, const qp_channel *c)
{
    size_t lines = f->pieces[piece].lines;
    if (piece == 0)
        lines -= f->records_before < lines ? f->records_before : lines;
    return lines * (c->long_count > 0 ? c->long_count : 1);
}

/* The row behind those of the mappings that feed the same table before. */
static size_t first_row(const qp_feeder *f, size_t m)
{
    const qp_table *table = f->channels[m].table;
    size_t row = table->row_count;
    for (size_t other = 0; other < m; other++)
        for (size_t p = 0; p < f->piece_count; p++)
            if (f->channels[other].table == table)
                row += most_rows(f, p, &f->channels[other]);
    return row;
}

/* Each mapping has a stretch of rows for each piece; in a table one behind
 * the other. */
static qp_status lay_out(crew *c)
{
    qp_feeder *f = c->feeder;
    for (size_t m = 0; m < f->resource->mapping_count; m++) {
        qp_table *table = f->channels[m].table;
        size_t row = first_row(f, m);
        for (size_t p = 0; p < f->piece_count; p++) {
            c->pieces[p].stretches[m].start = row;
            row += most_rows(f, p, &f->channels[m]);
        }
        if (row >= QP_NONE)
            return qp_fail(f->err, QP_E_LIMIT,
                           "%s: a table has at most 4,294,967,294 rows",
                           f->dataset->files[f->file]);
        if (f->channels[m].usable && !qp_table_reserve(table, row))
            return qp_feeder_no_memory(f);
    }
    return QP_OK;
}

static void prepare_pieces(crew *c)
{
    const qp_feeder *f = c->feeder;
    size_t channels = f->resource->mapping_count;
    size_t *skipped = c->skipped;
    for (size_t p = 0; p < f->piece_count; p++) {
        qp_piece_feed *piece = &c->pieces[p];
        piece->feeder = f;
        piece->piece = &f->pieces[p];
        piece->stretches = c->stretches + p * channels;
        piece->passed = p == 0 ? f->records_before : 0;
        piece->findings.most = f->findings->most;
        for (size_t m = 0; m < channels; m++) {
            piece->stretches[m].skipped = skipped;
            skipped += f->resource->mappings[m].skip_count;
        }
    }
}

static qp_status gather_crew(crew *c)
{
    const qp_feeder *f = c->feeder;
    size_t skips = 0;
    for (size_t m = 0; m < f->resource->mapping_count; m++)
        skips += f->resource->mappings[m].skip_count;
    c->worker_count = qp_threads_for(f->piece_count, f->options->threads);
    c->pieces = qp_acquire(f->piece_count, sizeof *c->pieces);
    c->stretches = qp_acquire(f->piece_count * f->resource->mapping_count,
                              sizeof *c->stretches);
    c->skipped = qp_acquire(f->piece_count * skips, sizeof *c->skipped);
    c->workers = qp_acquire(c->worker_count, sizeof *c->workers);
    if (c->pieces == NULL || c->stretches == NULL || c->skipped == NULL ||
        c->workers == NULL)
        return qp_feeder_no_memory(c->feeder);
    prepare_pieces(c);
    return lay_out(c);
}

static void clear_crew(crew *c)
{
    for (size_t p = 0; c->pieces != NULL && p < c->feeder->piece_count; p++) {
        qp_release(c->pieces[p].refused);
        qp_release(c->pieces[p].keyed);
        qp_findings_clear(&c->pieces[p].findings);
    }
    for (size_t w = 0; c->workers != NULL && w < c->worker_count; w++) {
        qp_worker *worker = &c->workers[w];
        qp_release(worker->bytes);
        qp_pool_clear(&worker->texts);
        for (size_t v = 0; v < sizeof worker->values / sizeof *worker->values;
             v++)
            qp_text_clear(&worker->values[v]);
        qp_text_clear(&worker->normalised);
        qp_text_clear(&worker->key);
    }
    qp_release(c->pieces);
    qp_release(c->stretches);
    qp_release(c->skipped);
    qp_release(c->workers);
    (void)pthread_mutex_destroy(&c->lock);
}

static qp_status read_rows(qp_feeder *f)
{
    crew c = {.feeder = f};
    (void)pthread_mutex_init(&c.lock, NULL);
    qp_status status = gather_crew(&c);
    if (status == QP_OK) {
        qp_parallel(f->piece_count, f->options->threads, read_piece, &c);
        status = qp_feeder_join(f, c.pieces, c.workers, c.worker_count);
    }
    clear_crew(&c);
    return status;
}

/* -------------------------------------------------------------------- feed */

static void clear_inlet(qp_inlet *inlet)
{
    qp_release(inlet->fields);
}

static void clear_channel(qp_channel *c)
{
    for (size_t k = 0; k < QP_MOST_COLUMNS; k++)
        clear_inlet(&c->inlets[k]);
    for (size_t l = 0; c->longs != NULL && l < c->long_count; l++)
        clear_inlet(&c->longs[l].value);
    qp_release(c->spaces);
    qp_release(c->skip_field);
    qp_release(c->skipped);
    qp_release(c->longs);
    qp_release(c->units);
}

static void clear_feeder(qp_feeder *f)
{
    for (size_t m = 0; f->channels != NULL && m < f->resource->mapping_count;
         m++)
        clear_channel(&f->channels[m]);
    for (size_t i = 0; f->heads != NULL && i < f->header_count; i++) {
        qp_release(f->heads[i].name);
        qp_release((void *)f->heads[i].missing);
    }
    qp_release(f->heads);
    qp_release(f->missed);
    qp_release(f->key);
    qp_release(f->unfit);
    qp_release(f->channels);
    qp_text_clear(&f->scratch);
}

qp_status qp_feed(qp_dataset *dataset, const qp_open_file *file,
                  qp_findings *findings, qp_error *err)
{
    const qp_resource *resource = file->resource;
    qp_feeder f = {.dataset = dataset,
                   .resource = resource,
                   .source = file->source,
                   .file = file->number,
                   .options = file->options,
                   .findings = findings,
                   .keys = file->keys,
                   .pieces = file->pieces,
                   .piece_count = file->piece_count,
                   .err = err};
    f.channels = qp_acquire(resource->mapping_count, sizeof *f.channels);
    if (f.channels == NULL)
        return qp_feeder_no_memory(&f);
    for (size_t m = 0; m < resource->mapping_count; m++) {
        f.channels[m].mapping = &resource->mappings[m];
        f.channels[m].table = &dataset->tables[resource->mappings[m].table];
    }
    qp_csv_defect defect;
    qp_status status = read_header(&f, &defect);
    if (status == QP_OK && defect.fault != QP_CSV_WHOLE)
        status = qp_feeder_refuse_csv(&f, &defect);
    else if (status == QP_OK && f.heads != NULL && !f.closed)
        status = read_rows(&f);
    clear_feeder(&f);
    return status;
}
