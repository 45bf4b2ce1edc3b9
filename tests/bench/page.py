# SPDX-License-Identifier: MIT
"""docs/performance.md from what was measured: every number of the page, and every sentence that depends on one."""
NAMES = {
    "libcsv": "libcsv alone, counting",
    "build1": "qipan-build, 1 thread",
    "build2": "qipan-build, 2 threads",
    "measures": "qipan, to measures",
    "job": "qipan, to figures",
    "graph": "pandas + igraph, to a graph",
    "script": "pandas + igraph, whole script",
    "networkx": "pandas + networkx, whole script",
}
HELD_TO = {"faster": 5.0, "slower": 2.5, "bytes": 96.0, "findings": 3.0}
NOISY = 15  # per cent of spread

HEAD = """# Performance

How long it takes from CSV to a network, to measures, to figures, and what else is in use takes for the same tables. This page is printed by `make -f Makefile.viz bench`. Seconds belong to the machine; ratios travel better.

![Seconds of each contestant at each size](performance.svg)
"""

METHOD = """## How it is measured

- **Machine.** {cores} processors, {memory} GiB of memory; {versions}. All on the same machine in the same run.
- **Tables.** `links.csv` with `from,to,layer,weight`, five layers; a tenth as many enterprises as links, in 300 regions; heavy tails at both. Same seed, same tables. They are read once before the first run, so no disk is measured in reading; writing ends with the file on disk.
- **Turns.** Every contestant runs {turns} times, in turn with the others. The fastest run counts, for noise only ever adds. *Spread* is how much longer the slowest took.
- **Seconds** are those of a clock on the wall around the whole process, start of an interpreter included; *CPU* those of all processors together. **Memory** is the largest resident set (`ru_maxrss`) of the process or one that it started, divided by the links without taking anything off; no input is mapped. A program that does nothing has {least:.1f} MiB.

| contestant | what it does |
|---|---|
| libcsv alone, counting | `tests/tools/csv_count.c`: bytes through `csv_parse` in pieces as stdio reads them, fields and records counted, nothing kept; one thread |
| qipan-build | the dataset checked to the cell, ids resolved, links sorted and summed, `network.h5` and its rows file written and synced |
| qipan, to measures | qipan-build; qipan-siphon with 999 replicates of its null; qipan-describe |
| qipan, to figures | and qipan-draw, the flow map of each of the five layers; qipan-render, each as SVG |
| pandas + igraph, to a graph | `tests/bench/analyst.py`: `read_csv` of both tables, ids to rows, an `igraph.Graph` with weights. No cell is checked |
| whole script | and PageRank, groups by Leiden, in- and outflow of every region and layer, two tables written{leiden} |

**What it cannot tell.** Other tables: long ids, many columns, quoted fields and findings shift all numbers. Other machines: more processors help only where more than one is used. A difference smaller than the spread means nothing.
"""


def best(runs):
    return min(runs, key=lambda run: run["seconds"])


def spread(runs):
    """How much longer the slowest run took, in per cent."""
    return 100 * (max(run["seconds"] for run in runs) / best(runs)["seconds"] - 1)


def noise(results):
    """A warning where half of the spreads are large."""
    spreads = sorted(spread(runs) for size in results["sizes"] for runs in size["runs"].values())
    middle = spreads[len(spreads) // 2]
    if middle < NOISY:
        return f"Half of the spreads are below {middle:.0f} %.\n"
    return f"**The machine was busy.** Half of the spreads are above {middle:.0f} %: seconds and ratios are rough, and the run is worth repeating.\n"


def peak(runs):
    """Of all runs: memory is no noise."""
    return max(run["kibibytes"] for run in runs)


def figures(number):
    """Three significant figures, of less than 0.1 two or one."""
    return f"{number:.{3 - (number >= 1) - (number >= 10) - (number >= 100)}f}"


def many(number):
    return f"{number:,}".replace(",", " ")


def ratio(size, above, below):
    runs = size["runs"]
    if above not in runs or below not in runs:
        return None
    return best(runs[above])["seconds"] / best(runs[below])["seconds"]


def bytes_a_link(size, key):
    return 1024 * peak(size["runs"][key]) / size["links"]


def table(head, rows):
    """Columns of numbers stand to the right."""
    rule = ["---:" if str(cell)[:1].isdigit() and n > 0 else "---" for n, cell in enumerate(rows[0])]
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in [head, rule, *rows])


def times(number):
    return "absent" if number is None else f"{figures(number)} x"


def of_size(size):
    rows = [[NAMES[key], figures(best(runs)["seconds"]), figures(best(runs)["cpu"]), f"{spread(runs):.0f} %", f"{peak(runs) / 1024:.0f}",
             f"{bytes_a_link(size, key):.0f}"] for key, runs in size["runs"].items()]
    title = f"### {many(size['links'])} links, {size['bytes'] / 1e6:.0f} MB\n\n"
    return title + table(["contestant", "seconds", "CPU seconds", "spread", "peak MiB", "bytes a link"], rows)


def ratios(results):
    rows = [[many(size["links"]), times(ratio(size, "graph", "build2")), times(ratio(size, "graph", "build1")), times(ratio(size, "build2", "libcsv")),
             times(ratio(size, "script", "measures")), f"{bytes_a_link(size, 'build2'):.0f}"] for size in results["sizes"]]
    return "## Ratios\n\n" + table(["links", "pandas + igraph to a graph / qipan-build, 2 threads", "the same / 1 thread", "qipan-build, 2 threads / libcsv",
                                    "whole script / qipan, to measures", "bytes a link, 2 threads"], rows)


def verdict(held):
    return "held" if held else "not held"


def promises(results):
    """What the program is held to, at the largest size."""
    size, findings = results["sizes"][-1], results["findings"]
    faster, slower = ratio(size, "graph", "build2"), ratio(size, "build2", "libcsv")
    memory = bytes_a_link(size, "build2")
    more = best(findings["runs"]["build-broken"])["seconds"] / best(findings["runs"]["build-whole"])["seconds"]
    rows = [
        [f"at {many(size['links'])} links at least {HELD_TO['faster']:.0f} times faster than pandas + igraph", times(faster),
         "absent" if faster is None else verdict(faster >= HELD_TO["faster"])],
        [f"at most {HELD_TO['slower']} times as long as libcsv alone on one thread", times(slower), verdict(slower <= HELD_TO["slower"])],
        [f"at most {HELD_TO['bytes']:.0f} bytes a link", f"{memory:.0f}", verdict(memory <= HELD_TO["bytes"])],
        [f"{many(findings['defects'])} defects in {many(findings['links'])} links: all counted", many(findings["told"]),
         verdict(findings["told"] == findings["defects"])],
        [f"and under {HELD_TO['findings']:.0f} times the time of the same links without", times(more), verdict(more < HELD_TO["findings"])],
    ]
    return "## What it is held to\n\n" + table(["qipan-build, 2 threads", "measured", ""], rows)


def of_findings(findings):
    names = {"check-whole": "qipan-check, no defect", "check-broken": "qipan-check, defects", "build-whole": "qipan-build, no defect",
             "build-broken": "qipan-build, defects: refused"}
    rows = [[names[key], figures(best(runs)["seconds"]), f"{spread(runs):.0f} %", f"{peak(runs) / 1024:.0f}"] for key, runs in findings["runs"].items()]
    return (f"## Findings\n\nEvery tenth of {many(findings['links'])} links broken in turn: no weight, an end that is unknown, a weight that is no number, "
            "a field too many.\n\n" + table(["", "seconds", "spread", "peak MiB"], rows))


def of_profile(profile):
    head = "## Where the time goes\n\n"
    if not profile["places"]:
        return head + "Not looked at: `perf` was not to be had (Debian: `linux-perf`).\n"
    places = [[place, f"{share:.0f} %"] for place, share in profile["places"] if share >= 1]
    functions = [[f"`{name}`", place, f"{share:.0f} %"] for name, place, share in profile["functions"]]
    return (head + f"qipan-build on one thread at {many(profile['links'])} links, sampled by `perf`; what the compiler put into its caller counts there.\n\n"
            + table(["place", "of the time"], places) + "\n" + table(["function", "place", "of the time"], functions))


def method(results):
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    left_out = [many(size["links"]) for size in results["sizes"] if size["links"] > 1_000_000]
    leiden = f"; without Leiden at {' and '.join(left_out)} links, which alone would take minutes" if left_out else ""
    return METHOD.format(cores=results["cores"], memory=results["memory"], versions=versions, turns=results["turns"], least=results["least"] / 1024, leiden=leiden)


def of(results):
    parts = [HEAD, noise(results), promises(results), ratios(results), "## Sizes\n\n" + "\n".join(map(of_size, results["sizes"])), of_profile(results["profile"]),
             of_findings(results["findings"]), method(results)]
    return "\n".join(parts)
