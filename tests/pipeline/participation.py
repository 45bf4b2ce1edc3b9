#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Horizon 2020: in how many parts of the programme an organisation works, and where parts meet, against sets made here with Python's csv alone."""
import collections
import csv
import gzip
import itertools
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, main, must, panel, shared  # noqa: E402


def read(name):
    with gzip.open(shared("real", "h2020", name), "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def partners():
    """{part: {pair of organisations that share a project of it}}, and all organisations."""
    members, pairs = collections.defaultdict(set), collections.defaultdict(set)
    for row in read("h2020.csv.gz"):
        members[row["rcn"]].add(row["pic"])
    for row in read("programme_parts.csv.gz"):
        pairs[row["programme_part"]].update(itertools.combinations(sorted(members.get(row["rcn"], ())), 2))
    return pairs, set().union(*members.values())


def degrees(pairs):
    """{organisation: its number of partners in each part that has it}"""
    found = collections.defaultdict(collections.Counter)
    for part, linked in pairs.items():
        for a, b in linked:
            found[a][part] += 1
            found[b][part] += 1
    return found


def check_participation(rows, pairs, organisations):
    told = {r["subject"]: r for r in rows if r["metric"] == "participation_coefficient"}
    assert set(told) == organisations, "every organisation has a row"
    layers, found = sum(map(bool, pairs.values())), degrees(pairs)
    for organisation, row in told.items():
        counts = found[organisation].values()
        o = sum(counts)
        assert float(row["n"]) == o and float(row["missing"]) == 0, row
        if o == 0:
            assert (row["value"], row["reason"]) == ("", "no-link"), row
            continue
        expected = layers / (layers - 1) * (1 - sum((k / o) ** 2 for k in counts))
        assert abs(float(row["value"]) - expected) < 1e-12, (row, expected)
    return told


def check_overlap(rows, pairs):
    count = 0
    for r in rows:
        if r["metric"] not in ("layer_overlap", "layer_overlap_conditional"):
            continue
        a, b = pairs[r["subject"]], pairs[r["object"]]
        count += 1
        if not a or not b:
            assert (r["value"], r["reason"]) == ("", "no-link"), r
            continue
        below = len(a | b) if r["metric"] == "layer_overlap" else len(a)
        assert abs(float(r["value"]) - len(a & b) / below) < 1e-12 and float(r["n"]) == below, r
    assert count == 3 * len(pairs) * (len(pairs) - 1) // 2, count


def test_participation_of_organisations_is_that_of_their_partners(folder):
    pairs, organisations = partners()
    layers = [f"--layer={part}" for part in sorted(pairs)]
    network, out = folder / "n.h5", folder / "synergy.csv"
    must("build", "-q", "--files", shared("real", "h2020"), SOURCE / "data" / "recipes" / "h2020", "-o", network)
    must("synergy", "-q", "--replicates", 9, *layers, network, "-o", out)
    rows = panel(out)
    told = check_participation(rows, pairs, organisations)
    check_overlap(rows, pairs)

    # A large organisation works everywhere, a company of one project in one part.
    most = sorted(told.values(), key=lambda r: -float(r["n"]))
    assert all(float(r["value"]) > 2 / 3 for r in most[:20]), most[:20]
    focused = sum(r["value"] != "" and float(r["value"]) < 1 / 3 for r in told.values())
    assert focused > len(told) / 3, focused
    print(f"{len(told)} organisations, {len(pairs)} parts, {focused} focused on one part")


main(globals())
