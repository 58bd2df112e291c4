"""Bodies and places named in a question: of the corpus, or known kinds of body that the corpus does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.data.load import economic, functional, glossary, organisations, regions
from index.bodies import Body, Region, body_rules, forms_of_kinds, known_regions
from index.normal import CJK, bare, sound


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` names these departments (name, score); none: it is not in the corpus."""

    start: int
    end: int
    departments: tuple[tuple[str, float], ...]
    regional: bool = False
    """It says where."""
    whole_region: bool = False
    """It names a place and no body."""


@dataclass(frozen=True)
class Gazetteer:
    """The bodies of a corpus with everything that they may be called."""

    bodies: tuple[Body, ...]
    forms: dict[str, frozenset[str]]
    own: tuple[str, ...]
    """Forms of bodies of the corpus only, for typing errors."""
    stems: dict[str, str | None]
    longest: int

    @cached_property
    def heard(self) -> dict[str, tuple[str, ...]]:
        """How its own forms sound."""
        return {form: sound(form) for form in self.own}


_PARTICLES = frozenset("的和与及比是在年月日查看问给了我本该各全某请下一这那对为跟同、，,。？?！!“”\"'：: ()（）0123456789")
_TITLES = frozenset("。，,、？?！!；;：: \"'()（）和与及跟比对看查问请下说")


@lru_cache(maxsize=8)
def gazetteer(bodies: tuple[Body, ...]) -> Gazetteer:
    """Everything that these bodies may be called. Cached: a corpus changes rarely."""
    forms = dict(forms_of_kinds())
    own: dict[str, None] = {}
    keys = {body.key for body in bodies}
    for form, meant in forms.items():
        if meant & keys and len(form) >= 3:
            own[form] = None
    for body in bodies:
        forms[body.name] = forms.get(body.name, frozenset()) | {body.key}
        own[body.name] = None
    stems: dict[str, str | None] = dict(known_regions())
    stems |= {region.stem: region.level for body in bodies for region in body.regions}
    return Gazetteer(bodies, forms, tuple(own), stems, max(map(len, forms), default=0))


def find_bodies(text: str, bodies: tuple[Body, ...], whole: bool = False) -> tuple[Mention, ...]:
    """The bodies that normalised text names, in its order. `whole`: the text is a name and nothing else."""
    known = gazetteer(bodies)
    quoted = [] if whole else [m.span() for m in re.finditer(r"\"[^\"]{3,}\"|《[^》]*》", text)]
    found = list(_exact(text, known, quoted))
    if not any(m.departments for m in found):
        found = [*(m for m in _misspelt(text, known)), *found]
    if re.search(r"[a-z]{4}", text):
        from index.english import find_english

        found += find_english(text, known)
    found = _without_overlap(found)
    found += [m for m in _places(text, known, bool(found)) if all(m.end <= f.start or m.start >= f.end for f in found)]
    return tuple(sorted(_settled(found), key=lambda m: m.start))


def _exact(text: str, known: Gazetteer, quoted: list[tuple[int, int]]) -> Iterator[Mention]:
    at = 0
    while at < len(text):
        form = next((text[at : at + n] for n in range(min(known.longest, len(text) - at), 0, -1)
                     if text[at : at + n] in known.forms), None)
        mention = _mention(text, at, form, known, quoted) if form else None
        if mention:
            yield mention
        at = mention.end if mention else at + 1


def _mention(text: str, at: int, form: str, known: Gazetteer, quoted: list[tuple[int, int]]) -> Mention | None:
    end = at + len(form)
    start, places = region_before(text, at, known)
    if any(a <= start < b for a, b in quoted) or not _allowed(form, known.forms[form], bool(places), text[end:]):
        return None
    if not places and _inside_term(text, at, end):
        return None
    departments = tuple(_matching(known.forms[form], form, places, known))
    if not departments and not places and not _stands_alone(text, at, end):
        return None
    return Mention(start, end, departments, bool(places))


def _allowed(form: str, keys: frozenset[str], regional: bool, after: str) -> bool:
    rules = [body_rules(key) for key in keys]
    endings = organisations()["ending_not_before"]
    if any(after.startswith(word) for rule in rules for word in rule.get("not_before", ())):
        return False
    if any(form.endswith(ending) and after.startswith(tuple(words)) for ending, words in endings.items()):
        return False
    return regional or not (len(form) < 2 or all(rule.get("needs_region") for rule in rules))


def _matching(keys: frozenset[str], form: str, places: tuple[Region, ...], known: Gazetteer) -> Iterator[tuple[str, float]]:
    for body in known.bodies:
        if body.key in keys or form == body.name:
            fit = region_fit(places, body.regions)
            if fit:
                yield body.department, round(fit * (1.0 if form == body.name else 0.97), 3)


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


def region_before(text: str, at: int, known: Gazetteer) -> tuple[int, tuple[Region, ...]]:
    """Where the region that ends at `at` begins, and what it is; `at` and nothing where there is none."""
    end = at - 1 if text[:at].endswith("的") else at
    for start in range(max(0, end - 16), end):
        if chain := region_chain(text[start:end], known):
            return start, chain
    words = regions()["level_words"]
    for size in (2, 1):
        level = words.get(text[end - size : end]) if end >= size else None
        if level:
            for stem in (2, 3):
                name = text[max(0, end - size - stem) : end - size]
                if len(name) == stem and not set(name) & _PARTICLES and re.fullmatch(f"[{CJK}]+", name):
                    return end - size - stem, (Region(name, level),)
            return end - size, (Region("", level),)
    return at, ()


@lru_cache
def _endings() -> tuple[tuple[str, str], ...]:
    """What a place's name ends in, and its level, longest first."""
    pairs = ((suffix, level) for level, suffixes in regions()["levels"].items() for suffix in suffixes)
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def region_chain(text: str, known: Gazetteer) -> tuple[Region, ...]:
    """The places that `text` is made of, all of them known; a place without its 省/市/区 has no level."""
    if text in known.stems:
        return (Region(text, None),)
    for size in range(min(len(text), 8), 1, -1):
        if (stem := text[:size]) in known.stems:
            rest = text[size:]
            for suffix, level in _endings():
                if rest == suffix:
                    return (Region(stem, level),)
                if rest.startswith(suffix) and (tail := region_chain(rest[len(suffix):], known)):
                    return (Region(stem, level), *tail)
            if rest and (tail := region_chain(rest, known)):
                return (Region(stem, None), *tail)
    return ()


@lru_cache
def official_names() -> frozenset[str]:
    """Names of lines and terms, in which a body's name is not a mention of the body (人大会议, 财政事务)."""
    names = [n for s in (*functional().values(), *economic().values()) for n in s.names]
    return frozenset(bare(n) for n in (*names, *(n for t in glossary() for n in (*t.names, *t.aliases))))


def _inside_term(text: str, start: int, end: int) -> bool:
    names = official_names()
    return any(
        bare(text[a:b]) in names
        for a in range(max(0, start - 12), start + 1)
        for b in range(end, min(len(text), end + 16) + 1)
        if (a, b) != (start, end)
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Is a body that is not in the corpus named as one, and not a word of the thing asked?"""
    before = start == 0 or text[start - 1] in _TITLES
    return before and bool(re.match(r"$|的|\d|[今去前本当历近每这二一]|[和与、,及跟比]|预算|决算|一共|总共|三公|花|有", text[end:]))


def _misspelt(text: str, known: Gazetteer) -> Iterator[Mention]:
    """Names of bodies of the corpus that sound the same (省检查院), or differ by a letter or two in many."""
    spoken = sound(text)
    pairs = {spoken[at : at + 2] for at in range(len(text))}
    for form in known.own:
        if known.heard[form][:2] in pairs:
            yield from _alike(text, spoken, form, known)
    for body in known.bodies:
        if len(body.name) >= 5 and len(set(body.name) & set(text)) >= len(body.name) - 2:
            yield from _near(text, body.name, known)


def _alike(text: str, spoken: tuple[str, ...], form: str, known: Gazetteer) -> Iterator[Mention]:
    heard = known.heard[form]
    for at in range(len(text) - len(form) + 1):
        if spoken[at : at + len(form)] == heard and text[at : at + len(form)] not in known.forms:
            start, places = region_before(text, at, known)
            if departments := tuple((d, round(s * 0.9, 3)) for d, s in _matching(known.forms[form], form, places, known)):
                yield Mention(start, at + len(form), departments, bool(places))


def _near(text: str, name: str, known: Gazetteer) -> Iterator[Mention]:
    """A long name with one letter wrong or two swapped; a short one would too easily be another body's."""
    from rapidfuzz.fuzz import ratio

    for size in (len(name), len(name) - 1, len(name) + 1):
        for at in range(len(text) - size + 1):
            window = text[at : at + size]
            if window[-1] != name[-1] or (sorted(window) != sorted(name) and ratio(window, name) < 85):
                continue
            start, places = region_before(text, at, known)
            if departments := tuple((d, round(s * 0.85, 3)) for d, s in _matching(known.forms[name], name, places, known)):
                yield Mention(start, at + size, departments, bool(places))
                return


def _places(text: str, known: Gazetteer, has_body: bool) -> Iterator[Mention]:
    """Places without a body of a known kind: with some other body behind them (unknown), or all of a place."""
    generic = "|".join(sorted(organisations()["generic"], key=len, reverse=True))
    gap = rf"[^\W\d年的预支多少哪什几谁吗]{{0,10}}?(?:{generic})"
    at = 0
    while at < len(text):
        end, chain = next(((e, c) for e in range(min(len(text), at + 16), at + 1, -1)
                           if (c := region_chain(text[at:e], known))), (at + 1, ()))
        if chain:
            behind = re.compile(gap).match(text, end)
            if behind and behind[0] not in organisations()["generic_not"] and not _inside_term(text, behind.start(), behind.end()):
                yield Mention(at, behind.end(), (), True)
            elif not has_body:
                yield from _whole(at, end, chain, known)
        at = end
    if not has_body:
        pattern = rf"(?:^|(?<=[、，,和与]))[{CJK}]{{2,3}}(?:街道|镇|乡)(?!企业|建设|社区|道路)"
        yield from (Mention(*m.span(), (), True) for m in re.finditer(pattern, text))


def _whole(start: int, end: int, chain: tuple[Region, ...], known: Gazetteer) -> Iterator[Mention]:
    fits = tuple((b.department, round(0.6 * f, 3)) for b in known.bodies if (f := region_fit(chain, b.regions)))
    if fits or chain[-1].level:
        yield Mention(start, end, fits, True, whole_region=True)


def _without_overlap(found: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    rank = sorted(found, key=lambda m: (not m.departments, -max((s for _, s in m.departments), default=0), m.start - m.end))
    for mention in rank:
        if all(mention.end <= k.start or mention.start >= k.end for k in kept):
            kept.append(mention)
    return kept


def _settled(found: list[Mention]) -> Iterator[Mention]:
    """A bare name beside the same body's full one (省人大的人大会议) says nothing more, and may be of the thing asked."""
    full = {name for m in found if m.regional for name, _ in m.departments}
    return (m for m in found if m.regional or not any(name in full for name, _ in m.departments))
