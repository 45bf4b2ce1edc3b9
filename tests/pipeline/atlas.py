#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The atlas holds what the facts hold, each row leads to its line, and nothing stated is taken for measured."""
import collections
import csv
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, main, must, panel, run, shared  # noqa: E402

ATLAS = SOURCE / "data" / "atlas"
ASIDE = {"left-out", "general-knowledge", "systems"}  # tables about the dataset, not of it
LONGEST_PHRASE = 12  # words that a cell may share with a document in one run
KIN = {"specialisation": 17, "consortium": 9}  # layers of the facts that are another table here


def ours(name):
    return panel(ATLAS / f"{name}.csv")


def facts(name):
    return panel(shared("atlas", f"{name}.csv"))


def tables():
    names = sorted(p.stem for p in ATLAS.glob("*.csv") if p.stem not in ASIDE)
    assert len(names) == 15, names
    return {name: ours(name) for name in names}


def left(table):
    """Rows of left-out.csv that stand for a whole row of the facts."""
    return [r["row"] for r in ours("left-out") if r["table"] == table and r["row"] and not r["column"]]


def test_the_facts_give_the_tables_byte_for_byte(folder):
    done = subprocess.run([sys.executable, str(ATLAS / "convert.py"), str(shared("atlas", "links.csv").parent), str(folder)],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    made = {p.name for p in folder.glob("*.csv")}
    assert made == {p.name for p in ATLAS.glob("*.csv")} - {"systems.csv"}, made
    for name in made:
        assert (folder / name).read_bytes() == (ATLAS / name).read_bytes(), f"{name} is not what convert.py writes"


def test_counts_by_table_equal_those_of_the_facts(folder):
    for name in ("regions", "enterprises", "institutes", "architects"):
        assert [r["id"] for r in ours(name)] == [r["id"] for r in facts(name)], name
    assert len(ours("things")) == len(facts("technologies")) + len(facts("programmes")) == 98 + 63
    assert len(ours("clusters")) == sum(r["kind"] == "cluster" for r in facts("regions")) == 5
    told = sum((t["success_path"] != "") + (t["foreign_inspiration"] != "") for t in facts("technologies"))
    explicit = sum(a["term_class"] == "explicit-architect" for a in facts("architects"))
    assert len(ours("statements")) == len(facts("attributes")) + told + explicit == 50 + 28 + 2, (told, explicit)
    for name, key in (("claims", "id"), ("consortia", "id")):
        assert sorted([r[key] for r in ours(name)] + left(name)) == sorted(r[key] for r in facts(name)), name
    assert len(ours("indicators")) + len(left("numbers")) == len(facts("numbers")) == 111


def test_counts_by_layer_equal_those_of_the_facts(folder):
    count = collections.Counter(r["layer"] for r in facts("links"))
    for layer, number in KIN.items():
        assert count.pop(layer) == number, layer
    assert collections.Counter(r["layer"] for r in ours("links")) == count
    assert {r["id"] for r in ours("layers")} == set(count) and sum(count.values()) == 254 - sum(KIN.values())
    assert len(ours("portfolio")) == KIN["specialisation"]
    others = [r for r in facts("links") if r["layer"] == "consortium"]
    assert sorted(left("links")) == sorted(r["id"] for r in others)
    led = {r["target"]: r["source"] for r in others if r["relation"] == "leads"}
    aims = collections.Counter(r["source"] for r in others if r["relation"] == "targets")
    takes = {(r["target"], r["source"]) for r in others if r["relation"] in ("member", "sponsors")}
    for row in ours("consortia"):
        assert row["lead"] == led.get(row["id"], ""), row
        assert len(row["product"].split("; ")) >= aims[row["id"]], row
    assert takes < {(r["consortium"], r["member"]) for r in ours("memberships")}, takes


def test_links_keep_what_is_said_of_them(folder):
    kept = [r for r in facts("links") if r["layer"] not in KIN]
    for fact, row in zip(kept, ours("links"), strict=True):
        assert (row["from"], row["to"], row["layer"]) == (fact["source"], fact["target"], fact["layer"]), fact
        assert (row["relation"], row["status"], row["polarity"]) == (fact["relation"], fact["status"], fact["polarity"]), fact
        assert row["stated_value"] == fact["weight"] and (row["stated_unit"] == fact["weight_unit"] or not fact["weight"]), fact
        assert row["date"] == fact["year"][:4], fact
    assert sum(r["stated_value"] != "" for r in ours("links")) == 14, "15 in the facts, one of them of a consortium"


def test_bodies_of_the_state_are_not_the_capital_s(folder):
    seat = {r["id"]: r["region_id"] for r in facts("institutes") if r["kind"] == "government-body" and r["region_basis"] == "general-knowledge"}
    moved = {r["id"] for r in ours("institutes") if r["id"] in seat and r["region"] != seat[r["id"]]}
    assert moved == {i for i, region in seat.items() if region == "beijing"} and len(moved) == 10, moved
    assert all(r["region"] == "china" for r in ours("institutes") if r["id"] in moved)
    assert moved == {r["row"] for r in ours("left-out") if r["column"] == "region_id"}


def test_every_row_leads_to_a_source(folder):
    known = {r["id"] for r in ours("sources")}
    used = set()
    for name, rows in tables().items():
        for row in rows if name != "sources" else []:
            assert row["source"] in known, (name, row)
            used.add(row["source"])
    assert used == known, known - used
    works = {(r["id"][:3], r["title"], r["publisher"]) for r in ours("sources") if r["class"] == "seed"}
    assert len(works) == 5, works
    assert {r["id"] for r in ours("sources") if r["class"] != "seed"} == {"general-knowledge"}


def test_every_source_is_a_line_of_a_document(folder):
    documents = {p.name[:3]: p.read_text(encoding="utf-8").split("\n") for p in shared("seeds").glob("0*.txt")}
    assert len(documents) == 5, documents.keys()
    for row in ours("sources"):
        if row["class"] == "seed":
            code, line = row["id"].split(":")
            assert row["locator"] == f"line {line}" and documents[code][int(line) - 1].strip(), row
    for name in ("regions", "enterprises", "institutes", "architects"):
        for fact, row in zip(facts(name), ours(name), strict=True):
            assert row["source"] == source_of(fact), (name, row)
    for fact, row in zip([r for r in facts("links") if r["layer"] not in KIN], ours("links"), strict=True):
        assert row["source"] == source_of(fact), row


def source_of(fact):
    return fact["source_file"] if fact["source_file"] == "general-knowledge" else f"{fact['source_file'][:3]}:{fact['source_line']}"


def test_no_cell_repeats_a_sentence(folder):
    runs = set()
    for path in shared("seeds").glob("0*.txt"):
        words = words_of(path.read_text(encoding="utf-8"))
        runs |= {tuple(words[i:i + LONGEST_PHRASE + 1]) for i in range(len(words) - LONGEST_PHRASE)}
    known = {r[c] for r in ours("sources") for c in ("title", "url") if r[c]}  # a document may be named
    for path in [*ATLAS.glob("*.csv"), ATLAS / "README.md", SOURCE / "docs" / "systems.md"]:
        text = path.read_text(encoding="utf-8").replace('""', '"')
        for name in known:
            text = text.replace(name, " ")
        for line in text.splitlines():
            words = words_of(line)
            repeated = [w for w in zip(*(words[i:] for i in range(LONGEST_PHRASE + 1))) if w in runs]
            assert not repeated, (path.name, repeated)


def words_of(text):
    return re.findall(r"\w+", text.lower())


def test_marks_of_general_knowledge_are_filled_cells(folder):
    rows = {name: {r["id"]: r for r in table} for name, table in tables().items() if "id" in table[0]}
    rows["links"] = {f"{r['from']}/{r['to']}/{r['layer']}": r for r in ours("links")}
    marks = ours("general-knowledge")
    assert len(marks) == len({tuple(m.values()) for m in marks}) > 400, len(marks)
    for mark in marks:
        row = rows[mark["table"]][mark["id"]]
        assert row[mark["column"]] != "" and row["source"] != "general-knowledge", mark
    marked = {(m["table"], m["id"], m["column"]) for m in marks}
    for row in ours("regions"):
        if row["source"] != "general-knowledge" and row["lon"]:
            assert ("regions", row["id"], "lon") in marked, row["id"]


def test_stages_are_those_of_what_an_actor_is(folder):
    marked = {(m["table"], m["id"]) for m in ours("general-knowledge") if m["column"] == "stages"}
    for name in ("enterprises", "institutes"):
        assert {(name, r["id"]) for r in ours(name) if r["stages"] and r["source"] != "general-knowledge"} == {m for m in marked if m[0] == name}, name
    given = collections.defaultdict(set)
    for row in ours("institutes"):
        given[row["kind"]].add(row["stages"])
    science = {"university", "university-group", "large-facility", "science-centre", "research-academy"}
    assert {kind for kind, stages in given.items() if stages == {"1"}} == science, given
    assert {kind for kind, stages in given.items() if stages == {"2"}} == {"innovation-centre"}, given
    groups = {r["id"]: r["stages"] for r in ours("institutes") if r["kind"] == "institute-group" and r["stages"]}
    assert groups == {"new-type-rd-institutes": "2", "national-laboratories": "1"}, groups
    makers = {r["id"] for r in ours("enterprises") if r["stages"] == "3"}
    assert {r["id"] for r in ours("enterprises")} - makers == {"bain", "kpmg", "walden-international"}, makers


def test_nothing_is_weighted(folder):
    assert all("weight" not in rows[0] for rows in tables().values()), "a figure that is stated is no weight"
    assert all(r["weighted"] == "false" for r in ours("layers"))
    assert all(r["value"] == "1" for r in ours("portfolio"))
    assert all(r["core"] == "" for r in ours("regions") if "core" in r), "no document names a core"


def test_the_dataset_is_accepted_without_a_word(folder):
    code, out, err = run("check", ATLAS)
    assert (code, out, err) == (0, "", ""), out + err


def test_flow_metrics_are_blank_and_descriptives_full(folder):
    must("build", ATLAS, "-o", folder / "network.h5")
    must("siphon", folder / "network.h5", "-o", folder / "siphon.csv")
    must("describe", folder / "network.h5", "-o", folder / "descriptives.csv")
    rows = [r for r in panel(folder / "siphon.csv") if not r["layer"].startswith("indicator:")]
    assert {(r["metric"], r["reason"]) for r in rows if r["layer"] == ""} == {(m, "no-resource") for m in ("resource_intake", "benefit_return")}
    flows = [r for r in rows if r["layer"] != ""]
    assert {r["layer"] for r in flows} == {r["id"] for r in ours("layers")}
    assert all(r["value"] == "" for r in flows), [r for r in flows if r["value"]][:3]
    sense = {r["id"]: r["sense"] for r in ours("layers")}
    reasons = collections.defaultdict(set)
    for row in flows:
        reasons[row["layer"]].add(row["reason"])
    for layer, found in reasons.items():
        if sense[layer] in ("rivalry", "restriction", "governance"):
            assert found <= {"not-cooperative", "no-flow"}, (layer, found)
        else:
            assert found <= {"not-measured", "no-flow"}, (layer, found)
    for layer in ("mobility", "capital", "knowledge", "supply", "synergy", "demand"):
        assert reasons[layer] == {"not-measured"}, (layer, reasons[layer])
    described = panel(folder / "descriptives.csv")
    for metric in ("actor_count", "link_count"):
        assert all(r["value"] != "" for r in described if r["metric"] == metric), metric
    kinds = {r["subject"]: r["value"] for r in described if r["metric"] == "actor_count" and r["layer"] == ""}
    assert (kinds["kind:region"], kinds["kind:enterprise"], kinds["kind:institute"], kinds["kind:architect"]) == ("67", "46", "52", "16")


def test_architects_and_consortia_are_told_as_far_as_the_documents_go(folder):
    must("build", ATLAS, "-o", folder / "network.h5")
    must("chain", "--replicates", "9", folder / "network.h5", "-o", folder / "chain.csv")
    rows = {(r["metric"], r["layer"], r["subject"], r["object"]): r for r in panel(folder / "chain.csv")}
    for architect in ours("architects"):
        for way in ("upstream", "downstream", "around"):
            assert rows["ring_actors", f"rings:{way}", architect["id"], "0"]["value"] == "1", architect
    rings = {(way, number): rows.get(("ring_actors", f"rings:{way}", "arch-huawei", number), {}).get("value")
             for way in ("upstream", "downstream", "around") for number in ("1", "2")}
    assert rings["upstream", "1"] == rings["downstream", "1"] == "1", "SMIC sells to it, it drives secondary enterprises"
    assert rings["upstream", "2"] is None and rings["around", "1"] == "8", rings
    assert rows["ring_overlap", "rings:around", "arch-huawei", "arch-huawei-secondary"]["value"] == "1", "one firm in two roles"
    assert rows["mean_radius", "rings:upstream", "arch-apple", ""]["reason"] == "no-link", "no document names who sells to it"
    assert {r["reason"] for key, r in rows.items() if key[0] == "ring_capacity"} == {"no-capacity"}
    huawei, third, suzhou = (rows["consortium_completeness", "", c, ""] for c in
                             ("huawei-consortium", "third-gen-semiconductor-consortium", "suzhou-consortia"))
    assert huawei["value"] == "0.75", "no research institute is named"
    assert (third["value"], third["low"], third["high"], third["flags"]) == ("0.5", "0.5", "1", "bounds"), third
    assert (third["n"], third["missing"]) == ("1", "20"), "21 members, of whom the lead is named"
    assert suzhou["reason"] == "no-member", "its sponsor is named alone"


if __name__ == "__main__":
    main(globals())
