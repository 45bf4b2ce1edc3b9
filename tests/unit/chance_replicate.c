/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "chance/draw.h"
#include "chance/replicate.h"
#include "support/leak.h"

enum { REPLICATES = 101, WIDTH = 3, VALUES = REPLICATES * WIDTH };

/* Three numbers of a stream, drawn in the work area. */
static void draw_three(void *context, qp_stream *stream, void *work,
                       double values[])
{
    double *room = work;
    for (int v = 0; v < WIDTH; v++)
        room[v] = qp_stream_uniform(stream) + *(double *)context;
    memcpy(values, room, WIDTH * sizeof *values);
}

static qp_question three(double *offset, unsigned threads)
{
    return (qp_question){
        .seed = 7,
        .replicates = REPLICATES,
        .width = WIDTH,
        .threads = threads,
        .room = WIDTH * sizeof(double),
        .draw = draw_three,
        .context = offset,
    };
}

static void answer(const qp_question *question, size_t first, size_t step,
                   double values[])
{
    cr_assert_eq(qp_replicate(question, first, step, values, NULL), QP_OK);
}

static bool all_same(const double a[], const double b[], size_t count)
{
    size_t v = 0;
    while (v < count && a[v] == b[v])
        v++;
    return v == count;
}

QP_TEST(replicate, draws_replicate_r_from_stream_r)
{
    double offset = 10;
    double values[VALUES];
    qp_question question = three(&offset, 2);
    answer(&question, 0, 1, values);
    for (uint64_t r = 0; r < REPLICATES; r++) {
        qp_stream stream = qp_stream_start(7, r);
        for (int v = 0; v < WIDTH; v++)
            cr_assert_eq(values[r * WIDTH + (uint64_t)v],
                         qp_stream_uniform(&stream) + 10);
    }
}

QP_TEST(replicate, gives_the_same_bytes_for_any_number_of_threads)
{
    double offset = 0;
    double one[VALUES];
    qp_question question = three(&offset, 1);
    answer(&question, 0, 1, one);
    for (unsigned threads = 0; threads < 70; threads += 7) {
        double several[VALUES];
        question.threads = threads;
        answer(&question, 0, 1, several);
        cr_assert(all_same(one, several, VALUES), "%u threads", threads);
    }
}

/* Each part leaves the others NaN; together they are the whole. */
QP_TEST(replicate, gives_parts_that_join_into_the_whole)
{
    enum { PARTS = 4 };
    double offset = 0;
    double whole[VALUES];
    double joined[VALUES];
    qp_question question = three(&offset, 2);
    answer(&question, 0, 1, whole);
    for (size_t part = 0; part < PARTS; part++) {
        double values[VALUES];
        answer(&question, part, PARTS, values);
        for (size_t v = 0; v < VALUES; v++) {
            bool own = v / WIDTH % PARTS == part;
            cr_assert_eq(isnan(values[v]), !own);
            if (own)
                joined[v] = values[v];
        }
    }
    cr_assert(all_same(whole, joined, VALUES));
}

/* Writes all over the work area, waits for what others would do to it, and
 * tells whether it still holds what was written; and first, how it began. */
static void mark_work(void *context, qp_stream *stream, void *work,
                      double values[])
{
    size_t room = *(size_t *)context;
    unsigned char *bytes = work;
    unsigned char mark = (unsigned char)(qp_stream_word(stream) | 1U);
    bool kept = true;
    bool alike = true;
    for (size_t b = 1; b < room; b++)
        alike = alike && bytes[b] == bytes[0];
    memset(bytes, mark, room);
    for (int i = 0; i < 1000; i++)
        (void)qp_stream_word(stream);
    for (size_t b = 0; b < room; b++)
        kept = kept && bytes[b] == mark;
    values[0] = kept && alike && (uintptr_t)work % 64 == 0 ? 1 : 0;
}

QP_TEST(replicate, gives_each_thread_a_work_area_of_its_own)
{
    size_t rooms[] = {1, 63, 64, 65, 1000};
    for (int i = 0; i < 5; i++) {
        double values[REPLICATES];
        qp_question question = {
            .replicates = REPLICATES,
            .width = 1,
            .threads = 8,
            .room = rooms[i],
            .draw = mark_work,
            .context = &rooms[i],
        };
        answer(&question, 0, 1, values);
        for (int r = 0; r < REPLICATES; r++)
            cr_assert_eq(values[r], 1, "%zu bytes", rooms[i]);
    }
}

static void draw_counts(void *context, qp_stream *stream, void *work,
                        double values[])
{
    (void)work;
    qp_multinomial_draw(context, 1000, stream, values);
}

QP_TEST(replicate, lets_threads_share_what_was_made_once)
{
    enum { CELLS = 90, TIMES = 60 };
    static double one[TIMES * CELLS];
    static double many[TIMES * CELLS];
    double weight[CELLS];
    qp_multinomial cells = {0};
    for (int c = 0; c < CELLS; c++)
        weight[c] = c % 10;
    cr_assert_eq(qp_multinomial_make(weight, CELLS, &cells, NULL), QP_OK);
    qp_question question = {
        .seed = 8,
        .replicates = TIMES,
        .width = CELLS,
        .threads = 1,
        .draw = draw_counts,
        .context = &cells,
    };
    answer(&question, 0, 1, one);
    question.threads = 9;
    answer(&question, 0, 1, many);
    cr_assert(all_same(one, many, (size_t)TIMES * CELLS));
    qp_multinomial_clear(&cells);
}

QP_TEST(replicate, of_nothing_is_nothing)
{
    double offset = 0;
    qp_question question = three(&offset, 2);
    question.replicates = 0;
    answer(&question, 0, 1, NULL);
}

QP_TEST(replicate, leaves_the_values_alone_when_memory_runs_out)
{
    double offset = 0;
    double values[VALUES] = {42};
    qp_question question = three(&offset, 2);
    qp_memory_allow(0);
    qp_status status = qp_replicate(&question, 0, 1, values, NULL);
    qp_memory_allow(QP_MEMORY_UNLIMITED);
    cr_assert_eq(status, QP_E_MEMORY);
    cr_assert_eq(values[0], 42);
}
