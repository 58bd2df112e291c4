"""The distinct texts that are searched: what a row says, what a passage says, each under an id made from its words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.model import Disclosure, Passage, Row

TextKind = Literal["row", "passage"]
TEXT_KINDS: tuple[TextKind, ...] = ("row", "passage")
_STEP, _WORDS = " > ", " | "
"""Between the labels of a row's path, and before the words in its cells."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that occurs in the corpus, once, however many rows or passages say it."""

    id: int
    kind: TextKind
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: a row of a table, or a passage (then `table_id` is None); `id` is the row's or passage's."""

    text: int
    document: str
    table_id: str | None
    id: str
    page: int


def text_id(kind: TextKind, text: str) -> int:
    """A positive 63-bit id, the same in every corpus: no counter, so that no order of ingestion changes it."""
    data = json.dumps([kind, text]).encode()
    return int.from_bytes(hashlib.sha256(data).digest()[:8], "big") >> 1


def row_text(row: Row) -> str:
    """What a row says, without its figures: its labels from the top, and the words in its cells."""
    words = " ".join(text for _, text in row.words)
    return f"{_STEP.join(row.path)}{_WORDS if words and row.path else ''}{words}".strip()


def passage_text(passage: Passage) -> str:
    """What a passage says under its nearest heading."""
    return " ".join([*passage.section[-1:], passage.text]).strip()


def meant(kind: TextKind, text: str) -> str:
    """What a text's vector is made of: a row's own label and words, without what it stands under.

    >>> meant("row", "一般公共服务支出 > 财政事务 > 信息化建设")
    '信息化建设'
    """
    return text.rsplit(_STEP, 1)[-1].replace(_WORDS, " ", 1) if kind == "row" else text


def texts_of(disclosure: Disclosure) -> Iterator[tuple[Text, Place]]:
    """Every text of a disclosure with its place, tables first. A row without any word has none."""
    document = disclosure.document.id
    for table in disclosure.tables:
        for row in table.rows:
            if text := row_text(row):
                place = Place(text_id("row", text), document, table.id, row.id, row.page)
                yield Text(place.text, "row", text), place
    for passage in disclosure.passages:
        if text := passage_text(passage):
            place = Place(text_id("passage", text), document, None, passage.id, passage.page)
            yield Text(place.text, "passage", text), place
