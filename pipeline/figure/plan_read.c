/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/file.h"
#include "core/memory.h"
#include "figure/plan.h"

/** The reading of one specification. */
typedef struct {
    qp_json_reader json;
    qp_plan *plan;
    const qp_network *net;
    size_t folder;        ///< bytes of the path before the name of the file
    bool others;          ///< figures that no entry names are drawn, too
    qp_plan_look *look;   ///< being read
    qp_plan_entry *entry; ///< being read; NULL outside
} reading;

/* ------------------------------------------------------------ nearest names */

/* "it is the id of a layer (nearest: 'talent')" */
static void refuse_name(qp_json_reader *r, const qp_json_node *node,
                        const char *expected, const char *nearest)
{
    char shown[QP_SHOWN_SIZE];
    qp_text whole = {0};
    qp_text_add(&whole, expected);
    if (nearest != NULL)
        qp_text_addf(&whole, " (nearest: '%s')",
                     qp_text_shown(nearest, strlen(nearest), shown));
    if (r->status == QP_OK)
        r->status = qp_text_status(&whole, r->err);
    qp_json_refuse(r, node, qp_text_string(&whole));
    qp_text_clear(&whole);
}

static void refuse_id(qp_json_reader *r, const qp_json_node *node,
                      const qp_network *net, bool layer)
{
    enum { MOST = 2000 }; /* above it a nearest id would cost too much */
    const char *names[MOST];
    const qp_string *ids = layer ? net->layers.id : net->actors.id;
    size_t count = layer ? net->layers.count : net->actors.count;
    count = count <= MOST ? count : 0;
    for (size_t i = 0; i < count; i++)
        names[i] = qp_network_text(net, ids[i]);
    refuse_name(r, node,
                layer ? "it is the id of a layer of the network"
                      : "it is the id of an actor of the network",
                qp_text_nearest(qp_json_text(r, node), names, count));
}

/* ------------------------------------------------------------ how they look */

static void read_window(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    qp_plan_look *look = ((reading *)into)->look;
    const char *text = qp_json_text(r, value);
    if (text == NULL)
        return;
    look->windowed = true;
    look->window = QP_NO_PERIOD;
    if (strcmp(text, "all") != 0 &&
        !qp_period_read_span(text, strlen(text), &look->window))
        qp_json_refuse(r, value,
                       "it is FROM:TO, TO exclusive and after FROM, e.g. "
                       "2014:2015, or all");
}

static void read_language(qp_json_reader *r, const qp_json_node *value,
                          void *into)
{
    static const char *const choices[] = {"en", "zh", "both", NULL};
    int choice = qp_json_choice(r, value, choices);
    qp_plan_look *look = ((reading *)into)->look;
    look->languages[QP_ENGLISH] = choice != 1;
    look->languages[QP_CHINESE] = choice >= 1;
}

static void read_width(qp_json_reader *r, const qp_json_node *value, void *into)
{
    static const char expected[] = "it is 90 or 180, in mm";
    double width = qp_json_number(r, value, expected);
    if (width == QP_PAPER_NARROW || width == QP_PAPER_WIDE)
        ((reading *)into)->look->width_mm = (int)width;
    else if (!isnan(width))
        qp_json_refuse(r, value, expected);
}

static void read_theme(qp_json_reader *r, const qp_json_node *value, void *into)
{
    const char *text = qp_json_text(r, value);
    if (text != NULL && !qp_theme_read(text, &((reading *)into)->look->theme))
        qp_json_refuse(r, value, "it is " QP_THEME_NAMES);
}

static void read_level(qp_json_reader *r, const qp_json_node *value, void *into)
{
    ((reading *)into)->look->level = qp_json_text(r, value);
}

static void read_basemap(qp_json_reader *r, const qp_json_node *value,
                         void *into)
{
    ((reading *)into)->look->basemap = qp_json_text(r, value);
}

static void read_labels(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    ((reading *)into)->look->labels = qp_json_text(r, value);
}

static void read_notice(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    ((reading *)into)->look->notice = qp_json_text(r, value);
}

/* What an entry and the whole may both say. */
#define LOOK_PARTS                                                           \
    {"window", read_window}, {"level", read_level}, {"lang", read_language}, \
        {"width", read_width}, {"theme", read_theme},                        \
        {"basemap", read_basemap}, {"labels", read_labels},                  \
    {                                                                        \
        "map_notice", read_notice                                            \
    }

/* Files stand beside the specification. */
static const char *beside(reading *r, const qp_json_node *node,
                          const char *name)
{
    qp_text *path = &r->plan->paths[r->plan->path_count++];
    if (name[0] != '/')
        qp_text_add_bytes(path, r->json.file, r->folder);
    qp_text_add(path, name);
    if (r->json.status == QP_OK)
        r->json.status = qp_text_status(path, r->json.err);
    if (!path->failed && !qp_file_exists(path->bytes))
        qp_json_refuse(&r->json, node,
                       "it is a file beside the specification; there is none "
                       "of this name");
    return qp_text_string(path);
}

static void find_files(reading *r, const qp_json_node *object,
                       qp_plan_look *look)
{
    const qp_json_node basemap = qp_json_at(object, "basemap");
    const qp_json_node labels = qp_json_at(object, "labels");
    if (basemap.value != NULL && look->basemap != NULL &&
        strcmp(look->basemap, "coast") != 0 &&
        strcmp(look->basemap, "none") != 0)
        look->basemap = beside(r, &basemap, look->basemap);
    if (labels.value != NULL && look->labels != NULL)
        look->labels = beside(r, &labels, look->labels);
}

/* ----------------------------------------------------------------- an entry */

static void read_name(qp_json_reader *r, const qp_json_node *value, void *into)
{
    enum { LONGEST = 100 };
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    const char *text = qp_json_text(r, value);
    if (text == NULL)
        return;
    size_t size = strlen(text);
    if (size == 0 || size > LONGEST || strspn(text, plain) < size ||
        text[0] == '.' || text[0] == '-')
        qp_json_refuse(r, value,
                       "it is the name of a file without its ending: letters, "
                       "digits, - _ ., at most 100, the first not - or .");
    ((reading *)into)->entry->name = text;
}

static void read_english(qp_json_reader *r, const qp_json_node *value,
                         void *into)
{
    ((reading *)into)->entry->title[QP_ENGLISH] = qp_json_text(r, value);
}

static void read_chinese(qp_json_reader *r, const qp_json_node *value,
                         void *into)
{
    ((reading *)into)->entry->title[QP_CHINESE] = qp_json_text(r, value);
}

/* One text is the title in any language. */
static void read_title(qp_json_reader *r, const qp_json_node *value, void *into)
{
    static const qp_json_part parts[] = {
        {"en", read_english}, {"zh", read_chinese}, {NULL, NULL}};
    if (qp_json_seems_text(value)) {
        read_english(r, value, into);
        read_chinese(r, value, into);
    } else {
        qp_json_read(r, value, parts, into);
    }
}

static void read_figure(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    enum { MOST = 64 };
    const char *names[MOST];
    qp_plan_entry *entry = ((reading *)into)->entry;
    const char *text = qp_json_text(r, value);
    if (text == NULL)
        return;
    entry->figure = qp_figure_named(text);
    size_t count = qp_figure_count < MOST ? qp_figure_count : MOST;
    for (size_t f = 0; f < count; f++)
        names[f] = qp_figures[f].name;
    if (entry->figure == NULL)
        refuse_name(r, value, "the figures are: " QP_FIGURE_NAMES,
                    qp_text_nearest(text, names, count));
}

static void read_rows(qp_json_reader *r, const qp_json_node *value,
                      const reading *into, bool layer)
{
    const qp_network *net = into->net;
    qp_plan_entry *entry = into->entry;
    size_t count = qp_json_count(value);
    if (entry->of.rows != NULL)
        return; /* of layers and of actors: told by refuse_needless */
    entry->of.rows = qp_json_room(r, count, sizeof *entry->of.rows);
    for (size_t i = 0; i < count && r->status == QP_OK; i++) {
        const qp_json_node item = qp_json_item(value, i);
        const char *id = qp_json_text(r, &item);
        if (id == NULL)
            continue;
        qp_row row = layer ? qp_network_layer(net, id)
                           : qp_network_actor(net, id);
        if (row == QP_NONE)
            refuse_id(r, &item, net, layer);
        else
            entry->of.rows[entry->of.count++] = row;
    }
    if (count == 0)
        qp_json_refuse(r, value, "it is an id or a list of ids");
}

static void read_layers(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    read_rows(r, value, into, true);
}

static void read_actors(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    read_rows(r, value, into, false);
}

/* ------------------------------------------------- does that figure take it? */

/* What a figure would not heed is a mistake, not a wish. */
static void refuse_needless(reading *r, const qp_json_node *object,
                            const qp_figure *figure)
{
    const struct {
        const char *key;
        bool taken;
    } keys[] = {
        {"layer", figure->topic == QP_FIGURE_OF_LAYER},
        {"actor", figure->topic == QP_FIGURE_OF_ACTOR},
        {"window", (figure->takes & QP_FIGURE_TAKES_WINDOW) != 0},
        {"level", (figure->takes & QP_FIGURE_TAKES_LEVEL) != 0},
        {"basemap", (figure->takes & QP_FIGURE_TAKES_BASEMAP) != 0},
        {"map_notice", (figure->takes & QP_FIGURE_TAKES_BASEMAP) != 0},
    };
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        const qp_json_node value = qp_json_at(object, keys[k].key);
        char found[128];
        if (value.value == NULL || keys[k].taken)
            continue;
        snprintf(found, sizeof found, "figure '%s' heeds no %s", figure->name,
                 keys[k].key);
        qp_json_tell(&r->json, QP_RULE_FIGURES_VALUE, &value, found,
                     "leave it out");
    }
}

static void check_width(reading *r, const qp_json_node *object,
                        const qp_plan_entry *entry)
{
    const qp_json_node width = qp_json_at(object, "width");
    const qp_json_node figure = qp_json_at(object, "figure");
    char found[128];
    if (entry->look.width_mm != QP_PAPER_NARROW ||
        (entry->figure->takes & QP_FIGURE_TAKES_NARROW) != 0)
        return;
    snprintf(found, sizeof found, "figure '%s' cannot be drawn 90 mm wide",
             entry->figure->name);
    qp_json_tell(&r->json, QP_RULE_FIGURES_VALUE,
                 width.value != NULL ? &width : &figure, found,
                 "its width is 180");
}

static void check_entry(reading *r, const qp_json_node *object,
                        const qp_plan_entry *entry)
{
    const qp_json_node actor = qp_json_at(object, "actor");
    const qp_json_node title = qp_json_at(object, "title");
    qp_figure_topic topic = entry->figure->topic;
    refuse_needless(r, object, entry->figure);
    check_width(r, object, entry);
    if (topic == QP_FIGURE_OF_ACTOR && actor.value == NULL &&
        r->plan->actors.count == 0)
        qp_json_refuse(&r->json, &actor, "it says of which actor");
    if (topic != QP_FIGURE_OF_NETWORK && title.value != NULL &&
        entry->of.count != 1)
        qp_json_tell(&r->json, QP_RULE_FIGURES_VALUE, &title,
                     "the title is that of several figures",
                     topic == QP_FIGURE_OF_LAYER ? "name one layer"
                                                 : "name one actor");
}

/* ---------------------------------------------------------------- the whole */

/* What the caller says goes before what is said of all. */
static void give_way(qp_plan_look *all, const qp_plan_look *given)
{
    if (given->windowed) {
        all->windowed = true;
        all->window = given->window;
    }
    if (given->languages[QP_ENGLISH] || given->languages[QP_CHINESE])
        memcpy(all->languages, given->languages, sizeof all->languages);
    all->width_mm = given->width_mm != 0 ? given->width_mm : all->width_mm;
    all->theme = given->theme >= 0 ? given->theme : all->theme;
    all->level = given->level != NULL ? given->level : all->level;
    all->basemap = given->basemap != NULL ? given->basemap : all->basemap;
}

static void read_entry(reading *r, const qp_json_node *object)
{
    static const qp_json_part parts[] = {{"figure", read_figure},
                                         {"name", read_name},
                                         {"title", read_title},
                                         {"layer", read_layers},
                                         {"actor", read_actors},
                                         LOOK_PARTS,
                                         {NULL, NULL}};
    const qp_json_node figure = qp_json_at(object, "figure");
    qp_plan_entry *entry = r->entry;
    *entry = (qp_plan_entry){.asked = true, .look = r->plan->given};
    entry->place = qp_json_place(
        r->json.json, qp_json_find_value(r->json.json, &object->step),
        r->json.file);
    r->look = &entry->look;
    qp_json_read(&r->json, object, parts, r);
    if (!qp_json_seems_object(object))
        return;
    find_files(r, object, &entry->look);
    if (figure.value == NULL)
        qp_json_refuse(&r->json, &figure, "the figures are: " QP_FIGURE_NAMES);
    if (entry->figure != NULL)
        check_entry(r, object, entry);
}

static bool is_wanted(const qp_plan *plan, const qp_plan_entry *entry)
{
    for (const char *const *w = plan->wanted; w != NULL && *w != NULL; w++)
        if (entry->figure != NULL && strcmp(*w, entry->figure->name) == 0)
            return true;
    return plan->wanted == NULL && entry->figure != NULL;
}

static void read_entries(qp_json_reader *json, const qp_json_node *value,
                         void *into)
{
    reading *r = into;
    qp_plan *plan = r->plan;
    size_t count = qp_json_count(value);
    if (!qp_json_is_list(json, value))
        return;
    plan->entries = qp_json_room(json, count, sizeof *plan->entries);
    for (size_t i = 0; i < count && json->status == QP_OK; i++) {
        const qp_json_node item = qp_json_item(value, i);
        qp_text_empty(&json->where);
        qp_text_addf(&json->where, "figure %zu: ", i + 1);
        r->entry = &plan->entries[plan->entry_count];
        read_entry(r, &item);
        if (is_wanted(plan, r->entry))
            plan->entry_count++;
        else
            qp_release(r->entry->of.rows);
    }
    qp_text_empty(&json->where);
}

static void read_others(qp_json_reader *json, const qp_json_node *value,
                        void *into)
{
    ((reading *)into)->others = qp_json_flag(json, value);
}

static void read_general(reading *r, const qp_json_node *root)
{
    qp_plan_look all = qp_plan_plain;
    static const qp_json_part parts[] = {
        LOOK_PARTS, {"others", read_others}, {"figures", NULL}, {NULL, NULL}};
    r->look = &all;
    qp_json_read(&r->json, root, parts, r);
    if (!qp_json_seems_object(root))
        return;
    find_files(r, root, &all);
    give_way(&all, &r->plan->given);
    r->plan->given = all;
}

static void read_root(reading *r, const qp_json_node *root)
{
    const qp_json_node figures = qp_json_at(root, "figures");
    size_t most = 2 * (qp_json_count(&figures) + 1); /* a map, labels */
    r->plan->paths = qp_json_room(&r->json, most, sizeof *r->plan->paths);
    if (r->plan->paths == NULL)
        return;
    read_general(r, root);
    if (figures.value != NULL)
        read_entries(&r->json, &figures, r);
    else if (qp_json_seems_object(root) && !r->others)
        qp_json_refuse(&r->json, &figures, "it is a list of figures");
}

qp_status qp_plan_read(qp_plan *plan, const qp_text *json, const char *path,
                       const qp_network *net, qp_findings *findings,
                       qp_error *err)
{
    const char *name = strrchr(path, '/');
    reading r = {.json = {.kind = {"the specification", QP_RULE_FIGURES_JSON,
                                   QP_RULE_FIGURES_KEY, QP_RULE_FIGURES_VALUE},
                          .file = path,
                          .findings = findings,
                          .err = err},
                 .plan = plan,
                 .net = net,
                 .folder = name != NULL ? (size_t)(name - path) + 1 : 0};
    const qp_json_node root = qp_json_open(&r.json, json);
    plan->json = root.value;
    if (root.value != NULL)
        read_root(&r, &root);
    qp_status status = r.json.status;
    if (status == QP_OK)
        status = qp_text_status(&r.json.where, err);
    if (status == QP_OK && (r.others || plan->wanted != NULL))
        status = qp_plan_usual(plan, err);
    qp_text_clear(&r.json.where);
    return status;
}
