"""Characters that are printed twice or across a table: fake bold and watermarks."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from corpus.read.raw import Char

SHIFT = 1.2
"""A character printed again less than this away (points) is bold by double printing."""
OVERSIZE = 3.0
"""Characters this many times the usual size of a page stand across its tables, not in them."""


def once(chars: Sequence[Char]) -> tuple[Char, ...]:
    """Characters without those printed over themselves."""
    seen: dict[tuple[str, int, int], list[Char]] = {}
    out: list[Char] = []
    side = 2 * SHIFT
    for char in chars:
        text = char.text
        if not text.strip():
            if char.x1 > char.x0:  # a blank without width parts nothing, and may be as high as a font's whole box
                out.append(char)
            continue
        x, y = char.x0 / side, char.top / side
        column, row = floor(x), floor(y)
        across = column + (1 if x - column > 0.5 else -1)
        down = row + (1 if y - row > 0.5 else -1)
        places = ((text, column, row), (text, across, row), (text, column, down), (text, across, down))
        twins = [twin for place in places if place in seen for twin in seen[place]]
        if not any(abs(twin.x0 - char.x0) < SHIFT and abs(twin.top - char.top) < SHIFT for twin in twins):
            seen.setdefault((text, column, row), []).append(char)
            out.append(char)
    return tuple(out)


def ordinary(chars: Sequence[Char]) -> tuple[Char, ...]:
    """Characters of the size that a table is set in: a watermark across it is left out."""
    sizes = sorted(c.size for c in chars if c.text.strip())
    if not sizes:
        return tuple(chars)
    limit = max(OVERSIZE * sizes[len(sizes) // 2], 28.0)
    return tuple(c for c in chars if c.size <= limit)
