/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "core/memory.h"
#include "core/sum.h"
#include "metric/chain_run.h"
#include "metric/innovation_stage.h"
#include "metric/technology.h"

enum { STAGES = QP_INNOVATION_STAGES };

/** An actor that takes part, in a region and in one of its technologies. */
typedef struct {
    uint32_t region; ///< position among those measured
    qp_string class; ///< text of the network
    qp_innovation_set set;
} presence;

/** The stages of some actors. */
typedef struct {
    qp_innovation_set set; ///< of all of them
    size_t staged;         ///< actors
    size_t unstaged;       ///< actors that do not say
} cover;

/** What the actors of a region can do. */
typedef struct {
    cover cover;
    qp_sum capacity[STAGES];
    size_t known[STAGES]; ///< actors whose capacity is known
    size_t used;          ///< actors of a stage whose capacity is known
    size_t unused;        ///< the others
} region;

/** What the rows of one window have in common. */
typedef struct {
    qp_chain_run *run;
    bool *part;             ///< [actors] takes it part in the chain?
    qp_innovation_set *set; ///< [actors] its stages
    region *regions;        ///< [regions]
    presence *rows;         ///< [count]
    size_t count;
} coverage;

/* --------------------------------------------------------------------- cover */

static void cover_actor(cover *c, qp_innovation_set set)
{
    c->set |= set;
    c->staged += set != 0 ? 1 : 0;
    c->unstaged += set == 0 ? 1 : 0;
}

static qp_status add_cover(const coverage *c, const cover *own, uint32_t r,
                           qp_string object)
{
    qp_run *base = &c->run->base;
    qp_panel_row row = qp_run_row(base, QP_M_STAGE_COVERAGE,
                                  base->region_text[r]);
    double present = (double)qp_innovation_size(own->set);
    row.object = object;
    row.n = (double)own->staged;
    row.missing = (double)own->unstaged;
    qp_frame_give(&row, own->staged > 0 ? present / STAGES : NAN,
                  QP_REASON_NO_STAGE);
    return qp_run_add(base, &row);
}

/* ------------------------------------------------------------------ technology */

static int by_place(const void *a, const void *b)
{
    const presence *left = a;
    const presence *right = b;
    if (left->region != right->region)
        return left->region < right->region ? -1 : 1;
    return (left->class > right->class) - (left->class < right->class);
}

static qp_status list_presence(coverage *c)
{
    qp_run *base = &c->run->base;
    qp_technologies list = {0};
    qp_status status = qp_technologies_list(base->net, &list, base->err);
    if (status != QP_OK)
        return status;
    c->rows = qp_acquire(list.count, sizeof *c->rows);
    for (size_t t = 0; t < list.count && c->rows != NULL; t++) {
        qp_row actor = list.rows[t].actor;
        uint32_t place = qp_run_place(base, actor);
        if (c->part[actor] && place != QP_NONE)
            c->rows[c->count++] = (presence){place, list.rows[t].class,
                                             c->set[actor]};
    }
    qp_technologies_clear(&list);
    return c->rows != NULL ? QP_OK : qp_run_no_memory(base);
}

/* Of a technology nobody in which has a stage nothing is told. */
static qp_status add_technologies(const coverage *c)
{
    qp_run *base = &c->run->base;
    qp_status status = QP_OK;
    size_t next = 0;
    for (size_t i = 0; i < c->count && status == QP_OK; i = next) {
        cover own = {0};
        const presence *first = &c->rows[i];
        for (next = i; next < c->count && by_place(first, &c->rows[next]) == 0;
             next++)
            cover_actor(&own, c->rows[next].set);
        if (own.staged > 0)
            status = add_cover(
                c, &own, first->region,
                qp_panel_string(base->panel,
                                qp_network_text(base->net, first->class)));
    }
    return status;
}

/* -------------------------------------------------------------------- capacity */

/* The capacity of an actor is split equally over its stages. */
static void take_capacity(region *r, qp_innovation_set set, double capacity)
{
    if (set == 0 || isnan(capacity)) {
        r->unused++;
        return;
    }
    r->used++;
    for (int s = 0; s < STAGES; s++)
        if (qp_innovation_has(set, (qp_innovation_stage)s)) {
            r->known[s]++;
            qp_sum_add(&r->capacity[s],
                       capacity / (double)qp_innovation_size(set));
        }
}

/* A stage without actors has no capacity; of one whose actors do not say it is
 * not known. */
static bool is_known(const region *r)
{
    bool known = true;
    for (int s = 0; s < STAGES; s++)
        known = known &&
                (r->known[s] > 0 ||
                 !qp_innovation_has(r->cover.set, (qp_innovation_stage)s));
    return known;
}

static int weakest_of(const region *r, double *share)
{
    int weakest = 0;
    double capacity[STAGES];
    double total = 0;
    for (int s = 0; s < STAGES; s++) {
        capacity[s] = qp_sum_value(&r->capacity[s]);
        total += capacity[s];
        weakest = capacity[s] < capacity[weakest] ? s : weakest;
    }
    *share = total > 0 ? capacity[weakest] / (total / STAGES) : NAN;
    return weakest;
}

static qp_reason why_no_weakest(const region *r)
{
    return is_known(r) && r->used > 0 ? QP_REASON_ZERO_TOTAL
                                      : QP_REASON_NO_CAPACITY;
}

static qp_status add_weakest(const coverage *c, uint32_t r)
{
    qp_run *base = &c->run->base;
    const region *own = &c->regions[r];
    qp_panel_row row = qp_run_row(base, QP_M_WEAKEST_STAGE,
                                  base->region_text[r]);
    double share = NAN;
    int weakest = weakest_of(own, &share);
    row.n = (double)own->used;
    row.missing = (double)own->unused;
    qp_frame_give(&row, is_known(own) ? share : NAN, why_no_weakest(own));
    if (!isnan(row.value))
        row.object = qp_panel_string(base->panel,
                                     qp_innovation_stage_names[weakest]);
    return qp_run_add(base, &row);
}

/* --------------------------------------------------------------------- window */

static qp_status look(coverage *c)
{
    qp_run *base = &c->run->base;
    size_t actors = base->net->actors.count;
    c->part = qp_acquire(actors, sizeof *c->part);
    c->set = qp_acquire(actors, sizeof *c->set);
    c->regions = qp_acquire(base->region_count, sizeof *c->regions);
    if (c->part == NULL || c->set == NULL || c->regions == NULL)
        return qp_run_no_memory(base);
    qp_innovation_look(base->net, c->part, c->set);
    for (qp_row a = 0; a < actors; a++) {
        uint32_t place = c->part[a] ? qp_run_place(base, a) : QP_NONE;
        if (place == QP_NONE)
            continue;
        cover_actor(&c->regions[place].cover, c->set[a]);
        take_capacity(&c->regions[place], c->set[a],
                      qp_optional_number(base->net->actors.capacity, a));
    }
    return QP_OK;
}

static qp_status add_regions(const coverage *c)
{
    qp_run *base = &c->run->base;
    qp_status status = QP_OK;
    for (uint32_t r = 0; r < base->region_count && status == QP_OK; r++) {
        status = add_cover(c, &c->regions[r].cover, r, base->all);
        if (status == QP_OK)
            status = add_weakest(c, r);
    }
    return status;
}

static void clear(coverage *c)
{
    qp_release(c->part);
    qp_release(c->set);
    qp_release(c->regions);
    qp_release(c->rows);
}

qp_status qp_chain_coverage(qp_chain_run *run)
{
    coverage c = {.run = run};
    qp_status status = look(&c);
    if (status == QP_OK)
        status = list_presence(&c);
    if (status == QP_OK) {
        qsort(c.rows, c.count, sizeof *c.rows, by_place);
        status = add_technologies(&c);
    }
    if (status == QP_OK)
        status = add_regions(&c);
    clear(&c);
    return status;
}
