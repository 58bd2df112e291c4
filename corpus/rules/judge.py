"""Is a printed figure what others make it? Equal, rounding or mismatch, by intervals: never by a fixed tolerance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from corpus.model import Amount, Interval, round_half_up

Outcome = Literal["equal", "rounding", "mismatch"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome, the value that was expected (in the printed figure's unit), and whether only the last digit differs."""

    outcome: Outcome
    expected: Decimal
    difference: Decimal
    last_digit: bool


def judge_sum(total: Amount, parts: Sequence[tuple[int, Amount]]) -> Judgement:
    """A printed total against printed parts with their signs: the intervals of all terms must meet (DOMAIN: Rounding)."""
    exact = sum((sign * part.base for sign, part in parts), Decimal(0))
    span = Interval(Decimal(0), Decimal(0))
    for sign, part in parts:
        span = span + part.interval() if sign > 0 else span - part.interval()
    power = total.unit.power if total.unit else 0
    expected = in_digits(exact.scaleb(-power), total.decimals)
    difference = total.value - expected
    if difference == 0:
        return Judgement("equal", expected, difference, False)
    outcome: Outcome = "rounding" if span.meets(total.interval()) else "mismatch"
    return Judgement(outcome, expected, difference, _last(difference, total.decimals))


def in_digits(value: Decimal, decimals: int) -> Decimal:
    """The same value with the digits that a figure beside it prints, and more only where it needs them.

    >>> in_digits(Decimal("154.5000"), 2), in_digits(Decimal("154.5625"), 2), in_digits(Decimal("100"), 2)
    (Decimal('154.50'), Decimal('154.5625'), Decimal('100.00'))
    """
    short = round_half_up(value, decimals)
    return short if short == value else Decimal(format(value, "f").rstrip("0"))


def judge_percent(part: Amount, whole: Amount, printed: Amount, whole_of: Interval | None = None) -> Judgement | None:
    """A printed percentage against part ÷ whole; None where the whole is zero. The sign of the printed one is left."""
    if whole.base == 0:
        return None
    return percent_of(part.base, part.interval(), whole.base, whole_of or whole.interval(), printed)


def percent_of(part: Decimal, part_of: Interval, whole: Decimal, whole_of: Interval, printed: Amount) -> Judgement:
    """The same on exact values and their intervals (positive wholes)."""
    exact = abs(part / whole * 100)
    shown = round_half_up(exact, printed.decimals)
    value = abs(printed.value)
    if shown == value:
        return Judgement("equal", exact, Decimal(0), False)
    low = min(abs(part_of.low), abs(part_of.high)) / max(abs(whole_of.low), abs(whole_of.high)) * 100
    high = (
        max(abs(part_of.low), abs(part_of.high))
        / max(min(abs(whole_of.low), abs(whole_of.high)), Decimal("1e-9"))
        * 100
    )
    own = printed.interval()
    own = Interval(min(abs(own.low), abs(own.high)), max(abs(own.low), abs(own.high)))
    outcome: Outcome = "rounding" if Interval(low, high).meets(own) else "mismatch"
    return Judgement(outcome, exact, value - shown, _last(value - shown, printed.decimals))


def _last(difference: Decimal, decimals: int) -> bool:
    return abs(difference) <= Decimal(1).scaleb(-decimals)
