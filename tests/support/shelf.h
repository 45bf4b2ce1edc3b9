/* SPDX-License-Identifier: MIT */
/**
 * @file support/shelf.h
 * @brief What the bearers of a little chain have of each class in one window:
 *        regions by the sizes of their portfolios, actors by having any.
 */
#ifndef QP_SUPPORT_SHELF_H
#define QP_SUPPORT_SHELF_H

#include "support/glass.h"

enum { SHELF_BEARERS = MILL_UNITS };

/** What bearers, regions or firms, have of each class. */
typedef struct {
    bool product;
    bool of_actors;
    int n;
    int unit[SHELF_BEARERS];
    bool any;                 ///< class is named
    bool named[MILL_CLASSES]; ///< is in a row at all
    double x[SHELF_BEARERS][MILL_CLASSES];
    bool present[SHELF_BEARERS][MILL_CLASSES];
} shelf;

static inline bool shelf_is_latest(const glass *v, const mill_holding *h)
{
    bool latest = glass_sees(v, h->year);
    for (int i = 0; i < v->w->holding_count; i++) {
        const mill_holding *o = &v->w->holdings[i];
        latest &= !(o->product == h->product && o->bearer == h->bearer &&
                    o->class == h->class && glass_sees(v, o->year) &&
                    o->year > h->year);
    }
    return latest;
}

/* A province that has rows of its own is not made of its cities. */
static inline bool shelf_is_covered(const glass *v, const mill_holding *h)
{
    bool covered = false;
    for (int i = 0; i < v->w->holding_count; i++) {
        const mill_holding *o = &v->w->holdings[i];
        covered |= o->product == h->product && o->bearer == MILL_FIRMS &&
                   h->bearer > MILL_FIRMS && glass_sees(v, o->year) &&
                   v->region[v->place_of[h->bearer]] == MILL_FIRMS;
    }
    return covered;
}

/* Whoever has at least its share of a class has it; 0 and 1 say so themselves.
 */
static inline void shelf_find_presences(const glass *v, shelf *s)
{
    double row[SHELF_BEARERS] = {0};
    double column[MILL_CLASSES] = {0};
    double all = 0;
    bool binary = true;
    for (int b = 0; b < s->n; b++)
        for (int c = 0; c < MILL_CLASSES; c++) {
            double x = s->x[b][c];
            row[b] += x;
            column[c] += x;
            all += x;
            binary &= x <= 0 || (x >= 1 && x <= 1);
        }
    for (int b = 0; b < s->n; b++)
        for (int c = 0; c < MILL_CLASSES; c++) {
            double quotient = s->x[b][c] * all / row[b] / column[c];
            s->present[b][c] = binary ? s->x[b][c] > 0
                                      : quotient >= 1 - 1e-9 &&
                                            s->x[b][c] >= v->options->least;
        }
}

/* Of regions where any row is of one, else of their actors. */
static inline shelf shelf_of_regions(const glass *v, bool product)
{
    shelf s = {.product = product, .of_actors = true};
    for (int i = 0; i < v->w->holding_count; i++)
        if (v->w->holdings[i].product == product &&
            v->w->holdings[i].bearer >= MILL_FIRMS)
            s.of_actors = false;
    for (; s.n < v->regions; s.n++)
        s.unit[s.n] = v->region[s.n];
    for (int i = 0; i < v->w->holding_count; i++) {
        const mill_holding *h = &v->w->holdings[i];
        if (h->product != product || (h->bearer < MILL_FIRMS) != s.of_actors)
            continue;
        s.any = s.named[h->class] = true;
        int at = v->place_of[h->bearer];
        if (at >= 0 && shelf_is_latest(v, h) && !shelf_is_covered(v, h))
            s.x[at][h->class] += h->value;
    }
    shelf_find_presences(v, &s);
    return s;
}

/* Firms and institutes with what they have, of which the regions know the
 * class; of industries, where they have none, their own. */
static inline shelf shelf_of_actors(const glass *v, const shelf *regions)
{
    shelf s = {.product = regions->product, .of_actors = true};
    for (int f = 0; f < v->w->firms; f++) {
        bool any = false;
        bool present[MILL_CLASSES] = {false};
        for (int i = 0; i < v->w->holding_count; i++) {
            const mill_holding *h = &v->w->holdings[i];
            bool has = h->product == s.product && h->bearer == f &&
                       shelf_is_latest(v, h) && h->value > 0 &&
                       regions->named[h->class];
            any |= has;
            present[h->class] |= has;
        }
        int own = v->w->firm[f].industry;
        if (!any && !s.product && own >= 0 && regions->named[own])
            any = present[own] = true;
        if (!any || !glass_is_one(v, f))
            continue;
        s.unit[s.n] = f;
        memcpy(s.present[s.n++], present, sizeof present);
    }
    return s;
}

#endif
