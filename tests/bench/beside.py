# SPDX-License-Identifier: MIT
"""A panel beside the same panel as an analyst writes it: what the benchmarks of panels share."""
import pathlib
import subprocess
import sys

THREADS = 2
REPLICATES = 999


def taken(binary, command):
    """Seconds on the wall and of processors, and peak MiB of a command."""
    done = subprocess.run([str(word) for word in [binary / "measured", *command]], capture_output=True, text=True, check=True)
    seconds, processors, kibibytes, code = done.stdout.split()
    if int(code) != 0:
        sys.exit(f"{command}: exit {code}\n{done.stderr}")
    return float(seconds), float(processors), int(kibibytes) / 1024


def measured(binary, command):
    """Seconds and peak MiB of a command."""
    seconds, _, memory = taken(binary, command)
    return seconds, memory


def panel(binary, folder, verb, replicates, *options):
    return measured(binary, [binary / f"qipan-{verb}", "-q", "--threads", THREADS, "--replicates", replicates, *options,
                             folder / "network.h5", "-o", folder / f"{verb}.csv"])


def analyst(binary, script, folder, sample):
    """Seconds that a script of numpy would take for all replicates, from what it takes for one and for `sample` more: they are alike."""
    def call(replicates):
        return measured(binary, ["/usr/bin/python3", pathlib.Path(__file__).parent / script, folder, replicates])[0]
    few, more = call(1), call(1 + sample)
    return few + (more - few) / sample * (REPLICATES - 1)
