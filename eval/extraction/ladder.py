"""The ladder: a printed cell is found at a rung if it is found at each below it and this one's fields agree too."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

RUNGS = ("number", "row", "column", "paths", "meaning")
"""This number on this page; in a row of this label; under this leaf head; whole paths; unit, year and code."""
_NOISE = re.compile(r"[\s　“”\"'‘’:：、，,。·（）()【】\[\]]+|^其中[:：]?|^[一二三四五六七八九十]+、|^\d+[.、．]")
_BODY = re.compile(r".{4,}(局|委员会|办公室|办公厅|法院|检察院|办事处|工作部|福利院|本级)$")


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A number of a table and what it is said to be. What a reader does not tell is None or empty."""

    page: int
    text: str
    row: tuple[str, ...] = ()
    col: tuple[str, ...] = ()
    unit: str | None = None
    year: int | None = None
    code: str | None = None

    def rungs(self) -> tuple[tuple[object, ...], ...]:
        """What must agree at each rung."""
        row, col = plain_path(self.row), plain_path(self.col)
        if len(row) > 1 and _BODY.search(row[0]):
            row = row[1:]  # a body's own line above its items may stand as their ancestor or not
        number = (self.page, re.sub(r"[,，\s]", "", self.text))
        in_row = (*number, row[-1] if row else "")
        in_column = (*in_row, col[-1] if col else "")
        paths = (*in_column, row, col)
        return number, in_row, in_column, paths, (*paths, self.unit, self.year, self.code)


def plain(label: str) -> str:
    """A label without blanks, quotes, brackets and numbering.

    >>> plain("一、“三公” 经费")
    '三公经费'
    """
    previous = None
    while previous != label:
        previous, label = label, _NOISE.sub("", label)
    return label


def plain_path(path: Iterable[str]) -> tuple[str, ...]:
    """A path of plain labels, blank ones left out."""
    return tuple(text for text in map(plain, path) if text)


@dataclass
class Score:
    """What was found of the printed cells, and in what time."""

    cells: int = 0
    found: Counter[str] = field(default_factory=Counter)
    extracted: int = 0
    extra: int = 0
    pages: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)

    def share(self, rung: str) -> float:
        return self.found[rung] / max(1, self.cells)

    def add(self, truth: Sequence[PrintedCell], found: Sequence[PrintedCell]) -> None:
        """Count the cells of one document; `extra` are numbers on its pages with truth that no printed cell is."""
        self.cells += len(truth)
        wanted, had = [cell.rungs() for cell in truth], [cell.rungs() for cell in found]
        for k, rung in enumerate(RUNGS):
            self.found[rung] += (Counter(r[k] for r in wanted) & Counter(r[k] for r in had)).total()
        pages = {cell.page for cell in truth}
        on_pages = Counter(r[0] for cell, r in zip(found, had, strict=True) if cell.page in pages)
        self.extracted += on_pages.total()
        self.extra += (on_pages - Counter(r[0] for r in wanted)).total()


def read_truth(path: Path) -> list[PrintedCell]:
    """The printed cells of a document from JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_cell(json.loads(line)) for line in lines if line.strip()]


def _cell(entry: dict[str, object]) -> PrintedCell:
    def path(name: str) -> tuple[str, ...]:
        value = entry.get(name)
        return tuple(str(v) for v in value) if isinstance(value, list) else ()

    year, unit, code = entry.get("year"), entry.get("unit"), entry.get("code")
    return PrintedCell(
        page=int(str(entry["page"])),
        text=str(entry["text"]),
        row=path("row"),
        col=path("col"),
        unit=str(unit) if unit else None,
        year=int(str(year)) if year else None,
        code=str(code) if code else None,
    )
