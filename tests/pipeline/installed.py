#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""An installed copy works by itself, wherever it stands.

    installed.py BUILD
"""
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, main  # noqa: E402

BUILD = sys.argv[1]


def test_from_tables_to_a_picture(folder):
    prefix, work = folder / "a prefix", folder / "work"
    subprocess.run(["cmake", "--install", BUILD, "--prefix", str(prefix)], stdout=subprocess.DEVNULL, check=True)
    work.mkdir()
    (work / "scenario.csv").write_text("action,layer\nremove-layer,talent\n")
    calls = (("check", SOURCE / "data" / "example"),
             ("build", SOURCE / "data" / "example", "-o", "network.h5"),
             ("siphon", "network.h5", "-o", "siphon.csv"),
             ("siphon", "--shard", "1/1", "network.h5", "-o", "part.h5"),
             ("merge", "network.h5", "part.h5", "-o", "merged.csv"),
             ("synergy", "network.h5", "-o", "synergy.csv"),
             ("chain", "network.h5", "-o", "chain.csv"),
             ("scenario", "network.h5", "scenario.csv", "-o", "changed.h5"),
             ("compare", "siphon.csv", "merged.csv", "-o", "compare.csv"),
             ("describe", "network.h5", "-o", "descriptives.csv"),
             ("draw", "--layer", "talent", "network.h5", "siphon.csv", "-o", "."),
             ("render", "flow-map.dot", "-o", "flow-map.png"),
             ("synth", "-o", "made"))
    for verb, *arguments in calls:
        done = subprocess.run([str(prefix / "bin" / f"qipan-{verb}"), *map(str, arguments)], cwd=work, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (verb, done.stderr)
    assert (work / "merged.csv").read_bytes() == (work / "siphon.csv").read_bytes()
    assert (work / "flow-map.png").read_bytes()[:4] == b"\x89PNG"
    assert {p.name for p in (prefix / "bin").iterdir()} == {f"qipan-{verb}" for verb, *_ in calls}, "the executables and nothing else"
    assert (prefix / "share/qipan/basemap/land.txt").exists() and os.access(prefix / "share/doc/qipan/LICENSE", os.R_OK)


main(globals())
