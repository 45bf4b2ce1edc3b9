/* SPDX-License-Identifier: MIT */
#include "metric/web.h"
#include "support/drawn.h"
#include "support/leak.h"

enum { LAYERS = 4 };

/** A network and the graph of all its layers. */
typedef struct {
    qp_network net;
    qp_web web;
} fixture;

static fixture gathered(qp_network net, qp_web_choice choice)
{
    fixture f = {.net = net};
    qp_row layers[LAYERS];
    cr_assert_leq(net.layers.count, LAYERS);
    for (qp_row l = 0; l < net.layers.count; l++)
        layers[l] = l;
    choice.layers = layers;
    choice.layer_count = net.layers.count;
    cr_assert_eq(qp_web_gather(&f.net, &choice, &f.web, NULL), QP_OK);
    cr_assert_eq(f.web.arcs.n, net.actors.count);
    return f;
}

static void finish(fixture *f)
{
    qp_web_clear(&f->web);
    qp_network_clear(&f->net);
}

/* The weight of an arc; 0: there is none. */
static double arc(const fixture *f, const char *from, const char *to)
{
    const qp_arcs *arcs = &f->web.arcs;
    qp_row u = qp_network_actor(&f->net, from);
    qp_row v = qp_network_actor(&f->net, to);
    cr_assert(u != QP_NONE && v != QP_NONE, "%s %s", from, to);
    for (size_t a = arcs->start[u]; a < arcs->start[u + 1]; a++)
        if (arcs->to[a] == v)
            return arcs->weight[a];
    return 0;
}

static const qp_web_choice everything = {.window = {QP_NO_DAY, QP_NO_DAY}};
static const char *const firms = "id,group\nA,\nB,\nC,\nD,\nE,\nmany,true\n";

QP_TEST(web, of_one_layer_has_its_weights)
{
    fixture f = gathered(drawn("enterprises", firms, "links",
                               "from,to,layer,weight,date\n"
                               "A,B,supply,3,2001\nA,B,supply,4,2002\n"
                               "B,A,supply,1,\nC,D,supply,0,\n",
                               NULL),
                         everything);
    cr_assert_eq(arc(&f, "A", "B"), 7);
    cr_assert_eq(arc(&f, "B", "A"), 1);
    cr_assert_eq(arc(&f, "C", "D"), 0, "a weight of 0 ties nobody");
    cr_assert_eq(f.web.arcs.count, 2);
    cr_assert_eq(f.web.missing, 0);
    finish(&f);
}

/* The example of the header. */
QP_TEST(web, of_several_layers_says_who_is_tied_alone)
{
    fixture f = gathered(
        drawn("enterprises", firms, "layers",
              "id,directed,measure\nsupply,true,amount\nrnd,false,count\n",
              "links",
              "from,to,layer,weight,status\nA,B,supply,3,\nA,C,supply,2,\n"
              "C,D,rnd,1,\nC,D,rnd,5,planned\nD,E,supply,4,\n",
              NULL),
        everything);
    cr_assert_eq(arc(&f, "A", "B"), 1);
    cr_assert_eq(arc(&f, "A", "C"), 1);
    cr_assert_eq(arc(&f, "D", "E"), 1);
    cr_assert_eq(arc(&f, "C", "D"), 1);
    cr_assert_eq(arc(&f, "D", "C"), 1, "it has no direction");
    cr_assert_eq(arc(&f, "B", "A"), 0);
    cr_assert_eq(f.web.arcs.count, 5);
    cr_assert_eq(f.web.missing, 1, "what is planned");
    finish(&f);
}

QP_TEST(web, leaves_out_what_does_not_help_or_takes_no_part_and_counts_it)
{
    static const char *const links =
        "from,to,layer,status,polarity\nA,B,rnd,,-1\nA,C,rnd,historical,\n"
        "A,D,rnd,rising,1\nA,many,rnd,,\nA,R,rnd,,\nmany,R,rnd,,\n";
    qp_web_choice groups = everything;
    qp_web_choice regions = everything;
    groups.groups = true;
    regions.regions = true;
    fixture f = gathered(
        drawn("enterprises", firms, "regions", "id\nR\n", "links", links, NULL),
        everything);
    cr_assert_eq(f.web.arcs.count, 2, "A and D");
    cr_assert_eq(arc(&f, "D", "A"), 1);
    cr_assert_eq(f.web.missing, 5);
    finish(&f);
    f = gathered(
        drawn("enterprises", firms, "regions", "id\nR\n", "links", links, NULL),
        groups);
    cr_assert_eq(arc(&f, "A", "many"), 1);
    cr_assert_eq(f.web.missing, 4);
    finish(&f);
    f = gathered(
        drawn("enterprises", firms, "regions", "id\nR\n", "links", links, NULL),
        regions);
    cr_assert_eq(arc(&f, "R", "A"), 1);
    cr_assert_eq(arc(&f, "R", "many"), 0);
    cr_assert_eq(f.web.missing, 4);
    finish(&f);
}

QP_TEST(web, of_regions_alone_is_one_of_regions)
{
    fixture f = gathered(
        drawn("links", "from,to,layer\nA,B,supply\nA,A,supply\n", NULL),
        everything);
    cr_assert_eq(arc(&f, "A", "B"), 1);
    cr_assert_eq(f.web.arcs.count, 1, "what stays in a region is no arc");
    cr_assert_eq(f.web.missing, 0);
    cr_assert_eq(qp_web_kinds(&f.net), 1 << QP_KIND_REGION);
    finish(&f);
}

QP_TEST(web, of_enterprises_and_institutes_is_none_of_regions)
{
    fixture f = gathered(drawn("regions", "id\nA\nB\n", "institutes",
                               "id\nlab\n", "links",
                               "from,to,layer\nA,B,supply\n", NULL),
                         everything);
    cr_assert_eq(f.web.arcs.count, 0);
    cr_assert_eq(f.web.missing, 1);
    cr_assert_eq(qp_web_kinds(&f.net),
                 1 << QP_KIND_ENTERPRISE | 1 << QP_KIND_INSTITUTE);
    finish(&f);
}

QP_TEST(web, looks_at_the_window_alone)
{
    qp_web_choice choice = everything;
    cr_assert(qp_period_read("2001", 4, &choice.window));
    fixture f = gathered(drawn("enterprises", firms, "links",
                               "from,to,layer,weight,date\n"
                               "A,B,supply,3,2001\nA,B,supply,4,2002\n"
                               "A,C,supply,1,2003\nA,D,supply,1,\n",
                               NULL),
                         choice);
    cr_assert_eq(arc(&f, "A", "B"), 3);
    cr_assert_eq(f.web.arcs.count, 1);
    cr_assert_eq(f.web.missing, 1, "the link without a date");
    finish(&f);
}

QP_TEST(web, survives_every_failure_of_memory)
{
    qp_network net = drawn("links", "from,to,layer\nA,B,rnd\nB,C,supply\n",
                           NULL);
    const qp_row layers[] = {0, 1};
    qp_web_choice choice = everything;
    choice.layers = layers;
    choice.layer_count = 2;
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_web web = {0};
        qp_memory_allow(allowed);
        status = qp_web_gather(&net, &choice, &web, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert(status == QP_OK || web.arcs.start == NULL, "it was touched");
        qp_web_clear(&web);
        cr_assert_eq(qp_memory_held(), held);
        cr_assert_lt(allowed, 20);
    }
    qp_network_clear(&net);
}
