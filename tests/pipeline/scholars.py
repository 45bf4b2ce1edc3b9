#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The scholars table, read as it came: every flow equals sums computed here with Python's csv alone."""
import collections
import csv
import gzip
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, few, index, main, must, panel, scholars  # noqa: E402

FILES = scholars()
MAPPING = SOURCE / "data" / "recipes" / "scholars"
WINDOW = "1998:2021:1"


def rows():
    with gzip.open(FILES / "flows.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield int(float(row["year"])), row["iso3codefrom"], row["iso3codeto"], int(row["n_migrations"])


def sums():
    inflow, outflow, total = collections.Counter(), collections.Counter(), collections.Counter()
    for year, origin, destination, moves in rows():
        if origin != destination:
            outflow[year, origin] += moves
            inflow[year, destination] += moves
            total[year] += moves
    return inflow, outflow, total


def measured(folder, mapping=MAPPING, files=FILES):
    network, siphon = folder / "network.h5", folder / "siphon.csv"
    must("build", "--files", files, mapping, "-o", network)
    must("siphon", *few(), "--window", WINDOW, network, "-o", siphon)
    return index(panel(siphon))


def window(year):
    return f"{year}..{year + 1}"


def test_every_country_and_year(folder):
    got = measured(folder)
    inflow, outflow, total = sums()
    countries = {subject for metric, _, _, subject in got if metric == "inflow"}
    assert {c for _, c in list(inflow) + list(outflow)} <= countries
    for year in range(1998, 2019):
        for country in countries:
            for name, expected in (("inflow", inflow), ("outflow", outflow)):
                row = got[name, "talent", window(year), country]
                assert float(row["value"]) == expected[year, country], (name, year, country, row["value"])
    published(got, total)
    years_without_flows(got, countries)


def published(got, total):
    assert [total[y] for y in (1998, 2014, 2018)] == [45834, 112218, 137462]
    for year, mei in ((1998, 7.4006), (2014, 8.0361), (2018, 8.6751)):
        flow = sum(float(r["value"]) for (m, _, w, _), r in got.items() if m == "inflow" and w == window(year))
        assert flow == total[year], (year, flow)
        value = float(got["effectiveness_index", "talent", window(year), "all"]["value"])
        assert abs(value - mei) < 5e-5, (year, value)
    bowker = got["bowker_chi2", "talent", "2018..2019", "all"]
    assert abs(float(bowker["value"]) - 9350.688) < 5e-4 and bowker["df"] == "4064", bowker
    for country, net in (("USA", 2292), ("CHN", 1472), ("IND", -1835), ("FRA", -1265), ("ITA", -1234)):
        assert float(got["net_flow", "talent", "2018..2019", country]["value"]) == net, country


def years_without_flows(got, countries):
    for year in (2019, 2020):
        for country in countries:
            row = got["inflow", "talent", window(year), country]
            assert (row["value"], row["reason"]) == ("", "no-flow"), row
        row = got["effectiveness_index", "talent", window(year), "all"]
        assert (row["value"], row["reason"]) == ("", "no-flow"), row
        stock = got["hhi", "indicator:population", window(year), "all"]
        assert year > 2019 or stock["value"] != "", stock


def test_a_transposed_copy_flips_every_effectiveness(folder):
    turned = folder / "files"
    turned.mkdir()
    with gzip.open(FILES / "flows.csv.gz", "rb") as file, gzip.open(turned / "flows.csv.gz", "wb", compresslevel=1) as out:
        head, body = file.read().split(b"\n", 1)
        head = head.replace(b"iso3codefrom", b"X").replace(b"iso3codeto", b"iso3codefrom").replace(b"X", b"iso3codeto")
        out.write(head + b"\n" + body)
    (turned / "countries.csv").write_bytes((FILES / "countries.csv").read_bytes())
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    straight, flipped = measured(folder / "a"), measured(folder / "b", files=turned)
    compared = 0
    for key, row in straight.items():
        if key[0] == "net_flow_effectiveness":
            other = flipped[key]["value"]
            assert row["value"] == other == "" or float(row["value"]) == -float(other), key
            compared += row["value"] != ""
    assert compared > 3000, compared


main(globals(), under_sanitizers=("test_a_transposed_copy_flips_every_effectiveness",))
