"""What was understood of a file, drawn on its pages: cells, heads and what they span, row levels, figures, notes.

Grey frames are cells; blue ones heads, the darker the deeper, with the number of their level; rows have a frame in the
colour of their level and its number; figures that became facts are green, numbers in cells that did not are red; notes
are violet. So a person sees at a glance what was read and what was not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.errors import BudgetQAError, UnknownFormat
from corpus.ingest import read_layouts, understood
from corpus.model import Disclosure, parse_number
from corpus.read.auto import Reader
from corpus.read.grid import Cell
from corpus.read.layout import PageLayout
from corpus.read.limits import check_file
from corpus.read.open import kind_of
from corpus.read.overlay import Colour, Mark, draw
from corpus.read.raw import union
from corpus.tables.found import RawTable

GREY: Colour = (150, 150, 150)
GREEN: Colour = (0, 140, 60)
RED: Colour = (220, 30, 30)
VIOLET: Colour = (140, 60, 180)
HEADS: tuple[Colour, ...] = ((110, 170, 240), (60, 120, 220), (20, 70, 180), (0, 30, 120))
LEVELS: tuple[Colour, ...] = ((200, 90, 0), (230, 150, 0), (150, 140, 0), (0, 150, 150), (170, 0, 120))


def draw_pages(path: Path, folder: Path, reader: Reader = "auto", name: str | None = None) -> list[Path]:
    """Draw the pages of a PDF to `folder` as `name-001.png`, … and return their paths. Raises a ReadError."""
    check_file(path)
    if kind_of(path) != "pdf":
        raise UnknownFormat(
            f"只有 PDF 有页面图像，{name or path.name} 没有。 (Only PDFs have pictures of pages: {name or path.name} has none.)"
        )
    pages = list(read_layouts(path, reader))
    disclosure, raw = understood(path, pages)
    marks = marks_of(pages, raw, disclosure)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BudgetQAError(
            f"无法写入 {folder}（{error.strerror}）。 (Cannot write to {folder}: name another folder.)"
        ) from error
    out: list[Path] = []
    for page in pages:
        target = folder / f"{name or path.stem}-{page.number:03}.png"
        target.write_bytes(draw(path, page.number, marks.get(page.number, [])))
        out.append(target)
    return out


def marks_of(pages: Sequence[PageLayout], raw: Sequence[RawTable], disclosure: Disclosure) -> dict[int, list[Mark]]:
    """What is to be drawn on each page, what lies below first."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    for page in pages:
        facts = [f.bbox for f in disclosure.facts if f.page == page.number]
        for grid in page.grids:
            marks[page.number] += [Mark(cell.bbox, GREY) for cell in grid.cells]
            for cell in grid.cells:
                if _is_missed(cell, facts):
                    marks[page.number].append(Mark(cell.ink, RED, 40))
    for table in raw:
        for number, mark in _heads(table):
            marks[number].append(mark)
    for found in disclosure.tables:
        for row in found.rows:
            level = max(0, len(row.path) - 1)
            colour = LEVELS[level % len(LEVELS)]
            marks[row.page].append(Mark(row.bbox, colour, 0, str(level + 1), 2))
            marks[row.page] += [Mark(fact.bbox, GREEN, 60) for fact in row.facts]
        if found.note_bbox is not None and found.note_page is not None:
            marks[found.note_page].append(Mark(found.note_bbox, VIOLET, 40, "note"))
    return dict(marks)


def _is_missed(cell: Cell, facts: Sequence[tuple[float, float, float, float]]) -> bool:
    """Does a cell print an amount that became no fact?"""
    if "." not in cell.label or parse_number(cell.label) is None:
        return False
    x0, top, x1, bottom = cell.bbox
    return not any(x0 <= (f[0] + f[2]) / 2 <= x1 and top <= (f[1] + f[3]) / 2 <= bottom for f in facts)


def _heads(table: RawTable) -> Iterator[tuple[int, Mark]]:
    """The cells of a table's heads on the page where it begins, each with the number of its level."""
    grid = table.part or (table.grids[0] if table.grids else None)
    if grid is None:
        return
    heads = {text for column in table.layout.columns for text in column.heads}
    cells = [cell for cell in grid.cells if cell.r0 < table.layout.body and cell.label in heads]
    tops = sorted({cell.r0 for cell in cells})
    for cell in cells:
        level = tops.index(cell.r0)
        yield grid.page, Mark(union([cell.bbox]), HEADS[min(level, len(HEADS) - 1)], 60, f"h{level + 1}", 2)
