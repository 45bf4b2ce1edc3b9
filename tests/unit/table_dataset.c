/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <sys/stat.h>

#include "support/leak.h"
#include "support/reading.h"

static const char *text(const reading *r, qp_table_id table, size_t row,
                        int column)
{
    const qp_cells *cells = &r->data.tables[table].columns[column];
    cr_assert(cells->present);
    return qp_pool_text(&r->data.text, cells->text[row]);
}

static double number(const reading *r, qp_table_id table, size_t row,
                     int column)
{
    const qp_cells *cells = &r->data.tables[table].columns[column];
    cr_assert(cells->present);
    return cells->number[row];
}

/* FILE:LINE:COLUMN of a cell. */
static const char *place(const reading *r, qp_table_id table, size_t row,
                         int column)
{
    static char shown[96];
    qp_place p = qp_dataset_place(&r->data, &r->data.tables[table], row,
                                  column);
    snprintf(shown, sizeof shown, "%s:%u:%u", p.file, p.line, p.column);
    return shown;
}

#define PACKAGE(resources) \
    "datapackage.json", "{\"resources\": [" resources "]}"

/* ------------------------------------------------------ folders without one */

QP_TEST(dataset, is_a_folder_of_tables_by_name)
{
    reading r = read_folder("links.csv",
                            "to,weight,layer,from,date\n"
                            "B,3,talent,A,2023\n"
                            "A,,talent,B,\n",
                            "regions.csv", "id,core\nA,true\nB,\n", NULL);
    cr_assert_eq(r.status, QP_OK, "%s", r.err.message);
    cr_assert_str_eq(told(&r), "");
    cr_assert_eq(r.data.tables[QP_LINKS].row_count, 2);
    cr_assert_str_eq(text(&r, QP_LINKS, 0, QP_LINK_FROM), "A");
    cr_assert_str_eq(text(&r, QP_LINKS, 0, QP_LINK_TO), "B");
    cr_assert_float_eq(number(&r, QP_LINKS, 0, QP_LINK_WEIGHT), 3, 0);
    cr_assert(isnan(number(&r, QP_LINKS, 1, QP_LINK_WEIGHT)));
    const qp_period *dates =
        r.data.tables[QP_LINKS].columns[QP_LINK_DATE].period;
    cr_assert_eq(dates[0].until - dates[0].from, 365);
    cr_assert_eq(dates[1].from, QP_NO_DAY);
    cr_assert_float_eq(number(&r, QP_REGIONS, 0, QP_REGION_CORE), 1, 0);
    cr_assert_not(r.data.tables[QP_LINKS].columns[QP_LINK_UNTIL].present);
    cr_assert_not(r.data.tables[QP_LAYERS].present);
    cr_assert_str_eq(place(&r, QP_LINKS, 1, QP_LINK_LAYER), "links.csv:3:4");
    cr_assert_str_eq(place(&r, QP_LINKS, 1, -1), "links.csv:3:0");
    clear_reading(&r);
}

QP_TEST(dataset, may_lack_the_first_column_of_a_table)
{
    reading r = read_folder("portfolio.csv",
                            "actor,industry,value\nA,steel,1\n", NULL);
    cr_assert_eq(r.status, QP_OK, "%s", r.err.message);
    cr_assert_not(
        r.data.tables[QP_PORTFOLIO].columns[QP_PORTFOLIO_REGION].present);
    cr_assert_str_eq(text(&r, QP_PORTFOLIO, 0, QP_PORTFOLIO_ACTOR), "A");
    clear_reading(&r);
}

QP_TEST(dataset, takes_header_and_rows_wherever_line_ends_put_them)
{
    reading r = read_folder("links.csv",
                            "\xEF\xBB\xBF\r\n\r\nfrom,\"to\",layer\r\n\r\n"
                            "A,\"B\",x\r\n",
                            NULL);
    cr_assert_str_eq(told(&r), "");
    cr_assert_str_eq(text(&r, QP_LINKS, 0, QP_LINK_TO), "B");
    cr_assert_str_eq(place(&r, QP_LINKS, 0, QP_LINK_TO), "links.csv:5:3");
    clear_reading(&r);
    ASSERT_TOLD("links.csv:3: column 'to' is missing; the columns are: from, "
                "layer\n",
                "links.csv", "\n\nfrom,layer\nA,x\n", NULL);
}

QP_TEST(dataset, that_is_no_folder_is_a_failure)
{
    qp_dataset data;
    qp_findings findings = {0};
    qp_error err = {0};
    cr_assert_eq(
        qp_dataset_read(&data, "/nowhere/at/all", NULL, &findings, &err),
        QP_E_IO);
    cr_assert_str_eq(err.message, "/nowhere/at/all: No such file or directory");
    qp_dataset_clear(&data);
    err = (qp_error){0};
    cr_assert_eq(qp_dataset_read(&data, "/etc/passwd", NULL, &findings, &err),
                 QP_E_IO);
    cr_assert_str_eq(err.message, "/etc/passwd: Not a directory");
    qp_dataset_clear(&data);
}

QP_TEST(dataset, with_a_table_that_cannot_be_read_is_a_failure)
{
    drawn_folder f = make_folder();
    char path[READING_PATH];
    snprintf(path, sizeof path, "%s/links.csv", f.folder);
    cr_assert_eq(mkdir(path, 0700), 0);
    reading r = read_drawn(&f);
    cr_assert_eq(r.status, QP_E_IO);
    cr_assert_not_null(strstr(r.err.message, "links.csv: Is a directory"));
    clear_reading(&r);
    rmdir(path);

    cr_assert_eq(symlink("/dev/zero", path), 0);
    r = read_drawn(&f);
    cr_assert_eq(r.status, QP_E_IO);
    cr_assert_not_null(strstr(r.err.message, "is a device"));
    clear_reading(&r);
    unlink(path);

    cr_assert_eq(symlink("gone.csv", path), 0);
    r = read_drawn(&f);
    cr_assert_eq(r.status, QP_E_IO);
    clear_reading(&r);
    unlink(path);
    remove_folder(&f);
}

QP_TEST(dataset, without_tables_says_what_is_there_instead)
{
    ASSERT_TOLD("links.csv: no links, indicators, portfolio, memberships or "
                "statements are here; a dataset has rows in one of these "
                "tables; the folder holds "
                "Links.csv, notes.txt\n",
                "notes.txt", "x", "Links.csv", "y", NULL);
    ASSERT_TOLD("links.csv: no links, indicators, portfolio, memberships or "
                "statements are here; a dataset has rows in one of these "
                "tables; the folder holds "
                "nothing\n",
                ".hidden", "x", NULL);
}

/* ------------------------------------------------------------------ headers */

QP_TEST(dataset, wants_its_columns_named_once)
{
    ASSERT_TOLD("links.csv:1:9: column 'to' is repeated; each column has its "
                "own name\n",
                "links.csv", "from,to,to,layer\nA,B,C,x\n", NULL);
    ASSERT_TOLD("links.csv:1: column 'layer' is missing; the columns are: "
                "from, to\n",
                "links.csv", "from,to\nA,B\n", NULL);
    ASSERT_TOLD("links.csv:1: column 'from' is missing; the columns are: "
                "from;to;layer; is the delimiter ';'? datapackage.json can "
                "say so\n"
                "links.csv:1: column 'layer' is missing; the columns are: "
                "from;to;layer; is the delimiter ';'? datapackage.json can "
                "say so\n"
                "links.csv:1: column 'to' is missing; the columns are: "
                "from;to;layer; is the delimiter ';'? datapackage.json can "
                "say so\n"
                "links.csv:1:1: warning: column 'from;to;layer' is unknown "
                "and ignored; data/README.md lists the columns\n",
                "links.csv", "from;to;layer\nA;B;x\n", NULL);
}

QP_TEST(dataset, warns_once_of_each_column_that_nobody_reads)
{
    ASSERT_TOLD("links.csv:1:15: warning: column 'wieght' is unknown and "
                "ignored; nearest: 'weight'\n"
                "links.csv:1:22: warning: column 5 has no name and is "
                "ignored; does a comma stand at the end of the line?\n",
                "links.csv", "from,to,layer,wieght,\nA,B,x,1,\nA,B,x,2,\n",
                NULL);
}

QP_TEST(dataset, needs_names_that_can_be_read)
{
    ASSERT_TOLD("links.csv:1:1: column 'fr\\x01om' holds a control character; "
                "ids, names and values are printable text\n"
                "links.csv:1:7: column '\\xFF' is not UTF-8; save the table "
                "as UTF-8\n",
                "links.csv", "fr\001om,\xFF,to,layer\nA,B,x,\xFF\n", NULL);
    ASSERT_TOLD("links.csv:1:9: column 'la\\x0Ayer' holds a control "
                "character; ids, names and values are printable text\n",
                "links.csv", "from,to,\"la\nyer\"\nA,B,x\n", NULL);
}

QP_TEST(dataset, tells_of_a_wide_header_once)
{
    qp_text wide = {0};
    for (int line = 0; line < 5; line++) {
        for (int i = 0; i < 5000; i++)
            qp_text_addf(&wide, "%sc%d", i > 0 ? "," : "", i);
        qp_text_add(&wide, "\n");
    }
    ASSERT_TOLD("links.csv:1: the header has 5000 columns; a table has at "
                "most 4,096; is the delimiter another?\n",
                "links.csv", wide.bytes, NULL);
    qp_text_clear(&wide);
}

/* -------------------------------------------------------------- rows, cells */

QP_TEST(dataset, leaves_out_ragged_rows_and_says_so)
{
    reading r = read_folder(
        "links.csv", "from,to,layer\nA,B,x\nA,B\nA,B,x,y\nB,A,x\n", NULL);
    cr_assert_str_eq(told(&r),
                     "links.csv:3: the row has 2 fields; the header has 3\n"
                     "links.csv:4: the row has 4 fields; the header has 3\n");
    cr_assert_eq(r.data.tables[QP_LINKS].row_count, 2);
    cr_assert(r.data.tables[QP_LINKS].incomplete);
    cr_assert_not(r.data.tables[QP_REGIONS].incomplete);
    clear_reading(&r);
}

QP_TEST(dataset, reads_on_after_a_defect_and_leaves_the_cell_blank)
{
    reading r = read_folder("links.csv",
                            "from,to,layer,weight\nA,B,x,many\n,B,x,2\n", NULL);
    cr_assert_str_eq(told(&r),
                     "links.csv:2:7: weight 'many' is not a number; a weight "
                     "is a number >= 0\n"
                     "links.csv:3:1: from is blank; it is required: actor or "
                     "thing that gives\n");
    const qp_table *links = &r.data.tables[QP_LINKS];
    cr_assert(isnan(number(&r, QP_LINKS, 0, QP_LINK_WEIGHT)));
    cr_assert(qp_table_refused(links, 0, QP_LINK_WEIGHT));
    cr_assert_not(qp_table_refused(links, 1, QP_LINK_WEIGHT));
    cr_assert(qp_table_refused(links, 1, QP_LINK_FROM));
    cr_assert_not(qp_table_refused(links, 0, QP_LINK_DATE));
    cr_assert_str_eq(place(&r, QP_LINKS, 0, QP_LINK_WEIGHT), "links.csv:2:7");
    cr_assert(links->incomplete); /* the row of a link lost an end */
    clear_reading(&r);
}

QP_TEST(dataset, keeps_what_stands_before_the_text_stops_being_csv)
{
    reading r = read_folder("links.csv",
                            "from,to,layer\nA,B,x\n\"A,B,x\nB,A,x\n", NULL);
    cr_assert_str_eq(told(&r),
                     "links.csv:3:1: a quote is opened and never closed; close "
                     "it, or double a quote that is meant\n");
    cr_assert_eq(r.data.tables[QP_LINKS].row_count, 1);
    cr_assert(r.data.tables[QP_LINKS].incomplete);
    clear_reading(&r);
}

QP_TEST(dataset, knows_files_that_are_no_text)
{
    drawn_folder f = make_folder();
    add_file(&f, "links.csv",
             "\xFF\xFE"
             "f\0r\0",
             6);
    add_file(&f, "regions.csv", "\x1f\x8b\x08\x00", 4);
    add_file(&f, "layers.csv", "PK\x03\x04zip", 7);
    add_file(&f, "sources.csv.gz", "id\nx\n", 5);
    reading r = read_drawn(&f);
    cr_assert_str_eq(
        told(&r),
        "layers.csv: the file is a spreadsheet or a zip; save the table as "
        "CSV, UTF-8, or let datapackage.json name its encoding\n"
        "links.csv: the file is UTF-16; save the table as CSV, UTF-8, or let "
        "datapackage.json name its encoding\n"
        "regions.csv: the file is compressed and not named .gz; save the "
        "table as CSV, UTF-8, or let datapackage.json name its encoding\n"
        "sources.csv.gz: the file is not compressed, as its name says; name "
        "it .csv\n");
    clear_reading(&r);
    remove_folder(&f);
}

QP_TEST(dataset, of_blank_lines_only_is_empty)
{
    ASSERT_TOLD("links.csv: the file is empty; a table begins with the names "
                "of its columns\n",
                "links.csv", "\n\r\n\n", NULL);
    ASSERT_TOLD("links.csv: the file is empty; a table begins with the names "
                "of its columns\n",
                "links.csv", "\xEF\xBB\xBF", NULL);
}

QP_TEST(dataset, tells_a_table_that_is_there_twice_and_reads_it_once)
{
    static const char packed[] = /* gzip of "id\nx\n" */
        "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x4c\xe1\xaa\xe0\x02\x00"
        "\x43\x1d\xe0\xec\x05\x00\x00\x00";
    drawn_folder f = make_folder();
    add_file(&f, "regions.csv", "id\nx\n", 5);
    add_file(&f, "regions.csv.gz", packed, sizeof packed - 1);
    reading r = read_drawn(&f);
    cr_assert_str_eq(told(&r), "regions.csv.gz: the same table is there "
                               "uncompressed; keep one of the two\n");
    cr_assert_eq(r.data.tables[QP_REGIONS].row_count, 1);
    clear_reading(&r);
    remove_folder(&f);
}

/* ----------------------------------------------------------------- mappings */

QP_TEST(dataset, reads_a_file_in_another_shape)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"f.csv\", \"dialect\": {\"delimiter\": \";\"}, "
                "\"schema\": {\"missingValues\": [\"NA\"], \"fields\": [{"
                "\"name\": \"n\", \"missingValues\": [\"-99\"]}]}, \"qipan\": "
                "{\"table\": \"links\", \"decimal_years\": true, \"columns\": "
                "{\"from\": \"src\", \"to\": \"dst\", \"weight\": \"n\", "
                "\"date\": \"y\"}, \"constants\": {\"layer\": \"talent\", "
                "\"polarity\": \"-1\"}, \"spaces\": {\"dst\": \"trim\", \"n\": "
                "\"trim\"}}}"),
        "f.csv",
        "y;src;dst;n;else\n2014.0;NA;  B\xC2\xA0;3;x\n2015;A;\xE3\x80\x80"
        "B ; -99 ;y\n2016.0;-99;B;NA;z\n",
        NULL);
    cr_assert_str_eq(told(&r), "f.csv:2:8: from is blank; it is required: "
                               "actor or thing that gives\n");
    cr_assert_str_eq(text(&r, QP_LINKS, 0, QP_LINK_TO), "B");
    cr_assert_str_eq(text(&r, QP_LINKS, 1, QP_LINK_TO), "B");
    cr_assert_str_eq(text(&r, QP_LINKS, 2, QP_LINK_FROM), "-99");
    cr_assert(isnan(number(&r, QP_LINKS, 1, QP_LINK_WEIGHT)));
    cr_assert(isnan(number(&r, QP_LINKS, 2, QP_LINK_WEIGHT)));
    for (size_t row = 0; row < 3; row++) {
        cr_assert_str_eq(text(&r, QP_LINKS, row, QP_LINK_LAYER), "talent");
        cr_assert_float_eq(number(&r, QP_LINKS, row, QP_LINK_POLARITY), 0, 0);
    }
    cr_assert_str_eq(place(&r, QP_LINKS, 1, QP_LINK_WEIGHT), "f.csv:3:14");
    cr_assert_str_eq(place(&r, QP_LINKS, 1, QP_LINK_LAYER), "f.csv:3:0");
    clear_reading(&r);
}

QP_TEST(dataset, feeds_several_tables_from_one_file_and_counts_what_it_skips)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"c.csv\", \"qipan\": ["
                "{\"table\": \"regions\", \"duplicates\": \"keep\", "
                "\"columns\": {\"id\": \"code\", \"name\": \"name\", "
                "\"cluster\": \"part\"}, \"skip\": [{\"column\": \"code\", "
                "\"equals\": \"\"}]}, "
                "{\"table\": \"indicators\", \"columns\": {\"region\": "
                "\"code\", \"date\": \"year\", \"value\": \"gdp\"}, "
                "\"constants\": {\"indicator\": \"gdp\"}, \"skip\": ["
                "{\"column\": \"code\", \"equals\": \"\"}, {\"column\": "
                "\"gdp\", \"equals\": \"-\"}]}]}"),
        "c.csv",
        "code,name,part,year,gdp\n"
        "A,Alpha,,2020,1\n"
        "A,Other,south,2021,2\n"
        ",,,2020,3\n"
        "B,Beta,north,2020,-\n",
        NULL);
    cr_assert_str_eq(
        told(&r),
        "c.csv: 1 row skipped for indicators (mapping 2 of 2): code is blank\n"
        "c.csv: 1 row skipped for indicators (mapping 2 of 2): gdp is '-'\n"
        "c.csv: 1 row skipped for regions (mapping 1 of 2): code is blank\n"
        "c.csv: 1 row skipped for regions (mapping 1 of 2): its key was there; "
        "the first row is kept\n");
    cr_assert_eq(r.data.tables[QP_REGIONS].row_count, 2);
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_NAME), "Alpha");
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_CLUSTER), "south");
    cr_assert_str_eq(text(&r, QP_REGIONS, 1, QP_REGION_NAME), "Beta");
    cr_assert_eq(r.data.tables[QP_INDICATORS].row_count, 2);
    clear_reading(&r);
}

QP_TEST(dataset, tells_a_defect_of_a_field_once_however_many_read_it)
{
    ASSERT_TOLD(
        "c.csv:2:1: id 'A\\x01' holds a control character; ids, names and "
        "values are printable text\n"
        "c.csv:3:1: id is blank; it is required: unique over actors, "
        "things and consortia\n",
        PACKAGE("{\"path\": \"c.csv\", \"qipan\": ["
                "{\"table\": \"regions\", \"columns\": {\"id\": \"code\", "
                "\"parent\": \"code\"}}, "
                "{\"table\": \"indicators\", \"columns\": {\"region\": "
                "\"code\", \"value\": \"v\"}, \"constants\": {\"indicator\": "
                "\"x\"}}]}"),
        "c.csv", "code,v\nA\001,1\n,2\n", NULL);
}

QP_TEST(dataset, tells_a_missing_column_once_however_many_name_it)
{
    ASSERT_TOLD(
        "c.csv:1: column 'kode' is missing; the columns are: code, v "
        "(nearest: 'code')\n"
        "c.csv:1: column 'w' is missing; the columns are: code, v (nearest: "
        "'v')\n",
        PACKAGE("{\"path\": \"c.csv\", \"schema\": {\"fields\": [{\"name\": "
                "\"w\", \"missingValues\": [\"x\"]}]}, \"qipan\": ["
                "{\"table\": \"regions\", \"columns\": {\"id\": \"kode\"}, "
                "\"skip\": [{\"column\": \"kode\", \"equals\": \"\"}]}, "
                "{\"table\": \"indicators\", \"columns\": {\"region\": "
                "\"kode\", \"value\": \"v\"}, \"constants\": {\"indicator\": "
                "\"x\"}, \"spaces\": {\"w\": \"trim\"}}]}"),
        "c.csv", "code,v\nA,1\n", NULL);
}

QP_TEST(dataset, lets_a_constant_stand_for_a_column_of_the_same_name)
{
    reading r = read_folder(PACKAGE("{\"path\": \"r.csv\", \"qipan\": "
                                    "{\"table\": \"regions\", \"constants\": "
                                    "{\"kind\": \"city\"}}}"),
                            "r.csv", "id,kind\nA,town\n", NULL);
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_KIND), "city");
    clear_reading(&r);
}

QP_TEST(dataset, keeps_the_first_of_a_repeated_id_over_files_and_mappings)
{
    reading r = read_folder(
        PACKAGE("{\"path\": [\"a.csv\", \"b.csv\"], \"qipan\": {\"table\": "
                "\"regions\", \"duplicates\": \"keep\"}}, "
                "{\"path\": \"c.csv\", \"qipan\": [{\"table\": \"regions\", "
                "\"columns\": {\"id\": \"x\"}, \"duplicates\": \"keep\"}, "
                "{\"table\": \"regions\", \"columns\": {\"id\": \"y\"}, "
                "\"duplicates\": \"keep\"}]}"),
        "a.csv", "id,name,lon\nA,,\nB,Beta,1\n", "b.csv",
        "id,name,lon\nA,Alpha,5\nB,Bet,2\nC,Gamma,3\n", "c.csv",
        "x,y\nD,A\nE,D\n", NULL);
    cr_assert_str_eq(told(&r),
                     "b.csv: 2 rows skipped for regions: its key was there; "
                     "the first row is kept\n"
                     "c.csv: 2 rows skipped for regions (mapping 2 of 2): its "
                     "key was there; the first row is kept\n");
    cr_assert_eq(r.data.tables[QP_REGIONS].row_count, 5);
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_NAME), "Alpha");
    cr_assert_float_eq(number(&r, QP_REGIONS, 0, QP_REGION_LON), 5, 0);
    cr_assert_str_eq(place(&r, QP_REGIONS, 0, QP_REGION_ID), "a.csv:2:1");
    cr_assert_str_eq(place(&r, QP_REGIONS, 0, QP_REGION_LON), "a.csv:2:4");
    cr_assert_str_eq(text(&r, QP_REGIONS, 1, QP_REGION_NAME), "Beta");
    cr_assert_float_eq(number(&r, QP_REGIONS, 1, QP_REGION_LON), 1, 0);
    cr_assert_str_eq(text(&r, QP_REGIONS, 4, QP_REGION_ID), "E");
    clear_reading(&r);
}

QP_TEST(dataset, keeps_only_where_the_mapping_says_so)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"a.csv\", \"qipan\": [{\"table\": "
                "\"regions\", \"columns\": {\"id\": \"x\"}, "
                "\"duplicates\": \"keep\"}, {\"table\": \"regions\", "
                "\"columns\": {\"id\": \"y\"}}]}"),
        "a.csv", "x,y\nA,B\nA,B\n", NULL);
    cr_assert_eq(r.data.tables[QP_REGIONS].row_count, 3);
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_ID), "A");
    cr_assert_str_eq(text(&r, QP_REGIONS, 1, QP_REGION_ID), "B");
    cr_assert_str_eq(text(&r, QP_REGIONS, 2, QP_REGION_ID), "B");
    clear_reading(&r);
}

QP_TEST(dataset, does_not_take_a_nul_for_the_end_of_a_missing_value)
{
    drawn_folder f = make_folder();
    static const char json[] = "{\"resources\": [{\"path\": \"f.csv\", "
                               "\"schema\": {\"missingValues\": [\"NA\"]}, "
                               "\"qipan\": {\"table\": \"links\", \"skip\": "
                               "[{\"column\": \"to\", \"equals\": \"x\"}]}}]}";
    static const char csv[] = "from,to,layer,weight\nA,x\0y,t,NA\0\n";
    add_file(&f, "datapackage.json", json, sizeof json - 1);
    add_file(&f, "f.csv", csv, sizeof csv - 1);
    reading r = read_drawn(&f);
    cr_assert_str_eq(
        told(&r),
        "f.csv:2:3: to 'x\\x00y' holds a NUL byte; the file is text, UTF-8\n"
        "f.csv:2:9: weight 'NA\\x00' holds a NUL byte; the file is text, "
        "UTF-8\n");
    clear_reading(&r);
    remove_folder(&f);
}

/* ------------------------------------------- a value on its way into a cell */

/* Every row is accounted for: those read, of which so many were used, skipped
 * or faulty. */
QP_TEST(dataset, respaces_values_before_it_asks_whether_they_are_missing)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"f.csv\", \"schema\": {\"missingValues\": "
                "[\"NA\"]}, \"qipan\": {\"table\": \"regions\", \"spaces\": "
                "{\"name\": \"fold\", \"name_zh\": \"remove\", \"parent\": "
                "\"trim\"}}}"),
        "f.csv",
        "id,name,name_zh,parent\n"
        "A,\xC2\xA0New \t\xE3\x80\x80York ,\xE6\xB7\xB1 \xE5\x9C\xB3, NA \n"
        "B, NA,N A,a  b \n",
        NULL);
    cr_assert_str_eq(told(&r), "");
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_NAME), "New York");
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_NAME_ZH),
                     "\xE6\xB7\xB1\xE5\x9C\xB3");
    cr_assert_str_eq(text(&r, QP_REGIONS, 1, QP_REGION_PARENT), "a  b");
    const qp_table *regions = &r.data.tables[QP_REGIONS];
    cr_assert(qp_table_is_blank(regions, QP_REGION_PARENT, 0));
    cr_assert(qp_table_is_blank(regions, QP_REGION_NAME, 1));
    cr_assert(qp_table_is_blank(regions, QP_REGION_NAME_ZH, 1));
    assert_account(&r, 0, 2, 0, 0);
    clear_reading(&r);
}

QP_TEST(dataset, joins_columns_and_recodes_what_is_joined)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"f.csv\", \"qipan\": {\"table\": \"regions\", "
                "\"join\": \"/\", \"columns\": {\"id\": [\"p\", \"c\"], "
                "\"parent\": [\"c\", \"p\"]}, \"recode\": {\"parent\": "
                "{\"values\": {\"x/P\": \"Q\", \"y/P\": null}, \"otherwise\": "
                "\"keep\"}}}}"),
        "f.csv", "p,c\nP,x\nP,y\nP,z\nP,\n", NULL);
    cr_assert_str_eq(told(&r), "f.csv:5:1: id is blank; it is required: unique "
                               "over actors, things and consortia\n");
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_ID), "P/x");
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_PARENT), "Q");
    cr_assert_str_eq(text(&r, QP_REGIONS, 2, QP_REGION_PARENT), "z/P");
    const qp_table *regions = &r.data.tables[QP_REGIONS];
    cr_assert(qp_table_is_blank(regions, QP_REGION_PARENT, 1));
    cr_assert(qp_table_is_blank(regions, QP_REGION_PARENT, 3));
    assert_account(&r, 0, 3, 0, 1);
    clear_reading(&r);
}

QP_TEST(dataset, says_what_becomes_of_a_value_that_is_not_recoded)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"f.csv\", \"qipan\": {\"table\": \"regions\", "
                "\"recode\": {\"kind\": {\"values\": {\"a\": \"city\"}}, "
                "\"name\": {\"otherwise\": \"blank\"}, \"parent\": "
                "{\"otherwise\": {\"text\": \"P\"}}}}}"),
        "f.csv", "id,kind,name,parent\nA,a,n,x\nB,b,,\n", NULL);
    cr_assert_str_eq(told(&r), "f.csv:3:3: kind 'b' is not recoded; "
                               "datapackage.json lists its values, or says "
                               "what becomes of others\n");
    const qp_table *regions = &r.data.tables[QP_REGIONS];
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_KIND), "city");
    cr_assert(qp_table_is_blank(regions, QP_REGION_NAME, 0));
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_PARENT), "P");
    cr_assert(qp_table_is_blank(regions, QP_REGION_PARENT, 1));
    assert_account(&r, 0, 1, 0, 1);
    clear_reading(&r);
}

QP_TEST(dataset, reads_numbers_in_the_form_of_their_column)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"f.csv\", \"dialect\": {\"delimiter\": \";\"}, "
                "\"schema\": {\"fields\": [{\"name\": \"n\", \"decimalChar\": "
                "\",\", \"groupChar\": \".\"}]}, \"qipan\": {\"table\": "
                "\"links\", \"columns\": {\"from\": \"a\", \"to\": \"b\", "
                "\"weight\": \"n\"}, \"constants\": {\"layer\": \"x\"}, "
                "\"recode\": {\"weight\": {\"values\": {\"many\": "
                "\"1.000,5\"}, \"otherwise\": \"keep\"}}}}"),
        "f.csv", "a;b;n\nA;B;1.234.567,25\nA;C;many\nA;D;1,5\nA;E;1.5\n", NULL);
    cr_assert_str_eq(
        told(&r),
        "f.csv:5:5: weight '1.5' is not a number in the form of its column; "
        "datapackage.json says how its numbers are written\n");
    static const double weights[] = {1234567.25, 1000.5, 1.5};
    for (size_t row = 0; row < 3; row++)
        cr_assert_float_eq(number(&r, QP_LINKS, row, QP_LINK_WEIGHT),
                           weights[row], 0);
    assert_account(&r, 0, 3, 0, 1);
    clear_reading(&r);
}

QP_TEST(dataset, leaves_out_what_a_rule_names_or_does_not_name)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"f.csv\", \"qipan\": {\"table\": \"regions\", "
                "\"columns\": {\"id\": \"id\"}, \"skip\": [{\"column\": "
                "\"id\", \"equals\": [\"\", \"all\"]}, {\"column\": \"t\", "
                "\"unless\": [\"x\", \"y\"]}]}}"),
        "f.csv", "id,t\nA,x\n,x\nall,z\nB,y\nC,\nD,z\n", NULL);
    cr_assert_str_eq(told(&r),
                     "f.csv: 2 rows skipped for regions: id is blank or 'all'\n"
                     "f.csv: 2 rows skipped for regions: t is neither 'x' nor "
                     "'y'\n");
    cr_assert_eq(r.data.tables[QP_REGIONS].row_count, 2);
    cr_assert_str_eq(text(&r, QP_REGIONS, 1, QP_REGION_ID), "B");
    assert_account(&r, 0, 2, 2 + 2, 0);
    clear_reading(&r);
}

/* ------------------------------------------------- rows made of other rows */

#define LONG(columns, others)                                               \
    PACKAGE("{\"path\": \"f.csv\", \"qipan\": {\"table\": \"indicators\", " \
            "\"columns\": {\"region\": \"r\"}, \"constants\": {\"date\": "  \
            "\"2020\"}, \"long\": {\"columns\": " columns                   \
            ", \"name\": \"indicator\", \"value\": \"value\"}" others "}}")

/* Without a name a long cell would be a value of nothing; read from the last to
 * the first, columns would give rows without values. */
QP_TEST(dataset, makes_no_rows_of_columns_that_have_no_name_or_order)
{
    static const char unnamed[] = "f.csv:1: column '' cannot be read as "
                                  "indicator; what is told, e.g. "
                                  "population\n";
    static const char dropped[] = "f.csv:1: column 'b' cannot be read as "
                                  "indicator; what is told, e.g. "
                                  "population\n";
    ASSERT_TOLD(unnamed, LONG("{\"from\": \"a\", \"to\": \"b\"}", ""), "f.csv",
                "r,a,,b\nA,1,2,3\n", NULL);
    ASSERT_TOLD(dropped,
                LONG("[\"a\", \"b\"]",
                     ", \"recode\": {\"indicator\": {\"values\": {\"b\": "
                     "null}, \"otherwise\": \"keep\"}}"),
                "f.csv", "r,a,b\nA,1,3\n", NULL);
    ASSERT_TOLD(dropped,
                LONG("[\"a\", \"b\"]",
                     ", \"recode\": {\"indicator\": {\"values\": {\"a\": "
                     "\"x\"}}}"),
                "f.csv", "r,a,b\nA,1,3\n", NULL);
    ASSERT_TOLD("f.csv:1: column 'a' does not stand behind 'b'; columns are "
                "made long from the first to the last, as they stand\n",
                LONG("{\"from\": \"b\", \"to\": \"a\"}", ""), "f.csv",
                "r,a,b\nA,1,3\n", NULL);
}

QP_TEST(dataset, makes_a_row_of_each_long_cell_that_is_not_blank)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"f.csv\", \"qipan\": {\"table\": \"indicators\", "
                "\"columns\": {\"region\": \"r\", \"unit\": \"u\"}, "
                "\"constants\": {\"indicator\": \"gdp\"}, \"long\": "
                "{\"columns\": {\"from\": \"2011\", \"to\": \"2013\"}, "
                "\"name\": \"date\", \"value\": \"value\"}, \"units\": "
                "{\"k\": {\"unit\": \"1\", \"times\": 1000}}}}"),
        "f.csv", "r,2011,2012,2013,u\nA,1,,2.5,k\nB,x,4,5,1\n", NULL);
    cr_assert_str_eq(told(&r), "f.csv: 1 row skipped for indicators: the cell "
                               "is blank\n"
                               "f.csv:3:3: value 'x' is not a number; a value "
                               "is a decimal number like 1234.5\n");
    static const double values[] = {1000, 2500, NAN, 4, 5};
    const qp_table *t = &r.data.tables[QP_INDICATORS];
    cr_assert_eq(t->row_count, 5);
    for (size_t row = 0; row < 5; row++) {
        double value = number(&r, QP_INDICATORS, row, QP_INDICATOR_VALUE);
        cr_assert(value == values[row] || row == 2, "%zu: %g", row, value);
        cr_assert_str_eq(text(&r, QP_INDICATORS, row, QP_INDICATOR_UNIT), "1");
        cr_assert_str_eq(text(&r, QP_INDICATORS, row, QP_INDICATOR_ID), "gdp");
    }
    const qp_period *dates = t->columns[QP_INDICATOR_DATE].period;
    cr_assert_eq(dates[1].from - dates[0].from, 365 + 366);
    assert_account(&r, 0, 4, 1, 1);
    clear_reading(&r);
}

QP_TEST(dataset, adds_up_the_amounts_of_one_key)
{
    reading r = read_folder(
        PACKAGE("{\"path\": [\"f.csv\", \"g.csv\"], \"qipan\": {\"table\": "
                "\"links\", \"duplicates\": \"sum\"}}"),
        "f.csv", "from,to,layer,weight\nA,B,x,3\nB,A,x,1\nA,B,x,\nA,,x,7\n",
        "g.csv", "from,to,layer,weight\nA,B,x,2\nA,B,y,5\n", NULL);
    cr_assert_str_eq(
        told(&r),
        "f.csv: 1 row skipped for links: its key was there; the amounts are "
        "added up\n"
        "f.csv:5:3: to is blank; it is required: actor or thing that receives\n"
        "g.csv: 1 row skipped for links: its key was there; the amounts are "
        "added up\n");
    cr_assert_eq(r.data.tables[QP_LINKS].row_count, 4);
    cr_assert_float_eq(number(&r, QP_LINKS, 0, QP_LINK_WEIGHT), 3 + 2, 0);
    cr_assert_float_eq(number(&r, QP_LINKS, 1, QP_LINK_WEIGHT), 1, 0);
    cr_assert_float_eq(number(&r, QP_LINKS, 3, QP_LINK_WEIGHT), 5, 0);
    assert_account(&r, 0, 2, 1, 1);
    assert_account(&r, 1, 1, 1, 0);
    clear_reading(&r);
}

QP_TEST(dataset, joins_rows_of_days_before_1970_too)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"f.csv\", \"qipan\": {\"table\": \"links\", "
                "\"duplicates\": \"sum\"}}"),
        "f.csv",
        "from,to,layer,date,weight\nA,B,x,1006,1\nA,B,x,1007,2\n"
        "A,B,x,1006,4\n",
        NULL);
    cr_assert_eq(r.data.tables[QP_LINKS].row_count, 2);
    cr_assert_float_eq(number(&r, QP_LINKS, 0, QP_LINK_WEIGHT), 1 + 4, 0);
    cr_assert_float_eq(number(&r, QP_LINKS, 1, QP_LINK_WEIGHT), 2, 0);
    clear_reading(&r);
}

/* ----------------------------------------------------- how a file is written */

QP_TEST(dataset, reads_a_header_of_several_rows_and_passes_over_comments)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"f.csv\", \"dialect\": {\"commentChar\": \"#\", "
                "\"headerRows\": [2, 3], \"headerJoin\": \"/\"}, \"qipan\": "
                "{\"table\": \"regions\", \"columns\": {\"id\": \"place/id\", "
                "\"name\": \"name\"}}}"),
        "f.csv",
        "#made by hand\nA table,\nplace,name\n# of two rows\nid,\nA,Alpha\n"
        "#B,Beta\nC,#Gamma\n",
        NULL);
    cr_assert_str_eq(told(&r), "f.csv: 1 row above the header passed over\n"
                               "f.csv: 3 comment lines passed over\n");
    cr_assert_eq(r.data.tables[QP_REGIONS].row_count, 2);
    cr_assert_str_eq(text(&r, QP_REGIONS, 1, QP_REGION_NAME), "#Gamma");
    cr_assert_eq(r.data.tables[QP_REGIONS].line[1], 8);
    assert_account(&r, 0, 2, 0, 0);
    clear_reading(&r);
}

QP_TEST(dataset, takes_names_from_the_package_where_a_file_has_none)
{
    reading r = read_folder(
        PACKAGE("{\"path\": \"f.csv\", \"dialect\": {\"header\": false}, "
                "\"schema\": {\"fields\": [{\"name\": \"id\"}, {\"name\": "
                "\"name\"}]}, \"qipan\": {\"table\": \"regions\"}}"),
        "f.csv", "A,Alpha\nB,Beta\n", NULL);
    cr_assert_str_eq(told(&r), "");
    cr_assert_eq(r.data.tables[QP_REGIONS].row_count, 2);
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_NAME), "Alpha");
    assert_account(&r, 0, 2, 0, 0);
    clear_reading(&r);
}

#define ENCODED(name)                                            \
    PACKAGE("{\"path\": \"f.csv\", \"encoding\": \"" name "\", " \
            "\"qipan\": {\"table\": \"regions\"}}")

QP_TEST(dataset, reads_other_encodings_and_tells_what_is_not_in_them)
{
    reading r = read_folder(ENCODED("gb18030"), "f.csv",
                            "id,name\nSZ,\xC9\xEE\xDB\xDA\n", NULL);
    cr_assert_str_eq(told(&r), "");
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_NAME),
                     "\xE6\xB7\xB1\xE5\x9C\xB3");
    clear_reading(&r);
    r = read_folder(ENCODED("latin-1"), "f.csv", "id,name\nGE,Gen\xE8ve\n",
                    NULL);
    cr_assert_str_eq(text(&r, QP_REGIONS, 0, QP_REGION_NAME), "Gen\xC3\xA8ve");
    clear_reading(&r);
    r = read_folder(ENCODED("gb18030"), "f.csv", "id,name\nSZ,\xFF\n", NULL);
    cr_assert_eq(r.findings.count, 1);
    cr_assert_eq(r.findings.rows[0].rule, QP_RULE_FILE_ENCODING);
    cr_assert_eq(r.findings.rows[0].place.line, 2);
    cr_assert_eq(r.findings.rows[0].place.column, 4);
    clear_reading(&r);
}

QP_TEST(dataset, is_incomplete_where_a_file_or_the_package_failed)
{
    reading r = read_folder(PACKAGE("{\"path\": \"r.csv\", \"qipan\": "
                                    "{\"table\": \"regions\"}}, {\"path\": "
                                    "\"l.csv\", \"qipan\": {\"table\": "
                                    "\"links\"}}"),
                            "l.csv", "from,to,layer\nA,B,x\n", NULL);
    cr_assert_str_eq(told(&r), "r.csv: the file is missing; datapackage.json "
                               "names it; put it into the folder or name its "
                               "folder with --files\n");
    cr_assert(r.data.tables[QP_REGIONS].present);
    cr_assert(r.data.tables[QP_REGIONS].incomplete);
    cr_assert_not(r.data.tables[QP_LINKS].incomplete);
    clear_reading(&r);

    r = read_folder(PACKAGE("{\"path\": \"l.csv\", \"qipan\": {\"table\": "
                            "\"links\", \"key\": 1}}"),
                    "l.csv", "from,to,layer\nA,B,x\n", NULL);
    for (size_t t = 0; t < QP_TABLE_COUNT; t++)
        cr_assert(r.data.tables[t].incomplete);
    clear_reading(&r);
}

QP_TEST(dataset, looks_for_files_in_a_second_folder)
{
    drawn_folder f = make_folder();
    drawn_folder files = make_folder();
    static const char json[] =
        "{\"title\": \"T\", \"qipan\": {\"home\": "
        "[\"FRA\"], \"declare\": \"region\"}, "
        "\"resources\": [{\"path\": [\"a.csv\", "
        "\"b.csv\"], \"qipan\": {\"table\": \"links\"}}]}";
    add_file(&f, "datapackage.json", json, sizeof json - 1);
    add_file(&f, "a.csv", "from,to,layer\nhere,B,x\n", 23);
    add_file(&files, "a.csv", "from,to,layer\nthere,B,x\n", 24);
    add_file(&files, "b.csv", "from,to,layer\nthere,B,x\n", 24);
    reading r = {0};
    qp_dataset_options options = {.files = files.folder};
    cr_assert_eq(
        qp_dataset_read(&r.data, f.folder, &options, &r.findings, &r.err),
        QP_OK);
    cr_assert_str_eq(text(&r, QP_LINKS, 0, QP_LINK_FROM), "here");
    cr_assert_str_eq(text(&r, QP_LINKS, 1, QP_LINK_FROM), "there");
    cr_assert_str_eq(place(&r, QP_LINKS, 1, QP_LINK_FROM), "b.csv:2:1");
    cr_assert_str_eq(r.data.title, "T");
    cr_assert_eq(r.data.declare, QP_REGIONS);
    cr_assert_str_eq(qp_pool_text(&r.data.text, r.data.home[0]), "FRA");
    clear_reading(&r);
    remove_folder(&f);
    remove_folder(&files);
}

QP_TEST(dataset, takes_home_countries_from_a_list_before_the_package)
{
    drawn_folder f = make_folder();
    static const char json[] =
        "{\"qipan\": {\"home\": [\"FRA\"]}, \"resources\": [{\"path\": "
        "\"a.csv\", \"qipan\": {\"table\": \"links\"}}]}";
    add_file(&f, "datapackage.json", json, sizeof json - 1);
    add_file(&f, "a.csv", "from,to,layer\nhere,B,x\n", 23);
    reading r = {0};
    qp_dataset_options options = {.home = "CHN,,HKG"};
    cr_assert_eq(
        qp_dataset_read(&r.data, f.folder, &options, &r.findings, &r.err),
        QP_OK);
    cr_assert_eq(r.data.home_count, 2);
    cr_assert_str_eq(qp_pool_text(&r.data.text, r.data.home[0]), "CHN");
    cr_assert_str_eq(qp_pool_text(&r.data.text, r.data.home[1]), "HKG");
    clear_reading(&r);
    remove_folder(&f);
}

QP_TEST(dataset, unpacks_no_bomb)
{
    static const char member[] = /* 64 KiB of zeros */
        "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc1\x01\x01\x00\x00\x00"
        "\x80\x90\xfe\xaf\xee\x08\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x6a\xeb\x8e\x97\xd7\x00\x00\x01\x00";
    qp_text bomb = {0};
    for (int i = 0; i < 2000; i++) /* 125 MiB in 190 kB */
        qp_text_add_bytes(&bomb, member, sizeof member - 1);
    drawn_folder f = make_folder();
    add_file(&f, "links.csv.gz", bomb.bytes, bomb.size);
    reading r = read_drawn(&f);
    cr_assert_eq(r.status, QP_E_LIMIT, "%s%s", r.err.message, told(&r));
    cr_assert_not_null(strstr(r.err.message, "unpacks to more than"));
    clear_reading(&r);
    remove_folder(&f);
    qp_text_clear(&bomb);
}

/* ------------------------------------------------------------------- memory */

QP_TEST(dataset, comes_back_clean_when_memory_runs_out)
{
    drawn_folder f = make_folder();
    static const char json[] =
        "{\"title\": \"T\", \"qipan\": {\"home\": [\"X\"]}, \"resources\": ["
        "{\"path\": \"f.csv\", \"schema\": {\"missingValues\": [\"NA\"]}, "
        "\"qipan\": [{\"table\": \"regions\", \"duplicates\": \"keep\", "
        "\"columns\": {\"id\": \"a\", \"name\": \"b\"}, \"constants\": "
        "{\"kind\": \"city\"}, \"skip\": [{\"column\": \"b\", \"equals\": "
        "\"x\"}]}, {\"table\": \"indicators\", \"columns\": {\"region\": "
        "\"a\", \"value\": \"v\", \"date\": \"d\"}, \"constants\": "
        "{\"indicator\": \"i\"}}]}]}";
    static const char csv[] = "a,b,v,d\nA,x,1,2020\nB,Zu\u0308rich,many,2021\n"
                              "B,y,NA,never\nC,z,4\n";
    add_file(&f, "datapackage.json", json, sizeof json - 1);
    add_file(&f, "f.csv", csv, sizeof csv - 1);
    reading r;
    cr_assert_gt(read_in_little_memory(&f, &r), 50);
    clear_reading(&r);
    remove_folder(&f);
}
