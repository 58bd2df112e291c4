"""What any reader hands on: characters, words and ruled grids in PDF points, origin at the top left of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from corpus.model import BBox

BLANK = re.compile(r"[\s　\xa0]+")


class Char(NamedTuple):
    """One visible character."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A straight ruling line, drawn or the side of a drawn box: horizontal if top == bottom, else vertical."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """Characters that stand on one line, left to right. What is asked of it is worked out once."""

    chars: tuple[Char, ...]

    @cached_property
    def bbox(self) -> BBox:
        return bbox_of(self.chars)

    @cached_property
    def text(self) -> str:
        return join(self.chars)

    @cached_property
    def size(self) -> float:
        sizes = sorted(c.size for c in self.chars)
        return sizes[len(sizes) // 2]

    @cached_property
    def x0(self) -> float:
        return min(c.x0 for c in self.chars if c.text.strip())

    @cached_property
    def top(self) -> float:
        return min(c.top for c in self.chars)

    @cached_property
    def bottom(self) -> float:
        return max(c.bottom for c in self.chars)

    @cached_property
    def x1(self) -> float:
        return max(c.x1 for c in self.chars)


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as it is shown: `boxes` are the rectangles between ruling lines, one list for each ruled table."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    boxes: tuple[tuple[BBox, ...], ...] = ()
    hidden: int = 0
    """Characters that a reader cannot see: outside the page, white on white, without size."""
    images: int = 0
    warnings: tuple[str, ...] = field(default=())
    rules: tuple[Rule, ...] = ()
    """The ruling lines, for the tables that they do not close to boxes."""
    doubts: tuple[tuple[BBox, float], ...] = ()
    """Of a scanned page: the boxes of the lines recognised, and how sure of each the recognition is, from 0 to 1."""


def bbox_of(chars: Sequence[Char]) -> BBox:
    """The box around the characters that are not blank (around all, if all are)."""
    seen = [c for c in chars if c.text.strip()] or list(chars)
    return (min(c.x0 for c in seen), min(c.top for c in seen), max(c.x1 for c in seen), max(c.bottom for c in seen))


def union(boxes: Iterable[BBox]) -> BBox:
    """The box around boxes (at least one)."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))


_X0 = itemgetter(1)
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_LATIN = _LETTERS | frozenset("0123456789")


_HALF = str.maketrans({full: full - 0xFEE0 for full in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))})
"""Full-width digits and capitals to what every rule of the language of disclosures knows."""


def join(chars: Sequence[Char]) -> str:
    """The text of characters on one line: blanks kept only where they part Latin words, digits in their usual form."""
    out: list[str] = []
    gap, last, latin = False, "", False
    end = 0.0
    for text, x0, _, x1, _, size in chars:
        if not text.strip():
            gap = True
            continue
        now = text[0] in _LATIN
        if latin and now and (gap or x0 - end > 0.3 * size) and (text[0] in _LETTERS or last in _LETTERS):
            out.append(" ")
        out.append(text)
        gap, last, latin, end = False, text[0], now, x1
    return "".join(out).translate(_HALF)


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """Characters grouped to lines by the overlap of their heights, so that a raised digit stays in its line."""
    groups: list[list[Char]] = []
    spans: list[tuple[float, float]] = []
    for _, _, _, char in sorted([((c[2] + c[4]) / 2, c[1], k, c) for k, c in enumerate(chars)]):
        text, _, c_top, _, c_bottom, _ = char
        height = c_bottom - c_top
        for k in range(len(groups) - 1, max(-1, len(groups) - 4), -1):
            top, bottom = spans[k]
            own = bottom - top
            overlap = (bottom if bottom < c_bottom else c_bottom) - (top if top > c_top else c_top)
            if overlap > 0.5 * (own if own < height else height):
                groups[k].append(char)
                if height < 1.6 * own and text.strip():
                    spans[k] = (top * 0.9 + c_top * 0.1, bottom * 0.9 + c_bottom * 0.1)
                break
        else:
            groups.append([char])
            spans.append((c_top, c_bottom))
    lines = [Line(tuple(sorted(group, key=_X0))) for group in groups if any(c[0].strip() for c in group)]
    return sorted(lines, key=lambda line: (line.top + line.bottom) / 2)


_MARK = re.compile(r"[\[［(（【]?注?[\d①-⑳*＊※]{1,3}[\]］)）】]?")
_SMALL = 0.88
"""Marks are at most so large beside what they stand behind."""


def is_mark(text: str, before: str) -> bool:
    """Is a raised text the mark of a footnote behind this one? Not the 2 of m2."""
    last = before.rstrip()[-1:]
    return bool(last) and not (last.isascii() and last.isalpha()) and bool(_MARK.fullmatch(text.strip()))


def without_marks(line: Line) -> Line:
    """A line without the small raised mark of a footnote at its end."""
    chars = [c for c in line.chars if c.text.strip()]
    largest = max((c.size for c in chars), default=0.0)
    if not chars or chars[-1].size >= _SMALL * largest:
        return line
    foot = max(c.bottom for c in chars if c.size >= _SMALL * largest)
    end = len(chars)
    while end and chars[end - 1].size < _SMALL * largest and chars[end - 1].bottom < foot - 0.1 * largest:
        end -= 1
    before, raised = ("".join(c.text for c in part) for part in (chars[:end], chars[end:]))
    return Line(tuple(chars[:end])) if raised and is_mark(raised, before) else line
