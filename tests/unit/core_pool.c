/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "core/pool.h"
#include "support/leak.h"

QP_TEST(pool, keeps_each_text_once)
{
    qp_pool pool = {0};
    qp_string a = qp_pool_add(&pool, "CHN", 3);
    qp_string b = qp_pool_add(&pool, "USA", 3);
    cr_assert_neq(a, b);
    cr_assert_eq(qp_pool_add(&pool, "CHN", 3), a);
    cr_assert_str_eq(qp_pool_text(&pool, b), "USA");
    cr_assert_eq(qp_pool_find(&pool, "CH", 2), QP_NONE);
    qp_pool_clear(&pool);
}

QP_TEST(pool, finds_all_of_many_texts)
{
    enum { MANY = 50000 };
    qp_pool pool = {0};
    char text[32];
    for (unsigned i = 0; i < MANY; i++) {
        size_t size = (size_t)snprintf(text, sizeof text, "e%u", i);
        cr_assert_eq(qp_pool_add(&pool, text, size), i);
    }
    for (unsigned i = 0; i < MANY; i++) {
        size_t size = (size_t)snprintf(text, sizeof text, "e%u", i);
        cr_assert_eq(qp_pool_find(&pool, text, size), i);
        cr_assert_str_eq(qp_pool_text(&pool, i), text);
    }
    qp_pool_clear(&pool);
}

QP_TEST(pool, loses_nothing_when_memory_runs_out)
{
    qp_pool pool = {0};
    cr_assert_eq(qp_pool_add(&pool, "kept", 4), 0);
    qp_memory_allow(0);
    char text[32];
    qp_string last = 0;
    for (unsigned i = 0; last != QP_NONE; i++) {
        size_t size = (size_t)snprintf(text, sizeof text, "more than %u", i);
        last = qp_pool_add(&pool, text, size);
    }
    qp_memory_allow(QP_MEMORY_UNLIMITED);
    cr_assert_str_eq(qp_pool_text(&pool, qp_pool_find(&pool, "kept", 4)),
                     "kept");
    qp_pool_clear(&pool);
}
