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
NEAR_TENTHS = Fraction(4)
"""近九成 is 86 % and more."""
WIDE = Fraction(15, 100)
"""超过 and 不足 are said of what lies within this part of the number, or within a unit of its last digit that counts."""


_CENTS = 2
"""The right figure is given with no fewer digits after the point than this, where it has them."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Does it hold, and what is there to say of it (in what way it is not simply equal)?"""

    holds: bool
    note: Reason | None = None
    literal: bool = False
    """Where it does not hold: is it true to the letter all the same (超过100万元 of 480)? Then nothing is contradicted."""


NO = Agreement(False)


def in_unit(amount: Amount, unit: Unit | None) -> Fraction | None:
    """A printed amount in the unit of a text; None where the two are of different kinds, or the unit is not known."""
    if unit is None:
        return Fraction(amount.value)
    if amount.unit is None or amount.unit.dimension != unit.dimension:
        return None
    if unit.dimension == "percent" and amount.unit.name != unit.name:
        return None
    if unit.dimension == "count" and _counted(unit) != _counted(amount.unit):
        return None
    return Fraction(amount.base) / Fraction(10) ** unit.power


def _counted(unit: Unit) -> str:
    """What is counted: 台 and 台（套） alike, and people by either of their words."""
    name = unit.name.replace("（", "(").split("(")[0]
    return "人" if name in ("名", "位") else name


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
    """One unit of the last digit that is not a filling zero: 1 for 87, 10 for 90, 0.01 for 87.99; 10 for 一成."""
    if numeral.shape != "plain":
        part = 1 if numeral.value == 50 else Fraction(2, 5)  # 一半以上 is anything above the half
        return Fraction(10) if numeral.shape == "tenths" else abs(Fraction(numeral.value)) * part
    if numeral.decimals:
        return Fraction(1, 10**numeral.decimals)
    digits = str(abs(int(numeral.value)))
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0")))) if digits.strip("0") else Fraction(1)


def _vague(numeral: Numeral, value: Fraction) -> Agreement:
    stated = Fraction(numeral.value)
    if numeral.vague == "about":
        if rounded(value, numeral.decimals) == numeral.value:
            return Agreement(True)
        low, high = stated - _slack(numeral), stated + _slack(numeral)
        return Agreement(low <= value <= high, because("within", low_text(low), low_text(high)))
    if numeral.vague == "under_near":
        low = stated - (
            NEAR_TENTHS if numeral.shape == "tenths" else NEAR * abs(stated) * (2 if _loose(numeral) else 1)
        )
        return Agreement(low <= value < stated, because("within", low_text(low), low_text(stated)))
    if numeral.vague == "rest":
        high = 2 * stated + 100 if numeral.shape == "doubled" else stated + step(numeral)
        return Agreement(stated < value < high, because("within", low_text(stated), low_text(high)))
    room = max(step(numeral), WIDE * abs(stated))
    above = numeral.vague in ("over", "at_least")
    low, high = (stated, stated + room) if above else (stated - room, stated)
    side = value > stated if above else value < stated
    literal = side or (value == stated and numeral.vague in ("at_least", "at_most"))
    return Agreement(literal and low <= value <= high, because("within", low_text(low), low_text(high)), literal)


def _loose(numeral: Numeral) -> bool:
    return numeral.shape in ("fraction", "doubled")


def _slack(numeral: Numeral) -> Fraction:
    """How far off 约 may be: half a unit of the last digit that counts, at most 5 %; a fraction by its own room."""
    near = NEAR * abs(Fraction(numeral.value))
    if numeral.shape != "plain":
        return max(near, Fraction({"tenths": 3, "fraction": 2, "doubled": 10}[numeral.shape]))
    return max(min(step(numeral) / 2, near), Fraction(1, 2 * 10**numeral.decimals))


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
    text = format(rounded(value, decimals), "f")
    spare = len(text.partition(".")[2]) - max(numeral.decimals, _CENTS)
    kept = text.rstrip("0") if spare > 0 else text  # 363,800元 is 36.38万元
    return text[: max(len(kept), len(text) - spare)] if spare > 0 else text


def slip(numeral: Numeral, value: Fraction) -> bool:
    """Does a stated number look like this one mistyped: one digit another, two of them swapped, a power of ten off?"""
    right = rounded(value, numeral.decimals)
    if not right or not numeral.value:
        return False
    one, other = (str(abs(number)).replace(".", "").lstrip("0") for number in (numeral.value, right))
    if one.rstrip("0") == other.rstrip("0"):
        return True
    if len(one) != len(other):
        return False
    differing = [k for k in range(len(one)) if one[k] != other[k]]
    if len(differing) == 1:
        return len(one) > 2
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1
    return swapped and one[differing[0]] == other[differing[1]] and one[differing[1]] == other[differing[0]]


def shown(value: Decimal) -> str:
    """A decimal string without an exponent."""
    return format(value, "f")
