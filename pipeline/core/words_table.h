/* SPDX-License-Identifier: MIT */
/**
 * @file core/words_table.h
 * @brief The words themselves: one row a word, one column a language.
 *
 * {1}, {2}, ... are places for texts; a language may use them in any order.
 */
#ifndef QP_CORE_WORDS_TABLE_H
#define QP_CORE_WORDS_TABLE_H

/* clang-format off */
#define QP_WORDS(X)                                                                                          \
/*    word                     English                                     Chinese                        */ \
    X(QP_WORD_TITLE_MOST,      "{1}: {2} gains most on balance, {3} loses most",                             \
                               "{1}：{2}净流入最多，{3}净流出最多")                                          \
    X(QP_WORD_TITLE_PLAIN,     "{1}: links between regions",               "{1}：区域间的联系")              \
    X(QP_WORD_TITLE_EMPTY,     "{1}: no flow between regions",             "{1}：区域间没有流动")            \
    X(QP_WORD_AT,              "{1}, {2}",                                 "{1}，{2}")                       \
    X(QP_WORD_COUNTS,          "{1} regions, {2} flows, {3} in all",       "{1}个区域，{2}条流，共{3}")      \
    X(QP_WORD_COUNTS_ONE,      "{1} regions, {2} flow, {3} in all",        "{1}个区域，{2}条流，共{3}")      \
    X(QP_WORD_COUNTS_LINKED,   "{1} regions, {2} linked pairs, {3} in all", "{1}个区域，{2}对联系，共{3}")   \
    X(QP_WORD_COUNTS_LINKED_ONE, "{1} regions, {2} linked pair, {3} in all", "{1}个区域，{2}对联系，共{3}")  \
    X(QP_WORD_INDEX,           "effectiveness index {1} of 100 ({2} by chance, p = {3})",                    \
                               "流动有效性指数{1}（满分100，随机情形{2}，p = {3}）")                          \
    X(QP_WORD_INDEX_BARE,      "effectiveness index {1} of 100",           "流动有效性指数{1}（满分100）")   \
    X(QP_WORD_COMMA,           "; ",                                       "；")                             \
    X(QP_WORD_STOP,            ". ",                                       "。")                             \
    X(QP_WORD_SYNTHETIC,       "SYNTHETIC DATA, not measurements.",        "合成数据，并非实测。")           \
    X(QP_WORD_STATED,          "AS STATED IN THE SOURCES, not measured.",  "据资料所述，并非实测。")         \
    X(QP_WORD_FLOW,            "Flow",                                     "流量")                           \
    X(QP_WORD_LINK,            "Links",                                    "联系")                           \
    X(QP_WORD_STRENGTH,        "Links of a region, area",                  "区域联系之和（面积）")           \
    X(QP_WORD_WITH_UNIT,       "{1} ({2})",                                "{1}（{2}）")                     \
    X(QP_WORD_TURNOVER,        "In- and outflow, area",                    "流入与流出之和（面积）")         \
    X(QP_WORD_BALANCE,         "On balance",                               "净额")                           \
    X(QP_WORD_GAINS,           "gains",                                    "净流入")                         \
    X(QP_WORD_LOSES,           "loses",                                    "净流出")                         \
    X(QP_WORD_CLUSTERS,        "Cluster",                                  "集群")                           \
    X(QP_WORD_NO_CLUSTER,      "in none",                                  "无所属集群")                     \
    X(QP_WORD_OTHER_CLUSTERS,  "{1} others",                               "其他{1}个")                      \
    X(QP_WORD_COLOUR,          "Colour of a flow: cluster of its origin.", "流的颜色表示来源集群。")         \
    X(QP_WORD_BEND,            "A flow bows to the right of its direction, so that the two directions of a pair lie apart.", \
                               "流向其行进方向的右侧弯曲，双向互不重叠。")                                   \
    X(QP_WORD_HULLS,           "Dashed hulls group points, they are no boundaries.",                         \
                               "虚线仅用于归组，并非边界。")                                                 \
    X(QP_WORD_SOURCE,          "Source: {1}",                              "来源：{1}")                      \
    X(QP_WORD_OWN_DATA,        "own data",                                 "自有数据")                       \
    X(QP_WORD_LAND,            "Land: Natural Earth 1:50m, public domain; coastlines only, no boundaries shown", \
                               "陆地：Natural Earth 1:50m，公有领域；仅绘海岸线，不绘任何边界")              \
    X(QP_WORD_EQUAL_EARTH,     "Equal Earth projection",                   "等地球投影")                     \
    X(QP_WORD_LAMBERT,         "Lambert azimuthal equal-area ({1}, {2})",  "兰勃特等积方位投影（{1}，{2}）") \
    X(QP_WORD_ALBERS,          "Albers equal-area ({1}, {2}; {3})",        "阿尔伯斯等积圆锥投影（{1}，{2}；{3}）") \
    X(QP_WORD_NO_GEOGRAPHY,    "No coordinates are given: regions stand on a circle",                        \
                               "未提供坐标：区域排列于圆周")                                                 \
    X(QP_WORD_NOT_DRAWN,       "Smaller flows, not drawn: {1} ({2} of the total)",                           \
                               "未绘出的较小的流：{1}条（占总量{2}）")                                       \
    X(QP_WORD_UNLOCATED,       "Regions without coordinates, not drawn: {1} ({2} of the total)",             \
                               "未绘出的无坐标区域：{1}个（占总量{2}）")                                     \
    X(QP_WORD_UNNAMED,         "Names for which there is no room: {1}",    "因空间所限未标的名称：{1}个")    \
    X(QP_WORD_LEFT_OUT,        "Links left out (no region, or not actual): {1}",                             \
                               "未计入的联系（无所属区域或非现状）：{1}条")                                  \
    X(QP_WORD_UNDATED,         "Undated links, left out: {1}",             "未计入的无日期联系：{1}条")      \
    X(QP_WORD_MOVED,           "Crowded discs are moved apart by at most {1} km",                            \
                               "密集的圆点略作移开，不超过{1}公里")                                          \
    X(QP_WORD_SCALE,           "{1} km",                                   "{1}公里")                        \
    X(QP_WORD_ARROW,           "{1} to {2}: {3}",                          "{1}至{2}：{3}")                  \
    X(QP_WORD_IN_OUT,          "{1}: in {2}, out {3}",                     "{1}：流入{2}，流出{3}")          \
    X(QP_WORD_DESCRIPTION,     "A map of {1} regions and the {2} largest of {3} flows between them. {4}",     \
                               "{1}个区域及其间{3}条流中最大的{2}条的地图。{4}")                             \
    X(QP_WORD_SHEET_ARCHITECTS, "Supply-chain architects",                  "链主企业")                      \
    X(QP_WORD_SHEET_ENTERPRISES, "Enterprises",                              "企业")                         \
    X(QP_WORD_SHEET_INSTITUTES, "Institutes",                               "科研机构")                      \
    X(QP_WORD_SHEET_REGIONS,   "Regions",                                  "区域")                           \
    X(QP_WORD_SHEETS_TITLE,    "Ties of {1} kinds of actors: {2} between kinds, {3} within",                 \
                               "{1}类主体的关系：类间{2}条，类内{3}条")                                      \
    X(QP_WORD_SHEETS_TITLE_ONE, "Ties within one kind of actors, {1}: {2}", "一类主体（{1}）内的关系：{2}条") \
    X(QP_WORD_SHEETS_TITLE_NONE, "No ties between actors",                   "主体之间没有关系")             \
    X(QP_WORD_SHEETS_COUNTS,   "Actors drawn: {1}; links: {2}, in layers: {3}; a tie is all that links two actors", \
                               "绘出主体：{1}；联系：{2}，层：{3}；一条关系汇总两个主体间的所有联系")        \
    X(QP_WORD_SHEET_ACTORS,    "Actors: {1}",                              "主体：{1}")                      \
    X(QP_WORD_SHEET_TIES,      "Ties: {1}",                                "关系：{1}")                      \
    X(QP_WORD_PART_OF,         "{1} of {2}",                               "{1}/{2}")                        \
    X(QP_WORD_KEY_ACTOR,       "an actor; colour: its kind",               "主体；颜色表示类别")             \
    X(QP_WORD_KEY_MANY,        "stands for many unnamed ones",             "代表众多未具名者")               \
    X(QP_WORD_KEY_TIE,         "a tie; between kinds: in the colour of the upper one",                       \
                               "关系；类间关系取上层颜色")                                                   \
    X(QP_WORD_KEY_NOT_PRESENT, "tie that is planned, possible or past",    "计划中、可能或过去的关系")       \
    X(QP_WORD_KEY_AGAINST,     "tie of rivalry, restriction or harm",      "竞争、限制或损害关系")           \
    X(QP_WORD_KEY_HOST,        "where an actor is; an architect's enterprise",                               \
                               "所在区域；链主所属企业")                                                     \
    X(QP_WORD_SHEETS_SCHEMATIC, "Positions follow the map schematically; the order of the sheets has no meaning", \
                               "位置仅示意性地对应地图；层面次序无含义")                                     \
    X(QP_WORD_SHEETS_OVAL,     "No coordinates are given: actors stand on ovals, in the order of their ids; the order of the sheets has no meaning", \
                               "未提供坐标：主体按标识排列于椭圆上；层面次序无含义")                         \
    X(QP_WORD_SHEETS_DIRECTION, "Lines show no direction",                  "线条不表示方向")                \
    X(QP_WORD_SHEETS_ASTRAY,   "Actors without a known place, at the front edge of their sheet: {1}",        \
                               "位置不明、置于层面前缘的主体：{1}个")                                        \
    X(QP_WORD_SHEETS_UNTIED,   "Actors not drawn, tied to no other: {1}",  "未绘出的无关系主体：{1}个")      \
    X(QP_WORD_SHEETS_THINGS,   "Links with technologies, programmes or products, not drawn: {1}",            \
                               "未绘出的与技术、计划或产品的联系：{1}条")                                    \
    X(QP_WORD_SHEETS_CROWDED,  "Not drawn for want of room, those with fewest ties, equal ones by id: {1}",  \
                               "因空间所限未绘出（关系最少者，相同者按标识）：{1}")                          \
    X(QP_WORD_SHEETS_FEWER_TIES, "Ties not drawn, of actors not drawn or with the fewest links, then of actors with the fewest ties: {1}", \
                               "未绘出的关系（一端未绘出，或联系最少，其次两端关系最少者）：{1}条")          \
    X(QP_WORD_SHEETS_UNNAMED,  "Actors for whose name there is no room: {1}",                                \
                               "因空间所限未标名称的主体：{1}个")                                            \
    X(QP_WORD_SHEET_AND_COUNT, "{1} {2}",                                  "{1}{2}")                         \
    X(QP_WORD_TIP_ACTOR,       "{1} ({2}), ties: {3}",                     "{1}（{2}），关系：{3}")          \
    X(QP_WORD_TIP_MORE,        "and {1} more",                             "另有{1}条")                      \
    X(QP_WORD_SHEETS_DESCRIPTION, "{1} actors on {2} sheets, one a kind, and {3} ties between them. {4}",    \
                               "{2}个层面上的{1}个主体及其间{3}条关系，每类主体一个层面。{4}")               \
    X(QP_WORD_EGO_TITLE,       "{1}: {2} in {3}",                           "{1}：{3}、{2}")                 \
    X(QP_WORD_EGO_TITLE_STATED,"{1}: {2} in {3}, as stated",                "{1}：据资料所述的{3}、{2}")     \
    X(QP_WORD_EGO_TITLE_ALONE, "{1}: in no link of any layer",              "{1}：不在任何层的联系中")       \
    X(QP_WORD_EGO_TIE,         "{1} tie",                                   "{1}条联系")                     \
    X(QP_WORD_EGO_TIES,        "{1} ties",                                  "{1}条联系")                     \
    X(QP_WORD_EGO_LAYER,       "{1} layer",                                 "{1}层")                         \
    X(QP_WORD_EGO_LAYERS,      "{1} layers",                                "{1}层")                         \
    X(QP_WORD_EGO_OUT,         "{1} out",                                   "{1}条向外")                     \
    X(QP_WORD_EGO_IN,          "{1} in",                                    "{1}条向内")                     \
    X(QP_WORD_EGO_UNDIRECTED,  "{1} undirected",                            "{1}条无方向")                   \
    X(QP_WORD_EGO_CELLS,       "{1} besides links",                        "联系之外{1}项")                  \
    X(QP_WORD_EGO_SEED,        "{1} from the seed texts",                   "{1}项出自种子文本")             \
    X(QP_WORD_EGO_GENERAL,     "{1} general knowledge",                     "{1}项为常识")                   \
    X(QP_WORD_EGO_MEASURED,    "{1} measured",                              "{1}项为实测")                   \
    X(QP_WORD_EGO_SYNTHETIC,   "{1} synthetic",                             "{1}项为合成")                   \
    X(QP_WORD_EGO_COMMA,       ", ",                                        "，")                            \
    X(QP_WORD_EGO_COLON,       ": ",                                        "：")                            \
    X(QP_WORD_EGO_BETWEEN,     "{1} and {2}: {3}",                          "{1}与{2}：{3}")                 \
    X(QP_WORD_EGO_HOME,        "Is in",                                     "所在地")                        \
    X(QP_WORD_EGO_PARENT,      "Is part of",                                "隶属于")                        \
    X(QP_WORD_EGO_ROLES,       "Architect of",                              "链主，所构建的链")              \
    X(QP_WORD_EGO_PLAYED_BY,   "Role played by",                            "角色承担者")                    \
    X(QP_WORD_EGO_CONSORTIA,   "Consortia",                                 "创新联合体")                    \
    X(QP_WORD_EGO_OWNED,       "Has as its own",                            "所拥有")                        \
    X(QP_WORD_EGO_FIELDS,      "Specialised in",                            "专长领域")                      \
    X(QP_WORD_EGO_LEADS,       "leads",                                     "牵头")                          \
    X(QP_WORD_EGO_MEMBER,      "member",                                    "成员")                          \
    X(QP_WORD_EGO_REGION,      "region",                                    "区域")                          \
    X(QP_WORD_EGO_ENTERPRISE,  "enterprise",                                "企业")                          \
    X(QP_WORD_EGO_INSTITUTE,   "institute",                                 "机构")                          \
    X(QP_WORD_EGO_ARCHITECT,   "supply-chain architect",                    "链主")                          \
    X(QP_WORD_EGO_CONSORTIUM,  "consortium",                                "创新联合体")                    \
    X(QP_WORD_EGO_THING,       "technology, programme or product",          "技术、计划或产品")              \
    X(QP_WORD_EGO_FIELD,       "field of specialisation",                   "专长领域")                      \
    X(QP_WORD_EGO_KEY_ARROW,   "from whom to whom",                         "由谁到谁")                      \
    X(QP_WORD_EGO_ONCE,        "What is tied in several layers stands once, in the first of them, with a line for every tie", \
                               "在多个层中有联系者只出现一次，位于其中首个层，每条联系各一条线")             \
    X(QP_WORD_EGO_SHARED,      "Ties that differ in date, weight or source alone share a line",              \
                               "仅日期、权重或来源不同的联系共用一条线")                                     \
    X(QP_WORD_EGO_NOT_DRAWN,   "Not drawn, the last in the order of layers and ids: {1} more",               \
                               "未绘出（按层与标识排列居后者）：另有{1}个")                                  \
    X(QP_WORD_EGO_WITHIN,      "Links to itself, not drawn: {1}",           "未绘出的自身联系：{1}条")       \
    X(QP_WORD_EGO_PARTS,       "Regions that are part of it, not drawn: {1}",                                \
                               "未绘出的下属区域：{1}个")                                                    \
    X(QP_WORD_EGO_RESIDENTS,   "Actors that are there, not drawn: {1}",     "未绘出的当地主体：{1}个")       \
    X(QP_WORD_EGO_DESCRIPTION, "{1} in the middle and {2} of the {3} actors and things that it is tied to round it. {4}",\
                               "{1}居中，四周为与其有联系的{3}个对象中的{2}个。{4}")                         \
    X(QP_WORD_STATUS_RISING,   "rising",                                    "上升")                          \
    X(QP_WORD_STATUS_DECLINING,"declining",                                 "下降")                          \
    X(QP_WORD_STATUS_HISTORICAL,"historical",                               "历史")                          \
    X(QP_WORD_STATUS_PLANNED,  "planned",                                   "计划中")                        \
    X(QP_WORD_STATUS_PROPOSED, "proposed",                                  "提议中")                        \
    X(QP_WORD_STATUS_PROSPECTIVE,"prospective",                             "可能")                          \
    X(QP_WORD_STATUS_REPLACED, "replaced",                                  "已被取代")                      \
    X(QP_WORD_EVIDENCE_TITLE,  "What the sources state of each cluster: counts of statements, not measures", \
                               "资料对各集群的陈述：仅为陈述条数，并非度量")                                 \
    X(QP_WORD_EVIDENCE_TITLE_PLAIN, "What the sources state: counts of statements, not measures",            \
                               "资料的陈述：仅为陈述条数，并非度量")                                         \
    X(QP_WORD_EVIDENCE_TITLE_NONE, "The sources state nothing",           "资料未作任何陈述")                \
    X(QP_WORD_EVIDENCE_TOTAL,  "Statements: {1} ({2})",                   "陈述{1}条（{2}）")                \
    X(QP_WORD_EVIDENCE_OF_TIES, "ties {1}",                               "关系{1}条")                       \
    X(QP_WORD_EVIDENCE_OF_TABLES, "memberships or specialisations {1}",   "成员与专长{1}条")                 \
    X(QP_WORD_EVIDENCE_OF_TOPICS, "on a single subject {1}",              "单独陈述{1}条")                   \
    X(QP_WORD_EVIDENCE_SEED,   "stated {1}",                              "资料所述{1}条")                   \
    X(QP_WORD_EVIDENCE_KNOWN,  "general knowledge {1}",                   "常识{1}条")                       \
    X(QP_WORD_EVIDENCE_MEASURED, "measured {1}",                          "实测{1}条")                       \
    X(QP_WORD_EVIDENCE_SYNTHETIC, "synthetic {1}",                        "合成{1}条")                       \
    X(QP_WORD_EVIDENCE_TIES,   "Ties, by layer",                          "关系（按层）")                    \
    X(QP_WORD_EVIDENCE_TABLES, "Memberships, specialisations",            "成员与专长")                      \
    X(QP_WORD_EVIDENCE_TOPICS, "Single subjects, by topic",               "单独陈述（按主题）")              \
    X(QP_WORD_EVIDENCE_WORKS,  "Who says it",                             "出处")                            \
    X(QP_WORD_EVIDENCE_MEMBERSHIPS, "Memberships of consortia",           "联合体成员")                      \
    X(QP_WORD_EVIDENCE_PORTFOLIO, "Specialisations",                      "专长")                            \
    X(QP_WORD_EVIDENCE_NO_WORK, "No source named",                        "未注明来源")                      \
    X(QP_WORD_EVIDENCE_OTHERS, "{1} others",                              "其他{1}个")                       \
    X(QP_WORD_EVIDENCE_NO_CLUSTER, "In no cluster",                       "不在集群内")                      \
    X(QP_WORD_EVIDENCE_PLACES, "In a place",                              "有地点")                          \
    X(QP_WORD_EVIDENCE_NO_PLACE, "Of no place",                           "无地点")                          \
    X(QP_WORD_EVIDENCE_ALL,    "All",                                     "合计")                            \
    X(QP_WORD_EVIDENCE_SHADE,  "Statements in a cell",                    "每格陈述条数")                    \
    X(QP_WORD_EVIDENCE_POLARITY, "What they say, by share",               "陈述性质（占比）")                \
    X(QP_WORD_EVIDENCE_HELPS,  "helps",                                   "有利")                            \
    X(QP_WORD_EVIDENCE_NEUTRAL, "neutral, or not said",                   "中性或未说明")                    \
    X(QP_WORD_EVIDENCE_HINDERS, "hinders",                                "不利")                            \
    X(QP_WORD_EVIDENCE_NOTHING, "Blank",                                  "空白")                            \
    X(QP_WORD_EVIDENCE_BLANK,  "The sources say nothing; it does not mean that there is nothing",            \
                               "资料未提及，并不表示没有")                                                   \
    X(QP_WORD_EVIDENCE_ENDS,   "A statement counts once for each cluster that it touches, a tie within one cluster once, so that a row may add up to more than All", \
                               "一条陈述对其涉及的每个集群各计一次，集群内部的关系只计一次，故各列之和可大于合计") \
    X(QP_WORD_EVIDENCE_SITES,  "Actors are where their region is; in no cluster are regions outside all clusters and larger than one; of no place are statements that name no region", \
                               "主体位于其所在区域；“不在集群内”指集群以外或大于集群的区域；“无地点”指未涉及任何区域的陈述") \
    X(QP_WORD_EVIDENCE_SITES_PLAIN, "Actors are where their region is; of no place are statements that name no region", \
                               "主体位于其所在区域；“无地点”指未涉及任何区域的陈述")                         \
    X(QP_WORD_EVIDENCE_ORDER,  "Columns and rows stand in the order of their ids; how much is written of something is no measure of it", \
                               "行列均按标识排列；着墨多少并非度量")                                         \
    X(QP_WORD_EVIDENCE_MERGED, "Where rows are too many, those with most statements, equal ones in this order, have a row of their own", \
                               "行数过多时，仅陈述最多者单列，相同者按此次序")                               \
    X(QP_WORD_EVIDENCE_COLUMNS_MERGED, "Only the first {1} clusters have a column of their own",             \
                               "仅前{1}个集群单列")                                                          \
    X(QP_WORD_EVIDENCE_STATUSES, "Among them, not of the present: {1}",   "其中非现状：{1}")                 \
    X(QP_WORD_EVIDENCE_NAMED_COUNT, "{1} {2}",                            "{1}{2}条")                        \
    X(QP_WORD_EVIDENCE_CELL,   "{1}, {2}: {3}",                           "{1}，{2}：{3}")                   \
    X(QP_WORD_EVIDENCE_SPLIT,  "{1} (helps {2}, neutral or not said {3}, hinders {4})",                      \
                               "{1}条（有利{2}，中性或未说明{3}，不利{4}）")                                 \
    X(QP_WORD_EVIDENCE_DESCRIPTION, "A table of counts, {1} rows by {2} columns, of {3} statements. {4}",    \
                               "{3}条陈述的计数表，{1}行{2}列。{4}")                                         \
    X(QP_WORD_TITLE_STATED,    "{1}: what the sources state",               "{1}：资料所述")                 \
    X(QP_WORD_TITLE_UNSTATED,  "{1}: no statement links two places",        "{1}：没有连接两地的陈述")       \
    X(QP_WORD_COUNTS_STATED,   "{1} places; links between them: {2}; {3}",  "{1}地；其间联系{2}条；共{3}")   \
    X(QP_WORD_STATEMENT,       "{1} statement",                             "{1}条陈述")                     \
    X(QP_WORD_STATEMENTS,      "{1} statements",                            "{1}条陈述")                     \
    X(QP_WORD_STATED_WIDTH,    "Statements",                                "陈述条数")                      \
    X(QP_WORD_STATED_AREA,     "Statements of a place, area",               "一地的陈述条数（面积）")        \
    X(QP_WORD_COLOUR_STATED,   "Colour of a line: cluster of its origin.",  "线条的颜色表示起点所属集群。")  \
    X(QP_WORD_BEND_STATED,     "A line bows to the right of its direction, so that the two directions of a pair lie apart.",\
                               "线条向其方向的右侧弯曲，双向互不重叠。")                                     \
    X(QP_WORD_STATED_NOT_DRAWN,"Links of the fewest statements, not drawn: {1} ({2} of all statements)",     \
                               "未绘出的陈述最少的联系：{1}条（占全部陈述{2}）")                             \
    X(QP_WORD_STATED_UNPLACED, "Statements about what is nowhere on a map (technologies, programmes, actors without a place), not drawn: {1}",\
                               "未绘出的无地点陈述（技术、计划或地点不明的主体）：{1}条")                    \
    X(QP_WORD_STATED_WITHIN,   "Statements with both ends at one place, not drawn: {1}",                     \
                               "未绘出的同地陈述：{1}条")                                                    \
    X(QP_WORD_STATED_LIFTED,   "Ends without coordinates, drawn at the region they are part of: {1}",        \
                               "无坐标、绘于其所属上级区域的端点：{1}个")                                    \
    X(QP_WORD_DESCRIPTION_STATED,"A map of {1} places and {2} of the {3} links that the sources state between them. {4}",\
                               "{1}地及资料所述其间{3}条联系中{2}条的地图。{4}")                             \
    X(QP_WORD_DEMO_ENTERPRISE, "Demo {1} {2}",                             "示例{2}{1}")                     \
    X(QP_WORD_DEMO_UNIVERSITY, "Demo University {1}",                      "示例{1}大学")                    \
    X(QP_WORD_DEMO_LABORATORY, "Demo Laboratory {1}",                      "示例{1}实验室")                  \
    X(QP_WORD_DEMO_ABROAD,     "Demo maker abroad",                        "示例境外厂商")                   \
    X(QP_WORD_DEMO_ARCHITECT,  "Demo architect {1}",                       "示例{1}链主")                    \
    X(QP_WORD_DEMO_CONSORTIUM, "Demo consortium {1}",                      "示例{1}创新联合体")              \
    X(QP_WORD_DEMO_REGION,     "Region {1}",                               "区域{1}")                        \
    X(QP_WORD_DEMO_CLUSTER,    "Cluster {1}",                              "集群{1}")                        \
    X(QP_WORD_AEROSPACE,       "Aerospace",                                "航天")                           \
    X(QP_WORD_BATTERIES,       "Batteries",                                "电池")                           \
    X(QP_WORD_BIOTECH,         "Biotech",                                  "生物")                           \
    X(QP_WORD_CHEMICALS,       "Chemicals",                                "化工")                           \
    X(QP_WORD_CHIPS,           "Chips",                                    "芯片")                           \
    X(QP_WORD_MACHINERY,       "Machinery",                                "机械")                           \
    X(QP_WORD_OPTICS,          "Optics",                                   "光学")                           \
    X(QP_WORD_SOFTWARE,        "Software",                                 "软件")                           \
    X(QP_WORD_STEEL,           "Steel",                                    "钢铁")                           \
    X(QP_WORD_TELECOM,         "Telecom",                                  "通信")                           \
    X(QP_WORD_TEXTILES,        "Textiles",                                 "纺织")                           \
    X(QP_WORD_VEHICLES,        "Vehicles",                                 "汽车")                           \
    X(QP_WORD_AIRFRAME,        "Airframe",                                 "机身")                           \
    X(QP_WORD_BATTERY_CELL,    "Battery cell",                             "电芯")                           \
    X(QP_WORD_REAGENT,         "Reagent",                                  "试剂")                           \
    X(QP_WORD_RESIN,           "Resin",                                    "树脂")                           \
    X(QP_WORD_MEMORY_CHIP,     "Memory chip",                              "存储芯片")                       \
    X(QP_WORD_MACHINE_TOOL,    "Machine tool",                             "机床")                           \
    X(QP_WORD_LASER_SOURCE,    "Laser source",                             "激光源")                         \
    X(QP_WORD_DESIGN_SOFTWARE, "Design software",                          "设计软件")                       \
    X(QP_WORD_STEEL_PLATE,     "Steel plate",                              "钢板")                           \
    X(QP_WORD_ANTENNA,         "Antenna",                                  "天线")                           \
    X(QP_WORD_FABRIC,          "Fabric",                                   "织物")                           \
    X(QP_WORD_CHASSIS,         "Chassis",                                  "底盘")                           \
    X(QP_WORD_CONTROL_CHIP,    "Control chip",                             "控制芯片")                       \
    X(QP_WORD_TALENT,          "Talent",                                   "人才")                           \
    X(QP_WORD_CAPITAL,         "Capital",                                  "资本")                           \
    X(QP_WORD_SUPPLY,          "Supply",                                   "供应")                           \
    X(QP_WORD_RND,             "Joint research",                           "联合研发")                       \
    X(QP_WORD_TRANSFER,        "Technology transfer",                      "技术转移")                       \
    X(QP_WORD_TOLD_EXPECTED,   "by chance {1}",                            "随机情形{1}")                    \
    X(QP_WORD_TOLD_NO_ROWS,    "Nothing to show: no panel given holds {1} of this layer and period.",        \
                               "无可展示：所给面板中没有该层、该时段的 {1}。")                               \
    X(QP_WORD_TOLD_NO_VALUE,   "Nothing to show: {1} has no value here ({2}: {3}).",                         \
                               "无可展示：此处 {1} 无数值（{2}）。")                                         \
    X(QP_WORD_KEY_FINDING,     "differs from chance (q < 0.05)",           "异于随机（q < 0.05）")           \
    X(QP_WORD_KEY_BY_CHANCE,   "may be chance (q ≥ 0.05)",                 "可能出于随机（q ≥ 0.05）")       \
    X(QP_WORD_KEY_UNTESTED,    "not tested",                               "未检验")                         \
    X(QP_WORD_KEY_INTERVAL,    "95 % interval",                            "95 %区间")                       \
    X(QP_WORD_KEY_EXPECTED,    "mean by chance",                           "随机均值")                       \
    X(QP_WORD_KEY_CORE,        "bold: core of its cluster",                "粗体：集群核心")                 \
    X(QP_WORD_STANDING_TIP,    "{1}: {2}",                                 "{1}：{2}")                       \
    X(QP_WORD_STANDING_NET,    "net flow {1}",                             "净流量{1}")                      \
    X(QP_WORD_STANDING_TURNOVER, "in- and outflow {1}",                    "流入与流出之和{1}")              \
    X(QP_WORD_STANDING_AXIS,   "(inflow − outflow) / (inflow + outflow)",  "（流入－流出）/（流入＋流出）")  \
    X(QP_WORD_STANDING_TITLE_FINDING, "{1}: net gain beyond chance in {2} of {3} regions, net loss in {4}",  \
                               "{1}：{3}个区域中，净流入超出随机者{2}个，净流出超出随机者{4}个")             \
    X(QP_WORD_STANDING_VALUELESS, "Regions without a value: {1} ({2})",    "无数值的区域：{1}个（{2}）")     \
    X(QP_WORD_STANDING_DISPERSED, "Moves are not independent: intervals are widened for it, the tests are not and find too much", \
                               "流动并非相互独立：区间已相应加宽，检验则未作修正，易高估显著性")             \
    X(QP_WORD_STANDING_CHANCE, "Chance: every move goes either way with equal odds; q after Benjamini and Hochberg over all regions", \
                               "随机情形：每次流动的方向等概率；q 为对所有区域作 Benjamini-Hochberg 校正后的值") \
    X(QP_WORD_RANKING_TITLE,   "{1}: net flow of regions as a share of all that flows in and out",           \
                               "{1}：各区域净流量占流入与流出之和的比例")                                    \
    X(QP_WORD_RANKING_SUBTITLE, "Net flow over in- and outflow, with 95 % intervals; regions: {1} of {2}",   \
                               "净流量与流入流出之和的比，附95 %区间；区域{2}个中的{1}个")                   \
    X(QP_WORD_RANKING_NET,     "Net flow",                                 "净流量")                         \
    X(QP_WORD_RANKING_RANK,    "Rank",                                     "位次")                           \
    X(QP_WORD_RANKING_RANK_OF, "Rank: by net flow, as the panel has it; rows stand in the order of the share", \
                               "位次按净流量，取自面板；各行按比例排列")                                     \
    X(QP_WORD_RANKING_NOT_SHOWN, "Shown are the {1} regions with the largest in- and outflow; not shown: {2}", \
                               "仅示流入与流出之和最大的{1}个区域；未示{2}个")                               \
    X(QP_WORD_RANKING_DESCRIPTION, "A chart of {1} of {2} regions by net flow over in- and outflow. {3}",    \
                               "{2}个区域中{1}个的净流量占流入流出之和比例的图。{3}")                        \
    X(QP_WORD_FUNNEL_TITLE,    "{1}: how far regions are from balance, against how much flows",              \
                               "{1}：各区域偏离平衡的程度与流量")                                            \
    X(QP_WORD_FUNNEL_SUBTITLE, "Net flow over in- and outflow, against in- and outflow; regions: {1}; between the limits lies what chance gives", \
                               "净流量与流入流出之和的比，对流入与流出之和；区域{1}个；界限之间为随机情形")  \
    X(QP_WORD_FUNNEL_FLOW,     "In- and outflow",                          "流入与流出之和")                 \
    X(QP_WORD_FUNNEL_AXIS,     "{1}, logarithmic",                         "{1}，对数坐标")                  \
    X(QP_WORD_FUNNEL_LIMIT_95, "95 % of regions by chance alone",          "随机情形下95 %的区域")           \
    X(QP_WORD_FUNNEL_LIMIT_998, "99.8 %",                                  "99.8 %")                         \
    X(QP_WORD_FUNNEL_NOT_SHOWN, "Not shown, for nothing is tested or in- and outflow are not known: {1}",    \
                               "未示（未检验或流量不明）：{1}个")                                            \
    X(QP_WORD_FUNNEL_LIMITS,   "Limits: ±1.96 and ±3.09 over the root of in- and outflow",                   \
                               "界限：±1.96与±3.09除以流入流出之和的平方根")                                 \
    X(QP_WORD_FUNNEL_BOWKER,   "Over all pairs chi-square is {1} on {2} degrees of freedom",                 \
                               "全部区域对的卡方为{1}，自由度{2}")                                           \
    X(QP_WORD_FUNNEL_DESCRIPTION, "A scatter of {1} regions, of which {2} lie outside the limits of 95 % and {3} outside those of 99.8 %. {4}", \
                               "{1}个区域的散点图，95 %界限外{2}个，99.8 %界限外{3}个。{4}")                 \
    X(QP_WORD_FUNNEL_UNTESTED, "Nothing to show: weights that are no counts are not tested against chance (see ranking).", \
                               "无可展示：权重并非计数，未作随机检验（见 ranking 图）。")                    \
    X(QP_WORD_COEFFICIENTS_TITLE, "How flows go with size, distance and borders, by layer",                  \
                               "流量与规模、距离、边界的关系（按层）")                                       \
    X(QP_WORD_COEFFICIENTS_TITLE_FINDING, "Flows are smaller over longer distances (layers: {1} of {2})",    \
                               "{2}个层中，{1}个层的流量随距离增大而减小")                                   \
    X(QP_WORD_COEFFICIENTS_SUBTITLE, "Coefficients of a gravity model of flows (PPML) with 95 % intervals{1}", \
                               "流量引力模型（PPML）的系数及95 %区间{1}")                                    \
    X(QP_WORD_COEFFICIENTS_PERIOD, "; {1}",                                "；{1}")                          \
    X(QP_WORD_COEFFICIENTS_AXIS, "Coefficient; 0: no relation",            "系数；0表示无关")                \
    X(QP_WORD_COEFFICIENTS_ORIGIN, "Size of the origin (log)",             "来源地规模（对数）")             \
    X(QP_WORD_COEFFICIENTS_DESTINATION, "Size of the destination (log)",   "目的地规模（对数）")             \
    X(QP_WORD_COEFFICIENTS_DISTANCE, "Distance (log)",                     "距离（对数）")                   \
    X(QP_WORD_COEFFICIENTS_DISTANCE_EFFECTS, "Distance (log), with effects of both ends",                    \
                               "距离（对数），含两端效应")                                                   \
    X(QP_WORD_COEFFICIENTS_BARRIER, "Barrier of level {1} against the lowest, with effects of both ends",    \
                               "屏障{1}级（对最低级），含两端效应")                                          \
    X(QP_WORD_COEFFICIENTS_HEAD, "Coefficient [95 %]",                     "系数[95 %]")                     \
    X(QP_WORD_COEFFICIENTS_TIP, "{1}, {2}: {3}",                           "{1}，{2}：{3}")                  \
    X(QP_WORD_COEFFICIENTS_GREAT_CIRCLE, "Distances, where none are given, are great circles between coordinates", \
                               "未提供距离者取坐标间的大圆距离")                                             \
    X(QP_WORD_COEFFICIENTS_N,  "Pairs",                                    "区域对")                         \
    X(QP_WORD_COEFFICIENTS_PAIRS, "Pairs: of regions, both directions, flows of 0 included",                 \
                               "区域对按双向计，含零流量")                                                   \
    X(QP_WORD_COEFFICIENTS_TESTS, "p of single tests, uncorrected for how many there are; q of barriers over their levels", \
                               "p为单项检验，未作多重校正；屏障的q按级别校正")                               \
    X(QP_WORD_COEFFICIENTS_VALUELESS, "Coefficients without a value: {1} ({2})",                             \
                               "无数值的系数：{1}个（{2}）")                                                 \
    X(QP_WORD_COEFFICIENTS_NOT_SHOWN, "Not shown, the last in this order: {1}",                              \
                               "未示（按此次序居后者）：{1}个")                                              \
    X(QP_WORD_COEFFICIENTS_CONSTANT, "The constant is not shown",          "未示常数项")                     \
    X(QP_WORD_COEFFICIENTS_DESCRIPTION, "A chart of {1} coefficients of gravity models of {2} layers. {3}",  \
                               "{2}个层引力模型{1}个系数的图。{3}")                                          \
    X(QP_WORD_MATRIX_TITLE_INSIDE, "{1}: more links stay inside clusters than chance gives",                 \
                               "{1}：集群内部的联系多于随机情形")                                            \
    X(QP_WORD_MATRIX_TITLE_ACROSS, "{1}: more links lead from cluster to cluster than chance gives",         \
                               "{1}：跨集群的联系多于随机情形")                                              \
    X(QP_WORD_MATRIX_TITLE_TIES, "{1}: links between regions, against what their sizes imply",               \
                               "{1}：区域间的联系（对规模所对应的联系）")                                    \
    X(QP_WORD_MATRIX_TITLE_TIES_CLUSTERS, "{1}: links in and between clusters, against what sizes imply",    \
                               "{1}：集群内部与集群之间的联系（对规模所对应的联系）")                        \
    X(QP_WORD_MATRIX_TITLE_ALIKE, "How alike regions are in what they make",                                 \
                               "各区域产业结构的相似程度")                                                   \
    X(QP_WORD_MATRIX_TITLE_ALIKE_CLUSTERS, "How alike the regions of clusters are in what they make",        \
                               "各集群区域产业结构的相似程度")                                               \
    X(QP_WORD_MATRIX_TITLE_RELATEDNESS, "How related classes are: found in the same regions",                \
                               "各门类的关联程度（同见于一地）")                                             \
    X(QP_WORD_MATRIX_SUBTITLE_TIES, "Observed over expected; 1: as sizes imply; regions: {1}, linked pairs: {2}", \
                               "观测值与期望值之比，1表示与规模相应；区域{1}个，有联系的区域对{2}个")        \
    X(QP_WORD_MATRIX_SUBTITLE_ALIKE, "Cosine of the shares of classes; 0: nothing in common, 1: the same; regions: {1}, pairs: {2}", \
                               "各门类份额的余弦；0表示毫无共同，1表示相同；区域{1}个，区域对{2}个")         \
    X(QP_WORD_MATRIX_SUBTITLE_RELATEDNESS, "Relatedness of two classes; 0: never found together, 1: always; classes: {1}, pairs: {2}", \
                               "两门类的关联度；0表示从不同见，1表示总是同见；门类{1}个，门类对{2}个")       \
    X(QP_WORD_MATRIX_INSIDE, "; E-I index of clusters (1: all across, −1: all inside) {1}",                 \
                               "；集群 E-I 指数（1：全部跨集群，−1：全部在集群内）{1}")                            \
    X(QP_WORD_MATRIX_SCALE_TIES, "Observed over expected",                                                   \
                               "观测值与期望值之比")                                                         \
    X(QP_WORD_MATRIX_SCALE_ALIKE, "Similarity",                                                              \
                               "相似度")                                                                     \
    X(QP_WORD_MATRIX_SCALE_RELATEDNESS, "Relatedness",                                                       \
                               "关联度")                                                                     \
    X(QP_WORD_MATRIX_UNCERTAIN_TIES, "uncertain: fewer than 5 links, or the interval holds 1",               \
                               "不确定：联系少于5条，或区间包含1")                                           \
    X(QP_WORD_MATRIX_UNCERTAIN_ALIKE, "uncertain: fewer than 10 classes",                                    \
                               "不确定：门类少于10个")                                                       \
    X(QP_WORD_MATRIX_UNCERTAIN_RELATEDNESS, "uncertain: fewer than 20 regions",                              \
                               "不确定：区域少于20个")                                                       \
    X(QP_WORD_MATRIX_UNCERTAIN_CLUSTERS, "uncertain: fewer than 3 pairs of regions",                         \
                               "不确定：区域对少于3个")                                                      \
    X(QP_WORD_MATRIX_UNCERTAIN_CELL, "uncertain",                                                            \
                               "不确定")                                                                     \
    X(QP_WORD_MATRIX_NO_LINK, "no link",                                                                     \
                               "无联系")                                                                     \
    X(QP_WORD_MATRIX_NO_VALUE, "no value",                                                                   \
                               "无数值")                                                                     \
    X(QP_WORD_MATRIX_TIP, "{1} – {2}: {3}",                                                                  \
                               "{1}－{2}：{3}")                                                              \
    X(QP_WORD_MATRIX_ORDER_TIES, "Rows and columns are the same, by cluster, then from most links to fewest", \
                               "行列相同，按集群、再按联系由多到少排列")                                     \
    X(QP_WORD_MATRIX_ORDER_ALIKE, "Rows and columns are the same, by cluster, then from the region most like the others to the one least so", \
                               "行列相同，按集群、再按与其他区域相似程度由高到低排列")                       \
    X(QP_WORD_MATRIX_ORDER_CLASSES, "Rows and columns are the same, from the class most related to the others to the one least so", \
                               "行列相同，按与其他门类关联程度由高到低排列")                                 \
    X(QP_WORD_MATRIX_ADDED_TIES, "Regions are too many to be shown: what is observed and what sizes imply are each added up over the pairs of their regions, pairs without a link too", \
                               "区域过多，不逐一展示：观测值与期望值分别按区域对（含无联系者）加总")         \
    X(QP_WORD_MATRIX_ADDED_ALIKE, "Regions are too many to be shown: a cell is the mean over the pairs of their regions", \
                               "区域过多，不逐一展示：每格为区域对的均值")                                   \
    X(QP_WORD_MATRIX_BOTH_WAYS, "Both directions are added; links inside a region are left out",             \
                               "双向相加；不含区域内部的联系")                                               \
    X(QP_WORD_MATRIX_FEW_REGIONS, "Regions are few: values are too low on the whole, for sizes imply links of a region with itself too", \
                               "区域较少：期望值含区域与自身的联系，数值总体偏低")                           \
    X(QP_WORD_MATRIX_SUMMED, "How sure a cell is is not known: links are sums of many moves already",        \
                               "各格的不确定性未知：每条联系已是多次流动之和")                               \
    X(QP_WORD_MATRIX_LEFT_OUT, "Not shown, the least: {1}; shown: {2}",                                      \
                               "未示（居后者）{1}个；已示{2}个")                                             \
    X(QP_WORD_MATRIX_VALUELESS, "Without a value, not shown: {1} ({2})",                                     \
                               "无数值、未示：{1}个（{2}）")                                                 \
    X(QP_WORD_MATRIX_DESCRIPTION, "A matrix of {1} of {2} rows and as many columns; pairs with a value: {3}. {4}", \
                               "{1}的矩阵，{2}行{2}列，有数值的对{3}个。{4}")                                \
    X(QP_WORD_SCORE_TITLE, "{1}: the clusters side by side",                                                 \
                               "{1}：各集群一览")                                                            \
    X(QP_WORD_SCORE_TITLE_CORES, "{1}: {2} of {3} cores gain from their clusters beyond chance",             \
                               "{1}：{3}个核心中，{2}个自集群的净流入超出随机")                              \
    X(QP_WORD_SCORE_SUBTITLE, "Headline measures of {1} clusters, each column on a scale of its own",        \
                               "{1}个集群的主要指标，各列各自标尺")                                          \
    X(QP_WORD_SCORE_ABSENT, "Nothing to show: the panels given hold no value of a cluster for this layer and period", \
                               "无可展示：所给面板中没有该层、该时段的集群数值")                             \
    X(QP_WORD_SCORE_ALL, "All regions",                                                                      \
                               "全部区域")                                                                   \
    X(QP_WORD_SCORE_BETWEEN, "Between clusters",                                                             \
                               "集群之间")                                                                   \
    X(QP_WORD_SCORE_TIP, "{1}, {2}: {3}",                                                                    \
                               "{1}，{2}：{3}")                                                              \
    X(QP_WORD_SCORE_GLOSS, "{1}: {2}",                                                                       \
                               "{1}：{2}")                                                                   \
    X(QP_WORD_SCORE_CORE, "Balance of the core",                                                             \
                               "核心净额")                                                                   \
    X(QP_WORD_SCORE_CORE_GLOSS, "what the core gains from its cluster less what it gives, over both",        \
                               "核心自集群所得减所予，比二者之和")                                           \
    X(QP_WORD_SCORE_INDEX, "Net flow share, %",                                                              \
                               "净流量占比，%")                                                              \
    X(QP_WORD_SCORE_INDEX_GLOSS, "net flows of the regions over all flows (effectiveness index)",            \
                               "区域净流量占流动总量的比例（流动有效性指数）")                               \
    X(QP_WORD_SCORE_GRADIENT, "Gradient share",                                                              \
                               "梯度占比")                                                                   \
    X(QP_WORD_SCORE_GRADIENT_GLOSS, "share of the imbalance that is a hierarchy",                            \
                               "不平衡中呈层级的比例")                                                       \
    X(QP_WORD_SCORE_CYCLING, "Cycling index",                                                                \
                               "循环指数")                                                                   \
    X(QP_WORD_SCORE_CYCLING_GLOSS, "share of what flows that comes back (Finn)",                             \
                               "流动中回流的比例（Finn）")                                                   \
    X(QP_WORD_SCORE_THEIL, "Inequality (Theil)",                                                             \
                               "不均衡（泰尔）")                                                             \
    X(QP_WORD_SCORE_THEIL_GLOSS, "of the layer over the regions, by population",                             \
                               "该层在各区域间的分布，按人口加权")                                           \
    X(QP_WORD_SCORE_ALIKE, "Alike in industry",                                                              \
                               "产业同构")                                                                   \
    X(QP_WORD_SCORE_ALIKE_GLOSS, "isomorphism, the mean cosine of the shares of industries",                 \
                               "同构度，即各产业份额余弦的均值")                                             \
    X(QP_WORD_SCORE_MIXING, "E-I index",                                                                     \
                               "E-I 指数")                                                                   \
    X(QP_WORD_SCORE_MIXING_GLOSS, "links between regions (1) against inside (−1)",                           \
                               "区域间联系（1）对区域内联系（−1）")                                          \
    X(QP_WORD_SCORE_SYNERGY, "Synergy −T*, mbit",                                                            \
                               "协同−T*，毫比特")                                                            \
    X(QP_WORD_SCORE_SYNERGY_GLOSS, "of place, kind and industry, less what chance gives",                    \
                               "地点、类型与产业的协同，减去随机情形")                                       \
    X(QP_WORD_SCORE_OPEN, "Chain complete, open",                                                            \
                               "链完整度（开）")                                                             \
    X(QP_WORD_SCORE_OPEN_GLOSS, "share of products that science reaches, by all links",                      \
                               "科学经全部联系所达产品的比例")                                               \
    X(QP_WORD_SCORE_CLOSED, "Chain complete, closed",                                                        \
                               "链完整度（闭）")                                                             \
    X(QP_WORD_SCORE_CLOSED_GLOSS, "the same by links inside the cluster",                                    \
                               "同上，仅经集群内部联系")                                                     \
    X(QP_WORD_SCORE_SCALE, "Numbers below a column: the ends of its scale; dashes: 0. Where a measure is tested once, p stands for q", \
                               "各列下方数字为标尺两端，虚线为0。仅检验一次者以p代q")                        \
    X(QP_WORD_SCORE_BLANK, "In place of a number: why there is none; a dot: not measured of such a row",     \
                               "无数值处示其原因；圆点：该行不测此项")                                       \
    X(QP_WORD_SCORE_THEIL_SHARE, "Of the inequality between all regions {1} lies between clusters",          \
                               "全部区域间的不均衡有{1}在集群之间")                                          \
    X(QP_WORD_SCORE_WITHOUT, "Without a value for any cluster, not shown: {1}",                              \
                               "各集群均无数值、未示：{1}")                                                  \
    X(QP_WORD_SCORE_WITHOUT_ONE, "{1}: {2}",                                                                 \
                               "{1}：{2}")                                                                   \
    X(QP_WORD_SCORE_NO_PANEL, "not in the panels given",                                                     \
                               "所给面板中无此项")                                                           \
    X(QP_WORD_SCORE_LEFT_OUT, "Clusters not shown, the last by id: {1}",                                     \
                               "未示的集群（按编号居后）：{1}个")                                            \
    X(QP_WORD_SCORE_DISPERSED, "Moves are not independent: a core counts as a finding only where its interval, widened for it, leaves out 0 too", \
                               "流动并非相互独立：加宽后的区间不含0者方计为发现")                            \
    X(QP_WORD_SCORE_DESCRIPTION, "A table of {1} rows and {2} measures of clusters. {3}",                    \
                               "{1}行、{2}项指标的集群表。{3}")                                              \
    X(QP_WORD_KEY_FINDING_P,   "differs from 0 (p or q < 0.05)",           "异于0（p或q < 0.05）")           \
    X(QP_WORD_KEY_BY_CHANCE_P, "may be 0 (p or q ≥ 0.05)",                 "可能为0（p或q ≥ 0.05）")         \
    X(QP_WORD_RINGS_TITLE, "{1}: who supplies it, ring by ring", "{1}的同心圆：供应方距其几环")            \
    X(QP_WORD_RINGS_TITLE_AROUND, "{1}: who is tied to it, ring by ring", "{1}的同心圆：合作方距其几环")   \
    X(QP_WORD_RINGS_TITLE_NONE, "{1}: no rings", "{1}：没有同心圆")                                        \
    X(QP_WORD_RINGS_COUNTS, "Ring: fewest links of supply that lead to the firm; {1} actors in {2} rings", \
                               "环：到达该企业的最少供应步数；{2}环共{1}个主体")                           \
    X(QP_WORD_RINGS_COUNTS_AROUND, "Ring: fewest ties of cooperation that lead to the firm; {1} actors in {2} rings", \
                               "环：到达该企业的最少合作步数；{2}环共{1}个主体")                           \
    X(QP_WORD_RINGS_COUNTS_ONE, "Ring: links of supply that lead to the firm; actors in the only ring: {1}", \
                               "环：到达该企业的供应步数；仅一环，主体{1}个")                              \
    X(QP_WORD_RINGS_COUNTS_AROUND_ONE, "Ring: ties of cooperation that lead to the firm; actors in the only ring: {1}", \
                               "环：到达该企业的合作步数；仅一环，主体{1}个")                              \
    X(QP_WORD_RINGS_RADIUS, "mean ring, weighted by capacity: {1}", "按产能加权的平均环数：{1}")           \
    X(QP_WORD_RINGS_NOTHING, "Nothing to show: {1}", "无可绘内容：{1}")                                    \
    X(QP_WORD_RINGS_NO_PANEL, "no panel of qipan-chain tells of this architect",                           \
                               "没有 qipan-chain 面板涉及该链主")                                          \
    X(QP_WORD_RINGS_NO_FIRM, "the firm that plays this architect is not known",                            \
                               "不知该链主由哪家企业担当")                                                 \
    X(QP_WORD_RINGS_NO_LINK, "no link leads to its firm", "没有联系通向该企业")                            \
    X(QP_WORD_RINGS_HEAD_RING, "Ring", "环")                                                               \
    X(QP_WORD_RINGS_HEAD_ACTORS, "Actors", "主体数")                                                       \
    X(QP_WORD_RINGS_HEAD_CAPACITY, "Capacity", "产能")                                                     \
    X(QP_WORD_RINGS_HEAD_LOCAL, "of it in its region", "其中在本区域")                                     \
    X(QP_WORD_RINGS_HEAD_CLUSTER, "of it in its cluster", "其中在本集群")                                  \
    X(QP_WORD_RINGS_THE_FIRM, "0, the firm", "0（该企业）")                                                \
    X(QP_WORD_RINGS_NO_RING, "in no ring", "不在任何环")                                                   \
    X(QP_WORD_RINGS_UNKNOWN, "not known", "未知")                                                          \
    X(QP_WORD_RINGS_LITTLE_GIANT, "little giant", "“小巨人”企业")                                          \
    X(QP_WORD_RINGS_OTHERS, "Others", "其他")                                                              \
    X(QP_WORD_RINGS_NONE, "In no cluster", "不在集群内")                                                   \
    X(QP_WORD_RINGS_ABROAD, "Abroad", "境外")                                                              \
    X(QP_WORD_RINGS_NOWHERE, "Place not known", "地点不明")                                                \
    X(QP_WORD_RINGS_KEY_SEVERAL, "so many actors together", "合计若干主体")                                \
    X(QP_WORD_RINGS_KEY_AREA, "area: capacity, largest {1}", "面积：产能，最大{1}")                        \
    X(QP_WORD_RINGS_KEY_SELLS, "sells most of the ring before to; width: how much, most {1}",              \
                               "在内一环中对其销售最多；线宽：销售额，最大{1}")                            \
    X(QP_WORD_RINGS_KEY_TIE, "one of its ties to the ring before", "与内一环的联系之一")                   \
    X(QP_WORD_RINGS_LINES, "Each actor has one line, to whom in the ring before its links weigh most, of equal ones the first by id; other ties between neighbouring rings, not drawn: {1}", \
                               "每个主体只绘一线，指向内一环中联系最重者（相同者取标识在前者）；未绘出的相邻环间联系：{1}条") \
    X(QP_WORD_RINGS_SEVERAL, "A mark with a number stands for so many actors of a ring and sector, those of least capacity, and has no line", \
                               "带数字的标记代表该环该扇区中产能最小的若干主体，不绘线")                   \
    X(QP_WORD_RINGS_BEYOND, "Actors beyond ring {1}, not drawn: {2}", "第{1}环以外未绘出的主体：{2}个")    \
    X(QP_WORD_RINGS_UNNAMED, "Actors for whose name there was no room: {1}",                               \
                               "因无处书写而未标名的主体：{1}个")                                          \
    X(QP_WORD_RINGS_DIFFER, "The panel counts {1} actors in these rings, the network {2}: it was measured of other layers", \
                               "面板在这些环中计有{1}个主体，网络中为{2}个：二者所据的层不同")             \
    X(QP_WORD_RINGS_ANGLE, "Angles show the sector alone; the table is that of the panel",                 \
                               "角度只表示扇区；表中数字取自面板")                                         \
    X(QP_WORD_RINGS_PLACE, "Region and cluster in the table are those of the firm",                        \
                               "表中“本区域”“本集群”指该企业所在者")                                       \
    X(QP_WORD_RINGS_NO_CAPACITY, "No capacity of these actors is known", "这些主体的产能均未知")           \
    X(QP_WORD_RINGS_MARK, "{1}; {2}, ring {3}", "{1}；{2}，第{3}环")                                       \
    X(QP_WORD_RINGS_MARK_CAPACITY, "capacity {1}", "产能{1}")                                              \
    X(QP_WORD_RINGS_MARK_SEVERAL, "{1}: {2} actors of ring {3}", "{1}：第{3}环的{2}个主体")                \
    X(QP_WORD_RINGS_TIE, "{1} to {2}: {3}", "{1}至{2}：{3}")                                               \
    X(QP_WORD_RINGS_TIE_PLAIN, "{1} and {2}", "{1}与{2}")                                                  \
    X(QP_WORD_RINGS_DESCRIPTION, "Concentric circles round {1}: {2} actors in {3} rings. {4}",             \
                               "以{1}为中心的同心圆：{3}环共{2}个主体。{4}")                               \
    X(QP_WORD_CHAIN_TITLE, "The innovation chain: from science to products", "创新链：从科学到产品")       \
    X(QP_WORD_CHAIN_TITLE_NONE, "The innovation chain: no links between stages",                           \
                               "创新链：没有阶段间的联系")                                                 \
    X(QP_WORD_CHAIN_SUBTITLE, "Links between stages, observed / expected from the stages' sizes; {1} actors with a stage, {2} without", \
                               "阶段间联系的实际值与按阶段规模预期值之比；有阶段的主体{1}个，无阶段的{2}个") \
    X(QP_WORD_CHAIN_NO_PANEL, "Nothing to show: no panel of qipan-chain tells links between stages",       \
                               "无可绘内容：没有 qipan-chain 面板给出阶段间联系")                          \
    X(QP_WORD_CHAIN_SCIENCE, "Science", "科学")                                                            \
    X(QP_WORD_CHAIN_ENGINEERING, "Engineering", "工程化")                                                  \
    X(QP_WORD_CHAIN_PRODUCT, "Product", "产品")                                                            \
    X(QP_WORD_CHAIN_ACTORS, "{1} actors", "{1}个主体")                                                     \
    X(QP_WORD_CHAIN_CAPACITY, "capacity {1}", "产能{1}")                                                   \
    X(QP_WORD_CHAIN_NO_CAPACITY, "capacity not known", "产能未知")                                         \
    X(QP_WORD_CHAIN_WITHIN, "within it: {1}", "阶段内：{1}")                                               \
    X(QP_WORD_CHAIN_RATIO, "{1} × expected", "预期的{1}倍")                                                \
    X(QP_WORD_CHAIN_GAP, "gap {1}", "缺口{1}")                                                             \
    X(QP_WORD_CHAIN_WAYS, "{1} forward, {2} back", "向前{1}，向后{2}")                                     \
    X(QP_WORD_CHAIN_NOT_TOLD, "not known: a stage has no link", "未知：有阶段没有联系")                    \
    X(QP_WORD_CHAIN_TIP, "{1} to {2}, {3}: {4}", "{3}，{1}至{2}：{4}")                                     \
    X(QP_WORD_CHAIN_REACH, "Products that science reaches", "科学所及的产品")                              \
    X(QP_WORD_CHAIN_OPEN, "with the help of all", "借助全体")                                              \
    X(QP_WORD_CHAIN_CLOSED, "by own means", "仅靠自身")                                                    \
    X(QP_WORD_CHAIN_SHARE, "share of actors of products", "产品主体的比例")                                \
    X(QP_WORD_CHAIN_ALL, "All", "全部")                                                                    \
    X(QP_WORD_CHAIN_NO_SCIENCE, "no science of its own", "自身无科学主体")                                 \
    X(QP_WORD_CHAIN_NO_PRODUCT, "no product", "无产品主体")                                                \
    X(QP_WORD_CHAIN_UNKNOWN, "not known", "未知")                                                          \
    X(QP_WORD_CHAIN_REACH_TIP, "{1}: {2}; {3}; actors of products: {4}", "{1}：{2}；{3}；产品主体{4}个")   \
    X(QP_WORD_CHAIN_NAMED, "{1} {2}", "{1}{2}")                                                            \
    X(QP_WORD_CHAIN_CUTS, "Fewest actors that cut every way to products",                                  \
                               "切断一切通向产品之路的最少主体")                                           \
    X(QP_WORD_CHAIN_CUT_SCIENCE, "from science", "起自科学")                                               \
    X(QP_WORD_CHAIN_CUT_FOREIGN, "from abroad", "起自境外")                                                \
    X(QP_WORD_CHAIN_CUT_RAW, "from those who buy nothing", "起自不采购者")                                 \
    X(QP_WORD_CHAIN_CUT, "{1}: {2}", "{1}：{2}")                                                           \
    X(QP_WORD_CHAIN_CUT_SIZE, "{1} ({2})", "{1}（{2}）")                                                   \
    X(QP_WORD_CHAIN_CUT_DIRECT, "no cut, some are linked directly", "无割集，有直接联系")                  \
    X(QP_WORD_CHAIN_CUT_BROKEN, "no way leads there", "无路可通")                                          \
    X(QP_WORD_CHAIN_CUT_NO_SET, "not known, one end is empty", "未知，一端为空")                           \
    X(QP_WORD_CHAIN_CUT_MORE, "and {1} more", "及另外{1}个")                                               \
    X(QP_WORD_CHAIN_RISK, "Output lost if it failed", "若其失效所失产出")                                  \
    X(QP_WORD_CHAIN_RISK_TIP, "{1}: {2} of output", "{1}：产出的{2}")                                      \
    X(QP_WORD_CHAIN_RISK_TIP_BOUNDS, "{1}: {2} of output, between {3} and {4}",                            \
                               "{1}：产出的{2}，介于{3}与{4}之间")                                         \
    X(QP_WORD_CHAIN_KEY_BAND, "links between two stages: observed / expected",                             \
                               "两阶段间的联系：实际与预期之比")                                           \
    X(QP_WORD_CHAIN_KEY_EXPECTED, "as wide as the stages' sizes imply", "按阶段规模应有的宽度")            \
    X(QP_WORD_CHAIN_KEY_GAP, "the same, the band narrower: a gap", "同上，而实际较窄：缺口")               \
    X(QP_WORD_CHAIN_SPLIT, "An actor of several stages counts in each, its links and capacity in equal parts; a box tells the links within its stage, observed / expected", \
                               "兼有多个阶段的主体在各阶段均计，其联系与产能平分；方框内为阶段内部联系的实际与预期之比") \
    X(QP_WORD_CHAIN_UNTESTED, "Gaps are described, not tested", "缺口仅作描述，未经检验")                  \
    X(QP_WORD_CHAIN_LACKING, "Actors with a stage whose capacity is not known, each time they count: {1}", \
                               "产能未知的主体（按阶段重复计）：{1}")                                      \
    X(QP_WORD_CHAIN_WIDE, "Bands beyond {1} times what is expected are drawn as {1}",                      \
                               "超过预期{1}倍者按{1}倍绘出")                                               \
    X(QP_WORD_CHAIN_STRIPS_LEFT, "Layers not shown: {1}", "未绘出的层：{1}")                               \
    X(QP_WORD_CHAIN_LINES_LEFT, "Clusters or regions not shown: {1}", "未绘出的集群或区域：{1}")           \
    X(QP_WORD_CHAIN_RISKS_LEFT, "Of {1} actors whose failure would cost output the first {2} are named, equal ones by id", \
                               "失效会损失产出的主体共{1}个，列出前{2}个，相同者按标识")                   \
    X(QP_WORD_CHAIN_RISK_BOUNDS, "Thin lines: with all links that do not say so taken as non-essential, and as essential", \
                               "细线：未说明者全按非关键、全按关键计")                                     \
    X(QP_WORD_CHAIN_DESCRIPTION, "The innovation chain of {1} actors in {2} layers. {3}",                  \
                               "{2}层{1}个主体的创新链。{3}")                                              \
    X(QP_WORD_MADE_BY,         "Drawn by qipan {1} from the network {2}",  "由 qipan {1} 据网络 {2} 绘制")
/* clang-format on */

#endif
