/* SPDX-License-Identifier: MIT */
#include "metric/systemic_risk.h"

#include <math.h>

#include "core/memory.h"
#include "core/sum.h"

enum {
    KINDS = 3, ///< of links, as qp_essentiality
    MOST = 8   ///< where more than one in so many changed, all are looked at
};

#define UNSEEN 0x1p-53 ///< 1 less so much is 1

/* ------------------------------------------------------------------- firms */

static bool acquire_links(size_t n, size_t count, qp_risk_links *links)
{
    links->start = qp_acquire(KINDS * n + 1, sizeof *links->start);
    links->other = qp_acquire(count, sizeof *links->other);
    links->share = qp_acquire(count, sizeof *links->share);
    return links->start != NULL && links->other != NULL && links->share != NULL;
}

static bool acquire_firms(size_t sales, qp_risk *risk)
{
    size_t n = risk->n;
    risk->actor = qp_acquire(n, sizeof *risk->actor);
    risk->sector = qp_acquire(n, sizeof *risk->sector);
    risk->first = qp_acquire(risk->sector_count + 1, sizeof *risk->first);
    risk->sold = qp_acquire(n, sizeof *risk->sold);
    risk->bought = qp_acquire(n, sizeof *risk->bought);
    risk->output = qp_acquire(n, sizeof *risk->output);
    return risk->actor != NULL && risk->sector != NULL && risk->first != NULL &&
           risk->sold != NULL && risk->bought != NULL && risk->output != NULL &&
           acquire_links(n, sales, &risk->from) &&
           acquire_links(n, sales, &risk->to);
}

static size_t texts_of(const qp_risk_actors *actors)
{
    size_t most = 0;
    for (size_t a = 0; a < actors->count && actors->sector != NULL; a++)
        if (actors->sector[a] != QP_NONE && actors->sector[a] >= most)
            most = (size_t)actors->sector[a] + 1;
    return most;
}

/* Whoever has a sale: until firms have numbers, 0. */
static void mark_firms(const qp_sales *sales, qp_risk *risk)
{
    for (size_t a = 0; a < risk->actor_count; a++)
        risk->firm[a] = QP_NONE;
    for (size_t s = 0; s < sales->count; s++) {
        risk->firm[sales->rows[s].supplier] = 0;
        risk->firm[sales->rows[s].customer] = 0;
    }
}

/* Sectors in the order of their first firms: numbers of texts tell nothing.
 * Afterwards firm[a] is the sector of a. */
static void number_sectors(const qp_risk_actors *actors, size_t texts,
                           uint32_t of_text[], qp_risk *risk)
{
    for (size_t t = 0; t < texts; t++)
        of_text[t] = QP_NONE;
    for (size_t a = 0; a < actors->count; a++) {
        qp_string text = qp_optional_row(actors->sector, a);
        if (risk->firm[a] == QP_NONE)
            continue;
        risk->n++;
        risk->lacking += text == QP_NONE ? 1 : 0;
        uint32_t known = text != QP_NONE ? of_text[text] : QP_NONE;
        risk->firm[a] = known != QP_NONE ? known
                                         : (uint32_t)risk->sector_count++;
        if (text != QP_NONE)
            of_text[text] = risk->firm[a];
    }
}

static qp_status find_firms(const qp_sales *sales, const qp_risk_actors *actors,
                            qp_risk *risk)
{
    size_t texts = texts_of(actors);
    uint32_t *of_text = qp_acquire(texts, sizeof *of_text);
    risk->actor_count = actors->count;
    risk->firm = qp_acquire(actors->count, sizeof *risk->firm);
    bool there = of_text != NULL && risk->firm != NULL;
    if (there) {
        mark_firms(sales, risk);
        number_sectors(actors, texts, of_text, risk);
    }
    qp_release(of_text);
    return there ? QP_OK : QP_E_MEMORY;
}

/* From how many each has to where each begins. */
static void add_up(size_t count, size_t start[])
{
    size_t sum = 0;
    for (size_t i = 0; i <= count; i++) {
        size_t own = start[i];
        start[i] = sum;
        sum += own;
    }
}

/* From where each ends to where each begins. */
static void step_back(size_t count, size_t start[])
{
    for (size_t i = count; i > 0; i--)
        start[i] = start[i - 1];
    start[0] = 0;
}

static void sort_firms(qp_risk *risk)
{
    for (size_t a = 0; a < risk->actor_count; a++)
        if (risk->firm[a] != QP_NONE)
            risk->first[risk->firm[a]]++;
    add_up(risk->sector_count, risk->first);
    for (qp_row a = 0; a < risk->actor_count; a++) {
        if (risk->firm[a] == QP_NONE)
            continue;
        uint32_t sector = risk->firm[a];
        size_t firm = risk->first[sector]++;
        risk->sector[firm] = sector;
        risk->actor[firm] = a;
        risk->firm[a] = (uint32_t)firm;
    }
    step_back(risk->sector_count, risk->first);
}

/* ------------------------------------------------------------------- links */

static size_t slot_of(const qp_risk *risk, const qp_risk_actors *actors,
                      const qp_sale *sale)
{
    size_t kind = isnan(sale->essentiality) ? (size_t)actors->unknown
                                            : (size_t)sale->essentiality;
    return KINDS * (size_t)risk->firm[sale->supplier] + kind;
}

/* What each sells, by kind; the shares are not yet any. */
static void list_sales(const qp_sales *sales, const qp_risk_actors *actors,
                       qp_risk *risk)
{
    qp_risk_links *from = &risk->from;
    for (size_t s = 0; s < sales->count; s++) {
        from->start[slot_of(risk, actors, &sales->rows[s])]++;
        risk->unknown += isnan(sales->rows[s].essentiality) ? 1 : 0;
    }
    add_up(KINDS * risk->n, from->start);
    for (size_t s = 0; s < sales->count; s++) {
        const qp_sale *sale = &sales->rows[s];
        size_t at = from->start[slot_of(risk, actors, sale)]++;
        from->other[at] = risk->firm[sale->customer];
        from->share[at] = sale->value;
        risk->sold[risk->firm[sale->supplier]] += sale->value;
    }
    step_back(KINDS * risk->n, from->start);
}

/* The same turned round: suppliers ascend, so those of a sector are together.
 */
static void turn_sales(qp_risk *risk)
{
    const qp_risk_links *from = &risk->from;
    qp_risk_links *to = &risk->to;
    size_t slots = KINDS * risk->n;
    for (size_t s = 0; s < slots; s++)
        for (size_t l = from->start[s]; l < from->start[s + 1]; l++)
            to->start[KINDS * (size_t)from->other[l] + s % KINDS]++;
    add_up(slots, to->start);
    for (size_t s = 0; s < slots; s++)
        for (size_t l = from->start[s]; l < from->start[s + 1]; l++) {
            size_t slot = KINDS * (size_t)from->other[l] + s % KINDS;
            size_t at = to->start[slot]++;
            to->other[at] = (uint32_t)(s / KINDS);
            to->share[at] = from->share[l];
        }
    step_back(slots, to->start);
}

static void divide(double value[], size_t first, size_t end, double by)
{
    for (size_t l = first; l < end; l++)
        value[l] /= by;
}

static double sum_of(const double value[], size_t first, size_t end)
{
    double sum = 0;
    for (size_t l = first; l < end; l++)
        sum += value[l];
    return sum;
}

/* Essential links of one customer: shares in what each sector supplies. */
static void share_sectors(qp_risk *risk, size_t first, size_t end)
{
    const qp_risk_links *to = &risk->to;
    while (first < end) {
        uint32_t sector = risk->sector[to->other[first]];
        size_t next = first + 1;
        while (next < end && risk->sector[to->other[next]] == sector)
            next++;
        divide(to->share, first, next, sum_of(to->share, first, next));
        to->share[first] = -to->share[first];
        first = next;
    }
}

static void share_links(qp_risk *risk)
{
    for (size_t i = 0; i < risk->n; i++) {
        const size_t *to = risk->to.start + KINDS * i;
        const size_t *from = risk->from.start + KINDS * i;
        risk->bought[i] = sum_of(risk->to.share, to[0], to[KINDS]);
        divide(risk->to.share, to[QP_NON_ESSENTIAL], to[KINDS],
               risk->bought[i]);
        share_sectors(risk, to[QP_ESSENTIAL], to[QP_ESSENTIAL + 1]);
        divide(risk->from.share, from[0], from[KINDS], risk->sold[i]);
    }
}

static void weigh_firms(const qp_risk_actors *actors, qp_risk *risk)
{
    qp_sum total = {0};
    qp_sum sold = {0};
    for (size_t i = 0; i < risk->n; i++) {
        double declared = qp_optional_number(actors->output, risk->actor[i]);
        risk->output[i] = isnan(declared) ? risk->sold[i] : declared;
        qp_sum_add(&total, risk->output[i]);
        qp_sum_add(&sold, risk->sold[i]);
    }
    double all = qp_sum_value(&total);
    bool fits = isfinite(all) && isfinite(qp_sum_value(&sold));
    risk->total = fits ? all : NAN;
}

qp_status qp_risk_prepare(const qp_sales *sales, const qp_risk_actors *actors,
                          qp_risk *risk, qp_error *err)
{
    qp_risk made = {0};
    if (find_firms(sales, actors, &made) != QP_OK ||
        !acquire_firms(sales->count, &made)) {
        qp_risk_clear(&made);
        return qp_fail(err, QP_E_MEMORY, "no memory for the risk of %zu sales",
                       sales->count);
    }
    sort_firms(&made);
    list_sales(sales, actors, &made);
    turn_sales(&made);
    share_links(&made);
    weigh_firms(actors, &made);
    *risk = made;
    return QP_OK;
}

static void clear_links(qp_risk_links *links)
{
    qp_release(links->start);
    qp_release(links->other);
    qp_release(links->share);
}

void qp_risk_clear(qp_risk *risk)
{
    qp_release(risk->firm);
    qp_release(risk->actor);
    qp_release(risk->sector);
    qp_release(risk->first);
    qp_release(risk->sold);
    qp_release(risk->bought);
    qp_release(risk->output);
    clear_links(&risk->from);
    clear_links(&risk->to);
    *risk = (qp_risk){0};
}

/* ---------------------------------------------------------------- work area */

/** Firms or sectors, each once. */
typedef struct {
    uint32_t *item;        ///< [count]
    unsigned char *marked; ///< [firms or sectors] is it in the list?; NULL: it
                           ///< is never added twice
    size_t count;
} list;

/** Zero but for what a failure left, until it is wiped. */
typedef struct {
    double *down;   ///< [n] 1 - h^d
    double *up;     ///< [n] 1 - h^u
    double *effect; ///< [n] sigma (1 - h^d)
    double *next;   ///< [n] 1 - h^u, while others still need the old one
    list ask_down;  ///< firms whose h^d may change in the step at hand
    list ask_up;    ///< likewise h^u
    list fallen;    ///< firms whose h^d changed in it
    list idled;     ///< likewise h^u
    list risen;     ///< likewise the effect
    list touched;   ///< firms with a loss
    list shaken;    ///< sectors of those that fell
} area;

enum { COLUMNS = 4, LISTS = 6, MARKS = 2 }; ///< of an area, a firm

size_t qp_systemic_risk_room(const qp_risk *risk)
{
    size_t firm = COLUMNS * sizeof(double) + LISTS * sizeof(uint32_t) + MARKS;
    return risk->n * firm + risk->sector_count * (sizeof(uint32_t) + 1);
}

static area carve(const qp_risk *risk, void *room)
{
    size_t n = risk->n;
    area a = {.down = room};
    a.up = a.down + n;
    a.effect = a.up + n;
    a.next = a.effect + n;
    uint32_t *items = (uint32_t *)(a.next + n);
    list *const lists[LISTS] = {&a.ask_down, &a.ask_up, &a.fallen,
                                &a.idled,    &a.risen,  &a.touched};
    for (size_t l = 0; l < LISTS; l++)
        lists[l]->item = items + l * n;
    a.shaken.item = items + LISTS * n;
    a.shaken.marked = (unsigned char *)(a.shaken.item + risk->sector_count);
    a.ask_down.marked = a.shaken.marked + risk->sector_count;
    a.ask_up.marked = a.ask_down.marked + n;
    return a;
}

static void add(list *to, uint32_t item)
{
    to->item[to->count++] = item;
}

static void add_once(list *to, uint32_t item)
{
    if (to->marked[item])
        return;
    to->marked[item] = 1;
    add(to, item);
}

static void add_all(list *to, size_t n)
{
    for (uint32_t i = 0; i < n; i++)
        to->item[i] = i;
    to->count = n;
}

/* -------------------------------------------------------------------- steps */

/* A loss never shrinks: who is touched once stays so, and a firm that failed
 * needs no psi. */
static void touch(area *a, uint32_t firm)
{
    if (!(a->down[firm] > 0) && !(a->up[firm] > 0))
        add(&a->touched, firm);
}

/* A loss of one of the sectors, of which the worst counts. Terms are never
 * negative, so a sum on its way is no more than the whole. */
static double worst_of(const qp_risk_links *to, size_t first, size_t end,
                       const double effect[])
{
    double sum = 0;
    double worst = 0;
    for (size_t l = first; l < end; l++) {
        double share = to->share[l];
        sum = (share < 0 ? 0 : sum) + fabs(share) * effect[to->other[l]];
        worst = sum > worst ? sum : worst;
    }
    return worst;
}

static double sum_over(const qp_risk_links *links, size_t first, size_t end,
                       const double loss[])
{
    double sum = 0;
    for (size_t l = first; l < end; l++)
        sum += links->share[l] * loss[links->other[l]];
    return sum;
}

static double at_most_1(double loss)
{
    return loss < 1 ? loss : 1;
}

static double down_loss(const qp_risk *risk, const double effect[],
                        uint32_t firm)
{
    const qp_risk_links *to = &risk->to;
    const size_t *start = to->start + KINDS * (size_t)firm;
    double worst = worst_of(to, start[QP_ESSENTIAL], start[QP_NON_ESSENTIAL],
                            effect);
    double less = sum_over(to, start[QP_NON_ESSENTIAL], start[QP_UNAFFECTING],
                           effect);
    return at_most_1(worst > less ? worst : less);
}

static double up_loss(const qp_risk *risk, const double up[], uint32_t firm)
{
    const size_t *start = risk->from.start + KINDS * (size_t)firm;
    return at_most_1(sum_over(&risk->from, start[0], start[KINDS], up));
}

/* Both steps return the largest change. */
static double step_down(const qp_risk *risk, area *a)
{
    double most = 0;
    a->fallen.count = 0;
    for (size_t k = 0; k < a->ask_down.count; k++) {
        uint32_t firm = a->ask_down.item[k];
        double loss = down_loss(risk, a->effect, firm);
        double change = loss - a->down[firm];
        a->ask_down.marked[firm] = 0;
        if (change <= UNSEEN)
            continue;
        touch(a, firm);
        a->down[firm] = loss;
        add(&a->fallen, firm);
        most = change > most ? change : most;
    }
    return most;
}

static double step_up(const qp_risk *risk, area *a)
{
    double most = 0;
    a->idled.count = 0;
    for (size_t k = 0; k < a->ask_up.count; k++)
        a->next[k] = up_loss(risk, a->up, a->ask_up.item[k]);
    for (size_t k = 0; k < a->ask_up.count; k++) {
        uint32_t firm = a->ask_up.item[k];
        double change = a->next[k] - a->up[firm];
        a->ask_up.marked[firm] = 0;
        if (change <= UNSEEN)
            continue;
        touch(a, firm);
        a->up[firm] = a->next[k];
        add(&a->idled, firm);
        most = change > most ? change : most;
    }
    return most;
}

/* ----------------------------------------------------------- who is next */

/* sigma (1 - h^d) of those of a sector who lost. Its total is summed anew: what
 * is left of it may be far less than what a difference would round away. */
static void renew_sector(const qp_risk *risk, area *a, uint32_t sector)
{
    size_t first = risk->first[sector];
    size_t end = risk->first[sector + 1];
    double left = 0;
    for (size_t j = first; j < end; j++)
        left += risk->sold[j] * (1 - a->down[j]);
    for (size_t j = first; j < end; j++) {
        double sold = risk->sold[j];
        double effect = sold < left ? sold / left * a->down[j] : a->down[j];
        if (!(sold > 0) || effect - a->effect[j] <= UNSEEN)
            continue;
        a->effect[j] = effect;
        add(&a->risen, (uint32_t)j);
    }
}

static void renew_effects(const qp_risk *risk, area *a)
{
    a->risen.count = a->shaken.count = 0;
    for (size_t k = 0; k < a->fallen.count; k++)
        add_once(&a->shaken, risk->sector[a->fallen.item[k]]);
    for (size_t k = 0; k < a->shaken.count; k++) {
        renew_sector(risk, a, a->shaken.item[k]);
        a->shaken.marked[a->shaken.item[k]] = 0;
    }
}

/* Ask the partners of those that changed: by links of the first `kinds`. Where
 * many changed it is quicker to ask everybody; who did not need to be asked
 * answers as before. */
static void ask_partners(const qp_risk_links *links, size_t kinds, size_t n,
                         const list *changed, list *ask)
{
    ask->count = 0;
    if (changed->count > n / MOST) {
        add_all(ask, n);
        return;
    }
    for (size_t k = 0; k < changed->count; k++) {
        const size_t *start = links->start + KINDS * (size_t)changed->item[k];
        for (size_t l = start[0]; l < start[kinds]; l++)
            add_once(ask, links->other[l]);
    }
}

static void ask_next(const qp_risk *risk, area *a)
{
    renew_effects(risk, a);
    ask_partners(&risk->from, QP_UNAFFECTING, risk->n, &a->risen, &a->ask_down);
    ask_partners(&risk->to, KINDS, risk->n, &a->idled, &a->ask_up);
}

/* ------------------------------------------------------------------ failing */

static void fail(const uint32_t failed[], size_t count, area *a)
{
    for (size_t f = 0; f < count; f++) {
        uint32_t firm = failed[f];
        if (a->down[firm] > 0)
            continue;
        a->down[firm] = a->up[firm] = 1;
        add(&a->touched, firm);
        add(&a->fallen, firm);
        add(&a->idled, firm);
    }
}

static void wipe(area *a)
{
    for (size_t k = 0; k < a->touched.count; k++) {
        uint32_t firm = a->touched.item[k];
        a->down[firm] = a->up[firm] = a->effect[firm] = 0;
    }
}

static double loss_of(const qp_risk *risk, const area *a)
{
    qp_sum lost = {0};
    for (size_t k = 0; k < a->touched.count; k++) {
        uint32_t firm = a->touched.item[k];
        qp_sum_add(&lost,
                   risk->output[firm] * fmax(a->down[firm], a->up[firm]));
    }
    return risk->total > 0 ? at_most_1(qp_sum_value(&lost) / risk->total) : NAN;
}

double qp_systemic_risk(const qp_risk *risk, const uint32_t failed[],
                        size_t count, double stop, void *room)
{
    area a = carve(risk, room);
    fail(failed, count, &a);
    double change = count > 0 ? 1 : 0;
    for (int round = 1; change > stop && round < QP_MOST_ROUNDS; round++) {
        ask_next(risk, &a);
        change = fmax(step_down(risk, &a), step_up(risk, &a));
    }
    double loss = loss_of(risk, &a);
    wipe(&a);
    return loss;
}

void qp_essential_reach(const qp_risk *risk, double reach[])
{
    const qp_risk_links *to = &risk->to;
    for (size_t i = 0; i < risk->n; i++)
        reach[i] = 0;
    for (size_t i = 0; i < risk->n; i++) {
        const size_t *start = to->start + KINDS * i;
        for (size_t l = start[QP_ESSENTIAL]; l < start[QP_NON_ESSENTIAL]; l++)
            reach[to->other[l]] += fabs(to->share[l]) * risk->output[i];
    }
}
