"""What resolving a phrase comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from corpus.model import Document, Fact, Passage, Row, Sentence, Table, Unit
from qa.arithmetic import Cell, Expression, evaluate, exact, leaves, unit_of_result

Judgement = Literal["exact", "derived", "zero", "inside", "mentioned", "absent"]


@dataclass(frozen=True)
class Quantity:
    """An amount that a disclosure bears out: a printed figure, or an expression over printed ones.

    `coarse`: it is worked out of figures of several units and shown to no finer place than the coarsest of them prints.
    """

    expression: Expression
    label: str
    document: Document
    table: str | None
    year: int | None
    agreeing: tuple[Fact, ...] = ()
    note: str = ""
    coarse: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(leaves(self.expression))

    @property
    def unit(self) -> Unit | None:
        """The unit it is shown in: that of its first figure."""
        return self._shown.amount.unit

    @property
    def _shown(self) -> Fact:
        """The figure whose unit it is shown in."""
        units = {f.amount.unit for f in self.facts}
        if not self.coarse or len(units) < 2:
            return self.facts[0]
        return max(self.facts, key=lambda f: (f.amount.unit.power if f.amount.unit else 0) - f.amount.decimals)

    @property
    def decimals(self) -> int:
        return self._shown.amount.decimals if self._coarser else max(f.amount.decimals for f in self.facts)

    @property
    def _coarser(self) -> bool:
        return self._shown is not self.facts[0]

    @property
    def value(self) -> Decimal:
        """In `unit`, with the digits of its figures."""
        if isinstance(self.expression, Cell):
            return self.expression.fact.amount.value
        decimals = self.decimals
        unit = self.unit
        if unit is not None and unit.dimension == "money":
            power = unit.power
            places = (f.amount.decimals + power - (f.amount.unit.power if f.amount.unit else 0) for f in self.facts)
            decimals = decimals if self._coarser else max(places)
        return evaluate(self.expression, max(0, decimals), unit if unit and unit.dimension == "money" else None)

    @property
    def exact(self) -> object:
        """Comparable over units: 元 for money."""
        return exact(self.expression)

    @property
    def printed(self) -> bool:
        return isinstance(self.expression, Cell)

    @property
    def comparable(self) -> bool:
        try:
            unit_of_result(self.expression)
        except ValueError:
            return False
        return True


@dataclass(frozen=True)
class Conflict:
    """The disclosure says otherwise of the same thing."""

    fact: Fact
    document: Document
    sentence: Sentence | None


@dataclass(frozen=True)
class Zero:
    """Nothing, with the sentence or note that says so."""

    document: Document
    table: Table | None
    quote: str
    page: int
    bbox: tuple[float, float, float, float]
    sentence: Sentence | None = None
    fact: Fact | None = None


@dataclass(frozen=True)
class Mention:
    """Where a thing is named without a figure of its own, and the narrowest line around it where one is known."""

    document: Document
    quote: str
    page: int
    bbox: tuple[float, float, float, float]
    sentence: Sentence | None
    passage: Passage | None
    row: Row | None
    table: Table | None
    line: Quantity | None = None


@dataclass(frozen=True)
class Found:
    """The outcome for one phrase in one department, year and kind."""

    judgement: Judgement
    quantity: Quantity | None = None
    others: tuple[Quantity, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    zero: Zero | None = None
    mention: Mention | None = None
    reason: str = ""
    changes: tuple[Fact, ...] = field(default=())

    @property
    def solid(self) -> bool:
        """Is there a figure to put forward?"""
        return self.judgement in ("exact", "derived") and self.quantity is not None
