/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "core/memory.h"
#include "metric/bonds.h"
#include "metric/rivalry.h"
#include "metric/synergy_run.h"

/** What the rows of one window have in common. */
typedef struct {
    qp_synergy_run *run;
    double *most; ///< [clusters] largest tightness of its pairs
    size_t next;  ///< of the bonds, the first not before the pair at hand
} rivals;

/* --------------------------------------------------------------- competition */

static void find_most(rivals *v)
{
    const qp_row *cluster = v->run->base.cluster;
    for (size_t p = 0; p < v->run->bonds.pair_count; p++) {
        qp_row k = cluster[v->run->bonds.first[p]];
        if (k != QP_NONE && k == cluster[v->run->bonds.second[p]])
            v->most[k] = fmax(v->most[k],
                              qp_bonds_tightness(&v->run->bonds, p));
    }
}

static bool comes_before(const qp_bonds *bonds, size_t p, uint32_t r,
                         uint32_t s)
{
    return bonds->first[p] < r ||
           (bonds->first[p] == r && bonds->second[p] < s);
}

/* The bond of a pair, or pair_count; pairs are asked for in order. */
static size_t bond_of(rivals *v, uint32_t r, uint32_t s)
{
    const qp_bonds *bonds = &v->run->bonds;
    while (v->next < bonds->pair_count && comes_before(bonds, v->next, r, s))
        v->next++;
    bool linked = v->next < bonds->pair_count && bonds->first[v->next] == r &&
                  bonds->second[v->next] == s;
    return linked ? v->next : bonds->pair_count;
}

static qp_status add_competition(rivals *v, uint32_t r, uint32_t s)
{
    qp_run *run = &v->run->base;
    const qp_bonds *bonds = &v->run->bonds;
    double most = v->most[run->cluster[r]];
    size_t p = bond_of(v, r, s);
    bool linked = p < bonds->pair_count;
    double cosine = v->run->likeness.class_count > 0
                        ? qp_structure_similarity(&v->run->likeness, r, s)
                        : NAN;
    qp_panel_row row = qp_run_row(run, QP_M_HOMOGENEOUS_COMPETITION,
                                  run->region_text[r]);
    row.object = run->region_text[s];
    row.n = linked ? (double)(bonds->start[p + 1] - bonds->start[p]) : 0;
    row.missing = (double)bonds->missing;
    qp_frame_give(&row,
                  qp_homogeneous_competition(
                      cosine, linked ? qp_bonds_tightness(bonds, p) : 0, most),
                  QP_REASON_NO_PORTFOLIO);
    if (!isnan(row.value) && !(most > 0))
        row.flags |= 1U << QP_FLAG_NO_LINKS;
    if (!isnan(row.value) && v->run->likeness.class_count < QP_LEAST_CLASSES)
        row.flags |= 1U << QP_FLAG_COARSE;
    return qp_run_add(run, &row);
}

static qp_status add_pairs(rivals *v)
{
    const qp_run *run = &v->run->base;
    qp_status status = QP_OK;
    for (uint32_t r = 0; r < run->region_count; r++)
        for (uint32_t s = r + 1; s < run->region_count && status == QP_OK; s++)
            if (run->cluster[r] != QP_NONE &&
                run->cluster[r] == run->cluster[s])
                status = add_competition(v, r, s);
    return status;
}

static qp_status tell_competition(qp_synergy_run *run)
{
    rivals v = {
        .run = run,
        .most = qp_acquire(run->base.cluster_count, sizeof *v.most),
    };
    if (v.most == NULL)
        return qp_run_no_memory(&run->base);
    find_most(&v);
    qp_status status = add_pairs(&v);
    qp_release(v.most);
    return status;
}

/* ------------------------------------------------------------------- rivalry */

static qp_status add_rivalry(qp_run *run, const qp_rivalry *rivalry, size_t p)
{
    qp_panel_row row = qp_run_row(run, QP_M_RIVALRY_LINKS,
                                  run->region_text[rivalry->first[p]]);
    row.object = run->region_text[rivalry->second[p]];
    row.n = (double)rivalry->links[p];
    row.missing = (double)rivalry->missing;
    qp_frame_give(&row, (double)rivalry->links[p], QP_REASON_NONE);
    return qp_run_add(run, &row);
}

static qp_status tell_rivalry(qp_synergy_run *run)
{
    qp_rivalry rivalry = {0};
    qp_status status = qp_rivalry_count(&run->base, run->frame, run->window,
                                        &rivalry);
    for (size_t p = 0; p < rivalry.pair_count && status == QP_OK; p++)
        status = add_rivalry(&run->base, &rivalry, p);
    qp_rivalry_clear(&rivalry);
    return status;
}

qp_status qp_synergy_rivals(qp_synergy_run *run)
{
    if (!qp_synergy_tells_pairs(run))
        return QP_OK;
    qp_status status = tell_competition(run);
    return status == QP_OK ? tell_rivalry(run) : status;
}
