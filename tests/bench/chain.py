#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The systemic risk index of large supply networks: time, memory, growth, and what --top leaves out; beside the same in scipy.

    chain.py BUILD DOCS [FIRMS...]

What was measured is told in DOCS/performance-chain.md. FIRMS are the sizes of which all firms fail, and the largest one of all; links are
ten times as many. scipy is run with few failures and its time carried on, and its values are compared.
"""
import csv
import itertools
import math
import pathlib
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from beside import THREADS, measured, taken  # noqa: E402

SIZES = (5000, 10000, 20000, 1000000)
LINKS, INDUSTRIES, FINAL = 10, 100, 0.3     # a firm; in all; share of the firms that sell to final demand only
ESSENTIALITIES, SHARES = ("essential", "non-essential", "none"), (0.3, 0.5, 0.2)
CLOSE, COARSE = "1e-6", "1e-2"              # --stop
TOP, SAMPLE = 100, 40                       # --top; failures that scipy counts beyond the first
AT_ONCE = 100000                            # links drawn
ALLOWED = (300, 8)                          # seconds, GiB

PAGE = """# Performance of the systemic risk index

`qipan-chain` on supply networks with ten links a firm, {industries} industries, heavy tails of sales and purchases, {final:.0%} of the firms selling to final demand only, {essential:.0%} of the links essential, {none:.0%} without effect; {threads} threads. Seconds are those of a clock on the wall; *CPU* those of all processors together, which other work on the machine disturbs less. *Cascades* is what a run takes beyond one with `--top 1`: the failures alone, without reading and the other metrics. Printed by `tests/bench/chain.py`; seconds belong to the machine.

## All firms, --stop {close}

| firms | links | s | CPU s | cascades, CPU s | ms a failure | peak MiB |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{all}

Twice the firms take {growth:.1f} times as long: there are twice as many failures, and each reaches twice as many links. Allowed for {most:,} firms: {allowed[0]} s on two processors.

Beside it `tests/bench/chain_numpy.py`, the formula with pandas and scipy, all firms in each round, on one processor; of {most:,} firms {sample} failed, and the time was carried on to all: **{numpy:.0f} CPU s**, {ratio:.1f} times as long. The largest difference between both is {difference:.1g}.

## The largest only, --top {top}

| firms | links | --stop | s | CPU s | peak MiB |
| ---: | ---: | ---: | ---: | ---: | ---: |
{largest}

Allowed for {huge:,} firms: {allowed[1]} GiB.

What `--top` leaves out, at {most:,} firms and --stop {close}: of the {top} largest values of the full run it tells **{agreed}**, of the ten largest {ten}; {told} firms were looked at. Of the {missed} that it misses, the largest of value {worst:.4f}, {final_missed} sell to final demand only: where no output is declared they seem to make nothing, and what is lost is that of their suppliers.
"""


def table(folder, name, header, rows):
    with open(folder / f"{name}.csv", "w") as file:
        file.write(header + "\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)


def write(folder, firms):
    """A dataset that is the same in every run. Nobody buys from itself: the next firm buys instead."""
    chance = random.Random(firms)
    folder.mkdir()
    sellers = range(round((1 - FINAL) * firms))
    sells, buys = (list(itertools.accumulate(chance.paretovariate(1.5) for _ in some)) for some in (sellers, range(firms)))

    def links():
        for _ in range(0, LINKS * firms, AT_ONCE):
            count = min(AT_ONCE, LINKS * firms)
            yield from zip(chance.choices(sellers, cum_weights=sells, k=count), chance.choices(range(firms), cum_weights=buys, k=count),
                           chance.choices(ESSENTIALITIES, SHARES, k=count))

    table(folder, "enterprises", "id,industry", ((f"f{f:07d}", f"i{chance.randrange(INDUSTRIES):02d}") for f in range(firms)))
    table(folder, "layers", "id,role,directed,weighted,measure", [("supply", "supply", "true", "true", "amount")])
    table(folder, "links", "from,to,layer,weight,essentiality",
          ((f"f{a:07d}", f"f{b if a != b else (b + 1) % firms:07d}", "supply", round(math.exp(chance.gauss(3, 1)), 2), kind) for a, b, kind in links()))


def chain(binary, folder, *options):
    return taken(binary, [binary / "qipan-chain", "-q", "--threads", THREADS, "--replicates", 1, *options, folder / "network.h5", "-o", folder / "chain.csv"])


def risks(folder):
    with open(folder / "chain.csv") as file:
        return {row["subject"]: float(row["value"]) for row in csv.DictReader(file) if row["metric"] == "systemic_risk_index"}


def scipy(binary, folder):
    """Processor seconds of one failure more, and of what comes before."""
    def call(count):
        return taken(binary, ["/usr/bin/python3", pathlib.Path(__file__).parent / "chain_numpy.py", folder, count, CLOSE])[1]
    few, more = call(1), call(1 + SAMPLE)
    return few, (more - few) / SAMPLE


def largest(values):
    return sorted(values, key=values.get, reverse=True)[:TOP]


def compare(full, told):
    """What --top says of those that the full run says are the largest."""
    assert all(told[firm] == full[firm] for firm in told), "a value depends on --top"
    best = largest(full)
    missed = [firm for firm in best if firm not in told]
    sellers = {f"f{f:07d}" for f in range(round((1 - FINAL) * len(full)))}
    return {"agreed": len(best) - len(missed), "ten": sum(firm in told for firm in best[:10]), "told": len(told), "missed": len(missed),
            "final_missed": sum(firm not in sellers for firm in missed), "worst": max((full[firm] for firm in missed), default=0)}


def difference(folder, full):
    with open(folder / "numpy.csv") as file:
        return max(abs(float(row["loss"]) - full[row["firm"]]) for row in csv.DictReader(file))


class Bench:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.all, self.few, self.said = [], [], {}

    def network(self, firms):
        folder = self.folder / str(firms)
        write(folder, firms)
        measured(self.binary, [self.binary / "qipan-build", "-q", folder, "-o", folder / "network.h5"])
        return folder

    def every(self, firms):
        """All firms of a network; the folder, and what was lost."""
        folder = self.network(firms)
        rest = chain(self.binary, folder, "--top", 1, "--stop", CLOSE)[1]
        seconds, processors, memory = chain(self.binary, folder, "--stop", CLOSE)
        self.all.append((firms, seconds, processors, processors - rest, memory))
        print(f"{firms} firms: {seconds:.1f} s, {processors:.1f} CPU s, {memory:.0f} MiB", flush=True)
        return folder, risks(folder)

    def top(self, folder, firms, stop):
        seconds, processors, memory = chain(self.binary, folder, "--top", TOP, "--stop", stop)
        self.few.append((firms, stop, seconds, processors, memory))
        print(f"{firms} firms, --top: {seconds:.1f} s, {processors:.1f} CPU s, {memory:.0f} MiB", flush=True)

    def run(self, sizes):
        for firms in sizes[:-1]:
            folder, full = self.every(firms)
        self.top(folder, firms, CLOSE)
        self.said = compare(full, risks(folder))
        before, each = scipy(self.binary, folder)
        self.said |= {"numpy": before + each * (firms - 1), "difference": difference(folder, full)}
        self.top(self.network(sizes[-1]), sizes[-1], COARSE)

    def page(self):
        most, last, first = self.all[-1][0], self.all[-1], self.all[0]
        growth = (last[3] / first[3]) ** (1 / math.log2(last[0] / first[0]))
        return PAGE.format(
            industries=INDUSTRIES, final=FINAL, essential=SHARES[0], none=SHARES[2], threads=THREADS, close=CLOSE, top=TOP, sample=SAMPLE + 1,
            most=most, huge=self.few[-1][0], allowed=ALLOWED, growth=growth, ratio=self.said["numpy"] / last[2],
            all="\n".join(f"| {n:,} | {LINKS * n:,} | {s:.1f} | {p:.1f} | {c:.1f} | {1000 * c / n:.2f} | {m:.0f} |" for n, s, p, c, m in self.all),
            largest="\n".join(f"| {n:,} | {LINKS * n:,} | {stop} | {s:.1f} | {p:.1f} | {m:.0f} |" for n, stop, s, p, m in self.few), **self.said)


def main():
    build, docs = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    sizes = tuple(map(int, sys.argv[3:])) or SIZES
    with tempfile.TemporaryDirectory(dir=build) as name:
        bench = Bench(build / "bin", pathlib.Path(name))
        bench.run(sizes)
    (docs / "performance-chain.md").write_text(bench.page())


main()
