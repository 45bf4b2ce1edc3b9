#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Library floors never speak, end the process or look at its surroundings; memory comes from core/memory; no locale is set."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from structure import bare, files, hold, places, text_of  # noqa: E402

STREAMS = "stdout|stderr|environ"
SPEAKING = "printf|vprintf|fprintf|vfprintf|dprintf|puts|fputs|putchar|putc|fputc|perror|psignal|syslog"
ENDING = "exit|_exit|_Exit|quick_exit|abort|system|popen|fork|execlp|execvp|execl|execv"
LOOKING = "getenv|secure_getenv|setenv|unsetenv|putenv|localtime|localtime_r|gettimeofday|rand|srand|random"
ALLOCATING = "malloc|calloc|realloc|aligned_alloc|strdup|strndup|asprintf|free"
LOCALE = "setlocale|uselocale|newlocale"

# Where a word may stand nevertheless, and why.
ALLOWED = {
    "pipeline/core/memory.c": "calloc malloc realloc free",            # the one place that asks for memory
    "pipeline/table/dataset.c": "free",                                # what scandir allocated
    "pipeline/table/json.c": "free",                                   # what jansson allocated
    "pipeline/table/spelling.c": "free",                               # what utf8proc allocated
    "pipeline/table/suggest.c": "free",                                # what scandir allocated
    "pipeline/render/child.c": "fork _exit",                           # the child process
    "pipeline/render/layout.c": "_exit",                               # runs in the child only
    "pipeline/render/picture.c": "execlp setenv unsetenv",             # runs in the child only
}


def violations(root):
    found, used = [], set()
    for path in files(root, "*.[ch]", folders=["pipeline"]):
        name = str(path.relative_to(root))
        stage = name.startswith("pipeline/stages/")
        calls = "|".join([ALLOCATING, LOCALE] + ([] if stage else [SPEAKING, ENDING, LOOKING]))
        pattern = rf"(?<![.\w>])({calls})(?=\s*\()" + ("" if stage else rf"|\b({STREAMS})\b")
        for place, match in places(root, path, bare(text_of(path)), pattern):
            word = match.group(0)
            if word in ALLOWED.get(name, "").split():
                used.add((name, word))
            else:
                found.append(f"{place}: {word} stands {'in a stage' if stage else 'on a library floor'}")
    needless = {(name, word) for name, words in ALLOWED.items() for word in words.split()} - used
    return found + [f"{name}: is allowed {word} but does not use it" for name, word in sorted(needless)]


if __name__ == "__main__":
    hold(violations, [
        ("pipeline/core/text.c", 'void speak(void)\n{\n    printf("x");\n}\n', "printf stands on a library floor"),
        ("pipeline/net/build.c", "static void *where = stderr;\n", "stderr stands on a library floor"),
        ("pipeline/figure/dot.c", "void leave(void)\n{\n    exit(1);\n}\n", "exit stands on a library floor"),
        ("pipeline/table/csv.c", 'static const char *home(void)\n{\n    return getenv("HOME");\n}\n', "getenv stands on a library floor"),
        ("pipeline/render/svg.c", "void *ask(void)\n{\n    return malloc(1);\n}\n", "malloc stands on a library floor"),
        ("pipeline/stages/build.c", 'static char *l(void)\n{\n    return setlocale(0, "");\n}\n', "setlocale stands in a stage"),
        ("pipeline/stages/build.c", "static void *m(void)\n{\n    return calloc(1, 1);\n}\n", "calloc stands in a stage"),
        ("pipeline/render/child.c", ("_exit(NOT_STARTED)", "exit(NOT_STARTED)"), "exit stands on a library floor"),
    ])
