#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A floor includes its own headers and those of the floors it stands on; a library's header appears on one floor."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from structure import files, hold, places, text_of  # noqa: E402

# The C library and POSIX: any floor may include them.
STANDARD = set("""assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic
    stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar wctype
    dirent dlfcn fcntl iconv poll pthread strings unistd""".split())


def words_after(call, key):
    """The words of a CMake call behind a keyword."""
    words = call.split()
    taken = words[words.index(key) + 1:] if key in words else []
    for n, word in enumerate(taken):
        if word in ("SOURCES", "ON", "ADAPTS"):
            return taken[:n]
    return taken


def closure(floor, stands_on):
    """A floor and all below it."""
    seen, waiting = set(), [floor]
    while waiting:
        seen.add(floor := waiting.pop())
        waiting += stands_on.get(floor, [])
    return seen


def reach(root):
    """{folder of a floor, or a stage's source: the floors it may include}, as the CMake files say."""
    stands_on, stages = {}, {}
    for path in sorted((root / "pipeline").glob("*/CMakeLists.txt")):
        text = re.sub(r"#.*", "", text_of(path))
        for floor, call in re.findall(r"add_floor\((\w+)([^)]*)\)", text):
            stands_on[floor] = words_after(call, "ON")
        for name, floors in re.findall(r"add_(?:stage|shared)\((\w+)([^){$]*)\)", text):
            stages[f"stages/{name}.c"] = stages[f"stages/{name}.h"] = floors.split()
    allowed = {floor: closure(floor, stands_on) for floor in stands_on}
    for source, floors in stages.items():
        allowed[source] = allowed["stages"].union(*(allowed.get(floor, set()) for floor in floors))
    return allowed


def violations(root):
    allowed, at_home, found = reach(root), {}, []
    for path in files(root, "*.[ch]", folders=["pipeline"]):
        inside = path.relative_to(root)
        floor = inside.parts[1]
        may = allowed.get("/".join(inside.parts[1:]), allowed.get(floor, set()))
        code = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group(0)), text_of(path), flags=re.S)
        for place, match in places(root, path, code, r'#\s*include\s*([<"])([^>"]+)[>"]'):
            header = match.group(2)
            if match.group(1) == "<":
                if header.removesuffix(".h") not in STANDARD and not header.startswith("sys/"):
                    at_home.setdefault(header.split("/")[0] if header.startswith("Random123/") else header, {})[floor] = place
            elif not (root / "pipeline" / header).exists():
                found.append(f"{place}: {header} is no header of ours")
            elif header.split("/")[0] not in may:
                found.append(f"{place}: {floor} reaches up to {header}")
    for header, floors in at_home.items():
        if len(floors) > 1:
            found += [f"{place}: {header} is included on {len(floors)} floors: {', '.join(sorted(floors))}" for place in floors.values()]
    return found


if __name__ == "__main__":
    hold(violations, [
        ("pipeline/core/text.c", '#include "table/csv.h"\n', "core reaches up to table/csv.h"),
        ("pipeline/core/text.h", '#  include "stages/stage.h"\n', "core reaches up to stages/stage.h"),
        ("pipeline/render/svg.c", '#include "figure/dot.h"\n', "render reaches up to figure/dot.h"),
        ("pipeline/stages/check.c", '#include "figure/dot.h"\n', "stages reaches up to figure/dot.h"),
        ("pipeline/net/store.c", "#include <jansson.h>\n", "jansson.h is included on 2 floors"),
        ("pipeline/figure/dot.c", "#include <graphviz/gvc.h>\n", "graphviz/gvc.h is included on 2 floors"),
        ("pipeline/net/store.c", '#include "net/nowhere.h"\n', "net/nowhere.h is no header of ours"),
    ])
