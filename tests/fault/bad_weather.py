#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A full disk, a limit on file size and kill -9 at any moment leave the last good outputs."""
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import BIN, SOURCE, main, must, run  # noqa: E402

EXAMPLE = SOURCE / "data" / "example"


def what_if(into):
    """A scenario, written where it is not there yet."""
    path = into / "what-if.csv"
    if not path.exists():
        path.write_text("action,layer,from,to,factor,weight\nscale-weight,talent,,,2,\nadd-link,talent,shanghai,beijing,,7\n")
    return path


def stages(into, dataset=EXAMPLE):
    """Every stage as (name, arguments, outputs), in order."""
    network, siphon = into / "network.h5", into / "siphon.csv"
    synergy, groups, graphs = into / "synergy.csv", into / "descriptives.csv", into / "graphs"
    yield "build", (dataset, "-o", network), [network, into / "network.rows.h5"]
    yield "siphon", (network, "-o", siphon), [siphon, into / "siphon.meta.json"]
    yield "synergy", (network, "-o", synergy), [synergy, into / "synergy.meta.json"]
    chain, changed = into / "chain.csv", into / "changed.h5"
    yield "chain", ("--replicates", 9, network, "-o", chain), [chain, into / "chain.meta.json", into / "chain.substitutes.csv"]
    yield "scenario", (network, what_if(into), "-o", changed), [changed, into / "changed.rows.h5"]
    yield "describe", (network, "-o", groups), [groups, into / "descriptives.meta.json"]
    yield "draw", ("--layer", "talent", network, siphon, "-o", graphs), [graphs / "flow-map.dot"]
    for kind in ("svg", "pdf", "png"):
        yield "render", (graphs / "flow-map.dot", "-o", graphs / f"flow-map.{kind}"), [graphs / f"flow-map.{kind}"]


def build_all(into):
    for stage, arguments, _ in stages(into):
        must(stage, *arguments)


def held(into):
    """Every output and its bytes."""
    return {path: path.read_bytes() for _, _, outputs in stages(into) for path in outputs}


def changed_copy(folder):
    """The example with one weight changed, so that every output would change."""
    copy = folder / "changed"
    shutil.copytree(EXAMPLE, copy)
    links = (copy / "links.csv").read_text().splitlines(keepends=True)
    cells = links[0].rstrip("\n").split(",")
    weight, layer = cells.index("weight"), cells.index("layer")
    for i, line in enumerate(links[1:], 1):
        row = line.rstrip("\n").split(",")
        if row[layer] == "talent":
            row[weight] = str(int(row[weight]) + 500)
            links[i] = ",".join(row) + "\n"
            break
    (copy / "links.csv").write_text("".join(links))
    return copy


def test_a_limit_on_file_size_leaves_the_good_outputs(folder):
    build_all(folder)
    good = held(folder)
    changed = changed_copy(folder)
    limited = lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)))
    other = folder / "other"
    other.mkdir()
    build_all_of(changed, other)
    for stage, arguments, outputs in stages(folder, changed):
        moved = [str(other / a.relative_to(folder)) if isinstance(a, pathlib.Path) and a.suffix in (".h5", ".csv", ".dot") and a not in outputs else a for a in arguments]
        code, _, err = run(stage, *moved, preexec_fn=limited)
        assert code == 3, f"qipan-{stage}: exit {code}\n{err}"
        assert "File too large" in err, f"qipan-{stage}: {err}"
    assert held(folder) == good, "a good output was lost"
    assert not list(folder.rglob("*.part")), "a part was left behind"


def build_all_of(dataset, into):
    for stage, arguments, _ in stages(into, dataset):
        must(stage, *arguments)


def test_a_full_disk_leaves_the_good_outputs(folder):
    mount = folder / "disk"
    mount.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(mount)], capture_output=True).returncode != 0:
        print("        (a small tmpfs cannot be mounted here; the file size limit stands for it)")
        return
    try:
        build_all(mount)
        good = held(mount)
        changed = changed_copy(folder)
        filler = mount / "filler"
        with open(filler, "wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        code, _, err = run("build", changed, "-o", mount / "network.h5")
        assert code == 3 and "No space left" in err, (code, err)
        assert held(mount) == good, "a good output was lost"
    finally:
        subprocess.run(["umount", str(mount)], check=True)


def test_standard_output_that_is_full(folder):
    must("build", EXAMPLE, "-o", folder / "network.h5")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([str(BIN / "qipan-siphon"), str(folder / "network.h5"), "-o", "-"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 3 and b"No space left" in done.stderr, done


def test_kill_at_any_moment_leaves_whole_outputs(folder):
    """Each stage alternates between two datasets and is killed at random moments: every output is always one of the two whole ones."""
    changed = changed_copy(folder)
    one, two, live = folder / "one", folder / "two", folder / "live"
    for into, dataset in ((one, EXAMPLE), (two, changed)):
        into.mkdir()
        build_all_of(dataset, into)
    shutil.copytree(one, live)
    whole = [{p.relative_to(d): b for p, b in held(d).items()} for d in (one, two)]
    chance = random.Random(1)
    killed = 0
    for turn in range(12):
        source, dataset = ((one, EXAMPLE), (two, changed))[turn % 2]
        for (stage, arguments, outputs), (_, from_there, _) in zip(stages(live, dataset), stages(source, dataset)):
            call = [str(a if a in outputs or a == live / "graphs" or not isinstance(a, pathlib.Path) else b) for a, b in zip(arguments, from_there)]
            start = subprocess.Popen([str(BIN / f"qipan-{stage}"), *call], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * 0.05)
            start.kill()
            killed += start.wait() == -signal.SIGKILL
            for output in outputs:
                name = output.relative_to(live)
                assert output.read_bytes() in (whole[0][name], whole[1][name]), f"{name} is neither of the whole ones"
    assert killed >= 10, f"only {killed} runs were killed in time"
    build_all_of(EXAMPLE, live)
    assert {p.relative_to(live): b for p, b in held(live).items()} == whole[0], "the next run did not mend it"


main(globals())
