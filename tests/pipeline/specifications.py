#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a specification of figures says is drawn: which files, of what, how wide, in which colours, under which names."""
import functools
import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import dataset, main, must  # noqa: E402

LINKS = ("from,to,layer,weight,date\nA,B,talent,5,2020\nB,A,talent,2,2021\nA,B,supply,1,2021\nA,C,supply,1,2021\nlab,A,supply,1,2021\n")
REGIONS = "id,name,name_zh,lon,lat,cluster\nA,Alpha,甲,1,45,west\nB,Beta,乙,9,48,east\nC,Gamma,丙,3,46,west\n"


WHOLE = tempfile.TemporaryDirectory()


@functools.cache
def network():
    folder = pathlib.Path(WHOLE.name)
    place = dataset(folder / "data", links=LINKS, regions=REGIONS, clusters="id,name\neast,East\nwest,West\n",
                    layers="id\nsupply\ntalent\n", enterprises="id,name,region\nlab,Lab,B\n")
    must("build", place, "-o", folder / "network.h5")
    return folder / "network.h5"


def drawn(folder, spec, *options, labels=None):
    """{name: text} of the files."""
    folder.mkdir(exist_ok=True)
    if spec is not None:
        (folder / "figures.json").write_text(json.dumps(spec), encoding="utf-8")
        options = ("--spec", folder / "figures.json", *options)
    if labels is not None:
        (folder / "labels.csv").write_text(labels, encoding="utf-8")
    must("draw", *options, network(), "-o", folder / "graphs")
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "graphs").iterdir(), key=lambda path: path.stem)}


def width_of(dot):
    return float(re.search(r'viewport="([0-9.]+),', dot)[1])


def title_of(dot):
    return re.search(r'qp_title="?(.*?)"?,?$', dot, re.MULTILINE)[1]


def one(folder, *options, **keys):
    """The one figure of an entry."""
    return drawn(folder, {"figures": [{"figure": "flow-map", "layer": "talent", **keys}]}, *options)["flow-map-talent"]


def test_others_alone_are_what_is_drawn_without_a_specification(folder):
    assert drawn(folder / "a", {"others": True}) == drawn(folder / "b", None)


def test_an_entry_is_a_file_a_layer_and_language(folder):
    files = drawn(folder, {"lang": "both", "figures": [{"figure": "flow-map"}, {"figure": "ego", "actor": ["A", "lab"], "lang": "zh"}]})
    assert list(files) == ["ego-A", "ego-lab", "flow-map-supply", "flow-map-supply-zh", "flow-map-talent", "flow-map-talent-zh"], list(files)


def test_a_name_is_that_of_the_one_file_and_begins_those_of_several(folder):
    files = drawn(folder, {"figures": [{"figure": "flow-map", "layer": "talent", "name": "one"}, {"figure": "flow-map", "layer": ["talent", "supply"], "name": "two"},
                                       {"figure": "ego", "actor": "A", "name": "who"}]})
    assert list(files) == ["one", "two-supply", "two-talent", "who"], list(files)


def test_only_what_is_named_is_drawn_unless_others_are_asked_for(folder):
    named = {"figures": [{"figure": "evidence"}]}
    assert list(drawn(folder / "a", named)) == ["evidence"]
    files = drawn(folder / "b", {**named, "others": True})
    assert {"evidence", "flow-map-supply", "flow-map-talent"} <= set(files), list(files)


def test_a_title_takes_the_place_of_the_figures_own(folder):
    spec = {"figures": [{"figure": "evidence", "lang": "both", "title": {"en": "Said & done", "zh": "所说"}}]}
    files = drawn(folder, spec)
    assert "Said &amp; done" in files["evidence"] and "Said & done" in files["evidence"], "in the graph and on the page"
    assert title_of(files["evidence-zh"]) == "所说", title_of(files["evidence-zh"])
    assert "Same" in title_of(one(folder / "b", title="Same")) and "Same" in title_of(one(folder / "c", title="Same", lang="zh"))


def test_a_title_in_one_language_leaves_the_other_alone(folder):
    assert one(folder / "a", title={"zh": "所说"}) == one(folder / "b")


def test_widths_are_those_of_the_columns_of_a_journal(folder):
    """In points: 180 mm are 510.2, 90 mm 255.1."""
    assert abs(width_of(one(folder / "a")) - 510.2) < 0.1
    narrow = one(folder / "b", width=90)
    assert abs(width_of(narrow) - 255.1) < 0.2, width_of(narrow)
    assert min(float(size) for size in re.findall(r'fontsize="?([0-9.]+)', narrow)) >= 7
    assert min(float(size) for size in re.findall(r"\bF ([0-9.]+) ", narrow)) >= 7


def test_grey_has_no_colour_and_moves_nothing(folder):
    colour, grey = one(folder / "a"), one(folder / "b", theme="grey")
    assert any(len({c[0:2], c[2:4], c[4:6]}) > 1 for c in re.findall(r"#([0-9A-Fa-f]{6})", colour))
    assert all(len({c[0:2], c[2:4], c[4:6]}) == 1 for c in re.findall(r"#([0-9A-Fa-f]{6})", grey)), "a colour is left"
    bare = [re.sub(r"#[0-9A-Fa-f]{6}", "#", text) for text in (colour, grey)]
    assert bare[0] == bare[1]


def test_grey_keeps_figures_of_every_kind_grey(folder):
    files = drawn(folder, {"theme": "grey", "figures": [{"figure": "ego", "actor": "A"}, {"figure": "evidence"}, {"figure": "multiplex"}]})
    assert len(files) == 3
    for name, dot in files.items():
        left = {c for c in re.findall(r"#([0-9A-Fa-f]{6})", dot) if len({c[0:2], c[2:4], c[4:6]}) > 1}
        assert not left, (name, left)


def test_a_notice_ends_the_note_of_maps_alone(folder):
    files = drawn(folder, {"map_notice": "No. GS(2026)1", "figures": [{"figure": "flow-map", "layer": "talent"}, {"figure": "evidence"}]})
    assert "No. GS(2026)1" in files["flow-map-talent"] and "GS(2026)1" not in files["evidence"]


def test_names_of_labels_take_the_place_of_those_of_the_network(folder):
    table = "id,name,name_zh\nA,Alef,\nwest,The West,西部\ntalent,Brains,人才\n"
    spec = {"labels": "labels.csv", "figures": [{"figure": "flow-map", "layer": "talent", "lang": "both"}]}
    files = drawn(folder, spec, labels=table)
    english, chinese = files["flow-map-talent"], files["flow-map-talent-zh"]
    assert "Alef" in english and "Alpha" not in english and "Beta" in english and "Brains" in title_of(english), title_of(english)
    assert "甲" in chinese and "人才" in chinese and "乙" in chinese


def test_labels_of_one_figure_are_not_those_of_another(folder):
    spec = {"figures": [{"figure": "flow-map", "layer": "talent", "labels": "labels.csv"}, {"figure": "flow-map", "layer": "talent", "name": "plain"}]}
    files = drawn(folder, spec, labels="id,name\nA,Alef\n")
    assert "Alef" in files["flow-map-talent"] and "Alef" not in files["plain"]


def test_a_base_map_is_found_beside_the_specification_or_is_none(folder):
    without = one(folder / "a", basemap="none")
    assert "Natural Earth" not in without
    (folder / "b").mkdir()
    (folder / "b" / "land.txt").write_text((pathlib.Path(__file__).parents[2] / "data/basemap/land.txt").read_text(encoding="utf-8"), encoding="utf-8")
    assert one(folder / "b", basemap="land.txt") == one(folder / "c") == one(folder / "d", basemap="coast")


def test_an_entry_goes_before_the_caller_and_the_caller_before_the_whole(folder):
    spec = {"window": "2020:2021", "figures": [{"figure": "flow-map", "layer": "talent"}, {"figure": "flow-map", "layer": "talent", "name": "all", "window": "all"}]}
    files = drawn(folder / "a", spec)
    assert title_of(files["flow-map-talent"]).startswith("talent, 2020: ") and title_of(files["all"]).startswith("talent, 2020–2021: ")
    files = drawn(folder / "b", spec, "--window", "2021:2022", "--lang", "zh", "--theme", "grey")
    assert title_of(files["flow-map-talent"]).startswith("talent，2021：") and title_of(files["all"]).startswith("talent，2020–2021：")
    assert all("zh-Hans" in dot and "#E69F00" not in dot for dot in files.values())


def test_the_caller_chooses_among_the_figures(folder):
    spec = {"figures": [{"figure": "evidence", "name": "x"}, {"figure": "flow-map"}]}
    assert list(drawn(folder / "a", spec, "--figure", "evidence")) == ["x"]
    assert list(drawn(folder / "b", spec, "--figure", "multiplex")) == ["multiplex"]
    assert list(drawn(folder / "c", spec, "--layer", "supply", "--figure", "flow-map")) == ["flow-map"]


def test_a_specification_draws_the_same_bytes_twice(folder):
    spec = {"others": True, "lang": "both", "theme": "grey", "labels": "labels.csv"}
    table = "id,name\nA,Alef\n"
    assert drawn(folder / "a", spec, labels=table) == drawn(folder / "b", spec, labels=table)


main(globals())
