"""Computations that a phrase may mean, tried on the figure that the text states."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice
from typing import Literal

from qa.arithmetic import (
    TIMES,
    ArithmeticRefusal,
    Difference,
    Expression,
    Growth,
    Share,
    Sum,
    exact,
    leaves,
    render,
    unit_of_result,
)
from qa.check.agree import agree, expected_text, slip
from qa.check.claim import Judged
from qa.check.numerals import POINTS, Numeral
from qa.check.reasons import Reason, because
from qa.check.relations import Computation, Operand

MOST = 240
"""So many computations of one phrase are tried; beyond that the phrase says too little."""


def evaluate(
    numeral: Numeral, options: Iterable[Computation], direction: Literal["up", "down"] | None
) -> Judged | None:
    """The first computation that gives the figure, or the contradiction by the first that can be computed."""
    wrong: Judged | None = None
    for option in islice(options, MOST):
        value = _value(numeral, option.expression)
        if value is None:
            continue
        compared = _compared(value, numeral, direction)
        agreement = agree(numeral, compared)
        if agreement.holds:
            why = tuple(r for r in (because("computed"), option.note, agreement.note) if r is not None)
            return _judged(numeral, option, why, None)
        if agreement.literal:
            wrong = wrong or _short_of(numeral, option)
        meant = wrong is None or _more_likely(numeral, compared, option, wrong)
        wrong = _judged(numeral, option, (), compared) if meant else wrong
    return wrong


def _more_likely(numeral: Numeral, value: Fraction, option: Computation, held: Judged) -> bool:
    """Is this what was meant rather than the wrong one held so far: looks the number like it mistyped, or are its
    figures those of the wider tables?"""
    if held.expected is None or held.operand is None:
        return False
    was, is_ = slip(numeral, Fraction(held.expected)), slip(numeral, value)
    if was or is_:
        return is_ and not was
    here, there = option.expression, held.operand.truth
    wider = isinstance(here, Difference | Sum) and type(there) is type(here)
    if isinstance(here, Share) and isinstance(there, Share):
        wider = here.whole == there.whole
    return wider and _size(option.expression) > _size(held.operand.truth)


def _size(expression: Expression) -> Fraction:
    return sum((abs(Fraction(fact.amount.base)) for fact in leaves(expression)), Fraction(0))


def _compared(value: Fraction, numeral: Numeral, direction: Literal["up", "down"] | None) -> Fraction:
    """A computed value as the text writes it: without its sign where the words do not say which way, or say down."""
    if direction == "down":
        return -value
    signed = direction == "up" or numeral.value < 0
    return value if signed else abs(value)


def _judged(numeral: Numeral, option: Computation, why: tuple[Reason, ...], instead: Fraction | None) -> Judged:
    facts = tuple(dict.fromkeys(leaves(option.expression)))
    shown = render(option.expression)
    if instead is None:
        return Judged(numeral, "recomputed", why, None, shown, facts, Operand(option.expression))
    reason = because("other_way" if agree(numeral, -instead).holds else "differs")
    percent = numeral.unit is not None and numeral.unit.dimension == "percent"
    expected = expected_text(numeral, instead, max(numeral.decimals, 2 if percent else 0))
    return Judged(numeral, "contradicted", (reason,), expected, shown, facts, Operand(option.expression, sound=False))


def _short_of(numeral: Numeral, option: Computation) -> Judged:
    """True to the letter (超过三成 of eight tenths), but nothing that bears it out."""
    facts = tuple(dict.fromkeys(leaves(option.expression)))
    return Judged(numeral, "unsupported", (because("literal"),), evidence=facts, operand=Operand(option.expression))


def _of_rates(expression: Expression) -> bool:
    """Is it a difference of two percentages?"""
    return isinstance(expression, Difference) and all(
        isinstance(side, Share | Growth) for side in (expression.left, expression.right)
    )


def _value(numeral: Numeral, expression: Expression) -> Fraction | None:
    """An expression in the unit of the text; None where it cannot be computed, or is of another kind."""
    try:
        own, value = unit_of_result(expression), exact(expression)
    except ArithmeticRefusal:
        return None
    if numeral.unit is None:
        return None
    if numeral.unit == POINTS and not _of_rates(expression):
        return None  # only a change of percentages is one
    if numeral.unit == TIMES and own.dimension == "percent":
        return value / 100
    if numeral.unit.dimension != own.dimension:
        return None
    return value / Fraction(10) ** numeral.unit.power
