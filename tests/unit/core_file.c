/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "support/leak.h"

static char folder[64];

static const char *in_folder(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void make_folder(void)
{
    strcpy(folder, "/tmp/qipan-file-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
}

static void publish(const char *name, const char *text)
{
    qp_error err = {0};
    cr_assert_eq(qp_file_publish(in_folder(name), text, strlen(text), &err),
                 QP_OK, "%s", err.message);
}

static void assert_holds(const char *name, const char *text)
{
    qp_text content = {0};
    cr_assert_eq(qp_file_read(in_folder(name), 0, &content, NULL), QP_OK);
    cr_assert_str_eq(qp_text_string(&content), text);
    qp_text_clear(&content);
}

TestSuite(file, .init = make_folder);

QP_TEST(file, appears_whole_and_leaves_nothing_beside)
{
    publish("a", "first");
    publish("a", "second and longer");
    assert_holds("a", "second and longer");
    cr_assert_not(qp_file_exists(in_folder("a.part")));
}

QP_TEST(file, keeps_its_time_when_nothing_changed)
{
    publish("a", "same");
    struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    cr_assert_eq(utimensat(AT_FDCWD, in_folder("a"), old, 0), 0);
    publish("a", "same");
    struct stat about;
    cr_assert_eq(stat(in_folder("a"), &about), 0);
    cr_assert_eq(about.st_mtime, 1000);
    publish("a", "diff");
    cr_assert_eq(stat(in_folder("a"), &about), 0);
    cr_assert_neq(about.st_mtime, 1000);
}

QP_TEST(file, survives_what_a_killed_run_left_beside)
{
    publish("a", "good");
    publish("a.part", "half of something");
    publish("a", "better");
    assert_holds("a", "better");
}

QP_TEST(file, is_not_touched_by_a_second_writer)
{
    publish("a", "good");
    int busy = open(in_folder("a.part"), O_WRONLY | O_CREAT, 0666);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    cr_assert_eq(fcntl(busy, F_SETLK, &lock), 0);
    pid_t child = fork();
    if (child == 0) {
        qp_error err = {0};
        qp_status status = qp_file_publish(in_folder("a"), "new", 3, &err);
        _exit(status == QP_E_IO && strstr(err.message, "another run") != NULL
                  ? 0
                  : 1);
    }
    int how = 1;
    cr_assert_eq(waitpid(child, &how, 0), child);
    cr_assert_eq(how, 0);
    assert_holds("a", "good");
    close(busy);
}

QP_TEST(file, stays_good_when_its_folder_cannot_be_written)
{
    qp_error err = {0};
    cr_assert_eq(qp_file_publish("/proc/qipan", "x", 1, &err), QP_E_IO);
    cr_assert_not_null(strstr(err.message, "/proc/qipan"));
}

QP_TEST(file, refuses_to_read_more_than_allowed)
{
    publish("a", "0123456789");
    qp_text content = {0};
    cr_assert_eq(qp_file_read(in_folder("a"), 9, &content, NULL), QP_E_LIMIT);
    cr_assert_null(content.bytes);
}

QP_TEST(file, makes_folders_above_a_folder)
{
    cr_assert_eq(qp_file_make_folder(in_folder("x/y/z"), NULL), QP_OK);
    cr_assert(qp_file_is_folder(in_folder("x/y/z")));
    publish("x/y/z/a", "deep");
    qp_error err = {0};
    cr_assert_eq(qp_file_make_folder(in_folder("x/y/z/a"), &err), QP_E_IO);
}
