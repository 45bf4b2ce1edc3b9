#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tests/golden/map.csv through the executables: each golden cell that a dataset can express is looked up in the panel of that dataset.

The columns of the map: file, golden and key name the cell of tests/golden/expected; dataset is a function below; metric, layer, subject, object
and column are where the panel has it, or (backbone) the table beside it; a (candidate) is looked up by class and rank, its object is who it is;
how says what is done to it first.
"""
import csv
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SHARED, SKIPPED, SOURCE, dataset, main, must, panel  # noqa: E402

GOLDEN = SOURCE / "tests" / "golden"


def read(*parts):
    return panel(GOLDEN.joinpath(*parts))


def table(header, rows):
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"


def column(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def talent6(folder, *options):
    regions = table("id,cluster,population,core", [(*r[:3], "true" if r[3] == "1" else "")
                                                   for r in column(read("inputs", "regions.csv"), "region", "cluster", "population", "core")])
    links = table("from,to,layer,weight", column(read("inputs", "flows.csv"), "from", "to", "layer", "weight"))
    return dataset(folder, regions=regions, links=links), options


def talent6_lambda_0(folder):
    return talent6(folder, "--lambda", "0")


def closed_flows(folder, flows, boundary):
    """Amounts with an outside world, where what enters and leaves is."""
    nodes = [n for n, _, _ in boundary]
    links = [(a, b, "flow", w) for a, b, w in flows]
    links += [("World", n, "flow", x) for n, x, _ in boundary if float(x) > 0] + [(n, "World", "flow", x) for n, _, x in boundary if float(x) > 0]
    return dataset(folder, regions=table("id,kind", [(n, "") for n in nodes] + [("World", "outside")]), layers="id,measure\nflow,amount\n",
                   links=table("from,to,layer,weight", links)), ()


def ecosystem(folder, name):
    return closed_flows(folder, column(read("inputs", f"fci_{name}_flows.csv"), "from", "to", "weight"),
                        column(read("inputs", f"fci_{name}_boundary.csv"), "node", "input", "output"))


def oyster(folder):
    return ecosystem(folder, "oyster")


def conespring(folder):
    return ecosystem(folder, "cone")


def ring_with_leak(folder):
    """Of what passes each of three, 0.8 goes to the next and 0.2 out: it comes back with 0.8^3 = 0.512."""
    return closed_flows(folder, [("a", "b", 0.8), ("b", "c", 0.8), ("c", "a", 0.8)], [(n, 0.2, 0.2) for n in "abc"])


def pure_star_lambda_0(folder):
    return dataset(folder, links="from,to,layer,weight\nb,a,flow,5\nc,a,flow,3\nd,a,flow,2\n"), ("--lambda", "0")


def hodge(folder):
    """One layer a case."""
    return dataset(folder, links=table("from,to,layer,weight", column(read("inputs", "hodge.csv"), "from", "to", "case", "weight"))), ()


def concentration(folder):
    rows = column(read("inputs", "concentration.csv"), "id", "value")
    return dataset(folder, regions=table("id", [r[:1] for r in rows]), links="from,to,layer,weight\nu1,u2,talent,1\n",
                   indicators=table("region,indicator,value", [(r, "value", v) for r, v in rows])), ()


def theil(folder):
    rows = column(read("inputs", "theil.csv"), "region", "cluster", "y", "pop")
    return dataset(folder, regions=table("id,cluster,population", [(r, k, p) for r, k, _, p in rows]), links="from,to,layer,weight\nBei,Tia,talent,1\n",
                   indicators=table("region,indicator,value", [(r, "y", y) for r, _, y, _ in rows])), ()


def plane_mulligan(folder):
    return dataset(folder, links=table("from,to,layer,weight", column(read("inputs", "plane_mulligan.csv"), "from", "to", "matrix", "weight"))), ()


def korea2020(folder):
    path = SHARED / "golden" / "inputs" / "korea2020.csv"
    if not path.exists():
        return None, ()
    rows = panel(path)
    population = {r["orig"]: r["orig_pop"] for r in rows}
    return dataset(folder, regions=table("id,population", population.items()),
                   pairs=table("from,to,measure,value,unit", [(r["orig"], r["dest"], "distance", r["dist_cent"], "km") for r in rows]),
                   links=table("from,to,layer,weight", [(r["orig"], r["dest"], "migration", r["flow"]) for r in rows])), ()


def multiplex(folder):
    return dataset(folder, enterprises=table("id", column(read("inputs", "multiplex_nodes.csv"), "id")),
                   layers=table("id,directed", [(l, "false") for l in ("rd", "supply", "capital")]),
                   links=table("from,to,layer", column(read("inputs", "multiplex_edges.csv"), "a", "b", "layer"))), ()


def cohesion(folder):
    tables = ("regions", "layers", "links", "portfolio")
    return dataset(folder, **{name: (GOLDEN / "inputs" / f"cohesion_{name}.csv").read_text(encoding="utf-8") for name in tables}), ()


def structure(folder):
    return dataset(folder, regions=table("id,cluster", column(read("inputs", "region_cluster.csv"), "region", "cluster")),
                   portfolio=table("region,industry,value", column(read("inputs", "region_industry.csv"), "region", "industry", "value"))), ()


def relatedness(folder, *options):
    return dataset(folder, portfolio=table("region,industry,value", column(read("inputs", "portfolio.csv"), "region", "industry", "present"))), options


def relatedness_association(folder):
    return relatedness(folder, "--relatedness", "association")


def relatedness_cosine(folder):
    return relatedness(folder, "--relatedness", "cosine")


def relatedness_jaccard(folder):
    return relatedness(folder, "--relatedness", "jaccard")


def relatedness_probability(folder):
    return relatedness(folder, "--relatedness", "probability")


CHAINS = ("innovation", "industry", "capital", "service")


def scored(folder, units, *options):
    """A chain a score, an indicator a chain; what is scored lies between 0 and 1 as it is."""
    chains = CHAINS[:len(units[0]) - 1]
    return dataset(folder, regions=table("id", [u[:1] for u in units]),
                   indicator_defs=table("indicator,chain,low,high", [(c, c, 0, 1) for c in chains]),
                   indicators=table("region,indicator,value", [(u[0], c, x) for u in units for c, x in zip(chains, u[1:])])), ("--raw", *options)


def ccd_n3(folder):
    return scored(folder, column(read("inputs", "ccd_n3.csv"), "unit", "u1", "u2", "u3"))


def ccd_n4(folder):
    return scored(folder, column(read("inputs", "ccd_n4.csv"), "unit", "u1", "u2", "u3", "u4"))


def ccd_edges(folder):
    return scored(folder, [("allzero", 0, 0, 0), ("onezero", 0, 0.5, 0.7), ("equal", 0.4, 0.4, 0.4), ("equal1", 1, 1, 1)])


def ccd_single(folder):
    return scored(folder, [("single", 0.5)])


def composite(folder):
    rows = read("inputs", "composite_indicators.csv")
    return dataset(folder, regions=table("id", [("here",)]),
                   indicator_defs=table("indicator,chain,direction,low,high", [
                       (r["indicator"], r["subsystem"], "+" if r["sign"] == "1" else "-", r["lower"], r["upper"]) for r in rows]),
                   indicators=table("region,indicator,date,value", [("here", r["indicator"], year, r[when])
                                                                    for r in rows for year, when in ((2001, "t0"), (2002, "t1"))])), ("--window", "2001:2003:1")


def field(folder, *options):
    factors = read("inputs", "field_factors.csv")
    stocks = [(r["region"], f["indicator"], r[f["indicator"]]) for r in read("inputs", "field_stocks.csv") for f in factors]
    names = ("region", "cluster", "lon", "lat", "customs_zone", "legal_system")
    return dataset(folder, regions=table("id," + ",".join(names[1:]), column(read("inputs", "field_regions.csv"), *names)),
                   indicator_defs=table("indicator,factor,direction,low,high", column(factors, "indicator", "factor", "sign", "low", "high")),
                   indicators=table("region,indicator,value", [s for s in stocks if s[2]]), pairs="from,to,measure,value\nD,F,barrier,3\n"), options


def field_gentle(folder):
    return field(folder, "--gamma", "0.5", "--beta", "0.25", "--reach", "300")


def helix(folder):
    """A dataset has a link, if no metric of firms looks at it."""
    firms = column(read("inputs", "firms_th.csv"), "firm", "city", "cluster", "tech", "size")
    return dataset(folder, regions=table("id,cluster", sorted({(city, cluster) for _, city, cluster, *_ in firms})),
                   enterprises=table("id,region,industry,size_class", [(firm, city, tech, size) for firm, city, _, tech, size in firms]),
                   links="from,to,layer,weight\nF01,F02,supply,1\n"), ()


def border(folder):
    fields = "id,parent,customs_zone,legal_system,political_system"
    return dataset(folder, regions=table(fields, column(read("inputs", "border_regions.csv"), *fields.split(","))),
                   pairs=table("from,to,measure,value", column(read("inputs", "border_pairs.csv"), "from", "to", "measure", "value")),
                   links=table("from,to,layer,weight", [(r, s, "talent", w) for r, s, w in column(read("inputs", "border_flows.csv"), "from", "to", "weight")])), ()


def ei(folder):
    """The groups are regions; ties have no direction."""
    nodes = column(read("inputs", "ei_nodes.csv"), "id", "group")
    return dataset(folder, regions=table("id", [(g,) for g in sorted({g for _, g in nodes})]), enterprises=table("id,region", nodes),
                   layers="id,directed\nrnd,false\n",
                   links=table("from,to,layer,weight", [(a, b, "rnd", w) for a, b, w in column(read("inputs", "ei_edges.csv"), "a", "b", "weight")])), ()


def collab(folder):
    return dataset(folder, layers="id,directed\nrnd,false\n",
                   links=table("from,to,layer,weight", [(a, b, "rnd", c) for a, b, c in column(read("inputs", "collab.csv"), "a", "b", "count")])), ()


STAGES = ("science", "engineering", "product")


def staged(folder, actors, links, *options):
    """Enterprises with a stage and a region, joint research without direction."""
    return dataset(folder, regions=table("id", sorted({(r,) for _, _, r in actors})), enterprises=table("id,stages,region", actors),
                   layers="id,directed\nrnd,false\n", links=table("from,to,layer,weight", [(a, b, "rnd", w) for a, b, w in links])), options


def innovation_chain(folder, *options):
    return staged(folder, column(read("inputs", "chain_actors.csv"), "id", "stage", "region"),
                  column(read("inputs", "chain_links.csv"), "a", "b", "weight"), *options)


def innovation_chain_straight(folder):
    return innovation_chain(folder, "--straight")


def stage_matrix_gapped(folder):
    """Two actors a stage; a link inside a stage stands twice in the matrix."""
    cells = [(int(a) - 1, int(b) - 1, float(w)) for a, b, w in column(read("inputs", "stage_matrix_gapped.csv"), "a", "b", "weight_symmetric")]
    return staged(folder, [(STAGES[s] + end, s + 1, "r") for s in range(3) for end in "12"],
                  [(STAGES[a] + "1", STAGES[b] + "2", w / 2 if a == b else w) for a, b, w in cells if a <= b])


def upstreamness(folder):
    """Both cases in one layer: what is not sold to others is in final use."""
    rows = [(r["case"] + r["from"], r["case"] + r["to"], float(r["value"])) for r in read("inputs", "upstreamness.csv")]
    made = {seller: sum(w for a, _, w in rows if a == seller) for seller, _, _ in rows}
    return dataset(folder, enterprises=table("id,output", made.items()), layers="id,role,measure\nsupply,supply,amount\n",
                   links=table("from,to,layer,weight", [(a, b, "supply", w) for a, b, w in rows if not b.endswith("FINAL")])), ()


def burt(folder):
    edges = column(read("inputs", "burt_edges.csv"), "a", "b")
    return dataset(folder, enterprises=table("id", sorted({(end,) for edge in edges for end in edge})), layers="id,directed\nrnd,false\n",
                   links=table("from,to,layer", [(*edge, "rnd") for edge in edges])), ()


def gould_fernandez(folder):
    """A group is a cluster of one region."""
    groups = column(read("inputs", "gf_groups.csv"), "id", "group")
    return dataset(folder, regions=table("id,cluster", sorted({(f"r{g}", f"k{g}") for _, g in groups})),
                   enterprises=table("id,region", [(actor, f"r{g}") for actor, g in groups]), layers="id,directed\ntransfer,true\n",
                   links=table("from,to,layer", [(a, b, "transfer") for a, b in column(read("inputs", "gf_edges.csv"), "from", "to")])), ()


ESSENTIALITY = {"2": "essential", "1": "non-essential", "0": "none"}


def esri(folder, stop="1e-2", essentiality=ESSENTIALITY.get):
    path = SHARED / "golden" / "inputs" / "esri_edges.csv"
    if not path.exists():
        return None, ()
    rows = panel(path)
    sectors = {r[end]: r[f"{end}_sector"] for r in rows for end in ("supplier", "customer")}
    return dataset(folder, enterprises=table("id,industry", sorted(sectors.items())), layers="id,role,directed,weighted,measure\nsupply,supply,true,true,amount\n",
                   links=table("from,to,layer,weight,essentiality",
                               [(r["supplier"], r["customer"], "supply", r["weight"], essentiality(r["type"])) for r in rows])), ("--stop", stop)


def esri_on(folder):
    return esri(folder, "1e-12")


def esri_unsaid(folder):
    """All sales essential, or none: the two bounds."""
    return esri(folder, "1e-12", lambda _: "")


def rings(folder):
    """Both who are asked for are architects; one sells nothing."""
    firms = column(read("inputs", "rings_actors.csv"), "id", "capacity", "region")
    return dataset(folder, regions=table("id", sorted({(r,) for _, _, r in firms})), enterprises=table("id,capacity,region", firms),
                   architects="id,enterprise,chain\narch-a,a,goods\narch-x,x,goods\n",
                   links=table("from,to,layer,weight", [(a, b, "supply", w) for a, b, w in column(read("inputs", "rings_links.csv"), "supplier", "customer", "weight")])), ()


def consortium(folder):
    """A dataset has a link, if no metric of consortia looks at it."""
    rows = [(*r, STAGES.index(s) + 1) for *r, s in column(read("inputs", "consortia.csv"), "consortium", "member", "type", "is_lead", "stage")]
    firms = {"soe": ("soe-local", ""), "private": ("private", ""), "little_giant": ("private", "little-giant")}
    return dataset(folder, enterprises=table("id,ownership,tier,stages", [(m, *firms[t], s) for _, m, t, _, s in rows if t in firms]),
                   institutes=table("id,kind,stages", [(m, t, s) for _, m, t, _, s in rows if t not in firms]),
                   consortia=table("id", sorted({(c,) for c, *_ in rows})),
                   memberships=table("consortium,member,role", [(c, m, "lead" if lead == "1" else "") for c, m, _, lead, _ in rows]),
                   links="from,to,layer,weight\nC1_0,C1_2,supply,1\n"), ()


def chokepoints(folder):
    roles = column(read("inputs", "choke_roles.csv"), "id", "stage")
    return dataset(folder, enterprises=table("id,stages", [(i, STAGES.index(stage) + 1) for i, stage in roles]),
                   links=table("from,to,layer", [(a, b, "supply") for a, b in column(read("inputs", "choke_edges.csv"), "from", "to")])), ()


def dependence(folder):
    """Customers are at home, in China, as most are."""
    rows = read("inputs", "supply_products.csv")
    firms = {**{r["supplier"]: r["country"] for r in rows}, **{r["customer"]: "CN" for r in rows}}
    return dataset(folder, enterprises=table("id,country", firms.items()), layers="id,role\nsupply,supply\n",
                   links=table("from,to,layer,weight,product", [(s, c, "supply", w, k) for s, c, w, k in column(rows, "supplier", "customer", "value", "product")])), ()


def relatedness_gap(folder):
    """T4 is lacking: all of it is bought abroad."""
    rows = column(read("inputs", "portfolio.csv"), "region", "industry", "present")
    return dataset(folder, regions=table("id", sorted({r[:1] for r in rows})), portfolio=table("region,industry,value", rows),
                   enterprises="id,country\nbuyer,CN\nother,CN\nseller,JP\n", layers="id,role\nsupply,supply\n",
                   links="from,to,layer,weight,product\nseller,buyer,supply,1,T4\n"), ()


SYNERGY = {"structure", "relatedness", "relatedness-association", "relatedness-cosine", "relatedness-jaccard", "relatedness-probability", "collab", "ei",
           "border", "helix", "cohesion", "multiplex", "ccd-n3", "ccd-n4", "ccd-edges", "ccd-single", "composite", "field", "field-gentle"}
CHAIN = {"innovation-chain", "innovation-chain-straight", "stage-matrix-gapped", "upstreamness", "burt", "gould-fernandez", "esri", "esri-on",
         "esri-unsaid", "rings", "consortium", "chokepoints", "dependence", "relatedness-gap"}
HOW = {"": float, "thousandth": lambda value: float(value) / 1000, "half": lambda value: float(value) / 2, "negative": lambda value: -float(value), "log": lambda value: math.log(float(value)), "at-least-1": lambda value: float(float(value) >= 1)}


class Panels:
    """The panel and the backbone of each dataset of the map, made when they are asked for."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.made = {}

    def of(self, name):
        if name not in self.made:
            self.made[name] = self.make(name)
        return self.made[name]

    def make(self, name):
        where, options = globals()[name.replace("-", "_")](self.folder / name)
        if where is None:
            return None
        stage = "synergy" if name in SYNERGY else "chain" if name in CHAIN else "siphon"
        network, out, backbone = where / "network.h5", where / f"{stage}.csv", where / f"{stage}.backbone.csv"
        must("build", "-q", where, "-o", network)
        must(stage, "-q", "--replicates", "9", *options, network, "-o", out)
        rows = {(r["metric"], r["layer"], r["subject"], r["object"]): r for r in panel(out)}
        for r in [r for r in rows.values() if r["metric"] == "gap_candidate_density"]:
            rows["(candidate)", r["layer"], r["object"], r["rank"]] = {**r, "object": r["subject"]}
        for r in panel(backbone) if backbone.exists() else ():
            rows["(backbone)", r["layer"], r["from"], r["to"]] = r
        return rows


def value_of(rows, cell):
    """What the panel has, as a text; a blank for no value."""
    row = rows[cell["metric"], cell["layer"], cell["subject"], cell["object"]]
    told = row[cell["column"]]
    if cell["how"].startswith("/"):
        below = rows[cell["how"][1:], cell["layer"], cell["subject"], cell["object"]]
        return repr(float(told) / float(below[cell["column"]]))
    return repr(HOW[cell["how"]](told)) if told and cell["column"] != "object" else told


def compare(cell, expected, told):
    where = f"{cell['file']}.csv {cell['golden']} {cell['key']}: '{told}', expected {expected['value']}"
    if cell["column"] == "object":
        assert told == ("" if expected["value"] == "ROOT" else expected["value"]), where
    elif expected["value"] == "NA":
        assert told == "", where
    else:
        # A panel has 15 digits.
        wanted = float(expected["value"])
        assert told and abs(float(told) - wanted) <= float(expected["tol"]) + 1e-13 * abs(wanted), where


def test_the_panel_has_every_golden_cell_that_a_dataset_expresses(folder):
    cells, absent = read("map.csv"), set()
    expected = {name: {(r["metric"], r["key"]): r for r in read("expected", f"{name}.csv")} for name in {c["file"] for c in cells}}
    panels = Panels(folder)
    for cell in cells:
        rows = panels.of(cell["dataset"])
        if rows is None:
            absent.add(cell["dataset"])
            continue
        compare(cell, expected[cell["file"]][cell["golden"], cell["key"]], value_of(rows, cell))
    print(f"{len(cells)} cells")
    if absent:
        print(f"skipped: {', '.join(absent)}")
        sys.exit(SKIPPED)


main(globals())
