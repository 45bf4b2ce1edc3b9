#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""qipan-siphon beside the same panel in numpy, and how its time grows with replicates.

    siphon.py BUILD DOCS

What was measured is told in DOCS/performance-siphon.md. numpy is run with few replicates and its time carried on: its replicates are alike.
"""
import pathlib
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from beside import REPLICATES, THREADS, analyst, panel  # noqa: E402

LAYERS = ("talent", "capital", "transfer", "supply", "facility")
CLUSTER_SIZE = 20
FIRST_YEAR = 2001
SAMPLE = 10         # replicates that numpy draws
CASES = (("100 regions, 5 layers, 20 windows", 100, 20, 240), ("300 regions, 5 layers, 1 window", 300, 1, 150))

PAGE = """# Performance of the siphoning panel

`qipan-siphon` with {replicates} replicates on made-up counts between all pairs of regions in clusters of {size}, beside `tests/bench/siphon_numpy.py`, the same nulls and bootstraps with pandas, numpy and scipy. qipan used {threads} threads; numpy as many as its BLAS does. numpy drew {sample} replicates and its time was carried on to {replicates}. Printed by `tests/bench/siphon.py`; seconds belong to the machine.

| case | qipan-siphon, s | peak MiB | allowed, s | numpy, s | numpy / qipan |
| --- | ---: | ---: | ---: | ---: | ---: |
{rows}

| replicates, first case | s |
| ---: | ---: |
{growth}
"""


def write(folder, regions, years):
    """Counts that fall with the distance of two numbers and rise with their masses; the same in every run."""
    chance = random.Random(1)
    folder.mkdir()
    mass = [chance.paretovariate(1.5) for _ in range(regions)]
    with open(folder / "regions.csv", "w") as file:
        file.write("id,cluster,core,population,lon,lat\n")
        for r in range(regions):
            core = "true" if r % CLUSTER_SIZE == 0 else ""
            file.write(f"r{r:03d},k{r // CLUSTER_SIZE:02d},{core},{1 + 10 * mass[r]:.3f},{100 + r % 20},{20 + r // 20}\n")
    (folder / "layers.csv").write_text("id,directed,measure\n" + "".join(f"{layer},true,count\n" for layer in LAYERS))
    with open(folder / "links.csv", "w") as file:
        file.write("from,to,layer,weight,date\n")
        for layer in LAYERS:
            for year in range(FIRST_YEAR, FIRST_YEAR + years):
                for a in range(regions):
                    for b in range(regions):
                        mean = 4 * mass[a] * mass[b] / (1 + abs(a - b) / 10)
                        count = int(mean + chance.random() * (1 + mean))
                        if a != b and count > 0:
                            file.write(f"r{a:03d},r{b:03d},{layer},{count},{year}\n")


def main():
    build, docs = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    binary, rows, growth = build / "bin", [], []
    with tempfile.TemporaryDirectory(dir=build) as name:
        for title, regions, years, allowed in CASES:
            folder = pathlib.Path(name) / str(regions)
            write(folder, regions, years)
            subprocess.run([binary / "qipan-build", "-q", folder, "-o", folder / "network.h5"], check=True)
            window = ("--window", f"{FIRST_YEAR}:{FIRST_YEAR + years}:1")
            two, memory = panel(binary, folder, "siphon", REPLICATES, *window)
            numpy = analyst(binary, "siphon_numpy.py", folder, SAMPLE)
            rows.append(f"| {title} | {two:.1f} | {memory:.0f} | {allowed} | {numpy:.0f} | {numpy / two:.1f} x |")
            print(rows[-1], flush=True)
            for replicates in (1, 250, 500, REPLICATES) if not growth else ():
                seconds = panel(binary, folder, "siphon", replicates, *window)[0] if replicates < REPLICATES else two
                growth.append(f"| {replicates} | {seconds:.1f} |")
    (docs / "performance-siphon.md").write_text(PAGE.format(replicates=REPLICATES, threads=THREADS, size=CLUSTER_SIZE, sample=SAMPLE, rows="\n".join(rows), growth="\n".join(growth)))


main()
