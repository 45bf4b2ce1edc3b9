/* SPDX-License-Identifier: MIT */
/**
 * @file metric/innovation_stage.h
 * @brief The three stages of the innovation chain, and who works in which.
 *
 *      science ──▶ engineering ──▶ product
 *         1             2             4        bits of actors.stages
 *
 * An actor may work in several. One that does not say works in none: no stage
 * is guessed from what an actor is.
 */
#ifndef QP_METRIC_INNOVATION_STAGE_H
#define QP_METRIC_INNOVATION_STAGE_H

#include "net/network.h"

typedef enum {
    QP_INNOVATION_SCIENCE,
    QP_INNOVATION_ENGINEERING,
    QP_INNOVATION_PRODUCT,
    QP_INNOVATION_STAGES
} qp_innovation_stage;

/** "science", "engineering", "product". */
extern const char *const qp_innovation_stage_names[QP_INNOVATION_STAGES];

/** Stages, each a bit 1 << qp_innovation_stage. */
typedef uint8_t qp_innovation_set;

static inline bool qp_innovation_has(qp_innovation_set set,
                                     qp_innovation_stage stage)
{
    return ((unsigned)set >> stage & 1U) != 0;
}

/** How many stages a set holds, 0 to 3. */
size_t qp_innovation_size(qp_innovation_set set);

/** The stages of an actor; none where it does not say. */
qp_innovation_set qp_innovation_of(const qp_network *net, qp_row actor);

/**
 * Say who takes part in the chain, and in which stages.
 *
 * Enterprises and institutes take part, where there are none the regions;
 * actors that stand for many unnamed ones do not.
 *
 * @param[out] part  [actors] takes it part?
 * @param[out] set   [actors] its stages; none where it takes no part
 */
void qp_innovation_look(const qp_network *net, bool part[],
                        qp_innovation_set set[]);

#endif
