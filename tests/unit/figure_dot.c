/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include <graphviz/cgraph.h>

#include "figure/dot.h"
#include "support/leak.h"

/* What a stranger may have put into a name. */
static const char *const hostile[] = {
    "plain",
    "R&D &amp; &lt;x&gt; &#65;",
    "back\\slash \\N \\G \\n",
    "ends in a backslash\\",
    "\"quoted\" and 'quoted'",
    "x\"];evil->b[URL=foo]}//",
    "<b>bold</b> <script>alert(1)</script>",
    "{a|b} <f0> #",
    "\xE6\xB7\xB1\xE5\x9C\xB3 \xE2\x86\x92 caf\xC3\xA9",
    "% %s %n",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

static char *writable(const char *text)
{
    static char copy[65536];
    snprintf(copy, sizeof copy, "%s", text);
    return copy;
}

/* A label says what Graphviz makes of it: undo its escapes. */
static void unescape(const char *label, char *out)
{
    while (*label != '\0') {
        if (label[0] == '\\' && label[1] == '\\')
            label++;
        if (strncmp(label, "&amp;", 5) == 0) {
            *out++ = '&';
            label += 5;
        } else {
            *out++ = *label++;
        }
    }
    *out = '\0';
}

static qp_text written(void)
{
    qp_dot *dot = NULL;
    qp_text out = {0};
    cr_assert_eq(qp_dot_open(&dot, NULL), QP_OK);
    qp_dot_item *before = NULL;
    for (int h = 0; h < HOSTILE; h++) {
        qp_dot_item *node = qp_dot_node(dot);
        qp_dot_text(dot, node, "label", hostile[h]);
        if (before != NULL)
            qp_dot_text(dot, qp_dot_edge(dot, before, node), "tooltip",
                        hostile[h]);
        before = node;
    }
    cr_assert_eq(qp_dot_write(dot, &out, NULL), QP_OK);
    qp_dot_close(dot);
    return out;
}

QP_TEST(dot, hostile_texts_come_back_from_cgraph_as_they_were)
{
    qp_text out = written();
    Agraph_t *graph = agmemread(out.bytes);
    cr_assert_not_null(graph);
    cr_assert_eq(agnnodes(graph), HOSTILE);
    cr_assert_eq(agnedges(graph), HOSTILE - 1);
    int h = 0;
    for (Agnode_t *n = agfstnode(graph); h < HOSTILE; n = agnxtnode(graph, n)) {
        char label[256];
        unescape(agget(n, writable("label")), label);
        cr_assert_str_eq(label, hostile[h++]);
    }
    agclose(graph);
    qp_text_clear(&out);
}

QP_TEST(dot, is_the_same_twice)
{
    qp_text a = written();
    qp_text b = written();
    cr_assert_str_eq(a.bytes, b.bytes);
    qp_text_clear(&a);
    qp_text_clear(&b);
}

QP_TEST(dot, long_values_are_written_whole)
{
    qp_dot *dot = NULL;
    qp_text out = {0};
    static char value[60000];
    for (size_t i = 0; i + 1 < sizeof value; i++)
        value[i] = i % 8 == 7 ? ' ' : 'x';
    cr_assert_eq(qp_dot_open(&dot, NULL), QP_OK);
    qp_dot_set(dot, qp_dot_graph(dot), "_background", "%s", value);
    cr_assert_eq(qp_dot_write(dot, &out, NULL), QP_OK);
    qp_dot_close(dot);
    Agraph_t *graph = agmemread(out.bytes);
    cr_assert_not_null(graph);
    cr_assert_str_eq(agget(graph, writable("_background")), value);
    agclose(graph);
    qp_text_clear(&out);
}
