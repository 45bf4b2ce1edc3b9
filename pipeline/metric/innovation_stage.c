/* SPDX-License-Identifier: MIT */
#include "metric/innovation_stage.h"

#include "metric/web.h"

const char *const qp_innovation_stage_names[QP_INNOVATION_STAGES] = {
    [QP_INNOVATION_SCIENCE] = "science",
    [QP_INNOVATION_ENGINEERING] = "engineering",
    [QP_INNOVATION_PRODUCT] = "product",
};

size_t qp_innovation_size(qp_innovation_set set)
{
    size_t size = 0;
    for (int s = 0; s < QP_INNOVATION_STAGES; s++)
        size += qp_innovation_has(set, (qp_innovation_stage)s) ? 1 : 0;
    return size;
}

qp_innovation_set qp_innovation_of(const qp_network *net, qp_row actor)
{
    double bits = qp_optional_number(net->actors.stages, actor);
    return isnan(bits) ? 0 : (qp_innovation_set)bits;
}

void qp_innovation_look(const qp_network *net, bool part[],
                        qp_innovation_set set[])
{
    const qp_actors *actors = &net->actors;
    unsigned kinds = qp_web_kinds(net);
    for (qp_row a = 0; a < actors->count; a++) {
        part[a] = (1U << actors->kind[a] & kinds) != 0 &&
                  qp_optional_number(actors->group, a) != 1;
        set[a] = part[a] ? qp_innovation_of(net, a) : 0;
    }
}
