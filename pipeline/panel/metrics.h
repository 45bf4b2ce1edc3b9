/* SPDX-License-Identifier: MIT */
/**
 * @file panel/metrics.h
 * @brief The names of the output: metrics, scopes, nulls, flags, reasons.
 */
#ifndef QP_PANEL_METRICS_H
#define QP_PANEL_METRICS_H

/* clang-format off */
#define QP_SCOPES(X)                                                                                \
/*    constant             name          the subject is                                           */\
    X(QP_SCOPE_ACTOR,      "actor",      "an actor")                                                \
    X(QP_SCOPE_CLUSTER,    "cluster",    "a cluster; the object is its core")                       \
    X(QP_SCOPE_CONSORTIUM, "consortium", "a consortium")                                            \
    X(QP_SCOPE_GROUP,      "group",      "a group of actors or links, `origin:state`")              \
    X(QP_SCOPE_LAYER_PAIR, "layer_pair", "a layer; the object is another")                          \
    X(QP_SCOPE_LINK,       "link",       "an actor; the object is another, tied to it")             \
    X(QP_SCOPE_PAIR,       "pair",       "a region, actor or stage; the object another, or a class")\
    X(QP_SCOPE_REGION,     "region",     "a region")                                                \
    X(QP_SCOPE_SYSTEM,     "system",     "`all`, a cluster (inside it) or `between-clusters`")

#define QP_METRICS(X)                                                                                                                                                  \
/*    constant                             name                              scope                unit                what it is                                     */\
    X(QP_M_INFLOW,                         "inflow",                         QP_SCOPE_REGION,     "layer",            "I_r, from other regions")                       \
    X(QP_M_OUTFLOW,                        "outflow",                        QP_SCOPE_REGION,     "layer",            "O_r, to other regions")                         \
    X(QP_M_NET_FLOW,                       "net_flow",                       QP_SCOPE_REGION,     "layer",            "I_r - O_r")                                     \
    X(QP_M_RETENTION,                      "retention",                      QP_SCOPE_REGION,     "layer",            "F_rr, inside the region")                       \
    X(QP_M_NET_FLOW_EFFECTIVENESS,         "net_flow_effectiveness",         QP_SCOPE_REGION,     "1",                "E_r = (I-O)/(I+O)")                             \
    X(QP_M_NET_RATE,                       "net_rate",                       QP_SCOPE_REGION,     "per capita",       "(I_r - O_r)/P_r")                               \
    X(QP_M_EFFECTIVENESS_INDEX,            "effectiveness_index",            QP_SCOPE_SYSTEM,     "percent",          "MEI = 100 sum|I-O| / sum(I+O)")                 \
    X(QP_M_AGGREGATE_NET_RATE,             "aggregate_net_rate",             QP_SCOPE_SYSTEM,     "percent",          "ANMR = 100 * 0.5 sum|I-O| / sum P")             \
    X(QP_M_BACKWASH,                       "backwash",                       QP_SCOPE_CLUSTER,    "layer",            "flow from the cluster to its core")             \
    X(QP_M_SPREAD,                         "spread",                         QP_SCOPE_CLUSTER,    "layer",            "flow from the core to its cluster")             \
    X(QP_M_CORE_EFFECTIVENESS,             "core_effectiveness",             QP_SCOPE_CLUSTER,    "1",                "(B-S)/(B+S)")                                   \
    X(QP_M_BOWKER_CHI2,                    "bowker_chi2",                    QP_SCOPE_SYSTEM,     "1",                "symmetry statistic")                            \
    X(QP_M_BILATERAL_ASYMMETRY,            "bilateral_asymmetry",            QP_SCOPE_PAIR,       "1",                "(F_rs-F_sr)/(F_rs+F_sr)")                       \
    X(QP_M_RESOURCE_INTAKE,                "resource_intake",                QP_SCOPE_CLUSTER,    "1",                "net resource inflow to the core / inside")      \
    X(QP_M_BENEFIT_RETURN,                 "benefit_return",                 QP_SCOPE_CLUSTER,    "1",                "benefits given / resources taken")              \
    X(QP_M_WEIGHTED_RECIPROCITY,           "weighted_reciprocity",           QP_SCOPE_SYSTEM,     "1",                "R = sum min(F_rs,F_sr) / W")                    \
    X(QP_M_RECIPROCITY_EXCESS,             "reciprocity_excess",             QP_SCOPE_SYSTEM,     "1",                "(R-R0)/(1-R0), R0 by chance")                   \
    X(QP_M_RECIPROCITY_ON_EXPECTATION,     "reciprocity_on_expectation",     QP_SCOPE_SYSTEM,     "1",                "R of the expected flows")                       \
    X(QP_M_NODE_RECIPROCITY,               "node_reciprocity",               QP_SCOPE_REGION,     "1",                "sum_s min(F_rs,F_sr) / O_r")                    \
    X(QP_M_FINN_CYCLING_INDEX,             "finn_cycling_index",             QP_SCOPE_SYSTEM,     "1",                "share of throughflow that comes back")          \
    X(QP_M_FCI_ON_EXPECTATION,             "fci_on_expectation",             QP_SCOPE_SYSTEM,     "1",                "FCI of the expected flows")                     \
    X(QP_M_SIPHON_POTENTIAL,               "siphon_potential",               QP_SCOPE_REGION,     "1",                "sigma, height in the hierarchy")                \
    X(QP_M_GRADIENT_SHARE,                 "gradient_share",                 QP_SCOPE_SYSTEM,     "1",                "eta, share of asymmetry that is hierarchy")     \
    X(QP_M_STUART_MAXWELL_CHI2,            "stuart_maxwell_chi2",            QP_SCOPE_SYSTEM,     "1",                "marginal homogeneity, eta x Bowker")            \
    X(QP_M_EXPECTED_FLOW,                  "expected_flow",                  QP_SCOPE_PAIR,       "layer",            "by the sums of origin and destination")         \
    X(QP_M_FLOW_RATIO,                     "flow_ratio",                     QP_SCOPE_PAIR,       "1",                "observed / expected")                           \
    X(QP_M_GRAVITY_COEFFICIENT,            "gravity_coefficient",            QP_SCOPE_SYSTEM,     "1",                "of the gravity model, PPML")                    \
    X(QP_M_OVER_ATTRACTION,                "over_attraction",                QP_SCOPE_REGION,     "1",                "inflow / that of the gravity model")            \
    X(QP_M_CATCHMENT_SHARE,                "catchment_share",                QP_SCOPE_REGION,     "1",                "of others' outflow, reaches this core")         \
    X(QP_M_DOMINANCE_INDEX,                "dominance_index",                QP_SCOPE_REGION,     "1",                "turnover / mean turnover of the others")        \
    X(QP_M_LINK_SYMMETRY,                  "link_symmetry",                  QP_SCOPE_PAIR,       "bit",              "entropy of the two directions")                 \
    X(QP_M_DOMINANT_PARENT,                "dominant_parent",                QP_SCOPE_REGION,     "layer",            "largest outflow, to a larger region")           \
    X(QP_M_SPATIAL_FOCUSING,               "spatial_focusing",               QP_SCOPE_SYSTEM,     "1",                "Gini of the flows between regions")             \
    X(QP_M_AVERAGE_MUTUAL_INFORMATION,     "average_mutual_information",     QP_SCOPE_SYSTEM,     "bit",              "AMI, how far origin tells destination")         \
    X(QP_M_ASCENDENCY,                     "ascendency",                     QP_SCOPE_SYSTEM,     "bit x layer unit", "AMI x all flows with the boundary")             \
    X(QP_M_DEVELOPMENT_CAPACITY,           "development_capacity",           QP_SCOPE_SYSTEM,     "bit x layer unit", "entropy of flows x all flows")                  \
    X(QP_M_ROBUSTNESS,                     "robustness",                     QP_SCOPE_SYSTEM,     "1",                "-a ln a, a = ascendency / capacity")            \
    X(QP_M_PRIMACY,                        "primacy",                        QP_SCOPE_SYSTEM,     "1",                "largest share")                                 \
    X(QP_M_PRIMACY_RATIO,                  "primacy_ratio",                  QP_SCOPE_SYSTEM,     "1",                "largest / second")                              \
    X(QP_M_HHI,                            "hhi",                            QP_SCOPE_SYSTEM,     "1",                "sum of squared shares")                         \
    X(QP_M_HHI_NORMALISED,                 "hhi_normalised",                 QP_SCOPE_SYSTEM,     "1",                "(HHI - 1/n)/(1 - 1/n)")                         \
    X(QP_M_GINI,                           "gini",                           QP_SCOPE_SYSTEM,     "1",                "mean difference / (2 mean)")                    \
    X(QP_M_THEIL,                          "theil",                          QP_SCOPE_SYSTEM,     "1",                "population-weighted, nats")                     \
    X(QP_M_THEIL_BETWEEN,                  "theil_between",                  QP_SCOPE_SYSTEM,     "1",                "between clusters")                              \
    X(QP_M_THEIL_WITHIN,                   "theil_within",                   QP_SCOPE_SYSTEM,     "1",                "inside clusters")                               \
    X(QP_M_THEIL_BETWEEN_SHARE,            "theil_between_share",            QP_SCOPE_SYSTEM,     "1",                "between / (between + within)")                  \
    X(QP_M_LOCATION_QUOTIENT,              "location_quotient",              QP_SCOPE_PAIR,       "1",                "LQ = (x_ri/x_r.) / (x_.i/x_..)")                \
    X(QP_M_STRUCTURE_SIMILARITY,           "structure_similarity",           QP_SCOPE_PAIR,       "1",                "cosine of the shares of classes")               \
    X(QP_M_KRUGMAN_INDEX,                  "krugman_index",                  QP_SCOPE_PAIR,       "1",                "sum_i |p_ri - p_si|, 0 alike, 2 disjoint")      \
    X(QP_M_ISOMORPHISM,                    "isomorphism",                    QP_SCOPE_CLUSTER,    "1",                "mean cosine over the pairs of regions")         \
    X(QP_M_HOMOGENEOUS_COMPETITION,        "homogeneous_competition",        QP_SCOPE_PAIR,       "1",                "cosine x (1 - link strength / largest)")        \
    X(QP_M_RIVALRY_LINKS,                  "rivalry_links",                  QP_SCOPE_PAIR,       "count",            "links of rivalry between the two")              \
    X(QP_M_RELATEDNESS,                    "relatedness",                    QP_SCOPE_PAIR,       "1",                "phi of two classes")                            \
    X(QP_M_RELATEDNESS_DENSITY,            "relatedness_density",            QP_SCOPE_PAIR,       "percent",          "share of what is related that is there")        \
    X(QP_M_COMPLEMENTARITY,                "complementarity",                QP_SCOPE_PAIR,       "percent",          "density that the subject would gain")           \
    X(QP_M_COUPLING_DEGREE_WANG,           "coupling_degree_wang",           QP_SCOPE_REGION,     "1",                "C, how balanced the chains are")                \
    X(QP_M_COUPLING_DEGREE_STANDARD,       "coupling_degree_standard",       QP_SCOPE_REGION,     "1",                "C = geometric / arithmetic mean")               \
    X(QP_M_DEVELOPMENT_LEVEL,              "development_level",              QP_SCOPE_REGION,     "1",                "T, weighted mean of the chains")                \
    X(QP_M_COUPLING_COORDINATION_WANG,     "coupling_coordination_wang",     QP_SCOPE_REGION,     "1",                "D = sqrt(C T)")                                 \
    X(QP_M_COUPLING_COORDINATION_STANDARD, "coupling_coordination_standard", QP_SCOPE_REGION,     "1",                "D = sqrt(C T), standard C")                     \
    X(QP_M_COUPLING_COORDINATION_RANK,     "coupling_coordination_rank",     QP_SCOPE_REGION,     "1",                "rank by D, 1 the highest")                      \
    X(QP_M_COMPOSITE_SYNERGY_DEGREE,       "composite_synergy_degree",       QP_SCOPE_REGION,     "1",                "cm, do the chains advance together")            \
    X(QP_M_TRIPLE_HELIX_T,                 "triple_helix_t",                 QP_SCOPE_SYSTEM,     "mbit",             "T(G,K,S), negative is synergy")                 \
    X(QP_M_TRIPLE_HELIX_SYNERGY,           "triple_helix_synergy",           QP_SCOPE_SYSTEM,     "mbit",             "-(T - its mean by chance)")                     \
    X(QP_M_TRIPLE_HELIX_CONTRIBUTION,      "triple_helix_contribution",      QP_SCOPE_CLUSTER,    "mbit",             "1000 (n_c/N) T_c; T_0 between clusters")        \
    X(QP_M_TRIPLE_HELIX_BETWEEN_SHARE,     "triple_helix_between_share",     QP_SCOPE_SYSTEM,     "percent",          "100 T_0 / T")                                   \
    X(QP_M_TRIPLE_HELIX_BIAS,              "triple_helix_bias",              QP_SCOPE_SYSTEM,     "mbit",             "what T is by its size alone")                   \
    X(QP_M_TRIPLE_HELIX_CLASSES,           "triple_helix_classes",           QP_SCOPE_SYSTEM,     "count",            "occupied classes of the object")                \
    X(QP_M_ASSOCIATION_STRENGTH,           "association_strength",           QP_SCOPE_PAIR,       "1",                "c_rs t / (s_r s_s), 1 as sizes imply")          \
    X(QP_M_SALTON_INDEX,                   "salton_index",                   QP_SCOPE_PAIR,       "1",                "c_rs / sqrt(s_r s_s)")                          \
    X(QP_M_JACCARD_INDEX,                  "jaccard_index",                  QP_SCOPE_PAIR,       "1",                "c_rs / (s_r + s_s - c_rs)")                     \
    X(QP_M_PROBABILITY_INDEX,              "probability_index",              QP_SCOPE_PAIR,       "1",                "c_rs / its exact expectation")                  \
    X(QP_M_EI_INDEX,                       "ei_index",                       QP_SCOPE_SYSTEM,     "1",                "(E - I)/(E + I) of linked pairs")               \
    X(QP_M_EI_INDEX_WEIGHTED,              "ei_index_weighted",              QP_SCOPE_SYSTEM,     "1",                "(E - I)/(E + I) of weights")                    \
    X(QP_M_NOMINAL_ASSORTATIVITY,          "nominal_assortativity",          QP_SCOPE_SYSTEM,     "1",                "do like link with like")                        \
    X(QP_M_PARTICIPATION_COEFFICIENT,      "participation_coefficient",      QP_SCOPE_ACTOR,      "1",                "how evenly active over the layers")             \
    X(QP_M_LAYER_OVERLAP,                  "layer_overlap",                  QP_SCOPE_LAYER_PAIR, "1",                "linked pairs in both / in either")              \
    X(QP_M_LAYER_OVERLAP_CONDITIONAL,      "layer_overlap_conditional",      QP_SCOPE_LAYER_PAIR, "1",                "linked pairs in both / in the subject")         \
    X(QP_M_LAYER_STRENGTH_CORRELATION,     "layer_strength_correlation",     QP_SCOPE_LAYER_PAIR, "1",                "Spearman over the regions")                     \
    X(QP_M_PAIR_LINK_SHARE,                "pair_link_share",                QP_SCOPE_CLUSTER,    "1",                "share of pairs with any link")                  \
    X(QP_M_LAYER_BREADTH,                  "layer_breadth",                  QP_SCOPE_CLUSTER,    "1",                "share of layers of a linked pair")              \
    X(QP_M_LAYER_RECIPROCITY,              "layer_reciprocity",              QP_SCOPE_CLUSTER,    "1",                "weighted reciprocity, mean over layers")        \
    X(QP_M_CHAIN_OVERLAP,                  "chain_overlap",                  QP_SCOPE_CLUSTER,    "1",                "Jaccard of linked pairs of two chains")         \
    X(QP_M_LINKED_COMPLEMENTARITY,         "linked_complementarity",         QP_SCOPE_CLUSTER,    "1",                "1 - cosine over linked pairs")                  \
    X(QP_M_FIELD_SURPLUS,                  "field_surplus",                  QP_SCOPE_CLUSTER,    "1",                "gain of unlike less loss of like factors")      \
    X(QP_M_BORDER_EFFECT,                  "border_effect",                  QP_SCOPE_SYSTEM,     "1",                "coefficient of a level of barrier")             \
    X(QP_M_STAGE_LINK_WEIGHT,              "stage_link_weight",              QP_SCOPE_PAIR,       "layer",            "A_ab, links between two stages")                \
    X(QP_M_STAGE_LINK_WEIGHT_DIRECTED,     "stage_link_weight_directed",     QP_SCOPE_PAIR,       "layer",            "links from one stage to another")               \
    X(QP_M_STAGE_OBSERVED_EXPECTED,        "stage_observed_expected",        QP_SCOPE_PAIR,       "1",                "Q_ab = A_ab t / (s_a s_b), 1 as sizes imply")   \
    X(QP_M_STAGE_GAP,                      "stage_gap",                      QP_SCOPE_PAIR,       "1",                "max(0, 1 - Q), 1: nothing leads across")        \
    X(QP_M_CHAIN_COMPLETENESS_OPEN,        "chain_completeness_open",        QP_SCOPE_REGION,     "1",                "products that science reaches, by all links")   \
    X(QP_M_CHAIN_COMPLETENESS_CLOSED,      "chain_completeness_closed",      QP_SCOPE_REGION,     "1",                "the same by links inside the region")           \
    X(QP_M_CONVERSION_OPEN,                "conversion_open",                QP_SCOPE_REGION,     "1",                "science that reaches a product, by all links")  \
    X(QP_M_CONVERSION_CLOSED,              "conversion_closed",              QP_SCOPE_REGION,     "1",                "the same by links inside the region")           \
    X(QP_M_DISTANCE_TO_PRODUCT,            "distance_to_product",            QP_SCOPE_ACTOR,      "links",            "to the nearest actor of products")              \
    X(QP_M_STAGE_COVERAGE,                 "stage_coverage",                 QP_SCOPE_PAIR,       "1",                "stages present / 3, of a technology")           \
    X(QP_M_WEAKEST_STAGE,                  "weakest_stage",                  QP_SCOPE_REGION,     "1",                "least capacity of a stage / mean of the three") \
    X(QP_M_PRODUCT_COMPLETENESS,           "product_completeness",           QP_SCOPE_REGION,     "1",                "product classes with a maker at home / all")    \
    X(QP_M_SUPPLIER_HHI,                   "supplier_hhi",                   QP_SCOPE_PAIR,       "1",                "sum of squared shares of suppliers")            \
    X(QP_M_EFFECTIVE_SUPPLIERS,            "effective_suppliers",            QP_SCOPE_PAIR,       "1",                "1 / HHI of suppliers")                          \
    X(QP_M_FOREIGN_SHARE,                  "foreign_share",                  QP_SCOPE_PAIR,       "1",                "share bought abroad")                           \
    X(QP_M_ORIGIN_HHI,                     "origin_hhi",                     QP_SCOPE_PAIR,       "1",                "HHI of foreign countries of origin")            \
    X(QP_M_DEPENDENCE_FLAG,                "dependence_flag",                QP_SCOPE_PAIR,       "0 or 1",           "origin HHI > 0.4 and foreign share > 0.5")      \
    X(QP_M_ARTICULATION_POINT,             "articulation_point",             QP_SCOPE_ACTOR,      "capacity",         "cut off without the actor; n: actors")          \
    X(QP_M_BRIDGE,                         "bridge",                         QP_SCOPE_LINK,       "capacity",         "cut off without the tie; n: actors")            \
    X(QP_M_VERTEX_CUT_SIZE,                "vertex_cut_size",                QP_SCOPE_SYSTEM,     "actors",           "fewest actors without whom nothing leads over") \
    X(QP_M_VERTEX_CUT_COUNT,               "vertex_cut_count",               QP_SCOPE_SYSTEM,     "count",            "smallest cuts there are")                       \
    X(QP_M_VERTEX_CUT_MEMBER,              "vertex_cut_member",              QP_SCOPE_ACTOR,      "1",                "1: of the smallest cut that is told")           \
    X(QP_M_SUBSET_BETWEENNESS,             "subset_betweenness",             QP_SCOPE_ACTOR,      "1",                "shortest paths from set to set through it")     \
    X(QP_M_SYSTEMIC_RISK_INDEX,            "systemic_risk_index",            QP_SCOPE_ACTOR,      "1",                "ESRI, share of output lost without the firm")   \
    X(QP_M_RING_ACTORS,                    "ring_actors",                    QP_SCOPE_PAIR,       "actors",           "so many links from the architect")              \
    X(QP_M_RING_CAPACITY,                  "ring_capacity",                  QP_SCOPE_PAIR,       "capacity",         "of the ring")                                   \
    X(QP_M_RING_LOCAL_SHARE,               "ring_local_share",               QP_SCOPE_PAIR,       "1",                "of its capacity, in the architect's region")    \
    X(QP_M_RING_CLUSTER_SHARE,             "ring_cluster_share",             QP_SCOPE_PAIR,       "1",                "of its capacity, in the architect's cluster")   \
    X(QP_M_RING_LITTLE_GIANT_SHARE,        "ring_little_giant_share",        QP_SCOPE_PAIR,       "1",                "of its capacity, of little giants")             \
    X(QP_M_RING_INSTITUTE_SHARE,           "ring_institute_share",           QP_SCOPE_PAIR,       "1",                "of its capacity, of institutes")                \
    X(QP_M_MEAN_RADIUS,                    "mean_radius",                    QP_SCOPE_ACTOR,      "links",            "mean ring, weighted by capacity")               \
    X(QP_M_RING_OVERLAP,                   "ring_overlap",                   QP_SCOPE_PAIR,       "1",                "Jaccard of rings 1 and 2 of two architects")    \
    X(QP_M_ARCHITECT_SCORE,                "architect_score",                QP_SCOPE_ACTOR,      "1",                "share of capacity whose sales end there")       \
    X(QP_M_CONSORTIUM_COMPLETENESS,        "consortium_completeness",        QP_SCOPE_CONSORTIUM, "1",                "roles present / 4")                             \
    X(QP_M_CONSORTIUM_TWO_ENDS,            "consortium_two_ends",            QP_SCOPE_CONSORTIUM, "1",                "1: science and products are both there")        \
    X(QP_M_CONSORTIUM_STAGE_COVERAGE,      "consortium_stage_coverage",      QP_SCOPE_CONSORTIUM, "1",                "stages present / 3")                            \
    X(QP_M_CONSORTIUM_DIVERSITY,           "consortium_diversity",           QP_SCOPE_CONSORTIUM, "1",                "Blau index of the kinds of members")            \
    X(QP_M_CONSORTIUM_CROSS_REGION,        "consortium_cross_region",        QP_SCOPE_CONSORTIUM, "1",                "1 - share of the largest region")               \
    X(QP_M_GAP_CANDIDATE_DENSITY,          "gap_candidate_density",          QP_SCOPE_PAIR,       "percent",          "relatedness density to a class that is lacking")\
    X(QP_M_UPSTREAMNESS,                   "upstreamness",                   QP_SCOPE_ACTOR,      "stages",           "mean distance of output from final use")        \
    X(QP_M_BURT_CONSTRAINT,                "burt_constraint",                QP_SCOPE_ACTOR,      "1",                "how far contacts are contacts of each other")   \
    X(QP_M_EFFECTIVE_SIZE,                 "effective_size",                 QP_SCOPE_ACTOR,      "1",                "contacts less those that are redundant")        \
    X(QP_M_BROKERAGE_COORDINATOR,          "brokerage_coordinator",          QP_SCOPE_ACTOR,      "count",            "between two of its own group")                  \
    X(QP_M_BROKERAGE_ITINERANT,            "brokerage_itinerant",            QP_SCOPE_ACTOR,      "count",            "between two of one other group")                \
    X(QP_M_BROKERAGE_GATEKEEPER,           "brokerage_gatekeeper",           QP_SCOPE_ACTOR,      "count",            "from another group into its own")               \
    X(QP_M_BROKERAGE_REPRESENTATIVE,       "brokerage_representative",       QP_SCOPE_ACTOR,      "count",            "from its own group to another")                 \
    X(QP_M_BROKERAGE_LIAISON,              "brokerage_liaison",              QP_SCOPE_ACTOR,      "count",            "between two groups, neither its own")           \
    X(QP_M_CORENESS,                       "coreness",                       QP_SCOPE_ACTOR,      "shell",            "innermost k-core it belongs to")                \
    X(QP_M_CORE_PERIPHERY_FIT,             "core_periphery_fit",             QP_SCOPE_SYSTEM,     "1",                "correlation of ties with a core and its rim")   \
    X(QP_M_ACTOR_COUNT,                    "actor_count",                    QP_SCOPE_GROUP,      "1",                "actors of the group")                           \
    X(QP_M_LINK_COUNT,                     "link_count",                     QP_SCOPE_GROUP,      "1",                "links of the group")                            \
    X(QP_M_LINK_WEIGHT,                    "link_weight",                    QP_SCOPE_GROUP,      "layer",            "weight of the group's links")                   \
    X(QP_M_LINK_SHARE,                     "link_share",                     QP_SCOPE_GROUP,      "1",                "share of the layer's weight")                   \
    X(QP_M_PAIR_DENSITY,                   "pair_density",                   QP_SCOPE_GROUP,      "1",                "linked pairs / possible pairs")                 \
    X(QP_M_ENTROPY_NORMALISED,             "entropy_normalised",             QP_SCOPE_GROUP,      "1",                "- sum p ln p / ln k")

#define QP_NULLS(X)                                                                                                      \
/*    constant             name           what is assumed                                                              */\
    X(QP_NULL_NONE,        "",            "nothing is tested")                                                           \
    X(QP_NULL_SYMMETRIC,   "symmetric",   "each pair's flow is split by a fair coin")                                    \
    X(QP_NULL_BINOMIAL,    "binomial",    "the flow of one region or core is split by a fair coin")                      \
    X(QP_NULL_MULTINOMIAL, "multinomial", "as many moves as there were fall on the doubly constrained expectation")      \
    X(QP_NULL_EXPECTATION, "expectation", "flow follows the sums of its origin and destination")                         \
    X(QP_NULL_GRAVITY,     "gravity",     "the gravity model holds with a coefficient of 0, or a ratio of 1")            \
    X(QP_NULL_PERMUTATION, "permutation", "labels fall on their bearers by chance, as many of each as there are")        \
    X(QP_NULL_TWO_MODE,    "two-mode",    "members fall on consortia by chance: each in as many, each with as many")     \
    X(QP_NULL_CURVEBALL,   "curveball",   "portfolios fall by chance: each has as many classes, each class is as common")\
    X(QP_NULL_REWIRING,    "rewiring",    "ties fall by chance: each actor has as many")

#define QP_FLAGS(X)                                                                                                                   \
/*    constant               name                meaning                                                                            */\
    X(QP_FLAG_BIASED_UP,     "biased-up",        "the raw value is too high when flows are few: read it against expected")            \
    X(QP_FLAG_DISPERSED,     "dispersed",        "interval widened, for moves are not independent; p is not, and is too small")       \
    X(QP_FLAG_LEAVE_OUT,     "leave-one-out",    "low and high are the leave-one-region-out range, no 95 % interval")                 \
    X(QP_FLAG_BOUNDS,        "bounds",           "low and high are bounds: what is unknown counted against, and for")                 \
    X(QP_FLAG_RESOLUTION,    "p-resolution",     "q is blank: too few replicates for so large a family")                              \
    X(QP_FLAG_TRIVIAL,       "trivial",          "the value follows from how the metric is built")                                    \
    X(QP_FLAG_CORE_OPTION,   "core-by-option",   "the core was named on the command line")                                            \
    X(QP_FLAG_CORE_TURNOVER, "core-by-turnover", "the core is the region of largest turnover in the layer, whole period")             \
    X(QP_FLAG_CLOSED,        "closed",           "a part of the flows has no way out: what is in it cycles for ever")                 \
    X(QP_FLAG_BOUNDARY,      "boundary",         "throughflow is closed by the flows from and to the outside world, not by lambda")   \
    X(QP_FLAG_APPROXIMATE,   "approximate",      "many regions: the leverage of a cell is approximated by its row and column")        \
    X(QP_FLAG_FIXED_EFFECTS, "fixed-effects",    "the model has an effect of each origin and each destination")                       \
    X(QP_FLAG_GREAT_CIRCLE,  "great-circle",     "distances are great circles between coordinates, none are given")                   \
    X(QP_FLAG_UNREACHED,     "unreached",        "some regions' outflow reaches no core, and stays out")                              \
    X(QP_FLAG_OUTSIDE,       "outside",          "the outside world as one region; it is in no other metric")                         \
    X(QP_FLAG_SPARSE,        "sparse",           "fewer than ten units an occupied cell of the table: T is mostly bias")              \
    X(QP_FLAG_DEGENERATE,    "degenerate",       "one place only: the value is 0 whatever the data")                                  \
    X(QP_FLAG_COARSE,        "coarse",           "fewer than ten classes: similarity depends on where they are cut")                  \
    X(QP_FLAG_PRESENCE,      "presence",         "all values are 0 or 1: what is there is taken as given, not by location quotient")  \
    X(QP_FLAG_EXTERNAL,      "external-phi",     "relatedness is given, not computed from the portfolios")                            \
    X(QP_FLAG_FEW_REGIONS,   "few-regions",      "fewer than 20 regions: relatedness of their own data is mostly noise")              \
    X(QP_FLAG_ZERO_CHAIN,    "zero-chain",       "a chain scores 0, and makes the whole 0")                                           \
    X(QP_FLAG_POOLED,        "pooled-bounds",    "no bounds are declared: those of all regions and dates, not comparable across runs")\
    X(QP_FLAG_WEIGHTINGS,    "weightings",       "low and high are of random weightings, no sampling error")                          \
    X(QP_FLAG_CLIPPED,       "clipped",          "a value outside the declared bounds counts as the bound")                           \
    X(QP_FLAG_NO_LINKS,      "no-links",         "no pair of the cluster is linked: the value is that of structure alone")            \
    X(QP_FLAG_BROKEN,        "broken",           "nothing leads over, cut or not")                                                    \
    X(QP_FLAG_SINGLE,        "single-source",    "one supplier has more than 0.9 of it")                                              \
    X(QP_FLAG_BY_INDUSTRY,   "by-industry",      "no product is given: the industry of the supplier stands for it")                   \
    X(QP_FLAG_SCREENED,      "screened",         "only the largest by output, essential reach or purchases were looked at")           \
    X(QP_FLAG_LITTLE_GIANT,  "little-giant",     "the firm is of the tier little-giant")

#define QP_REASONS(X)                                                                                                         \
/*    constant                     name                 meaning                                                             */\
    X(QP_REASON_NONE,              "",                  "there is a value")                                                   \
    X(QP_REASON_NO_FLOW,           "no-flow",           "no flow to measure in the window")                                   \
    X(QP_REASON_NO_STOCK,          "no-stock",          "no value of the indicator in the window")                            \
    X(QP_REASON_ONE_REGION,        "one-region",        "fewer than two regions")                                             \
    X(QP_REASON_UNDIRECTED,        "undirected",        "the layer has no direction")                                         \
    X(QP_REASON_NOT_COUNTS,        "not-counts",        "the weights are no counts, and the metric is a test on counts")      \
    X(QP_REASON_NOT_MEASURED,      "not-measured",      "all rows are statements, none is measured")                          \
    X(QP_REASON_NOT_COOPERATIVE,   "not-cooperative",   "the layer is rivalry, restriction or governance")                    \
    X(QP_REASON_NO_POPULATION,     "no-population",     "no population is known, or it is zero")                              \
    X(QP_REASON_NO_CLUSTER,        "no-cluster",        "no region belongs to a cluster")                                     \
    X(QP_REASON_ONE_CLUSTER,       "one-cluster",       "fewer than two clusters")                                            \
    X(QP_REASON_ZERO_TOTAL,        "zero-total",        "the total is zero")                                                  \
    X(QP_REASON_NEGATIVE,          "negative",          "a value is negative")                                                \
    X(QP_REASON_ZERO_SECOND,       "zero-second",       "the second largest value is zero")                                   \
    X(QP_REASON_ONE_GROUP,         "one-group",         "fewer than two groups")                                              \
    X(QP_REASON_NOT_GIVEN,         "not-given",         "no row has the field")                                               \
    X(QP_REASON_NO_PAIR,           "no-pair",           "no two actors to pair")                                              \
    X(QP_REASON_OVERFLOW,          "overflow",          "the value is larger than numbers go")                                \
    X(QP_REASON_NO_HOME,           "no-home",           "no home country is known")                                           \
    X(QP_REASON_UNBALANCED,        "unbalanced",        "the region is not present in all windows")                           \
    X(QP_REASON_NO_FREEDOM,        "no-freedom",        "the sums of origins and destinations leave no freedom")              \
    X(QP_REASON_NOT_CONVERGED,     "not-converged",     "the fit did not come to an end")                                     \
    X(QP_REASON_NO_ASYMMETRY,      "no-asymmetry",      "every pair is in balance")                                           \
    X(QP_REASON_NO_CORE,           "no-core",           "no core is known")                                                   \
    X(QP_REASON_NO_MASS,           "no-mass",           "the mass of too few regions is known")                               \
    X(QP_REASON_NO_DISTANCE,       "no-distance",       "the distance of too few pairs is known")                             \
    X(QP_REASON_RANK_DEFICIENT,    "rank-deficient",    "the data do not tell the coefficients apart")                        \
    X(QP_REASON_NO_RESOURCE,       "no-resource",       "no layer with flows is declared a resource")                         \
    X(QP_REASON_NO_BENEFIT,        "no-benefit",        "no layer with flows is declared a benefit")                          \
    X(QP_REASON_NO_EXCESS,         "no-excess",         "chance alone gives full reciprocity")                                \
    X(QP_REASON_NO_OUTFLOW,        "no-outflow",        "nothing flows out of the region")                                    \
    X(QP_REASON_ROOT,              "root",              "the region sends most to smaller ones, or nothing: it has no parent")\
    X(QP_REASON_CORES_DIFFER,      "cores-differ",      "the layers have different cores: declare one")                       \
    X(QP_REASON_NO_CHANGE,         "no-change",         "one of the two windows has no value")                                \
    X(QP_REASON_NO_PORTFOLIO,      "no-portfolio",      "no portfolio is known")                                              \
    X(QP_REASON_NO_CLASS,          "no-class",          "no region has the class")                                            \
    X(QP_REASON_NO_RELATED,        "no-related",        "the class is related to no other")                                   \
    X(QP_REASON_COMPLETE,          "complete",          "the region has every class")                                         \
    X(QP_REASON_MISSING_INDICATOR, "missing-indicator", "an indicator of a chain has no value")                               \
    X(QP_REASON_NO_BOUNDS,         "no-bounds",         "link strength is size in disguise without declared bounds")          \
    X(QP_REASON_FEW_CHAINS,        "few-chains",        "fewer than two chains")                                              \
    X(QP_REASON_FEW_LAYERS,        "few-layers",        "fewer than two layers")                                              \
    X(QP_REASON_FEW_FACTORS,       "few-factors",       "fewer than two factors")                                             \
    X(QP_REASON_FEW_REGIONS,       "few-regions",       "fewer than 15 regions")                                              \
    X(QP_REASON_NO_BARRIER,        "no-barrier",        "barriers are not known, or all pairs have the same")                 \
    X(QP_REASON_NO_LINK,           "no-link",           "no link to measure")                                                 \
    X(QP_REASON_NO_UNIT,           "no-unit",           "no actor has all the fields")                                        \
    X(QP_REASON_NO_SPREAD,         "no-spread",         "all regions are alike in one of the layers")                         \
    X(QP_REASON_ONE_WINDOW,        "one-window",        "fewer than two windows")                                             \
    X(QP_REASON_NO_STAGE,          "no-stage",          "no actor has a stage of the chain")                                  \
    X(QP_REASON_STAGE_ABSENT,      "stage-absent",      "one of the stages has no link, or no actor")                         \
    X(QP_REASON_NO_SCIENCE,        "no-science",        "no actor of science")                                                \
    X(QP_REASON_NO_PRODUCT,        "no-product",        "no actor of products")                                               \
    X(QP_REASON_UNREACHED,         "unreached",         "no link leads there")                                                \
    X(QP_REASON_NO_SUPPLY,         "no-supply",         "no links of supply")                                                 \
    X(QP_REASON_NO_PURCHASE,       "no-purchase",       "nothing is bought")                                                  \
    X(QP_REASON_NO_ORIGIN,         "no-origin",         "the country of no supplier is known")                                \
    X(QP_REASON_DOMESTIC,          "domestic",          "nothing is bought abroad")                                           \
    X(QP_REASON_NO_CAPACITY,       "no-capacity",       "no capacity is known")                                               \
    X(QP_REASON_NO_OUTPUT,         "no-output",         "no output is known, or it is zero")                                  \
    X(QP_REASON_NO_FINAL_USE,      "no-final-use",      "nothing of it ends in final use")                                    \
    X(QP_REASON_NO_ENTERPRISE,     "no-enterprise",     "who plays the architect is not known")                               \
    X(QP_REASON_NO_MEMBER,         "no-member",         "no member is known")                                                 \
    X(QP_REASON_NO_SET,            "no-set",            "one of the two sets is empty")                                       \
    X(QP_REASON_FEW_ACTORS,        "few-actors",        "fewer than four actors")                                             \
    X(QP_REASON_NO_RIM,            "no-rim",            "fewer than two actors are outside the innermost shell")              \
    X(QP_REASON_DIRECT,            "direct",            "no cut separates the two sets")
/* clang-format on */

#define QP_NAME_5(name, text, scope, unit, meaning) name,
#define QP_NAME_3(name, text, meaning)              name,
typedef enum { QP_SCOPES(QP_NAME_3) QP_SCOPE_COUNT } qp_scope;
typedef enum { QP_METRICS(QP_NAME_5) QP_METRIC_COUNT } qp_metric;
typedef enum { QP_NULLS(QP_NAME_3) QP_NULL_COUNT } qp_null;
typedef enum { QP_FLAGS(QP_NAME_3) QP_FLAG_COUNT } qp_flag;
typedef enum { QP_REASONS(QP_NAME_3) QP_REASON_COUNT } qp_reason;
#undef QP_NAME_5
#undef QP_NAME_3

/** One row of the tables above. */
typedef struct {
    const char *name;
    const char *meaning; ///< one line
    const char *unit;    ///< of a metric; "layer": the unit of the layer; NULL
    qp_scope scope;      ///< of a metric: the one in which it is told
} qp_name;

extern const qp_name qp_metrics[QP_METRIC_COUNT];
extern const qp_name qp_scopes[QP_SCOPE_COUNT];
extern const qp_name qp_nulls[QP_NULL_COUNT];
extern const qp_name qp_flags[QP_FLAG_COUNT];
extern const qp_name qp_reasons[QP_REASON_COUNT];

/** The row of a name in one of the tables, or -1. */
int qp_name_find(const qp_name names[], int count, const char *name);

#endif
