/* SPDX-License-Identifier: MIT */
#include "figure/mark.h"

#include "figure/palette.h"

void qp_mark_curve(qp_dot *dot, qp_dot_item *edge, const qp_point p[4])
{
    qp_dot_set(dot, edge, "pos", "%.2f,%.2f %.2f,%.2f %.2f,%.2f %.2f,%.2f",
               p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y, p[3].x, p[3].y);
    qp_dot_set(dot, edge, "dir", "none");
}

void qp_mark_arrow(qp_dot *dot, qp_dot_item *edge, const qp_arc *arc)
{
    const qp_point *p = arc->p;
    qp_dot_set(dot, edge, "pos",
               "e,%.2f,%.2f %.2f,%.2f %.2f,%.2f %.2f,%.2f %.2f,%.2f",
               arc->tip.x, arc->tip.y, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x,
               p[2].y, p[3].x, p[3].y);
    qp_dot_set(dot, edge, "dir", "forward");
}

qp_dot_item *qp_mark_veil(qp_dot *dot, const qp_label *label)
{
    const qp_box *box = &label->box;
    qp_dot_item *node = qp_dot_node(dot);
    qp_dot_set(dot, node, "pos", "%.2f,%.2f", (box->left + box->right) / 2,
               (box->bottom + box->top) / 2);
    qp_dot_set(dot, node, "shape", "box");
    qp_dot_set(dot, node, "fixedsize", "true");
    qp_dot_set(dot, node, "width", "%.4f", label->width / 72);
    qp_dot_set(dot, node, "height", "%.4f", label->height / 72);
    qp_dot_set(dot, node, "style", "filled,rounded");
    qp_dot_set(dot, node, "fillcolor", QP_COLOUR_HALO);
    qp_dot_set(dot, node, "penwidth", "0");
    qp_dot_set(dot, node, "class", "veil");
    return node;
}

void qp_mark_line(qp_dot *dot, const qp_label *label, double above,
                  const qp_type *type, const char *colour, const char *text)
{
    const qp_box *box = &label->box;
    qp_dot_item *node = qp_dot_node(dot);
    qp_dot_text(dot, node, "label", text);
    qp_dot_set(dot, node, "pos", "%.2f,%.2f", (box->left + box->right) / 2,
               (box->bottom + box->top) / 2 + above);
    qp_dot_set(dot, node, "shape", "plaintext");
    qp_dot_set(dot, node, "fixedsize", "shape");
    qp_dot_set(dot, node, "width", "0");
    qp_dot_set(dot, node, "height", "0");
    qp_dot_set(dot, node, "fontname", QP_FONT);
    qp_dot_set(dot, node, "fontsize", "%.1f", type->size);
    qp_dot_set(dot, node, "fontcolor", "%s", colour);
    qp_dot_set(dot, node, "class", type->bold ? "label strong" : "label");
}

void qp_mark_leader(qp_dot *dot, qp_dot_item *from, qp_dot_item *veil,
                    const qp_label *label)
{
    const qp_point *l = label->leader;
    const qp_point line[] = {
        l[0],
        {(2 * l[0].x + l[1].x) / 3, (2 * l[0].y + l[1].y) / 3},
        {(l[0].x + 2 * l[1].x) / 3, (l[0].y + 2 * l[1].y) / 3},
        l[1]};
    qp_dot_item *edge = qp_dot_edge(dot, from, veil);
    qp_mark_curve(dot, edge, line);
    qp_dot_set(dot, edge, "penwidth", "0.5");
    qp_dot_set(dot, edge, "color", QP_COLOUR_QUIET);
    qp_dot_set(dot, edge, "class", "leader");
}
