/* SPDX-License-Identifier: MIT */
#include "table/schema.h"

#include <float.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define NO_BOUNDS      0, 0
#define NOT_BELOW_ZERO 0, DBL_MAX
#define LONGITUDE      -180, 180
#define LATITUDE       -90, 90
#define SHARE          0, 1

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
static const char *const thing_kinds[] = {"technology", "programme", "product", NULL};
static const char *const consortium_kinds[] = {"research", "economics", NULL};
static const char *const forms[] = {"clique", "coordinator", NULL};
static const char *const directions[] = {"-", "+", NULL};
static const char *const claim_types[] = {"structural", "comparative", "trend", "causal", NULL};
static const char *const claim_tests[] = {"sign", "greater", "rank", "trend", NULL};
static const char *const actions[] = {"remove-actor", "remove-country", "remove-layer", "cap-share", "add-link", "scale-weight", "substitute-supplier", NULL};
static const char *const classes[] = {"seed", "general-knowledge", "measured", "synthetic", NULL};

#define SOURCE_COLUMN \
    {"source",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "row of sources.csv that states this row; none: the user's own measurement"}

static const qp_column region_columns[] = {
/*   name                kind        must   bounds          choices         unit          meaning */
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over actors, things and consortia"},
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
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over actors, things and consortia"},
    {"name",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show"},
    {"name_zh",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show in Chinese figures"},
    {"region",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "region where it is"},
    {"country",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "home country"},
    {"code",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "official code"},
    {"code_scheme",      QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "e.g. USCC, LEI (of these two the check digits are looked at)"},
    {"ownership",        QP_CHOICE,  false, NO_BOUNDS,      ownerships,     NULL,         "who owns it"},
    {"industry",         QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "industry class"},
    {"size_class",       QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "size class"},
    {"tier",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "e.g. little-giant"},
    {"stages",           QP_STAGES,  false, NO_BOUNDS,      NULL,           NULL,         "stages it works in: 1 science, 2 engineering, 3 product"},
    {"capacity",         QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "your own",   "output, R&D spending or staff: one choice a dataset"},
    {"output",           QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "your own",   "what it makes"},
    {"group",            QP_BOOLEAN, false, NO_BOUNDS,      NULL,           NULL,         "true where one row stands for many that are not named; it is drawn and stays out of degrees"},
    {"members",          QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "actors",     "how many a group is said to have"},
    SOURCE_COLUMN,
};

static const qp_column institute_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over actors, things and consortia"},
    {"name",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show"},
    {"name_zh",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show in Chinese figures"},
    {"region",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "region where it is"},
    {"country",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "home country"},
    {"code",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "official code"},
    {"code_scheme",      QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "e.g. USCC, LEI (of these two the check digits are looked at)"},
    {"kind",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "free text such as university, laboratory"},
    {"stages",           QP_STAGES,  false, NO_BOUNDS,      NULL,           NULL,         "stages it works in: 1 science, 2 engineering, 3 product"},
    {"capacity",         QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "your own",   "output, R&D spending or staff: one choice a dataset"},
    {"group",            QP_BOOLEAN, false, NO_BOUNDS,      NULL,           NULL,         "true where one row stands for many that are not named; it is drawn and stays out of degrees"},
    {"members",          QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "actors",     "how many a group is said to have"},
    SOURCE_COLUMN,
};

static const qp_column architect_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over actors, things and consortia"},
    {"name",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show; default: that of the enterprise"},
    {"name_zh",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show in Chinese figures"},
    {"enterprise",       QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "enterprise that plays the role"},
    {"chain",            QP_TEXT,    true,  NO_BOUNDS,      NULL,           NULL,         "the one supply chain it structures"},
    {"product",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "what the chain makes"},
    {"region",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "region of the chain; default: that of the enterprise"},
    SOURCE_COLUMN,
};

static const qp_column location_columns[] = {
    {"actor",            QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "enterprise, institute or architect in several places"},
    {"region",           QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "one of them"},
    {"share",            QP_NUMBER,  true,  SHARE,          NULL,           "1",          "share of the actor that is there; those of one time add up to 1"},
    {"from",             QP_DATE,    false, NO_BOUNDS,      NULL,           NULL,         "first day"},
    {"until",            QP_DATE,    false, NO_BOUNDS,      NULL,           NULL,         "first day on which it is there no more"},
    SOURCE_COLUMN,
};

static const qp_column consortium_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over actors, things and consortia"},
    {"name",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show"},
    {"name_zh",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show in Chinese figures"},
    {"kind",             QP_CHOICE,  false, NO_BOUNDS,      consortium_kinds, NULL,       "driven by research or by economics"},
    {"lead",             QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "actor that leads it"},
    {"product",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "what it aims at"},
    {"region",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "region where it is"},
    {"members",          QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "actors",     "how many it is said to have, named or not"},
    SOURCE_COLUMN,
};

static const qp_column membership_columns[] = {
    {"consortium",       QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "row of consortia.csv"},
    {"member",           QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "actor that takes part"},
    {"role",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "free text such as member, sponsor"},
    {"weight",           QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "your own",   "how much it takes part"},
    SOURCE_COLUMN,
};

static const qp_column projection_columns[] = {
    {"consortium",       QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "row of consortia.csv"},
    {"layer",            QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "layer of the links that its memberships become"},
    {"form",             QP_CHOICE,  false, NO_BOUNDS,      forms,          NULL,         "which members are linked: each with each, or one that leads with the others; default: clique"},
    {"date",             QP_DATE,    false, NO_BOUNDS,      NULL,           NULL,         "when; names the period it spells"},
    {"until",            QP_DATE,    false, NO_BOUNDS,      NULL,           NULL,         "first day on which they hold no more"},
    SOURCE_COLUMN,
};

static const qp_column thing_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over actors, things and consortia"},
    {"kind",             QP_CHOICE,  true,  NO_BOUNDS,      thing_kinds,    NULL,         "what it is"},
    {"type",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "free text such as industry, field, law, fund"},
    {"name",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show"},
    {"name_zh",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "name to show in Chinese figures"},
    {"parent",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "thing that this one is part of"},
    {"owner",            QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "actor that answers for it"},
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
    {"from",             QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "actor or thing that gives"},
    {"to",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "actor or thing that receives"},
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
    {"relation",         QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "what the one does to the other, in a word or two: `supplies`, `oversees`"},
    SOURCE_COLUMN,
};

static const qp_column pair_columns[] = {
    {"from",             QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "actor"},
    {"to",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "actor"},
    {"measure",          QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "what lies between them: distance, travel-time, contiguity, barrier, ..."},
    {"value",            QP_NUMBER,  true,  NO_BOUNDS,      NULL,           "unit",       "how much of it"},
    {"unit",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "one unit a measure"},
    SOURCE_COLUMN,
};

static const qp_column portfolio_columns[] = {
    {"region",           QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "region that has it; or give actor"},
    {"actor",            QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "actor that has it; or give region"},
    {"industry",         QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "industry class; or give product"},
    {"product",          QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "product; or give industry"},
    {"date",             QP_DATE,    false, NO_BOUNDS,      NULL,           NULL,         "when"},
    {"value",            QP_NUMBER,  true,  NOT_BELOW_ZERO, NULL,           "your own",   "how much: firms, staff, output, patents; 1 where it is only stated"},
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

static const qp_column indicator_def_columns[] = {
    {"indicator",        QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "indicator of indicators.csv; `layer:ID`: the links of a layer, a head"},
    {"chain",            QP_CHOICE,  false, NO_BOUNDS,      chains,         NULL,         "chain it tells of"},
    {"factor",           QP_CHOICE,  false, NO_BOUNDS,      factors,        NULL,         "factor it tells of"},
    {"direction",        QP_CHOICE,  false, NO_BOUNDS,      directions,     NULL,         "+: more is better, -: less is; default: +"},
    {"low",              QP_NUMBER,  false, NO_BOUNDS,      NULL,           "unit",       "value that counts as 0; default: the least of all regions and dates"},
    {"high",             QP_NUMBER,  false, NO_BOUNDS,      NULL,           "unit",       "value that counts as 1; default: the largest"},
    {"weight",           QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "1",          "its share in the score of its chain; default: 1"},
    SOURCE_COLUMN,
};

static const qp_column relatedness_columns[] = {
    {"industry_a",       QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "industry class"},
    {"industry_b",       QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "industry class"},
    {"phi",              QP_NUMBER,  true,  NOT_BELOW_ZERO, NULL,           "1",          "how related the two are"},
    SOURCE_COLUMN,
};

static const qp_column statement_columns[] = {
    {"subject",          QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "actor or thing that it is about"},
    {"topic",            QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "what it is about, e.g. siphoning; a column of the figure of evidence"},
    {"text",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "what is said, in your words"},
    {"polarity",         QP_CHOICE,  false, NO_BOUNDS,      polarities,     NULL,         "1: speaks for its subject, -1: against it"},
    {"status",           QP_CHOICE,  false, NO_BOUNDS,      statuses,       NULL,         "default: actual"},
    SOURCE_COLUMN,
};

static const qp_column claim_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over claims"},
    {"text",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "what is claimed"},
    {"type",             QP_CHOICE,  false, NO_BOUNDS,      claim_types,    NULL,         "what kind of claim"},
    {"metric",           QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "metric that decides it"},
    {"scope",            QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "scope of the rows to look at"},
    {"subject",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "whom it is about"},
    {"layer",            QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "layer to look at"},
    {"test",             QP_CHOICE,  false, NO_BOUNDS,      claim_tests,    NULL,         "how it is decided"},
    {"reference",        QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "sign, subject, rank or bound to compare with"},
    SOURCE_COLUMN,
};

static const qp_column source_columns[] = {
    {"id",               QP_ID,      true,  NO_BOUNDS,      NULL,           NULL,         "unique over sources"},
    {"title",            QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "title; stands in the source note of figures"},
    {"publisher",        QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "who published it"},
    {"date",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "when, as written"},
    {"url",              QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "where"},
    {"licence",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "licence of the data"},
    {"locator",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "where in it: a page, a line, a table; rows of one work share title and publisher"},
    {"class",            QP_CHOICE,  false, NO_BOUNDS,      classes,        NULL,         "seed and general-knowledge are statements; synthetic is stamped on all made from it"},
};

static const qp_column scenario_columns[] = {
    {"action",           QP_CHOICE,  true,  NO_BOUNDS,      actions,        NULL,         "what is otherwise"},
    {"actor",            QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "who goes, or the supplier whose place another takes"},
    {"country",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "whose actors go; `foreign`: all that is known and not home"},
    {"layer",            QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "layer of the links"},
    {"from",             QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "who gives"},
    {"to",               QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "who receives"},
    {"product",          QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "what flows"},
    {"share",            QP_NUMBER,  false, SHARE,          NULL,           NULL,         "the most that one supplier may have of what a customer buys"},
    {"factor",           QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           NULL,         "by which weights are multiplied; 0 takes the links away"},
    {"weight",           QP_NUMBER,  false, NOT_BELOW_ZERO, NULL,           "the layer's", "strength of the new link"},
    {"date",             QP_DATE,    false, NO_BOUNDS,      NULL,           NULL,         "period in which the new link holds; blank: only in the whole period"},
    {"until",            QP_DATE,    false, NO_BOUNDS,      NULL,           NULL,         "first day on which it holds no more"},
    {"by",               QP_ID,      false, NO_BOUNDS,      NULL,           NULL,         "who takes the supplier's place; of a cap `country` or `supplier`: whose shares are added up"},
    {"note",             QP_TEXT,    false, NO_BOUNDS,      NULL,           NULL,         "for people; nothing reads it"},
};

const qp_schema qp_schemas[QP_SCHEMA_COUNT] = {
    [QP_REGIONS]        = {"regions",        "where things are: countries, provinces, cities",                        region_columns,         COUNT(region_columns)},
    [QP_CLUSTERS]       = {"clusters",       "named sets of regions",                                                 cluster_columns,        COUNT(cluster_columns)},
    [QP_ENTERPRISES]    = {"enterprises",    "firms",                                                                 enterprise_columns,     COUNT(enterprise_columns)},
    [QP_INSTITUTES]     = {"institutes",     "universities, laboratories, academies",                                 institute_columns,      COUNT(institute_columns)},
    [QP_ARCHITECTS]     = {"architects",     "enterprises that structure a supply chain: a row a chain",              architect_columns,      COUNT(architect_columns)},
    [QP_LOCATIONS]      = {"locations",      "actors that are in several places",                                     location_columns,       COUNT(location_columns)},
    [QP_CONSORTIA]      = {"consortia",      "alliances of actors with a common aim",                                 consortium_columns,     COUNT(consortium_columns)},
    [QP_MEMBERSHIPS]    = {"memberships",    "who takes part in which consortium",                                    membership_columns,     COUNT(membership_columns)},
    [QP_PROJECTIONS]    = {"projections",    "memberships that become links",                                         projection_columns,     COUNT(projection_columns)},
    [QP_THINGS]         = {"things",         "technologies, programmes, products: ends of links that are no actors",  thing_columns,          COUNT(thing_columns)},
    [QP_LAYERS]         = {"layers",         "types of relation",                                                     layer_columns,          COUNT(layer_columns)},
    [QP_LINKS]          = {"links",          "who is tied to whom, in which layer, how much",                         link_columns,           COUNT(link_columns)},
    [QP_PAIRS]          = {"pairs",          "what lies between two actors: distance, time, barriers",                pair_columns,           COUNT(pair_columns)},
    [QP_PORTFOLIO]      = {"portfolio",      "what a region or actor makes or is good at",                            portfolio_columns,      COUNT(portfolio_columns)},
    [QP_INDICATORS]     = {"indicators",     "what is known of a region at a date",                                   indicator_columns,      COUNT(indicator_columns)},
    [QP_INDICATOR_DEFS] = {"indicator_defs", "what an indicator stands for",                                          indicator_def_columns,  COUNT(indicator_def_columns)},
    [QP_RELATEDNESS]    = {"relatedness",    "how related two industries are",                                        relatedness_columns,    COUNT(relatedness_columns)},
    [QP_STATEMENTS]     = {"statements",     "what a source says of an actor or thing by itself",                     statement_columns,      COUNT(statement_columns)},
    [QP_CLAIMS]         = {"claims",         "what is to be tested against the measures",                             claim_columns,          COUNT(claim_columns)},
    [QP_SOURCES]        = {"sources",        "where rows come from",                                                  source_columns,         COUNT(source_columns)},
    [QP_SCENARIO]       = {"scenario",       "what is otherwise, one change a row",                                   scenario_columns,       COUNT(scenario_columns)},
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
