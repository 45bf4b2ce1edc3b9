/* SPDX-License-Identifier: MIT */
#include "render/layout.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <graphviz/gvc.h>

/*
 * The child writes what it was asked for before what it drew:
 *
 *      NODES EDGES SIZE SIZE SIZE\n title description language SVG
 */
enum { HEAD_NUMBERS = 5 };

/* NOLINTBEGIN(readability-identifier-naming): the names are Graphviz's */
extern gvplugin_library_t gvplugin_core_LTX_library;
extern gvplugin_library_t gvplugin_neato_layout_LTX_library;
extern gvplugin_library_t gvplugin_dot_layout_LTX_library;
/* NOLINTEND(readability-identifier-naming) */

typedef struct {
    const char *dot;
    const char *name;
} task;

/* ---- the child's side: nobody else's memory is at stake, nothing is
 * freed, and stderr is the way to speak */

static void write_out(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(file, bytes, size);
        if (put < 0 && errno != EINTR)
            _exit(EXIT_FAILURE);
        bytes += put > 0 ? put : 0;
        size -= put > 0 ? (size_t)put : 0;
    }
}

static int complain(const char *what)
{
    write_out(STDERR_FILENO, what, strlen(what));
    return QP_CHILD_UNREADABLE;
}

static bool is_invisible(void *item)
{
    static char style[] = "style";
    static const char word[] = "invis";
    const char *text = agget(item, style);
    for (const char *at = text; at != NULL && *at != '\0';) {
        at += strspn(at, " ,");
        size_t size = strcspn(at, " ,");
        if (size == strlen(word) && strncmp(at, word, size) == 0)
            return true;
        at += size;
    }
    return false;
}

static void count_items(graph_t *graph, size_t *nodes, size_t *edges)
{
    for (node_t *n = agfstnode(graph); n != NULL; n = agnxtnode(graph, n)) {
        *nodes += !is_invisible(n);
        for (edge_t *e = agfstout(graph, n); e != NULL; e = agnxtout(graph, e))
            *edges += !is_invisible(e);
    }
}

static void write_head(graph_t *graph)
{
    static char names[][16] = {"qp_title", "qp_desc", "qp_lang"};
    enum { TEXTS = sizeof names / sizeof *names };
    const char *texts[TEXTS];
    size_t nodes = 0;
    size_t edges = 0;
    qp_text head = {0};
    count_items(graph, &nodes, &edges);
    qp_text_addf(&head, "%zu %zu", nodes, edges);
    for (int t = 0; t < TEXTS; t++) {
        texts[t] = agget(graph, names[t]);
        texts[t] = texts[t] != NULL ? texts[t] : "";
        qp_text_addf(&head, " %zu", strlen(texts[t]));
    }
    qp_text_add(&head, "\n");
    for (int t = 0; t < TEXTS; t++)
        qp_text_add(&head, texts[t]);
    if (head.failed)
        _exit(EXIT_FAILURE);
    write_out(STDOUT_FILENO, head.bytes, head.size);
}

/* The one graph of the text. Graphviz itself tells errors of syntax. */
static int read_graph(const task *t, graph_t **graph)
{
    qp_text copy = {0};
    qp_text name = {0};
    qp_text_add(&copy, t->dot);
    qp_text_add(&name, t->name);
    if (copy.failed || name.failed)
        return EXIT_FAILURE;
    if (copy.size == 0)
        return complain("the file is empty");

    FILE *file = fmemopen(copy.bytes, copy.size, "r");
    if (file == NULL)
        return EXIT_FAILURE;
    agsetfile(name.bytes);
    *graph = agread(file, NULL);
    if (*graph == NULL)
        return agerrors() > 0 ? QP_CHILD_UNREADABLE
                              : complain("there is no graph in the file");
    if (agread(file, NULL) != NULL)
        return complain("there is more than one graph in the file");
    return agerrors() > 0 ? QP_CHILD_UNREADABLE : EXIT_SUCCESS;
}

static GVC_t *open_graphviz(void)
{
    static lt_symlist_t plugins[] = {
        {"gvplugin_core_LTX_library", &gvplugin_core_LTX_library},
        {"gvplugin_neato_layout_LTX_library",
         &gvplugin_neato_layout_LTX_library},
        {"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library},
        {NULL, NULL},
    };
    return gvContextPlugins(plugins, false);
}

/* gvLayout says 0 of layouts that failed: its complaints tell, on stderr.
 * No agseterrf here: with a long message it reads a spent argument list. */
static int lay_out(const void *of)
{
    graph_t *graph = NULL;
    GVC_t *graphviz = open_graphviz();
    int code = read_graph(of, &graph);
    if (code != EXIT_SUCCESS)
        return code;
    write_head(graph);

    static char layout[] = "layout";
    const char *engine = agget(graph, layout);
    bool named = engine != NULL && engine[0] != '\0';
    char *svg = NULL;
    unsigned size = 0;
    if (gvLayout(graphviz, graph, named ? engine : "nop2") != 0 ||
        gvRenderData(graphviz, graph, "svg", &svg, &size) != 0)
        return EXIT_FAILURE;
    write_out(STDOUT_FILENO, svg, size);
    return EXIT_SUCCESS;
}

/* ---- the parent's side */

static bool read_head(const char **at, size_t numbers[HEAD_NUMBERS])
{
    for (int n = 0; n < HEAD_NUMBERS; n++) {
        char *end = NULL;
        numbers[n] = strtoul(*at, &end, 10);
        bool last = n == HEAD_NUMBERS - 1;
        if (end == *at || *end != (last ? '\n' : ' '))
            return false;
        *at = end + 1;
    }
    return true;
}

static bool take_text(const char **at, const char *end, size_t size,
                      qp_text *text)
{
    if (size > (size_t)(end - *at))
        return false;
    qp_text_add_bytes(text, *at, size);
    *at += size;
    return true;
}

static qp_status take_apart(const qp_text *drawn, const char *name,
                            qp_layout *layout, qp_error *err)
{
    enum { NODES, EDGES, TITLE, DESCRIPTION, LANGUAGE };
    size_t numbers[HEAD_NUMBERS];
    const char *at = qp_text_string(drawn);
    const char *end = at + drawn->size;
    if (!read_head(&at, numbers) ||
        !take_text(&at, end, numbers[TITLE], &layout->title) ||
        !take_text(&at, end, numbers[DESCRIPTION], &layout->description) ||
        !take_text(&at, end, numbers[LANGUAGE], &layout->language))
        return qp_fail(err, QP_E_CHILD,
                       "%s: what Graphviz handed back is not whole", name);
    qp_text_add_bytes(&layout->svg, at, (size_t)(end - at));
    layout->node_count = numbers[NODES];
    layout->edge_count = numbers[EDGES];
    if (layout->title.failed || layout->description.failed ||
        layout->language.failed)
        layout->svg.failed = true;
    return qp_text_status(&layout->svg, err);
}

qp_status qp_layout_draw(const char *dot, const char *name,
                         const qp_child_limits *limits, qp_layout *layout,
                         qp_error *err)
{
    const task of = {dot, name};
    const qp_child graphviz = {
        .name = "Graphviz", .work = lay_out, .task = &of, .limits = *limits};
    qp_text drawn = {0};
    qp_layout fresh = {0};
    qp_status status = qp_child_run(&graphviz, name, &drawn, err);
    if (status == QP_OK)
        status = take_apart(&drawn, name, &fresh, err);
    if (status == QP_OK) {
        qp_layout_clear(layout);
        *layout = fresh;
    } else {
        qp_layout_clear(&fresh);
    }
    qp_text_clear(&drawn);
    return status;
}

void qp_layout_clear(qp_layout *layout)
{
    qp_text_clear(&layout->svg);
    qp_text_clear(&layout->title);
    qp_text_clear(&layout->description);
    qp_text_clear(&layout->language);
    *layout = (qp_layout){0};
}
