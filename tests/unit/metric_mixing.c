/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/mixing.h"
#include "support/golden.h"
#include "support/leak.h"

enum { G = QP_MIXING_GROUPINGS, MOST = 8, GOLDEN_UNITS = 6, GOLDEN_PAIRS = 32 };

/** Units in the groups of one grouping, the first, and links between them. */
typedef struct {
    size_t unit_count;
    uint32_t group[MOST * G];
    qp_mixing_link links[GOLDEN_PAIRS];
    size_t count;
} drawing;

static qp_mixing_units units_of(const drawing *d)
{
    return (qp_mixing_units){d->unit_count, MOST, d->group};
}

/* Units by letter: "AAB.", `.` in no group. */
static drawing drawing_of(const char *groups)
{
    drawing d = {.unit_count = strlen(groups)};
    memset(d.group, 0xFF, sizeof d.group);
    for (size_t u = 0; u < d.unit_count; u++)
        if (groups[u] != '.')
            d.group[u * G] = (uint32_t)(groups[u] - 'A');
    return d;
}

static void link_units(drawing *d, uint32_t a, uint32_t b, double weight)
{
    d->links[d->count++] = (qp_mixing_link){a, b, weight};
}

static qp_mixing counted(const drawing *d)
{
    qp_mixing_units units = units_of(d);
    qp_mixing_pairs pairs = {0};
    qp_mixing mixing[G];
    uint64_t room[MOST];
    cr_assert_eq(qp_mixing_pairs_make(&units, d->links, d->count, &pairs, NULL),
                 QP_OK);
    qp_mixing_count_pairs(&pairs, &units, room, mixing);
    qp_mixing_pairs_clear(&pairs);
    return mixing[0];
}

static double ei_of(const drawing *d)
{
    qp_mixing m = counted(d);
    return qp_ei_index(m.pairs, m.inside);
}

/* -------------------------------------------------------------------- golden */

/* Units are named n1, n2, ... */
static drawing golden_drawing(void)
{
    static golden_table nodes;
    static golden_table edges;
    char groups[GOLDEN_UNITS + 1] = "......";
    golden_own("inputs/ei_nodes", &nodes);
    golden_own("inputs/ei_edges", &edges);
    for (size_t l = 0; l < nodes.count; l++)
        groups[nodes.lines[l].cell[0][1] - '1'] = nodes.lines[l].cell[1][0];
    drawing d = drawing_of(groups);
    for (size_t l = 0; l < edges.count; l++)
        link_units(&d, (uint32_t)(edges.lines[l].cell[0][1] - '1'),
                   (uint32_t)(edges.lines[l].cell[1][1] - '1'),
                   golden_number(edges.lines[l].cell[2]));
    return d;
}

/* The index of one unit: of its own links alone. */
static double ei_of_unit(const drawing *d, uint32_t unit)
{
    drawing own = *d;
    own.count = 0;
    for (size_t l = 0; l < d->count; l++)
        if (d->links[l].a == unit || d->links[l].b == unit)
            own.links[own.count++] = d->links[l];
    return ei_of(&own);
}

/** The index over all ways to give three labels A and three B out. */
typedef struct {
    double count;
    double sum;
    double squares;
    double lower; ///< at most as large as the one observed
    double apart; ///< at least as far from the mean
} enumeration;

static void add_way(enumeration *e, double value, double observed, double mean)
{
    e->count++;
    e->sum += value;
    e->squares += value * value;
    e->lower += value <= observed + 1e-12 ? 1 : 0;
    e->apart += fabs(value - mean) >= fabs(observed - mean) - 1e-12 ? 1 : 0;
}

static int members_of(unsigned set)
{
    int count = 0;
    for (; set != 0; set >>= 1)
        count += (int)(set & 1U);
    return count;
}

static enumeration all_ways(const drawing *d, double observed, double mean)
{
    enumeration e = {0};
    for (unsigned set = 0; set < 1U << GOLDEN_UNITS; set++) {
        drawing way = *d;
        if (members_of(set) != 3)
            continue;
        for (size_t u = 0; u < GOLDEN_UNITS; u++)
            way.group[u * G] = set >> u & 1U;
        add_way(&e, ei_of(&way), observed, mean);
    }
    return e;
}

QP_TEST(mixing, of_the_golden_network)
{
    static golden_table expected;
    drawing d = golden_drawing();
    qp_mixing_units units = units_of(&d);
    uint32_t size[MOST];
    golden_own("expected/ei_index", &expected);
    qp_mixing m = counted(&d);
    double observed = qp_ei_index(m.pairs, m.inside);
    double mean = qp_ei_expected(&units, 0, size);
    golden_meet(&expected, "EI", "all", observed);
    golden_meet(&expected, "EI_weighted", "all",
                qp_ei_index(m.weight, m.weight_inside));
    golden_meet(&expected, "EI_expected_closed_form", "all", mean);
    for (uint32_t u = 0; u < GOLDEN_UNITS; u++) {
        const char key[] = {'n', (char)('1' + u), '\0'};
        golden_meet(&expected, "EI_node", key, ei_of_unit(&d, u));
    }
    enumeration e = all_ways(&d, observed, mean);
    double n = e.count;
    cr_assert_eq(n, 20);
    golden_meet(&expected, "EI_perm_exact_mean", "all", e.sum / n);
    golden_meet(&expected, "EI_perm_exact_sd_pop", "all",
                sqrt(e.squares / n - e.sum / n * (e.sum / n)));
    golden_meet(&expected, "EI_perm_exact_p_lower", "all", e.lower / n);
    golden_meet(&expected, "EI_perm_exact_p_two_sided", "all", e.apart / n);
}

/* --------------------------------------------------------------------- pairs */

/*      a(A)──2──b(A)──1──c(B)      d(.)
 *        └──3──▶            └──5──┘         */
QP_TEST(mixing, counts_a_linked_pair_once_and_leaves_out_who_has_no_group)
{
    drawing d = drawing_of("AAB.");
    link_units(&d, 0, 1, 2);
    link_units(&d, 1, 0, 3);
    link_units(&d, 2, 1, 1);
    link_units(&d, 2, 3, 5);
    link_units(&d, 2, 2, 7);
    qp_mixing m = counted(&d);
    cr_assert_eq(m.pairs, 2);
    cr_assert_eq(m.inside, 1);
    cr_assert_eq(m.weight, 2 + 3 + 1);
    cr_assert_eq(m.weight_inside, 2 + 3);
    cr_assert_eq(m.alike, 0.75 * 0.75 + 0.25 * 0.25, "3 of 4 ends are in A");
}

QP_TEST(mixing, is_no_number_without_pairs)
{
    drawing d = drawing_of("AB");
    qp_mixing_units units = units_of(&d);
    uint32_t size[MOST];
    qp_mixing m = counted(&d);
    cr_assert(isnan(qp_ei_index(m.pairs, m.inside)));
    cr_assert(isnan(qp_nominal_assortativity(&m)));
    cr_assert_eq(qp_ei_expected(&units, 0, size), 1, "of two groups of one");
    drawing one = drawing_of("A...");
    units = units_of(&one);
    cr_assert(isnan(qp_ei_expected(&units, 0, size)));
}

/* Newman: (trace - sum of a^2) / (1 - sum of a^2); a path of A A B B has ends
 * 3 and 3 of 6, 2 of 3 links alike. */
QP_TEST(mixing, is_assortative_as_newman_has_it)
{
    drawing path = drawing_of("AABB");
    for (uint32_t u = 0; u < 3; u++)
        link_units(&path, u, u + 1, 1);
    qp_mixing m = counted(&path);
    cr_assert_float_eq(qp_nominal_assortativity(&m),
                       (2.0 / 3 - 0.5) / (1 - 0.5), 1e-15);
    drawing apart = drawing_of("AABB");
    link_units(&apart, 0, 1, 1);
    link_units(&apart, 2, 3, 1);
    m = counted(&apart);
    cr_assert_eq(qp_nominal_assortativity(&m), 1);
    drawing alone = drawing_of("AA");
    link_units(&alone, 0, 1, 1);
    m = counted(&alone);
    cr_assert(isnan(qp_nominal_assortativity(&m)));
}

QP_TEST(mixing, comes_back_clean_from_every_failure_of_memory)
{
    drawing d = golden_drawing();
    qp_mixing_units units = units_of(&d);
    qp_mixing_pairs pairs = {.pair_count = 42};
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status == QP_E_MEMORY; allowed++) {
        qp_memory_allow(allowed);
        status = qp_mixing_pairs_make(&units, d.links, d.count, &pairs, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || pairs.pair_count == 42);
        cr_assert(status == QP_OK || qp_memory_held() == 0);
    }
    cr_assert_eq(status, QP_OK);
    cr_assert_gt(allowed, 5);
    qp_mixing_pairs_clear(&pairs);
}

/* -------------------------------------------------------------------- labels */

/* Those without a label have none ever; the others have the same labels, each
 * as often at each place. */
QP_TEST(mixing, gives_labels_out_again_among_their_bearers)
{
    enum { DRAWS = 9000 };
    drawing d = drawing_of("AB.AC");
    d.group[2 * G + 1] =
        3; /* one grouping more, of which 2 alone has a group */
    qp_mixing_units units = units_of(&d);
    double at_first[3] = {0};
    for (uint64_t r = 0; r < DRAWS; r++) {
        uint32_t group[MOST * G];
        uint32_t room[MOST];
        size_t of_each[3] = {0};
        qp_stream stream = qp_stream_start(5, r);
        qp_mixing_shuffle(&units, &stream, group, room);
        cr_assert_eq(group[2 * G], QP_NONE);
        cr_assert_eq(group[2 * G + 1], 3);
        for (size_t u = 0; u < d.unit_count; u++)
            if (u != 2)
                of_each[group[u * G]]++;
        cr_assert(of_each[0] == 2 && of_each[1] == 1 && of_each[2] == 1);
        at_first[group[0]]++;
    }
    cr_assert_float_eq(at_first[0] / DRAWS, 0.5, 0.03);
    cr_assert_float_eq(at_first[1] / DRAWS, 0.25, 0.03);
}

/* ----------------------------------------------------------------- consortia */

/* The obvious way: every pair of units, every consortium. */
static qp_mixing by_pairs(const qp_mixing_table *t, const qp_mixing_units *u,
                          const bool in[][MOST])
{
    drawing d = {.unit_count = u->unit_count};
    qp_mixing m = {0};
    memcpy(d.group, u->group, u->unit_count * G * sizeof *d.group);
    for (uint32_t a = 0; a < u->unit_count; a++)
        for (uint32_t b = a + 1; b < u->unit_count; b++) {
            double weight = 0;
            for (size_t r = 0; r < t->table.row_count; r++)
                weight += in[r][a] && in[r][b] ? t->weight[r] : 0;
            if (weight > 0)
                link_units(&d, a, b, weight);
        }
    m = counted(&d);
    return m;
}

/** A table of random members. */
typedef struct {
    bool in[6][MOST];
    size_t start[7];
    uint32_t column[6 * MOST];
    size_t turned[MOST + 1];
    double weight[6];
} alliance;

static void fill(alliance *a, qp_stream *stream)
{
    size_t count = 0;
    *a = (alliance){0};
    for (size_t r = 0; r < 6; r++) {
        for (uint32_t u = 0; u < MOST; u++) {
            a->in[r][u] = qp_stream_below(stream, 3) == 0;
            if (!a->in[r][u])
                continue;
            a->column[count++] = u;
            a->turned[u + 1]++;
        }
        a->start[r + 1] = count;
        a->weight[r] = 1.0 / (double)(r + 1);
    }
    for (size_t u = 0; u < MOST; u++)
        a->turned[u + 1] += a->turned[u];
}

QP_TEST(mixing, counts_a_table_as_its_list_of_pairs)
{
    static uint64_t room[512];
    qp_stream stream = qp_stream_start(11, 0);
    drawing d = drawing_of("AABBCC.A");
    qp_mixing_units units = units_of(&d);
    for (int times = 0; times < 200; times++) {
        alliance a;
        qp_mixing mixing[G];
        fill(&a, &stream);
        qp_mixing_table t = {
            .table = {6, MOST, a.start, a.column},
            .weight = a.weight,
            .start = a.turned,
        };
        cr_assert_leq(qp_mixing_table_room(&t, &units), sizeof room);
        qp_mixing_count_table(&t, &units, a.column, room, mixing);
        qp_mixing m = by_pairs(&t, &units, (const bool(*)[MOST])a.in);
        cr_assert_eq(mixing[0].pairs, m.pairs);
        cr_assert_eq(mixing[0].inside, m.inside);
        cr_assert_float_eq(mixing[0].weight, m.weight, 1e-12);
        cr_assert_float_eq(mixing[0].weight_inside, m.weight_inside, 1e-12);
        cr_assert(isnan(m.alike) ? isnan(mixing[0].alike)
                                 : fabs(mixing[0].alike - m.alike) < 1e-12);
    }
}
