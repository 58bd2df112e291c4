"""Tables without (all) rulings: a grid from the places of the words, and from what rules there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.model import parse_number
from corpus.read.bands import banded
from corpus.read.columns import boundaries
from corpus.read.grid import SLIVER, Cell, Grid
from corpus.read.group_labels import spread_over_rows
from corpus.read.gutters import parted_at_gutters
from corpus.read.lines_of_rows import grouped
from corpus.read.raw import Char, Line, Rule, bbox_of
from corpus.read.regions import Region, middle, regions_of
from corpus.read.segment import Segment, column_of, head_parts, segments_of
from corpus.read.spans import head_cells, ruled_head_cells, rules_part, whole_heads


def unruled_grids(
    lines: Sequence[Line], page: int, width: float, height: float, rules: Sequence[Rule] = ()
) -> list[Grid]:
    """The grids that lines of text form: runs of lines that print figures in columns."""
    rows = [segments_of(line) for line in lines]
    out: list[Grid] = []
    for region in regions_of(lines, rows, rules):
        rows = [*rows[: region.body], *parted_at_gutters(rows[region.body : region.last + 1]), *rows[region.last + 1 :]]
        upright = [r for r in rules if r.top != r.bottom and _crosses(r, lines, region)]
        grid = _grid(lines, rows, region, upright, page, width, height)
        if grid is not None:
            out.append(grid)
    return out


def _crosses(rule: Rule, lines: Sequence[Line], region: Region) -> bool:
    return rule.bottom > lines[region.body].top and rule.top < lines[region.last].bottom


def _grid(
    lines: Sequence[Line],
    rows: Sequence[Sequence[Segment]],
    region: Region,
    upright: Sequence[Rule],
    page: int,
    width: float,
    height: float,
) -> Grid | None:
    first, body, last = region.first, region.body, region.last
    index = list(rows[region.index]) if region.index is not None else []
    named = range(first, body - 1 if index else body)
    printed = [rows[k] for k in range(body, last + 1) if any(s.kind != "words" for s in rows[k]) or region.level]
    ruled = _ruled_columns(upright, lines[first : last + 1])
    xs = ruled or boundaries(printed, [lines[k] for k in named], index)
    if len(xs) < 3:
        return None
    heads = whole_heads([part for k in named for part in head_parts(lines[k], xs)])
    ys = _bands(region, lines)
    if ys:
        cells = banded(lines[first : last + 1], rows[first : last + 1], body - first, xs, ys, region.level)
    else:
        groups = grouped(lines, rows, range(body, last + 1), xs)
        parts = [[part for k in group for part in rows[k]] for group in groups]
        ends = [(lines[group[0]].top, lines[group[-1]].bottom) for group in groups]
        if index:
            parts.insert(0, index)
            ends.insert(0, (lines[body - 1].top, lines[body - 1].bottom))
        ys = [ends[0][0] - 1, *((a[1] + b[0]) / 2 for a, b in pairwise(ends)), ends[-1][1] + 1]
        above, high = _heads(heads, xs, upright if ruled else (), ys[0])
        cells = above + _body_cells([*([] for _ in high), *parts], len(high), xs, [*high, *ys], bool(index))
        ys = [*high, *ys]
        cells = spread_over_rows(cells, len(high) + bool(index), len(ys) - 1, len(xs) - 1)
    return Grid(page, width, height, tuple(xs), tuple(ys), tuple(cells), (xs[0], ys[0], xs[-1], ys[-1]), ruled=False)


def _heads(
    rows: Sequence[Sequence[Segment]], xs: Sequence[float], upright: Sequence[Rule], bottom: float
) -> tuple[list[Cell], list[float]]:
    """The cells of the heads, and the upper sides of their rows, the lowest of which ends at `bottom`."""
    if not rows:
        return [], []
    top = min(p.top for row in rows for p in row) - 1
    if upright and rules_part(upright, xs, max(p.bottom for row in rows for p in row) - 2):
        cells, ys = ruled_head_cells([part for row in rows for part in row], xs, upright, (top, bottom))
        return cells, ys[:-1]
    ys = [min(p.top for p in row) - 1 for row in rows]
    ys = [min(ys[k:]) - 0.01 * (len(ys) - k) for k in range(len(ys))]  # in order, though a wrapped head begins higher
    return head_cells(rows, xs, [*ys, bottom]), ys


def _ruled_columns(upright: Sequence[Rule], lines: Sequence[Line]) -> list[float]:
    """The sides of the columns where upright rules stand, with what is printed outside of the outer ones."""
    xs: list[float] = []
    for x in sorted(r.x0 for r in upright):
        if not xs or x - xs[-1] > SLIVER:
            xs.append(x)
    if not xs:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    xs = [*([left - 2] if left < xs[0] - 2 else []), *xs, *([right + 2] if right > xs[-1] + 2 else [])]
    return xs if len(xs) > 2 else []


def _bands(region: Region, lines: Sequence[Line]) -> list[float]:
    """The sides of the rows where level rules part them; none where they only set off the heads."""
    ys: list[float] = []
    for y in sorted(r.top for r in region.level):
        if not ys or y - ys[-1] > SLIVER:
            ys.append(y)
    if ys and middle(lines[region.first]) < ys[0]:
        ys.insert(0, lines[region.first].top - 1)
    within = sum(lines[region.body].top < y < lines[region.last].bottom for y in ys)
    return ys if within >= max(1, 0.3 * (region.last - region.body)) else []


def _body_cells(
    rows: Sequence[Sequence[Segment]], body: int, xs: Sequence[float], ys: Sequence[float], index: bool
) -> list[Cell]:
    cells: list[Cell] = []
    for r in range(body, len(rows)):
        held: dict[int, list[Char]] = {}
        for segment in rows[r]:
            held.setdefault(column_of(segment, xs), []).extend(segment.chars)
        for k in range(len(xs) - 1):
            cells.append(Cell(r, r + 1, k, k + 1, (xs[k], ys[r], xs[k + 1], ys[r + 1]), tuple(held.get(k, ()))))
    return _wrapped(cells, rows, body + index, len(xs) - 1)


def _wrapped(cells: list[Cell], rows: Sequence[Sequence[Segment]], body: int, columns: int) -> list[Cell]:
    """Join a label's second line with its first: the line prints nothing else and stands closer than rows do."""
    by_place = {(c.r0, c.c0): c for c in cells}
    pitch = sorted(by_place[r + 1, 0].bbox[1] - by_place[r, 0].bbox[1] for r in range(body, len(rows) - 1)) or [0.0]
    usual = pitch[len(pitch) // 2]
    for r in range(len(rows) - 1, body, -1):
        line = [by_place[r, k] for k in range(columns)]
        filled = [c for c in line if c.label]
        above = by_place[r - 1, filled[0].c0] if len(filled) == 1 else None
        if above is None or not above.label or parse_number(filled[0].label) is not None or len(filled[0].label) > 12:
            continue
        tops = bbox_of(filled[0].chars)[1] - bbox_of(above.chars)[1]
        full = bbox_of(above.chars)[2] > 0.8 * (above.bbox[2] - above.bbox[0]) + above.bbox[0]
        if full and tops < 0.85 * usual:
            above.chars += filled[0].chars
            filled[0].chars = ()
    return cells
