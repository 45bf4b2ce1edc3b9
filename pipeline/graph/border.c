/* SPDX-License-Identifier: MIT */
#include "graph/border.h"

#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* igraph's handler is given no pointer of ours: the reason has to rest here. */
static char reason_given[200];

static void keep_reason(const char *reason, const char *file, int line,
                        igraph_error_t code)
{
    (void)file;
    (void)line;
    (void)code;
    /* igraph calls again, with an empty reason, at each level it unwinds. */
    if (reason[0] != '\0')
        snprintf(reason_given, sizeof reason_given, "%s", reason);
    IGRAPH_FINALLY_FREE(); /* last, for it may release the reason */
}

static void ignore(const char *reason, const char *file, int line)
{
    (void)reason;
    (void)file;
    (void)line;
}

qp_status qp_igraph_run(qp_igraph_work *work, void *context, qp_error *err)
{
    qp_status status = QP_OK;
    pthread_mutex_lock(&one_at_a_time);
    igraph_set_error_handler(keep_reason);
    igraph_set_warning_handler(ignore);
    reason_given[0] = '\0';
    igraph_error_t code = work(context);
    if (code != IGRAPH_SUCCESS)
        status = qp_fail(err,
                         code == IGRAPH_ENOMEM ? QP_E_MEMORY : QP_E_NUMERIC,
                         "igraph: %s", reason_given);
    pthread_mutex_unlock(&one_at_a_time);
    return status;
}
