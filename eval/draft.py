"""Drafts cases from a corpus' own facts by templates, each figure computed exactly, for a person to look over."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from corpus.model import Document, Fact
from eval.case import Case
from index.normal import bare
from index.ports import FactStore, walk
from qa.arithmetic import rounded

T = TypeVar("T")
SEED = 7
_TOTAL = re.compile("[合总小]计")
KINDS = {"budget": "预算", "final": "决算"}
NEVER_BUDGETED = ("海底隧道养护费", "航天器回收补贴", "极地考察船租金", "古籍数字孪生专项", "冰川监测站运行费")
"""Lines that no classification has: what is asked of them is to be refused."""


@dataclass(frozen=True)
class Line:
    """A printed figure that its words alone address: one value in its document for this label and column."""

    fact: Fact
    document: Document

    @property
    def who(self) -> str:
        return self.document.department or ""

    @property
    def year(self) -> int:
        return self.fact.year or self.document.year or 0

    @property
    def head(self) -> str:
        return f"{self.who}{self.year}年{KINDS.get(self.document.kind or '', '')}"

    @property
    def unit(self) -> str:
        return self.fact.unit or ""

    @property
    def work(self) -> str:
        """The cell for `eval.work`: document, table, the row's label, the column's heads."""
        return f"{{{self.document.stem} | {self.fact.table or ''} | {self.fact.label} | {'>'.join(self.fact.col)}}}"


Template = Callable[["Material", random.Random], Iterator[Case]]


@dataclass(frozen=True)
class Material:
    """The lines of a corpus: all of them, and by body and label over years."""

    lines: tuple[Line, ...]
    over_years: dict[tuple[str, str, str], dict[int, Line]]
    documents: tuple[Document, ...]


def material(store: FactStore) -> Material:
    """What can be asked about without doubt: of each document the labels that stand for one value in all its tables."""
    documents = store.documents()
    lines = [
        line for held in walk(store) if _whole(held.document, documents) for line in _sure(held.document, held.facts)
    ]
    over: dict[tuple[str, str, str], dict[int, Line]] = defaultdict(dict)
    for line in lines:
        over[line.who, line.fact.label, line.document.kind or ""].setdefault(line.year, line)
    return Material(tuple(lines), dict(over), documents)


def _whole(document: Document, documents: Sequence[Document]) -> bool:
    """A unit's own accounts beside those of its department need more words than a template has."""
    same = [
        d for d in documents if (d.department, d.year, d.kind) == (document.department, document.year, document.kind)
    ]
    return document.level != "unit" or all(d.level == "unit" for d in same)


def _sure(document: Document, facts: Sequence[Fact]) -> Iterator[Line]:
    by_label: dict[str, list[Fact]] = defaultdict(list)
    heads = {bare(head) for fact in facts for head in fact.col}
    for fact in facts:
        money = fact.amount.unit is not None and fact.amount.unit.dimension == "money"
        if fact.label and money and document.department and document.kind and fact.year in (None, document.year):
            by_label[bare(fact.label)].append(fact)
    places = Counter(
        (bare(f.label), f.table_id, f.col, f.year) for f in facts
    )  # twice in one column: two things of one name
    heads |= {label for (label, *_), count in places.items() if count > 1}
    unnamed = heads | {bare(document.department or "")}  # a head may have another figure below it
    for label, found in by_label.items():
        if (
            label not in unnamed
            and not _TOTAL.search(label)
            and len(label) > 2
            and len({f.amount.base for f in found}) == 1
        ):
            yield Line(found[0], document)


def lookups(m: Material, rng: random.Random) -> Iterator[Case]:
    """A printed line."""
    for line in _picked(m.lines, rng):
        if line.fact.amount.value:
            yield _case(
                f"{line.head}的{line.fact.label}是多少？", "lookup", [line], [line.fact.text], line.unit, [line.work]
            )


def in_other_units(m: Material, rng: random.Random) -> Iterator[Case]:
    """The same in another unit."""
    for line in _picked(m.lines, rng):
        unit = "元" if line.unit == "万元" else "万元"
        power, own = (0 if unit == "元" else 4), line.fact.amount.unit
        value = Fraction(line.fact.amount.value) * Fraction(10) ** ((own.power if own else 0) - power)
        if value:
            yield _case(
                f"{line.head}的{line.fact.label}是多少{unit}？",
                "unit",
                [line],
                [f"{rounded(value, 2):,}"],
                unit,
                [line.work],
            )


def sums(m: Material, rng: random.Random) -> Iterator[Case]:
    """Two lines of one table and column, together."""
    for one, other in _siblings(m, rng):
        value = one.fact.amount.value + other.fact.amount.value
        yield _case(
            f"{one.head}的{one.fact.label}和{other.fact.label}合计多少？",
            "sum",
            [one],
            [f"{value:,}"],
            one.unit,
            [f"{one.work} + {other.work}"],
        )


def differences(m: Material, rng: random.Random) -> Iterator[Case]:
    """By how much the larger of two lines exceeds the other."""
    for one, other in _siblings(m, rng):
        more, less = sorted((one, other), key=lambda line: -line.fact.amount.value)
        value = more.fact.amount.value - less.fact.amount.value
        if value:
            yield _case(
                f"{more.head}的{more.fact.label}比{less.fact.label}多多少？",
                "difference",
                [more],
                [f"{value:,}"],
                more.unit,
                [f"{more.work} - {less.work}"],
            )


def changes(m: Material, rng: random.Random) -> Iterator[Case]:
    """A line against the year before, as an amount and in percent."""
    for (who, label, kind), years in _picked(tuple(m.over_years.items()), rng):
        for year in sorted(years)[1:]:
            now, before = years[year], years.get(year - 1)
            if (
                before is None
                or not before.fact.amount.base
                or now.unit != before.unit
                or now.fact.amount == before.fact.amount
            ):
                continue
            up = now.fact.amount.value > before.fact.amount.value
            change = abs(now.fact.amount.value - before.fact.amount.value)
            share = rounded(
                abs(Fraction(now.fact.amount.base - before.fact.amount.base) / Fraction(before.fact.amount.base)) * 100,
                2,
            )
            gap = f"{now.work} - {before.work}" if up else f"{before.work} - {now.work}"
            word, rate = ("增加", "增长") if up else ("减少", "下降")
            asked = f"{who}{year}年{KINDS[kind]}的{label}比{year - 1}年"
            both = [now, before]
            yield _case(f"{asked}{word}了多少？", "cross_year", both, [f"{change:,}"], now.unit, [gap])
            yield _case(
                f"{asked}{rate}百分之几？",
                "growth",
                both,
                [f"{share}"],
                "%",
                [f"({gap}) / {before.work} %"],
                tolerance="0.01",
            )
            break


def refusals(m: Material, rng: random.Random) -> Iterator[Case]:
    """Years, bodies and lines that are not there."""
    for document in _picked([d for d in m.documents if d.department and d.year and d.kind], rng):
        years = [d.year for d in m.documents if d.department == document.department and d.year]
        head = f"{document.department}{{}}年{KINDS[document.kind or '']}"
        yield _refused(f"{head.format(max(years) + 3)}支出总计是多少？", "no document of that year")
        yield _refused(f"{head.format(document.year)}里{rng.choice(NEVER_BUDGETED)}是多少？", "no such line")
        yield _refused(f"云岭省青石市水文勘测局{document.year}年预算是多少？", "no such body")


TEMPLATES: tuple[Template, ...] = (lookups, in_other_units, sums, differences, changes, refusals)


def draft(store: FactStore, each: int = 10, seed: int = SEED) -> list[Case]:
    """Up to `each` cases of every template; the same corpus and seed give the same ones."""
    held = material(store)
    found: dict[str, Case] = {}
    for template in TEMPLATES:
        cases = template(held, random.Random(f"{seed} {template.__name__}"))
        kept = 0
        while kept < each and (case := next(cases, None)) is not None:
            kept += case.asked not in found
            found.setdefault(case.asked, case)
    return list(found.values())


def _siblings(m: Material, rng: random.Random) -> Iterator[tuple[Line, Line]]:
    places: dict[tuple[str | None, tuple[str, ...], tuple[str, ...]], list[Line]] = defaultdict(list)
    for line in m.lines:
        places[line.fact.table_id, line.fact.row[:-1], line.fact.col].append(line)
    for group in _picked([g for g in places.values() if len(g) > 1], rng):
        one, other = rng.sample(group, 2)
        if not any(mark in one.fact.label + other.fact.label for mark in "和与及、"):
            yield one, other


def _picked(things: Sequence[T], rng: random.Random) -> Sequence[T]:
    return rng.sample(list(things), len(things))


def _case(
    q: str, kind: str, lines: Sequence[Line], figures: list[str], unit: str, work: list[str], tolerance: str = "0"
) -> Case:
    docs = list(dict.fromkeys(line.document.stem for line in lines))
    where = lines[0].fact
    return Case(
        q=q,
        kind=kind,
        docs=docs,
        figures=figures,
        unit=unit,
        work=work,
        tolerance=Decimal(tolerance),
        why=f"drafted: p{where.page} {where.table}",
    )


def _refused(q: str, why: str) -> Case:
    return Case(q=q, kind="not_disclosed", status=["not_disclosed"], why=f"drafted: {why}")
