/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "metric/cohesion.h"
#include "metric/rivalry.h"
#include "metric/synergy.h"
#include "support/drawn.h"
#include "support/golden.h"
#include "support/leak.h"

/** A network in one window, as the families of all layers see it. */
typedef struct {
    qp_network net;
    qp_panel panel;
    qp_frame frame;
    qp_run run;
    qp_bonds bonds;
    qp_structure structure;
    qp_cohesion cohesion;
    qp_cluster_cohesion measured[8]; ///< [clusters]
} fixture;

static void measure(fixture *f)
{
    size_t clusters = f->run.cluster_count;
    cr_assert_leq(clusters, 8);
    double *work = qp_acquire(qp_cohesion_room(&f->cohesion, clusters),
                              sizeof *work);
    qp_cohesion_measure(&f->cohesion, f->run.cluster, f->run.region_count,
                        clusters, work, f->measured);
    qp_release(work);
}

/* The fixture must not move: what is in it points to it. */
static void begin(fixture *f, qp_network net)
{
    const qp_frame_options everything = {.window = QP_NO_PERIOD};
    *f = (fixture){.net = net};
    f->run = (qp_run){.net = &f->net, .panel = &f->panel};
    cr_assert_eq(qp_frame_settle(&f->net, &everything, &f->frame, NULL), QP_OK);
    cr_assert_eq(qp_run_begin(&f->run, NULL), QP_OK);
    cr_assert_eq(
        qp_bonds_gather(&f->run, &f->frame, QP_NO_PERIOD, NULL, &f->bonds),
        QP_OK);
    cr_assert_eq(qp_structure_gather(&f->run, QP_STRUCTURE_INDUSTRY,
                                     QP_NO_PERIOD, &f->structure),
                 QP_OK);
    cr_assert_eq(
        qp_cohesion_make(&f->net, &f->bonds, &f->structure, &f->cohesion, NULL),
        QP_OK);
    measure(f);
}

static void finish(fixture *f)
{
    qp_cohesion_clear(&f->cohesion);
    qp_structure_clear(&f->structure);
    qp_bonds_clear(&f->bonds);
    qp_run_clear(&f->run);
    qp_frame_clear(&f->frame);
    qp_panel_clear(&f->panel);
    qp_network_clear(&f->net);
}

static uint32_t region(const fixture *f, const char *id)
{
    uint32_t r = qp_run_position(&f->run, qp_network_actor(&f->net, id));
    cr_assert_neq(r, QP_NONE, "no region %s", id);
    return r;
}

/* The bond of two regions; pair_count: there is none. */
static size_t bond(const fixture *f, const char *first, const char *second)
{
    size_t p = 0;
    while (p < f->bonds.pair_count && (f->bonds.first[p] != region(f, first) ||
                                       f->bonds.second[p] != region(f, second)))
        p++;
    return p;
}

/* -------------------------------------------------------------------- golden */

static qp_network golden_network(void)
{
    static const char *const names[] = {"regions", "layers", "links",
                                        "portfolio"};
    qp_text tables[4] = {{0}};
    for (int t = 0; t < 4; t++) {
        char path[512];
        snprintf(path, sizeof path, "%s/tests/golden/inputs/cohesion_%s.csv",
                 QP_SOURCE_DIR, names[t]);
        cr_assert_eq(qp_file_read(path, 0, &tables[t], NULL), QP_OK);
    }
    qp_network net = drawn(names[0], qp_text_string(&tables[0]), names[1],
                           qp_text_string(&tables[1]), names[2],
                           qp_text_string(&tables[2]), names[3],
                           qp_text_string(&tables[3]), NULL);
    for (int t = 0; t < 4; t++)
        qp_text_clear(&tables[t]);
    return net;
}

static const char *const parts[QP_COHESION_COUNT] = {
    [QP_COHESION_LINKED] = "pair_link_share",
    [QP_COHESION_BREADTH] = "layer_breadth",
    [QP_COHESION_RECIPROCITY] = "layer_reciprocity",
    [QP_COHESION_CHAINS] = "chain_overlap",
    [QP_COHESION_UNLIKE] = "linked_complementarity",
};

QP_TEST(cohesion, meets_every_golden_cell)
{
    static golden_table expected;
    static fixture f;
    golden_own("expected/cohesion", &expected);
    begin(&f, golden_network());
    for (qp_row k = 0; k < f.run.cluster_count; k++)
        for (int part = 0; part < QP_COHESION_COUNT; part++)
            golden_meet(&expected, parts[part],
                        qp_network_text(&f.net, f.net.clusters.id[k]),
                        f.measured[k].value[part]);
    finish(&f);
}

/* The mean of 999 random labellings is that of all of them. */
QP_TEST(cohesion, by_chance_is_what_all_labellings_give)
{
    static golden_table expected;
    qp_network net = golden_network();
    qp_panel panel = {0};
    size_t met = 0;
    const qp_synergy_options options = {
        .frame = {.window = QP_NO_PERIOD},
        .draws = {.replicates = 999, .threads = 1},
        .beta = 0.5,
        .reach = NAN};
    golden_own("expected/cohesion", &expected);
    cr_assert_eq(qp_synergy(&net, &options, &panel, NULL), QP_OK);
    for (size_t r = 0; r < panel.count; r++)
        for (int part = 0; part < QP_COHESION_COUNT; part++) {
            const qp_panel_row *row = &panel.rows[r];
            char name[64];
            snprintf(name, sizeof name, "%s_by_chance", parts[part]);
            if (strcmp(qp_metrics[row->metric].name, parts[part]) != 0 ||
                isnan(row->value))
                continue;
            golden_meet(&expected, name,
                        qp_pool_text(&panel.text, row->subject), row->expected);
            met++;
        }
    cr_assert_eq(met, 2 * QP_COHESION_COUNT, "of clusters A and B");
    qp_panel_clear(&panel);
    qp_network_clear(&net);
}

static double competition(const fixture *f, const char *first,
                          const char *second)
{
    uint32_t r = region(f, first);
    uint32_t s = region(f, second);
    double most = 0;
    for (size_t p = 0; p < f->bonds.pair_count; p++)
        if (f->run.cluster[f->bonds.first[p]] == f->run.cluster[r] &&
            f->run.cluster[f->bonds.second[p]] == f->run.cluster[r])
            most = fmax(most, qp_bonds_tightness(&f->bonds, p));
    size_t p = bond(f, first, second);
    return qp_homogeneous_competition(
        qp_structure_similarity(&f->structure, r, s),
        p < f->bonds.pair_count ? qp_bonds_tightness(&f->bonds, p) : 0, most);
}

static double rivalry_links(const qp_rivalry *rivalry, uint32_t r, uint32_t s)
{
    for (size_t p = 0; p < rivalry->pair_count; p++)
        if (rivalry->first[p] == r && rivalry->second[p] == s)
            return (double)rivalry->links[p];
    return NAN;
}

QP_TEST(rivalry, meets_every_golden_cell)
{
    static golden_table expected;
    static fixture f;
    qp_rivalry rivalry = {0};
    size_t rivals = 0;
    golden_own("expected/rivalry", &expected);
    begin(&f, golden_network());
    cr_assert_eq(qp_rivalry_count(&f.run, &f.frame, QP_NO_PERIOD, &rivalry),
                 QP_OK);
    for (size_t l = 0; l < expected.count; l++) {
        const golden_line *line = &expected.lines[l];
        char first[GOLDEN_SIZE];
        char second[GOLDEN_SIZE];
        cr_assert_eq(sscanf(line->cell[1], "%95[^|]|%95s", first, second), 2);
        bool told = strcmp(line->cell[0], "rivalry_links") == 0;
        rivals += told;
        golden_expect(line, told ? rivalry_links(&rivalry, region(&f, first),
                                                 region(&f, second))
                                 : competition(&f, first, second));
    }
    cr_assert_eq(rivals, rivalry.pair_count);
    qp_rivalry_clear(&rivalry);
    finish(&f);
}

/* --------------------------------------------------------------------- bonds */

/* The picture of bonds.h. */
QP_TEST(bonds, keep_layers_and_directions_apart)
{
    static fixture f;
    begin(&f, drawn("layers", "id,directed\nrnd,false\ntalent,true\n", "links",
                    "from,to,layer,weight\nBei,Tia,talent,6\n"
                    "Tia,Bei,talent,18\nTia,Bei,rnd,3\nTia,Heb,rnd,1\n"
                    "Heb,Heb,talent,9\nBei,Heb,talent,0\n",
                    NULL));
    cr_assert_eq(f.bonds.pair_count, 2, "a flow of 0 links nobody");
    size_t p = bond(&f, "Bei", "Tia");
    size_t q = bond(&f, "Heb", "Tia");
    cr_assert_eq(p, 0);
    cr_assert_eq(q, 1);
    cr_assert_eq(f.bonds.start[0], 0);
    cr_assert_eq(f.bonds.start[1], 2);
    cr_assert_eq(f.bonds.start[2], 3);
    cr_assert_eq(f.bonds.forth[0] + f.bonds.back[0], 3, "rnd");
    cr_assert_eq(f.bonds.forth[1], 6, "talent from Bei to Tia");
    cr_assert_eq(f.bonds.back[1], 18);
    cr_assert_eq(f.bonds.total[0], 4);
    cr_assert_eq(f.bonds.total[1], 24, "what stays in Heb is not between");
    cr_assert_float_eq(qp_bonds_tightness(&f.bonds, p), 3.0 / 4 + 24.0 / 24,
                       1e-15);
    cr_assert_float_eq(qp_bonds_tightness(&f.bonds, q), 1.0 / 4, 1e-15);
    double strength[3];
    qp_bonds_strength(&f.bonds, 0, 3, strength);
    cr_assert_eq(strength[region(&f, "Bei")], 3);
    cr_assert_eq(strength[region(&f, "Heb")], 1);
    cr_assert_eq(strength[region(&f, "Tia")], 4);
    finish(&f);
}

QP_TEST(bonds, survive_every_failure_of_memory)
{
    static fixture f;
    qp_status status = QP_E_MEMORY;
    begin(&f, golden_network());
    size_t held = qp_memory_held();
    for (long allowed = 0; status != QP_OK; allowed++) {
        qp_bonds bonds = {0};
        qp_cohesion cohesion = {0};
        qp_rivalry rivalry = {0};
        qp_memory_allow(allowed);
        status = qp_bonds_gather(&f.run, &f.frame, QP_NO_PERIOD, NULL, &bonds);
        cr_assert(status == QP_OK || bonds.layer == NULL, "it was touched");
        if (status == QP_OK)
            status = qp_cohesion_make(&f.net, &bonds, &f.structure, &cohesion,
                                      NULL);
        cr_assert(status == QP_OK || cohesion.bonds == NULL, "it was touched");
        if (status == QP_OK)
            status = qp_rivalry_count(&f.run, &f.frame, QP_NO_PERIOD, &rivalry);
        cr_assert(status == QP_OK || rivalry.links == NULL, "it was touched");
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        qp_rivalry_clear(&rivalry);
        qp_cohesion_clear(&cohesion);
        qp_bonds_clear(&bonds);
        cr_assert_eq(qp_memory_held(), held);
        cr_assert_lt(allowed, 500);
    }
    finish(&f);
}

/* ------------------------------------------------------------------ cohesion */

/* The picture of cohesion.h. */
QP_TEST(cohesion, counts_pairs_and_the_layers_of_each)
{
    static fixture f;
    begin(&f, drawn("regions", "id,cluster\nBei,J\nTia,J\nHeb,J\n", "links",
                    "from,to,layer,weight\nBei,Tia,rnd,1\nBei,Heb,rnd,1\n"
                    "Heb,Bei,talent,2\n",
                    NULL));
    const qp_cluster_cohesion *j = &f.measured[0];
    cr_assert_eq(j->value[QP_COHESION_LINKED], 2.0 / 3);
    cr_assert_eq(j->value[QP_COHESION_BREADTH], (2.0 / 2 + 1.0 / 2) / 2);
    cr_assert_eq(j->value[QP_COHESION_RECIPROCITY], 0, "Bei gives no talent");
    cr_assert(isnan(j->value[QP_COHESION_CHAINS]), "no layer says its chain");
    cr_assert(isnan(j->value[QP_COHESION_UNLIKE]), "no portfolio");
    cr_assert_eq(j->pairs[QP_COHESION_LINKED], 3);
    cr_assert_eq(j->pairs[QP_COHESION_BREADTH], 2);
    cr_assert_eq(j->pairs[QP_COHESION_RECIPROCITY], 1);
    cr_assert_eq(j->pairs[QP_COHESION_CHAINS], 0);
    finish(&f);
}

/* Of two chains that link other pairs nothing meets: 0. Of two that link the
 * same, all does. */
QP_TEST(cohesion, of_chains_is_the_mean_over_pairs_of_chains_that_link)
{
    static fixture f;
    begin(&f,
          drawn("regions", "id,cluster\nA,K\nB,K\nC,K\nD,L\nE,L\n", "layers",
                "id,chain\nc,capital\ni,innovation\nj,innovation\n"
                "n,industry\ns,service\n",
                "links",
                "from,to,layer\nA,B,i\nB,C,j\nC,B,n\nB,A,n\nA,C,c\n"
                "D,E,s\nA,D,s\n",
                NULL));
    /* innovation AB BC, industry AB BC, capital AC, service nowhere in K:
     * 1 + 0 + 0, and 0 with service thrice */
    cr_assert_float_eq(f.measured[0].value[QP_COHESION_CHAINS], 1.0 / 6, 1e-15);
    cr_assert_eq(f.measured[0].pairs[QP_COHESION_CHAINS], 3);
    /* service with each of three that link nobody in L: 0; the others do not
     * count */
    cr_assert_eq(f.measured[1].value[QP_COHESION_CHAINS], 0);
    finish(&f);
}

/* ------------------------------------------------------------------- rivalry */

QP_TEST(rivalry, is_highest_of_like_regions_without_links)
{
    cr_assert_eq(qp_homogeneous_competition(1, 0, 0.5), 1);
    cr_assert_eq(qp_homogeneous_competition(1, 0.5, 0.5), 0);
    cr_assert_eq(qp_homogeneous_competition(0.8, 0.125, 0.5), 0.8 * 0.75);
    cr_assert_eq(qp_homogeneous_competition(0.8, 0, 0), 0.8,
                 "nobody is linked");
    cr_assert(isnan(qp_homogeneous_competition(NAN, 0, 0)));
}

/*
 *      f is in A (0.7) and B (0.3), g in B, h nowhere
 */
QP_TEST(rivalry, of_firms_is_where_they_are)
{
    static fixture f;
    qp_rivalry r = {0};
    begin(&f,
          drawn("regions", "id\nA\nB\nC\n", "enterprises",
                "id,region\nf,A\ng,B\nh,\n", "locations",
                "actor,region,share\nf,A,0.7\nf,B,0.3\n", "layers",
                "id,directed,sense\ntalent,true,\nrival,true,rivalry\n",
                "links",
                "from,to,layer,status,polarity\nf,g,rival,,\ng,f,rival,,-1\n"
                "A,C,rival,,\nB,h,rival,,\nB,C,rival,planned,\nC,C,rival,,\n"
                "B,C,talent,,\n",
                NULL));
    cr_assert_eq(qp_rivalry_count(&f.run, &f.frame, QP_NO_PERIOD, &r), QP_OK);
    cr_assert_eq(r.pair_count, 2);
    cr_assert_eq(rivalry_links(&r, region(&f, "A"), region(&f, "B")), 2,
                 "each way, and polarity is no matter");
    cr_assert_eq(rivalry_links(&r, region(&f, "A"), region(&f, "C")), 1);
    cr_assert_eq(r.missing, 2, "of h, and planned");
    qp_rivalry_clear(&r);
    finish(&f);
}
