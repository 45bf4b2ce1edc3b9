#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How qipan-check and qipan-build behave as programs: outputs, streams, signals, limits."""
import csv
import io
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import BIN, SOURCE, dataset, main, must, run, sanitized  # noqa: E402

GOOD = "from,to,layer,weight\nA,B,talent,3\nB,A,talent,1\n"
LAYERS = "id\ntalent\n"
BAD = "from,to,layer,weight\nA,B,talent,-3\nB,A,odd,1\n"
EXAMPLE = SOURCE / "data" / "example"


def test_a_network_is_a_file_named_h5(folder):
    place = dataset(folder / "data", links=GOOD)
    for output in ("-", folder / "n.csv", place / "links.csv", ".h5", folder / "h5"):
        code, out, err = run("build", place, "-o", output, cwd=folder)
        assert code == 2 and out == "" and "NAME.h5" in err, (output, code, err)
    assert (place / "links.csv").read_text() == GOOD
    assert sorted(p.name for p in folder.iterdir()) == ["data"], list(folder.iterdir())


def test_an_output_never_takes_the_place_of_an_input(folder):
    place = dataset(folder / "data.h5", links=GOOD)
    code, _, err = run("build", place, "-o", place)
    assert code == 2 and "-o names an input" in err, (code, err)
    for output in (place / "links.csv", folder / "data.h5" / ".." / "data.h5" / "links.csv"):
        code, _, err = run("check", place, "-o", output)
        assert code == 2 and "it is a table of the dataset" in err, (code, err)
    os.symlink(place / "links.csv", folder / "elsewhere.txt")
    assert run("check", place, "-o", folder / "elsewhere.txt")[0] == 2
    assert (place / "links.csv").read_text() == GOOD


def test_quiet_tells_defects_and_no_warnings(folder):
    code, _, err = run("check", "-q", dataset(folder / "good", links=GOOD))
    assert (code, err) == (0, ""), (code, err)
    code, _, err = run("check", "-q", dataset(folder / "bad", links=BAD))
    assert code == 1 and "warning:" not in err and "'-3' is negative" in err, err
    assert err.splitlines()[-1].startswith("qipan-check: refused: 1 defect"), err


def test_the_last_line_counts(folder):
    assert must("check", dataset(folder / "a", links=GOOD, layers=LAYERS)) == ""
    assert must("check", dataset(folder / "b", links=GOOD)).splitlines()[-1] == "qipan-check: accepted: 0 defects, 1 warning"
    many = "from,to,layer,weight\n" + "A,B,talent,x\n" * 1000
    code, _, err = run("check", dataset(folder / "c", links=many, layers=LAYERS))
    assert code == 1 and len(err.splitlines()) == 22, err
    assert err.splitlines()[-2:] == ["qipan-check: links.csv: ... and 980 more of this kind (cell.number)", "qipan-check: refused: 1000 defects, 0 warnings"], err


def test_findings_go_where_they_are_asked_for(folder):
    place = dataset(folder / "bad", links=BAD)
    _, _, told = run("check", place)
    code, out, err = run("check", place, "-o", folder / "told.txt")
    assert code == 1 and out == "" and err == "", (out, err)
    assert (folder / "told.txt").read_text().splitlines() == told.splitlines()[:-1]
    code, out, err = run("check", "--format", "json", place)
    assert code == 1 and err == "" and json.loads(out)["defects"] == 1
    code, nothing, err = run("check", "--format", "json", place, "-o", folder / "told.json")
    assert code == 1 and nothing == "" and (folder / "told.json").read_text() == out
    code, out, err = run("check", "--format", "xml", place)
    assert code == 2 and "it is text, json or csv" in err, err


def test_findings_are_a_table_for_programs_that_read_tables(folder):
    place = dataset(folder / "bad", links=BAD)
    code, out, err = run("check", "--format", "csv", place)
    rows = list(csv.DictReader(io.StringIO(out)))
    told = json.loads(run("check", "--format", "json", place)[1])["findings"]
    assert code == 1 and err == "" and len(rows) == len(told) == 3, (out, told)
    assert rows == [{key: str(value) for key, value in finding.items()} for finding in told], (rows, told)


def test_as_many_findings_are_told_as_are_asked_for(folder):
    many = "from,to,layer,weight\n" + "A,B,talent,x\n" * 1000
    place = dataset(folder, links=many, layers=LAYERS)
    for asked, told in ((1, 1), (999, 999), (1000, 1000), (0, 1000)):
        for stage in (("check",), ("build", "-o", folder / "n.h5")):
            code, _, err = run(*stage, "--max-findings", asked, place)
            lines = err.splitlines()
            assert code == 1 and sum("is not a number" in line for line in lines) == told, (asked, err)
            assert any(f"... and {1000 - told} more of this kind" in line for line in lines) == (told < 1000), (asked, err)
            assert lines[-1].endswith("refused: 1000 defects, 0 warnings"), err
    for stage in (("check",), ("build", "-o", folder / "n.h5")):
        code, out, err = run(*stage, "--max-findings", -1, place)
        assert code == 2 and "--max-findings is negative" in err, (code, err)


def spent(place):
    """CPU seconds and peak memory of one check; the best of three."""
    best = None
    for _ in range(3):
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            child = subprocess.Popen([BIN / "qipan-check", "-q", place], stderr=nowhere)
        _, _, used = os.wait4(child.pid, 0)
        child.returncode = 0  # waited for
        seconds = used.ru_utime + used.ru_stime
        best = (seconds, used.ru_maxrss) if best is None or seconds < best[0] else best
    return best


def test_many_defects_cost_little(folder):
    rows = [(i * 7 % 1000, i * 13 % 1000, i % 90) for i in range(200000)]
    regions = "id\n" + "".join(f"region{i:03}\n" for i in range(1000))
    wrong = {"cell": "region{0:03},region{1:03},talent,x{2}\n", "end": "rejion{0:03},region{1:03},talent,{2}\n", "clean": "region{0:03},region{1:03},talent,{2}\n"}
    used = {}
    for name, form in wrong.items():
        lines = "".join((form if i % 10 == 0 else wrong["clean"]).format(*row) for i, row in enumerate(rows))
        used[name] = spent(dataset(folder / name, links="from,to,layer,weight\n" + lines, layers=LAYERS, regions=regions))
    for name in ("cell", "end"):
        assert used[name][0] < 3 * used["clean"][0], used
        assert sanitized() or used[name][1] < 1.1 * used["clean"][1] + 1024, used  # a sanitizer keeps what was released


def test_a_file_is_no_dataset_and_what_is_one_is_said(folder):
    place = dataset(folder / "data", links=GOOD, edges=GOOD)
    for stage in (("check",), ("build", "-o", folder / "n.h5")):
        for name, says in (("links.csv", f"name the folder it is in, {place}"), ("edges.csv", "put it into one and name it for what it holds, e.g. links.csv")):
            code, out, err = run(*stage, place / name)
            assert code == 2 and out == "" and len(err.splitlines()) == 1, (code, err)
            assert f"{name}: is a file; a dataset is a folder of tables" in err and says in err, err
    code, _, err = run("check", "links.csv", cwd=place)
    assert code == 2 and err.rstrip().endswith("name the folder it is in, ."), err


def test_skipped_rows_name_the_table(folder):
    place = dataset(folder, f="a,b,c\n1,2,\n3,4,x\n")
    mapping = {"table": "links", "columns": {"from": "a", "to": "b"}, "constants": {"layer": "talent"}, "skip": [{"column": "c", "equals": ""}]}
    stocks = {"table": "indicators", "columns": {"region": "a", "value": "b"}, "constants": {"indicator": "n"}, "skip": mapping["skip"]}
    (place / "datapackage.json").write_text(json.dumps({"resources": [{"path": "f.csv", "qipan": [mapping, stocks]}]}))
    err = must("check", place)
    assert "qipan-check: f.csv: 1 row skipped for links (mapping 1 of 2): c is blank\n" in err, err
    assert "qipan-check: f.csv: 1 row skipped for indicators (mapping 2 of 2): c is blank\n" in err, err


def test_a_message_is_one_line_whatever_a_name_holds(folder):
    code, _, err = run("check", folder / "no\nsuch\x1b[31mfolder")
    assert code == 3 and len(err.splitlines()) == 1 and "\x1b" not in err, repr(err)
    place = dataset(folder / "data", links=b"from,to,layer\n\x1b[2J\nA,\x1b]0;x\x07,t\n")
    code, _, err = run("check", place)
    assert code == 1 and "\x1b" not in err and "\x07" not in err and "\\x1B" in err, repr(err)


def test_the_world_failing_is_3_with_the_path(folder):
    dataset(folder / "data", regions="id\nA\n")
    os.symlink("/dev/zero", folder / "data" / "links.csv")
    code, _, err = run("check", folder / "data", timeout=10)
    assert code == 3 and "links.csv: is a device, no file" in err, (code, err)
    place = dataset(folder / "good", links=GOOD)
    code, _, err = run("build", place, "-o", folder / "nowhere" / "n.h5")
    assert code == 3 and "nowhere" in err and "No such file" in err, (code, err)
    (folder / "a.h5").mkdir()
    code, _, err = run("build", place, "-o", folder / "a.h5")
    assert code == 3 and "is a folder" in err, (code, err)
    if os.geteuid() != 0:
        (place / "links.csv").chmod(0)
        code, _, err = run("check", place)
        assert code == 3 and "links.csv: Permission denied" in err, (code, err)


def test_closed_streams_do_no_harm(folder):
    must("build", EXAMPLE, "-o", folder / "whole.h5")
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        output = folder / "n.h5"
        output.unlink(missing_ok=True)
        code = subprocess.run(["sh", "-c", f'"$0" -v "$1" -o "$2" {closed}', str(BIN / "qipan-build"), str(EXAMPLE), str(output)]).returncode
        assert code == 0 and output.read_bytes() == (folder / "whole.h5").read_bytes(), closed
    code = subprocess.run(["sh", "-c", '"$0" --format json "$1" >&-', str(BIN / "qipan-check"), str(EXAMPLE)], stderr=subprocess.DEVNULL).returncode
    assert code == 3, "a result that cannot be written is no success"
    with open("/dev/full", "w") as full:
        done = subprocess.run([str(BIN / "qipan-check"), "--format", "json", str(EXAMPLE)], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 3 and b"No space left" in done.stderr, done


def test_devices_stay_what_they_are(folder):
    place = dataset(folder, links=GOOD)
    assert run("check", "--format", "json", place, "-o", "/dev/null")[0] == 0
    assert pathlib.Path("/dev/null").is_char_device() and not pathlib.Path("/dev/null.part").exists()


def test_a_signal_ends_it_and_leaves_nothing_beside(folder):
    place = dataset(folder / "data", links="from,to,layer,weight\n" + "".join(f"a{i},b{i % 97},talent,{i}\n" for i in range(30000)))
    output = folder / "n.h5"
    must("build", "-q", place, "-o", output)
    whole = output.read_bytes()
    chance, ended = random.Random(2), 0
    for turn in range(40):
        output.write_bytes(b"old")
        started = subprocess.Popen([str(BIN / "qipan-build"), "-q", str(place), "-o", str(output)], stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * 0.25)
        number = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)[turn % 3]
        started.send_signal(number)
        code = started.wait()
        assert code in (0, -number), code
        ended += code == -number
        assert output.read_bytes() in (b"old", whole), "half a network"
        assert not list(folder.glob("*.part")), "a part was left behind"
    assert ended >= 5, f"only {ended} runs were ended in time"


def test_a_signal_that_is_ignored_stays_ignored(folder):
    place = dataset(folder, links=GOOD)
    ignoring = subprocess.Popen([str(BIN / "qipan-build"), "-q", str(place), "-o", str(folder / "n.h5")], preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    ignoring.send_signal(signal.SIGHUP)
    assert ignoring.wait() == 0


def test_no_memory_is_a_failure_and_not_a_crash(folder):
    place = dataset(folder / "data", links="from,to,layer,weight\n" + "".join(f"a{i},b{i % 97},talent,{i}\n" for i in range(60000)))
    output, codes = folder / "n.h5", set()
    probe = subprocess.run([str(BIN / "qipan-build"), "--version"], preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20)), capture_output=True)
    if probe.returncode != 0:
        print("        (skipped: a program under a sanitizer needs more memory than it may have here)")
        return
    for mebibytes in (*range(16, 80, 2), 400):
        output.write_bytes(b"old")
        limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))
        code, _, err = run("build", "-q", place, "-o", output, preexec_fn=limit)
        if code == 127 and "error while loading" in err:
            continue  # not even the libraries fit
        assert code in (0, 3), f"{mebibytes} MiB: exit {code}\n{err}"
        assert code == 0 or output.read_bytes() == b"old", mebibytes
        codes.add(code)
    assert codes == {0, 3}, codes


main(globals())
