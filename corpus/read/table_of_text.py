"""Tables of text (.csv, .tsv): merged heads, which they cannot say, are told from the blanks beside them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from corpus.errors import Damaged, UnknownFormat
from corpus.read.merged_heads import merged_heads
from corpus.read.plain import decoded
from corpus.read.raw import RawPage
from corpus.read.rows import Put, blocks_of
from corpus.read.sheet import MOST_COLUMNS, cut_off
from corpus.read.slim import MOST_ROWS
from corpus.read.typeset import set_page

_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
"""A text that spreadsheet programs are kept from taking for a number: ="0101"."""


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
