/* SPDX-License-Identifier: MIT */
#include "figure/relabel.h"

#include <math.h>
#include <string.h>

#include "core/file.h"
#include "core/memory.h"
#include "core/number.h"
#include "table/csv.h"

/* ----------------------------------------------------------------- columns */

/* Columns of the table, and of each group of rows. */
enum { ID, NAME, NAME_ZH, LON, LAT, COLUMNS };

static const char *const column_names[COLUMNS] = {
    [ID] = "id",         [NAME] = "name",     [NAME_ZH] = "name_zh",
    [LON] = "label_lon", [LAT] = "label_lat",
};

/** A kind of rows that can have other names. */
typedef struct {
    const qp_string *id;
    size_t count;
    qp_string *names[2]; ///< NAME, NAME_ZH
    double *places[2];   ///< LON, LAT; NULL: they stand where there is room
} group;

enum { GROUPS = 5 };

/** The reading of one table. */
typedef struct {
    const char *path;
    qp_network *net;
    group groups[GROUPS];
    int columns[COLUMNS]; ///< of the file: field that holds it, or -1
    size_t field_count;
    bool begun; ///< the header is read
    qp_findings *findings;
} reading;

static void *own(qp_relabelled *labels, const void *column, size_t count,
                 size_t size)
{
    unsigned char *copy = qp_acquire(count, size);
    if (copy == NULL)
        return NULL;
    labels->own[labels->own_count++] = copy;
    if (column != NULL)
        memcpy(copy, column, count * size);
    return copy;
}

static bool own_names(qp_relabelled *labels, size_t count, qp_string **name)
{
    bool blank = *name == NULL;
    qp_string *copy = own(labels, *name, count, sizeof *copy);
    for (size_t i = 0; copy != NULL && blank && i < count; i++)
        copy[i] = QP_NONE;
    *name = copy;
    return copy != NULL;
}

static bool own_places(qp_relabelled *labels, size_t count, double **place)
{
    bool blank = *place == NULL;
    double *copy = own(labels, *place, count, sizeof *copy);
    for (size_t i = 0; copy != NULL && blank && i < count; i++)
        copy[i] = NAN;
    *place = copy;
    return copy != NULL;
}

static bool own_columns(qp_relabelled *labels, group groups[GROUPS])
{
    qp_network *n = &labels->net;
    struct {
        const qp_string *id;
        size_t count;
        qp_string **name;
        qp_string **name_zh;
    } rows[GROUPS] = {
        {n->clusters.id, n->clusters.count, &n->clusters.name,
         &n->clusters.name_zh},
        {n->actors.id, n->actors.count, &n->actors.name, &n->actors.name_zh},
        {n->things.id, n->things.count, &n->things.name, &n->things.name_zh},
        {n->consortia.id, n->consortia.count, &n->consortia.name,
         &n->consortia.name_zh},
        {n->layers.id, n->layers.count, &n->layers.name, &n->layers.name_zh},
    };
    for (size_t g = 0; g < GROUPS; g++) {
        if (!own_names(labels, rows[g].count, rows[g].name) ||
            !own_names(labels, rows[g].count, rows[g].name_zh))
            return false;
        groups[g] = (group){.id = rows[g].id,
                            .count = rows[g].count,
                            .names = {*rows[g].name, *rows[g].name_zh}};
    }
    if (!own_places(labels, n->clusters.count, &n->clusters.label_lon) ||
        !own_places(labels, n->clusters.count, &n->clusters.label_lat))
        return false;
    groups[0].places[0] = n->clusters.label_lon;
    groups[0].places[1] = n->clusters.label_lat;
    return true;
}

/* ---------------------------------------------------------------- findings */

/* "id 'huawai' is nobody's" */
static qp_status tell(reading *r, const qp_field *field, const char *column,
                      const char *what, const char *expected, qp_error *err)
{
    char shown[QP_SHOWN_SIZE];
    qp_text found = {0};
    qp_text_addf(&found, "%s '%s' %s", column,
                 qp_text_shown(field->bytes, field->size, shown), what);
    qp_status status = qp_text_status(&found, err);
    const qp_place place = {r->path, field->line, field->column};
    if (status == QP_OK)
        status = qp_findings_add(r->findings, QP_RULE_FIGURES_LABELS, place,
                                 found.bytes, expected, err);
    qp_text_clear(&found);
    return status;
}

static qp_status tell_place(reading *r, uint32_t line, const char *found,
                            const char *expected, qp_error *err)
{
    const qp_place place = {r->path, line, line > 0 ? 1 : 0};
    return qp_findings_add(r->findings, QP_RULE_FIGURES_LABELS, place, found,
                           expected, err);
}

/* -------------------------------------------------------------------- rows */

static qp_status read_header(reading *r, const qp_field fields[], size_t count,
                             qp_error *err)
{
    qp_status status = QP_OK;
    r->begun = true;
    r->field_count = count;
    for (size_t f = 0; f < count && status == QP_OK; f++) {
        int column = 0;
        while (column < COLUMNS &&
               strcmp(fields[f].bytes, column_names[column]) != 0)
            column++;
        if (column < COLUMNS && r->columns[column] < 0)
            r->columns[column] = (int)f;
        else
            status = tell(r, &fields[f], "column",
                          column < COLUMNS ? "stands twice"
                                           : "is not understood",
                          "the columns are id, name, name_zh, label_lon, "
                          "label_lat",
                          err);
    }
    if (status == QP_OK && r->columns[ID] < 0)
        status = tell_place(r, fields[0].line, "column 'id' is missing",
                            "a table of labels has ids", err);
    return status;
}

static const qp_field *field_of(const reading *r, const qp_field fields[],
                                int column)
{
    int f = r->columns[column];
    return f >= 0 && fields[f].size > 0 ? &fields[f] : NULL;
}

static qp_status set_names(reading *r, const group *g, size_t row,
                           const qp_field fields[], qp_error *err)
{
    for (int n = 0; n < 2; n++) {
        const qp_field *name = field_of(r, fields, NAME + n);
        if (name == NULL)
            continue;
        g->names[n][row] = qp_pool_add(&r->net->text, name->bytes, name->size);
        if (g->names[n][row] == QP_NONE)
            return qp_fail(err, QP_E_MEMORY, "no memory for labels");
    }
    return QP_OK;
}

static qp_status set_places(reading *r, const group *g, size_t row,
                            const qp_field fields[], qp_error *err)
{
    static const double most[] = {180, 90};
    qp_status status = QP_OK;
    for (int p = 0; p < 2 && status == QP_OK; p++) {
        const qp_field *place = field_of(r, fields, LON + p);
        double degrees = NAN;
        if (place == NULL)
            continue;
        if (g->places[p] == NULL)
            status = tell(r, place, column_names[LON + p], "moves no label",
                          "labels of clusters can be moved", err);
        else if (!qp_number_read(place->bytes, place->size, &degrees) ||
                 fabs(degrees) > most[p])
            status = tell(r, place, column_names[LON + p], "is not understood",
                          p == 0 ? "it is from -180 to 180 degrees"
                                 : "it is from -90 to 90 degrees",
                          err);
        else
            g->places[p][row] = degrees;
    }
    return status;
}

static size_t find(const qp_network *net, const group *g, const char *id)
{
    size_t low = 0;
    size_t high = g->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(qp_network_text(net, g->id[middle]), id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < g->count && strcmp(qp_network_text(net, g->id[low]), id) == 0
               ? low
               : g->count;
}

/* Of several kinds of rows with this id the first takes the place. */
static qp_status read_row(reading *r, const qp_field fields[], qp_error *err)
{
    const qp_field *id = &fields[r->columns[ID]];
    qp_status status = QP_OK;
    size_t found = 0;
    for (size_t g = 0; g < GROUPS && status == QP_OK; g++) {
        size_t row = find(r->net, &r->groups[g], id->bytes);
        if (row == r->groups[g].count)
            continue;
        status = set_names(r, &r->groups[g], row, fields, err);
        if (status == QP_OK && found == 0)
            status = set_places(r, &r->groups[g], row, fields, err);
        found++;
    }
    if (status == QP_OK && found == 0)
        status = tell(r, id, "id", "is nobody's",
                      "it is that of an actor, cluster, layer, thing or "
                      "consortium of the network",
                      err);
    return status;
}

static qp_status visit(const qp_field fields[], size_t count, void *context,
                       qp_error *err)
{
    reading *r = context;
    if (!r->begun)
        return read_header(r, fields, count, err);
    if (r->columns[ID] < 0)
        return QP_OK; /* told */
    if (count != r->field_count)
        return tell_place(r, fields[0].line,
                          "the row has another number of fields than the "
                          "header",
                          "they are the same", err);
    return read_row(r, fields, err);
}

/* ------------------------------------------------------------------- table */

static qp_status read_table(reading *r, qp_text *bytes, qp_error *err)
{
    qp_csv_defect defect = {0};
    qp_csv_text text = {.bytes = bytes->bytes,
                        .size = bytes->size,
                        .delimiter = ',',
                        .line = 1};
    if (bytes->size == 0)
        return tell_place(r, 0, "the file is empty",
                          "a table begins with the names of its columns", err);
    qp_status status = qp_csv_read(&text, (qp_record_visitor){visit, r, NULL},
                                   &defect, err);
    const qp_place place = {r->path, defect.line, defect.column};
    if (status == QP_OK && defect.fault != QP_CSV_WHOLE)
        status = qp_findings_add(r->findings, QP_RULE_FIGURES_LABELS, place,
                                 defect.what, defect.expected, err);
    return status;
}

qp_status qp_relabel(qp_relabelled *labels, qp_network *net, const char *path,
                     qp_findings *findings, qp_error *err)
{
    enum { MOST_BYTES = 16 << 20 };
    reading r = {.path = path,
                 .net = net,
                 .columns = {-1, -1, -1, -1, -1},
                 .findings = findings};
    qp_text bytes = {0};
    *labels = (qp_relabelled){.net = *net};
    if (!own_columns(labels, r.groups))
        return qp_fail(err, QP_E_MEMORY, "no memory for labels");
    qp_status status = qp_file_read(path, MOST_BYTES, &bytes, err);
    if (status == QP_OK)
        status = read_table(&r, &bytes, err);
    qp_text_clear(&bytes);
    return status;
}

const qp_network *qp_relabelled_net(qp_relabelled *labels,
                                    const qp_network *net)
{
    labels->net.text = net->text;
    return &labels->net;
}

void qp_relabelled_clear(qp_relabelled *labels)
{
    for (size_t c = 0; c < labels->own_count; c++)
        qp_release(labels->own[c]);
    *labels = (qp_relabelled){0};
}
