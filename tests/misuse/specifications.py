#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Broken specifications of figures: each mistake is told at its line and column, all in one run, and nothing is drawn."""
import functools
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, dataset, main, must, run, sanitized  # noqa: E402

LINKS = "from,to,layer,weight\nA,B,talent,5\nB,A,talent,2\nA,B,supply,1\n"
REGIONS = "id,name,lon,lat,cluster\nA,Alpha,1,45,west\nB,Beta,9,48,east\n"
LABELS = "id,name,name_zh,label_lon,label_lat\n"


WHOLE = tempfile.TemporaryDirectory()


@functools.cache
def network():
    folder = pathlib.Path(WHOLE.name)
    place = dataset(folder / "data", links=LINKS, regions=REGIONS, layers="id\nsupply\ntalent\n")
    must("build", place, "-o", folder / "network.h5")
    return folder / "network.h5"


def told(folder, spec, **tables):
    """What is said of a specification, without the name of the program."""
    net = network()
    folder.mkdir(exist_ok=True)
    (folder / "figures.json").write_bytes(spec if isinstance(spec, bytes) else spec.encode())
    for name, text in tables.items():
        (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    code, out, err = run("draw", "--spec", "figures.json", net, "-o", folder / "graphs", cwd=folder)
    assert code == 1 and out == "", (spec, code, err)
    assert not (folder / "graphs").exists(), "nothing is drawn"
    *lines, last = err.splitlines()
    assert last == f"qipan-draw: refused: {len(lines)} defect{'s' * (len(lines) != 1)} in the specification", err
    return [line.removeprefix("qipan-draw: ") for line in lines]


def figure(keys):
    return '{"figures": [\n{"figure": "flow-map", ' + keys + "}]}"


NAMES = "the figures are: "
# what is wrong: specification, place, found, expected; a trailing "..." stands for the rest
BROKEN = {
    "no_json": ('{"figures": [{}', "1:15", "']' expected near end of file", "the file is JSON"),
    "empty": ("", "1:1", "'[' or '{' expected near end of file", "the file is JSON"),
    "not_utf8": (b'{"lang": "\xff"}', "1:10", "unable to decode byte 0xff near '\"'", "the file is JSON"),
    "a_key_twice": ('{"others": true,\n "others": true}', "2:2", "duplicate object key near '\"others\"'", "the file is JSON"),
    "a_list": ("[]", "1:1", "the specification is not understood", "it is an object"),
    "nothing_said": ("{}", "1:1", "figures is missing", "it is a list of figures"),
    "no_list": ('{"figures": {}}', "1:13", "figures is not understood", "it is a list"),
    "an_unknown_key": ('{"others": true, "widht": 90}', "1:18", "key 'widht' is not understood", "the keys are window, level, lang, width, theme, basemap, labels, map_notice, others, figures (nearest: 'width')"),
    "a_flag": ('{"figures": [], "others": 1}', "1:27", "others 1 is not understood", "it is true or false"),
    "no_figure": ('{"figures": [{}]}', "1:14", "figure 1: figure is missing", NAMES + "..."),
    "an_unknown_figure": ('{"figures": [\n{"figure": "flow_map"}]}', "2:12", "figure 1: figure 'flow_map' is not understood", NAMES + "... (nearest: 'flow-map')"),
    "no_object": ('{"figures": [{"figure": "flow-map"}, 7]}', "1:38", "figure 2: figures 7 is not understood", "it is an object"),
    "another_key": (figure('"titel": "x"'), "2:24", "figure 1: key 'titel' is not understood", "the keys are ... (nearest: 'title')"),
    "a_name": (figure('"name": "../x"'), "2:32", "figure 1: name '../x' is not understood", "it is the name of a file without its ending: letters, digits, - _ ., at most 100, the first not - or ."),
    "a_title": (figure('"layer": "talent", "title": 5'), "2:52", "figure 1: title 5 is not understood", 'it is a text, or {"en": ..., "zh": ...}'),
    "a_title_in_french": (figure('"layer": "talent", "title": {"fr": "x"}'), "2:53", "figure 1: key 'fr' is not understood", "the keys are en, zh"),
    "a_title_of_several": (figure('"title": "x"'), "2:33", "figure 1: the title is that of several figures", "name one layer"),
    "a_layer": (figure('"layer": ["supply", "talant"]'), "2:44", "figure 1: layer 'talant' is not understood", "it is the id of a layer of the network (nearest: 'talent')"),
    "no_layers": (figure('"layer": []'), "2:33", "figure 1: layer is not understood", "it is an id or a list of ids"),
    "a_layer_that_is_no_text": (figure('"layer": 1'), "2:33", "figure 1: layer 1 is not understood", "it is a text"),
    "an_actor_of_a_layer": (figure('"actor": "A"'), "2:33", "figure 1: figure 'flow-map' heeds no actor", "leave it out"),
    "an_actor": ('{"figures": [{"figure": "ego", "actor": "Alfa"}]}', "1:41", "figure 1: actor 'Alfa' is not understood", "it is the id of an actor of the network"),
    "no_actor": ('{"figures": [{"figure": "ego"}]}', "1:14", "figure 1: actor is missing", "it says of which actor"),
    "a_window": (figure('"window": "2014"'), "2:34", "figure 1: window '2014' is not understood", "it is FROM:TO, TO exclusive and after FROM, e.g. 2014:2015, or all"),
    "a_window_that_is_not_heeded": ('{"figures": [{"figure": "evidence", "window": "2014:2015"}]}', "1:47", "figure 1: figure 'evidence' heeds no window", "leave it out"),
    "a_language": (figure('"lang": "fr"'), "2:32", "figure 1: lang 'fr' is not understood", "it is en, zh or both"),
    "a_width": (figure('"width": 120.5'), "2:33", "figure 1: width 120.5 is not understood", "it is 90 or 180, in mm"),
    "a_width_in_words": (figure('"width": "90"'), "2:33", "figure 1: width '90' is not understood", "it is 90 or 180, in mm"),
    "too_narrow": ('{"figures": [{"figure": "evidence", "width": 90}]}', "1:46", "figure 1: figure 'evidence' cannot be drawn 90 mm wide", "its width is 180"),
    "too_narrow_like_all": ('{"width": 90, "figures": [{"figure": "evidence"}]}', "1:38", "figure 1: figure 'evidence' cannot be drawn 90 mm wide", "its width is 180"),
    "a_theme": (figure('"theme": "dark"'), "2:33", "figure 1: theme 'dark' is not understood", "it is print or grey"),
    "a_basemap": (figure('"basemap": "land.txt"'), "2:35", "figure 1: basemap 'land.txt' is not understood", "it is a file beside the specification; there is none of this name"),
    "labels": (figure('"labels": "none.csv"'), "2:34", "figure 1: labels 'none.csv' is not understood", "it is a file beside the specification; there is none of this name"),
    "a_notice": (figure('"map_notice": 1'), "2:38", "figure 1: map_notice 1 is not understood", "it is a text"),
    "a_notice_on_no_map": ('{"figures": [{"figure": "evidence", "map_notice": "x"}]}', "1:51", "figure 1: figure 'evidence' heeds no map_notice", "leave it out"),
    "one_file_twice": ('{"figures": [{"figure": "flow-map", "layer": "talent"},\n{"figure": "flow-map", "layer": ["supply", "talent"]}]}', "2:1", "figure 'flow-map': its file flow-map-talent.dot is that of another, too, in line 1", 'give one of them a "name"'),
    "both_languages_on_one_name": ('{"lang": "both", "figures": [{"figure": "evidence", "name": "x"},\n{"figure": "evidence", "lang": "en", "name": "x-zh"}]}', "2:1", "figure 'evidence': its file x-zh.dot is that of another, too, in line 1", 'give one of them a "name"'),
}


def check_one(name, folder):
    spec, place, found, expected = BROKEN[name]
    pattern = re.escape(f"figures.json:{place}: {found}; {expected}").replace(re.escape("..."), ".*")
    lines = told(folder, spec)
    assert len(lines) == 1 and (lines[0] == f"figures.json:{place}: {found}; {expected}" or re.fullmatch(pattern, lines[0])), lines


for broken in list(BROKEN)[::3 if sanitized() else 1]:
    globals()[f"test_{broken}"] = lambda folder, name=broken: check_one(name, folder)


def test_all_mistakes_are_told_in_one_run_in_the_order_of_their_places(folder):
    lines = told(folder, '{"lang": "fr",\n "width": 1, "figures": [\n{"figure": "eko"},\n{"figure": "flow-map", "theme": 2, "layer": "x"}, 3]}')
    places = [line.split(": ")[0].removeprefix("figures.json:") for line in lines]
    assert places == ["1:10", "2:11", "3:12", "4:33", "4:45", "4:51"], lines


def test_hostile_values_are_shown_harmlessly(folder):
    lines = told(folder, '{"figures": [{"figure": "a\\n\\u001b[31m' + "x" * 5000 + '"}], "k\\r": 1}')
    assert all(len(line) < 300 and line.isprintable() for line in lines), lines


LABEL_FAULTS = {
    "an_id": ("Gamma,x,,,\n", "2:1", "id 'Gamma' is nobody's; it is that of an actor, cluster, layer, thing or consortium of the network"),
    "bytes": (b"A,\xff,,,\n", "2:3", "name '\\xFF' is not UTF-8; save the table as UTF-8"),
    "a_place": ("west,,,200,1\n", "2:8", "label_lon '200' is out of bounds; a label_lon is a number from -180 to 180"),
    "a_place_of_no_cluster": ("A,,,2,\n", "2:5", "label_lon '2' moves no label; labels of clusters can be moved"),
    "a_short_row": ("A,x\n", "2:1", "the row has another number of fields than the header; they are the same"),
    "a_quote": ('A,"x,,,\n', "2:3", "a quote is opened and never closed; close it, or double a quote that is meant"),
}


def test_labels_that_are_not_understood_are_told_once_for_all_figures(folder):
    for name, (row, place, says) in LABEL_FAULTS.items():
        table = LABELS.encode() + (row if isinstance(row, bytes) else row.encode())
        lines = told(folder / name, '{"labels": "labels.csv", "figures": [{"figure": "flow-map"}, {"figure": "evidence"}]}', labels=table)
        assert lines == [f"labels.csv:{place}: {says}"], lines


def test_columns_of_labels_are_told(folder):
    spec = '{"labels": "labels.csv", "others": true}'
    says = "; the columns are id, name, name_zh, label_lon, label_lat"
    assert told(folder, spec, labels="id,nom,name,name\n") == [
        "labels.csv:1:4: column 'nom' is not understood" + says, "labels.csv:1:13: column 'name' stands twice" + says]
    assert told(folder / "b", spec, labels="name\nx\n") == ["labels.csv:1:1: column 'id' is missing; a table of labels has ids"]
    assert told(folder / "c", spec, labels="") == ["labels.csv: the file is empty; a table begins with the names of its columns"]


def test_options_that_are_misused(folder):
    net = network()
    for option, value, says in (("--width", "100", "it is 90 or 180"), ("--theme", "dark", "it is print or grey"), ("--lang", "fr", "it is en, zh or both")):
        code, _, err = run("draw", option, value, net, "-o", folder / "graphs")
        assert code == 2 and says in err and len(err.splitlines()) == 1, err
    code, _, err = run("draw", "--figure", "evidence", "--width", "90", net, "-o", folder / "graphs")
    assert code == 2 and "its width is 180" in err, err
    code, _, err = run("draw", "--spec", folder / "none.json", net, "-o", folder / "graphs")
    assert code == 3 and "none.json" in err, err


def test_the_examples_of_the_page_of_findings_are_said(folder):
    page = (SOURCE / "docs" / "findings.md").read_text(encoding="utf-8").split("## Specifications of figures")[1].split("\n## ")[0]
    examples = re.findall(r"^    (.*)$", page, re.M)
    said = (told(folder / "a", '{"figures": [{}') + told(folder / "b", '{"figures": [\n{"figure": "flow-map", "titel": "x"}]}') +
            told(folder / "c", '{"figures": [\n{"figure": "flow-map", "width": 100}]}') +
            told(folder / "d", '{"labels": "labels.csv", "others": true}', labels="id,name\nhuawai,x\n"))
    assert sorted(examples) == sorted(said), (examples, said)


main(globals())
