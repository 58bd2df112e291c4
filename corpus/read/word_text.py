"""What a paragraph or a cell of a Word file shows, whatever stands around its runs: links, revisions, controls, boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.read.raw import is_mark

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P, R, TBL, TR, TC = W + "p", W + "r", W + "tbl", W + "tr", W + "tc"
BOX = W + "txbxContent"
_PASSED = {W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple",
                               "dir", "bdo", "ruby", "rubyBase")}  # fmt: skip
"""Elements that only stand around others; deletions, fallbacks and the readings of ruby are none of them."""
_MARKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def children(element: Any, *tags: str) -> Iterator[Any]:
    """The children of these tags, in order, those inside controls, links and insertions too; no contents list."""
    for child in element.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag in _PASSED and not _is_contents(child):
            yield from children(child, *tags)


def _is_contents(element: Any) -> bool:
    """Is this the control of a generated table of contents?"""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Contents" in gallery.get(W + "val", "")


def value(element: Any, path: str) -> str | None:
    """The value of a property below an element: "" where it has none, None where there is no such property."""
    found = element.find(path) if element is not None else None
    return None if found is None else found.get(W + "val", "")


def is_on(element: Any, path: str) -> bool:
    """Is a property that is on or off on?"""
    return value(element, path) not in (None, "0", "false", "off")


def text_of(paragraph: Any) -> tuple[str, int]:
    """The text that a paragraph shows, and how many characters in it are hidden."""
    shown: list[str] = []
    hidden = 0
    for run in children(paragraph, R):
        text = "".join(_texts(run))
        if is_on(run, f"{W}rPr/{W}vanish"):
            hidden += len(text.strip())
        elif value(run, f"{W}rPr/{W}vertAlign") != "superscript" or not is_mark(text, "".join(shown)):
            shown.append(text)
    return "".join(shown), hidden


def _texts(run: Any) -> Iterator[str]:
    for piece in run.iterchildren():
        if piece.tag == W + "t":
            yield piece.text or ""
        elif piece.tag in _MARKS and not (piece.tag == W + "br" and piece.get(W + "type") in ("page", "column")):
            yield _MARKS[piece.tag]


def boxes_of(paragraph: Any) -> list[Any]:
    """The text boxes that are anchored in a paragraph; of two forms of one box the first."""
    return [
        box for box in paragraph.iter(BOX)
        if not any(a.tag in (BOX, _MC + "Fallback") for a in _within(box, paragraph))
    ]  # fmt: skip


def _within(element: Any, outer: Any) -> Iterator[Any]:
    for above in element.iterancestors():
        if above is outer:
            return
        yield above


class WordCell:
    """A cell by its place: what it spans, and its element."""

    __slots__ = ("columns", "element", "rows")

    def __init__(self, element: Any, columns: int) -> None:
        self.element, self.columns, self.rows = element, columns, 1


def cells_of(table: Any) -> dict[tuple[int, int], WordCell]:
    """The cells of a table by (row, column); rows that are hidden or deleted are left out."""
    cells: dict[tuple[int, int], WordCell] = {}
    above: dict[int, WordCell] = {}
    rows = (row for row in children(table, TR) if not _is_gone(row))
    for r, row in enumerate(rows):
        c = _count(row, f"{W}trPr/{W}gridBefore", 0)
        below: dict[int, WordCell] = {}
        left: WordCell | None = None
        for element in children(row, TC):
            across = _count(element, f"{W}tcPr/{W}gridSpan", 1)
            goes_down = value(element, f"{W}tcPr/{W}vMerge")
            if value(element, f"{W}tcPr/{W}hMerge") in ("", "continue") and left is not None:
                left.columns += across if left.rows == 1 else 0
            elif goes_down in ("", "continue") and c in above:
                left = below[c] = above[c]
                left.rows += 1
            else:
                left = below[c] = cells[r, c] = WordCell(element, across)
            c += across
        above = below
    return cells


def _is_gone(row: Any) -> bool:
    return is_on(row, f"{W}trPr/{W}hidden") or row.find(f"{W}trPr/{W}del") is not None


def _count(element: Any, path: str, default: int) -> int:
    text = value(element, path)
    return int(text) if text is not None and text.isdecimal() and len(text) < 4 else default
