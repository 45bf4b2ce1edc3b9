#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The benchmark runs, counts right, and its page and chart tell what was measured. The speed itself is no test's matter."""
import csv
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import BIN, SOURCE, main  # noqa: E402

LINKS = 400


def tool(name, *arguments):
    done = subprocess.run([str(BIN / name), *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_libcsv_alone_counts_what_python_counts(folder):
    table = folder / "t.csv"
    table.write_text('a,b\r\n"x\n""y""",\n\n,"z, z"\n' + "p,q,r\n" * 9000, newline="")
    rows = [row for row in csv.reader(table.open(newline="")) if row]
    assert tool("csv-count", table) == [str(sum(map(len, rows))), str(len(rows))]


def test_a_program_is_measured_with_all_that_it_starts(folder):
    room = "x = bytearray(80 << 20)\nsum(range(3000000))"
    seconds, cpu, kibibytes, code = map(float, tool("measured", "sh", "-c", '"$@"; sleep 0.2; exit 7', "sh", sys.executable, "-c", room))
    assert code == 7 and seconds > cpu > 0.01 and seconds > 0.2, (seconds, cpu, code)
    assert 80 << 10 < kibibytes < 400 << 10, kibibytes
    assert tool("measured", "false")[3] == "1" and tool("measured", "no-such-program")[3] == "127"
    assert float(tool("measured", "true")[2]) < 12 << 10, "the driver's own memory is not seen"


def test_page_and_chart_tell_what_was_measured(folder):
    build = folder / "build"
    build.mkdir()
    (build / "bin").symlink_to(BIN)
    subprocess.run([sys.executable, str(SOURCE / "tests/bench/bench.py"), "--turns", "2", str(build), str(folder), str(LINKS)],
                   capture_output=True, check=True, stdin=subprocess.DEVNULL)
    results = json.loads((build / "bench.json").read_text())
    size, = results["sizes"]
    assert size["links"] == LINKS and {"libcsv", "build1", "build2", "measures", "job"} <= set(size["runs"]), size
    assert all(len(runs) == 2 for runs in size["runs"].values()), size
    assert results["findings"]["told"] == results["findings"]["defects"] == LINKS / 10
    page = (folder / "performance.md").read_text()
    shown = {name: float(seconds) for name, seconds in re.findall(r"^\| (qipan-build, \d threads?|libcsv alone, counting) \| ([\d.]+) \|", page, flags=re.M)}
    fastest = {key: min(run["seconds"] for run in runs) for key, runs in size["runs"].items()}
    assert abs(shown["qipan-build, 2 threads"] - fastest["build2"]) <= 0.005 * fastest["build2"] + 0.0005, (shown, fastest)
    assert abs(shown["libcsv alone, counting"] - fastest["libcsv"]) <= 0.005 * fastest["libcsv"] + 0.0005, (shown, fastest)
    chart = xml.parse(folder / "performance.svg")
    texts = [e for e in chart.iter() if e.tag.endswith("text")]
    bars = [e for e in chart.iter() if e.tag.endswith("rect") and e.get("height") == "9"]
    assert len(bars) == len(size["runs"]) and min(float(e.get("font-size")) for e in texts) >= 7
    longest = max(bars, key=lambda e: float(e.get("width")))
    assert float(longest.get("width")) > 200 and all(float(e.get("x")) + float(e.get("width")) < 400 for e in bars)


main(globals())
