"""What a comparison leaves unsaid: its two years, the two ends of a year, the whole of which the rest is told."""

from __future__ import annotations

import re

from qa.arithmetic import Cell, Difference, Expression, Share
from qa.check.claim import Claim, Thread
from qa.check.relations import Computation
from qa.check.text import MASK, label_of

_SINCE = re.compile(r"年?度?以来")


def between_years(claim: Claim) -> tuple[int, int] | None:
    """2021年以来累计增加: from that year to the last one named; 对比2021年和2022年: from the one to the other."""
    years, text = claim.sentence.years, claim.sentence.text
    first = next((y for y in years if y.start < claim.numeral.start and _SINCE.match(text[y.end :])), None)
    if first is not None:
        later = [y.year for y in years if y.year > first.year]
        return (first.year, max(later)) if later else None
    ahead, between = (text[: years[0].start], text[years[0].end : years[1].start]) if len(years) > 1 else ("", "")
    if re.search("(?:对比|比较)$", ahead.rstrip()) and re.fullmatch("[和与、同跟]", between.strip()):
        older, newer = sorted(y.year for y in years[:2])
        return older, newer
    return None


_OPENING, _CLOSING = "年初", "年末"


def opened_and_closed(thread: Thread) -> bool:
    """Are the two figures just before what there was at the beginning of the year and at its end, of one thing?"""
    cells = [figure.truth for figure in thread.figures[-2:] if isinstance(figure.truth, Cell)]
    labels = [label_of(cell.fact.row[-1]) for cell in cells if cell.fact.row]
    return len(labels) == 2 and labels[0].replace(_OPENING, _CLOSING, 1) == labels[1] != labels[0]


_REST = re.compile(r"(?:其余|剩余|余下|剩下|另外)(?:的|部分|占)*(?:约|近)?$")


def the_rest(claim: Claim, thread: Thread) -> list[Computation]:
    """甲占10%，其余90%为乙: what the shares that the sentence has stated leave of their whole."""
    shares = [operand.truth for operand in thread.rates if isinstance(operand.truth, Share)]
    said = claim.sentence.bare[claim.begin : claim.numeral.begin].replace(MASK, "")
    if not _REST.search(said) or len({share.whole for share in shares}) != 1:
        return []
    rest: Expression = shares[0].whole
    for share in shares:
        rest = Difference(rest, share.part)
    return [Computation(Share(rest, shares[0].whole))]
