/* SPDX-License-Identifier: MIT */
#include "figure/ring_map_scene.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "figure/ring_map_walk.h"
#include "net/home.h"

enum { MOST_NAMED = 7 }; /* sectors of clusters or regions; hues end there */

const char *const qp_ring_way_names[QP_RINGS_WAYS] = {
    [QP_RINGS_UPSTREAM] = "rings:upstream",
    [QP_RINGS_AROUND] = "rings:around",
};

/** An actor of a ring. */
typedef struct {
    qp_row actor;
    size_t ring;
    size_t sector;
    double capacity; ///< NaN: not known
} member;

/** Rings being gathered. */
typedef struct {
    const qp_network *net;
    const qp_ring_choice *choice;
    qp_ring_scene *scene;
    qp_ring_walk walk;
    size_t *crowd;   ///< [clusters, or actors where there are none] members
    bool *named;     ///< [likewise] has a sector of its own
    member *members; ///< [scene->actor_count] by ring, sector, capacity
    uint32_t *mark;  ///< [actors] number of its mark
    qp_error *err;
} gathering;

/* ------------------------------------------------------------------- actors */

bool qp_ring_is_abroad(const qp_network *net, qp_row actor)
{
    qp_string country = qp_optional_row(net->actors.country, actor);
    const qp_home own = {0};
    return country != QP_NONE && qp_home_is_known(net, own) &&
           !qp_home_has(net, own, country);
}

bool qp_ring_is_little_giant(const qp_network *net, qp_row actor)
{
    qp_string tier = qp_optional_row(net->actors.tier, actor);
    return strcmp(qp_network_text(net, tier), "little-giant") == 0;
}

bool qp_ring_is_group(const qp_network *net, qp_row actor)
{
    return qp_optional_number(net->actors.group, actor) == 1;
}

/* -------------------------------------------------------------------- panel */

/** The rows of one metric of an architect, all objects. */
typedef struct {
    const qp_panel *panel;
    qp_metric metric;
    const char *layer;
    const char *window;
    const char *architect;
} asked;

static bool is_of(const asked *a, const qp_panel_row *row, const char *object)
{
    const qp_pool *text = &a->panel->text;
    return strcmp(qp_pool_text(text, row->subject), a->architect) == 0 &&
           strcmp(qp_pool_text(text, row->object), object) == 0;
}

static const qp_panel_row *find(const asked *a, const char *object)
{
    size_t count = 0;
    if (a->panel == NULL || a->panel->count == 0)
        return NULL;
    const qp_panel_row *rows = qp_panel_span(a->panel, a->metric, a->layer,
                                             a->window, &count);
    for (size_t r = 0; r < count; r++)
        if (is_of(a, &rows[r], object))
            return &rows[r];
    return NULL;
}

static double value_of(const asked *a, const char *object)
{
    const qp_panel_row *row = find(a, object);
    return row != NULL ? row->value : NAN;
}

bool qp_ring_way_has_rings(const qp_network *net, const qp_panel *panel,
                           qp_row architect, const char *window,
                           qp_ring_way way)
{
    const asked first = {panel, QP_M_RING_ACTORS, qp_ring_way_names[way],
                         window,
                         qp_network_text(net, net->actors.id[architect])};
    return find(&first, "1") != NULL;
}

/* A few statements on who supplies whom make no rings. */
static bool is_supply_measured(const qp_network *net)
{
    for (qp_row layer = 0; layer < net->layers.count; layer++) {
        bool stated = true;
        if (net->layers.role[layer] != QP_ROLE_SUPPLY)
            continue;
        (void)qp_network_layer_class(net, layer, &stated);
        if (!stated)
            return true;
    }
    return false;
}

qp_ring_way qp_ring_way_of(const qp_network *net, const qp_panel *panel,
                           qp_row architect, const char *window)
{
    bool measured = is_supply_measured(net);
    for (int w = measured ? 0 : QP_RINGS_AROUND; w < QP_RINGS_WAYS; w++)
        if (qp_ring_way_has_rings(net, panel, architect, window,
                                  (qp_ring_way)w))
            return (qp_ring_way)w;
    return measured ? QP_RINGS_UPSTREAM : QP_RINGS_AROUND;
}

static void read_ring(const asked *base, size_t ring, qp_ring_told *told)
{
    char object[2] = {(char)('0' + ring), '\0'};
    asked a = *base;
    const qp_panel_row *capacity = NULL;
    a.metric = QP_M_RING_ACTORS;
    told->actors = value_of(&a, object);
    a.metric = QP_M_RING_LOCAL_SHARE;
    told->local = value_of(&a, object);
    a.metric = QP_M_RING_CLUSTER_SHARE;
    told->cluster = value_of(&a, object);
    a.metric = QP_M_RING_CAPACITY;
    capacity = find(&a, object);
    told->capacity = capacity != NULL ? capacity->value : NAN;
    told->lacking = capacity != NULL ? capacity->missing : NAN;
}

static void read_panel(gathering *g, const qp_panel *panel)
{
    qp_ring_scene *s = g->scene;
    asked a = {
        panel, QP_M_MEAN_RADIUS, qp_ring_way_names[s->way], g->choice->window,
        qp_network_text(g->net, g->net->actors.id[g->choice->architect])};
    const qp_panel_row *radius = find(&a, "");
    s->measured = radius != NULL;
    s->radius = radius != NULL ? radius->value : NAN;
    s->reason = radius != NULL ? radius->reason : QP_REASON_NONE;
    for (size_t r = 0; r <= QP_RINGS_DRAWN; r++) {
        read_ring(&a, r, &s->told[r]);
        if (r > 0 && !isnan(s->told[r].actors))
            s->ring_count = r;
    }
    a.metric = QP_M_RING_ACTORS;
    s->unreached = value_of(&a, "unreached");
}

/* ------------------------------------------------------------------ sectors */

static bool has_clusters(const gathering *g)
{
    return g->net->clusters.count > 0;
}

static size_t crowd_count(const gathering *g)
{
    return has_clusters(g) ? g->net->clusters.count : g->net->actors.count;
}

/* Of which cluster, or region where there are no clusters; QP_NONE: of none. */
static qp_row home_of(const gathering *g, qp_row actor)
{
    qp_row region = g->net->actors.region[actor];
    if (region == QP_NONE)
        return QP_NONE;
    if (has_clusters(g))
        return g->net->actors.cluster[region];
    return qp_ring_is_abroad(g->net, actor) ? QP_NONE : region;
}

static qp_ring_sector sector_of(const gathering *g, qp_row actor)
{
    qp_row home = home_of(g, actor);
    if (home != QP_NONE && !g->named[home])
        return (qp_ring_sector){QP_SECTOR_OF_OTHERS, QP_NONE};
    if (home != QP_NONE)
        return (qp_ring_sector){
            has_clusters(g) ? QP_SECTOR_OF_CLUSTER : QP_SECTOR_OF_REGION, home};
    if (qp_ring_is_abroad(g->net, actor))
        return (qp_ring_sector){QP_SECTOR_ABROAD, QP_NONE};
    return (qp_ring_sector){g->net->actors.region[actor] != QP_NONE
                                ? QP_SECTOR_OF_NONE
                                : QP_SECTOR_NOWHERE,
                            QP_NONE};
}

static bool is_drawn(const gathering *g, qp_row actor)
{
    uint32_t ring = g->walk.distance[actor];
    return ring != QP_NONE && ring > 0 && ring <= g->scene->ring_count;
}

/* The fullest, of equal ones the first by id. */
static void name_sectors(gathering *g)
{
    for (qp_row a = 0; a < g->net->actors.count; a++)
        if (is_drawn(g, a) && home_of(g, a) != QP_NONE)
            g->crowd[home_of(g, a)]++;
    for (size_t n = 0; n < MOST_NAMED; n++) {
        size_t best = QP_NONE;
        for (size_t c = 0; c < crowd_count(g); c++)
            if (g->crowd[c] > 0 && !g->named[c] &&
                (best == QP_NONE || g->crowd[c] > g->crowd[best]))
                best = c;
        if (best != QP_NONE)
            g->named[best] = true;
    }
}

static bool comes_before(qp_ring_sector a, qp_ring_sector b)
{
    return a.kind != b.kind ? a.kind < b.kind : a.row < b.row;
}

static size_t place_of(const qp_ring_scene *s, qp_ring_sector sector)
{
    size_t place = 0;
    while (place < s->sector_count && comes_before(s->sectors[place], sector))
        place++;
    return place;
}

static void add_sector(qp_ring_scene *s, qp_ring_sector sector)
{
    size_t place = place_of(s, sector);
    if (place < s->sector_count && !comes_before(sector, s->sectors[place]))
        return;
    memmove(&s->sectors[place + 1], &s->sectors[place],
            (s->sector_count - place) * sizeof sector);
    s->sectors[place] = sector;
    s->sector_count++;
}

/* ------------------------------------------------------------------ members */

static int by_ring(const void *left, const void *right)
{
    const member *a = left;
    const member *b = right;
    double more = isnan(a->capacity) ? -1 : a->capacity;
    double other = isnan(b->capacity) ? -1 : b->capacity;
    if (a->ring != b->ring)
        return a->ring < b->ring ? -1 : 1;
    if (a->sector != b->sector)
        return a->sector < b->sector ? -1 : 1;
    if (more != other)
        return more > other ? -1 : 1;
    return (a->actor > b->actor) - (a->actor < b->actor);
}

static void list_members(gathering *g)
{
    qp_ring_scene *s = g->scene;
    const qp_actors *actors = &g->net->actors;
    for (qp_row a = 0; a < actors->count; a++)
        if (is_drawn(g, a))
            add_sector(s, sector_of(g, a));
    for (qp_row a = 0; a < actors->count; a++) {
        uint32_t ring = g->walk.distance[a];
        s->beyond += ring != QP_NONE && ring > s->ring_count ? 1 : 0;
        if (is_drawn(g, a))
            g->members[s->actor_count++] = (member){
                a, ring, place_of(s, sector_of(g, a)),
                qp_optional_number(actors->capacity, a)};
    }
    qsort(g->members, s->actor_count, sizeof *g->members, by_ring);
}

/* -------------------------------------------------------------------- marks */

static qp_ring_mark *add_mark(gathering *g, const member *m)
{
    qp_ring_mark *mark = &g->scene->marks[g->scene->mark_count];
    *mark = (qp_ring_mark){.ring = m->ring,
                           .sector = m->sector,
                           .actor = m->actor,
                           .capacity = NAN,
                           .inner = (uint32_t)g->scene->mark_count,
                           .weight = g->walk.weight[m->actor]};
    g->scene->mark_count++;
    return mark;
}

static void take_in(gathering *g, qp_ring_mark *mark, const member *m)
{
    mark->count++;
    g->mark[m->actor] = (uint32_t)(mark - g->scene->marks);
    if (!isnan(m->capacity))
        mark->capacity = (isnan(mark->capacity) ? 0 : mark->capacity) +
                         m->capacity;
}

/* Those of a ring and sector: each a mark, the last one that of all others. */
static void mark_cell(gathering *g, const member *cell, size_t count,
                      size_t most)
{
    size_t alone = count <= most ? count : most - 1;
    for (size_t m = 0; m < alone; m++)
        take_in(g, add_mark(g, &cell[m]), &cell[m]);
    if (alone == count)
        return;
    qp_ring_mark *rest = add_mark(g, &cell[alone]);
    for (size_t m = alone; m < count; m++)
        take_in(g, rest, &cell[m]);
    if (rest->count > 1)
        rest->actor = QP_NONE;
}

static bool is_one_cell(const member *a, const member *b)
{
    return a->ring == b->ring && a->sector == b->sector;
}

static size_t cell_size(const gathering *g, size_t first)
{
    size_t end = first;
    while (end < g->scene->actor_count &&
           is_one_cell(&g->members[first], &g->members[end]))
        end++;
    return end - first;
}

static size_t mark_ring(gathering *g, size_t first)
{
    const member *ring = &g->members[first];
    const size_t all = g->scene->actor_count;
    const size_t used = g->scene->mark_count;
    size_t room = g->choice->most > used ? g->choice->most - used : 0;
    size_t cells = 0;
    size_t end = first;
    for (; end < all && g->members[end].ring == ring->ring;
         end += cell_size(g, end))
        cells++;
    size_t share = room / cells > 1 ? room / cells : 1;
    for (size_t m = first; m < end; m += cell_size(g, m))
        mark_cell(g, &g->members[m], cell_size(g, m),
                  end - first <= room ? all : share);
    return end;
}

/* What hangs on the firm, or on a mark; several hang on nothing in sight. */
static void hang_marks(gathering *g)
{
    qp_ring_scene *s = g->scene;
    for (size_t m = 0; m < s->mark_count; m++) {
        qp_ring_mark *mark = &s->marks[m];
        if (mark->actor == QP_NONE)
            continue;
        qp_row inner = g->walk.inner[mark->actor];
        mark->inner = inner == s->firm ? QP_NONE : g->mark[inner];
    }
}

static void make_marks(gathering *g)
{
    for (size_t m = 0; m < g->scene->actor_count;)
        m = mark_ring(g, m);
    hang_marks(g);
}

/* -------------------------------------------------------------------- scene */

static bool are_stated(const qp_network *net, const bool used[])
{
    bool any = false;
    for (size_t l = 0; l < net->links.count; l++) {
        if (!used[l])
            continue;
        any = true;
        if (!qp_network_is_stated(net, qp_optional_row(net->links.source, l)))
            return false;
    }
    return any;
}

static qp_status acquire(gathering *g)
{
    size_t actors = g->net->actors.count;
    g->crowd = qp_acquire(crowd_count(g), sizeof *g->crowd);
    g->named = qp_acquire(crowd_count(g), sizeof *g->named);
    g->members = qp_acquire(actors, sizeof *g->members);
    g->mark = qp_acquire(actors, sizeof *g->mark);
    g->scene->marks = qp_acquire(actors, sizeof *g->scene->marks);
    if (g->crowd != NULL && g->named != NULL && g->members != NULL &&
        g->mark != NULL && g->scene->marks != NULL)
        return QP_OK;
    return qp_fail(g->err, QP_E_MEMORY, "no memory for the rings of %zu actors",
                   actors);
}

static qp_status fill(gathering *g)
{
    qp_ring_scene *s = g->scene;
    qp_status status = qp_ring_walk_from(g->net, s->firm, s->way,
                                         g->choice->period, &g->walk, g->err);
    if (status == QP_OK)
        status = acquire(g);
    if (status != QP_OK)
        return status;
    name_sectors(g);
    list_members(g);
    make_marks(g);
    s->ties = g->walk.ties;
    s->layer = g->walk.layer;
    s->stated = are_stated(g->net, g->walk.used);
    s->drawn_on = g->walk.used;
    g->walk.used = NULL;
    return QP_OK;
}

qp_status qp_ring_scene_gather(const qp_network *net, const qp_panel *panel,
                               const qp_ring_choice *choice,
                               qp_ring_scene *scene, qp_error *err)
{
    gathering g = {.net = net, .choice = choice, .scene = scene, .err = err};
    *scene = (qp_ring_scene){
        .way = qp_ring_way_of(net, panel, choice->architect, choice->window),
        .firm = qp_optional_row(net->actors.enterprise, choice->architect),
        .layer = QP_NONE};
    read_panel(&g, panel);
    qp_status status = QP_OK;
    if (scene->firm != QP_NONE && scene->ring_count > 0)
        status = fill(&g);
    qp_ring_walk_clear(&g.walk);
    qp_release(g.crowd);
    qp_release(g.named);
    qp_release(g.members);
    qp_release(g.mark);
    return status;
}

void qp_ring_scene_clear(qp_ring_scene *scene)
{
    qp_release(scene->marks);
    qp_release(scene->drawn_on);
    *scene = (qp_ring_scene){0};
}
