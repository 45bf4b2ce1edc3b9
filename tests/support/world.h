/* SPDX-License-Identifier: MIT */
/**
 * @file support/world.h
 * @brief Random little worlds: regions, clusters, firms in two regions, layers
 *        of links, distances and stocks, both as a plain struct for a second
 *        implementation and as the tables from which the program makes its
 *        network. Degenerate ones are drawn by hand.
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
    WORLD_LAYERS = 3,
    WORLD_LINKS = 120,
    WORLD_BRANCHING = 2001, ///< year in which firms open their branches
    WORLD_OUTSIDE = WORLD_REGIONS + WORLD_FIRMS ///< end of a link: "outside"
};

typedef struct {
    int home;
    int branch;   ///< may be the home
    double share; ///< at home, once there is a branch: exact in eighths
    bool always;  ///< the branch has no date
} world_firm;

typedef struct {
    const char *id;
    const char *measure; ///< "count", "amount", "score"
    const char *sense;   ///< "resource", "benefit", "": neither
    bool directed;
} world_layer;

typedef struct {
    int from; ///< a region, WORLD_REGIONS + a firm, or WORLD_OUTSIDE
    int to;
    int layer;
    double weight;
    int year;    ///< 0: undated
    bool counts; ///< actual; false: planned, left out of flows
} world_link;

/** What is known of how far regions are apart. */
typedef enum {
    WORLD_NOWHERE, ///< nothing
    WORLD_PLACES,  ///< where they are
    WORLD_PAIRS    ///< where they are, and distances, which go first
} world_knowledge;

typedef struct {
    int regions;                      ///< "r0" ... in byte order
    int clusters;                     ///< "k0" ...
    int cluster[WORLD_REGIONS];       ///< -1: in none
    int core[WORLD_CLUSTERS];         ///< declared core, -1: none
    double population[WORLD_REGIONS]; ///< NaN: not known
    double stock[WORLD_REGIONS];      ///< indicator `stock`, NaN: not known
    bool outside;                     ///< there is a region of this kind
    world_knowledge known;
    double lon[WORLD_REGIONS]; ///< degrees, NaN: not known
    double lat[WORLD_REGIONS];
    double distance[WORLD_REGIONS][WORLD_REGIONS]; ///< NaN: not given
    world_layer layer[WORLD_LAYERS];               ///< `talent` is the first
    int layers;
    world_firm firm[WORLD_FIRMS]; ///< "f0" ...
    int firms;
    world_link links[WORLD_LINKS];
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

/** One of `limit` numbers from `least` on; in one case of six not known. */
static inline double world_guess(uint64_t *state, double least, unsigned limit)
{
    return world_draw(state, 6) == 0 ? NAN : least + world_draw(state, limit);
}

static inline void world_draw_regions(world *w, uint64_t *state)
{
    w->regions = 1 + (int)world_draw(state, WORLD_REGIONS);
    w->clusters = (int)world_draw(state, WORLD_CLUSTERS + 1);
    w->outside = world_draw(state, 4) == 0;
    for (int k = 0; k < WORLD_CLUSTERS; k++)
        w->core[k] = -1;
    for (int r = 0; r < w->regions; r++) {
        int k = (int)world_draw(state, (unsigned)w->clusters + 1) - 1;
        w->cluster[r] = k;
        if (k >= 0 && w->core[k] < 0 && world_draw(state, 3) == 0)
            w->core[k] = r;
        w->population[r] = world_guess(state, 0, 50);
        w->stock[r] = world_guess(state, 0, 40);
    }
}

/* Some regions share a place, some distances are 0: no logarithm. */
static inline void world_draw_places(world *w, uint64_t *state)
{
    w->known = (world_knowledge)world_draw(state, 3);
    for (int r = 0; r < w->regions; r++) {
        bool placed = w->known != WORLD_NOWHERE && world_draw(state, 8) > 0;
        w->lon[r] = placed ? 100.0 + world_draw(state, 20) : NAN;
        w->lat[r] = placed ? 20.0 + world_draw(state, 20) : NAN;
        for (int s = 0; s < w->regions; s++)
            w->distance[r][s] = w->known == WORLD_PAIRS && r != s
                                    ? world_guess(state, 0, 40)
                                    : NAN;
    }
}

static inline void world_draw_layers(world *w, uint64_t *state)
{
    static const char *const measures[] = {"count",  "count",  "count",
                                           "amount", "amount", "score"};
    static const world_layer layers[WORLD_LAYERS] = {
        {"talent", "count", "resource", true},
        {"transfer", "count", "benefit", true},
        {"capital", "count", "resource", true},
    };
    w->layers = 1 + (int)world_draw(state, WORLD_LAYERS);
    for (int l = 0; l < w->layers; l++) {
        w->layer[l] = layers[l];
        w->layer[l].measure = measures[world_draw(state, 6)];
        w->layer[l].directed = world_draw(state, 12) > 0;
        if (world_draw(state, 8) == 0)
            w->layer[l].sense = "";
    }
}

static inline int world_draw_end(const world *w, uint64_t *state)
{
    if (w->outside && world_draw(state, 6) == 0)
        return WORLD_OUTSIDE;
    return (int)world_draw(state, (unsigned)w->regions);
}

static inline bool world_counts(const world *w, int layer)
{
    return strcmp(w->layer[layer].measure, "count") == 0;
}

static inline world world_of(unsigned seed)
{
    uint64_t state = 0x9E3779B97F4A7C15ULL * (seed + 1);
    world w = {.regions = 0};
    world_draw_regions(&w, &state);
    world_draw_places(&w, &state);
    world_draw_layers(&w, &state);
    w.count = (int)world_draw(&state, WORLD_LINKS);
    for (int l = 0; l < w.count; l++) {
        world_link *link = &w.links[l];
        *link = (world_link){
            .from = world_draw_end(&w, &state),
            .to = world_draw_end(&w, &state),
            .layer = (int)world_draw(&state, (unsigned)w.layers),
            .year = world_draw(&state, 8) == 0
                        ? 0
                        : 2000 + (int)world_draw(&state, 3),
            .counts = world_draw(&state, 10) != 0};
        link->weight = world_draw(&state, 12) /
                       (world_counts(&w, link->layer) ? 1.0 : 4.0);
    }
    return w;
}

/** The same world, but with firms at ends of the links that are no counts:
 * divided counts are counts no more. No firm is linked to itself. */
static inline world world_with_firms(unsigned seed)
{
    uint64_t state = 0xD1B54A32D192ED03ULL * (seed + 1);
    world w = world_of(seed);
    w.firms = WORLD_FIRMS;
    for (int f = 0; f < w.firms; f++)
        w.firm[f] = (world_firm){
            .home = (int)world_draw(&state, (unsigned)w.regions),
            .branch = (int)world_draw(&state, (unsigned)w.regions),
            .share = world_draw(&state, 9) / 8.0,
            .always = world_draw(&state, 2) == 0};
    for (int l = 0; l < w.count; l++) {
        int from = (int)world_draw(&state, 2 * WORLD_FIRMS);
        int to = (int)world_draw(&state, 2 * WORLD_FIRMS);
        if (world_counts(&w, w.links[l].layer))
            continue;
        if (from < w.firms)
            w.links[l].from = WORLD_REGIONS + from;
        if (to < w.firms && to != from)
            w.links[l].to = WORLD_REGIONS + to;
    }
    return w;
}

/* ------------------------------------------------------- drawn by hand */

/** A world of one layer: its clusters, one digit a region, and its links,
 * "01:5" from r0 to r1, x the outside world. */
typedef struct {
    const char *name;
    const char *clusters;
    const char *links;
    bool undirected;
} world_case;

static const world_case world_cases[] = {
    {"empty", "0011", "", false},
    {"all weights zero", "0011", "01:0 10:0 23:0", false},
    {"one region", "0", "00:5", false},
    {"two regions", "00", "01:6 10:2", false},
    {"two regions, one way", "00", "01:6", false},
    {"star, inwards", "00011", "10:3 20:4 30:2 40:7", false},
    {"star, outwards", "00011", "01:3 02:4 03:2 04:7", false},
    {"all through one", "00011", "10:3 01:2 20:4 02:1 30:2 03:5 40:7", false},
    {"cycle", "0011", "01:5 12:5 23:5 30:5", false},
    {"tree", "00011", "01:5 12:3 23:8 24:1", false},
    {"balance", "0011", "01:5 10:5 12:3 21:3 23:4 32:4 02:2 20:2", false},
    {"two components", "000111", "01:5 12:3 20:1 34:2 45:6 53:1", false},
    {"two pairs", "0011", "01:5 10:2 23:7 32:1", false},
    {"zero margins", "00011", "01:5 02:3 12:4 32:2 31:6", false},
    {"undirected", "0011", "01:5 12:3 23:2", true},
    {"boundary", "00011", "01:5 12:3 20:4 x0:9 3x:2 2x:1 34:5 43:1", false},
    {"boundary, nothing passes", "0011", "01:5 10:5 23:1 32:1 02:0 0x:0",
     false},
    {"boundary alone", "0011", "x0:3 1x:2", false},
    {"complete", "00112",
     "01:4 02:7 03:2 04:5 10:9 12:3 13:6 14:1 20:8 21:2 23:5 24:3 30:1 31:7 "
     "32:4 34:9 40:6 41:3 42:8 43:2",
     false},
};

enum { WORLD_CASES = sizeof world_cases / sizeof *world_cases };

static inline int world_digit(char c)
{
    return c == 'x' ? WORLD_OUTSIDE : c - '0';
}

static inline void world_read_links(const char *links, world *w)
{
    while (*links != '\0') {
        char *end = NULL;
        w->links[w->count] = (world_link){.from = world_digit(links[0]),
                                          .to = world_digit(links[1]),
                                          .weight = strtod(links + 3, &end),
                                          .year = 2000 + w->count % 3,
                                          .counts = true};
        w->count++;
        links = *end == ' ' ? end + 1 : end;
    }
}

static inline world world_drawn(const world_case *c, const char *measure)
{
    world w = {.regions = (int)strlen(c->clusters),
               .outside = strchr(c->links, 'x') != NULL,
               .known = WORLD_PLACES,
               .layers = 1};
    w.layer[0] = (world_layer){"talent", measure, "resource", !c->undirected};
    for (int k = 0; k < WORLD_CLUSTERS; k++)
        w.core[k] = -1;
    for (int r = 0; r < w.regions; r++) {
        w.cluster[r] = world_digit(c->clusters[r]);
        w.clusters = w.cluster[r] + 1;
        w.population[r] = 10 * (r + 1) + r % 2;
        w.stock[r] = r;
        w.lon[r] = 100 + 3 * r;
        w.lat[r] = 30 + r * r;
        for (int s = 0; s < w.regions; s++)
            w.distance[r][s] = NAN;
    }
    world_read_links(c->links, &w);
    return w;
}

/* ------------------------------------------------------------ as tables */

static inline void world_regions(const world *w, drawn_table *t)
{
    drawn_add(t, "id,kind,cluster,core,population,lon,lat\n");
    for (int r = 0; r < w->regions; r++) {
        int k = w->cluster[r];
        drawn_add(t, "r%d,", r);
        if (k >= 0)
            drawn_add(t, ",k%d,%s", k, w->core[k] == r ? "true" : "");
        else
            drawn_add(t, ",,");
        drawn_add_number(t, w->population[r]);
        drawn_add_number(t, w->lon[r]);
        drawn_add_number(t, w->lat[r]);
        drawn_add(t, "\n");
    }
    if (w->outside)
        drawn_add(t, "outside,outside,,,,,\n");
}

static inline void world_firms(const world *w, drawn_table *t)
{
    drawn_add(t, "id\n");
    for (int f = 0; f < w->firms; f++)
        drawn_add(t, "f%d\n", f);
}

static inline void world_locations(const world *w, drawn_table *t)
{
    drawn_add(t, "actor,region,share,from,until\n");
    for (int f = 0; f < w->firms; f++) {
        const world_firm *firm = &w->firm[f];
        char since[12] = "";
        if (!firm->always) {
            snprintf(since, sizeof since, "%d", WORLD_BRANCHING);
            drawn_add(t, "f%d,r%d,1,,%s\n", f, firm->home, since);
        }
        drawn_add(t, "f%d,r%d,%.17g,%s,\n", f, firm->home, firm->share, since);
        drawn_add(t, "f%d,r%d,%.17g,%s,\n", f, firm->branch, 1 - firm->share,
                  since);
    }
}

static inline void world_end(int end, drawn_table *t)
{
    bool firm = end >= WORLD_REGIONS;
    if (end == WORLD_OUTSIDE)
        drawn_add(t, "outside,");
    else
        drawn_add(t, "%c%d,", firm ? 'f' : 'r',
                  firm ? end - WORLD_REGIONS : end);
}

static inline void world_links(const world *w, drawn_table *t)
{
    drawn_add(t, "from,to,layer,weight,date,status\n");
    for (int l = 0; l < w->count; l++) {
        const world_link *link = &w->links[l];
        world_end(link->from, t);
        world_end(link->to, t);
        drawn_add(t, "%s,%.17g,", w->layer[link->layer].id, link->weight);
        if (link->year > 0)
            drawn_add(t, "%d", link->year);
        drawn_add(t, ",%s\n", link->counts ? "" : "planned");
    }
}

static inline void world_layers(const world *w, drawn_table *t)
{
    drawn_add(t, "id,measure,weighted,directed,sense\n");
    for (int l = 0; l < w->layers; l++)
        drawn_add(t, "%s,%s,true,%s,%s\n", w->layer[l].id, w->layer[l].measure,
                  w->layer[l].directed ? "true" : "false", w->layer[l].sense);
}

/* A pair of another measure is no distance. */
static inline void world_pairs(const world *w, drawn_table *t)
{
    drawn_add(t, "from,to,measure,value\n");
    if (w->regions > 1)
        drawn_add(t, "r0,r1,travel-time,7\n");
    for (int r = 0; r < w->regions; r++)
        for (int s = 0; s < w->regions; s++)
            if (!isnan(w->distance[r][s]))
                drawn_add(t, "r%d,r%d,distance,%.17g\n", r, s,
                          w->distance[r][s]);
}

static inline qp_network world_network(const world *w)
{
    static drawn_table regions, clusters, firms, locations, links, layers,
        indicators, pairs;
    drawn_table *all[] = {&regions, &clusters, &firms,      &locations,
                          &links,   &layers,   &indicators, &pairs};
    for (size_t t = 0; t < sizeof all / sizeof *all; t++)
        all[t]->size = 0;
    world_regions(w, &regions);
    world_firms(w, &firms);
    world_locations(w, &locations);
    world_links(w, &links);
    world_layers(w, &layers);
    world_pairs(w, &pairs);
    drawn_add(&clusters, "id\n");
    for (int k = 0; k < w->clusters; k++)
        drawn_add(&clusters, "k%d\n", k);
    drawn_add(&indicators, "region,indicator,date,value\n");
    for (int r = 0; r < w->regions; r++)
        if (!isnan(w->stock[r]))
            drawn_add(&indicators, "r%d,stock,2001,%.17g\n", r, w->stock[r]);
    return drawn("regions", regions.text, "clusters", clusters.text,
                 "enterprises", firms.text, "locations", locations.text,
                 "links", links.text, "layers", layers.text, "indicators",
                 indicators.text, "pairs", pairs.text, NULL);
}

#endif
