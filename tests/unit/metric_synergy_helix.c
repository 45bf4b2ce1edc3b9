/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "support/drawn.h"
#include "support/leak.h"
#include "support/synergy.h"

/* Two clusters of two cities and one of one; E lies in none. In the north
 * size follows from city and industry together, as an exclusive or. */
#define REGIONS                                            \
    "id,cluster\nA,north\nB,north\nC,south\nD,south\nE,\n" \
    "F,lone\n"
#define LINKS "from,to,layer,weight\nA,B,supply,1\n"

static const qp_synergy_options plain = {
    .frame.window = {QP_NO_DAY, QP_NO_DAY},
    .reach = NAN,
    .draws = {.replicates = 99, .threads = 1},
};

static const qp_panel_row *row(const qp_panel *panel, qp_metric metric,
                               const char *subject)
{
    const qp_panel_row *r = qp_panel_find(panel, metric, "", "", subject);
    cr_assert_not_null(r, "no row %s of %s", qp_metrics[metric].name, subject);
    return r;
}

static double classes(const qp_panel *p, const char *subject,
                      const char *object)
{
    for (size_t r = 0; r < p->count; r++)
        if (p->rows[r].metric == QP_M_TRIPLE_HELIX_CLASSES &&
            strcmp(qp_pool_text(&p->text, p->rows[r].subject), subject) == 0 &&
            strcmp(qp_pool_text(&p->text, p->rows[r].object), object) == 0)
            return p->rows[r].value;
    cr_assert(false, "no classes of %s, %s", subject, object);
    return NAN;
}

static size_t rows_of_helix(const qp_panel *p)
{
    size_t count = 0;
    for (size_t r = 0; r < p->count; r++)
        count += p->rows[r].metric >= QP_M_TRIPLE_HELIX_T &&
                         p->rows[r].metric <= QP_M_TRIPLE_HELIX_CLASSES
                     ? 1
                     : 0;
    return count;
}

/* Twelve of each of the four combinations of an exclusive or, between two
 * cities, two industries and two sizes; `extra` rows follow. */
static qp_network exclusive(const char *extra)
{
    static const char *const kinds[] = {"A,ic,L", "A,bio,S", "B,ic,S",
                                        "B,bio,L"};
    qp_text firms = {0};
    qp_text_add(&firms, "id,region,industry,size_class\n");
    for (int i = 0; i < 48; i++)
        qp_text_addf(&firms, "f%02d,%s\n", i, kinds[i % 4]);
    qp_text_add(&firms, extra);
    qp_network net = drawn("regions", REGIONS, "enterprises",
                           qp_text_string(&firms), "links", LINKS, NULL);
    qp_text_clear(&firms);
    return net;
}

/* T of the north is -1 bit; all firms are there, so it is all of T, and T_0
 * is 0. Shuffled, T is hardly below 0: p is the least of 99 replicates. */
QP_TEST(helix_rows, tell_a_perfect_synergy)
{
    qp_panel p = synergy_panel(exclusive(""), &plain);
    const qp_panel_row *t = row(&p, QP_M_TRIPLE_HELIX_T, "all");
    cr_assert_float_eq(t->value, -1000, 1e-9);
    cr_assert_eq(t->n, 48);
    cr_assert_eq(t->missing, 0);
    cr_assert_eq(t->p, 0.01);
    cr_assert_eq(t->null, QP_NULL_PERMUTATION);
    cr_assert_not(has_flag(t, QP_FLAG_SPARSE), "4 cells of 12");
    cr_assert(t->expected < 0 && t->expected > -100);
    const qp_panel_row *s = row(&p, QP_M_TRIPLE_HELIX_SYNERGY, "all");
    cr_assert_float_eq(s->value, t->expected - t->value, 1e-9);
    cr_assert_eq(s->expected, 0);
    cr_assert_eq(s->p, t->p);
    cr_assert_float_eq(row(&p, QP_M_TRIPLE_HELIX_T, "north")->value, -1000,
                       1e-9);
    cr_assert_float_eq(row(&p, QP_M_TRIPLE_HELIX_CONTRIBUTION, "north")->value,
                       -1000, 1e-9);
    const qp_panel_row *between = row(&p, QP_M_TRIPLE_HELIX_CONTRIBUTION,
                                      "between-clusters");
    cr_assert_eq(between->value, 0);
    cr_assert(has_flag(between, QP_FLAG_DEGENERATE), "all are in the north");
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_BETWEEN_SHARE, "all")->value, 0);
    cr_assert_float_eq(row(&p, QP_M_TRIPLE_HELIX_BIAS, "all")->value,
                       -1000 / (96 * log(2)), 1e-9);
    cr_assert_eq(classes(&p, "all", "geography"), 2);
    cr_assert_eq(classes(&p, "all", "technology"), 2);
    cr_assert_eq(classes(&p, "all", "organisation"), 2);
    cr_assert_eq(classes(&p, "all", "cells"), 4);
    qp_panel_clear(&p);
}

/* z of T and of synergy are of one test, turned round; q is of the clusters. */
QP_TEST(helix_rows, turn_z_round_and_correct_over_clusters)
{
    qp_synergy_options o = plain;
    o.draws.replicates = 999;
    qp_panel p = synergy_panel(exclusive("x1,C,ic,L\nx2,D,bio,S\nx3,C,bio,L\n"
                                         "x4,D,ic,L\n"),
                               &o);
    const qp_panel_row *t = row(&p, QP_M_TRIPLE_HELIX_T, "north");
    const qp_panel_row *s = row(&p, QP_M_TRIPLE_HELIX_SYNERGY, "north");
    const qp_panel_row *c = row(&p, QP_M_TRIPLE_HELIX_CONTRIBUTION, "north");
    cr_assert_lt(t->z, -5);
    cr_assert_eq(s->z, -t->z);
    cr_assert_eq(c->z, t->z);
    cr_assert_float_eq(c->expected, t->expected * 48 / 52, 1e-9);
    cr_assert_eq(t->p, 0.001);
    cr_assert_eq(t->q, 0.002, "two clusters can be tested");
    cr_assert(isnan(row(&p, QP_M_TRIPLE_HELIX_T, "all")->q));
    cr_assert(has_flag(row(&p, QP_M_TRIPLE_HELIX_T, "south"), QP_FLAG_SPARSE));
    qp_panel_clear(&p);
}

QP_TEST(helix_rows, are_nothing_and_degenerate_in_one_city)
{
    qp_panel p = synergy_panel(exclusive("x1,F,ic,L\nx2,F,bio,S\n"), &plain);
    static const qp_metric metrics[] = {QP_M_TRIPLE_HELIX_T,
                                        QP_M_TRIPLE_HELIX_SYNERGY,
                                        QP_M_TRIPLE_HELIX_CONTRIBUTION};
    for (size_t m = 0; m < 3; m++) {
        const qp_panel_row *r = row(&p, metrics[m], "lone");
        cr_expect_eq(r->value, 0);
        cr_expect(has_flag(r, QP_FLAG_DEGENERATE));
        cr_expect(isnan(r->p) && isnan(r->expected), "nothing is tested");
        cr_expect_eq(r->n, 2);
    }
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "south")->reason,
                 QP_REASON_NO_UNIT);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_CONTRIBUTION, "south")->reason,
                 QP_REASON_NO_UNIT);
    qp_panel_clear(&p);
}

/* One without a size and one without an industry in the south, one without a
 * region; E is in no cluster. */
QP_TEST(helix_rows, leave_out_and_count_firms_that_lack_a_field)
{
    qp_panel p = synergy_panel(
        exclusive("x1,C,ic,\nx2,D,,S\nx3,,ic,S\nx4,E,ic,\n"
                  "x5,E,ic,S\n"),
        &plain);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "all")->n, 49);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "all")->missing, 4);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "south")->missing, 2);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "north")->missing, 0);
    qp_panel_clear(&p);
}

QP_TEST(helix_rows, have_a_reason_where_no_firm_has_all_fields)
{
    qp_panel p = synergy_panel(drawn("regions", "id\nA\nB\n", "enterprises",
                                     "id,region,industry\nf,A,ic\ng,B,bio\n",
                                     "links", LINKS, NULL),
                               &plain);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "all")->reason,
                 QP_REASON_NO_UNIT);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "all")->missing, 2);
    cr_assert_eq(
        row(&p, QP_M_TRIPLE_HELIX_CONTRIBUTION, "between-clusters")->reason,
        QP_REASON_NO_CLUSTER);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_BETWEEN_SHARE, "all")->reason,
                 QP_REASON_NO_CLUSTER);
    cr_assert_eq(rows_of_helix(&p), 2 + 1 + 1 + 1 + 4);
    qp_panel_clear(&p);
}

/* All fields are independent: T is 0, and has no share. */
QP_TEST(helix_rows, have_no_share_of_nothing)
{
    qp_panel p = synergy_panel(
        drawn("regions", "id,cluster\nA,north\nB,south\n", "enterprises",
              "id,region,industry,size_class\n"
              "f,A,ic,L\ng,B,ic,L\n",
              "links", LINKS, NULL),
        &plain);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "all")->value, 0);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_BETWEEN_SHARE, "all")->reason,
                 QP_REASON_ZERO_TOTAL);
    qp_panel_clear(&p);
}

/* Firms in cities count in their provinces. */
QP_TEST(helix_rows, count_firms_below_the_level_asked_for)
{
    qp_synergy_options o = plain;
    o.level = "province";
    qp_panel p = synergy_panel(
        drawn("regions",
              "id,kind,parent\nP,province,\nQ,province,\na,city,P\nb,city,P\n"
              "c,city,Q\n",
              "enterprises",
              "id,region,industry,size_class\nf1,a,ic,L\nf2,b,bio,S\n"
              "f3,c,ic,S\nf4,Q,bio,L\n",
              "links", "from,to,layer,weight\nP,Q,supply,1\n", NULL),
        &o);
    cr_assert_eq(classes(&p, "all", "geography"), 2);
    cr_assert_float_eq(row(&p, QP_M_TRIPLE_HELIX_T, "all")->value, -1000, 1e-9);
    qp_panel_clear(&p);
}

/* By ownership and tier, of which only one firm in A has both. Institutes take
 * part when any of them has the fields, and are not missing when none has. */
QP_TEST(helix_rows, take_the_fields_and_kinds_asked_for)
{
    qp_synergy_options o = plain;
    qp_network net = drawn(
        "regions", "id\nA\nB\n", "enterprises",
        "id,region,ownership,tier,country\nf1,A,private,little-giant,CN\n"
        "f2,B,,little-giant,US\n",
        "institutes", "id,region,kind,country\ni1,A,university,CN\ni2,B,,CN\n",
        "links", LINKS, NULL);
    o.technology = "ownership";
    o.organisation = "tier";
    qp_panel p = synergy_panel(net, &o);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "all")->n, 1);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "all")->missing, 1);
    qp_panel_clear(&p);

    net = drawn("regions", "id\nA\nB\n", "enterprises",
                "id,region,country\nf1,A,CN\nf2,B,US\n", "institutes",
                "id,region,country\ni1,A,US\ni2,B,CN\n", "links", LINKS, NULL);
    o.technology = "country";
    o.organisation = "kind";
    p = synergy_panel(net, &o);
    cr_assert_eq(row(&p, QP_M_TRIPLE_HELIX_T, "all")->n, 4);
    cr_assert_float_eq(row(&p, QP_M_TRIPLE_HELIX_T, "all")->value, -1000, 1e-9);
    qp_panel_clear(&p);
}

QP_TEST(helix_rows, are_told_in_the_whole_period_alone)
{
    qp_synergy_options o = plain;
    qp_period year = QP_NO_PERIOD;
    cr_assert(qp_period_read("2020", 4, &year));
    o.frame.window = year;
    qp_panel p = synergy_panel(exclusive(""), &o);
    cr_assert_eq(rows_of_helix(&p), 0);
    qp_panel_clear(&p);
}

QP_TEST(helix_rows, refuse_a_field_that_is_none)
{
    qp_network net = exclusive("");
    qp_synergy_options o = plain;
    qp_panel panel = {0};
    qp_error err = {0};
    o.technology = "turnover";
    cr_assert_eq(qp_synergy(&net, &o, &panel, &err), QP_E_MISUSE);
    cr_assert_str_eq(err.message,
                     "--technology 'turnover': it is one of country, industry, "
                     "institute_kind, kind, ownership, size_class, stages, "
                     "tier");
    static const char *const supply[] = {"supply"};
    o.frame.layers = supply;
    o.frame.layer_count = 1;
    cr_assert_eq(qp_synergy(&net, &o, &panel, &err), QP_E_MISUSE,
                 "also where no firm is looked at");
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

/* ------------------------------------------------------------------- memory */

QP_TEST(helix_rows, come_back_clean_from_every_failure_of_memory)
{
    qp_synergy_options o = plain;
    o.draws.replicates = 9;
    synergy_survives(exclusive("x1,C,ic,L\nx2,D,bio,S\n"), &o);
}
