/* SPDX-License-Identifier: MIT */
/**
 * @file support/building.h
 * @brief Folders drawn in a test, built to a network or refused.
 *
 *      building b = BUILD("links.csv", "from,to,layer\nA,B,talent\n", NULL);
 *      cr_assert_str_eq(links_of(&b), "talent A>B 1\n");
 *      clear_building(&b);
 */
#ifndef QP_SUPPORT_BUILDING_H
#define QP_SUPPORT_BUILDING_H

#include "core/number.h"
#include "net/build.h"
#include "support/reading.h"

typedef struct {
    reading in;
    qp_network net;
    qp_status status;
    qp_text text; ///< of links_of()
} building;

static inline building build_reading(reading r)
{
    building b = {.in = r, .status = r.status};
    if (b.status == QP_OK)
        b.status = qp_network_build(&b.net, &b.in.data, &b.in.findings,
                                    &b.in.err);
    return b;
}

#define BUILD(...) build_reading(read_folder(__VA_ARGS__))

static inline void clear_building(building *b)
{
    qp_network_clear(&b->net);
    clear_reading(&b->in);
    qp_text_clear(&b->text);
}

static inline const char *id_of(const qp_network *net, qp_row actor)
{
    return qp_network_text(net, net->actors.id[actor]);
}

static inline void add_link(building *b, size_t layer, size_t l)
{
    char day[QP_DAY_SIZE];
    char number[QP_NUMBER_SIZE];
    const qp_network *net = &b->net;
    const qp_links *links = &net->links;
    qp_text_addf(
        &b->text, "%s %s%c%s %s", qp_network_text(net, net->layers.id[layer]),
        id_of(net, links->from[l]), net->layers.directed[layer] ? '>' : '-',
        id_of(net, links->to[l]), qp_number_text(links->weight[l], number));
    if (qp_optional_period(links->period, l).from != QP_NO_DAY) {
        qp_text_addf(&b->text, " %s", qp_day_text(links->period[l].from, day));
        qp_text_addf(&b->text, "..%s",
                     qp_day_text(links->period[l].until, day));
    }
    if (links->product != NULL && links->product[l] != QP_NONE)
        qp_text_addf(&b->text, " %s", qp_network_text(net, links->product[l]));
    qp_text_add(&b->text, "\n");
}

/** The links as lines: LAYER FROM>TO WEIGHT FROM..UNTIL PRODUCT; FROM-TO in an
 * undirected layer. */
static inline const char *links_of(building *b)
{
    qp_text_empty(&b->text);
    for (size_t layer = 0; layer < b->net.layers.count; layer++)
        for (size_t l = b->net.layers.start[layer];
             l < b->net.layers.start[layer + 1]; l++)
            add_link(b, layer, l);
    return qp_text_string(&b->text);
}

/** Build one folder: what is found, and its links. */
#define ASSERT_BUILDS(said, links, ...)                                  \
    do {                                                                 \
        building b_ = BUILD(__VA_ARGS__);                                \
        cr_expect_str_eq(told(&b_.in), said, "%s", told(&b_.in));        \
        cr_expect_eq(b_.status, QP_OK, "%s", b_.in.err.message);         \
        if (b_.status == QP_OK)                                          \
            cr_expect_str_eq(links_of(&b_), links, "%s", b_.text.bytes); \
        clear_building(&b_);                                             \
    } while (0)

/** Build one folder that is refused, and say why. */
#define ASSERT_REFUSED(said, ...)                                 \
    do {                                                          \
        building b_ = BUILD(__VA_ARGS__);                         \
        cr_expect_str_eq(told(&b_.in), said, "%s", told(&b_.in)); \
        cr_expect_eq(b_.status, QP_E_REFUSED);                    \
        cr_expect_eq(b_.net.actors.count, 0);                     \
        clear_building(&b_);                                      \
    } while (0)

#endif
