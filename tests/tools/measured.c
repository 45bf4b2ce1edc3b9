/* SPDX-License-Identifier: MIT */
/**
 * @file tools/measured.c
 * @brief measured COMMAND [ARGUMENT...]: run a program and print what it and
 *        all that it started took.
 *
 *      1.234567 2.345678 65536 0   seconds on the wall, seconds of processors,
 *                                  KiB of its peak memory, exit status
 *
 * A process begins with the peak of the one that started it, so the one that
 * starts it is this: small. Its output goes to standard error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NOT_STARTED = 127, BY_SIGNAL = 128 };

static double now(void)
{
    struct timespec at;
    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    struct rusage used;
    int status = 0;
    double begun = now();
    pid_t child = argc > 1 ? fork() : -1;
    if (child == 0) {
        (void)dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(argv[1], argv + 1);
        _exit(NOT_STARTED);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        return EXIT_FAILURE;
    double ended = now();
    (void)getrusage(RUSAGE_CHILDREN, &used);
    printf("%.6f %.6f %ld %d\n", ended - begun,
           seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status)
                             : BY_SIGNAL + WTERMSIG(status));
    return EXIT_SUCCESS;
}
