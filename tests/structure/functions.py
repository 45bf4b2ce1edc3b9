#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Functions are short: half of them at most 15 lines, none over 60, from the name to the closing brace."""
import pathlib
import re
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from structure import bare, files, hold, text_of  # noqa: E402

MOST, MEDIAN = 60, 15


def functions(path):
    """(name, first line, lines) of every function of a source laid out by clang-format: its braces stand in column 0."""
    lines = bare(text_of(path)).splitlines()
    for n, line in enumerate(lines):
        if line != "{":
            continue
        first = n
        while first > 0 and lines[first - 1].strip() and not re.match(r"[#}/]|.*;$", lines[first - 1]):
            first -= 1
        head = " ".join(lines[first:n])
        name = re.search(r"(\w+)\s*\(", head)
        end = next(m for m in range(n, len(lines)) if lines[m].startswith("}"))
        if name:
            yield name.group(1), first + 1, end - first + 1


def violations(root):
    found, sizes = [], []
    for path in files(root, "*.c"):
        inside = path.relative_to(root)
        for name, line, size in functions(path):
            if inside.parts[0] == "pipeline":
                sizes.append(size)
            if size > MOST:
                found.append(f"{inside}:{line}: {name} has {size} lines; {MOST} are the most")
    if statistics.median(sizes) > MEDIAN:
        found.append(f"half of the {len(sizes)} functions are longer than {MEDIAN} lines")
    print(f"{root.name}: {len(sizes)} functions, median {statistics.median(sizes)}, longest {max(sizes)} lines")
    return found


LONG = "int longest(int a)\n{\n" + "    a++;\n" * 58 + "}\n"
LONGISH = "".join(f"static int longish_{i}(int a)\n{{\n" + "    a++;\n" * 20 + "}\n\n" for i in range(8000))

if __name__ == "__main__":
    hold(violations, [
        ("pipeline/core/text.c", LONG, "longest has 61 lines"),
        ("tests/unit/core_text.c", LONG, "longest has 61 lines"),
        ("pipeline/core/text.c", LONGISH, "functions are longer than 15 lines"),
    ])
