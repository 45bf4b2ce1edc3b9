/* SPDX-License-Identifier: MIT */
/**
 * @file figure/chain_map_ends.h
 * @brief Where the chain reaches, and on whom it hangs.
 *
 *      Products that science reaches        Fewest actors that cut every way
 *      North         o-----------*          from science: 2 (Bolt, Nuts)
 *      South                   o *          Output lost if it failed
 *              0        0.5       1         Bolt  ==========|--  0.8
 */
#ifndef QP_FIGURE_CHAIN_MAP_ENDS_H
#define QP_FIGURE_CHAIN_MAP_ENDS_H

#include "figure/chain_map_strips.h"

/** Draw both, side by side, each as far as something of it is told. */
void qp_chain_ends(qp_chain_pen *pen);

#endif
