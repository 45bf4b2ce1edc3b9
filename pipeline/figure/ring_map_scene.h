/* SPDX-License-Identifier: MIT */
/**
 * @file figure/ring_map_scene.h
 * @brief Who is in which ring and sector; no geometry yet.
 *
 *      t1 ──▶ s1 ──▶ firm     ring 0  firm     ring 1  s1 s2     ring 2  t1
 *       └───▶ s2 ──▶  ┘       t1 hangs on s1 or s2: on whom it sells more to
 *
 * Rings are counted as in the panel (docs/metrics/architects.md): links that
 * hold today and help, of layers of supply against their direction, or of all
 * layers of cooperation either way; a region leads no further.
 */
#ifndef QP_FIGURE_RING_MAP_SCENE_H
#define QP_FIGURE_RING_MAP_SCENE_H

#include "net/network.h"
#include "panel/panel.h"

/** Which way one looks from the firm. */
typedef enum {
    QP_RINGS_UPSTREAM, ///< to those who sell to it
    QP_RINGS_AROUND,   ///< along every tie
    QP_RINGS_WAYS
} qp_ring_way;

typedef enum {
    QP_SECTOR_OF_CLUSTER,
    QP_SECTOR_OF_REGION, ///< where the network has no clusters
    QP_SECTOR_OF_OTHERS, ///< the clusters or regions of fewest members
    QP_SECTOR_OF_NONE,   ///< in a place, but in no cluster
    QP_SECTOR_ABROAD,    ///< of a country that is not home, in no cluster
    QP_SECTOR_NOWHERE,   ///< in no place that is known
    QP_SECTOR_KINDS
} qp_ring_sector_kind;

typedef struct {
    qp_ring_sector_kind kind;
    qp_row row; ///< of clusters or actors; QP_NONE: of the other kinds
} qp_ring_sector;

enum { QP_RINGS_DRAWN = 6, QP_RINGS_SECTORS = 7 + QP_SECTOR_KINDS };

/** A mark: an actor, or those of a ring and sector that have none. */
typedef struct {
    size_t ring; ///< >= 1
    size_t sector;
    qp_row actor;    ///< QP_NONE: several
    size_t count;    ///< how many it stands for
    double capacity; ///< of all of them that tell it; NaN: none does
    uint32_t inner;  ///< the mark, or QP_NONE for the firm, that it hangs on;
                     ///< its own number: on several, and no line is drawn
    double weight;   ///< of the links to it; > 0
} qp_ring_mark;

/** What the panel tells of one ring; NaN: nothing. */
typedef struct {
    double actors, capacity, local, cluster;
    double lacking; ///< actors whose capacity is not known
} qp_ring_told;

typedef struct {
    qp_ring_way way;
    qp_row firm;      ///< actor row; QP_NONE: nobody plays the architect
    qp_reason reason; ///< why there is no ring; QP_REASON_NONE: there is one,
                      ///< or the panel does not tell of the architect at all
    bool measured;    ///< the panel tells of the architect
    bool stated;      ///< all links drawn from are statements
    qp_row layer;     ///< the only one; QP_NONE: several
    qp_ring_told told[QP_RINGS_DRAWN + 1]; ///< [ring_count + 1] 0 is the firm
    size_t ring_count;                     ///< drawn, beyond ring 0
    size_t actor_count; ///< in these rings, as the network has it
    size_t beyond;      ///< actors of rings that are not drawn
    double unreached;   ///< as the panel tells it; NaN: not
    double radius;      ///< mean radius of the panel; NaN: not known
    size_t ties;        ///< links between neighbouring rings, each pair once
    qp_ring_sector sectors[QP_RINGS_SECTORS]; ///< [sector_count]
    size_t sector_count;
    qp_ring_mark *marks; ///< [mark_count] by ring, sector, capacity downwards
    size_t mark_count;
    bool *drawn_on; ///< [links of the network] rows that the rings are from
} qp_ring_scene;

typedef struct {
    qp_row architect;
    const char *window; ///< of the panel: "FROM..TO", "" for the whole period
    qp_period period;   ///< the same
    size_t most;        ///< marks, >= 1
} qp_ring_choice;

/** The name of a way in the panel's column layer. */
extern const char *const qp_ring_way_names[QP_RINGS_WAYS];

/** The way that is drawn: the first that has a ring, or the first. The panel
 * must be sorted. */
qp_ring_way qp_ring_way_of(const qp_network *net, const qp_panel *panel,
                           qp_row architect, const char *window);

/** Does the panel know ring 1 of an architect, looking that way? */
bool qp_ring_way_has_rings(const qp_network *net, const qp_panel *panel,
                           qp_row architect, const char *window,
                           qp_ring_way way);

/** Is an actor of a country that is not home? */
bool qp_ring_is_abroad(const qp_network *net, qp_row actor);

bool qp_ring_is_little_giant(const qp_network *net, qp_row actor);

/** Does an actor stand for many unnamed ones? */
bool qp_ring_is_group(const qp_network *net, qp_row actor);

/**
 * Gather the rings of an architect.
 * @param[out] scene    replaced; clear it after use
 * @retval QP_E_MEMORY  no room
 * @par Cost
 * O(actors + links log links).
 */
QP_CHECKED qp_status qp_ring_scene_gather(const qp_network *net,
                                          const qp_panel *panel,
                                          const qp_ring_choice *choice,
                                          qp_ring_scene *scene, qp_error *err);

void qp_ring_scene_clear(qp_ring_scene *scene);

#endif
