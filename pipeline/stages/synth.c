/* SPDX-License-Identifier: MIT */
/**
 * @file stages/synth.c
 * @brief qipan-synth: a dataset in which it is known what is to be found.
 *
 * Reads   PLACES  a dataset, for its regions and clusters; with --places only
 * Writes  FOLDER  tables, and truth.csv
 */
#include "synth/synth.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/number.h"
#include "stages/stage.h"

static const qp_stage stage = {
    .name = "qipan-synth",
    .inputs = "",
    .output = "FOLDER",
    .purpose = "Write a dataset in which it is known what is to be found.",
    .examples = {"qipan-synth -o build/learn/tables",
                 "qipan-synth --links 10000000 --regions 300 --clusters 20 "
                 "-o build/big/tables"},
};

enum { REGIONS = 20, CLUSTERS = 5, LINKS = 6000, FROM = 2018, UNTIL = 2024 };

#define HOME          "XXH" ///< ISO 3166 leaves it to its users
#define LARGEST_LINKS 2000000000.0
#define LARGEST_CROWD 100000000.0 ///< pairs of them, a year, fit into 64 bits
#define NOT_GIVEN     LLONG_MIN

static struct {
    long long regions;
    long long clusters;
    char *places;
    double rank_size;
    long long enterprises;
    long long institutes;
    long long links;
    char *talent;
    char *capital;
    char *isomorphism;
    char *gaps;
    int chokepoints;
    char *home;
    int from;
    int until;
    long long seed;
} options = {.regions = NOT_GIVEN,
             .clusters = NOT_GIVEN,
             .enterprises = NOT_GIVEN,
             .institutes = NOT_GIVEN,
             .rank_size = 1,
             .links = LINKS,
             .chokepoints = 1,
             .from = FROM,
             .until = UNTIL,
             .seed = 1};

/* clang-format off */
static const struct poptOption option_table[] = {
    {"regions",         '\0', POPT_ARG_LONGLONG, &options.regions,     0, "regions to invent [20]",                       "N"},
    {"clusters",        '\0', POPT_ARG_LONGLONG, &options.clusters,    0, "clusters to invent [5]",                       "N"},
    {"rank-size",       '\0', POPT_ARG_DOUBLE,   &options.rank_size,   0, "exponent by which population falls [1]",       "Q"},
    {"places",          '\0', POPT_ARG_STRING,   &options.places,      0, "take regions and clusters of this dataset",    "DATASET"},
    {"enterprises",     '\0', POPT_ARG_LONGLONG, &options.enterprises, 0, "how many [3 a region, a 20th of the links]",   "N"},
    {"institutes",      '\0', POPT_ARG_LONGLONG, &options.institutes,  0, "how many [1 a region, a 4th of enterprises]", "N"},
    {"links",           '\0', POPT_ARG_LONGLONG, &options.links,       0, "links in all layers together [6000]",          "N"},
    {"siphon",          '\0', POPT_ARG_STRING,   &options.talent,      0, "core_effectiveness of talent [0.6]",           "LIST"},
    {"siphon-capital",  '\0', POPT_ARG_STRING,   &options.capital,     0, "core_effectiveness of capital [0.5]",          "LIST"},
    {"isomorphism",     '\0', POPT_ARG_STRING,   &options.isomorphism, 0, "share of the common profile [0,1]",            "LIST"},
    {"gap",             '\0', POPT_ARG_STRING,   &options.gaps,        0, "stage 1, 2 or 3 that is lacking [0,0,0,2]",    "LIST"},
    {"chokepoints",     '\0', POPT_ARG_INT,      &options.chokepoints, 0, "products of one maker, abroad [1]",            "N"},
    {"home",            '\0', POPT_ARG_STRING,   &options.home,        0, "country of all others [XXH, nobody's]",        "CODE"},
    {"from",            '\0', POPT_ARG_INT,      &options.from,        0, "first year [2018]",                            "YEAR"},
    {"until",           '\0', POPT_ARG_INT,      &options.until,       0, "first year left out [2024]",                   "YEAR"},
    {"seed",            '\0', POPT_ARG_LONGLONG, &options.seed,        0, "seed of the random streams [1]",               "N"},
    POPT_TABLEEND
};
/* clang-format on */

/* -------------------------------------------------------------------- lists */

/** A list of numbers, one a cluster. */
typedef struct {
    const char *option;
    char *const *given;
    const char *usual; ///< where it was not given
    double least;
    double most;
    bool whole; ///< whole numbers only
    const char *expected;
    size_t offset; ///< in qp_synth_options
} list_option;

#define LIST(member) offsetof(qp_synth_options, member)

/* clang-format off */
static const list_option lists[] = {
/*   option              given                 usual      least most whole  expected                                                 goes to */
    {"--siphon",         &options.talent,      "0.6",     -1,   1,   false, "it is numbers from -1 to 1, one a cluster: 0.6,0,0.2",  LIST(talent)},
    {"--siphon-capital", &options.capital,     "0.5",     -1,   1,   false, "it is numbers from -1 to 1, one a cluster: 0.5,0,0.2",  LIST(capital)},
    {"--isomorphism",    &options.isomorphism, "0,1",     0,    1,   false, "it is numbers from 0 to 1, one a cluster: 0,1,0.5",     LIST(isomorphism)},
    {"--gap",            &options.gaps,        "0,0,0,2", 0,    3,   true,  "it is stages 0 (none) to 3, one a cluster: 0,0,0,2",    LIST(gaps)},
};
/* clang-format on */

static bool read_list(const list_option *list, const char *text,
                      qp_synth_list *read)
{
    for (const char *at = text;; at++) {
        double value = 0;
        size_t size = strcspn(at, ",");
        if (read->count == QP_SYNTH_LISTED ||
            !qp_number_read(at, size, &value) || value < list->least ||
            value > list->most || (list->whole && floor(value) != value))
            return false;
        read->values[read->count++] = value;
        at += size;
        if (*at == '\0')
            return true;
    }
}

/* What is usual of a list is cut where there are fewer clusters. */
static qp_status settle_lists(size_t clusters, qp_synth_options *synth,
                              qp_error *err)
{
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        qp_synth_list *read = (void *)((char *)synth + lists[l].offset);
        const char *given = *lists[l].given;
        if (!read_list(&lists[l], given != NULL ? given : lists[l].usual, read))
            return qp_stage_misuse(err, lists[l].option, given,
                                   lists[l].expected);
        if (given == NULL && read->count > clusters)
            read->count = clusters;
    }
    return QP_OK;
}

/* ------------------------------------------------------------------ numbers */

/** A number and its bounds. */
typedef struct {
    const char *option;
    double given;
    double least;
    double most;
} bounded;

/* A number, or the usual one where it was not given. */
static double or_usual(long long given, long long usual)
{
    return (double)(given != NOT_GIVEN ? given : usual);
}

static qp_status check_numbers(qp_error *err)
{
    const bounded numbers[] = {
        {"--regions", or_usual(options.regions, REGIONS), 2, QP_SYNTH_REGIONS},
        {"--clusters", or_usual(options.clusters, CLUSTERS), 1,
         or_usual(options.regions, REGIONS)},
        {"--rank-size", options.rank_size, 0, 3},
        {"--enterprises", or_usual(options.enterprises, 1), 1, LARGEST_CROWD},
        {"--institutes", or_usual(options.institutes, 1), 1, LARGEST_CROWD},
        {"--links", (double)options.links, 1, LARGEST_LINKS},
        {"--chokepoints", options.chokepoints, 0, QP_SYNTH_CHOKEPOINTS},
        {"--from", options.from, 1, 9000},
        {"--until", options.until, options.from + 1.0,
         options.from + (double)QP_SYNTH_YEARS},
        {"--seed", (double)options.seed, 0, (double)QP_STAGE_LARGEST_SEED},
    };
    for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++)
        if (!(numbers[n].given >= numbers[n].least &&
              numbers[n].given <= numbers[n].most))
            return qp_fail(err, QP_E_MISUSE, "%s is a number from %.0f to %.0f",
                           numbers[n].option, numbers[n].least,
                           numbers[n].most);
    return QP_OK;
}

/* Abroad is XXA, and nothing must be both. */
static qp_status check_home(const char *home, qp_error *err)
{
    size_t size = strspn(home, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (size >= 2 && size <= 3 && home[size] == '\0' &&
        strcmp(home, "XXA") != 0)
        return QP_OK;
    return qp_stage_misuse(err, "--home", home,
                           "it is two or three capitals, not XXA");
}

static qp_status settle(const qp_call *call, const qp_dataset *places,
                        qp_synth_options *synth, qp_error *err)
{
    if (places != NULL &&
        (options.regions != NOT_GIVEN || options.clusters != NOT_GIVEN))
        return qp_fail(err, QP_E_MISUSE,
                       "--regions and --clusters invent what --places gives; "
                       "leave one of them out");
    const char *home = options.home != NULL ? options.home : HOME;
    qp_status status = check_numbers(err);
    if (status == QP_OK)
        status = check_home(home, err);
    if (status != QP_OK)
        return status;
    *synth = (qp_synth_options){
        .places = places,
        .regions = (size_t)or_usual(options.regions, REGIONS),
        .clusters = (size_t)or_usual(options.clusters, CLUSTERS),
        .rank_size = options.rank_size,
        .enterprises = (size_t)or_usual(options.enterprises, 0),
        .institutes = (size_t)or_usual(options.institutes, 0),
        .links = (uint64_t)options.links,
        .chokepoints = (size_t)options.chokepoints,
        .home = home,
        .from = options.from,
        .until = options.until,
        .seed = (uint64_t)options.seed,
        .threads = call->threads};
    size_t clusters = places != NULL ? places->tables[QP_CLUSTERS].row_count
                                     : synth->clusters;
    return settle_lists(clusters, synth, err);
}

/* ------------------------------------------------------------------- places */

static qp_status read_places(const qp_call *call, qp_dataset *dataset,
                             qp_error *err)
{
    const qp_dataset_options how = {.threads = call->threads};
    qp_findings findings = {0};
    qp_text told = {0};
    qp_status status = qp_dataset_read(dataset, options.places, &how, &findings,
                                       err);
    if (status == QP_OK && findings.total[QP_DEFECT] > 0) {
        qp_findings_sort(&findings);
        qp_findings_text(&findings, QP_DEFECT, stage.name, &told);
        fputs(qp_text_string(&told), stderr);
        status = QP_E_REFUSED;
    }
    qp_text_clear(&told);
    qp_findings_clear(&findings);
    return status;
}

/* Tables are many: they cannot go to standard output. */
static qp_status expect_folder(const char *output, qp_error *err)
{
    if (strcmp(output, "-") != 0)
        return QP_OK;
    return qp_stage_misuse(err, "-o", output, "a dataset is a folder");
}

static qp_status make(const qp_call *call, qp_error *err)
{
    qp_synth_options synth;
    qp_dataset places = {0};
    bool given = options.places != NULL;
    qp_status status = expect_folder(call->output, err);
    if (status == QP_OK && given)
        status = read_places(call, &places, err);
    if (status == QP_OK)
        status = settle(call, given ? &places : NULL, &synth, err);
    if (status == QP_OK)
        status = qp_synth_write(&synth, call->output, err);
    if (status == QP_OK)
        qp_stage_say(&stage, call, "%lld links, seed %lld, in %s",
                     options.links, options.seed, call->output);
    qp_dataset_clear(&places);
    return status;
}

int main(int argc, char **argv)
{
    qp_call call;
    if (!qp_stage_begin(&stage, option_table, argc, argv, &call))
        return call.exit_code;
    qp_error err = {0};
    qp_status status = make(&call, &err);
    return qp_stage_end(&stage, status, &err);
}
