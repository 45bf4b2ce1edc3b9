#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The demonstration is what qipan-synth writes, is stamped synthetic, and shows what was planted in it."""
import collections
import json
import math
import pathlib
import re
import shlex
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, few, main, must, panel, run  # noqa: E402

DEMO = SOURCE / "data" / "demo"
BTH, YRD, GBA, CCE, MYR = "beijing-tianjin-hebei", "yangtze-river-delta", "greater-bay-area", "chengdu-chongqing", "middle-yangtze"


def table(name):
    return panel(DEMO / f"{name}.csv")


def siphon(folder):
    must("build", DEMO, "-o", folder / "network.h5")
    must("siphon", *few(), folder / "network.h5", "-o", folder / "siphon.csv")
    rows = [r for r in panel(folder / "siphon.csv") if r["window"] == ""]
    return {(r["metric"], r["layer"], r["subject"]): r for r in rows}


def options():
    """Those of the call of qipan-synth that the demonstration's README states."""
    call = re.search(r"^(?:\S*/)?qipan-synth (.*) -o data/demo$", (DEMO / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert call, "README.md states no call"
    return shlex.split(call[1].replace("data/demo", str(DEMO)))


def test_the_call_stated_writes_the_tables_byte_for_byte(folder):
    for threads in ("1", "2"):
        must("synth", *options(), "--threads", threads, "-o", folder / threads)
        made = {p.name for p in (folder / threads).iterdir()}
        assert made == {p.name for p in DEMO.glob("*.csv")}, made
        for name in made:
            assert (folder / threads / name).read_bytes() == (DEMO / name).read_bytes(), f"{name} is not what qipan-synth writes"


def test_all_of_it_is_synthetic(folder):
    assert [(r["id"], r["class"]) for r in table("sources")] == [("synthetic", "synthetic")]
    for path in DEMO.glob("*.csv"):
        assert path.stem in ("sources", "truth") or all(r["source"] == "synthetic" for r in panel(path)), path.name
    siphon(folder)
    assert json.loads((folder / "siphon.meta.json").read_text(encoding="utf-8"))["class"] == "synthetic"


def test_the_dataset_is_accepted_without_a_word(folder):
    code, out, err = run("check", DEMO)
    assert (code, out, err) == (0, "", ""), out + err


def test_places_are_those_of_the_atlas(folder):
    known = {r["id"]: r for r in panel(SOURCE / "data" / "atlas" / "regions.csv")}
    for row in table("regions"):
        atlas = known[row["id"]]
        assert (row["name"], row["name_zh"], row["cluster"]) == (atlas["name"], atlas["name_zh"], atlas["cluster"]), row
        assert float(row["lon"]) == float(atlas["lon"]) and float(row["lat"]) == float(atlas["lat"]), row
    cores = collections.Counter(r["cluster"] for r in table("regions") if r["core"] == "true")
    assert cores == {BTH: 1, YRD: 1, GBA: 1, CCE: 1, MYR: 1}


def test_beijing_drains_its_cluster_and_no_other_core_does(folder):
    got = siphon(folder)
    value = lambda *key: float(got[key]["value"])
    planted = {(r["layer"], r["subject"]): float(r["value"]) for r in table("truth") if r["metric"] == "core_effectiveness"}
    assert planted["talent", BTH] == 0.6 and planted["capital", BTH] == 0.5 and sum(planted.values()) == 0.6 + 0.5
    for layer in ("talent", "capital"):
        assert abs(value("core_effectiveness", layer, BTH) - planted[layer, BTH]) < 0.06, layer
        assert value("backwash", layer, BTH) > 2 * value("spread", layer, BTH)
        assert max(abs(value("core_effectiveness", layer, c)) for c in (YRD, GBA, CCE, MYR)) < 0.1, layer
        assert value("net_flow", layer, "beijing") > 0 > max(value("net_flow", layer, r) for r in ("tianjin", "hebei")), layer
        assert value("net_flow", layer, "beijing") == max(float(r["value"]) for k, r in got.items() if k[:2] == ("net_flow", layer))
    assert float(got["core_effectiveness", "talent", BTH]["p"]) < 1e-6
    assert min(float(got["core_effectiveness", "talent", c]["p"]) for c in (YRD, GBA, CCE, MYR)) > 0.05
    assert got["core_effectiveness", "talent", BTH]["object"] == "beijing"


def test_flows_equal_sums_of_the_table(folder):
    got = siphon(folder)
    flow = collections.Counter()
    for row in table("links"):
        if row["layer"] == "talent":
            flow[row["from"], row["to"]] += int(row["weight"])
    around = ("tianjin", "hebei")
    assert float(got["backwash", "talent", BTH]["value"]) == sum(flow[r, "beijing"] for r in around)
    assert float(got["spread", "talent", BTH]["value"]) == sum(flow["beijing", r] for r in around)


def test_the_bay_is_reciprocal_and_gives_back(folder):
    got = siphon(folder)
    row = got["core_effectiveness", "talent", GBA]
    assert float(row["low"]) < 0 < float(row["high"]) and float(row["high"]) - float(row["low"]) < 0.2, row
    spread = {c: float(got["spread", "transfer", c]["value"]) for c in (BTH, YRD, GBA, MYR)}
    assert spread[GBA] == max(spread.values()) and spread[BTH] == min(spread.values()), spread


def profiles():
    found = collections.defaultdict(dict)
    for row in table("portfolio"):
        found[row["region"]][row["industry"]] = float(row["value"])
    return found


def cosine(a, b):
    dot = sum(a[i] * b[i] for i in a)
    return dot / math.sqrt(sum(x * x for x in a.values()) * sum(x * x for x in b.values()))


def test_the_delta_has_one_profile_and_no_other_cluster(folder):
    profile, members = profiles(), collections.defaultdict(list)
    for row in table("regions"):
        members[row["cluster"]].append(row["id"])
    assert all(len(p) == 12 for p in profile.values()), "ten classes at least, says the metric"
    likeness = {}
    for cluster, regions in members.items():
        pairs = [(a, b) for a in regions for b in regions if a < b]
        likeness[cluster] = sum(cosine(profile[a], profile[b]) for a, b in pairs) / len(pairs)
    assert likeness.pop(YRD) > 0.99 and max(likeness.values()) < 0.8, likeness


def test_the_gap_is_in_chengdu_chongqing_alone(folder):
    cluster = {r["id"]: r["cluster"] for r in table("regions")}
    firms = {r["id"]: r for r in table("enterprises")}
    labs = {r["id"]: r for r in table("institutes")}
    where = {i: cluster.get(r["region"], "") for i, r in {**firms, **labs}.items()}
    assert {r["stages"] for r in labs.values() if where[r["id"]] == CCE} == {"1"}
    assert {r["stages"] for r in firms.values() if where[r["id"]] == CCE} == {"3"}
    ties = collections.Counter(where[r["from"]] for r in table("links")
                               if r["layer"] in ("rnd", "transfer") and r["from"] in labs and r["to"] in firms)
    assert ties[CCE] == 0 and min(ties[c] for c in (BTH, YRD, GBA, MYR)) > 20, ties
    takes = collections.defaultdict(set)
    for row in table("memberships"):
        takes[row["consortium"]].add("firm" if row["member"] in firms else "lab")
    assert takes.pop(f"k{[r['id'] for r in table('clusters')].index(CCE) + 1}") == {"lab"} and all(t == {"firm", "lab"} for t in takes.values()), takes


def test_one_firm_abroad_supplies_one_essential_product(folder):
    home = {r["id"]: r["country"] for r in table("enterprises")}
    sellers, essential = collections.defaultdict(set), collections.defaultdict(set)
    for row in table("links"):
        if row["layer"] == "supply":
            sellers[row["product"]].add(row["from"])
            essential[row["product"]].add(row["essentiality"])
    alone = [p for p, s in sellers.items() if len(s) == 1]
    abroad = [e for e, country in home.items() if country != "CHN"]
    assert alone == ["control-chip"] and sellers["control-chip"] == set(abroad) and len(abroad) == 1, sellers
    assert essential["control-chip"] == {"essential"}
    assert all(home[s] == "CHN" for p, all_ in sellers.items() if p != "control-chip" for s in all_)


def chain(folder):
    must("build", DEMO, "-o", folder / "network.h5")
    must("chain", *few(), folder / "network.h5", "-o", folder / "chain.csv")
    return {(r["metric"], r["layer"], r["subject"], r["object"]): r for r in panel(folder / "chain.csv")}


def test_the_chokepoint_is_found_and_no_other(folder):
    got = chain(folder)
    planted = [r for r in table("truth") if r["layer"] == "supply"]
    assert len(planted) == 2
    for row in planted:
        found = got[row["metric"], row["layer"], row["subject"], row["object"]]
        assert float(found["value"]) == float(row["value"]), found
    assert "single-source" in got["supplier_hhi", "supply", "all", "control-chip"]["flags"].split()
    flagged = {k[3] for k, r in got.items() if k[:3] == ("dependence_flag", "supply", "all") and float(r["value"]) == 1}
    assert flagged == {"control-chip"}, flagged
    buyers = {r["to"] for r in table("links") if r["product"] == "control-chip"}
    told = {k[2] for k in got if k[:2] == ("dependence_flag", "supply") and k[3] == "control-chip"} - {"all"} - {r["id"] for r in table("regions")}
    assert told == buyers, told ^ buyers


def test_who_makes_chips_at_home_is_the_first_to_stand_in(folder):
    chain(folder)
    firms = {r["id"]: r for r in table("enterprises")}
    abroad = next(i for i, r in firms.items() if r["country"] != "CHN")
    lines = [r for r in panel(folder / "chain.substitutes.csv") if r["metric"] == "dependence_flag"]
    assert {(r["supplier"], r["product"], r["value"]) for r in lines} == {(abroad, "control-chip", "1")}
    assert [r["rank"] for r in lines] == [str(i + 1) for i in range(len(lines))] and 2 < len(lines) <= 10
    own = {i for i, r in firms.items() if r["industry"] == "chips" and i != abroad}
    assert {r["substitute"] for r in lines[:len(own)]} == own, "they know the industry of the maker"
    for row in lines:
        assert (row["makes"], row["home"], row["remaining"]) == ("0", "1", ""), row
        assert row["region"] == firms[row["substitute"]]["region"]
        assert float(row["density"]) > float(row["expected"])


main(globals())
