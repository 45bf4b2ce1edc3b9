/* SPDX-License-Identifier: MIT */
/**
 * @file support/rich.h
 * @brief Small tables that give a network every column there is.
 *
 *      actors   A B C (regions), firm, lab, lead (architect: firm)
 *      things   chip, law
 *      layers   rnd: firm-lab, and with things lead-chip, firm-law
 *               talent: A>A, A>B, B>A, and with things chip>law
 */
#ifndef QP_SUPPORT_RICH_H
#define QP_SUPPORT_RICH_H

/** Names and contents in turn. */
#define RICH_TABLES                                                            \
    "links.csv",                                                               \
        "from,to,layer,weight,date,until,product,essentiality,status,"         \
        "polarity,origin,stated_value,stated_unit,relation,source\n"           \
        "A,B,talent,2.5,2023,,,,actual,1,state,7,people,moves,s\n"             \
        "B,A,talent,1e-300,2020,2022,chips,essential,,,,,,,\n"                 \
        "firm,lab,rnd,,,,,,planned,-1,,,,,s\n"                                 \
        "A,A,talent,3,,,,,,,,,,,\n"                                            \
        "law,firm,rnd,,,,steel,none,rising,1,market,5,percent,funds,s\n"       \
        "lead,chip,rnd,,2020,,,,,,,,,,\nchip,law,talent,4,,,,,,,,,,,\n",       \
        "regions.csv",                                                         \
        "id,name,name_zh,kind,parent,cluster,core,lon,lat,code,code_scheme,"   \
        "code_edition,population,political_system,customs_zone,legal_system,"  \
        "source\n"                                                             \
        "A,Alpha,甲,city,C,k,true,1.5,-2,10,GB,2020,1000,p,z,l,s\n"           \
        "B,,,,C,,,,,,,,,,,,\nC,,,outside,,,,,,,,,,,,,\n",                      \
        "enterprises.csv",                                                     \
        "id,name,region,country,ownership,industry,size_class,tier,stages,"    \
        "capacity,output,group,members,source\nfirm,Firm,A,FRA,foreign,chips," \
        "big,one,1 3,5,6,false,12,s\n",                                        \
        "institutes.csv", "id,kind,region\nlab,university,B\n",                \
        "architects.csv", "id,enterprise,chain,product\nlead,firm,cars,car\n", \
        "clusters.csv", "id,name,name_zh,label_lon,label_lat\nk,Kay,开,1,2\n", \
        "layers.csv",                                                          \
        "id,name,unit,factor,chain,level,sense,weighted\ntalent,T,people,"     \
        "talent,innovation,system,resource,\nrnd,,,,,,,false\n",               \
        "indicators.csv",                                                      \
        "region,indicator,date,value,unit,source\nA,gdp,2020,1.5,USD,s\n"      \
        "B,gdp,,0,USD,\n",                                                     \
        "things.csv",                                                          \
        "id,kind,type,name,name_zh,parent,owner,source\n"                      \
        "chip,product,good,Chip,芯,law,firm,s\nlaw,programme,,,,,,\n",         \
        "consortia.csv",                                                       \
        "id,name,name_zh,kind,lead,product,region,members,source\n"            \
        "all,All,全,research,lab,chips,A,9,s\ntwo,,,,,,,,\n",                  \
        "memberships.csv",                                                     \
        "consortium,member,role,weight,source\nall,lab,lead,2,s\n"             \
        "all,firm,,,\ntwo,A,,,\n",                                             \
        "locations.csv",                                                       \
        "actor,region,share,from,until,source\nfirm,A,0.25,,2020,s\n"          \
        "firm,B,0.75,,2020,\nlab,B,1,,,\n",                                    \
        "pairs.csv",                                                           \
        "from,to,measure,value,unit,source\nA,B,distance,7,km,s\n"             \
        "B,A,distance,7,km,\n",                                                \
        "portfolio.csv",                                                       \
        "region,actor,industry,product,date,value,source\n"                    \
        "A,,cars,,2020,2,s\n,firm,,chip,,1,\n",                                \
        "indicator_defs.csv",                                                  \
        "indicator,chain,factor,direction,low,high,weight,source\n"            \
        "gdp,industry,market,+,0,9,1,s\nco2,,,-,,,,\n",                        \
        "relatedness.csv",                                                     \
        "industry_a,industry_b,phi,source\nsteel,cars,0.5,s\ncars,cars,1,\n",  \
        "statements.csv",                                                      \
        "subject,topic,text,polarity,status,source\n"                          \
        "A,siphoning,drains,-1,rising,s\nlaw,gap,,,,\n",                       \
        "claims.csv",                                                          \
        "id,text,type,metric,scope,subject,layer,test,reference,source\n"      \
        "C1,It does,causal,gini,system,all,talent,rank,1,s\n"                  \
        "C2,,,gini,,,,,,\n",                                                   \
        "sources.csv",                                                         \
        "id,title,publisher,date,url,licence,locator,class\n"                  \
        "s,Title,P,2020,u,CC0,page 3,measured\n"

#endif
