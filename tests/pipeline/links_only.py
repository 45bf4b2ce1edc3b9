#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A dataset of one links.csv builds, measures and draws; golden flows and stocks through the executables."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import SOURCE, dataset, index, main, must, panel  # noqa: E402

GOLDEN = SOURCE / "tests" / "golden"
LINKS = "from,to,layer,weight\nA,B,talent,6\nB,A,talent,2\nC,A,talent,4\nA,A,talent,9\n"


def test_one_links_table_alone(folder):
    place = dataset(folder / "data", links=LINKS)
    must("check", place)
    must("build", place, "-o", folder / "network.h5")
    must("siphon", folder / "network.h5", "-o", folder / "siphon.csv")
    must("describe", folder / "network.h5", "-o", folder / "descriptives.csv")
    must("draw", folder / "network.h5", folder / "siphon.csv", "-o", folder)
    must("render", folder / "flow-map.dot", "-o", folder / "flow-map.svg")
    got = index(panel(folder / "siphon.csv"))
    value = lambda metric, subject: float(got[metric, "talent", "", subject]["value"])
    assert value("inflow", "A") == 2 + 4 and value("outflow", "A") == 6
    assert value("retention", "A") == 9
    assert value("net_flow_effectiveness", "B") == (6 - 2) / (6 + 2)
    assert abs(value("effectiveness_index", "all") - 100 * (0 + 4 + 4) / (12 + 8 + 4)) < 1e-12
    svg = (folder / "flow-map.svg").read_text()
    assert svg.rstrip().endswith("</svg>") and len(re.findall(r'class="edge', svg)) == 3, "three arcs"


def test_golden_flows_through_the_executables(folder):
    flows = (GOLDEN / "inputs" / "flows.csv").read_text()
    regions = panel(GOLDEN / "inputs" / "regions.csv")
    table = "id,cluster,population,core\n" + "".join(f"{r['region']},{r['cluster']},{r['population']},{r['core']}\n" for r in regions)
    must("build", dataset(folder / "data", links=flows, regions=table), "-o", folder / "network.h5")
    must("siphon", folder / "network.h5", "--pairs", "-o", folder / "siphon.csv")
    rows = panel(folder / "siphon.csv")
    got = {(r["metric"], r["subject"]): r for r in rows if r["layer"] == "talent" and r["scope"] != "pair"}
    pairs = {(r["subject"], r["object"]): r for r in rows if r["metric"] == "bilateral_asymmetry"}
    core = {r["cluster"]: r["region"] for r in regions if r["core"] == "1"}
    cluster = {r["region"]: r["cluster"] for r in regions}
    compared = 0
    for row in panel(GOLDEN / "expected" / "net_balance.csv"):
        cell = panel_cell(row, got, pairs, core, cluster)
        if cell is not None:
            assert agree(cell, row), (row, cell)
            compared += 1
    assert compared >= 55, compared


def agree(cell, row):
    return abs(float(cell) - float(row["value"])) <= max(float(row["tol"]), 1e-14 * abs(float(row["value"])))


def test_golden_concentration_through_the_executables(folder):
    units = panel(GOLDEN / "inputs" / "concentration.csv")
    stocks = panel(GOLDEN / "inputs" / "theil.csv")
    regions = "id,cluster,population\n" + "".join(f"{u['id']},,\n" for u in units) + "".join(f"{r['region']},{r['cluster']},{r['pop']}\n" for r in stocks)
    values = "region,indicator,value\n" + "".join(f"{u['id']},x,{u['value']}\n" for u in units) + "".join(f"{r['region']},y,{r['y']}\n" for r in stocks)
    must("build", dataset(folder / "data", indicators=values, regions=regions), "-o", folder / "network.h5")
    must("siphon", folder / "network.h5", "-o", folder / "siphon.csv")
    got = index(panel(folder / "siphon.csv"))
    expected = {(r["metric"], r["key"]): r for r in panel(GOLDEN / "expected" / "concentration.csv")}
    for metric, layer, subject, golden in OF_STOCKS:
        cell = got[metric, f"indicator:{layer}", "", subject]["value"]
        assert agree(cell, expected[golden]), (metric, subject, cell, expected[golden])


# metric of the panel, indicator, subject, and the golden metric and key
OF_STOCKS = [
    ("gini", "x", "all", ("gini", "concentration")), ("hhi", "x", "all", ("HHI", "concentration")),
    ("hhi_normalised", "x", "all", ("HHI_norm", "concentration")), ("primacy", "x", "all", ("primacy_share", "concentration")),
    ("primacy_ratio", "x", "all", ("primacy_2city", "concentration")), ("theil", "y", "all", ("theil_popw", "all")),
    ("theil_between", "y", "all", ("theil_popw_between", "all")), ("theil_within", "y", "all", ("theil_popw_within_sum", "all")),
    ("theil_between_share", "y", "all", ("theil_between_share", "all")), ("theil", "y", "JJJ", ("theil_popw_within", "JJJ")),
    ("theil", "y", "YRD", ("theil_popw_within", "YRD")),
]


SAME = {"outflow": "outflow", "inflow": "inflow", "net": "net_flow", "effectiveness": "net_flow_effectiveness"}
OF_CORE = {"backwash_in_from_cluster": "backwash", "spread_out_to_cluster": "spread", "intra_cluster_effectiveness": "core_effectiveness"}
OF_ALL = {"MEI": ("effectiveness_index", "value"), "ANMR_percent": ("aggregate_net_rate", "value"), "bowker_chi2": ("bowker_chi2", "value"), "bowker_df": ("bowker_chi2", "df"), "bowker_p": ("bowker_chi2", "p")}


def panel_cell(row, got, pairs, core, cluster):
    """The cell of the panel that a golden row speaks of; None where this panel has none."""
    metric, key = row["metric"], row["key"]
    if metric in SAME:
        return got[SAME[metric], key]["value"]
    if metric in OF_CORE:
        return got[OF_CORE[metric], cluster[key]]["value"] if core[cluster[key]] == key else None
    if metric in OF_ALL:
        name, column = OF_ALL[metric]
        return got[name, key][column]
    if metric == "MEI_within":
        return got["effectiveness_index", key]["value"]
    if metric == "MEI_between_clusters":
        return got["effectiveness_index", "between-clusters"]["value"]
    if metric == "siphon_binomial_p_two_sided":
        return got["core_effectiveness", cluster[key]]["p"]
    if metric == "bilateral_effectiveness":
        a, b = key.split("->")
        return pairs[a, b]["value"] if a < b else str(-float(pairs[b, a]["value"]))
    return None


main(globals())
