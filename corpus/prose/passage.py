"""Paragraphs to passages under their headings, and their sentences to numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.data.words import numbering
from corpus.model import BBox, Document, Passage, Sentence, stable_id
from corpus.prose.number import numbers_of, opening_year, reported_year
from corpus.prose.paragraph import Paragraph, paragraph_of, paragraphs
from corpus.read.pages import Pages
from corpus.read.raw import BLANK, Char, bbox_of
from corpus.tables.found import RawTable
from corpus.tables.rowtree import clean_label

_STOP = re.compile(r"[。！？；;]”?(?:[（(](?:详?见)?附[^（）()]{1,16}[）)])?")
"""The end of a sentence, with the table behind it that it refers to: …17460万元。（附表六）."""
_BRACKET = re.compile(r"[（(][^（）()。！？]{0,60}[；;][^（）()。！？]{0,60}。?[）)]")
"""Sentences in brackets are no sentences of their own: （购置费10万元；运行费5万元。）."""
MAX_HEADING = 42


def passages_of(pages: Pages, document: Document, tables: Sequence[RawTable]) -> Iterator[Passage]:
    """The passages of a document, in order, each with the headings that it stands under."""
    path: list[tuple[int, str]] = []
    ordinal = 0
    for paragraph in paragraphs(pages, tables):
        text = paragraph.text
        rank = heading_rank(paragraph)
        if rank is not None:
            path = [entry for entry in path if entry[0] < rank] + [(rank, text)]
        lead = _lead(text)
        section = tuple(t for _, t in path)
        if rank is None and lead is not None:
            path = [entry for entry in path if entry[0] < lead[0]]
            section = (*(t for _, t in path), lead[1])
        yield _passage(paragraph, document, ordinal, section)
        ordinal += 1
    for paragraph, section in _cells_of_words(tables):
        yield _passage(paragraph, document, ordinal, section)
        ordinal += 1


def _cells_of_words(tables: Sequence[RawTable]) -> Iterator[tuple[Paragraph, tuple[str, ...]]]:
    """The long texts of forms that print no rows (年度总体目标 …), each under its table's title and its row's name."""
    for table in tables:
        if table.rows:
            continue
        for cell, left in table.words:
            section = tuple(t for t in (table.caption.title or "", left) if t)
            yield paragraph_of(cell.lines, table.page), section


def heading_rank(paragraph: Paragraph) -> int | None:
    """The rank of a heading (0 the outermost), None for a paragraph of text."""
    text = BLANK.sub("", paragraph.text)
    if paragraph.lines > 2 or len(text) > MAX_HEADING or not text or re.search(r"[。；，,;]$|[。；]", text):
        return None
    for rank, found in enumerate(numbering()):
        if found.match(text):
            return rank + 1 if not re.search(r"\d万?元|\d%", text) else None
    if re.search(r"(情况|说明|概况|职能|设置|解释|构成|目标|任务|依据|安排)$", text) and len(text) < 30:
        return 1
    return None


def _lead(text: str) -> tuple[int, str] | None:
    """The numbered opening words of a paragraph that serve as its heading: （一）人员支出 381.13万元，… ."""
    for rank, found in enumerate(numbering()):
        if found.match(text):
            return rank + 1, re.split(r"[，。：:；]|(?<!\d),|,(?!\d)", text, maxsplit=1)[0][:MAX_HEADING]
    return None


def headings_before(pages: Pages, tables: Sequence[RawTable]) -> dict[int, str]:
    """For each table without a printed title, the last heading before it."""
    if all(table.caption.title for table in tables):
        return {}
    marks = [(p.page, p.top, clean_label(p.text)) for p in paragraphs(pages, tables) if heading_rank(p) is not None]
    out: dict[int, str] = {}
    for k, table in enumerate(tables):
        if table.caption.title:
            continue
        place = (table.page, table.grids[0].bbox[1])
        before = [mark for mark in marks if (mark[0], mark[1]) <= place]
        if before:
            out[k] = before[-1][2]
    return out


def _passage(paragraph: Paragraph, document: Document, ordinal: int, section: tuple[str, ...]) -> Passage:
    passage_id = stable_id(document.id, "passage", ordinal)
    sentences = tuple(_sentences(paragraph, document, passage_id, section))
    first = [c for _, p, c in paragraph.chars if p == paragraph.page]
    return Passage(passage_id, paragraph.page, _box(first), section, paragraph.text, sentences)


def _sentences(
    paragraph: Paragraph, document: Document, passage_id: str, section: tuple[str, ...]
) -> Iterator[Sentence]:
    text, begin = paragraph.text, 0
    within = [m.span() for m in _BRACKET.finditer(text)]
    ends = [m.end() for m in _STOP.finditer(text) if not any(a < m.start() < b for a, b in within)]
    year = reported_year(section, document)
    for ordinal, end in enumerate([*ends, len(text)]):
        part = paragraph.chars[begin:end]
        begin = end
        quote = "".join(c for c, _, _ in part).strip()
        if not quote:
            continue
        page = part[0][1]
        year = opening_year(quote) or year
        facts = tuple(numbers_of(part, quote, document, stable_id(passage_id, ordinal), section, year))
        yield Sentence(quote, page, _box([c for _, p, c in part if p == page]), facts)


def _box(chars: Sequence[Char]) -> BBox:
    x0, top, x1, bottom = bbox_of(chars)
    return (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
