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

/* Those of a network just read are. */
static bool are_sorted(const entry entries[], size_t count)
{
    for (size_t e = 1; e < count; e++)
        if (strcmp(entries[e - 1].text, entries[e].text) > 0)
            return false;
    return true;
}

static void rank_entries(const qp_network *net, entry entries[],
                         qp_texts *texts)
{
    size_t count = 0;
    for (qp_string s = 0; s < net->text.count; s++)
        if (texts->rank[s] != 0)
            entries[count++] = (entry){qp_pool_text(&net->text, s), s};
    if (!are_sorted(entries, count))
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

/* A digest of digests: one line a column, so that nothing is copied but the
 * places of texts. */
static void add_values(qp_text *out, const char *name, const void *values,
                       size_t size)
{
    char digest[QP_DIGEST_SIZE];
    qp_text_addf(out, "%s %zu %s\n", name, size,
                 qp_digest_text(values, size, digest));
}

static void add_texts(qp_text *out, const char *name, const qp_string strings[],
                      size_t count, const qp_texts *texts)
{
    uint32_t *ranks = qp_acquire(count, sizeof *ranks);
    out->failed |= ranks == NULL;
    for (size_t i = 0; ranks != NULL && i < count; i++)
        ranks[i] = strings[i] == QP_NONE ? QP_NONE : texts->rank[strings[i]];
    if (ranks != NULL)
        add_values(out, name, ranks, count * sizeof *ranks);
    qp_release(ranks);
}

static void add_group(qp_text *out, const qp_network *net,
                      const qp_net_group *group, const qp_texts *texts)
{
    size_t count = *qp_group_count(net, group);
    qp_text_addf(out, "group %s %zu\n", group->name, count);
    for (size_t c = 0; c < group->column_count && count > 0; c++) {
        const qp_net_column *column = &group->columns[c];
        const void *values = *qp_column_slot(net, group, column);
        if (values == NULL || qp_column_is_provenance(column->type))
            continue;
        if (column->type == QP_COLUMN_TEXT)
            add_texts(out, column->name, values, count, texts);
        else
            add_values(out, column->name, values,
                       count * qp_column_size(column->type));
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

static void add_all_texts(qp_text *out, const qp_network *net,
                          const qp_texts *texts)
{
    qp_text all = {0};
    for (size_t t = 0; t < texts->count; t++) {
        const char *text = qp_network_text(net, texts->sorted[t]);
        qp_text_add_bytes(&all, text, strlen(text) + 1);
    }
    out->failed |= all.failed;
    add_values(out, "texts", qp_text_string(&all), all.size);
    qp_text_clear(&all);
}

qp_status qp_network_digest(const qp_network *net, const qp_texts *texts,
                            char digest[33], qp_error *err)
{
    qp_text all = {0};
    add_settings(&all, net);
    add_all_texts(&all, net, texts);
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        add_group(&all, net, &qp_net_groups[g], texts);
    qp_status status = qp_text_status(&all, err);
    if (status == QP_OK)
        qp_digest_text(all.bytes, all.size, digest);
    qp_text_clear(&all);
    return status;
}

qp_status qp_network_sign(qp_network *net, qp_error *err)
{
    qp_texts texts = {0};
    qp_status status = qp_texts_sort(net, &texts, err);
    if (status == QP_OK)
        status = qp_network_digest(net, &texts, net->digest, err);
    qp_texts_clear(&texts);
    return status;
}
