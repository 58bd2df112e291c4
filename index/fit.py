"""How well a row or a passage fits what is asked: exactness of its name, its table, its level, its columns."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.data.load import Term
from index.entries import NoteEntry, PassageEntry, RowEntry
from index.lexical import coverage, tokens
from index.normal import bare
from index.query import Piece, Query, Stretch

_TAIL = re.compile(r"(?:经费|费用|支出|预算|决算|资金|合计|费)+$")
_PREFERRED = ("expenditure", "fiscal_expenditure", "general_expenditure", "general_basic", "fiscal_basic", "basic", "summary")
"""Where a line of a classification is said best: the table of the widest scope first."""
_CHANGE = re.compile(r"增[加长]|减少|下降|上升|持平|涨|[少多降]了|多出|increas|decreas|grow|change")
_ITSELF = 0.85
"""From here on a row is what a term names, and not a part of it or something with a like name."""
_ALIKE = 0.9
"""What a cosine of the model is worth as a score. Added to the other reasons instead, it made questions worse."""
_ALIKE_PROSE = 0.7
_LACKS = 0.14
"""What a row loses that speaks of only a part of what is said together (法院 of 法院强制执行)."""
_TOLD = 0.86
"""A line whose words name a thing pays for it, and for other things too: more than prose that only speaks of it."""
_MONEY = re.compile(r"\d(?:[\d,.]*)\s*(?:万|元|亿|%|辆|平方米|人)")


@dataclass
class Fit:
    """A score and the reasons for it, best reason first."""

    score: float = 0.0
    why: list[str] = field(default_factory=list)
    alone: float = 0.0
    """The score before a re-ranker had its say."""
    names: frozenset[str] = frozenset()
    """What it surely is: the names of the term whose own row or column it is, or the words asked for; else none."""

    def best(self, score: float, why: str, names: frozenset[str] = frozenset()) -> None:
        """Keep the better of two readings."""
        if score > self.score:
            self.score, self.why, self.names = score, [why], names


@lru_cache(maxsize=4096)
def names_of(term: Term) -> frozenset[str]:
    """Its official names as labels are compared."""
    return frozenset(bare(name) for name in term.names)


@lru_cache(maxsize=4096)
def near_of(term: Term) -> frozenset[str]:
    """What it is easily taken for, and is not."""
    return frozenset(bare(name) for name in term.near) - names_of(term)


@lru_cache(maxsize=65536)
def _stem(label: str) -> str:
    return _TAIL.sub("", label) or label


@lru_cache(maxsize=65536)
def likeness(label: str, name: str) -> float:
    """How nearly a label is an official name: 1 for the same, less for one inside the other.

    >>> likeness("公务接待费", "公务接待费"), likeness("公务接待", "公务接待费")
    (1.0, 0.96)
    """
    if label == name:
        return 1.0
    if len(_stem(label)) > 1 and _stem(label) == _stem(name):
        return 0.96
    short, long = sorted((label, name), key=len)
    if len(short) >= 2 and short in long:
        return (0.8 if label == long else 0.6) * math.sqrt(len(short) / len(long))
    return 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """What all candidates are measured by: how rare tokens are, and how like the model finds texts to stretches."""

    weigh: Mapping[str, float]
    like: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    years: tuple[int, ...] = ()

    def compared(self, year: int | None) -> bool:
        """Does the prose of this year compare what is asked? It compares with the year before, and with no other."""
        return len(self.years) < 2 or (year == max(self.years) and set(self.years) == {year, year - 1})


def row_fit(entry: RowEntry, query: Query, scale: Scale) -> Fit:
    """The fit of a row to the whole of a query: each stretch by its own weight."""
    if entry.row.code and entry.row.code in query.codes:
        return Fit(1.0 + _place(entry, ()), [f"科目编码 {entry.row.code}"], names=frozenset({entry.label}))
    fits = [(_weight(stretch), _stretch_fit(entry, stretch, scale, query.chain(stretch))) for stretch in query.stretches]
    if not fits:
        return Fit()
    whole = sum(weight for weight, _ in fits)
    mean = sum(weight * fit.score for weight, fit in fits) / whole
    best = max((fit for _, fit in fits), key=lambda fit: fit.score)
    # several things may be asked at once (水费和电费): a row that is one of them is as good as any
    return Fit(0.35 * mean + 0.65 * best.score, best.why, names=best.names)


def _weight(stretch: Stretch) -> float:
    return math.sqrt(len(stretch.text))


def _stretch_fit(entry: RowEntry, stretch: Stretch, scale: Scale, chain: tuple[Piece, ...]) -> Fit:
    fit, weigh = Fit(), scale.weigh
    wanted = tokens(stretch.text)
    own = max(coverage(wanted, entry.words, weigh), 0.92 * coverage(wanted, entry.context, weigh))
    if own > 0.34:
        in_label = coverage(tokens(entry.label), wanted, weigh) if entry.label else 0.0
        fit.best(own * (0.62 + 0.33 * in_label) + _place(entry, ()), f"含“{stretch.text}”的字词")
    literal = likeness(entry.label, stretch.text) if entry.label else 0.0
    if literal > 0.9:
        names = next((names_of(s.term) for s in stretch.senses if entry.label in names_of(s.term)), frozenset({entry.label}))
        fit.best(literal + _place(entry, ()), f"名称就是“{stretch.text}”", names)
    if entry.told and (in_words := _in_words(entry.told, stretch)):
        fit.best(_TOLD * in_words + _place(entry, ()), f"写明用于“{stretch.text}”")
    for piece in stretch.pieces:
        share = stretch.share(piece)
        for sense in piece.senses:
            quality, why = _term_fit(entry, sense.term)
            if quality:
                said = sense.term.name if sense.how == "name" else f"“{piece.text}”即{sense.term.name}"
                names = names_of(sense.term) if quality >= _ITSELF and share > 0.85 else frozenset()
                beside = 1 - _LACKS + _LACKS * _speaks_of(entry, tuple(each for each in chain if each != piece))
                score = quality * sense.weight * (0.25 + 0.75 * share) * beside + _place(entry, sense.term.tables)
                fit.best(score, f"{said}：{why}", names)
            elif entry.label in near_of(sense.term):
                fit.score -= 0.25
    like = scale.like.get(stretch.text)
    alike = like.get(entry.text_id, 0.0) if like else 0.0
    if alike and not any(entry.label in near_of(sense.term) for sense in stretch.senses):
        fit.best(_ALIKE * alike + _place(entry, ()), f"与“{stretch.text}”意思相近")
    return fit


def _speaks_of(entry: RowEntry, pieces: tuple[Piece, ...]) -> float:
    """The share of these pieces, by length, that a row's labels speak of: 法院 in 法院 > 案件执行."""
    labels = (*entry.ancestors, entry.label)
    total = sum(len(piece.text) for piece in pieces)
    spoken = sum(len(piece.text) for piece in pieces if any(_has(label, piece) for label in labels))
    return spoken / total if total else 1.0


@lru_cache(maxsize=65536)
def _has(label: str, piece: Piece) -> bool:
    if piece.text in label:
        return True
    return any(label in names_of(s.term) or any(bare(a) in label for a in s.term.aliases if len(a) > 1) for s in piece.senses)


def _in_words(told: str, stretch: Stretch) -> float:
    """How surely words of a row speak of a stretch: 0 to 1."""
    best = 1.0 if len(stretch.text) > 1 and stretch.text in told else 0.0
    for piece in stretch.pieces:
        for sense in piece.senses:
            if any(bare(form) in told for form in (*sense.term.names, *sense.term.aliases) if len(form) > 1):
                best = max(best, sense.weight * stretch.share(piece))
    return best


def _term_fit(entry: RowEntry, term: Term) -> tuple[float, str]:
    names = names_of(term)
    if entry.label in names and (len(entry.label) > 2 or not term.tables or entry.kind in term.tables):
        return 1.0, "同名"
    if entry.label in near_of(term):
        return 0.0, ""
    parts = {bare(part) for part in term.parts}
    if entry.label in parts:
        return 0.95, "它的一部分"
    kind = entry.kind
    if entry.total and (names & entry.heads):
        return 0.97, "它的栏"
    if entry.plain_total and kind in term.tables and (term.total or any(name in entry.title for name in names)):
        return 0.93 - 0.04 * term.tables.index(kind), "它的表的合计"
    long = [name for name in names if len(name) > 2]
    best = max((likeness(entry.label, name) for name in long), default=0.0) if entry.label else 0.0
    if best >= 0.5:
        return best, "名称相近"
    if names & set(entry.ancestors):
        return 0.5, "它的一部分"
    return (0.45, "它的栏") if names & entry.heads else (0.0, "")


def _place(entry: RowEntry, tables: tuple[str, ...]) -> float:
    """A little for the table that says it best; nothing is decided by it alone."""
    kind = entry.kind or ""
    order = tables or _PREFERRED
    step = 0.02 if tables else 0.006
    depth = (0.09 if tables else 0.03) - step * order.index(kind) if kind in order else 0.0
    scope = 0.01 if entry.document.level == "department" else 0.0
    return max(depth, 0.0) + scope


def passage_fit(entry: PassageEntry, query: Query, scale: Scale) -> Fit:
    """The fit of a passage: how many of the question's words, or of the names they mean, it holds together."""
    total = covered = 0.0
    said: list[str] = []
    for stretch in query.stretches:
        weight = _weight(stretch)
        best = _said_in(entry, stretch, scale.weigh)
        total += weight
        covered += weight * best
        if best > 0.6:
            said.append(stretch.text)
    if not total:
        return Fit()
    likes = [like for stretch in query.stretches if (like := scale.like.get(stretch.text))]
    alike = max((like.get(entry.text_id, 0.0) for like in likes), default=0.0)
    printed = 0.06 if isinstance(entry, NoteEntry) or _MONEY.search(entry.text) else -0.15  # nothing is an amount too
    compares = _CHANGE.search(query.text) and _CHANGE.search(entry.plain) and scale.compared(entry.document.year)
    answers = (0.22 if said and covered / total > 0.96 else 0.04) if compares else 0.0
    length = 0.08 * min(1.0, len(entry.text) / 600)
    why = f"含“{'”“'.join(said)}”" if said else "含其中一些字词"
    fit = Fit(0.8 * covered / total + printed + answers - length, [why])
    fit.best(_ALIKE_PROSE * alike + printed - length, "意思相近")
    return fit


def _said_in(entry: PassageEntry, stretch: Stretch, weigh: Mapping[str, float]) -> float:
    """How far a passage speaks of these words: in its text, at its beginning best, or under a heading of them."""
    wanted = tokens(stretch.text)
    under = 0.92 if stretch.unknown else 0.85  # a name that only the documents know stands in their headings
    best = max(0.95 * coverage(wanted, entry.own, weigh), under * coverage(wanted, entry.words, weigh))
    for piece in stretch.pieces:
        share = stretch.share(piece)
        for sense in piece.senses:
            forms = (*(name for name in sense.term.names if len(name) > 2), *(a for a in sense.term.aliases if len(a) > 3))
            at = min((place for form in forms if (place := entry.plain.find(bare(form))) >= 0), default=-1)
            if at >= 0:
                early = 1.0 if at < 24 else 0.93
                best = max(best, early * sense.weight * (0.25 + 0.75 * share))
    return best
