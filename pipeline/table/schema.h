/* SPDX-License-Identifier: MIT */
/**
 * @file table/schema.h
 * @brief The tables that qipan reads, as tables.
 *
 * The reader, the rules, the mapping and data/README.md all come from
 * qp_schemas; adding a column is adding a row.
 */
#ifndef QP_TABLE_SCHEMA_H
#define QP_TABLE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

/** What the cells of a column hold. A blank cell is "no value" in each. */
typedef enum {
    QP_ID,      ///< text of 1 to 255 bytes, no control characters
    QP_TEXT,    ///< text, NFC, no control characters
    QP_NUMBER,  ///< finite decimal number within [least, most]
    QP_BOOLEAN, ///< true, false, 1, 0, yes, no (any case): number 1 or 0
    QP_DATE,    ///< YYYY, YYYY-MM or YYYY-MM-DD: a period
    QP_CHOICE,  ///< one of `choices`: number = its index
    QP_STAGES   ///< subset of 1 2 3, separated by blanks, ';' or '+': number =
                ///< bits 1, 2, 4
} qp_kind;

typedef struct {
    const char *name;
    qp_kind kind;
    bool required; ///< the column must be there and no cell blank
    double least;  ///< QP_NUMBER only; both 0 for no bounds
    double most;
    const char *const *choices; ///< QP_CHOICE only; ends in NULL
    const char *unit;           ///< "degree", "persons", ...; NULL for none
    const char *meaning;        ///< one line, for the data dictionary
} qp_column;

typedef enum {
    QP_REGIONS,
    QP_CLUSTERS,
    QP_ENTERPRISES,
    QP_INSTITUTES,
    QP_ARCHITECTS,
    QP_LOCATIONS,
    QP_CONSORTIA,
    QP_MEMBERSHIPS,
    QP_PROJECTIONS,
    QP_THINGS,
    QP_LAYERS,
    QP_LINKS,
    QP_PAIRS,
    QP_PORTFOLIO,
    QP_INDICATORS,
    QP_INDICATOR_DEFS,
    QP_RELATEDNESS,
    QP_STATEMENTS,
    QP_CLAIMS,
    QP_SOURCES,
    QP_TABLE_COUNT,
    QP_SCENARIO = QP_TABLE_COUNT, ///< stands in no dataset: a file of its own
    QP_SCHEMA_COUNT
} qp_table_id;

typedef struct {
    const char *name; ///< "links": the file is links.csv or links.csv.gz
    const char *meaning;
    const qp_column *columns; ///< [column_count]
    size_t column_count;
} qp_schema;

extern const qp_schema qp_schemas[QP_SCHEMA_COUNT];

/* Columns by position, so that rules name them without looking them up. The
 * order is that of qp_schemas; tests/unit/schema.c holds them together. */
enum qp_regions_column {
    QP_REGION_ID,
    QP_REGION_NAME,
    QP_REGION_NAME_ZH,
    QP_REGION_KIND,
    QP_REGION_PARENT,
    QP_REGION_CLUSTER,
    QP_REGION_CORE,
    QP_REGION_LON,
    QP_REGION_LAT,
    QP_REGION_CODE,
    QP_REGION_CODE_SCHEME,
    QP_REGION_CODE_EDITION,
    QP_REGION_POPULATION,
    QP_REGION_POLITICAL_SYSTEM,
    QP_REGION_CUSTOMS_ZONE,
    QP_REGION_LEGAL_SYSTEM,
    QP_REGION_SOURCE
};
enum qp_clusters_column {
    QP_CLUSTER_ID,
    QP_CLUSTER_NAME,
    QP_CLUSTER_NAME_ZH,
    QP_CLUSTER_LABEL_LON,
    QP_CLUSTER_LABEL_LAT,
    QP_CLUSTER_SOURCE
};
enum qp_enterprises_column {
    QP_ENTERPRISE_ID,
    QP_ENTERPRISE_NAME,
    QP_ENTERPRISE_NAME_ZH,
    QP_ENTERPRISE_REGION,
    QP_ENTERPRISE_COUNTRY,
    QP_ENTERPRISE_CODE,
    QP_ENTERPRISE_CODE_SCHEME,
    QP_ENTERPRISE_OWNERSHIP,
    QP_ENTERPRISE_INDUSTRY,
    QP_ENTERPRISE_SIZE_CLASS,
    QP_ENTERPRISE_TIER,
    QP_ENTERPRISE_STAGES,
    QP_ENTERPRISE_CAPACITY,
    QP_ENTERPRISE_OUTPUT,
    QP_ENTERPRISE_GROUP,
    QP_ENTERPRISE_MEMBERS,
    QP_ENTERPRISE_SOURCE
};
enum qp_institutes_column {
    QP_INSTITUTE_ID,
    QP_INSTITUTE_NAME,
    QP_INSTITUTE_NAME_ZH,
    QP_INSTITUTE_REGION,
    QP_INSTITUTE_COUNTRY,
    QP_INSTITUTE_CODE,
    QP_INSTITUTE_CODE_SCHEME,
    QP_INSTITUTE_KIND,
    QP_INSTITUTE_STAGES,
    QP_INSTITUTE_CAPACITY,
    QP_INSTITUTE_GROUP,
    QP_INSTITUTE_MEMBERS,
    QP_INSTITUTE_SOURCE
};
enum qp_architects_column {
    QP_ARCHITECT_ID,
    QP_ARCHITECT_NAME,
    QP_ARCHITECT_NAME_ZH,
    QP_ARCHITECT_ENTERPRISE,
    QP_ARCHITECT_CHAIN,
    QP_ARCHITECT_PRODUCT,
    QP_ARCHITECT_REGION,
    QP_ARCHITECT_SOURCE
};
enum qp_locations_column {
    QP_LOCATION_ACTOR,
    QP_LOCATION_REGION,
    QP_LOCATION_SHARE,
    QP_LOCATION_FROM,
    QP_LOCATION_UNTIL,
    QP_LOCATION_SOURCE
};
enum qp_consortia_column {
    QP_CONSORTIUM_ID,
    QP_CONSORTIUM_NAME,
    QP_CONSORTIUM_NAME_ZH,
    QP_CONSORTIUM_KIND,
    QP_CONSORTIUM_LEAD,
    QP_CONSORTIUM_PRODUCT,
    QP_CONSORTIUM_REGION,
    QP_CONSORTIUM_MEMBERS,
    QP_CONSORTIUM_SOURCE
};
enum qp_memberships_column {
    QP_MEMBERSHIP_CONSORTIUM,
    QP_MEMBERSHIP_MEMBER,
    QP_MEMBERSHIP_ROLE,
    QP_MEMBERSHIP_WEIGHT,
    QP_MEMBERSHIP_SOURCE
};
enum qp_projections_column {
    QP_PROJECTION_CONSORTIUM,
    QP_PROJECTION_LAYER,
    QP_PROJECTION_FORM,
    QP_PROJECTION_DATE,
    QP_PROJECTION_UNTIL,
    QP_PROJECTION_SOURCE
};
enum qp_things_column {
    QP_THING_ID,
    QP_THING_KIND,
    QP_THING_TYPE,
    QP_THING_NAME,
    QP_THING_NAME_ZH,
    QP_THING_PARENT,
    QP_THING_OWNER,
    QP_THING_SOURCE
};
enum qp_layers_column {
    QP_LAYER_ID,
    QP_LAYER_NAME,
    QP_LAYER_NAME_ZH,
    QP_LAYER_ROLE,
    QP_LAYER_DIRECTED,
    QP_LAYER_WEIGHTED,
    QP_LAYER_MEASURE,
    QP_LAYER_ACCRUAL,
    QP_LAYER_UNIT,
    QP_LAYER_FACTOR,
    QP_LAYER_CHAIN,
    QP_LAYER_LEVEL,
    QP_LAYER_SENSE,
    QP_LAYER_SOURCE
};
enum qp_links_column {
    QP_LINK_FROM,
    QP_LINK_TO,
    QP_LINK_LAYER,
    QP_LINK_WEIGHT,
    QP_LINK_DATE,
    QP_LINK_UNTIL,
    QP_LINK_PRODUCT,
    QP_LINK_ESSENTIALITY,
    QP_LINK_STATUS,
    QP_LINK_POLARITY,
    QP_LINK_ORIGIN,
    QP_LINK_STATED_VALUE,
    QP_LINK_STATED_UNIT,
    QP_LINK_RELATION,
    QP_LINK_SOURCE
};
enum qp_pairs_column {
    QP_PAIR_FROM,
    QP_PAIR_TO,
    QP_PAIR_MEASURE,
    QP_PAIR_VALUE,
    QP_PAIR_UNIT,
    QP_PAIR_SOURCE
};
enum qp_portfolio_column {
    QP_PORTFOLIO_REGION,
    QP_PORTFOLIO_ACTOR,
    QP_PORTFOLIO_INDUSTRY,
    QP_PORTFOLIO_PRODUCT,
    QP_PORTFOLIO_DATE,
    QP_PORTFOLIO_VALUE,
    QP_PORTFOLIO_SOURCE
};
enum qp_indicators_column {
    QP_INDICATOR_REGION,
    QP_INDICATOR_ID,
    QP_INDICATOR_DATE,
    QP_INDICATOR_VALUE,
    QP_INDICATOR_UNIT,
    QP_INDICATOR_SOURCE
};
enum qp_indicator_defs_column {
    QP_DEF_INDICATOR,
    QP_DEF_CHAIN,
    QP_DEF_FACTOR,
    QP_DEF_DIRECTION,
    QP_DEF_LOW,
    QP_DEF_HIGH,
    QP_DEF_WEIGHT,
    QP_DEF_SOURCE
};
enum qp_relatedness_column {
    QP_RELATED_A,
    QP_RELATED_B,
    QP_RELATED_PHI,
    QP_RELATED_SOURCE
};
enum qp_statements_column {
    QP_STATEMENT_SUBJECT,
    QP_STATEMENT_TOPIC,
    QP_STATEMENT_TEXT,
    QP_STATEMENT_POLARITY,
    QP_STATEMENT_STATUS,
    QP_STATEMENT_SOURCE
};
enum qp_claims_column {
    QP_CLAIM_ID,
    QP_CLAIM_TEXT,
    QP_CLAIM_TYPE,
    QP_CLAIM_METRIC,
    QP_CLAIM_SCOPE,
    QP_CLAIM_SUBJECT,
    QP_CLAIM_LAYER,
    QP_CLAIM_TEST,
    QP_CLAIM_REFERENCE,
    QP_CLAIM_SOURCE
};
enum qp_sources_column {
    QP_SOURCE_ID,
    QP_SOURCE_TITLE,
    QP_SOURCE_PUBLISHER,
    QP_SOURCE_DATE,
    QP_SOURCE_URL,
    QP_SOURCE_LICENCE,
    QP_SOURCE_LOCATOR,
    QP_SOURCE_CLASS
};
enum qp_scenario_column {
    QP_SCENARIO_ACTION,
    QP_SCENARIO_ACTOR,
    QP_SCENARIO_COUNTRY,
    QP_SCENARIO_LAYER,
    QP_SCENARIO_FROM,
    QP_SCENARIO_TO,
    QP_SCENARIO_PRODUCT,
    QP_SCENARIO_SHARE,
    QP_SCENARIO_FACTOR,
    QP_SCENARIO_WEIGHT,
    QP_SCENARIO_DATE,
    QP_SCENARIO_UNTIL,
    QP_SCENARIO_BY,
    QP_SCENARIO_NOTE
};

/* Indices of the choices that the code has to know, in the order of their
 * lists in schema.c. */
typedef enum {
    QP_ROLE_SUPPLY,
    QP_ROLE_RND,
    QP_ROLE_TALENT,
    QP_ROLE_CAPITAL,
    QP_ROLE_TRANSFER,
    QP_ROLE_MEMBERSHIP,
    QP_ROLE_FACILITY,
    QP_ROLE_OTHER
} qp_role;
typedef enum { QP_COUNT, QP_AMOUNT, QP_SCORE } qp_measure;
typedef enum { QP_EVENT, QP_STOCK, QP_SPREAD } qp_accrual;
typedef enum {
    QP_SENSE_RESOURCE,
    QP_SENSE_BENEFIT,
    QP_SENSE_STRUCTURE,
    QP_SENSE_GOVERNANCE,
    QP_SENSE_RIVALRY,
    QP_SENSE_RESTRICTION
} qp_sense;
typedef enum {
    QP_ESSENTIAL,     ///< without it nothing is made
    QP_NON_ESSENTIAL, ///< without it less is made
    QP_UNAFFECTING    ///< all the same
} qp_essentiality;
typedef enum {
    QP_STATUS_ACTUAL,
    QP_STATUS_RISING,
    QP_STATUS_DECLINING,
    QP_STATUS_HISTORICAL,
    QP_STATUS_PLANNED,
    QP_STATUS_PROPOSED,
    QP_STATUS_PROSPECTIVE,
    QP_STATUS_REPLACED
} qp_link_status;
typedef enum {
    QP_THING_TECHNOLOGY,
    QP_THING_PROGRAMME,
    QP_THING_GOOD
} qp_thing_kind;
typedef enum {
    QP_CONSORTIUM_RESEARCH,
    QP_CONSORTIUM_ECONOMICS
} qp_consortium_kind;
typedef enum { QP_FORM_CLIQUE, QP_FORM_COORDINATOR } qp_projection_form;
typedef enum {
    QP_CLAIM_STRUCTURAL,
    QP_CLAIM_COMPARATIVE,
    QP_CLAIM_TREND,
    QP_CLAIM_CAUSAL
} qp_claim_type;
typedef enum {
    QP_CLASS_SEED,
    QP_CLASS_GENERAL_KNOWLEDGE,
    QP_CLASS_MEASURED,
    QP_CLASS_SYNTHETIC
} qp_source_class;
typedef enum {
    QP_REMOVE_ACTOR,
    QP_REMOVE_COUNTRY,
    QP_REMOVE_LAYER,
    QP_CAP_SHARE,
    QP_ADD_LINK,
    QP_SCALE_WEIGHT,
    QP_SUBSTITUTE_SUPPLIER,
    QP_ACTION_COUNT
} qp_action;

/** The schema of a table of datasets by name, or NULL. */
const qp_schema *qp_schema_find(const char *name);

/** Position of a column in its schema, or -1. */
int qp_schema_column(const qp_schema *schema, const char *name);

/** Has a QP_NUMBER column bounds? */
bool qp_column_is_bounded(const qp_column *column);

/** Index of a choice of a QP_CHOICE column, or -1. */
int qp_column_choice(const qp_column *column, const char *text);

#endif
