"""What a text quotes in “…” word for word: the sentence of the disclosure that it stands in bears its numbers out."""

from __future__ import annotations

import re

from corpus.model import Fact
from qa.arithmetic import Cell
from qa.check.claim import Claim, Judged
from qa.check.corpus import Corpus
from qa.check.reasons import because
from qa.check.relations import Operand
from qa.check.text import plain

LETTERS = 8
"""So many letters, besides those of its numbers, make a quotation one: “87.99万元” is none."""
MOST = 3
"""So many marks before and behind a number are tried; marks may stand inside a quotation."""


def judge_quoted(claim: Claim, corpus: Corpus) -> Judged | None:
    """Verified where the quotation around the number stands in a disclosure of the body and the year spoken of,
    whether budget or final accounts; None where it is no quotation, or stands nowhere."""
    text, numeral = claim.sentence.text, claim.numeral
    opened = [m.end() for m in re.finditer("“", text[: numeral.start]) if _is_open(text[m.end() : numeral.start])][-MOST:]
    closed = [m.start() for m in re.finditer("”", text[numeral.end :])][:MOST]
    ends = [len(text), *(numeral.end + at for at in reversed(closed))]
    for start in opened:
        for end in ends:
            said = plain(text[start:end]).rstrip("。.;；,，")
            if len(re.sub(r"[^一-鿿]", "", said)) >= LETTERS and (fact := _printed(claim, said, corpus)):
                why = (because("quoted", fact.page),)
                return Judged(numeral, "verified", why, None, None, (fact,), Operand(Cell(fact)))
    return None


def _is_open(text: str) -> bool:
    """Does what began before these words go on behind them? The quotation of “三公”经费5万元 ended at 三公."""
    return text.count("”") <= text.count("“")


def _printed(claim: Claim, said: str, corpus: Corpus) -> Fact | None:
    """The number in the sentence that is quoted."""
    unit = claim.numeral.unit
    if unit is None:
        return None
    exact = unit.dimension, claim.numeral.value.scaleb(unit.power).normalize()
    for document in corpus.documents:
        if not claim.scope.holds(document) or claim.scope.year not in (None, document.year):
            continue
        for fact in corpus.prose(document).by_value.get(exact, ()):
            if fact.amount.unit == unit and said in plain(fact.quote or ""):
                return fact
    return None
