/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "support/leak.h"
#include "table/package.h"

typedef struct {
    qp_package package;
    qp_findings findings;
    qp_text text;
} reading;

static reading read_json(const char *json)
{
    reading r = {0};
    qp_text text = {0};
    qp_error err = {0};
    qp_text_add(&text, json);
    cr_assert_eq(
        qp_package_read(&r.package, &text, "p.json", &r.findings, &err), QP_OK,
        "%s", err.message);
    qp_text_clear(&text);
    qp_findings_sort(&r.findings);
    qp_findings_text(&r.findings, QP_NOTE, "", &r.text);
    return r;
}

static void clear(reading *r)
{
    qp_package_clear(&r->package);
    qp_findings_clear(&r->findings);
    qp_text_clear(&r->text);
}

/* What is found in a package, the program's name and ": " left out. */
static void assert_found(const char *json, const char *expected)
{
    reading r = read_json(json);
    char line[1024];
    snprintf(line, sizeof line, ": p.json%s\n", expected);
    cr_expect_str_eq(qp_text_string(&r.text), line, "%s\n%s", json,
                     qp_text_string(&r.text));
    clear(&r);
}

/* A mapping of one resource, its keys given. */
static void assert_mapping(const char *keys, const char *expected)
{
    char json[512];
    char found[768];
    snprintf(json, sizeof json,
             "{\"resources\":[{\"name\":\"r\",\"path\":\"a.csv\",\"qipan\":{"
             "\"table\":\"links\"%s}}]}",
             keys);
    snprintf(found, sizeof found, ": resource 'r': %s", expected);
    assert_found(json, found);
}

static void assert_resource(const char *keys, const char *expected)
{
    char json[512];
    char found[768];
    snprintf(json, sizeof json,
             "{\"resources\":[{\"qipan\":{\"table\":\"links\"}%s}]}", keys);
    snprintf(found, sizeof found, ": resource 1: %s", expected);
    assert_found(json, found);
}

QP_TEST(package, says_what_feeds_what)
{
    reading r = read_json(
        "{\"title\": \"T\", \"qipan\": {\"home\": [\"CHN\", \"FRA\"], "
        "\"declare\": \"institute\"}, \"resources\": ["
        "{\"name\": \"other\", \"path\": \"http://elsewhere/x\"},"
        "{\"path\": [\"a.csv\", \"b/c.csv.gz\"], \"encoding\": \"UTF-8\","
        " \"dialect\": {\"delimiter\": \";\", \"header\": true},"
        " \"schema\": {\"missingValues\": [\"NA\"], \"fields\": ["
        "   {\"name\": \"n\", \"missingValues\": [\"-99\", \"x\"]}]},"
        " \"qipan\": [{\"table\": \"links\", \"decimal_years\": true,"
        "   \"columns\": {\"from\": \"src\"}, \"constants\": {\"layer\": "
        "\"talent\"}, \"skip\": [{\"column\": \"c\", \"equals\": \"\"}],"
        "   \"trim\": \"src\"},"
        "  {\"table\": \"regions\", \"duplicates\": \"keep\"}]}]}");
    cr_assert_str_eq(qp_text_string(&r.text), "");
    const qp_package *p = &r.package;
    cr_assert_str_eq(p->title, "T");
    cr_assert_eq(p->home_count, 2);
    cr_assert_str_eq(p->home[1], "FRA");
    cr_assert_eq(p->declare, QP_INSTITUTES);
    cr_assert_eq(p->resource_count, 2);
    cr_assert_eq(p->resources[0].mapping_count, 0);
    cr_assert_eq(p->resources[0].path_count, 0);

    const qp_resource *res = &p->resources[1];
    cr_assert_eq(res->path_count, 2);
    cr_assert_str_eq(res->paths[1], "b/c.csv.gz");
    cr_assert_eq(res->delimiter, ';');
    cr_assert_eq(res->missing_count, 3);
    cr_assert_null(res->missing[0].column);
    cr_assert_str_eq(res->missing[2].column, "n");
    cr_assert_str_eq(res->missing[2].text, "x");

    const qp_mapping *m = &res->mappings[0];
    cr_assert_eq(m->table, QP_LINKS);
    cr_assert_not(m->by_name);
    cr_assert_str_eq(m->columns[QP_LINK_FROM], "src");
    cr_assert_null(m->columns[QP_LINK_TO]);
    cr_assert_str_eq(m->constants[QP_LINK_LAYER], "talent");
    cr_assert_str_eq(m->skips[0].column, "c");
    cr_assert_str_eq(m->trim[0], "src");
    cr_assert(m->decimal_years && !m->keep);
    cr_assert(res->mappings[1].by_name && res->mappings[1].keep);
    clear(&r);
}

QP_TEST(package, tells_where_it_stops_being_json)
{
    assert_found("{\n  \"a\": 1,\n  \"b\" 2\n}",
                 ":3:7: ':' expected near '2'; the file is JSON");
    assert_found("{\"a\": 1, \"a\": 2}",
                 ":1:12: duplicate object key near '\"a\"'; the file is JSON");
    assert_found("", ":1:1: '[' or '{' expected near end of file; the file is "
                     "JSON");
    assert_found("{} x", ":1:4: end of file expected near 'x'; the file is "
                         "JSON");
    assert_found("{\"a\": \"\xE6\xB7\xB1\", x}",
                 ":1:14: string or '}' expected near 'x'; the file is JSON");
}

QP_TEST(package, may_begin_with_a_byte_order_mark)
{
    assert_found("\xEF\xBB\xBF{,}",
                 ":1:2: string or '}' expected near ','; the file is JSON");
}

QP_TEST(package, is_an_object_with_resources)
{
    assert_found("[]", ": the package is not understood; it is a JSON object");
    assert_found("{}", ": resources is not understood; it is a list of at "
                       "least one resource");
    assert_found("{\"resources\": {}}",
                 ": resources is not understood; it is a list of at least one "
                 "resource");
    assert_found("{\"resources\": [3]}",
                 ": resource 1: resource is not understood; it is an object");
}

QP_TEST(package, knows_its_own_keys)
{
    assert_mapping(",\"colums\":{}",
                   "key 'colums' is not understood; the keys are table, "
                   "columns, constants, skip, trim, duplicates, decimal_years "
                   "(nearest: 'columns')");
    assert_mapping(",\"columns\":{\"form\":\"a\"}",
                   "key 'form' is not understood; the keys are from, to, "
                   "layer, weight, date, until, product, essentiality, status, "
                   "polarity, origin, stated_value, stated_unit, "
                   "relation, source "
                   "(nearest: 'from')");
    assert_found("{\"qipan\": {\"hone\": \"X\"}, \"resources\": [{}]}",
                 ": key 'hone' is not understood; the keys are home, declare "
                 "(nearest: 'home')");
    assert_resource(",\"path\":\"a\",\"dialect\":{\"escapeChar\":\"\\\\\"}",
                    "key 'escapeChar' is not understood; the keys are "
                    "delimiter, quoteChar, doubleQuote, header, "
                    "lineTerminator, csvddfVersion");
    assert_mapping(",\"skip\":[{\"column\":\"a\",\"equals\":\"b\",\"is\":1}]",
                   "key 'is' is not understood; the keys are column, equals");
}

QP_TEST(package, knows_the_forms_of_its_values)
{
    assert_mapping(",\"columns\":[]", "columns is not understood; it is an "
                                      "object");
    assert_mapping(",\"columns\":{\"from\":1}",
                   "from is not understood; it is a text");
    assert_mapping(",\"trim\":[1]", "trim is not understood; it is a text or "
                                    "a list of texts");
    assert_mapping(",\"skip\":{}", "skip is not understood; it is a list");
    assert_mapping(",\"skip\":[{\"column\":1,\"equals\":\"b\"}]",
                   "skip is not understood; it is a list of {column, equals}, "
                   "both texts");
    assert_mapping(",\"skip\":[\"a\"]",
                   "skip is not understood; it is a list of {column, equals}, "
                   "both texts");
    assert_mapping(",\"decimal_years\":\"yes\"",
                   "decimal_years is not understood; it is true or false");
    assert_found("{\"qipan\": [], \"resources\": [{}]}",
                 ": qipan is not understood; it is an object");
    assert_found("{\"qipan\": {\"declare\": \"firm\"}, \"resources\": [{}]}",
                 ": declare 'firm' is not understood; it is region, "
                 "enterprise or institute");
    assert_found("{\"resources\": [{\"path\": \"a\", \"qipan\": []}]}",
                 ": resource 1: qipan is not understood; it is a mapping or a "
                 "list of them");
    assert_found("{\"resources\": [{\"path\": \"a\", \"qipan\": {\"table\": "
                 "\"link\"}}]}",
                 ": resource 1: table 'link' is not understood; "
                 "data/README.md lists the tables");
    assert_found("{\"resources\": [{\"path\": \"a\", \"qipan\": {}}]}",
                 ": resource 1: table is not understood; data/README.md lists "
                 "the tables");
}

QP_TEST(package, keeps_only_in_tables_with_ids)
{
    assert_mapping(",\"duplicates\":\"sum\"",
                   "duplicates 'sum' is not understood; it is error or keep");
    assert_mapping(",\"duplicates\":\"keep\"",
                   "duplicates 'keep' is not understood; only tables with a "
                   "column `id` can keep");
}

QP_TEST(package, refuses_a_defective_constant_once)
{
    assert_mapping(",\"constants\":{\"weight\":\"-1\"}",
                   "constant 'weight': weight '-1' is negative; a weight is a "
                   "number >= 0");
    assert_mapping(",\"constants\":{\"layer\":\"\"}",
                   "constant 'layer' is not understood; it is a text; leave "
                   "out what is blank in all rows");
    assert_mapping(",\"columns\":{\"layer\":\"x\"},\"constants\":{\"layer\":"
                   "\"y\"}",
                   "constant 'layer' is not understood; a column is read or "
                   "constant, not both");
    assert_mapping(",\"constants\":{\"product\":\"a\\u0007\"}",
                   "constant 'product': product 'a\\x07' holds a control "
                   "character; ids, names and values are printable text");
}

QP_TEST(package, keeps_below_its_folder)
{
    static const char *const wrong[] = {"/etc/passwd", "../a", "a/../../b",
                                        "..",          "a/..", "http://x/y"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char keys[64];
        char found[256];
        snprintf(keys, sizeof keys, ",\"path\":\"%s\"", wrong[i]);
        snprintf(found, sizeof found,
                 "path '%s' is not understood; it is a file below the folder, "
                 "without '..'",
                 wrong[i]);
        assert_resource(keys, found);
    }
    assert_resource("", "path is not understood; a resource names its file, "
                        "or a list of them");
    assert_resource(",\"path\":[]",
                    "path is not understood; a resource names its file, or a "
                    "list of them");
    assert_resource(",\"path\":[\"a\",\"a\"]",
                    "path 'a' is not understood; a resource reads each of its "
                    "files once");
    assert_resource(",\"path\":\"a\\u001b[31m\"",
                    "path 'a\\x1B[31m' is not understood; it holds no control "
                    "characters");
    reading r = read_json("{\"resources\": [{\"path\": \"a..b/..c/d...\", "
                          "\"qipan\": {\"table\": \"links\"}}]}");
    cr_assert_str_eq(qp_text_string(&r.text), "");
    clear(&r);
}

QP_TEST(package, refuses_what_it_would_read_in_another_way)
{
    assert_resource(",\"path\":\"a\",\"encoding\":\"gb18030\"",
                    "encoding 'gb18030' is not understood; only utf-8 is read "
                    "as yet");
    assert_resource(",\"path\":\"a\",\"dialect\":{\"quoteChar\":\"'\"}",
                    "quoteChar ''' is not understood; only '\"' is read");
    assert_resource(",\"path\":\"a\",\"dialect\":{\"header\":false}",
                    "header 'false' is not understood; a table has a header "
                    "row");
    assert_resource(",\"path\":\"a\",\"dialect\":{\"doubleQuote\":false}",
                    "doubleQuote 'false' is not understood; only true is read");
    assert_resource(
        ",\"path\":\"a\",\"dialect\":{\"delimiter\":\"\xE3\x80\x81\"}",
        "delimiter '\xE3\x80\x81' is not understood; it is one "
        "character");
    assert_resource(",\"path\":\"a\",\"dialect\":{\"delimiter\":\"\\\"\"}",
                    "delimiter '\"' is not understood; it is one character");
    assert_resource(",\"path\":\"a\",\"schema\":{\"missingValues\":\"NA\"}",
                    "missingValues is not understood; it is a list");
    assert_resource(",\"path\":\"a\",\"schema\":{\"fields\":[{"
                    "\"missingValues\":[\"NA\"]}]}",
                    "missingValues is not understood; its field has a name");
}

QP_TEST(package, does_not_read_a_resource_that_it_did_not_understand)
{
    reading r = read_json("{\"resources\": ["
                          "{\"path\": \"a\", \"encoding\": \"latin1\", "
                          "\"qipan\": {\"table\": \"links\"}},"
                          "{\"path\": \"b\", \"qipan\": {\"table\": "
                          "\"regions\"}}]}");
    cr_assert_eq(r.findings.total[QP_DEFECT], 1);
    cr_assert_eq(r.package.resources[0].path_count, 0);
    cr_assert_eq(r.package.resources[1].path_count, 1);
    clear(&r);
}

QP_TEST(package, comes_back_clean_when_memory_runs_out)
{
    static const char json[] =
        "{\"qipan\": {\"home\": \"X\"}, \"resources\": [{\"path\": \"a\", "
        "\"schema\": {\"missingValues\": [\"NA\"]}, \"qipan\": [{\"table\": "
        "\"links\", \"skip\": [{\"column\": \"a\", \"equals\": \"b\"}], "
        "\"trim\": \"a\", \"wrong\": 1, \"constants\": {\"weight\": "
        "\"x\"}}]}]}";
    qp_text text = {0};
    qp_text_add(&text, json);
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status != QP_OK; allowed++) {
        qp_package package;
        qp_findings findings = {0};
        qp_memory_allow(allowed);
        status = qp_package_read(&package, &text, "p", &findings, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        qp_package_clear(&package);
        qp_findings_clear(&findings);
        cr_assert_eq(qp_memory_held(), 1, "%ld", allowed);
    }
    cr_assert_gt(allowed, 10);
    qp_text_clear(&text);
}
