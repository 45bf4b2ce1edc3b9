#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Horizon 2020, read as it came: what countries do together, whether projects bridge them, in which parts organisations meet, and whom they hang on, against Python's csv alone."""
import atexit
import collections
import csv
import functools
import gzip
import itertools
import math
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, few, main, must, panel, shared  # noqa: E402

FILES = shared("real", "h2020", "h2020.csv.gz").parent
CONSORTIA = "two-mode:consortia"
COUNTRIES = {"EL": "GR", "UK": "GB"}
TYPES = {"PRC": "enterprise", "OTH": "enterprise"}


class Projects:
    """Organisations by project; of each its country, the group of that, and its type, as the first row that names it says."""

    def __init__(self, path):
        self.members, self.country, self.group, self.type = collections.defaultdict(set), {}, {}, {}
        self.rows = 0
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                organisation, country = row["pic"], COUNTRIES.get(row["country"], row["country"])
                self.rows += 1
                self.members[row["rcn"]].add(organisation)
                self.country.setdefault(organisation, country)
                self.type.setdefault(organisation, TYPES.get(row["type"], "institute"))
                self.group.setdefault(country, row["group"])

    def pairs(self):
        """The weight of each pair of organisations that meets; the projects in which it does share one for each member out."""
        weights = collections.defaultdict(float)
        for organisations in self.members.values():
            for pair in itertools.combinations(sorted(organisations), 2):
                weights[pair] += 1 / (len(organisations) - 1)
        return weights

    def ties(self):
        """What each two countries do together, and in how many projects."""
        ties, projects = collections.defaultdict(float), collections.Counter()
        for organisations in self.members.values():
            here = sorted(collections.Counter(self.country[o] for o in organisations).items())
            for (a, x), (b, y) in itertools.combinations(here, 2):
                ties[a, b] += x * y / (len(organisations) - 1)
                projects[a, b] += 1
        return ties, projects


@functools.lru_cache(maxsize=None)
def network():
    """The network of the recipe."""
    folder = pathlib.Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    must("build", "-q", "--files", FILES, SOURCE / "data" / "recipes" / "h2020", "-o", folder / "network.h5")
    return folder / "network.h5"


def measured(folder, *options, stage="synergy"):
    """The panel of a stage; its replicates are not looked at."""
    must(stage, "-q", "--replicates", 1, *options, network(), "-o", folder / f"{stage}.csv")
    return panel(folder / f"{stage}.csv")


def close(told, expected):
    return abs(float(told) - expected) <= 1e-10 * max(1, abs(expected))


def check_pairs(rows, projects):
    ties, meetings = projects.ties()
    strength = collections.Counter()
    for (a, b), c in ties.items():
        strength[a] += c
        strength[b] += c
    total = sum(strength.values())
    told = {m: {(r["subject"], r["object"]): r for r in rows if r["metric"] == m} for m in ("association_strength", "salton_index", "jaccard_index")}
    for metric in told:
        assert set(told[metric]) == set(ties), (metric, len(told[metric]), len(ties))
    # Every tie is told once: the sum of association x s_r s_s / t is half of t.
    whole = math.fsum(float(r["value"]) * strength[a] * strength[b] / total for (a, b), r in told["association_strength"].items())
    assert close(whole / total, 0.5), (whole, total)
    for (a, b), c in ties.items():
        r, s = strength[a], strength[b]
        for metric, expected in (("association_strength", c * total / (r * s)), ("salton_index", c / math.sqrt(r * s)), ("jaccard_index", c / (r + s - c))):
            row = told[metric][a, b]
            assert close(row["value"], expected) and float(row["n"]) == meetings[a, b], (metric, a, b, row["value"], expected)
    return len(ties)


def index_of(pairs, group):
    """E-I of pairs and of weights, and how many pairs there are."""
    inside = [group(a) == group(b) for a, b in pairs]
    weight = math.fsum(pairs.values())
    within = math.fsum(w for w, same in zip(pairs.values(), inside) if same)
    return (len(pairs) - 2 * sum(inside)) / len(pairs), (weight - 2 * within) / weight, len(pairs)


def check_mixing(rows, projects):
    pairs = projects.pairs()
    told = {(r["metric"], r["subject"], r["object"]): r for r in rows}
    groups = {"region": projects.country.get, "cluster": lambda o: projects.group[projects.country[o]], "type": projects.type.get}
    inside = {k: {p: w for p, w in pairs.items() if all(groups["cluster"](o) == k for o in p)} for k in set(projects.group.values())}
    checked = 0
    for subject, object in [("all", o) for o in groups] + [(k, o) for k in inside for o in ("region", "type")]:
        index, weighted, count = index_of(pairs if subject == "all" else inside[subject], groups[object])
        for metric, expected in (("ei_index", index), ("ei_index_weighted", weighted)):
            row = told[metric, subject, object]
            assert close(row["value"], expected) and float(row["n"]) == count, (metric, subject, object, row["value"], expected)
            assert row["null"] == "two-mode" and row["missing"] == "0", row
            checked += 1
    assert told["ei_index", "all", "ownership"]["reason"] == "not-given"
    return checked


def test_countries_in_the_projects_of_horizon_2020(folder):
    rows = [r for r in measured(folder) if r["layer"] == CONSORTIA]
    projects = Projects(FILES / "h2020.csv.gz")
    assert projects.rows == 144726
    print(f"{check_pairs(rows, projects)} pairs of countries, {check_mixing(rows, projects)} indices")


def write_participations(files, folder):
    """A unit for each organisation, project and programme part: its country, the part, the type. Returns the units as (cluster, country, part, type)."""
    units, groups = [], {}
    with gzip.open(files / "programme_parts.csv.gz", "rt", encoding="utf-8", newline="") as file:
        parts = collections.defaultdict(set)
        for row in csv.DictReader(file):
            parts[row["rcn"]].add(row["programme_part"])
    with gzip.open(files / "h2020.csv.gz", "rt", encoding="utf-8", newline="") as file:
        seen = {(r["rcn"], r["pic"], COUNTRIES.get(r["country"], r["country"]), r["type"], r["group"]) for r in csv.DictReader(file)}
    for project, organisation, country, kind, group in sorted(seen):
        groups.setdefault(country, group)
        units += [(groups[country], country, part, kind) for part in sorted(parts[project])]
    folder.mkdir()
    write = lambda name, lines: (folder / f"{name}.csv").write_text("".join(",".join(line) + "\n" for line in lines))
    write("regions", [("id", "cluster"), *sorted(groups.items())])
    write("enterprises", [("id", "region", "industry", "size_class"), *((f"u{n}", *unit[1:]) for n, unit in enumerate(units))])
    write("links", [("from", "to", "layer"), ("u0", "u1", "rnd")])
    return units


def entropy(labels):
    counts = collections.Counter(labels).values()
    total = sum(counts)
    return -math.fsum(n / total * math.log2(n / total) for n in counts)


def helix(units):
    """T of (country, part, type) in mbit."""
    sign = {1: 1, 2: -1, 3: 1}
    return 1000 * math.fsum(sign[size] * entropy([tuple(unit[i] for i in which) for unit in units])
                            for size in sign for which in itertools.combinations((1, 2, 3), size))


def test_countries_parts_and_types_as_a_triple_helix(folder):
    units = write_participations(FILES, folder / "tables")
    must("build", "-q", folder / "tables", "-o", folder / "network.h5")
    must("synergy", "-q", *few(), folder / "network.h5", "-o", folder / "synergy.csv")
    told = {(r["metric"], r["subject"]): r for r in panel(folder / "synergy.csv") if r["metric"].startswith("triple_helix") and r["object"] == ""}
    whole, sum_of_parts = helix(units), 0
    clusters = collections.defaultdict(list)
    for unit in units:
        clusters[unit[0]].append(unit)
    for subject, inside in [("all", units), *clusters.items()]:
        row, t = told["triple_helix_t", subject], helix(inside)
        assert abs(float(row["value"]) - t) < 1e-7 and float(row["n"]) == len(inside), (subject, row["value"], t)
        assert abs(float(told["triple_helix_synergy", subject]["value"]) - (float(row["expected"]) - float(row["value"]))) < 1e-9, subject
        if subject != "all":
            part = len(inside) / len(units) * t
            assert abs(float(told["triple_helix_contribution", subject]["value"]) - part) < 1e-7, subject
            sum_of_parts += part
    assert abs(float(told["triple_helix_contribution", "between-clusters"]["value"]) - (whole - sum_of_parts)) < 1e-6
    print(f"{len(units)} units, T {whole:.1f} mbit, synergy {float(told['triple_helix_synergy', 'all']['value']):.1f}")


def read(name):
    with gzip.open(FILES / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def partners():
    """{part: {pair of organisations that share a project of it}}, and all organisations."""
    members, pairs = collections.defaultdict(set), collections.defaultdict(set)
    for row in read("h2020.csv.gz"):
        members[row["rcn"]].add(row["pic"])
    for row in read("programme_parts.csv.gz"):
        pairs[row["programme_part"]].update(itertools.combinations(sorted(members.get(row["rcn"], ())), 2))
    return pairs, set().union(*members.values())


def degrees(pairs):
    """{organisation: its number of partners in each part that has it}"""
    found = collections.defaultdict(collections.Counter)
    for part, linked in pairs.items():
        for a, b in linked:
            found[a][part] += 1
            found[b][part] += 1
    return found


def check_participation(rows, pairs, organisations):
    told = {r["subject"]: r for r in rows if r["metric"] == "participation_coefficient"}
    assert set(told) == organisations, "every organisation has a row"
    layers, found = sum(map(bool, pairs.values())), degrees(pairs)
    for organisation, row in told.items():
        counts = found[organisation].values()
        o = sum(counts)
        assert float(row["n"]) == o and float(row["missing"]) == 0, row
        if o == 0:
            assert (row["value"], row["reason"]) == ("", "no-link"), row
            continue
        expected = layers / (layers - 1) * (1 - sum((k / o) ** 2 for k in counts))
        assert abs(float(row["value"]) - expected) < 1e-12, (row, expected)
    return told


def check_overlap(rows, pairs):
    count = 0
    for r in rows:
        if r["metric"] not in ("layer_overlap", "layer_overlap_conditional"):
            continue
        a, b = pairs[r["subject"]], pairs[r["object"]]
        count += 1
        if not a or not b:
            assert (r["value"], r["reason"]) == ("", "no-link"), r
            continue
        below = len(a | b) if r["metric"] == "layer_overlap" else len(a)
        assert abs(float(r["value"]) - len(a & b) / below) < 1e-12 and float(r["n"]) == below, r
    assert count == 3 * len(pairs) * (len(pairs) - 1) // 2, count


def test_participation_of_organisations_is_that_of_their_partners(folder):
    pairs, organisations = partners()
    layers = [f"--layer={part}" for part in sorted(pairs)]
    rows = measured(folder, *layers)
    told = check_participation(rows, pairs, organisations)
    check_overlap(rows, pairs)

    # A large organisation works everywhere, a company of one project in one part.
    most = sorted(told.values(), key=lambda r: -float(r["n"]))
    assert all(float(r["value"]) > 2 / 3 for r in most[:20]), most[:20]
    focused = sum(r["value"] != "" and float(r["value"]) < 1 / 3 for r in told.values())
    assert focused > len(told) / 3, focused
    print(f"{len(told)} organisations, {len(pairs)} parts, {focused} focused on one part")


def test_what_falls_off_without_an_organisation_or_a_partnership(folder):
    rows = measured(folder, "--layer=participation", "--replicates=999", stage="chain")  # so many that no tie is drawn anew
    points = {r["subject"]: r for r in rows if r["metric"] == "articulation_point"}
    bridges = {(r["subject"], r["object"]): r for r in rows if r["metric"] == "bridge"}
    # What hangs together with what is counted in oracle/h2020_graph; 35,871 organisations, of which 4,206 have no partner.
    assert len(points) == 35871 - 4206, len(points)
    assert sum(r["n"] != "0" for r in points.values()) == 326 and len(bridges) == 414
    # No capacity is known, but that of nobody is 0.
    assert all((r["value"], r["reason"]) == (("0", "") if r["n"] == "0" else ("", "no-capacity")) for r in points.values())
    print(f"{len(points)} organisations, {len(bridges)} bridges")


main(globals(), under_sanitizers=("test_countries_parts_and_types_as_a_triple_helix", "test_what_falls_off_without_an_organisation_or_a_partnership"))
