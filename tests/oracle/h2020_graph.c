/* SPDX-License-Identifier: MIT */
/*
 * Horizon 2020 as a graph: numbers that were counted in the table itself,
 * without any of this code, and stand beside it.
 */
#include <stdio.h>

#include "core/file.h"
#include "graph/separators.h"
#include "metric/web.h"
#include "net/build.h"
#include "support/leak.h"

static const char files[] = QP_SHARED_DIR "/real/h2020";
static const char recipe[] = QP_SOURCE_DIR "/data/recipes/h2020";

/* Making the network takes long under sanitizers, and other tests look there at
 * all that makes it. */
static bool is_looked_at(void)
{
#ifdef __SANITIZE_ADDRESS__
    const char *reason = "not under sanitizers";
#else
    const char *reason = qp_file_exists(files) ? NULL : "the table is absent";
#endif
    if (reason != NULL)
        fprintf(stderr, "skipped: Horizon 2020: %s\n", reason);
    return reason == NULL;
}

static qp_network network(void)
{
    qp_network net = {0};
    qp_dataset data = {0};
    qp_findings findings = {0};
    qp_error err = {0};
    qp_dataset_options options = {.files = files};
    cr_assert_eq(qp_dataset_read(&data, recipe, &options, &findings, &err),
                 QP_OK, "%s", err.message);
    cr_assert_eq(qp_network_build(&net, &data, &findings, &err), QP_OK, "%s",
                 err.message);
    qp_findings_clear(&findings);
    qp_dataset_clear(&data);
    return net;
}

static qp_arcs ties_of(const qp_network *net, const char *id)
{
    qp_row layer = qp_network_layer(net, id);
    qp_web web = {0};
    qp_arcs ties = {0};
    qp_web_choice choice = {
        .layers = &layer, .layer_count = 1, .window = QP_NO_PERIOD};
    cr_assert_eq(qp_web_gather(net, &choice, &web, NULL), QP_OK);
    cr_assert_eq(qp_arcs_join(&web.arcs, &ties, NULL), QP_OK);
    qp_web_clear(&web);
    return ties;
}

static size_t degree(const qp_arcs *ties, qp_row actor)
{
    return ties->start[actor + 1] - ties->start[actor];
}

static size_t points_of(const qp_separators *found)
{
    size_t count = 0;
    for (size_t a = 0; a < found->n; a++)
        count += found->without[a].units > 0 ? 1 : 0;
    return count;
}

/* How many actors the largest component has. */
static size_t largest_of(const qp_separators *found)
{
    size_t *size = qp_acquire(found->component_count, sizeof *size);
    size_t largest = 0;
    for (size_t a = 0; a < found->n; a++) {
        size_t own = ++size[found->component[a]];
        largest = own > largest ? own : largest;
    }
    qp_release(size);
    return largest;
}

QP_TEST(h2020_graph, has_the_parts_and_the_points_where_it_parts)
{
    if (!is_looked_at())
        return;
    qp_network net = network();
    qp_arcs ties = ties_of(&net, "participation");
    qp_separators found = {0};
    size_t countries = 0;
    size_t isolates = 0;
    qp_row most = 0;
    cr_assert_eq(qp_separators_find(&ties, NULL, &found, NULL), QP_OK);
    for (qp_row a = 0; a < net.actors.count; a++) {
        bool country = net.actors.kind[a] == QP_KIND_REGION;
        countries += country ? 1 : 0;
        isolates += !country && degree(&ties, a) == 0 ? 1 : 0;
        most = degree(&ties, a) > degree(&ties, most) ? a : most;
    }
    cr_assert_eq(net.actors.count - countries, 35871);
    cr_assert_eq(ties.count, 2 * 796670, "each pair both ways");
    cr_assert_eq(isolates, 4206);
    cr_assert_eq(found.component_count - countries, 4417);
    cr_assert_eq(largest_of(&found), 31152);
    cr_assert_eq(points_of(&found), 326);
    cr_assert_eq(found.bridge_count, 414);
    cr_assert_eq(degree(&ties, most), 6825);
    cr_assert_str_eq(qp_network_text(&net, net.actors.id[most]), "999984059");
    qp_separators_clear(&found);
    qp_arcs_clear(&ties);
    qp_network_clear(&net);
}
