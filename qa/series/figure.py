"""An amount to be set beside others: in one unit with them, and with the printed figures that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from corpus.model import PERCENT, WAN, Fact, Unit
from qa.arithmetic import ArithmeticRefusal, Cell, Expression, evaluate, leaves, unit_of_result
from qa.resolve.found import Found

Verdict = Literal["verified", "recomputed"]


@dataclass(frozen=True, slots=True)
class Shown:
    """`value` in `unit`, no digit of it lost; `verdict` says whether it is printed so or computed from `facts`."""

    value: Decimal
    unit: str
    verdict: Verdict
    facts: tuple[Fact, ...]
    expression: Expression | None = None
    quote: str = ""

    @property
    def text(self) -> str:
        """The value with its thousands marked."""
        return f"{self.value:,f}"


def shown(found: Found) -> Shown | None:
    """What was found as an amount: money in 万元, else in its own unit. None where there is no figure to put forward."""
    if found.judgement == "zero" and found.zero is not None:
        facts = (found.zero.fact,) if found.zero.fact else ()
        return Shown(Decimal("0.00"), WAN.name, "verified", facts, None, found.zero.quote)
    if not found.solid or found.quantity is None:
        return None
    return of_expression(found.quantity.expression)


def of_expression(expression: Expression) -> Shown | None:
    """The exact value of sums and differences of printed figures; None where they do not go together."""
    facts = tuple(leaves(expression))
    try:
        unit = unit_of_result(expression)
    except ArithmeticRefusal:
        return None
    target = WAN if unit.dimension == "money" else unit
    value = evaluate(expression, max(_places(fact, target) for fact in facts), target)
    return Shown(_trimmed(value), target.name, "verified" if isinstance(expression, Cell) else "recomputed", facts, expression)


def percent(expression: Expression) -> Shown | None:
    """A share or a growth, rounded half-up to two digits; None where its base is zero."""
    try:
        value = evaluate(expression, 2)
    except (ArithmeticRefusal, ZeroDivisionError):
        return None
    return Shown(value, PERCENT.name, "recomputed", tuple(leaves(expression)), expression)


def _places(fact: Fact, target: Unit) -> int:
    """The digits after the point that keep every printed one of this figure in `target`."""
    own = fact.amount.unit
    return max(0, fact.amount.decimals + (target.power - own.power if own is not None else 0))


def _trimmed(value: Decimal) -> Decimal:
    """Without zeros at the end past two digits: they come from the change of unit, not from print."""
    while value.as_tuple().exponent != 0 and -int(value.as_tuple().exponent) > 2 and value.as_tuple().digits[-1] == 0:
        value = value.quantize(Decimal(1).scaleb(int(value.as_tuple().exponent) + 1))
    return value
