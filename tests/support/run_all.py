#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run the tests of several build folders and end with one line: N passed, N failed.

    run_all.py JOBS BUILD...

Tests of the sources (label structure) run in the first folder only. What failed is shown, then named once more before
the last line. Exit status 0 when something ran and nothing failed.
"""
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as xml


def run(build, jobs, more):
    """Every test of one build folder as (name, outcome)."""
    report = (build / "tests.xml").resolve()
    report.unlink(missing_ok=True)
    subprocess.run(["ctest", "--test-dir", str(build), "--parallel", jobs, "--output-on-failure", "--output-junit", str(report), *more],
                   stdin=subprocess.DEVNULL, check=False)
    if not report.exists():
        return [(f"{build}: ctest itself", "failed")]
    return [(f"{build}: {case.get('name')}", outcome(case)) for case in xml.parse(report).iter("testcase")]


def outcome(case):
    """passed, failed or skipped; a test that could not be run has failed."""
    if case.find("skipped") is not None and case.get("status") != "fail":
        message = case.find("skipped").get("message", "")
        return "skipped" if "SKIP_" in message else "failed"
    return "passed" if case.get("status") == "run" else "failed"


def main(jobs, *builds):
    results = []
    for turn, build in enumerate(map(pathlib.Path, builds)):
        # Fuzz targets search for a fixed time: all of them at once.
        results += run(build, "8" if build.name == "fuzz" else jobs, ["--label-exclude", "structure"] if turn > 0 else [])
    count = {what: sum(got == what for _, got in results) for what in ("passed", "failed", "skipped")}
    for what in ("skipped", "failed"):
        for name, got in results:
            if got == what:
                print(f"{what}: {name}")
    skipped = f", {count['skipped']} skipped" if count["skipped"] else ""
    print(f"{count['passed']} passed, {count['failed']} failed{skipped}")
    return 0 if count["passed"] > 0 and count["failed"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
