#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""DOT that this program did not write: the prototypes of the figures come out whole."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import main, must, run, shared  # noqa: E402


def test_the_flow_map_in_each_format(folder):
    dot = shared("figures", "a_flowmap.dot")
    svg, png, pdf = (folder / f"a.{kind}" for kind in ("svg", "png", "pdf"))
    for picture in (svg, png, pdf):
        must("render", dot, "-o", picture)
    assert len(re.findall(r'<g id="[^"]*" class="edge', svg.read_text(encoding="utf-8"))) == 17, "seventeen arcs"
    assert b"pHYs" in png.read_bytes()[:64] and pdf.read_bytes()[:5] == b"%PDF-"


def test_pinned_figures_without_a_complaint(folder):
    for name in ("d_multiplex", "f_alluvial"):
        must("render", shared("figures", f"{name}.dot"), "-o", folder / f"{name}.svg")


def test_a_figure_that_names_no_engine_and_no_place(folder):
    code, _, err = run("render", shared("figures", "c_chain.dot"), "-o", folder / "c.svg")
    assert code == 3 and "has no position" in err, err


main(globals())
