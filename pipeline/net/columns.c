/* SPDX-License-Identifier: MIT */
#include "net/columns.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ACTORS       offsetof(qp_network, actors)
#define CLUSTERS     offsetof(qp_network, clusters)
#define SOURCES      offsetof(qp_network, sources)

/* clang-format off */
#define AT(member) offsetof(qp_actors, member)
static const qp_net_column actor_columns[] = {
/*   name                type              where                 optional limit */
    {"id",               QP_COLUMN_TEXT,   AT(id),               false, 0},
    {"kind",             QP_COLUMN_BYTE,   AT(kind),             false, QP_KIND_COUNT - 1},
    {"region",           QP_COLUMN_ROW,    AT(region),           false, ACTORS},
    {"source",           QP_COLUMN_ROW,    AT(source),           true,  SOURCES},
    {"name",             QP_COLUMN_TEXT,   AT(name),             true,  0},
    {"name_zh",          QP_COLUMN_TEXT,   AT(name_zh),          true,  0},
    {"cluster",          QP_COLUMN_ROW,    AT(cluster),          false, CLUSTERS},
    {"parent",           QP_COLUMN_ROW,    AT(parent),           true,  ACTORS},
    {"core",             QP_COLUMN_NUMBER, AT(core),             true,  0},
    {"lon",              QP_COLUMN_NUMBER, AT(lon),              true,  0},
    {"lat",              QP_COLUMN_NUMBER, AT(lat),              true,  0},
    {"population",       QP_COLUMN_NUMBER, AT(population),       true,  0},
    {"region_kind",      QP_COLUMN_TEXT,   AT(region_kind),      true,  0},
    {"code",             QP_COLUMN_TEXT,   AT(code),             true,  0},
    {"code_scheme",      QP_COLUMN_TEXT,   AT(code_scheme),      true,  0},
    {"code_edition",     QP_COLUMN_TEXT,   AT(code_edition),     true,  0},
    {"political_system", QP_COLUMN_TEXT,   AT(political_system), true,  0},
    {"customs_zone",     QP_COLUMN_TEXT,   AT(customs_zone),     true,  0},
    {"legal_system",     QP_COLUMN_TEXT,   AT(legal_system),     true,  0},
    {"country",          QP_COLUMN_TEXT,   AT(country),          true,  0},
    {"ownership",        QP_COLUMN_NUMBER, AT(ownership),        true,  0},
    {"industry",         QP_COLUMN_TEXT,   AT(industry),         true,  0},
    {"size_class",       QP_COLUMN_TEXT,   AT(size_class),       true,  0},
    {"tier",             QP_COLUMN_TEXT,   AT(tier),             true,  0},
    {"institute_kind",   QP_COLUMN_TEXT,   AT(institute_kind),   true,  0},
    {"stages",           QP_COLUMN_NUMBER, AT(stages),           true,  0},
    {"capacity",         QP_COLUMN_NUMBER, AT(capacity),         true,  0},
    {"output",           QP_COLUMN_NUMBER, AT(output),           true,  0},
};
#undef AT
#define AT(member) offsetof(qp_clusters, member)
static const qp_net_column cluster_columns[] = {
    {"id",               QP_COLUMN_TEXT,   AT(id),               false, 0},
    {"name",             QP_COLUMN_TEXT,   AT(name),             true,  0},
    {"name_zh",          QP_COLUMN_TEXT,   AT(name_zh),          true,  0},
    {"label_lon",        QP_COLUMN_NUMBER, AT(label_lon),        true,  0},
    {"label_lat",        QP_COLUMN_NUMBER, AT(label_lat),        true,  0},
};
#undef AT
#define AT(member) offsetof(qp_layers, member)
static const qp_net_column layer_columns[] = {
    {"id",               QP_COLUMN_TEXT,   AT(id),               false, 0},
    {"name",             QP_COLUMN_TEXT,   AT(name),             false, 0},
    {"name_zh",          QP_COLUMN_TEXT,   AT(name_zh),          false, 0},
    {"unit",             QP_COLUMN_TEXT,   AT(unit),             false, 0},
    {"role",             QP_COLUMN_BYTE,   AT(role),             false, QP_ROLE_OTHER},
    {"directed",         QP_COLUMN_BYTE,   AT(directed),         false, 1},
    {"weighted",         QP_COLUMN_BYTE,   AT(weighted),         false, 1},
    {"measure",          QP_COLUMN_BYTE,   AT(measure),          false, QP_SCORE},
    {"accrual",          QP_COLUMN_BYTE,   AT(accrual),          false, QP_SPREAD},
    {"factor",           QP_COLUMN_NUMBER, AT(factor),           false, 0},
    {"chain",            QP_COLUMN_NUMBER, AT(chain),            false, 0},
    {"level",            QP_COLUMN_NUMBER, AT(level),            false, 0},
    {"sense",            QP_COLUMN_NUMBER, AT(sense),            false, 0},
};
#undef AT
#define AT(member) offsetof(qp_links, member)
static const qp_net_column link_columns[] = {
    {"from",             QP_COLUMN_ROW,    AT(from),             false, ACTORS},
    {"to",               QP_COLUMN_ROW,    AT(to),               false, ACTORS},
    {"weight",           QP_COLUMN_NUMBER, AT(weight),           false, 0},
    {"period",           QP_COLUMN_PERIOD, AT(period),           false, 0},
    {"product",          QP_COLUMN_TEXT,   AT(product),          true,  0},
    {"essentiality",     QP_COLUMN_NUMBER, AT(essentiality),     true,  0},
    {"status",           QP_COLUMN_NUMBER, AT(status),           true,  0},
    {"polarity",         QP_COLUMN_NUMBER, AT(polarity),         true,  0},
    {"origin",           QP_COLUMN_NUMBER, AT(origin),           true,  0},
    {"stated_value",     QP_COLUMN_NUMBER, AT(stated_value),     true,  0},
    {"stated_unit",      QP_COLUMN_TEXT,   AT(stated_unit),      true,  0},
    {"source",           QP_COLUMN_ROW,    AT(source),           true,  SOURCES},
    {"file",             QP_COLUMN_FILE,   AT(file),             true,  0},
    {"line",             QP_COLUMN_LINE,   AT(line),             true,  0},
};
#undef AT
#define AT(member) offsetof(qp_indicators, member)
static const qp_net_column indicator_columns[] = {
    {"id",               QP_COLUMN_TEXT,   AT(id),               false, 0},
    {"region",           QP_COLUMN_ROW,    AT(region),           false, ACTORS},
    {"period",           QP_COLUMN_PERIOD, AT(period),           false, 0},
    {"value",            QP_COLUMN_NUMBER, AT(value),            false, 0},
    {"unit",             QP_COLUMN_TEXT,   AT(unit),             true,  0},
    {"source",           QP_COLUMN_ROW,    AT(source),           true,  SOURCES},
    {"file",             QP_COLUMN_FILE,   AT(file),             true,  0},
    {"line",             QP_COLUMN_LINE,   AT(line),             true,  0},
};
#undef AT
#define AT(member) offsetof(qp_sources, member)
static const qp_net_column source_columns[] = {
    {"id",               QP_COLUMN_TEXT,   AT(id),               false, 0},
    {"title",            QP_COLUMN_TEXT,   AT(title),            true,  0},
    {"publisher",        QP_COLUMN_TEXT,   AT(publisher),        true,  0},
    {"date",             QP_COLUMN_TEXT,   AT(date),             true,  0},
    {"url",              QP_COLUMN_TEXT,   AT(url),              true,  0},
    {"licence",          QP_COLUMN_TEXT,   AT(licence),          true,  0},
    {"class",            QP_COLUMN_NUMBER, AT(class),            false, 0},
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
