/* SPDX-License-Identifier: MIT */
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/memory.h"

static qp_status io_failure(const char *path, qp_error *err)
{
    return qp_fail(err, QP_E_IO, "%s: %s", path, strerror(errno));
}

static qp_status read_all(int file, const char *path, size_t most,
                          qp_text *content, qp_error *err)
{
    enum { CHUNK = 1 << 16 };
    char chunk[CHUNK];
    for (;;) {
        ssize_t got = read(file, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return io_failure(path, err);
        if (got == 0)
            return qp_text_status(content, err);
        qp_text_add_bytes(content, chunk, (size_t)got);
        if (most > 0 && content->size > most)
            return qp_fail(err, QP_E_LIMIT, "%s: larger than %zu bytes", path,
                           most);
    }
}

qp_status qp_file_read(const char *path, size_t most, qp_text *content,
                       qp_error *err)
{
    bool standard = strcmp(path, "-") == 0;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return io_failure(path, err);

    qp_text fresh = {0};
    qp_status status = read_all(file, path, most, &fresh, err);
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

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(file, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        size -= (size_t)put;
    }
    return true;
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

/* Open PATH.part for us alone. Between open and lock another run may have
 * published the file we opened: then its name is gone or means another. */
static int open_beside(const char *beside)
{
    struct stat opened;
    struct stat named;
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    for (;;) {
        int file = open(beside, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
        if (file < 0)
            return -1;
        if (fcntl(file, F_SETLK, &lock) != 0 || fstat(file, &opened) != 0) {
            int why = errno;
            (void)close(file);
            errno = why;
            return -1;
        }
        if (stat(beside, &named) == 0 && named.st_ino == opened.st_ino &&
            named.st_dev == opened.st_dev)
            return file;
        (void)close(file);
    }
}

/* A new name is on disk only when its folder is. */
static void sync_folder_of(const char *path)
{
    char *folder = qp_text_copy(path);
    if (folder == NULL)
        return;
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[slash == folder] = '\0';
    int file = open(slash != NULL ? folder : ".", O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        (void)fsync(file); /* some file systems cannot; the rename stands */
        (void)close(file);
    }
    qp_release(folder);
}

static qp_status replace(const char *path, const char *beside,
                         const char *bytes, size_t size, qp_error *err)
{
    int file = open_beside(beside);
    if (file < 0)
        return errno == EAGAIN || errno == EACCES
                   ? qp_fail(err, QP_E_IO, "%s: cannot be written: %s", path,
                             errno == EAGAIN ? "another run is writing it"
                                             : strerror(errno))
                   : io_failure(path, err);

    bool written = ftruncate(file, 0) == 0 && write_all(file, bytes, size) &&
                   fsync(file) == 0 && rename(beside, path) == 0;
    int why = errno;
    if (!written)
        (void)unlink(beside);
    (void)close(file); /* synced above: a late error cannot hide here */
    errno = why;
    if (!written)
        return io_failure(path, err);
    sync_folder_of(path);
    return QP_OK;
}

qp_status qp_file_publish(const char *path, const char *bytes, size_t size,
                          qp_error *err)
{
    if (strcmp(path, "-") == 0)
        return write_all(STDOUT_FILENO, bytes, size)
                   ? QP_OK
                   : io_failure("standard output", err);
    if (holds_already(path, bytes, size))
        return QP_OK;

    qp_text beside = {0};
    qp_text_addf(&beside, "%s.part", path);
    qp_status status = qp_text_status(&beside, err);
    if (status == QP_OK)
        status = replace(path, beside.bytes, bytes, size, err);
    qp_text_clear(&beside);
    return status;
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
    return access(path, F_OK) == 0;
}

bool qp_file_is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}
