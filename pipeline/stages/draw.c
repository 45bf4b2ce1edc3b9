/* SPDX-License-Identifier: MIT */
/**
 * @file stages/draw.c
 * @brief qipan-draw: figures as DOT.
 *
 * Reads   NETWORK.h5, PANEL.csv...; FIGURES.json, tables of labels
 * Writes  DIR/FIGURE.dot when one layer is drawn, else DIR/FIGURE-LAYER.dot;
 *         DIR/ego-ACTOR.dot, DIR/rings-ARCHITECT.dot; with --spec what that says (figure/plan.h)
 */
#include <stdio.h>
#include <string.h>

#include "core/file.h"
#include "core/memory.h"
#include "figure/basemap.h"
#include "figure/plan.h"
#include "figure/relabel.h"
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
    char *theme;
    char *spec;
    int width;
} options;

/* clang-format off */
static const struct poptOption option_table[] = {
    {"figure",  '\0', POPT_ARG_ARGV,   &options.figures,  0, "only this figure, e.g. ranking; may be repeated [all]", "NAME"},
    {"layer",   '\0', POPT_ARG_ARGV,   &options.layers,   0, "only this layer; may be repeated [all with flows]",        "ID"},
    {"ego",     '\0', POPT_ARG_ARGV,   &options.egos,     0, "this actor with all its ties; may be repeated [none]",      "ID"},
    {"window",  '\0', POPT_ARG_STRING, &options.window,   0, "one window, TO exclusive [the whole period]",              "FROM:TO"},
    {"level",   '\0', POPT_ARG_STRING, &options.level,    0, "regions of this kind [those without parts]",               "KIND"},
    {"lang",    '\0', POPT_ARG_STRING, &options.language, 0, "language of the figures: en, zh or both, two files [en]",  "LANG"},
    {"width",   '\0', POPT_ARG_INT,    &options.width,    0, "of the page: 180 mm, or 90 where a figure can be [180]",   "MM"},
    {"theme",   '\0', POPT_ARG_STRING, &options.theme,    0, "colours: " QP_THEME_NAMES " [print]",                      "NAME"},
    {"basemap", '\0', POPT_ARG_STRING, &options.basemap,  0, "land outline; none draws none [the one that comes along]", "FILE|none"},
    {"spec",    '\0', POPT_ARG_STRING, &options.spec,     0, "which figures, and how they look [all with something to show]", "FIGURES.json"},
    POPT_TABLEEND
};
/* clang-format on */

/** What all figures of one call share. */
typedef struct {
    qp_network net;
    qp_panel panel;
    qp_plan plan;
    qp_text coast; ///< path of the land outline that comes along
    qp_text spec;
    qp_relabelled *labelled; ///< [entry_count of the plan] the network under
                             ///< the names of each that has labels
    qp_findings findings;    ///< in the specification and what it names
} atelier;

/* ---------------------------------------------------- what the caller says */

static qp_status settle_window(qp_plan_look *look, qp_error *err)
{
    qp_window window;
    qp_status status = qp_window_read(options.window, &window, err);
    if (status == QP_OK && window.step_months != 0)
        return qp_stage_misuse(err, "--window", options.window,
                               "a figure shows one window, FROM:TO");
    if (status == QP_OK) {
        look->windowed = options.window != NULL;
        look->window = window.period;
    }
    return status;
}

static bool take_language(qp_plan_look *look)
{
    bool both = strcmp(options.language, "both") == 0;
    qp_language one = QP_ENGLISH;
    if (!both && !qp_language_read(options.language, &one))
        return false;
    for (int l = 0; l < QP_LANGUAGE_COUNT; l++)
        look->languages[l] = both || one == (qp_language)l;
    return true;
}

static bool take_width(qp_plan_look *look)
{
    look->width_mm = options.width;
    return options.width == QP_PAPER_NARROW || options.width == QP_PAPER_WIDE;
}

static qp_status settle_look(qp_plan_look *look, qp_error *err)
{
    char width[32];
    snprintf(width, sizeof width, "%d", options.width);
    look->level = options.level;
    look->basemap = options.basemap;
    if (options.language != NULL && !take_language(look))
        return qp_stage_misuse(err, "--lang", options.language,
                               "it is en, zh or both");
    if (options.width != 0 && !take_width(look))
        return qp_stage_misuse(err, "--width", width, "it is 90 or 180");
    if (options.theme != NULL && !qp_theme_read(options.theme, &look->theme))
        return qp_stage_misuse(err, "--theme", options.theme,
                               "it is " QP_THEME_NAMES);
    return settle_window(look, err);
}

static qp_status check_figure(const char *name, qp_error *err)
{
    const qp_figure *figure = qp_figure_named(name);
    if (figure == NULL)
        return qp_stage_misuse(err, "--figure", name,
                               "the figures are: " QP_FIGURE_NAMES);
    if (figure->topic == QP_FIGURE_OF_ACTOR && options.egos == NULL &&
        options.spec == NULL)
        return qp_stage_misuse(err, "--figure", name,
                               "--ego ID says of which actor");
    if (options.width == QP_PAPER_NARROW &&
        (figure->takes & QP_FIGURE_TAKES_NARROW) == 0)
        return qp_stage_misuse(err, "--width", "90",
                               "one of the figures cannot be drawn so "
                               "narrow; its width is 180");
    return QP_OK;
}

static qp_status settle(atelier *a, qp_error *err)
{
    qp_status status = QP_OK;
    a->plan.given = qp_plan_plain;
    a->plan.wanted = (const char *const *)options.figures;
    for (char **f = options.figures; f != NULL && *f != NULL; f++)
        if (status == QP_OK)
            status = check_figure(*f, err);
    if (status == QP_OK)
        status = settle_look(&a->plan.given, err);
    return status;
}

typedef qp_row finder(const qp_network *net, const char *id);

/* The rows of ids that an option names. */
static qp_status find_rows(const qp_network *net, finder *find, char **ids,
                           const char *option, qp_plan_rows *out, qp_error *err)
{
    size_t most = qp_stage_count((const char *const *)ids);
    out->rows = qp_acquire(most, sizeof *out->rows);
    if (out->rows == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu rows", most);
    for (; out->count < most; out->count++) {
        qp_row row = find(net, ids[out->count]);
        if (row == QP_NONE)
            return qp_stage_misuse(err, option, ids[out->count],
                                   find == qp_network_layer
                                       ? "the network has no such layer"
                                       : "the network has no such actor");
        out->rows[out->count] = row;
    }
    return QP_OK;
}

/* ----------------------------------------------------------------- the plan */

/* The first entry that has the labels of this one: each table is read once. */
static size_t same_labels(const qp_plan *plan, size_t entry)
{
    size_t first = 0;
    const char *path = plan->entries[entry].look.labels;
    while (first < entry &&
           (plan->entries[first].look.labels == NULL ||
            strcmp(plan->entries[first].look.labels, path) != 0))
        first++;
    return first;
}

static qp_status read_labels(atelier *a, qp_error *err)
{
    qp_status status = QP_OK;
    const qp_plan *plan = &a->plan;
    a->labelled = qp_acquire(plan->entry_count, sizeof *a->labelled);
    if (a->labelled == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for labels");
    for (size_t e = 0; e < plan->entry_count && status == QP_OK; e++)
        if (plan->entries[e].look.labels != NULL && same_labels(plan, e) == e)
            status = qp_relabel(&a->labelled[e], &a->net,
                                plan->entries[e].look.labels, &a->findings,
                                err);
    return status;
}

static qp_status make_plan(atelier *a, qp_error *err)
{
    enum { MOST_SPEC = 16 << 20 };
    if (options.spec == NULL)
        return qp_plan_usual(&a->plan, err);
    qp_status status = qp_file_read(options.spec, MOST_SPEC, &a->spec, err);
    if (status == QP_OK)
        status = qp_plan_read(&a->plan, &a->spec, options.spec, &a->net,
                              &a->findings, err);
    if (status == QP_OK && a->findings.total[QP_DEFECT] == 0)
        status = read_labels(a, err);
    return status;
}

/* What is wrong with the specification, all of it. */
static qp_status tell_findings(atelier *a, qp_error *err)
{
    qp_text told = {0};
    size_t defects = a->findings.total[QP_DEFECT];
    if (defects == 0)
        return QP_OK;
    qp_findings_sort(&a->findings);
    qp_findings_text(&a->findings, QP_DEFECT, stage.name, &told);
    fputs(qp_text_string(&told), stderr);
    fprintf(stderr, "%s: refused: %zu defect%s in the specification\n",
            stage.name, defects, defects == 1 ? "" : "s");
    qp_text_clear(&told);
    return qp_fail(err, QP_E_REFUSED, "the specification was refused");
}

static qp_status plan(atelier *a, qp_error *err)
{
    qp_status status = find_rows(&a->net, qp_network_layer, options.layers,
                                 "--layer", &a->plan.layers, err);
    if (status == QP_OK)
        status = find_rows(&a->net, qp_network_actor, options.egos, "--ego",
                           &a->plan.actors, err);
    if (status == QP_OK)
        status = make_plan(a, err);
    if (status == QP_OK && a->findings.total[QP_DEFECT] == 0)
        status = qp_plan_files(&a->plan, &a->net, &a->panel, &a->findings, err);
    return status == QP_OK ? tell_findings(a, err) : status;
}

/* ------------------------------------------------------------------ drawing */

static const char *basemap_of(const atelier *a, const qp_plan_look *look)
{
    if (look->basemap == NULL || strcmp(look->basemap, "coast") == 0)
        return a->coast.bytes;
    return strcmp(look->basemap, "none") == 0 ? NULL : look->basemap;
}

static const qp_network *network_of(const atelier *a, const qp_plan_file *file)
{
    size_t entry = (size_t)(file->entry - a->plan.entries);
    if (file->entry->look.labels == NULL)
        return &a->net;
    return qp_relabelled_net(&a->labelled[same_labels(&a->plan, entry)],
                             &a->net);
}

static qp_figure_options options_of(const atelier *a, const qp_plan_file *file)
{
    qp_figure_options figure = qp_plan_options(file);
    figure.net = network_of(a, file);
    figure.panel = &a->panel;
    figure.basemap = basemap_of(a, &file->entry->look);
    return figure;
}

static qp_status publish(const qp_call *call, const qp_plan_file *file,
                         const qp_text *dot, qp_error *err)
{
    qp_text path = {0};
    qp_text_addf(&path, "%s/%s.dot", call->output, qp_text_string(&file->name));
    qp_status status = qp_text_status(&path, err);
    if (status == QP_OK)
        status = qp_file_publish(path.bytes, dot->bytes, dot->size, err);
    if (status == QP_OK)
        qp_stage_say(&stage, call, "%s", path.bytes);
    qp_text_clear(&path);
    return status;
}

static qp_status draw_all(const atelier *a, const qp_call *call, qp_error *err)
{
    qp_status status = QP_OK;
    qp_text dot = {0};
    for (size_t f = 0; f < a->plan.file_count && status == QP_OK; f++) {
        const qp_plan_file *file = &a->plan.files[f];
        const qp_figure_options figure = options_of(a, file);
        qp_text_empty(&dot);
        status = file->entry->figure->draw(&figure, &dot, err);
        if (status == QP_OK)
            status = publish(call, file, &dot, err);
    }
    if (status == QP_OK && a->plan.file_count == 0)
        qp_stage_warn(&stage, call,
                      "warning: no figure is drawn; the network has nothing "
                      "to show in one");
    qp_text_clear(&dot);
    return status;
}

/* ------------------------------------------------------------------- inputs */

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

/* A base map that no figure needs may be missing. */
static bool needs_coast(const qp_plan *plan)
{
    for (size_t e = 0; e < plan->entry_count; e++) {
        const char *basemap = plan->entries[e].look.basemap;
        if (basemap == NULL || strcmp(basemap, "coast") == 0)
            return true;
    }
    return false;
}

static void clear(atelier *a)
{
    for (size_t e = 0; a->labelled != NULL && e < a->plan.entry_count; e++)
        qp_relabelled_clear(&a->labelled[e]);
    qp_release(a->labelled);
    qp_findings_clear(&a->findings);
    qp_plan_clear(&a->plan);
    qp_text_clear(&a->spec);
    qp_text_clear(&a->coast);
    qp_panel_clear(&a->panel);
    qp_network_clear(&a->net);
}

static qp_status draw(const qp_call *call, qp_error *err)
{
    atelier a = {0};
    qp_status status = settle(&a, err);
    if (status == QP_OK)
        status = read_inputs(&a, call, err);
    if (status == QP_OK)
        status = plan(&a, err);
    if (status == QP_OK && needs_coast(&a.plan))
        status = qp_resource_find("basemap/" QP_BASEMAP_NAME, &a.coast, err);
    if (status == QP_OK)
        status = qp_file_make_folder(call->output, err);
    if (status == QP_OK)
        status = draw_all(&a, call, err);
    clear(&a);
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
