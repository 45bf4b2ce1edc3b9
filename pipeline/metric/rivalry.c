/* SPDX-License-Identifier: MIT */
#include "metric/rivalry.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "net/flow.h"
#include "net/places.h"

double qp_homogeneous_competition(double cosine, double tightness, double most)
{
    return most > 0 ? cosine * (1 - tightness / most) : cosine;
}

/* -------------------------------------------------------------------- links */

/** A pair of regions that a link ties. */
typedef struct {
    uint32_t first;
    uint32_t second;
    size_t link;
} rival;

typedef struct {
    const qp_run *run;
    qp_period window;
    qp_places places;
    qp_place_share *here;  ///< [places.most] room for those of one end
    qp_place_share *there; ///< [places.most] and of the other
    rival *rivals;         ///< [rival_count]
    size_t rival_count;
    size_t rival_room;
    size_t missing;
} counting;

static bool keep(counting *c, size_t link, uint32_t r, uint32_t s)
{
    if (!qp_grow((void **)&c->rivals, &c->rival_room, c->rival_count,
                 sizeof *c->rivals))
        return false;
    c->rivals[c->rival_count++] = (rival){r < s ? r : s, r < s ? s : r, link};
    return true;
}

static bool keep_places(counting *c, size_t link)
{
    const qp_links *links = &c->run->net->links;
    qp_day day = qp_optional_period(links->period, link).from;
    size_t from = qp_places_on(&c->places, links->from[link], day, c->here);
    size_t to = qp_places_on(&c->places, links->to[link], day, c->there);
    bool lost = false;
    bool room = true;
    for (size_t f = 0; f < from; f++)
        for (size_t t = 0; t < to && room; t++) {
            uint32_t r = qp_run_place(c->run, c->here[f].region);
            uint32_t s = qp_run_place(c->run, c->there[t].region);
            bool both = r != QP_NONE && s != QP_NONE;
            lost = lost || !both;
            if (both && r != s)
                room = keep(c, link, r, s);
        }
    c->missing += lost ? 1 : 0;
    return room;
}

static bool take_link(counting *c, qp_row layer, size_t link)
{
    const qp_network *net = c->run->net;
    double weight = 0;
    qp_presence presence = qp_link_presence(net, layer, link, c->window,
                                            &weight);
    bool holds = qp_status_is_present(
        qp_optional_number(net->links.status, link));
    if (presence == QP_LINK_ABSENT)
        return true;
    if (presence == QP_LINK_UNDATED || !holds) {
        c->missing++;
        return true;
    }
    return weight > 0 ? keep_places(c, link) : true;
}

static bool take_layers(counting *c, const qp_frame *frame)
{
    const qp_layers *layers = &c->run->net->layers;
    bool room = true;
    for (size_t i = 0; i < frame->layer_count; i++) {
        qp_row l = frame->layers[i];
        if (layers->sense[l] != QP_SENSE_RIVALRY)
            continue;
        for (size_t link = layers->start[l];
             link < layers->start[l + 1] && room; link++)
            room = take_link(c, l, link);
    }
    return room;
}

/* -------------------------------------------------------------------- pairs */

static int by_pair(const void *left, const void *right)
{
    const rival *a = left;
    const rival *b = right;
    int order = (a->first > b->first) - (a->first < b->first);
    if (order == 0)
        order = (a->second > b->second) - (a->second < b->second);
    return order != 0 ? order : (a->link > b->link) - (a->link < b->link);
}

static bool begins_pair(const rival rivals[], size_t i)
{
    return i == 0 || rivals[i].first != rivals[i - 1].first ||
           rivals[i].second != rivals[i - 1].second;
}

static void count_pairs(const counting *c, qp_rivalry *rivalry)
{
    const rival *rivals = c->rivals;
    for (size_t i = 0; i < c->rival_count; i++) {
        bool begins = begins_pair(rivals, i);
        if (begins) {
            rivalry->first[rivalry->pair_count] = rivals[i].first;
            rivalry->second[rivalry->pair_count++] = rivals[i].second;
        }
        if (begins || rivals[i].link != rivals[i - 1].link)
            rivalry->links[rivalry->pair_count - 1]++;
    }
}

static bool pair_up(const counting *c, qp_rivalry *rivalry)
{
    size_t pairs = 0;
    if (c->rival_count > 0)
        qsort(c->rivals, c->rival_count, sizeof *c->rivals, by_pair);
    for (size_t i = 0; i < c->rival_count; i++)
        pairs += begins_pair(c->rivals, i) ? 1 : 0;
    rivalry->first = qp_acquire(pairs, sizeof *rivalry->first);
    rivalry->second = qp_acquire(pairs, sizeof *rivalry->second);
    rivalry->links = qp_acquire(pairs, sizeof *rivalry->links);
    if (rivalry->first == NULL || rivalry->second == NULL ||
        rivalry->links == NULL)
        return false;
    count_pairs(c, rivalry);
    rivalry->missing = c->missing;
    return true;
}

static qp_status begin(counting *c)
{
    qp_status status = qp_places_make(c->run->net, &c->places, c->run->err);
    if (status != QP_OK)
        return status;
    c->here = qp_acquire(c->places.most, sizeof *c->here);
    c->there = qp_acquire(c->places.most, sizeof *c->there);
    return c->here != NULL && c->there != NULL
               ? QP_OK
               : qp_fail(c->run->err, QP_E_MEMORY, "no memory for rivalry");
}

qp_status qp_rivalry_count(const qp_run *run, const qp_frame *frame,
                           qp_period window, qp_rivalry *rivalry)
{
    counting c = {.run = run, .window = window};
    qp_rivalry counted = {0};
    qp_status status = begin(&c);
    if (status == QP_OK && !(take_layers(&c, frame) && pair_up(&c, &counted)))
        status = qp_fail(run->err, QP_E_MEMORY, "no memory for rivalry");
    qp_places_clear(&c.places);
    qp_release(c.here);
    qp_release(c.there);
    qp_release(c.rivals);
    if (status == QP_OK)
        *rivalry = counted;
    else
        qp_rivalry_clear(&counted);
    return status;
}

void qp_rivalry_clear(qp_rivalry *rivalry)
{
    qp_release(rivalry->first);
    qp_release(rivalry->second);
    qp_release(rivalry->links);
    *rivalry = (qp_rivalry){0};
}
