/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/building.h"
#include "support/leak.h"

/* What most folders here have, so that nothing but the rule in question
 * speaks. */
#define LAYERS                                                           \
    "layers.csv", "id,role,weighted\ntalent,,true\nrnd,,false\nsupply,," \
                  "false\n"
#define REGIONS "regions.csv", "id\nA\nB\nC\n"
#define HEAD    "from,to,layer,weight"

static qp_row actor(const building *b, const char *id)
{
    qp_row row = qp_network_actor(&b->net, id);
    cr_assert_neq(row, QP_NONE, "%s is no actor", id);
    return row;
}

static qp_row layer(const building *b, const char *id)
{
    qp_row row = qp_network_layer(&b->net, id);
    cr_assert_neq(row, QP_NONE, "%s is no layer", id);
    return row;
}

/* --------------------------------------------------------------------- ends */

QP_TEST(build, declares_regions_where_there_is_no_table_of_actors)
{
    building b = BUILD("links.csv", HEAD "\nB,A,talent,2\nC,B,talent,1\n",
                       "indicators.csv", "region,indicator,value\nD,gdp,1\n",
                       LAYERS, NULL);
    cr_assert_str_eq(told(&b.in), "");
    cr_assert_eq(b.net.actors.count, 4);
    for (qp_row i = 0; i < 4; i++) {
        char id[2] = {(char)('A' + i), '\0'};
        cr_assert_str_eq(id_of(&b.net, i), id);
        cr_assert_eq(b.net.actors.kind[i], QP_KIND_REGION);
        cr_assert_eq(b.net.actors.region[i], i);
        cr_assert_eq(b.net.actors.cluster[i], QP_NONE);
    }
    cr_assert_str_eq(links_of(&b), "talent B>A 2\ntalent C>B 1\n");
    clear_building(&b);
}

QP_TEST(build, refuses_ends_that_no_table_lists)
{
    ASSERT_REFUSED(
        "links.csv:2:3: to 'D' is neither actor nor thing; ids are those of "
        "the tables of actors and of things.csv (nearest: 'A')\n"
        "links.csv:3:1: from 'b' is neither actor nor thing; ids are those of "
        "the tables of actors and of things.csv (nearest: 'A')\n",
        "links.csv", HEAD "\nA,D,talent,2\nb,B,talent,1\n", REGIONS, LAYERS,
        NULL);
    /* one table of actors is enough for the rule */
    ASSERT_REFUSED(
        "links.csv:2:6: to 'far' is neither actor nor thing; ids are those of "
        "the tables of actors and of things.csv\n",
        "links.csv", HEAD "\nfirm,far,supply,\n", "enterprises.csv",
        "id\nfirm\n", LAYERS, NULL);
}

QP_TEST(build, declares_ends_as_the_mapping_says)
{
    building b = BUILD(
        "datapackage.json",
        "{\"qipan\": {\"declare\": \"enterprise\"}, \"resources\": ["
        "{\"path\": \"r.csv\", \"qipan\": {\"table\": \"regions\"}},"
        "{\"path\": \"l.csv\", \"qipan\": {\"table\": \"links\", "
        "\"constants\": {\"layer\": \"supply\"}}}]}",
        "r.csv", "id\nA\n", "l.csv", "from,to\nA,firm\nother,firm\n", NULL);
    cr_assert_eq(b.status, QP_OK);
    cr_assert_eq(b.net.actors.kind[actor(&b, "A")], QP_KIND_REGION);
    cr_assert_eq(b.net.actors.kind[actor(&b, "firm")], QP_KIND_ENTERPRISE);
    cr_assert_eq(b.net.actors.kind[actor(&b, "other")], QP_KIND_ENTERPRISE);
    cr_assert_eq(b.net.actors.region[actor(&b, "firm")], QP_NONE);
    clear_building(&b);
}

QP_TEST(build, calls_nothing_unknown_where_rows_were_lost)
{
    /* B may be the row that was left out */
    ASSERT_REFUSED("regions.csv:3: the row has 2 fields; the header has 1\n",
                   "links.csv", HEAD "\nA,B,talent,2\n", "regions.csv",
                   "id\nA\nB,x\n", "indicators.csv",
                   "region,indicator,value\nB,gdp,1\n", LAYERS, NULL);
    ASSERT_REFUSED("regions.csv:3:1: id 'B\\x01' holds a control character; "
                   "ids, names and values are printable text\n",
                   "links.csv", HEAD "\nA,B,talent,2\n", "regions.csv",
                   "id\nA\nB\001\n", LAYERS, NULL);
    ASSERT_REFUSED("sources.csv:2:1: a quote is opened and never closed; close "
                   "it, or double a quote that is meant\n",
                   "links.csv", HEAD ",source\nA,B,talent,2,s\n", "sources.csv",
                   "id\n\"s\n", LAYERS, NULL);
    ASSERT_REFUSED("layers.csv:1: column 'id' is missing; the columns are: "
                   "name\n",
                   "links.csv", HEAD "\nA,B,talent,2\n", "layers.csv",
                   "name\ntalent\n", NULL);
}

QP_TEST(build, wants_ids_once_over_all_actors)
{
    ASSERT_REFUSED(
        "enterprises.csv:2:1: id 'A' is given twice; an id is unique; the "
        "first is regions.csv:2\n"
        "institutes.csv:3:4: id 'B' is given twice; an id is unique; the "
        "first is regions.csv:3\n"
        "regions.csv:4:1: id 'A' is given twice; an id is unique; the first "
        "is regions.csv:2\n",
        "links.csv", HEAD "\nA,B,talent,2\n", "regions.csv", "id\nA\nB\nA\n",
        "enterprises.csv", "id\nA\n", "institutes.csv", "name,id\nx,I\ny ,B\n",
        LAYERS, NULL);
}

/* ------------------------------------------------------------------ regions */

/*
 *      cn ◀── sd ◀── A        A is where the firm is
 *              ▲──── B        B belongs to the cluster
 */
QP_TEST(build, places_actors)
{
    building b = BUILD(
        "links.csv", HEAD "\nfirm,lab,supply,\n", "regions.csv",
        "id,parent,cluster,core,lon,lat,kind\ncn,,,,,,country\n"
        "sd,cn,,,,,province\nA,sd,,,117.0,36.7,city\nB,sd,ring,true,,,city\n",
        "enterprises.csv",
        "id,region,ownership,stages,capacity\nfirm,A,private,2 3,10\n",
        "institutes.csv", "id,region,kind\nlab,,university\n", LAYERS, NULL);
    cr_assert_str_eq(told(&b.in), "");
    const qp_actors *a = &b.net.actors;
    cr_assert_eq(a->region[actor(&b, "firm")], actor(&b, "A"));
    cr_assert_eq(a->region[actor(&b, "lab")], QP_NONE);
    cr_assert_eq(a->kind[actor(&b, "lab")], QP_KIND_INSTITUTE);
    cr_assert_eq(a->parent[actor(&b, "B")], actor(&b, "sd"));
    cr_assert_eq(a->parent[actor(&b, "cn")], QP_NONE);
    cr_assert_eq(a->cluster[actor(&b, "B")],
                 qp_network_cluster(&b.net, "ring"));
    cr_assert_eq(a->cluster[actor(&b, "A")], QP_NONE);
    cr_assert_float_eq(a->core[actor(&b, "B")], 1, 0);
    cr_assert(isnan(a->core[actor(&b, "A")]));
    cr_assert_float_eq(a->lat[actor(&b, "A")], 36.7, 0);
    cr_assert_float_eq(a->stages[actor(&b, "firm")], 2 + 4, 0);
    cr_assert_str_eq(qp_network_text(&b.net, a->region_kind[actor(&b, "sd")]),
                     "province");
    cr_assert_str_eq(
        qp_network_text(&b.net, a->institute_kind[actor(&b, "lab")]),
        "university");
    cr_assert_null(a->population, "an absent column takes no space");
    clear_building(&b);
}

QP_TEST(build, refuses_regions_that_are_none)
{
    ASSERT_REFUSED(
        "enterprises.csv:2:6: region 'lab' is no region; it is an id of "
        "regions.csv\n"
        "institutes.csv:2:5: region 'Bb' is no region; it is an id of "
        "regions.csv (nearest: 'B')\n"
        "regions.csv:2:3: parent 'firm' is no region; it is an id of "
        "regions.csv\n",
        "links.csv", HEAD "\nA,B,talent,1\n", "regions.csv",
        "id,parent\nA,firm\nB,\n", "enterprises.csv", "id,region\nfirm,lab\n",
        "institutes.csv", "id,region\nlab,Bb\n", LAYERS, NULL);
    ASSERT_REFUSED("enterprises.csv:2:3: region 'A' is no region; regions.csv "
                   "lists the regions, and is not there\n",
                   "links.csv", HEAD "\nf,g,supply,\n", "enterprises.csv",
                   "id,region\nf,A\ng,\n", LAYERS, NULL);
}

QP_TEST(build, refuses_half_a_coordinate)
{
    ASSERT_REFUSED("regions.csv:2:3: lon stands without lat; give both, or "
                   "neither\n"
                   "regions.csv:3:4: lat stands without lon; give both, or "
                   "neither\n"
                   "regions.csv:4:5: lat 'x' is not a number; a lat is a "
                   "number from -90 to 90\n",
                   "links.csv", HEAD "\nA,B,talent,1\n", "regions.csv",
                   "id,lon,lat\nA,1,\nB,,1\nC,1,x\n", LAYERS, NULL);
}

/*
 *      A ─▶ B ─▶ C ─▶ A     E ─▶ E     0 and D ─▶ A lead into the circle
 */
QP_TEST(build, tells_each_circle_of_parents_once)
{
    ASSERT_REFUSED(
        "regions.csv:3:3: region 'A' contains itself: A, B, C, A; parents "
        "form a tree\n"
        "regions.csv:6:3: region 'E' contains itself: E, E; parents form a "
        "tree\n",
        "links.csv", HEAD "\nA,B,talent,1\n", "regions.csv",
        "id,parent\nC,A\nA,B\nD,A\nB,C\nE,E\nF,\n0,A\n", LAYERS, NULL);
}

QP_TEST(build, climbs_a_long_chain_of_parents_quickly)
{
    enum { LONG = 200000 };
    qp_text regions = {0};
    qp_text_add(&regions, "id,parent\n");
    for (int i = 0; i < LONG; i++)
        qp_text_addf(&regions, "r%06d,r%06d\n", i, (i + 1) % LONG);
    building b = BUILD("links.csv", HEAD "\nr000001,r000002,talent,1\n",
                       "regions.csv", regions.bytes, LAYERS, NULL);
    cr_assert_str_eq(told(&b.in),
                     "regions.csv:2:9: region 'r000000' contains itself: "
                     "r000000, r000001, r000002, r000003, r000004, r000005, "
                     "..., r000000; parents form a tree\n");
    clear_building(&b);
    qp_text_clear(&regions);
}

/* ----------------------------------------------------------------- clusters */

QP_TEST(build, takes_clusters_from_their_table_or_by_id_alone)
{
    building b = BUILD("links.csv", HEAD "\nA,B,talent,1\n", "regions.csv",
                       "id,cluster\nA,south\nB,north\n", LAYERS, NULL);
    cr_assert_str_eq(told(&b.in), "");
    cr_assert_eq(b.net.clusters.count, 2);
    cr_assert_eq(qp_network_cluster(&b.net, "north"), 0);
    clear_building(&b);

    b = BUILD("links.csv", HEAD "\nA,B,talent,1\n", "regions.csv",
              "id,cluster\nA,south\nB,north\n", "clusters.csv",
              "id,name,label_lon,label_lat\nnorth,North,1,2\nidle,,,\n", LAYERS,
              NULL);
    cr_assert_str_eq(told(&b.in),
                     "regions.csv:2:3: warning: cluster 'south' is not listed; "
                     "it is known by its id alone; clusters.csv may name "
                     "it\n");
    cr_assert_eq(b.net.clusters.count, 3);
    qp_row north = qp_network_cluster(&b.net, "north");
    cr_assert_float_eq(b.net.clusters.label_lat[north], 2, 0);
    cr_assert_str_eq(qp_network_name(&b.net, b.net.clusters.id[north],
                                     b.net.clusters.name, NULL, north, true),
                     "North");
    clear_building(&b);
}

QP_TEST(build, allows_a_cluster_one_core_and_a_core_one_cluster)
{
    ASSERT_REFUSED(
        "regions.csv:4:6: cluster 'c' has two cores: 'A' and 'DD'; a cluster "
        "has at most one core\n"
        "regions.csv:5:4: region 'E' is a core and belongs to no cluster; "
        "name its cluster, or leave core blank\n",
        "links.csv", HEAD "\nA,B,talent,1\n", "regions.csv",
        "id,cluster,core\nA,c,1\nB,c,false\nDD,c,1\nE,,yes\nF,d,true\n", LAYERS,
        NULL);
}

QP_TEST(build, keeps_the_rest_of_the_world_out_of_clusters)
{
    ASSERT_REFUSED("regions.csv:2:11: a region of kind 'outside' has a "
                   "cluster; the rest of the world belongs to no cluster\n",
                   "links.csv", HEAD "\nA,B,talent,1\n", "regions.csv",
                   "id,kind,cluster\nA,outside,c\nB,city,c\n", LAYERS, NULL);
}

/* ------------------------------------------------------------------- layers */

QP_TEST(build, guesses_a_layer_that_is_not_declared)
{
    building b = BUILD("links.csv",
                       HEAD "\nA,B,talent,2\nA,B,rnd,\nB,A,membership,1.5\n"
                            "A,B,odd,1\nA,C,odd,2.5\n",
                       NULL);
    cr_assert_str_eq(
        told(&b.in),
        "links.csv:2:5: warning: layer 'talent' is not declared; its "
        "properties are guessed; layers.csv states them\n"
        "links.csv:3:5: warning: layer 'rnd' is not declared; its properties "
        "are guessed; layers.csv states them\n"
        "links.csv:4:5: warning: layer 'membership' is not declared; its "
        "properties are guessed; layers.csv states them\n"
        "links.csv:5:5: warning: layer 'odd' is not declared; its properties "
        "are guessed; layers.csv states them\n");
    const qp_layers *l = &b.net.layers;
    const struct {
        const char *id;
        qp_role role;
        int directed;
        int weighted;
        qp_measure measure;
    } expected[] = {
        {"talent", QP_ROLE_TALENT, 1, 1, QP_COUNT},
        {"rnd", QP_ROLE_RND, 0, 0, QP_COUNT},
        {"membership", QP_ROLE_MEMBERSHIP, 0, 1, QP_AMOUNT},
        {"odd", QP_ROLE_OTHER, 1, 1, QP_AMOUNT},
    };
    for (size_t i = 0; i < 4; i++) {
        qp_row row = layer(&b, expected[i].id);
        cr_expect_eq(l->role[row], expected[i].role);
        cr_expect_eq(l->directed[row], expected[i].directed);
        cr_expect_eq(l->weighted[row], expected[i].weighted);
        cr_expect_eq(l->measure[row], expected[i].measure);
        cr_expect_eq(l->accrual[row], QP_EVENT);
        cr_expect(isnan(l->sense[row]) && isnan(l->factor[row]));
    }
    clear_building(&b);
}

QP_TEST(build, takes_what_layers_csv_states_before_a_guess)
{
    building b = BUILD(
        "links.csv", HEAD "\nA,B,talent,2\nB,A,talent,2\nA,B,fund,3\n",
        "layers.csv",
        "id,role,directed,weighted,measure,accrual,unit,sense,name_zh\n"
        "talent,membership,true,false,score,stock,,rivalry,\n"
        "fund,capital,,,,spread,yuan,,资金\n",
        NULL);
    cr_assert_str_eq(told(&b.in),
                     "links.csv:2: warning: 2 rows of layer 'talent' have a "
                     "weight; the layer is unweighted: the weights were "
                     "ignored\n");
    const qp_layers *l = &b.net.layers;
    qp_row talent = layer(&b, "talent");
    qp_row fund = layer(&b, "fund");
    cr_assert_eq(l->role[talent], QP_ROLE_MEMBERSHIP);
    cr_assert_eq(l->directed[talent], 1);
    cr_assert_eq(l->weighted[talent], 0);
    cr_assert_eq(l->measure[talent], QP_SCORE);
    cr_assert_eq(l->accrual[talent], QP_STOCK);
    cr_assert_float_eq(l->sense[talent], QP_SENSE_RIVALRY, 0);
    cr_assert_eq(l->weighted[fund], 1, "some of its links have a weight");
    cr_assert_eq(l->accrual[fund], QP_SPREAD);
    cr_assert_str_eq(qp_network_text(&b.net, l->unit[fund]), "yuan");
    cr_assert_eq(l->unit[talent], QP_NONE);
    cr_assert_str_eq(qp_network_text(&b.net, l->name_zh[fund]), "资金");
    cr_assert_str_eq(links_of(&b), "fund A>B 3\ntalent A>B 1\ntalent B>A 1\n");
    clear_building(&b);
}

QP_TEST(build, names_the_nearest_layer)
{
    ASSERT_BUILDS("links.csv:2:5: warning: layer 'talnet' is not declared; "
                  "its properties are guessed; layers.csv states them "
                  "(nearest: 'talent')\n",
                  "talnet A>B 1\n", "links.csv", HEAD "\nA,B,talnet,1\n",
                  LAYERS, NULL);
}

/* -------------------------------------------------------------------- links */

QP_TEST(build, wants_a_weight_in_a_weighted_layer)
{
    ASSERT_REFUSED("links.csv:3:12: weight is blank in layer 'talent'; every "
                   "link of a weighted layer has a weight\n"
                   "links.csv:4:12: weight 'x' is not a number; a weight is a "
                   "number >= 0\n",
                   "links.csv",
                   HEAD "\nA,B,talent,0\nA,C,talent,\nB,C,talent,x\n", LAYERS,
                   NULL);
    ASSERT_REFUSED("links.csv:2: weight is blank in layer 'talent'; every "
                   "link of a weighted layer has a weight\n",
                   "links.csv", "from,to,layer\nA,B,talent\n", LAYERS, NULL);
    ASSERT_REFUSED("links.csv:2:10: weight is not whole in layer 'flow'; the "
                   "layer's measure is count; declare it amount if parts are "
                   "meant\n",
                   "links.csv", HEAD "\nA,B,flow,1.5\n", "layers.csv",
                   "id,measure\nflow,count\n", NULL);
}

QP_TEST(build, sums_parallel_links)
{
    ASSERT_BUILDS("links.csv:3: warning: 3 rows of layer 'talent' repeat "
                  "ends, dates and product of another; their weights add "
                  "up\n",
                  "talent A>B 8 2023..2024\n"
                  "talent A>B 1 2023..2024 chips\n"
                  "talent A>B 9 2023-05..2023-06\n"
                  "talent B>A 3 2023..2024\n",
                  "links.csv",
                  HEAD ",date,until,product\nA,B,talent,2,2023,,\n"
                       "A,B,talent,5,2023,,\n"
                       "A,B,talent,1,2023-01,2024,\n"
                       "A,B,talent,1,2023,,chips\n"
                       "B,A,talent,3,2023,,\n"
                       "A,B,talent,4,2023-05,,\nA,B,talent,5,2023-05,,\n",
                  LAYERS, NULL);
}

QP_TEST(build, counts_a_link_of_an_unweighted_layer_once)
{
    ASSERT_BUILDS("links.csv:3: warning: 2 rows of layer 'rnd' repeat ends, "
                  "dates and product of another; the layer is unweighted: a "
                  "link counts once\n",
                  "rnd A-B 1\nsupply A>B 1\nsupply B>A 1\n", "links.csv",
                  HEAD "\nA,B,rnd,\nB,A,rnd,\nB,A,rnd,\nA,B,supply,\n"
                       "B,A,supply,\n",
                  LAYERS, NULL);
}

/* Each row kept would add 1 to a flow: of rows that say the same link only the
 * first by source is kept, and a planned link is another. */
QP_TEST(build, keeps_of_an_unweighted_link_what_its_first_source_says)
{
    building b = BUILD("links.csv",
                       HEAD ",source,relation,status\n"
                            "A,B,supply,,s2,lends,\nA,B,supply,,s1,sells,\n"
                            "A,B,supply,,,buys,\nA,B,supply,,s1,,planned\n",
                       "sources.csv", "id\ns1\ns2\n", LAYERS, NULL);
    cr_assert_str_eq(told(&b.in),
                     "links.csv:3: warning: 2 rows of layer 'supply' repeat "
                     "ends, dates and product of another; the layer is "
                     "unweighted: a link counts once\n");
    cr_assert_str_eq(links_of(&b), "supply A>B 1\nsupply A>B 1\n");
    const qp_links *l = &b.net.links;
    cr_assert_str_eq(qp_network_text(&b.net, l->relation[0]), "sells");
    cr_assert_eq(l->line[0], 3);
    cr_assert_float_eq(l->status[1], QP_STATUS_PLANNED, 0);
    clear_building(&b);
}

/* Nothing that a row states is lost in a sum: rows of two sources stay two. */
QP_TEST(build, keeps_rows_apart_that_state_different_things)
{
    building b = BUILD("links.csv",
                       HEAD ",source,origin,status,polarity\n"
                            "A,B,talent,1,s2,,,\nA,B,talent,2,s1,,,\n"
                            "A,B,talent,4,s1,,,\nA,B,talent,8,s1,state,,\n"
                            "A,B,talent,16,s1,,planned,\n"
                            "A,B,talent,32,s1,,,-1\n",
                       "sources.csv", "id,class\ns1,measured\ns2,synthetic\n",
                       LAYERS, NULL);
    cr_assert_str_eq(told(&b.in),
                     "links.csv:3: warning: 3 rows of layer 'talent' repeat "
                     "ends, dates and product of another; their weights add "
                     "up\n");
    cr_assert_str_eq(links_of(&b), "talent A>B 6\ntalent A>B 8\n"
                                   "talent A>B 1\ntalent A>B 32\n"
                                   "talent A>B 16\n");
    cr_assert(qp_network_is_synthetic(&b.net));
    const qp_links *l = &b.net.links;
    cr_assert_float_eq(l->origin[1], 0, 0);
    cr_assert_eq(l->source[2], 1);
    cr_assert_float_eq(l->polarity[3], -1, 0);
    cr_assert_float_eq(l->status[4], QP_STATUS_PLANNED, 0);
    cr_assert(isnan(l->status[0]) && isnan(l->polarity[0]));
    clear_building(&b);
}

QP_TEST(build, does_not_depend_on_the_order_of_rows)
{
    static const char *const rows[] = {
        "A,B,talent,0.1,2023,,s1\n", "A,B,talent,0.2,2023,,s1\n",
        "A,B,talent,0.3,2023,,s1\n", "A,B,talent,1e16,2023,,s1\n",
        "A,B,talent,7,2023,,s2\n",   "B,A,talent,7,,x,\n",
        "B,A,talent,7,,y,\n",        "C,A,rnd,,,,s2\n",
        "A,C,rnd,,,,s1\n",           "B,B,rnd,,,,\n",
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    char digest[33] = "";
    for (size_t start = 0; start < ROWS; start++)
        for (size_t step = 1; step < ROWS; step += 2) {
            if (step == 5)
                continue; /* shares a factor with the number of rows */
            qp_text links = {0};
            qp_text_add(&links, HEAD ",date,product,source\n");
            for (size_t i = 0; i < ROWS; i++)
                qp_text_add(&links, rows[(start + i * step) % ROWS]);
            building b = BUILD("links.csv", links.bytes, "layers.csv",
                               "id,measure,weighted\ntalent,amount,\nrnd,,0\n",
                               NULL);
            cr_assert_eq(b.status, QP_OK, "%s", told(&b.in));
            if (digest[0] == '\0')
                strcpy(digest, b.net.digest);
            cr_assert_str_eq(b.net.digest, digest);
            clear_building(&b);
            qp_text_clear(&links);
        }
}

QP_TEST(build, refuses_a_sum_that_is_no_number)
{
    building b = BUILD("links.csv",
                       HEAD "\nA,B,talent,1e308\nA,B,talent,1e308\n",
                       "layers.csv", "id\ntalent\n", NULL);
    cr_assert_eq(b.status, QP_E_REFUSED);
    cr_assert_not_null(strstr(told(&b.in), "links.csv:2:12: the weights of "
                                           "parallel links add up to more "
                                           "than a number can hold; parallel "
                                           "links are summed\n"));
    clear_building(&b);
}

QP_TEST(build, keeps_a_link_of_a_region_to_itself_and_drops_others)
{
    building b = BUILD("links.csv",
                       HEAD "\nA,A,talent,3\nfirm,firm,talent,2\n"
                            "lab,lab,rnd,\nfirm,firm,talent,1\n",
                       "enterprises.csv", "id\nfirm\n", "institutes.csv",
                       "id\nlab\n", REGIONS, LAYERS, NULL);
    cr_assert_str_eq(told(&b.in),
                     "links.csv:3: warning: 2 rows of layer 'talent' tie an "
                     "actor to itself; they were dropped\n"
                     "links.csv:4: warning: 1 row of layer 'rnd' ties an "
                     "actor to itself; it was dropped\n");
    cr_assert_str_eq(links_of(&b), "talent A>A 3\n");
    cr_assert_eq(b.net.dropped_self_links, 3);
    clear_building(&b);
}

QP_TEST(build, reads_periods)
{
    ASSERT_BUILDS("",
                  "talent A>B 1\n"
                  "talent A>B 1 2020..2020-03\n"
                  "talent A>B 1 2020..2021\n"
                  "talent A>B 1 2020-05-31..2020-06\n"
                  "talent A>B 1 2021..2025\n",
                  "links.csv",
                  HEAD ",date,until\nA,B,talent,1,2020,\n"
                       "A,B,talent,1,2020,2020-03\nA,B,talent,1,,\n"
                       "A,B,talent,1,2020-05-31,\nA,B,talent,1,2021,2025\n",
                  LAYERS, NULL);
    ASSERT_REFUSED("links.csv:2:19: until is not after date; until is the "
                   "first day on which the link holds no more\n"
                   "links.csv:3:15: until is given without date; date says "
                   "when the link begins\n"
                   "links.csv:4:14: date 'x' is not a date; a date is YYYY, "
                   "YYYY-MM or YYYY-MM-DD and exists\n",
                   "links.csv",
                   HEAD ",date,until\nA,B,talent,1,2020,2020\n"
                        "A,B,talent,1,,2020\nA,B,talent,1,x,2020\n",
                   LAYERS, NULL);
}

QP_TEST(build, leads_back_to_the_rows)
{
    building b = BUILD("links.csv",
                       HEAD "\nB,A,talent,3\n\nA,B,talent,2\n"
                            "A,B,talent,1\n",
                       LAYERS, NULL);
    cr_assert_str_eq(links_of(&b), "talent A>B 3\ntalent B>A 3\n");
    cr_assert_str_eq(b.net.files[b.net.links.file[0]], "links.csv");
    cr_assert_eq(b.net.links.line[0], 4, "the first of the two");
    cr_assert_eq(b.net.links.line[1], 2);
    clear_building(&b);
}

/* --------------------------------------------------------------- indicators */

QP_TEST(build, sorts_indicators_by_what_region_and_date)
{
    building b = BUILD("indicators.csv",
                       "region,indicator,date,value,unit\nB,pop,2021,4,p\n"
                       "B,pop,2020,3,p\nA,pop,,2,p\nA,gdp,2020,1,\n",
                       NULL);
    cr_assert_str_eq(told(&b.in), "");
    const qp_indicators *s = &b.net.indicators;
    cr_assert_eq(s->count, 4);
    for (size_t i = 0; i < 4; i++)
        cr_assert_float_eq(s->value[i], (double)i + 1, 0);
    cr_assert_eq(s->period[1].from, QP_NO_DAY);
    cr_assert_eq(s->unit[0], QP_NONE);
    cr_assert_eq(s->line[0], 5);
    clear_building(&b);
}

QP_TEST(build, wants_one_value_a_region_and_date)
{
    ASSERT_REFUSED("indicators.csv:3:12: indicator 'gdp' is given twice for "
                   "one region and date; the other is indicators.csv:2\n"
                   "indicators.csv:5:12: warning: indicator 'pop' is repeated "
                   "for one region and date; it counts once; the other is "
                   "indicators.csv:4\n",
                   "indicators.csv",
                   "region,indicator,date,value\nA,gdp,2020,1\nA,gdp,2020,2\n"
                   "A,pop,2020,5\nA,pop,2020,5.0\n",
                   NULL);
}

QP_TEST(build, wants_one_unit_an_indicator)
{
    ASSERT_REFUSED("indicators.csv:3:9: indicator 'gdp' stands in 'EUR' and, "
                   "in indicators.csv:2, in 'USD'; convert it, or give it "
                   "another name\n"
                   "indicators.csv:6:9: indicator 'pop' stands without a unit "
                   "and, in indicators.csv:5, in 'persons'; convert it, or "
                   "give it another name\n",
                   "indicators.csv",
                   "region,indicator,value,unit\nB,gdp,1,USD\nA,gdp,1,EUR\n"
                   "C,gdp,1,EUR\nA,pop,1,persons\nB,pop,1,\n",
                   NULL);
}

QP_TEST(build, describes_regions_only)
{
    ASSERT_REFUSED("indicators.csv:2:1: region 'firm' is no region; it is an "
                   "id of regions.csv\n"
                   "indicators.csv:3:1: region 'D' is no region; it is an id "
                   "of regions.csv (nearest: 'A')\n",
                   "indicators.csv",
                   "region,indicator,value\nfirm,gdp,1\nD,gdp,2\n",
                   "enterprises.csv", "id\nfirm\n", REGIONS, NULL);
}

QP_TEST(build, wants_something_told)
{
    ASSERT_REFUSED("links.csv: no links, indicators, portfolio, memberships or "
                   "statements are here; a dataset has rows in one of these "
                   "tables\n",
                   "links.csv", HEAD "\n", REGIONS, NULL);
}

/* ------------------------------------------- architects, things, consortia */

#define FIRMS "enterprises.csv", "id,name,region\nf,Firm,A\ng,,B\n"

static qp_row thing(const building *b, const char *id)
{
    qp_row row = qp_network_thing(&b->net, id);
    cr_assert_neq(row, QP_NONE, "%s is no thing", id);
    return row;
}

static const char *text_of(const building *b, qp_string string)
{
    return qp_network_text(&b->net, string);
}

QP_TEST(build, lets_an_architect_stand_for_its_enterprise)
{
    building b = BUILD("architects.csv",
                       "id,enterprise,chain,name,region\nx,f,cars,,\n"
                       "y,g,ships,Yard,C\n",
                       FIRMS, REGIONS, LAYERS, "links.csv",
                       HEAD "\nx,g,supply,\n", NULL);
    cr_assert_str_eq(told(&b.in), "");
    const qp_actors *actors = &b.net.actors;
    qp_row x = actor(&b, "x");
    qp_row y = actor(&b, "y");
    cr_assert_eq(actors->kind[x], QP_KIND_ARCHITECT);
    cr_assert_eq(actors->enterprise[x], actor(&b, "f"));
    cr_assert_eq(actors->enterprise[actor(&b, "f")], QP_NONE);
    cr_assert_eq(actors->region[x], actor(&b, "A"));
    cr_assert_eq(actors->region[y], actor(&b, "C"));
    cr_assert_str_eq(text_of(&b, actors->name[x]), "Firm");
    cr_assert_str_eq(text_of(&b, actors->name[y]), "Yard");
    cr_assert_str_eq(text_of(&b, actors->chain[y]), "ships");
    cr_assert_str_eq(links_of(&b), "supply x>g 1\n");
    clear_building(&b);
}

QP_TEST(build, refuses_an_architect_without_its_enterprise)
{
    ASSERT_REFUSED(
        "architects.csv:2:3: enterprise 'F' is no enterprise; it is an id of "
        "enterprises.csv (nearest: 'f')\n"
        "architects.csv:3:3: enterprise 'A' is no enterprise; it is an id of "
        "enterprises.csv (nearest: 'f')\n"
        "architects.csv:4:3: enterprise is blank; it is required: enterprise "
        "that plays the role\n",
        "architects.csv", "id,enterprise,chain\nx,F,c\ny,A,c\nz,,c\n", FIRMS,
        REGIONS, LAYERS, "links.csv", HEAD "\nA,B,talent,1\n", NULL);
}

QP_TEST(build, gives_an_id_to_one_actor_thing_or_consortium)
{
    ASSERT_REFUSED(
        "consortia.csv:2:1: id 't' is given twice; an id is unique; the first "
        "is things.csv:3\n"
        "consortia.csv:3:1: id 'A' is given twice; an id is unique; the first "
        "is regions.csv:2\n"
        "things.csv:2:1: id 'x' is given twice; an id is unique; the first is "
        "architects.csv:2\n",
        "architects.csv", "id,enterprise,chain\nx,f,c\n", "things.csv",
        "id,kind\nx,product\nt,product\n", "consortia.csv", "id\nt\nA\n", FIRMS,
        REGIONS, LAYERS, "links.csv", HEAD "\nA,B,talent,1\n", NULL);
}

/*
 *      law ──▶ f          chip ──▶ law      in talent, beside A ──2──▶ B
 *      lab ─── chip       in rnd, which is undirected: the actor comes first
 */
QP_TEST(build, keeps_links_of_things_apart_and_merges_none)
{
    building b = BUILD(
        "links.csv",
        HEAD ",relation,source\nchip,law,talent,1,,\nlaw,f,talent,3,,\n"
             "law,f,talent,3,,\nA,B,talent,2,,\nchip,f,rnd,,uses,s\n"
             "chip,chip,rnd,,,\n",
        "things.csv",
        "id,kind,parent,owner\nlaw,programme,,A\nchip,technology,law,\n", FIRMS,
        REGIONS, LAYERS, NULL);
    cr_assert_str_eq(told(&b.in), "links.csv:7: warning: 1 row of layer 'rnd' "
                                  "ties an actor to itself; it was dropped\n");
    cr_assert_str_eq(links_of(&b), "talent A>B 2\n");
    cr_assert_eq(b.net.dropped_self_links, 1);
    cr_assert_eq(b.net.layers.start[3], 1);
    const qp_thing_links *links = &b.net.thing_links;
    qp_row firm = actor(&b, "f");
    qp_row chip = thing(&b, "chip");
    qp_row law = thing(&b, "law");
    const struct {
        const char *layer;
        qp_row ends[4]; ///< from actor, from thing, to actor, to thing
        double weight;
    } expected[] = {{"rnd", {firm, QP_NONE, QP_NONE, chip}, 1},
                    {"talent", {QP_NONE, chip, QP_NONE, law}, 1},
                    {"talent", {QP_NONE, law, firm, QP_NONE}, 3},
                    {"talent", {QP_NONE, law, firm, QP_NONE}, 3}};
    cr_assert_eq(links->count, 4);
    for (size_t l = 0; l < 4; l++) {
        cr_assert_eq(links->layer[l], layer(&b, expected[l].layer));
        cr_assert_eq(links->from_actor[l], expected[l].ends[0], "%zu", l);
        cr_assert_eq(links->from_thing[l], expected[l].ends[1], "%zu", l);
        cr_assert_eq(links->to_actor[l], expected[l].ends[2], "%zu", l);
        cr_assert_eq(links->to_thing[l], expected[l].ends[3], "%zu", l);
        cr_assert_eq(links->weight[l], expected[l].weight);
    }
    cr_assert_str_eq(text_of(&b, links->relation[0]), "uses");
    cr_assert_eq(links->relation[1], QP_NONE);
    cr_assert_eq(links->line[0], 6);
    cr_assert_eq(b.net.things.parent[chip], law);
    cr_assert_eq(b.net.things.owner[law], actor(&b, "A"));
    clear_building(&b);
}

QP_TEST(build, takes_a_thing_for_no_region)
{
    building b = BUILD("links.csv", "from,to,layer\nchip,A,x\n", "things.csv",
                       "id,kind\nchip,product\n", NULL);
    cr_assert_eq(b.status, QP_OK);
    cr_assert_eq(b.net.actors.count, 1);
    cr_assert_eq(b.net.links.count, 0);
    cr_assert_eq(b.net.thing_links.count, 1);
    clear_building(&b);
}

QP_TEST(build, takes_no_consortium_for_an_end)
{
    ASSERT_REFUSED("links.csv:2:3: to 'all' is a consortium; memberships.csv "
                   "says who takes part in it\n",
                   "links.csv", HEAD "\nA,all,talent,1\n", "consortia.csv",
                   "id\nall\n", REGIONS, LAYERS, NULL);
}

QP_TEST(build, keeps_rows_apart_that_name_different_relations)
{
    ASSERT_BUILDS("links.csv:3: warning: 1 row of layer 'talent' repeats ends, "
                  "dates and product of another; their weights add up\n",
                  "talent A>B 2\ntalent A>B 1\n", "links.csv",
                  HEAD ",relation\nA,B,talent,1,moves\nA,B,talent,2,lends\n",
                  REGIONS, LAYERS, NULL);
}

QP_TEST(build, tells_of_a_projection_what_is_wrong_with_its_links)
{
    ASSERT_REFUSED("memberships.csv:3:5: member 'X' is no actor; actors are "
                   "regions, enterprises, institutes and architects (nearest: "
                   "'A')\n"
                   "projections.csv:2:14: until is not after date; until is "
                   "the first day on which they hold no more\n"
                   "projections.csv:3:10: until is given without date; date "
                   "says when the links begin\n"
                   "projections.csv:4:1: consortium 'two' is no consortium; "
                   "it is an id of consortia.csv\n"
                   "projections.csv:5:11: source 's' is unknown; sources.csv "
                   "lists the sources\n",
                   "consortia.csv", "id\none\n", "memberships.csv",
                   "consortium,member\none,A\none,X\none,B\n",
                   "projections.csv",
                   "consortium,layer,date,until,source\n"
                   "one,rnd,2023,2022,\none,rnd,,2022,\n"
                   "two,rnd,,,\none,rnd,,,s\n",
                   "sources.csv", "id\nother\n", REGIONS, LAYERS, NULL);
}

QP_TEST(build, takes_links_of_projections_like_others)
{
    ASSERT_BUILDS("projections.csv:4: warning: 1 row of layer 'talent' repeats "
                  "ends, dates and product of another; their weights add up\n",
                  "rnd A-B 1\ntalent A>B 2\n", "consortia.csv",
                  "id\none\ntwo\n", "memberships.csv",
                  "consortium,member\none,A\none,B\ntwo,A\ntwo,B\n",
                  "projections.csv",
                  "consortium,layer\none,talent\none,rnd\ntwo,talent\n",
                  REGIONS, LAYERS, NULL);
}

QP_TEST(build, sorts_memberships_by_consortium_member_and_role)
{
    building b = BUILD(
        "memberships.csv",
        "consortium,member,role,weight\nb,A,,\na,g,x,2\na,A,,\na,g,,\n",
        "consortia.csv", "id,kind,lead,region\nb,economics,f,\na,,A,B\n", FIRMS,
        REGIONS, NULL);
    cr_assert_eq(b.status, QP_OK, "members are enough for a dataset");
    const qp_memberships *all = &b.net.memberships;
    const struct {
        qp_row consortium;
        const char *member;
        uint32_t line;
    } expected[] = {{0, "A", 4}, {0, "g", 5}, {0, "g", 3}, {1, "A", 2}};
    cr_assert_eq(all->count, 4);
    for (size_t m = 0; m < 4; m++) {
        cr_assert_eq(all->consortium[m], expected[m].consortium);
        cr_assert_eq(all->member[m], actor(&b, expected[m].member));
        cr_assert_eq(all->line[m], expected[m].line);
    }
    cr_assert_str_eq(text_of(&b, all->role[2]), "x");
    cr_assert_eq(all->weight[2], 2);
    cr_assert_eq(b.net.consortia.lead[1], actor(&b, "f"));
    cr_assert_eq(b.net.consortia.region[0], actor(&b, "B"));
    cr_assert_eq(b.net.consortia.kind[1], QP_CONSORTIUM_ECONOMICS);
    clear_building(&b);
}

/* ------------------------------------------------------- places and values */

static qp_day day_of(const char *text)
{
    qp_period period = QP_NO_PERIOD;
    cr_assert(qp_period_read(text, strlen(text), &period));
    return period.from;
}

QP_TEST(build, opens_the_period_of_a_place_where_a_day_is_missing)
{
    building b = BUILD("locations.csv",
                       "actor,region,share,from,until\nf,A,1,,2020\n"
                       "f,B,1,2020-05,\ng,A,0.4,,\ng,B,0.6,,\n",
                       FIRMS, REGIONS, LAYERS, "links.csv",
                       HEAD "\nA,B,talent,1\n", NULL);
    cr_assert_str_eq(told(&b.in), "");
    const qp_locations *all = &b.net.locations;
    cr_assert_eq(all->count, 4);
    cr_assert_eq(all->period[0].from, day_of("0001"));
    cr_assert_eq(all->period[0].until, day_of("2020"));
    cr_assert_eq(all->period[1].from, day_of("2020-05"));
    cr_assert_eq(all->period[1].until, day_of("9998-12-31") + 1);
    cr_assert_eq(all->period[2].from, QP_NO_DAY);
    cr_assert_eq(all->share[3], 0.6);
    clear_building(&b);
}

QP_TEST(build, wants_the_shares_of_every_day_to_be_one)
{
#define PLACES(rows)                                                         \
    "locations.csv", "actor,region,share,from,until\n" rows, FIRMS, REGIONS, \
        LAYERS, "links.csv", HEAD "\nA,B,talent,1\n", NULL
    ASSERT_REFUSED("locations.csv:2:5: the shares of 'f' add up to 0.5 on "
                   "2021; those of one actor and day add up to 1\n",
                   PLACES("f,B,0.5,2020,2022\nf,A,0.5,2020,2021\n"));
    ASSERT_REFUSED("locations.csv:2:5: the shares of 'f' add up to 1.5 on "
                   "2021; those of one actor and day add up to 1\n",
                   PLACES("f,A,1,,\nf,B,0.5,2021,2022\n"));
    ASSERT_REFUSED("locations.csv:2:5: the shares of 'g' add up to 0.999998; "
                   "those of one actor and day add up to 1\n",
                   PLACES("g,A,0.999998,,\n"));
    ASSERT_BUILDS("", "talent A>B 1\n",
                  PLACES("g,A,0.9999995,,\nf,A,1,2020,2021\nf,B,1,2025,\n"));
    ASSERT_REFUSED("locations.csv:2:12: until is not after from; until is the "
                   "first day on which the actor is there no more\n",
                   PLACES("f,A,1,2021,2020\n"));
    ASSERT_REFUSED("locations.csv:2:1: actor 'A' is no enterprise, institute "
                   "or architect; a region is where it is (nearest: 'f')\n"
                   "locations.csv:3:3: region 'g' is no region; it is an id of "
                   "regions.csv (nearest: 'A')\n",
                   PLACES("A,A,1,,\nf,g,1,,\n"));
}

QP_TEST(build, gives_a_portfolio_one_holder_and_one_item)
{
    building b = BUILD("portfolio.csv",
                       "region,actor,industry,product,date,value\n"
                       ",f,,nut,,3\nB,,ships,,2021,2\nA,,cars,,2020,1\n"
                       "A,,cars,,,0\n,B,,nut,,4\n",
                       FIRMS, REGIONS, NULL);
    cr_assert_eq(b.status, QP_OK, "%s", told(&b.in));
    const qp_portfolio *all = &b.net.portfolio;
    const struct {
        const char *holder;
        double value;
    } expected[] = {{"A", 0}, {"A", 1}, {"B", 4}, {"B", 2}, {"f", 3}};
    cr_assert_eq(all->count, 5);
    for (size_t p = 0; p < 5; p++) {
        cr_assert_eq(all->actor[p], actor(&b, expected[p].holder), "%zu", p);
        cr_assert_eq(all->value[p], expected[p].value, "%zu", p);
    }
    cr_assert_eq(all->industry[2], QP_NONE);
    cr_assert_str_eq(text_of(&b, all->product[2]), "nut");
    clear_building(&b);
    ASSERT_REFUSED("portfolio.csv:2: neither region nor actor is given; a row "
                   "tells of a region or of another actor\n"
                   "portfolio.csv:3: both industry and product are given; "
                   "industries and products are two portfolios\n"
                   "portfolio.csv:5: holder, item and date are those of "
                   "another row; a portfolio has one value a holder, item and "
                   "date; the other is portfolio.csv:4\n",
                   "portfolio.csv",
                   "region,actor,industry,product,value\n,,x,,1\nA,,x,y,1\n"
                   "A,,x,,1\nA,,x,,2\n",
                   REGIONS, NULL);
}

QP_TEST(build, gives_a_pair_one_value_and_a_measure_one_unit)
{
    ASSERT_REFUSED("pairs.csv:3: from, to and measure are those of another "
                   "row; a pair has one value a measure; the other is "
                   "pairs.csv:2\n"
                   "pairs.csv:4:12: measure 'far' stands in 'mi' and, in "
                   "pairs.csv:2, in 'km'; convert it, or give it another "
                   "name\n"
                   "pairs.csv:5:1: from 'D' is no actor; actors are regions, "
                   "enterprises, institutes and architects (nearest: 'A')\n",
                   "pairs.csv",
                   "from,to,measure,value,unit\nA,B,far,1,km\nA,B,far,1,km\n"
                   "B,A,far,-1,mi\nD,A,far,1,km\n",
                   REGIONS, LAYERS, "links.csv", HEAD "\nA,B,talent,1\n", NULL);
}

QP_TEST(build, puts_related_industries_in_one_order)
{
    building b = BUILD(
        "relatedness.csv", "industry_a,industry_b,phi\nz,a,0.5\na,a,1\n",
        "indicator_defs.csv", "indicator,direction,low\nx,-,\ny,+,3\nz,,\n",
        "links.csv", HEAD "\nA,B,talent,1\n", LAYERS, NULL);
    cr_assert_eq(b.status, QP_OK, "%s", told(&b.in));
    const qp_relatedness *all = &b.net.relatedness;
    cr_assert_str_eq(text_of(&b, all->a[1]), "a");
    cr_assert_str_eq(text_of(&b, all->b[1]), "z");
    cr_assert_eq(all->phi[1], 0.5);
    const double *direction = b.net.indicator_defs.direction;
    cr_assert(direction[0] == -1 && direction[1] == 1 && isnan(direction[2]));
    cr_assert_eq(b.net.indicator_defs.low[1], 3);
    clear_building(&b);
}

QP_TEST(build, keeps_statements_of_actors_before_those_of_things)
{
    building b = BUILD(
        "statements.csv",
        "subject,topic,text,polarity,status\nlaw,gap,wide,0,\n"
        "B,drain,,-1,rising\nA,lead,,1,\n",
        "things.csv", "id,kind\nlaw,programme\n", REGIONS, "claims.csv",
        "id,metric,test\nC2,gini,rank\nC1,no_such_name,\n", NULL);
    cr_assert_eq(b.status, QP_OK, "%s", told(&b.in));
    const qp_statements *said = &b.net.statements;
    cr_assert_eq(said->count, 3);
    cr_assert_eq(said->actor[0], actor(&b, "A"));
    cr_assert_eq(said->actor[1], actor(&b, "B"));
    cr_assert_eq(said->actor[2], QP_NONE);
    cr_assert_eq(said->thing[2], thing(&b, "law"));
    cr_assert(said->polarity[0] == 1 && said->polarity[1] == -1 &&
              said->polarity[2] == 0);
    cr_assert_eq(said->status[1], QP_STATUS_RISING);
    cr_assert_eq(said->line[2], 2);
    cr_assert_str_eq(text_of(&b, b.net.claims.id[0]), "C1");
    cr_assert_eq(b.net.claims.test[1], 2);
    clear_building(&b);
}

/* What follows from a row lost is not told again. */
QP_TEST(build, calls_no_actor_or_thing_unknown_where_rows_were_lost)
{
    ASSERT_REFUSED("enterprises.csv:2:1: id 'f\\x01' holds a control "
                   "character; ids, names and values are printable text\n"
                   "things.csv:2:1: id 't\\x01' holds a control character; "
                   "ids, names and values are printable text\n",
                   "enterprises.csv", "id\nf\x01\n", REGIONS, "architects.csv",
                   "id,enterprise,chain\nx,f,c\n", "things.csv",
                   "id,kind\nt\x01,product\n", "statements.csv",
                   "subject,topic\nt,gap\nf,gap\n", "locations.csv",
                   "actor,region,share\nf,A,0.5\n", "pairs.csv",
                   "from,to,measure,value\nf,A,far,1\nf,A,far,1\n", LAYERS,
                   "links.csv", HEAD "\nf,t,talent,1\n", NULL);
}

/* ------------------------------------------------------------------ sources */

QP_TEST(build, wants_sources_listed_where_there_is_a_list)
{
    ASSERT_BUILDS("", "talent A>B 1\n", "links.csv",
                  HEAD ",source\nA,B,talent,1,anything\n", LAYERS, NULL);
    ASSERT_REFUSED(
        "clusters.csv:2:3: source 'x' is unknown; sources.csv lists the "
        "sources (nearest: 's')\n"
        "enterprises.csv:2:3: source 'sourec' is unknown; sources.csv lists "
        "the sources (nearest: 'source')\n"
        "indicators.csv:2:9: source 'x' is unknown; sources.csv lists the "
        "sources (nearest: 's')\n"
        "layers.csv:2:8: source 'x' is unknown; sources.csv lists the sources "
        "(nearest: 's')\n"
        "links.csv:2:14: source 'x' is unknown; sources.csv lists the sources "
        "(nearest: 's')\n"
        "regions.csv:3:3: source 'x' is unknown; sources.csv lists the "
        "sources (nearest: 's')\n",
        "links.csv", HEAD ",source\nA,B,talent,1,x\nA,C,talent,1,s\n",
        "sources.csv", "id\ns\nsource\n", "regions.csv",
        "id,source\nA,s\nB,x\nC,\n", "enterprises.csv", "id,source\nf,sourec\n",
        "clusters.csv", "id,source\nc,x\n", "layers.csv",
        "id,source\ntalent,x\n", "indicators.csv",
        "region,indicator,value,source\nA,gdp,1,x\n", NULL);
}

QP_TEST(build, knows_the_weakest_class_of_a_layer)
{
    building b = BUILD(
        "links.csv",
        HEAD ",source\nA,B,talent,1,seed\nA,C,talent,1,gk\nA,B,rnd,,seed\n"
             "A,C,rnd,,\nA,B,supply,,made\nA,C,supply,,meas\nB,C,own,1,plain\n",
        "sources.csv",
        "id,class\nseed,seed\ngk,general-knowledge\nmeas,measured\n"
        "made,synthetic\nplain,\n",
        "layers.csv", "id\ntalent\nrnd\nsupply\nown\n", NULL);
    cr_assert_str_eq(told(&b.in), "");
    const struct {
        const char *id;
        qp_source_class weakest;
        bool stated;
    } expected[] = {{"talent", QP_CLASS_SEED, true},
                    {"rnd", QP_CLASS_SEED, false},
                    {"supply", QP_CLASS_SYNTHETIC, false},
                    {"own", QP_CLASS_MEASURED, false}};
    for (size_t i = 0; i < 4; i++) {
        bool stated = false;
        cr_expect_eq(
            qp_network_layer_class(&b.net, layer(&b, expected[i].id), &stated),
            expected[i].weakest);
        cr_expect_eq(stated, expected[i].stated, "%s", expected[i].id);
    }
    cr_assert(qp_network_is_synthetic(&b.net));
    clear_building(&b);
}

/* Links of things tell the class; what is measured between actors decides. */
QP_TEST(build, counts_links_of_things_in_the_class_of_a_layer)
{
    building b = BUILD(
        "links.csv",
        HEAD ",source\nt,A,talent,1,seed\nA,B,rnd,,gk\nt,A,rnd,,\n"
             "A,B,supply,,\nt,A,supply,,seed\n",
        "things.csv", "id,kind\nt,product\n", "sources.csv",
        "id,class\nseed,seed\ngk,general-knowledge\n", LAYERS, NULL);
    bool stated = false;
    cr_assert_eq(qp_network_layer_class(&b.net, layer(&b, "talent"), &stated),
                 QP_CLASS_SEED);
    cr_assert(stated, "all its rows are links of things, and stated");
    cr_assert_eq(qp_network_layer_class(&b.net, layer(&b, "rnd"), &stated),
                 QP_CLASS_GENERAL_KNOWLEDGE);
    cr_assert(stated, "no link between actors is measured");
    cr_assert_eq(qp_network_layer_class(&b.net, layer(&b, "supply"), &stated),
                 QP_CLASS_SEED);
    cr_assert_not(stated);
    clear_building(&b);
}

QP_TEST(build, is_synthetic_by_rows_of_any_table)
{
    static const char *const tables[][2] = {
        {"things.csv", "id,kind,source\nt,product,made\n"},
        {"portfolio.csv", "region,industry,value,source\nA,x,1,made\n"},
        {"statements.csv", "subject,topic,source\nA,x,made\n"},
        {"pairs.csv", "from,to,measure,value,source\nA,B,x,1,made\n"},
        {"claims.csv", "id,metric,source\nx,gini,made\n"},
    };
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        building b = BUILD("links.csv", HEAD "\nA,B,talent,1\n", tables[t][0],
                           tables[t][1], "sources.csv",
                           "id,class\nmade,synthetic\n", LAYERS, NULL);
        cr_assert_eq(b.status, QP_OK, "%s", told(&b.in));
        cr_expect(qp_network_is_synthetic(&b.net), "%s", tables[t][0]);
        clear_building(&b);
    }
}

QP_TEST(build, is_synthetic_by_any_of_its_rows)
{
    building b = BUILD("links.csv", HEAD "\nA,B,talent,1\n", "regions.csv",
                       "id,source\nA,made\nB,\n", "sources.csv",
                       "id,class\nmade,synthetic\n", LAYERS, NULL);
    cr_assert(qp_network_is_synthetic(&b.net));
    clear_building(&b);
    b = BUILD("links.csv", HEAD "\nA,B,talent,1\n", "sources.csv",
              "id,class\nmade,synthetic\n", LAYERS, NULL);
    cr_assert_not(qp_network_is_synthetic(&b.net));
    clear_building(&b);
}

/* ------------------------------------------------------------------ at large */

QP_TEST(build, knows_home_and_title)
{
    building b = BUILD("datapackage.json",
                       "{\"title\": \"Tables\", \"qipan\": {\"home\": "
                       "[\"FRA\", \"CHN\"]}, \"resources\": [{\"path\": "
                       "\"l.csv\", \"qipan\": {\"table\": \"links\"}}]}",
                       "l.csv", "from,to,layer\nA,B,x\n", NULL);
    cr_assert_str_eq(qp_network_text(&b.net, b.net.title), "Tables");
    cr_assert_eq(b.net.home_count, 2);
    cr_assert_str_eq(qp_network_text(&b.net, b.net.home[0]), "CHN");
    cr_assert_str_eq(qp_network_text(&b.net, b.net.home[1]), "FRA");
    clear_building(&b);
}

static void has_home(building *b, const char *country)
{
    cr_assert_eq(b->net.home_count, 1);
    cr_assert_str_eq(qp_network_text(&b->net, b->net.home[0]), country);
    clear_building(b);
}

QP_TEST(build, is_at_home_where_most_firms_and_institutes_are)
{
    building b = BUILD("enterprises.csv", "id,country\nA,USA\nB,CHN\nC,\n",
                       "institutes.csv", "id,country\nD,CHN\nE,USA\nF,CHN\n",
                       "links.csv", HEAD "\nA,B,talent,1\n", LAYERS, NULL);
    has_home(&b, "CHN");
    b = BUILD("enterprises.csv", "id,country\nA,USA\nB,FRA\n", "links.csv",
              HEAD "\nA,B,talent,1\n", LAYERS, NULL);
    has_home(&b, "FRA"); /* a tie: the first in byte order */
    b = BUILD("links.csv", HEAD "\nA,B,talent,1\n", LAYERS, NULL);
    cr_assert_eq(b.net.home_count, 0);
    clear_building(&b);
}

QP_TEST(build, tells_of_very_many_defects_quickly)
{
    enum { MANY = 200000 };
    qp_text links = {0};
    qp_text regions = {0};
    qp_text_add(&links, HEAD "\n");
    qp_text_add(&regions, "id\n");
    for (int i = 0; i < 2000; i++)
        qp_text_addf(&regions, "region-%06d\n", i);
    for (int i = 0; i < MANY; i++)
        qp_text_addf(&links, "rejion-%06d,region-000001,talent,1\n", i);
    building b = BUILD("links.csv", links.bytes, "regions.csv", regions.bytes,
                       LAYERS, NULL);
    cr_assert_eq(b.status, QP_E_REFUSED);
    cr_assert_eq(b.in.findings.total[QP_DEFECT], MANY);
    cr_assert_eq(b.in.findings.count, QP_FINDINGS_TOLD);
    cr_assert_not_null(strstr(told(&b.in), "links.csv: ... and 199980 more of "
                                           "this kind (link.end)\n"));
    clear_building(&b);
    qp_text_clear(&links);
    qp_text_clear(&regions);
}

QP_TEST(build, comes_back_clean_when_memory_runs_out)
{
    reading r = read_folder(
        "links.csv",
        HEAD
        ",date,source,product\nA,B,talent,1,2020,s,x\nA,B,talent,2,2020,s,x\n"
        "f,A,supply,,,,\nA,f,odd,1,,,\nt,A,supply,,,,\n",
        "regions.csv",
        "id,name,parent,cluster,core,source\nA,Alpha,C,k,1,s\nB,,C,k,,\nC,,,,,"
        "\n",
        "enterprises.csv", "id,region\nf,A\n", "clusters.csv",
        "id,name\nk,Kay\n", "sources.csv", "id,class\ns,measured\n",
        "indicators.csv",
        "region,indicator,value,unit,source\nA,gdp,1,USD,s\nB,gdp,1,USD,\n"
        "B,gdp,1,USD,s\n",
        "things.csv", "id,kind,parent\nt,product,\nu,product,t\n",
        "memberships.csv", "consortium,member\nc,f\n", "consortia.csv",
        "id,lead\nc,A\n", "locations.csv",
        "actor,region,share\nf,A,0.5\nf,B,0.5\n", "statements.csv",
        "subject,topic,text\nt,x,y\nA,x,y\n", LAYERS, NULL);
    cr_assert_eq(r.status, QP_OK);
    drawn_folder files = r.own;
    r.own.count = 0;
    r.own.folder[0] = '\0';
    clear_reading(&r);
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status != QP_OK; allowed++) {
        reading again = read_drawn(&files); /* building uses it up */
        qp_network net;
        qp_findings findings = {0};
        qp_error err = {0};
        qp_memory_allow(allowed);
        status = qp_network_build(&net, &again.data, &findings, &err);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY, "%s", err.message);
        cr_assert(status == QP_OK || net.actors.count == 0);
        qp_network_clear(&net);
        qp_network_clear(&net); /* twice is safe */
        qp_findings_clear(&findings);
        clear_reading(&again);
        cr_assert_eq(qp_memory_held(), 0, "%ld", allowed);
    }
    cr_assert_gt(allowed, 60);
    remove_folder(&files);
}
