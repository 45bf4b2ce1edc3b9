/* SPDX-License-Identifier: MIT */
#include "synth/ties.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "synth/trades.h"
#include "synth/writing.h"

enum {
    NEAR = 200,    ///< kilometres at which a pair of actors is half as likely
    ROW_SIZE = 256 ///< longest row
};

/** A bundle's cell: pairs of actors of two regions, each in every year. */
typedef struct {
    size_t r;
    size_t s;
    uint64_t room;  ///< pairs times years
    uint64_t width; ///< ends b that an end a is paired with
    double sum;     ///< of W, what cells before it have
    double after;   ///< likewise, with its own
    uint64_t from;  ///< first link of the bundle that is in it
    uint64_t until; ///< first that is not
    uint64_t at;    ///< place of the next link in the room
    uint64_t stride;
} cell;

/** What a link of a kind carries, in thousandths. */
typedef uint64_t weighing(const qp_plan *plan, size_t region,
                          qp_stream *stream);

static uint64_t worth(const qp_plan *plan, size_t region, qp_stream *stream)
{
    /* Pareto with exponent 2: 5 / sqrt(U), U of a million equal parts. */
    enum { LEAST = 5000, PARTS = 1000000 };
    (void)plan;
    (void)region;
    double u = (double)(1 + qp_stream_below(stream, PARTS)) / PARTS;
    return (uint64_t)(LEAST / sqrt(u));
}

static uint64_t projects(const qp_plan *plan, size_t region, qp_stream *stream)
{
    (void)plan;
    (void)region;
    return 1000 * (1 + qp_stream_below(stream, 9));
}

/* A core that draws talent hands out less: 2 to 6, less the share drawn. */
static uint64_t licences(const qp_plan *plan, size_t region, qp_stream *stream)
{
    double given = (double)(2 + qp_stream_below(stream, 5));
    double drawn = qp_plan_strength(plan, &plan->options->talent, region);
    if (plan->places.regions[region].core && drawn > 0)
        given = floor(given * (1 - drawn));
    return 1000 * (uint64_t)(given > 1 ? given : 1);
}

typedef struct {
    const char *layer;
    size_t from;      ///< crowd of one end
    size_t to;        ///< of the other
    unsigned share;   ///< of the links, as against the other bundles
    bool needs_stage; ///< nobody ties institutes to enterprises across a gap
    bool undirected;  ///< each pair of actors once: r <= s
    bool goods;       ///< rows tell the product
    weighing *weigh;
} bundle_kind;

/* clang-format off */
static const bundle_kind kinds[QP_TIE_BUNDLES] = {
/*   layer       from                             to                               share stage  undir. goods  weight */
    {"supply",   offsetof(qp_plan, enterprises),  offsetof(qp_plan, enterprises),  500,  false, false, true,  worth},
    {"rnd",      offsetof(qp_plan, institutes),   offsetof(qp_plan, enterprises),  200,  true,  false, false, projects},
    {"rnd",      offsetof(qp_plan, institutes),   offsetof(qp_plan, institutes),   50,   false, true,  false, projects},
    {"transfer", offsetof(qp_plan, institutes),   offsetof(qp_plan, enterprises),  250,  true,  false, false, licences},
};
/* clang-format on */

static const qp_crowd *crowd_of(const qp_plan *plan, size_t which)
{
    return (const void *)((const char *)plan + which);
}

/* --------------------------------------------------------------------- room */

/* Ends b of one end a: nobody is tied to itself, and of n in a ring each is
 * tied to the (n - 1) / 2 after it where a pair must not come twice. */
static uint64_t width_of(const qp_plan *plan, const bundle_kind *kind, size_t r,
                         size_t s)
{
    uint64_t ends = qp_crowd_size(crowd_of(plan, kind->to), s);
    if (kind->from != kind->to || r != s)
        return ends;
    return kind->undirected ? (ends - 1) / 2 : ends - 1;
}

static uint64_t room_of(const qp_plan *plan, const bundle_kind *kind, size_t r,
                        size_t s)
{
    if (kind->undirected && r > s)
        return 0;
    if (kind->needs_stage &&
        (qp_plan_gap(plan, r) != 0 || qp_plan_gap(plan, s) != 0))
        return 0;
    return qp_crowd_size(crowd_of(plan, kind->from), r) *
           width_of(plan, kind, r, s) * plan->years;
}

static double part_of(const qp_plan *plan, const bundle_kind *kind, size_t r,
                      size_t s)
{
    uint64_t room = room_of(plan, kind, r, s);
    return room == 0 ? 0
                     : (double)room /
                           (1 + qp_places_distance(&plan->places, r, s) / NEAR);
}

static qp_status measure(qp_tie_bundle *bundle, qp_error *err)
{
    const qp_plan *plan = bundle->plan;
    size_t regions = plan->places.region_count;
    bundle->before = qp_acquire(regions + 1, sizeof *bundle->before);
    if (bundle->before == NULL)
        return qp_fail(err, QP_E_MEMORY, "%zu regions", regions);
    for (size_t r = 0; r < regions; r++) {
        double sum = bundle->before[r];
        for (size_t s = 0; s < regions; s++)
            sum += part_of(plan, &kinds[bundle->kind], r, s);
        bundle->before[r + 1] = sum;
    }
    return QP_OK;
}

qp_status qp_ties_measure(qp_ties *ties, const qp_plan *plan, qp_error *err)
{
    qp_ties fresh = {0};
    qp_status status = QP_OK;
    for (size_t b = 0; b < QP_TIE_BUNDLES && status == QP_OK; b++) {
        char question[] = "ties 0";
        question[sizeof question - 2] = (char)('0' + b);
        uint64_t seed = qp_seed_for(plan->options->seed, question);
        qp_stream stream = qp_stream_start(seed, 0);
        fresh.bundles[b] = (qp_tie_bundle){
            .plan = plan,
            .kind = b,
            .start = qp_stream_uniform(&stream),
            .places = qp_seed_for(seed, "places"),
            .values = qp_seed_for(seed, "values")};
        status = measure(&fresh.bundles[b], err);
    }
    if (status == QP_OK)
        *ties = fresh;
    else
        qp_ties_clear(&fresh);
    return status;
}

void qp_ties_clear(qp_ties *ties)
{
    for (size_t b = 0; b < QP_TIE_BUNDLES; b++)
        qp_release(ties->bundles[b].before);
    *ties = (qp_ties){0};
}

static double whole_of(const qp_tie_bundle *bundle)
{
    return bundle->before[bundle->plan->places.region_count];
}

/* A little less than W, so that no rounding asks a cell for more than it
 * has. */
static double most_of(const qp_tie_bundle *bundle)
{
    return floor(0.999 * whole_of(bundle));
}

static qp_status refuse(const qp_tie_bundle *bundle, qp_error *err)
{
    const qp_plan *plan = bundle->plan;
    size_t regions = plan->places.region_count;
    return qp_fail(err, QP_E_MISUSE,
                   "--links %llu is too many for %zu enterprises and %zu "
                   "institutes: of %llu in layer %s there is room for %.0f",
                   (unsigned long long)plan->options->links,
                   plan->enterprises.first[regions],
                   plan->institutes.first[regions],
                   (unsigned long long)bundle->links, kinds[bundle->kind].layer,
                   most_of(bundle));
}

/* Where no cluster is without a gap some bundles have no room at all. */
static unsigned share_of(const qp_tie_bundle *bundle)
{
    return whole_of(bundle) > 0 ? kinds[bundle->kind].share : 0;
}

qp_status qp_ties_share(qp_ties *ties, uint64_t links, qp_error *err)
{
    uint64_t all = 0;
    for (size_t b = 0; b < QP_TIE_BUNDLES; b++)
        all += share_of(&ties->bundles[b]);
    uint64_t shares = 0;
    uint64_t given = 0;
    for (size_t b = 0; b < QP_TIE_BUNDLES && all > 0; b++) {
        qp_tie_bundle *bundle = &ties->bundles[b];
        shares += share_of(bundle);
        bundle->links = links * shares / all - given;
        given += bundle->links;
        if ((double)bundle->links > most_of(bundle))
            return refuse(bundle, err);
    }
    return QP_OK;
}

/* -------------------------------------------------------------------- cells */

/* Which link is the first after `sum` of W. */
static uint64_t link_at(const qp_tie_bundle *bundle, double sum)
{
    double share = sum / whole_of(bundle);
    return (uint64_t)((double)bundle->links * share + bundle->start);
}

static uint64_t common_factor(uint64_t a, uint64_t b)
{
    while (b != 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* times * stride, modulo room, without a product that overflows. */
static uint64_t stride_ahead(uint64_t times, uint64_t stride, uint64_t room)
{
    uint64_t ahead = 0;
    for (; times > 0; times /= 2) {
        if (times % 2 == 1)
            ahead = (ahead + stride) % room;
        stride = stride * 2 % room;
    }
    return ahead;
}

/* Steps of about the golden section leave no region of the room empty. */
static void begin_steps(const qp_tie_bundle *bundle, cell *c, uint64_t taken)
{
    size_t regions = bundle->plan->places.region_count;
    qp_stream stream = qp_stream_start(bundle->places, c->r * regions + c->s);
    uint64_t start = qp_stream_below(&stream, c->room);
    c->stride = (uint64_t)(0.618 * (double)c->room) + 1 +
                qp_stream_below(&stream, c->room / 16 + 1);
    while (common_factor(c->stride, c->room) != 1)
        c->stride++;
    c->stride %= c->room;
    c->at = (start + stride_ahead(taken, c->stride, c->room)) % c->room;
}

/* Fill in the cell (r, s), whose sum is known. */
static void enter_cell(const qp_tie_bundle *bundle, cell *c)
{
    const qp_plan *plan = bundle->plan;
    const bundle_kind *kind = &kinds[bundle->kind];
    c->room = room_of(plan, kind, c->r, c->s);
    c->width = width_of(plan, kind, c->r, c->s);
    c->from = link_at(bundle, c->sum);
    c->after = c->sum + part_of(plan, kind, c->r, c->s);
    c->until = link_at(bundle, c->after);
}

static void next_cell(const qp_tie_bundle *bundle, cell *c)
{
    size_t regions = bundle->plan->places.region_count;
    c->sum = c->after;
    if (++c->s == regions) {
        c->s = 0;
        c->r++;
    }
    assert(c->r < regions);
    enter_cell(bundle, c);
}

/* The cell that holds a link, ready to give it. */
static cell cell_with(const qp_tie_bundle *bundle, uint64_t link)
{
    size_t low = 0;
    size_t high = bundle->plan->places.region_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (link_at(bundle, bundle->before[middle]) <= link)
            low = middle;
        else
            high = middle;
    }
    cell c = {.r = low, .sum = bundle->before[low]};
    enter_cell(bundle, &c);
    while (c.until <= link)
        next_cell(bundle, &c);
    begin_steps(bundle, &c, link - c.from);
    return c;
}

/* --------------------------------------------------------------------- rows */

static char *put_actor(char *end, const qp_crowd *crowd, size_t actor)
{
    *end++ = crowd->letter;
    return qp_write_digits(end, actor + 1, crowd->digits);
}

/** What a row of links.csv tells. */
typedef struct {
    const qp_crowd *crowds[2];
    size_t ends[2];
    const char *layer;
    uint64_t weight; ///< thousandths
    int date;
    const char *product;      ///< "" for none
    const char *essentiality; ///< likewise
} link_row;

static void put_row(const link_row *row, qp_text *out)
{
    char line[ROW_SIZE];
    char *end = line;
    for (int e = 0; e < 2; e++) {
        end = put_actor(end, row->crowds[e], row->ends[e]);
        *end++ = ',';
    }
    end = qp_write_text(end, row->layer);
    *end++ = ',';
    end = qp_write_thousandths(end, row->weight);
    *end++ = ',';
    end = qp_write_digits(end, (uint64_t)row->date, 4);
    *end++ = ',';
    end = qp_write_text(end, row->product);
    *end++ = ',';
    end = qp_write_text(end, row->essentiality);
    end = qp_write_text(end, ",synthetic\n");
    qp_text_add_bytes(out, line, (size_t)(end - line));
}

static void write_link(const qp_tie_bundle *bundle, const cell *c,
                       uint64_t link, qp_text *out)
{
    const qp_plan *plan = bundle->plan;
    const bundle_kind *kind = &kinds[bundle->kind];
    const qp_crowd *from = crowd_of(plan, kind->from);
    const qp_crowd *to = crowd_of(plan, kind->to);
    qp_stream stream = qp_stream_start(bundle->values, link);
    uint64_t pair = c->at / plan->years;
    size_t a = (size_t)(pair / c->width);
    size_t b = (size_t)(pair % c->width);
    if (from == to && c->r == c->s)
        b = (a + 1 + b) % qp_crowd_size(to, c->s); /* the ring after a */
    link_row row = {.crowds = {from, to},
                    .ends = {from->first[c->r] + a, to->first[c->s] + b},
                    .layer = kind->layer,
                    .weight = kind->weigh(plan, c->r, &stream),
                    .date = qp_plan_date(plan, c->at % plan->years),
                    .product = "",
                    .essentiality = ""};
    if (kind->goods) {
        row.product = qp_trades[qp_plan_trade(plan, c->r, a)].product;
        row.essentiality = qp_stream_below(&stream, 2) ? "essential"
                                                       : "non-essential";
    }
    put_row(&row, out);
}

size_t qp_ties_pieces(const qp_tie_bundle *bundle)
{
    return (size_t)((bundle->links + QP_TIE_PIECE - 1) / QP_TIE_PIECE);
}

void qp_ties_write(const void *context, size_t piece, qp_text *out)
{
    const qp_tie_bundle *bundle = context;
    uint64_t link = (uint64_t)piece * QP_TIE_PIECE;
    uint64_t until = link + QP_TIE_PIECE;
    until = until < bundle->links ? until : bundle->links;
    for (cell c = cell_with(bundle, link); link < until; link++) {
        while (c.until <= link) {
            next_cell(bundle, &c);
            if (c.until > link)
                begin_steps(bundle, &c, 0);
        }
        write_link(bundle, &c, link, out);
        c.at += c.stride;
        c.at -= c.at >= c.room ? c.room : 0;
    }
}

/* -------------------------------------------------------------- chokepoints */

static bool needs_chip(const qp_plan *plan, size_t region, size_t n)
{
    return qp_trades[qp_plan_trade(plan, region, n)].needs_chip;
}

uint64_t qp_chokepoint_links(const qp_plan *plan)
{
    uint64_t links = 0;
    for (size_t r = 0; r < plan->places.region_count; r++)
        for (size_t n = 0; n < qp_crowd_size(&plan->enterprises, r); n++)
            links += needs_chip(plan, r, n);
    return links * plan->options->chokepoints;
}

size_t qp_chokepoint_pieces(const qp_plan *plan)
{
    return plan->options->chokepoints * plan->places.region_count;
}

void qp_chokepoint_product(size_t number, qp_text *out)
{
    qp_text_add(out, "control-chip");
    if (number > 0)
        qp_text_addf(out, "-%zu", number + 1);
}

void qp_chokepoint_write(const void *context, size_t piece, qp_text *out)
{
    const qp_plan *plan = context;
    const qp_crowd *crowd = &plan->enterprises;
    size_t regions = plan->places.region_count;
    size_t r = piece % regions;
    size_t number = piece / regions;
    uint64_t seed = qp_seed_for(plan->options->seed, "chokepoints");
    qp_stream stream = qp_stream_start(seed, piece);
    qp_text product = {0};
    qp_chokepoint_product(number, &product);
    for (size_t n = 0; n < qp_crowd_size(crowd, r); n++) {
        const link_row row = {
            .crowds = {crowd, crowd},
            .ends = {crowd->first[regions] + number, crowd->first[r] + n},
            .layer = "supply",
            .weight = 1000 * (40 + qp_stream_below(&stream, 81)),
            .date = qp_plan_date(plan, plan->years - 1),
            .product = qp_text_string(&product),
            .essentiality = "essential"};
        if (needs_chip(plan, r, n))
            put_row(&row, out);
    }
    out->failed |= product.failed;
    qp_text_clear(&product);
}
