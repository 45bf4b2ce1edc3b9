/* SPDX-License-Identifier: MIT */
#include "net/columns.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "core/memory.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ACTORS       offsetof(qp_network, actors)
#define CLUSTERS     offsetof(qp_network, clusters)
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
    {"period",           QP_COLUMN_PERIOD, AT(period),            false, PLACE},
    {"product",          QP_COLUMN_TEXT,   AT(product),           true,  TEXT},
    {"essentiality",     QP_COLUMN_NUMBER, AT(essentiality),      true,  WHOLE(0, 2)},
    {"status",           QP_COLUMN_NUMBER, AT(status),            true,  WHOLE(0, QP_STATUS_REPLACED)},
    {"polarity",         QP_COLUMN_NUMBER, AT(polarity),          true,  WHOLE(-1, 1)},
    {"origin",           QP_COLUMN_NUMBER, AT(origin),            true,  WHOLE(0, 2)},
    {"stated_value",     QP_COLUMN_NUMBER, AT(stated_value),      true,  NUMBER},
    {"stated_unit",      QP_COLUMN_TEXT,   AT(stated_unit),       true,  TEXT},
    {"source",           QP_COLUMN_ROW,    AT(source),            true,  ROW_OR_NO(SOURCES)},
    {"file",             QP_COLUMN_FILE,   AT(file),              true,  PLACE},
    {"line",             QP_COLUMN_LINE,   AT(line),              true,  PLACE},
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
#define AT(member) offsetof(qp_sources, member)
static const qp_net_column source_columns[] = {
    {"id",               QP_COLUMN_TEXT,   AT(id),                false, AN_ID},
    {"title",            QP_COLUMN_TEXT,   AT(title),             true,  TEXT},
    {"publisher",        QP_COLUMN_TEXT,   AT(publisher),         true,  TEXT},
    {"date",             QP_COLUMN_TEXT,   AT(date),              true,  TEXT},
    {"url",              QP_COLUMN_TEXT,   AT(url),               true,  TEXT},
    {"licence",          QP_COLUMN_TEXT,   AT(licence),           true,  TEXT},
    {"class",            QP_COLUMN_NUMBER, AT(class),             false, WHOLE(0, QP_CLASS_SYNTHETIC)},
};
#undef AT

const qp_net_group qp_net_groups[QP_GROUP_COUNT] = {
    [QP_G_ACTORS]     = {"actors",     ACTORS,                           actor_columns,     COUNT(actor_columns)},
    [QP_G_CLUSTERS]   = {"clusters",   CLUSTERS,                         cluster_columns,   COUNT(cluster_columns)},
    [QP_G_LAYERS]     = {"layers",     offsetof(qp_network, layers),     layer_columns,     COUNT(layer_columns)},
    [QP_G_LINKS]      = {"links",      offsetof(qp_network, links),      link_columns,      COUNT(link_columns)},
    [QP_G_INDICATORS] = {"indicators", offsetof(qp_network, indicators), indicator_columns, COUNT(indicator_columns)},
    [QP_G_SOURCES]    = {"sources",    SOURCES,                          source_columns,    COUNT(source_columns)},
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
