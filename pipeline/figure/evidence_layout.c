/* SPDX-License-Identifier: MIT */
#include "figure/evidence_layout.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "figure/palette.h"

const qp_type qp_type_evidence_head = {7, true, QP_COLOUR_QUIET};
const qp_type qp_type_evidence_label = {7.5, false, QP_COLOUR_TEXT};

/* Points. */
static const double most_width = 46;    /* of a column */
static const double least_named = 34;   /* a name needs that much */
static const double special_width = 32; /* of what is no cluster, at least */
static const double group_gap = 6;      /* between clusters and the rest */
static const double label_width = 120;  /* at least */
static const double narrow_label = 112; /* likewise, where columns abound */
static const double most_label = 236;
static const double label_gap = 6; /* between names and cells */
static const double row_height = 11;
static const double heading_height = 12;
static const double block_gap = 4.5;

/** A layout being made. */
typedef struct {
    const qp_evidence_topic *topic;
    qp_evidence_layout *layout;
    qp_text name;
    bool failed;
} maker;

/* ------------------------------------------------------------------ columns */

static bool is_cluster(const maker *m, size_t column)
{
    return m->topic->scene->columns[column].kind == QP_COLUMN_CLUSTER;
}

/* The groups: clusters with the other clusters; outside; all. */
static bool starts_group(const maker *m, size_t column)
{
    const qp_evidence_column *columns = m->topic->scene->columns;
    return column > 0 && columns[column].kind > QP_COLUMN_OTHERS &&
           !(columns[column].kind == QP_COLUMN_NO_PLACE &&
             columns[column - 1].kind == QP_COLUMN_NO_CLUSTER);
}

/* Width of a column of a cluster, where all columns share what is left. */
static double share(const maker *m, double room)
{
    const qp_evidence_scene *scene = m->topic->scene;
    size_t clusters = 0;
    for (size_t c = 0; c < scene->column_count; c++) {
        clusters += is_cluster(m, c);
        room -= starts_group(m, c) ? group_gap : 0;
    }
    double others = (double)(scene->column_count - clusters);
    double equal = room / (double)scene->column_count;
    if (equal >= special_width || clusters == 0)
        return fmin(equal, most_width);
    return (room - others * special_width) / (double)clusters;
}

/* Columns from the first to the last; where they are few, names of rows do not
 * drift away from the headings of their blocks. */
static void place_columns(maker *m)
{
    qp_evidence_layout *layout = m->layout;
    double least = label_width;
    double width = share(m, QP_PAGE_WIDTH - least);
    layout->numbered = width < least_named;
    if (layout->numbered) {
        least = narrow_label;
        width = share(m, QP_PAGE_WIDTH - least);
    }
    double x = 0;
    for (size_t c = 0; c < layout->column_count; c++) {
        qp_evidence_head *head = &layout->heads[c];
        head->left = x + (starts_group(m, c) ? group_gap : 0);
        head->right = head->left +
                      (is_cluster(m, c) ? width : fmax(width, special_width));
        x = head->right;
    }
    layout->label_right = fmin(QP_PAGE_WIDTH - x, most_label) - label_gap;
    for (size_t c = 0; c < layout->column_count; c++) {
        layout->heads[c].left += layout->label_right + label_gap;
        layout->heads[c].right += layout->label_right + label_gap;
    }
}

/* A name without blanks, as Chinese ones are, breaks into lines alike. */
static double line_width(const char *name, double width)
{
    const qp_type *type = &qp_type_evidence_head;
    size_t lines = qp_lettering_lines(name, type, width);
    if (lines < 2 || strpbrk(name, " -") != NULL)
        return width;
    double even = qp_lettering_width(name, type) / (double)lines;
    return fmin(width, even + 0.6 * type->size);
}

static void name_column(maker *m, size_t column)
{
    qp_evidence_head *head = &m->layout->heads[column];
    qp_text_empty(&m->name);
    if (m->layout->numbered && is_cluster(m, column))
        qp_text_addf(&m->name, "%zu", column + 1);
    else
        qp_evidence_column_name(m->topic, column, &m->name);
    const char *name = qp_text_string(&m->name);
    double margin = is_cluster(m, column) ? 1.6 : 6;
    head->line_count = qp_lettering_fold(
        name, &qp_type_evidence_head,
        line_width(name, head->right - head->left - margin), head->lines,
        QP_EVIDENCE_HEAD_LINES);
    for (size_t l = 0; l < head->line_count; l++)
        m->failed |= head->lines[l].failed;
}

static void place_heads(maker *m)
{
    size_t lines = 0;
    place_columns(m);
    for (size_t c = 0; c < m->layout->column_count; c++) {
        name_column(m, c);
        lines = m->layout->heads[c].line_count > lines
                    ? m->layout->heads[c].line_count
                    : lines;
    }
    m->layout->heads_bottom = -QP_EVIDENCE_LEADING * (double)lines - 3;
}

/* --------------------------------------------------------------------- rows */

static double place_row(maker *m, size_t row, double y)
{
    qp_evidence_label *label = &m->layout->labels[row];
    qp_text_empty(&m->name);
    qp_evidence_row_name(m->topic, row, &m->name);
    label->line_count = qp_lettering_fold(
        qp_text_string(&m->name), &qp_type_evidence_label,
        m->layout->label_right, label->lines, QP_EVIDENCE_LABEL_LINES);
    for (size_t l = 0; l < label->line_count; l++)
        m->failed |= label->lines[l].failed;
    double lines = QP_EVIDENCE_LEADING * (double)label->line_count;
    label->top = y;
    label->bottom = y - fmax(row_height, lines + 2.5);
    return label->bottom;
}

static double place_block(maker *m, qp_evidence_block block, double y)
{
    const qp_evidence_scene *scene = m->topic->scene;
    bool first = true;
    for (size_t r = 0; r < scene->row_count; r++) {
        if (scene->rows[r].block != block)
            continue;
        if (first) {
            y -= block_gap;
            m->layout->headings[block] = (qp_box){
                0, y - heading_height,
                m->layout->heads[m->layout->column_count - 1].right, y};
            y -= heading_height + 1.5;
        }
        first = false;
        y = place_row(m, r, y);
    }
    return y;
}

/* ------------------------------------------------------------------- layout */

qp_status qp_evidence_layout_make(const qp_evidence_topic *topic,
                                  qp_evidence_layout *layout, qp_error *err)
{
    const qp_evidence_scene *scene = topic->scene;
    maker m = {.topic = topic, .layout = layout};
    *layout = (qp_evidence_layout){.column_count = scene->column_count,
                                   .row_count = scene->row_count};
    layout->heads = qp_acquire(scene->column_count, sizeof *layout->heads);
    layout->labels = qp_acquire(scene->row_count, sizeof *layout->labels);
    if (layout->heads == NULL || layout->labels == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for a table");
    place_heads(&m);
    double y = layout->heads_bottom;
    for (int b = 0; b < QP_BLOCK_COUNT; b++)
        y = place_block(&m, (qp_evidence_block)b, y);
    layout->content = (qp_box){0, y, QP_PAGE_WIDTH, 0};
    m.failed |= m.name.failed;
    qp_text_clear(&m.name);
    return m.failed ? qp_fail(err, QP_E_MEMORY, "no memory for a table")
                    : QP_OK;
}

void qp_evidence_layout_clear(qp_evidence_layout *layout)
{
    for (size_t c = 0; layout->heads != NULL && c < layout->column_count; c++)
        for (size_t l = 0; l < QP_EVIDENCE_HEAD_LINES; l++)
            qp_text_clear(&layout->heads[c].lines[l]);
    for (size_t r = 0; layout->labels != NULL && r < layout->row_count; r++)
        for (size_t l = 0; l < QP_EVIDENCE_LABEL_LINES; l++)
            qp_text_clear(&layout->labels[r].lines[l]);
    qp_release(layout->heads);
    qp_release(layout->labels);
    *layout = (qp_evidence_layout){0};
}
