"""A figure that a text computes from others: a sum, a difference, a share, a growth, an average, a multiple."""

from __future__ import annotations

import re

from corpus.model import PERCENT
from qa.arithmetic import ArithmeticRefusal, unit_of_result
from qa.check import lists, operands, sides
from qa.check.claim import Claim, Judged, Thread
from qa.check.corpus import Corpus
from qa.check.evaluate import evaluate
from qa.check.match import find
from qa.check.numerals import POINTS
from qa.check.points import of_rounded
from qa.check.printed import judge_printed
from qa.check.prose import pairs
from qa.check.rates import of_figure
from qa.check.reasons import because
from qa.check.relations import Name, direction_of
from qa.check.told import judge_told, prose_against, prose_for
from qa.check.words import pattern


def judge_computed(claim: Claim, name: Name, corpus: Corpus, thread: Thread) -> Judged:
    """By the operands that the text names; by prose where those are not printed."""
    if name == "growth" and sides.one_of_two(claim.words) and _rates(thread):
        name = "difference"  # of two rates that the text has just named: points, written with a percent sign
    if name in ("difference", "growth") and pairs(pattern("of_kind").sub("", claim.words), light=True):
        thread.phrase = claim.words  # 公务接待费减少10万元，下降4%
    marked = (
        pattern("relation", "share").search(claim.words) is not None
        or "占" in claim.sentence.text[claim.numeral.begin : claim.numeral.start]
        or sides.is_share(claim.words, claim.behind)
        or of_figure(claim, thread)
        or pattern("relation", "that_is").fullmatch(claim.words) is not None
    )
    unmarked = name == "share" and claim.numeral.shape == "plain" and not marked
    over = lists.together if name in ("sum", "average") or unmarked else operands.against
    if re.search("其中", claim.words):
        thread.parts_from = len(thread.figures)
    options = over(claim, name, corpus, thread)
    words = claim.words if direction_of(claim.words) else claim.behind
    direction = direction_of(words) if name in ("difference", "growth") else None
    judged = evaluate(claim.numeral, options, direction)
    if claim.numeral.unit == POINTS and options and (judged is None or judged.verdict == "contradicted"):
        judged = of_rounded(claim.numeral, options, direction) or judged
    if judged is None and not options and name in ("sum", "average", "share"):
        direct = _cell_itself(claim, corpus, thread)
        if direct is not None:
            return direct
    if judged is None:
        said = prose_for(claim, corpus, direction, thread)
        judged = judge_told(claim, said, corpus) if said else None
        judged = judged or prose_against(claim, corpus, direction, thread)
        thread.gaps += judged is not None  # it may be an item of a list (稳增长30万元), or a change
    if judged is None:
        thread.gaps += 1
        return Judged(claim.numeral, "unsupported", (because("no_operands"),))
    if judged.verdict in ("verified", "recomputed"):
        _remember(judged, name, thread)
    return judged


def _rates(thread: Thread) -> bool:
    """Are the last two figures percentages?"""
    try:
        last = [unit_of_result(operand.truth) for operand in thread.figures[-2:]]
    except ArithmeticRefusal:
        return False
    return len(last) == 2 and all(unit.dimension == "percent" for unit in last)


def _cell_itself(claim: Claim, corpus: Corpus, thread: Thread) -> Judged | None:
    """A total or a rate may be printed as such."""
    if not find(claim.phrases, claim.scope, corpus.within(claim.scope)).readings:
        return None
    judged = judge_printed(claim, corpus, thread)
    return judged if judged.verdict == "verified" else None


def _remember(judged: Judged, name: Name, thread: Thread) -> None:
    if judged.operand is not None and name == "difference":
        thread.changes.append(judged.operand)
    if judged.operand is not None and name in ("share", "growth") and judged.numeral.unit == PERCENT:
        thread.rates.append(judged.operand)
    if judged.operand is not None and name == "sum":
        thread.figures.append(judged.operand)
