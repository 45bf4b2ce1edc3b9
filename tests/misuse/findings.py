#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every rule of docs/findings.md, broken: the example there is what qipan-check says, or qipan-scenario."""
import gzip
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, dataset, main, must, run, sanitized  # noqa: E402

HEAD = "from,to,layer\n"
LINKS = HEAD + "A,B,talent\n"
LAYERS = "id,weighted\ntalent,false\nsupply,false\nrnd,false\n"
REGIONS = "id\nA\nB\nwuhan\n"
BYD = "id\nbyd\n"
REAL = {"links": LINKS, "layers": LAYERS}


def package(mapping, path="flows.csv"):
    return json.dumps({"resources": [{"name": "flows", "path": path, "qipan": mapping}]})


def links(rows, head=HEAD, **others):
    return {"links": head + rows, "layers": LAYERS, **others}


# rule: tables, by name without .csv; "datapackage.json" and other names with a dot are files as they stand
BROKEN = {
    "dataset.empty": {"regions": "id\nA\n"},
    "dataset.layers": {"links": HEAD + "A,B,l0\n", "layers": "id\n" + "".join(f"l{i}\n" for i in range(5000))},
    "package.json": {"datapackage.json": '{"resources": [{}'},
    "package.key": {"flows": LINKS, "datapackage.json": package({"table": "links", "colums": {}})},
    "package.value": {"flows": LINKS, "datapackage.json": package({"table": "links", "constants": {"weight": "many"}})},
    "package.path": {"datapackage.json": package({"table": "links"}, "../flows.csv")},
    "file.missing": {"datapackage.json": package({"table": "links"})},
    "file.empty": {"links": ""},
    "file.encoding": {"links": LINKS.encode("utf-16")},
    "file.gzip": {"links.csv.gz": gzip.compress(LINKS.encode())[:-9]},
    "file.twins": {**REAL, "links.csv.gz": gzip.compress(LINKS.encode())},
    "csv.quote": links('A,B,talent\nB,A "x",talent\n'),
    "csv.unclosed": links('A,B,talent\n"B,A,talent\n'),
    "csv.limit": links("A" * (1 << 20) + "A,B,talent\n"),
    "header.text": links("", "from,to,layer,gr\udcf6\udcdfe\n"),
    "header.repeated": links("A,B,B,talent\n", "from,to,to,layer\n"),
    "header.missing": links("A,B,talent\n", "from,to,leyer\n"),
    "header.limit": links("", "from,to,layer" + "".join(f",c{i}" for i in range(4997)) + "\n"),
    "header.unknown": links("A,B,talent,1\n", "from,to,layer,wieght\n"),
    "header.long": {"wide": "city,total\nA,1\n", "datapackage.json": package([{"table": "regions", "columns": {"id": "city"}}, {
        "table": "indicators", "columns": {"region": "city"}, "constants": {"indicator": "gdp"},
        "long": {"columns": "total", "name": "date", "value": "value"}}], "wide.csv")},
    "header.blank": links("A,B,talent,\n", "from,to,layer,\n"),
    "row.ragged": links("A,B,talent\nA,B\n"),
    "row.key": {"layers": LAYERS, "flows": "id,from,to,layer\na1,A,B,talent\na2,B,A,talent\na1,B,C,talent\n", "datapackage.json": json.dumps({"resources": [
        {"path": "flows.csv", "schema": {"primaryKey": "id"}, "qipan": {"table": "links", "columns": {"from": "from", "to": "to", "layer": "layer"}}},
        {"path": "layers.csv", "qipan": {"table": "layers"}}]})},
    "row.skipped": {"layers": LAYERS, "flows": "from,to,layer,country\nA,B,talent,\nB,A,talent,X\nA,B,talent,\n", "datapackage.json": json.dumps({"resources": [
        {"path": "flows.csv", "qipan": {"table": "links", "skip": [{"column": "country", "equals": ""}]}}, {"path": "layers.csv", "qipan": {"table": "layers"}}]})},
    "row.spelling": links("wuhan,B,talent\nB,wu han,talent\n"),
    "row.name": links("A,B,talent\n", regions="id,name\nA,WuHan\nB,Wu Han\n"),
    "cell.nul": links("A,B\0,talent\n"),
    "cell.utf8": links("Gen\udce8ve,B,talent\n"),
    "cell.control": links("A\t,B,talent\n"),
    "cell.blank": links("A,,talent\n"),
    "cell.id": links("x" * 256 + ",B,talent\n"),
    "cell.recode": {"layers": LAYERS, "flows": "from,to,layer,status\nA,B,talent,XX\n", "datapackage.json": json.dumps({"resources": [
        {"path": "flows.csv", "qipan": {"table": "links", "recode": {"status": {"values": {"now": "actual"}}}}},
        {"path": "layers.csv", "qipan": {"table": "layers"}}]})},
    "cell.edge": links("A,B ,talent\n"),
    "cell.nfc": links("A,B,talent\n", regions="id,name\nA,Zu\u0308rich\nB,Basel\n"),
    "cell.number": links('A,B,talent,"1,5"\n', "from,to,layer,weight\n", layers="id\ntalent\n"),
    "cell.bounds": links("A,B,talent,-3\n", "from,to,layer,weight\n", layers="id\ntalent\n"),
    "cell.boolean": links("A,B,talent\n", regions="id,core\nA,maybe\nB,\n"),
    "cell.date": links("A,B,talent,2023-02-30\n", "from,to,layer,date\n"),
    "cell.choice": links("A,B,talent\n", layers="id,measure\ntalent,counts\n"),
    "cell.stages": links("A,B,talent\n", regions="id\nB\n", enterprises="id,stages\nA,4\n"),
    "actor.once": links("A,B,talent\n", regions=REGIONS, enterprises="id\nA\n"),
    "actor.region": links("A,B,talent\n", regions=REGIONS, enterprises="id,region\nF,wuhen\n"),
    "actor.code": links("A,B,talent\n", regions=REGIONS, enterprises="id,code,code_scheme\nF,91350100M000100Y44,uscc\n"),
    "region.outside": links("A,B,talent\n", regions="id,kind,cluster\nA,outside,bth\nB,,\n"),
    "region.coordinates": links("A,B,talent\n", regions="id,lon,lat\nA,9.5,\nB,,\n"),
    "region.swapped": links("A,B,talent\n", regions="id,cluster,lon,lat\nA,idf,2.3,48.9\nB,idf,2.2,48.8\nC,idf,48.9,2.4\n"),
    "region.parent": links("A,B,talent\n", regions="id,parent\nA,B\nB,A\n"),
    "region.core": links("A,B,talent\n", regions="id,core\nA,true\nB,\n"),
    "cluster.once": links("A,B,talent\n", regions="id,cluster\nA,bth\nB,\n", clusters="id\nbth\nbth\n"),
    "cluster.core": links("A,B,talent\n", regions="id,cluster,core\nA,bth,true\nB,bth,true\n"),
    "cluster.unlisted": links("A,B,talent\n", regions="id,cluster\nA,bth\nB,\n", clusters="id\nprd\n"),
    "projection.consortium": links("A,B,talent\n", consortia="id\nchip\n", projections="consortium,layer\nship,rnd\n"),
    "projection.until": links("A,B,talent\n", consortia="id\nchip\n", memberships="consortium,member\nchip,A\nchip,B\n", projections="consortium,layer,date,until\nchip,rnd,2023,2023\n"),
    "projection.idle": links("A,B,talent\n", consortia="id\nchip\n", projections="consortium,layer\nchip,rnd\n"),
    "layer.once": links("A,B,talent\n", layers="id\ntalent\ntalent\n"),
    "layer.undeclared": {"links": LINKS},
    "link.end": links("A,wuhen,talent\n", regions=REGIONS),
    "link.weight": links("A,B,talent,2\nB,A,talent,\n", "from,to,layer,weight\n", layers="id\ntalent\n"),
    "link.until": links("A,B,talent,2023,2023\n", "from,to,layer,date,until\n"),
    "link.parallel": links("A,B,talent,2\nA,B,talent,3\n", "from,to,layer,weight\n", layers="id\ntalent\n"),
    "link.self": links("F,F,supply\n", regions=REGIONS, enterprises="id\nF\n"),
    "link.unweighted": links("A,B,rnd,2\n", "from,to,layer,weight\n"),
    "architect.enterprise": links("A,B,talent\n", regions="id\nA\nB\n", enterprises="id\nbyd\n", architects="id,enterprise,chain\nX,bid,cars\n"),
    "location.actor": links("A,B,talent\n", regions=REGIONS, locations="actor,region,share\nwuhan,A,1\n"),
    "location.region": links("A,B,talent\n", regions=REGIONS, enterprises=BYD, locations="actor,region,share\nbyd,wuhen,1\n"),
    "location.until": links("A,B,talent\n", regions=REGIONS, enterprises=BYD, locations="actor,region,share,from,until\nbyd,A,1,2023,2023\n"),
    "location.share": links("A,B,talent\n", regions=REGIONS, enterprises=BYD, locations="actor,region,share\nbyd,A,0.5\nbyd,B,0.4\n"),
    "thing.parent": links("A,B,talent\n", things="id,kind,parent\nchips,product,wafers\nwafers,product,chips\n"),
    "thing.owner": links("A,B,talent\n", regions="id\nA\nB\n", enterprises=BYD, things="id,kind,owner\nX,product,bid\n"),
    "consortium.lead": links("A,B,talent\n", regions="id\nA\nB\n", enterprises=BYD, consortia="id,lead\nX,bid\n"),
    "consortium.region": links("A,B,talent\n", regions=REGIONS, consortia="id,region\nX,wuhen\n"),
    "membership.consortium": links("A,B,talent\n", consortia="id\nchip\n", memberships="consortium,member\nship,A\n"),
    "membership.member": links("A,B,talent\n", regions="id\nA\nB\n", enterprises=BYD, consortia="id\nchip\n", memberships="consortium,member\nchip,bid\n"),
    "pair.end": links("A,B,talent\n", regions=REGIONS, pairs="from,to,measure,value\nA,wuhen,distance,3\n"),
    "pair.once": links("A,B,talent\n", pairs="from,to,measure,value\nA,B,distance,3\nA,B,distance,3\n"),
    "pair.unit": links("A,B,talent\n", pairs="from,to,measure,value,unit\nA,B,distance,3,km\nB,A,distance,2,mi\n"),
    "portfolio.holder": links("A,B,talent\n", portfolio="region,actor,industry,value\nA,A,cars,1\n"),
    "portfolio.item": links("A,B,talent\n", portfolio="region,industry,value\nA,,1\n"),
    "portfolio.once": links("A,B,talent\n", portfolio="region,actor,industry,value\nA,,cars,1\n,A,cars,2\n"),
    "indicator.region": {"regions": REGIONS, "indicators": "region,indicator,value\nwuhen,gdp,1\n"},
    "indicator.once": {"regions": REGIONS, "indicators": "region,indicator,date,value\nA,gdp,2023,1\nA,gdp,2023,2\n"},
    "indicator.repeated": {"regions": REGIONS, "indicators": "region,indicator,date,value\nA,gdp,2023,1\nA,gdp,2023,1\n"},
    "indicator.unit": {"regions": REGIONS, "indicators": "region,indicator,date,value,unit\nA,gdp,2023,1,USD\nB,gdp,2023,2,EUR\n"},
    "indicator.defined": links("A,B,talent\n", indicator_defs="indicator,direction\ngdp,+\ngdp,-\n"),
    "relatedness.once": links("A,B,talent\n", relatedness="industry_a,industry_b,phi\ncars,chips,1\nchips,cars,1\n"),
    "statement.subject": links("A,B,talent\n", regions=REGIONS, statements="subject,topic\nwuhen,siphoning\n"),
    "claim.once": links("A,B,talent\n", claims="id,metric\nC1,siphon_index\nC1,siphon_index\n"),
    "source.once": links("A,B,talent\n", sources="id\nyearbook\nyearbook\n"),
    "source.unknown": links("A,B,talent,yearbok\n", "from,to,layer,source\n", sources="id\nyearbook\n"),
}

# rule: a scenario for the network of PLAYED
PLAYED = {
    "links": "from,to,layer,weight,product\nbyd,A,supply,2,chips\nA,wuhan,talent,3,\nbyd,A,rnd,,\n",
    "layers": "id,weighted,measure\ntalent,true,count\nsupply,true,amount\nrnd,false,\n",
    "regions": REGIONS, "enterprises": "id,region,country\nbyd,A,\ntoyota,,JPN\n",
    "locations": "actor,region,share\nbyd,wuhan,0.5\nbyd,A,0.5\n",
}
PLAYED_BAD = {
    "scenario.field": "action,layer\nscale-weight,talent\n",
    "scenario.actor": "action,actor\nremove-actor,bid\n",
    "scenario.country": "action,country\nremove-country,JPM\n",
    "scenario.home": "action,country\nremove-country,foreign\n",
    "scenario.layer": "action,layer,factor\nscale-weight,suply,2\n",
    "scenario.product": "action,layer,factor,product\nscale-weight,supply,2,chip\n",
    "scenario.by": "action,actor,by\nsubstitute-supplier,byd,byd\n",
    "scenario.gone": "action,actor\nremove-actor,byd\nremove-actor,byd\n",
    "scenario.direction": "action,layer,share\ncap-share,rnd,0.5\n",
    "scenario.weight": "action,layer,factor\nscale-weight,rnd,2\n",
    "scenario.self": "action,from,to,layer,weight\nadd-link,byd,byd,supply,2\n",
    "scenario.place": "action,actor\nremove-actor,wuhan\n",
    "scenario.parts": "action,layer,factor\nscale-weight,talent,0.5\n",
    "scenario.idle": "action,layer,factor\nscale-weight,talent,1\n",
}


def documented():
    """{rule: (severity, example)} as docs/findings.md has them."""
    found = {}
    # specifications of figures are no data: misuse/specifications.py
    for part in (SOURCE / "docs" / "findings.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        if part.startswith("Specifications of figures"):
            continue
        rules = re.findall(r"^\| `([a-z0-9.]+)` \| (\w+) \|", part, re.M)
        examples = re.findall(r"^    (.*)$", part, re.M)
        assert len(rules) == len(examples), part
        found.update({rule: (severity, example) for (rule, severity), example in zip(rules, examples)})
    return found


def write(folder, files):
    plain = {name: content for name, content in files.items() if "." not in name}
    place = dataset(folder, **{n: c if isinstance(c, bytes) else c.encode("utf-8", "surrogateescape") for n, c in plain.items()})
    for name, content in files.items():
        if "." in name:
            (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def check_one(rule, folder):
    severity, example = documented()[rule]
    place = write(folder / "data", BROKEN[rule])
    code, _, err = run("check", place)
    said = [line[len("qipan-check: "):] for line in err.splitlines()]
    assert example in said, f"'{example}' is not said:\n{err}"
    assert (code == 1) == (severity == "defect"), f"exit {code}\n{err}"
    told = json.loads(run("check", "--format", "json", place)[1])
    assert {f["rule"] for f in told["findings"]} == {rule}, f"other rules speak as well:\n{err}"
    assert len(told["findings"]) == 1 and not told["more"], f"the defect is told more than once:\n{err}"
    assert {f["severity"] for f in told["findings"]} == {severity}


def play_one(rule, folder):
    severity, example = documented()[rule]
    tables = dict(PLAYED)
    if rule == "scenario.home":
        tables["enterprises"] = BYD
        tables["locations"] = "actor,region,share\n"
    must("build", write(folder / "data", tables), "-o", folder / "n.h5")
    (folder / "scenario.csv").write_text(PLAYED_BAD[rule])
    code, _, err = run("scenario", "n.h5", "scenario.csv", "-o", "changed.h5", cwd=folder)
    said = [line[len("qipan-scenario: "):] for line in err.splitlines()]
    assert example in said, f"'{example}' is not said:\n{err}"
    assert (code == 1) == (severity == "defect") == (not (folder / "changed.h5").exists()), f"exit {code}\n{err}"


# Each is a run of a stage: under sanitizers every third, for unit tests and fuzzing see all rules there.
for name in list(PLAYED_BAD)[::3 if sanitized() else 1]:
    globals()[f"test_{name.replace('.', '_')}"] = lambda folder, name=name: play_one(name, folder)
for name in list(BROKEN)[::3 if sanitized() else 1]:
    globals()[f"test_{name.replace('.', '_')}"] = lambda folder, name=name: check_one(name, folder)


IDS = {"regions": "id", "clusters": "id", "enterprises": "id", "institutes": "id", "architects": "id,enterprise,chain", "consortia": "id",
       "things": "id,kind", "layers": "id", "indicator_defs": "indicator,direction", "claims": "id,metric", "sources": "id"}


def test_a_primary_key_that_is_an_id_is_told_of_by_its_table(folder):
    rows = {"architects": "X,byd,cars\n", "things": "X,product\n", "indicator_defs": "X,+\n", "claims": "X,siphon_index\n"}
    for table, head in IDS.items():
        row = rows.get(table, "X\n")
        others = {name: text for name, text in {"links": LINKS, "layers": LAYERS, "regions": REGIONS, "enterprises": BYD}.items() if name != table}
        place = write(folder / table, {**others, table: f"{head}\n{row}{row}", "datapackage.json": json.dumps({"resources": [
            {"path": f"{name}.csv", "schema": {"primaryKey": head.split(",")[0]} if name == table else {}, "qipan": {"table": name}}
            for name in (*others, table)]})})
        told = json.loads(run("check", "--format", "json", place)[1])
        rules = [f["rule"] for f in told["findings"] if f["file"] == f"{table}.csv" and f["severity"] == "defect"]
        assert len(rules) == 1 and re.fullmatch(r"\w+\.(once|defined)", rules[0]), (table, told)


def test_all_rules_are_broken_here(_):
    assert set(BROKEN) | set(PLAYED_BAD) == set(documented()), (set(BROKEN) | set(PLAYED_BAD)) ^ set(documented())


if __name__ == "__main__":
    main(globals())
