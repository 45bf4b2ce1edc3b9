/* SPDX-License-Identifier: MIT */
/**
 * @file stages/draw.c
 * @brief qipan-draw: figures as DOT.
 *
 * Reads   NETWORK.h5, PANEL.csv...
 * Writes  DIR/FIGURE.dot when one layer is drawn, else DIR/FIGURE-LAYER.dot
 */
#include <string.h>

#include "core/file.h"
#include "core/memory.h"
#include "figure/flow_map.h"
#include "figure/multiplex.h"
#include "net/store.h"
#include "stages/resource.h"
#include "stages/stage.h"
#include "stages/window.h"

static const qp_stage stage = {
    .name = "qipan-draw",
    .inputs = "NETWORK.h5 PANEL.csv...",
    .output = "DIR",
    .least_inputs = 1,
    .most_inputs = 16,
    .purpose = "Draw figures as DOT: one file a figure, or a figure and layer.",
    .examples = {"qipan-draw network.h5 siphon.csv -o graphs",
                 "qipan-draw --layer talent --window 2014:2015 --lang zh "
                 "network.h5 siphon.csv -o graphs"},
};

#define FIGURE_NAMES "flow-map, multiplex"

static struct {
    char **figures;
    char **layers;
    char *window;
    char *level;
    char *language;
    char *basemap;
} options;

/* clang-format off */
static const struct poptOption option_table[] = {
    {"figure",  '\0', POPT_ARG_ARGV,   &options.figures,  0, "only this figure; may be repeated [all]: " FIGURE_NAMES, "NAME"},
    {"layer",   '\0', POPT_ARG_ARGV,   &options.layers,   0, "only this layer; may be repeated [all directed]",          "ID"},
    {"window",  '\0', POPT_ARG_STRING, &options.window,   0, "one window, TO exclusive [the whole period]",              "FROM:TO"},
    {"level",   '\0', POPT_ARG_STRING, &options.level,    0, "regions of this kind [those without parts]",               "KIND"},
    {"lang",    '\0', POPT_ARG_STRING, &options.language, 0, "language of the figure: en or zh [en]",                    "LANG"},
    {"basemap", '\0', POPT_ARG_STRING, &options.basemap,  0, "land outline; none draws none [the one that comes along]", "FILE|none"},
    POPT_TABLEEND
};
/* clang-format on */

/** What all figures of one call share. */
typedef struct {
    qp_network net;
    qp_panel panel;
    qp_text basemap; ///< path; empty for none
    qp_window window;
    qp_language language;
    qp_row *layers; ///< [layer_count] to draw
    size_t layer_count;
} atelier;

/** A figure shows the network, or one layer of it. */
typedef enum { OF_NETWORK, OF_LAYER } figure_topic;

typedef struct {
    const char *name;
    figure_topic topic;
    bool (*has_something)(const atelier *a, qp_row row); ///< to show; else it
                                                         ///< is drawn only
                                                         ///< when asked for
    qp_status (*draw)(const atelier *a, qp_row row, qp_text *dot,
                      qp_error *err);
} figure;

static bool has_flows(const atelier *a, qp_row layer)
{
    return a->net.layers.directed[layer] != 0;
}

static qp_status draw_flow_map(const atelier *a, qp_row layer, qp_text *dot,
                               qp_error *err)
{
    qp_flow_map_options map = {
        .layer = layer,
        .window = a->window.period,
        .language = a->language,
        .basemap = a->basemap.size > 0 ? a->basemap.bytes : NULL,
        .level = options.level,
    };
    return qp_flow_map(&a->net, &a->panel, &map, dot, err);
}

/* Sheets show how kinds are tied; of one kind flow-map tells more. */
static bool has_kinds(const atelier *a, qp_row row)
{
    (void)row;
    return qp_multiplex_has_kinds(&a->net);
}

static qp_status draw_multiplex(const atelier *a, qp_row row, qp_text *dot,
                                qp_error *err)
{
    qp_multiplex_options sheets = {
        .window = a->window.period,
        .language = a->language,
    };
    (void)row;
    return qp_multiplex(&a->net, &sheets, dot, err);
}

static const figure figures[] = {
    {"flow-map", OF_LAYER, has_flows, draw_flow_map},
    {"multiplex", OF_NETWORK, has_kinds, draw_multiplex},
};

enum { FIGURE_COUNT = sizeof figures / sizeof *figures };

static bool is_figure(const char *name)
{
    for (size_t f = 0; f < FIGURE_COUNT; f++)
        if (strcmp(figures[f].name, name) == 0)
            return true;
    return false;
}

static bool is_wanted(const char *name)
{
    for (char **f = options.figures; f != NULL && *f != NULL; f++)
        if (strcmp(*f, name) == 0)
            return true;
    return options.figures == NULL;
}

static qp_status settle(atelier *a, qp_error *err)
{
    for (char **f = options.figures; f != NULL && *f != NULL; f++)
        if (!is_figure(*f))
            return qp_stage_misuse(err, "--figure", *f,
                                   "the figures are: " FIGURE_NAMES);
    if (options.language != NULL &&
        !qp_language_read(options.language, &a->language))
        return qp_stage_misuse(err, "--lang", options.language,
                               "it is en or zh");

    qp_status status = qp_window_read(options.window, &a->window, err);
    if (status == QP_OK && a->window.step_months != 0)
        status = qp_stage_misuse(err, "--window", options.window,
                                 "a figure shows one window, FROM:TO");
    if (status != QP_OK ||
        (options.basemap != NULL && strcmp(options.basemap, "none") == 0))
        return status;
    if (options.basemap == NULL)
        return qp_resource_find("basemap/" QP_BASEMAP_NAME, &a->basemap, err);
    qp_text_add(&a->basemap, options.basemap);
    return qp_text_status(&a->basemap, err);
}

static qp_status add_named_layers(atelier *a, qp_error *err)
{
    for (char **id = options.layers; *id != NULL; id++) {
        qp_row layer = qp_network_layer(&a->net, *id);
        if (layer == QP_NONE)
            return qp_stage_misuse(err, "--layer", *id,
                                   "the network has no such layer");
        a->layers[a->layer_count++] = layer;
    }
    return QP_OK;
}

static void add_all_layers(atelier *a)
{
    for (qp_row layer = 0; layer < a->net.layers.count; layer++)
        a->layers[a->layer_count++] = layer;
}

static qp_status choose_layers(atelier *a, qp_error *err)
{
    size_t most = a->net.layers.count +
                  qp_stage_count((const char *const *)options.layers);
    a->layers = qp_acquire(most, sizeof *a->layers);
    if (a->layers == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu layers", most);
    if (options.layers != NULL)
        return add_named_layers(a, err);
    add_all_layers(a);
    return QP_OK;
}

/* Layer ids are free text; a file name is not. */
static void add_file_name(qp_text *path, const char *id)
{
    for (const char *c = id; *c != '\0'; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9') || strchr("-_.", *c) != NULL;
        if (plain)
            qp_text_add_bytes(path, c, 1);
        else
            qp_text_addf(path, "%%%02X", (unsigned char)*c);
    }
}

/** Rows that a figure is drawn of, one file each. */
typedef struct {
    const figure *figure;
    qp_row *rows; ///< [count]
    size_t count;
} series;

static void add_row_name(const atelier *a, const series *s, qp_row row,
                         qp_text *path)
{
    if (s->figure->topic == OF_NETWORK || s->count == 1)
        return;
    qp_text_add(path, "-");
    add_file_name(path, qp_network_text(&a->net, a->net.layers.id[row]));
}

static qp_status publish(const atelier *a, const qp_call *call, const series *s,
                         qp_row row, const qp_text *dot, qp_error *err)
{
    qp_text path = {0};
    qp_text_addf(&path, "%s/%s", call->output, s->figure->name);
    add_row_name(a, s, row, &path);
    qp_text_add(&path, ".dot");
    qp_status status = qp_text_status(&path, err);
    if (status == QP_OK)
        status = qp_file_publish(path.bytes, dot->bytes, dot->size, err);
    if (status == QP_OK)
        qp_stage_say(&stage, call, "%s", path.bytes);
    qp_text_clear(&path);
    return status;
}

/* Layers that were named are drawn whatever they hold. */
static void choose_rows(const atelier *a, series *s)
{
    if (s->figure->topic == OF_NETWORK) {
        if (options.figures != NULL || s->figure->has_something(a, QP_NONE))
            s->rows[s->count++] = QP_NONE;
        return;
    }
    for (size_t l = 0; l < a->layer_count; l++)
        if (options.layers != NULL || s->figure->has_something(a, a->layers[l]))
            s->rows[s->count++] = a->layers[l];
}

static qp_status draw_series(const atelier *a, const qp_call *call,
                             const series *s, qp_error *err)
{
    qp_status status = QP_OK;
    qp_text dot = {0};
    for (size_t r = 0; r < s->count && status == QP_OK; r++) {
        qp_text_empty(&dot);
        status = s->figure->draw(a, s->rows[r], &dot, err);
        if (status == QP_OK)
            status = publish(a, call, s, s->rows[r], &dot, err);
    }
    qp_text_clear(&dot);
    return status;
}

static qp_status draw_all(const atelier *a, const qp_call *call, qp_error *err)
{
    qp_status status = QP_OK;
    series s = {.rows = qp_acquire(a->layer_count + 1, sizeof *s.rows)};
    if (s.rows == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the figures");
    for (size_t f = 0; f < FIGURE_COUNT && status == QP_OK; f++) {
        s.figure = &figures[f];
        s.count = 0;
        if (is_wanted(figures[f].name))
            choose_rows(a, &s);
        status = draw_series(a, call, &s, err);
    }
    qp_release(s.rows);
    return status;
}

static qp_status read_inputs(atelier *a, const qp_call *call, qp_error *err)
{
    qp_status status = qp_network_read(&a->net, call->inputs[0], false, err);
    for (size_t i = 1; i < call->input_count && status == QP_OK; i++)
        status = qp_panel_read(&a->panel, call->inputs[i], err);
    qp_panel_sort(&a->panel);
    return status;
}

static qp_status draw(const qp_call *call, qp_error *err)
{
    atelier a = {0};
    qp_status status = settle(&a, err);
    if (status == QP_OK)
        status = read_inputs(&a, call, err);
    if (status == QP_OK)
        status = choose_layers(&a, err);
    if (status == QP_OK)
        status = qp_file_make_folder(call->output, err);
    if (status == QP_OK)
        status = draw_all(&a, call, err);
    qp_release(a.layers);
    qp_text_clear(&a.basemap);
    qp_panel_clear(&a.panel);
    qp_network_clear(&a.net);
    return status;
}

int main(int argc, char **argv)
{
    qp_call call;
    if (!qp_stage_begin(&stage, option_table, argc, argv, &call))
        return call.exit_code;
    qp_error err = {0};
    qp_status status = draw(&call, &err);
    return qp_stage_end(&stage, status, &err);
}
