#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The mission map: all 46 systems are represented, its page is printed from its table, and a run bears out every state."""
import importlib.util
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, few, main, must, panel, shared  # noqa: E402

ATLAS = SOURCE / "data" / "atlas"
sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("systems", ATLAS / "systems.py")
mission = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mission)


# Beyond the list of names.
MORE = {"coupling_coordination_rank", "ei_index_weighted", "layer_overlap_conditional", "layer_reciprocity", "triple_helix_between_share",
        "triple_helix_bias", "triple_helix_classes", "weakest_stage", "vertex_cut_count", "ring_cluster_share", "effective_size"}


def test_the_page_is_printed_from_the_table(folder):
    page = (SOURCE / "docs" / "systems.md").read_text(encoding="utf-8")
    assert page == mission.page(), "docs/systems.md is another; data/atlas/systems.py prints it"


def test_all_systems_are_there(folder):
    assert [s["id"] for s in mission.systems()] == [f"S{i}" for i in range(1, 47)]
    given = {s["id"]: s["slug"] for s in panel(shared("atlas", "systems.csv"))}
    assert {s["id"]: s["slug"] for s in mission.systems()} == given


def test_every_system_is_represented(folder):
    for system in mission.systems():
        for selector in mission.selectors(system):
            assert mission.selected(selector), f"{system['id']}: {selector} picks no row"


def test_a_selector_picks_the_rows_it_says(folder):
    rival = [r for r in panel(ATLAS / "links.csv") if r["layer"] == "competition"]
    assert mission.selected("links:layer=competition") == rival and len(rival) == 3
    assert len(mission.selected("links:layer=synergy&status=rising,prospective")) == 3
    assert mission.selected("regions:customs_zone=*") == [r for r in panel(ATLAS / "regions.csv") if r["customs_zone"]]
    assert mission.selected("links:layer=nothing") == []


def test_every_topic_is_a_system(folder):
    slugs = {s["slug"] for s in mission.systems()}
    assert {r["topic"] for r in panel(ATLAS / "statements.csv")} <= slugs


def test_every_metric_has_its_name(folder):
    names = {r["metric"] for r in panel(shared("metric-names.csv"))}
    used = {mission.metric_name(m) for s in mission.systems() for m in s["metrics"].split()}
    claimed = {r["metric"] for r in panel(ATLAS / "claims.csv")}
    assert used <= names and claimed <= names, (used | claimed) - names
    assert mission.computed() - MORE <= names and len(mission.computed()) > 20


def test_a_run_bears_out_every_state(folder):
    must("build", ATLAS, "-o", folder / "network.h5")
    rows = []
    for stage in ("siphon", "synergy", "chain", "describe"):
        must(stage, *(few() if stage != "describe" else ()), folder / "network.h5", "-o", folder / f"{stage}.csv")
        rows += panel(folder / f"{stage}.csv")
    values = [(r["metric"], r["layer"], r["subject"]) for r in rows if r["value"] != ""]
    computed = mission.computed()
    assert {r["metric"] for r in rows} <= computed
    wrong = []
    for system in mission.systems():
        metrics = system["metrics"].split()
        state = "represented"
        if any(mission.metric_name(m) in computed for m in metrics):
            state = "measurable"
        if any(has_value(m, values) for m in metrics):
            state = "measured"
        if state != system["state"]:
            wrong.append(f"{system['id']} is {state}, not {system['state']}")
    assert not wrong, "; ".join(wrong)


def has_value(metric, values):
    name, at, place = metric.partition("@")
    layer, slash, subject = place.partition("/")
    return any(m == name and (not at or l == layer) and (not slash or s == subject) for m, l, s in values)


main(globals())
