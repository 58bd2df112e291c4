"""Bodies named in English: the kind by its English name, the place by its reading (Putuo, Jiangsu)."""

from __future__ import annotations

import re

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
        for start, end, place in places:
            fits = tuple((b.department, round(0.6 * f, 3)) for b in known.bodies if (f := region_fit((place,), b.regions)))
            if fits:
                found.append(Mention(start, end, fits, True, whole_region=True))
    return found


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
