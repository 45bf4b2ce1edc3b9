/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/memory.h"
#include "table/package_json.h"

/* -------------------------------------------------------------------- paths */

static bool is_printable(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            return false;
    return true;
}

static bool stays_below(const char *path)
{
    size_t size = strlen(path);
    return size > 0 && path[0] != '/' && strcmp(path, "..") != 0 &&
           strncmp(path, "../", 3) != 0 && strstr(path, "/../") == NULL &&
           !(size > 3 && strcmp(path + size - 3, "/..") == 0) &&
           strstr(path, "://") == NULL;
}

static bool stands_before(const qp_resource *resource, size_t p)
{
    for (size_t q = 0; q < p; q++)
        if (strcmp(resource->paths[q], resource->paths[p]) == 0)
            return true;
    return false;
}

static const char *defect_of_path(const qp_resource *resource, size_t p)
{
    if (!is_printable(resource->paths[p]))
        return "it holds no control characters";
    if (!stays_below(resource->paths[p]))
        return "it is a file below the folder, without '..'";
    if (stands_before(resource, p))
        return "a resource reads each of its files once";
    return NULL;
}

static void refuse_path(qp_json_reader *r, const qp_json_node *node,
                        const char *expected)
{
    const char *path = json_string_value(node->value);
    char shown[QP_SHOWN_SIZE];
    qp_text found = {0};
    qp_text_addf(&found, "path '%s' is not understood",
                 qp_text_shown(path, strlen(path), shown));
    qp_json_tell(r, QP_RULE_PACKAGE_PATH, node, qp_text_string(&found),
                 expected);
    qp_text_clear(&found);
}

static void read_paths(qp_json_reader *r, const qp_json_node *value, void *into)
{
    qp_resource *resource = into;
    size_t before = r->defects;
    resource->paths = qp_json_texts(r, value, &resource->path_count);
    if (r->defects > before)
        return;
    for (size_t p = 0; p < resource->path_count; p++) {
        const char *defect = defect_of_path(resource, p);
        qp_json_node item = qp_json_item(value, p);
        if (defect != NULL)
            refuse_path(r, &item, defect);
    }
}

/* ----------------------------------------------------------------- encoding */

/** Names without '-' and '_', in lower case. */
static const struct {
    const char *name;
    const char *shown;
    const char *iconv;
} encodings[] = {
    {"utf8", "utf-8", NULL},
    {"gb18030", "gb18030", "GB18030"},
    {"gbk", "gbk", "GBK"},
    {"gb2312", "gb2312", "GB2312"},
    {"big5", "big5", "BIG5"},
    {"utf16", "utf-16", "UTF-16"},
    {"utf16le", "utf-16le", "UTF-16LE"},
    {"utf16be", "utf-16be", "UTF-16BE"},
    {"iso88591", "iso-8859-1", "ISO-8859-1"},
    {"latin1", "latin-1", "ISO-8859-1"},
    {"windows1252", "windows-1252", "CP1252"},
    {"shiftjis", "shift_jis", "SHIFT_JIS"},
    {"euckr", "euc-kr", "EUC-KR"},
};
enum { ENCODINGS = sizeof encodings / sizeof *encodings };

static bool is_encoding(const char *text, const char *name)
{
    for (; *text != '\0'; text++) {
        char c = *text;
        if (c == '-' || c == '_')
            continue;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != *name++)
            return false;
    }
    return *name == '\0';
}

static void read_encoding(qp_json_reader *r, const qp_json_node *value,
                          void *into)
{
    const char *text = qp_json_text(r, value);
    if (text == NULL)
        return;
    for (size_t e = 0; e < ENCODINGS; e++)
        if (is_encoding(text, encodings[e].name)) {
            ((qp_resource *)into)->encoding = encodings[e].iconv;
            return;
        }
    const char *names[ENCODINGS];
    for (size_t e = 0; e < ENCODINGS; e++)
        names[e] = encodings[e].shown;
    qp_text expected = {0};
    qp_json_add_choices(&expected, names, ENCODINGS);
    if (r->status == QP_OK)
        r->status = qp_text_status(&expected, r->err);
    qp_json_refuse(r, value, qp_text_string(&expected));
    qp_text_clear(&expected);
}

/* ------------------------------------------------------------------- schema */

static void add_missing(qp_json_reader *r, const qp_json_node *list,
                        const char *column, qp_resource *resource)
{
    if (!qp_json_is_list(r, list))
        return;
    for (size_t i = 0; i < qp_json_count(list); i++) {
        qp_json_node item = qp_json_item(list, i);
        const char *text = qp_json_text(r, &item);
        if (!qp_grow((void **)&resource->missing, &resource->missing_room,
                     resource->missing_count, sizeof *resource->missing)) {
            r->status = qp_fail(r->err, QP_E_MEMORY,
                                "no memory for the package");
            return;
        }
        if (text != NULL)
            resource->missing[resource->missing_count++] = (qp_missing_value){
                column, text};
    }
}

static void read_missing(qp_json_reader *r, const qp_json_node *value,
                         void *into)
{
    add_missing(r, value, NULL, into);
}

/* The column that is being read is the last of the names. */
static void read_own_missing(qp_json_reader *r, const qp_json_node *value,
                             void *into)
{
    qp_resource *resource = into;
    add_missing(r, value, resource->names[resource->name_count - 1], resource);
}

/* How the numbers of the last of the names are written, made where it was
 * not. */
static qp_number_form *own_form(qp_resource *resource)
{
    const char *column = resource->names[resource->name_count - 1];
    size_t count = resource->number_count;
    if (count == 0 || resource->numbers[count - 1].column != column)
        resource->numbers[resource->number_count++] = (qp_number_form){
            column, '.', NULL};
    return &resource->numbers[resource->number_count - 1];
}

static void read_decimal(qp_json_reader *r, const qp_json_node *value,
                         void *into)
{
    const char *text = json_string_value(value->value);
    if (text == NULL || strlen(text) != 1 || strchr(".,", *text) == NULL)
        qp_json_refuse(r, value, "it is '.' or ','");
    else
        own_form(into)->decimal = *text;
}

static void read_group(qp_json_reader *r, const qp_json_node *value, void *into)
{
    const char *text = json_string_value(value->value);
    size_t size = text != NULL ? strlen(text) : 0;
    qp_number_form *form = own_form(into);
    if (size == 0 || qp_text_character(text, size) != size ||
        strchr("0123456789+-eE", *text) != NULL || *text == form->decimal)
        qp_json_refuse(r, value, "it is one character, not that of decimals");
    else
        form->group = text;
}

static void read_field(qp_json_reader *r, const qp_json_node *field,
                       qp_resource *resource)
{
    static const qp_json_part parts[] = {{"name", NULL}, /* it stands first */
                                         {"missingValues", read_own_missing},
                                         {"decimalChar", read_decimal},
                                         {"groupChar", read_group},
                                         {NULL, NULL}};
    if (!qp_json_is_object(r, field))
        return;
    qp_json_node name = qp_json_at(field, "name");
    const char *text = json_string_value(name.value);
    if (text == NULL) {
        qp_json_refuse(r, &name, "a field has a name, a text");
        return;
    }
    resource->names[resource->name_count++] = text;
    qp_json_read_open(r, field, parts, resource);
}

static void read_fields(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    qp_resource *resource = into;
    if (!qp_json_is_list(r, value))
        return;
    size_t count = qp_json_count(value);
    resource->names = qp_json_room(r, count, sizeof *resource->names);
    resource->numbers = qp_json_room(r, count, sizeof *resource->numbers);
    for (size_t i = 0; i < count && r->status == QP_OK; i++) {
        qp_json_node item = qp_json_item(value, i);
        read_field(r, &item, resource);
    }
}

static void read_key(qp_json_reader *r, const qp_json_node *value, void *into)
{
    qp_resource *resource = into;
    resource->key = qp_json_texts(r, value, &resource->key_count);
}

static void read_schema(qp_json_reader *r, const qp_json_node *value,
                        void *into)
{
    static const qp_json_part parts[] = {{"missingValues", read_missing},
                                         {"fields", read_fields},
                                         {"primaryKey", read_key},
                                         {"foreignKeys", NULL},
                                         {"uniqueKeys", NULL},
                                         {"fieldsMatch", NULL},
                                         {NULL, NULL}};
    qp_json_read_open(r, value, parts, into);
}

/* ----------------------------------------------------------------- resource */

static void read_mappings(qp_json_reader *r, const qp_json_node *value,
                          void *into)
{
    qp_package_read_mappings(r, value, into);
}

static void check_whole(qp_json_reader *r, const qp_json_node *object,
                        const qp_resource *resource)
{
    qp_json_node path = qp_json_at(object, "path");
    qp_json_node dialect = qp_json_at(object, "dialect");
    qp_json_node header = qp_json_at(&dialect, "header");
    if (path.value == NULL)
        qp_json_tell(r, QP_RULE_PACKAGE_PATH, object, "path is missing",
                     "a resource names its file, or a list of them");
    if (resource->dialect.header_count == 0 && resource->name_count == 0)
        qp_json_refuse(r, &header,
                       "without a header, the fields of schema "
                       "name the columns");
}

void qp_package_read_resource(qp_json_reader *r, const qp_json_node *object,
                              qp_resource *resource)
{
    static const qp_json_part parts[] = {
        {"path", read_paths},
        {"encoding", read_encoding},
        {"dialect", qp_package_read_dialect},
        {"schema", read_schema},
        {"qipan", read_mappings},
        {"scheme", NULL}, /* other programs', near to ours */
        {"$schema", NULL},
        {NULL, NULL}};
    static const qp_json_part foreign[] = {{"qipan", NULL}, {NULL, NULL}};
    size_t before = r->defects;
    resource->dialect = (qp_dialect){.delimiter = ',',
                                     .header_rows = {1},
                                     .header_count = 1,
                                     .header_join = " "};
    bool ours = json_object_get(object->value, "qipan") != NULL;
    qp_json_read_open(r, object, ours ? parts : foreign, resource);
    if (ours)
        check_whole(r, object, resource);
    if (r->defects > before)
        resource->path_count = 0; /* not to be read in a wrong way */
}

void qp_package_clear_resource(qp_resource *resource)
{
    for (size_t m = 0; m < resource->mapping_count; m++)
        qp_package_clear_mapping(&resource->mappings[m]);
    qp_release(resource->mappings);
    qp_release(resource->missing);
    qp_release(resource->numbers);
    qp_release((void *)resource->names);
    qp_release((void *)resource->key);
    qp_release((void *)resource->paths);
}
