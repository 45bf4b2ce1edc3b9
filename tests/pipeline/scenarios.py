#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""docs/scenarios.md and the scenarios of the datasets, as they stand there."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from network import h5py, texts  # noqa: E402
from qipan import SOURCE, dataset, main, must, panel, run  # noqa: E402

PAGE = (SOURCE / "docs" / "scenarios.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`([\w.]+\.csv)`:\n\n```csv\n(.*?)```", PAGE, re.S))


def sales(path):
    """{(from, to): weight} of the one layer."""
    file = h5py.File(path)
    names = [texts(file)[i] for i in file["actors/id"][:]]
    (layer,) = file["links"].values()
    return {(names[a], names[b]): w for a, b, w in zip(layer["from"][:], layer["to"][:], layer["weight"][:].tolist())}


def built(folder):
    tables = {name[:-4]: text for name, text in FILES.items() if name != "scenario.csv"}
    must("build", dataset(folder / "data", **tables), "-o", folder / "n.h5")
    return folder / "n.h5"


def test_the_worked_example_line_by_line(folder):
    network = built(folder)
    rows = FILES["scenario.csv"].splitlines(keepends=True)
    after = {1: {"x": 2, "y": 6, "z": 2}, 2: {"x": 2, "y": 5, "z": 2}, 3: {"x": 2, "y": 5}, 4: {"x": 7}}
    for lines, sold in after.items():
        (folder / "s.csv").write_text("".join(rows[:lines]))
        must("scenario", network, folder / "s.csv", "-o", folder / "c.h5")
        assert sales(folder / "c.h5") == {**{(firm, "c"): weight for firm, weight in sold.items()}, ("c", "x"): 1}, lines


def test_a_scenario_without_a_line_is_the_network_byte_for_byte(folder):
    (folder / "s.csv").write_text("action\n")
    for name in ("example", "atlas", "demo"):
        must("build", "-q", SOURCE / "data" / name, "-o", folder / "n.h5")
        assert must("scenario", folder / "n.h5", folder / "s.csv", "-o", folder / "c.h5") == ""
        for file in ("{}.h5", "{}.rows.h5"):
            assert (folder / file.format("c")).read_bytes() == (folder / file.format("n")).read_bytes(), (name, file)


def test_a_network_without_its_rows_is_changed_all_the_same(folder):
    network = built(folder)
    (folder / "s.csv").write_text("action,from,to,layer,weight\nadd-link,x,y,supply,3\n")
    must("scenario", network, folder / "s.csv", "-o", folder / "with.h5")
    (folder / "n.rows.h5").unlink()
    must("scenario", network, folder / "s.csv", "-o", folder / "without.h5")
    assert (folder / "with.h5").read_bytes() == (folder / "without.h5").read_bytes()
    assert (folder / "with.rows.h5").exists() and not (folder / "without.rows.h5").exists()


def test_each_scenario_of_the_datasets_changes_what_it_says(folder):
    told = set(re.findall(r"^\| `(data/\w+/scenarios/[\w-]+)` \|", PAGE, re.M))
    there = {str(path.relative_to(SOURCE))[:-4] for path in SOURCE.glob("data/*/scenarios/*.csv")}
    assert told == there and there, told ^ there
    for name in sorted(there):
        must("build", "-q", SOURCE / name.rsplit("/", 2)[0], "-o", folder / "n.h5")
        said = must("scenario", folder / "n.h5", SOURCE / f"{name}.csv", "-o", folder / "c.h5")
        assert said == "", f"{name}: {said}"
        assert (folder / "c.h5").read_bytes() != (folder / "n.h5").read_bytes(), name


def test_one_supplier_takes_over_all_that_the_one_abroad_sold(folder):
    must("build", "-q", SOURCE / "data" / "demo", "-o", folder / "n.h5")
    said = must("scenario", "-v", folder / "n.h5", SOURCE / "data/demo/scenarios/chip-withdrawal.csv", "-o", folder / "c.h5")
    sold = [line.split(",") for line in (SOURCE / "data/demo/links.csv").read_text().splitlines() if line.startswith("e61,")]
    assert f"substitute-supplier: 0 actors and 0 links removed, {len(sold)} links changed, 0 added" in said, said
    for name in ("n", "c"):
        must("describe", folder / f"{name}.h5", "-o", folder / f"{name}.csv")
    before, after = (folder / f"{name}.csv" for name in ("n", "c"))
    total = lambda path: [r["value"] for r in panel(path) if (r["metric"], r["layer"], r["subject"]) == ("link_weight", "supply", "all")]
    assert len(total(before)) == 1 and total(before) == total(after), "what is sold stays"


def test_exit_status_and_rows_of_a_comparison(folder):
    network = built(folder)
    (folder / "s.csv").write_text("action,layer,factor\nscale-weight,supply,2\n")
    must("scenario", network, folder / "s.csv", "-o", folder / "c.h5")
    for name in ("n", "c"):
        must("describe", folder / f"{name}.h5", "-o", folder / f"{name}.csv")
    same = run("compare", folder / "n.csv", folder / "n.csv", "-o", folder / "same.csv")
    assert same[0] == 0 and panel(folder / "same.csv") == [], same
    code, out, err = run("compare", folder / "n.csv", folder / "c.csv", "-o", "-")
    assert code == 1 and err == "", err
    code, _, err = run("compare", "-v", "--all", folder / "n.csv", folder / "c.csv", "-o", folder / "all.csv")
    rows = panel(folder / "all.csv")
    assert code == 1 and len(rows) == len(panel(folder / "n.csv")), err
    differing = [r for r in rows if r["status"] not in ("same", "counts")]
    assert differing and len(out.splitlines()) == 1 + len(differing)
    for row in differing:
        assert row["status"] == "changed", row
        if row["before"] and row["after"]:
            assert abs(float(row["change"]) - (float(row["after"]) - float(row["before"]))) <= 1e-9 * abs(float(row["after"])), row


def test_counts_and_chance_alone_are_told_when_asked(folder):
    head = "metric,layer,window,scope,subject,object,value,unit,low,high,expected,z,p,q,df,rank,n,missing,null,flags,reason\n"
    row = "net_flow,talent,,region,A,,1,persons,,,,,{p},,,,{n},,,,\n"
    for name, cells in (("a", {"p": 0.5, "n": 7}), ("b", {"p": 0.25, "n": 8})):
        (folder / f"{name}.csv").write_text(head + row.format(**cells))
    code, out, err = run("compare", "-v", folder / "a.csv", folder / "b.csv", "-o", "-")
    assert code == 0 and len(out.splitlines()) == 1 and "1 in counts alone" in err, (code, out, err)
    code, out, err = run("compare", "--all", folder / "a.csv", folder / "b.csv", "-o", "-")
    assert code == 0 and out.splitlines()[1:] == ["net_flow,talent,,region,A,,1,1,0,counts,p n,,,,"], (code, out, err)


def test_a_defect_leaves_the_last_good_network(folder):
    network = built(folder)
    (folder / "s.csv").write_text("action,actor\nremove-actor,z\n")
    must("scenario", network, folder / "s.csv", "-o", folder / "c.h5")
    good = (folder / "c.h5").read_bytes()
    for text in ("action,actor\nremove-actor,zz\n", "", "actor\nz\n", "action,actor\nremove-actor,\"z\n", "action,actor\nremove-actor,z,1\n"):
        (folder / "s.csv").write_text(text)
        code, _, err = run("scenario", network, folder / "s.csv", "-o", folder / "c.h5")
        assert code == 1 and "refused: " in err, (text, err)
        assert (folder / "c.h5").read_bytes() == good, text
    code, _, err = run("scenario", network, folder / "none.csv", "-o", folder / "c.h5")
    assert code == 3 and "none.csv: No such file" in err, err


main(globals())
