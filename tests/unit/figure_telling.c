/* SPDX-License-Identifier: MIT */
#include "figure/dating.h"
#include "figure/lettering.h"
#include "figure/telling.h"
#include "support/leak.h"
#include "support/measured.h"

static qp_panel_row row_of(double value, double p, double q, unsigned flags)
{
    qp_panel_row row = qp_panel_blank;
    row.value = value;
    row.p = p;
    row.q = q;
    row.flags = flags;
    return row;
}

QP_TEST(telling, finds_by_q_and_by_p_where_there_is_no_family)
{
    const unsigned unresolved = 1U << QP_FLAG_RESOLUTION;
    const struct {
        double value, p, q;
        unsigned flags;
        qp_told told;
    } cases[] = {{1, 0.001, 0.049, 0, QP_TOLD_FINDING},
                 {1, 0.001, 0.05, 0, QP_TOLD_BY_CHANCE},
                 {1, 0.049, NAN, 0, QP_TOLD_FINDING},
                 {1, 0.001, NAN, unresolved, QP_TOLD_BY_CHANCE},
                 {1, NAN, NAN, 0, QP_TOLD_UNTESTED},
                 {NAN, 0.001, 0.001, 0, QP_TOLD_UNTESTED}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_panel_row row = row_of(cases[c].value, cases[c].p, cases[c].q,
                                  cases[c].flags);
        cr_assert_eq(qp_telling(&row), cases[c].told, "case %zu", c);
    }
}

QP_TEST(telling, gives_two_digits_of_the_width_of_an_interval)
{
    static const struct {
        double value, low, high;
        const char *text;
    } cases[] = {{0.3141, 0.22, 0.4, "0.31 [0.22, 0.40]"},
                 {-1.234, -1.26, -1.2,
                  "\xE2\x88\x92"
                  "1.234 [\xE2\x88\x92"
                  "1.260, \xE2\x88\x92"
                  "1.200]"},
                 {1234.4, 1000, 2000, "1,234 [1,000, 2,000]"},
                 {-0.001, -0.2, 0.2,
                  "0.00 [\xE2\x88\x92"
                  "0.20, 0.20]"},
                 {0.31415, NAN, NAN, "0.314"}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_text text = {0};
        qp_panel_row row = row_of(cases[c].value, NAN, NAN, 0);
        row.low = cases[c].low;
        row.high = cases[c].high;
        qp_telling_add_value(&row, &text);
        cr_assert_str_eq(qp_text_string(&text), cases[c].text);
        qp_text_clear(&text);
    }
}

QP_TEST(telling, knows_bounds_from_intervals)
{
    qp_panel_row row = row_of(1, NAN, NAN, 0);
    row.low = 0;
    row.high = 2;
    cr_assert(qp_telling_has_interval(&row));
    row.flags = 1U << QP_FLAG_BOUNDS;
    cr_assert_not(qp_telling_has_interval(&row));
}

QP_TEST(telling, tells_a_row_whole)
{
    qp_panel panel = measured(
        "inflow,talent,,region,A,,30,persons,20,40,25,,0.0001,0.0004,,,7,0,,,\n"
        "inflow,talent,,region,B,,,persons,,,,,,,,,,,,,no-flow\n");
    qp_text text = {0};
    qp_telling_add(&panel, &panel.rows[0], QP_ENGLISH, &text);
    cr_assert_str_eq(qp_text_string(&text),
                     "30 [20, 40] persons; by chance 25; "
                     "q < 0.001; n = 7");
    qp_text_empty(&text);
    qp_telling_add(&panel, &panel.rows[1], QP_ENGLISH, &text);
    cr_assert_str_eq(qp_text_string(&text), "no-flow");
    qp_text_clear(&text);
    qp_panel_clear(&panel);
}

/* 2014-01-01 is day 16071, 2015-01-01 day 16436, 2016-01-01 day 16801. */
QP_TEST(dating, names_windows_for_panels_and_for_readers)
{
    static const struct {
        qp_period period;
        const char *panel, *reader;
    } cases[] = {{{16071, 16436}, "2014..2015", "2014"},
                 {{16071, 16801},
                  "2014..2016",
                  "2014\xE2\x80\x93"
                  "2015"},
                 {{16071, 16072}, "2014..2014-01-02", "2014-01-01"},
                 {{16071, 16102}, "2014..2014-02", "2014-01"},
                 {{16071, 16130},
                  "2014..2014-03",
                  "2014-01\xE2\x80\x93"
                  "2014-02"},
                 {{16072, 16436},
                  "2014-01-02..2015",
                  "2014-01-02\xE2\x80\x93"
                  "2014-12-31"},
                 {{QP_NO_DAY, QP_NO_DAY}, "", ""}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        char name[QP_WINDOW_NAME_SIZE];
        qp_text text = {0};
        qp_dating_add(cases[c].period, &text);
        cr_assert_str_eq(qp_dating_window(cases[c].period, name),
                         cases[c].panel);
        cr_assert_str_eq(qp_text_string(&text), cases[c].reader);
        qp_text_clear(&text);
    }
}
