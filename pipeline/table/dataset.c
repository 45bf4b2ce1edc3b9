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

static const size_t most_bytes = (size_t)4 << 30; ///< of one table

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
 * one. An empty path: in neither. */
static qp_status locate(qp_text *path, const char *folder, const char *files,
                        const char *name, qp_error *err)
{
    qp_status status = join(path, folder, name, err);
    if (status != QP_OK || qp_file_exists(path->bytes) || files == NULL)
        return status;
    return join(path, files, name, err);
}

static qp_status read_bytes(const char *path, qp_text *content,
                            const char **defect, qp_error *err)
{
    *defect = NULL;
    if (!ends_in(path, ".gz"))
        return qp_file_read(path, most_bytes, content, err);
    qp_text packed = {0};
    qp_status status = qp_file_read(path, most_bytes, &packed, err);
    if (status == QP_OK)
        status = qp_gunzip(&packed, most_bytes, content, defect, err);
    qp_text_clear(&packed);
    return status;
}

/* ------------------------------------------------- the package of a folder */

/* A table of a folder without a package: the files that are there. */
static qp_status add_resource(qp_text *json, const char *folder,
                              const qp_schema *schema, const char *ending,
                              bool *first, qp_error *err)
{
    qp_text path = {0};
    qp_text name = {0};
    qp_text_addf(&name, "%s%s", schema->name, ending);
    qp_status status = qp_text_status(&name, err);
    if (status == QP_OK)
        status = join(&path, folder, name.bytes, err);
    if (status == QP_OK && qp_file_exists(path.bytes)) {
        qp_text_addf(json, "%s{\"path\":\"%s\",\"qipan\":{\"table\":\"%s\"}}",
                     *first ? "" : ",", name.bytes, schema->name);
        *first = false;
    }
    qp_text_clear(&name);
    qp_text_clear(&path);
    return status;
}

static qp_status obvious_package(const char *folder, qp_text *json, bool *empty,
                                 qp_error *err)
{
    qp_status status = QP_OK;
    *empty = true;
    qp_text_add(json, "{\"resources\":[");
    for (size_t t = 0; t < QP_TABLE_COUNT && status == QP_OK; t++) {
        status = add_resource(json, folder, &qp_schemas[t], ".csv", empty, err);
        if (status == QP_OK)
            status = add_resource(json, folder, &qp_schemas[t], ".csv.gz",
                                  empty, err);
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
static void add_names(const char *folder, qp_text *out)
{
    enum { MOST = 8 };
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_shown, by_name);
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
}

static qp_status refuse_folder(const char *folder, qp_findings *findings,
                               qp_error *err)
{
    qp_text expected = {0};
    qp_text_add(&expected, "a dataset has at least links.csv or "
                           "indicators.csv; the folder holds ");
    add_names(folder, &expected);
    qp_status status = qp_findings_add(
        findings, QP_DEFECT, "dataset.empty", (qp_place){"links.csv", 0, 0},
        "no links table is here", qp_text_string(&expected), err);
    qp_text_clear(&expected);
    return status;
}

static qp_status read_package(qp_package *package, const char *folder,
                              qp_findings *findings, qp_error *err)
{
    enum { MOST = 64 << 20 };
    qp_text path = {0};
    qp_text json = {0};
    bool empty = false;
    qp_status status = join(&path, folder, PACKAGE, err);
    if (status == QP_OK && qp_file_exists(path.bytes))
        status = qp_file_read(path.bytes, MOST, &json, err);
    else if (status == QP_OK)
        status = obvious_package(folder, &json, &empty, err);
    if (status == QP_OK)
        status = qp_text_status(&json, err);
    if (status == QP_OK && empty)
        status = refuse_folder(folder, findings, err);
    else if (status == QP_OK)
        status = qp_package_read(package, json.bytes, PACKAGE, findings, err);
    qp_text_clear(&json);
    qp_text_clear(&path);
    return status;
}

/* ------------------------------------------------------------- the reading */

static qp_status note_file(qp_dataset *dataset, const char *name,
                           uint16_t *file, qp_error *err)
{
    for (size_t f = 0; f < dataset->file_count; f++)
        if (strcmp(dataset->files[f], name) == 0) {
            *file = (uint16_t)f;
            return QP_OK;
        }
    if (dataset->file_count > UINT16_MAX)
        return qp_fail(err, QP_E_LIMIT, "more than 65,535 files");
    char **files = qp_resize((void *)dataset->files, dataset->file_count + 1,
                             sizeof *files);
    if (files != NULL)
        dataset->files = files;
    char *copy = files != NULL ? qp_text_copy(name) : NULL;
    if (copy == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for a file name");
    *file = (uint16_t)dataset->file_count;
    files[dataset->file_count++] = copy;
    return QP_OK;
}

static qp_status tell_file(const qp_dataset *dataset, uint16_t file,
                           const char *what, const char *expected,
                           qp_findings *findings, qp_error *err)
{
    qp_place place = {dataset->files[file], 0, 0};
    return qp_findings_add(findings, QP_DEFECT, "file", place, what, expected,
                           err);
}

static qp_status read_file(qp_dataset *dataset, const char *path, uint16_t file,
                           const qp_resource *resource, qp_findings *findings,
                           qp_error *err)
{
    qp_text content = {0};
    const char *defect = NULL;
    qp_status status = read_bytes(path, &content, &defect, err);
    if (status != QP_OK)
        goto done;
    if (defect != NULL)
        status = tell_file(dataset, file, defect, "fetch it again", findings,
                           err);
    else if (content.size == 0)
        status = tell_file(dataset, file, "the file is empty",
                           "a table begins with the names of its columns",
                           findings, err);
    else
        status = qp_feed(dataset, &content, file, resource, findings, err);
done:
    qp_text_clear(&content);
    return status;
}

static qp_status read_resource(qp_dataset *dataset, const char *folder,
                               const char *files, const qp_resource *resource,
                               qp_findings *findings, qp_error *err)
{
    qp_status status = QP_OK;
    qp_text path = {0};
    for (size_t p = 0; p < resource->path_count && status == QP_OK; p++) {
        uint16_t file = 0;
        if (resource->mapping_count == 0)
            break;
        status = note_file(dataset, resource->paths[p], &file, err);
        if (status == QP_OK)
            status = locate(&path, folder, files, resource->paths[p], err);
        if (status == QP_OK && !qp_file_exists(path.bytes))
            status = tell_file(dataset, file, "the file is missing",
                               PACKAGE " names it; put it into the folder or "
                                       "name its folder with --files",
                               findings, err);
        else if (status == QP_OK)
            status = read_file(dataset, path.bytes, file, resource, findings,
                               err);
    }
    qp_text_clear(&path);
    return status;
}

/* Both links.csv and links.csv.gz in one folder: which one is meant? */
static qp_status refuse_twins(const qp_dataset *dataset, qp_findings *findings,
                              qp_error *err)
{
    qp_status status = QP_OK;
    for (size_t a = 0; a < dataset->file_count; a++)
        for (size_t b = 0; b < dataset->file_count && status == QP_OK; b++) {
            size_t size = strlen(dataset->files[a]);
            if (strncmp(dataset->files[b], dataset->files[a], size) == 0 &&
                strcmp(dataset->files[b] + size, ".gz") == 0)
                status = tell_file(dataset, (uint16_t)b,
                                   "the same table is there uncompressed",
                                   "keep one of the two", findings, err);
        }
    return status;
}

static qp_status keep_settings(qp_dataset *dataset, const qp_package *package,
                               qp_error *err)
{
    dataset->declare = package->declare;
    if (package->title != NULL &&
        (dataset->title = qp_text_copy(package->title)) == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the title");
    dataset->home = qp_acquire(package->home_count, sizeof *dataset->home);
    if (dataset->home == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for the home countries");
    for (size_t h = 0; h < package->home_count; h++) {
        const char *country = package->home[h];
        qp_string s = qp_pool_add(&dataset->text, country, strlen(country));
        if (s == QP_NONE)
            return qp_fail(err, QP_E_MEMORY, "no memory for texts");
        dataset->home[dataset->home_count++] = s;
    }
    return QP_OK;
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

qp_status qp_dataset_read(qp_dataset *dataset, const char *folder,
                          const qp_dataset_options *options,
                          qp_findings *findings, qp_error *err)
{
    qp_package package = {.declare = -1};
    qp_status status = prepare(dataset, err);
    if (status == QP_OK && !qp_file_is_folder(folder))
        status = qp_fail(err, QP_E_IO, "%s: %s", folder,
                         qp_file_exists(folder) ? "is not a folder"
                                                : strerror(ENOENT));
    if (status == QP_OK)
        status = read_package(&package, folder, findings, err);
    if (status == QP_OK)
        status = keep_settings(dataset, &package, err);
    for (size_t i = 0; i < package.resource_count && status == QP_OK; i++)
        status = read_resource(dataset, folder,
                               options != NULL ? options->files : NULL,
                               &package.resources[i], findings, err);
    if (status == QP_OK)
        status = refuse_twins(dataset, findings, err);
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
    for (size_t s = 0; s < dataset->skipped_count; s++)
        qp_release(dataset->skipped[s].why);
    qp_release((void *)dataset->files);
    qp_release(dataset->skipped);
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
        place.column = table->columns[column].place[row];
    return place;
}
