/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "metric/chain_gaps.h"
#include "metric/innovation_stage.h"
#include "metric/technology.h"

enum { MOST_FIRMS = 20 }; ///< told for a class

/** Rows that wait for what chance says of them. */
typedef struct {
    qp_panel_row *rows;    ///< [count]
    qp_chain_asked *asked; ///< [count]
    size_t count;
    size_t row_room;
    size_t asked_room;
} waiting;

/** The window at hand. */
typedef struct {
    qp_chain_ground ground;
    qp_ranking names;   ///< of the gaps
    qp_chain_gap *gaps; ///< [names.count]
    qp_candidate *list; ///< [regions]
    double *capacity;   ///< [regions] in what is related to a gap
    double *gain;       ///< [regions]
    double *room;       ///< of qp_gap_gains
    qp_chain_firms found;
    waiting regions;
    waiting firms;
} search;

/* --------------------------------------------------------------------- gaps */

static bool is_class(const search *s, qp_string name)
{
    qp_chain_gap gap = qp_chain_gap_find(&s->ground, name);
    return gap.kind != QP_STRUCTURE_KIND_COUNT && !gap.stands_in;
}

/* Of each text, the stages of those who work on it as a technology. */
static void gather_stages(const qp_network *net, const qp_technologies *list,
                          qp_innovation_set stages[])
{
    for (size_t t = 0; t < list->count; t++) {
        qp_row actor = list->rows[t].actor;
        if (qp_optional_number(net->actors.group, actor) != 1)
            stages[list->rows[t].class] |= qp_innovation_of(net, actor);
    }
}

static void note_gaps(search *s, const qp_innovation_set stages[])
{
    const qp_chain_run *run = s->ground.run;
    for (qp_string t = 0; t < run->base.net->text.count; t++) {
        size_t size = qp_innovation_size(stages[t]);
        if (size > 0 && size < QP_INNOVATION_STAGES && is_class(s, t))
            qp_ranking_note(&s->names, t);
    }
    for (size_t l = 0; l < run->lacking_count; l++)
        qp_ranking_note(&s->names, run->lacking[l]);
}

/* What M14 flags, and the classes whose actors lack a stage altogether. */
static qp_status name_gaps(search *s)
{
    qp_run *run = &s->ground.run->base;
    qp_technologies list = {0};
    qp_innovation_set *stages = qp_acquire(run->net->text.count,
                                           sizeof *stages);
    qp_status status = stages != NULL
                           ? qp_technologies_list(run->net, &list, run->err)
                           : qp_run_no_memory(run);
    if (status == QP_OK) {
        gather_stages(run->net, &list, stages);
        note_gaps(s, stages);
    }
    qp_technologies_clear(&list);
    qp_release(stages);
    return status;
}

static qp_status find_gaps(search *s)
{
    qp_run *run = &s->ground.run->base;
    qp_status status = qp_ranking_begin(run->net, &s->names, run->err);
    if (status == QP_OK)
        status = name_gaps(s);
    if (status == QP_OK)
        status = qp_ranking_settle(run->net, &s->names, run->err);
    if (status != QP_OK)
        return status;
    s->gaps = qp_acquire(s->names.count, sizeof *s->gaps);
    if (s->gaps == NULL)
        return qp_run_no_memory(run);
    for (size_t g = 0; g < s->names.count; g++)
        s->gaps[g] = qp_chain_gap_find(&s->ground, s->names.text[g]);
    return QP_OK;
}

/* --------------------------------------------------------------------- rows */

static qp_string name_of(const qp_run *run, qp_string text)
{
    return qp_panel_string(run->panel, qp_network_text(run->net, text));
}

static unsigned flags_of(const search *s, const qp_chain_gap *gap)
{
    const qp_chain_portfolio *p = &s->ground.of[gap->kind];
    return qp_relations_flags(&p->relations, p->region_used) |
           (p->relations.rule.given ? 1U << QP_FLAG_PRESENCE : 0) |
           (gap->stands_in ? 1U << QP_FLAG_BY_INDUSTRY : 0);
}

static qp_panel_row row_of(const search *s, const qp_chain_gap *gap,
                           qp_row actor, double n)
{
    qp_run *run = &s->ground.run->base;
    qp_panel_row row = qp_chain_actor_row(s->ground.run,
                                          QP_M_GAP_CANDIDATE_DENSITY, actor);
    row.object = name_of(run, gap->name);
    row.n = n;
    row.missing = (double)s->ground.of[gap->kind].structure.missing;
    return row;
}

static qp_status wait(search *s, waiting *w, const qp_panel_row *row,
                      const qp_chain_asked *asked)
{
    if (!qp_grow((void **)&w->rows, &w->row_room, w->count, sizeof *w->rows) ||
        !qp_grow((void **)&w->asked, &w->asked_room, w->count,
                 sizeof *w->asked))
        return qp_run_no_memory(&s->ground.run->base);
    w->rows[w->count] = *row;
    w->asked[w->count++] = *asked;
    return QP_OK;
}

/* What chance says is of those that have a value. */
static qp_status tell(search *s, const char *name,
                      const qp_chain_bearers *bearers, waiting *w)
{
    qp_status status = qp_chain_ask_densities(s->ground.run, name, bearers,
                                              w->asked, w->count);
    for (size_t r = 0; r < w->count && status == QP_OK; r++) {
        qp_panel_row *row = &w->rows[r];
        if (!isnan(row->value) && !isnan(w->asked[r].expected)) {
            row->expected = w->asked[r].expected;
            row->q = w->asked[r].quantile;
            row->null = QP_NULL_CURVEBALL;
        }
        status = qp_run_add(&s->ground.run->base, row);
    }
    w->count = 0;
    return status;
}

/* ------------------------------------------------------------------ regions */

/* Of those who have anything that is related, where they are. */
static void add_capacities(search *s, const qp_chain_gap *gap)
{
    const qp_run *run = &s->ground.run->base;
    const qp_chain_bearers *b = &s->ground.of[gap->kind].actors;
    memset(s->capacity, 0, run->region_count * sizeof *s->capacity);
    for (size_t r = 0; r < b->table.row_count; r++) {
        double capacity = qp_optional_number(run->net->actors.capacity,
                                             b->actor[r]);
        uint32_t place = qp_run_place(run, b->actor[r]);
        double density = qp_gap_density(&gap->gap, b->column + b->start[r],
                                        b->start[r + 1] - b->start[r]);
        if (place != QP_NONE && density > 0 && !isnan(capacity))
            s->capacity[place] += capacity;
    }
}

static size_t list_regions(search *s, const qp_chain_gap *gap)
{
    const qp_chain_portfolio *p = &s->ground.of[gap->kind];
    const qp_chain_bearers *b = &p->regions;
    size_t count = 0;
    add_capacities(s, gap);
    qp_gap_gains(&gap->gap, &b->table, s->ground.run->base.cluster, s->room,
                 s->gain);
    for (uint32_t r = 0; r < b->table.row_count; r++) {
        const uint32_t *column = b->column + b->start[r];
        size_t classes = b->start[r + 1] - b->start[r];
        bool known = p->structure.total[r] > 0;
        if (!qp_gap_is_filled(&gap->gap, column, classes))
            s->list[count++] = (qp_candidate){
                .bearer = r,
                .density = known ? qp_gap_density(&gap->gap, column, classes)
                                 : NAN,
                .gain = s->gain[r],
                .capacity = s->capacity[r]};
    }
    return count;
}

static qp_status add_regions(search *s, const qp_chain_gap *gap)
{
    const qp_chain_portfolio *p = &s->ground.of[gap->kind];
    size_t count = list_regions(s, gap);
    double ranked = (double)qp_candidates_rank(s->list, count);
    qp_status status = QP_OK;
    for (size_t c = 0; c < count && status == QP_OK; c++) {
        const qp_candidate *found = &s->list[c];
        qp_panel_row row = row_of(s, gap, p->regions.actor[found->bearer],
                                  ranked);
        qp_frame_give(&row, found->density,
                      p->structure.total[found->bearer] > 0
                          ? QP_REASON_NO_RELATED
                          : QP_REASON_NO_PORTFOLIO);
        row.rank = found->rank;
        row.flags = isnan(row.value) ? 0 : flags_of(s, gap);
        status = wait(s, &s->regions, &row,
                      &(qp_chain_asked){.gap = &gap->gap,
                                        .bearer = found->bearer,
                                        .density = found->density});
    }
    return status;
}

/* -------------------------------------------------------------------- firms */

static unsigned tier_of(const qp_network *net, qp_row actor)
{
    qp_string tier = qp_optional_row(net->actors.tier, actor);
    return strcmp(qp_network_text(net, tier), "little-giant") == 0
               ? 1U << QP_FLAG_LITTLE_GIANT
               : 0;
}

static qp_status find_firms(search *s)
{
    const qp_chain_gap **gaps = qp_acquire(s->names.count, sizeof *gaps);
    if (gaps == NULL)
        return qp_run_no_memory(&s->ground.run->base);
    for (size_t g = 0; g < s->names.count; g++)
        gaps[g] = &s->gaps[g];
    s->found.most = MOST_FIRMS;
    qp_status status = qp_chain_firms_find(&s->ground, gaps, s->names.count,
                                           &s->found);
    qp_release(gaps);
    return status;
}

static qp_status add_firms(search *s, size_t number)
{
    const qp_chain_gap *gap = &s->gaps[number];
    const qp_chain_bearers *b = &s->ground.of[gap->kind].actors;
    size_t count = s->found.count[number];
    qp_status status = QP_OK;
    for (size_t c = 0; c < count && c < MOST_FIRMS && status == QP_OK; c++) {
        const qp_candidate *found = &s->found.best[number * MOST_FIRMS + c];
        qp_row actor = b->actor[found->bearer];
        qp_panel_row row = row_of(s, gap, actor, (double)count);
        qp_frame_give(&row, found->density, QP_REASON_NO_RELATED);
        row.rank = found->rank;
        row.flags = flags_of(s, gap) | tier_of(s->ground.run->base.net, actor);
        status = wait(s, &s->firms, &row,
                      &(qp_chain_asked){.gap = &gap->gap,
                                        .bearer = found->bearer,
                                        .density = found->density});
    }
    return status;
}

/* ---------------------------------------------------------------- the window */

static qp_status tell_kind(search *s, qp_structure_kind kind)
{
    const qp_chain_portfolio *p = &s->ground.of[kind];
    qp_chain_run *run = s->ground.run;
    qp_status status = QP_OK;
    if (p->structure.class_count == 0)
        return QP_OK;
    qp_chain_enter(run, qp_structure_names[kind]);
    for (size_t g = 0; g < s->names.count && status == QP_OK; g++) {
        if (s->gaps[g].kind != kind)
            continue;
        status = add_regions(s, &s->gaps[g]);
        if (status == QP_OK && qp_chain_tells_actors(run))
            status = add_firms(s, g);
    }
    if (status == QP_OK)
        status = tell(s, "gap_candidates:regions", &p->regions, &s->regions);
    return status == QP_OK
               ? tell(s, "gap_candidates:firms", &p->actors, &s->firms)
               : status;
}

static qp_status add_without(search *s, qp_string name, qp_reason reason)
{
    qp_run *run = &s->ground.run->base;
    qp_panel_row row = qp_run_row(run, QP_M_GAP_CANDIDATE_DENSITY, run->all);
    row.object = name != QP_NONE ? name_of(run, name) : QP_NONE;
    qp_frame_give(&row, NAN, reason);
    return qp_run_add(run, &row);
}

/* What is lacking and no portfolio knows. */
static qp_status tell_unknown(search *s)
{
    qp_status status = QP_OK;
    qp_chain_enter(s->ground.run, NULL);
    for (size_t g = 0; g < s->names.count && status == QP_OK; g++)
        if (s->gaps[g].kind == QP_STRUCTURE_KIND_COUNT)
            status = add_without(s, s->gaps[g].name, QP_REASON_NO_CLASS);
    return status;
}

static qp_status make_room(search *s)
{
    const qp_run *run = &s->ground.run->base;
    const qp_chain_portfolio *p = s->ground.of;
    size_t classes = p[0].structure.class_count + p[1].structure.class_count;
    s->list = qp_acquire(run->region_count, sizeof *s->list);
    s->capacity = qp_acquire(run->region_count, sizeof *s->capacity);
    s->gain = qp_acquire(run->region_count, sizeof *s->gain);
    s->room = qp_acquire(2 * classes, sizeof *s->room);
    bool made = s->list != NULL && s->capacity != NULL && s->gain != NULL &&
                s->room != NULL;
    return made ? QP_OK : qp_run_no_memory(&s->ground.run->base);
}

static qp_status tell_gaps(search *s)
{
    qp_status status = find_gaps(s);
    if (status == QP_OK)
        status = make_room(s);
    if (status == QP_OK && qp_chain_tells_actors(s->ground.run))
        status = find_firms(s);
    for (int k = 0; k < QP_STRUCTURE_KIND_COUNT && status == QP_OK; k++)
        status = tell_kind(s, (qp_structure_kind)k);
    return status == QP_OK ? tell_unknown(s) : status;
}

static void clear_waiting(waiting *w)
{
    qp_release(w->rows);
    qp_release(w->asked);
}

static void clear(search *s)
{
    qp_chain_ground_clear(&s->ground);
    qp_ranking_clear(&s->names);
    qp_release(s->gaps);
    qp_release(s->list);
    qp_release(s->capacity);
    qp_release(s->gain);
    qp_release(s->room);
    qp_chain_firms_clear(&s->found);
    clear_waiting(&s->regions);
    clear_waiting(&s->firms);
}

qp_status qp_chain_candidates(qp_chain_run *run)
{
    search s = {.ground.run = run};
    qp_status status = qp_chain_ground_gather(&s.ground);
    const qp_chain_portfolio *p = s.ground.of;
    if (status == QP_OK && p[0].structure.class_count == 0 &&
        p[1].structure.class_count == 0)
        status = add_without(&s, QP_NONE, QP_REASON_NO_PORTFOLIO);
    else if (status == QP_OK)
        status = tell_gaps(&s);
    clear(&s);
    return status;
}
