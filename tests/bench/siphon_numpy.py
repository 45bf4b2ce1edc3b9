#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The siphoning panel as an analyst writes it with pandas, numpy and scipy: one replicate at a time, each metric by its formula.

    siphon_numpy.py FOLDER REPLICATES

Links are region to region, with a layer and a year; every layer and year is measured. The same metrics, nulls and bootstraps as qipan-siphon;
no cell is checked, no change between windows is made, and pairs are left out.
"""
import pathlib
import sys

import numpy as np
import pandas as pd
from scipy import linalg

LAMBDA = 0.1


def reciprocity(F):
    return np.minimum(F, F.T).sum() / F.sum()


def cycling(F):
    inflow, outflow = F.sum(0), F.sum(1)
    through = (1 + LAMBDA) * np.maximum(inflow, outflow)
    with np.errstate(divide="ignore", invalid="ignore"):
        G = np.where(through[:, None] > 0, F / through[:, None], 0)
    loops = np.diag(linalg.inv(np.eye(len(F)) - G))
    return (through * (loops - 1) / loops).sum() / through.sum()


def potential(F):
    w = F + F.T
    net = F.sum(0) - F.sum(1)
    return linalg.lstsq(np.diag(w.sum(0)) - w, net, lapack_driver="gelsy")[0]


def gradient_share(F):
    w, d = F + F.T, F - F.T
    sigma = potential(F)
    with np.errstate(divide="ignore", invalid="ignore"):
        asymmetry = np.where(w > 0, d * d / w, 0).sum() / 2
    return (w * (sigma[:, None] - sigma[None, :]) ** 2).sum() / 2 / asymmetry


def effectiveness(F):
    inflow, outflow = F.sum(0), F.sum(1)
    return (inflow - outflow) / np.maximum(inflow + outflow, 1)


def index(F):
    return 100 * np.abs(F.sum(0) - F.sum(1)).sum() / (2 * F.sum())


def catchment(F, cores):
    others = np.setdiff1d(np.arange(len(F)), cores)
    out = F.sum(1)[others]
    P = F[others] / np.maximum(out, 1e-300)[:, None]
    B = linalg.solve(np.eye(len(others)) - P[:, others], P[:, cores])
    return (B * out[:, None]).sum(0) / out.sum()


def focusing(F):
    n = len(F)
    x = np.sort(F[~np.eye(n, dtype=bool)])
    m = len(x)
    return ((2 * np.arange(1, m + 1) - m - 1) * x).sum() / (m * x.sum())


def expectation(F):
    n = len(F)
    E = 1.0 - np.eye(n)
    for _ in range(10000):
        E *= (F.sum(1) / np.maximum(E.sum(1), 1e-300))[:, None]
        error = np.abs(E.sum(0) - F.sum(0)).max() / F.sum()
        E *= (F.sum(0) / np.maximum(E.sum(0), 1e-300))[None, :]
        if error < 1e-12:
            break
    return E


def resampled(F, cores, clusters):
    """All that is told of one bootstrap replicate."""
    values = [reciprocity(F), cycling(F), focusing(F), *catchment(F, cores), *(F.sum(0) - F.sum(1)), *effectiveness(F), *potential(F)]
    for members in clusters:
        inner = F[np.ix_(members, members)]
        values += [reciprocity(inner), cycling(inner)]
    return values


def panel(F, cores, clusters, replicates, chance):
    n, W = len(F), int(F.sum())
    cells = F.ravel() / F.sum()
    E = expectation(F)
    odds = E.ravel() / E.sum()
    pairs = np.triu_indices(n, 1)
    sums = (F + F.T)[pairs].astype(int)
    boot, null, symmetric = [], [], []
    for _ in range(replicates):
        boot.append(resampled(chance.multinomial(W, cells).reshape(n, n).astype(float), cores, clusters))
        draw = chance.multinomial(W, odds).reshape(n, n).astype(float)
        null.append([reciprocity(draw), cycling(draw)])
        forth = chance.binomial(sums, 0.5)
        draw = np.zeros((n, n))
        draw[pairs], draw.T[pairs] = forth, sums - forth
        symmetric.append([index(draw), gradient_share(draw)])
    low, high = np.percentile(np.array(boot), [2.5, 97.5], axis=0)
    return [reciprocity(F), cycling(F), gradient_share(F), index(F), *low, *high, *np.mean(null, axis=0), *np.mean(symmetric, axis=0)]


def main():
    folder, replicates = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    links, regions = pd.read_csv(folder / "links.csv"), pd.read_csv(folder / "regions.csv")
    chance = np.random.default_rng(1)
    place = {region: i for i, region in enumerate(regions["id"])}
    clusters = [np.flatnonzero(regions["cluster"] == k) for k in sorted(regions["cluster"].dropna().unique())]
    cores = np.flatnonzero(regions["core"].fillna(False).astype(bool))
    n, rows = len(regions), []
    for (layer, year), group in links.groupby(["layer", "date"]):
        F = np.zeros((n, n))
        np.add.at(F, (group["from"].map(place), group["to"].map(place)), group["weight"])
        np.fill_diagonal(F, 0)
        rows.append([layer, year, *panel(F, cores, clusters, replicates, chance)])
    pd.DataFrame(rows).to_csv(folder / "numpy.csv", index=False)


main()
