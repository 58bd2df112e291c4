"""Arithmetic over printed figures: expressions whose leaves are facts, computed exactly and rounded half-up once.

Divisions are kept as fractions until the digits that are shown are known, so nothing is rounded twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from corpus.model import PERCENT, YUAN, Fact, Unit

TIMES = Unit("倍", "count")
ITEMS = Unit("项", "count")


class ArithmeticRefusal(ValueError):
    """These figures cannot be computed with: units unknown or of different kinds, or a base of zero."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed figure."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Sum:
    """All terms together."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`left` less `right`; negative where the right one is larger."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Share:
    """What part of `whole` is `part`, in percent."""

    part: Expression
    whole: Expression


@dataclass(frozen=True, slots=True)
class Growth:
    """By how much of `before` is `now` larger, in percent; negative where it is smaller."""

    now: Expression
    before: Expression


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times `right` is `left`."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of the terms."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Each:
    """What comes to each of so many: `whole`, of any unit, by `heads`, a number of things; in the unit of `whole`."""

    whole: Expression
    heads: Expression


@dataclass(frozen=True, slots=True)
class YearlyGrowth:
    """The even growth a year, in percent, that makes `now` of `before` in `years` years (年均增长率, compound)."""

    now: Expression
    before: Expression
    years: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of these."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """So much of `whole` as the question asks for; `said` is how it is written: 30%, 1/3."""

    whole: Expression
    factor: Fraction
    said: str


Expression = Cell | Sum | Difference | Share | Growth | Ratio | Average | Each | YearlyGrowth | Count | Part


def unit_of_result(expression: Expression) -> Unit:
    """The unit that `exact` counts in: 元 for money, else the unit of the figures, % or 倍."""
    match expression:
        case Cell(fact):
            if fact.amount.unit is None:
                raise ArithmeticRefusal(f"the unit of {fact.text} is not known")
            return YUAN if fact.amount.unit.dimension == "money" else fact.amount.unit
        case Sum(terms) | Average(terms):
            return _one_unit(terms)
        case Difference(left, right):
            return _one_unit((left, right))
        case Share(part, whole):
            _one_unit((part, whole))
            return PERCENT
        case Growth(now, before):
            _one_unit((now, before))
            return PERCENT
        case YearlyGrowth(now, before, _):
            _one_unit((now, before))
            return PERCENT
        case Count(_):
            return ITEMS
        case Part(whole, _, _):
            return unit_of_result(whole)
        case Each(whole, heads):
            if unit_of_result(heads).dimension != "count":
                raise ArithmeticRefusal("only by a number of things is something divided among them")
            return unit_of_result(whole)
        case Ratio(left, right):
            _one_unit((left, right))
            return TIMES
        case _:
            assert_never(expression)


def exact(expression: Expression) -> Fraction:
    """The exact value, in 元 for money, else in `unit_of_result`. Raises ArithmeticRefusal."""
    unit_of_result(expression)
    match expression:
        case Cell(fact):
            return Fraction(fact.amount.base)
        case Sum(terms):
            return sum((exact(term) for term in terms), Fraction(0))
        case Difference(left, right):
            return exact(left) - exact(right)
        case Share(part, whole):
            return 100 * _quotient(exact(part), exact(whole))
        case Growth(now, before):
            return 100 * _quotient(exact(now) - exact(before), exact(before))
        case YearlyGrowth(now, before, years):
            return 100 * (root(_quotient(exact(now), exact(before)), years) - 1)
        case Count(terms):
            return Fraction(len(terms))
        case Part(whole, factor, _):
            return exact(whole) * factor
        case Ratio(left, right):
            return _quotient(exact(left), exact(right))
        case Each(whole, heads):
            return _quotient(exact(whole), exact(heads))
        case Average(terms):
            return sum((exact(term) for term in terms), Fraction(0)) / len(terms)
        case _:
            assert_never(expression)


def evaluate(expression: Expression, decimals: int, unit: Unit | None = None) -> Decimal:
    """The value in `unit` (of the result where None), rounded half-up to `decimals`. Raises ArithmeticRefusal."""
    own = unit_of_result(expression)
    value = exact(expression)
    if unit is not None:
        if unit.dimension != own.dimension:
            raise ArithmeticRefusal(f"a result in {own} is not a figure in {unit}")
        value /= Fraction(10) ** unit.power
    return rounded(value, decimals)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Rounded half-up (halves away from zero) to `decimals` digits, from the exact value.

    >>> rounded(Fraction(1, 8), 2)
    Decimal('0.13')
    """
    scaled = abs(value) * Fraction(10) ** decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-decimals)


def root(value: Fraction, degree: int) -> Fraction:
    """The `degree`-th root of a value that is not negative, cut to 30 digits: more than any figure shows.

    >>> float(root(Fraction(9, 4), 2))
    1.5
    """
    if value < 0 or degree < 1:
        raise ArithmeticRefusal("there is no even growth from or to less than zero")
    digits = 10**30
    wanted = value.numerator * digits**degree // value.denominator
    low, high = 0, max(1, wanted) if degree == 1 else 1 << (wanted.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= wanted else (low, middle - 1)
    return Fraction(low, digits)


def render(expression: Expression) -> str:
    """The expression as a reader sees it: 87.99万元 ÷ 132.99万元."""
    match expression:
        case Cell(fact):
            return f"{fact.text}{fact.unit or ''}"
        case Sum(terms):
            return " + ".join(_inner(term) for term in terms)
        case Difference(left, right):
            return f"{_inner(left)} − {_inner(right)}"
        case Share(part, whole) | Each(part, whole):
            return f"{_inner(part)} ÷ {_inner(whole)}"
        case Growth(now, before):
            return f"({_inner(now)} − {_inner(before)}) ÷ {_inner(before)}"
        case YearlyGrowth(now, before, years):
            return f"({_inner(now)} ÷ {_inner(before)})^(1÷{years}) − 1"
        case Count(terms):
            return f"{len(terms)} × 1"
        case Part(whole, _, said):
            return f"{_inner(whole)} × {said}"
        case Ratio(left, right):
            return f"{_inner(left)} ÷ {_inner(right)}"
        case Average(terms):
            return f"({' + '.join(_inner(term) for term in terms)}) ÷ {len(terms)}"
        case _:
            assert_never(expression)


def leaves(expression: Expression) -> Iterator[Fact]:
    """The printed figures that an expression is made of, in its order."""
    match expression:
        case Cell(fact):
            yield fact
        case Sum(terms) | Average(terms) | Count(terms):
            for term in terms:
                yield from leaves(term)
        case Difference(left, right) | Ratio(left, right):
            yield from leaves(left)
            yield from leaves(right)
        case Share(part, whole) | Each(part, whole):
            yield from leaves(part)
            yield from leaves(whole)
        case Part(whole, _, _):
            yield from leaves(whole)
        case Growth(now, before) | YearlyGrowth(now, before):
            yield from leaves(now)
            yield from leaves(before)
        case _:
            assert_never(expression)


def _inner(expression: Expression) -> str:
    text = render(expression)
    return text if isinstance(expression, Cell) else f"({text})"


PEOPLE = Unit("人", "count")
_HEADS = ("人", "名", "位")
"""How people are counted: 编制62名, 实有58人."""


def _one_unit(terms: tuple[Expression, ...]) -> Unit:
    units = {unit_of_result(term) for term in terms}
    if len(units) > 1 and all(unit.name in _HEADS for unit in units):
        return PEOPLE
    if len(units) != 1:
        raise ArithmeticRefusal("figures of different kinds do not go into one computation")
    return units.pop()


def _quotient(upper: Fraction, lower: Fraction) -> Fraction:
    if lower == 0:
        raise ArithmeticRefusal("there is no share of zero and no growth on zero")
    return upper / lower
