"""Names of bodies cut short: letters of the name in their order (中科院), or its end (华西医院)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.data.load import organisations
from index.bodies import Body

_SIZES = range(2, 17)
_MINISTRY = re.compile(f"(?:{'|'.join(sorted(organisations()['stems'], key=len, reverse=True))})部")
"""What people leave out before a body of the whole country: 水利部黄河水利委员会."""
_ZONE = re.compile("中国.{2,4}自由贸易试验区(?=.{4})")
"""What they leave out before a part of a free trade zone: 中国（黑龙江）自由贸易试验区绥芬河片区管理委员会."""
_SURE = 4
"""An end of a name that is this long says which body it is without its place."""


@dataclass(frozen=True)
class Parts:
    """The names of bodies without their places, by what they begin with, and by their ends of two letters and more."""

    begins: dict[str, dict[str, tuple[tuple[int, Body], ...]]]
    """First letter -> name -> the bodies that bear it, each with its place among all: many places have a body of one name."""
    ends: dict[str, tuple[Body, ...]]


def parts_of(bodies: tuple[Body, ...]) -> Parts:
    """The parts of these bodies' names, those with a short ending (第四中学: 四中) too."""
    begins: dict[str, dict[str, list[tuple[int, Body]]]] = {}
    ends: dict[str, list[Body]] = {}
    for at, body in enumerate(bodies):
        for name in dict.fromkeys(_names(body.name)):
            begins.setdefault(name[0], {}).setdefault(name, []).append((at, body))
            for size in range(2, len(name)):
                ends.setdefault(name[-size:], []).append(body)
    return Parts({letter: {name: tuple(held) for name, held in named.items()} for letter, named in begins.items()},
                 {end: tuple(dict.fromkeys(held)) for end, held in ends.items()})


def _names(name: str) -> Iterator[str]:
    yield name
    cut = name.removeprefix("第")
    if cut != name:
        yield cut
    if zone := _ZONE.match(cut):
        yield cut[zone.end() :]
    if (ministry := _MINISTRY.match(cut)) and len(cut) > ministry.end() + 3:
        yield cut[ministry.end() :]
    for long, short in organisations()["short_endings"].items():
        for whole in (name, cut):
            if whole.endswith(long) and len(whole) > len(long):
                yield whole.removesuffix(long) + short


def short_forms(text: str, parts: Parts) -> Iterator[tuple[int, int, tuple[Body, ...], bool]]:
    """Each stretch that may be a name cut short: (start, end, bodies, is it telling without its place)."""
    for start in range(len(text)):
        begun = parts.begins.get(text[start], {})
        for size in _SIZES:
            word = text[start : start + size]
            if len(word) < size:
                break
            named = [n for n in begun if n == word or (size >= 3 and word[-1] == n[-1] and in_order(word, n))]
            cut = tuple(body for _, body in sorted((held for n in named for held in begun[n]), key=lambda held: held[0]))
            ended = parts.ends.get(word, ())
            if cut or ended:
                sure = bool(cut) and size >= 3 or size >= _SURE
                yield start, start + size, tuple(dict.fromkeys((*cut, *ended))), sure


def in_order(word: Iterable[str], name: Iterable[str]) -> bool:
    """Do the letters (or sounds) of `word` stand in `name` in this order?

    >>> in_order("中科院", "中国科学院")
    True
    """
    letters = iter(name)
    return all(letter in letters for letter in word)


