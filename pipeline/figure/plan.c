/* SPDX-License-Identifier: MIT */
#include "figure/plan.h"

#include <string.h>

#include "core/digest.h"
#include "core/memory.h"

const qp_plan_look qp_plan_plain = {.window = {QP_NO_DAY, QP_NO_DAY},
                                    .theme = -1};

/* ----------------------------------------------------------------- entries */

static bool is_wanted(const qp_plan *plan, const qp_figure *figure)
{
    for (const char *const *w = plan->wanted; w != NULL && *w != NULL; w++)
        if (strcmp(*w, figure->name) == 0)
            return true;
    return plan->wanted == NULL;
}

static bool is_there(const qp_plan *plan, const qp_figure *figure)
{
    for (size_t e = 0; e < plan->entry_count; e++)
        if (plan->entries[e].figure == figure)
            return true;
    return false;
}

/* Not all figures can be narrow; what nobody asked for is then wide. */
static qp_plan_entry usual_entry(const qp_plan *plan, const qp_figure *figure)
{
    qp_plan_entry entry = {
        .figure = figure, .asked = plan->wanted != NULL, .look = plan->given};
    if (!entry.asked && (figure->takes & QP_FIGURE_TAKES_NARROW) == 0)
        entry.look.width_mm = QP_PAPER_WIDE;
    return entry;
}

/* An actor that is named is wanted, whatever figures are. */
static bool is_usual(const qp_plan *plan, const qp_figure *figure)
{
    if (figure->topic == QP_FIGURE_OF_ACTOR)
        return plan->actors.count > 0;
    return is_wanted(plan, figure);
}

qp_status qp_plan_usual(qp_plan *plan, qp_error *err)
{
    size_t most = plan->entry_count + qp_figure_count;
    qp_plan_entry *all = qp_acquire(most, sizeof *all);
    if (all == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the figures");
    size_t count = 0;
    for (; count < plan->entry_count; count++)
        all[count] = plan->entries[count];
    for (size_t f = 0; f < qp_figure_count; f++)
        if (is_usual(plan, &qp_figures[f]) && !is_there(plan, &qp_figures[f]))
            all[count++] = usual_entry(plan, &qp_figures[f]);
    qp_release(plan->entries);
    plan->entries = all;
    plan->entry_count = count;
    return QP_OK;
}

/* ------------------------------------------------------------------- files */

qp_figure_options qp_plan_options(const qp_plan_file *file)
{
    const qp_plan_entry *e = file->entry;
    qp_figure_topic topic = e->figure->topic;
    return (qp_figure_options){
        .layer = topic == QP_FIGURE_OF_LAYER ? file->row : QP_NONE,
        .actor = topic == QP_FIGURE_OF_ACTOR ? file->row : QP_NONE,
        .window = e->look.window,
        .language = file->language,
        .level = e->look.level,
        .paper = {.width_mm = e->look.width_mm,
                  .theme = e->look.theme >= 0 ? (qp_theme)e->look.theme
                                              : QP_THEME_PRINT,
                  .title = e->title[file->language],
                  .notice = (e->figure->takes & QP_FIGURE_TAKES_BASEMAP) != 0
                                ? e->look.notice
                                : NULL},
    };
}

/* Ids are free text; a file name is not, and has an end: of a long one the
 * beginning is told, and a digest of the whole. */
static void add_id(qp_text *name, const char *id)
{
    enum { LONG = 160 };
    const size_t most = name->size + LONG;
    for (const char *c = id; *c != '\0'; c++) {
        if (name->size >= most) {
            char digest[QP_DIGEST_SIZE];
            qp_text_addf(name, "-%s", qp_digest_text(id, strlen(id), digest));
            return;
        }
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9') || strchr("-_.", *c) != NULL;
        if (plain)
            qp_text_add_bytes(name, c, 1);
        else
            qp_text_addf(name, "%%%02X", (unsigned char)*c);
    }
}

/** The files of one entry under way. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel;
    const qp_plan_entry *entry;
    const qp_row *rows; ///< [count] what it is drawn of
    size_t count;
    bool named; ///< somebody named these rows
} batch;

static void add_name(const batch *b, const qp_plan_file *file, qp_text *name)
{
    const qp_plan_entry *e = b->entry;
    const qp_string *id = e->figure->topic == QP_FIGURE_OF_ACTOR
                              ? b->net->actors.id
                              : b->net->layers.id;
    bool alone = b->count == 1 &&
                 (e->name != NULL ||
                  (e->figure->topic == QP_FIGURE_OF_LAYER && e->of.count == 0));
    qp_text_add(name, e->name != NULL ? e->name : e->figure->name);
    if (file->row != QP_NONE && !alone) {
        qp_text_add(name, "-");
        add_id(name, qp_network_text(b->net, id[file->row]));
    }
    if (file->language == QP_CHINESE && e->look.languages[QP_ENGLISH])
        qp_text_add(name, "-zh");
}

static qp_plan_file *new_file(qp_plan *plan)
{
    if (plan->file_count == plan->file_room) {
        size_t room = plan->file_room * 2 + 16;
        qp_plan_file *more = qp_resize(plan->files, room, sizeof *more);
        if (more == NULL)
            return NULL;
        plan->files = more;
        plan->file_room = room;
    }
    return &plan->files[plan->file_count];
}

static qp_status add_file(qp_plan *plan, const batch *b, qp_row row,
                          qp_language language, qp_error *err)
{
    qp_plan_file *file = new_file(plan);
    if (file == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the figures");
    *file = (qp_plan_file){.entry = b->entry, .row = row, .language = language};
    add_name(b, file, &file->name);
    plan->file_count++;
    return qp_text_status(&file->name, err);
}

static qp_status add_languages(qp_plan *plan, const batch *b, qp_row row,
                               qp_error *err)
{
    const bool *asked = b->entry->look.languages;
    qp_status status = QP_OK;
    if (asked[QP_ENGLISH] || !asked[QP_CHINESE])
        status = add_file(plan, b, row, QP_ENGLISH, err);
    if (status == QP_OK && asked[QP_CHINESE])
        status = add_file(plan, b, row, QP_CHINESE, err);
    return status;
}

static bool has_something(const batch *b, qp_row row)
{
    const qp_plan_file file = {.entry = b->entry, .row = row};
    qp_figure_options options = qp_plan_options(&file);
    options.net = b->net;
    options.panel = b->panel;
    bool (*has)(const qp_figure_options *) = b->entry->figure->has_something;
    return has == NULL || has(&options);
}

/* What was named is drawn whatever it holds. */
static size_t choose(const batch *b, qp_row chosen[])
{
    size_t count = 0;
    for (size_t r = 0; r < b->count; r++)
        if (b->named || has_something(b, b->rows[r]))
            chosen[count++] = b->rows[r];
    return count;
}

static batch batch_of(const qp_plan *plan, const qp_plan_entry *e,
                      const qp_row all_layers[], const qp_network *net)
{
    static const qp_row network[] = {QP_NONE};
    const qp_plan_rows said[] = {[QP_FIGURE_OF_NETWORK] = {NULL, 0},
                                 [QP_FIGURE_OF_LAYER] = plan->layers,
                                 [QP_FIGURE_OF_ACTOR] = plan->actors};
    const qp_plan_rows rows = e->of.count > 0 ? e->of : said[e->figure->topic];
    batch b = {.net = net,
               .entry = e,
               .rows = rows.rows,
               .count = rows.count,
               .named = rows.count > 0};
    if (e->figure->topic == QP_FIGURE_OF_NETWORK) {
        b.rows = network;
        b.count = 1;
        b.named = e->asked;
    } else if (e->figure->topic == QP_FIGURE_OF_LAYER && !b.named) {
        b.rows = all_layers;
        b.count = net->layers.count;
    }
    return b;
}

static qp_status add_entry(qp_plan *plan, batch b, qp_error *err)
{
    qp_status status = QP_OK;
    qp_row *chosen = qp_acquire(b.count, sizeof *chosen);
    if (chosen == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the figures");
    b.count = choose(&b, chosen);
    b.rows = chosen;
    for (size_t r = 0; r < b.count && status == QP_OK; r++)
        status = add_languages(plan, &b, chosen[r], err);
    qp_release(chosen);
    return status;
}

static qp_status tell_twin(const qp_plan_file *file, const qp_plan_file *first,
                           qp_findings *findings, qp_error *err)
{
    qp_text found = {0};
    const qp_plan_entry *e = file->entry;
    qp_text_addf(&found, "figure '%s': its file %s.dot is that of another, too",
                 e->figure->name, qp_text_string(&file->name));
    if (first->entry->place.line > 0)
        qp_text_addf(&found, ", in line %u", first->entry->place.line);
    qp_status status = qp_text_status(&found, err);
    if (status == QP_OK)
        status = qp_findings_add(findings, QP_RULE_FIGURES_VALUE, e->place,
                                 found.bytes, "give one of them a \"name\"",
                                 err);
    qp_text_clear(&found);
    return status;
}

/* The first of this name; few files, so each asks all before it. */
static const qp_plan_file *twin_of(const qp_plan *plan, size_t file)
{
    const char *name = plan->files[file].name.bytes;
    for (size_t f = 0; f < file; f++)
        if (strcmp(plan->files[f].name.bytes, name) == 0)
            return &plan->files[f];
    return NULL;
}

qp_status qp_plan_files(qp_plan *plan, const qp_network *net,
                        const qp_panel *panel, qp_findings *findings,
                        qp_error *err)
{
    qp_status status = QP_OK;
    qp_row *layers = qp_acquire(net->layers.count, sizeof *layers);
    if (layers == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the figures");
    for (qp_row layer = 0; layer < net->layers.count; layer++)
        layers[layer] = layer;
    for (size_t e = 0; e < plan->entry_count && status == QP_OK; e++) {
        batch b = batch_of(plan, &plan->entries[e], layers, net);
        b.panel = panel;
        status = add_entry(plan, b, err);
    }
    for (size_t f = 0; f < plan->file_count && status == QP_OK; f++) {
        const qp_plan_file *twin = twin_of(plan, f);
        if (twin != NULL)
            status = tell_twin(&plan->files[f], twin, findings, err);
    }
    qp_release(layers);
    return status;
}

void qp_plan_clear(qp_plan *plan)
{
    for (size_t e = 0; e < plan->entry_count; e++)
        qp_release(plan->entries[e].of.rows);
    for (size_t f = 0; f < plan->file_count; f++)
        qp_text_clear(&plan->files[f].name);
    for (size_t p = 0; p < plan->path_count; p++)
        qp_text_clear(&plan->paths[p]);
    qp_release(plan->entries);
    qp_release(plan->files);
    qp_release(plan->paths);
    qp_release(plan->layers.rows);
    qp_release(plan->actors.rows);
    qp_json_close(plan->json);
    *plan = (qp_plan){.given = qp_plan_plain};
}
