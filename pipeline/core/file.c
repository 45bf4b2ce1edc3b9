/* SPDX-License-Identifier: MIT */
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/draft.h"
#include "core/memory.h"

static qp_status io_failure(const char *path, qp_error *err)
{
    return qp_fail(err, QP_E_IO, "%s: %s", path, strerror(errno));
}

static qp_status read_all(int file, const char *path, size_t most,
                          qp_text *content, qp_error *err)
{
    enum { CHUNK = 1 << 16 };
    for (;;) {
        qp_text_reserve(content, CHUNK);
        if (content->failed)
            return qp_fail(err, QP_E_MEMORY, "%s: no memory to read it", path);
        ssize_t got = read(file, content->bytes + content->size,
                           content->room - content->size - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return io_failure(path, err);
        content->size += (size_t)got;
        content->bytes[content->size] = '\0';
        if (got == 0)
            return QP_OK;
        if (most > 0 && content->size > most)
            return qp_fail(err, QP_E_LIMIT, "%s: larger than %zu bytes", path,
                           most);
    }
}

/* Room for a whole file at once, and no reading of what has no end. */
static qp_status look_at(int file, const char *path, size_t most,
                         qp_text *content, qp_error *err)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return io_failure(path, err);
    if (S_ISCHR(about.st_mode) || S_ISBLK(about.st_mode))
        return qp_fail(err, QP_E_IO, "%s: is a device, no file", path);
    if (!S_ISREG(about.st_mode))
        return QP_OK;
    if (most > 0 && (size_t)about.st_size > most)
        return qp_fail(err, QP_E_LIMIT, "%s: larger than %zu bytes", path,
                       most);
    qp_text_reserve(content, (size_t)about.st_size + 1);
    return QP_OK;
}

qp_status qp_file_read(const char *path, size_t most, qp_text *content,
                       qp_error *err)
{
    bool standard = strcmp(path, "-") == 0;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return io_failure(path, err);

    qp_text fresh = {0};
    qp_status status = QP_OK;
    if (!standard)
        status = look_at(file, path, most, &fresh, err);
    if (status == QP_OK)
        status = read_all(file, path, most, &fresh, err);
    if (!standard)
        (void)close(file); /* nothing was written: nothing to be lost */
    if (status == QP_OK) {
        qp_text_clear(content);
        *content = fresh;
    } else {
        qp_text_clear(&fresh);
    }
    return status;
}

static qp_status read_start(int file, const char *path, size_t most,
                            qp_text *content, qp_error *err)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return io_failure(path, err);
    if (!S_ISREG(about.st_mode))
        return qp_fail(err, QP_E_IO, "%s: is no regular file", path);
    size_t size = (size_t)about.st_size < most ? (size_t)about.st_size : most;
    qp_text_reserve(content, size);
    while (!content->failed && content->size < size) {
        ssize_t got = read(file, content->bytes + content->size,
                           size - content->size);
        if (got < 0 && errno != EINTR)
            return io_failure(path, err);
        if (got == 0)
            break;
        content->size += got > 0 ? (size_t)got : 0;
    }
    if (!content->failed && size > 0)
        content->bytes[content->size] = '\0';
    return qp_text_status(content, err);
}

qp_status qp_file_read_start(const char *path, size_t most, qp_text *content,
                             qp_error *err)
{
    /* A pipe without a writer would keep us waiting. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return io_failure(path, err);
    qp_text fresh = {0};
    qp_status status = read_start(file, path, most, &fresh, err);
    (void)close(file);
    qp_text *old = status == QP_OK ? content : &fresh;
    qp_text_clear(old);
    if (status == QP_OK)
        *content = fresh;
    return status;
}

static bool holds_already(const char *path, const char *bytes, size_t size)
{
    struct stat about;
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode) ||
        (size_t)about.st_size != size)
        return false;
    qp_text present = {0};
    bool same = qp_file_read(path, size, &present, NULL) == QP_OK &&
                present.size == size &&
                (size == 0 || memcmp(present.bytes, bytes, size) == 0);
    qp_text_clear(&present);
    return same;
}

static qp_status publish_beside(const char *path, const char *bytes,
                                size_t size, qp_error *err)
{
    qp_draft draft;
    qp_status status = qp_draft_open(&draft, path, err);
    if (status == QP_OK)
        status = qp_draft_add(&draft, bytes, size, err);
    if (status == QP_OK)
        return qp_draft_publish(&draft, err);
    qp_draft_discard(&draft);
    return status;
}

static qp_status write_into(const char *path, const char *bytes, size_t size,
                            qp_error *err)
{
    int file = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    bool written = file >= 0 && qp_write_all(file, bytes, size);
    qp_status status = written ? QP_OK : io_failure(path, err);
    if (file >= 0 && close(file) != 0 && written)
        status = io_failure(path, err);
    return status;
}

qp_status qp_file_publish(const char *path, const char *bytes, size_t size,
                          qp_error *err)
{
    if (strcmp(path, "-") == 0)
        return qp_write_all(STDOUT_FILENO, bytes, size)
                   ? QP_OK
                   : io_failure("standard output", err);
    struct stat about;
    if (stat(path, &about) != 0)
        return publish_beside(path, bytes, size, err);
    if (S_ISFIFO(about.st_mode) || S_ISCHR(about.st_mode))
        return write_into(path, bytes, size, err);
    return S_ISREG(about.st_mode) && holds_already(path, bytes, size)
               ? QP_OK
               : publish_beside(path, bytes, size, err);
}

qp_status qp_file_make_folder(const char *path, qp_error *err)
{
    char *copy = qp_text_copy(path);
    if (copy == NULL)
        return qp_fail(err, QP_E_MEMORY, "%s", path);
    qp_status status = QP_OK;
    for (char *at = copy + 1; status == QP_OK && *copy != '\0'; at++) {
        bool end = *at == '\0';
        if (!end && *at != '/')
            continue;
        *at = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST)
            status = io_failure(copy, err);
        if (end)
            break;
        *at = '/';
    }
    if (status == QP_OK && !qp_file_is_folder(path))
        status = qp_fail(err, QP_E_IO, "%s: is not a folder", path);
    qp_release(copy);
    return status;
}

bool qp_file_exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

bool qp_file_is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool qp_file_is_same(const char *a, const char *b)
{
    struct stat one;
    struct stat other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 &&
           one.st_ino == other.st_ino && one.st_dev == other.st_dev;
}
