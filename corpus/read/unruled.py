"""Tables without (all) rulings: a grid from the places of the words themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import parse_number
from corpus.read.grid import Cell, Grid
from corpus.read.raw import BLANK, Char, Line, bbox_of, join

MIN_ROWS = 3
"""Fewer lines with figures than this in a row are a sentence, not a table."""
_FIGURE = re.compile(r"^[-－]?[\d,，]+\.\d+$|^[-－]?\d{1,3}([,，]\d{3})+$|^0$")


@dataclass(frozen=True)
class Segment:
    """Characters of a line that stand together, parted from others by white space."""

    chars: tuple[Char, ...]

    @property
    def x0(self) -> float:
        return min(c.x0 for c in self.chars)

    @property
    def x1(self) -> float:
        return max(c.x1 for c in self.chars)

    @property
    def text(self) -> str:
        return BLANK.sub("", join(self.chars))

    @property
    def is_figure(self) -> bool:
        return bool(_FIGURE.match(self.text)) and parse_number(self.text) is not None


def unruled_grids(lines: Sequence[Line], page: int, width: float, height: float) -> list[Grid]:
    """The grids that lines of text form without rulings: runs of lines that print figures in columns."""
    rows = [segments_of(line) for line in lines]
    out: list[Grid] = []
    for first, last in _runs(lines, rows):
        grid = _grid(lines[first : last + 1], rows[first : last + 1], page, width, height)
        if grid is not None:
            out.append(grid)
    return out


def segments_of(line: Line) -> list[Segment]:
    """The parts of a line: figures part at half a character's width, words at nearly two."""
    out: list[list[Char]] = []
    last: Char | None = None
    for char in line.chars:
        if not char.text.strip():
            continue
        gap = char.x0 - last.x1 if last is not None else 0.0
        digits = last is not None and (_numeric(char) or _numeric(last))
        if last is None or gap > (0.55 if digits else 1.9) * char.size:
            out.append([char])
        else:
            out[-1].append(char)
        last = char
    return _justified([part for chars in out for part in _parted(chars)])


def _parted(chars: list[Char]) -> list[Segment]:
    """A figure at the right of its column may touch the words of the next: part them."""
    text = "".join(c.text for c in chars)
    found = re.match(r"^([\d,，]+\.\d{2}|\d{1,3}(?:[,，]\d{3})+)(?=[一-鿿])(?!万|亿|元|千|百)", text)
    if not found:
        return [Segment(tuple(chars))]
    return [Segment(tuple(chars[: found.end()])), Segment(tuple(chars[found.end() :]))]


def _justified(parts: list[Segment]) -> list[Segment]:
    """Single characters in a row are one justified word: 收　　入."""
    out: list[Segment] = []
    for part in parts:
        single = len(part.text) == 1 and not part.text.isdigit()
        if (
            single
            and out
            and len(out[-1].text) == 1
            and not out[-1].text.isdigit()
            and part.x0 - out[-1].x1 < 6 * part.chars[0].size
        ):
            out[-1] = Segment(out[-1].chars + part.chars)
        else:
            out.append(part)
    return out


def _numeric(char: Char) -> bool:
    return char.text in "0123456789.,-"


def _runs(lines: Sequence[Line], rows: Sequence[Sequence[Segment]]) -> list[tuple[int, int]]:
    """(first, last) line of each table: heads above the first line with figures, then rows to the last one."""
    bodies = [
        k for k, row in enumerate(rows) if len(row) >= 2 and any(s.is_figure for s in row) and not _is_prose(lines[k])
    ]
    runs: list[list[int]] = []
    for k in bodies:
        if runs and all(not _is_prose(lines[j]) for j in range(runs[-1][-1], k)) and k - runs[-1][-1] <= 4:
            runs[-1].append(k)
        else:
            runs.append([k])
    out: list[tuple[int, int]] = []
    for run in runs:
        if len(run) < MIN_ROWS:
            continue
        first = run[0]
        while first > 0 and _is_head(lines, rows, first - 1):
            first -= 1
        out.append((first, run[-1]))
    return out


def _is_prose(line: Line) -> bool:
    return bool(re.search(r"[。；]", line.text)) or len(line.text) > 60


def _is_head(lines: Sequence[Line], rows: Sequence[Sequence[Segment]], k: int) -> bool:
    """May this line belong to the heads: several parts, none of them a figure, unit or title?"""
    text = BLANK.sub("", lines[k].text)
    if _is_prose(lines[k]) or re.search(r"单位[:：]|部门[:：]|表$|^表|[:：]$", text):
        return False
    gap = lines[k + 1].top - lines[k].bottom
    return gap < 2.5 * lines[k].size and (len(rows[k]) >= 2 or len(text) <= 8) and not any(s.is_figure for s in rows[k])


def _grid(
    lines: Sequence[Line], rows: Sequence[Sequence[Segment]], page: int, width: float, height: float
) -> Grid | None:
    spans = _columns(rows)
    if len(spans) < 2:
        return None
    xs = [spans[0][0] - 2, *((a[1] + b[0]) / 2 for a, b in pairwise(spans)), spans[-1][1] + 2]
    ys = [
        lines[0].top - 1,
        *((a.bottom + b.top) / 2 for a, b in pairwise(lines)),
        lines[-1].bottom + 1,
    ]
    body = next(k for k, row in enumerate(rows) if any(s.is_figure for s in row))
    cells = _head_cells(rows[:body], spans, xs, ys) + _body_cells(rows, body, spans, xs, ys)
    return Grid(page, width, height, tuple(xs), tuple(ys), tuple(cells), (xs[0], ys[0], xs[-1], ys[-1]))


def _columns(rows: Sequence[Sequence[Segment]]) -> list[tuple[float, float]]:
    """The x ranges of columns: parts of body lines that overlap stand in one column; figures never with words."""
    spans: list[list[float]] = []
    kinds: list[bool] = []
    body = [row for row in rows if any(s.is_figure for s in row) and len(row) >= 2]
    for segment in sorted((s for row in body for s in row), key=lambda s: (not s.is_figure, s.x0)):
        for k, span in enumerate(spans):
            if kinds[k] == segment.is_figure and segment.x0 < span[1] + 1 and segment.x1 > span[0] - 1:
                span[0], span[1] = min(span[0], segment.x0), max(span[1], segment.x1)
                break
        else:
            spans.append([segment.x0, segment.x1])
            kinds.append(segment.is_figure)
    ordered = sorted(zip(spans, kinds, strict=True), key=lambda pair: pair[0][0])
    merged: list[tuple[list[float], bool]] = []
    for span, kind in ordered:
        if merged and span[0] < merged[-1][0][1] - 2:
            if merged[-1][1] == kind:
                merged[-1][0][1] = max(merged[-1][0][1], span[1])
                continue
            span = [max(span[0], merged[-1][0][1]), max(span[1], merged[-1][0][1] + 1)]
        merged.append((span, kind))
    return [(a, b) for (a, b), _ in merged]


def _covered(segment: Segment, spans: Sequence[tuple[float, float]]) -> list[int]:
    """The columns under a part: those whose middle it covers, else the nearest one."""
    under = [k for k, (a, b) in enumerate(spans) if segment.x0 - 2 <= (a + b) / 2 <= segment.x1 + 2]
    if under:
        return under
    middle = (segment.x0 + segment.x1) / 2
    return [min(range(len(spans)), key=lambda k: abs((spans[k][0] + spans[k][1]) / 2 - middle))]


def _body_cells(
    rows: Sequence[Sequence[Segment]],
    body: int,
    spans: Sequence[tuple[float, float]],
    xs: Sequence[float],
    ys: Sequence[float],
) -> list[Cell]:
    cells: list[Cell] = []
    for r in range(body, len(rows)):
        held: dict[int, list[Char]] = {}
        for segment in rows[r]:
            column = min(max(bisect_left(xs, (segment.x0 + segment.x1) / 2) - 1, 0), len(spans) - 1)
            if not segment.is_figure:
                column = min(max(bisect_left(xs, segment.x0 + 1) - 1, 0), len(spans) - 1)
            held.setdefault(column, []).extend(segment.chars)
        for k in range(len(spans)):
            cells.append(Cell(r, r + 1, k, k + 1, (xs[k], ys[r], xs[k + 1], ys[r + 1]), tuple(held.get(k, ()))))
    return _wrapped(cells, rows, body, len(spans))


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


def _head_cells(
    rows: Sequence[Sequence[Segment]], spans: Sequence[tuple[float, float]], xs: Sequence[float], ys: Sequence[float]
) -> list[Cell]:
    """The heads: a part over several columns is a merged cell; parts below each other are one wrapped head."""
    cells: list[Cell] = []
    last: dict[int, Cell] = {}
    for r, row in enumerate(rows):
        for segment in row:
            under = _covered(segment, spans)
            before = last.get(under[0])
            if len(under) == 1 and before is not None and before.c1 - before.c0 == 1 and before.r1 == r:
                before.chars += segment.chars
                before.r1 = r + 1
                continue
            cell = Cell(
                r, r + 1, under[0], under[-1] + 1, (xs[under[0]], ys[r], xs[under[-1] + 1], ys[r + 1]), segment.chars
            )
            cells.append(cell)
            for k in under:
                last[k] = cell
    for cell in cells:
        _stretch(cell, cells, len(rows))
    return cells


def _stretch(cell: Cell, cells: Sequence[Cell], body: int) -> None:
    """A head without others below it reaches down to the body, and up where nothing stands above."""
    over = [c for c in cells if c is not cell and c.c0 < cell.c1 and cell.c0 < c.c1]
    if not any(c.r0 >= cell.r1 for c in over):
        cell.r1 = body
    if not any(c.r1 <= cell.r0 for c in over):
        cell.r0 = 0
