"""Which disclosures a question is about: departments, years, kinds and scope, each with its place in the question.

A body that is named but not disclosed in the corpus is said to be unknown, never replaced by one that is alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Document, Kind, Level
from index.bodies import Body, bodies_of, parse_body
from index.gazetteer import Mention
from index.mentions import find_bodies
from index.normal import normalise
from index.years import YearMention, find_years


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the question that is accounted for: `role` is department, unknown, region, year, kind or level."""

    role: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A department of the corpus that the question names; `score` is 1 for its own name, less for looser ones."""

    department: str
    score: float


@dataclass(frozen=True, slots=True)
class Linked:
    """What a question says of where to look. Empty tuples and None: it does not say.

    `years_relative`: 今年 and the like were taken from the newest disclosed year. `kinds_sure`: 预算 or 决算 stands
    there, not only "花了". `unknown`: bodies or places that the corpus has no disclosure of.
    """

    departments: tuple[Named, ...] = ()
    unknown: tuple[Span, ...] = ()
    years: tuple[int, ...] = ()
    years_relative: bool = False
    kinds: tuple[Kind, ...] = ()
    kinds_sure: bool = False
    level: Level | None = None
    spans: tuple[Span, ...] = ()
    dated: tuple[tuple[int, Kind], ...] = ()
    """The years that a kind is said of: 2023年预算比2022年决算."""
    places: tuple[str, ...] = ()
    """Places that are named without a body: the departments are all that the corpus has of them."""

    @property
    def names(self) -> tuple[str, ...]:
        """The departments' names, best first."""
        return tuple(named.department for named in self.departments)

    def rest(self, question: str, absent: bool = False) -> str:
        """The question without what is accounted for by department, year and scope; `absent`: with the names of bodies
        that the corpus does not have."""
        keep = list(question)
        for span in self.spans:
            if span.role != "kind" and not (absent and span.role == "unknown"):
                keep[span.start : span.end] = " " * (span.end - span.start)
        return " ".join("".join(keep).split())


_KINDS: tuple[tuple[str, Kind, bool], ...] = (
    (r"预算执行|执行数|执行情况|决算数?|final(?: accounts?)?\b|outturn", "final", True),
    (r"年初预算数?|部门预算|单位预算|预算数|(?<!公共)(?<!基金)(?<!经营)预算(?!执行|支出表|外|绩效(?!工资)|单位|管理|科目|编制)|budget(?:ed)?", "budget", True),
    (r"(?:(?<=多少)|(?<=多少[\s，,、；;]))实际(?:支出|花|用|使用)?(?!(?:有|在职|在编|在岗)*(?:多少|几)(?:个|名|位)?[人名个位辆台])", "final", True),
    (r"(?:计划|打算|准备|预计|拟)(?=[^，。？,.?]{0,24}?(?:花|用|支出|安排))", "budget", False),
    (r"plan(?:ned|s|ning)? (?:to spend|spending)|going to spend|(?:set|put) aside|earmark(?:ed)?|appropriated?", "budget", False),
    (r"实际(?:支出|花|用|使用|发生)?(?!(?:有|在职|在编|在岗)*(?:多少|几)(?:个|名|位)?[人名个位辆台])|花[了掉]|用[了掉]|花费了|支出了|到底花|actual(?:ly)?|spent", "final", False),
)
_CLOSE = 6
"""Characters between a year and the kind that is said of it, at most."""
_LEVELS: tuple[tuple[str, Level], ...] = (
    (r"[((](?:局|委|厅|院|机关|办)?本级[))]|(?:机关)?本级|[((]本?单位[))]|(?:本单位|单位自身|单位)(?=预算|决算)"
     r"|(?<=[局委厅院办会室])单位(?=(?:19|20)\d\d|的)", "unit"),
    (r"[((]部门[))]|整个部门|全部门|部门汇总|(?:部门)?(?:含|包括|连同)(?:下属|所属|直属)(?:单位)?|department[- ]wide", "department"),
)


def link(
    question: str, documents: Iterable[Document], department: str | None = None, year: int | None = None
) -> Linked:
    """Which of these documents the question is about. `department` and `year` are given from outside and win."""
    corpus = _corpus(documents)
    normal = normalise(question)
    mentions = find_bodies(normal.text, corpus.bodies)
    given = find_bodies(normalise(department).text, corpus.bodies, whole=True) if department else ()
    level, level_spans = _scope(normal.text)
    departments = _of_level(_departments(given or mentions), level)
    disclosed = corpus.disclosed(n.department for n in departments)
    years = find_years(normal.text, disclosed)
    kinds, sure, kind_spans = _kinds(normal.text)
    every = [
        *(("unknown" if not m.departments else "department", m.start, m.end) for m in mentions),
        *(("year", y.start, y.end) for y in years), *kind_spans, *level_spans,
    ]
    located = tuple(Span(role, question[(s := normal.span(a, b))[0] : s[1]], *s) for role, a, b in sorted(every, key=lambda e: e[1]))
    unknown = tuple(s for s in located if s.role == "unknown") if not given else ()
    if department and not departments:
        unknown = (Span("unknown", department, 0, 0),)
    return Linked(
        departments, unknown, (year,) if year else _distinct(years), bool(years) and all(y.relative for y in years) and not year,
        kinds, sure, level, located, _dated(years, kind_spans, normal.text) if sure else (),
        tuple(
            normal.text[m.start : m.end] for m in mentions
            if m.whole_region and m.departments and not given and not _office(m, corpus.bodies)
        ),
    )


def _office(mention: Mention, bodies: Sequence[Body]) -> bool:
    """Is the place a town or a quarter, whose office is all there is of it?"""
    named = {name for name, _ in mention.departments}
    return all(b.regions and b.regions[-1].level == "town" for b in bodies if b.department in named)


@dataclass(frozen=True)
class _Corpus:
    """What linking needs of some documents, made once: `source` is the tuple that it was made of."""

    source: object
    bodies: tuple[Body, ...]
    places: dict[str | None, list[int]]
    """Department -> where its documents stand among all."""
    documents: tuple[Document, ...]

    def disclosed(self, departments: Iterable[str]) -> tuple[int, ...]:
        """The years of these departments' documents, oldest first; of all, where none is named."""
        names = tuple(departments)
        return _years(self.of(names)) if names else self._all

    def of(self, departments: Iterable[str]) -> tuple[Document, ...]:
        """The documents of these departments, in the corpus' order."""
        places = {at for name in departments for at in self.places.get(name, ())}
        return tuple(self.documents[at] for at in sorted(places))

    @cached_property
    def _all(self) -> tuple[int, ...]:
        return _years(self.documents)


def _years(documents: Iterable[Document]) -> tuple[int, ...]:
    return tuple(sorted({document.year for document in documents if document.year}))


def documents_of(documents: Iterable[Document], departments: Iterable[str]) -> tuple[Document, ...]:
    """Those of these documents that are of these departments: in a corpus that stays the same, without a look at the
    others."""
    return _corpus(documents).of(departments)


def bodies_in(documents: Iterable[Document]) -> tuple[Body, ...]:
    """The bodies that these documents are of; of a corpus that stays the same, the same values."""
    return _corpus(documents).bodies


_KEPT = 4
"""Corpora that are held: that of each store which a process asks."""
_last: list[_Corpus] = []


def _corpus(documents: Iterable[Document]) -> _Corpus:
    """The corpus of these documents; a store gives the same tuple until it changes, so the last few are kept."""
    for known in _last:
        if known.source is documents:
            return known
    held = tuple(documents)
    places: dict[str | None, list[int]] = {}
    for at, document in enumerate(held):
        places.setdefault(document.department, []).append(at)
    made = _Corpus(documents, bodies_of(held), places, held)
    if isinstance(documents, tuple):  # one that may change under us is not kept
        _last[:] = [made, *_last[: _KEPT - 1]]
    return made


def _departments(mentions: Sequence[Mention]) -> tuple[Named, ...]:
    """The departments named, in the question's order; of one mention, those that fit it best."""
    best: dict[str, float] = {}
    for mention in mentions:
        top = max((score for _, score in mention.departments), default=0.0)
        chosen = {_same(name) for name, score in mention.departments if score >= top - 0.05}
        for name, score in mention.departments:
            # one body under the names that its disclosures give it (中共江苏省委办公厅, 中国共产党江苏省委员会办公厅)
            if score >= top - 0.05 or _same(name) in chosen:
                best[name] = max(score, best.get(name, 0.0))
    order = {name: i for i, name in enumerate(best)}
    one = len(mentions) == 1
    names = sorted(best, key=lambda n: (-best[n] if one else 0.0, order[n]))
    return tuple(Named(name, best[name]) for name in names)


def _same(department: str) -> tuple[object, ...]:
    """Equal for the names of one body."""
    body = parse_body(department)
    return body.regions, body.key, body.level


def _scope(text: str) -> tuple[Level | None, list[tuple[str, int, int]]]:
    for pattern, level in _LEVELS:
        if found := re.search(pattern, text):
            return level, [("level", *found.span())]
    return None, []


def _of_level(names: tuple[Named, ...], level: Level | None) -> tuple[Named, ...]:
    """Of a department and its own unit that bear their scope in the name, the one asked for; a department else."""
    scopes = {named.department: parse_body(named.department).level for named in names}
    wanted = level or "department"
    stems = {named.department: _LEVEL_WORD.sub("", named.department) for named in names}
    chosen = {stems[n] for n, scope in scopes.items() if scope == wanted}
    return tuple(n for n in names if stems[n.department] not in chosen or scopes[n.department] == wanted)


_LEVEL_WORD = re.compile(r"[（(](?:部门|单位|本级|汇总)[）)]$|本级$")


def _kinds(text: str) -> tuple[tuple[Kind, ...], bool, list[tuple[str, int, int]]]:
    found: dict[Kind, bool] = {}
    spans: list[tuple[str, int, int]] = []
    for pattern, kind, sure in _KINDS:
        for match in re.finditer(pattern, text):
            if all(match.end() <= a or match.start() >= b for _, a, b in spans) and (sure or not found):
                found[kind] = found.get(kind, False) or sure
                spans.append(("kind", *match.span()))
    order = {kind: min(i for i, (_, k, _) in enumerate(_KINDS) if k == kind) for kind in found}
    return tuple(sorted(found, key=lambda k: order[k])), any(found.values()), spans


def _dated(
    years: Sequence[YearMention], spans: Sequence[tuple[str, int, int]], text: str
) -> tuple[tuple[int, Kind], ...]:
    """Each kind with the year that stands close before it."""
    found: list[tuple[int, Kind]] = []
    for _, start, end in spans:
        before = [mention for mention in years if mention.end <= start and start - mention.end <= _CLOSE]
        kind = next(kind for pattern, kind, _ in _KINDS if re.fullmatch(pattern, text[start:end]))
        found += [(year, kind) for year in before[-1].years] if before else []
    return tuple(found)


def _distinct(mentions: Sequence[YearMention]) -> tuple[int, ...]:
    return tuple(sorted({year for mention in mentions for year in mention.years}))
