/* SPDX-License-Identifier: MIT */
#include "table/code.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { MOST_CHECKS = 2 };

typedef struct {
    const char *name;
    const char *article;
    const char *alphabet; ///< a character's place in it is its value
    const char *spelt;    ///< the alphabet, for people
    size_t size;          ///< characters, those that check included
    size_t checks;        ///< of them, at the end
    /** The characters that the first size - checks demand. */
    void (*demand)(const char *alphabet, const char *code, size_t size,
                   char checks[MOST_CHECKS + 1]);
} scheme_row;

static unsigned value_of(const char *alphabet, char c)
{
    return (unsigned)(strchr(alphabet, c) - alphabet);
}

/* GB 32100-2015: 31 less the sum of C[i] * 3^(i-1) mod 31, i from 1 to 17,
 * where 31 stands for 0. */
static void demand_uscc(const char *alphabet, const char *code, size_t size,
                        char checks[MOST_CHECKS + 1])
{
    unsigned sum = 0;
    unsigned weight = 1;
    for (size_t i = 0; i < size; i++) {
        sum += value_of(alphabet, code[i]) * weight;
        weight = weight * 3 % 31;
    }
    checks[0] = alphabet[(31 - sum % 31) % 31];
    checks[1] = '\0';
}

/* ISO/IEC 7064, MOD 97-10: letters stand for 10 to 35, and the whole, read as
 * a decimal number, is 1 mod 97. */
static void demand_lei(const char *alphabet, const char *code, size_t size,
                       char checks[MOST_CHECKS + 1])
{
    unsigned rest = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned value = value_of(alphabet, code[i]);
        rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
    }
    unsigned check = 98 - rest * 100 % 97;
    checks[0] = (char)('0' + check / 10 % 10);
    checks[1] = (char)('0' + check % 10);
    checks[2] = '\0';
}

static const scheme_row schemes[] = {
    {"USCC", "a", "0123456789ABCDEFGHJKLMNPQRTUWXY",
     "digits and capitals without I, O, S, V and Z", 18, 1, demand_uscc},
    {"LEI", "an", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "digits and capitals",
     20, 2, demand_lei},
};

static const scheme_row *scheme_named(const char *name)
{
    for (size_t s = 0; s < sizeof schemes / sizeof *schemes; s++)
        if (strcasecmp(schemes[s].name, name) == 0)
            return &schemes[s];
    return NULL;
}

static bool refuse_character(const scheme_row *s, const char *at,
                             qp_code_fault *fault)
{
    char shown[QP_SHOWN_SIZE];
    size_t size = qp_text_character(at, strlen(at));
    snprintf(fault->found, sizeof fault->found, "holds '%s'",
             qp_text_shown(at, size > 0 ? size : 1, shown));
    snprintf(fault->expected, sizeof fault->expected, "%s %s is of %s",
             s->article, s->name, s->spelt);
    return false;
}

static bool refuse_size(const scheme_row *s, size_t size, qp_code_fault *fault)
{
    snprintf(fault->found, sizeof fault->found, "has %zu character%s", size,
             size == 1 ? "" : "s");
    snprintf(fault->expected, sizeof fault->expected, "%s %s has %zu",
             s->article, s->name, s->size);
    return false;
}

bool qp_code_is_sound(const char *scheme, const char *code,
                      qp_code_fault *fault)
{
    const scheme_row *s = scheme_named(scheme);
    if (s == NULL)
        return true;
    size_t size = strspn(code, s->alphabet);
    if (code[size] != '\0')
        return refuse_character(s, code + size, fault);
    if (size != s->size)
        return refuse_size(s, size, fault);

    char checks[MOST_CHECKS + 1];
    size_t body = s->size - s->checks;
    s->demand(s->alphabet, code, body, checks);
    if (strcmp(code + body, checks) == 0)
        return true;
    snprintf(fault->found, sizeof fault->found, "fails its check");
    snprintf(fault->expected, sizeof fault->expected,
             "%s %s that begins so ends in '%s'; is a character mistyped?",
             s->article, s->name, checks);
    return false;
}
