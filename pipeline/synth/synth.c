/* SPDX-License-Identifier: MIT */
#include "synth/synth.h"

#include "synth/moves.h"
#include "synth/tables.h"
#include "synth/ties.h"

/* --------------------------------------------------------------- the folder */

/** A folder that is asked for its files. */
typedef struct {
    const char *folder;
    qp_text path; ///< of the file asked for last
    bool lost;    ///< memory ran out; what was answered means nothing
} asking;

static bool holds(asking *ask, const char *name, const char *ending)
{
    qp_text_empty(&ask->path);
    qp_text_addf(&ask->path, "%s/%s%s", ask->folder, name, ending);
    ask->lost |= ask->path.failed;
    return !ask->lost && qp_file_exists(ask->path.bytes);
}

/* A table that we did not make is somebody's own, and would be lost. */
static const char *table_of_others(asking *ask)
{
    if (holds(ask, "truth", ".csv"))
        return NULL;
    for (size_t t = 0; t < QP_TABLE_COUNT; t++)
        if (holds(ask, qp_schemas[t].name, ".csv") ||
            holds(ask, qp_schemas[t].name, ".csv.gz"))
            return qp_schemas[t].name;
    return NULL;
}

static qp_status spare_tables(const char *folder, qp_error *err)
{
    asking ask = {.folder = folder};
    const char *table = table_of_others(&ask);
    qp_status status = QP_OK;
    if (ask.lost)
        status = qp_fail(err, QP_E_MEMORY, "%s", folder);
    else if (table != NULL)
        status = qp_fail(err, QP_E_MISUSE,
                         "%s holds a table %s that qipan-synth did not make; "
                         "name a folder of its own",
                         folder, table);
    qp_text_clear(&ask.path);
    return status;
}

/* ------------------------------------------------------------------- tables */

static qp_status write_table(const qp_plan *plan, const qp_synth_table *table,
                             const char *folder, qp_error *err)
{
    qp_sheet sheet = {.threads = plan->options->threads};
    qp_status status = qp_sheet_open(&sheet, folder, table->name,
                                     table->columns, err);
    if (status == QP_OK)
        status = qp_sheet_add(&sheet, qp_synth_pieces(plan, table),
                              table->write, plan, err);
    if (status == QP_OK)
        status = qp_sheet_publish(&sheet, err);
    qp_sheet_discard(&sheet);
    return status;
}

/* -------------------------------------------------------------------- links */

static const char link_columns[] =
    "from,to,layer,weight,date,product,essentiality,source";

static qp_status add_moves(qp_sheet *sheet, const qp_plan *plan, qp_error *err)
{
    qp_status status = QP_OK;
    for (int layer = 0; layer < QP_MOVES_COUNT && status == QP_OK; layer++) {
        const qp_moves_piece piece = {plan, (qp_moves)layer};
        status = qp_sheet_add(sheet, plan->places.region_count, qp_moves_write,
                              &piece, err);
    }
    return status;
}

/* What moves and chokepoints left of the links; these are known now. */
static qp_status add_ties(qp_sheet *sheet, const qp_plan *plan, qp_ties *ties,
                          qp_error *err)
{
    uint64_t left = plan->options->links - sheet->rows;
    qp_status status = qp_ties_share(ties, left, err);
    for (size_t b = 0; b < QP_TIE_BUNDLES && status == QP_OK; b++)
        status = qp_sheet_add(sheet, qp_ties_pieces(&ties->bundles[b]),
                              qp_ties_write, &ties->bundles[b], err);
    return status;
}

static qp_status write_links(const qp_plan *plan, qp_ties *ties,
                             const char *folder, qp_error *err)
{
    qp_sheet sheet = {.threads = plan->options->threads};
    qp_status status = qp_sheet_open(&sheet, folder, "links", link_columns,
                                     err);
    if (status == QP_OK)
        status = add_moves(&sheet, plan, err);
    if (status == QP_OK)
        status = qp_sheet_add(&sheet, qp_chokepoint_pieces(plan),
                              qp_chokepoint_write, plan, err);
    if (status == QP_OK)
        status = add_ties(&sheet, plan, ties, err);
    if (status == QP_OK)
        status = qp_sheet_publish(&sheet, err);
    qp_sheet_discard(&sheet);
    return status;
}

/* --------------------------------------------------------------------- room */

/* Moves take two fifths of the links at most, chokepoints one. */
static qp_status check_room(const qp_plan *plan, qp_ties *ties, qp_error *err)
{
    uint64_t links = plan->options->links;
    uint64_t needed = qp_chokepoint_links(plan);
    if (needed > links / 5)
        return qp_fail(err, QP_E_MISUSE,
                       "--links %llu is too few: the customers of %zu "
                       "chokepoints take at least %llu",
                       (unsigned long long)links, plan->options->chokepoints,
                       (unsigned long long)needed * 5);
    /* Of each pair and year, one row at least is not empty. */
    uint64_t moves = QP_MOVES_COUNT * plan->pairs * plan->years;
    return qp_ties_share(ties, links - needed - moves, err);
}

qp_status qp_synth_write(const qp_synth_options *options, const char *folder,
                         qp_error *err)
{
    qp_plan plan = {0};
    qp_ties ties = {0};
    qp_status status = spare_tables(folder, err);
    if (status == QP_OK)
        status = qp_plan_make(&plan, options, err);
    if (status == QP_OK)
        status = qp_moves_settle(&plan, err);
    if (status == QP_OK)
        status = qp_ties_measure(&ties, &plan, err);
    if (status == QP_OK)
        status = check_room(&plan, &ties, err);
    if (status == QP_OK)
        status = qp_file_make_folder(folder, err);
    for (size_t t = 0; t < QP_SYNTH_TABLES && status == QP_OK; t++)
        status = write_table(&plan, &qp_synth_tables[t], folder, err);
    if (status == QP_OK)
        status = write_links(&plan, &ties, folder, err);
    qp_ties_clear(&ties);
    qp_plan_clear(&plan);
    return status;
}
