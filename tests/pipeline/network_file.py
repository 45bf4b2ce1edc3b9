#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""network.h5 as other programs see it: h5py against Python's csv over the tables, and the example of docs/network-file.md."""
import collections
import csv
import datetime
import gzip
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from network import EPOCH, NONE, h5py, texts, words, year  # noqa: E402
from qipan import SHARED, SOURCE, dataset, main, must  # noqa: E402


def scholars_or_nothing(folder):
    files = SHARED / "real" / "scholars"
    if not files.exists():
        print(f"        (skipped: {files} is absent)")
        return None
    must("build", "--files", files, SOURCE / "data" / "recipes" / "scholars", "-o", folder / "n.h5")
    return files


def rows_of(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_every_link_of_the_scholars(folder):
    files = scholars_or_nothing(folder)
    if files is None:
        return
    expected = collections.Counter()
    for row in rows_of(files / "flows.csv.gz"):
        expected[row["iso3codefrom"], row["iso3codeto"], int(float(row["year"]))] += int(row["n_migrations"])
    with h5py.File(folder / "n.h5") as file:
        actors, layer = words(file, "actors/id"), file["links/0000"]
        assert words(file, "layers/id") == ["talent"] and layer.attrs["layer"].decode() == "talent"
        got = [(actors[a], actors[b], year(p), w) for a, b, p, w in zip(*(layer[c][:] for c in ("from", "to", "period", "weight")))]
        assert len(got) == len(expected) == 92980, (len(got), len(expected))
        assert {(a, b, y): w for a, b, y, w in got} == expected
        assert actors == sorted(actors, key=str.encode) and got == sorted(got, key=lambda g: (g[0].encode(), g[1].encode(), g[2]))
        assert words(file, "sources/id") == ["scholars"] and set(layer["source"][:]) == {0}


def test_every_actor_and_indicator_of_the_scholars(folder):
    files = scholars_or_nothing(folder)
    if files is None:
        return
    countries = [row for row in rows_of(files / "countries.csv") if row["countrycode"] != ""]
    names, clusters = {}, {}
    for row in countries:
        names.setdefault(row["countrycode"], row["countryname"])
        if row["region"].strip():
            clusters.setdefault(row["countrycode"], row["region"].strip())
    stocks = {(name, row["countrycode"], int(float(row["year"]))): float(row[name])
              for row in countries for name in ("population", "padded_population_of_researchers", "gdp_per_capita") if row[name] != ""}
    with h5py.File(folder / "n.h5") as file:
        actors = words(file, "actors/id")
        assert {a: n for a, n in zip(actors, words(file, "actors/name")) if n is not None} == names
        cluster_ids = words(file, "clusters/id")
        assert {a: cluster_ids[c] for a, c in zip(actors, file["actors/cluster"][:]) if c != NONE} == clusters
        places = {row["id"]: row for row in rows_of(SOURCE / "data" / "recipes" / "scholars" / "places.csv")}
        for a, lon, lat in zip(actors, file["actors/lon"][:], file["actors/lat"][:]):
            assert (lon, lat) == (float(places[a]["lon"]), float(places[a]["lat"])) if a in places else lon != lon
        group = file["indicators"]
        got = {(i, actors[r], year(p)): v for i, r, p, v in zip(words(file, "indicators/id"), group["region"][:], group["period"][:], group["value"][:])}
        assert got == stocks and len(group["value"]) == len(stocks) > 10000, (len(got), len(stocks))


def test_rows_lead_back_to_the_files(folder):
    files = scholars_or_nothing(folder)
    if files is None:
        return
    with gzip.open(files / "flows.csv.gz", "rt", encoding="utf-8", newline="") as file:
        lines = file.read().split("\n")
    with h5py.File(folder / "n.h5") as file, h5py.File(folder / "n.rows.h5") as rows:
        offset, blob = rows["files_offset"][:], rows["files"][:].tobytes()
        names = [blob[a:b].decode() for a, b in zip(offset, offset[1:])]
        actors, layer, origin = words(file, "actors/id"), file["links/0000"], rows["links/0000"]
        assert rows.attrs["network"] == file.attrs["digest"]
        for a, b, f, line in list(zip(layer["from"][:], layer["to"][:], origin["file"][:], origin["line"][:]))[::97]:
            assert names[f] == "flows.csv.gz"
            assert actors[a] in lines[line - 1].split(",") and actors[b] in lines[line - 1].split(",")


EVERYTHING = {
    "links": "from,to,layer,weight,date,until,product,essentiality,status,polarity,origin,stated_value,stated_unit,source\n"
             "A,B,talent,2.5,2023-05,2024,chips,essential,rising,-1,market,7,people,s\nF,I,rnd,,,,,,,,,,,\n",
    "layers": "id,role,weighted,accrual\ntalent,,true,stock\nrnd,,false,\n",
    "regions": "id,name,name_zh,kind,parent,cluster,core,lon,lat,population\nA,Alpha,甲,city,B,k,true,1.5,-2,10\nB,,,country,,,,,,\n",
    "enterprises": "id,region,ownership,stages,capacity\nF,A,foreign,1 3,5\n",
    "institutes": "id,kind\nI,university\n",
    "indicators": "region,indicator,date,value,unit\nA,gdp,2020,1.5,USD\n",
    "sources": "id,title,class\ns,Title,general-knowledge\n",
}


def test_every_kind_of_value(folder):
    must("build", dataset(folder / "data", **EVERYTHING), "-o", folder / "n.h5")
    day = lambda *date: (datetime.date(*date) - EPOCH).days
    with h5py.File(folder / "n.h5") as file:
        assert file.userblock_size == 512
        assert words(file, "actors/id") == ["A", "B", "F", "I"] and list(file["actors/kind"]) == [0, 0, 1, 2]
        assert list(file["actors/region"]) == [0, 1, 0, NONE] and list(file["actors/parent"]) == [1, NONE, NONE, NONE]
        assert words(file, "actors/name_zh") == ["甲", None, None, None]
        assert file["actors/core"][0] == 1 and file["actors/core"][1] != file["actors/core"][1]
        assert file["actors/ownership"][2] == 5 and file["actors/stages"][2] == 1 + 4
        assert words(file, "layers/id") == ["rnd", "talent"] and list(file["layers/directed"]) == [0, 1]
        assert list(file["layers/role"]) == [1, 2] and list(file["layers/accrual"]) == [0, 1]
        talent = file["links/0001"]
        assert [talent[c][0] for c in ("from", "to", "weight", "essentiality", "status", "polarity", "origin", "stated_value")] == [0, 1, 2.5, 0, 1, -1, 1, 7]
        assert list(talent["period"][0]) == [day(2023, 5, 1), day(2024, 1, 1)]
        assert texts(file)[talent["product"][0]] == "chips" and talent["source"][0] == 0
        rnd = file["links/0000"]
        assert list(rnd["period"][0]) == [-(1 << 31)] * 2 and rnd["weight"][0] == 1 and rnd["product"][0] == NONE
        assert file["sources/class"][0] == 1 and file["settings"][1] == 0
        assert "capacity" in file["actors"] and "output" not in file["actors"], "an absent column takes no space"
        objects = []
        file.visit(objects.append)
        assert all(h5py.h5g.get_objinfo(file.id, o.encode()).mtime == 0 for o in objects), "object times are off"


APART = {
    "regions": "id\nA\nB\n",
    "enterprises": "id,region,group,members\nF,A,true,12\nG,B,,\n",
    "architects": "id,enterprise,chain,product\nX,G,cars,car\n",
    "locations": "actor,region,share,from,until\nF,A,0.25,2020,2021\nF,B,0.75,2020,2021\n",
    "consortia": "id,kind,lead,region,members\nall,economics,F,B,7\n",
    "memberships": "consortium,member,role,weight\nall,G,,2\nall,F,lead,\n",
    "things": "id,kind,type,parent,owner\nchip,product,good,law,\nlaw,programme,,,A\n",
    "layers": "id,directed,weighted\npolicy,true,false\n",
    "links": "from,to,layer,polarity,relation\nlaw,F,policy,1,funds\nX,law,policy,,\nchip,law,policy,,\nA,B,policy,,\n",
    "pairs": "from,to,measure,value,unit\nB,A,distance,3,km\nA,B,distance,2,km\n",
    "portfolio": "region,actor,industry,product,value\n,F,,chip,1\nA,,cars,,2\n",
    "indicator_defs": "indicator,direction,high\ngdp,+,9\nco2,-,\n",
    "relatedness": "industry_a,industry_b,phi\nships,cars,0.5\n",
    "statements": "subject,topic,text,polarity\nlaw,gap,wide,-1\nB,gap,,\n",
    "claims": "id,metric,test\nC1,gini,rank\n",
    "sources": "id,locator\ns,line 3\n",
}


def test_every_table_has_its_group(folder):
    must("build", dataset(folder / "data", **APART), "-o", folder / "n.h5")
    with h5py.File(folder / "n.h5") as file, h5py.File(folder / "n.rows.h5") as rows:
        column = lambda path: [int(v) if v == v and v == int(v) else (None if v != v else float(v)) for v in file[path][:]]
        rows_of_group = lambda name, *columns: list(zip(*(column(f"{name}/{c}") for c in columns)))
        assert words(file, "actors/id") == ["A", "B", "F", "G", "X"] and column("actors/kind") == [0, 0, 1, 1, 3]
        assert column("actors/group") == [None, None, 1, None, None] and column("actors/members")[2] == 12
        assert column("actors/enterprise") == [NONE] * 4 + [3] and column("actors/region")[4] == 1, "an architect is where its enterprise is"
        assert words(file, "actors/chain")[4] == "cars" and words(file, "actors/product")[4] == "car"
        assert rows_of_group("locations", "actor", "region", "share") == [(2, 0, 0.25), (2, 1, 0.75)]
        assert words(file, "consortia/id") == ["all"] and rows_of_group("consortia", "kind", "lead", "region", "members") == [(1, 2, 1, 7)]
        assert rows_of_group("memberships", "consortium", "member", "weight") == [(0, 2, None), (0, 3, 2)] and words(file, "memberships/role") == ["lead", None]
        assert words(file, "things/id") == ["chip", "law"] and rows_of_group("things", "kind", "parent", "owner") == [(2, 1, NONE), (1, NONE, 0)]
        assert rows_of_group("thing_links", "layer", "from_actor", "from_thing", "to_actor", "to_thing") == \
            [(0, 4, NONE, NONE, 1), (0, NONE, 0, NONE, 1), (0, NONE, 1, 2, NONE)]
        assert column("thing_links/polarity") == [None, None, 1] and words(file, "thing_links/relation") == [None, None, "funds"]
        assert column("links/0000/from") == [0] and list(rows["thing_links/line"]) == [3, 4, 2]
        assert rows_of_group("pairs", "from", "to", "value") == [(0, 1, 2), (1, 0, 3)] and words(file, "pairs/unit") == ["km"] * 2
        assert rows_of_group("portfolio", "actor", "value") == [(0, 2), (2, 1)] and words(file, "portfolio/product") == [None, "chip"]
        assert words(file, "indicator_defs/id") == ["co2", "gdp"] and rows_of_group("indicator_defs", "direction", "high") == [(-1, None), (1, 9)]
        assert (words(file, "relatedness/a"), words(file, "relatedness/b")) == (["cars"], ["ships"])
        assert rows_of_group("statements", "actor", "thing", "polarity") == [(1, NONE, None), (NONE, 1, -1)] and words(file, "statements/text") == [None, "wide"]
        assert words(file, "claims/metric") == ["gini"] and column("claims/test") == [2] and words(file, "sources/locator") == ["line 3"]
        assert list(rows["statements/line"]) == [3, 2] and list(rows["memberships/line"]) == [3, 2] and list(rows["portfolio/line"]) == [3, 2]
        assert not list(file["indicators"]) and not list(file["clusters"]), "a group without rows has no columns"


def test_h5dump_opens_both_files(folder):
    if shutil.which("h5dump") is None:
        print("        (skipped: h5dump is absent; Debian: hdf5-tools)")
        return
    must("build", dataset(folder / "data", **EVERYTHING), "-o", folder / "n.h5")
    for name in ("n.h5", "n.rows.h5"):
        done = subprocess.run(["h5dump", str(folder / name)], capture_output=True, text=True)
        assert done.returncode == 0 and done.stderr == "", done.stderr
        assert 'DATASET "weight"' in done.stdout or name == "n.rows.h5"


def test_the_example_of_the_docs(folder):
    page = (SOURCE / "docs" / "network-file.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", page, re.S).group(1)
    must("build", dataset(folder, links="from,to,layer,weight\nA,B,talent,2\nB,A,rnd,0.5\n"), "-o", folder / "network.h5")
    done = subprocess.run([sys.executable, "-c", example], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["rnd A B 0.5", "talent A B 2.0"], done.stdout


main(globals())
