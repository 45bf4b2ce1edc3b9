/* SPDX-License-Identifier: MIT */
#include "figure/ring_map_legend.h"

#include <math.h>

#include "figure/page.h"

enum { LEADING = 11, KEY_LEADING = 9 };

static const double key_left = 330; /* of the legend beside the table */
static const double key_width = 163;
static const double indent = 24; /* of a text beside its mark */

static const qp_stroke rule = {.line = QP_COLOUR_FRAME, .width = 0.6};

/* -------------------------------------------------------------------- marks */

const qp_hue *qp_ring_hue(const qp_ring_scene *scene, size_t sector)
{
    const qp_ring_sector *s = &scene->sectors[sector];
    return qp_palette_hue(s->kind == QP_SECTOR_OF_CLUSTER ? s->row : QP_HUES);
}

/** How each kind is drawn; all cover about the area of their disc. */
static const struct {
    qp_word kind;
    const char *shape;
    const char *style;
    double width, height; ///< of a disc of radius 1
} looks[] = {
    {QP_WORD_EGO_ENTERPRISE, "box", "filled,rounded", 1.85, 1.85},
    {QP_WORD_RINGS_LITTLE_GIANT, "triangle", "filled", 2.7, 2.4},
    {QP_WORD_EGO_INSTITUTE, "hexagon", "filled", 2.3, 1.95},
    {QP_WORD_EGO_REGION, "circle", "filled", 2, 2},
};

enum { LOOKS = sizeof looks / sizeof *looks };

static size_t look_of(qp_word kind)
{
    size_t look = 0;
    while (look + 1 < LOOKS && looks[look].kind != kind)
        look++;
    return look;
}

static qp_dot_item *node_at(qp_dot *dot, qp_point at)
{
    qp_dot_item *node = qp_dot_node(dot);
    qp_dot_set(dot, node, "pos", "%.2f,%.2f", at.x, at.y);
    qp_dot_set(dot, node, "fixedsize", "true");
    return node;
}

qp_dot_item *qp_ring_mark_draw(qp_dot *dot, const qp_disc *disc, qp_word kind,
                               bool many, const qp_hue *hue)
{
    size_t look = look_of(kind);
    qp_dot_item *node = node_at(dot, disc->centre);
    qp_dot_set(dot, node, "shape", "%s", looks[look].shape);
    qp_dot_set(dot, node, "width", "%.4f",
               looks[look].width * disc->radius / 72);
    qp_dot_set(dot, node, "height", "%.4f",
               looks[look].height * disc->radius / 72);
    qp_dot_set(dot, node, "style", "%s", looks[look].style);
    qp_dot_set(dot, node, "fillcolor", "%s",
               many ? QP_COLOUR_PAPER : hue->fill);
    qp_dot_set(dot, node, "color", "%s", hue->ink);
    qp_dot_set(dot, node, "penwidth", "%s", many ? "1.2" : "0.7");
    return node;
}

qp_dot_item *qp_ring_several_draw(qp_dot *dot, const qp_disc *disc,
                                  size_t count, const qp_hue *hue)
{
    qp_text number = {0};
    qp_dot_item *node = node_at(dot, disc->centre);
    qp_lettering_add_number(&number, (double)count);
    qp_dot_text(dot, node, "label", qp_text_string(&number));
    qp_dot_set(dot, node, "shape", "circle");
    qp_dot_set(dot, node, "width", "%.4f", 2 * disc->radius / 72);
    qp_dot_set(dot, node, "style", "filled,dashed");
    qp_dot_set(dot, node, "fillcolor", QP_COLOUR_PAPER);
    qp_dot_set(dot, node, "color", "%s", hue->ink);
    qp_dot_set(dot, node, "penwidth", "0.9");
    qp_dot_set(dot, node, "fontname", QP_FONT);
    qp_dot_set(dot, node, "fontsize", "%.1f", qp_type_ring_name.size);
    qp_dot_set(dot, node, "fontcolor", "%s", hue->ink);
    qp_text_clear(&number);
    return node;
}

static double largest_weight(const qp_ring_scene *s)
{
    double most = 0;
    for (size_t m = 0; m < s->mark_count; m++)
        if (s->marks[m].inner != m)
            most = fmax(most, s->marks[m].weight);
    return most;
}

double qp_ring_pen(const qp_ring_topic *topic, const qp_ring_mark *mark)
{
    const double plain = 0.9;
    const double widest = 4.5;
    if (!qp_ring_has_amounts(topic))
        return plain;
    return fmax(0.4, widest * mark->weight / largest_weight(topic->scene));
}

/* -------------------------------------------------------------------- table */

typedef enum { OF_RING, OF_ACTORS, OF_CAPACITY, OF_LOCAL, OF_CLUSTER } column;

/** The columns of the table. */
static const struct {
    qp_word head;
    double right; ///< of numbers; of the first, where it begins
} columns[] = {
    [OF_RING] = {QP_WORD_RINGS_HEAD_RING, 0},
    [OF_ACTORS] = {QP_WORD_RINGS_HEAD_ACTORS, 82},
    [OF_CAPACITY] = {QP_WORD_RINGS_HEAD_CAPACITY, 140},
    [OF_LOCAL] = {QP_WORD_RINGS_HEAD_LOCAL, 218},
    [OF_CLUSTER] = {QP_WORD_RINGS_HEAD_CLUSTER, 290},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

/** A table or a legend being drawn. */
typedef struct {
    const qp_ring_topic *topic;
    qp_dot *dot;
    qp_canvas *canvas;
    qp_point at; ///< baseline of the next line
} pen;

/* Capacity and shares, where any is known. */
static bool is_known(const qp_ring_scene *s)
{
    for (size_t r = 0; r <= s->ring_count; r++)
        if (!isnan(s->told[r].capacity))
            return true;
    return false;
}

static size_t columns_of(const qp_ring_scene *s)
{
    return is_known(s) ? COLUMNS : OF_CAPACITY;
}

static void set_cell(pen *p, column c, const qp_type *type, const char *text)
{
    qp_align align = c == OF_RING ? QP_LEFT : QP_RIGHT;
    qp_canvas_text(p->canvas, type, align,
                   (qp_point){p->at.x + columns[c].right, p->at.y}, text);
}

static void set_number(pen *p, column c, double value)
{
    qp_text number = {0};
    if (isnan(value))
        qp_words_add(&number, p->topic->language, QP_WORD_RINGS_UNKNOWN, NULL);
    else if (c == OF_LOCAL || c == OF_CLUSTER)
        qp_lettering_add_percent(&number, value);
    else
        qp_lettering_add_number(&number, value);
    set_cell(p, c, &qp_type_body, qp_text_string(&number));
    p->canvas->xdot.failed |= number.failed;
    qp_text_clear(&number);
}

static void set_heads(pen *p)
{
    const qp_type type = {7, true, QP_COLOUR_HEADING};
    const size_t count = columns_of(p->topic->scene);
    for (size_t c = 0; c < count; c++)
        set_cell(p, (column)c, &type,
                 qp_words(p->topic->language, columns[c].head));
    const qp_point line[] = {
        {p->at.x, p->at.y - 3.5},
        {p->at.x + columns[count - 1].right, p->at.y - 3.5}};
    qp_canvas_line(p->canvas, &rule, line, 2);
    p->at.y -= LEADING + 2;
}

static void set_ring(pen *p, size_t ring)
{
    const qp_ring_told *told = &p->topic->scene->told[ring];
    qp_text number = {0};
    qp_lettering_add_number(&number, (double)ring);
    set_cell(p, OF_RING, &qp_type_body,
             ring == 0 ? qp_words(p->topic->language, QP_WORD_RINGS_THE_FIRM)
                       : qp_text_string(&number));
    const double values[] = {[OF_ACTORS] = told->actors,
                             [OF_CAPACITY] = told->capacity,
                             [OF_LOCAL] = told->local,
                             [OF_CLUSTER] = told->cluster};
    for (size_t c = OF_ACTORS; c < columns_of(p->topic->scene); c++)
        set_number(p, (column)c, values[c]);
    p->at.y -= LEADING;
    p->canvas->xdot.failed |= number.failed;
    qp_text_clear(&number);
}

static void set_unreached(pen *p)
{
    if (isnan(p->topic->scene->unreached))
        return;
    set_cell(p, OF_RING, &qp_type_body,
             qp_words(p->topic->language, QP_WORD_RINGS_NO_RING));
    set_number(p, OF_ACTORS, p->topic->scene->unreached);
    p->at.y -= LEADING;
}

/* ------------------------------------------------------------------- legend */

static void explain(pen *p, const qp_text *text)
{
    p->at.y = qp_canvas_paragraph(p->canvas, &qp_type_body,
                                  (qp_point){p->at.x + indent, p->at.y},
                                  key_width - indent, KEY_LEADING,
                                  qp_text_string(text)) -
              3;
    p->canvas->xdot.failed |= text->failed;
}

static void explain_word(pen *p, qp_word word)
{
    qp_text text = {0};
    qp_words_add(&text, p->topic->language, word, NULL);
    explain(p, &text);
    qp_text_clear(&text);
}

static bool has_kind(const qp_ring_topic *t, qp_word kind)
{
    const qp_ring_scene *s = t->scene;
    for (size_t m = 0; m < s->mark_count; m++)
        if (s->marks[m].actor != QP_NONE &&
            qp_ring_kind(t->net, s->marks[m].actor) == kind)
            return true;
    return false;
}

static bool has_group(const qp_ring_topic *t)
{
    const qp_ring_scene *s = t->scene;
    for (size_t m = 0; m < s->mark_count; m++)
        if (s->marks[m].actor != QP_NONE &&
            qp_ring_is_group(t->net, s->marks[m].actor))
            return true;
    return false;
}

static qp_disc key_disc(const pen *p, double radius)
{
    return (qp_disc){{p->at.x + 9, p->at.y + 2.6}, radius};
}

static void explain_marks(pen *p)
{
    const qp_hue *grey = qp_palette_hue(QP_HUES);
    const qp_disc several = key_disc(p, 4.6);
    qp_disc disc = several;
    for (size_t l = 0; l < LOOKS; l++)
        if (has_kind(p->topic, looks[l].kind)) {
            disc = key_disc(p, 4.6);
            qp_ring_mark_draw(p->dot, &disc, looks[l].kind, false, grey);
            explain_word(p, looks[l].kind);
        }
    if (has_group(p->topic)) {
        disc = key_disc(p, 4.6);
        qp_ring_mark_draw(p->dot, &disc, QP_WORD_EGO_ENTERPRISE, true, grey);
        explain_word(p, QP_WORD_KEY_MANY);
    }
}

static void explain_several(pen *p)
{
    const qp_ring_scene *s = p->topic->scene;
    size_t m = 0;
    while (m < s->mark_count && s->marks[m].actor != QP_NONE)
        m++;
    if (m == s->mark_count)
        return;
    p->at.y -= 3;
    qp_disc disc = key_disc(p, 7);
    qp_ring_several_draw(p->dot, &disc, s->marks[m].count,
                         qp_palette_hue(QP_HUES));
    explain_word(p, QP_WORD_RINGS_KEY_SEVERAL);
    p->at.y -= 2;
}

static void explain_area(pen *p)
{
    const qp_ring_scene *s = p->topic->scene;
    double most = 0;
    qp_text number = {0};
    qp_text text = {0};
    for (size_t m = 0; m < s->mark_count; m++)
        if (s->marks[m].actor != QP_NONE)
            most = fmax(most, s->marks[m].capacity);
    if (most <= 0)
        return;
    p->at.y -= 3;
    qp_disc disc = key_disc(p, 7.5);
    qp_disc small = disc;
    disc.centre.x -= 3;
    small.radius = 3;
    qp_ring_mark_draw(p->dot, &disc, QP_WORD_EGO_ENTERPRISE, false,
                      qp_palette_hue(QP_HUES));
    small.centre.x += 9.5;
    qp_ring_mark_draw(p->dot, &small, QP_WORD_EGO_ENTERPRISE, false,
                      qp_palette_hue(QP_HUES));
    qp_lettering_add_number(&number, most);
    qp_words_add_texts(&text, p->topic->language, QP_WORD_RINGS_KEY_AREA,
                       &number, 1);
    explain(p, &text);
    p->at.y -= 3;
    qp_text_clear(&number);
    qp_text_clear(&text);
}

static void explain_line(pen *p)
{
    bool amounts = qp_ring_has_amounts(p->topic);
    const qp_stroke stroke = {.line = QP_COLOUR_NEUTRAL,
                              .width = amounts ? 3 : 0.9};
    const qp_point line[] = {{p->at.x + 1, p->at.y + 2.6},
                             {p->at.x + 18, p->at.y + 2.6}};
    qp_text amount = {0};
    qp_text text = {0};
    qp_canvas_line(p->canvas, &stroke, line, 2);
    if (amounts)
        qp_ring_add_amount(p->topic, largest_weight(p->topic->scene), &amount);
    qp_words_add_texts(&text, p->topic->language,
                       amounts ? QP_WORD_RINGS_KEY_SELLS
                               : QP_WORD_RINGS_KEY_TIE,
                       &amount, amounts ? 1 : 0);
    explain(p, &text);
    qp_text_clear(&amount);
    qp_text_clear(&text);
}

void qp_ring_legend(const qp_ring_topic *topic, qp_dot *dot, qp_canvas *canvas,
                    qp_box *content)
{
    double top = content->bottom - 14;
    pen table = {topic, dot, canvas, {content->left, top}};
    pen key = {topic, dot, canvas, {content->left + key_left, top}};
    set_heads(&table);
    for (size_t r = 0; r <= topic->scene->ring_count; r++)
        set_ring(&table, r);
    set_unreached(&table);
    explain_marks(&key);
    explain_several(&key);
    explain_area(&key);
    explain_line(&key);
    content->bottom = fmin(table.at.y, key.at.y) + LEADING - 4;
}
