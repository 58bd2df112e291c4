"""Bodies that are named neither fully nor rightly: cut short, misspelt, or a place and what the body is for (普陀财政).

One is taken only where the place is said and no other body of the corpus can be meant; else they are to ask back with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.data.load import organisations
from index.bodies import Body, Region, body_rules
from index.gazetteer import Gazetteer, gazetteer
from index.normal import sound
from index.places import region_before, region_fit
from index.shortened import in_order

LONGEST = 14
"""Letters of a place and its body at the beginning of a question, at most."""
_ALIKE = 0.5
_BEFORE = re.compile(r"(?:^|[，,、。；;？?！!\s]|请问|查询|查|和|与)$")
_BEHIND = re.compile(r"$|[的，,、？?！!\s]|(?:19|20)?\d\d年?|今年|去年|上年|本年|前年|部门|单位|预算(?:总额|是|多少|一共|总共|有)")


@dataclass(frozen=True, slots=True)
class Likely:
    """`text[start:end]` may mean these departments, the likeliest first; `sure`: it can mean no other than that."""

    start: int
    end: int
    departments: tuple[str, ...]
    sure: bool


def likely(name: str, bodies: tuple[Body, ...]) -> Likely:
    """Which bodies a name may mean that is none of the corpus' names."""
    known = gazetteer(bodies)
    places, lead, rest = _taken_apart(name, known)
    fits = [b for b in bodies if _fit(places, lead, b)]
    meant = [b for b in fits if _cut_short(rest, b, known)]
    named = [b for b in bodies if b not in meant and _cut_short(rest, b, known)]
    alike = sorted((b for b in fits if b not in meant), key=lambda b: -_ratio(rest, b))
    near = [b for b in alike if places or _ratio(rest, b) >= _ALIKE]
    stems = {place.stem for place in places}
    within = [b for b in bodies if b not in fits and stems.intersection(r.stem for r in b.regions)]
    below = [b for b in within if rest[:2] == b.name[:2]]
    kin = [b for b in bodies if b not in fits and _ratio(rest, b) >= _ALIKE]
    found = tuple(dict.fromkeys(b.department for b in (*meant, *named, *below, *near, *kin)))
    return Likely(0, len(name), found, bool(places) and len(set(map(_one, meant))) == 1)


def _one(body: Body) -> object:
    """Equal for a body under the several names that its disclosures give it."""
    return tuple(r.stem for r in body.regions), body.key


def placed(text: str, bodies: tuple[Body, ...]) -> Likely | None:
    """A place and behind it what one of its bodies is for, or its name misspelt: 普陀财政2025年, 江苏检察2019年, 省仁大."""
    known = gazetteer(bodies)
    for at in range(1, min(len(text), LONGEST)):
        start, places = region_before(text, at, known.stems)
        if not places or not _BEFORE.search(text[:start]):
            continue
        for end in range(min(len(text), at + 8), at, -1):
            if not _BEHIND.match(text, end):
                continue
            meant = [b for b in bodies if region_fit(places, b.regions) >= 0.95 and _stands_for(text[at:end], b, known)]
            if len(set(map(_one, meant))) == 1:
                return Likely(start, end, (meant[0].department,), True)
            if meant:
                return Likely(start, end, tuple(dict.fromkeys(b.department for b in meant)), False)
    return None


def _taken_apart(name: str, known: Gazetteer) -> tuple[tuple[Region, ...], str, str]:
    """(the places, letters of a place before them (苏省), the rest)."""
    for at in range(min(len(name) - 1, LONGEST), 0, -1):
        start, places = region_before(name, at, known.stems)
        if places and start < 2:
            return places, name[:start], name[at:]
    return (), "", name


def _fit(places: tuple[Region, ...], lead: str, body: Body) -> bool:
    stem = body.regions[-1].stem if body.regions else ""
    return bool(region_fit(places, body.regions)) and (not lead or lead in stem)


@lru_cache(maxsize=2048)
def _forms(name: str, own: tuple[str, ...]) -> tuple[str, ...]:
    """What a body is called without its place, long and short: its name, and what its kind is called."""
    short = [form.replace("委员会", "委").replace("办公室", "办").replace("办公厅", "办") for form in (name, *own)]
    return tuple(dict.fromkeys((name, *own, *short)))


def _cut_short(rest: str, body: Body, known: Gazetteer) -> bool:
    """Does it sound like a form of the body's name of which letters inside are left out: 正务局 for 政务服务数据管理局?"""
    if len(rest) < 2 or _another(rest, body, known):
        return False
    heard = _heard(rest)
    for form in _forms(body.name, known.forms_by_key.get(body.key, ())):
        said = _heard(form)
        if said == heard:
            return True
        if len(form) > len(rest) and said[0] == heard[0] and form[-1] == rest[-1] and in_order(heard, said):
            return True
    return False


def _stands_for(rest: str, body: Body, known: Gazetteer) -> bool:
    """Is it a form of the body's name without its ending (财政, 检察), or one that sounds the same?"""
    if rest == body_rules(body.key).get("initial"):  # 省检
        return True
    if len(rest) < 2 or _another(rest, body, known):
        return False
    for form in _forms(body.name, known.forms_by_key.get(body.key, ())):
        if _heard(form) == _heard(rest) or any(form == rest + ending for ending in _endings()):
            return True
    return False


@lru_cache
def _endings() -> tuple[str, ...]:
    return (*organisations()["endings"], "院")


def _another(rest: str, body: Body, known: Gazetteer) -> bool:
    """Is it rightly spelt the name of another kind of body?"""
    return rest in known.forms and body.key not in known.forms[rest]


_SAME = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([aei])ng$"), r"\1n"), (re.compile("^n(?=[aeiou])"), "l"))
"""Sounds that many do not tell apart, in speech or in typing: zh and z, ing and in, n and l."""


@lru_cache(maxsize=8192)
def _heard(text: str) -> tuple[str, ...]:
    """How it sounds to one who does not tell these apart."""
    out = []
    for syllable in sound(text):
        for pattern, same in _SAME:
            syllable = pattern.sub(same, syllable)
        out.append(syllable)
    return tuple(out)


def _ratio(rest: str, body: Body) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(rest, body.name) / 100
