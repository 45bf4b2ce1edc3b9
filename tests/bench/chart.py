# SPDX-License-Identifier: MIT
"""docs/performance.svg: a block of bars a size, every bar labelled where it ends; in points, as our figures are."""
from xml.sax.saxutils import escape

from page import NAMES, best, bytes_a_link, figures, many

WIDTH, MARGIN, NAME, BAR_END = 510, 12, 150, 390  # 180 mm; names end at MARGIN + NAME, bars before BAR_END
ROW, BAR, HEAD, GAP = 14, 9, 20, 10
TOP = 44
FONT = "'Noto Sans CJK SC','Noto Sans',sans-serif"
# Colours of pipeline/figure/palette: who does the work.
TITLE, TEXT, QUIET, RULE = "#111111", "#333333", "#555555", "#B9C3CC"
HUES = {"libcsv": "#9AA4AD", "build1": "#0072B2", "build2": "#0072B2", "measures": "#56B4E9", "job": "#56B4E9"}
OTHERS = "#E69F00"


def text(x, y, words, size=8, colour=TEXT, anchor="start", weight="normal"):
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" font-weight="{weight}">{escape(words)}</text>\n'


def bar(y, key, size, longest):
    runs = size["runs"][key]
    seconds = best(runs)["seconds"]
    start = MARGIN + NAME + 6
    length = max(0.5, (BAR_END - start) * seconds / longest)
    name = text(MARGIN + NAME, y + BAR - 1.5, NAMES[key], anchor="end")
    said = text(start + length + 4, y + BAR - 1.5, f"{figures(seconds)} s · {bytes_a_link(size, key):.0f} bytes a link")
    return f'{name}<rect x="{start}" y="{y:.1f}" width="{length:.1f}" height="{BAR}" fill="{HUES.get(key, OTHERS)}"/>\n{said}'


def block(y, size):
    longest = max(best(runs)["seconds"] for runs in size["runs"].values())
    head = text(MARGIN, y + 11, f"{many(size['links'])} links", size=9, colour=TITLE, weight="bold")
    rule = f'<path d="M{MARGIN} {y + 15}H{WIDTH - MARGIN}" stroke="{RULE}" stroke-width="0.5"/>\n'
    return head + rule + "".join(bar(y + HEAD + ROW * n, key, size, longest) for n, key in enumerate(size["runs"]))


def height_of(size):
    return HEAD + ROW * len(size["runs"]) + GAP


def of(results):
    sizes = results["sizes"]
    height = TOP + sum(map(height_of, sizes)) + 14
    parts, y = [], TOP
    for size in sizes:
        parts.append(block(y, size))
        y += height_of(size)
    told = "; ".join(f"{many(s['links'])} links: " + ", ".join(f"{NAMES[k]} {figures(best(r)['seconds'])} s" for k, r in s["runs"].items()) for s in sizes)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}pt" height="{height}pt" viewBox="0 0 {WIDTH} {height}" font-family="{FONT}">\n'
            f'<title>From CSV to a network and beyond: seconds</title>\n<desc>{escape(told)}</desc>\n'
            f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>\n'
            + text(MARGIN, 18, "From CSV to a network and beyond: seconds, and memory a link", size=11, colour=TITLE, weight="bold")
            + text(MARGIN, 32, "Shorter is better; every block has a scale of its own.", colour=QUIET)
            + "".join(parts)
            + text(MARGIN, y + 4, f"Fastest of {results['turns']} runs, in turn; whole processes, peak resident memory. docs/performance.md tells how.", size=7, colour=QUIET)
            + "</svg>\n")
