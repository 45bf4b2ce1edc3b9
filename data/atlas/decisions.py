# SPDX-License-Identifier: MIT
"""What convert.py cannot read off the facts: names, classes of layers, what decides a claim, where a number went.

Everything here was decided by hand, from general knowledge or by the rule that stands beside it.
"""

SEEDS = {  # code of a seed document: title, publisher, date, url; blank where the document does not state it
    "000": ("Farewell to the \"Warring States Era\": Shared Innovation and the Strategic Reorganization of Chinese Technology",
            "Beijing Cultural Review; translated by Reading the China Dream", "2022-12-11; translation dated 2025-11-18",
            "https://www.readingthechinadream.com/jia-jun-et-al-on-chinas-high-tech-after-globalization/"),
    "001": ("Re-engineering the Innovation Chain: How a New Phase of Government Intervention is Transforming China's Industrial Economy",
            "IGCC and MERICS", "conference of September 2023", ""),
    "002": ("Giving Play to the \"Field Effect\" of Regional Innovation Synergy", "Tongji University", "2023-02-04", ""),
    "003": ("Whole-of-Nation Innovation: Does China's Socialist System Give it an Edge in Science and Technology?",
            "IGCC and MERICS", "conference of September 2023", ""),
}
SEEDS["004"] = SEEDS["003"]  # the same brief: 003 as text of a web page, 004 as PDF

CAPITAL = "beijing"  # the city; bodies of the central state are not its own

NAMES_ZH = {
    # regions and clusters
    "north-america-realm": "北美地区", "europe-realm": "欧洲地区", "pan-asia-realm": "泛亚地区", "world": "世界",
    "china": "中国", "united-states": "美国", "taiwan": "台湾", "japan": "日本", "south-korea": "韩国", "india": "印度",
    "australia": "澳大利亚", "united-kingdom": "英国", "germany": "德国", "russia": "俄罗斯", "ukraine": "乌克兰",
    "bangladesh": "孟加拉国", "vietnam": "越南", "indonesia": "印度尼西亚", "soviet-union": "苏联", "european-union": "欧盟",
    "silicon-valley": "硅谷", "tsukuba-science-city": "筑波科学城", "san-francisco-bay-area": "旧金山湾区",
    "tokyo-bay-area": "东京湾区", "phoenix-arizona": "凤凰城", "yangtze-river-delta": "长三角", "greater-bay-area": "粤港澳大湾区",
    "beijing-tianjin-hebei": "京津冀", "chengdu-chongqing": "成渝地区双城经济圈", "middle-yangtze": "长江中游城市群",
    "lower-yangtze": "长江下游", "southwest-region": "西南地区", "central-china": "中部地区",
    "yangtze-river-economic-belt": "长江经济带", "chang-zhu-tan": "长株潭", "beijing": "北京", "tianjin": "天津", "hebei": "河北",
    "shanghai": "上海", "jiangsu": "江苏", "zhejiang": "浙江", "anhui": "安徽", "fujian": "福建", "jiangxi": "江西",
    "hubei": "湖北", "hunan": "湖南", "guangdong": "广东", "guangxi": "广西", "chongqing": "重庆", "sichuan": "四川",
    "guizhou": "贵州", "hong-kong": "香港", "macao": "澳门", "nanjing": "南京", "suzhou": "苏州", "hangzhou": "杭州",
    "hefei": "合肥", "quanzhou": "泉州", "nanchang": "南昌", "wuhan": "武汉", "changsha": "长沙", "zhuzhou": "株洲",
    "xiangtan": "湘潭", "guangzhou": "广州", "shenzhen": "深圳", "dongguan": "东莞", "chengdu": "成都",
    # firms and institutes whose Chinese name is beyond doubt
    "tsmc": "台积电", "sony": "索尼", "sumitomo-chemical": "住友化学", "samsung-electronics": "三星电子", "sk-hynix": "SK海力士",
    "huawei": "华为", "tencent": "腾讯", "china-electronics": "中国电子", "gac": "广汽", "byd": "比亚迪", "saic": "上汽",
    "alibaba": "阿里巴巴", "geely": "吉利", "dji": "大疆", "comac": "中国商飞", "cnr": "中国北车", "dongfang-electric": "东方电气",
    "synopsys": "新思科技", "bain": "贝恩", "kpmg": "毕马威", "qualcomm": "高通", "cetc": "中国电科", "smic": "中芯国际",
    "apple": "苹果", "tesla": "特斯拉", "fujian-jinhua": "福建晋华", "little-giants": "“小巨人”企业", "central-soes": "中央企业",
    "beijing-institute-of-technology": "北京理工大学", "china-spallation-neutron-source": "中国散裂中子源",
    "china-sky-eye": "中国天眼", "western-science-city": "西部科学城", "cas": "中国科学院", "sasac": "国务院国资委",
    "most": "科技部", "ndrc": "国家发展改革委", "miit": "工业和信息化部", "ministry-of-education": "教育部",
    "npc": "全国人大", "central-st-commission": "中央科技委员会", "ccfea": "中央财经委员会", "world-bank": "世界银行",
    "european-commission": "欧盟委员会", "uibe": "对外经济贸易大学", "new-type-rd-institutes": "新型研发机构",
    "communist-party-of-china": "中国共产党", "us-nsf": "美国国家科学基金会",
}

# id: name, Chinese name, role, directed, factor, chain, level, sense.
# Factors follow D9, chains D10 (platforms are counted to the service chain, for they offer services), levels S18: systems
# are linked, ecosystems enabled; what is neither stays blank, and nothing here is a facility planned together. Sense:
# resources are drawn, benefits returned (D2: knowledge, technology, orders); the rest is structure, or names what it is.
LAYERS = {
    "alliance": ("Alliance of states", "国家联盟", "other", True, "", "", "", "structure"),
    "capability": ("Capability", "能力", "other", True, "technology", "innovation", "", "benefit"),
    "capital": ("Capital", "资本", "capital", True, "capital", "capital", "ecosystem", "resource"),
    "competition": ("Competition", "竞争", "other", False, "", "", "", "rivalry"),
    "control": ("Control", "控制", "other", True, "", "", "", "structure"),
    "demand": ("Demand", "需求", "other", True, "market", "industry", "", "benefit"),
    "governance": ("Governance", "治理", "other", True, "", "", "", "governance"),
    "identity": ("Lineage", "沿革", "other", True, "", "", "", "structure"),
    "knowledge": ("Knowledge", "知识", "transfer", True, "technology", "innovation", "system", "benefit"),
    "lead": ("Lead of a cluster", "引领", "other", True, "", "", "", "structure"),
    "mobility": ("Mobility", "人员流动", "talent", True, "talent", "", "system", "resource"),
    "platform": ("Platform", "平台", "other", True, "technology", "service", "ecosystem", "benefit"),
    "policy": ("Policy", "政策", "other", True, "", "", "", "governance"),
    "restriction": ("Restriction", "限制", "other", True, "", "", "", "restriction"),
    "spatial": ("Place in a region", "区位", "other", True, "", "", "", "structure"),
    "supply": ("Supply", "供应", "supply", True, "market", "industry", "", "structure"),
    "synergy": ("Synergy", "协同", "other", False, "", "", "", "structure"),
}

# D15: governance, policy and formal relationships are made by the state, supplies and drives by the market; the rest is
# unknown, and so is what an international organisation does.
STATE_LAYERS = {"governance", "policy"}
STATE_RELATIONS = {"formal-relationship"}
MARKET_RELATIONS = {"supplies", "supplies-7nm-chip", "drives", "drives-cluster"}
NEITHER = {"world-bank"}

# D13: stages of the innovation chain, by what an institute is: those that discover are science, those that bring what was
# discovered to scale are engineering. Kinds that are no part of the chain (bodies of government, parks and zones, platforms,
# media, think tanks, alliances) have none, and so have kinds that do not tell.
STAGE_OF_KIND = {"university": "1", "university-group": "1", "large-facility": "1", "science-centre": "1", "research-academy": "1",
                 "innovation-centre": "2"}
# ... groups of institutes whose name tells what their kind, institute-group, does not.
STAGE_OF_GROUP = {"national-laboratories": "1", "new-type-rd-institutes": "2"}
# ... and enterprises make products, but for those that advise or invest.
STAGE_OF_ENTERPRISES = "3"
NO_MAKERS = {"consulting", "professional services", "venture capital"}  # industries

DATES = {  # years of a link that are no single year: date, until (the first day on which it holds no more)
    "1990s": ("1990", "2000"),
    "2019-2023": ("2019", "2024"),
}

# What a technology is said to have come by: text of the statement, status, and the line that says so.
PATHS = {
    "state-led-emulation": "came by state-led emulation of an established technology",
    "private-entrepreneurship": "came by private entrepreneurship",
}
PATHS_AHEAD = {"lithography-machines": "may suit state-led emulation", "artificial-intelligence": "needs corporate initiative",
               "future-industries": "need corporate initiative in many cases"}
PATH_LINES = {"ballistic-missiles": "003:23", "smartphones": "003:49", "batteries": "003:49", "commercial-drones": "003:49"}
PATH_LINE = "003:77"
INSPIRED = {"U.S. models": "began by translating models from the United States",
            "ideas and components pioneered elsewhere": "built on ideas and components pioneered elsewhere"}
INSPIRED_LINE = "003:49"

# Cells of links that the documents imply and general knowledge fills: from, to, layer, column.
FILLED_LINKS = [
    ("spacex", "aerospace", "capability", "to"),
    ("aerospace-st-1", "aerospace", "supply", "to"), ("aerospace-st-2", "aerospace", "supply", "to"),
    ("china-electronics", "electronics", "supply", "to"), ("comac", "commercial-aircraft-c919", "supply", "to"),
    ("cnr", "rail-transportation", "supply", "to"), ("dongfang-electric", "electric-equipment-materials", "supply", "to"),
    ("comac", "commercial-aircraft-c919", "governance", "from"),
]

YRD, GBA, BTH, CCE, MYR = "yangtze-river-delta", "greater-bay-area", "beijing-tianjin-hebei", "chengdu-chongqing", "middle-yangtze"
# Claim: metric that decides it (of two the main one), scope, subject, layer, test, reference. `<` and `>=` stand before a
# bound or rank that is not met exactly; what is not clear is blank.
CLAIMS = {
    "C1": ("core_effectiveness", "cluster", BTH, "", "rank", "1"),
    "C2": ("gini", "system", BTH, "", "rank", "1"),
    "C3": ("isomorphism", "cluster", YRD, "", "rank", "1"),
    "C4": ("homogeneous_competition", "pair", YRD, "", "greater", "median"),
    "C5": ("gini", "system", YRD, "", "trend", "+"),
    "C6": ("pair_link_share", "cluster", YRD, "", "trend", "+"),
    "C7": ("articulation_point", "actor", YRD, "", "sign", "+"),
    "C8": ("core_periphery_fit", "system", GBA, "", "sign", "+"),
    "C9": ("ring_institute_share", "pair", GBA, "", "sign", "+"),
    "C11": ("border_effect", "system", "all", "", "sign", "-"),
    "C12": ("link_count", "group", "cluster:" + BTH, "knowledge", "rank", "1"),
    "C13": ("net_flow", "region", "beijing", "knowledge", "sign", "-"),
    "C14": ("chain_overlap", "cluster", BTH, "", "trend", "+"),
    "C15": ("pair_link_share", "cluster", CCE, "", "rank", ">=4"),
    "C16": ("flow_ratio", "pair", "chengdu", "supply", "greater", "<1"),
    "C17": ("relatedness", "pair", "", "", "sign", "+"),
    "C18": ("link_weight", "group", "cluster:" + MYR, "", "rank", ">=4"),
    "C20": ("location_quotient", "pair", MYR, "", "rank", ">=3"),
    "C21": ("homogeneous_competition", "pair", MYR, "", "rank", "1"),
    "C22": ("nominal_assortativity", "system", "all", "", "sign", "+"),
    "C26": ("structure_similarity", "pair", "", "", "greater", ""),
    "C27": ("systemic_risk_index", "actor", "", "supply", "greater", "median"),
    "C28": ("field_surplus", "cluster", "", "", "sign", "+"),
    "C29": ("brokerage_itinerant", "actor", "", "supply", "sign", "+"),
    "C30": ("articulation_point", "actor", "", "supply", "sign", "+"),
    "C31": ("stage_gap", "pair", "", "", "sign", "+"),
    "C32": ("stage_gap", "pair", "engineering", "", "rank", "1"),
    "C33": ("stage_link_weight_directed", "pair", "product", "", "", ""),
    "C34": ("consortium_two_ends", "consortium", "", "", "greater", ">=1"),
    "C37": ("product_completeness", "region", "all", "", "trend", "+"),
    "C38": ("ring_little_giant_share", "pair", "", "", "sign", "+"),
    "C39": ("burt_constraint", "actor", "", "supply", "greater", "<median"),
    "C40": ("gravity_coefficient", "system", "log_distance", "", "sign", "-"),
    "C42": ("entropy_normalised", "group", "", "", "greater", ""),
    "C46": ("link_share", "group", "ownership:private", "policy", "", ""),
    "C47": ("layer_strength_correlation", "layer_pair", "", "", "sign", "+"),
    "C49": ("association_strength", "pair", "china", "knowledge", "trend", "-"),
    "C51": ("isomorphism", "cluster", "", "", "trend", "+"),
    "C52": ("structure_similarity", "pair", "", "", "", ""),
    "C54": ("flow_ratio", "pair", "china", "supply", "greater", "<1"),
    "C55": ("stage_link_weight", "pair", "science", "", "trend", "-"),
    "C56": ("effective_suppliers", "pair", "all", "supply", "greater", ">=1"),
}
CLAIMS_LEFT = {
    "C10": "reciprocity is measured for regions and layers, not for single firms",
    "C19": "the claim does not say by which size; sizes are read off the tables, no metric ranks them",
    "C23": "a correlation of concentration with national output over years; no metric correlates the two",
    "C24": "an experiment with a model: a scenario changes the data, output for a resource is not measured",
    "C25": "a comparison of places with and without a facility; no metric matches places",
    "C35": "a cross table of two columns of consortia, not a metric",
    "C36": "a target set against what was reached; indicators hold both, no metric divides them",
    "C41": "links inside an industry against links between industries; no metric groups actors by industry",
    "C43": "an overlap of programmes; programmes are things and enter no structural metric",
    "C44": "the stated growth figures decide it themselves: stated_value of the capital layer and the indicator",
    "C45": "circular: the labels come from the sentence that makes the claim",
    "C48": "a series of one indicator; its steps are stated ambiguously (percent or points)",
    "C50": "an order of events in time, not a metric",
    "C53": "a gain of programmes together over each alone; programmes are things and enter no structural metric",
    "C57": "prices and quality are no property of a network",
    "C58": "a correlation of two changes over years; no metric measures how central governance is",
}

# Stated numbers that are an indicator of a region: region, indicator, date, unit.
INDICATORS = {
    "n039": ("china", "investment-growth-2019-2023", "2023", "percent"),
    "n050": ("suzhou", "innovation-consortia", "2023", "consortia"),
    "n051": ("guangxi", "innovation-consortia-target", "2025", "consortia"),
    "n052": ("beijing", "innovation-consortia-target", "2025", "consortia"),
    "n053": ("hebei", "innovation-consortia-target", "2025", "consortia"),
    "n054": ("zhejiang", "innovation-consortia-target", "2027", "consortia"),
    "n104": ("china", "manufacturing-share-of-gdp", "2020", "percent"),
    "n108": ("china", "debt-to-gdp", "2023", "percent"),
}
QUALIFIED = {"n039": "just under", "n050": "by early 2023", "n051": "more than", "n108": "record"}
NUMBERS_LEFT = {
    "there: regions political_system, customs_zone, legal_system": "n023 n024 n025",
    "there: rows of clusters": "n021",
    "there: rows of regions": "n007 n022",
    "there: rows of portfolio": "n027 n066",
    "there: members of the group": "n026 n062 n065 n067",
    "there: members of the consortium": "n046",
    "there: stated_value of a link": "n015 n028 n029 n030 n040 n041 n042 n079 n109",
    "there: date of a link": "n010 n011 n018 n036 n058 n080 n094",
    "there: year of a link; its month or day is not": "n019 n082 n090 n100 n110",
    "there: name of the thing": "n057 n095 n096",
    "there: layers that the factors and chains are mapped to": "n074 n077",
    "there: columns level and rows of things": "n075 n076",
    "a word, not a figure": "n013 n016 n037 n038 n055 n056 n059 n089 n091",
    "percent or percentage points: not said": "n105 n106 n107",
    "a year or date of an event, of no region": "n001 n002 n003 n004 n033 n071 n072 n086 n111",
    "a year of an event; things have no date": "n008 n012 n034 n035 n043 n060 n061 n085 n087 n088 n101",
    "a year of an event, not a quantity of the region": "n005 n084 n102 n103",
    "a count in the argument, not a quantity of a region": "n006 n014 n017 n020 n031 n032 n044 n045 n064 n068 n069 n070 n073 n078 n081 n083 n098 n099",
    "a property of the programme; things have none": "n009 n092 n093 n097",
    "a property of the members of a group": "n063",
    "members of a consortium by class; members are named or counted as a whole": "n047 n048 n049",
}
