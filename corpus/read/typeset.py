"""Text without places (sheets, word processors, web pages) set out on a page, so that it is read as print is read.

What comes out is a raw page like any reader's: characters with boxes, and the boxes of the tables. Columns are as wide
as their texts, a wide character is one em and a narrow one half, leading blanks are kept as an indent.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import BBox
from corpus.read.raw import Char, RawPage

SIZE = 10.5
LEFT = 60.0
MEASURE = 40
"""Characters on a line of prose."""
WIDEST = 26
"""Characters on a line of a cell; longer texts are wrapped."""
PAD = 4.0
PITCH = 1.4
_WIDE = frozenset("WF")


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `indent` is in ems; `size` tells headings from text."""

    text: str
    size: float = SIZE
    indent: float = 0.0
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table: rows [row, row + rows), columns [column, column + columns). Line ends in `text` are kept."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Boxes:
    """A table of boxes; places that no box covers are blank."""

    boxes: tuple[Box, ...]


Block = Words | Boxes


def set_page(
    number: int, blocks: Sequence[Block], *, hidden: int = 0, images: int = 0, warnings: tuple[str, ...] = ()
) -> RawPage:
    """The blocks, one below the other, on one page that is as large as they need."""
    chars: list[Char] = []
    tables: list[tuple[BBox, ...]] = []
    y, right = LEFT, LEFT + MEASURE * SIZE
    for block in blocks:
        if isinstance(block, Words):
            y = _set_words(block, y, chars)
        else:
            boxes, y = _set_boxes(block, y + SIZE, chars)
            tables.append(boxes)
            right = max(right, *(box[2] for box in boxes))
            y += 2 * SIZE
    return RawPage(number, right + LEFT, y + LEFT, tuple(chars), tuple(tables), hidden, images, warnings)


def ems(text: str) -> float:
    """The width of a text in ems."""
    return sum(1.0 if unicodedata.east_asian_width(c) in _WIDE else 0.5 for c in text)


def indent_of(text: str) -> float:
    """The width of the blanks that a text begins with, in ems."""
    return ems(text[: len(text) - len(text.lstrip())].replace("\t", "  "))


def _set_words(words: Words, y: float, chars: list[Char]) -> float:
    size = words.size
    measure = MEASURE * SIZE / size
    for k, line in enumerate(_wrapped(words.text.strip(), measure, words.indent)):
        start = (measure - ems(line)) / 2 if words.centred else words.indent if k == 0 else 0.0
        chars.extend(_placed(line, LEFT + max(0.0, start) * size, y, size))
        y += PITCH * size
    return y + 0.4 * size


def _placed(line: str, x: float, y: float, size: float) -> Iterator[Char]:
    for letter in line:
        width = ems(letter) * size
        yield Char(letter, x, y, x + width, y + size, size)
        x += width


def _wrapped(text: str, measure: float, first: float = 0.0) -> list[str]:
    """The lines of a text; a number or a Latin word is not broken."""
    out: list[str] = []
    for part in text.splitlines() or [""]:
        line, width = "", first if not out else 0.0
        for token in _tokens(part.rstrip()):
            wide = ems(token)
            if line.strip() and width + wide > measure:
                out.append(line)
                line, width = "", 0.0
            line, width = line + token, width + wide
        out.append(line)
    return out


def _tokens(text: str) -> Iterator[str]:
    token = ""
    for letter in text:
        if letter.isascii() and (letter.isalnum() or letter in ".,%-"):
            token += letter
            continue
        if token:
            yield token
            token = ""
        yield letter
    if token:
        yield token


def _set_boxes(table: Boxes, y: float, chars: list[Char]) -> tuple[tuple[BBox, ...], float]:
    widths = _widths(table.boxes)
    xs = [LEFT]
    for width in widths:
        xs.append(xs[-1] + width)
    texts = {
        box: _wrapped(box.text.strip(), max(1.0, (xs[box.column + box.columns] - xs[box.column] - 2 * PAD) / SIZE))
        for box in table.boxes
    }
    ys = [y]
    for height in _heights(texts):
        ys.append(ys[-1] + height)
    places: list[BBox] = []
    for box, lines in texts.items():
        x0, top, x1, bottom = xs[box.column], ys[box.row], xs[box.column + box.columns], ys[box.row + box.rows]
        places.append((x0, top, x1, bottom))
        line_y = (top + bottom - PITCH * SIZE * len(lines)) / 2 + 0.2 * SIZE
        for line in lines:
            spare = x1 - x0 - 2 * PAD - ems(line) * SIZE
            middle = box.columns > 1 and not box.indent
            x = x0 + PAD + (spare / 2 if middle else min(max(0.0, spare), box.indent * SIZE))
            chars.extend(_placed(line, x, line_y, SIZE))
            line_y += PITCH * SIZE
    return tuple(places), ys[-1]


def _widths(boxes: Sequence[Box]) -> list[float]:
    needed = [2.0] * max(box.column + box.columns for box in boxes)
    for box in boxes:
        if box.columns == 1:
            longest = max((ems(line.strip()) for line in box.text.splitlines()), default=0.0)
            needed[box.column] = max(needed[box.column], min(longest, WIDEST) + box.indent)
    return [n * SIZE + 2 * PAD + 1 for n in needed]


def _heights(texts: dict[Box, list[str]]) -> list[float]:
    lines = [1] * max(box.row + box.rows for box in texts)
    for box, wrapped in sorted(texts.items(), key=lambda item: item[0].rows):
        missing = len(wrapped) - sum(lines[box.row : box.row + box.rows])
        if missing > 0:
            lines[box.row + box.rows - 1] += missing
    return [n * PITCH * SIZE + 2 for n in lines]
