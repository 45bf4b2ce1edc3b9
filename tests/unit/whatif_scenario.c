/* SPDX-License-Identifier: MIT */
/*
 * What a scenario makes of a network is what the tables give when they are
 * changed by hand: the digest tells all that a network says.
 */
#include "support/leak.h"
#include "support/playing.h"

/* ------------------------------------------------- tables changed by hand */

/** Tables with lines left out and texts replaced. */
typedef struct {
    drawn_table tables[PLAYING_TABLES];
    char texts[PLAYING_TABLES][1024];
} edited;

static edited *edit(void)
{
    static edited e;
    for (size_t t = 0; t < PLAYING_TABLES; t++) {
        strcpy(e.texts[t], playing_tables[t].text);
        e.tables[t] = (drawn_table){playing_tables[t].name, e.texts[t]};
    }
    return &e;
}

static char *table_of(edited *e, const char *name)
{
    for (size_t t = 0; t < PLAYING_TABLES; t++)
        if (strcmp(playing_tables[t].name, name) == 0)
            return e->texts[t];
    cr_assert_fail("%s", name);
    return NULL;
}

/* Put one text where another stands, in one table. */
static void replace(edited *e, const char *name, const char *from,
                    const char *to)
{
    char *text = table_of(e, name);
    char *at = strstr(text, from);
    char rest[1024];
    cr_assert_not_null(at, "'%s' is not in %s", from, name);
    strcpy(rest, at + strlen(from));
    strcpy(at, to);
    strcat(text, rest);
}

static bool has_field(const char *line, size_t size, const char *field)
{
    for (size_t at = 0; at <= size;) {
        size_t length = strcspn(line + at, ",\n");
        if (length == strlen(field) && strncmp(line + at, field, length) == 0)
            return true;
        at += length + 1;
    }
    return false;
}

/* Leave out of every table the rows in which a field is this text. */
static void leave_out(edited *e, const char *field)
{
    for (size_t t = 0; t < PLAYING_TABLES; t++) {
        char *to = strchr(e->texts[t], '\n') + 1;
        for (const char *line = to; *line != '\0';) {
            size_t size = strcspn(line, "\n");
            const char *next = line + size + 1;
            if (!has_field(line, size, field)) {
                memmove(to, line, size + 1);
                to += size + 1;
            }
            line = next;
        }
        *to = '\0';
    }
}

/* The scenario says nothing, and gives the network of these tables. */
static void expect_like(const char *scenario, const edited *e)
{
    playing p = play(scenario);
    building by_hand = build_tables(e->tables);
    cr_expect_str_eq(p.said.bytes, "");
    cr_assert_eq(p.status, QP_OK, "%s", p.err.message);
    cr_assert_eq(by_hand.status, QP_OK, "%s", told(&by_hand.in));
    cr_expect_str_eq(links_of(&p.after), links_of(&by_hand));
    cr_expect_str_eq(p.after.net.digest, by_hand.net.digest);
    clear_building(&by_hand);
    clear_playing(&p);
}

/* -------------------------------------------------------- nothing is changed */

QP_TEST(scenario, without_a_line_leaves_the_network_as_it_was)
{
    expect_like("action\n", edit());
    expect_like("action,actor,note\n\n\n", edit());
}

QP_TEST(scenario, leaves_the_network_that_it_reads_alone)
{
    playing p = play("action,actor\nremove-actor,P\n");
    building again = build_tables(playing_tables);
    cr_expect_str_eq(links_of(&p.before), links_of(&again));
    cr_expect_eq(p.before.net.actors.count, again.net.actors.count);
    clear_building(&again);
    clear_playing(&p);
}

/* ----------------------------------------------------------------- removing */

QP_TEST(scenario, removes_an_enterprise_with_all_that_names_it)
{
    edited *e = edit();
    replace(e, "consortia.csv", "all,f1", "all,");
    leave_out(e, "f1");
    expect_like("action,actor\nremove-actor,f1\n", e);
}

QP_TEST(scenario, removes_the_roles_of_an_enterprise_and_leaves_its_things)
{
    edited *e = edit();
    replace(e, "things.csv", "chip,product,f2", "chip,product,");
    leave_out(e, "f2");
    expect_like("action,actor\nremove-actor,f2\n", e);
}

QP_TEST(scenario, removes_an_architect_and_leaves_its_enterprise)
{
    edited *e = edit();
    leave_out(e, "lead");
    expect_like("action,actor\nremove-actor,lead\n", e);
}

QP_TEST(scenario, removes_a_region_with_all_that_is_in_it)
{
    edited *e = edit();
    leave_out(e, "x2");
    leave_out(e, "C");
    expect_like("action,actor\nremove-actor,C\n", e);
    /* P contains A and B; f1, f2 and lab are there, lead is f2 */
    e = edit();
    replace(e, "things.csv", "chip,product,f2", "chip,product,");
    replace(e, "consortia.csv", "all,f1", "all,");
    const char *const gone[] = {"f1", "f2", "lab", "lead", "A", "B", "P"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        leave_out(e, gone[i]);
    /* nobody is at home any more, and the home of the network stays */
    playing p = play("action,actor\nremove-actor,P\n");
    building by_hand = build_tables(e->tables);
    cr_assert_eq(p.status, QP_OK, "%s", p.said.bytes);
    cr_expect_str_eq(links_of(&p.after), links_of(&by_hand));
    cr_expect_eq(p.after.net.actors.count, 3); /* C, x1, x2 */
    cr_expect_eq(p.after.net.home_count, 1);
    cr_expect_str_eq(qp_network_text(&p.after.net, p.after.net.home[0]), "CHN");
    clear_building(&by_hand);
    clear_playing(&p);
}

QP_TEST(scenario, removes_the_actors_of_a_country)
{
    edited *e = edit();
    leave_out(e, "x2");
    expect_like("action,country\nremove-country,JPN\n", e);
}

QP_TEST(scenario, removes_all_that_is_foreign)
{
    edited *e = edit();
    leave_out(e, "x1");
    leave_out(e, "x2");
    expect_like("action,country\nremove-country,foreign\n", e);
}

QP_TEST(scenario, takes_for_home_what_it_is_told)
{
    static const char *const home[] = {"CHN", "USA"};
    playing p = play_at_home("action,country\nremove-country,foreign\n", home,
                             2);
    cr_assert_eq(p.status, QP_OK);
    cr_expect_neq(qp_network_actor(&p.after.net, "x1"), QP_NONE);
    cr_expect_eq(qp_network_actor(&p.after.net, "x2"), QP_NONE);
    cr_expect_eq(p.after.net.home_count, 1); /* the network's own stays */
    clear_playing(&p);
}

static void expect_stranger(const char *country, const char *message)
{
    const char *const home[] = {"CHN", country};
    playing p = play_at_home("action,country\nremove-country,foreign\n", home,
                             2);
    cr_expect_eq(p.status, QP_E_MISUSE);
    cr_expect_str_eq(p.err.message, message);
    cr_expect_eq(p.after.net.actors.count, 0);
    clear_playing(&p);
}

QP_TEST(scenario, refuses_a_home_that_is_the_country_of_nobody)
{
    expect_stranger("USS", "--home 'USS': it is the country of no actor "
                           "(nearest: 'USA')");
    expect_stranger("f1", "--home 'f1': it is the country of no actor");
    expect_stranger("", "--home '': it is the country of no actor");
}

/* Nobody is of CHN any more, and it is still home. */
QP_TEST(scenario, takes_for_home_what_is_the_networks)
{
    static const char *const home[] = {"CHN"};
    playing p = play("action,country\nremove-country,CHN\n");
    cr_assert_eq(p.status, QP_OK, "%s", p.said.bytes);
    cr_expect_eq(qp_home_check(&p.after.net, (qp_home){home, 1}, NULL), QP_OK);
    cr_expect_eq(qp_home_check(&p.after.net, (qp_home){0}, NULL), QP_OK);
    clear_playing(&p);
}

QP_TEST(scenario, removes_a_layer_with_the_links_of_things)
{
    edited *e = edit();
    leave_out(e, "rnd");
    expect_like("action,layer\nremove-layer,rnd\n", e);
    e = edit();
    leave_out(e, "supply");
    expect_like("action,layer\nremove-layer,supply\n", e);
}

/* ------------------------------------------------------------------- links */

QP_TEST(scenario, adds_a_link_and_sums_parallel_ones)
{
    edited *e = edit();
    replace(e, "links.csv", "f2,f1,supply,2,,,\n",
            "f2,f1,supply,2,,,\nlab,f1,supply,7,2021,wafers,\n");
    expect_like("action,from,to,layer,weight,date,product\n"
                "add-link,lab,f1,supply,7,2021,wafers\n",
                e);
    e = edit();
    replace(e, "links.csv", "f2,f1,supply,2,,,\n", "f2,f1,supply,7,,,\n");
    expect_like("action,from,to,layer,weight\nadd-link,f2,f1,supply,5\n", e);
}

QP_TEST(scenario, adds_a_link_with_its_end_and_to_a_layer_without_direction)
{
    edited *e = edit();
    replace(e, "links.csv", "f1,lab,rnd,,,,\n",
            "f1,lab,rnd,,,,\nx1,lab,rnd,,2020,,\n");
    expect_like("action,from,to,layer,date\nadd-link,x1,lab,rnd,2020\n", e);
    expect_like("action,from,to,layer,date\nadd-link,lab,x1,rnd,2020\n", e);
    expect_like("action,from,to,layer,date,until\n"
                "add-link,lab,x1,rnd,2020,2021-01-01\n",
                e);
}

QP_TEST(scenario, tells_where_a_new_link_stands)
{
    playing p = play("action,from,to,layer,weight,product\n\n"
                     "add-link,x2,x1,supply,8,wafers\n");
    const qp_links *links = &p.after.net.links;
    size_t found = 0;
    for (size_t l = 0; l < links->count; l++) {
        if (links->weight[l] != 8)
            continue;
        found++;
        cr_expect_str_eq(p.after.net.files[links->file[l]], "s.csv");
        cr_expect_eq(links->line[l], 3);
    }
    cr_expect_eq(found, 1);
    cr_expect_eq(p.after.net.file_count, p.before.net.file_count + 1);
    clear_playing(&p);
}

QP_TEST(scenario, scales_the_weights_that_it_means)
{
    edited *e = edit();
    replace(e, "links.csv", "f1,f2,supply,6", "f1,f2,supply,3");
    replace(e, "links.csv", "f1,x1,supply,4", "f1,x1,supply,2");
    expect_like("action,layer,from,factor\nscale-weight,supply,f1,0.5\n", e);
    e = edit();
    replace(e, "links.csv", "x1,f1,supply,2", "x1,f1,supply,20");
    expect_like("action,layer,to,product,factor\n"
                "scale-weight,supply,f1,cars,10\n",
                e);
}

QP_TEST(scenario, takes_away_the_links_that_it_scales_by_nothing)
{
    edited *e = edit();
    replace(e, "links.csv", "f1,lab,rnd,,,,\n", "");
    expect_like("action,layer,from,to,factor\nscale-weight,rnd,lab,f1,0\n", e);
    e = edit();
    replace(e, "links.csv", "f2,f1,supply,2,,,\n", "");
    replace(e, "links.csv", "f1,x1,supply,4,,chips,\n", "");
    replace(e, "links.csv", "x1,f1,supply,2,,cars,\n", "");
    replace(e, "links.csv", "f1,f2,supply,6,2020,chips,\n", "");
    expect_like("action,layer,from,to,factor\nscale-weight,supply,,f1,0\n"
                "scale-weight,supply,f1,,0\n",
                e);
}

/* A network has dates where one of its links has; so with every column. */
QP_TEST(scenario, forgets_the_dates_with_the_last_link_that_has_one)
{
    edited *e = edit();
    replace(e, "links.csv", "f1,f2,supply,6,2020,chips,\n", "");
    replace(e, "links.csv", "x1,f2,supply,3,2020,chips,\n", "");
    replace(e, "links.csv", "x2,f2,supply,1,2020,chips,\n", "");
    expect_like("action,layer,to,factor\nscale-weight,supply,f2,0\n", e);
}

/*
 * f2 buys 6 + 3 + 1 = 10 chips. At most 0.5 of it from one: f1 has 5. At most
 * 0.3: f1 has 3 and x1 its 3; x2 has its 1.
 */
QP_TEST(scenario, caps_what_one_supplier_has_of_a_customer)
{
    edited *e = edit();
    replace(e, "links.csv", "f1,f2,supply,6", "f1,f2,supply,5");
    expect_like("action,layer,to,share\ncap-share,supply,f2,0.5\n", e);
    replace(e, "links.csv", "f1,f2,supply,5", "f1,f2,supply,3");
    expect_like("action,layer,to,product,share\n"
                "cap-share,supply,f2,chips,0.3\n",
                e);
}

/* f1 buys 2 of f2 and 2 of x1; x1 buys 4 of f1 alone. */
QP_TEST(scenario, caps_the_purchases_of_each_customer_by_themselves)
{
    edited *e = edit();
    replace(e, "links.csv", "f1,f2,supply,6", "f1,f2,supply,5");
    replace(e, "links.csv", "f1,x1,supply,4", "f1,x1,supply,2");
    expect_like("action,layer,share\ncap-share,supply,0.5\n", e);
}

/* Of 10 at most 2 from a country: of CHN's 6 stay 2, of USA's 3 as well. */
QP_TEST(scenario, caps_by_country)
{
    edited *e = edit();
    replace(e, "links.csv", "f1,f2,supply,6", "f1,f2,supply,2");
    replace(e, "links.csv", "x1,f2,supply,3", "x1,f2,supply,2");
    expect_like("action,layer,to,share,by\n"
                "cap-share,supply,f2,0.2,country\n",
                e);
}

/* With 2 from lab f2 buys 12, of which 6 + 2 = 8 are CHN's. Half of 12 is 6: 6 x
 * 6/8 = 4.5 and 2 x 6/8 = 1.5 stay. */
QP_TEST(scenario, adds_up_what_suppliers_of_one_country_have)
{
    edited *e = edit();
    replace(e, "links.csv", "f1,f2,supply,6,2020,chips,\n",
            "f1,f2,supply,4.5,2020,chips,\nlab,f2,supply,1.5,2020,chips,\n");
    expect_like("action,layer,from,to,weight,date,product,share,by\n"
                "add-link,supply,lab,f2,2,2020,chips,,\n"
                "cap-share,supply,,f2,,,,0.5,country\n",
                e);
}

QP_TEST(scenario, caps_at_nothing_by_taking_the_links_away)
{
    edited *e = edit();
    leave_out(e, "2020"); /* all that f2 buys, and no stock of that year */
    replace(e, "indicators.csv", "value\n",
            "value\nA,gdp,2020,4\nB,gdp,2020,5\nC,gdp,2020,6\n");
    expect_like("action,layer,to,share\ncap-share,supply,f2,0\n", e);
}

QP_TEST(scenario, lets_another_supplier_take_over)
{
    edited *e = edit();
    replace(e, "links.csv", "x1,f2,supply,3", "x2,f2,supply,3");
    replace(e, "links.csv", "x1,f1,supply,2", "x2,f1,supply,2");
    replace(e, "links.csv", "x2,f2,supply,3,2020,chips,\nx2,f2,supply,1",
            "x2,f2,supply,4");
    expect_like("action,actor,by\nsubstitute-supplier,x1,x2\n", e);
    e = edit();
    replace(e, "links.csv", "x1,f1,supply,2", "x2,f1,supply,2");
    expect_like("action,actor,by,product,layer\n"
                "substitute-supplier,x1,x2,cars,supply\n",
                e);
}

/* x1 buys of f1; taking f1's place it would buy of itself. */
QP_TEST(scenario, drops_and_counts_what_a_supplier_would_sell_to_itself)
{
    playing p = play("action,actor,by\nsubstitute-supplier,f1,x1\n");
    cr_assert_eq(p.status, QP_OK);
    cr_expect_eq(p.after.net.dropped_self_links, 1);
    edited *e = edit();
    replace(e, "links.csv", "f1,x1,supply,4,,chips,\n",
            "x1,x1,supply,4,,chips,\n");
    replace(e, "links.csv", "f1,f2,supply,6,2020,chips,\n", "");
    replace(e, "links.csv", "x1,f2,supply,3", "x1,f2,supply,9");
    building by_hand = build_tables(e->tables);
    cr_expect_str_eq(p.after.net.digest, by_hand.net.digest);
    clear_building(&by_hand);
    clear_playing(&p);
}

/* --------------------------------------------------------- several lines */

/* Three times two thirds is two; doubling and halving leave no trace. */
QP_TEST(scenario, applies_lines_from_top_to_bottom)
{
    edited *e = edit();
    replace(e, "links.csv", "x1,f2,supply,3", "x1,f2,supply,2");
    leave_out(e, "x2");
    expect_like("action,actor,layer,from,to,share,factor\n"
                "remove-actor,x2,,,,,\n"
                "scale-weight,,supply,x1,f2,,0.5\n"
                "scale-weight,,supply,x1,f2,,2\n"
                "scale-weight,,supply,x1,f2,,0.6666666666666666\n",
                e);
}

QP_TEST(scenario, tells_what_each_line_did)
{
    playing p = play("action,actor,layer,from,to,weight,factor\n"
                     "remove-actor,x1,,,,,\n"
                     "scale-weight,,supply,f1,,,2\n"
                     "add-link,,supply,x2,f1,1,\n");
    qp_text text = {0};
    char expected[1024];
    const char *path = p.own.paths[0];
    qp_scenario_text(&p.scenario, "it", &text);
    snprintf(expected, sizeof expected,
             "it: %s:2: remove-actor: 1 actor and 3 links removed, 0 links "
             "changed, 0 added\n"
             "it: %s:3: scale-weight: 0 actors and 0 links removed, 1 link "
             "changed, 0 added\n"
             "it: %s:4: add-link: 0 actors and 0 links removed, 0 links "
             "changed, 1 added\n",
             path, path, path);
    cr_expect_str_eq(text.bytes, expected);
    qp_text_clear(&text);
    clear_playing(&p);
}

/* ------------------------------------------------------------ what is told */

static void expect_told(const char *scenario, const char *said, bool accepted)
{
    playing p = play(scenario);
    cr_expect_str_eq(p.said.bytes, said, "%s", p.said.bytes);
    cr_expect_eq(p.status, accepted ? QP_OK : QP_E_REFUSED, "%s",
                 p.err.message);
    cr_expect_eq(p.after.net.actors.count > 0, accepted);
    clear_playing(&p);
}

QP_TEST(scenario, warns_of_a_line_that_changes_nothing)
{
    static const char idle[] = "s.csv:2: warning: the line changes nothing; no "
                               "link is such, or all are so already\n";
    expect_told("action,layer,from,factor\nscale-weight,supply,B,3\n", idle,
                true);
    expect_told("action,layer,factor\nscale-weight,supply,1\n", idle, true);
    expect_told("action,layer,share\ncap-share,supply,1\n", idle, true);
    expect_told("action,actor,by\nsubstitute-supplier,lab,f1\n", idle, true);
    expect_told("action,from,to,layer\nadd-link,lab,f1,rnd\n", idle, true);
}

/* 3 x 0.5 = 1.5 persons */
QP_TEST(scenario, warns_where_counts_become_parts)
{
    playing p = play("action,layer,factor\nscale-weight,talent,0.5\n");
    qp_row talent = qp_network_layer(&p.after.net, "talent");
    cr_expect_str_eq(p.said.bytes,
                     "s.csv:2: warning: counts of layer 'talent' become parts; "
                     "its measure is amount from here on\n");
    cr_expect_eq(p.after.net.layers.measure[talent], QP_AMOUNT);
    clear_playing(&p);
    edited *e = edit();
    replace(e, "links.csv", "A,B,talent,5", "A,B,talent,10");
    replace(e, "links.csv", "B,A,talent,3", "B,A,talent,6");
    replace(e, "links.csv", "A,A,talent,2", "A,A,talent,4");
    expect_like("action,layer,factor\nscale-weight,talent,2\n", e);
}

QP_TEST(scenario, tells_every_mistake_in_one_run)
{
    expect_told("action,actor,country,layer,from,to,share,factor,weight,by\n"
                "remove-actor,f3,,,,,,,,\n"
                "remove-country,,JPM,,,,,,,\n"
                "scale-weight,,,suply,,,,,,\n"
                "cap-share,f1,,rnd,,,0.5,,,size\n"
                "add-link,,,talent,A,Z,,,1.5,\n"
                "add-link,,,supply,f1,f1,,,,\n"
                "substitute-supplier,f1,,,,,,,,f1\n",
                "s.csv:2:14: actor 'f3' is no actor of the network; an actor "
                "is named by its id (nearest: 'f1')\n"
                "s.csv:3:17: country 'JPM' is that of no actor; a country is "
                "named as in the tables, or `foreign` (nearest: 'JPN')\n"
                "s.csv:4: factor is blank; action 'scale-weight' needs layer "
                "and factor\n"
                "s.csv:4:16: layer 'suply' is no layer of the network; a layer "
                "is named by its id (nearest: 'supply')\n"
                "s.csv:5:11: actor is given; action 'cap-share' reads layer, "
                "to, product, share and by\n"
                "s.csv:5:15: layer 'rnd' is undirected; action 'cap-share' "
                "needs to know who supplies whom\n"
                "s.csv:5:15: layer 'rnd' is unweighted; its links are there or "
                "are not: nobody has a share of them\n"
                "s.csv:5:27: by 'size' is neither; a cap is by supplier or by "
                "country\n"
                "s.csv:6:21: to 'Z' is no actor of the network; an actor is "
                "named by its id (nearest: 'A')\n"
                "s.csv:6:25: weight is not whole in layer 'talent'; the "
                "layer's measure is count\n"
                "s.csv:7:19: from and to are both 'f1'; only a region is "
                "linked to itself\n"
                "s.csv:7:27: weight is blank in layer 'supply'; every link of "
                "a weighted layer has a weight\n"
                "s.csv:8:31: by 'f1' is the supplier itself; another takes its "
                "place\n",
                false);
}

QP_TEST(scenario, takes_no_role_for_its_enterprise)
{
#define IS_A_ROLE \
    "architect 'lead' is a role of enterprise 'f2'; name the enterprise\n"
    expect_told("action,actor,by,layer,from,to,weight\n"
                "substitute-supplier,lead,f1,,,,\n"
                "substitute-supplier,f1,lead,,,,\n"
                "add-link,,,supply,lead,f1,2\n"
                "add-link,,,supply,f1,lead,2\n",
                "s.csv:2:21: " IS_A_ROLE "s.csv:3:24: " IS_A_ROLE
                "s.csv:4:19: " IS_A_ROLE "s.csv:5:22: " IS_A_ROLE,
                false);
#undef IS_A_ROLE
}

QP_TEST(scenario, refuses_what_an_earlier_line_removed)
{
    expect_told("action,actor,by,layer\nremove-actor,A,,\n"
                "remove-actor,f1,,\nremove-layer,,,rnd\nremove-layer,,,rnd\n",
                "s.csv:2:14: region 'A' is one of several places of 'f2'; "
                "shares of places add up to 1: remove the actor as well, "
                "before\n"
                "s.csv:3:14: actor 'f1' is gone since s.csv:2; lines are "
                "applied from top to bottom\n"
                "s.csv:5:16: layer 'rnd' is gone since s.csv:4; lines are "
                "applied from top to bottom\n",
                false);
}

QP_TEST(scenario, removes_a_place_after_the_actor_that_is_in_several)
{
    playing p = play("action,actor\nremove-actor,f2\nremove-actor,A\n");
    cr_expect_eq(p.status, QP_OK, "%s", p.said.bytes);
    cr_expect_eq(qp_network_actor(&p.after.net, "f1"), QP_NONE);
    clear_playing(&p);
}

QP_TEST(scenario, refuses_a_file_that_is_none)
{
    expect_told("",
                "s.csv: the file is empty; a table begins with the names "
                "of its columns\n",
                false);
    playing p = play("actor\nf1\n");
    cr_expect_eq(p.status, QP_E_REFUSED);
    cr_expect_not_null(strstr(p.said.bytes, "column 'action' is missing"), "%s",
                       p.said.bytes);
    clear_playing(&p);
    p = play("action,actor\nremove-actor,\"f1\n");
    cr_expect_not_null(strstr(p.said.bytes, "never closed"), "%s",
                       p.said.bytes);
    clear_playing(&p);
}

QP_TEST(scenario, refuses_a_factor_that_numbers_cannot_follow)
{
    expect_told("action,layer,from,factor\nscale-weight,supply,f1,1e308\n"
                "scale-weight,supply,f1,10\n",
                "s.csv:2:24: the factor makes a weight larger than numbers go; "
                "choose a smaller one\n",
                false);
}

/* -------------------------------------------------------------- the network */

static const char everything[] =
    "action,actor,country,layer,from,to,product,share,factor,weight,date,by\n"
    "cap-share,,,supply,,,,0.5,,,,\n"
    "add-link,,,supply,lab,f1,wafers,,,3,2021,\n"
    "add-link,,,rnd,f1,f2,,,,,,\n"
    "substitute-supplier,x1,,,,,,,,,,x2\n"
    "remove-country,,USA,,,,,,,,,\n"
    "scale-weight,,,talent,,,,,2,,,\n"
    "remove-layer,,,rnd,,,,,,,,\n";

QP_TEST(scenario, gives_a_network_that_holds_together)
{
    playing p = play(everything);
    const char *what = "";
    cr_assert_eq(p.status, QP_OK, "%s%s", p.err.message, p.said.bytes);
    cr_assert_eq(qp_network_verify(&p.after.net, &what, NULL), QP_OK);
    cr_expect_null(what, "%s", what);
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        for (size_t c = 0; c < qp_net_groups[g].column_count; c++) {
            const qp_net_column *column = &qp_net_groups[g].columns[c];
            const void *values = *qp_column_slot(&p.after.net,
                                                 &qp_net_groups[g], column);
            size_t count = *qp_group_count(&p.after.net, &qp_net_groups[g]);
            cr_expect(values == NULL ||
                          qp_column_verify(&p.after.net, column, values, count),
                      "%s.%s", qp_net_groups[g].name, column->name);
        }
    clear_playing(&p);
}

QP_TEST(scenario, fails_clean_when_memory_runs_out)
{
    playing p = play(everything);
    char digest[33];
    strcpy(digest, p.after.net.digest);
    size_t held = qp_memory_held();
    const qp_scenario_options options = {.path = p.own.paths[0]};
    for (long allowed = 0;; allowed++) {
        qp_scenario scenario;
        qp_findings findings = {0};
        qp_network changed;
        qp_error err = {0};
        qp_memory_allow(allowed);
        qp_status status = qp_scenario_run(&scenario, &p.before.net, &options,
                                           &findings, &changed, &err);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        bool enough = status == QP_OK;
        if (enough)
            cr_expect_str_eq(changed.digest, digest);
        else
            cr_assert_eq(status, QP_E_MEMORY, "%ld: %s", allowed, err.message);
        cr_assert(enough || changed.actors.count == 0);
        qp_network_clear(&changed);
        qp_findings_clear(&findings);
        qp_scenario_clear(&scenario);
        cr_assert_eq(qp_memory_held(), held, "%ld", allowed);
        if (enough)
            break;
    }
    clear_playing(&p);
}
