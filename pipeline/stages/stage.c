/* SPDX-License-Identifier: MIT */
#include "stages/stage.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/draft.h"
#include "core/file.h"
#include "core/text.h"

/* What every stage understands. popt keeps pointers, so these are static. */
static struct {
    char *output;
    int quiet;
    int verbose;
    int threads;
    int help;
    int version;
} common;

/* clang-format off */
static const struct poptOption common_options[] = {
    {"output",  'o', POPT_ARG_STRING, &common.output,  0, "where the result goes; - is standard output", "PATH"},
    {"threads", '\0', POPT_ARG_INT,   &common.threads, 0, "threads to use [one a processor]",            "N"},
    {"quiet",   'q', POPT_ARG_NONE,   &common.quiet,   0, "no warnings",                                 NULL},
    {"verbose", 'v', POPT_ARG_NONE,   &common.verbose, 0, "tell what is done",                           NULL},
    {"help",    'h', POPT_ARG_NONE,   &common.help,    0, "print this and end",                          NULL},
    {"version", '\0', POPT_ARG_NONE,  &common.version, 0, "print the version and end",                   NULL},
    POPT_TABLEEND
};
/* clang-format on */

enum { MISUSE = 2, MOST_OPTIONS = 32 };

static size_t option_count(const struct poptOption *options)
{
    size_t count = 0;
    while (options[count].longName != NULL)
        count++;
    return count;
}

static void print_option(const struct poptOption *option)
{
    char call[48];
    snprintf(call, sizeof call, "%c%c%s --%s%s%s",
             option->shortName != '\0' ? '-' : ' ',
             option->shortName != '\0' ? option->shortName : ' ',
             option->shortName != '\0' ? "," : " ", option->longName,
             option->argDescrip != NULL ? " " : "",
             option->argDescrip != NULL ? option->argDescrip : "");
    printf("  %-30s %s\n", call, option->descrip);
}

static void print_help(const qp_stage *stage, const struct poptOption *options)
{
    printf("usage: %s [options] %s%s%s-o %s%s\n\n%s\n\n", stage->name,
           stage->inputs, stage->inputs[0] != '\0' ? " " : "",
           stage->output_optional ? "[" : "", stage->output,
           stage->output_optional ? "]" : "", stage->purpose);
    for (const struct poptOption *o = options; o->longName != NULL; o++)
        print_option(o);
    for (const struct poptOption *o = common_options; o->longName != NULL; o++)
        print_option(o);
    printf("\nexamples:\n  %s\n  %s\n", stage->examples[0], stage->examples[1]);
}

static bool misused(const qp_stage *stage, qp_call *call, const char *what)
{
    fprintf(stderr, "%s: %s; see %s --help\n", stage->name, what, stage->name);
    call->exit_code = MISUSE;
    return false;
}

static bool failed(const qp_stage *stage, qp_call *call)
{
    fprintf(stderr, "%s: no memory to read the command line\n", stage->name);
    call->exit_code = qp_status_exit(QP_E_MEMORY);
    return false;
}

/* Of a value that popt did not understand, the option it was given to. */
static const char *option_before(char **argv, const char *typed)
{
    for (int a = 1; typed[0] != '-' && argv[a] != NULL; a++)
        if (a > 1 && argv[a - 1][0] == '-' && strcmp(argv[a], typed) == 0)
            return argv[a - 1];
    return "";
}

/* What popt did not understand, with the nearest option there is. */
static bool bad_option(const qp_stage *stage, const struct poptOption *all,
                       poptContext context, int why, char **argv, qp_call *call)
{
    const char *names[MOST_OPTIONS];
    size_t count = option_count(all);
    for (size_t i = 0; i < count; i++)
        names[i] = all[i].longName;

    const char *typed = poptBadOption(context, POPT_BADOPTION_NOALIAS);
    char shown[QP_SHOWN_SIZE];
    qp_text_shown(typed, strlen(typed), shown);
    char what[256];
    if (why != POPT_ERROR_BADOPT) {
        snprintf(what, sizeof what, "%s%s%s: %s", option_before(argv, typed),
                 typed[0] != '-' ? " " : "", shown, poptStrerror(why));
        return misused(stage, call, what);
    }
    const char *bare = typed + strspn(typed, "-");
    const char *nearest = qp_text_nearest(bare, names, count);
    snprintf(what, sizeof what, "%s is no option%s%s%s", shown,
             nearest != NULL ? " (nearest: --" : "",
             nearest != NULL ? nearest : "", nearest != NULL ? ")" : "");
    return misused(stage, call, what);
}

static bool overwrites_input(const qp_call *call)
{
    for (size_t i = 0; call->output != NULL && i < call->input_count; i++)
        if (qp_file_is_same(call->output, call->inputs[i]))
            return true;
    return false;
}

/* A counted list in place of popt's, for the inputs. */
static bool places_fit(const qp_stage *stage, qp_call *call)
{
    char what[128];
    if (call->input_count < stage->least_inputs ||
        call->input_count > stage->most_inputs) {
        snprintf(what, sizeof what, "%zu inputs given; needed: %s",
                 call->input_count, stage->inputs);
        return misused(stage, call, what);
    }
    if (call->output == NULL && !stage->output_optional) {
        snprintf(what, sizeof what, "-o %s is needed", stage->output);
        return misused(stage, call, what);
    }
    if (overwrites_input(call))
        return misused(stage, call, "-o names an input");
    if (common.threads < 0)
        return misused(stage, call, "--threads is negative");
    return true;
}

static bool has_ended(const qp_stage *stage, const struct poptOption *options)
{
    if (common.help)
        print_help(stage, options);
    else if (common.version)
        printf("%s %s\n", stage->name, QP_VERSION);
    return common.help || common.version;
}

static size_t join_options(const struct poptOption *options,
                           struct poptOption all[MOST_OPTIONS])
{
    size_t count = option_count(options);
    size_t more = option_count(common_options);
    memcpy(all, options, count * sizeof *all);
    memcpy(all + count, common_options, more * sizeof *all);
    all[count + more] = (struct poptOption)POPT_TABLEEND;
    return count + more;
}

/* A standard stream that was closed would lend its number to the next file
 * opened, and messages would run into it. Using its stand-in fails. */
static void hold_streams(void)
{
    for (int stream = 0; stream <= 2; stream++)
        if (fcntl(stream, F_GETFD) < 0)
            (void)open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
}

static void on_signal(int number)
{
    qp_draft_abandon();
    (void)raise(number); /* now by its default: the process ends by it */
}

/* Ended by a signal, a stage leaves nothing half-written beside its output; a
 * limit on file sizes is a failed write, not a crash. */
static void heed_signals(void)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction tidy = {.sa_flags = (int)SA_RESETHAND};
    struct sigaction before;
    tidy.sa_handler = on_signal;
    for (size_t s = 0; s < sizeof ending / sizeof *ending; s++)
        if (sigaction(ending[s], NULL, &before) == 0 &&
            before.sa_handler == SIG_DFL)
            (void)sigaction(ending[s], &tidy, NULL);
    (void)signal(SIGXFSZ, SIG_IGN);
}

bool qp_stage_begin(const qp_stage *stage, const struct poptOption *options,
                    int argc, char **argv, qp_call *call)
{
    static struct poptOption all[MOST_OPTIONS];
    static poptContext context; /* holds the inputs until the process ends */

    hold_streams();
    heed_signals();
    *call = (qp_call){0};
    join_options(options, all);
    context = poptGetContext(stage->name, argc, (const char **)(void *)argv,
                             all, 0);
    if (context == NULL)
        return failed(stage, call);
    int why = poptGetNextOpt(context);
    if (why < -1)
        return bad_option(stage, all, context, why, argv, call);
    if (has_ended(stage, options)) {
        call->exit_code = fflush(stdout) == 0 ? 0 : qp_status_exit(QP_E_IO);
        return false;
    }

    call->inputs = poptGetArgs(context);
    call->input_count = qp_stage_count(call->inputs);
    call->output = common.output;
    call->quiet = common.quiet != 0;
    call->verbose = common.verbose != 0;
    call->threads = (unsigned)common.threads;
    return places_fit(stage, call);
}

qp_status qp_stage_misuse(qp_error *err, const char *option, const char *value,
                          const char *expected)
{
    char shown[QP_SHOWN_SIZE];
    return qp_fail(err, QP_E_MISUSE, "%s '%s' is not understood; %s", option,
                   qp_text_shown(value, strlen(value), shown), expected);
}

static void tell(const qp_stage *stage, const char *format, va_list args)
{
    fprintf(stderr, "%s: ", stage->name);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

void qp_stage_say(const qp_stage *stage, const qp_call *call,
                  const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (call->verbose)
        tell(stage, format, args);
    va_end(args);
}

void qp_stage_warn(const qp_stage *stage, const qp_call *call,
                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (!call->quiet)
        tell(stage, format, args);
    va_end(args);
}

int qp_stage_end(const qp_stage *stage, qp_status status, const qp_error *err)
{
    /* A refusal has told its findings already; a failure tells itself here. */
    if (status != QP_OK && status != QP_E_REFUSED)
        fprintf(stderr, "%s: %s\n", stage->name,
                err->message[0] != '\0' ? err->message
                                        : qp_status_text(status));
    return qp_status_exit(status);
}

qp_status qp_stage_check_draws(int replicates, long long seed, qp_error *err)
{
    if (replicates >= 1 && seed >= 0 && seed <= QP_STAGE_LARGEST_SEED)
        return QP_OK;
    return qp_fail(err, QP_E_MISUSE,
                   "--replicates is at least 1 and --seed from 0 to %lld",
                   QP_STAGE_LARGEST_SEED);
}

size_t qp_stage_count(const char *const list[])
{
    size_t count = 0;
    while (list != NULL && list[count] != NULL)
        count++;
    return count;
}
