/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "chance/exact.h"
#include "support/drawn.h"
#include "support/golden.h"
#include "support/leak.h"
#include "support/synergy.h"

static const qp_synergy_options plain = {
    .frame.window = {QP_NO_DAY, QP_NO_DAY},
    .reach = NAN,
    .draws = {.replicates = 9, .threads = 1},
};

static qp_panel measured(qp_network net)
{
    return synergy_panel(net, &plain);
}

static const qp_panel_row *effect(const qp_panel *p, const char *layer,
                                  const char *object)
{
    for (size_t r = 0; r < p->count; r++)
        if (p->rows[r].metric == QP_M_BORDER_EFFECT &&
            strcmp(qp_pool_text(&p->text, p->rows[r].layer), layer) == 0 &&
            strcmp(qp_pool_text(&p->text, p->rows[r].object), object) == 0)
            return &p->rows[r];
    cr_assert(false, "no border effect of %s at '%s'", layer, object);
    return NULL;
}

static qp_reason reason(qp_network net, const char *object)
{
    qp_panel p = measured(net);
    const qp_panel_row *r = effect(&p, "talent", object);
    qp_reason why = r->reason;
    cr_assert(isnan(r->value) && isnan(r->p));
    qp_panel_clear(&p);
    return why;
}

/* A golden table as the table of a dataset, with a last column for all. */
static void add_table(const char *name, const char *header, const char *last,
                      qp_text *text)
{
    static golden_table table;
    golden_own(name, &table);
    qp_text_addf(text, "%s\n", header);
    size_t columns = 1;
    for (const char *c = header; *c != '\0'; c++)
        columns += *c == ',' ? 1 : 0;
    for (size_t l = 0; l < table.count; l++)
        for (size_t c = 0; c < columns; c++)
            qp_text_addf(text, "%s%s",
                         c + 1 == columns && last != NULL
                             ? last
                             : table.lines[l].cell[c],
                         c + 1 == columns ? "\n" : ",");
}

static qp_network golden_network(void)
{
    qp_text regions = {0};
    qp_text pairs = {0};
    qp_text links = {0};
    add_table("inputs/border_regions",
              "id,parent,customs_zone,legal_system,political_system", NULL,
              &regions);
    add_table("inputs/border_pairs", "from,to,measure,value", NULL, &pairs);
    add_table("inputs/border_flows", "from,to,weight,layer", "talent", &links);
    qp_network net = drawn("regions", qp_text_string(&regions), "pairs",
                           qp_text_string(&pairs), "links",
                           qp_text_string(&links), NULL);
    qp_text_clear(&regions);
    qp_text_clear(&pairs);
    qp_text_clear(&links);
    return net;
}

static double column(const qp_panel_row *r, const char *metric)
{
    const struct {
        const char *name;
        double value;
    } values[] = {
        {"border_effect", r->value}, {"border_low", r->low},
        {"border_high", r->high},    {"border_z", r->z},
        {"border_pairs", r->n},      {"border_left_out", r->missing},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(values[i].name, metric) == 0)
            return values[i].value;
    cr_assert(false, "%s is not compared", metric);
    return NAN;
}

QP_TEST(border, gives_every_golden_value)
{
    static golden_table expected;
    qp_panel p = measured(golden_network());
    golden_own("expected/border", &expected);
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        golden_expect(
            line, column(effect(&p, "talent", line->cell[1]), line->cell[0]));
    }
    const qp_panel_row *one = effect(&p, "talent", "barrier:1");
    cr_expect_eq(one->null, QP_NULL_GRAVITY);
    cr_expect_eq(one->expected, 0);
    cr_expect_eq(one->flags, 1U << QP_FLAG_FIXED_EFFECTS, "%x", one->flags);
    cr_expect_float_eq(one->p, qp_normal_p(one->z), 1e-300);
    cr_expect_geq(one->q, one->p, "the four levels are one family");
    qp_panel_clear(&p);
}

/* ------------------------------------------------------------------- reasons */

/** Regions on a ring, each with a flow to the `reach` that follow. */
typedef struct {
    qp_text regions;
    qp_text links;
} ring;

static void draw_ring(int count, int zones, bool placed, ring *r)
{
    *r = (ring){0};
    qp_text_add(&r->regions,
                placed ? "id,customs_zone,lon,lat\n" : "id,customs_zone\n");
    qp_text_add(&r->links, "from,to,layer,weight\n");
    for (int i = 0; i < count; i++) {
        qp_text_addf(&r->regions, "r%02d,z%d", i, i % zones);
        qp_text_addf(&r->regions, placed ? ",%d,%d\n" : "\n", 100 + i,
                     20 + i * i % 7);
        for (int j = 1; j < count; j++)
            qp_text_addf(&r->links, "r%02d,r%02d,talent,%d\n", i,
                         (i + j) % count, 1 + (i * 7 + j * j) % 11);
    }
}

static qp_network ring_network(int count, int zones, bool placed)
{
    ring r;
    draw_ring(count, zones, placed, &r);
    qp_network net = drawn("regions", qp_text_string(&r.regions), "links",
                           qp_text_string(&r.links), NULL);
    qp_text_clear(&r.regions);
    qp_text_clear(&r.links);
    return net;
}

QP_TEST(border, has_great_circles_where_no_distance_is_given)
{
    qp_panel p = measured(ring_network(15, 2, true));
    const qp_panel_row *r = effect(&p, "talent", "barrier:1");
    cr_assert_not(isnan(r->value));
    cr_assert(r->flags & 1U << QP_FLAG_GREAT_CIRCLE);
    cr_assert_eq(r->n, 15 * 14);
    cr_assert_eq(r->missing, 0);
    qp_panel_clear(&p);
}

QP_TEST(border, asks_for_fifteen_regions)
{
    cr_assert_eq(reason(ring_network(14, 2, true), "barrier:1"),
                 QP_REASON_FEW_REGIONS);
}

QP_TEST(border, asks_for_two_levels)
{
    cr_assert_eq(reason(ring_network(15, 1, true), ""), QP_REASON_NO_BARRIER);
}

QP_TEST(border, asks_for_distances)
{
    cr_assert_eq(reason(ring_network(15, 2, false), "barrier:1"),
                 QP_REASON_NO_DISTANCE);
}

QP_TEST(border, asks_for_flow)
{
    cr_assert_eq(reason(drawn("regions", "id,customs_zone\nA,x\nB,y\n",
                              "layers", "id,role\ntalent,talent\n", "links",
                              "from,to,layer,weight\nA,A,talent,1\n", NULL),
                        ""),
                 QP_REASON_NO_FLOW);
}

QP_TEST(border, asks_for_a_measured_directed_cooperative_layer)
{
    qp_panel p = measured(
        drawn("layers",
              "id,role,directed,sense\nfight,other,true,rivalry\n"
              "joint,rnd,false,\ntold,talent,true,\n",
              "sources", "id,class\nsaid,seed\n", "links",
              "from,to,layer,weight,source\nA,B,fight,1,\nA,B,joint,1,\n"
              "A,B,told,1,said\n",
              NULL));
    cr_assert_eq(effect(&p, "fight", "")->reason, QP_REASON_NOT_COOPERATIVE);
    cr_assert_eq(effect(&p, "joint", "")->reason, QP_REASON_UNDIRECTED);
    cr_assert_eq(effect(&p, "told", "")->reason, QP_REASON_NOT_MEASURED);
    qp_panel_clear(&p);
}

/* Ten values of `barrier` are no levels. */
QP_TEST(border, asks_for_at_most_nine_levels)
{
    ring r;
    qp_text pairs = {0};
    draw_ring(15, 1, true, &r);
    qp_text_add(&pairs, "from,to,measure,value\n");
    for (int i = 1; i < 10; i++)
        qp_text_addf(&pairs, "r00,r%02d,barrier,%d\n", i, i);
    qp_network net = drawn("regions", qp_text_string(&r.regions), "links",
                           qp_text_string(&r.links), "pairs",
                           qp_text_string(&pairs), NULL);
    qp_text_clear(&r.regions);
    qp_text_clear(&r.links);
    qp_text_clear(&pairs);
    cr_assert_eq(reason(net, ""), QP_REASON_RANK_DEFICIENT);
}

/* ------------------------------------------------------------------- memory */

QP_TEST(border, comes_back_clean_from_every_failure_of_memory)
{
    synergy_survives(ring_network(15, 2, true), &plain);
}
