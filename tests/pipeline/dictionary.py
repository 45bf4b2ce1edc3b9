#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The examples of data/README.md, as they stand there: each is accepted, and says what the page says."""
import datetime
import gzip
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from network import EPOCH, NONE, h5py, texts  # noqa: E402
from qipan import SOURCE, main, must  # noqa: E402

PAGE = (SOURCE / "data" / "README.md").read_text(encoding="utf-8")


def examples():
    """[(files by name, datapackage.json)] of the mappings."""
    files, found = {}, []
    for name, kind, text in re.findall(r"(?:`([\w.]+)`[^`\n]*:\n\n)?```(csv|json)\n(.*?)```", PAGE, re.S):
        if kind == "json":
            found.append((files, text))
            files = {}
        elif name:
            files[name] = text
    return found


def checked(folder, files, package=None):
    """The findings about files given by name and content."""
    resource = json.loads(package)["resources"][0] if package is not None else {}
    for name, text in files.items():
        data = text.encode(resource.get("encoding", "utf-8"))
        (folder / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    if package is not None:
        (folder / "datapackage.json").write_text(package, encoding="utf-8")
    must("check", "--format", "json", folder, "-o", folder.parent / "findings.json")
    return json.loads((folder.parent / "findings.json").read_text())["findings"]


class Network:
    """A network file: columns as lists of texts, numbers and years."""

    def __init__(self, path):
        self.file = h5py.File(path)
        self.texts = texts(self.file)
        self.actors = self.words("actors/id")

    def words(self, path):
        return [None if i == NONE else self.texts[i] for i in self.file[path][:]]

    def ids(self, path):
        return [None if i == NONE else self.actors[i] for i in self.file[path][:]]

    def years(self, path):
        return [None if a == b else (EPOCH + datetime.timedelta(days=int(a))).year for a, b in self.file[path][:].tolist()]

    def links(self, column="weight"):
        """Sorted [(layer, from, to, year, value)]."""
        found = []
        for layer in self.file["links"].values():
            group, name = layer.name, layer.attrs["layer"].decode()
            count = len(layer["from"])
            years = self.years(f"{group}/period") if "period" in layer else [None] * count
            found += zip([name] * count, self.ids(f"{group}/from"), self.ids(f"{group}/to"), years, layer[column][:].tolist())
        return sorted(found, key=str)

    def indicators(self):
        """Sorted [(region, indicator, year, value, unit)]."""
        return sorted(zip(self.ids("indicators/region"), self.words("indicators/id"), self.years("indicators/period"),
                          self.file["indicators/value"][:].tolist(), self.words("indicators/unit")))


def place(folder):
    (folder / "data").mkdir()
    return folder / "data"


def test_the_first_table_is_a_whole_dataset(folder):
    text = re.search(r"```csv\n(.*?)```", PAGE, re.S).group(1)
    told = checked(place(folder), {"links.csv": text})
    assert [f["rule"] for f in told] == ["layer.undeclared"], told


def network_of(folder, number, rules):
    """The network of an example, about which only these rules have something to say."""
    files, package = examples()[number]
    assert files, "no files are drawn beside the mapping"
    told = checked(place(folder), files, package)
    assert [f["rule"] for f in told] == rules, told
    must("build", folder / "data", "-o", folder / "n.h5")
    return Network(folder / "n.h5")


def equal(got, expected):
    assert got == expected, f"{got}, not {expected}"


def test_flows_under_other_names(folder):
    n = network_of(folder, 0, ["layer.undeclared"])
    equal(n.links(), [("talent", "ABW", "NLD", 2014, 3.0), ("talent", "NLD", "ABW", 2014, 2.0)])


def test_one_file_several_tables(folder):
    n = network_of(folder, 1, ["row.skipped"] * 5)
    equal(n.actors, ["CHN"])
    equal([n.words("clusters/id")[c] for c in n.file["actors/cluster"][:]], ["Asia"])
    equal(n.indicators(), [("CHN", "gdp", 2019, 10144.0, "USD"), ("CHN", "population", 2019, 1407745000.0, "persons"),
                           ("CHN", "population", 2020, 1411100000.0, "persons")])


def test_own_codes_for_missing_values(folder):
    n = network_of(folder, 2, ["layer.undeclared"])
    equal(n.actors, ["Dupont", "Durand", "Martin"])
    found = [(a, b, None if v != v else v) for _, a, b, _, v in n.links("stated_value")]
    equal(sorted(found, key=str), [("Dupont", "Durand", None), ("Dupont", "Martin", 7.0), ("Durand", "Martin", 12.5)])


def test_another_encoding(folder):
    n = network_of(folder, 3, ["row.skipped"] * 2 + ["layer.undeclared"] * 2)
    equal(n.links(), [("papers", "武汉", "长沙", None, 12.0), ("papers", "长沙", "南昌", None, 5.0),
                      ("patents", "武汉", "长沙", None, 3.0)])


def test_recoding(folder):
    n = network_of(folder, 4, ["row.skipped"] * 4)
    equal(n.actors, ["1", "2", "3", "4"])
    equal(n.words("actors/name"), ["Alpha GmbH", "Beta", "Gamma", "Delta"])
    equal(n.words("actors/country"), ["DE", "GB", "GR", "FR"])
    equal(n.words("actors/institute_kind"), [None, None, "university", "institute"])
    consortia = n.words("consortia/id")
    equal(sorted((consortia[c], m) for c, m in zip(n.file["memberships/consortium"][:], n.ids("memberships/member"))),
          [("CHIP", "1"), ("CHIP", "4"), ("SHIP", "1"), ("SHIP", "2"), ("SHIP", "3")])


def test_decimal_comma(folder):
    n = network_of(folder, 5, [])
    equal(n.indicators(), [("Lyon", "gdp", 2020, 98.25, "EUR"), ("Paris", "gdp", 2020, 1234567.5, "EUR")])


def test_wide_to_long(folder):
    n = network_of(folder, 6, ["row.skipped"])
    equal(n.indicators(), [(city, "population", year, value, "million") for city, year, value in
                           [("changsha", 2011, 7.1), ("changsha", 2013, 7.3), ("wuhan", 2011, 10.0), ("wuhan", 2012, 10.1), ("wuhan", 2013, 10.2)]])


def test_an_id_of_several_columns(folder):
    n = network_of(folder, 7, ["layer.undeclared"])
    equal(n.links(), [("supply", "Hubei/Wuhan", "Hunan/Changsha", None, 4.0), ("supply", "Hunan/Changsha", "Jilin/Changchun", None, 2.5)])


def test_units_converted(folder):
    n = network_of(folder, 8, [])
    equal(n.indicators(), [("Hubei", "rnd", 2020, 2.5 * 10000, "元"), ("Hunan", "rnd", 2020, 30000.0, "元")])


def test_duplicates_summed(folder):
    n = network_of(folder, 9, ["row.skipped", "layer.undeclared"])
    equal(n.links(), [("talent", "A", "B", None, 3.0 + 2.0), ("talent", "B", "A", None, 1.0)])


def test_participations(folder):
    n = network_of(folder, 10, ["row.skipped"] * 4 + ["link.parallel"])
    equal(n.links(), [("joint", "A", "B", None, 1 / 2), ("joint", "A", "C", None, 1 / 2), ("joint", "B", "C", None, 1 / 2 + 1),
                      ("led", "A", "B", None, 1.0), ("led", "A", "C", None, 1.0), ("led", "B", "C", None, 1.0)])


def test_there_are_no_other_examples(_):
    assert len(examples()) == 11
    assert PAGE.count("```") == 2 * (1 + 11 + 13), "a block is tested by none of these"


main(globals())
