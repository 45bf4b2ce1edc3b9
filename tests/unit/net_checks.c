/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "support/building.h"
#include "support/leak.h"

/* What all folders here have, so that nothing but the rule in question
 * speaks. */
#define BESIDE                                                \
    "links.csv", "from,to,layer\nA,A,talent\n", "layers.csv", \
        "id,weighted\ntalent,false\n"

static void assert_told(const char *said, const char *file, const char *table)
{
    building b = BUILD(BESIDE, file, table, NULL);
    cr_expect_eq(b.status, QP_OK, "%s", told(&b.in));
    cr_expect_str_eq(told(&b.in), said, "%s", told(&b.in));
    clear_building(&b);
}

/* -------------------------------------------------------------------- codes */

/* Y34 for Y43: 28 * 3 for 28 * 4 makes the sum of tests/unit/table_code.c
 * 1640 - 28 = 1612 = 52 * 31, which leaves 31 and stands for 0. */
QP_TEST(codes, are_looked_at_where_their_scheme_has_check_digits)
{
    ASSERT_BUILDS(
        "enterprises.csv:3:3: warning: code '91350100M000100Y34' fails its "
        "check; a USCC that begins so ends in '0'; is a character mistyped?\n"
        "institutes.csv:2:5: warning: code 'HWUPKR0MPOU8FGXBT349' fails its "
        "check; an LEI that begins so ends in '94'; is a character mistyped?\n",
        "talent A>A 1\n", BESIDE, "regions.csv", "id\nA\n", "enterprises.csv",
        "id,code,code_scheme\na,91350100M000100Y43,USCC\n"
        "b,91350100M000100Y34,uscc\nc,91350100M000100Y34,other\n"
        "d,91350100M000100Y34,\ne,,USCC\n",
        "institutes.csv",
        "id,name,code,code_scheme\nf,x,HWUPKR0MPOU8FGXBT349,Lei\n", NULL);
}

QP_TEST(codes, of_enterprises_and_institutes_are_in_the_network)
{
    building b = BUILD(
        BESIDE, "regions.csv", "id,code,code_scheme\nA,42,GB/T 2260\n",
        "enterprises.csv", "id,code,code_scheme\nb,91350100M000100Y43,USCC\n",
        "institutes.csv", "id,code\nc,7\n", NULL);
    static const char *const codes[] = {"42", "91350100M000100Y43", "7"};
    static const char *const schemes[] = {"GB/T 2260", "USCC", ""};
    cr_assert_eq(b.status, QP_OK, "%s", told(&b.in));
    for (size_t i = 0; i < 3; i++) {
        cr_expect_str_eq(qp_network_text(&b.net, b.net.actors.code[i]),
                         codes[i]);
        cr_expect_str_eq(qp_network_text(&b.net, b.net.actors.code_scheme[i]),
                         schemes[i]);
    }
    clear_building(&b);
}

/* -------------------------------------------------------------- coordinates */

/* cos(61.1 degrees) = sin 48.85 sin 2.4 + cos 48.85 cos 2.4 cos 46.65
 *                   = 0.7530 * 0.0419 + 0.6580 * 0.9991 * 0.6864 = 0.4828 */
QP_TEST(coordinates, that_are_swapped_lie_far_from_their_cluster)
{
    assert_told("regions.csv:4:7: warning: lon 48.9 and lat 2.4 lie 61 degrees "
                "from the other regions of cluster 'idf'; lon 2.4 and lat 48.9 "
                "would lie 0 degrees from them; are the two swapped?\n",
                "regions.csv",
                "id,cluster,lon,lat\nA,idf,2.3,48.9\nB,idf,2.2,48.8\n"
                "C,idf,48.9,2.4\n");
}

QP_TEST(coordinates, that_are_swapped_lie_far_from_parent_and_siblings)
{
    assert_told("regions.csv:4:5: warning: lon 48.9 and lat 2.4 lie 61 degrees "
                "from the other regions of region 'P'; lon 2.4 and lat 48.9 "
                "would lie 0 degrees from them; are the two swapped?\n",
                "regions.csv",
                "id,parent,lon,lat\nA,P,2.3,48.9\nP,,2.2,48.8\n"
                "C,P,48.9,2.4\n");
    /* the parent may be the one */
    assert_told("regions.csv:4:4: warning: lon 48.9 and lat 2.4 lie 61 degrees "
                "from the other regions of region 'P'; lon 2.4 and lat 48.9 "
                "would lie 0 degrees from them; are the two swapped?\n",
                "regions.csv",
                "id,parent,lon,lat\nA,P,2.3,48.9\nB,P,2.2,48.8\n"
                "P,,48.9,2.4\n");
}

QP_TEST(coordinates, are_left_alone_where_no_one_can_say)
{
    /* of two, either may be it */
    assert_told("", "regions.csv",
                "id,cluster,lon,lat\nA,idf,2.3,48.9\nC,idf,48.9,2.4\n");
    /* far as given, and far when swapped: Paris, Lyon, Cayenne */
    assert_told("", "regions.csv",
                "id,cluster,lon,lat\nA,fr,2.3,48.9\nB,fr,4.8,45.8\n"
                "C,fr,-52.3,4.9\n");
    /* swapped, its latitude would be 121.5 */
    assert_told("", "regions.csv",
                "id,cluster,lon,lat\nA,x,31.2,60\nB,x,31.2,61\n"
                "C,x,121.5,31.2\n");
    /* Mali among countries that lie as far apart: Senegal, Angola, Kenya,
     * South Africa, Ethiopia, Nigeria */
    assert_told("", "regions.csv",
                "id,cluster,lon,lat\nA,af,-14.5,14.4\nB,af,17.5,-12.3\n"
                "C,af,37.9,0.2\nD,af,25.1,-29\nE,af,39.6,8.6\nF,af,8.1,9.6\n"
                "G,af,-3.5,17.4\n");
    /* no coordinates, or one */
    assert_told("", "regions.csv",
                "id,cluster,lon,lat\nA,x,,\nB,x,1,2\nC,x,3,4\n");
}

QP_TEST(coordinates, around_the_day_line_lie_together)
{
    assert_told("", "regions.csv",
                "id,cluster,lon,lat\nA,fj,179.9,-17\nB,fj,-179.9,-16\n"
                "C,fj,178,-18\n");
}

/* What lies beyond a pole as a latitude is refused; it may be a longitude. */
QP_TEST(coordinates, beyond_a_pole_may_be_swapped)
{
    ASSERT_REFUSED("regions.csv:2:8: lat '116.4' is out of bounds; a lat is a "
                   "number from -90 to 90; are lon and lat swapped?\n"
                   "regions.csv:3:6: lat '1164' is out of bounds; a lat is a "
                   "number from -90 to 90\n",
                   BESIDE, "regions.csv",
                   "id,lon,lat\nA,39.9,116.4\nB,40,1164\n", NULL);
}

/* ---------------------------------------------------------------- spellings */

#define TWO_IDS                                                           \
    "' only in blanks or in how accents are encoded; they count as two: " \
    "if they are one, spell it one way; the other is "

QP_TEST(spellings, of_ids_are_told_where_the_later_stands)
{
    assert_told(
        "regions.csv:4:1: warning: id 'wu han' differs from 'wuhan" TWO_IDS
        "regions.csv:3\n"
        "regions.csv:5:1: warning: id 'w uhan' differs from 'wuhan" TWO_IDS
        "regions.csv:3\n",
        "regions.csv", "id\nA\nwuhan\nwu han\nw uhan\nWuhan\n");
    /* the first may be the one with blanks */
    assert_told(
        "regions.csv:4:1: warning: id 'wuhan' differs from 'wu han" TWO_IDS
        "regions.csv:3\n",
        "regions.csv", "id\nA\nwu han\nwuhan\n");
    /* two with blanks */
    assert_told(
        "regions.csv:4:1: warning: id 'w uhan' differs from 'wu han" TWO_IDS
        "regions.csv:3\n",
        "regions.csv", "id\nA\nwu han\nw uhan\n");
    assert_told("", "regions.csv", "id\nA\nNew York\nNew Jersey\n");
}

QP_TEST(spellings, of_ids_may_be_of_two_tables_or_of_none)
{
    ASSERT_BUILDS("enterprises.csv:2:1: warning: id 'wu han' differs from "
                  "'wuhan" TWO_IDS "regions.csv:2\n",
                  "talent wu han>wuhan 1\n", "links.csv",
                  "from,to,layer\nwu han,wuhan,talent\n", "layers.csv",
                  "id,weighted\ntalent,false\n", "regions.csv", "id\nwuhan\n",
                  "enterprises.csv", "id\nwu han\n", NULL);
    /* declared by the links alone: told once, however often it stands there */
    ASSERT_BUILDS("links.csv:3:1: warning: from 'wu\u3000han' differs from "
                  "'wuhan" TWO_IDS "links.csv:2\n",
                  "talent A>wuhan 1\ntalent wuhan>A 1\n"
                  "talent wu\u3000han>A 1\n",
                  "links.csv",
                  "from,to,layer\nwuhan,A,talent\nwu\u3000han,A,talent\n"
                  "A,wuhan,talent\n",
                  "layers.csv", "id,weighted\ntalent,false\n", NULL);
}

QP_TEST(spellings, of_clusters_layers_things_are_looked_at)
{
    ASSERT_BUILDS(
        "layers.csv:3:1: warning: id 'R&D' differs from 'R& D" TWO_IDS
        "layers.csv:2\n"
        "regions.csv:3:3: warning: cluster 'j j j' differs from 'jjj" TWO_IDS
        "regions.csv:2\n"
        "things.csv:3:1: warning: id 'e v' differs from 'ev" TWO_IDS
        "things.csv:2\n",
        "R& D A>B 1\nR&D A>B 1\n", "links.csv",
        "from,to,layer\nA,B,R&D\nA,B,R& D\n", "layers.csv",
        "id,weighted\nR& D,false\nR&D,false\n", "regions.csv",
        "id,cluster\nA,jjj\nB,j j j\n", "things.csv",
        "id,kind\nev,product\ne v,product\n", NULL);
}

QP_TEST(spellings, of_accents_are_one)
{
    assert_told("regions.csv:4:1: warning: id 'Zu\u0308rich' is not in NFC; "
                "ids are compared byte by byte\n"
                "regions.csv:4:1: warning: id 'Zu\u0308rich' differs from "
                "'Z\u00FCrich" TWO_IDS "regions.csv:3\n",
                "regions.csv", "id\nA\nZ\u00FCrich\nZu\u0308rich\n");
}

/* -------------------------------------------------------------------- names */

#define TWO_NAMES                                                    \
    " too; they count as two: if they are one, give it one id; the " \
    "other is "

QP_TEST(names, are_told_where_two_ids_have_one)
{
    ASSERT_BUILDS(
        "enterprises.csv:3:3: warning: name 'B Y D' of 'b' is that of "
        "'a'" TWO_NAMES "enterprises.csv:2\n"
        "enterprises.csv:6:4: warning: name_zh 'x' of 'e' is that of "
        "'d'" TWO_NAMES "enterprises.csv:5\n",
        "talent A>A 1\n", BESIDE, "regions.csv", "id\nA\n", "enterprises.csv",
        "id,name,name_zh\na,BYD,\nb,B Y D,\nc,byd,x\nd,,x\ne,,x\n", NULL);
}

QP_TEST(names, of_groups_are_no_ones)
{
    ASSERT_BUILDS(
        "institutes.csv:3:3: warning: name 'Labs' of 'd' is that of "
        "'c'" TWO_NAMES "institutes.csv:2\n",
        "talent A>A 1\n", BESIDE, "regions.csv", "id\nA\n", "enterprises.csv",
        "id,name,group\na,Start-ups,true\nb,Start-ups,true\n", "institutes.csv",
        "id,name,group\nc,Labs,false\nd,Labs,\ne,Labs,true\n", NULL);
}

QP_TEST(names, may_be_shared_by_regions_of_two_kinds_or_parents)
{
    assert_told("regions.csv:7:3: warning: name 'Jilin' of 'E' is that of "
                "'C'" TWO_NAMES "regions.csv:5\n",
                "regions.csv",
                "id,name,kind,parent\nA,Jilin,province,\nB,Jilin,city,A\n"
                "D,Liaoning,province,\nC,Jilin,county,D\nF,Jilin,county,A\n"
                "E,Jilin,county,D\n");
}

QP_TEST(names, may_be_shared_by_architects_and_their_enterprise)
{
    ASSERT_BUILDS("", "talent A>A 1\n", BESIDE, "regions.csv", "id\nA\n",
                  "enterprises.csv", "id,name\nf,BYD\n", "architects.csv",
                  "id,name,enterprise,chain\nc,BYD,f,cars\nd,BYD,f,chips\n",
                  NULL);
}

QP_TEST(names, may_be_shared_by_things_of_two_kinds)
{
    ASSERT_BUILDS("things.csv:4:11: warning: name 'Chip' of 'e' is that of "
                  "'d'" TWO_NAMES "things.csv:3\n",
                  "talent A>A 1\n", BESIDE, "things.csv",
                  "id,kind,name\nc,technology,Chip\nd,product,Chip\n"
                  "e,product,Chip\n",
                  NULL);
}

/* ------------------------------------------------------------------- memory */

QP_TEST(checks, come_back_clean_when_memory_runs_out)
{
    reading r = read_folder(
        BESIDE, "regions.csv",
        "id,name,parent,cluster,lon,lat\nA,x,,k,2.3,48.9\nB,x y,A,k,2.2,48.8\n"
        "C,xy,A,k,48.9,2.4\nA a,,,,,\nAa,,,,,\n",
        "enterprises.csv", "id,code,code_scheme\nf,91,USCC\n", NULL);
    cr_assert_eq(r.status, QP_OK);
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        reading again = read_drawn(&r.own); /* building uses it up */
        size_t held = qp_memory_held();
        qp_network net;
        qp_findings findings = {0};
        qp_memory_allow(allowed);
        status = qp_network_build(&net, &again.data, &findings, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert(status != QP_OK || findings.total[QP_WARNING] == 4);
        qp_network_clear(&net);
        qp_findings_clear(&findings);
        cr_assert_leq(qp_memory_held(), held, "%ld", allowed);
        clear_reading(&again);
    }
    clear_reading(&r);
}
