/* SPDX-License-Identifier: MIT */
#include "synth/tables.h"

#include <math.h>

#include "chance/stream.h"
#include "synth/profile.h"
#include "synth/ties.h"

/* ---------------------------------------------------- what rows are made of */

const char *qp_region_name(const qp_plan *plan, size_t region,
                           qp_language language)
{
    const qp_synth_region *r = &plan->places.regions[region];
    qp_string name = language == QP_CHINESE && r->name_zh != QP_NONE
                         ? r->name_zh
                         : r->name;
    return qp_places_text(&plan->places, name != QP_NONE ? name : r->id);
}

void qp_add_names(qp_text *out, qp_word word,
                  const char *const parts[QP_LANGUAGE_COUNT][2], size_t number)
{
    qp_text name = {0};
    for (int l = QP_ENGLISH; l < QP_LANGUAGE_COUNT; l++) {
        qp_text_empty(&name);
        qp_words_add(&name, (qp_language)l, word,
                     parts != NULL ? parts[l] : NULL);
        if (number > 1)
            qp_text_addf(&name, " %zu", number);
        qp_text_add_field(out, qp_text_string(&name));
        qp_text_add(out, ",");
    }
    out->failed |= name.failed;
    qp_text_clear(&name);
}

void qp_add_actor(qp_text *out, const qp_crowd *crowd, size_t actor)
{
    qp_text_addf(out, "%c%0*zu", crowd->letter, crowd->digits, actor + 1);
}

/* Texts of a place, each a cell. */
static void add_texts(qp_text *out, const qp_plan *plan,
                      const qp_string texts[], size_t count)
{
    for (size_t t = 0; t < count; t++) {
        qp_text_add_field(out, qp_places_text(&plan->places, texts[t]));
        qp_text_add(out, ",");
    }
}

/* ------------------------------------------------------------------ places */

static void rows_regions(const void *context, size_t r, qp_text *out)
{
    const qp_plan *plan = context;
    const qp_synth_region *region = &plan->places.regions[r];
    const qp_string before[] = {region->id, region->name, region->name_zh,
                                region->kind,
                                plan->places.clusters[region->cluster].id};
    const qp_string after[] = {region->political_system, region->customs_zone,
                               region->legal_system};
    add_texts(out, plan, before, sizeof before / sizeof *before);
    qp_text_addf(out, "%s,", region->core ? "true" : "false");
    qp_text_add_number(out, region->lon);
    qp_text_add(out, ",");
    qp_text_add_number(out, region->lat);
    qp_text_addf(out, ",%llu,", (unsigned long long)region->population);
    add_texts(out, plan, after, sizeof after / sizeof *after);
    qp_text_add(out, "synthetic\n");
}

static void rows_clusters(const void *context, size_t c, qp_text *out)
{
    const qp_plan *plan = context;
    const qp_synth_cluster *cluster = &plan->places.clusters[c];
    const qp_string texts[] = {cluster->id, cluster->name, cluster->name_zh};
    add_texts(out, plan, texts, sizeof texts / sizeof *texts);
    qp_text_add_number(out, cluster->label_lon);
    qp_text_add(out, ",");
    qp_text_add_number(out, cluster->label_lat);
    qp_text_add(out, ",synthetic\n");
}

static void rows_portfolio(const void *context, size_t r, qp_text *out)
{
    const qp_plan *plan = context;
    uint64_t staff[QP_TRADE_COUNT];
    qp_profile(plan, r, staff);
    for (size_t i = 0; i < QP_TRADE_COUNT; i++) {
        add_texts(out, plan, &plan->places.regions[r].id, 1);
        qp_text_addf(out, "%s,%04d,%llu,synthetic\n", qp_trades[i].id,
                     qp_plan_date(plan, plan->years - 1),
                     (unsigned long long)staff[i]);
    }
}

/* Thousandths a year by which a region grows: a core by what it draws. */
static double growth_of(const qp_plan *plan, size_t r)
{
    double drawn = qp_plan_strength(plan, &plan->options->talent, r);
    return (5 + drawn * (plan->places.regions[r].core ? 125.0 / 3 : -25)) / 3;
}

static void add_indicator(qp_text *out, const qp_plan *plan, size_t r,
                          const char *indicator, size_t year)
{
    add_texts(out, plan, &plan->places.regions[r].id, 1);
    qp_text_addf(out, "%s,%04d,", indicator, qp_plan_date(plan, year));
}

static void add_value(qp_text *out, double value, const char *unit)
{
    qp_text_addf(out, "%.0f,%s,synthetic\n", value > 0 ? value : 0, unit);
}

static void rows_indicators(const void *context, size_t r, qp_text *out)
{
    const qp_plan *plan = context;
    double persons = (double)plan->places.regions[r].population;
    double apart = plan->places.regions[r].core ? 0.012 : 0.005;
    double growth = growth_of(plan, r) / 1000;
    qp_stream stream = qp_stream_start(
        qp_seed_for(plan->options->seed, "indicators"), r);
    for (size_t year = 0; year < plan->years; year++) {
        double grown = persons * (1 + growth * (double)year);
        double richer = 0.1 + 0.005 * (double)year;
        double noise = 1 + (qp_stream_uniform(&stream) - 0.5) / 50;
        add_indicator(out, plan, r, "population", year);
        add_value(out, grown, "persons");
        add_indicator(out, plan, r, "gdp", year);
        add_value(out, grown * richer * noise, "million yuan");
        add_indicator(out, plan, r, "researchers", year);
        add_value(out, grown * apart * noise, "persons");
    }
}

/* -------------------------------------------------------------- what there is */

static void add_product(qp_text *out, const qp_trade *trade, qp_word name,
                        size_t number)
{
    qp_text_add(out, ",product,part,");
    qp_add_names(out, name, NULL, number);
    qp_text_addf(out, "tech-%s,synthetic\n", trade->id);
}

static void rows_things(const void *context, size_t piece, qp_text *out)
{
    const qp_plan *plan = context;
    (void)piece;
    for (size_t i = 0; i < QP_TRADE_COUNT; i++) {
        qp_text_addf(out, "tech-%s,technology,field,", qp_trades[i].id);
        qp_add_names(out, qp_trades[i].name, NULL, 1);
        qp_text_add(out, ",synthetic\n");
    }
    for (size_t i = 0; i < QP_TRADE_COUNT; i++) {
        qp_text_add(out, qp_trades[i].product);
        add_product(out, &qp_trades[i], qp_trades[i].product_name, 1);
    }
    for (size_t k = 0; k < plan->options->chokepoints; k++) {
        qp_chokepoint_product(k, out);
        add_product(out, &qp_trades[QP_TRADE_CHIPS], QP_WORD_CONTROL_CHIP,
                    k + 1);
    }
}

typedef struct {
    const char *id;
    qp_word name;
    const char *rest; ///< role,directed,weighted,measure,accrual,unit,factor,
                      ///< chain,level,sense
} layer_text;

/* clang-format off */
static const layer_text layers[] = {
/*   id          name               rest */
    {"talent",   QP_WORD_TALENT,   "talent,true,true,count,event,persons,talent,,system,resource"},
    {"capital",  QP_WORD_CAPITAL,  "capital,true,true,amount,event,million yuan,capital,capital,ecosystem,resource"},
    {"supply",   QP_WORD_SUPPLY,   "supply,true,true,amount,event,million yuan,market,industry,,structure"},
    {"rnd",      QP_WORD_RND,      "rnd,false,true,count,event,projects,technology,innovation,system,benefit"},
    {"transfer", QP_WORD_TRANSFER, "transfer,true,true,count,event,licences,technology,service,system,benefit"},
};
/* clang-format on */

static void rows_layers(const void *context, size_t piece, qp_text *out)
{
    (void)context;
    (void)piece;
    for (size_t l = 0; l < sizeof layers / sizeof *layers; l++) {
        qp_text_addf(out, "%s,", layers[l].id);
        qp_add_names(out, layers[l].name, NULL, 1);
        qp_text_addf(out, "%s,synthetic\n", layers[l].rest);
    }
}

static void rows_sources(const void *context, size_t piece, qp_text *out)
{
    const qp_plan *plan = context;
    (void)piece;
    qp_text_addf(out,
                 "synthetic,SYNTHETIC: invented numbers for a demonstration,"
                 "made by qipan,,,CC0-1.0,seed %llu,synthetic\n",
                 (unsigned long long)plan->options->seed);
}

/* -------------------------------------------------------------- all of them */

/* clang-format off */
const qp_synth_table qp_synth_tables[QP_SYNTH_TABLES] = {
/*   name           columns                                                                                                    pieces            rows */
    {"truth",       "metric,layer,scope,subject,object,value",                                                                 QP_PIECE_TABLE,   qp_rows_truth},
    {"regions",     "id,name,name_zh,kind,cluster,core,lon,lat,population,political_system,customs_zone,legal_system,source",  QP_PIECE_REGION,  rows_regions},
    {"clusters",    "id,name,name_zh,label_lon,label_lat,source",                                                              QP_PIECE_CLUSTER, rows_clusters},
    {"enterprises", "id,name,name_zh,region,country,ownership,industry,size_class,tier,stages,capacity,output,source",         QP_PIECE_CROWD,   qp_rows_enterprises},
    {"institutes",  "id,name,name_zh,region,country,kind,stages,capacity,source",                                              QP_PIECE_REGION,  qp_rows_institutes},
    {"architects",  "id,name,name_zh,enterprise,chain,product,region,source",                                                  QP_PIECE_CLUSTER, qp_rows_architects},
    {"consortia",   "id,name,name_zh,kind,lead,product,region,members,source",                                                 QP_PIECE_CLUSTER, qp_rows_consortia},
    {"memberships", "consortium,member,role,source",                                                                           QP_PIECE_CLUSTER, qp_rows_memberships},
    {"things",      "id,kind,type,name,name_zh,parent,source",                                                                 QP_PIECE_TABLE,   rows_things},
    {"portfolio",   "region,industry,date,value,source",                                                                       QP_PIECE_REGION,  rows_portfolio},
    {"indicators",  "region,indicator,date,value,unit,source",                                                                 QP_PIECE_REGION,  rows_indicators},
    {"layers",      "id,name,name_zh,role,directed,weighted,measure,accrual,unit,factor,chain,level,sense,source",              QP_PIECE_TABLE,   rows_layers},
    {"sources",     "id,title,publisher,date,url,licence,locator,class",                                                       QP_PIECE_TABLE,   rows_sources},
};
/* clang-format on */

size_t qp_synth_pieces(const qp_plan *plan, const qp_synth_table *table)
{
    const size_t pieces[] = {[QP_PIECE_TABLE] = 1,
                             [QP_PIECE_CLUSTER] = plan->places.cluster_count,
                             [QP_PIECE_REGION] = plan->places.region_count,
                             [QP_PIECE_CROWD] = plan->places.region_count + 1};
    return pieces[table->pieces];
}
