/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/date.h"
#include "support/leak.h"

static qp_period period_of(const char *text)
{
    qp_period period = QP_NO_PERIOD;
    cr_assert(qp_period_read(text, strlen(text), &period), "%s", text);
    return period;
}

QP_TEST(date, names_the_period_it_spells)
{
    cr_assert_eq(period_of("1970").from, 0);
    cr_assert_eq(period_of("1970").until, 365);
    cr_assert_eq(period_of("1972-02").until - period_of("1972-02").from, 29);
    cr_assert_eq(period_of("2023-12-31").until, period_of("2024").from);
    cr_assert_eq(period_of("2000-03-01").from, 11017); /* date -d @951868800 */
}

QP_TEST(date, refuses_days_that_do_not_exist)
{
    static const char *const wrong[] = {
        "2023-13",   "2023-00", "2023-02-29", "1900-02-29", "2023-1",
        "23",        "2023/05", "2023-05-32", "0000",       "2014.0",
        "2023-05-3", "",        "abcd",       "2023-05-00",
    };
    qp_period period;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_not(qp_period_read(wrong[i], strlen(wrong[i]), &period), "%s",
                      wrong[i]);
}

QP_TEST(date, is_written_in_the_shortest_form)
{
    char text[QP_DAY_SIZE];
    cr_assert_str_eq(qp_day_text(period_of("2023").from, text), "2023");
    cr_assert_str_eq(qp_day_text(period_of("2023-05").from, text), "2023-05");
    cr_assert_str_eq(qp_day_text(period_of("2023-05-31").from, text),
                     "2023-05-31");
}

QP_TEST(date, every_day_of_four_centuries_goes_there_and_back)
{
    char text[QP_DAY_SIZE];
    for (qp_day day = period_of("1800").from; day < period_of("2200").from;
         day++) {
        qp_period back = period_of(qp_day_text(day, text));
        cr_assert_eq(back.from, day);
    }
}

QP_TEST(date, months_end_where_the_month_ends)
{
    char text[QP_DAY_SIZE];
    qp_day end = period_of("2023-01-31").from;
    cr_assert_str_eq(qp_day_text(qp_day_plus_months(end, 1), text),
                     "2023-02-28");
    cr_assert_str_eq(qp_day_text(qp_day_plus_months(end, 12), text),
                     "2024-01-31");
}
