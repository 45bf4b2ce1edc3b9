#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The papers of the house are there and agree: licence, changelog, citation, lists of packages, links between documents."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from structure import files, hold, text_of  # noqa: E402

PAPERS = ("LICENSE", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff", "Makefile.viz", ".ci/run",
          "docs/README.md", "docs/architecture.md", "data/README.md", "data/basemap/README.md")


def broken_links(root):
    for path in [root / "README.md", root / "CONTRIBUTING.md", *files(root, "*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text_of(path)) if path.exists() else []:
            if "://" not in target and not (path.parent / target).exists():
                yield f"{path.relative_to(root)}: leads to {target}, which is not there"


def disagreements(root):
    version = re.search(r"project\(qipan VERSION ([\d.]+)", text_of(root / "CMakeLists.txt")).group(1)
    if f"## {version}" not in text_of(root / "CHANGELOG.md"):
        yield f"CHANGELOG.md: has no part for version {version}"
    citation = text_of(root / "CITATION.cff")
    if not re.search(rf"^version: {re.escape(version)}$", citation, flags=re.M):
        yield f"CITATION.cff: is not of version {version}"
    for field in ("cff-version: 1.2.0", "message:", "title:", "authors:", "license: MIT"):
        if not re.search(rf"^{re.escape(field)}", citation, flags=re.M):
            yield f"CITATION.cff: has no {field}"


def violations(root):
    missing = [f"{name}: is missing" for name in PAPERS if not (root / name).exists()]
    if missing:
        return missing
    found = [*disagreements(root), *broken_links(root)]
    for name in ("packaging/apt.txt", "packaging/apt-test.txt", "packaging/apt-bench.txt"):
        lines = text_of(root / name).splitlines()
        if lines != sorted(set(lines)) or not all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", line) for line in lines):
            found.append(f"{name}: is not one package a line, sorted")
    if "make -f Makefile.viz test" not in text_of(root / ".ci/run") or "make -f Makefile.viz test" not in text_of(root / "README.md"):
        found.append(".ci/run: does not run the README's test command")
    return found


if __name__ == "__main__":
    hold(violations, [
        ("CHANGELOG.md", None, "CHANGELOG.md: is missing"),
        ("CMakeLists.txt", ("project(qipan VERSION 0", "project(qipan VERSION 9"), "CHANGELOG.md: has no part for version 9"),
        ("CITATION.cff", ("version: 0", "version: 9"), "CITATION.cff: is not of version 0"),
        ("docs/README.md", "[x](nowhere.md)\n", "docs/README.md: leads to nowhere.md"),
        ("packaging/apt.txt", "aaa\n", "packaging/apt.txt: is not one package a line, sorted"),
        (".ci/run", ("make -f Makefile.viz test", "true"), ".ci/run: does not run"),
    ])
