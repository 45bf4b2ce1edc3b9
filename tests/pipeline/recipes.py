#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Real tables read unchanged by data/recipes: what Python's csv makes of them, and the numbers published with them."""
import atexit
import collections
import csv
import functools
import gzip
import itertools
import json
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from network import EPOCH, NONE, h5py, words, year  # noqa: E402
from qipan import SOURCE, main, must, shared  # noqa: E402

RECIPES = SOURCE / "data" / "recipes"
KINDS = ("region", "enterprise", "institute", "architect")


def rows(*parts):
    return rows_of(shared("real", *parts))


def rows_of(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cached(function):
    return functools.lru_cache(maxsize=None)(function)


@cached
def network(name):
    """The network of a recipe."""
    files = shared("real", name)
    folder = pathlib.Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    must("build", "--files", files, RECIPES / name, "-o", folder / "n.h5")
    return h5py.File(folder / "n.h5")


@cached
def findings(name):
    files = shared("real", name)
    with tempfile.TemporaryDirectory() as folder:
        must("check", "--max-findings", "0", "--format", "json", "--files", files, RECIPES / name, "-o", f"{folder}/f.json")
        told = json.loads(pathlib.Path(folder, "f.json").read_text(encoding="utf-8"))
    assert told["defects"] == 0 and told["more"] == [], told["more"]
    return told["findings"]


def repeated(name, layer):
    """How many rows of a layer went into others, as is told."""
    found = [re.match(rf"(\d+) rows? of layer '{layer}' repeats? ends", f["found"]) for f in findings(name)]
    return sum(int(m[1]) for m in found if m)


def accounts(name):
    """{(file, mapping, table): (rows read, rows left out)} by the package and what is told."""
    package = json.loads((RECIPES / name / "datapackage.json").read_text(encoding="utf-8"))
    left_out = collections.Counter()
    for f in findings(name):
        if f["rule"] == "row.skipped":
            count, table, mapping = re.match(r"(\d+) rows? skipped for (\w+)(?: \(mapping (\d+) of \d+\))?: ", f["found"]).groups()
            left_out[f["file"], int(mapping or 1), table] += int(count)
    found = {}
    for resource in package["resources"]:
        path, mappings = resource["path"], resource["qipan"]
        own = RECIPES / name / path
        read = len(rows_of(own) if own.exists() else rows(name, path))
        for m, mapping in enumerate(mappings if isinstance(mappings, list) else [mappings], 1):
            found[path, m, mapping["table"]] = (read, left_out.pop((path, m, mapping["table"]), 0))
    assert not left_out, left_out
    return found


def used(name):
    """Rows of each table: those that were read and not left out."""
    total = collections.Counter()
    for (_, _, table), (read, left_out) in accounts(name).items():
        total[table] += read - left_out
    return total


def actors(file, kind=None):
    return [a for a, k in zip(words(file, "actors/id"), file["actors/kind"][:]) if kind is None or KINDS[k] == kind]


def column(file, path, names):
    """What the rows of a column name; None where it is nothing."""
    return [None if i == NONE else names[i] for i in file[path][:]]


def links(file, layer):
    """[(from, to, day or None, weight)] of a layer."""
    group = next(g for g in file["links"].values() if g.attrs["layer"].decode() == layer)
    ids = words(file, "actors/id")
    periods = group["period"][:] if "period" in group else itertools.repeat((-2**31, 0))
    return [(ids[a], ids[b], None if p[0] == -2**31 else str(EPOCH + int(p[0]) * EPOCH.resolution), float(w))
            for a, b, p, w in zip(group["from"][:], group["to"][:], periods, group["weight"][:])]


def memberships(file):
    """{(consortium, member, role): weight}"""
    found = zip(column(file, "memberships/consortium", words(file, "consortia/id")), column(file, "memberships/member", words(file, "actors/id")),
                words(file, "memberships/role"), file["memberships/weight"][:])
    found = {(c, m, r): None if w != w else float(w) for c, m, r, w in found}
    assert len(found) == len(file["memberships/member"])
    return found


def close(a, b):
    return a.keys() == b.keys() and all(abs(a[k] - b[k]) < 1e-9 * max(1, abs(b[k])) for k in a)


# ---------------------------------------------------------------- scholars

def flows(file):
    found = collections.Counter()
    for a, b, day, weight in links(file, "talent"):
        found[a, b, int(day[:4])] += weight
    return found


def test_scholars_have_the_published_totals_and_reciprocity(_):
    found = flows(network("scholars"))
    total = collections.Counter()
    for (a, b, y), w in found.items():
        total[y] += w if a != b else 0
    assert [total[y] for y in (1998, 2014, 2018)] == [45834, 112218, 137462]
    mutual = sum(min(w, found.get((b, a, y), 0)) for (a, b, y), w in found.items() if y == 2018 and a != b)
    assert abs(mutual / total[2018] - 0.830804) < 5e-7, mutual / total[2018]


def test_scholars_of_a_country_are_at_least_those_of_its_flows(_):
    moves = collections.Counter()
    for (a, b, y), w in flows(network("scholars")).items():
        if a != b:
            moves[a, y, "number_of_outmigrations"] += w
            moves[b, y, "number_of_inmigrations"] += w
    named = equal = 0
    for row in rows("scholars", "countries.csv"):
        y = int(float(row["year"]))
        if row["countrycode"] == "" or y > 2018:
            continue
        sides = [(int(row[s]), moves[row["countrycode"], y, s]) for s in ("number_of_outmigrations", "number_of_inmigrations")]
        assert all(told >= summed for told, summed in sides), row
        named += 1
        equal += all(told == summed for told, summed in sides)
    assert (named, equal) == (4128, 2833), (named, equal)


def test_every_row_of_scholars_is_accounted_for(_):
    file, total = network("scholars"), used("scholars")
    assert total["links"] == len(links(file, "talent")) == 92980
    assert total["indicators"] == len(file["indicators/value"])
    assert total["regions"] == len(actors(file))


# ------------------------------------------------------------------- h2020

@cached
def projects():
    """{project: {organisation: row}}"""
    found = collections.defaultdict(dict)
    for row in rows("h2020", "h2020.csv.gz"):
        assert row["pic"] not in found[row["rcn"]]
        found[row["rcn"]][row["pic"]] = row
    return found


def iso(country):
    return {"EL": "GR", "UK": "GB"}.get(country, country)


def test_every_participation_is_a_membership(_):
    file = network("h2020")
    expected = {(rcn, pic, row["role"]): None if row["contribution"] == "NA" else float(row["contribution"])
                for rcn, members in projects().items() for pic, row in members.items()}
    assert memberships(file) == expected and len(expected) == 144726
    assert sum(w is None for w in expected.values()) == 13754
    assert set(words(file, "consortia/id")) == set(projects()) and len(projects()) == 31451


def test_every_organisation_is_of_one_type_and_country(_):
    file = network("h2020")
    types, countries = collections.defaultdict(set), collections.defaultdict(set)
    for members in projects().values():
        for pic, row in members.items():
            types[pic].add(row["type"])
            countries[pic].add(iso(row["country"]))
    assert {len(s) for s in [*types.values(), *countries.values()]} == {1}, "which one would hold?"
    assert len(types) == 35871
    assert set(actors(file, "enterprise")) == {p for p, (t,) in types.items() if t in ("PRC", "OTH")}
    assert set(actors(file, "institute")) == {p for p, (t,) in types.items() if t in ("HES", "REC", "PUB")}
    ids = words(file, "actors/id")
    assert {a: r for a, r in zip(ids, column(file, "actors/region", ids)) if a in types} == {p: c for p, (c,) in countries.items()}


def test_namibia_is_a_country_and_greece_and_britain_have_iso_codes(_):
    file = network("h2020")
    regions = set(actors(file, "region"))
    assert len(regions) == 169 and "NA" in regions and {"GR", "GB"} < regions and not {"EL", "UK"} & regions
    assert regions == {iso(row["country"]) for members in projects().values() for row in members.values()}
    from_namibia = sum(row["country"] == "NA" for members in projects().values() for row in members.values())
    ids = words(file, "actors/id")
    region = dict(zip(ids, column(file, "actors/region", ids)))
    assert sum(region[m] == "NA" for _, m, _ in memberships(file)) == from_namibia == 11


def cliques(members):
    """{pair: weight}"""
    return {pair: 1 / (len(members) - 1) for pair in itertools.combinations(sorted(members), 2)}


def test_joint_projects_are_cliques(_):
    expected, made = collections.Counter(), 0
    for members in projects().values():
        day = next(iter(members.values()))["start_date"]
        for (a, b), w in cliques(members).items():
            expected[a, b, None if day == "NA" else day] += w
            made += 1
    found = {(a, b, day): w for a, b, day, w in links(network("h2020"), "participation")}
    assert close(found, expected)
    assert made == len(found) + repeated("h2020", "participation") == 1089509
    assert len({(a, b) for a, b, _ in found}) == 796670
    # Each member's links of one project add up to 1, and each link has two ends.
    total = sum(found.values())
    assert abs(total - sum(len(m) for m in projects().values() if len(m) > 1) / 2) < 1e-6, total


def neighbours():
    found = {o: set() for members in projects().values() for o in members}
    for a, b, _, _ in links(network("h2020"), "participation"):
        found[a].add(b)
        found[b].add(a)
    return found


def explore(graph):
    """(sizes of components, cut points, bridges), by Tarjan's depth-first search without recursion."""
    order, low, sizes, cuts, bridges = {}, {}, [], set(), 0
    for root in graph:
        if root in order:
            continue
        before, children = len(order), 0
        order[root] = low[root] = len(order)
        stack = [(root, None, iter(graph[root]))]
        while stack:
            node, parent, rest = stack[-1]
            other = next(rest, None)
            if other is not None and other not in order:
                order[other] = low[other] = len(order)
                stack.append((other, node, iter(graph[other])))
            elif other is not None and other != parent:
                low[node] = min(low[node], order[other])
            elif other is None:
                stack.pop()
                if parent is None:
                    continue
                low[parent] = min(low[parent], low[node])
                bridges += low[node] > order[parent]
                children += parent == root
                if parent != root and low[node] >= order[parent]:
                    cuts.add(parent)
        if children > 1:
            cuts.add(root)
        sizes.append(len(order) - before)
    return sizes, cuts, bridges


def test_the_search_for_cut_points_is_right(_):
    """
    A - B
     \\ /
      C - D - E    G
    """
    graph = {"A": "BC", "B": "AC", "C": "ABD", "D": "CE", "E": "D", "G": ""}
    assert explore(graph) == ([5, 1], {"C", "D"}, 2)


def test_joint_projects_have_the_published_structure(_):
    graph = neighbours()
    sizes, cuts, bridges = explore(graph)
    assert (len(sizes), max(sizes), sizes.count(1)) == (4417, 31152, 4206), (len(sizes), max(sizes), sizes.count(1))
    assert (len(cuts), bridges) == (326, 414), (len(cuts), bridges)
    most = max(graph, key=lambda o: len(graph[o]))
    assert (most, len(graph[most])) == ("999984059", 6825), (most, len(graph[most]))


def test_one_coordinator_leads_all_who_are_none(_):
    expected, made, shared_lead = collections.Counter(), 0, 0
    for members in projects().values():
        lead = sorted(o for o, row in members.items() if row["role"] == "coordinator")
        shared_lead += len(lead) > 1
        for other in set(members) - set(lead):
            day = members[other]["start_date"]
            expected[lead[0], other, None if day == "NA" else day] += 1
            made += 1
    found = {(a, b, day): w for a, b, day, w in links(network("h2020"), "coordination")}
    assert found == expected and shared_lead == 25
    assert made == len(found) + repeated("h2020", "coordination") == 113250


def test_parts_of_the_programme_are_layers(_):
    parts = collections.defaultdict(list)
    for row in rows("h2020", "programme_parts.csv.gz"):
        parts[row["programme_part"]].append(row["rcn"])
    assert sum(map(len, parts.values())) == 37441
    assert {l for part in parts.values() for l in part} - set(projects()) == {"210920"}
    file = network("h2020")
    assert set(words(file, "layers/id")) == set(parts) | {"participation", "coordination"}
    for part, ids in parts.items():
        expected = collections.Counter()
        for rcn in ids:
            for pair, w in cliques(projects().get(rcn, {})).items():
                expected[pair] += w
        found = {(a, b): w for a, b, day, w in links(file, part)}
        assert close(found, expected), part


def test_every_row_of_h2020_is_accounted_for(_):
    file, total = network("h2020"), used("h2020")
    assert total["regions"] == len(actors(file, "region"))
    assert total["enterprises"] == len(actors(file, "enterprise"))
    assert total["institutes"] == len(actors(file, "institute"))
    assert total["enterprises"] + total["institutes"] == 35871
    assert total["consortia"] == len(file["consortia/id"]) and total["memberships"] == len(file["memberships/member"])
    assert total["projections"] == 31451 + 31451 + 37440
    alone = sum(len(m) == 1 for m in projects().values())
    idle = {f["file"]: int(f["found"].split()[0]) for f in findings("h2020") if f["rule"] == "projection.idle"}
    led_by_none = sum(all(r["role"] == "coordinator" for r in m.values()) for m in projects().values())
    assert idle["h2020.csv.gz"] == alone + led_by_none, (idle, alone, led_by_none)


# ------------------------------------------------------------------ techme

YEARBOOKS = ("IndustryOperation", "IndustryRD", "MarketPull", "MarketPush", "RDActivity", "RDIntense", "RDLaborHour", "RDPatentAuthority",
             "RDSource")
MISREAD = {"内蒙占": "内蒙古", "山两": "山西", "两藏": "西藏"}


def province(text):
    name = re.sub(r"[ \t\u00a0\u3000]", "", text)
    return MISREAD.get(name, name)


@cached
def indicators():
    """{(code, province, year): value} of the network."""
    file = network("techme")
    found = zip(words(file, "indicators/id"), column(file, "indicators/region", words(file, "actors/id")), file["indicators/period"][:],
                file["indicators/value"][:])
    return {(i, r, year(p)): float(v) for i, r, p, v in found}


def test_every_value_of_the_yearbooks_is_an_indicator(_):
    expected = {}
    for name in YEARBOOKS:
        for row in rows("techme", f"{name}.csv"):
            key = row["variables"], province(row["province"]), int(row["year"])
            if key[1] == "全国" or row["value"] == "NA" or (name, key[0]) == ("RDSource", "v4_zh_nbzc_hj"):
                continue
            assert key not in expected, key
            expected[key] = float(row["value"])
    for row in rows("techme", "HitechFirmsPub.csv"):
        expected["hitech_firms", row["province"], int(row["year"])] = float(row["num"])
    assert indicators() == expected, len(indicators())
    assert len(indicators()) == len(network("techme")["indicators/value"]) == used("techme")["indicators"]


def test_an_indicator_has_one_unit(_):
    file, units = network("techme"), collections.defaultdict(set)
    for code, unit in zip(words(file, "indicators/id"), words(file, "indicators/unit")):
        units[code].add(unit)
    assert all(len(u) == 1 for u in units.values()), units
    wrong = {"v4_cy_RDhd_qsdl": "人年", "v4_cy_RDhd_yfjgs": "个", "v4_cy_qyzl_fms": "件", "v4_cy_xcp_kfxm": "项"}
    assert {c: units[c] for c in wrong} == {c: {u} for c, u in wrong.items()}


def test_a_province_is_one_region_however_it_is_spelt(_):
    spellings = {row["province"] for row in rows("techme", "RDSource.csv")}
    assert len(spellings) == 64 and len({province(s) for s in spellings}) == 32
    file = network("techme")
    kinds = dict(zip(words(file, "actors/id"), words(file, "actors/region_kind")))
    provinces = {a for a, k in kinds.items() if k == "province"}
    assert provinces == {province(s) for s in spellings} - {"全国"} and len(provinces) == 31
    assert not any("全" in a and "国" in a and k is not None for a, k in kinds.items())
    assert sum(k == "city" for k in kinds.values()) == len(rows("techme", "ProvinceCity.csv")) == 342
    for code, where, when in (("v4_zh_qsdl_hj", "内蒙古", 2013), ("v4_cg_zlsq2_hj", "山西", 2012), ("v4_cg_zlsq2_hj", "西藏", 2012)):
        assert (code, where, when) in indicators()


def test_the_technology_market_has_the_published_balances(_):
    out, into = ({r: v for (i, r, y), v in indicators().items() if (i, y) == (code, 2023)} for code in ("v4_cg_jssc_je", "v4_cg_jssr_je"))
    assert (len(out), sum(out.values()), sum(into.values())) == (31, 586505782, 574001275)
    for where, balance in (("北京", 35122128), ("上海", 22795806), ("陕西", 18726626), ("江苏", -20167705), ("广东", -20912740)):
        assert out[where] - into[where] == balance, where


def test_laboratories_and_firms_are_actors_once(_):
    file = network("techme")
    firms = {re.sub(r"[ \t\u00a0\u3000]", "", row["name"]) + "-" + row["province"] for row in rows("techme", "PubFirmLeader.csv")}
    assert set(actors(file, "enterprise")) == firms and len(firms) == 3479
    laboratories = {f"{row['type']}-{row['index']}" for row in rows("techme", "PubSKLMost.csv")}
    posts = {row["researcher_inst"] for row in rows("techme", "PubCars.csv")} - {"NA"}
    assert set(actors(file, "institute")) == laboratories | posts and (len(laboratories), len(posts)) == (478, 292)


def test_industry_systems_are_consortia_of_their_institutes(_):
    expected, members = collections.Counter(), collections.defaultdict(set)
    for row in rows("techme", "PubCars.csv"):
        for name, role in (("institution_industry", "coordinator"), ("func_inst", "laboratory"), ("researcher_inst", "post")):
            if row["area_name"] != "NA" and row[name] != "NA":
                expected[row["area_name"], row[name], role] += 1
                members[row["area_name"]].add(row[name])
    file = network("techme")
    found = memberships(file)
    assert found == {k: n if k[2] == "post" else None for k, n in expected.items()}
    titles = {row["NO"] for row in rows("techme", "PubNKRDP.csv")}
    assert set(words(file, "consortia/id")) == set(members) | titles and (len(members), len(titles)) == (60, 2149)
    weights = collections.Counter()
    for one in members.values():
        for pair, w in cliques(one).items():
            weights[pair] += w
    assert close({(a, b): w for a, b, _, w in links(file, "rnd")}, weights)


def test_laboratories_make_the_portfolios_of_provinces(_):
    expected = collections.Counter((row["province"], row["area"]) for row in rows("techme", "PubSKLMost.csv") if row["area"] != "NA")
    file = network("techme")
    found = zip(column(file, "portfolio/actor", words(file, "actors/id")), words(file, "portfolio/industry"), file["portfolio/value"][:])
    assert {(a, i): v for a, i, v in found} == expected and sum(expected.values()) == 482


def test_every_row_of_techme_is_accounted_for(_):
    file, total = network("techme"), used("techme")
    assert total["regions"] == len(actors(file, "region")) == 31 + 342
    assert total["enterprises"] == len(actors(file, "enterprise")) and total["institutes"] == len(actors(file, "institute"))
    assert total["consortia"] == len(file["consortia/id"]) and total["memberships"] == len(file["memberships/member"])
    read = {path: n for (path, _, _), (n, _) in accounts("techme").items()}
    assert (read["PubSKLMost.csv"], read["PubFirmLeader.csv"], read["RDSource.csv"]) == (509, 6513, 2208)
    told = {f["file"]: int(f["found"].split()[0]) for f in findings("techme") if "province is '全国'" in f["found"] and "mapping" not in f["found"]}
    for name in set(YEARBOOKS) - {"IndustryRD"}:
        assert told[f"{name}.csv"] == sum(province(r["province"]) == "全国" for r in rows("techme", f"{name}.csv")), name


main(globals(), under_sanitizers=("test_every_row_of_scholars_is_accounted_for", "test_every_row_of_h2020_is_accounted_for", "test_every_row_of_techme_is_accounted_for"))
