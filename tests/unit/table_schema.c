/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "support/leak.h"
#include "table/package.h"
#include "table/schema.h"

/* The enums of schema.h name columns and choices by position. */
static const struct {
    qp_table_id table;
    int column;
    const char *name;
} columns[] = {
    {QP_REGIONS, QP_REGION_ID, "id"},
    {QP_REGIONS, QP_REGION_PARENT, "parent"},
    {QP_REGIONS, QP_REGION_CORE, "core"},
    {QP_REGIONS, QP_REGION_LAT, "lat"},
    {QP_REGIONS, QP_REGION_POPULATION, "population"},
    {QP_REGIONS, QP_REGION_SOURCE, "source"},
    {QP_CLUSTERS, QP_CLUSTER_LABEL_LAT, "label_lat"},
    {QP_CLUSTERS, QP_CLUSTER_SOURCE, "source"},
    {QP_ENTERPRISES, QP_ENTERPRISE_REGION, "region"},
    {QP_ENTERPRISES, QP_ENTERPRISE_STAGES, "stages"},
    {QP_ENTERPRISES, QP_ENTERPRISE_SOURCE, "source"},
    {QP_INSTITUTES, QP_INSTITUTE_KIND, "kind"},
    {QP_INSTITUTES, QP_INSTITUTE_SOURCE, "source"},
    {QP_PROJECTIONS, QP_PROJECTION_FORM, "form"},
    {QP_PROJECTIONS, QP_PROJECTION_SOURCE, "source"},
    {QP_LAYERS, QP_LAYER_ROLE, "role"},
    {QP_LAYERS, QP_LAYER_SENSE, "sense"},
    {QP_LAYERS, QP_LAYER_SOURCE, "source"},
    {QP_LINKS, QP_LINK_WEIGHT, "weight"},
    {QP_LINKS, QP_LINK_POLARITY, "polarity"},
    {QP_LINKS, QP_LINK_SOURCE, "source"},
    {QP_INDICATORS, QP_INDICATOR_ID, "indicator"},
    {QP_INDICATORS, QP_INDICATOR_SOURCE, "source"},
    {QP_SOURCES, QP_SOURCE_CLASS, "class"},
};

static const struct {
    qp_table_id table;
    int column;
    int choice;
    const char *text;
} choices[] = {
    {QP_LAYERS, QP_LAYER_ROLE, QP_ROLE_SUPPLY, "supply"},
    {QP_LAYERS, QP_LAYER_ROLE, QP_ROLE_RND, "rnd"},
    {QP_LAYERS, QP_LAYER_ROLE, QP_ROLE_MEMBERSHIP, "membership"},
    {QP_LAYERS, QP_LAYER_ROLE, QP_ROLE_OTHER, "other"},
    {QP_PROJECTIONS, QP_PROJECTION_FORM, QP_FORM_CLIQUE, "clique"},
    {QP_PROJECTIONS, QP_PROJECTION_FORM, QP_FORM_COORDINATOR, "coordinator"},
    {QP_LAYERS, QP_LAYER_MEASURE, QP_COUNT, "count"},
    {QP_LAYERS, QP_LAYER_MEASURE, QP_SCORE, "score"},
    {QP_LAYERS, QP_LAYER_ACCRUAL, QP_EVENT, "event"},
    {QP_LAYERS, QP_LAYER_ACCRUAL, QP_STOCK, "stock"},
    {QP_LAYERS, QP_LAYER_ACCRUAL, QP_SPREAD, "spread"},
    {QP_LAYERS, QP_LAYER_SENSE, QP_SENSE_RESOURCE, "resource"},
    {QP_LAYERS, QP_LAYER_SENSE, QP_SENSE_RESTRICTION, "restriction"},
    {QP_LINKS, QP_LINK_STATUS, QP_STATUS_ACTUAL, "actual"},
    {QP_LINKS, QP_LINK_STATUS, QP_STATUS_RISING, "rising"},
    {QP_LINKS, QP_LINK_STATUS, QP_STATUS_REPLACED, "replaced"},
    {QP_LINKS, QP_LINK_POLARITY, 0, "-1"},
    {QP_SOURCES, QP_SOURCE_CLASS, QP_CLASS_SEED, "seed"},
    {QP_SOURCES, QP_SOURCE_CLASS, QP_CLASS_GENERAL_KNOWLEDGE,
     "general-knowledge"},
    {QP_SOURCES, QP_SOURCE_CLASS, QP_CLASS_MEASURED, "measured"},
    {QP_SOURCES, QP_SOURCE_CLASS, QP_CLASS_SYNTHETIC, "synthetic"},
};

QP_TEST(schema, has_columns_where_the_code_looks_for_them)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        cr_expect_str_eq(
            qp_schemas[columns[i].table].columns[columns[i].column].name,
            columns[i].name);
}

QP_TEST(schema, has_choices_where_the_code_looks_for_them)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        cr_expect_str_eq(qp_schemas[choices[i].table]
                             .columns[choices[i].column]
                             .choices[choices[i].choice],
                         choices[i].text);
}

QP_TEST(schema, finds_tables_columns_and_choices_by_name)
{
    const qp_schema *links = qp_schema_find("links");
    cr_assert_eq(links, &qp_schemas[QP_LINKS]);
    cr_assert_null(qp_schema_find("link"));
    cr_assert_eq(qp_schema_column(links, "to"), QP_LINK_TO);
    cr_assert_eq(qp_schema_column(links, "too"), -1);
    const qp_column *status = &links->columns[QP_LINK_STATUS];
    cr_assert_eq(qp_column_choice(status, "planned"), QP_STATUS_PLANNED);
    cr_assert_eq(qp_column_choice(status, "plan"), -1);
}

QP_TEST(schema, describes_every_column_once)
{
    for (size_t t = 0; t < QP_TABLE_COUNT; t++) {
        const qp_schema *schema = &qp_schemas[t];
        cr_assert_leq(schema->column_count, (size_t)QP_MOST_COLUMNS);
        for (size_t c = 0; c < schema->column_count; c++) {
            const qp_column *column = &schema->columns[c];
            cr_assert_eq(qp_schema_column(schema, column->name), (int)c,
                         "%s.%s is there twice", schema->name, column->name);
            cr_assert_gt(strlen(column->meaning), 0);
            cr_assert_eq(column->choices != NULL, column->kind == QP_CHOICE);
            cr_assert(column->kind == QP_NUMBER ||
                      !qp_column_is_bounded(column));
        }
    }
}

/* design.md: "from,to first: what R and Python graph tools expect". */
QP_TEST(schema, begins_links_with_their_ends)
{
    cr_assert_str_eq(qp_schemas[QP_LINKS].columns[0].name, "from");
    cr_assert_str_eq(qp_schemas[QP_LINKS].columns[1].name, "to");
}
