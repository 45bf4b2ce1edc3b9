/* SPDX-License-Identifier: MIT */
/**
 * @file support/mill.h
 * @brief Random little chains: a handful of firms and institutes with stages,
 *        countries, capacities and sales, architects, consortia, portfolios,
 *        and layers of all the roles that the chain panel looks at. As a plain
 *        struct for a second implementation, and as the tables from which a
 *        network is made.
 *
 * Units are firms "f00" ..., some of them institutes, then the province "p0"
 * and the cities "r0" ...: in the byte order of their ids. Where there are no
 * firms, links tie regions together.
 */
#ifndef QP_SUPPORT_MILL_H
#define QP_SUPPORT_MILL_H

#include "support/world.h"

enum {
    MILL_FIRMS = 12,
    MILL_CITIES = 5,
    MILL_PLACES = MILL_CITIES + 1, ///< the province is the first
    MILL_UNITS = MILL_FIRMS + MILL_PLACES,
    MILL_CLUSTERS = 2,
    MILL_ARCHITECTS = 3,
    MILL_LAYERS = 6,
    MILL_LINKS = 64,
    MILL_CONSORTIA = 4,
    MILL_MEMBERS = 20,
    MILL_CLASSES = 6, ///< of industries "c0" ..., of products "g0" ...
    MILL_HOLDINGS = 60,
    MILL_FIRST = 2000, ///< year
    MILL_YEARS = 2
};

typedef struct {
    bool exists;
    int cluster; ///< -1: in none
    bool inside; ///< a city: of the province
} mill_place;

typedef struct {
    int home;    ///< place, -1: not known
    int country; ///< mill_countries, -1: not known
    bool institute;
    int kind;      ///< of an institute, mill_kinds, -1: not known
    int ownership; ///< of a firm, mill_owners, -1: not known
    int industry;  ///< of a firm, -1: not known
    bool giant;    ///< of the tier little-giant
    unsigned stages;
    double capacity; ///< NaN: not known
    double output;   ///< likewise; institutes have none
    bool group;      ///< stands for many
} mill_firm;

typedef struct {
    const char *id;
    const char *role;
    const char *sense;
    const char *measure;
    bool directed;
} mill_layer;

typedef struct {
    int from; ///< unit
    int to;
    int layer;
    double weight;
    int year;         ///< 0: undated
    int product;      ///< -1: not said
    int essentiality; ///< mill_essentialities, -1: not said
    bool planned;
    bool hinders;
} mill_link;

typedef struct {
    int consortium;
    int member; ///< firm
    int role;   ///< mill_roles, -1: not said
} mill_member;

typedef struct {
    bool product; ///< else of industries
    int bearer;   ///< unit
    int class;
    int year; ///< 0: undated
    double value;
} mill_holding;

typedef struct {
    int cities;
    int clusters;
    mill_place place[MILL_PLACES];
    mill_firm firm[MILL_FIRMS];
    int firms;
    int enterprise[MILL_ARCHITECTS]; ///< firm, no institute
    int architects;
    mill_layer layer[MILL_LAYERS];
    int layers;
    mill_link links[MILL_LINKS];
    int link_count;
    int lead[MILL_CONSORTIA]; ///< firm, -1: not given
    int consortia;
    mill_member members[MILL_MEMBERS];
    int member_count;
    mill_holding holdings[MILL_HOLDINGS];
    int holding_count;
} mill;

static const char *const mill_countries[] = {"CN", "DE", "US"};
static const char *const mill_kinds[] = {"university", "lab-national",
                                         "government", "park"};
static const char *const mill_owners[] = {"private", "foreign", "soe-local"};
static const char *const mill_essentialities[] = {"essential", "non-essential",
                                                  "none"};
static const char *const mill_roles[] = {"lead", "coordinator", "sponsor"};

static inline bool mill_chance(uint64_t *state, unsigned one_in)
{
    return world_draw(state, one_in) == 0;
}

/* One of `count`, in one case of `one_in` -1. */
static inline int mill_pick(uint64_t *state, int count, unsigned one_in)
{
    if (count == 0 || mill_chance(state, one_in))
        return -1;
    return (int)world_draw(state, (unsigned)count);
}

static inline int mill_year(uint64_t *state)
{
    return mill_chance(state, 5)
               ? 0
               : MILL_FIRST + (int)world_draw(state, MILL_YEARS);
}

/* ------------------------------------------------------------- places, firms */

static inline void mill_draw_places(mill *w, uint64_t *state)
{
    w->cities = 1 + (int)world_draw(state, MILL_CITIES);
    w->clusters = (int)world_draw(state, MILL_CLUSTERS + 1);
    for (int p = 0; p <= w->cities; p++)
        w->place[p] = (mill_place){.exists = p > 0 || mill_chance(state, 2),
                                   .cluster = mill_pick(state, w->clusters, 5),
                                   .inside = p > 0 && w->place[0].exists &&
                                             mill_chance(state, 2)};
}

static inline int mill_any_place(const mill *w, uint64_t *state)
{
    int p = (int)world_draw(state, (unsigned)w->cities + 1);
    return p == 0 && !w->place[0].exists ? 1 : p;
}

static inline mill_firm mill_draw_firm(const mill *w, uint64_t *state,
                                       unsigned unknown)
{
    mill_firm firm = {
        .home = mill_chance(state, 8) ? -1 : mill_any_place(w, state),
        .country = mill_pick(state, mill_chance(state, 3) ? 3 : 1, unknown),
        .institute = mill_chance(state, 4),
        .kind = mill_pick(state, 4, 5),
        .ownership = mill_pick(state, 3, 4),
        .industry = mill_pick(state, 3, unknown),
        .giant = mill_chance(state, 5),
        .stages = mill_chance(state, 5) ? 0 : 1U << world_draw(state, 3),
        .capacity = world_guess(state, 0, 9),
        .output = mill_chance(state, 2) ? world_guess(state, 0, 40) : NAN,
        .group = mill_chance(state, 12)};
    if (firm.stages != 0 && mill_chance(state, 4))
        firm.stages |= 1U << world_draw(state, 3);
    if (mill_chance(state, unknown))
        firm.capacity = NAN;
    if (firm.institute) {
        firm.industry = firm.ownership = -1;
        firm.giant = false;
        firm.output = NAN;
    } else {
        firm.kind = -1;
    }
    return firm;
}

static inline void mill_draw_firms(mill *w, uint64_t *state)
{
    unsigned unknown = mill_chance(state, 4) ? 2 : 8;
    w->firms = mill_chance(state, 10) ? 0
                                      : 1 + (int)world_draw(state, MILL_FIRMS);
    for (int f = 0; f < w->firms; f++)
        w->firm[f] = mill_draw_firm(w, state, unknown);
    for (int a = 0; a < (int)world_draw(state, MILL_ARCHITECTS + 2); a++) {
        int firm = mill_pick(state, w->firms, 12);
        if (firm >= 0 && !w->firm[firm].institute &&
            w->architects < MILL_ARCHITECTS)
            w->enterprise[w->architects++] = firm;
    }
}

/* ---------------------------------------------------------------------- links */

static inline void mill_draw_layers(mill *w, uint64_t *state)
{
    static const mill_layer layers[MILL_LAYERS] = {
        {"goods", "supply", "", "count", true},
        {"labs", "rnd", "", "count", false},
        {"moves", "transfer", "", "count", true},
        {"parts", "supply", "", "count", true},
        {"clubs", "membership", "", "count", false},
        {"rivals", "supply", "rivalry", "count", true},
    };
    static const char *const measures[] = {"count", "amount", "amount",
                                           "score"};
    unsigned first = world_draw(state, MILL_LAYERS);
    w->layers = (int)world_draw(state, MILL_LAYERS + 1);
    for (int l = 0; l < w->layers; l++) {
        w->layer[l] = layers[(first + (unsigned)l) % MILL_LAYERS];
        w->layer[l].measure = measures[world_draw(state, 4)];
        if (mill_chance(state, 5))
            w->layer[l].directed = !w->layer[l].directed;
    }
}

static inline int mill_draw_end(const mill *w, uint64_t *state, bool places)
{
    if (w->firms == 0 || (places && mill_chance(state, 8)))
        return MILL_FIRMS + mill_any_place(w, state);
    return (int)world_draw(state, (unsigned)w->firms);
}

/** Rows that say the same of the same two are one. */
static inline bool mill_is_same(const mill_link *a, const mill_link *b)
{
    return a->from == b->from && a->to == b->to && a->layer == b->layer &&
           a->year == b->year && a->product == b->product &&
           a->essentiality == b->essentiality && a->planned == b->planned &&
           a->hinders == b->hinders;
}

/* Into the order of ids where the layer has no direction; a firm is not tied to
 * itself. */
static inline void mill_add_link(mill *w, mill_link link)
{
    bool turned = !w->layer[link.layer].directed && link.from > link.to;
    if (turned) {
        int from = link.from;
        link.from = link.to;
        link.to = from;
    }
    if (link.from == link.to && link.from < MILL_FIRMS)
        return;
    for (int l = 0; l < w->link_count; l++)
        if (mill_is_same(&w->links[l], &link)) {
            w->links[l].weight += link.weight;
            return;
        }
    w->links[w->link_count++] = link;
}

static inline void mill_draw_links(mill *w, uint64_t *state)
{
    unsigned most = mill_chance(state, 3) ? 16 : MILL_LINKS;
    unsigned count = w->layers == 0 ? 0 : world_draw(state, most);
    unsigned said = 1 + world_draw(state, 6);
    bool places = mill_chance(state, 3);
    for (unsigned l = 0; l < count; l++)
        mill_add_link(
            w, (mill_link){.from = mill_draw_end(w, state, places),
                           .to = mill_draw_end(w, state, places),
                           .layer = (int)world_draw(state, (unsigned)w->layers),
                           .weight = mill_chance(state, 12)
                                         ? 0
                                         : 1.0 + world_draw(state, 9),
                           .year = mill_year(state),
                           .product = mill_pick(state, 3, said),
                           .essentiality = mill_pick(state, 3, said),
                           .planned = mill_chance(state, 12),
                           .hinders = mill_chance(state, 12)});
}

/* --------------------------------------------------------------------- tables */

static inline void mill_draw_consortia(mill *w, uint64_t *state)
{
    w->consortia = w->firms == 0 ? 0
                                 : (int)world_draw(state, MILL_CONSORTIA + 1);
    for (int c = 0; c < w->consortia; c++)
        w->lead[c] = mill_pick(state, w->firms, 2);
    unsigned members = w->consortia == 0 ? 0 : world_draw(state, MILL_MEMBERS);
    for (unsigned i = 0; i < members; i++) {
        mill_member m = {
            .consortium = (int)world_draw(state, (unsigned)w->consortia),
            .member = (int)world_draw(state, (unsigned)w->firms),
            .role = mill_pick(state, 3, 2)};
        bool told = false;
        for (int o = 0; o < w->member_count; o++)
            told |= w->members[o].consortium == m.consortium &&
                    w->members[o].member == m.member &&
                    w->members[o].role == m.role;
        if (!told)
            w->members[w->member_count++] = m;
    }
}

static inline bool mill_is_held(const mill *w, const mill_holding *h)
{
    bool held = false;
    for (int i = 0; i < w->holding_count; i++) {
        const mill_holding *o = &w->holdings[i];
        held |= o->product == h->product && o->bearer == h->bearer &&
                o->class == h->class && o->year == h->year;
    }
    return held;
}

/* Of regions, of firms, or of both; in some nothing but 0 and 1. */
static inline void mill_draw_holdings(mill *w, uint64_t *state)
{
    unsigned rows = mill_chance(state, 4) ? 0
                                          : world_draw(state, MILL_HOLDINGS);
    unsigned bearers = world_draw(state, 3);
    unsigned values = mill_chance(state, 3) ? 2 : 20;
    unsigned products = world_draw(state, 3);
    for (unsigned i = 0; i < rows; i++) {
        bool place = w->firms == 0 || bearers == 1 ||
                     (bearers == 2 && mill_chance(state, 2));
        mill_holding h = {
            .product = products == 1 ||
                       (products == 2 && mill_chance(state, 2)),
            .bearer = place ? MILL_FIRMS + mill_any_place(w, state)
                            : (int)world_draw(state, (unsigned)w->firms),
            .class = (int)world_draw(state, MILL_CLASSES),
            .year = mill_year(state),
            .value = world_draw(state, values)};
        if (!mill_is_held(w, &h))
            w->holdings[w->holding_count++] = h;
    }
}

static inline mill mill_of(unsigned seed)
{
    uint64_t state = 0xD6E8FEB86659FD93ULL * (seed + 1);
    mill w = {.cities = 0};
    mill_draw_places(&w, &state);
    mill_draw_firms(&w, &state);
    mill_draw_layers(&w, &state);
    mill_draw_links(&w, &state);
    mill_draw_consortia(&w, &state);
    mill_draw_holdings(&w, &state);
    return w;
}

/* -------------------------------------------------------------- drawn by hand */

static inline void mill_without_links(mill *w)
{
    w->link_count = 0;
}

static inline void mill_without_layers(mill *w)
{
    w->layers = w->link_count = 0;
}

static inline void mill_of_zeros(mill *w)
{
    for (int l = 0; l < w->link_count; l++)
        w->links[l].weight = 0;
    for (int h = 0; h < w->holding_count; h++)
        w->holdings[h].value = 0;
}

static inline void mill_undated(mill *w)
{
    int links = w->link_count;
    w->link_count = 0;
    for (int l = 0; l < links; l++) {
        mill_link link = w->links[l];
        link.year = 0;
        mill_add_link(w, link);
    }
}

static inline void mill_planned(mill *w)
{
    for (int l = 0; l < w->link_count; l++)
        w->links[l].planned = true;
}

static inline void mill_of_rivals(mill *w)
{
    for (int l = 0; l < w->layers; l++)
        w->layer[l].sense = "rivalry";
}

/* All links have both directions, and each is told once. */
static inline void mill_both_ways(mill *w)
{
    int links = w->link_count;
    w->link_count = 0;
    for (int l = 0; l < w->layers; l++)
        w->layer[l].directed = false;
    for (int l = 0; l < links; l++)
        mill_add_link(w, w->links[l]);
}

/* One long chain of supply from the first firm to the last. */
static inline void mill_in_a_row(mill *w)
{
    w->layers = 1;
    w->layer[0] = (mill_layer){"goods", "supply", "", "amount", true};
    w->link_count = 0;
    for (int f = 0; f + 1 < w->firms; f++)
        w->links[w->link_count++] = (mill_link){
            .from = f, .to = f + 1, .weight = 1 + f, .product = f % 3};
}

/* The first firm sells to all, and buys from all. */
static inline void mill_round_one(mill *w)
{
    mill_in_a_row(w);
    w->link_count = 0;
    for (int f = 1; f < w->firms; f++) {
        w->links[w->link_count++] = (mill_link){
            .from = 0, .to = f, .weight = 2, .product = -1, .essentiality = -1};
        w->links[w->link_count++] = (mill_link){
            .from = f, .to = 0, .weight = 3, .product = -1, .essentiality = 1};
    }
}

/* Nothing leaves the ring. */
static inline void mill_in_a_ring(mill *w)
{
    mill_in_a_row(w);
    if (w->firms > 2)
        w->links[w->link_count++] = (mill_link){
            .from = w->firms - 1, .to = 0, .weight = 1, .product = 0};
}

static inline void mill_without_firms(mill *w)
{
    int links = 0;
    int holdings = 0;
    w->firms = w->consortia = w->member_count = w->architects = 0;
    for (int l = 0; l < w->link_count; l++)
        if (w->links[l].from >= MILL_FIRMS && w->links[l].to >= MILL_FIRMS)
            w->links[links++] = w->links[l];
    for (int h = 0; h < w->holding_count; h++)
        if (w->holdings[h].bearer >= MILL_FIRMS)
            w->holdings[holdings++] = w->holdings[h];
    w->link_count = links;
    w->holding_count = holdings;
}

static inline void mill_of_groups(mill *w)
{
    for (int f = 0; f < w->firms; f++)
        w->firm[f].group = true;
}

/* Nothing is known of firms but their names. */
static inline void mill_unknown(mill *w)
{
    for (int f = 0; f < w->firms; f++)
        w->firm[f] = (mill_firm){.home = -1,
                                 .country = -1,
                                 .institute = w->firm[f].institute,
                                 .kind = -1,
                                 .ownership = -1,
                                 .industry = -1,
                                 .capacity = NAN,
                                 .output = NAN};
}

static inline void mill_without_clusters(mill *w)
{
    w->clusters = 0;
    for (int p = 0; p < MILL_PLACES; p++)
        w->place[p].cluster = -1;
}

static inline void mill_all_foreign(mill *w)
{
    for (int f = 0; f < w->firms; f++)
        w->firm[f].country = f % 3;
}

static inline void mill_of_all_stages(mill *w)
{
    for (int f = 0; f < w->firms; f++)
        w->firm[f].stages = 7;
}

static inline void mill_without_tables(mill *w)
{
    w->holding_count = w->consortia = w->member_count = w->architects = 0;
}

typedef struct {
    const char *name;
    void (*change)(mill *w);
} mill_case;

static const mill_case mill_cases[] = {
    {"without links", mill_without_links},
    {"without layers", mill_without_layers},
    {"of zeros", mill_of_zeros},
    {"undated", mill_undated},
    {"planned", mill_planned},
    {"of rivals", mill_of_rivals},
    {"both ways", mill_both_ways},
    {"in a row", mill_in_a_row},
    {"round one", mill_round_one},
    {"in a ring", mill_in_a_ring},
    {"without firms", mill_without_firms},
    {"of groups", mill_of_groups},
    {"unknown", mill_unknown},
    {"without clusters", mill_without_clusters},
    {"all foreign", mill_all_foreign},
    {"of all stages", mill_of_all_stages},
    {"without tables", mill_without_tables},
};

enum { MILL_CASES = sizeof mill_cases / sizeof *mill_cases };

/* ------------------------------------------------------------------ as tables */

/** The id of a unit; "" for -1. */
static inline const char *mill_unit(int unit, char name[8])
{
    if (unit < 0)
        name[0] = '\0';
    else if (unit < MILL_FIRMS)
        snprintf(name, 8, "f%02d", unit % 100);
    else if (unit == MILL_FIRMS)
        snprintf(name, 8, "p0");
    else
        snprintf(name, 8, "r%d", (unit - MILL_FIRMS - 1) % 10);
    return name;
}

/** The id of a class: "c0" of industries, "g0" of products. */
static inline const char *mill_class(bool product, int class, char name[8])
{
    if (class < 0)
        name[0] = '\0';
    else
        snprintf(name, 8, "%c%d", product ? 'g' : 'c', class % 10);
    return name;
}

static inline void mill_word(drawn_table *t, const char *const words[],
                             int word)
{
    drawn_add(t, ",%s", word >= 0 ? words[word] : "");
}

static inline const char *mill_home(int place, char name[8])
{
    return mill_unit(place >= 0 ? MILL_FIRMS + place : -1, name);
}

static inline void mill_regions(const mill *w, drawn_table *t)
{
    char name[8];
    drawn_add(t, "id,kind,parent,cluster\n");
    for (int p = 0; p < MILL_PLACES; p++) {
        const mill_place *place = &w->place[p];
        if (!place->exists)
            continue;
        drawn_add(t, "%s,%s,%s,", mill_home(p, name),
                  p == 0 ? "province" : "city", place->inside ? "p0" : "");
        if (place->cluster >= 0)
            drawn_add(t, "k%d", place->cluster);
        drawn_add(t, "\n");
    }
}

static inline void mill_stages(drawn_table *t, unsigned stages)
{
    const char *between = ",";
    if (stages == 0)
        drawn_add(t, ",");
    for (int s = 0; s < 3; s++)
        if (stages & 1U << s) {
            drawn_add(t, "%s%d", between, s + 1);
            between = ";";
        }
}

static inline void mill_firms(const mill *w, bool institutes, drawn_table *t)
{
    char name[8];
    drawn_add(t, institutes ? "id,region,group,country,stages,capacity,kind\n"
                            : "id,region,group,country,stages,capacity,output,"
                              "ownership,industry,tier\n");
    for (int f = 0; f < w->firms; f++) {
        const mill_firm *firm = &w->firm[f];
        if (firm->institute != institutes)
            continue;
        drawn_add(t, "%s", mill_unit(f, name));
        drawn_add(t, ",%s,%s", mill_home(firm->home, name),
                  firm->group ? "true" : "");
        mill_word(t, mill_countries, firm->country);
        mill_stages(t, firm->stages);
        drawn_add_number(t, firm->capacity);
        if (institutes) {
            mill_word(t, mill_kinds, firm->kind);
        } else {
            drawn_add_number(t, firm->output);
            mill_word(t, mill_owners, firm->ownership);
            drawn_add(t, ",%s,%s", mill_class(false, firm->industry, name),
                      firm->giant ? "little-giant" : "");
        }
        drawn_add(t, "\n");
    }
}

static inline void mill_architects(const mill *w, drawn_table *t)
{
    char name[8];
    drawn_add(t, "id,enterprise,chain\n");
    for (int a = 0; a < w->architects; a++)
        drawn_add(t, "a%d,%s,chain\n", a, mill_unit(w->enterprise[a], name));
}

static inline void mill_layer_rows(const mill *w, drawn_table *t)
{
    drawn_add(t, "id,role,sense,measure,directed,weighted,accrual\n");
    for (int l = 0; l < w->layers; l++) {
        const mill_layer *layer = &w->layer[l];
        drawn_add(t, "%s,%s,%s,%s,%s,true,event\n", layer->id, layer->role,
                  layer->sense, layer->measure,
                  layer->directed ? "true" : "false");
    }
}

static inline void mill_link_rows(const mill *w, drawn_table *t)
{
    char from[8];
    char to[8];
    char product[8];
    drawn_add(t, "from,to,layer,weight,date,product,essentiality,status,"
                 "polarity\n");
    for (int l = 0; l < w->link_count; l++) {
        const mill_link *link = &w->links[l];
        drawn_add(t, "%s,%s,%s,%.17g,", mill_unit(link->from, from),
                  mill_unit(link->to, to), w->layer[link->layer].id,
                  link->weight);
        if (link->year > 0)
            drawn_add(t, "%d", link->year);
        drawn_add(t, ",%s", mill_class(true, link->product, product));
        mill_word(t, mill_essentialities, link->essentiality);
        drawn_add(t, ",%s,%s\n", link->planned ? "planned" : "",
                  link->hinders ? "-1" : "");
    }
}

static inline void mill_consortium_rows(const mill *w, drawn_table *consortia,
                                        drawn_table *members)
{
    char name[8];
    drawn_add(consortia, "id,lead\n");
    drawn_add(members, "consortium,member,role\n");
    for (int c = 0; c < w->consortia; c++)
        drawn_add(consortia, "z%d,%s\n", c, mill_unit(w->lead[c], name));
    for (int m = 0; m < w->member_count; m++) {
        drawn_add(members, "z%d,%s", w->members[m].consortium,
                  mill_unit(w->members[m].member, name));
        mill_word(members, mill_roles, w->members[m].role);
        drawn_add(members, "\n");
    }
}

static inline void mill_holding_rows(const mill *w, drawn_table *t)
{
    char bearer[8];
    char class[8];
    drawn_add(t, "region,actor,industry,product,date,value\n");
    for (int i = 0; i < w->holding_count; i++) {
        const mill_holding *h = &w->holdings[i];
        bool place = h->bearer >= MILL_FIRMS;
        mill_unit(h->bearer, bearer);
        mill_class(h->product, h->class, class);
        drawn_add(t, "%s,%s,%s,%s,", place ? bearer : "", place ? "" : bearer,
                  h->product ? "" : class, h->product ? class : "");
        if (h->year > 0)
            drawn_add(t, "%d", h->year);
        drawn_add(t, ",%g\n", h->value);
    }
}

static inline qp_network mill_network(const mill *w)
{
    static drawn_table t[10];
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        t[i].size = 0;
    mill_regions(w, &t[0]);
    drawn_add(&t[1], "id\n");
    for (int k = 0; k < w->clusters; k++)
        drawn_add(&t[1], "k%d\n", k);
    mill_firms(w, /* institutes = */ false, &t[2]);
    mill_firms(w, /* institutes = */ true, &t[3]);
    mill_architects(w, &t[4]);
    mill_layer_rows(w, &t[5]);
    mill_link_rows(w, &t[6]);
    mill_consortium_rows(w, &t[7], &t[8]);
    mill_holding_rows(w, &t[9]);
    return drawn("regions", t[0].text, "clusters", t[1].text, "enterprises",
                 t[2].text, "institutes", t[3].text, "architects", t[4].text,
                 "indicators", /* a network has to say something */
                 "region,indicator,value\nr0,area,1\n", "layers", t[5].text,
                 "links", t[6].text, "consortia", t[7].text, "memberships",
                 t[8].text, "portfolio", t[9].text, NULL);
}

#endif
