#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What lies on disk is built, run and documented: sources and tests stand in a CMakeLists, headers are included by somebody."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from structure import files, hold, text_of  # noqa: E402


BY_HAND = ("support", "bench", "tools")  # what tests share, and what people run


def words_of(path):
    return set(re.findall(r"[\w./-]+", re.sub(r"#.*", "", text_of(path)))) if path.exists() else set()


def is_named(path, words):
    """unit/core_text.c is built as `core_text`, misuse/command_line.py run as `misuse/command_line`."""
    return bool({path.name, path.stem, f"{path.parent.name}/{path.stem}", f"{path.parent.name}/{path.name}"} & words)


def violations(root):
    found = []
    tests = words_of(root / "tests" / "CMakeLists.txt") | words_of(root / "tests" / "fuzz" / "CMakeLists.txt")
    for path in files(root, "*.c", "*.py", "*.cmake"):
        inside = path.relative_to(root)
        if inside.parts[0] == "pipeline":
            built = words_of(path.parent / "CMakeLists.txt")
            if path.suffix == ".c" and not (path.name in built or inside.parts[1] == "stages" and path.stem in built):
                found.append(f"{inside}: no CMakeLists.txt builds it")
        elif inside.parts[0] == "tests" and inside.parts[1] not in BY_HAND and not is_named(path, tests):
            found.append(f"{inside}: tests/CMakeLists.txt does not run it")
    included = {h for p in files(root, "*.[ch]") for h in re.findall(r'#include "([^"]+)"', text_of(p))}
    for path in files(root, "*.h"):
        if str(path.relative_to(root)).split("/", 1)[1] not in included:
            found.append(f"{path.relative_to(root)}: nobody includes it")
    return found


if __name__ == "__main__":
    hold(violations, [
        ("pipeline/core/orphan.c", "/* SPDX-License-Identifier: MIT */\n", "pipeline/core/orphan.c: no CMakeLists.txt builds it"),
        ("pipeline/core/orphan.h", "/* SPDX-License-Identifier: MIT */\n", "pipeline/core/orphan.h: nobody includes it"),
        ("pipeline/stages/orphan.c", "/* SPDX-License-Identifier: MIT */\n", "pipeline/stages/orphan.c: no CMakeLists.txt builds it"),
        ("tests/unit/orphan.c", "/* SPDX-License-Identifier: MIT */\n", "tests/unit/orphan.c: tests/CMakeLists.txt does not run it"),
        ("tests/misuse/orphan.py", "# SPDX-License-Identifier: MIT\n", "tests/misuse/orphan.py: tests/CMakeLists.txt does not run it"),
    ])
