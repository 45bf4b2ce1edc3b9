/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "chance/correction.h"
#include "core/memory.h"
#include "metric/mixing_ties.h"
#include "metric/synergy_run.h"

/** What links are looked at by. Inside a cluster, regions, types and
 * ownerships are left. */
enum {
    BY_REGION,
    BY_CLUSTER,
    BY_TYPE,
    BY_OWNERSHIP,
    OBJECTS = QP_MIXING_GROUPINGS
};

static const char *const objects[OBJECTS] = {
    [BY_REGION] = "region",
    [BY_CLUSTER] = "cluster",
    [BY_TYPE] = "type",
    [BY_OWNERSHIP] = "ownership",
};

/** What is told of each. */
enum { EI, EI_WEIGHTED, ASSORTATIVITY, METRICS, WIDTH = METRICS * OBJECTS };

static const struct {
    qp_metric metric;
    bool inside;    ///< clusters too
    qp_reason none; ///< why there is no value, though there are pairs
} told[METRICS] = {
    [EI] = {QP_M_EI_INDEX, true, QP_REASON_NO_LINK},
    [EI_WEIGHTED] = {QP_M_EI_INDEX_WEIGHTED, true, QP_REASON_NO_LINK},
    [ASSORTATIVITY] = {QP_M_NOMINAL_ASSORTATIVITY, false, QP_REASON_ONE_GROUP},
};

/** The mixing of one layer and window. */
typedef struct {
    qp_synergy_run *run;
    qp_reason refused; ///< why nothing is measured
    qp_mixing_ties ties;
    uint32_t *group; ///< [actors * OBJECTS] of all actors
    size_t group_count;
    qp_panel_row *rows; ///< [METRICS][OBJECTS][clusters] of the clusters

    /* the subject at hand: all, or inside a cluster */
    qp_string subject;
    qp_mixing_sample sample;
    double seen[WIDTH];
    double *drawn; ///< [replicates * WIDTH]; NULL: chance has no choice
} mixing;

/* ------------------------------------------------------------------- groups */

static void put_group(mixing *m, qp_row actor, size_t object, uint32_t group)
{
    m->group[(size_t)actor * OBJECTS + object] = group;
    if (group != QP_NONE && group >= m->group_count)
        m->group_count = (size_t)group + 1;
}

static void group_actors(mixing *m)
{
    const qp_run *base = &m->run->base;
    const qp_actors *actors = &base->net->actors;
    for (qp_row a = 0; a < actors->count; a++) {
        uint32_t place = qp_run_place(base, a);
        double ownership = qp_optional_number(actors->ownership, a);
        put_group(m, a, BY_REGION, place);
        put_group(m, a, BY_CLUSTER,
                  place != QP_NONE ? base->cluster[place] : QP_NONE);
        put_group(m, a, BY_TYPE, actors->kind[a]);
        put_group(m, a, BY_OWNERSHIP,
                  isnan(ownership) ? QP_NONE : (uint32_t)ownership);
    }
}

/* ------------------------------------------------------------------- chance */

/* Where a metric of an object stands in a replicate. */
static size_t column_of(size_t t, size_t object)
{
    return t * OBJECTS + object;
}

static void write_values(const qp_mixing counted[], double values[])
{
    for (size_t g = 0; g < OBJECTS; g++) {
        const qp_mixing *x = &counted[g];
        values[column_of(EI, g)] = qp_ei_index(x->pairs, x->inside);
        values[column_of(EI_WEIGHTED, g)] = qp_ei_index(x->weight,
                                                        x->weight_inside);
        values[column_of(ASSORTATIVITY, g)] = qp_nominal_assortativity(x);
    }
}

static void draw(void *context, qp_stream *stream, void *room, double values[])
{
    qp_mixing counted[OBJECTS];
    qp_mixing_draw(context, stream, room, counted);
    write_values(counted, values);
}

/* Where all are of one group, or all of different ones, chance has no choice:
 * the index is what is expected, -1 or 1. */
static bool is_trivial(const mixing *m, size_t object)
{
    return !(fabs(m->sample.expected[object]) < 1);
}

static bool has_choice(const mixing *m)
{
    for (size_t g = 0; g < OBJECTS; g++)
        if (m->sample.seen[g].pairs > 0 && !is_trivial(m, g))
            return true;
    return false;
}

static qp_status take_subject(mixing *m, qp_string subject, uint32_t cluster)
{
    qp_mixing_choice choice = {m->group, m->group_count, BY_CLUSTER, cluster};
    qp_status status = qp_mixing_cut(&m->ties, &choice, &m->sample,
                                     m->run->base.err);
    m->subject = subject;
    if (status != QP_OK)
        return status;
    write_values(m->sample.seen, m->seen);
    qp_run_question question = {
        .name = "mixing",
        .subject = subject,
        .width = WIDTH,
        .room = qp_mixing_draw_room(&m->sample),
        .draw = draw,
        .context = &m->sample,
    };
    return has_choice(m) ? qp_run_ask(&m->run->base, &question, &m->drawn)
                         : QP_OK;
}

static void leave_subject(mixing *m)
{
    qp_mixing_sample_clear(&m->sample);
    qp_release(m->drawn);
    m->drawn = NULL;
}

/* --------------------------------------------------------------------- rows */

static qp_reason reason_of(const mixing *m, size_t t, size_t object)
{
    if (m->refused != QP_REASON_NONE)
        return m->refused;
    if (!(m->sample.pair_count > 0))
        return QP_REASON_NO_LINK;
    return m->sample.seen[object].pairs > 0 ? told[t].none
                                            : QP_REASON_NOT_GIVEN;
}

/* Where labels fall on their bearers the mean of the E-I index is known, and
 * takes the place of that of the replicates. */
static void test(const mixing *m, size_t t, size_t object, qp_panel_row *row)
{
    bool exact = t != ASSORTATIVITY && !m->sample.two_mode;
    qp_run_chance chance = qp_run_summarise(
        &m->run->base, m->drawn + column_of(t, object), WIDTH, row->value);
    qp_run_test(&chance, QP_TAIL_BOTH,
                m->sample.two_mode ? QP_NULL_TWO_MODE : QP_NULL_PERMUTATION,
                row);
    if (!exact)
        return;
    row->expected = m->sample.expected[object];
    if (!isnan(row->z))
        row->z = (row->value - row->expected) / chance.summary.sd;
}

static void mark_trivial(const mixing *m, size_t t, size_t object,
                         qp_panel_row *row)
{
    row->flags |= 1U << QP_FLAG_TRIVIAL;
    if (t == ASSORTATIVITY)
        return;
    row->expected = m->sample.expected[object];
    row->null = m->sample.two_mode ? QP_NULL_TWO_MODE : QP_NULL_PERMUTATION;
}

static qp_panel_row row_of(const mixing *m, size_t t, size_t object)
{
    const qp_run *base = &m->run->base;
    const qp_mixing *seen = &m->sample.seen[object];
    qp_panel_row row = qp_run_row(base, told[t].metric, m->subject);
    row.object = qp_panel_string(base->panel, objects[object]);
    row.n = seen->pairs;
    row.missing = (double)m->ties.missing + m->sample.pair_count - seen->pairs;
    qp_frame_give(&row, m->seen[column_of(t, object)], reason_of(m, t, object));
    if (isnan(row.value))
        return row;
    if (is_trivial(m, object))
        mark_trivial(m, t, object, &row);
    else
        test(m, t, object, &row);
    return row;
}

static qp_status add_all(mixing *m)
{
    qp_status status = take_subject(m, m->run->base.all, QP_NONE);
    for (size_t t = 0; t < METRICS; t++)
        for (size_t g = 0; g < OBJECTS && status == QP_OK; g++) {
            qp_panel_row row = row_of(m, t, g);
            status = qp_run_add(&m->run->base, &row);
        }
    leave_subject(m);
    return status;
}

/* Inside a cluster all are of that one. */
static bool is_told_inside(size_t t, size_t object)
{
    return told[t].inside && object != BY_CLUSTER;
}

static qp_status make_cluster(mixing *m, qp_row k)
{
    size_t clusters = m->run->base.cluster_count;
    qp_status status = take_subject(m, m->run->base.cluster_text[k], k);
    for (size_t c = 0; c < WIDTH && status == QP_OK; c++)
        if (is_told_inside(c / OBJECTS, c % OBJECTS))
            m->rows[c * clusters + k] = row_of(m, c / OBJECTS, c % OBJECTS);
    leave_subject(m);
    return status;
}

/* Clusters are one family for each metric and object. */
static qp_status add_clusters(mixing *m)
{
    qp_run *base = &m->run->base;
    size_t clusters = base->cluster_count;
    double resolution = qp_replicate_resolution(base->draws->replicates);
    qp_status status = QP_OK;
    for (qp_row k = 0; k < clusters && status == QP_OK; k++)
        status = make_cluster(m, k);
    for (size_t c = 0; c < WIDTH && status == QP_OK; c++)
        if (is_told_inside(c / OBJECTS, c % OBJECTS))
            status = qp_run_add_family(base, m->rows + c * clusters, clusters,
                                       resolution);
    return status;
}

/* --------------------------------------------------------------------- ties */

static qp_status take_ties(mixing *m)
{
    const qp_synergy_run *run = m->run;
    const qp_network *net = run->base.net;
    if (run->layer == QP_NONE)
        return qp_mixing_ties_of_consortia(net, run->window, run->options->full,
                                           &m->ties, run->base.err);
    if (qp_run_is_cooperative(net, run->layer))
        return qp_mixing_ties_of_layer(net, run->layer, run->window, &m->ties,
                                       run->base.err);
    m->refused = QP_REASON_NOT_COOPERATIVE;
    m->ties.actor_count = net->actors.count;
    return QP_OK;
}

qp_status qp_synergy_mixing(qp_synergy_run *run)
{
    mixing m = {.run = run};
    m.group = qp_acquire(run->base.net->actors.count,
                         OBJECTS * sizeof *m.group);
    m.rows = qp_acquire(run->base.cluster_count, WIDTH * sizeof *m.rows);
    qp_status status = QP_OK;
    if (m.group != NULL && m.rows != NULL) {
        group_actors(&m);
        status = take_ties(&m);
    } else {
        status = qp_run_no_memory(&run->base);
    }
    if (status == QP_OK)
        status = add_all(&m);
    if (status == QP_OK)
        status = add_clusters(&m);
    qp_mixing_ties_clear(&m.ties);
    qp_release(m.group);
    qp_release(m.rows);
    return status;
}
