#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""DOT to SVG, PDF and PNG: hostile labels, sizes, resolutions, the same bytes twice, large drawings."""
import pathlib
import struct
import sys
import xml.etree.ElementTree as xml
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from qipan import dataset, main, must, sanitized  # noqa: E402

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"

# What a name in a table may hold, and how a figure writes it into a label: backslashes doubled, ampersands escaped.
HOSTILE = ('say "no"', "<script>alert(1)</script>", "a &amp; b", "&lt;b&gt;", "&#65;", "C:\\new\\table\\N", "ends in \\",
           "]]>", "-->", "深圳 長沙", "\u202egnp.exe", "x];evil->b[URL=foo]//", "%s%n", "{a|b}", "'", "$(touch pwned)")


def label(text):
    return text.replace("\\", "\\\\").replace("&", "&amp;").replace('"', '\\"')


def tip(text):
    """A tooltip is read as a label is, twice."""
    return label(text).replace("\\\\", 4 * "\\")


def hostile_dot():
    nodes = "".join(f'n{i} [pos="{200 * i},0", label="{label(t)}", tooltip="{tip(t)}"];\n' for i, t in enumerate(HOSTILE))
    return f'digraph {{ graph [layout=nop2, qp_title="{label(HOSTILE[1])}", qp_desc="{label(HOSTILE[6])}"];\n{nodes}}}\n'


def render(folder, dot, *options, kind="svg", env=None):
    """The picture of a DOT text, as bytes."""
    source, target = folder / "figure.dot", folder / f"figure.{kind}"
    source.write_text(dot, encoding="utf-8")
    assert must("render", *options, source, "-o", target, env=env) == ""
    return target.read_bytes()


def elements(svg, name, **wanted):
    return [e for e in xml.fromstring(svg).iter(SVG + name) if all(e.get(k) == v for k, v in wanted.items())]


def test_hostile_texts_come_out_as_they_are(folder):
    svg = render(folder, hostile_dot())
    drawn = [e.text for e in elements(svg, "text")]
    assert drawn == list(HOSTILE), drawn
    tips = [e.get(XLINK + "title") for e in elements(svg, "a")]
    assert tips == list(HOSTILE), tips
    assert elements(svg, "title", id="figure-title")[0].text == HOSTILE[1]
    assert elements(svg, "desc", id="figure-desc")[0].text == HOSTILE[6]
    assert b"<script" not in svg


def test_hostile_names_come_through_all_stages(folder):
    names = [name for name in HOSTILE if "\u202e" not in name]
    ids = [f"r{i}" for i in range(len(names))]
    quoted = [name.replace('"', '""') for name in names]
    place = dataset(folder / "data", regions="id,name,lon,lat\n" + "".join(f'{r},"{n}",{100 + 2 * i},{30 + 5 * (i % 3)}\n' for i, (r, n) in enumerate(zip(ids, quoted))),
                    links="from,to,layer,weight\n" + "".join(f"{a},{b},talent,{i + 2}\n" for i, (a, b) in enumerate(zip(ids, ids[1:] + ids[:1]))))
    must("build", "-q", place, "-o", folder / "network.h5")
    must("siphon", folder / "network.h5", "-o", folder / "siphon.csv")
    must("draw", folder / "network.h5", folder / "siphon.csv", "-o", folder)
    must("render", folder / "flow-map.dot", "-o", folder / "flow-map.svg")
    svg = (folder / "flow-map.svg").read_bytes()
    tips = [e.get(XLINK + "title") for e in elements(svg, "a")]
    texts = [e.text for e in elements(svg, "text")]
    for name in names:
        assert name in texts, (name, texts)
        assert any(tip.startswith(f"{name}: in ") for tip in tips), (name, tips)
        assert sum(name in tip for tip in tips) >= 3, (name, "a disc and two arcs")


def test_hostile_names_of_layers_clusters_and_topics_come_through(folder):
    names = [name for name in HOSTILE if "\u202e" not in name]
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    rows = lambda head, row: head + "\n" + "".join(row(i, name) + "\n" for i, name in enumerate(quoted))
    place = dataset(folder / "data", clusters=rows("id,name", lambda i, n: f"k{i:02},{n}"), regions=rows("id,cluster", lambda i, n: f"r{i},k{i:02}"),
                    layers=rows("id,name,weighted", lambda i, n: f"l{i},{n},false"), links=rows("from,to,layer", lambda i, n: f"r{i},r0,l{i}"),
                    statements=rows("subject,topic", lambda i, n: f"r{i},{n}"))
    must("build", "-q", place, "-o", folder / "network.h5")
    must("draw", "--figure", "evidence", folder / "network.h5", "-o", folder)
    must("render", folder / "evidence.dot", "-o", folder / "evidence.svg")
    tips = [e.get(XLINK + "title") for e in elements((folder / "evidence.svg").read_bytes(), "a")]
    for name in names[:12]:  # the clusters with columns of their own
        assert any(tip.startswith(f"{name}, {name}: 1 ") for tip in tips), (name, tips)


def test_the_svg_names_no_version_and_no_transparent_stroke(folder):
    svg = render(folder, "digraph { a [pos=\"0,0\"]; }").decode()
    for word in ("<!--", "raphviz", "transparent", "DOCTYPE"):
        assert word not in svg, word


def test_invisible_items_are_not_asked_for(folder):
    svg = render(folder, 'digraph { a [pos="0,0"]; b [pos="9,9", style=invis]; a -> b [style="filled,invis"]; }')
    assert len(elements(svg, "g", **{"class": "node"})) == 1
    assert len(elements(svg, "g", **{"class": "edge"})) == 0


def test_layout_engines_that_place_nodes(folder):
    for engine in ("dot", "neato", "sfdp", "circo", "twopi", "fdp"):
        svg = render(folder, f"digraph {{ layout={engine}; a -> b -> c -> a [class=loop]; }}")
        assert len(elements(svg, "g", **{"class": "edge loop"})) == 3, engine


def png_chunks(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, []
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        data = png[at + 8:at + 8 + size]
        assert struct.unpack(">I", png[at + 8 + size:at + 12 + size])[0] == zlib.crc32(kind + data), kind
        chunks.append((kind, data))
        at += 12 + size
    return chunks


def test_a_png_has_the_size_and_states_the_resolution_asked_for(folder):
    # 144 x 72 points and no margin: 2 x 1 inches
    dot = 'graph { graph [pad=0, size="2,1!"]; a [shape=box, width=2, height=1, fixedsize=true, pos="0,0", penwidth=0, label=""]; }'
    for dpi, per_metre in ((300, 11811), (150, 5906), (600, 23622)):
        chunks = png_chunks(render(folder, dot, "--dpi", dpi, kind="png"))
        names = [kind for kind, _ in chunks]
        assert names[:2] == [b"IHDR", b"pHYs"] and names[-1] == b"IEND", names
        wide, high = struct.unpack(">II", chunks[0][1][:8])
        assert abs(wide - 2 * dpi) <= 1 and abs(high - dpi) <= 1, (dpi, wide, high)
        assert struct.unpack(">IIB", chunks[1][1]) == (per_metre, per_metre, 1)
    chunks = png_chunks(render(folder, dot, kind="png"))
    assert struct.unpack(">IIB", chunks[1][1]) == (11811, 11811, 1), "300 is the default"


def test_the_picture_stands_on_white(folder):
    dot = 'graph { graph [pad=0, size="1,1!", bgcolor=transparent]; a [shape=box, width=1, height=1, fixedsize=true, pos="0,0", color="#ffffff00", label=""]; }'
    chunks = png_chunks(render(folder, dot, "--dpi", 10, kind="png"))
    colour = chunks[0][1][9]
    assert colour == 2, f"colour type {colour}: no transparency"
    pixels = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    wide, high = struct.unpack(">II", chunks[0][1][:8])
    assert len(pixels) == high * (1 + 3 * wide)


def test_the_same_bytes_twice(folder):
    for kind in ("svg", "pdf", "png"):
        first = render(folder, hostile_dot(), kind=kind)
        assert first == render(folder, hostile_dot(), kind=kind), kind
        (folder / f"figure.{kind}").unlink()
        assert first == render(folder, hostile_dot(), kind=kind, env={"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LANGUAGE": "ja"}), kind
    assert first[:4] == b"\x89PNG"


def test_the_svg_is_the_same_without_any_font(folder):
    (folder / "none.conf").write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><cachedir>/nowhere</cachedir></fontconfig>')
    without = {"FONTCONFIG_FILE": str(folder / "none.conf"), "GVBINDIR": "/nowhere"}
    assert render(folder, hostile_dot()) == render(folder, hostile_dot(), env=without)


def test_a_pdf_is_one_page_of_the_figures_size(folder):
    pdf = render(folder, 'graph { graph [pad=0, size="2,1!"]; a [shape=box, width=2, height=1, fixedsize=true, pos="0,0", label=""]; }', kind="pdf")
    assert pdf[:5] == b"%PDF-" and pdf.rstrip().endswith(b"%%EOF")


def test_fifty_thousand_edges(folder):
    side = 158 if not sanitized() else 50  # Graphviz grows its text in small steps, each a copy under the sanitizer
    nodes = "".join(f'n{i} [pos="{40 * (i % side)},{40 * (i // side)}"];\n' for i in range(side * side))
    edges = "".join(f"n{i} -> n{(i + 1) % (side * side)}; n{i} -> n{(i + side) % (side * side)};\n" for i in range(side * side))
    svg = render(folder, f"digraph {{ layout=nop2; splines=line; node [label=x];\n{nodes}{edges}}}\n")
    assert svg.count(b'class="edge"') == 2 * side * side and len(svg) > 600 * side * side, len(svg)


def test_a_large_picture_through_both_pipes(folder):
    nodes = "".join(f'n{i} [pos="{30 * (i % 60)},{30 * (i // 60)}"];\n' for i in range(3600))
    for kind in ("pdf", "png"):
        assert len(render(folder, f"graph {{ {nodes} }}\n", "--dpi", 72, kind=kind)) > 1e5


main(globals())
