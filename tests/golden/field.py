#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""expected/field.csv from the three inputs field_*: M23 by its definition, pair by pair, and the null by every shuffle there is.

    field.py          as a test: the file is what comes out
    field.py write    by hand: writes it anew
"""
import csv
import itertools
import math
import pathlib
import statistics
import sys

HERE = pathlib.Path(__file__).parent
EXPECTED = HERE / "expected" / "field.csv"
CASES = {"default": (1, 0.5, None), "gentle": (0.5, 0.25, 300)}  # gamma, beta, reach in km
GIVEN = {frozenset("DF"): 3}  # the one barrier that is given; the others are counted


def read(name):
    with open(HERE / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def score(factor, stock):
    low, high, value = float(factor["low"]), float(factor["high"]), float(stock)
    share = (value - low) / (high - low) if factor["sign"] == "+" else (high - value) / (high - low)
    return min(1.0, max(0.0, share))


def vectors(factors, stocks):
    """What each region has of each factor; a region that lacks an indicator is left out."""
    kinds = sorted({f["factor"] for f in factors})
    return {s["region"]: [statistics.fmean(score(f, s[f["indicator"]]) for f in factors if f["factor"] == kind) for kind in kinds]
            for s in stocks if all(s[f["indicator"]] != "" for f in factors)}


def distance(a, b):
    lon1, lat1, lon2, lat2 = (math.radians(float(x)) for x in (a["lon"], a["lat"], b["lon"], b["lat"]))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def barrier(a, b):
    counted = sum(a[f] != b[f] for f in ("customs_zone", "legal_system") if a[f] and b[f])
    return GIVEN.get(frozenset((a["region"], b["region"])), counted)


def worth(f, g, gamma):
    count = len(f)
    gain = sum(math.sqrt(f[l] * g[m]) for l in range(count) for m in range(count) if l != m) / (count * (count - 1))
    return gain - gamma * sum(map(min, f, g)) / count


def p_both(values, observed):
    """Of all shuffles, without the one added for the observed: what p of many replicates comes near to."""
    upper = sum(v >= observed - 1e-9 * abs(observed) for v in values) / len(values)
    lower = sum(v <= observed + 1e-9 * abs(observed) for v in values) / len(values)
    return min(1.0, 2 * min(upper, lower))


def told(pairs, have, near, gamma):
    """What is expected of one cluster; of one without a pair, nothing."""
    names = ("surplus", "null_mean", "null_sd", "null_p")
    if not pairs:
        return dict.fromkeys(names)

    def surplus(bearer):
        return statistics.fmean(near[i, j] * worth(have[bearer[i]], have[bearer[j]], gamma) for i, j in pairs)

    observed = surplus({r: r for r in have})
    shuffles = [surplus(dict(zip(have, other))) for other in itertools.permutations(have)]
    return dict(zip(names, (observed, statistics.fmean(shuffles), statistics.pstdev(shuffles), p_both(shuffles, observed))))


def lines():
    factors, stocks = read("inputs/field_factors"), read("inputs/field_stocks")
    regions = {r["region"]: r for r in read("inputs/field_regions")}
    have = vectors(factors, stocks)
    clusters = sorted({r["cluster"] for r in regions.values()} - {""})
    inside = {k: list(itertools.combinations([r for r in regions if regions[r]["cluster"] == k], 2)) for k in clusters}
    far = {pair: distance(*(regions[r] for r in pair)) for pairs in inside.values() for pair in pairs}
    for case, (gamma, beta, reach) in CASES.items():
        reach = reach or statistics.median(far.values())
        near = {pair: math.exp(-d / reach) * beta ** barrier(*(regions[r] for r in pair)) for pair, d in far.items()}
        for k in clusters:
            pairs = [pair for pair in inside[k] if pair[0] in have and pair[1] in have]
            for name, value in told(pairs, have, near, gamma).items():
                yield {"metric": name, "key": f"{case}|{k}", "value": "NA" if value is None else repr(value), "tol": "1e-12",
                       "provenance": "tests/golden/field.py"}


def write():
    with open(EXPECTED, "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, ["metric", "key", "value", "tol", "provenance"], lineterminator="\n")
        out.writeheader()
        out.writerows(lines())


def check():
    committed, made = read("expected/field"), list(lines())
    assert [(r["metric"], r["key"]) for r in committed] == [(r["metric"], r["key"]) for r in made]
    for old, new in zip(committed, made):
        same = old["value"] == new["value"] or abs(float(old["value"]) - float(new["value"])) <= float(old["tol"])
        assert same, (old, new)


write() if sys.argv[1:] == ["write"] else check()
