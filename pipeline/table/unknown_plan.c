/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "core/memory.h"
#include "table/unknown.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/** The planning of one file. */
typedef struct {
    qp_unknown *u;
    int from; ///< ends of links, the best so far; or QP_NO_COLUMN
    int to;
    size_t worth;  ///< different values of both, texts before digits
    size_t looked; ///< pairs of columns whose values were compared
    qp_status status;
    qp_error *err;
} planner;

/* --------------------------------------------------------- kinds of columns */

typedef bool fitness(const qp_column_guess *guess);

static bool is_text(const qp_column_guess *g)
{
    return g->type == QP_GUESS_STRING;
}

/* An id may be written in digits. */
static bool is_id(const qp_column_guess *g)
{
    return g->type == QP_GUESS_STRING ||
           (g->type == QP_GUESS_INTEGER && g->group == NULL && !g->negative);
}

static bool is_amount(const qp_column_guess *g)
{
    return (g->type == QP_GUESS_INTEGER || g->type == QP_GUESS_NUMBER) &&
           !g->decimal_years;
}

/* Where the name says that it is one, a number may look like a year. */
static bool is_any_number(const qp_column_guess *g)
{
    return is_amount(g) || g->type == QP_GUESS_YEAR;
}

static bool is_date(const qp_column_guess *g)
{
    bool date = g->type == QP_GUESS_YEAR || g->type == QP_GUESS_YEARMONTH ||
                g->type == QP_GUESS_DATE || g->decimal_years;
    return date && g->format == NULL;
}

static bool is_free(const qp_unknown *u, size_t c)
{
    return u->usable[c] && !u->used[c] && !u->melted[c];
}

/* The first column whose name tells this and whose values fit. */
static int telling(const qp_unknown *u, qp_tells what, fitness *fits)
{
    for (size_t c = 0; c < u->sheet.column_count; c++)
        if (u->told[c].what == what && is_free(u, c) && fits(&u->guesses[c]))
            return (int)c;
    return QP_NO_COLUMN;
}

/* Of several, that with most different values; of like ones, a code. */
static int richest(const qp_unknown *u, qp_tells what, fitness *fits)
{
    int best = QP_NO_COLUMN;
    for (size_t c = 0; c < u->sheet.column_count; c++) {
        if (u->told[c].what != what || !is_free(u, c) || !fits(&u->guesses[c]))
            continue;
        size_t most = best >= 0 ? u->guesses[best].distinct : 0;
        size_t now = u->guesses[c].distinct;
        bool alike = now * 10 >= most * 9 && most * 10 >= now * 9;
        bool code = u->told[c].code && best >= 0 && !u->told[best].code;
        if (best < 0 || (alike ? code : now > most))
            best = (int)c;
    }
    return best;
}

static int date_column(const qp_unknown *u)
{
    int column = telling(u, QP_TELLS_DATE, is_date);
    for (size_t c = 0; c < u->sheet.column_count && column < 0; c++)
        if (u->told[c].what == QP_TELLS_NOTHING && is_free(u, c) &&
            is_date(&u->guesses[c]))
            column = (int)c;
    return column;
}

/* Has a name that leaves open what its numbers are? */
static bool is_plain_amount(const qp_unknown *u, size_t c)
{
    qp_tells what = u->told[c].what;
    bool open = what == QP_TELLS_NOTHING || what == QP_TELLS_VALUE ||
                what == QP_TELLS_POPULATION;
    return open && !u->told[c].code && is_free(u, c) &&
           is_amount(&u->guesses[c]);
}

static int first_amount(const qp_unknown *u)
{
    int column = telling(u, QP_TELLS_VALUE, is_any_number);
    for (size_t c = 0; c < u->sheet.column_count && column < 0; c++)
        if (is_plain_amount(u, c))
            column = (int)c;
    return column;
}

static size_t count_amounts(const qp_unknown *u)
{
    size_t count = 0;
    for (size_t c = 0; c < u->sheet.column_count; c++)
        count += is_plain_amount(u, c);
    return count;
}

/* ----------------------------------------------------------- keys and names */

static bool tells_apart(planner *p, const size_t columns[], size_t count,
                        bool exactly)
{
    size_t filled = 0;
    size_t apart = 0;
    size_t rows = p->u->sheet.row_count;
    if (p->status == QP_OK)
        p->status = qp_guess_key(&p->u->sheet, columns, count, &filled, &apart,
                                 p->err);
    if (p->status != QP_OK || rows == 0)
        return false;
    return exactly ? apart == rows
                   : apart * 20 >= filled * 19 && filled * 2 > rows;
}

static bool is_unique(planner *p, int column)
{
    if (column < 0)
        return false;
    const size_t alone = (size_t)column;
    return tells_apart(p, &alone, 1, true);
}

static void remark(planner *p, const char *text)
{
    qp_text *remarks = &p->u->remarks;
    if (remarks->size > 0)
        qp_text_add(remarks, " ");
    qp_text_add(remarks, text);
}

/* "Check that a is b." with the name of a column for %s. */
static void remark_on(planner *p, const char *before, int column,
                      const char *after)
{
    char room[32];
    remark(p, before);
    const char *name = qp_unknown_name(p->u, (size_t)column, room);
    qp_text_add(&p->u->remarks, " '");
    qp_text_add_shown(&p->u->remarks, name, strlen(name), 60);
    qp_text_add(&p->u->remarks, "' ");
    qp_text_add(&p->u->remarks, after);
}

static double share_of(const qp_unknown *u, size_t column,
                       bool (*test)(const char *))
{
    enum { ENOUGH = 500 };
    size_t rows = u->sheet.row_count;
    size_t hits = 0;
    rows = rows < ENOUGH ? rows : ENOUGH;
    for (size_t row = 0; row < rows; row++)
        hits += test(qp_sheet_text(&u->sheet, row, column));
    return rows > 0 ? (double)hits / (double)rows : 0;
}

/* -------------------------------------------------------------------- plans */

static qp_plan *add_plan(qp_unknown *u, qp_table_id table)
{
    qp_plan *plan = &u->plans[u->plan_count++];
    *plan = (qp_plan){
        .table = table, .melt_name = QP_NO_COLUMN, .melt_value = QP_NO_COLUMN};
    for (size_t k = 0; k < QP_PLAN_COLUMNS; k++)
        plan->source[k] = QP_NO_COLUMN;
    return plan;
}

static void feed(qp_unknown *u, qp_plan *plan, int ours, int column)
{
    plan->source[ours] = column;
    if (column >= 0)
        u->used[column] = true;
}

/* Columns named by years; two make a file wide. */
static size_t find_year_columns(qp_unknown *u, bool melt)
{
    size_t count = 0;
    char year[5];
    char room[32];
    for (size_t c = 0; c < u->sheet.column_count; c++) {
        const qp_column_guess *g = &u->guesses[c];
        bool values = is_any_number(g) || g->type == QP_GUESS_ANY;
        if (!values || !u->usable[c] ||
            !qp_tells_year(qp_unknown_name(u, c, room), year))
            continue;
        count++;
        u->melted[c] = melt;
    }
    return count;
}

static bool is_wide(qp_unknown *u)
{
    return find_year_columns(u, false) >= 2;
}

/* ------------------------------------------------------------- our own shape */

static bool names_schema(const qp_unknown *u, const qp_schema *schema)
{
    char room[32];
    size_t found = 0;
    size_t needed = 0;
    for (size_t k = 0; k < schema->column_count; k++) {
        needed += schema->columns[k].required;
        for (size_t c = 0; c < u->sheet.column_count; c++)
            found += schema->columns[k].required &&
                     strcmp(schema->columns[k].name,
                            qp_unknown_name(u, c, room)) == 0;
    }
    return found == needed;
}

static bool plan_own_shape(planner *p)
{
    qp_unknown *u = p->u;
    const qp_schema *schema = qp_schema_find(u->stem);
    if (schema == NULL || !names_schema(u, schema))
        return false;
    char room[32];
    add_plan(u, (qp_table_id)(schema - qp_schemas))->by_name = true;
    for (size_t c = 0; c < u->sheet.column_count; c++)
        u->used[c] = qp_schema_column(schema, qp_unknown_name(u, c, room)) >= 0;
    remark(p, "Name and columns are those of our own table.");
    return true;
}

/* --------------------------------------------------------------------- links */

static double overlap(planner *p, size_t a, size_t b)
{
    enum { ENOUGH = 64 };
    double share = 0;
    if (p->status == QP_OK && p->looked++ < ENOUGH)
        p->status = qp_guess_overlap(&p->u->sheet, a, b, &share, p->err);
    return share;
}

/* Called for two columns whose names differ in the words for ends only. */
typedef void pair_visit(planner *p, size_t a, size_t b, bool sure);

static void visit_partners(planner *p, size_t a, const qp_text *name, bool sure,
                           pair_visit *visit)
{
    const qp_unknown *u = p->u;
    qp_string partner = name->size > 0
                            ? qp_pool_find(&u->plain, name->bytes, name->size)
                            : QP_NONE;
    for (size_t b = 0; partner != QP_NONE && b < u->sheet.column_count; b++)
        if (u->plain_name[b] == partner && u->usable[a] && u->usable[b])
            visit(p, a, b, sure);
}

static void visit_pairs(planner *p, pair_visit *visit)
{
    const qp_unknown *u = p->u;
    qp_text partner = {0};
    bool sure = false;
    for (size_t a = 0; a < u->sheet.column_count; a++) {
        const char *name = qp_pool_text(&u->plain, u->plain_name[a]);
        for (size_t w = 0; qp_tells_partner(name, w, &partner, &sure); w++)
            visit_partners(p, a, &partner, sure, visit);
    }
    if (p->status == QP_OK)
        p->status = qp_text_status(&partner, p->err);
    qp_text_clear(&partner);
}

/* Codes before names, and texts before digits, where as many differ. */
static void consider(planner *p, size_t a, size_t b, bool sure)
{
    const qp_unknown *u = p->u;
    const qp_column_guess *g = u->guesses;
    bool texts = is_text(&g[a]) && is_text(&g[b]);
    bool digits = sure && is_id(&g[a]) && is_id(&g[b]);
    if (!texts && !digits)
        return;
    size_t worth = g[a].distinct + g[b].distinct + (texts ? SIZE_MAX / 2 : 0);
    bool alike = p->from >= 0 && worth + p->worth / 20 >= p->worth &&
                 p->worth + p->worth / 20 >= worth;
    bool code = p->from >= 0 && u->told[a].code && !u->told[p->from].code;
    if (p->from >= 0 && (alike ? !code : worth < p->worth))
        return;
    if (!(sure && texts) && overlap(p, a, b) < 0.3)
        return;
    p->from = (int)a;
    p->to = (int)b;
    p->worth = worth;
}

/* Columns of texts that hold the same values in other rows. */
static void pair_by_values(planner *p)
{
    enum { MOST = 8 };
    const qp_unknown *u = p->u;
    size_t texts[MOST];
    size_t count = 0;
    double most = 0;
    for (size_t c = 0; c < u->sheet.column_count && count < MOST; c++)
        if (is_text(&u->guesses[c]) && u->usable[c])
            texts[count++] = c;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            double share = overlap(p, texts[i], texts[j]);
            if (share < 0.5 || share <= most)
                continue;
            most = share;
            p->from = (int)texts[i];
            p->to = (int)texts[j];
        }
}

static void judge_ends(planner *p)
{
    qp_unknown *u = p->u;
    size_t from = (size_t)p->from;
    if (share_of(u, from, qp_tells_firm) >= 0.5)
        u->ends = QP_ENTERPRISES;
    else if (share_of(u, from, qp_tells_institute) >= 0.5)
        u->ends = QP_INSTITUTES;
}

static void choose_layer(planner *p, qp_plan *plan)
{
    qp_unknown *u = p->u;
    int layer = telling(u, QP_TELLS_LAYER, is_id);
    feed(u, plan, QP_LINK_LAYER, layer);
    if (layer >= 0)
        return;
    qp_text words = {0};
    qp_tells_plain(u->stem, &words);
    const char *known = qp_tells_layer(qp_text_string(&words));
    for (size_t c = 0; c < u->sheet.column_count && known == NULL; c++)
        known = qp_tells_layer(qp_pool_text(&u->plain, u->plain_name[c]));
    plan->constant[QP_LINK_LAYER] = known != NULL ? known : u->stem;
    remark(p, known != NULL
                  ? "Check the constant layer: a word in a name suggests it."
                  : "Choose the constant layer: the name of the file stands "
                    "for it.");
    qp_text_clear(&words);
}

/* Numbers that belong to one end each are no weights. */
static void spare(planner *p, size_t a, size_t b, bool sure)
{
    p->u->told[a].code |= sure;
    p->u->told[b].code |= sure;
}

static void choose_weight(planner *p, qp_plan *plan)
{
    qp_unknown *u = p->u;
    if (is_wide(u)) {
        find_year_columns(u, true);
        plan->melt_name = QP_LINK_DATE;
        plan->melt_value = QP_LINK_WEIGHT;
        return;
    }
    feed(u, plan, QP_LINK_DATE, date_column(u));
    visit_pairs(p, spare);
    size_t amounts = count_amounts(u);
    int weight = first_amount(u);
    feed(u, plan, QP_LINK_WEIGHT, weight);
    if (weight >= 0 && amounts > 1)
        remark_on(p, "Check that", weight, "is the weight.");
    if (weight >= 0 && u->guesses[weight].negative)
        remark_on(p, "A weight is not negative, but", weight,
                  "holds numbers below 0.");
}

static bool plan_links(planner *p)
{
    qp_unknown *u = p->u;
    visit_pairs(p, consider);
    bool named = p->from >= 0;
    if (!named && telling(u, QP_TELLS_PROJECT, is_id) < 0)
        pair_by_values(p);
    if (p->from < 0)
        return false;
    qp_plan *plan = add_plan(u, QP_LINKS);
    feed(u, plan, QP_LINK_FROM, p->from);
    feed(u, plan, QP_LINK_TO, p->to);
    judge_ends(p);
    choose_layer(p, plan);
    choose_weight(p, plan);
    feed(u, plan, QP_LINK_PRODUCT, telling(u, QP_TELLS_PRODUCT, is_text));
    remark(p, named ? "Links, by the names of their ends."
                    : "Unsure: links, because two columns hold the same "
                      "values; check which end gives.");
    return true;
}

/* -------------------------------------------------------------- memberships */

/* The region of actors, which a table of regions should know. */
static void feed_region(planner *p, qp_plan *plan, int ours)
{
    qp_unknown *u = p->u;
    u->region = richest(u, QP_TELLS_REGION, is_id);
    feed(u, plan, ours, u->region);
}

/* Enterprises or institutes, whichever more of the values look like. */
static qp_table_id kind_of_actors(const qp_unknown *u, int column)
{
    double firms = share_of(u, (size_t)column, qp_tells_firm);
    double institutes = share_of(u, (size_t)column, qp_tells_institute);
    bool firm = u->told[column].what == QP_TELLS_ENTERPRISE;
    return firms > institutes || (firm && firms == institutes) ? QP_ENTERPRISES
                                                               : QP_INSTITUTES;
}

static void plan_members(planner *p, int member)
{
    qp_unknown *u = p->u;
    qp_table_id table = kind_of_actors(u, member);
    bool firms = table == QP_ENTERPRISES;
    qp_plan *plan = add_plan(u, table);
    plan->keep = true;
    feed(u, plan, firms ? (int)QP_ENTERPRISE_ID : (int)QP_INSTITUTE_ID, member);
    feed_region(p, plan,
                firms ? (int)QP_ENTERPRISE_REGION : (int)QP_INSTITUTE_REGION);
    remark_on(p, "Check whether all members in", member,
              firms ? "are enterprises." : "are institutes.");
}

static bool plan_memberships(planner *p)
{
    qp_unknown *u = p->u;
    static const qp_tells members[] = {QP_TELLS_MEMBER, QP_TELLS_INSTITUTE,
                                       QP_TELLS_ENTERPRISE};
    int project = telling(u, QP_TELLS_PROJECT, is_id);
    int member = QP_NO_COLUMN;
    for (size_t m = 0; m < COUNT(members) && member < 0; m++)
        member = telling(u, members[m], is_id);
    if (project < 0 || member < 0 || is_unique(p, project))
        return false;
    qp_plan *plan = add_plan(u, QP_MEMBERSHIPS);
    feed(u, plan, QP_MEMBERSHIP_CONSORTIUM, project);
    feed(u, plan, QP_MEMBERSHIP_MEMBER, member);
    feed(u, plan, QP_MEMBERSHIP_ROLE, telling(u, QP_TELLS_ROLE, is_text));
    feed(u, plan, QP_MEMBERSHIP_WEIGHT, telling(u, QP_TELLS_VALUE, is_amount));
    remark(p, "Memberships: one row a project and member.");
    qp_plan *consortia = add_plan(u, QP_CONSORTIA);
    feed(u, consortia, QP_CONSORTIUM_ID, project);
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
    if (!is_text(g) || !is_free(u, c) ||
        g->distinct * 10 * most_rows < filled * 8)
        return false;
    bool named = what == QP_TELLS_ENTERPRISE || what == QP_TELLS_INSTITUTE;
    return named ||
           share_of(u, c, qp_tells_firm) + share_of(u, c, qp_tells_institute) >=
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

static bool plan_actors(planner *p)
{
    qp_unknown *u = p->u;
    int name = actor_column(u);
    if (name < 0)
        return false;
    int id = telling(u, QP_TELLS_ID, is_id);
    id = is_unique(p, id) ? id : name;
    bool firms = kind_of_actors(u, name) == QP_ENTERPRISES;
    qp_plan *plan = add_plan(u, firms ? QP_ENTERPRISES : QP_INSTITUTES);
    plan->keep = !is_unique(p, id);
    feed(u, plan, firms ? (int)QP_ENTERPRISE_ID : (int)QP_INSTITUTE_ID, id);
    if (id != name)
        feed(u, plan, firms ? (int)QP_ENTERPRISE_NAME : (int)QP_INSTITUTE_NAME,
             name);
    feed_region(p, plan,
                firms ? (int)QP_ENTERPRISE_REGION : (int)QP_INSTITUTE_REGION);
    if (firms)
        feed(u, plan, QP_ENTERPRISE_INDUSTRY,
             telling(u, QP_TELLS_INDUSTRY, is_text));
    else
        feed(u, plan, QP_INSTITUTE_KIND, telling(u, QP_TELLS_KIND, is_text));
    remark_on(p, firms ? "Enterprises, by" : "Institutes, by", name,
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
static int region_id(planner *p)
{
    qp_unknown *u = p->u;
    const int candidates[] = {
        telling(u, QP_TELLS_ID, is_text), richest(u, QP_TELLS_REGION, is_text),
        telling(u, QP_TELLS_ID, is_id), richest(u, QP_TELLS_REGION, is_id),
        telling(u, QP_TELLS_NAME, is_text)};
    for (size_t c = 0; c < COUNT(candidates); c++)
        if (is_unique(p, candidates[c]))
            return candidates[c];
    return QP_NO_COLUMN;
}

static bool speaks_of_regions(qp_unknown *u)
{
    bool located = telling(u, QP_TELLS_LON, is_amount) >= 0 &&
                   telling(u, QP_TELLS_LAT, is_amount) >= 0;
    if (located)
        return true;
    if (is_wide(u) || date_column(u) >= 0)
        return false;
    if (telling(u, QP_TELLS_POPULATION, is_amount) >= 0)
        return true;
    return richest(u, QP_TELLS_REGION, is_id) >= 0 && count_amounts(u) == 0;
}

static bool plan_regions(planner *p)
{
    static const struct {
        int ours;
        qp_tells what;
        fitness *fits;
    } rest[] = {{QP_REGION_NAME_ZH, QP_TELLS_NAME_ZH, is_text},
                {QP_REGION_LON, QP_TELLS_LON, is_amount},
                {QP_REGION_LAT, QP_TELLS_LAT, is_amount},
                {QP_REGION_POPULATION, QP_TELLS_POPULATION, is_amount},
                {QP_REGION_CLUSTER, QP_TELLS_CLUSTER, is_id},
                {QP_REGION_KIND, QP_TELLS_KIND, is_text}};
    qp_unknown *u = p->u;
    if (!speaks_of_regions(u))
        return false;
    int id = region_id(p);
    if (id < 0)
        return false;
    qp_plan *plan = add_plan(u, QP_REGIONS);
    feed(u, plan, QP_REGION_ID, id);
    int name = telling(u, QP_TELLS_NAME, is_text);
    feed(u, plan, QP_REGION_NAME,
         name >= 0 ? name : richest(u, QP_TELLS_REGION, is_text));
    for (size_t r = 0; r < COUNT(rest); r++)
        feed(u, plan, rest[r].ours, telling(u, rest[r].what, rest[r].fits));
    int parent = telling(u, QP_TELLS_PARENT, is_id);
    if (parent >= 0 && all_among(u, parent, id))
        feed(u, plan, QP_REGION_PARENT, parent);
    remark_on(p, "Regions; check that other tables name them by", id, "too.");
    return true;
}

/* ---------------------------------------------------------------- indicators */

/* What is told where no name says so: a column of texts that, with region and
 * date, tells the rows apart. */
static int indicator_column(planner *p, int region, int date)
{
    qp_unknown *u = p->u;
    int told = richest(u, QP_TELLS_INDICATOR, is_text);
    if (told >= 0)
        return told;
    size_t key[3] = {(size_t)region};
    size_t count = 1;
    if (date >= 0)
        key[count++] = (size_t)date;
    if (tells_apart(p, key, count, false))
        return QP_NO_COLUMN;
    for (size_t c = 0; c < u->sheet.column_count; c++) {
        key[count] = c;
        if ((int)c != region && is_free(u, c) && is_text(&u->guesses[c]) &&
            u->told[c].what == QP_TELLS_NOTHING &&
            tells_apart(p, key, count + 1, false))
            return (int)c;
    }
    return QP_NO_COLUMN;
}

static void melt_amounts(qp_unknown *u)
{
    for (size_t c = 0; c < u->sheet.column_count; c++)
        u->melted[c] = is_plain_amount(u, c);
}

static int first_text(const qp_unknown *u)
{
    for (size_t c = 0; c < u->sheet.column_count; c++)
        if (is_free(u, c) && is_text(&u->guesses[c]))
            return (int)c;
    return QP_NO_COLUMN;
}

/** Where the parts of an indicator stand. */
typedef struct {
    int region;
    int date;
    int indicator;
    int value;   ///< QP_NO_COLUMN: several columns, to be melted
    bool wide;   ///< a column a year
    bool surely; ///< the names say so
} parts;

static bool find_parts(planner *p, parts *t)
{
    qp_unknown *u = p->u;
    *t = (parts){.value = QP_NO_COLUMN, .wide = is_wide(u)};
    t->region = richest(u, QP_TELLS_REGION, is_id);
    t->surely = t->region >= 0;
    if (t->region < 0 && t->wide)
        t->region = first_text(u);
    if (t->region < 0)
        return false;
    t->date = t->wide ? QP_NO_COLUMN : date_column(u);
    t->indicator = indicator_column(p, t->region, t->date);
    if (t->wide)
        return true;
    t->value = telling(u, QP_TELLS_VALUE, is_any_number);
    size_t amounts = count_amounts(u);
    if (t->value >= 0)
        return true;
    if (amounts == 1)
        t->value = first_amount(u);
    const size_t key[] = {(size_t)t->region, (size_t)t->date};
    bool told = t->date >= 0 ? tells_apart(p, key, 2, false)
                             : is_unique(p, t->region);
    return amounts > 0 && (told || t->indicator >= 0);
}

static void remark_on_units(planner *p, const qp_plan *plan)
{
    const qp_unknown *u = p->u;
    const qp_sheet *sheet = &u->sheet;
    int indicator = plan->source[QP_INDICATOR_ID];
    int unit = plan->source[QP_INDICATOR_UNIT];
    qp_string *units = qp_acquire(sheet->text.count + 1, sizeof *units);
    bool two = false;
    for (size_t row = 0; units != NULL && indicator >= 0 && unit >= 0 && !two &&
                         row < sheet->row_count;
         row++) {
        const qp_string *cells = &sheet->cells[row * sheet->column_count];
        qp_string *first = &units[cells[indicator] + 1];
        qp_string now = cells[unit] + 1; /* 0: none so far */
        two = *first != 0 && now != *first;
        *first = now;
    }
    if (two)
        remark_on(p, "One indicator stands in two units of", unit,
                  "within the file: see 'units'.");
    qp_release(units);
}

/* Rows that tell one value twice are refused unless the user decides. */
static void remark_on_repeats(planner *p, const qp_plan *plan)
{
    static const int parts_of_key[] = {QP_INDICATOR_REGION, QP_INDICATOR_ID,
                                       QP_INDICATOR_DATE};
    size_t key[COUNT(parts_of_key)];
    size_t count = 0;
    size_t filled = 0;
    size_t apart = 0;
    for (size_t k = 0; k < COUNT(parts_of_key); k++)
        if (plan->source[parts_of_key[k]] >= 0)
            key[count++] = (size_t)plan->source[parts_of_key[k]];
    if (p->status == QP_OK)
        p->status = qp_guess_key(&p->u->sheet, key, count, &filled, &apart,
                                 p->err);
    if (apart < filled)
        remark(p, "Rows agree in region, indicator and date: choose "
                  "'duplicates'.");
}

static bool plan_indicators(planner *p)
{
    qp_unknown *u = p->u;
    parts t;
    if (!find_parts(p, &t))
        return false;
    qp_plan *plan = add_plan(u, QP_INDICATORS);
    u->region = t.region;
    feed(u, plan, QP_INDICATOR_REGION, t.region);
    feed(u, plan, QP_INDICATOR_DATE, t.date);
    feed(u, plan, QP_INDICATOR_ID, t.indicator);
    feed(u, plan, QP_INDICATOR_UNIT, telling(u, QP_TELLS_UNIT, is_text));
    remark_on(p,
              t.surely ? "Indicators of regions, by"
                       : "Unsure: indicators of regions, if",
              t.region, t.surely ? "and its values." : "holds regions.");
    remark_on_units(p, plan);
    remark_on_repeats(p, plan);
    if (!t.wide && t.value < 0 && t.indicator < 0) {
        melt_amounts(u);
        plan->melt_name = QP_INDICATOR_ID;
        plan->melt_value = QP_INDICATOR_VALUE;
        remark(p, "Leave out of 'long' what is no indicator.");
        return true;
    }
    if (t.wide) {
        find_year_columns(u, true);
        plan->melt_name = QP_INDICATOR_DATE;
        plan->melt_value = QP_INDICATOR_VALUE;
    } else {
        feed(u, plan, QP_INDICATOR_VALUE,
             t.value >= 0 ? t.value : first_amount(u));
    }
    if (t.indicator < 0) {
        plan->constant[QP_INDICATOR_ID] = u->stem;
        remark(p, "Name the constant indicator: the name of the file stands "
                  "for it.");
    }
    return true;
}

/* ----------------------------------------------------------------------- key */

static bool may_be_key(const qp_unknown *u, size_t c, bool alone)
{
    const qp_column_guess *g = &u->guesses[c];
    qp_tells what = u->told[c].what;
    if (!u->usable[c] || g->blank_count > 0 || what == QP_TELLS_ROW ||
        what == QP_TELLS_VALUE)
        return false;
    if (g->type == QP_GUESS_INTEGER)
        return u->told[c].code ||
               (what != QP_TELLS_NOTHING && what != QP_TELLS_POPULATION);
    return g->type == QP_GUESS_STRING ||
           (!alone && (g->type == QP_GUESS_YEAR || g->type == QP_GUESS_DATE ||
                       g->type == QP_GUESS_YEARMONTH));
}

static size_t key_candidates(const qp_unknown *u, size_t columns[], size_t most)
{
    size_t count = 0;
    for (size_t c = 0; c < u->sheet.column_count && count < most; c++)
        if (may_be_key(u, c, false))
            columns[count++] = c;
    return count;
}

static void find_single_key(planner *p)
{
    qp_unknown *u = p->u;
    for (size_t c = 0; c < u->sheet.column_count && u->key_count == 0; c++)
        if (may_be_key(u, c, true) &&
            u->guesses[c].distinct == u->sheet.row_count) {
            u->key[0] = c;
            u->key_count = 1;
        }
}

static void try_key(planner *p, const size_t columns[], size_t count)
{
    qp_unknown *u = p->u;
    if (u->key_count > 0 || !tells_apart(p, columns, count, true))
        return;
    memcpy(u->key, columns, count * sizeof *columns);
    u->key_count = count;
}

static void find_compound_key(planner *p)
{
    enum { MOST = 6 };
    size_t at[MOST];
    size_t count = key_candidates(p->u, at, MOST);
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++)
            try_key(p, (const size_t[]){at[a], at[b]}, 2);
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++)
            for (size_t c = b + 1; c < count; c++)
                try_key(p, (const size_t[]){at[a], at[b], at[c]}, 3);
}

static void find_key(planner *p)
{
    enum { FEW_ENOUGH = 50000 };
    qp_unknown *u = p->u;
    size_t rows = u->sheet.row_count;
    if (rows < 2 || u->sheet.ragged_count > 0)
        return;
    find_single_key(p);
    if (u->key_count == 0 && rows <= FEW_ENOUGH)
        find_compound_key(p);
}

/* ------------------------------------------------------------- the remarks */

static void remark_on_file(planner *p)
{
    const qp_sheet *sheet = &p->u->sheet;
    qp_text *remarks = &p->u->remarks;
    if (sheet->encoding == NULL)
        remark(p, "The file is no text.");
    else if (sheet->row_count == 0)
        remark(p, "No rows were found.");
    if (!sheet->whole)
        remark(p, "Only the beginning of the file was looked at.");
    if (sheet->encoding != NULL && strcmp(sheet->encoding, "utf-8") != 0)
        remark(p, "Check the encoding: it is guessed from the bytes.");
    if (sheet->header_row == 0 && sheet->row_count > 0)
        remark(p, "No header was found: name the fields, and the columns by "
                  "their names.");
    if (sheet->ragged_count > 0) {
        remark(p, "");
        qp_text_addf(remarks, "%zu rows have another number of fields.",
                     sheet->ragged_count);
    }
    if (sheet->defect.fault != QP_CSV_WHOLE) {
        remark(p, "");
        qp_text_addf(remarks, "Line %u: %s.", (unsigned)sheet->defect.line,
                     sheet->defect.what);
    }
}

static void remark_on_column(planner *p, size_t c)
{
    qp_unknown *u = p->u;
    const qp_column_guess *g = &u->guesses[c];
    if (g->doubtful != NULL && (u->used[c] || u->melted[c])) {
        remark_on(p, "In", (int)c, "");
        qp_text_addf(&u->remarks,
                     "'%s' is taken as a value; if it means none, "
                     "add it to missingValues.",
                     g->doubtful);
    }
    if (g->format != NULL && !u->used[c])
        remark_on(p, "The dates of", (int)c,
                  "are not written as qipan reads them: YYYY-MM-DD.");
}

static void remark_on_columns(planner *p)
{
    enum { ENOUGH = 1200 }; /* bytes that a person reads */
    for (size_t c = 0; c < p->u->sheet.column_count; c++)
        if (p->u->remarks.size < ENOUGH)
            remark_on_column(p, c);
}

static void add_listed(const qp_unknown *u, size_t column, size_t listed,
                       qp_text *out)
{
    char room[32];
    const char *name = qp_unknown_name(u, column, room);
    qp_text_add(out, listed > 0 ? ", '" : " '");
    qp_text_add_shown(out, name, strlen(name), 40);
    qp_text_add(out, "'");
}

static void remark_on_unread(planner *p)
{
    enum { MOST = 8 };
    qp_unknown *u = p->u;
    size_t unread = 0;
    for (size_t c = 0; c < u->sheet.column_count; c++) {
        if (u->used[c] || u->melted[c])
            continue;
        if (unread == 0)
            remark(p, "Not read:");
        if (unread < MOST)
            add_listed(u, c, unread, &u->remarks);
        unread++;
    }
    if (unread > MOST)
        qp_text_addf(&u->remarks, " and %zu more", unread - MOST);
    qp_text_add(&u->remarks, unread > 0 ? "." : "");
}

/* A key of the beginning need not be one of the whole. */
static void remark_on_key(planner *p)
{
    qp_unknown *u = p->u;
    if (u->sheet.whole || u->key_count == 0)
        return;
    remark(p, "Perhaps a primary key:");
    for (size_t k = 0; k < u->key_count; k++)
        add_listed(u, u->key[k], k, &u->remarks);
    qp_text_add(&u->remarks, ".");
}

/* What has no name of its own, or too many columns, cannot be read. */
static bool is_readable(planner *p)
{
    enum { MOST_COLUMNS = 4096 };
    const qp_unknown *u = p->u;
    char room[32];
    bool readable = u->sheet.column_count <= MOST_COLUMNS;
    if (!readable)
        remark(p, "qipan reads tables of at most 4,096 columns.");
    for (size_t c = 0; c < u->sheet.column_count && readable; c++) {
        const char *name = qp_unknown_name(u, c, room);
        for (; *name != '\0' && readable; name++)
            readable = (unsigned char)*name >= 0x20 && *name != 0x7F;
        if (!readable)
            remark(p, "A name in the header holds a control character.");
    }
    return readable && u->sheet.row_count > 0;
}

qp_status qp_unknown_plan(qp_unknown *u, qp_error *err)
{
    static bool (*const plans[])(planner *) = {
        plan_own_shape, plan_links,   plan_memberships,
        plan_actors,    plan_regions, plan_indicators};
    planner p = {.u = u, .from = QP_NO_COLUMN, .to = QP_NO_COLUMN, .err = err};
    remark_on_file(&p);
    bool readable = is_readable(&p);
    find_key(&p);
    for (size_t t = 0; readable && t < COUNT(plans) && u->plan_count == 0 &&
                       p.status == QP_OK;
         t++)
        (void)plans[t](&p);
    if (u->plan_count == 0)
        remark(&p, "It fits no table by itself: add the key qipan to read it.");
    else
        remark_on_unread(&p);
    remark_on_columns(&p);
    remark_on_key(&p);
    return p.status == QP_OK ? qp_text_status(&u->remarks, err) : p.status;
}
