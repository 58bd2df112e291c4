"""Bodies named in English: the kind by its English name, the place by its reading (Putuo, Jiangsu)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.data.load import organisations
from index.bodies import Region, english_forms, romanised
from index.gazetteer import Gazetteer, Mention
from index.places import region_fit


def find_english(text: str, known: Gazetteer) -> list[Mention]:
    """The bodies that an English question names; a place applies to the kind of body nearest to it."""
    places = _places(text, known)
    found: list[Mention] = []
    for start, end, keys in _kinds(text):
        near = min(places, key=lambda p: min(abs(p[0] - end), abs(start - p[1])), default=None)
        said = (near[2],) if near and min(abs(near[0] - end), abs(start - near[1])) <= 25 else ()
        departments = tuple((b.department, round(0.95 * f, 3)) for b in known.bodies
                            if b.key in keys and (f := region_fit(said, b.regions)))
        if departments or said:
            a, b = (min(start, near[0]), max(end, near[1])) if near and said else (start, end)
            found.append(Mention(a, b, departments, bool(said)))
    if not found:
        found = list(_subjects(text, places, known))
    if not found:
        for start, end, place in places:
            fits = tuple((b.department, round(0.6 * f, 3)) for b in known.bodies if (f := region_fit((place,), b.regions)))
            if fits:
                found.append(Mention(start, end, fits, True, whole_region=True))
    return found


_ASKED = r"\b(?:did|does|do|will|has|have|can|is|was)\s+(?:the\s+)?"
_DOES = r"\s+(?:spend|spent|get|got|receive|received|plan|budget|pay|paid|use|used|allocate|exceed|overspend|leave)\b"


def _subjects(text: str, places: list[tuple[int, int, Region]], known: Gazetteer) -> Iterator[Mention]:
    """Bodies by their subject alone: who spends (did agriculture or culture spend more), or behind a place (Putuo finance)."""
    words = {word: stem for stem, entry in organisations()["stems"].items() for word in entry.get("en", ())}
    one = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    several = f"((?:{one})(?:(?:,| and| or|, and|, or)\\s+(?:the\\s+)?(?:{one}))*)"
    for listed in re.finditer(f"{_ASKED}{several}{_DOES}(?:.*?\\bthan\\s+(?:the\\s+)?({one})\\b)?", text):
        for group, said in ((g, m) for g in (1, 2) if listed[g] for m in re.finditer(f"\\b(?:{one})\\b", listed[g])):
            at = listed.start(group) + said.start()
            if departments := tuple((b.department, 0.8) for b in known.bodies if b.key in _keys(said[0], words)):
                yield Mention(at, at + len(said[0]), departments)
    for start, end, place in places:
        behind = re.compile(rf"(?:'s)?\s+({one})\b").match(text, end)
        keys = _keys(behind[1], words) if behind else frozenset()
        named = [b for b in known.bodies if b.key in keys]
        fits = tuple((b.department, round(0.8 * f, 3)) for b in named if (f := region_fit((place,), b.regions)))
        if behind is not None:
            yield Mention(start, behind.end(), fits, True)


def _keys(word: str, words: dict[str, str]) -> frozenset[str]:
    """The kinds of body that an English subject stands for."""
    return english_forms().get(f"{word} bureau", frozenset()) | {words[word]}


def _kinds(text: str) -> list[tuple[int, int, frozenset[str]]]:
    found: list[tuple[int, int, frozenset[str]]] = []
    words = [(m.start(), m.end()) for m in re.finditer(r"[a-z'&-]+", text)]
    for i, (start, _) in enumerate(words):
        for j in range(min(len(words), i + 8), i, -1):
            keys = english_forms().get(text[start : words[j - 1][1]].removesuffix("'s"))
            if keys and all(start >= b for _, b, _ in found):
                found.append((start, words[j - 1][1], keys))
                break
    return found


def _places(text: str, known: Gazetteer) -> list[tuple[int, int, Region]]:
    """Words that read as a known place, with the level that stands behind them (district, city, province)."""
    stems = (*known.stems, *(r.stem for b in known.bodies for r in b.regions))
    readings = {romanised(stem): stem for stem in stems}  # places of the corpus win
    levels = {"district": "county", "county": "county", "city": "city", "municipality": "city", "municipal": "city",
              "province": "province", "provincial": "province"}
    found = []
    for word in re.finditer(r"([a-z]{4,})(?:'s)?(?: (district|county|city|municipality|municipal|province|provincial))?", text):
        if said := readings.get(word[1]):
            found.append((word.start(), word.end(), Region(said, levels.get(word[2] or ""))))
    return found
