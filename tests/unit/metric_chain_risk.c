/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "support/chain_panel.h"
#include "support/drawn.h"
#include "support/leak.h"
#include "support/parts.h"

static const qp_chain_options plain = {CHAIN_PLAIN};

static const qp_panel_row *seek(const qp_panel *panel, const char *firm)
{
    return panel_seek(panel, QP_M_SYSTEMIC_RISK_INDEX, "supply", NULL, firm,
                      "");
}

static const qp_panel_row *row(const qp_panel *panel, const char *firm)
{
    const qp_panel_row *found = seek(panel, firm);
    cr_assert_not_null(found, "no row of %s", firm);
    return found;
}

static bool has(const qp_panel_row *found, qp_flag flag)
{
    return (found->flags & 1U << flag) != 0;
}

/*
 *      A ══6══▶ C ──10──▶ D        E deals with nobody, G stands for many
 *      B ──4──▶ C
 */
static const char *const firms = "id,industry,group\nA,ore,\nB,power,\n"
                                 "C,steel,\nD,,\nE,ore,\nG,ore,true\n";
static const char *const layers = "id,role,directed,measure,weighted\n"
                                  "supply,supply,true,amount,true\n";
static const char *const links = "from,to,layer,weight,essentiality,date\n"
                                 "A,C,supply,6,essential,2001\n"
                                 "B,C,supply,4,non-essential,2001\n"
                                 "C,D,supply,10,non-essential,2001\n"
                                 "G,D,supply,50,essential,2001\n";

static qp_network steel(void)
{
    return drawn("enterprises", firms, "layers", layers, "links", links, NULL);
}

QP_TEST(chain_risk, tells_every_actor_what_its_failure_costs)
{
    qp_panel p = chain_panel(steel(), &plain);
    cr_assert_float_eq(row(&p, "A")->value, (6 + 10) / 20.0, 1e-15);
    cr_assert_float_eq(row(&p, "B")->value, (4 + 0.4 * 10) / 20, 1e-15);
    cr_assert_float_eq(row(&p, "C")->value, 1, 1e-15);
    cr_assert_float_eq(row(&p, "D")->value, 1, 1e-15);
    cr_assert_eq(row(&p, "E")->value, 0, "who deals with nobody");
    cr_assert_null(seek(&p, "G"), "who stands for many");
    qp_panel_clear(&p);
}

QP_TEST(chain_risk, ranks_the_largest_first_and_the_same_alike)
{
    static const struct {
        const char *firm;
        double rank;
    } expected[] = {{"C", 1}, {"D", 1}, {"A", 3}, {"B", 4}};
    qp_panel p = chain_panel(steel(), &plain);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        cr_assert_eq(row(&p, expected[i].firm)->rank, expected[i].rank, "%s",
                     expected[i].firm);
    qp_panel_clear(&p);
}

QP_TEST(chain_risk, counts_firms_and_what_it_lacks)
{
    qp_panel p = chain_panel(steel(), &plain);
    const qp_panel_row *r = row(&p, "A");
    cr_assert_eq(r->n, 4, "A, B, C, D");
    cr_assert_eq(r->missing, 2, "the link of G, the industry of D");
    cr_assert_eq(r->flags, 0);
    cr_assert(isnan(r->low) && isnan(r->high));
    qp_panel_clear(&p);
}

QP_TEST(chain_risk, has_bounds_where_it_is_not_said_what_a_sale_is)
{
    qp_panel p = chain_panel(
        drawn("enterprises", firms, "layers", layers, "links",
              "from,to,layer,weight,essentiality\nA,C,supply,6,\n"
              "B,C,supply,4,non-essential\nC,D,supply,10,non-essential\n",
              NULL),
        &plain);
    const qp_panel_row *r = row(&p, "A");
    cr_assert_float_eq(r->value, (6 + 10) / 20.0, 1e-15, "as essential");
    cr_assert_float_eq(r->low, (6 + 0.6 * 10) / 20, 1e-15);
    cr_assert_eq(r->high, r->value);
    cr_assert(has(r, QP_FLAG_BOUNDS));
    qp_panel_clear(&p);
}

/* E buys and sells nothing: that nobody loses it is certain. */
QP_TEST(chain_risk, ranks_and_bounds_those_alone_who_trade)
{
    qp_panel p = chain_panel(
        drawn("enterprises", "id\nA\nC\nE\n", "layers", layers, "links",
              "from,to,layer,weight\nA,C,supply,6\n", NULL),
        &plain);
    const qp_panel_row *r = row(&p, "E");
    cr_assert_eq(r->value, 0);
    cr_assert(isnan(r->rank) && isnan(r->low) && isnan(r->high));
    cr_assert_eq(r->flags, 0);
    cr_assert_eq(row(&p, "A")->rank, 1);
    cr_assert(has(row(&p, "C"), QP_FLAG_BOUNDS));
    qp_panel_clear(&p);
}

static void expect_overflow(const char *firms_there, size_t top)
{
    qp_chain_options options = plain;
    options.top = top;
    qp_panel p = chain_panel(drawn("enterprises", firms_there, "layers", layers,
                                   "links",
                                   "from,to,layer,weight,essentiality\n"
                                   "A,C,supply,1e308,essential\n"
                                   "B,C,supply,1e308,essential\n",
                                   NULL),
                             &options);
    for (size_t i = 0; i < 3; i++) {
        const qp_panel_row *r = row(&p, ((const char *[]){"A", "B", "C"})[i]);
        cr_assert(isnan(r->value) && isnan(r->rank));
        cr_assert_eq(r->reason, QP_REASON_OVERFLOW);
        cr_assert_eq(r->flags, 0);
    }
    qp_panel_clear(&p);
}

QP_TEST(chain_risk, is_blank_where_numbers_do_not_hold_the_sum)
{
    expect_overflow("id,output\nA,\nB,\nC,\n", 0);
    expect_overflow("id,output\nA,1\nB,1\nC,1\n", 0); /* of sales */
    expect_overflow("id,output\nA,1\nB,1\nC,1\n", 1);
}

QP_TEST(chain_risk, weighs_by_declared_output)
{
    qp_panel p = chain_panel(drawn("enterprises",
                                   "id,output\nA,\nB,\nC,\nD,80\n", "layers",
                                   layers, "links",
                                   "from,to,layer,weight,essentiality\n"
                                   "A,C,supply,6,essential\n"
                                   "B,C,supply,4,non-essential\n"
                                   "C,D,supply,10,non-essential\n",
                                   NULL),
                             &plain);
    cr_assert_float_eq(row(&p, "A")->value, (6 + 10 + 80) / 100.0, 1e-15);
    qp_panel_clear(&p);
}

QP_TEST(chain_risk, looks_at_the_largest_and_those_most_hang_on)
{
    qp_chain_options options = plain;
    options.top = 1;
    qp_panel all = chain_panel(steel(), &plain);
    qp_panel p = chain_panel(steel(), &options);
    cr_assert_eq(panel_rows(&p, QP_M_SYSTEMIC_RISK_INDEX), 2);
    cr_assert_eq(row(&p, "C")->value, row(&all, "C")->value, "it sells most");
    cr_assert_eq(row(&p, "A")->value, row(&all, "A")->value, "C hangs on it");
    cr_assert(has(row(&p, "A"), QP_FLAG_SCREENED));
    cr_assert_eq(row(&p, "A")->rank, 2, "of those looked at");
    qp_panel_clear(&p);
    options.top = 4;
    p = chain_panel(steel(), &options);
    cr_assert(!has(row(&p, "E"), QP_FLAG_SCREENED), "nobody is left out");
    qp_panel_clear(&p);
    qp_panel_clear(&all);
}

QP_TEST(chain_risk, is_blank_without_direction_and_without_output)
{
    qp_panel p = chain_panel(
        drawn("enterprises", "id\nA\nB\n", "layers",
              "id,role,directed,weighted,measure\nsupply,supply,false,true,"
              "amount\n",
              "links", "from,to,layer,weight\nA,B,supply,1\n", NULL),
        &plain);
    cr_assert_eq(row(&p, "all")->reason, QP_REASON_UNDIRECTED);
    cr_assert_null(seek(&p, "A"));
    qp_panel_clear(&p);
    p = chain_panel(drawn("enterprises", "id,output\nA,0\nB,0\nC,\n", "layers",
                          layers, "links",
                          "from,to,layer,weight\nA,B,supply,1\n", NULL),
                    &plain);
    cr_assert_eq(row(&p, "A")->reason, QP_REASON_NO_OUTPUT);
    cr_assert_eq(row(&p, "C")->reason, QP_REASON_NO_OUTPUT);
    cr_assert(isnan(row(&p, "A")->rank));
    qp_panel_clear(&p);
}

QP_TEST(chain_risk, is_told_of_supply_alone)
{
    qp_panel p = chain_panel(
        drawn("enterprises", "id\nA\nB\n", "layers",
              "id,role,directed,weighted,measure\nsupply,capital,true,true,"
              "amount\n",
              "links", "from,to,layer,weight\nA,B,supply,1\n", NULL),
        &plain);
    cr_assert_null(seek(&p, "A"));
    cr_assert_null(seek(&p, "all"));
    qp_panel_clear(&p);
}

QP_TEST(chain_risk, is_told_in_windows_only_where_asked_for)
{
    qp_chain_options options = chain_years(plain, "2000", "2002");
    qp_panel p = chain_panel(steel(), &options);
    cr_assert_eq(panel_rows(&p, QP_M_SYSTEMIC_RISK_INDEX), 0);
    qp_panel_clear(&p);
    options.pairs = true;
    p = chain_panel(steel(), &options);
    cr_assert_eq(panel_rows(&p, QP_M_SYSTEMIC_RISK_INDEX), 2 * 5);
    cr_assert_eq(row(&p, "A")->reason, QP_REASON_NO_OUTPUT,
                 "nothing is sold in 2000");
    qp_panel_clear(&p);
}

/* -------------------------------------------------------- threads, listeners */

enum { RING = 60 };

static qp_network ring(void)
{
    static drawn_table t[2];
    t[0].size = t[1].size = 0;
    drawn_add(&t[0], "id,industry\n");
    drawn_add(&t[1], "from,to,layer,weight,essentiality\n");
    for (int i = 0; i < RING; i++) {
        drawn_add(&t[0], "f%02d,i%d\n", i, i % 7);
        for (int step = 1; step <= 4; step++)
            drawn_add(&t[1], "f%02d,f%02d,supply,%d,%s\n", i,
                      (i * step + step) % RING == i ? (i + 1) % RING
                                                    : (i * step + step) % RING,
                      1 + (i * 37 + step * 11) % 23,
                      step == 1   ? "essential"
                      : step == 2 ? ""
                                  : "non-essential");
    }
    return drawn("enterprises", t[0].text, "layers", layers, "links", t[1].text,
                 NULL);
}

static qp_text drawn_with(const qp_network *net, unsigned threads,
                          qp_shard *shard)
{
    qp_chain_options options = plain;
    qp_panel panel = {0};
    qp_text text = {0};
    qp_error err = {0};
    options.draws.threads = threads;
    options.draws.shard = shard;
    cr_assert_eq(qp_chain(net, &options, &panel, NULL, &err), QP_OK, "%s",
                 err.message);
    qp_panel_sort(&panel);
    cr_assert_eq(qp_panel_csv(&panel, &text, NULL), QP_OK);
    qp_panel_clear(&panel);
    return text;
}

QP_TEST(chain_risk, is_the_same_for_any_number_of_threads_and_parts)
{
    qp_network net = ring();
    qp_text alone = drawn_with(&net, 1, NULL);
    qp_text threads = drawn_with(&net, 3, NULL);
    qp_text parts = parts_joined(&net, drawn_with, plain.draws.replicates);
    cr_assert_not_null(strstr(alone.bytes, "systemic_risk_index"));
    cr_assert_str_eq(threads.bytes, alone.bytes);
    cr_assert_str_eq(parts.bytes, alone.bytes);
    qp_text_clear(&alone);
    qp_text_clear(&threads);
    qp_text_clear(&parts);
    qp_network_clear(&net);
}

/** What a listener heard. */
typedef struct {
    size_t count, last, whole;
} heard;

static void hear(size_t done, size_t all, void *context)
{
    heard *h = context;
    cr_assert_eq(done, h->last % all + 1, "one more each time");
    h->count++;
    h->last = done;
    h->whole += done == all ? 1 : 0;
}

QP_TEST(chain_risk, tells_how_far_it_is)
{
    heard h = {0};
    qp_chain_options options = plain;
    options.listener = (qp_chain_listener){hear, &h};
    qp_panel p = chain_panel(ring(), &options);
    cr_assert_eq(h.count, 2 * RING, "as essential, and as non-essential");
    cr_assert_eq(h.whole, 2);
    qp_panel_clear(&p);
}

QP_TEST(chain_risk, comes_back_clean_where_memory_runs_out)
{
    qp_chain_options options = plain;
    options.top = 1;
    chain_survives(steel(), &options);
}
