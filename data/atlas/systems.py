#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The mission map: systems.csv to docs/systems.md.

    systems.py > docs/systems.md

A line of systems.csv is one of the systems that the documents describe.

represented_by  selectors of rows, separated by `; `: TABLE, or TABLE:TERM&TERM
                where each TERM is COLUMN=VALUE,VALUE; `*` is any value
metrics         METRIC, METRIC@LAYER or METRIC@LAYER/SUBJECT, separated by
                blanks; the layer is blank where the metric has none
state           represented: there are rows; measurable: one of the metrics is
                one that the program computes; measured: one of them has a
                value on this dataset
"""
import collections
import csv
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
STATES = ("represented", "measurable", "measured")
MEANINGS = {
    "represented": "rows of the tables stand for it",
    "measurable": "and with your data the program measures it today",
    "measured": "and it is measured here, over what is stated",
}
HEAD = """# The systems, and what stands for them

The documents behind [the atlas](../data/atlas/README.md) describe 46 systems. This page says for each which rows of the
atlas represent it, which metric measures it, and which tables would decide it. It is printed from
[systems.csv](../data/atlas/systems.csv) by `systems.py`; a test compares every state with a run.

| state | meaning | systems |
|---|---|---|
%s

A selector such as `links:layer=competition` picks rows of a table; the number behind it says how many. A metric in
`code` is one that the program computes; one in *italics* is specified. `@` names the layer of a metric, and behind `/`
its subject. What is *measured* here counts or divides what the documents state: it tells of the documents first, and
is no measurement of the world.

| | system | state | represented by | measured by | decided by |
|---|---|---|---|---|---|"""


def systems():
    return table(HERE / "systems.csv")


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def selectors(system):
    return system["represented_by"].split("; ")


def selected(selector, folder=HERE):
    """The rows that a selector picks."""
    name, _, condition = selector.partition(":")
    rows = table(folder / f"{name}.csv")
    for term in filter(None, condition.split("&")):
        column, _, values = term.partition("=")
        rows = [r for r in rows if (r[column] != "" if values == "*" else r[column] in values.split(","))]
    return rows


def metric_name(metric):
    return metric.partition("@")[0]


def computed(source=HERE.parents[1]):
    """Names of the metrics that the program computes."""
    return set(re.findall(r'X\(QP_M_\w+,\s*"(\w+)"', (source / "pipeline" / "panel" / "metrics.h").read_text(encoding="utf-8")))


def line(system, known):
    rows = "<br>".join(f"`{s}` {len(selected(s))}" for s in selectors(system))
    metrics = "<br>".join(f"`{m}`" if metric_name(m) in known else f"*{m}*" for m in system["metrics"].split())
    note = f"; {system['note']}" if system["note"] else ""
    return f"| {system['id']} | {system['title']} | {system['state']} | {rows} | {metrics or 'none'} | {system['decided_by']}{note} |"


def page():
    known = computed()
    counts = collections.Counter(s["state"] for s in systems())
    states = "\n".join(f"| {s} | {MEANINGS[s]} | {counts[s]} |" for s in STATES)
    return "\n".join([HEAD % states] + [line(s, known) for s in systems()]) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
