/* SPDX-License-Identifier: MIT */
#include "table/dataset.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "core/memory.h"
#include "table/feed.h"
#include "table/gzip.h"
#include "table/package.h"

#define PACKAGE "datapackage.json"

static const size_t most_bytes = UINT32_MAX - 1; ///< of one table

/** What the steps of reading a folder share. */
typedef struct {
    qp_dataset *dataset;
    const char *folder;
    const char *files; ///< the second folder, or NULL
    const char *home;  ///< the list that takes precedence, or NULL
    qp_findings *findings;
    qp_error *err;
} reader;

/* -------------------------------------------------------- the file's bytes */

static bool ends_in(const char *path, const char *ending)
{
    size_t size = strlen(path);
    size_t tail = strlen(ending);
    return size > tail && strcmp(path + size - tail, ending) == 0;
}

static qp_status join(qp_text *path, const char *folder, const char *name,
                      qp_error *err)
{
    qp_text_empty(path);
    qp_text_addf(path, "%s/%s", folder, name);
    return qp_text_status(path, err);
}

/* Where a file of the package stands: in the dataset folder or in the second
 * one. */
static qp_status locate(const reader *r, const char *name, qp_text *path)
{
    qp_status status = join(path, r->folder, name, r->err);
    if (status != QP_OK || qp_file_exists(path->bytes) || r->files == NULL)
        return status;
    return join(path, r->files, name, r->err);
}

/* A table packs to a tenth or so; what unpacks to very much more than it is
 * was made to fill a memory. */
static size_t most_unpacked(size_t packed)
{
    enum { ALWAYS = 64 << 20, TIMES = 256 };
    size_t most = ALWAYS + packed * TIMES;
    return most < most_bytes ? most : most_bytes;
}

static qp_status unpack(const char *path, const qp_text *packed,
                        qp_text *content, qp_gzip_fault *fault, qp_error *err)
{
    size_t most = most_unpacked(packed->size);
    qp_status status = qp_gunzip(packed, most, content, fault, err);
    if (status == QP_OK && *fault == QP_GZIP_LIMIT)
        status = qp_fail(err, QP_E_LIMIT, "%s: unpacks to more than %zu bytes",
                         path, most);
    return status;
}

static qp_status read_bytes(const char *path, qp_text *content,
                            qp_gzip_fault *fault, qp_error *err)
{
    *fault = QP_GZIP_WHOLE;
    if (!ends_in(path, ".gz"))
        return qp_file_read(path, most_bytes, content, err);
    qp_text packed = {0};
    qp_status status = qp_file_read(path, most_bytes, &packed, err);
    if (status == QP_OK)
        status = unpack(path, &packed, content, fault, err);
    qp_text_clear(&packed);
    return status;
}

/* ------------------------------------------------- the package of a folder */

static qp_status note_file(const reader *r, const char *name, uint16_t *file)
{
    qp_dataset *dataset = r->dataset;
    for (size_t f = 0; f < dataset->file_count; f++)
        if (strcmp(dataset->files[f], name) == 0) {
            *file = (uint16_t)f;
            return QP_OK;
        }
    if (dataset->file_count > UINT16_MAX)
        return qp_fail(r->err, QP_E_LIMIT, "more than 65,536 files");
    char **files = qp_resize((void *)dataset->files, dataset->file_count + 1,
                             sizeof *files);
    if (files != NULL)
        dataset->files = files;
    char *copy = files != NULL ? qp_text_copy(name) : NULL;
    if (copy == NULL)
        return qp_fail(r->err, QP_E_MEMORY, "no memory for a file name");
    *file = (uint16_t)dataset->file_count;
    files[dataset->file_count++] = copy;
    return QP_OK;
}

static qp_status tell_file(const reader *r, uint16_t file, qp_rule rule,
                           const char *found, const char *expected)
{
    qp_place place = {r->dataset->files[file], 0, 0};
    return qp_findings_add(r->findings, rule, place, found, expected, r->err);
}

/* Both links.csv and links.csv.gz: which one is meant? */
static qp_status refuse_twin(const reader *r, const char *name)
{
    uint16_t file = 0;
    qp_status status = note_file(r, name, &file);
    return status != QP_OK ? status
                           : tell_file(r, file, QP_RULE_FILE_TWINS,
                                       "the same table is there uncompressed",
                                       "keep one of the two");
}

/* Look for a table of a folder without a package under one name. */
static qp_status look_for(const reader *r, const qp_schema *schema,
                          const char *ending, bool *found, qp_text *json)
{
    qp_text name = {0};
    qp_text path = {0};
    qp_text_addf(&name, "%s%s", schema->name, ending);
    qp_status status = qp_text_status(&name, r->err);
    if (status == QP_OK)
        status = join(&path, r->folder, name.bytes, r->err);
    bool there = status == QP_OK && qp_file_exists(path.bytes);
    if (there && *found)
        status = refuse_twin(r, name.bytes);
    else if (there)
        qp_text_addf(json, "%s{\"path\":\"%s\",\"qipan\":{\"table\":\"%s\"}}",
                     json->bytes[json->size - 1] == '[' ? "" : ",", name.bytes,
                     schema->name);
    *found |= there;
    qp_text_clear(&name);
    qp_text_clear(&path);
    return status;
}

static qp_status obvious_package(const reader *r, qp_text *json, bool *any)
{
    *any = false;
    qp_text_add(json, "{\"resources\":[");
    qp_status status = qp_text_status(json, r->err);
    for (size_t t = 0; t < QP_TABLE_COUNT && status == QP_OK; t++) {
        bool found = false;
        status = look_for(r, &qp_schemas[t], ".csv", &found, json);
        if (status == QP_OK)
            status = look_for(r, &qp_schemas[t], ".csv.gz", &found, json);
        *any |= found;
    }
    qp_text_add(json, "]}");
    return status;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* What stands in the folder instead of tables. */
static qp_status add_names(const reader *r, qp_text *out)
{
    enum { MOST = 8 };
    struct dirent **entries = NULL;
    int count = scandir(r->folder, &entries, is_shown, by_name);
    if (count < 0)
        return qp_fail(r->err, QP_E_IO, "%s: %s", r->folder, strerror(errno));
    for (int i = 0; i < count; i++) {
        char shown[QP_SHOWN_SIZE];
        const char *name = entries[i]->d_name;
        if (i < MOST)
            qp_text_addf(out, "%s%s", i > 0 ? ", " : "",
                         qp_text_shown(name, strlen(name), shown));
        free(entries[i]); /* scandir's, from malloc */
    }
    free(entries);
    qp_text_add(out, count > MOST ? ", ..." : count > 0 ? "" : "nothing");
    return QP_OK;
}

static qp_status refuse_folder(const reader *r)
{
    qp_text expected = {0};
    qp_text_add(&expected, "a dataset has rows in one of these tables; the "
                           "folder holds ");
    qp_status status = add_names(r, &expected);
    if (status == QP_OK)
        status = qp_findings_add(r->findings, QP_RULE_DATASET_EMPTY,
                                 (qp_place){"links.csv", 0, 0},
                                 "no links, indicators, portfolio, memberships "
                                 "or statements are here",
                                 qp_text_string(&expected), r->err);
    qp_text_clear(&expected);
    return status;
}

/* After a defect of the package no one can say what is missing from where. */
static qp_status understand(const reader *r, const qp_text *json,
                            qp_package *package)
{
    size_t before = r->findings->total[QP_DEFECT];
    qp_status status = qp_package_read(package, json, PACKAGE, r->findings,
                                       r->err);
    for (size_t t = 0; t < QP_TABLE_COUNT; t++)
        r->dataset->tables[t].incomplete = r->findings->total[QP_DEFECT] >
                                           before;
    return status;
}

static qp_status read_package(const reader *r, qp_package *package)
{
    enum { MOST = 64 << 20 };
    qp_text path = {0};
    qp_text json = {0};
    bool any = true;
    qp_status status = join(&path, r->folder, PACKAGE, r->err);
    if (status == QP_OK && qp_file_exists(path.bytes))
        status = qp_file_read(path.bytes, MOST, &json, r->err);
    else if (status == QP_OK)
        status = obvious_package(r, &json, &any);
    if (status == QP_OK)
        status = qp_text_status(&json, r->err);
    if (status == QP_OK)
        status = any ? understand(r, &json, package) : refuse_folder(r);
    qp_text_clear(&json);
    qp_text_clear(&path);
    return status;
}

/* ------------------------------------------------------------- the reading */

/* What a resource feeds is not what its owner has. */
static void lose(const reader *r, const qp_resource *resource)
{
    for (size_t m = 0; m < resource->mapping_count; m++) {
        qp_table *table = &r->dataset->tables[resource->mappings[m].table];
        table->present = true;
        table->incomplete = true;
    }
}

static qp_status refuse_gzip(const reader *r, uint16_t file,
                             const qp_resource *resource, qp_gzip_fault fault)
{
    static const char *const found[] = {
        [QP_GZIP_WHOLE] = "",
        [QP_GZIP_NONE] = "the file is not compressed, as its name says",
        [QP_GZIP_CUT] = "the compressed file is cut short",
        [QP_GZIP_DAMAGED] = "the compressed file is damaged",
        [QP_GZIP_LIMIT] = "the compressed file holds too much",
    };
    lose(r, resource);
    return tell_file(r, file, QP_RULE_FILE_GZIP, found[fault],
                     fault == QP_GZIP_NONE ? "name it .csv" : "fetch it again");
}

static qp_status refuse_missing(const reader *r, uint16_t file,
                                const qp_resource *resource)
{
    lose(r, resource);
    return tell_file(r, file, QP_RULE_FILE_MISSING, "the file is missing",
                     PACKAGE " names it; put it into the folder or name its "
                             "folder with --files");
}

static qp_status read_file(const reader *r, const char *path, uint16_t file,
                           const qp_resource *resource)
{
    qp_text content = {0};
    qp_gzip_fault fault = QP_GZIP_WHOLE;
    qp_status status = read_bytes(path, &content, &fault, r->err);
    if (status == QP_OK && fault != QP_GZIP_WHOLE)
        status = refuse_gzip(r, file, resource, fault);
    else if (status == QP_OK)
        status = qp_feed(r->dataset, &content, file, resource, r->findings,
                         r->err);
    qp_text_clear(&content);
    return status;
}

static qp_status read_resource(const reader *r, const qp_resource *resource)
{
    qp_status status = QP_OK;
    qp_text path = {0};
    for (size_t p = 0; p < resource->path_count && status == QP_OK; p++) {
        uint16_t file = 0;
        status = note_file(r, resource->paths[p], &file);
        if (status == QP_OK)
            status = locate(r, resource->paths[p], &path);
        if (status == QP_OK)
            status = qp_file_exists(path.bytes)
                         ? read_file(r, path.bytes, file, resource)
                         : refuse_missing(r, file, resource);
    }
    qp_text_clear(&path);
    return status;
}

static qp_status add_home(const reader *r, const char *country, size_t size)
{
    qp_dataset *dataset = r->dataset;
    qp_string s = qp_pool_add(&dataset->text, country, size);
    if (s == QP_NONE)
        return qp_fail(r->err, QP_E_MEMORY, "no memory for texts");
    dataset->home[dataset->home_count++] = s;
    return QP_OK;
}

/* "CHN,HKG": between the commas, blank ones left out. */
static qp_status split_home(const reader *r, const char *list)
{
    qp_status status = QP_OK;
    while (*list != '\0' && status == QP_OK) {
        size_t size = strcspn(list, ",");
        if (size > 0)
            status = add_home(r, list, size);
        list += size + (list[size] == ',');
    }
    return status;
}

static qp_status keep_home(const reader *r, const qp_package *package)
{
    qp_dataset *dataset = r->dataset;
    size_t most = r->home != NULL ? strlen(r->home) + 1 : package->home_count;
    dataset->home = qp_acquire(most, sizeof *dataset->home);
    if (dataset->home == NULL)
        return qp_fail(r->err, QP_E_MEMORY, "no memory for the home countries");
    if (r->home != NULL)
        return split_home(r, r->home);
    qp_status status = QP_OK;
    for (size_t h = 0; h < package->home_count && status == QP_OK; h++)
        status = add_home(r, package->home[h], strlen(package->home[h]));
    return status;
}

static qp_status keep_settings(const reader *r, const qp_package *package)
{
    qp_dataset *dataset = r->dataset;
    dataset->declare = package->declare;
    if (package->title != NULL &&
        (dataset->title = qp_text_copy(package->title)) == NULL)
        return qp_fail(r->err, QP_E_MEMORY, "no memory for the title");
    return keep_home(r, package);
}

static qp_status prepare(qp_dataset *dataset, qp_error *err)
{
    *dataset = (qp_dataset){.declare = -1};
    for (size_t t = 0; t < QP_TABLE_COUNT; t++) {
        qp_table *table = &dataset->tables[t];
        table->schema = &qp_schemas[t];
        table->columns = qp_acquire(table->schema->column_count,
                                    sizeof *table->columns);
        if (table->columns == NULL)
            return qp_fail(err, QP_E_MEMORY, "no memory for the tables");
    }
    return QP_OK;
}

static qp_status expect_folder(const reader *r)
{
    DIR *folder = opendir(r->folder);
    if (folder == NULL)
        return qp_fail(r->err, QP_E_IO, "%s: %s", r->folder, strerror(errno));
    (void)closedir(folder);
    return QP_OK;
}

qp_status qp_dataset_read(qp_dataset *dataset, const char *folder,
                          const qp_dataset_options *options,
                          qp_findings *findings, qp_error *err)
{
    reader r = {.dataset = dataset,
                .folder = folder,
                .files = options != NULL ? options->files : NULL,
                .home = options != NULL ? options->home : NULL,
                .findings = findings,
                .err = err};
    qp_package package = {.declare = -1};
    qp_status status = prepare(dataset, err);
    if (status == QP_OK)
        status = expect_folder(&r);
    if (status == QP_OK)
        status = read_package(&r, &package);
    if (status == QP_OK)
        status = keep_settings(&r, &package);
    for (size_t i = 0; i < package.resource_count && status == QP_OK; i++)
        status = read_resource(&r, &package.resources[i]);
    qp_package_clear(&package);
    return status;
}

static void clear_table(qp_table *table)
{
    for (size_t c = 0;
         table->columns != NULL && c < table->schema->column_count; c++) {
        qp_release(table->columns[c].text);
        qp_release(table->columns[c].number);
        qp_release(table->columns[c].period);
        qp_release(table->columns[c].place);
    }
    qp_release(table->columns);
    qp_release(table->file);
    qp_release(table->line);
}

void qp_dataset_clear(qp_dataset *dataset)
{
    for (size_t t = 0; t < QP_TABLE_COUNT; t++)
        clear_table(&dataset->tables[t]);
    for (size_t f = 0; f < dataset->file_count; f++)
        qp_release(dataset->files[f]);
    qp_release((void *)dataset->files);
    qp_release(dataset->title);
    qp_release(dataset->home);
    qp_pool_clear(&dataset->text);
    *dataset = (qp_dataset){.declare = -1};
}

qp_place qp_dataset_place(const qp_dataset *dataset, const qp_table *table,
                          size_t row, int column)
{
    qp_place place = {dataset->files[table->file[row]], table->line[row], 0};
    if (column >= 0 && table->columns[column].present)
        place.column = table->columns[column].place[row] & ~QP_CELL_REFUSED;
    return place;
}

bool qp_table_refused(const qp_table *table, size_t row, int column)
{
    const qp_cells *cells = &table->columns[column];
    return cells->present && (cells->place[row] & QP_CELL_REFUSED) != 0;
}
