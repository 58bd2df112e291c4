"""Ruling lines to the boxes between them: what pdfplumber's TableFinder finds, in time that grows with what is drawn.

Snapping, joining and grouping are pdfplumber's. Its search for the smallest box at each crossing compares every
crossing with every other; here each is compared with those on its own two lines, which are all that can matter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from corpus.errors import TooLarge
from corpus.model import BBox
from corpus.read.edge import Edge, edge_of
from corpus.read.raw import Rule
from corpus.read.sides import missing_sides

SNAP = 3.0
"""Rules closer than this (points) are one."""
REACH = 3.0
"""How far (points) a rule may end before the one that it meets."""
SHORTEST = 3.0
DOT, GAP, DOTTED = 2.0, 3.5, 18.0
"""A dotted rule is drawn as dots no longer than this, no further apart than this, and at least so long as this."""
MOST_PAIRS = 40_000_000
"""Pairs of an upright and a level rule on one page: past this it is a hatching, a map or an attack, no table."""
MOST_CROSSINGS = 60_000

Point = tuple[float, float]


class Rulings(NamedTuple):
    """What the ruling lines of a page are: the boxes of each ruled table, the lines themselves, and warnings."""

    boxes: tuple[tuple[BBox, ...], ...] = ()
    rules: tuple[Rule, ...] = ()
    warnings: tuple[str, ...] = ()


def rulings_of(edges: list[Edge], page: int, left: float = 0.0, top: float = 0.0) -> Rulings:
    """The rulings from pdfplumber's edges (after its pre-filter of one point), tables top to bottom, counted from a
    corner; where there are too many lines to be a table, none, and a sentence that names the page."""
    from pdfplumber.table import merge_edges
    from pdfplumber.utils.geometry import filter_edges

    dotted = [*_dotted(edges, "h"), *_dotted(edges, "v")]
    kept = filter_edges(edges, "v", min_length=1) + filter_edges(edges, "h", min_length=1)
    kept = [e for e in kept if max(e["width"], e["height"]) > DOT] + dotted if dotted else kept
    joined = filter_edges(merge_edges(kept, SNAP, SNAP, SNAP, SNAP), min_length=SHORTEST)
    try:
        tables = boxes_between(joined)
    except TooLarge:
        told = f"第 {page} 页的线条过多，未当作表格读取。 (Page {page} has too many lines to be a table.)"
        return Rulings(warnings=(told,))
    boxes = tuple(tuple((b[0] - left, b[1] - top, b[2] - left, b[3] - top) for b in table) for table in tables)
    rules = (Rule(e["x0"] - left, e["top"] - top, e["x1"] - left, e["bottom"] - top) for e in joined)
    return Rulings(boxes, tuple(rules))


def _dotted(edges: list[Edge], way: str) -> list[Edge]:
    """The rules that programs draw dot by dot, each dot a box or a stroke of its own."""
    start, end, at = ("x0", "x1", "top") if way == "h" else ("top", "bottom", "x0")
    dots = [(round(e[at]), e[start], e[end]) for e in edges if e["orientation"] == way and e[end] - e[start] <= DOT]
    out: list[Edge] = []
    place, first, last = None, 0.0, 0.0
    for y, a, b in [*sorted(dots), (None, 0.0, 0.0)]:
        if y == place and a - last <= GAP:
            last = max(last, b)
            continue
        if place is not None and last - first >= DOTTED:
            out.append(edge_of(first, place, last, place, way) if way == "h" else edge_of(place, first, place, last, way))
        place, first, last = y, a, b
    return out


def boxes_between(joined: list[Edge]) -> list[tuple[BBox, ...]]:
    """The boxes between rules, one list for each table. Raises TooLarge where there are more crossings than a table can have."""
    from pdfplumber.table import cells_to_tables

    upright, level = _in_order(joined)
    crossings = _crossings(upright, level)
    sides = missing_sides(level, upright, crossings.values())
    if sides:
        crossings = _crossings(*_in_order([*joined, *sides]))
    tables = [tuple(table) for table in cells_to_tables(_cells(crossings))]
    return sorted(tables, key=lambda t: (min(c[1] for c in t), min(c[0] for c in t)))


def _in_order(edges: Iterable[Edge]) -> tuple[list[Edge], list[Edge]]:
    """The upright rules from left to right, and the level ones from top to bottom."""
    upright = (e for e in edges if e["orientation"] == "v")
    level = (e for e in edges if e["orientation"] == "h")
    return (
        sorted(upright, key=lambda e: (e["x0"], e["top"], e["bottom"])),
        sorted(level, key=lambda e: (e["top"], e["x0"], e["x1"])),
    )


def _crossings(upright: list[Edge], level: list[Edge]) -> dict[Point, tuple[set[int], set[int]]]:
    """Where an upright and a level rule (both in order) meet: which upright and which level ones pass there."""
    if len(upright) * len(level) > MOST_PAIRS:
        raise TooLarge("一页上的线条过多。 (Too many lines on one page.)")
    tops = [e["top"] for e in level]
    found: dict[Point, tuple[set[int], set[int]]] = {}
    for v, rule in enumerate(upright):
        x, top, bottom = rule["x0"], rule["top"], rule["bottom"]
        first, last = bisect_right(tops, top - REACH - 1e-9), bisect_right(tops, bottom + REACH)
        for h in range(first, last):
            y = level[h]["top"]
            if y >= top - REACH and level[h]["x0"] - REACH <= x <= level[h]["x1"] + REACH:
                ups, levels = found.setdefault((x, y), (set(), set()))
                ups.add(v)
                levels.add(h)
        if len(found) > MOST_CROSSINGS:
            raise TooLarge("一页上的线条过多。 (Too many lines on one page.)")
    return found


def _cells(crossings: dict[Point, tuple[set[int], set[int]]]) -> list[BBox]:
    """The smallest box that has each crossing as its top left corner."""
    below: dict[float, list[Point]] = defaultdict(list)
    right: dict[float, list[Point]] = defaultdict(list)
    points = sorted(crossings)
    for point in points:
        below[point[0]].append(point)
        right[point[1]].append(point)
    order = {p: k for column in below.values() for k, p in enumerate(column)}
    place = {p: k for row in right.values() for k, p in enumerate(row)}
    out: list[BBox] = []
    for point in points:
        ups, levels = crossings[point]
        rights = [p for p in right[point[1]][place[point] + 1 :] if not levels.isdisjoint(crossings[p][1])]
        box = next(
            (
                (point[0], point[1], r[0], b[1])
                for b in below[point[0]][order[point] + 1 :]
                if not ups.isdisjoint(crossings[b][0])
                for r in rights
                if (corner := crossings.get((r[0], b[1]))) is not None
                and not corner[0].isdisjoint(crossings[r][0])
                and not corner[1].isdisjoint(crossings[b][1])
            ),
            None,
        )
        if box is not None:
            out.append(box)
    return out
