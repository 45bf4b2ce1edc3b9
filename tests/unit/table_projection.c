/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "support/leak.h"
#include "support/reading.h"

/*      p  A (lead)  B  C         nobody has the role
 *      q  D*  E*  F  F           two coordinators, F told twice
 *      r  A                      alone
 */
static const char consortia[] = "id,lead\np,A\nq,\nr,\n";
static const char memberships[] = "consortium,member,role\n"
                                  "q,F,sponsor\n"
                                  "p,C,member\n"
                                  "q,E,coordinator\n"
                                  "p,A,\n"
                                  "r,A,coordinator\n"
                                  "q,D,coordinator\n"
                                  "p,B,member\n"
                                  "q,F,member\n";

static reading project(const char *projections)
{
    return read_folder("consortia.csv", consortia, "memberships.csv",
                       memberships, "projections.csv", projections, NULL);
}

static const char *text(const reading *r, size_t row, int column)
{
    const qp_cells *cells = &r->data.tables[QP_LINKS].columns[column];
    return cells->present ? qp_pool_text(&r->data.text, cells->text[row]) : "";
}

/* "A>B x0.5", a link each. Lives until the next call. */
static const char *drawn(const reading *r)
{
    static qp_text all;
    const qp_table *links = &r->data.tables[QP_LINKS];
    qp_text_empty(&all);
    for (size_t row = 0; row < links->row_count; row++)
        qp_text_addf(&all, "%s%s>%s %s%g", row > 0 ? ", " : "",
                     text(r, row, QP_LINK_FROM), text(r, row, QP_LINK_TO),
                     text(r, row, QP_LINK_LAYER),
                     links->columns[QP_LINK_WEIGHT].number[row]);
    static char shown[512];
    snprintf(shown, sizeof shown, "%s", qp_text_string(&all));
    qp_text_clear(&all);
    return shown;
}

#define ASSERT_DRAWN(links, said, projections)                 \
    do {                                                       \
        reading r_ = project(projections);                     \
        cr_assert_eq(r_.status, QP_OK);                        \
        cr_expect_str_eq(drawn(&r_), links, "%s", drawn(&r_)); \
        cr_expect_str_eq(told(&r_), said, "%s", told(&r_));    \
        clear_reading(&r_);                                    \
    } while (0)

#define IDLE(rows)                                              \
    "projections.csv: " rows " no links; a consortium has two " \
    "members or more, and where one leads, a coordinator\n"

QP_TEST(projection, of_a_clique_links_every_pair_of_members_once)
{
    ASSERT_DRAWN("A>B x0.5, A>C x0.5, B>C x0.5", "",
                 "consortium,layer,form\np,x,clique\n");
    ASSERT_DRAWN("D>E x0.5, D>F x0.5, E>F x0.5", "", "consortium,layer\nq,x\n");
}

QP_TEST(projection, of_a_coordinator_links_it_to_all_who_are_none)
{
    ASSERT_DRAWN("D>F x1", "", "consortium,layer,form\nq,x,coordinator\n");
}

QP_TEST(projection, has_the_lead_coordinate_where_no_member_does)
{
    ASSERT_DRAWN("A>B x1, A>C x1", "",
                 "consortium,layer,form\np,x,coordinator\n");
}

QP_TEST(projection, prefers_the_lead_among_coordinators_and_a_role_to_a_lead)
{
    reading r = read_folder(
        "consortia.csv", "id,lead\np,B\nq,C\n", "memberships.csv",
        "consortium,member,role\np,A,coordinator\np,B,coordinator\np,C,\n"
        "q,A,coordinator\nq,C,\n",
        "projections.csv",
        "consortium,layer,form\np,x,coordinator\nq,x,coordinator\n", NULL);
    cr_assert_str_eq(drawn(&r), "B>C x1, A>C x1");
    clear_reading(&r);
}

QP_TEST(projection, takes_a_lead_that_is_no_member)
{
    reading r = read_folder("consortia.csv", "id,lead\np,Z\n",
                            "memberships.csv", "consortium,member\np,A\n",
                            "projections.csv",
                            "consortium,layer,form\np,x,coordinator\n", NULL);
    cr_assert_str_eq(drawn(&r), "Z>A x1");
    clear_reading(&r);
}

QP_TEST(projection, of_nobody_is_counted)
{
    ASSERT_DRAWN("", IDLE("1 row gives"), "consortium,layer\nr,x\n");
    ASSERT_DRAWN("A>B x0.5, A>C x0.5, B>C x0.5", IDLE("2 rows give"),
                 "consortium,layer,form\nr,x,\np,x,\nr,x,coordinator\n"
                 "gone,x,clique\n");
}

QP_TEST(projection, without_anyone_who_leads_is_counted)
{
    ASSERT_TOLD(IDLE("1 row gives"), "consortia.csv", "id\np\n",
                "memberships.csv", "consortium,member\np,A\np,B\n",
                "projections.csv", "consortium,layer,form\np,x,coordinator\n",
                NULL);
}

QP_TEST(projection, does_not_depend_on_the_order_of_memberships)
{
    reading r = read_folder("memberships.csv",
                            "consortium,member\np,C\np,A\np,B\np,A\n",
                            "projections.csv", "consortium,layer\np,x\n", NULL);
    cr_assert_str_eq(drawn(&r), "A>B x0.5, A>C x0.5, B>C x0.5");
    clear_reading(&r);
}

QP_TEST(projection, stands_behind_the_links_of_the_files)
{
    reading r = read_folder("links.csv",
                            "from,to,layer,weight,product\nA,B,supply,3,chip\n",
                            "memberships.csv", memberships, "projections.csv",
                            "source,layer,consortium,date,until\n"
                            "s1,x,p,2023,2025\n\n,y,p,,\n",
                            NULL);
    const qp_table *links = &r.data.tables[QP_LINKS];
    const qp_period *dates = links->columns[QP_LINK_DATE].period;
    const qp_period *untils = links->columns[QP_LINK_UNTIL].period;
    cr_assert_str_eq(drawn(&r), "A>B supply3, A>B x0.5, A>C x0.5, B>C x0.5, "
                                "A>B y0.5, A>C y0.5, B>C y0.5");
    cr_assert_str_eq(text(&r, 0, QP_LINK_PRODUCT), "chip");
    cr_assert_str_eq(text(&r, 0, QP_LINK_SOURCE), "");
    cr_assert_str_eq(text(&r, 3, QP_LINK_PRODUCT), "");
    cr_assert_str_eq(text(&r, 3, QP_LINK_SOURCE), "s1");
    cr_assert_str_eq(text(&r, 4, QP_LINK_SOURCE), "");
    cr_assert_eq(dates[0].from, QP_NO_DAY);
    cr_assert_eq(dates[3].from, 19358);  /* 2023-01-01 */
    cr_assert_eq(untils[3].from, 20089); /* 2025-01-01 */
    cr_assert_eq(dates[4].from, QP_NO_DAY);
    clear_reading(&r);
}

QP_TEST(projection, leads_back_to_its_row)
{
    reading r = project("consortium,layer\nr,x\nq,x\n");
    const qp_table *links = &r.data.tables[QP_LINKS];
    qp_place place = qp_dataset_place(&r.data, links, 2, QP_LINK_TO);
    cr_assert_str_eq(place.file, "projections.csv");
    cr_assert_eq(place.line, 3);
    cr_assert_eq(place.column, 0);
    clear_reading(&r);
}

QP_TEST(projection, leaves_the_accounts_to_the_files)
{
    reading r = project("consortium,layer\np,x\nq,x\n");
    cr_assert_eq(r.data.tables[QP_LINKS].row_count, 6);
    cr_assert_eq(r.data.account_count, 3);
    for (size_t i = 0; i < r.data.account_count; i++) {
        const qp_account *a = &r.data.accounts[i];
        cr_expect_eq(a->used, r.data.tables[a->table].row_count);
        cr_expect_neq(a->table, QP_LINKS);
        cr_expect_eq(a->read, a->used + a->skipped + a->faulty);
    }
    clear_reading(&r);
}

QP_TEST(projection, of_a_row_with_a_refused_cell_gives_nothing)
{
    ASSERT_DRAWN("D>E x0.5, D>F x0.5, E>F x0.5",
                 "projections.csv:2:5: form 'ring' is none of its choices; one "
                 "of clique, coordinator\n"
                 "projections.csv:3:3: layer is blank; it is required: layer "
                 "of the links that its memberships become\n",
                 "consortium,layer,form\np,x,ring\np,,\nq,x,\n");
}

QP_TEST(projection, repeated_is_one_where_its_form_is_the_same)
{
    reading r = read_folder(
        "datapackage.json",
        "{\"resources\": ["
        "{\"path\": \"consortia.csv\", \"qipan\": {\"table\": \"consortia\"}},"
        "{\"path\": \"memberships.csv\","
        " \"qipan\": {\"table\": \"memberships\"}},"
        "{\"path\": \"p.csv\", \"qipan\": {\"table\": \"projections\","
        " \"duplicates\": \"keep\"}}]}",
        "consortia.csv", consortia, "memberships.csv", memberships, "p.csv",
        "consortium,layer,form\nq,x,coordinator\nq,x,clique\n"
        "q,x,coordinator\nq,y,coordinator\n",
        NULL);
    cr_assert_str_eq(drawn(&r), "D>F x1, D>E x0.5, D>F x0.5, E>F x0.5, D>F y1",
                     "%s", drawn(&r));
    clear_reading(&r);
}

QP_TEST(projection, has_an_end_where_numbers_of_rows_have_one)
{
    /* 92,683 x 92,682 / 2 = 4,295,022,903 pairs; there is room for
     * 4,294,967,294 rows. */
    qp_text rows = {0};
    qp_text_add(&rows, "consortium,member\n");
    for (unsigned i = 0; i < 92683; i++)
        qp_text_addf(&rows, "p,%u\n", i);
    reading r = read_folder("memberships.csv", qp_text_string(&rows),
                            "projections.csv", "consortium,layer\np,x\n", NULL);
    cr_assert_eq(r.status, QP_E_LIMIT);
    cr_assert_str_eq(r.err.message, "projections and links give more than "
                                    "4,294,967,294 links");
    clear_reading(&r);
    qp_text_clear(&rows);
}

QP_TEST(projection, fails_whole_for_want_of_memory)
{
    bool done = false;
    for (long room = 0; !done && room < 10000; room++) {
        drawn_folder f = make_folder();
        add_file(&f, "memberships.csv", memberships, strlen(memberships));
        add_file(&f, "projections.csv", "consortium,layer\np,x\n", 22);
        qp_memory_allow(room);
        reading r = read_drawn(&f);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        done = r.status == QP_OK;
        cr_assert(done || r.status == QP_E_MEMORY, "%s", r.err.message);
        remove_folder(&f);
        clear_reading(&r);
    }
    cr_assert(done);
}
