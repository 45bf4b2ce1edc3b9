/* SPDX-License-Identifier: MIT */
/**
 * @file support/picture.h
 * @brief What a figure in DOT says and holds.
 *
 *      Agraph_t *graph = picture_read(&dot);
 *      cr_assert_eq(picture_nodes(graph, "place"), 3);
 *      agclose(graph);
 */
#ifndef QP_SUPPORT_PICTURE_H
#define QP_SUPPORT_PICTURE_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <graphviz/cgraph.h>

#include "core/text.h"

/* cgraph takes `char *` for texts that it only reads. */
static inline char *picture_name(const char *text)
{
    static char copy[64];
    snprintf(copy, sizeof copy, "%s", text);
    return copy;
}

/** An attribute of a node, an edge or the graph. */
static inline const char *picture_get(void *item, const char *name)
{
    const char *value = agget(item, picture_name(name));
    return value != NULL ? value : "";
}

static inline Agraph_t *picture_read(const qp_text *dot)
{
    Agraph_t *graph = agmemread(dot->bytes);
    cr_assert_not_null(graph, "this is no DOT");
    return graph;
}

static inline bool picture_is(void *item, const char *class)
{
    return strncmp(picture_get(item, "class"), class, strlen(class)) == 0;
}

/** Nodes whose class begins so. */
static inline size_t picture_nodes(Agraph_t *graph, const char *class)
{
    size_t count = 0;
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        count += picture_is(n, class);
    return count;
}

/** The node whose tooltip begins so. */
static inline Agnode_t *picture_tipped(Agraph_t *graph, const char *tip)
{
    Agnode_t *n = agfstnode(graph);
    while (n != NULL &&
           strncmp(picture_get(n, "tooltip"), tip, strlen(tip)) != 0)
        n = agnxtnode(graph, n);
    cr_assert_not_null(n, "no node has the tooltip %s", tip);
    return n;
}

/** Where it stands, points. */
static inline void picture_place(Agraph_t *graph, const char *tip, double *x,
                                 double *y)
{
    const char *pos = picture_get(picture_tipped(graph, tip), "pos");
    cr_assert_eq(sscanf(pos, "%lf,%lf", x, y), 2, "%s", pos);
}

/** Edges whose class begins so. */
static inline size_t picture_edges(Agraph_t *graph, const char *class)
{
    size_t count = 0;
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        for (Agedge_t *e = agfstout(graph, n); e != NULL;
             e = agnxtout(graph, e))
            count += picture_is(e, class);
    return count;
}

/** Edges with an attribute of that value. */
static inline size_t picture_edges_with(Agraph_t *graph, const char *name,
                                        const char *value)
{
    size_t count = 0;
    for (Agnode_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n))
        for (Agedge_t *e = agfstout(graph, n); e != NULL;
             e = agnxtout(graph, e))
            count += strcmp(picture_get(e, name), value) == 0;
    return count;
}

/** Does the DOT hold a text? cgraph breaks long values with a backslash and a
 * new line, which are joined first. */
static inline bool picture_says(const qp_text *dot, const char *text)
{
    static char joined[1 << 20];
    size_t used = 0;
    for (const char *c = dot->bytes; *c != '\0' && used + 1 < sizeof joined;
         c++)
        if (c[0] == '\\' && c[1] == '\n')
            c++;
        else
            joined[used++] = *c;
    joined[used] = '\0';
    return strstr(joined, text) != NULL;
}

#endif
