#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Malformed tables that others collected: each loads exactly or is refused with its place; never another thing."""
import csv
import functools
import io
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import BIN, SHARED, main, run, shared  # noqa: E402

CORPORA = shared("badcsv")
LONGEST = 10  # seconds


@functools.lru_cache(maxsize=None)
def records(path):
    """What our reader makes of a file: [[(line, column, bytes)]], (line, column) where it stops or None."""
    done = subprocess.run([str(BIN / "csv-records"), str(path)], capture_output=True, text=True, timeout=LONGEST)
    assert done.returncode == 0 and done.stderr == "", f"{path}: {done}"
    rows, stop = [], None
    for line in done.stdout.splitlines():
        kind, *rest = line.split(" ")
        if kind == "R":
            rows.append([])
        elif kind == "F":
            rows[-1].append((int(rest[0]), int(rest[1]), bytes.fromhex(rest[2])))
        else:
            stop = int(rest[0]), int(rest[1])
    return rows, stop


def plainly(data):
    """A second reader of strict CSV, a byte at a time. The same result."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    rows, row, at, line, column = [], [], 0, 1, 1

    def step():
        nonlocal at, line, column
        byte = data[at:at + 1]
        at, column = at + 1, column + 1
        if byte == b"\n" or (byte == b"\r" and data[at:at + 1] != b"\n"):
            line, column = line + 1, 1
        return byte

    while at < len(data):
        if not row and data[at:at + 1] in (b"\r", b"\n"):
            step()
            continue
        place, value = (line, column), b""
        if data[at:at + 1] == b'"':
            step()
            while True:
                if at >= len(data):
                    return rows, place
                if data[at:at + 1] != b'"':
                    value += step()
                elif data[at + 1:at + 2] == b'"':
                    value += step()
                    step()
                else:
                    step()
                    break
            if at < len(data) and data[at:at + 1] not in (b",", b"\r", b"\n"):
                return rows, place
        else:
            while at < len(data) and data[at:at + 1] not in (b",", b"\r", b"\n"):
                if data[at:at + 1] == b'"':
                    return rows, place
                value += step()
        row.append((*place, value))
        if at < len(data) and data[at:at + 1] == b",":
            step()
            if at >= len(data):
                row.append((line, column, b""))
            elif data[at:at + 1] in (b"\r", b"\n"):
                row.append((line, column, b""))
            else:
                continue
        rows.append(row)
        row = []
    if row:
        rows.append(row)
    return rows, None


def files():
    found = sorted(p for p in CORPORA.rglob("*") if p.is_file() and p.suffix not in (".md", ".json"))
    assert len(found) > 500, len(found)
    return found


def test_every_file_is_read_as_a_second_reader_reads_it(_):
    exact = refused = 0
    for path in files():
        got, expected = records(path), plainly(path.read_bytes())
        assert got == expected, f"{path}: {got[1]}, not {expected[1]}; {len(got[0])} and {len(expected[0])} records"
        exact, refused = exact + (got[1] is None), refused + (got[1] is not None)
    print(f"        {exact} exact, {refused} refused with their place, 0 otherwise")
    assert exact > 300 and refused > 200, (exact, refused)


def test_what_is_read_is_what_python_reads(_):
    compared = 0
    for path in files():
        rows, stop = records(path)
        data = path.read_bytes()
        if stop is not None or b"\0" in data:
            continue
        text = (data[3:] if data.startswith(b"\xef\xbb\xbf") else data).decode("latin-1")
        expected = [[cell.encode("latin-1") for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
        assert [[f[2] for f in row] for row in rows] == expected, path
        compared += 1
    assert compared > 250, compared


# Files of csv-spectrum that are no strict CSV.
STRICTER = {"location_coordinates.csv": ((2, 12), "37°36'37.8\"N stands unquoted and holds quotes")}


def test_csv_spectrum(_):
    for path in sorted((CORPORA / "csv-spectrum" / "csvs").glob("*.csv")):
        expected = json.loads((CORPORA / "csv-spectrum" / "json" / (path.name.split(".")[0] + ".json")).read_text(encoding="utf-8"))
        rows, stop = records(path)
        head, *body = [[f[2].decode() for f in row] for row in rows]
        if path.name in STRICTER:
            assert stop == STRICTER[path.name][0], (path.name, stop)
            continue
        assert stop is None and [dict(zip(head, row)) for row in body] == expected, path.name


# Where our place is another than Go's, and why. Ours is where the field begins, Go's where it noticed.
ELSEWHERE = {
    "BadDoubleQuotes.csv": ((1, 1), "the field begins there; the quote inside it is Go's column"),
    "BadBareQuote.csv": ((1, 1), "the field begins there; the quote inside it is Go's column"),
    "BadTrailingQuote.csv": ((1, 10), "the field b\" begins at byte 10; its quote is Go's column 10 from 0"),
    "ExtraneousQuote.csv": ((1, 1), "the field begins there; the quote inside it is Go's column"),
    "StartLine1.csv": ((1, 3), "the field begins on line 1, where its quote was opened"),
    "StartLine2.csv": ((2, 1), "the quote that is never closed was opened there; Go tells the end of the file"),
    "QuoteWithTrailingCRLF.csv": ((1, 1), "the field begins there; the quote inside it is Go's column"),
    "OddQuotes.csv": ((1, 1), "the quote that is never closed was opened there; Go tells the end of the file"),
}
# What Go takes and we do not, or the other way.
OTHERWISE = {
    "BareCR.csv": ("ok", "a lone CR ends a line, as in Python, R and spreadsheets"),
    "TrailingCR.csv": ("ok", "a lone CR ends a line, as in Python, R and spreadsheets"),
    "MultipleCRLF.csv": ("ok", "no records; qipan-check calls the file empty"),
    "BadFieldCount.csv": ("ok", "CSV it is; the rule row.ragged refuses it, see below"),
    "BinaryBlobField.csv": ("ok", "CSV it is; the rule header.text refuses it, see below"),
}


def test_go_encoding_csv(folder):
    lines = (CORPORA / "go-encoding-csv" / "expected.tsv").read_text().splitlines()[1:]
    for line in lines:
        name, verdict, *_ = line.split("\t")
        _, stop = records(CORPORA / "go-encoding-csv" / name)
        verdict = OTHERWISE.get(name, (verdict, ""))[0]
        assert (stop is not None) == (verdict == "error"), (name, stop, verdict)
        assert stop is None or stop == ELSEWHERE[name][0], (name, stop)
    assert len(lines) >= 25
    for name, said in (("BadFieldCount.csv", "links.csv:2: the row has 2 fields; the header has 3"), ("BinaryBlobField.csv", "links.csv:1:1: column 'x09A\\xB4\\x1C' is not UTF-8"), ("MultipleCRLF.csv", "links.csv: the file is empty")):
        (folder / "links.csv").write_bytes((CORPORA / "go-encoding-csv" / name).read_bytes())
        code, _, err = run("check", folder, timeout=LONGEST)
        assert code == 1 and said in err, (name, err)


def printable(text):
    return all(c == "\n" or (ord(c) >= 0x20 and not 0x7F <= ord(c) < 0xA0) for c in text)


def check_whole(folder, path):
    """A corpus file as links.csv: refused or accepted, told in lines that can be printed."""
    (folder / "links.csv").write_bytes(path.read_bytes())
    code, out, err = run("check", folder, timeout=LONGEST)
    assert code in (0, 1) and out == "", f"{path}: exit {code}\n{err}"
    assert (code == 1) == ("qipan-check: refused" in err), f"{path}: {err}"
    assert all(line.startswith("qipan-check: ") for line in err.splitlines()) and printable(err), f"{path}: {err!r}"
    return code


def check_cells(folder, path):
    """Its first two columns as ids and titles of sources: every cell is looked at. Returns what qipan says."""
    rows, _ = records(path)
    names = [cell[2] for cell in rows[0][:2]] if rows else []
    if len(names) < 2 or len(set(names)) < 2:
        return None
    try:
        first, second = (name.decode() for name in names)
    except UnicodeDecodeError:
        return None
    (folder / "x.csv").write_bytes(path.read_bytes())
    (folder / "l.csv").write_text("from,to,layer\nA,B,talent\n")
    (folder / "datapackage.json").write_text(json.dumps({"resources": [
        {"path": "x.csv", "qipan": {"table": "sources", "columns": {"id": first, "title": second}, "duplicates": "keep"}},
        {"path": "l.csv", "qipan": {"table": "links"}}]}))
    code, out, _ = run("check", "--format", "json", folder, timeout=LONGEST)
    told = json.loads(out)
    assert code in (0, 1) and (code == 1) == (told["defects"] > 0), path
    for finding in told["findings"]:
        assert finding["line"] > 0 or finding["rule"].split(".")[0] in ("file", "row", "package"), (path, finding)
    return told


def test_every_file_through_the_whole_check(folder):
    for path in files():
        check_whole(folder, path)


def test_refused_cells_are_where_python_finds_them(folder):
    """Rows and cells that a plain look calls wrong are what is refused, at their places."""
    compared = 0
    for path in files():
        told = check_cells(folder, path)
        if told is None or told["more"]:
            continue
        rows, stop = records(path)
        wrong = {(row[0][0], 0) for row in rows[1:] if len(row) != len(rows[0])}
        for row in rows[1:]:
            if len(row) == len(rows[0]):
                wrong |= {cell[:2] for n, cell in enumerate(row[:2]) if is_wrong(cell[2], n == 0)}
        if stop is not None:
            wrong.add(stop)
        refused = {(f["line"], f["column"]) for f in told["findings"] if f["severity"] == "defect" and f["file"] == "x.csv"}
        if any(f["rule"].startswith(("header", "file", "package")) for f in told["findings"]):
            assert refused or told["defects"], path
            continue
        assert refused == wrong, f"{path}: {sorted(refused ^ wrong)[:5]}"
        compared += 1
    assert compared > 150, compared


def is_wrong(cell, required):
    try:
        text = cell.decode()
    except UnicodeDecodeError:
        return True
    return (required and not text) or any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in text) or (required and len(cell) > 255)


if __name__ == "__main__":
    main(globals())
