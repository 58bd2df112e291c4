"""A figure that a text states of a row and a column: the cell that prints it, the prose where no cell bears on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from corpus.model import Fact
from qa.answer import Verdict
from qa.arithmetic import Cell, Sum
from qa.check import lists
from qa.check.agree import Agreement, agree, expected_text, in_unit, slip
from qa.check.carry import aside
from qa.check.claim import Claim, Judged, Thread
from qa.check.corpus import Corpus
from qa.check.evaluate import evaluate
from qa.check.lookup import generic
from qa.check.match import find, kind_of
from qa.check.ranked import rank_denied
from qa.check.reading import Found, Reading
from qa.check.reasons import Reason, because
from qa.check.relations import UNKNOWN, Computation, Operand
from qa.check.subject import subject_of
from qa.check.text import label_of, plain
from qa.check.told import empty_table, judge_told, prose_against, prose_for
from qa.check.words import pattern

_DETAIL = ("procurement", "project", "general_project", "performance", "purchase_service")
_WIDE = (("three_public", "summary", "expenditure", "income", "final"), ("basic", "economic"), ("fiscal_summary", "fiscal"))
"""Kinds of tables, those of all of a body's money first."""
Fitting = Sequence[tuple[Reading, Fraction]]


def judge_printed(claim: Claim, corpus: Corpus, thread: Thread) -> Judged:
    """The verdict; the figure and its subject are kept for what follows."""
    if re.search(r"其中|包括|分别", claim.words):
        thread.parts_from, thread.among = len(thread.figures), thread.phrase
    several = lists.over_bodies(claim, corpus)
    if several is None:
        several = lists.over_years(claim, corpus)
    if several is not None:
        options = [Computation(Sum(tuple(Cell(reading.fact) for reading in readings))) for readings in several]
        thread.subject = several[0] if several else ()
        whole = evaluate(claim.numeral, options, None)
        if whole is not None and whole.operand is not None:
            thread.figures.append(whole.operand)
        return whole or Judged(claim.numeral, "unsupported", (because("no_operands"),))
    if len(thread.figures) > 1 and claim.direct:
        summed = evaluate(claim.numeral, lists.implied(claim, corpus, thread), None)
        if summed is not None:
            return _total_of_list(claim, summed, corpus, thread)
    signed = evaluate(claim.numeral, lists.equation(claim, thread), None)
    if signed is not None:
        return signed
    thread.changes.clear()
    together = lists.named_together(claim, corpus)
    if together:
        judged = evaluate(claim.numeral, together, None) or Judged(
            claim.numeral, "unsupported", (because("no_operands"),)
        )
        thread.figures.append(judged.operand or UNKNOWN)
        return judged
    found = subject_of(claim, corpus, thread)
    if not claim.says_nothing:
        thread.phrase = claim.words
    if not any(in_unit(reading.fact.amount, claim.numeral.unit) is not None for reading in found.readings):
        found = Found((), found.readings or found.misfits, found.strict)  # 127辆 is not of a line of money
    judged = _by_cells(claim, _of_fund(claim, found, thread), corpus, thread)
    thread.figures.append(judged.operand or UNKNOWN)
    thread.subject = judged.operand.readings if judged.operand is not None else ()
    return judged


def _total_of_list(claim: Claim, summed: Judged, corpus: Corpus, thread: Thread) -> Judged:
    """合计 after a list: its sum; in a list of lines it may be the body's own total, of which only some are listed."""
    if not thread.in_list or summed.verdict != "contradicted":
        return summed
    found = find(claim.phrases, claim.scope, corpus.within(claim.scope))
    own = _by_cells(claim, found, corpus, Thread())
    return own if own.verdict == "verified" else summed


def _by_cells(claim: Claim, found: Found, corpus: Corpus, thread: Thread) -> Judged:
    readings = _main(found.readings) if claim.numeral.vague or claim.numeral.until is not None else found.readings
    fitting = [(r, value) for r in readings if (value := in_unit(r.fact.amount, claim.numeral.unit)) is not None]
    same = [(reading, agreement) for reading, value in fitting if (agreement := agree(claim.numeral, value)).holds]
    if same:
        return _verified(claim, found, same, corpus, thread)
    others = aside(claim, found)
    if others:
        facts = tuple(reading.fact for reading in others[:2])
        return Judged(claim.numeral, "unsupported", (because("aside"), prints(facts[0])), evidence=facts)
    implied = (
        None if found.strict and found.readings else evaluate(claim.numeral, lists.implied(claim, corpus, thread), None)
    )
    return implied or _otherwise(claim, found, fitting, corpus, thread)


def _main(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Without those of tables that list purchases or projects one by one, where another table prints the item."""
    main = [r for r in readings if r.words.tables[r.entry.table].table.kind not in _DETAIL]
    return main or readings


def _turned(claim: Claim, readings: Sequence[Reading], thread: Thread) -> bool:
    """由300万元增加到200万元: the figure before is of the same row and another year, and larger."""
    former = thread.figures[-1].readings if thread.figures else ()
    alike = [(a, b) for a in former for b in readings if label_of(a.fact.label) == label_of(b.fact.label)]
    return any(_is_turned(claim, b, a) for a, b in alike[:1])


def _is_turned(claim: Claim, reading: Reading, before: Reading) -> bool:
    label = reading.fact.label  # 履职能力提升为 says nothing of a direction
    said = claim.words.rpartition(label)[2] if label else claim.words
    ways = [way for way in ("up", "down") if pattern("target", way).search(said)]
    change = reading.fact.amount.base - before.fact.amount.base
    years = before.fact.year != reading.fact.year or before.fact.kind != reading.fact.kind
    return bool(ways) and years and change != 0 and (change > 0) != (ways[0] == "up")


def _verified(
    claim: Claim, found: Found, same: Sequence[tuple[Reading, Agreement]], corpus: Corpus, thread: Thread
) -> Judged:
    """A cell that the words name prints it; what the words say of its rank must hold too."""
    readings = tuple(reading for reading, _ in same)
    turned = _turned(claim, readings, thread)
    if turned:
        return Judged(claim.numeral, "contradicted", (because("direction"),), evidence=(readings[0].fact,))
    operand = Operand(Cell(readings[0].fact), readings)
    evidence = tuple(dict.fromkeys(reading.fact for reading in readings[:3]))
    wrong = rank_denied(claim, readings, corpus) or _code_denied(claim, readings)
    if wrong is not None:
        verdict: Verdict = "unsupported" if wrong.key == "no_operands" else "contradicted"
        return Judged(claim.numeral, verdict, (wrong,), None, None, evidence, operand)
    return Judged(claim.numeral, "verified", _where(readings[0], found, same[0][1].note), None, None, evidence, operand)


_CODE = re.compile(r"(?<![\d.,])(?P<code>\d{7}|\d{5})(?![\d.,])")


def _code_denied(claim: Claim, readings: Sequence[Reading]) -> Reason | None:
    """2010301行政运行: the code that the text gives is another subject's."""
    said = _CODE.findall(claim.words)
    codes = [r.fact.code for r in readings if r.fact.code and said and len(r.fact.code) == len(said[-1])]
    return because("other_code", codes[0]) if codes and said[-1] not in codes else None


_FUND = re.compile(r"一般公共预算(?!收)|政府性基金(?!收)|国有资本经营")


def _of_fund(claim: Claim, found: Found, thread: Thread) -> Found:
    """一般公共预算支出中，行政运行…, 一般公共预算支出5万元，其中基本支出…: what the tables of that money print, where they do."""
    said = _FUND.search(claim.said) or (thread.among and thread.parts_from and _FUND.search(plain(thread.among)))
    if not said or claim.scope.title:
        return found
    own = [r for r in found.readings if said.group() in r.words.tables[r.entry.table].table.title]
    return Found(tuple(own), found.misfits, found.strict) if own else found


def _otherwise(claim: Claim, found: Found, fitting: Fitting, corpus: Corpus, thread: Thread) -> Judged:
    """No cell that the words name prints the figure: prose where no cell bears on it, else the right figure."""
    said = _of_other_accounts(claim, found, corpus, thread)
    if said:
        return judge_told(claim, said, corpus)
    said = () if found.readings or (found.strict and claim.scope.title) else prose_for(claim, corpus, None, thread)
    if said:
        return judge_told(claim, said, corpus)
    against = None if found.any else prose_against(claim, corpus, None, thread)
    if against is not None:
        return against
    note = None if found.readings else empty_table(claim, corpus)
    if note is not None:
        zero = claim.numeral.value == 0
        why = (because("note", note.table.note),)
        return Judged(claim.numeral, "verified" if zero else "contradicted", why, None if zero else "0", None, (note,))
    if claim.scope.body is None and not corpus.alone and not found.strict:
        return Judged(claim.numeral, "unsupported", (because("unnamed_body"),))
    if any(agree(claim.numeral, value).literal for _, value in fitting):
        return Judged(claim.numeral, "unsupported", (because("literal"),), evidence=(fitting[0][0].fact,))
    if fitting and _of_other_kind(claim, found):
        return Judged(claim.numeral, "unsupported", (_unfit(claim, found),), evidence=(found.misfits[0].fact,))
    return _contradiction(claim, fitting) if fitting else Judged(claim.numeral, "unsupported", (_unfit(claim, found),))


def _of_other_accounts(claim: Claim, found: Found, corpus: Corpus, thread: Thread) -> tuple[Fact, ...]:
    """Where the text does not say whether budget or final accounts are meant, and only the one prints a cell of the
    item: what sentences of the other one print of it."""
    if not found.readings or claim.scope.kind or kind_of(claim.words) or claim.scope.title:
        return ()
    kinds = {reading.document.kind for reading in found.readings}
    told = prose_for(claim, corpus, None, thread)
    return tuple(fact for fact in told if len(kinds) == 1 and corpus.of(fact.document).document.kind not in kinds)


def _of_other_kind(claim: Claim, found: Found) -> bool:
    """Does the other disclosure of the same year print it of the same row, where only an earlier sentence said which of
    the two, budget or final accounts, is spoken of?"""
    if claim.sentence.kinds or kind_of(claim.words) or claim.scope.kind is None:
        return False
    for reading in found.misfits:
        value = in_unit(reading.fact.amount, claim.numeral.unit)
        same_year = claim.scope.about in (None, reading.fact.year or reading.document.year)
        if same_year and value is not None and agree(claim.numeral, value).holds:
            return True
    return False


def _unfit(claim: Claim, found: Found) -> Reason:
    if found.misfits and claim.numeral.unit and in_unit(found.misfits[0].fact.amount, claim.numeral.unit) is None:
        return because("other_unit", found.misfits[0].fact.unit or "?")
    if found.misfits:
        return because(
            "misfit",
            found.misfits[0].fact.year,
            {"final": "决算", "budget": "预算"}.get(found.misfits[0].fact.kind or "", ""),
        )
    return because("nothing")


def _narrowness(reading: Reading) -> int:
    """How narrow the table is that prints it; a column is the body's own in the row of its totals."""
    kind = reading.words.tables[reading.entry.table].table.kind
    wide = next((k for k, kinds in enumerate(_WIDE) if kind in kinds), len(_WIDE))
    row = reading.fact.row[-1:]
    return 2 * wide + (reading.named and bool(row) and not generic(row[0]))


def _contradiction(claim: Claim, fitting: Fitting) -> Judged:
    """The right figure: one that looks like this one mistyped; else that of the rows that are named most exactly, in the
    widest of their tables, the nearest one."""

    def off(pair: tuple[Reading, Fraction]) -> tuple[bool, bool, int, Fraction]:
        near = abs(pair[1] - Fraction(claim.numeral.value))
        return not slip(claim.numeral, pair[1]), not pair[0].entry.exact, _narrowness(pair[0]), near

    reading, value = min(fitting, key=off)
    amount, unit = reading.fact.amount, claim.numeral.unit
    decimals = amount.decimals + (unit.power - amount.unit.power if unit and amount.unit else 0)
    return Judged(
        claim.numeral,
        "contradicted",
        (prints(reading.fact),),
        expected_text(claim.numeral, value, max(0, decimals)),
        None,
        (reading.fact,),
        Operand(Cell(reading.fact), (reading,), False),
    )


def _where(reading: Reading, found: Found, note: Reason | None) -> tuple[Reason, ...]:
    others = {(r.fact.table, r.fact.col) for r in found.readings if r.fact.amount.base != reading.fact.amount.base}
    more = because("elsewhere", len(others)) if others and not found.strict else None
    return tuple(reason for reason in (prints(reading.fact), note, more) if reason is not None)


def prints(fact: Fact) -> Reason:
    """What a cell prints, and where."""
    line = "".join(f" — {part}" for part in (*fact.row, *fact.col[-1:]) if part)
    return because("prints", because("at", fact.table or "", fact.page, line), f"{fact.text}{fact.unit or ''}")
