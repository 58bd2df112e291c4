"""The fast reader: the same raw pages as the reference reader's, from pdfium's characters and paths.

pdfminer spends four fifths of its time on the tokens of a content stream; pdfium reads them in C. What is made of
them is the same: rulings go the same way to boxes, and the rules of what is visible and what is a ruling are those of
`corpus.read.pdf`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2.raw as raw
from pypdfium2 import PdfDocument, PdfiumError

from corpus.errors import Damaged, Encrypted
from corpus.model import BBox
from corpus.read.edge import Edge, edge_of
from corpus.read.frame import Frame
from corpus.read.pdf import THIN, check_magic
from corpus.read.pdfium_page import Drawn, Fonts, Glyph, Paths, glyphs
from corpus.read.raw import Char, RawPage
from corpus.read.rulings import rulings_of

REOPENED = 64
"""After so many pages a file is opened anew, so that memory does not grow with its length."""
SMALLEST = 0.5
"""A character lower than this (points) is not seen."""


class FastPage(NamedTuple):
    """A page, the names of its fonts, and whether all of its glyphs have a character that pdfium knows."""

    page: RawPage
    fonts: frozenset[str]
    mapped: bool


def pages(path: Path) -> Iterator[RawPage]:
    """The pages of a PDF as pdfium alone reads them. Raises what `corpus.read.pdf.pages` raises."""
    check_magic(path)
    with closing(FastReader(path)) as reader:
        for index in range(len(reader)):
            yield reader.page(index).page


class FastReader:
    """A file open in pdfium, opened anew now and then: pdfium keeps what it has parsed until its document is closed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read = 0
        self._stack = ExitStack()
        self._document = self._stack.enter_context(opened(path))

    def __len__(self) -> int:
        return len(self._document)

    def page(self, index: int) -> FastPage:
        """A page by its index. Raises Damaged where pdfium cannot read it."""
        if self._read == REOPENED:
            self._stack.close()
            self._document, self._read = self._stack.enter_context(opened(self.path)), 0
        self._read += 1
        return read_page(self._document, index)

    def close(self) -> None:
        self._stack.close()


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The document; raises Encrypted or Damaged with a sentence that names the file."""
    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise Encrypted(
                f"{path.name} 已加密，请先去掉密码。 ({path.name} is encrypted: remove its password first.)"
            ) from error
        raise Damaged(
            f"{path.name} 已损坏（{error}），请重新下载。 ({path.name} is damaged: download it again.)"
        ) from error
    try:
        yield document
    finally:
        document.close()


def read_page(document: Any, index: int) -> FastPage:
    """A page by its index. Raises Damaged where pdfium cannot read it."""
    try:
        page = document[index]
    except PdfiumError as error:
        raise Damaged(f"第 {index + 1} 页无法读取。 (Page {index + 1} cannot be read.)") from error
    fonts = Fonts()
    text_page = raw.FPDFText_LoadPage(page.raw)
    try:
        frame, crop = frame_of(page.raw)
        paths = Paths(page.raw, frame)
        width, height = frame.size
        shown, hidden = _visible(glyphs(text_page, frame, fonts), frame.shown(crop), paths.drawn)
    finally:
        raw.FPDFText_ClosePage(text_page)
        page.close()
    found = rulings_of([edge for thing in paths.drawn if _is_rule(thing) for edge in _edges(thing)], index + 1)
    read = RawPage(
        index + 1, width, height, tuple(shown), found.boxes, hidden, paths.images, found.warnings, found.rules
    )
    return FastPage(read, frozenset(fonts.names), not fonts.unmapped)


def frame_of(page: Any) -> tuple[Frame, BBox]:
    """The media box (pdfium gives only a page's own: else the box that it shows) with the rotation; the box shown."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, rect)
    crop = (rect.left, rect.bottom, rect.right, rect.top)
    values = [ctypes.c_float() for _ in range(4)]
    box = crop
    if raw.FPDFPage_GetMediaBox(page, *values):
        x0, y0, x1, y1 = (v.value for v in values)
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return Frame(box, 90 * raw.FPDFPage_GetRotation(page)), crop


def _visible(found: Iterator[Glyph], box: BBox, drawn: Sequence[Drawn]) -> tuple[list[Char], int]:
    """The characters that a reader sees, and how many there are that a reader does not."""
    fills = [thing.bbox for thing in drawn if thing.filled and thing.kind == "rect"]
    shown: list[Char] = []
    hidden = 0
    for text, x0, top, x1, bottom, size, white in found:
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        inside = box[0] <= x <= box[2] and box[1] <= y <= box[3]
        if not inside or size < SMALLEST or (white and not _covered(x, y, fills)):
            hidden += bool(text.strip())
        else:
            shown.append(Char(text, x0, top, x1, bottom, size))
    return shown, hidden


def _covered(x: float, y: float, boxes: Sequence[BBox]) -> bool:
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _is_rule(thing: Drawn) -> bool:
    x0, top, x1, bottom = thing.bbox
    return thing.ruling or (thing.filled and min(x1 - x0, bottom - top) < THIN)


def _edges(thing: Drawn) -> Iterator[Edge]:
    """The sides of a sub-path as pdfplumber's edges; of curves, their level and upright stretches."""
    x0, top, x1, bottom = thing.bbox
    if thing.kind == "line":
        yield edge_of(x0, top, x1, bottom, "h" if top == bottom else "v")
    elif thing.kind == "rect":
        yield edge_of(x0, top, x1, top, "h")
        yield edge_of(x0, bottom, x1, bottom, "h")
        yield edge_of(x0, top, x0, bottom, "v")
        yield edge_of(x1, top, x1, bottom, "v")
    else:
        for (ax, ay), (bx, by) in zip(thing.points, thing.points[1:], strict=False):
            if ax == bx or ay == by:
                yield edge_of(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), "v" if ax == bx else "h")
