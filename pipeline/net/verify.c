/* SPDX-License-Identifier: MIT */
#include "net/verify.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "net/circle.h"
#include "net/order.h"

/* ---------------------------------------------------------- one column */

static bool are_rows(const uint32_t values[], size_t count, size_t limit,
                     bool blank)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] == QP_NONE ? !blank : values[i] >= limit)
            return false;
    return true;
}

static bool are_bytes(const uint8_t values[], size_t count, size_t most)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] > most)
            return false;
    return true;
}

static bool are_numbers(const double values[], size_t count,
                        const qp_net_column *column)
{
    for (size_t i = 0; i < count; i++) {
        double value = values[i];
        if (isnan(value) ? !column->blank
                         : value < column->least || value > column->most ||
                               (column->whole && floor(value) != value))
            return false;
    }
    return true;
}

static bool are_periods(const qp_period values[], size_t count)
{
    qp_period least = {0, 0};
    qp_period most = {0, 0};
    (void)qp_period_read("0001", 4, &least);
    (void)qp_period_read("9998", 4, &most);
    for (size_t i = 0; i < count; i++) {
        bool none = values[i].from == QP_NO_DAY && values[i].until == QP_NO_DAY;
        if (!none &&
            (values[i].from < least.from || values[i].until <= values[i].from ||
             values[i].until > most.until))
            return false;
    }
    return true;
}

static bool are_files(const uint16_t values[], size_t count, size_t files)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] >= files)
            return false;
    return true;
}

bool qp_column_verify(const qp_network *net, const qp_net_column *column,
                      const void *values, size_t count)
{
    switch (column->type) {
    case QP_COLUMN_TEXT:
        return are_rows(values, count, net->text.count, column->blank);
    case QP_COLUMN_ROW: {
        uintptr_t limit = (uintptr_t)net + column->limit;
        return are_rows(values, count, *(const size_t *)limit, column->blank);
    }
    case QP_COLUMN_BYTE:
        return are_bytes(values, count, column->limit);
    case QP_COLUMN_NUMBER:
        return are_numbers(values, count, column);
    case QP_COLUMN_PERIOD:
        return are_periods(values, count);
    case QP_COLUMN_FILE:
        return are_files(values, count, net->file_count);
    case QP_COLUMN_LINE:
        return true;
    }
    return false;
}

/* -------------------------------------------------------- several columns */

static bool is_region(const qp_actors *actors, qp_row row)
{
    return actors->kind[row] == QP_KIND_REGION;
}

static bool are_placed(const qp_actors *actors)
{
    for (size_t i = 0; i < actors->count; i++) {
        qp_row region = actors->region[i];
        qp_row parent = actors->parent != NULL ? actors->parent[i] : QP_NONE;
        if (is_region(actors, (qp_row)i) && region != i)
            return false;
        if (region != QP_NONE && !is_region(actors, region))
            return false;
        if (parent != QP_NONE && !is_region(actors, parent))
            return false;
    }
    return true;
}

static bool follow(const qp_links *links, size_t a, size_t b)
{
    if (links->from[a] != links->from[b])
        return links->from[a] < links->from[b];
    if (links->to[a] != links->to[b])
        return links->to[a] < links->to[b];
    qp_period one = qp_optional_period(links->period, a);
    qp_period other = qp_optional_period(links->period, b);
    if (one.from != other.from)
        return one.from < other.from;
    return one.until <= other.until;
}

static bool are_links(const qp_network *net, size_t layer)
{
    const qp_links *links = &net->links;
    size_t start = net->layers.start[layer];
    for (size_t l = start; l < net->layers.start[layer + 1]; l++)
        if ((l > start && !follow(links, l - 1, l)) ||
            (!net->layers.directed[layer] && links->from[l] > links->to[l]) ||
            (!net->layers.weighted[layer] && links->weight[l] != 1) ||
            (links->from[l] == links->to[l] &&
             !is_region(&net->actors, links->from[l])))
            return false;
    return true;
}

/* Rows of a group stand in its order; those that are unique differ. */
static bool are_ordered(const qp_network *net, const qp_net_group *group)
{
    size_t keys = group->unique > 0 ? group->unique : QP_KEYS_MOST;
    int most = group->unique > 0 ? -1 : 0;
    qp_order order = qp_order_of(net, group, keys);
    for (size_t i = 1; i < *qp_group_count(net, group); i++)
        if (qp_order_compare(&order, i - 1, i) > most)
            return false;
    return true;
}

/* Are these rows regions, or, unless they must be, no rows? */
static bool are_regions(const qp_network *net, const qp_row rows[],
                        size_t count, bool blank)
{
    for (size_t i = 0; rows != NULL && i < count; i++)
        if (rows[i] == QP_NONE ? !blank : !is_region(&net->actors, rows[i]))
            return false;
    return true;
}

/* Is exactly one of two given in every row? */
static bool is_one_given(const uint32_t a[], const uint32_t b[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((a != NULL && a[i] != QP_NONE) == (b != NULL && b[i] != QP_NONE))
            return false;
    return true;
}

static bool are_architects(const qp_actors *actors)
{
    for (size_t i = 0; i < actors->count; i++) {
        qp_row enterprise = actors->enterprise != NULL ? actors->enterprise[i]
                                                       : QP_NONE;
        bool plays = enterprise != QP_NONE &&
                     actors->kind[enterprise] == QP_KIND_ENTERPRISE;
        if (plays != (actors->kind[i] == QP_KIND_ARCHITECT) ||
            (enterprise != QP_NONE && !plays))
            return false;
    }
    return true;
}

/* A thing has no link to itself, and an unweighted link weighs 1. */
static bool are_thing_links(const qp_network *net)
{
    const qp_thing_links *links = &net->thing_links;
    for (size_t l = 0; l < links->count; l++)
        if ((links->from_thing[l] == QP_NONE &&
             links->to_thing[l] == QP_NONE) ||
            links->from_thing[l] == links->to_thing[l] ||
            (!net->layers.weighted[links->layer[l]] && links->weight[l] != 1))
            return false;
    return is_one_given(links->from_actor, links->from_thing, links->count) &&
           is_one_given(links->to_actor, links->to_thing, links->count);
}

static bool are_located(const qp_network *net)
{
    const qp_locations *all = &net->locations;
    for (size_t i = 0; i < all->count; i++)
        if (is_region(&net->actors, all->actor[i]))
            return false;
    return are_regions(net, all->region, all->count, false);
}

/* The lesser of two industries stands first. */
static bool are_related(const qp_network *net)
{
    const qp_relatedness *all = &net->relatedness;
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(qp_network_text(net, all->a[i]),
                   qp_network_text(net, all->b[i])) > 0)
            return false;
    return true;
}

/* Less is better, or more is. */
static bool are_directed(const qp_indicator_defs *all)
{
    for (size_t i = 0; all->direction != NULL && i < all->count; i++)
        if (all->direction[i] == 0)
            return false;
    return true;
}

/* What is wrong with what rows refer to, or NULL. */
static const char *fault_of_tables(const qp_network *net)
{
    const qp_portfolio *portfolio = &net->portfolio;
    const qp_statements *said = &net->statements;
    const qp_consortia *consortia = &net->consortia;
    const struct {
        bool holds;
        const char *fault;
    } rules[] = {
        {are_architects(&net->actors), "its architects are no enterprises'"},
        {are_thing_links(net), "its links of things have no such ends"},
        {are_located(net), "its locations are no regions"},
        {is_one_given(portfolio->industry, portfolio->product,
                      portfolio->count),
         "its portfolio has rows of both kinds, or of none"},
        {are_related(net), "its industries are not in order"},
        {are_directed(&net->indicator_defs),
         "its indicators have a direction that is none"},
        {is_one_given(said->actor, said->thing, said->count),
         "its statements have no such subjects"},
        {are_regions(net, consortia->region, consortia->count, true),
         "its consortia are not in regions"},
        {are_regions(net, net->indicators.region, net->indicators.count, false),
         "its indicators are of no regions"},
    };
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++)
        if (!rules[r].holds)
            return rules[r].fault;
    return NULL;
}

/* What is wrong with the order of rows, or NULL. */
static const char *fault_of_order(const qp_network *net)
{
    static const char *const faults[QP_GROUP_COUNT] = {
        [QP_G_THING_LINKS] = "its links of things are not in order",
        [QP_G_MEMBERSHIPS] = "its memberships are not in order",
        [QP_G_LOCATIONS] = "its locations are not in order",
        [QP_G_PAIRS] = "its pairs are not in order",
        [QP_G_PORTFOLIO] = "its portfolio is not in order",
        [QP_G_INDICATORS] = "its indicators are not in order",
        [QP_G_RELATEDNESS] = "its industries are not in order",
        [QP_G_STATEMENTS] = "its statements are not in order",
    };
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        if (!are_ordered(net, &qp_net_groups[g]))
            return faults[g] != NULL ? faults[g] : "its ids are not in order";
    return NULL;
}

static bool is_tree(const qp_row parent[], size_t count, qp_row climb[])
{
    memset(climb, 0xFF, count * sizeof *climb); /* QP_NONE */
    return parent == NULL || qp_family_is_tree(parent, count, climb);
}

static const char *fault_of(const qp_network *net, qp_row climb[])
{
    const qp_actors *actors = &net->actors;
    const char *fault = fault_of_order(net);
    if (fault != NULL)
        return fault;
    if (!are_placed(actors))
        return "its actors are not placed in regions";
    if (!is_tree(actors->parent, actors->count, climb))
        return "its regions contain each other";
    if (!is_tree(net->things.parent, net->things.count, climb))
        return "its things contain each other";
    for (size_t layer = 0; layer < net->layers.count; layer++)
        if (!are_links(net, layer))
            return "its links are not in order";
    return fault_of_tables(net);
}

qp_status qp_network_verify(const qp_network *net, const char **what,
                            qp_error *err)
{
    size_t most = net->actors.count > net->things.count ? net->actors.count
                                                        : net->things.count;
    qp_row *climb = qp_column_make(QP_COLUMN_ROW, most);
    if (climb == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory to verify %zu rows", most);
    *what = fault_of(net, climb);
    qp_release(climb);
    return QP_OK;
}
