#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Let libFuzzer look for inputs that break a target: search.py TARGET CORPUS SECONDS.

It begins with the corpus and, where they are present, with the malformed tables of the shared material, in a folder of its
own: the corpus stays as it is. An input that breaks the target is printed, to be kept in the corpus once it is mended.
"""
import base64
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SHARED  # noqa: E402

LARGEST = 4096  # bytes of an input

# How a table of the shared material becomes an input: after a comma as delimiter; as links.csv; as it is.
TABLES = {"csv": ("*.csv", b"\0"), "dataset": ("*.csv", b"== l\n"), "package": ("*.json", b"")}


def begin(target, corpus, folder):
    """Fill a folder with inputs to begin with."""
    shutil.copytree(corpus, folder)
    pattern, before = TABLES.get(target, ("", b""))
    for n, path in enumerate(sorted((SHARED / "badcsv").rglob(pattern)) if pattern else []):
        if path.is_file() and path.stat().st_size < LARGEST:
            (folder / f"shared-{n}").write_bytes(before + path.read_bytes())


def main(target, corpus, seconds):
    corpus = pathlib.Path(corpus)
    with tempfile.TemporaryDirectory() as name:
        inputs, broken = pathlib.Path(name) / "inputs", pathlib.Path(name) / "broken"
        begin(corpus.name, corpus, inputs)
        broken.mkdir()
        done = subprocess.run([target, f"-max_total_time={seconds}", f"-max_len={LARGEST}", "-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1", "-len_control=0",
                               f"-artifact_prefix={broken}/", str(inputs)], capture_output=True, check=False, stdin=subprocess.DEVNULL)
        said = done.stderr.decode(errors="replace")
        for path in broken.iterdir():
            print(f"{path.name}, in base64: {base64.b64encode(path.read_bytes()).decode()}")
    if done.returncode != 0:
        print("\n".join(said.splitlines()[-60:]))
        return 1
    print(f"{corpus.name}: {re.search(r'number_of_executed_units: *(.*)', said).group(1)} executions in {seconds} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
