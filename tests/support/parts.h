/* SPDX-License-Identifier: MIT */
/**
 * @file support/parts.h
 * @brief A panel whose replicates are drawn in parts, and joined.
 */
#ifndef QP_SUPPORT_PARTS_H
#define QP_SUPPORT_PARTS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "metric/shard.h"

enum { PARTS = 3 };

/** The panel of a network as text, drawn by so many threads; with a shard, into
 * it or from it. */
typedef qp_text parts_panel(const qp_network *net, unsigned threads,
                            qp_shard *shard);

static inline void parts_write(const qp_network *net, parts_panel *panel,
                               size_t replicates, size_t number,
                               const char *path)
{
    qp_shard shard = {
        .number = number, .count = PARTS, .replicates = replicates};
    qp_error err = {0};
    memcpy(shard.digest, net->digest, sizeof shard.digest);
    cr_assert_eq(qp_shard_begin(&shard, path, &err), QP_OK, "%s", err.message);
    qp_text bytes = panel(net, (unsigned)number, &shard);
    cr_assert_eq(qp_shard_publish(&shard, &err), QP_OK, "%s", err.message);
    qp_text_clear(&bytes);
    qp_shard_clear(&shard);
}

static inline qp_text parts_read(const qp_network *net, parts_panel *panel,
                                 const char *const paths[])
{
    qp_shard shard = {0};
    qp_error err = {0};
    cr_assert_eq(qp_shard_open(&shard, paths, PARTS, &err), QP_OK, "%s",
                 err.message);
    qp_text bytes = panel(net, 2, &shard);
    qp_shard_clear(&shard);
    return bytes;
}

/** The panel from three parts, given in another order than drawn. */
static inline qp_text parts_joined(const qp_network *net, parts_panel *panel,
                                   size_t replicates)
{
    char folder[] = "/tmp/qipan-parts-XXXXXX";
    char path[PARTS][64];
    cr_assert_not_null(mkdtemp(folder));
    for (size_t part = 0; part < PARTS; part++) {
        snprintf(path[part], sizeof path[part], "%s/%zu.h5", folder, part);
        parts_write(net, panel, replicates, part + 1, path[part]);
    }
    const char *const given[] = {path[2], path[0], path[1]};
    qp_text bytes = parts_read(net, panel, given);
    for (size_t part = 0; part < PARTS; part++)
        unlink(path[part]);
    rmdir(folder);
    return bytes;
}

#endif
