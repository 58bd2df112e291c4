"""Places in a question: what stands before a body's name, and how well it fits the place of a body of the corpus."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.data.load import regions
from index.bodies import Region, suffixes
from index.normal import CJK

_PARTICLES = frozenset(
    "你您他她它俺有来以说听把被果如若假何为要想能可也就又都还再只最请查找看读讲告诉花用出拿什么怎哪谁几的和与及比是在年月日查看问给了我本该各全某请下一这那对为跟同、，,。？?！!“”\"'：: ()（）0123456789")

Stems = Mapping[str, str | None]
"""Names of places without 省, 市 or 区, and the level where only one is known."""


def region_fit(said: tuple[Region, ...], held: tuple[Region, ...]) -> float:
    """How well places said fit a body's own: 0 where they are other places."""
    if not said or not held:
        return 0.8 if not said else 0.0 if said[-1].stem else 0.7
    last, finest = said[-1], held[-1]
    if not last.stem:
        return 0.95 if last.level == finest.level else 0.0
    if last.stem != finest.stem or (last.level and finest.level and last.level != finest.level):
        return 0.0
    outer = {region.stem for region in held}
    strangers = [region for region in said[:-1] if region.stem not in outer]
    return 1.0 if not strangers else 0.9 if len(held) == 1 else 0.0


def region_before(text: str, at: int, stems: Stems) -> tuple[int, tuple[Region, ...]]:
    """Where the region that ends at `at` begins, and what it is; `at` and nothing where there is none."""
    end = at - 1 if text[:at].endswith("的") else at
    for start in range(max(0, end - 16), end):
        if chain := region_chain(text[start:end], stems):
            return start, chain
    words = regions()["level_words"]
    for size in (3, 2, 1):
        level = words.get(text[end - size : end]) if end >= size else None
        if level:
            if level == "nation":
                return end - size, (Region("", level),)
            if text[: end - size].endswith(text[end - size : end]):  # 普陀区区政府办
                start, chain = region_before(text, end - size, stems)
                return (start, chain) if chain and chain[-1].level == level else (end - size, (Region("", level),))
            for stem in (2, 3):
                name = text[max(0, end - size - stem) : end - size]
                if len(name) == stem and not set(name) & _PARTICLES and re.fullmatch(f"[{CJK}]+", name):
                    return end - size - stem, (Region(name, level),)
            return end - size, (Region("", level),)
    return at, ()


def region_chain(text: str, stems: Stems) -> tuple[Region, ...]:
    """The places that `text` is made of, all of them known; a place without its 省/市/区 has no level."""
    if len(text) > 1 and text in stems or text in regions()["called"]:
        return (Region(regions()["called"].get(text, text), None),)
    for size in range(min(len(text), 8), 0, -1):
        if (stem := text[:size]) in stems:
            rest = text[size:]
            for suffix, level in suffixes():
                if rest == suffix:
                    return (Region(stem, level),)
                if rest.startswith(suffix) and (tail := region_chain(rest[len(suffix):], stems)):
                    return (Region(stem, level), *tail)
            if size > 1 and rest and (tail := region_chain(rest, stems)):  # of one letter (泸县) only with its 县
                return (Region(stem, None), *tail)
    return ()
