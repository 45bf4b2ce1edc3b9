/* SPDX-License-Identifier: MIT */
/**
 * @file figure/plan.h
 * @brief Which figures a dataset gets, and how they look: as a specification
 *        says (docs/figures.md), or without one those that have something to
 *        show.
 *
 *      figures.json ──▶ entries ──▶ files          entry   flow-map, two layers,
 *      the caller   ──▶                                    en and zh
 *      or nothing   ──▶                            files   four: one a layer and
 *                                                          language
 *
 * What an entry says goes before what the caller says, and that before what
 * the specification says of all its figures.
 */
#ifndef QP_FIGURE_PLAN_H
#define QP_FIGURE_PLAN_H

#include "figure/gallery.h"
#include "table/json_read.h"

/** How figures look; texts borrowed. */
typedef struct {
    bool windowed; ///< a window is said
    qp_period window;
    bool languages[QP_LANGUAGE_COUNT]; ///< one file each; none: not said
    int width_mm;                      ///< 0: not said
    int theme;                         ///< qp_theme, or -1: not said
    const char *level;                 ///< NULL: not said
    const char *basemap; ///< "coast", "none" or a path; NULL: not said
    const char *labels;  ///< path of a table of labels; NULL: none
    const char *notice;  ///< NULL: none
} qp_plan_look;

/** Nothing is said. */
extern const qp_plan_look qp_plan_plain;

/** Layers or actors that figures are drawn of. */
typedef struct {
    qp_row *rows; ///< [count] none: all, where there is something to show
    size_t count;
} qp_plan_rows;

typedef struct {
    const qp_figure *figure;
    qp_place place;   ///< in the specification; line 0 without one
    bool asked;       ///< it is drawn whatever it holds
    const char *name; ///< of its file; NULL: that of the figure
    const char *title[QP_LANGUAGE_COUNT]; ///< NULL: its own
    qp_plan_rows of;
    qp_plan_look look;
} qp_plan_entry;

typedef struct {
    const qp_plan_entry *entry;
    qp_row row; ///< layer or actor; QP_NONE: the network
    qp_language language;
    qp_text name; ///< without folder and ".dot"
} qp_plan_file;

typedef struct {
    /* what the caller says */
    qp_plan_look given;
    qp_plan_rows layers; ///< of entries that name none
    qp_plan_rows actors;
    const char *const *wanted; ///< names of figures, ends in NULL; NULL: all
    /* what comes of it */
    qp_plan_entry *entries; ///< [entry_count]
    size_t entry_count;
    qp_plan_file *files; ///< [file_count] of entries in turn
    size_t file_count;
    size_t file_room;
    struct json_t *json; ///< of which texts are borrowed
    qp_text *paths;      ///< [path_count] likewise
    size_t path_count;
} qp_plan;

/**
 * Understand a specification.
 *
 * @param[in,out] plan      holds what the caller says
 * @param[in]     json      the text of figures.json
 * @param[in]     path      of the file: findings call it so, and what it names
 *                          is found beside it
 * @param[out]    findings  wrong syntax, keys and values, each with its place
 * @retval QP_E_MEMORY      no room
 */
QP_CHECKED qp_status qp_plan_read(qp_plan *plan, const qp_text *json,
                                  const char *path, const qp_network *net,
                                  qp_findings *findings, qp_error *err);

/** An entry for each figure that is wanted, or without a wish has something to
 * show, and of which there is none yet; they look as the caller says. */
QP_CHECKED qp_status qp_plan_usual(qp_plan *plan, qp_error *err);

/** What a figure of an entry is told; the network, the panel and the base map
 * are the caller's to add. */
qp_figure_options qp_plan_options(const qp_plan_file *file);

/**
 * From entries to files. Two of one name are a finding.
 * @param[in] panel  as qp_figure_options has it
 */
QP_CHECKED qp_status qp_plan_files(qp_plan *plan, const qp_network *net,
                                   const qp_panel *panel, qp_findings *findings,
                                   qp_error *err);

void qp_plan_clear(qp_plan *plan);

#endif
