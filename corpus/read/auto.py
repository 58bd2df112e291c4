"""Which reader reads a PDF: the reference, the fast one, or the fast one held to the reference.

pdfium and pdfminer can differ in a font: its character map, its widths, glyphs drawn twice. So `auto` reads the first
page on which a font stands by both; where they see the same characters in the same places, the font is trusted in the
rest of the file; else every page with that font is read by the reference. Fonts without a name and glyphs without a
character are never trusted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.errors import BudgetQAError, Damaged
from corpus.read import pdf
from corpus.read.clean import once
from corpus.read.raw import Char, RawPage

Reader = Literal["auto", "pdfium", "pdfplumber"]
NEAR = 0.35
"""Two readers see one character in one place if they are this near, in font sizes (fonts' depths differ)."""


def pdf_pages(path: Path, reader: Reader = "auto") -> Iterator[RawPage]:
    """The pages of a PDF, one at a time. Raises NotFound, UnknownFormat, Encrypted or Damaged."""
    match reader:
        case "pdfplumber":
            yield from pdf.pages(path)
        case "pdfium":
            from corpus.read import pdfium

            yield from pdfium.pages(path)
        case "auto":
            yield from _checked(path)
        case _:
            raise BudgetQAError(f"没有名为 {reader} 的读取器，请选 {'、'.join(get_args(Reader))}。 (No such reader.)")


def _checked(path: Path) -> Iterator[RawPage]:
    from corpus.read import pdfium

    pdf.check_magic(path)
    with ExitStack() as stack:
        try:
            reader = stack.enter_context(closing(pdfium.FastReader(path)))
        except Damaged:
            yield from pdf.pages(path)
            return
        reference = _Reference(path, stack)
        trust = _Trust()
        for index in range(len(reader)):
            try:
                fast = reader.page(index)
            except Damaged:
                yield reference.page(index)
                continue
            if fast.mapped and fast.fonts <= trust.trusted:
                yield fast.page
                continue
            try:
                page = reference.page(index)
            except Damaged as error:
                told = () if reference.failed else (_second_best(index + 1, error),)
                reference.failed = True
                yield replace(fast.page, warnings=(*fast.page.warnings, *told))
                continue
            if fast.mapped:
                trust.judge(fast.fonts, alike(fast.page, page))
            yield page


def _second_best(number: int, error: Damaged) -> str:
    return (
        f"文件有损坏，从第 {number} 页起按修复后的内容读取，请核对原件（{type(error).__name__}）。"
        f" (The file is damaged: from page {number} on it was read after repair.)"
    )


@dataclass
class _Trust:
    """The fonts that both readers read alike."""

    trusted: frozenset[str] = frozenset()
    doubted: frozenset[str] = field(default=frozenset({""}))

    def judge(self, fonts: frozenset[str], same: bool) -> None:
        if not same:
            self.doubted |= fonts - self.trusted
        self.trusted = (self.trusted | fonts if same else self.trusted) - self.doubted


class _Reference:
    """The reference reader of one file, opened at the first page that needs it."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self.path, self.stack = path, stack
        self.document: Any = None
        self.broken: Damaged | None = None
        self.failed = False

    def page(self, index: int) -> RawPage:
        if self.broken is not None:
            raise self.broken
        try:
            if self.document is None:
                self.document = self.stack.enter_context(pdf.opened(self.path))
            return pdf.raw_page(self.document.pages[index])
        except IndexError as error:
            raise Damaged(f"第 {index + 1} 页无法读取。 (Page {index + 1} cannot be read.)") from error
        except Damaged as error:
            if self.document is None:
                self.broken = error
            raise


def alike(one: RawPage, other: RawPage) -> bool:
    """Do two readers see the same characters in the same places, and the same boxes?"""
    return (
        abs(one.width - other.width) < 1
        and abs(one.height - other.height) < 1
        and [len(table) for table in one.boxes] == [len(table) for table in other.boxes]
        and not _unmatched(one.chars, other.chars)
    )


def _unmatched(some: tuple[Char, ...], others: tuple[Char, ...]) -> bool:
    left: dict[str, list[Char]] = defaultdict(list)
    for char in once(others):
        if char.text.strip():
            left[char.text].append(char)
    for char in once(some):
        if char.text.strip():
            found = next((k for k, o in enumerate(left[char.text]) if _same_place(char, o)), None)
            if found is None:
                return True
            del left[char.text][found]
    return any(left.values())


def _same_place(a: Char, b: Char) -> bool:
    near = NEAR * max(a.size, b.size)
    return abs(a.x0 - b.x0) <= near and abs(a.middle - b.middle) <= near and abs(a.size - b.size) <= near
