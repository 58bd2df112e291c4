"""Heads that stand at the foot of a page, the rows of their table on the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.data.words import pattern
from corpus.read.raw import BLANK, Char, Line
from corpus.tables.caption import is_title
from corpus.tables.header import Layout

_MOST = 5
"""Lines of heads, at most, that a page may hold of a table whose rows begin on the next."""


def is_caption(line: Line) -> bool:
    """Is this a line of those that stand above a grid: a title, a body, a unit, a number of a table?"""
    text = BLANK.sub("", line.text)
    captioned = is_title(text) or pattern("captions", "unit").search(text) or pattern("captions", "body").match(text)
    return bool(captioned or re.match(r"^(公开|附)?\s*[0-9一二三四五六七八九十]*\s*表?[0-9一二三四五六七八九十]*[:：]?$", text))


def at_foot(foot: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The captions below the last grid of a page, and the first rows of heads below them, for the table of the next page.

    Without the captions of a table whose heads are cut off, its rows would go on with the table before.
    """
    tail: list[Line] = []
    for line in reversed(foot):
        if not is_caption(line):
            break
        tail.insert(0, line)
    if tail:
        return tail, []
    start = next((k for k in range(len(foot) - 1, -1, -1) if is_title(foot[k].text)), None)
    below = list(foot[start:]) if start is not None else []
    heads = [line for line in below if not is_caption(line)]
    told = any(re.search(r"[。；;]|\d[\d,]*\.\d", line.text) for line in heads)
    if not 0 < len(heads) <= _MOST or told:
        return [], []
    return [line for line in below if is_caption(line)], heads


def with_cut_heads(layout: Layout, heads: Sequence[Line]) -> Layout:
    """A layout with the heads that were left on the page before: a head over the columns that it stands above, and of several
    over groups of like columns (预算数 | 决算数 over 合计, 公务接待费 …) each over its own group."""
    for line in reversed(heads):
        words = _words(line)
        amounts = [k for k, c in enumerate(layout.columns) if c.role in ("amount", "count")]
        size = len(amounts) // len(words) if words else 0
        groups = [amounts[at : at + size] for at in range(0, size * len(words), size)] if size > 1 else []
        whole = size * len(words) == len(amounts)
        alike = len(words) > 1 and whole and len({tuple(layout.columns[k].heads for k in g) for g in groups}) == 1
        columns = list(layout.columns)
        for n, (text, x0, x1) in enumerate(words):
            middle = (x0 + x1) / 2
            over = groups[n] if alike else [k for k in amounts if columns[k].x0 <= x0 and x1 <= columns[k].x1 and columns[k].x0 < middle]
            for k in over:
                columns[k] = replace(columns[k], heads=(text, *columns[k].heads))
        layout = replace(layout, columns=columns)
    return layout


def _words(line: Line) -> list[tuple[str, float, float]]:
    """The words of a line that stand apart, with where they begin and end."""
    out: list[list[Char]] = []
    for char in sorted((c for c in line.chars if c.text.strip()), key=lambda c: c.x0):
        if out and char.x0 - out[-1][-1].x1 < char.size:
            out[-1].append(char)
        else:
            out.append([char])
    return [("".join(c.text for c in word), word[0].x0, word[-1].x1) for word in out]
