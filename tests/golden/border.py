#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The border effect by another way: does it agree with expected/border.csv? With --write, the flows and what is expected are written anew.

The model is fitted as it is written, with a column for each origin, each destination but one, the distance and each level of barrier but the lowest,
by iterated reweighted least squares; the variance is that of the whole matrix. The standard library is all it needs.
"""
import csv
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
Z_95 = 1.959963984540054
FIELDS = ("parent", "customs_zone", "legal_system", "political_system")

# ------------------------------------------------------------------ the data


def numbers(state=6):
    """Uniform in (0, 1), by the multiplier of Park and Miller (1988)."""
    while True:
        state = state * 16807 % 2147483647
        yield state / 2147483647


def draw_regions():
    """Eighteen regions of five provinces, two of which have zones and laws of their own; of one nothing but the province is known."""
    zones = {"P4": ("hk", "common", "sar"), "P5": ("mo", "civil", "sar")}
    rows = []
    for i in range(1, 19):
        parent = f"P{1 + i * 5 // 19}"
        rows.append((f"r{i:02}", parent, *zones.get(parent, ("cn", "civil", "mainland"))))
    rows[4] = (rows[4][0], rows[4][1], "", "", "")
    return rows + [(f"P{p}", "", "", "", "") for p in range(1, 6)]


def draw_pairs(leaves, random):
    """Distances, one of which is not known, and two barriers that are stated: one for both directions, one for its own."""
    at = {r: (next(random), next(random)) for r in leaves}
    rows = [(r, s, "distance", f"{50 + 900 * math.dist(at[r], at[s]):.1f}") for r in leaves for s in leaves if r < s and (r, s) != ("r03", "r11")]
    return rows + [("r01", "r02", "barrier", "2"), ("r07", "r06", "barrier", "1"), ("r06", "r07", "barrier", "0")]


def poisson(mean, random):
    """By counting how many uniforms it takes to bring their product below exp(-mean)."""
    count, product = 0, next(random)
    while product > math.exp(-mean):
        count, product = count + 1, product * next(random)
    return count


def draw_flows(leaves, level, distance, random):
    """A level of barrier takes 0.4 off the logarithm. Nothing leaves r09, and nothing reaches r14."""
    size = {r: 2 * next(random) for r in leaves}
    rows = []
    for r in leaves:
        for s in leaves:
            if r == s or r == "r09" or s == "r14":
                continue
            far = distance.get((r, s), 500)
            mean = math.exp(5.5 + size[r] + size[s] - 0.8 * math.log(far) - 0.4 * level[r, s])
            count = poisson(mean * (0.5 + next(random)), random)
            if count:
                rows.append((r, s, count))
    return rows


# --------------------------------------------------------- what the tables say


def both_ways(pairs, measure):
    """Values of ordered pairs; one direction holds for both where the other is not given."""
    given = {(r, s): float(v) for r, s, m, v in pairs if m == measure}
    return {**{(s, r): v for (r, s), v in given.items()}, **given}


def levels_of(regions, leaves, pairs):
    given = both_ways(pairs, "barrier")
    row = {r[0]: r[1:] for r in regions}
    level = {}
    for r in leaves:
        for s in leaves:
            known = [(a, b) for a, b in zip(row[r], row[s]) if a and b]
            level[r, s] = given.get((r, s), sum(a != b for a, b in known) if known else None)
    return level


# --------------------------------------------------------------------- the fit


def inverse(matrix):
    """By Gauss and Jordan, the largest pivot of a column first."""
    n = len(matrix)
    rows = [list(row) + [float(i == j) for j in range(n)] for i, row in enumerate(matrix)]
    for c in range(n):
        best = max(range(c, n), key=lambda r: abs(rows[r][c]))
        rows[c], rows[best] = rows[best], rows[c]
        rows[c] = [v / rows[c][c] for v in rows[c]]
        for r in range(n):
            if r != c and rows[r][c]:
                factor = rows[r][c]
                rows[r] = [v - factor * w for v, w in zip(rows[r], rows[c])]
    return [row[n:] for row in rows]


def times(matrix, vector):
    return [math.fsum(a * b for a, b in zip(row, vector)) for row in matrix]


def products(columns, weights):
    return [[math.fsum(w * a * b for w, a, b in zip(weights, x, y)) for y in columns] for x in columns]


def fit(columns, flow):
    """Coefficients, fitted flows and the inverse of the information."""
    fitted = [f + 0.5 for f in flow]
    eta = [math.log(m) for m in fitted]
    last = None
    for _ in range(100):
        target = [e + (f - m) / m for e, f, m in zip(eta, flow, fitted)]
        bread = inverse(products(columns, fitted))
        beta = times(bread, [math.fsum(w * a * t for w, a, t in zip(fitted, x, target)) for x in columns])
        eta = [math.fsum(b * x[i] for b, x in zip(beta, columns)) for i in range(len(flow))]
        fitted = [math.exp(e) for e in eta]
        if last and max(abs(a - b) for a, b in zip(beta, last)) < 1e-12:
            break
        last = beta
    return beta, fitted, bread


def clustered(columns, pairs, residual, bread):
    """The variance of the last coefficients, by origin and destination together."""
    scores = [[x[i] * residual[i] for x in columns] for i in range(len(pairs))]
    groups = []
    for end in (0, 1):
        by_end = {}
        for pair, score in zip(pairs, scores):
            total = by_end.setdefault(pair[end], [0.0] * len(columns))
            by_end[pair[end]] = [a + b for a, b in zip(total, score)]
        groups += [(1, total) for total in by_end.values()]
    groups += [(-1, score) for score in scores]
    bent = [(sign, times(bread, score)) for sign, score in groups]
    return [math.fsum(sign * b[t] ** 2 for sign, b in bent) for t in range(len(columns))]


def border_effects(regions, leaves, pairs, flows):
    level, distance = levels_of(regions, leaves, pairs), both_ways(pairs, "distance")
    flow = {(r, s): float(f) for r, s, f in flows}
    origins, destinations = sorted({r for r, _ in flow}), sorted({s for _, s in flow})
    known = [(r, s) for r in leaves for s in leaves if r != s and (r, s) in distance and level[r, s] is not None]
    used = [(r, s) for r, s in known if r in origins and s in destinations]
    levels = sorted({level[p] for p in used})
    columns = [[float(r == o) for r, _ in used] for o in origins] + [[float(s == d) for _, s in used] for d in destinations[1:]]
    columns += [[math.log(distance[p]) for p in used]] + [[float(level[p] == one) for p in used] for one in levels[1:]]
    observed = [flow.get(p, 0.0) for p in used]
    beta, fitted, bread = fit(columns, observed)
    variance = clustered(columns, used, [f - m for f, m in zip(observed, fitted)], bread)
    rows = []
    for one, value, v in zip(reversed(levels[1:]), reversed(beta), reversed(variance)):
        key, error = f"barrier:{one:g}", math.sqrt(v)
        rows += [("border_effect", key, value), ("border_low", key, value - Z_95 * error), ("border_high", key, value + Z_95 * error),
                 ("border_z", key, value / error), ("border_pairs", key, len(used)), ("border_left_out", key, len(leaves) * (len(leaves) - 1) - len(used))]
    return sorted(rows)


# ------------------------------------------------------------------ the files


def write(name, header, rows):
    with open(HERE / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def read(name):
    with open(HERE / f"{name}.csv", encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def leaves_of(regions):
    return [r[0] for r in regions if r[1]]


def write_all():
    random = numbers()
    regions = draw_regions()
    leaves = leaves_of(regions)
    pairs = draw_pairs(leaves, random)
    flows = draw_flows(leaves, {k: v or 0 for k, v in levels_of(regions, leaves, pairs).items()}, both_ways(pairs, "distance"), random)
    write("inputs/border_regions", ("id", *FIELDS), regions)
    write("inputs/border_pairs", ("from", "to", "measure", "value"), pairs)
    write("inputs/border_flows", ("from", "to", "weight"), flows)
    write("expected/border", ("metric", "key", "value", "tol", "provenance"),
          [(m, k, v, 0 if isinstance(v, int) else 1e-8, "tests/golden/border.py") for m, k, v in border_effects(regions, leaves, pairs, flows)])


def agrees():
    regions = read("inputs/border_regions")
    found = border_effects(regions, leaves_of(regions), read("inputs/border_pairs"), read("inputs/border_flows"))
    expected = read("expected/border")
    differing = [(f, e) for f, e in zip(found, expected) if f[:2] != e[:2] or abs(f[2] - float(e[2])) > float(e[3])]
    print(f"{len(found)} values, {len(differing)} of them are not what is expected", *differing)
    return len(found) == len(expected) and not differing


if __name__ == "__main__":
    if "--write" in sys.argv:
        write_all()
    else:
        sys.exit(not agrees())
