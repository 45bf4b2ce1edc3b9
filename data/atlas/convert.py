#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The facts read off the seed documents to the tables of a dataset.

    convert.py FROM TO

FROM is the folder of the facts, one table a kind of fact; TO receives the
tables of the dataset, left-out.csv (what no table holds, and why) and
general-knowledge.csv (cells of rows of a document that the document does not
state). What had to be decided by hand stands in decisions.py. A column of the
facts that is neither used nor said to be left out stops the run.
"""
import csv
import pathlib
import sys

sys.dont_write_bytecode = True
import decisions as by_hand  # noqa: E402

GENERAL = "general-knowledge"

# Columns of the facts that no table holds: what they are, and why they stay out.
LOCATOR = ("phrases that find the place again", "the words of the documents stay with the documents; source names the line")
SEEN_ALSO = ("other documents with the same phrase", "a row has one source")
REMARK = ("remarks of the reader", "no table has a column for remarks")
PRINTED = ("names as printed", "a row has one name; the id and the line lead to the printed one")
SYSTEM = ("system of docs/systems.md it belongs to", "systems.csv maps tables, not rows, to systems")
COMMON = {"locator": LOCATOR, "also_in": SEEN_ALSO, "note": REMARK}
LEFT = {
    "regions": {"name_as_in_seed": PRINTED, "coord_basis": ("point of a city or of a label", "no column; all coordinates are general knowledge"),
                "role": ("part it plays in the documents", "no column; its rows tell")},
    "enterprises": {"name_as_in_seed": PRINTED, "home_city": ("city of the headquarters", "region is the finest place that the facts list")},
    "institutes": {"role": ("part it plays in the documents", "no column; its rows tell"),
                   "parent_id": ("organisation above it", "institutes have no parent"), "parent_basis": ("basis of parent_id", "goes with it")},
    "architects": {"scope": ("regional, national, global", "no column"), "term_used": PRINTED,
                   "size_value": ("partners of a platform", "stated_value of a link has it"), "size_unit": ("unit of size_value", "goes with it"),
                   "status": ("actual in all rows", "no column")},
    "consortia": {"kind_basis": ("all stated", "nothing to mark"), "lead_class": ("class of the lead", "the lead's own row has it, where it is known"),
                  "members_soe": ("members by class", "members are named or counted as a whole"),
                  "members_private": ("members by class", "members are named or counted as a whole"),
                  "members_university": ("members by class", "members are named or counted as a whole"),
                  "members_unstated_min": ("members of no stated class", "members are named or counted as a whole"),
                  "members_unstated_max": ("members of no stated class", "members are named or counted as a whole"),
                  "contract": ("form of the contract", "no column")},
    "technologies": {"stage_note": ("blank", "blank"), "success_path_basis": ("words behind success_path", "the statement names the line"),
                     "chokepoint_listed": ("listed as a chokepoint", "links of the layer policy from the list have it")},
    "programmes": {"start_year": ("first year", "things have no date; links from them have"), "end_year": ("last year", "things have no date; links from them have"),
                   "status": ("active, historical, proposed, ...", "things have no status; links from them have"),
                   "headline_number": ("its best-known number", "stated_value of a link has it, or the list of numbers below")},
    "links": {"id": ("running number", "a link is known by its ends, layer, date and product"), "system_id": SYSTEM,
              "confidence": ("high, medium or low", "no column")},
    "attributes": {"id": ("running number", "a statement is known by subject, topic and text"), "theme": ("finer topic", "the text says it")},
    "claims": {"system_id": SYSTEM, "expected": ("what the claim lets expect", "test and reference, where clear"),
               "testable": ("whether the facts could decide it", "the table of metrics tells")},
    "numbers": {"qualifier": ("more than, just under, ...", "no column; those of indicators are listed by row"), "year_from": ("first year", "date, where it became an indicator"),
                "quantity": ("what is counted", "indicator, where it became one")},
}


class Atlas:
    """The tables being filled; each is its columns and its rows."""

    def __init__(self, folder):
        self.facts = {name: self.read(folder, name) for name in (
            "regions", "enterprises", "institutes", "architects", "consortia", "technologies", "programmes", "links", "attributes", "claims", "numbers")}
        self.tables = {}
        self.left = []
        self.general = []
        self.sources = set()
        self.region = {r["id"]: r for r in self.facts["regions"]}
        self.technology = {t["id"]: t["name"] for t in self.facts["technologies"]}

    @staticmethod
    def read(folder, name):
        with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def source(self, fact):
        """The source of a row: document and line, or general knowledge."""
        if fact["source_file"] == GENERAL:
            return self.cited(GENERAL)
        return self.cited(f"{fact['source_file'][:3]}:{fact['source_line']}")

    def cited(self, source):
        self.sources.add(source)
        return source

    def put(self, table, **row):
        self.tables.setdefault(table, []).append(row)

    def leave(self, table, row, column, what, why):
        self.left.append((table, row, column, what, why))

    def mark(self, table, row, *columns):
        """Cells of a row that a document gives, but not these."""
        self.general += [(table, row, c) for c in columns]

    def name_zh(self, table, fact):
        name = by_hand.NAMES_ZH.get(fact["id"], "")
        if name and fact["source_file"] != GENERAL:
            self.mark(table, fact["id"], "name_zh")
        return name

    def stages(self, table, fact, stages):
        """The stages of an actor, which no document assigns (D13)."""
        if stages and fact["source_file"] != GENERAL:
            self.mark(table, fact["id"], "stages")
        return stages

    def country(self, region):
        """The country that contains a region; blank where none does."""
        while region and self.region[region]["kind"] != "country":
            region = self.region[region]["parent_id"]
        return region


def code(fact):
    """Code and scheme: one scheme for all places of a country, and none that is another place's."""
    if fact["code_gbt2260"]:
        return fact["code_gbt2260"], "GB/T 2260"
    if fact["kind"] == "country":
        return fact["code_iso3166"], "ISO 3166-1"
    return "", ""


def regions(atlas):
    for fact in atlas.facts["regions"]:
        number, scheme = code(fact)
        cluster = fact["id"] if fact["kind"] == "cluster" else fact["cluster_id"]
        kind = "economy" if fact["kind"] == "country" and fact["code_iso3166"] else fact["kind"]
        name_zh = atlas.name_zh("regions", fact)
        atlas.put("regions", id=fact["id"], name=fact["name"], name_zh=name_zh, kind=kind, parent=fact["parent_id"], cluster=cluster, lon=fact["lon"],
                  lat=fact["lat"], code=number, code_scheme=scheme, political_system=fact["political_system"], customs_zone=fact["customs_zone"],
                  legal_system=fact["legal_system"], source=atlas.source(fact))
        if fact["kind"] == "cluster":
            atlas.put("clusters", id=fact["id"], name=fact["name"], name_zh=name_zh, label_lon=fact["lon"], label_lat=fact["lat"], source=atlas.source(fact))
            atlas.mark("clusters", fact["id"], "name_zh", "label_lon", "label_lat")
        if fact["source_file"] != GENERAL:
            region_marks(atlas, fact, number)
        if fact["code_iso3166"] and fact["code_iso3166"] != number:
            atlas.leave("regions", fact["id"], "code_iso3166", fact["code_iso3166"], other_code(fact))


def region_marks(atlas, fact, number):
    atlas.mark("regions", fact["id"], *(["lon", "lat"] if fact["lon"] else []), *(["code", "code_scheme"] if number else []))
    if fact["cluster_basis"] == GENERAL:
        atlas.mark("regions", fact["id"], "cluster")
    if fact["barrier_basis"]:
        atlas.mark("regions", fact["id"], "political_system", "customs_zone", "legal_system")


def other_code(fact):
    if fact["code_gbt2260"]:
        return "one code a row; GB/T 2260 has one for every level"
    return "the code of the state around it" if fact["kind"] == "city" else "reserved, no code of a country today"


def enterprises(atlas):
    for fact in atlas.facts["enterprises"]:
        atlas.put("enterprises", id=fact["id"], name=fact["name"], name_zh=atlas.name_zh("enterprises", fact), region=fact["home_region_id"],
                  country=fact["country_id"], ownership=fact["type"], industry=fact["industry"],
                  stages=atlas.stages("enterprises", fact, stage_of_enterprise(fact)), group=group(fact["entity_kind"] == "group"),
                  members=fact["group_count"], source=atlas.source(fact))
        based = (("type_basis", "ownership"), ("industry_basis", "industry"), ("home_basis", "region"), ("home_basis", "country"))
        atlas.mark("enterprises", fact["id"], *(ours for basis, ours in based if fact[basis] == GENERAL and (ours != "country" or fact["country_id"])))


def stage_of_enterprise(fact):
    return "" if fact["industry"] in by_hand.NO_MAKERS else by_hand.STAGE_OF_ENTERPRISES


def group(yes):
    return "true" if yes else "false"


def institutes(atlas):
    for fact in atlas.facts["institutes"]:
        region = of_the_state(atlas, fact) or fact["region_id"]
        country = atlas.country(region)
        atlas.put("institutes", id=fact["id"], name=fact["name"], name_zh=atlas.name_zh("institutes", fact), region=region, country=country,
                  kind=fact["kind"], stages=atlas.stages("institutes", fact, stage_of_institute(fact)), group=group(fact["kind"].endswith("-group")),
                  members=fact["group_count"], source=atlas.source(fact))
        if fact["region_basis"] == GENERAL and fact["source_file"] != GENERAL and region == fact["region_id"]:
            atlas.mark("institutes", fact["id"], "region", *(["country"] if country else []))


def stage_of_institute(fact):
    return by_hand.STAGE_OF_GROUP.get(fact["id"]) or by_hand.STAGE_OF_KIND.get(fact["kind"], "")


def of_the_state(atlas, fact):
    """The country of a body of the central state: what it does is not done by the city where only general knowledge seats it (D31)."""
    if fact["kind"] != "government-body" or fact["region_id"] != by_hand.CAPITAL or fact["region_basis"] != GENERAL:
        return ""
    atlas.leave("institutes", fact["id"], "region_id", fact["region_id"], "seat of a body of the central state; it acts for the country, which is its region here")
    return atlas.country(fact["region_id"])


def architects(atlas):
    for fact in atlas.facts["architects"]:
        atlas.put("architects", id=fact["id"], enterprise=fact["enterprise_id"], chain=fact["chain"],
                  product=atlas.technology.get(fact["technology_id"], ""), region=fact["region_id"], source=atlas.source(fact))
        if fact["chain_basis"] == GENERAL:
            atlas.mark("architects", fact["id"], "chain", *(["product"] if fact["technology_id"] else []))
        if fact["term_class"] == "explicit-architect":
            atlas.put("statements", subject=fact["id"], topic="supply-chain-architects", text="called an architect of a supply chain; the others are called leading",
                      polarity="0", status="actual", source=atlas.source(fact))


def consortia(atlas):
    for fact in atlas.facts["consortia"]:
        if fact["row_kind"] in ("target", "estimate"):
            what = f"{fact['target_qualifier']} {fact['count_target']}" if fact["row_kind"] == "target" else "hundreds"
            atlas.leave("consortia", fact["id"], "", what.strip(), "no consortium; a target is a row of indicators" if fact["row_kind"] == "target"
                        else "no consortium, and a word for a number")
            continue
        products = "; ".join(atlas.technology[t] for t in fact["technology_ids"].split())
        atlas.put("consortia", id=fact["id"], name=fact["name"], kind=fact["kind"].removesuffix("-driven"), lead=fact["lead_id"], product=products,
                  region=fact["region_id"], members=fact["members_total"], source=atlas.source(fact))
        if fact["count_actual"] not in ("", "1"):
            atlas.leave("consortia", fact["id"], "count_actual", fact["count_actual"], "how many consortia one row stands for; a row of indicators has it")
        if fact["sponsor_id"] and not stated_sponsor(atlas, fact):
            atlas.put("memberships", consortium=fact["id"], member=fact["sponsor_id"], role="sponsor", source=atlas.source(fact))


def stated_sponsor(atlas, fact):
    return any(k["layer"] == "consortium" and k["relation"] == "sponsors" and k["target"] == fact["id"] for k in atlas.facts["links"])


def things(atlas):
    for fact in atlas.facts["technologies"]:
        atlas.put("things", id=fact["id"], kind="product" if fact["kind"] == "product" else "technology", type=fact["kind"], name=fact["name"],
                  parent=fact["parent_id"], owner="", source=atlas.source(fact))
        told_of(atlas, fact)
    for fact in atlas.facts["programmes"]:
        atlas.put("things", id=fact["id"], kind="programme", type=fact["kind"], name=fact["name"], parent="", owner=fact["owner_id"], source=atlas.source(fact))
        if fact["owner_basis"] == GENERAL:
            atlas.mark("things", fact["id"], "owner")


def told_of(atlas, fact):
    """What is said of how a technology came about: statements."""
    name = fact["id"]
    if fact["success_path"]:
        ahead = by_hand.PATHS_AHEAD.get(name)
        atlas.put("statements", subject=name, topic="megaprojects-precedents", text=ahead or by_hand.PATHS[fact["success_path"]], polarity="0",
                  status="prospective" if ahead else "actual", source=atlas.cited(by_hand.PATH_LINES.get(name, by_hand.PATH_LINE)))
    if fact["foreign_inspiration"]:
        atlas.put("statements", subject=name, topic="two-layers", text=by_hand.INSPIRED[fact["foreign_inspiration"]], polarity="0", status="actual",
                  source=atlas.cited(by_hand.INSPIRED_LINE))


def layers(atlas):
    for name, (title, title_zh, role, directed, factor, chain, level, sense) in by_hand.LAYERS.items():
        atlas.put("layers", id=name, name=title, name_zh=title_zh, role=role, directed=group(directed), weighted="false", factor=factor, chain=chain,
                  level=level, sense=sense, source=atlas.cited(GENERAL))


def links(atlas):
    for fact in atlas.facts["links"]:
        if fact["layer"] == "consortium":
            consortium_link(atlas, fact)
        elif fact["layer"] == "specialisation":
            specialisation(atlas, fact)
        else:
            link(atlas, fact)
    for origin, end, layer, column in by_hand.FILLED_LINKS:
        atlas.mark("links", f"{origin}/{end}/{layer}", column)


def link(atlas, fact):
    date, until = by_hand.DATES.get(fact["year"], (fact["year"], ""))
    atlas.put("links", **{"from": fact["source"]}, to=fact["target"], layer=fact["layer"], date=date, until=until, status=fact["status"],
              polarity=fact["polarity"], origin=origin_of(fact), stated_value=fact["weight"], stated_unit=fact["weight_unit"] if fact["weight"] else "",
              relation=fact["relation"], source=atlas.source(fact))
    if by_hand.LAYERS[fact["layer"]][3] != (fact["direction"] == "directed"):
        atlas.leave("links", fact["id"], "direction", f"{fact['source']} - {fact['target']}: {fact['direction']}", "direction is a property of the layer")
    if fact["weight_unit"] and not fact["weight"]:
        atlas.leave("links", fact["id"], "weight_unit", fact["weight_unit"], "a word for a number: nothing to store as stated_value")


def origin_of(fact):
    if fact["source"] in by_hand.NEITHER:
        return "unknown"
    if fact["layer"] in by_hand.STATE_LAYERS or fact["relation"] in by_hand.STATE_RELATIONS:
        return "state"
    return "market" if fact["relation"] in by_hand.MARKET_RELATIONS else "unknown"


def consortium_link(atlas, fact):
    """Leads and targets are columns of consortia; members and sponsors memberships."""
    if fact["relation"] in ("member", "sponsors"):
        atlas.put("memberships", consortium=fact["target"], member=fact["source"], role=fact["relation"].removesuffix("s"), source=atlas.source(fact))
    where = {"leads": "column lead", "targets": "column product", "member": "a row of memberships", "sponsors": "a row of memberships"}
    atlas.leave("links", fact["id"], "", f"{fact['source']} - {fact['target']}: {fact['relation']}", f"{where[fact['relation']]} of consortia, no link")


def specialisation(atlas, fact):
    place = "region" if fact["source"] in atlas.region else "actor"
    row = {"region": "", "actor": "", place: fact["source"]}
    atlas.put("portfolio", **row, industry=fact["target"], value="1", source=atlas.source(fact))
    atlas.leave("links", fact["id"], "relation", f"{fact['source']} - {fact['target']}: {fact['relation']}", "a row of portfolio, which has no relation")


def statements(atlas, slugs):
    status = {"present": "actual", "recent": "actual", "rising": "rising"}
    for fact in atlas.facts["attributes"]:
        atlas.put("statements", subject=fact["subject_id"], topic=slugs[fact["system_id"]], text=fact["statement"], polarity=fact["polarity"],
                  status=status[fact["time"]], source=atlas.source(fact))
        if fact["time"] == "recent":
            atlas.leave("attributes", fact["id"], "time", "recent", "no such status; kept as actual")


def claims(atlas):
    for fact in atlas.facts["claims"]:
        if fact["id"] in by_hand.CLAIMS_LEFT:
            atlas.leave("claims", fact["id"], "", fact["claim"], by_hand.CLAIMS_LEFT[fact["id"]])
            continue
        metric, scope, subject, layer, test, reference = by_hand.CLAIMS[fact["id"]]
        atlas.put("claims", id=fact["id"], text=fact["claim"], type=fact["type"], metric=metric, scope=scope, subject=subject, layer=layer, test=test,
                  reference=reference, source=atlas.source(fact))


def numbers(atlas):
    reason = {n: why for why, list_ in by_hand.NUMBERS_LEFT.items() for n in list_.split()}
    for fact in atlas.facts["numbers"]:
        if fact["id"] in by_hand.INDICATORS:
            region, indicator, date, unit = by_hand.INDICATORS[fact["id"]]
            atlas.put("indicators", region=region, indicator=indicator, date=date, value=fact["value"], unit=unit, source=atlas.source(fact))
            if fact["id"] in by_hand.QUALIFIED:
                atlas.leave("numbers", fact["id"], "qualifier", by_hand.QUALIFIED[fact["id"]], "indicators have no qualifier")
        else:
            what = " ".join(filter(None, (fact["subject_id"], fact["quantity"] + ":", fact["qualifier"], fact["value"], fact["unit"])))
            atlas.leave("numbers", fact["id"], "", what, reason[fact["id"]])


def sources(atlas):
    for source in sorted(atlas.sources):
        if source == GENERAL:
            atlas.put("sources", id=GENERAL, title="General knowledge", publisher="", date="", url="", licence="", locator="", **{"class": GENERAL})
            continue
        seed, line = source.split(":")
        title, publisher, date, url = by_hand.SEEDS[seed]
        atlas.put("sources", id=source, title=title, publisher=publisher, date=date, url=url, licence="", locator=f"line {line}", **{"class": "seed"})


USED = {
    "regions": "id name kind parent_id cluster_id cluster_basis lon lat code_iso3166 code_gbt2260 code_basis political_system customs_zone legal_system barrier_basis",
    "enterprises": "id name entity_kind type type_basis industry industry_basis home_region_id home_basis country_id group_count",
    "institutes": "id name kind region_id region_basis group_count",
    "architects": "id enterprise_id chain technology_id region_id term_class chain_basis",
    "consortia": "id name row_kind kind lead_id sponsor_id region_id count_actual count_target target_qualifier as_of_year target_year members_total technology_ids",
    "technologies": "id name kind parent_id success_path foreign_inspiration",
    "programmes": "id name kind owner_id owner_basis",
    "links": "source target layer relation direction status weight weight_unit year polarity",
    "attributes": "subject_id statement polarity time system_id",
    "claims": "id claim type metric",
    "numbers": "id subject_id value unit year_to",
}


def columns_left(atlas):
    for table, facts in atlas.facts.items():
        left = {**COMMON, **LEFT.get(table, {})}
        for column in facts[0]:
            filled = sum(1 for f in facts if f[column])
            if column in left and filled:
                what, why = left[column]
                atlas.leave(table, "", column, f"{what} ({filled} cells)", why)
            elif column not in left and column not in USED[table].split() + ["provenance", "source_file", "source_line"]:
                sys.exit(f"convert.py: {table}: column '{column}' is neither used nor left out")


def write(folder, name, columns, rows):
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        out.writerows(rows)


def main():
    facts, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    atlas = Atlas(facts)
    slugs = {s["id"]: s["slug"] for s in atlas.read(facts, "systems")}
    columns_left(atlas)
    for step in (regions, enterprises, institutes):
        step(atlas)
    statements(atlas, slugs)
    for step in (architects, consortia, things, layers, links, claims, numbers, sources):
        step(atlas)
    for name, rows in atlas.tables.items():
        write(target, name, rows[0], [list(r.values()) for r in rows])
    write(target, "left-out", ("table", "row", "column", "what", "why"), atlas.left)
    write(target, "general-knowledge", ("table", "id", "column"), atlas.general)


if __name__ == "__main__":
    main()
