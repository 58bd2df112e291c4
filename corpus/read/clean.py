"""Characters that are printed twice or across a table: fake bold and watermarks."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.read.raw import Char

SHIFT = 1.2
"""A character printed again less than this away (points) is bold by double printing."""
OVERSIZE = 3.0
"""Characters this many times the usual size of a page stand across its tables, not in them."""


def once(chars: Sequence[Char]) -> tuple[Char, ...]:
    """Characters without those printed over themselves."""
    seen: dict[tuple[str, int, int], Char] = {}
    out: list[Char] = []
    for char in chars:
        if not char.text.strip():
            if char.x1 > char.x0:  # a blank without width parts nothing, and may be as high as a font's whole box
                out.append(char)
            continue
        x, y = round(char.x0 / SHIFT), round(char.top / SHIFT)
        twin = next(
            (t for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (t := seen.get((char.text, x + dx, y + dy))) is not None),
            None,
        )
        if twin is not None and abs(twin.x0 - char.x0) < SHIFT and abs(twin.top - char.top) < SHIFT:
            continue
        seen[char.text, x, y] = char
        out.append(char)
    return tuple(out)


def ordinary(chars: Sequence[Char]) -> tuple[Char, ...]:
    """Characters of the size that a table is set in: a watermark across it is left out."""
    sizes = sorted(c.size for c in chars if c.text.strip())
    if not sizes:
        return tuple(chars)
    limit = max(OVERSIZE * sizes[len(sizes) // 2], 28.0)
    return tuple(c for c in chars if c.size <= limit)
