/* SPDX-License-Identifier: MIT */
#include "net/places.h"

#include "core/memory.h"

qp_status qp_places_make(const qp_network *net, qp_places *places,
                         qp_error *err)
{
    const qp_locations *all = &net->locations;
    *places = (qp_places){.net = net, .most = 1};
    if (all->count == 0)
        return QP_OK;
    places->start = qp_acquire(net->actors.count + 1, sizeof *places->start);
    if (places->start == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory to place %zu actors",
                       net->actors.count);
    for (size_t l = 0; l < all->count; l++)
        places->start[all->actor[l] + 1]++;
    for (size_t a = 0; a < net->actors.count; a++) {
        size_t count = places->start[a + 1];
        places->most = count > places->most ? count : places->most;
        places->start[a + 1] += places->start[a];
    }
    return QP_OK;
}

size_t qp_places_bound(const qp_places *places, qp_row actor)
{
    if (places->start == NULL)
        return 1;
    size_t count = places->start[actor + 1] - places->start[actor];
    return count > 0 ? count : 1;
}

static bool holds(qp_period period, qp_day day)
{
    return period.from == QP_NO_DAY ||
           (period.from <= day && day < period.until);
}

/* Of rows without dates alone any day will do. */
static qp_day latest(const qp_places *places, qp_row actor)
{
    const qp_period *period = places->net->locations.period;
    qp_day until = QP_NO_DAY;
    for (size_t l = places->start[actor]; l < places->start[actor + 1]; l++)
        until = period[l].until > until ? period[l].until : until;
    return until != QP_NO_DAY ? until - 1 : QP_NO_DAY;
}

size_t qp_places_on(const qp_places *places, qp_row actor, qp_day day,
                    qp_place_share where[])
{
    const qp_locations *all = &places->net->locations;
    size_t count = 0;
    where[0] = (qp_place_share){places->net->actors.region[actor], 1};
    if (places->start == NULL)
        return 1;
    if (day == QP_NO_DAY)
        day = latest(places, actor);
    for (size_t l = places->start[actor]; l < places->start[actor + 1]; l++)
        if (holds(all->period[l], day) && all->share[l] > 0)
            where[count++] = (qp_place_share){all->region[l], all->share[l]};
    return count > 0 ? count : 1;
}

void qp_places_clear(qp_places *places)
{
    qp_release(places->start);
    *places = (qp_places){0};
}
