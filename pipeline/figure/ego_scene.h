/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ego_scene.h
 * @brief What is tied to one actor: whom, by what, and which of it is shown.
 *        No geometry yet.
 *
 *      sector    a layer, or a column of a table: home, roles, consortia, ...
 *      alter     what stands at the other end: an actor, a thing, a
 *                consortium, a field of specialisation
 *      tie       one row of links, or one cell of such a column
 *
 * An alter is there once, in the sector of its first tie, with all its ties.
 */
#ifndef QP_FIGURE_EGO_SCENE_H
#define QP_FIGURE_EGO_SCENE_H

#include "core/words.h"
#include "net/network.h"

/** In the order in which they are shown. */
typedef enum {
    QP_SECTOR_HOME,      ///< where it is
    QP_SECTOR_PARENT,    ///< the region that it is part of
    QP_SECTOR_ROLES,     ///< architects whose role it plays; of an architect:
                         ///< who plays its role
    QP_SECTOR_CONSORTIA, ///< that it leads or is a member of
    QP_SECTOR_OWNED,     ///< things that are its own
    QP_SECTOR_LAYER,     ///< links of one layer
    QP_SECTOR_FIELDS     ///< what it is specialised in
} qp_sector_kind;

typedef struct {
    qp_sector_kind kind;
    qp_row layer; ///< QP_NONE for the kinds that are no layer
} qp_ego_sector;

typedef enum {
    QP_ALTER_ACTOR,
    QP_ALTER_THING,
    QP_ALTER_CONSORTIUM,
    QP_ALTER_FIELD
} qp_alter_kind;

typedef struct {
    qp_alter_kind kind;
    uint32_t row;    ///< of actors, things, consortia; a text for a field
    uint32_t sector; ///< position in sectors
    size_t first;    ///< its ties are ties[first .. first + count)
    size_t count;    ///< >= 1
} qp_ego_alter;

typedef enum { QP_WAY_OUT, QP_WAY_IN, QP_WAY_NONE } qp_way;

/** Texts are QP_NONE and numbers NaN where nothing is stated. */
typedef struct {
    qp_alter_kind alter_kind;
    uint32_t alter_row;
    qp_ego_sector sector;
    qp_way way;         ///< seen from the actor in the middle
    qp_word word;       ///< what a column says; QP_WORD_COUNT: nothing
    qp_string relation; ///< what the row says, e.g. "supplies"
    double status;      ///< qp_link_status
    double polarity;    ///< -1, 0, 1
    double value;
    qp_string unit;
    qp_row source;
    size_t number; ///< in the order of the tables
    bool repeats;  ///< says what the tie before it says of the same alter, at
                   ///< another date or by another source: they share a line
} qp_ego_tie;

enum { QP_CLASSES = QP_CLASS_SYNTHETIC + 1 };

typedef struct {
    qp_row actor;
    qp_ego_sector *sectors; ///< [sector_count] those of the ties drawn
    size_t sector_count;
    qp_ego_alter *alters; ///< [alter_count] to be drawn: by sector, then in
                          ///< the order of the tables
    size_t alter_count;
    size_t alters_in_all;
    qp_ego_tie *ties; ///< [tie_count] drawn or not, those of an alter together
    size_t tie_count;
    size_t links;                ///< ties that are links of a layer
    size_t layers;               ///< layers that have some
    size_t ways[3];              ///< [qp_way] links each way
    size_t by_class[QP_CLASSES]; ///< [qp_source_class] ties from each
    size_t within;               ///< links from the actor to itself, left out
    size_t parts;                ///< regions that are part of it, left out
    size_t residents;            ///< actors that are there, left out
} qp_ego_scene;

/**
 * Gather what is tied to an actor.
 *
 * @param[in]  actor  row of net->actors
 * @param[in]  most   alters to draw at most: the first in the order of the
 *                    sectors and tables, so that none is ranked
 * @param[out] scene  replaced; clear it after use
 * @retval QP_E_MEMORY  no room
 * @par Cost
 * O(rows of the network + ties log ties) time.
 */
QP_CHECKED qp_status qp_ego_scene_gather(const qp_network *net, qp_row actor,
                                         size_t most, qp_ego_scene *scene,
                                         qp_error *err);

void qp_ego_scene_clear(qp_ego_scene *scene);

/** Is every tie stated, and none measured? False where there is none. */
bool qp_ego_is_stated(const qp_ego_scene *scene);

/** Is a tie actual or rising, or does nothing say otherwise? */
bool qp_ego_is_present(const qp_ego_tie *tie);

/** Does an alter stand for many: a group of actors, or a consortium? */
bool qp_ego_is_many(const qp_network *net, const qp_ego_alter *alter);

/** Position of a tie's sector in scene->sectors. */
uint32_t qp_ego_sector_of(const qp_ego_scene *scene, const qp_ego_tie *tie);

#endif
