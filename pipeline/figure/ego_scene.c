/* SPDX-License-Identifier: MIT */
#include "figure/ego_scene.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"

/** On the way from rows to ties. */
typedef struct {
    const qp_network *net;
    qp_ego_scene *scene;
    size_t room; ///< of scene->ties
    qp_status status;
    qp_error *err;
} gatherer;

/** What links and links with things say alike. */
typedef struct {
    const double *status, *polarity, *value;
    const qp_string *unit, *relation;
    const qp_row *source;
} statements;

/* -------------------------------------------------------------------- ties */

static qp_ego_tie tie_to(qp_alter_kind kind, uint32_t row,
                         qp_sector_kind sector)
{
    return (qp_ego_tie){.alter_kind = kind,
                        .alter_row = row,
                        .sector = {sector, QP_NONE},
                        .way = QP_WAY_OUT,
                        .word = QP_WORD_COUNT,
                        .relation = QP_NONE,
                        .status = NAN,
                        .polarity = NAN,
                        .value = NAN,
                        .unit = QP_NONE,
                        .source = QP_NONE};
}

static void add(gatherer *g, qp_ego_tie tie)
{
    qp_ego_scene *scene = g->scene;
    if (g->status != QP_OK)
        return;
    if (!qp_grow((void **)&scene->ties, &g->room, scene->tie_count,
                 sizeof *scene->ties)) {
        g->status = qp_fail(g->err, QP_E_MEMORY, "no memory for %zu ties",
                            scene->tie_count);
        return;
    }
    tie.number = scene->tie_count;
    scene->ties[scene->tie_count++] = tie;
}

/* ----------------------------------------------------------------- columns */

static bool is_region(const qp_network *net, qp_row actor)
{
    return net->actors.kind[actor] == QP_KIND_REGION;
}

static void add_place(gatherer *g, qp_row region, qp_sector_kind sector,
                      qp_row source)
{
    qp_ego_tie tie = tie_to(QP_ALTER_ACTOR, region, sector);
    tie.way = QP_WAY_NONE;
    tie.source = source;
    if (region != QP_NONE)
        add(g, tie);
}

/* Where it is; where it is besides that, when it is in several places. */
static void add_home(gatherer *g)
{
    const qp_actors *actors = &g->net->actors;
    const qp_locations *all = &g->net->locations;
    qp_row actor = g->scene->actor;
    if (is_region(g->net, actor))
        return;
    add_place(g, actors->region[actor], QP_SECTOR_HOME,
              qp_optional_row(actors->source, actor));
    for (size_t l = 0; l < all->count; l++)
        if (all->actor[l] == actor && all->region[l] != actors->region[actor])
            add_place(g, all->region[l], QP_SECTOR_HOME,
                      qp_optional_row(all->source, l));
}

static void add_parent(gatherer *g)
{
    const qp_actors *actors = &g->net->actors;
    add_place(g, qp_optional_row(actors->parent, g->scene->actor),
              QP_SECTOR_PARENT,
              qp_optional_row(actors->source, g->scene->actor));
}

static void add_role(gatherer *g, qp_row other, qp_row architect)
{
    qp_ego_tie tie = tie_to(QP_ALTER_ACTOR, other, QP_SECTOR_ROLES);
    tie.way = QP_WAY_NONE;
    tie.relation = qp_optional_row(g->net->actors.chain, architect);
    tie.source = qp_optional_row(g->net->actors.source, architect);
    add(g, tie);
}

static void add_roles(gatherer *g)
{
    const qp_row *enterprise = g->net->actors.enterprise;
    qp_row actor = g->scene->actor;
    if (enterprise == NULL)
        return;
    if (enterprise[actor] != QP_NONE)
        add_role(g, enterprise[actor], actor);
    for (qp_row a = 0; a < g->net->actors.count; a++)
        if (enterprise[a] == actor)
            add_role(g, a, a);
}

static void add_consortia(gatherer *g)
{
    const qp_consortia *all = &g->net->consortia;
    const qp_memberships *members = &g->net->memberships;
    for (uint32_t c = 0; c < all->count; c++) {
        qp_ego_tie tie = tie_to(QP_ALTER_CONSORTIUM, c, QP_SECTOR_CONSORTIA);
        tie.word = QP_WORD_EGO_LEADS;
        tie.source = qp_optional_row(all->source, c);
        if (qp_optional_row(all->lead, c) == g->scene->actor)
            add(g, tie);
    }
    for (size_t m = 0; m < members->count; m++) {
        qp_ego_tie tie = tie_to(QP_ALTER_CONSORTIUM, members->consortium[m],
                                QP_SECTOR_CONSORTIA);
        tie.relation = qp_optional_row(members->role, m);
        tie.word = tie.relation == QP_NONE ? QP_WORD_EGO_MEMBER : QP_WORD_COUNT;
        tie.source = qp_optional_row(members->source, m);
        if (members->member[m] == g->scene->actor)
            add(g, tie);
    }
}

static void add_owned(gatherer *g)
{
    const qp_things *all = &g->net->things;
    for (uint32_t t = 0; t < all->count; t++) {
        qp_ego_tie tie = tie_to(QP_ALTER_THING, t, QP_SECTOR_OWNED);
        tie.source = qp_optional_row(all->source, t);
        if (qp_optional_row(all->owner, t) == g->scene->actor)
            add(g, tie);
    }
}

/* An industry, or a product; dated rows of one are its ties. A value of 1 is
 * the mere statement. */
static void add_fields(gatherer *g)
{
    const qp_portfolio *all = &g->net->portfolio;
    for (size_t p = 0; p < all->count; p++) {
        qp_string field = qp_optional_row(all->industry, p);
        if (field == QP_NONE)
            field = qp_optional_row(all->product, p);
        qp_ego_tie tie = tie_to(QP_ALTER_FIELD, field, QP_SECTOR_FIELDS);
        tie.way = QP_WAY_NONE;
        tie.value = all->value[p] != 1 ? all->value[p] : NAN;
        tie.source = qp_optional_row(all->source, p);
        if (all->actor[p] == g->scene->actor)
            add(g, tie);
    }
}

/* ------------------------------------------------------------------- links */

static void add_link(gatherer *g, qp_ego_tie tie, qp_row layer,
                     const statements *say, size_t row)
{
    tie.sector = (qp_ego_sector){QP_SECTOR_LAYER, layer};
    if (!g->net->layers.directed[layer])
        tie.way = QP_WAY_NONE;
    tie.status = qp_optional_number(say->status, row);
    tie.polarity = qp_optional_number(say->polarity, row);
    tie.value = qp_optional_number(say->value, row);
    tie.unit = qp_optional_row(say->unit, row);
    tie.relation = qp_optional_row(say->relation, row);
    tie.source = qp_optional_row(say->source, row);
    add(g, tie);
}

static void add_links(gatherer *g)
{
    const qp_network *net = g->net;
    const qp_links *all = &net->links;
    const statements say = {all->status,      all->polarity, all->stated_value,
                            all->stated_unit, all->relation, all->source};
    qp_row actor = g->scene->actor;
    for (qp_row layer = 0; layer < net->layers.count; layer++)
        for (size_t l = net->layers.start[layer];
             l < net->layers.start[layer + 1]; l++) {
            bool out = all->from[l] == actor;
            bool in = all->to[l] == actor;
            qp_ego_tie tie = tie_to(QP_ALTER_ACTOR,
                                    out ? all->to[l] : all->from[l],
                                    QP_SECTOR_LAYER);
            tie.way = out ? QP_WAY_OUT : QP_WAY_IN;
            g->scene->within += out && in;
            if (out != in)
                add_link(g, tie, layer, &say, l);
        }
}

static void add_thing_links(gatherer *g)
{
    const qp_thing_links *all = &g->net->thing_links;
    const statements say = {all->status,      all->polarity, all->stated_value,
                            all->stated_unit, all->relation, all->source};
    for (size_t l = 0; l < all->count; l++) {
        bool out = all->from_actor[l] == g->scene->actor;
        bool in = all->to_actor[l] == g->scene->actor;
        qp_ego_tie tie = tie_to(QP_ALTER_THING,
                                out ? all->to_thing[l] : all->from_thing[l],
                                QP_SECTOR_LAYER);
        tie.way = out ? QP_WAY_OUT : QP_WAY_IN;
        if (out || in)
            add_link(g, tie, all->layer[l], &say, l);
    }
}

/* ------------------------------------------------------------------ alters */

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* QP_NONE, which is no layer, would come last; but then the kinds differ. */
static int by_sector(const qp_ego_sector *a, const qp_ego_sector *b)
{
    int kinds = compare(a->kind, b->kind);
    return kinds != 0 ? kinds : compare(a->layer, b->layer);
}

static int by_place(const qp_ego_tie *a, const qp_ego_tie *b)
{
    int sectors = by_sector(&a->sector, &b->sector);
    return sectors != 0 ? sectors : compare(a->number, b->number);
}

/* Ties of one alter together, its first tie first. */
static int by_alter(const void *left, const void *right)
{
    const qp_ego_tie *a = left;
    const qp_ego_tie *b = right;
    if (a->alter_kind != b->alter_kind)
        return compare(a->alter_kind, b->alter_kind);
    if (a->alter_row != b->alter_row)
        return compare(a->alter_row, b->alter_row);
    return by_place(a, b);
}

static bool is_alike(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool says_the_same(const qp_ego_tie *a, const qp_ego_tie *b)
{
    return a->alter_kind == b->alter_kind && a->alter_row == b->alter_row &&
           by_sector(&a->sector, &b->sector) == 0 && a->way == b->way &&
           a->word == b->word && a->relation == b->relation &&
           a->unit == b->unit && is_alike(a->status, b->status) &&
           is_alike(a->polarity, b->polarity) && is_alike(a->value, b->value);
}

static void note_repetitions(qp_ego_scene *scene)
{
    for (size_t t = 1; t < scene->tie_count; t++)
        scene->ties[t].repeats = says_the_same(&scene->ties[t - 1],
                                               &scene->ties[t]);
}

/** An alter on its way to its place. */
typedef struct {
    qp_ego_alter alter;
    const qp_ego_tie *tie; ///< its first
} candidate;

static int by_first_tie(const void *left, const void *right)
{
    return by_place(((const candidate *)left)->tie,
                    ((const candidate *)right)->tie);
}

static size_t list_alters(const qp_ego_scene *scene, candidate *list)
{
    size_t count = 0;
    for (size_t t = 0; t < scene->tie_count; t++) {
        const qp_ego_tie *tie = &scene->ties[t];
        bool same = count > 0 &&
                    list[count - 1].tie->alter_kind == tie->alter_kind &&
                    list[count - 1].tie->alter_row == tie->alter_row;
        if (same)
            list[count - 1].alter.count++;
        else
            list[count++] = (candidate){{.kind = tie->alter_kind,
                                         .row = tie->alter_row,
                                         .first = t,
                                         .count = 1},
                                        tie};
    }
    return count;
}

static qp_status keep_alters(gatherer *g, size_t most)
{
    qp_ego_scene *scene = g->scene;
    candidate *list = qp_acquire(scene->tie_count, sizeof *list);
    scene->alters = qp_acquire(scene->tie_count, sizeof *scene->alters);
    if (list == NULL || scene->alters == NULL) {
        qp_release(list);
        return qp_fail(g->err, QP_E_MEMORY, "no memory for %zu ties",
                       scene->tie_count);
    }
    if (scene->tie_count > 1)
        qsort(scene->ties, scene->tie_count, sizeof *scene->ties, by_alter);
    note_repetitions(scene);
    scene->alters_in_all = list_alters(scene, list);
    if (scene->alters_in_all > 1)
        qsort(list, scene->alters_in_all, sizeof *list, by_first_tie);
    scene->alter_count = scene->alters_in_all < most ? scene->alters_in_all
                                                     : most;
    for (size_t a = 0; a < scene->alter_count; a++)
        scene->alters[a] = list[a].alter;
    qp_release(list);
    return QP_OK;
}

/* ----------------------------------------------------------------- sectors */

static int order_of_sectors(const void *left, const void *right)
{
    return by_sector(left, right);
}

/* The sectors of all ties that are drawn, each once. */
static qp_status keep_sectors(gatherer *g)
{
    qp_ego_scene *scene = g->scene;
    size_t count = 0;
    scene->sectors = qp_acquire(scene->tie_count, sizeof *scene->sectors);
    if (scene->sectors == NULL)
        return qp_fail(g->err, QP_E_MEMORY, "no memory for %zu ties",
                       scene->tie_count);
    for (size_t a = 0; a < scene->alter_count; a++)
        for (size_t t = 0; t < scene->alters[a].count; t++)
            scene->sectors[count++] =
                scene->ties[scene->alters[a].first + t].sector;
    if (count > 1)
        qsort(scene->sectors, count, sizeof *scene->sectors, order_of_sectors);
    for (size_t s = 0; s < count; s++)
        if (s == 0 || by_sector(&scene->sectors[scene->sector_count - 1],
                                &scene->sectors[s]) != 0)
            scene->sectors[scene->sector_count++] = scene->sectors[s];
    for (size_t a = 0; a < scene->alter_count; a++)
        scene->alters[a].sector = qp_ego_sector_of(
            scene, &scene->ties[scene->alters[a].first]);
    return QP_OK;
}

uint32_t qp_ego_sector_of(const qp_ego_scene *scene, const qp_ego_tie *tie)
{
    uint32_t s = 0;
    while (s < scene->sector_count &&
           by_sector(&scene->sectors[s], &tie->sector) != 0)
        s++;
    return s;
}

/* ------------------------------------------------------------------ counts */

static void count_ties(gatherer *g)
{
    qp_ego_scene *scene = g->scene;
    for (size_t t = 0; t < scene->tie_count; t++) {
        const qp_ego_tie *tie = &scene->ties[t];
        scene->by_class[qp_network_source_class(g->net, tie->source)]++;
        if (tie->sector.kind != QP_SECTOR_LAYER)
            continue;
        scene->links++;
        scene->ways[tie->way]++;
    }
}

static qp_status count_layers(gatherer *g)
{
    qp_ego_scene *scene = g->scene;
    bool *seen = qp_acquire(g->net->layers.count, sizeof *seen);
    if (seen == NULL)
        return qp_fail(g->err, QP_E_MEMORY, "no memory for %zu layers",
                       g->net->layers.count);
    for (size_t t = 0; t < scene->tie_count; t++) {
        const qp_ego_sector *sector = &scene->ties[t].sector;
        if (sector->kind != QP_SECTOR_LAYER || seen[sector->layer])
            continue;
        seen[sector->layer] = true;
        scene->layers++;
    }
    qp_release(seen);
    return QP_OK;
}

static void count_inhabitants(gatherer *g)
{
    const qp_actors *actors = &g->net->actors;
    for (qp_row a = 0; a < actors->count; a++) {
        bool region = is_region(g->net, a);
        g->scene->parts += region && qp_optional_row(actors->parent, a) ==
                                         g->scene->actor;
        g->scene->residents += !region && actors->region[a] == g->scene->actor;
    }
}

/* ------------------------------------------------------------------- scene */

qp_status qp_ego_scene_gather(const qp_network *net, qp_row actor, size_t most,
                              qp_ego_scene *scene, qp_error *err)
{
    static void (*const steps[])(gatherer *) = {
        add_home,  add_parent, add_roles,       add_consortia,
        add_owned, add_links,  add_thing_links, add_fields};
    *scene = (qp_ego_scene){.actor = actor};
    gatherer g = {.net = net, .scene = scene, .err = err};
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++)
        steps[s](&g);
    if (g.status == QP_OK)
        g.status = keep_alters(&g, most);
    if (g.status == QP_OK)
        g.status = keep_sectors(&g);
    if (g.status == QP_OK)
        g.status = count_layers(&g);
    if (g.status != QP_OK) {
        qp_ego_scene_clear(scene);
        return g.status;
    }
    count_ties(&g);
    count_inhabitants(&g);
    return QP_OK;
}

void qp_ego_scene_clear(qp_ego_scene *scene)
{
    qp_release(scene->sectors);
    qp_release(scene->alters);
    qp_release(scene->ties);
    *scene = (qp_ego_scene){0};
}

bool qp_ego_is_stated(const qp_ego_scene *scene)
{
    return scene->tie_count > 0 && scene->by_class[QP_CLASS_MEASURED] == 0 &&
           scene->by_class[QP_CLASS_SYNTHETIC] == 0;
}

bool qp_ego_is_present(const qp_ego_tie *tie)
{
    return qp_status_is_present(tie->status);
}

bool qp_ego_is_many(const qp_network *net, const qp_ego_alter *alter)
{
    if (alter->kind == QP_ALTER_CONSORTIUM)
        return true;
    return alter->kind == QP_ALTER_ACTOR && net->actors.group != NULL &&
           net->actors.group[alter->row] == 1;
}
