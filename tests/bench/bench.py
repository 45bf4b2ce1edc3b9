#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""qipan beside libcsv alone, pandas, igraph and networkx on the same tables in the same run.

    bench.py [--turns N] BUILD DOCS [LINKS...]

BUILD is a build folder (Release, with csv-count and measured); LINKS are sizes of datasets [100000 1000000 10000000], with a tenth as many
enterprises. Every contestant runs N times [3], in turn with the others, and its fastest run counts. What was measured goes to
BUILD/bench.json and is told in DOCS/performance.md and .svg.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.dont_write_bytecode = True
import chart  # noqa: E402
import page  # noqa: E402
import tables  # noqa: E402
from profile_of import profile  # noqa: E402
from qipan import SHARED  # noqa: E402

HERE = pathlib.Path(__file__).parent
SIZES = (100_000, 1_000_000, 10_000_000)
MIDDLE = 1_000_000  # the largest size for what is looked at once: findings, profile, the search for groups
SMALL = 100_000     # the largest for networkx

MEASURES = """
"$1"/qipan-build -q "$2" -o "$3"/network.h5
"$1"/qipan-siphon -q "$3"/network.h5 -o "$3"/siphon.csv
"$1"/qipan-describe -q "$3"/network.h5 -o "$3"/descriptives.csv
"""
FIGURES = """
"$1"/qipan-draw -q --figure flow-map "$3"/network.h5 "$3"/siphon.csv -o "$3"/figures
for figure in "$3"/figures/*.dot; do "$1"/qipan-render -q "$figure" -o "${figure%.dot}".svg; done
"""


class Bench:
    """Where things are: executables, a Python with pandas, a folder for what is written."""

    def __init__(self, build, folder):
        self.bin = build / "bin"
        self.folder = folder
        self.out = folder / "out"
        self.python = next((p for p in (sys.executable, "/usr/bin/python3") if can_import(p, "pandas")), None)
        self.libraries = {name for name in ("igraph", "networkx") if self.python and can_import(self.python, name)}

    def build(self, data, threads):
        return [self.bin / "qipan-build", "-q", "--threads", threads, data, "-o", self.out / "network.h5"]

    def job(self, data, script):
        return ["sh", "-ec", script, "sh", self.bin, data, self.out]

    def check(self, data):
        return [self.bin / "qipan-check", "-q", data]

    def analyst(self, data, library, until):
        if library not in self.libraries:
            return None
        return [self.python, HERE / "analyst.py", data / "links.csv", data / "enterprises.csv", self.out / "table.csv", library, until]

    def contestants(self, data, links):
        """{key: command, or None where it takes no part}; page.NAMES has their names."""
        return {
            "libcsv": [self.bin / "csv-count", data / "links.csv"],
            "build1": self.build(data, 1),
            "build2": self.build(data, 2),
            "measures": self.job(data, MEASURES),
            "job": self.job(data, MEASURES + FIGURES),
            "graph": self.analyst(data, "igraph", "graph"),
            "script": self.analyst(data, "igraph", "groups" if links <= MIDDLE else "rank"),
            "networkx": self.analyst(data, "networkx", "groups") if links <= SMALL else None,
        }

    def measured(self, command, expected=0):
        """Wall and CPU seconds and peak KiB of a program and all that it starts."""
        done = subprocess.run([str(word) for word in [self.bin / "measured", *command]], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
        seconds, cpu, kibibytes, code = done.stdout.split()
        if int(code) != expected:
            sys.exit(f"{command}: exit {code}\n{done.stderr}")
        return {"seconds": float(seconds), "cpu": float(cpu), "kibibytes": int(kibibytes)}

    def race(self, commands, turns, refused=()):
        """Run them all, one after the other, again and again: {key: its runs}; some are to end in a refusal."""
        runs = {key: [] for key, command in commands.items() if command is not None}
        for _ in range(turns):
            for key in runs:
                shutil.rmtree(self.out, ignore_errors=True)
                self.out.mkdir()
                runs[key].append(self.measured(commands[key], int(key in refused)))
        return runs


def can_import(python, name):
    return subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False).returncode == 0


def of_size(bench, links, turns):
    data = bench.folder / str(links)
    writer = tables.write(data, links, SHARED, bench.python)
    size = sum(len(piece) for table in data.iterdir() for piece in pieces(table))  # and now they are cached
    tell(f"{links} links, {size / 1e6:.0f} MB, {writer}")
    runs = bench.race(bench.contestants(data, links), turns)
    return {"links": links, "bytes": size, "writer": writer, "runs": runs}


def pieces(path):
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            yield piece


def of_findings(bench, links, turns):
    """A dataset with defects beside the whole one."""
    whole, bad = bench.folder / str(links), bench.folder / "broken"
    defects = tables.write_broken(bad, whole)
    tell(f"{defects} defects")
    said = subprocess.run([str(bench.bin / "qipan-check"), "--format", "json", str(bad)], capture_output=True, check=False).stdout
    told = json.loads(said)["defects"]
    runs = bench.race({"check-whole": bench.check(whole), "check-broken": bench.check(bad),
                       "build-whole": bench.build(whole, 2), "build-broken": bench.build(bad, 2)}, turns, ("check-broken", "build-broken"))
    return {"links": links, "defects": defects, "told": told, "runs": runs}


def of_profile(bench, build, links):
    bench.out.mkdir(exist_ok=True)
    return {"links": links, **profile(build, bench.build(bench.folder / str(links), 1), bench.folder)}


def version(package):
    done = subprocess.run(["dpkg-query", "-W", "-f", "${source:Upstream-Version}", package], capture_output=True, text=True, check=False)
    return done.stdout.split("+")[0] or "of unknown version"


def surroundings():
    """The machine in general words, and the libraries."""
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) >> 20
    packages = {"libcsv": "libcsv3", "HDF5": "libhdf5-103-1", "gcc": "gcc-12", "pandas": "python3-pandas", "igraph for Python": "python3-igraph",
                "networkx": "python3-networkx"}
    return {"cores": os.cpu_count(), "memory": memory, "versions": {name: version(package) for name, package in packages.items()}}


def tell(line):
    print(f"bench: {line}", flush=True)


def measure(build, turns, sizes):
    with tempfile.TemporaryDirectory(dir=build) as name:
        bench = Bench(build, pathlib.Path(name))
        results = {"turns": turns, "least": bench.measured(["true"])["kibibytes"], **surroundings()}
        results["sizes"] = [of_size(bench, links, turns) for links in sizes]
        middle = max((links for links in sizes if links <= MIDDLE), default=min(sizes))
        results["findings"] = of_findings(bench, middle, turns)
        results["profile"] = of_profile(bench, build, middle)
    return results


def main():
    line = argparse.ArgumentParser()
    line.add_argument("--turns", type=int, default=3)
    line.add_argument("build", type=pathlib.Path)
    line.add_argument("docs", type=pathlib.Path)
    line.add_argument("links", type=int, nargs="*")
    given = line.parse_args()
    results = measure(given.build.resolve(), given.turns, sorted(set(given.links or SIZES)))
    (given.build / "bench.json").write_text(json.dumps(results, indent=1) + "\n")
    (given.docs / "performance.md").write_text(page.of(results), encoding="utf-8")
    (given.docs / "performance.svg").write_text(chart.of(results), encoding="utf-8")
    tell(f"see {given.docs / 'performance.md'}")


main()
