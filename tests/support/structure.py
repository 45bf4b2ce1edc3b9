# SPDX-License-Identifier: MIT
"""What the tests of the sources share: finding them, reading them, and proving that a rule sees what breaks it."""
import pathlib
import re
import shutil
import sys
import tempfile

from qipan import SOURCE

LEFT_OUT = shutil.ignore_patterns(".git", "build", "__pycache__", "*.png", "*.pdf", "land.txt")


FOLDERS = ("pipeline", "tests", "packaging", ".ci", "data", "docs")


def files(root, *patterns, folders=FOLDERS):
    """Files below our own folders, by pattern, sorted."""
    found = set()
    for folder in folders:
        for pattern in patterns:
            found.update(p for p in (root / folder).rglob(pattern) if p.is_file() and "__pycache__" not in p.parts)
    return sorted(found)


def text_of(path):
    return path.read_text(encoding="utf-8")


def bare(code):
    """C without comments and without what stands in texts; lines stay where they were."""
    def blank(match):
        found = match.group(0)
        return '""' if found.startswith('"') else re.sub(r"[^\n]", " ", found)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, code, flags=re.S)


def places(root, path, code, pattern):
    """(file:line, match) for every match of a pattern."""
    for match in re.finditer(pattern, code):
        yield f"{path.relative_to(root)}:{code.count(chr(10), 0, match.start()) + 1}", match


def planted(folder, path, change):
    """A copy of the project with one file changed: a text is added, (old, new) is replaced, None removes the file."""
    copy = folder / "copy"
    shutil.copytree(SOURCE, copy, ignore=LEFT_OUT)
    target = copy / path
    target.parent.mkdir(parents=True, exist_ok=True)
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    if change is None:
        target.unlink()
    elif isinstance(change, str):
        target.write_text(before + change, encoding="utf-8")
    else:
        assert change[0] in before, f"{path} does not hold '{change[0]}'"
        target.write_text(before.replace(change[0], change[1], 1), encoding="utf-8")
    return copy


def hold(violations, plants):
    """Fail when the project breaks the rule, or when the rule does not see a planted violation.

    violations(root) lists what breaks the rule, one line each; plants are (file, change, words of the line expected).
    """
    found = violations(SOURCE)
    for line in found:
        print(line)
    blind = 0
    for path, change, expected in plants:
        with tempfile.TemporaryDirectory() as folder:
            seen = set(violations(planted(pathlib.Path(folder), path, change))) - set(found)
        if not any(expected in line for line in seen):
            print(f"blind to '{expected}' planted in {path}; seen: {sorted(seen)}")
            blind += 1
    print(f"{len(found)} violations; {len(plants) - blind} of {len(plants)} planted ones seen")
    sys.exit(1 if found or blind or not plants else 0)
