/* SPDX-License-Identifier: MIT */
/**
 * @file panel/metrics.h
 * @brief The names of the output: metrics, scopes, nulls, flags, reasons.
 */
#ifndef QP_PANEL_METRICS_H
#define QP_PANEL_METRICS_H

#include <stdbool.h>

/* clang-format off */
#define QP_METRICS(X)                                                                                             \
/*    constant                       name                      unit          what it is                        */ \
    X(QP_M_INFLOW,                   "inflow",                 "layer",      "I_r, from other regions")           \
    X(QP_M_OUTFLOW,                  "outflow",                "layer",      "O_r, to other regions")             \
    X(QP_M_NET_FLOW,                 "net_flow",               "layer",      "I_r - O_r")                         \
    X(QP_M_RETENTION,                "retention",              "layer",      "F_rr, inside the region")           \
    X(QP_M_NET_FLOW_EFFECTIVENESS,   "net_flow_effectiveness", "1",          "E_r = (I-O)/(I+O)")                 \
    X(QP_M_NET_RATE,                 "net_rate",               "per capita", "(I_r - O_r)/P_r")                   \
    X(QP_M_EFFECTIVENESS_INDEX,      "effectiveness_index",    "percent",    "MEI = 100 sum|I-O| / sum(I+O)")     \
    X(QP_M_AGGREGATE_NET_RATE,       "aggregate_net_rate",     "percent",    "ANMR = 100 * 0.5 sum|I-O| / sum P") \
    X(QP_M_BACKWASH,                 "backwash",               "layer",      "flow from the cluster to its core") \
    X(QP_M_SPREAD,                   "spread",                 "layer",      "flow from the core to its cluster") \
    X(QP_M_CORE_EFFECTIVENESS,       "core_effectiveness",     "1",          "(B-S)/(B+S)")                       \
    X(QP_M_BOWKER_CHI2,              "bowker_chi2",            "1",          "symmetry statistic")                \
    X(QP_M_BILATERAL_ASYMMETRY,      "bilateral_asymmetry",    "1",          "(F_rs-F_sr)/(F_rs+F_sr)")           \
    X(QP_M_PRIMACY,                  "primacy",                "1",          "largest share")                     \
    X(QP_M_PRIMACY_RATIO,            "primacy_ratio",          "1",          "largest / second")                  \
    X(QP_M_HHI,                      "hhi",                    "1",          "sum of squared shares")             \
    X(QP_M_HHI_NORMALISED,           "hhi_normalised",         "1",          "(HHI - 1/n)/(1 - 1/n)")             \
    X(QP_M_GINI,                     "gini",                   "1",          "mean difference / (2 mean)")        \
    X(QP_M_THEIL,                    "theil",                  "1",          "population-weighted, nats")         \
    X(QP_M_THEIL_BETWEEN,            "theil_between",          "1",          "between clusters")                  \
    X(QP_M_THEIL_WITHIN,             "theil_within",           "1",          "inside clusters")                   \
    X(QP_M_THEIL_BETWEEN_SHARE,      "theil_between_share",    "1",          "between / total")                   \
    X(QP_M_ACTOR_COUNT,              "actor_count",            "1",          "actors of the group")               \
    X(QP_M_LINK_COUNT,               "link_count",             "1",          "links of the group")                \
    X(QP_M_LINK_WEIGHT,              "link_weight",            "layer",      "weight of the group's links")       \
    X(QP_M_LINK_SHARE,               "link_share",             "1",          "share of the layer's weight")       \
    X(QP_M_PAIR_DENSITY,             "pair_density",           "1",          "linked pairs / possible pairs")     \
    X(QP_M_ENTROPY_NORMALISED,       "entropy_normalised",     "1",          "- sum p ln p / ln k")

#define QP_SCOPES(X)             \
    X(QP_SCOPE_CLUSTER, "cluster") \
    X(QP_SCOPE_GROUP,   "group")   \
    X(QP_SCOPE_PAIR,    "pair")    \
    X(QP_SCOPE_REGION,  "region")  \
    X(QP_SCOPE_SYSTEM,  "system")

#define QP_NULLS(X)                     \
    X(QP_NULL_NONE,      "")            \
    X(QP_NULL_SYMMETRIC, "symmetric")   \
    X(QP_NULL_BINOMIAL,  "binomial")

#define QP_FLAGS(X)                                                                            \
/*    constant            name             meaning                                          */ \
    X(QP_FLAG_BIASED_UP,  "biased-up",     "the raw value is too high when flows are few")     \
    X(QP_FLAG_DISPERSED,  "dispersed",     "interval widened: moves are not independent")      \
    X(QP_FLAG_LEAVE_OUT,  "leave-one-out", "low and high are the leave-one-region-out range")  \
    X(QP_FLAG_RESOLUTION, "p-resolution",  "p cannot be small enough for its family")

#define QP_REASONS(X)                                                                          \
/*    constant                  name              meaning                                   */ \
    X(QP_REASON_NONE,           "",               "there is a value")                          \
    X(QP_REASON_NO_FLOW,        "no-flow",        "no link between regions in the window")     \
    X(QP_REASON_NO_STOCK,       "no-stock",       "no value of the indicator in the window")   \
    X(QP_REASON_ONE_REGION,     "one-region",     "fewer than two regions")                    \
    X(QP_REASON_UNDIRECTED,     "undirected",     "the layer has no direction")                \
    X(QP_REASON_NOT_MEASURED,   "not-measured",   "all rows are statements, none is measured") \
    X(QP_REASON_NOT_COOPERATIVE,"not-cooperative","the layer is rivalry, restriction or governance") \
    X(QP_REASON_NO_POPULATION,  "no-population",  "a population is missing")                   \
    X(QP_REASON_NO_CLUSTER,     "no-cluster",     "no region belongs to a cluster")            \
    X(QP_REASON_ONE_CLUSTER,    "one-cluster",    "fewer than two clusters")                   \
    X(QP_REASON_ZERO_TOTAL,     "zero-total",     "the total is zero")                         \
    X(QP_REASON_NEGATIVE,       "negative",       "a value is negative")                       \
    X(QP_REASON_ZERO_SECOND,    "zero-second",    "the second largest value is zero")          \
    X(QP_REASON_ONE_GROUP,      "one-group",      "fewer than two groups")                     \
    X(QP_REASON_NO_HOME,        "no-home",        "no home country is known")
/* clang-format on */

#define QP_NAME_4(name, text, unit, meaning) name,
#define QP_NAME_3(name, text, meaning)       name,
#define QP_NAME_2(name, text)                name,
typedef enum { QP_METRICS(QP_NAME_4) QP_METRIC_COUNT } qp_metric;
typedef enum { QP_SCOPES(QP_NAME_2) QP_SCOPE_COUNT } qp_scope;
typedef enum { QP_NULLS(QP_NAME_2) QP_NULL_COUNT } qp_null;
typedef enum { QP_FLAGS(QP_NAME_3) QP_FLAG_COUNT } qp_flag;
typedef enum { QP_REASONS(QP_NAME_3) QP_REASON_COUNT } qp_reason;
#undef QP_NAME_4
#undef QP_NAME_3
#undef QP_NAME_2

const char *qp_metric_name(qp_metric metric);

/** The unit; "layer" stands for the unit of the layer measured. */
const char *qp_metric_unit(qp_metric metric);
const char *qp_metric_meaning(qp_metric metric);
const char *qp_scope_name(qp_scope scope);
const char *qp_null_name(qp_null null);
const char *qp_flag_name(qp_flag flag);
const char *qp_reason_name(qp_reason reason);

/** The metric of a name; false when there is none. */
bool qp_metric_read(const char *name, qp_metric *metric);

#endif
