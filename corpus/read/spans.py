"""The heads of a table without upright rules: which columns a head stands over, from its place between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from corpus.read.grid import Cell
from corpus.read.raw import Rule
from corpus.read.segment import WRAP, Segment

LEVEL = 0.5
"""Heads whose middles are less than this apart (in font sizes) stand at one height."""
EDGE = 4.0
"""Rules that begin or stand less than this apart (points) begin or stand at one side."""
Slot = tuple[int, int]
"""First and last column of a head."""


def whole_heads(parts: Sequence[Segment]) -> list[list[Segment]]:
    """The lines of wrapped heads joined, then the heads by the height of their middles, from the top.

    A head's next line is close below it and in the middle under it, or begins where it begins.
    """
    out: list[Segment] = []
    for part in sorted(parts, key=lambda p: (p.top, p.x0)):
        above = next((k for k, head in enumerate(out) if _is_next_line(head, part)), None)
        if above is None:
            out.append(part)
        else:
            out[above] = Segment(out[above].chars + part.chars)
    rows: list[list[Segment]] = []
    for head in sorted(out, key=_height):
        if rows and _height(head) - _height(rows[-1][0]) < LEVEL * head.chars[0].size:
            rows[-1].append(head)
        else:
            rows.append([head])
    return [sorted(row, key=lambda p: p.x0) for row in rows]


def _height(part: Segment) -> float:
    return (part.top + part.bottom) / 2


def _is_next_line(head: Segment, part: Segment) -> bool:
    size = part.chars[0].size
    last = max(c.top for c in head.chars)
    line = Segment(tuple(c for c in head.chars if c.top > last - 0.5 * size))
    if not -0.2 * size < part.top - line.bottom < WRAP * size:
        return False
    slack = 0.25 * size + 1
    return abs(head.centre - part.centre) < slack or abs(line.centre - part.centre) < slack or abs(line.x0 - part.x0) < 1


def head_cells(rows: Sequence[Sequence[Segment]], xs: Sequence[float], ys: Sequence[float]) -> list[Cell]:
    """The cells of the heads' lines: heads over several columns merged, wrapped ones joined, all stretched to fill."""
    columns = len(xs) - 1
    bottom = max((p.bottom for row in rows for p in row), default=0.0)
    placed = [[(part, _under(part, xs)) for part in row] for row in rows]
    cells: list[Cell] = []
    last: dict[int, Cell] = {}
    for r, row in enumerate(placed):
        over = _spanners(row, placed[r + 1 :], xs, bottom, columns)
        for k, (part, own) in enumerate(row):
            slot = over.get(k, own)
            before = last.get(slot[0])
            single = slot[0] == slot[1] and k not in over
            if single and before is not None and before.c1 - before.c0 == 1 and not _is_spanner(before, cells):
                before.chars += part.chars
                before.r1 = r + 1
                continue
            box = (xs[slot[0]], ys[r], xs[slot[1] + 1], ys[r + 1])
            cell = Cell(r, r + 1, slot[0], slot[1] + 1, box, part.chars)
            cells.append(cell)
            last |= dict.fromkeys(range(slot[0], slot[1] + 1), cell)
    for cell in cells:
        _stretch(cell, cells, len(rows))
    return cells


def _is_spanner(cell: Cell, cells: Sequence[Cell]) -> bool:
    return any(c is not cell and c.r0 >= cell.r1 and c.c0 >= cell.c0 and c.c1 <= cell.c1 for c in cells)


def _under(part: Segment, xs: Sequence[float]) -> Slot:
    """The columns whose middle a part covers, else the one that its own middle is in."""
    middles = [(a + b) / 2 for a, b in pairwise(xs)]
    under = [k for k, middle in enumerate(middles) if part.x0 - 1 <= middle <= part.x1 + 1]
    if len(under) > 1:
        return under[0], under[-1]
    inside = [k for k in range(len(middles)) if xs[k] <= part.centre <= xs[k + 1]]
    k = inside[0] if inside else (0 if part.centre < xs[0] else len(middles) - 1)
    return k, k


def _spanners(
    row: Sequence[tuple[Segment, Slot]],
    below: Sequence[Sequence[tuple[Segment, Slot]]],
    xs: Sequence[float],
    bottom: float,
    columns: int,
) -> dict[int, Slot]:
    """For the heads of a line that stand over others: from which to which column.

    Columns whose own heads lie in the lower half of what is left of the heads have a head above them. Between the
    heads of this line such columns are shared out so that each head stands in the middle of its own.
    """
    out: dict[int, Slot] = {}
    if not row or not below:
        return out
    middle = (min(p.top for p, _ in row) + bottom) / 2
    lower = _without_wraps([_below(k, below, middle) for k in range(columns)], row, below)
    for first, last in _runs(lower):
        mine = [k for k, (_, slot) in enumerate(row) if slot[0] <= last and slot[1] >= first]
        wide = last - first + 1
        if not mine or wide <= len(mine):
            continue
        lowest = [_lowest(column, below) for column in range(first, last + 1)]
        ends = shares(first, last, [row[k][0].centre for k in mine], xs, [row[k][0].x0 for k in mine], lowest)
        for k, a, b in zip(mine, ends, ends[1:], strict=False):
            if b - a > 1:
                out[k] = (a, b - 1)
    return out


FLUSH, ASTRAY = 6.0, 20.0
"""Points from the left of their columns within which heads are flush, and from the middle beyond which they are not centred."""


def shares(
    first: int,
    last: int,
    centres: Sequence[float],
    xs: Sequence[float],
    lefts: Sequence[float] = (),
    lowest: Sequence[str] = (),
) -> tuple[int, ...]:
    """Columns `first` to `last` shared out among heads, each in the middle of its own, or all flush with the left of
    theirs: where each share begins, and the end of the last. `lefts`: where the heads begin; `lowest`: the heads right
    above the body, which say it where they come again and again (预算数 and 决算数, each over the same items)."""
    if again := _again(first, centres, xs, lowest):
        return again
    cuts = [(first, *some, last + 1) for some in combinations(range(first + 1, last + 1), len(centres) - 1)]
    centred = min(cuts, key=lambda ends: _off(ends, centres, xs))
    if len(lefts) < 2 or _off(centred, centres, xs) < ASTRAY * len(centres):
        return centred
    flush = min(cuts, key=lambda ends: _from_left(ends, lefts, xs))
    return flush if _from_left(flush, lefts, xs) < FLUSH * len(lefts) else centred


def _again(first: int, centres: Sequence[float], xs: Sequence[float], lowest: Sequence[str]) -> tuple[int, ...]:
    """The shares, where as many equal rows of heads stand below as there are heads, each under its own; else none."""
    count, wide = len(centres), len(lowest) // max(1, len(centres))
    ends = tuple(range(first, first + len(lowest) + 1, wide or 1))
    rows = {tuple(lowest[k : k + wide]) for k in range(0, len(lowest), wide or 1)}
    if count < 2 or wide < 2 or len(lowest) % count or len(rows) > 1 or not all(lowest):
        return ()
    return ends if all(xs[a] <= c <= xs[b] for a, b, c in zip(ends, ends[1:], centres, strict=False)) else ()


def _lowest(column: int, below: Sequence[Sequence[tuple[Segment, Slot]]]) -> str:
    return next((part.text for row in reversed(below) for part, slot in row if slot == (column, column)), "")


def _without_wraps(
    lower: Sequence[bool], row: Sequence[tuple[Segment, Slot]], below: Sequence[Sequence[tuple[Segment, Slot]]]
) -> list[bool]:
    """Without the columns where what stands lower is the second line of a head of this line, close below it: unless
    heads of others stand lower at both its sides, over which it then is the middle."""
    wraps = {slot[0] for part, slot in row if slot[0] == slot[1] and _goes_on(part, slot, below)}

    def other(column: int) -> bool:
        return 0 <= column < len(lower) and lower[column] and column not in wraps

    return [flag and (k not in wraps or (other(k - 1) and other(k + 1))) for k, flag in enumerate(lower)]


def _goes_on(part: Segment, slot: Slot, below: Sequence[Sequence[tuple[Segment, Slot]]]) -> bool:
    parts = [p for row in below for p, s in row if s == slot]
    following = min(parts, key=lambda p: p.top, default=None)
    return following is not None and following.top - part.bottom < WRAP * part.chars[0].size


def _below(column: int, below: Sequence[Sequence[tuple[Segment, Slot]]], middle: float) -> bool:
    parts = [p for row in below for p, slot in row if slot[0] <= column <= slot[1]]
    return bool(parts) and (min(p.top for p in parts) + max(p.bottom for p in parts)) / 2 > middle + 1


def _runs(flags: Sequence[bool]) -> list[Slot]:
    out: list[Slot] = []
    for k, flag in enumerate(flags):
        if flag and out and out[-1][1] == k - 1:
            out[-1] = (out[-1][0], k)
        elif flag:
            out.append((k, k))
    return out


def _off(ends: Sequence[int], centres: Sequence[float], xs: Sequence[float]) -> float:
    pairs = zip(ends, ends[1:], centres, strict=False)
    return sum(abs((xs[a] + xs[b]) / 2 - centre) for a, b, centre in pairs)


def _from_left(ends: Sequence[int], lefts: Sequence[float], xs: Sequence[float]) -> float:
    return sum(abs(xs[a] - left) for a, left in zip(ends, lefts, strict=False))


def _stretch(cell: Cell, cells: Sequence[Cell], body: int) -> None:
    """A head without others below it reaches down to the body, and up to what stands above it."""
    over = [c for c in cells if c is not cell and c.c0 < cell.c1 and cell.c0 < c.c1]
    if not any(c.r0 >= cell.r1 for c in over):
        cell.r1 = body
    cell.r0 = max((c.r1 for c in over if c.r1 <= cell.r0), default=0)


def ruled_head_cells(
    parts: Sequence[Segment], xs: Sequence[float], upright: Sequence[Rule], ends: tuple[float, float]
) -> tuple[list[Cell], list[float]]:
    """The cells of heads between upright rules, from `ends` to `ends`, and the level sides of their bands: where a rule
    begins further down, a head stands over the columns at its sides."""
    top, bottom = ends
    inner = sorted(r.top for r in upright if top + EDGE < r.top < bottom - EDGE)
    ys = [top, *(y for k, y in enumerate(inner) if k == 0 or y - inner[k - 1] > EDGE), bottom]
    cells: list[Cell] = []
    for r, (high, low) in enumerate(pairwise(ys)):
        sides = [k for k, x in enumerate(xs) if k in (0, len(xs) - 1) or _stands(upright, x, (high + low) / 2)]
        for a, b in pairwise(sides):
            before = next((c for c in cells if (c.c0, c.c1, c.r1) == (a, b, r)), None)
            if before is not None:
                before.r1 = r + 1
            else:
                cells.append(Cell(r, r + 1, a, b, (xs[a], high, xs[b], low)))
    for part in parts:
        y = (part.top + part.bottom) / 2
        for char in part.chars:  # heads that fill their columns touch: rules part them, not white space
            x = (char.x0 + char.x1) / 2
            cell = next((c for c in cells if xs[c.c0] <= x < xs[c.c1] and ys[c.r0] <= y < ys[c.r1]), None)
            if cell is not None:
                cell.chars += (char,)
    return cells, ys


def rules_part(upright: Sequence[Rule], xs: Sequence[float], y: float) -> bool:
    """Does any upright rule stand between two columns at the foot of the heads' text, rather than begin below it?"""
    return any(_stands(upright, x, y) for x in xs[1:-1])


def _stands(upright: Sequence[Rule], x: float, y: float) -> bool:
    return any(abs(r.x0 - x) < EDGE and r.top <= y <= r.bottom for r in upright)
