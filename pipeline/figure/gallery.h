/* SPDX-License-Identifier: MIT */
/**
 * @file figure/gallery.h
 * @brief The figures there are: one line of a table each.
 *
 * A figure is asked for by what all are told alike and takes of it what it
 * carries.
 */
#ifndef QP_FIGURE_GALLERY_H
#define QP_FIGURE_GALLERY_H

#include "core/words.h"
#include "figure/paper.h"
#include "net/network.h"
#include "panel/panel.h"

/** All names, in byte order. */
#define QP_FIGURE_NAMES                                              \
    "chain, coefficients, ego, evidence, flow-map, funnel, matrix, " \
    "multiplex, ranking, relatedness, rings, scorecard, similarity"

/** What a figure is told. All borrowed. */
typedef struct {
    const qp_network *net;
    const qp_panel *panel; ///< sorted; all that was measured
    qp_row layer;          ///< of a figure of one layer; else QP_NONE
    qp_row actor;          ///< of a figure of one actor or architect; else
                           ///< QP_NONE
    qp_period window;      ///< QP_NO_PERIOD: the whole period
    qp_language language;
    const char *level;   ///< region kind; NULL: as the figure finds best
    const char *basemap; ///< path of a land outline; NULL: none
    qp_paper paper;
} qp_figure_options;

/** A figure shows the network, one layer of it, one actor in it, or one of its
 * supply-chain architects. */
typedef enum {
    QP_FIGURE_OF_NETWORK,
    QP_FIGURE_OF_LAYER,
    QP_FIGURE_OF_ACTOR,
    QP_FIGURE_OF_ARCHITECT
} qp_figure_topic;

/** What a figure makes use of; bits. Language and paper every one does. */
typedef enum {
    QP_FIGURE_TAKES_WINDOW = 1,
    QP_FIGURE_TAKES_LEVEL = 2,
    QP_FIGURE_TAKES_BASEMAP = 4,
    QP_FIGURE_TAKES_NARROW = 8 ///< it can be drawn 90 mm wide
} qp_figure_takes;

typedef struct {
    const char *name;
    qp_figure_topic topic;
    unsigned takes;
    /** Is there something to show? If not, it is drawn only when it was asked
     * for. NULL: it always is. */
    bool (*has_something)(const qp_figure_options *options);
    qp_status (*draw)(const qp_figure_options *options, qp_text *dot,
                      qp_error *err);
} qp_figure;

extern const qp_figure qp_figures[]; ///< [qp_figure_count] by name
extern const size_t qp_figure_count;

/** Is it drawn of one actor: of any, or of an architect? */
bool qp_figure_is_of_actor(const qp_figure *figure);

/** @return NULL: there is none of this name */
const qp_figure *qp_figure_named(const char *name);

#endif
