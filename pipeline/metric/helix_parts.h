/* SPDX-License-Identifier: MIT */
/**
 * @file metric/helix_parts.h
 * @brief M5 over clusters: what of T lies inside them, what between.
 *
 *      T = T_0 + sum over clusters c of (n_c / N) T_c
 *
 *      T_c     of the units of c alone, with the same fields
 *      T_0     of all units, each with its cluster as its geography
 *
 * That T_0 is what is left of T follows from the chain rule: with
 * T = I(G;K) + I(G;S) - I(G;KS), each term is that of the cluster and, inside
 * each cluster, that of the geography. A geography in no cluster stands for
 * itself; T of its units is 0.
 *
 * **The null.** One replicate shuffles the geographies twice: over all units,
 * for T and T_0, and inside each cluster, for its T_c.
 *
 * Source: Strand and Leydesdorff (2013), Where is synergy indicated in the
 * Norwegian innovation system? Triple-Helix relations among technology,
 * organization, and geography, Technol. Forecast. Soc. Change 80, 471-484.
 */
#ifndef QP_METRIC_HELIX_PARTS_H
#define QP_METRIC_HELIX_PARTS_H

#include "chance/stream.h"
#include "metric/helix.h"

/** Which number of a replicate is what; T_c of cluster c is QP_HELIX_INSIDE +
 * c. */
enum { QP_HELIX_WHOLE, QP_HELIX_BETWEEN, QP_HELIX_INSIDE };

/** Tables of all units, of clusters as geographies, and of each cluster. */
typedef struct {
    qp_helix all;
    qp_helix between;
    qp_helix *inside; ///< [cluster_count]
    size_t cluster_count;
    size_t geography_count;
    uint32_t *group; ///< [geography_count] cluster of each; one that is in none
                     ///< is a group of its own behind the clusters
} qp_helix_parts;

/**
 * Divide units over clusters.
 *
 * @param[in]  units    all of them
 * @param[in]  cluster  [classes of geography] below clusters; QP_NONE: in none
 * @param[out] parts    to be cleared by the caller; untouched on failure
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(units + classes x clusters) time, 84 bytes a unit.
 */
QP_CHECKED qp_status qp_helix_parts_make(const qp_helix_units *units,
                                         const uint32_t cluster[],
                                         size_t clusters, qp_helix_parts *parts,
                                         qp_error *err);

void qp_helix_parts_clear(qp_helix_parts *parts);

/** Numbers that a replicate gives. */
size_t qp_helix_parts_width(const qp_helix_parts *parts);

/** Bytes of work area that a replicate needs. */
size_t qp_helix_parts_room(const qp_helix_parts *parts);

/**
 * Draw one replicate of the null, as chance/replicate.h asks for it.
 *
 * @param[in]  parts   a const qp_helix_parts
 * @param[in]  room    [qp_helix_parts_room] bytes, zeroed before the first use
 * @param[out] values  [qp_helix_parts_width] bits; NaN: a cluster has no unit
 *
 * @par Cost
 * O(units) time; it allocates nothing.
 */
void qp_helix_parts_draw(void *parts, qp_stream *stream, void *room,
                         double values[]);

#endif
