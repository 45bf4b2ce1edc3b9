/* SPDX-License-Identifier: MIT */
#include "metric/completeness.h"

enum {
    SCIENCE = 1 << QP_INNOVATION_SCIENCE,
    ENGINEERING = 1 << QP_INNOVATION_ENGINEERING,
    PRODUCT = 1 << QP_INNOVATION_PRODUCT
};

/** A walk on its way. */
typedef struct {
    const qp_innovation_ground *ground;
    uint32_t *queue;
    qp_innovation_set *mark;
    size_t end; ///< of the queue
} walk;

/* ------------------------------------------------------------------- walking */

static bool is_together(const qp_innovation_ground *g, uint32_t u, uint32_t v)
{
    return g->inside == NULL || g->inside[u] == g->inside[v];
}

/* Along a tie to an actor: it is there in the next stage and, unless steps are
 * straight, in this one. */
static void step_to(walk *w, uint32_t actor, qp_innovation_set here,
                    qp_innovation_set next)
{
    const qp_innovation_ground *g = w->ground;
    qp_innovation_set *mark = &w->mark[actor];
    *mark |= g->set[actor] & next;
    if (g->straight || !(g->set[actor] & here) || *mark & here)
        return;
    *mark |= here;
    w->queue[w->end++] = actor;
}

/* All that one stage leads to. No step leads back to an earlier stage, so
 * afterwards its marks are complete. */
static void walk_stage(walk *w, qp_innovation_set here, qp_innovation_set next)
{
    const qp_innovation_ground *g = w->ground;
    const qp_arcs *arcs = g->arcs;
    w->end = 0;
    for (uint32_t u = 0; u < arcs->n; u++)
        if (w->mark[u] & here)
            w->queue[w->end++] = u;
    for (size_t i = 0; i < w->end; i++) {
        uint32_t u = w->queue[i];
        w->mark[u] |= g->set[u] & next;
        for (size_t a = arcs->start[u]; a < arcs->start[u + 1]; a++)
            if (is_together(g, u, arcs->to[a]))
                step_to(w, arcs->to[a], here, next);
    }
}

static void walk_stages(const qp_innovation_ground *ground,
                        const qp_innovation_set way[QP_INNOVATION_STAGES],
                        uint32_t queue[], qp_innovation_set mark[])
{
    walk w = {.ground = ground, .mark = mark};
    w.queue = queue;
    for (size_t u = 0; u < ground->arcs->n; u++)
        mark[u] = ground->set[u] & way[0];
    for (int s = 0; s < QP_INNOVATION_STAGES; s++)
        walk_stage(&w, way[s], s + 1 < QP_INNOVATION_STAGES ? way[s + 1] : 0);
}

void qp_innovation_from_science(const qp_innovation_ground *ground,
                                uint32_t queue[], qp_innovation_set mark[])
{
    static const qp_innovation_set way[] = {SCIENCE, ENGINEERING, PRODUCT};
    walk_stages(ground, way, queue, mark);
}

void qp_innovation_to_product(const qp_innovation_ground *ground,
                              uint32_t queue[], qp_innovation_set mark[])
{
    static const qp_innovation_set way[] = {PRODUCT, ENGINEERING, SCIENCE};
    walk_stages(ground, way, queue, mark);
}

/* ------------------------------------------------------------------ counting */

void qp_innovation_count(const qp_innovation_ground *ground,
                         const qp_innovation_set from_science[],
                         const qp_innovation_set to_product[],
                         const uint32_t group[], size_t count,
                         qp_innovation_tally tally[])
{
    for (size_t g = 0; g < count; g++)
        tally[g] = (qp_innovation_tally){0};
    for (size_t u = 0; u < ground->arcs->n; u++) {
        if (group[u] == QP_NONE)
            continue;
        qp_innovation_tally *t = &tally[group[u]];
        t->science += ground->set[u] & SCIENCE ? 1 : 0;
        t->leading += to_product[u] & SCIENCE ? 1 : 0;
        t->products += ground->set[u] & PRODUCT ? 1 : 0;
        t->reached += from_science[u] & PRODUCT ? 1 : 0;
        t->unstaged += ground->set[u] == 0 ? 1 : 0;
    }
}
