/* SPDX-License-Identifier: MIT */
/**
 * @file net/change.h
 * @brief A copy of a network in which something is otherwise.
 *
 *      qp_change change = {0};
 *      status = qp_change_begin(&change, net, err);
 *      change.actor_gone[actor] = true;
 *      qp_change_settle(&change);
 *      qp_change_weigh(&change, link, 2 * change.net.links.weight[link]);
 *      status = qp_change_finish(&change, &changed, err);
 *      qp_change_clear(&change);
 *
 * While it is being changed rows keep their numbers: what is gone is marked
 * gone, and new links stand behind the others. At the end the rest moves
 * together, parallel links are summed and all is put in order by the rules of
 * building, so that changed tables would have given the same network. The
 * network that is copied is not touched.
 */
#ifndef QP_NET_CHANGE_H
#define QP_NET_CHANGE_H

#include "core/status.h"
#include "net/network.h"

/** Its marks are set by its owner, then qp_change_settle is called. */
typedef struct {
    const qp_network *origin; ///< what was copied; it outlives the change
    qp_network net;           ///< the copy; valid only when it is finished
    bool *actor_gone;         ///< [net.actors.count]
    bool *layer_gone;         ///< [net.layers.count]
    bool *link_gone;          ///< [net.links.count]
    qp_row *layer_of;         ///< [net.links.count] layer of each link
    size_t link_room;         ///< links there is room for
} qp_change;

/** A link to be added. */
typedef struct {
    qp_row layer;
    qp_row from;         ///< actor row
    qp_row to;           ///< actor row; another one, or a region
    double weight;       ///< finite, >= 0; counts 1 in an unweighted layer
    qp_period period;    ///< QP_NO_PERIOD: undated
    const char *product; ///< "" for none
    uint16_t file;       ///< where it is told: a number of net.files
    uint32_t line;
} qp_new_link;

/**
 * Copy a network.
 * @param[out] change   replaced; clear it also after a failure
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(size of the network) time and memory.
 */
QP_CHECKED qp_status qp_change_begin(qp_change *change, const qp_network *net,
                                     qp_error *err);

/**
 * Let what cannot be without what is gone go as well: with a region those in it
 * (regions below it, and actors whose region it is), with an enterprise the
 * architects it plays, with actors and layers their links.
 *
 * @par Cost
 * O(links + actors times the depth of the regions).
 */
void qp_change_settle(qp_change *change);

/**
 * Give a link of a weighted layer another weight. A weight that is not whole
 * makes the measure of the layer amount, where it was count.
 * @param[in] weight  finite, >= 0
 */
void qp_change_weigh(qp_change *change, size_t link, double weight);

/** Let a link of a directed layer come from another actor. A link of an actor
 * to itself, unless it is a region, is dropped and counted. */
void qp_change_origin(qp_change *change, size_t link, qp_row from);

/**
 * The number of a file in which new links are told.
 * @param[in] name      copied; one that is known already has its number
 * @retval QP_E_LIMIT   there are 65,536 already
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_change_file(qp_change *change, const char *name,
                                    uint16_t *file, qp_error *err);

/**
 * Add a link, behind all others; columns that it needs are made.
 * @retval QP_E_LIMIT   there are 4,294,967,294 already
 * @retval QP_E_MEMORY  no room; the link was not added
 */
QP_CHECKED qp_status qp_change_add_link(qp_change *change,
                                        const qp_new_link *link, qp_error *err);

/**
 * Make it a network again. Rows of other tables that name an actor or layer
 * that is gone go too, or name none where they may: the owner of a thing, the
 * lead of a consortium. The home countries stay.
 *
 * @param[in,out] change   empty afterwards, also after a failure
 * @param[out]    changed  replaced; empty on failure
 * @retval QP_E_LIMIT      parallel links add up to more than a number can hold
 * @retval QP_E_MEMORY     no room
 *
 * @par Cost
 * O(size of the network), and O(m log m) for m links where some were added or
 * have another origin.
 */
QP_CHECKED qp_status qp_change_finish(qp_change *change, qp_network *changed,
                                      qp_error *err);

void qp_change_clear(qp_change *change);

#endif
