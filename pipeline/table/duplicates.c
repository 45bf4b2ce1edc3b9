/* SPDX-License-Identifier: MIT */
#include "table/duplicates.h"

#include <math.h>
#include <string.h>

#include "core/digest.h"
#include "core/memory.h"

/* clang-format off */
const qp_table_key qp_table_keys[QP_TABLE_COUNT] = {
    [QP_REGIONS]        = {{QP_REGION_ID, -1, -1, -1, -1, -1}, -1},
    [QP_CLUSTERS]       = {{QP_CLUSTER_ID, -1, -1, -1, -1, -1}, -1},
    [QP_ENTERPRISES]    = {{QP_ENTERPRISE_ID, -1, -1, -1, -1, -1}, -1},
    [QP_INSTITUTES]     = {{QP_INSTITUTE_ID, -1, -1, -1, -1, -1}, -1},
    [QP_ARCHITECTS]     = {{QP_ARCHITECT_ID, -1, -1, -1, -1, -1}, -1},
    [QP_LOCATIONS]      = {{QP_LOCATION_ACTOR, QP_LOCATION_REGION, QP_LOCATION_FROM, QP_LOCATION_UNTIL, -1, -1}, -1},
    [QP_CONSORTIA]      = {{QP_CONSORTIUM_ID, -1, -1, -1, -1, -1}, -1},
    [QP_MEMBERSHIPS]    = {{QP_MEMBERSHIP_CONSORTIUM, QP_MEMBERSHIP_MEMBER, QP_MEMBERSHIP_ROLE, -1, -1, -1}, QP_MEMBERSHIP_WEIGHT},
    [QP_PROJECTIONS]    = {{QP_PROJECTION_CONSORTIUM, QP_PROJECTION_LAYER, QP_PROJECTION_FORM, -1, -1, -1}, -1},
    [QP_THINGS]         = {{QP_THING_ID, -1, -1, -1, -1, -1}, -1},
    [QP_LAYERS]         = {{QP_LAYER_ID, -1, -1, -1, -1, -1}, -1},
    [QP_LINKS]          = {{QP_LINK_FROM, QP_LINK_TO, QP_LINK_LAYER, QP_LINK_DATE, QP_LINK_UNTIL, QP_LINK_PRODUCT}, QP_LINK_WEIGHT},
    [QP_PAIRS]          = {{QP_PAIR_FROM, QP_PAIR_TO, QP_PAIR_MEASURE, -1, -1, -1}, QP_PAIR_VALUE},
    [QP_PORTFOLIO]      = {{QP_PORTFOLIO_REGION, QP_PORTFOLIO_ACTOR, QP_PORTFOLIO_INDUSTRY, QP_PORTFOLIO_PRODUCT, QP_PORTFOLIO_DATE, -1}, QP_PORTFOLIO_VALUE},
    [QP_INDICATORS]     = {{QP_INDICATOR_REGION, QP_INDICATOR_ID, QP_INDICATOR_DATE, -1, -1, -1}, QP_INDICATOR_VALUE},
    [QP_INDICATOR_DEFS] = {{QP_DEF_INDICATOR, -1, -1, -1, -1, -1}, -1},
    [QP_RELATEDNESS]    = {{QP_RELATED_A, QP_RELATED_B, -1, -1, -1, -1}, -1},
    [QP_STATEMENTS]     = {{QP_STATEMENT_SUBJECT, QP_STATEMENT_TOPIC, QP_STATEMENT_TEXT, QP_STATEMENT_SOURCE, -1, -1}, -1},
    [QP_CLAIMS]         = {{QP_CLAIM_ID, -1, -1, -1, -1, -1}, -1},
    [QP_SOURCES]        = {{QP_SOURCE_ID, -1, -1, -1, -1, -1}, -1},
};
/* clang-format on */

/** The key of a row in numbers: texts and choices by theirs, dates by their
 * days. */
typedef struct {
    int64_t parts[QP_MOST_KEY];
} key;

typedef struct {
    qp_table *table;
    const qp_table_key *of;
    uint32_t *slots; ///< [slot_count] rows; QP_NONE where free
    size_t slot_count;
} joining;

static bool is_whole(const joining *j, size_t row)
{
    for (size_t i = 0; i < QP_MOST_KEY && j->of->columns[i] >= 0; i++) {
        size_t column = (size_t)j->of->columns[i];
        if (j->table->schema->columns[column].required &&
            qp_table_is_blank(j->table, column, row))
            return false;
    }
    return true;
}

static int64_t part_of(const qp_cells *cells, size_t row)
{
    if (cells->text != NULL)
        return cells->text[row];
    if (cells->period != NULL)
        return (int64_t)cells->period[row].from * ((int64_t)1 << 32) +
               (int64_t)(uint32_t)cells->period[row].until;
    if (cells->number != NULL && !isnan(cells->number[row]))
        return (int64_t)cells->number[row]; /* of a choice */
    return -1;
}

static key key_of(const joining *j, size_t row)
{
    key k = {{0}};
    for (size_t i = 0; i < QP_MOST_KEY && j->of->columns[i] >= 0; i++)
        k.parts[i] = part_of(&j->table->columns[j->of->columns[i]], row);
    return k;
}

/* The slot of the row with this key, or the free one where it belongs. */
static size_t slot_of(const joining *j, const key *k)
{
    size_t slot = qp_digest_short(k, sizeof *k) & (j->slot_count - 1);
    while (j->slots[slot] != QP_NONE) {
        key other = key_of(j, j->slots[slot]);
        if (memcmp(&other, k, sizeof other) == 0)
            break;
        slot = (slot + 1) & (j->slot_count - 1);
    }
    return slot;
}

/* Give the first row what it lacks of another. */
static void fill(qp_table *table, size_t first, size_t row)
{
    for (size_t k = 0; k < table->schema->column_count; k++)
        if (table->columns[k].present && qp_table_is_blank(table, k, first))
            qp_table_copy_cell(table, k, first, row);
}

static void add_up(const joining *j, size_t first, size_t row)
{
    double *amounts = j->table->columns[j->of->amount].number;
    if (amounts == NULL || isnan(amounts[row]))
        return;
    amounts[first] = isnan(amounts[first]) ? amounts[row]
                                           : amounts[first] + amounts[row];
}

static void join_rows(joining *j, qp_duplicates policy, size_t from,
                      uint32_t *place)
{
    qp_table *table = j->table;
    size_t to = 0;
    for (size_t row = 0; row < table->row_count; row++) {
        key k = key_of(j, row);
        size_t slot = slot_of(j, &k);
        bool first = j->slots[slot] == QP_NONE || !is_whole(j, row);
        if (row >= from && !first) {
            if (policy == QP_DUPLICATES_SUM && j->of->amount >= 0)
                add_up(j, j->slots[slot], row);
            fill(table, j->slots[slot], row);
            place[row] = QP_NONE;
            continue;
        }
        qp_table_move(table, to, row, 1);
        if (j->slots[slot] == QP_NONE && is_whole(j, to))
            j->slots[slot] = (uint32_t)to;
        place[row] = (uint32_t)to++;
    }
    table->row_count = to;
}

qp_status qp_duplicates_join(qp_table *table, qp_duplicates policy, size_t from,
                             size_t *joined, qp_error *err)
{
    size_t rows = table->row_count;
    *joined = 0;
    if (policy == QP_DUPLICATES_ERROR || from == rows)
        return QP_OK;
    joining j = {.table = table,
                 .of = &qp_table_keys[table->schema - qp_schemas],
                 .slot_count = 64};
    while (j.slot_count < rows * 2)
        j.slot_count *= 2;
    j.slots = qp_acquire(j.slot_count, sizeof *j.slots);
    uint32_t *place = qp_acquire(rows, sizeof *place);
    bool room = j.slots != NULL && place != NULL;
    if (room) {
        memset(j.slots, 0xFF, j.slot_count * sizeof *j.slots);
        join_rows(&j, policy, from, place);
        qp_table_move_refusals(table, place);
        *joined = rows - table->row_count;
    }
    qp_release(j.slots);
    qp_release(place);
    return room ? QP_OK
                : qp_fail(err, QP_E_MEMORY, "no memory to join %zu rows", rows);
}
