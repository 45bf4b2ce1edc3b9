/* SPDX-License-Identifier: MIT */
#include <stdatomic.h>

#include "core/threads.h"
#include "support/leak.h"

enum { PIECES = 1000 };

static atomic_int done[PIECES];

static void do_piece(size_t piece, void *context)
{
    atomic_fetch_add(&done[piece], *(const int *)context);
}

QP_TEST(threads, do_each_piece_once_however_many_they_are)
{
    int once = 1;
    const unsigned threads[] = {1, 2, 7, 1000, 0};
    for (int t = 0; t < 5; t++) {
        qp_parallel(PIECES, threads[t], do_piece, &once);
        for (int p = 0; p < PIECES; p++)
            cr_assert_eq(atomic_load(&done[p]), t + 1);
    }
    qp_parallel(0, 2, do_piece, &once);
    cr_assert_eq(atomic_load(&done[0]), 5);
}
