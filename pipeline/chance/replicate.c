/* SPDX-License-Identifier: MIT */
#include "chance/replicate.h"

#include <assert.h>
#include <math.h>
#include <stdatomic.h>

#include "core/memory.h"
#include "core/threads.h"

enum { LINE = 64 }; ///< bytes that processors take at a time

typedef struct {
    const qp_question *question;
    size_t step;
    atomic_size_t next; ///< replicate nobody has taken yet
    unsigned char *work;
    size_t room; ///< of a worker, a multiple of LINE
    double *values;
} asking;

/* One worker, with a work area to itself: takes replicates until none is
 * left. */
static void work_on(size_t worker, void *context)
{
    asking *a = context;
    const qp_question *q = a->question;
    void *work = a->work + worker * a->room;
    for (size_t r = atomic_fetch_add(&a->next, a->step); r < q->replicates;
         r = atomic_fetch_add(&a->next, a->step)) {
        qp_stream stream = qp_stream_start(q->seed, r);
        q->draw(q->context, &stream, work, a->values + r * q->width);
    }
}

static unsigned char *at_line(unsigned char *memory)
{
    size_t beyond = (size_t)((uintptr_t)memory % LINE);
    return memory + (beyond > 0 ? LINE - beyond : 0);
}

qp_status qp_replicate(const qp_question *question, size_t first, size_t step,
                       double values[], qp_error *err)
{
    assert(step > 0 && first < step);
    size_t workers = qp_threads_for(question->replicates, question->threads);
    size_t lines = question->room / LINE + 1;
    /* One line more, so that the first area can begin at one. */
    unsigned char *memory = qp_acquire(workers * lines + 1, LINE);
    if (memory == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %zu replicates",
                       question->replicates);
    for (size_t v = 0; v < question->replicates * question->width; v++)
        values[v] = NAN;
    asking a = {
        .question = question,
        .step = step,
        .next = first,
        .work = at_line(memory),
        .room = lines * LINE,
        .values = values,
    };
    qp_parallel(workers, question->threads, work_on, &a);
    qp_release(memory);
    return QP_OK;
}
