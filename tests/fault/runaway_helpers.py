#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Graphviz and rsvg-convert that break, run away or are missing: one clear message, exit 3, the good picture untouched."""
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import BIN, main, must, run, sanitized  # noqa: E402

GOOD = 'digraph { graph [layout=nop2]; a [pos="0,0"]; b [pos="90,0"]; a -> b; }'


def fails(folder, says, dot, *options, kind="svg", env=None):
    """Rendering must fail as said and leave the good picture alone."""
    source, target = folder / "figure.dot", folder / f"figure.{kind}"
    source.write_text(GOOD)
    must("render", source, "-o", target)
    good = target.read_bytes()
    source.write_bytes(dot if isinstance(dot, bytes) else dot.encode())
    code, out, err = run("render", *options, source, "-o", target, env=env)
    assert code == 3, f"exit {code}\n{err}"
    assert out == "" and len(err.splitlines()) == 1, err
    assert err.startswith(f"qipan-render: {source}: "), err
    assert re.search(says, err), f"'{says}' is not in: {err}"
    assert target.read_bytes() == good, "the good picture was lost"
    assert not list(folder.glob("*.part")), "something was left behind"


def test_a_text_that_is_no_dot(folder):
    fails(folder, r"syntax error in line 1 near 'from'", "from,to,weight\nA,B,3\n")
    fails(folder, r"syntax error in line 3", "digraph {\n a -> \n")
    fails(folder, r"the file is empty", "")
    fails(folder, r"no graph in the file", "/* nothing */\n")
    fails(folder, r"more than one graph", GOOD + GOOD)
    fails(folder, r"syntax error", GOOD + "}")
    fails(folder, r"holds a NUL byte", GOOD.encode() + b"\0" + GOOD.encode())


def test_a_figure_that_graphviz_complains_about(folder):
    fails(folder, r"no position", "digraph { a; }")
    fails(folder, r"nacre is not a known color", 'digraph { a [pos="0,0", color=nacre]; }')
    fails(folder, r'Layout type: "chart" not recognized', "digraph { layout=chart; a; }")
    fails(folder, r"longer than 16384", 'digraph { a [pos="0,0", comment="' + 20000 * "x" + '"]; }')


def test_a_drawing_with_active_content(folder):
    fails(folder, r"an attribute 'onload'", r'digraph { a [pos="0,0", fontname="x\" onload=\"alert(1)"]; }')
    fails(folder, r"a link that leads elsewhere 'javascript:", 'digraph { a [pos="0,0", URL="javascript:alert(1)"]; }')
    fails(folder, r"an element 'script'", r'digraph { a [pos="0,0", fontname="x\"><script>1</script>"]; }')
    fails(folder, r"xml-stylesheet", 'digraph { stylesheet="http://x/y.css"; a [pos="0,0"]; }')
    fails(folder, r"/etc/passwd", 'digraph { a [pos="0,0", image="/etc/passwd"]; }')
    fails(folder, r"a character that XML has not", b'digraph { a [pos="0,0", id="x\x01"]; }')
    fails(folder, r"a character that XML has not", b'digraph { a [pos="0,0", id="x\xff"]; }')


def tangle(options, seed):
    """A small random graph; these few are known to break Graphviz 2.42."""
    chance = random.Random(seed)
    n = chance.randint(5, 12)
    return f"digraph {{ {options}; " + " ".join(f"n{chance.randrange(n)} -> n{chance.randrange(n)};" for _ in range(2 * n)) + " }"


def test_a_crash_in_graphviz(folder):
    fails(folder, r"Graphviz was ended by signal 11", tangle("layout=dot; concentrate=true; splines=ortho", 0))
    fails(folder, r"Graphviz: failed at node", tangle("layout=circo; splines=ortho", 0))


def test_edges_that_graphviz_loses_without_a_word(folder):
    fails(folder, r"Graphviz drew 5 of 5 nodes and 8 of 10 edges", tangle("layout=dot; concentrate=true; splines=ortho", 2))


def test_a_layout_that_runs_away(folder):
    nodes = 600
    dot = "digraph { layout=dot; " + "".join(f"n{i} -> n{(7 * i * i + 3 * i + 1) % nodes}; n{i} -> n{(11 * i + 5) % nodes};" for i in range(nodes)) + "}"
    begun = time.monotonic()
    fails(folder, r"Graphviz was stopped after 1 s; --seconds allows more", dot, "--seconds", 1)
    assert time.monotonic() - begun < 10


def test_a_layout_that_hogs_memory(folder):
    if sanitized():
        print("        (skipped: no limit on memory under the address sanitizer)")
        return
    dot = 'digraph { layout=dot; a [label=<<TABLE><TR><TD ROWSPAN="65535" COLSPAN="65535">x</TD></TR></TABLE>>]; }'
    fails(folder, r"Graphviz needs more than 300 MB; --megabytes allows more", dot, "--megabytes", 300)


def test_rsvg_convert_that_is_missing(folder):
    (folder / "bin").mkdir()
    fails(folder, r"rsvg-convert: it is not installed; install the package librsvg2-bin", GOOD, kind="png", env={"PATH": str(folder / "bin")})


def stand_in(folder, script):
    """A PATH on which rsvg-convert is a script of ours."""
    place = folder / "bin"
    place.mkdir(exist_ok=True)
    (place / "rsvg-convert").write_text(f"#!/bin/sh\n{script}\n")
    (place / "rsvg-convert").chmod(0o755)
    return {"PATH": f"{place}:{os.environ['PATH']}"}


def test_rsvg_convert_that_misbehaves(folder):
    cases = (
        ("cat >/dev/null; echo 'thread main panicked' >&2", r"rsvg-convert: thread main panicked", "pdf"),
        ("echo 'no input was read' >&2; exit 1", r"rsvg-convert: no input was read", "pdf"),
        ("cat >/dev/null; exit 4", r"rsvg-convert ended with status 4", "pdf"),
        ("cat >/dev/null; kill -9 $$", r"rsvg-convert was ended by signal 9", "pdf"),
        ("cat >/dev/null", r"rsvg-convert wrote no PDF", "pdf"),
        ("cat >/dev/null; printf '\\211PNG\\r\\n\\032\\n'", r"rsvg-convert wrote no whole PNG", "png"),
        ("exec sleep 60", r"rsvg-convert was stopped after 1 s", "png"),
        ("exec cat", r"rsvg-convert wrote no PDF", "pdf"),
    )
    for script, says, kind in cases:
        fails(folder, says, GOOD, "--seconds", 1, kind=kind, env=stand_in(folder, script))


def test_nothing_runs_on_when_the_stage_is_killed(folder):
    env = {**os.environ, **stand_in(folder, f"echo $$ >{folder}/pid; exec sleep 60")}
    (folder / "figure.dot").write_text(GOOD)
    stage = subprocess.Popen([str(BIN / "qipan-render"), str(folder / "figure.dot"), "-o", str(folder / "figure.png")], env=env)
    for _ in range(500):
        if (folder / "pid").exists() and (folder / "pid").read_text().strip():
            break
        time.sleep(0.02)
    child = int((folder / "pid").read_text())
    stage.send_signal(signal.SIGKILL)
    stage.wait()
    for _ in range(500):
        if not pathlib.Path(f"/proc/{child}").exists() or " Z " in pathlib.Path(f"/proc/{child}/stat").read_text():
            return
        time.sleep(0.02)
    raise AssertionError("rsvg-convert runs on")


assert shutil.which("rsvg-convert"), "rsvg-convert is needed here"
main(globals())
