#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The examples of docs/metrics/siphoning.md: their tables are read from the page, and every number told of them is computed again."""
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from worked_page import examples, indexed, measured, metrics, read, recompute  # noqa: E402
from qipan import main, panel  # noqa: E402

PAGE = read("siphoning")


def test_every_number_is_that_of_the_program(folder):
    assert len(examples(PAGE)) == 2 and all("links" in tables for tables, _ in examples(PAGE))
    recompute(folder, "siphon", PAGE, layers=("talent", "goods", ""))
    # Of the excess only the formula is told: it hangs on draws.
    without = indexed("siphoning") - metrics(PAGE) - {"reciprocity_excess"}
    assert not without, f"{without} have no example"


def test_what_is_said_of_chance(folder):
    rows = [r for r in measured(folder, "siphon", examples(PAGE)[0][0]) if r["layer"] == "talent"]
    got = {(r["metric"], r["subject"]): r for r in rows}
    reciprocity, margins = got["weighted_reciprocity", "all"], got["stuart_maxwell_chi2", "all"]
    assert float(reciprocity["value"]) < float(reciprocity["expected"]) and round(float(reciprocity["p"]), 2) == 0.15, reciprocity
    assert margins["df"] == "2" and abs(float(margins["p"]) - math.exp(-0.3)) < 1e-12, margins
    # With one degree of freedom every residual is 1: above along A-B-C-A, below along A-C-B-A.
    signs = {(r["subject"], r["object"]): float(r["z"]) for r in rows if r["metric"] == "flow_ratio"}
    assert len(signs) == 6 and all(abs(z - (1 if pair in (("A", "B"), ("B", "C"), ("C", "A")) else -1)) < 1e-9 for pair, z in signs.items()), signs
    r, r0 = float(reciprocity["value"]), float(reciprocity["expected"])
    assert abs(float(got["reciprocity_excess", "all"]["value"]) - (r - r0) / (1 - r0)) < 1e-12
    assert {r["subject"] for r in rows if r["reason"] == "root"} == {"A", "B"}


def test_the_backbone_by_hand(folder):
    measured(folder, "siphon", examples(PAGE)[0][0], "--replicates 1")
    first = panel(folder / "panel.backbone.csv")[0]
    assert (first["from"], first["to"], first["flow"]) == ("A", "B", "6")
    assert float(first["alpha_out"]) == 0.25 and abs(float(first["alpha_in"]) - 1 / 7) < 1e-12


main(globals())
