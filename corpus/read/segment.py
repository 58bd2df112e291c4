"""Lines of text to the parts that white space sets apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from corpus.model import parse_figure
from corpus.read.raw import BLANK, Char, Line, join

Kind = Literal["figure", "code", "words"]
WORDS, DIGITS, ENDED = 1.9, 0.55, 0.2
"""White space (in characters' widths) that parts words, and figures, and figures of which one is complete."""

WRAP = 0.45
"""Lines of one wrapped text are less than this apart (in font sizes)."""
FINE = 0.3
"""White space (in characters' widths) that may part two heads."""


@dataclass(frozen=True, eq=False)
class Segment:
    """Characters of a line that stand together, parted from others by white space."""

    chars: tuple[Char, ...]

    @cached_property
    def x0(self) -> float:
        return min(c.x0 for c in self.chars)

    @cached_property
    def x1(self) -> float:
        return max(c.x1 for c in self.chars)

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @cached_property
    def top(self) -> float:
        return min(c.top for c in self.chars)

    @cached_property
    def bottom(self) -> float:
        return max(c.bottom for c in self.chars)

    @cached_property
    def text(self) -> str:
        return BLANK.sub("", join(self.chars))

    @cached_property
    def kind(self) -> Kind:
        """A figure as amounts are printed; bare digits, which may be a code or an amount; or words."""
        if self.text == "0" or re.fullmatch("[-－—–]", self.text):
            return "figure"
        figure = parse_figure(self.text)
        if figure is not None and (re.search(r"[.,，．]", self.text) or figure[2] is not None):
            return "figure"
        return "code" if re.fullmatch(r"\d{1,9}", self.text) else "words"

    @property
    def is_figure(self) -> bool:
        return self.kind == "figure" and parse_figure(self.text) is not None


def segments_of(line: Line, words: float = WORDS) -> list[Segment]:
    """The parts of a line: figures part at half a character's width, words at nearly two (or at `words`)."""
    out: list[list[Char]] = []
    last: Char | None = None
    for char in line.chars:
        if not char.text.strip():
            continue
        gap = char.x0 - last.x1 if last is not None else 0.0
        digits = last is not None and (_numeric(char) or _numeric(last))
        least = min(ENDED, words) if digits and _ended(out[-1]) else min(DIGITS, words) if digits else words
        if last is None or gap > least * char.size:
            out.append([char])
        else:
            out[-1].append(char)
        last = char
    return _justified([part for chars in out for part in _parted(chars)])


def figures_in(line: Line) -> int:
    """How many figures stand apart on a line."""
    return sum(segment.is_figure for segment in segments_of(line))


def _ended(chars: Sequence[Char]) -> bool:
    """Does a figure end here, two digits behind its point?"""
    return len(chars) > 3 and chars[-3].text == "." and chars[-1].text.isdigit()


def _parted(chars: list[Char]) -> list[Segment]:
    """A figure at the right of its column may touch the words of the next: part them."""
    text = "".join(c.text for c in chars)
    found = re.match(r"^([\d,，]+\.\d{2}|\d{1,3}(?:[,，]\d{3})+)(?=[一-鿿])(?!万|亿|元|千|百)", text)
    if not found:
        return [Segment(tuple(chars))]
    return [Segment(tuple(chars[: found.end()])), Segment(tuple(chars[found.end() :]))]


def _justified(parts: list[Segment]) -> list[Segment]:
    """Single characters in a row, evenly set, are one justified word: 收　　入."""
    out: list[Segment] = []
    open_ = False
    for part in parts:
        single = len(part.text) == 1 and part.kind == "words"
        near = bool(out) and part.x0 - out[-1].x1 < 6 * part.chars[0].size
        again = bool(out) and out[-1].text.endswith(part.text)  # 出　出: the ends of two wrapped heads
        if single and open_ and near and not again and _even(out[-1], part):
            out[-1] = Segment(out[-1].chars + part.chars)
        else:
            out.append(part)
            open_ = single
    return out


def _even(word: Segment, part: Segment) -> bool:
    gaps = [b.x0 - a.x1 for a, b in pairwise(word.chars)]
    return not gaps or part.x0 - word.x1 < 1.6 * max(gaps)


def _numeric(char: Char) -> bool:
    return char.text in "0123456789.,-"


def head_parts(line: Line, xs: Sequence[float] = ()) -> list[Segment]:
    """The parts of a line of heads, finely parted; with the sides of columns, those that no side parts joined again."""
    out: list[Segment] = []
    for part in fine_parts(line, xs):
        if xs and out and not _parted_by(xs, out[-1], part):
            out[-1] = Segment(out[-1].chars + part.chars)
        else:
            out.append(part)
    return out


def fine_parts(line: Line, xs: Sequence[float]) -> Iterator[Segment]:
    """The parts of a line of heads, finely parted, and where the sides of columns part the letters of one."""
    for whole in segments_of(line, FINE):
        yield from _at_sides(whole, xs)


def _parted_by(xs: Sequence[float], left: Segment, right: Segment) -> bool:
    """Is a side of a column between two parts of a line, or does each stand in the middle of a column of its own?"""
    if any(left.x1 - 1 <= x <= right.x0 + 1 for x in xs[1:-1]):
        return True
    columns = [next((k for k, (a, b) in enumerate(pairwise(xs)) if a <= part.centre < b), -1) for part in (left, right)]
    return columns[0] != columns[1] and all(
        k >= 0 and abs(part.centre - (xs[k] + xs[k + 1]) / 2) < 0.25 * (xs[k + 1] - xs[k])
        for k, part in zip(columns, (left, right), strict=True)
    )


def _at_sides(part: Segment, xs: Sequence[float]) -> Iterator[Segment]:
    """A justified word is one (合　计), its letters are heads of their own (类　款　项) where sides part them."""
    held = [part.chars[0]]
    for char in part.chars[1:]:
        gap = char.x0 - held[-1].x1
        if gap > char.size and any(held[-1].x1 < x < char.x0 for x in xs[1:-1]):
            yield Segment(tuple(held))
            held = []
        held.append(char)
    yield Segment(tuple(held))


def column_of(part: Segment, xs: Sequence[float]) -> int:
    """Figures stand in the column of their middle, words in that of their beginning."""
    return column_at(part.centre if part.kind != "words" else min(part.x0 + 1, part.centre), xs)


def column_at(x: float, xs: Sequence[float]) -> int:
    """The column that a place is in; the first or the last where it is beside them."""
    return min(max(bisect_left(xs, x) - 1, 0), len(xs) - 2)
