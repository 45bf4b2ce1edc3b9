/* SPDX-License-Identifier: MIT */
#include "core/memory.h"
#include "table/planner.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -------------------------------------------------------------- memberships */

/* The region of actors, which a table of regions should know. */
static void feed_region(qp_planner *p, qp_plan *plan, int ours)
{
    qp_unknown *u = p->u;
    u->region = qp_column_richest(u, QP_TELLS_REGION, qp_holds_ids);
    qp_plan_feed(u, plan, ours, u->region);
}

/* Enterprises or institutes, whichever more of the values look like. */
static qp_table_id kind_of_actors(const qp_unknown *u, int column)
{
    double firms = qp_share_of(u, (size_t)column, qp_tells_firm);
    double institutes = qp_share_of(u, (size_t)column, qp_tells_institute);
    bool firm = u->told[column].what == QP_TELLS_ENTERPRISE;
    return firms > institutes || (firm && firms == institutes) ? QP_ENTERPRISES
                                                               : QP_INSTITUTES;
}

static void plan_members(qp_planner *p, int member)
{
    qp_unknown *u = p->u;
    qp_table_id table = kind_of_actors(u, member);
    bool firms = table == QP_ENTERPRISES;
    qp_plan *plan = qp_add_plan(u, table);
    plan->keep = true;
    qp_plan_feed(u, plan, firms ? (int)QP_ENTERPRISE_ID : (int)QP_INSTITUTE_ID,
                 member);
    feed_region(p, plan,
                firms ? (int)QP_ENTERPRISE_REGION : (int)QP_INSTITUTE_REGION);
    qp_remark_on(p, "Check whether all members in", member,
                 firms ? "are enterprises." : "are institutes.");
}

bool qp_plan_memberships(qp_planner *p)
{
    qp_unknown *u = p->u;
    static const qp_tells members[] = {QP_TELLS_MEMBER, QP_TELLS_INSTITUTE,
                                       QP_TELLS_ENTERPRISE};
    int project = qp_column_telling(u, QP_TELLS_PROJECT, qp_holds_ids);
    int member = QP_NO_COLUMN;
    for (size_t m = 0; m < COUNT(members) && member < 0; m++)
        member = qp_column_telling(u, members[m], qp_holds_ids);
    if (project < 0 || member < 0 || qp_planner_is_unique(p, project))
        return false;
    qp_plan *plan = qp_add_plan(u, QP_MEMBERSHIPS);
    qp_plan_feed(u, plan, QP_MEMBERSHIP_CONSORTIUM, project);
    qp_plan_feed(u, plan, QP_MEMBERSHIP_MEMBER, member);
    qp_plan_feed(u, plan, QP_MEMBERSHIP_ROLE,
                 qp_column_telling(u, QP_TELLS_ROLE, qp_holds_texts));
    qp_plan_feed(u, plan, QP_MEMBERSHIP_WEIGHT,
                 qp_column_telling(u, QP_TELLS_VALUE, qp_holds_amounts));
    qp_remark(p, "Memberships: one row a project and member.");
    double shared = 0;
    if (p->status == QP_OK)
        p->status = qp_guess_overlap(&u->sheet, (size_t)project, (size_t)member,
                                     &shared, p->err);
    if (shared > 0)
        qp_remark(p, "Some ids name both a project and a member: ids must be "
                     "unique over both.");
    qp_plan *consortia = qp_add_plan(u, QP_CONSORTIA);
    qp_plan_feed(u, consortia, QP_CONSORTIUM_ID, project);
    consortia->keep = true;
    plan_members(p, member);
    return true;
}

/* -------------------------------------------------------------------- actors */

static bool may_name_actors(const qp_unknown *u, size_t c)
{
    const qp_column_guess *g = &u->guesses[c];
    size_t filled = u->sheet.row_count - g->blank_count;
    qp_tells what = u->told[c].what;
    size_t most_rows = what == QP_TELLS_NAME ? 5 : 1; /* of one actor */
    if (!qp_holds_texts(g) || !qp_is_free(u, c) ||
        g->distinct * 10 * most_rows < filled * 8)
        return false;
    bool named = what == QP_TELLS_ENTERPRISE || what == QP_TELLS_INSTITUTE;
    return named || qp_share_of(u, c, qp_tells_firm) +
                            qp_share_of(u, c, qp_tells_institute) >=
                        0.5;
}

static int actor_column(const qp_unknown *u)
{
    int best = QP_NO_COLUMN;
    for (size_t c = 0; c < u->sheet.column_count; c++)
        if (may_name_actors(u, c) &&
            (best < 0 || u->guesses[c].distinct > u->guesses[best].distinct))
            best = (int)c;
    return best;
}

bool qp_plan_actors(qp_planner *p)
{
    qp_unknown *u = p->u;
    int name = actor_column(u);
    if (name < 0)
        return false;
    int id = qp_column_telling(u, QP_TELLS_ID, qp_holds_ids);
    id = qp_planner_is_unique(p, id) ? id : name;
    bool firms = kind_of_actors(u, name) == QP_ENTERPRISES;
    qp_plan *plan = qp_add_plan(u, firms ? QP_ENTERPRISES : QP_INSTITUTES);
    plan->keep = !qp_planner_is_unique(p, id);
    qp_plan_feed(u, plan, firms ? (int)QP_ENTERPRISE_ID : (int)QP_INSTITUTE_ID,
                 id);
    if (id != name)
        qp_plan_feed(u, plan,
                     firms ? (int)QP_ENTERPRISE_NAME : (int)QP_INSTITUTE_NAME,
                     name);
    feed_region(p, plan,
                firms ? (int)QP_ENTERPRISE_REGION : (int)QP_INSTITUTE_REGION);
    if (firms)
        qp_plan_feed(u, plan, QP_ENTERPRISE_INDUSTRY,
                     qp_column_telling(u, QP_TELLS_INDUSTRY, qp_holds_texts));
    else
        qp_plan_feed(u, plan, QP_INSTITUTE_KIND,
                     qp_column_telling(u, QP_TELLS_KIND, qp_holds_texts));
    qp_remark_on(p, firms ? "Enterprises, by" : "Institutes, by", name,
                 "and its values.");
    return true;
}

/* ------------------------------------------------------------------- regions */

/* Is every value of one column found in another? */
static bool all_among(const qp_unknown *u, int part, int whole)
{
    const qp_sheet *sheet = &u->sheet;
    unsigned char *in = qp_acquire(sheet->text.count + 1, 1);
    bool all = in != NULL;
    for (size_t row = 0; all && row < sheet->row_count; row++) {
        qp_string s = sheet->cells[row * sheet->column_count + (size_t)whole];
        if (s != QP_NONE)
            in[s] = 1;
    }
    for (size_t row = 0; all && row < sheet->row_count; row++) {
        qp_string s = sheet->cells[row * sheet->column_count + (size_t)part];
        all = qp_pool_text(&sheet->text, s)[0] == '\0' || in[s] == 1;
    }
    qp_release(in);
    return all;
}

/* Other tables name a region by its code or name, seldom by a number. */
static int region_id(qp_planner *p)
{
    qp_unknown *u = p->u;
    const int candidates[] = {
        qp_column_telling(u, QP_TELLS_ID, qp_holds_texts),
        qp_column_richest(u, QP_TELLS_REGION, qp_holds_texts),
        qp_column_telling(u, QP_TELLS_ID, qp_holds_ids),
        qp_column_richest(u, QP_TELLS_REGION, qp_holds_ids),
        qp_column_telling(u, QP_TELLS_NAME, qp_holds_texts)};
    for (size_t c = 0; c < COUNT(candidates); c++)
        if (qp_planner_is_unique(p, candidates[c]))
            return candidates[c];
    return QP_NO_COLUMN;
}

static bool speaks_of_regions(qp_unknown *u)
{
    bool located = qp_column_telling(u, QP_TELLS_LON, qp_holds_amounts) >= 0 &&
                   qp_column_telling(u, QP_TELLS_LAT, qp_holds_amounts) >= 0;
    if (located)
        return true;
    if (qp_is_wide(u) || qp_column_of_dates(u) >= 0)
        return false;
    if (qp_column_telling(u, QP_TELLS_POPULATION, qp_holds_amounts) >= 0)
        return true;
    return qp_column_richest(u, QP_TELLS_REGION, qp_holds_ids) >= 0 &&
           qp_count_amounts(u) == 0;
}

bool qp_plan_regions(qp_planner *p)
{
    static const struct {
        int ours;
        qp_tells what;
        qp_fitness *fits;
    } rest[] = {{QP_REGION_NAME_ZH, QP_TELLS_NAME_ZH, qp_holds_texts},
                {QP_REGION_LON, QP_TELLS_LON, qp_holds_amounts},
                {QP_REGION_LAT, QP_TELLS_LAT, qp_holds_amounts},
                {QP_REGION_POPULATION, QP_TELLS_POPULATION, qp_holds_amounts},
                {QP_REGION_CLUSTER, QP_TELLS_CLUSTER, qp_holds_ids},
                {QP_REGION_KIND, QP_TELLS_KIND, qp_holds_texts}};
    qp_unknown *u = p->u;
    if (!speaks_of_regions(u))
        return false;
    int id = region_id(p);
    if (id < 0)
        return false;
    qp_plan *plan = qp_add_plan(u, QP_REGIONS);
    qp_plan_feed(u, plan, QP_REGION_ID, id);
    int name = qp_column_telling(u, QP_TELLS_NAME, qp_holds_texts);
    qp_plan_feed(u, plan, QP_REGION_NAME,
                 name >= 0
                     ? name
                     : qp_column_richest(u, QP_TELLS_REGION, qp_holds_texts));
    for (size_t r = 0; r < COUNT(rest); r++)
        qp_plan_feed(u, plan, rest[r].ours,
                     qp_column_telling(u, rest[r].what, rest[r].fits));
    int parent = qp_column_telling(u, QP_TELLS_PARENT, qp_holds_ids);
    if (parent >= 0 && all_among(u, parent, id))
        qp_plan_feed(u, plan, QP_REGION_PARENT, parent);
    qp_remark_on(p, "Regions; check that other tables name them by", id,
                 "too.");
    return true;
}
