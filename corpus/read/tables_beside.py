"""Tables that stand beside each other on one sheet, each with a title of its own: one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from corpus.data.words import pattern
from corpus.model import parse_number
from corpus.read.raw import BLANK


class Spanning(Protocol):
    """A cell: its text, and how many columns it spans."""

    @property
    def text(self) -> str: ...
    @property
    def columns(self) -> int: ...


Cell = TypeVar("Cell", bound=Spanning)
_LEAST = 3
"""Rows of a table with its title, at least."""


def one_by_one(cells: Mapping[tuple[int, int], Cell]) -> Iterator[dict[tuple[int, int], Cell]]:
    """The cells in parts that are read one after the other: what stands above tables beside each other, these from left to
    right, what stands below. All of them in one part where no row holds several titles."""
    rows: dict[int, list[tuple[int, Cell]]] = {}
    for (r, c), cell in sorted(cells.items(), key=lambda item: item[0]):
        rows.setdefault(r, []).append((c, cell))
    first, since = 0, min(rows, default=0)
    numbers = sorted(rows)
    while first < len(numbers):
        titles = _titles(rows[numbers[first]])
        last, sides = _together([rows[r] for r in numbers[first:]], titles) if titles else (0, [])
        if last >= _LEAST:
            yield from _taken(cells, range(since, numbers[first]), range(10**6))
            below = numbers[first + last - 1] + 1
            for left, right in pairwise([0, *sides, 10**6]):
                yield from _taken(cells, range(numbers[first], below), range(left, right))
            since = below
        first += max(last if last >= _LEAST else 1, 1)
    yield from _taken(cells, range(since, numbers[-1] + 1 if numbers else 0), range(10**6))


def _taken(
    cells: Mapping[tuple[int, int], Cell], rows: range, columns: range
) -> Iterator[dict[tuple[int, int], Cell]]:
    part = {(r, c): cell for (r, c), cell in cells.items() if r in rows and c in columns}
    if part:
        yield part


def _titles(row: Sequence[tuple[int, Cell]]) -> list[int]:
    """The columns where the titles of a row of nothing but titles begin, if there are several."""
    filled = [(c, BLANK.sub("", cell.text)) for c, cell in row if cell.text.strip()]
    titled = all(pattern("captions", "title").search(text) and parse_number(text) is None for _, text in filled)
    return [c for c, _ in filled] if len(filled) > 1 and titled else []


def _together(rows: Sequence[Sequence[tuple[int, Cell]]], titles: Sequence[int]) -> tuple[int, list[int]]:
    """How many rows go on side by side, and before which columns the second table and those after it begin: behind a
    column that is blank in all of them."""
    blank = [set(range(a + 1, b)) for a, b in pairwise(titles)]
    count = 0
    for row in rows:
        taken = {k for c, cell in row for k in range(c, c + cell.columns)}
        left = [columns - taken for columns in blank]
        if not all(left):
            break
        blank, count = left, count + 1
    return count, [max(columns) + 1 for columns in blank]
