/* SPDX-License-Identifier: MIT */
#include "net/texts.h"

#include <stdlib.h>
#include <string.h>

#include "core/digest.h"
#include "core/memory.h"
#include "core/text.h"
#include "net/columns.h"

typedef struct {
    const char *text;
    qp_string string;
} entry;

static int by_text(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->text, ((const entry *)b)->text);
}

static void mark(uint32_t used[], qp_string string)
{
    if (string != QP_NONE)
        used[string] = 1;
}

static void mark_group(const qp_network *net, const qp_net_group *group,
                       uint32_t used[])
{
    for (size_t c = 0; c < group->column_count; c++) {
        const qp_net_column *column = &group->columns[c];
        const qp_string *values = *qp_column_slot(net, group, column);
        if (column->type != QP_COLUMN_TEXT || values == NULL)
            continue;
        for (size_t i = 0; i < *qp_group_count(net, group); i++)
            mark(used, values[i]);
    }
}

static void mark_all(const qp_network *net, uint32_t used[])
{
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        mark_group(net, &qp_net_groups[g], used);
    for (size_t h = 0; h < net->home_count; h++)
        mark(used, net->home[h]);
    mark(used, net->title);
}

static void rank_entries(const qp_network *net, entry entries[],
                         qp_texts *texts)
{
    size_t count = 0;
    for (qp_string s = 0; s < net->text.count; s++)
        if (texts->rank[s] != 0)
            entries[count++] = (entry){qp_pool_text(&net->text, s), s};
    if (count > 1)
        qsort(entries, count, sizeof *entries, by_text);
    memset(texts->rank, 0xFF, net->text.count * sizeof *texts->rank);
    for (size_t e = 0; e < count; e++) {
        texts->sorted[e] = entries[e].string;
        texts->rank[entries[e].string] = (uint32_t)e;
    }
    texts->count = count;
}

qp_status qp_texts_sort(const qp_network *net, qp_texts *texts, qp_error *err)
{
    size_t most = net->text.count;
    entry *entries = qp_acquire(most, sizeof *entries);
    *texts = (qp_texts){.sorted = qp_acquire(most, sizeof *texts->sorted),
                        .rank = qp_acquire(most, sizeof *texts->rank)};
    qp_status status = QP_OK;
    if (entries == NULL || texts->sorted == NULL || texts->rank == NULL) {
        status = qp_fail(err, QP_E_MEMORY, "no memory to sort %zu texts", most);
        qp_texts_clear(texts);
    } else {
        mark_all(net, texts->rank);
        rank_entries(net, entries, texts);
    }
    qp_release(entries);
    return status;
}

void qp_texts_clear(qp_texts *texts)
{
    qp_release(texts->sorted);
    qp_release(texts->rank);
    *texts = (qp_texts){0};
}

/* ------------------------------------------------------------- the digest */

static void add_value(qp_text *out, const void *value, size_t size)
{
    qp_text_add_bytes(out, value, size);
}

static void add_column(qp_text *out, const qp_net_column *column,
                       const void *values, size_t count, const qp_texts *texts)
{
    qp_text_addf(out, "%s:%zu\n", column->name, count);
    if (column->type != QP_COLUMN_TEXT) {
        add_value(out, values, count * qp_column_size(column->type));
        return;
    }
    const qp_string *strings = values;
    for (size_t i = 0; i < count; i++) {
        uint32_t rank = strings[i] == QP_NONE ? QP_NONE
                                              : texts->rank[strings[i]];
        add_value(out, &rank, sizeof rank);
    }
}

static void add_group(qp_text *out, const qp_network *net,
                      const qp_net_group *group, const qp_texts *texts)
{
    qp_text_addf(out, "%s\n", group->name);
    for (size_t c = 0; c < group->column_count; c++) {
        const qp_net_column *column = &group->columns[c];
        const void *values = *qp_column_slot(net, group, column);
        if (values != NULL && !qp_column_is_provenance(column->type))
            add_column(out, column, values, *qp_group_count(net, group), texts);
    }
}

static void add_settings(qp_text *out, const qp_network *net)
{
    qp_text_addf(out, "title %s\n", qp_network_text(net, net->title));
    for (size_t h = 0; h < net->home_count; h++)
        qp_text_addf(out, "home %s\n", qp_network_text(net, net->home[h]));
    for (size_t l = 0; l <= net->layers.count; l++)
        qp_text_addf(out, "start %zu\n", net->layers.start[l]);
    qp_text_addf(out, "dropped %zu\n", net->dropped_self_links);
}

qp_status qp_network_digest(const qp_network *net, const qp_texts *texts,
                            char digest[33], qp_error *err)
{
    qp_text all = {0};
    add_settings(&all, net);
    for (size_t t = 0; t < texts->count; t++) {
        const char *text = qp_network_text(net, texts->sorted[t]);
        qp_text_add_bytes(&all, text, strlen(text) + 1);
    }
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        add_group(&all, net, &qp_net_groups[g], texts);
    qp_status status = qp_text_status(&all, err);
    if (status == QP_OK)
        qp_digest_text(all.bytes, all.size, digest);
    qp_text_clear(&all);
    return status;
}
