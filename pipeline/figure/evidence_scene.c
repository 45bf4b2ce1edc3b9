/* SPDX-License-Identifier: MIT */
#include "figure/evidence_scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "figure/credit.h"

enum {
    MOST_CLUSTERS = 12,
    MOST_COLUMNS = MOST_CLUSTERS + 4 /* others, no cluster, no place, all */
};

/** Rows with names of their own in each block. */
static const size_t most_rows[QP_BLOCK_COUNT] = {[QP_BLOCK_TIES] = 30,
                                                 [QP_BLOCK_TABLES] = 2,
                                                 [QP_BLOCK_TOPICS] = 12,
                                                 [QP_BLOCK_WORKS] = 8};

/** A row of the full table: every layer, topic and work. */
typedef struct {
    qp_evidence_row what;
    qp_evidence_count counts[MOST_COLUMNS];
    bool shown;
} full_row;

/** The full table while it is filled. */
typedef struct {
    const qp_network *net;
    qp_evidence_scene *scene;
    qp_evidence_column columns[MOST_COLUMNS];
    bool wanted[MOST_COLUMNS]; ///< shown
    size_t column_count;
    size_t cluster_columns; ///< clusters with columns of their own
    full_row *rows;
    size_t row_count;
    size_t *topic_row; ///< [texts of the network] row of a topic
    size_t *work_row;  ///< [sources] row of the work of a source
    size_t first_table;
    size_t no_work; ///< row of what names no source
} gathering;

/** What all tables have in common. */
typedef struct {
    size_t row;     ///< of the full table
    qp_row ends[2]; ///< regions, as actor rows; QP_NONE: not in a place
    qp_row source;
    double polarity, status; ///< NaN: not said
} fact;

/* ------------------------------------------------------------------ columns */

static void add_column(gathering *g, qp_evidence_column_kind kind,
                       qp_row cluster, size_t merged)
{
    g->columns[g->column_count++] = (qp_evidence_column){kind, cluster, merged};
}

static void plan_columns(gathering *g)
{
    size_t clusters = g->net->clusters.count;
    g->cluster_columns = clusters < MOST_CLUSTERS ? clusters : MOST_CLUSTERS;
    for (qp_row c = 0; c < g->cluster_columns; c++)
        add_column(g, QP_COLUMN_CLUSTER, c, 0);
    add_column(g, QP_COLUMN_OTHERS, QP_NONE, clusters - g->cluster_columns);
    add_column(g, QP_COLUMN_NO_CLUSTER, QP_NONE, 0);
    add_column(g, QP_COLUMN_NO_PLACE, QP_NONE, 0);
    add_column(g, QP_COLUMN_ALL, QP_NONE, 0);
}

/* The column of a kind; clusters come before all others. */
static size_t column_of_kind(const gathering *g, qp_evidence_column_kind kind)
{
    return g->cluster_columns + (size_t)(kind - QP_COLUMN_OTHERS);
}

static size_t column_of(const gathering *g, qp_row region)
{
    qp_row cluster = g->net->actors.cluster[region];
    if (cluster == QP_NONE)
        return column_of_kind(g, QP_COLUMN_NO_CLUSTER);
    return cluster < g->cluster_columns ? cluster
                                        : column_of_kind(g, QP_COLUMN_OTHERS);
}

/* --------------------------------------------------------------------- rows */

static size_t add_row(gathering *g, qp_evidence_block block,
                      qp_evidence_row_kind kind, uint32_t subject)
{
    g->rows[g->row_count].what = (qp_evidence_row){block, kind, subject, 0};
    return g->row_count++;
}

/** A text to be sorted. */
typedef struct {
    const char *text;
    qp_string topic;
} named_topic;

static int by_text(const void *a, const void *b)
{
    return strcmp(((const named_topic *)a)->text,
                  ((const named_topic *)b)->text);
}

static qp_status add_topics(gathering *g, qp_error *err)
{
    const qp_statements *statements = &g->net->statements;
    named_topic *all = qp_acquire(statements->count, sizeof *all);
    if (all == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for topics");
    for (size_t s = 0; s < statements->count; s++)
        all[s] = (named_topic){qp_network_text(g->net, statements->topic[s]),
                               statements->topic[s]};
    if (statements->count > 0)
        qsort(all, statements->count, sizeof *all, by_text);
    for (size_t s = 0; s < statements->count; s++)
        if (s == 0 || all[s].topic != all[s - 1].topic)
            g->topic_row[all[s].topic] = add_row(g, QP_BLOCK_TOPICS,
                                                 QP_ROW_TOPIC, all[s].topic);
    qp_release(all);
    return QP_OK;
}

/* The row of the work that a source is of; made when it is the first. */
static size_t work_of(gathering *g, size_t first_work, qp_row source)
{
    for (size_t w = first_work; w < g->row_count; w++)
        if (qp_credit_is_one_work(g->net, g->rows[w].what.subject, source))
            return w;
    return add_row(g, QP_BLOCK_WORKS, QP_ROW_WORK, source);
}

static void add_works(gathering *g)
{
    size_t first_work = g->row_count;
    for (qp_row s = 0; s < g->net->sources.count; s++)
        g->work_row[s] = work_of(g, first_work, s);
    g->no_work = add_row(g, QP_BLOCK_WORKS, QP_ROW_NO_WORK, QP_NONE);
}

static qp_status plan_rows(gathering *g, qp_error *err)
{
    const qp_network *net = g->net;
    size_t most = net->layers.count + 2 + net->statements.count +
                  net->sources.count + 1;
    g->rows = qp_acquire(most, sizeof *g->rows);
    g->topic_row = qp_acquire(net->text.count, sizeof *g->topic_row);
    g->work_row = qp_acquire(net->sources.count, sizeof *g->work_row);
    if (g->rows == NULL || g->topic_row == NULL || g->work_row == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu rows", most);
    for (qp_row l = 0; l < net->layers.count; l++)
        add_row(g, QP_BLOCK_TIES, QP_ROW_LAYER, l);
    g->first_table = add_row(g, QP_BLOCK_TABLES, QP_ROW_MEMBERSHIPS, QP_NONE);
    add_row(g, QP_BLOCK_TABLES, QP_ROW_PORTFOLIO, QP_NONE);
    qp_status status = add_topics(g, err);
    if (status == QP_OK)
        add_works(g);
    return status;
}

/* ----------------------------------------------------------------- counting */

static void count_in(full_row *row, size_t column, double polarity)
{
    qp_evidence_count *count = &row->counts[column];
    count->all++;
    count->helps += polarity > 0;
    count->hinders += polarity < 0;
}

static void count_columns(const gathering *g, const fact *f, full_row *row)
{
    size_t columns[2];
    size_t count = 0;
    for (size_t e = 0; e < 2; e++)
        if (f->ends[e] != QP_NONE)
            columns[count++] = column_of(g, f->ends[e]);
    if (count == 2 && columns[0] == columns[1])
        count = 1;
    if (count == 0)
        columns[count++] = column_of_kind(g, QP_COLUMN_NO_PLACE);
    for (size_t c = 0; c < count; c++)
        count_in(row, columns[c], f->polarity);
    count_in(row, column_of_kind(g, QP_COLUMN_ALL), f->polarity);
}

static void count_fact(gathering *g, const fact *f)
{
    qp_evidence_scene *scene = g->scene;
    size_t work = f->source == QP_NONE ? g->no_work : g->work_row[f->source];
    count_columns(g, f, &g->rows[f->row]);
    count_columns(g, f, &g->rows[work]);
    scene->statements++;
    scene->by_block[g->rows[f->row].what.block]++;
    scene->by_block[QP_BLOCK_WORKS]++;
    scene->by_class[qp_network_source_class(g->net, f->source)]++;
    scene->by_status[isnan(f->status) ? QP_STATUS_ACTUAL : (int)f->status]++;
}

/* Where an actor is; a thing, which is no actor, is nowhere. */
static qp_row place_of(const gathering *g, qp_row actor)
{
    return actor != QP_NONE ? g->net->actors.region[actor] : QP_NONE;
}

static void count_links(gathering *g)
{
    const qp_links *links = &g->net->links;
    qp_row layer = 0;
    for (size_t l = 0; l < links->count; l++) {
        while (g->net->layers.start[layer + 1] <= l)
            layer++;
        const fact f = {
            .row = layer,
            .ends = {place_of(g, links->from[l]), place_of(g, links->to[l])},
            .source = qp_optional_row(links->source, l),
            .polarity = qp_optional_number(links->polarity, l),
            .status = qp_optional_number(links->status, l)};
        count_fact(g, &f);
    }
}

static void count_thing_links(gathering *g)
{
    const qp_thing_links *links = &g->net->thing_links;
    for (size_t l = 0; l < links->count; l++) {
        const fact f = {.row = links->layer[l],
                        .ends = {place_of(g, links->from_actor[l]),
                                 place_of(g, links->to_actor[l])},
                        .source = qp_optional_row(links->source, l),
                        .polarity = qp_optional_number(links->polarity, l),
                        .status = qp_optional_number(links->status, l)};
        count_fact(g, &f);
    }
}

static void count_memberships(gathering *g)
{
    const qp_memberships *members = &g->net->memberships;
    for (size_t m = 0; m < members->count; m++) {
        qp_row seat = qp_optional_row(g->net->consortia.region,
                                      members->consortium[m]);
        const fact f = {.row = g->first_table,
                        .ends = {place_of(g, members->member[m]), seat},
                        .source = qp_optional_row(members->source, m),
                        .polarity = NAN,
                        .status = NAN};
        count_fact(g, &f);
    }
}

static void count_portfolio(gathering *g)
{
    const qp_portfolio *portfolio = &g->net->portfolio;
    for (size_t p = 0; p < portfolio->count; p++) {
        const fact f = {.row = g->first_table + 1,
                        .ends = {place_of(g, portfolio->actor[p]), QP_NONE},
                        .source = qp_optional_row(portfolio->source, p),
                        .polarity = NAN,
                        .status = NAN};
        count_fact(g, &f);
    }
}

static void count_statements(gathering *g)
{
    const qp_statements *said = &g->net->statements;
    for (size_t s = 0; s < said->count; s++) {
        const fact f = {.row = g->topic_row[said->topic[s]],
                        .ends = {place_of(g, said->actor[s]), QP_NONE},
                        .source = qp_optional_row(said->source, s),
                        .polarity = qp_optional_number(said->polarity, s),
                        .status = qp_optional_number(said->status, s)};
        count_fact(g, &f);
    }
}

/* ------------------------------------------------------------ what is shown */

static size_t size_of(const gathering *g, const full_row *row)
{
    return row->counts[column_of_kind(g, QP_COLUMN_ALL)].all;
}

static size_t count_filled(const gathering *g, qp_evidence_block block)
{
    size_t filled = 0;
    for (size_t r = 0; r < g->row_count; r++)
        filled += g->rows[r].what.block == block && size_of(g, &g->rows[r]) > 0;
    return filled;
}

/* The largest row of a block that is not shown yet, the first of equals. */
static full_row *largest(const gathering *g, qp_evidence_block block)
{
    full_row *best = NULL;
    for (size_t r = 0; r < g->row_count; r++) {
        full_row *row = &g->rows[r];
        size_t size = size_of(g, row);
        if (row->what.block == block && !row->shown && size > 0 &&
            (best == NULL || size > size_of(g, best)))
            best = row;
    }
    return best;
}

/* Mark the rows to be shown. @return how many are merged into one */
static size_t choose_rows(gathering *g, qp_evidence_block block)
{
    size_t filled = count_filled(g, block);
    size_t shown = filled > most_rows[block] ? most_rows[block] : filled;
    for (size_t r = 0; r < shown; r++)
        largest(g, block)->shown = true;
    return filled - shown;
}

static bool is_filled(const gathering *g, size_t column)
{
    for (size_t r = 0; r < g->row_count; r++)
        if (g->rows[r].counts[column].all > 0)
            return true;
    return false;
}

/* A cluster of which nothing is said is shown; that is a finding. */
static bool is_wanted(const gathering *g, size_t column)
{
    switch (g->columns[column].kind) {
    case QP_COLUMN_CLUSTER:
    case QP_COLUMN_ALL:
        return true;
    case QP_COLUMN_OTHERS:
        return g->columns[column].merged > 0;
    case QP_COLUMN_NO_CLUSTER:
    case QP_COLUMN_NO_PLACE:
        break;
    }
    return is_filled(g, column);
}

static void add_count(qp_evidence_count *sum, const qp_evidence_count *more)
{
    sum->all += more->all;
    sum->helps += more->helps;
    sum->hinders += more->hinders;
}

/* Add a row of the full table to one of the scene. */
static void pour(const gathering *g, const full_row *from, size_t row)
{
    qp_evidence_scene *scene = g->scene;
    size_t to = 0;
    for (size_t c = 0; c < g->column_count; c++)
        if (g->wanted[c])
            add_count(&scene->counts[row * scene->column_count + to++],
                      &from->counts[c]);
}

static void show_block(gathering *g, qp_evidence_block block)
{
    qp_evidence_scene *scene = g->scene;
    size_t merged = choose_rows(g, block);
    for (size_t r = 0; r < g->row_count; r++)
        if (g->rows[r].what.block == block && g->rows[r].shown) {
            scene->rows[scene->row_count] = g->rows[r].what;
            pour(g, &g->rows[r], scene->row_count++);
        }
    if (merged == 0)
        return;
    scene->rows[scene->row_count] = (qp_evidence_row){block, QP_ROW_OTHERS,
                                                      QP_NONE, merged};
    for (size_t r = 0; r < g->row_count; r++)
        if (g->rows[r].what.block == block && !g->rows[r].shown)
            pour(g, &g->rows[r], scene->row_count);
    scene->row_count++;
}

static qp_status show(gathering *g, qp_error *err)
{
    qp_evidence_scene *scene = g->scene;
    size_t most = QP_BLOCK_COUNT; /* the others of each block */
    for (int b = 0; b < QP_BLOCK_COUNT; b++)
        most += most_rows[b];
    scene->columns = qp_acquire(MOST_COLUMNS, sizeof *scene->columns);
    scene->rows = qp_acquire(most, sizeof *scene->rows);
    scene->counts = qp_acquire(most * MOST_COLUMNS, sizeof *scene->counts);
    if (scene->columns == NULL || scene->rows == NULL || scene->counts == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for a table");
    for (size_t c = 0; c < g->column_count; c++) {
        g->wanted[c] = is_wanted(g, c);
        if (g->wanted[c])
            scene->columns[scene->column_count++] = g->columns[c];
    }
    for (int b = 0; b < QP_BLOCK_COUNT; b++)
        show_block(g, (qp_evidence_block)b);
    return QP_OK;
}

/* -------------------------------------------------------------------- scene */

qp_status qp_evidence_scene_gather(const qp_network *net,
                                   qp_evidence_scene *scene, qp_error *err)
{
    static void (*const counters[])(gathering *) = {
        count_links, count_thing_links, count_memberships, count_portfolio,
        count_statements};
    gathering g = {.net = net, .scene = scene};
    *scene = (qp_evidence_scene){0};
    plan_columns(&g);
    qp_status status = plan_rows(&g, err);
    if (status == QP_OK) {
        for (size_t c = 0; c < sizeof counters / sizeof *counters; c++)
            counters[c](&g);
        status = show(&g, err);
    }
    qp_release(g.rows);
    qp_release(g.topic_row);
    qp_release(g.work_row);
    if (status != QP_OK)
        qp_evidence_scene_clear(scene);
    return status;
}

const qp_evidence_count *qp_evidence_cell(const qp_evidence_scene *scene,
                                          size_t row, size_t column)
{
    return &scene->counts[row * scene->column_count + column];
}

qp_evidence_count qp_evidence_sum(const qp_evidence_scene *scene,
                                  qp_evidence_block block, size_t column)
{
    qp_evidence_count sum = {0};
    for (size_t r = 0; r < scene->row_count; r++)
        if (scene->rows[r].block == block)
            add_count(&sum, qp_evidence_cell(scene, r, column));
    return sum;
}

void qp_evidence_scene_clear(qp_evidence_scene *scene)
{
    qp_release(scene->columns);
    qp_release(scene->rows);
    qp_release(scene->counts);
    *scene = (qp_evidence_scene){0};
}
