/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "metric/barrier.h"
#include "net/flow.h"
#include "support/drawn.h"
#include "support/leak.h"

enum { MOST = 4 };

#define LINKS "from,to,layer,weight\nA,B,talent,1\n"

/* The levels between the leaf regions of a network, which is released. */
static bool levels(qp_network net, double level[MOST * MOST])
{
    qp_row *region = NULL;
    size_t count = 0;
    cr_assert_eq(qp_flow_regions(&net, NULL, &region, &count, NULL), QP_OK);
    cr_assert_leq(count, MOST);
    bool any = qp_barriers(&net, region, count, level);
    qp_release(region);
    qp_network_clear(&net);
    return any;
}

static void expect(const double got[], const double expected[], size_t cells)
{
    for (size_t c = 0; c < cells; c++)
        cr_expect(isnan(expected[c]) ? isnan(got[c]) : got[c] == expected[c],
                  "cell %zu: %g, not %g", c, got[c], expected[c]);
}

/* A and B share a province; C is in another customs zone and legal system, and
 * of B the legal system is not known; D has a customs zone alone. */
QP_TEST(barrier, counts_the_fields_that_differ_among_those_known_of_both)
{
    double level[MOST * MOST];
    bool any = levels(drawn("regions",
                            "id,parent,customs_zone,legal_system\n"
                            "A,P,cn,civil\nB,P,cn,\nC,Q,hk,common\n"
                            "D,,mo,\nP,,,\nQ,,,\n",
                            "links", LINKS, NULL),
                      level);
    const double expected[] = {0, 0, 3, 1, 0, 0, 2, 1, 3, 2, 0, 1, 1, 1, 1, 0};
    cr_assert(any);
    expect(level, expected, MOST * MOST);
}

/* A-B is given for both directions, B-C for each; A-C is counted. */
QP_TEST(barrier, prefers_what_is_given)
{
    double level[MOST * MOST];
    bool any = levels(drawn("regions",
                            "id,customs_zone,political_system\n"
                            "A,x,one\nB,x,one\nC,y,two\n",
                            "pairs",
                            "from,to,measure,value\nA,B,barrier,4\n"
                            "B,C,barrier,1\nC,B,barrier,3\nA,C,distance,7\n",
                            "links", LINKS, NULL),
                      level);
    const double expected[] = {0, 4, 2, 4, 0, 1, 2, 3, 0};
    cr_assert(any);
    expect(level, expected, 9);
}

QP_TEST(barrier, is_not_known_where_nothing_tells_of_it)
{
    double level[MOST * MOST];
    const double nowhere[] = {0, NAN, NAN, 0};
    cr_assert_not(levels(drawn("links", LINKS, NULL), level));
    expect(level, nowhere, 4);
    cr_assert_not(levels(drawn("regions", "id,customs_zone\nA,x\nB,\n", "pairs",
                               "from,to,measure,value\nA,B,barrier,-1\n",
                               "links", LINKS, NULL),
                         level));
    expect(level, nowhere, 4);
}
