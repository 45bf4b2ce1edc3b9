/* SPDX-License-Identifier: MIT */
/**
 * @file stages/draw.c
 * @brief qipan-draw: figures as DOT.
 *
 * Reads   NETWORK.h5, PANEL.csv...
 * Writes  DIR/FIGURE.dot when one layer is drawn, else DIR/FIGURE-LAYER.dot;
 *         DIR/ego-ACTOR.dot, DIR/rings-ARCHITECT.dot
 */
#include <string.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/memory.h"
#include "figure/basemap.h"
#include "figure/gallery.h"
#include "net/store.h"
#include "panel/meta.h"
#include "stages/resource.h"
#include "stages/stage.h"
#include "stages/window.h"

static const qp_stage stage = {
    .name = "qipan-draw",
    .inputs = "NETWORK.h5 PANEL.csv...",
    .output = "DIR",
    .least_inputs = 1,
    .most_inputs = 16,
    .purpose = "Draw figures as DOT: one file a figure, layer or actor.",
    .examples = {"qipan-draw network.h5 siphon.csv -o graphs",
                 "qipan-draw --layer talent --window 2014:2015 --lang zh "
                 "network.h5 siphon.csv -o graphs"},
};

static struct {
    char **figures;
    char **layers;
    char **egos;
    char *window;
    char *level;
    char *language;
    char *basemap;
} options;

/* clang-format off */
static const struct poptOption option_table[] = {
    {"figure",  '\0', POPT_ARG_ARGV,   &options.figures,  0, "one of " QP_FIGURE_NAMES "; may be repeated [all]",            "NAME"},
    {"layer",   '\0', POPT_ARG_ARGV,   &options.layers,   0, "only this layer; may be repeated [all with flows]",        "ID"},
    {"ego",     '\0', POPT_ARG_ARGV,   &options.egos,     0, "this actor with all its ties; may be repeated [none]",      "ID"},
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
    qp_row *egos; ///< [ego_count] actors to draw with their ties
    size_t ego_count;
    qp_row *architects; ///< [architect_count] all
    size_t architect_count;
} atelier;

/* An actor that is named is wanted, whatever figures are. */
static bool is_wanted(const qp_figure *wanted)
{
    const char *name = wanted->name;
    if (wanted->topic == QP_FIGURE_OF_ACTOR)
        return options.egos != NULL;
    for (char **f = options.figures; f != NULL && *f != NULL; f++)
        if (strcmp(*f, name) == 0)
            return true;
    return options.figures == NULL;
}

static qp_status settle(atelier *a, qp_error *err)
{
    for (char **f = options.figures; f != NULL && *f != NULL; f++)
        if (qp_figure_named(*f) == NULL)
            return qp_stage_misuse(err, "--figure", *f,
                                   "the figures are: " QP_FIGURE_NAMES);
        else if (strcmp(*f, "ego") == 0 && options.egos == NULL)
            return qp_stage_misuse(err, "--figure", *f,
                                   "--ego ID says of which actor");
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

static qp_status choose_egos(atelier *a, qp_error *err)
{
    size_t most = qp_stage_count((const char *const *)options.egos);
    a->egos = qp_acquire(most, sizeof *a->egos);
    if (a->egos == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu actors", most);
    for (; a->ego_count < most; a->ego_count++) {
        const char *id = options.egos[a->ego_count];
        a->egos[a->ego_count] = qp_network_actor(&a->net, id);
        if (a->egos[a->ego_count] == QP_NONE)
            return qp_stage_misuse(err, "--ego", id,
                                   "the network has no such actor");
    }
    return QP_OK;
}

static qp_status find_architects(atelier *a, qp_error *err)
{
    const qp_actors *actors = &a->net.actors;
    a->architects = qp_acquire(actors->count, sizeof *a->architects);
    if (a->architects == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu actors",
                       actors->count);
    for (qp_row row = 0; row < actors->count; row++)
        if (actors->kind[row] == QP_KIND_ARCHITECT)
            a->architects[a->architect_count++] = row;
    return QP_OK;
}

/* Ids are free text; a file name is not, and has an end: of a long one the
 * beginning is told, and a digest of the whole. */
static void add_file_name(qp_text *path, const char *id)
{
    enum { LONG = 160 };
    const size_t most = path->size + LONG;
    for (const char *c = id; *c != '\0'; c++) {
        if (path->size >= most) {
            char digest[QP_DIGEST_SIZE];
            qp_text_addf(path, "-%s", qp_digest_text(id, strlen(id), digest));
            return;
        }
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
    const qp_figure *figure;
    qp_row *rows; ///< [count]
    size_t count;
} series;

static bool is_of_actor(const qp_figure *figure)
{
    return figure->topic == QP_FIGURE_OF_ACTOR ||
           figure->topic == QP_FIGURE_OF_ARCHITECT;
}

static void add_row_name(const atelier *a, const series *s, qp_row row,
                         qp_text *path)
{
    const qp_string *id = is_of_actor(s->figure) ? a->net.actors.id
                                                 : a->net.layers.id;
    bool alone = s->figure->topic == QP_FIGURE_OF_LAYER && s->count == 1;
    if (s->figure->topic == QP_FIGURE_OF_NETWORK || alone)
        return;
    qp_text_add(path, "-");
    add_file_name(path, qp_network_text(&a->net, id[row]));
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

static qp_figure_options options_of(const atelier *a, const qp_figure *figure,
                                    qp_row row)
{
    return (qp_figure_options){
        .net = &a->net,
        .panel = &a->panel,
        .layer = figure->topic == QP_FIGURE_OF_LAYER ? row : QP_NONE,
        .actor = is_of_actor(figure) ? row : QP_NONE,
        .window = a->window.period,
        .language = a->language,
        .level = options.level,
        .basemap = a->basemap.size > 0 ? a->basemap.bytes : NULL,
    };
}

static bool has_something(const atelier *a, const qp_figure *figure, qp_row row)
{
    const qp_figure_options o = options_of(a, figure, row);
    return figure->has_something == NULL || figure->has_something(&o);
}

/* What was named is drawn whatever it holds. */
static void choose_rows(const atelier *a, series *s)
{
    static const qp_row network[] = {QP_NONE};
    const struct {
        const qp_row *rows;
        size_t count;
        bool named;
    } topics[] = {
        [QP_FIGURE_OF_NETWORK] = {network, 1, options.figures != NULL},
        [QP_FIGURE_OF_LAYER] = {a->layers, a->layer_count,
                                options.layers != NULL},
        [QP_FIGURE_OF_ACTOR] = {a->egos, a->ego_count, true},
        [QP_FIGURE_OF_ARCHITECT] = {a->architects, a->architect_count, false}};
    qp_figure_topic t = s->figure->topic;
    for (size_t r = 0; r < topics[t].count; r++)
        if (topics[t].named || has_something(a, s->figure, topics[t].rows[r]))
            s->rows[s->count++] = topics[t].rows[r];
}

static qp_status draw_series(const atelier *a, const qp_call *call,
                             const series *s, qp_error *err)
{
    qp_status status = QP_OK;
    qp_text dot = {0};
    for (size_t r = 0; r < s->count && status == QP_OK; r++) {
        const qp_figure_options o = options_of(a, s->figure, s->rows[r]);
        qp_text_empty(&dot);
        status = s->figure->draw(&o, &dot, err);
        if (status == QP_OK)
            status = publish(a, call, s, s->rows[r], &dot, err);
    }
    qp_text_clear(&dot);
    return status;
}

static qp_status draw_all(const atelier *a, const qp_call *call, qp_error *err)
{
    qp_status status = QP_OK;
    size_t most = a->layer_count + a->ego_count + a->architect_count + 1;
    size_t drawn = 0;
    series s = {.rows = qp_acquire(most, sizeof *s.rows)};
    if (s.rows == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the figures");
    for (size_t f = 0; f < qp_figure_count && status == QP_OK; f++) {
        s.figure = &qp_figures[f];
        s.count = 0;
        if (is_wanted(&qp_figures[f]))
            choose_rows(a, &s);
        status = draw_series(a, call, &s, err);
        drawn += s.count;
    }
    if (status == QP_OK && drawn == 0)
        qp_stage_warn(&stage, call,
                      "warning: no figure is drawn; the network has nothing "
                      "to show in one");
    qp_release(s.rows);
    return status;
}

/* A panel of another network would put its numbers under this one's map. */
static qp_status check_origin(const qp_network *net, const char *panel,
                              qp_error *err)
{
    enum { MOST_META = 16 << 20 };
    qp_text path = {0};
    qp_text json = {0};
    qp_meta_path(panel, &path);
    qp_status status = qp_text_status(&path, err);
    if (status == QP_OK && qp_file_exists(path.bytes)) {
        status = qp_file_read(path.bytes, MOST_META, &json, err);
        if (status == QP_OK && !qp_meta_is_of(&json, net->digest))
            status = qp_fail(err, QP_E_FORMAT,
                             "%s: measures another network; measure this one "
                             "again, e.g. with qipan-siphon",
                             panel);
    }
    qp_text_clear(&json);
    qp_text_clear(&path);
    return status;
}

static qp_status read_inputs(atelier *a, const qp_call *call, qp_error *err)
{
    qp_status status = qp_network_read(&a->net, call->inputs[0], false, err);
    for (size_t i = 1; i < call->input_count && status == QP_OK; i++) {
        status = qp_panel_read(&a->panel, call->inputs[i], err);
        if (status == QP_OK)
            status = check_origin(&a->net, call->inputs[i], err);
    }
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
        status = choose_egos(&a, err);
    if (status == QP_OK)
        status = find_architects(&a, err);
    if (status == QP_OK)
        status = qp_file_make_folder(call->output, err);
    if (status == QP_OK)
        status = draw_all(&a, call, err);
    qp_release(a.layers);
    qp_release(a.egos);
    qp_release(a.architects);
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
