# SPDX-License-Identifier: MIT
"""What is usually done today: tables by pandas, a graph by a library, measures, tables again.

    analyst.py LINKS.csv ACTORS.csv OUT.csv LIBRARY UNTIL

LIBRARY is igraph or networkx. UNTIL is graph: stop where the graph stands; groups: everything; or rank: everything but the
search for groups (Leiden; of igraph alone).
"""
import sys

import pandas

def read(links, actors):
    links = pandas.read_csv(links, dtype={"from": str, "to": str, "layer": "category"})
    actors = pandas.read_csv(actors, dtype=str)
    rows = pandas.Series(range(len(actors)), index=actors["id"])
    return links, actors, links["from"].map(rows).to_numpy(), links["to"].map(rows).to_numpy()


def in_igraph(count, source, target, weight, until):
    import igraph

    graph = igraph.Graph(n=count, edges=list(zip(source, target)), directed=True)
    graph.es["weight"] = weight
    if until == "graph":
        return None, None
    rank = graph.pagerank(weights="weight")
    if until == "rank":
        return rank, None
    ties = graph.as_undirected(combine_edges="sum")
    return rank, ties.community_leiden(objective_function="modularity", weights="weight").membership


def in_networkx(count, source, target, weight, until):
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from(zip(source, target, weight))
    if until == "graph":
        return None, None
    rank = networkx.pagerank(graph, weight="weight")
    return [rank[i] for i in range(count)], None


def balances(links, region, source, target):
    """In- and outflow and the one-sidedness of every region and layer."""
    flows = pandas.DataFrame({"layer": links["layer"], "from": region[source], "to": region[target], "weight": links["weight"]})
    flows = flows.groupby(["layer", "from", "to"], observed=True)["weight"].sum().reset_index()
    between = flows[flows["from"] != flows["to"]]
    sums = {name: between.groupby(["layer", end], observed=True)["weight"].sum().rename_axis(["layer", "region"])
            for name, end in (("inflow", "to"), ("outflow", "from"))}
    table = pandas.DataFrame(sums).fillna(0.0)
    return table.assign(effectiveness=(table.inflow - table.outflow) / (table.inflow + table.outflow))


def main(links, actors, out, library, until):
    links, actors, source, target = read(links, actors)
    build = {"igraph": in_igraph, "networkx": in_networkx}[library]
    rank, group = build(len(actors), source, target, links["weight"].to_numpy(), until)
    if until != "graph":
        balances(links, actors["region"].to_numpy(), source, target).to_csv(out)
        pandas.DataFrame({"id": actors["id"], "rank": rank, "group": group}).to_csv(f"{out}.actors.csv", index=False)


main(*sys.argv[1:])
