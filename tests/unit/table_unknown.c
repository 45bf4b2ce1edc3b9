/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "support/leak.h"
#include "table/unknown.h"

/** A file that was looked at, and the resource that tells of it. */
typedef struct {
    qp_unknown u;
    qp_text json;
} looked;

static qp_status look_at(const char *stem, const char *text, looked *l)
{
    *l = (looked){.u = {.path = "x.csv", .stem = stem}};
    qp_status status = qp_unknown_read(&l->u, text, strlen(text), true, NULL);
    if (status == QP_OK)
        status = qp_unknown_plan(&l->u, NULL);
    if (status == QP_OK)
        qp_unknown_write(&l->u, l->u.region >= 0, &l->json);
    return status == QP_OK ? qp_text_status(&l->json, NULL) : status;
}

static void forget(looked *l)
{
    qp_unknown_clear(&l->u);
    qp_text_clear(&l->json);
}

static looked look(const char *stem, const char *text)
{
    looked l;
    cr_assert_eq(look_at(stem, text, &l), QP_OK);
    return l;
}

static void assert_says(const looked *l, const char *part)
{
    cr_expect(strstr(qp_text_string(&l->json), part) != NULL, "%s\nin\n%s",
              part, qp_text_string(&l->json));
}

static void assert_table(const looked *l, int table)
{
    int found = l->u.plan_count > 0 ? (int)l->u.plans[0].table : -1;
    cr_expect_eq(found, table, "%d, not %d\n%s", found, table,
                 qp_text_string(&l->json));
}

/* ------------------------------------------------------------------- links */

QP_TEST(unknown, takes_two_named_ends_for_links)
{
    looked l = look("migration", "seller,buyer,year,amount,colour\n"
                                 "a,b,2020,5,red\nb,c,2021,7,red\n");
    assert_table(&l, QP_LINKS);
    assert_says(&l, "\"columns\": {\"from\": \"seller\", \"to\": \"buyer\", "
                    "\"weight\": \"amount\", \"date\": \"year\"}");
    assert_says(&l, "\"constants\": {\"layer\": \"talent\"}");
    assert_says(&l, "Not read: 'colour'.");
    forget(&l);
}

QP_TEST(unknown, takes_codes_rather_than_names_for_the_ends)
{
    looked l = look("f", "n,namefrom,nameto,popfrom,popto,iso3from,iso3to\n"
                         "1,Aland,Bland,8,9,ALA,BLA\n"
                         "2,Bland,Cland,9,7,BLA,CLA\n");
    assert_says(&l, "\"columns\": {\"from\": \"iso3from\", \"to\": \"iso3to\", "
                    "\"weight\": \"n\"}");
    forget(&l);
}

QP_TEST(unknown, takes_columns_with_the_same_values_for_ends_and_is_unsure)
{
    looked l = look("f", "here,there,v\nx,y,1\ny,z,2\nz,x,3\nx,z,4\n");
    assert_table(&l, QP_LINKS);
    assert_says(&l, "Unsure: links");
    assert_says(&l, "\"from\": \"here\", \"to\": \"there\"");
    forget(&l);
}

QP_TEST(unknown, says_of_what_kind_the_ends_are)
{
    looked l = look("f", "from,to\n甲有限公司,乙有限公司\n乙有限公司,丙厂\n");
    cr_expect_eq(l.u.ends, QP_ENTERPRISES);
    forget(&l);
    l = look("f", "from,to\n清华大学,北京大学\n北京大学,复旦大学\n");
    cr_expect_eq(l.u.ends, QP_INSTITUTES);
    forget(&l);
    l = look("f", "from,to\nCHN,USA\nUSA,CHN\n");
    cr_expect_eq(l.u.ends, QP_REGIONS);
    forget(&l);
}

QP_TEST(unknown, leaves_out_links_without_ends_or_weight_by_a_rule)
{
    looked l = look("f", "from,to,n\nCHN,USA,5\n,USA,4\nUSA,CHN,NA\n");
    assert_says(&l, "\"skip\": [{\"column\": \"from\", \"equals\": \"\"}, "
                    "{\"column\": \"n\", \"equals\": [\"\", \"NA\"]}]");
    forget(&l);
}

/* -------------------------------------------------------------- indicators */

QP_TEST(unknown, takes_region_year_and_value_for_indicators)
{
    looked l = look("f", "省份,年份,指标,数值,单位\n北京,2020,人口,2189,万人\n"
                         "全国,2020,人口,141178,万人\n");
    assert_table(&l, QP_INDICATORS);
    assert_says(&l, "\"columns\": {\"region\": \"省份\", \"indicator\": "
                    "\"指标\", \"date\": \"年份\", \"value\": \"数值\", "
                    "\"unit\": \"单位\"}");
    assert_says(&l, "{\"column\": \"省份\", \"equals\": \"全国\"}");
    forget(&l);
}

QP_TEST(unknown, melts_a_column_a_year)
{
    looked l = look("gdp", "place,2019,2020,2021\nx,1.5,2,3\ny,4,,6\n");
    assert_table(&l, QP_INDICATORS);
    assert_says(&l, "\"long\": {\"columns\": {\"from\": \"2019\", \"to\": "
                    "\"2021\"}, \"name\": \"date\", \"value\": \"value\"}");
    assert_says(&l, "\"constants\": {\"indicator\": \"gdp\"}");
    assert_says(&l, "Unsure: indicators");
    forget(&l);
}

QP_TEST(unknown, makes_years_of_names_with_a_sign)
{
    looked l = look("f", "省,2019年,note,2020年\nx,1,b,2\ny,4,a,5\n");
    assert_says(&l, "\"long\": {\"columns\": [\"2019年\", \"2020年\"]");
    assert_says(&l, "\"recode\": {\"date\": {\"values\": {\"2019年\": "
                    "\"2019\", \"2020年\": \"2020\"}, \"otherwise\": "
                    "\"keep\"}}");
    forget(&l);
}

QP_TEST(unknown, melts_several_numbers_of_one_region_and_year)
{
    looked l = look("f", "iso3,year,gdp,staff\nFRA,2014.0,1.5,20\n"
                         "FRA,2015.0,1.7,21\nDEU,2014.0,2.5,30\n");
    assert_says(&l, "\"long\": {\"columns\": [\"gdp\", \"staff\"], \"name\": "
                    "\"indicator\", \"value\": \"value\"}");
    assert_says(&l, "\"decimal_years\": true");
    forget(&l);
}

QP_TEST(unknown, tells_of_one_indicator_in_two_units)
{
    static const char *const second[] = {"t", "kg"};
    for (int s = 0; s < 2; s++) {
        qp_text text = {0};
        qp_text_addf(&text,
                     "region,year,variable,value,unit\nx,2001,steel,1,t\n"
                     "x,2002,steel,2,%s\n",
                     second[s]);
        looked l = look("f", text.bytes);
        bool told = strstr(l.json.bytes, "two units") != NULL;
        cr_expect_eq(told, s == 1, "%s", l.json.bytes);
        forget(&l);
        qp_text_clear(&text);
    }
}

/* ------------------------------------------------------------------ others */

QP_TEST(unknown, takes_projects_with_members_for_memberships)
{
    looked l = look("f", "project_id,organisation,role,country\n"
                         "1,a,coordinator,FR\n1,b,participant,DE\n"
                         "2,a,participant,FR\n");
    assert_table(&l, QP_MEMBERSHIPS);
    assert_says(&l, "\"table\": \"memberships\",\n        \"columns\": "
                    "{\"consortium\": \"project_id\", \"member\": "
                    "\"organisation\", \"role\": \"role\"}");
    assert_says(&l, "\"table\": \"consortia\",\n        \"columns\": {\"id\": "
                    "\"project_id\"},\n        \"duplicates\": \"keep\"");
    assert_says(&l, "\"table\": \"institutes\",\n        \"columns\": {\"id\": "
                    "\"organisation\", \"region\": \"country\"}");
    forget(&l);
}

QP_TEST(unknown, tells_of_ids_that_projects_and_members_share)
{
    static const char *const last[] = {"2", "8"};
    for (int t = 0; t < 2; t++) {
        qp_text text = {0};
        qp_text_addf(&text, "project,member\n1,7\n1,9\n2,7\n2,9\n3,7\n3,%s\n",
                     last[t]);
        looked l = look("f", text.bytes);
        assert_table(&l, QP_MEMBERSHIPS);
        bool told = strstr(l.json.bytes, "unique over both") != NULL;
        cr_expect_eq(told, t == 0, "%s", l.json.bytes);
        forget(&l);
        qp_text_clear(&text);
    }
}

QP_TEST(unknown, takes_places_with_coordinates_or_people_for_regions)
{
    looked l = look("f", "id,name,lon,lat\nb,Bern,7.4,46.9\ng,Genf,6.1,46.2\n");
    assert_table(&l, QP_REGIONS);
    assert_says(&l, "\"columns\": {\"id\": \"id\", \"name\": \"name\", "
                    "\"lon\": \"lon\", \"lat\": \"lat\"}");
    forget(&l);
    l = look("f", "no,城市,常住人口\n1,广州,1868\n2,深圳,1756\n");
    assert_table(&l, QP_REGIONS);
    assert_says(&l, "\"columns\": {\"id\": \"城市\", \"population\": "
                    "\"常住人口\"}");
    forget(&l);
}

QP_TEST(unknown, tells_firms_and_institutes_by_words_and_by_values)
{
    looked l = look("f", "企业名称,省份\n甲,北京\n乙,上海\n");
    assert_table(&l, QP_ENTERPRISES);
    assert_says(&l, "{\"id\": \"企业名称\", \"region\": \"省份\"}");
    forget(&l);
    l = look("f", "name,city\nOslo University,Oslo\nBern University,Bern\n");
    assert_table(&l, QP_INSTITUTES);
    forget(&l);
}

QP_TEST(unknown, reads_our_own_tables_by_name)
{
    looked l = look("links", "from,to,layer,weight\na,b,talent,1\n");
    assert_table(&l, QP_LINKS);
    cr_expect(l.u.plans[0].by_name);
    assert_says(&l, "\"qipan\": {\n        \"table\": \"links\"\n      }");
    forget(&l);
}

QP_TEST(unknown, lists_what_fits_no_table_without_reading_it)
{
    looked l = look("f", "poem,verse\nx,abc\ny,def\n");
    assert_table(&l, -1);
    assert_says(&l, "{\"name\": \"poem\", \"type\": \"string\"}");
    assert_says(&l, "fits no table");
    cr_expect_null(strstr(l.json.bytes, "\"qipan\""));
    forget(&l);
}

/* --------------------------------------------------------------- the rest */

QP_TEST(unknown, describes_what_is_not_plain)
{
    looked l = look("f", "# comment\ntitle\nregion;year;value\n"
                         "x;2001;1.234,5\ny;2002;NA\n");
    assert_says(&l, "\"dialect\": {\"delimiter\": \";\", \"headerRows\": [2], "
                    "\"commentChar\": \"#\"}");
    assert_says(&l, "{\"name\": \"value\", \"type\": \"number\", "
                    "\"decimalChar\": \",\", \"groupChar\": \".\", "
                    "\"missingValues\": [\"\", \"NA\"]}");
    forget(&l);
}

QP_TEST(unknown, names_the_columns_of_a_file_without_header)
{
    looked l = look("f", "CHN,USA,5\nUSA,CHN,4\nCHN,FRA,3\n");
    assert_says(&l, "\"header\": false");
    assert_says(&l, "{\"name\": \"column3\", \"type\": \"integer\"}");
    forget(&l);
}

QP_TEST(unknown, takes_ids_and_date_of_a_table_for_its_key)
{
    /* from and to would do, until another year comes */
    looked l = look("f", "from,to,year,n\na,b,2001,1\nb,a,2001,1\n");
    assert_says(&l, "\"primaryKey\": [\"from\", \"to\", \"year\"]");
    forget(&l);
    l = look("f", "from,to,year,n\na,b,2001,1\na,b,2001,2\n");
    cr_expect_eq(l.u.key_count, 0);
    forget(&l);
}

QP_TEST(unknown, finds_the_fewest_columns_that_tell_rows_apart)
{
    looked l = look("f", "poem,verse,n\nx,2001,1\nx,2002,1\ny,2001,1\n");
    assert_says(&l, "\"primaryKey\": [\"poem\", \"verse\"]");
    forget(&l);
    l = look("f", "id,year,value\nx,2001,1\ny,2002,1\nz,2001,1\n");
    assert_says(&l, "\"primaryKey\": [\"id\"]");
    forget(&l);
}

QP_TEST(unknown, survives_every_failing_allocation)
{
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status != QP_OK; allowed++) {
        looked l;
        qp_memory_allow(allowed);
        status = look_at("f",
                         "region;year;指标;value;unit\nx ;2001;a;1,5;t\n"
                         "y;2002;a;NA;kg\n",
                         &l);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        forget(&l);
        cr_assert_eq(qp_memory_held(), 0, "%ld", allowed);
    }
    cr_assert_gt(allowed, 50);
}
