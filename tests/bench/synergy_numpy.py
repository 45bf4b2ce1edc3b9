#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The synergy panel as an analyst writes it with pandas and numpy: one replicate at a time, each metric by its formula.

    synergy_numpy.py FOLDER REPLICATES

The nulls and bootstraps of qipan-synergy and the values behind them; no cell is checked, and of the consortia the members are permuted
over the rows, which is less than to keep both margins without a member twice in one.
"""
import itertools
import pathlib
import sys

import numpy as np
import pandas as pd

NAMES = ("region", "cluster", "ownership")


def codes(column):
    return pd.factorize(column, sort=True)[0]


def entropy(*columns):
    joint = columns[0].astype(np.int64)
    for column in columns[1:]:
        joint = joint * (column.max() + 1) + column
    counts = np.unique(joint, return_counts=True)[1]
    p = counts / counts.sum()
    return -(p * np.log2(p)).sum()


def helix(g, k, s):
    return entropy(g) + entropy(k) + entropy(s) - entropy(g, k) - entropy(g, s) - entropy(k, s) + entropy(g, k, s)


def helices(g, k, s, cluster):
    return [helix(g, k, s), *(helix(g[cluster == c], k[cluster == c], s[cluster == c]) for c in np.unique(cluster))]


def quotient(x):
    with np.errstate(divide="ignore", invalid="ignore"):
        return x / x.sum(1)[:, None] / (x.sum(0) / x.sum())


def cosine(x):
    p = x / np.sqrt((x * x).sum(1))[:, None]
    return p @ p.T


def krugman(x):
    p = x / x.sum(1)[:, None]
    return np.array([np.abs(p - row).sum(1) for row in p])


def density(x):
    present = ((quotient(x) >= 1) & (x >= 3)).astype(float)
    both = present.T @ present
    np.fill_diagonal(both, 0)
    size = present.sum(0)
    phi = both / np.maximum(np.maximum.outer(size, size), 1)
    return 100 * present @ phi / np.maximum(phi.sum(0), 1e-300)


def structure(x):
    return np.concatenate([quotient(x).ravel(), cosine(x).ravel(), krugman(x).ravel(), density(x).ravel()])


def crossing(a, b, weight, label):
    across = label[a] != label[b]
    return 1 - 2 * np.mean(~across), 1 - 2 * weight[~across].sum() / weight.sum()


def assortativity(a, b, label):
    n = label.max() + 1
    e = np.bincount(label[a] * n + label[b], minlength=n * n).reshape(n, n).astype(float)
    e = (e + e.T) / (2 * e.sum())
    squares = (e.sum(0) ** 2).sum()
    return (np.trace(e) - squares) / (1 - squares)


def parts(linked, directed, cluster, likeness):
    """The five components of a cluster, from squares of linked pairs by layer."""
    values = []
    for c in np.unique(cluster):
        members = np.flatnonzero(cluster == c)
        i, j = (members[x] for x in np.triu_indices(len(members), 1))
        layers = np.array([(F[i, j] > 0) | (F[j, i] > 0) for F in linked])
        ties = layers.any(0)
        recip = [np.minimum(F[i, j], F[j, i]).sum() * 2 / max(F[i, j].sum() + F[j, i].sum(), 1) for F, d in zip(linked, directed) if d]
        overlap = [(u & v).sum() / max((u | v).sum(), 1) for u, v in itertools.combinations(layers, 2)]
        values += [ties.mean(), layers[:, ties].mean(), np.mean(recip), np.mean(overlap), 1 - likeness[i, j][ties].mean()]
    return values


def main():
    folder, replicates = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    chance = np.random.default_rng(1)
    firms, regions, links = (pd.read_csv(folder / f"{name}.csv") for name in ("enterprises", "regions", "links"))
    portfolio, members = pd.read_csv(folder / "portfolio.csv"), pd.read_csv(folder / "memberships.csv")
    row = pd.Series(np.arange(len(firms)), index=firms["id"])
    place = pd.Series(np.arange(len(regions)), index=regions["id"])
    g, k, s = place[firms["region"]].to_numpy(), codes(firms["industry"]), codes(firms["size_class"])
    cluster = codes(regions["cluster"])
    labels = dict(zip(NAMES, (g, cluster[g], codes(firms["ownership"]))))
    n, m = len(regions), k.max() + 1

    value = portfolio["value"].to_numpy(float)
    x = np.bincount(g * m + k, value, n * m).reshape(n, m)
    out = [*structure(x), *helices(g, k, s, cluster[g])]
    squares, ties = [], []
    for _, group in links.groupby("layer"):
        a, b = row[group["from"]].to_numpy(), row[group["to"]].to_numpy()
        squares.append(np.bincount(g[a] * n + g[b], group["weight"], n * n).reshape(n, n))
        ties.append((a, b, group["weight"].to_numpy(float)))
    directed = [True] * len(squares)
    size = np.bincount(cluster)
    consortium, member = codes(members["consortium"]), row[members["member"]].to_numpy()
    boot, null = [], []
    for _ in range(replicates):
        drawn = np.concatenate([chance.choice(np.flatnonzero(cluster[g] == c), (cluster[g] == c).sum()) for c in range(len(size))])
        boot.append(structure(np.bincount(g[drawn] * m + k[drawn], value[drawn], n * m).reshape(n, m)))
        values = helices(chance.permutation(g), k, s, cluster[g])
        likeness, shuffled = cosine(x), chance.permutation(cluster)
        values += [likeness[np.ix_(shuffled == c, shuffled == c)].mean() for c in range(len(size))]
        values += parts(squares, directed, shuffled, likeness)
        for a, b, weight in ties:
            order = chance.permutation(len(firms))
            for label in labels.values():
                values += [*crossing(a, b, weight, label[order]), assortativity(a, b, label[order])]
        moved = pd.DataFrame({"c": consortium, "m": chance.permutation(member)})
        pairs = moved.merge(moved, on="c")
        pairs = pairs[pairs["m_x"] < pairs["m_y"]]
        for label in labels.values():
            values += crossing(pairs["m_x"].to_numpy(), pairs["m_y"].to_numpy(), np.ones(len(pairs)), label)
        null.append(values)
    low, high = np.percentile(np.array(boot), [2.5, 97.5], axis=0)
    pd.DataFrame([np.concatenate([out, low, high, np.mean(null, axis=0)])]).to_csv(folder / "numpy.csv", index=False)


main()
