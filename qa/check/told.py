"""Figures that only sentences print, and zeros that the note of an empty table stands for."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from corpus.model import Fact
from qa.arithmetic import Cell
from qa.check.agree import agree, expected_text, in_unit
from qa.check.claim import Claim, Judged, Thread
from qa.check.corpus import Corpus
from qa.check.prose import adds_up, otherwise, pairs, rivals, said_before, told
from qa.check.reasons import Reason, because
from qa.check.relations import Operand
from qa.check.report import Note
from qa.check.statement import dates_agree, totals_agree
from qa.check.text import plain

_NO_SUBJECT = re.compile(r"^(?:部门|单位|预算单位)|(?:预算|决算)?(?:财政拨款)?(?:收入)?(?:支出|收支).*$")


def prose_for(
    claim: Claim, corpus: Corpus, direction: Literal["up", "down"] | None, thread: Thread
) -> tuple[Fact, ...]:
    """The numbers of sentences that bear a claim out; what the words leave unsaid was said before."""
    held = [corpus.prose(document) for document in corpus.documents if claim.scope.holds(document)]
    base = _base(claim) if direction is not None else None
    for phrase in _phrases(claim, thread):
        found = [
            fact
            for prose in held
            for fact in told(claim.numeral, phrase, direction, claim.scope, prose)
            if (base is None or _is_against(base, fact, prose.disclosure.document.year))
            and (direction is None or _of_one_base(claim, fact))
            and dates_agree(claim.sentence.text[: claim.numeral.start], said_before(fact))
            and totals_agree(claim.words, said_before(fact))
        ]
        if found:
            return tuple(found[:2])
    return ()


_LAST_YEAR = re.compile("上年|去年|上一年|同比")
_BASE = re.compile(r"(?:比|较|与|同)\s*(?P<year>(?:19|20)\d\d)\s*年")


def _base(claim: Claim) -> int | None:
    """The year that a change is said to be against (比2019年预算减少), None where none is written."""
    before = claim.sentence.text[: claim.numeral.start]
    found = list(_BASE.finditer(re.split("[。；;]", before)[-1]))
    return int(found[-1]["year"]) if found else None


_AGAINST = re.compile("(?:比|较|与|同)[^，,。；;比较]{0,6}?(?:(?P<budget>预算)|上年|去年|上一年|(?:19|20)\\d\\d年)")


def _of_one_base(claim: Claim, fact: Fact) -> bool:
    """Are both changes against a budget, or both against a year? 比预算增加0万元 belies no 比去年增加1.55万元."""
    bases = [
        "budget" if found[-1]["budget"] else "year"
        for text in (claim.sentence.text[: claim.numeral.start], said_before(fact))
        if (found := list(_AGAINST.finditer(text)))
    ]
    return len(set(bases)) <= 1


def _is_against(year: int, fact: Fact, own: int | None) -> bool:
    """Does the sentence print its change against this year: by its number, as last year, or as all of its disclosure?"""
    quote = fact.quote or ""
    named = {int(m["year"]) for m in _BASE.finditer(quote)}
    if named:
        return year in named
    return own is None or year == own - 1 or not _LAST_YEAR.search(quote) and str(year) in quote


def _phrases(claim: Claim, thread: Thread) -> list[str]:
    """What the words say that the number is of; what they leave unsaid was said before, and what 其中 lists is of it."""
    if claim.says_nothing or claim.only_kind or (claim.relation is not None and not pairs(claim.words)):
        return [thread.phrase + claim.words]
    new = thread.among and not pairs(claim.words) <= pairs(thread.among)  # 购置及运行费…，其中运行费
    return [claim.words, *([thread.among + claim.words] if new else [])]


def prose_against(
    claim: Claim, corpus: Corpus, direction: Literal["up", "down"] | None, thread: Thread
) -> Judged | None:
    """The contradiction by a sentence that prints another figure of the very thing, where no cell bears on it."""
    if claim.scope.body is None and not corpus.alone:
        return None
    held = [corpus.prose(document) for document in corpus.documents if claim.scope.holds(document)]
    base = _base(claim) if direction is not None else None
    for phrase in _phrases(claim, thread):
        if thread.among and thread.among not in phrase:
            continue  # a part is of its whole
        found = [
            fact
            for prose in held
            for fact in otherwise(claim.numeral, phrase, direction, claim.scope, prose)
            if (base is None or _is_against(base, fact, prose.disclosure.document.year))
            and (direction is None or _of_one_base(claim, fact))
        ]
        if found and len({fact.amount.base for fact in found}) == 1:
            return _contradicted(claim, found[0], direction)
    return None


def _contradicted(claim: Claim, fact: Fact, direction: str | None) -> Judged:
    value = in_unit(fact.amount, claim.numeral.unit) or Fraction(0)
    other_way = direction is not None and agree(claim.numeral, value).holds
    why: tuple[Reason, ...] = (because("other_way"),) if other_way else ()
    why += (because("sentence_other", fact.page, f"{fact.text}{fact.unit or ''}"),)
    expected = expected_text(claim.numeral, value, fact.amount.decimals)
    return Judged(claim.numeral, "contradicted", why, expected, None, (fact,), Operand(Cell(fact), sound=False))


def judge_told(claim: Claim, said: tuple[Fact, ...], corpus: Corpus) -> Judged:
    """A figure that prose prints; where prose prints another one of the same thing, the one whose sentence adds up."""
    prose = corpus.prose(next(d for d in corpus.documents if d.id == said[0].document))
    others = rivals(said[0], prose)
    if not others or adds_up(said[0], prose):
        why = (because("sentence", said[0].page),)
        return Judged(claim.numeral, "verified", why, None, None, said, Operand(Cell(said[0])))
    right = next((other for other in others if adds_up(other, prose)), None)
    if right is None:
        return Judged(claim.numeral, "unsupported", (because("two_figures"),), evidence=(others[0], *said))
    why = (because("two_decided", right.page, f"{right.text}{right.unit}"),)
    value = in_unit(right.amount, claim.numeral.unit) or Fraction(0)
    expected = expected_text(claim.numeral, value, right.amount.decimals)
    return Judged(claim.numeral, "contradicted", why, expected, None, (right, *said), Operand(Cell(right), sound=False))


def empty_table(claim: Claim, corpus: Corpus) -> Note | None:
    """The noted empty table that the words name."""
    words = plain(claim.words)
    for held in corpus.within(claim.scope):
        for table in held.tables:
            if table.table.note and not any(row.facts for row in table.table.rows):
                core = _NO_SUBJECT.sub("", table.title)
                if len(core) >= 4 and core in words:
                    return Note(table.table, held.document.id)
    return None
