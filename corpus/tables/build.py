"""Grids and the lines around them to tables: captions, heads, stitching over pages, rows and facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.data.words import pattern
from corpus.read.grid import Cell, Grid
from corpus.read.index_row import is_index_row
from corpus.read.raw import Line
from corpus.tables.caption import Caption, caption_of
from corpus.tables.found import RawRow
from corpus.tables.header import Layout, head_end, layout_of
from corpus.tables.roles import LogicalColumn, money
from corpus.tables.rowtree import is_total


def rows_of(grid: Grid, layout: Layout, body: int, aligned: bool = True) -> list[RawRow]:
    """The rows of a grid from `body` on, block by block within each row, in reading order."""
    columns = layout.columns
    places = _places(grid, columns) if not aligned else [c.parts for c in columns]
    out: list[RawRow] = []
    blocks = sorted({c.block for c in columns})
    bands = _bands(grid, columns, places, body)
    for band in bands:
        texts = [cell.label for cell in _distinct(grid, band)]
        if is_index_row(texts):
            continue
        for block in blocks:
            row = _row(grid, columns, places, band, block)
            if row is not None:
                row.first = band is bands[0]
                out.append(row)
    return out


def _distinct(grid: Grid, band: range) -> list[Cell]:
    out: list[Cell] = []
    for r in band:
        out += [c for c in grid.row(r) if c not in out and c.r0 in band]
    return out


def _bands(grid: Grid, columns: Sequence[LogicalColumn], places: Sequence[Sequence[int]], body: int) -> list[range]:
    """Grid rows, those joined that only inner frames part: no column prints on both sides of the line between."""
    bands: list[range] = []
    for r in range(body, grid.rows):
        if bands and _same_band(grid, bands[-1], r):
            bands[-1] = range(bands[-1].start, r + 1)
        else:
            bands.append(range(r, r + 1))
    return bands


def _same_band(grid: Grid, band: range, row: int) -> bool:
    """Is this grid row only the padding of the band above, or that of this row?"""
    height = grid.ys[row + 1] - grid.ys[row]
    above = grid.ys[band.stop] - grid.ys[band.start]
    if min(height, above) >= 9.5:
        return False
    upper = [c for r in band for c in grid.row(r) if c.label]
    lower = [c for c in grid.row(row) if c.label]
    fresh = [c for c in lower if c not in upper]
    ended = [c for c in upper if c.r0 in band and c.r1 <= row]
    return not fresh or not ended


def _places(grid: Grid, columns: Sequence[LogicalColumn]) -> list[tuple[int, ...]]:
    """For a page without heads: which of its grid columns lie under each logical column, by x or by count."""
    if grid.columns == len(columns) and not _overlaps(grid, columns):
        return [(k,) for k in range(grid.columns)]
    out: list[tuple[int, ...]] = []
    for column in columns:
        parts = []
        for c in range(grid.columns):
            shared = min(column.x1, grid.xs[c + 1]) - max(column.x0, grid.xs[c])
            if shared > 0.5 * min(column.x1 - column.x0, grid.xs[c + 1] - grid.xs[c]):
                parts.append(c)
        out.append(tuple(parts))
    return out


def _overlaps(grid: Grid, columns: Sequence[LogicalColumn]) -> bool:
    return all(abs(grid.xs[k] - c.x0) < 12 for k, c in enumerate(columns))


def _row(
    grid: Grid, columns: Sequence[LogicalColumn], places: Sequence[Sequence[int]], band: range, block: int
) -> RawRow | None:
    names: list[Cell | None] = []
    texts: list[str] = []
    codes: list[str] = []
    amounts: list[tuple[int, Cell]] = []
    words: list[tuple[str, str]] = []
    attribute = ""
    told: list[tuple[str, str]] = []
    fresh = False
    coded: list[Cell] = []
    for k, column in enumerate(columns):
        if column.block != block:
            continue
        found = _cell(grid, places[k], band)
        if found is None:
            if column.role == "name":
                names.append(None)
                texts.append("")
            continue
        text = found.label
        begins = found.r0 in band
        if any(found is cell for _, cell in amounts):
            continue
        if column.role == "name" and begins and any(texts) and column.heads and money(text):
            amounts.append((k, found))
        elif column.role == "name":
            repeated = any(found is n for n in names)
            names.append(None if repeated else found)
            texts.append("" if repeated else text)
            fresh |= begins and bool(text) and not repeated
        elif column.role == "code":
            if any(found is n for n in names) or any(found is cell for cell in coded):
                continue
            coded.append(found)
            if split := _split_code(grid, places[k], band):
                codes += split
            elif re.fullmatch(r"\d{2,7}", text) and begins:
                codes.append(text)
            elif text and not re.fullmatch(r"[类款项\d]", text) and begins:
                names.append(found)
                texts.append(text)
                fresh = True
            fresh |= bool(codes)
        elif column.role in ("amount", "count"):
            if begins and text and not any(found is n for n in names):
                amounts.append((k, found))
        elif column.role == "attribute":
            if begins and is_total(text) and not any(texts):
                names[:1], texts[:1] = [found], [text]
                fresh = True
                continue
            attribute = text
            told.append((column.heads[-1] if column.heads else "", text))
        elif column.role == "remark" and text and begins:
            words.append((column.heads[-1] if column.heads else "", text))
    if not (fresh or amounts or words):
        return None
    code = "".join(codes) or None
    words += [(head, text) for head, text in told if text]
    return RawRow(grid.page, block, names, texts, code, amounts, words, attribute)


def _split_code(grid: Grid, parts: Sequence[int], band: range) -> list[str]:
    """类, 款 and 项 in columns of their own under one 科目编码, the head of which stands on the page before."""
    cells = list(dict.fromkeys(c for r in band for p in parts if (c := grid.at(r, p)) is not None and c.label and c.r0 in band))
    labels = [c.label for c in sorted(cells, key=lambda c: c.c0)]
    return labels if len(labels) > 1 and all(re.fullmatch(r"\d{2,3}", t) for t in labels) else []


def _cell(grid: Grid, parts: Sequence[int], band: range) -> Cell | None:
    """What a logical column prints in a row: the first cell with text, else the first at all."""
    first: Cell | None = None
    for r in band:
        for p in parts:
            cell = grid.at(r, p)
            if cell is None:
                continue
            if cell.label:
                return cell
            first = first or cell
    return first


def start_of(grid: Grid, layout: Layout) -> tuple[int, bool] | None:
    """Where a following page's grid goes on with this layout: (first body row, heads repeated); None if it does not."""
    heads = [c.heads for c in layout.columns]
    fresh = layout_of(grid)
    if [h for c in fresh.columns if (h := c.heads)] == [h for h in heads if h] and len(fresh.columns) == len(heads):
        return fresh.body, True
    flat = {text for h in heads for text in h}
    first = {c.label for c in grid.row(0) if c.label}
    if first and first <= flat and head_end(grid, 0) > 0 and len(first) > 1:
        return fresh.body, True
    if _has_heads_of_its_own(grid, flat):
        return None
    left = grid.bbox[0] - layout.columns[0].x0
    widths = (abs(left) < 30 or (layout.section is not None and left < 0)) and abs(
        grid.bbox[2] - layout.columns[-1].x1
    ) < 30
    within = not grid.ruled and layout.columns[0].x0 - 30 < grid.bbox[0] and grid.bbox[2] < layout.columns[-1].x1 + 30
    if widths or within or grid.columns == len(layout.columns):
        return 0, False
    return None


def _has_heads_of_its_own(grid: Grid, known: set[str]) -> bool:
    """Does it begin with heads that the table before does not have, the name or the code of its rows among them?"""
    end = head_end(grid, 0)
    fresh = {c.label for r in range(end) for c in grid.row(r) if c.label} - known
    naming = [t for t in fresh if len(t) <= 10 and any(pattern("heads", role).search(t) for role in ("code", "name"))]
    return len(fresh) > 1 and bool(naming)


def caption_for(lines: Sequence[Line], inside: Iterable[str]) -> Caption:
    """The caption from the lines above a grid and those inside its first rows."""
    return caption_of([*(line.text for line in lines), *inside])
