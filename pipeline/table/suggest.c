/* SPDX-License-Identifier: MIT */
#include "table/suggest.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/file.h"
#include "core/memory.h"
#include "table/gzip.h"
#include "table/json.h"
#include "table/unknown.h"

/** What is known of a folder, file by file. */
typedef struct {
    const char *folder;
    qp_pool stems;  ///< names given to resources
    qp_text *parts; ///< [2 * count] each resource without and with one
    size_t count;
    size_t room;
    bool tells[QP_TABLE_COUNT]; ///< a file probably feeds this table
    bool places;    ///< a file names regions that no other file need tell of
    int ends;       ///< kind of the ends of links: a table id
    size_t unnamed; ///< files left out for their names
    qp_error *err;
} survey;

/* ------------------------------------------------------------------- files */

/* Bytes of a name before ".csv" or ".csv.gz"; 0 where it ends in neither. */
static size_t stem_size(const char *name)
{
    static const char *const endings[] = {".csv", ".csv.gz"};
    size_t size = strlen(name);
    for (size_t e = 0; e < 2; e++) {
        size_t length = strlen(endings[e]);
        if (size > length && strcasecmp(name + size - length, endings[e]) == 0)
            return size - length;
    }
    return 0;
}

static int is_table(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && stem_size(entry->d_name) > 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Can JSON hold it, and will the reader of it take it? */
static bool can_be_named(const char *name)
{
    size_t size = strlen(name);
    size_t step = 1;
    for (size_t at = 0; at < size && step > 0; at += step) {
        step = qp_text_character(name + at, size - at);
        if ((unsigned char)name[at] < 0x20 || name[at] == 0x7F)
            step = 0;
    }
    return step > 0;
}

/** The beginning of a file. */
typedef struct {
    qp_text content;
    bool whole;   ///< the file does not go on
    bool damaged; ///< it is compressed, and wrong or cut short
} beginning;

/* The first MiB of what a file holds, also where it is compressed. */
static qp_status read_beginning(const char *path, beginning *b, qp_error *err)
{
    qp_text raw = {0};
    qp_status status = qp_file_read_start(path, QP_SNIFFED_BYTES + 1, &raw,
                                          err);
    bool cut = raw.size > QP_SNIFFED_BYTES;
    *b = (beginning){.content = raw, .whole = !cut};
    if (status == QP_OK && qp_gzip_begins(&raw)) {
        qp_gzip_fault fault = QP_GZIP_WHOLE;
        b->content = (qp_text){0};
        status = qp_gunzip(&raw, QP_SNIFFED_BYTES, &b->content, &fault, err);
        b->whole = fault == QP_GZIP_WHOLE;
        b->damaged = fault == QP_GZIP_DAMAGED || (fault == QP_GZIP_CUT && !cut);
        qp_text_clear(&raw);
    }
    if (b->content.size > QP_SNIFFED_BYTES)
        b->content.size = QP_SNIFFED_BYTES;
    return status;
}

/* ------------------------------------------------------------------ survey */

/* a.csv and a.csv.gz give the resources a and a-2. */
static qp_status name_resource(survey *s, const char *name, qp_text *stem)
{
    for (unsigned n = 1; !stem->failed; n++) {
        qp_text_empty(stem);
        qp_text_add_bytes(stem, name, stem_size(name));
        if (n > 1)
            qp_text_addf(stem, "-%u", n);
        size_t before = s->stems.count;
        if (qp_pool_add(&s->stems, qp_text_string(stem), stem->size) == QP_NONE)
            return qp_fail(s->err, QP_E_MEMORY, "no memory for names");
        if (s->stems.count > before)
            break;
    }
    return qp_text_status(stem, s->err);
}

static void take_account(survey *s, const qp_unknown *u)
{
    for (size_t m = 0; m < u->plan_count; m++)
        s->tells[u->plans[m].table] = true;
    s->places |= u->region >= 0;
    if (u->ends != QP_REGIONS)
        s->ends = u->ends;
}

/* Whether regions are told by a table of their own is known at the end: a
 * resource is kept in both forms until then. */
static qp_status keep_resource(survey *s, const qp_unknown *u)
{
    if (!qp_grow((void **)&s->parts, &s->room, 2 * s->count + 1,
                 sizeof *s->parts))
        return qp_fail(s->err, QP_E_MEMORY, "no memory for the resources");
    qp_text *forms = &s->parts[2 * s->count++];
    forms[0] = forms[1] = (qp_text){0};
    qp_unknown_write(u, false, &forms[0]);
    if (u->region >= 0)
        qp_unknown_write(u, true, &forms[1]);
    qp_status status = qp_text_status(&forms[0], s->err);
    return status == QP_OK ? qp_text_status(&forms[1], s->err) : status;
}

static qp_status look_at_file(survey *s, const char *path, const char *name)
{
    qp_text stem = {0};
    beginning b = {0};
    qp_status status = name_resource(s, name, &stem);
    if (status == QP_OK)
        status = read_beginning(path, &b, s->err);
    qp_unknown u = {.path = name, .stem = qp_text_string(&stem)};
    if (b.damaged)
        qp_text_add(&u.remarks, "The compressed file is damaged or cut short.");
    if (status == QP_OK)
        status = qp_unknown_read(&u, qp_text_string(&b.content), b.content.size,
                                 b.whole, s->err);
    if (status == QP_OK)
        status = qp_unknown_plan(&u, s->err);
    if (status == QP_OK)
        status = keep_resource(s, &u);
    if (status == QP_OK)
        take_account(s, &u);
    qp_unknown_clear(&u);
    qp_text_clear(&b.content);
    qp_text_clear(&stem);
    return status;
}

static qp_status look_at_entry(survey *s, const char *name)
{
    qp_text path = {0};
    qp_text_addf(&path, "%s/%s", s->folder, name);
    bool named = can_be_named(name);
    qp_status status = qp_text_status(&path, s->err);
    if (status == QP_OK && !qp_file_is_folder(path.bytes)) {
        s->unnamed += !named;
        status = named ? look_at_file(s, path.bytes, name) : QP_OK;
    }
    qp_text_clear(&path);
    return status;
}

static qp_status look_at_folder(survey *s)
{
    struct dirent **entries = NULL;
    int count = scandir(s->folder, &entries, is_table, by_bytes);
    if (count < 0)
        return qp_fail(s->err, QP_E_IO, "%s: %s", s->folder, strerror(errno));
    qp_status status = QP_OK;
    for (int e = 0; e < count; e++) {
        if (status == QP_OK)
            status = look_at_entry(s, entries[e]->d_name);
        free(entries[e]); /* the C library's, from malloc */
    }
    free(entries);
    if (status == QP_OK && s->count == 0)
        status = qp_fail(s->err, QP_E_MISUSE,
                         "%s: no .csv or .csv.gz file is in it", s->folder);
    return status;
}

/* ----------------------------------------------------------------- package */

/* "data/flows/" -> flows; nothing for "." and "/". */
static void add_title(const char *folder, qp_text *out)
{
    size_t end = strlen(folder);
    while (end > 0 && folder[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && folder[start - 1] != '/')
        start--;
    qp_text title = {0};
    qp_text_add_bytes(&title, folder + start, end - start);
    if (title.size > 0 && strspn(qp_text_string(&title), ".") < title.size) {
        qp_text_add(out, "  \"title\": ");
        qp_json_string(out, title.bytes);
        qp_text_add(out, ",\n");
    }
    out->failed |= title.failed;
    qp_text_clear(&title);
}

/* The kind of actor to declare from link ends that no table lists, or NULL.
 * Without any table of actors they are regions in any case. */
static const char *declared(const survey *s)
{
    bool listed = s->tells[QP_REGIONS] || s->tells[QP_ENTERPRISES] ||
                  s->tells[QP_INSTITUTES] || s->places;
    if (!s->tells[QP_LINKS] || s->tells[s->ends])
        return NULL;
    if (s->ends == QP_REGIONS)
        return listed ? "region" : NULL;
    return s->ends == QP_ENTERPRISES ? "enterprise" : "institute";
}

static void add_description(const survey *s, qp_text *out)
{
    const char *declare = declared(s);
    qp_text_add(out, "  \"description\": \"A stub by qipan-check --suggest: "
                     "all in it is guessed from the beginning of each file. "
                     "Look at every description, then edit, check, build.");
    if (declare != NULL)
        qp_text_addf(out,
                     " Link ends that no table lists are declared to be "
                     "of kind %s; change or leave out 'declare' where "
                     "they are not.",
                     declare);
    if (s->unnamed > 0)
        qp_text_addf(out,
                     " Files left out, because their names are not UTF-8 "
                     "or hold control characters: %zu.",
                     s->unnamed);
    qp_text_add(out, "\",\n");
    if (declare != NULL)
        qp_text_addf(out, "  \"qipan\": {\"declare\": \"%s\"},\n", declare);
}

static void write_package(const survey *s, qp_text *out)
{
    qp_text_add(out, "{\n");
    add_title(s->folder, out);
    add_description(s, out);
    qp_text_add(out, "  \"resources\": [\n    ");
    for (size_t r = 0; r < s->count; r++) {
        const qp_text *forms = &s->parts[2 * r];
        bool regions = !s->tells[QP_REGIONS] && forms[1].size > 0;
        qp_text_add(out, r > 0 ? ", " : "");
        qp_text_add(out, qp_text_string(&forms[regions]));
    }
    qp_text_add(out, "\n  ]\n}\n");
}

static void clear(survey *s)
{
    for (size_t p = 0; p < 2 * s->count; p++)
        qp_text_clear(&s->parts[p]);
    qp_release(s->parts);
    qp_pool_clear(&s->stems);
}

qp_status qp_suggest(const char *folder, qp_text *json, qp_error *err)
{
    survey s = {.folder = folder, .ends = QP_REGIONS, .err = err};
    qp_text out = {0};
    qp_status status = look_at_folder(&s);
    if (status == QP_OK) {
        write_package(&s, &out);
        status = qp_text_status(&out, err);
    }
    if (status == QP_OK) {
        qp_text_clear(json);
        *json = out;
    } else {
        qp_text_clear(&out);
    }
    clear(&s);
    return status;
}
