/* SPDX-License-Identifier: MIT */
#include "synth/plan.h"

#include <string.h>

#include "core/memory.h"
#include "synth/trades.h"

double qp_plan_listed(const qp_synth_list *list, size_t cluster)
{
    return cluster < list->count ? list->values[cluster] : 0;
}

double qp_plan_strength(const qp_plan *plan, const qp_synth_list *list,
                        size_t region)
{
    return qp_plan_listed(list, plan->places.regions[region].cluster);
}

int qp_plan_gap(const qp_plan *plan, size_t region)
{
    return (int)qp_plan_strength(plan, &plan->options->gaps, region);
}

size_t qp_crowd_size(const qp_crowd *crowd, size_t region)
{
    return crowd->first[region + 1] - crowd->first[region];
}

size_t qp_plan_trade(const qp_plan *plan, size_t region, size_t n)
{
    double common = qp_plan_strength(plan, &plan->options->isomorphism, region);
    return qp_trade_of(region, common > 0.5, n % QP_TRADES_OF_REGION);
}

int qp_plan_date(const qp_plan *plan, size_t year)
{
    return plan->options->from + (int)year;
}

/* ----------------------------------------------------------------- settling */

void qp_plan_deal(const qp_places *places, size_t count, size_t first[])
{
    size_t n = places->region_count;
    double all = 0;
    double before = 0;
    for (size_t r = 0; r < n; r++)
        all += (double)places->regions[r].population;
    for (size_t r = 0; r < n; r++) {
        first[r] = r + (size_t)((double)(count - n) * before / all);
        before += (double)places->regions[r].population;
    }
    first[n] = count;
}

static int digits_of(size_t most)
{
    int digits = 1;
    for (; most >= 10; most /= 10)
        digits++;
    return digits;
}

/* `asked` 0: `usual`. Numbers of actors that are nowhere come after theirs. */
static qp_status gather(qp_plan *plan, qp_crowd *crowd, const size_t counts[3],
                        qp_error *err)
{
    enum { ASKED, USUAL, NOWHERE };
    size_t regions = plan->places.region_count;
    size_t count = counts[ASKED] > 0 ? counts[ASKED] : counts[USUAL];
    if (count < regions)
        return qp_fail(err, QP_E_MISUSE,
                       "%zu regions want as many enterprises and institutes "
                       "at least; --enterprises and --institutes say how many",
                       regions);
    crowd->digits = digits_of(count + counts[NOWHERE]);
    crowd->first = qp_acquire(regions + 1, sizeof *crowd->first);
    if (crowd->first == NULL)
        return qp_fail(err, QP_E_MEMORY, "%zu regions", regions);
    qp_plan_deal(&plan->places, count, crowd->first);
    return QP_OK;
}

static size_t greater(size_t a, size_t b)
{
    return a > b ? a : b;
}

static qp_status gather_all(qp_plan *plan, qp_error *err)
{
    const qp_synth_options *options = plan->options;
    size_t regions = plan->places.region_count;
    size_t clusters = plan->places.cluster_count;
    const size_t enterprises[] = {
        options->enterprises,
        greater(3 * regions, (size_t)(options->links / 20)),
        options->chokepoints};
    qp_status status = gather(plan, &plan->enterprises, enterprises, err);
    if (status != QP_OK)
        return status;
    const size_t institutes[] = {
        options->institutes,
        greater(regions + clusters, plan->enterprises.first[regions] / 4), 0};
    return gather(plan, &plan->institutes, institutes, err);
}

/* Would an id of somebody's region be taken for one that we give? */
static bool is_ours(const char *id)
{
    for (size_t i = 0; i < QP_TRADE_COUNT; i++)
        if (strcmp(id, qp_trades[i].product) == 0)
            return true;
    size_t digits = id[0] != '\0' ? strspn(id + 1, "0123456789") : 0;
    return strncmp(id, "tech-", strlen("tech-")) == 0 ||
           strncmp(id, "control-chip", strlen("control-chip")) == 0 ||
           (digits > 0 && id[1 + digits] == '\0' &&
            strchr("aeik", id[0]) != NULL);
}

static qp_status check_ids(const qp_places *places, qp_error *err)
{
    for (size_t r = 0; r < places->region_count; r++) {
        const char *id = qp_places_text(places, places->regions[r].id);
        if (is_ours(id))
            return qp_fail(err, QP_E_MISUSE,
                           "--places: a region has the id '%s', which "
                           "enterprises, institutes or products are given",
                           id);
    }
    return QP_OK;
}

static qp_status check_lists(const qp_plan *plan, qp_error *err)
{
    const qp_synth_options *options = plan->options;
    enum { LISTS = 4 };
    const qp_synth_list *lists[LISTS] = {&options->talent, &options->capital,
                                         &options->isomorphism, &options->gaps};
    size_t clusters = plan->places.cluster_count;
    for (size_t l = 0; l < LISTS; l++)
        if (lists[l]->count > clusters)
            return qp_fail(err, QP_E_MISUSE,
                           "a list names %zu clusters; there are %zu",
                           lists[l]->count, clusters);
    return QP_OK;
}

qp_status qp_plan_make(qp_plan *plan, const qp_synth_options *options,
                       qp_error *err)
{
    *plan = (qp_plan){.options = options,
                      .enterprises.letter = 'e',
                      .institutes.letter = 'i',
                      .years = (size_t)(options->until - options->from)};
    qp_status status = options->places != NULL
                           ? qp_places_take(&plan->places, options->places, err)
                           : qp_places_invent(&plan->places, options, err);
    if (status == QP_OK)
        status = check_ids(&plan->places, err);
    if (status == QP_OK)
        status = check_lists(plan, err);
    if (status == QP_OK)
        status = gather_all(plan, err);
    if (status != QP_OK)
        qp_plan_clear(plan);
    return status;
}

void qp_plan_clear(qp_plan *plan)
{
    qp_release(plan->enterprises.first);
    qp_release(plan->institutes.first);
    qp_places_clear(&plan->places);
    *plan = (qp_plan){0};
}
