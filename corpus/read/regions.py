"""Where the tables without rulings are on a page: lines with figures in columns, their heads, the rules about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.read.grid import SLIVER
from corpus.read.index_row import is_index_row
from corpus.read.raw import BLANK, Line, Rule
from corpus.read.segment import WRAP, Segment

MIN_ROWS = 3
"""Fewer lines with figures than this in a row are a sentence, not a table, where no rules stand about them."""


CLOSE = 0.85
"""Lines nearer than this (in font sizes, middle to middle) overlap, and are of one row."""


@dataclass(frozen=True)
class Region:
    """Lines of a table: the first, the first below the heads, the last, and the level rules about them."""

    first: int
    body: int
    last: int
    level: tuple[Rule, ...] = ()
    index: int | None = None
    """The last line of the heads, where it numbers the columns."""


def regions_of(lines: Sequence[Line], rows: Sequence[Sequence[Segment]], rules: Sequence[Rule]) -> list[Region]:
    """The tables of a page: heads above the first line with figures, then rows to the last one."""
    level = [r for r in rules if r.top == r.bottom]
    upright = [r for r in rules if r.top != r.bottom]
    sides = (min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0))
    apart = [_is_apart(line, row, sides) for line, row in zip(lines, rows, strict=True)]
    bodies = [k for k, row in enumerate(rows) if len(row) >= 2 and _prints(row) and not _is_prose(lines[k], row)]
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
            out.append(_to_its_end(_parted(region, lines, rows), lines, rows, high))
    return out


def _parted(region: Region, lines: Sequence[Line], rows: Sequence[Sequence[Segment]]) -> Region:
    """The region with its heads ended where its rows begin, which may print no figures at first."""
    while region.body - 1 > region.first and middle(lines[region.body]) - middle(lines[region.body - 1]) < (
        CLOSE * lines[region.body].size
    ):
        region = replace(region, body=region.body - 1)  # a name's first line, above the figures of its row
    heads = range(region.first, region.body)
    index = next((k for k in reversed(heads) if any(s.kind == "code" for s in rows[k]) and _numbers(rows[k])), None)
    if index is not None:
        return replace(region, body=index + 1, index=index)
    begun = next((k for k in heads if k > region.first and rows[k] and _begins(rows[k])), None)
    return region if begun is None else replace(region, body=begun)


def _to_its_end(region: Region, lines: Sequence[Line], rows: Sequence[Sequence[Segment]], high: int) -> Region:
    """The region with the lines on which its last row's texts go on, close below and beginning where it does, and with
    the rows that print small whole numbers in its columns of figures."""
    columns = [s for k in range(region.body, region.last + 1) for s in rows[k] if s.is_figure]
    last = region.last
    for k in range(last + 1, high + 1):
        row, size = rows[k], lines[k - 1].size
        gap = lines[k].top - lines[k - 1].bottom
        wrapped = last == k - 1 and gap < WRAP * size and any(abs(lines[k].x0 - c.x0) < 1.5 for c in lines[last].chars)
        counted = len(row) > 1 and row[0].kind == "words" and row[-1].kind != "words"
        if wrapped or (counted and any(s.x0 < row[-1].x1 and row[-1].x0 < s.x1 for s in columns)):
            last = k
        elif gap > 2.5 * size or not _labels(lines, rows, [k]):
            break
    return replace(region, last=last)


def _numbers(row: Sequence[Segment]) -> bool:
    return is_index_row([s.text for s in row])


_BEGINS = re.compile(r"^(?:[一二三]、|(?!(?:19|20)\d\d$)\d{3,7}$)")
"""What the first row of a body begins with: the first numbered label, or a code."""


def _begins(row: Sequence[Segment]) -> bool:
    """May a row be the first of a body though it prints no amount: a label, a code, or small whole numbers behind a name?"""
    counted = len(row) > 2 and row[0].kind == "words" and all(_COUNTED.match(s.text) for s in row[1:])
    return bool(_BEGINS.match(row[0].text)) or (counted and not _numbers(row))


_COUNTED = re.compile(r"^\d{1,3}$")


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


_FOLLOWS = re.compile(r"^(?:百万|千万|亿|万|千)?元|^[，。；、%％]")
"""What goes on with a sentence behind a figure that is set apart in it."""
_SAID = re.compile(r"\d(?:百万|千万|亿|万|千)?元(?![）)])|\d[%％]?[，；]")
"""A figure with its unit behind it, or a comma, is said in a sentence."""


_SIZE = re.compile(r"\d+(?:百万|千万|亿|万|千)?元(?:[（(]含[)）])?(?:及|或)?以[上下内]")
"""A size in the name of a row: 单价100万元（含）以上设备."""


def _prints(row: Sequence[Segment]) -> bool:
    """Does a line print an amount: a figure, or a whole number behind words, longer than those of pages and rows?"""
    if any(s.is_figure for s in row):
        return True
    return row[0].kind == "words" and any(_WHOLE.match(s.text) for s in row[1:])


_WHOLE = re.compile(r"^(?!(?:19|20)\d\d$)\d{4,}$")


def _is_prose(line: Line, row: Sequence[Segment]) -> bool:
    if len(row) > 2 and _prints(row) and not any(_FOLLOWS.match(s.text) for s in row):
        return False  # a row with a cell of words among its figures
    if _SAID.search(_SIZE.sub("", BLANK.sub("", line.text))):
        return True
    return bool(re.search(r"[。；]", line.text)) or (len(line.text) > 60 and not re.search(r"\d[.,]\d", line.text))


def _is_apart(line: Line, row: Sequence[Segment], sides: tuple[float, float]) -> bool:
    """Is this a line that stands between tables: prose, a title, the caption with unit and body, a note?"""
    text, width = BLANK.sub("", line.text), sides[1] - sides[0]
    if line.x0 > sides[0] + 0.25 * width and line.x1 - line.x0 < 0.5 * width and re.search("[。；，]", text):
        return False  # of the text of a cell
    return _is_prose(line, row) or bool(re.search(r"单位[:：]|部门[:：]|[^附]表$|^表|[^一-鿿]{0,3}[:：]$|^注[:：]", text))


def _is_head(lines: Sequence[Line], rows: Sequence[Sequence[Segment]], k: int) -> bool:
    """May this line belong to the heads: several parts, or a short one close above, none of them a figure?"""
    gap, size = lines[k + 1].top - lines[k].bottom, lines[k].size
    text = BLANK.sub("", lines[k].text)
    close = gap < size and abs(size - lines[k + 1].size) < 0.5 and len(text) <= 30
    return gap < 2.5 * size and (len(rows[k]) >= 2 or len(text) <= 12 or close) and not any(s.is_figure for s in rows[k])
