/* SPDX-License-Identifier: MIT */
#include "metric/ranking.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

/** A text on its way to its rank. */
typedef struct {
    const char *text;
    qp_string string;
} entry;

static int by_text(const void *left, const void *right)
{
    const entry *a = left;
    const entry *b = right;
    return strcmp(a->text, b->text);
}

qp_status qp_ranking_begin(const qp_network *net, qp_ranking *ranking,
                           qp_error *err)
{
    uint32_t *rank = qp_acquire(net->text.count, sizeof *rank);
    if (rank == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu texts",
                       net->text.count);
    for (size_t t = 0; t < net->text.count; t++)
        rank[t] = QP_NONE;
    *ranking = (qp_ranking){.rank = rank};
    return QP_OK;
}

/* Until they are ordered, all that are noted have rank 0. */
void qp_ranking_note(qp_ranking *ranking, qp_string text)
{
    if (text == QP_NONE || ranking->rank[text] == 0)
        return;
    ranking->rank[text] = 0;
    ranking->count++;
}

static void order(const qp_network *net, qp_ranking *ranking, entry entries[])
{
    size_t count = 0;
    for (qp_string t = 0; t < net->text.count; t++)
        if (ranking->rank[t] != QP_NONE)
            entries[count++] = (entry){qp_network_text(net, t), t};
    qsort(entries, count, sizeof *entries, by_text);
    for (uint32_t e = 0; e < count; e++) {
        ranking->text[e] = entries[e].string;
        ranking->rank[entries[e].string] = e;
    }
}

qp_status qp_ranking_settle(const qp_network *net, qp_ranking *ranking,
                            qp_error *err)
{
    entry *entries = qp_acquire(ranking->count, sizeof *entries);
    ranking->text = qp_acquire(ranking->count, sizeof *ranking->text);
    bool room = entries != NULL && ranking->text != NULL;
    if (room)
        order(net, ranking, entries);
    qp_release(entries);
    return room ? QP_OK
                : qp_fail(err, QP_E_MEMORY, "no memory for %zu texts",
                          ranking->count);
}

uint32_t qp_ranking_of(const qp_ranking *ranking, qp_string text)
{
    return text != QP_NONE ? ranking->rank[text] : QP_NONE;
}

void qp_ranking_clear(qp_ranking *ranking)
{
    qp_release(ranking->text);
    qp_release(ranking->rank);
    *ranking = (qp_ranking){0};
}
