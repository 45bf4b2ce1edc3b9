#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The provinces of the techme recipe: coupling coordination of innovation, industry and capital, 2012 to 2020, and how alike their key laboratories
are, against sums computed here from the yearbooks with Python's csv alone."""
import collections
import csv
import functools
import itertools
import math
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, few, index, main, must, panel, shared  # noqa: E402

FILES = shared("real", "techme", "RDSource.csv").parent
MAPPING = SOURCE / "data" / "recipes" / "techme"
YEARS = [*range(2012, 2017), *range(2018, 2021)]
TABLES = {"v4_cg_zlsq2_fm": "RDPatentAuthority", "v4_zh_qsdl_hj": "RDLaborHour", "v4_ztr_qd_RD": "RDIntense", "v4_cy_scjy_qys": "IndustryOperation",
          "v4_cy_scjy_zyyw": "IndustryOperation", "v4_cy_scjy_lrze": "IndustryOperation", "v4_zh_nbzc_zfzj": "RDSource", "v4_zh_nbzc_hj": "RDActivity"}
MISREAD = {"内蒙占": "内蒙古", "山两": "山西", "两藏": "西藏"}


def rows(name, folder=FILES):
    with open(folder / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def province(text):
    name = re.sub(r"[ \t\u00a0\u3000]", "", text)
    return MISREAD.get(name, name)


@functools.cache
def definitions():
    return rows("indicator_defs", MAPPING)


@functools.cache
def yearbooks():
    """{(indicator, province, year): value}"""
    return {(code, province(row["province"]), int(row["year"])): float(row["value"]) for code, name in TABLES.items() for row in rows(name)
            if row["variables"] == code and row["value"] != "NA"}


@functools.cache
def measured():
    """The panels of the provinces, by year and of the whole period."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        network = folder / "network.h5"
        must("build", "-q", "--files", FILES, MAPPING, "-o", network)
        must("synergy", *few(), "--level", "province", "--window", "2012:2021:1", network, "-o", folder / "years.csv")
        must("synergy", *few(), "--level", "province", network, "-o", folder / "whole.csv")
        return panel(folder / "years.csv"), panel(folder / "whole.csv")


def window(year):
    return f"{year}..{year + 1}"


def scores(where, year, least):
    """The scores of the three chains of a province, each a list over its indicators."""
    chains = collections.defaultdict(list)
    for d in definitions():
        low, high = float(d["low"]), float(d["high"])
        share = min(1.0, max(0.0, (yearbooks()[d["indicator"], where, year] - low) / (high - low)))
        chains[d["chain"]].append(least + (1 - 2 * least) * share)
    return chains


def coupling(where, year):
    u = [sum(s) / len(s) for s in scores(where, year, 0.01).values()]
    n, top, level = len(u), max(u), sum(u) / len(u)
    apart = sum(abs(a - b) for a, b in itertools.combinations(u, 2)) / (n * (n - 1) / 2)
    wang = math.sqrt((1 - apart) * math.prod(x / top for x in u) ** (1 / (n - 1)))
    standard = math.prod(u) ** (1 / n) / level
    return {"development_level": level, "coupling_degree_wang": wang, "coupling_degree_standard": standard,
            "coupling_coordination_wang": math.sqrt(wang * level), "coupling_coordination_standard": math.sqrt(standard * level)}


def provinces():
    return sorted({where for _, where, _ in yearbooks()} - {"全国"})


def test_bounds_hold_all_that_they_are_declared_for(_):
    assert {d["indicator"] for d in definitions()} == set(TABLES) and len({d["chain"] for d in definitions()}) == 3
    for d in definitions():
        found = [v for (code, where, year), v in yearbooks().items() if code == d["indicator"] and where != "全国" and year in YEARS]
        below = [v for v in found if v < float(d["low"])]
        assert max(found) <= float(d["high"]) <= 1.2 * max(found), (d, max(found))
        assert below == ([-0.1] if d["indicator"] == "v4_cy_scjy_lrze" else []), (d, below)


def test_every_province_and_year(_):
    got, places = index(measured()[0]), provinces()
    assert len(places) == 31
    for year in YEARS:
        expected = {where: coupling(where, year) for where in places}
        ranks = {w: 1 + sum(o["coupling_coordination_wang"] > e["coupling_coordination_wang"] for o in expected.values())
                 for w, e in expected.items()}
        for where, values in expected.items():
            for name, value in values.items():
                row = got[name, "", window(year), where]
                assert abs(float(row["value"]) - value) < 1e-12, (name, year, where, row["value"], value)
            row = got["coupling_coordination_wang", "", window(year), where]
            assert (int(row["rank"]), row["n"], row["missing"]) == (ranks[where], "8", "0"), (year, where, row)
            assert float(got["coupling_coordination_rank", "", window(year), where]["value"]) == ranks[where]
            assert 0 < float(row["low"]) < float(row["high"]) < 1 and "weightings" in row["flags"] and "pooled" not in row["flags"], row


def test_2017_lacks_industry_and_says_so(_):
    got = index(measured()[0])
    assert not any(year == 2017 for code, _, year in yearbooks() if code.startswith("v4_cy_scjy"))
    for where in provinces():
        for name in coupling(where, 2016):
            row = got[name, "", window(2017), where]
            assert (row["value"], row["reason"], row["n"], row["missing"]) == ("", "missing-indicator", "5", "3"), row


def test_chains_advance_together_or_not(_):
    got = index(measured()[0])
    signs = collections.Counter()
    for where in provinces():
        orders = [[math.prod(s) ** (1 / len(s)) for s in scores(where, year, 0).values()] for year in (2012, 2020)]
        steps = [after - before for before, after in zip(*orders)]
        size = math.prod(map(abs, steps)) ** (1 / len(steps))
        row = got["composite_synergy_degree", "", "2012>2020", where]
        assert abs(float(row["value"]) - (size if min(steps) >= 0 else -size)) < 1e-12, (where, row["value"], steps)
        signs[min(steps) >= 0] += 1
        assert got["composite_synergy_degree", "", "2016>2017", where]["reason"] == "missing-indicator"
    assert signs[True] > signs[False] > 0, signs


def test_laboratories_of_the_provinces_are_alike_as_the_list_has_them(_):
    laboratories = rows("PubSKLMost")
    assert len(laboratories) == 509 and sum(row["area"] == "NA" for row in laboratories) == 27
    counts = collections.defaultdict(collections.Counter)
    for row in laboratories:
        if row["area"] != "NA":
            counts[row["province"]][row["area"]] += 1
    members = collections.defaultdict(list)
    for row in rows("BasicProvince"):
        if row["province"] in counts:
            members[row["region_pro"]].append(row["province"])
    got = {(r["metric"], r["subject"], r["object"]): r for r in measured()[1] if r["layer"] == "portfolio:industry"}
    assert set(members) == {"旱区", "非旱区"}
    for cluster, places in members.items():
        pairs = [cosine(counts[a], counts[b]) for a, b in itertools.combinations(places, 2)]
        row = got["isomorphism", cluster, ""]
        assert abs(float(row["value"]) - sum(pairs) / len(pairs)) < 1e-12 and int(row["n"]) == len(pairs), row
    quotient = counts["北京"]["信息"] / sum(counts["北京"].values()) / (sum(c["信息"] for c in counts.values()) / 482)
    assert abs(float(got["location_quotient", "北京", "信息"]["value"]) - quotient) < 1e-12


def cosine(a, b):
    return sum(a[k] * b[k] for k in a) / math.sqrt(sum(x * x for x in a.values()) * sum(x * x for x in b.values()))


main(globals())
