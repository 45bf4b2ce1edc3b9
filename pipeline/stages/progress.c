/* SPDX-License-Identifier: MIT */
#include "stages/progress.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"

enum { WIDTH = 78, TIME_SIZE = 32 };

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

static bool is_due(const qp_progress *p, size_t all, struct timespec time)
{
    return p->wanted && all > 0 && seconds_between(p->begun, time) >= 1 &&
           seconds_between(p->last, time) >= 0.2;
}

static void show(qp_progress *p, const char *line, struct timespec time)
{
    fprintf(stderr, "\r%-*.*s", WIDTH, WIDTH, line);
    p->shown = true;
    p->last = time;
}

static double percent(size_t done, size_t all)
{
    return 100.0 * (double)done / (double)all;
}

void qp_progress_tell(const char *file, size_t done, size_t all, void *context)
{
    qp_progress *p = context;
    struct timespec time = now();
    if (!is_due(p, all, time))
        return;
    char shown[QP_SHOWN_SIZE];
    char line[QP_SHOWN_SIZE + 64];
    snprintf(line, sizeof line, "%s: %s %.0f %%", p->program,
             qp_text_shown(file, strlen(file), shown), percent(done, all));
    show(p, line, time);
}

/* In the largest unit of which there is at least one, rounded up. */
static void write_left(double seconds, char text[TIME_SIZE])
{
    static const struct {
        double seconds;
        const char *name;
    } units[] = {{3600, "h"}, {60, "min"}, {1, "s"}};
    size_t u = 0;
    while (u < 2 && seconds < units[u].seconds)
        u++;
    snprintf(text, TIME_SIZE, "%.0f %s", ceil(seconds / units[u].seconds),
             units[u].name);
}

void qp_progress_tell_pieces(size_t done, size_t all, void *context)
{
    qp_progress *p = context;
    struct timespec time = now();
    if (p->done == 0 || done < p->done) {
        p->series = time;
        p->first = done;
    }
    p->done = done;
    if (!is_due(p, all, time) || done == p->first)
        return;
    char left[TIME_SIZE];
    char line[WIDTH + 1];
    double each = seconds_between(p->series, time) / (double)(done - p->first);
    write_left(each * (double)(all - done), left);
    snprintf(line, sizeof line, "%s: %.0f %%, %s left", p->program,
             percent(done, all), left);
    show(p, line, time);
}

void qp_progress_end(qp_progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r%*s\r", WIDTH, "");
    progress->shown = false;
}
