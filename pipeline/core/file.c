/* SPDX-License-Identifier: MIT */
#include "core/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
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

/* Some network file systems know no locks; there, runs are not kept apart. */
static bool lock(int file)
{
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(file, F_SETLK, &all) == 0 || errno == ENOLCK ||
           errno == ENOSYS || errno == EOPNOTSUPP;
}

/* Open PATH.part for us alone. Between open and lock another run may have
 * published the file we opened: then its name is gone or means another. */
static int open_beside(const char *beside)
{
    struct stat opened;
    struct stat named;
    for (;;) {
        int file = open(beside, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
                        0666);
        if (file < 0)
            return -1;
        if (!lock(file) || fstat(file, &opened) != 0) {
            int why = errno;
            (void)close(file);
            errno = why;
            return -1;
        }
        if (lstat(beside, &named) == 0 && named.st_ino == opened.st_ino &&
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

/* What is being written beside, for qp_file_abandon. */
static const char *volatile unfinished;

void qp_file_abandon(void)
{
    const char *beside = unfinished;
    if (beside != NULL)
        (void)unlink(beside);
}

static qp_status refuse_beside(const char *path, qp_error *err)
{
    return qp_fail(err, QP_E_IO, "%s: cannot be written: %s", path,
                   errno == EAGAIN || errno == EACCES
                       ? "another run is writing it"
                       : strerror(errno));
}

/* Open PATH.part and note it, with no signal between the two. */
static int begin_beside(const char *beside)
{
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    (void)sigprocmask(SIG_BLOCK, &all, &before);
    int file = open_beside(beside);
    int why = errno;
    if (file >= 0)
        unfinished = beside;
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    errno = why;
    return file;
}

/* Give PATH.part its name, or remove it; likewise. */
static bool end_beside(const char *path, const char *beside, bool written)
{
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    (void)sigprocmask(SIG_BLOCK, &all, &before);
    int why = errno;
    if (written && rename(beside, path) != 0) {
        why = errno;
        written = false;
    }
    if (!written)
        (void)unlink(beside);
    unfinished = NULL;
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    errno = why;
    return written;
}

static void forget_draft(qp_draft *draft)
{
    qp_release(draft->path);
    qp_release(draft->beside);
    *draft = (qp_draft){0};
}

static char *beside_of(const char *path)
{
    qp_text beside = {0};
    qp_text_addf(&beside, "%s.part", path);
    if (beside.failed)
        qp_text_clear(&beside);
    return beside.bytes;
}

static qp_status begin_draft(const char *path, qp_draft *draft, qp_error *err)
{
    qp_draft begun = {.path = qp_text_copy(path), .beside = beside_of(path)};
    if (begun.path == NULL || begun.beside == NULL) {
        forget_draft(&begun);
        return qp_fail(err, QP_E_MEMORY, "%s", path);
    }
    begun.file = begin_beside(begun.beside);
    if (begun.file < 0) {
        qp_status status = refuse_beside(path, err);
        forget_draft(&begun);
        return status;
    }
    *draft = begun;
    return QP_OK;
}

/* Give it its name, or remove it. */
static qp_status end_draft(qp_draft *draft, bool written, qp_error *err)
{
    written = written && fsync(draft->file) == 0;
    written = end_beside(draft->path, draft->beside, written);
    int why = errno;
    (void)close(draft->file); /* synced above: no late error hides here */
    errno = why;
    qp_status status = written ? QP_OK : io_failure(draft->path, err);
    if (written)
        sync_folder_of(draft->path);
    forget_draft(draft);
    return status;
}

static qp_status publish_beside(const char *path, const char *bytes,
                                size_t size, qp_error *err)
{
    qp_draft draft = {0};
    qp_status status = begin_draft(path, &draft, err);
    if (draft.path == NULL)
        return status;
    bool written = ftruncate(draft.file, 0) == 0 &&
                   write_all(draft.file, bytes, size);
    return end_draft(&draft, written, err);
}

static qp_status write_into(const char *path, const char *bytes, size_t size,
                            qp_error *err)
{
    int file = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    bool written = file >= 0 && write_all(file, bytes, size);
    qp_status status = written ? QP_OK : io_failure(path, err);
    if (file >= 0 && close(file) != 0 && written)
        status = io_failure(path, err);
    return status;
}

qp_status qp_file_publish(const char *path, const char *bytes, size_t size,
                          qp_error *err)
{
    if (strcmp(path, "-") == 0)
        return write_all(STDOUT_FILENO, bytes, size)
                   ? QP_OK
                   : io_failure("standard output", err);
    struct stat about;
    if (stat(path, &about) != 0)
        return publish_beside(path, bytes, size, err);
    if (S_ISFIFO(about.st_mode) || S_ISCHR(about.st_mode))
        return write_into(path, bytes, size, err);
    if (!S_ISREG(about.st_mode))
        return qp_fail(err, QP_E_IO, "%s: is a %s, no file", path,
                       S_ISDIR(about.st_mode) ? "folder" : "device");
    return holds_already(path, bytes, size)
               ? QP_OK
               : publish_beside(path, bytes, size, err);
}

qp_status qp_draft_open(qp_draft *draft, const char *path, qp_error *err)
{
    struct stat about;
    assert(unfinished == NULL);
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode))
        return qp_fail(err, QP_E_IO, "%s: is a %s, no file", path,
                       S_ISDIR(about.st_mode) ? "folder" : "device");
    qp_draft begun = {0};
    qp_status status = begin_draft(path, &begun, err);
    if (begun.path == NULL)
        return status;
    if (ftruncate(begun.file, 0) != 0)
        return end_draft(&begun, false, err);
    *draft = begun;
    return QP_OK;
}

qp_status qp_draft_add(qp_draft *draft, const char *bytes, size_t size,
                       qp_error *err)
{
    return write_all(draft->file, bytes, size) ? QP_OK
                                               : io_failure(draft->path, err);
}

static ssize_t read_at(int file, char *bytes, size_t size, off_t at)
{
    ssize_t got = 0;
    do
        got = pread(file, bytes, size, at);
    while (got < 0 && errno == EINTR);
    return got;
}

/* Of two files of one size; a difference only costs a new time. */
static bool same_bytes(int one, int other)
{
    enum { CHUNK = 1 << 14 };
    char a[CHUNK];
    char b[CHUNK];
    ssize_t got = 0;
    for (off_t at = 0;; at += got) {
        got = read_at(one, a, CHUNK, at);
        if (got < 0 || read_at(other, b, CHUNK, at) != got ||
            memcmp(a, b, (size_t)got) != 0)
            return false;
        if (got == 0)
            return true;
    }
}

/* The draft is read through the descriptor we have: closing another one of
 * the same file would give up the lock. */
static bool is_there_already(const qp_draft *draft)
{
    struct stat drafted;
    struct stat present;
    if (fstat(draft->file, &drafted) != 0 || stat(draft->path, &present) != 0 ||
        drafted.st_size != present.st_size)
        return false;
    int file = open(draft->path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool same = same_bytes(draft->file, file);
    (void)close(file);
    return same;
}

qp_status qp_draft_publish(qp_draft *draft, qp_error *err)
{
    if (!is_there_already(draft))
        return end_draft(draft, true, err);
    qp_draft_discard(draft);
    return QP_OK;
}

void qp_draft_discard(qp_draft *draft)
{
    if (draft->path != NULL)
        (void)end_draft(draft, false, NULL);
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
