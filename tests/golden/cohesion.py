#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""M20 and M22 of inputs/cohesion_*.csv from their definitions, pair by pair; the null of M20 by every labelling that there is.

    cohesion.py          as a test: expected/cohesion.csv and expected/rivalry.csv are what comes out
    cohesion.py write    by hand: writes them anew
"""
import collections
import csv
import itertools
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
REPLICATES = 999  # the tests draw so many; four standard errors of their mean are tolerated


def read(name):
    with open(HERE / "inputs" / f"cohesion_{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


REGIONS = {r["id"]: r["cluster"] for r in read("regions")}
LAYERS = {r["id"]: r for r in read("layers")}
PORTFOLIO = collections.defaultdict(dict)
for row in read("portfolio"):
    PORTFOLIO[row["region"]][row["industry"]] = float(row["value"])
FLOW = collections.defaultdict(lambda: collections.defaultdict(float))
for row in read("links"):
    FLOW[row["layer"]][row["from"], row["to"]] += float(row["weight"] or 1)
COOPERATIVE = [l for l in LAYERS if LAYERS[l]["sense"] != "rivalry"]
PRESENT = [l for l in COOPERATIVE if sum(FLOW[l].values()) > 0]


def between(layer, r, s):
    return FLOW[layer].get((r, s), 0) + FLOW[layer].get((s, r), 0)


def layers_of(r, s):
    return [l for l in PRESENT if between(l, r, s) > 0]


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else None


def cosine(r, s):
    p, q = PORTFOLIO.get(r), PORTFOLIO.get(s)
    if not p or not q:
        return None
    return sum(p[i] * q.get(i, 0) for i in p) / math.hypot(*p.values()) / math.hypot(*q.values())


# ----------------------------------------------------------------------- M20

def reciprocity(layer, members):
    flow = {(r, s): w for (r, s), w in FLOW[layer].items() if r != s and r in members and s in members}
    return sum(min(w, flow.get((s, r), 0)) for (r, s), w in flow.items()) / sum(flow.values()) if sum(flow.values()) > 0 else None


def jaccard(a, b):
    return len(a & b) / len(a | b) if a | b else None


def known(values):
    return [v for v in values if v is not None]


def cohesion(members):
    pairs = list(itertools.combinations(sorted(members), 2))
    linked = [p for p in pairs if layers_of(*p)]
    chains = collections.defaultdict(set)
    for layer in PRESENT:
        if LAYERS[layer]["chain"]:
            chains[LAYERS[layer]["chain"]] |= {p for p in pairs if between(layer, *p) > 0}
    return {
        "pair_link_share": len(linked) / len(pairs) if pairs else None,
        "layer_breadth": mean(len(layers_of(*p)) / len(PRESENT) for p in linked),
        "layer_reciprocity": mean(known(reciprocity(l, members) for l in PRESENT if LAYERS[l]["directed"] == "true")),
        "chain_overlap": mean(known(jaccard(chains[a], chains[b]) for a, b in itertools.combinations(sorted(chains), 2))),
        "linked_complementarity": mean(1 - c for c in known(cosine(*p) for p in linked)),
    }


def clusters():
    return sorted(set(REGIONS.values()) - {""})


def null():
    """{(metric, cluster): values under every labelling}"""
    found = collections.defaultdict(list)
    for labels in set(itertools.permutations(REGIONS.values())):
        for k in clusters():
            members = {r for r, label in zip(REGIONS, labels) if label == k}
            for metric, value in cohesion(members).items():
                if value is not None:
                    found[metric, k].append(value)
    return found


def of_cohesion():
    by_chance = null()
    for k in clusters():
        for metric, value in cohesion({r for r in REGIONS if REGIONS[r] == k}).items():
            yield metric, k, value, 1e-12, "computed"
            if value is None:
                continue
            values = sorted(by_chance[metric, k])
            expected = math.fsum(values) / len(values)
            sd = math.sqrt(math.fsum((v - expected) ** 2 for v in values) / len(values))
            yield f"{metric}_by_chance", k, expected, 4 * sd / math.sqrt(REPLICATES), f"computed: all {len(values)} labellings with a value"


# ----------------------------------------------------------------------- M22

def tightness(r, s):
    return sum(between(l, r, s) / sum(w for (a, b), w in FLOW[l].items() if a != b) for l in PRESENT)


def of_rivalry():
    for k in clusters():
        pairs = list(itertools.combinations([r for r in REGIONS if REGIONS[r] == k], 2))
        most = max((tightness(*p) for p in pairs), default=0)
        for p in pairs:
            h = None if cosine(*p) is None else cosine(*p) * (1 - tightness(*p) / most) if most else cosine(*p)
            yield "homogeneous_competition", "|".join(p), h, 1e-12, "computed"
    for p in itertools.combinations(REGIONS, 2):
        links = sum((r, s) in (p, p[::-1]) for l in LAYERS if LAYERS[l]["sense"] == "rivalry" for r, s in FLOW[l])
        if links:
            yield "rivalry_links", "|".join(p), links, 0, "counted"


# --------------------------------------------------------------------- tables

def table(rows):
    lines = ["metric,key,value,tol,provenance"]
    lines += [f"{metric},{key},{'NA' if value is None else repr(value)},{tol!r},{provenance}" for metric, key, value, tol, provenance in rows]
    return "\n".join(lines) + "\n"


def rounded(text):
    """Without the last digits, in which machines differ."""
    cells = [line.split(",") for line in text.splitlines()]
    return [c[:2] + [v if v in ("value", "NA", "tol") else f"{float(v):.9g}" for v in c[2:4]] + c[4:] for c in cells]


TABLES = {"cohesion": of_cohesion, "rivalry": of_rivalry}


def write():
    for name, rows in TABLES.items():
        (HERE / "expected" / f"{name}.csv").write_text(table(rows()), encoding="utf-8")


def check():
    for name, rows in TABLES.items():
        committed = (HERE / "expected" / f"{name}.csv").read_text(encoding="utf-8")
        assert rounded(committed) == rounded(table(rows())), f"{name}.csv is not what its definitions give"


write() if sys.argv[1:] == ["write"] else check()
