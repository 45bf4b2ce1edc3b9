/* SPDX-License-Identifier: MIT */
/**
 * @file support/world.h
 * @brief Random little worlds: regions, clusters, firms in two regions, links
 *        and stocks, both as a plain struct for a second implementation and as
 *        the tables from which the program makes its network.
 */
#ifndef QP_SUPPORT_WORLD_H
#define QP_SUPPORT_WORLD_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "support/drawn.h"

enum {
    WORLD_REGIONS = 9,
    WORLD_CLUSTERS = 3,
    WORLD_FIRMS = 3,
    WORLD_LINKS = 80,
    WORLD_BRANCHING = 2001 ///< year in which firms open their branches
};

typedef struct {
    int home;
    int branch;   ///< may be the home
    double share; ///< at home, once there is a branch: exact in eighths
    bool always;  ///< the branch has no date
} world_firm;

typedef struct {
    int from; ///< a region, or WORLD_REGIONS + a firm
    int to;
    double weight;
    int year;    ///< 0: undated
    bool counts; ///< actual; false: planned, left out of flows
} world_link;

typedef struct {
    int regions;                      ///< "r0" ... in byte order
    int clusters;                     ///< "k0" ...
    int cluster[WORLD_REGIONS];       ///< -1: in none
    int core[WORLD_CLUSTERS];         ///< declared core, -1: none
    double population[WORLD_REGIONS]; ///< NaN: not known
    double stock[WORLD_REGIONS];      ///< indicator `stock`, NaN: not known
    bool counted;                     ///< measure of the layer is count
    world_firm firm[WORLD_FIRMS];     ///< "f0" ...
    int firms;
    world_link links[WORLD_LINKS]; ///< all of layer `talent`
    int count;
} world;

/** xorshift64, so that nothing here hangs on the generator under test. */
static inline unsigned world_draw(uint64_t *state, unsigned limit)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (unsigned)((*state >> 33) % limit);
}

static inline void world_draw_regions(world *w, uint64_t *state)
{
    w->regions = 1 + (int)world_draw(state, WORLD_REGIONS);
    w->clusters = (int)world_draw(state, WORLD_CLUSTERS + 1);
    for (int k = 0; k < WORLD_CLUSTERS; k++)
        w->core[k] = -1;
    for (int r = 0; r < w->regions; r++) {
        int k = (int)world_draw(state, (unsigned)w->clusters + 1) - 1;
        w->cluster[r] = k;
        if (k >= 0 && w->core[k] < 0 && world_draw(state, 3) == 0)
            w->core[k] = r;
        w->population[r] = world_draw(state, 6) == 0
                               ? NAN
                               : (double)world_draw(state, 50);
        w->stock[r] = world_draw(state, 6) == 0 ? NAN
                                                : (double)world_draw(state, 40);
    }
}

static inline world world_of(unsigned seed)
{
    uint64_t state = 0x9E3779B97F4A7C15ULL * (seed + 1);
    world w = {.counted = world_draw(&state, 4) != 0};
    world_draw_regions(&w, &state);
    w.count = (int)world_draw(&state, WORLD_LINKS);
    for (int l = 0; l < w.count; l++)
        w.links[l] = (world_link){
            .from = (int)world_draw(&state, (unsigned)w.regions),
            .to = (int)world_draw(&state, (unsigned)w.regions),
            .weight = world_draw(&state, 12) / (w.counted ? 1.0 : 4.0),
            .year = world_draw(&state, 8) == 0
                        ? 0
                        : 2000 + (int)world_draw(&state, 3),
            .counts = world_draw(&state, 10) != 0};
    return w;
}

/** The same world, but with firms at ends of its links where these are amounts:
 * divided counts are counts no more. No firm is linked to itself. */
static inline world world_with_firms(unsigned seed)
{
    uint64_t state = 0xD1B54A32D192ED03ULL * (seed + 1);
    world w = world_of(seed);
    w.firms = w.counted ? 0 : WORLD_FIRMS;
    for (int f = 0; f < w.firms; f++)
        w.firm[f] = (world_firm){
            .home = (int)world_draw(&state, (unsigned)w.regions),
            .branch = (int)world_draw(&state, (unsigned)w.regions),
            .share = world_draw(&state, 9) / 8.0,
            .always = world_draw(&state, 2) == 0};
    for (int l = 0; l < w.count && w.firms > 0; l++) {
        int from = (int)world_draw(&state, 2 * WORLD_FIRMS);
        int to = (int)world_draw(&state, 2 * WORLD_FIRMS);
        if (from < w.firms)
            w.links[l].from = WORLD_REGIONS + from;
        if (to < w.firms && to != from)
            w.links[l].to = WORLD_REGIONS + to;
    }
    return w;
}

/* ------------------------------------------------------------ as tables */

/** A text with room for every table of a world. */
typedef struct {
    char text[8192];
    size_t size;
} world_table;

static inline void world_add(world_table *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int size = vsnprintf(t->text + t->size, sizeof t->text - t->size, format,
                         args);
    va_end(args);
    cr_assert(size >= 0 && t->size + (size_t)size < sizeof t->text);
    t->size += (size_t)size;
}

static inline void world_add_number(world_table *t, double value)
{
    if (isnan(value))
        world_add(t, ",");
    else
        world_add(t, ",%.17g", value);
}

static inline void world_regions(const world *w, world_table *t)
{
    world_add(t, "id,cluster,core,population\n");
    for (int r = 0; r < w->regions; r++) {
        int k = w->cluster[r];
        world_add(t, "r%d", r);
        if (k >= 0)
            world_add(t, ",k%d,%s", k, w->core[k] == r ? "true" : "");
        else
            world_add(t, ",,");
        world_add_number(t, w->population[r]);
        world_add(t, "\n");
    }
}

static inline void world_firms(const world *w, world_table *t)
{
    world_add(t, "id\n");
    for (int f = 0; f < w->firms; f++)
        world_add(t, "f%d\n", f);
}

static inline void world_locations(const world *w, world_table *t)
{
    world_add(t, "actor,region,share,from,until\n");
    for (int f = 0; f < w->firms; f++) {
        const world_firm *firm = &w->firm[f];
        char since[12] = "";
        if (!firm->always) {
            snprintf(since, sizeof since, "%d", WORLD_BRANCHING);
            world_add(t, "f%d,r%d,1,,%s\n", f, firm->home, since);
        }
        world_add(t, "f%d,r%d,%.17g,%s,\n", f, firm->home, firm->share, since);
        world_add(t, "f%d,r%d,%.17g,%s,\n", f, firm->branch, 1 - firm->share,
                  since);
    }
}

static inline void world_end(int end, world_table *t)
{
    bool firm = end >= WORLD_REGIONS;
    world_add(t, "%c%d,", firm ? 'f' : 'r', firm ? end - WORLD_REGIONS : end);
}

static inline void world_links(const world *w, world_table *t)
{
    world_add(t, "from,to,layer,weight,date,status\n");
    for (int l = 0; l < w->count; l++) {
        const world_link *link = &w->links[l];
        world_end(link->from, t);
        world_end(link->to, t);
        world_add(t, "talent,%.17g,", link->weight);
        if (link->year > 0)
            world_add(t, "%d", link->year);
        world_add(t, ",%s\n", link->counts ? "" : "planned");
    }
}

static inline qp_network world_network(const world *w)
{
    static world_table regions, clusters, firms, locations, links, layers,
        indicators;
    world_table *all[] = {&regions, &clusters, &firms,     &locations,
                          &links,   &layers,   &indicators};
    for (size_t t = 0; t < sizeof all / sizeof *all; t++)
        all[t]->size = 0;
    world_regions(w, &regions);
    world_firms(w, &firms);
    world_locations(w, &locations);
    world_links(w, &links);
    world_add(&clusters, "id\n");
    for (int k = 0; k < w->clusters; k++)
        world_add(&clusters, "k%d\n", k);
    world_add(&layers, "id,measure,weighted\ntalent,%s,true\n",
              w->counted ? "count" : "amount");
    world_add(&indicators, "region,indicator,date,value\n");
    for (int r = 0; r < w->regions; r++)
        if (!isnan(w->stock[r]))
            world_add(&indicators, "r%d,stock,2001,%.17g\n", r, w->stock[r]);
    return drawn("regions", regions.text, "clusters", clusters.text,
                 "enterprises", firms.text, "locations", locations.text,
                 "links", links.text, "layers", layers.text, "indicators",
                 indicators.text, NULL);
}

#endif
