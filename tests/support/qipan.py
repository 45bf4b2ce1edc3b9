# SPDX-License-Identifier: MIT
"""What the tests of whole stages share: running them, writing datasets, reading panels."""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ.get("QP_SOURCE", pathlib.Path(__file__).parents[2]))
BIN = pathlib.Path(os.environ.get("QP_BIN", SOURCE / "build" / "release" / "bin"))
SHARED = pathlib.Path(os.environ.get("QP_SHARED", SOURCE.parent / "shared"))
SKIPPED = 77


def run(stage, *arguments, env=None, **options):
    """Run qipan-STAGE; returns (exit status, stdout, stderr)."""
    done = subprocess.run(
        [str(BIN / f"qipan-{stage}"), *map(str, arguments)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", errors="surrogateescape",
        env={**os.environ, **(env or {})}, **options)
    for complaint in ("Sanitizer", "runtime error:"):
        if complaint in done.stderr:
            raise AssertionError(f"qipan-{stage}: {done.stderr}")
    return done.returncode, done.stdout, done.stderr


def must(stage, *arguments, **options):
    """Run a stage that has to succeed; returns its stderr."""
    code, _, err = run(stage, *arguments, **options)
    assert code == 0, f"qipan-{stage} {' '.join(map(str, arguments))}: exit {code}\n{err}"
    return err


def dataset(folder, **tables):
    """Write NAME.csv for each table; text or bytes."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in tables.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def panel(path):
    """Rows of a panel as dictionaries."""
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def index(rows):
    """Rows by (metric, layer, window, subject)."""
    return {(r["metric"], r["layer"], r["window"], r["subject"]): r for r in rows}


def sanitized():
    """Whether the stages were built with the address sanitizer."""
    return b"__asan_init" in (BIN / "qipan-check").read_bytes()


def few():
    """Options of a panel whose replicates are not looked at: a tenth of them, or fewer where a sanitizer makes each slow."""
    return ("--replicates", 3 if sanitized() else 99)


def shared(*parts):
    """A file of the shared material; ends the test as skipped where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        print(f"skipped: {path} is absent")
        sys.exit(SKIPPED)
    return path


def scholars():
    """The shared scholars table, or the test is skipped."""
    return shared("real", "scholars", "flows.csv.gz").parent


def main(tests, under_sanitizers=()):
    """Run every function of a module whose name begins with test_; 77 when one was skipped and none failed.

    Under sanitizers those named alone, where some are: the others have the same stages do the same, and look at numbers.
    """
    names = [n for n in tests if n.startswith("test_") and (not under_sanitizers or not sanitized() or n in under_sanitizers)]
    assert names, "no test found"
    failed = skipped = 0
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            try:
                tests[name](pathlib.Path(folder))
                print(f"ok      {name}")
            except AssertionError as why:
                failed += 1
                print(f"FAILED  {name}: {why}")
            except SystemExit as why:
                assert why.code == SKIPPED, why
                skipped += 1
    sys.exit(1 if failed else SKIPPED if skipped else 0)
