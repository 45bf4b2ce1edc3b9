/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "support/leak.h"
#include "table/code.h"

static const char *fault_of(const char *scheme, const char *code)
{
    static char line[256];
    qp_code_fault fault;
    if (qp_code_is_sound(scheme, code, &fault))
        return "";
    snprintf(line, sizeof line, "%s; %s", fault.found, fault.expected);
    return line;
}

/* 91350100M000100Y43, by GB 32100-2015: M is 21 and Y is 30
 *
 *      code     9  1  3  5  0  1  0  0  M  0  0  0  1  0  0  Y  4
 *      factor   1  3  9 27 19 26 16 17 20 29 25 13  8 24 10 30 28
 *      product  9  3 27 135 0 26  0  0 420 0  0  0  8  0  0 900 112
 *
 * The sum is 1640 = 52 * 31 + 28, and 31 - 28 is 3. */
QP_TEST(code, of_credit_ends_in_the_character_that_the_others_demand)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    char code[] = "91350100M000100Y4?";
    for (const char *c = alphabet; *c != '\0'; c++) {
        code[17] = *c;
        cr_expect_str_eq(fault_of("USCC", code),
                         *c == '3' ? ""
                                   : "fails its check; a USCC that begins so "
                                     "ends in '3'; is a character mistyped?");
    }
}

/* Of companies that print theirs in annual reports and imprints. */
QP_TEST(code, of_credit_is_that_of_known_companies)
{
    static const char *const known[] = {
        "91110000600037341L", /* sum 538 = 17 * 31 + 11: 20, which is L */
        "9144030071526726XG", /* Tencent Technology: 1782 = 57 * 31 + 15: 16 */
        "914403001922038216", /* Huawei Technologies: 831 = 26 * 31 + 25: 6 */
        "91330100799655058B", /* Alibaba (China): 1384 = 44 * 31 + 20: 11 */
        "91440300192317458F", /* BYD: 1194 = 38 * 31 + 16: 15 */
    };
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        cr_expect_str_eq(fault_of("uscc", known[k]), "", "%s", known[k]);
}

/* A sum that 31 divides leaves 31, which stands for 0: 1 * 1 + 1 * 30 (the
 * sixteenth factor) is 31. */
QP_TEST(code, of_credit_may_end_in_0)
{
    cr_expect_str_eq(fault_of("USCC", "100000000000000100"), "");
}

/* The number that ISO/IEC 7064 divides, letter by letter (A is 10), by hand:
 * digits one after another, the rest of each division carried on. */
static unsigned rest_of_97(const char *code)
{
    char digits[64] = "";
    size_t count = 0;
    unsigned rest = 0;
    for (const char *c = code; *c != '\0'; c++)
        count += (size_t)sprintf(digits + count, "%d",
                                 *c <= '9' ? *c - '0' : *c - 'A' + 10);
    for (size_t d = 0; d < count; d++)
        rest = (rest * 10 + (unsigned)(digits[d] - '0')) % 97;
    return rest;
}

QP_TEST(code, of_a_legal_entity_is_that_of_the_register)
{
    /* from the GLEIF register, search.gleif.org */
    static const char *const known[] = {
        "54930084UKLVMY22DS16", /* G.E. Financing GmbH */
        "213800WSGIIZCXF1P572", /* Jaguar Land Rover Limited */
        "5493000IBP32UQZ0KL24", /* British Broadcasting Corporation */
        "HWUPKR0MPOU8FGXBT394", /* Apple Inc. */
        "506700GE1G29325QX363", /* Global Legal Entity Identifier Foundation */
        "549300B56MD0ZC402L06", /* its digits are less than 10: '06' */
    };
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        cr_expect_str_eq(fault_of("lei", known[k]), "", "%s", known[k]);
        cr_expect_eq(rest_of_97(known[k]), 1, "%s", known[k]);
    }
}

QP_TEST(code, of_a_legal_entity_says_which_digits_fit)
{
    for (int check = 0; check < 100; check++) {
        char code[32];
        snprintf(code, sizeof code, "HWUPKR0MPOU8FGXBT3%02d", check);
        cr_expect_str_eq(fault_of("LEI", code),
                         check == 94 ? ""
                                     : "fails its check; an LEI that begins so "
                                       "ends in '94'; is a character "
                                       "mistyped?");
    }
    /* one character changed, two neighbours swapped */
    cr_expect_neq(strcmp(fault_of("LEI", "HWUPKR0MPOU8FGXBU394"), ""), 0);
    cr_expect_neq(strcmp(fault_of("LEI", "WHUPKR0MPOU8FGXBT394"), ""), 0);
}

QP_TEST(code, has_the_alphabet_and_the_length_of_its_scheme)
{
    cr_expect_str_eq(fault_of("USCC", "91350100M00O100Y43"),
                     "holds 'O'; a USCC is of digits and capitals without I, "
                     "O, S, V and Z");
    cr_expect_str_eq(fault_of("LEI", "hwupkr0mpou8fgxbt394"),
                     "holds 'h'; an LEI is of digits and capitals");
    cr_expect_str_eq(fault_of("LEI", "5493 0084UKLVMY22DS16"),
                     "holds ' '; an LEI is of digits and capitals");
    cr_expect_str_eq(fault_of("USCC", "\xE9\x99\x95"
                                      "1"),
                     "holds '\xE9\x99\x95'; a USCC is of digits and capitals "
                     "without I, O, S, V and Z");
    cr_expect_str_eq(fault_of("USCC", "91350100M000100Y4"),
                     "has 17 characters; a USCC has 18");
    cr_expect_str_eq(fault_of("LEI", "1"), "has 1 character; an LEI has 20");
    cr_expect_str_eq(fault_of("LEI", ""), "has 0 characters; an LEI has 20");
}

QP_TEST(code, of_another_scheme_is_let_be)
{
    cr_expect_str_eq(fault_of("GB/T 2260", "42"), "");
    cr_expect_str_eq(fault_of("", ""), "");
    cr_expect_str_eq(fault_of("USCCX", "1"), "");
}
