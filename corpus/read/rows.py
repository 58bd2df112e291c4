"""Rows of cells to what a reader sees: the lines above a table, the table, the notes below it, the next table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.data.words import pattern
from corpus.model import parse_figure, parse_number
from corpus.read.raw import BLANK
from corpus.read.tables_beside import one_by_one
from corpus.read.typeset import SIZE, Block, Box, Boxes, Words, indent_of
from corpus.read.unit_row import are_heads

HEADING = 14.0
_CAPTIONS = ("unit", "only_number", "note", "title", "body")


@dataclass(frozen=True, slots=True)
class Put:
    """A cell as its file gives it. `indent` is in ems, beside the blanks that its text begins with."""

    text: str
    rows: int = 1
    columns: int = 1
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its cells by column, those that span from rows above too (as blanks)."""

    number: float
    cells: Mapping[int, Put]

    @property
    def filled(self) -> list[tuple[int, Put]]:
        return [(c, put) for c, put in sorted(self.cells.items()) if put.text.strip()]


def blocks_of(cells: Mapping[tuple[int, int], Put]) -> list[Block]:
    """The blocks of rows of cells, top to bottom; those of tables beside each other from left to right."""
    return [block for part in one_by_one(cells) for block in _blocks(part)]


def _blocks(cells: Mapping[tuple[int, int], Put]) -> list[Block]:
    filled = [(r, c, put) for (r, c), put in cells.items() if put.text.strip()]
    if not filled:
        return []
    last = max(r + put.rows for r, _, put in filled)
    width = max(c + put.columns for _, c, put in filled)
    rows = _rows(cells, last)
    out: list[Block] = []
    body: list[_Row] = []
    held: float = 0
    for k, row in enumerate(rows):
        if not row.filled and row.number >= held:
            if body and _goes_on(rows[k:], width):
                body.append(row)
            else:
                _close(body, out)
        elif row.number >= held and _is_line(row, width, bool(body)):
            _close(body, out)
            out += _lines(row)
        else:
            body.append(row)
            held = max([held, *(row.number + put.rows for put in row.cells.values())])
    _close(body, out)
    return out


def _rows(cells: Mapping[tuple[int, int], Put], last: int) -> list[_Row]:
    held: list[dict[int, Put]] = [{} for _ in range(last)]
    for (r, c), put in cells.items():
        if r < last:
            held[r][c] = put
    return [_Row(r, found) for r, found in enumerate(held)]


def _goes_on(rows: Sequence[_Row], width: int) -> bool:
    """After blank rows: does the table go on, or does something new begin?"""
    following = next((row for row in rows if row.filled), None)
    return following is not None and not _is_line(following, width, True) and len(following.filled) > 1


def _is_line(row: _Row, width: int, inside: bool) -> bool:
    """Is a row a line of text? Above a table any lone text is; inside it only a caption or a note is."""
    filled = row.filled
    bare = BLANK.sub("", "".join(put.text for _, put in filled))
    if not filled or any(parse_number(BLANK.sub("", put.text)) is not None for _, put in filled):
        return False
    captioned = any(pattern("captions", name).search(bare) for name in _CAPTIONS[: 3 if len(filled) > 1 else 5])
    if len(filled) > 1:
        texts = [BLANK.sub("", put.text) for _, put in filled]
        captioned = captioned or bool(pattern("captions", "unit_alone").search(texts[-1]))
        return captioned and len(filled) <= 3 and not inside and not are_heads(texts)
    ((column, put),) = filled
    whole = put.columns >= width
    alone = put.columns == 1 and column == 0
    if inside:
        return (whole or alone or len(bare) > 12) and captioned and put.rows == 1
    return whole or alone or captioned


def _lines(row: _Row) -> list[Block]:
    title = len(row.filled) == 1 and pattern("captions", "title").search(BLANK.sub("", row.filled[0][1].text))
    if title:
        return [Words(row.filled[0][1].text, HEADING, centred=True)]
    if len(row.filled) == 1:
        put = row.filled[0][1]
        return [Words(line, SIZE, indent_of(line)) for line in put.text.splitlines() if line.strip()]
    *others, (_, last) = row.filled
    alone = pattern("captions", "unit_alone").search(BLANK.sub("", last.text))
    texts = [put.text.strip() for _, put in (others if alone else row.filled)]
    return [Words("    ".join(texts)), *([Words(last.text.strip())] if alone else [])]


def _close(body: list[_Row], out: list[Block]) -> None:
    """End a table: its rows, without blank ones at the end, in the columns that they use."""
    while body and not body[-1].filled:
        body.pop()
    if body:
        out += _table(body)
        body.clear()


def _table(rows: Sequence[_Row]) -> Iterable[Block]:
    first = min(c for row in rows for c, _ in row.filled)
    last = max(c + put.columns for row in rows for c, put in row.filled)
    rows = _unstacked(rows)
    place = {row.number: k for k, row in enumerate(rows)}
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for k, row in enumerate(rows):
        for c in range(first, last):
            if (k, c) in taken:
                continue
            put = row.cells.get(c, Put(""))
            down = sum(row.number <= r < row.number + put.rows for r in place) if put.rows > 1 else 1
            across = 1
            while across < min(put.columns, last - c) and (k, c + across) not in taken:
                across += 1
            taken.update((k + i, c + j) for i in range(down) for j in range(across))
            boxes.append(Box(k, c - first, put.text, down, across, put.indent + indent_of(put.text)))
    if len(boxes) > 1:
        return [Boxes(tuple(boxes))]
    return [Words(box.text) for box in boxes]


def _unstacked(rows: Sequence[_Row]) -> list[_Row]:
    """The rows, those that hold several below each other taken apart: each cell has as many lines, and some are figures. Figures
    below each other in one cell whose row does not tell what each is of stay apart, and are none."""
    out: list[_Row] = []
    for row in rows:
        lines = {c: [t for t in put.text.splitlines() if t.strip()] for c, put in row.filled}
        stacks = [c for c, texts in lines.items() if len(texts) > 1 and all(parse_figure(t) is not None for t in texts)]
        alone = all(put.rows == 1 for put in row.cells.values())
        if not stacks:
            out.append(row)
        elif alone and len(lines) > len(stacks) and len({len(texts) for texts in lines.values()}) == 1:
            count = len(lines[stacks[0]])
            for k in range(count):
                cells = {c: replace(row.cells[c], text=texts[k]) for c, texts in lines.items()}
                out.append(_Row(row.number + k / count, cells))
        else:
            apart = {c: replace(row.cells[c], text=" / ".join(lines[c])) for c in stacks}
            out.append(_Row(row.number, {**row.cells, **apart}))
    return out
