"""Merged heads of tables that cannot say what is merged: told from the blanks beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpus.data.words import pattern
from corpus.model import parse_figure
from corpus.read.rows import Put

Cells = dict[tuple[int, int], Put]
_CAPTIONS = ("unit", "unit_alone", "body", "only_number")
_TITLE_ROWS = 2
"""Rows at the top of a sheet whose cells may be merged though no head is."""


def merged_heads(cells: Mapping[tuple[int, int], Put]) -> Cells:
    """Heads that go on over the blanks to their right, or say the same again, where the next row has heads below them; then
    those downwards. So in each of the tables that stand below each other. Cells that are merged already stay as they are."""
    if any(put.rows > 1 or put.columns > 1 for (r, _), put in cells.items() if r > _TITLE_ROWS):
        return dict(cells)
    out = dict(cells)
    for rows in _tables(cells):
        own = {at: put for at, put in cells.items() if at[0] in rows}
        merged = _merged(own, rows)
        for (r, c), put in merged.items():
            for at in ((r + i, c + j) for i in range(put.rows) for j in range(put.columns)):
                out.pop(at, None)
            out[r, c] = put
    return out


def _tables(cells: Mapping[tuple[int, int], Put]) -> Iterator[Sequence[int]]:
    """The rows of each table: one ends where, below its figures, a text stands alone."""
    rows: dict[int, list[str]] = {}
    for (r, _), put in sorted(cells.items()):
        rows.setdefault(r, []).append(put.text)
    table: list[int] = []
    figures = False
    for r, texts in rows.items():
        prints = any(parse_figure(text) is not None for text in texts)
        if figures and len(texts) == 1 and not prints:
            yield table
            table, figures = [], False
        table.append(r)
        figures |= prints
    if table:
        yield table


def _merged(cells: Mapping[tuple[int, int], Put], rows: Sequence[int]) -> Cells:
    out: Cells = {}
    width = max(c for _, c in cells) + 1
    texts = {r: [put.text for at, put in cells.items() if at[0] == r] for r in rows}
    first = next((r for r in rows if len(texts[r]) > 1 and not _is_caption(texts[r])), rows[0])
    body = next((r for r in rows if r >= first and any(parse_figure(t) is not None for t in texts[r])), first)
    for r, c in sorted(k for k in cells if first <= k[0] < body - 1):
        text = cells[r, c].text
        if any(r in range(top, top + put.rows) and c in range(left, left + put.columns) for (top, left), put in out.items()):
            continue
        across = 1
        while c + across < width and _goes_on(cells, (r, c + across), text) and (r + 1, c + across) in cells:
            across += 1
        parted = len({cells[r + 1, c + k].text for k in range(across) if (r + 1, c + k) in cells}) > 1
        if across > 1 and (r + 1, c) in cells and parted:
            out[r, c] = Put(text, 1, across)
            continue
        down = 1
        while r + down < body and _goes_on(cells, (r + down, c), text):
            down += 1
        if down > 1 or across == 1:
            out[r, c] = Put(text, down, 1)
    return out


def _goes_on(cells: Mapping[tuple[int, int], Put], at: tuple[int, int], text: str) -> bool:
    """Is a place blank, or does it say the same as the head before it?"""
    return at not in cells or cells[at].text.strip() == text.strip()


def _is_caption(texts: Sequence[str]) -> bool:
    """Is a row of few cells one of those above the heads: who discloses, the unit, the table's number?"""
    return len(texts) <= 3 and any(pattern("captions", name).search("".join(t.split())) for t in texts for name in _CAPTIONS)
