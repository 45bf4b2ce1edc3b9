#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The committed gallery is what the program draws today: DOT and SVG, byte by byte."""
import pathlib
import re
import shlex
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, main, must, sanitized  # noqa: E402


def run_of(name):
    """The options of a run of the main job, as Makefile.viz states them."""
    stated = re.search(rf"^{name} = (.*)$", (SOURCE / "Makefile.viz").read_text(encoding="utf-8"), re.MULTILINE)
    assert stated, f"{name} is no run of Makefile.viz"
    return dict(word.split("=", 1) for word in shlex.split(stated[1]))


def window(run, variable):
    return ["--window", run[variable]] if variable in run else []


def draws_what_is_committed(folder, run):
    dataset = SOURCE / run["DATASET"]
    gallery = SOURCE / "graphs" / dataset.name
    spec = gallery / "figures.json"
    specified = ["--spec", spec] if spec.exists() else []
    if sanitized() and dataset.name != "example":
        return  # of figures the unit tests are sanitized, of panels other scripts
    must("build", dataset, "-o", folder / "network.h5")
    panels = [folder / f"{panel}.csv" for panel in ("siphon", "synergy", "chain")]
    for panel in panels:
        must(panel.stem, *window(run, "WINDOW"), *(["--pairs"] if "PAIRS" in run else []), folder / "network.h5", "-o", panel)
    must("draw", *window(run, "FIGURE_WINDOW"), *specified, folder / "network.h5", *panels, "-o", folder)
    drawn = sorted(folder.glob("*.dot"))
    assert drawn and {p.name for p in drawn} == {p.name for p in gallery.glob("*.dot")}, drawn
    for dot in drawn:
        svg = dot.with_suffix(".svg")
        must("render", dot, "-o", svg)
        for made in (dot, svg):
            assert made.read_bytes() == (gallery / made.name).read_bytes(), f"{gallery.name}/{made.name} is not the committed one; draw it with Makefile.viz and look at it"


def test_example(folder):
    draws_what_is_committed(folder, {"DATASET": "data/example"})


def test_atlas(folder):
    draws_what_is_committed(folder, run_of("atlas"))


def test_demo(folder):
    draws_what_is_committed(folder, run_of("demo"))


main(globals())
