/* SPDX-License-Identifier: MIT */
#include "synth/moves.h"

#include <math.h>
#include <string.h>

enum {
    NEAR = 60, ///< kilometres at which the pull is halved
    LEAST = 8  ///< moves a year of two regions that exchange at all
};

/** What differs between the layers. */
typedef struct {
    const char *id;
    double rate;   ///< moves a year, of a person's pull
    unsigned unit; ///< weight of a move
    size_t list;   ///< where the strengths stand
} layer_of_moves;

/* clang-format off */
static const layer_of_moves layers[QP_MOVES_COUNT] = {
/*                       id         rate  unit  strengths */
    [QP_MOVES_TALENT]  = {"talent",  1e-4, 1,   offsetof(qp_synth_options, talent)},
    [QP_MOVES_CAPITAL] = {"capital", 5e-5, 10,  offsetof(qp_synth_options, capital)},
};
/* clang-format on */

double qp_moves_pull(const qp_places *places, size_t r, size_t s)
{
    double mean = sqrt((double)places->regions[r].population *
                       (double)places->regions[s].population);
    return mean / (1 + qp_places_distance(places, r, s) / NEAR);
}

/* Is one of them the core, and the other of its cluster? */
static bool is_core_pair(const qp_places *places, size_t r, size_t s)
{
    const qp_synth_region *a = &places->regions[r];
    const qp_synth_region *b = &places->regions[s];
    size_t core = places->clusters[a->cluster].core;
    return a->cluster == b->cluster && (core == r || core == s);
}

bool qp_moves_meet(const qp_plan *plan, size_t r, size_t s)
{
    return is_core_pair(&plan->places, r, s) ||
           qp_moves_pull(&plan->places, r, s) >= plan->least_pull;
}

uint64_t qp_moves_total(const qp_plan *plan, qp_moves layer,
                        const size_t pair[2], size_t year)
{
    double total = layers[layer].rate *
                   qp_moves_pull(&plan->places, pair[0], pair[1]) *
                   (1 + (double)year / 10);
    return total > LEAST ? (uint64_t)total : LEAST;
}

static const qp_synth_list *strengths(const qp_plan *plan, qp_moves layer)
{
    const char *options = (const char *)plan->options;
    return (const void *)(options + layers[layer].list);
}

double qp_moves_share(const qp_plan *plan, qp_moves layer, size_t r, size_t s)
{
    if (!is_core_pair(&plan->places, r, s))
        return 0.5;
    size_t cluster = plan->places.regions[s].cluster;
    double strength = qp_plan_listed(strengths(plan, layer), cluster);
    bool to_core = plan->places.clusters[cluster].core == s;
    return (1 + (to_core ? strength : -strength)) / 2;
}

uint64_t qp_moves_heads(qp_stream *stream, uint64_t tosses, double share)
{
    if (share == 0.5)
        return qp_stream_heads(stream, tosses);
    uint64_t below = (uint64_t)llround(share * 0x1p32);
    uint64_t heads = 0;
    for (uint64_t toss = 0; toss < tosses; toss++)
        heads += qp_stream_word(stream) < below;
    return heads;
}

/* ------------------------------------------------------------------ writing */

static void add_row(const qp_moves_piece *piece, const size_t ends[2],
                    uint64_t moves, size_t year, qp_text *out)
{
    const layer_of_moves *layer = &layers[piece->layer];
    const qp_places *places = &piece->plan->places;
    if (moves == 0)
        return;
    for (int end = 0; end < 2; end++) {
        qp_text_add_field(
            out, qp_places_text(places, places->regions[ends[end]].id));
        qp_text_add(out, ",");
    }
    qp_text_addf(out, "%s,%llu,%04d,,,synthetic\n", layer->id,
                 (unsigned long long)moves * layer->unit,
                 qp_plan_date(piece->plan, year));
}

void qp_moves_write(const void *context, size_t r, qp_text *out)
{
    const qp_moves_piece *piece = context;
    const qp_plan *plan = piece->plan;
    size_t regions = plan->places.region_count;
    uint64_t seed = qp_seed_for(plan->options->seed, layers[piece->layer].id);
    for (size_t s = r + 1; s < regions; s++) {
        if (!qp_moves_meet(plan, r, s))
            continue;
        const size_t forth[] = {r, s};
        const size_t back[] = {s, r};
        qp_stream stream = qp_stream_start(seed, r * regions + s);
        double share = qp_moves_share(plan, piece->layer, r, s);
        for (size_t year = 0; year < plan->years; year++) {
            uint64_t total = qp_moves_total(plan, piece->layer, forth, year);
            uint64_t heads = qp_moves_heads(&stream, total, share);
            add_row(piece, forth, heads, year, out);
            add_row(piece, back, total - heads, year, out);
        }
    }
}

/* ----------------------------------------------------------------- settling */

/* With a least pull; told in plan->pairs. */
static bool fits(qp_plan *plan, double least_pull, uint64_t most)
{
    plan->least_pull = least_pull;
    plan->pairs = 0;
    for (size_t r = 0; r < plan->places.region_count; r++)
        for (size_t s = r + 1; s < plan->places.region_count; s++)
            plan->pairs += qp_moves_meet(plan, r, s);
    return plan->pairs <= most;
}

qp_status qp_moves_settle(qp_plan *plan, qp_error *err)
{
    enum { HALVINGS = 20 };
    uint64_t each = plan->years * 2 * QP_MOVES_COUNT; /* rows of a pair */
    uint64_t most = plan->options->links / 5 * 2 / each;
    size_t least = plan->places.region_count - plan->places.cluster_count;
    if (least > most)
        return qp_fail(err, QP_E_MISUSE,
                       "--links %llu is too few: %zu regions in %zu clusters "
                       "over %zu years take at least %llu",
                       (unsigned long long)plan->options->links,
                       plan->places.region_count, plan->places.cluster_count,
                       plan->years, (unsigned long long)least * each / 2 * 5);
    if (fits(plan, 0, most))
        return QP_OK;
    double many = 1; /* a pull that too many have; next, one that few have */
    double few = 1e13;
    for (int h = 0; h < HALVINGS; h++) {
        double between = sqrt(many * few);
        *(fits(plan, between, most) ? &few : &many) = between;
    }
    (void)fits(plan, few, most);
    return QP_OK;
}
