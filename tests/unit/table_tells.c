/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "support/leak.h"
#include "table/tells.h"

static qp_told told(const char *name)
{
    qp_text plain = {0};
    qp_tells_plain(name, &plain);
    qp_told found = qp_tells_of(qp_text_string(&plain));
    qp_text_clear(&plain);
    return found;
}

QP_TEST(tells, knows_names_in_both_languages_however_they_are_written)
{
    static const struct {
        const char *name;
        qp_tells what;
        bool code;
    } cases[] = {{"Country_Code", QP_TELLS_REGION, true},
                 {"country name", QP_TELLS_REGION, false},
                 {"省份", QP_TELLS_REGION, false},
                 {"地区代码", QP_TELLS_REGION, true},
                 {"Year", QP_TELLS_DATE, false},
                 {"年份", QP_TELLS_DATE, false},
                 {"指标", QP_TELLS_INDICATOR, false},
                 {"指标名称", QP_TELLS_INDICATOR, false},
                 {"数值", QP_TELLS_VALUE, false},
                 {"单位", QP_TELLS_UNIT, false},
                 {"企业名称", QP_TELLS_ENTERPRISE, false},
                 {"firm-id", QP_TELLS_ENTERPRISE, true},
                 {"project.id", QP_TELLS_PROJECT, true},
                 {"参与单位", QP_TELLS_MEMBER, false},
                 {"Longitude", QP_TELLS_LON, false},
                 {"colour", QP_TELLS_NOTHING, false},
                 {"", QP_TELLS_NOTHING, false}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        qp_told found = told(cases[c].name);
        cr_expect_eq(found.what, cases[c].what, "%s", cases[c].name);
        cr_expect_eq(found.code, cases[c].code, "%s", cases[c].name);
    }
}

/* Does some pair of words lead from one name to the other? */
static bool leads(const char *from, const char *to, bool *sure)
{
    qp_text partner = {0};
    bool found = false;
    bool now = false;
    for (size_t w = 0; !found && qp_tells_partner(from, w, &partner, &now); w++)
        found = strcmp(qp_text_string(&partner), to) == 0;
    *sure = now;
    qp_text_clear(&partner);
    return found;
}

QP_TEST(tells, finds_the_other_end_before_behind_and_alone)
{
    bool sure = false;
    cr_expect(leads("from", "to", &sure) && sure);
    cr_expect(leads("iso3codefrom", "iso3codeto", &sure) && sure);
    cr_expect(leads("fromcountry", "tocountry", &sure) && sure);
    cr_expect(leads("source", "target", &sure) && sure);
    cr_expect(leads("流出地", "流入地", &sure) && sure);
    cr_expect(leads("region1", "region2", &sure) && !sure);
    cr_expect_not(leads("to", "from", &sure));
    cr_expect_not(leads("year", "year", &sure));
}

QP_TEST(tells, knows_years_that_are_names)
{
    char year[5];
    cr_expect(qp_tells_year("2011", year));
    cr_expect(qp_tells_year("2011年", year));
    cr_expect_str_eq(year, "2011");
    cr_expect_not(qp_tells_year("20111", year));
    cr_expect_not(qp_tells_year("3011", year));
    cr_expect_not(qp_tells_year("201", year));
}

QP_TEST(tells, knows_firms_institutes_and_totals_by_their_names)
{
    cr_expect(qp_tells_firm("北京大北农科技集团股份有限公司"));
    cr_expect(qp_tells_firm("Acme Ltd."));
    cr_expect_not(qp_tells_firm("Prague")); /* ends in AG no more than in ag */
    cr_expect_not(qp_tells_firm("ZAG"));
    cr_expect(qp_tells_institute("清华大学"));
    cr_expect(qp_tells_institute("University of Oslo"));
    cr_expect_not(qp_tells_institute("Oslo"));
    cr_expect(qp_tells_total("全国"));
    cr_expect(qp_tells_total("全   国"));
    cr_expect(qp_tells_total("合\u3000计"));
    cr_expect_not(qp_tells_total("北京"));
    cr_expect_not(qp_tells_total("全"));
    cr_expect_not(qp_tells_total("全国人"));
}
