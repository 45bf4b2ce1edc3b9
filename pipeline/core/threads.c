/* SPDX-License-Identifier: MIT */
#include "core/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

typedef struct {
    atomic_size_t next;
    size_t count;
    void (*work)(size_t piece, void *context);
    void *context;
} job;

static void *help_with(void *argument)
{
    job *j = argument;
    for (size_t piece = atomic_fetch_add(&j->next, 1); piece < j->count;
         piece = atomic_fetch_add(&j->next, 1))
        j->work(piece, j->context);
    return NULL;
}

size_t qp_threads_for(size_t count, unsigned threads)
{
    long processors = threads > 0 ? (long)threads
                                  : sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = processors > 0 ? (size_t)processors : 1;
    wanted = wanted < MOST_THREADS ? wanted : MOST_THREADS;
    wanted = wanted < count ? wanted : count;
    return wanted > 0 ? wanted : 1;
}

void qp_parallel(size_t count, unsigned threads,
                 void (*work)(size_t piece, void *context), void *context)
{
    job j = {.count = count, .work = work, .context = context};
    pthread_t helpers[MOST_THREADS];
    size_t started = 0;
    size_t wanted = qp_threads_for(count, threads) - 1;
    while (started < wanted &&
           pthread_create(&helpers[started], NULL, help_with, &j) == 0)
        started++;
    help_with(&j);
    for (size_t h = 0; h < started; h++)
        pthread_join(helpers[h], NULL);
}
