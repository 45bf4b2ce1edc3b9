/* SPDX-License-Identifier: MIT */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/leak.h"
#include "table/cell.h"

static const char *const colours[] = {"red", "green", "blue", NULL};

/* clang-format off */
static const qp_column id =      {.name = "id",      .kind = QP_ID};
static const qp_column name =    {.name = "name",    .kind = QP_TEXT};
static const qp_column value =   {.name = "value",   .kind = QP_NUMBER};
static const qp_column weight =  {.name = "weight",  .kind = QP_NUMBER, .most = DBL_MAX};
static const qp_column output =  {.name = "output",  .kind = QP_NUMBER, .most = DBL_MAX};
static const qp_column share =   {.name = "share",   .kind = QP_NUMBER, .most = 1};
static const qp_column lat =     {.name = "lat",     .kind = QP_NUMBER, .least = -90, .most = 90};
static const qp_column core =    {.name = "core",    .kind = QP_BOOLEAN};
static const qp_column date =    {.name = "date",    .kind = QP_DATE};
static const qp_column colour =  {.name = "colour",  .kind = QP_CHOICE, .choices = colours};
static const qp_column stages =  {.name = "stages",  .kind = QP_STAGES};
/* clang-format on */

/* 60 choices of 10 letters: 12 bytes each in a list, 720 in all */
enum { MANY = 60, LONG_WORD = 10 };
static char long_words[MANY][LONG_WORD + 1];
static const char *many[MANY + 1];
static const qp_column shade = {
    .name = "shade", .kind = QP_CHOICE, .choices = many};

static qp_text normalised;

static void forget(void)
{
    qp_text_clear(&normalised);
}

static bool read_size(const qp_column *column, const char *text, size_t size,
                      qp_cell *cell, qp_cell_defect *defect)
{
    qp_cell judged;
    qp_rule rule = QP_RULE_COUNT;
    bool good = qp_cell_judge(column, text, size, &normalised, &judged, &rule);
    cr_assert_eq(good,
                 qp_cell_read(column, text, size, &normalised, cell, defect));
    cr_assert_eq(rule, defect->any ? defect->rule : QP_RULE_COUNT);
    cr_assert(judged.number == cell->number ||
              (isnan(judged.number) && isnan(cell->number)));
    cr_assert_eq(judged.size, cell->size);
    return good;
}

static double number_of(const qp_column *column, const char *text)
{
    qp_cell cell;
    qp_cell_defect defect;
    cr_assert(read_size(column, text, strlen(text), &cell, &defect), "%s: %s",
              text, defect.found);
    cr_assert_not(defect.any, "%s: %s", text, defect.found);
    return cell.number;
}

/* "rule: found; expected" of a cell with a defect or warning. */
static const char *told_size(const qp_column *column, const char *text,
                             size_t size, bool good)
{
    static char line[1024];
    qp_cell cell;
    qp_cell_defect defect;
    cr_assert_eq(read_size(column, text, size, &cell, &defect), good);
    cr_assert(defect.any, "nothing is told of %s", text);
    cr_assert_eq(qp_rules[defect.rule].severity == QP_WARNING, good);
    snprintf(line, sizeof line, "%s: %s; %s", qp_rules[defect.rule].name,
             defect.found, defect.expected);
    return line;
}

static const char *told(const qp_column *column, const char *text)
{
    return told_size(column, text, strlen(text), false);
}

static void assert_text(const qp_column *column, const char *text,
                        const char *expected)
{
    qp_cell cell;
    qp_cell_defect defect;
    cr_assert(read_size(column, text, strlen(text), &cell, &defect));
    cr_assert_eq(cell.size, strlen(expected));
    cr_assert_eq(memcmp(cell.text, expected, cell.size), 0);
}

QP_TEST(cell, takes_numbers_within_their_bounds)
{
    cr_assert_float_eq(number_of(&value, "-12.5e3"), -12500, 0);
    cr_assert_float_eq(number_of(&weight, "0"), 0, 0);
    cr_assert_float_eq(number_of(&lat, "-90"), -90, 0);
    cr_assert_float_eq(number_of(&lat, "90.0"), 90, 0);
    cr_assert_not(signbit(number_of(&value, "-0.0")));
}

QP_TEST(cell, says_what_a_number_is)
{
    cr_assert_str_eq(told(&weight, "-3"), "cell.bounds: weight '-3' is "
                                          "negative; a weight is a number >= "
                                          "0");
    cr_assert_str_eq(told(&output, "-3"), "cell.bounds: output '-3' is "
                                          "negative; an output is a number >= "
                                          "0");
    cr_assert_str_eq(told(&lat, "90.1"),
                     "cell.bounds: lat '90.1' is out of bounds; a lat is a "
                     "number from -90 to 90; are lon and lat swapped?");
    cr_assert_str_eq(told(&lat, "180.1"),
                     "cell.bounds: lat '180.1' is out of bounds; a lat is a "
                     "number from -90 to 90");
    cr_assert_str_eq(told(&share, "1.5"), "cell.bounds: share '1.5' is out of "
                                          "bounds; a share is a number from 0 "
                                          "to 1");
    cr_assert_str_eq(told(&share, "-1"), "cell.bounds: share '-1' is "
                                         "negative; a share is a number from "
                                         "0 to 1");
    cr_assert_str_eq(told(&value, "1,5"), "cell.number: value '1,5' is not a "
                                          "number; a value is a decimal "
                                          "number like 1234.5");
    static const char *const others[] = {"nan", "inf",   "0x10", "1e400", "12%",
                                         " 1",  "1 000", "一",   "--"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_assert_eq(strncmp(told(&weight, others[i]), "cell.number", 11), 0);
}

QP_TEST(cell, takes_ids_of_up_to_255_bytes)
{
    char long_id[257] = "";
    memset(long_id, 'x', 255);
    assert_text(&id, long_id, long_id);
    assert_text(&id, "深圳", "深圳");
    memset(long_id, 'x', 256);
    cr_assert_eq(strncmp(told(&id, long_id), "cell.id: id 'xxx", 16), 0);
}

QP_TEST(cell, warns_of_ids_that_only_look_alike)
{
    cr_assert_str_eq(told_size(&id, "A ", 2, true),
                     "cell.edge: id 'A ' begins or ends in a blank; ids are "
                     "compared byte by byte; a mapping can trim them");
    cr_assert_eq(strncmp(told_size(&id, " A", 2, true), "cell.edge", 9), 0);
    cr_assert_str_eq(told_size(&id, "Zu\u0308rich", 8, true),
                     "cell.nfc: id 'Zu\u0308rich' is not in NFC; ids are "
                     "compared byte by byte");
    assert_text(&id, "Zu\u0308rich", "Zu\u0308rich"); /* kept as it is */
    forget();
}

QP_TEST(cell, composes_names)
{
    assert_text(&name, "Zu\u0308rich", "Z\u00FCrich");
    assert_text(&name, "Z\u00FCrich", "Z\u00FCrich");
    assert_text(&name, "\uAC00", "\uAC00");
    assert_text(&name, "\u1100\u1161", "\uAC00"); /* Hangul */
    cr_assert_str_eq(told_size(&name, "e\u0301", 3, true),
                     "cell.nfc: name 'e\u0301' is not in NFC; it was "
                     "normalised");
    forget();
}

QP_TEST(cell, refuses_bytes_that_are_no_text_in_every_kind)
{
    const qp_column *const columns[] = {&id,   &name, &value,  &weight,
                                        &core, &date, &colour, &stages};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        cr_assert_eq(
            strncmp(told_size(columns[c], "1\0", 2, false), "cell.nul", 8), 0);
        cr_assert_eq(strncmp(told(columns[c], "caf\xe9"), "cell.utf8", 9), 0);
        cr_assert_eq(strncmp(told(columns[c], "\xC0\xAF"), "cell.utf8", 9), 0);
        cr_assert_eq(strncmp(told(columns[c], "\xED\xA0\x80"), "cell.utf8", 9),
                     0);
        cr_assert_eq(strncmp(told(columns[c], "1\t"), "cell.control", 12), 0);
        cr_assert_eq(strncmp(told(columns[c], "1\n2"), "cell.control", 12), 0);
        cr_assert_eq(strncmp(told(columns[c], "1\x7f"), "cell.control", 12), 0);
        cr_assert_eq(strncmp(told(columns[c], "1\xC2\x85"), "cell.control", 12),
                     0); /* C1: next line */
    }
    assert_text(&name, "a\u00A0b\u200Bc\u202Ed", "a\u00A0b\u200Bc\u202Ed");
}

QP_TEST(cell, takes_yes_and_no_in_six_words)
{
    static const char *const yes[] = {"true", "TRUE", "True", "1", "yes"};
    static const char *const no[] = {"false", "FALSE", "0", "no", "No"};
    for (size_t i = 0; i < 5; i++) {
        cr_assert_float_eq(number_of(&core, yes[i]), 1, 0);
        cr_assert_float_eq(number_of(&core, no[i]), 0, 0);
    }
    cr_assert_str_eq(told(&core, "y"),
                     "cell.boolean: core 'y' is neither true nor false; write "
                     "true or false (also 1, 0, yes, no)");
    (void)told(&core, "tru");
    (void)told(&core, "trues");
    (void)told(&core, "2");
}

QP_TEST(cell, takes_dates_that_exist)
{
    qp_cell cell;
    qp_cell_defect defect;
    cr_assert(read_size(&date, "2024-02-29", 10, &cell, &defect));
    cr_assert_eq(cell.period.until, cell.period.from + 1);
    static const char *const wrong[] = {
        "2023-02-29", "2023-13",          "2023-1", "23",
        "31/05/2023", "2023-05-31T00:00", "0000",   "10000"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_eq(strncmp(told(&date, wrong[i]), "cell.date", 9), 0);
}

QP_TEST(cell, takes_a_choice_by_its_place)
{
    cr_assert_float_eq(number_of(&colour, "red"), 0, 0);
    cr_assert_float_eq(number_of(&colour, "blue"), 2, 0);
    cr_assert_str_eq(told(&colour, "gren"),
                     "cell.choice: colour 'gren' is none of its choices; one "
                     "of red, green, blue (nearest: 'green')");
    cr_assert_str_eq(told(&colour, "Red"),
                     "cell.choice: colour 'Red' is none of its choices; one "
                     "of red, green, blue (nearest: 'red')");
    char endless[300] = "";
    memset(endless, 'r', 299);
    cr_assert_eq(strncmp(told(&colour, endless), "cell.choice", 11), 0);
}

QP_TEST(cell, tells_the_nearest_of_more_choices_than_it_can_list)
{
    for (unsigned c = 0; c < MANY; c++) {
        snprintf(long_words[c], sizeof long_words[c], "colour-0%u%u",
                 c / 10 % 10, c % 10);
        many[c] = long_words[c];
    }
    const char *line = told(&shade, "colour-05x");
    cr_assert_lt(strlen(line), 600);
    cr_assert_not_null(strstr(line, "one of colour-000, colour-001, "), "%s",
                       line);
    cr_assert_null(strstr(line, "colour-059"), "%s", line);
    const char *end = ", ... (nearest: 'colour-050')";
    cr_assert_str_eq(line + strlen(line) - strlen(end), end, "%s", line);
}

QP_TEST(cell, takes_stages_as_a_set)
{
    cr_assert_float_eq(number_of(&stages, "1"), 1, 0);
    cr_assert_float_eq(number_of(&stages, "2 3"), 2 + 4, 0);
    cr_assert_float_eq(number_of(&stages, "3;1"), 4 + 1, 0);
    cr_assert_float_eq(number_of(&stages, "1+2+3"), 7, 0);
    cr_assert_float_eq(number_of(&stages, "1 ; 1"), 1, 0);
    static const char *const wrong[] = {"4", "12", "1,2", "0", " ", "1 2 four"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_eq(strncmp(told(&stages, wrong[i]), "cell.stages", 11), 0,
                     "%s", wrong[i]);
}

QP_TEST(cell, forgets_what_the_last_one_was)
{
    qp_cell cell;
    qp_cell_defect defect;
    cr_assert_not(read_size(&value, "x", 1, &cell, &defect));
    cr_assert(read_size(&date, "2024", 4, &cell, &defect));
    cr_assert_not(defect.any);
    cr_assert(isnan(cell.number));
    cr_assert_null(cell.text);
}
