#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The examples of docs/metrics/siphoning.md: their tables are read from the page, and every number told of them is computed again."""
import math
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, dataset, main, must, panel  # noqa: E402

PAGE = (SOURCE / "docs" / "metrics" / "siphoning.md").read_text(encoding="utf-8")
NUMBERS = re.compile(r"\| metric \| subject \| object \| value \|\n\|[-|]+\n((?:\|.*\n)+)")


def examples():
    """[({table: text}, [(metric, subject, object, value)])]: a table of numbers belongs to the tables before it."""
    found, start = [], 0
    for match in NUMBERS.finditer(PAGE):
        tables = dict(re.findall(r"^(\w+)\.csv\n\n```csv\n(.*?)```", PAGE[start:match.start()], re.MULTILINE | re.DOTALL))
        rows = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in match.group(1).splitlines()]
        found.append((tables, rows))
        start = match.end()
    return found


def test_every_number_is_that_of_the_program(folder):
    told = examples()
    assert len(told) == 2 and all("links" in tables for tables, _ in told)
    for number, (tables, rows) in enumerate(told):
        where = dataset(folder / str(number), **tables)
        must("build", "-q", where, "-o", where / "network.h5")
        must("siphon", "-q", where / "network.h5", "-o", where / "siphon.csv")
        got = {}
        for r in panel(where / "siphon.csv"):
            if r["layer"] in ("talent", "goods", ""):
                got[r["metric"], r["subject"], r["object"]] = r["value"]
        for metric, subject, place, value in rows:
            digits = len(value.partition(".")[2])
            assert abs(float(got[metric, subject, place]) - float(value)) <= 0.5001 * 10 ** -digits, (metric, subject, place, got[metric, subject, place])
    metrics = {r[0] for _, rows in told for r in rows}
    index = (SOURCE / "docs" / "metrics" / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"^\| `(\w+)` \| \[siphoning\]", index, re.MULTILINE):
        # Of the excess only the formula is told: it hangs on draws.
        assert name in metrics or name == "reciprocity_excess", f"{name} has no example"


def test_what_is_said_of_chance(folder):
    where = dataset(folder / "t", **examples()[0][0])
    must("build", "-q", where, "-o", where / "network.h5")
    must("siphon", "-q", where / "network.h5", "-o", where / "siphon.csv")
    rows = [r for r in panel(where / "siphon.csv") if r["layer"] == "talent"]
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
    tables = examples()[0][0]
    where = dataset(folder / "t", **tables)
    must("build", "-q", where, "-o", where / "network.h5")
    must("siphon", "-q", "--replicates", 1, where / "network.h5", "-o", where / "siphon.csv")
    first = panel(where / "siphon.backbone.csv")[0]
    assert (first["from"], first["to"], first["flow"]) == ("A", "B", "6")
    assert float(first["alpha_out"]) == 0.25 and abs(float(first["alpha_in"]) - 1 / 7) < 1e-12


main(globals())
