/* SPDX-License-Identifier: MIT */
#include "panel/panel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "panel/meta.h"
#include "support/golden.h"
#include "support/leak.h"

#define HEADER                                                               \
    "metric,layer,window,scope,subject,object,value,unit,low,high,expected," \
    "z,p,q,df,rank,n,missing,null,flags,reason\n"

static qp_panel_row region_row(qp_panel *panel, qp_metric metric,
                               const char *layer, const char *window,
                               const char *subject, double value)
{
    qp_panel_row row = qp_panel_blank;
    row.metric = metric;
    row.layer = qp_panel_string(panel, layer);
    row.window = qp_panel_string(panel, window);
    row.scope = qp_metrics[metric].scope;
    row.subject = qp_panel_string(panel, subject);
    row.value = value;
    return row;
}

static void add(qp_panel *panel, qp_panel_row row)
{
    cr_assert_eq(qp_panel_add(panel, &row, NULL), QP_OK);
}

static void csv_of(const qp_panel *panel, qp_text *out)
{
    qp_error err = {0};
    cr_assert_eq(qp_panel_csv(panel, out, &err), QP_OK, "%s", err.message);
}

/* Read a panel from text, as from the file PANEL. */
static qp_status read_back(qp_panel *panel, const char *bytes, size_t size,
                           qp_error *err)
{
    char path[] = "/tmp/qipan-panel-XXXXXX";
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    cr_assert_eq(write(file, bytes, size), (ssize_t)size);
    close(file);
    qp_status status = qp_panel_read(panel, path, err);
    unlink(path);
    return status;
}

QP_TEST(panel, is_csv_with_the_columns_of_the_long_form)
{
    qp_panel panel = {0};
    qp_text out = {0};
    qp_panel_row row = region_row(&panel, QP_M_NET_FLOW_EFFECTIVENESS, "talent",
                                  "2018..2019", "Bei", (57.0 - 17) / 74);
    row.unit = qp_panel_string(&panel, "1");
    row.low = 0.25;
    row.p = 1e-7;
    row.n = 12;
    row.missing = 0;
    row.null = QP_NULL_BINOMIAL;
    row.flags = 1U << QP_FLAG_DISPERSED | 1U << QP_FLAG_RESOLUTION;
    add(&panel, row);
    csv_of(&panel, &out);
    cr_assert_str_eq(out.bytes, HEADER
                     "net_flow_effectiveness,talent,2018..2019,region,Bei,,"
                     "0.540540540540541,1,0.25,,,,1e-7,,,,12,0,binomial,"
                     "dispersed p-resolution,\n");
    qp_text_clear(&out);
    qp_panel_clear(&panel);
}

QP_TEST(panel, is_blank_with_a_reason_where_there_is_no_value)
{
    qp_panel panel = {0};
    qp_text out = {0};
    qp_panel_row row = region_row(&panel, QP_M_INFLOW, "talent", "", "Bei",
                                  NAN);
    row.reason = QP_REASON_NO_FLOW;
    add(&panel, row);
    csv_of(&panel, &out);
    cr_assert_str_eq(out.bytes, HEADER
                     "inflow,talent,,region,Bei,,,,,,,,,,,,,,,,no-flow\n");
    qp_text_clear(&out);
    qp_panel_clear(&panel);
}

QP_TEST(panel, takes_what_is_infinite_for_no_number)
{
    qp_panel panel = {0};
    qp_panel_row row = region_row(&panel, QP_M_PRIMACY_RATIO, "l", "", "all",
                                  INFINITY);
    row.low = 2;
    row.high = INFINITY;
    add(&panel, row);
    cr_assert(isnan(panel.rows[0].value) && isnan(panel.rows[0].high));
    cr_assert_eq(panel.rows[0].reason, QP_REASON_OVERFLOW);
    cr_assert_eq(panel.rows[0].low, 2);
    qp_panel_clear(&panel);
}

/* Ids are foreign text: each of these would break a careless file. */
static const char *const hostile[] = {
    "a,b",
    "\"quoted\"",
    "\"",
    "ends in \"",
    ",",
    "two\nlines",
    "\r",
    "a\r\nb",
    "  blanks  ",
    "=1+1",
    "\xEF\xBB\xBF mark",
    "北京,\"天津\"",
    "NA",
    "a\\b",
    "'",
    ";",
    "\t",
    "-",
    "0",
};

enum { HOSTILE = sizeof hostile / sizeof *hostile };

QP_TEST(panel, reads_back_every_text_as_it_was)
{
    qp_panel written = {0};
    qp_panel read = {0};
    qp_text first = {0};
    qp_text second = {0};
    qp_error err = {0};
    for (size_t h = 0; h < HOSTILE; h++) {
        qp_panel_row row = region_row(&written, QP_M_BILATERAL_ASYMMETRY,
                                      hostile[h], hostile[(h + 1) % HOSTILE],
                                      hostile[(h + 2) % HOSTILE], 0.1);
        row.object = qp_panel_string(&written, hostile[(h + 3) % HOSTILE]);
        add(&written, row);
    }
    csv_of(&written, &first);
    cr_assert_eq(read_back(&read, first.bytes, first.size, &err), QP_OK, "%s",
                 err.message);
    cr_assert_eq(read.count, HOSTILE);
    for (size_t h = 0; h < HOSTILE; h++) {
        cr_expect_str_eq(qp_pool_text(&read.text, read.rows[h].layer),
                         hostile[h]);
        cr_expect_str_eq(qp_pool_text(&read.text, read.rows[h].object),
                         hostile[(h + 3) % HOSTILE]);
    }
    csv_of(&read, &second);
    cr_assert_str_eq(second.bytes, first.bytes);
    qp_text_clear(&first);
    qp_text_clear(&second);
    qp_panel_clear(&written);
    qp_panel_clear(&read);
}

QP_TEST(panel, reads_back_every_number_and_name_as_it_was)
{
    static const double numbers[] = {0,       -0.5,  1.0 / 3, 1e300,
                                     -1e-300, 12345, 0.1,     5e-324};
    qp_panel written = {0};
    qp_panel read = {0};
    qp_text first = {0};
    qp_text second = {0};
    for (int m = 0; m < QP_METRIC_COUNT; m++) {
        double number = numbers[m % 8];
        qp_panel_row row = region_row(&written, (qp_metric)m, "l", "w", "s",
                                      number);
        row.low = row.high = row.expected = row.z = row.p = -number;
        row.q = row.df = row.rank = row.n = row.missing = number;
        row.null = (qp_null)(m % QP_NULL_COUNT);
        row.flags = 1U << m % QP_FLAG_COUNT;
        add(&written, row);
    }
    for (int r = 1; r < QP_REASON_COUNT; r++) {
        qp_panel_row row = region_row(&written, QP_M_HHI, "l", "w", "s", NAN);
        row.reason = (qp_reason)r;
        add(&written, row);
    }
    csv_of(&written, &first);
    cr_assert_eq(read_back(&read, first.bytes, first.size, NULL), QP_OK);
    cr_assert_eq(read.count, written.count);
    for (size_t r = 0; r < read.count; r++) {
        cr_expect_eq(read.rows[r].metric, written.rows[r].metric);
        cr_expect_eq(read.rows[r].flags, written.rows[r].flags);
        cr_expect_eq(read.rows[r].null, written.rows[r].null);
        cr_expect_eq(read.rows[r].reason, written.rows[r].reason);
    }
    csv_of(&read, &second);
    cr_assert_str_eq(second.bytes, first.bytes);
    qp_text_clear(&first);
    qp_text_clear(&second);
    qp_panel_clear(&written);
    qp_panel_clear(&read);
}

QP_TEST(panel, passes_over_columns_that_a_later_version_added)
{
    static const char later[] =
        "metric,layer,window,scope,subject,object,value,unit,low,high,expected,"
        "z,p,q,df,rank,n,missing,null,flags,reason,later\n"
        "inflow,talent,,region,Bei,,57,,,,,,,,,,,,,,,new\n";
    qp_panel panel = {0};
    qp_error err = {0};
    cr_assert_eq(read_back(&panel, later, strlen(later), &err), QP_OK, "%s",
                 err.message);
    cr_assert_eq(panel.rows[0].value, 57);
    qp_panel_clear(&panel);
}

QP_TEST(panel, refuses_what_is_not_the_long_form_and_says_where)
{
    static const struct {
        const char *text;
        const char *complaint;
    } bad[] = {
        {"", ": is empty; a panel has a header"},
        {"from,to\n", ":1: column 1 is not 'metric'; a panel begins"},
        {"metric,layer\n", ":1: column 3 is not 'window'"},
        {HEADER "inflow,talent\n", ":2: 2 fields; the header has 21"},
        {HEADER "influx,t,,region,B,,1,,,,,,,,,,,,,,\n",
         ":2:1: unknown name in 'influx'"},
        {HEADER "inflow,t,,city,B,,1,,,,,,,,,,,,,,\n",
         ":2:11: unknown name in 'city'"},
        {HEADER "inflow,t,,region,B,,nan,,,,,,,,,,,,,,\n",
         ":2:21: no number: 'nan'"},
        {HEADER "inflow,t,,region,B,,1,,0x1,,,,,,,,,,,,\n",
         ":2:24: no number: '0x1'"},
        {HEADER "inflow,t,,region,B,,1,,,,,,,,,,,,,odd,\n",
         ":2:35: unknown name in 'odd'"},
        {HEADER "inflow,t,,region,B,,1,,,,,,,,,,,,,,no-flow\n",
         ":2: a value and a reason; a row has either"},
        {HEADER "inflow,t,,region,B,,,,,,,,,,,,,,,,\n",
         ":2: no value and no reason; a row has either"},
        {HEADER "inflow,t,,region,\"B,,,,,,,,,,,,,,,,\n",
         ":2:18: a quote is opened and never closed"},
    };
    for (size_t b = 0; b < sizeof bad / sizeof *bad; b++) {
        qp_panel panel = {0};
        qp_error err = {0};
        qp_status status = read_back(&panel, bad[b].text, strlen(bad[b].text),
                                     &err);
        cr_expect_eq(status, QP_E_FORMAT, "%s", bad[b].text);
        cr_expect(strstr(err.message, bad[b].complaint) != NULL,
                  "'%s' lacks '%s'", err.message, bad[b].complaint);
        qp_panel_clear(&panel);
    }
}

/* A NUL would end a name early: what follows it must not pass unseen. */
QP_TEST(panel, refuses_a_nul_in_every_kind_of_cell)
{
    static const char whole[] = HEADER
        "inflow,t,,region,B,,1,,,,,,,,,,,,,bounds,\n";
    static const char *const words[] = {"metric", "\ninflow", "region,B", ",1",
                                        "bounds"};
    qp_panel panel = {0};
    cr_assert_eq(read_back(&panel, whole, strlen(whole), NULL), QP_OK);
    qp_panel_clear(&panel);
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        qp_text text = {0};
        const char *at = strstr(whole, words[w]) + strlen(words[w]);
        qp_text_add_bytes(&text, whole, (size_t)(at - whole));
        qp_text_add_bytes(&text, "\0x", 2);
        qp_text_add(&text, at);
        cr_expect_eq(read_back(&panel, text.bytes, text.size, NULL),
                     QP_E_FORMAT, "%s", words[w]);
        qp_panel_clear(&panel);
        qp_text_clear(&text);
    }
}

QP_TEST(panel, cannot_be_read_where_there_is_no_file)
{
    qp_panel panel = {0};
    cr_assert_eq(qp_panel_read(&panel, "/nowhere/siphon.csv", NULL), QP_E_IO);
    qp_panel_clear(&panel);
}

QP_TEST(panel, is_sorted_by_key_in_byte_order)
{
    static const struct {
        qp_metric metric;
        const char *layer;
        const char *window;
        const char *subject;
    } sorted[] = {
        {QP_M_BACKWASH, "talent", "", "b"},
        {QP_M_INFLOW, "", "", "a"},
        {QP_M_INFLOW, "Zoo", "", "a"},
        {QP_M_INFLOW, "ant", "", "a"},
        {QP_M_INFLOW, "ant", "2018..2019", "B"},
        {QP_M_INFLOW, "ant", "2018..2019", "a"},
        {QP_M_INFLOW, "ant", "2018..2019", "aa"},
        {QP_M_INFLOW, "ant", "2018..2019", "ä"},
        {QP_M_INFLOW, "ant", "2019..2020", ""},
        {QP_M_OUTFLOW, "ant", "", "a"},
    };
    enum { COUNT = sizeof sorted / sizeof *sorted };
    for (size_t step = 1; step < COUNT; step += 2) { /* 3, 7, 9 mix them */
        qp_panel panel = {0};
        if (COUNT % step == 0 && step > 1)
            continue;
        for (size_t i = 0; i < COUNT; i++) {
            size_t r = i * step % COUNT;
            add(&panel,
                region_row(&panel, sorted[r].metric, sorted[r].layer,
                           sorted[r].window, sorted[r].subject, (double)r));
        }
        qp_panel_sort(&panel);
        for (size_t i = 0; i < COUNT; i++)
            cr_expect_eq(panel.rows[i].value, (double)i, "step %zu, row %zu",
                         step, i);
        qp_panel_clear(&panel);
    }
}

QP_TEST(panel, finds_every_row_and_none_that_is_not_there)
{
    enum { REGIONS = 100 };
    char subject[16];
    qp_panel panel = {0};
    for (int r = REGIONS; r-- > 0;) {
        snprintf(subject, sizeof subject, "r%d", r);
        add(&panel, region_row(&panel, QP_M_INFLOW, "l", "w", subject, r));
        add(&panel, region_row(&panel, QP_M_OUTFLOW, "l", "", subject, -r));
    }
    qp_panel_sort(&panel);
    for (int r = 0; r < REGIONS; r++) {
        snprintf(subject, sizeof subject, "r%d", r);
        cr_assert_eq(
            qp_panel_find(&panel, QP_M_INFLOW, "l", "w", subject)->value, r);
        cr_assert_eq(
            qp_panel_find(&panel, QP_M_OUTFLOW, "l", "", subject)->value, -r);
        cr_assert_null(qp_panel_find(&panel, QP_M_INFLOW, "l", "", subject));
    }
    cr_assert_null(qp_panel_find(&panel, QP_M_INFLOW, "l", "w", "nobody"));
    cr_assert_null(qp_panel_find(&panel, QP_M_SPREAD, "l", "w", "r1"));
    qp_panel_clear(&panel);
    cr_assert_null(qp_panel_find(&panel, QP_M_INFLOW, "", "", ""));
}

QP_TEST(panel, has_the_rows_of_a_metric_layer_and_window_side_by_side)
{
    static const char *const windows[] = {"", "2014..2015", "2015..2016"};
    qp_panel panel = {0};
    size_t count = 0;
    for (size_t w = 0; w < 3; w++)
        for (int r = 0; r < 5; r++) {
            const char subject[] = {(char)('e' - r), '\0'};
            add(&panel, region_row(&panel, QP_M_INFLOW, "l", windows[w],
                                   subject, 4 - r));
            add(&panel,
                region_row(&panel, QP_M_OUTFLOW, "m", windows[w], subject, -1));
        }
    qp_panel_sort(&panel);
    for (size_t w = 0; w < 3; w++) {
        const qp_panel_row *rows = qp_panel_span(&panel, QP_M_INFLOW, "l",
                                                 windows[w], &count);
        cr_assert_eq(count, 5);
        for (size_t r = 0; r < 5; r++)
            cr_expect_eq(rows[r].value, (double)r);
    }
    cr_assert_null(qp_panel_span(&panel, QP_M_INFLOW, "m", "", &count));
    cr_assert_eq(count, 0);
    cr_assert_null(qp_panel_span(&panel, QP_M_INFLOW, "k", "", &count));
    qp_panel_clear(&panel);
}

QP_TEST(panel, finds_the_first_of_several_objects)
{
    qp_panel panel = {0};
    static const char *const objects[] = {"c", "a", "b"};
    for (int o = 0; o < 3; o++) {
        qp_panel_row row = region_row(&panel, QP_M_BACKWASH, "l", "", "K", o);
        row.object = qp_panel_string(&panel, objects[o]);
        add(&panel, row);
    }
    qp_panel_sort(&panel);
    cr_assert_eq(qp_panel_find(&panel, QP_M_BACKWASH, "l", "", "K")->value, 1);
    qp_panel_clear(&panel);
}

/* One row, refused until there is memory for all of it: no text of a row that
 * was accepted is ever lost. */
QP_TEST(panel, refuses_a_row_when_a_text_was_lost)
{
    qp_status status = QP_E_MEMORY;
    for (long allowed = 0; status == QP_E_MEMORY; allowed++) {
        qp_panel panel = {0};
        qp_memory_allow(allowed);
        qp_panel_row row = region_row(&panel, QP_M_INFLOW, "l", "w", "s", 1);
        status = qp_panel_add(&panel, &row, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert_eq(panel.count, status == QP_OK ? 1 : 0);
        cr_assert(status != QP_OK || row.subject != QP_NONE);
        qp_panel_clear(&panel);
    }
    cr_assert_eq(status, QP_OK);
}

QP_TEST(panel, has_a_side_file_that_says_how_it_came_about)
{
    static const char *const layers[] = {"talent", "a\"b", NULL};
    const qp_meta_option options[] = {
        {"window", NULL, "2018:2019", NAN},
        {"layer", layers, NULL, NAN},
        {"level", NULL, NULL, NAN},
        {"seed", NULL, NULL, 7},
    };
    qp_meta meta = {"qipan-siphon", "0123", "measured", options, 4};
    qp_panel panel = {0};
    qp_text out = {0};
    add(&panel, region_row(&panel, QP_M_INFLOW, "l", "", "s", 0));
    add(&panel, region_row(&panel, QP_M_INFLOW, "l", "", "t", NAN));
    cr_assert_eq(qp_meta_json(&meta, &panel, &out, NULL), QP_OK);
    cr_assert_str_eq(out.bytes, "{\n"
                                "  \"schema\": 1,\n"
                                "  \"version\": \"" QP_VERSION "\",\n"
                                "  \"stage\": \"qipan-siphon\",\n"
                                "  \"network\": \"0123\",\n"
                                "  \"class\": \"measured\",\n"
                                "  \"options\": {\n"
                                "    \"window\": \"2018:2019\",\n"
                                "    \"layer\": [\"talent\", \"a\\\"b\"],\n"
                                "    \"level\": null,\n"
                                "    \"seed\": 7\n"
                                "  },\n"
                                "  \"rows\": 2,\n"
                                "  \"rows_without_value\": 1\n"
                                "}\n");
    cr_assert(qp_meta_is_of(&out, "0123"));
    cr_assert_not(qp_meta_is_of(&out, "012"));
    cr_assert_not(qp_meta_is_of(&out, "measured"));
    qp_text_clear(&out);
    qp_panel_clear(&panel);
}

QP_TEST(panel, has_its_side_file_beside_it)
{
    static const char *const pairs[][2] = {
        {"a/siphon.csv", "a/siphon.meta.json"},
        {"siphon", "siphon.meta.json"},
        {".csv", ".csv.meta.json"},
    };
    for (size_t p = 0; p < sizeof pairs / sizeof *pairs; p++) {
        qp_text path = {0};
        qp_meta_path(pairs[p][0], &path);
        cr_assert_str_eq(qp_text_string(&path), pairs[p][1]);
        qp_text_clear(&path);
    }
}

/* ------------------------------------------------------------------- names */

static void expect_unique(const qp_name names[], int count)
{
    for (int a = 0; a < count; a++)
        cr_expect_eq(qp_name_find(names, count, names[a].name), a, "'%s'",
                     names[a].name);
    cr_expect_eq(qp_name_find(names, count, "no such name"), -1);
}

QP_TEST(panel, has_one_name_a_thing)
{
    expect_unique(qp_metrics, QP_METRIC_COUNT);
    expect_unique(qp_scopes, QP_SCOPE_COUNT);
    expect_unique(qp_nulls, QP_NULL_COUNT);
    expect_unique(qp_flags, QP_FLAG_COUNT);
    expect_unique(qp_reasons, QP_REASON_COUNT);
    cr_assert_leq(QP_FLAG_COUNT, 32, "flags are bits of an unsigned");
}

/* metric-names.csv: metric,file,scope,subject,object,unit,spec,meaning,... */
QP_TEST(panel, names_metrics_as_the_list_of_names_does)
{
    /* coupling_coordination_rank, ei_index_weighted, layer_reciprocity,
     * layer_overlap_conditional, triple_helix_between_share, _bias, _classes,
     * weakest_stage, vertex_cut_count, ring_cluster_share, effective_size */
    const size_t more = 11;
    static golden_table names;
    size_t found = 0;
    if (!golden_shared("metric-names", &names))
        return;
    for (size_t l = 0; l < names.count; l++) {
        const golden_line *line = &names.lines[l];
        int m = qp_name_find(qp_metrics, QP_METRIC_COUNT, line->cell[0]);
        if (m < 0)
            continue;
        const char *unit = line->cell[5];
        bool layer = strcmp(unit, "layer unit") == 0;
        cr_expect_str_eq(qp_scopes[qp_metrics[m].scope].name, line->cell[2]);
        /* The descriptives have none there, those of X11 share "bit | layer
         * unit": each of them has its own here. */
        if (unit[0] != '\0' && strchr(unit, '|') == NULL)
            cr_expect_str_eq(qp_metrics[m].unit, layer ? "layer" : unit);
        found++;
    }
    cr_assert_eq(found + more, QP_METRIC_COUNT, "the others are in the list");
}
