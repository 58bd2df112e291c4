"""Percentage points: by how much a share, or a rate of change, is another one than that of a year before or of a sibling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from qa.arithmetic import Cell, Difference, Expression, Share, exact, leaves, rounded
from qa.check.claim import Claim, Judged, Thread
from qa.check.corpus import Corpus
from qa.check.lookup import Entry
from qa.check.numerals import Numeral
from qa.check.reading import Reading
from qa.check.reasons import because
from qa.check.relations import Computation, Operand, counterparts


def of_points(claim: Claim, thread: Thread, corpus: Corpus) -> list[Computation]:
    """比上年提高2个百分点: the rate that the text has just given, against the one before it, else against that of the
    year that is compared with."""
    rates = [operand.truth for operand in thread.rates]
    if len(rates) > 1 and not _compared(claim):
        return [Computation(Difference(rates[-1], rates[-2]))]
    if not rates or claim.scope.about is None:
        return []
    years = [y.year for y in claim.sentence.years if y.compared and claim.begin <= y.start < claim.numeral.start]
    year = years[-1] if years else claim.scope.about - 1
    earlier = _of_year(rates[-1], year, claim, corpus)
    return [Computation(Difference(rates[-1], rate), because("since", year)) for rate in earlier]


def of_rounded(
    numeral: Numeral, options: Sequence[Computation], direction: Literal["up", "down"] | None
) -> Judged | None:
    """The difference of the two percentages as they are written, each rounded to the digits of the text."""
    for option in options:
        difference = option.expression
        assert isinstance(difference, Difference)
        one, other = (rounded(exact(side), numeral.decimals) for side in (difference.left, difference.right))
        gap = other - one if direction == "down" else one - other
        if (gap if direction else abs(gap)) == numeral.value:
            facts = tuple(dict.fromkeys(leaves(difference)))
            why = tuple(reason for reason in (because("computed"), option.note) if reason is not None)
            return Judged(numeral, "recomputed", why, None, f"{one}% − {other}%", facts, Operand(difference))
    return None


def _compared(claim: Claim) -> bool:
    return any(y.compared and claim.begin <= y.start < claim.numeral.start for y in claim.sentence.years)


def _of_year(rate: Expression, year: int, claim: Claim, corpus: Corpus) -> list[Expression]:
    """The same rate of another year."""
    if not isinstance(rate, Share) or not isinstance(rate.part, Cell) or not isinstance(rate.whole, Cell):
        return []
    parts, wholes = (_figures(cell, year, claim, corpus) for cell in (rate.part, rate.whole))
    return [Share(part, whole) for part in parts for whole in wholes if exact(whole)]


def _figures(cell: Cell, year: int, claim: Claim, corpus: Corpus) -> list[Cell]:
    fact = cell.fact
    words = corpus.of(fact.document)
    out = []
    for k, held in enumerate(words.tables):
        for row in held.table.rows if held.table.id == fact.table_id else ():
            if any(other.id == fact.id for other in row.facts):
                reading = Reading(fact, words, Entry(k, row), True)
                out += [Cell(f) for f in counterparts(reading, year, fact.kind, claim.scope, corpus)]
    return out
