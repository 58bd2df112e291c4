"""人均, 平均每辆: an amount over a count, where the text has given both and the disclosures bear both out."""

from __future__ import annotations

import re
from fractions import Fraction

from corpus.model import Fact
from qa.arithmetic import Cell, Expression, Part
from qa.check.claim import Claim, Thread
from qa.check.corpus import Corpus
from qa.check.match import find
from qa.check.reading import Reading
from qa.check.reasons import because
from qa.check.relations import Computation
from qa.check.text import MASK, plain
from qa.check.words import pattern, trimmed


def per_head(claim: Claim, corpus: Corpus, thread: Thread) -> list[Computation]:
    """The amount that the words name, else the last one spoken of, divided by the last count of what they divide by."""
    said = pattern("per_head").search(claim.said)
    count = _count(said["of"] or "人", thread) if said else None
    if said is None or count is None or count.amount.value <= 0:
        return []
    factor = Fraction(1) / Fraction(count.amount.value)
    return [
        Computation(Part(amount, factor, f"1/{count.text}"), because("per_head", count.page, f"{count.text}{count.unit}"))
        for amount in _amounts(claim, said, corpus, thread)
    ]  # fmt: skip


def _count(of: str, thread: Thread) -> Fact | None:
    """The last count of these that was borne out."""
    held = [o.truth.fact for o in thread.figures if o.sound and isinstance(o.truth, Cell)]
    alike = "人名" if of in "人名" else of
    fit = [f for f in held if f.amount.unit and f.amount.unit.dimension == "count" and f.amount.unit.name[0] in alike]
    return fit[-1] if fit else None


def _amounts(claim: Claim, said: re.Match[str], corpus: Corpus, thread: Thread) -> list[Expression]:
    rest = claim.said[: said.start()].replace(MASK, ""), claim.said[said.end() :]
    named = [part for part in rest if trimmed(plain(part))]
    if named:
        readings: tuple[Reading, ...] = find((named[-1],), claim.scope, corpus.within(claim.scope)).readings
        return [Cell(reading.fact) for reading in readings]
    held = [o.truth for o in thread.figures if o.sound and isinstance(o.truth, Cell)]
    money = [cell for cell in held if cell.fact.amount.unit and cell.fact.amount.unit.dimension == "money"]
    return list(money[-1:])
