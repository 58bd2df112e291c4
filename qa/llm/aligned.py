"""Does a sentence say of a figure what its record says: whose it is, of when, of which line, and which way it moves?

A true figure in a false sentence is a lie, so a sentence may hold nothing but the record's own words, words that only
carry a figure (qa/data/writing.yaml), and what the composer itself said of it. Anything else is a doubt, and not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from qa.arithmetic import Average, Cell, Difference, Expression, Growth, Part, Ratio, Share, Sum, exact, leaves
from qa.data.load import pattern
from qa.llm.sentence import ROLES, Sentence, Word, named, years_in
from qa.llm.slots import Filling

Why = Literal[
    "forbidden", "department", "year", "kind", "row", "nameless", "relation", "direction", "words", "slot", "statement",
    "digits",
    "contradicted", "nothing", "crowd",
]
@dataclass(frozen=True)
class Doubt:
    """Why a sentence is not taken; `hole` is a figure's place in it, None: the sentence's words."""

    why: Why
    about: str
    hole: int | None = None


@dataclass
class Aligned(Sentence):
    """A sentence held against its records."""

    def doubts(self) -> Iterator[Doubt]:
        """All that is wrong with it."""
        if pattern("writing", "forbidden").search(self.text):
            yield Doubt("forbidden", self.text[:40])
        yield from self._whose()
        for number, filled in enumerate(self.fillings):
            if filled.claimed is not None and filled.claimed.expression is not None:
                yield from (Doubt(d.why, d.about, number) for d in self._figure(number, filled, filled.claimed.expression))
        records = [self.evidence.records[r] for f in self.fillings for r in f.records]
        yield from (Doubt("words", word) for word in self.unknown_words("".join(r.said for r in records)))

    def _whose(self) -> Iterator[Doubt]:
        """Departments, years and kinds that no figure of this sentence has."""
        records = [self.evidence.records[r] for f in self.fillings for r in f.records]
        for word in self.of("unknown"):
            yield Doubt("department", word.text)
        for word in self.of("department"):
            if not named(word.text, self.evidence) & {d for r in records for d in r.departments}:
                yield Doubt("department", word.text)
        for word in self.of("year"):
            if not years_in(word.text) & {y for r in records for y in r.years}:
                yield Doubt("year", word.text)
        for word in self.of("budget", "final"):
            if word.role not in {k for r in records for k in r.kinds}:
                yield Doubt("kind", word.text)

    def _figure(self, number: int, filled: Filling, expression: Expression) -> Iterator[Doubt]:
        records = [self.evidence.records[r] for r in filled.records]
        place = self.hole(number)
        department = self.of("department", before=place)
        own = {d for r in records for d in r.departments}
        near = named(department[-1].text, self.evidence) if department else self.context.departments
        if (near or _several(r.departments for r in self.evidence.records.values())) and not near & own:
            yield Doubt("department", department[-1].text if department else "")
        year, years = self.of("year", before=place), {y for r in records for y in r.years}
        then = years_in(year[-1].text) if year else self.context.years
        if (then or _several(r.years for r in self.evidence.records.values())) and not then & years:
            yield Doubt("year", year[-1].text if year else "")
        kind, kinds = self.of("budget", "final", before=place), {k for r in records for k in r.kinds}
        if kind and kind[-1].role not in kinds:
            yield Doubt("kind", kind[-1].text)
        yield from self._line(number, place, filled, expression)

    def _line(self, number: int, place: int, filled: Filling, expression: Expression) -> Iterator[Doubt]:
        names = {n for r in filled.records for n in self.evidence.records[r].names}
        said = self.of("name", before=place)
        behind = self.masked[place + 1 : self._stop(place + 1)]
        later = self.of("name", after=place + 1, before=place + 1 + len(behind))
        if not said and not names & (self.context.names or {w.text for w in later[:1]}):
            yield Doubt("nameless", filled.text)
            return
        if said and said[-1].text not in names:
            yield Doubt("row", said[-1].text)
        goes_on = re.search("[\ue000-\uf8ff]", behind)
        if later and not goes_on and later[0].text not in names and not self.of("share", "compare", after=place, before=later[0].start):
            yield Doubt("row", later[0].text)
        begin = said[-1].end if said else self._stop_before(place)
        yield from self._relation(begin, place, expression, filled)

    def _stop(self, start: int) -> int:
        found = re.search(r"[，,；;。：:]", self.text[start:])
        return start + found.start() if found else len(self.text)

    def _stop_before(self, place: int) -> int:
        return max((m.end() for m in re.finditer(r"[，,；;：:\ue000-\uf8ff]", self.text[:place])), default=0)

    def _relation(self, begin: int, place: int, expression: Expression, filled: Filling) -> Iterator[Doubt]:
        """What the words between the name and the figure make of it, against what was computed."""
        gap = {w.role for w in self.of(*ROLES, after=begin, before=place)}
        start = max((m.end() for m in re.finditer("[\ue000-\uf8ff]", self.text[:place])), default=0)
        since = {w.role for w in self.of(*ROLES, after=start, before=place)}
        match expression:
            case Cell():
                change = any(re.search("增|减|比上年|变动", n) for r in filled.records for n in self.evidence.records[r].names)
                allowed = {"rising", "falling", "compare"} if change else {"level"}
                if gap - allowed:
                    yield Doubt("relation", self._said(gap - allowed, begin, place))
                if change:
                    yield from self._way(start, place, exact(expression) >= 0)
            case Sum():
                if gap - {"total"}:
                    yield Doubt("relation", self._said(gap - {"total"}, begin, place))
                if "total" not in since and not self._own_name(place, filled):
                    yield Doubt("relation", filled.text)
            case Average():
                if "average" not in since:
                    yield Doubt("relation", filled.text)
            case Share(part, whole):
                yield from self._share(place, part, whole, filled)
            case Ratio() | Part():
                yield Doubt("relation", filled.text)  # the checker alone bears a ratio out
            case Difference(left, right):
                yield from self._change(start, place, left, right, exact(expression) >= 0)
            case Growth(now, before):
                yield from self._change(start, place, now, before, exact(expression) >= 0)

    def _said(self, roles: set[str], begin: int, place: int) -> str:
        return next(w.text for w in self.of(*roles, after=begin, before=place))

    def _own_name(self, place: int, filled: Filling) -> bool:
        """Is the last name before a sum that of the sum, and not of one of its parts?"""
        parts = {n for r in filled.records for n in self._names(Cell(next(leaves(self.evidence.records[r].expression))))}
        said = self.of("name", before=place)
        return bool(said) and said[-1].text not in parts

    def _names(self, expression: Expression) -> frozenset[str]:
        """What a part of a computation is called."""
        held = [r.names for r in self.evidence.records.values() if r.expression == expression]
        return frozenset(n for names in held for n in names) or self.evidence.names_of(expression)

    def _share(self, place: int, part: Expression, whole: Expression, filled: Filling) -> Iterator[Doubt]:
        word = self.of("share", before=place)
        if not word:
            yield Doubt("relation", filled.text)
            return
        before = {w.text for w in self.of("name", before=word[-1].start)} or self.context.names
        behind = {w.text for w in self.of("name", after=word[-1].end, before=place)}
        if not before & self._names(part) or (behind and not behind & self._names(whole)):
            yield Doubt("relation", word[-1].text)
        if not behind and not before & self._names(whole):
            yield Doubt("relation", word[-1].text)

    def _change(self, start: int, place: int, left: Expression, right: Expression, up: bool) -> Iterator[Doubt]:
        """The direction: by time where the years differ, else by what stands on the two sides of 比."""
        ours, theirs = _when(left), _when(right)
        if self._names(left) & self._names(right) and ours and theirs and ours != theirs:
            subject, base = self._sides(place, "year")
            years, others = [y for w in subject for y in years_in(w.text)], [y for w in base for y in years_in(w.text)]
            turned = bool(years and others and years[-1] < others[-1])
            yield from self._way(start, place, up == ((ours > theirs) != turned))
            return
        subject, base = self._sides(place, "name")
        named, against = {w.text for w in subject}, {w.text for w in base}
        if named & self._names(left) - self._names(right) and against & self._names(right):
            yield from self._way(start, place, up)
        elif named & self._names(right) - self._names(left) and against & self._names(left):
            yield from self._way(start, place, not up)
        else:
            yield Doubt("direction", self.text[start:place])

    def _sides(self, place: int, role: str) -> tuple[list[Word], list[Word]]:
        """What is compared and what with: A 比 B, or 与 B 相比, A. Empty where nothing says so."""
        than = [w for w in self.of("compare", before=place) if w.text in ("比", "较", "than")]
        if than:
            return self.of(role, before=than[-1].start), self.of(role, after=than[-1].end, before=place)
        beside = [w for w in self.of("compare", before=place) if w.text in ("相比", "对比", "相较", "compared", "versus", "against")]
        if beside:
            return self.of(role, after=beside[-1].end, before=place), self.of(role, before=beside[-1].start)
        return [], []

    def _way(self, start: int, place: int, up: bool) -> Iterator[Doubt]:
        said = self.of("rising", "falling", "level", after=start, before=place)
        if not said or said[-1].role != ("rising" if up else "falling"):
            yield Doubt("direction", said[-1].text if said else self.text[start:place])


def _several(sets: Iterable[frozenset[object]]) -> bool:
    return len(set(sets)) > 1


def _when(expression: Expression) -> int | None:
    years = {f.year for f in leaves(expression) if f.year}
    return max(years) if years else None
