/* SPDX-License-Identifier: MIT */
#include "net/columns.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "core/memory.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ACTORS       offsetof(qp_network, actors)
#define CLUSTERS     offsetof(qp_network, clusters)
#define LAYERS       offsetof(qp_network, layers)
#define THINGS       offsetof(qp_network, things)
#define CONSORTIA    offsetof(qp_network, consortia)
#define SOURCES      offsetof(qp_network, sources)

/* What a column may hold: may it be blank, limit, bounds, whole. */
#define TEXT          true, 0, 0, 0, false
#define AN_ID         false, 0, 0, 0, false
#define ROW_OF(x)     false, x, 0, 0, false
#define ROW_OR_NO(x)  true, x, 0, 0, false
#define UP_TO(x)      false, x, 0, 0, false
#define NUMBER        true, 0, -DBL_MAX, DBL_MAX, false
#define A_VALUE       false, 0, -DBL_MAX, DBL_MAX, false
#define A_WEIGHT      false, 0, 0, DBL_MAX, false
#define A_SHARE       false, 0, 0, 1, false
#define NOT_NEGATIVE  true, 0, 0, DBL_MAX, false
#define BETWEEN(a, b) true, 0, a, b, false
#define WHOLE(a, b)   true, 0, a, b, true
#define PLACE         false, 0, 0, 0, false

/* clang-format off */
#define AT(member) offsetof(qp_actors, member)
static const qp_net_column actor_columns[] = {
/*   name                type              where                  optional, what it may hold */
    {"id",               QP_COLUMN_TEXT,   AT(id),                false, AN_ID},
    {"kind",             QP_COLUMN_BYTE,   AT(kind),              false, UP_TO(QP_KIND_COUNT - 1)},
    {"region",           QP_COLUMN_ROW,    AT(region),            false, ROW_OR_NO(ACTORS)},
    {"source",           QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
    {"name",             QP_COLUMN_TEXT,   AT(name),              true,  TEXT},
    {"name_zh",          QP_COLUMN_TEXT,   AT(name_zh),           true,  TEXT},
    {"cluster",          QP_COLUMN_ROW,    AT(cluster),           false, ROW_OR_NO(CLUSTERS)},
    {"parent",           QP_COLUMN_ROW,    AT(parent),            true,  ROW_OR_NO(ACTORS)},
    {"core",             QP_COLUMN_NUMBER, AT(core),              true,  WHOLE(0, 1)},
    {"lon",              QP_COLUMN_NUMBER, AT(lon),               true,  BETWEEN(-180, 180)},
    {"lat",              QP_COLUMN_NUMBER, AT(lat),               true,  BETWEEN(-90, 90)},
    {"population",       QP_COLUMN_NUMBER, AT(population),        true,  NOT_NEGATIVE},
    {"region_kind",      QP_COLUMN_TEXT,   AT(region_kind),       true,  TEXT},
    {"code",             QP_COLUMN_TEXT,   AT(code),              true,  TEXT},
    {"code_scheme",      QP_COLUMN_TEXT,   AT(code_scheme),       true,  TEXT},
    {"code_edition",     QP_COLUMN_TEXT,   AT(code_edition),      true,  TEXT},
    {"political_system", QP_COLUMN_TEXT,   AT(political_system),  true,  TEXT},
    {"customs_zone",     QP_COLUMN_TEXT,   AT(customs_zone),      true,  TEXT},
    {"legal_system",     QP_COLUMN_TEXT,   AT(legal_system),      true,  TEXT},
    {"country",          QP_COLUMN_TEXT,   AT(country),           true,  TEXT},
    {"ownership",        QP_COLUMN_NUMBER, AT(ownership),         true,  WHOLE(0, 7)},
    {"industry",         QP_COLUMN_TEXT,   AT(industry),          true,  TEXT},
    {"size_class",       QP_COLUMN_TEXT,   AT(size_class),        true,  TEXT},
    {"tier",             QP_COLUMN_TEXT,   AT(tier),              true,  TEXT},
    {"institute_kind",   QP_COLUMN_TEXT,   AT(institute_kind),    true,  TEXT},
    {"stages",           QP_COLUMN_NUMBER, AT(stages),            true,  WHOLE(1, 7)},
    {"capacity",         QP_COLUMN_NUMBER, AT(capacity),          true,  NOT_NEGATIVE},
    {"output",           QP_COLUMN_NUMBER, AT(output),            true,  NOT_NEGATIVE},
    {"group",            QP_COLUMN_NUMBER, AT(group),             true,  WHOLE(0, 1)},
    {"members",          QP_COLUMN_NUMBER, AT(members),           true,  NOT_NEGATIVE},
    {"enterprise",       QP_COLUMN_ROW,    AT(enterprise),        true,  ROW_OR_NO(ACTORS)},
    {"chain",            QP_COLUMN_TEXT,   AT(chain),             true,  TEXT},
    {"product",          QP_COLUMN_TEXT,   AT(product),           true,  TEXT},
};
#undef AT
#define AT(member) offsetof(qp_clusters, member)
static const qp_net_column cluster_columns[] = {
    {"id",               QP_COLUMN_TEXT,   AT(id),                false, AN_ID},
    {"name",             QP_COLUMN_TEXT,   AT(name),              true,  TEXT},
    {"name_zh",          QP_COLUMN_TEXT,   AT(name_zh),           true,  TEXT},
    {"label_lon",        QP_COLUMN_NUMBER, AT(label_lon),         true,  BETWEEN(-180, 180)},
    {"label_lat",        QP_COLUMN_NUMBER, AT(label_lat),         true,  BETWEEN(-90, 90)},
};
#undef AT
#define AT(member) offsetof(qp_layers, member)
static const qp_net_column layer_columns[] = {
    {"id",               QP_COLUMN_TEXT,   AT(id),                false, AN_ID},
    {"name",             QP_COLUMN_TEXT,   AT(name),              false, TEXT},
    {"name_zh",          QP_COLUMN_TEXT,   AT(name_zh),           false, TEXT},
    {"unit",             QP_COLUMN_TEXT,   AT(unit),              false, TEXT},
    {"role",             QP_COLUMN_BYTE,   AT(role),              false, UP_TO(QP_ROLE_OTHER)},
    {"directed",         QP_COLUMN_BYTE,   AT(directed),          false, UP_TO(1)},
    {"weighted",         QP_COLUMN_BYTE,   AT(weighted),          false, UP_TO(1)},
    {"measure",          QP_COLUMN_BYTE,   AT(measure),           false, UP_TO(QP_SCORE)},
    {"accrual",          QP_COLUMN_BYTE,   AT(accrual),           false, UP_TO(QP_SPREAD)},
    {"factor",           QP_COLUMN_NUMBER, AT(factor),            false, WHOLE(0, 7)},
    {"chain",            QP_COLUMN_NUMBER, AT(chain),             false, WHOLE(0, 3)},
    {"level",            QP_COLUMN_NUMBER, AT(level),             false, WHOLE(0, 2)},
    {"sense",            QP_COLUMN_NUMBER, AT(sense),             false, WHOLE(0, QP_SENSE_RESTRICTION)},
};
#undef AT
#define AT(member) offsetof(qp_links, member)
static const qp_net_column link_columns[] = {
    {"from",             QP_COLUMN_ROW,    AT(from),              false, ROW_OF(ACTORS)},
    {"to",               QP_COLUMN_ROW,    AT(to),                false, ROW_OF(ACTORS)},
    {"weight",           QP_COLUMN_NUMBER, AT(weight),            false, A_WEIGHT},
    {"period",           QP_COLUMN_PERIOD, AT(period),            true,  PLACE},
    {"product",          QP_COLUMN_TEXT,   AT(product),           true,  TEXT},
    {"essentiality",     QP_COLUMN_NUMBER, AT(essentiality),      true,  WHOLE(0, 2)},
    {"status",           QP_COLUMN_NUMBER, AT(status),            true,  WHOLE(0, QP_STATUS_REPLACED)},
    {"polarity",         QP_COLUMN_NUMBER, AT(polarity),          true,  WHOLE(-1, 1)},
    {"origin",           QP_COLUMN_NUMBER, AT(origin),            true,  WHOLE(0, 2)},
    {"stated_value",     QP_COLUMN_NUMBER, AT(stated_value),      true,  NUMBER},
    {"stated_unit",      QP_COLUMN_TEXT,   AT(stated_unit),       true,  TEXT},
    {"relation",         QP_COLUMN_TEXT,   AT(relation),          true,  TEXT},
    {"source",           QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
    {"file",             QP_COLUMN_FILE,   AT(file),              true,  PLACE},
    {"line",             QP_COLUMN_LINE,   AT(line),              true,  PLACE},
};
#undef AT
#define AT(member) offsetof(qp_things, member)
static const qp_net_column thing_columns[] = {
    {"id",                QP_COLUMN_TEXT,   AT(id),                false, AN_ID},
    {"kind",              QP_COLUMN_BYTE,   AT(kind),              false, UP_TO(QP_THING_GOOD)},
    {"type",              QP_COLUMN_TEXT,   AT(type),              true,  TEXT},
    {"name",              QP_COLUMN_TEXT,   AT(name),              true,  TEXT},
    {"name_zh",           QP_COLUMN_TEXT,   AT(name_zh),           true,  TEXT},
    {"parent",            QP_COLUMN_ROW,    AT(parent),            true,  ROW_OR_NO(THINGS)},
    {"owner",             QP_COLUMN_ROW,    AT(owner),             true,  ROW_OR_NO(ACTORS)},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
};
#undef AT
#define AT(member) offsetof(qp_thing_links, member)
static const qp_net_column thing_link_columns[] = {
    {"layer",             QP_COLUMN_ROW,    AT(layer),             false, ROW_OF(LAYERS)},
    {"from_actor",        QP_COLUMN_ROW,    AT(from_actor),        false, ROW_OR_NO(ACTORS)},
    {"from_thing",        QP_COLUMN_ROW,    AT(from_thing),        false, ROW_OR_NO(THINGS)},
    {"to_actor",          QP_COLUMN_ROW,    AT(to_actor),          false, ROW_OR_NO(ACTORS)},
    {"to_thing",          QP_COLUMN_ROW,    AT(to_thing),          false, ROW_OR_NO(THINGS)},
    {"weight",            QP_COLUMN_NUMBER, AT(weight),            false, A_WEIGHT},
    {"period",            QP_COLUMN_PERIOD, AT(period),            false, PLACE},
    {"product",           QP_COLUMN_TEXT,   AT(product),           true,  TEXT},
    {"essentiality",      QP_COLUMN_NUMBER, AT(essentiality),      true,  WHOLE(0, 2)},
    {"status",            QP_COLUMN_NUMBER, AT(status),            true,  WHOLE(0, QP_STATUS_REPLACED)},
    {"polarity",          QP_COLUMN_NUMBER, AT(polarity),          true,  WHOLE(-1, 1)},
    {"origin",            QP_COLUMN_NUMBER, AT(origin),            true,  WHOLE(0, 2)},
    {"stated_value",      QP_COLUMN_NUMBER, AT(stated_value),      true,  NUMBER},
    {"stated_unit",       QP_COLUMN_TEXT,   AT(stated_unit),       true,  TEXT},
    {"relation",          QP_COLUMN_TEXT,   AT(relation),          true,  TEXT},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
    {"file",              QP_COLUMN_FILE,   AT(file),              true,  PLACE},
    {"line",              QP_COLUMN_LINE,   AT(line),              true,  PLACE},
};
#undef AT
#define AT(member) offsetof(qp_consortia, member)
static const qp_net_column consortium_columns[] = {
    {"id",                QP_COLUMN_TEXT,   AT(id),                false, AN_ID},
    {"name",              QP_COLUMN_TEXT,   AT(name),              true,  TEXT},
    {"name_zh",           QP_COLUMN_TEXT,   AT(name_zh),           true,  TEXT},
    {"kind",              QP_COLUMN_NUMBER, AT(kind),              true,  WHOLE(0, QP_CONSORTIUM_ECONOMICS)},
    {"lead",              QP_COLUMN_ROW,    AT(lead),              true,  ROW_OR_NO(ACTORS)},
    {"product",           QP_COLUMN_TEXT,   AT(product),           true,  TEXT},
    {"region",            QP_COLUMN_ROW,    AT(region),            true,  ROW_OR_NO(ACTORS)},
    {"members",           QP_COLUMN_NUMBER, AT(members),           true,  NOT_NEGATIVE},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
};
#undef AT
#define AT(member) offsetof(qp_memberships, member)
static const qp_net_column membership_columns[] = {
    {"consortium",        QP_COLUMN_ROW,    AT(consortium),        false, ROW_OF(CONSORTIA)},
    {"member",            QP_COLUMN_ROW,    AT(member),            false, ROW_OF(ACTORS)},
    {"role",              QP_COLUMN_TEXT,   AT(role),              true,  TEXT},
    {"weight",            QP_COLUMN_NUMBER, AT(weight),            true,  NOT_NEGATIVE},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
    {"file",              QP_COLUMN_FILE,   AT(file),              true,  PLACE},
    {"line",              QP_COLUMN_LINE,   AT(line),              true,  PLACE},
};
#undef AT
#define AT(member) offsetof(qp_locations, member)
static const qp_net_column location_columns[] = {
    {"actor",             QP_COLUMN_ROW,    AT(actor),             false, ROW_OF(ACTORS)},
    {"region",            QP_COLUMN_ROW,    AT(region),            false, ROW_OF(ACTORS)},
    {"share",             QP_COLUMN_NUMBER, AT(share),             false, A_SHARE},
    {"period",            QP_COLUMN_PERIOD, AT(period),            false, PLACE},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
};
#undef AT
#define AT(member) offsetof(qp_pairs, member)
static const qp_net_column pair_columns[] = {
    {"measure",           QP_COLUMN_TEXT,   AT(measure),           false, AN_ID},
    {"from",              QP_COLUMN_ROW,    AT(from),              false, ROW_OF(ACTORS)},
    {"to",                QP_COLUMN_ROW,    AT(to),                false, ROW_OF(ACTORS)},
    {"value",             QP_COLUMN_NUMBER, AT(value),             false, A_VALUE},
    {"unit",              QP_COLUMN_TEXT,   AT(unit),              true,  TEXT},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
};
#undef AT
#define AT(member) offsetof(qp_portfolio, member)
static const qp_net_column portfolio_columns[] = {
    {"actor",             QP_COLUMN_ROW,    AT(actor),             false, ROW_OF(ACTORS)},
    {"industry",          QP_COLUMN_TEXT,   AT(industry),          true,  TEXT},
    {"product",           QP_COLUMN_TEXT,   AT(product),           true,  TEXT},
    {"period",            QP_COLUMN_PERIOD, AT(period),            false, PLACE},
    {"value",             QP_COLUMN_NUMBER, AT(value),             false, A_WEIGHT},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
    {"file",              QP_COLUMN_FILE,   AT(file),              true,  PLACE},
    {"line",              QP_COLUMN_LINE,   AT(line),              true,  PLACE},
};
#undef AT
#define AT(member) offsetof(qp_indicators, member)
static const qp_net_column indicator_columns[] = {
    {"id",               QP_COLUMN_TEXT,   AT(id),                false, AN_ID},
    {"region",           QP_COLUMN_ROW,    AT(region),            false, ROW_OF(ACTORS)},
    {"period",           QP_COLUMN_PERIOD, AT(period),            false, PLACE},
    {"value",            QP_COLUMN_NUMBER, AT(value),             false, A_VALUE},
    {"unit",             QP_COLUMN_TEXT,   AT(unit),              true,  TEXT},
    {"source",           QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
    {"file",             QP_COLUMN_FILE,   AT(file),              true,  PLACE},
    {"line",             QP_COLUMN_LINE,   AT(line),              true,  PLACE},
};
#undef AT
#define AT(member) offsetof(qp_indicator_defs, member)
static const qp_net_column indicator_def_columns[] = {
    {"id",                QP_COLUMN_TEXT,   AT(id),                false, AN_ID},
    {"chain",             QP_COLUMN_NUMBER, AT(chain),             true,  WHOLE(0, 3)},
    {"factor",            QP_COLUMN_NUMBER, AT(factor),            true,  WHOLE(0, 7)},
    {"direction",         QP_COLUMN_NUMBER, AT(direction),         true,  WHOLE(-1, 1)},
    {"low",               QP_COLUMN_NUMBER, AT(low),               true,  NUMBER},
    {"high",              QP_COLUMN_NUMBER, AT(high),              true,  NUMBER},
    {"weight",            QP_COLUMN_NUMBER, AT(weight),            true,  NOT_NEGATIVE},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
};
#undef AT
#define AT(member) offsetof(qp_relatedness, member)
static const qp_net_column relatedness_columns[] = {
    {"a",                 QP_COLUMN_TEXT,   AT(a),                 false, AN_ID},
    {"b",                 QP_COLUMN_TEXT,   AT(b),                 false, AN_ID},
    {"phi",               QP_COLUMN_NUMBER, AT(phi),               false, A_WEIGHT},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
};
#undef AT
#define AT(member) offsetof(qp_statements, member)
static const qp_net_column statement_columns[] = {
    {"actor",             QP_COLUMN_ROW,    AT(actor),             false, ROW_OR_NO(ACTORS)},
    {"thing",             QP_COLUMN_ROW,    AT(thing),             false, ROW_OR_NO(THINGS)},
    {"topic",             QP_COLUMN_TEXT,   AT(topic),             false, AN_ID},
    {"text",              QP_COLUMN_TEXT,   AT(text),              true,  TEXT},
    {"polarity",          QP_COLUMN_NUMBER, AT(polarity),          true,  WHOLE(-1, 1)},
    {"status",            QP_COLUMN_NUMBER, AT(status),            true,  WHOLE(0, QP_STATUS_REPLACED)},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
    {"file",              QP_COLUMN_FILE,   AT(file),              true,  PLACE},
    {"line",              QP_COLUMN_LINE,   AT(line),              true,  PLACE},
};
#undef AT
#define AT(member) offsetof(qp_claims, member)
static const qp_net_column claim_columns[] = {
    {"id",                QP_COLUMN_TEXT,   AT(id),                false, AN_ID},
    {"text",              QP_COLUMN_TEXT,   AT(text),              true,  TEXT},
    {"type",              QP_COLUMN_NUMBER, AT(type),              true,  WHOLE(0, QP_CLAIM_CAUSAL)},
    {"metric",            QP_COLUMN_TEXT,   AT(metric),            false, AN_ID},
    {"scope",             QP_COLUMN_TEXT,   AT(scope),             true,  TEXT},
    {"subject",           QP_COLUMN_TEXT,   AT(subject),           true,  TEXT},
    {"layer",             QP_COLUMN_TEXT,   AT(layer),             true,  TEXT},
    {"test",              QP_COLUMN_NUMBER, AT(test),              true,  WHOLE(0, 3)},
    {"reference",         QP_COLUMN_TEXT,   AT(reference),         true,  TEXT},
    {"source",            QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
};
#undef AT
#define AT(member) offsetof(qp_sources, member)
static const qp_net_column source_columns[] = {
    {"id",               QP_COLUMN_TEXT,   AT(id),                false, AN_ID},
    {"title",            QP_COLUMN_TEXT,   AT(title),             true,  TEXT},
    {"publisher",        QP_COLUMN_TEXT,   AT(publisher),         true,  TEXT},
    {"date",             QP_COLUMN_TEXT,   AT(date),              true,  TEXT},
    {"url",              QP_COLUMN_TEXT,   AT(url),               true,  TEXT},
    {"licence",          QP_COLUMN_TEXT,   AT(licence),           true,  TEXT},
    {"locator",          QP_COLUMN_TEXT,   AT(locator),           true,  TEXT},
    {"class",            QP_COLUMN_NUMBER, AT(class),             false, WHOLE(0, QP_CLASS_SYNTHETIC)},
};
#undef AT

/* How rows are ordered. */
static const char *const id_key[] = {"id"};
static const char *const thing_link_keys[] = {"layer", "from_actor", "from_thing", "to_actor", "to_thing", "period", "product", "status", "polarity", "source", "essentiality", "origin", "stated_value", "stated_unit", "relation", "weight"};
static const char *const membership_keys[] = {"consortium", "member", "role", "source", "weight"};
static const char *const location_keys[] = {"actor", "period", "region", "share", "source"};
static const char *const pair_keys[] = {"measure", "from", "to"};
static const char *const portfolio_keys[] = {"actor", "industry", "product", "period"};
static const char *const indicator_keys[] = {"id", "region", "period", "source"};
static const char *const relatedness_keys[] = {"a", "b"};
static const char *const statement_keys[] = {"actor", "thing", "topic", "source", "text", "polarity", "status"};

#define COLUMNS(array) array, COUNT(array)
#define ORDER(array)   array, COUNT(array)
#define BY_ID          ORDER(id_key), 1

const qp_net_group qp_net_groups[QP_GROUP_COUNT] = {
    [QP_G_ACTORS]           = {"actors",          offsetof(qp_network, actors),         COLUMNS(actor_columns),           BY_ID},
    [QP_G_CLUSTERS]         = {"clusters",        offsetof(qp_network, clusters),       COLUMNS(cluster_columns),         BY_ID},
    [QP_G_LAYERS]           = {"layers",          offsetof(qp_network, layers),         COLUMNS(layer_columns),           BY_ID},
    [QP_G_LINKS]            = {"links",           offsetof(qp_network, links),          COLUMNS(link_columns),            NULL, 0, 0},
    [QP_G_THINGS]           = {"things",          offsetof(qp_network, things),         COLUMNS(thing_columns),           BY_ID},
    [QP_G_THING_LINKS]      = {"thing_links",     offsetof(qp_network, thing_links),    COLUMNS(thing_link_columns),      ORDER(thing_link_keys), 0},
    [QP_G_CONSORTIA]        = {"consortia",       offsetof(qp_network, consortia),      COLUMNS(consortium_columns),      BY_ID},
    [QP_G_MEMBERSHIPS]      = {"memberships",     offsetof(qp_network, memberships),    COLUMNS(membership_columns),      ORDER(membership_keys), 0},
    [QP_G_LOCATIONS]        = {"locations",       offsetof(qp_network, locations),      COLUMNS(location_columns),        ORDER(location_keys), 0},
    [QP_G_PAIRS]            = {"pairs",           offsetof(qp_network, pairs),          COLUMNS(pair_columns),            ORDER(pair_keys), 3},
    [QP_G_PORTFOLIO]        = {"portfolio",       offsetof(qp_network, portfolio),      COLUMNS(portfolio_columns),       ORDER(portfolio_keys), 4},
    [QP_G_INDICATORS]       = {"indicators",      offsetof(qp_network, indicators),     COLUMNS(indicator_columns),       ORDER(indicator_keys), 3},
    [QP_G_INDICATOR_DEFS]   = {"indicator_defs",  offsetof(qp_network, indicator_defs), COLUMNS(indicator_def_columns),   BY_ID},
    [QP_G_RELATEDNESS]      = {"relatedness",     offsetof(qp_network, relatedness),    COLUMNS(relatedness_columns),     ORDER(relatedness_keys), 2},
    [QP_G_STATEMENTS]       = {"statements",      offsetof(qp_network, statements),     COLUMNS(statement_columns),       ORDER(statement_keys), 0},
    [QP_G_CLAIMS]           = {"claims",          offsetof(qp_network, claims),         COLUMNS(claim_columns),           BY_ID},
    [QP_G_SOURCES]          = {"sources",         offsetof(qp_network, sources),        COLUMNS(source_columns),          BY_ID},
};
/* clang-format on */

size_t qp_column_size(qp_column_type type)
{
    static const size_t sizes[] = {
        [QP_COLUMN_TEXT] = sizeof(qp_string),
        [QP_COLUMN_ROW] = sizeof(qp_row),
        [QP_COLUMN_BYTE] = sizeof(uint8_t),
        [QP_COLUMN_NUMBER] = sizeof(double),
        [QP_COLUMN_PERIOD] = sizeof(qp_period),
        [QP_COLUMN_FILE] = sizeof(uint16_t),
        [QP_COLUMN_LINE] = sizeof(uint32_t),
    };
    return sizes[type];
}

bool qp_column_is_provenance(qp_column_type type)
{
    return type == QP_COLUMN_FILE || type == QP_COLUMN_LINE;
}

size_t *qp_group_count(const qp_network *net, const qp_net_group *group)
{
    return (size_t *)(void *)((uintptr_t)net + group->offset);
}

const qp_net_column *qp_group_column(const qp_net_group *group,
                                     const char *name)
{
    for (size_t c = 0; c < group->column_count; c++)
        if (strcmp(group->columns[c].name, name) == 0)
            return &group->columns[c];
    return NULL;
}

void **qp_column_slot(const qp_network *net, const qp_net_group *group,
                      const qp_net_column *column)
{
    return (void **)((uintptr_t)net + group->offset + column->offset);
}

void *qp_column_make(qp_column_type type, size_t count)
{
    void *values = qp_acquire(count, qp_column_size(type));
    if (values == NULL)
        return NULL;
    if (type == QP_COLUMN_TEXT || type == QP_COLUMN_ROW)
        memset(values, 0xFF, count * sizeof(uint32_t)); /* QP_NONE */
    for (size_t i = 0; i < count && type == QP_COLUMN_NUMBER; i++)
        ((double *)values)[i] = NAN;
    for (size_t i = 0; i < count && type == QP_COLUMN_PERIOD; i++)
        ((qp_period *)values)[i] = QP_NO_PERIOD;
    return values;
}

bool qp_group_make(const qp_network *net, const qp_net_group *group,
                   size_t count)
{
    for (size_t c = 0; c < group->column_count; c++) {
        const qp_net_column *column = &group->columns[c];
        void **slot = qp_column_slot(net, group, column);
        if (column->optional && !qp_column_is_provenance(column->type))
            continue;
        if (*slot == NULL)
            *slot = qp_column_make(column->type, count);
        if (*slot == NULL)
            return false;
    }
    return true;
}
