/* SPDX-License-Identifier: MIT */
#include "table/projection.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

#define COORDINATOR "coordinator"

/** Rows that a table can have: the last number is no row. */
#define MOST_ROWS ((uint64_t)QP_NONE - 1)

typedef struct {
    const char *text;
    qp_string id;
    bool coordinates;
} member;

/** A consortium: its different members, by the bytes of their ids. */
typedef struct {
    uint32_t begin; ///< in work.members
    uint32_t count;
    qp_string lead; ///< QP_NONE: none
    bool listed;    ///< in consortia; another is told by those who know ids
} alliance;

typedef struct {
    qp_dataset *dataset;
    const qp_table *projections;
    qp_table *links;
    alliance *alliances; ///< [texts] by the id of the consortium
    member *members;     ///< [memberships] those of one consortium together
    size_t *idle;        ///< [files] rows of projections that gave no link
    size_t first_origin; ///< where the origins of the links made here begin
    qp_findings *findings;
    qp_error *err;
} work;

static qp_status no_memory(const work *w)
{
    return qp_fail(w->err, QP_E_MEMORY, "no memory to project memberships");
}

/* ------------------------------------------------------- who takes part where */

static qp_string text_at(const qp_table *table, size_t column, size_t row)
{
    const qp_cells *cells = &table->columns[column];
    return cells->present ? cells->text[row] : QP_NONE;
}

/* The consortium of a membership, or NULL where a part of it was refused. */
static alliance *alliance_of(const work *w, const qp_table *table, size_t row)
{
    qp_string id = text_at(table, QP_MEMBERSHIP_CONSORTIUM, row);
    bool whole = id != QP_NONE &&
                 !qp_table_is_blank(table, QP_MEMBERSHIP_MEMBER, row);
    return whole ? &w->alliances[id] : NULL;
}

/* How many memberships each consortium has, and where its members begin. */
static void count_members(const work *w, const qp_table *memberships)
{
    for (size_t row = 0; row < memberships->row_count; row++) {
        alliance *a = alliance_of(w, memberships, row);
        if (a != NULL)
            a->count++;
    }
    uint32_t begin = 0;
    for (size_t t = 0; t < w->dataset->text.count; t++) {
        alliance *a = &w->alliances[t];
        a->begin = begin;
        begin += a->count;
        a->count = 0;
    }
}

static void place_members(const work *w, const qp_table *memberships)
{
    const qp_pool *text = &w->dataset->text;
    qp_string role = qp_pool_find(text, COORDINATOR, strlen(COORDINATOR));
    for (size_t row = 0; row < memberships->row_count; row++) {
        alliance *a = alliance_of(w, memberships, row);
        if (a == NULL)
            continue;
        qp_string id = text_at(memberships, QP_MEMBERSHIP_MEMBER, row);
        qp_string is = text_at(memberships, QP_MEMBERSHIP_ROLE, row);
        w->members[a->begin + a->count++] = (member){
            qp_pool_text(text, id), id, is != QP_NONE && is == role};
    }
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const member *)a)->text, ((const member *)b)->text);
}

/* One member each, coordinator if any of its memberships says so. */
static void settle_members(const work *w, alliance *a)
{
    member *members = &w->members[a->begin];
    uint32_t count = a->count;
    if (count == 0)
        return;
    qsort(members, count, sizeof *members, by_id);
    a->count = 1;
    for (uint32_t i = 1; i < count; i++)
        if (members[i].id == members[a->count - 1].id)
            members[a->count - 1].coordinates |= members[i].coordinates;
        else
            members[a->count++] = members[i];
}

static void note_consortia(const work *w, const qp_table *consortia)
{
    for (size_t t = 0; t < w->dataset->text.count; t++)
        w->alliances[t].lead = QP_NONE;
    for (size_t row = 0; row < consortia->row_count; row++) {
        qp_string id = text_at(consortia, QP_CONSORTIUM_ID, row);
        qp_string lead = text_at(consortia, QP_CONSORTIUM_LEAD, row);
        if (id == QP_NONE)
            continue;
        w->alliances[id].listed = true;
        if (w->alliances[id].lead == QP_NONE)
            w->alliances[id].lead = lead;
    }
}

static qp_status gather(work *w)
{
    const qp_table *tables = w->dataset->tables;
    const qp_table *memberships = &tables[QP_MEMBERSHIPS];
    size_t texts = w->dataset->text.count;
    w->alliances = qp_acquire(texts, sizeof *w->alliances);
    w->members = qp_acquire(memberships->row_count, sizeof *w->members);
    if (w->alliances == NULL || w->members == NULL)
        return no_memory(w);
    count_members(w, memberships);
    place_members(w, memberships);
    for (size_t t = 0; t < texts; t++)
        settle_members(w, &w->alliances[t]);
    note_consortia(w, &tables[QP_CONSORTIA]);
    return QP_OK;
}

/* ---------------------------------------------------------- the ends of links */

/* Who leads: a member whose role it is, the lead before others, or the lead
 * where no member has the role. */
static qp_string coordinator_of(const work *w, const alliance *a)
{
    qp_string first = QP_NONE;
    for (uint32_t i = 0; i < a->count; i++) {
        const member *m = &w->members[a->begin + i];
        if (m->coordinates && m->id == a->lead)
            return a->lead;
        if (m->coordinates && first == QP_NONE)
            first = m->id;
    }
    return first != QP_NONE ? first : a->lead;
}

static void add_link(qp_table *links, qp_string from, qp_string to,
                     double weight)
{
    size_t row = links->row_count++;
    links->columns[QP_LINK_FROM].text[row] = from;
    links->columns[QP_LINK_TO].text[row] = to;
    links->columns[QP_LINK_WEIGHT].number[row] = weight;
}

static uint64_t count_clique(const work *w, const alliance *a)
{
    (void)w;
    return a->count < 2 ? 0 : (uint64_t)a->count * (a->count - 1) / 2;
}

static void add_clique(const work *w, const alliance *a)
{
    const member *members = &w->members[a->begin];
    double weight = 1 / ((double)a->count - 1);
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t j = i + 1; j < a->count; j++)
            add_link(w->links, members[i].id, members[j].id, weight);
}

static bool is_led(const member *m, qp_string coordinator)
{
    return coordinator != QP_NONE && !m->coordinates && m->id != coordinator;
}

static uint64_t count_star(const work *w, const alliance *a)
{
    qp_string coordinator = coordinator_of(w, a);
    uint64_t count = 0;
    for (uint32_t i = 0; i < a->count; i++)
        count += is_led(&w->members[a->begin + i], coordinator);
    return count;
}

static void add_star(const work *w, const alliance *a)
{
    qp_string coordinator = coordinator_of(w, a);
    for (uint32_t i = 0; i < a->count; i++) {
        const member *m = &w->members[a->begin + i];
        if (is_led(m, coordinator))
            add_link(w->links, coordinator, m->id, 1);
    }
}

static const struct {
    uint64_t (*count)(const work *w, const alliance *a);
    void (*add)(const work *w, const alliance *a);
} forms[] = {
    [QP_FORM_CLIQUE] = {count_clique, add_clique},
    [QP_FORM_COORDINATOR] = {count_star, add_star},
};

/* --------------------------------------------------- the rows of projections */

/* The form of a row, or -1 where it cannot be known. */
static int form_of(const work *w, size_t row)
{
    const double *form = w->projections->columns[QP_PROJECTION_FORM].number;
    if (form != NULL && !isnan(form[row]))
        return (int)form[row];
    return qp_table_refused(w->projections, row, QP_PROJECTION_FORM)
               ? -1
               : QP_FORM_CLIQUE;
}

/* The consortium of a row, or NULL where a part of the row was refused. */
static const alliance *asked_by(const work *w, size_t row)
{
    qp_string id = text_at(w->projections, QP_PROJECTION_CONSORTIUM, row);
    bool whole = id != QP_NONE && form_of(w, row) >= 0 &&
                 !qp_table_is_blank(w->projections, QP_PROJECTION_LAYER, row);
    return whole ? &w->alliances[id] : NULL;
}

static qp_status count_links(work *w, uint64_t *count)
{
    w->idle = qp_acquire(w->dataset->file_count, sizeof *w->idle);
    if (w->idle == NULL)
        return no_memory(w);
    *count = 0;
    for (size_t row = 0; row < w->projections->row_count; row++) {
        const alliance *a = asked_by(w, row);
        if (a == NULL)
            continue;
        uint64_t more = forms[form_of(w, row)].count(w, a);
        if (more == 0 && a->listed)
            w->idle[qp_dataset_file(w->dataset, w->projections, row)]++;
        *count += more;
        if (*count + w->links->row_count > MOST_ROWS)
            return qp_fail(w->err, QP_E_LIMIT,
                           "projections and links give more than 4,294,967,294 "
                           "links");
    }
    return QP_OK;
}

static qp_status tell_idle(const work *w)
{
    qp_status status = QP_OK;
    for (size_t f = 0; f < w->dataset->file_count && status == QP_OK; f++) {
        char found[64];
        qp_place place = {w->dataset->files[f], 0, 0};
        if (w->idle[f] == 0)
            continue;
        snprintf(found, sizeof found, "%zu %s no links", w->idle[f],
                 w->idle[f] == 1 ? "row gives" : "rows give");
        status = qp_findings_add(w->findings, QP_RULE_PROJECTION_IDLE, place,
                                 found,
                                 "a consortium has two members or more, and "
                                 "where one leads, a coordinator",
                                 w->err);
    }
    return status;
}

/* ------------------------------------------------------------------ the links */

/** A column of a projection that its links have too. */
static const struct {
    int theirs;
    int ours;
} carried[] = {
    {QP_PROJECTION_LAYER, QP_LINK_LAYER},
    {QP_PROJECTION_DATE, QP_LINK_DATE},
    {QP_PROJECTION_UNTIL, QP_LINK_UNTIL},
    {QP_PROJECTION_SOURCE, QP_LINK_SOURCE},
};

enum { CARRIED_COUNT = sizeof carried / sizeof *carried };

static qp_status make_room(const work *w, uint64_t count)
{
    qp_table *links = w->links;
    size_t rows = links->row_count + (size_t)count;
    bool room = qp_table_reserve(links, rows) &&
                qp_table_open(links, QP_LINK_FROM) &&
                qp_table_open(links, QP_LINK_TO) &&
                qp_table_open(links, QP_LINK_WEIGHT);
    for (size_t c = 0; c < CARRIED_COUNT && room; c++)
        room = !w->projections->columns[carried[c].theirs].present ||
               qp_table_open(links, (size_t)carried[c].ours);
    if (!room)
        return no_memory(w);
    for (size_t k = 0; k < links->schema->column_count; k++)
        if (links->columns[k].present)
            qp_table_blank(links, k, links->row_count, rows);
    return QP_OK;
}

/* Links of the rows of one file have one origin. */
static qp_status find_origin(const work *w, uint16_t file, uint16_t *origin)
{
    qp_dataset *d = w->dataset;
    for (size_t o = w->first_origin; o < d->origin_count; o++)
        if (d->origins[o].file == file) {
            *origin = (uint16_t)o;
            return QP_OK;
        }
    qp_status status = qp_dataset_add_origin(d, file, origin, w->err);
    if (status == QP_OK)
        d->origins[*origin].derived = true;
    return status;
}

/* Give the links from `first` on what their row of projections says. */
static qp_status stamp(const work *w, size_t row, size_t first)
{
    uint16_t origin = 0;
    qp_table *links = w->links;
    qp_status status = find_origin(
        w, qp_dataset_file(w->dataset, w->projections, row), &origin);
    for (size_t link = first; link < links->row_count; link++) {
        links->origin[link] = origin;
        links->line[link] = w->projections->line[row];
    }
    for (size_t c = 0; c < CARRIED_COUNT; c++) {
        const qp_cells *from = &w->projections->columns[carried[c].theirs];
        qp_cells *to = &links->columns[carried[c].ours];
        for (size_t link = first; from->present && link < links->row_count;
             link++)
            if (from->period != NULL)
                to->period[link] = from->period[row];
            else
                to->text[link] = from->text[row];
    }
    return status;
}

static qp_status add_links(const work *w)
{
    qp_status status = QP_OK;
    for (size_t row = 0; row < w->projections->row_count && status == QP_OK;
         row++) {
        const alliance *a = asked_by(w, row);
        size_t first = w->links->row_count;
        if (a == NULL)
            continue;
        forms[form_of(w, row)].add(w, a);
        status = stamp(w, row, first);
    }
    return status;
}

/* What was lost of memberships is lost of their links. */
static void inherit_losses(const work *w)
{
    const qp_table *tables = w->dataset->tables;
    w->links->present = true;
    w->links->incomplete |= tables[QP_PROJECTIONS].incomplete ||
                            tables[QP_MEMBERSHIPS].incomplete ||
                            tables[QP_CONSORTIA].incomplete;
}

qp_status qp_dataset_project(qp_dataset *dataset, qp_findings *findings,
                             qp_error *err)
{
    work w = {.dataset = dataset,
              .projections = &dataset->tables[QP_PROJECTIONS],
              .links = &dataset->tables[QP_LINKS],
              .first_origin = dataset->origin_count,
              .findings = findings,
              .err = err};
    uint64_t count = 0;
    if (w.projections->row_count == 0)
        return QP_OK;
    qp_status status = gather(&w);
    if (status == QP_OK)
        status = count_links(&w, &count);
    if (status == QP_OK && count > 0)
        status = make_room(&w, count);
    if (status == QP_OK && count > 0)
        status = add_links(&w);
    if (status == QP_OK)
        status = tell_idle(&w);
    inherit_losses(&w);
    qp_release(w.alliances);
    qp_release(w.members);
    qp_release(w.idle);
    return status;
}
