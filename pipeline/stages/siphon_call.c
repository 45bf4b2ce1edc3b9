/* SPDX-License-Identifier: MIT */
#include "stages/siphon_call.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "stages/panel_stage.h"
#include "stages/window.h"

enum { MOST_LAMBDA = 10 };

#define LAMBDA 0.1 ///< of the closure of M10

static struct {
    char *window;
    char **layers;
    char *level;
    char **cores;
    char *mass;
    double lambda;
    int pairs;
    int balanced;
    int replicates;
    long long seed;
    char *shard;
} options = {
    .lambda = LAMBDA, .replicates = QP_STAGE_REPLICATES, .seed = QP_STAGE_SEED};

/* clang-format off */
const struct poptOption qp_siphon_call_options[] = {
    {"window",     '\0', POPT_ARG_STRING,   &options.window,     0, "windows, TO exclusive; STEP in years, or 6m", "FROM:TO[:STEP]"},
    {"layer",      '\0', POPT_ARG_ARGV,     &options.layers,     0, "only this layer; may be repeated [all]",      "ID"},
    {"level",      '\0', POPT_ARG_STRING,   &options.level,      0, "regions of this kind [those without parts]",  "KIND"},
    {"core",       '\0', POPT_ARG_ARGV,     &options.cores,      0, "core of a cluster; may be repeated",          "CLUSTER=REGION"},
    {"mass",       '\0', POPT_ARG_STRING,   &options.mass,       0, "mass in the gravity model [population]",      "INDICATOR"},
    {"lambda",     '\0', POPT_ARG_DOUBLE,   &options.lambda,     0, "leak of the closure of cycling [0.1]",        "SHARE"},
    {"balanced",   '\0', POPT_ARG_NONE,     &options.balanced,   0, "only regions present in all windows",         NULL},
    {"pairs",      '\0', POPT_ARG_NONE,     &options.pairs,      0, "rows for pairs in windows too",               NULL},
    {"replicates", '\0', POPT_ARG_INT,      &options.replicates, 0, "random replicates [999]",                     "N"},
    {"seed",       '\0', POPT_ARG_LONGLONG, &options.seed,       0, "seed of the random streams [1]",              "N"},
    {"shard",      '\0', POPT_ARG_STRING,   &options.shard,      0, "draw part I of N, for qipan-merge",           "I/N"},
    POPT_TABLEEND
};
/* clang-format on */

/* --------------------------------------------------------------------- words */

static void add_word(qp_text *words, const char *name, const char *value)
{
    if (value != NULL)
        qp_text_addf(words, "--%s\n%s\n", name, value);
}

static void add_list(qp_text *words, const char *name, char *const list[])
{
    for (size_t i = 0; list != NULL && list[i] != NULL; i++)
        add_word(words, name, list[i]);
}

static void add_flag(qp_text *words, const char *name, int given)
{
    if (given)
        qp_text_addf(words, "--%s\n", name);
}

qp_status qp_siphon_call_words(qp_text *words, qp_error *err)
{
    add_word(words, "window", options.window);
    add_list(words, "layer", options.layers);
    add_word(words, "level", options.level);
    add_list(words, "core", options.cores);
    add_word(words, "mass", options.mass);
    qp_text_addf(words, "--lambda\n%.17g\n", options.lambda);
    add_flag(words, "balanced", options.balanced);
    add_flag(words, "pairs", options.pairs);
    qp_text_addf(words, "--replicates\n%d\n--seed\n%lld\n", options.replicates,
                 options.seed);
    return qp_text_status(words, err);
}

/* Cut the lines of `line` into words; they stand until the process ends. */
static const char **cut_words(char *line, int *count)
{
    size_t lines = 0;
    for (const char *c = line; *c != '\0'; c++)
        lines += *c == '\n' ? 1 : 0;
    const char **words = qp_acquire(lines + 2, sizeof *words);
    *count = 0;
    if (words == NULL)
        return NULL;
    words[(*count)++] = "qipan-siphon";
    for (char *end = strchr(line, '\n'); end != NULL;
         end = strchr(line, '\n')) {
        *end = '\0';
        words[(*count)++] = line;
        line = end + 1;
    }
    return words;
}

static qp_status read_words(const char *path_of, int count, const char **words,
                            qp_error *err)
{
    poptContext context = poptGetContext(path_of, count, words,
                                         qp_siphon_call_options, 0);
    if (context == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory to read the call");
    int why = poptGetNextOpt(context);
    poptFreeContext(context);
    return why == -1 ? QP_OK
                     : qp_fail(err, QP_E_FORMAT,
                               "the parts were drawn with options that this "
                               "version does not know");
}

qp_status qp_siphon_call_repeat(const qp_text *words, qp_error *err)
{
    qp_text copy = {0};
    int count = 0;
    qp_text_add(&copy, qp_text_string(words));
    qp_status status = qp_text_status(&copy, err);
    const char **list = status == QP_OK && copy.bytes != NULL
                            ? cut_words(copy.bytes, &count)
                            : NULL;
    if (status == QP_OK)
        status = list != NULL
                     ? read_words("qipan-siphon", count, list, err)
                     : qp_fail(err, QP_E_FORMAT, "the parts hold no call");
    qp_release(list);
    qp_text_clear(&copy);
    return status;
}

/* ------------------------------------------------------------------- options */

qp_status qp_siphon_call_shard(size_t *number, size_t *count, qp_error *err)
{
    *number = *count = 0;
    return options.shard != NULL
               ? qp_shard_number(options.shard, number, count, err)
               : QP_OK;
}

static qp_status check_numbers(qp_error *err)
{
    qp_status status = qp_stage_check_draws(options.replicates, options.seed,
                                            err);
    if (status != QP_OK)
        return status;
    if (!(options.lambda >= 0 && options.lambda <= MOST_LAMBDA))
        return qp_fail(err, QP_E_MISUSE, "--lambda is from 0 to %d",
                       MOST_LAMBDA);
    return QP_OK;
}

qp_status qp_siphon_call_settle(const qp_call *call, qp_siphon_options *settled,
                                qp_error *err)
{
    const char *const *layers = (const char *const *)options.layers;
    const char *const *cores = (const char *const *)options.cores;
    qp_window window = {0};
    qp_status status = qp_window_read(options.window, &window, err);
    if (status == QP_OK)
        status = check_numbers(err);
    if (status != QP_OK)
        return status;
    *settled = (qp_siphon_options){
        .frame = {.layers = layers,
                  .layer_count = qp_stage_count(layers),
                  .window = window.period,
                  .step_months = window.step_months},
        .level = options.level,
        .cores = cores,
        .core_count = qp_stage_count(cores),
        .pairs = options.pairs != 0,
        .balanced = options.balanced != 0,
        .mass = options.mass,
        .lambda = options.lambda,
        .draws = {.replicates = (size_t)options.replicates,
                  .seed = (uint64_t)options.seed,
                  .threads = call->threads},
    };
    return QP_OK;
}

/* ------------------------------------------------------------------- results */

static qp_status publish(const qp_stage *stage, const qp_call *call,
                         const qp_network *net, qp_panel *panel, qp_error *err)
{
    const qp_meta_option shaping[] = {
        {"window", NULL, options.window, NAN},
        {"layer", (const char *const *)options.layers, NULL, NAN},
        {"level", NULL, options.level, NAN},
        {"core", (const char *const *)options.cores, NULL, NAN},
        {"mass", NULL, options.mass, NAN},
        {"lambda", NULL, NULL, options.lambda},
        {"balanced", NULL, options.balanced ? "all windows" : NULL, NAN},
        {"pairs", NULL, options.pairs ? "all" : NULL, NAN},
        {"replicates", NULL, NULL, options.replicates},
        {"seed", NULL, NULL, (double)options.seed},
        {NULL, NULL, NULL, NAN},
    };
    return qp_panel_stage_publish(stage, call, net, shaping, panel, err);
}

qp_status qp_siphon_call_run(const qp_stage *stage, const qp_call *call,
                             const qp_network *net,
                             const qp_siphon_options *settled, qp_error *err)
{
    qp_panel panel = {0};
    qp_text backbone = {0};
    bool draws = settled->draws.shard != NULL &&
                 !qp_shard_is_read(settled->draws.shard);

    qp_text_add(&backbone, qp_siphon_backbone_header);
    qp_status status = qp_siphon(net, settled, &panel, draws ? NULL : &backbone,
                                 err);
    if (status == QP_OK && draws)
        status = qp_shard_publish(settled->draws.shard, err);
    else if (status == QP_OK)
        status = qp_panel_stage_beside(call, "backbone", &backbone, err);
    if (status == QP_OK && !draws)
        status = publish(stage, call, net, &panel, err);
    qp_text_clear(&backbone);
    qp_panel_clear(&panel);
    return status;
}
