/* SPDX-License-Identifier: MIT */
#include "figure/multiplex_scene.h"

#include <stdlib.h>

#include "core/memory.h"
#include "net/flow.h"

const qp_actor_kind qp_sheet_kinds[QP_KIND_COUNT] = {
    QP_KIND_ARCHITECT, QP_KIND_ENTERPRISE, QP_KIND_INSTITUTE, QP_KIND_REGION};

/** A link on its way into a tie. */
typedef struct {
    qp_row low, high; ///< actor rows, low < high
    bool against;
    size_t link;
} strand;

/** What is known of an actor before it is drawn. */
typedef struct {
    size_t ties;
    size_t guests; ///< chosen actors that it hosts
    bool chosen;
    bool leads;
    uint32_t position; ///< in scene->actors; QP_NONE: not drawn
} candidate;

/** An actor that competes for room on its sheet. */
typedef struct {
    qp_row actor;
    size_t weight;
} rival;

typedef struct {
    const qp_network *net;
    const qp_multiplex_choice *choice;
    qp_multiplex_scene *scene;
    strand *strands;       ///< [scene->link_count]
    candidate *candidates; ///< [actors]
    rival *rivals;         ///< [actors] of one sheet
} gatherer;

/* ----------------------------------------------------------------- strands */

static bool is_against(const qp_network *net, size_t link)
{
    return net->links.polarity != NULL && net->links.polarity[link] < 0;
}

static void spin(gatherer *g, qp_row layer, size_t link)
{
    const qp_links *links = &g->net->links;
    qp_row from = links->from[link];
    qp_row to = links->to[link];
    double weight;
    if (from == to)
        return;
    qp_presence presence = qp_link_presence(g->net, layer, link,
                                            g->choice->window, &weight);
    g->scene->undated += presence == QP_LINK_UNDATED;
    if (presence != QP_LINK_PRESENT)
        return;
    g->strands[g->scene->link_count++] = (strand){
        from < to ? from : to, from < to ? to : from, is_against(g->net, link),
        link};
}

static int by_pair(const void *left, const void *right)
{
    const strand *a = left;
    const strand *b = right;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    if (a->against != b->against)
        return a->against ? 1 : -1;
    return (a->link > b->link) - (a->link < b->link);
}

static void spin_all(gatherer *g)
{
    const qp_layers *layers = &g->net->layers;
    for (qp_row layer = 0; layer < layers->count; layer++) {
        size_t before = g->scene->link_count;
        for (size_t l = layers->start[layer]; l < layers->start[layer + 1]; l++)
            spin(g, layer, l);
        g->scene->layer_count += g->scene->link_count > before;
    }
    if (g->scene->link_count > 1)
        qsort(g->strands, g->scene->link_count, sizeof *g->strands, by_pair);
    for (size_t s = 0; s < g->scene->link_count; s++)
        g->scene->links[s] = g->strands[s].link;
}

/* Those with an end that is no actor. */
static void count_things(gatherer *g)
{
    const qp_thing_links *links = &g->net->thing_links;
    for (size_t l = 0; l < links->count; l++) {
        double share;
        qp_presence presence = qp_period_presence(g->net, links->layer[l],
                                                  links->period[l],
                                                  g->choice->window, &share);
        g->scene->things += presence == QP_LINK_PRESENT;
        g->scene->undated += presence == QP_LINK_UNDATED;
    }
}

/* -------------------------------------------------------------------- ties */

static bool is_one_tie(const strand *a, const strand *b)
{
    return a->low == b->low && a->high == b->high && a->against == b->against;
}

/* Ties of all actors; a and b are actor rows for now. */
static void tie_strands(gatherer *g)
{
    qp_multiplex_scene *scene = g->scene;
    for (size_t s = 0; s < scene->link_count; s++) {
        const strand *one = &g->strands[s];
        if (s == 0 || !is_one_tie(one - 1, one))
            scene->ties[scene->tie_count++] = (qp_sheet_tie){
                .a = one->low,
                .b = one->high,
                .first = s,
                .against = one->against};
        qp_sheet_tie *tie = &scene->ties[scene->tie_count - 1];
        tie->count++;
        tie->present |= qp_status_is_present(
            qp_optional_number(g->net->links.status, one->link));
    }
    scene->ties_in_all = scene->tie_count;
}

static size_t sheet_of(const qp_network *net, qp_row actor)
{
    size_t sheet = 0;
    while (qp_sheet_kinds[sheet] != (qp_actor_kind)net->actors.kind[actor])
        sheet++;
    return sheet;
}

static void count_ties(gatherer *g)
{
    qp_multiplex_scene *scene = g->scene;
    for (size_t t = 0; t < scene->tie_count; t++) {
        const qp_sheet_tie *tie = &scene->ties[t];
        size_t sheet = sheet_of(g->net, tie->a);
        bool within = sheet == sheet_of(g->net, tie->b);
        g->candidates[tie->a].ties++;
        g->candidates[tie->b].ties++;
        scene->ties_within += within;
        scene->sheets[sheet].ties += within;
    }
}

/* ------------------------------------------------------------------ choice */

static qp_row enterprise_of(const qp_network *net, qp_row actor)
{
    return net->actors.enterprise != NULL ? net->actors.enterprise[actor]
                                          : QP_NONE;
}

/* The region of an actor; the enterprise of an architect. */
static qp_row host_of(const qp_network *net, qp_row actor)
{
    qp_row enterprise = enterprise_of(net, actor);
    if (net->actors.kind[actor] == QP_KIND_REGION)
        return QP_NONE;
    return enterprise != QP_NONE ? enterprise : net->actors.region[actor];
}

static void receive(gatherer *g, qp_row actor)
{
    qp_row host = host_of(g->net, actor);
    if (!g->candidates[actor].chosen || host == QP_NONE)
        return;
    g->candidates[host].chosen = true;
    g->candidates[host].guests++;
}

/* Architects first: an enterprise that hosts one has a region in turn. */
static void choose(gatherer *g)
{
    const qp_actors *actors = &g->net->actors;
    for (qp_row a = 0; a < actors->count; a++) {
        bool architect = actors->kind[a] == QP_KIND_ARCHITECT;
        qp_row enterprise = enterprise_of(g->net, a);
        g->candidates[a].chosen |= architect || g->candidates[a].ties > 0;
        g->candidates[a].leads |= architect;
        if (architect && enterprise != QP_NONE)
            g->candidates[enterprise].leads = true;
        if (architect)
            receive(g, a);
    }
    for (qp_row a = 0; a < actors->count; a++)
        if (actors->kind[a] != QP_KIND_ARCHITECT)
            receive(g, a);
}

static int by_weight(const void *left, const void *right)
{
    const rival *a = left;
    const rival *b = right;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return (a->actor > b->actor) - (a->actor < b->actor);
}

static int by_row(const void *left, const void *right)
{
    const rival *a = left;
    const rival *b = right;
    return (a->actor > b->actor) - (a->actor < b->actor);
}

static size_t line_up(gatherer *g, size_t sheet)
{
    size_t count = 0;
    for (qp_row a = 0; a < g->net->actors.count; a++) {
        const candidate *c = &g->candidates[a];
        if (sheet_of(g->net, a) != sheet)
            continue;
        if (c->chosen)
            g->rivals[count++] = (rival){a, c->ties + c->guests};
        else
            g->scene->sheets[sheet].untied++;
    }
    return count;
}

static void draw_actor(gatherer *g, size_t sheet, qp_row actor)
{
    const double *group = g->net->actors.group;
    candidate *c = &g->candidates[actor];
    c->position = (uint32_t)g->scene->actor_count;
    g->scene->actors[g->scene->actor_count++] = (qp_sheet_actor){
        .actor = actor,
        .sheet = (uint8_t)sheet,
        .site = g->net->actors.region[actor],
        .host = QP_NONE,
        .ties = c->ties,
        .many = group != NULL && group[actor] > 0,
        .leads = c->leads};
}

static void fill_sheet(gatherer *g, size_t sheet)
{
    qp_sheet_count *count = &g->scene->sheets[sheet];
    size_t rivals = line_up(g, sheet);
    count->first = g->scene->actor_count;
    count->drawn = rivals;
    if (rivals > g->choice->most_actors) {
        qsort(g->rivals, rivals, sizeof *g->rivals, by_weight);
        count->drawn = g->choice->most_actors;
        count->crowded = rivals - count->drawn;
    }
    if (count->drawn > 1)
        qsort(g->rivals, count->drawn, sizeof *g->rivals, by_row);
    for (size_t r = 0; r < count->drawn; r++)
        draw_actor(g, sheet, g->rivals[r].actor);
}

static void find_hosts(gatherer *g)
{
    for (size_t i = 0; i < g->scene->actor_count; i++) {
        qp_sheet_actor *actor = &g->scene->actors[i];
        qp_row host = host_of(g->net, actor->actor);
        if (host != QP_NONE)
            actor->host = g->candidates[host].position;
    }
}

/* -------------------------------------------------------------- ties drawn */

static int by_strength(const void *left, const void *right)
{
    const qp_sheet_tie *a = left;
    const qp_sheet_tie *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    if (a->ends != b->ends)
        return a->ends > b->ends ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static int by_ends(const void *left, const void *right)
{
    const qp_sheet_tie *a = left;
    const qp_sheet_tie *b = right;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    if (a->b != b->b)
        return a->b < b->b ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

/* From actor rows to positions, the upper sheet first. */
static bool keep_tie(const gatherer *g, qp_sheet_tie *tie)
{
    uint32_t a = g->candidates[tie->a].position;
    uint32_t b = g->candidates[tie->b].position;
    tie->ends = g->candidates[tie->a].ties + g->candidates[tie->b].ties;
    tie->a = a < b ? a : b;
    tie->b = a < b ? b : a;
    return a != QP_NONE && b != QP_NONE;
}

/* Ties of one kind of actors with one other, or with itself. */
enum { BONDS = QP_KIND_COUNT * QP_KIND_COUNT };

static size_t bond_of(const qp_multiplex_scene *scene, const qp_sheet_tie *tie)
{
    return (size_t)scene->actors[tie->a].sheet * QP_KIND_COUNT +
           scene->actors[tie->b].sheet;
}

static size_t sum_within(const size_t counts[BONDS], size_t share)
{
    size_t sum = 0;
    for (size_t b = 0; b < BONDS; b++)
        sum += counts[b] < share ? counts[b] : share;
    return sum;
}

/* Of each bond a like share, so that no sheet loses its ties to a denser one;
 * few of one leave their room to the others. The strongest come first. */
static size_t keep_strongest(gatherer *g, size_t count)
{
    qp_multiplex_scene *scene = g->scene;
    const size_t most = g->choice->most_ties;
    size_t counts[BONDS] = {0};
    size_t taken[BONDS] = {0};
    size_t kept = 0;
    size_t share = 0;
    qsort(scene->ties, count, sizeof *scene->ties, by_strength);
    for (size_t t = 0; t < count; t++)
        counts[bond_of(scene, &scene->ties[t])]++;
    while (sum_within(counts, share + 1) <= most)
        share++;
    size_t room = most - sum_within(counts, share);
    for (size_t t = 0; t < count; t++) {
        bool fits = taken[bond_of(scene, &scene->ties[t])]++ < share;
        if (!fits && room == 0)
            continue;
        room -= !fits;
        scene->ties[kept++] = scene->ties[t];
    }
    return kept;
}

static void keep_ties(gatherer *g)
{
    qp_multiplex_scene *scene = g->scene;
    size_t kept = 0;
    for (size_t t = 0; t < scene->tie_count; t++)
        if (keep_tie(g, &scene->ties[t]))
            scene->ties[kept++] = scene->ties[t];
    if (kept > g->choice->most_ties)
        kept = keep_strongest(g, kept);
    if (kept > 1)
        qsort(scene->ties, kept, sizeof *scene->ties, by_ends);
    scene->tie_count = kept;
    for (size_t t = 0; t < kept; t++) {
        size_t sheet = scene->actors[scene->ties[t].a].sheet;
        scene->sheets[sheet].ties_drawn +=
            sheet == scene->actors[scene->ties[t].b].sheet;
    }
}

/* ------------------------------------------------------------------- scene */

static qp_status make_room(gatherer *g, qp_error *err)
{
    size_t links = g->net->links.count;
    size_t actors = g->net->actors.count;
    g->strands = qp_acquire(links, sizeof *g->strands);
    g->candidates = qp_acquire(actors, sizeof *g->candidates);
    g->rivals = qp_acquire(actors, sizeof *g->rivals);
    g->scene->actors = qp_acquire(actors, sizeof *g->scene->actors);
    g->scene->ties = qp_acquire(links, sizeof *g->scene->ties);
    g->scene->links = qp_acquire(links, sizeof *g->scene->links);
    if (g->strands == NULL || g->candidates == NULL || g->rivals == NULL ||
        g->scene->actors == NULL || g->scene->ties == NULL ||
        g->scene->links == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for sheets of %zu actors",
                       actors);
    for (size_t a = 0; a < actors; a++)
        g->candidates[a].position = QP_NONE;
    return QP_OK;
}

qp_status qp_multiplex_scene_gather(const qp_network *net,
                                    const qp_multiplex_choice *choice,
                                    qp_multiplex_scene *scene, qp_error *err)
{
    gatherer g = {.net = net, .choice = choice, .scene = scene};
    *scene = (qp_multiplex_scene){0};
    qp_status status = make_room(&g, err);
    if (status == QP_OK) {
        spin_all(&g);
        count_things(&g);
        tie_strands(&g);
        count_ties(&g);
        choose(&g);
        for (size_t sheet = 0; sheet < QP_KIND_COUNT; sheet++)
            fill_sheet(&g, sheet);
        find_hosts(&g);
        keep_ties(&g);
    }
    qp_release(g.strands);
    qp_release(g.candidates);
    qp_release(g.rivals);
    if (status != QP_OK)
        qp_multiplex_scene_clear(scene);
    return status;
}

void qp_multiplex_scene_clear(qp_multiplex_scene *scene)
{
    qp_release(scene->actors);
    qp_release(scene->ties);
    qp_release(scene->links);
    *scene = (qp_multiplex_scene){0};
}
