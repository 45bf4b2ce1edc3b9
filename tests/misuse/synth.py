#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What qipan-synth cannot do it says in one line, and leaves what is there as it is."""
import os
import pathlib
import resource
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import dataset, main, must, run  # noqa: E402


def refused(code, says, *arguments, **options):
    got, out, err = run("synth", *arguments, **options)
    assert got == code and out == "" and len(err.splitlines()) == 1, f"{arguments}: exit {got}\n{err}"
    assert err.startswith("qipan-synth: ") and says in err, f"'{says}' is not in: {err}"


def test_numbers_out_of_bounds(folder):
    for option, value, says in (("--regions", "1", "--regions is a number from 2 to 5000"), ("--regions", "5001", "5000"), ("--regions", "-3", "--regions"), ("--regions", "0", "--regions"), ("--enterprises", "0", "--enterprises"),
                                ("--clusters", "21", "--clusters is a number from 1 to 20"), ("--rank-size", "-1", "--rank-size"),
                                ("--rank-size", "nan", "--rank-size"), ("--links", "0", "--links"), ("--links", "-1", "--links"),
                                ("--enterprises", "-1", "--enterprises"), ("--chokepoints", "100", "from 0 to 99"), ("--from", "0", "--from"),
                                ("--until", "2018", "--until is a number from 2019"), ("--seed", "-1", "--seed")):
        refused(2, says, option, value, "-o", folder / "t")
    refused(2, "--regions", "--regions", "many", "-o", folder / "t")
    assert not (folder / "t").exists()


def test_lists_that_are_none(folder):
    for option, value, says in (("--siphon", "1.1", "--siphon '1.1' is not understood; it is numbers from -1 to 1"), ("--siphon", "0.5,", "--siphon"),
                                ("--siphon", "", "--siphon"), ("--siphon-capital", "a", "--siphon-capital 'a'"), ("--isomorphism", "-0.1", "from 0 to 1"),
                                ("--gap", "4", "stages 0 (none) to 3"), ("--gap", "1.5", "--gap"), ("--siphon", ",".join(["0"] * 65), "--siphon")):
        refused(2, says, option, value, "-o", folder / "t")
    refused(2, "a list names 6 clusters; there are 5", "--gap", "0,0,0,0,0,1", "-o", folder / "t")
    assert not (folder / "t").exists()


def test_home_that_is_abroad_or_none(folder):
    for home in ("XXA", "chn", "C", "CHNA", "C,N", ""):
        refused(2, "two or three capitals", "--home", home, "-o", folder / "t")


def test_links_too_few_or_too_many(folder):
    refused(2, "--links 800 is too few: 20 regions in 5 clusters over 6 years take at least", "--links", 800, "-o", folder / "t")
    refused(2, "--links 100000 is too many for 60 enterprises and 30 institutes", "--links", 100000, "--enterprises", 60, "--institutes", 30, "-o", folder / "t")
    refused(2, "the customers of 99 chokepoints take at least", "--chokepoints", 99, "-o", folder / "t")
    refused(2, "20 regions want as many enterprises", "--enterprises", 19, "-o", folder / "t")
    refused(2, "20 regions want as many", "--institutes", 19, "-o", folder / "t")
    assert not (folder / "t").exists()


def test_the_least_number_of_links_that_it_names_will_do(folder):
    for options in ([], ["--chokepoints", 20], ["--regions", 100, "--clusters", 3]):
        code, _, err = run("synth", *options, "--links", 50, "-o", folder / "t")
        assert code == 2 and "at least" in err, err
        while code == 2 and "at least" in err:
            code, _, err = run("synth", *options, "--links", int(err.split()[-1]), "-o", folder / "t")
        assert code == 0, err


PLACES = {"regions": "id,cluster,core,lon,lat,population\na,x,true,1,1,1000\nb,x,,2,2,500\n", "clusters": "id\nx\n"}


def test_places_that_lack_something(folder):
    cases = (({"clusters": None}, "needed are regions.csv with 2 to 5000 rows, and clusters.csv"),
             ({"regions": PLACES["regions"].replace("b,x", "b,y")}, "'b' has no cluster that clusters.csv lists"),
             ({"regions": PLACES["regions"].replace("2,2,500", "2,,500")}, "'b' has no lon and lat"),
             ({"regions": PLACES["regions"].replace("500", "0")}, "'b' has no population from 1"),
             ({"regions": PLACES["regions"].replace("true", "")}, "'x' has no core"),
             ({"regions": PLACES["regions"].replace("b,x", "e7,x")}, "a region has the id 'e7'"),
             ({"regions": PLACES["regions"].replace("b,x", "tech-steel,x")}, "a region has the id 'tech-steel'"))
    for n, (change, says) in enumerate(cases):
        tables = {k: v for k, v in {**PLACES, **change}.items() if v is not None}
        refused(2, says, "--places", dataset(folder / str(n), **tables), "-o", folder / "t")
    refused(2, "--regions and --clusters invent what --places gives", "--places", dataset(folder / "p", **PLACES), "--regions", 9, "-o", folder / "t")
    assert not (folder / "t").exists()


def test_places_with_defects_are_told_with_their_place(folder):
    places = dataset(folder / "p", **{**PLACES, "regions": PLACES["regions"].replace("2,2", "2,north")})
    refused(1, "regions.csv:3:", "--places", places, "-o", folder / "t")
    refused(3, "No such file", "--places", folder / "nowhere", "-o", folder / "t")


def test_no_output_and_inputs(folder):
    refused(2, "-o FOLDER is needed")
    refused(2, "1 inputs given", folder, "-o", folder / "t")
    refused(2, "a dataset is a folder", "-o", "-")


def test_tables_of_somebody_are_not_overwritten(folder):
    for name in ("links.csv", "pairs.csv.gz"):
        own = folder / name.split(".")[0]
        own.mkdir()
        (own / name).write_bytes(b"mine")
        refused(2, "that qipan-synth did not make", "-o", own)
        assert [(p.name, p.read_bytes()) for p in own.iterdir()] == [(name, b"mine")]


def test_a_folder_that_cannot_be_written(folder):
    (folder / "file").write_text("", encoding="utf-8")
    refused(3, "file", "-o", folder / "file")
    refused(3, "file/t", "-o", folder / "file" / "t")
    (folder / "t" / "links.csv").mkdir(parents=True)
    (folder / "t" / "truth.csv").write_text("", encoding="utf-8")
    refused(3, "links.csv: is a folder", "-o", folder / "t")
    if os.geteuid() != 0:
        (folder / "sealed").mkdir(mode=0o500)
        refused(3, "Permission denied", "-o", folder / "sealed" / "t")


def limit():
    resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))


def test_a_file_that_finds_no_room_leaves_the_last_one(folder):
    must("synth", "-o", folder / "t")
    before = (folder / "t" / "links.csv").read_bytes()
    refused(3, "links.csv: File too large", "--seed", 2, "-o", folder / "t", preexec_fn=limit)
    assert (folder / "t" / "links.csv").read_bytes() == before
    assert not list((folder / "t").glob("*.part"))


main(globals())
