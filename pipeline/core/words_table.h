/* SPDX-License-Identifier: MIT */
/**
 * @file core/words_table.h
 * @brief The words themselves: one row a word, one column a language.
 */
#ifndef QP_CORE_WORDS_TABLE_H
#define QP_CORE_WORDS_TABLE_H

/* clang-format off */
#define QP_WORDS(X)                                                            \
/*    word                      English                       Chinese       */ \
    X(QP_WORD_SOURCE,           "Source: %s",                 "来源：%s")      \
    X(QP_WORD_SYNTHETIC,        "SYNTHETIC DATA, not measurements",            \
                                "合成数据，并非实测")                          \
    X(QP_WORD_CLUSTER,          "Cluster",                    "集群")
/* clang-format on */

#endif
