#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""qipan-check --suggest describes any folder of CSV files: valid JSON in the forms that data/README.md lists, every column named."""
import csv
import gzip
import io
import json
import os
import pathlib
import random
import re
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SKIPPED, SOURCE, main, must, run, sanitized, shared  # noqa: E402

# What may stand where, as data/README.md has it.
RESOURCE = {"name", "path", "description", "encoding", "dialect", "schema", "qipan"}
DIALECT = {"delimiter", "header", "headerRows", "commentChar"}
FIELD = {"name", "type", "format", "decimalChar", "groupChar", "missingValues"}
MAPPING = {"table", "columns", "constants", "recode", "skip", "spaces", "long", "duplicates", "decimal_years"}
ENCODINGS = {"utf-8", "gb18030", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "windows-1252"}
TYPES = {"any", "integer", "number", "year", "yearmonth", "date", "boolean", "string"}


def mappings(resource):
    found = resource.get("qipan", [])
    return found if isinstance(found, list) else [found]


def tables(resource):
    return [mapping["table"] for mapping in mappings(resource)]


def melted(mapping, names):
    columns = mapping.get("long", {"columns": []})["columns"]
    if isinstance(columns, dict):
        return names[names.index(columns["from"]):names.index(columns["to"]) + 1]
    return columns


def hold_to_forms(resource):
    """A resource has the keys and values that the reader of mappings knows, and names only columns that it lists."""
    assert set(resource) <= RESOURCE and isinstance(resource["description"], str), resource
    if "schema" not in resource:
        assert "qipan" not in resource, resource
        return
    names = [field["name"] for field in resource["schema"]["fields"]]
    assert resource["encoding"] in ENCODINGS and set(resource["dialect"]) <= DIALECT, resource
    for field in resource["schema"]["fields"]:
        assert set(field) <= FIELD and field["type"] in TYPES, field
    assert set(resource["schema"].get("primaryKey", [])) <= set(names), resource
    for mapping in mappings(resource):
        assert set(mapping) <= MAPPING and mapping.get("duplicates", "keep") == "keep", mapping
        sources = list(mapping.get("columns", {}).values()) + melted(mapping, names)
        sources += [rule["column"] for rule in mapping.get("skip", [])] + list(mapping.get("spaces", {}))
        assert set(sources) <= set(names), (sources, names)
        fed = list(mapping.get("columns", {})) + list(mapping.get("constants", {}))
        fed += [mapping["long"]["name"], mapping["long"]["value"]] if "long" in mapping else []
        assert len(fed) == len(set(fed)), mapping


def suggested(folder):
    """The stub of a folder, {name of the resource: resource}."""
    code, out, err = run("check", "--suggest", folder)
    assert code == 0 and err == "", f"exit {code}: {err}"
    resources = json.loads(out)["resources"]
    for resource in resources:
        hold_to_forms(resource)
    names = [resource["name"] for resource in resources]
    assert len(names) == len(set(names)), names
    return dict(zip(names, resources))


def suggested_for(folder, content, name="a.csv"):
    """The one resource of a folder with one file."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    resources = suggested(folder)
    assert len(resources) == 1, resources
    return next(iter(resources.values()))


def fields(resource):
    return [field["name"] for field in resource["schema"]["fields"]]


# ---- stubs that need no edit

READY = {
    "ours": {"links.csv": "from,to,layer,weight\na,b,talent,5\nb,a,talent,3\n"},
    "flows": {"trade.csv": "exporter,importer,year,amount\nCHN,USA,2020,5\nUSA,CHN,2020,4\nCHN,FRA,2021,1\n"},
    "firms": {"供应.csv": "供应商,客户,金额\n甲有限公司,乙有限公司,5\n乙有限公司,丙有限公司,3\n"},
    "stocks": {"pop.csv": "省份,年份,指标,数值,单位\n北京,2020,人口,2189,万人\n上海,2020,人口,2487,万人\n"},
    "places": {"cities.csv": "id,name,lon,lat\nb,Bern,7.4,46.9\ng,Genf,6.1,46.2\n",
               "moves.csv": "origin;destination;number\nb;g;12\ng;b;7\n"},
    "projects": {"parts.csv": "project,organisation,role,country\n1,a,coordinator,FR\n1,b,participant,DE\n2,a,participant,FR\n"},
    "staff": {"firms.csv": "企业名称,省份,行业\n甲,北京,电子\n乙,上海,汽车\n", "供应.csv": "供应商,客户,金额\n甲,乙,5\n乙,甲,3\n"},
}


def test_a_stub_that_needs_no_edit_passes_as_it_stands(folder):
    for name, files in READY.items():
        place = folder / name
        place.mkdir()
        for file, content in files.items():
            (place / file).write_text(content, encoding="utf-8")
        must("check", "--suggest", place, "-o", place / "datapackage.json")
        code, _, err = run("check", place)
        assert code == 0, f"{name}: {err}"
        must("build", place, "-o", folder / f"{name}.h5")


# Foreign shapes, and what the accounts of their reading say.
FOREIGN = {
    "semicolons": ("省份;年份;数值\n北京;2020;1,5\n上海;2021;2,5\n".encode("gb18030"), []),
    "utf16": ("地区\t年份\t数值\n上 海\t2020\t6\n上海\t2021\t6\n".encode("utf-16"), ["1 row skipped for regions"]),
    "wide": (b"# from a yearbook\nR&D spending\nprovince,2019,2020,2021\nx,1,2,3\ny,,5,6\n",
             ["1 comment line", "1 row above the header", "1 row skipped for indicators (mapping 2 of 2): the cell is blank"]),
    "signs": ("省,2019年,note,2020年\nx,1,b,2\ny,4,a,5\n全国,5,a,7\n".encode(), ["省 is '全国'"]),
    "several": (b"iso3,year,gdp,staff\nFRA,2014.0,1.5,20\nFRA,2015.0,1.7,NA\nDEU,2014.0,2.5,30\n", ["the cell is blank"]),
    "headless": (b"CHN,USA,5\nUSA,CHN,4\nCHN,FRA,3\nFRA,CHN,2\nFRA,USA,2\nUSA,FRA,1\n", []),
    "decimal": (b"origin;destination;year;persons\na;b;2001;1.234,5\nb;a;2001;NA\n;a;2001;3\n",
                ["1 row skipped for links: origin is blank", "1 row skipped for links: persons is blank or 'NA'"]),
}


def test_stubs_of_foreign_shapes_pass_as_they_stand(folder):
    for name, (content, accounts) in FOREIGN.items():
        suggested_for(folder / name, content)
        must("check", "--suggest", folder / name, "-o", folder / name / "datapackage.json")
        code, _, err = run("check", folder / name)
        if code == 1 and "is not understood" in err:
            print(f"skipped: this reader does not know the mapping of {name}")
            sys.exit(SKIPPED)
        assert code == 0, f"{name}: {err}"
        for account in accounts:
            assert account in err, (account, err)


def test_the_stub_says_what_it_declares(folder):
    (folder / "flows.csv").write_text("from,to\n甲厂,乙厂\n乙厂,丙厂\n", encoding="utf-8")
    stub = json.loads(run("check", "--suggest", folder)[1])
    assert stub["qipan"] == {"declare": "enterprise"} and "enterprise" in stub["description"], stub


# ---- shapes

def test_GB18030_with_semicolons(folder):
    found = suggested_for(folder, "省份;年份;数值\n北京;2020;1,5\n上海;2021;2,5\n".encode("gb18030"))
    assert found["encoding"] == "gb18030" and found["dialect"] == {"delimiter": ";"}, found
    assert fields(found) == ["省份", "年份", "数值"], found
    assert found["schema"]["fields"][2] == {"name": "数值", "type": "number", "decimalChar": ","}, found
    assert tables(found) == ["regions", "indicators"], found


def test_UTF_16_with_and_without_a_mark(folder):
    text = "地区\t年份\t数值\n北京\t2020\t5\n"
    for encoding, name in (("utf-16", "utf-16"), ("utf-16-le", "utf-16le"), ("utf-16-be", "utf-16be")):
        found = suggested_for(folder / name, text.encode(encoding))
        assert found["encoding"] == name and found["dialect"] == {"delimiter": "\t"}, found
        assert fields(found) == ["地区", "年份", "数值"], found


def test_title_comment_and_years_as_columns(folder):
    found = suggested_for(folder, b"# from a yearbook\nR&D spending\nprovince,2019,2020,2021\nx,1,2,3\ny,,5,6\n")
    assert found["dialect"] == {"delimiter": ",", "headerRows": [2], "commentChar": "#"}, found
    mapping = mappings(found)[-1]
    assert mapping["long"] == {"columns": {"from": "2019", "to": "2021"}, "name": "date", "value": "value"}, mapping


def test_a_compressed_file_is_looked_into_and_of_a_long_one_the_beginning(folder):
    rows = "".join(f"{n},b{n},c{n % 7}\n" for n in range(200_000))
    found = suggested_for(folder / "long", gzip.compress(("code,from,to\n" + rows).encode()), "a.csv.gz")
    assert fields(found) == ["code", "from", "to"] and tables(found) == ["links"], found
    assert "Only the beginning" in found["description"] and "primaryKey" not in found["schema"], found
    found = suggested_for(folder / "bomb", gzip.compress(b"a,b\n" + b"1,2\n" * 10_000_000), "a.csv.gz")
    assert fields(found) == ["a", "b"], found


def test_files_of_one_name_become_resources_of_two(folder):
    (folder / "a.csv").write_bytes(b"x,y\n1,2\n")
    (folder / "a.csv.gz").write_bytes(gzip.compress(b"x,y\n1,2\n"))
    (folder / "A.CSV").write_bytes(b"x,y\n1,2\n")
    assert [r["path"] for r in suggested(folder).values()] == ["A.CSV", "a.csv", "a.csv.gz"]


# ---- hostile ones

HOSTILE = ['"', "\\", "a\nb", "a\tb", "\x01", "</script>", "{}", "'; DROP", "\u202e", "\u200b", "💥", "=1+1", "", "", "x" * 3000, "from", "FROM", "to"]


def test_hostile_names_of_columns_stay_what_they_are(folder):
    text = io.StringIO()
    csv.writer(text).writerows([HOSTILE, [str(n) for n in range(len(HOSTILE))]])
    found = suggested_for(folder, text.getvalue().encode())
    assert fields(found) == HOSTILE, found


def test_hostile_names_of_files_are_told_or_left_out(folder):
    for name in (b"\xff\xfe.csv", b"a\nb.csv", b"\x1b[31m.csv", b'"quoted".csv', "数据 1.csv".encode(), b"-o.csv", b".hidden.csv"):
        (pathlib.Path(os.fsdecode(os.fsencode(folder) + b"/" + name))).write_bytes(b"a,b\n1,2\n")
    (folder / "folder.csv").mkdir()
    assert sorted(r["path"] for r in suggested(folder).values()) == sorted(['"quoted".csv', "-o.csv", "数据 1.csv"])
    assert "left out" in run("check", "--suggest", folder)[1]


def test_thousands_of_columns_are_all_named_and_soon(folder):
    begun = time.monotonic()
    for number, spell in enumerate((lambda c: f"c{c}", lambda c: f"x{c}1" if c % 2 else f"x{c - 1}2", lambda c: f"from{c}" if c % 2 else f"to{c - 1}")):
        rows = [[spell(c) for c in range(5000)]] + [[f"v{(r * c) % 17}" for c in range(5000)] for r in range(20)]
        found = suggested_for(folder / str(number), "\n".join(",".join(row) for row in rows).encode())
        assert fields(found) == rows[0] and "qipan" not in found, found["description"]
        if sanitized():
            continue
        narrow = [row[:4000] for row in rows]
        found = suggested_for(folder / f"narrow{number}", "\n".join(",".join(row) for row in narrow).encode())
        assert fields(found) == narrow[0]
    assert time.monotonic() - begun < (300 if sanitized() else 60), time.monotonic() - begun


def test_junk_and_nothing_are_described_without_being_read(folder):
    junk = random.Random(1).randbytes(100_000)
    for number, content in enumerate((junk, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\3\4\x14\0\6\0", gzip.compress(junk))):
        found = suggested_for(folder / f"junk{number}", content)
        assert "qipan" not in found and "no text" in found["description"], found
    for number, content in enumerate((b"\x1f\x8b\x08 torn", gzip.compress(b"a,b\n1,2\n")[:-9])):
        found = suggested_for(folder / f"torn{number}", content)
        assert "qipan" not in found and "damaged" in found["description"], found
    for number, content in enumerate((b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"a,b\n", b"\"a,b\n1,2\n", b'a"b,c"\n1,2\n')):
        found = suggested_for(folder / f"nothing{number}", content)
        assert "qipan" not in found, found


def test_any_bytes_give_JSON(folder):
    chance = random.Random(7)
    pieces = [b",", b";", b"\n", b'"', b"\r\n", b"2020", b"NA", "北京".encode(), "北京".encode("gb18030"), b"\xff", b"from", b"to", b"-99", b"1,5", b"#", b" "]
    for number in range(40 if sanitized() else 150):
        content = b"".join(chance.choice(pieces) for _ in range(chance.randrange(1, 400)))
        suggested_for(folder / str(number), content)


# ---- the call

def test_a_mapping_that_is_there_is_never_replaced(folder):
    (folder / "a.csv").write_text("from,to\nx,y\n")
    (folder / "datapackage.json").write_text("edited")
    code, _, err = run("check", "--suggest", folder, "-o", folder / "datapackage.json")
    assert code == 2 and "somebody edited" in err, err
    assert (folder / "datapackage.json").read_text() == "edited"
    code, _, err = run("check", "--suggest", folder, "-o", folder / "a.csv")
    assert code == 2 and (folder / "a.csv").read_text() == "from,to\nx,y\n", err


def test_a_folder_without_tables_and_no_folder_are_told(folder):
    code, _, err = run("check", "--suggest", folder)
    assert code == 2 and "no .csv" in err, err
    code, _, err = run("check", "--suggest", folder / "absent")
    assert code == 3 and "absent" in err, err
    os.mkfifo(folder / "pipe.csv")
    code, _, err = run("check", "--suggest", folder, timeout=20)
    assert code == 3 and "no regular file" in err, err


def test_the_same_folder_gives_the_same_bytes(folder):
    for name, files in READY.items():
        for file, content in files.items():
            (folder / f"{name}-{file}").write_text(content, encoding="utf-8")
    first = run("check", "--suggest", folder)[1]
    for environment in ({"LC_ALL": "C"}, {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Shanghai"}):
        assert run("check", "--suggest", folder, env=environment)[1] == first
    assert run("check", "--suggest", "--threads", "1", f"{folder}/")[1] == first


# ---- the page

def test_the_example_of_the_page_is_what_happens(folder):
    page = (SOURCE / "docs" / "import.md").read_text(encoding="utf-8")
    place = folder / "swiss"
    place.mkdir()
    for name, text in re.findall(r"`swiss/([\w.]+)`:\n\n```csv\n(.*?)```", page, re.S):
        (place / name).write_text(text, encoding="utf-8")
    must("check", "--suggest", place, "-o", place / "datapackage.json")
    stub = (place / "datapackage.json").read_text(encoding="utf-8")
    assert stub == re.search(r"```json\n(.*?)```", page, re.S).group(1)
    edits = re.findall(r"^-(.*)\n\+(.*)$", page, re.M)
    assert len(edits) == 2, edits
    for old, new in edits:
        assert stub.count(old) == 1, old
        stub = stub.replace(old, new)
    (place / "datapackage.json").write_text(stub, encoding="utf-8")
    told = run("check", "swiss", cwd=folder)[2]
    assert f"$ qipan-check swiss\n{told}$ qipan-build" in page, told
    must("build", place, "-o", folder / "swiss.h5")


# ---- real tables

def test_scholars(folder):
    found = suggested(shared("real", "scholars", "flows.csv.gz").parent)
    assert tables(found["flows"]) == ["links"] and tables(found["countries"]) == ["regions", "indicators"]
    mapping = mappings(found["flows"])[0]
    assert mapping["columns"] == {"from": "iso3codefrom", "to": "iso3codeto", "weight": "n_migrations", "date": "year"}
    assert mapping["decimal_years"] is True and mapping["constants"] == {"layer": "talent"}


def test_h2020(folder):
    found = suggested(shared("real", "h2020", "h2020.csv.gz").parent)
    assert tables(found["h2020"]) == ["regions", "memberships", "consortia", "institutes"]
    assert mappings(found["h2020"])[1]["columns"] == {"consortium": "rcn", "member": "pic", "role": "role", "weight": "contribution"}
    types = {field["name"]: field for field in found["h2020"]["schema"]["fields"]}
    assert types["contribution"]["missingValues"] == ["", "NA"]
    assert "missingValues" not in types["country"], "NA is Namibia"
    assert tables(found["programme_parts"]) == []


TECHME = {"BasicProvince": "regions", "ProvinceCity": "regions", "PubFirmLeader": "enterprises", "PubSKLMost": "institutes"}
TECHME |= {name: "indicators" for name in """HitechFirmsPub IndustryOperation IndustryRD MarketPull MarketPush RDActivity RDIntense
    RDLaborHour RDPatentAuthority RDSource""".split()}


def test_techme(folder):
    where = shared("real", "techme", "RDSource.csv").parent
    found = suggested(where)
    for path in where.glob("*.csv"):
        with path.open(newline="", encoding="utf-8-sig") as file:
            assert fields(found[path.stem]) == next(csv.reader(file)), path.stem
    for name, table in TECHME.items():
        assert tables(found[name]) == [table], (name, found[name])
    for name in ("RDSource", "RDLaborHour", "RDPatentAuthority"):
        assert mappings(found[name])[0]["spaces"] == {"province": "remove"}, found[name]
        assert "全国" in mappings(found[name])[0]["skip"][0]["equals"], found[name]
    assert mappings(found["RDSource"])[0]["skip"] == [{"column": "province", "equals": ["全国", "全   国"]}]
    assert "two units" in found["IndustryRD"]["description"]


def test_a_real_stub_is_read_as_it_stands(folder):
    source = shared("real", "h2020", "h2020.csv.gz").parent
    shutil.copytree(source, folder / "h2020")
    must("check", "--suggest", folder / "h2020", "-o", folder / "h2020" / "datapackage.json")
    must("check", folder / "h2020")


if __name__ == "__main__":
    main(globals())
