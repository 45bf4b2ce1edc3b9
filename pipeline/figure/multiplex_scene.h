/* SPDX-License-Identifier: MIT */
/**
 * @file figure/multiplex_scene.h
 * @brief What the four sheets of a network show: which actors, which ties,
 *        how many are left out. No geometry yet.
 *
 *      sheet 0  architects     An actor is drawn when it is tied to another,
 *      sheet 1  enterprises    when it is an architect, or when it hosts one
 *      sheet 2  institutes     that is drawn: the region of an actor, the
 *      sheet 3  regions        enterprise of an architect.
 */
#ifndef QP_FIGURE_MULTIPLEX_SCENE_H
#define QP_FIGURE_MULTIPLEX_SCENE_H

#include "core/status.h"
#include "net/network.h"

/** The kind of actors on each sheet, from top to bottom. */
extern const qp_actor_kind qp_sheet_kinds[QP_KIND_COUNT];

/** An actor that is drawn. */
typedef struct {
    qp_row actor;
    uint8_t sheet;
    qp_row site;   ///< the region where it is, an actor row; a region's own;
                   ///< QP_NONE: not known
    uint32_t host; ///< position in actors of its region, of an architect's
                   ///< enterprise; QP_NONE: none is drawn
    size_t ties;   ///< with other actors, drawn or not
    bool many;     ///< stands for many unnamed ones
    bool leads;    ///< is an architect, or plays the role of one
} qp_sheet_actor;

/** All that links two actors in one sense, whatever layer and direction. */
typedef struct {
    uint32_t a, b; ///< positions in actors, a < b: a is on the sheet of b, or
                   ///< on one above
    size_t first;  ///< its links are links[first .. first + count)
    size_t count;  ///< >= 1
    size_t ends;   ///< ties that its two ends have in all
    bool against;  ///< polarity -1: restricts, rivals
    bool present;  ///< some link is actual or rising
} qp_sheet_tie;

/** Counts of one sheet. */
typedef struct {
    size_t first;   ///< its actors are actors[first .. first + drawn)
    size_t drawn;   ///< actors
    size_t untied;  ///< actors not drawn: tied to no other and host of none
    size_t crowded; ///< actors not drawn for want of room
    size_t ties;    ///< within the sheet, of all actors, drawn or not
    size_t ties_drawn;
} qp_sheet_count;

typedef struct {
    qp_sheet_actor *actors; ///< [actor_count] by sheet, then id
    size_t actor_count;
    qp_sheet_tie *ties; ///< [tie_count] to be drawn, by a, b, against
    size_t tie_count;
    size_t *links; ///< [link_count] rows of net->links, those of a tie together
    size_t link_count;  ///< between two actors, in the window
    size_t layer_count; ///< layers that have such links
    size_t ties_in_all; ///< drawn or not
    size_t ties_within; ///< of them, between actors of one kind
    size_t things;      ///< links with things in the window, left out
    size_t undated;     ///< links left out of the window for want of a date
    qp_sheet_count sheets[QP_KIND_COUNT];
} qp_multiplex_scene;

/** What to gather. */
typedef struct {
    qp_period window;   ///< QP_NO_PERIOD: the whole period
    size_t most_actors; ///< on a sheet: those with most ties, guests counted
    size_t most_ties; ///< a like share to each sheet and pair of sheets: those
                      ///< of most links, then of ends with most ties
} qp_multiplex_choice;

/**
 * Gather actors and ties. Where there are too many, those with most are kept,
 * equal ones in the order of their ids.
 *
 * @param[out] scene    replaced; clear it after use
 * @retval QP_E_MEMORY  no room
 * @par Cost
 * O(links log links + actors log actors) time.
 */
QP_CHECKED qp_status qp_multiplex_scene_gather(
    const qp_network *net, const qp_multiplex_choice *choice,
    qp_multiplex_scene *scene, qp_error *err);

void qp_multiplex_scene_clear(qp_multiplex_scene *scene);

#endif
