/* SPDX-License-Identifier: MIT */
#include "core/pool.h"
#include "metric/consortia.h"
#include "support/golden.h"
#include "support/leak.h"

enum { MOST = 16 };

/* ------------------------------------------------------------- golden values */

static const char *const types[] = {"soe", "private", "little_giant",
                                    "university", "lab"};

static uint32_t type_of(const char *name)
{
    uint32_t type = 0;
    while (strcmp(types[type], name) != 0)
        cr_assert_lt(++type, sizeof types / sizeof *types, "no type %s", name);
    return type;
}

static qp_innovation_set stage_of(const char *name)
{
    return strcmp(name, "science") == 0       ? 1
           : strcmp(name, "engineering") == 0 ? 2
                                              : 4;
}

static qp_consortium golden_consortium(const char *id)
{
    static golden_table rows;
    qp_consortium_member members[MOST];
    uint32_t work[MOST];
    size_t count = 0;
    golden_own("inputs/consortia", &rows);
    for (size_t r = 0; r < rows.count; r++) {
        const golden_line *line = &rows.lines[r];
        if (strcmp(line->cell[0], id) != 0)
            continue;
        bool institute = type_of(line->cell[2]) > 2;
        members[count++] = (qp_consortium_member){
            .leads = strcmp(line->cell[4], "1") == 0,
            .researches = institute,
            .is_enterprise = !institute,
            .stages = stage_of(line->cell[3]),
            .type = type_of(line->cell[2]),
            .region = QP_NONE,
        };
    }
    cr_assert_gt(count, 0);
    return qp_consortium_look(members, count, work);
}

QP_TEST(consortia, golden_ones_are_as_expected)
{
    static golden_table golden;
    golden_own("expected/consortium", &golden);
    for (size_t l = 0; l < golden.count; l += 4) {
        const char *id = golden.lines[l].cell[1];
        qp_consortium c = golden_consortium(id);
        golden_meet(&golden, "role_completeness", id, c.completeness);
        golden_meet(&golden, "two_ends_linked", id, c.two_ends);
        golden_meet(&golden, "stage_coverage", id, c.stage_coverage);
        golden_meet(&golden, "blau_type_diversity", id, c.diversity);
    }
    cr_assert_eq(golden.count, 3 * 4);
}

/* ------------------------------------------------------------------- by hand */

QP_TEST(consortia, one_member_may_play_every_role)
{
    uint32_t work[1];
    qp_consortium_member all = {true, true, true, 7, 3, 8};
    qp_consortium c = qp_consortium_look(&all, 1, work);
    cr_assert_eq(c.completeness, 1);
    cr_assert_eq(c.two_ends, 1);
    cr_assert_eq(c.stage_coverage, 1);
    cr_assert_eq(c.diversity, 0);
    cr_assert_eq(c.cross_region, 0);
}

QP_TEST(consortia, what_is_not_known_stays_out)
{
    uint32_t work[4];
    const qp_consortium_member members[] = {
        {.type = 5, .region = 1},
        {.type = QP_NONE, .region = 2},
        {.type = 6, .region = 1},
        {.type = 6, .region = QP_NONE},
    };
    qp_consortium c = qp_consortium_look(members, 4, work);
    cr_assert_eq(c.completeness, 0);
    cr_assert(isnan(c.two_ends) && isnan(c.stage_coverage));
    cr_assert_float_eq(c.diversity, 1 - (1 + 4) / 9.0, 1e-15);
    cr_assert_float_eq(c.cross_region, 1 - 2 / 3.0, 1e-15);
    cr_assert_eq(c.staged, 0);
    cr_assert_eq(c.typed, 3);
    cr_assert_eq(c.placed, 3);
}

QP_TEST(consortia, without_members_have_nothing)
{
    qp_consortium c = qp_consortium_look(NULL, 0, NULL);
    cr_assert(isnan(c.completeness) && isnan(c.two_ends));
    cr_assert(isnan(c.stage_coverage) && isnan(c.diversity));
    cr_assert(isnan(c.cross_region));
}

QP_TEST(consortia, know_who_does_research_by_how_its_kind_begins)
{
    cr_assert(qp_consortium_is_research(""), "not given");
    cr_assert(qp_consortium_is_research("university"));
    cr_assert(qp_consortium_is_research("laboratory"));
    cr_assert(qp_consortium_is_research("new-type-institute"));
    cr_assert(qp_consortium_is_research("innovation-centre"));
    cr_assert(!qp_consortium_is_research("government-body"));
    cr_assert(!qp_consortium_is_research("collaborative-zone"));
    cr_assert(!qp_consortium_is_research("park"));
}

QP_TEST(consortia, know_who_leads_and_who_pays)
{
    cr_assert(qp_consortium_is_lead("lead"));
    cr_assert(qp_consortium_is_lead("coordinator"));
    cr_assert(!qp_consortium_is_lead("member") && !qp_consortium_is_lead(""));
    cr_assert(qp_consortium_is_sponsor("sponsor"));
    cr_assert(!qp_consortium_is_sponsor("") &&
              !qp_consortium_is_sponsor("lead"));
}
