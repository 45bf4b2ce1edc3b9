/* SPDX-License-Identifier: MIT */
/**
 * @file support/drawn.h
 * @brief Networks drawn in a test, as the tables a user would write.
 *
 *      qp_network net = drawn("links", "from,to,layer,weight\n"
 *                                      "A,B,talent,6\n", NULL);
 *
 * The tables go through the reader and the rules that a user's tables go
 * through, so a test stands on nothing that a program does not.
 */
#ifndef QP_SUPPORT_DRAWN_H
#define QP_SUPPORT_DRAWN_H

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "net/build.h"

enum { DRAWN_MOST_TABLES = 16, DRAWN_PATH = 64 };

static inline void drawn_write(const char *path, const char *content)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s cannot be written", path);
    fputs(content, file);
    cr_assert_eq(fclose(file), 0);
}

static inline qp_network drawn_read(const char *folder)
{
    qp_network net = {0};
    qp_dataset data = {0};
    qp_findings findings = {0};
    qp_error err = {0};
    qp_dataset_options options = {.threads = 1};
    qp_status status = qp_dataset_read(&data, folder, &options, &findings,
                                       &err);
    if (status == QP_OK)
        status = qp_network_build(&net, &data, &findings, &err);
    cr_assert_eq(findings.total[QP_DEFECT], 0, "%s: %s",
                 findings.rows[0].place.file, findings.rows[0].found);
    cr_assert_eq(status, QP_OK, "%s", err.message);
    qp_findings_clear(&findings);
    qp_dataset_clear(&data);
    return net;
}

/** The network of tables given as name and content in turn, NULL last. */
static inline qp_network drawn(const char *name, ...)
{
    char folder[] = "/tmp/qipan-drawn-XXXXXX";
    char paths[DRAWN_MOST_TABLES][DRAWN_PATH];
    size_t count = 0;
    cr_assert_not_null(mkdtemp(folder));
    va_list tables;
    va_start(tables, name);
    for (; name != NULL; name = va_arg(tables, const char *)) {
        cr_assert_lt(count, DRAWN_MOST_TABLES);
        snprintf(paths[count], DRAWN_PATH, "%s/%s.csv", folder, name);
        drawn_write(paths[count++], va_arg(tables, const char *));
    }
    va_end(tables);

    qp_network net = drawn_read(folder);
    while (count > 0)
        unlink(paths[--count]);
    rmdir(folder);
    return net;
}

/** A text with room for a table. */
typedef struct {
    char text[1 << 15];
    size_t size;
} drawn_table;

static inline void drawn_add(drawn_table *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int size = vsnprintf(t->text + t->size, sizeof t->text - t->size, format,
                         args);
    va_end(args);
    cr_assert(size >= 0 && t->size + (size_t)size < sizeof t->text);
    t->size += (size_t)size;
}

/** A cell; NaN: blank. */
static inline void drawn_add_number(drawn_table *t, double value)
{
    if (isnan(value))
        drawn_add(t, ",");
    else
        drawn_add(t, ",%.17g", value);
}

#endif
