/* SPDX-License-Identifier: MIT */
/*
 * A second, obvious implementation of the table of substitutes: for each
 * supplier that is told, and each product that it sells, all who make the
 * product, one by one; and what of its sales would be foreign without the
 * supplier. Who would learn it comes after those, and is nearer than chance.
 */
#include "support/mills.h"
#include "support/shelf.h"

enum { CELLS = 14, CELL = 24, LINES = 2000, MOST = 10 };

enum {
    WINDOW,
    LAYER,
    METRIC,
    SUPPLIER,
    VALUE,
    PRODUCT,
    SUBSTITUTE,
    HOME,
    REGION,
    MAKES,
    DENSITY,
    EXPECTED,
    RANK,
    REMAINING
};

static struct {
    char cell[LINES][CELLS][CELL];
    size_t count;
} table;

/* No cell here needs quotes. */
static void read_table(const qp_text *text)
{
    const char *at = text->bytes;
    const char *end = at + text->size;
    table.count = 0;
    while (at < end) {
        cr_assert_lt(table.count, LINES);
        for (int c = 0; c < CELLS; c++) {
            size_t size = strcspn(at, ",\n");
            cr_assert_lt(size, CELL);
            memcpy(table.cell[table.count][c], at, size);
            table.cell[table.count][c][size] = '\0';
            cr_assert_eq(at[size], c + 1 < CELLS ? ',' : '\n');
            at += size + 1;
        }
        table.count++;
    }
}

static double number(size_t line, int column)
{
    const char *text = table.cell[line][column];
    return text[0] != '\0' ? strtod(text, NULL) : NAN;
}

static bool is_same_block(size_t a, size_t b)
{
    bool same = true;
    for (int c = WINDOW; c <= PRODUCT; c++)
        same &= strcmp(table.cell[a][c], table.cell[b][c]) == 0;
    return same;
}

/* --------------------------------------------------------------------- makers */

/* Has it the good in its portfolio, as a class that is known? */
static bool holds(const shelf actors[2], int unit, const char *good)
{
    bool any = false;
    char name[8];
    for (int kind = 0; kind < 2; kind++)
        for (int b = 0; b < actors[kind].n; b++)
            for (int c = 0; c < MILL_CLASSES; c++)
                any |= actors[kind].unit[b] == unit &&
                       actors[kind].present[b][c] &&
                       strcmp(mill_class(kind == 1, c, name), good) == 0;
    return any;
}

/* Where an industry stands for a good, its firms make it. */
static bool is_of_it(const glass *v, int unit, const char *good)
{
    char name[8];
    return unit < MILL_FIRMS && !v->w->firm[unit].institute &&
           glass_is_one(v, unit) && v->w->firm[unit].industry >= 0 &&
           strcmp(mill_class(false, v->w->firm[unit].industry, name), good) ==
               0;
}

/* 1, 0, NaN: not known. */
static double home_of(const glass *v, int unit)
{
    int country = glass_country(v, unit);
    return country < 0 ? NAN : (double)glass_is_home(v, country);
}

static bool is_at_home(const glass *v, int unit)
{
    return home_of(v, unit) > 0;
}

/** Who else makes a good. */
typedef struct {
    int n;
    int unit[MILL_UNITS];
} makers;

static bool comes_before(const glass *v, const char *layer, const char *good,
                         int a, int b)
{
    double more = glass_sales(v, layer, a, good) -
                  glass_sales(v, layer, b, good);
    if (is_at_home(v, a) != is_at_home(v, b))
        return is_at_home(v, a);
    return more > 0 || (!(more < 0) && a < b);
}

static makers makers_of(const glass *v, const shelf actors[2], size_t line)
{
    const char *layer = table.cell[line][LAYER];
    const char *good = table.cell[line][PRODUCT];
    makers m = {.n = 0};
    char name[8];
    for (int u = 0; u < MILL_UNITS; u++) {
        if (strcmp(mill_unit(u, name), table.cell[line][SUPPLIER]) == 0 ||
            !(glass_sales(v, NULL, u, good) > 0 || holds(actors, u, good) ||
              is_of_it(v, u, good)))
            continue;
        int at = m.n++;
        while (at > 0 && comes_before(v, layer, good, u, m.unit[at - 1])) {
            m.unit[at] = m.unit[at - 1];
            at--;
        }
        m.unit[at] = u;
    }
    return m;
}

static double left_without(const glass *v, size_t line)
{
    double home = 0;
    double foreign = 0;
    char name[8];
    for (int u = 0; u < MILL_UNITS; u++) {
        double sold = glass_sales(v, table.cell[line][LAYER], u,
                                  table.cell[line][PRODUCT]);
        bool gone = strcmp(mill_unit(u, name), table.cell[line][SUPPLIER]) == 0;
        if (gone || isnan(home_of(v, u)))
            continue;
        home += is_at_home(v, u) ? sold : 0;
        foreign += is_at_home(v, u) ? 0 : sold;
    }
    return home + foreign > 0 ? foreign / (home + foreign) : NAN;
}

/* ---------------------------------------------------------------------- lines */

static void expect_maker(const glass *v, size_t line, int unit)
{
    char name[8];
    int home = v->w->firms > 0 ? v->w->firm[unit].home : unit - MILL_FIRMS;
    cr_assert_str_eq(table.cell[line][SUBSTITUTE], mill_unit(unit, name),
                     "%s: line %zu of %s %s", v->name, line,
                     table.cell[line][SUPPLIER], table.cell[line][PRODUCT]);
    cr_assert_str_eq(table.cell[line][REGION], mill_home(home, name));
    cr_assert(ledger_near(number(line, HOME), home_of(v, unit), 0));
    cr_assert_str_eq(table.cell[line][MAKES], "1");
    cr_assert_str_empty(table.cell[line][DENSITY]);
}

static void expect_learner(const glass *v, size_t line)
{
    cr_assert_str_eq(table.cell[line][MAKES], "0");
    cr_assert_gt(number(line, DENSITY), 0, "%s", v->name);
    cr_assert(isnan(number(line, EXPECTED)) ||
                  number(line, DENSITY) > number(line, EXPECTED),
              "%s", v->name);
}

/* All of one supplier and product; the first line after it. */
static size_t expect_block(const glass *v, const shelf actors[2], size_t first)
{
    makers m = makers_of(v, actors, first);
    size_t line = first;
    for (; line < table.count && is_same_block(first, line); line++) {
        size_t place = line - first;
        bool nobody = table.cell[line][SUBSTITUTE][0] == '\0';
        cr_assert_lt(place, MOST);
        if (nobody) {
            cr_assert(m.n == 0 && place == 0, "%s", v->name);
            continue;
        }
        cr_assert(ledger_near(number(line, RANK), (double)place + 1, 0));
        cr_assert(
            ledger_near(number(line, REMAINING), left_without(v, first), 1e-12),
            "%s: %s without %s", v->name, table.cell[line][PRODUCT],
            table.cell[line][SUPPLIER]);
        if (place < (size_t)m.n)
            expect_maker(v, line, m.unit[place]);
        else
            expect_learner(v, line);
    }
    cr_assert_geq(line - first, m.n < MOST ? (size_t)m.n : MOST, "%s", v->name);
    return line;
}

/* All that is sold by a supplier that is told has its lines. */
static void expect_all_sold(const glass *v, size_t line)
{
    char name[8];
    for (int l = 0; l < v->w->link_count; l++) {
        const mill_link *link = &v->w->links[l];
        const char *layer = v->w->layer[link->layer].id;
        bool told = false;
        if (strcmp(mill_unit(link->from, name), table.cell[line][SUPPLIER]) !=
            0)
            continue;
        glass_good(v, link, name);
        if (name[0] == '\0' || !(glass_sales(v, layer, link->from, name) > 0))
            continue;
        for (size_t o = 0; o < table.count; o++)
            told |= strcmp(table.cell[o][SUPPLIER],
                           table.cell[line][SUPPLIER]) == 0 &&
                    strcmp(table.cell[o][METRIC], table.cell[line][METRIC]) ==
                        0 &&
                    strcmp(table.cell[o][LAYER], layer) == 0 &&
                    strcmp(table.cell[o][PRODUCT], name) == 0;
        cr_assert(told, "%s: %s of %s in %s", v->name, name,
                  table.cell[line][SUPPLIER], layer);
    }
}

static size_t expect_table(const glass *v)
{
    qp_network net = mill_network(v->w);
    qp_panel panel = {0};
    qp_text text = {0};
    shelf actors[2];
    cr_assert_eq(qp_chain(&net, v->options, &panel, &text, NULL), QP_OK);
    read_table(&text);
    for (int kind = 0; kind < 2; kind++) {
        shelf regions = shelf_of_regions(v, kind == 1);
        actors[kind] = shelf_of_actors(v, &regions);
    }
    for (size_t line = 0; line < table.count;) {
        expect_all_sold(v, line);
        line = expect_block(v, actors, line);
    }
    qp_text_clear(&text);
    qp_panel_clear(&panel);
    qp_network_clear(&net);
    return table.count;
}

QP_TEST(chain_substitutes, are_all_who_make_it_and_what_would_be_left)
{
    size_t lines = 0;
    for (unsigned seed = 0; seed < MILLS; seed++) {
        char name[32];
        mill w = mill_of(seed);
        qp_chain_options options = mills_options(&w, seed);
        snprintf(name, sizeof name, "mill %u", seed);
        glass v = glass_of(name, &w, &options, 0);
        lines += expect_table(&v);
    }
    cr_assert_gt(lines, MILLS);
}
