"""Tables of text (.csv, .tsv): merged heads, which they cannot say, are told from the blanks beside them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from corpus.data.words import pattern
from corpus.errors import Damaged, UnknownFormat
from corpus.model import parse_number
from corpus.read.plain import decoded
from corpus.read.raw import RawPage
from corpus.read.rows import Put, blocks_of
from corpus.read.sheet import MOST_COLUMNS, MOST_ROWS, Cells, cut_off
from corpus.read.typeset import set_page

_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
"""A text that spreadsheet programs are kept from taking for a number: ="0101"."""
_CAPTIONS = ("unit", "body", "only_number")


def csv_pages(path: Path) -> Iterator[RawPage]:
    """The one page of a table of text. Raises Damaged or UnknownFormat."""
    text, told = decoded(path.read_bytes())
    sample = text[:20_000]
    delimiter = max(",\t;|", key=lambda d: sum(line.count(d) for line in sample.splitlines()[:50]))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        lines = list(islice(reader, MOST_ROWS))
        more = sum(1 for _ in reader)
    except csv.Error as error:
        raise Damaged(f"{path.name} 不是有效的 CSV 文件（{error}）。 ({path.name} is no valid CSV.)") from error
    told += cut_off(1, len(lines) + more, max(map(len, lines), default=0))
    cells = {
        (r, c): Put(_AS_TEXT.sub(r"\1", value) if value.startswith("=") else value)
        for r, line in enumerate(lines)
        for c, value in enumerate(line[:MOST_COLUMNS])
        if value.strip()
    }
    if not cells:
        raise UnknownFormat(f"{path.name} 里没有文字。 ({path.name} holds no text.)")
    yield set_page(1, blocks_of(merged_heads(cells)), warnings=told)


def merged_heads(cells: Mapping[tuple[int, int], Put]) -> Cells:
    """Heads that go on over the blanks to their right, where the next row has heads below them; then those downwards.
    So in each of the tables that stand below each other."""
    out = dict(cells)
    for rows in _tables(cells):
        own = {at: put for at, put in cells.items() if at[0] in rows}
        out |= _merged(own, rows)
    return out


def _tables(cells: Mapping[tuple[int, int], Put]) -> Iterator[Sequence[int]]:
    """The rows of each table: one ends where, below its figures, a text stands alone."""
    rows: dict[int, list[str]] = {}
    for (r, _), put in sorted(cells.items()):
        rows.setdefault(r, []).append(put.text)
    table: list[int] = []
    figures = False
    for r, texts in rows.items():
        prints = any(parse_number(text) is not None for text in texts)
        if figures and len(texts) == 1 and not prints:
            yield table
            table, figures = [], False
        table.append(r)
        figures |= prints
    yield table


def _merged(cells: Mapping[tuple[int, int], Put], rows: Sequence[int]) -> Cells:
    out: Cells = {}
    width = max(c for _, c in cells) + 1
    texts = {r: [put.text for at, put in cells.items() if at[0] == r] for r in rows}
    first = next((r for r in rows if len(texts[r]) > 1 and not _is_caption(texts[r])), rows[0])
    body = next((r for r in rows if r >= first and any(parse_number(t) is not None for t in texts[r])), first)
    for r, c in sorted(k for k in cells if first <= k[0] < body - 1):
        across = 1
        while c + across < width and (r, c + across) not in cells and (r + 1, c + across) in cells:
            across += 1
        if across > 1 and (r + 1, c) in cells:
            out[r, c] = Put(cells[r, c].text, 1, across)
        elif across == 1:
            down = 1
            while r + down < body and (r + down, c) not in cells:
                down += 1
            out[r, c] = Put(cells[r, c].text, down, 1)
    return out


def _is_caption(texts: Sequence[str]) -> bool:
    """Is a row of few cells one of those above the heads: who discloses, the unit, the table's number?"""
    return len(texts) <= 3 and any(pattern("captions", name).search("".join(t.split())) for t in texts for name in _CAPTIONS)
