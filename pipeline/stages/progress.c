/* SPDX-License-Identifier: MIT */
#include "stages/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"

enum { WIDTH = 78 };

static double seconds_between(struct timespec from, struct timespec to)
{
    return (double)(to.tv_sec - from.tv_sec) +
           (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static struct timespec now(void)
{
    struct timespec time = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return time;
}

void qp_progress_begin(qp_progress *progress, const char *program, bool quiet)
{
    *progress = (qp_progress){.program = program,
                              .wanted = !quiet && isatty(STDERR_FILENO) == 1,
                              .begun = now()};
}

void qp_progress_tell(const char *file, size_t done, size_t all, void *context)
{
    qp_progress *p = context;
    struct timespec time = now();
    if (!p->wanted || all == 0 || seconds_between(p->begun, time) < 1 ||
        seconds_between(p->last, time) < 0.2)
        return;
    char shown[QP_SHOWN_SIZE];
    char line[QP_SHOWN_SIZE + 64];
    snprintf(line, sizeof line, "%s: %s %.0f %%", p->program,
             qp_text_shown(file, strlen(file), shown),
             100.0 * (double)done / (double)all);
    fprintf(stderr, "\r%-*.*s", WIDTH, WIDTH, line);
    p->shown = true;
    p->last = time;
}

void qp_progress_end(qp_progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r%*s\r", WIDTH, "");
    progress->shown = false;
}
