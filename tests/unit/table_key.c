/* SPDX-License-Identifier: MIT */
#include "support/leak.h"
#include "support/reading.h"
#include "table/key.h"

/* ---------------------------------------------------------------- the keys */

static qp_keyed keyed(uint64_t key, uint32_t line)
{
    return (qp_keyed){.digest = qp_digest_wide(&key, sizeof key), .line = line};
}

QP_TEST(key, belongs_to_the_first_row_that_has_it)
{
    enum { KEYS = 5000 };
    qp_keys keys = {0};
    for (uint32_t line = 1; line <= 3 * KEYS; line++) {
        qp_keyed row = keyed(line % KEYS, line);
        const qp_keyed *first = qp_keys_first(&keys, &row);
        cr_assert_not_null(first);
        cr_assert_eq(first->line, (line - 1) % KEYS + 1);
    }
    cr_assert_eq(keys.count, KEYS);
    qp_keys_clear(&keys);
    cr_assert_eq(keys.count, 0);
}

QP_TEST(key, stays_where_it_is_when_memory_runs_out)
{
    qp_keys keys = {0};
    uint32_t line = 1;
    for (; line <= 10; line++) {
        qp_keyed row = keyed(line, line);
        cr_assert_not_null(qp_keys_first(&keys, &row));
    }
    qp_memory_allow(0);
    for (qp_keyed row = keyed(line, line); qp_keys_first(&keys, &row) != NULL;
         row = keyed(line, line))
        line++;
    qp_memory_allow(QP_MEMORY_UNLIMITED);
    cr_assert_eq(keys.count, line - 1);
    qp_keyed again = keyed(7, 100);
    cr_assert_eq(qp_keys_first(&keys, &again)->line, 7);
    qp_keys_clear(&keys);
}

/* ---------------------------------------------------- rows that repeat one */

#define KEYED(key, resource)                                                  \
    "datapackage.json", "{\"resources\": [{\"schema\": {\"primaryKey\": " key \
                        "}, " resource "}]}"
#define ENDS  "\"columns\": {\"from\": \"f\", \"to\": \"t\", \"layer\": \"l\"}"
#define LINKS "\"path\": \"f.csv\", \"qipan\": {\"table\": \"links\", " ENDS "}"

QP_TEST(key, that_is_repeated_is_told_and_its_row_left_out)
{
    reading r = read_folder(KEYED("\"id\"", LINKS), "f.csv",
                            "note,id,f,t,l\n"
                            "\"two\nlines\",a1,A,B,x\n"
                            ",a2,B,C,x\n"
                            "\"\",a1,C,D,x\n"
                            ",a3,D,E,x\n"
                            ",a1,E,F,x\n",
                            NULL);
    cr_assert_str_eq(told(&r), "f.csv:5:4: key 'a1' repeats line 2; no two "
                               "rows share the primary key: id\n"
                               "f.csv:7:2: key 'a1' repeats line 2; no two "
                               "rows share the primary key: id\n");
    const qp_table *links = &r.data.tables[QP_LINKS];
    cr_assert_eq(links->row_count, 3);
    cr_assert(links->incomplete);
    static const uint32_t lines[] = {2, 4, 6};
    for (size_t row = 0; row < 3; row++)
        cr_assert_eq(links->line[row], lines[row]);
    assert_account(&r, 0, 3, 0, 2);
    clear_reading(&r);
}

QP_TEST(key, of_several_columns_is_that_of_all)
{
    reading r = read_folder(KEYED("[\"a\", \"b\"]", LINKS), "f.csv",
                            "f,t,l,b,a\n"
                            "A,B,x,bc,a\n"
                            "A,B,x,c,ab\n"
                            "A,B,x,bc,ab\n"
                            "A,B,x,c,ab\n",
                            NULL);
    cr_assert_str_eq(told(&r), "f.csv:5:9: key 'ab', 'c' repeats line 3; no "
                               "two rows share the primary key: a, b\n");
    assert_account(&r, 0, 3, 0, 1);
    clear_reading(&r);
}

QP_TEST(key, is_not_blank)
{
    reading r = read_folder(KEYED("[\"id\", \"f\"]", LINKS), "f.csv",
                            "id,f,t,l\n"
                            ",A,B,x\n"
                            ",A,B,x\n"
                            "1,,B,x\n"
                            ",,B,x\n",
                            NULL);
    cr_assert_str_eq(
        told(&r),
        "f.csv:2:1: column 'id' is blank; it is required: a part of the "
        "primary key\n"
        "f.csv:3:1: column 'id' is blank; it is required: a part of the "
        "primary key\n"
        "f.csv:4:3: from is blank; it is required: actor or thing that gives\n"
        "f.csv:5:1: column 'id' is blank; it is required: a part of the "
        "primary key\n"
        "f.csv:5:2: from is blank; it is required: actor or thing that "
        "gives\n");
    cr_assert_eq(r.data.tables[QP_LINKS].row_count, 0);
    assert_account(&r, 0, 0, 0, 4);
    clear_reading(&r);
}

QP_TEST(key, is_compared_after_blanks_and_codes_for_missing_values_went)
{
    reading r = read_folder(
        "datapackage.json",
        "{\"resources\": [{\"path\": \"f.csv\", \"schema\": {\"primaryKey\": "
        "[\"f\"], \"missingValues\": [\"\", \"NA\"]}, \"qipan\": {\"table\": "
        "\"links\", " ENDS ", \"spaces\": {\"f\": \"fold\"}, \"recode\": "
        "{\"from\": {\"values\": {\"Rome\": \"Roma\"}, \"otherwise\": "
        "\"keep\"}}}}]}",
        "f.csv",
        "f,t,l\nRoma,B,x\nRome,B,x\n Rome ,B,x\nLa  Paz,B,x\nLa Paz,B,x\n"
        " NA,B,x\n",
        NULL);
    cr_assert_str_eq(
        told(&r),
        "f.csv:4:1: key 'Rome' repeats line 3; no two rows share the primary "
        "key: f\n"
        "f.csv:6:1: key 'La Paz' repeats line 5; no two rows share the primary "
        "key: f\n"
        "f.csv:7:1: from is blank; it is required: actor or thing that "
        "gives\n");
    assert_account(&r, 0, 3, 0, 3);
    clear_reading(&r);
}

QP_TEST(key, is_compared_and_told_in_utf8)
{
    ASSERT_TOLD("f.csv:4:1: key 'Z\xC3\xBCrich' repeats line 2; no two rows "
                "share the primary key: f\n",
                KEYED("\"f\"", "\"encoding\": \"latin-1\", " LINKS), "f.csv",
                "f,t,l\nZ\xFCrich,B,x\nZurich,B,x\nZ\xFCrich,C,x\n", NULL);
}

QP_TEST(key, is_one_over_all_files_of_a_resource)
{
    reading r = read_folder(
        KEYED("\"id\"", "\"path\": [\"f.csv\", \"g.csv\"], \"qipan\": "
                        "{\"table\": \"links\", " ENDS "}"),
        "f.csv", "id,f,t,l\na,A,B,x\nb,A,B,x\n", "g.csv",
        "f,t,l,id\nA,B,x,c\nA,B,x,b\nA,B,x,c\n", NULL);
    cr_assert_str_eq(told(&r),
                     "g.csv:3:7: key 'b' repeats f.csv:3; no two rows share "
                     "the primary key: id\n"
                     "g.csv:4:7: key 'c' repeats line 2; no two rows share the "
                     "primary key: id\n");
    assert_account(&r, 0, 2, 0, 0);
    assert_account(&r, 1, 1, 0, 2);
    clear_reading(&r);
}

QP_TEST(key, of_another_resource_is_another)
{
    ASSERT_TOLD(
        "", "datapackage.json",
        "{\"resources\": [{\"path\": \"f.csv\", \"schema\": "
        "{\"primaryKey\": \"id\"}, \"qipan\": {\"table\": \"links\", " ENDS
        "}}, {\"path\": \"g.csv\", \"schema\": {\"primaryKey\": "
        "\"id\"}, \"qipan\": {\"table\": \"links\", " ENDS "}}]}",
        "f.csv", "id,f,t,l\na,A,B,x\n", "g.csv", "id,f,t,l\na,A,B,x\n", NULL);
}

QP_TEST(key, of_a_row_that_is_left_out_is_free)
{
    reading r = read_folder(
        KEYED("\"id\"",
              "\"path\": \"f.csv\", \"qipan\": [{\"table\": \"links\", " ENDS
              ", \"skip\": [{\"column\": \"f\", \"equals\": \"-\"}]}, "
              "{\"table\": \"pairs\", \"columns\": {\"from\": \"f\", \"to\": "
              "\"t\", \"value\": \"d\"}, \"constants\": {\"measure\": "
              "\"distance\"}, \"skip\": [{\"column\": \"d\", \"equals\": "
              "\"\"}]}]"),
        "f.csv",
        "id,f,t,l,d\na,-,B,x,\na,A,B,x,\na,-,B,x,\na,-,C,x,7\n,-,C,x,\n", NULL);
    cr_assert_str_eq(told(&r),
                     "f.csv: 4 rows skipped for links (mapping 1 of 2): f is "
                     "'-'\n"
                     "f.csv: 4 rows skipped for pairs (mapping 2 of 2): d is "
                     "blank\n"
                     "f.csv:5:1: key 'a' repeats line 3; no two rows share the "
                     "primary key: id\n");
    assert_account(&r, 0, 1, 4, 0);
    assert_account(&r, 1, 0, 4, 1);
    clear_reading(&r);
}

QP_TEST(key, of_a_wide_table_is_that_of_its_rows_in_the_file)
{
    reading r = read_folder(
        KEYED("\"r\"", "\"path\": \"f.csv\", \"qipan\": {\"table\": "
                       "\"indicators\", \"columns\": {\"region\": \"r\"}, "
                       "\"constants\": {\"indicator\": \"gdp\"}, \"long\": "
                       "{\"columns\": [\"2011\", \"2012\"], \"name\": "
                       "\"date\", \"value\": \"value\"}}"),
        "f.csv", "r,2011,2012\nA,1,2\nA,,4\nB,x,6\n", NULL);
    cr_assert_str_eq(told(&r),
                     "f.csv: 1 row skipped for indicators: the cell is blank\n"
                     "f.csv:3:1: key 'A' repeats line 2; no two rows share the "
                     "primary key: r\n"
                     "f.csv:4:3: value 'x' is not a number; a value is a "
                     "decimal number like 1234.5\n");
    const qp_table *t = &r.data.tables[QP_INDICATORS];
    cr_assert_eq(t->row_count, 4);
    cr_assert(qp_table_refused(t, 2, QP_INDICATOR_VALUE));
    cr_assert_not(qp_table_row_refused(t, 3));
    assert_account(&r, 0, 3, 1, 2);
    clear_reading(&r);
}

QP_TEST(key, is_checked_whatever_becomes_of_rows_with_the_key_of_the_table)
{
    reading r = read_folder(
        KEYED("[\"code\", \"year\"]",
              "\"path\": \"f.csv\", \"qipan\": [{\"table\": \"regions\", "
              "\"columns\": {\"id\": \"code\"}, \"duplicates\": \"keep\"}, "
              "{\"table\": \"indicators\", \"columns\": {\"region\": \"code\", "
              "\"date\": \"year\", \"value\": \"v\"}, \"constants\": "
              "{\"indicator\": \"gdp\"}}]"),
        "f.csv", "code,year,v\nA,2011,1\nA,2012,2\nA,2011,3\n", NULL);
    cr_assert_str_eq(told(&r),
                     "f.csv: 1 row skipped for regions (mapping 1 of 2): its "
                     "key was there; the first row is kept\n"
                     "f.csv:4:1: key 'A', '2011' repeats line 2; no two rows "
                     "share the primary key: code, year\n");
    assert_account(&r, 0, 1, 1, 1);
    assert_account(&r, 1, 2, 0, 1);
    clear_reading(&r);
}

QP_TEST(key, that_is_the_id_of_the_table_is_left_to_its_duplicates)
{
    ASSERT_TOLD("f.csv: 1 row skipped for regions: its key was there; the "
                "first row is kept\n",
                KEYED("\"id\"", "\"path\": \"f.csv\", \"qipan\": {\"table\": "
                                "\"regions\", \"duplicates\": \"keep\"}"),
                "f.csv", "id,name\nA,\nA,a\n", NULL);
    ASSERT_TOLD("", /* net/ tells it: actor.once */
                KEYED("\"id\"", "\"path\": \"f.csv\", \"qipan\": {\"table\": "
                                "\"regions\"}"),
                "f.csv", "id,name\nA,\nA,a\n", NULL);
}

QP_TEST(key, that_a_file_lacks_is_told_once_and_not_looked_at)
{
    ASSERT_TOLD("f.csv:1: column 'ld' is missing; the columns are: id, f, t, l "
                "(nearest: 'id')\n",
                KEYED("[\"f\", \"ld\"]", LINKS), "f.csv",
                "id,f,t,l\na,A,B,x\na,A,B,x\n", NULL);
}

/* ------------------------------------------------------- pieces and threads */

enum { ROWS = 120000 }; /* 3.2 MiB: four pieces */

/* Keys 0, 1, 2, ... but for each 1000th row, which has the key of the row
 * 60,000 or, where there is none, 500 before it. */
static qp_text many_rows(void)
{
    qp_text rows = {0};
    qp_text_add(&rows, "id,f,t,l,pad\n");
    for (int i = 0; i < ROWS; i++) {
        int key = i % 1000 != 999 ? i : i >= 60000 ? i - 60000 - 499 : i - 500;
        qp_text_addf(&rows, "key-%06d,A%03d,B,x,%s\n", key, i % 1000,
                     "paddings");
    }
    cr_assert_gt(rows.size, (size_t)3 << 20);
    return rows;
}

static reading read_many(drawn_folder *f, unsigned threads, size_t most)
{
    const qp_dataset_options options = {.threads = threads};
    reading r = {.findings.most = most};
    r.status = qp_dataset_read(&r.data, f->folder, &options, &r.findings,
                               &r.err);
    cr_assert_eq(r.status, QP_OK, "%s", r.err.message);
    return r;
}

static drawn_folder draw_many(void)
{
    static const char json[] =
        "{\"resources\": [{\"path\": \"f.csv\", \"schema\": {\"primaryKey\": "
        "\"id\"}, \"qipan\": {\"table\": \"links\", " ENDS "}}]}";
    drawn_folder f = make_folder();
    qp_text rows = many_rows();
    add_file(&f, "f.csv", rows.bytes, rows.size);
    add_file(&f, "datapackage.json", json, sizeof json - 1);
    qp_text_clear(&rows);
    return f;
}

QP_TEST(key, is_compared_over_the_pieces_of_a_file)
{
    drawn_folder f = draw_many();
    reading r = read_many(&f, 2, ROWS);
    cr_assert_eq(r.findings.total[QP_DEFECT], ROWS / 1000);
    qp_findings_sort(&r.findings);
    for (size_t i = 0; i < ROWS / 1000; i++) {
        unsigned row = (unsigned)i * 1000 + 999;
        unsigned first = row >= 60000 ? row - 60000 - 499 : row - 500;
        char found[64];
        snprintf(found, sizeof found, "key 'key-%06u' repeats line %u", first,
                 first + 2);
        cr_assert_eq(r.findings.rows[i].place.line, row + 2);
        cr_assert_str_eq(r.findings.rows[i].found, found);
    }
    assert_account(&r, 0, ROWS - ROWS / 1000, 0, ROWS / 1000);
    clear_reading(&r);
    remove_folder(&f);
}

QP_TEST(key, tells_the_same_for_any_number_of_threads)
{
    drawn_folder f = draw_many();
    const size_t most[] = {0, 3, 70, ROWS};
    for (size_t m = 0; m < sizeof most / sizeof *most; m++) {
        reading alone = read_many(&f, 1, most[m]);
        qp_text first = {0};
        qp_text_add(&first, told(&alone));
        for (unsigned threads = 2; threads < 8; threads += 5) {
            reading r = read_many(&f, threads, most[m]);
            cr_assert_str_eq(told(&r), first.bytes);
            const qp_table *one = &alone.data.tables[QP_LINKS];
            const qp_table *two = &r.data.tables[QP_LINKS];
            cr_assert_eq(one->row_count, two->row_count);
            cr_assert_arr_eq(one->line, two->line,
                             one->row_count * sizeof *one->line);
            clear_reading(&r);
        }
        qp_text_clear(&first);
        clear_reading(&alone);
    }
    remove_folder(&f);
}

/* ------------------------------------------------------------------- memory */

QP_TEST(key, comes_back_clean_when_memory_runs_out)
{
    drawn_folder f = make_folder();
    static const char json[] =
        "{\"resources\": [{\"path\": \"f.csv\", \"schema\": {\"primaryKey\": "
        "[\"a\", \"b\"]}, \"qipan\": {\"table\": \"links\", \"columns\": "
        "{\"from\": [\"a\", \"f\"], \"to\": \"t\"}, \"constants\": {\"layer\": "
        "\"x\"}, \"spaces\": {\"a\": \"fold\", \"f\": \"remove\"}}}]}";
    static const char csv[] = "a,b,f,t\nA,1,F F,T\nA,2,F,T\nA ,1,F,T\n,1,F,T\n";
    static const char said[] =
        "f.csv:4:1: key 'A', '1' repeats line 2; no two rows share the primary "
        "key: a, b\n"
        "f.csv:5:1: from is blank; it is required: actor or thing that gives\n";
    add_file(&f, "datapackage.json", json, sizeof json - 1);
    add_file(&f, "f.csv", csv, sizeof csv - 1);
    reading r;
    cr_assert_gt(read_in_little_memory(&f, &r), 40);
    cr_assert_str_eq(told(&r), said);
    clear_reading(&r);
    remove_folder(&f);
}
