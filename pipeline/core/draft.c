/* SPDX-License-Identifier: MIT */
#include "core/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/memory.h"
#include "core/text.h"

#ifdef F_OFD_SETLK
enum { LOCK = F_OFD_SETLK };
#else
enum { LOCK = F_SETLK };
#endif

bool qp_write_all(int file, const char *bytes, size_t size)
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

/* Some network file systems know no locks; there, runs are not kept apart. */
static bool lock(int file)
{
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(file, LOCK, &all) == 0 || errno == ENOLCK || errno == ENOSYS ||
           errno == EOPNOTSUPP;
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

/* What is being written beside, for qp_draft_abandon. */
static const char *volatile unfinished;

void qp_draft_abandon(void)
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

static void release(qp_draft *draft)
{
    qp_release(draft->path);
    qp_release(draft->beside);
    *draft = (qp_draft){.file = -1};
}

/* What is no file cannot be replaced by one. */
static qp_status expect_file(const char *path, qp_error *err)
{
    struct stat about;
    if (stat(path, &about) != 0 || S_ISREG(about.st_mode))
        return QP_OK;
    return qp_fail(err, QP_E_IO, "%s: is a %s, no file", path,
                   S_ISDIR(about.st_mode) ? "folder" : "device");
}

qp_status qp_draft_open(qp_draft *draft, const char *path, qp_error *err)
{
    qp_text beside = {0};
    qp_text_addf(&beside, "%s.part", path);
    *draft = (qp_draft){.path = qp_text_copy(path),
                        .beside = qp_text_copy(qp_text_string(&beside)),
                        .file = -1};
    qp_status status = qp_text_status(&beside, err);
    qp_text_clear(&beside);
    if (status != QP_OK || draft->path == NULL || draft->beside == NULL) {
        qp_draft_discard(draft);
        return qp_fail(err, QP_E_MEMORY, "%s", path);
    }
    status = expect_file(path, err);
    if (status == QP_OK && (draft->file = begin_beside(draft->beside)) < 0)
        status = refuse_beside(path, err);
    if (status == QP_OK && ftruncate(draft->file, 0) != 0)
        status = qp_fail(err, QP_E_IO, "%s: %s", path, strerror(errno));
    if (status != QP_OK)
        qp_draft_discard(draft);
    return status;
}

qp_status qp_draft_add(qp_draft *draft, const char *bytes, size_t size,
                       qp_error *err)
{
    return qp_write_all(draft->file, bytes, size)
               ? QP_OK
               : qp_fail(err, QP_E_IO, "%s: %s", draft->path, strerror(errno));
}

void qp_draft_discard(qp_draft *draft)
{
    if (draft->beside != NULL && draft->file >= 0) {
        (void)end_beside(draft->path, draft->beside, false);
        (void)close(draft->file);
    }
    release(draft);
}

/* Do two open files hold the same bytes? */
static bool are_equal(int a, int b, off_t size)
{
    enum { PART = 1 << 15 };
    char ours[PART];
    char theirs[PART];
    for (off_t at = 0; at < size;) {
        ssize_t got = pread(a, ours, PART, at);
        if (got <= 0 || pread(b, theirs, (size_t)got, at) != got ||
            memcmp(ours, theirs, (size_t)got) != 0)
            return false;
        at += got;
    }
    return true;
}

static bool is_there_already(const qp_draft *draft)
{
    struct stat ours;
    struct stat theirs;
    int other = open(draft->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (other < 0)
        return false;
    bool same = fstat(draft->file, &ours) == 0 && fstat(other, &theirs) == 0 &&
                S_ISREG(theirs.st_mode) && ours.st_size == theirs.st_size &&
                are_equal(draft->file, other, ours.st_size);
    (void)close(other);
    return same;
}

qp_status qp_draft_publish(qp_draft *draft, qp_error *err)
{
    if (is_there_already(draft)) {
        qp_draft_discard(draft);
        return QP_OK;
    }
    bool written = fsync(draft->file) == 0;
    written = end_beside(draft->path, draft->beside, written);
    int why = errno;
    (void)close(draft->file); /* synced above: no late error can hide here */
    qp_status status = written ? QP_OK
                               : qp_fail(err, QP_E_IO, "%s: %s", draft->path,
                                         strerror(why));
    if (written)
        sync_folder_of(draft->path);
    release(draft);
    return status;
}
