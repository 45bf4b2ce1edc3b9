#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The examples of data/README.md, as they stand there: each is accepted, and says what the page says."""
import gzip
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, main, must  # noqa: E402

PAGE = (SOURCE / "data" / "README.md").read_text(encoding="utf-8")


def examples():
    """[(files by name, datapackage.json)] of the mappings."""
    files, found = {}, []
    for name, kind, text in re.findall(r"(?:`([\w.]+)`:\n\n)?```(csv|json)\n(.*?)```", PAGE, re.S):
        if kind == "json":
            found.append((files, text))
            files = {}
        elif name:
            files[name] = text
    return found


def checked(folder, files, package=None):
    """The findings about files given by name and content."""
    for name, text in files.items():
        (folder / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    if package is not None:
        (folder / "datapackage.json").write_text(package, encoding="utf-8")
    must("check", "--format", "json", folder, "-o", folder.parent / "findings.json")
    return json.loads((folder.parent / "findings.json").read_text())["findings"]


def place(folder):
    (folder / "data").mkdir()
    return folder / "data"


def test_the_first_table_is_a_whole_dataset(folder):
    text = re.search(r"```csv\n(.*?)```", PAGE, re.S).group(1)
    told = checked(place(folder), {"links.csv": text})
    assert [f["rule"] for f in told] == ["layer.undeclared"], told


def check_example(folder, number, rules):
    files, package = examples()[number]
    assert files, "no files are drawn beside the mapping"
    told = checked(place(folder), files, package)
    assert [f["rule"] for f in told] == rules, told


def test_flows_under_other_names(folder):
    check_example(folder, 0, ["layer.undeclared"])


def test_one_file_several_tables(folder):
    check_example(folder, 1, ["row.skipped"] * 4)


def test_own_codes_for_missing_values(folder):
    check_example(folder, 2, ["layer.undeclared"])


def test_there_are_no_other_examples(_):
    assert len(examples()) == 3
    assert PAGE.count("```") == 2 * (1 + 3 + 4), "a block is tested by none of these"


main(globals())
