/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "table/planner.h"

static double overlap(qp_planner *p, size_t a, size_t b)
{
    enum { ENOUGH = 64 };
    double share = 0;
    if (p->status == QP_OK && p->looked++ < ENOUGH)
        p->status = qp_guess_overlap(&p->u->sheet, a, b, &share, p->err);
    return share;
}

/* Called for two columns whose names differ in the words for ends only. */
typedef void pair_visit(qp_planner *p, size_t a, size_t b, bool sure);

static void visit_partners(qp_planner *p, size_t a, const qp_text *name,
                           bool sure, pair_visit *visit)
{
    const qp_unknown *u = p->u;
    qp_string partner = name->size > 0
                            ? qp_pool_find(&u->plain, name->bytes, name->size)
                            : QP_NONE;
    for (size_t b = 0; partner != QP_NONE && b < u->sheet.column_count; b++)
        if (u->plain_name[b] == partner && u->usable[a] && u->usable[b])
            visit(p, a, b, sure);
}

static void visit_pairs(qp_planner *p, pair_visit *visit)
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
static void consider(qp_planner *p, size_t a, size_t b, bool sure)
{
    const qp_unknown *u = p->u;
    const qp_column_guess *g = u->guesses;
    bool texts = qp_holds_texts(&g[a]) && qp_holds_texts(&g[b]);
    bool digits = sure && qp_holds_ids(&g[a]) && qp_holds_ids(&g[b]);
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
static void pair_by_values(qp_planner *p)
{
    enum { MOST = 8 };
    const qp_unknown *u = p->u;
    size_t texts[MOST];
    size_t count = 0;
    double most = 0;
    for (size_t c = 0; c < u->sheet.column_count && count < MOST; c++)
        if (qp_holds_texts(&u->guesses[c]) && u->usable[c])
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

static void judge_ends(qp_planner *p)
{
    qp_unknown *u = p->u;
    size_t from = (size_t)p->from;
    if (qp_share_of(u, from, qp_tells_firm) >= 0.5)
        u->ends = QP_ENTERPRISES;
    else if (qp_share_of(u, from, qp_tells_institute) >= 0.5)
        u->ends = QP_INSTITUTES;
}

static void choose_layer(qp_planner *p, qp_plan *plan)
{
    qp_unknown *u = p->u;
    int layer = qp_column_telling(u, QP_TELLS_LAYER, qp_holds_ids);
    qp_plan_feed(u, plan, QP_LINK_LAYER, layer);
    if (layer >= 0)
        return;
    qp_text words = {0};
    qp_tells_plain(u->stem, &words);
    const char *known = qp_tells_layer(qp_text_string(&words));
    for (size_t c = 0; c < u->sheet.column_count && known == NULL; c++)
        known = qp_tells_layer(qp_pool_text(&u->plain, u->plain_name[c]));
    plan->constant[QP_LINK_LAYER] = known != NULL ? known : u->stem;
    qp_remark(p, known != NULL
                     ? "Check the constant layer: a word in a name suggests it."
                     : "Choose the constant layer: the name of the file stands "
                       "for it.");
    if (p->status == QP_OK)
        p->status = qp_text_status(&words, p->err);
    qp_text_clear(&words);
}

/* Numbers that belong to one end each are no weights. */
static void spare(qp_planner *p, size_t a, size_t b, bool sure)
{
    p->u->told[a].code |= sure;
    p->u->told[b].code |= sure;
}

static void choose_weight(qp_planner *p, qp_plan *plan)
{
    qp_unknown *u = p->u;
    if (qp_is_wide(u)) {
        qp_find_year_columns(u, true);
        plan->melt_name = QP_LINK_DATE;
        plan->melt_value = QP_LINK_WEIGHT;
        return;
    }
    qp_plan_feed(u, plan, QP_LINK_DATE, qp_column_of_dates(u));
    visit_pairs(p, spare);
    size_t amounts = qp_count_amounts(u);
    int weight = qp_column_of_amounts(u);
    qp_plan_feed(u, plan, QP_LINK_WEIGHT, weight);
    if (weight >= 0 && amounts > 1)
        qp_remark_on(p, "Check that", weight, "is the weight.");
    if (weight >= 0 && u->guesses[weight].negative)
        qp_remark_on(p, "A weight is not negative, but", weight,
                     "holds numbers below 0.");
}

bool qp_plan_links(qp_planner *p)
{
    qp_unknown *u = p->u;
    visit_pairs(p, consider);
    bool named = p->from >= 0;
    if (!named && qp_column_telling(u, QP_TELLS_PROJECT, qp_holds_ids) < 0)
        pair_by_values(p);
    if (p->from < 0)
        return false;
    qp_plan *plan = qp_add_plan(u, QP_LINKS);
    qp_plan_feed(u, plan, QP_LINK_FROM, p->from);
    qp_plan_feed(u, plan, QP_LINK_TO, p->to);
    judge_ends(p);
    choose_layer(p, plan);
    choose_weight(p, plan);
    qp_plan_feed(u, plan, QP_LINK_PRODUCT,
                 qp_column_telling(u, QP_TELLS_PRODUCT, qp_holds_texts));
    qp_remark(p, named ? "Links, by the names of their ends."
                       : "Unsure: links, because two columns hold the same "
                         "values; check which end gives.");
    return true;
}
