#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A made-up dataset over real places, with what qipan looks for planted in it.

    make.py TO

Writes every table of the demonstration into TO. Places and clusters are those
of the atlas; every number, firm and institute is invented. README.md tells
what is planted where. The same bytes come out everywhere: the random numbers
are our own, and no function is called whose result depends on the machine.
"""
import csv
import math
import pathlib
import sys

SEED = 20240101
YEARS = range(2018, 2024)
SOURCE = "synthetic"

BTH, YRD, GBA, CCE, MYR = "beijing-tianjin-hebei", "yangtze-river-delta", "greater-bay-area", "chengdu-chongqing", "middle-yangtze"
CLUSTERS = [
    (BTH, "Beijing-Tianjin-Hebei", "京津冀", 116.4, 39.2),
    (YRD, "Yangtze River Delta", "长三角", 119.65, 31.34),
    (GBA, "Greater Bay Area", "粤港澳大湾区", 113.6, 22.8),
    (CCE, "Chengdu-Chongqing", "成渝", 105.3, 30.1),
    (MYR, "Middle Yangtze", "长江中游", 114.2, 28.9),
]
# id, name, Chinese name, kind, cluster, core, longitude, latitude, millions of persons (invented)
REGIONS = [
    ("beijing", "Beijing", "北京", "municipality", BTH, True, 116.41, 39.90, 20),
    ("tianjin", "Tianjin", "天津", "municipality", BTH, False, 117.20, 39.08, 14),
    ("hebei", "Hebei", "河北", "province", BTH, False, 115.5, 38.2, 30),
    ("shanghai", "Shanghai", "上海", "municipality", YRD, True, 121.47, 31.23, 24),
    ("nanjing", "Nanjing", "南京", "city", YRD, False, 118.80, 32.06, 9),
    ("suzhou", "Suzhou", "苏州", "city", YRD, False, 120.59, 31.30, 12),
    ("hangzhou", "Hangzhou", "杭州", "city", YRD, False, 120.16, 30.27, 12),
    ("hefei", "Hefei", "合肥", "city", YRD, False, 117.23, 31.82, 9),
    ("shenzhen", "Shenzhen", "深圳", "city", GBA, True, 114.06, 22.54, 17),
    ("guangzhou", "Guangzhou", "广州", "city", GBA, False, 113.26, 23.13, 18),
    ("dongguan", "Dongguan", "东莞", "city", GBA, False, 113.75, 23.02, 10),
    ("hong-kong", "Hong Kong", "香港", "sar", GBA, False, 114.17, 22.32, 7),
    ("macao", "Macao", "澳门", "sar", GBA, False, 113.54, 22.20, 1),
    ("chongqing", "Chongqing", "重庆", "municipality", CCE, True, 106.55, 29.56, 30),
    ("chengdu", "Chengdu", "成都", "city", CCE, False, 104.07, 30.57, 20),
    ("wuhan", "Wuhan", "武汉", "city", MYR, True, 114.31, 30.59, 13),
    ("changsha", "Changsha", "长沙", "city", MYR, False, 112.94, 28.23, 10),
    ("nanchang", "Nanchang", "南昌", "city", MYR, False, 115.86, 28.68, 6),
    ("zhuzhou", "Zhuzhou", "株洲", "city", MYR, False, 113.13, 27.83, 4),
    ("xiangtan", "Xiangtan", "湘潭", "city", MYR, False, 112.94, 27.83, 3),
]
BORDERS = {"hong-kong": ("one-country-two-systems", "hong-kong", "common-law"), "macao": ("one-country-two-systems", "macao", "civil-law")}
MAINLAND = ("socialist", "mainland-china", "mainland-china")

INDUSTRIES = [("aerospace", "航天"), ("batteries", "电池"), ("biotech", "生物"), ("chemicals", "化工"), ("chips", "芯片"), ("machinery", "机械"),
              ("optics", "光学"), ("software", "软件"), ("steel", "钢铁"), ("telecom", "通信"), ("textiles", "纺织"), ("vehicles", "汽车")]
# What firms of an industry deliver, and to firms of which industries.
PRODUCTS = {
    "battery-cell": ("Battery cell", "电芯", "batteries", ("vehicles", "telecom", "aerospace")),
    "laser-source": ("Laser source", "激光源", "optics", ("machinery", "chips", "biotech")),
    "steel-plate": ("Steel plate", "钢板", "steel", ("vehicles", "machinery", "aerospace")),
    "resin": ("Resin", "树脂", "chemicals", ("textiles", "batteries", "optics")),
    "design-software": ("Design software", "设计软件", "software", ("chips", "aerospace", "machinery")),
}
CHOKEPOINT, FOREIGN, ABROAD = "control-chip", "ent-abroad", "XAA"  # XAA: a country of nobody's
NEEDS_CHIP = ("vehicles", "machinery", "telecom")

# In thousandths. Planted: of ten who move between Beijing and its cluster, eight move to Beijing.
TALENT_TO_CORE = {BTH: 800}
CAPITAL_TO_CORE = {BTH: 750}
FAIR = 500


class Chance:
    """SplitMix64: the same numbers on every machine."""
    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.state = seed

    def whole(self, below):
        """A whole number from 0, less than BELOW."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return (z ^ (z >> 31)) * below >> 64

    def between(self, least, most):
        return least + self.whole(most - least + 1)

    def of(self, items):
        return items[self.whole(len(items))]

    def some(self, items, count):
        """COUNT different items, in their own order."""
        left, taken = list(range(len(items))), []
        while left and len(taken) < count:
            taken.append(left.pop(self.whole(len(left))))
        return [items[i] for i in sorted(taken)]

    def heads(self, tosses, share):
        """How many of TOSSES fall on a side that comes up in SHARE thousandths of them."""
        return sum(self.whole(1000) < share for _ in range(tosses))


class Demo:
    def __init__(self):
        self.chance = Chance(SEED)
        self.tables = {}
        self.firms = []       # (id, region, industry)
        self.labs = []        # (id, region)
        self.cluster = {r[0]: r[4] for r in REGIONS}
        self.core = {r[4]: r[0] for r in REGIONS if r[5]}

    def put(self, table, **row):
        self.tables.setdefault(table, []).append({**row, "source": SOURCE})

    def together(self, a, b):
        return self.cluster.get(a) is not None and self.cluster.get(a) == self.cluster.get(b)


def yes(value):
    return "true" if value else "false"


def places(demo):
    for name, title, title_zh, lon, lat in CLUSTERS:
        demo.put("clusters", id=name, name=title, name_zh=title_zh, label_lon=lon, label_lat=lat)
    for name, title, title_zh, kind, cluster, core, lon, lat, millions in REGIONS:
        system, zone, law = BORDERS.get(name, MAINLAND)
        demo.put("regions", id=name, name=title, name_zh=title_zh, kind=kind, cluster=cluster, core=yes(core), lon=lon, lat=lat,
                 population=millions * 1000000, political_system=system, customs_zone=zone, legal_system=law)


def own_industries(number, cluster):
    """The industries that a region is good at: the delta's regions all the same, planted; others each their own."""
    first = 2 if cluster == YRD else number * 5
    return [INDUSTRIES[(first + step) % len(INDUSTRIES)][0] for step in (0, 1, 3)]


def enterprises(demo):
    title_of = {i: (i.capitalize(), zh) for i, zh in INDUSTRIES}
    for number, (region, name, name_zh, _, cluster, _, _, _, _) in enumerate(REGIONS):
        for place, industry in enumerate(own_industries(number, cluster)):
            firm = f"ent-{region}-{industry}"
            title, title_zh = title_of[industry]
            capacity = demo.chance.between(2, 40) * (5 if place == 0 else 1)
            demo.firms.append((firm, region, industry))
            demo.put("enterprises", id=firm, name=f"Demo {title} {name}", name_zh=f"示例{name_zh}{title_zh}", region=region, country="CHN",
                     ownership=demo.chance.of(("private", "private", "soe-local", "soe-central", "mixed")), industry=industry,
                     size_class="large" if place == 0 else demo.chance.of(("small", "medium")),
                     tier="little-giant" if place == 2 and demo.chance.whole(2) else "", stages="3" if cluster == CCE else demo.chance.of(("2 3", "3", "2 3")),
                     capacity=capacity, output=capacity * demo.chance.between(8, 12))
    demo.put("enterprises", id=FOREIGN, name="Demo Chips Abroad", name_zh="示例境外芯片", region="", country=ABROAD, ownership="foreign", industry="chips",
             size_class="large", tier="", stages="3", capacity=300, output=3000)


def institutes(demo):
    for region, name, name_zh, _, cluster, core, _, _, _ in REGIONS:
        kinds = [("university", "University", "大学")] + ([("laboratory", "Laboratory", "实验室")] if core or region == "chengdu" else [])
        for kind, title, title_zh in kinds:
            lab = f"inst-{region}-{kind}"
            stages = "1" if cluster == CCE else "1 2" if kind == "laboratory" else demo.chance.of(("1", "1 2"))
            demo.labs.append((lab, region))
            demo.put("institutes", id=lab, name=f"Demo {title} {name}", name_zh=f"示例{name_zh}{title_zh}", region=region, country="CHN", kind=kind,
                     stages=stages, capacity=demo.chance.between(10, 60))


def firm_of(demo, region):
    return next(f for f, place, _ in demo.firms if place == region)


def architects(demo):
    for cluster, chain in ((BTH, "machines"), (YRD, "medicine"), (GBA, "devices"), (MYR, "equipment")):
        region = demo.core[cluster]
        demo.put("architects", id=f"arch-{region}", name=f"Demo architect {region.capitalize()}", enterprise=firm_of(demo, region), chain=chain,
                 product=chain, region=region)


def consortia(demo):
    for cluster, title, title_zh, _, _ in CLUSTERS:
        labs = [lab for lab, place in demo.labs if demo.cluster[place] == cluster]
        firms = [firm for firm, place, _ in demo.firms if demo.cluster[place] == cluster]
        # Planted: in Chengdu-Chongqing nobody but institutes takes part.
        members = demo.chance.some(labs, 2) + ([] if cluster == CCE else demo.chance.some(firms, 4))
        kind = "research" if cluster in (BTH, CCE) else "economics"
        lead = members[0] if kind == "research" else members[-1]
        demo.put("consortia", id=f"con-{cluster}", name=f"Demo consortium {title}", name_zh=f"示例{title_zh}创新联合体", kind=kind, lead=lead,
                 product=demo.chance.of([p[0] for p in PRODUCTS.values()]), region=demo.core[cluster], members=len(members))
        for member in members:
            demo.put("memberships", consortium=f"con-{cluster}", member=member, role="lead" if member == lead else "member")


def things(demo):
    for industry, title_zh in INDUSTRIES:
        demo.put("things", id=f"tech-{industry}", kind="technology", type="field", name=f"Demo {industry}", name_zh=title_zh, parent="")
    for product, (title, title_zh, industry, _) in [*PRODUCTS.items(), (CHOKEPOINT, ("Control chip", "控制芯片", "chips", NEEDS_CHIP))]:
        demo.put("things", id=product, kind="product", type="part", name=title, name_zh=title_zh, parent=f"tech-{industry}")


def portfolio(demo):
    """Staff by industry. Planted: the regions of the delta have one profile, all others their own."""
    names = [i for i, _ in INDUSTRIES]
    common = {i: demo.chance.between(5, 60) for i in names}
    for number, (region, _, _, _, cluster, _, _, _, millions) in enumerate(REGIONS):
        strong = own_industries(number, cluster)
        for industry in names:
            if cluster == YRD:
                share = common[industry] * demo.chance.between(95, 105)
            else:
                share = (demo.chance.between(60, 90) if industry in strong else demo.chance.between(1, 15)) * 100
            demo.put("portfolio", region=region, industry=industry, date=2023, value=share * millions // 10)


def indicators(demo):
    for region, _, _, _, cluster, core, _, _, millions in REGIONS:
        drawn = 30 if region == demo.core[BTH] else -10 if cluster == BTH else 5  # a thousandth a year
        researchers = millions * (12000 if core else 5000)
        for year in YEARS:
            past = year - YEARS[0]
            demo.put("indicators", region=region, indicator="population", date=year, value=millions * (1000 + drawn * past // 3) * 1000, unit="persons")
            demo.put("indicators", region=region, indicator="gdp", date=year, value=millions * (100 + 5 * past + drawn * past // 10) * 1000 + demo.chance.whole(5000),
                     unit="million yuan")
            demo.put("indicators", region=region, indicator="researchers", date=year, value=researchers + researchers * drawn * past // 1000 + demo.chance.whole(500),
                     unit="persons")


def layers(demo):
    rows = [("talent", "Talent", "人才", "talent", True, "count", "persons", "talent", "", "system", "resource"),
            ("capital", "Capital", "资本", "capital", True, "amount", "million yuan", "capital", "capital", "ecosystem", "resource"),
            ("supply", "Supply", "供应", "supply", True, "amount", "million yuan", "market", "industry", "", "structure"),
            ("rnd", "Joint research", "联合研发", "rnd", False, "count", "projects", "technology", "innovation", "system", "benefit"),
            ("transfer", "Technology transfer", "技术转移", "transfer", True, "count", "licences", "technology", "service", "system", "benefit")]
    for name, title, title_zh, role, directed, measure, unit, factor, chain, level, sense in rows:
        demo.put("layers", id=name, name=title, name_zh=title_zh, role=role, directed=yes(directed), weighted="true", measure=measure, accrual="event",
                 unit=unit, factor=factor, chain=chain, level=level, sense=sense)


def link(demo, origin, end, layer, weight, date, product="", essentiality=""):
    if weight:
        demo.put("links", **{"from": origin}, to=end, layer=layer, weight=weight, date=date, product=product, essentiality=essentiality)


def pull(a, b):
    """How much two regions have to do with one another: size over distance, in a plane; only square roots."""
    east, north = (a[6] - b[6]) * 95, (a[7] - b[7]) * 111
    return 300 * math.sqrt(a[8] * b[8]) / (60 + math.sqrt(east * east + north * north))


def moves(demo, layer, times, to_core):
    """Between two regions a fair coin decides who goes where; between a core and its cluster a loaded one, where planted."""
    for year in YEARS:
        for i, a in enumerate(REGIONS):
            for b in REGIONS[i + 1:]:
                total = int(pull(a, b) * times * (10 + year - YEARS[0]) / 10)
                if total < 8:
                    continue
                cluster = a[4] if a[4] == b[4] and (a[5] or b[5]) else None
                share = to_core.get(cluster, FAIR)
                forth = demo.chance.heads(total, share if b[5] else 1000 - share)
                yield a[0], b[0], layer, forth, year
                yield b[0], a[0], layer, total - forth, year


def talent(demo):
    for origin, end, layer, persons, year in moves(demo, "talent", 4, TALENT_TO_CORE):
        link(demo, origin, end, layer, persons, year)


def capital(demo):
    for origin, end, layer, sums, year in moves(demo, "capital", 2, CAPITAL_TO_CORE):
        link(demo, origin, end, layer, sums * 10, year)


def supply(demo):
    for product, (_, _, industry, customers) in PRODUCTS.items():
        sellers = [f for f, _, i in demo.firms if i == industry]
        for buyer in [f for f, _, i in demo.firms if i in customers]:
            for seller in demo.chance.some(sellers, 3):
                link(demo, seller, buyer, "supply", demo.chance.between(5, 80), 2023, product, demo.chance.of(("essential", "non-essential")))
    # Planted: one firm abroad is the only one to make the chip that whole industries cannot do without.
    for buyer in [f for f, _, i in demo.firms if i in NEEDS_CHIP]:
        link(demo, FOREIGN, buyer, "supply", demo.chance.between(40, 120), 2023, CHOKEPOINT, "essential")


def research(demo):
    for year in YEARS:
        for lab, place in demo.labs:
            near = [f for f, region, _ in demo.firms if demo.together(place, region)]
            far = [other for other, region in demo.labs if other > lab and not demo.together(place, region)]
            partners = [] if demo.cluster[place] == CCE else demo.chance.some(near, 2)  # planted: no institute works with a firm there
            for partner in partners:
                link(demo, lab, partner, "rnd", demo.chance.between(1, 9), year)
                link(demo, lab, partner, "transfer", transfers(demo, place), year)
            for other in demo.chance.some(far, 2):
                link(demo, lab, other, "rnd", demo.chance.between(1, 4), year)


def transfers(demo, place):
    """Licences a year and partner; planted: the core that draws its cluster's talent gives little back."""
    return demo.chance.between(0, 1) if place == demo.core[BTH] else demo.chance.between(2, 6)


def sources(demo):
    demo.tables["sources"] = [{"id": SOURCE, "title": "SYNTHETIC: invented numbers for a demonstration", "publisher": "made by qipan", "date": "2024",
                               "url": "", "licence": "CC0-1.0", "locator": "", "class": "synthetic"}]


STEPS = (places, enterprises, institutes, architects, consortia, things, portfolio, indicators, layers, talent, capital, supply, research, sources)


def main():
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    demo = Demo()
    for step in STEPS:
        step(demo)
    for name, rows in demo.tables.items():
        with open(target / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(rows[0])
            out.writerows(r.values() for r in rows)


if __name__ == "__main__":
    main()
