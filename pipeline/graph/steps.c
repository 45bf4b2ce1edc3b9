/* SPDX-License-Identifier: MIT */
#include "graph/steps.h"

/** A search on its way: the units reached are the queue too. */
typedef struct {
    const qp_arcs *arcs;
    uint32_t *reached;
    uint32_t *distance;
    size_t end; ///< units reached
} search;

static void come_to(search *s, uint32_t unit, uint32_t distance)
{
    if (s->distance[unit] != QP_UNREACHED)
        return;
    s->distance[unit] = distance;
    s->reached[s->end++] = unit;
}

static void look_on(search *s, uint32_t unit)
{
    const qp_arcs *arcs = s->arcs;
    for (size_t a = arcs->start[unit]; a < arcs->start[unit + 1]; a++)
        come_to(s, arcs->to[a], s->distance[unit] + 1);
}

size_t qp_steps(const qp_arcs *arcs, const uint32_t source[], size_t count,
                const bool dead_end[], uint32_t reached[], uint32_t distance[])
{
    search s = {.arcs = arcs};
    s.reached = reached;
    s.distance = distance;
    for (size_t u = 0; u < arcs->n; u++)
        distance[u] = QP_UNREACHED;
    for (size_t i = 0; i < count; i++)
        come_to(&s, source[i], 0);
    for (size_t next = 0; next < s.end; next++) {
        uint32_t unit = reached[next];
        if (distance[unit] == 0 || dead_end == NULL || !dead_end[unit])
            look_on(&s, unit);
    }
    return s.end;
}
