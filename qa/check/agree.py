"""Whether an exact number bears out a stated one: equal, rounded half-up, or as near as its words say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from corpus.model import Amount, Unit
from qa.arithmetic import rounded
from qa.check.numerals import Numeral
from qa.check.reasons import Reason, because

NEAR = Fraction(5, 100)
"""How far off 约, 近 and 左右 may lie at most, as a part of the number."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Does it hold, and what is there to say of it (in what way it is not simply equal)?"""

    holds: bool
    note: Reason | None = None


NO = Agreement(False)


def in_unit(amount: Amount, unit: Unit | None) -> Fraction | None:
    """A printed amount in the unit of a text; None where the two are of different kinds, or the unit is not known."""
    if unit is None:
        return Fraction(amount.value)
    if amount.unit is None or amount.unit.dimension != unit.dimension:
        return None
    if unit.dimension == "count" and unit.name.split("(")[0] != amount.unit.name.split("(")[0].split("（")[0]:
        return None
    return Fraction(amount.base) / Fraction(10) ** unit.power


def agree(numeral: Numeral, value: Fraction) -> Agreement:
    """Is `value`, in the numeral's unit, what the text says?"""
    if numeral.until is not None:
        low, high = sorted((Fraction(numeral.value), Fraction(numeral.until)))
        return Agreement(low <= value <= high, because("within", low_text(low), low_text(high)))
    if numeral.vague is not None:
        return _vague(numeral, value)
    if numeral.shape != "plain":
        slack = {"tenths": Fraction(2), "fraction": Fraction(1), "doubled": Fraction(5)}[numeral.shape]
        return Agreement(abs(value - Fraction(numeral.value)) <= slack, because("points", str(slack)))
    if Fraction(numeral.value) == value:
        return Agreement(True)
    return _rounds(numeral, value)


def _rounds(numeral: Numeral, value: Fraction) -> Agreement:
    """Rounded half-up to the digits shown, if those are enough to tell the figure by."""
    shown = rounded(value, numeral.decimals)
    if shown != numeral.value or shown == 0:
        return NO
    close = abs(value - Fraction(numeral.value)) <= abs(value) * Fraction(2, 100)
    percent = numeral.unit is not None and numeral.unit.dimension == "percent"
    enough = percent or close or numeral.decimals >= 2
    return Agreement(enough, because("rounded", decimal_text(value)))


def step(numeral: Numeral) -> Fraction:
    """One unit of the last digit that is not a filling zero: 1 for 87, 10 for 90, 0.01 for 87.99."""
    if numeral.decimals:
        return Fraction(1, 10**numeral.decimals)
    digits = str(abs(int(numeral.value)))
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0")))) if digits.strip("0") else Fraction(1)


def _vague(numeral: Numeral, value: Fraction) -> Agreement:
    stated, unit = Fraction(numeral.value), step(numeral)
    if rounded(value, numeral.decimals) == numeral.value and numeral.vague in ("about", "at_least", "at_most"):
        return Agreement(
            numeral.vague == "about" or value == stated or (value > stated) == (numeral.vague == "at_least")
        )
    slack = max(min(unit / 2, NEAR * abs(stated)), Fraction(1, 2 * 10**numeral.decimals))
    match numeral.vague:
        case "about":
            low, high = stated - slack, stated + slack
        case "under_near":
            low, high = stated - NEAR * abs(stated), stated
        case "over" | "at_least":
            low, high = stated, stated + unit
        case _:
            low, high = stated - unit, stated
    holds = low <= value <= high
    if numeral.vague in ("over", "under", "under_near") and value == stated:
        holds = False
    return Agreement(holds, because("within", low_text(low), low_text(high)))


def decimal_text(value: Fraction, places: int = 6) -> str:
    """A value as a person writes it: no more digits than needed, at most `places`."""
    text = format(rounded(value, places), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def low_text(value: Fraction) -> str:
    """A bound, in at most four digits after the point."""
    return decimal_text(value, 4)


def expected_text(numeral: Numeral, value: Fraction, decimals: int) -> str:
    """The right figure in the unit of the text: with the digits of the text where they tell it apart, else with all."""
    short = rounded(value, numeral.decimals)
    tells = abs(Fraction(short) - value) <= abs(value) / 100
    if tells and short != numeral.value and decimals > numeral.decimals and numeral.decimals:
        return format(short, "f")
    return format(rounded(value, decimals), "f")


def shown(value: Decimal) -> str:
    """A decimal string without an exponent."""
    return format(value, "f")
