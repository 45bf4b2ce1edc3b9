#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Natural Earth land (TopoJSON) to the rings that qipan draws.

    convert.py land-50m.json > land.txt

Each line is one ring, closed by implication:

    L LON LAT DLON DLAT DLON DLAT ...      land
    H LON LAT DLON DLAT DLON DLAT ...      water inside land (the Caspian Sea)

in hundredths of a degree; after the first point each one is told as the step
from the one before. Longitudes run on past 180 where a ring crosses the
antimeridian, and a ring round a pole (Antarctica) is closed along the pole,
so that a reader may cut every ring at whatever meridian its map ends.
"""
import json
import sys

STEP = 100          # units a degree
LEAST_AREA = 8      # square units: rings smaller than this are specks


def decode(topology):
    """Arcs as lists of (lon, lat) in degrees."""
    (sx, sy), (tx, ty) = (topology["transform"][k]
                          for k in ("scale", "translate"))
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def joined(ring, arcs):
    """The points of a ring; ~i is arc i backwards; shared ends once."""
    points = []
    for i in ring:
        part = arcs[i] if i >= 0 else arcs[~i][::-1]
        points += part[1:] if points else part
    return points[:-1]


def unwrapped(points):
    """Longitudes made continuous; a ring round a pole closed along it."""
    out = [points[0]]
    for lon, lat in points[1:] + points[:1]:
        last = out[-1][0]
        out.append((lon + 360 * round((last - lon) / 360), lat))
    first, end = out[0], out.pop() if abs(out[-1][0] - out[0][0]) < 1 \
        else out[-1]
    if abs(end[0] - first[0]) > 1:
        pole = 90 if first[1] > 0 else -90
        out += [(end[0], pole), (first[0], pole)]
    return out


def quantised(points):
    """Whole units, without repeats and without points on a straight line."""
    out = []
    for lon, lat in points:
        p = (round(lon * STEP), round(lat * STEP))
        if out and p == out[-1]:
            continue
        while len(out) > 1 and straight(out[-2], out[-1], p):
            out.pop()
        out.append(p)
    while len(out) > 1 and out[0] == out[-1]:
        out.pop()
    return out


def straight(a, b, c):
    along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    across = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    return along > 0 and across == 0


def area(p):
    return abs(sum(a[0] * b[1] - b[0] * a[1]
                   for a, b in zip(p, p[1:] + p[:1]))) / 2


def line(kind, ring):
    steps = [ring[0]] + [(b[0] - a[0], b[1] - a[1])
                         for a, b in zip(ring, ring[1:])]
    return kind + "".join(" %d %d" % s for s in steps)


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        topology = json.load(f)
    arcs = decode(topology)
    lines = {"L": [], "H": []}
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for n, ring in enumerate(polygon):
                points = quantised(unwrapped(joined(ring, arcs)))
                if len(points) > 2 and area(points) >= LEAST_AREA:
                    kind = "H" if n else "L"
                    lines[kind].append(line(kind, points))
    print("# Natural Earth 1:50m land, public domain; see README.md")
    print("\n".join(sorted(lines["L"]) + sorted(lines["H"])))


if __name__ == "__main__":
    main()
