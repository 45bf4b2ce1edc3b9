/* SPDX-License-Identifier: MIT */
/**
 * @file support/golden.h
 * @brief Small tables of tests/golden and of the shared material, as lines of
 *        cells. See tests/golden/README.md.
 */
#ifndef QP_SUPPORT_GOLDEN_H
#define QP_SUPPORT_GOLDEN_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "core/file.h"
#include "table/csv.h"

enum { GOLDEN_CELLS = 12, GOLDEN_SIZE = 96, GOLDEN_LINES = 512 };

typedef struct {
    char cell[GOLDEN_CELLS][GOLDEN_SIZE];
} golden_line;

typedef struct {
    golden_line lines[GOLDEN_LINES]; ///< [count] the header left out
    size_t count;
    bool begun; ///< the header was seen
} golden_table;

static inline qp_status golden_visit(const qp_field fields[], size_t count,
                                     void *context, qp_error *err)
{
    (void)err;
    golden_table *table = context;
    if (!table->begun) {
        table->begun = true;
        return QP_OK;
    }
    cr_assert_lt(table->count, GOLDEN_LINES);
    cr_assert_leq(count, GOLDEN_CELLS);
    golden_line *line = &table->lines[table->count++];
    for (size_t c = 0; c < count; c++)
        snprintf(line->cell[c], GOLDEN_SIZE, "%s", fields[c].bytes);
    return QP_OK;
}

/** Read a table; false when there is no such file. */
static inline bool golden_read(const char *path, golden_table *table)
{
    qp_text content = {0};
    qp_csv_defect defect;
    qp_error err = {0};
    *table = (golden_table){0};
    if (!qp_file_exists(path))
        return false;
    cr_assert_eq(qp_file_read(path, 0, &content, &err), QP_OK, "%s",
                 err.message);
    qp_csv_text text = {.bytes = content.bytes,
                        .size = content.size,
                        .delimiter = ',',
                        .line = 1};
    cr_assert_eq(qp_csv_read(&text,
                             (qp_record_visitor){golden_visit, table, NULL},
                             &defect, &err),
                 QP_OK, "%s", err.message);
    cr_assert_null(defect.what, "%s: %s", path, defect.what);
    qp_text_clear(&content);
    return true;
}

/** A table of tests/golden, which is always there. */
static inline void golden_own(const char *name, golden_table *table)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tests/golden/%s.csv", QP_SOURCE_DIR, name);
    cr_assert(golden_read(path, table), "%s is missing", path);
    cr_assert_gt(table->count, 0);
}

/** A table of the shared material; false, and said so, where it is absent. */
static inline bool golden_shared(const char *name, golden_table *table)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.csv", QP_SHARED_DIR, name);
    bool there = golden_read(path, table);
    if (!there)
        fprintf(stderr, "skipped: %s is absent\n", path);
    return there;
}

static inline double golden_number(const char *text)
{
    char *end = NULL;
    double value = strtod(text, &end);
    cr_assert(end != text && *end == '\0', "'%s' is no number", text);
    return value;
}

/** Compare with a line `metric,key,value,tol,provenance`. */
static inline void golden_expect(const golden_line *line, double got)
{
    if (strcmp(line->cell[2], "NA") == 0) {
        cr_expect(isnan(got), "%s %s is %.17g, expected none", line->cell[0],
                  line->cell[1], got);
        return;
    }
    double expected = golden_number(line->cell[2]);
    double tolerance = golden_number(line->cell[3]);
    cr_expect(fabs(got - expected) <= tolerance,
              "%s %s is %.17g, expected %.17g +- %g", line->cell[0],
              line->cell[1], got, expected, tolerance);
}

/** Compare with the line of a metric and key, which must be there. */
static inline void golden_meet(const golden_table *table, const char *metric,
                               const char *key, double got)
{
    size_t l = 0;
    while (l < table->count && (strcmp(table->lines[l].cell[0], metric) != 0 ||
                                strcmp(table->lines[l].cell[1], key) != 0))
        l++;
    cr_assert_lt(l, table->count, "no line of %s %s", metric, key);
    golden_expect(&table->lines[l], got);
}

#endif
