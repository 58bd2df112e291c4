"""Slots: where a model wants a figure it writes {{f3}}, {{f3|万元}}, {{f3/f1|%}} or {{s1}}, and code sets it in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from corpus.model import Unit, unit_of
from qa.arithmetic import (
    TIMES,
    ArithmeticRefusal,
    Difference,
    Expression,
    Growth,
    Ratio,
    Share,
    Sum,
    evaluate,
    exact,
    leaves,
    unit_of_result,
)
from qa.llm.evidence import Evidence, Record
from qa.verdicts import Claimed

SLOT = re.compile(r"\{\{([^{}\n]{1,60})\}\}")
_BRACES = re.compile(r"[{}｛｝]")
_ID = r"[fs]\d{1,3}"
_PLAIN = re.compile(rf"({_ID})")
_SUM = re.compile(r"f\d{1,3}(?:\+f\d{1,3})+")
_PAIR = re.compile(r"(f\d{1,3})([-−/÷])(f\d{1,3})")
_GROWTH = re.compile(r"\((f\d{1,3})[-−](f\d{1,3})\)[/÷](f\d{1,3})")
_PERCENT, _TIMES = ("%", "％"), ("倍", "times")


class BadSlot(ValueError):
    """A slot that names nothing, or asks for what cannot be computed; its text says which."""


@dataclass(frozen=True)
class Filling:
    """What goes into a slot: the words with their marks; a figure's claim; whose records it is made of."""

    text: str
    claimed: Claimed | None = None
    marks: tuple[int, ...] = ()
    records: tuple[str, ...] = ()
    statement: str | None = None


def filling(slot: str, evidence: Evidence) -> Filling:
    """What a slot's inside stands for. Raises BadSlot.

    Grammar: f1 | f1+f2… | f1-f2 | f1/f2 | (f2-f1)/f1, then |unit where another is wanted; s1 for a statement.
    """
    inside, _, unit = (part.strip() for part in slot.partition("|"))
    inside = inside.replace(" ", "")
    if inside in evidence.statements and not unit:
        return Filling(evidence.statements[inside].text, statement=inside)
    if inside in evidence.records and not unit:
        record = evidence.records[inside]
        return Filling(record.shown, record.claimed, record.marks, (inside,))
    expression = _expression(inside, unit, evidence.records)
    used = tuple(dict.fromkeys(re.findall(r"f\d{1,3}", inside)))
    marks = tuple(dict.fromkeys(m for name in used for m in evidence.records[name].marks))
    return _computed(expression, unit, used, marks, evidence)


def _expression(inside: str, unit: str, records: Mapping[str, Record]) -> Expression:
    unknown = [name for name in re.findall(_ID, inside) if name not in records]
    if unknown:
        raise BadSlot(f"there is no {', '.join(unknown)}")

    def of(name: str) -> Expression:
        return records[name].expression

    if _PLAIN.fullmatch(inside):
        return of(inside)
    if _SUM.fullmatch(inside):
        return Sum(tuple(of(name) for name in inside.split("+")))
    if (pair := _PAIR.fullmatch(inside)) is not None:
        left, sign, right = of(pair[1]), pair[2], of(pair[3])
        if sign in "-−":
            return Difference(left, right)
        return Ratio(left, right) if unit in _TIMES else Share(left, right)
    if (growth := _GROWTH.fullmatch(inside)) is not None and growth[2] == growth[3]:
        return Growth(of(growth[1]), of(growth[2]))
    raise BadSlot(f"{inside} is no slot")


def _computed(expression: Expression, unit: str, used: tuple[str, ...], marks: tuple[int, ...], evidence: Evidence) -> Filling:
    mark = "".join(f"[{m}]" for m in marks)
    try:
        own = unit_of_result(expression)
        if own.dimension != "money":
            if unit and unit not in (*_PERCENT, *_TIMES):
                raise BadSlot(f"this is no figure in {unit}")
            value, name = evaluate(expression, 2), "倍" if own == TIMES else own.name
            return Filling(f"{value:,}{name}{mark}", Claimed(f"{value:,}{name}", value, name, 2, expression), marks, used)
        target = unit_of("元" if unit == "yuan" else unit) if unit else _unit_of_first(expression)
        if target is None or target.dimension != "money":
            raise BadSlot(f"{unit} is no unit of money")
        places = _places(expression, target.power)
        value = evaluate(expression, places, target)
        if isinstance(expression, Difference) and value < 0:
            raise BadSlot("the difference is negative: swap its two sides")
    except ArithmeticRefusal as refused:
        raise BadSlot(str(refused)) from None
    name = " yuan" if evidence.language == "en" and target.power == 0 else target.name
    text = f"{value:,}{name}"
    whole = exact(expression) == _yuan(value, target.power)
    beside = "" if whole or len(used) > 1 else f"（{evidence.records[used[0]].claimed.text}）"
    return Filling(f"{text}{mark}{beside}", Claimed(text, value, target.name, places, expression), marks, used)


def _yuan(value: Decimal, power: int) -> Fraction:
    """A shown value in 元."""
    return Fraction(value) * Fraction(10) ** power


def _unit_of_first(expression: Expression) -> Unit | None:
    return next(leaves(expression)).amount.unit


def _places(expression: Expression, power: int) -> int:
    """As many digits as keep the figure exact, but two at least and four at most."""
    first = next(leaves(expression)).amount
    own = first.unit.power if first.unit else 0
    exactly = max(first.decimals + power - own, 0)
    return min(max(exactly, 2 if power > 0 else 0), 4)


@dataclass
class Filler:
    """Fills the slots of a text that comes in pieces; what may be a slot is held back until it is whole."""

    evidence: Evidence
    _held: str = ""
    fillings: list[Filling] = field(default_factory=list)

    def more(self, piece: str) -> str:
        """The text that can be shown now; a bad slot shows as 〔?〕 until its draft is judged."""
        self._held += piece
        start = self._held.rfind("{{")
        open_end = start >= 0 and "}}" not in self._held[start:] and len(self._held) - start < 70
        cut = start if open_end else len(self._held) - (self._held.endswith("{"))
        ready, self._held = self._held[:cut], self._held[cut:]
        return SLOT.sub(self._shown, ready)

    def rest(self) -> str:
        held, self._held = self._held, ""
        return SLOT.sub(self._shown, held)

    def _shown(self, found: re.Match[str]) -> str:
        try:
            return filling(found[1], self.evidence).text
        except BadSlot:
            return "〔?〕"


def braces(draft: str) -> bool:
    """Are there braces outside of whole slots?"""
    return bool(_BRACES.search(SLOT.sub("", draft)))
