/* SPDX-License-Identifier: MIT */
#include "figure/matrix_layout.h"

#include <math.h>

#include "core/memory.h"
#include "figure/key.h"
#include "figure/palette.h"

const qp_type qp_type_matrix_name = {7.5, false, QP_COLOUR_TEXT};
const qp_type qp_type_matrix_block = {7, true, QP_COLOUR_QUIET};

enum { FEW = 8 };

/* Points. */
static const double most_name = 118;
static const double number_width = 15; /* of the numbers beside the names */
static const double most_block = 92;
static const double block_indent = 7; /* between cells and names of clusters */
static const double block_gap = 3;    /* between cells of two clusters */
static const double most_cell = 26;
static const double most_cell_of_few = 34;
static const double least_numbered = 16; /* a value needs that much */
static const double least_level = 10;    /* two digits side by side */
static const double heads = 12;          /* height of the numbers above */
static const double letters = 11;        /* likewise of the letters */

/** A layout being made. */
typedef struct {
    const qp_matrix_topic *topic;
    qp_matrix_layout *layout;
    bool failed;
} maker;

/* -------------------------------------------------------------------- names */

static double name_rows(maker *m)
{
    qp_matrix_layout *l = m->layout;
    double width = 0;
    qp_text name = {0};
    for (size_t i = 0; i < l->count; i++) {
        qp_text_empty(&name);
        qp_matrix_item_name(m->topic, i, &name);
        qp_lettering_fold(qp_text_string(&name), &qp_type_matrix_name,
                          most_name, &l->names[i], 1);
        width = fmax(width, qp_lettering_width(qp_text_string(&l->names[i]),
                                               &qp_type_matrix_name));
        m->failed |= l->names[i].failed;
    }
    m->failed |= name.failed;
    qp_text_clear(&name);
    return width;
}

static void find_blocks(maker *m)
{
    const qp_matrix_scene *s = m->topic->scene;
    qp_matrix_layout *l = m->layout;
    bool any = false;
    for (size_t i = 0; i < s->count; i++)
        any |= s->items[i].cluster != QP_NONE;
    if (s->by_cluster || !any)
        return; /* rows say it all */
    for (size_t i = 0; i < s->count; i++) {
        if (i == 0 || qp_matrix_begins_block(s, i))
            l->blocks[l->block_count++].first = i;
        l->blocks[l->block_count - 1].count++;
    }
}

/* "A Middle Yangtze", on as many lines as the rows of the block are high. */
static void name_block(maker *m, qp_matrix_block *block)
{
    char letter[QP_CLUSTER_LETTER_SIZE];
    const qp_matrix_scene *s = m->topic->scene;
    double high = (double)block->count * m->layout->cell;
    size_t room = (size_t)fmax(1, high / QP_MATRIX_LEADING);
    qp_text name = {0};
    qp_key_letter(s->items[block->first].cluster, letter);
    qp_text_addf(&name, "%s%s%s", letter, letter[0] != '\0' ? " " : "",
                 qp_matrix_block_name(m->topic, block->first));
    block->line_count = qp_lettering_fold(
        qp_text_string(&name), &qp_type_matrix_block,
        QP_PAGE_WIDTH - m->layout->blocks_left, block->lines,
        room < QP_MATRIX_BLOCK_LINES ? room : QP_MATRIX_BLOCK_LINES);
    for (size_t i = 0; i < block->line_count; i++)
        m->failed |= block->lines[i].failed;
    m->failed |= name.failed;
    qp_text_clear(&name);
}

/* -------------------------------------------------------------------- cells */

static void place_cells(maker *m, double names)
{
    const qp_matrix_scene *s = m->topic->scene;
    qp_matrix_layout *l = m->layout;
    double gaps = l->block_count > 0 ? block_gap * (double)(l->block_count - 1)
                                     : 0;
    double beside = l->block_count > 0 ? block_indent + most_block : 0;
    double room = QP_PAGE_WIDTH - names - number_width - beside - gaps;
    double at = 0;
    double most = l->count <= FEW ? most_cell_of_few : most_cell;
    l->cell = l->count > 0 ? fmin(most, room / (double)l->count) : 0;
    for (size_t i = 0; i < l->count; i++) {
        at += l->block_count > 0 && qp_matrix_begins_block(s, i) ? block_gap
                                                                 : 0;
        l->offset[i] = at;
        at += l->cell;
    }
    l->names_right = names;
    l->left = names + number_width;
    l->blocks_left = l->left + at + block_indent;
    l->numbered = l->cell >= least_numbered;
    l->staggered = l->cell < least_level;
    double top = heads * (l->staggered ? 1.7 : 1) +
                 (l->block_count > 0 ? letters : 0);
    l->content = (qp_box){0, -at, QP_PAGE_WIDTH, l->count > 0 ? top : 0};
}

qp_box qp_matrix_layout_cell(const qp_matrix_layout *layout, size_t row,
                             size_t column)
{
    double x = layout->left + layout->offset[column];
    double y = -layout->offset[row];
    return (qp_box){x, y - layout->cell, x + layout->cell, y};
}

/* ------------------------------------------------------------------- layout */

qp_status qp_matrix_layout_make(const qp_matrix_topic *topic,
                                qp_matrix_layout *layout, qp_error *err)
{
    maker m = {.topic = topic, .layout = layout};
    *layout = (qp_matrix_layout){.count = topic->scene->count};
    layout->offset = qp_acquire(layout->count, sizeof *layout->offset);
    layout->names = qp_acquire(layout->count, sizeof *layout->names);
    layout->blocks = qp_acquire(layout->count, sizeof *layout->blocks);
    if (layout->offset == NULL || layout->names == NULL ||
        layout->blocks == NULL) {
        layout->count = 0; /* there may be no names to clear */
        return qp_fail(err, QP_E_MEMORY, "no memory for a matrix");
    }
    find_blocks(&m);
    place_cells(&m, name_rows(&m));
    for (size_t b = 0; b < layout->block_count; b++)
        name_block(&m, &layout->blocks[b]);
    return m.failed ? qp_fail(err, QP_E_MEMORY, "no memory for a matrix")
                    : QP_OK;
}

void qp_matrix_layout_clear(qp_matrix_layout *layout)
{
    for (size_t i = 0; i < layout->count; i++)
        qp_text_clear(&layout->names[i]);
    for (size_t b = 0; b < layout->block_count; b++)
        for (size_t l = 0; l < QP_MATRIX_BLOCK_LINES; l++)
            qp_text_clear(&layout->blocks[b].lines[l]);
    qp_release(layout->offset);
    qp_release(layout->names);
    qp_release(layout->blocks);
    *layout = (qp_matrix_layout){0};
}
