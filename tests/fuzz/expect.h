/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz/expect.h
 * @brief What must hold for any bytes; a fuzzer sees the abort.
 */
#ifndef QP_FUZZ_EXPECT_H
#define QP_FUZZ_EXPECT_H

#include <stdio.h>
#include <stdlib.h>

#define EXPECT(holds)                                                   \
    do {                                                                \
        if (!(holds)) {                                                 \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #holds); \
            abort();                                                    \
        }                                                               \
    } while (0)

#endif
