/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/correction.h"
#include "core/memory.h"
#include "metric/helix_parts.h"
#include "metric/synergy_run.h"
#include "metric/trait.h"

#define MBIT 1000 ///< a bit

/** Units, their table, and what chance says. */
typedef struct {
    qp_synergy_run *run;
    qp_trait technology;
    qp_trait organisation;
    bool takes_part[QP_KIND_COUNT];   ///< kinds of which some have both
    uint32_t *class[QP_HELIX_FIELDS]; ///< [count] of the units
    size_t count;                     ///< units
    size_t left_out;                  ///< actors that lack a field
    size_t *left_out_inside;          ///< [clusters] of them that are there
    qp_helix_parts parts;
    double *value; ///< [replicates * width]; NULL: nothing was drawn
} helix;

/* --------------------------------------------------------------------- units */

static bool has_both(const helix *x, size_t actor)
{
    return x->technology.class[actor] != QP_NONE &&
           x->organisation.class[actor] != QP_NONE;
}

static bool is_firm(const qp_actors *actors, size_t a)
{
    bool of_kind = actors->kind[a] == QP_KIND_ENTERPRISE ||
                   actors->kind[a] == QP_KIND_INSTITUTE;
    return of_kind && !(qp_optional_number(actors->group, a) == 1);
}

/* A kind of which none has both fields is not one with all of it missing, but
 * not asked; where none of either has, enterprises are missing. */
static void choose_kinds(helix *x)
{
    const qp_actors *actors = &x->run->base.net->actors;
    for (size_t a = 0; a < actors->count; a++)
        if (is_firm(actors, a) && has_both(x, a))
            x->takes_part[actors->kind[a]] = true;
    if (!x->takes_part[QP_KIND_INSTITUTE])
        x->takes_part[QP_KIND_ENTERPRISE] = true;
}

static void leave_out(helix *x, uint32_t place)
{
    qp_row cluster = place != QP_NONE ? x->run->base.cluster[place] : QP_NONE;
    x->left_out++;
    if (cluster != QP_NONE)
        x->left_out_inside[cluster]++;
}

static void list_units(helix *x)
{
    const qp_actors *actors = &x->run->base.net->actors;
    for (qp_row a = 0; a < actors->count; a++) {
        if (!is_firm(actors, a) || !x->takes_part[actors->kind[a]])
            continue;
        uint32_t place = qp_run_place(&x->run->base, a);
        if (place == QP_NONE || !has_both(x, a)) {
            leave_out(x, place);
            continue;
        }
        x->class[QP_HELIX_GEOGRAPHY][x->count] = place;
        x->class[QP_HELIX_TECHNOLOGY][x->count] = x->technology.class[a];
        x->class[QP_HELIX_ORGANISATION][x->count] = x->organisation.class[a];
        x->count++;
    }
}

static bool make_room(helix *x)
{
    size_t actors = x->run->base.net->actors.count;
    bool made = true;
    for (size_t f = 0; f < QP_HELIX_FIELDS; f++) {
        x->class[f] = qp_acquire(actors, sizeof *x->class[f]);
        made = made && x->class[f] != NULL;
    }
    x->left_out_inside = qp_acquire(x->run->base.cluster_count,
                                    sizeof *x->left_out_inside);
    return made && x->left_out_inside != NULL;
}

static qp_status find_units(helix *x, const char *technology,
                            const char *organisation)
{
    qp_run *base = &x->run->base;
    qp_status status = qp_trait_make(base->net, technology, &x->technology,
                                     base->err);
    if (status == QP_OK)
        status = qp_trait_make(base->net, organisation, &x->organisation,
                               base->err);
    if (status == QP_OK && !make_room(x))
        status = qp_run_no_memory(base);
    if (status != QP_OK)
        return status;
    choose_kinds(x);
    list_units(x);
    return QP_OK;
}

static qp_status count_units(helix *x)
{
    qp_run *base = &x->run->base;
    qp_helix_units units = {
        .count = x->count,
        .class_count = {base->region_count, x->technology.class_count,
                        x->organisation.class_count},
    };
    for (size_t f = 0; f < QP_HELIX_FIELDS; f++)
        units.class[f] = x->class[f];
    return qp_helix_parts_make(&units, base->cluster, base->cluster_count,
                               &x->parts, base->err);
}

static qp_status ask(helix *x)
{
    qp_run_question question = {
        .name = qp_metrics[QP_M_TRIPLE_HELIX_T].name,
        .subject = x->run->base.all,
        .width = qp_helix_parts_width(&x->parts),
        .room = qp_helix_parts_room(&x->parts),
        .draw = qp_helix_parts_draw,
        .context = &x->parts,
    };
    return x->count > 0 ? qp_run_ask(&x->run->base, &question, &x->value)
                        : QP_OK;
}

static void clear(helix *x)
{
    qp_trait_clear(&x->technology);
    qp_trait_clear(&x->organisation);
    for (size_t f = 0; f < QP_HELIX_FIELDS; f++)
        qp_release(x->class[f]);
    qp_release(x->left_out_inside);
    qp_helix_parts_clear(&x->parts);
    qp_release(x->value);
}

/* ---------------------------------------------------------------------- rows */

/** What rows are told of: all units, or those of a cluster. */
typedef struct {
    const helix *x;
    const qp_helix *table;
    qp_string subject;
    size_t column; ///< of its T in a replicate
    size_t left_out;
    qp_reason reason; ///< why there is no value
} part;

static part part_of(const helix *x, const qp_helix *table, qp_string subject,
                    size_t column)
{
    return (part){
        .x = x,
        .table = table,
        .subject = subject,
        .column = column,
        .left_out = x->left_out,
        .reason = table->unit_count > 0 ? QP_REASON_NONE : QP_REASON_NO_UNIT,
    };
}

static part whole(const helix *x)
{
    return part_of(x, &x->parts.all, x->run->base.all, QP_HELIX_WHOLE);
}

static bool has_clusters(const qp_run *run)
{
    bool any = false;
    for (size_t k = 0; k < run->cluster_count; k++)
        any = any || run->cluster_size[k] > 0;
    return any;
}

static part between(const helix *x)
{
    part p = part_of(x, &x->parts.between, x->run->base.between,
                     QP_HELIX_BETWEEN);
    if (!has_clusters(&x->run->base))
        p.reason = QP_REASON_NO_CLUSTER;
    return p;
}

static part inside(const helix *x, size_t cluster)
{
    part p = part_of(x, &x->parts.inside[cluster],
                     x->run->base.cluster_text[cluster],
                     QP_HELIX_INSIDE + cluster);
    p.left_out = x->left_out_inside[cluster];
    return p;
}

static qp_panel_row row_of(const part *p, qp_metric metric, double value)
{
    qp_panel_row row = qp_run_row(&p->x->run->base, metric, p->subject);
    row.n = (double)p->table->unit_count;
    row.missing = (double)p->left_out;
    qp_frame_give(&row, p->reason == QP_REASON_NONE ? value : NAN, p->reason);
    return row;
}

/* In one place only, T is 0 whatever the data: nothing to test. */
static bool is_degenerate(const part *p)
{
    return p->table->cells[1 << QP_HELIX_GEOGRAPHY] < 2;
}

static void flag(const part *p, qp_panel_row *row)
{
    if (p->reason != QP_REASON_NONE)
        return;
    row->flags |= is_degenerate(p) ? 1U << QP_FLAG_DEGENERATE : 0;
    row->flags |= qp_helix_is_sparse(p->table) ? 1U << QP_FLAG_SPARSE : 0;
}

/* T in another unit, against that of shuffled units. */
static qp_panel_row tested_row(const part *p, qp_metric metric, double unit)
{
    const qp_run *run = &p->x->run->base;
    qp_panel_row row = row_of(p, metric, unit * p->table->t);
    flag(p, &row);
    if (p->reason != QP_REASON_NONE || is_degenerate(p))
        return row;
    qp_run_chance chance = qp_run_summarise(run, p->x->value + p->column,
                                            qp_helix_parts_width(&p->x->parts),
                                            p->table->t);
    qp_run_test(&chance, QP_TAIL_LOWER, QP_NULL_PERMUTATION, &row);
    row.expected *= unit;
    return row;
}

static qp_panel_row t_row(const part *p)
{
    return tested_row(p, QP_M_TRIPLE_HELIX_T, MBIT);
}

/* T turned round, and its expectation put to 0; the test is the same. */
static qp_panel_row synergy_row(const part *p)
{
    qp_panel_row row = tested_row(p, QP_M_TRIPLE_HELIX_SYNERGY, MBIT);
    if (isnan(row.expected))
        return row; /* none, or 0 whatever the data */
    row.value = row.expected - row.value;
    row.expected = 0;
    row.z = -row.z;
    return row;
}

static qp_panel_row contribution_row(const part *p)
{
    double share = (double)p->table->unit_count / (double)p->x->count;
    return tested_row(p, QP_M_TRIPLE_HELIX_CONTRIBUTION, MBIT * share);
}

static qp_panel_row bias_row(const part *p)
{
    return row_of(p, QP_M_TRIPLE_HELIX_BIAS, MBIT * qp_helix_bias(p->table));
}

static qp_status add_classes(const part *p)
{
    static const struct {
        const char *name;
        int set;
    } objects[] = {
        {"geography", 1 << QP_HELIX_GEOGRAPHY},
        {"technology", 1 << QP_HELIX_TECHNOLOGY},
        {"organisation", 1 << QP_HELIX_ORGANISATION},
        {"cells", QP_HELIX_ALL},
    };
    qp_run *run = &p->x->run->base;
    qp_status status = QP_OK;
    for (size_t o = 0; o < sizeof objects / sizeof *objects && status == QP_OK;
         o++) {
        qp_panel_row row = row_of(p, QP_M_TRIPLE_HELIX_CLASSES,
                                  (double)p->table->cells[objects[o].set]);
        row.object = qp_panel_string(run->panel, objects[o].name);
        status = qp_run_add(run, &row);
    }
    return status;
}

/* ------------------------------------------------------------------- telling */

/* What needs no test, of all or of a cluster. */
static qp_status add_plain(const part *p)
{
    qp_panel_row bias = bias_row(p);
    qp_status status = qp_run_add(&p->x->run->base, &bias);
    return status == QP_OK ? add_classes(p) : status;
}

static qp_status add_all(const helix *x)
{
    qp_run *run = &x->run->base;
    part all = whole(x);
    qp_panel_row t = t_row(&all);
    qp_panel_row synergy = synergy_row(&all);
    qp_status status = qp_run_add(run, &t);
    if (status == QP_OK)
        status = qp_run_add(run, &synergy);
    return status == QP_OK ? add_plain(&all) : status;
}

static qp_status add_between(const helix *x)
{
    qp_run *run = &x->run->base;
    part outer = between(x);
    qp_panel_row contribution = contribution_row(&outer);
    qp_panel_row share = row_of(&outer, QP_M_TRIPLE_HELIX_BETWEEN_SHARE,
                                100 * outer.table->t / x->parts.all.t);
    share.subject = run->all;
    if (share.reason == QP_REASON_NONE && !(fabs(x->parts.all.t) > 0))
        qp_frame_give(&share, NAN, QP_REASON_ZERO_TOTAL);
    qp_status status = qp_run_add(run, &contribution);
    return status == QP_OK ? qp_run_add(run, &share) : status;
}

/* One family of tests a metric. */
static qp_status add_clusters_with(const helix *x,
                                   qp_panel_row (*make)(const part *),
                                   qp_panel_row rows[])
{
    qp_run *run = &x->run->base;
    for (size_t c = 0; c < x->parts.cluster_count; c++) {
        part p = inside(x, c);
        rows[c] = make(&p);
    }
    return qp_run_add_family(run, rows, x->parts.cluster_count,
                             qp_replicate_resolution(run->draws->replicates));
}

static qp_status add_tested(const helix *x, qp_panel_row rows[])
{
    static qp_panel_row (*const tested[])(const part *) = {t_row, synergy_row,
                                                           contribution_row};
    qp_status status = QP_OK;
    for (size_t m = 0; m < sizeof tested / sizeof *tested && status == QP_OK;
         m++)
        status = add_clusters_with(x, tested[m], rows);
    return status;
}

static qp_status add_clusters(const helix *x)
{
    qp_panel_row *rows = qp_acquire(x->parts.cluster_count, sizeof *rows);
    qp_status status = rows != NULL ? add_tested(x, rows)
                                    : qp_run_no_memory(&x->run->base);
    for (size_t c = 0; c < x->parts.cluster_count && status == QP_OK; c++) {
        part p = inside(x, c);
        status = add_plain(&p);
    }
    qp_release(rows);
    return status;
}

/* ----------------------------------------------------------------- measuring */

/* Actors have no date: they are told of in the whole period alone. */
qp_status qp_synergy_helix(qp_synergy_run *run)
{
    const qp_synergy_options *o = run->options;
    const char *technology = o->technology != NULL ? o->technology : "industry";
    const char *organisation = o->organisation != NULL ? o->organisation
                                                       : "size_class";
    helix x = {.run = run};
    if (run->window.from != QP_NO_DAY)
        return QP_OK;
    qp_status status = find_units(&x, technology, organisation);
    if (status == QP_OK)
        status = count_units(&x);
    if (status == QP_OK)
        status = ask(&x);
    if (status == QP_OK)
        status = add_all(&x);
    if (status == QP_OK)
        status = add_between(&x);
    if (status == QP_OK)
        status = add_clusters(&x);
    clear(&x);
    return status;
}
