#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every source, script and build file says its licence on its first lines."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from structure import files, hold, text_of  # noqa: E402

LINE = "SPDX-License-Identifier: MIT"
PATTERNS = ("*.[ch]", "*.py", "*.sh", "CMakeLists.txt", "*.cmake", ".clang-tidy", ".clang-format")


def violations(root):
    scripts = [p for p in files(root, "*") if p.suffix == "" and p.read_bytes().startswith(b"#!")]
    top = [root / name for name in ("CMakeLists.txt", "Makefile.viz", ".clang-format", ".clang-tidy")]
    wanted = sorted({*files(root, *PATTERNS), *scripts, *(p for p in top if p.exists())})
    return [f"{p.relative_to(root)}: no licence line" for p in wanted if not any(LINE in line for line in text_of(p).splitlines()[:2])]


if __name__ == "__main__":
    hold(violations, [
        ("pipeline/core/new.c", "int x;\n", "pipeline/core/new.c: no licence line"),
        ("tests/support/new.py", "pass\n", "tests/support/new.py: no licence line"),
        ("packaging/new", "#!/bin/sh\n", "packaging/new: no licence line"),
        ("CMakeLists.txt", ("# SPDX-License-Identifier: MIT\n", ""), "CMakeLists.txt: no licence line"),
    ])
