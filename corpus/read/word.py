"""Word processor files (.docx): paragraphs and tables in their order, a page where Word last broke one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import Damaged
from corpus.read.limits import check_packed
from corpus.read.numbering import Numbering, numbering_of
from corpus.read.raw import RawPage
from corpus.read.rows import Put, blocks_of
from corpus.read.typeset import SIZE, Block, Words, indent_of, set_page

HEADINGS = {"1": 16.0, "2": 15.0, "3": 14.0}
TITLE = 18.0
_EM = 12700 * 12
"""Word's indents are in EMU; twelve points are taken for one em."""


def docx_pages(path: Path) -> Iterator[RawPage]:
    """The pages of a .docx. Raises Damaged or TooLarge."""
    check_packed(path)
    import docx

    try:
        document = docx.Document(str(path))
        pages = list(_pages(document))
    except Exception as error:  # python-docx raises what zipfile, lxml and its own parts raise
        raise Damaged(
            f"{path.name} 无法读取（{type(error).__name__}），请重新下载。"
            f" ({path.name} cannot be read: download it again.)"
        ) from error
    yield from pages


def _pages(document: Any) -> Iterator[RawPage]:
    blocks: list[Block] = []
    number, hidden = 1, 0
    images = len(document.inline_shapes)
    numbering = numbering_of(document)
    for thing in _things(document):
        breaks = _breaks(thing)
        if breaks and _is_paragraph(thing) and blocks:
            yield set_page(number, blocks, hidden=hidden, images=images)
            blocks, hidden, images = [], 0, 0
        if _is_paragraph(thing):
            number += breaks
            hidden += _vanished(thing)
            words = _words(thing, numbering)
            blocks += [words] if words is not None else []
        else:
            blocks += _table(thing, numbering)
            number_after = number + breaks
            if breaks:
                yield set_page(number, blocks, hidden=hidden, images=images)
                blocks, hidden, images = [], 0, 0
            number = number_after
    if blocks or number == 1:
        yield set_page(number, blocks, hidden=hidden, images=images)


def _things(document: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, those inside content controls too; a generated table of contents is left out."""
    from docx.oxml.ns import qn
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    def walk(parent: Any) -> Iterator[Any]:
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                yield Paragraph(child, document)
            elif child.tag == qn("w:tbl"):
                yield Table(child, document)
            elif child.tag == qn("w:sdt"):
                gallery = child.find(f".//{qn('w:docPartGallery')}")
                if gallery is None or "Contents" not in gallery.get(qn("w:val"), ""):
                    yield from walk(child.find(qn("w:sdtContent")))

    yield from walk(document.element.body)


def _is_paragraph(thing: Any) -> bool:
    return hasattr(thing, "runs")


def _breaks(thing: Any) -> int:
    """How often a page ends within this paragraph or table: where Word last broke it, and where it is told to."""
    from docx.oxml.ns import qn

    element = thing._element
    last = sum(1 for _ in element.iter(qn("w:lastRenderedPageBreak")))
    if last or not _is_paragraph(thing):
        return last
    told = sum(1 for b in element.iter(qn("w:br")) if b.get(qn("w:type")) == "page")
    return told + bool(thing.paragraph_format.page_break_before)


def _vanished(paragraph: Any) -> int:
    return sum(len(run.text.strip()) for run in paragraph.runs if run.font.hidden)


def _text(paragraph: Any) -> str:
    return "".join(run.text for run in paragraph.runs if not run.font.hidden) or (
        "" if paragraph.runs else paragraph.text
    )


def _words(paragraph: Any, numbering: Numbering) -> Words | None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    text = _text(paragraph)
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if not text.strip() or style.lower().startswith("toc"):
        return None
    size = TITLE if style == "Title" else HEADINGS.get(style[8:], 0.0) if style.startswith("Heading ") else 0.0
    sizes = [run.font.size.pt for run in paragraph.runs if run.font.size is not None and run.text.strip()]
    centred = paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER
    if not size and sizes:
        size = max(sizes) * SIZE / 16 if max(sizes) > 16 else 0.0  # body text of official documents is 16 points
    return Words(
        numbering.of(paragraph) + text.strip("\n").lstrip(),
        max(size, SIZE),
        _indent(paragraph) + indent_of(text),
        centred,
    )


def _indent(paragraph: Any) -> float:
    how = paragraph.paragraph_format
    return max(0.0, float((how.left_indent or 0) + (how.first_line_indent or 0)) / _EM)


def _table(table: Any, numbering: Numbering) -> list[Block]:
    """A table's cells by their places; Word names a merged cell in every place that it covers."""
    cells: dict[tuple[int, int], Put] = {}
    seen: dict[int, tuple[int, int]] = {}
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    held: dict[tuple[int, int], Any] = {}
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells, row.grid_cols_before):
            first = seen.setdefault(id(cell._tc), (r, c))
            ends[first] = (r, max(c, ends.get(first, (r, c))[1]))
            held[first] = cell
    for (r, c), cell in held.items():
        bottom, right = ends[r, c]
        text = "\n".join(numbering.of(p) + _text(p) for p in cell.paragraphs)
        indent = max((_indent(p) for p in cell.paragraphs[:1]), default=0.0)
        cells[r, c] = Put(text, bottom - r + 1, right - c + 1, indent)
    return blocks_of(cells)
