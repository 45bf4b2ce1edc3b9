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

/* Keys on a line of their own, so that columns are theirs. */
static void assert_line(const char *before, const char *keys, const char *after,
                        unsigned column, const char *expected)
{
    char json[768];
    char found[1024];
    snprintf(json, sizeof json, "%s\n%s\n%s", before, keys, after);
    snprintf(found, sizeof found, ":2:%u: resource 'r': %s", column, expected);
    assert_found(json, found);
}

static void assert_mapping(const char *table, const char *keys, unsigned column,
                           const char *expected)
{
    char before[256];
    snprintf(before, sizeof before,
             "{\"resources\":[{\"name\":\"r\",\"path\":\"a.csv\",\"qipan\":{"
             "\"table\":\"%s\",",
             table);
    assert_line(before, keys, "}}]}", column, expected);
}

static void assert_resource(const char *keys, unsigned column,
                            const char *expected)
{
    assert_line("{\"resources\":[{\"name\":\"r\",\"qipan\":{\"table\":"
                "\"links\"},",
                keys, "}]}", column, expected);
}

/* A key of a resource whose path is there. */
static void assert_other(const char *key, unsigned column, const char *expected)
{
    char keys[256];
    snprintf(keys, sizeof keys, "\"path\":\"a\",%s", key);
    assert_resource(keys, column, expected);
}

static reading read_whole(const char *json)
{
    reading r = read_json(json);
    cr_assert_str_eq(qp_text_string(&r.text), "", "%s", json);
    return r;
}

/* A mapping of one resource, without a finding. */
static reading read_mapping(const char *table, const char *keys)
{
    char json[1024];
    snprintf(json, sizeof json,
             "{\"resources\":[{\"path\":\"a.csv\",\"qipan\":{\"table\":"
             "\"%s\",%s}}]}",
             table, keys);
    return read_whole(json);
}

/* A resource that feeds links by name, without a finding. */
static reading read_resource(const char *keys)
{
    char json[1024];
    snprintf(json, sizeof json,
             "{\"resources\":[{\"path\":\"a.csv\",\"qipan\":{\"table\":"
             "\"links\"},%s}]}",
             keys);
    return read_whole(json);
}

/* -------------------------------------------------------------- understood */

QP_TEST(package, says_what_feeds_what)
{
    reading r = read_whole(
        "{\"title\": \"T\", \"qipan\": {\"home\": [\"CHN\", \"FRA\"], "
        "\"declare\": \"institute\"}, \"resources\": ["
        "{\"name\": \"other\", \"path\": \"http://elsewhere/x\"},"
        "{\"path\": [\"a.csv\", \"b/c.csv.gz\"], \"scheme\": \"file\","
        " \"qipan\": [{\"table\": \"links\", \"decimal_years\": true,"
        "   \"columns\": {\"from\": \"src\", \"to\": [\"a\", \"b\"]},"
        "   \"join\": \"/\", \"constants\": {\"layer\": \"talent\"}},"
        "  {\"table\": \"regions\", \"duplicates\": \"keep\"}]}]}");
    const qp_package *p = &r.package;
    cr_assert_str_eq(p->title, "T");
    cr_assert_eq(p->home_count, 2);
    cr_assert_str_eq(p->home[1], "FRA");
    cr_assert_eq(p->declare, QP_INSTITUTES);
    cr_assert_eq(p->resource_count, 2);
    cr_assert_eq(p->resources[0].mapping_count, 0);
    cr_assert_eq(p->resources[0].path_count, 0);
    cr_assert_eq(p->resources[1].path_count, 2);
    cr_assert_str_eq(p->resources[1].paths[1], "b/c.csv.gz");

    const qp_mapping *m = p->resources[1].mappings;
    cr_assert_eq(m[0].table, QP_LINKS);
    cr_assert_not(m[0].by_name);
    cr_assert_str_eq(m[0].feeds[QP_LINK_FROM].sources[0], "src");
    cr_assert_eq(m[0].feeds[QP_LINK_TO].source_count, 2);
    cr_assert_str_eq(m[0].feeds[QP_LINK_TO].sources[1], "b");
    cr_assert_str_eq(m[0].join, "/");
    cr_assert_str_eq(m[0].feeds[QP_LINK_LAYER].constant, "talent");
    cr_assert_eq(m[0].feeds[QP_LINK_LAYER].source_count, 0);
    cr_assert(m[0].decimal_years);
    cr_assert_eq(m[0].duplicates, QP_DUPLICATES_ERROR);
    cr_assert(m[1].by_name);
    cr_assert_eq(m[1].duplicates, QP_DUPLICATES_KEEP);
    clear(&r);
}

QP_TEST(package, has_its_defaults)
{
    reading r = read_mapping("links", "\"columns\": {\"from\": \"a\"}");
    const qp_resource *resource = &r.package.resources[0];
    const qp_mapping *m = &resource->mappings[0];
    cr_assert_null(resource->encoding);
    cr_assert_eq(resource->dialect.delimiter, ',');
    cr_assert_null(resource->dialect.comment);
    cr_assert_eq(resource->dialect.header_count, 1);
    cr_assert_eq(resource->dialect.header_rows[0], 1);
    cr_assert_str_eq(resource->dialect.header_join, " ");
    cr_assert_str_eq(m->join, "-");
    cr_assert_eq(m->melt.name, -1);
    cr_assert_eq(m->melt.value, -1);
    cr_assert_eq(m->melt.column_count, 0);
    cr_assert_null(m->melt.first);
    clear(&r);
}

QP_TEST(package, sorts_what_it_recodes)
{
    reading r = read_mapping(
        "enterprises",
        "\"recode\": {\"country\": {\"values\": {\"UK\": \"GB\", \"EL\": "
        "\"GR\", \"\\u4e2d\": \"CN\", \"?\": null}, \"otherwise\": \"keep\"},"
        "\"tier\": {\"otherwise\": \"blank\"},"
        "\"industry\": {\"values\": {\"a\": \"b\"}},"
        "\"name\": {\"otherwise\": {\"text\": \"unknown\"}}}");
    const qp_feeding *feeds = r.package.resources[0].mappings[0].feeds;
    const qp_recode *country = &feeds[QP_ENTERPRISE_COUNTRY].recode;
    static const char *const from[] = {"?", "EL", "UK", "\xE4\xB8\xAD"};
    static const char *const to[] = {"", "GR", "GB", "CN"};
    cr_assert_eq(country->count, 4);
    for (size_t i = 0; i < 4; i++) {
        cr_assert_str_eq(country->from[i], from[i]);
        cr_assert_str_eq(country->to[i], to[i]);
    }
    cr_assert_eq(country->otherwise, QP_OTHERWISE_KEEP);
    cr_assert_eq(feeds[QP_ENTERPRISE_TIER].recode.otherwise,
                 QP_OTHERWISE_BLANK);
    cr_assert_eq(feeds[QP_ENTERPRISE_INDUSTRY].recode.otherwise,
                 QP_OTHERWISE_REFUSE);
    cr_assert_eq(feeds[QP_ENTERPRISE_NAME].recode.otherwise, QP_OTHERWISE_TEXT);
    cr_assert_str_eq(feeds[QP_ENTERPRISE_NAME].recode.text, "unknown");
    clear(&r);
}

QP_TEST(package, says_what_is_left_out_and_how_blanks_are_read)
{
    reading r = read_mapping(
        "links",
        "\"skip\": [{\"column\": \"c\", \"equals\": \"\"}, {\"column\": \"t\", "
        "\"unless\": [\"HES\", \"REC\"]}], \"spaces\": {\"a\": \"trim\", "
        "\"b\": \"fold\", \"c\": \"remove\"}, \"duplicates\": \"sum\"");
    const qp_mapping *m = &r.package.resources[0].mappings[0];
    cr_assert_eq(m->skip_count, 2);
    cr_assert_eq(m->skips[0].count, 1);
    cr_assert_str_eq(m->skips[0].texts[0], "");
    cr_assert_not(m->skips[0].unless);
    cr_assert_str_eq(m->skips[1].column, "t");
    cr_assert_str_eq(m->skips[1].texts[1], "REC");
    cr_assert(m->skips[1].unless);
    cr_assert_eq(m->space_count, 3);
    for (size_t s = 0; s < 3; s++) {
        cr_assert_eq(m->spaces[s].column[0], "abc"[s]);
        cr_assert_eq(m->spaces[s].spaces, QP_SPACES_TRIM + s);
    }
    cr_assert_eq(m->duplicates, QP_DUPLICATES_SUM);
    clear(&r);
}

QP_TEST(package, converts_units_and_makes_wide_tables_long)
{
    reading r = read_mapping(
        "indicators", "\"units\": {\"\\u4e07\\u5143\": {\"unit\": \"\\u5143\", "
                      "\"times\": 10000}}, \"long\": {\"columns\": {\"from\": "
                      "\"2011\", \"to\": \"2023\"}, \"name\": \"date\", "
                      "\"value\": \"value\"}");
    const qp_mapping *m = &r.package.resources[0].mappings[0];
    cr_assert_eq(m->conversion_count, 1);
    cr_assert_str_eq(m->conversions[0].from, "\xE4\xB8\x87\xE5\x85\x83");
    cr_assert_str_eq(m->conversions[0].to, "\xE5\x85\x83");
    cr_assert_float_eq(m->conversions[0].times, 10000, 0);
    cr_assert_str_eq(m->melt.first, "2011");
    cr_assert_str_eq(m->melt.last, "2023");
    cr_assert_eq(m->melt.name, QP_INDICATOR_DATE);
    cr_assert_eq(m->melt.value, QP_INDICATOR_VALUE);
    clear(&r);

    r = read_mapping("indicators", "\"long\": {\"columns\": [\"gdp\", "
                                   "\"rnd\"], \"name\": \"indicator\", "
                                   "\"value\": \"value\"}");
    m = &r.package.resources[0].mappings[0];
    cr_assert_eq(m->melt.column_count, 2);
    cr_assert_str_eq(m->melt.columns[1], "rnd");
    cr_assert_null(m->melt.first);
    clear(&r);
}

QP_TEST(package, says_how_a_file_is_written)
{
    reading r = read_resource(
        "\"encoding\": \"GB-18030\", \"dialect\": {\"delimiter\": \"\\t\", "
        "\"headerRows\": [2, 4], \"headerJoin\": \"/\", \"commentChar\": "
        "\"#\", \"quoteChar\": \"\\\"\", \"doubleQuote\": true, "
        "\"skipInitialSpace\": false, \"lineTerminator\": \"\\r\\n\"}, "
        "\"schema\": {\"primaryKey\": [\"a\", \"b\"], \"missingValues\": "
        "[\"NA\"], \"fields\": [{\"name\": \"a\", \"type\": \"string\"}, "
        "{\"name\": \"n\", \"decimalChar\": \",\", \"groupChar\": \".\", "
        "\"missingValues\": [\"-99\", \"x\"]}]}");
    const qp_resource *f = &r.package.resources[0];
    cr_assert_str_eq(f->encoding, "GB18030");
    cr_assert_eq(f->dialect.delimiter, '\t');
    cr_assert_eq(f->dialect.header_count, 2);
    cr_assert_eq(f->dialect.header_rows[0], 2);
    cr_assert_eq(f->dialect.header_rows[1], 4);
    cr_assert_str_eq(f->dialect.header_join, "/");
    cr_assert_str_eq(f->dialect.comment, "#");
    cr_assert_eq(f->key_count, 2);
    cr_assert_str_eq(f->key[1], "b");
    cr_assert_eq(f->name_count, 2);
    cr_assert_str_eq(f->names[1], "n");
    cr_assert_eq(f->number_count, 1);
    cr_assert_str_eq(f->numbers[0].column, "n");
    cr_assert_eq(f->numbers[0].decimal, ',');
    cr_assert_str_eq(f->numbers[0].group, ".");
    cr_assert_eq(f->missing_count, 3);
    cr_assert_null(f->missing[0].column);
    cr_assert_str_eq(f->missing[2].column, "n");
    cr_assert_str_eq(f->missing[2].text, "x");
    clear(&r);
}

QP_TEST(package, may_name_the_columns_of_a_file_without_a_header)
{
    reading r = read_resource("\"dialect\": {\"header\": false}, \"schema\": "
                              "{\"fields\": [{\"name\": \"a\"}]}");
    cr_assert_eq(r.package.resources[0].dialect.header_count, 0);
    cr_assert_str_eq(r.package.resources[0].names[0], "a");
    clear(&r);
    assert_other("\"dialect\":{\"header\":false}", 32,
                 "header false is not understood; without a header, the "
                 "fields of schema name the columns");
}

QP_TEST(package, knows_encodings_by_their_many_names)
{
    static const char *const names[][2] = {{"utf-16", "UTF-16"},
                                           {"UTF_16LE", "UTF-16LE"},
                                           {"gbk", "GBK"},
                                           {"GB2312", "GB2312"},
                                           {"Big5", "BIG5"},
                                           {"latin1", "ISO-8859-1"},
                                           {"ISO_8859-1", "ISO-8859-1"},
                                           {"windows-1252", "CP1252"},
                                           {"Shift-JIS", "SHIFT_JIS"},
                                           {"EUC-KR", "EUC-KR"},
                                           {"utf-16be", "UTF-16BE"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char keys[64];
        snprintf(keys, sizeof keys, "\"encoding\": \"%s\"", names[i][0]);
        reading r = read_resource(keys);
        cr_assert_str_eq(r.package.resources[0].encoding, names[i][1]);
        clear(&r);
    }
    reading r = read_resource("\"encoding\": \"UTF8\"");
    cr_assert_null(r.package.resources[0].encoding);
    clear(&r);
}

/* ------------------------------------------------------------------- places */

QP_TEST(package, tells_where_it_stops_being_json)
{
    assert_found("{\n  \"a\": 1,\n  \"b\" 2\n}",
                 ":3:7: ':' expected near '2'; the file is JSON");
    assert_found("{\"a\": 1, \"a\": 2}",
                 ":1:10: duplicate object key near '\"a\"'; the file is JSON");
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

QP_TEST(package, tells_where_a_key_stands_twice)
{
    assert_found("{\"a\": 1,\n \"b\\\"c\": 1, \"b\\\"c\": 2}",
                 ":2:13: duplicate object key near '\"b\\\"c\"'; the file is "
                 "JSON");
}

QP_TEST(package, places_are_found_past_all_that_json_can_hold)
{
    assert_found("{\"x\": {\"qipan\": [1, {\"a\": \"}\\\\\"}, [], -1.5e3]},\n"
                 "\"\\u006bey\" : \"\\\"{\" ,\r\n \"q\\u0069pan\"\t:\n"
                 "  {\"home\": [\"\xE4\xB8\xAD\", true , 3]},\n"
                 "\"resources\": [{}]}",
                 ":4:20: home true is not understood; it is a text or a list "
                 "of texts\n: p.json:4:27: home 3 is not understood; it is a "
                 "text or a list of texts");
}

/* ------------------------------------------------------------------ refused */

QP_TEST(package, is_an_object_with_resources)
{
    assert_found("[]", ":1:1: the package is not understood; it is an object");
    assert_found("{}", ":1:1: resources is missing; it is a list of at least "
                       "one resource");
    assert_found("{\"resources\": {}}",
                 ":1:15: resources is not understood; it is a list of at least "
                 "one resource");
    assert_found("{\"resources\": [3]}", ":1:16: resource 1: resources 3 is "
                                         "not understood; it is an object");
}

QP_TEST(package, knows_its_own_keys)
{
    assert_mapping("links", "\"colums\":{}", 1,
                   "key 'colums' is not understood; the keys are table, "
                   "columns, join, constants, recode, skip, spaces, units, "
                   "long, duplicates, decimal_years (nearest: 'columns')");
    assert_mapping("links", "\"trim\":[\"a\"]", 1,
                   "key 'trim' is not understood; the keys are table, "
                   "columns, join, constants, recode, skip, spaces, units, "
                   "long, duplicates, decimal_years (nearest: 'spaces')");
    assert_mapping("pairs", "\"columns\":{\"form\":\"a\"}", 12,
                   "key 'form' is not understood; the keys are from, to, "
                   "measure, value, unit, source (nearest: 'from')");
    assert_mapping("pairs", "\"recode\":{\"form\":{}}", 11,
                   "key 'form' is not understood; the keys are from, to, "
                   "measure, value, unit, source (nearest: 'from')");
    assert_found("{\"qipan\": {\"hone\": \"X\"}, \"resources\": [{}]}",
                 ":1:12: key 'hone' is not understood; the keys are home, "
                 "declare (nearest: 'home')");
    assert_other("\"dialect\":{\"escapeChar\":\"\\\\\"}", 23,
                 "key 'escapeChar' is not understood; the keys are "
                 "delimiter, header, headerRows, headerJoin, commentChar, "
                 "quoteChar, doubleQuote, skipInitialSpace, "
                 "lineTerminator, csvddfVersion, $schema");
    assert_mapping(
        "links", "\"skip\":[{\"column\":\"a\",\"equals\":\"b\",\"is\":1}]", 36,
        "key 'is' is not understood; the keys are column, equals, "
        "unless");
}

QP_TEST(package, leaves_to_others_what_is_not_nearly_ours)
{
    reading r = read_resource("\"description\": 1, \"schema\": {\"foreignKeys"
                              "\": [], \"fields\": [{\"name\": \"a\", "
                              "\"constraints\": {}}]}");
    clear(&r);
    assert_other("\"encodng\":1", 12,
                 "key 'encodng' is not understood; nearest: 'encoding'");
    assert_found("{\"resources\": [{\"qipen\": {}}]}",
                 ":1:17: resource 1: key 'qipen' is not understood; nearest: "
                 "'qipan'");
}

/** Keys of a mapping that are wrong, and what is said where. */
typedef struct {
    const char *table;
    const char *keys;
    unsigned column;
    const char *expected;
} wrong_mapping;

static void assert_mappings(const wrong_mapping wrong[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_mapping(wrong[i].table, wrong[i].keys, wrong[i].column,
                       wrong[i].expected);
}

QP_TEST(package, knows_the_forms_of_its_values)
{
    static const wrong_mapping wrong[] = {
        {"links", "\"columns\":[]", 11,
         "columns is not understood; it is an object"},
        {"links", "\"columns\":{\"from\":1}", 19,
         "from 1 is not understood; it is a text or a list of texts"},
        {"links", "\"columns\":{\"from\":[]}", 19,
         "from is not understood; it is a text or a list of texts"},
        {"links", "\"join\":1", 8, "join 1 is not understood; it is a text"},
        {"links", "\"spaces\":{\"a\":\"trimm\"}", 15,
         "a 'trimm' is not understood; it is trim, fold or remove"},
        {"links", "\"skip\":{}", 8, "skip is not understood; it is a list"},
        {"links", "\"skip\":[{\"column\":\"a\"}]", 9,
         "skip is not understood; it is {column, equals} or {column, unless}"},
        {"links",
         "\"skip\":[{\"column\":\"a\",\"equals\":\"\",\"unless\":\"b\"}]", 44,
         "unless 'b' is not understood; a rule has equals or unless, not both"},
        {"links", "\"decimal_years\":\"yes\"", 17,
         "decimal_years 'yes' is not understood; it is true or false"},
        {"links", "\"recode\":{\"from\":{}}", 18,
         "from is not understood; it has values, {from: to}, or otherwise"},
        {"links", "\"recode\":{\"from\":{\"values\":{\"a\":1}}}", 33,
         "a 1 is not understood; it is a text, or null for a blank"},
        {"links", "\"recode\":{\"from\":{\"values\":{\"\":\"x\"}}}", 32,
         " 'x' is not understood; a blank is no value and stays blank"},
        {"links", "\"recode\":{\"from\":{\"otherwise\":\"drop\"}}", 31,
         "otherwise 'drop' is not understood; it is error, keep, blank or "
         "{\"text\": x}"},
        {"links", "\"recode\":{\"status\":{\"values\":{\"a\":\"b\"}}}", 35,
         "recode 'status': status 'b' is none of its choices; one of actual, "
         "rising, declining, historical, planned, proposed, prospective, "
         "replaced"},
    };
    assert_mappings(wrong, sizeof wrong / sizeof *wrong);
}

QP_TEST(package, knows_the_forms_of_sums_units_and_long_columns)
{
    static const wrong_mapping wrong[] = {
        {"links", "\"duplicates\":\"sun\"", 14,
         "duplicates 'sun' is not understood; it is error, keep or sum"},
        {"regions", "\"duplicates\":\"sum\"", 14,
         "duplicates 'sum' is not understood; only tables with an amount have "
         "sums"},
        {"links", "\"units\":{}", 9,
         "units is not understood; only tables with value and unit have units"},
        {"pairs", "\"units\":{\"mi\":{\"unit\":\"km\"}}", 15,
         "mi is not understood; it is {unit, times}"},
        {"pairs", "\"units\":{\"mi\":{\"unit\":\"km\",\"times\":0}}", 36,
         "times 0 is not understood; it is a number that is not 0"},
        {"pairs", "\"long\":{\"columns\":[\"a\"],\"name\":\"from\"}", 8,
         "long is not understood; it is {columns, name, value}"},
        {"pairs",
         "\"long\":{\"columns\":\"a\",\"name\":\"to\",\"value\":\"to\"}", 8,
         "long is not understood; name and value are two columns"},
        {"pairs",
         "\"long\":{\"columns\":{\"from\":\"a\"},\"name\":\"to\",\"value\":"
         "\"value\"}",
         19,
         "columns is not understood; it is {from, to}, or a list of "
         "columns"},
        {"pairs",
         "\"long\":{\"columns\":\"a\",\"name\":\"x\",\"value\":\"value\"}", 30,
         "name 'x' is not understood; it is a column of the table"},
    };
    assert_mappings(wrong, sizeof wrong / sizeof *wrong);
}

QP_TEST(package, knows_the_forms_of_what_stands_outside_a_mapping)
{
    assert_found("{\"qipan\": [], \"resources\": [{}]}",
                 ":1:11: qipan is not understood; it is an object");
    assert_found("{\"qipan\": {\"declare\": \"firm\"}, \"resources\": [{}]}",
                 ":1:23: declare 'firm' is not understood; it is region, "
                 "enterprise or institute");
    assert_found("{\"resources\": [{\"path\": \"a\", \"qipan\": []}]}",
                 ":1:39: resource 1: qipan is not understood; it is a mapping "
                 "or a list of them");
    assert_found("{\"resources\": [{\"path\": \"a\", \"qipan\": {\"table\": "
                 "\"link\"}}]}",
                 ":1:49: resource 1: table 'link' is not understood; "
                 "data/README.md lists the tables");
    assert_found("{\"resources\": [{\"path\": \"a\", \"qipan\": {}}]}",
                 ":1:39: resource 1: table is missing; data/README.md lists "
                 "the tables");
}

QP_TEST(package, makes_a_column_of_one_thing)
{
    static const char expected[] = "a column is read, constant or made long, "
                                   "not two of them";
    char found[160];
    snprintf(found, sizeof found, "layer 'y' is not understood; %s", expected);
    assert_mapping("links",
                   "\"columns\":{\"layer\":\"x\"},\"constants\":{\"layer\":"
                   "\"y\"}",
                   46, found);
    snprintf(found, sizeof found, "to 'x' is not understood; %s", expected);
    assert_mapping("pairs",
                   "\"columns\":{\"to\":\"x\"},\"long\":{\"columns\":\"a\","
                   "\"name\":\"to\",\"value\":\"value\"}",
                   17, found);
    assert_mapping("links",
                   "\"columns\":{\"from\":\"a\"},\"recode\":{\"status\":{"
                   "\"otherwise\":\"blank\"}}",
                   43, "status is not understood; it is a column that is read");
    assert_mapping("links",
                   "\"constants\":{\"status\":\"actual\"},\"recode\":{"
                   "\"status\":{\"otherwise\":\"blank\"}}",
                   52, "status is not understood; it is a column that is read");
}

QP_TEST(package, refuses_a_defective_constant_once)
{
    assert_mapping("links", "\"constants\":{\"weight\":\"-1\"}", 23,
                   "constant 'weight': weight '-1' is negative; a weight is a "
                   "number >= 0");
    assert_mapping("links", "\"constants\":{\"layer\":\"\"}", 22,
                   "layer '' is not understood; it is a text; leave out what "
                   "is blank in all rows");
    assert_mapping("links", "\"constants\":{\"product\":\"a\\u0007\"}", 24,
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
        snprintf(keys, sizeof keys, "\"path\":\"%s\"", wrong[i]);
        snprintf(found, sizeof found,
                 "path '%s' is not understood; it is a file below the folder, "
                 "without '..'",
                 wrong[i]);
        assert_resource(keys, 8, found);
    }
    assert_found("{\"resources\": [{\"qipan\": {\"table\": \"links\"}}]}",
                 ":1:16: resource 1: path is missing; a resource names its "
                 "file, or a list of them");
    assert_resource("\"path\":[]", 8,
                    "path is not understood; it is a text or a list of texts");
    assert_resource("\"path\":[\"a\",\"a\"]", 13,
                    "path 'a' is not understood; a resource reads each of its "
                    "files once");
    assert_resource("\"path\":\"a\\u001b[31m\"", 8,
                    "path 'a\\x1B[31m' is not understood; it holds no control "
                    "characters");
    reading r = read_whole("{\"resources\": [{\"path\": \"a..b/..c/d...\", "
                           "\"qipan\": {\"table\": \"links\"}}]}");
    clear(&r);
}

QP_TEST(package, refuses_what_it_would_read_in_another_way)
{
    assert_other("\"encoding\":\"koi8-r\"", 23,
                 "encoding 'koi8-r' is not understood; it is utf-8, gb18030, "
                 "gbk, gb2312, big5, utf-16, utf-16le, utf-16be, iso-8859-1, "
                 "latin-1, windows-1252, shift_jis or euc-kr");
    assert_other("\"dialect\":{\"quoteChar\":\"'\"}", 35,
                 "quoteChar ''' is not understood; only '\"' is read");
    assert_other("\"dialect\":{\"doubleQuote\":false}", 37,
                 "doubleQuote false is not understood; only true is read");
    assert_other("\"dialect\":{\"skipInitialSpace\":true}", 42,
                 "skipInitialSpace true is not understood; only false is read; "
                 "a mapping has spaces");
    assert_other("\"dialect\":{\"delimiter\":\"\xE3\x80\x81\"}", 35,
                 "delimiter '\xE3\x80\x81' is not understood; it is one "
                 "character of ASCII, no quote and no line end");
    assert_other("\"dialect\":{\"delimiter\":\"\\\"\"}", 35,
                 "delimiter '\"' is not understood; it is one character of "
                 "ASCII, no quote and no line end");
    assert_other("\"dialect\":{\"headerRows\":[2,1]}", 39,
                 "headerRows 1 is not understood; it is a list of 1 to 8 "
                 "numbers of rows from 1, ascending");
    assert_other("\"dialect\":{\"commentChar\":\"//\"}", 37,
                 "commentChar '//' is not understood; it is one character, no "
                 "quote and no blank");
    assert_other("\"schema\":{\"missingValues\":\"NA\"}", 38,
                 "missingValues 'NA' is not understood; it is a list");
    assert_other("\"schema\":{\"fields\":[{\"missingValues\":[\"NA\"]}]}", 32,
                 "name is missing; a field has a name, a text");
    assert_other("\"schema\":{\"fields\":[{\"name\":\"n\",\"decimalChar\":\";"
                 "\"}]}",
                 58, "decimalChar ';' is not understood; it is '.' or ','");
    assert_other("\"schema\":{\"fields\":[{\"name\":\"n\",\"groupChar\":\"."
                 "\"}]}",
                 56,
                 "groupChar '.' is not understood; it is one character, "
                 "not that of decimals");
}

QP_TEST(package, does_not_read_a_resource_that_it_did_not_understand)
{
    reading r = read_json("{\"resources\": ["
                          "{\"path\": \"a\", \"encoding\": \"koi8\", "
                          "\"qipan\": {\"table\": \"links\"}},"
                          "{\"path\": \"b\", \"qipan\": {\"table\": "
                          "\"regions\"}}]}");
    cr_assert_eq(r.findings.total[QP_DEFECT], 1);
    cr_assert_eq(r.package.resources[0].path_count, 0);
    cr_assert_eq(r.package.resources[1].path_count, 1);
    clear(&r);
}

QP_TEST(package, refuses_what_would_be_read_as_nothing)
{
    assert_mapping("links", "\"recode\":{\"layer\":{\"otherwise\":{}}}", 32,
                   "otherwise is not understood; it is {\"text\": x}");
    assert_mapping("pairs", "\"units\":{\"\":{\"unit\":\"km\",\"times\":2}}",
                   13,
                   "a unit is blank; name it; what has no unit cannot be "
                   "converted");
    assert_other("\"dialect\":{\"delimiter\":\";\",\"commentChar\":\";\"}", 53,
                 "commentChar ';' is not understood; it is another than the "
                 "delimiter");
}

QP_TEST(package, leaves_the_properties_of_the_standards_to_others)
{
    reading r = read_json(
        "{\"$schema\": 1, \"profile\": 1, \"name\": 1, \"id\": 1, "
        "\"licenses\": 1, \"description\": 1, \"homepage\": 1, \"image\": 1, "
        "\"version\": 1, \"created\": 1, \"keywords\": 1, \"contributors\": 1, "
        "\"sources\": 1, \"resources\": [{\"path\": \"a\", \"type\": 1, "
        "\"profile\": 1, \"title\": 1, \"description\": 1, \"format\": 1, "
        "\"mediatype\": 1, \"bytes\": 1, \"hash\": 1, \"sources\": 1, "
        "\"licenses\": 1, \"scheme\": 1, \"data\": 1, \"$schema\": 1, "
        "\"schema\": {\"foreignKeys\": 1, "
        "\"uniqueKeys\": 1, \"fieldsMatch\": 1, \"$schema\": 1, \"fields\": "
        "[{\"name\": \"a\", \"type\": 1, \"title\": 1, \"description\": 1, "
        "\"format\": 1, \"constraints\": 1, \"rdfType\": 1, \"example\": 1, "
        "\"categories\": 1, \"categoriesOrdered\": 1, \"bareNumber\": 1, "
        "\"trueValues\": 1, \"falseValues\": 1}]}, "
        "\"qipan\": {\"table\": \"links\"}}]}");
    cr_expect_str_eq(qp_text_string(&r.text), "");
    clear(&r);
}

QP_TEST(package, comes_back_clean_when_memory_runs_out)
{
    static const char json[] =
        "{\"qipan\": {\"home\": \"X\"}, \"resources\": [{\"path\": \"a\", "
        "\"schema\": {\"missingValues\": [\"NA\"], \"primaryKey\": \"a\", "
        "\"fields\": [{\"name\": \"a\", \"decimalChar\": \",\"}]}, "
        "\"qipan\": [{\"table\": \"pairs\", \"skip\": [{\"column\": \"a\", "
        "\"equals\": \"b\"}], \"spaces\": {\"a\": \"trim\"}, \"wrong\": 1, "
        "\"columns\": {\"from\": [\"a\", \"b\"]}, \"recode\": {\"from\": "
        "{\"values\": {\"b\": \"c\", \"a\": null}}}, \"units\": {\"a\": "
        "{\"unit\": \"b\", \"times\": 2}}, \"long\": {\"columns\": \"x\", "
        "\"name\": \"to\", \"value\": \"value\"}, \"constants\": "
        "{\"measure\": \"\"}}]}]}";
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
