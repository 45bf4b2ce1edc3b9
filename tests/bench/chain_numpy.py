#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Economic Systemic Risk Index as an analyst writes it with pandas and scipy: one failure at a time, all firms in each round.

    chain_numpy.py FOLDER FIRMS STOP

The first FIRMS firms fail in turn; what is lost goes to FOLDER/numpy.csv.
"""
import pathlib
import sys

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

ROUNDS = 1000


class Market:
    def __init__(self, folder):
        firms, links = (pd.read_csv(folder / f"{name}.csv", keep_default_na=False) for name in ("enterprises", "links"))
        row = pd.Series(np.arange(len(firms)), index=firms["id"])
        self.names, self.n = firms["id"], len(firms)
        self.sector = pd.factorize(firms["industry"])[0]
        supplier, customer, value = row[links["from"]].to_numpy(), row[links["to"]].to_numpy(), links["weight"].to_numpy(float)
        self.sold = np.bincount(supplier, value, self.n)
        bought = np.bincount(customer, value, self.n)
        self.up = csr_matrix((value / self.sold[supplier], (supplier, customer)), (self.n, self.n))
        plain = (links["essentiality"] == "non-essential").to_numpy()
        self.linear = csr_matrix((value[plain] / bought[customer[plain]], (customer[plain], supplier[plain])), (self.n, self.n))
        self.order_essential(links["essentiality"] == "essential", supplier, customer, value)

    def order_essential(self, essential, supplier, customer, value):
        """Essential links by customer and by sector of the supplier; where each such group, and each customer, begins."""
        at = np.flatnonzero(essential)
        at = at[np.lexsort((self.sector[supplier[at]], customer[at]))]
        group = customer[at].astype(np.int64) * (self.sector.max() + 1) + self.sector[supplier[at]]
        self.groups = np.flatnonzero(np.diff(group, prepend=-1))
        size = np.diff(np.append(self.groups, len(at)))
        whole = np.repeat(np.add.reduceat(value[at], self.groups), size)
        self.essential, self.share = supplier[at], value[at] / whole
        bearer = customer[at][self.groups]
        self.customers = np.flatnonzero(np.diff(bearer, prepend=-1))
        self.bearers = bearer[self.customers]

    def down(self, h, psi):
        left = np.bincount(self.sector, self.sold * h)[self.sector]
        with np.errstate(divide="ignore", invalid="ignore"):
            sigma = np.where(self.sold > 0, np.where(left > 0, np.minimum(1, self.sold / left), 1), 0)
        loss = sigma * (1 - h)
        worst = np.zeros(self.n)
        worst[self.bearers] = np.maximum.reduceat(np.add.reduceat(self.share * loss[self.essential], self.groups), self.customers)
        return np.minimum(psi, 1 - np.maximum(worst, self.linear @ loss))

    def fails(self, firm, stop):
        psi = np.ones(self.n)
        psi[firm] = 0
        down, up = np.ones(self.n), np.ones(self.n)
        for _ in range(ROUNDS):
            new_down = self.down(down, psi)
            new_up = np.minimum(psi, np.where(self.sold > 0, self.up @ up, 1))
            change = max(np.abs(new_down - down).max(), np.abs(new_up - up).max())
            down, up = new_down, new_up
            if change <= stop:
                break
        return (self.sold * (1 - np.minimum(down, up))).sum() / self.sold.sum()


def main():
    folder, count, stop = pathlib.Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    market = Market(folder)
    pd.DataFrame({"firm": market.names[:count], "loss": [market.fails(firm, stop) for firm in range(count)]}).to_csv(folder / "numpy.csv", index=False)


main()
