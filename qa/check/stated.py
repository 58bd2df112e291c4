"""Numbers of a text that sentences of a disclosure claim too, or claim otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from corpus.model import Fact
from index.normal import bare
from qa.arithmetic import Cell
from qa.check.agree import agree, expected_text, in_unit
from qa.check.claim import Claim, Judged
from qa.check.corpus import Corpus
from qa.check.match import kind_of
from qa.check.reasons import Reason, because
from qa.check.relations import Operand
from qa.check.scope import Scope
from qa.check.statement import Stated, bared, name_of, named_so, of_one, same_way
from qa.check.text import MASK, plain
from qa.evidence import claims as told


def told_of(phrase: str, scope: Scope, corpus: Corpus) -> list[Operand]:
    """The one amount that sentences of the body's disclosure state of what a phrase names (政府采购货物支出)."""
    if scope.body is None and not corpus.alone:
        return []
    core = told.core_of(plain(phrase.replace(MASK, "")), "")  # the body is masked; a unit below it stays
    held: dict[Fraction, Fact] = {}
    for document in corpus.documents:
        if scope.holds(document) and scope.about in (None, document.year) and scope.kind in (None, document.kind):
            for stated in corpus.stated(document):
                fact = stated.claim.fact
                money = fact.amount.mils is not None and fact.year == document.year and stated.claim.aspect == "value"
                if money and name_of(stated) == named_so(core):
                    held.setdefault(Fraction(fact.amount.base), fact)
    return [Operand(Cell(fact)) for fact in held.values()] if len(held) == 1 else []


def shared_out(said: Stated | None, claim: Claim) -> Stated | None:
    """What a figure of a list is of (货物、工程分别为1万元、2万元): the name that is its own."""
    if said is None or claim.given is None:
        return said
    if claim.relation is not None:
        return None
    core = told.core_of(plain(claim.given), "")
    fact = replace(said.claim.fact, year=claim.scope.about)
    return replace(said, claim=replace(said.claim, fact=fact, core=core, aspect="value", within="", measure=None))


_SETTLED = ("denied", "denied_else", "denied_claim", "no_body", "no_year")


def by_statements(claim: Claim, judged: Judged, said: Stated | None, corpus: Corpus) -> Judged:
    """The verdict where sentences of the body's own disclosure claim the very thing: one that says so bears a number
    out that nothing else does, and where all say another one, belies it."""
    named = claim.scope.body is not None or corpus.alone
    if said is None or not named or claim.numeral.unit is None or claim.numeral.until is not None:
        return judged
    if judged.verdict not in ("unsupported", "verified", "contradicted") or claim.scope.title is not None:
        return judged
    settled = any(reason.key in _SETTLED for reason in judged.why)
    if settled or judged.verdict == "contradicted" and judged.expected is None:
        return judged  # not for its amount, but for what is said of it
    by_cell = any(isinstance(fact, Fact) and fact.table is not None for fact in judged.evidence)
    if by_cell and (judged.verdict == "verified" or _same_name(said, judged)):
        return judged
    same = [(stated, value) for stated, value in _alike(claim, said, corpus)]
    if not same:
        return judged
    right = [stated for stated, value in same if agree(claim.numeral, value).holds and same_way(said, stated)]
    if right:
        return judged if judged.verdict == "verified" else _borne_out(claim, right[0].claim.fact)
    values = {value for _, value in same}
    if len(values) > 1 or claim.numeral.vague is not None or by_cell:
        return judged
    return _belied(claim, same[0][0], same[0][1])


def _borne_out(claim: Claim, fact: Fact) -> Judged:
    why = (because("sentence", fact.page),)
    return Judged(claim.numeral, "verified", why, None, None, (fact,), Operand(Cell(fact)))


def _belied(claim: Claim, stated: Stated, value: Fraction) -> Judged:
    fact = stated.claim.fact
    turned = agree(claim.numeral, value).holds
    why: tuple[Reason, ...] = (because("other_way"),) if turned else ()
    why += (because("sentence_other", fact.page, f"{fact.text}{fact.unit or ''}"),)
    expected = expected_text(claim.numeral, value, fact.amount.decimals)
    return Judged(claim.numeral, "contradicted", why, expected, None, (fact,), Operand(Cell(fact), sound=False))


def _same_name(said: Stated, judged: Judged) -> bool:
    """Is the cell of the name that the text says, and not only of one near it?"""
    core = name_of(said)
    labels = [plain(label) for f in judged.evidence if isinstance(f, Fact) for label in (*f.row[-1:], *f.col[-1:])]
    return not core or any(bared(bare(label)) == core for label in labels) or said.claim.aspect != "value"


def _alike(claim: Claim, said: Stated, corpus: Corpus) -> Iterator[tuple[Stated, Fraction]]:
    """What the body's disclosures claim of the same thing, in the unit of the text."""
    year = said.claim.fact.year or claim.scope.about
    for document in corpus.documents:
        if not claim.scope.holds(document) or year is not None and document.year not in (None, year, year + 1):
            continue
        own_kind = kind_of(claim.said) if said.claim.aspect == "value" else None
        wanted = said.claim.measure or own_kind or claim.scope.kind
        for stated in corpus.stated(document):
            if len({wanted, stated.claim.measure or document.kind} - {None}) > 1:
                continue  # the one is of the budget, the other of the final accounts
            value = in_unit(stated.claim.fact.amount, claim.numeral.unit)
            own = stated.claim.fact.year or document.year
            if value is not None and own == (year or document.year) and of_one(said, stated):
                yield stated, value
