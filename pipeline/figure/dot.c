/* SPDX-License-Identifier: MIT */
#include "figure/dot.h"

#include <stdarg.h>
#include <stdio.h>

#include <graphviz/cgraph.h>

#include "core/memory.h"
#include "figure/lettering.h"

struct qp_dot {
    Agraph_t *graph;
    size_t node_count;
    qp_text value; ///< of the attribute being set
    bool failed;
    qp_theme theme;
};

/* cgraph takes `char *` for texts that it only copies. */
static char *borrowed(const char *text)
{
    union {
        const char *in;
        char *out;
    } same = {text};
    return same.out;
}

static char *item_of(qp_dot_item *item)
{
    return (char *)item; /* the objects of cgraph all begin alike */
}

/* Where agwrite puts its text: a qp_text. */
static int write_bytes(void *channel, const char *bytes)
{
    qp_text *out = channel;
    qp_text_add(out, bytes);
    return out->failed ? EOF : 0;
}

static int flush_bytes(void *channel)
{
    (void)channel;
    return 0;
}

qp_status qp_dot_open(qp_dot **dot, qp_error *err)
{
    static Agiodisc_t to_text = {.putstr = write_bytes, .flush = flush_bytes};
    static Agdisc_t disciplines = {&AgMemDisc, &AgIdDisc, &to_text};
    qp_dot *d = qp_acquire(1, sizeof *d);
    if (d != NULL)
        d->graph = agopen(borrowed("figure"), Agdirected, &disciplines);
    if (d == NULL || d->graph == NULL) {
        qp_release(d);
        return qp_fail(err, QP_E_MEMORY, "no memory for a figure");
    }
    /* the default is a node's name; declared, so that "" can be written */
    agattr(d->graph, AGNODE, borrowed("label"), borrowed("\\N"));
    *dot = d;
    return QP_OK;
}

static void set_value(qp_dot *dot, qp_dot_item *item, const char *name,
                      const char *value)
{
    if (item == NULL)
        return; /* making it has failed and is remembered */
    agsafeset(item_of(item), borrowed(name), borrowed(value), borrowed(""));
    dot->failed |= dot->value.failed;
}

qp_dot_item *qp_dot_graph(qp_dot *dot)
{
    return (qp_dot_item *)dot->graph;
}

qp_dot_item *qp_dot_node(qp_dot *dot)
{
    char name[32];
    snprintf(name, sizeof name, "n%zu", dot->node_count++);
    Agnode_t *node = agnode(dot->graph, name, true);
    dot->failed |= node == NULL;
    set_value(dot, (qp_dot_item *)node, "label", "");
    return (qp_dot_item *)node;
}

qp_dot_item *qp_dot_edge(qp_dot *dot, qp_dot_item *from, qp_dot_item *to)
{
    Agedge_t *edge = NULL;
    if (from != NULL && to != NULL)
        edge = agedge(dot->graph, (Agnode_t *)from, (Agnode_t *)to, NULL, true);
    dot->failed |= edge == NULL;
    return (qp_dot_item *)edge;
}

void qp_dot_set(qp_dot *dot, qp_dot_item *item, const char *name,
                const char *format, ...)
{
    char value[512];
    va_list args;
    va_start(args, format);
    int size = vsnprintf(value, sizeof value, format, args);
    va_end(args);
    if (size >= 0 && (size_t)size < sizeof value) {
        set_value(dot, item, name, value);
        return;
    }
    char *longer = qp_acquire((size_t)size + 1, 1);
    if (longer == NULL) {
        dot->failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(longer, (size_t)size + 1, format, args);
    va_end(args);
    set_value(dot, item, name, longer);
    qp_release(longer);
}

void qp_dot_text(qp_dot *dot, qp_dot_item *item, const char *name,
                 const char *text)
{
    bool twice = item != NULL && agobjkind(item_of(item)) == AGNODE &&
                 strcmp(name, "tooltip") == 0;
    qp_text_empty(&dot->value);
    qp_lettering_add(&dot->value, twice ? QP_IN_NODE_TOOLTIP : QP_IN_LABEL,
                     text);
    set_value(dot, item, name, qp_text_string(&dot->value));
}

void qp_dot_dress(qp_dot *dot, qp_theme theme)
{
    dot->theme = theme;
}

static bool is_colour(const char *attribute)
{
    static const char ending[] = "color";
    size_t size = strlen(attribute);
    return size >= sizeof ending - 1 &&
           strcmp(attribute + size - (sizeof ending - 1), ending) == 0;
}

static void dress(qp_dot *dot, void *item, int kind)
{
    char room[QP_COLOUR_SIZE];
    Agsym_t *a = NULL;
    while ((a = agnxtattr(dot->graph, kind, a)) != NULL) {
        char *value = is_colour(a->name) ? agxget(item, a) : NULL;
        if (value != NULL && qp_palette_in(dot->theme, value, room) == room)
            agxset(item, a, room);
    }
}

static void dress_all(qp_dot *dot)
{
    dress(dot, dot->graph, AGRAPH);
    for (Agnode_t *n = agfstnode(dot->graph); n != NULL;
         n = agnxtnode(dot->graph, n)) {
        dress(dot, n, AGNODE);
        for (Agedge_t *e = agfstout(dot->graph, n); e != NULL;
             e = agnxtout(dot->graph, e))
            dress(dot, e, AGEDGE);
    }
}

qp_status qp_dot_write(qp_dot *dot, qp_text *out, qp_error *err)
{
    if (dot->theme != QP_THEME_PRINT)
        dress_all(dot);
    int code = agwrite(dot->graph, out);
    if (code != 0 || dot->failed || out->failed)
        return qp_fail(err, QP_E_MEMORY, "no memory for a figure");
    return QP_OK;
}

void qp_dot_close(qp_dot *dot)
{
    if (dot == NULL)
        return;
    agclose(dot->graph);
    qp_text_clear(&dot->value);
    qp_release(dot);
}
