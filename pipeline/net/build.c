/* SPDX-License-Identifier: MIT */
#include "net/build.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "net/builder.h"
#include "net/columns.h"
#include "net/texts.h"

/* ----------------------------------------------------- what the steps share */

const qp_table *qp_builder_table(const qp_builder *b, qp_table_id table)
{
    return &b->data->tables[table];
}

const qp_string *qp_builder_texts(const qp_table *table, int column)
{
    return table->columns[column].text;
}

const double *qp_builder_numbers(const qp_table *table, int column)
{
    return table->columns[column].number;
}

const qp_period *qp_builder_periods(const qp_table *table, int column)
{
    return table->columns[column].period;
}

const char *qp_builder_text(const qp_builder *b, qp_string string)
{
    return qp_pool_text(&b->data->text, string);
}

qp_status qp_builder_no_memory(qp_builder *b)
{
    return qp_fail(b->err, QP_E_MEMORY, "no memory for the network");
}

qp_status qp_builder_adopt(qp_builder *b, qp_string string, qp_string *adopted)
{
    *adopted = QP_NONE;
    if (string == QP_NONE)
        return QP_OK;
    if (b->adopted[string] == QP_NONE) {
        const char *text = qp_builder_text(b, string);
        b->adopted[string] = qp_pool_add(&b->net->text, text, strlen(text));
        if (b->adopted[string] == QP_NONE)
            return qp_builder_no_memory(b);
    }
    *adopted = b->adopted[string];
    return QP_OK;
}

static bool blame(qp_builder *b, qp_spot spot)
{
    if (!qp_grow((void **)&b->blamed, &b->blamed_room, b->blamed_count,
                 sizeof *b->blamed))
        return false;
    b->blamed[b->blamed_count++] = (qp_blame){spot.table, spot.row};
    return true;
}

static int by_row(const void *left, const void *right)
{
    const qp_blame *a = left;
    const qp_blame *b = right;
    if (a->table != b->table)
        return a->table < b->table ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* Each row once, and not those that the reading has blamed. */
static void settle_blame(qp_builder *b)
{
    if (b->blamed_count > 1)
        qsort(b->blamed, b->blamed_count, sizeof *b->blamed, by_row);
    for (size_t i = 0; i < b->blamed_count; i++) {
        const qp_blame *one = &b->blamed[i];
        bool again = i > 0 && by_row(one, one - 1) == 0;
        if (!again && !qp_table_row_refused(one->table, one->row))
            qp_dataset_blame(b->data, one->table, one->row);
    }
}

qp_status qp_builder_pass_over(qp_builder *b, qp_rule rule, qp_spot spot,
                               bool *passed)
{
    qp_place place = qp_dataset_place(b->data, spot.table, spot.row, -1);
    if (qp_rules[rule].severity == QP_DEFECT && !blame(b, spot))
        return qp_builder_no_memory(b);
    *passed = qp_findings_pass_over(b->findings, rule, place);
    return QP_OK;
}

qp_status qp_builder_tell(qp_builder *b, qp_rule rule, qp_spot spot,
                          const char *expected, const char *format, ...)
{
    enum { LONGEST = 512 };
    char found[LONGEST];
    bool passed = false;
    qp_status status = qp_builder_pass_over(b, rule, spot, &passed);
    if (status != QP_OK || passed)
        return status; /* the cell is not looked for in vain */
    va_list args;
    va_start(args, format);
    vsnprintf(found, sizeof found, format, args);
    va_end(args);
    qp_place place = qp_dataset_place(b->data, spot.table, spot.row,
                                      spot.column);
    return qp_findings_add(b->findings, rule, place, found, expected, b->err);
}

qp_status qp_builder_repeated(qp_builder *b, qp_rule rule, qp_spot spot,
                              size_t other, const char *found,
                              const char *expected)
{
    return qp_builder_repeats(b, rule, spot, (qp_spot){spot.table, other, -1},
                              found, expected);
}

qp_status qp_builder_repeats(qp_builder *b, qp_rule rule, qp_spot spot,
                             qp_spot other, const char *found,
                             const char *expected)
{
    qp_place place = qp_dataset_place(b->data, other.table, other.row, -1);
    qp_text hint = {0};
    qp_text_addf(&hint, "%s; the other is %s:%u", expected, place.file,
                 (unsigned)place.line);
    qp_status status = qp_text_status(&hint, b->err);
    if (status == QP_OK)
        status = qp_builder_tell(b, rule, spot, hint.bytes, "%s", found);
    qp_text_clear(&hint);
    return status;
}

qp_row *qp_builder_map(qp_builder *b)
{
    qp_row *map = qp_acquire(b->data->text.count, sizeof *map);
    if (map != NULL)
        memset(map, 0xFF, b->data->text.count * sizeof *map);
    return map;
}

/* ------------------------------------------------------- the whole network */

static qp_status refuse_emptiness(qp_builder *b)
{
    static const qp_table_id substance[] = {
        QP_LINKS, QP_INDICATORS, QP_PORTFOLIO, QP_MEMBERSHIPS, QP_STATEMENTS};
    size_t rows = 0;
    for (size_t t = 0; t < sizeof substance / sizeof *substance; t++)
        rows += qp_builder_table(b, substance[t])->row_count;
    if (rows > 0 || b->findings->total[QP_DEFECT] > 0)
        return QP_OK;
    qp_place place = {"links.csv", 0, 0};
    return qp_findings_add(b->findings, QP_RULE_DATASET_EMPTY, place,
                           "no links, indicators, portfolio, memberships or "
                           "statements are here",
                           "a dataset has rows in one of these tables", b->err);
}

static qp_status copy_files(qp_builder *b)
{
    qp_network *net = b->net;
    net->files = qp_acquire(b->data->file_count, sizeof *net->files);
    if (net->files == NULL)
        return qp_builder_no_memory(b);
    for (size_t f = 0; f < b->data->file_count; f++) {
        net->files[f] = qp_text_copy(b->data->files[f]);
        if (net->files[f] == NULL)
            return qp_builder_no_memory(b);
        net->file_count++;
    }
    return QP_OK;
}

static qp_status copy_title(qp_builder *b)
{
    const char *title = b->data->title;
    if (title == NULL)
        return QP_OK;
    b->net->title = qp_pool_add(&b->net->text, title, strlen(title));
    return b->net->title != QP_NONE ? QP_OK : qp_builder_no_memory(b);
}

static qp_status run_steps(qp_builder *b)
{
    static qp_status (*const steps[])(qp_builder *) = {
        copy_files,           copy_title,           qp_build_sources,
        qp_build_clusters,    qp_build_actors,      qp_check_codes,
        qp_check_coordinates, qp_build_home,        qp_build_things,
        qp_build_consortia,   qp_build_layers,      qp_check_spellings,
        qp_build_links,       qp_build_memberships, qp_build_projections,
        qp_build_locations,   qp_build_pairs,       qp_build_relatedness,
        qp_build_portfolio,   qp_build_indicators,  qp_build_definitions,
        qp_build_statements,  qp_build_claims,      refuse_emptiness,
    };
    qp_status status = QP_OK;
    for (size_t s = 0; s < sizeof steps / sizeof *steps && status == QP_OK; s++)
        status = steps[s](b);
    return status;
}

static void clear_builder(qp_builder *b)
{
    qp_release(b->adopted);
    qp_release(b->actor_of);
    qp_release(b->cluster_of);
    qp_release(b->source_of);
    qp_release(b->layer_of);
    qp_release(b->thing_of);
    qp_release(b->consortium_of);
    qp_release(b->blamed);
    qp_release((void *)b->nearby);
}

qp_status qp_network_build(qp_network *net, qp_dataset *dataset,
                           qp_findings *findings, qp_error *err)
{
    *net = (qp_network){.title = QP_NONE};
    qp_builder b = {
        .data = dataset, .net = net, .findings = findings, .err = err};
    b.adopted = qp_builder_map(&b);
    b.actor_of = qp_builder_map(&b);
    b.cluster_of = qp_builder_map(&b);
    b.source_of = qp_builder_map(&b);
    b.layer_of = qp_builder_map(&b);
    b.thing_of = qp_builder_map(&b);
    b.consortium_of = qp_builder_map(&b);
    bool room = b.adopted != NULL && b.actor_of != NULL &&
                b.cluster_of != NULL && b.source_of != NULL &&
                b.layer_of != NULL && b.thing_of != NULL &&
                b.consortium_of != NULL;
    qp_status status = room ? run_steps(&b) : qp_builder_no_memory(&b);
    settle_blame(&b);
    if (status == QP_OK && findings->total[QP_DEFECT] > 0)
        status = qp_fail(err, QP_E_REFUSED, "%zu defects",
                         findings->total[QP_DEFECT]);
    if (status == QP_OK)
        status = qp_network_sign(net, err);
    clear_builder(&b);
    if (status != QP_OK)
        qp_network_clear(net);
    return status;
}
