"""Labels of several rows that stand in the middle beside them, where no rules show how far they reach."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import parse_number
from corpus.read.columns import TOTAL
from corpus.read.grid import Cell

OFF = 0.3
"""A label stands in the middle of its rows if it is off by less than this share of a row."""


def spread_over_rows(cells: list[Cell], first: int, last: int, columns: int) -> list[Cell]:
    """The cells of a body, rows `first` to `last`, with the labels of the first column over the rows that they are of.

    Only where the first row has none: else a label may as well begin its rows, and nothing tells. Each then stands in
    the middle of its rows, and together they take all rows down to a total.
    """
    place = {(c.r0, c.c0): c for c in cells if c.r1 == c.r0 + 1}
    if columns < 3 or any((r, 0) not in place for r in range(first, last)):
        return cells
    for rows in _runs(place, first, last, columns):
        groups = _groups(rows, [place[r, 0] for r in rows if place[r, 0].label], place)
        for label, (top, bottom) in groups:
            x0, x1 = label.bbox[0], label.bbox[2]
            own = [place[r, 0] for r in range(top, bottom + 1)]
            cells = [c for c in cells if not any(c is o for o in own)]
            cells.append(Cell(top, bottom + 1, 0, 1, (x0, own[0].bbox[1], x1, own[-1].bbox[3]), label.chars))
    return cells


def _runs(place: dict[tuple[int, int], Cell], first: int, last: int, columns: int) -> list[list[int]]:
    """The rows between totals and rows with a figure or a code in the first column."""
    out: list[list[int]] = [[]]
    for r in range(first, last):
        label = place[r, 0].label
        filled = [c.label for k in range(columns) if (c := place.get((r, k))) is not None and c.label]
        if not filled or TOTAL.search(filled[0]) or parse_number(label) is not None:
            out.append([])
        else:
            out[-1].append(r)
    return [run for run in out if len(run) > 1]


def _groups(
    rows: Sequence[int], labels: Sequence[Cell], place: dict[tuple[int, int], Cell]
) -> list[tuple[Cell, tuple[int, int]]]:
    """The rows of each label; none, where they do not share out all rows."""
    alone = {c.r0 for c in labels if not place[c.r0, 1].label}
    real = [r for r in rows if r not in alone]
    if not labels or not real or place[real[0], 0].label or len(labels) >= len(real):
        return []
    out: list[tuple[Cell, tuple[int, int]]] = []
    k = 0
    for label in labels:
        ink = label.ink
        at = (ink[1] + ink[3]) / 2
        end = next((j for j in range(k, len(real)) if _is_middle(at, real[k], real[j], place)), None)
        if end is None:
            return []
        out.append((label, (min(real[k], label.r0), max(real[end], label.r0))))
        k = end + 1
    return out if k == len(real) else []


def _is_middle(at: float, top: int, bottom: int, place: dict[tuple[int, int], Cell]) -> bool:
    a, b = place[top, 1].ink, place[bottom, 1].ink
    pitch = (b[3] - a[1]) / (bottom - top + 1)
    return abs(at - (a[1] + b[3]) / 2) < OFF * max(pitch, a[3] - a[1])
