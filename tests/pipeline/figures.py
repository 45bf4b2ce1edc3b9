#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which figures are drawn of what: actors by name, layers that are only stated where they have places."""
import pathlib
import sys
import xml.etree.ElementTree as xml

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import dataset, main, must, run  # noqa: E402

LINKS = ("from,to,layer,relation,polarity,source\n"
         "A,B,trade,sells,,s\nA,B,trade,limits,-1,s\nA,laser,craft,uses,,s\nA,C,gifts,gives,,s\nA,a/b c,trade,sells,,s\n")
REGIONS = "id,lon,lat\nA,1,45\nB,9,48\nC,,\na/b c,2,46\n"


def network(folder):
    place = dataset(folder / "data", links=LINKS, regions=REGIONS, things="id,kind\nlaser,technology\n",
                    sources="id,title,class\ns,The Seed,seed\n")
    must("build", place, "-o", folder / "network.h5")
    return folder / "network.h5"


def drawn(folder, *arguments):
    must("draw", *arguments, network(folder), "-o", folder / "graphs")
    return sorted(path.name for path in (folder / "graphs").iterdir())


def test_an_actor_is_drawn_when_it_is_named(folder):
    assert drawn(folder, "--figure", "flow-map") == ["flow-map.dot"]
    names = drawn(folder, "--figure", "flow-map", "--ego", "A", "--ego", "a/b c")
    assert names == ["ego-A.dot", "ego-a%2Fb%20c.dot", "flow-map.dot"], names


def test_of_stated_layers_those_with_two_places_are_drawn(folder):
    """craft links a thing, gifts a region without coordinates."""
    assert drawn(folder, "--figure", "flow-map") == ["flow-map.dot"]
    text = (folder / "graphs" / "flow-map.dot").read_text()
    assert "trade: what the sources state" in text


def test_a_layer_that_is_named_is_drawn_whatever_it_holds(folder):
    names = drawn(folder, "--figure", "flow-map", "--layer", "craft", "--layer", "gifts")
    assert names == ["flow-map-craft.dot", "flow-map-gifts.dot"], names


def test_an_actor_that_is_none_is_misuse(folder):
    code, _, err = run("draw", "--ego", "laser", network(folder), "-o", folder / "graphs")
    assert code == 2 and "--ego" in err and "laser" in err and "no such actor" in err, err
    assert not (folder / "graphs").exists()


def test_an_ego_figure_becomes_a_picture_in_both_languages(folder):
    for language in ("en", "zh"):
        must("draw", "--ego", "A", "--lang", language, network(folder), "-o", folder / language)
        must("render", folder / language / "ego-A.dot", "-o", folder / f"{language}.svg")
        svg = (folder / f"{language}.svg").read_text(encoding="utf-8")
        assert svg.rstrip().endswith("</svg>") and svg.count('class="edge tie') == 5, svg.count('class="edge tie')


def test_long_numbers_of_the_legend_stand_apart(folder):
    """Discs of 1 000 000 000 000, 200 000 000 000 and 50 000 000 000: no number fits below its disc."""
    place = dataset(folder / "data", links="from,to,layer,weight\nA,B,capital,1500000000000\nB,A,capital,2.5\n")
    must("build", place, "-o", folder / "network.h5")
    must("draw", folder / "network.h5", "-o", folder)
    must("render", folder / "flow-map.dot", "-o", folder / "flow-map.svg")
    texts = xml.parse(folder / "flow-map.svg").iter("{http://www.w3.org/2000/svg}text")
    numbers = [(t.text, float(t.get("y"))) for t in texts if t.text.count(",") > 2 and t.text.replace(",", "").isdigit()]
    assert "50,000,000,000" in dict(numbers), numbers
    assert len({y for _, y in numbers}) == len(numbers), numbers


def test_long_numbers_of_a_world_map_stay_in_their_column(folder):
    """The second column of the legend begins at a fifth of the page of 180 mm, 510 points."""
    place = dataset(folder / "data", links="from,to,layer,weight\nA,B,capital,2000000000000\nB,C,capital,2.5\n",
                    regions="id,lon,lat\nA,-120,40\nB,20,0\nC,150,-30\n")
    must("build", place, "-o", folder / "network.h5")
    must("draw", folder / "network.h5", "-o", folder)
    must("render", folder / "flow-map.dot", "-o", folder / "flow-map.svg")
    texts = [(t.text, float(t.get("x"))) for t in xml.parse(folder / "flow-map.svg").iter("{http://www.w3.org/2000/svg}text")]
    flow, area, number = (min(x for text, x in texts if text == wanted) for wanted in ("Flow", "In- and outflow, area", "2,000,000,000,000"))
    width = 13 * 4.16 + 4 * 2.08  # of digits and commas of 7.5 points
    assert flow < number and number + width < area - 8, (flow, number, area)


def test_a_layer_with_a_long_name_has_a_file(folder):
    """84 bytes of UTF-8 are 252 of a file name, to which the figure and an ending come."""
    long, other = 28 * "联", 27 * "联" + "系"
    place = dataset(folder / "data", links=f"from,to,layer,weight\nA,B,{long},3\nB,A,{other},2\n")
    must("build", place, "-o", folder / "network.h5")
    must("draw", folder / "network.h5", "-o", folder / "graphs")
    names = sorted(path.name for path in (folder / "graphs").iterdir())
    assert len(names) == 2 and all(name.startswith("flow-map-%E8%81%94") for name in names), names


def test_a_panel_of_another_network_is_refused(folder):
    for name, weight in (("one", 3), ("two", 4)):
        place = dataset(folder / name, links=f"from,to,layer,weight\nA,B,talent,{weight}\nB,A,talent,1\n")
        must("build", place, "-o", folder / f"{name}.h5")
        must("siphon", folder / f"{name}.h5", "-o", folder / f"{name}.csv")
    must("draw", folder / "one.h5", folder / "one.csv", "-o", folder / "graphs")
    code, _, err = run("draw", folder / "one.h5", folder / "two.csv", "-o", folder / "mixed")
    assert code == 3 and "two.csv: measures another network" in err, err
    assert not (folder / "mixed").exists()
    (folder / "two.meta.json").unlink()
    must("draw", folder / "one.h5", folder / "two.csv", "-o", folder / "trusted")


def test_stocks_alone_have_no_figure_and_it_is_said(folder):
    place = dataset(folder / "data", regions="id\nA\nB\n", indicators="region,indicator,value\nA,gdp,3\nB,gdp,5\n")
    must("build", place, "-o", folder / "network.h5")
    assert "no figure is drawn" in must("draw", folder / "network.h5", "-o", folder / "graphs")
    assert must("draw", "-q", folder / "network.h5", "-o", folder / "graphs") == ""
    assert list((folder / "graphs").iterdir()) == []


main(globals())
