/* SPDX-License-Identifier: MIT */
/**
 * @file support/leak.h
 * @brief Tests that also fail when the body leaks.
 *
 * Criterion runs each test in a child that never reaches the exit check of
 * the leak sanitizer, so the count of our own blocks is looked at instead.
 */
#ifndef QP_SUPPORT_LEAK_H
#define QP_SUPPORT_LEAK_H

#include <criterion/criterion.h>

#include "core/memory.h"

/** As Criterion's Test(suite, name) { body }, and nothing may be held after. */
#define QP_TEST(suite, name)                                 \
    static void suite##_##name##_body(void);                 \
    Test(suite, name)                                        \
    {                                                        \
        suite##_##name##_body();                             \
        cr_assert_eq(qp_memory_held(), 0, "%zu blocks leak", \
                     qp_memory_held());                      \
    }                                                        \
    static void suite##_##name##_body(void)

#endif
