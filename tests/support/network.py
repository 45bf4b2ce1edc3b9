# SPDX-License-Identifier: MIT
"""network.h5 through h5py; a test that imports this is skipped where h5py is absent."""
import datetime
import os
import subprocess
import sys

try:
    import h5py
except ImportError:  # the machine's python3 may not be the distribution's
    OTHER = "/usr/bin/python3"
    if sys.executable != OTHER and subprocess.run([OTHER, "-c", "import h5py"], capture_output=True).returncode == 0:
        os.execv(OTHER, [OTHER, *sys.argv])
    print("skipped: h5py is absent (Debian: python3-h5py)")
    sys.exit(77)

NONE = 0xFFFFFFFF
EPOCH = datetime.date(1970, 1, 1)


def texts(file):
    offset, blob = file["text/bytes_offset"][:], file["text/bytes"][:].tobytes()
    return [blob[a:b].decode() for a, b in zip(offset, offset[1:])]


def words(file, path):
    """A column of texts; None where there is none."""
    all_texts = texts(file)
    return [None if i == NONE else all_texts[i] for i in file[path][:]]


def year(period):
    first, last = (EPOCH + datetime.timedelta(days=int(d)) for d in period)
    assert (first.month, first.day, last.month, last.day, last.year) == (1, 1, 1, 1, first.year + 1), (first, last)
    return first.year
