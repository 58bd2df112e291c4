"""Each number of a text against what the disclosures print: which way it is judged, and what a denial makes of it."""

from __future__ import annotations

from dataclasses import replace

from qa.check.claim import Claim, Judged, Thread
from qa.check.computed import judge_computed
from qa.check.corpus import Corpus
from qa.check.numerals import Numeral, numerals
from qa.check.printed import judge_printed
from qa.check.reasons import Reason, because
from qa.check.relations import relation_of
from qa.check.scope import Scope, Sentence
from qa.check.text import MASK, same_length
from qa.check.words import pattern


def judge_sentence(sentence: Sentence, corpus: Corpus, thread: Thread) -> list[Judged]:
    """The numbers of one sentence, judged in their order; `thread` is brought up to date."""
    out: list[Judged] = []
    begin = 0
    thread.new_sentence()
    for numeral in numerals(sentence.text, _masked(sentence, corpus)):
        relation = relation_of(sentence.bare[begin : numeral.begin].replace(MASK, ""), numeral)
        claim = Claim(numeral, sentence, begin, sentence.at(numeral.begin), relation)
        other_end = bool(out) and _is_other_end(out[-1].numeral, numeral)
        judged = replace(out[-1], numeral=numeral) if other_end else judge(claim, corpus, thread)
        begin = numeral.end
        if not numeral.soft or judged.verdict in ("verified", "recomputed"):
            out.append(judged)
    return out


def _masked(sentence: Sentence, corpus: Corpus) -> str:
    """The sentence with names that hold digits, and years, blotted out."""
    masked = list(sentence.text)
    for start, end in corpus.numbered(same_length(sentence.text), sentence.at(len(masked))):
        masked[start:end] = MASK * (end - start)
    for year in sentence.years:
        masked[year.start : year.end] = MASK * (year.end - year.start)
    return "".join(masked)


def _is_other_end(low: Numeral, high: Numeral) -> bool:
    """Are these the two ends of one range?"""
    return high.until is not None and low.until == high.value and low.value == high.until


def judge(claim: Claim, corpus: Corpus, thread: Thread) -> Judged:
    """One number."""
    body = claim.scope.body
    if body is not None and not body.documents:
        return Judged(claim.numeral, "unsupported", (because("no_body", body.name),))
    if not corpus.within(claim.scope):
        return Judged(claim.numeral, "unsupported", (_nothing_there(claim.scope),))
    if claim.relation is None:
        judged = judge_printed(claim, corpus, thread)
    else:
        judged = judge_computed(claim, claim.relation, corpus, thread)
    return _denied(claim, judged)


def _nothing_there(scope: Scope) -> Reason:
    who = scope.body.name if scope.body else because("anyone")
    return because("no_year", who, scope.year)


def _denied(claim: Claim, judged: Judged) -> Judged:
    """A number that the text says it is not."""
    if not pattern("denied").search(claim.said.rstrip()):
        return judged
    if judged.verdict in ("verified", "recomputed"):
        right = judged.expected or format(claim.numeral.value, "f")
        return replace(judged, verdict="contradicted", why=(because("denied"),), expected=right)
    return replace(
        judged, verdict="unsupported", why=(because("denied_else"), *judged.why), expected=None, expression=None
    )
