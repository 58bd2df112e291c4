"""What any reader hands on: characters, words and ruled grids in PDF points, origin at the top left of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Line:
    """Characters that stand on one line, left to right."""

    chars: tuple[Char, ...]

    @property
    def bbox(self) -> BBox:
        return bbox_of(self.chars)

    @property
    def text(self) -> str:
        return join(self.chars)

    @property
    def size(self) -> float:
        sizes = sorted(c.size for c in self.chars)
        return sizes[len(sizes) // 2]

    @property
    def x0(self) -> float:
        return min(c.x0 for c in self.chars if c.text.strip())

    @property
    def top(self) -> float:
        return min(c.top for c in self.chars)

    @property
    def bottom(self) -> float:
        return max(c.bottom for c in self.chars)

    @property
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


def bbox_of(chars: Sequence[Char]) -> BBox:
    """The box around the characters that are not blank (around all, if all are)."""
    seen = [c for c in chars if c.text.strip()] or list(chars)
    return (min(c.x0 for c in seen), min(c.top for c in seen), max(c.x1 for c in seen), max(c.bottom for c in seen))


def union(boxes: Iterable[BBox]) -> BBox:
    """The box around boxes (at least one)."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))


_LATIN = re.compile(r"[A-Za-z0-9]")
_LETTER = re.compile(r"[A-Za-z]")


def join(chars: Sequence[Char]) -> str:
    """The text of characters on one line: blanks kept only where they part Latin words."""
    out: list[str] = []
    gap, last = False, None
    for char in chars:
        if not char.text.strip():
            gap = True
            continue
        if last is not None and _LATIN.match(char.text) and _LATIN.match(last.text):
            apart = gap or char.x0 - last.x1 > 0.3 * char.size
            if apart and (_LETTER.match(char.text) or _LETTER.match(last.text)):
                out.append(" ")
        out.append(char.text)
        gap, last = False, char
    return "".join(out)


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """Characters grouped to lines by the overlap of their heights, so that a raised digit stays in its line."""
    groups: list[list[Char]] = []
    spans: list[tuple[float, float]] = []
    for char in sorted(chars, key=lambda c: (c.middle, c.x0)):
        placed = False
        for k in range(len(groups) - 1, max(-1, len(groups) - 4), -1):
            top, bottom = spans[k]
            overlap = min(bottom, char.bottom) - max(top, char.top)
            if overlap > 0.5 * min(bottom - top, char.bottom - char.top):
                groups[k].append(char)
                if char.text.strip() and char.bottom - char.top < 1.6 * (bottom - top):
                    spans[k] = (top * 0.9 + char.top * 0.1, bottom * 0.9 + char.bottom * 0.1)
                placed = True
                break
        if not placed:
            groups.append([char])
            spans.append((char.top, char.bottom))
    lines = [Line(tuple(sorted(group, key=lambda c: c.x0))) for group in groups]
    lines = [line for line in lines if any(c.text.strip() for c in line.chars)]
    return sorted(lines, key=lambda line: (line.top + line.bottom) / 2)
