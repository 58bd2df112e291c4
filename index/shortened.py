"""Names of bodies cut short: letters of the name in their order (中科院), or its end (华西医院)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

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
class Bearers:
    """Bodies that bear a name, or an end of one, in their order: many places have a body of one name."""

    every: tuple[Body, ...]

    @cached_property
    def _by_place(self) -> dict[str, tuple[Body, ...]]:
        found: dict[str, list[Body]] = {}
        for body in self.every:
            for region in body.regions[-1:]:
                found.setdefault(region.stem, []).append(body)
        return {stem: tuple(held) for stem, held in found.items()}

    def of(self, stem: str) -> tuple[Body, ...]:
        """Those of the place of this stem; all, where it is empty."""
        return self._by_place.get(stem, ()) if stem else self.every


@dataclass(frozen=True)
class Parts:
    """The names of bodies without their places, by what they begin with, and by their ends of two letters and more."""

    begins: dict[str, dict[str, Bearers]]
    """First letter -> name -> the bodies that bear it."""
    ends: dict[str, Bearers]
    order: dict[Body, int]
    """Where each stands among all."""


@dataclass(frozen=True, slots=True)
class Short:
    """`text[start:end]` may be a name cut short; `sure`: it is telling without its place."""

    start: int
    end: int
    sure: bool
    cut: tuple[Bearers, ...]
    ended: Bearers | None
    order: dict[Body, int]

    def bodies(self, stem: str) -> tuple[Body, ...]:
        """The bodies that may be meant, of the place of this stem; of all places, where it is empty."""
        cut = sorted((body for held in self.cut for body in held.of(stem)), key=self.order.__getitem__)
        return tuple(dict.fromkeys((*cut, *(self.ended.of(stem) if self.ended else ()))))


def parts_of(bodies: tuple[Body, ...]) -> Parts:
    """The parts of these bodies' names, those with a short ending (第四中学: 四中) too."""
    begins: dict[str, dict[str, list[Body]]] = {}
    ends: dict[str, dict[Body, None]] = {}
    for body in bodies:
        for name in dict.fromkeys(_names(body.name)):
            begins.setdefault(name[0], {}).setdefault(name, []).append(body)
            for size in range(2, len(name)):
                ends.setdefault(name[-size:], {})[body] = None
    begun = {letter: {name: Bearers(tuple(held)) for name, held in named.items()} for letter, named in begins.items()}
    ended = {end: Bearers(tuple(held)) for end, held in ends.items()}
    return Parts(begun, ended, {body: at for at, body in enumerate(bodies)})


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


def short_forms(text: str, parts: Parts) -> Iterator[Short]:
    """Each stretch that may be a name cut short."""
    for start in range(len(text)):
        begun = parts.begins.get(text[start], {})
        for size in _SIZES:
            word = text[start : start + size]
            if len(word) < size:
                break
            cut = tuple(begun[n] for n in begun if n == word or (size >= 3 and word[-1] == n[-1] and in_order(word, n)))
            ended = parts.ends.get(word)
            if cut or ended:
                yield Short(start, start + size, bool(cut) and size >= 3 or size >= _SURE, cut, ended, parts.order)


def in_order(word: Iterable[str], name: Iterable[str]) -> bool:
    """Do the letters (or sounds) of `word` stand in `name` in this order?

    >>> in_order("中科院", "中国科学院")
    True
    """
    letters = iter(name)
    return all(letter in letters for letter in word)


