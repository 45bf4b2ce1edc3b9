/* SPDX-License-Identifier: MIT */
#include "chance/replicate.h"

#include <math.h>

#include "core/memory.h"
#include "core/threads.h"

enum { LINE = 64 }; ///< bytes; no two workers write to the same line

/** Workers take turns: worker w draws the w-th of every `workers` draws. */
typedef struct {
    const qp_question *question;
    size_t first;
    size_t step;
    size_t workers;
    size_t room; ///< bytes of a worker, whole lines
    char *rooms; ///< [workers * room]
    double *value;
} team;

static void work(size_t worker, void *context)
{
    const team *t = context;
    const qp_question *q = t->question;
    for (size_t r = t->first + worker * t->step; r < q->replicates;
         r += t->workers * t->step) {
        qp_stream stream = qp_stream_start(q->seed, r);
        q->draw(q->context, &stream, t->rooms + worker * t->room,
                t->value + r * q->width);
    }
}

qp_status qp_replicate(const qp_question *question, size_t first, size_t step,
                       double value[], qp_error *err)
{
    size_t lines = question->room / LINE + 1;
    team t = {
        .question = question,
        .first = first,
        .step = step,
        .workers = qp_threads_for(question->replicates, question->threads),
        .room = lines * LINE,
        .value = value,
    };
    char *block = qp_acquire(t.workers * lines + 1, LINE);
    if (block == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu replicates",
                       question->replicates);
    t.rooms = block + (LINE - (uintptr_t)block % LINE) % LINE;
    for (size_t i = 0; i < question->replicates * question->width; i++)
        value[i] = NAN;
    qp_parallel(t.workers, question->threads, work, &t);
    qp_release(block);
    return QP_OK;
}
