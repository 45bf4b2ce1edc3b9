/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "net/builder.h"

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort(const char *texts[], size_t count)
{
    if (count > 1)
        qsort((void *)texts, count, sizeof *texts, by_text);
}

/* Keep countries as the network's home, in byte order. */
static qp_status keep(qp_builder *b, const char *countries[], size_t count)
{
    qp_network *net = b->net;
    sort(countries, count);
    net->home = qp_acquire(count, sizeof *net->home);
    if (net->home == NULL)
        return qp_builder_no_memory(b);
    for (size_t h = 0; h < count; h++) {
        qp_string s = qp_pool_add(&net->text, countries[h],
                                  strlen(countries[h]));
        if (s == QP_NONE)
            return qp_builder_no_memory(b);
        net->home[net->home_count++] = s;
    }
    return QP_OK;
}

static size_t stated(const qp_builder *b, const char *countries[])
{
    for (size_t h = 0; h < b->data->home_count; h++)
        countries[h] = qp_builder_text(b, b->data->home[h]);
    return b->data->home_count;
}

/* Countries of enterprises and institutes; only those have one. */
static size_t gather(const qp_builder *b, const char *countries[])
{
    const qp_actors *actors = &b->net->actors;
    size_t count = 0;
    for (size_t a = 0; actors->country != NULL && a < actors->count; a++)
        if (actors->country[a] != QP_NONE)
            countries[count++] = qp_network_text(b->net, actors->country[a]);
    return count;
}

/* Put the most frequent text first; of equals the first in byte order. */
static size_t most_frequent(const char *texts[], size_t count)
{
    size_t best = 0;
    size_t longest = 0;
    size_t run = 0;
    sort(texts, count);
    for (size_t t = 0; t < count; t++) {
        run = t > 0 && strcmp(texts[t - 1], texts[t]) == 0 ? run + 1 : 1;
        if (run > longest) {
            longest = run;
            best = t;
        }
    }
    if (count > 0)
        texts[0] = texts[best];
    return count > 0;
}

qp_status qp_build_home(qp_builder *b)
{
    size_t most = b->data->home_count + b->net->actors.count;
    const char **countries = qp_acquire(most, sizeof *countries);
    if (countries == NULL)
        return qp_builder_no_memory(b);
    size_t count = stated(b, countries);
    if (count == 0)
        count = most_frequent(countries, gather(b, countries));
    qp_status status = keep(b, countries, count);
    qp_release((void *)countries);
    return status;
}
