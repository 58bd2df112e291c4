"""What is carried on from before: the item spoken of, for another year or kind, or in another column of its row."""

from __future__ import annotations

from fractions import Fraction

from qa.check.agree import in_unit
from qa.check.claim import Claim
from qa.check.columns import same_heads
from qa.check.corpus import Corpus
from qa.check.match import find, kind_of
from qa.check.reading import Found, Reading, said_again
from qa.check.relations import counterparts


def carried(claim: Claim, subject: tuple[Reading, ...], corpus: Corpus) -> Found:
    """The item spoken of before, for the year and the kind that are spoken of now."""
    scope, kind = claim.scope, kind_of(claim.words)
    now = [r for r in subject if scope.holds(r.document) and scope.fits(r.fact, r.document, kind)]
    if now:
        return Found(tuple(now))
    beside = tuple(
        Reading(fact, r.words, r.entry, r.named) for r in subject for fact in r.entry.row.facts
        if r.fact.id != fact.id and same_heads(r.fact, fact) and scope.holds(r.document) and fact.year == scope.about
        and r.fact.year != fact.year and scope.fits(fact, r.document, kind) and fact.kind in (r.fact.kind, kind)
    )  # fmt: skip
    if beside:
        return Found(beside)  # 2021年预算175万元，2022年预算156万元: the same row's other column
    again = sorted({phrase for r in subject for phrase in said_again(r)})
    anew = [find((phrase,), scope, corpus.within(scope)) for phrase in again if scope.body and phrase]
    readings = tuple(
        r for found in anew if found.strict for r in found.readings if scope.fits(r.fact, r.document, kind)
    )
    if readings:
        return Found(readings)
    out = []
    for reading in subject:
        year = scope.about or reading.fact.year or reading.document.year
        for fact in counterparts(reading, year, kind or scope.kind, scope, corpus) if year else ():
            out.append(Reading(fact, corpus.of(fact.document), reading.entry, reading.named))
    return Found(tuple(out))


def aside(claim: Claim, found: Found) -> tuple[Reading, ...]:
    """The same rows' cells in other columns that print exactly this, where the text names neither column nor table."""
    if claim.scope.title or claim.numeral.vague or claim.numeral.unit is None or claim.numeral.until is not None:
        return ()
    kind = kind_of(claim.words)
    out = []
    for reading in found.readings:
        if reading.named:
            continue
        for fact in reading.entry.row.facts:
            value = in_unit(fact.amount, claim.numeral.unit)
            if value == Fraction(claim.numeral.value) and claim.scope.fits(fact, reading.document, kind):
                out.append(Reading(fact, reading.words, reading.entry, False))
    return tuple(out)
