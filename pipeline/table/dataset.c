/* SPDX-License-Identifier: MIT */
#include "table/dataset.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "core/memory.h"
#include "table/feed.h"
#include "table/package.h"
#include "table/projection.h"
#include "table/source.h"

#define PACKAGE "datapackage.json"

/** What the steps of reading a folder share. */
typedef struct {
    qp_dataset *dataset;
    const char *folder;
    const qp_dataset_options *options;
    qp_findings *findings;
    qp_error *err;
} reader;

/* -------------------------------------------------------- the file's place */

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
    if (status != QP_OK || qp_file_exists(path->bytes) ||
        r->options->files == NULL)
        return status;
    return join(path, r->options->files, name, r->err);
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

static qp_status refuse_encoding(const reader *r, uint16_t file,
                                 const qp_resource *resource,
                                 const qp_source_defect *defect)
{
    static const char expected[] = "save the table as CSV, UTF-8, or let "
                                   "datapackage.json name its encoding";
    if (defect->mark != NULL)
        return tell_file(r, file, QP_RULE_FILE_ENCODING, defect->mark,
                         expected);
    char found[128];
    qp_place place = {r->dataset->files[file], defect->line, defect->column};
    snprintf(found, sizeof found, "byte 0x%02X is not %s, as is declared",
             defect->byte, resource->encoding);
    return qp_findings_add(r->findings, QP_RULE_FILE_ENCODING, place, found,
                           expected, r->err);
}

static qp_status refuse_source(const reader *r, uint16_t file,
                               const qp_resource *resource,
                               const qp_source_defect *defect)
{
    static const char *const found[] = {
        [QP_SOURCE_NOT_GZIP] = "the file is not compressed, as its name says",
        [QP_SOURCE_CUT] = "the compressed file is cut short",
        [QP_SOURCE_DAMAGED] = "the compressed file is damaged",
    };
    lose(r, resource);
    if (defect->fault == QP_SOURCE_ENCODING)
        return refuse_encoding(r, file, resource, defect);
    return tell_file(r, file, QP_RULE_FILE_GZIP, found[defect->fault],
                     defect->fault == QP_SOURCE_NOT_GZIP ? "name it .csv"
                                                         : "fetch it again");
}

static qp_status refuse_missing(const reader *r, uint16_t file,
                                const qp_resource *resource)
{
    lose(r, resource);
    return tell_file(r, file, QP_RULE_FILE_MISSING, "the file is missing",
                     PACKAGE " names it; put it into the folder or name its "
                             "folder with --files");
}

static qp_status feed_file(const reader *r, const char *path,
                           qp_open_file *file)
{
    qp_status status = qp_source_cut(
        file->source, file->resource->dialect.comment != NULL,
        r->options->threads, &file->pieces, &file->piece_count, r->err);
    if (status != QP_OK)
        return status;
    status = qp_feed(r->dataset, file, r->findings, r->err);
    if (!qp_locator_remember(r->dataset->locator, file->number, path,
                             file->resource, file->pieces, file->piece_count) &&
        status == QP_OK)
        status = qp_fail(r->err, QP_E_MEMORY, "no memory for a file name");
    return status;
}

static qp_status read_file(const reader *r, const char *path, uint16_t number,
                           const qp_resource *resource, qp_keys *keys)
{
    qp_source source;
    qp_source_defect defect;
    qp_open_file file = {.source = &source,
                         .resource = resource,
                         .number = number,
                         .keys = keys,
                         .options = r->options};
    qp_status status = qp_source_open(&source, path, resource->encoding,
                                      &defect, r->err);
    if (status == QP_OK && defect.fault != QP_SOURCE_GOOD)
        status = refuse_source(r, number, resource, &defect);
    else if (status == QP_OK)
        status = feed_file(r, path, &file);
    qp_source_close(&source);
    return status;
}

static qp_status read_resource(const reader *r, const qp_resource *resource)
{
    qp_status status = QP_OK;
    qp_text path = {0};
    qp_keys keys = {0}; /* all its files have one set of them */
    for (size_t p = 0; p < resource->path_count && status == QP_OK; p++) {
        uint16_t file = 0;
        status = note_file(r, resource->paths[p], &file);
        if (status == QP_OK)
            status = locate(r, resource->paths[p], &path);
        if (status == QP_OK)
            status = qp_file_exists(path.bytes)
                         ? read_file(r, path.bytes, file, resource, &keys)
                         : refuse_missing(r, file, resource);
    }
    qp_keys_clear(&keys);
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
    size_t most = r->options->home != NULL ? strlen(r->options->home) + 1
                                           : package->home_count;
    dataset->home = qp_acquire(most, sizeof *dataset->home);
    if (dataset->home == NULL)
        return qp_fail(r->err, QP_E_MEMORY, "no memory for the home countries");
    if (r->options->home != NULL)
        return split_home(r, r->options->home);
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
    dataset->package.declare = -1;
    dataset->locator = qp_locator_new();
    bool room = dataset->locator != NULL;
    for (size_t t = 0; t < QP_SCHEMA_COUNT; t++)
        room = qp_table_prepare(&dataset->tables[t], &qp_schemas[t]) && room;
    return room ? QP_OK : qp_fail(err, QP_E_MEMORY, "no memory for the tables");
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
    static const qp_dataset_options none = {0};
    options = options != NULL ? options : &none;
    reader r = {.dataset = dataset,
                .folder = folder,
                .options = options,
                .findings = findings,
                .err = err};
    qp_package *package = &dataset->package;
    qp_status status = prepare(dataset, err);
    dataset->threads = options->threads;
    if (status == QP_OK)
        status = expect_folder(&r);
    if (status == QP_OK)
        status = read_package(&r, package);
    if (status == QP_OK)
        status = keep_settings(&r, package);
    for (size_t i = 0; i < package->resource_count && status == QP_OK; i++)
        status = read_resource(&r, &package->resources[i]);
    if (status == QP_OK)
        status = qp_dataset_project(dataset, findings, err);
    return status;
}

/* The package of one file; mappings cannot name a table that stands in no
 * folder, so it is put in here. */
static qp_status understand_file(const reader *r, qp_table_id table)
{
    qp_text json = {0};
    qp_package *package = &r->dataset->package;
    qp_text_add(&json, "{\"resources\":[{\"path\":\"file.csv\","
                       "\"qipan\":{\"table\":\"links\"}}]}");
    qp_status status = qp_text_status(&json, r->err);
    if (status == QP_OK)
        status = qp_package_read(package, &json, PACKAGE, r->findings, r->err);
    if (status == QP_OK)
        package->resources[0].mappings[0].table = table;
    qp_text_clear(&json);
    return status;
}

qp_status qp_dataset_read_file(qp_dataset *dataset, const char *path,
                               qp_table_id table, qp_findings *findings,
                               qp_error *err)
{
    static const qp_dataset_options options = {.threads = 1};
    reader r = {.dataset = dataset,
                .options = &options,
                .findings = findings,
                .err = err};
    uint16_t file = 0;
    qp_keys keys = {0};
    qp_status status = prepare(dataset, err);
    dataset->threads = options.threads;
    if (status == QP_OK)
        status = understand_file(&r, table);
    if (status == QP_OK)
        status = note_file(&r, path, &file);
    if (status == QP_OK)
        status = read_file(&r, path, file, &dataset->package.resources[0],
                           &keys);
    qp_keys_clear(&keys);
    return status;
}

void qp_dataset_clear(qp_dataset *dataset)
{
    for (size_t t = 0; t < QP_SCHEMA_COUNT; t++)
        qp_table_clear(&dataset->tables[t]);
    for (size_t f = 0; f < dataset->file_count; f++)
        qp_release(dataset->files[f]);
    qp_release((void *)dataset->files);
    qp_release(dataset->title);
    qp_release(dataset->home);
    qp_release(dataset->origins);
    qp_release(dataset->accounts);
    qp_locator_free(dataset->locator);
    qp_package_clear(&dataset->package);
    qp_pool_clear(&dataset->text);
    *dataset = (qp_dataset){.declare = -1};
}

void qp_dataset_blame(qp_dataset *dataset, const qp_table *table, size_t row)
{
    const qp_origin *origin = &dataset->origins[table->origin[row]];
    if (origin->derived)
        return; /* rows of no file */
    qp_account *account = &dataset->accounts[origin->account];
    account->used--;
    account->faulty++;
}

qp_status qp_dataset_add_origin(qp_dataset *dataset, uint16_t file,
                                uint16_t *origin, qp_error *err)
{
    if (dataset->origin_count > UINT16_MAX)
        return qp_fail(err, QP_E_LIMIT,
                       "more than 65,536 files, mappings and long columns");
    qp_origin *origins = qp_resize(dataset->origins, dataset->origin_count + 1,
                                   sizeof *origins);
    if (origins == NULL)
        return qp_fail(err, QP_E_MEMORY, "no memory for %s",
                       dataset->files[file]);
    dataset->origins = origins;
    *origin = (uint16_t)dataset->origin_count++;
    origins[*origin] = (qp_origin){.file = file};
    for (size_t k = 0; k < QP_MOST_COLUMNS; k++)
        origins[*origin].field[k] = -1;
    return QP_OK;
}

uint16_t qp_dataset_file(const qp_dataset *dataset, const qp_table *table,
                         size_t row)
{
    return dataset->origins[table->origin[row]].file;
}

qp_place qp_dataset_place(const qp_dataset *dataset, const qp_table *table,
                          size_t row, int column)
{
    const qp_origin *origin = &dataset->origins[table->origin[row]];
    qp_place place = {dataset->files[origin->file], table->line[row], 0};
    if (column >= 0 && origin->field[column] >= 0)
        qp_locator_find(dataset->locator, origin->file,
                        (size_t)origin->field[column], &place);
    return place;
}
