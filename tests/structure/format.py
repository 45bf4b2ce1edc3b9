#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The sources are laid out by clang-format 14 with the settings checked in."""
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SKIPPED  # noqa: E402
from structure import files, hold  # noqa: E402

VERSION = "14"


def violations(root):
    sources = [str(p) for p in files(root, "*.[ch]")]
    said = subprocess.run(["clang-format", "--dry-run", "--Werror", *sources], capture_output=True, text=True, check=False, cwd=root).stderr
    return sorted(set(re.sub(rf"^{re.escape(str(root))}/|:\d+: error: .*$", "", line) for line in said.splitlines() if ": error: " in line))


if __name__ == "__main__":
    program = shutil.which("clang-format")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout if program else ""
    if f"version {VERSION}." not in version:
        print(f"skipped: clang-format {VERSION} is needed; here is: {version.strip() or 'none'}")
        sys.exit(SKIPPED)
    hold(violations, [
        ("pipeline/core/text.c", "static int   wide ;\n", "pipeline/core/text.c:"),
        ("tests/unit/core_text.c", "void f(void) { }\n", "tests/unit/core_text.c:"),
    ])
