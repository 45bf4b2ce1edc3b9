#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No executable links both igraph (GPL) and Graphviz (EPL): the licences do not go together."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from floors import closure, words_after  # noqa: E402
from qipan import BIN  # noqa: E402
from structure import hold, text_of  # noqa: E402

APART = {"igraph": re.compile("igraph"), "Graphviz": re.compile("gvc|cgraph|graphviz")}


def calls(root, name):
    """(file, words) of every call of a CMake function in the pipeline and the tests."""
    for path in sorted([*(root / "pipeline").glob("*/CMakeLists.txt"), root / "tests" / "CMakeLists.txt"]):
        text = re.sub(r"#.*", "", text_of(path))
        for call in re.findall(name + r"\(([^)]*)\)", text):
            yield path.relative_to(root), call


def of_floors(root):
    """What the CMake files would link."""
    stands_on, adapts = {}, {}
    for _, call in calls(root, "add_floor"):
        floor = call.split()[0]
        stands_on[floor] = words_after(call, "ON")
        adapts[floor] = words_after(call, "ADAPTS")
    for kind, on in (("add_stage", 1), ("add_qp_test", 2)):
        for path, call in calls(root, kind):
            floors = set().union(*(closure(floor, stands_on) for floor in call.split()[on:]))
            yield f"{path}: {' '.join(call.split()[:on])}", " ".join(library for floor in floors for library in adapts.get(floor, []))


def of_executables():
    """What the linker wrote into the executables that are built."""
    for path in sorted(BIN.glob("qipan-*")):
        yield path.name, " ".join(name.decode() for name in set(re.findall(rb"lib\w+\.so", path.read_bytes())))


def violations(root):
    found, seen = [], set()
    for what, linked in [*of_floors(root), *of_executables()]:
        both = {name for name, pattern in APART.items() if pattern.search(linked)}
        seen |= both
        if len(both) > 1:
            found.append(f"{what} links both {' and '.join(sorted(both))}")
    return found + [f"nothing links {name}: is it called so?" for name in sorted(APART.keys() - seen)]


if __name__ == "__main__":
    hold(violations, [
        ("pipeline/stages/CMakeLists.txt", ("add_stage(draw figure", "add_stage(draw metric figure"), "draw links both Graphviz and igraph"),
        ("pipeline/render/CMakeLists.txt", ("add_floor(render ON core", "add_floor(render ON graph"), "render links both Graphviz and igraph"),
        ("tests/CMakeLists.txt", "add_qp_test(unit both metric figure)\n", "unit both links both Graphviz and igraph"),
    ])
