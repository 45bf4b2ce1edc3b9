/* SPDX-License-Identifier: MIT */
#include "render/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define LIMITS_MEMORY false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LIMITS_MEMORY false
#endif
#endif
#ifndef LIMITS_MEMORY
#define LIMITS_MEMORY true
#endif

enum {
    IN = STDIN_FILENO,
    OUT = STDOUT_FILENO,
    ERR = STDERR_FILENO,
    CHANNELS,
    CLOSED = -1,
};

enum { MOST_OUTPUT = 1 << 30, MOST_COMPLAINT = 1 << 12 };

/** A child on its way. */
typedef struct {
    const qp_child *child;
    const char *place;
    pid_t pid;
    int ours[CHANNELS];   ///< our ends, or CLOSED
    int theirs[CHANNELS]; ///< the child's ends, or CLOSED
    size_t sent;          ///< bytes of the input
    qp_text output;
    qp_text complaint; ///< its beginning
    int64_t deadline;  ///< milliseconds on the monotonic clock
    bool late;
    int how; ///< it ended, as waitpid tells it; -1 until then
} running;

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void shut(int *end)
{
    if (*end != CLOSED)
        (void)close(*end); /* a pipe has nothing to lose */
    *end = CLOSED;
}

/* ---- the child's side */

/* Never above a limit that somebody else has set. What is over `most` raises
 * a signal or fails, what is over `most` + `grace` kills. */
static void limit(int resource, rlim_t most, rlim_t grace)
{
    struct rlimit now;
    if (getrlimit(resource, &now) != 0)
        return;
    if (most + grace < now.rlim_max)
        now.rlim_max = most + grace;
    now.rlim_cur = most < now.rlim_max ? most : now.rlim_max;
    (void)setrlimit(resource, &now);
}

/* Handlers and masks of the parent are not for its child: a crash must end
 * it, and a closed pipe too. */
static void forget_signals(void)
{
    static const int signals[] = {SIGABRT, SIGALRM, SIGBUS,  SIGCHLD, SIGFPE,
                                  SIGHUP,  SIGILL,  SIGINT,  SIGPIPE, SIGQUIT,
                                  SIGSEGV, SIGTERM, SIGTRAP, SIGXCPU};
    sigset_t none;
    sigemptyset(&none);
    for (size_t s = 0; s < sizeof signals / sizeof *signals; s++)
        (void)signal(signals[s], SIG_DFL);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static void be_child(const running *r, pid_t parent)
{
    enum { NOT_STARTED = 126 };
    const qp_child_limits *limits = &r->child->limits;
    forget_signals();
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(NOT_STARTED); /* it died before we could ask */
    for (int c = IN; c < CHANNELS; c++)
        if (dup2(r->theirs[c], c) < 0)
            _exit(NOT_STARTED);
    for (int c = IN; c < CHANNELS; c++) {
        (void)close(r->theirs[c]);
        (void)close(r->ours[c]);
    }

    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_CPU, limits->seconds, 1);
    if (LIMITS_MEMORY && limits->megabytes <= SIZE_MAX >> 20)
        limit(RLIMIT_AS, (rlim_t)limits->megabytes << 20, 0);
    _exit(r->child->work(r->child->task));
}

/* ---- the parent's side */

/* An end above the three standard ones, which may be closed in the parent,
 * and not inherited by whatever is executed. */
static bool lift(int *end)
{
    int low = *end;
    *end = fcntl(low, F_DUPFD_CLOEXEC, CHANNELS);
    (void)close(low);
    return *end != CLOSED;
}

/* The input goes through a socket: a pipe whose reader is gone would raise
 * SIGPIPE, and signals are the program's, not ours. */
static bool open_channel(running *r, int channel)
{
    int ends[2];
    bool opened = channel == IN ? socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0
                                : pipe(ends) == 0;
    if (!opened)
        return false;
    r->ours[channel] = ends[0];
    r->theirs[channel] = ends[1];
    if (channel == IN && fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0)
        return false;
    bool lifted = lift(&r->ours[channel]);
    return lift(&r->theirs[channel]) && lifted;
}

static qp_status start(running *r, qp_error *err)
{
    bool opened = true;
    for (int c = IN; c < CHANNELS && opened; c++)
        opened = open_channel(r, c);
    pid_t parent = getpid();
    if (opened)
        r->pid = fork();
    if (r->pid == 0)
        be_child(r, parent);
    if (r->pid < 0)
        return qp_fail(err, QP_E_IO, "%s: %s could not be started: %s",
                       r->place, r->child->name, strerror(errno));
    for (int c = IN; c < CHANNELS; c++)
        shut(&r->theirs[c]);
    return QP_OK;
}

static void send_input(running *r)
{
    const qp_child *child = r->child;
    ssize_t put = 0;
    if (r->sent < child->input_size)
        put = send(r->ours[IN], child->input + r->sent,
                   child->input_size - r->sent, MSG_NOSIGNAL);
    bool again = put < 0 && (errno == EINTR || errno == EAGAIN);
    if (put > 0)
        r->sent += (size_t)put;
    /* A child that reads no further may be right or will say why not. */
    if (r->sent == child->input_size || (put < 0 && !again))
        shut(&r->ours[IN]);
}

static void receive(running *r, int channel, qp_text *text, size_t most)
{
    enum { CHUNK = 1 << 16 };
    char chunk[CHUNK];
    ssize_t got = read(r->ours[channel], chunk, sizeof chunk);
    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0)
        shut(&r->ours[channel]);
    else if (text->size < most)
        qp_text_add_bytes(text, chunk, (size_t)got);
}

static void serve(running *r, const struct pollfd waiting[CHANNELS])
{
    if (waiting[IN].revents != 0)
        send_input(r);
    if (waiting[OUT].revents != 0)
        receive(r, OUT, &r->output, MOST_OUTPUT);
    if (waiting[ERR].revents != 0)
        receive(r, ERR, &r->complaint, MOST_COMPLAINT);
}

static bool has_to_stop(running *r)
{
    r->late = r->late || milliseconds() >= r->deadline;
    return r->late || r->output.size >= MOST_OUTPUT;
}

/* Until the child has closed both its outputs, or its time or room is over. */
static void converse(running *r)
{
    enum { LOOK_AGAIN = 100 };
    while ((r->ours[OUT] != CLOSED || r->ours[ERR] != CLOSED) &&
           !has_to_stop(r)) {
        struct pollfd waiting[CHANNELS] = {
            [IN] = {.fd = r->ours[IN], .events = POLLOUT},
            [OUT] = {.fd = r->ours[OUT], .events = POLLIN},
            [ERR] = {.fd = r->ours[ERR], .events = POLLIN},
        };
        if (poll(waiting, CHANNELS, LOOK_AGAIN) > 0)
            serve(r, waiting);
    }
}

/* A child that has closed its outputs is about to end; see that it does. */
static void reap(running *r)
{
    enum { MOMENT = 2 };
    for (;;) {
        bool stop = has_to_stop(r);
        if (stop)
            (void)kill(r->pid, SIGKILL);
        pid_t ended = waitpid(r->pid, &r->how, stop ? 0 : WNOHANG);
        if (ended == r->pid || (ended < 0 && errno != EINTR))
            return;
        if (ended == 0)
            (void)poll(NULL, 0, MOMENT);
    }
}

/* ---- the verdict */

static bool ran_out_of_memory(const qp_text *complaint)
{
    /* as Graphviz, Rust's allocator, GLib and the C library say it */
    static const char *const signs[] = {"out of memory", "memory allocation of",
                                        "failed to allocate",
                                        "Cannot allocate memory"};
    const char *text = qp_text_string(complaint);
    for (size_t s = 0; s < sizeof signs / sizeof *signs; s++)
        if (strstr(text, signs[s]) != NULL)
            return true;
    return false;
}

static qp_status judge_limits(const running *r, qp_error *err)
{
    const qp_child *child = r->child;
    bool cpu = WIFSIGNALED(r->how) && WTERMSIG(r->how) == SIGXCPU;
    if (r->late || cpu)
        return qp_fail(err, QP_E_LIMIT,
                       "%s: %s was stopped after %u s; --seconds allows more",
                       r->place, child->name, child->limits.seconds);
    if (r->output.size >= MOST_OUTPUT)
        return qp_fail(err, QP_E_LIMIT, "%s: %s makes more than %d bytes",
                       r->place, child->name, MOST_OUTPUT);
    if (ran_out_of_memory(&r->complaint))
        return qp_fail(err, QP_E_LIMIT,
                       "%s: %s needs more than %zu MB; --megabytes allows more",
                       r->place, child->name, child->limits.megabytes);
    return QP_OK;
}

/* The first line of the complaint, without what every line begins with and
 * without the place, which has been told. */
static void add_complaint(qp_text *message, const char *complaint,
                          const char *place)
{
    enum { CHARACTERS = 200 };
    const char *const prefixes[] = {"Error: ", "Warning: ", place, ": "};
    for (size_t p = 0; p < sizeof prefixes / sizeof *prefixes; p++)
        if (strncmp(complaint, prefixes[p], strlen(prefixes[p])) == 0)
            complaint += strlen(prefixes[p]);
    qp_text_add_shown(message, complaint, strcspn(complaint, "\r\n"),
                      CHARACTERS);
}

static qp_status judge(const running *r, qp_error *err)
{
    bool killed = WIFSIGNALED(r->how);
    int exit_status = killed ? 0 : WEXITSTATUS(r->how);
    if (!killed && exit_status == 0 && r->complaint.size == 0)
        return QP_OK;

    qp_text message = {0};
    qp_text_addf(&message, "%s: %s", r->place, r->child->name);
    if (r->complaint.size > 0) {
        qp_text_add(&message, ": ");
        add_complaint(&message, r->complaint.bytes, r->place);
    } else if (killed) {
        qp_text_addf(&message, " was ended by signal %d (%s)", WTERMSIG(r->how),
                     strsignal(WTERMSIG(r->how)));
    } else {
        qp_text_addf(&message, " ended with status %d", exit_status);
    }
    qp_status status = qp_text_status(&message, err);
    if (status == QP_OK)
        status = qp_fail(
            err, exit_status == QP_CHILD_UNREADABLE ? QP_E_FORMAT : QP_E_CHILD,
            "%s", message.bytes);
    qp_text_clear(&message);
    return status;
}

static qp_status run(running *r, qp_error *err)
{
    qp_status status = start(r, err);
    if (status != QP_OK)
        return status;
    converse(r);
    reap(r);
    status = judge_limits(r, err);
    if (status == QP_OK)
        status = qp_text_status(&r->complaint, err);
    if (status == QP_OK)
        status = judge(r, err);
    if (status == QP_OK)
        status = qp_text_status(&r->output, err);
    return status;
}

qp_status qp_child_run(const qp_child *child, const char *place,
                       qp_text *output, qp_error *err)
{
    running r = {.child = child,
                 .place = place,
                 .pid = -1,
                 .how = -1,
                 .ours = {CLOSED, CLOSED, CLOSED},
                 .theirs = {CLOSED, CLOSED, CLOSED},
                 .deadline = milliseconds() +
                             1000 * (int64_t)child->limits.seconds};
    /* Whoever started us may have SIGCHLD ignored: then no child could be
     * waited for. */
    struct sigaction before;
    struct sigaction usual = {.sa_handler = SIG_DFL};
    (void)sigaction(SIGCHLD, &usual, &before);
    qp_status status = run(&r, err);
    (void)sigaction(SIGCHLD, &before, NULL);

    for (int c = IN; c < CHANNELS; c++) {
        shut(&r.ours[c]);
        shut(&r.theirs[c]);
    }
    if (status == QP_OK) {
        qp_text_clear(output);
        *output = r.output;
    } else {
        qp_text_clear(&r.output);
    }
    qp_text_clear(&r.complaint);
    return status;
}
