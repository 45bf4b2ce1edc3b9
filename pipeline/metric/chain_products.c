/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "core/memory.h"
#include "metric/chain_run.h"
#include "metric/sales.h"

/** What is known of the makers of a class. */
typedef enum { NOBODY, UNKNOWN, HOME } makers;

/** A class that is made in a region. */
typedef struct {
    uint32_t region; ///< position among those measured
    qp_string class; ///< text of the network
    makers makers;   ///< UNKNOWN or HOME
} making;

/** The window at hand. */
typedef struct {
    qp_chain_run *run;
    bool *named;    ///< [texts] is it a class of products?
    makers *makers; ///< [texts]
    making *list;   ///< [count]
    size_t count;
    size_t room;
    double classes; ///< those named
} making_up;

/* ------------------------------------------------------------------- makers */

/* A region that is measured is at home: the rest of the world is not. */
static makers maker_is(const making_up *m, qp_row actor)
{
    const qp_actors *actors = &m->run->base.net->actors;
    qp_string country = qp_optional_row(actors->country, actor);
    if (actors->kind[actor] == QP_KIND_REGION)
        return qp_run_place(&m->run->base, actor) != QP_NONE ? HOME : NOBODY;
    if (country == QP_NONE)
        return UNKNOWN;
    return qp_home_has(m->run->base.net, m->run->options->home, country)
               ? HOME
               : NOBODY;
}

static qp_status take(making_up *m, qp_row actor, qp_string class)
{
    makers is = maker_is(m, actor);
    uint32_t place = qp_run_place(&m->run->base, actor);
    m->named[class] = true;
    m->makers[class] = is > m->makers[class] ? is : m->makers[class];
    if (is == NOBODY || place == QP_NONE)
        return QP_OK;
    if (!qp_grow((void **)&m->list, &m->room, m->count, sizeof *m->list))
        return qp_run_no_memory(&m->run->base);
    m->list[m->count++] = (making){place, class, is};
    return QP_OK;
}

/* Who stands for many is nobody's maker. */
static bool is_one(const making_up *m, qp_row actor)
{
    return qp_optional_number(m->run->base.net->actors.group, actor) != 1;
}

static bool is_in(qp_period window, qp_period row)
{
    if (window.from == QP_NO_DAY)
        return true;
    return row.from != QP_NO_DAY && row.from >= window.from &&
           row.from < window.until;
}

/* Rows of one bearer and product follow each other, an undated one first and
 * the latest last: it alone counts, as of metric/structure.h. */
static bool is_latest(const making_up *m, size_t row)
{
    const qp_portfolio *p = &m->run->base.net->portfolio;
    size_t next = row + 1;
    return next == p->count || p->actor[next] != p->actor[row] ||
           p->product[next] != p->product[row] ||
           !is_in(m->run->window, p->period[next]);
}

static qp_status take_portfolio(making_up *m)
{
    const qp_portfolio *p = &m->run->base.net->portfolio;
    qp_status status = QP_OK;
    for (size_t r = 0; r < p->count && status == QP_OK; r++) {
        qp_string class = qp_optional_row(p->product, r);
        if (class != QP_NONE && p->value[r] > 0 && is_one(m, p->actor[r]) &&
            is_in(m->run->window, p->period[r]) && is_latest(m, r))
            status = take(m, p->actor[r], class);
    }
    return status;
}

static qp_status take_sales(making_up *m, qp_row layer)
{
    qp_run *base = &m->run->base;
    qp_sales sales = {0};
    qp_status status = qp_sales_gather(base->net, layer, m->run->window, &sales,
                                       base->err);
    for (size_t s = 0; s < sales.count && status == QP_OK; s++)
        if (sales.rows[s].product != QP_NONE)
            status = take(m, sales.rows[s].supplier, sales.rows[s].product);
    qp_sales_clear(&sales);
    return status;
}

static qp_status take_layers(making_up *m)
{
    const qp_network *net = m->run->base.net;
    qp_row *layers = qp_acquire(m->run->frame->layer_count, sizeof *layers);
    if (layers == NULL)
        return qp_run_no_memory(&m->run->base);
    size_t count = qp_chain_layers(m->run, 1U << QP_ROLE_SUPPLY, layers);
    qp_status status = QP_OK;
    for (size_t l = 0; l < count && status == QP_OK; l++)
        if (net->layers.directed[layers[l]])
            status = take_sales(m, layers[l]);
    qp_release(layers);
    return status;
}

/* --------------------------------------------------------------------- rows */

/** Classes that are made, and those of which it is not known. */
typedef struct {
    double home;
    double unknown;
} made;

static qp_status add_row(const making_up *m, qp_scope scope, qp_string subject,
                         const made *own)
{
    qp_run *base = &m->run->base;
    qp_panel_row row = qp_run_row(base, QP_M_PRODUCT_COMPLETENESS, subject);
    bool known = qp_home_is_known(m->run->base.net, m->run->options->home);
    row.scope = scope;
    row.n = m->classes;
    qp_frame_give(&row, known ? own->home / m->classes : NAN,
                  m->classes > 0 ? QP_REASON_NO_HOME : QP_REASON_NO_PORTFOLIO);
    if (!isnan(row.value) && own->unknown > 0) {
        row.low = row.value;
        row.high = (own->home + own->unknown) / m->classes;
        row.flags |= 1U << QP_FLAG_BOUNDS;
    }
    return qp_run_add(base, &row);
}

static int by_place(const void *left, const void *right)
{
    const making *a = left;
    const making *b = right;
    if (a->region != b->region)
        return a->region < b->region ? -1 : 1;
    if (a->class != b->class)
        return a->class < b->class ? -1 : 1;
    return (a->makers < b->makers) - (a->makers > b->makers);
}

/* Of a class the best that is known of its makers comes first. */
static qp_status add_regions(const making_up *m)
{
    const qp_run *base = &m->run->base;
    qp_status status = QP_OK;
    size_t next = 0;
    for (uint32_t r = 0; r < base->region_count && status == QP_OK; r++) {
        made own = {0};
        for (; next < m->count && m->list[next].region == r; next++) {
            const making *now = &m->list[next];
            if (next > 0 && now[-1].region == r && now[-1].class == now->class)
                continue;
            own.home += now->makers == HOME ? 1 : 0;
            own.unknown += now->makers == UNKNOWN ? 1 : 0;
        }
        status = add_row(m, QP_SCOPE_REGION, base->region_text[r], &own);
    }
    return status;
}

static qp_status add_rows(making_up *m)
{
    made all = {0};
    for (size_t t = 0; t < m->run->base.net->text.count; t++) {
        m->classes += m->named[t] ? 1 : 0;
        all.home += m->makers[t] == HOME ? 1 : 0;
        all.unknown += m->makers[t] == UNKNOWN ? 1 : 0;
    }
    qp_status status = add_row(m, QP_SCOPE_SYSTEM, m->run->base.all, &all);
    return status == QP_OK ? add_regions(m) : status;
}

qp_status qp_chain_products(qp_chain_run *run)
{
    size_t texts = run->base.net->text.count;
    making_up m = {.run = run,
                   .named = qp_acquire(texts, sizeof *m.named),
                   .makers = qp_acquire(texts, sizeof *m.makers)};
    qp_status status = m.named != NULL && m.makers != NULL
                           ? take_portfolio(&m)
                           : qp_run_no_memory(&run->base);
    if (status == QP_OK)
        status = take_layers(&m);
    if (status == QP_OK && m.count > 0)
        qsort(m.list, m.count, sizeof *m.list, by_place);
    if (status == QP_OK)
        status = add_rows(&m);
    qp_release(m.named);
    qp_release(m.makers);
    qp_release(m.list);
    return status;
}
