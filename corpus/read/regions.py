"""Where the tables without rulings are on a page: lines with figures in columns, their heads, the rules about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.read.grid import SLIVER
from corpus.read.raw import BLANK, Line, Rule
from corpus.read.segment import Segment

MIN_ROWS = 3
"""Fewer lines with figures than this in a row are a sentence, not a table, where no rules stand about them."""


@dataclass(frozen=True)
class Region:
    """Lines of a table: the first, the first with a figure, the last, and the level rules about them."""

    first: int
    body: int
    last: int
    level: tuple[Rule, ...] = ()


def regions_of(lines: Sequence[Line], rows: Sequence[Sequence[Segment]], rules: Sequence[Rule]) -> list[Region]:
    """The tables of a page: heads above the first line with figures, then rows to the last one."""
    level = [r for r in rules if r.top == r.bottom]
    upright = [r for r in rules if r.top != r.bottom]
    apart = [_is_apart(line) for line in lines]
    bodies = [
        k for k, row in enumerate(rows) if len(row) >= 2 and any(s.is_figure for s in row) and not _is_prose(lines[k])
    ]
    runs: list[list[int]] = []
    for k in bodies:
        between = range(runs[-1][-1] + 1, k) if runs else range(0)
        if runs and not any(apart[j] for j in between) and (len(between) <= 4 or _labels(lines, rows, between)):
            runs[-1].append(k)
        else:
            runs.append([k])
    out: list[Region] = []
    for run in runs:
        low = next((k + 1 for k in range(run[0] - 1, -1, -1) if apart[k]), 0)
        high = next((k - 1 for k in range(run[-1] + 1, len(lines)) if apart[k]), len(lines) - 1)
        region = (
            _ruled_region(lines, rows, run, low, high, level)
            or _upright_region(lines, run, low, high, upright)
            or _bare_region(lines, rows, run, low)
        )
        if region is not None and (not out or region.first > out[-1].last):
            out.append(region)
    return out


def _labels(lines: Sequence[Line], rows: Sequence[Sequence[Segment]], some: Sequence[int]) -> bool:
    """Are these lines rows without amounts: several names side by side, or short ones?"""
    return all(len(rows[k]) >= 2 or len(lines[k].text) <= 24 for k in some)


def _ruled_region(
    lines: Sequence[Line],
    rows: Sequence[Sequence[Segment]],
    run: Sequence[int],
    low: int,
    high: int,
    level: Sequence[Rule],
) -> Region | None:
    """All lines between the first and the last of the level rules about a run, if there are several of one width."""
    top, bottom = (lines[low - 1].bottom if low else 0.0) - 3, lines[high + 1].top + 3 if high + 1 < len(lines) else 1e9
    near = [r for r in level if top < r.top < bottom]
    widest = max((r.x1 - r.x0 for r in near), default=0.0)
    full = sorted((r for r in near if r.x1 - r.x0 > 0.9 * widest), key=lambda r: r.top)
    if len(full) < 2 or not full[0].top < lines[run[0]].top + 3 or not full[-1].top > lines[run[-1]].bottom - 3:
        return None
    inside = [k for k in range(low, high + 1) if full[0].top < middle(lines[k]) < full[-1].top]
    if not inside or run[0] - inside[0] > 12:
        return None
    first = inside[0]
    while first > low and _is_head(lines, rows, first - 1):
        first -= 1  # heads without a rule above them
    start = min(full[0].top, lines[first].top)
    return Region(first, run[0], inside[-1], tuple(r for r in near if start <= r.top <= full[-1].top))


def _upright_region(
    lines: Sequence[Line], run: Sequence[int], low: int, high: int, upright: Sequence[Rule]
) -> Region | None:
    """All lines beside the upright rules about a run, if there are several."""
    near = [r for r in upright if r.top < middle(lines[run[0]]) and r.bottom > middle(lines[run[-1]])]
    if len({round(r.x0 / SLIVER) for r in near}) < 3:
        return None
    top, bottom = min(r.top for r in near), max(r.bottom for r in near)
    inside = [k for k in range(low, high + 1) if top - 1 < middle(lines[k]) < bottom + 1]
    return Region(inside[0], run[0], inside[-1])


def _bare_region(
    lines: Sequence[Line], rows: Sequence[Sequence[Segment]], run: Sequence[int], low: int
) -> Region | None:
    first = run[0]
    while first > low and _is_head(lines, rows, first - 1):
        first -= 1
    figures = sum(s.is_figure for s in rows[run[0]])
    wide = len(run) == MIN_ROWS - 1 and all(len(rows[k]) >= MIN_ROWS for k in run)
    if len(run) < MIN_ROWS and not wide and not (figures >= MIN_ROWS and first < run[0]):
        return None
    return Region(first, run[0], run[-1])


def middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


_SAID = re.compile(r"\d(?:百万|千万|亿|万|千)?元(?![）)])|\d[%％]?[，；]")
"""A figure with its unit behind it, or a comma, is said in a sentence."""


def _is_prose(line: Line) -> bool:
    if _SAID.search(BLANK.sub("", line.text)):
        return True
    return bool(re.search(r"[。；]", line.text)) or (len(line.text) > 60 and not re.search(r"\d[.,]\d", line.text))


def _is_apart(line: Line) -> bool:
    """Is this a line that stands between tables: prose, a title, the caption with unit and body, a note?"""
    text = BLANK.sub("", line.text)
    return _is_prose(line) or bool(re.search(r"单位[:：]|部门[:：]|[^附]表$|^表|[^一-鿿]{0,3}[:：]$|^注[:：]", text))


def _is_head(lines: Sequence[Line], rows: Sequence[Sequence[Segment]], k: int) -> bool:
    """May this line belong to the heads: several parts, none of them a figure?"""
    gap = lines[k + 1].top - lines[k].bottom
    text = BLANK.sub("", lines[k].text)
    return gap < 2.5 * lines[k].size and (len(rows[k]) >= 2 or len(text) <= 12) and not any(s.is_figure for s in rows[k])
