/* SPDX-License-Identifier: MIT */
/**
 * @file support/realm.h
 * @brief Random little realms: what a world (support/world.h) has, and what the
 *        synergy panel looks at besides: portfolios of regions and of actors,
 *        firms and institutes with fields, indicators and what they stand for,
 *        consortia, chains, barriers, provinces. As a plain struct for a second
 *        implementation, and as the tables from which a network is made.
 *
 * Cities "r00" ... lie in provinces "p0" ...; both are places. A province
 * without a city is a region like any other. Actors are the places and, from
 * REALM_PLACES on, firms "f00" ..., some of which are institutes.
 */
#ifndef QP_SUPPORT_REALM_H
#define QP_SUPPORT_REALM_H

#include "support/world.h"

enum {
    REALM_CITIES = 22, ///< at most; enough for a border effect
    REALM_PROVINCES = 3,
    REALM_PLACES = REALM_CITIES + REALM_PROVINCES,
    REALM_CLUSTERS = 4,
    REALM_FIRMS = 24,
    REALM_ACTORS = REALM_PLACES + REALM_FIRMS,
    REALM_LAYERS = 5,
    REALM_LINKS = 240,
    REALM_CLASSES = 11,
    REALM_HOLDINGS = 320,
    REALM_DEFS = 8,
    REALM_STOCKS = 400,
    REALM_CONSORTIA = 6,
    REALM_FIRST = 2000, ///< year
    REALM_YEARS = 3,
    REALM_BRANCHING = 2001, ///< year in which firms open their branches
    REALM_ZONES = 3         ///< political system, customs zone, legal system
};

/** "i" or "p": which of the two portfolios. */
typedef enum {
    REALM_INDUSTRY,
    REALM_PRODUCT,
    REALM_PORTFOLIOS
} realm_portfolio;

typedef struct {
    bool exists;
    int cluster;  ///< -1: in none
    int province; ///< place of a city's province, -1: in none
    double population;
    double lon;
    double lat;
    int zone[REALM_ZONES]; ///< -1: not known
} realm_place;

typedef struct {
    int home;     ///< place, -1: not known
    int branch;   ///< a second place, -1: none
    double share; ///< at home, once there is a branch: exact in eighths
    bool institute;
    bool group;    ///< stands for many
    int industry;  ///< -1: not known; institutes have none
    int size;      ///< likewise
    int ownership; ///< likewise
    int country;   ///< -1: not known
} realm_firm;

typedef struct {
    const char *id;
    const char *sense;
    int chain; ///< -1: none
    bool directed;
    bool between_firms; ///< most of its links
} realm_layer;

typedef struct {
    int from; ///< actor
    int to;
    int layer;
    double weight;
    int year; ///< 0: undated
    bool planned;
    bool hinders;
} realm_link;

/** A row of a portfolio. */
typedef struct {
    realm_portfolio portfolio;
    int bearer; ///< actor
    int class;
    int year; ///< 0: undated
    double value;
} realm_holding;

/** What an indicator stands for. */
typedef struct {
    int layer; ///< "layer:ID"; -1: an indicator of the table
    int chain; ///< -1: none
    int factor;
    int direction; ///< 0: not said
    bool declared; ///< the bounds
    double low;
    double high;
    double weight; ///< NaN: not said
} realm_def;

typedef struct {
    int def;
    int place;
    int year; ///< 0: undated
    double value;
} realm_stock;

typedef struct {
    int cities;
    int provinces;
    int clusters;
    realm_place place[REALM_PLACES];
    double distance[REALM_PLACES][REALM_PLACES]; ///< NaN: not given
    double barrier[REALM_PLACES][REALM_PLACES];  ///< NaN: not given
    realm_layer layer[REALM_LAYERS];
    int layers;
    realm_firm firm[REALM_FIRMS];
    int firms;
    realm_link links[REALM_LINKS];
    int link_count;
    realm_holding holdings[REALM_HOLDINGS];
    int holding_count;
    double phi[REALM_CLASSES][REALM_CLASSES]; ///< of industries, a < b; NaN
    realm_def def[REALM_DEFS];
    int defs;
    realm_stock stocks[REALM_STOCKS];
    int stock_count;
    bool member[REALM_CONSORTIA][REALM_ACTORS];
    int consortia;
} realm;

static inline bool realm_chance(uint64_t *state, unsigned one_in)
{
    return world_draw(state, one_in) == 0;
}

/* One of `count`, in one case of `one_in` -1. */
static inline int realm_pick(uint64_t *state, int count, unsigned one_in)
{
    if (count == 0 || realm_chance(state, one_in))
        return -1;
    return (int)world_draw(state, (unsigned)count);
}

/* 0, or one of the years. */
static inline int realm_year(uint64_t *state)
{
    return realm_chance(state, 5)
               ? 0
               : REALM_FIRST + (int)world_draw(state, REALM_YEARS);
}

/* --------------------------------------------------------------------- places */

static inline void realm_draw_place(realm *w, uint64_t *state, int p)
{
    realm_place *place = &w->place[p];
    bool city = p < REALM_CITIES;
    *place = (realm_place){.exists = true,
                           .cluster = realm_pick(state, w->clusters, 5),
                           .province = city ? realm_pick(state, w->provinces, 4)
                                            : -1,
                           .population = world_guess(state, 0, 50),
                           .lon = 100 + world_draw(state, 20),
                           .lat = 20 + world_draw(state, 20)};
    if (place->province >= 0)
        place->province += REALM_CITIES;
    if (realm_chance(state, 12))
        place->lon = place->lat = NAN;
    for (int z = 0; z < REALM_ZONES; z++)
        place->zone[z] = realm_pick(state, 2, 4);
}

/* Distances and barriers are given in every second realm, by and by. */
static inline void realm_draw_pairs(realm *w, uint64_t *state)
{
    bool distances = realm_chance(state, 3);
    bool barriers = realm_chance(state, 2);
    for (int p = 0; p < REALM_PLACES; p++)
        for (int q = 0; q < REALM_PLACES; q++) {
            bool here = p != q && w->place[p].exists && w->place[q].exists;
            w->distance[p][q] = here && distances ? world_guess(state, 0, 40)
                                                  : NAN;
            w->barrier[p][q] = here && barriers && p < q &&
                                       realm_chance(state, 3)
                                   ? (double)world_draw(state, 4)
                                   : NAN;
        }
}

static inline void realm_draw_places(realm *w, uint64_t *state)
{
    w->cities = realm_chance(state, 6) ? 15 + (int)world_draw(state, 8)
                                       : 1 + (int)world_draw(state, 8);
    w->provinces = (int)world_draw(state, REALM_PROVINCES + 1);
    w->clusters = (int)world_draw(state, REALM_CLUSTERS + 1);
    for (int p = 0; p < w->cities; p++)
        realm_draw_place(w, state, p);
    for (int p = 0; p < w->provinces; p++)
        realm_draw_place(w, state, REALM_CITIES + p);
    realm_draw_pairs(w, state);
}

static inline int realm_any_place(const realm *w, uint64_t *state)
{
    int p = (int)world_draw(state, (unsigned)(w->cities + w->provinces));
    return p < w->cities ? p : p - w->cities + REALM_CITIES;
}

/* ---------------------------------------------------------------------- firms */

static inline realm_firm realm_draw_firm(const realm *w, uint64_t *state,
                                         bool branches)
{
    realm_firm firm = {
        .home = realm_chance(state, 10) ? -1 : realm_any_place(w, state),
        .branch = -1,
        .institute = realm_chance(state, 4),
        .group = realm_chance(state, 12),
        .industry = realm_pick(state, 3, 10),
        .size = realm_pick(state, 2, 10),
        .ownership = realm_pick(state, 3, 4),
        .country = realm_pick(state, 2, 8)};
    if (firm.home >= 0 && branches && realm_chance(state, 3))
        firm.branch = realm_any_place(w, state);
    if (firm.branch == firm.home)
        firm.branch = -1;
    firm.share = world_draw(state, 9) / 8.0;
    if (firm.institute)
        firm.industry = firm.size = firm.ownership = -1;
    return firm;
}

static inline void realm_draw_firms(realm *w, uint64_t *state)
{
    bool branches = realm_chance(state, 3);
    w->firms = (int)world_draw(state, REALM_FIRMS + 1);
    for (int f = 0; f < w->firms; f++)
        w->firm[f] = realm_draw_firm(w, state, branches);
    w->consortia = w->firms == 0 || realm_chance(state, 3)
                       ? 0
                       : 1 + (int)world_draw(state, REALM_CONSORTIA);
    for (int c = 0; c < w->consortia; c++)
        for (int i = 0; i < 6; i++)
            w->member[c][REALM_PLACES +
                         (int)world_draw(state, (unsigned)w->firms)] = true;
}

/* ---------------------------------------------------------------------- links */

static inline void realm_draw_layers(realm *w, uint64_t *state)
{
    static const char *const ids[] = {"capital", "rnd", "supply", "talent",
                                      "zeal"};
    static const char *const senses[] = {"",        "",        "resource",
                                         "benefit", "rivalry", "governance"};
    w->layers = (int)world_draw(state, REALM_LAYERS + 1);
    for (int l = 0; l < w->layers; l++)
        w->layer[l] = (realm_layer){.id = ids[l],
                                    .sense = senses[world_draw(state, 6)],
                                    .chain = realm_pick(state, 4, 4),
                                    .directed = world_draw(state, 3) > 0,
                                    .between_firms = realm_chance(state, 2)};
}

static inline int realm_draw_end(const realm *w, uint64_t *state, int layer)
{
    bool firm = w->layer[layer].between_firms != realm_chance(state, 12);
    if (firm && w->firms > 0)
        return REALM_PLACES + (int)world_draw(state, (unsigned)w->firms);
    return realm_any_place(w, state);
}

static inline void realm_draw_links(realm *w, uint64_t *state)
{
    int most = realm_chance(state, 3) ? 20 : REALM_LINKS;
    w->link_count = w->layers == 0 ? 0 : (int)world_draw(state, (unsigned)most);
    for (int l = 0; l < w->link_count; l++) {
        int layer = (int)world_draw(state, (unsigned)w->layers);
        w->links[l] = (realm_link){.from = realm_draw_end(w, state, layer),
                                   .to = realm_draw_end(w, state, layer),
                                   .layer = layer,
                                   .weight = world_draw(state, 12),
                                   .year = realm_year(state),
                                   .planned = realm_chance(state, 12),
                                   .hinders = realm_chance(state, 12)};
    }
}

/* ----------------------------------------------------------------- portfolios */

/* A holding of the same bearer, class and date cannot be told twice. */
static inline bool realm_is_held(const realm *w, const realm_holding *h)
{
    for (int i = 0; i < w->holding_count; i++) {
        const realm_holding *o = &w->holdings[i];
        if (o->portfolio == h->portfolio && o->bearer == h->bearer &&
            o->class == h->class && o->year == h->year)
            return true;
    }
    return false;
}

static inline void realm_hold(realm *w, realm_holding h)
{
    if (w->holding_count < REALM_HOLDINGS && !realm_is_held(w, &h))
        w->holdings[w->holding_count++] = h;
}

/* Of regions, of firms, or of both; in some nothing but 0 and 1. */
static inline void realm_draw_portfolio(realm *w, uint64_t *state,
                                        realm_portfolio portfolio)
{
    unsigned bearers = world_draw(state, 4); /* 0: there is none */
    unsigned classes = 1 + world_draw(state, REALM_CLASSES);
    unsigned values = realm_chance(state, 4) ? 2 : 20;
    unsigned rows = world_draw(state, REALM_HOLDINGS / 2);
    for (unsigned i = 0; i < rows && bearers > 0; i++) {
        bool place = bearers == 1 || w->firms == 0 ||
                     (bearers == 3 && realm_chance(state, 2));
        realm_hold(w, (realm_holding){
                          .portfolio = portfolio,
                          .bearer = place ? realm_any_place(w, state)
                                          : REALM_PLACES +
                                                (int)world_draw(
                                                    state, (unsigned)w->firms),
                          .class = (int)world_draw(state, classes),
                          .year = realm_year(state),
                          .value = world_draw(state, values)});
    }
}

static inline void realm_draw_phi(realm *w, uint64_t *state)
{
    bool given = realm_chance(state, 4);
    for (int a = 0; a < REALM_CLASSES; a++)
        for (int b = 0; b < REALM_CLASSES; b++)
            w->phi[a][b] = given && a < b && realm_chance(state, 2)
                               ? world_draw(state, 5) / 4.0
                               : NAN;
}

/* ----------------------------------------------------------------- indicators */

static inline realm_def realm_draw_def(const realm *w, uint64_t *state)
{
    realm_def def = {
        .layer = realm_chance(state, 12) ? realm_pick(state, w->layers, 100)
                                         : -1,
        .chain = realm_pick(state, 4, 4),
        .factor = realm_pick(state, 3, 2),
        .direction = (int)world_draw(state, 3) - 1,
        .declared = world_draw(state, 4) > 0,
        .low = world_draw(state, 8),
        .weight = realm_chance(state, 2) ? NAN : 1.0 + world_draw(state, 3)};
    def.high = def.low + 10 + world_draw(state, 30);
    if (def.layer >= 0)
        def.factor = -1;
    return def;
}

static inline bool realm_is_defined(const realm *w, int layer)
{
    bool any = false;
    for (int d = 0; d < w->defs; d++)
        any |= layer >= 0 && w->def[d].layer == layer;
    return any;
}

static inline void realm_draw_defs(realm *w, uint64_t *state)
{
    int defs = (int)world_draw(state, REALM_DEFS + 1);
    for (int d = 0; d < defs; d++) {
        realm_def def = realm_draw_def(w, state);
        if (!realm_is_defined(w, def.layer))
            w->def[w->defs++] = def;
    }
}

/* Every date and place of an indicator, but for some. */
static inline void realm_draw_stocks(realm *w, uint64_t *state)
{
    unsigned gaps = 4 + world_draw(state, 40);
    for (int d = 0; d < w->defs; d++)
        for (int p = 0; p < REALM_PLACES && w->def[d].layer < 0; p++)
            for (int y = 0; y <= REALM_YEARS && w->place[p].exists; y++)
                if (w->stock_count < REALM_STOCKS &&
                    !realm_chance(state, y == 0 ? 2 : gaps))
                    w->stocks[w->stock_count++] = (realm_stock){
                        .def = d,
                        .place = p,
                        .year = y == 0 ? 0 : REALM_FIRST + y - 1,
                        .value = world_draw(state, 50)};
}

/** Many cities in one layer of many flows: enough for a border effect. */
static inline realm realm_of_many(unsigned seed)
{
    uint64_t state = 0xE7037ED1A0B428DBULL * (seed + 1);
    realm w = {.cities = 16 + (int)world_draw(&state, 7),
               .provinces = REALM_PROVINCES,
               .clusters = 2,
               .layers = 1,
               .link_count = REALM_LINKS};
    for (int p = 0; p < REALM_PLACES; p++)
        if (p < w.cities || p >= REALM_CITIES)
            realm_draw_place(&w, &state, p);
    realm_draw_pairs(&w, &state);
    w.layer[0] = (realm_layer){
        .id = "talent", .sense = "", .chain = -1, .directed = true};
    for (int l = 0; l < w.link_count; l++)
        w.links[l] = (realm_link){
            .from = (int)world_draw(&state, (unsigned)w.cities),
            .to = (int)world_draw(&state, (unsigned)w.cities),
            .weight = 1.0 + world_draw(&state, 40),
            .year = realm_year(&state)};
    realm_draw_phi(&w, &state);
    return w;
}

static inline realm realm_of(unsigned seed)
{
    uint64_t state = 0xA0761D6478BD642FULL * (seed + 1);
    realm w = {.cities = 0};
    realm_draw_places(&w, &state);
    realm_draw_firms(&w, &state);
    realm_draw_layers(&w, &state);
    realm_draw_links(&w, &state);
    realm_draw_portfolio(&w, &state, REALM_INDUSTRY);
    realm_draw_portfolio(&w, &state, REALM_PRODUCT);
    realm_draw_phi(&w, &state);
    realm_draw_defs(&w, &state);
    realm_draw_stocks(&w, &state);
    return w;
}

/* -------------------------------------------------------------- drawn by hand */

static inline void realm_without_links(realm *w)
{
    w->link_count = 0;
}

static inline void realm_without_layers(realm *w)
{
    w->layers = w->link_count = 0;
    for (int d = 0; d < w->defs; d++)
        w->def[d].layer = -1;
}

static inline void realm_of_zeros(realm *w)
{
    for (int l = 0; l < w->link_count; l++)
        w->links[l].weight = 0;
    for (int h = 0; h < w->holding_count; h++)
        w->holdings[h].value = 0;
    for (int s = 0; s < w->stock_count; s++)
        w->stocks[s].value = 0;
}

static inline void realm_undated(realm *w)
{
    for (int l = 0; l < w->link_count; l++)
        w->links[l].year = 0;
}

static inline void realm_planned(realm *w)
{
    for (int l = 0; l < w->link_count; l++)
        w->links[l].planned = true;
}

static inline void realm_of_rivals(realm *w)
{
    for (int l = 0; l < w->layers; l++)
        w->layer[l].sense = "rivalry";
}

static inline void realm_one_layer(realm *w)
{
    for (int l = 0; l < w->link_count; l++)
        w->links[l].layer = 0;
}

static inline void realm_one_chain(realm *w)
{
    for (int l = 0; l < w->layers; l++)
        w->layer[l].chain = 0;
    for (int d = 0; d < w->defs; d++)
        w->def[d].chain = w->def[d].factor = 0;
}

static inline void realm_both_ways(realm *w)
{
    for (int l = 0; l < w->layers; l++)
        w->layer[l].directed = false;
}

static inline void realm_without_firms(realm *w)
{
    int links = 0;
    int holdings = 0;
    w->firms = w->consortia = 0;
    for (int l = 0; l < w->link_count; l++)
        if (w->links[l].from < REALM_PLACES && w->links[l].to < REALM_PLACES)
            w->links[links++] = w->links[l];
    for (int h = 0; h < w->holding_count; h++)
        if (w->holdings[h].bearer < REALM_PLACES)
            w->holdings[holdings++] = w->holdings[h];
    w->link_count = links;
    w->holding_count = holdings;
}

static inline void realm_of_groups(realm *w)
{
    for (int f = 0; f < w->firms; f++)
        w->firm[f].group = true;
}

static inline void realm_firms_alike(realm *w)
{
    for (int f = 0; f < w->firms; f++)
        w->firm[f].industry = w->firm[f].size = w->firm[f].ownership =
            w->firm[f].country = w->firm[f].institute ? -1 : 0;
}

static inline void realm_firms_together(realm *w)
{
    for (int f = 0; f < w->firms; f++)
        w->firm[f].home = w->firm[f].branch = 0;
    for (int f = 0; f < w->firms; f++)
        w->firm[f].branch = -1;
}

static inline void realm_without_clusters(realm *w)
{
    w->clusters = 0;
    for (int p = 0; p < REALM_PLACES; p++)
        w->place[p].cluster = -1;
}

static inline void realm_one_cluster(realm *w)
{
    w->clusters = 1;
    for (int p = 0; p < REALM_PLACES; p++)
        w->place[p].cluster = 0;
}

static inline void realm_without_people(realm *w)
{
    for (int p = 0; p < REALM_PLACES; p++)
        w->place[p].population = p % 2 == 0 ? 0 : NAN;
}

static inline void realm_in_one_spot(realm *w)
{
    for (int p = 0; p < REALM_PLACES; p++) {
        w->place[p].lon = 100;
        w->place[p].lat = 30;
        for (int q = 0; q < REALM_PLACES; q++)
            w->distance[p][q] = NAN;
    }
}

static inline void realm_nowhere(realm *w)
{
    realm_in_one_spot(w);
    for (int p = 0; p < REALM_PLACES; p++)
        w->place[p].lon = w->place[p].lat = NAN;
}

static inline void realm_without_borders(realm *w)
{
    for (int p = 0; p < REALM_PLACES; p++) {
        w->place[p].province = -1;
        for (int z = 0; z < REALM_ZONES; z++)
            w->place[p].zone[z] = -1;
        for (int q = 0; q < REALM_PLACES; q++)
            w->barrier[p][q] = NAN;
    }
}

static inline void realm_one_consortium(realm *w)
{
    w->consortia = 1;
    for (int f = 0; f < w->firms; f++)
        w->member[0][REALM_PLACES + f] = true;
}

static inline void realm_consortia_of_one(realm *w)
{
    w->consortia = w->firms < REALM_CONSORTIA ? w->firms : REALM_CONSORTIA;
    memset(w->member, 0, sizeof w->member);
    for (int c = 0; c < w->consortia; c++)
        w->member[c][REALM_PLACES + c] = true;
}

static inline void realm_without_tables(realm *w)
{
    w->holding_count = w->defs = w->stock_count = 0;
    memset(w->phi, 0, sizeof w->phi);
    for (int a = 0; a < REALM_CLASSES; a++)
        for (int b = 0; b < REALM_CLASSES; b++)
            w->phi[a][b] = NAN;
}

static inline void realm_of_ones(realm *w)
{
    for (int h = 0; h < w->holding_count; h++)
        w->holdings[h].value = 1;
}

/** What is done to a realm. */
typedef struct {
    const char *name;
    void (*change)(realm *w);
} realm_case;

static const realm_case realm_cases[] = {
    {"without links", realm_without_links},
    {"without layers", realm_without_layers},
    {"of zeros", realm_of_zeros},
    {"undated", realm_undated},
    {"planned", realm_planned},
    {"of rivals", realm_of_rivals},
    {"one layer", realm_one_layer},
    {"one chain", realm_one_chain},
    {"both ways", realm_both_ways},
    {"without firms", realm_without_firms},
    {"of groups", realm_of_groups},
    {"firms alike", realm_firms_alike},
    {"firms together", realm_firms_together},
    {"without clusters", realm_without_clusters},
    {"one cluster", realm_one_cluster},
    {"without people", realm_without_people},
    {"in one spot", realm_in_one_spot},
    {"nowhere", realm_nowhere},
    {"without borders", realm_without_borders},
    {"one consortium", realm_one_consortium},
    {"consortia of one", realm_consortia_of_one},
    {"without tables", realm_without_tables},
    {"of ones", realm_of_ones},
};

enum { REALM_CASES = sizeof realm_cases / sizeof *realm_cases };

/* ------------------------------------------------------------------ as tables */

/* A cell of one of several words; -1: blank. */
static inline void realm_add_word(drawn_table *t, const char *const words[],
                                  int word)
{
    drawn_add(t, ",%s", word >= 0 ? words[word] : "");
}

/** The id of an actor. */
static inline const char *realm_actor(int actor, char name[8])
{
    if (actor < REALM_CITIES)
        snprintf(name, 8, "r%02d", actor % 100);
    else if (actor < REALM_PLACES)
        snprintf(name, 8, "p%d", (actor - REALM_CITIES) % 10);
    else
        snprintf(name, 8, "f%02d", (actor - REALM_PLACES) % 100);
    return name;
}

/** The id of a class: "c00" of industries, "g00" of products. */
static inline const char *realm_class(realm_portfolio portfolio, int class,
                                      char name[8])
{
    snprintf(name, 8, "%c%02d", portfolio == REALM_INDUSTRY ? 'c' : 'g',
             class % 100);
    return name;
}

static const char *const realm_chains[] = {"innovation", "industry", "capital",
                                           "service"};

static inline void realm_regions(const realm *w, drawn_table *t)
{
    static const char *const zones[] = {"east", "west"};
    char name[8];
    drawn_add(t, "id,kind,parent,cluster,population,lon,lat,political_system,"
                 "customs_zone,legal_system\n");
    for (int p = 0; p < REALM_PLACES; p++) {
        const realm_place *place = &w->place[p];
        if (!place->exists)
            continue;
        drawn_add(t, "%s,%s,", realm_actor(p, name),
                  p < REALM_CITIES ? "city" : "province");
        drawn_add(t, "%s,",
                  place->province >= 0 ? realm_actor(place->province, name)
                                       : "");
        if (place->cluster >= 0)
            drawn_add(t, "k%d", place->cluster);
        drawn_add_number(t, place->population);
        drawn_add_number(t, place->lon);
        drawn_add_number(t, place->lat);
        for (int z = 0; z < REALM_ZONES; z++)
            realm_add_word(t, zones, place->zone[z]);
        drawn_add(t, "\n");
    }
}

static inline void realm_firms(const realm *w, bool institutes, drawn_table *t)
{
    static const char *const industries[] = {"chips", "drugs", "ships"};
    static const char *const sizes[] = {"large", "small"};
    static const char *const owners[] = {"private", "foreign", "soe-local"};
    static const char *const countries[] = {"CN", "DE"};
    char name[8];
    drawn_add(t, institutes ? "id,region,group,country\n"
                            : "id,region,group,country,industry,size_class,"
                              "ownership\n");
    for (int f = 0; f < w->firms; f++) {
        const realm_firm *firm = &w->firm[f];
        if (firm->institute != institutes)
            continue;
        drawn_add(t, "%s,", realm_actor(REALM_PLACES + f, name));
        drawn_add(t, "%s,%s",
                  firm->home >= 0 ? realm_actor(firm->home, name) : "",
                  firm->group ? "true" : "");
        realm_add_word(t, countries, firm->country);
        if (!institutes) {
            realm_add_word(t, industries, firm->industry);
            realm_add_word(t, sizes, firm->size);
            realm_add_word(t, owners, firm->ownership);
        }
        drawn_add(t, "\n");
    }
}

static inline void realm_locations(const realm *w, drawn_table *t)
{
    char firm[8];
    char place[8];
    drawn_add(t, "actor,region,share,from,until\n");
    for (int f = 0; f < w->firms; f++) {
        const realm_firm *at = &w->firm[f];
        if (at->branch < 0)
            continue;
        realm_actor(REALM_PLACES + f, firm);
        realm_actor(at->home, place);
        drawn_add(t, "%s,%s,1,,%d\n", firm, place, REALM_BRANCHING);
        drawn_add(t, "%s,%s,%.17g,%d,\n", firm, place, at->share,
                  REALM_BRANCHING);
        drawn_add(t, "%s,%s,%.17g,%d,\n", firm, realm_actor(at->branch, place),
                  1 - at->share, REALM_BRANCHING);
    }
}

static inline void realm_layers(const realm *w, drawn_table *t)
{
    drawn_add(t, "id,measure,weighted,directed,sense,chain\n");
    for (int l = 0; l < w->layers; l++) {
        const realm_layer *layer = &w->layer[l];
        drawn_add(t, "%s,count,true,%s,%s", layer->id,
                  layer->directed ? "true" : "false", layer->sense);
        realm_add_word(t, realm_chains, layer->chain);
        drawn_add(t, "\n");
    }
}

static inline void realm_links(const realm *w, drawn_table *t)
{
    char from[8];
    char to[8];
    drawn_add(t, "from,to,layer,weight,date,status,polarity\n");
    for (int l = 0; l < w->link_count; l++) {
        const realm_link *link = &w->links[l];
        drawn_add(t, "%s,%s,%s,%.17g,", realm_actor(link->from, from),
                  realm_actor(link->to, to), w->layer[link->layer].id,
                  link->weight);
        if (link->year > 0)
            drawn_add(t, "%d", link->year);
        drawn_add(t, ",%s,%s\n", link->planned ? "planned" : "",
                  link->hinders ? "-1" : "");
    }
}

static inline void realm_pairs(const realm *w, drawn_table *t)
{
    char from[8];
    char to[8];
    drawn_add(t, "from,to,measure,value\n");
    for (int p = 0; p < REALM_PLACES; p++)
        for (int q = 0; q < REALM_PLACES; q++) {
            realm_actor(p, from);
            realm_actor(q, to);
            if (!isnan(w->distance[p][q]))
                drawn_add(t, "%s,%s,distance,%g\n", from, to,
                          w->distance[p][q]);
            if (!isnan(w->barrier[p][q]))
                drawn_add(t, "%s,%s,barrier,%g\n", from, to, w->barrier[p][q]);
        }
}

static inline void realm_portfolio_rows(const realm *w, drawn_table *t)
{
    char bearer[8];
    char class[8];
    drawn_add(t, "region,actor,industry,product,date,value\n");
    for (int i = 0; i < w->holding_count; i++) {
        const realm_holding *h = &w->holdings[i];
        bool place = h->bearer < REALM_PLACES;
        bool industry = h->portfolio == REALM_INDUSTRY;
        realm_actor(h->bearer, bearer);
        realm_class(h->portfolio, h->class, class);
        drawn_add(t, "%s,%s,%s,%s,", place ? bearer : "", place ? "" : bearer,
                  industry ? class : "", industry ? "" : class);
        if (h->year > 0)
            drawn_add(t, "%d", h->year);
        drawn_add(t, ",%g\n", h->value);
    }
}

static inline void realm_relatedness(const realm *w, drawn_table *t)
{
    char a[8];
    char b[8];
    drawn_add(t, "industry_a,industry_b,phi\n");
    for (int i = 0; i < REALM_CLASSES; i++)
        for (int j = 0; j < REALM_CLASSES; j++)
            if (!isnan(w->phi[i][j]))
                drawn_add(t, "%s,%s,%g\n", realm_class(REALM_INDUSTRY, j, b),
                          realm_class(REALM_INDUSTRY, i, a), w->phi[i][j]);
}

/** The id of an indicator. */
static inline const char *realm_indicator(const realm *w, int def,
                                          char name[16])
{
    if (w->def[def].layer >= 0)
        snprintf(name, 16, "layer:%s", w->layer[w->def[def].layer].id);
    else
        snprintf(name, 16, "d%d", def);
    return name;
}

static inline void realm_defs(const realm *w, drawn_table *t)
{
    static const char *const factors[] = {"talent", "technology", "capital"};
    char name[16];
    drawn_add(t, "indicator,chain,factor,direction,low,high,weight\n");
    for (int d = 0; d < w->defs; d++) {
        const realm_def *def = &w->def[d];
        drawn_add(t, "%s", realm_indicator(w, d, name));
        realm_add_word(t, realm_chains, def->chain);
        realm_add_word(t, factors, def->factor);
        drawn_add(t, ",%s",
                  def->direction == 0  ? ""
                  : def->direction > 0 ? "+"
                                       : "-");
        drawn_add_number(t, def->declared ? def->low : NAN);
        drawn_add_number(t, def->declared ? def->high : NAN);
        drawn_add_number(t, def->weight);
        drawn_add(t, "\n");
    }
}

static inline void realm_stocks(const realm *w, drawn_table *t)
{
    char place[8];
    drawn_add(t, "region,indicator,date,value\n");
    for (int i = 0; i < w->stock_count; i++) {
        const realm_stock *stock = &w->stocks[i];
        drawn_add(t, "%s,d%d,", realm_actor(stock->place, place), stock->def);
        if (stock->year > 0)
            drawn_add(t, "%d", stock->year);
        drawn_add(t, ",%g\n", stock->value);
    }
}

static inline void realm_consortia(const realm *w, drawn_table *consortia,
                                   drawn_table *members)
{
    char name[8];
    drawn_add(consortia, "id\n");
    drawn_add(members, "consortium,member\n");
    for (int c = 0; c < w->consortia; c++) {
        drawn_add(consortia, "z%d\n", c);
        for (int a = 0; a < REALM_ACTORS; a++)
            if (w->member[c][a])
                drawn_add(members, "z%d,%s\n", c, realm_actor(a, name));
    }
}

static inline qp_network realm_network(const realm *w)
{
    static drawn_table t[14];
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        t[i].size = 0;
    realm_regions(w, &t[0]);
    drawn_add(&t[1], "id\n");
    for (int k = 0; k < w->clusters; k++)
        drawn_add(&t[1], "k%d\n", k);
    realm_firms(w, /* institutes = */ false, &t[2]);
    realm_firms(w, /* institutes = */ true, &t[3]);
    realm_locations(w, &t[4]);
    realm_layers(w, &t[5]);
    realm_links(w, &t[6]);
    realm_pairs(w, &t[7]);
    realm_portfolio_rows(w, &t[8]);
    realm_relatedness(w, &t[9]);
    realm_defs(w, &t[10]);
    realm_stocks(w, &t[11]);
    realm_consortia(w, &t[12], &t[13]);
    return drawn("regions", t[0].text, "clusters", t[1].text, "enterprises",
                 t[2].text, "institutes", t[3].text, "locations", t[4].text,
                 "layers", t[5].text, "links", t[6].text, "pairs", t[7].text,
                 "portfolio", t[8].text, "relatedness", t[9].text,
                 "indicator_defs", t[10].text, "indicators", t[11].text,
                 "consortia", t[12].text, "memberships", t[13].text, NULL);
}

#endif
