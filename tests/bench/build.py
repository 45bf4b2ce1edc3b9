#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long qipan-build takes, and how much memory: build.py [LINKS [ACTORS]]

Writes a dataset of so many links [1000000] between so many enterprises [100000] in 100 regions, the same in every run, and
builds it three times; beside it the time that pandas takes to read the same two files, where pandas is to be had (Debian:
python3-pandas). QP_BIN is the folder of the executables [build/bin].
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(os.environ.get("QP_BIN", pathlib.Path(__file__).parents[2] / "build" / "bin"))
LAYERS = ("supply", "rnd", "talent", "capital", "transfer")
PANDAS = """
import json, resource, sys, time
start = time.perf_counter()
import pandas as pd
loaded = time.perf_counter()
links = pd.read_csv(sys.argv[1], dtype={"from": str, "to": str, "layer": "category"})
actors = pd.read_csv(sys.argv[2], dtype=str)
row = pd.Series(range(len(actors)), index=actors["id"])
links["from"].map(row), links["to"].map(row)
print(json.dumps([time.perf_counter() - loaded, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def write(folder, links, actors):
    chance = random.Random(1)
    with open(folder / "regions.csv", "w") as file:
        file.write("id\n" + "".join(f"r{i:04d}\n" for i in range(100)))
    with open(folder / "enterprises.csv", "w") as file:
        file.write("id,region\n" + "".join(f"e{i:08d},r{int(100 * chance.random() ** 3):04d}\n" for i in range(actors)))
    with open(folder / "layers.csv", "w") as file:
        file.write("id,measure\n" + "".join(f"{layer},amount\n" for layer in LAYERS))
    with open(folder / "links.csv", "w") as file:
        file.write("from,to,layer,weight\n")
        for _ in range(links):
            a, b = int(actors * chance.random() ** 2), chance.randrange(actors)
            file.write(f"e{a:08d},e{b:08d},{LAYERS[chance.randrange(5)]},{chance.lognormvariate(1, 1):.3f}\n")


def measured(call):
    """Seconds and peak KiB of a program that must succeed."""
    start = time.perf_counter()
    pid = subprocess.Popen(call, stderr=subprocess.DEVNULL).pid
    _, status, used = os.wait4(pid, 0)
    assert status == 0, call
    return time.perf_counter() - start, used.ru_maxrss


def tell(what, links, seconds, kibibytes):
    print(f"{what:14} {seconds:7.2f} s  {links / seconds / 1e6:6.2f} M links/s  {kibibytes / 1024:7.0f} MiB")


def main():
    links = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    actors = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write(folder, links, actors)
        for stage, more in (("check", []), ("build", ["-o", str(folder / "network.h5")])):
            runs = []
            for _ in range(3):
                (folder / "network.h5").unlink(missing_ok=True)
                runs.append(measured([str(BIN / f"qipan-{stage}"), "-q", name, *more]))
            tell(f"qipan-{stage}", links, *min(runs))
        for python in (sys.executable, "/usr/bin/python3"):
            done = subprocess.run([python, "-c", PANDAS, str(folder / "links.csv"), str(folder / "enterprises.csv")], capture_output=True, text=True)
            if done.returncode == 0:
                tell("pandas, read", links, *json.loads(done.stdout))
                break
        else:
            print("pandas         is absent (Debian: python3-pandas)")


main()
