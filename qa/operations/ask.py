"""One question being answered: its plan, where it looks, what it writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.model import Kind
from corpus.tables.rowtree import is_body
from index.normal import bare
from qa.answer import Alternative, Language
from qa.compose.draft import Draft
from qa.data.load import pattern, read
from qa.evidence.entry import own_unit
from qa.lexicon import concept_of, is_fund
from qa.library import Body, Library
from qa.plan import TOTAL, Metric, Plan
from qa.resolve.found import Found, Quantity
from qa.resolve.locate import is_column, locate
from qa.resolve.together import is_total, told_together


def phrase(key: str, language: Language, **words: object) -> str:
    """A sentence of phrases.yaml with its words set in."""
    text = str(read("phrases")[key][language])
    for name in ("item", "label", "line", "phrase", "top", "first"):
        if str(words.get(name, "")).startswith("“"):
            text = text.replace(f"“{{{name}}}”", f"{{{name}}}")
    return text.format(**words)


GENERAL = Metric(phrase="一般公共预算支出")
"""What governments print as their expenditure; it stands for the total where no wider one is printed, and that is said."""


def _turned(metric: Metric) -> Iterator[Metric]:
    """What stands first as the thing, and what stands last as what it is in: 应急救援财政拨款 is what is spent on it of that
    money, 三公经费财政拨款 all of it, for its own table is of no other money."""
    row, column = metric.within[0], metric.key or bare(metric.phrase)
    thing = Metric(phrase=metric.whole or row, key=row, within=(column,), whole=metric.whole, side=metric.side)
    yield thing
    if column.endswith("拨款") and is_fund(column):
        yield thing.model_copy(update={"within": (f"{column}支出",)})
        concept = concept_of(row)
        if concept is not None and concept.notes == ("three_public",):
            yield thing.model_copy(update={"within": (), "whole": ""})


@dataclass(frozen=True)
class Item:
    """One thing asked for, in one department, year and kind, and what was found."""

    metric: Metric
    body: Body
    year: int
    kind: Kind | None
    found: Found

    @property
    def quantity(self) -> Quantity | None:
        return self.found.quantity if self.found.solid else None

    @property
    def shown_kind(self) -> Kind:
        if self.kind:
            return self.kind
        own = self.quantity.facts[0].kind if self.quantity and self.quantity.document.year != self.year else None
        return own or (self.quantity.document.kind if self.quantity else None) or self.own_kind or "budget"

    @property
    def own_kind(self) -> Kind | None:
        kinds = [d.kind for d in self.body.of(self.year, None) if d.kind]
        return None if not kinds else "budget" if "budget" in kinds else kinds[0]


@dataclass
class Ask:
    """The state of one answer."""

    plan: Plan
    library: Library
    draft: Draft
    bodies: tuple[Body, ...]
    named: bool
    question: str = ""
    suggestions: list[str] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    budget_only: bool = False
    """What was spent is asked for, and only what was planned is there."""
    units_too: bool = False
    """The body's own unit is asked for, and only the department with its units is there."""

    @property
    def language(self) -> Language:
        return self.draft.language

    def t(self, key: str, **words: object) -> str:
        """A sentence of phrases.yaml in the language of the answer."""
        return phrase(key, self.language, **words)

    def say(self, key: str, **words: object) -> None:
        text = self.t(key, **words)
        self.draft.say(text[:1].upper() + text[1:] if self.language == "en" else text)

    def joined(self, parts: Iterable[str], mark: Literal["、", "，", "；"]) -> str:
        """Parts of a sentence with this mark between them, or what stands for it in the language of the answer."""
        return (mark if self.language == "zh" else "; " if mark == "；" else ", ").join(parts)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """What is asked for: the total where nothing is named, and no word is left that might name something."""
        if self.plan.metrics or not self.plan.leftover:
            return self.plan.metrics or (TOTAL,)
        return (Metric(phrase=self.plan.leftover, known=False),)

    def years(self, body: Body) -> tuple[int, ...]:
        """The years asked for, else the newest that the department discloses (of the kind, where it is said)."""
        if self.plan.years:
            return self.plan.years
        kinds = self.kinds(body)
        held = [d.year for d in body.documents if d.year and (kinds[0] is None or d.kind == kinds[0])]
        return (max(held),) if held else body.years[-1:]

    def kinds(self, body: Body) -> tuple[Kind | None, ...]:
        """The kinds asked for; "花了" prefers final accounts, where there are any."""
        kinds = self.plan.kinds
        if not kinds:
            return (None,)
        if not self.plan.kinds_sure and len(kinds) == 1:
            years = self.plan.years or body.years[-1:]
            held = {d.kind for d in body.documents if d.year in years}
            return kinds if kinds[0] in held else (None,)
        return kinds

    def times(self, body: Body) -> list[tuple[int, Kind | None]]:
        """Years and kinds; where budget and final accounts are asked for without a year, the newest of each."""
        kinds = self.kinds(body)
        if self.plan.years or len(kinds) < 2:
            return [(year, kind) for year in self.years(body) for kind in kinds]
        if self.plan.operation in ("difference", "ratio", "share", "growth"):  # held against each other: of one year
            common = [y for y in body.years if all(body.of(y, kind) for kind in kinds)]
            return [(common[-1] if common else self.years(body)[0], kind) for kind in kinds]
        newest = {k: max((d.year for d in body.documents if d.kind == k and d.year), default=self.years(body)[0]) for k in kinds}
        return [(newest[kind], kind) for kind in kinds]

    def find(self, metric: Metric, body: Body, year: int, kind: Kind | None) -> Item:
        """One thing; where it was put into another only by standing in one list with it, also by itself."""
        found = locate(self.library, metric, body, year, kind, self.plan.level)
        if metric.shared and not found.solid and not is_column(metric):
            alone = metric.model_copy(update={"within": (), "shared": False})
            return Item(alone, body, year, kind, locate(self.library, alone, body, year, kind, self.plan.level))
        missing = not found.solid and found.zero is None
        of_a_body = any(is_body(w) for w in metric.within)  # 招商服务中心三公经费 is no name of the department's own
        named = self._by_its_name(metric, body, year, kind) if metric.whole and missing and not of_a_body else None
        if named is not None:
            return named
        received = bare(metric.phrase).endswith("收入")  # what is received is no part of what is spent
        one = len(metric.within) == 1 and not metric.within[0].endswith("表")
        if one and not found.solid and found.zero is None and not received:
            for turned in _turned(metric):
                other = locate(self.library, turned, body, year, kind, self.plan.level)
                if other.judgement in ("exact", "zero"):  # 大气污染防治: 大气 in 污染防治
                    return Item(turned, body, year, kind, other)
        if not found.solid and is_total(metric):
            other = locate(self.library, GENERAL, body, year, kind, self.plan.level)
            if other.judgement == "exact":
                return Item(GENERAL, body, year, kind, other)
        return Item(metric, body, year, kind, found)

    def _by_its_name(self, metric: Metric, body: Body, year: int, kind: Kind | None) -> Item | None:
        """高质量发展专项资金: two known words that are one name together, with or without what names of projects end in."""
        whole = bare(metric.whole)
        endings = (pattern("prose", name) for name in ("money_ending", "project_ending"))
        for name in dict.fromkeys((whole, *(ending.sub("", whole) for ending in endings))):
            one = Metric(phrase=metric.whole, key=name, side=metric.side)
            found = locate(self.library, one, body, year, kind, self.plan.level)
            if len(name) > 3 and found.judgement == "exact" and found.quantity is not None:
                return Item(one, body, year, kind, found)
        return None

    def aligned(self, left: Item, right: Item) -> tuple[Item, Item]:
        """Both sides of a comparison in one scope: where a narrower total stands for one of them, for the other too; where
        prose gives one, the other as it is said beside it."""
        left, right = (
            replace(a, found=told_together(self.library, a.found, b.found)) for a, b in ((left, right), (right, left))
        )
        pair = self.one_scope([left, right])
        return pair[0], pair[1]

    def one_scope(self, items: list[Item]) -> list[Item]:
        """The same of several: where not even then each is printed, a narrower total is none of them."""
        narrow = [i.metric == GENERAL for i in items]
        if all(narrow) or not any(narrow) or GENERAL in self.plan.metrics:
            return items
        kept = [i.metric == GENERAL or not is_total(i.metric) for i in items]  # what is no total stays what it is
        general = [i if k else self.find(GENERAL, i.body, i.year, i.kind) for i, k in zip(items, kept, strict=True)]
        if all(i.quantity is not None for i in general):
            return general
        missing = Found("absent", reason="item")
        return [replace(i, found=missing) if i.metric == GENERAL else i for i in items]

    def items(self) -> list[Item]:
        """Everything that is asked for: metrics × departments × years × kinds."""
        return list(self._items())

    def _items(self) -> Iterator[Item]:
        for body in self.bodies:
            for year, kind in self.times(body):
                for metric in self.metrics:
                    yield self.of_year_before(self.find(metric, body, year, kind))

    def of_year_before(self, item: Item) -> Item:
        """Where no year is named: what the newest document prints only of the year before (债务余额 at its end)."""
        if self.plan.years or item.found.solid or item.found.zero is not None:
            return item
        past = self.find(item.metric, item.body, item.year - 1, item.kind)
        printed = past.quantity is not None and past.found.judgement == "exact" and past.quantity.document.year == item.year
        return past if printed else item

    def place(self, item: Item) -> str:
        """Whose disclosure, of which year and kind; of its own unit, where a row of that is told."""
        row = item.quantity.facts[0].row if self.plan.level == "unit" and item.quantity is not None else ()
        return self.place_of(item.body, item.year, item.shown_kind, any(own_unit(label) for label in row))

    def place_of(self, body: Body, year: int, kind: Kind | None, row: bool = False) -> str:
        own = row or any(d.level == "unit" for d in body.of(year, None, "unit"))
        unit = self.plan.level == "unit" and "本级" not in body.name and own
        return self.t("place", dept=body.name + ("（本级）" if unit else ""), year=year, kind=self.t(kind or "budget"))

    def name(self, item: Item) -> str:
        """What the thing is called: its official label, the question's word where that differs, and what it stands in."""
        return self._called(item) + self._inside(item)

    def called(self, item: Item) -> str:
        """Its label alone, and what it stands in: one side of a comparison."""
        return self.t("item", label=item.quantity.label if item.quantity else item.metric.phrase) + self._inside(item)

    def _inside(self, item: Item) -> str:
        """What limits a figure and is no part of its label: a source of money, the line or the side that it is of."""
        label = bare(item.quantity.label) if item.quantity else ""
        inside = [w for w in item.metric.within if w not in label and label not in w]
        parts = [self.t("within", scope="、".join(inside))] if inside and item.quantity else []
        sided = item.metric.side if item.quantity and not re.search("收入|支出", label) else None
        parts += [self.t(sided)] if sided else []
        return "".join(self.t("bracket", text=text) for text in parts)

    def _called(self, item: Item) -> str:
        label = item.quantity.label if item.quantity else item.metric.phrase
        said = item.metric.phrase.strip("\"“”")
        if label.startswith("“") and bare(label) != bare(said):
            return label
        if item.metric.code or bare(label) == bare(said) or item.metric == TOTAL or not label:
            return self.t("item", label=label)
        concept = concept_of(item.metric.key or bare(said))
        if concept is not None and bare(concept.name) in (bare(label), bare(said)):
            return self.t("item", label=label)
        return self.t("said_for", label=label, phrase=said)

    def amount(self, item: Item, extra: bool = False, agree: int = 0) -> str:
        assert item.quantity is not None
        return self.draft.quantity(item.quantity, self.plan.unit, extra, agree)

    def recognised(self) -> list[str]:
        """What a reader should look up in the picture: cited figures that were read off scanned pages."""
        facts = self.draft.recognised
        named = "、".join(f"{fact.text}（{fact.confidence:.2f}）" for fact in facts[:8])
        return [self.t("recognised", figures=named)] if facts else []

    def suggest(self, questions: Iterable[str]) -> None:
        for question in questions:
            if question not in self.suggestions and len(self.suggestions) < 4:
                self.suggestions.append(question)


__all__ = ["GENERAL", "TOTAL", "Ask", "Item", "is_column", "phrase"]
