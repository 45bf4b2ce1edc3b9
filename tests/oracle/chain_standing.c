/* SPDX-License-Identifier: MIT */
/*
 * A second, obvious implementation of the rows of standing: shells by peeling
 * again and again, the fit of core and rim pair by pair, constraint and
 * brokerage by triple loops; held against the panel on random networks and on
 * degenerate ones.
 */
#include "support/mills.h"

static bool tied(const glass_ties *t, int a, int b)
{
    return (t->to[a] >> b & 1U) != 0;
}

static glass_ties all_ties(const glass *v)
{
    return glass_gather(v, "", true);
}

/* ------------------------------------------------------------------------ core */

/* Who is left when all with fewer than k contacts left are gone. */
static unsigned core_of(const glass_ties *t, unsigned actors, int k)
{
    unsigned left = actors;
    unsigned before = 0;
    while (left != before) {
        before = left;
        for (int u = 0; u < MILL_UNITS; u++)
            if (glass_count(t->to[u] & before) < k)
                left &= ~(1U << u);
    }
    return left;
}

static int shell_of(const glass_ties *t, int u)
{
    int k = 0;
    while (core_of(t, ~0U, k + 1) & 1U << u)
        k++;
    return k;
}

/** Sums over pairs. */
typedef struct {
    double n;
    double x;
    double y;
    double xx;
    double yy;
    double xy;
} moments;

/* Every tie, and every pair, of which one at least is in the core. */
static moments pairs_of(const glass_ties *t, unsigned actors, unsigned core)
{
    moments m = {.n = 0};
    for (int a = 0; a < MILL_UNITS; a++)
        for (int b = a + 1; b < MILL_UNITS; b++) {
            if (!(actors >> a & actors >> b & 1U))
                continue;
            double x = tied(t, a, b);
            double y = (core >> a & 1U) || (core >> b & 1U);
            m.n++;
            m.x += x;
            m.y += y;
            m.xx += x * x;
            m.yy += y * y;
            m.xy += x * y;
        }
    return m;
}

static double correlation(moments m)
{
    double x = m.xx - m.x * m.x / m.n;
    double y = m.yy - m.y * m.y / m.n;
    return x > 1e-9 && y > 1e-9 ? (m.xy - m.x * m.y / m.n) / sqrt(x * y) : NAN;
}

static void tell_fit(const glass_ties *t)
{
    unsigned actors = glass_tied(t);
    unsigned core = actors;
    for (int k = 1; core_of(t, actors, k) != 0; k++)
        core = core_of(t, actors, k);
    bool none = actors == 0;
    bool few = glass_count(actors) < 4;
    bool rimless = core == actors;
    double fit = none || few || rimless
                     ? NAN
                     : correlation(pairs_of(t, actors, core));
    ledger_row *row = say("all", "", QP_M_CORE_PERIPHERY_FIT, fit,
                          none  ? QP_REASON_NO_LINK
                          : few ? QP_REASON_FEW_ACTORS
                                : QP_REASON_NO_RIM);
    row->missing = t->missing;
}

static ledger_row *tell_mean_shell(const glass_ties *t, const char *subject,
                                   unsigned actors)
{
    double sum = 0;
    for (int u = 0; u < MILL_UNITS; u++)
        sum += actors & 1U << u ? shell_of(t, u) : 0;
    ledger_row *row = say(subject, "", QP_M_CORENESS,
                          actors != 0 ? sum / glass_count(actors) : NAN,
                          QP_REASON_NO_LINK);
    row->n = glass_count(actors);
    return row;
}

static void tell_core(const glass *v)
{
    char name[8];
    glass_ties t = all_ties(v);
    for (int u = 0; u < MILL_UNITS && v->tells_actors; u++)
        if (t.to[u] != 0) {
            ledger_row *row = say(mill_unit(u, name), "", QP_M_CORENESS,
                                  shell_of(&t, u), QP_REASON_NONE);
            row->n = glass_count(t.to[u]);
        }
    if (v->w->architects > 0) {
        unsigned leading = glass_enterprises(v);
        tell_mean_shell(&t, "architects", glass_tied(&t) & leading)->missing =
            glass_count(leading & ~glass_tied(&t));
        tell_mean_shell(&t, "others", glass_tied(&t) & ~leading);
    }
    tell_fit(&t);
}

static const bool of_core[QP_METRIC_COUNT] = {
    [QP_M_CORENESS] = true,
    [QP_M_CORE_PERIPHERY_FIT] = true,
};

/* ------------------------------------------------------------------ constraint */

/* Of the ties of a, the share that goes to b. */
static double share(const glass_ties *t, int a, int b)
{
    return tied(t, a, b) ? 1.0 / glass_count(t->to[a]) : 0;
}

static double constraint_of(const glass_ties *t, int i)
{
    double sum = 0;
    for (int j = 0; j < MILL_UNITS; j++) {
        double p = share(t, i, j);
        for (int q = 0; q < MILL_UNITS; q++)
            if (q != i && q != j)
                p += share(t, i, q) * share(t, q, j);
        sum += j != i && tied(t, i, j) ? p * p : 0;
    }
    return sum;
}

/* Contacts, less twice the ties among them a contact. */
static double size_of(const glass_ties *t, int i)
{
    double degree = glass_count(t->to[i]);
    double among = 0;
    for (int a = 0; a < MILL_UNITS; a++)
        for (int b = a + 1; b < MILL_UNITS; b++)
            among += tied(t, i, a) && tied(t, i, b) && tied(t, a, b);
    return degree - 2 * among / degree;
}

static void tell_holes(const glass *v)
{
    char name[8];
    glass_ties t = all_ties(v);
    for (int u = 0; u < MILL_UNITS && v->tells_actors; u++) {
        if (t.to[u] == 0)
            continue;
        mill_unit(u, name);
        say(name, "", QP_M_BURT_CONSTRAINT, constraint_of(&t, u),
            QP_REASON_NONE)
            ->n = glass_count(t.to[u]);
        say(name, "", QP_M_EFFECTIVE_SIZE, size_of(&t, u), QP_REASON_NONE)->n =
            glass_count(t.to[u]);
    }
    if (glass_tied(&t) != 0 || !v->tells_actors)
        return;
    say("all", "", QP_M_BURT_CONSTRAINT, NAN, QP_REASON_NO_LINK)->missing =
        t.missing;
    say("all", "", QP_M_EFFECTIVE_SIZE, NAN, QP_REASON_NO_LINK)->missing =
        t.missing;
}

static const bool of_holes[QP_METRIC_COUNT] = {
    [QP_M_BURT_CONSTRAINT] = true,
    [QP_M_EFFECTIVE_SIZE] = true,
};

/* ------------------------------------------------------------------- brokerage */

enum { BROKERAGES = 5 };

static const qp_metric brokerages[BROKERAGES] = {
    QP_M_BROKERAGE_COORDINATOR, QP_M_BROKERAGE_ITINERANT,
    QP_M_BROKERAGE_GATEKEEPER, QP_M_BROKERAGE_REPRESENTATIVE,
    QP_M_BROKERAGE_LIAISON};

static int group_of(const glass *v, int unit, bool clusters)
{
    if (clusters)
        return glass_cluster(v, v->place_of[unit]);
    return unit < MILL_FIRMS ? v->w->firm[unit].institute : -1;
}

/* Which of the five a path a -> b -> c is. */
static int brokerage_of(int a, int b, int c)
{
    if (a == b && b == c)
        return 0;
    if (a == c)
        return 1;
    if (b == c)
        return 2;
    return a == b ? 3 : 4;
}

static void count_paths(const glass *v, const glass_ties *t, bool clusters,
                        int u, double count[])
{
    for (int a = 0; a < MILL_UNITS; a++)
        for (int b = 0; b < MILL_UNITS; b++)
            if (a != b && tied(t, a, u) && tied(t, u, b) && !tied(t, a, b) &&
                group_of(v, a, clusters) >= 0 && group_of(v, b, clusters) >= 0)
                count[brokerage_of(group_of(v, a, clusters),
                                   group_of(v, u, clusters),
                                   group_of(v, b, clusters))]++;
}

static void tell_brokerage_of(const glass *v, bool clusters)
{
    char name[8];
    const char *object = clusters ? "cluster" : "type";
    glass_ties t = glass_gather(v, "", false);
    bool any = false;
    for (int u = 0; u < MILL_UNITS; u++) {
        double count[BROKERAGES] = {0};
        if (!glass_is_one(v, u) || group_of(v, u, clusters) < 0 ||
            !(glass_tied(&t) & 1U << u) || !v->tells_actors)
            continue;
        any = true;
        count_paths(v, &t, clusters, u, count);
        for (int i = 0; i < BROKERAGES; i++)
            say(mill_unit(u, name), object, brokerages[i], count[i],
                QP_REASON_NONE);
    }
    for (int i = 0; i < BROKERAGES && !any && v->tells_actors; i++)
        say("all", object, brokerages[i], NAN,
            glass_tied(&t) != 0 ? QP_REASON_NOT_GIVEN : QP_REASON_NO_LINK);
}

static void tell_brokerage(const glass *v)
{
    tell_brokerage_of(v, true);
    tell_brokerage_of(v, false);
}

static const bool of_brokerage[QP_METRIC_COUNT] = {
    [QP_M_BROKERAGE_COORDINATOR] = true, [QP_M_BROKERAGE_ITINERANT] = true,
    [QP_M_BROKERAGE_GATEKEEPER] = true,  [QP_M_BROKERAGE_REPRESENTATIVE] = true,
    [QP_M_BROKERAGE_LIAISON] = true,
};

/* --------------------------------------------------------------------- walking */

static const mills_family families[] = {
    {tell_core, of_core},
    {tell_holes, of_holes},
    {tell_brokerage, of_brokerage},
};

static const mills_families all = {families,
                                   sizeof families / sizeof *families};

QP_TEST(chain_standing, agrees_with_the_definitions_on_random_networks)
{
    mills_ask_random(&all);
}

QP_TEST(chain_standing, agrees_with_the_definitions_on_degenerate_networks)
{
    mills_ask_cases(&all);
}
