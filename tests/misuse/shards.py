#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Parts that do not belong together, that are damaged or none: one message, and no result."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import dataset, main, must, run  # noqa: E402

LINKS = "from,to,layer,weight\nA,B,talent,5\nB,C,talent,4\nC,A,talent,3\nC,D,talent,7\nD,B,talent,2\n"
MISUSE, WORLD = 2, 3


def network(folder, name, links=LINKS):
    dataset(folder / name, links=links)
    must("build", "-q", folder / name, "-o", folder / f"{name}.h5")
    return folder / f"{name}.h5"


def part(net, path, shard, *options):
    must("siphon", "--replicates", "20", *options, "--shard", shard, net, "-o", path)
    return path


def three(folder):
    """A network and its three parts."""
    net = network(folder, "net")
    return net, [part(net, folder / f"{i}.h5", f"{i}/3") for i in (1, 2, 3)]


def refused(stage, status, says, *arguments):
    code, out, err = run(stage, *arguments)
    assert code == status, f"qipan-{stage} {arguments}: exit {code}, not {status}\n{err}"
    assert out == "" and len(err.splitlines()) == 1 and err.startswith(f"qipan-{stage}: "), err
    assert says in err, f"'{says}' is not in: {err}"


def merge_refused(folder, status, says, net, *parts):
    """Also: what was there before stays."""
    result = folder / "siphon.csv"
    result.write_text("before")
    refused("merge", status, says, net, *parts, "-o", result)
    assert result.read_text() == "before"
    assert not (folder / "siphon.meta.json").exists() and not (folder / "siphon.backbone.csv").exists()


def test_a_part_is_missing(folder):
    net, (one, two, _) = three(folder)
    merge_refused(folder, MISUSE, f"{one}: one of 3 parts; 2 are given", net, one, two)


def test_a_part_too_many(folder):
    net, parts = three(folder)
    merge_refused(folder, MISUSE, "one of 3 parts; 4 are given", net, *parts, parts[0])


def test_a_part_is_given_twice(folder):
    net, (one, two, _) = three(folder)
    merge_refused(folder, MISUSE, f"{two}: this part is given twice", net, two, one, two)


def test_parts_of_another_network(folder):
    _, parts = three(folder)
    other = network(folder, "other", LINKS + "D,A,talent,1\n")
    merge_refused(folder, MISUSE, "its parts are of another network", other, *parts)


def test_one_part_of_another_network(folder):
    net, (one, two, _) = three(folder)
    other = network(folder, "other", LINKS + "D,A,talent,1\n")
    stray = part(other, folder / "stray.h5", "3/3")
    merge_refused(folder, MISUSE, f"{stray}: a part of another run: network or options differ", net, one, two, stray)


def test_one_part_of_other_options(folder):
    net, (one, two, _) = three(folder)
    for options in (("--seed", "2"), ("--replicates", "21"), ("--lambda", "0.2"), ("--pairs",), ("--layer", "talent")):
        stray = part(net, folder / "stray.h5", "3/3", *options)
        merge_refused(folder, MISUSE, "a part of another run", net, one, two, stray)


def test_one_part_of_another_division(folder):
    net, (one, two, _) = three(folder)
    stray = part(net, folder / "stray.h5", "3/4")
    merge_refused(folder, MISUSE, "a part of another run", net, one, two, stray)


def test_a_damaged_part(folder):
    net, (one, two, three_) = three(folder)
    whole = three_.read_bytes()
    for at in (0, len(whole) // 2, len(whole) - 1):
        three_.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
        merge_refused(folder, WORLD, f"{three_}: ", net, one, two, three_)
    for size in (0, 1, len(whole) // 2, len(whole) - 1):
        three_.write_bytes(whole[:size])
        merge_refused(folder, WORLD, f"{three_}: ", net, one, two, three_)


def test_what_is_no_part(folder):
    net, (one, two, _) = three(folder)
    table = folder / "net" / "links.csv"
    for stray in (net, table):
        merge_refused(folder, WORLD, f"{stray}: ", net, one, two, stray)
    merge_refused(folder, WORLD, "nowhere.h5: ", net, one, two, folder / "nowhere.h5")


def test_a_part_is_no_network(folder):
    _, (one, two, last) = three(folder)
    merge_refused(folder, WORLD, f"{one}: ", one, one, two, last)


def test_a_shard_that_is_none(folder):
    net = network(folder, "net")
    for shard in ("0/2", "3/2", "x", "1/0", "1", "1/2/3", "-1/2", "1/4097", " 1/2", "1.0/2", ""):
        refused("siphon", MISUSE, "it is I/N, part I of N", "--shard", shard, net, "-o", folder / "part.h5")
    assert not (folder / "part.h5").exists()


def test_a_shard_is_a_file(folder):
    net = network(folder, "net")
    refused("siphon", MISUSE, "-o of a shard is a file", "--shard", "1/2", net, "-o", "-")


main(globals())
