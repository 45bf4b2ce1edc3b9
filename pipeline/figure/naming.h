/* SPDX-License-Identifier: MIT */
/**
 * @file figure/naming.h
 * @brief The name of a row in the language of a figure: see qp_network_name.
 */
#ifndef QP_FIGURE_NAMING_H
#define QP_FIGURE_NAMING_H

#include "core/words.h"
#include "net/network.h"

const char *qp_name_of_actor(const qp_network *net, qp_row actor,
                             qp_language language);
const char *qp_name_of_thing(const qp_network *net, qp_row thing,
                             qp_language language);
const char *qp_name_of_consortium(const qp_network *net, qp_row consortium,
                                  qp_language language);
const char *qp_name_of_cluster(const qp_network *net, qp_row cluster,
                               qp_language language);
const char *qp_name_of_layer(const qp_network *net, qp_row layer,
                             qp_language language);

#endif
