/* SPDX-License-Identifier: MIT */
/**
 * @file stages/stage.h
 * @brief What all stage executables have in common: how they are called, how
 *        they speak and how they end.
 *
 *      qipan-VERB [options] INPUT... -o OUTPUT
 *
 * Exit status: 0 done; 1 the data were refused; 2 misuse; 3 the world failed.
 * Results go to OUTPUT, messages to stderr, one line each; stdout carries only
 * --help, --version and a result asked for with `-o -`.
 */
#ifndef QP_STAGES_STAGE_H
#define QP_STAGES_STAGE_H

#include <popt.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"

typedef struct {
    const char *name;     ///< "qipan-build"
    const char *inputs;   ///< "DATASET", as --help shows it
    const char *output;   ///< "NETWORK.h5"; what -o wants
    bool output_optional; ///< the stage may be run without -o
    size_t least_inputs;
    size_t most_inputs;
    const char *purpose;     ///< one line
    const char *examples[2]; ///< two calls that work
} qp_stage;

/** One call, understood. Texts live until the process ends. */
typedef struct {
    const char **inputs; ///< [input_count]
    size_t input_count;
    const char *output; ///< NULL when it was not given
    bool quiet;         ///< no warnings
    bool verbose;
    unsigned threads; ///< 0: one a processor
    int exit_code;    ///< meaningful when there is nothing to run
} qp_call;

/**
 * Understand the command line; prints help or a complaint itself.
 *
 * @param[in] options  the stage's own, ending in POPT_TABLEEND; where they
 *                     point to must be static
 * @return false when the stage has nothing more to do but exit
 */
bool qp_stage_begin(const qp_stage *stage, const struct poptOption *options,
                    int argc, char **argv, qp_call *call);

/** Record a misuse that only the stage can see: QP_E_MISUSE. */
qp_status qp_stage_misuse(qp_error *err, const char *option, const char *value,
                          const char *expected);

/** Say what was done, with -v only. */
void qp_stage_say(const qp_stage *stage, const qp_call *call,
                  const char *format, ...) QP_PRINTF(3, 4);

/** Say what the user should know of a call that succeeds; not with -q. */
void qp_stage_warn(const qp_stage *stage, const qp_call *call,
                   const char *format, ...) QP_PRINTF(3, 4);

/** Report how the work ended and choose the exit code. */
int qp_stage_end(const qp_stage *stage, qp_status status, const qp_error *err);

/** What chance is asked with where nothing else is said. */
enum { QP_STAGE_REPLICATES = 999, QP_STAGE_SEED = 1 };

#define QP_STAGE_LARGEST_SEED 999999999999999LL ///< side files tell 15 digits

/** May chance be asked so? @retval QP_E_MISUSE  it may not */
QP_CHECKED qp_status qp_stage_check_draws(int replicates, long long seed,
                                          qp_error *err);

/** Number of texts of a list that popt gathered (POPT_ARG_ARGV). */
size_t qp_stage_count(const char *const list[]);

#endif
