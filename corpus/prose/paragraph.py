"""Lines of a document to paragraphs that run over lines and pages; page numbers, contents, captions left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.data.words import numbering, pattern
from corpus.model import BBox
from corpus.read.layout import PageLayout
from corpus.read.pages import Pages
from corpus.read.raw import BLANK, Char, Line
from corpus.tables.caption import is_title
from corpus.tables.found import RawTable
from corpus.tables.running import PAGE_NUMBER

LEADER = re.compile(r"[.…·]{4,}\s*\d*$|(\.\s){4,}|…{2,}")
_END = re.compile(r"[。！？；：:;]$")


@dataclass
class Paragraph:
    """Characters of one paragraph in reading order, each with its page."""

    chars: list[tuple[str, int, Char]] = field(default_factory=list)
    page: int = 0
    top: float = 0.0
    size: float = 0.0
    lines: int = 0
    last_full: bool = False

    @property
    def text(self) -> str:
        return "".join(c for c, _, _ in self.chars)


def paragraphs(pages: Pages, tables: Sequence[RawTable] = ()) -> Iterator[Paragraph]:
    """The paragraphs of all pages, in order, each when it is whole; the notes of tables belong to the tables."""
    running = pages.running
    notes: dict[int, set[BBox]] = defaultdict(set)
    for table in tables:
        for said in table.said:
            notes[said.page].add(said.bbox)
    out: list[Paragraph] = []
    for page in pages:
        lines = [line for line in _prose_lines(page) if BLANK.sub("", line.text) not in running]
        if page.number in notes:
            lines = [line for line in lines if line.bbox not in notes[page.number]]
        if not lines or _is_contents(page, lines):
            continue
        right = _margin([line.x1 for line in lines], last=True)
        left = _margin([line.x0 for line in lines], last=False)
        for k, line in enumerate(lines):
            before = lines[k - 1] if k else None
            _add(out, line, page.number, left, right, before)
            if len(out) > 1:
                yield out.pop(0)
    yield from out


def paragraph_of(lines: Sequence[Line], page: int) -> Paragraph:
    """One paragraph of these lines of one page."""
    chars = [(c, page, char) for line in lines for c, char in _joined(line)]
    return Paragraph(chars, page, lines[0].top, lines[0].size, len(lines))


def _prose_lines(page: PageLayout) -> list[Line]:
    """The lines outside the grids without page numbers and without the captions of grids."""
    captions = set()
    for k in range(len(page.grids)):
        for line in page.above(k)[-4:]:
            text = BLANK.sub("", line.text)
            if (
                is_title(text)
                or pattern("captions", "only_number").search(text)
                or pattern("captions", "unit_alone").search(text)
                or pattern("captions", "unit").search(text)
                or (pattern("captions", "body").match(text) and len(text) < 60)
            ):
                captions.add(line)
    return [line for line in page.lines if line not in captions and not PAGE_NUMBER.match(line.text)]


def _is_contents(page: PageLayout, lines: Sequence[Line]) -> bool:
    """A page of contents: 目录 above, or most lines with leaders or ending in a page number."""
    texts = [BLANK.sub("", line.text) for line in lines]
    dotted = sum(bool(LEADER.search(t)) or bool(re.search(r"[^\d.,年月日（(]\d{1,3}$", t)) for t in texts)
    headed = any(re.fullmatch("目录|目次", t) for t in texts[:4])
    ended = sum(bool(re.search("[。；]$", t)) for t in texts)
    return (
        (dotted > 0.5 * len(texts) and dotted >= 4) or (headed and ended <= 0.1 * len(texts)) or (headed and dotted > 3)
    )


def _margin(values: Sequence[float], last: bool) -> float:
    ordered = sorted(values)
    return ordered[int(0.85 * (len(ordered) - 1))] if last else ordered[int(0.15 * (len(ordered) - 1))]


def _add(out: list[Paragraph], line: Line, page: int, left: float, right: float, before: Line | None) -> None:
    size = line.size
    text = BLANK.sub("", line.text)
    indented = line.x0 > left + 1.2 * size
    numbered = any(found.match(text) for found in numbering())
    last = out[-1] if out else None
    gap = before is not None and line.top - before.bottom > 2.2 * size
    fits = last is not None and last.last_full and abs(last.size - size) < 0.15 * size and not gap
    if before is None and last is not None and re.search(r"[。！？；]$", last.text):
        fits = False
    same = last is not None and abs(last.size - size) < 0.15 * size and not gap and not indented and not numbered
    if same and last is not None and before is not None and _is_open(last.text):
        fits = True
    if last is not None and last.lines <= 2 and len(text) > 12 and _announces(last.text) and not _GOES_ON.match(text):
        fits = False
    wrapped = last is not None and before is not None and not numbered and not gap and _wrapped_heading(last, line)
    joins = wrapped or (
        fits
        and not (indented and (before is not None or numbered))
        and not (numbered and _END.search(last.text if last else ""))
    )
    if joins and numbered and last is not None and re.match(r"^[一二三四五六七八九十]+、|^第", text):
        joins = False
    if not joins or last is None:
        last = Paragraph(page=page, top=line.top, size=size)
        out.append(last)
    last.chars += [(c, page, char) for c, char in _joined(line)]
    last.lines += 1
    last.last_full = line.x1 > right - 2.2 * size


_ANNOUNCED = re.compile(r"(?:情况|说明|概况)$")
_GOES_ON = re.compile(r"[^一-鿿“《（(]|如下|为|是|的|和|与|及|等|以|进行|报告|公开")


def _is_open(text: str) -> bool:
    """Does a text break off in the middle: too long for a heading, and without an end?"""
    return len(text) > 20 and not re.search(r"[。！？；：:;]”?$", text)


def _announces(text: str) -> bool:
    """Is this a heading, whole as it stands: 二、2022年“三公”经费支出预算情况说明?"""
    bare = BLANK.sub("", text)
    if len(bare) > 60 or re.search(r"[。；，,;：:！？]", bare) or not _ANNOUNCED.search(bare):
        return False
    return bare.endswith("情况说明") or any(found.match(bare) for found in numbering())


def _wrapped_heading(last: Paragraph, line: Line) -> bool:
    """A heading that goes on over the line: both lines stand out from text by numbering, size and place."""
    text = last.text
    headed = re.match(r"^第[一二三四五六七八九十]+部分", text) and not re.search(r"[。；，：]$", text)
    return bool(headed) and last.lines == 1 and abs(last.size - line.size) < 0.5 and len(BLANK.sub("", line.text)) <= 12


def _joined(line: Line) -> Iterator[tuple[str, Char]]:
    """The characters of a line as its text has them, each with the character it came from."""
    chars = iter([c for c in line.chars if c.text.strip()])
    current: Char | None = None
    for letter in line.text:
        if letter == " " and current is not None:
            yield " ", current
            continue
        current = next(chars, current)
        if current is None:
            return
        yield letter, current
