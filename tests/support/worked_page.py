# SPDX-License-Identifier: MIT
"""The examples of a page under docs/metrics: tables as CSV, and numbers told of them, which are computed again.

A table of numbers has a column `metric` first and a column `value`; its columns are named as those of a panel. It
belongs to the CSV tables before it; where regions.csv is not among them they are added to those of the table of
numbers before it. `options` are those of the stage.
`mean of all` and `p of all` are exact, over all arrangements: `expected` and `p` of the panel come near them.
"""
import re
import shlex

from qipan import SOURCE, dataset, must, panel

NUMBERS = re.compile(r"^\| metric \|(.*\| value \|.*)\n\|[-|]+\n((?:\|.*\n)+)", re.MULTILINE)
TABLES = re.compile(r"^(\w+)\.csv\n\n```csv\n(.*?)```", re.MULTILINE | re.DOTALL)
NAMES = ("metric", "layer", "window", "scope", "subject", "object")
WORDS = ("flags", "null", "reason")
DRAWN = {"mean of all": "expected", "p of all": "p"}


def read(name):
    """The text of docs/metrics/NAME.md."""
    return (SOURCE / "docs" / "metrics" / f"{name}.md").read_text(encoding="utf-8")


def cells(line):
    return [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]


def examples(page):
    """[({table: text}, [{column: cell}])]: the tables of CSV, and the lines of numbers that belong to them."""
    found, start, tables = [], 0, {}
    for match in NUMBERS.finditer(page):
        told = dict(TABLES.findall(page[start:match.start()]))
        tables = told if "regions" in told else {**tables, **told}
        columns = ["metric", *cells(match.group(1))]
        found.append((tables, [dict(zip(columns, cells(line), strict=True)) for line in match.group(2).splitlines()]))
        start = match.end()
    assert found and all(tables for tables, _ in found)
    return found


def measured(folder, stage, tables, options=""):
    """The rows of the panel that a stage makes of tables."""
    where = dataset(folder, **tables)
    must("build", "-q", where, "-o", where / "network.h5")
    must(stage, "-q", *shlex.split(options), where / "network.h5", "-o", where / "panel.csv")
    return panel(where / "panel.csv")


def is_near(told, got):
    """Equal to the digits told; one of fewer than three decimals is exact."""
    decimals = len(told.partition(".")[2])
    return got != "" and abs(float(got) - float(told)) <= (0.5001 * 10 ** -decimals if decimals > 2 else 1e-6)


def is_drawn_from(told, got, scale):
    """Within what ten thousand draws leave open."""
    return got != "" and abs(float(got) - float(told)) <= 0.02 * scale


def agrees(column, told, row):
    """Whether a cell of the page is what a row of the panel has; a blank one is not told, but a blank value is."""
    if column in WORDS:
        return row[column] == told
    if column in DRAWN:
        return told == "" or is_drawn_from(told, row[DRAWN[column]], max(1, abs(float(row["value"] or 0))) if column == "mean of all" else 1)
    return (column != "value" or row[column] == "") if told == "" else is_near(told, row[column])


def compare(rows, lines):
    """Every line of the page has one row, with the same numbers."""
    for line in lines:
        names = {c: text for c, text in line.items() if c in NAMES}
        found = [r for r in rows if all(r[c] == text for c, text in names.items())]
        assert len(found) == 1, f"{len(found)} rows of {names}"
        for column in line.keys() - names.keys() - {"options"}:
            assert agrees(column, line[column], found[0]), f"{names}: the page has {column} {line[column]!r}, the program\n{found[0]}"


def recompute(folder, stage, page, layers=None):
    """Compare all numbers of a page with those of the program; of layers alone, where these are named."""
    for number, (tables, lines) in enumerate(examples(page)):
        for turn, options in enumerate(sorted({line.get("options", "") for line in lines})):
            rows = measured(folder / f"{number}.{turn}", stage, tables, options)
            compare([r for r in rows if layers is None or r["layer"] in layers],
                    [line for line in lines if line.get("options", "") == options])


def metrics(page):
    """The metrics of which a page tells numbers."""
    return {line["metric"] for _, lines in examples(page) for line in lines}


def indexed(page):
    """The metrics that docs/metrics/README.md says a page explains."""
    return set(re.findall(rf"^\| `(\w+)` \| \[[\w -]+\]\({page}\.md\)", read("README"), re.MULTILINE))
