/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/memory.h"
#include "net/builder.h"
#include "net/columns.h"
#include "net/idlist.h"

/* ---------------------------------------------------------------- sources */

/** Which table column fills which network column. */
typedef struct {
    int column;
    size_t offset;
} filling;

static qp_status fill_all(qp_builder *b, const qp_idlist *list,
                          qp_table_id table, void *group,
                          const filling fillings[], size_t count)
{
    const qp_table *from = qp_builder_table(b, table);
    qp_row *rows = qp_idlist_rows(list, from);
    if (rows == NULL)
        return qp_builder_no_memory(b);
    qp_status status = QP_OK;
    for (size_t f = 0; f < count && status == QP_OK; f++)
        status = qp_builder_fill(
            b, from, fillings[f].column, rows, list->count,
            (void **)((uintptr_t)group + fillings[f].offset));
    qp_release(rows);
    return status;
}

qp_status qp_build_sources(qp_builder *b)
{
    static const filling fillings[] = {
        {QP_SOURCE_TITLE, offsetof(qp_sources, title)},
        {QP_SOURCE_PUBLISHER, offsetof(qp_sources, publisher)},
        {QP_SOURCE_DATE, offsetof(qp_sources, date)},
        {QP_SOURCE_URL, offsetof(qp_sources, url)},
        {QP_SOURCE_LICENCE, offsetof(qp_sources, licence)},
        {QP_SOURCE_CLASS, offsetof(qp_sources, class)},
    };
    qp_sources *sources = &b->net->sources;
    qp_idlist list = {.map = b->source_of};
    qp_status status = qp_idlist_add_table(b, &list, QP_SOURCES, 0,
                                           QP_RULE_SOURCE_ONCE);
    if (status == QP_OK)
        status = qp_idlist_sort(b, &list, &sources->id);
    sources->count = list.count;
    if (status == QP_OK)
        status = fill_all(b, &list, QP_SOURCES, sources, fillings,
                          sizeof fillings / sizeof *fillings);
    if (status == QP_OK && sources->class == NULL) {
        sources->class = qp_column_make(QP_COLUMN_NUMBER, list.count);
        status = sources->class != NULL ? QP_OK : qp_builder_no_memory(b);
    }
    qp_idlist_clear(&list);
    return status;
}

/* --------------------------------------------------------------- clusters */

/* A cluster that no row of clusters.csv lists may be a slip of the pen. */
static qp_status warn_unlisted(qp_builder *b, const qp_table *regions,
                               size_t row, qp_string id)
{
    char shown[QP_SHOWN_SIZE];
    const char *text = qp_builder_text(b, id);
    const qp_table *clusters = qp_builder_table(b, QP_CLUSTERS);
    if (!clusters->present || clusters->incomplete)
        return QP_OK;
    return qp_builder_tell(
        b, QP_RULE_CLUSTER_UNLISTED, (qp_spot){regions, row, QP_REGION_CLUSTER},
        "it is known by its id alone; clusters.csv may "
        "name it",
        "cluster '%s' is not listed", qp_text_shown(text, strlen(text), shown));
}

static qp_status mention_clusters(qp_builder *b, qp_idlist *list)
{
    const qp_table *regions = qp_builder_table(b, QP_REGIONS);
    const qp_string *ids = qp_builder_texts(regions, QP_REGION_CLUSTER);
    qp_status status = QP_OK;
    for (size_t row = 0;
         ids != NULL && row < regions->row_count && status == QP_OK; row++) {
        if (ids[row] == QP_NONE || list->map[ids[row]] != QP_NONE)
            continue;
        status = warn_unlisted(b, regions, row, ids[row]);
        if (status == QP_OK)
            status = qp_idlist_mention(b, list, ids[row], 0);
    }
    return status;
}

static qp_status check_sources(qp_builder *b)
{
    const qp_table *clusters = qp_builder_table(b, QP_CLUSTERS);
    qp_status status = QP_OK;
    qp_row source = QP_NONE;
    for (size_t row = 0; row < clusters->row_count && status == QP_OK; row++)
        status = qp_builder_source(
            b, (qp_spot){clusters, row, QP_CLUSTER_SOURCE}, &source);
    return status;
}

qp_status qp_build_clusters(qp_builder *b)
{
    static const filling fillings[] = {
        {QP_CLUSTER_NAME, offsetof(qp_clusters, name)},
        {QP_CLUSTER_NAME_ZH, offsetof(qp_clusters, name_zh)},
        {QP_CLUSTER_LABEL_LON, offsetof(qp_clusters, label_lon)},
        {QP_CLUSTER_LABEL_LAT, offsetof(qp_clusters, label_lat)},
    };
    qp_clusters *clusters = &b->net->clusters;
    qp_idlist list = {.map = b->cluster_of};
    qp_status status = qp_idlist_add_table(b, &list, QP_CLUSTERS, 0,
                                           QP_RULE_CLUSTER_ONCE);
    if (status == QP_OK)
        status = mention_clusters(b, &list);
    if (status == QP_OK)
        status = qp_idlist_sort(b, &list, &clusters->id);
    clusters->count = list.count;
    if (status == QP_OK)
        status = fill_all(b, &list, QP_CLUSTERS, clusters, fillings,
                          sizeof fillings / sizeof *fillings);
    if (status == QP_OK)
        status = check_sources(b);
    qp_idlist_clear(&list);
    return status;
}
