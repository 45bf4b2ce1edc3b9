/* SPDX-License-Identifier: MIT */
#include "net/block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/digest.h"

enum { VALUE_SIZE = 64 };

/* The lines without their check; returns their bytes. */
static size_t compose(char block[QP_BLOCK_SIZE], const char *kind,
                      const char *writer, size_t size, const char *digest)
{
    memset(block, 0, QP_BLOCK_SIZE);
    return (size_t)snprintf(block, QP_BLOCK_SIZE,
                            "qipan %s\nformat %d\nwritten-by %s\nsize %zu\n"
                            "digest %s\n",
                            kind, QP_FORMAT, writer, size, digest);
}

static void add_check(char block[QP_BLOCK_SIZE], size_t used)
{
    char digest[QP_DIGEST_SIZE];
    snprintf(block + used, QP_BLOCK_SIZE - used, "check %s\n",
             qp_digest_text(block, used, digest));
}

bool qp_block_write(const char *kind, int file)
{
    char block[QP_BLOCK_SIZE];
    char digest[QP_DIGEST_SIZE];
    off_t end = lseek(file, 0, SEEK_END);
    if (end < QP_BLOCK_SIZE ||
        qp_digest_file(file, QP_BLOCK_SIZE, digest) == NULL)
        return false;
    add_check(block, compose(block, kind, "qipan " QP_VERSION,
                             (size_t)end - QP_BLOCK_SIZE, digest));
    return pwrite(file, block, QP_BLOCK_SIZE, 0) == QP_BLOCK_SIZE;
}

/* The value of a line of the block, or "". */
static const char *line_of(const char *block, const char *key,
                           char value[VALUE_SIZE])
{
    const char *at = strstr(block, key);
    value[0] = '\0';
    if (at != NULL) {
        at += strlen(key);
        size_t size = strcspn(at, "\n");
        size = size < VALUE_SIZE - 1 ? size : VALUE_SIZE - 1;
        memcpy(value, at, size);
        value[size] = '\0';
    }
    return value;
}

/** What a file should have been, and what to do where it is not. */
typedef struct {
    const char *kind;
    const char *what;
    const char *remedy;
} expectation;

static const expectation expectations[] = {
    {"replicates", "part of qipan-siphon --shard",
     "draw it again with qipan-siphon --shard"},
    {"", "network of qipan", "rebuild it with qipan-build"}, /* all others */
};

static const expectation *expectation_of(const char *kind)
{
    const expectation *e = expectations;
    while (e->kind[0] != '\0' && strcmp(e->kind, kind) != 0)
        e++;
    return e;
}

static qp_status refuse(const char *kind, const char *path, const char *what,
                        qp_error *err)
{
    return qp_fail(err, QP_E_FORMAT, "%s: %s; %s", path, what,
                   expectation_of(kind)->remedy);
}

static qp_status refuse_kind(const char *kind, const char *path, qp_error *err)
{
    const expectation *e = expectation_of(kind);
    return qp_fail(err, QP_E_FORMAT, "%s: is no %s; %s", path, e->what,
                   e->remedy);
}

static bool is_of(const char *kind, const qp_text *file)
{
    char magic[VALUE_SIZE];
    size_t size = (size_t)snprintf(magic, sizeof magic, "qipan %s\n", kind);
    return file->size >= QP_BLOCK_SIZE && memcmp(file->bytes, magic, size) == 0;
}

qp_status qp_block_check(const char *kind, const qp_text *file,
                         const char *path, qp_error *err)
{
    char found[QP_BLOCK_SIZE + 1] = "";
    char ours[QP_BLOCK_SIZE];
    char value[VALUE_SIZE];
    char writer[VALUE_SIZE];
    char shown[QP_SHOWN_SIZE];
    char digest[QP_DIGEST_SIZE];
    if (!is_of(kind, file))
        return refuse_kind(kind, path, err);
    memcpy(found, file->bytes, QP_BLOCK_SIZE);
    (void)line_of(found, "\nwritten-by ", writer);
    if (strtol(line_of(found, "\nformat ", value), NULL, 10) != QP_FORMAT)
        return qp_fail(err, QP_E_VERSION,
                       "%s: written by %s in another format; %s", path,
                       qp_text_shown(writer, strlen(writer), shown),
                       expectation_of(kind)->remedy);
    if (strtoull(line_of(found, "\nsize ", value), NULL, 10) >
        file->size - QP_BLOCK_SIZE)
        return refuse(kind, path, "is cut short", err);
    size_t size = file->size - QP_BLOCK_SIZE;
    qp_digest_text(file->bytes + QP_BLOCK_SIZE, size, digest);
    add_check(ours, compose(ours, kind, writer, size, digest));
    if (memcmp(ours, found, QP_BLOCK_SIZE) != 0)
        return refuse(kind, path, "is damaged", err);
    return QP_OK;
}
