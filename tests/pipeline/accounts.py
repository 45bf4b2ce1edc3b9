#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every row that is read is accounted for: read = used + skipped + faulty, and read is what Python's csv counts."""
import csv
import gzip
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, main, run, shared  # noqa: E402


def accounts(*call):
    return json.loads(run("check", "--format", "json", *call)[1])["rows"]


def counted(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as text:
        return sum(1 for row in csv.reader(text) if row) - 1


def expect_all(rows, *folders):
    assert rows
    for a in rows:
        assert a["read"] == a["used"] + a["skipped"] + a["faulty"], a
        path = next(f / a["file"] for f in folders if (f / a["file"]).exists())
        assert a["read"] == counted(path), (a, counted(path))


def test_of_the_datasets_of_the_project(_):
    for name in ("example", "demo", "atlas"):
        folder = SOURCE / "data" / name
        rows = accounts(folder)
        expect_all(rows, folder)
        assert {a["file"] for a in rows} == {p.name for p in folder.glob("*.csv") if p.name in {a["file"] for a in rows}}
        assert all(a["skipped"] == a["faulty"] == 0 for a in rows), rows


def test_of_the_recipes(_):
    for name in ("scholars", "h2020", "techme"):
        folder, files = SOURCE / "data" / "recipes" / name, shared("real", name)
        rows = accounts("--files", files, folder)
        expect_all(rows, folder, files)
        assert all(a["faulty"] == 0 for a in rows), rows


def test_of_rows_with_defects(folder):
    """Each row stands on one side only, whoever found it defective: the reader (r) or the rules over tables (t)."""
    (folder / "regions.csv").write_text("id,population\nA,1\nB,x\nC,3\n")  # r: B
    (folder / "layers.csv").write_text("id,role,directed,weighted,measure\ntalent,talent,true,true,count\n")
    (folder / "links.csv").write_text(
        "from,to,layer,weight,date\n"
        "A,C,talent,1,2020\n"
        "A,D,talent,1,2020\n"      # t: no actor
        "A,D,talent,1,never\n"     # r and t
        "A,C,talent,2.5,2020\n"    # t: not whole
        "A,E,talent,2.5,2020\n"    # t twice
        "A,C,talent\n"             # r: ragged
        ",C,talent,1,2020\n"       # r: blank
        "C,A,talent,4,2021\n")
    rows = {a["file"]: (a["read"], a["used"], a["skipped"], a["faulty"]) for a in accounts(folder)}
    assert rows == {"regions.csv": (3, 2, 0, 1), "layers.csv": (1, 1, 0, 0), "links.csv": (8, 2, 0, 6)}, rows


def test_of_very_many_rows_with_defects(folder):
    """What is only counted is blamed as what is told is."""
    rows = "".join("A,B,talent,1\n" + ("A,nobody,talent,1\n" if i % 4 else "A,B,talent,\n") for i in range(2000))
    (folder / "regions.csv").write_text("id\nA\nB\n")
    (folder / "layers.csv").write_text("id,role,directed,weighted,measure\ntalent,talent,true,true,count\n")
    (folder / "links.csv").write_text("from,to,layer,weight\n" + rows)
    links = next(a for a in accounts(folder) if a["file"] == "links.csv")
    assert (links["read"], links["used"], links["faulty"]) == (4000, 2000, 2000), links


def test_they_are_told_where_they_are_asked_for(_):
    code, _, err = run("check", "-v", SOURCE / "data" / "example")
    assert code == 0 and "qipan-check: links.csv: 110 rows read for links: 110 used, 0 skipped, 0 with defects\n" in err, err


if __name__ == "__main__":
    main(globals())
