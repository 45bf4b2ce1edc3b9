/* SPDX-License-Identifier: MIT */
#include "net/circle.h"

#include <string.h>

#include "core/memory.h"
#include "net/columns.h"

/* Climb from a row until one that was met before. Met on this climb, it is on a
 * circle; every row is climbed through once in all. */
static qp_row find_circle(const qp_row parent[], qp_row row, qp_row climb[])
{
    qp_row at = row;
    for (; at != QP_NONE && climb[at] == QP_NONE; at = parent[at])
        climb[at] = row;
    return at != QP_NONE && climb[at] == row ? at : QP_NONE;
}

bool qp_family_is_tree(const qp_row parent[], size_t count, qp_row climb[])
{
    for (size_t i = 0; i < count; i++)
        if (find_circle(parent, (qp_row)i, climb) != QP_NONE)
            return false;
    return true;
}

/* "A, B, A", at most a few of them. */
static void add_circle(const qp_row parent[], const qp_idlist *list, size_t i,
                       qp_text *out)
{
    enum { MOST = 6 };
    char shown[QP_SHOWN_SIZE];
    size_t at = i;
    for (int n = 0; n < MOST && (n == 0 || at != i); n++) {
        const char *id = list->rows[at].text;
        qp_text_addf(out, "%s, ", qp_text_shown(id, strlen(id), shown));
        at = parent[at];
    }
    const char *id = list->rows[i].text;
    qp_text_addf(out, "%s%s", at != i ? "..., " : "",
                 qp_text_shown(id, strlen(id), shown));
}

static qp_status refuse_circle(qp_builder *b, const qp_idlist *list,
                               const qp_family *family, size_t i)
{
    char shown[QP_SHOWN_SIZE];
    const qp_listed *row = &list->rows[i];
    qp_text circle = {0};
    add_circle(family->parent, list, i, &circle);
    qp_status status = qp_text_status(&circle, b->err);
    if (status == QP_OK)
        status = qp_builder_tell(
            b, family->rule, (qp_spot){row->table, row->row, family->column},
            "parents form a tree", "%s '%s' contains itself: %s", family->noun,
            qp_text_shown(row->text, strlen(row->text), shown), circle.bytes);
    qp_text_clear(&circle);
    return status;
}

/* The row of a circle that is first by id. */
static size_t first_of_circle(const qp_row parent[], size_t i)
{
    size_t first = i;
    for (size_t at = parent[i]; at != i; at = parent[at])
        first = at < first ? at : first;
    return first;
}

qp_status qp_family_refuse_circles(qp_builder *b, const qp_idlist *list,
                                   const qp_family *family)
{
    if (family->parent == NULL)
        return QP_OK;
    qp_row *climb = qp_column_make(QP_COLUMN_ROW, list->count);
    if (climb == NULL)
        return qp_builder_no_memory(b);
    qp_status status = QP_OK;
    for (size_t i = 0; i < list->count && status == QP_OK; i++) {
        qp_row at = find_circle(family->parent, (qp_row)i, climb);
        if (at != QP_NONE)
            status = refuse_circle(b, list, family,
                                   first_of_circle(family->parent, at));
    }
    qp_release(climb);
    return status;
}
