#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The examples of the pages on the chain: their tables are read from the pages, and every number told of them is computed again."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from worked_page import examples, indexed, measured, metrics, read, recompute  # noqa: E402
from qipan import main  # noqa: E402

PAGES = ("gaps", "chokepoints", "architects")


def test_every_number_of_gaps_is_that_of_the_program(folder):
    recompute(folder, "chain", read("gaps"))


def test_every_number_of_chokepoints_is_that_of_the_program(folder):
    recompute(folder, "chain", read("chokepoints"))


def test_every_number_of_architects_is_that_of_the_program(folder):
    recompute(folder, "chain", read("architects"))


def test_every_metric_has_its_example(_folder):
    for page in PAGES:
        without = indexed(page) - metrics(read(page))
        assert not without, f"{page}.md has no example of {without}"
    assert not re.findall(r"\[chain\]\(chain\.md\) \|", read("README")), "a metric is on the page of its question"


def test_a_core_with_its_rim_fits(folder):
    """Who is tied is tied to the core: two stars on one pair, without the ring that the example of the page has."""
    tables = examples(read("architects"))[0][0]
    links = "from,to,layer,weight\n" + "".join(f"{a},{b},research,1\n" for a, b in
                                               (("hub", "s1"), ("hub", "s2"), ("s1", "s2"), ("hub", "t1"), ("s1", "t2"), ("s2", "rival"), ("hub", "inst")))
    rows = measured(folder, "chain", {**tables, "links": links}, "--replicates 19")
    fit = next(r for r in rows if r["metric"] == "core_periphery_fit")
    # Three in the core, four in the rim; of 21 pairs 15 have an end in the core, and all 7 ties do.
    assert abs(float(fit["value"]) - (7 / 21 - 7 * 15 / 441) / ((7 / 21 * 14 / 21 * 15 / 21 * 6 / 21) ** 0.5)) < 1e-12, fit


main(globals())
