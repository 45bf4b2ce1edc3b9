#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""clang-tidy 14 finds nothing with the settings checked in.

    tidy.py [--soon] BUILD FOLDER...

BUILD is a configured build folder, FOLDERs hold the sources. With --soon the analyzer gives a function up after a tenth of its usual states, and
looks at a sixth of the sources: those whose content falls on it, so that a source is drawn anew whenever it changes. The proof that it sees something is a source of its own, with one fault.
"""
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SKIPPED, SOURCE  # noqa: E402
from structure import files  # noqa: E402

VERSION = "14"
FAULTY = "int Loud_Name(int *a);\nint Loud_Name(int *a)\n{\n    if (a == 0)\n        return *a;\n    return 0;\n}\n"
SOON = [f"--extra-arg={word}" for word in ("-Xclang", "-analyzer-config", "-Xclang", "max-nodes=25000")]
SEEN = ("readability-identifier-naming", "core.NullDereference")


def complaints(source, *options):
    """What clang-tidy says of one source, one line each."""
    done = subprocess.run(["clang-tidy", "--quiet", *options, str(source)], capture_output=True, text=True, check=False, cwd=SOURCE)
    found = [line.replace(f"{SOURCE}/", "") for line in done.stdout.splitlines() if re.search(r": (error|warning): ", line)]
    return found or ([f"{source}: {done.stderr}"] if done.returncode != 0 else [])


def sees_the_faults(options):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "faulty.c"
        source.write_text(FAULTY)
        said = "\n".join(complaints(source, f"--config-file={SOURCE / '.clang-tidy'}", *options))
    return all(word in said for word in SEEN)


def falls_on_it(source):
    """Whether a source is one of the sixth that is looked at soon."""
    return zlib.crc32(source.read_bytes()) % 6 == 0


def main(*arguments):
    soon = arguments[0] == "--soon"
    build, *folders = arguments[1:] if soon else arguments
    options = SOON if soon else []
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, text=True, check=True).stdout if shutil.which("clang-tidy") else ""
    if f"version {VERSION}." not in version:
        print(f"skipped: clang-tidy {VERSION} is needed here")
        return SKIPPED
    if not sees_the_faults(options):
        print("blind to the faults planted")
        return 1
    sources = [p for p in files(SOURCE, "*.c", folders=folders) if not soon or falls_on_it(SOURCE / p)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = sorted({line for lines in pool.map(lambda p: complaints(p, "-p", build, *options), sources) for line in lines})
    print("\n".join(found))
    print(f"{len(found)} complaints about {len(sources)} sources")
    return 1 if found or not sources else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
