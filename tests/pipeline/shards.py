#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Parts of the replicates, drawn apart and joined: what one run would have written, byte for byte."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import dataset, main, must  # noqa: E402

YEARS = "--window", "2001:2004:1", "--pairs"
RESULTS = "siphon.csv", "siphon.meta.json", "siphon.backbone.csv"


def network(folder):
    """Seven regions in two clusters, a layer of counts and one of amounts, three years."""
    regions = "".join(f"r{r},{'K' if r < 4 else 'L'},{10 * r + 5},{100 + r},{30 + r * r}\n" for r in range(7))
    links = "".join(
        f"r{r},r{s},{layer},{(r * 5 + s * 3 + year) % 7 + 0.5 * (layer == 'transfer')},{year}\n"
        for layer in ("talent", "transfer") for year in (2001, 2002, 2003) for r in range(7) for s in range(7)
        if r != s and (r * s + year) % 3 > 0)
    dataset(folder / "data", regions="id,cluster,population,lon,lat\n" + regions,
            layers="id,measure,weighted,sense\ntalent,count,true,resource\ntransfer,amount,true,benefit\n",
            links="from,to,layer,weight,date\n" + links)
    must("build", folder / "data", "-o", folder / "network.h5")
    return folder / "network.h5"


def results(folder):
    return {name: (folder / name).read_bytes() for name in RESULTS}


def one_run(net, folder, *options):
    folder.mkdir()
    must("siphon", "--replicates", "99", *options, net, "-o", folder / "siphon.csv")
    return results(folder)


def joined(net, folder, count, order, *options):
    """The same by parts, each drawn with another number of threads, and given in this order."""
    folder.mkdir()
    for part in range(1, count + 1):
        must("siphon", "--replicates", "99", *options, "--threads", part, "--shard", f"{part}/{count}", net,
             "-o", folder / f"{part}.h5")
    must("merge", "--threads", 2, net, *(folder / f"{part}.h5" for part in order), "-o", folder / "siphon.csv")
    return results(folder)


def expect_same(alone, parts):
    for name in RESULTS:
        assert alone[name] == parts[name], f"{name} differs"
        assert alone[name].count(b"\n") > 2, f"{name} says nothing"


def test_three_parts_are_one_run(folder):
    net = network(folder)
    expect_same(one_run(net, folder / "one", *YEARS), joined(net, folder / "parts", 3, (3, 1, 2), *YEARS))


def test_options_of_the_parts_are_those_of_the_result(folder):
    net = network(folder)
    options = "--seed", "7", "--lambda", "0.3", "--layer", "talent", "--balanced", "--core", "K=r2"
    expect_same(one_run(net, folder / "one", *options), joined(net, folder / "parts", 2, (1, 2), *options))


def test_more_parts_than_replicates(folder):
    net = network(folder)
    few = "--replicates", "2"
    expect_same(one_run(net, folder / "one", *few), joined(net, folder / "parts", 3, (1, 2, 3), *few))


def test_a_part_is_no_result(folder):
    net = network(folder)
    must("siphon", "--shard", "1/3", "--replicates", "9", net, "-o", folder / "part.h5")
    assert sorted(p.name for p in folder.iterdir()) == ["data", "network.h5", "network.rows.h5", "part.h5"]


main(globals())
