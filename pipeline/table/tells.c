/* SPDX-License-Identifier: MIT */
#include "table/tells.h"

#include <string.h>

#include "table/guess.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ------------------------------------------------------------------- names */

enum { MOST_WORDS = 64 };

#define WORDS_OF(id, ...) [id] = {__VA_ARGS__, NULL},
static const char *const known[][MOST_WORDS] = {QP_KNOWN_NAMES(WORDS_OF)};
#undef WORDS_OF

static const struct {
    const char *text;
    bool code;
} endings[] = {QP_KNOWN_ENDINGS};

static const struct {
    const char *first;
    const char *second;
    bool sure;
} ends[] = {QP_KNOWN_ENDS};

void qp_tells_plain(const char *name, qp_text *plain)
{
    qp_text_empty(plain);
    for (; *name != '\0'; name++) {
        char c = *name;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (strchr(" \t_-.:/()[]", c) == NULL)
            qp_text_add_bytes(plain, &c, 1);
    }
}

static qp_tells exactly(const char *plain, size_t size)
{
    for (size_t k = 1; k < COUNT(known); k++)
        for (size_t w = 0; known[k][w] != NULL; w++)
            if (strlen(known[k][w]) == size &&
                memcmp(known[k][w], plain, size) == 0)
                return (qp_tells)k;
    return QP_TELLS_NOTHING;
}

static bool ends_in(const char *text, size_t size, const char *ending)
{
    size_t length = strlen(ending);
    return size > length && memcmp(text + size - length, ending, length) == 0;
}

qp_told qp_tells_of(const char *plain)
{
    size_t size = strlen(plain);
    qp_told told = {.what = exactly(plain, size)};
    told.code = told.what == QP_TELLS_ID || strncmp(plain, "iso", 3) == 0;
    for (size_t e = 0; e < COUNT(endings) && told.what == QP_TELLS_NOTHING; e++)
        if (ends_in(plain, size, endings[e].text)) {
            told.what = exactly(plain, size - strlen(endings[e].text));
            told.code = endings[e].code;
        }
    return told;
}

bool qp_tells_partner(const char *plain, size_t pair, qp_text *partner,
                      bool *sure)
{
    qp_text_empty(partner);
    if (pair >= COUNT(ends))
        return false;
    *sure = ends[pair].sure;
    const char *word = ends[pair].first;
    size_t size = strlen(plain);
    size_t length = strlen(word);
    if (strncmp(plain, word, length) == 0) {
        qp_text_add(partner, ends[pair].second);
        qp_text_add(partner, plain + length);
    } else if (ends_in(plain, size, word)) {
        qp_text_add_bytes(partner, plain, size - length);
        qp_text_add(partner, ends[pair].second);
    }
    return true;
}

bool qp_tells_year(const char *name, char year[5])
{
    if (strlen(name) < 4)
        return false;
    memcpy(year, name, 4);
    year[4] = '\0';
    return qp_guess_is_year(year) &&
           (name[4] == '\0' || strcmp(name + 4, QP_KNOWN_YEAR_SIGN) == 0);
}

/* ------------------------------------------------------------------ values */

/* A Latin word ends a name only where it stands by itself. */
static bool has_ending(const char *value, const char *const words[],
                       size_t count)
{
    size_t size = strlen(value);
    for (size_t w = 0; w < count; w++) {
        size_t length = strlen(words[w]);
        bool latin = (unsigned char)words[w][0] < 0x80;
        if (ends_in(value, size, words[w]) &&
            (!latin || strchr(" ,", value[size - length - 1]) != NULL))
            return true;
    }
    return false;
}

bool qp_tells_firm(const char *value)
{
    static const char *const words[] = {QP_KNOWN_FIRMS};
    return has_ending(value, words, COUNT(words));
}

bool qp_tells_institute(const char *value)
{
    static const char *const words[] = {QP_KNOWN_INSTITUTES};
    return has_ending(value, words, COUNT(words)) ||
           strncmp(value, "University ", 11) == 0 ||
           strncmp(value, "Institute ", 10) == 0;
}

/* Are two texts equal but for the blanks in the first? */
static bool is_spelt(const char *value, const char *word)
{
    static const char *const blanks[] = {" ", "\t", "\xC2\xA0", "\xE3\x80\x80"};
    while (*value != '\0') {
        size_t blank = 0;
        for (size_t b = 0; b < COUNT(blanks) && blank == 0; b++)
            if (strncmp(value, blanks[b], strlen(blanks[b])) == 0)
                blank = strlen(blanks[b]);
        if (blank == 0 && *value++ != *word++)
            return false;
        value += blank;
    }
    return *word == '\0';
}

bool qp_tells_total(const char *value)
{
    static const char *const words[] = {QP_KNOWN_TOTALS};
    for (size_t w = 0; w < COUNT(words); w++)
        if (is_spelt(value, words[w]))
            return true;
    return false;
}

const char *qp_tells_layer(const char *text)
{
    static const struct {
        const char *word;
        const char *layer;
    } layers[] = {QP_KNOWN_LAYERS};
    for (size_t l = 0; l < COUNT(layers); l++)
        if (strstr(text, layers[l].word) != NULL)
            return layers[l].layer;
    return NULL;
}
