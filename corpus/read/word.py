"""Word processor files (.docx): paragraphs and tables in their order, a page where Word last broke one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
import docx.exceptions
from docx.text.paragraph import Paragraph
from lxml import etree

from corpus.errors import broken
from corpus.model import parse_figure
from corpus.read.limits import check_packed
from corpus.read.numbering import Numbering, numbering_of
from corpus.read.raw import RawPage
from corpus.read.rows import Put, blocks_of
from corpus.read.typeset import SIZE, Block, Words, indent_of, set_page
from corpus.read.word_pack import mended
from corpus.read.word_text import TBL, P, W, boxes_of, cells_of, children, is_on, text_of, value

HEADINGS = {"1": 16.0, "2": 15.0, "3": 14.0}
TITLE = 18.0
_EM = 12700 * 12
"""Word's indents are in EMU; twelve points are taken for one em."""


def docx_pages(path: Path) -> Iterator[RawPage]:
    """The pages of a .docx. Raises Damaged or TooLarge."""
    check_packed(path)
    try:
        pages = list(_pages(_opened(path)))
    except Exception as error:  # python-docx raises what zipfile, lxml and its own parts raise
        raise broken(path.name, error) from error
    yield from pages


def _opened(path: Path) -> Any:
    """The document, mended where it is refused as it is."""
    try:
        return docx.Document(str(path))
    except (KeyError, ValueError, etree.XMLSyntaxError, docx.exceptions.PythonDocxError):
        return docx.Document(mended(path))


def _pages(document: Any) -> Iterator[RawPage]:
    blocks: list[Block] = []
    number, hidden = 1, 0
    images = len(document.inline_shapes)
    numbering = numbering_of(document)
    for element in _flow(document.element.body):
        breaks = _breaks(element)
        if element.tag == P:
            if breaks and blocks:
                yield set_page(number, blocks, hidden=hidden, images=images)
                blocks, hidden, images = [], 0, 0
            number += breaks
            text, unseen = text_of(element)
            hidden += unseen
            words = _words(Paragraph(element, document), text, numbering)
            blocks += [words] if words is not None else []
        else:
            blocks += _table(element, document, numbering)
            if breaks:
                yield set_page(number, blocks, hidden=hidden, images=images)
                blocks, hidden, images = [], 0, 0
            number += breaks
    if blocks or number == 1:
        yield set_page(number, blocks, hidden=hidden, images=images)


def _flow(container: Any) -> Iterator[Any]:
    """Paragraphs and tables in order: those in a paragraph's text boxes after it, those in a table that only lays out the
    page in its place, those within the cells of any other table after that."""
    for child in children(container, P, TBL):
        if child.tag == P:
            yield child
            for box in boxes_of(child):
                yield from _flow(box)
            continue
        nested = [(cell, inner) for cell in cells_of(child).values() for inner in children(cell.element, TBL)]
        if nested and not _prints_figures(child):
            for cell in cells_of(child).values():
                yield from _flow(cell.element)
        else:
            yield child
            for _, inner in nested:
                yield inner


def _prints_figures(table: Any) -> bool:
    """Does a cell of a table, and no table within it, print a figure?"""
    return any(parse_figure(_cell_text(cell.element)) is not None for cell in cells_of(table).values())


def _breaks(element: Any) -> int:
    """How often a page ends within a paragraph or table: where Word last broke it, and where it is told to."""
    last = sum(1 for _ in element.iter(W + "lastRenderedPageBreak"))
    if last or element.tag != P:
        return last
    told = sum(1 for b in element.iter(W + "br") if b.get(W + "type") == "page")
    return told + is_on(element, f"{W}pPr/{W}pageBreakBefore")


def _words(paragraph: Any, text: str, numbering: Numbering) -> Words | None:
    style = numbering.styles.of(paragraph._element).name
    if not text.strip() or style.startswith("toc"):
        return None
    size = TITLE if style == "title" else HEADINGS.get(style[8:], 0.0) if style.startswith("heading ") else 0.0
    sizes = [run.font.size.pt for run in paragraph.runs if run.font.size is not None and run.text.strip()]
    centred = value(paragraph._element, f"{W}pPr/{W}jc") == "center"
    if not size and sizes:
        size = max(sizes) * SIZE / 16 if max(sizes) > 16 else 0.0  # body text of official documents is 16 points
    return Words(
        numbering.of(paragraph._element) + text.strip("\n").lstrip(),
        max(size, SIZE),
        _indent(paragraph) + indent_of(text),
        centred,
    )


def _indent(paragraph: Any) -> float:
    how = paragraph.paragraph_format
    return max(0.0, float((how.left_indent or 0) + (how.first_line_indent or 0)) / _EM)


def _table(table: Any, document: Any, numbering: Numbering) -> list[Block]:
    """The blocks of a table: a cell's numbers, its text, its indent."""
    cells: dict[tuple[int, int], Put] = {}
    for place, cell in cells_of(table).items():
        paragraphs = [Paragraph(p, document) for p in children(cell.element, P)]
        text = _cell_text(cell.element, [numbering.of(p._element) for p in paragraphs])
        indent = max((_indent(p) for p in paragraphs[:1]), default=0.0)
        cells[place] = Put(text, cell.rows, cell.columns, indent)
    return blocks_of(cells)


def _cell_text(cell: Any, numbers: Sequence[str] = ()) -> str:
    """The text of a cell's paragraphs, each behind its number; where they have none, that of the boxes in them."""
    paragraphs = list(children(cell, P))
    lines = [number + text_of(p)[0] for number, p in zip(numbers or [""] * len(paragraphs), paragraphs, strict=True)]
    if not any(line.strip() for line in lines):
        lines += [text_of(p)[0] for outer in paragraphs for box in boxes_of(outer) for p in children(box, P)]
    return "\n".join(lines)
