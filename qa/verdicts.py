"""The last gate: every figure of an answer recomputed from the store, from the ids it cites, before it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from corpus.ablation import left_out
from corpus.model import Disclosure, Fact, unit_of
from index.normal import bare
from qa.answer import Verdict
from qa.arithmetic import (
    Average,
    Cell,
    Count,
    Difference,
    Each,
    Expression,
    Growth,
    Part,
    Ratio,
    Share,
    Sum,
    YearlyGrowth,
    exact,
    leaves,
    rounded,
    unit_of_result,
)
from qa.library import Reads

_NOTHING = re.compile("无|没有|未安排|空表|为零|为0|零")


@dataclass(frozen=True)
class Claimed:
    """A figure as the text shows it: its words, value and unit, and the expression or the note that it rests on."""

    text: str
    value: Decimal
    unit: str
    decimals: int
    expression: Expression | None
    note: str | None = None
    absolute: bool = False
    against: bool = False


class Gate:
    """Reads each cited figure anew from the store; a figure that does not come out again is not verified."""

    def __init__(self, store: Reads) -> None:
        self._store = store

    def judge(self, claimed: Claimed) -> Verdict:
        if claimed.against:
            return "contradicted"
        if left_out("checker"):
            return "verified" if isinstance(claimed.expression, Cell | None) else "recomputed"
        if claimed.expression is None:
            nothing = claimed.note is not None and _NOTHING.search(bare(claimed.note)) and claimed.value == 0
            quoted = claimed.note is not None and claimed.text in claimed.note
            return "verified" if nothing or quoted else "unsupported"
        expression = self._anew(claimed.expression)
        if expression is None or not self._shown(claimed):
            return "unsupported"
        try:
            value, unit = exact(expression), unit_of_result(expression)
        except ValueError:
            return self._unknown_unit(claimed, expression)
        shown = unit_of(claimed.unit)
        if shown is not None and unit.dimension == "money" and shown.dimension == "money":
            value /= Fraction(10) ** shown.power
        elif claimed.unit != unit.name:
            return "unsupported"
        found = rounded(abs(value) if claimed.absolute else value, claimed.decimals)
        if found != claimed.value:
            return "unsupported"
        return "verified" if isinstance(expression, Cell) else "recomputed"

    def _unknown_unit(self, claimed: Claimed, expression: Expression) -> Verdict:
        """A printed number without a unit is what it is, but nothing is computed with it."""
        if isinstance(expression, Cell) and expression.fact.amount.value == claimed.value and not claimed.unit:
            return "verified"
        return "unsupported"

    def _shown(self, claimed: Claimed) -> bool:
        numbers = [n.replace(",", "").replace("，", "") for n in re.findall(r"-?\d[\d,，]*(?:\.\d+)?", claimed.text)]
        return any(Decimal(n) == claimed.value for n in numbers)

    def _anew(self, expression: Expression) -> Expression | None:
        """The same expression over the store's own figures; None where one of them is not there as cited."""
        known = {fact.id: self._fact(fact) for fact in leaves(expression)}
        if any(fresh is None for fresh in known.values()):
            return None
        return _rebuilt(expression, {i: f for i, f in known.items() if f is not None})

    def _fact(self, fact: Fact) -> Fact | None:
        fresh = _standing(self._store.disclosure(fact.document), fact)
        return fresh if fresh is not None and fresh.text == fact.text and fresh.amount == fact.amount else None


def _standing(disclosure: Disclosure, fact: Fact) -> Fact | None:
    """The figure of this id, looked for where it is cited: to read all others of its disclosure would take longer than
    the rest of the answer."""
    rows = (row for table in disclosure.tables if table.id == fact.table_id for row in table.rows if row.path == fact.row)
    passages = (p for p in disclosure.passages if fact.table_id is None and p.section == fact.section)
    here = chain((f for row in rows for f in row.facts), (f for p in passages for s in p.sentences for f in s.facts))
    return next((held for held in here if held.id == fact.id), None) or next(
        (held for held in (*disclosure.facts, *disclosure.prose_facts) if held.id == fact.id), None)


def _rebuilt(expression: Expression, facts: dict[str, Fact]) -> Expression:
    def again(inner: Expression) -> Expression:
        return _rebuilt(inner, facts)

    match expression:
        case Cell(fact):
            return Cell(facts[fact.id])
        case Sum(terms):
            return Sum(tuple(again(t) for t in terms))
        case Average(terms):
            return Average(tuple(again(t) for t in terms))
        case Difference(left, right):
            return Difference(again(left), again(right))
        case Each(whole, heads):
            return Each(again(whole), again(heads))
        case Ratio(left, right):
            return Ratio(again(left), again(right))
        case Share(part, whole):
            return Share(again(part), again(whole))
        case Growth(now, before):
            return Growth(again(now), again(before))
        case YearlyGrowth(now, before, years):
            return YearlyGrowth(again(now), again(before), years)
        case Count(terms):
            return Count(tuple(again(t) for t in terms))
        case Part(whole, factor, said):
            return Part(again(whole), factor, said)
