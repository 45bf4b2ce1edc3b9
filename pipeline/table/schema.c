/* SPDX-License-Identifier: MIT */
#include "table/schema.h"

#include <float.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define NO_BOUNDS      0, 0
#define NOT_BELOW_ZERO 0, DBL_MAX
#define LONGITUDE      -180, 180
#define LATITUDE       -90, 90

/* clang-format off */
static const char *const ownerships[] = {"soe-central", "soe-local", "collective", "private", "hmt", "foreign", "mixed", "unstated", NULL};
static const char *const roles[] = {"supply", "rnd", "talent", "capital", "transfer", "membership", "facility", "other", NULL};
static const char *const measures[] = {"count", "amount", "score", NULL};
static const char *const accruals[] = {"event", "stock", "spread", NULL};
static const char *const factors[] = {"talent", "technology", "capital", "facility", "equipment", "space", "information", "market", NULL};
static const char *const chains[] = {"innovation", "industry", "capital", "service", NULL};
static const char *const levels[] = {"facility", "system", "ecosystem", NULL};
static const char *const senses[] = {"resource", "benefit", "structure", "governance", "rivalry", "restriction", NULL};
static const char *const essentialities[] = {"essential", "non-essential", "none", NULL};
static const char *const statuses[] = {"actual", "rising", "declining", "historical", "planned", "proposed", "prospective", "replaced", NULL};
static const char *const polarities[] = {"-1", "0", "1", NULL};
static const char *const origins[] = {"state", "market", "unknown", NULL};
static const char *const classes[] = {"seed", "general-knowledge", "measured", "synthetic", NULL};

#define SOURCE_COLUMN \
    {"source",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "row of sources.csv that states this row; none: the user's own measurement"}

static const qp_column region_columns[] = {
/*   name                kind        must   bounds          choices         unit          meaning */
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over regions, enterprises and institutes"},
    {"name",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show"},
    {"name_zh",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show in Chinese figures"},
    {"kind",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "free text such as country, province, city; `outside` is the rest of the world"},
    {"parent",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "region that contains this one"},
    {"cluster",          QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "the one cluster it belongs to"},
    {"core",             QP_BOOLEAN, false, NO_BOUNDS,      NULL,           NULL,         "true for the core of its cluster"},
    {"lon",              QP_NUMBER,  false, LONGITUDE,      NULL,           "degrees",    "longitude, east positive"},
    {"lat",              QP_NUMBER,  false, LATITUDE,       NULL,           "degrees",    "latitude, north positive"},
    {"code",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "official code"},
    {"code_scheme",      QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "e.g. GB/T 2260, ISO 3166-2, NUTS"},
    {"code_edition",     QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "edition of the scheme, e.g. 2020"},
    {"population",       QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "persons",    "used where no indicator `population` falls into the window"},
    {"political_system", QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "free text"},
    {"customs_zone",     QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "free text"},
    {"legal_system",     QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "free text"},
    SOURCE_COLUMN,
};

static const qp_column cluster_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over clusters"},
    {"name",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show"},
    {"name_zh",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show in Chinese figures"},
    {"label_lon",        QP_NUMBER,  false, LONGITUDE,      NULL,           "degrees",    "where its label stands on maps"},
    {"label_lat",        QP_NUMBER,  false, LATITUDE,       NULL,           "degrees",    "where its label stands on maps"},
    SOURCE_COLUMN,
};

static const qp_column enterprise_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over regions, enterprises and institutes"},
    {"name",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show"},
    {"name_zh",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show in Chinese figures"},
    {"region",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "region where it is"},
    {"country",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "home country"},
    {"ownership",        QP_CHOICE,  false, NO_BOUNDS,      ownerships,     NULL,         "who owns it"},
    {"industry",         QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "industry class"},
    {"size_class",       QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "size class"},
    {"tier",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "e.g. little-giant"},
    {"stages",           QP_STAGES,  false, NO_BOUNDS,      NULL,           NULL,         "stages it works in: 1 science, 2 engineering, 3 product"},
    {"capacity",         QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "your own",   "output, R&D spending or staff: one choice a dataset"},
    {"output",           QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "your own",   "what it makes"},
    SOURCE_COLUMN,
};

static const qp_column institute_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over regions, enterprises and institutes"},
    {"name",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show"},
    {"name_zh",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show in Chinese figures"},
    {"region",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "region where it is"},
    {"country",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "home country"},
    {"kind",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "free text such as university, laboratory"},
    {"stages",           QP_STAGES,  false, NO_BOUNDS,      NULL,           NULL,         "stages it works in: 1 science, 2 engineering, 3 product"},
    {"capacity",         QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "your own",   "output, R&D spending or staff: one choice a dataset"},
    SOURCE_COLUMN,
};

static const qp_column layer_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over layers; `links.layer` names it"},
    {"name",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show"},
    {"name_zh",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show in Chinese figures"},
    {"role",             QP_CHOICE,  false, NO_BOUNDS,      roles,          NULL,         "what its links are; default: the id, where it is one of these, else other"},
    {"directed",         QP_BOOLEAN, false, NO_BOUNDS,      NULL,           NULL,         "default: true unless the role is rnd or membership"},
    {"weighted",         QP_BOOLEAN, false, NO_BOUNDS,      NULL,           NULL,         "default: true if any of its links has a weight"},
    {"measure",          QP_CHOICE,  false, NO_BOUNDS,      measures,       NULL,         "default: count if all weights are whole numbers, else amount"},
    {"accrual",          QP_CHOICE,  false, NO_BOUNDS,      accruals,       NULL,         "how a link counts in a window; default: event"},
    {"unit",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "unit of the weights, e.g. persons"},
    {"factor",           QP_CHOICE,  false, NO_BOUNDS,      factors,        NULL,         "factor that flows"},
    {"chain",            QP_CHOICE,  false, NO_BOUNDS,      chains,         NULL,         "chain it belongs to"},
    {"level",            QP_CHOICE,  false, NO_BOUNDS,      levels,         NULL,         "level of the field effect"},
    {"sense",            QP_CHOICE,  false, NO_BOUNDS,      senses,         NULL,         "what the links mean; rivalry, restriction and governance are no cooperation"},
    SOURCE_COLUMN,
};

static const qp_column link_columns[] = {
    {"from",             QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "actor that gives"},
    {"to",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "actor that receives"},
    {"layer",            QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "layer the link belongs to"},
    {"weight",           QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "the layer's", "strength; must be given in a weighted layer"},
    {"date",             QP_DATE,    false, NO_BOUNDS,      NULL,           NULL,         "when; names the period it spells"},
    {"until",            QP_DATE,    false, NO_BOUNDS,      NULL,           NULL,         "first day on which it holds no more"},
    {"product",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "what is delivered"},
    {"essentiality",     QP_CHOICE,  false, NO_BOUNDS,      essentialities, NULL,         "can the customer do without it"},
    {"status",           QP_CHOICE,  false, NO_BOUNDS,      statuses,       NULL,         "only actual and rising links count in flow metrics; default: actual"},
    {"polarity",         QP_CHOICE,  false, NO_BOUNDS,      polarities,     NULL,         "-1: hinders, 1: helps; -1 stays out of flow metrics"},
    {"origin",           QP_CHOICE,  false, NO_BOUNDS,      origins,        NULL,         "who brought it about"},
    {"stated_value",     QP_NUMBER,  false, NO_BOUNDS,      NULL,           "stated_unit", "figure that a source states; never a weight"},
    {"stated_unit",      QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "unit of stated_value"},
    SOURCE_COLUMN,
};

static const qp_column indicator_columns[] = {
    {"region",           QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "region it describes"},
    {"indicator",        QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "what is told, e.g. population"},
    {"date",             QP_DATE,    false, NO_BOUNDS,      NULL,           NULL,         "when"},
    {"value",            QP_NUMBER,  true,  NO_BOUNDS,      NULL,           "unit",       "the value"},
    {"unit",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "one unit an indicator"},
    SOURCE_COLUMN,
};

static const qp_column source_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over sources"},
    {"title",            QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "title; stands in the source note of figures"},
    {"publisher",        QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "who published it"},
    {"date",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "when, as written"},
    {"url",              QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "where"},
    {"licence",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "licence of the data"},
    {"class",            QP_CHOICE,  false, NO_BOUNDS,      classes,        NULL,         "seed and general-knowledge are statements; synthetic is stamped on all made from it"},
};

const qp_schema qp_schemas[QP_TABLE_COUNT] = {
    [QP_REGIONS]     = {"regions",     "where things are: countries, provinces, cities", region_columns,     COUNT(region_columns)},
    [QP_CLUSTERS]    = {"clusters",    "named sets of regions",                          cluster_columns,    COUNT(cluster_columns)},
    [QP_ENTERPRISES] = {"enterprises", "firms",                                          enterprise_columns, COUNT(enterprise_columns)},
    [QP_INSTITUTES]  = {"institutes",  "universities, laboratories, academies",          institute_columns,  COUNT(institute_columns)},
    [QP_LAYERS]      = {"layers",      "types of relation",                              layer_columns,      COUNT(layer_columns)},
    [QP_LINKS]       = {"links",       "who is tied to whom, in which layer, how much",  link_columns,       COUNT(link_columns)},
    [QP_INDICATORS]  = {"indicators",  "what is known of a region at a date",            indicator_columns,  COUNT(indicator_columns)},
    [QP_SOURCES]     = {"sources",     "where rows come from",                           source_columns,     COUNT(source_columns)},
};
/* clang-format on */

const qp_schema *qp_schema_find(const char *name)
{
    for (size_t t = 0; t < QP_TABLE_COUNT; t++)
        if (strcmp(qp_schemas[t].name, name) == 0)
            return &qp_schemas[t];
    return NULL;
}

int qp_schema_column(const qp_schema *schema, const char *name)
{
    for (size_t c = 0; c < schema->column_count; c++)
        if (strcmp(schema->columns[c].name, name) == 0)
            return (int)c;
    return -1;
}

bool qp_column_is_bounded(const qp_column *column)
{
    return column->least != 0 || column->most != 0;
}

int qp_column_choice(const qp_column *column, const char *text)
{
    for (int c = 0; column->choices[c] != NULL; c++)
        if (strcmp(column->choices[c], text) == 0)
            return c;
    return -1;
}
