# SPDX-License-Identifier: MIT
"""Where a program of ours spends its time: shares by place and by function, as perf samples them."""
import re
import shutil
import subprocess

LEAST = 2.0  # per cent: what a function must have to be named


def floors(build):
    """{function: the floor that has it}; one that several floors have is of none."""
    home = {}
    for library in sorted((build / "pipeline").glob("*/libqp_*.a")):
        floor = library.stem.removeprefix("libqp_")
        said = subprocess.run(["nm", "--defined-only", str(library)], capture_output=True, text=True, check=True).stdout
        for name in set(re.findall(r" [tT] (\w+)", said, flags=re.M)):
            home[name] = floor if name not in home else None
    return home


def place_of(shared_object, function, home):
    if shared_object == "[kernel.kallsyms]":
        return "the kernel: files, memory"
    if shared_object.startswith("qipan-"):
        plain = function.partition(".")[0]  # without what the compiler adds
        return f"pipeline/{home.get(plain) or 'several'}"
    return shared_object.split(".so")[0]


def samples(command, folder):
    """[(per cent, shared object, function)]; none where perf is not to be had."""
    if shutil.which("perf") is None:
        return []
    file = str(folder / "perf.data")
    done = subprocess.run(["perf", "record", "-q", "-F", "2999", "-o", file, *map(str, command)], capture_output=True, check=False)
    if done.returncode != 0:
        return []
    said = subprocess.run(["perf", "report", "-i", file, "--stdio", "-F", "overhead,dso,symbol"], capture_output=True, text=True, check=False).stdout
    return [(float(share), shared_object, function) for share, shared_object, function in re.findall(r"^ +([\d.]+)% +(\S+) +\[.\] (\S+)", said, flags=re.M)]


def profile(build, command, folder):
    home, places, functions = floors(build), {}, []
    for share, shared_object, function in samples(command, folder):
        place = place_of(shared_object, function, home)
        places[place] = places.get(place, 0) + share
        if share >= LEAST and "kernel" not in place:
            functions.append([function, place, share])
    return {"places": sorted(places.items(), key=lambda item: -item[1]), "functions": functions}
