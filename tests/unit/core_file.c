/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/draft.h"
#include "core/file.h"
#include "support/leak.h"

static char folder[64];

/* Two paths may be used at a time. */
static const char *in_folder(const char *name)
{
    static char paths[2][128];
    static int last;
    last = !last;
    snprintf(paths[last], sizeof paths[last], "%s/%s", folder, name);
    return paths[last];
}

static void make_folder(void)
{
    strcpy(folder, "/tmp/qipan-file-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
}

static void remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    cr_assert_eq(system(command), 0);
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

TestSuite(file, .init = make_folder, .fini = remove_folder);

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

QP_TEST(file, replaces_a_link_and_leaves_alone_what_it_points_to)
{
    publish("elsewhere", "precious");
    cr_assert_eq(symlink(in_folder("elsewhere"), in_folder("link")), 0);
    publish("link", "new");
    assert_holds("link", "new");
    assert_holds("elsewhere", "precious");
}

QP_TEST(file, is_not_written_through_a_link_planted_beside_it)
{
    publish("victim", "precious");
    cr_assert_eq(symlink(in_folder("victim"), in_folder("a.part")), 0);
    qp_error err = {0};
    cr_assert_eq(qp_file_publish(in_folder("a"), "new", 3, &err), QP_E_IO);
    assert_holds("victim", "precious");
    cr_assert_not(qp_file_exists(in_folder("a")));
}

QP_TEST(file, leaves_devices_and_pipes_what_they_are)
{
    cr_assert_eq(qp_file_publish("/dev/null", "gone", 4, NULL), QP_OK);
    struct stat about;
    cr_assert_eq(stat("/dev/null", &about), 0);
    cr_assert(S_ISCHR(about.st_mode));
    cr_assert_not(qp_file_exists("/dev/null.part"));

    qp_error err = {0};
    cr_assert_eq(qp_file_publish("/dev/full", "lost", 4, &err), QP_E_IO);
    cr_assert_str_eq(err.message, "/dev/full: No space left on device");

    cr_assert_eq(mkfifo(in_folder("pipe"), 0600), 0);
    int reader = open(in_folder("pipe"), O_RDONLY | O_NONBLOCK);
    publish("pipe", "through");
    char got[8] = "";
    cr_assert_eq(read(reader, got, 7), 7);
    cr_assert_str_eq(got, "through");
    close(reader);
}

QP_TEST(file, does_not_take_the_place_of_a_folder)
{
    qp_error err = {0};
    cr_assert_eq(qp_file_publish(folder, "x", 1, &err), QP_E_IO);
    cr_assert_not_null(strstr(err.message, "is a folder, no file"));
}

QP_TEST(file, reads_the_beginning_or_all_there_is)
{
    qp_text content = {0};
    publish("a", "0123456789");
    cr_assert_eq(qp_file_read_start(in_folder("a"), 4, &content, NULL), QP_OK);
    cr_expect_str_eq(content.bytes, "0123");
    cr_assert_eq(qp_file_read_start(in_folder("a"), 11, &content, NULL), QP_OK);
    cr_expect_str_eq(content.bytes, "0123456789");
    publish("none", "");
    cr_assert_eq(qp_file_read_start(in_folder("none"), 4, &content, NULL),
                 QP_OK);
    cr_expect_eq(content.size, 0);
    qp_text_clear(&content);
}

QP_TEST(file, reads_no_beginning_of_what_is_no_regular_file)
{
    qp_error err = {0};
    qp_text content = {0};
    qp_text_add(&content, "kept");
    cr_assert_eq(mkfifo(in_folder("pipe"), 0600), 0);
    cr_expect_eq(qp_file_read_start(in_folder("pipe"), 4, &content, &err),
                 QP_E_IO);
    cr_expect_eq(qp_file_read_start(folder, 4, &content, NULL), QP_E_IO);
    cr_expect_eq(qp_file_read_start(in_folder("x"), 4, &content, NULL),
                 QP_E_IO);
    cr_expect_str_eq(content.bytes, "kept");
    qp_text_clear(&content);
}

QP_TEST(file, refuses_to_read_what_never_ends)
{
    qp_text content = {0};
    qp_error err = {0};
    cr_assert_eq(qp_file_read("/dev/zero", 0, &content, &err), QP_E_IO);
    cr_assert_str_eq(err.message, "/dev/zero: is a device, no file");
    cr_assert_eq(qp_file_read(folder, 0, &content, NULL), QP_E_IO);
    cr_assert_null(content.bytes);
}

QP_TEST(file, reads_a_pipe_to_its_end)
{
    enum { SIZE = 200000 }; /* more than a pipe holds */
    cr_assert_eq(mkfifo(in_folder("pipe"), 0600), 0);
    pid_t child = fork();
    if (child == 0) {
        int out = open(in_folder("pipe"), O_WRONLY);
        for (int i = 0; i < SIZE; i++)
            if (write(out, "x", 1) != 1)
                _exit(1);
        _exit(0);
    }
    qp_text content = {0};
    cr_assert_eq(qp_file_read(in_folder("pipe"), 0, &content, NULL), QP_OK);
    cr_assert_eq(content.size, SIZE);
    qp_text_clear(&content);
    waitpid(child, NULL, 0);
}

QP_TEST(file, exists_also_when_it_leads_nowhere)
{
    cr_assert_not(qp_file_exists(in_folder("a")));
    cr_assert_not(qp_file_exists("/dev/null/a"));
    cr_assert_eq(symlink("nowhere", in_folder("a")), 0);
    cr_assert(qp_file_exists(in_folder("a")));
}

QP_TEST(file, is_known_under_another_name)
{
    publish("a", "one");
    publish("b", "one");
    cr_assert(qp_file_is_same(in_folder("./a"), in_folder("a")));
    cr_assert_not(qp_file_is_same(in_folder("a"), in_folder("b")));
    cr_assert_not(qp_file_is_same(in_folder("a"), in_folder("nowhere")));
}

QP_TEST(file, comes_back_clean_when_memory_runs_out)
{
    publish("a", "old");
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_memory_allow(allowed);
        status = qp_file_publish(in_folder("a"), "new", 3, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        if (status != QP_OK)
            assert_holds("a", "old");
        cr_assert_lt(allowed, 20);
    }
    assert_holds("a", "new");
}

/* ------------------------------------------------------------------- drafts */

static void draft(const char *name, const char *const parts[], qp_draft *drawn)
{
    qp_error err = {0};
    cr_assert_eq(qp_draft_open(drawn, in_folder(name), &err), QP_OK, "%s",
                 err.message);
    for (int p = 0; parts[p] != NULL; p++)
        cr_assert_eq(qp_draft_add(drawn, parts[p], strlen(parts[p]), &err),
                     QP_OK, "%s", err.message);
}

QP_TEST(file, written_piece_by_piece_takes_its_name_when_published)
{
    static const char *const parts[] = {"from,", "to\n", NULL};
    qp_draft drawn = {0};
    publish("a", "the last good one");
    draft("a", parts, &drawn);
    assert_holds("a", "the last good one");
    cr_assert_eq(qp_draft_publish(&drawn, NULL), QP_OK);
    assert_holds("a", "from,to\n");
    cr_assert_not(qp_file_exists(in_folder("a.part")));
    qp_draft_discard(&drawn);
    assert_holds("a", "from,to\n");
}

QP_TEST(file, written_piece_by_piece_and_discarded_was_never_there)
{
    static const char *const parts[] = {"half", NULL};
    qp_draft drawn = {0};
    publish("a", "the last good one");
    draft("a", parts, &drawn);
    qp_draft_discard(&drawn);
    assert_holds("a", "the last good one");
    cr_assert_not(qp_file_exists(in_folder("a.part")));
}

QP_TEST(file, with_the_bytes_of_a_draft_keeps_its_time)
{
    static const char *const parts[] = {"sa", "me", NULL};
    static const char *const others[] = {"so", "me", NULL};
    struct stat before;
    struct stat after;
    qp_draft drawn = {0};
    publish("a", "same");
    cr_assert_eq(stat(in_folder("a"), &before), 0);
    draft("a", parts, &drawn);
    cr_assert_eq(qp_draft_publish(&drawn, NULL), QP_OK);
    cr_assert_eq(stat(in_folder("a"), &after), 0);
    cr_assert_eq(before.st_ino, after.st_ino);
    cr_assert_not(qp_file_exists(in_folder("a.part")));

    draft("a", others, &drawn);
    cr_assert_eq(qp_draft_publish(&drawn, NULL), QP_OK);
    assert_holds("a", "some");
}

QP_TEST(file, cannot_be_drafted_in_place_of_a_folder_or_where_none_is)
{
    qp_draft drawn = {0};
    qp_error err = {0};
    cr_assert_eq(qp_draft_open(&drawn, folder, &err), QP_E_IO);
    cr_assert(strstr(err.message, "is a folder, no file") != NULL);
    cr_assert_eq(qp_draft_open(&drawn, in_folder("b/c"), NULL), QP_E_IO);
    cr_assert_null(drawn.path);
}

QP_TEST(file, is_not_drafted_without_memory)
{
    qp_draft drawn = {0};
    for (long allowed = 0; allowed < 2; allowed++) {
        qp_memory_allow(allowed);
        qp_status status = qp_draft_open(&drawn, in_folder("a"), NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(status, QP_E_MEMORY);
        cr_assert_null(drawn.path);
    }
    cr_assert_not(qp_file_exists(in_folder("a.part")));
}
