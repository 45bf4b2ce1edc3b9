/* SPDX-License-Identifier: MIT */
/**
 * @file metric/web.h
 * @brief The actors of several layers and a window as one graph.
 *
 *      supply  A ──▶ B 3              A ──▶ B 1     A ──▶ C 1     D ──▶ E 1
 *              A ──▶ C 2      ->      C ──▶ D 1     D ──▶ C 1
 *      rnd     C ─── D 1
 *              C ··· D (planned)
 *              D ──▶ E 4
 *
 * A unit is an actor row. Links that hold today and help are in it, by
 * qp_link_presence and qp_link_is_cooperation; one of an undirected layer leads
 * both ways; one of a weight of 0 ties nobody. Weights of one layer are summed;
 * of several layers they cannot be compared, and every arc weighs 1.
 *
 * The actors are enterprises and institutes. Where a network has neither,
 * regions are its actors: links alone make a network of regions.
 */
#ifndef QP_METRIC_WEB_H
#define QP_METRIC_WEB_H

#include "graph/arcs.h"
#include "net/network.h"

/** What to gather. */
typedef struct {
    const qp_row *layers; ///< [layer_count] rows of net->layers
    size_t layer_count;
    qp_period window;
    bool groups;  ///< also actors that stand for many unnamed ones
    bool regions; ///< also regions that are no actors
} qp_web_choice;

/** Looks at one link that is in the graph. */
typedef struct {
    void (*visit)(void *context, qp_row layer, size_t link, double weight);
    void *context;
} qp_web_visitor;

/**
 * Visit the links of a graph, layer by layer in the order given, those of a
 * layer in the order of the network.
 * @return links of the window left out, as qp_web.missing
 */
size_t qp_web_visit(const qp_network *net, const qp_web_choice *choice,
                    const qp_web_visitor *visitor);

/** `{0}` is empty. */
typedef struct {
    qp_arcs arcs;   ///< n = net->actors.count
    size_t missing; ///< links of the window left out: an end that takes no
                    ///< part, status not actual or rising, polarity -1, no date
} qp_web;

/**
 * Gather a graph.
 *
 * @param[out] web  set; untouched on failure; clear it after use
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(actors + links) time; 48 bytes a link while it is made.
 */
QP_CHECKED qp_status qp_web_gather(const qp_network *net,
                                   const qp_web_choice *choice, qp_web *web,
                                   qp_error *err);

/** Of which kinds actors are: bits 1 << qp_actor_kind. O(actors). */
unsigned qp_web_kinds(const qp_network *net);

void qp_web_clear(qp_web *web);

#endif
