"""The row of totals of a pasted table: the sum of the rows above it, or the total that a table of theirs prints."""

from __future__ import annotations

from qa.arithmetic import Cell
from qa.check.agree import agree, in_unit
from qa.check.claim import Judged
from qa.check.evaluate import evaluate
from qa.check.lookup import generic
from qa.check.printed import prints
from qa.check.reading import Reading
from qa.check.relations import Computation, Operand, all_of
from qa.check.text import label_of
from qa.check.words import pattern


def summed(judged: Judged, above: list[Operand], partial: bool) -> Judged:
    """The verdict; `partial`: a total beside it in the row is one of which the rows above are not all."""
    if judged.verdict == "verified" or len(above) < 2:
        return judged
    together = evaluate(judged.numeral, [Computation(all_of(above))], None)
    if together is not None and together.verdict == "recomputed":
        return together
    own = _printed(judged, above)
    if own is not None:
        return own
    if partial:
        return Judged(judged.numeral, "unsupported", judged.why)
    return together or judged


def _printed(judged: Judged, above: list[Operand]) -> Judged | None:
    """Verified by the total of the table that prints the rows above, in their column, where only some are listed."""
    for reading in (r for operand in above for r in operand.readings):
        table = reading.words.tables[reading.entry.table].table
        for row in table.rows:
            for fact in row.facts:
                value = in_unit(fact.amount, judged.numeral.unit)
                if value is None or not agree(judged.numeral, value).holds or fact.year != reading.fact.year:
                    continue
                if _totals(fact.row) and fact.col == reading.fact.col or _beside(fact.col, reading) and fact.row == reading.fact.row:
                    operand = Operand(Cell(fact), (Reading(fact, reading.words, reading.entry, False),))
                    return Judged(judged.numeral, "verified", (prints(fact),), None, None, (fact,), operand)
    return None


def _totals(path: tuple[str, ...]) -> bool:
    return bool(path) and len(path) == 1 and pattern("totals").match(label_of(path[0])) is not None


def _beside(col: tuple[str, ...], reading: Reading) -> bool:
    """Is it the column of the whole row, among columns of its parts?"""
    own = reading.fact.col
    return bool(own) and all(generic(head) for head in col) and not all(generic(head) for head in own)
