/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "render/child.h"
#include "support/leak.h"

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = true };
#else
enum { SANITIZED = false };
#endif

/* What the children of these tests do. They answer with their exit status. */

static int answer(const void *task)
{
    const char *text = task;
    return write(STDOUT_FILENO, text, strlen(text)) > 0 ? 0 : 1;
}

static int complain(const void *task)
{
    const char *text = task;
    return write(STDERR_FILENO, text, strlen(text)) > 0 ? 0 : 1;
}

static int complain_and_fail(const void *task)
{
    complain(task);
    return QP_CHILD_UNREADABLE;
}

static int give_back(const void *task)
{
    (void)task;
    static char chunk[1 << 16];
    ssize_t got = 0;
    while ((got = read(STDIN_FILENO, chunk, sizeof chunk)) > 0)
        for (ssize_t at = 0; at < got;)
            at += write(STDOUT_FILENO, chunk + at, (size_t)(got - at));
    return 0;
}

/* Output first, input last: whoever serves one after the other hangs. */
static int pour_out_then_read(const void *task)
{
    (void)task;
    static char chunk[1 << 16];
    for (int i = 0; i < 64; i++)
        for (size_t at = 0; at < sizeof chunk;)
            at += (size_t)write(STDOUT_FILENO, chunk + at, sizeof chunk - at);
    size_t all = 0;
    ssize_t got = 0;
    while ((got = read(STDIN_FILENO, chunk, sizeof chunk)) > 0)
        all += (size_t)got;
    return all == 4 << 20 ? 0 : 1;
}

/* As a library does that gives up; the leak sanitizer would have its say. */
static int leave_with(const void *task)
{
    if (SANITIZED)
        _exit(*(const int *)task);
    exit(*(const int *)task);
}

static int die_by(const void *task)
{
    raise(*(const int *)task);
    return 0;
}

static int run_away(const void *task)
{
    (void)task;
    for (volatile unsigned i = 0;; i++)
        ;
    return 0;
}

static void *burn(void *unused)
{
    run_away(unused);
    return NULL;
}

/* Two threads: the processor's time is over before the clock's. */
static int run_away_twice(const void *task)
{
    pthread_t other;
    pthread_create(&other, NULL, burn, NULL);
    return run_away(task);
}

static int sleep_on(const void *task)
{
    (void)task;
    for (;;)
        pause();
    return 0;
}

static int close_all_and_sleep(const void *task)
{
    for (int c = 0; c < 3; c++)
        close(c);
    return sleep_on(task);
}

static int hog_memory(const void *task)
{
    (void)task;
    static void *volatile last;
    while ((last = malloc(1 << 20)) != NULL)
        ;
    return complain("out of memory\n");
}

static int tell_descriptors(const void *task)
{
    (void)task;
    char open_ones[64] = "";
    for (int file = 0; file < 60; file++)
        if (fcntl(file, F_GETFD) != -1)
            snprintf(open_ones + strlen(open_ones),
                     sizeof open_ones - strlen(open_ones), "%d ", file);
    return answer(open_ones);
}

static int become_echo(const void *task)
{
    (void)task;
    execlp("sh", "sh", "-c", "cat; ls /proc/self/fd | wc -l", (char *)NULL);
    return 1;
}

/* The tests' side. */

static qp_error err;
static qp_text output;

static qp_status run(int (*work)(const void *), const void *task)
{
    const qp_child child = {.name = "Worker",
                            .work = work,
                            .task = task,
                            .limits = {.seconds = 20, .megabytes = 512}};
    err = (qp_error){0};
    return qp_child_run(&child, "a.dot", &output, &err);
}

static qp_status run_for_a_second(int (*work)(const void *))
{
    const qp_child child = {.name = "Worker",
                            .work = work,
                            .limits = {.seconds = 1, .megabytes = 512}};
    err = (qp_error){0};
    return qp_child_run(&child, "a.dot", &output, &err);
}

static qp_status run_on(int (*work)(const void *), const char *input,
                        size_t size)
{
    const qp_child child = {.name = "Worker",
                            .work = work,
                            .input = input,
                            .input_size = size,
                            .limits = {.seconds = 20, .megabytes = 512}};
    err = (qp_error){0};
    return qp_child_run(&child, "a.dot", &output, &err);
}

static int open_descriptors(void)
{
    int count = 0;
    for (int file = 0; file < 256; file++)
        count += fcntl(file, F_GETFD) != -1;
    return count;
}

static void assert_no_child_left(void)
{
    cr_assert_eq(waitpid(-1, NULL, WNOHANG), -1);
    cr_assert_eq(errno, ECHILD);
}

QP_TEST(child, hands_back_what_it_writes)
{
    cr_assert_eq(run(answer, "done"), QP_OK, "%s", err.message);
    cr_assert_str_eq(output.bytes, "done");
    qp_text_clear(&output);
}

QP_TEST(child, gets_its_input_whole)
{
    enum { SIZE = 9 << 20 };
    char *input = malloc(SIZE);
    for (size_t i = 0; i < SIZE; i++)
        input[i] = (char)(i % 251);
    cr_assert_eq(run_on(give_back, input, SIZE), QP_OK, "%s", err.message);
    cr_assert_eq(output.size, SIZE);
    cr_assert_eq(memcmp(output.bytes, input, SIZE), 0);
    qp_text_clear(&output);
    free(input);
}

QP_TEST(child, may_write_before_it_reads)
{
    enum { SIZE = 4 << 20 };
    char *input = calloc(SIZE, 1);
    cr_assert_eq(run_on(pour_out_then_read, input, SIZE), QP_OK, "%s",
                 err.message);
    cr_assert_eq(output.size, 4 << 20);
    qp_text_clear(&output);
    free(input);
}

QP_TEST(child, may_leave_its_input_unread)
{
    enum { SIZE = 4 << 20 };
    char *input = calloc(SIZE, 1);
    const qp_child child = {.name = "Worker",
                            .work = answer,
                            .task = "enough",
                            .input = input,
                            .input_size = SIZE,
                            .limits = {.seconds = 20, .megabytes = 512}};
    cr_assert_eq(qp_child_run(&child, "a.dot", &output, &err), QP_OK, "%s",
                 err.message);
    cr_assert_str_eq(output.bytes, "enough");
    qp_text_clear(&output);
    free(input);
}

QP_TEST(child, fails_by_any_complaint)
{
    cr_assert_eq(run(complain, "Warning: it is late\nmore\n"), QP_E_CHILD);
    cr_assert_str_eq(err.message, "a.dot: Worker: it is late");
    cr_assert_eq(run(complain, "Error: a.dot: line 3\n"), QP_E_CHILD);
    cr_assert_str_eq(err.message, "a.dot: Worker: line 3");
    cr_assert_eq(run(complain_and_fail, "what is this"), QP_E_FORMAT);
    cr_assert_str_eq(err.message, "a.dot: Worker: what is this");
}

QP_TEST(child, cannot_smuggle_control_characters_into_a_message)
{
    cr_assert_eq(run(complain, "\x1b[31mred \xff"), QP_E_CHILD);
    cr_assert_str_eq(err.message, "a.dot: Worker: \\x1B[31mred \\xFF");
}

QP_TEST(child, fails_by_its_exit_status)
{
    const int code = 7;
    cr_assert_eq(run(leave_with, &code), QP_E_CHILD);
    cr_assert_str_eq(err.message, "a.dot: Worker ended with status 7");
}

QP_TEST(child, fails_by_a_signal)
{
    const int signals[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGTERM};
    for (size_t s = 0; s < sizeof signals / sizeof *signals; s++) {
        char expected[64];
        snprintf(expected, sizeof expected,
                 "a.dot: Worker was ended by signal %d (", signals[s]);
        cr_assert_eq(run(die_by, &signals[s]), QP_E_CHILD);
        cr_assert_eq(strncmp(err.message, expected, strlen(expected)), 0, "%s",
                     err.message);
    }
}

QP_TEST(child, is_stopped_when_its_time_is_over)
{
    int (*const works[])(const void *) = {run_away, run_away_twice, sleep_on,
                                          close_all_and_sleep};
    for (size_t w = 0; w < sizeof works / sizeof *works; w++) {
        time_t begun = time(NULL);
        cr_assert_eq(run_for_a_second(works[w]), QP_E_LIMIT, "%zu: %s", w,
                     err.message);
        cr_assert_str_eq(err.message, "a.dot: Worker was stopped after 1 s; "
                                      "--seconds allows more");
        cr_assert_leq(time(NULL) - begun, 5);
    }
    assert_no_child_left();
}

QP_TEST(child, is_stopped_when_it_hogs_memory)
{
    if (SANITIZED) {
        fprintf(stderr, "skipped: the sanitizer needs all memory there is\n");
        return;
    }
    cr_assert_eq(run(hog_memory, NULL), QP_E_LIMIT);
    cr_assert_str_eq(err.message, "a.dot: Worker needs more than 512 MB; "
                                  "--megabytes allows more");
}

QP_TEST(child, leaves_the_output_alone_when_it_fails)
{
    qp_text_add(&output, "good");
    cr_assert_eq(run(complain, "no"), QP_E_CHILD);
    cr_assert_str_eq(output.bytes, "good");
    qp_text_clear(&output);
}

QP_TEST(child, leaves_no_zombie_and_no_descriptor)
{
    const int code = 3;
    int before = open_descriptors();
    for (int i = 0; i < 300; i++) {
        cr_assert_eq(run(answer, "x"), QP_OK);
        cr_assert_eq(run(leave_with, &code), QP_E_CHILD);
    }
    cr_assert_eq(open_descriptors(), before);
    assert_no_child_left();
    qp_text_clear(&output);
}

QP_TEST(child, sees_no_pipe_but_its_own)
{
    int before = open_descriptors();
    cr_assert_eq(run(tell_descriptors, NULL), QP_OK);
    cr_assert_eq(strncmp(output.bytes, "0 1 2 ", 6), 0, "%s", output.bytes);
    int count = 0;
    for (const char *c = output.bytes; *c != '\0'; c++)
        count += *c == ' ';
    cr_assert_eq(count, before, "%s: not the %d of before", output.bytes,
                 before);
    qp_text_clear(&output);
}

QP_TEST(child, may_become_another_program)
{
    cr_assert_eq(run_on(become_echo, "text\n", 5), QP_OK, "%s", err.message);
    cr_assert_eq(strncmp(output.bytes, "text\n", 5), 0);
    qp_text_clear(&output);
}

QP_TEST(child, works_where_the_standard_descriptors_are_closed)
{
    int kept[3];
    for (int c = 0; c < 3; c++) {
        kept[c] = fcntl(c, F_DUPFD, 100);
        close(c);
    }
    qp_status status = run_on(give_back, "through", 7);
    for (int c = 0; c < 3; c++) {
        dup2(kept[c], c);
        close(kept[c]);
    }
    cr_assert_eq(status, QP_OK, "%s", err.message);
    cr_assert_str_eq(output.bytes, "through");
    qp_text_clear(&output);
}

static void on_alarm(int number)
{
    (void)number;
}

QP_TEST(child, is_served_through_interruptions)
{
    enum { SIZE = 9 << 20 };
    char *input = calloc(SIZE, 1);
    struct sigaction often = {.sa_handler = on_alarm}; /* no SA_RESTART */
    struct itimerval millisecond = {{0, 1000}, {0, 1000}};
    struct itimerval never = {{0, 0}, {0, 0}};
    sigaction(SIGALRM, &often, NULL);
    setitimer(ITIMER_REAL, &millisecond, NULL);
    qp_status status = run_on(give_back, input, SIZE);
    setitimer(ITIMER_REAL, &never, NULL);
    cr_assert_eq(status, QP_OK, "%s", err.message);
    cr_assert_eq(output.size, SIZE);
    qp_text_clear(&output);
    free(input);
}

QP_TEST(child, is_waited_for_even_where_SIGCHLD_is_ignored)
{
    const int code = 7;
    signal(SIGCHLD, SIG_IGN);
    cr_assert_eq(run(leave_with, &code), QP_E_CHILD);
    cr_assert_str_eq(err.message, "a.dot: Worker ended with status 7");
    struct sigaction now;
    sigaction(SIGCHLD, NULL, &now);
    cr_assert_eq(now.sa_handler, SIG_IGN, "the caller's choice is restored");
}

QP_TEST(child, does_not_outlive_its_parent)
{
    int life[2]; /* open at the writing end as long as the grandchild lives */
    cr_assert_eq(pipe(life), 0);
    pid_t parent = fork();
    if (parent == 0) {
        close(life[0]);
        (void)run(sleep_on, NULL);
        _exit(0);
    }
    close(life[1]);
    struct timespec moment = {.tv_nsec = 200000000};
    nanosleep(&moment, NULL);
    kill(parent, SIGKILL);
    cr_assert_eq(waitpid(parent, NULL, 0), parent);
    char byte;
    cr_assert_eq(read(life[0], &byte, 1), 0, "both are gone");
    close(life[0]);
}

QP_TEST(child, comes_back_clean_when_memory_runs_out)
{
    for (long allowed = 0; allowed < 40; allowed++) {
        qp_memory_allow(allowed);
        qp_status status = run_on(give_back, "text", 4);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        if (status == QP_OK)
            break;
        cr_assert_eq(status, QP_E_MEMORY, "%ld: %s", allowed, err.message);
        cr_assert_lt(allowed, 39);
    }
    cr_assert_str_eq(output.bytes, "text");
    qp_text_clear(&output);
}
