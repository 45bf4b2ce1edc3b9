#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How every stage meets misuse: exit status 2, one line, and what would be right."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import dataset, main, must, run  # noqa: E402

STAGES = ("check", "build", "siphon", "merge", "synergy", "chain", "scenario", "compare", "describe", "draw", "render", "synth")


def misused(stage, says, *arguments):
    code, out, err = run(stage, *arguments)
    assert code == 2, f"qipan-{stage} {arguments}: exit {code}\n{err}"
    assert out == "" and len(err.splitlines()) == 1 and err.startswith(f"qipan-{stage}: "), err
    assert says in err, f"'{says}' is not in: {err}"


def test_help_is_one_screen_on_stdout_with_two_examples(_):
    for stage in STAGES:
        code, out, err = run(stage, "--help")
        assert code == 0 and err == "", err
        lines = out.splitlines()
        assert lines[0].startswith(f"usage: qipan-{stage} "), lines[0]
        assert len(lines) <= 40 and all(len(line) <= 100 for line in lines), out
        assert sum(line.startswith(f"  qipan-{stage} ") for line in lines) == 2, out


def test_version_is_one_line_on_stdout(_):
    for stage in STAGES:
        code, out, err = run(stage, "--version")
        assert code == 0 and err == "" and out.split()[0] == f"qipan-{stage}", out


def test_no_input(_):
    for stage in set(STAGES) - {"synth"}:
        misused(stage, "0 inputs given", "-o", "x")


def test_no_output(_):
    for stage in ("build", "siphon", "synergy", "chain", "describe", "draw", "render"):
        misused(stage, "-o ", "a")
    for stage in ("scenario", "compare"):
        misused(stage, "-o ", "a", "b")


def test_two_inputs_are_needed(_):
    for stage in ("scenario", "compare"):
        misused(stage, "1 inputs given; needed: ", "a", "-o", "b")


def test_an_unknown_option_names_the_nearest(_):
    misused("siphon", "--windw is no option (nearest: --window)", "--windw", "1:2", "a", "-o", "b")


def test_an_option_without_its_value(_):
    for stage in STAGES:
        misused(stage, "--threads", "a", "--threads")


def test_a_value_that_is_no_number(_):
    misused("render", "--dpi", "--dpi", "many", "a.dot", "-o", "a.svg")


def test_a_limit_of_nothing(_):
    for limit in ("--dpi", "--seconds", "--megabytes"):
        misused("render", "--dpi is 1 to 2400", limit, "0", "a.dot", "-o", "a.svg")


def test_a_window_that_is_none(_):
    for window in ("2014", "2015:2014", "2014:2014", "x:y", "2014:2019:0", "2014:2019:m", "2014:2019:1y"):
        misused("siphon", "FROM:TO[:STEP]", "--window", window, "a.h5", "-o", "b.csv")


def test_a_number_out_of_range(_):
    for option, value, said in (("--beta", "1.5", "from 0 to 1"), ("--gamma", "-1", "0 or more"), ("--reach", "0", "above 0"), ("--least", "nan", "0 or more"), ("--replicates", "0", "at least 1")):
        misused("synergy", said, option, value, "a.h5", "-o", "b.csv")


def test_an_ending_that_is_no_picture(_):
    misused("render", ".svg, .pdf or .png", "a.dot", "-o", "a.gif")


def test_an_ending_that_is_no_network_or_comparison(_):
    misused("scenario", "a network is a file NAME.h5", "a.h5", "b.csv", "-o", "c.csv")
    misused("compare", "a comparison is a file NAME.csv", "a.csv", "b.csv", "-o", "c.md")


def test_an_input_is_not_overwritten(folder):
    for name in ("a.h5", "b.h5"):
        (folder / name).write_text("")
    misused("scenario", "-o names an input", folder / "a.h5", folder / "b.h5", "-o", folder / "b.h5")


def test_a_cascade_that_never_stops(_):
    for option, value, said in (("--stop", "0", "above 0, below 1"), ("--top", "-1", "1 or more"), ("--top", "0", "1 or more"), ("--least", "nan", "0 or more"), ("--replicates", "0", "at least 1")):
        misused("chain", said, option, value, "a.h5", "-o", "b.csv")


def test_a_home_that_is_the_country_of_nobody(folder):
    must("build", dataset(folder / "data", links="from,to,layer,weight\na,b,supply,1\n", enterprises="id,country\na,CHN\nb,JPN\n"), "-o", folder / "n.h5")
    (folder / "s.csv").write_text("action,country\nremove-country,foreign\n")
    for home, said in (("CN", "--home 'CN': it is the country of no actor (nearest: 'CHN')"), ("ZZ", "--home 'ZZ': it is"), ("", "--home '': it is")):
        misused("scenario", said, "--home", home, folder / "n.h5", folder / "s.csv", "-o", folder / "c.h5")
        misused("chain", said, "--home", home, folder / "n.h5", "-o", folder / "c.csv")
    assert not (folder / "c.h5").exists() and not (folder / "c.csv").exists()


def test_a_language_that_is_none(_):
    misused("draw", "en, zh or both", "--lang", "fr", "a.h5", "-o", "d")


def test_a_figure_that_is_none(_):
    misused("draw", "flow-map", "--figure", "flowmap", "a.h5", "-o", "d")
    misused("draw", "--ego ID says of which actor", "--figure", "ego", "a.h5", "-o", "d")


main(globals())
