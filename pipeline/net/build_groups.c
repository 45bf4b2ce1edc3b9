/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "net/fields.h"

/* ---------------------------------------------------------------- sources */

qp_status qp_build_sources(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_SOURCE_TITLE, "title", QP_PLAIN},
        {QP_SOURCE_PUBLISHER, "publisher", QP_PLAIN},
        {QP_SOURCE_DATE, "date", QP_PLAIN},
        {QP_SOURCE_URL, "url", QP_PLAIN},
        {QP_SOURCE_LICENCE, "licence", QP_PLAIN},
        {QP_SOURCE_LOCATOR, "locator", QP_PLAIN},
        {QP_SOURCE_CLASS, "class", QP_PLAIN},
    };
    static const qp_fields fields = QP_FIELDS(QP_G_SOURCES, columns);
    qp_sources *sources = &b->net->sources;
    qp_idlist list = {.map = b->source_of};
    qp_status status = qp_idlist_add_table(b, &list, QP_SOURCES, 0,
                                           QP_RULE_SOURCE_ONCE);
    if (status == QP_OK)
        status = qp_idlist_sort(b, &list, &sources->id);
    sources->count = list.count;
    if (status == QP_OK)
        status = qp_fields_take(b, &fields, &list, QP_SOURCES);
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
    for (size_t row = 0; row < clusters->row_count && status == QP_OK; row++)
        status = qp_builder_refer(b, QP_REF_SOURCE, QP_RULE_SOURCE_UNKNOWN,
                                  (qp_spot){clusters, row, QP_CLUSTER_SOURCE});
    return status;
}

qp_status qp_build_clusters(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_CLUSTER_NAME, "name", QP_PLAIN},
        {QP_CLUSTER_NAME_ZH, "name_zh", QP_PLAIN},
        {QP_CLUSTER_LABEL_LON, "label_lon", QP_PLAIN},
        {QP_CLUSTER_LABEL_LAT, "label_lat", QP_PLAIN},
    };
    static const qp_fields fields = QP_FIELDS(QP_G_CLUSTERS, columns);
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
        status = qp_fields_take(b, &fields, &list, QP_CLUSTERS);
    if (status == QP_OK)
        status = check_sources(b);
    qp_idlist_clear(&list);
    return status;
}
