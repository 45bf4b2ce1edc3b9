/* SPDX-License-Identifier: MIT */
#include "metric/siphon_run.h"

/** The subjects of a metric. */
typedef enum {
    REGIONS,
    CLUSTERS,
    ALL,                     ///< all regions, one system
    ALL_AND_CLUSTERS,        ///< and each cluster
    ALL_CLUSTERS_AND_BETWEEN ///< and between them
} told_of;

static const struct {
    qp_metric metric;
    told_of subjects;
} metrics[] = {
    {QP_M_INFLOW, REGIONS},
    {QP_M_OUTFLOW, REGIONS},
    {QP_M_NET_FLOW, REGIONS},
    {QP_M_RETENTION, REGIONS},
    {QP_M_NET_RATE, REGIONS},
    {QP_M_NET_FLOW_EFFECTIVENESS, REGIONS},
    {QP_M_EFFECTIVENESS_INDEX, ALL_CLUSTERS_AND_BETWEEN},
    {QP_M_BOWKER_CHI2, ALL_AND_CLUSTERS},
    {QP_M_AGGREGATE_NET_RATE, ALL},
    {QP_M_BACKWASH, CLUSTERS},
    {QP_M_SPREAD, CLUSTERS},
    {QP_M_CORE_EFFECTIVENESS, CLUSTERS},
    {QP_M_WEIGHTED_RECIPROCITY, ALL_AND_CLUSTERS},
    {QP_M_RECIPROCITY_EXCESS, ALL_AND_CLUSTERS},
    {QP_M_RECIPROCITY_ON_EXPECTATION, ALL_AND_CLUSTERS},
    {QP_M_NODE_RECIPROCITY, REGIONS},
    {QP_M_FINN_CYCLING_INDEX, ALL_AND_CLUSTERS},
    {QP_M_FCI_ON_EXPECTATION, ALL_AND_CLUSTERS},
    {QP_M_AVERAGE_MUTUAL_INFORMATION, ALL},
    {QP_M_ASCENDENCY, ALL},
    {QP_M_DEVELOPMENT_CAPACITY, ALL},
    {QP_M_ROBUSTNESS, ALL},
    {QP_M_SIPHON_POTENTIAL, REGIONS},
    {QP_M_GRADIENT_SHARE, ALL_AND_CLUSTERS},
    {QP_M_STUART_MAXWELL_CHI2, ALL_AND_CLUSTERS},
    {QP_M_DOMINANCE_INDEX, REGIONS},
    {QP_M_DOMINANT_PARENT, REGIONS},
};

static qp_status add_blank(qp_siphon_run *run, qp_metric metric,
                           qp_string subject, qp_string object,
                           qp_reason reason)
{
    qp_panel_row row = qp_run_row(&run->base, metric, subject);
    row.object = object;
    row.reason = reason;
    return qp_run_add(&run->base, &row);
}

static qp_status refuse_each(qp_siphon_run *run, qp_metric metric,
                             const qp_string names[], size_t count,
                             qp_reason reason)
{
    qp_status status = QP_OK;
    for (size_t i = 0; i < count && status == QP_OK; i++)
        status = add_blank(run, metric, names[i], QP_NONE, reason);
    return status;
}

static qp_status refuse(qp_siphon_run *run, qp_metric metric, told_of subjects,
                        qp_reason reason)
{
    qp_status status = QP_OK;
    if (subjects == REGIONS)
        return refuse_each(run, metric, run->base.region_text,
                           run->base.region_count, reason);
    if (subjects != CLUSTERS)
        status = refuse_each(run, metric, &run->base.all, 1, reason);
    if (status == QP_OK && subjects != ALL)
        status = refuse_each(run, metric, run->base.cluster_text,
                             run->base.cluster_count, reason);
    if (status == QP_OK && subjects == ALL_CLUSTERS_AND_BETWEEN)
        status = refuse_each(run, metric, &run->base.between, 1, reason);
    return status;
}

qp_status qp_siphon_refuse(qp_siphon_run *run, qp_reason reason)
{
    qp_status status = QP_OK;
    for (size_t m = 0; m < sizeof metrics / sizeof *metrics && status == QP_OK;
         m++)
        status = refuse(run, metrics[m].metric, metrics[m].subjects, reason);
    for (size_t f = 0; f < QP_SIPHON_FIELDS && status == QP_OK; f++)
        status = add_blank(
            run, QP_M_SPATIAL_FOCUSING, run->base.all,
            qp_panel_string(run->base.panel, qp_siphon_fields[f]), reason);
    return status == QP_OK ? qp_siphon_refuse_gravity(run, reason) : status;
}
