#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No text names a machine or somebody's folder; what readers of figures see stands in core/words_table.h alone."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from structure import files, hold, places, text_of  # noqa: E402

MACHINE = r"/(?:home|root|work|Users|mnt|media|opt|srv|usr/(?:lib|local|include))/\w|\blocalhost\b|x86_64-linux-gnu"
TEMPORARY = r"/tmp/(?!qipan-)"
WORDS = "pipeline/core/words_table.h"
FOREIGN = ("pipeline/table/known_words.h",         # looked for in foreign files, never shown
           "pipeline/table/dictionary_mapping.c")  # examples of foreign tables


def violations(root):
    found = []
    texts = [p for p in files(root, "*.[ch]", "*.py", "*.md", "*.txt", "*.json", "install", "run") if "structure" not in p.parts]
    texts += [root / name for name in ("CMakeLists.txt", "Makefile.viz", "README.md", "CONTRIBUTING.md", "CHANGELOG.md") if (root / name).exists()]
    for path in texts:
        text = text_of(path)
        banned = f"{MACHINE}|{TEMPORARY}" if path.suffix in (".c", ".h", ".py") else MACHINE
        for place, match in places(root, path, text, banned):
            found.append(f"{place}: '{match.group(0)}' is a place on one machine")
        if path.suffix in (".c", ".h") and path.relative_to(root).parts[0] == "pipeline" and str(path.relative_to(root)) not in (WORDS, *FOREIGN):
            code = re.sub(r"/\*.*?\*/|//[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group(0)), text, flags=re.S)
            for place, match in places(root, path, code, r'"(?:\\.|[^"\\\n])*[^\x00-\x7f](?:\\.|[^"\\\n])*"'):
                found.append(f"{place}: {match.group(0)} belongs into {WORDS}")
    return found


if __name__ == "__main__":
    hold(violations, [
        ("pipeline/core/text.c", 'static const char *where = "/home/me/data";\n', "'/home/m' is a place on one machine"),
        ("docs/README.md", "See /usr/local/share.\n", "'/usr/local/s' is a place on one machine"),
        ("tests/unit/core_text.c", 'static const char *where = "/tmp/x";\n', "'/tmp/' is a place on one machine"),
        ("pipeline/figure/dot.c", 'static const char *title = "净流入";\n', "belongs into pipeline/core/words_table.h"),
    ])
