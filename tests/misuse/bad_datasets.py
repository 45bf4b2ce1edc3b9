#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Datasets with one defect each: the exit status and the sentence a stranger reads."""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import dataset, main, run  # noqa: E402

GOOD = "from,to,layer,weight\nA,B,talent,3\nB,A,talent,1\n"
REGIONS = "id,name\nA,Alpha\nB,Beta\n"

# name: (exit status, what must be said, tables)
BAD = {
    "missing_column": (1, "links.csv:1: column 'to' is missing", {"links": "from,layer,weight\nA,talent,1\n"}),
    "repeated_column": (1, "links.csv:1:9: column 'to' is repeated", {"links": "from,to,to,layer\nA,B,B,talent\n"}),
    "unknown_id": (1, "links.csv:3:3: to 'C' is neither actor nor thing", {"links": "from,to,layer,weight\nA,B,talent,1\nA,C,talent,1\n", "regions": REGIONS}),
    "duplicate_id": (1, "regions.csv:4:1: id 'A' is given twice", {"links": GOOD, "regions": REGIONS + "A,Again\n"}),
    "negative_weight": (1, "links.csv:2:12: weight '-3' is negative; a weight is a number >= 0", {"links": "from,to,layer,weight\nA,B,talent,-3\n"}),
    "nan": (1, "links.csv:2:12: weight 'nan' is not a number", {"links": "from,to,layer,weight\nA,B,talent,nan\n"}),
    "bad_date": (1, "links.csv:2:14: date '2023-02-30' is not a date", {"links": "from,to,layer,weight,date\nA,B,talent,1,2023-02-30\n"}),
    "unclosed_quote": (1, "links.csv:3:1: a quote is opened and never closed", {"links": 'from,to,layer,weight\nA,B,talent,1\n"A,B,talent,1\nB,A,talent,2\n'}),
    "nul_byte": (1, "links.csv:2:3: ", {"links": b"from,to,layer,weight\nA,B\0,talent,1\n"}),
    "invalid_utf8": (1, "links.csv:2:1: ", {"links": b"from,to,layer,weight\n\xff\xfe,B,talent,1\n"}),
    "empty_file": (1, "links.csv: the file is empty", {"links": ""}),
    "no_links": (1, "no links", {"regions": REGIONS}),
}
ALSO_SAID = {"nul_byte": "NUL", "invalid_utf8": "UTF-8"}


def check_one(name, folder):
    code, says, tables = BAD[name]
    place = dataset(folder / name, **tables)
    network = folder / "network.h5"
    network.write_bytes(b"good")
    for stage, arguments in (("check", (place,)), ("build", (place, "-o", network))):
        got, out, err = run(stage, *arguments)
        assert got == code, f"qipan-{stage}: exit {got}, not {code}\n{err}"
        assert says in err and ALSO_SAID.get(name, "") in err, f"'{says}' is not in\n{err}"
        assert out == "", f"stdout: {out}"
        assert all(line.startswith(f"qipan-{stage}: ") for line in err.splitlines()), err
    assert network.read_bytes() == b"good", "the previous output was touched"


for bad in BAD:
    globals()[f"test_{bad}"] = lambda folder, bad=bad: check_one(bad, folder)


def test_all_findings_come_in_one_run_and_in_order(folder):
    place = dataset(folder, links="from,to,layer,weight,date\nA,B,talent,-1,2023\nA,,talent,x,2023\nA,B,talent,1,never\n")
    code, _, err = run("check", place)
    places = [line.split(": ")[1] for line in err.splitlines() if "links.csv:" in line and "warning" not in line]
    assert code == 1 and places == ["links.csv:2:12", "links.csv:3:3", "links.csv:3:11", "links.csv:4:14"], err


def test_json_holds_the_same_findings(folder):
    import json
    place = dataset(folder, links="from,to,layer,weight\nA,B,talent,-3\n")
    code, out, _ = run("check", "--format", "json", place)
    told = json.loads(out)
    defect = next(f for f in told["findings"] if f["severity"] == "defect")
    assert code == 1 and told["defects"] == 1
    assert (defect["file"], defect["line"], defect["column"]) == ("links.csv", 2, 12), defect


def test_a_folder_that_does_not_exist_is_the_world_failing(folder):
    code, _, err = run("check", folder / "nowhere")
    assert code == 3 and "nowhere" in err, (code, err)


def test_an_unreadable_file_is_the_world_failing(folder):
    place = dataset(folder, links=GOOD)
    os.unlink(place / "links.csv")
    os.mkdir(place / "links.csv")
    code, _, err = run("check", place)
    assert code in (1, 3) and "links.csv" in err, (code, err)


def test_a_good_dataset_is_accepted(folder):
    code, _, err = run("check", dataset(folder, links=GOOD, regions=REGIONS))
    assert code == 0, err


main(globals())
