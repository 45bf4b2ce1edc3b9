/* SPDX-License-Identifier: MIT */
/**
 * @file support/reading.h
 * @brief Folders drawn in a test, read and built, with all that was found.
 *
 *      reading r = read_folder("links.csv", "from,to,layer\nA,B,talent\n",
 *                              NULL);
 *      cr_assert_str_eq(told(&r), "links.csv:2:5: warning: ...\n");
 *      clear_reading(&r);
 */
#ifndef QP_SUPPORT_READING_H
#define QP_SUPPORT_READING_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "core/memory.h"
#include "table/dataset.h"

enum { READING_MOST = 24, READING_PATH = 96 };

/** Files in a folder of their own. */
typedef struct {
    char folder[32];
    char paths[READING_MOST][READING_PATH];
    size_t count;
} drawn_folder;

typedef struct {
    qp_dataset data;
    qp_findings findings;
    qp_status status;
    qp_error err;
    qp_text text;     ///< of told()
    drawn_folder own; ///< the files, which stay while findings look for places
} reading;

static inline void add_file(drawn_folder *f, const char *name,
                            const void *content, size_t size)
{
    cr_assert_lt(f->count, READING_MOST);
    char path[READING_PATH];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    strcpy(f->paths[f->count++], path);
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file, "%s cannot be written", path);
    cr_assert_eq(fwrite(content, 1, size, file), size);
    cr_assert_eq(fclose(file), 0);
}

static inline drawn_folder make_folder(void)
{
    drawn_folder f = {.folder = "/tmp/qipan-read-XXXXXX"};
    cr_assert_not_null(mkdtemp(f.folder));
    return f;
}

static inline void remove_folder(drawn_folder *f)
{
    while (f->count > 0)
        unlink(f->paths[--f->count]);
    if (f->folder[0] != '\0')
        rmdir(f->folder);
}

static inline reading read_drawn(const drawn_folder *f)
{
    reading r = {0};
    r.status = qp_dataset_read(&r.data, f->folder, NULL, &r.findings, &r.err);
    return r;
}

/** Read files given as name and content in turn, NULL last. */
static inline reading read_folder(const char *name, ...)
{
    drawn_folder f = make_folder();
    va_list files;
    va_start(files, name);
    for (; name != NULL; name = va_arg(files, const char *)) {
        const char *content = va_arg(files, const char *);
        add_file(&f, name, content, strlen(content));
    }
    va_end(files);
    reading r = read_drawn(&f);
    r.own = f;
    return r;
}

/** All that was found, a line each. Lives until the reading is cleared. */
static inline const char *told(reading *r)
{
    qp_text all = {0};
    qp_findings_sort(&r->findings);
    qp_findings_text(&r->findings, QP_NOTE, "", &all);
    qp_text_empty(&r->text);
    for (const char *line = qp_text_string(&all); *line != '\0';) {
        const char *end = strchr(line, '\n') + 1;
        qp_text_add_bytes(&r->text, line + 2, (size_t)(end - line) - 2);
        line = end; /* without the ": " after the program's name */
    }
    qp_text_clear(&all);
    return qp_text_string(&r->text);
}

static inline void clear_reading(reading *r)
{
    qp_dataset_clear(&r->data);
    qp_findings_clear(&r->findings);
    qp_text_clear(&r->text);
    remove_folder(&r->own);
}

/**
 * Read files with ever more memory until it is enough: each failure comes back
 * clean and says that it is one of memory.
 * @param[out] whole  the reading that had enough
 * @return how often memory was asked for then
 */
static inline long read_in_little_memory(const drawn_folder *f, reading *whole)
{
    for (long allowed = 0;; allowed++) {
        qp_memory_allow(allowed);
        *whole = read_drawn(f);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        if (whole->status == QP_OK)
            return allowed;
        cr_assert_eq(whole->status, QP_E_MEMORY, "%s", whole->err.message);
        cr_assert_str_neq(whole->err.message, "");
        clear_reading(whole);
        cr_assert_eq(qp_memory_held(), 0, "%ld", allowed);
    }
}

/** Every row that was read stands on one side. */
static inline void assert_account(const reading *r, size_t which, size_t used,
                                  size_t skipped, size_t faulty)
{
    cr_assert_lt(which, r->data.account_count);
    const qp_account *a = &r->data.accounts[which];
    cr_expect_eq(a->used, used, "used: %zu", a->used);
    cr_expect_eq(a->skipped, skipped, "skipped: %zu", a->skipped);
    cr_expect_eq(a->faulty, faulty, "faulty: %zu", a->faulty);
    cr_expect_eq(a->read, used + skipped + faulty, "read: %zu", a->read);
}

/** Read one folder of which nothing is to be found but what is said here. */
#define ASSERT_TOLD(said, ...)                              \
    do {                                                    \
        reading r_ = read_folder(__VA_ARGS__);              \
        cr_expect_str_eq(told(&r_), said, "%s", told(&r_)); \
        clear_reading(&r_);                                 \
    } while (0)

#endif
