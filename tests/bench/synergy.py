#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""qipan-synergy on a large dataset beside the same metrics in numpy, and how its time grows with replicates.

    synergy.py BUILD DOCS

What was measured is told in DOCS/performance-synergy.md. numpy is run with few replicates and its time carried on: its replicates are alike.
"""
import pathlib
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from beside import REPLICATES, THREADS, analyst, panel  # noqa: E402

REGIONS, CLUSTERS, INDUSTRIES, SIZES = 300, 15, 100, 4
FIRMS, LINKS, CONSORTIA, MEMBERS = 200000, 1000000, 20000, 5
LAYERS = {"rnd": "innovation", "supply": "industry", "transfer": "innovation", "capital": "capital", "facility": "service"}
CHAINS = ("innovation", "industry", "capital", "service")
STOCKS = {f"{factor}-stock": factor for factor in ("talent", "technology", "capital", "facility")}
SAMPLE = 2                      # replicates that numpy draws beyond the first
ALLOWED = (240, 2048)           # seconds, MiB

PAGE = """# Performance of the synergy panel

`qipan-synergy` with {replicates} replicates on {links:,} links of 5 layers between {firms:,} enterprises in {regions} regions, {industries} industries, {consortia:,} consortia; beside `tests/bench/synergy_numpy.py`, the same nulls and bootstraps with pandas and numpy, without a check of any cell. qipan used {threads} threads. numpy drew {sample} replicates and its time was carried on to {replicates}. Printed by `tests/bench/synergy.py`; seconds belong to the machine.

| qipan-synergy, s | peak MiB | allowed, s | allowed, MiB | numpy, s | numpy / qipan |
| ---: | ---: | ---: | ---: | ---: | ---: |
| {seconds:.1f} | {memory:.0f} | {allowed[0]} | {allowed[1]} | {numpy:.0f} | {ratio:.1f} x |

| replicates | s |
| ---: | ---: |
{growth}
"""


def table(folder, name, header, rows):
    with open(folder / f"{name}.csv", "w") as file:
        file.write(header + "\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)


def write(folder):
    """A dataset that is the same in every run. Firms of a cluster share some industries, and half of the links stay in it."""
    chance = random.Random(1)
    folder.mkdir()
    mass = sorted((chance.paretovariate(1.2) for _ in range(REGIONS)), reverse=True)
    cluster = [r % CLUSTERS for r in range(REGIONS)]
    home = sorted(chance.choices(range(REGIONS), mass, k=FIRMS))
    industry = [chance.randrange(INDUSTRIES) if chance.random() < 0.6 else 6 * cluster[r] + chance.randrange(10) for r in home]
    first = {}
    for f, r in enumerate(home):
        first.setdefault(r, f)
    bounds = [(first[r], first.get(r + 1, FIRMS)) for r in range(REGIONS)]
    inside = [[r for r in range(REGIONS) if cluster[r] == k] for k in range(CLUSTERS)]

    def partner(f):
        near = inside[cluster[home[f]]]
        return chance.randrange(*bounds[chance.choice(near)]) if chance.random() < 0.5 else chance.randrange(FIRMS)

    def links():
        for n in range(LINKS):
            f = chance.randrange(FIRMS)
            yield f"f{f:06d}", f"f{partner(f):06d}", list(LAYERS)[n % len(LAYERS)], 1 + n % 3

    table(folder, "clusters", "id", ((f"k{k:02d}",) for k in range(CLUSTERS)))
    table(folder, "regions", "id,cluster,population,lon,lat", ((f"r{r:03d}", f"k{cluster[r]:02d}", int(1e6 * mass[r]), 100 + r % 20, 20 + r // 20) for r in range(REGIONS)))
    table(folder, "enterprises", "id,region,industry,size_class,ownership",
          ((f"f{f:06d}", f"r{home[f]:03d}", f"i{industry[f]:03d}", f"s{chance.randrange(SIZES)}", chance.choice(("private", "foreign", "soe-local"))) for f in range(FIRMS)))
    table(folder, "portfolio", "actor,industry,value", ((f"f{f:06d}", f"i{industry[f]:03d}", 1 + f % 9) for f in range(FIRMS)))
    table(folder, "layers", "id,role,directed,weighted,measure,chain", ((l, "rnd" if l == "rnd" else "other", "false" if l == "rnd" else "true", "true", "count", c) for l, c in LAYERS.items()))
    table(folder, "links", "from,to,layer,weight", links())
    table(folder, "consortia", "id", ((f"c{c:05d}",) for c in range(CONSORTIA)))
    table(folder, "memberships", "consortium,member", ((f"c{c:05d}", f"f{m:06d}") for c in range(CONSORTIA) for m in sorted({chance.randrange(FIRMS) for _ in range(MEMBERS)})))
    table(folder, "indicators", "region,indicator,date,value", ((f"r{r:03d}", name, 2020, round(chance.random(), 4)) for name in [*CHAINS, *STOCKS] for r in range(REGIONS)))
    table(folder, "indicator_defs", "indicator,chain,factor,low,high", [(c, c, "", 0, 1) for c in CHAINS] + [(name, "", factor, 0, 1) for name, factor in STOCKS.items()])


def main():
    build, docs = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    binary = build / "bin"
    with tempfile.TemporaryDirectory(dir=build) as name:
        folder = pathlib.Path(name) / "large"
        write(folder)
        subprocess.run([binary / "qipan-build", "-q", folder, "-o", folder / "network.h5"], check=True)
        runs = {replicates: panel(binary, folder, "synergy", replicates) for replicates in (1, 250, 500, REPLICATES)}
        seconds, memory = runs[REPLICATES]
        print(f"{seconds:.1f} s, {memory:.0f} MiB", flush=True)
        numpy = analyst(binary, "synergy_numpy.py", folder, SAMPLE)
    growth = "\n".join(f"| {replicates} | {run[0]:.1f} |" for replicates, run in runs.items())
    (docs / "performance-synergy.md").write_text(PAGE.format(
        replicates=REPLICATES, links=LINKS, firms=FIRMS, regions=REGIONS, industries=INDUSTRIES, consortia=CONSORTIA, threads=THREADS,
        sample=SAMPLE, seconds=seconds, memory=memory, allowed=ALLOWED, numpy=numpy, ratio=numpy / seconds, growth=growth))


main()
