#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Same bytes under a German locale, another time zone, shuffled rows, one thread or two."""
import pathlib
import random
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, few, main, must  # noqa: E402

EXAMPLE = SOURCE / "data" / "example"
ATLAS = SOURCE / "data" / "atlas"  # has rows in most tables, and every figure
EGOS = ("--ego", "huawei", "--ego", "china")
LINES = ("network.rows.h5", "changed.rows.h5")  # say on which line of a table a row stands


def outputs(folder, dataset=EXAMPLE, threads=1, env=None):
    """{file name: bytes} of all that the stages make of a dataset."""
    folder.mkdir()
    call = lambda stage, *arguments: must(stage, "--threads", threads, *arguments, env=env)
    call("build", dataset, "-o", folder / "network.h5")
    call("siphon", *few(), "--window", "2022:2024:1", folder / "network.h5", "-o", folder / "siphon.csv")
    call("synergy", *few(), "--window", "2022:2024:1", "--pairs", folder / "network.h5", "-o", folder / "synergy.csv")
    call("synergy", *few(), folder / "network.h5", "-o", folder / "whole.csv")
    call("chain", *few(), "--pairs", folder / "network.h5", "-o", folder / "chain.csv")
    scenario = folder.parent / "scenario.csv"
    scenario.write_text("action,layer,from,to,factor,weight\nscale-weight,talent,,,0.5,\nadd-link,talent,shanghai,beijing,,7\n")
    if dataset.name != "atlas":
        call("scenario", folder / "network.h5", scenario, "-o", folder / "changed.h5")
        call("describe", folder / "changed.h5", "-o", folder / "changed.csv")
    call("describe", folder / "network.h5", "-o", folder / "descriptives.csv")
    call("draw", *(EGOS if dataset.name == "atlas" else ()), folder / "network.h5", folder / "siphon.csv", "-o", folder)
    for dot in sorted(folder.glob("*.dot")):
        call("render", dot, "-o", dot.with_suffix(".svg"))
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def same(a, b, but=()):
    differing = [name for name in sorted((a.keys() | b.keys()) - set(but)) if a.get(name) != b.get(name)]
    assert not differing, f"{differing} differ"
    assert {"network.h5", "siphon.csv", "siphon.meta.json", "synergy.csv", "whole.csv", "chain.csv", "chain.substitutes.csv", "descriptives.csv", "multiplex.svg", "network.rows.h5"} <= a.keys(), a.keys()


def german(folder):
    """A German locale in a folder of its own; None where none can be made."""
    made = subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", str(folder / "de_DE.UTF-8")], capture_output=True)
    return {"LOCPATH": str(folder), "LC_ALL": "de_DE.UTF-8"} if made.returncode == 0 else None


def test_locale(folder):
    env = german(folder)
    assert env is not None, "localedef cannot make de_DE.UTF-8 (package locales)"
    shown = subprocess.run(["printf", "%.1f", "1,5"], env=env, capture_output=True, text=True).stdout
    assert shown == "1,5", f"the locale is not in force: {shown}"
    same(outputs(folder / "a"), outputs(folder / "b", env=env))


def test_time_zone(folder):
    same(outputs(folder / "a"), outputs(folder / "b", env={"TZ": "Asia/Shanghai"}))


def test_threads(folder):
    same(outputs(folder / "a", threads=1), outputs(folder / "b", threads=2))


def shuffled(dataset, to):
    """A copy whose tables have their rows in another order."""
    shutil.copytree(dataset, to)
    chance = random.Random(7)
    for table in to.glob("*.csv"):
        head, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
        chance.shuffle(rows)
        table.write_text(head + "".join(rows), encoding="utf-8")
    assert (to / "links.csv").read_bytes() != (dataset / "links.csv").read_bytes()
    return to


def test_shuffled_rows(folder):
    same(outputs(folder / "a"), outputs(folder / "b", dataset=shuffled(EXAMPLE, folder / "example")), but=LINES)


def test_shuffled_rows_of_every_table(folder):
    env = german(folder)
    same(outputs(folder / "a", ATLAS), outputs(folder / "b", shuffled(ATLAS, folder / "atlas"), threads=2, env=env), but=LINES)


main(globals(), under_sanitizers=("test_threads", "test_shuffled_rows"))
