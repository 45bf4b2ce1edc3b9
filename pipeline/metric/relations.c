/* SPDX-License-Identifier: MIT */
#include "metric/relations.h"

#include <string.h>

#include "core/memory.h"

size_t qp_relations_class(const qp_network *net, const qp_structure *structure,
                          const char *text)
{
    size_t low = 0;
    size_t high = structure->class_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(qp_network_text(net, structure->class[middle]),
                           text);
        if (order == 0)
            return middle;
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return structure->class_count;
}

static void take_given(const qp_network *net, const qp_structure *structure,
                       qp_relations *made)
{
    const qp_relatedness *given = &net->relatedness;
    size_t classes = structure->class_count;
    for (size_t row = 0; row < given->count; row++) {
        size_t i = qp_relations_class(net, structure,
                                      qp_network_text(net, given->a[row]));
        size_t j = qp_relations_class(net, structure,
                                      qp_network_text(net, given->b[row]));
        if (i == classes || j == classes || i == j)
            continue;
        made->phi[i * classes + j] = given->phi[row];
        made->phi[j * classes + i] = given->phi[row];
        made->external = true;
    }
}

/* The room: location quotients, and what either step needs. */
static size_t room_of(const qp_holdings *holdings)
{
    size_t cells = holdings->region_count * holdings->class_count;
    size_t room = qp_quotients_room(holdings);
    size_t next = qp_relatedness_room(holdings);
    return cells + (next > room ? next : room);
}

static void find(const qp_network *net, const qp_structure *structure,
                 const qp_relations_choice *choice, double room[],
                 qp_relations *made)
{
    qp_holdings holdings = qp_structure_holdings(structure);
    double *work = room + holdings.region_count * holdings.class_count;
    made->rule = qp_presence_rule_of(&holdings, choice->least);
    qp_location_quotients(&holdings, work, room);
    qp_presences(&holdings, made->rule, room, made->present);
    take_given(net, structure, made);
    holdings.value = made->present;
    if (!made->external)
        qp_relatedness_of(made->kind, &holdings, work, made->phi);
}

qp_status qp_relations_find(const qp_network *net,
                            const qp_structure *structure,
                            const qp_relations_choice *choice,
                            qp_relations *relations, qp_error *err)
{
    const char *name = choice->relatedness;
    qp_holdings holdings = qp_structure_holdings(structure);
    size_t classes = holdings.class_count;
    qp_relations made = {
        .kind = name != NULL ? qp_relatedness_find(name) : QP_RELATED_PROXIMITY,
        .present = qp_acquire(holdings.region_count * classes,
                              sizeof *made.present),
        .phi = qp_acquire(classes * classes, sizeof *made.phi),
    };
    double *room = qp_acquire(room_of(&holdings), sizeof *room);
    bool found = made.present != NULL && made.phi != NULL && room != NULL;
    if (found)
        find(net, structure, choice, room, &made);
    qp_release(room);
    if (found)
        *relations = made;
    else
        qp_relations_clear(&made);
    return found ? QP_OK
                 : qp_fail(err, QP_E_MEMORY, "no memory to relate %zu classes",
                           classes);
}

unsigned qp_relations_flags(const qp_relations *relations, size_t used)
{
    if (relations->external)
        return 1U << QP_FLAG_EXTERNAL;
    return used < QP_LEAST_REGIONS ? 1U << QP_FLAG_FEW_REGIONS : 0;
}

void qp_relations_clear(qp_relations *relations)
{
    qp_release(relations->present);
    qp_release(relations->phi);
    *relations = (qp_relations){0};
}
