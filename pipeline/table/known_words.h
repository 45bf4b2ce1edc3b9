/* SPDX-License-Identifier: MIT */
/**
 * @file table/known_words.h
 * @brief Words that people use in tables of their own, English and Chinese.
 *
 * They are looked for in files that nobody has described, never shown. Names
 * of columns are compared in small letters, without blanks, '_', '-', '.' and
 * brackets: `Country_Name` is countryname. A name that is not here is looked
 * for without the endings of QP_KNOWN_ENDINGS; so `firm_id` is a firm.
 */
#ifndef QP_TABLE_KNOWN_WORDS_H
#define QP_TABLE_KNOWN_WORDS_H

/* clang-format off */

/* What a column tells, and the words for it; a list ends in NULL. */
#define QP_KNOWN_NAMES(X)                                                                                             \
    X(QP_TELLS_ROW,        "index", "row", "rownumber", "rowid", "serial", "no", "unnamed0", "序号", "行号")           \
    X(QP_TELLS_ID,         "id", "code", "key", "identifier", "uid", "编号", "代码", "标识", "编码")                   \
    X(QP_TELLS_NAME,       "name", "label", "fullname", "englishname", "nameen", "名称", "全称", "英文名", "英文名称") \
    X(QP_TELLS_NAME_ZH,    "namezh", "namecn", "chinesename", "中文名", "中文名称")                                    \
    X(QP_TELLS_REGION,     "region", "province", "city", "country", "state", "county", "prefecture", "district",       \
                           "nuts", "nuts0", "nuts1", "nuts2", "nuts3", "geo", "territory", "economy", "iso", "iso2",   \
                           "iso3", "countryiso", "countryiso3", "iso2country", "iso3country", "省份", "省", "省市",     \
                           "省区", "省区市", "省市区", "地区", "区域", "城市", "市", "国家", "国别", "县", "县市", "区县", \
                           "地市", "地级市", "所在地", "所在省份", "所在省", "所在城市", "所属地区", "所属省份")          \
    X(QP_TELLS_PARENT,     "parent", "parentregion", "上级", "上级地区")                                               \
    X(QP_TELLS_CLUSTER,    "cluster", "citycluster", "regioncluster", "urbanagglomeration", "城市群", "都市圈")         \
    X(QP_TELLS_LON,        "lon", "lng", "long", "longitude", "经度")                                                  \
    X(QP_TELLS_LAT,        "lat", "latitude", "纬度")                                                                  \
    X(QP_TELLS_POPULATION, "population", "pop", "人口", "总人口", "人口数", "常住人口", "户籍人口")                      \
    X(QP_TELLS_DATE,       "year", "date", "time", "period", "timeperiod", "month", "day", "yr", "年", "年份", "年度",  \
                           "统计年度", "时间", "日期", "月份")                                                         \
    X(QP_TELLS_INDICATOR,  "indicator", "indicators", "variable", "variables", "measure", "metric", "series",          \
                           "statistic", "指标", "统计指标", "变量")                                                    \
    X(QP_TELLS_VALUE,      "value", "values", "obsvalue", "amount", "weight", "num", "number", "count", "n", "total",  \
                           "volume", "quantity", "flow", "flows", "contribution", "数值", "值", "指标值", "金额",       \
                           "数量", "数", "人数", "流量", "权重", "次数", "总额", "合作次数", "交易额", "成交额")          \
    X(QP_TELLS_UNIT,       "unit", "units", "unitofmeasure", "单位", "计量单位")                                        \
    X(QP_TELLS_LAYER,      "layer", "relation", "relationtype", "linktype", "edgetype", "tietype", "关系", "关系类型",  \
                           "联系类型")                                                                                 \
    X(QP_TELLS_PRODUCT,    "product", "commodity", "good", "goods", "产品", "商品")                                     \
    X(QP_TELLS_INDUSTRY,   "industry", "sector", "nace", "sic", "naics", "行业", "产业", "所属行业")                    \
    X(QP_TELLS_ENTERPRISE, "enterprise", "firm", "company", "corporation", "business", "企业", "公司", "厂商", "企业全称") \
    X(QP_TELLS_INSTITUTE,  "institute", "institution", "university", "laboratory", "lab", "school", "高校", "大学",     \
                           "学校", "院校", "研究院", "研究所", "实验室", "科研机构", "研究机构", "科研院所")              \
    X(QP_TELLS_PROJECT,    "project", "grant", "consortium", "alliance", "proposal", "rcn", "项目", "课题", "联盟",     \
                           "创新联合体")                                                                               \
    X(QP_TELLS_MEMBER,     "organisation", "organization", "org", "participant", "member", "partner", "pic", "机构",    \
                           "成员", "成员单位", "参与单位", "参加单位", "承担单位", "合作单位", "参与机构")               \
    X(QP_TELLS_ROLE,       "role", "memberrole", "角色", "参与角色", "身份")                                            \
    X(QP_TELLS_KIND,       "kind", "type", "category", "类型", "类别", "性质")

/* Endings that a name may have, and whether it then spells a code. */
#define QP_KNOWN_ENDINGS                                                                                               \
    {"code", true}, {"id", true}, {"no", true}, {"number", true}, {"name", false}, {"编号", true}, {"代码", true},     \
    {"编码", true}, {"名称", false}, {"名", false}

/* Words for the two ends of a link, in the place where the names of two columns differ. Sure: no look at the values
 * is needed. */
#define QP_KNOWN_ENDS                                                                                                  \
    {"from", "to", true}, {"source", "target", true}, {"origin", "destination", true}, {"orig", "dest", true},         \
    {"origin", "dest", true}, {"exporter", "importer", true}, {"seller", "buyer", true}, {"vendor", "buyer", true},    \
    {"supplier", "customer", true}, {"supplier", "buyer", true}, {"sender", "receiver", true},                         \
    {"sending", "receiving", true}, {"donor", "recipient", true}, {"provider", "recipient", true},                     \
    {"licensor", "licensee", true}, {"investor", "investee", true}, {"citing", "cited", true},                         \
    {"reporter", "partner", true}, {"ego", "alter", true}, {"来源", "去向", true}, {"来源", "目的", true},               \
    {"来源地", "目的地", true}, {"流出", "流入", true}, {"迁出", "迁入", true}, {"转出", "转入", true},                   \
    {"输出", "吸纳", true}, {"输出", "输入", true}, {"转让方", "受让方", true}, {"供应商", "客户", true},                 \
    {"供应商", "采购商", true}, {"供方", "需方", true}, {"卖方", "买方", true}, {"出口国", "进口国", true},               \
    {"起点", "终点", true}, {"出发地", "到达地", true}, {"投资方", "被投资方", true}, {"甲方", "乙方", true},             \
    {"node1", "node2", true}, {"id1", "id2", true}, {"start", "end", false}, {"1", "2", false}, {"a", "b", false}, {"i", "j", false}, {"o", "d", false},               \
    {"一", "二", false}

/* How the names of firms and of institutes end. */
#define QP_KNOWN_FIRMS      "公司", "集团", "厂", "企业", "合作社", "股份", "Ltd", "Ltd.", "LTD", "LTD.", "Limited", "Inc", \
                            "Inc.", "INC", "INC.", "GmbH", "GMBH", "AG", "S.A.", "SA", "SpA", "S.p.A.", "B.V.", "BV",   \
                            "LLC", "PLC", "plc", "Corp", "Corp.", "Corporation", "Company", "Oy", "AB"
#define QP_KNOWN_INSTITUTES "大学", "学院", "研究所", "研究院", "实验室", "科学院", "中心", "学校", "医院", "University",  \
                            "UNIVERSITY", "Institute", "INSTITUTE", "College", "Laboratory", "Academy", "Hospital"

/* Rows that stand for all regions together. */
#define QP_KNOWN_TOTALS     "全国", "全国总计", "全国合计", "合计", "总计", "Total", "TOTAL", "total",  \
                            "All", "World", "WLD"

/* Behind the number of a year. */
#define QP_KNOWN_YEAR_SIGN  "年"

/* Layers that a file may tell of by its name or by those of its columns. */
#define QP_KNOWN_LAYERS                                                                                                \
    {"migra", "talent"}, {"talent", "talent"}, {"scholar", "talent"}, {"mobility", "talent"}, {"人才", "talent"},       \
    {"迁移", "talent"}, {"supply", "supply"}, {"supplier", "supply"}, {"trade", "supply"}, {"export", "supply"},        \
    {"供应", "supply"}, {"采购", "supply"}, {"贸易", "supply"}, {"patent", "rnd"}, {"collab", "rnd"}, {"copub", "rnd"},  \
    {"coauth", "rnd"}, {"专利", "rnd"}, {"合作", "rnd"}, {"invest", "capital"}, {"capital", "capital"},                 \
    {"fund", "capital"}, {"投资", "capital"}, {"资本", "capital"}, {"licens", "transfer"}, {"transfer", "transfer"},    \
    {"技术", "transfer"}, {"转让", "transfer"}

/* Dates as Table Schema describes them, and texts that mean "no value": see guess.c. */
#define QP_CHINESE_DATE_FORMS                                                                                          \
    {"9999年", "%Y年"}, {"9999年9月", "%Y年%m月"}, {"9999年99月", "%Y年%m月"}, {"9999年99月99日", "%Y年%m月%d日"},

#define QP_CHINESE_CODES                                                                                               \
    {"—", ALWAYS}, {"——", ALWAYS}, {"－", ALWAYS}, {"…", ALWAYS}, {"……", ALWAYS}, {"无", BY_COMPANY},                 \
    {"不详", ALWAYS}, {"缺失", ALWAYS}, {"暂无", ALWAYS}, {"未知", BY_COMPANY},

/* clang-format on */

#endif
