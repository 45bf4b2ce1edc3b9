# SPDX-License-Identifier: MIT
"""Datasets to measure with: links between enterprises in regions, heavy-tailed at both, the same in every run."""
import random
import subprocess

LAYERS = ("supply", "rnd", "talent", "capital", "transfer")
REGIONS = 300
SEED = 1
BROKEN = 10  # every so-manieth link of a dataset with defects


def by_shared_script(folder, links, actors, shared, python):
    """The script of the shared material, where that and a Python with numpy are to be had."""
    script = shared / "bench" / "make_links.py"
    if python is None or not script.exists():
        return False
    subprocess.run([python, str(script), str(links), str(actors), str(REGIONS), str(folder), str(SEED)], check=True)
    (folder / "nodes.csv").rename(folder / "enterprises.csv")
    return True


def by_ourselves(folder, links, actors, *_):
    """The same distributions: regions by a Pareto law, sources by the square of a uniform number, weights log-normal."""
    chance = random.Random(SEED)
    mass = [chance.paretovariate(1.5) for _ in range(REGIONS)]
    with open(folder / "enterprises.csv", "w") as file:
        file.write("id,region\n")
        file.writelines(f"e{i:08d},r{r:04d}\n" for i, r in enumerate(chance.choices(range(REGIONS), mass, k=actors)))
    with open(folder / "links.csv", "w") as file:
        file.write("from,to,layer,weight\n")
        for _ in range(links):
            a, b = int(actors * chance.random() ** 2), chance.randrange(actors)
            b = (b + 1) % actors if a == b else b
            file.write(f"e{a:08d},e{b:08d},{chance.choice(LAYERS)},{round(chance.lognormvariate(1, 1), 3)}\n")
    return True


# The first that can writes links.csv and enterprises.csv.
WRITERS = (by_shared_script, by_ourselves)


def write(folder, links, shared, python):
    """A dataset of so many links; returns by which of WRITERS."""
    folder.mkdir()
    writer = next(w for w in WRITERS if w(folder, links, max(links // 10, 2), shared, python))
    (folder / "regions.csv").write_text("id,lon,lat\n" + "".join(f"r{r:04d},{100 + r % 20},{20 + r // 20}\n" for r in range(REGIONS)))
    (folder / "layers.csv").write_text("id,directed,measure\n" + "".join(f"{layer},true,amount\n" for layer in LAYERS))
    return writer.__name__


def broken(row, turn):
    """A link with one defect: no weight, an end that nobody knows, a weight that is no number, a field too many."""
    a, b, layer, weight = row.rstrip("\n").split(",")
    return (f"{a},{b},{layer},\n", f"{a},x{b},{layer},{weight}\n", f"{a},{b},{layer},{weight}x\n", f"{a},{b},{layer},{weight},\n")[turn % 4]


def write_broken(folder, whole):
    """A copy of a dataset in which every BROKEN-th link has a defect; returns how many have."""
    folder.mkdir()
    for table in ("enterprises", "regions", "layers"):
        (folder / f"{table}.csv").hardlink_to(whole / f"{table}.csv")
    defects = 0
    with open(whole / "links.csv") as source, open(folder / "links.csv", "w") as copy:
        copy.write(next(source))
        for n, row in enumerate(source):
            if n % BROKEN == 0:
                row = broken(row, defects)
                defects += 1
            copy.write(row)
    return defects
