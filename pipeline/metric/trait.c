/* SPDX-License-Identifier: MIT */
#include "metric/trait.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

/** Where a column is, and of what its values are. */
typedef struct {
    const char *name;
    enum { TEXT, NUMBER, BYTE } type;
    size_t offset;      ///< in qp_actors
    size_t class_count; ///< of a number or byte
} field;

#define AT(column) offsetof(qp_actors, column)

/* clang-format off */
static const field fields[] = {
/*   name              type    where               classes           */
    {"country",        TEXT,   AT(country),        0},
    {"industry",       TEXT,   AT(industry),       0},
    {"institute_kind", TEXT,   AT(institute_kind), 0},
    {"kind",           BYTE,   AT(kind),           QP_KIND_COUNT},
    {"ownership",      NUMBER, AT(ownership),      8},
    {"size_class",     TEXT,   AT(size_class),     0},
    {"stages",         NUMBER, AT(stages),         8},
    {"tier",           TEXT,   AT(tier),           0},
};
/* clang-format on */

const char qp_trait_expected[] =
    "it is one of country, industry, institute_kind, kind, ownership, "
    "size_class, stages, tier";

static const field *find(const char *name)
{
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
        if (strcmp(fields[f].name, name) == 0)
            return &fields[f];
    return NULL;
}

bool qp_trait_is_known(const char *name)
{
    return find(name) != NULL;
}

/* --------------------------------------------------------------------- texts */

/** A text of the column. */
typedef struct {
    const char *text;
    qp_string string;
} label;

static int by_text(const void *left, const void *right)
{
    const label *a = left;
    const label *b = right;
    return strcmp(a->text, b->text);
}

/* Each text of the column once; it is marked in class_of. */
static size_t list(const qp_network *net, const qp_string column[],
                   uint32_t class_of[], label labels[])
{
    size_t count = 0;
    for (size_t a = 0; a < net->actors.count; a++) {
        qp_string s = column[a];
        if (s == QP_NONE || class_of[s] != 0)
            continue;
        class_of[s] = 1;
        labels[count++] = (label){qp_network_text(net, s), s};
    }
    return count;
}

static void number_texts(const qp_network *net, const qp_string column[],
                         uint32_t class_of[], label labels[], qp_trait *trait)
{
    size_t count = list(net, column, class_of, labels);
    if (count > 1)
        qsort(labels, count, sizeof *labels, by_text);
    for (size_t c = 0; c < count; c++)
        class_of[labels[c].string] = (uint32_t)c;
    for (size_t a = 0; a < net->actors.count; a++)
        if (column[a] != QP_NONE)
            trait->class[a] = class_of[column[a]];
    trait->class_count = count;
}

static bool take_texts(const qp_network *net, const qp_string column[],
                       qp_trait *trait)
{
    uint32_t *class_of = qp_acquire(net->text.count, sizeof *class_of);
    label *labels = qp_acquire(net->actors.count, sizeof *labels);
    bool made = class_of != NULL && labels != NULL;
    if (made)
        number_texts(net, column, class_of, labels, trait);
    qp_release(class_of);
    qp_release(labels);
    return made;
}

/* ------------------------------------------------------------------- choices */

static void take_numbers(const double column[], size_t count, qp_trait *trait)
{
    for (size_t a = 0; a < count; a++)
        if (!isnan(column[a]))
            trait->class[a] = (uint32_t)column[a];
}

static void take_bytes(const uint8_t column[], size_t count, qp_trait *trait)
{
    for (size_t a = 0; a < count; a++)
        trait->class[a] = column[a];
}

/* -------------------------------------------------------------------- making */

/* False when there is no memory; a column that is absent has no class. */
static bool fill(const qp_network *net, const field *f, qp_trait *trait)
{
    const void *column = NULL;
    memcpy(&column, (const char *)&net->actors + f->offset, sizeof column);
    memset(trait->class, 0xFF, net->actors.count * sizeof *trait->class);
    trait->class_count = f->class_count;
    if (column == NULL)
        return true;
    if (f->type == TEXT)
        return take_texts(net, column, trait);
    if (f->type == NUMBER)
        take_numbers(column, net->actors.count, trait);
    else
        take_bytes(column, net->actors.count, trait);
    return true;
}

qp_status qp_trait_make(const qp_network *net, const char *name,
                        qp_trait *trait, qp_error *err)
{
    const field *f = find(name);
    assert(f != NULL);
    qp_trait made = {
        .class = qp_acquire(net->actors.count, sizeof *made.class)};
    if (made.class == NULL || !fill(net, f, &made)) {
        qp_trait_clear(&made);
        return qp_fail(err, QP_E_MEMORY, "no memory for the column '%s'", name);
    }
    *trait = made;
    return QP_OK;
}

void qp_trait_clear(qp_trait *trait)
{
    qp_release(trait->class);
    *trait = (qp_trait){0};
}
