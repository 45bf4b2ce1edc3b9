/* SPDX-License-Identifier: MIT */
/**
 * @file metric/chain_gaps.h
 * @brief What M19 and the table of substitutes stand on: the portfolios of the
 *        window at hand, who bears them, who sells what, and how near somebody
 *        is to a class or product; internal to metric/.
 *
 *      name      sold by               class of             stands by
 *      litho     asml                  portfolio:product
 *      control   abroad (chips)        none                 chips, of
 *                                                           portfolio:industry
 */
#ifndef QP_METRIC_CHAIN_GAPS_H
#define QP_METRIC_CHAIN_GAPS_H

#include "metric/candidates.h"
#include "metric/chain_run.h"
#include "metric/market.h"
#include "metric/relations.h"

/** Who has which classes. */
typedef struct {
    qp_two_mode table; ///< its columns are those below
    size_t *start;     ///< [rows + 1]
    uint32_t *column;  ///< [start[rows]]
    qp_row *actor;     ///< [rows] actor row, ascending
} qp_chain_bearers;

/** One portfolio; without classes there is none. */
typedef struct {
    qp_structure structure;
    qp_relations relations;
    size_t region_used;       ///< regions that have anything
    qp_chain_bearers regions; ///< those measured, with what is present
    qp_chain_bearers actors;  ///< enterprises and institutes that stand for
                              ///< nobody else, with what they have themselves:
                              ///< rows of the window, else their industry
} qp_chain_portfolio;

/** `{0}` with its run is empty. */
typedef struct {
    qp_chain_run *run;
    qp_chain_portfolio of[QP_STRUCTURE_KIND_COUNT];
    size_t market_count;
    qp_row *layer;      ///< [market_count] directed ones of supply
    qp_market *markets; ///< [market_count]
} qp_chain_ground;

/**
 * Gather it.
 * @param[out] ground  its run is set; clear it after use, also on failure
 * @retval QP_E_MEMORY  no room
 */
QP_CHECKED qp_status qp_chain_ground_gather(qp_chain_ground *ground);

void qp_chain_ground_clear(qp_chain_ground *ground);

/** A class or product, and how the classes of a portfolio relate to it. */
typedef struct {
    qp_string name;         ///< text of the network
    qp_structure_kind kind; ///< of its portfolio; QP_STRUCTURE_KIND_COUNT: no
                            ///< portfolio knows it
    bool stands_in;         ///< it is no class: its industry stands for it
    qp_gap gap;
} qp_chain_gap;

/** Find a product among the classes of products, else of industries, else by
 * the industry of its largest seller. O(log classes + its sales + classes). */
qp_chain_gap qp_chain_gap_find(const qp_chain_ground *ground, qp_string name);

/** Those of a market who sell a product: deals first ... end - 1. */
typedef struct {
    size_t first;
    size_t end;
} qp_chain_sellers;

/** O(log deals + its deals). */
qp_chain_sellers qp_chain_sellers_of(const qp_market *market, qp_string name);

/** The enterprises nearest to each of some gaps. */
typedef struct {
    size_t most;        ///< as many are told of a gap; set before
    size_t *count;      ///< [gaps] how many could fill it
    qp_candidate *best; ///< [gaps * most] those told, ranked; the bearer is a
                        ///< row of the actors
} qp_chain_firms;

/**
 * Find the enterprises that could fill gaps: they neither have nor sell it, and
 * have something that is related. Gaps that no portfolio knows have none.
 *
 * @param[in]     gap    [count]
 * @param[in,out] firms  its most is set; clear it after use, also on failure
 * @retval QP_E_MEMORY  no room
 *
 * @par Cost
 * O(gaps log gaps + places) time; of each class that gaps are of, or stand by,
 * O(classes + places of related classes); of each gap O(its sales + c log most)
 * time, c enterprises having something related. Where every class is related
 * to every other this is enterprises times gaps, some nanoseconds each.
 */
QP_CHECKED qp_status qp_chain_firms_find(const qp_chain_ground *ground,
                                         const qp_chain_gap *const gap[],
                                         size_t count, qp_chain_firms *firms);

void qp_chain_firms_clear(qp_chain_firms *firms);

#define QP_CHAIN_MOST_DRAWN 2e8 ///< places of a table times replicates

/** A density that is held against chance. */
typedef struct {
    const qp_gap *gap;
    uint32_t bearer; ///< row of the table
    double density;  ///< as observed
    double expected; ///< set: its mean by chance; NaN: chance was not asked
    double quantile; ///< set: share of the draws with as much or less
} qp_chain_asked;

/**
 * Hold densities against portfolios drawn by chance, each with as many classes,
 * each class as common; relatedness stays as it is.
 *
 * @param[in]     name     of the question to chance
 * @param[in]     bearers  of the portfolio
 * @param[in,out] asked    [count]
 *
 * @par Cost
 * Replicates times qp_curveball_draw and O(count x classes of a bearer).
 * Nothing is drawn of a table above QP_CHAIN_MOST_DRAWN.
 */
QP_CHECKED qp_status qp_chain_ask_densities(qp_chain_run *run, const char *name,
                                            const qp_chain_bearers *bearers,
                                            qp_chain_asked asked[],
                                            size_t count);

#endif
