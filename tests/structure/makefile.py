#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makefile.viz makes again what must be made again and nothing else; with stand-ins for the stages that log their calls."""
import os
import pathlib
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, main  # noqa: E402

# Each stand-in publishes as the real stages do: equal bytes leave a file alone. A network is the links and layers
# without their comments; a figure is drawn for each line of layers.csv.
STAND_IN = f"#!{sys.executable} -SE\n" + r'''
import pathlib, sys
stage, arguments = pathlib.Path(sys.argv[0]).name[6:], sys.argv[1:]
root = pathlib.Path(sys.argv[0]).parent
with open(root / "log", "a") as log:
    log.write(" ".join([stage, *arguments]) + "\n")
output = pathlib.Path(arguments[arguments.index("-o") + 1])
flags = ("--pairs",)  # no value follows
named = [arguments[i + 1] for i, a in enumerate(arguments) if a.startswith("--") and a not in flags]
inputs = [a for a in arguments if not a.startswith("-") and a not in named and a != str(output)]
options = [a for i, a in enumerate(arguments) if a.startswith("--") and a != "--threads" or i and arguments[i - 1].startswith("--") and arguments[i - 1] != "--threads"]

def publish(path, text):
    if (root / f"fail-{stage}").exists():
        sys.exit(f"qipan-{stage}: told to fail")
    if not path.exists() or path.read_text() != text:
        path.write_text(text)

def bare(text):
    return "".join(line + "\n" for line in text.splitlines() if not line.startswith("#"))

version = " ".join(options) + "\n"
if stage == "build":
    tables = sorted(pathlib.Path(inputs[0]).glob("*.csv"))
    if not tables:
        sys.exit(f"qipan-build: {inputs[0]}: links.csv is missing")
    publish(output, version + "".join(f"{t.name}\n{bare(t.read_text())}" for t in tables))
    publish(output.with_name("network.rows.h5"), "rows\n")
elif stage in ("siphon", "synergy", "chain", "describe"):
    if stage == "chain":
        publish(output.with_name(output.name.replace(".csv", ".substitutes.csv")), "substitutes\n")
    publish(output.with_name(output.name.replace(".csv", ".meta.json")), version)
    publish(output, version + pathlib.Path(inputs[0]).read_text())
elif stage == "scenario":
    publish(output, pathlib.Path(inputs[0]).read_text() + "".join(pathlib.Path(inputs[1]).read_text().splitlines(True)[1:]))
    publish(output.with_name("network.rows.h5"), "rows\n")
elif stage == "compare":
    before, after = (pathlib.Path(i).read_text() for i in inputs)
    publish(output, "before,after\n" + (f"{len(before)},{len(after)}\n" if before != after else ""))
    sys.exit(before != after)
elif stage == "draw":
    output.mkdir(parents=True, exist_ok=True)
    network = pathlib.Path(inputs[0]).read_text().split("layers.csv\n")[1].split("links.csv\n")[0].split()
    for layer in network:
        name = "flow-map" if len(network) == 1 else f"flow-map-{layer.split(',')[0]}"
        publish(output / f"{name}.dot", version + layer + "\n" + pathlib.Path(inputs[1]).read_text()[:0])
else:
    publish(output, pathlib.Path(inputs[0]).read_text())
'''
STAGES = ("build", "siphon", "synergy", "chain", "scenario", "compare", "describe", "draw", "render")


class Project:
    """A copy of what the makefile needs, with a dataset of two layers and stand-ins for the stages."""

    def __init__(self, folder, dataset="data/small"):
        self.root = folder / "project"
        for part in ("packaging", "data/basemap"):
            shutil.copytree(SOURCE / part, self.root / part)
        for part in ("Makefile.viz", "pipeline/CMakeLists.txt"):
            (self.root / part).parent.mkdir(exist_ok=True)
            shutil.copy(SOURCE / part, self.root / part)
        self.bin = folder / "bin"
        self.bin.mkdir()
        for stage in STAGES:
            (self.bin / f"qipan-{stage}").write_text(STAND_IN)
            (self.bin / f"qipan-{stage}").chmod(0o755)
        self.dataset = dataset
        self.write("links", "from,to,layer,weight\nA,B,talent,1\n")
        self.write("layers", "talent,1\ncapital,1\n")

    def write(self, table, text):
        place = self.root / self.dataset / f"{table}.csv"
        place.parent.mkdir(parents=True, exist_ok=True)
        self.later()
        place.write_text(text)

    def later(self):
        """Let the clock of the file system move on."""
        time.sleep(0.02)

    def make(self, *arguments, env=None, tools=True):
        given = [f"DATASET={self.dataset}", f"BIN={self.bin}"] if tools else []
        self.later()
        return subprocess.run(["make", "-f", "Makefile.viz", *given, *arguments], cwd=self.root, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, env={**os.environ, "MAKEFLAGS": "", "MAKELEVEL": "", **(env or {})}, check=False)

    def must(self, *arguments, **options):
        done = self.make(*arguments, **options)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ran(self, *arguments):
        """Make, and tell which stages ran: {stage: how often}."""
        log = self.bin / "log"
        log.unlink(missing_ok=True)
        self.must(*arguments)
        self.calls = log.read_text().splitlines() if log.exists() else []
        return {stage: n for stage in STAGES if (n := sum(call.startswith(stage + " ") for call in self.calls))}

    def figures(self, name="small"):
        return sorted(p.name for p in (self.root / "graphs" / name).iterdir())


MEASURED = {"siphon": 1, "synergy": 1, "chain": 1, "describe": 1, "draw": 1}
ALL = {"build": 1, **MEASURED, "render": 6}
NOTHING = {}


def names(*figures):
    return sorted(f"{figure}.{kind}" for figure in figures for kind in ("dot", "svg", "pdf", "png"))


def test_everything_once_then_nothing(folder):
    project = Project(folder)
    assert project.ran() == ALL, project.calls
    assert project.figures() == names("flow-map-talent", "flow-map-capital"), project.figures()
    made = {p.name for p in (project.root / "build/small").iterdir() if not p.name.startswith(".")}
    assert made == {"network.h5", "network.rows.h5", "siphon.csv", "siphon.meta.json", "synergy.csv", "synergy.meta.json", "chain.csv", "chain.meta.json", "chain.substitutes.csv", "descriptives.csv", "descriptives.meta.json", "figures"}, made
    for _ in range(3):
        assert project.ran() == NOTHING, project.calls


def test_it_ends_by_saying_where_things_are(folder):
    project = Project(folder)
    for _ in range(2):
        last = project.must().splitlines()[-2:]
        assert last == ["Figures: graphs/small (2, as DOT, SVG, PDF and PNG).", "Tables: build/small (siphon.csv, synergy.csv, chain.csv, descriptives.csv, network.h5)."], last


def test_many_jobs_at_once(folder):
    project = Project(folder)
    assert project.ran("-j8") == ALL, project.calls
    assert project.ran("-j8") == NOTHING, project.calls


def test_a_touched_table_runs_the_build_alone(folder):
    project = Project(folder)
    project.ran()
    result = project.root / "build/small/network.h5"
    before = result.stat().st_mtime_ns
    (project.root / project.dataset / "links.csv").touch()
    assert project.ran() == {"build": 1}, project.calls
    assert result.stat().st_mtime_ns == before, "an unchanged result keeps its time"
    assert project.ran() == NOTHING, project.calls


def test_a_changed_weight_runs_what_depends_on_it(folder):
    project = Project(folder)
    project.ran()
    project.write("links", "from,to,layer,weight\nA,B,talent,2\n")
    assert project.ran() == {"build": 1, **MEASURED}, project.calls
    assert project.ran() == NOTHING, "the DOT did not change, so no picture is made"
    project.write("layers", "talent,2\ncapital,1\n")
    assert project.ran() == {**ALL, "render": 3}, project.calls
    assert project.ran() == NOTHING, project.calls


def test_a_table_added_replaced_by_an_older_one_and_removed(folder):
    project = Project(folder)
    project.ran()
    table = project.root / project.dataset / "regions.csv"
    table.write_text("id\nA\n")
    os.utime(table, (1, 1))
    assert project.ran()["build"] == 1
    table.write_text("id\nB\n")
    os.utime(table, (0, 0))
    assert project.ran()["build"] == 1
    table.unlink()
    assert project.ran()["build"] == 1
    assert project.ran() == NOTHING


def test_a_changed_option_runs_what_depends_on_it(folder):
    project = Project(folder)
    project.ran()
    assert project.ran("WINDOW=2014:2019:1") == MEASURED, project.calls
    assert sum("--window 2014:2019:1 " in call for call in project.calls) == 4, project.calls
    assert project.ran("WINDOW=2014:2019:1") == NOTHING
    assert project.ran() == MEASURED
    assert project.ran("FIGURE_WINDOW=2014:2015") == {"draw": 1, "render": 6}
    assert [call for call in project.calls if call.startswith("draw --window 2014:2015 ")], project.calls
    assert project.ran("FIGURE_LANG=zh") == {"draw": 1, "render": 6}
    assert project.ran("LAYERS=talent capital", "FIGURE_LANG=zh") == {**MEASURED, "render": 6}
    assert sum("--layer talent --layer capital " in call for call in project.calls) == 5, project.calls
    assert project.ran("LAYERS=talent capital", "FIGURE_LANG=zh", "THREADS=2") == NOTHING, "threads change no result"
    other = folder / "my downloads"
    other.mkdir()
    assert project.ran(f"FILES={other}")["build"] == 1
    (other / "flows of 2014.csv").write_text("x\n")
    assert project.ran(f"FILES={other}") == {"build": 1}, project.calls
    assert project.ran(f"FILES={other}") == NOTHING


def test_a_specification_of_figures_is_passed_on(folder):
    project = Project(folder)
    project.ran()
    spec = project.root / "graphs/small/figures.json"
    spec.write_text("{}")
    assert project.ran()["draw"] == 1
    assert [call for call in project.calls if call.startswith("draw --spec graphs/small/figures.json ")], project.calls
    assert project.ran() == NOTHING
    project.later()
    spec.write_text('{"others": true}')
    assert project.ran() == {"draw": 1}, project.calls
    labels = spec.with_name("labels.csv")
    labels.write_text("id,name\n")
    assert project.ran() == {"draw": 1}, project.calls
    assert project.ran("FIGURE_LANG=zh")["draw"] == 1
    assert [call for call in project.calls if call.startswith("draw --spec graphs/small/figures.json --lang zh ")], project.calls
    project.ran()
    labels.unlink()
    spec.unlink()
    assert project.ran()["draw"] == 1
    assert not [call for call in project.calls if "--spec" in call], project.calls
    assert spec.parent.is_dir() and project.ran() == NOTHING


def test_a_new_executable_runs_again(folder):
    project = Project(folder)
    project.ran()
    (project.bin / "qipan-render").touch()
    assert project.ran() == {"render": 6}
    (project.bin / "qipan-siphon").touch()
    assert project.ran() == {"siphon": 1}
    assert project.ran() == NOTHING


def test_results_that_are_gone_come_back(folder):
    project = Project(folder)
    project.ran()
    for gone, runs in (("build/small/network.h5", {"build": 1, **MEASURED}), ("build/small/siphon.meta.json", {"siphon": 1}),
                       ("build/small/chain.substitutes.csv", {"chain": 1}),
                       ("build/small/descriptives.csv", {"describe": 1}), ("graphs/small/flow-map-talent.dot", {"draw": 1, "render": 3}),
                       ("graphs/small/flow-map-capital.png", {"render": 1})):
        (project.root / gone).unlink()
        assert project.ran() == runs, (gone, project.calls)
        assert (project.root / gone).exists(), gone
        assert project.ran() == NOTHING, (gone, project.calls)


def test_a_figure_that_is_drawn_no_longer_goes_and_says_so(folder):
    project = Project(folder)
    project.ran()
    own = project.root / "graphs/small/own.dot"
    own.write_text("digraph {}\n")
    project.write("layers", "talent,1\n")
    said = project.must()
    assert project.figures() == sorted(names("flow-map") + ["own.dot"]), project.figures()
    for layer in ("talent", "capital"):
        assert f"no longer drawn, removed: graphs/small/flow-map-{layer}.*" in said, said
    assert "own.dot" not in said, "what it did not draw is not its business"


def test_a_failure_keeps_what_was_good_and_the_next_run_mends_it(folder):
    project = Project(folder)
    project.ran()
    results = {"build": "build/small/network.h5", "siphon": "build/small/siphon.csv", "synergy": "build/small/synergy.csv",
               "chain": "build/small/chain.csv", "describe": "build/small/descriptives.csv",
               "draw": "graphs/small/flow-map-talent.dot", "render": "graphs/small/flow-map-talent.png"}
    for turn, stage in enumerate(results, 2):
        result = project.root / results[stage]
        good = result.read_bytes()
        project.write("layers", f"talent,{turn}\ncapital,{turn}\n")
        (project.bin / f"fail-{stage}").touch()
        done = project.make()
        assert done.returncode != 0 and f"qipan-{stage}: told to fail" in done.stderr, (stage, done.stderr)
        assert "Figures:" not in done.stdout, (stage, done.stdout)
        assert result.read_bytes() == good, stage
        (project.bin / f"fail-{stage}").unlink()
        project.must()
        assert f"talent,{turn}" in result.read_text(), stage
        assert project.ran() == NOTHING, (stage, project.calls)


WHAT_IF = {"scenario": 1, "chain": 1, "compare": 1}


def with_scenario(folder, *more):
    """A project with a scenario that adds a line to the network."""
    project = Project(folder)
    project.write("scenarios/gone", "action\nremove-layer\n")
    for name in more:
        project.write(f"scenarios/{name}", "action\n")
    return project


def test_each_scenario_is_made_measured_and_compared(folder):
    project = with_scenario(folder, "nothing")
    assert project.ran() == {**ALL, "scenario": 2, "chain": 3, "compare": 2}, project.calls
    made = project.root / "build/small/scenarios"
    assert sorted(p.name for p in made.iterdir()) == ["gone", "nothing"]
    for name in ("gone", "nothing"):
        assert {p.name for p in (made / name).iterdir()} == {"network.h5", "network.rows.h5", "chain.csv", "chain.meta.json", "chain.substitutes.csv", "compare.csv"}, name
    assert (made / "nothing/compare.csv").read_text() == "before,after\n"
    assert len((made / "gone/compare.csv").read_text().splitlines()) == 2
    assert project.must().splitlines()[-1] == "Scenarios: build/small/scenarios (gone nothing: compare.csv)."
    assert project.ran() == NOTHING, project.calls
    assert project.ran("-j8") == NOTHING, project.calls


def test_a_scenario_is_made_again_when_its_bytes_change(folder):
    project = with_scenario(folder)
    project.ran()
    (project.root / project.dataset / "scenarios/gone.csv").touch()
    assert project.ran() == NOTHING, project.calls
    project.write("scenarios/gone", "action\nremove-layer\nremove-actor\n")
    assert project.ran() == WHAT_IF, project.calls
    project.write("scenarios/more", "action\nadd-link\n")
    assert project.ran() == WHAT_IF, project.calls
    project.write("links", "from,to,layer,weight\nA,B,talent,2\n")
    assert project.ran() == {"build": 1, **MEASURED, "scenario": 2, "chain": 3, "compare": 2}, project.calls
    assert project.ran() == NOTHING, project.calls


def test_other_panels_of_a_scenario_are_compared_when_asked(folder):
    project = with_scenario(folder)
    project.ran()
    asked = "SCENARIO_PANELS=siphon synergy chain"
    assert project.ran(asked) == {"siphon": 1, "synergy": 1, "chain": 1, "compare": 3}, project.calls
    assert len((project.root / "build/small/scenarios/gone/compare.csv").read_text().splitlines()) == 4
    assert project.ran(asked) == NOTHING, project.calls
    assert project.ran("SCENARIO_PANELS=", "WINDOW=2014:2019:1") == MEASURED, project.calls
    done = project.make("SCENARIO_PANELS=chains")
    assert done.returncode == 2 and "chains is none of siphon synergy chain" in done.stderr, done.stderr


def test_results_of_a_scenario_that_are_gone_come_back(folder):
    project = with_scenario(folder)
    project.ran()
    for gone, runs in (("network.h5", WHAT_IF), ("chain.csv", {"chain": 1, "compare": 1}), ("compare.csv", {"chain": 1, "compare": 1})):
        (project.root / "build/small/scenarios/gone" / gone).unlink()
        assert project.ran() == runs, (gone, project.calls)
        assert project.ran() == NOTHING, (gone, project.calls)


def test_a_scenario_that_fails_stops_and_the_next_run_mends_it(folder):
    project = with_scenario(folder)
    project.ran()
    good = (project.root / "build/small/scenarios/gone/compare.csv").read_bytes()
    for turn, stage in enumerate(("scenario", "compare")):
        project.write("scenarios/gone", f"action\n{turn}\n")
        (project.bin / f"fail-{stage}").touch()
        done = project.make()
        assert done.returncode != 0 and "Scenarios:" not in done.stdout, (stage, done.stdout)
        (project.bin / f"fail-{stage}").unlink()
        project.must()
        assert project.ran() == NOTHING, (stage, project.calls)
    assert (project.root / "build/small/scenarios/gone/compare.csv").read_bytes() != good


def test_names_of_scenarios_that_make_would_misread_are_refused(folder):
    for name, says in (("a b", "a blank cannot stand"), ("a%b", "a % cannot stand"), ("a$b", "a $ cannot stand"), ("it's", "a ' cannot stand"), ("a:b", "a : cannot stand")):
        shutil.rmtree(folder / "project", ignore_errors=True)
        shutil.rmtree(folder / "bin", ignore_errors=True)
        project = with_scenario(folder)
        project.write(f"scenarios/{name}", "action\n")
        done = project.make()
        assert done.returncode == 2 and says in done.stderr, (name, done.stderr)
        assert not (project.bin / "log").exists(), "nothing ran"


def test_datasets_anywhere_and_with_odd_names(folder):
    outside = folder / "elsewhere"
    for dataset, name in ((str(outside / "far"), "far"), ("data/small/", "small"), ("data/深圳_2014-a.b+c@d,e^f", "深圳_2014-a.b+c@d,e^f"), ("./data/../data/dots", "dots")):
        shutil.rmtree(folder / "project", ignore_errors=True)
        shutil.rmtree(folder / "bin", ignore_errors=True)
        project = Project(folder, dataset)
        assert project.ran() == ALL, (dataset, project.calls)
        assert project.figures(name) == names("flow-map-talent", "flow-map-capital"), dataset
        assert project.ran() == NOTHING, dataset


def test_names_that_make_or_the_shell_would_misread_are_refused(folder):
    project = Project(folder)
    for given, says in (("DATASET=my data", "a blank cannot stand there"), ("DATASET=it's", "a quote cannot stand there"), ("WINDOW=1:2'", "a quote cannot stand there"),
                        ("DATASET=a%b", "a % cannot stand in a name"), ("DATASET=a:b", "a : cannot stand in a name"), ("DATASET=a;b", "a ; cannot stand in a name"),
                        ("DATASET=a*", "a * cannot stand in a name"), ("DATASET=a(b)", "a ( cannot stand in a name"), ("DATASET=a#b", "a # cannot stand in a name"),
                        ("DATASET=a$$b", "a $ cannot stand in a name"), ("DATASET=x/bin", "build/bin is taken"), ("DATASET=fuzz", "build/fuzz is taken"), ("SIZES=1'", "a quote cannot stand there"), ("DATASET=release/", "build/release is taken"), ("DATASET=/", "is taken")):
        done = project.make(f"BIN={project.bin}", given, tools=False)
        assert done.returncode == 2 and says in done.stderr and len(done.stderr.splitlines()) == 1, (given, done.stderr)
    assert not (project.bin / "log").exists(), "nothing ran"
    done = project.make("DATASET=data/none")
    assert done.returncode != 0 and "links.csv is missing" in done.stderr, done.stderr
    assert not (project.root / "graphs/none").exists()


def test_options_do_not_reach_the_shell(folder):
    project = Project(folder)
    project.must("LAYERS=$$(touch${IFS}pwned) `touch${IFS}pwned`", 'FIGURE_LANG="; touch pwned; "', "WINDOW=& touch pwned")
    assert not list(folder.rglob("pwned"))


def test_another_folder_is_refused(folder):
    project = Project(folder)
    done = subprocess.run(["make", "-f", str(project.root / "Makefile.viz"), "help"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "run this in the folder where Makefile.viz stands" in done.stderr, done.stderr


def test_without_a_dataset_the_main_job_makes_atlas_and_demo(folder):
    project = Project(folder)
    for name in ("atlas", "demo"):
        shutil.copytree(project.root / project.dataset, project.root / "data" / name)
    twice = {stage: 2 * n for stage, n in ALL.items()}
    assert project.ran("DATASET=") == twice, project.calls
    drawn = {call.split()[-1]: call for call in project.calls if call.startswith("draw ")}
    assert not [call for call in drawn.values() if "--spec" in call], drawn
    assert project.figures("atlas") == project.figures("demo") == names("flow-map-talent", "flow-map-capital"), project.figures("atlas")
    assert project.ran("DATASET=") == NOTHING, project.calls
    assert project.ran("DATASET=", "FIGURE_LANG=zh") == {"draw": 2, "render": 12}, project.calls


def test_help_is_one_screen_and_names_every_target_and_option(folder):
    project = Project(folder)
    said = project.must("help")
    assert len(said.splitlines()) <= 40, said
    for word in ("test", "bench", "build", "packages", "format", "clean", "help", "DATASET=", "FILES=", "WINDOW=", "PAIRS=", "FIGURE_WINDOW=", "LAYERS=", "SCENARIO_PANELS=", "EGO=", "FIGURE_LANG=", "THREADS=", "BIN=", "SIZES="):
        assert word in said, word


def debian(folder, user, **commands):
    """A PATH on which Debian's tools are stand-ins that log their calls; installed: all but libcsv-dev and cmake."""
    place = folder / "debian"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    tools = {
        "dpkg-query": 'shift 3; for a; do case $a in libcsv-dev) ;; cmake) echo "config-files cmake" ;; *) echo "installed $a" ;; esac; done; exit 1',
        "id": f"echo {user}",
        "sudo": "exit 1",
        "apt-cache": "exit 0",
        "apt-get": "exit 0",
        **commands,
    }
    for name, script in tools.items():
        logged = f'echo "{name} $*" >>{place}/log\n' if name.startswith(("apt", "sudo")) else ""
        (place / name).write_text(f"#!/bin/sh\n{logged}{script}\n")
        (place / name).chmod(0o755)
    return {"PATH": f"{place}:{os.environ['PATH']}"}


def logged(folder):
    log = folder / "debian/log"
    return log.read_text().splitlines() if log.exists() else []


INSTALL = "apt-get install --yes --quiet --no-install-recommends cmake libcsv-dev"


def test_missing_packages_are_named_and_installed(folder):
    project = Project(folder)
    said = project.must("packages", env=debian(folder, 0), tools=False)
    assert said.splitlines()[0] == "Missing packages: cmake libcsv-dev", said
    assert logged(folder) == ["apt-cache show cmake libcsv-dev", INSTALL], logged(folder)


def test_the_lists_of_packages_are_fetched_only_when_needed(folder):
    project = Project(folder)
    project.must("packages", env=debian(folder, 0, **{"apt-cache": "exit 100"}), tools=False)
    assert logged(folder)[1:] == ["apt-get update --quiet", INSTALL], logged(folder)
    once = f"[ $1 = update ] && exit 0; [ -e {folder}/tried ] && exit 0; touch {folder}/tried; exit 100"
    project.must("packages", env=debian(folder, 0, **{"apt-get": once}), tools=False)
    assert logged(folder)[1:] == [INSTALL, "apt-get update --quiet", INSTALL], logged(folder)


def test_without_the_right_to_install_the_line_to_run_is_printed(folder):
    project = Project(folder)
    done = project.make("packages", env=debian(folder, 1000), tools=False)
    assert done.returncode != 0
    assert done.stdout.splitlines()[-1].strip() == "apt-get install --no-install-recommends cmake libcsv-dev", done.stdout
    assert not [call for call in logged(folder) if call.startswith("apt")], logged(folder)


def test_sudo_is_used_where_it_works(folder):
    project = Project(folder)
    project.must("packages", env=debian(folder, 1000, sudo='[ "$1" = -n ] && exit 0; exec "$@"'), tools=False)
    assert f"sudo env DEBIAN_FRONTEND=noninteractive {INSTALL}" in logged(folder), logged(folder)


def test_an_installation_that_fails_stops_everything(folder):
    project = Project(folder)
    done = project.make("all", f"DATASET={project.dataset}", env=debian(folder, 0, **{"apt-get": "exit 100"}), tools=False)
    assert done.returncode != 0 and not (project.root / "build/release").exists(), done.stdout


def test_nothing_missing_says_nothing_and_is_quick(folder):
    project = Project(folder)
    env = debian(folder, 1000, **{"dpkg-query": 'for a in "$@"; do echo "installed $a"; done'})
    begun = time.monotonic()
    assert project.must("packages", env=env, tools=False) == ""
    assert time.monotonic() - begun < 2 and logged(folder) == []


main(globals())
