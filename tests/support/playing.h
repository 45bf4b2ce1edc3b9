/* SPDX-License-Identifier: MIT */
/**
 * @file support/playing.h
 * @brief A network, a scenario and what becomes of it; beside it the network of
 *        tables that were changed by hand.
 *
 *      playing p = PLAY("action,actor\nremove-actor,f1\n");
 *      cr_assert_str_eq(p.said.bytes, "");
 *      expect_tables(&p, "links.csv", without(links, "f1"), NULL);
 *      clear_playing(&p);
 *
 *          P (region)         k (cluster)          C (region)
 *         ╱ ╲                 │
 *        A   B                A                   x2: JPN
 *        f1  f2, lab          x1 (USA) is in no region
 *
 *      supply   f1 ─6▶ f2    x1 ─3▶ f2    x2 ─1▶ f2    f2 ─2▶ f1   (chips;
 *               f1 ─4▶ x1    x1 ─2▶ f1 (cars)                       dated)
 *      rnd      f1 ── lab    f2 ── lab
 *      talent   A ─5▶ B      B ─3▶ A      A ─2▶ A
 */
#ifndef QP_SUPPORT_PLAYING_H
#define QP_SUPPORT_PLAYING_H

#include "net/verify.h"
#include "support/building.h"
#include "whatif/scenario.h"

typedef struct {
    const char *name;
    const char *text;
} drawn_table;

/* clang-format off */
static const drawn_table playing_tables[] = {
    {"regions.csv", "id,parent,cluster\nP,,\nA,P,k\nB,P,\nC,,\n"},
    {"clusters.csv", "id\nk\n"},
    {"enterprises.csv", "id,region,country,industry\nf1,A,CHN,chips\nf2,B,CHN,cars\nx1,,USA,chips\nx2,C,JPN,chips\n"},
    {"institutes.csv", "id,region,country\nlab,B,CHN\n"},
    {"architects.csv", "id,enterprise,chain\nlead,f2,car chain\n"},
    {"layers.csv", "id,role,directed,weighted,measure\nsupply,supply,true,true,amount\nrnd,rnd,false,false,\ntalent,talent,true,true,count\n"},
    {"links.csv", "from,to,layer,weight,date,product,relation\n"
                  "f1,f2,supply,6,2020,chips,\nx1,f2,supply,3,2020,chips,\nx2,f2,supply,1,2020,chips,\nf2,f1,supply,2,,,\n"
                  "f1,x1,supply,4,,chips,\nx1,f1,supply,2,,cars,\nf1,lab,rnd,,,,\nlab,f2,rnd,,,,\nchip,f1,rnd,,,,\n"
                  "A,B,talent,5,,,\nB,A,talent,3,,,\nA,A,talent,2,,,\n"},
    {"things.csv", "id,kind,owner\nchip,product,f2\nlaw,programme,\n"},
    {"consortia.csv", "id,lead\nall,f1\n"},
    {"memberships.csv", "consortium,member\nall,f1\nall,f2\nall,lab\n"},
    {"locations.csv", "actor,region,share\nf2,A,0.25\nf2,B,0.75\n"},
    {"pairs.csv", "from,to,measure,value\nA,B,distance,7\nB,C,distance,9\n"},
    {"portfolio.csv", "region,actor,industry,value\n,f1,chips,3\n,f2,cars,5\n"},
    {"indicators.csv", "region,indicator,date,value\nA,gdp,2020,4\nB,gdp,2020,5\nC,gdp,2020,6\n"},
    {"statements.csv", "subject,topic\nf1,gap\nA,gap\nlaw,gap\n"},
};
/* clang-format on */

enum { PLAYING_TABLES = sizeof playing_tables / sizeof *playing_tables };

static inline drawn_folder draw_tables(const drawn_table tables[])
{
    drawn_folder f = make_folder();
    for (size_t t = 0; t < PLAYING_TABLES; t++)
        add_file(&f, tables[t].name, tables[t].text, strlen(tables[t].text));
    return f;
}

static inline building build_tables(const drawn_table tables[])
{
    drawn_folder f = draw_tables(tables);
    reading r = read_drawn(&f);
    r.own = f;
    return build_reading(r);
}

typedef struct {
    building before;
    drawn_folder own; ///< of the scenario
    qp_scenario scenario;
    qp_findings findings;
    qp_text said;   ///< what was found, a line each, the folder left out
    building after; ///< its network alone counts
    qp_status status;
    qp_error err;
} playing;

static inline void note_findings(playing *p)
{
    qp_text all = {0};
    char place[64];
    snprintf(place, sizeof place, ": %s/", p->own.folder);
    qp_findings_sort(&p->findings);
    qp_findings_text(&p->findings, QP_NOTE, "", &all);
    qp_text_add(&p->said, "");
    for (const char *line = qp_text_string(&all); *line != '\0';) {
        const char *end = strchr(line, '\n') + 1;
        const char *from = line + strlen(place);
        cr_assert_eq(strncmp(line, place, strlen(place)), 0, "%s", line);
        for (const char *at = strstr(from, place + 2); at != NULL && at < end;
             at = strstr(from, place + 2)) { /* it names another line, too */
            qp_text_add_bytes(&p->said, from, (size_t)(at - from));
            from = at + strlen(place + 2);
        }
        qp_text_add_bytes(&p->said, from, (size_t)(end - from));
        line = end;
    }
    qp_text_clear(&all);
}

static inline playing play_at_home(const char *scenario,
                                   const char *const home[], size_t count)
{
    playing p = {.before = build_tables(playing_tables), .own = make_folder()};
    cr_assert_eq(p.before.status, QP_OK, "%s", told(&p.before.in));
    add_file(&p.own, "s.csv", scenario, strlen(scenario));
    const qp_scenario_options options = {p.own.paths[0], {home, count}};
    p.status = qp_scenario_run(&p.scenario, &p.before.net, &options,
                               &p.findings, &p.after.net, &p.err);
    note_findings(&p);
    return p;
}

static inline playing play(const char *scenario)
{
    return play_at_home(scenario, NULL, 0);
}

static inline void clear_playing(playing *p)
{
    qp_network_clear(&p->after.net);
    qp_text_clear(&p->after.text);
    qp_findings_clear(&p->findings);
    qp_scenario_clear(&p->scenario);
    qp_text_clear(&p->said);
    remove_folder(&p->own);
    clear_building(&p->before);
}

#endif
