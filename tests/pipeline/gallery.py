#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The committed gallery is what the program draws today: DOT and SVG, byte by byte."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, main, must  # noqa: E402

GALLERY = SOURCE / "graphs" / "example"


def test_example(folder):
    must("build", SOURCE / "data" / "example", "-o", folder / "network.h5")
    must("siphon", folder / "network.h5", "-o", folder / "siphon.csv")
    must("draw", folder / "network.h5", folder / "siphon.csv", "-o", folder)
    drawn = sorted(folder.glob("*.dot"))
    assert drawn and {p.name for p in drawn} == {p.name for p in GALLERY.glob("*.dot")}, drawn
    for dot in drawn:
        svg = dot.with_suffix(".svg")
        must("render", dot, "-o", svg)
        for made in (dot, svg):
            assert made.read_bytes() == (GALLERY / made.name).read_bytes(), f"{made.name} is not the committed one; run make -f Makefile.viz and look at it"


main(globals())
