/* SPDX-License-Identifier: MIT */
#include "figure/ring_map_layout.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "figure/canvas.h"
#include "figure/naming.h"

const qp_type qp_type_ring_name = {7, false, QP_COLOUR_TEXT};
const qp_type qp_type_ring_sector = {8, true, QP_COLOUR_HEADING};
const qp_type qp_type_ring_firm = {7.5, true, QP_COLOUR_PAPER};

static const double pi = 3.14159265358979323846;

static const double firm_radius = 27;
static const double widest = 178;   /* of the rings, points from the middle */
static const double each = 15;      /* along a ring, for one mark */
static const double ample = 22;     /* the same where there is room */
static const double narrow = 0.32;  /* radians of an almost empty sector */
static const double padding = 0.05; /* radians beside a divider */
static const double largest = 7.5;  /* radius of the mark of most capacity */
static const double smallest = 2.8;
static const double unknown = 3.6; /* of one whose capacity is not known */
static const double several = 8.5; /* of one that stands for several */
static const double name_width = 76;
static const double beside = 9; /* from the rings to the name of a sector */

/** A layout being made. */
typedef struct {
    const qp_ring_topic *topic;
    const qp_ring_scene *scene;
    qp_ring_layout *layout;
    size_t count[QP_RINGS_DRAWN + 1][QP_RINGS_SECTORS]; ///< marks of a cell
    double most;     ///< capacity of an actor; 0: none is known
    uint32_t *order; ///< [mark_count] of one cell
    double *key;     ///< [mark_count] angle of what a mark hangs on
    double *pen;     ///< [mark_count][QP_RING_PARTS] all of one width
    qp_error *err;
} maker;

qp_point qp_ring_point(const qp_ring_layout *layout, double angle,
                       double radius)
{
    return (qp_point){layout->centre.x + radius * sin(angle),
                      layout->centre.y + radius * cos(angle)};
}

/* -------------------------------------------------------------------- rings */

static size_t fullest_ring(const maker *m)
{
    size_t most = 0;
    for (size_t r = 1; r <= m->scene->ring_count; r++) {
        size_t count = 0;
        for (size_t s = 0; s < m->scene->sector_count; s++)
            count += m->count[r][s];
        most = count > most ? count : most;
    }
    return most;
}

/* As wide as many rings, or many marks, need. */
static void set_rings(maker *m)
{
    qp_ring_layout *l = m->layout;
    double rings = (double)m->scene->ring_count;
    double need = (double)fullest_ring(m) * ample / (2 * pi) + 20;
    double outer = fmin(widest, fmax(firm_radius + 34 + 28 * rings, need));
    double step = (outer - firm_radius) / rings;
    l->firm = firm_radius;
    l->edge[0] = firm_radius;
    for (size_t r = 1; r <= m->scene->ring_count; r++) {
        l->edge[r] = firm_radius + step * (double)r;
        l->radius[r] = l->edge[r] - 0.42 * step;
    }
}

/* ------------------------------------------------------------------ sectors */

static double need_of(const maker *m, size_t sector)
{
    double need = narrow;
    for (size_t r = 1; r <= m->scene->ring_count; r++)
        need = fmax(need,
                    (double)m->count[r][sector] * each / m->layout->radius[r] +
                        2 * padding);
    return need;
}

static void set_slices(maker *m)
{
    double all = 0;
    double at = 0;
    for (size_t s = 0; s < m->scene->sector_count; s++)
        all += need_of(m, s);
    for (size_t s = 0; s < m->scene->sector_count; s++) {
        qp_ring_slice *slice = &m->layout->slices[s];
        slice->from = at;
        at += 2 * pi * need_of(m, s) / all;
        slice->to = at;
    }
}

/* -------------------------------------------------------------------- marks */

static double radius_of(const maker *m, const qp_ring_mark *mark)
{
    if (mark->actor == QP_NONE)
        return several;
    if (isnan(mark->capacity) || m->most <= 0)
        return m->most > 0 ? unknown : 4.6;
    return fmax(smallest, largest * sqrt(mark->capacity / m->most));
}

/* Marks that would touch stand by turns nearer and farther. */
static double stagger_of(const maker *m, const qp_ring_mark *mark, size_t place,
                         double apart)
{
    const qp_ring_layout *l = m->layout;
    double step = l->edge[1] - l->edge[0];
    if (apart * l->radius[mark->ring] > 2 * largest + 6)
        return 0;
    return place % 2 == 0 ? -0.16 * step : 0.16 * step;
}

/* What hangs on the firm comes before the rest of its cell, by id. */
static void sort_cell(maker *m, size_t first, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t mark = (uint32_t)(first + i);
        size_t place = i;
        while (place > 0 && m->key[m->order[place - 1]] > m->key[mark]) {
            m->order[place] = m->order[place - 1];
            place--;
        }
        m->order[place] = mark;
    }
}

static void place_cell(maker *m, size_t first, size_t count)
{
    const qp_ring_mark *cell = &m->scene->marks[first];
    const qp_ring_slice *slice = &m->layout->slices[cell->sector];
    double apart = (slice->to - slice->from - 2 * padding) / (double)count;
    sort_cell(m, first, count);
    for (size_t i = 0; i < count; i++) {
        uint32_t mark = m->order[i];
        double angle = slice->from + padding + apart * ((double)i + 0.5);
        double radius = m->layout->radius[cell->ring] +
                        stagger_of(m, cell, i, apart);
        m->layout->angle[mark] = angle;
        m->layout->discs[mark] = (qp_disc){
            qp_ring_point(m->layout, angle, radius),
            radius_of(m, &m->scene->marks[mark])};
    }
}

/* Rings come from within, so what a mark hangs on stands already. A line may
 * lead over the top: angles are compared from the side that faces it. */
static double key_of(const maker *m, size_t mark)
{
    const qp_ring_mark *k = &m->scene->marks[mark];
    const qp_ring_slice *slice = &m->layout->slices[k->sector];
    if (k->inner == QP_NONE || k->inner == mark)
        return (slice->from + slice->to) / 2;
    double middle = (slice->from + slice->to) / 2;
    double turn = m->layout->angle[k->inner] - middle;
    return middle + turn - 2 * pi * round(turn / (2 * pi));
}

static void place_marks(maker *m)
{
    const qp_ring_scene *s = m->scene;
    size_t count = 0;
    for (size_t first = 0; first < s->mark_count; first += count) {
        count = m->count[s->marks[first].ring][s->marks[first].sector];
        for (size_t i = first; i < first + count; i++)
            m->key[i] = key_of(m, i);
        place_cell(m, first, count);
    }
}

static void count_marks(maker *m)
{
    for (size_t i = 0; i < m->scene->mark_count; i++) {
        const qp_ring_mark *mark = &m->scene->marks[i];
        m->count[mark->ring][mark->sector]++;
        if (mark->actor != QP_NONE && mark->capacity > m->most)
            m->most = mark->capacity;
    }
}

/* -------------------------------------------------------------------- lines */

/** A line that leaves and comes in along the radius, and turns between. */
typedef struct {
    double angle, turn; ///< where it begins, how far it turns: radians
    double from, to;    ///< distances from the middle, points
} spiral;

static void spiral_at(const qp_ring_layout *l, const spiral *s, double t,
                      qp_point *at, qp_point *speed)
{
    double angle = s->angle + s->turn * t * t * (3 - 2 * t);
    double turning = s->turn * 6 * t * (1 - t);
    double radius = s->from + (s->to - s->from) * t;
    double outward = s->to - s->from;
    *at = qp_ring_point(l, angle, radius);
    *speed = (qp_point){outward * sin(angle) + radius * cos(angle) * turning,
                        outward * cos(angle) - radius * sin(angle) * turning};
}

static qp_point moved(qp_point at, qp_point speed, double by)
{
    return (qp_point){at.x + speed.x * by, at.y + speed.y * by};
}

static qp_arc part_of(const qp_ring_layout *l, const spiral *s, size_t part)
{
    const double step = 1.0 / QP_RING_PARTS;
    double t = (double)part * step;
    qp_point a;
    qp_point b;
    qp_point leaving;
    qp_point coming;
    spiral_at(l, s, t, &a, &leaving);
    spiral_at(l, s, t + step, &b, &coming);
    return (qp_arc){
        {a, moved(a, leaving, step / 3), moved(b, coming, -step / 3), b}, b};
}

/* The shorter way round. */
static spiral spiral_of(const maker *m, size_t i)
{
    const qp_ring_layout *l = m->layout;
    const qp_disc *disc = &l->discs[i];
    uint32_t inner = m->scene->marks[i].inner;
    spiral s = {.angle = l->angle[i],
                .from = l->firm,
                .to = qp_point_distance(l->centre, disc->centre) -
                      disc->radius};
    if (inner == QP_NONE)
        return s;
    double turn = l->angle[i] - l->angle[inner];
    s.angle = l->angle[inner];
    s.turn = turn - 2 * pi * round(turn / (2 * pi));
    s.from = qp_point_distance(l->centre, l->discs[inner].centre) +
             l->discs[inner].radius;
    return s;
}

/* What hangs on nothing has a line of no length, where no name can be. */
static void lay_ties(maker *m)
{
    qp_ring_layout *l = m->layout;
    for (size_t i = 0; i < m->scene->mark_count; i++) {
        const spiral s = spiral_of(m, i);
        const qp_point c = l->discs[i].centre;
        bool tied = m->scene->marks[i].inner != i;
        for (size_t part = 0; part < QP_RING_PARTS; part++)
            l->ties[i * QP_RING_PARTS + part] = tied
                                                    ? part_of(l, &s, part)
                                                    : (qp_arc){{c, c, c, c}, c};
    }
}

/* -------------------------------------------------------------------- names */

static double width_of(const qp_ring_name *name, const qp_type *type)
{
    double width = 0;
    for (size_t l = 0; l < name->count; l++)
        width = fmax(width,
                     qp_lettering_width(qp_text_string(&name->line[l]), type));
    return width;
}

static void name_sector(maker *m, size_t sector)
{
    qp_ring_layout *l = m->layout;
    qp_ring_slice *slice = &l->slices[sector];
    double middle = (slice->from + slice->to) / 2;
    double outer = l->edge[m->scene->ring_count] + beside;
    qp_point at = qp_ring_point(l, middle, outer);
    double side = sin(middle);
    double room = fmin(110, side > 0 ? l->content.right - at.x
                                     : at.x - l->content.left);
    slice->align = side > 0.3 ? QP_LEFT : side < -0.3 ? QP_RIGHT : QP_CENTRE;
    slice->name.count = qp_lettering_fold(
        qp_ring_sector_name(m->topic, sector), &qp_type_ring_sector,
        slice->align == QP_CENTRE ? 110 : fmax(room, 40), slice->name.line,
        QP_RING_HEAD_LINES);
    double tall = QP_RING_HEAD_LEADING * ((double)slice->name.count - 1);
    at.y += tall * (1 + cos(middle)) / 2 - 3;
    slice->at = at;
}

static qp_box box_of(const qp_ring_slice *slice)
{
    double width = width_of(&slice->name, &qp_type_ring_sector);
    double left = slice->at.x - width * (1 + slice->align) / 2;
    return (qp_box){left - 2,
                    slice->at.y - 3 -
                        QP_RING_HEAD_LEADING * ((double)slice->name.count - 1),
                    left + width + 2, slice->at.y + 8};
}

static void name_mark(maker *m, size_t i)
{
    const qp_ring_mark *mark = &m->scene->marks[i];
    const qp_disc *disc = &m->layout->discs[i];
    qp_ring_name *name = &m->layout->names[i];
    qp_label *label = &m->layout->labels[i];
    *label = (qp_label){.anchor = disc->centre,
                        .reach_x = disc->radius,
                        .reach_y = disc->radius,
                        .absent = mark->actor == QP_NONE};
    if (label->absent)
        return;
    name->count = qp_lettering_fold(
        qp_name_of_actor(m->topic->net, mark->actor, m->topic->language),
        &qp_type_ring_name, name_width, name->line, QP_RING_NAME_LINES);
    label->width = width_of(name, &qp_type_ring_name) + 3;
    label->height = QP_RING_LEADING * (double)name->count + 1.5;
}

/* Above and below the rings as much as names of sectors and marks need. */
static void set_content(maker *m)
{
    qp_ring_layout *l = m->layout;
    double outer = l->edge[m->scene->ring_count];
    l->content.top = outer + 14;
    l->content.bottom = -outer - 14;
    for (size_t s = 0; s < m->scene->sector_count; s++) {
        name_sector(m, s);
        qp_box box = box_of(&l->slices[s]);
        l->content.top = fmax(l->content.top, box.top);
        l->content.bottom = fmin(l->content.bottom, box.bottom);
    }
}

static qp_status place_names(maker *m)
{
    qp_ring_layout *l = m->layout;
    qp_box taken[QP_RINGS_SECTORS + QP_RINGS_DRAWN + 1];
    size_t count = 0;
    for (size_t s = 0; s < m->scene->sector_count; s++)
        taken[count++] = box_of(&l->slices[s]);
    for (size_t r = 1; r <= m->scene->ring_count; r++) {
        qp_point at = qp_ring_point(l, 0, l->radius[r]);
        taken[count++] = (qp_box){at.x - 5, at.y - 5, at.x + 5, at.y + 5};
    }
    taken[count++] = (qp_box){l->centre.x - l->firm, l->centre.y - l->firm,
                              l->centre.x + l->firm, l->centre.y + l->firm};
    for (size_t i = 0; i < m->scene->mark_count; i++)
        name_mark(m, i);
    const qp_obstacles obstacles = {.frame = l->content,
                                    .discs = l->discs,
                                    .disc_count = m->scene->mark_count,
                                    .arcs = l->ties,
                                    .arc_width = m->pen,
                                    .arc_count = m->scene->mark_count *
                                                 QP_RING_PARTS,
                                    .taken = taken,
                                    .taken_count = count};
    qp_status status = qp_labels_place(l->labels, m->scene->mark_count,
                                       &obstacles, m->err);
    for (size_t i = 0; i < m->scene->mark_count; i++)
        l->unnamed += !l->labels[i].absent && !l->labels[i].placed;
    return status;
}

static void name_firm(maker *m)
{
    qp_ring_name *name = &m->layout->firm_name;
    name->count = qp_lettering_fold(
        qp_name_of_actor(m->topic->net, m->scene->firm, m->topic->language),
        &qp_type_ring_firm, 2 * firm_radius - 8, name->line,
        QP_RING_FIRM_LINES);
}

static bool is_whole(const qp_ring_name *name)
{
    bool failed = false;
    for (size_t l = 0; l < QP_RING_HEAD_LINES; l++)
        failed |= name->line[l].failed;
    return !failed;
}

static qp_status check_names(const maker *m)
{
    bool whole = is_whole(&m->layout->firm_name);
    for (size_t s = 0; s < m->scene->sector_count; s++)
        whole &= is_whole(&m->layout->slices[s].name);
    for (size_t i = 0; i < m->scene->mark_count; i++)
        whole &= is_whole(&m->layout->names[i]);
    return whole ? QP_OK : qp_fail(m->err, QP_E_MEMORY, "no memory for names");
}

/* ------------------------------------------------------------------- layout */

static qp_status acquire(maker *m)
{
    size_t marks = m->scene->mark_count;
    qp_ring_layout *l = m->layout;
    l->angle = qp_acquire(marks, sizeof *l->angle);
    l->discs = qp_acquire(marks, sizeof *l->discs);
    l->ties = qp_acquire(marks * QP_RING_PARTS, sizeof *l->ties);
    l->labels = qp_acquire(marks, sizeof *l->labels);
    l->names = qp_acquire(marks, sizeof *l->names);
    m->order = qp_acquire(marks, sizeof *m->order);
    m->key = qp_acquire(marks, sizeof *m->key);
    m->pen = qp_acquire(marks * QP_RING_PARTS, sizeof *m->pen);
    if (l->angle != NULL && l->discs != NULL && l->ties != NULL &&
        l->labels != NULL && l->names != NULL && m->order != NULL &&
        m->key != NULL && m->pen != NULL)
        return QP_OK;
    return qp_fail(m->err, QP_E_MEMORY, "no memory for %zu marks", marks);
}

static qp_status lay_out(maker *m)
{
    qp_status status = acquire(m);
    if (status != QP_OK)
        return status;
    count_marks(m);
    set_rings(m);
    set_slices(m);
    place_marks(m);
    lay_ties(m);
    set_content(m);
    name_firm(m);
    status = place_names(m);
    return status == QP_OK ? check_names(m) : status;
}

qp_status qp_ring_layout_make(const qp_ring_topic *topic,
                              qp_ring_layout *layout, qp_error *err)
{
    maker m = {
        .topic = topic, .scene = topic->scene, .layout = layout, .err = err};
    *layout = (qp_ring_layout){.centre = {QP_PAGE_WIDTH / 2, 0},
                               .content = {0, 0, QP_PAGE_WIDTH, 0}};
    qp_status status = QP_OK;
    if (topic->scene->mark_count > 0)
        status = lay_out(&m);
    qp_release(m.order);
    qp_release(m.key);
    qp_release(m.pen);
    return status;
}

static void clear_name(qp_ring_name *name)
{
    for (size_t l = 0; l < QP_RING_HEAD_LINES; l++)
        qp_text_clear(&name->line[l]);
}

void qp_ring_layout_clear(const qp_ring_scene *scene, qp_ring_layout *layout)
{
    for (size_t i = 0; i < scene->mark_count && layout->names != NULL; i++)
        clear_name(&layout->names[i]);
    for (size_t s = 0; s < QP_RINGS_SECTORS; s++)
        clear_name(&layout->slices[s].name);
    clear_name(&layout->firm_name);
    qp_release(layout->angle);
    qp_release(layout->discs);
    qp_release(layout->ties);
    qp_release(layout->labels);
    qp_release(layout->names);
    *layout = (qp_ring_layout){0};
}
