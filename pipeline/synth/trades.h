/* SPDX-License-Identifier: MIT */
/**
 * @file synth/trades.h
 * @brief The industries there are, and what each makes.
 */
#ifndef QP_SYNTH_TRADES_H
#define QP_SYNTH_TRADES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/words.h"

enum {
    QP_TRADE_COUNT = 12,    ///< isomorphism wants ten classes at least
    QP_TRADES_OF_REGION = 3 ///< industries that a region is good at
};

typedef struct {
    const char *id; ///< "batteries"
    qp_word name;
    const char *product; ///< "battery-cell": what its enterprises deliver
    qp_word product_name;
    bool needs_chip; ///< cannot do without the products of chokepoints
} qp_trade;

extern const qp_trade qp_trades[QP_TRADE_COUNT];

/** The maker of a chokepoint is of this industry. */
enum { QP_TRADE_CHIPS = 4 };

/**
 * The industries that a region is good at; place 0 is what it is best at.
 *
 * @param[in] region  any number; twelve regions in a row differ
 * @param[in] common  those of the common profile instead
 * @param[in] place   0 <= place < QP_TRADES_OF_REGION
 */
size_t qp_trade_of(size_t region, bool common, size_t place);

#endif
