/* SPDX-License-Identifier: MIT */
#include "graph/betweenness.h"
#include "graph/separators.h"
#include "graph/vertex_cut.h"
#include "support/chain_panel.h"
#include "support/drawn.h"
#include "support/golden.h"
#include "support/little_graph.h"

/* -------------------------------------------------------------------- golden */

/** What the functions say of inputs/choke_*. */
typedef struct {
    golden_table roles; ///< a line a unit
    little g;           ///< directed
    qp_separators apart;
    qp_vertex_cut cut; ///< from science to products
    double value[LITTLE_MOST];
} chokepoints;

static uint32_t unit_of(const chokepoints *c, const char *id)
{
    uint32_t u = 0;
    while (u < c->g.n && strcmp(c->roles.lines[u].cell[0], id) != 0)
        u++;
    cr_assert_lt(u, c->g.n, "no unit %s", id);
    return u;
}

static void look(chokepoints *c)
{
    static golden_table edges;
    bool source[LITTLE_MOST] = {false};
    bool target[LITTLE_MOST] = {false};
    golden_own("inputs/choke_roles", &c->roles);
    golden_own("inputs/choke_edges", &edges);
    c->g.n = c->roles.count;
    for (size_t e = 0; e < edges.count; e++)
        c->g.leads[unit_of(c, edges.lines[e].cell[0])]
                  [unit_of(c, edges.lines[e].cell[1])] = true;
    for (size_t u = 0; u < c->g.n; u++) {
        source[u] = strcmp(c->roles.lines[u].cell[1], "science") == 0;
        target[u] = strcmp(c->roles.lines[u].cell[1], "product") == 0;
    }
    qp_arcs arcs = little_arcs(&c->g);
    qp_arcs ties = {0};
    qp_passage passage = {&arcs, source, target};
    qp_cut_limit limit = {.size = 50, .count = 10000};
    cr_assert_eq(qp_arcs_join(&arcs, &ties, NULL), QP_OK);
    cr_assert_eq(qp_separators_find(&ties, NULL, &c->apart, NULL), QP_OK);
    cr_assert_eq(qp_vertex_cut_find(&passage, limit, &c->cut, NULL), QP_OK);
    cr_assert_eq(qp_subset_betweenness(&passage, 1, c->value, NULL), QP_OK);
    qp_arcs_clear(&ties);
    qp_arcs_clear(&arcs);
}

static bool is_bridge(const chokepoints *c, const char *key)
{
    char first[GOLDEN_SIZE];
    char second[GOLDEN_SIZE];
    cr_assert_eq(sscanf(key, "%95[^|]|%95s", first, second), 2);
    uint32_t a = unit_of(c, first);
    uint32_t b = unit_of(c, second);
    for (size_t i = 0; i < c->apart.bridge_count; i++) {
        const qp_bridge *bridge = &c->apart.bridges[i];
        if (bridge->first == (a < b ? a : b) &&
            bridge->second == (a < b ? b : a))
            return true;
    }
    return false;
}

static double of_key(const chokepoints *c, const char *metric, const char *key)
{
    if (strcmp(metric, "articulation") == 0)
        return c->apart.without[unit_of(c, key)].units > 0 ? 1 : 0;
    if (strcmp(metric, "bridge") == 0)
        return is_bridge(c, key) ? 1 : 0;
    if (strcmp(metric, "min_vertex_cut_science_to_product") == 0)
        return (double)c->cut.size;
    if (strcmp(metric, "n_min_vertex_cuts") == 0)
        return c->cut.count;
    cr_assert_str_eq(metric, "betweenness_subset_science_product");
    return c->value[unit_of(c, key)];
}

/* Of the smallest cuts {E1 E2} {E2 B} {B M} the file has one; ours is nearest
 * the source. */
QP_TEST(chain_cuts, meet_every_golden_cell)
{
    static golden_table expected;
    static chokepoints c;
    size_t bridges = 0;
    golden_own("expected/chokepoints", &expected);
    look(&c);
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        if (strcmp(line->cell[1], "members") == 0)
            continue;
        bridges += strcmp(line->cell[0], "bridge") == 0 ? 1 : 0;
        golden_expect(line, of_key(&c, line->cell[0], line->cell[1]));
    }
    cr_assert_eq(c.apart.bridge_count, bridges, "and no other");
    cr_assert_eq(c.cut.member[0], unit_of(&c, "E1"));
    cr_assert_eq(c.cut.member[1], unit_of(&c, "E2"));
    qp_separators_clear(&c.apart);
    qp_vertex_cut_clear(&c.cut);
}

/* ---------------------------------------------------------------------- rows */

static const qp_chain_options plain = {CHAIN_PLAIN};

static void expect_value(const qp_panel *panel, qp_metric metric,
                         const char *subject, const char *object, double value,
                         double n)
{
    const qp_panel_row *row = panel_row(panel, metric, "", "", subject, object);
    cr_assert_eq(row->value, value, "%s %s: %g", subject, object, row->value);
    cr_assert_eq(row->n, n, "%s %s: n %g", subject, object, row->n);
    cr_assert_eq(row->reason, QP_REASON_NONE);
}

static void expect_none(const qp_panel *panel, qp_metric metric,
                        const char *subject, const char *object,
                        qp_reason reason)
{
    const qp_panel_row *row = panel_row(panel, metric, "", "", subject, object);
    cr_assert(isnan(row->value), "%s %s: %g", subject, object, row->value);
    cr_assert_eq(row->reason, reason, "%s %s: %s", subject, object,
                 qp_reasons[row->reason].name);
}

/*
 *      a ──supply──▶ b ──rnd── c ──rnd── d        capacity  a 1  b 2  d 5
 *                    │                            of c and f none is known
 *                    rnd                          many: a group
 *                    │
 *                    f     d ··talent··▶ g        and planned  a ··▶ d
 */
static qp_network line(void)
{
    return drawn("enterprises",
                 "id,capacity,group\na,1,\nb,2,\nc,,\nd,5,\nf,,\ng,1,\n"
                 "many,9,true\n",
                 "layers", "id,directed\nsupply,true\nrnd,false\ntalent,\n",
                 "links",
                 "from,to,layer,weight,status\na,b,supply,7,\nb,c,rnd,1,\n"
                 "c,d,rnd,1,\nb,f,rnd,1,\nd,g,talent,1,\nmany,f,rnd,1,\n"
                 "a,d,supply,1,planned\nd,d,rnd,1,\n",
                 NULL);
}

QP_TEST(chain_cuts, tell_what_falls_off_and_what_of_it_is_known)
{
    qp_panel panel = chain_panel(line(), &plain);
    expect_value(&panel, QP_M_ARTICULATION_POINT, "a", "", 0, 0);
    expect_value(&panel, QP_M_ARTICULATION_POINT, "b", "", 1, 2);
    expect_value(&panel, QP_M_ARTICULATION_POINT, "c", "", 5, 1);
    expect_value(&panel, QP_M_ARTICULATION_POINT, "f", "", 0, 0);
    cr_assert_eq(panel_rows(&panel, QP_M_ARTICULATION_POINT), 5,
                 "g has a tie of talent alone, many stands for many");
    cr_assert_eq(
        panel_row(&panel, QP_M_ARTICULATION_POINT, "", "", "a", "")->missing, 2,
        "of many, and planned");

    expect_value(&panel, QP_M_BRIDGE, "a", "b", 1, 1);
    expect_value(&panel, QP_M_BRIDGE, "b", "c", 5, 2);
    expect_value(&panel, QP_M_BRIDGE, "c", "d", 5, 1);
    expect_none(&panel, QP_M_BRIDGE, "b", "f", QP_REASON_NO_CAPACITY);
    cr_assert_eq(panel_rows(&panel, QP_M_BRIDGE), 4);
    qp_panel_clear(&panel);
}

QP_TEST(chain_cuts, have_no_sets_where_no_stage_and_no_country_is_known)
{
    static const char *const sources[] = {"science", "foreign"};
    static const char *const pairs[] = {"science:product", "foreign:product"};
    qp_panel panel = chain_panel(line(), &plain);
    for (int s = 0; s < 2; s++) {
        expect_none(&panel, QP_M_VERTEX_CUT_SIZE, sources[s], "product",
                    QP_REASON_NO_SET);
        expect_none(&panel, QP_M_VERTEX_CUT_COUNT, sources[s], "product",
                    QP_REASON_NO_SET);
        expect_none(&panel, QP_M_SUBSET_BETWEENNESS, "all", pairs[s],
                    QP_REASON_NO_SET);
    }
    cr_assert_eq(panel_rows(&panel, QP_M_VERTEX_CUT_MEMBER), 0);
    qp_panel_clear(&panel);
}

/*
 *      lab ──transfer──▶ e ──rnd── f ──supply──▶ p        lab   science
 *                                  ▲                      p, q  products
 *      ore ──supply──▶ mill ─supply┘                      ore, tin  abroad
 *      tin ──steel──▶ mill ──steel──▶ q
 *      dig ──steel──▶ ore
 *
 * mill buys in both layers; ore sells in the first and buys in the second.
 */
static qp_network works(void)
{
    return drawn("enterprises",
                 "id,stages,country\ne,2,home\nf,2,home\np,3,home\nq,3,home\n"
                 "mill,,home\ndig,,home\nore,,far\ntin,,far\n",
                 "institutes", "id,stages,country\nlab,1,home\n", "layers",
                 "id,role,directed\nsupply,supply,true\nsteel,supply,true\n"
                 "rnd,rnd,false\ntransfer,transfer,true\n",
                 "links",
                 "from,to,layer\nlab,e,transfer\ne,f,rnd\nf,p,supply\n"
                 "ore,mill,supply\nmill,f,supply\ntin,mill,steel\n"
                 "mill,q,steel\ndig,ore,steel\n",
                 NULL);
}

QP_TEST(chain_cuts, lead_from_three_sets_to_the_products)
{
    qp_panel panel = chain_panel(works(), &plain);
    expect_value(&panel, QP_M_VERTEX_CUT_SIZE, "science", "product", 1, 3);
    expect_value(&panel, QP_M_VERTEX_CUT_COUNT, "science", "product", 2, 3);
    expect_value(&panel, QP_M_VERTEX_CUT_MEMBER, "e", "science:product", 1, 3);
    expect_value(&panel, QP_M_SUBSET_BETWEENNESS, "e", "science:product", 1, 3);
    expect_value(&panel, QP_M_SUBSET_BETWEENNESS, "f", "science:product", 1, 3);

    expect_value(&panel, QP_M_VERTEX_CUT_SIZE, "foreign", "product", 1, 4);
    expect_value(&panel, QP_M_VERTEX_CUT_COUNT, "foreign", "product", 1, 4);
    expect_value(&panel, QP_M_VERTEX_CUT_MEMBER, "mill", "foreign:product", 1,
                 4);
    expect_value(&panel, QP_M_SUBSET_BETWEENNESS, "mill", "foreign:product", 4,
                 4);
    expect_value(&panel, QP_M_SUBSET_BETWEENNESS, "f", "foreign:product", 2, 4);

    /* raw: ore in supply; tin and dig in steel. */
    expect_value(&panel, QP_M_VERTEX_CUT_SIZE, "raw", "product", 1, 5);
    expect_value(&panel, QP_M_VERTEX_CUT_MEMBER, "mill", "raw:product", 1, 5);
    expect_value(&panel, QP_M_SUBSET_BETWEENNESS, "mill", "raw:product", 6, 5);
    expect_value(&panel, QP_M_SUBSET_BETWEENNESS, "ore", "raw:product", 2, 5);
    cr_assert_eq(panel_rows(&panel, QP_M_VERTEX_CUT_MEMBER), 3);
    cr_assert_eq(panel_rows(&panel, QP_M_SUBSET_BETWEENNESS), 2 + 2 + 3);
    qp_panel_clear(&panel);
}

QP_TEST(chain_cuts, ask_the_user_where_home_is)
{
    static const char *const home[] = {"far", "home"};
    qp_chain_options options = plain;
    options.home = (qp_home){home, 2};
    qp_panel panel = chain_panel(works(), &options);
    expect_none(&panel, QP_M_VERTEX_CUT_SIZE, "foreign", "product",
                QP_REASON_NO_SET);
    qp_panel_clear(&panel);
    options.home.count = 1;
    panel = chain_panel(works(), &options);
    expect_none(&panel, QP_M_VERTEX_CUT_SIZE, "foreign", "product",
                QP_REASON_DIRECT);
    expect_none(&panel, QP_M_VERTEX_CUT_COUNT, "foreign", "product",
                QP_REASON_DIRECT);
    cr_assert_null(panel_seek(&panel, QP_M_VERTEX_CUT_MEMBER, "", "", "mill",
                              "foreign:product"),
                   "p and q are foreign now");
    /* From dig to p and to q. */
    expect_value(&panel, QP_M_SUBSET_BETWEENNESS, "mill", "foreign:product", 2,
                 7);
    qp_panel_clear(&panel);
}

QP_TEST(chain_cuts, say_that_a_chain_is_broken)
{
    qp_panel panel = chain_panel(
        drawn("enterprises", "id,stages\ns,1\np,3\nx,\n", "links",
              "from,to,layer\np,x,supply\nx,s,supply\n", NULL),
        &plain);
    expect_value(&panel, QP_M_VERTEX_CUT_SIZE, "science", "product", 0, 2);
    expect_none(&panel, QP_M_VERTEX_CUT_COUNT, "science", "product",
                QP_REASON_UNREACHED);
    cr_assert_eq(
        panel_row(&panel, QP_M_VERTEX_CUT_SIZE, "", "", "science", "product")
            ->flags,
        1U << QP_FLAG_BROKEN);
    expect_none(&panel, QP_M_VERTEX_CUT_SIZE, "raw", "product",
                QP_REASON_DIRECT);
    cr_assert_eq(panel_rows(&panel, QP_M_SUBSET_BETWEENNESS), 1,
                 "but for foreign, where there is no set, nobody is on a path");
    qp_panel_clear(&panel);
}

QP_TEST(chain_cuts, are_not_broken_where_there_is_nothing_to_break)
{
    qp_panel panel = chain_panel(drawn("enterprises", "id,stages\ns,1\np,3\n",
                                       "links", "from,to,layer\ns,p,talent\n",
                                       NULL),
                                 &plain);
    expect_none(&panel, QP_M_VERTEX_CUT_SIZE, "science", "product",
                QP_REASON_NO_LINK);
    expect_none(&panel, QP_M_VERTEX_CUT_SIZE, "raw", "product",
                QP_REASON_NO_SET);
    cr_assert_eq(panel_rows(&panel, QP_M_ARTICULATION_POINT), 0);
    qp_panel_clear(&panel);
}

/* In 2001 s ─▶ a ─▶ p, in 2002 a ─▶ p alone. */
QP_TEST(chain_cuts, name_no_actors_in_windows_unless_asked_to)
{
    const char *links = "from,to,layer,date\ns,a,supply,2001\n"
                        "a,p,supply,2001\na,p,supply,2002\n";
    const char *actors = "id,stages\ns,1\np,3\na,\n";
    qp_chain_options years = chain_years(plain, "2001", "2003");
    qp_panel panel = chain_panel(
        drawn("enterprises", actors, "links", links, NULL), &years);
    const qp_panel_row *row = panel_row(&panel, QP_M_VERTEX_CUT_SIZE, "",
                                        "2001..2002", "science", "product");
    cr_assert_eq(row->value, 1);
    row = panel_row(&panel, QP_M_VERTEX_CUT_SIZE, "", "2002..2003", "science",
                    "product");
    cr_assert_eq(row->value, 0);
    cr_assert_eq(panel_rows(&panel, QP_M_VERTEX_CUT_MEMBER), 0);
    cr_assert_eq(panel_rows(&panel, QP_M_SUBSET_BETWEENNESS), 0);
    cr_assert_eq(panel_rows(&panel, QP_M_ARTICULATION_POINT), 0);
    cr_assert_eq(panel_rows(&panel, QP_M_BRIDGE), 0);
    qp_panel_clear(&panel);

    years.pairs = true;
    panel = chain_panel(drawn("enterprises", actors, "links", links, NULL),
                        &years);
    cr_assert_eq(panel_rows(&panel, QP_M_VERTEX_CUT_MEMBER), 2,
                 "of science and of raw, in 2001");
    cr_assert_eq(panel_rows(&panel, QP_M_BRIDGE), 2 + 1);
    qp_panel_clear(&panel);
}

QP_TEST(chain_cuts, survive_every_failure_of_memory)
{
    chain_survives(works(), &plain);
}
