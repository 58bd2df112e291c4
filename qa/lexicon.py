"""What words stand for: official terms and their aliases, and the concepts that structure defines."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corpus.data.load import Term, economic, functional, glossary
from index.normal import bare
from qa.data.load import read

_FRAGMENT = re.compile("(花|花了|用了|拨了|一共|总共)$|多少|几|^how ")
"""Aliases that are half a question serve searching and name nothing."""


TOTALS = frozenset({"总支出", "支出总计", "总收入", "收入总计"})
"""Concepts that are the whole of one side."""
WHOLES = TOTALS | {"财政拨款支出", "财政拨款收支总计", "一般公共预算支出"}
"""Concepts that are a total, of all money or of one source."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One place where a concept is printed; see concepts.yaml."""

    tables: tuple[str, ...]
    names: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    optional: frozenset[tuple[str, ...]] = frozenset()
    grand: bool = False
    side: str | None = None
    column: str | None = None
    kind: str | None = None
    title_not: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that structure defines."""

    name: str
    readings: tuple[Reading, ...]
    prose: frozenset[str]
    notes: tuple[str, ...]
    parts: tuple[str, ...]
    count: str | None


def _either(text: str) -> tuple[str, ...]:
    return tuple(bare(x) for x in text.split("|"))


def _reading(entry: dict[str, Any]) -> Reading:
    return Reading(
        tables=tuple(entry["tables"]),
        names=tuple(bare(n) for n in entry.get("names", ())),
        parts=tuple(_either(p) for p in entry.get("parts", ())),
        optional=frozenset(_either(p) for p in entry.get("optional", ())),
        grand=entry.get("grand", False),
        side=entry.get("side"),
        column=entry.get("column"),
        kind=entry.get("kind"),
        title_not=entry.get("title_not"),
    )


@lru_cache
def concepts() -> dict[str, Concept]:
    """All concepts by name."""
    return {
        name: Concept(
            name, tuple(_reading(r) for r in entry.get("readings", ())), frozenset(bare(p) for p in entry.get("prose", ())),
            tuple(entry.get("note", ())), tuple(entry.get("parts", ())), entry.get("count"),
        )
        for name, entry in read("concepts").items()
    }


@lru_cache
def _sayings() -> dict[str, str]:
    return {bare(s): name for name, entry in read("concepts").items() for s in (name, *entry["says"])}


@lru_cache
def _terms() -> dict[str, tuple[Term, ...]]:
    """Terms by everything that is said for them: official names first, then aliases and English."""
    found: dict[str, list[Term]] = defaultdict(list)
    for term in glossary():
        for said in (*term.names, *term.whole, *term.english):
            if _FRAGMENT.search(said):
                continue
            if term not in found[bare(said)]:
                found[bare(said)].append(term)
    return {said: tuple(terms) for said, terms in found.items()}


@lru_cache
def _subjects() -> dict[str, tuple[str, ...]]:
    """Names of classification lines to all names of the same line, in other years too."""
    found: dict[str, set[str]] = defaultdict(set)
    for scheme in (functional(), economic()):
        for subject in scheme.values():
            for name in subject.names:
                found[bare(name)].update(bare(n) for n in subject.names)
    return {name: tuple(sorted(names)) for name, names in found.items()}


@lru_cache
def _translated() -> dict[str, tuple[str, ...]]:
    """English names of functional lines, and whole phrases that people say, to the official names."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, said_for in (*read("english").items(), *read("spoken").items()):
        for said in str(said_for).split("; "):
            found[bare(said)].append(bare(name))
    return {said: tuple(names) for said, names in found.items()}


def is_named_total(phrase: str) -> bool:
    """Is this (index.normal.bare) the name of a total: of all that is spent or received, of both?"""
    concept = concept_of(phrase)
    return concept is not None and concept.name in TOTALS


def is_named_whole(phrase: str) -> bool:
    """Is this the name of a total, or of all the money of one source?"""
    concept = concept_of(phrase)
    return concept is not None and concept.name in WHOLES


def whole_of(phrase: str) -> str | None:
    """The concept of which this is a part by definition: 政府采购 of 政府采购服务, 三公经费 of 公务接待费."""
    concept = concept_of(phrase)
    name = concept.name if concept else phrase
    return next((c.name for c in concepts().values() if name in c.parts), None)


def concept_of(phrase: str) -> Concept | None:
    """The concept that this phrase (index.normal.bare) names, by itself or through the glossary."""
    known = _sayings()
    if phrase in known:
        return concepts()[known[phrase]]
    for term in _terms().get(phrase, ()):
        for name in term.names:
            if bare(name) in known:
                return concepts()[known[bare(name)]]
    return None


def terms_of(phrase: str) -> tuple[Term, ...]:
    """The glossary's terms for this phrase, those that bear it as their name first."""
    found = _terms().get(phrase, ())
    return tuple(sorted(found, key=lambda t: phrase not in {bare(n) for n in t.names}))


@lru_cache
def _holders() -> dict[str, Term]:
    return {bare(said): term for term in glossary() for said in term.holds}


@lru_cache
def _siblings() -> dict[str, tuple[str, str]]:
    """Names of lines of one classification to (the line above, their own code)."""
    found: dict[str, tuple[str, str]] = {}
    for scheme in (economic(), functional()):
        for code, subject in scheme.items():
            for name in subject.names:
                found.setdefault(bare(name), (code[:-2] if len(code) > 3 else "", code))
    return found


def beside(first: str, second: str) -> bool:
    """Do two names that are run together stand side by side (水费电费), so that neither is in the other?"""
    names = [next((n for n in official(bare(x)) if n in _siblings()), None) for x in (first, second)]
    if None not in names:
        (above, code), (other_above, other_code) = (_siblings()[n] for n in names if n is not None)
        return len(code) == len(other_code) and code != other_code and (above == other_above or len(code) == 3)
    pair = {c.name for x in (first, second) if (c := concept_of(bare(x))) is not None}
    return pair in ({"基本支出", "项目支出"}, {"人员经费", "公用经费"}, {"总收入", "总支出"})


def holder_of(phrase: str) -> Term | None:
    """The term of which this phrase names only a part: its line is an upper bound, never the amount itself."""
    return _holders().get(phrase)


@lru_cache(maxsize=16384)
def official(phrase: str) -> tuple[str, ...]:
    """All official names of what this phrase means, itself first (index.normal.bare)."""
    names = dict.fromkeys([phrase, *_translated().get(phrase, ())])
    for term in terms_of(phrase):
        names |= dict.fromkeys(bare(n) for n in term.names)
    for name in tuple(names):
        names |= dict.fromkeys(_subjects().get(name, ()))
    return tuple(names)


def known(phrase: str) -> bool:
    """Is this a thing that disclosures may print, whether or not one does?"""
    return phrase in _terms() or phrase in _sayings() or phrase in _subjects() or phrase in _holders() or phrase in _translated()


def classified(phrase: str) -> bool:
    """Is this the name of a line of a classification?"""
    return phrase in _subjects()


_SMALL_WORDS = frozenset("how much many what which who is are was were did do does the of in for to by on and than".split())


@lru_cache(maxsize=1024)
def is_fund(phrase: str) -> bool:
    """Does this name a source of money that whole tables are of?"""
    concept = concept_of(phrase)
    funds = read("scopes")["funds"]
    return (concept.name if concept is not None else phrase) in funds or f"{phrase}支出" in funds


def is_english(text: str) -> bool:
    """Is a question asked in English? Chinese names in it do not make it Chinese.

    >>> is_english("What was the travel budget (差旅费) in 2019?")
    True
    >>> is_english("Which project of 示例市政务服务数据管理局（本级） costs the most in 2022?")
    True
    >>> is_english("WiFi 和 LED 大屏 CPU 的采购费是多少？")
    False
    """
    latin = re.findall(r"[a-zA-Z]{2,}", text)
    chinese = len(re.findall(r"[一-鿿]", text))
    # a name may be longer than the question around it, which its small words tell of
    small = {word.lower() for word in latin} & _SMALL_WORDS
    named = len(small) >= 2 and len(latin) > len(re.findall(r"[一-鿿]+", text))
    return len(latin) >= 3 and len(latin) * 2 > chinese or len(latin) > 1 and not chinese or named
