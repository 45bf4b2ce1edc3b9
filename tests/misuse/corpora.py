#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Malformed tables that others collected: each loads exactly or is refused with its place; never another thing."""
import collections
import csv
import functools
import io
import itertools
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import BIN, SHARED, main, run, sanitized, shared  # noqa: E402

CORPORA = shared("badcsv")
LONGEST = 10  # seconds
STEP = 5 if sanitized() else 1  # every so-manieth file is looked at; the fuzz targets see all of them under sanitizers


@functools.lru_cache(maxsize=None)
def records(path, delimiter=","):
    """What our reader makes of a file: [[(line, column, bytes)]], (line, column) where it stops or None."""
    done = subprocess.run([str(BIN / "csv-records"), str(path), delimiter], capture_output=True, text=True, timeout=LONGEST)
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


def plainly(data, delimiter=","):
    """A second reader of strict CSV, a byte at a time. The same result."""
    delimiter = delimiter.encode()
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
            if at < len(data) and data[at:at + 1] not in (delimiter, b"\r", b"\n"):
                return rows, place
        else:
            while at < len(data) and data[at:at + 1] not in (delimiter, b"\r", b"\n"):
                if data[at:at + 1] == b'"':
                    return rows, place
                value += step()
        row.append((*place, value))
        if at < len(data) and data[at:at + 1] == delimiter:
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


EXPECTED = (".md", ".json")  # what the collections say about their files


def files():
    found = sorted(p for p in CORPORA.rglob("*") if p.is_file() and p.suffix not in EXPECTED)
    assert len(found) > 500, len(found)
    return found


def own_delimiter(data):
    """What a file that is not comma-separated seems to be separated by, or None: what a dialect would declare."""
    first = re.split(rb"[\r\n]", data, maxsplit=1)[0]
    found = max((";", "\t", "|"), key=lambda sign: first.count(sign.encode()))
    return found if b"," not in first and found.encode() in first else None


def readings():
    """Every file as it comes, and once more with its own delimiter."""
    for path in files()[::STEP]:
        yield path, ","
        delimiter = own_delimiter(path.read_bytes())
        if delimiter is not None:
            yield path, delimiter


def test_no_collection_is_left_out(_):
    origin = (CORPORA / "ORIGIN.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| (\S+) \| \S+/", origin, flags=re.M))
    looked_at = collections.Counter(path.relative_to(CORPORA).parts[0] for path in files())
    assert len(named) >= 6 and set(looked_at) == named, (named, looked_at)
    print("        " + ", ".join(f"{name} {count}" for name, count in sorted(looked_at.items())))


def test_every_file_is_read_as_a_second_reader_reads_it(_):
    exact, refused, otherwise, more = set(), set(), [], set()
    for path, delimiter in readings():
        got = records(path, delimiter)
        if got != plainly(path.read_bytes(), delimiter):
            otherwise.append((str(path), delimiter))
        elif delimiter != ",":
            more |= {path} if got[1] is None else set()
        else:
            (exact if got[1] is None else refused).add(path)
    print(f"        {len(exact)} exact, {len(refused)} refused with their place, {len(otherwise)} silently different")
    print(f"        {len(more)} exact with a delimiter of their own, {len(more & refused)} of them refused without")
    assert not otherwise, otherwise[:5]
    assert len(exact) > 300 // STEP - 20 and len(refused) > 200 // STEP - 20 and len(exact | refused) == len(files()[::STEP]), (len(exact), len(refused))
    assert STEP > 1 or (len(more) > 50 and len(more & refused) > 3), (len(more), len(more & refused))


def test_what_is_read_is_what_python_reads(_):
    compared = collections.Counter()
    for path, delimiter in readings():
        rows, stop = records(path, delimiter)
        data = path.read_bytes()
        if stop is not None or b"\0" in data:
            continue
        text = (data[3:] if data.startswith(b"\xef\xbb\xbf") else data).decode("latin-1")
        table = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
        expected = [[cell.encode("latin-1") for cell in row] for row in table if row]
        assert [[f[2] for f in row] for row in rows] == expected, path
        compared[delimiter != ","] += 1
    assert compared[False] > 250 // STEP - 20 and compared[True] > 40 // STEP - 5, compared


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


def check_cells(folder, path, delimiter=","):
    """Its first two columns as ids and titles of sources: every cell is looked at. Returns what qipan says."""
    rows, _ = records(path, delimiter)
    names = [cell[2] for cell in rows[0][:2]] if rows else []
    if len(names) < 2 or len(set(names)) < 2:
        return None
    try:
        first, second = (name.decode() for name in names)
    except UnicodeDecodeError:
        return None
    (folder / "x.csv").write_bytes(path.read_bytes())
    told = check_mapped(folder, first, second, {"dialect": {"delimiter": delimiter}})
    for finding in told["findings"]:
        assert finding["line"] > 0 or finding["rule"].split(".")[0] in ("file", "row", "package"), (path, finding)
    return told


def check_mapped(folder, first, second, how):
    """Check x.csv, two columns of which are ids and titles; `how` it is to be read."""
    (folder / "l.csv").write_text("from,to,layer\nA,B,talent\n")
    (folder / "datapackage.json").write_text(json.dumps({"resources": [
        {"path": "x.csv", "qipan": {"table": "sources", "columns": {"id": first, "title": second}, "duplicates": "keep"}, **how},
        {"path": "l.csv", "qipan": {"table": "links"}}]}))
    code, out, _ = run("check", "--format", "json", folder, timeout=LONGEST)
    told = json.loads(out)
    assert code in (0, 1) and (code == 1) == (told["defects"] > 0), told
    return told


def test_every_file_through_the_whole_check(folder):
    for path in files()[::STEP]:
        check_whole(folder, path)


def wrong_places(rows, stop):
    """Rows and cells that a plain look calls wrong."""
    wrong = {(row[0][0], 0) for row in rows[1:] if len(row) != len(rows[0])}
    for row in rows[1:]:
        if len(row) == len(rows[0]):
            wrong |= {cell[:2] for n, cell in enumerate(row[:2]) if is_wrong(cell[2], n == 0)}
    return wrong | ({stop} if stop is not None else set())


def test_refused_cells_are_where_python_finds_them(folder):
    """What a plain look calls wrong is what is refused, at its place, also with a declared delimiter."""
    compared = collections.Counter()
    for path, delimiter in readings():
        told = check_cells(folder, path, delimiter)
        if told is None or told["more"]:
            continue
        refused = {(f["line"], f["column"]) for f in told["findings"] if f["severity"] == "defect" and f["file"] == "x.csv"}
        if any(f["rule"].startswith(("header", "file", "package")) for f in told["findings"]):
            assert refused or told["defects"], path
            continue
        wrong = wrong_places(*records(path, delimiter))
        assert refused == wrong, f"{path}: {sorted(refused ^ wrong)[:5]}"
        compared[delimiter != ","] += 1
    assert compared[False] > 150 // STEP - 15 and compared[True] > 30 // STEP - 5, compared


ENCODINGS = ("gb18030", "utf-16", "iso-8859-1")


def lines_told(told):
    """What is told of x.csv, without what an encoding shifts: the byte column."""
    return sorted((f["rule"], f["line"], f["severity"]) for f in told["findings"] if f["file"] == "x.csv")


def test_a_declared_encoding_reads_as_utf_8_does(folder):
    """Files in UTF-8 that are more than ASCII, written in another encoding that is declared, are refused on the same lines by the same rules."""
    compared, unread = collections.Counter(), set()
    for path, encoding in itertools.product(files(), ENCODINGS):
        told = check_encoded(folder, path, encoding, unread)
        if told is not None:
            assert told[0] == told[1], (path, encoding, told)
            compared[encoding] += 1
    for encoding in ENCODINGS:
        print(f"        {encoding}: " + ("not read as yet" if encoding in unread else f"{compared[encoding]} files compared"))
        assert encoding in unread or compared[encoding] > 2, compared


def check_encoded(folder, path, encoding, unread):
    """What is told of a file in UTF-8 and of the same in another encoding; None where it cannot be had in both."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = text.encode(encoding)
        if encoding in unread or text.isascii():
            return None
        first, second = (cell[2].decode() for cell in records(path)[0][0][:2])
    except (UnicodeError, IndexError, ValueError):
        return None
    if first == second:
        return None
    (folder / "x.csv").write_bytes(data)
    other = check_mapped(folder, first, second, {"encoding": encoding})
    if any(f["file"] == "datapackage.json" for f in other["findings"]):
        unread.add(encoding)
        return None
    (folder / "x.csv").write_text(text, encoding="utf-8", newline="")
    return lines_told(check_mapped(folder, first, second, {})), lines_told(other)


def is_wrong(cell, required):
    try:
        text = cell.decode()
    except UnicodeDecodeError:
        return True
    return (required and not text) or any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in text) or (required and len(cell) > 255)


if __name__ == "__main__":
    main(globals())
